#include "common/mem.h"
#include "search/http_parts.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

/* Before another connection has its turn. */
enum { FILE_AT_ONCE = 1024 * 1024, REQUESTS_AT_ONCE = 64, SERVE_MS = 5 };

/* Of a large file that the kernel may hold beyond what is under way: what lies there is not what has been read. */
enum { FILE_WAITING = 256 * 1024 };

/* ---- connections ---- */

static void watch(struct http_worker *worker, struct http_connection *connection, bool writing)
{
	struct epoll_event event = {.events = writing ? EPOLLOUT : EPOLLIN, .data.ptr = connection};

	if (connection->watches_writing == writing)
		return;
	connection->watches_writing = writing;
	(void)epoll_ctl(worker->epoll, EPOLL_CTL_MOD, connection->fd, &event);
}

static void leave_body(struct http_worker *worker, struct http_connection *connection)
{
	struct http_handler *handler = &worker->server->handler;

	if (connection->has_large_body)
		handler->leave_body(handler->context, &connection->client);
	connection->has_large_body = false;
}

static void forget_later(struct http_worker *worker, struct http_connection *connection)
{
	struct http_connection_vec *later = &worker->later;

	for (size_t i = 0; i < later->n && connection->is_later; i++)
		if (later->at[i] == connection)
			later->at[i] = NULL;
	connection->is_later = false;
}

void http_connection_drop(struct http_worker *worker, struct http_connection *connection)
{
	struct http_server *server = worker->server;
	struct http_connection *last = worker->connections.at[worker->connections.n - 1];

	close(connection->fd);
	if (connection->file >= 0)
		close(connection->file);
	forget_later(worker, connection);
	leave_body(worker, connection);
	server->handler.leave(server->handler.context, &connection->peer);
	buf_release(&connection->in);
	buf_release(&connection->out);
	worker->connections.at[connection->place] = last;
	last->place = connection->place;
	worker->connections.n--;
	mem_free(connection);
	atomic_fetch_sub_explicit(&server->connections, 1, memory_order_relaxed);
}

void http_connection_begin(struct http_worker *worker, const struct http_arrival *arrival)
{
	struct http_connection *connection = mem_zalloc(sizeof(*connection));
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};

	connection->fd = arrival->fd;
	connection->file = -1;
	connection->peer = arrival->peer;
	connection->deadline = worker->now + (worker->is_listening ? LIMIT_HTTP_READ_MS : LIMIT_HTTP_DRAIN_FIRST_MS);
	buf_init(&connection->in, BUF_NO_LIMIT);
	buf_init(&connection->out, BUF_NO_LIMIT);
	connection->place = worker->connections.n;
	*vec_add(&worker->connections) = connection;
	if (epoll_ctl(worker->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
		http_connection_drop(worker, connection);
}

/* ---- answers ---- */

void http_connection_linger(struct http_worker *worker, struct http_connection *connection)
{
	connection->phase = PHASE_LINGER;
	connection->deadline = worker->now + LIMIT_HTTP_LINGER_MS;
	buf_release(&connection->in);
	buf_release(&connection->out);
	(void)shutdown(connection->fd, SHUT_WR);
	watch(worker, connection, false);
}

/* The answer is out. */
static void finish(struct http_worker *worker, struct http_connection *connection)
{
	if (connection->file >= 0)
		close(connection->file);
	connection->file = -1;
	connection->file_left = 0;
	buf_release(&connection->out);
	connection->sent = 0;
	/* a kept connection may end whenever nothing is asked on it */
	if (connection->close ||
	    (connection->in.n == 0 && atomic_load_explicit(&worker->server->stopping, memory_order_relaxed))) {
		http_connection_linger(worker, connection);
		return;
	}
	connection->phase = PHASE_IDLE;
	connection->needed = 0;
	connection->told_to_go_ahead = false;
	connection->deadline = worker->now + LIMIT_HTTP_IDLE_MS;
}

/* What goes out earns the time for what is still to come, so a large answer holds no place that nobody reads. */
static void count_gone(struct http_connection *connection, size_t n)
{
	connection->gone += n;
	connection->deadline =
	    connection->began + LIMIT_HTTP_WRITE_MS + (int64_t)(connection->gone * 1000 / LIMIT_HTTP_RATE);
}

/* As much of the file as the socket takes: 1 all of it, 0 not yet, -1 failed. */
static int send_file(struct http_connection *connection)
{
	size_t at_once = FILE_AT_ONCE;

	while (connection->file_left != 0 && at_once != 0) {
		size_t want = connection->file_left < at_once ? connection->file_left : at_once;
		ssize_t sent = sendfile(connection->fd, connection->file, &connection->file_at, want);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return errno == EAGAIN ? 0 : -1;
		if (sent == 0)
			return -1; /* shorter than it was */
		connection->file_left -= (size_t)sent;
		at_once -= (size_t)sent;
		count_gone(connection, (size_t)sent);
	}
	return connection->file_left == 0;
}

/* Goes on with an answer: false when the connection is gone. */
static bool write_on(struct http_worker *worker, struct http_connection *connection)
{
	while (connection->sent < connection->out.n) {
		ssize_t sent =
		    send(connection->fd, connection->out.s + connection->sent, connection->out.n - connection->sent,
			 MSG_NOSIGNAL | (connection->file_left != 0 ? MSG_MORE : 0));

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN) {
			watch(worker, connection, true);
			return true;
		}
		if (sent <= 0) {
			http_connection_drop(worker, connection);
			return false;
		}
		connection->sent += (size_t)sent;
		count_gone(connection, (size_t)sent);
	}
	switch (connection->file_left != 0 ? send_file(connection) : 1) {
	case 0:
		watch(worker, connection, true);
		return true;
	case 1:
		finish(worker, connection);
		return true;
	default:
		http_connection_drop(worker, connection);
		return false;
	}
}

