#include "common/mem.h"
#include "search/http_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

static void end(struct http_worker *worker, struct http_linger *linger)
{
	struct http_linger *last = worker->lingering.at[worker->lingering.n - 1];

	close(linger->fd);
	http_accept_leave(worker, &linger->peer);
	worker->lingering.at[linger->place] = last;
	last->place = linger->place;
	worker->lingering.n--;
	mem_free(linger);
}

bool http_linger_begin(struct http_worker *worker, int fd, const struct http_peer *peer)
{
	int again = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	struct http_linger *linger;
	struct epoll_event event = {.events = EPOLLIN};

	if (again < 0)
		return false;
	linger = mem_zalloc(sizeof(*linger));
	event.data.ptr = linger;
	if (epoll_ctl(worker->epoll, EPOLL_CTL_ADD, again, &event) != 0) {
		close(again);
		mem_free(linger);
		return false;
	}
	linger->fd = again;
	linger->peer = *peer;
	linger->deadline = worker->now + LIMIT_HTTP_LINGER_MS;
	linger->place = worker->lingering.n;
	*vec_add(&worker->lingering) = linger;
	return true;
}

void http_linger_on_event(struct http_worker *worker, struct http_linger *linger)
{
	ssize_t got = recvfrom(linger->fd, worker->scratch, HTTP_READ_AT_ONCE, MSG_DONTWAIT, NULL, NULL);

	if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
		end(worker, linger);
}

void http_linger_sweep(struct http_worker *worker, bool all)
{
	for (size_t i = worker->lingering.n; i-- > 0;)
		if (all || worker->lingering.at[i]->deadline <= worker->now)
			end(worker, worker->lingering.at[i]);
}
