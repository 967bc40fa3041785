/*
 * query_plan: a query as a list of terms to be scored, each one or several lists of
 * postings with weights. Here stands the ranking formula (docs/ARCHITECTURE.md
 * "Ranking"); rank.h only adds it up.
 *
 * A term's part of the score of a page is
 *
 *     full * bm25(all fields) + title * bm25(title) + (in the title: cover * the title's mass + in_title)
 *
 * which is linear in the terms, so one pass over each list does it.
 */
#ifndef WEIR_QUERY_PLAN_H
#define WEIR_QUERY_PLAN_H
#include "search/query.h"
#include "search/query_parse.h"
#include "search/store.h"

#include "common/value.h"

struct query_plan_member {
	struct store_lists lists;
	uint32_t pair; /* of stems, which stand in shards of the lists; 0: the lists' pages themselves */
	float weight;
	float lost; /* of what counts for being in the title, the share that this one does not get */
};

struct query_plan_term {
	const struct query_plan_member *members; /* a page counts the best of them, or their sum */
	uint32_t members_n;
	uint32_t pair;		   /* of stems, when members_n is 0 */
	struct store_lists within; /* shards that may have the pair; none: any */
	bool is_sum;
	float full, title, cover, in_title;
};

/* What of a text is to be highlighted, and how much it says: by hash of the word or of its stem. */
struct query_plan_mark {
	uint64_t hash;
	float weight;
	uint32_t word;	   /* place of the query word */
	uint8_t beginning; /* query_plan_beginning() of the text */
	struct str prefix; /* or whatever begins with this; absent: the hash */
};

/* A word of a text, as it was told: no stop word, no addition. */
struct query_plan_told {
	uint64_t stem_hash;
	const char *at, *end; /* of the text */
	float says;	      /* its idf */
};

/* Pages must have all of the lists (or pairs) of one, or must not have all of them. */
struct query_plan_condition {
	const struct query_plan_term *parts;
	uint32_t parts_n;
	bool is_without;
};

enum query_plan_use {
	PLAN_SEARCH,  /* a few words; a title that has them all is right */
	PLAN_SUGGEST, /* a ticket: many words, each says little */
};

struct query_plan_weights {
	float exact, title, pair, cover, grams, in_title, stem;
	float exact_title; /* of exact words in the title alone */
	float saturation;  /* of a word's count: BM25's k */
};

struct query_plan {
	struct query_plan_term *terms;
	uint32_t terms_n;
	struct query_plan_condition *conditions;
	uint32_t conditions_n;
	struct query_plan_mark *marks;
	uint32_t marks_n;
	struct query_plan_told *told; /* of a ticket in English, in order, without what is said by the way */
	uint32_t told_n;
	uint32_t words_n;     /* that were looked for, without stop words */
	float bound;	      /* what a page with all words in it could score; 0: nothing was looked for */
	float saturation;     /* of a word's count: BM25's k */
	float known;	      /* share of the query's information that the index knows at all */
	struct str corrected; /* the query with misspelt words replaced; absent: none was */
	bool is_partial;      /* the time was up before all words had been looked up */
};

struct query_grams;
struct query_grams_work;
struct query_plan_settings; /* synonyms, see query_plan_settings_new() */
struct query_plan_request {
	const struct query_parsed *parsed;
	struct str text;   /* that was parsed */
	const char *aside; /* words from here on count where they are found, and are not missed; NULL: none */
	const struct query_plan_settings *settings;
	const struct query_grams *grams; /* NULL: words must be the same */
	struct query_grams_work *grams_work;
	const struct query_bounds *bounds;
	enum query_plan_use use;
	bool is_english; /* the text's language: stems say most there, character groups elsewhere */
	bool is_final;	 /* no word goes on */
};

/* The first two bytes of a word, which its stem keeps: most words of a text are sorted out by them. */
static inline uint8_t query_plan_beginning(struct str word)
{
	unsigned first = word.n > 0 ? (unsigned char)word.s[0] : 0, second = word.n > 1 ? (unsigned char)word.s[1] : 0;

	return (uint8_t)(first * 37 + second);
}

void query_plan_make(struct query_plan *plan, const struct store *store, const struct query_plan_request *request,
		     struct arena *arena);

/* From the site's settings ("config" of search.db): [search] synonyms. In the arena; config may be NULL. */
const struct query_plan_settings *query_plan_settings_new(const struct value *config, struct arena *arena);

#endif
