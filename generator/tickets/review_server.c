#include "generator/tickets/review_server.h"

#include "common/escape.h"
#include "common/json.h"
#include "generator/tickets/review_json.h"
#include "generator/tickets/seal.h"
#include <review_files.h> /* made from review_page/ by mk/review.mk */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	HEAD_BYTES = 16 * 1024,
	BODY_BYTES = 16 * 1024,
	CONNECTIONS = 32,
	IDLE_MS = 10 * 1000, /* for a request to be whole, and for its answer to be read */
	TICK_MS = 1000,
};

enum { SECRET_LETTERS = 32 };

struct session {
	struct review *review;
	struct str host;		/* "127.0.0.1:40123" */
	char token[SECRET_LETTERS + 1]; /* "": used */
	char secret[SECRET_LETTERS + 1];
};

/* ---- requests ---- */

struct request {
	struct str method, path, query;
	struct str host, origin, type, site, secret, body;
	bool is_sound;
};

/* The first header of that name; *twice: there is more than one. */
static struct str header(struct str head, const char *name, bool *twice)
{
	struct str rest = head, line, found = STR("");
	bool any = false;

	(void)str_line(&rest, &line);
	while (str_line(&rest, &line)) {
		ptrdiff_t colon = str_find_char(line, ':');

		if (colon <= 0 || !str_eq_nocase(str_slice(line, 0, (size_t)colon), str_c(name)))
			continue;
		*twice = *twice || any;
		any = true;
		found = str_trim(str_from(line, (size_t)colon + 1));
	}
	return found;
}

static size_t head_length(struct str in)
{
	ptrdiff_t end = str_find(in, STR("\r\n\r\n"));

	return end < 0 ? 0 : (size_t)end + 4;
}

/*
 * Length of the first request in `in`, head and body: 0 when it is not whole yet,
 * SIZE_MAX when it never will be.
 */
static size_t request_length(struct str in)
{
	size_t head = head_length(str_slice(in, 0, HEAD_BYTES));
	bool twice = false;
	struct str length;
	int64_t n = 0;

	if (head == 0)
		return in.n >= HEAD_BYTES ? SIZE_MAX : 0;
	length = header(str_slice(in, 0, head), "Content-Length", &twice);
	if (twice || header(str_slice(in, 0, head), "Transfer-Encoding", &twice).n != 0 ||
	    (length.n != 0 && (!str_to_int(length, &n) || n < 0 || n > BODY_BYTES)))
		return SIZE_MAX;
	return in.n >= head + (size_t)n ? head + (size_t)n : 0;
}

static struct request parse(struct str text)
{
	struct request request = {0};
	struct str head = str_slice(text, 0, head_length(text)), rest = head, line, target, version;
	ptrdiff_t mark;
	bool twice = false;

	if (!str_line(&rest, &line) || !str_split(&line, ' ', &request.method) || !str_split(&line, ' ', &target) ||
	    !str_split(&line, ' ', &version) || line.s != NULL || !str_starts(version, STR("HTTP/1.")))
		return request;
	mark = str_find_char(target, '?');
	request.path = mark < 0 ? target : str_slice(target, 0, (size_t)mark);
	request.query = mark < 0 ? STR("") : str_from(target, (size_t)mark + 1);
	request.host = header(head, "Host", &twice);
	request.origin = header(head, "Origin", &twice);
	request.type = header(head, "Content-Type", &twice);
	request.site = header(head, "Sec-Fetch-Site", &twice);
	request.secret = header(head, "X-Weir-Review", &twice);
	request.body = str_from(text, head.n);
	request.is_sound = !twice;
	return request;
}

/* ---- answers ---- */

static void answer(struct buf *out, const char *status, const char *type, struct str body)
{
	buf_printf(out,
		   "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n"
		   "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
		   "X-Frame-Options: DENY\r\nCross-Origin-Opener-Policy: same-origin\r\n"
		   "Cross-Origin-Resource-Policy: same-origin\r\n"
		   "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
		   "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
		   "require-trusted-types-for 'script'; trusted-types 'none'\r\n\r\n",
		   status, type, body.n);
	buf_str(out, body);
}

