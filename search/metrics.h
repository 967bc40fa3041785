/*
 * metrics: counters for Prometheus. Each thread counts for itself; reading adds
 * them up. Names of routes and status codes are all that is told apart.
 */
#ifndef WEIR_METRICS_H
#define WEIR_METRICS_H
#include "search/http.h"

struct metrics;

/* What is known elsewhere at the moment of asking. */
struct metrics_now {
	unsigned connections;
	uint32_t pages; /* in the index */
	struct str version;
	bool index_is_gone;	   /* its file is not there any more */
	bool index_is_overwritten; /* and is none any more */
	uint64_t refused;	   /* connections, because there were too many */
	int64_t uptime_seconds;
};

enum metrics_event {
	METRIC_SWAP,	     /* a new index was taken */
	METRIC_SWAP_REFUSED, /* a damaged one was not */
	METRIC_CACHE_HIT,    /* an answer was still there */
	METRIC_CACHE_MISS,
	METRIC_NOTHING_FOUND, /* a search without results */
	METRIC_TICKET,	      /* taken into the outbox */
	METRIC_TICKET_FAILED, /* for which there was no room, or the disk failed */
	METRIC_EVENTS,
};

struct metrics *metrics_new(unsigned threads);
void metrics_free(struct metrics *metrics);
void metrics_request(struct metrics *metrics, const struct http_done *done);
void metrics_count(struct metrics *metrics, unsigned thread, enum metrics_event event);
/* In Prometheus' text format. */
void metrics_print(const struct metrics *metrics, const struct metrics_now *now, struct buf *out);

#endif
