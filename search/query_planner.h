/*
 * query_planner: a plan while it is made: the words of a query with what the index
 * knows of them. For query_plan.c (the formula), query_plan_words.c (what was meant
 * by each word) and query_plan_synonyms.c alone.
 */
#ifndef WEIR_QUERY_PLANNER_H
#define WEIR_QUERY_PLANNER_H
#include "search/query_plan.h"

#include "common/buf.h"

enum {
	PLAN_ENTRIES = 512, /* different words that are scored */
	COMPLETIONS = 64,   /* of an open word */
	SYNONYMS = 16,	    /* of a word */
	SYNONYM_WORDS = 8,  /* of one */
};

/* A stop word says something in a short title ("what is", "how to"); on a large site its lists cost more than that. */
enum { LARGE_SITE_PAGES = 20000 };

/* A synonym of a word, as it is to be highlighted. */
struct said {
	uint64_t stem_hash;
	float weight;
	uint8_t beginning;
	const struct said *next;
};

/* A word of the query, once. */
struct entry {
	struct str text;
	uint64_t hash, stem_hash;
	uint32_t word, stem; /* WORD_NONE: not known */
	uint32_t count;
	float weight; /* below 1: corrected, or weak */
	float share;  /* of its idf that counts */
	float idf;
	bool is_open, is_cjk, is_stop;
	bool is_addition;		  /* of a text: weighs less, and is missed less */
	bool is_asking;			  /* says less than its idf */
	bool is_everyday;		  /* of a text: known to everybody, and to more pages than these */
	bool is_left_out;		  /* of a long text: says too little */
	bool is_extra;			  /* a synonym of several words: counts where it is found, is not missed */
	bool is_spared;			  /* no page has it, but it is spelt right: not corrected ... */
	bool was_spared;		  /* ... unless nothing is found */
	bool is_joined;			  /* two words as one: nobody typed a title with it */
	struct query_plan_member *others; /* what an open word may become, and synonyms */
	uint32_t others_n, others_docs;
	const struct said *said; /* of others, the synonyms */
	uint32_t *open_words;	 /* of what an open word may become */
	uint32_t open_n;
};

/* One word, or several in a row, may stand for another. */
struct synonym {
	const uint64_t *left; /* hashes of stems */
	const struct str *right;
	uint32_t left_n, right_n;
	float weight;
	bool is_english; /* for queries in English alone */
	bool is_cjk;	 /* the right side is of characters and pairs, of which two in a row are not in the index */
};

struct query_plan_settings {
	struct synonym *synonyms; /* by left[0] */
	size_t synonyms_n;
};

struct planner {
	const struct store *store;
	const struct query_plan_request *request;
	struct query_plan_weights weights;
	struct arena *arena;
	struct query_plan *plan;
	struct entry *entries;
	uint32_t entries_n, entries_room, spell_steps, said_n, spellings_n;
	const char *run_end;   /* of the last run of Katakana that pages have, in the text; NULL: none yet */
	uint32_t missed_pairs; /* of Chinese or Japanese characters of a ticket that no page has */
	uint32_t *entry_of;    /* of each word of the query; WORD_NONE: none */
	uint64_t *pairs;       /* a table of those that are terms already, + 1; 0: free */
	uint32_t pairs_room;
	struct buf corrected;
	const char *copied; /* of the query's text, into corrected */
};

/* False when the time is up: looking up what is misspelt or alike takes a while on a large site. */
bool query_planner_goes_on(struct planner *p);
/* Pages on which the two stems stand in a row. */
uint32_t query_planner_count_pair(const struct store *store, uint64_t first, uint64_t second);
/* Words that no page has and that are two written together become those two. */
void query_planner_take_apart(struct planner *p, struct query_parsed *parsed);
/* Hiragana that pages rather have in Katakana becomes that, in searches: "ぷらぐ", as it is before a keyboard has
 * changed it. */
void query_planner_take_katakana(struct planner *p, struct query_parsed *parsed);
/* The pair that a known word is, where pages rather have that; 0: none. */
uint32_t query_planner_apart(const struct planner *p, const struct entry *entry);
/*
 * The word at `at` and the next one as one word, which some page has; absent: none has. Usual: the site writes it so
 * nearly always.
 */
struct str query_planner_joined(const struct planner *p, uint32_t at, char *room, size_t size, bool *is_usual);
/*
 * How a page writes a word of the index, in lower case: "zurucksetzen" is "zurücksetzen". In English, and for more than
 * a few words of a query, the word as it is in the index. Absent: past tickets alone have it, of which nothing is
 * shown.
 */
struct str query_planner_spelling(struct planner *p, uint32_t word);
/* The words of the query as entries. */
void query_planner_add_words(struct planner *p);
/* The word's stem, in the room of TOKENIZE_TOKEN_BYTES + 8 bytes or the word itself. */
struct str query_planner_stem(struct str word, char *room);
void query_planner_look_up(struct planner *p, struct entry *entry, struct str text);

static inline bool is_cjk_kind(uint8_t kind)
{
	return kind == TOKEN_HAN || kind == TOKEN_PAIR || kind == TOKEN_WEAK_PAIR || kind == TOKEN_RUN;
}

/* Whether a word of the query is said by the way. */
static inline bool query_planner_is_aside(const struct planner *p, uint32_t at)
{
	return p->request->aside != NULL && p->request->parsed->words[at].typed.s >= p->request->aside;
}

/* The share is made one of 0 to 1. */
static inline float between(float from, float to, float share)
{
	return from + (to - from) * (share < 0 ? 0 : share > 1 ? 1 : share);
}

#endif
