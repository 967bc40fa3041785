/*
 * stage: what an export says, until all of it was read. The comments of a ticket
 * may stand in another file than the ticket, and its people anywhere. A temporary
 * SQLite database that has no name in the file system and ends with the process;
 * it holds what does not fit into memory on the disk of private/.
 *
 * Functions return -1 after a failure, which stage_error() explains.
 */
#ifndef WEIR_TICKETS_STAGE_H
#define WEIR_TICKETS_STAGE_H
#include "generator/tickets/thread.h"

enum stage_kind {
	STAGE_HEAD,  /* a thread, perhaps with messages */
	STAGE_LOG,   /* how a thread began, by a log of what became of it: its head where it has no other */
	STAGE_PART,  /* messages for a thread */
	STAGE_HOLE,  /* something of the thread could not be read */
	STAGE_FLOOD, /* rows of the thread are left out, for they are more than LIMIT_IMPORT_THREAD */
};

struct stage_row {
	enum stage_kind kind;
	int64_t updated;
	struct str place;  /* "tickets.json:12" */
	struct str record; /* thread_pack() */
};

struct stage;

/* folder: where it may put what does not fit into memory; "" for the system's temporary folder. NULL with a reason. */
struct stage *stage_open(struct str folder, struct buf *reason);
void stage_close(struct stage *stage);
const char *stage_error(const struct stage *stage);

__attribute__((warn_unused_result)) int stage_add(struct stage *stage, struct str id, const struct stage_row *row);
/* What is known of somebody by an id; what is empty here stays as it was. */
__attribute__((warn_unused_result)) int stage_put_person(struct stage *stage, const struct thread_person *person);
/* 1: there, 0: not. */
__attribute__((warn_unused_result)) int stage_get_person(struct stage *stage, struct arena *arena, struct str id,
							 struct thread_person *person);
/* Whether somebody with an id is suspended. */
bool stage_has_suspended(const struct stage *stage);
/*
 * Calls `each` with all rows of a thread, or with what of them fits into memory and a STAGE_FLOOD, thread by thread, in
 * the order in which the threads were met and the rows were added. The arena is cleared in between. A non-zero result
 * ends it and is returned.
 */
__attribute__((warn_unused_result)) int
stage_each(struct stage *stage, struct arena *arena,
	   int (*each)(void *context, struct str id, const struct stage_row *rows, size_t n), void *context);

#endif
