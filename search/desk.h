/*
 * desk: where tickets are handed in. Everything between a ticket's fields and the
 * outbox in one call, for the JSON route and the form alike: the check of its fields,
 * the venue it belongs to, how many tickets one client may send, and the outbox, which
 * is on the disk before the call comes back.
 *
 * A server without --state has a desk that is closed. Any thread; one ticket is
 * written at a time, and none waits long: others of the thread are waiting with it.
 */
#ifndef WEIR_DESK_H
#define WEIR_DESK_H
#include "common/value.h"
#include "search/http.h"
#include "search/ticket.h"

struct desk;

/* Takes over the outbox; NULL makes a desk that is closed. */
struct desk *desk_new(struct outbox *outbox);
void desk_free(struct desk *desk);
bool desk_is_open(const struct desk *desk);
/* Whether tickets for a venue, as server_venue() gives it, are delivered by weir-courier. */
bool desk_delivers(const struct value *venue);

enum desk_answer {
	DESK_TAKEN,	/* reference is set; is_known: it had come before */
	DESK_WRONG,	/* problems are set */
	DESK_ELSEWHERE, /* the venue takes no tickets here: it is a forum, an address, a link */
	DESK_TOO_MANY,	/* of this client: retry_after is set, in seconds */
	DESK_FULL,	/* no room, for now; nothing was kept: retry_after is set */
	DESK_FAILED,	/* the same, because the disk fails */
	DESK_CLOSED,
};

struct desk_result {
	enum desk_answer answer;
	struct ticket_problem problems[TICKET_PROBLEMS];
	size_t problems_n;
	char reference[OUTBOX_REFERENCE_BYTES + 1]; /* what the customer may name: "W-7K3F-9Q2M" */
	bool is_known;
	int retry_after;
};

struct desk_request {
	const struct ticket_fields *fields;
	const struct value *venue; /* of server_venue() by the fields' topic and tier; NULL: none */
	const struct http_peer *client;
	int64_t now;	 /* milliseconds, monotonic */
	int64_t seconds; /* since 1970 */
};

void desk_take(struct desk *desk, const struct desk_request *request, struct arena *arena, struct desk_result *result);

/*
 * Why tickets were not kept since this was asked last, for the log; false: all that came were. Any thread.
 */
bool desk_tell_failure(struct desk *desk, struct buf *reason);

/* ---- bodies with files ---- */

/* Whether one more of up to LIMIT_HTTP_TICKET_BODY may come; every 0 is followed by desk_leave_body(). 0, or a status.
 */
int desk_admit_body(struct desk *desk, const struct http_peer *client);
void desk_leave_body(struct desk *desk, const struct http_peer *client);

#endif
