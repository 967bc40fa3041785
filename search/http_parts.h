/*
 * http_parts: what the files of http share, and nobody else includes. A thread
 * has its worker, a worker its connections and a daemon of libmicrohttpd.
 *
 * http: the threads, their loops and deadlines.
 * http_accept: where connections come from, and to which thread they go.
 * http_connection: what the library gets to read: a head for each request that is complete and has passed the gate.
 * http_library: libmicrohttpd; the only file that includes its header.
 * http_linger: connections whose answer the client may not have read yet.
 */
#ifndef WEIR_HTTP_PARTS_H
#define WEIR_HTTP_PARTS_H
#include "common/vec.h"
#include "search/http.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
	HTTP_READ_AT_ONCE = 64 * 1024,
	/*
	 * Bytes of what one answer has and others have not: a policy, a way on. Its target may have the 8,000 bytes
	 * that RFC 9110, 4.1, wants everybody to take, and as much as nginx lets through.
	 */
	HTTP_ANSWER_HEAD = 17 * 512,
	HTTP_ANSWER_HEAD_AMONG = 4 * 1024, /* while other requests wait */
};

/* Headers that every answer has, and a policy for what is no page. */
#define HTTP_ALWAYS \
	"X-Content-Type-Options: nosniff\r\n" \
	"Referrer-Policy: strict-origin-when-cross-origin\r\n" \
	"Cross-Origin-Opener-Policy: same-origin\r\n" \
	"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
#define HTTP_NOTHING_LOADED "default-src 'none'; frame-ancestors 'none'"

enum http_phase {
	PHASE_IDLE,  /* nothing of a request has come */
	PHASE_READ,  /* some of it has */
	PHASE_WRITE, /* an answer is on its way */
};

struct http_connection {
	struct http_worker *worker;
	int fd; /* the library's */
	enum http_phase phase;
	bool has_asked;	      /* at least the beginning of a request has come, ever */
	bool is_deaf;	      /* nothing that comes from now on is read */
	bool has_ended;	      /* nothing more is to come */
	bool lingers;	      /* when the library closes it */
	bool awaits_go_ahead; /* before it sends its body */
	bool has_large_body;
	struct http_peer client; /* whose large body it is */
	struct http_peer peer;
	struct buf in;		 /* as it came: requests that wait for the handler, then one that is not complete */
	size_t at, judged;	 /* in it: the first that waits; behind the last that is complete */
	unsigned waiting;	 /* requests between those two */
	size_t needed;		 /* bytes of the one behind them, once its head has passed */
	int refused;		 /* status for what came behind them; 0: there is none to be refused */
	struct buf feed;	 /* what the library has not fetched */
	size_t fed;		 /* of feed */
	uint64_t acked;		 /* bytes that the client had received when its answer began */
	int64_t answer_n;	 /* bytes of the answer */
	int64_t began, deadline; /* began: the request that is being read, or its answer */
	size_t place;		 /* in the thread's list */
};

struct http_connection_vec VEC_FIELDS(struct http_connection *);

/* A connection that one thread accepted for another. */
struct http_arrival {
	int fd;
	struct http_peer peer;
};

struct http_arrival_vec VEC_FIELDS(struct http_arrival);

/* A socket on which all is said: a second one for it, as the library closes its own. */
struct http_linger {
	int fd;
	struct http_peer peer;
	int64_t deadline;
	size_t place;
};

struct http_linger_vec VEC_FIELDS(struct http_linger *);

struct MHD_Daemon;

struct http_worker {
	struct http_server *server;
	pthread_t thread;
	unsigned number;
	int epoll, wake, spare; /* spare: a descriptor to give up when there are no others */
	bool is_started, is_listening;
	bool has_ended; /* takes no arrivals any more; under the lock */
	struct MHD_Daemon *library;
	struct http_connection *beginning; /* the one that is being handed to the library */
	struct http_connection_vec connections;
	struct http_linger_vec lingering;
	size_t unswept;	      /* connections whose deadlines have not been looked at in this round */
	pthread_mutex_t lock; /* of arrivals */
	struct http_arrival_vec arrivals;
	char *scratch;
	struct buf headers, body;
	int64_t now, next_sweep;
	int64_t batch; /* when this round began */
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

/* ---- http_accept ---- */

/* Some of those who wait. Whether there may be more. */
bool http_accept_all(struct http_worker *worker);
/* What other threads have accepted for this one. */
void http_accept_arrivals(struct http_worker *worker);
/* One connection less. */
void http_accept_leave(struct http_worker *worker, const struct http_peer *peer);

/* ---- http_connection ---- */

void http_connection_begin(struct http_worker *worker, const struct http_arrival *arrival);
/* The library is about to close it. */
void http_connection_end(struct http_connection *connection);
/* What recv() is for the library: judged bytes, 0 at the end, or -1 with EAGAIN when there are none. */
ssize_t http_connection_read(struct http_connection *connection, char *to, size_t n);
/* Makes the answer to the first request that waits; whether the connection ends with it. */
bool http_connection_handle(struct http_connection *connection, struct http_reply *reply);
/* All of the answer is out. */
void http_connection_finish(struct http_connection *connection);
/* What has come is served, what comes later is not: a kept connection may end at any time. */
void http_connection_tell_to_end(struct http_connection *connection);
/* Its deadline has passed. */
void http_connection_give_up(struct http_connection *connection);

/* ---- http_library ---- */

/* 0, or -1 with errno: ELIBBAD when the library reads past the gate. */
int http_library_start(struct http_worker *worker);
/* Ends all connections. NULL library: nothing. */
void http_library_stop(struct http_worker *worker);
/* Becomes readable when http_library_run() has something to do. */
int http_library_descriptor(const struct http_worker *worker);
/* Serves whoever can be served, without waiting. */
void http_library_run(struct http_worker *worker);
/* Whether there is more to do, whatever comes. */
bool http_library_has_more(const struct http_worker *worker);
/* Takes over the socket; the connection ends at once when there is no room for it. */
void http_library_add(struct http_worker *worker, struct http_connection *connection);

/* ---- http_linger ---- */

/* Throws away what comes, for LIMIT_HTTP_LINGER_MS or until the client closes. False: no descriptor for that. */
bool http_linger_begin(struct http_worker *worker, int fd, const struct http_peer *peer);
void http_linger_on_event(struct http_worker *worker, struct http_linger *linger);
/* Those that took too long, or all. */
void http_linger_sweep(struct http_worker *worker, bool all);

#endif
