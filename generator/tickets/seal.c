#include "generator/tickets/seal.h"

#include <sodium.h>

void seal_random(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}

void seal_hash(unsigned char hash[SEAL_BYTES], const unsigned char key[SEAL_KEY_BYTES], const struct str *parts,
	       size_t n)
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, key, SEAL_KEY_BYTES, SEAL_BYTES);
	for (size_t i = 0; i < n; i++) {
		unsigned char length[8];

		for (size_t byte = 0; byte < sizeof(length); byte++)
			length[byte] = (unsigned char)((uint64_t)parts[i].n >> (8 * byte));
		(void)crypto_generichash_update(&state, length, sizeof(length));
		if (parts[i].n != 0)
			(void)crypto_generichash_update(&state, (const unsigned char *)parts[i].s, parts[i].n);
	}
	(void)crypto_generichash_final(&state, hash, SEAL_BYTES);
}

bool seal_eq(const unsigned char a[SEAL_BYTES], const unsigned char b[SEAL_BYTES])
{
	return sodium_memcmp(a, b, SEAL_BYTES) == 0;
}

static const char letters_and_digits[] = "abcdefghjkmnpqrstvwxyz23456789"; /* no i, l, o, u, 0, 1 */

static void random_signs(char *at, size_t n, size_t of)
{
	for (size_t i = 0; i < n; i++)
		at[i] = letters_and_digits[randombytes_uniform((uint32_t)of)];
}

void seal_random_id(char *id, size_t n)
{
	random_signs(id, n, sizeof(letters_and_digits) - 1);
	id[n] = '\0';
}

void seal_random_page_id(char *id, size_t n)
{
	enum { LETTERS = sizeof(letters_and_digits) - 1 - 8, FIRST = 3 };

	id[0] = 's';
	random_signs(id + 1, FIRST - 1, LETTERS);
	random_signs(id + FIRST, n - FIRST, sizeof(letters_and_digits) - 1);
	id[n] = '\0';
}
