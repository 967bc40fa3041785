/*
 * query_parse: what somebody typed, taken apart. Any string is a query; nothing in
 * it is an error. Folded words, in order, as the index has them (tokenize.h);
 * "phrases"; -without and -"without this"; field:value for the fields named in
 * query.h. A minus before a number is a number, a quote without its partner is
 * nothing, an unknown field is two words. A query of exclusions alone is read as
 * words, for nobody can mean that.
 */
#ifndef WEIR_QUERY_PARSE_H
#define WEIR_QUERY_PARSE_H
#include "common/arena.h"
#include "common/tokenize.h"

enum { QUERY_WORDS = 4096 /* of one query; what stands behind is not read */ };

enum query_field { FIELD_LANG, FIELD_SECTION, FIELD_TAG, FIELD_KIND, FIELD_PRODUCT, FIELD_VERSION, QUERY_FIELDS };
extern const struct str query_field_names[QUERY_FIELDS];

struct query_word {
	struct str text;  /* folded */
	struct str typed; /* where it stands in the query */
	uint8_t kind;	  /* enum token_kind */
	bool same_place;  /* an addition to the word before it */
	bool is_stop;
	bool is_cut_short; /* the "won" of "won't", behind which "wont" stands */
	bool is_quoted;
	bool is_open;	    /* the last one, and the query ends with it: it may go on */
	bool is_first_half; /* this and the next were typed as one word, which `typed` of both is */
	bool begins_part;   /* no pair with the word before it: another phrase or a filter stands between */
};

/* Words [first, first + n) of the query's or of the excluded ones. */
struct query_span {
	uint32_t first, n;
};

struct query_parsed {
	struct query_word *words, *without;
	uint32_t words_n, without_n;
	struct query_span *phrases;  /* of words, must occur */
	struct query_span *excluded; /* of without, must not */
	uint32_t phrases_n, excluded_n;
	struct str filters[QUERY_FIELDS]; /* absent: none */
};

/* All in the arena, but `typed`, which points into text. With is_plain nothing is an operator. */
void query_parse(struct query_parsed *parsed, struct tokenizer *tokenizer, struct arena *arena, struct str text,
		 bool is_plain);

#endif
