#include "generator/fields_take.h"

#include "common/utf8.h"
#include "generator/dates.h"
#include "generator/languages.h"
#include "generator/posts.h"
#include "generator/site.h"

/* ---- helpers ---- */

static void *field_of(struct applying *a, const struct name *name)
{
	return (char *)a->page + fields_targets[name->target].offset;
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

bool fields_set_text(struct applying *a, const struct name *name, struct str text)
{
	if (!wins(a, name))
		return false;
	*(struct str *)field_of(a, name) = text;
	return true;
}

bool fields_take_text(struct applying *a, const struct name *name, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return refuse(a, name, node, "a text");
	return node_is_null(node) || str_trim(node->text).n == 0 ||
	       fields_set_text(a, name, one_line(a->arena, node->text));
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
bool fields_take_line(struct applying *a, const struct name *name, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return take_brackets(a, name, node);
	report_comment(a, name, node);
	return fields_take_text(a, name, node);
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
bool fields_take_prose(struct applying *a, const struct name *name, const struct node *node)
{
	struct str *text = field_of(a, name);
	bool taken = fields_take_line(a, name, node);
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
bool fields_take_joined(struct applying *a, const struct name *name, const struct node *node)
{
	static const char *const keys[] = {"name", "title", "id", NULL};
	struct str joined = STR("");

	if (node->kind == NODE_SCALAR)
		return fields_take_text(a, name, node);
	if (node->kind == NODE_MAP) {
		const struct node *item = item_named(node, keys);

		if (item != NULL)
			(void)fields_set_text(a, name, one_line(a->arena, item->text));
		return false; /* there may be more in it */
	}
	for (const struct node *item = node->first; item != NULL; item = item->next) {
		const struct node *word = item->kind == NODE_MAP ? item_named(item, keys) : item;

		if (word != NULL && word->kind == NODE_SCALAR && !node_is_null(word))
			joined = arena_printf(a->arena, "%.*s%s%.*s", STR_ARG(joined), joined.n != 0 ? ", " : "",
					      STR_ARG(one_line(a->arena, word->text)));
	}
	return joined.n == 0 || fields_set_text(a, name, joined);
}

bool fields_take_lang(struct applying *a, const struct name *name, const struct node *node)
{
	struct str tag = str_trim(node->text);
	uint32_t language;

	if (node->kind != NODE_SCALAR || node_is_null(node) || tag.n == 0)
		return node->kind == NODE_SCALAR || refuse(a, name, node, "a language");
	language = site_language(a->config, tag);
	if (language != SITE_NONE)
		return fields_set_text(a, name, a->config->languages[language].code);
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

bool fields_refuse_pattern(struct applying *a, const struct node *node)
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

bool fields_take_url(struct applying *a, const struct name *name, const struct node *node)
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
		return fields_refuse_pattern(a, node);
	if (posts_is_pattern(url) && posts_is_post(a->page->path)) {
		if (!is_path(url))
			return fields_refuse_pattern(a, node);
		a->pattern = node;
		return false;
	}
	if (posts_is_pattern(url)) /* "pretty" says of a page what is so anyway */
		return str_find_char(url, ':') >= 0 ? fields_refuse_pattern(a, node) : false;
	if (!is_path(url))
		return refuse(a, name, node, "a path");
	return fields_set_text(a, name, url.s[0] == '/' ? url : arena_printf(a->arena, "/%.*s", STR_ARG(url)));
}

/* Docusaurus: a slug that begins with a slash is the whole path. */
bool fields_take_slug(struct applying *a, const struct name *name, const struct node *node)
{
	static const struct name url = OTHER(url, 3, url, "slug");

	if (node->kind == NODE_SCALAR && str_starts(str_trim(node->text), STR("/")))
		return fields_take_url(a, &url, node);
	return fields_take_text(a, name, node);
}

/* ---- lists ---- */

/* Finding a place costs a look at all before it: items behind these have none. */
enum { ITEM_PLACES_MOST = 200 };

struct listing fields_listing_of(struct applying *a, const struct name *name)
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
void fields_add_item(struct listing *to, struct str item, size_t at)
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
			fields_add_item(to, word->text, word->at);
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
bool fields_take_list(struct applying *a, const struct name *name, const struct node *node)
{
	struct listing to = fields_listing_of(a, name);
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
		fields_add_item(&to, part, node->at);
	return true;
}

/* Paths may have commas in them. */
bool fields_take_aliases(struct applying *a, const struct name *name, const struct node *node)
{
	struct listing to = fields_listing_of(a, name);
	struct str rest, part;

	if (node->kind != NODE_SCALAR)
		return fields_take_list(a, name, node);
	rest = node->text;
	while (str_split(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.n != 0 && part.s[0] != '/') {
			if (!node_is_null(node))
				fields_add_item(&to, node->text, node->at);
			return true;
		}
	}
	return fields_take_list(a, name, node);
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

bool fields_take_date(struct applying *a, const struct name *name, const struct node *node)
{
	return set_date(a, name, node, false);
}

bool fields_take_american_date(struct applying *a, const struct name *name, const struct node *node)
{
	return set_date(a, name, node, true);
}

/* ---- numbers and flags ---- */

bool fields_take_weight(struct applying *a, const struct name *name, const struct node *node)
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

bool fields_take_flag(struct applying *a, const struct name *name, const struct node *node)
{
	return set_flag(a, name, node, ANSWER_YES);
}

/* Whoever wrote something else meant to hold the page back: what readers should not see does not appear by a typo. */
bool fields_take_draft(struct applying *a, const struct name *name, const struct node *node)
{
	if (answer_of(node) != ANSWER_NONE || (node->kind == NODE_SCALAR && node_is_null(node)))
		return set_flag(a, name, node, ANSWER_YES);
	a->page->draft = true;
	if (node->kind != NODE_SCALAR)
		return refuse(a, name, node, "true or false");
	if (report(a->reporter, DIAG_FRONT_MATTER_VALUE, node->at, "%.*s: \"%.*s\" is not true or false",
		   STR_ARG(name->name), STR_ARG(utf8_cut(node->text, 60))))
		diag_hint(a->reporter->diags, "until it is \"false\", the page is left out as a draft");
	return false;
}

/* The day from which a page may be seen: without a day that can be told, not yet. */
bool fields_take_publish_on(struct applying *a, const struct name *name, const struct node *node)
{
	if (set_date(a, name, node, false))
		return true;
	if (node->kind != NODE_SCALAR || answer_of(node) == ANSWER_NONE)
		a->page->draft |= !date_is_set(a->page->publish_on);
	return false;
}

/* `toc: false`; what is neither true nor false (levels, names of files) is another tool's. */
bool fields_take_unless(struct applying *a, const struct name *name, const struct node *node)
{
	return answer_of(node) != ANSWER_NONE && set_flag(a, name, node, ANSWER_NO);
}

bool fields_take_published(struct applying *a, const struct name *name, const struct node *node)
{
	enum answer answer = answer_of(node);

	if (answer == ANSWER_NONE)
		return fields_take_date(a, name, node);
	if (answer == ANSWER_NO)
		a->page->draft = true;
	return true;
}

bool fields_take_status(struct applying *a, const struct name *name, const struct node *node)
{
	static const char *const hidden[] = {"draft", "unpublished", "private", NULL};

	(void)name;
	if (node->kind == NODE_SCALAR && str_is_any_nocase(str_trim(node->text), hidden))
		a->page->draft = true;
	return false;
}

bool fields_take_robots(struct applying *a, const struct name *name, const struct node *node)
{
	struct str rest = node->text, part;

	(void)name;
	while (node->kind == NODE_SCALAR && str_split(&rest, ',', &part))
		if (str_eq_nocase(str_trim(part), STR("noindex")) || str_eq_nocase(str_trim(part), STR("none")))
			a->page->noindex = true;
	return false;
}

bool fields_take_hide(struct applying *a, const struct name *name, const struct node *node)
{
	(void)name;
	for (const struct node *item = node->first; item != NULL; item = item->next)
		if (item->kind == NODE_SCALAR && str_eq_nocase(item->text, STR("toc")))
			a->page->no_toc = true;
	return false;
}

bool fields_take_render(struct applying *a, const struct name *name, const struct node *node)
{
	if (answer_of(node) == ANSWER_NO || (node->kind == NODE_SCALAR && str_eq_nocase(node->text, STR("never"))))
		*(bool *)field_of(a, name) = true;
	return false;
}

bool fields_take_kind(struct applying *a, const struct name *name, const struct node *node)
{
	(void)name;
	if (node->kind != NODE_SCALAR || !str_eq_nocase(node->text, STR("solved")))
		return false;
	a->page->kind = PAGE_SOLVED;
	return true;
}

/* Names for narrow places: a heading makes a better title (fields_spare_title()). */
bool fields_take_spare(struct applying *a, const struct name *name, const struct node *node)
{
	(void)a;
	(void)name;
	(void)node;
	return false;
}

bool fields_take_nothing(struct applying *a, const struct name *name, const struct node *node)
{
	(void)a;
	(void)name;
	return node->kind == NODE_SCALAR;
}
