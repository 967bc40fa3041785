/*
 * origins: which other sites' pages may ask this server, for /widget.js in them:
 * those of [server] widget_origins, and of the routes only those that say so. To
 * all others a browser's own rule applies: they may not read an answer, and what
 * changes something is refused (server.c).
 *
 * An origin is compared as a whole, letter for letter: browsers write it in lower
 * case without a port that the scheme implies, and so does the generator. "null",
 * which many unrelated pages say, is never one of them. Nothing is sent that lets
 * cookies or passwords travel along: there are none.
 */
#ifndef WEIR_ORIGINS_H
#define WEIR_ORIGINS_H
#include "common/value.h"
#include "search/http.h"

/* Whether the request comes from a page of such an origin. config: struct site's. */
bool origins_allow(const struct value *config, const struct gate_request *request);
/*
 * Headers of an answer of such a route: whom it is for, and, when OPTIONS asks, what may be sent: "GET" or "POST".
 * Says Vary: Origin wherever answers differ by it.
 */
void origins_answer(const struct value *config, const struct gate_request *request, const char *method,
		    struct buf *headers);

#endif
