#include "common/mem.h"
#include "search/http_parts.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <unistd.h>

enum {
	/* of a large file that the kernel may hold beyond what is under way: what lies there is not what has been read
	 */
	FILE_WAITING = 256 * 1024,
	/* bytes of requests behind the first: who sends more before it has its answers may ask again */
	REQUESTS_WAITING = 256 * 1024,
};

/* ---- life ---- */

static void leave_body(struct http_connection *connection)
{
	struct http_handler *handler = &connection->worker->server->handler;

	if (connection->has_large_body)
		handler->leave_body(handler->context, &connection->client);
	connection->has_large_body = false;
}

void http_connection_begin(struct http_worker *worker, const struct http_arrival *arrival)
{
	struct http_connection *connection = mem_zalloc(sizeof(*connection));

	connection->worker = worker;
	connection->fd = arrival->fd;
	connection->peer = arrival->peer;
	connection->deadline = worker->now + (worker->is_listening ? LIMIT_HTTP_READ_MS : LIMIT_HTTP_DRAIN_FIRST_MS);
	buf_init(&connection->in, BUF_NO_LIMIT);
	buf_init(&connection->feed, BUF_NO_LIMIT);
	connection->place = worker->connections.n;
	*vec_add(&worker->connections) = connection;
	http_library_add(worker, connection);
}

void http_connection_end(struct http_connection *connection)
{
	struct http_worker *worker = connection->worker;
	struct http_connection *last = worker->connections.at[worker->connections.n - 1];

	leave_body(connection);
	if (!connection->lingers || !http_linger_begin(worker, connection->fd, &connection->peer))
		http_accept_leave(worker, &connection->peer);
	worker->connections.at[connection->place] = last;
	last->place = connection->place;
	worker->connections.n--;
	buf_release(&connection->in);
	buf_release(&connection->feed);
	mem_free(connection);
}

void http_connection_tell_to_end(struct http_connection *connection)
{
	connection->lingers = true;
	(void)shutdown(connection->fd, SHUT_RD); /* which wakes the library */
}

/* ---- requests ---- */

/* The library is asked for an answer to nothing: that is how it comes behind all answers before it. */
static void refuse(struct http_connection *connection, int status)
{
	buf_cut(&connection->in, connection->judged);
	connection->needed = 0;
	connection->awaits_go_ahead = false;
	connection->refused = status;
	connection->is_deaf = true;
	buf_lit(&connection->feed, "GET / HTTP/1.1\r\n\r\n");
}

/* Asks for a body above LIMIT_HTTP_BODY. 0, or a status. */
static int admit_body(struct http_connection *connection, const struct gate_request *head)
{
	struct http_worker *worker = connection->worker;
	struct http_handler *handler = &worker->server->handler;
	struct http_request request = {
	    .gate = head, .peer = connection->peer, .thread = worker->number, .now = worker->now};
	int status;

	if (head->body <= LIMIT_HTTP_BODY)
		return 0;
	if (handler->admit_body == NULL || connection->has_large_body)
		return 413;
	status = handler->admit_body(handler->context, &request, &connection->client);
	connection->has_large_body = status == 0;
	return status;
}

