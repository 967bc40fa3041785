/*
 * review_json: tickets of the review as JSON, for scripts and for the page of
 * `weir review --serve`. What stands before the redaction is a list of pieces, so
 * that nobody has to count bytes.
 */
#ifndef WEIR_TICKETS_REVIEW_JSON_H
#define WEIR_TICKETS_REVIEW_JSON_H
#include "generator/tickets/review.h"

/* {"id","public_id","state","risk","look","removed","title","refused"} */
void review_json_item(struct buf *out, const struct review_item *item);
enum { REVIEW_JSON_VERSION = 32 };
/* What somebody has seen of a ticket, the page and what was decided: digits, and a NUL. */
void review_json_version(const struct review_ticket *ticket, char version[REVIEW_JSON_VERSION + 1]);
/*
 * The same with "risks" [{"name","points"}], "before" [{"text"} or {"text","type","rule","placeholder"} or
 * {"text","look":true}], "after" (the page), "version", "edited", "findings" [{"line","type","rule"}].
 */
void review_json_ticket(struct buf *out, const struct review_ticket *ticket);

#endif
