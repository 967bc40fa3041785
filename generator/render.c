#include "generator/render.h"

#include "common/escape.h"
#include "common/hash.h"
#include "generator/theme.h"
#include "generator/view.h"

int render_prepare(struct theme *theme, const struct site *site, struct diag_list *diags)
{
	view_free(theme->view);
	theme->view = NULL;
	return view_new(theme, site, diags) != NULL ? 0 : -1;
}

/* What writer_hole() of a link stands between, and its end. */
#define LINK_START STR("<a href=\"")
#define LINK_REST STR("\">")
#define LINK_END STR("</a>")

/* ---- links ---------------------------------------------------------------------- */

/* A path on this site gets the base path; what is as it was written does not. */
static void add_link(struct buf *out, const struct config *config, const struct link *link)
{
	struct str url = link->url.s != NULL ? link->url : link->target;
	bool is_own = url.n != 0 && url.s[0] == '/' && !(url.n > 1 && url.s[1] == '/');

	if (link->kind == LINK_TITLE) {
		escape_html(out, url);
		return;
	}
	if (is_own && config->base_path.n > 1 && url.s != link->target.s) {
		escape_href(out, config->base_path);
		url = str_from(url, 1);
	}
	escape_href(out, url);
}

/* "[[Page]]" that names nothing is no address: what it shows stays as text. */
static bool is_dead_name(const struct link *link, struct str before, struct str behind)
{
	return link->kind == LINK_TO && str_starts(link->url, STR("[[")) && str_ends(before, LINK_START) &&
	       str_starts(behind, LINK_REST);
}

void render_fill_links(struct buf *out, const struct config *config, const struct page *page, struct str body_html)
{
	size_t at = 0;
	ptrdiff_t end;

	for (uint32_t i = 0; i < page->links_n; i++) {
		const struct link *link = &page->links[i];
		struct str before = str_slice(body_html, at, link->hole), behind = str_from(body_html, link->hole);

		at = link->hole;
		end = is_dead_name(link, before, behind) ? str_find(behind, LINK_END) : -1;
		if (end < 0 || (i + 1 < page->links_n && link[1].hole <= at + (size_t)end)) {
			buf_str(out, before);
			add_link(out, config, link);
			continue;
		}
		before.n -= LINK_START.n;
		buf_str(out, before);
		buf_str(out, str_slice(behind, LINK_REST.n, (size_t)end));
		at += (size_t)end + LINK_END.n;
	}
	buf_str(out, str_from(body_html, at));
}

/* ---- pages ------------------------------------------------------------------------ */

/* The template that the front matter names, when the theme has it; layouts of other tools mean nothing here. */
static struct str template_of(const struct theme *theme, const struct page *page, struct arena *arena)
{
	static const struct str names[] = {[PAGE_ARTICLE] = {"article.html", 12},
					   [PAGE_SECTION] = {"section.html", 12},
					   [PAGE_HOME] = {"home.html", 9},
					   [PAGE_SOLVED] = {"solved.html", 11}};

	if (page->layout.n != 0) {
		struct str name = arena_printf(arena, "layouts/%.*s.html", STR_ARG(page->layout));

		if (theme_find(theme, name) != NULL)
			return name;
	}
	return names[page->kind];
}

static int render(const struct theme *theme, struct str name, uint32_t language, const struct value *variables,
		  struct buf *out, struct arena *arena, struct diag_list *diags)
{
	return template_render(theme->templates, name, variables, &theme->view->languages[language].context, out, arena,
			       diags);
}

int render_page(const struct theme *theme, const struct site *site, uint32_t page, struct str body_html,
		struct buf *out, struct arena *arena, struct diag_list *diags)
{
	struct view *view = theme->view;
	const struct value *variables;
	struct str content = body_html;

	if (site_page(site, page)->links_n != 0) {
		buf_clear(&view->content);
		render_fill_links(&view->content, site->config, site_page(site, page), body_html);
		content = buf_view(&view->content);
	}
	variables = view_page(view, page, content, arena, diags);
	if (variables == NULL)
		return -1;
	return render(theme, template_of(theme, site_page(site, page), arena), site->placed[page].language, variables,
		      out, arena, diags);
}

/* ---- pages without a source --------------------------------------------------------- */

uint32_t render_extra_n(const struct theme *theme, const struct site *site)
{
	(void)site;
	return theme->view->extras_n;
}

struct str render_extra_path(const struct theme *theme, const struct site *site, uint32_t extra, struct arena *arena)
{
	struct str url = view_extra_url(theme->view, &theme->view->extras[extra], arena);

	(void)site;
	return arena_printf(arena, "%.*s%s", STR_ARG(str_from(url, 1)), str_ends(url, STR("/")) ? "index.html" : "");
}

int render_extra(const struct theme *theme, const struct site *site, uint32_t extra, struct buf *out,
		 struct arena *arena, struct diag_list *diags)
{
	static const struct str names[] = {[EXTRA_SECTION] = {"section.html", 12}, [EXTRA_TAG] = {"tag.html", 8},
					   [EXTRA_TAGS] = {"tags.html", 9},	   [EXTRA_SEARCH] = {"search.html", 11},
					   [EXTRA_CONTACT] = {"contact.html", 12}, [EXTRA_AGENT] = {"agent.html", 10},
					   [EXTRA_MISSING] = {"404.html", 8}};
	const struct extra_page *of = &theme->view->extras[extra];
	struct str name = names[of->kind];

