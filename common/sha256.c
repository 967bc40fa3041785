#include "common/sha256.h"

#include <sodium.h>

void sha256_texts(uint8_t digest[SHA256_BYTES], const struct str *texts, size_t n)
{
	crypto_hash_sha256_state state;

	(void)crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < n; i++) {
		uint64_t length = texts[i].n;
		unsigned char bytes[8];

		for (int k = 0; k < 8; k++)
			bytes[k] = (unsigned char)(length >> 8 * k);
		(void)crypto_hash_sha256_update(&state, bytes, sizeof(bytes));
		(void)crypto_hash_sha256_update(&state, (const unsigned char *)texts[i].s, texts[i].n);
	}
	(void)crypto_hash_sha256_final(&state, digest);
}

void sha256_hmac(uint8_t digest[SHA256_BYTES], struct str key, const struct str *texts, size_t n)
{
	crypto_auth_hmacsha256_state state;

	(void)crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.s, key.n);
	for (size_t i = 0; i < n; i++)
		(void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)texts[i].s, texts[i].n);
	(void)crypto_auth_hmacsha256_final(&state, digest);
}

bool sha256_eq(const uint8_t a[SHA256_BYTES], const uint8_t b[SHA256_BYTES])
{
	return sodium_memcmp(a, b, SHA256_BYTES) == 0;
}

void sha256_hex(const uint8_t digest[SHA256_BYTES], char *hex, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++)
		hex[i] = digits[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf];
	hex[n] = '\0';
}
