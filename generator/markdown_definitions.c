#include "generator/code_fence.h"
#include "generator/markdown_rewrite.h"
#include "generator/markdown_source.h"

/*
 * Lists of definitions, as kramdown, Hugo, Pandoc, MkDocs and MyST write them:
 *
 *     Term
 *     Another term for it
 *     : What it is, in one paragraph
 *       or, indented, in several.
 *     : What else it is.
 *
 * Terms stand at the beginning of their lines, outside of lists and quotes. Markers go between terms and definitions;
 * what is within these loses its indent.
 */

#define INDENT_MAX ((size_t)4)
/* Terms that have one definition, and how long each may be: more is a paragraph. */
#define TERMS_MAX 4
#define TERM_BYTES ((size_t)80)
/* A line that goes on in lower case below one that is longer than this is the same sentence. */
#define WRAPPED_BYTES ((size_t)40)

struct definitions {
	const struct line_info *info;
	struct source *source;
	struct rewriting *to;
};

static bool is_blank(const struct definitions *all, size_t line)
{
	return str_trim(source_line(all->source, line)).n == 0;
}

/* The first line from `line` on that is not blank; lines.n: none. */
static size_t skip_blank(const struct definitions *all, size_t line)
{
	while (line < all->source->lines.n && is_blank(all, line))
		line++;
	return line;
}

/* ": text": how much stands before the text; 0: it is none. */
static size_t definition_start(const struct definitions *all, size_t line)
{
	struct str text = source_line(all->source, line);
	size_t indent = source_indent(text), n = indent + 1;

	if (indent >= INDENT_MAX || indent >= text.n || text.s[indent] != ':')
		return 0;
	while (n < text.n && (text.s[n] == ' ' || text.s[n] == '\t'))
		n++;
	return n > indent + 1 && n < text.n ? n : 0;
}

/* A row of a table, a definition of a link or a footnote, a label: no term, whatever is below it. */
static bool is_no_words(const struct definitions *all, size_t line)
{
	struct str text = str_trim_end(source_line(all->source, line));

	return (str_find_char(text, '|') >= 0 && line > 0 && !is_blank(all, line - 1)) ||
	       (str_starts(text, STR("[")) && str_find(text, STR("]:")) > 0) ||
	       (str_starts(text, STR("(")) && str_ends(text, STR(")=")));
}

/* An item of a list, which is no term. */
static bool is_item(struct str text)
{
	size_t n = 0;

	while (n < text.n && str_is_digit(text.s[n]))
		n++;
	return n < text.n && strchr("-*+.)", text.s[n]) != NULL && (n + 1 == text.n || text.s[n + 1] == ' ');
}

static bool has_words(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (str_is_alnum(text.s[i]) || (unsigned char)text.s[i] >= 0x80)
			return true;
	return false;
}

/* One of several lines that are terms: no end of a sentence, no line below a title, no mark of a block. */
static bool is_one_of_terms(struct str text)
{
	static const char *const marks[] = {":", "{", "!!!", "???", "$$", "*["};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(text, str_c(marks[i])))
			return false;
	return text.n <= TERM_BYTES && has_words(text) && strchr(".,;:!?\\", text.s[text.n - 1]) == NULL;
}

/* A line below a term that is one, too, where more of them have one definition: not the middle of a sentence. */
static bool is_further_term(const struct definitions *all, size_t line)
{
	struct str text = str_trim_end(source_line(all->source, line));

	return all->info[line].kind == LINE_TEXT && !all->info[line].starts_block && text.n != 0 &&
	       strchr(" \t#>|<", text.s[0]) == NULL && is_one_of_terms(text) && !is_no_words(all, line) &&
	       definition_start(all, line) == 0 &&
	       !(str_is_alpha(text.s[0]) && !str_is_upper(text.s[0]) &&
		 source_line(all->source, line - 1).n > WRAPPED_BYTES);
}

/*
 * Where a term's definition begins, right below it, behind a blank line or behind further terms; 0: the line is no
 * term.
 */
