/*
 * preview_http: the little web server of `weir preview`: files of the output
 * folder, an event stream that tells open pages when to reload, and a list of
 * the last build's problems for them to show.
 *
 * For one writer on one machine: HTTP/1.1 GET and HEAD, a connection for each
 * request (a range of a file, too), everything bounded, no threads. HTML gets a script added on its way
 * out; files are never changed. Only requests for an address or for localhost are
 * answered, so that no web site can make the browser read the preview under a
 * name of its own (DNS rebinding).
 *
 * Driven by poll(2): preview_server_polls() says what to wait for, then
 * preview_server_work() does what can be done. Time is told by the caller.
 */
#ifndef WEIR_PREVIEW_HTTP_H
#define WEIR_PREVIEW_HTTP_H
#include "common/buf.h"

#include <poll.h>

struct preview_server;

struct preview_site {
	int folder;	      /* the site's */
	struct str output;    /* below it, or absolute */
	struct str base_path; /* "/" or "/help/" */
};

/*
 * Answers what is not a file (search). Returns false when the path is none of
 * its own; else writes the status line's number, the type and the body. May be
 * NULL.
 */
typedef bool preview_route(void *context, struct str method, struct str path, struct str query, int *status,
			   struct str *type, struct buf *body);

/*
 * Listens on "127.0.0.1:8000", "[::1]:8000", "localhost:0" (any port). NULL with
 * errno; EINVAL: not an address. `run` tells one run of the preview from another.
 */
struct preview_server *preview_server_new(struct str address, uint64_t run);
void preview_server_free(struct preview_server *server);
/* "http://127.0.0.1:8000" */
struct str preview_server_url(const struct preview_server *server);
void preview_server_set_route(struct preview_server *server, preview_route *route, void *context);

/* What is served from now on; strings are copied. Before the first call a page says that the site is being built. */
void preview_server_set_site(struct preview_server *server, const struct preview_site *site);
/*
 * After a build: its problems as a JSON array; with `reload`, open pages load
 * themselves again.
 */
void preview_server_announce(struct preview_server *server, struct str problems, bool reload);

enum { PREVIEW_POLLS = 300 };
/* Fills at most PREVIEW_POLLS entries, returns how many. */
nfds_t preview_server_polls(struct preview_server *server, struct pollfd *polls);
/* now: milliseconds of a clock that never goes back. */
void preview_server_work(struct preview_server *server, const struct pollfd *polls, nfds_t n, int64_t now);

#endif
