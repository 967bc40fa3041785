/*
 * server: requests to answers. The table of routes and what stands behind each;
 * connections are http.h's, the site is site.h's.
 */
#ifndef WEIR_SERVER_H
#define WEIR_SERVER_H
#include "search/clients.h"
#include "search/log.h"
#include "search/metrics.h"
#include "search/site.h"

struct server_options {
	int folder;	  /* that holds the site's */
	const char *name; /* of the site's folder in it */
	bool files;	  /* --static */
	bool log_queries;
	unsigned threads;
	double rate;			 /* searches a second and client; 0: not limited */
	const struct http_peer *proxies; /* whose X-Forwarded-For is believed */
	size_t proxies_n;
	bool trusts_local;	  /* this machine is one of them */
	struct desk *desk;	  /* taken over */
	struct events *events;	  /* the caller's; NULL: none are kept */
	struct str metrics_token; /* that /metrics asks for; empty: none */
	struct str slack_secret;  /* signing secret of the Slack app; empty: no slash command is answered */
};

struct desk;
struct events;
struct server;

/* The log is the caller's and outlives it. */
struct server *server_new(const struct server_options *options, struct log *log);
void server_free(struct server *server);
/* What http_server_new() wants. */
struct http_handler server_handler(struct server *server);
struct site_slot *server_slot(struct server *server);
struct metrics *server_metrics(struct server *server);
/* For /metrics. */
void server_watch_connections(struct server *server, const struct http_server *http);

enum server_index {
	INDEX_IS_THERE,
	INDEX_IS_GONE,	      /* what is open is served on */
	INDEX_IS_OVERWRITTEN, /* what is open was written over by something that is no index: there are no texts */
};
/* What has become of search.db, for operators. From any thread. */
void server_index(struct server *server, enum server_index index);

/* Where a question belongs, by the site's routes: a map, or NULL when the site names no place. */
struct value *server_venue(const struct value *config, struct str topic, struct str tier, struct arena *arena);

#endif
