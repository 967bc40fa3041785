#include "search/http_parts.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { ACCEPT_AT_ONCE = 128 };

/* ---- accepting ---- */

void http_peer_set(struct http_peer *peer, const uint8_t *address, size_t n)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff}, loopback[16] = {[15] = 1};

	memset(peer, 0, sizeof(*peer));
	if (n == 16 && memcmp(address, mapped, sizeof(mapped)) == 0) {
		address += sizeof(mapped);
		n = 4;
	}
	if (n == 4) {
		memcpy(peer->bytes + 12, address, 4);
		peer->is_local = address[0] == 127;
	} else {
		memcpy(peer->bytes, address, 8);
		memcpy(peer->host, address + 8, 8);
		peer->is_local = memcmp(address, loopback, sizeof(loopback)) == 0;
	}
}

static void read_peer(struct http_peer *peer, const struct sockaddr_storage *address)
{
	if (address->ss_family == AF_INET)
		http_peer_set(peer, (const uint8_t *)&((const struct sockaddr_in *)address)->sin_addr, 4);
	else if (address->ss_family == AF_INET6)
		http_peer_set(peer, ((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr, 16);
	else
		*peer = (struct http_peer){.is_local = true};
}

/* What has come is read, because closing without that would take the answer back. */
static void turn_away(struct http_worker *worker, int fd)
{
	static const char full[] =
	    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\n"
	    "Cache-Control: no-store\r\nContent-Security-Policy: " HTTP_NOTHING_LOADED
	    "\r\nCross-Origin-Resource-Policy: same-origin\r\n" HTTP_ALWAYS "Connection: close\r\n\r\n";

	atomic_fetch_add_explicit(&worker->server->refused, 1, memory_order_relaxed);
	(void)!send(fd, full, sizeof(full) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)shutdown(fd, SHUT_WR);
	(void)!recvfrom(fd, worker->scratch, HTTP_READ_AT_ONCE, MSG_DONTWAIT, NULL, NULL);
	close(fd);
}

static void hand_over(struct http_worker *worker, const struct http_arrival *arrival)
{
	struct http_server *server = worker->server;
	unsigned number = atomic_fetch_add_explicit(&server->next_worker, 1, memory_order_relaxed) % server->workers_n;
	struct http_worker *other = &server->workers[number];
	uint64_t one = 1;

	pthread_mutex_lock(&other->lock);
	if (other->has_ended)
		other = worker;
	if (other != worker)
		*vec_add(&other->arrivals) = *arrival;
	pthread_mutex_unlock(&server->workers[number].lock);
	if (other == worker) {
		http_connection_begin(worker, arrival);
		return;
	}
	(void)!write(other->wake, &one, sizeof(one));
}

/* Without descriptors a connection cannot even be refused: one kept for this makes room. False when nobody waits. */
static bool refuse_without_descriptors(struct http_worker *worker)
{
	int fd;

	close(worker->spare);
	fd = accept4(worker->server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
		turn_away(worker, fd);
	worker->spare = eventfd(0, EFD_CLOEXEC);
	return fd >= 0;
}

/* What accept4() could not do for one connection. Whether to ask for another. */
static bool goes_on(struct http_worker *worker)
{
	if (errno == EMFILE || errno == ENFILE)
		return refuse_without_descriptors(worker);
	return errno == EINTR || errno == ECONNABORTED;
}

bool http_accept_all(struct http_worker *worker)
{
	struct http_server *server = worker->server;
	struct sockaddr_storage address = {0};
	struct http_arrival arrival;

	for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
		socklen_t size = sizeof(address);

		arrival.fd =
		    accept4(server->listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (arrival.fd < 0) {
			if (goes_on(worker))
				continue;
			return false;
		}
		read_peer(&arrival.peer, &address);
		if (atomic_load_explicit(&server->connections, memory_order_relaxed) >= server->connections_max ||
		    !server->handler.admit(server->handler.context, &arrival.peer)) {
			turn_away(worker, arrival.fd);
			continue;
		}
		atomic_fetch_add_explicit(&server->connections, 1, memory_order_relaxed);
		hand_over(worker, &arrival);
	}
	return true;
}

void http_accept_leave(struct http_worker *worker, const struct http_peer *peer)
{
	struct http_server *server = worker->server;

	server->handler.leave(server->handler.context, peer);
	atomic_fetch_sub_explicit(&server->connections, 1, memory_order_relaxed);
}

void http_accept_arrivals(struct http_worker *worker)
{
	uint64_t count;

	(void)!read(worker->wake, &count, sizeof(count));
	pthread_mutex_lock(&worker->lock);
	for (size_t i = 0; i < worker->arrivals.n; i++)
		http_connection_begin(worker, &worker->arrivals.at[i]);
	worker->arrivals.n = 0;
	pthread_mutex_unlock(&worker->lock);
}
