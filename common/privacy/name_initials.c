/*
 * Names beside initials and degrees, as lists of literature and registers have them: "M. Rutter", "Kealoha, J.",
 * "Troels Ring, MD".
 */
#include "common/privacy/names.h"

void name_initials_find_inverted(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap;

	if (i + 1 >= scan->toks.n || tok->to - tok->from < 3 || (tok->flags & (TOK_UPPER | TOK_DIGIT)) != 0 ||
	    tok[1].to - tok[1].from != 1 || (tok[1].flags & (TOK_CAPITAL | TOK_LINE | TOK_DIGIT)) != TOK_CAPITAL ||
	    !str_eq(names_gap_after(scan, i), STR(", ")) || (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return;
	gap = names_gap_after(scan, i + 1);
	if (gap.n >= 2 && gap.s[0] == '.' && (str_is_space(gap.s[1]) || gap.s[1] == ',' || gap.s[1] == ';') &&
	    (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_LAST)) != WORD_COMMON &&
	    ((tok->words & WORD_PLAIN) == 0 || (tok->words & WORD_LAST) != 0))
		names_accept(scan, i, i + 2, "family name first");
}

/* No list knows it, or only those of names. */
static bool is_free(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

void name_initials_find(struct scan *scan, size_t i)
{
	static const char *const others[] = {"sa", "nv", "bv", "us", "uk", "eu",  "po",	 "ps", "nb", "ag", "kg", "pm",
					     "am", "ok", "id", "eg", "ie", "aka", "usa", "cd", "pc", "ii", NULL};
	const struct tok *tok = &scan->toks.at[i];
	size_t at = i, named;
	char letters[8] = "";

	if (tok->from > 0 && strchr(" \n\t(\"'>*,;", scan->text.s[tok->from - 1]) == NULL)
		return;
	if (i > 0 && tok[-1].to - tok[-1].from == 1 && (tok->flags & TOK_LINE) == 0 && tok[-1].to + 3 > tok->from &&
	    str_starts(names_gap_after(scan, i - 1), STR(".")))
		return; /* "i. d. R. Kunden" */
	while (at + 1 < scan->toks.n && at - i < 3 && scan->toks.at[at].to - scan->toks.at[at].from == 1 &&
	       (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL &&
	       (str_eq(names_gap_after(scan, at), STR(".")) || str_eq(names_gap_after(scan, at), STR(". ")))) {
		letters[at - i] = scan->low.s[scan->toks.at[at].from];
		at++;
	}
	if (at == i || !str_eq(names_gap_after(scan, at - 1), STR(". ")))
		return;
	for (const char *const *other = others; *other != NULL; other++)
		if (strcmp(letters, *other) == 0)
			return;
	for (named = at;
	     named < scan->toks.n && named - at < 3 &&
	     (is_free(scan, named) || (named > at && (scan->toks.at[named].words & WORD_LAST) != 0 &&
				       (scan->toks.at[named].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)) &&
	     (scan->toks.at[named].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_UPPER | TOK_LINE)) == TOK_CAPITAL &&
	     scan->toks.at[named].to - scan->toks.at[named].from > 2 &&
	     names_is_written(scan, &scan->toks.at[named]);) {
		named++;
		if (!str_eq(names_gap_after(scan, named - 1), STR(" ")) &&
		    !str_eq(names_gap_after(scan, named - 1), STR("-")))
			break;
	}
	if (named > at && names_gap_after(scan, named - 1).n != 0 &&
	    strchr("(_/=[", names_gap_after(scan, named - 1).s[0]) != NULL)
		return;
	if (named == at + 1 && names_is_publisher(scan, at))
		return; /* "Use R. Springer, 2010" */
	names_accept(scan, named > at ? i : at, named, "initial and family name");
}

/* How many words a degree has: "PhD", "Ph.D.", "MD", "M.Sc."; 0: none. */
static size_t degree_words(const struct scan *scan, size_t i)
{
	static const char *const whole[] = {"phd", "md", "msc", "bsc", "mba", "dphil", "mph", "dvm", "esq", NULL};
	static const char *const parts[] = {"ph", "d", "m", "d", "m", "sc", "b", "sc", "m", "s", NULL};
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL)
		return 0;
	if (str_is_any(names_word(scan, i), whole))
		return 1;
	for (const char *const *one = parts; *one != NULL; one += 2)
		if (i + 1 < scan->toks.n && str_eq(names_word(scan, i), str_c(one[0])) &&
		    str_eq(names_gap_after(scan, i), STR(".")) && (tok[1].flags & TOK_CAPITAL) != 0 &&
		    str_eq(names_word(scan, i + 1), str_c(one[1])))
			return 2;
	return 0;
}

void name_initials_find_graduate(struct scan *scan, size_t i)
{
	size_t n = degree_words(scan, i), start = i;
	struct str gap;
	bool free = false;

	if (n == 0 || i < 2)
		return;
	gap = names_gap_after(scan, i - 1);
	if (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", ")))
		return;
	/* "PhD Student", "Ellicott City, MD 21042" */
	if (i + n < scan->toks.n && (scan->toks.at[i + n].flags & TOK_LINE) == 0 &&
	    (scan->toks.at[i + n].flags & (TOK_DIGIT | TOK_CAPITAL)) != 0 &&
	    str_find_char(names_gap_after(scan, i + n - 1), ' ') == 0)
		return;
	while (start > 0 && i - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];

		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0)
			break;
		if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (start < i && !names_joins(names_gap_after(scan, start - 1))))
			break;
		free = free || (is_free(scan, start - 1) && tok->to - tok->from > 1) ||
		       (tok->words & (WORD_FIRST | WORD_LAST)) != 0;
		start--;
		if ((tok->flags & TOK_LINE) != 0)
			break;
	}
	if (i - start >= 2 && free && (scan->toks.at[start].flags & TOK_LINE) != 0)
		names_accept(scan, start, i, "signature");
}
