/*
 * The part of a view that is made once: what is the same on all pages of a
 * language or section, and the list of pages that have no source.
 */
#include "generator/view.h"

#include "generator/slug.h"

#include "common/escape.h"
#include "common/hash.h"
#include "common/map.h"
#include "common/mem.h"
#include "generator/fixed_map.h"
#include "generator/verbatim.h"
#include "common/strings.h"

/* ---- languages ---------------------------------------------------------------- */

static struct str string_of(const struct view *view, uint32_t language, const char *key)
{
	const struct value *value = strings_find(view->theme->strings[language], str_c(key));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : str_c(key);
}

/* Below the base path, in the language's part of the site. */
static struct str own_url(struct view *view, uint32_t language, const char *path)
{
	const struct config *config = view->site->config;

	return arena_printf(&view->arena, "%.*s%.*s%s", STR_ARG(config->base_path),
			    STR_ARG(config->languages[language].url_prefix), path);
}

/* Of the search server: on the same host unless the settings name another. */
static struct str server_url(struct view *view, const char *path)
{
	struct str server = view->site->config->search_url;

	if (server.n == 0)
		return arena_printf(&view->arena, "%.*s%s", STR_ARG(view->site->config->base_path), path);
	return arena_printf(&view->arena, "%.*s%s%s", STR_ARG(server), str_ends(server, STR("/")) ? "" : "/", path);
}

static struct value *languages_value(struct view *view, uint32_t current)
{
	static const struct str keys[] = {{"lang", 4}, {"name", 4}, {"dir", 3}, {"url", 3}, {"current", 7}};
	const struct config *config = view->site->config;
	struct value *list = fixed_list(&view->arena, (uint32_t)config->languages_n);

	for (uint32_t i = 0; i < config->languages_n; i++) {
		const struct language *language = &config->languages[i];
		struct value *map = FIXED_MAP(&view->arena, keys);

		set_str(map, 0, language->code);
		set_str(map, 1, language->name);
		set_str(map, 2, language->right_to_left ? STR("rtl") : STR("ltr"));
		set_str(map, 3, own_url(view, i, ""));
		set_bool(map, 4, i == current);
		list_add(list, map);
	}
	return list;
}

static const struct venue *find_venue(const struct config *config, struct str id)
{
	for (size_t i = 0; i < config->venues_n; i++)
		if (str_eq(config->venues[i].id, id))
			return &config->venues[i];
	return NULL;
}

static struct value *topic_value(struct view *view, struct str title, const struct venue *venue)
{
	static const struct str keys[] = {{"title", 5}, {"venue", 5}, {"href", 4}, {"note", 4}};
	struct value *map = FIXED_MAP(&view->arena, keys);
	struct str mail = venue->email.n != 0 ? venue->email : view->site->config->contact_email;
	struct str href = venue->url;

	if (href.n == 0 && mail.n != 0)
		href = arena_printf(&view->arena, "mailto:%.*s", STR_ARG(mail));
	set_str(map, 0, title);
	set_str(map, 1, venue->title.n != 0 ? venue->title : venue->id);
	set_str(map, 2, href);
	set_str(map, 3, venue->note);
	return map;
}

/* The first route of every topic, or all venues when there are no routes. */
static struct value *topics_value(struct view *view)
{
	const struct config *config = view->site->config;
	struct value *list = value_list(&view->arena);

	for (size_t i = 0; i < config->routes_n; i++) {
		const struct route *route = &config->routes[i];
		const struct venue *venue = find_venue(config, route->venue);
		bool is_repeated = str_eq(route->topic, STR("*"));

		for (size_t k = 0; k < i; k++)
			is_repeated = is_repeated || str_eq(config->routes[k].topic, route->topic);
		if (!is_repeated && venue != NULL)
			value_append(
			    &view->arena, list,
			    topic_value(view, route->topic_title.n != 0 ? route->topic_title : route->topic, venue));
	}
	for (size_t i = 0; config->routes_n == 0 && i < config->venues_n; i++)
		value_append(
		    &view->arena, list,
		    topic_value(view, config->venues[i].title.n != 0 ? config->venues[i].title : config->venues[i].id,
				&config->venues[i]));
	return list;
}

static struct value *contact_value(struct view *view)
{
	static const struct str keys[] = {{"email", 5}, {"note", 4}, {"topics", 6}};
	struct value *map = FIXED_MAP(&view->arena, keys);

