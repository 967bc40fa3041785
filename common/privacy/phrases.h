/*
 * phrases: what people write beside names, in many languages: greetings, farewells, "my name is". One table for the
 * names in a text and for the end of a mail. Not for others; redact.h is the interface.
 */
#ifndef WEIR_PHRASES_H
#define WEIR_PHRASES_H
#include "common/privacy/wordset.h"
#include "common/vec.h"

enum phrase_list {
	PHRASES_GREETINGS,
	PHRASES_FAREWELLS,
	PHRASES_LABELS,
	PHRASES_INTRODUCTIONS,
	PHRASES_WROTE,
	/* what is said of people; "account" is what user names follow */
	PHRASES_BEFORE,
	PHRASES_BEFORE_FULL,
	PHRASES_ACCOUNTS,
	PHRASES_BEHIND,
	PHRASES_BEHIND_FULL,
	PHRASES_N
};

/* One phrase, as the keys of its words behind the first. */
struct phrase {
	uint32_t words; /* where they are */
	uint8_t n;	/* words, with the first one */
	bool is_last;	/* of those in the list that begin alike */
};

/* All lists by their first words: a text's word is looked up once, however many phrases there are. */
struct phrase_index {
	struct VEC(struct phrase) phrases; /* those of a list that begin alike side by side, the longest first */
	struct VEC(uint64_t) words;
	struct wordset begins; /* the first of them, by its word and list */
};

/* In small letters; each ends with NULL: farewells with their diacritics and folded as shadows are. */
extern const char *const phrases_farewells_written[], *const phrases_farewells[];
/* Words that nearly nothing but farewells have. */
extern const char *const phrases_farewell_words_written[];

/* Marks the words that phrases begin with. */
void phrases_load(struct wordset *words, struct phrase_index *index);
void phrases_release(struct phrase_index *index);
/* The flag (scan.h) of words that phrases of the list begin with. */
uint32_t phrases_flag(enum phrase_list list);
/* The longest phrase of the list that begins with a word; NULL: none. The next one is beside it, up to is_last. */
const struct phrase *phrases_begin(const struct phrase_index *index, enum phrase_list list, uint64_t word);

#endif
