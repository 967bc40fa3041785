/*
 * query_likeness: the beginnings of pages that were found for a ticket, titles and the
 * first words of their texts, and how far two of them speak of the same things. 0:
 * nothing in common; 1: the same words as often. What a page has in common with others
 * that were found says that it belongs there.
 */
#ifndef WEIR_QUERY_LIKENESS_H
#define WEIR_QUERY_LIKENESS_H
#include "search/store.h"

#include "common/tokenize.h"

enum { QUERY_OPENING_WORDS = 128 }; /* of a page, stop words not counted */

/* The beginning of a page: stems, those of the title first. */
struct query_opening {
	uint32_t most; /* words behind the title that are wanted; 0: as many as there is room for */
	uint32_t n, title_n;
	uint32_t stems[QUERY_OPENING_WORDS];
};

struct query_likeness {
	uint32_t n;
	uint32_t stems[QUERY_OPENING_WORDS]; /* in order, each once */
	float weights[QUERY_OPENING_WORDS];  /* the sum of their squares is 1 */
};

/* opening->most is set, and the tokenizer set up for the page's language. 0, or -1 when texts cannot be read. */
__attribute__((warn_unused_result)) int query_opening_read(struct query_opening *opening, const struct store *store,
							   uint32_t doc, struct str title, struct tokenizer *tokenizer,
							   struct arena *arena);
void query_likeness_make(struct query_likeness *likeness, const struct store *store,
			 const struct query_opening *opening);
float query_likeness_of(const struct query_likeness *a, const struct query_likeness *b);

#endif
