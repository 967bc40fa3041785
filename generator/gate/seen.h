/*
 * seen: parts of large files that an earlier run has looked through and found nothing in. A build that changes one page
 * writes search.db anew, and nearly all of its rows are those of the build before: they need not be looked through
 * again.
 *
 * A part is remembered by a digest of its bytes and of how they were looked at, keyed with what depends on everything
 * that a finding depends on: the table of identities and its key, what was taken down, what is allowed, the program.
 * So another table, or another program, remembers nothing; nobody without the table's key can make a digest that is
 * believed; and one that was believed once is true for ever, so that an old file, or one put together of several, does
 * no harm. What is damaged is forgotten.
 *
 * Used in worker processes; what they add is brought together by the caller.
 */
#ifndef WEIR_GATE_SEEN_H
#define WEIR_GATE_SEEN_H
#include "common/buf.h"

struct identities;

enum { SEEN_KEY_BYTES = 32, SEEN_BYTES = 16 };

struct seen_part {
	unsigned char digest[SEEN_BYTES];
};

struct seen {
	unsigned char key[SEEN_KEY_BYTES];
	struct str before; /* digests of earlier runs, ascending; borrowed */
	struct buf now;	   /* digests of this run's parts in which nothing is, remembered ones too; in any order */
};

/* `conditions`: what else findings depend on. */
void seen_init(struct seen *seen, const struct identities *identities, struct str conditions);
void seen_release(struct seen *seen);
/* The file that seen_save() made; held until the end. Anything else is taken for an empty one. */
void seen_load(struct seen *seen, struct str file);

/* Has this part been looked through? `how`: all that makes another view of the same bytes. Gives its digest. */
bool seen_has(const struct seen *seen, struct str how, struct str bytes, struct seen_part *part);
/* Nothing is in the part. */
void seen_add(struct seen *seen, const struct seen_part *part);

/* Digests of one or more runs, as they came, as a file. */
void seen_save(struct str digests, struct buf *out);

#endif
