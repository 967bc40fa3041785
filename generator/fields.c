#include "generator/fields.h"

#include "common/utf8.h"
#include "generator/dates.h"
#include "generator/languages.h"
#include "generator/posts.h"
#include "generator/site.h"
#include "generator/title.h"

/* ---- what can be set ---- */

enum target {
#define X(field, name, about) TO_##field,
	PAGE_STRINGS(X) PAGE_LISTS(X) PAGE_DATES(X) PAGE_FLAGS(X)
#undef X
	    TO_weight,
	TO_kind,
	TO_charset,
	TARGETS_N
};

static const struct {
	const char *name;
	size_t offset; /* in struct page */
} targets[] = {
#define X(field, name, about) [TO_##field] = {name, offsetof(struct page, field)},
    PAGE_STRINGS(X) PAGE_LISTS(X) PAGE_DATES(X) PAGE_FLAGS(X)
#undef X
	[TO_weight] = {"weight", offsetof(struct page, weight)},
    [TO_kind] = {"kind", offsetof(struct page, kind)},
    [TO_charset] = {"charset", 0},
};

struct applying {
	struct page *page;
	const struct config *config;
	struct reporter *reporter;
	struct arena *arena;
	uint8_t ranks[TARGETS_N];   /* rank + 1 of the name a field was set by, 0: not yet */
	const struct node *pattern; /* a permalink that has to be filled in when all else is known; NULL: none */
};

struct name;

/* Puts a value into the page. False when it stays among the params. */
typedef bool take_function(struct applying *applying, const struct name *name, const struct node *node);

struct name {
	struct str name; /* as usually written; a dot stands before a name inside a table */
	take_function *take;
	enum target target;
	uint8_t rank; /* 0: Weir's own; the lower one wins */
};

static take_function take_text, take_line, take_prose, take_joined, take_lang, take_url, take_slug, take_list,
    take_aliases, take_date, take_american_date, take_weight, take_flag, take_unless, take_published, take_status,
    take_robots, take_hide, take_render, take_kind, take_nothing, take_spare;

/* clang-format off */
#define OWN(field, take) {{#field, sizeof(#field) - 1}, take, TO_##field, 0}
#define OTHER(field, rank, take, spelled) {{spelled, sizeof(spelled) - 1}, take, TO_##field, rank}

