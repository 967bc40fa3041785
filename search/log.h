/*
 * log: one line a request, gathered by each thread and written when it has
 * nothing else to do. What people typed is never in it: of an address only the path
 * of a file is shown, of everything else the route.
 *
 *     2026-11-21T04:12:11Z GET /api/search 200 2517 412us
 *
 * With queries (an operator's choice) what was asked stands before a search, with the number of results,
 * scrubbed: what redact finds (names, addresses, numbers, secrets), words with a
 * digit or an @ and long ones are masked, and it is cut.
 *
 * Where nobody reads the pipe, or the disk is full, lines are dropped and requests
 * go on; as soon as there is room again a line says how many: "lost: 412 lines".
 */
#ifndef WEIR_LOG_H
#define WEIR_LOG_H
#include "search/http.h"

enum log_level { LOG_NONE, LOG_ERRORS, LOG_REQUESTS };

struct log;

struct log *log_new(int fd, enum log_level level, unsigned threads);
void log_free(struct log *log);
/* To be called before the first log_query(), and before the process is locked in. false: the rules cannot be had. */
bool log_allow_queries(struct log *log);
void log_request(struct log *log, const struct http_done *done);
/* `query (12): text of a search`, as a line of its own, with the results; `query (12+): …` when time was up. */
void log_query(struct log *log, unsigned thread, struct str query, size_t total, bool is_partial);
/* Writes what a thread has gathered. */
void log_flush(struct log *log, unsigned thread);

/* A query without what may be somebody's: appended to out. */
void log_scrub(struct buf *out, struct str query);
/* "2026-11-21T04:12:11Z" */
void log_time(struct buf *out, int64_t seconds);

#endif
