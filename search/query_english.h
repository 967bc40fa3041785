/*
 * query_english: how people who ask in English say things. Words for the same thing,
 * forms of a word that a stemmer cannot bring together, and words that belong to
 * asking and not to what is asked about. Everyday language of help pages and
 * their readers only: what a site's own trade says stands in its `synonyms`.
 */
#ifndef WEIR_QUERY_ENGLISH_H
#define WEIR_QUERY_ENGLISH_H
#include "common/str.h"

/* Lines as in the setting `synonyms`: each word of a line for each, or what is left of => for each on its right. */
extern const char *const query_english_forms[], *const query_english_same[];
extern const size_t query_english_forms_n, query_english_same_n;
/* "need", "problem", "try": in a question they say less than how rare they are on the site's pages. */
bool query_english_asks(struct str word);
/* "smell": a word that is spelt right, though no page may have it; not all of them. */
bool query_english_is_word(struct str word);
/* "wont", as many type "won't". */
bool query_english_is_contraction(struct str word);

#endif