static const struct name names[] = {
	OWN(title, take_line),
	OTHER(title, 1, take_line, "page_title"), /* Learn's old <properties>, Rails-like tools */
	OTHER(title, 2, take_line, "headline"),
	OTHER(title, 3, take_spare, "linkTitle"), /* Hugo */
	OTHER(title, 3, take_spare, "navTitle"),
	OTHER(title, 3, take_spare, "nav_title"),
	OTHER(title, 3, take_spare, "sidebar_label"), /* Docusaurus */
	OTHER(title, 3, take_spare, "sidebar.label"), /* Starlight */
	OTHER(title, 3, take_spare, "menu_title"),
	OTHER(title, 3, take_spare, "short_title"),
	OTHER(title, 4, take_spare, "eleventyNavigation.title"),
	OTHER(title, 5, take_spare, "eleventyNavigation.key"),
	OTHER(title, 6, take_spare, "seo_title"),
	OTHER(title, 6, take_spare, "meta_title"),
	OTHER(title, 6, take_spare, "og_title"),
	OTHER(title, 7, take_spare, "name"),

	OWN(id, take_text),
	OTHER(id, 1, take_text, "article_id"),
	OTHER(id, 1, take_text, "exl-id"), /* Adobe Experience League */
	OTHER(id, 1, take_text, "zendesk_id"),
	OTHER(id, 1, take_text, "kb_id"),
	OTHER(id, 2, take_text, "uid"), /* DocFX */
	OTHER(id, 2, take_text, "uuid"),
	OTHER(id, 2, take_text, "guid"),
	OTHER(id, 2, take_text, "doc_id"),

	OWN(description, take_prose),
	OTHER(description, 1, take_prose, "summary"), /* Hugo */
	OTHER(description, 1, take_prose, "excerpt"), /* Jekyll, WordPress */
	OTHER(description, 2, take_prose, "abstract"),
	OTHER(description, 2, take_prose, "intro"), /* GitHub Docs */
	OTHER(description, 2, take_prose, "lead"),
	OTHER(description, 2, take_prose, "lede"),
	OTHER(description, 2, take_prose, "teaser"),
	OTHER(description, 2, take_prose, "snippet"),
	OTHER(description, 3, take_prose, "meta_description"),
	OTHER(description, 3, take_prose, "seo_description"),
	OTHER(description, 3, take_prose, "seo.description"),
	OTHER(description, 3, take_prose, "og_description"),

	OWN(slug, take_slug),
	OTHER(slug, 1, take_slug, "url_slug"),
	OTHER(slug, 1, take_slug, "url_name"),

	OWN(url, take_url), /* Hugo */
	OTHER(url, 1, take_url, "permalink"), /* Jekyll, Eleventy */
	OTHER(url, 2, take_url, "path"), /* Zola */
	OTHER(url, 2, take_url, "page_url"),

	OWN(lang, take_lang),
	OTHER(lang, 1, take_lang, "language"),
	OTHER(lang, 1, take_lang, "locale"), /* PlatyPS, CMS exports */
	OTHER(lang, 2, take_lang, "ms.locale"),

	OWN(translation_of, take_text),
	OTHER(translation_of, 1, take_text, "translates"),

	OWN(product, take_joined),
	OTHER(product, 1, take_joined, "products"),
	OTHER(product, 1, take_joined, "product_name"),
	OTHER(product, 2, take_joined, "ms.prod"),
	OTHER(product, 2, take_joined, "ms.service"),
	OWN(version, take_joined),
	OTHER(version, 1, take_joined, "product_version"),
	OWN(audience, take_joined),
	OTHER(audience, 1, take_joined, "persona"),
	OTHER(audience, 2, take_joined, "role"), /* Adobe */
	OWN(layout, take_text),
	OTHER(layout, 1, take_text, "template"), /* Zola, MkDocs */
	OWN(owner, take_joined),
	OTHER(owner, 1, take_joined, "maintainer"),
	OTHER(owner, 1, take_joined, "maintainers"),
	OTHER(owner, 1, take_joined, "content_owner"),
	OTHER(owner, 2, take_joined, "author"),
	OTHER(owner, 2, take_joined, "authors"),
	OTHER(owner, 3, take_joined, "ms.author"),
	OTHER(owner, 3, take_joined, "last_update.author"), /* Docusaurus */
	OWN(section, take_line),

	OWN(aliases, take_aliases), /* Hugo, Zola */
	OTHER(aliases, 1, take_aliases, "alias"),
	OTHER(aliases, 1, take_aliases, "redirect_from"), /* Jekyll */
	OTHER(aliases, 1, take_aliases, "redirects_from"),
	OTHER(aliases, 1, take_aliases, "redirects"),
	OTHER(aliases, 1, take_aliases, "old_url"),
	OTHER(aliases, 1, take_aliases, "old_urls"),
	OTHER(aliases, 1, take_aliases, "legacy_url"),

	OWN(tags, take_list),
	OTHER(tags, 1, take_list, "tag"),
	OTHER(tags, 1, take_list, "category"),
	OTHER(tags, 1, take_list, "categories"),
	OTHER(tags, 1, take_list, "topic"), /* Adobe */
	OTHER(tags, 1, take_list, "topics"),
	OTHER(tags, 1, take_list, "taxonomies.tags"), /* Zola */
	OTHER(tags, 1, take_list, "taxonomies.categories"),

	OWN(keywords, take_list),
	OTHER(keywords, 1, take_list, "keyword"),
	OTHER(keywords, 1, take_list, "labels"), /* Zendesk: searched, not shown */
	OTHER(keywords, 1, take_list, "label_names"),
	OTHER(keywords, 1, take_list, "search_terms"),
	OTHER(keywords, 1, take_list, "search_keywords"),
	OTHER(keywords, 1, take_list, "meta_keywords"),
	OTHER(keywords, 1, take_list, "seo.keywords"),
	OTHER(keywords, 1, take_list, "synonyms"),
	OTHER(keywords, 1, take_list, "f1_keywords"), /* Learn */
	OTHER(keywords, 1, take_list, "helpviewer_keywords"),

	OWN(related, take_list),
	OTHER(related, 1, take_list, "related_articles"),
	OTHER(related, 1, take_list, "related_pages"),
	OTHER(related, 1, take_list, "related_posts"),
	OTHER(related, 1, take_list, "related_content"),
	OTHER(related, 1, take_list, "see_also"),

	OWN(date, take_date),
	OTHER(date, 1, take_date, "created"),
	OTHER(date, 1, take_date, "date.created"), /* MkDocs Material */
	OTHER(date, 1, take_date, "created_at"), /* Zendesk */
	OTHER(date, 1, take_date, "created_time"), /* Notion */
	OTHER(date, 1, take_date, "date_created"),
	OTHER(date, 1, take_date, "creation_date"),
	OTHER(date, 1, take_date, "date_published"),
	OTHER(date, 1, take_date, "first_published"),

	OWN(lastmod, take_date), /* Hugo */
	OTHER(lastmod, 1, take_date, "updated"),
	OTHER(lastmod, 1, take_date, "date.updated"),
	OTHER(lastmod, 1, take_date, "updated_at"), /* Zendesk */
	OTHER(lastmod, 1, take_date, "updated_on"),
	OTHER(lastmod, 1, take_date, "modified"),
	OTHER(lastmod, 1, take_date, "modified_at"),
	OTHER(lastmod, 1, take_date, "last_modified"),
	OTHER(lastmod, 1, take_date, "last_modified_at"), /* Jekyll */
	OTHER(lastmod, 1, take_date, "last_modified_date"), /* just-the-docs */
	OTHER(lastmod, 1, take_date, "last_updated"), /* Starlight */
	OTHER(lastmod, 1, take_date, "last_update"),
	OTHER(lastmod, 1, take_date, "last_update.date"), /* Docusaurus */
	OTHER(lastmod, 1, take_date, "date_modified"),
	OTHER(lastmod, 1, take_date, "date_updated"),
	OTHER(lastmod, 1, take_date, "updated_date"), /* Astro */
	OTHER(lastmod, 1, take_date, "edited_at"),
	OTHER(lastmod, 1, take_date, "last_edited"),
	OTHER(lastmod, 1, take_date, "last_edited_time"), /* Notion */
	OTHER(lastmod, 1, take_date, "revision_date"), /* MkDocs */
	OTHER(lastmod, 2, take_american_date, "ms.date"), /* Learn */
	OTHER(lastmod, 2, take_date, "last-substantial-update"), /* Adobe */

	OWN(publish_on, take_date),
	OTHER(publish_on, 1, take_date, "publishDate"), /* Hugo */
	OTHER(publish_on, 1, take_date, "pubDate"),
	OTHER(publish_on, 1, take_date, "publish_at"),
	OTHER(publish_on, 1, take_date, "published_at"),
	OTHER(publish_on, 1, take_date, "published_on"),
	OTHER(publish_on, 1, take_date, "embargo_until"),
	OTHER(publish_on, 2, take_published, "published"), /* Jekyll: a flag; Hugo: a date */

	OWN(expires_on, take_date),
	OTHER(expires_on, 1, take_date, "expiryDate"), /* Hugo */
	OTHER(expires_on, 1, take_date, "expires"),
	OTHER(expires_on, 1, take_date, "expires_at"),
	OTHER(expires_on, 1, take_date, "expiration_date"),
	OTHER(expires_on, 1, take_date, "unpublishDate"), /* Hugo */
	OTHER(expires_on, 1, take_date, "unpublish_on"),
	OTHER(expires_on, 1, take_date, "unpublish_at"),
	OTHER(expires_on, 1, take_date, "valid_until"),

	OWN(verify_by, take_date),
	OTHER(verify_by, 1, take_date, "review_by"),
	OTHER(verify_by, 1, take_date, "review_on"),
	OTHER(verify_by, 1, take_date, "next_review"),
	OTHER(verify_by, 1, take_date, "next_review_date"),

	OWN(draft, take_flag),
	OTHER(draft, 1, take_flag, "is_draft"),
	OTHER(draft, 1, take_flag, "private"),
	OTHER(draft, 1, take_flag, "headless"), /* Hugo */
	OTHER(draft, 1, take_status, "status"),
	OTHER(draft, 1, take_status, "state"),
	OTHER(draft, 1, take_render, "build.render"), /* Hugo */
	OTHER(draft, 1, take_render, "_build.render"),

	OWN(promoted, take_flag), /* Zendesk */
	OTHER(promoted, 1, take_flag, "is_promoted"),
	OTHER(promoted, 1, take_flag, "featured"),
	OTHER(promoted, 1, take_flag, "pinned"),
	OTHER(promoted, 1, take_flag, "sticky"),

	OWN(noindex, take_flag),
	OTHER(noindex, 1, take_flag, "unlisted"), /* Docusaurus */
	OTHER(noindex, 1, take_flag, "hidden"),
	OTHER(noindex, 1, take_unless, "sitemap"), /* jekyll-sitemap */
	OTHER(noindex, 1, take_flag, "sitemap.disable"), /* Hugo */
	OTHER(noindex, 1, take_flag, "sitemap.exclude"),
	OTHER(noindex, 1, take_flag, "sitemap_exclude"),
	OTHER(noindex, 1, take_unless, "search"),
	OTHER(noindex, 1, take_flag, "search.exclude"), /* MkDocs Material */
	OTHER(noindex, 1, take_flag, "search_exclude"), /* just-the-docs */
	OTHER(noindex, 1, take_flag, "exclude_search"), /* Hextra */
	OTHER(noindex, 1, take_flag, "exclude_from_search"),
	OTHER(noindex, 1, take_unless, "in_search_index"), /* Zola */
	OTHER(noindex, 1, take_unless, "searchable"),
	OTHER(noindex, 1, take_unless, "pagefind"), /* Starlight */
	OTHER(noindex, 1, take_flag, "eleventyExcludeFromCollections"),
	OTHER(noindex, 1, take_robots, "robots"), /* Learn, Docsy */
	OTHER(noindex, 1, take_robots, "meta_robots"),
	OTHER(noindex, 1, take_robots, "seo.robots"),
	OTHER(noindex, 1, take_flag, "seo.noindex"),
	OTHER(noindex, 1, take_render, "build.list"), /* Hugo */
	OTHER(noindex, 1, take_render, "_build.list"),

	{{"toc", 3}, take_unless, TO_no_toc, 0},
	OTHER(no_toc, 1, take_flag, "no_toc"),
	OTHER(no_toc, 1, take_flag, "disable_toc"),
	OTHER(no_toc, 1, take_flag, "hide_toc"),
	OTHER(no_toc, 1, take_flag, "hide_table_of_contents"), /* Docusaurus */
	OTHER(no_toc, 1, take_unless, "tableOfContents"), /* Starlight */
	OTHER(no_toc, 1, take_unless, "show_toc"),
	OTHER(no_toc, 1, take_unless, "outline"), /* VitePress */
	OTHER(no_toc, 1, take_hide, "hide"), /* MkDocs Material */

	OWN(retired, take_flag),

	OWN(weight, take_weight), /* Hugo, Zola */
	OTHER(weight, 1, take_weight, "nav_order"), /* just-the-docs */
	OTHER(weight, 1, take_weight, "sidebar_position"), /* Docusaurus */
	OTHER(weight, 1, take_weight, "sidebar.order"), /* Starlight */
	OTHER(weight, 1, take_weight, "eleventyNavigation.order"),
	OTHER(weight, 1, take_weight, "nav_weight"),
	OTHER(weight, 1, take_weight, "menu_order"), /* WordPress */
	OTHER(weight, 1, take_weight, "sort_order"),
	OTHER(weight, 2, take_weight, "order"),
	OTHER(weight, 2, take_weight, "position"), /* Zendesk */

	OWN(kind, take_kind),

	/* read by charset.c */
	OWN(charset, take_nothing),
	OTHER(charset, 1, take_nothing, "encoding"),
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

static const struct name *find_name(struct str written)
{
	for (size_t i = 0; i < NAMES_N; i++)
		if (same_name(written, names[i].name))
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
	*field = str_c(targets[names[i].target].name);
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

/* ---- helpers of the take functions ---- */

static void *field_of(struct applying *a, const struct name *name)
{
	return (char *)a->page + targets[name->target].offset;
}

/* Whether this name may set its field: nothing nearer to Weir's own name has. */
static bool wins(struct applying *a, const struct name *name)
{
	uint8_t *rank = &a->ranks[name->target];

	if (*rank != 0 && *rank < name->rank + 1)
		return false;
	*rank = (uint8_t)(name->rank + 1);
	return true;
}

/* A wrong value is reported for Weir's own names; what others mean by theirs may be anything. */
static bool refuse(struct applying *a, const struct name *name, const struct node *node, const char *wanted)
{
	if (name->rank != 0)
		return false;
	if (node->kind == NODE_SCALAR)
		(void)report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: \"%.*s\" is not %s",
			     STR_ARG(name->name), STR_ARG(utf8_cut(node->text, 60)), wanted);
	else
		(void)report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: a %s is not %s",
			     STR_ARG(name->name), node->kind == NODE_LIST ? "list" : "table", wanted);
	return false;
}

