/*
 * repeats: long lines that every page of a site has: its stylesheet, drawings,
 * navigation. Each is looked through once, as a text of its own; in the pages that
 * have it only its beginning and its end are left, so that what goes over the border
 * of the line is still seen: so many bytes of what stands outside its tags, for within
 * those nothing goes over it. What is remembered is compared byte by byte, so a page's
 * findings never depend on the pages before it.
 *
 * Only lines that begin with a tag and end with one; and such lines together as stand between a long stylesheet and
 * <main>. What is cut out are whole texts
 * between tags, and rules of style sheets and scripts: what is left is markup that
 * means the same to its surroundings, and no part of a word. A line that would hardly
 * become shorter stays.
 */
#ifndef WEIR_GATE_REPEATS_H
#define WEIR_GATE_REPEATS_H
#include "common/buf.h"
#include "common/vec.h"

enum {
	REPEATS_LINE = 2048, /* bytes of a line that is worth it */
	REPEATS_LEFT = 512,  /* bytes outside tags that stay of its beginning and of its end */
	REPEATS_CODE = 64,   /* the same of a style sheet or script: longer than any form */
	/* bytes of the lines between stylesheet and <main>, and those of tags that stay of their beginning and end */
	REPEATS_HEAD_LEAST = 768,
	REPEATS_HEAD_MOST = REPEATS_LINE - 1,
	REPEATS_HEAD_LEFT = 128,
	REPEATS_LINES = 256,  /* remembered at most */
	REPEATS_SLOTS = 1024, /* a power of two above that */
};

struct repeat {
	struct str line, rest; /* rest: without its middle */
};

struct repeats {
	struct repeats_lines VEC_FIELDS(struct repeat) lines;
	uint16_t slots[REPEATS_SLOTS]; /* line + 1 */
	size_t bytes;
};

void repeats_init(struct repeats *repeats);
void repeats_release(struct repeats *repeats);

/* The next such line, or lines, at or behind *at, which goes behind it; false: no more. *line: the one before, or none.
 */
bool repeats_next(struct str text, size_t *at, struct str *line);
/* NULL: it is none that is remembered. Until the next one is added. */
const struct repeat *repeats_find(const struct repeats *repeats, struct str line);
/* What was found to hold nothing. Does nothing when there are too many. */
void repeats_add(struct repeats *repeats, struct str line, struct str rest);
/* What stays of the line, without its middle. False: it would be more than half. */
bool repeats_shorten(struct str line, struct buf *out);

#endif
