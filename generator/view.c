#include "generator/view.h"

#include "generator/fixed_map.h"
#include "common/strings.h"
#include "generator/title.h"

/* The side column shows all pages of a section that has at most so many (or config->nav_limit), … */
#define NAV_WHOLE 50
/* … of a longer one so many before and behind the page. */
#define NAV_NEIGHBOURS 5
/* Words a minute; help texts are read more slowly than novels. */
#define READING_SPEED 200

/* ---- the table of variables ------------------------------------------------- */

const struct view_variable view_variables[] = {
#define X(name, type, about, pages) {"page." #name, type, about, pages},
    VIEW_PAGE(X)
#undef X
#define X(name, type, about, pages) {"site." #name, type, about, pages},
	VIEW_SITE(X)
#undef X
#define X(name, type, about, pages) {"theme." #name, type, about, pages},
	    VIEW_THEME(X)
#undef X
#define X(name, type, about, pages) {#name, type, about, pages},
		VIEW_TOP(X)
#undef X
};
const size_t view_variables_n = sizeof(view_variables) / sizeof(view_variables[0]);

/* Fields of maps are checked when they are looked up; those of the front matter may be any. */
const char *const view_known_names[] = {
#define X(name, type, about, pages) "page." #name,
    VIEW_PAGE(X)
#undef X
#define X(name, type, about, pages) "site." #name,
	VIEW_SITE(X)
#undef X
#define X(name, type, about, pages) "theme." #name,
	    VIEW_THEME(X)
#undef X
#define X(name, type, about, pages) #name,
		VIEW_TOP(X)
#undef X
		    NULL,
};

static const struct str page_keys[] = {
#define X(name, type, about, pages) {#name, sizeof(#name) - 1},
    VIEW_PAGE(X)
#undef X
};
static struct value empty_list = {.kind = VALUE_LIST}, empty_map = {.kind = VALUE_MAP};

/* ---- addresses -------------------------------------------------------------- */

/*
 * What a URL may hold as it is (RFC 3986), one bit for each of the first 128 characters: letters,
 * digits, -._~:/?#[]@!$&'()*+,;= and '%', which is part of an escape that stands there already.
 */
static inline bool is_url_char(unsigned char c)
{
	static const uint64_t allowed[2] = {0xaffffffa00000000, 0x47fffffeafffffff};

	return c < 128 && (allowed[c >> 6] >> (c & 63) & 1) != 0;
}

static struct str percent_encoded(struct str url, struct arena *arena)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = 0;
	char *to;

	for (size_t i = 0; i < url.n; i++)
		n += is_url_char((unsigned char)url.s[i]) ? 1 : 3;
	if (n == url.n)
		return url;
	to = arena_alloc(arena, n);
	n = 0;
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.s[i];

		if (is_url_char(c)) {
			to[n++] = (char)c;
		} else {
			to[n++] = '%';
			to[n++] = digits[c >> 4];
			to[n++] = digits[c & 15];
		}
	}
	return str_n(to, n);
}

/* a and b in one piece; a itself when b is empty. */
static struct str joined(struct arena *arena, struct str a, struct str b)
{
	char *to;

	if (b.n == 0)
		return a;
	to = arena_alloc(arena, a.n + b.n);
	if (a.n != 0)
		memcpy(to, a.s, a.n);
	memcpy(to + a.n, b.s, b.n);
	return str_n(to, a.n + b.n);
}

struct str view_url(const struct view *view, struct str url, struct arena *arena)
{
	struct str base = view->site->config->base_path;

	if (base.n > 1 && url.n != 0 && url.s[0] == '/')
		url = joined(arena, base, str_from(url, 1));
	return percent_encoded(url, arena);
}

struct str view_absolute(const struct view *view, struct str url, struct arena *arena)
{
	return joined(arena, view->origin, view_url(view, url, arena));
}

/* "/" + prefix + path */
static struct str language_url(const struct view *view, uint32_t language, struct str path, struct arena *arena)
{
	struct str prefix = view->site->config->languages[language].url_prefix;

	return arena_printf(arena, "/%.*s%.*s", STR_ARG(prefix), STR_ARG(path));
}

uint32_t view_parts(const struct view *view, uint32_t n)
{
	uint32_t limit = (uint32_t)view->site->config->nav_limit;

	return n <= limit ? 1 : (n + limit - 1) / limit;
}

