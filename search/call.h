/*
 * call: one request on its way to its answer, and what its routes have in common:
 * checked parameters, errors, answers that are kept, the site's pages. The routes
 * are routes.h's, which of them is asked is server.h's.
 *
 * A call lives in the thread that read the request; what it makes lives in the
 * thread's arena until the next request.
 */
#ifndef WEIR_CALL_H
#define WEIR_CALL_H
#include "common/value.h"
#include "search/params.h"
#include "search/query.h"
#include "search/server.h"
#include "search/theme.h"

#include <stdatomic.h>

struct answers;
struct event;
struct pack;

/* What one thread has for itself. */
struct worker {
	struct arena arena;
	struct answers *answers;
	struct pack *pack;
	struct buf key;
};

struct server {
	struct server_options options;
	struct log *log;
	struct metrics *metrics;
	struct clients *clients;
	struct site_slot *slot;
	struct worker *workers;
	const struct http_server *http;
	int64_t started;
	atomic_int index; /* enum server_index */
};

struct call {
	struct server *server;
	struct worker *worker;
	struct site *site; /* NULL: there is none yet */
	const struct http_request *request;
	struct http_reply *reply;
	struct str path;	 /* behind the base path: "/api/search" */
	struct str lang, prefix; /* of a page: "de", "de/" */
	struct params params;
	bool is_widget; /* a page of [server] widget_origins asks for what such pages may have */
};

/* Seconds since 1970. */
int64_t call_wall_clock(void);
/* What one question may take from now on. */
struct query_bounds call_bounds(void);

/* An error with a message; STR_NONE: that of the status. */
void call_fail(struct call *call, int status, struct str message);
void call_retry_after(struct call *call, int seconds);
/* Whether it waited so long for its turn that it is answered 503, which has been done then. */
bool call_comes_late(struct call *call);
/* When the index could not be read: 503 while it is being written over, else 500. */
void call_fail_index(struct call *call);

/* ---- the kept answers ---- */

/* White space at the ends and repeated does not make another question. */
struct str call_normalised(struct str q, struct arena *arena);
/*
 * True when the reply is there already: the answer to call->params on a route is kept, or it is too late to make one.
 * What is kept costs no more than telling the client to come again.
 */
bool call_answer_again(struct call *call, const char *route);
/*
 * Keeps the reply's body as the answer to what call_answer_again() was asked for. total: results of call_search(), so
 * that a search counts however often it is answered again; CALL_NO_SEARCH: it does not count.
 */
#define CALL_NO_SEARCH SIZE_MAX
void call_keep_answer(struct call *call, size_t total);

/* ---- what is asked ---- */

struct query_scratch *call_scratch(const struct call *call);
/* The query string to call->params. False after answering with an error. */
bool call_read_query(struct call *call, enum params_set set, bool lenient);
/* Searches for call->params, counts it, logs it where queries are logged. 0, or -1 after answering with an error. */
__attribute__((warn_unused_result)) int call_search(struct call *call, struct query_results *results, bool is_final);

/* ---- who is asking ---- */

/*
 * A browser says where a request comes from; what does not (curl, an agent's
 * tool) cannot be made to ask by a page of someone else's, because JSON is not what
 * a form can send.
 */
bool call_is_own_origin(const struct call *call);
/* Whether a Content-Type is the wanted one, whatever parameters it has. */
bool call_is_type(struct str type, struct str wanted);
/* False after answering: what another site's page could not send, and of a size that is looked into. */
bool call_is_own_json(struct call *call);

/* ---- what is shown ---- */

/* Where the question of call->params belongs and when to expect an answer; NULL when the site names no place. */
struct value *call_venue(struct call *call);
bool call_takes_gzip(const struct call *call);
void call_say_packed(struct call *call);
/* A page of the theme with its variable. 0, or -1 after answering with an error. */
__attribute__((warn_unused_result)) int call_show_page(struct call *call, enum theme_page page, struct str lang,
						       struct value *variable);
struct value *call_hit_value(struct call *call, const struct query_hit *hit);

/* ---- what is counted ---- */

/* What the server itself sees happen on a form, for the ledger; the script tells the rest. */
void call_note_event(struct call *call, struct event *event);

#endif
