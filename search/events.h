/*
 * events: the ledger of what readers did with answers: shown, opened, solved, rejected, helpful … STATE/events.db,
 * only ever added to, and emptied from its old end ([server] event_days) once a day, whether anything happens on it or
 * not: events_look(). A clock that jumps ahead for less than a day erases nothing.
 *
 * Never on the way of a search: a request puts an event into a bounded queue and is answered; one thread writes what
 * has gathered, in one transaction. When the queue is full events are dropped and counted. When the disk is full or
 * the file fails, they are dropped too and nothing else suffers. A damaged ledger is put aside and a new one begun.
 *
 * Who: no address and no cookie. A vote carries a hash of the address under a random salt that lives for a day and
 * is erased then: one vote per page, address and day, and afterwards nobody can tell whose. A form's events share the
 * random id that the page made up. Free text passes common/privacy before it is written; where that cannot be, it
 * is not.
 */
#ifndef WEIR_EVENTS_H
#define WEIR_EVENTS_H
#include "common/arena.h"
#include "search/http.h"

struct events;

enum { EVENT_PAGES = 5, EVENT_REASON_BYTES = 2000, EVENT_PAGE_BYTES = 1000, EVENT_FORM_BYTES = 64 };

struct event {
	struct str kind; /* one of events_is_kind() */
	struct str pages[EVENT_PAGES];
	size_t pages_n;
	struct str form;   /* random id of the form's page; empty: none */
	struct str reason; /* free text; empty: none */
	struct http_peer client;
	int64_t seconds; /* since 1970 */
};

/* Opens or makes the ledger in `state`. NULL with a reason. */
struct events *events_new(const char *state, struct buf *reason);
/* Starts the thread that writes. -1: it could not be. */
__attribute__((warn_unused_result)) int events_start(struct events *events);
/* Writes what has gathered and ends. NULL is fine. */
void events_free(struct events *events);

/*
 * Says what time it is, in seconds since 1970, and how many days events are kept. To be called every few seconds; once
 * an hour the thread that writes looks whether a day has ended, and erases its salt and events that are too old, from
 * the log of the file, too. Never waits for the disk.
 */
void events_look(struct events *events, int64_t seconds, int64_t days);

/* "shown", "opened", "solved", "reopened", "rejected", "submitted", "helpful", "not_helpful" */
bool events_is_kind(struct str kind);
enum events_result { EVENTS_TAKEN, EVENTS_TOO_MANY /* of this client */, EVENTS_FULL };
/* Copies it. `now` in milliseconds, monotonic. Any thread; never waits for the disk. */
enum events_result events_add(struct events *events, const struct event *event, int64_t now);

/*
 * {"event":"helpful","url":"/a/","form":…,"reason":…}, or "urls" of several. 0, or -1 with a reason. `base_path` is cut
 * off the addresses.
 */
__attribute__((warn_unused_result)) int events_parse(struct str json, struct str base_path, struct arena *arena,
						     struct event *event, struct str *reason);

#endif
