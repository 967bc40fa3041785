/*
 * reply: the forms that answers have: JSON, errors as JSON or as a page by what
 * the client accepts, results as JSON. Handlers decide what to say, this says it.
 */
#ifndef WEIR_REPLY_H
#define WEIR_REPLY_H
#include "search/http.h"
#include "search/query.h"
#include "search/site.h"
#include "search/suggest.h"

/* {"error":{"code":…,"message":…}}, or a page for browsers. message: NULL for that of the status. */
void reply_error(struct http_reply *reply, const struct http_request *request, int status, struct str message);
/* Whether a client would rather have a page than JSON. */
bool reply_wants_html(const struct http_request *request);
void reply_json(struct http_reply *reply);
void reply_html(struct http_reply *reply, struct str csp);

/* ,"name":"text" or "name":"text" */
void reply_text(struct buf *out, const char *name, struct str text, bool is_first);
/* An excerpt: escaped, with <mark> where the marks stand. */
void reply_excerpt(struct buf *out, struct str excerpt);
/* Address of a hit: with the site's base path and the heading's anchor. */
struct str reply_url(const struct site *site, const struct query_hit *hit, struct arena *arena);
/* The members of a hit, without braces. */
void reply_hit(struct buf *out, const struct site *site, const struct query_hit *hit, struct arena *arena);
void reply_facets(struct buf *out, const struct query_results *results);

#endif
