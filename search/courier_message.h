/*
 * courier_message: what a venue is sent for a ticket, and what its answer means. Pure: bytes in, bytes out; the
 * lines of curl are courier_send.h's.
 */
#ifndef WEIR_COURIER_MESSAGE_H
#define WEIR_COURIER_MESSAGE_H
#include "common/outbox.h"
#include "common/value.h"

enum courier_kind { COURIER_ZENDESK, COURIER_HUBSPOT, COURIER_EMAIL, COURIER_WEBHOOK, COURIER_KINDS_N };

/* A [[contact.venue]] with deliver, and its secrets. Texts end with a NUL. */
struct courier_venue {
	enum courier_kind kind;
	struct str id, title, url, email, from;
	struct str user, password; /* zendesk: "name@example.com/token" and the token; email: of the mail server */
	struct str token;	   /* hubspot: of a private app */
	struct str secret;	   /* webhook: that signs */
	struct str site;	   /* base_url, for links */
};

/* "zendesk", …; COURIER_KINDS_N when it is none of them. */
enum courier_kind courier_kind_of(struct str deliver);
const char *courier_kind_name(enum courier_kind kind);

/* Below a customer's text: reference, topic, plan, page; for HubSpot who asks and which files stay behind too. */
void courier_text(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry);

/* {"request":{…}}; uploads: tokens of files that were sent before. */
void courier_zendesk(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry,
		     const struct str *uploads, size_t uploads_n);
/* {"properties":{…}} */
void courier_hubspot(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry);
/* All there is, files in base64. */
void courier_webhook(struct buf *out, const struct outbox_entry *entry);
/* "t=1700000000,v1=…": HMAC-SHA256 with the venue's secret over the time, a full stop, and the body. */
void courier_signature(struct buf *out, struct str secret, int64_t now, struct str body);

/* Header lines of the mail, one at a time by `add`, without line ends: To, From, Reply-To, Subject, Message-ID, … */
void courier_mail_headers(const struct courier_venue *venue, const struct outbox_entry *entry, int64_t now,
			  void (*add)(void *context, const char *line), void *context);

/* The number that the venue gave the ticket, of its answer; absent when the answer is not what such a venue says. */
struct str courier_remote(enum courier_kind kind, struct str answer, struct arena *arena);
/* The same of an answer to "is a ticket with this reference there?": absent when it is not. -1: no such answer. */
__attribute__((warn_unused_result)) int courier_found(enum courier_kind kind, struct str answer, struct str reference,
						      struct arena *arena, struct str *remote);
/* The token of {"upload":{"token":…}}; absent. */
struct str courier_upload_token(struct str answer, struct arena *arena);

/* ---- what an answer means ---- */

enum courier_verdict {
	VERDICT_SENT,
	VERDICT_LATER,	 /* the venue is down, busy, or answers what cannot be understood */
	VERDICT_SET_UP,	 /* it does not let us in: somebody must look at address and secrets, but nothing is wrong here
			  */
	VERDICT_REFUSED, /* it will never take this ticket */
};

/* Of an HTTP status (200…599). */
enum courier_verdict courier_verdict(int status);
/*
 * Seconds until attempt number `attempts` + 1: `first` doubled each time, at most an hour, a quarter more or less by
 * `random` (0…65535); never before retry_after (0: not said), never after OUTBOX_LONGEST_WAIT.
 */
int64_t courier_wait(int64_t first, int64_t attempts, int64_t retry_after, unsigned random);

#endif