static struct str extra_base_url(const struct view *view, const struct extra_page *extra, struct arena *arena)
{
	switch (extra->kind) {
	case EXTRA_SECTION:
		return view->site->sections[extra->of].url;
	case EXTRA_TAG:
		return view->site->tags[extra->of].url;
	case EXTRA_TAGS:
		return language_url(view, extra->language, STR("tags/"), arena);
	case EXTRA_SEARCH:
		return language_url(view, extra->language, STR("search/"), arena);
	case EXTRA_CONTACT:
		return language_url(view, extra->language, STR("contact/"), arena);
	case EXTRA_AGENT:
		return language_url(view, extra->language, STR("agent/"), arena);
	case EXTRA_MISSING:
		break;
	}
	return language_url(view, extra->language, STR("404.html"), arena);
}

static struct str part_url(struct str url, uint32_t part, struct arena *arena)
{
	return part > 1 ? arena_printf(arena, "%.*spage/%u/", STR_ARG(url), (unsigned)part) : url;
}

struct str view_extra_url(const struct view *view, const struct extra_page *extra, struct arena *arena)
{
	return part_url(extra_base_url(view, extra, arena), extra->part, arena);
}

struct str view_section_title(const struct view *view, uint32_t section)
{
	const struct section *of = &view->site->sections[section];

	return of->parent == SITE_NONE ? view->languages[of->language].root_title : of->title;
}

/* ---- pages in lists ----------------------------------------------------------- */

static struct date updated(const struct page *page)
{
	return date_is_set(page->lastmod) ? page->lastmod : page->date;
}

/* A page as others show it. */
static struct value *brief(const struct view *view, uint32_t index, struct arena *arena)
{
	static const struct str keys[] = {{"url", 3},	  {"title", 5},	 {"description", 11},
					  {"updated", 7}, {"solved", 6}, {"date", 4}};
	const struct page *page = site_page(view->site, index);
	struct value *map = FIXED_MAP(arena, keys);

	set_str(map, 0, view_url(view, view->site->placed[index].url, arena));
	set_str(map, 1, page->title);
	set_str(map, 2, page->description);
	set_date(map, 3, updated(page));
	set_bool(map, 4, page->kind == PAGE_SOLVED);
	set_date(map, 5, page->date);
	return map;
}

static struct value *briefs(const struct view *view, const uint32_t *pages, uint32_t n, struct arena *arena)
{
	struct value *list;

	if (n == 0)
		return &empty_list;
	list = fixed_list(arena, n);
	for (uint32_t i = 0; i < n && pages[i] != SITE_NONE; i++)
		list_add(list, brief(view, pages[i], arena));
	return list;
}

static struct value *link_value(struct str title, struct str url, struct arena *arena)
{
	static const struct str keys[] = {{"url", 3}, {"title", 5}};
	struct value *map = FIXED_MAP(arena, keys);

	set_str(map, 0, url);
	set_str(map, 1, title);
	return map;
}

static struct value *section_value(const struct view *view, uint32_t index, struct arena *arena)
{
	static const struct str keys[] = {{"url", 3}, {"title", 5}, {"description", 11}, {"count", 5}};
	const struct section *section = &view->site->sections[index];
	struct value *map = FIXED_MAP(arena, keys);

	set_str(map, 0, view_url(view, section->url, arena));
	set_str(map, 1, section->title);
	set_str(map, 2, site_page(view->site, section->page)->description);
	set_int(map, 3, section->pages_below);
	return map;
}

static struct value *tag_value(const struct view *view, uint32_t index, struct arena *arena)
{
	static const struct str keys[] = {{"url", 3}, {"title", 5}, {"count", 5}};
	const struct tag *tag = &view->site->tags[index];
	struct value *map = FIXED_MAP(arena, keys);

	set_str(map, 0, view_url(view, tag->url, arena));
	set_str(map, 1, tag->name);
	set_int(map, 2, tag->pages.n);
	return map;
}

/* ---- the side column ------------------------------------------------------------ */

