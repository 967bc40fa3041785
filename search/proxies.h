/*
 * proxies: who is asking, where a proxy stands in front: of X-Forwarded-For only what
 * proxies of the operator's have written is believed.
 */
#ifndef WEIR_PROXIES_H
#define WEIR_PROXIES_H
#include "search/clients.h"

struct server_options;

/* Whether an address is one of them. */
bool proxies_has(const struct server_options *options, const struct http_peer *peer);
/*
 * The nearest address in X-Forwarded-For that is no proxy of ours: what stands before it, on lines too, may be
 * invented. Without proxies the other end of the connection.
 */
struct http_peer proxies_client(const struct server_options *options, const struct http_request *request);

#endif
