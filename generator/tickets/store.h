/*
 * store: private/, the only place where raw tickets are kept.
 *
 * A folder beside site.toml with mode 0700 and a .gitignore of its own, and in it
 * one SQLite database with secure_delete: erased rows are overwritten. It holds
 * threads (one record each, public messages only), everybody whose name the
 * exports gave, and what people decided in the review. Tombstones hold keyed
 * hashes, so that they do not tell what was taken down.
 *
 * Keys of threads are "system:id" as store_key() makes them. Functions return -1
 * after a failure, which store_error() explains without any content; what was begun
 * is undone then, by store_rollback() or store_close_tickets(), for until that is done
 * no other process can write. One store, one thread; a second process that wants to
 * write waits 5 seconds and then fails.
 */
#ifndef WEIR_TICKETS_STORE_H
#define WEIR_TICKETS_STORE_H
#include "generator/tickets/seal.h"
#include "generator/tickets/thread.h"

#define STORE_FOLDER "private"
#define STORE_MUST_USE __attribute__((warn_unused_result))

struct store;

/*
 * The store of a site, whose folder is made when `create` says so; NULL with a
 * reason when it cannot be opened, and NULL without one when there is none.
 */
struct store *store_open_tickets(int site_folder, bool create, struct buf *reason);
void store_close_tickets(struct store *store);
const char *store_error(const struct store *store);
/* Of private/, as long as the store is open. */
int store_folder(const struct store *store);
/* Random, made with the store: for seal_hash(). */
const unsigned char *store_secret(const struct store *store);
/* Gives the room of erased rows back; outside of store_begin(). */
STORE_MUST_USE int store_vacuum(struct store *store);
/* Everything between them is done or nothing is. store_close_tickets() undoes what was not committed. */
STORE_MUST_USE int store_begin(struct store *store);
STORE_MUST_USE int store_commit(struct store *store);
/* Where nothing was begun nothing happens. */
void store_rollback(struct store *store);
/* 1: another process has written something since the last call (since it was opened), 0: none has. */
STORE_MUST_USE int store_has_changed(struct store *store);

/* ---- threads ---- */

enum store_state {
	STORE_HELD,	 /* can be reviewed and published */
	STORE_WITHDRAWN, /* deleted, redacted or made private upstream, or taken down: its text is erased, its page must
			    go */
};
enum store_change { STORE_SAME, STORE_ADDED, STORE_CHANGED, STORE_BURIED /* a tombstone: not taken */ };

struct store_row {
	struct str key;
	enum store_state state;
	struct str why;		  /* of STORE_WITHDRAWN: "deleted" */
	int64_t imported;	  /* when it was last changed by an import */
	int64_t updated;	  /* upstream */
	unsigned char digest[16]; /* of the record: changes with any of its bytes */
};

struct str store_key(struct arena *arena, struct str system, struct str id);
/* *change tells what happened. A thread that was withdrawn is held again. */
STORE_MUST_USE int store_put_thread(struct store *store, const struct thread *thread, int64_t now,
				    enum store_change *change);
/* 1: there, 0: not there (or withdrawn, when a thread is asked for). row and thread may be NULL. */
STORE_MUST_USE int store_get_thread(struct store *store, struct arena *arena, struct str key, struct store_row *row,
				    struct thread *thread);
/*
 * Erases the text, keeps the row for the review to act on; of a purged one that was approved a row is made. *was: it
 * was there and held, or purged with an approval left.
 */
STORE_MUST_USE int store_withdraw_thread(struct store *store, struct str key, struct str why, int64_t now, bool *was);
/* Without a trace; for withdrawn ones whose page is gone, and for tickets purge. */
STORE_MUST_USE int store_delete_thread(struct store *store, struct str key);
/* By key. A non-zero result of `each` ends it and is returned. Rows may be changed in it, and are then not shown again.
 */
STORE_MUST_USE int store_each_thread(struct store *store, int (*each)(void *context, const struct store_row *row),
				     void *context);
STORE_MUST_USE int store_count_threads(struct store *store, enum store_state state, uint64_t *n);
/* When the thread that came last was imported; 0 when there is none. */
STORE_MUST_USE int store_latest_import(struct store *store, int64_t *time);

/* ---- people ---- */

/* Adds somebody, unless all fields are there already: who changed names is there under both, as old tickets are. */
STORE_MUST_USE int store_put_person(struct store *store, struct str system, const struct thread_person *person);
STORE_MUST_USE int store_each_person(struct store *store,
				     int (*each)(void *context, struct str system, const struct thread_person *person),
				     void *context);
/* A number that grows with every change of the table of people. */
STORE_MUST_USE int store_epoch(struct store *store, uint64_t *epoch);

/* A kind of decision that an import makes: the page of a thread must go, though the thread is held (taken_back.h). */
#define STORE_UNPUBLISH "unpublish"

/* remains.h, of a thread that was purged and has a page. */
#define STORE_REMAINS "remains"

/* ---- decisions of the review: (kind, subject) -> value, such as ("keep", "Widget") ---- */

STORE_MUST_USE int store_put_decision(struct store *store, struct str kind, struct str subject, struct str value,
				      int64_t now);
/* 1: there, 0: not. */
STORE_MUST_USE int store_get_decision(struct store *store, struct arena *arena, struct str kind, struct str subject,
				      struct str *value);
STORE_MUST_USE int store_delete_decision(struct store *store, struct str kind, struct str subject);
/* Those of one kind, by subject. */
STORE_MUST_USE int store_each_decision(struct store *store, struct str kind,
				       int (*each)(void *context, struct str subject, struct str value, int64_t time),
				       void *context);

/* ---- approvals ---- */

struct store_approval {
	struct str key, public_id;
	struct str text; /* what was approved */
	unsigned char seal[SEAL_BYTES];
	int64_t time;
};
STORE_MUST_USE int store_put_approval(struct store *store, const struct store_approval *approval);
/* By key or by public id, whichever is not empty. 1: there, 0: not. */
STORE_MUST_USE int store_get_approval(struct store *store, struct arena *arena, struct str key, struct str public_id,
				      struct store_approval *approval);
STORE_MUST_USE int store_delete_approval(struct store *store, struct str key);
STORE_MUST_USE int store_each_approval(struct store *store,
				       int (*each)(void *context, const struct store_approval *approval),
				       void *context);

/* ---- tombstones: what must never come back ---- */

/* Keys of threads, and public ids of pages. */
STORE_MUST_USE int store_bury(struct store *store, struct str key, int64_t now);
/* 1 or 0. */
STORE_MUST_USE int store_is_buried(struct store *store, struct str key);

#endif
