/*
 * fetch: HTTP requests, several at a time, by libcurl. Only `weir check
 * --external` needs it, so the library is loaded when it is asked for and not
 * when the program starts: linking it would add 33 shared libraries and more
 * than double the time of every other command.
 *
 * Follows redirects (http and https only), keeps cookies for the length of a
 * check, uses the proxy that the environment names (libcurl reads it), and never
 * connects to link-local or multicast addresses, so that a link in somebody's
 * article cannot reach the metadata service of a cloud machine.
 *
 * Not thread-safe. The clock here is only for pacing.
 */
#ifndef WEIR_FETCH_H
#define WEIR_FETCH_H
#include "common/arena.h"

enum fetch_problem {
	FETCH_FINE, /* an answer came; see status */
	FETCH_NO_HOST,
	FETCH_NO_CONNECTION,
	FETCH_TIMEOUT,
	FETCH_CERTIFICATE,
	FETCH_REDIRECTS,
	FETCH_PROTOCOL, /* redirected to something that is not http */
	FETCH_REFUSED,	/* an address that is not asked */
	FETCH_OTHER,
};

struct fetch_options {
	const char *user_agent;
	unsigned timeout_ms; /* of one request with its redirects */
};

struct fetch_request {
	struct str url;
	bool is_head;
	size_t keep;	/* so many bytes of the body are wanted; 0: the answer's head is enough */
	uint64_t owner; /* comes back with the answer */
};

struct fetch_answer {
	uint64_t owner;
	enum fetch_problem problem;
	long status;	      /* HTTP's, 0 without an answer */
	unsigned retry_after; /* seconds that the server asks to wait, 0: none */
	struct str body;      /* until the next call */
};

struct fetch;

/* NULL after setting *problem (libcurl is not installed). */
struct fetch *fetch_new(const struct fetch_options *options, const char **problem);
void fetch_free(struct fetch *fetch);
/* Starts a request. */
void fetch_start(struct fetch *fetch, const struct fetch_request *request);
/* Waits for the next answer, so many milliseconds at most; false when none came. */
__attribute__((warn_unused_result)) bool fetch_wait(struct fetch *fetch, unsigned milliseconds,
						    struct fetch_answer *answer);
/* Milliseconds of a clock that only goes forward. */
uint64_t fetch_now(void);

#endif
