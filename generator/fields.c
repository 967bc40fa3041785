#include "generator/fields_take.h"

#include "common/utf8.h"
#include "generator/dates.h"
#include "generator/posts.h"
#include "generator/title.h"

/* ---- what can be set ---- */

const struct field_target fields_targets[TARGETS_N] = {
#define X(field, name, about) [TO_##field] = {name, offsetof(struct page, field)},
    PAGE_STRINGS(X) PAGE_LISTS(X) PAGE_DATES(X) PAGE_FLAGS(X)
#undef X
	[TO_weight] = {"weight", offsetof(struct page, weight)},
    [TO_kind] = {"kind", offsetof(struct page, kind)},
    [TO_charset] = {"charset", 0},
};

/* clang-format off */
static const struct name names[] = {
	OWN(title, line),
	OTHER(title, 1, line, "page_title"), /* Learn's old <properties>, Rails-like tools */
	OTHER(title, 2, line, "headline"),
	OTHER(title, 3, spare, "linkTitle"), /* Hugo */
	OTHER(title, 3, spare, "navTitle"),
	OTHER(title, 3, spare, "nav_title"),
	OTHER(title, 3, spare, "sidebar_label"), /* Docusaurus */
	OTHER(title, 3, spare, "sidebar.label"), /* Starlight */
	OTHER(title, 3, spare, "menu_title"),
	OTHER(title, 3, spare, "short_title"),
	OTHER(title, 4, spare, "eleventyNavigation.title"),
	OTHER(title, 5, spare, "eleventyNavigation.key"),
	OTHER(title, 6, spare, "seo_title"),
	OTHER(title, 6, spare, "meta_title"),
	OTHER(title, 6, spare, "og_title"),
	OTHER(title, 7, spare, "name"),

	OWN(id, text),
	OTHER(id, 1, text, "article_id"),
	OTHER(id, 1, text, "exl-id"), /* Adobe Experience League */
	OTHER(id, 1, text, "zendesk_id"),
	OTHER(id, 1, text, "kb_id"),
	OTHER(id, 2, text, "uid"), /* DocFX */
	OTHER(id, 2, text, "uuid"),
	OTHER(id, 2, text, "guid"),
	OTHER(id, 2, text, "doc_id"),

	OWN(description, prose),
	OTHER(description, 1, prose, "summary"), /* Hugo */
	OTHER(description, 1, prose, "excerpt"), /* Jekyll, WordPress */
	OTHER(description, 2, prose, "abstract"),
	OTHER(description, 2, prose, "intro"), /* GitHub Docs */
	OTHER(description, 2, prose, "lead"),
	OTHER(description, 2, prose, "lede"),
	OTHER(description, 2, prose, "teaser"),
	OTHER(description, 2, prose, "snippet"),
	OTHER(description, 3, prose, "meta_description"),
	OTHER(description, 3, prose, "seo_description"),
	OTHER(description, 3, prose, "seo.description"),
	OTHER(description, 3, prose, "og_description"),

	OWN(slug, slug),
	OTHER(slug, 1, slug, "url_slug"),
	OTHER(slug, 1, slug, "url_name"),

	OWN(url, url), /* Hugo */
	OTHER(url, 1, url, "permalink"), /* Jekyll, Eleventy */
	OTHER(url, 2, url, "path"), /* Zola */
	OTHER(url, 2, url, "page_url"),

	OWN(lang, lang),
	OTHER(lang, 1, lang, "language"),
	OTHER(lang, 1, lang, "locale"), /* PlatyPS, CMS exports */
	OTHER(lang, 2, lang, "ms.locale"),

	OWN(translation_of, text),
	OTHER(translation_of, 1, text, "translates"),

	OWN(product, joined),
	OTHER(product, 1, joined, "products"),
	OTHER(product, 1, joined, "product_name"),
	OTHER(product, 2, joined, "ms.prod"),
	OTHER(product, 2, joined, "ms.service"),
	OWN(version, joined),
	OTHER(version, 1, joined, "product_version"),
	OWN(audience, joined),
	OTHER(audience, 1, joined, "persona"),
	OTHER(audience, 2, joined, "role"), /* Adobe */
	OWN(layout, text),
	OTHER(layout, 1, text, "template"), /* Zola, MkDocs */
	OWN(owner, joined),
	OTHER(owner, 1, joined, "maintainer"),
	OTHER(owner, 1, joined, "maintainers"),
	OTHER(owner, 1, joined, "content_owner"),
	OTHER(owner, 2, joined, "author"),
	OTHER(owner, 2, joined, "authors"),
	OTHER(owner, 3, joined, "ms.author"),
	OTHER(owner, 3, joined, "last_update.author"), /* Docusaurus */
	OWN(section, line),

	OWN(aliases, aliases), /* Hugo, Zola */
	OTHER(aliases, 1, aliases, "alias"),
	OTHER(aliases, 1, aliases, "redirect_from"), /* Jekyll */
	OTHER(aliases, 1, aliases, "redirects_from"),
	OTHER(aliases, 1, aliases, "redirects"),
	OTHER(aliases, 1, aliases, "old_url"),
	OTHER(aliases, 1, aliases, "old_urls"),
	OTHER(aliases, 1, aliases, "legacy_url"),

	OWN(tags, list),
	OTHER(tags, 1, list, "tag"),
	OTHER(tags, 1, list, "category"),
	OTHER(tags, 1, list, "categories"),
	OTHER(tags, 1, list, "topic"), /* Adobe */
	OTHER(tags, 1, list, "topics"),
	OTHER(tags, 1, list, "taxonomies.tags"), /* Zola */
	OTHER(tags, 1, list, "taxonomies.categories"),

	OWN(keywords, list),
	OTHER(keywords, 1, list, "keyword"),
	OTHER(keywords, 1, list, "labels"), /* Zendesk: searched, not shown */
	OTHER(keywords, 1, list, "label_names"),
	OTHER(keywords, 1, list, "search_terms"),
	OTHER(keywords, 1, list, "search_keywords"),
	OTHER(keywords, 1, list, "meta_keywords"),
	OTHER(keywords, 1, list, "seo.keywords"),
	OTHER(keywords, 1, list, "synonyms"),
	OTHER(keywords, 1, list, "f1_keywords"), /* Learn */
	OTHER(keywords, 1, list, "helpviewer_keywords"),

	OWN(related, list),
	OTHER(related, 1, list, "related_articles"),
	OTHER(related, 1, list, "related_pages"),
	OTHER(related, 1, list, "related_posts"),
	OTHER(related, 1, list, "related_content"),
	OTHER(related, 1, list, "see_also"),

	OWN(date, date),
	OTHER(date, 1, date, "created"),
	OTHER(date, 1, date, "date.created"), /* MkDocs Material */
	OTHER(date, 1, date, "created_at"), /* Zendesk */
	OTHER(date, 1, date, "created_time"), /* Notion */
	OTHER(date, 1, date, "date_created"),
	OTHER(date, 1, date, "creation_date"),
	OTHER(date, 1, date, "date_published"),
	OTHER(date, 1, date, "first_published"),

	OWN(lastmod, date), /* Hugo */
	OTHER(lastmod, 1, date, "updated"),
	OTHER(lastmod, 1, date, "date.updated"),
	OTHER(lastmod, 1, date, "updated_at"), /* Zendesk */
	OTHER(lastmod, 1, date, "updated_on"),
	OTHER(lastmod, 1, date, "modified"),
	OTHER(lastmod, 1, date, "modified_at"),
	OTHER(lastmod, 1, date, "last_modified"),
	OTHER(lastmod, 1, date, "last_modified_at"), /* Jekyll */
	OTHER(lastmod, 1, date, "last_modified_date"), /* just-the-docs */
	OTHER(lastmod, 1, date, "last_updated"), /* Starlight */
	OTHER(lastmod, 1, date, "last_update"),
	OTHER(lastmod, 1, date, "last_update.date"), /* Docusaurus */
	OTHER(lastmod, 1, date, "date_modified"),
	OTHER(lastmod, 1, date, "date_updated"),
	OTHER(lastmod, 1, date, "updated_date"), /* Astro */
	OTHER(lastmod, 1, date, "edited_at"),
	OTHER(lastmod, 1, date, "last_edited"),
	OTHER(lastmod, 1, date, "last_edited_time"), /* Notion */
	OTHER(lastmod, 1, date, "revision_date"), /* MkDocs */
	OTHER(lastmod, 2, american_date, "ms.date"), /* Learn */
	OTHER(lastmod, 2, date, "last-substantial-update"), /* Adobe */

	OWN(publish_on, publish_on),
	OTHER(publish_on, 1, date, "publishDate"), /* Hugo */
	OTHER(publish_on, 1, date, "pubDate"),
	OTHER(publish_on, 1, date, "publish_at"),
	OTHER(publish_on, 1, date, "published_at"),
	OTHER(publish_on, 1, date, "published_on"),
	OTHER(publish_on, 1, date, "embargo_until"),
	OTHER(publish_on, 2, published, "published"), /* Jekyll: a flag; Hugo: a date */

	OWN(expires_on, date),
	OTHER(expires_on, 1, date, "expiryDate"), /* Hugo */
	OTHER(expires_on, 1, date, "expires"),
	OTHER(expires_on, 1, date, "expires_at"),
	OTHER(expires_on, 1, date, "expiration_date"),
	OTHER(expires_on, 1, date, "unpublishDate"), /* Hugo */
	OTHER(expires_on, 1, date, "unpublish_on"),
	OTHER(expires_on, 1, date, "unpublish_at"),
	OTHER(expires_on, 1, date, "valid_until"),

	OWN(verify_by, date),
	OTHER(verify_by, 1, date, "review_by"),
	OTHER(verify_by, 1, date, "review_on"),
	OTHER(verify_by, 1, date, "next_review"),
	OTHER(verify_by, 1, date, "next_review_date"),

	OWN(draft, draft),
	OTHER(draft, 1, draft, "is_draft"),
	OTHER(draft, 1, draft, "private"),
	OTHER(draft, 1, flag, "headless"), /* Hugo */
	OTHER(draft, 1, status, "status"),
	OTHER(draft, 1, status, "state"),
	OTHER(draft, 1, render, "build.render"), /* Hugo */
	OTHER(draft, 1, render, "_build.render"),

	OWN(promoted, flag), /* Zendesk */
	OTHER(promoted, 1, flag, "is_promoted"),
	OTHER(promoted, 1, flag, "featured"),
	OTHER(promoted, 1, flag, "pinned"),
	OTHER(promoted, 1, flag, "sticky"),

	OWN(noindex, flag),
	OTHER(noindex, 1, flag, "unlisted"), /* Docusaurus */
	OTHER(noindex, 1, flag, "hidden"),
	OTHER(noindex, 1, unless, "sitemap"), /* jekyll-sitemap */
	OTHER(noindex, 1, flag, "sitemap.disable"), /* Hugo */
	OTHER(noindex, 1, flag, "sitemap.exclude"),
	OTHER(noindex, 1, flag, "sitemap_exclude"),
	OTHER(noindex, 1, unless, "search"),
	OTHER(noindex, 1, flag, "search.exclude"), /* MkDocs Material */
	OTHER(noindex, 1, flag, "search_exclude"), /* just-the-docs */
	OTHER(noindex, 1, flag, "exclude_search"), /* Hextra */
	OTHER(noindex, 1, flag, "exclude_from_search"),
	OTHER(noindex, 1, unless, "in_search_index"), /* Zola */
	OTHER(noindex, 1, unless, "searchable"),
	OTHER(noindex, 1, unless, "pagefind"), /* Starlight */
	OTHER(noindex, 1, flag, "eleventyExcludeFromCollections"),
	OTHER(noindex, 1, robots, "robots"), /* Learn, Docsy */
	OTHER(noindex, 1, robots, "meta_robots"),
	OTHER(noindex, 1, robots, "seo.robots"),
	OTHER(noindex, 1, flag, "seo.noindex"),
	OTHER(noindex, 1, render, "build.list"), /* Hugo */
	OTHER(noindex, 1, render, "_build.list"),

	{{"toc", 3}, fields_take_unless, TO_no_toc, 0},
	OTHER(no_toc, 1, flag, "no_toc"),
	OTHER(no_toc, 1, flag, "disable_toc"),
	OTHER(no_toc, 1, flag, "hide_toc"),
	OTHER(no_toc, 1, flag, "hide_table_of_contents"), /* Docusaurus */
	OTHER(no_toc, 1, unless, "tableOfContents"), /* Starlight */
	OTHER(no_toc, 1, unless, "show_toc"),
	OTHER(no_toc, 1, unless, "outline"), /* VitePress */
	OTHER(no_toc, 1, hide, "hide"), /* MkDocs Material */

	OWN(retired, flag),

	OWN(weight, weight), /* Hugo, Zola */
	OTHER(weight, 1, weight, "nav_order"), /* just-the-docs */
	OTHER(weight, 1, weight, "sidebar_position"), /* Docusaurus */
	OTHER(weight, 1, weight, "sidebar.order"), /* Starlight */
	OTHER(weight, 1, weight, "eleventyNavigation.order"),
	OTHER(weight, 1, weight, "nav_weight"),
	OTHER(weight, 1, weight, "menu_order"), /* WordPress */
	OTHER(weight, 1, weight, "sort_order"),
	OTHER(weight, 2, weight, "order"),
	OTHER(weight, 2, weight, "position"), /* Zendesk */

	OWN(kind, kind),

	/* read by charset.c */
	OWN(charset, nothing),
	OTHER(charset, 1, nothing, "encoding"),
};
/* clang-format on */

