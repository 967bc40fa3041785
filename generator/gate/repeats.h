/*
 * repeats: long lines that every page of a site has: its stylesheet, drawings,
 * navigation. Each is looked through once, as a text of its own; in the pages that
 * have it only its beginning and its end are left, so that what goes over the border
 * of the line is still seen. What is remembered is compared byte by byte, so a page's
 * findings never depend on the pages before it.
 *
 * Only lines that begin with a tag and end with one: what is cut out of them leaves
 * markup that means the same to its surroundings.
 */
#ifndef WEIR_GATE_REPEATS_H
#define WEIR_GATE_REPEATS_H
#include "common/buf.h"
#include "common/vec.h"

enum {
	REPEATS_LINE = 2048,  /* bytes of a line that is worth it */
	REPEATS_LEFT = 512,   /* bytes that stay of its beginning and of its end */
	REPEATS_LINES = 256,  /* remembered at most */
	REPEATS_SLOTS = 1024, /* a power of two above that */
};

struct repeats {
	struct repeats_lines VEC_FIELDS(struct str) lines;
	uint16_t slots[REPEATS_SLOTS]; /* line + 1 */
	size_t bytes;
};

void repeats_init(struct repeats *repeats);
void repeats_release(struct repeats *repeats);

/* The next such line at or behind *at, which goes behind it; false: no more. */
bool repeats_next(struct str text, size_t *at, struct str *line);
bool repeats_has(const struct repeats *repeats, struct str line);
/* What was found to hold nothing. Does nothing when there are too many. */
void repeats_add(struct repeats *repeats, struct str line);
/* What stays of the line, without its middle. */
void repeats_shorten(struct str line, struct buf *out);

#endif
