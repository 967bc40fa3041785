#include "generator/markdown_include_lines.h"

#include "common/limits.h"
#include "generator/reader.h"

void include_imports_release(struct include_imports *imports)
{
	vec_release(&imports->lines);
}

/* Text between two, on one line; absent when it is not there. */
static struct str between(struct str line, struct str open, struct str close)
{
	ptrdiff_t from = str_find(line, open), to;

	if (from < 0)
		return STR_NONE;
	line = str_from(line, (size_t)from + open.n);
	to = str_find(line, close);
	return to < 0 ? STR_NONE : str_trim(str_slice(line, 0, (size_t)to));
}

static struct str unquoted(struct str s)
{
	s = str_trim(s);
	if (s.n > 1 && (s.s[0] == '"' || s.s[0] == '\'') && s.s[s.n - 1] == s.s[0])
		s = str_slice(s, 1, s.n - 1);
	return s;
}

/* A number at the start, or 0. */
static int64_t number_of(struct str s)
{
	int64_t number;

	return str_to_int(str_trim(s), &number) && number > 0 ? number : 0;
}

/* "file:2:10", "file:2", "file:anchor" */
static void take_selection(struct wanted *wanted, struct str s)
{
	struct str path, first, last = s;

	(void)str_split(&last, ':', &path);
	wanted->path = str_trim(path);
	if (last.s == NULL || last.n == 0)
		return;
	s = last;
	(void)str_split(&last, ':', &first);
	if (first.n != 0 && number_of(first) == 0) {
		wanted->part = str_trim(s);
		return;
	}
	wanted->first = number_of(first);
	wanted->last = last.s == NULL ? wanted->first : number_of(last);
}

/* {{#include file:2:10}}, {{#rustdoc_include file:anchor}} */
static bool reads_mdbook(struct str line, struct wanted *wanted)
{
	struct str inside =
	    str_starts(line, STR("{{#")) && str_ends(line, STR("}}")) ? str_slice(line, 3, line.n - 2) : STR_NONE;

	if (str_starts(inside, STR("include ")))
		take_selection(wanted, str_trim(str_from(inside, strlen("include "))));
	else if (str_starts(inside, STR("rustdoc_include ")))
		take_selection(wanted, str_trim(str_from(inside, strlen("rustdoc_include "))));
	return wanted->path.n != 0;
}

/* --8<-- "file:2:10", {!file!} */
static bool reads_mkdocs(struct str line, struct wanted *wanted)
{
	if (str_starts(line, STR("--8<-- ")))
		take_selection(wanted, unquoted(str_from(line, strlen("--8<-- "))));
	else if (line.n > 4 && str_starts(line, STR("{!")) && str_ends(line, STR("!}")) && line.s[2] != '!') /* Blade */
		wanted->path = unquoted(str_slice(line, 2, line.n - 2));
	return wanted->path.n != 0;
}

static struct str first_word(struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && !str_is_space(s.s[n]) && s.s[n] != '"' && s.s[n] != '\'')
		n++;
	return str_slice(s, 0, n);
}

/* The first argument of a tag or, when that has a name, the one that has one of these. */
static struct str argument(struct str inside)
{
	static const char *const names[] = {"file=", "lookup=", "path="};
	struct str word;
	char quote;
	size_t n = 1;
	bool is_named = str_find_char(first_word(inside), '=') > 0;

	for (size_t i = 0; is_named && i < sizeof(names) / sizeof(*names); i++) {
		ptrdiff_t at = str_find(inside, str_c(names[i]));

		if (at > 0 && str_is_space(inside.s[at - 1])) {
			inside = str_from(inside, (size_t)at + strlen(names[i]));
			break;
		}
	}
	inside = str_trim(inside);
	quote = inside.n != 0 ? inside.s[0] : '\0';
	if (quote != '"' && quote != '\'') {
		(void)str_split(&inside, ' ', &word);
		return word;
	}
	while (n < inside.n && inside.s[n] != quote)
		n++;
	return str_slice(inside, 1, n);
}

/* "{%- include … -%}": what is between the dashes. */
static struct str without_dashes(struct str inside)
{
	if (str_starts(inside, STR("-")))
		inside = str_from(inside, 1);
	if (str_ends(inside, STR("-")))
		inside = str_slice(inside, 0, inside.n - 1);
	return str_trim(inside);
}

bool include_line_is_raw_behind(struct str line, bool is_raw)
{
	struct str inside;

	line = str_trim(line);
	if (!str_starts(line, STR("{%")) || !str_ends(line, STR("%}")) || line.n < 4)
		return is_raw;
	inside = without_dashes(str_slice(line, 2, line.n - 2));
	return (is_raw || str_eq(inside, STR("raw"))) && !str_eq(inside, STR("endraw"));
}