void view_nav_window(const struct view *view, uint32_t page, uint32_t *from, uint32_t *to)
{
	const struct section *section = &view->site->sections[view->site->placed[page].section];
	uint32_t n = section->pages.n, position = view->position[page];

	*from = 0;
	*to = n;
	if (n <= NAV_WHOLE && n <= (uint32_t)view->site->config->nav_limit)
		return;
	*from = position > NAV_NEIGHBOURS ? position - NAV_NEIGHBOURS : 0;
	*to = position + NAV_NEIGHBOURS + 1 < n ? position + NAV_NEIGHBOURS + 1 : n;
}

/* Stands where the mark goes in an entry that is rendered for all pages; no text of a page has it. */
#define NAV_MARK "\x01"
#define NAV_CURRENT " aria-current=\"page\""

static struct value *fragment_context(const struct view *view, const struct fragment *fragment, struct arena *arena)
{
	static const struct str keys[] = {{"item", 4}, {"site", 4}, {"theme", 5}};
	struct value *map = FIXED_MAP(arena, keys);

	set_value(map, 0, fragment->item);
	set_value(map, 1, view->languages[fragment->language].site);
	set_value(map, 2, view->languages[fragment->language].theme[fragment->sheet]);
	return map;
}

int view_fragment(const struct view *view, const struct fragment *fragment, struct str *text, struct arena *keep,
		  struct diag_list *diags)
{
	struct arena scratch;
	struct buf buf;
	int result;

	arena_init(&scratch);
	buf_init(&buf, BUF_NO_LIMIT);
	result =
	    template_render(view->theme->templates, str_c(fragment->name), fragment_context(view, fragment, &scratch),
			    &view->languages[fragment->language].context, &buf, &scratch, diags);
	if (result == 0)
		*text = arena_str(keep, str_trim(buf_view(&buf)));
	buf_release(&buf);
	arena_release(&scratch);
	return result;
}

static int render_nav_entry(struct view *view, uint32_t page, struct nav_entry *entry, struct diag_list *diags)
{
	static const struct str keys[] = {{"url", 3}, {"title", 5}, {"mark", 4}};
	struct value *item = FIXED_MAP(&view->nav_arena, keys);
	const struct placed *placed = &view->site->placed[page];
	const struct fragment fragment = {.name = "partials/nav_item.html", .language = placed->language, .item = item};
	struct str text = STR_NONE;
	ptrdiff_t mark;

	set_str(item, 0, view_url(view, placed->url, &view->nav_arena));
	set_str(item, 1, site_page(view->site, page)->title);
	set_html(item, 2, STR(NAV_MARK));
	if (view_fragment(view, &fragment, &text, &view->nav_arena, diags) < 0)
		return -1;
	mark = str_find_char(text, NAV_MARK[0]);
	*entry = mark < 0 ? (struct nav_entry){text, STR("")}
			  : (struct nav_entry){str_slice(text, 0, (size_t)mark), str_from(text, (size_t)mark + 1)};
	return 0;
}

/* The entries around a page, its own marked. Those of its section are kept for its next pages. */
static int nav_html(struct view *view, uint32_t page, struct str *html, struct arena *arena, struct diag_list *diags)
{
	uint32_t section = view->site->placed[page].section, from, to;
	const struct index_list *pages = &view->site->sections[section].pages;
	size_t n = sizeof(NAV_CURRENT);
	char *at;

	if (view->nav_section != section) {
		arena_clear(&view->nav_arena);
		view->nav = arena_array(&view->nav_arena, pages->n, sizeof(*view->nav));
		view->nav_section = section;
	}
	view_nav_window(view, page, &from, &to);
	for (uint32_t i = from; i < to; i++) {
		struct nav_entry *entry = &view->nav[i];

		if (entry->before.s == NULL && render_nav_entry(view, pages->at[i], entry, diags) < 0)
			return -1;
		n += entry->before.n + entry->behind.n + 1;
	}
	at = arena_alloc(arena, n);
	html->s = at;
	for (uint32_t i = from; i < to; i++) {
		const struct nav_entry *entry = &view->nav[i];

		memcpy(at, entry->before.s, entry->before.n);
		at += entry->before.n;
		if (pages->at[i] == page) {
			memcpy(at, NAV_CURRENT, sizeof(NAV_CURRENT) - 1);
			at += sizeof(NAV_CURRENT) - 1;
		}
		memcpy(at, entry->behind.s, entry->behind.n);
		at += entry->behind.n;
		*at++ = '\n';
	}
	html->n = (size_t)(at - html->s);
	return 0;
}

