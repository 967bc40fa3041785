#include "common/hash.h"

#include "common/mem.h"

#include <xxhash.h>

uint64_t hash64(struct str s)
{
	return XXH3_64bits(s.s, s.n);
}

uint64_t hash64_mix(uint64_t seed, struct str s)
{
	return XXH3_64bits_withSeed(s.s, s.n, seed);
}

struct hash128 hash128(struct str s)
{
	XXH128_hash_t hash = XXH3_128bits(s.s, s.n);

	return (struct hash128){hash.low64, hash.high64};
}

struct hash_stream *hash_stream_new(void)
{
	XXH3_state_t *state = XXH3_createState();

	if (state == NULL)
		mem_free(mem_alloc(SIZE_MAX / 2)); /* does not return */
	else
		XXH3_128bits_reset(state);
	return (struct hash_stream *)state;
}

void hash_stream_add(struct hash_stream *stream, const void *bytes, size_t n)
{
	XXH3_128bits_update((XXH3_state_t *)stream, bytes, n);
}

struct hash128 hash_stream_end(const struct hash_stream *stream)
{
	XXH128_hash_t hash = XXH3_128bits_digest((const XXH3_state_t *)stream);

	return (struct hash128){hash.low64, hash.high64};
}

void hash_stream_free(struct hash_stream *stream)
{
	XXH3_freeState((XXH3_state_t *)stream);
}

void hash128_hex(struct hash128 hash, char *hex, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		uint64_t half = i < 16 ? hash.high : hash.low;

		hex[i] = digits[half >> (60 - 4 * (i % 16)) & 15];
	}
	hex[n] = '\0';
}