	set_str(map, 0, view->site->config->contact_email);
	set_str(map, 1, view->site->config->contact_note);
	set_value(map, 2, topics_value(view));
	return map;
}

static bool has_tags(const struct view *view, uint32_t language)
{
	for (uint32_t i = 0; i < view->site->tags_n; i++)
		if (view->site->tags[i].language == language)
			return true;
	return false;
}

/* An address, or the path of a file below content/. */
/* Of a file that a setting names: below content/, or in the static folder. */
static struct str file_url(struct view *view, struct str file)
{
	struct str path = file;
	const struct map_entry *entry;

	if (file.n == 0 || str_find(file, STR("://")) >= 0)
		return file;
	while (path.n != 0 && path.s[0] == '/')
		path = str_from(path, 1);
	entry = map_find(&view->site->assets_by_path, path);
	if (entry != NULL)
		return view_url(view, view->site->assets[entry->value.number - 1].url, &view->arena);
	return view_url(view, arena_printf(&view->arena, "/%.*s", STR_ARG(path)), &view->arena);
}

/* Absent: the theme has one. */
static struct str favicon_url(struct view *view)
{
	static const char *const usual[] = {"favicon.svg", "favicon.ico", "favicon.png"};

	for (size_t i = 0; view->site->config->favicon.n == 0 && i < sizeof(usual) / sizeof(*usual); i++)
		if (verbatim_has(view->site->verbatim, str_c(usual[i])))
			return file_url(view, str_c(usual[i]));
	return file_url(view, view->site->config->favicon);
}

static struct value *site_value(struct view *view, uint32_t index)
{
	static const struct str keys[] = {
#define X(name, type, about, pages) {#name, sizeof(#name) - 1},
	    VIEW_SITE(X)
#undef X
	};
	const struct config *config = view->site->config;
	const struct language *language = &config->languages[index];
	struct value *map = FIXED_MAP(&view->arena, keys);

	set_str(map, SITE_title, language->title);
	set_str(map, SITE_description, language->description);
	set_str(map, SITE_url, own_url(view, index, ""));
	set_str(map, SITE_base_url, config->base_url);
	set_str(map, SITE_lang, language->code);
	set_bool(map, SITE_lang_field, !language->is_default);
	set_str(map, SITE_logo, file_url(view, config->logo));
	set_str(map, SITE_favicon, favicon_url(view));
	set_str(map, SITE_organization, config->organization.n != 0 ? config->organization : config->title);
	set_str(map, SITE_copyright, config->copyright);
	set_str(map, SITE_search_url, server_url(view, "search"));
	set_str(map, SITE_api_url, server_url(view, "api/"));
	set_str(map, SITE_contact_url, own_url(view, index, "contact/"));
	set_str(map, SITE_tags_url, has_tags(view, index) ? own_url(view, index, "tags/") : STR(""));
	set_str(map, SITE_feed_url, site_has_dates(view->site, index) ? own_url(view, index, "feed.xml") : STR(""));
	set_str(map, SITE_opensearch_url, arena_printf(&view->arena, "%.*sopensearch.xml", STR_ARG(config->base_path)));
	set_value(map, SITE_languages, languages_value(view, index));
	set_value(map, SITE_contact, contact_value(view));
	return map;
}

static struct value *theme_value(struct view *view, uint32_t language, enum theme_sheet sheet)
{
	static const struct str keys[] = {
#define X(name, type, about, pages) {#name, sizeof(#name) - 1},
	    VIEW_THEME(X)
#undef X
	};
	enum theme_script script = sheet == SHEET_AGENT	    ? SCRIPT_AGENT
				   : sheet == SHEET_CONTACT ? SCRIPT_CONTACT
							    : SCRIPT_APP;
	struct value *map = FIXED_MAP(&view->arena, keys);

	set_html(map, THEME_css, view->theme->css[sheet]);
	set_html(map, THEME_csp, view->theme->csp[sheet]);
	set_str(map, THEME_script,
		arena_printf(&view->arena, "%.*s%.*s", STR_ARG(view->site->config->base_path),
			     STR_ARG(view->theme->scripts[script][language])));
	return map;
}

/* og:locale is language and country with an underscore, pt_BR, and left out where there is no country. */
static struct str constant_metadata(struct view *view, uint32_t index)
{
	const struct language *language = &view->site->config->languages[index];
	ptrdiff_t dash = str_find_char(language->code, '-');
	struct buf buf;
	struct str text;

