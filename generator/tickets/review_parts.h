/*
 * review_parts: what the files of the review (review.h) share: the queue and decisions
 * are in review.c; review_know.c has what it knows of people and the vendor's words,
 * review_pages.c the files that it writes and takes out, review_ticket.c one ticket as
 * it stands, review_takedown.c what is withdrawn, forgotten and purged.
 *
 * Functions return -1 with a reason in the review.
 */
#ifndef WEIR_TICKETS_REVIEW_PARTS_H
#define WEIR_TICKETS_REVIEW_PARTS_H
#include "common/hash.h"
#include "common/vec.h"
#include "generator/gate/allowed.h"
#include "generator/tickets/review.h"
#include "generator/tickets/store.h"

struct review_row {
	struct str key;
	bool is_held;
};

struct review {
	int folder; /* of the site */
	const struct config *config;
	int64_t now;
	struct arena arena;
	struct buf reason;
	bool was_unable; /* the reason is the environment's */
	struct store *store;
	struct redact_rules *rules;
	struct redact_people *people;
	struct vocabulary *vocabulary;
	struct drafter *drafter;
	struct redactor *redactor; /* for edited pages */
	struct approvers approvers;
	struct hash128 approvers_hash;	  /* of the text that was read last */
	size_t approvers_wrong_line;	  /* of that text, which is left alone until it is mended; 0: none */
	bool approvers_are_unwritten;	  /* what was to be written could not be */
	struct allowed allowed;		  /* numbers and addresses of our own */
	unsigned char secret[SEAL_BYTES]; /* of the signatures */
	struct str people_state;
	struct unknown_words unknown;
	struct hash128 known; /* what review_learn() has read of people and words that were told */
	size_t withdrawn, learnt;
};

struct review_keys {
	struct review *review;
	struct arena *arena;
	struct VEC(struct review_row) rows;
};

/* Say why; always -1. The second is for what the environment does not let us do. */
__attribute__((format(printf, 2, 3))) int review_fail(struct review *review, const char *format, ...);
__attribute__((format(printf, 2, 3))) int review_unable(struct review *review, const char *format, ...);
int review_store_failed(struct review *review);

/* ---- what is known (review_know.c) ---- */

__attribute__((warn_unused_result)) int review_learn(struct review *review);
void review_unlearn(struct review *review);
/* Whether that is what private/ has now: 1, 0 or -1. */
__attribute__((warn_unused_result)) int review_knows(struct review *review);
/* From now on that is somebody's name. */
void review_learn_name(struct review *review, struct str word);

/* ---- keys, approvals.txt and pages (review_pages.c) ---- */

__attribute__((warn_unused_result)) int review_load_keys(struct review *review);
/* The keyed hash of what is approved, with all that it is approved under. */
void review_seal(struct review *review, unsigned char hash[SEAL_BYTES], struct str page);
/* As the file is now, which other reviewers and version control write, too; as it was known where it is none. */
void review_reload_approvers(struct review *review);
/* Our line with the present state of the people; made only when `make` says so. */
__attribute__((warn_unused_result)) int review_sync_approvers(struct review *review, bool make);
struct str review_page_path(struct review *review, struct str public_id);
bool review_is_public_id(struct str id);
/* The file with its approval; false when there is none. */
bool review_read_page(struct review *review, struct str public_id, struct buf *file);
__attribute__((warn_unused_result)) int review_write_page(struct review *review, struct str public_id, struct str text);
/* Takes a page out, which stays in no cache either. */
__attribute__((warn_unused_result)) int review_take_out(struct review *review, struct str public_id);

/* ---- one ticket (review_ticket.c) ---- */

/* The key that a key, a public id or a ticket's number stands for; -1: none. */
__attribute__((warn_unused_result)) int review_find_key(struct review *review, struct arena *arena, struct str name,
							struct str *key);
/* Without what is found in an edited page: review_get(). */
__attribute__((warn_unused_result)) int review_load_ticket(struct review *review, struct arena *arena, struct str key,
							   struct review_ticket *ticket);
/* "" when it has no page. */
__attribute__((warn_unused_result)) int review_public_id(struct review *review, struct arena *arena, struct str key,
							 struct str *public_id);

/* ---- the queue (review.c) ---- */

/* Reads anew what is known where another process has changed it: an import, another reviewer. */
__attribute__((warn_unused_result)) int review_catch_up(struct review *review);
/* Every ticket's key, each once. */
__attribute__((warn_unused_result)) int review_collect_keys(struct review *review, struct arena *arena,
							    struct review_keys *keys);

/* ---- taking down (review_takedown.c) ---- */

/* What was deleted, redacted or made private upstream is unpublished. */
__attribute__((warn_unused_result)) int review_unpublish_withdrawn(struct review *review);
/* Threads that are still there, without something that was public when they were approved. */
__attribute__((warn_unused_result)) int review_unpublish_taken_back(struct review *review);

#endif