/* On one line, without white space at its ends. */
static struct str one_line(struct arena *arena, struct str s)
{
	char *line;
	size_t n = 0;

	s = str_trim(s);
	if (s.n == 0)
		return STR("");
	if (memchr(s.s, '\n', s.n) == NULL && memchr(s.s, '\t', s.n) == NULL)
		return s;
	line = arena_alloc(arena, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (!str_is_space(s.s[i]))
			line[n++] = s.s[i];
		else if (n != 0 && line[n - 1] != ' ')
			line[n++] = ' ';
	line[n] = '\0';
	return str_n(line, n);
}

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_NONE };

static enum answer answer_of(const struct node *node)
{
	static const char *const yes[] = {"true", "yes", "on", "y", "1"};
	static const char *const no[] = {"false", "no", "off", "n", "0"};

	if (node->kind != NODE_SCALAR)
		return ANSWER_NONE;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
		if (str_eq_nocase(node->text, str_c(yes[i])))
			return ANSWER_YES;
		if (str_eq_nocase(node->text, str_c(no[i])))
			return ANSWER_NO;
	}
	return ANSWER_NONE;
}

/* The text of a table that stands where a word was expected: an author's name, a link's address. */
static const struct node *item_named(const struct node *map, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		for (const struct node *item = map->first; item != NULL; item = item->next)
			if (item->kind == NODE_SCALAR && str_eq_nocase(item->key, str_c(*keys)))
				return item;
	return NULL;
}

