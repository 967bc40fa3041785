/*
 * gate: the bytes of a connection to a request, or to a refusal. Stands in front
 * of every handler and is stricter than RFC 9112 asks for: whatever two programs
 * could read in two ways is refused and the connection closed, so that nothing can
 * be smuggled past a proxy or past this server.
 *
 * Refused, among others: lines ended by a bare LF, a CR anywhere else, folded
 * lines, control characters and NUL, white space around a header's name, an empty
 * name, two Host or two Content-Length headers, lengths that are not plain digits,
 * any Transfer-Encoding (411: a body comes with its length), a body on GET, HEAD
 * or DELETE, targets that are neither a path nor an http address, bytes above 0x7e
 * or a # in the target, versions other than 1.0 and 1.1, hosts that are none (in
 * the target, too), more than the limits of limits.h allow.
 *
 * A target may be a whole address, as clients send it to proxies: its host counts
 * then, as RFC 9112 has it, but Host must be there and well-formed all the same.
 *
 * Reads and remembers nothing, allocates nothing: a pure function of the bytes so
 * far. Everything in a request points into them, or at constants.
 */
#ifndef WEIR_GATE_H
#define WEIR_GATE_H
#include "common/limits.h"
#include "common/str.h"

enum gate_method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OPTIONS, METHOD_OTHER };

struct gate_header {
	struct str name, value; /* value without the white space around it */
};

struct gate_request {
	enum gate_method method;
	struct str method_name;
	struct str path, query; /* as they came, percent escapes and all; query without the '?' */
	bool has_query;
	bool is_http_1_0;
	bool wants_close;      /* Connection: close, or HTTP/1.0 */
	bool expects_go_ahead; /* Expect: 100-continue */
	struct str host;       /* of the target, or else of Host; absent where HTTP/1.0 has neither */
	size_t head;	       /* bytes up to the body */
	size_t body;	       /* bytes of the body */
	struct gate_header headers[LIMIT_HTTP_FIELDS];
	size_t headers_n;
};

/* Bodies of up to LIMIT_HTTP_TICKET_BODY pass; which requests may have more than LIMIT_HTTP_BODY is http.h's to ask. */
enum gate_state {
	GATE_MORE,    /* the head is not complete, and all right so far as can be told */
	GATE_READY,   /* the head is complete; the body may not be */
	GATE_REFUSED, /* answer with *status and close */
};

/* `bytes` begins where the request does. */
enum gate_state gate_read(struct str bytes, struct gate_request *request, int *status);
/* Value of a header; absent when there is none. The first one counts. */
struct str gate_header(const struct gate_request *request, struct str name);

#endif
