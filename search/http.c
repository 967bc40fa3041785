#include "search/http.h"

#include "common/mem.h"
#include "common/vec.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	READ_AT_ONCE = 64 * 1024,
	EVENTS = 1024,
	SWEEP_MS = 500,
	FILE_AT_ONCE = 1024 * 1024, /* before another connection has its turn */
};

enum phase {
	PHASE_IDLE,   /* nothing of a request has come */
	PHASE_READ,   /* some of it has */
	PHASE_WRITE,  /* an answer is on its way */
	PHASE_LINGER, /* all is said: waiting for the client to close */
};

struct connection {
	int fd, file;
	enum phase phase;
	bool close, told_to_go_ahead, watches_writing, has_large_body;
	bool has_asked;		 /* at least the beginning of a request has come, ever */
	struct http_peer client; /* whose large body it is */
	struct http_peer peer;
	struct buf in;	/* of requests that are not complete */
	size_t needed;	/* bytes of `in` before looking again is worth while */
	struct buf out; /* what did not go out at once */
	size_t sent;	/* of out */
	off_t file_at;
	size_t file_left;
	int64_t began, deadline; /* began: the request that is being read */
	size_t place;		 /* in the thread's list */
};

struct connection_vec VEC_FIELDS(struct connection *);

/* A connection that one thread accepted for another. */
struct arrival {
	int fd;
	struct http_peer peer;
};

struct arrival_vec VEC_FIELDS(struct arrival);

struct worker {
	struct http_server *server;
	pthread_t thread;
	unsigned number;
	int epoll, wake, spare; /* spare: a descriptor to give up when there are no others */
	bool is_started, is_listening;
	bool has_ended; /* takes no arrivals any more; under the lock */
	struct connection_vec connections;
	pthread_mutex_t lock; /* of arrivals */
	struct arrival_vec arrivals;
	char *scratch;
	struct buf head, headers, body;
	char date[30];
	int64_t date_second, now, batch, next_sweep;
	struct gate_request request;
};

struct http_server {
	int listener;
	struct http_handler handler;
	unsigned workers_n, connections_max;
	atomic_uint connections, next_worker;
	atomic_bool stopping;
	pthread_barrier_t all_run; /* the starting thread's way to know */
	struct worker *workers;
};

static int64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t milliseconds(void)
{
	return nanoseconds() / 1000000;
}

/* ---- names and dates ---- */

static const struct {
	int status;
	const char *text;
} status_texts[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

const char *http_status_text(int status)
{
	for (size_t i = 0; i < sizeof(status_texts) / sizeof(*status_texts); i++)
		if (status_texts[i].status == status)
			return status_texts[i].text;
	return "Unknown";
}

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void put_digits(char *to, int number)
{
	to[0] = (char)('0' + number / 10 % 10);
	to[1] = (char)('0' + number % 10);
}

void http_date(char text[30], int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 8099)
		memset(&tm, 0, sizeof(tm));
	memcpy(text, "Thu, 01 Jan 1970 00:00:00 GMT", 30);
	memcpy(text, days[tm.tm_wday], 3);
	put_digits(text + 5, tm.tm_mday);
	memcpy(text + 8, months[tm.tm_mon], 3);
	put_digits(text + 12, (tm.tm_year + 1900) / 100);
	put_digits(text + 14, (tm.tm_year + 1900) % 100);
	put_digits(text + 17, tm.tm_hour);
	put_digits(text + 20, tm.tm_min);
	put_digits(text + 23, tm.tm_sec);
}