static void answer_error(struct buf *out, const char *status, struct str message)
{
	struct buf body;

	buf_init(&body, BUF_NO_LIMIT);
	buf_lit(&body, "{\"error\":\"");
	escape_json(&body, message);
	buf_lit(&body, "\"}");
	answer(out, status, "application/json", buf_view(&body));
	buf_release(&body);
}

#define BYTES(array) str_n((const char *)(array), sizeof(array))

static bool answer_file(struct buf *out, struct str path)
{
	const struct {
		struct str path;
		const char *type;
		struct str bytes;
	} files[] = {
	    {STR("/"), "text/html; charset=utf-8", BYTES(review_html)},
	    {STR("/review.css"), "text/css; charset=utf-8", BYTES(review_css)},
	    {STR("/review.js"), "text/javascript; charset=utf-8", BYTES(review_js)},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (!str_eq(path, files[i].path))
			continue;
		answer(out, "200 OK", files[i].type, files[i].bytes);
		return true;
	}
	return false;
}

/* ---- who asks ---- */

/* In a time that does not tell where they differ. */
static bool is_secret(struct str given, const char *wanted)
{
	unsigned differs = 0;

	if (given.n != SECRET_LETTERS || wanted[0] == '\0')
		return false;
	for (size_t i = 0; i < SECRET_LETTERS; i++)
		differs |= (unsigned char)given.s[i] ^ (unsigned char)wanted[i];
	return differs == 0;
}

/* Under the name that was announced, or the other name of this machine with the same port. */
static bool is_our_host(const struct session *session, struct str host)
{
	ptrdiff_t colon = str_find_char(session->host, ':');
	struct str port = str_from(session->host, (size_t)colon);

	return str_eq(host, session->host) || (str_starts(host, STR("localhost:")) && str_eq(str_from(host, 9), port));
}

/* Asked by the page itself: the browser says so, in one way or the other. */
static bool is_our_page(const struct session *session, const struct request *request)
{
	struct str origin = request->origin;

	if (request->site.n != 0 && !str_eq(request->site, STR("same-origin")))
		return false;
	if (!str_starts(origin, STR("http://")))
		return false;
	return is_our_host(session, str_from(origin, 7)) && str_eq(str_from(origin, 7), request->host);
}

/* ---- the interface of the page ---- */

struct call {
	struct session *session;
	struct arena *arena;
	const struct value *body;
	struct str id;
	struct buf *json; /* the answer */
};

static struct str field(const struct call *call, const char *name)
{
	const struct value *value = call->body != NULL ? value_get(call->body, str_c(name)) : NULL;

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static int call_list(struct call *call)
{
	struct review_item *items;
	size_t n;

	if (review_list(call->session->review, call->arena, &items, &n) < 0)
		return -1;
	buf_char(call->json, '[');
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_char(call->json, ',');
		review_json_item(call->json, &items[i]);
	}
	buf_char(call->json, ']');
	return 0;
}

static int call_ticket(struct call *call)
{
	struct review_ticket ticket;

	if (review_get(call->session->review, call->arena, call->id, &ticket) < 0)
		return -1;
	review_json_ticket(call->json, &ticket);
	return 0;
}

/* Whether the ticket is as the page has shown it, where it says in which state that was. */
static int check_state(struct call *call)
{
	struct str state = field(call, "state");

	for (int i = 0; i < REVIEW_STATES_N; i++)
		if (str_eq(state, str_c(review_state_name((enum review_state)i))))
			return review_is_still(call->session->review, call->id, (enum review_state)i);
	return 0;
}

static int call_approve(struct call *call)
{
	struct review_ticket ticket;
	struct str path;
	char version[REVIEW_JSON_VERSION + 1];

	if (check_state(call) < 0)
		return -1;
	/* what is approved is what the page has shown, or nothing: text of any length, so the page says which it was */
	if (review_get(call->session->review, call->arena, call->id, &ticket) < 0)
		return -1;
	review_json_version(&ticket, version);
	if (!str_eq(field(call, "version"), str_c(version)))
		ticket.page = STR("");
	return review_approve(call->session->review, call->arena, call->id, ticket.page, &path);
}

