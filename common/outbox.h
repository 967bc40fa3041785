/*
 * outbox: tickets that customers have sent and venues have not yet taken. The file
 * STATE/outbox.db, written by weir-search (outbox_add), emptied by weir-courier
 * (outbox_claim, outbox_settle), looked at by `weir outbox`.
 *
 * A ticket is queued → sending → sent, or queued again with a time of the next
 * attempt, or dead when trying on is no use. Every step is on the disk before the
 * function returns: a ticket that outbox_add() has accepted is there until it is sent,
 * whatever is killed in between.
 *
 * Who sends a ticket holds the kernel's lock on its byte in STATE/courier.lock. The lock
 * ends with the process, whatever the clock says: a ticket that is "sending" and not
 * locked is one whose courier died, and whether the venue has it is not known.
 *
 * Times are seconds since 1970 and the caller's. A time of the next attempt that lies
 * further ahead than any is set belongs to a clock that was wrong; the ticket is due.
 *
 * Not thread-safe: one outbox, one thread at a time.
 */
#ifndef WEIR_OUTBOX_H
#define WEIR_OUTBOX_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/limits.h"

struct outbox;

struct outbox_file {
	struct str name, type, bytes; /* "screen.png", "image/png" */
};

/* What a customer has sent. Everything is valid UTF-8 but the bytes of files; an absent text is empty. */
struct outbox_ticket {
	struct str form;  /* random id of the form's page, for the ledger of events */
	struct str key;	  /* random, made once per form: sent again it is the same ticket. Empty: none */
	struct str venue; /* id of a [[contact.venue]] */
	struct str topic, tier;
	struct str subject, body;
	struct str name, email;
	struct str lang, page; /* page: where the form was opened from */
	const struct outbox_file *files;
	size_t files_n;
};

enum outbox_result {
	OUTBOX_ACCEPTED, /* it is on the disk */
	OUTBOX_KNOWN,	 /* so it was already: the same key and content came before */
	OUTBOX_FULL,	 /* no room: the disk's or LIMIT_OUTBOX_BYTES. Nothing was kept; try again later */
	OUTBOX_BUSY,	 /* another program holds it for too long. The same */
	OUTBOX_FAILED,	 /* the disk or the file fails. The same */
};

/* What the customer is told: "W-7K3F-9Q2M". */
enum { OUTBOX_REFERENCE_BYTES = 12 };

enum outbox_open_mode {
	OUTBOX_MAKE,	 /* make folder and file when they are missing */
	OUTBOX_SERVER,	 /* the same, and once it is open wait a quarter of a second for other programs, no longer */
	OUTBOX_EXISTING, /* NULL with an empty reason when there is no outbox */
};

/* False when this folder has none for sure. */
bool outbox_is_there(const char *state);
/* `state` is the folder that --state names; it is made with mode 0700. NULL with a reason of one line. */
struct outbox *outbox_open(const char *state, enum outbox_open_mode mode, struct buf *reason);
void outbox_close(struct outbox *outbox);

/* Comes back when the ticket is on the disk, or with the reason why not. `reference` gets what to tell the customer. */
__attribute__((warn_unused_result)) enum outbox_result outbox_add(struct outbox *outbox,
								  const struct outbox_ticket *ticket, int64_t now,
								  char reference[OUTBOX_REFERENCE_BYTES + 1]);
/* Why the last call failed, for the log; never a customer's text. */
const char *outbox_message(const struct outbox *outbox);

/* ---- the courier's side ---- */

enum outbox_state { OUTBOX_QUEUED, OUTBOX_SENDING, OUTBOX_SENT, OUTBOX_DEAD, OUTBOX_STATES_N };
/* "queued", "sending", "sent", "dead" */
const char *outbox_state_name(enum outbox_state state);

/* Seconds: no attempt is put off for longer, not by Retry-After either. */
enum { OUTBOX_LONGEST_WAIT = 6 * 60 * 60 };