/* ---- pages ------------------------------------------------------------------------ */

static struct value *contents(const struct page *page, struct arena *arena)
{
	static const struct str keys[] = {{"id", 2}, {"text", 4}, {"children", 8}};
	struct value *list, *above = NULL;
	uint32_t n = 0;

	for (uint32_t i = 0; i < page->headings_n; i++)
		n += page->headings[i].level == 2;
	if (n < 2 || page->no_toc)
		return &empty_list;
	list = fixed_list(arena, n);
	for (uint32_t i = 0; i < page->headings_n; i++) {
		const struct heading *heading = &page->headings[i];
		struct value *map;

		if (heading->level != 2 && (heading->level != 3 || above == NULL))
			continue;
		map = FIXED_MAP(arena, keys);
		set_str(map, 0, heading->id);
		set_str(map, 1, heading->text);
		map->as.map.at[2].value->kind = VALUE_LIST;
		if (heading->level == 3) {
			value_append(arena, above->as.map.at[2].value, map);
		} else {
			list_add(list, map);
			above = map;
		}
	}
	return list;
}

static struct value *translations(const struct view *view, uint32_t index, struct arena *arena)
{
	static const struct str keys[] = {{"lang", 4},	{"name", 4}, {"dir", 3},
					  {"title", 5}, {"url", 3},  {"current", 7}};
	const struct index_list *pages = &view->site->placed[index].translations;
	struct value *list;

	if (pages->n < 2)
		return &empty_list;
	list = fixed_list(arena, pages->n);
	for (uint32_t i = 0; i < pages->n; i++) {
		const struct placed *placed = &view->site->placed[pages->at[i]];
		const struct language *language = &view->site->config->languages[placed->language];
		struct value *map = FIXED_MAP(arena, keys);

		set_str(map, 0, language->code);
		set_str(map, 1, language->name);
		set_str(map, 2, language->right_to_left ? STR("rtl") : STR("ltr"));
		set_str(map, 3, site_page(view->site, pages->at[i])->title);
		set_str(map, 4, view_url(view, placed->url, arena));
		set_bool(map, 5, pages->at[i] == index);
		list_add(list, map);
	}
	return list;
}

static struct value *tags_of(const struct view *view, const struct index_list *tags, struct arena *arena)
{
	struct value *list;

	if (tags->n == 0)
		return &empty_list;
	list = fixed_list(arena, tags->n);
	for (uint32_t i = 0; i < tags->n; i++) {
		const struct tag *tag = &view->site->tags[tags->at[i]];

		list_add(list, link_value(tag->name, view_url(view, tag->url, arena), arena));
	}
	return list;
}

static struct str edit_url(const struct view *view, uint32_t page, struct arena *arena)
{
	struct str base = view->site->config->edit_url, path;
	ptrdiff_t at = str_find(base, STR("{path}"));

	if (base.n == 0 || view->site->placed[page].made)
		return STR("");
	path = percent_encoded(site_page(view->site, page)->path, arena);
	if (at >= 0)
		return arena_printf(arena, "%.*s%.*s%.*s", (int)at, base.s, STR_ARG(path),
				    STR_ARG(str_from(base, (size_t)at + sizeof("{path}") - 1)));
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(base), str_ends(base, STR("/")) ? "" : "/", STR_ARG(path));
}

/* Where a list of n entries is cut; NULL when it is not. */
static struct value *parts_value(const struct view *view, struct str url, uint32_t n, uint32_t part,
				 struct arena *arena)
{
	static const struct str keys[] = {{"n", 1}, {"total", 5}, {"previous", 8}, {"next", 4}};
	uint32_t total = view_parts(view, n);
	struct value *map;

	if (total == 1)
		return NULL;
	map = FIXED_MAP(arena, keys);
	set_int(map, 0, part);
	set_int(map, 1, total);
	set_str(map, 2, part > 1 ? view_url(view, part_url(url, part - 1, arena), arena) : STR(""));
	set_str(map, 3, part < total ? view_url(view, part_url(url, part + 1, arena), arena) : STR(""));
	return map;
}

