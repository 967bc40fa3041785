/*
 * courier_send: one attempt to hand a ticket to its venue, through libcurl: the only code of Weir's servers that
 * connects out. Certificates are verified, redirects are not followed, an answer is read up to a limit, everything
 * ends after a time.
 */
#ifndef WEIR_COURIER_SEND_H
#define WEIR_COURIER_SEND_H
#include "search/courier_message.h"

struct courier_sender;

struct courier_send_options {
	const char *authorities; /* file of certificates to trust besides none other; NULL: the system's */
	int64_t timeout;	 /* seconds that one request may take */
};

/* Once, before threads are started. 0, or -1. */
__attribute__((warn_unused_result)) int courier_send_init(void);
/* One per thread. */
struct courier_sender *courier_sender_new(const struct courier_send_options *options);
void courier_sender_free(struct courier_sender *sender);

struct courier_attempt {
	enum courier_verdict verdict;
	bool is_uncertain;   /* when not sent: the venue may have it all the same */
	int64_t retry_after; /* seconds, as the venue asked; 0: it did not */
	struct str remote;   /* the venue's number for it, or empty */
	struct str error;    /* for the log: of the transport or a status, no customer's text */
};

/* Sends it; of what is uncertain the venue is asked first whether it has it, where it can be asked. */
void courier_send(struct courier_sender *sender, const struct courier_venue *venue, const struct outbox_entry *entry,
		  int64_t now, struct arena *arena, struct courier_attempt *attempt);

#endif