/* ---- texts ---- */

static bool set_text(struct applying *a, const struct name *name, struct str text)
{
	if (!wins(a, name))
		return false;
	*(struct str *)field_of(a, name) = text;
	return true;
}

static bool take_text(struct applying *a, const struct name *name, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return refuse(a, name, node, "a text");
	return node_is_null(node) || str_trim(node->text).n == 0 || set_text(a, name, one_line(a->arena, node->text));
}

/* YAML ends `title: Issue #5` before the "#", which nobody meant who wrote no space behind it. */
static void report_comment(struct applying *a, const struct name *name, const struct node *node)
{
	struct str line = str_from(a->reporter->source, node->at), behind;
	ptrdiff_t end = str_find_char(line, '\n');

	line = str_trim_end(end >= 0 ? str_slice(line, 0, (size_t)end) : line);
	behind = str_from(line, node->text.n);
	if (!node->plain || node->typed != NULL || !str_starts(line, node->text) || !str_starts(behind, STR(" ")))
		return;
	behind = str_trim(behind);
	if (behind.n < 2 || behind.s[0] != '#' || !str_is_alnum(behind.s[1]))
		return;
	if (report(a->reporter, DIAG_FRONT_MATTER_SYNTAX, (size_t)(behind.s - a->reporter->source.s),
		   "%.*s: the rest of the line is a comment", STR_ARG(name->name)))
		reporter_hint_quotes(a->reporter, line);
}