static int call_reject(struct call *call)
{
	return check_state(call) < 0 ? -1 : review_reject(call->session->review, call->id);
}

static int call_reopen(struct call *call)
{
	return check_state(call) < 0 ? -1 : review_reopen(call->session->review, call->id);
}

static int call_redact(struct call *call)
{
	return review_hide(call->session->review, call->id, field(call, "word"));
}

static int call_keep(struct call *call)
{
	return review_keep(call->session->review, field(call, "word"));
}

static int call_title(struct call *call)
{
	return review_title(call->session->review, call->id, field(call, "title"));
}

static const struct {
	const char *path;
	int (*run)(struct call *call); /* 0, -1 with the review's reason, 1: refused, the answer is written */
} calls[] = {
    {"/api/list", call_list},	  {"/api/ticket", call_ticket}, {"/api/approve", call_approve},
    {"/api/reject", call_reject}, {"/api/reopen", call_reopen}, {"/api/redact", call_redact},
    {"/api/keep", call_keep},	  {"/api/title", call_title},
};

static void answer_call(struct session *session, const struct request *request, struct buf *out)
{
	struct arena arena;
	struct buf json;
	struct call call = {.session = session, .arena = &arena, .json = &json};
	int result = -2;

	arena_init(&arena);
	buf_init(&json, BUF_NO_LIMIT);
	call.body = json_parse(&arena, request->body, NULL);
	if (call.body != NULL && call.body->kind != VALUE_MAP)
		call.body = NULL;
	call.id = field(&call, "id");
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		if (str_eq(request->path, str_c(calls[i].path)))
			result = call.body != NULL ? calls[i].run(&call) : -3;
	if (result == -3)
		answer_error(out, "400 Bad Request", STR("no object of JSON"));
	else if (result == -2)
		answer_error(out, "404 Not Found", STR("there is nothing here"));
	else if (result == -1) /* the disk is full, or cannot be written; else it is the ticket's state */
		answer_error(out, review_was_unable(session->review) ? "500 Internal Server Error" : "409 Conflict",
			     review_reason(session->review));
	else
		answer(out, result == 1 ? "409 Conflict" : "200 OK", "application/json",
		       json.n != 0 ? buf_view(&json) : STR("{}"));
	buf_release(&json);
	arena_release(&arena);
}

/* The token for the secret; it is void after that. */
static void answer_session(struct session *session, const struct request *request, struct buf *out)
{
	char body[SECRET_LETTERS + 20];

	if (!is_secret(request->body, session->token)) {
		answer_error(out, "403 Forbidden", STR("the address has been used; start weir review --serve again"));
		return;
	}
	session->token[0] = '\0';
	(void)snprintf(body, sizeof(body), "{\"secret\":\"%s\"}", session->secret);
	answer(out, "200 OK", "application/json", str_c(body));
}

/* The whole answer to a whole request. */
static void answer_request(struct session *session, struct str text, struct buf *out)
{
	struct request request = parse(text);

	if (!request.is_sound) {
		answer_error(out, "400 Bad Request", STR("that is too much for one request, or is none"));
	} else if (!is_our_host(session, request.host)) {
		answer_error(out, "403 Forbidden", STR("another host"));
	} else if (str_eq(request.method, STR("GET"))) {
		if (!answer_file(out, request.path))
			answer_error(out, "404 Not Found", STR("there is nothing here"));
	} else if (!str_eq(request.method, STR("POST"))) {
		answer_error(out, "405 Method Not Allowed", STR("GET and POST only"));
	} else if (!is_our_page(session, &request) || !str_eq(request.type, STR("application/json"))) {
		answer_error(out, "403 Forbidden", STR("another page"));
	} else if (str_eq(request.path, STR("/api/session"))) {
		answer_session(session, &request, out);
	} else if (!is_secret(request.secret, session->secret)) {
		answer_error(out, "403 Forbidden", STR("start weir review --serve again"));
	} else {
		answer_call(session, &request, out);
	}
}

static void session_init(struct session *session, struct review *review, struct str host)
{
	session->review = review;
	session->host = host;
	seal_random_id(session->token, SECRET_LETTERS);
	seal_random_id(session->secret, SECRET_LETTERS);
}

