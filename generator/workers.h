/*
 * workers: items done by forked processes, so that none of them can stop the
 * others: an item that crashes, eats memory or does not end costs its worker,
 * which is replaced, and one call of lost().
 *
 * The children see the caller's memory as it was at the fork (copy-on-write) and
 * send back bytes. They take the next chunk of items from a counter in shared
 * memory; results come back in any order. The parent watches the CPU time each
 * worker spends on its current item, so that a hostile page needs no help from
 * the code it is stuck in. A child dies with its parent.
 *
 * The parent must have a single thread when workers_run() is called.
 */
#ifndef WEIR_WORKERS_H
#define WEIR_WORKERS_H
#include "common/buf.h"

enum workers_loss {
	WORKERS_LOST_TIME,   /* more CPU seconds than allowed */
	WORKERS_LOST_MEMORY, /* more memory than allowed */
	WORKERS_LOST_CRASH,  /* killed by a signal, or ended on its own */
};

struct workers_job {
	uint32_t items;
	unsigned processes;   /* at least 1 */
	unsigned cpu_seconds; /* an item; 0: no limit */
	size_t memory;	      /* bytes of address space beyond the parent's; 0: no limit */
	void *context;
	/* In a child, before its first item. May be NULL. */
	void (*start)(void *context, unsigned worker);
	/* In a child: does one item and appends what the parent is to get. */
	void (*work)(void *context, uint32_t item, struct buf *result);
	/* In the parent, once for each item that came back. */
	void (*done)(void *context, uint32_t item, struct str result);
	/* In the parent, once for each item that did not. */
	void (*lost)(void *context, uint32_t item, enum workers_loss why);
	/*
	 * In the parent, between results: a slice of its own work (some
	 * milliseconds); true while there is more. With one process it is called
	 * only after all items are done, so that one process means one at a time.
	 * May be NULL. What is left when the items are done is done by workers_run().
	 */
	bool (*meanwhile)(void *context);
};

/* Exit code of a child that ran out of memory (main.c's hook uses it everywhere). */
#define WORKERS_EXIT_MEMORY 3

/* 0 when every item was done or lost; -1 with errno when processes or pipes could not be made. */
__attribute__((warn_unused_result)) int workers_run(const struct workers_job *job);

#endif