/* The entries of a part: sections first, then pages, counted through. */
static void set_children(const struct view *view, struct value *map, uint32_t index, uint32_t part, struct arena *arena)
{
	const struct section *section = &view->site->sections[index];
	uint32_t limit = (uint32_t)view->site->config->nav_limit, n = section->sections.n + section->pages.n;
	uint32_t from = (part - 1) * limit, to = from + limit < n ? from + limit : n;
	struct value *sections = fixed_list(arena, limit), *pages = fixed_list(arena, limit);

	for (uint32_t i = from; i < to; i++)
		if (i < section->sections.n)
			list_add(sections, section_value(view, section->sections.at[i], arena));
		else
			list_add(pages, brief(view, section->pages.at[i - section->sections.n], arena));
	set_value(map, PAGE_sections, sections);
	set_value(map, PAGE_pages, pages);
	set_value(map, PAGE_parts, parts_value(view, section->url, n, part, arena));
	set_int(map, PAGE_count, section->pages_below);
}

static void set_home(const struct view *view, struct value *map, uint32_t language, struct arena *arena)
{
	const struct language_view *own = &view->languages[language];

	set_value(map, PAGE_promoted, briefs(view, own->promoted, VIEW_HOME_LIST, arena));
	set_value(map, PAGE_popular, briefs(view, own->popular, VIEW_HOME_LIST, arena));
	set_value(map, PAGE_recent, briefs(view, own->recent, VIEW_HOME_LIST, arena));
	set_value(map, PAGE_recent_solved, briefs(view, own->recent_solved, VIEW_HOME_LIST, arena));
}

/* What every page has, and nothing in what only some have. */
static struct value *common_page(const struct view *view, uint32_t language, struct str kind, struct arena *arena)
{
	const struct language *of = &view->site->config->languages[language];
	struct value *map = FIXED_MAP(arena, page_keys);

	static const uint8_t texts[] = {PAGE_content,	PAGE_breadcrumbs_html, PAGE_nav,      PAGE_description,
					PAGE_permalink, PAGE_markdown_url,     PAGE_edit_url, PAGE_product,
					PAGE_version,	PAGE_audience,	       PAGE_owner};
	static const uint8_t lists[] = {PAGE_toc,	  PAGE_tags,	 PAGE_related,	    PAGE_translations,
					PAGE_breadcrumbs, PAGE_sections, PAGE_pages,	    PAGE_promoted,
					PAGE_popular,	  PAGE_recent,	 PAGE_recent_solved};
	static const uint8_t flags[] = {PAGE_nav_more, PAGE_noindex};

	for (size_t i = 0; i < sizeof(texts); i++)
		set_str(map, texts[i], STR(""));
	for (size_t i = 0; i < sizeof(lists); i++)
		map->as.map.at[lists[i]].value = &empty_list;
	for (size_t i = 0; i < sizeof(flags); i++)
		set_bool(map, flags[i], false);
	set_int(map, PAGE_minutes, 1);
	set_int(map, PAGE_words, 0);
	set_int(map, PAGE_count, 0);
	map->as.map.at[PAGE_params].value = &empty_map;
	set_str(map, PAGE_kind, kind);
	set_str(map, PAGE_lang, of->code);
	set_str(map, PAGE_dir, of->right_to_left ? STR("rtl") : STR("ltr"));
	return map;
}

static void set_trail(const struct view *view, struct value *map, uint32_t section)
{
	if (section == SITE_NONE)
		return;
	set_html(map, PAGE_breadcrumbs_html, view->sections[section].breadcrumbs);
	set_value(map, PAGE_breadcrumbs, view->sections[section].trail);
}

/* The text stays in the view until the next page. */
static void set_metadata(struct view *view, struct value *map, const struct metadata *metadata, struct arena *arena)
{
	buf_clear(&view->metadata);
	metadata_add(&view->metadata, metadata, arena);
	set_html(map, PAGE_metadata, buf_view(&view->metadata));
}

static struct str head_title(const struct view *view, uint32_t language, struct str title, uint32_t part,
			     struct arena *arena)
{
	if (part > 1)
		title = arena_printf(arena, "%.*s (%u)", STR_ARG(title), (unsigned)part);
	return joined(arena, title, view->languages[language].title_end);
}

/* What the front matter says. */
static void set_title_html(struct value *map, const struct page *page, struct arena *arena)
{
	struct buf html;

	if (page->title_marked.n == 0) {
		set_str(map, PAGE_title_html, page->title);
		return;
	}
	buf_init(&html, BUF_NO_LIMIT);
	title_add_html(&html, page->title_marked);
	set_html(map, PAGE_title_html, arena_str(arena, buf_view(&html)));
	buf_release(&html);
}

