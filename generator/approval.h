/*
 * approval: what says that a person has read a solved ticket and lets exactly
 * this text out.
 *
 * A page of content/solved/ carries one line `approval: "…"` in its front matter:
 * an Ed25519 signature over the page's bytes (without that line, "\r\n" as "\n"),
 * the detector's version, the policy and the state of the table of people that it
 * was read with. Any change of any of these voids it. The key never leaves
 * private/; approvals.txt beside site.toml (to be committed) names the public
 * keys that count and, for each, the state of its people as a keyed hash. So
 * whoever builds can tell a stale approval, a CI without private/ too, and nobody
 * can make one. A page that was taken down is named there as well ("revoked <id>"):
 * a copy of it that comes back from version control is refused.
 *
 * It is checked where a page's bytes are read (reader.c): a page whose approval
 * does not hold is an error, so the build publishes nothing. The result is cached
 * with the page; approvals.txt, the policy and the program are part of the cache's
 * fingerprint.
 *
 * A site without approvals.txt whose solved pages carry no approval was written
 * by hand: nothing is asked of it, unless tickets were imported there or the ledger
 * (published.h) tells that the file was there.
 *
 * Knows nothing of raw tickets. Pure functions; threads may share the approvers.
 */
#ifndef WEIR_APPROVAL_H
#define WEIR_APPROVAL_H
#include "common/arena.h"
#include "common/buf.h"

#define APPROVAL_FILE "approvals.txt"
#define APPROVAL_FIELD "approval:" /* of the front matter */

enum {
	APPROVAL_SEED_BYTES = 32,     /* of the secret key */
	APPROVAL_HASH_DIGITS = 64,    /* of a state of the table of people */
	APPROVAL_APPROVERS_MAX = 100, /* lines of approvals.txt */
	APPROVAL_FILE_BYTES = 1024 * 1024,
};

struct approver {
	unsigned char key[32];		       /* public */
	char people[APPROVAL_HASH_DIGITS + 1]; /* state of the table of people; "": not told */
};

struct approvers {
	struct approver *at;
	size_t n;
	struct str *revoked; /* public ids whose approvals no longer count, whoever gave them */
	size_t revoked_n;
	bool is_there; /* the file is, or should be: then every solved page needs an approval */
};

/* Reads approvals.txt; false when a line is wrong (its number, from 1, in *line). */
__attribute__((warn_unused_result)) bool approvers_parse(struct approvers *approvers, struct str text,
							 struct arena *arena, size_t *line);
void approvers_format(struct buf *out, const struct approvers *approvers);
bool approvers_has_revoked(const struct approvers *approvers, struct str public_id);
/* Adds a public id, unless it is there already (false). The string is not copied. */
bool approvers_revoke(struct approvers *approvers, struct str public_id, struct arena *arena);

struct config;
/* What decides what is removed, of site.toml: one text, for the signature. */
void approval_policy(struct buf *out, const struct config *config);

enum approval {
	APPROVAL_HOLDS,
	APPROVAL_NOT_ASKED, /* a page written by hand, on a site without approvals */
	APPROVAL_MISSING,
	APPROVAL_STALE, /* text, detector, policy or people changed, the key is not in approvals.txt, or it was revoked
			 */
};

/* Of a solved page's file, all its bytes. */
enum approval approval_check(const struct approvers *approvers, struct str policy, struct str page);
/* The page's text without its line of approval, with "\n" for line ends. */
void approval_strip(struct buf *out, struct str page);

/* ---- with the key ---- */

/* The secret half is 32 random bytes. The public half, for approvals.txt: */
void approval_public(unsigned char public_key[32], const unsigned char secret[APPROVAL_SEED_BYTES]);
/* The page with an approval in place of the one it may have; -1: it has no front matter between two lines "---". */
__attribute__((warn_unused_result)) int approval_sign(struct buf *out, const unsigned char secret[APPROVAL_SEED_BYTES],
						      struct str people, struct str policy, struct str page);

#endif
