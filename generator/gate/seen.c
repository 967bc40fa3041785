#include "generator/gate/seen.h"

#include "generator/gate/identities.h"

#include <sodium.h>
#include <stdlib.h>

static const char head[] = "weir-gate-seen 1\n";
enum { HEAD_BYTES = sizeof(head) - 1 };

void seen_init(struct seen *seen, const struct identities *identities, struct str conditions)
{
	*seen = (struct seen){.before = STR_NONE};
	identities_derive(identities, conditions, seen->key, sizeof(seen->key));
	buf_init(&seen->now, BUF_NO_LIMIT);
}

void seen_release(struct seen *seen)
{
	sodium_memzero(seen->key, sizeof(seen->key));
	buf_release(&seen->now);
}

void seen_load(struct seen *seen, struct str file)
{
	struct str digests = str_from(file, HEAD_BYTES);

	seen->before = STR_NONE;
	if (!str_starts(file, str_n(head, HEAD_BYTES)) || digests.n % SEEN_BYTES != 0)
		return;
	for (size_t at = SEEN_BYTES; at < digests.n; at += SEEN_BYTES)
		if (memcmp(digests.s + at - SEEN_BYTES, digests.s + at, SEEN_BYTES) >= 0)
			return;
	seen->before = digests;
}

static int cmp_digests(const void *a, const void *b)
{
	return memcmp(a, b, SEEN_BYTES);
}

bool seen_has(const struct seen *seen, struct str how, struct str bytes, struct seen_part *part)
{
	const uint64_t n = how.n;
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, seen->key, sizeof(seen->key), sizeof(part->digest));
	(void)crypto_generichash_update(&state, (const unsigned char *)&n, sizeof(n));
	(void)crypto_generichash_update(&state, (const unsigned char *)how.s, how.n);
	(void)crypto_generichash_update(&state, (const unsigned char *)bytes.s, bytes.n);
	(void)crypto_generichash_final(&state, part->digest, sizeof(part->digest));
	return seen->before.n != 0 &&
	       bsearch(part->digest, seen->before.s, seen->before.n / SEEN_BYTES, SEEN_BYTES, cmp_digests) != NULL;
}

void seen_add(struct seen *seen, const struct seen_part *part)
{
	buf_add(&seen->now, part->digest, sizeof(part->digest));
}

void seen_save(struct str digests, struct buf *out)
{
	size_t n = digests.n / SEEN_BYTES, from = out->n + HEAD_BYTES, to = from;
	char *at;

	buf_str(out, str_n(head, HEAD_BYTES));
	buf_str(out, digests);
	if (n != 0)
		qsort(out->s + from, n, SEEN_BYTES, cmp_digests);
	for (size_t i = 0; i < n; i++) {
		at = out->s + from + i * SEEN_BYTES;
		if (to != from && memcmp(out->s + to - SEEN_BYTES, at, SEEN_BYTES) == 0)
			continue;
		memmove(out->s + to, at, SEEN_BYTES);
		to += SEEN_BYTES;
	}
	buf_cut(out, to);
}
