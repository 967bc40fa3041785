/*
 * packed_index: the words of our own search index, read back from its packed blocks:
 * each once, and in the order in which pages have them. The format is common's
 * (index_format.h); nothing of the code that writes or searches it is used.
 */
#ifndef WEIR_GATE_PACKED_INDEX_H
#define WEIR_GATE_PACKED_INDEX_H
#include "common/buf.h"

struct packed_texts {
	struct buf words;   /* one a line; their stems, where these are other words */
	struct buf streams; /* as pages have them */
	struct buf others;  /* names of sections, products, tags; what divides leaves */
};

/* The whole block of a shard. -1: it is no such block, or damaged: nothing may be concluded from what was added. */
__attribute__((warn_unused_result)) int packed_index_read(struct str block, struct packed_texts *texts);

/* The terms of a leaf of FTS5, one a line. -1: it is none, or damaged. */
__attribute__((warn_unused_result)) int packed_index_terms(struct str leaf, struct buf *out);

#endif
