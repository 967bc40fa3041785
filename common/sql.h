/*
 * sql: small databases that Weir writes to while it runs (the outbox of tickets, the
 * ledger of events), through SQLite. Write-ahead log, synchronous=FULL: what
 * sql_commit() has returned from survives a loss of power. The folder must be on a
 * disk of this machine, because the log is shared memory of all who have it open.
 *
 * Files are made for their owner alone, deleted text is overwritten. A file that is
 * not ours, or of a later version, is refused. Nothing here prints; failures are
 * told apart by sql_failure(), because a full disk is a different answer than a
 * damaged file.
 *
 * A program that has such a file open must not open and close it by itself, not even
 * to read it: the kernel would end SQLite's locks with that, and another program that
 * closes the file takes the log away beneath this one.
 *
 * One connection, one thread at a time.
 */
#ifndef WEIR_SQL_H
#define WEIR_SQL_H
#include "common/buf.h"

struct sql;
struct sql_query;

struct sql_schema {
	int32_t application; /* tells our files from others */
	int version;	     /* of the tables */
	const char *tables;  /* statements that make them */
	size_t most;	     /* bytes that the file may have; 0: any number */
	int busy_ms;	     /* how long to wait for another writer */
	bool is_lazy;	     /* synchronous=NORMAL: the last moments may be lost with the power, nothing is damaged */
};

enum sql_failure { SQL_FINE, SQL_IS_FULL, SQL_IS_BUSY, SQL_IS_DAMAGED, SQL_HAS_FAILED };

/* The path of a file in a state folder, on the heap. */
char *sql_path(const char *state, const char *name);
/* Opens or makes a file by its path. NULL with a reason and what kind it is. */
struct sql *sql_open(const char *path, const struct sql_schema *schema, enum sql_failure *failure, struct buf *reason);
void sql_close(struct sql *sql);
/* How long to wait for another writer from now on, in milliseconds. */
void sql_wait(struct sql *sql, int milliseconds);
/* Of the last call that failed. */
enum sql_failure sql_failure(const struct sql *sql);
const char *sql_message(const struct sql *sql);

/*
 * A statement by its text, which must be a literal: it is prepared once and kept. Parameters are bound in order by
 * sql_int() and the like. NULL when it cannot be prepared; every function below takes that as a failed query.
 */
struct sql_query *sql_query(struct sql *sql, const char *text);
void sql_int(struct sql_query *query, int64_t number);
void sql_text(struct sql_query *query, struct str text);
void sql_blob(struct sql_query *query, struct str bytes);
/* 1: a row, 0: no more, -1: failed. */
int sql_step(struct sql_query *query);
/* Of the present row; texts until the next step. */
int64_t sql_get_int(struct sql_query *query, int column);
struct str sql_get(struct sql_query *query, int column);
/* Ready for another use. Every query that was stepped ends with this, or with sql_run(). */
void sql_done(struct sql_query *query);
/* A query without rows, from its first step to its end. */
__attribute__((warn_unused_result)) int sql_run(struct sql_query *query);
/* Rows that the last statement changed; the last id that was given. */
int64_t sql_changes(const struct sql *sql);
int64_t sql_last_id(const struct sql *sql);

/* A transaction that writes. */
__attribute__((warn_unused_result)) int sql_begin(struct sql *sql);
__attribute__((warn_unused_result)) int sql_commit(struct sql *sql);
void sql_rollback(struct sql *sql);
/*
 * The time that may decide what is old enough to be erased, in a transaction: `now`, but no later than the end of the
 * last day but two that this was asked on. A clock that is ahead for less than a day makes nothing old with that; what
 * is erased by it stays up to two days longer. Days that turn out to lie ahead are forgotten. They are in the table
 * "clock", which is made when it is missing. -1: failed, erase nothing; 0: too few days are known, nothing is old.
 */
__attribute__((warn_unused_result)) int64_t sql_time_to_erase_by(struct sql *sql, int64_t now);
/*
 * Whether that time was told by days that were seen one after another. Then what lies more than a day ahead was written
 * by a clock that was wrong, and would be kept for as long as that was ahead if it were not set right.
 */
bool sql_time_is_sure(int64_t time_to_erase_by, int64_t now);
/* Moves the log into the file and empties it, so that deleted text is in neither. False: somebody is reading it. */
bool sql_checkpoint(struct sql *sql);

#endif
