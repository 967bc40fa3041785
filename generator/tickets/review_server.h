/*
 * review_server: the review in the browser of the person who started it, and for
 * nobody else.
 *
 * Listens on 127.0.0.1 alone. The address that is announced carries a token behind
 * '#', which browsers send to no server and write into no referrer; the page's
 * script exchanges it, once, for a secret that every later request must carry in a
 * header. There are no cookies, so nothing another page makes the browser send is
 * ever believed. Requests under another host name (DNS rebinding) and POSTs that do
 * not come from the page itself are refused. The page runs its own script alone.
 *
 * One request at a time, connections bounded, no threads.
 */
#ifndef WEIR_TICKETS_REVIEW_SERVER_H
#define WEIR_TICKETS_REVIEW_SERVER_H
#include "generator/tickets/review.h"

/* The address to open, when the server is ready. */
typedef void review_announce(void *context, struct str url);

/* Serves until the program is ended. port 0: any free one. -1 with a reason when it cannot listen. */
__attribute__((warn_unused_result)) int review_serve(struct review *review, unsigned port, review_announce *announce,
						     void *context, struct buf *reason);

#endif
