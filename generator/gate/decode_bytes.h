/*
 * decode_bytes: what several decoders take their text apart with.
 */
#ifndef WEIR_GATE_DECODE_BYTES_H
#define WEIR_GATE_DECODE_BYTES_H
#include "common/buf.h"

/* The byte that two hexadecimal digits at a place stand for; -1: none. */
static inline int decode_hex_pair(struct str s, size_t at)
{
	int high, low;

	if (at + 1 >= s.n)
		return -1;
	high = str_hex_value(s.s[at]);
	low = str_hex_value(s.s[at + 1]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Whether there is more than ASCII in it. */
static inline bool decode_has_wide(struct str s)
{
	size_t at = 0;

	for (uint64_t word; at + sizeof(word) <= s.n; at += sizeof(word)) {
		memcpy(&word, s.s + at, sizeof(word));
		if ((word & 0x8080808080808080) != 0)
			return true;
	}
	for (; at < s.n; at++)
		if ((unsigned char)s.s[at] >= 0x80)
			return true;
	return false;
}

/* Up to `most` hexadecimal digits; how many there were. */
static inline size_t decode_hex_number(struct str s, size_t at, size_t most, uint32_t *value)
{
	size_t n = 0;

	*value = 0;
	while (n < most && at + n < s.n && str_hex_value(s.s[at + n]) >= 0) {
		*value = *value << 4 | (uint32_t)str_hex_value(s.s[at + n]);
		n++;
	}
	return n;
}

/* In either alphabet; -1: in none. */
static inline int decode_base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (str_is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static inline bool decode_is_readable(unsigned char c)
{
	return c >= 0x20 ? c != 0x7F : c == '\n' || c == '\r' || c == '\t';
}

/* Four or two bytes, the lowest or the highest first; 0 where they are not all there. */
static inline uint32_t decode_little32(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;

	return at + 4 <= s.n ? (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0] : 0;
}

static inline uint32_t decode_little16(struct str s, size_t at)
{
	return at + 2 <= s.n ? (uint32_t)(unsigned char)s.s[at + 1] << 8 | (unsigned char)s.s[at] : 0;
}

static inline uint32_t decode_big32(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;

	return at + 4 <= s.n ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}

/* The first place at or behind `from`; the length of s: none. */
static inline size_t decode_find(struct str s, size_t from, const char *needle, size_t n)
{
	const char *found = from < s.n ? memmem(s.s + from, s.n - from, needle, n) : NULL;

	return found != NULL ? (size_t)(found - s.s) : s.n;
}

#endif