enum { NAMES_N = sizeof(names) / sizeof(*names) };

/* Tables whose names mean what they mean outside of them. */
static const char *const transparent[] = {"properties", "metadata", "meta", "frontmatter"};
enum { TRANSPARENT_RANK = 10 };

/* ---- looking names up ---- */

static bool is_separator(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/*
 * Whether two names are one, without case and separators. With `begins`, whether
 * the second goes on with a dot where the first ends.
 */
static bool compare_names(struct str a, struct str b, bool begins)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && is_separator(a.s[i]))
			i++;
		while (k < b.n && is_separator(b.s[k]))
			k++;
		if (i == a.n)
			return begins ? k < b.n && b.s[k] == '.' : k == b.n;
		if (k == b.n || str_lower_char(a.s[i++]) != str_lower_char(b.s[k++]))
			return false;
	}
}

static bool same_name(struct str a, struct str b)
{
	return compare_names(a, b, false);
}

/* In small; NUL when there is none. */
static char first_letter(struct str name)
{
	size_t i = 0;

	while (i < name.n && is_separator(name.s[i]))
		i++;
	return i < name.n ? str_lower_char(name.s[i]) : '\0';
}

static const struct name *find_name(struct str written)
{
	const char first = first_letter(written);

	for (size_t i = 0; i < NAMES_N; i++)
		if (first_letter(names[i].name) == first && same_name(written, names[i].name))
			return &names[i];
	return NULL;
}

