/*
 * names: what names.c and mentions.c share: the words of a text as parts of names.
 * Words are told by their number in scan->toks. Not for others; redact.h is the
 * interface.
 */
#ifndef WEIR_NAMES_H
#define WEIR_NAMES_H
#include "common/privacy/scan.h"

/* In small letters. */
struct str names_word(const struct scan *scan, size_t i);
/* What stands between a word and the next. */
struct str names_gap_after(const struct scan *scan, size_t i);
bool names_is_line_end(const struct scan *scan, size_t i);
/* How many words from i on are one of the phrases, the longest; `begins` is the flag of their first words. */
size_t names_phrase(const struct scan *scan, size_t i, const char *const *phrases, enum word_flags begins);

/* May it be part of a name? With a capital, no product, no everyday word. */
bool names_is_word(const struct scan *scan, size_t i);
/* Does a greeting or a farewell begin there? */
bool names_is_courtesy(const struct scan *scan, size_t i);
/* "Anna", not "ANNA" or "AnnA", which are more often something else. */
bool names_is_written(const struct scan *scan, const struct tok *tok);
/* The index behind a name that starts at word i, or i. Common words count only behind a name's first word. */
size_t names_end(const struct scan *scan, size_t i, bool strict);
/* [from, to) is a name. */
void names_accept(struct scan *scan, size_t from, size_t to, const char *rule);

#endif
