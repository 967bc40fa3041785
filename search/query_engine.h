/*
 * query_engine: what an engine and a scratch are made of, for query.c and
 * suggest.c alone.
 */
#ifndef WEIR_QUERY_ENGINE_H
#define WEIR_QUERY_ENGINE_H
#include "search/query.h"
#include "search/query_grams.h"
#include "search/rank.h"

#include "common/map.h"
#include "common/vec.h"

/* Pages that come first for a query. */
struct query_pins {
	uint32_t *docs;
	size_t n;
};

struct query_engine {
	struct store *store;
	struct arena arena;
	struct value *config; /* "config" of the table meta; NULL when there is none */
	const struct query_plan_settings *settings;
	struct query_grams *grams;		     /* NULL where all is English */
	struct map pinned;			     /* words of a query, with spaces between -> struct query_pins */
	struct map ids;				     /* permalink id -> place in urls */
	struct url_vec VEC_FIELDS(struct str) urls;  /* of pages with an id */
	struct number_vec VEC_FIELDS(uint32_t) docs; /* their numbers */
	bool is_english;			     /* most pages are */
	bool has_languages;			     /* pages are in more than one */
	char version[33];
};

struct query_scratch {
	struct rank rank;
	struct query_grams_work grams;
	struct tokenizer *tokenizer;
};

/* What query_rank() takes. */
struct query_ranking {
	const struct query_plan *plan;
	const struct rank_filter *filter;
	const struct query_bounds *bounds;
	const struct query_pins *pins; /* NULL: none */
	struct str lang;	       /* of the reader, where the filter names none: searched first */
	bool only_lang;
};
/*
 * Scores all pages into scratch->rank and takes out what the filter leaves out: pages in the reader's language, or in
 * all where that gives nothing. Returns how many are left.
 */
size_t query_rank(const struct query_engine *engine, struct query_scratch *scratch, const struct query_ranking *ranking,
		  bool *other_language);
/* The language that a query is in: the reader's, where the site has several. */
bool query_is_english(const struct query_engine *engine, struct str lang);
/* Everything of a hit but is_pinned; sentence may be NULL. 0, or -1 when texts cannot be read. */
__attribute__((warn_unused_result)) int query_fill_hit(const struct query_engine *engine, struct query_scratch *scratch,
						       const struct query_plan *plan, const struct rank_hit *found,
						       const struct store_page *page, bool is_bare, struct arena *arena,
						       struct query_hit *hit, struct str *sentence);

#endif