static size_t definition_of(const struct definitions *all, size_t line)
{
	struct str text = str_trim_end(source_line(all->source, line));
	size_t next = line + 1, terms = 1;

	if (all->info[line].kind != LINE_TEXT || !all->info[line].starts_block || text.n == 0 ||
	    strchr(" \t#>|<", text.s[0]) != NULL || is_item(text) || is_no_words(all, line) ||
	    definition_start(all, line) != 0)
		return 0;
	if (is_one_of_terms(text))
		while (terms < TERMS_MAX && next < all->source->lines.n && is_further_term(all, next)) {
			next++;
			terms++;
		}
	if (next < all->source->lines.n && is_blank(all, next))
		next++;
	return next < all->source->lines.n && all->info[next].kind == LINE_TEXT && definition_start(all, next) != 0
		   ? next
		   : 0;
}

static void mark(struct definitions *all, enum marker_kind kind, size_t from, bool is_open)
{
	const struct marker marker = {.kind = kind, .original = STR(""), .is_open = is_open};

	rewriting_mark(all->source, all->to, &marker, from);
	rewriting_add(all->to, STR("\n"), from);
}

/* A line without the first n bytes. */
static void copy(struct definitions *all, size_t line, size_t n)
{
	struct str text = all->source->text;
	size_t end = source_line_end(all->source, (int)line + 1);

	rewriting_copy(all->to, text, all->source->lines.at[line] + n, end);
	rewriting_add(all->to, STR("\n"), end);
}

/* A line right below a paragraph, at the beginning of which stands what is no more of its text. */
static bool is_other_block(const struct definitions *all, size_t line)
{
	static const char *const starts[] = {":::", "---", "<", "{%", "{{", "{:"};
	struct str text = source_line(all->source, line);

	if (text.n == 0 || source_indent(text) != 0)
		return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts(text, str_c(starts[i])))
			return true;
	return all->info[line].kind != LINE_TEXT || all->info[line].starts_block;
}

/* One definition, which begins in that line: the first line behind it that is not blank. */
static size_t take_definition(struct definitions *all, size_t line)
{
	size_t next = line + 1, n = all->source->lines.n, dedent = 0;
	struct code_fence fence = {0};

	(void)code_fence_take_from(&fence, str_from(source_line(all->source, line), definition_start(all, line)),
				   definition_start(all, line));
	mark(all, MARKER_DEFINITION, all->source->lines.at[line], false);
	copy(all, line, definition_start(all, line));
	while (next < n) {
		size_t behind = skip_blank(all, next),
		       indent = behind < n ? source_indent(source_line(all->source, behind)) : 0;

		if (fence.sign == '\0' && (behind == n || definition_start(all, behind) != 0 ||
					   (behind > next && indent < 2) || is_other_block(all, behind)))
			return behind;
		for (; next < behind; next++)
			copy(all, next, 0);
		if (next == n)
			break;
		if (dedent == 0) /* the first line says how far all of them are indented */
			dedent = indent < INDENT_MAX ? indent : INDENT_MAX;
		(void)code_fence_take(&fence, source_line(all->source, next));
		copy(all, next, indent < dedent ? indent : dedent);
		next++;
	}
	return next;
}

/* A list whose first term stands in that line: the first line behind it. */
static size_t take_list(struct definitions *all, size_t line)
{
	size_t n = all->source->lines.n, next;
	bool is_first = true;

	for (; line < n && (next = definition_of(all, line)) != 0; is_first = false) {
		for (bool begins = is_first; line < next && !is_blank(all, line); line++, begins = false) {
			mark(all, MARKER_TERM, all->source->lines.at[line], begins);
			copy(all, line, 0);
		}
		for (line = next; line < n && definition_start(all, line) != 0;)
			line = take_definition(all, line);
	}
	mark(all, MARKER_DEFINED, line < n ? all->source->lines.at[line] : all->source->text.n, false);
	return line;
}

void markdown_rewrite_definitions(struct source *source, const struct line_info *lines)
{
	struct definitions all = {.info = lines, .source = source};
	size_t line = 0;

	all.to = source_rewrite(source);
	while (line < source->lines.n) {
		if (definition_of(&all, line) != 0) {
			line = take_list(&all, line);
		} else {
			copy(&all, line, 0);
			line++;
		}
	}
	source_rewritten(source);
}
