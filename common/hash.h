/*
 * hash: XXH3 from libxxhash, for tables, cache keys and file checksums. Not for
 * secrets: anyone can make collisions.
 */
#ifndef WEIR_HASH_H
#define WEIR_HASH_H
#include "common/str.h"

struct hash128 {
	uint64_t low, high;
};

uint64_t hash64(struct str s);
struct hash128 hash128(struct str s);
/* Depends on both and on their order. */
uint64_t hash64_mix(uint64_t seed, struct str s);
/* For hashing what comes in pieces; the result is that of hash128() on the whole. */
struct hash_stream;
struct hash_stream *hash_stream_new(void);
void hash_stream_add(struct hash_stream *stream, const void *bytes, size_t n);
struct hash128 hash_stream_end(const struct hash_stream *stream);
void hash_stream_free(struct hash_stream *stream);

static inline bool hash128_eq(struct hash128 a, struct hash128 b)
{
	return a.low == b.low && a.high == b.high;
}

/* Writes n (at most 32) hexadecimal digits and a NUL. */
void hash128_hex(struct hash128 hash, char *hex, size_t n);

#endif