/* Head and body in one call; what does not go out is kept. False when the connection is gone. */
static bool write_first(struct http_worker *worker, struct http_connection *connection, struct str body)
{
	struct str head = buf_view(&worker->head);
	struct iovec parts[2] = {{(void *)(uintptr_t)head.s, head.n}, {(void *)(uintptr_t)body.s, body.n}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = body.n != 0 ? 2 : 1};
	size_t out = 0;
	ssize_t sent;

	do
		sent = sendmsg(connection->fd, &message, MSG_NOSIGNAL | (connection->file_left != 0 ? MSG_MORE : 0));
	while (sent < 0 && errno == EINTR);
	if (sent < 0 && errno != EAGAIN) {
		http_connection_drop(worker, connection);
		return false;
	}
	out = sent > 0 ? (size_t)sent : 0;
	count_gone(connection, out);
	if (out == head.n + body.n && connection->file_left == 0) {
		finish(worker, connection);
		return true;
	}
	if (out < head.n) {
		buf_str(&connection->out, str_from(head, out));
		out = head.n;
	}
	buf_str(&connection->out, str_from(body, out - head.n));
	return write_on(worker, connection);
}

static void reply_init(struct http_worker *worker, struct http_reply *reply)
{
	buf_clear(&worker->headers);
	buf_clear(&worker->body);
	*reply = (struct http_reply){
	    .status = 200, .cache_control = "no-store", .headers = &worker->headers, .body = &worker->body, .file = -1};
}

/* False when the connection is gone. */
static bool answer(struct http_worker *worker, struct http_connection *connection, const struct http_request *request,
		   struct http_reply *reply, int64_t began)
{
	struct http_server *server = worker->server;
	bool is_head = request != NULL && request->gate->method == METHOD_HEAD;
	int waiting = FILE_WAITING;
	int64_t length = reply->file >= 0 ? reply->file_n : (int64_t)worker->body.n;
	int64_t sent = is_head || !http_head_has_body(reply->status) ? 0 : length;
	struct http_done done = {request, reply->route, reply->status, sent, 0, worker->number};

