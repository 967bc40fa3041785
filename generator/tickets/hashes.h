/*
 * hashes: a number for each text of a set, where there may be millions of them and nobody needs the texts again. A text
 * is known by 96 bits of its hash: 16 bytes of memory each, at most three quarters of the table in use. Not for
 * secrets, see hash.h.
 */
#ifndef WEIR_TICKETS_HASHES_H
#define WEIR_TICKETS_HASHES_H
#include "common/str.h"

struct hashes_slot {
	uint64_t low;
	uint32_t high;
	uint32_t number; /* 0: free */
};

struct hashes {
	struct hashes_slot *slots;
	size_t n, room; /* a power of two */
};

void hashes_init(struct hashes *hashes);
void hashes_release(struct hashes *hashes);
/* 0 when the text has none. */
uint32_t hashes_get(const struct hashes *hashes, struct str text);
/* Number: not 0. In place of the one that it had. */
void hashes_set(struct hashes *hashes, struct str text, uint32_t number);

#endif