/* `title: [Draft] or so`, `title: {NAME}`: YAML sees a list or a table, the writer meant what is written. */
static bool take_brackets(struct applying *a, const struct name *name, const struct node *node)
{
	struct str line = str_from(a->reporter->source, node->at);
	ptrdiff_t end = str_find_char(line, '\n');

	line = str_trim(end >= 0 ? str_slice(line, 0, (size_t)end) : line);
	if (line.n == 0 || (line.s[0] != '[' && line.s[0] != '{') || !wins(a, name))
		return refuse(a, name, node, "a text");
	*(struct str *)field_of(a, name) = line;
	if (report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: a %s, read as text", STR_ARG(name->name),
		   node->kind == NODE_LIST ? "list" : "table"))
		reporter_hint_quotes(a->reporter, line);
	return true;
}

/* Text in prose, as a title. */
static bool take_line(struct applying *a, const struct name *name, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return take_brackets(a, name, node);
	report_comment(a, name, node);
	return take_text(a, name, node);
}

/* The end of "](address)" at `at`, or `at` when there is none. */
static size_t address_end(struct str s, size_t at)
{
	ptrdiff_t end;

	if (at + 1 >= s.n || s.s[at] != ']' || s.s[at + 1] != '(')
		return at;
	end = str_find_char(str_from(s, at), ')');
	return end > 0 ? at + (size_t)end + 1 : at;
}

/* Descriptions are plain text; markdown's links leave their words. */
static bool take_prose(struct applying *a, const struct name *name, const struct node *node)
{
	struct str *text = field_of(a, name);
	bool taken = take_line(a, name, node);
	char *out;
	size_t n = 0, open = SIZE_MAX;

	if (!taken || str_find(*text, STR("](")) < 0)
		return taken;
	out = arena_alloc(a->arena, text->n + 1);
	for (size_t i = 0; i < text->n;) {
		size_t end = open != SIZE_MAX ? address_end(*text, i) : i;

		if (end != i) {
			/* the bracket that began it goes too */
			memmove(out + open, out + open + 1, n - open - 1);
			n--;
			open = SIZE_MAX;
			i = end;
			continue;
		}
		if (text->s[i] == '[')
			open = n;
		out[n++] = text->s[i++];
	}
	out[n] = '\0';
	*text = str_n(out, n);
	return true;
}

/* One text or several, which are shown behind each other: authors, products. */
static bool take_joined(struct applying *a, const struct name *name, const struct node *node)
{
	static const char *const keys[] = {"name", "title", "id", NULL};
	struct str joined = STR("");

	if (node->kind == NODE_SCALAR)
		return take_text(a, name, node);
	if (node->kind == NODE_MAP) {
		const struct node *item = item_named(node, keys);

		if (item != NULL)
			(void)set_text(a, name, one_line(a->arena, item->text));
		return false; /* there may be more in it */
	}
	for (const struct node *item = node->first; item != NULL; item = item->next) {
		const struct node *word = item->kind == NODE_MAP ? item_named(item, keys) : item;

		if (word != NULL && word->kind == NODE_SCALAR && !node_is_null(word))
			joined = arena_printf(a->arena, "%.*s%s%.*s", STR_ARG(joined), joined.n != 0 ? ", " : "",
					      STR_ARG(one_line(a->arena, word->text)));
	}
	return joined.n == 0 || set_text(a, name, joined);
}

static bool take_lang(struct applying *a, const struct name *name, const struct node *node)
{
	struct str tag = str_trim(node->text);
	uint32_t language;

	if (node->kind != NODE_SCALAR || node_is_null(node) || tag.n == 0)
		return node->kind == NODE_SCALAR || refuse(a, name, node, "a language");
	language = site_language(a->config, tag);
	if (language != SITE_NONE)
		return set_text(a, name, a->config->languages[language].code);
	/* `language: python` is about something else */
	if (name->rank != 0 && language_name(tag).n == 0)
		return false;
	if (report(a->reporter, DIAG_LANGUAGE_UNKNOWN, node->at, "the site has no language \"%.*s\"", STR_ARG(tag)))
		diag_hint(a->reporter->diags, "add a table [languages.%.*s] to site.toml", STR_ARG(tag));
	return false;
}