bool fields_is_known(struct str name)
{
	return find_name(name) != NULL;
}

bool fields_describe(size_t i, struct str *name, struct str *field)
{
	if (i >= NAMES_N)
		return false;
	*name = names[i].name;
	*field = str_c(fields_targets[names[i].target].name);
	return true;
}

static bool is_table_of_names(struct str written)
{
	for (size_t i = 0; i < NAMES_N; i++)
		if (compare_names(written, names[i].name, true))
			return true;
	return false;
}

static bool is_transparent(struct str written)
{
	for (size_t i = 0; i < sizeof(transparent) / sizeof(*transparent); i++)
		if (same_name(written, str_c(transparent[i])))
			return true;
	return false;
}

/* Of Docusaurus, whatever Weir makes of them. */
static bool is_of_docusaurus(struct str written)
{
	static const char *const known[] = {"sidebar_label",	      "sidebar_position",      "sidebar_class_name",
					    "sidebar_custom_props",   "displayed_sidebar",     "pagination_label",
					    "pagination_next",	      "pagination_prev",       "custom_edit_url",
					    "hide_table_of_contents", "parse_number_prefixes", "original_id"};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(written, str_c(known[i])))
			return true;
	return false;
}

/* ---- all fields ---- */

static void keep(struct applying *a, const struct node *node)
{
	if (a->page->params == NULL)
		a->page->params = value_map(a->arena);
	value_set(a->arena, a->page->params, node->key, node_value(a->arena, node));
}

