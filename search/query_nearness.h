/*
 * query_nearness: how near the words of a ticket stand to each other at the beginning
 * of a page. Of two pages with the same words, that which has them in one sentence
 * speaks of what was asked.
 */
#ifndef WEIR_QUERY_NEARNESS_H
#define WEIR_QUERY_NEARNESS_H
#include "search/query_likeness.h"
#include "search/query_plan.h"

enum {
	QUERY_NEARNESS_WORDS = 12, /* of the ticket, the first */
	QUERY_NEARNESS_MARKS = 96, /* those and words for the same */
};

/* What a plan looks for, by its words: made once, asked for each page. */
struct query_nearness {
	uint32_t words_n, marks_n;
	float weights[QUERY_NEARNESS_WORDS]; /* what each word says */
	float all;			     /* of all pairs of them */
	uint64_t hashes[QUERY_NEARNESS_MARKS];
	uint8_t words[QUERY_NEARNESS_MARKS]; /* that each stands for */
	uint64_t seen[4]; /* the lowest bytes of the hashes: most words of a page are sorted out by them */
};

void query_nearness_make(struct query_nearness *nearness, const struct query_plan *plan);
/* 0: no two of the words stand near each other; towards 1: all do, often. */
float query_nearness_of(const struct query_nearness *nearness, const struct store *store,
			const struct query_opening *opening);

#endif
