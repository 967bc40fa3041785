/*
 * Last lines that are signed with marks around a name, "*Anna*", "<anowak>", or with letters and points, "A.N."; and
 * names that a header's line ends in front of.
 */
#include "common/privacy/mention_parts.h"

/* A word of no list with a capital or behind a dash, or a first name, and nothing else; not "<grins>". */
static bool may_sign(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (tok->to - tok->from < 3 || (tok->flags & (TOK_LETTER | TOK_DIGIT | TOK_UPPER)) != TOK_LETTER ||
	    (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) != 0 ||
	    !names_is_written(scan, tok))
		return false;
	return (tok->flags & TOK_CAPITAL) != 0 || (tok->words & WORD_FIRST) != 0 || scan->text.s[tok->from - 1] == '-';
}

/* "A.N." with points behind all letters, from word i to the line's end. */
static size_t pointed_end(const struct scan *scan, size_t i)
{
	size_t end = i;

	for (; end < scan->toks.n && end - i < 4; end++) {
		const struct tok *tok = &scan->toks.at[end];

		if (tok->to - tok->from != 1 || (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL ||
		    !str_starts(names_gap_after(scan, end), STR(".")))
			return i;
		if (names_is_line_end(scan, end))
			return end > i ? end + 1 : i;
		if (!str_eq(names_gap_after(scan, end), STR(".")) && !str_eq(names_gap_after(scan, end), STR(". ")))
			return i;
	}
	return i;
}

/* Are there an empty line and then nothing but marks in front of word i? `marks`: how many. */
static bool is_behind_empty_line(const struct scan *scan, size_t i, size_t *marks)
{
	size_t at = scan->toks.at[i].from, newlines = 0;

	*marks = 0;
	while (at > 0 && strchr("_*=<([~^-+ \t", scan->text.s[at - 1]) != NULL && scan->toks.at[i].from - at < 40) {
		at--;
		*marks += !str_is_space(scan->text.s[at]);
	}
	while (at > 0 && strchr("\n\r >|", scan->text.s[at - 1]) != NULL) {
		at--;
		newlines += scan->text.s[at] == '\n';
	}
	return at > 0 && newlines > 1;
}

void mention_find_framed_line(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from, marks, end;
	struct str behind, line = STR_NONE;

	/* nearly all lines begin with a word */
	if (at < 3 || i == 0 || (scan->text.s[at - 1] == '\n' && scan->toks.at[i].to - at > 1))
		return;
	if (scan->toks.at[i].to - at == 1)
		end = pointed_end(scan, i);
	else
		end = strchr("_*=<([-", scan->text.s[at - 1]) != NULL && names_is_line_end(scan, i) && may_sign(scan, i)
			  ? i + 1
			  : i;
	if (end == i || !is_behind_empty_line(scan, i, &marks) || marks > 4)
		return;
	behind = str_from(scan->text, scan->toks.at[end - 1].to);
	(void)str_line(&behind, &line);
	/* "**Timeline**" is a heading of a table or a quotation */
	if (str_starts(str_from(scan->text, at - 2), STR("**")) && str_trim(behind).n != 0)
		return;
	for (size_t n = 0; n < line.n; n++)
		if (strchr("_*=>)]~^-+. \t\r", line.s[n]) == NULL)
			return;
	if (mention_is_end_behind(scan, scan->toks.at[end - 1].to + line.n))
		mention_take(scan, i, end, "last line");
}

void mention_find_behalf(struct scan *scan, size_t i)
{
	if (i > 1 && i + 1 < scan->toks.n && str_eq(names_word(scan, i), STR("of")) &&
	    str_eq(names_word(scan, i - 1), STR("behalf")) && str_eq(names_word(scan, i - 2), STR("on")) &&
	    str_eq(names_gap_after(scan, i), STR(" ")))
		mention_take(scan, i + 1, names_end(scan, i + 1, false), "quote header");
}
