#include "generator/tickets/sheet.h"

#include "generator/htmltags.h"
#include "generator/tickets/unseen.h"

enum { RULES_MOST = 256 };	       /* each is compared with each element */
enum { SHEETS_MOST = 64 };	       /* tags of <style>, whole or not */
enum { MOST_ADDED = 4 * 1024 * 1024 }; /* of declarations to all elements of a text */

void sheet_init(struct sheet *sheet)
{
	*sheet = (struct sheet){0};
	arena_init(&sheet->arena);
}

void sheet_release(struct sheet *sheet)
{
	vec_release(&sheet->rules);
	arena_release(&sheet->arena);
}

/* ---- selectors ---- */

static bool is_of_name(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static struct str lower(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.n + 1);

	for (size_t i = 0; i < text.n; i++)
		copy[i] = str_lower_char(text.s[i]);
	return str_n(copy, text.n);
}

/* ".note" of "table td > .note" */
static struct str last_part(struct str selector)
{
	size_t from;

	selector = str_trim(selector);
	for (from = selector.n; from > 0; from--)
		if (str_is_space(selector.s[from - 1]) || strchr(">+~", selector.s[from - 1]) != NULL)
			break;
	return str_from(selector, from);
}

/* False: it says something that cannot be told of an element by itself. */
static bool read_selector(struct arena *arena, struct str selector, struct sheet_rule *rule)
{
	struct str rest = lower(arena, last_part(selector));
	bool is_within = rest.n != str_trim(selector).n;
	size_t classes = 0;

	if (rest.n == 0)
		return false;
	for (size_t i = 0; i < selector.n; i++)
		if (strchr("[:+~", selector.s[i]) != NULL)
			return false;
	if (rest.s[0] == '*')
		rest = str_from(rest, 1);
	while (rest.n != 0) {
		char mark = is_of_name(rest.s[0]) ? '\0' : rest.s[0];
		size_t n = mark != '\0' ? 1 : 0, from = n;

		while (n < rest.n && is_of_name(rest.s[n]))
			n++;
		if (n == from)
			return false;
		if (mark == '\0')
			rule->name = str_slice(rest, from, n);
		else if (mark == '#')
			rule->id = str_slice(rest, from, n);
		else if (mark == '.' && classes < sizeof(rule->classes) / sizeof(*rule->classes))
			rule->classes[classes++] = str_slice(rest, from, n);
		else
			return false;
		rest = str_from(rest, n);
	}
	return rule->id.n + classes != 0 || (rule->name.n != 0 && !is_within);
}

/* ---- rules ---- */

/* Could it hide what it holds for, or be what makes it to be seen? */
static bool says_something(struct str style)
{
	return unseen_is_hidden(style) || str_find(style, STR("font")) >= 0 || str_find(style, STR("color:")) >= 0 ||
	       str_find(style, STR("background")) >= 0;
}

static void add_rules(struct sheet *sheet, struct str selectors, struct str declarations)
{
	struct buf style;
	struct str plain = STR(""), one;

	buf_init(&style, BUF_NO_LIMIT);
	unseen_plain_style(&style, declarations);
	if (says_something(buf_view(&style)))
		plain = arena_str(&sheet->arena, buf_view(&style));
	buf_release(&style);
	while (plain.n != 0 && selectors.n != 0 && str_split(&selectors, ',', &one)) {
		struct sheet_rule rule = {.style = plain};

		if (sheet->rules.n < RULES_MOST && read_selector(&sheet->arena, one, &rule))
			*vec_add(&sheet->rules) = rule;
	}
}

/* "@media screen", "@media all": as good as without it. */
static bool is_for_all(struct str media)
{
	static const char *const all[] = {"", "all", "screen", "only screen", NULL};

	return str_is_any_nocase(str_trim(media), all);
}

/* Behind the block that begins at css[at], with all that is in it. */
static size_t skip_block(struct str css, size_t at)
{
	size_t depth = 0;

	for (; at < css.n; at++) {
		if (css.s[at] == '{')
			depth++;
		else if (css.s[at] == '}' && --depth == 0)
			return at + 1;
	}
	return css.n;
}

/* Behind what begins with '@'; into its block where that holds for everybody. */
static size_t skip_at_rule(struct str css, size_t at)
{
	size_t from = at;

	while (at < css.n && css.s[at] != '{' && css.s[at] != ';')
		at++;
	if (at == css.n || css.s[at] == ';')
		return at < css.n ? at + 1 : at;
	if (str_starts_nocase(str_from(css, from), STR("@media")) &&
	    is_for_all(str_slice(css, from + strlen("@media"), at)))
		return at + 1;
	return skip_block(css, at);
}

