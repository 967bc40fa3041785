#include "common/mem.h"
#include "search/http_parts.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
	EVENTS = 1024,
	SWEEP_MS = 500,
	SWEPT_AT_ONCE = 16,
	LAST_ACCEPTS = 64, /* more than fit into the queue */
};

int64_t http_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t milliseconds(void)
{
	return http_nanoseconds() / 1000000;
}

/* ---- the loop ---- */

/*
 * What took too long. Thousands at a time take turns with those who are served; what is left is swept in the next
 * round.
 */
static void sweep(struct http_worker *worker)
{
	size_t i = worker->unswept != 0 ? worker->unswept : worker->connections.n;
	int swept = 0;

	while (i > 0 && swept < SWEPT_AT_ONCE) {
		if (--i >= worker->connections.n || worker->connections.at[i]->deadline > worker->now)
			continue;
		swept++;
		http_connection_give_up(worker->connections.at[i]);
	}
	worker->unswept = i;
	if (i == 0)
		worker->next_sweep = worker->now + SWEEP_MS;
	http_linger_sweep(worker, false);
}

static void stop_listening(struct http_worker *worker)
{
	struct http_server *server = worker->server;

	worker->is_listening = false;
	for (int i = 0; i < LAST_ACCEPTS && http_accept_all(worker); i++)
		;
	(void)epoll_ctl(worker->epoll, EPOLL_CTL_DEL, server->listener, NULL);
	/* who comes from now on is refused at once, and asks somebody else */
	if (atomic_fetch_sub_explicit(&server->listening, 1, memory_order_acq_rel) == 1) {
		close(server->listener);
		server->listener = -1;
	}
	http_accept_arrivals(worker);
	http_library_run(worker); /* what has come already is served */
	for (size_t i = worker->connections.n; i-- > 0;) {
		struct http_connection *connection = worker->connections.at[i];

		if (connection->phase != PHASE_IDLE)
			continue;
		/* who has just come is about to ask; who has been answered knows that a kept connection may end */
		if (connection->has_asked)
			http_connection_tell_to_end(connection);
		else if (connection->deadline > worker->now + LIMIT_HTTP_DRAIN_FIRST_MS)
			connection->deadline = worker->now + LIMIT_HTTP_DRAIN_FIRST_MS;
	}
}

/* Whether something is left for the next round, whoever comes. */
static bool has_more(const struct http_worker *worker)
{
	return worker->unswept != 0 || http_library_has_more(worker);
}

/* Whether nothing is left to do; nothing is handed over to this thread then. */
static bool has_ended(struct http_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	worker->has_ended = worker->connections.n == 0 && worker->lingering.n == 0 && worker->arrivals.n == 0;
	pthread_mutex_unlock(&worker->lock);
	return worker->has_ended;
}

static void *run(void *argument)
{
	struct http_worker *worker = argument;
	struct http_server *server = worker->server;
	struct epoll_event events[EVENTS];
	int64_t drain_end = 0;

	(void)pthread_barrier_wait(&server->all_run);
	worker->now = milliseconds();
	for (;;) {
		int n;

		if (server->handler.rest != NULL)
			server->handler.rest(server->handler.context, worker->number);
		n = epoll_wait(worker->epoll, events, EVENTS, has_more(worker) ? 0 : SWEEP_MS);
		worker->now = worker->batch = milliseconds();
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr == &server->listener)
				(void)http_accept_all(worker);
			else if (events[i].data.ptr == &worker->wake)
				http_accept_arrivals(worker);
			else if (events[i].data.ptr != &worker->library)
				http_linger_on_event(worker, events[i].data.ptr);
		}
		http_library_run(worker);
		if (worker->now >= worker->next_sweep)
			sweep(worker);
		if (!atomic_load_explicit(&server->stopping, memory_order_acquire))
			continue;
		if (worker->is_listening) {
			stop_listening(worker);
			drain_end = worker->now + LIMIT_HTTP_DRAIN_MS;
		}
		if (has_ended(worker) || worker->now >= drain_end)
			break;
	}
	if (server->handler.rest != NULL)
		server->handler.rest(server->handler.context, worker->number);
	return NULL;
}

/* ---- life ---- */