static void set_own(const struct view *view, struct value *map, uint32_t index, struct arena *arena)
{
	const struct page *page = site_page(view->site, index);
	const struct placed *placed = &view->site->placed[index];

	set_str(map, PAGE_title, page->title);
	set_title_html(map, page, arena);
	/* what was made from the text stands in the text, right below */
	if (!str_eq(page->description, page->summary))
		set_str(map, PAGE_description, page->description);
	set_date(map, PAGE_date, page->date);
	set_date(map, PAGE_updated, updated(page));
	set_date(map, PAGE_verify_by, page->verify_by);
	set_str(map, PAGE_product, page->product);
	set_str(map, PAGE_version, page->version);
	set_str(map, PAGE_audience, page->audience);
	set_str(map, PAGE_owner, page->owner);
	set_bool(map, PAGE_noindex, page->noindex);
	set_int(map, PAGE_words, page->words);
	set_int(map, PAGE_minutes, page->words > READING_SPEED ? (page->words + READING_SPEED / 2) / READING_SPEED : 1);
	set_value(map, PAGE_params, page->params);
	set_value(map, PAGE_tags, tags_of(view, &placed->tags, arena));
	set_value(map, PAGE_translations, translations(view, index, arena));
	set_str(map, PAGE_edit_url, edit_url(view, index, arena));
	if (page->id.n != 0)
		set_str(map, PAGE_permalink,
			view_absolute(view, arena_printf(arena, "/a/%.*s/", STR_ARG(page->id)), arena));
}

/* What stands around an article. */
static int set_article(struct view *view, struct value *map, uint32_t index, struct arena *arena,
		       struct diag_list *diags)
{
	const struct placed *placed = &view->site->placed[index];
	const struct section *section = &view->site->sections[placed->section];
	struct str nav;
	uint32_t from, to;

	if (nav_html(view, index, &nav, arena, diags) < 0)
		return -1;
	view_nav_window(view, index, &from, &to);
	set_html(map, PAGE_nav, nav);
	set_bool(map, PAGE_nav_more, to - from < section->pages.n);
	set_value(map, PAGE_nav_section,
		  link_value(view_section_title(view, placed->section), view_url(view, section->url, arena), arena));
	set_value(map, PAGE_toc, contents(site_page(view->site, index), arena));
	if (placed->previous != SITE_NONE)
		set_value(map, PAGE_previous, brief(view, placed->previous, arena));
	if (placed->next != SITE_NONE)
		set_value(map, PAGE_next, brief(view, placed->next, arena));
	set_value(map, PAGE_related, briefs(view, placed->related.at, placed->related.n, arena));
	return 0;
}

/* The variables around `page`. */
static struct value *top_map(const struct view *view, uint32_t language, struct value *page, enum theme_sheet sheet,
			     struct arena *arena)
{
	static const struct str keys[] = {{"page", 4},	 {"site", 4},	{"theme", 5},  {"head", 4},
					  {"header", 6}, {"footer", 6}, {"search", 6}, {"ask", 3}};
	const struct language_view *own = &view->languages[language];
	struct value *map = FIXED_MAP(arena, keys);

	set_value(map, 0, page);
	set_value(map, 1, own->site);
	set_value(map, 2, own->theme[sheet]);
	set_html(map, 3, own->head[sheet]);
	set_html(map, 4, own->header);
	set_html(map, 5, own->footer);
	return map;
}

/* Whether what stands behind a '<' is the start of an element that theme/rich.css is for. */
static bool is_rich_tag(struct str tag)
{
	static const struct str names[] = {
	    STR_INIT("pre"),	 STR_INIT("kbd"),    STR_INIT("mark"),	STR_INIT("hr"),	    STR_INIT("dl"),
	    STR_INIT("details"), STR_INIT("table"),  STR_INIT("h2"),	STR_INIT("h4"),	    STR_INIT("h5"),
	    STR_INIT("h6"),	 STR_INIT("figure"), STR_INIT("video"), STR_INIT("summary")};
	static const struct str classes[] = {STR_INIT("div class=\"alert"), STR_INIT("section class=\"footnotes"),
					     STR_INIT("li class=\"task")};

	if (tag.n == 0 || tag.s[0] == '/')
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tag.s[0] == names[i].s[0] && tag.n > names[i].n && str_starts(tag, names[i]) &&
		    (tag.s[names[i].n] == '>' || tag.s[names[i].n] == ' '))
			return true;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (tag.s[0] == classes[i].s[0] && str_starts(tag, classes[i]))
			return true;
	return false;
}

