/*
 * clients: how much one address may ask for. Connections are counted, requests
 * are paid for from a bucket that fills with time. A fixed table: when its place is
 * taken, the client that was idle longest is forgotten. Clients on this machine are
 * not limited: they are the proxy in front, or the operator.
 *
 * Addresses stand in this table only, never in a log or a file. Any thread.
 */
#ifndef WEIR_CLIENTS_H
#define WEIR_CLIENTS_H
#include "search/http.h"

struct clients;

/* per_second: what flows into a client's bucket, which holds `burst`; 0: nobody is limited. */
struct clients *clients_new(double per_second, double burst, unsigned connections);
void clients_free(struct clients *clients);

/* One connection more; false when it would be one too many. */
bool clients_enter(struct clients *clients, const struct http_peer *peer);
void clients_leave(struct clients *clients, const struct http_peer *peer);
/* Takes `price` from the bucket; else false, and in how many seconds it will be there. `now` in milliseconds. */
bool clients_pay(struct clients *clients, const struct http_peer *peer, double price, int64_t now, int *retry_after);

/*
 * "192.0.2.1", also as "::ffff:192.0.2.1", or "2001:db8::1", with a port or without, as it stands in
 * X-Forwarded-For; false: none of them.
 */
bool clients_parse(struct str text, struct http_peer *peer);
bool clients_same(const struct http_peer *a, const struct http_peer *b);
/* The same machine, and not only the same network of IPv6. */
bool clients_same_machine(const struct http_peer *a, const struct http_peer *b);

#endif