/* ---- connections ---- */

struct connection {
	int fd; /* -1: free */
	struct buf in, out;
	size_t sent;
	int64_t since;
};

struct server {
	struct session session;
	int fd;
	struct connection connections[CONNECTIONS];
};

static int64_t milliseconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void drop(struct connection *connection)
{
	(void)close(connection->fd);
	connection->fd = -1;
	buf_release(&connection->in);
	buf_release(&connection->out);
}

static void take_connection(struct server *server)
{
	int fd = accept4(server->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	for (size_t i = 0; fd >= 0 && i < CONNECTIONS; i++) {
		struct connection *connection = &server->connections[i];

		if (connection->fd >= 0)
			continue;
		*connection = (struct connection){.fd = fd, .since = milliseconds()};
		buf_init(&connection->in, HEAD_BYTES + BODY_BYTES);
		buf_init(&connection->out, BUF_NO_LIMIT);
		return;
	}
	if (fd >= 0)
		(void)close(fd);
}

static void read_request(struct server *server, struct connection *connection)
{
	char bytes[4096];
	ssize_t n = read(connection->fd, bytes, sizeof(bytes));
	size_t length;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop(connection);
		return;
	}
	buf_add(&connection->in, bytes, (size_t)n);
	length = buf_failed(&connection->in) ? SIZE_MAX : request_length(buf_view(&connection->in));
	if (length == SIZE_MAX)
		answer_error(&connection->out, "400 Bad Request", STR("not a request"));
	else if (length != 0)
		answer_request(&server->session, str_slice(buf_view(&connection->in), 0, length), &connection->out);
	if (connection->out.n != 0)
		connection->since = milliseconds();
}

static void write_answer(struct connection *connection)
{
	ssize_t n = send(connection->fd, connection->out.s + connection->sent, connection->out.n - connection->sent,
			 MSG_NOSIGNAL);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0)
		connection->sent += (size_t)n;
	if (n <= 0 || connection->sent == connection->out.n) {
		(void)shutdown(connection->fd, SHUT_WR);
		drop(connection);
	}
}

static int listen_on(unsigned port, struct buf *reason, char *host, size_t room)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;

	/* or a port that was left a moment ago would be taken for a minute */
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	    bind(fd, (struct sockaddr *)&address, size) < 0 || listen(fd, 16) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
		buf_printf(reason, "cannot listen on 127.0.0.1:%u: %s", port, strerror(errno));
		if (fd >= 0)
			(void)close(fd);
		return -1;
	}
	(void)snprintf(host, room, "127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
	return fd;
}

static void serve_once(struct server *server)
{
	struct pollfd polls[CONNECTIONS + 1] = {{.fd = server->fd, .events = POLLIN}};
	int64_t now;

	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *connection = &server->connections[i];

		polls[i + 1].fd = connection->fd; /* poll() passes over -1 */
		polls[i + 1].events = connection->fd >= 0 && connection->out.n != 0 ? POLLOUT : POLLIN;
	}
	if (poll(polls, CONNECTIONS + 1, TICK_MS) < 0)
		return;
	now = milliseconds();
	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *connection = &server->connections[i];

		if (connection->fd < 0)
			continue;
		if (polls[i + 1].revents != 0 && connection->out.n == 0)
			read_request(server, connection);
		else if (polls[i + 1].revents != 0)
			write_answer(connection);
		else if (now - connection->since > IDLE_MS)
			drop(connection);
	}
	if (polls[0].revents != 0)
		take_connection(server);
}

int review_serve(struct review *review, unsigned port, review_announce *announce, void *context, struct buf *reason)
{
	struct server server = {.fd = -1};
	char host[32], url[128];

	for (size_t i = 0; i < CONNECTIONS; i++)
		server.connections[i].fd = -1;
	server.fd = listen_on(port, reason, host, sizeof(host));
	if (server.fd < 0)
		return -1;
	session_init(&server.session, review, str_c(host));
	(void)snprintf(url, sizeof(url), "http://%s/#%s", host, server.session.token);
	announce(context, str_c(url));
	for (;;)
		serve_once(&server);
}