static int two_digits(const char *s)
{
	return str_is_digit(s[0]) && str_is_digit(s[1]) ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

int64_t http_date_parse(struct str text)
{
	struct tm tm = {.tm_mon = -1};
	const char *s = text.s;
	char again[30];
	int64_t seconds;

	if (text.n != 29)
		return -1;
	for (int month = 0; month < 12; month++)
		if (memcmp(s + 8, months[month], 3) == 0)
			tm.tm_mon = month;
	tm.tm_mday = two_digits(s + 5);
	tm.tm_year = two_digits(s + 12) * 100 + two_digits(s + 14) - 1900;
	tm.tm_hour = two_digits(s + 17);
	tm.tm_min = two_digits(s + 20);
	tm.tm_sec = two_digits(s + 23);
	if (tm.tm_mon < 0 || tm.tm_year < 70)
		return -1;
	seconds = (int64_t)timegm(&tm);
	http_date(again, seconds);
	return memcmp(again, s, 29) == 0 ? seconds : -1;
}

/* ---- connections ---- */

static void watch(struct worker *worker, struct connection *connection, bool writing)
{
	struct epoll_event event = {.events = writing ? EPOLLOUT : EPOLLIN, .data.ptr = connection};

	if (connection->watches_writing == writing)
		return;
	connection->watches_writing = writing;
	(void)epoll_ctl(worker->epoll, EPOLL_CTL_MOD, connection->fd, &event);
}

static void leave_body(struct worker *worker, struct connection *connection)
{
	struct http_handler *handler = &worker->server->handler;

	if (connection->has_large_body)
		handler->leave_body(handler->context, &connection->client);
	connection->has_large_body = false;
}

static void drop(struct worker *worker, struct connection *connection)
{
	struct http_server *server = worker->server;
	struct connection *last = worker->connections.at[worker->connections.n - 1];

	close(connection->fd);
	if (connection->file >= 0)
		close(connection->file);
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

static void begin(struct worker *worker, const struct arrival *arrival)
{
	struct connection *connection = mem_zalloc(sizeof(*connection));
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
		drop(worker, connection);
}

/* ---- answers ---- */

/* Headers that every answer has. */
static const char always[] = "X-Content-Type-Options: nosniff\r\n"
			     "Referrer-Policy: strict-origin-when-cross-origin\r\n"
			     "Cross-Origin-Opener-Policy: same-origin\r\n"
			     "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

static void add_date(struct worker *worker)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	if ((int64_t)now.tv_sec != worker->date_second) {
		worker->date_second = (int64_t)now.tv_sec;
		http_date(worker->date, worker->date_second);
	}
	buf_lit(&worker->head, "Date: ");
	buf_str(&worker->head, str_n(worker->date, 29));
	buf_lit(&worker->head, "\r\n");
}

static bool has_body(int status)
{
	return status != 204 && status != 304;
}

static void add_head(struct worker *worker, const struct http_reply *reply, int64_t length, bool closes)
{
	struct buf *head = &worker->head;

	buf_clear(head);
	buf_lit(head, "HTTP/1.1 ");
	buf_int(head, reply->status);
	buf_char(head, ' ');
	buf_str(head, str_c(http_status_text(reply->status)));
	buf_lit(head, "\r\n");
	add_date(worker);
	if (reply->type != NULL && has_body(reply->status)) {
		buf_lit(head, "Content-Type: ");
		buf_str(head, str_c(reply->type));
		buf_lit(head, "\r\n");
	}
	if (has_body(reply->status)) {
		buf_lit(head, "Content-Length: ");
		buf_int(head, length);
		buf_lit(head, "\r\n");
	}
	buf_lit(head, "Cache-Control: ");
	buf_str(head, str_c(reply->cache_control));
	buf_lit(head, "\r\nContent-Security-Policy: ");
	buf_str(head, reply->csp.n != 0 ? reply->csp : STR("default-src 'none'; frame-ancestors 'none'"));
	buf_lit(head, "\r\n");
	buf_str(head, str_n(always, sizeof(always) - 1));
	buf_str(head, reply->for_others ? STR("Cross-Origin-Resource-Policy: cross-origin\r\n")
					: STR("Cross-Origin-Resource-Policy: same-origin\r\n"));
	buf_str(head, buf_view(&worker->headers));
	buf_str(head, closes ? STR("Connection: close\r\n\r\n") : STR("\r\n"));
}

static void linger(struct worker *worker, struct connection *connection)
{
	connection->phase = PHASE_LINGER;
	connection->deadline = worker->now + LIMIT_HTTP_LINGER_MS;
	buf_release(&connection->in);
	buf_release(&connection->out);
	(void)shutdown(connection->fd, SHUT_WR);
	watch(worker, connection, false);
}

/* The answer is out. */
static void finish(struct worker *worker, struct connection *connection)
{
	if (connection->file >= 0)
		close(connection->file);
	connection->file = -1;
	connection->file_left = 0;
	buf_release(&connection->out);
	connection->sent = 0;
	if (connection->close) {
		linger(worker, connection);
		return;
	}
	connection->phase = PHASE_IDLE;
	connection->needed = 0;
	connection->told_to_go_ahead = false;
	connection->deadline = worker->now + LIMIT_HTTP_IDLE_MS;
}

/* As much of the file as the socket takes: 1 all of it, 0 not yet, -1 failed. */
static int send_file(struct connection *connection)
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
	}
	return connection->file_left == 0;
}