/* {% include "file" %}, {% include-markdown "file" %}, {{% include "file" %}}, {{< docs/shared lookup="file" >}} */
static bool reads_tag(struct str line, struct wanted *wanted)
{
	static const struct {
		const char *name, *beside;
	} tags[] = {{"include-markdown", ""},
		    {"include_relative", ""},
		    {"include", "_includes"},
		    {"readfile", ""},
		    {"docs/shared", "shared"}};
	struct str inside = STR_NONE;

	if (str_starts(line, STR("{{%")) && str_ends(line, STR("%}}")))
		inside = str_slice(line, 3, line.n - 3);
	else if (str_starts(line, STR("{{<")) && str_ends(line, STR(">}}")))
		inside = str_slice(line, 3, line.n - 3);
	else if (str_starts(line, STR("{%")) && str_ends(line, STR("%}")))
		inside = str_slice(line, 2, line.n - 2);
	inside = without_dashes(inside);
	if (inside.n != 0 && inside.s[inside.n - 1] == '/')
		inside = str_trim(str_slice(inside, 0, inside.n - 1));
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		size_t n = strlen(tags[i].name);

		if (!str_starts(inside, str_c(tags[i].name)) || inside.n <= n || !str_is_space(inside.s[n]))
			continue;
		wanted->path = argument(str_from(inside, n));
		wanted->beside = str_c(tags[i].beside);
		wanted->is_template = str_starts(line, STR("{%"));
	}
	return wanted->path.n != 0;
}

/* "{2,10}" or "#part" behind a name */
static void take_vitepress_selection(struct wanted *wanted, struct str s)
{
	struct str lines = between(s, STR("{"), STR("}"));
	size_t n = 0;

	while (n < s.n && s.s[n] != '{' && s.s[n] != '#' && s.s[n] != ' ')
		n++;
	wanted->path = str_slice(s, 0, n);
	if (n < s.n && s.s[n] == '#') {
		size_t from = ++n;

		while (n < s.n && s.s[n] != '{' && s.s[n] != ' ')
			n++;
		wanted->part = str_slice(s, from, n);
	}
	wanted->title = wanted->is_code ? between(s, STR(" ["), STR("]")) : STR_NONE;
	if (!wanted->is_code && lines.n != 0) {
		struct str first;
		bool has_last = str_find_char(lines, ',') >= 0;

		(void)str_split(&lines, ',', &first);
		wanted->first = number_of(first);
		wanted->last = has_last ? number_of(lines) : wanted->first;
	}
}

/* <!--@include: ./part.md{3,10}-->, <<< @/code.js#part{2} [title] */
static bool reads_vitepress(struct str line, struct wanted *wanted)
{
	struct str inside = str_starts(line, STR("<!--")) ? between(line, STR("<!--"), STR("-->")) : STR_NONE;

	if (str_starts(inside, STR("@include:"))) {
		take_vitepress_selection(wanted, str_trim(str_from(inside, strlen("@include:"))));
	} else if (str_starts(line, STR("<<< "))) {
		wanted->is_code = true;
		take_vitepress_selection(wanted, str_trim(str_from(line, strlen("<<< "))));
	}
	return wanted->path.n != 0;
}

/* [!INCLUDE [what it says](../includes/file.md)] */
static bool reads_learn(struct str line, struct wanted *wanted)
{
	wanted->has_own_links = true;
	if (str_starts_nocase(line, STR("[!INCLUDE")) && str_find(line, STR(")]")) == (ptrdiff_t)line.n - 2)
		wanted->path = between(line, STR("]("), STR(")]"));
	return wanted->path.n != 0;
}

/* The end of code in backticks that begins at `at`, or behind the backticks when there is none. */
static size_t code_end(struct str line, size_t at)
{
	size_t n = 0, run = 0;

	while (at < line.n && line.s[at] == '`') {
		at++;
		n++;
	}
	for (size_t i = at; i < line.n; i++) {
		run = line.s[i] == '`' ? run + 1 : 0;
		if (run == n && (i + 1 == line.n || line.s[i + 1] != '`'))
			return i + 1;
	}
	return at;
}

/* Of what is said of a file, and its path, in the midst of a line: no line is looked through from each bracket on. */
enum { INLINE_BYTES = 2 * LIMIT_PATH_BYTES };

