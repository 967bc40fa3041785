/*
 * mention_parts: what the files of mentions share: which words may be a name where names are expected, and how far it
 * goes. Words are told by their number in scan->toks. Not for others; redact.h is the interface.
 */
#ifndef WEIR_MENTION_PARTS_H
#define WEIR_MENTION_PARTS_H
#include "common/privacy/names.h"

enum { MENTION_CHAIN_WORDS = 12 }; /* of a list of names behind one that is known */

/* No list knows it, and it is written as a name. */
static inline bool mention_is_unknown(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL && tok->to - tok->from > 2 &&
	       (tok->words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0;
}

static inline bool mention_is_listed(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0;
}

static inline bool mention_is_first(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & WORD_FIRST) != 0 && (scan->toks.at[i].words & WORD_NEVER) == 0;
}

/* May it be a name where names are expected? Mark and Will, too; in a line of capitals any word that no list has. */
bool mention_may_name(const struct scan *scan, size_t i);
/* The words from i on that may be one name; i: none. A full name is two of them or has a first name. */
size_t mention_run_end(const struct scan *scan, size_t i, bool full);
/* Where the words before i that may be one name start; i: none. */
size_t mention_run_start(const struct scan *scan, size_t i, bool full);
/* [from, to) is a name, if it was not found already. */
void mention_take(struct scan *scan, size_t from, size_t to, const char *rule);
/* Neither "name(", "name/" nor "name=" follows, which are parts of programs. */
bool mention_is_end_of_word(const struct scan *scan, size_t at);

/* ---- mention_lines.c: of the line that word i begins, or of word i ---- */

/* A line of its own at the end of what somebody wrote, maybe with his signature below. */
void mention_find_lone_line(struct scan *scan, size_t i);
/* "-rw-r--r-- 1 anna users 1201": who owns the file. */
void mention_find_file_owner(struct scan *scan, size_t i);
/* "anna  2444  1  0 10:43 ?": who has started a program. */
void mention_find_process_owner(struct scan *scan, size_t i);
/* "Herv? Pag?s" in a line of its own: a program had no letters for some. */
void mention_find_lost_letters(struct scan *scan, size_t i);
/* "Guus," in front of what is said to him. */
void mention_find_addressed(struct scan *scan, size_t i);
/* "thanks again! -- Anna" */
void mention_find_dashed(struct scan *scan, size_t i);
/* "[Anna Nowak]" in front of what she wrote. */
void mention_find_bracketed(struct scan *scan, size_t i);
/* "Anna Nowak (3):" above what she has changed. */
void mention_find_counted(struct scan *scan, size_t i);
/* "May 15 14:07:56 widget5 sshd[42]:": which machine a log is of. */
void mention_find_log_host(struct scan *scan, size_t i);
/* "help me please, Anna xx", which ends the text */
void mention_find_kissed(struct scan *scan, size_t i);
/* "<anna_n> hello?": who says it in IRC. */
void mention_find_chatter(struct scan *scan, size_t i);
/* "[10:02] Anna: hello?", "12/03/23, 10:02 - anna: hello?": who says it in a chat. */
void mention_find_speaker(struct scan *scan, size_t i);

/* mention_signs.c, of the line that word i begins: "*Anna*", "<anowak>", "A.N." at the end of what somebody wrote. */
void mention_find_framed_line(struct scan *scan, size_t i);
/* "… On Behalf\nOf Anna Nowak" */
void mention_find_behalf(struct scan *scan, size_t i);

/* mention_nicks.c: "ask anowak on IRC", "anowak aka Anna Nowak", at the network or at "aka". */
void mention_find_nicks(struct scan *scan, size_t i);

/* ---- mention_neighbours.c: of the whole text, when all else was found ---- */

/* Beside a name: "Anna, Bob Lipa and Liam". */
void mention_find_lists(struct scan *scan);
/* Behind a name at a line's end: "Anna Nowak anowak88". */
void mention_find_logins(struct scan *scan);
/* The words of addresses around them: "nowak.anna@…" and Nowak. */
void mention_find_addresses(struct scan *scan);

#endif
