/*
 * reply: the forms that answers have: JSON, errors as JSON or as a page by what
 * the client accepts. Handlers decide what to say, this says it.
 */
#ifndef WEIR_REPLY_H
#define WEIR_REPLY_H
#include "search/http.h"
#include "search/query_json.h"
#include "search/site.h"
#include "search/suggest.h"

/* {"error":{"code":…,"message":…}}, or a page for browsers. message: NULL for that of the status. */
void reply_error(struct http_reply *reply, const struct http_request *request, int status, struct str message);
enum reply_form { REPLY_ANY, REPLY_HTML, REPLY_JSON };
/* What a client would rather have, by Accept; any: it names neither. */
enum reply_form reply_form_wanted(const struct http_request *request);
/* Whether a client would rather have a page than JSON. */
bool reply_wants_html(const struct http_request *request);
void reply_json(struct http_reply *reply);
void reply_html(struct http_reply *reply, struct str csp);

#endif