static void report_duplicate(struct applying *a, const struct node *node)
{
	uint32_t line, column;

	place_of(a->reporter->source, node->same_key->key_at, &line, &column);
	if (report(a->reporter, DIAG_FRONT_MATTER_DUPLICATE, node->key_at, "\"%.*s\" is there twice, first in line %u",
		   STR_ARG(utf8_cut(node->key, 60)), line))
		diag_hint(a->reporter->diags, "delete one of them");
}

/* Names inside a table: "sitemap.disable", or as outside in a transparent one. */
/* Notes where a field stands that may clash with another page's: the first of its names. */
static void note_place(struct applying *a, const struct name *name, const struct node *node)
{
	static const struct {
		enum target target;
		enum placed_field field;
	} placed[] = {{TO_id, PLACED_id},
		      {TO_slug, PLACED_slug},
		      {TO_url, PLACED_url},
		      {TO_translation_of, PLACED_translation_of}};
	uint32_t line, column;

	for (size_t i = 0; i < sizeof(placed) / sizeof(*placed); i++) {
		struct field_place *place = &a->page->places[placed[i].field];

		if (placed[i].target != name->target || place->line != 0)
			continue;
		place_of(a->reporter->source, node->key_at, &line, &column);
		if (line <= UINT16_MAX && column <= UINT16_MAX)
			*place = (struct field_place){(uint16_t)line, (uint16_t)column};
	}
}

