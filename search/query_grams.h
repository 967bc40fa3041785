/*
 * query_grams: words that look alike, by the groups of four characters that they
 * share. In languages other than English, where no stemmer is used, this finds
 * other forms of a word and its compounds, and measured better than stemmers do.
 *
 * "#haus#" has the groups #hau, haus, aus#. How alike a word is to a wanted one is
 * the share of the wanted one's groups that it has, rare groups counting more.
 * Made from the vocabulary at opening; immutable.
 */
#ifndef WEIR_QUERY_GRAMS_H
#define WEIR_QUERY_GRAMS_H
#include "search/store.h"

struct query_grams;

struct query_grams *query_grams_new(const struct store *store);
void query_grams_free(struct query_grams *grams);

struct query_gram_word {
	uint32_t word;
	float alike; /* 0 to 1 */
};

/* Working memory of one thread; without grams it holds none. */
struct query_grams_work {
	float *shares; /* of each word of the vocabulary; all zero between two calls */
};
void query_grams_work_init(struct query_grams_work *work, const struct query_grams *grams);
void query_grams_work_release(struct query_grams_work *work);

/*
 * The words most alike, at most max, the best first; *says is what the wanted
 * word's groups say together (a sum of idf). Returns how many.
 */
size_t query_grams_find(const struct query_grams *grams, struct str wanted, struct query_grams_work *work,
			struct query_gram_word *words, size_t max, float *says);

#endif
