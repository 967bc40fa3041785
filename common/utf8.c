#include "common/utf8.h"

/* Length of a valid sequence at s, 0 when there is none. */
static inline size_t sequence(const unsigned char *s, size_t n)
{
	unsigned char a = s[0];

	if (a < 0x80)
		return 1;
	if (a < 0xC2)
		return 0;
	if (a < 0xE0)
		return n >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
	if (n < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return 0;
	if (a < 0xF0)
		return (a == 0xE0 && s[1] < 0xA0) || (a == 0xED && s[1] > 0x9F) ? 0 : 3;
	if (a > 0xF4 || n < 4 || (s[3] & 0xC0) != 0x80)
		return 0;
	return (a == 0xF0 && s[1] < 0x90) || (a == 0xF4 && s[1] > 0x8F) ? 0 : 4;
}

size_t utf8_valid_prefix(struct str s)
{
	const unsigned char *bytes = (const unsigned char *)s.s;
	size_t at = 0;

	while (at < s.n) {
		size_t length;
		uint64_t eight;

		if (s.n - at >= sizeof(eight)) {
			memcpy(&eight, bytes + at, sizeof(eight));
			if ((eight & 0x8080808080808080u) == 0) {
				at += sizeof(eight);
				continue;
			}
		}
		/* what is not ASCII comes in words: eight bytes are tried again behind its end */
		do {
			length = sequence(bytes + at, s.n - at);
			if (length == 0)
				return at;
			at += length;
		} while (at < s.n && bytes[at] >= 0x80);
	}
	return at;
}

uint32_t utf8_next_wide(struct str s, size_t *at)
{
	const unsigned char *c = (const unsigned char *)s.s + *at;
	size_t length = sequence(c, s.n - *at);

	*at += length != 0 ? length : 1;
	switch (length) {
	case 1:
		return c[0];
	case 2:
		return (uint32_t)(c[0] & 0x1F) << 6 | (c[1] & 0x3F);
	case 3:
		return (uint32_t)(c[0] & 0x0F) << 12 | (uint32_t)(c[1] & 0x3F) << 6 | (c[2] & 0x3F);
	case 4:
		return (uint32_t)(c[0] & 0x07) << 18 | (uint32_t)(c[1] & 0x3F) << 12 | (uint32_t)(c[2] & 0x3F) << 6 |
		       (c[3] & 0x3F);
	default:
		return 0xFFFD;
	}
}

size_t utf8_put(char *to, uint32_t c)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = 0xFFFD;
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

void utf8_add(struct buf *out, uint32_t c)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, c));
}

bool utf8_is_whole_word(struct str s, size_t from, size_t to)
{
	return (from == 0 || !utf8_is_word_byte(s.s[from - 1]) || !utf8_is_word_byte(s.s[from])) &&
	       (to == s.n || !utf8_is_word_byte(s.s[to]) || !utf8_is_word_byte(s.s[to - 1]));
}

size_t utf8_find_word(struct str text, size_t from, struct str word)
{
	for (size_t at = from; word.n != 0 && at + word.n <= text.n; at++)
		if (str_eq_nocase(str_slice(text, at, at + word.n), word) && utf8_is_whole_word(text, at, at + word.n))
			return at;
	return SIZE_MAX;
}

bool utf8_next_word(struct str *rest, struct str *word)
{
	size_t from = 0, to;

	while (from < rest->n && !utf8_is_word_byte(rest->s[from]))
		from++;
	for (to = from; to < rest->n && utf8_is_word_byte(rest->s[to]);)
		to++;
	*word = str_slice(*rest, from, to);
	*rest = str_from(*rest, to);
	return word->n != 0;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;

	for (size_t at = 0; at < s.n; count++)
		(void)utf8_next(s, &at);
	return count;
}

struct str utf8_cut(struct str s, size_t n)
{
	if (n >= s.n)
		return s;
	while (n > 0 && ((unsigned char)s.s[n] & 0xC0) == 0x80)
		n--;
	return str_slice(s, 0, n);
}

size_t utf8_repair(struct buf *out, struct str s)
{
	size_t replaced = 0;

	while (s.n != 0) {
		size_t good = utf8_valid_prefix(s);

		buf_add(out, s.s, good);
		s = str_from(s, good);
		if (s.n != 0) {
			buf_lit(out, "\xEF\xBF\xBD");
			s = str_from(s, 1);
			replaced++;
		}
	}
	return replaced;
}