/* Whether the text has an element that theme/rich.css is for. */
static bool is_rich(struct str content)
{
	for (size_t i = 0; i + 1 < content.n; i++) {
		const char *at = memchr(content.s + i, '<', content.n - i);

		if (at == NULL)
			return false;
		i = (size_t)(at - content.s);
		if (is_rich_tag(str_from(content, i + 1)))
			return true;
	}
	return false;
}

/* For search engines, of a home page that says nothing of itself. */
static struct str site_description(const struct view *view, uint32_t language, struct arena *arena)
{
	const struct language *own = &view->site->config->languages[language];

	return metadata_description(own->description.n != 0 ? own->description : own->title, arena);
}

struct value *view_page(struct view *view, uint32_t index, struct str content, struct arena *arena,
			struct diag_list *diags)
{
	static const struct str kinds[] = {[PAGE_ARTICLE] = {"article", 7},
					   [PAGE_SECTION] = {"section", 7},
					   [PAGE_HOME] = {"home", 4},
					   [PAGE_SOLVED] = {"solved", 6}};
	const struct page *page = site_page(view->site, index);
	const struct placed *placed = &view->site->placed[index];
	bool is_list = page->kind == PAGE_SECTION || page->kind == PAGE_HOME;
	struct value *map = common_page(view, placed->language, kinds[page->kind], arena);
	struct metadata metadata = {
	    .view = view, .language = placed->language, .page = index, .noindex = page->noindex};

	set_own(view, map, index, arena);
	set_html(map, PAGE_content, content);
	/* a section's own page stands in itself; what is above it begins one further up */
	metadata.section = is_list ? view->site->sections[placed->section].parent : placed->section;
	if (page->kind == PAGE_HOME)
		metadata.section = SITE_NONE;
	set_trail(view, map, metadata.section);
	if (is_list)
		set_children(view, map, placed->section, 1, arena);
	else if (set_article(view, map, index, arena, diags) < 0)
		return NULL;
	if (page->kind == PAGE_HOME)
		set_home(view, map, placed->language, arena);

	set_str(map, PAGE_url, view_url(view, placed->url, arena));
	metadata.absolute = joined(arena, view->origin, map->as.map.at[PAGE_url].value->as.str);
	if (!placed->made && !site_is_missing_page(placed->url))
		metadata.markdown_url = joined(arena, map->as.map.at[PAGE_url].value->as.str, STR("index.md"));
	metadata.title = page->title;
	metadata.description =
	    metadata_description(page->description.n != 0 ? page->description : page->summary, arena);
	if (page->kind == PAGE_HOME && metadata.description.n == 0)
		metadata.description = site_description(view, placed->language, arena);
	set_str(map, PAGE_absolute_url, metadata.absolute);
	set_str(map, PAGE_markdown_url, metadata.markdown_url);
	set_str(map, PAGE_head_title,
		page->kind == PAGE_HOME ? view->site->config->languages[placed->language].title
					: head_title(view, placed->language, page->title, 1, arena));
	set_metadata(view, map, &metadata, arena);
	return top_map(view, placed->language, map,
		       is_list		  ? SHEET_PAGES
		       : is_rich(content) ? SHEET_ARTICLE
					  : SHEET_PLAIN_ARTICLE,
		       arena);
}

/* ---- pages without a source -------------------------------------------------------- */

static struct str string_of(const struct view *view, uint32_t language, const char *key)
{
	const struct value *value = strings_find(view->theme->strings[language], str_c(key));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : str_c(key);
}

/* Every part of the list of a tag's pages. */
static void set_tag(const struct view *view, struct value *map, const struct extra_page *extra, struct arena *arena)
{
	const struct tag *tag = &view->site->tags[extra->of];
	uint32_t limit = (uint32_t)view->site->config->nav_limit, from = (extra->part - 1) * limit;
	uint32_t to = from + limit < tag->pages.n ? from + limit : tag->pages.n;

	set_value(map, PAGE_pages, briefs(view, tag->pages.at + from, to - from, arena));
	set_value(map, PAGE_parts, parts_value(view, tag->url, tag->pages.n, extra->part, arena));
	set_int(map, PAGE_count, tag->pages.n);
}

