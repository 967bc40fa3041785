#include "common/privacy/heads.h"

#include "common/mem.h"

enum { HEAD_BYTES = 3, HASH_BITS = 15 };

/* Bits of the hashes of three bytes. */
struct heads {
	uint64_t bits[(1 << HASH_BITS) / 64];
};

static uint32_t hash_of(char a, char b, char c)
{
	uint32_t bytes = (uint32_t)(unsigned char)a << 16 | (uint32_t)(unsigned char)b << 8 | (unsigned char)c;

	return bytes * 2654435761u >> (32 - HASH_BITS);
}

static void add(struct heads *heads, char a, char b, char c)
{
	uint32_t hash = hash_of(a, b, c);

	heads->bits[hash / 64] |= (uint64_t)1 << hash % 64;
}

/* How many of its first bytes stand for themselves and must be there. */
static size_t literal_bytes(struct str alternative)
{
	size_t n = 0;

	while (n < HEAD_BYTES && n < alternative.n &&
	       (str_is_alnum(alternative.s[n]) || strchr("_- /", alternative.s[n]) != NULL))
		n++;
	return n != 0 && n < alternative.n && strchr("?*{", alternative.s[n]) != NULL ? n - 1 : n;
}

struct heads *heads_new(const char *alternatives)
{
	struct heads *heads = mem_zalloc(sizeof(*heads));
	struct str rest = str_c(alternatives), one;

	while (str_split(&rest, '|', &one)) {
		char low[HEAD_BYTES] = {0};
		size_t n;

		while (str_starts(one, STR("(?:")))
			one = str_from(one, STR("(?:").n);
		n = literal_bytes(one);
		for (size_t i = 0; i < n; i++)
			low[i] = str_lower_char(one.s[i]);
		if (n == HEAD_BYTES)
			add(heads, low[0], low[1], low[2]);
		for (int c = 0; n == 2 && c < 256; c++)
			add(heads, low[0], low[1], (char)c);
	}
	return heads;
}

void heads_free(struct heads *heads)
{
	mem_free(heads);
}

size_t heads_next(const struct heads *heads, struct str low, size_t from, size_t to)
{
	for (; from < to && from + 2 < low.n; from++) {
		uint32_t hash = hash_of(low.s[from], low.s[from + 1], low.s[from + 2]);

		if ((heads->bits[hash / 64] >> hash % 64 & 1) != 0)
			return from;
	}
	return to;
}
