#include "common/spaces.h"

size_t space_length(struct str s, size_t at)
{
	unsigned char c, d, e;

	if (at >= s.n)
		return 0;
	c = (unsigned char)s.s[at];
	if (c < 0x80)
		return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
	if (s.n - at < 2)
		return 0;
	d = (unsigned char)s.s[at + 1];
	if (c == 0xC2) /* U+0085, U+00A0 */
		return d == 0x85 || d == 0xA0 ? 2 : 0;
	if (s.n - at < 3)
		return 0;
	e = (unsigned char)s.s[at + 2];
	if (c == 0xE1 && d == 0x9A && e == 0x80) /* U+1680 */
		return 3;
	if (c == 0xE2 && d == 0x80) /* U+2000 to 200A, 2028, 2029, 202F */
		return (e >= 0x80 && e <= 0x8A) || e == 0xA8 || e == 0xA9 || e == 0xAF ? 3 : 0;
	if (c == 0xE2 && d == 0x81 && e == 0x9F) /* U+205F */
		return 3;
	if (c == 0xE3 && d == 0x80 && e == 0x80) /* U+3000 */
		return 3;
	return 0;
}

struct str spaces_trim_start(struct str s)
{
	size_t at = 0, n;

	while ((n = space_length(s, at)) != 0)
		at += n;
	return str_from(s, at);
}

struct str spaces_trim_end(struct str s)
{
	while (s.n != 0) {
		size_t n = 1;

		while (n < 3 && n < s.n && ((unsigned char)s.s[s.n - n] & 0xC0) == 0x80)
			n++;
		if (space_length(s, s.n - n) != n)
			break;
		s.n -= n;
	}
	return s;
}

struct str spaces_trim(struct str s)
{
	return spaces_trim_start(spaces_trim_end(s));
}
