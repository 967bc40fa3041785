/*
 * params: what a request asks for, as checked values. Query strings and JSON
 * bodies are decoded once, here; past this every string is valid UTF-8 without
 * control characters and every number is in range.
 */
#ifndef WEIR_PARAMS_H
#define WEIR_PARAMS_H
#include "common/arena.h"
#include "common/buf.h"
#include "search/query.h"

/* An absent text is empty. */
struct params {
	struct str typed; /* q as it came */
	struct str q, lang, section, tag, kind, product, subject, body, topic, tier, ref, sure;
	bool has_q, has_topic;
	int64_t limit, offset; /* -1: not given */
};

enum params_set {
	PARAMS_SEARCH,	 /* q lang section tag kind product limit offset */
	PARAMS_COMPLETE, /* q lang */
	PARAMS_SUGGEST,	 /* subject body topic tier lang limit */
	PARAMS_CONTACT,	 /* subject topic tier lang ref sure */
};

/*
 * Percent escapes and '+' decoded into the arena; false when an escape is broken. Control characters become
 * spaces, invalid UTF-8 the replacement character, which *repaired counts.
 */
bool params_decode(struct str text, bool is_form, struct arena *arena, struct str *out, size_t *repaired);

/*
 * `a=b&c=d`: unknown and repeated names, broken escapes, invalid UTF-8 and numbers out of range are refused with a
 * reason; lenient takes the first of repeated ones and passes over what is unknown or broken. 0, or -1.
 */
__attribute__((warn_unused_result)) int params_query(struct str query, enum params_set set, bool lenient,
						     struct arena *arena, struct params *params, struct str *reason);
/* A JSON object with the same rules. */
__attribute__((warn_unused_result)) int params_json(struct str json, enum params_set set, struct arena *arena,
						    struct params *params, struct str *reason);

/* The search that they ask for; how many results when they do not say is decided here. Bounds are the caller's to add.
 */
struct query_request params_request(const struct params *params);

#endif
