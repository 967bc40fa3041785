/*
 * names: what names.c, name_*.c and the files of mention_parts.h share: the words of a text as parts of names.
 * Words are told by their number in scan->toks. Not for others; redact.h is the
 * interface.
 */
#ifndef WEIR_NAMES_H
#define WEIR_NAMES_H
#include "common/privacy/scan.h"

/* Of a name at most; letters of a word in capitals that is no initial. */
enum { NAME_WORDS = 5, NAME_SHOUTED_LEAST = 3 };

/* In small letters. */
static inline struct str names_word(const struct scan *scan, size_t i)
{
	return tok_low(scan, &scan->toks.at[i]);
}
/* What stands between a word and the next. */
static inline struct str names_gap_after(const struct scan *scan, size_t i)
{
	size_t from = scan->toks.at[i].to, to = i + 1 < scan->toks.n ? scan->toks.at[i + 1].from : scan->text.n;

	return str_n(scan->text.s + from, to - from);
}
static inline bool names_is_line_end(const struct scan *scan, size_t i)
{
	return i + 1 >= scan->toks.n || (scan->toks.at[i + 1].flags & TOK_LINE) != 0;
}
/* How many words from i on are a phrase of the list, the longest; 0: none. */
size_t names_phrase(const struct scan *scan, size_t i, enum phrase_list list);

/* On a list of names. */
static inline bool names_is_listed(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0;
}
/* A name's word in small letters, or a word of no list. */
static inline bool names_is_unlisted(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS | WORD_BEGINS)) == 0 &&
	       (tok->flags & (TOK_DIGIT | TOK_UPPER)) == 0 && tok->to - tok->from > 2;
}
/* May it be part of a name? With a capital, no product, no everyday word. */
bool names_is_word(const struct scan *scan, size_t i);
/* "Jan Nowak", "Jan van den Berg", "Mai Vo": a first name, not the month. */
bool names_is_month_name(const struct scan *scan, size_t i);
/* May these stand between two words of a name? */
bool names_joins(struct str gap);
/* attributions.c: word i in "On Monday, Anna Nowak wrote:", "Anna Nowak <a@b.c>". */
void attributions_find(struct scan *scan, size_t i);
/* attribution_lines.c: "Anna Nowak wrote on Tue, Oct 4:", "Anna Nowak - 18.07.23, 23:32:12 CEST:", names of Notes. */
void attribution_lines_find(struct scan *scan, size_t i);
/* name_listed.c: "David Bell": a common first name, word i, and an everyday word with a capital where none would be. */
bool names_has_plain_family_name(const struct scan *scan, size_t i);
/* name_prefixes.c: '"Anna" == Anna Nowak <a@b.c> writes:' at word i. */
bool prefixes_is_cited(const struct scan *scan, size_t i);
/* "Anna> " in front of each line of somebody who is cited as "Anna" further up; "JL> ". */
void prefixes_find(struct scan *scan);
/* Lines that go on in others, looked through last for a field of a mail's header: places of the text. All zero: none.
 */
struct label_lines {
	size_t from, to;
	bool has_field;
};
/* labels.c: "To: Nowak, Anna; Bob <b@c.d>", "Name: Anna Nowak" from word i on. A text's words have the same `seen`. */
void labels_find(struct scan *scan, size_t i, struct label_lines *seen);
/* "Reporter:  anna |", "Owner: anowak": in a field of a tracker, alone in its line or column. */
void labels_find_tracked(struct scan *scan, size_t i);
/* Does a greeting or a farewell begin there? */
bool names_is_courtesy(const struct scan *scan, size_t i);
/* "zypper dup" below thanks: what somebody has typed, not his name. */
bool names_is_command(const struct scan *scan, size_t i);
/* "Dear Widget users": does word i call a group, with what stands in front of it in its line? */
bool names_is_group(const struct scan *scan, size_t i);
/* "Anna", not "ANNA" or "AnnA", which are more often something else. */
bool names_is_written(const struct scan *scan, const struct tok *tok);
/* The index behind a name that starts at word i, or i. Common words count only behind a name's first word. */
size_t names_end(const struct scan *scan, size_t i, bool strict);
/* "LUMAR CASEY", "J. CASEY": words in capitals that no list has or lists of names have, two at least; i: none. */
size_t names_shouted_end(const struct scan *scan, size_t i);
/* "PIET Nowak": capitals that no list has, and what no list or one of names has; not "SAP Walldorf". */
bool names_is_shouted_pair(const struct scan *scan, size_t i);
/* "(O'Reilly)", "Press. Springer, 2010": who has printed it, with no first name in front. */
bool names_is_publisher(const struct scan *scan, size_t i);
/* "on behalf of Crooked Laboratories": [from, to) is a company, by its first and its last word. */
bool names_is_firm(const struct scan *scan, size_t from, size_t to);
/* [from, to) is a name. */
void names_accept(struct scan *scan, size_t from, size_t to, const char *rule);

/* mention_lines.c: does the message end at a place, or quoted mail or a signature begin? */
bool mention_is_end_behind(const struct scan *scan, size_t at);

/* ---- what begins at word i, or is told by it ---- */

/* name_greetings.c: "Hi Bob," */
void name_greetings_find(struct scan *scan, size_t i);
/* name_lines.c: what stands behind "Best regards,", in its line or the next. */
void name_lines_find_farewell(struct scan *scan, size_t i);
/* "It fails. Thanks, Anna", which ends the message. */
void name_lines_find_inline(struct scan *scan, size_t i);
/* A line below "-- ", or behind a dash: "-Anna", "/Anna". */
void name_lines_find_marked(struct scan *scan, size_t i);
/* "Thanks! -anna": a word behind a sentence and a dash, at the end of a paragraph. */
void name_lines_find_dashed(struct scan *scan, size_t i);
/* name_titles.c: "Frau Nowak", "mr. freeman" */
void name_titles_find(struct scan *scan, size_t i);
/* "my name is Anna" */
void name_titles_find_introduction(struct scan *scan, size_t i);
/* name_initials.c: "Kealoha, J.": as tables and registers write it. */
void name_initials_find_inverted(struct scan *scan, size_t i);
/* "M. Rutter", "A.J. Rossini", "S. Hoon Yoon": initials, and what no list has or lists of names have. */
void name_initials_find(struct scan *scan, size_t i);
/* "Xionghui Zhou Ph.D.", "Troels Ring, MD": words with capitals from a line's beginning to a degree. */
void name_initials_find_graduate(struct scan *scan, size_t i);
/* name_east.c: "Chou Tzu-chien", "Ts'ao Hsiao-ming", "Wen-chi Huang": the index behind such a name, or i. */
size_t name_east_end(const struct scan *scan, size_t i);
/* name_listed.c: a first name from the list, with what follows it; or one in front of a family name. */
void name_listed_find(struct scan *scan, size_t i);

#endif