/* Not before the answers to what was asked earlier. */
static void go_ahead(struct http_connection *connection)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";

	if (connection->waiting != 0 || connection->phase == PHASE_WRITE)
		return;
	connection->awaits_go_ahead = false;
	(void)!send(connection->fd, line, sizeof(line) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Whether the first request that has not been judged is complete and has passed: the library may ask for its answer. */
static bool pass_one(struct http_connection *connection)
{
	struct gate_request *request = &connection->worker->request;
	struct str rest = str_from(buf_view(&connection->in), connection->judged);
	int status = 400;

	if (rest.n == 0 || rest.n < connection->needed)
		return false;
	switch (gate_read(rest, request, &status)) {
	case GATE_MORE:
		return false;
	case GATE_REFUSED:
		refuse(connection, status);
		return false;
	case GATE_READY:
		break;
	}
	status = connection->needed == 0 ? admit_body(connection, request) : 0;
	if (status != 0) {
		refuse(connection, status);
		return false;
	}
	if (rest.n < request->head + request->body) {
		connection->needed = request->head + request->body;
		connection->awaits_go_ahead = request->expects_go_ahead;
		return false;
	}
	connection->needed = 0;
	connection->awaits_go_ahead = false;
	connection->judged += request->head + request->body;
	connection->waiting++;
	buf_str(&connection->feed, request->method == METHOD_HEAD ? STR("HEAD") : STR("GET"));
	buf_lit(&connection->feed, " / HTTP/1.1\r\n\r\n");
	return true;
}

static void judge(struct http_connection *connection)
{
	while (pass_one(connection))
		;
	if (connection->awaits_go_ahead)
		go_ahead(connection);
}

/* Looking again is worth while when a line may have ended, or something that has no place in a head has come. */
static bool may_be_complete(const struct http_connection *connection, struct str news)
{
	size_t come = connection->in.n - connection->judged;

	if (connection->needed != 0 || come == news.n || come > LIMIT_HTTP_TARGET)
		return true;
	for (size_t i = 0; i < news.n; i++)
		if ((unsigned char)news.s[i] < ' ' && news.s[i] != '\t')
			return true;
	return false;
}

static void take(struct http_connection *connection, struct str news)
{
	if (connection->phase == PHASE_IDLE) {
		connection->phase = PHASE_READ;
		connection->has_asked = true;
		connection->began = connection->worker->now;
		connection->deadline = connection->began + LIMIT_HTTP_READ_MS;
	}
	buf_str(&connection->in, news);
	/* what is sent earns the time for the rest; who sends nothing holds its place no longer than others */
	if (connection->has_large_body && connection->phase == PHASE_READ)
		connection->deadline = connection->began + LIMIT_HTTP_READ_MS +
				       (int64_t)((connection->in.n - connection->judged) * 1000 / LIMIT_HTTP_RATE);
	if (may_be_complete(connection, news))
		judge(connection);
}

/* ---- what the library reads ---- */

static ssize_t give(struct http_connection *connection, char *to, size_t n)
{
	size_t left = connection->feed.n - connection->fed;

	if (left == 0 && connection->has_ended)
		return 0;
	if (left == 0) {
		errno = EAGAIN;
		return -1;
	}
	n = n < left ? n : left;
	memcpy(to, connection->feed.s + connection->fed, n);
	connection->fed += n;
	if (connection->fed == connection->feed.n) {
		buf_release(&connection->feed);
		connection->fed = 0;
	}
	return (ssize_t)n;
}

/*
 * Until the socket has no more or the library no more room: it is told of new bytes once, when they come, and of the
 * client's end perhaps together with them.
 */
ssize_t http_connection_read(struct http_connection *connection, char *to, size_t n)
{
	struct http_worker *worker = connection->worker;

	while (connection->feed.n - connection->fed < n && !connection->is_deaf && !connection->has_ended) {
		ssize_t got = recvfrom(connection->fd, worker->scratch, HTTP_READ_AT_ONCE, 0, NULL, NULL);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			break;
		if (got < 0)
			return -1;
		if (got > 0)
			take(connection, str_n(worker->scratch, (size_t)got));
		if (got == 0 || (connection->waiting > 1 && connection->judged - connection->at > REQUESTS_WAITING))
			connection->has_ended = true;
	}
	return give(connection, to, n);
}

/* ---- answers ---- */

/* Bytes that the client has received, ever; false: not to be had of this kind of socket. */
static bool count_acked(const struct http_connection *connection, uint64_t *acked)
{
	struct tcp_info info = {0};
	socklen_t size = sizeof(info);

	if (getsockopt(connection->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
	    size < offsetof(struct tcp_info, tcpi_bytes_acked) + sizeof(info.tcpi_bytes_acked))
		return false;
	*acked = info.tcpi_bytes_acked;
	return true;
}

static void begin_answer(struct http_connection *connection, int64_t length)
{
	int waiting = FILE_WAITING;

	connection->phase = PHASE_WRITE;
	connection->began = connection->worker->now;
	connection->deadline = connection->began + LIMIT_HTTP_WRITE_MS;
	connection->answer_n = length;
	if (length <= FILE_WAITING)
		return;
	(void)count_acked(connection, &connection->acked);
	(void)setsockopt(connection->fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &waiting, sizeof(waiting));
}

/* The first request is done with. */
static void forget_first(struct http_connection *connection, const struct gate_request *request)
{
	struct buf *in = &connection->in;

	connection->at += request->head + request->body;
	if (--connection->waiting != 0)
		return;
	if (in->n == connection->judged) {
		buf_release(in);
	} else {
		memmove(in->s, in->s + connection->judged, in->n - connection->judged);
		buf_cut(in, in->n - connection->judged);
	}
	connection->at = connection->judged = 0;
}

static int64_t length_of(const struct http_request *request, const struct http_reply *reply)
{
	if (reply->status == 204 || reply->status == 304 || (request != NULL && request->gate->method == METHOD_HEAD))
		return 0;
	return reply->file >= 0 ? reply->file_n : (int64_t)reply->body->n;
}

static bool closes(const struct http_connection *connection, const struct http_request *request,
		   const struct http_reply *reply)
{
	/* what else has come will never be complete */
	bool is_last = connection->has_ended && connection->waiting == 1 && connection->refused == 0;

	return request == NULL || reply->close || request->gate->wants_close || is_last ||
	       atomic_load_explicit(&connection->worker->server->stopping, memory_order_relaxed);
}

/* The first request that waits. */
static struct http_request first_request(struct http_connection *connection, int64_t waited)
{
	struct http_worker *worker = connection->worker;
	struct gate_request *gate = &worker->request;
	struct str rest = str_from(buf_view(&connection->in), connection->at);
	int status;

	(void)gate_read(rest, gate, &status);
	return (struct http_request){.gate = gate,
				     .body = str_slice(rest, gate->head, gate->head + gate->body),
				     .peer = connection->peer,
				     .thread = worker->number,
				     .now = worker->now,
				     .waited = waited};
}

static void answer_refusal(struct http_connection *connection, int status, struct http_reply *reply)
{
	struct http_handler *handler = &connection->worker->server->handler;

	reply->status = status;
	reply->route = "refused";
	handler->refuse(handler->context, NULL, reply);
}

/*
 * What leads elsewhere repeats the target, and the library has no room for all that the gate lets through: less while
 * it holds other requests.
 */
static void check_head(struct http_connection *connection, struct http_reply *reply)
{
	bool is_alone = connection->waiting == 1 && connection->refused == 0;

	if (reply->headers->n + reply->csp.n <= (is_alone ? HTTP_ANSWER_HEAD : HTTP_ANSWER_HEAD_AMONG))
		return;
	if (reply->file >= 0)
		close(reply->file);
	reply->file = -1;
	buf_clear(reply->headers);
	buf_clear(reply->body);
	reply->csp = STR("");
	reply->cache_control = "no-store";
	answer_refusal(connection, 414, reply);
}

bool http_connection_handle(struct http_connection *connection, struct http_reply *reply)
{
	struct http_worker *worker = connection->worker;
	struct http_handler *handler = &worker->server->handler;
	/* until the answer before this one was made: while its own body came, it waited for nobody */
	int64_t waited = worker->now - worker->batch, began = http_nanoseconds(), ended;
	struct http_request request, *asked = NULL;
	struct http_done done = {.thread = worker->number};
	bool ends;

	worker->now = began / 1000000;
	if (connection->waiting == 0) {
		answer_refusal(connection, connection->refused, reply);
	} else {
		request = first_request(connection, waited);
		asked = &request;
		if (request.gate->body > LIMIT_HTTP_BODY)
			leave_body(connection);
		handler->handle(handler->context, &request, reply);
		check_head(connection, reply);
	}
	ends = closes(connection, asked, reply);
	connection->lingers = ends && (asked == NULL || !asked->gate->wants_close);
	connection->awaits_go_ahead = connection->awaits_go_ahead && !ends;
	done.request = asked;
	done.route = reply->route;
	done.status = reply->status;
	done.bytes = length_of(asked, reply);
	ended = http_nanoseconds();
	worker->now = ended / 1000000;
	done.nanoseconds = ended - began;
	begin_answer(connection, done.bytes);
	handler->done(handler->context, &done);
	if (asked != NULL)
		forget_first(connection, asked->gate);
	return ends;
}

void http_connection_finish(struct http_connection *connection)
{
	struct http_worker *worker = connection->worker;
	bool is_idle = connection->in.n == 0;

	connection->phase = is_idle ? PHASE_IDLE : PHASE_READ;
	connection->began = worker->now;
	connection->deadline = worker->now + (is_idle ? LIMIT_HTTP_IDLE_MS : LIMIT_HTTP_READ_MS);
	if (connection->awaits_go_ahead)
		go_ahead(connection);
	/* a kept connection may end whenever nothing is asked on it */
	if (is_idle && atomic_load_explicit(&worker->server->stopping, memory_order_relaxed))
		http_connection_tell_to_end(connection);
}

/* ---- deadlines ---- */

/* What goes out earns the time for what is still to come, so a large answer holds no place that nobody reads. */
static int64_t time_earned(const struct http_connection *connection)
{
	uint64_t acked;

	if (connection->answer_n <= FILE_WAITING)
		return 0;
	if (!count_acked(connection, &acked)) /* a proxy on this machine */
		return connection->answer_n * 1000 / (int64_t)LIMIT_HTTP_RATE;
	return (int64_t)((acked - connection->acked) * 1000 / LIMIT_HTTP_RATE);
}

static void hang_up(struct http_connection *connection)
{
	connection->has_ended = true;
	connection->lingers = false;
	connection->deadline = connection->worker->now + LIMIT_HTTP_LINGER_MS;
	(void)shutdown(connection->fd, SHUT_RDWR);
}

/* Of a request that is not complete the client is told. */
static void tell_late(struct http_connection *connection)
{
	connection->deadline = connection->worker->now + LIMIT_HTTP_WRITE_MS;
	refuse(connection, 408);
	(void)shutdown(connection->fd, SHUT_RD); /* which wakes the library */
}

void http_connection_give_up(struct http_connection *connection)
{
	int64_t end;

	if (connection->phase == PHASE_READ && connection->refused == 0 && !connection->has_ended) {
		tell_late(connection);
		return;
	}
	end = connection->began + LIMIT_HTTP_WRITE_MS + time_earned(connection);
	if (connection->phase == PHASE_WRITE && end > connection->worker->now)
		connection->deadline = end;
	else
		hang_up(connection);
}