	buf_init(&buf, BUF_NO_LIMIT);
	buf_lit(&buf, "<meta property=\"og:site_name\" content=\"");
	escape_html(&buf, language->title);
	buf_lit(&buf, "\">\n");
	if (dash > 0 && language->code.n == (size_t)dash + 3)
		buf_printf(&buf, "<meta property=\"og:locale\" content=\"%.*s_%.*s\">\n", (int)dash, language->code.s,
			   STR_ARG(str_from(language->code, (size_t)dash + 1)));
	text = arena_str(&view->arena, buf_view(&buf));
	buf_release(&buf);
	return text;
}

static struct str author_ld(struct view *view)
{
	const struct config *config = view->site->config;
	struct buf buf;
	struct str text;

	buf_init(&buf, BUF_NO_LIMIT);
	buf_lit(&buf, ",\"author\":{\"@type\":\"Organization\",\"name\":\"");
	escape_json(&buf, config->organization.n != 0 ? config->organization : config->title);
	buf_lit(&buf, "\"}");
	text = arena_str(&view->arena, buf_view(&buf));
	buf_release(&buf);
	return text;
}

static int make_language(struct view *view, uint32_t index, struct diag_list *diags)
{
	struct language_view *own = &view->languages[index];
	const struct fragment header = {.name = "partials/header.html", .language = index};
	const struct fragment footer = {.name = "partials/footer.html", .language = index};

	own->context = (struct theme_context){view->theme, index};
	own->title_end = arena_printf(&view->arena, " – %.*s", STR_ARG(view->site->config->languages[index].title));
	own->root_title = string_of(view, index, "home");
	own->site = site_value(view, index);
	own->metadata = constant_metadata(view, index);
	own->author_ld = author_ld(view);
	for (enum theme_sheet sheet = 0; sheet < THEME_SHEETS; sheet++) {
		const struct fragment head = {.name = "partials/head.html", .language = index, .sheet = sheet};

		if (sheet == SHEET_AGENT && !view->site->config->agent_page)
			continue;
		own->theme[sheet] = theme_value(view, index, sheet);
		if (view_fragment(view, &head, &own->head[sheet], &view->arena, diags) < 0)
			return -1;
		own->key = hash64_mix(own->key, own->head[sheet]);
	}
	if (view_fragment(view, &header, &own->header, &view->arena, diags) < 0 ||
	    view_fragment(view, &footer, &own->footer, &view->arena, diags) < 0)
		return -1;
	own->key = hash64_mix(own->key, own->header);
	own->key = hash64_mix(own->key, own->footer);
	own->key = hash64_mix(own->key, str_n(view->site->config->fingerprint.hex, 32));
	own->key = view_mix(own->key, view->theme->fingerprint);
	return 0;
}

/* ---- the home pages' lists ----------------------------------------------------- */

/* Keeps `list` sorted by date, newest first, with the page in it if it is new enough. */
static void keep_newest(const struct site *site, uint32_t *list, uint32_t page)
{
	struct date date = site->placed[page].changed;
	unsigned at = VIEW_HOME_LIST;

	while (at > 0 && (list[at - 1] == SITE_NONE || date_cmp(site->placed[list[at - 1]].changed, date) < 0))
		at--;
	if (at == VIEW_HOME_LIST)
		return;
	memmove(list + at + 1, list + at, (VIEW_HOME_LIST - 1 - at) * sizeof(*list));
	list[at] = page;
}

static void keep_first(uint32_t *list, uint32_t page)
{
	for (unsigned i = 0; i < VIEW_HOME_LIST; i++)
		if (list[i] == SITE_NONE) {
			list[i] = page;
			return;
		}
}

static bool is_listed(const struct placed *placed)
{
	return placed->kind == PAGE_ARTICLE || placed->kind == PAGE_SOLVED;
}