	if (of->kind == EXTRA_SECTION)
		name = template_of(theme, site_page(site, site->sections[of->of].page), arena);
	return render(theme, name, of->language, view_extra(theme->view, of, arena), out, arena, diags);
}

bool render_extra_is_bare(const struct theme *theme, uint32_t extra)
{
	enum extra_kind kind = theme->view->extras[extra].kind;

	return kind == EXTRA_SEARCH || kind == EXTRA_AGENT || kind == EXTRA_MISSING;
}

/* ---- keys ----------------------------------------------------------------------------- */

static uint64_t mix_faces(uint64_t key, const struct site *site, const uint32_t *pages, uint32_t n)
{
	for (uint32_t i = 0; i < n && pages[i] != SITE_NONE; i++)
		key = view_mix(key, site->placed[pages[i]].face);
	return key;
}

static uint64_t mix_section(uint64_t key, const struct site *site, uint32_t index)
{
	const struct section *section = &site->sections[index];

	return view_mix(view_mix(key, site->placed[section->page].face), section->pages_below);
}

static uint64_t mix_tag(uint64_t key, const struct tag *tag)
{
	return view_mix(hash64_mix(hash64_mix(key, tag->name), tag->url), tag->pages.n);
}

/* What set_children() of view.c shows. */
static uint64_t mix_children(uint64_t key, const struct view *view, uint32_t index, uint32_t part)
{
	const struct section *section = &view->site->sections[index];
	uint32_t limit = (uint32_t)view->site->config->nav_limit, n = section->sections.n + section->pages.n;
	uint32_t from = (part - 1) * limit, to = from + limit < n ? from + limit : n;

	for (uint32_t i = from; i < to; i++)
		if (i < section->sections.n)
			key = mix_section(key, view->site, section->sections.at[i]);
		else
			key = view_mix(key, view->site->placed[section->pages.at[i - section->sections.n]].face);
	key = view_mix(view_mix(key, n), section->pages_below);
	return view_mix(key, view->sections[index].trail_key);
}

static uint64_t mix_article(uint64_t key, const struct view *view, uint32_t page)
{
	const struct placed *placed = &view->site->placed[page];
	const struct section *section = &view->site->sections[placed->section];
	const uint32_t neighbours[] = {placed->previous, placed->next};
	uint32_t from, to;

	view_nav_window(view, page, &from, &to);
	if (to - from == section->pages.n)
		key = view_mix(key, view->sections[placed->section].pages_key);
	else
		key = mix_faces(key, view->site, section->pages.at + from, to - from);
	for (size_t i = 0; i < 2; i++)
		key = neighbours[i] != SITE_NONE ? view_mix(key, view->site->placed[neighbours[i]].face)
						 : view_mix(key, i);
	key = mix_faces(key, view->site, placed->related.at, placed->related.n);
	return view_mix(key, view->sections[placed->section].trail_key);
}

uint64_t render_page_key(const struct theme *theme, const struct site *site, uint32_t index)
{
	const struct view *view = theme->view;
	const struct page *page = site_page(site, index);
	const struct placed *placed = &site->placed[index];
	const struct language_view *language = &view->languages[placed->language];
	uint64_t key = view_mix(language->key, placed->face);

	key = hash64_mix(key, placed->url);
	key = mix_faces(key, site, placed->translations.at, placed->translations.n);
	for (uint32_t i = 0; i < placed->tags.n; i++) {
		const struct tag *tag = &site->tags[placed->tags.at[i]];

		key = hash64_mix(hash64_mix(key, tag->name), tag->url);
	}
	for (uint32_t i = 0; i < page->links_n; i++)
		if (page->links[i].url.s != page->links[i].target.s)
			key = hash64_mix(key, page->links[i].url);
	if (page->kind == PAGE_ARTICLE || page->kind == PAGE_SOLVED)
		return mix_article(key, view, index);
	key = mix_children(key, view, placed->section, 1);
	if (page->kind == PAGE_HOME) {
		key = mix_faces(key, site, language->promoted, VIEW_HOME_LIST);
		key = mix_faces(key, site, language->popular, VIEW_HOME_LIST);
		key = mix_faces(key, site, language->recent, VIEW_HOME_LIST);
		key = mix_faces(key, site, language->recent_solved, VIEW_HOME_LIST);
	}
	return key;
}

uint64_t render_extra_key(const struct theme *theme, const struct site *site, uint32_t extra)
{
	const struct view *view = theme->view;
	const struct extra_page *of = &view->extras[extra];
	uint32_t limit = (uint32_t)site->config->nav_limit, from = (of->part - 1) * limit, n = 0;
	uint64_t key = view_mix(view_mix(view->languages[of->language].key, of->kind), of->part);

	if (of->kind == EXTRA_SECTION) {
		key = mix_children(key, view, of->of, of->part);
		key = hash64_mix(key, site_page(site, site->sections[of->of].page)->layout);
	} else if (of->kind == EXTRA_TAG) {
		const struct tag *tag = &site->tags[of->of];

		key = mix_tag(key, tag);
		key = mix_faces(key, site, tag->pages.at + from,
				tag->pages.n - from < limit ? tag->pages.n - from : limit);
	} else if (of->kind == EXTRA_TAGS) {
		for (uint32_t i = 0; i < site->tags_n; i++)
			if (site->tags[i].language == of->language && n++ >= from && n <= from + limit)
				key = mix_tag(key, &site->tags[i]);
		key = view_mix(key, n);
	}
	return key;
}
