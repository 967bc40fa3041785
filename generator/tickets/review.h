/*
 * review: the queue of solved tickets between private/ and content/solved/: what
 * waits, what is approved, what must be looked at again; and what a person decides.
 *
 * An approval writes content/solved/<id>.md, whose id is random, with a signature
 * (generator/approval.h), and keeps in private/ what was approved under a keyed
 * hash over text, detector version, policy and the state of the table of people.
 * Words that are hidden or kept are learnt: every draft is made with them from
 * then on.
 *
 * Whoever opens a review puts in order what imports have changed: pages of
 * threads that were withdrawn upstream go, and approvals.txt gets the present
 * state of the people, which voids earlier approvals. review_renew() gives those
 * back in which nothing new is found.
 *
 * Several processes may review at once, and imports may come in between: what one of
 * them has decided or learnt counts for the others from their next call on.
 *
 * A ticket is named by its key ("zendesk:1042"), by its number alone where no other
 * system has it, or by its public id. Functions
 * return -1 with a reason that never has a customer's words in it. One review,
 * one thread.
 */
#ifndef WEIR_TICKETS_REVIEW_H
#define WEIR_TICKETS_REVIEW_H
#include "generator/config.h"
#include "generator/tickets/draft.h"

#define REVIEW_FOLDER "solved" /* below the content folder */

enum review_state {
	REVIEW_OPEN,	 /* nobody has decided */
	REVIEW_CHANGED,	 /* approved, but the ticket, a list or a detector gives another page now */
	REVIEW_EDITED,	 /* approved, but its page was edited since */
	REVIEW_STALE,	 /* approved as it is, but under other conditions */
	REVIEW_APPROVED, /* published by the next build */
	REVIEW_REJECTED,
	REVIEW_UNFIT, /* cannot become a page: item.refused says why */
	REVIEW_STATES_N
};
const char *review_state_name(enum review_state state);

struct review_item {
	struct str key, public_id; /* empty: it never had one */
	struct str title;	   /* redacted */
	enum review_state state;
	int risk;
	size_t words, spans; /* to look at; removed */
	const char *refused;
};

/* Everything about one ticket. */
struct review_ticket {
	struct review_item item;
	bool has_draft; /* false: the raw ticket has been purged, only the page is there */
	struct draft draft;
	struct str page;     /* what an approval would publish, without approval: the draft's, or the edited file's */
	bool is_edited;	     /* the page is the file as a writer left it */
	struct str approved; /* the text of its last approval; empty: none */
	/* of an edited page: what the detectors find in it, places in `page` */
	struct redact_span *findings;
	size_t findings_n;
};

struct review;
/* NULL with a reason; with an empty one: nothing was ever imported here. */
struct review *review_open(int site_folder, const struct config *config, int64_t now, struct buf *reason);
void review_close(struct review *review);
/* The same without reading anything else, after an import; *withdrawn: pages that were taken out. */
__attribute__((warn_unused_result)) int review_settle(int site_folder, const struct config *config, int64_t now,
						      size_t *withdrawn, struct buf *reason);
/* Why the last function failed. */
struct str review_reason(const struct review *review);
/* Was it for the environment (a full disk, what may not be written), not for the ticket or what was asked? */
bool review_was_unable(const struct review *review);
/* How many pages of withdrawn threads were taken out when it was opened. */
size_t review_withdrawn(const struct review *review);

/* All tickets, those that must be looked at first, by risk. In the arena. */
__attribute__((warn_unused_result)) int review_list(struct review *review, struct arena *arena,
						    struct review_item **items, size_t *n);
__attribute__((warn_unused_result)) int review_get(struct review *review, struct arena *arena, struct str name,
						   struct review_ticket *ticket);

/* ---- decisions ---- */

/*
 * 0: nobody has decided about it since somebody saw it in that state, -1 otherwise. Decisions themselves do not ask:
 * the last one counts.
 */
__attribute__((warn_unused_result)) int review_is_still(struct review *review, struct str name, enum review_state seen);
/*
 * *path: the file that was written, below the site's folder. shown: the page as somebody has read it, or STR_NONE; it
 * is approved only if that is still the page.
 */
__attribute__((warn_unused_result)) int review_approve(struct review *review, struct arena *arena, struct str name,
						       struct str shown, struct str *path);
/* A page that was approved goes. */
__attribute__((warn_unused_result)) int review_reject(struct review *review, struct str name);
/* Back into the queue. */
__attribute__((warn_unused_result)) int review_reopen(struct review *review, struct str name);
/* A word or passage of this ticket goes; one that looks like a name goes from all, and no build publishes it. */
__attribute__((warn_unused_result)) int review_hide(struct review *review, struct str name, struct str word);
/* What review_hide() takes from all tickets: one to three words that begin with a capital, or a letter that has none.
 */
bool review_is_name(struct str word);
/* 1: review_hide() of this word takes something out of the ticket or its page, 0: the word is not there. */
__attribute__((warn_unused_result)) int review_has_word(struct review *review, struct str name, struct str word);
/* A word that is nobody's name, in all tickets. */
__attribute__((warn_unused_result)) int review_keep(struct review *review, struct str word);
__attribute__((warn_unused_result)) int review_title(struct review *review, struct str name, struct str title);
/* Approves again what was approved and in which nothing new is found; *left: those that need a look. */
__attribute__((warn_unused_result)) int review_renew(struct review *review, size_t *renewed, size_t *left);

/* ---- takedown ---- */

/*
 * Takes a ticket down for good: its page becomes a mark without content that tells the
 * build that the URL is gone on purpose, the raw thread is erased, a tombstone (a keyed
 * hash) keeps imports from bringing it back, caches that hold its text are removed.
 */
__attribute__((warn_unused_result)) int review_forget(struct review *review, struct str name);
/*
 * Erases raw threads that were imported before that time, whatever was decided; their pages stay. *n: how many;
 * *later: how many stay that say that they were imported later than now.
 */
__attribute__((warn_unused_result)) int review_purge(struct review *review, int64_t before, size_t *n, size_t *later);

#endif