/* Goes on with an answer: false when the connection is gone. */
static bool write_on(struct worker *worker, struct connection *connection)
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
			drop(worker, connection);
			return false;
		}
		connection->sent += (size_t)sent;
	}
	switch (connection->file_left != 0 ? send_file(connection) : 1) {
	case 0:
		watch(worker, connection, true);
		return true;
	case 1:
		finish(worker, connection);
		return true;
	default:
		drop(worker, connection);
		return false;
	}
}

/* Head and body in one call; what does not go out is kept. False when the connection is gone. */
static bool write_first(struct worker *worker, struct connection *connection, struct str body)
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
		drop(worker, connection);
		return false;
	}
	out = sent > 0 ? (size_t)sent : 0;
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

static void reply_init(struct worker *worker, struct http_reply *reply)
{
	buf_clear(&worker->headers);
	buf_clear(&worker->body);
	*reply = (struct http_reply){
	    .status = 200, .cache_control = "no-store", .headers = &worker->headers, .body = &worker->body, .file = -1};
}

/* False when the connection is gone. */
static bool answer(struct worker *worker, struct connection *connection, const struct http_request *request,
		   struct http_reply *reply, int64_t began)
{
	struct http_server *server = worker->server;
	bool is_head = request != NULL && request->gate->method == METHOD_HEAD;
	int64_t length = reply->file >= 0 ? reply->file_n : (int64_t)worker->body.n;
	struct http_done done = {request, reply->route, reply->status, length, 0, worker->number};

	connection->close = connection->close || reply->close || request == NULL || request->gate->wants_close ||
			    atomic_load_explicit(&server->stopping, memory_order_relaxed);
	add_head(worker, reply, length, connection->close);
	connection->file = reply->file;
	connection->file_at = reply->file_at;
	connection->file_left = reply->file >= 0 && !is_head ? (size_t)reply->file_n : 0;
	connection->phase = PHASE_WRITE;
	connection->deadline = worker->now + LIMIT_HTTP_WRITE_MS + length * 1000 / (int64_t)LIMIT_HTTP_RATE;
	done.nanoseconds = nanoseconds() - began;
	server->handler.done(server->handler.context, &done);
	return write_first(worker, connection,
			   is_head || reply->file >= 0 || !has_body(reply->status) ? STR("") : buf_view(&worker->body));
}

/* Answers what is no request and closes. False when the connection is gone. */
static bool refuse(struct worker *worker, struct connection *connection, int status)
{
	struct http_handler *handler = &worker->server->handler;
	struct http_reply reply;

	reply_init(worker, &reply);
	reply.status = status;
	reply.close = true;
	reply.route = "refused";
	handler->refuse(handler->context, NULL, &reply);
	return answer(worker, connection, NULL, &reply, nanoseconds());
}