bool include_line_find(struct str line, size_t *open, size_t *close, struct wanted *wanted)
{
	for (size_t at = *close; at < line.n;) {
		struct str rest = str_slice(line, at, at + INLINE_BYTES);
		ptrdiff_t end;

		if (line.s[at] == '`') {
			at = code_end(line, at);
			continue;
		}
		end = line.s[at] == '[' && str_starts_nocase(rest, STR("[!INCLUDE")) ? str_find(rest, STR(")]")) : -1;
		*wanted = (struct wanted){0};
		if (end > 0 && reads_learn(str_slice(rest, 0, (size_t)end + 2), wanted)) {
			*open = at;
			*close = at + (size_t)end + 2;
			return true;
		}
		at++;
	}
	return false;
}

/* The line of a text that imports that name; absent when there is none among the first ones. */
static struct str import_of(struct include_imports *imports, struct str text, struct str name)
{
	struct str rest = text, line;

	if (imports->text.s != text.s) {
		imports->text = text;
		vec_clear(&imports->lines);
		while (imports->lines.n < LIMIT_INCLUDES && str_split(&rest, '\n', &line))
			if (str_starts(line, STR("import ")))
				*vec_add(&imports->lines) = line;
	}
	for (size_t i = 0; i < imports->lines.n; i++) {
		line = str_from(imports->lines.at[i], strlen("import "));
		if (str_starts(line, name) && str_starts(str_from(line, name.n), STR(" from ")))
			return imports->lines.at[i];
	}
	return STR_NONE;
}

/* import Part from "./_part.mdx", and where such a part is asked for: <Part />. text: all of the file. */
static bool reads_mdx(struct include_imports *imports, struct str line, struct str text, struct wanted *wanted,
		      struct arena *arena)
{
	struct str import = line;
	size_t n = 1;

	if (line.n > 1 && line.s[0] == '<' && str_is_upper(line.s[1])) {
		while (n < line.n && str_is_alnum(line.s[n]))
			n++;
		if (!str_ends(line, STR("/>")) &&
		    !str_ends(line, arena_printf(arena, "></%.*s>", (int)(n - 1), line.s + 1)))
			return false;
		if (str_find_char(str_slice(line, 0, line.n - 1), '>') >= 0 && str_ends(line, STR("/>")))
			return false;
		import = import_of(imports, text, str_slice(line, 1, n));
		if (import.s == NULL)
			return false;
	} else if (str_starts(line, STR("import "))) {
		wanted->is_import = true;
	} else {
		return false;
	}
	n = (size_t)str_find(import, STR(" from "));
	if (n > import.n || str_find_char(import, '{') >= 0)
		return false;
	import = str_trim(str_from(import, n + strlen(" from ")));
	if (str_ends(import, STR(";")))
		import = str_slice(import, 0, import.n - 1);
	wanted->path = unquoted(import);
	wanted->has_own_links = true;
	return reader_is_page(wanted->path);
}

bool include_line_read(struct include_imports *imports, struct str line, struct str text, bool in_code,
		       struct wanted *wanted, struct arena *arena)
{
	*wanted = (struct wanted){0};
	line = str_trim(line);
	if (line.n < 5 || strchr("{-<[i", line.s[0]) == NULL)
		return false;
	if (reads_mdbook(line, wanted) || reads_mkdocs(line, wanted))
		return true;
	return !in_code && (reads_tag(line, wanted) || reads_vitepress(line, wanted) || reads_learn(line, wanted) ||
			    reads_mdx(imports, line, text, wanted, arena));
}

static ptrdiff_t find_nocase(struct str text, struct str what)
{
	for (size_t i = 0; i + what.n <= text.n; i++)
		if (str_starts_nocase(str_from(text, i), what))
			return (ptrdiff_t)i;
	return -1;
}

bool code_lines_take(struct code_lines *code, struct str line)
{
	bool in_code = code_fence_take(&code->fence, line), was_in_pre = code->in_pre;

	if (in_code && !was_in_pre)
		return true;
	if (!was_in_pre && str_starts_nocase(str_trim(line), STR("<pre")))
		code->in_pre = true;
	if (code->in_pre && find_nocase(line, STR("</pre")) >= 0)
		code->in_pre = false;
	return was_in_pre;
}

bool include_line_is_escaped(struct str line, bool in_code)
{
	struct wanted wanted = {0};

	line = str_trim(line);
	if (in_code && str_starts(line, STR("\\{{#")))
		return reads_mdbook(str_from(line, 1), &wanted);
	return str_starts(line, STR(";--8<--")) && reads_mkdocs(str_from(line, 1), &wanted);
}
