/*
 * sha256: SHA-256 and HMAC-SHA256 (through libsodium), for what others must not be able to make: keys of
 * tickets, signatures of webhooks, the salted day's hash of an address.
 */
#ifndef WEIR_SHA256_H
#define WEIR_SHA256_H
#include "common/str.h"

#include <stdint.h>

enum { SHA256_BYTES = 32 };

/* Of several texts, each with its length before it, so that ("ab", "c") is not ("a", "bc"). */
void sha256_texts(uint8_t digest[SHA256_BYTES], const struct str *texts, size_t n);
/* Of texts as they follow each other, with a key of any length. */
void sha256_hmac(uint8_t digest[SHA256_BYTES], struct str key, const struct str *texts, size_t n);
/* Compares in constant time. */
bool sha256_eq(const uint8_t a[SHA256_BYTES], const uint8_t b[SHA256_BYTES]);
/* Writes n (at most 64, even) hexadecimal digits and a NUL. */
void sha256_hex(const uint8_t digest[SHA256_BYTES], char *hex, size_t n);

#endif
