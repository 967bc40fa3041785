/*
 * barren: short runs of signs of which no decoder has made anything. Every page has the same paths, words and numbers
 * again and again; trying all the alphabets on them once is enough. A run is compared byte by byte, and only at the
 * depth at which it was tried, so that what a page's findings are never depends on the pages before it. A newer run
 * takes the place of an older one.
 */
#ifndef WEIR_GATE_BARREN_H
#define WEIR_GATE_BARREN_H
#include "common/str.h"

enum {
	BARREN_MOST = 62,   /* bytes of a run that is remembered */
	BARREN_RUNS = 2048, /* remembered at most: a power of two */
};

struct barren_run {
	uint8_t n, depth; /* n 0: free */
	char s[BARREN_MOST];
};

struct barren {
	struct barren_run *runs;
};

void barren_init(struct barren *barren);
void barren_release(struct barren *barren);
bool barren_has(const struct barren *barren, struct str run, unsigned depth);
/* Does nothing when it is too long. */
void barren_add(struct barren *barren, struct str run, unsigned depth);

#endif