static bool take(struct applying *a, const struct name *name, const struct node *node)
{
	if (!name->take(a, name, node))
		return false;
	note_place(a, name, node);
	return true;
}

static void apply_inside(struct applying *a, const struct node *map)
{
	bool is_plain = is_transparent(map->key);

	for (const struct node *item = map->first; item != NULL; item = item->next) {
		struct str path =
		    is_plain ? item->key : arena_printf(a->arena, "%.*s.%.*s", STR_ARG(map->key), STR_ARG(item->key));
		const struct name *found = find_name(path);
		struct name name;

		if (found == NULL)
			continue;
		name = *found;
		if (is_plain)
			name.rank = (uint8_t)(name.rank + TRANSPARENT_RANK);
		(void)take(a, &name, item);
	}
}

static void apply(struct applying *a, const struct node *node)
{
	const struct name *name = find_name(node->key);

	if (node->same_key != NULL)
		report_duplicate(a, node);
	if (node->kind == NODE_MAP && (is_table_of_names(node->key) || is_transparent(node->key))) {
		apply_inside(a, node);
		keep(a, node);
		return;
	}
	if (name == NULL || !take(a, name, node))
		keep(a, node);
}

/* PlatyPS, which writes the reference of PowerShell commands, calls other names of a command its aliases. */
static void move_command_aliases(struct applying *a)
{
	struct page *page = a->page;
	struct listing keywords = {.a = a, .list = &page->keywords, .room = page->keywords.n};
	uint32_t kept = 0;

	if (page->aliases.n == 0 || page->params == NULL ||
	    (value_get(page->params, STR("Module Name")) == NULL &&
	     value_get(page->params, STR("external help file")) == NULL))
		return;
	for (uint32_t i = 0; i < page->aliases.n; i++) {
		if (str_find_char(page->aliases.at[i], '/') < 0) {
			fields_add_item(&keywords, page->aliases.at[i], 0);
			continue;
		}
		page->alias_places[kept] = page->alias_places[i];
		page->aliases.at[kept++] = page->aliases.at[i];
	}
	page->aliases.n = kept;
	if (kept == 0)
		page->alias_places = NULL;
}

