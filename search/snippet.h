/*
 * snippet: which passage of a page answers a query best, and the piece of it to
 * show: whole words, from the beginning of a sentence where one is near, with
 * marks around what matched. Texts are read from the file and cut into words
 * again, for the few pages that are shown.
 */
#ifndef WEIR_SNIPPET_H
#define WEIR_SNIPPET_H
#include "search/query_plan.h"

enum {
	SNIPPET_BYTES = 260,	    /* of an excerpt, without marks */
	SNIPPET_TEXT_BYTES = 65536, /* of a page that are looked at */
};

struct snippet_page {
	uint32_t doc;
	struct str description; /* is shown when nothing in the text matches */
	/* Of a solved question only what answers it is shown: what matches best is mostly its question. */
	bool answers_alone;
	bool sentence_first; /* the excerpt begins with the sentence that answers, where it has room for it */
};

struct snippet {
	struct str heading, anchor; /* of the passage; "" before any heading */
	struct str excerpt;	    /* plain text with QUERY_MARK_BEGIN and QUERY_MARK_END */
	struct str sentence;	    /* the one that matches best, plain text; "" when none does */
	float score;		    /* share of the query's information that is in the passage */
};

/* 0, or -1 when the texts cannot be read. */
__attribute__((warn_unused_result)) int snippet_make(const struct store *store, const struct query_plan *plan,
						     const struct snippet_page *page, struct tokenizer *tokenizer,
						     struct arena *arena, struct snippet *snippet);

#endif
