/*
 * http: connections. A few threads, each with an epoll and a daemon of libmicrohttpd
 * of its own; a connection belongs to one thread from its first byte to its last. The
 * library waits on connections, keeps them and writes answers; what it reads has been
 * through the gate, byte by byte, whichever request of a connection it is. Requests go
 * to one handler, answers back with the headers that every answer has.
 *
 * Everything is bounded: connections, bytes of a request, the time it may take to
 * arrive and its answer to be read, the time it may wait for its turn. How and why:
 * ARCHITECTURE.md "Decisions".
 */
#ifndef WEIR_HTTP_H
#define WEIR_HTTP_H
#include "common/buf.h"
#include "search/gate.h"

#include <sys/socket.h>

struct http_server;

/* Who is asking: an IPv4 address or the first half of an IPv6 one; never stored beyond the client table. */
struct http_peer {
	uint8_t bytes[16];
	uint8_t host[8]; /* the other half of an IPv6 one: proxies are known by all of their address */
	bool is_local;	 /* loopback, or a socket of this machine */
};

/* Of an address in network order, of 4 bytes or 16; one of IPv4 in one of IPv6 is the former. */
void http_peer_set(struct http_peer *peer, const uint8_t *address, size_t n);

struct http_request {
	const struct gate_request *gate;
	struct str body;
	struct http_peer peer;
	unsigned thread; /* from 0 */
	int64_t now;	 /* milliseconds, monotonic */
	int64_t waited;	 /* milliseconds since it could have been served */
};

/* What the handler fills in. The buffers are the thread's and empty. */
struct http_reply {
	int status;		   /* 200 */
	const char *type;	   /* Content-Type; NULL: none */
	const char *cache_control; /* "no-store" */
	struct str csp;		   /* Content-Security-Policy; absent: nothing at all may be loaded */
	struct buf *headers;	   /* further lines, each ended by CR LF */
	struct buf *body;
	int file; /* sent instead of the body, and closed; -1: none. With 304 and HEAD its length is told, and no more
		   */
	int64_t file_at, file_n;
	bool close;	   /* the connection, afterwards */
	bool for_others;   /* pages of other sites may use it: a script of theirs */
	const char *route; /* for the log and the counters: "/api/search" */
};

struct http_done {
	const struct http_request *request; /* NULL: refused before it was one */
	const char *route;
	int status;
	int64_t bytes, nanoseconds; /* of the body, as far as the client stays; until the answer is made */
	unsigned thread;
};

struct http_handler {
	void *context;
	/* In any of the threads. */
	void (*handle)(void *context, const struct http_request *request, struct http_reply *reply);
	/* An error's body for `reply->status`, which is set. request is NULL before there is one. */
	void (*refuse)(void *context, const struct http_request *request, struct http_reply *reply);
	/* For the log and the counters, when an answer is on its way. */
	void (*done)(void *context, const struct http_done *done);
	/* Whether a client may have one more connection; every true is followed by one leave(). */
	bool (*admit)(void *context, const struct http_peer *peer);
	void (*leave)(void *context, const struct http_peer *peer);
	/*
	 * Whether a request, whose head is there, may have a body above LIMIT_HTTP_BODY. 0, followed by one
	 * leave_body() with the same client when the body is done with; or a status to refuse it with. NULL: none may.
	 */
	int (*admit_body)(void *context, const struct http_request *request, struct http_peer *client);
	void (*leave_body)(void *context, const struct http_peer *client);
	/* Before a thread waits for work: what it has gathered may be written. May be NULL. */
	void (*rest)(void *context, unsigned thread);
};

/* "127.0.0.1:8080", "[::1]:0", "unix:/run/weir.sock": a listening socket, or -1 with errno (EINVAL: no address). */
__attribute__((warn_unused_result)) int http_listen(struct str address);
/* Whether connections can be accepted from it. */
bool http_is_listening(int fd);
/* "http://127.0.0.1:8080" of a listening socket. */
void http_name(int listener, struct buf *out);

/* Takes over the listener. The handler is copied. NULL with errno. */
struct http_server *http_server_new(int listener, const struct http_handler *handler, unsigned threads,
				    unsigned connections);
/* Comes back when all threads run. -1 with errno: some may, and the process had better end. */
__attribute__((warn_unused_result)) int http_server_start(struct http_server *server);
/* No new connections; answers under way are finished. */
void http_server_stop(struct http_server *server);
/* Waits for the threads; at most LIMIT_HTTP_DRAIN_MS after http_server_stop(). */
void http_server_join(struct http_server *server);
void http_server_free(struct http_server *server);
unsigned http_server_connections(const struct http_server *server);
/* Connections that were turned away, because there were too many. */
uint64_t http_server_refused(const struct http_server *server);

/* Monotonic. */
int64_t http_nanoseconds(void);

/* "Not Found" */
const char *http_status_text(int status);
/* "Sat, 21 Nov 2026 04:12:00 GMT" in 30 bytes. */
void http_date(char text[30], int64_t seconds);
/* The reverse; -1 when it is no such date. */
int64_t http_date_parse(struct str text);

#endif
