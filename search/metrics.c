#include "search/metrics.h"

#include "common/mem.h"

#include <stdatomic.h>

/* Routes by the name they are logged under; the last one is for all others. */
static const char *const routes[] = {"/api/search",    "/api/suggest", "/api/ticket", "/api/event",
				     "/api/complete",  "/search",      "/contact",    "/thank-you",
				     "/slack/command", "/a/",	       "file",	      "/healthz",
				     "/readyz",	       "/metrics",     "refused",     "other"};
static const int statuses[] = {200, 201, 204, 206, 301, 303, 304, 400, 403, 404, 405, 408, 409,
			       411, 412, 413, 414, 415, 416, 417, 422, 429, 431, 500, 503, 505};
/* Upper bounds in microseconds. */
static const int64_t bounds[] = {100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000};

enum {
	ROUTES = sizeof(routes) / sizeof(*routes),
	STATUSES = sizeof(statuses) / sizeof(*statuses),
	BOUNDS = sizeof(bounds) / sizeof(*bounds),
};

struct thread_metrics {
	atomic_ullong requests[ROUTES][STATUSES];
	atomic_ullong durations[ROUTES][BOUNDS + 1];
	atomic_ullong nanoseconds[ROUTES];
	atomic_ullong bytes;
	atomic_ullong events[METRIC_EVENTS];
};

struct metrics {
	unsigned threads_n;
	struct thread_metrics *threads;
};

struct metrics *metrics_new(unsigned threads)
{
	struct metrics *metrics = mem_zalloc(sizeof(*metrics));

	metrics->threads_n = threads + 1; /* and the one that watches */
	metrics->threads = mem_zalloc(metrics->threads_n * sizeof(*metrics->threads));
	return metrics;
}

void metrics_free(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	mem_free(metrics->threads);
	mem_free(metrics);
}

static void add(atomic_ullong *counter, unsigned long long n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static size_t route_of(const char *name)
{
	for (size_t i = 0; name != NULL && i < ROUTES; i++)
		if (name == routes[i] || strcmp(name, routes[i]) == 0)
			return i;
	return ROUTES - 1;
}

static size_t status_of(int status)
{
	size_t i = 0;

	while (i + 1 < STATUSES && statuses[i] != status)
		i++;
	return i;
}

void metrics_request(struct metrics *metrics, const struct http_done *done)
{
	struct thread_metrics *thread = &metrics->threads[done->thread];
	size_t route = route_of(done->route), bound = 0;

	while (bound < BOUNDS && done->nanoseconds > bounds[bound] * 1000)
		bound++;
	add(&thread->requests[route][status_of(done->status)], 1);
	add(&thread->durations[route][bound], 1);
	add(&thread->nanoseconds[route], done->nanoseconds > 0 ? (unsigned long long)done->nanoseconds : 0);
	add(&thread->bytes, done->bytes > 0 ? (unsigned long long)done->bytes : 0);
}

void metrics_count(struct metrics *metrics, unsigned thread, enum metrics_event event)
{
	add(&metrics->threads[thread < metrics->threads_n ? thread : metrics->threads_n - 1].events[event], 1);
}

/* ---- printing ---- */

#define SUM(metrics, field) \
	__extension__({ \
		unsigned long long sum_ = 0; \
		for (unsigned t_ = 0; t_ < (metrics)->threads_n; t_++) \
			sum_ += atomic_load_explicit(&(metrics)->threads[t_].field, memory_order_relaxed); \
		sum_; \
	})

static void print_requests(const struct metrics *metrics, struct buf *out)
{
	buf_lit(out, "# HELP weir_requests_total Answers by route and status.\n# TYPE weir_requests_total counter\n");
	for (size_t route = 0; route < ROUTES; route++)
		for (size_t status = 0; status < STATUSES; status++) {
			unsigned long long n = SUM(metrics, requests[route][status]);

			if (n != 0)
				buf_printf(out, "weir_requests_total{route=\"%s\",status=\"%d\"} %llu\n", routes[route],
					   statuses[status], n);
		}
}

static void print_durations(const struct metrics *metrics, struct buf *out)
{
	buf_lit(out, "# HELP weir_request_seconds Time to make an answer.\n# TYPE weir_request_seconds histogram\n");
	for (size_t route = 0; route < ROUTES; route++) {
		unsigned long long all = 0;

		for (size_t bound = 0; bound <= BOUNDS; bound++)
			all += SUM(metrics, durations[route][bound]);
		if (all == 0)
			continue;
		all = 0;
		for (size_t bound = 0; bound < BOUNDS; bound++) {
			all += SUM(metrics, durations[route][bound]);
			buf_printf(out, "weir_request_seconds_bucket{route=\"%s\",le=\"%g\"} %llu\n", routes[route],
				   (double)bounds[bound] / 1e6, all);
		}
		all += SUM(metrics, durations[route][BOUNDS]);
		buf_printf(out, "weir_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %llu\n", routes[route], all);
		buf_printf(out, "weir_request_seconds_sum{route=\"%s\"} %.9f\n", routes[route],
			   (double)SUM(metrics, nanoseconds[route]) / 1e9);
		buf_printf(out, "weir_request_seconds_count{route=\"%s\"} %llu\n", routes[route], all);
	}
}

static void print_one(struct buf *out, const char *name, const char *type, const char *help, unsigned long long value)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name, type, name, value);
}

void metrics_print(const struct metrics *metrics, const struct metrics_now *now, struct buf *out)
{
	static const struct {
		const char *name, *help;
	} events[METRIC_EVENTS] = {
	    [METRIC_SWAP] = {"weir_index_swaps_total", "New search indexes taken."},
	    [METRIC_SWAP_REFUSED] = {"weir_index_refused_total", "Search indexes refused as damaged."},
	    [METRIC_CACHE_HIT] = {"weir_cache_hits_total", "Answers that were still there."},
	    [METRIC_CACHE_MISS] = {"weir_cache_misses_total", "Answers that had to be made."},
	    [METRIC_NOTHING_FOUND] = {"weir_searches_without_results_total", "Searches that found nothing."},
	    [METRIC_TICKET] = {"weir_tickets_total", "Tickets taken into the outbox."},
	    [METRIC_TICKET_FAILED] = {"weir_tickets_failed_total", "Tickets refused because they could not be kept."},
	};

	print_requests(metrics, out);
	print_durations(metrics, out);
	for (size_t i = 0; i < METRIC_EVENTS; i++)
		print_one(out, events[i].name, "counter", events[i].help, SUM(metrics, events[i]));
	print_one(out, "weir_sent_bytes_total", "counter", "Bytes of answers, without headers.", SUM(metrics, bytes));
	print_one(out, "weir_connections", "gauge", "Open connections.", now->connections);
	print_one(out, "weir_index_pages", "gauge", "Pages in the search index.", now->pages);
	print_one(out, "weir_index_gone", "gauge", "1 while search.db is not there and the one before is served.",
		  now->index_is_gone);
	print_one(out, "weir_index_overwritten", "gauge", "1 while search.db was written over and cannot be searched.",
		  now->index_is_overwritten);
	print_one(out, "weir_connections_refused_total", "counter",
		  "Connections answered 503 because there were too many.", now->refused);
	print_one(out, "weir_uptime_seconds", "gauge", "Seconds since the start.",
		  (unsigned long long)now->uptime_seconds);
	buf_printf(out,
		   "# HELP weir_info The running program and its index.\n# TYPE weir_info gauge\n"
		   "weir_info{version=\"%s\",index=\"%.*s\"} 1\n",
		   WEIR_VERSION, STR_ARG(now->version));
}