/* In the order of popular.txt, which has the pages of all languages. */
static void make_popular(struct view *view)
{
	const struct site *site = view->site;
	const struct popular *popular = &site->config->popular;
	struct map pages;

	map_init(&pages);
	for (uint32_t i = 0; i < popular->n; i++)
		map_add(&pages, popular->urls[i], NULL)->value.number = SITE_NONE;
	for (uint32_t i = 0; popular->n != 0 && i < site->pages_n; i++) {
		struct map_entry *entry = map_find(&pages, site->placed[i].url);

		if (entry != NULL && is_listed(&site->placed[i]))
			entry->value.number = i;
	}
	for (size_t i = 0; i < pages.n; i++) {
		uint32_t page = (uint32_t)pages.entries[i].value.number;

		if (page != SITE_NONE)
			keep_first(view->languages[site->placed[page].language].popular, page);
	}
	map_release(&pages);
}

static void make_home_lists(struct view *view)
{
	const struct site *site = view->site;

	for (uint32_t i = 0; i < site->config->languages_n; i++) {
		struct language_view *own = &view->languages[i];

		for (unsigned k = 0; k < VIEW_HOME_LIST; k++)
			own->promoted[k] = own->popular[k] = own->recent[k] = own->recent_solved[k] = SITE_NONE;
	}
	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct placed *placed = &site->placed[i];
		struct language_view *own = &view->languages[placed->language];

		if (!is_listed(placed))
			continue;
		if (placed->promoted)
			keep_first(own->promoted, i);
		if (date_is_set(placed->changed))
			keep_newest(site, placed->kind == PAGE_SOLVED ? own->recent_solved : own->recent, i);
	}
	make_popular(view);
}

/* ---- sections ------------------------------------------------------------------- */

static struct value *crumb_value(struct view *view, uint32_t index)
{
	static const struct str keys[] = {{"url", 3}, {"title", 5}};
	struct value *map = FIXED_MAP(&view->arena, keys);

	set_str(map, 0, view_url(view, view->site->sections[index].url, &view->arena));
	set_str(map, 1, view_section_title(view, index));
	return map;
}

static struct str appended(struct view *view, struct str before, const char *between, struct str s)
{
	return arena_printf(&view->arena, "%.*s%s%.*s", STR_ARG(before), before.n != 0 ? between : "", STR_ARG(s));
}

static struct str list_item(struct view *view, uint32_t index, unsigned position)
{
	struct buf buf;
	struct str text;

	buf_init(&buf, BUF_NO_LIMIT);
	metadata_list_item(&buf, position, view_section_title(view, index),
			   view_absolute(view, view->site->sections[index].url, &view->arena));
	text = arena_str(&view->arena, buf_view(&buf));
	buf_release(&buf);
	return text;
}

/* A section's trail is its parent's and itself, so the parent's is made first. */
static int make_section(struct view *view, uint32_t index, struct diag_list *diags)
{
	const struct section *section = &view->site->sections[index];
	struct section_view *own = &view->sections[index], none = {.trail = value_list(&view->arena)}, *above = &none;
	const struct fragment crumb = {
	    .name = "partials/breadcrumb.html", .language = section->language, .item = crumb_value(view, index)};
	struct str text;

	if (own->is_made)
		return 0;
	own->is_made = true;
	if (section->parent != SITE_NONE) {
		if (make_section(view, section->parent, diags) < 0)
			return -1;
		above = &view->sections[section->parent];
	}
	if (view_fragment(view, &crumb, &text, &view->arena, diags) < 0)
		return -1;
	own->depth = above->depth + 1;
	own->breadcrumbs = appended(view, above->breadcrumbs, "\n", text);
	own->breadcrumbs_ld = appended(view, above->breadcrumbs_ld, ",", list_item(view, index, own->depth));
	own->trail = fixed_list(&view->arena, own->depth);
	for (uint32_t i = 0; i < above->trail->as.list.n; i++)
		list_add(own->trail, above->trail->as.list.at[i]);
	list_add(own->trail, crumb.item);
	own->trail_key = hash64_mix(hash64_mix(above->trail_key, view_section_title(view, index)), section->url);
	own->pages_key = 0;
	for (uint32_t i = 0; i < section->pages.n; i++) {
		own->pages_key = view_mix(own->pages_key, view->site->placed[section->pages.at[i]].face);
		view->position[section->pages.at[i]] = i;
	}
	return 0;
}

/* ---- pages without a source ------------------------------------------------------ */

static void add_extra(struct view *view, enum extra_kind kind, uint32_t language, uint32_t of, uint32_t part)
{
	view->extras[view->extras_n++] = (struct extra_page){kind, language, of, part};
}

static uint32_t tags_of_language(const struct site *site, uint32_t language)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < site->tags_n; i++)
		n += site->tags[i].language == language;
	return n;
}

