/*
 * rank: adds up the terms of a plan over all pages, one list of postings after
 * another into one array, and picks the best.
 */
#ifndef WEIR_RANK_H
#define WEIR_RANK_H
#include "search/query_plan.h"

/* Where a pair of words was found. */
struct rank_pairs {
	uint32_t shard;
	struct store_pairs at;
};

/* Working memory of one thread, for one store. */
struct rank {
	float *scores;				  /* of each page; below 0: must not be shown */
	float *best, *best_title, *best_in_title; /* of a term with several lists; all zero between two terms */
	uint32_t *touched;
	uint8_t *counts; /* of conditions met; all zero between two searches */
	struct rank_pairs *pairs;
	uint32_t docs_n;
	bool is_partial; /* the bounds were reached */
};

struct rank_hit {
	uint32_t doc;
	float score;
};

struct rank_filter {
	uint32_t values[QUERY_FIELDS]; /* numbers of the store's strings; RANK_ANY */
};
/* Two languages of the store's strings: "de" and "de-AT" are one family. */
bool rank_same_family(const struct store *store, uint32_t a, uint32_t b);
#define RANK_ANY (UINT32_MAX - 1)

void rank_init(struct rank *rank, const struct store *store);
void rank_release(struct rank *rank);
/* Scores all pages. */
void rank_run(struct rank *rank, const struct store *store, const struct query_plan *plan,
	      const struct query_bounds *bounds);
/* Takes out what a filter leaves out; returns how many pages with a score are left. */
size_t rank_filter(struct rank *rank, const struct store *store, const struct rank_filter *filter);
/*
 * The best n into hits, in order (equal ones by number), and more when they are
 * equal to the last one, up to room. Returns how many.
 */
size_t rank_best(const struct rank *rank, size_t n, struct rank_hit *hits, size_t room);

#endif