/* "Using `cf ssh`": the title is plain text, and how it was marked stands beside it. */
static void unmark_title(struct applying *a)
{
	struct page *page = a->page;
	struct buf plain;

	if (str_find_char(page->title, '`') < 0)
		return;
	buf_init(&plain, BUF_NO_LIMIT);
	if (title_add_plain(&plain, page->title)) {
		page->title_marked = page->title;
		page->title = arena_str(a->arena, buf_view(&plain));
	}
	buf_release(&plain);
}

/* ---- names with a typing error ---- */

enum { /* letters of names, Weir's own and those of other tools, that with one letter less or more are hardly another
	  word */
       MEANT_OWN_LEAST = 5,
       MEANT_OTHER_LEAST = 7,
       MEANT_MOST = 40
};

/* Without case and separators; false when it is too long. */
static bool plain_name(struct str name, char *plain, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < name.n; i++) {
		if (is_separator(name.s[i]))
			continue;
		if (name.s[i] == '.' || *n == MEANT_MOST)
			return false;
		plain[(*n)++] = str_lower_char(name.s[i]);
	}
	return true;
}

/* Whether a page is seen may depend on it. */
static bool holds_back(const struct name *name)
{
	return name->target == TO_draft || name->target == TO_publish_on || name->target == TO_expires_on;
}

/* Is the longer one the other with a letter of endings: "sections", "updated", "modifier"? */
static bool has_ending(struct str one, struct str longer)
{
	return longer.n == one.n + 1 && str_starts(longer, one) && strchr("drs", longer.s[one.n]) != NULL;
}

/* Another ending: "publisher" is no "published". */
static bool ends_otherwise(struct str a, struct str b)
{
	return a.n == b.n && str_starts(a, str_slice(b, 0, b.n - 1)) && strchr("drs", a.s[a.n - 1]) != NULL &&
	       strchr("drs", b.s[b.n - 1]) != NULL;
}

/* One letter wrong, too many, too few or in another's place, but not the first: "height" is no weight. */
static bool is_meant(const struct name *name, struct str written)
{
	char plain[MEANT_MOST];
	struct str meant;
	size_t n;

	if (str_lower_char(name->name.s[0]) != written.s[0] || !plain_name(name->name, plain, &n) ||
	    n < (name->rank == 0 ? MEANT_OWN_LEAST : MEANT_OTHER_LEAST))
		return false;
	meant = str_n(plain, n);
	if (ends_otherwise(meant, written) ||
	    (!holds_back(name) && (has_ending(meant, written) || has_ending(written, meant))))
		return false; /* another form of the word, which may be the theme's */
	return str_distance(written, meant, 1) == 1;
}

static void report_meant(struct applying *a, const struct node *node)
{
	char plain[MEANT_MOST];
	const struct name *meant = NULL;
	size_t n;

	if (!plain_name(node->key, plain, &n) || n == 0)
		return;
	for (size_t i = 0; i < NAMES_N && meant == NULL; i++)
		if (a->ranks[names[i].target] == 0 && is_meant(&names[i], str_n(plain, n)))
			meant = &names[i];
	if (meant == NULL || find_name(node->key) != NULL) /* looked for at last: few names are like others */
		return;
	if (!holds_back(meant)) {
		if (report(a->reporter, DIAG_FRONT_MATTER_NAME, node->key_at, "there is no field \"%.*s\"",
			   STR_ARG(utf8_cut(node->key, 60))))
			diag_hint(a->reporter->diags, "did you mean \"%.*s\"?", STR_ARG(meant->name));
		return;
	}
	if (report(a->reporter, DIAG_FRONT_MATTER_NAME, node->key_at,
		   "there is no field \"%.*s\"; it counts as \"%.*s\"", STR_ARG(utf8_cut(node->key, 60)),
		   STR_ARG(meant->name)))
		diag_hint(a->reporter->diags, "write \"%.*s\"", STR_ARG(meant->name));
	(void)take(a, meant, node);
}

