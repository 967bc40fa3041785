/*
 * http_parts: what the files of http share, and nobody else includes. A thread
 * has its worker, a worker its connections.
 *
 * http_connection: from bytes to requests and from answers to bytes.
 * http_accept: where connections come from, and to which thread they go.
 * http_head: the first lines of an answer.
 */
#ifndef WEIR_HTTP_PARTS_H
#define WEIR_HTTP_PARTS_H
#include "common/vec.h"
#include "search/http.h"

#include <pthread.h>
#include <stdatomic.h>

enum { HTTP_READ_AT_ONCE = 64 * 1024 };

/* Headers that every answer has; and a policy for what is no page. */
#define HTTP_ALWAYS \
	"X-Content-Type-Options: nosniff\r\n" \
	"Referrer-Policy: strict-origin-when-cross-origin\r\n" \
	"Cross-Origin-Opener-Policy: same-origin\r\n" \
	"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
#define HTTP_NOTHING_LOADED "default-src 'none'; frame-ancestors 'none'"

enum http_phase {
	PHASE_IDLE,   /* nothing of a request has come */
	PHASE_READ,   /* some of it has */
	PHASE_WRITE,  /* an answer is on its way */
	PHASE_LINGER, /* all is said: waiting for the client to close */
};

struct http_connection {
	int fd, file;
	enum http_phase phase;
	bool close, told_to_go_ahead, watches_writing, has_large_body;
	bool is_later;		 /* its requests are not all served: in the thread's list `later` */
	bool has_asked;		 /* at least the beginning of a request has come, ever */
	struct http_peer client; /* whose large body it is */
	struct http_peer peer;
	struct buf in;	/* of requests that are not complete */
	size_t needed;	/* bytes of `in` before looking again is worth while */
	struct buf out; /* what did not go out at once */
	size_t sent;	/* of out */
	off_t file_at;
	size_t file_left;
	int64_t began, deadline; /* began: the request that is being read, or its answer */
	size_t gone;		 /* bytes of the answer that have gone out */
	size_t place;		 /* in the thread's list */
};

struct http_connection_vec VEC_FIELDS(struct http_connection *);

/* A connection that one thread accepted for another. */
struct http_arrival {
	int fd;
	struct http_peer peer;
};

struct http_arrival_vec VEC_FIELDS(struct http_arrival);

struct http_worker {
	struct http_server *server;
	pthread_t thread;
	unsigned number;
	int epoll, wake, spare; /* spare: a descriptor to give up when there are no others */
	bool is_started, is_listening;
	bool has_ended; /* takes no arrivals any more; under the lock */
	struct http_connection_vec connections, later;
	int64_t turn;	      /* when the one connection began that is being served */
	unsigned served;      /* requests since then */
	size_t unswept;	      /* connections whose deadlines have not been looked at in this round */
	pthread_mutex_t lock; /* of arrivals */
	struct http_arrival_vec arrivals;
	char *scratch;
	struct buf head, headers, body;
	char date[30];
	int64_t date_second, now, batch, next_sweep;
	struct gate_request request;
};

struct http_server {
	int listener;
	struct http_handler handler;
	unsigned workers_n, connections_max;
	atomic_uint connections, next_worker;
	atomic_uint listening; /* workers that accept; the last one to stop closes the listener */
	atomic_ullong refused;
	atomic_bool stopping;
	pthread_barrier_t all_run; /* the starting thread's way to know */
	struct http_worker *workers;
};

/* Monotonic. */
int64_t http_nanoseconds(void);

/* ---- http_connection ---- */

void http_connection_begin(struct http_worker *worker, const struct http_arrival *arrival);
void http_connection_drop(struct http_worker *worker, struct http_connection *connection);
/* Says nothing any more and waits for the client to close. */
void http_connection_linger(struct http_worker *worker, struct http_connection *connection);
void http_connection_on_event(struct http_worker *worker, struct http_connection *connection, uint32_t events);
/* Serves what was left for later, of all connections. */
void http_connection_serve_later(struct http_worker *worker);
/* Reads and serves what has come. False when the connection is gone. */
bool http_connection_read(struct http_worker *worker, struct http_connection *connection);
/* Answers what is no request and closes. False when the connection is gone. */
bool http_connection_refuse(struct http_worker *worker, struct http_connection *connection, int status);

/* ---- http_accept ---- */

/* Some of those who wait. Whether there may be more. */
bool http_accept_all(struct http_worker *worker);
/* What other threads have accepted for this one. */
void http_accept_arrivals(struct http_worker *worker);

/* ---- http_head ---- */

bool http_head_has_body(int status);
/* To worker->head, with worker->headers in it. */
void http_head_write(struct http_worker *worker, const struct http_reply *reply, int64_t length, bool closes);

#endif
