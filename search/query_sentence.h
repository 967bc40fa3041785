/*
 * query_sentence: how much of one sentence of a ticket the beginning of a page speaks
 * of. A story is told in several, and one of them asks: what a page has of that one
 * says more than what it has of them all.
 */
#ifndef WEIR_QUERY_SENTENCE_H
#define WEIR_QUERY_SENTENCE_H
#include "search/query_likeness.h"
#include "search/query_plan.h"

enum { QUERY_SENTENCE_OPENING = 60 /* words of the page behind its title that are looked at */ };

/*
 * Of the best of the plan's sentences, as the text has them: the share of what it says that the page's title and first
 * words have, less where it says little. 0 to 1; -1 where there is one sentence alone.
 */
float query_sentence_share(const struct query_plan *plan, const struct store *store,
			   const struct query_opening *opening);

#endif
