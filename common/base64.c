#include "common/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(char c)
{
	if (str_is_upper(c))
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(struct str text, struct arena *arena, struct str *bytes)
{
	unsigned char *to;
	uint32_t bits = 0;
	size_t n = 0;

	if (text.n % 4 == 0 && str_ends(text, STR("=")))
		text.n -= str_ends(text, STR("==")) ? 2 : 1;
	if (text.n % 4 == 1)
		return false;
	to = arena_alloc(arena, text.n / 4 * 3 + 4);
	for (size_t i = 0; i < text.n; i++) {
		int value = base64_value(text.s[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		if (i % 4 != 0)
			to[n++] = (unsigned char)(bits >> (6 - i % 4 * 2));
	}
	/* bits that mean nothing must be 0 */
	if (text.n % 4 != 0 && (bits & (text.n % 4 == 2 ? 0xfu : 0x3u)) != 0)
		return false;
	to[n] = '\0';
	*bytes = str_n((const char *)to, n);
	return true;
}

void base64_encode(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		uint32_t bits = (uint32_t)(unsigned char)bytes.s[i] << 16;

		if (left > 1)
			bits |= (uint32_t)(unsigned char)bytes.s[i + 1] << 8;
		if (left > 2)
			bits |= (unsigned char)bytes.s[i + 2];
		buf_char(out, alphabet[bits >> 18]);
		buf_char(out, alphabet[bits >> 12 & 63]);
		buf_char(out, left > 1 ? alphabet[bits >> 6 & 63] : '=');
		buf_char(out, left > 2 ? alphabet[bits & 63] : '=');
	}
}