static int worker_init(struct http_server *server, unsigned number)
{
	struct http_worker *worker = &server->workers[number];
	struct epoll_event listening = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = &server->listener};
	struct epoll_event waking = {.events = EPOLLIN, .data.ptr = &worker->wake};
	struct epoll_event asking = {.events = EPOLLIN, .data.ptr = &worker->library};

	worker->server = server;
	worker->number = number;
	worker->scratch = mem_alloc(HTTP_READ_AT_ONCE);
	buf_init(&worker->headers, BUF_NO_LIMIT);
	buf_init(&worker->body, BUF_NO_LIMIT);
	pthread_mutex_init(&worker->lock, NULL);
	worker->is_listening = true;
	worker->epoll = epoll_create1(EPOLL_CLOEXEC);
	worker->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	worker->spare = eventfd(0, EFD_CLOEXEC);
	if (worker->epoll < 0 || worker->wake < 0 || worker->spare < 0)
		return -1;
	if (http_library_start(worker) != 0 ||
	    epoll_ctl(worker->epoll, EPOLL_CTL_ADD, http_library_descriptor(worker), &asking) != 0 ||
	    epoll_ctl(worker->epoll, EPOLL_CTL_ADD, server->listener, &listening) != 0)
		return -1;
	return epoll_ctl(worker->epoll, EPOLL_CTL_ADD, worker->wake, &waking);
}

struct http_server *http_server_new(int listener, const struct http_handler *handler, unsigned threads,
				    unsigned connections)
{
	struct http_server *server = mem_zalloc(sizeof(*server));

	server->listener = listener;
	server->handler = *handler;
	server->connections_max = connections;
	server->workers_n = threads;
	atomic_init(&server->listening, threads);
	server->workers = mem_zalloc(threads * sizeof(*server->workers));
	for (unsigned i = 0; i < threads; i++) {
		server->workers[i].epoll = server->workers[i].wake = server->workers[i].spare = -1;
		if (worker_init(server, i) != 0) {
			int error = errno;

			server->workers_n = i + 1;
			http_server_free(server);
			errno = error;
			return NULL;
		}
	}
	return server;
}

int http_server_start(struct http_server *server)
{
	(void)pthread_barrier_init(&server->all_run, NULL, server->workers_n + 1);
	for (unsigned i = 0; i < server->workers_n; i++) {
		int error = pthread_create(&server->workers[i].thread, NULL, run, &server->workers[i]);

		if (error != 0) {
			errno = error;
			return -1;
		}
		server->workers[i].is_started = true;
	}
	(void)pthread_barrier_wait(&server->all_run);
	return 0;
}

void http_server_stop(struct http_server *server)
{
	uint64_t one = 1;

	atomic_store_explicit(&server->stopping, true, memory_order_release);
	for (unsigned i = 0; i < server->workers_n; i++)
		(void)!write(server->workers[i].wake, &one, sizeof(one));
}

void http_server_join(struct http_server *server)
{
	for (unsigned i = 0; i < server->workers_n; i++)
		if (server->workers[i].is_started)
			pthread_join(server->workers[i].thread, NULL);
}

static void close_if(int fd)
{
	if (fd >= 0)
		close(fd);
}

void http_server_free(struct http_server *server)
{
	if (server == NULL)
		return;
	for (unsigned i = 0; i < server->workers_n; i++) {
		struct http_worker *worker = &server->workers[i];

		http_library_stop(worker);
		http_linger_sweep(worker, true);
		for (size_t k = 0; k < worker->arrivals.n; k++)
			close(worker->arrivals.at[k].fd);
		vec_release(&worker->connections);
		vec_release(&worker->lingering);
		vec_release(&worker->arrivals);
		close_if(worker->epoll);
		close_if(worker->wake);
		close_if(worker->spare);
		buf_release(&worker->headers);
		buf_release(&worker->body);
		mem_free(worker->scratch);
		pthread_mutex_destroy(&worker->lock);
	}
	close_if(server->listener);
	mem_free(server->workers);
	mem_free(server);
}

unsigned http_server_connections(const struct http_server *server)
{
	return atomic_load_explicit(&server->connections, memory_order_relaxed);
}

uint64_t http_server_refused(const struct http_server *server)
{
	return atomic_load_explicit(&server->refused, memory_order_relaxed);
}
