/*
 * utf8: UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms, nothing
 * above U+10FFFF.
 */
#ifndef WEIR_UTF8_H
#define WEIR_UTF8_H
#include "common/buf.h"

/* Offset of the first invalid byte, or s.n when all is valid. */
size_t utf8_valid_prefix(struct str s);
static inline bool utf8_is_valid(struct str s)
{
	return utf8_valid_prefix(s) == s.n;
}
/*
 * The character at s.s[*at], which is moved behind it. Of an invalid sequence
 * it gives U+FFFD and moves one byte. *at must be below s.n.
 */
uint32_t utf8_next_wide(struct str s, size_t *at); /* for utf8_next(): whatever the byte is */
static inline uint32_t utf8_next(struct str s, size_t *at)
{
	unsigned char c = (unsigned char)s.s[*at];

	if (c >= 0x80)
		return utf8_next_wide(s, at);
	++*at;
	return c;
}
/* Adds one character; surrogates and numbers above U+10FFFF become U+FFFD. */
void utf8_add(struct buf *out, uint32_t character);
/* The same into memory with room for four bytes; returns how many it took. */
size_t utf8_put(char *to, uint32_t character);
/* Number of characters (code points); invalid bytes count one each. */
size_t utf8_count(struct str s);
/* Whether a character that begins before this byte goes on with it; false at the end. */
static inline bool utf8_is_inside(struct str s, size_t at)
{
	return at < s.n && ((unsigned char)s.s[at] & 0xC0) == 0x80;
}
/* Of a word, roughly: a letter or digit of ASCII, or part of any character beyond. */
static inline bool utf8_is_word_byte(char byte)
{
	return str_is_alnum(byte) || (unsigned char)byte >= 0x80;
}
/* Whether these bytes, at least one, stand for themselves: no word that begins or ends in them goes on beyond them. */
bool utf8_is_whole_word(struct str s, size_t from, size_t to);
/* Where a word stands as a whole one, from a place on, ASCII letters without case; SIZE_MAX: nowhere, it is empty. */
size_t utf8_find_word(struct str text, size_t from, struct str word);
/* Takes the next run of such bytes, and what stands before it, off rest; false when there is none. */
bool utf8_next_word(struct str *rest, struct str *word);
/* The longest prefix of at most n bytes that does not cut a character. */
struct str utf8_cut(struct str s, size_t n);
/* Adds s with every invalid byte replaced by U+FFFD; returns how many were. */
size_t utf8_repair(struct buf *out, struct str s);

#endif
