/*
 * Whom a mail greets: "Hi Bob,", "Dear Anna and Tom".
 */
#include "common/privacy/names.h"

/* "hi bob,": one small word up to the end of the line or a comma. */
static bool is_small_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	/* "hello jan!": a month nowhere else */
	if (str_eq(names_word(scan, i), STR("jan")) && gap.n != 0 && strchr(",!", gap.s[0]) != NULL)
		return true;
	/* "thanks sue!" */
	if (names_phrase(scan, i, PHRASES_WROTE) != 0)
		return false; /* "Pani napisala, …" */
	if ((tok->words & (WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == WORD_AMBIGUOUS &&
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 && gap.n != 0 && gap.s[0] == '!')
		return true;
	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_RARE | WORD_BEGINS |
					 ((tok->words & WORD_FIRST) != 0 ? WORD_PLAIN : 0))) == 0 &&
	       (tok->flags & TOK_DIGIT) == 0 && tok->to - tok->from >= 2 &&
	       ((tok->words & WORD_FIRST) != 0 || names_is_line_end(scan, i) ||
		(tok->to - tok->from > 2 && gap.n != 0 && gap.s[0] == ',')) &&
	       gap.n != 0 && strchr(",!\n\r.", gap.s[0]) != NULL;
}

/* "hi paul stone,": whatever the family name means elsewhere. */
static bool is_small_full_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap;

	if (i + 1 >= scan->toks.n || (tok->words & WORD_FIRST) == 0 || (tok->words & WORD_COMMON) != 0 ||
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != 0 || !str_eq(names_gap_after(scan, i), STR(" ")) ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) != 0 || tok[1].to - tok[1].from < 3)
		return false;
	gap = names_gap_after(scan, i + 1);
	return gap.n == 0 || strchr(",!\n\r", gap.s[0]) != NULL;
}

/* "Hi Jan,": whatever else it is short for. */
static bool is_capital_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	return (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0 && tok->to - tok->from <= 6 &&
	       (tok->words & (WORD_FIRST | WORD_AMBIGUOUS | WORD_NEVER)) != 0 && (tok->words & WORD_PLAIN) == 0 &&
	       (names_is_line_end(scan, i) || (gap.n != 0 && strchr(",!", gap.s[0]) != NULL));
}

/* "Dear Widget users", "Dear Developers", "Dear R HPC People" */
static bool is_called_group(const struct scan *scan, size_t from, size_t end)
{
	/* not "Anna & team" */
	if (names_is_group(scan, end) && (end == from || str_find_char(names_gap_after(scan, end - 1), '&') < 0))
		return true;
	for (size_t i = from; i < end; i++)
		/* not "Dear Anna Reader" */
		if (names_is_group(scan, i) && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) == 0 &&
		    (i == from ||
		     (scan->toks.at[from].words & (WORD_FIRST | WORD_PLAIN | WORD_AMBIGUOUS)) != WORD_FIRST))
			return true;
	return end > from && end < scan->toks.n && (scan->toks.at[end].flags & TOK_LINE) == 0 &&
	       (scan->toks.at[from].words & (WORD_FIRST | WORD_LAST)) == 0 && names_is_group(scan, end + 1);
}

/* "Dear R community", "Bonjour, J' ai": a letter that more follows is no initial. */
static bool is_lone_letter(const struct scan *scan, size_t from, size_t end)
{
	struct str gap;

	if (end != from + 1 || scan->toks.at[from].to - scan->toks.at[from].from != 1)
		return false;
	gap = names_gap_after(scan, from);
	return str_eq(gap, STR(" ")) || str_eq(gap, STR("-")) || str_starts(gap, STR("'")) ||
	       str_starts(gap, STR("\u2019"));
}

