/*
 * Lines in front of quoted mail that say by their shape alone how far the name goes: "Dan Carpenter wrote on Tue, Oct
 * 4:", "Anna Nowak - 18.07.23, 23:32:12 CEST:", "Anna Nowak/Dresden/IBM@IBMDE".
 */
#include "common/privacy/names.h"

enum { NAME_MOST = 4 /* words */, LINE_MOST = 120 /* bytes */, SEGMENTS_MOST = 5 };

/* Does the line that goes on at a place end with a colon? */
static bool ends_with_colon(const struct scan *scan, size_t at)
{
	struct str rest = str_from(scan->text, at), line;

	if (rest.n > LINE_MOST)
		rest.n = LINE_MOST;
	return str_line(&rest, &line) && str_ends(str_trim(line), STR(":"));
}

/* The words from the beginning of the line to word i, all of which may be of a name; i: they are not. */
static size_t line_start(const struct scan *scan, size_t i)
{
	size_t start = i;

	while (start > 0 && i - start < NAME_MOST) {
		const struct tok *tok = &scan->toks.at[--start];
		struct str gap = names_gap_after(scan, start);

		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0 &&
		    !str_eq(gap, STR(" - ")) && !(start > 0 && str_eq(names_gap_after(scan, start - 1), STR("'"))))
			return i;
		if (start + 1 < i && !names_joins(gap) && !str_eq(gap, STR(", ")))
			return i;
		if ((tok->flags & TOK_LINE) != 0)
			return (tok->flags & TOK_CAPITAL) != 0 ? start : i;
	}
	return i;
}

/* "Dan Carpenter wrote on Tue, Oct 04, 2022 at 04:15:00PM +0300:" */
static void find_wrote_on(struct scan *scan, size_t i)
{
	size_t start = line_start(scan, i);
	bool named = false, plain = false;

	for (size_t j = start; j < i; j++) {
		named = named || (scan->toks.at[j].words & (WORD_FIRST | WORD_LAST)) != 0;
		plain = plain || (scan->toks.at[j].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP)) != 0;
	}
	/* "He wrote on Monday:", "Customer Support wrote on Monday:" */
	if ((named || !plain) && i - start >= 2 && i + 2 < scan->toks.n && str_eq(names_word(scan, i + 1), STR("on")) &&
	    ((scan->toks.at[i + 2].words & WORD_NEVER) != 0 || (scan->toks.at[i + 2].flags & TOK_DIGIT) != 0) &&
	    str_eq(names_gap_after(scan, i - 1), STR(" ")) && ends_with_colon(scan, scan->toks.at[i].to))
		names_accept(scan, start, i, "quote header");
}

/* "Anna Nowak - 18.07.23, 23:32:12 CEST:", word i being the day */
static void find_before_day(struct scan *scan, size_t i)
{
	static const char *const gaps[] = {".", ".", ", ", ":"};
	bool named = false;
	size_t start;

	for (size_t n = 0; n < sizeof(gaps) / sizeof(gaps[0]); n++)
		if (i + n + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, i + n), str_c(gaps[n])) ||
		    (scan->toks.at[i + n + 1].flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT)
			return;
	start = line_start(scan, i);
	for (size_t j = start; j < i; j++)
		named = named || (scan->toks.at[j].words & (WORD_FIRST | WORD_LAST)) != 0 ||
			(scan->toks.at[j].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) == 0;
	/* "Release Notes - 18.07.23, 23:32:12:" */
	if (named && ends_with_colon(scan, scan->toks.at[i].to))
		names_accept(scan, start, i, "quote header");
}

/* "Anna Nowak/Dresden/IBM@IBMDE": how Notes writes whose mail it is, word i being the last of the name. */
static void find_notes_name(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t at = i, start = i - 1;

	while (at + 1 < scan->toks.n && at - i < SEGMENTS_MOST && str_eq(names_gap_after(scan, at), STR("/")) &&
	       (scan->toks.at[at + 1].flags & TOK_CAPITAL) != 0)
		at++;
	if (at < i + 2 || (tok->flags & TOK_LINE) != 0 || (tok[-1].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL)
		return;
	if (start > 0 && tok[-1].to - tok[-1].from == 1 && (tok[-2].flags & TOK_CAPITAL) != 0 &&
	    str_eq(names_gap_after(scan, start - 1), STR(" ")))
		start--; /* "Anna K Nowak/Dresden/IBM" */
	if (str_eq(names_gap_after(scan, at), STR("@")) ||
	    ((scan->toks.at[start].words & WORD_FIRST) != 0 &&
	     (tok->words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) == 0))
		names_accept(scan, start, i + 1, "quote header");
}

void attribution_lines_find(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str text = scan->text;

	if ((tok->words & WORD_WROTE) != 0)
		find_wrote_on(scan, i);
	if ((tok->flags & TOK_DIGIT) != 0) {
		if (i > 0 && tok->to - tok->from <= 2 && tok->from > 2 && text.s[tok->from - 2] == '-' &&
		    str_eq(names_gap_after(scan, i - 1), STR(" - ")))
			find_before_day(scan, i);
	} else if (i > 0 && (tok->flags & TOK_CAPITAL) != 0 && tok->to < text.n && text.s[tok->to] == '/' &&
		   (str_eq(names_gap_after(scan, i - 1), STR(" ")) ||
		    str_eq(names_gap_after(scan, i - 1), STR(". ")))) {
		find_notes_name(scan, i);
	}
}