/* ---- URLs ---- */

/* "/{{ slug }}/": to be filled in by a tool that is not there. */
static bool is_template(struct str url)
{
	return str_find(url, STR("{{")) >= 0 || str_find(url, STR("{%")) >= 0;
}

static bool refuse_pattern(struct applying *a, const struct node *node)
{
	(void)report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at,
		     "%.*s: a pattern, which Weir does not fill in; the URL is made from the path", STR_ARG(node->key));
	return false;
}

static bool is_path(struct str url)
{
	for (size_t i = 0; i < url.n; i++)
		if (str_is_space(url.s[i]) || url.s[i] == '?' || url.s[i] == '#' || url.s[i] == '\\')
			return false;
	return true;
}

static bool take_url(struct applying *a, const struct name *name, const struct node *node)
{
	struct str url;

	if (node->kind != NODE_SCALAR || node_is_null(node))
		return node->kind == NODE_SCALAR || refuse(a, name, node, "a path");
	if (answer_of(node) == ANSWER_NO) { /* Eleventy: processed, not written */
		a->page->draft = true;
		return true;
	}
	url = str_trim(node->text);
	if (url.n == 0 || str_find(url, STR("://")) >= 0 || str_starts(url, STR("//")))
		return false;
	if (is_template(url))
		return refuse_pattern(a, node);
	if (posts_is_pattern(url) && posts_is_post(a->page->path)) {
		if (!is_path(url))
			return refuse_pattern(a, node);
		a->pattern = node;
		return false;
	}
	if (posts_is_pattern(url)) /* "pretty" says of a page what is so anyway */
		return str_find_char(url, ':') >= 0 ? refuse_pattern(a, node) : false;
	if (!is_path(url))
		return refuse(a, name, node, "a path");
	return set_text(a, name, url.s[0] == '/' ? url : arena_printf(a->arena, "/%.*s", STR_ARG(url)));
}

/* Docusaurus: a slug that begins with a slash is the whole path. */
static bool take_slug(struct applying *a, const struct name *name, const struct node *node)
{
	static const struct name url = OTHER(url, 3, take_url, "slug");

	if (node->kind == NODE_SCALAR && str_starts(str_trim(node->text), STR("/")))
		return take_url(a, &url, node);
	return take_text(a, name, node);
}

/* ---- lists ---- */

/* A list that grows, and where its items stand. */
struct listing {
	struct applying *a;
	struct str_list *list;
	struct field_place **places; /* NULL: nobody asks */
	uint32_t room;
};

/* Finding a place costs a look at all before it: items behind these have none. */
enum { ITEM_PLACES_MOST = 200 };
/* In the place of an offset: it stands nowhere, but follows from the file's name. */
#define MADE_UP SIZE_MAX

static struct listing listing_of(struct applying *a, const struct name *name)
{
	struct str_list *list = field_of(a, name);
	struct listing listing = {.a = a, .list = list, .room = list->n};

	if (name->target == TO_aliases)
		listing.places = &a->page->alias_places;
	if (name->target == TO_related)
		listing.places = &a->page->related_places;
	return listing;
}

static void grow(struct listing *to)
{
	uint32_t n = to->list->n;
	struct field_place *places;
	struct str *at;

	to->room = to->room * 2 + 8;
	at = arena_array(to->a->arena, to->room, sizeof(*at));
	if (n != 0)
		memcpy(at, to->list->at, n * sizeof(*at));
	to->list->at = at;
	if (to->places == NULL)
		return;
	places = arena_array(to->a->arena, to->room, sizeof(*places));
	memset(places, 0, to->room * sizeof(*places));
	if (n != 0)
		memcpy(places, *to->places, n * sizeof(*places));
	*to->places = places;
}

/* One that is there already is left out; at: where it stands in the source. */
static void add_item(struct listing *to, struct str item, size_t at)
{
	struct str_list *list = to->list;
	uint32_t line, column;

	item = one_line(to->a->arena, item);
	if (item.n == 0)
		return;
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i], item))
			return;
	if (list->n == to->room)
		grow(to);
	list->at[list->n++] = item;
	if (to->places != NULL && at == MADE_UP)
		(*to->places)[list->n - 1] = FIELD_PLACE_MADE;
	if (to->places == NULL || list->n > ITEM_PLACES_MOST || at == MADE_UP)
		return;
	place_of(to->a->reporter->source, at, &line, &column);
	if (line <= UINT16_MAX && column <= UINT16_MAX)
		(*to->places)[list->n - 1] = (struct field_place){(uint16_t)line, (uint16_t)column};
}