/* "Hi, Recently I was": an everyday word behind a comma, and small letters behind it. */
static bool is_sentence(const struct scan *scan, size_t from, size_t end)
{
	const struct tok *tok = &scan->toks.at[from];

	return end == from + 1 && end < scan->toks.n && !names_is_line_end(scan, from) &&
	       (tok->words & (WORD_PLAIN | WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == WORD_PLAIN &&
	       str_starts(names_gap_after(scan, from - 1), STR(",")) && str_eq(names_gap_after(scan, from), STR(" ")) &&
	       (tok[1].flags & TOK_CAPITAL) == 0;
}

/* "tomorrow\n> morning Sydney time": inside of a sentence. Not "Ticket 1\nmorning anna," with what ends a greeting;
 * other words greet wherever they are. The one at `i` ends before word `at`. */
static bool is_wrapped_greeting(const struct scan *scan, size_t i, size_t at)
{
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, behind;
	ptrdiff_t end = str_find_char(gap, '\n');
	size_t name_end;

	if (at != i + 1 || !str_eq(names_word(scan, i), STR("morning")))
		return false;
	name_end = names_end(scan, at, false);
	behind = names_gap_after(scan, name_end > at ? name_end - 1 : at);
	if (str_starts(behind, STR(",")) || str_starts(behind, STR("!")) || str_find_char(behind, '\n') >= 0)
		return false;
	return end >= 0 && (scan->toks.at[i].flags & TOK_CAPITAL) == 0 &&
	       str_trim(str_slice(gap, 0, (size_t)end)).n == 0 &&
	       str_find_char(str_from(gap, (size_t)end + 1), '\n') < 0;
}

/* "Hi Tom, Anna,": another one up to the line's end. */
static bool is_greeted_next(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return (str_eq(names_gap_after(scan, i - 1), STR(", ")) || str_eq(names_gap_after(scan, i - 1), STR("/"))) &&
	       names_is_line_end(scan, i) && gap.n != 0 && strchr(",!:", gap.s[0]) != NULL &&
	       (scan->toks.at[i].flags & TOK_CAPITAL) != 0 && names_is_word(scan, i);
}

void name_greetings_find(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_GREETINGS), at = i + n, end;

	if (n == 0 || at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0 ||
	    is_wrapped_greeting(scan, i, at))
		return;
	/* "Hej! Jag kan inte …" */
	if (strchr("!?.", names_gap_after(scan, at - 1).s[0]) != NULL && (scan->toks.at[at].words & WORD_FIRST) == 0)
		return;
	/* "Thanks to <Avatar handle=…": an element of a page, not "<anna>" */
	if (str_ends(names_gap_after(scan, at - 1), STR("<")) && str_eq(names_gap_after(scan, at), STR(" ")))
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && !names_is_line_end(scan, at))
		at++;
	if (names_is_courtesy(scan, at) && (scan->toks.at[at].words & (WORD_FIRST | WORD_LAST)) == 0)
		return; /* "Hello good morning," */
	for (int more = 0; more < 3; more++) {
		end = names_end(scan, at, false);
		if (end == at && more == 0 && is_small_name(scan, at))
			end = at + 1;
		else if (end == at && more == 0 && is_small_full_name(scan, at))
			end = at + 2;
		else if (end == at && more == 0 && is_capital_name(scan, at))
			end = at + 1;
		if (is_called_group(scan, at, end) || is_lone_letter(scan, at, end) || is_sentence(scan, at, end))
			return;
		names_accept(scan, at, end, "greeting");
		/* "Hi Tom and Anna," */
		if (end == at || end + 1 >= scan->toks.n || names_is_line_end(scan, end - 1))
			return;
		at = end;
		if (str_eq(names_word(scan, at), STR("and")) || str_eq(names_word(scan, at), STR("und")))
			at++;
		else if (str_eq(names_gap_after(scan, end - 1), STR(", ")) &&
			 names_phrase(scan, at, PHRASES_GREETINGS) != 0)
			at += names_phrase(scan, at, PHRASES_GREETINGS); /* "Hi Tom, hi Anna," */
		else if (!str_eq(names_gap_after(scan, end - 1), STR(" & ")) && !is_greeted_next(scan, end))
			return; /* "Hi Tom & Anna," */
		if (at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0)
			return;
	}
}
