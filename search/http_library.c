#include "common/mem.h"
#include "search/http_parts.h"

#include <errno.h>
#include <microhttpd.h>
#include <unistd.h>

/*
 * What the library takes for a connection, all of it cleared with each request. The heads that it reads have some
 * twenty bytes. Half of this it keeps for reading; the head of an answer gets what requests that wait do not take
 * (HTTP_ANSWER_HEAD).
 */
enum { MEMORY = 10 * 1024 };

/* ---- reading ---- */

/* Connections by their descriptors, for recv(). Each is put in and taken out by the thread that serves it. */
enum { SOCKETS = 2 * LIMIT_HTTP_CONNECTIONS + 4096 };
static _Atomic(struct http_connection *) by_socket[SOCKETS];

/* Is told to have ended when the library reads it (http_library_start()). */
static struct http_connection probe;

/*
 * The recv() that libmicrohttpd calls, so that each byte it reads has been through the gate. No option of the library's
 * does that: its own reading forgives bare line feeds, NUL, folded lines and more before any handler is asked
 * (ARCHITECTURE.md "Decisions").
 *
 * A shared library's call goes to the first definition in the order of loading; the executable comes before libc and
 * before what LD_PRELOAD names, and the functions of sanitizers give way to it. It may be called in any thread: its
 * only state is the table, and an entry changes only while the library does not have the socket. Other sockets get what
 * recv() does; this program itself asks recvfrom(). http_library_start() tries that the library comes here before a
 * client is let in, since one that is linked or built in another way must not go unnoticed.
 */
ssize_t http_library_recv(int fd, void *to, size_t n, int flags) __asm__("recv");

ssize_t http_library_recv(int fd, void *to, size_t n, int flags)
{
	struct http_connection *connection = NULL;

	if (fd >= 0 && fd < SOCKETS)
		connection = atomic_load_explicit(&by_socket[fd], memory_order_acquire);
	if (connection == NULL)
		return recvfrom(fd, to, n, flags, NULL, NULL);
	if (connection == &probe) {
		probe.has_ended = true;
		return 0;
	}
	return http_connection_read(connection, to, n);
}

/* ---- answers ---- */

const char *http_status_text(int status)
{
	return MHD_get_reason_phrase_for((unsigned)status);
}

static struct MHD_Response *make_content(const struct http_reply *reply)
{
	if (reply->file >= 0)
		return MHD_create_response_from_fd_at_offset64((uint64_t)reply->file_n, reply->file,
							       (uint64_t)reply->file_at);
	return MHD_create_response_from_buffer(reply->body->n, reply->body->s, MHD_RESPMEM_MUST_COPY);
}

static void add_line(struct buf *headers, const char *name, struct str value)
{
	buf_str(headers, str_c(name));
	buf_lit(headers, ": ");
	buf_str(headers, value);
	buf_lit(headers, "\r\n");
}

/* All that is the library's neither to know nor to add; behind what the handler has written. */
static void write_headers(const struct http_reply *reply, bool ends)
{
	struct buf *headers = reply->headers;

	if (reply->type != NULL && reply->status != 204 && reply->status != 304)
		add_line(headers, "Content-Type", str_c(reply->type));
	add_line(headers, "Cache-Control", str_c(reply->cache_control));
	add_line(headers, "Content-Security-Policy", reply->csp.n != 0 ? reply->csp : STR(HTTP_NOTHING_LOADED));
	add_line(headers, "Cross-Origin-Resource-Policy", reply->for_others ? STR("cross-origin") : STR("same-origin"));
	buf_lit(headers, HTTP_ALWAYS);
	if (ends)
		buf_lit(headers, "Connection: close\r\n");
}

/* "Name: value" lines, each ended by CR LF, which become the strings that the library wants. */
static bool add_headers(struct MHD_Response *answer, struct buf *lines)
{
	char *line = lines->s, *end = lines->s + lines->n;

	while (line < end) {
		char *colon = memchr(line, ':', (size_t)(end - line)), *stop = memchr(line, '\r', (size_t)(end - line));

		if (colon == NULL || stop == NULL || colon > stop)
			return false;
		*colon = *stop = '\0';
		if (MHD_add_response_header(answer, line, colon + 2) != MHD_YES)
			return false;
		line = stop + 2;
	}
	return true;
}

static enum MHD_Result send_answer(struct MHD_Connection *library, const struct http_reply *reply, bool ends)
{
	struct MHD_Response *answer = make_content(reply);
	enum MHD_Result result = MHD_NO;