/* A row of the outbox. */
struct outbox_entry {
	int64_t id;
	struct str reference;
	struct str idempotency; /* 32 hexadecimal digits, the same at every attempt */
	enum outbox_state state;
	int64_t accepted, next, updated; /* next: of the next attempt, when queued */
	int64_t attempts;		 /* with the present one */
	bool is_uncertain;		 /* an earlier attempt may have reached the venue */
	struct str remote;		 /* the venue's own number for it, when sent */
	struct str error; /* what the last attempt ended with, empty when it did not end; no customer's text */
	struct outbox_ticket ticket; /* with its files only where said */
};

/*
 * The ticket of a venue that has been due for longest, with its files, marked as being sent and locked for this
 * outbox. 1: there is one, 0: none is due, -1: failed; so it is too when courier.lock cannot be used.
 */
__attribute__((warn_unused_result)) int outbox_claim(struct outbox *outbox, struct str venue, int64_t now,
						     struct arena *arena, struct outbox_entry *entry);

struct outbox_outcome {
	enum outbox_state state; /* OUTBOX_SENT, OUTBOX_QUEUED (again) or OUTBOX_DEAD */
	int64_t next;		 /* when queued again */
	bool is_uncertain;	 /* it may have reached the venue */
	struct str remote, error;
};

/* Ends what outbox_claim() began. */
__attribute__((warn_unused_result)) int outbox_settle(struct outbox *outbox, int64_t id,
						      const struct outbox_outcome *outcome, int64_t now);
/* When the next ticket of a venue is due; -1: there is none. */
int64_t outbox_next(struct outbox *outbox, struct str venue, int64_t now);
/*
 * Erases tickets that were sent `seconds` ago or earlier, with their text and what tells a repeat of them. A clock that
 * is ahead for less than a day erases nothing: see sql_time_to_erase_by(). What a clock that was ahead has sent is of
 * now as soon as that is sure. The number, or -1.
 */
int64_t outbox_purge(struct outbox *outbox, int64_t now, int64_t seconds);

/* ---- looking, and an operator's decisions ---- */

/* Calls `each` for every ticket, oldest first, without files; also for sent ones if asked. -1 when it cannot be read.
 */
__attribute__((warn_unused_result)) int outbox_each(struct outbox *outbox, bool sent_too, struct arena *arena,
						    void (*each)(void *context, const struct outbox_entry *entry),
						    void *context);
/*
 * Calls `each` for every venue that has tickets which are not sent, with their number; dead ones are not counted. It
 * may write: nothing is being read any more, so that what others commit meanwhile does not refuse it.
 */
__attribute__((warn_unused_result)) int outbox_venues(struct outbox *outbox, struct arena *arena,
						      void (*each)(void *context, struct str venue, int64_t waiting),
						      void *context);
/*
 * Says with the venue's tickets why nobody delivers them (`error` of the entry), but those that somebody is sending at
 * this moment. They stay queued. -1: it cannot be written.
 */
__attribute__((warn_unused_result)) int outbox_strand(struct outbox *outbox, struct str venue, struct str why,
						      int64_t now);
/* By its number or its reference, with its files. 1, 0: there is none, -1. */
__attribute__((warn_unused_result)) int outbox_find(struct outbox *outbox, struct str which, struct arena *arena,
						    struct outbox_entry *entry);
/* Due at once, with a new count of attempts. 1; 0: it is being sent, or was. */
__attribute__((warn_unused_result)) int outbox_retry(struct outbox *outbox, int64_t id, int64_t now);
/*
 * Gives it to another venue, due at once and as if it had just come. Whether it reached the old one is forgotten, for
 * the new one cannot tell: so it is said now. 1; OUTBOX_MAY_HAVE_ARRIVED: and the old venue may have it, too; 0: it is
 * being sent, was, or is that venue's already.
 */
enum { OUTBOX_MAY_HAVE_ARRIVED = 2 };
__attribute__((warn_unused_result)) int outbox_move(struct outbox *outbox, int64_t id, struct str venue, int64_t now);
/* Erases it with its text. 1; 0: it is being sent. */
__attribute__((warn_unused_result)) int outbox_drop(struct outbox *outbox, int64_t id);

struct outbox_counts {
	int64_t of[OUTBOX_STATES_N];
	int64_t oldest; /* accepted, of those not sent; 0: none */
};
__attribute__((warn_unused_result)) int outbox_count(struct outbox *outbox, struct outbox_counts *counts);

#endif