static void add_items(struct listing *to, const struct name *name, const struct node *node)
{
	static const char *const words[] = {"name", "title", "label", "slug", "id", NULL};
	static const char *const addresses[] = {"url", "href", "path", "link", "from", "id", "slug", NULL};
	bool is_address = name->target == TO_aliases || name->target == TO_related;

	for (const struct node *item = node->first; item != NULL; item = item->next) {
		const struct node *word = item;

		if (item->kind == NODE_LIST)
			add_items(to, name, item);
		if (item->kind == NODE_MAP)
			word = item_named(item, is_address ? addresses : words);
		if (word != NULL && word->kind == NODE_SCALAR && !node_is_null(word))
			add_item(to, word->text, word->at);
	}
}

/* Jekyll: "tags: alpha beta" are two, "tag: alpha beta" is one. */
static bool is_list_of_words(const struct applying *a, const struct name *name, const struct node *node)
{
	return name->target == TO_tags && posts_is_post(a->page->path) &&
	       (str_eq_nocase(node->key, STR("tags")) || str_eq_nocase(node->key, STR("categories"))) &&
	       str_find_char(node->text, ',') < 0;
}

/* A list, or words separated by commas. */
static bool take_list(struct applying *a, const struct name *name, const struct node *node)
{
	struct listing to = listing_of(a, name);
	struct str rest, part;

	if (node->kind == NODE_MAP)
		return refuse(a, name, node, "a list");
	if (node->kind == NODE_LIST) {
		add_items(&to, name, node);
		return true;
	}
	if (node_is_null(node) || answer_of(node) == ANSWER_NO)
		return true;
	rest = node->text;
	while (str_split(&rest, is_list_of_words(a, name, node) ? ' ' : ',', &part))
		add_item(&to, part, node->at);
	return true;
}

/* Paths may have commas in them. */
static bool take_aliases(struct applying *a, const struct name *name, const struct node *node)
{
	struct listing to = listing_of(a, name);
	struct str rest, part;

	if (node->kind != NODE_SCALAR)
		return take_list(a, name, node);
	rest = node->text;
	while (str_split(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.n != 0 && part.s[0] != '/') {
			if (!node_is_null(node))
				add_item(&to, node->text, node->at);
			return true;
		}
	}
	return take_list(a, name, node);
}

/* ---- dates ---- */

/* What Eleventy and Starlight write instead of a date. */
static bool is_date_of_file(struct str text)
{
	static const char *const words[] = {"last modified", "created", "git last modified", "git created", "never"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_nocase(text, str_c(words[i])))
			return true;
	return false;
}

static bool set_date(struct applying *a, const struct name *name, const struct node *node, bool american)
{
	enum dates_result result;
	struct date date;

	if (node->kind != NODE_SCALAR)
		return refuse(a, name, node, "a date");
	if (node_is_null(node) || str_trim(node->text).n == 0)
		return true;
	result = dates_parse(node->text, &date);
	if (result == DATES_NONE) {
		if (answer_of(node) == ANSWER_NONE && !is_date_of_file(node->text) &&
		    report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: \"%.*s\" is not a date",
			   STR_ARG(name->name), STR_ARG(utf8_cut(node->text, 60))))
			diag_hint(a->reporter->diags, "dates are written 2026-11-21");
		return false;
	}
	if (!wins(a, name))
		return false;
	*(struct date *)field_of(a, name) = date;
	if (result == DATES_AMBIGUOUS && !american &&
	    report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: \"%.*s\" is read as month/day/year",
		   STR_ARG(name->name), STR_ARG(node->text)))
		diag_hint(a->reporter->diags, "write %04d-%02d-%02d", date.year, date.month, date.day);
	return true;
}

static bool take_date(struct applying *a, const struct name *name, const struct node *node)
{
	return set_date(a, name, node, false);
}

static bool take_american_date(struct applying *a, const struct name *name, const struct node *node)
{
	return set_date(a, name, node, true);
}

/* ---- numbers and flags ---- */

static bool take_weight(struct applying *a, const struct name *name, const struct node *node)
{
	struct str text = str_trim(node->text);
	double number;

	if (node->kind != NODE_SCALAR)
		return refuse(a, name, node, "a number");
	if (text.n == 0 || node_is_null(node))
		return true;
	if (!str_to_double(text, &number) || number < INT32_MIN || number > INT32_MAX)
		return refuse(a, name, node, "a number");
	if (!wins(a, name))
		return false;
	a->page->has_weight = true;
	a->page->weight = (int32_t)number;
	return true;
}

/* Flags that hide a page stay set, whatever else is said. */
static bool set_flag(struct applying *a, const struct name *name, const struct node *node, enum answer when)
{
	enum answer answer = answer_of(node);

	if (answer == ANSWER_NONE)
		return (node->kind == NODE_SCALAR && node_is_null(node)) || refuse(a, name, node, "true or false");
	if (answer == when)
		*(bool *)field_of(a, name) = true;
	return true;
}

static bool take_flag(struct applying *a, const struct name *name, const struct node *node)
{
	return set_flag(a, name, node, ANSWER_YES);
}

