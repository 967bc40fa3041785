#include "search/http_parts.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ---- accepting ---- */

static void read_peer(struct http_peer *peer, const struct sockaddr_storage *address)
{
	memset(peer, 0, sizeof(*peer));
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;

		memcpy(peer->bytes + 12, &v4->sin_addr, 4);
		peer->is_local = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	} else if (address->ss_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;

		if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
			memcpy(peer->bytes + 12, v6->sin6_addr.s6_addr + 12, 4);
			peer->is_local = peer->bytes[12] == 127;
		} else {
			memcpy(peer->bytes, &v6->sin6_addr, 8);
			peer->is_local = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
		}
	} else {
		peer->is_local = true;
	}
}

static void turn_away(int fd)
{
	static const char full[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\n"
				   "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
				   "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
				   "Referrer-Policy: strict-origin-when-cross-origin\r\n"
				   "Cross-Origin-Opener-Policy: same-origin\r\n"
				   "Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n";

	(void)!send(fd, full, sizeof(full) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
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

/* Without descriptors a connection cannot even be refused: one kept for this makes room. */
static void refuse_without_descriptors(struct http_worker *worker)
{
	int fd;

	close(worker->spare);
	fd = accept4(worker->server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
		turn_away(fd);
	worker->spare = eventfd(0, EFD_CLOEXEC);
}

void http_accept_all(struct http_worker *worker)
{
	struct http_server *server = worker->server;
	struct sockaddr_storage address = {0};
	struct http_arrival arrival;
	int yes = 1;

	for (int i = 0; i < 128; i++) {
		socklen_t size = sizeof(address);

		arrival.fd =
		    accept4(server->listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (arrival.fd < 0) {
			if (errno == EMFILE || errno == ENFILE)
				refuse_without_descriptors(worker);
			if (errno == EINTR || errno == ECONNABORTED)
				continue;
			return;
		}
		read_peer(&arrival.peer, &address);
		if (atomic_load_explicit(&server->connections, memory_order_relaxed) >= server->connections_max ||
		    !server->handler.admit(server->handler.context, &arrival.peer)) {
			turn_away(arrival.fd);
			continue;
		}
		atomic_fetch_add_explicit(&server->connections, 1, memory_order_relaxed);
		(void)setsockopt(arrival.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		hand_over(worker, &arrival);
	}
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