static void read_css(struct sheet *sheet, struct str css)
{
	for (size_t at = 0; at < css.n && sheet->rules.n < RULES_MOST;) {
		size_t from = at, open, end;

		if (str_is_space(css.s[at]) || css.s[at] == '}' || css.s[at] == ';') {
			at++;
			continue;
		}
		if (css.s[at] == '@') {
			at = skip_at_rule(css, at);
			continue;
		}
		while (at < css.n && css.s[at] != '{' && css.s[at] != '}')
			at++;
		if (at == css.n || css.s[at] == '}')
			continue;
		open = end = at + 1;
		while (end < css.n && css.s[end] != '}' && css.s[end] != '{')
			end++;
		add_rules(sheet, str_slice(css, from, open - 1), str_slice(css, open, end));
		/* rules within a rule are for what is in it */
		at = end < css.n && css.s[end] == '{' ? skip_block(css, open - 1) : end;
	}
}

/* Without comments, and without the marks that hid style sheets from programs that knew none. */
static void without_comments(struct buf *out, struct str css)
{
	for (size_t at = 0; at < css.n;) {
		struct str rest = str_from(css, at);

		if (str_starts(rest, STR("/*"))) {
			ptrdiff_t end = str_find(str_from(rest, 2), STR("*/"));

			at = end < 0 ? css.n : at + (size_t)end + 4;
		} else if (str_starts(rest, STR("<!--"))) {
			at += 4;
		} else if (str_starts(rest, STR("-->"))) {
			at += 3;
		} else {
			buf_char(out, css.s[at++]);
		}
	}
}

/* ---- texts ---- */

/* The style sheet whose tag begins at `at`; *end: behind it. False: there is none. */
static bool find_css(struct str html, size_t at, size_t *end, struct str *css, struct str *media)
{
	const struct attribute *attribute;
	struct html_tag tag;
	size_t open;

	if (!str_starts_nocase(str_from(html, at), STR("<style")))
		return false;
	open = htmltags_read(str_slice(html, 0, at + 4096), at, &tag);
	if (open == 0 || !str_eq_nocase(tag.name, STR("style")))
		return false;
	*end = htmltags_skip_content(html, open, tag.name);
	*css = str_slice(html, open, *end);
	attribute = htmltags_attribute(&tag, STR("media"));
	*media = attribute != NULL ? attribute->value : STR("");
	return true;
}

void sheet_read(struct sheet *sheet, struct str html)
{
	struct buf css;
	unsigned seen = 0;

	vec_clear(&sheet->rules);
	sheet->left = MOST_ADDED;
	arena_clear(&sheet->arena);
	buf_init(&css, BUF_NO_LIMIT);
	for (size_t at = 0; at < html.n && seen < SHEETS_MOST;) {
		ptrdiff_t next = str_find_char(str_from(html, at), '<');
		struct str raw, media;
		size_t end;

		if (next < 0)
			break;
		at += (size_t)next;
		if (str_starts(str_from(html, at), STR("<!--"))) {
			end = htmltags_skip_declaration(html, at);
			at = end > at ? end : html.n;
		} else if (find_css(html, at, &end, &raw, &media)) {
			buf_clear(&css);
			without_comments(&css, raw);
			if (is_for_all(media))
				read_css(sheet, buf_view(&css));
			at = end > at ? end : at + 1;
			seen++;
		} else {
			seen += str_starts_nocase(str_from(html, at), STR("<style"));
			at++;
		}
	}
	buf_release(&css);
}

/* Is a word among those of a text, which may have any letter case? */
static bool has_word(struct str words, struct str word)
{
	size_t from = 0;

	for (size_t at = 0; at <= words.n; at++) {
		if (at < words.n && !str_is_space(words.s[at]))
			continue;
		if (at != from && str_eq_nocase(str_slice(words, from, at), word))
			return true;
		from = at + 1;
	}
	return false;
}

static bool holds(const struct sheet_rule *rule, struct str name, struct str id, struct str classes)
{
	if ((rule->name.n != 0 && !str_eq_nocase(rule->name, name)) ||
	    (rule->id.n != 0 && !str_eq_nocase(rule->id, str_trim(id))))
		return false;
	for (size_t i = 0; i < sizeof(rule->classes) / sizeof(*rule->classes); i++)
		if (rule->classes[i].n != 0 && !has_word(classes, rule->classes[i]))
			return false;
	return true;
}

void sheet_add(struct buf *style, struct sheet *sheet, struct str name, struct str id, struct str classes)
{
	for (size_t i = 0; i < sheet->rules.n; i++) {
		const struct sheet_rule *rule = &sheet->rules.at[i];

		if (rule->style.n < sheet->left && holds(rule, name, id, classes)) {
			buf_str(style, rule->style);
			buf_char(style, ';');
			sheet->left -= rule->style.n + 1;
		}
	}
}