	if (answer == NULL) {
		if (reply->file >= 0)
			close(reply->file);
		return MHD_NO;
	}
	write_headers(reply, ends);
	if (add_headers(answer, reply->headers))
		result = MHD_queue_response(library, (unsigned)reply->status, answer);
	MHD_destroy_response(answer);
	return result;
}

/* ---- what the library asks ---- */

static struct http_connection *connection_of(struct MHD_Connection *library)
{
	return MHD_get_connection_info(library, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* First with a head, then for the answer. MHD_NO ends the connection. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *library, const char *url, const char *method,
				  const char *version, const char *body, size_t *body_n, void **request)
{
	struct http_worker *worker = context;
	struct http_connection *connection = *request;
	struct http_reply reply = {
	    .status = 200, .cache_control = "no-store", .headers = &worker->headers, .body = &worker->body, .file = -1};

	(void)url;
	(void)method;
	(void)version;
	(void)body;
	(void)body_n;
	if (connection == NULL) { /* an answer now would be an end */
		*request = connection_of(library);
		return MHD_YES;
	}
	if (connection->waiting == 0 && connection->refused == 0) /* of nothing that the gate has let through */
		return MHD_NO;
	buf_clear(&worker->headers);
	buf_clear(&worker->body);
	return send_answer(library, &reply, http_connection_handle(connection, &reply));
}

static void on_answered(void *context, struct MHD_Connection *library, void **request,
			enum MHD_RequestTerminationCode how)
{
	(void)context;
	(void)request;
	/* behind a part of an answer nothing may be sent */
	if (how == MHD_REQUEST_TERMINATED_COMPLETED_OK)
		http_connection_finish(connection_of(library));
}

static void on_connection(void *context, struct MHD_Connection *library, void **place,
			  enum MHD_ConnectionNotificationCode what)
{
	struct http_worker *worker = context;
	struct http_connection *connection = *place;

	(void)library;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*place = worker->beginning;
		worker->beginning = NULL;
		return;
	}
	atomic_store_explicit(&by_socket[connection->fd], NULL, memory_order_release);
	if (connection != &probe)
		http_connection_end(connection);
}

/* ---- its life ---- */

/* Hands over a socket, which the library closes when this fails. */
static bool add_socket(struct http_worker *worker, struct http_connection *connection)
{
	static const struct sockaddr nobody = {.sa_family = AF_UNSPEC};

	worker->beginning = connection;
	atomic_store_explicit(&by_socket[connection->fd], connection, memory_order_release);
	return MHD_add_connection(worker->library, connection->fd, &nobody, sizeof(nobody)) == MHD_YES;
}

/* Whether the library asks our recv() when something has come. */
static bool reads_by_gate(struct http_worker *worker)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	probe = (struct http_connection){.fd = pair[0]};
	if (write(pair[1], "x", 1) == 1 && add_socket(worker, &probe))
		http_library_run(worker);
	close(pair[1]);
	return probe.has_ended;
}

int http_library_start(struct http_worker *worker)
{
	worker->library = MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, on_request, worker, MHD_OPTION_CONNECTION_LIMIT,
	    worker->server->connections_max + 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, worker, MHD_OPTION_NOTIFY_COMPLETED, on_answered, worker,
	    MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, /* it is blocked; without this no sendfile() */
	    MHD_OPTION_END);
	if (worker->library == NULL)
		return -1;
	if (reads_by_gate(worker))
		return 0;
	errno = ELIBBAD;
	return -1;
}

void http_library_stop(struct http_worker *worker)
{
	if (worker->library == NULL)
		return;
	for (size_t i = 0; i < worker->connections.n; i++)
		worker->connections.at[i]->lingers = false;
	MHD_stop_daemon(worker->library);
	worker->library = NULL;
}

int http_library_descriptor(const struct http_worker *worker)
{
	return MHD_get_daemon_info(worker->library, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void http_library_run(struct http_worker *worker)
{
	(void)MHD_run(worker->library);
}

bool http_library_has_more(const struct http_worker *worker)
{
	MHD_UNSIGNED_LONG_LONG left;

	return MHD_get_timeout(worker->library, &left) == MHD_YES && left == 0;
}

void http_library_add(struct http_worker *worker, struct http_connection *connection)
{
	int fd = connection->fd;

	if (fd >= SOCKETS) {
		close(fd);
		http_connection_end(connection);
		return;
	}
	if (add_socket(worker, connection) || worker->beginning == NULL) /* it may have begun and ended it */
		return;
	atomic_store_explicit(&by_socket[fd], NULL, memory_order_release);
	worker->beginning = NULL;
	http_connection_end(connection);
}
