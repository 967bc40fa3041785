/*
 * unknown: words of a text that neither a list nor the vendor's own texts know and no rule
 * has taken: names that were missed look like that, so a person looks at them. A word is
 * reported wherever it stands.
 *
 * - With a capital: any word that nothing knows; first names that are everyday words, too
 *   ("Joy called"); a single everyday word where a sentence has none ("ask for Skip"); an
 *   everyday word that somebody who is known is called, where redact has left it.
 * - In small letters ("ask lorraine"): in prose alone, of 3 to 14 letters, and only where the
 *   text is English: three in four of at least a dozen small words are everyday ones.
 *
 * - Numbers of 5 to 14 digits in prose, which may be of an order or a customer.
 *
 * At the start of a sentence any word has a capital: there a word counts as known when it is
 * an everyday word that nobody is called or stands in small letters elsewhere in the text.
 */
#ifndef WEIR_UNKNOWN_H
#define WEIR_UNKNOWN_H
#include "common/privacy/redact.h"
#include "common/vec.h"

struct folder;

struct unknown_word {
	size_t from, to; /* bytes of the text */
};

struct vocabulary; /* words that are known, folded: those of the vendor's own texts */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);
/* All words of a text of the vendor's. */
void vocabulary_learn(struct vocabulary *vocabulary, struct str text);

/* Zeroed at first; for many texts one after the other. */
struct unknown_words {
	const struct redact_people *people, *more; /* may be NULL */
	struct VEC(struct unknown_word) words;
	struct folder *folder;
};
/* Outside the spans, which are those that redact_find() gave for this text. vocabulary may be NULL. */
void unknown_find(struct unknown_words *found, const struct redact_rules *rules, const struct vocabulary *vocabulary,
		  struct str text, const struct redact_span *spans, size_t n);
void unknown_release(struct unknown_words *found);
/* "bytes", "rows": what stands behind a quantity, so that it is no number of an order. In small letters. */
bool unknown_is_unit(struct str low);

#endif
