/*
 * block: sixteen bytes that are compared at once, `block_at(s) == ' '`, in the compiler's own vectors: what a loop over
 * each byte of a site takes many times as long for. What a comparison gives has all bits of a byte set or none. Bytes
 * are read wherever they stand, always sixteen of them: the caller knows that they are there.
 */
#ifndef WEIR_BLOCK_H
#define WEIR_BLOCK_H
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char block __attribute__((vector_size(16)));

/* Whether the first byte of a half is its lowest, so that shifts and counts of bits go by the order of the bytes. */
enum { BLOCK_IN_ORDER = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ };

static inline block block_at(const char *s)
{
	block b;

	memcpy(&b, s, sizeof(b));
	return b;
}

/* The same byte everywhere. */
static inline block block_of(char c)
{
	block b;

	memset(&b, c, sizeof(b));
	return b;
}

/* In two halves of eight bytes, those at lower addresses first. */
static inline void block_halves(block b, uint64_t halves[2])
{
	memcpy(halves, &b, sizeof(b));
}

/* Is a bit set anywhere? */
static inline bool block_any(block b)
{
	uint64_t halves[2];

	block_halves(b, halves);
	return (halves[0] | halves[1]) != 0;
}

#endif