static void set_tags(const struct view *view, struct value *map, const struct extra_page *extra, struct arena *arena)
{
	uint32_t limit = (uint32_t)view->site->config->nav_limit, n = 0, from = (extra->part - 1) * limit;
	struct value *list = fixed_list(arena, limit);

	for (uint32_t i = 0; i < view->site->tags_n; i++) {
		if (view->site->tags[i].language != extra->language)
			continue;
		if (n >= from && n < from + limit)
			list_add(list, tag_value(view, i, arena));
		n++;
	}
	set_value(map, PAGE_tags, list);
	set_value(map, PAGE_parts, parts_value(view, extra_base_url(view, extra, arena), n, extra->part, arena));
	set_int(map, PAGE_count, n);
}

static struct str extra_title(const struct view *view, const struct extra_page *extra)
{
	static const char *const keys[] = {[EXTRA_TAGS] = "tags",
					   [EXTRA_SEARCH] = "search",
					   [EXTRA_CONTACT] = "contact",
					   [EXTRA_AGENT] = "agent",
					   [EXTRA_MISSING] = "missing"};

	if (extra->kind == EXTRA_SECTION)
		return view->site->sections[extra->of].title;
	if (extra->kind == EXTRA_TAG)
		return view->site->tags[extra->of].name;
	return string_of(view, extra->language, keys[extra->kind]);
}

struct value *view_extra(struct view *view, const struct extra_page *extra, struct arena *arena)
{
	static const struct str kinds[] = {
	    [EXTRA_SECTION] = {"section", 7}, [EXTRA_TAG] = {"tag", 3},		[EXTRA_TAGS] = {"tags", 4},
	    [EXTRA_SEARCH] = {"search", 6},   [EXTRA_CONTACT] = {"contact", 7}, [EXTRA_AGENT] = {"agent", 5},
	    [EXTRA_MISSING] = {"missing", 7}};
	struct value *map = common_page(view, extra->language, kinds[extra->kind], arena);
	struct str url = view_extra_url(view, extra, arena), title = extra_title(view, extra);
	uint32_t home = view->site->placed[view->site->home[extra->language]].section;
	struct metadata metadata = {.view = view,
				    .language = extra->language,
				    .page = SITE_NONE,
				    .section = home,
				    .absolute = view_absolute(view, url, arena),
				    .title = title,
				    .noindex = extra->kind == EXTRA_SEARCH || extra->kind == EXTRA_AGENT ||
					       extra->kind == EXTRA_MISSING};

	if (extra->kind == EXTRA_CONTACT)
		metadata.description = string_of(view, extra->language, "contact_about");
	if (extra->kind == EXTRA_SECTION) {
		metadata.section = view->site->sections[extra->of].parent;
		set_children(view, map, extra->of, extra->part, arena);
	} else if (extra->kind == EXTRA_TAG) {
		set_tag(view, map, extra, arena);
	} else if (extra->kind == EXTRA_TAGS) {
		set_tags(view, map, extra, arena);
	}
	set_trail(view, map, metadata.section);
	set_str(map, PAGE_title, title);
	set_str(map, PAGE_title_html, title);
	set_str(map, PAGE_url, view_url(view, url, arena));
	set_str(map, PAGE_absolute_url, metadata.absolute);
	set_bool(map, PAGE_noindex, metadata.noindex);
	set_str(map, PAGE_head_title, head_title(view, extra->language, title, extra->part, arena));
	set_metadata(view, map, &metadata, arena);
	return top_map(view, extra->language, map,
		       extra->kind == EXTRA_CONTACT ? SHEET_CONTACT
		       : extra->kind == EXTRA_AGENT ? SHEET_AGENT
						    : SHEET_PAGES,
		       arena);
}

bool view_has_extra(const struct view *view, const struct extra_page *extra)
{
	for (uint32_t i = 0; i < view->extras_n; i++)
		if (view->extras[i].kind == extra->kind && view->extras[i].language == extra->language &&
		    view->extras[i].part == extra->part)
			return true;
	return false;
}
