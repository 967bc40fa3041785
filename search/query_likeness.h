/*
 * query_likeness: how far two pages speak of the same things, by their titles and the
 * first QUERY_LIKENESS_WORDS words of their texts. 0: nothing in common; 1: the same
 * words as often. What a page has in common with others that were found for a
 * ticket says that it belongs there.
 */
#ifndef WEIR_QUERY_LIKENESS_H
#define WEIR_QUERY_LIKENESS_H
#include "search/store.h"

#include "common/tokenize.h"

enum { QUERY_LIKENESS_WORDS = 128 }; /* of a page, stop words not counted */

struct query_likeness {
	uint32_t n;
	uint32_t stems[QUERY_LIKENESS_WORDS]; /* in order, each once */
	float weights[QUERY_LIKENESS_WORDS];  /* the sum of their squares is 1 */
};

/* The tokenizer is set up for the page's language. 0, or -1 when texts cannot be read. */
__attribute__((warn_unused_result)) int query_likeness_read(struct query_likeness *likeness, const struct store *store,
							    uint32_t doc, struct str title, struct tokenizer *tokenizer,
							    struct arena *arena);
float query_likeness_of(const struct query_likeness *a, const struct query_likeness *b);

#endif