	connection->close = connection->close || reply->close || request == NULL || request->gate->wants_close ||
			    atomic_load_explicit(&server->stopping, memory_order_relaxed);
	http_head_write(worker, reply, length, connection->close);
	connection->file = reply->file;
	connection->file_at = reply->file_at;
	connection->file_left = reply->file >= 0 && !is_head ? (size_t)reply->file_n : 0;
	connection->phase = PHASE_WRITE;
	connection->began = worker->now;
	connection->gone = 0;
	if (connection->file_left > FILE_WAITING)
		(void)setsockopt(connection->fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &waiting, sizeof(waiting));
	done.nanoseconds = http_nanoseconds() - began;
	server->handler.done(server->handler.context, &done);
	return write_first(worker, connection,
			   is_head || reply->file >= 0 || !http_head_has_body(reply->status) ? STR("")
											     : buf_view(&worker->body));
}

/* Answers what is no request and closes. False when the connection is gone. */
bool http_connection_refuse(struct http_worker *worker, struct http_connection *connection, int status)
{
	struct http_handler *handler = &worker->server->handler;
	struct http_reply reply;

	reply_init(worker, &reply);
	reply.status = status;
	reply.close = true;
	reply.route = "refused";
	handler->refuse(handler->context, NULL, &reply);
	return answer(worker, connection, NULL, &reply, http_nanoseconds());
}

static bool handle(struct http_worker *worker, struct http_connection *connection, struct str body)
{
	struct http_handler *handler = &worker->server->handler;
	int64_t began = http_nanoseconds();
	struct http_request request = {.gate = &worker->request,
				       .body = body,
				       .peer = connection->peer,
				       .thread = worker->number,
				       .now = began / 1000000,
				       .waited = began / 1000000 - worker->batch};
	struct http_reply reply;

	worker->now = request.now;
	reply_init(worker, &reply);
	handler->handle(handler->context, &request, &reply);
	return answer(worker, connection, &request, &reply, began);
}

/* ---- requests ---- */

static bool is_waiting(const struct http_connection *connection)
{
	return connection->phase == PHASE_IDLE || connection->phase == PHASE_READ;
}

static void go_ahead(struct http_connection *connection)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";

	if (!connection->told_to_go_ahead)
		(void)!send(connection->fd, line, sizeof(line) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	connection->told_to_go_ahead = true;
}

/* What is sent earns the time for what is still to come; who sends nothing holds its place no longer than others. */
static void earn_time(struct http_connection *connection)
{
	if (connection->has_large_body)
		connection->deadline =
		    connection->began + LIMIT_HTTP_READ_MS + (int64_t)(connection->in.n * 1000 / LIMIT_HTTP_RATE);
}

/* Asks once for a body above LIMIT_HTTP_BODY. 0, or a status. */
static int admit_body(struct http_worker *worker, struct http_connection *connection)
{
	struct http_handler *handler = &worker->server->handler;
	struct http_request request = {
	    .gate = &worker->request, .peer = connection->peer, .thread = worker->number, .now = worker->now};
	int status;

	if (worker->request.body <= LIMIT_HTTP_BODY || connection->has_large_body)
		return 0;
	if (handler->admit_body == NULL)
		return 413;
	status = handler->admit_body(handler->context, &request, &connection->client);
	connection->has_large_body = status == 0;
	return status;
}

/* Whether others should have their turn; what is left is served when they had. */
static bool is_turn_over(struct http_worker *worker, struct http_connection *connection)
{
	if (++worker->served < REQUESTS_AT_ONCE && worker->now - worker->turn < SERVE_MS)
		return false;
	connection->is_later = true;
	*vec_add(&worker->later) = connection;
	return true;
}

/*
 * Serves the requests at the start of `bytes`; *used gets how many of them are
 * done with. False when the connection is gone.
 */