static bool handle(struct worker *worker, struct connection *connection, struct str body)
{
	struct http_handler *handler = &worker->server->handler;
	int64_t began = nanoseconds();
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

static bool is_waiting(const struct connection *connection)
{
	return connection->phase == PHASE_IDLE || connection->phase == PHASE_READ;
}

static void go_ahead(struct connection *connection)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";

	if (!connection->told_to_go_ahead)
		(void)!send(connection->fd, line, sizeof(line) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	connection->told_to_go_ahead = true;
}

/* What is sent earns the time for what is still to come; who sends nothing holds its place no longer than others. */
static void earn_time(struct connection *connection)
{
	if (connection->has_large_body)
		connection->deadline =
		    connection->began + LIMIT_HTTP_READ_MS + (int64_t)(connection->in.n * 1000 / LIMIT_HTTP_RATE);
}

/* Asks once for a body above LIMIT_HTTP_BODY. 0, or a status. */
static int admit_body(struct worker *worker, struct connection *connection)
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

/*
 * Serves the requests at the start of `bytes`; *used gets how many of them are
 * done with. False when the connection is gone.
 */
static bool serve(struct worker *worker, struct connection *connection, struct str bytes, size_t *used)
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
			return refuse(worker, connection, status);
		case GATE_READY:
			status = admit_body(worker, connection);
			if (status == 0)
				break;
			*used = bytes.n;
			return refuse(worker, connection, status);
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
	}
	return true;
}

