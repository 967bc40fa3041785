/*
 * suggest: answers to a half-written ticket. The same engine as query.h, over a
 * whole text: quotes, logs and signatures are taken out, the words that tell
 * pages apart are kept, pages are ranked and given a confidence that is a
 * probability: of suggestions with 0.8, about eight in ten are right (measured on
 * held-out queries: bench/README.md).
 */
#ifndef WEIR_SUGGEST_H
#define WEIR_SUGGEST_H
#include "search/query.h"

enum {
	SUGGEST_BODY_BYTES = 32 * 1024, /* what stands behind is not read */
	SUGGEST_LIMIT = 5,
};

/* Where site.toml says none; as in generator/settings.c. bench/README.md has what other ones would show. */
#define SUGGEST_THRESHOLD 0.35

struct suggest_request {
	struct str subject, body; /* any bytes; either may be empty */
	struct str lang;	  /* as in query_request */
	size_t limit;		  /* at most SUGGEST_LIMIT; 0: that many */
	double threshold;	  /* below 0: the site's suggest.threshold */
	bool is_bare;		  /* for measuring: as many as asked for, without passages, duplicates and threshold */
	struct query_bounds bounds;
};

struct suggest_answer {
	struct query_hit hit; /* its excerpt: the passage that answers, with marks */
	struct str sentence;  /* the sentence that answers best, plain text */
	double confidence;    /* 0 to 1 */
};

struct suggest_results {
	struct suggest_answer *answers; /* the best first */
	size_t answers_n;
	bool nothing_good;	/* none reaches the threshold: answers is empty */
	double best_confidence; /* also of what was not good enough */
	bool is_partial;	/* as in query_results */
};

/* 0; -1 when the file cannot be read any more. */
__attribute__((warn_unused_result)) int suggest_answers(const struct query_engine *engine,
							struct query_scratch *scratch,
							const struct suggest_request *request, struct arena *arena,
							struct suggest_results *results);

#endif
