/*
 * Who is quoted, told in front of each line: "JL> ", "> JL>> ", and "Anna> " of somebody who was cited further up.
 */
#include "common/map.h"
#include "common/privacy/names.h"
#include "common/privacy/quote_lines.h"

enum { INITIALS_LEAST = 2, INITIALS_MOST = 4, ALONE_LEAST = 2 /* lines, where nobody is said to have written */ };

/* ">>>>> "Anna" == Anna Nowak <a@b.c> writes:" */
bool prefixes_is_cited(const struct scan *scan, size_t i)
{
	return str_starts(names_gap_after(scan, i), STR("\" == "));
}

/* "JL> ", "Jl>>", "JvdB>": letters that begin a line, two of them capitals or the first alone, and what quotes them. */
static bool is_prefix(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t at = tok->to, n = tok->to - tok->from;

	if ((tok->flags & (TOK_LINE | TOK_CAPITAL | TOK_DIGIT)) != (TOK_LINE | TOK_CAPITAL) || n < INITIALS_LEAST ||
	    n > INITIALS_MOST || at >= scan->text.n || scan->text.s[at] != '>' ||
	    (tok->from > 0 && strchr("> \n\t|", scan->text.s[tok->from - 1]) == NULL))
		return false;
	if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 || quote_is_prompt(names_word(scan, i)) ||
	    ((tok->flags & TOK_UPPER) == 0 && ((tok->words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) != 0 || n > 3)))
		return false;
	while (at < scan->text.n && scan->text.s[at] == '>')
		at++;
	return at >= scan->text.n || str_is_space(scan->text.s[at]);
}

/* Does the text say of anybody that he wrote something? */
static bool has_writer(const struct scan *scan)
{
	for (size_t i = 0; i < scan->toks.n; i++)
		if ((scan->toks.at[i].words & WORD_WROTE) != 0)
			return true;
	return false;
}

static bool is_angle_behind(const struct scan *scan, const struct tok *tok)
{
	return tok->to < scan->text.n && scan->text.s[tok->to] == '>';
}

/* A letter pair in front of one line may be anything; in front of several it quotes. */
static void find_initials(struct scan *scan)
{
	struct map lines;
	size_t least = 0;

	map_init(&lines);
	for (size_t i = 0; i < scan->toks.n; i++)
		if (is_angle_behind(scan, &scan->toks.at[i]) && is_prefix(scan, i))
			map_add(&lines, names_word(scan, i), NULL)->value.number++;
	if (lines.n != 0)
		least = has_writer(scan) ? 1 : ALONE_LEAST;
	for (size_t i = 0; lines.n != 0 && i < scan->toks.n; i++)
		if (is_angle_behind(scan, &scan->toks.at[i]) && is_prefix(scan, i) &&
		    map_find(&lines, names_word(scan, i))->value.number >= least)
			names_accept(scan, i, i + 1, "quote prefix");
	map_release(&lines);
}

static void find_cited_prefixes(struct scan *scan)
{
	struct map cited;

	map_init(&cited);
	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		char behind = tok->to < scan->text.n ? scan->text.s[tok->to] : '\0';

		if (behind == '"' && tok->to - tok->from > 2 && prefixes_is_cited(scan, i))
			(void)map_add(&cited, names_word(scan, i), NULL);
		else if (behind == '>' && cited.n != 0 && map_find(&cited, names_word(scan, i)) != NULL)
			names_accept(scan, i, i + 1, "quote header");
	}
	map_release(&cited);
}

void prefixes_find(struct scan *scan)
{
	find_cited_prefixes(scan);
	find_initials(scan);
}
