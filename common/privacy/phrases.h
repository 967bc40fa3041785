/*
 * phrases: what people write beside names, in many languages: greetings, farewells, "my name is". One table for the
 * names in a text and for the end of a mail. Not for others; redact.h is the interface.
 */
#ifndef WEIR_PHRASES_H
#define WEIR_PHRASES_H
#include "common/privacy/scan.h"

/* Each ends with NULL; folded as shadows are. */
extern const char *const phrases_greetings[],
    *const phrases_farewells[], *const phrases_labels[], *const phrases_introductions[], *const phrases_wrote[];
/* What is said of people; "account" is what user names follow. */
extern const char *const phrases_before[],
    *const phrases_before_full[], *const phrases_behind[], *const phrases_behind_full[], *const phrases_accounts[];
/* In small letters, with their diacritics. */
extern const char *const phrases_farewells_written[];
/* Words that nearly nothing but farewells have: written, and folded in one string each. */
extern const char *const phrases_farewell_words_written[], *const phrases_farewell_words[];

/* Marks the words that they begin with. */
void phrases_load(struct wordset *words);

#endif