static uint32_t children(const struct section *section)
{
	return section->sections.n + section->pages.n;
}

/* Unless the site has a page of its own there. */
static void add_made_page(struct view *view, enum extra_kind kind, uint32_t language, const char *name)
{
	const struct site *site = view->site;
	struct str prefix = site->config->languages[language].url_prefix;
	struct str url = arena_printf(&view->arena, "/%.*s%s", STR_ARG(prefix), name);

	if (map_find(&site->by_url, slug_fold(&view->arena, url)) == NULL)
		add_extra(view, kind, language, SITE_NONE, 1);
}

static void make_extras(struct view *view)
{
	const struct site *site = view->site;
	uint32_t languages = (uint32_t)site->config->languages_n, n = languages * 4;

	for (uint32_t i = 0; i < site->sections_n; i++)
		n += view_parts(view, children(&site->sections[i])) - 1;
	for (uint32_t i = 0; i < site->tags_n; i++)
		n += view_parts(view, site->tags[i].pages.n);
	for (uint32_t i = 0; i < languages; i++)
		n += view_parts(view, tags_of_language(site, i));
	view->extras = arena_array(&view->arena, n, sizeof(*view->extras));

	for (uint32_t i = 0; i < site->sections_n; i++)
		for (uint32_t part = 2; part <= view_parts(view, children(&site->sections[i])); part++)
			add_extra(view, EXTRA_SECTION, site->sections[i].language, i, part);
	for (uint32_t i = 0; i < site->tags_n; i++)
		for (uint32_t part = 1; part <= view_parts(view, site->tags[i].pages.n); part++)
			add_extra(view, EXTRA_TAG, site->tags[i].language, i, part);
	for (uint32_t i = 0; i < languages; i++) {
		uint32_t tags = tags_of_language(site, i);

		if (tags != 0)
			add_made_page(view, EXTRA_TAGS, i, "tags/");
		for (uint32_t part = 2; part <= view_parts(view, tags); part++)
			add_extra(view, EXTRA_TAGS, i, SITE_NONE, part);
		add_made_page(view, EXTRA_SEARCH, i, "search/");
		add_made_page(view, EXTRA_CONTACT, i, "contact/");
		if (site->config->agent_page)
			add_made_page(view, EXTRA_AGENT, i, "agent/");
		add_made_page(view, EXTRA_MISSING, i, "404.html");
	}
}

/* ---- the whole --------------------------------------------------------------------- */

/* "https://help.example.com" of "https://help.example.com/help/" */
static struct str origin_of(struct str url)
{
	ptrdiff_t scheme = str_find(url, STR("://")), slash;

	if (scheme < 0)
		return STR("");
	slash = str_find_char(str_from(url, (size_t)scheme + 3), '/');
	return slash < 0 ? url : str_slice(url, 0, (size_t)(scheme + 3 + slash));
}

struct view *view_new(struct theme *theme, const struct site *site, struct diag_list *diags)
{
	struct view *view = mem_zalloc(sizeof(*view));

	view->theme = theme;
	view->site = site;
	view->nav_section = SITE_NONE;
	arena_init(&view->arena);
	arena_init(&view->nav_arena);
	buf_init(&view->metadata, BUF_NO_LIMIT);
	buf_init(&view->content, BUF_NO_LIMIT);
	view->origin = origin_of(site->config->base_url);
	view->languages = arena_array(&view->arena, site->config->languages_n, sizeof(*view->languages));
	view->sections = arena_array(&view->arena, site->sections_n, sizeof(*view->sections));
	view->position = arena_array(&view->arena, site->pages_n, sizeof(*view->position));
	theme->view = view; /* the filters look here */
	for (uint32_t i = 0; i < site->config->languages_n; i++)
		if (make_language(view, i, diags) < 0)
			goto fail;
	for (uint32_t i = 0; i < site->sections_n; i++)
		if (make_section(view, i, diags) < 0)
			goto fail;
	make_home_lists(view);
	make_extras(view);
	return view;
fail:
	theme->view = NULL;
	view_free(view);
	return NULL;
}

void view_free(struct view *view)
{
	if (view == NULL)
		return;
	arena_release(&view->arena);
	arena_release(&view->nav_arena);
	buf_release(&view->metadata);
	buf_release(&view->content);
	mem_free(view);
}