/* `toc: false`; what is neither true nor false (levels, names of files) is another tool's. */
static bool take_unless(struct applying *a, const struct name *name, const struct node *node)
{
	return answer_of(node) != ANSWER_NONE && set_flag(a, name, node, ANSWER_NO);
}

static bool take_published(struct applying *a, const struct name *name, const struct node *node)
{
	enum answer answer = answer_of(node);

	if (answer == ANSWER_NONE)
		return take_date(a, name, node);
	if (answer == ANSWER_NO)
		a->page->draft = true;
	return true;
}

static bool take_status(struct applying *a, const struct name *name, const struct node *node)
{
	static const char *const hidden[] = {"draft", "unpublished", "private", NULL};

	(void)name;
	if (node->kind == NODE_SCALAR && str_is_any_nocase(str_trim(node->text), hidden))
		a->page->draft = true;
	return false;
}

static bool take_robots(struct applying *a, const struct name *name, const struct node *node)
{
	struct str rest = node->text, part;

	(void)name;
	while (node->kind == NODE_SCALAR && str_split(&rest, ',', &part))
		if (str_eq_nocase(str_trim(part), STR("noindex")) || str_eq_nocase(str_trim(part), STR("none")))
			a->page->noindex = true;
	return false;
}

static bool take_hide(struct applying *a, const struct name *name, const struct node *node)
{
	(void)name;
	for (const struct node *item = node->first; item != NULL; item = item->next)
		if (item->kind == NODE_SCALAR && str_eq_nocase(item->text, STR("toc")))
			a->page->no_toc = true;
	return false;
}

static bool take_render(struct applying *a, const struct name *name, const struct node *node)
{
	if (answer_of(node) == ANSWER_NO || (node->kind == NODE_SCALAR && str_eq_nocase(node->text, STR("never"))))
		*(bool *)field_of(a, name) = true;
	return false;
}

static bool take_kind(struct applying *a, const struct name *name, const struct node *node)
{
	(void)name;
	if (node->kind != NODE_SCALAR || !str_eq_nocase(node->text, STR("solved")))
		return false;
	a->page->kind = PAGE_SOLVED;
	return true;
}

/* Names for narrow places: a heading makes a better title (fields_spare_title()). */
static bool take_spare(struct applying *a, const struct name *name, const struct node *node)
{
	(void)a;
	(void)name;
	(void)node;
	return false;
}

static bool take_nothing(struct applying *a, const struct name *name, const struct node *node)
{
	(void)a;
	(void)name;
	return node->kind == NODE_SCALAR;
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
			add_item(&keywords, page->aliases.at[i], 0);
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

/* What Jekyll calls categories, which come into its URLs; here they are tags. */
static struct str_list categories_of(struct applying *a, const struct node *map)
{
	static const struct name name = OTHER(tags, 1, take_list, "categories");
	struct page scratch = {.path = a->page->path};
	struct applying other = {.page = &scratch, .config = a->config, .reporter = a->reporter, .arena = a->arena};

	for (const struct node *item = map->first; item != NULL; item = item->next)
		if ((str_eq_nocase(item->key, STR("category")) || str_eq_nocase(item->key, STR("categories"))) &&
		    item->kind != NODE_MAP)
			(void)take_list(&other, &name, item);
	return scratch.tags;
}

static void set_permalink(struct applying *a, const struct node *map)
{
	struct str_list categories = categories_of(a, map);
	struct str url = posts_permalink(a->page, str_trim(a->pattern->text), &categories, a->arena);
	const struct name *name = find_name(a->pattern->key);

	if (url.n == 0)
		(void)refuse_pattern(a, a->pattern);
	else if (name != NULL && set_text(a, name, url))
		note_place(a, name, a->pattern);
}

/* Where Jekyll has published a post if nobody has told it otherwise, with the categories and without. */
static void add_old_urls(struct applying *a, const struct node *map)
{
	static const struct name name = OWN(aliases, take_aliases);
	const struct str_list none = {0}, categories = categories_of(a, map);
	const struct str_list *const both[] = {&categories, &none};
	struct listing to = listing_of(a, &name);

	for (size_t i = 0; i < sizeof(both) / sizeof(*both); i++)
		add_item(&to, posts_permalink(a->page, STR("pretty"), both[i], a->arena), MADE_UP);
}

void fields_apply(struct page *page, const struct node *map, const struct config *config, struct reporter *reporter,
		  struct arena *arena)
{
	struct applying applying = {.page = page, .config = config, .reporter = reporter, .arena = arena};

	for (const struct node *item = map->first; item != NULL; item = item->next)
		apply(&applying, item);
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

		while (names[i].take == take_spare && value != NULL && str_split(&rest, '.', &part))
			value = param_named(value, part);
		if (names[i].take == take_spare && value != NULL && value->kind == VALUE_STR &&
		    str_trim(value->as.str).n != 0)
			return str_trim(value->as.str);
	}
	return STR("");
}
