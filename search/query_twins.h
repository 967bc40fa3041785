/*
 * query_twins: pages that give the same answer: one page of several versions, or in
 * two sections. Beginnings of texts are compared by a sample of their runs of three
 * words, which is the same sample for all.
 */
#ifndef WEIR_QUERY_TWINS_H
#define WEIR_QUERY_TWINS_H
#include "search/rank.h"

#include "common/tokenize.h"

enum { QUERY_SKETCH_HASHES = 64 };

/* Of all runs of three words of a page's beginning, those with the least hashes. */
struct query_sketch {
	uint64_t at[QUERY_SKETCH_HASHES]; /* sorted, each once */
	size_t n;
};

/* Of so many bytes; the tokenizer is set up for the page's language. 0, or -1 when texts cannot be read. */
__attribute__((warn_unused_result)) int query_sketch_make(struct query_sketch *sketch, const struct store *store,
							  uint32_t doc, size_t bytes, struct tokenizer *tokenizer,
							  struct arena *arena);
/* The share of what two pages say that both say, 0 to 1; 0 when they say too little to be told apart. */
double query_sketch_alike(const struct query_sketch *a, const struct query_sketch *b);

struct query_found {
	struct rank_hit hit;
	struct store_page page;
	const struct query_sketch *sketch; /* NULL: not made yet */
};

/*
 * How many of the first are looked at, and how many where twins are among those: always the same, so that pages of
 * results are of one order, however many results are on each.
 */
enum { QUERY_TWINS_FIRST = 10, QUERY_TWINS_ALL = 24 };

/* What was found, the best first. */
struct query_twins {
	const struct store *store;
	struct tokenizer *tokenizer;
	struct arena *arena;
	struct str text; /* of the query: who names a version wants that one */
	float pinned;	 /* pages with that score and more stay where they are */
	struct query_found *found;
	size_t n;
};

/* How many twins of the first three different pages there are; -1 when texts cannot be read. */
__attribute__((warn_unused_result)) int query_twins_count(const struct query_twins *twins);
/*
 * Moves those behind the three. Of nearly equal twins the one of the latest version, or of the one named, stays. Pages
 * that are far worse than the best do not come before a twin of it. 0, or -1 as above.
 */
__attribute__((warn_unused_result)) int query_twins_move(const struct query_twins *twins);

#endif
