#include "generator/gate/digests.h"

enum { BLOCK = 64, TEXT_MAX = 1024 };

/* The text with what both algorithms put behind it: a bit, zeros, its length in bits. Returns blocks. */
static size_t pad(unsigned char *to, struct str text, bool is_little)
{
	size_t n = text.n < TEXT_MAX ? text.n : TEXT_MAX, blocks = (n + 9 + BLOCK - 1) / BLOCK;

	memset(to, 0, blocks * BLOCK);
	memcpy(to, text.s, n);
	to[n] = 0x80;
	for (size_t i = 0; i < 8; i++)
		to[blocks * BLOCK - (is_little ? 8 - i : i + 1)] = (unsigned char)((uint64_t)n * 8 >> (8 * i));
	return blocks;
}

static uint32_t rotate(uint32_t x, unsigned by)
{
	return x << by | x >> (32 - by);
}

static void add_hex(struct buf *out, const uint32_t *words, size_t n, bool is_little)
{
	for (size_t i = 0; i < n * 4; i++) {
		unsigned shift = 8 * (unsigned)(is_little ? i % 4 : 3 - i % 4);
		unsigned char byte = (unsigned char)(words[i / 4] >> shift);

		buf_hex(out, &byte, 1);
	}
}

static const uint32_t md5_sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
static const unsigned char md5_turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static void md5_block(uint32_t *state, const unsigned char *block)
{
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3], words[16];

	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)block[i * 4] | (uint32_t)block[i * 4 + 1] << 8 | (uint32_t)block[i * 4 + 2] << 16 |
			   (uint32_t)block[i * 4 + 3] << 24;
	for (unsigned i = 0; i < 64; i++) {
		const uint32_t mixed[4] = {(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)};
		const unsigned which[4] = {i, (5 * i + 1) % 16, (3 * i + 5) % 16, 7 * i % 16};
		uint32_t next = a + mixed[i / 16] + md5_sines[i] + words[which[i / 16]];

		a = d;
		d = c;
		c = b;
		b += rotate(next, md5_turns[i / 16][i % 4]);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
}

static void sha1_block(uint32_t *state, const unsigned char *block)
{
	static const uint32_t constants[4] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], words[80];

	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 |
			   (uint32_t)block[i * 4 + 2] << 8 | (uint32_t)block[i * 4 + 3];
	for (size_t i = 16; i < 80; i++)
		words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	for (size_t i = 0; i < 80; i++) {
		const uint32_t mixed[4] = {(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d};
		uint32_t next = rotate(a, 5) + mixed[i / 20] + e + constants[i / 20] + words[i];

		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

void digests_md5(struct buf *out, struct str text)
{
	uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
	unsigned char padded[TEXT_MAX + 2 * BLOCK];
	size_t blocks = pad(padded, text, true);

	for (size_t i = 0; i < blocks; i++)
		md5_block(state, padded + i * BLOCK);
	add_hex(out, state, 4, true);
}

void digests_sha1(struct buf *out, struct str text)
{
	uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	unsigned char padded[TEXT_MAX + 2 * BLOCK];
	size_t blocks = pad(padded, text, false);

	for (size_t i = 0; i < blocks; i++)
		sha1_block(state, padded + i * BLOCK);
	add_hex(out, state, 5, false);
}