static bool serve(struct http_worker *worker, struct http_connection *connection, struct str bytes, size_t *used)
{
	struct gate_request *request = &worker->request;

	*used = 0;
	while (*used < bytes.n && is_waiting(connection)) {
		struct str rest = str_from(bytes, *used);
		int status = 400;

		if (connection->phase == PHASE_IDLE) {
			connection->phase = PHASE_READ;
			connection->has_asked = true;
			connection->began = worker->now;
			connection->deadline = connection->began + LIMIT_HTTP_READ_MS;
		}
		switch (gate_read(rest, request, &status)) {
		case GATE_MORE:
			return true;
		case GATE_REFUSED:
			*used = bytes.n;
			return http_connection_refuse(worker, connection, status);
		case GATE_READY:
			status = admit_body(worker, connection);
			if (status == 0)
				break;
			*used = bytes.n;
			return http_connection_refuse(worker, connection, status);
		}
		if (rest.n - request->head < request->body) {
			connection->needed = request->head + request->body;
			if (request->expects_go_ahead)
				go_ahead(connection);
			return true;
		}
		*used += request->head + request->body;
		leave_body(worker, connection);
		if (!handle(worker, connection, str_slice(rest, request->head, request->head + request->body)))
			return false;
		if (*used < bytes.n && is_waiting(connection) && is_turn_over(worker, connection))
			return true;
	}
	return true;
}

/* What is left of `in` when its first bytes are done with. */
static void keep_rest(struct http_connection *connection, size_t used)
{
	struct buf *in = &connection->in;

	if (connection->phase == PHASE_LINGER)
		return;
	if (used == in->n) {
		buf_release(in);
		return;
	}
	if (used != 0) {
		memmove(in->s, in->s + used, in->n - used);
		buf_cut(in, in->n - used);
	}
}

/* Looking again is worth while when a line may have ended, or something that has no place in a head has come. */
static bool may_be_complete(const struct http_connection *connection, struct str news)
{
	if (connection->needed != 0)
		return connection->in.n >= connection->needed;
	if (connection->in.n > LIMIT_HTTP_TARGET)
		return true;
	for (size_t i = 0; i < news.n; i++)
		if ((unsigned char)news.s[i] < ' ' && news.s[i] != '\t')
			return true;
	return false;
}

/* False when the connection is gone. */
bool http_connection_read(struct http_worker *worker, struct http_connection *connection)
{
	struct str news;
	ssize_t got;
	size_t used;

	if (connection->is_later) /* what it has sent first is not done with */
		return true;
	got = recv(connection->fd, worker->scratch, HTTP_READ_AT_ONCE, 0);
	news = str_n(worker->scratch, got > 0 ? (size_t)got : 0);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got <= 0) {
		http_connection_drop(worker, connection);
		return false;
	}
	if (connection->phase == PHASE_LINGER)
		return true;
	if (connection->in.n == 0) {
		if (!serve(worker, connection, news, &used))
			return false;
		if (connection->phase != PHASE_LINGER)
			buf_str(&connection->in, str_from(news, used));
		return true;
	}
	buf_str(&connection->in, news);
	earn_time(connection);
	if (!may_be_complete(connection, news))
		return true;
	if (!serve(worker, connection, buf_view(&connection->in), &used))
		return false;
	keep_rest(connection, used);
	return true;
}

static void begin_turn(struct http_worker *worker)
{
	worker->turn = http_nanoseconds() / 1000000;
	worker->served = 0;
}

static void serve_rest(struct http_worker *worker, struct http_connection *connection)
{
	size_t used;

	if (connection->in.n != 0 && serve(worker, connection, buf_view(&connection->in), &used))
		keep_rest(connection, used);
}

void http_connection_serve_later(struct http_worker *worker)
{
	size_t n = worker->later.n;

	for (size_t i = 0; i < n; i++) {
		struct http_connection *connection = worker->later.at[i];

		if (connection == NULL)
			continue;
		worker->later.at[i] = NULL;
		connection->is_later = false;
		begin_turn(worker);
		serve_rest(worker, connection);
	}
	memmove(worker->later.at, worker->later.at + n, (worker->later.n - n) * sizeof(*worker->later.at));
	worker->later.n -= n;
}

void http_connection_on_event(struct http_worker *worker, struct http_connection *connection, uint32_t events)
{
	begin_turn(worker);
	if (connection->phase == PHASE_WRITE) {
		if (!write_on(worker, connection) || connection->phase == PHASE_WRITE)
			return;
		watch(worker, connection, false);
		serve_rest(worker, connection);
		return;
	}
	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
		(void)http_connection_read(worker, connection);
}
