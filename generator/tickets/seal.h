/*
 * seal: keyed hashes and random bytes from libsodium, for what must not be
 * guessed or forged: approvals, tombstones, public ids. The one file of the
 * tickets that includes libsodium.
 */
#ifndef WEIR_TICKETS_SEAL_H
#define WEIR_TICKETS_SEAL_H
#include "common/str.h"

#define SEAL_KEY_BYTES 32
#define SEAL_BYTES 32

void seal_random(void *bytes, size_t n);
/*
 * BLAKE2b over the parts under a key. Each part's length is hashed too, so that
 * ("ab", "c") and ("a", "bc") differ.
 */
void seal_hash(unsigned char hash[SEAL_BYTES], const unsigned char key[SEAL_KEY_BYTES], const struct str *parts,
	       size_t n);
/* Compares without telling by its time where they differ. */
bool seal_eq(const unsigned char a[SEAL_BYTES], const unsigned char b[SEAL_BYTES]);
/* n random lower-case letters and digits that are hard to confuse, and a NUL. */
void seal_random_id(char *id, size_t n);
/* The same for the id of a page: "s" (digits alone would be a number in YAML) and two letters first. Two letters and
 * two digits begin an IBAN, and where texts stand without a sign between them, as in the rows of search.db, one page in
 * 10,000 would be taken for one. n >= 3. */
void seal_random_page_id(char *id, size_t n);

#endif