/* What Jekyll calls categories, which come into its URLs; here they are tags. */
static struct str_list categories_of(struct applying *a, const struct node *map)
{
	static const struct name name = OTHER(tags, 1, list, "categories");
	struct page scratch = {.path = a->page->path};
	struct applying other = {.page = &scratch, .config = a->config, .reporter = a->reporter, .arena = a->arena};

	for (const struct node *item = map->first; item != NULL; item = item->next)
		if ((str_eq_nocase(item->key, STR("category")) || str_eq_nocase(item->key, STR("categories"))) &&
		    item->kind != NODE_MAP)
			(void)fields_take_list(&other, &name, item);
	return scratch.tags;
}

static void set_permalink(struct applying *a, const struct node *map)
{
	struct str_list categories = categories_of(a, map);
	struct str url = posts_permalink(a->page, str_trim(a->pattern->text), &categories, a->arena);
	const struct name *name = find_name(a->pattern->key);

	if (url.n == 0)
		(void)fields_refuse_pattern(a, a->pattern);
	else if (name != NULL && fields_set_text(a, name, url))
		note_place(a, name, a->pattern);
}

/* Where Jekyll has published a post if nobody has told it otherwise, with the categories and without. */
static void add_old_urls(struct applying *a, const struct node *map)
{
	static const struct name name = OWN(aliases, aliases);
	const struct str_list none = {0}, categories = categories_of(a, map);
	const struct str_list *const both[] = {&categories, &none};
	struct listing to = fields_listing_of(a, &name);

	for (size_t i = 0; i < sizeof(both) / sizeof(*both); i++)
		fields_add_item(&to, posts_permalink(a->page, STR("pretty"), both[i], a->arena), MADE_UP);
}

void fields_apply(struct page *page, const struct node *map, const struct config *config, struct reporter *reporter,
		  struct arena *arena)
{
	struct applying applying = {.page = page, .config = config, .reporter = reporter, .arena = arena};

	for (const struct node *item = map->first; item != NULL; item = item->next) {
		apply(&applying, item);
		page->is_of_docusaurus |= is_of_docusaurus(item->key);
	}
	for (const struct node *item = map->first; item != NULL; item = item->next)
		report_meant(&applying, item);
	page->id_is_foreign = applying.ranks[TO_id] > 1; /* its name's rank is not 0, which is Weir's own */
	unmark_title(&applying);
	if (!date_is_set(page->date) && date_is_set(page->publish_on))
		page->date = page->publish_on;
	move_command_aliases(&applying);
	if (applying.pattern != NULL)
		set_permalink(&applying, map);
	if (posts_is_post(page->path) && page->url.n == 0)
		add_old_urls(&applying, map);
}

static const struct value *param_named(const struct value *map, struct str name)
{
	for (uint32_t i = 0; map->kind == VALUE_MAP && i < map->as.map.n; i++)
		if (same_name(map->as.map.at[i].key, name))
			return map->as.map.at[i].value;
	return NULL;
}

struct str fields_spare_title(const struct page *page)
{
	for (size_t i = 0; i < NAMES_N && page->params != NULL; i++) {
		struct str rest = names[i].name, part;
		const struct value *value = page->params;

		while (names[i].take == fields_take_spare && value != NULL && str_split(&rest, '.', &part))
			value = param_named(value, part);
		if (names[i].take == fields_take_spare && value != NULL && value->kind == VALUE_STR &&
		    str_trim(value->as.str).n != 0)
			return str_trim(value->as.str);
	}
	return STR("");
}
