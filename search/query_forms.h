/*
 * query_forms: words of any language, where no stemmer tells. What is another form of
 * a word rather than another word misspelt, by its ending; and words that questions
 * are asked with, which pages that answer hardly have. All as the tokenizer folds
 * them. The endings are those of Germanic, Romance and Slavic languages together,
 * the words those of some twenty: nothing here knows which language it is.
 */
#ifndef WEIR_QUERY_FORMS_H
#define WEIR_QUERY_FORMS_H
#include "common/str.h"

/* "gespeichert" and "gespeicherte": they begin with the same four characters or more and differ in an ending. */
bool query_forms_are_same(struct str a, struct str b);
/* "wann", "cuando", "mein": everybody asks with it. Spelt right, whether pages have it or not. */
bool query_forms_asks(struct str word);
/* "umziehen": an everyday word of German, French or Spanish that is spelt right, or a form of one; not all of them. */
bool query_forms_is_word(struct str word);
/* One of those words itself, or with an ending that it has regularly: hardly a slip. */
bool query_forms_is_regular(struct str word);
/* "und", "ich", "para": it joins words or says who speaks, and nothing of what is asked about. */
bool query_forms_joins(struct str word);

#endif