/* What is left of `in` when its first bytes are done with. */
static void keep_rest(struct connection *connection, size_t used)
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
static bool may_be_complete(const struct connection *connection, struct str news)
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
static bool read_on(struct worker *worker, struct connection *connection)
{
	ssize_t got = recv(connection->fd, worker->scratch, READ_AT_ONCE, 0);
	struct str news = str_n(worker->scratch, got > 0 ? (size_t)got : 0);
	size_t used;

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got <= 0) {
		drop(worker, connection);
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

static void on_event(struct worker *worker, struct connection *connection, uint32_t events)
{
	size_t used;

	if (connection->phase == PHASE_WRITE) {
		if (!write_on(worker, connection) || connection->phase == PHASE_WRITE)
			return;
		watch(worker, connection, false);
		if (connection->in.n != 0 && serve(worker, connection, buf_view(&connection->in), &used))
			keep_rest(connection, used);
		return;
	}
	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
		(void)read_on(worker, connection);
}

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

static void hand_over(struct worker *worker, const struct arrival *arrival)
{
	struct http_server *server = worker->server;
	unsigned number = atomic_fetch_add_explicit(&server->next_worker, 1, memory_order_relaxed) % server->workers_n;
	struct worker *other = &server->workers[number];
	uint64_t one = 1;

	pthread_mutex_lock(&other->lock);
	if (other->has_ended)
		other = worker;
	if (other != worker)
		*vec_add(&other->arrivals) = *arrival;
	pthread_mutex_unlock(&server->workers[number].lock);
	if (other == worker) {
		begin(worker, arrival);
		return;
	}
	(void)!write(other->wake, &one, sizeof(one));
}

/* Without descriptors a connection cannot even be refused: one kept for this makes room. */
static void refuse_without_descriptors(struct worker *worker)
{
	int fd;

	close(worker->spare);
	fd = accept4(worker->server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
		turn_away(fd);
	worker->spare = eventfd(0, EFD_CLOEXEC);
}

static void accept_all(struct worker *worker)
{
	struct http_server *server = worker->server;
	struct sockaddr_storage address = {0};
	struct arrival arrival;
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

static void take_arrivals(struct worker *worker)
{
	uint64_t count;

	(void)!read(worker->wake, &count, sizeof(count));
	pthread_mutex_lock(&worker->lock);
	for (size_t i = 0; i < worker->arrivals.n; i++)
		begin(worker, &worker->arrivals.at[i]);
	worker->arrivals.n = 0;
	pthread_mutex_unlock(&worker->lock);
}

/* ---- the loop ---- */

/* What took too long. Of a request that is not complete the client is told. */
static void sweep(struct worker *worker)
{
	for (size_t i = worker->connections.n; i-- > 0;) {
		struct connection *connection = worker->connections.at[i];

		if (connection->deadline > worker->now)
			continue;
		if (connection->phase == PHASE_READ && connection->in.n != 0)
			(void)refuse(worker, connection, 408);
		else
			drop(worker, connection);
	}
	worker->next_sweep = worker->now + SWEEP_MS;
}

static void stop_listening(struct worker *worker)
{
	worker->is_listening = false;
	accept_all(worker);
	(void)epoll_ctl(worker->epoll, EPOLL_CTL_DEL, worker->server->listener, NULL);
	take_arrivals(worker);
	for (size_t i = worker->connections.n; i-- > 0;)
		if (worker->connections.at[i]->phase == PHASE_IDLE)
			(void)read_on(worker, worker->connections.at[i]);
	for (size_t i = worker->connections.n; i-- > 0;) {
		struct connection *connection = worker->connections.at[i];

		if (connection->phase != PHASE_IDLE)
			continue;
		/* who has just come is about to ask; who has been answered knows that a kept connection may end */
		if (connection->has_asked)
			linger(worker, connection);
		else if (connection->deadline > worker->now + LIMIT_HTTP_DRAIN_FIRST_MS)
			connection->deadline = worker->now + LIMIT_HTTP_DRAIN_FIRST_MS;
	}
}

/* Whether nothing is left to do; nothing is handed over to this thread then. */
static bool has_ended(struct worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	worker->has_ended = worker->connections.n == 0 && worker->arrivals.n == 0;
	pthread_mutex_unlock(&worker->lock);
	return worker->has_ended;
}

static void *run(void *argument)
{
	struct worker *worker = argument;
	struct http_server *server = worker->server;
	struct epoll_event events[EVENTS];
	int64_t drain_end = 0;

	(void)pthread_barrier_wait(&server->all_run);
	worker->now = milliseconds();
	for (;;) {
		int n;

		if (server->handler.rest != NULL)
			server->handler.rest(server->handler.context, worker->number);
		n = epoll_wait(worker->epoll, events, EVENTS, SWEEP_MS);
		worker->now = worker->batch = milliseconds();
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr == &server->listener)
				accept_all(worker);
			else if (events[i].data.ptr == &worker->wake)
				take_arrivals(worker);
			else
				on_event(worker, events[i].data.ptr, events[i].events);
		}
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
	struct worker *worker = &server->workers[number];
	struct epoll_event listening = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = &server->listener};
	struct epoll_event waking = {.events = EPOLLIN, .data.ptr = &worker->wake};

	worker->server = server;
	worker->number = number;
	worker->scratch = mem_alloc(READ_AT_ONCE);
	buf_init(&worker->head, BUF_NO_LIMIT);
	buf_init(&worker->headers, BUF_NO_LIMIT);
	buf_init(&worker->body, BUF_NO_LIMIT);
	pthread_mutex_init(&worker->lock, NULL);
	worker->is_listening = true;
	worker->epoll = epoll_create1(EPOLL_CLOEXEC);
	worker->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	worker->spare = eventfd(0, EFD_CLOEXEC);
	if (worker->epoll < 0 || worker->wake < 0 || worker->spare < 0)
		return -1;
	if (epoll_ctl(worker->epoll, EPOLL_CTL_ADD, server->listener, &listening) != 0)
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
		struct worker *worker = &server->workers[i];

		while (worker->connections.n != 0)
			drop(worker, worker->connections.at[0]);
		for (size_t k = 0; k < worker->arrivals.n; k++)
			close(worker->arrivals.at[k].fd);
		vec_release(&worker->connections);
		vec_release(&worker->arrivals);
		close_if(worker->epoll);
		close_if(worker->wake);
		close_if(worker->spare);
		buf_release(&worker->head);
		buf_release(&worker->headers);
		buf_release(&worker->body);
		mem_free(worker->scratch);
		pthread_mutex_destroy(&worker->lock);
	}
	close(server->listener);
	mem_free(server->workers);
	mem_free(server);
}

unsigned http_server_connections(const struct http_server *server)
{
	return atomic_load_explicit(&server->connections, memory_order_relaxed);
}
