/*
 * index_words: the vocabulary while an index is made: every word once, by number,
 * with its stem and what its bytes hash to. Grows on the heap; one writer each.
 */
#ifndef WEIR_INDEX_WORDS_H
#define WEIR_INDEX_WORDS_H
#include "common/buf.h"

#define WORD_NONE UINT32_MAX

struct word {
	uint64_t hash;
	uint32_t text; /* offset of its bytes */
	uint32_t stem; /* number of the word that is its stem, often itself; WORD_NONE: not asked for yet */
	uint8_t n;
	bool is_stop;
	bool is_plain; /* no punctuation: FTS5's tokenizer can give it */
	bool is_cjk;   /* single characters and pairs: two of them in a row are no bigram */
	bool is_used;  /* in a text, and not only as a stem */
};

struct words {
	struct buf text;
	struct word *at;
	size_t n, room;
	uint32_t *slots; /* number + 1 */
	size_t slots_n;
};

void words_init(struct words *words);
void words_release(struct words *words);
/* The number of a word of at most 255 bytes. */
uint32_t words_add(struct words *words, struct str word);
/* The same of one that stands in a text. */
static inline uint32_t words_use(struct words *words, struct str word)
{
	uint32_t number = words_add(words, word);

	words->at[number].is_used = true;
	return number;
}
/* The number of its stem. */
uint32_t words_stem(struct words *words, uint32_t word);
/*
 * Numbers in order of the words' bytes, into an array of words->n; and, in
 * another, the place of each in it.
 */
void words_sort(const struct words *words, uint32_t *sorted, uint32_t *rank);

static inline struct str words_text(const struct words *words, uint32_t word)
{
	return (struct str){words->text.s + words->at[word].text, words->at[word].n};
}

#endif
