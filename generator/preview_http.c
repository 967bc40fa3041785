#include "generator/preview_http.h"

#include "common/fs.h"
#include "common/mem.h"
#include "common/served.h"
#include "common/vec.h"
#include <preview_js.h> /* made from preview.js by mk/preview.mk */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	REQUEST_BYTES = 16 * 1024,
	CONNECTIONS = PREVIEW_POLLS - 1,
	STREAMS = 64, /* of events: open pages */
	IDLE_MS = 30 * 1000,
	HEARTBEAT_MS = 15 * 1000, /* a stream's comment, so that dead ones are noticed */
	HTML_BYTES = 64 * 1024 * 1024,
};

enum phase { PHASE_READ, PHASE_WRITE, PHASE_STREAM };

struct connection {
	int fd;
	enum phase phase;
	struct buf in, out;
	size_t sent; /* of out */
	int file;    /* sent behind out; -1: none */
	off_t file_left;
	int64_t active; /* when something last moved */
};

struct connection_vec VEC_FIELDS(struct connection *);

struct preview_server {
	int fd;
	struct buf url;
	struct connection_vec connections;
	uint64_t run, builds;
	struct buf generation, problems;
	bool has_site;
	int site_folder;
	struct buf output, base_path;
	preview_route *route;
	void *route_context;
};

/* ---- listening ---- */

enum { PORT_MOST = 65535 }; /* getaddrinfo takes the lower 16 bits of more */

static bool split_address(struct str address, struct buf *host, struct buf *port)
{
	ptrdiff_t colon = str_rfind_char(address, ':');
	struct str name = colon >= 0 ? str_slice(address, 0, (size_t)colon) : address;
	int64_t number;

	buf_str(port, colon >= 0 ? str_from(address, (size_t)colon + 1) : STR("8000"));
	if (name.n > 2 && name.s[0] == '[' && name.s[name.n - 1] == ']')
		name = str_slice(name, 1, name.n - 1);
	else if (str_find_char(name, ':') >= 0)
		return false;
	buf_str(host, name.n != 0 ? name : STR("127.0.0.1"));
	return str_to_int(buf_view(port), &number) && number >= 0 && number <= PORT_MOST &&
	       str_find_char(address, '\0') < 0;
}

static int listen_on(const struct addrinfo *found)
{
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1, error;

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, 128) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

static int open_address(struct str address)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	struct buf host, port;
	int fd = -1;

	buf_init(&host, 512);
	buf_init(&port, 16);
	errno = EINVAL;
	if (split_address(address, &host, &port) && !buf_failed(&host) && !buf_failed(&port) &&
	    getaddrinfo(host.s, port.s, &hints, &found) == 0)
		fd = listen_on(found);
	if (found != NULL)
		freeaddrinfo(found);
	buf_release(&host);
	buf_release(&port);
	return fd;
}

static void name_url(struct preview_server *server)
{
	char host[64] = "", port[16] = "";
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);

	if (getsockname(server->fd, (struct sockaddr *)&address, &size) == 0)
		(void)getnameinfo((struct sockaddr *)&address, size, host, sizeof(host), port, sizeof(port),
				  NI_NUMERICHOST | NI_NUMERICSERV);
	buf_printf(&server->url, strchr(host, ':') != NULL ? "http://[%s]:%s" : "http://%s:%s", host, port);
}

static void name_generation(struct preview_server *server)
{
	buf_clear(&server->generation);
	buf_printf(&server->generation, "%llx-%llu", (unsigned long long)server->run,
		   (unsigned long long)server->builds);
}

struct preview_server *preview_server_new(struct str address, uint64_t run)
{
	int fd = open_address(address);
	struct preview_server *server;

	if (fd < 0)
		return NULL;
	server = mem_zalloc(sizeof(*server));
	server->fd = fd;
	server->run = run;
	server->site_folder = -1;
	buf_init(&server->url, 256);
	buf_init(&server->generation, 256);
	buf_init(&server->problems, BUF_NO_LIMIT);
	buf_init(&server->output, PATH_MAX);
	buf_init(&server->base_path, PATH_MAX);
	buf_lit(&server->problems, "[]");
	buf_lit(&server->base_path, "/");
	name_url(server);
	name_generation(server);
	return server;
}

static void free_connection(struct connection *connection)
{
	close(connection->fd);
	if (connection->file >= 0)
		close(connection->file);
	buf_release(&connection->in);
	buf_release(&connection->out);
	mem_free(connection);
}

void preview_server_free(struct preview_server *server)
{
	if (server == NULL)
		return;
	for (size_t i = 0; i < server->connections.n; i++)
		free_connection(server->connections.at[i]);
	vec_release(&server->connections);
	close(server->fd);
	buf_release(&server->url);
	buf_release(&server->generation);
	buf_release(&server->problems);
	buf_release(&server->output);
	buf_release(&server->base_path);
	mem_free(server);
}

struct str preview_server_url(const struct preview_server *server)
{
	return buf_view(&server->url);
}

void preview_server_set_route(struct preview_server *server, preview_route *route, void *context)
{
	server->route = route;
	server->route_context = context;
}

void preview_server_set_site(struct preview_server *server, const struct preview_site *site)
{
	server->has_site = true;
	server->site_folder = site->folder;
	buf_clear(&server->output);
	buf_str(&server->output, site->output);
	buf_clear(&server->base_path);
	buf_str(&server->base_path, site->base_path.n != 0 ? site->base_path : STR("/"));
}

/* ---- answers ---- */

static struct str status_text(int status)
{
	switch (status) {
	case 200:
		return STR("200 OK");
	case 206:
		return STR("206 Partial Content");
	case 302:
		return STR("302 Found");
	case 400:
		return STR("400 Bad Request");
	case 403:
		return STR("403 Forbidden");
	case 404:
		return STR("404 Not Found");
	case 405:
		return STR("405 Method Not Allowed");
	case 416:
		return STR("416 Range Not Satisfiable");
	case 431:
		return STR("431 Request Header Fields Too Large");
	case 503:
		return STR("503 Service Unavailable");
	default:
		return STR("500 Internal Server Error");
	}
}

static void add_head(struct connection *connection, int status, struct str type)
{
	struct buf *out = &connection->out;

	buf_lit(out, "HTTP/1.1 ");
	buf_str(out, status_text(status));
	buf_lit(out, "\r\nContent-Type: ");
	buf_str(out, type);
	buf_lit(out, "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
		     "Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n");
	connection->phase = PHASE_WRITE;
}

static void answer(struct connection *connection, int status, struct str type, struct str body, bool is_head)
{
	add_head(connection, status, type);
	buf_printf(&connection->out, "Content-Length: %zu\r\n\r\n", body.n);
	if (!is_head)
		buf_str(&connection->out, body);
}

static void answer_plain(struct connection *connection, int status)
{
	answer(connection, status, STR("text/plain; charset=utf-8"), status_text(status), false);
}

/* HTML with the preview's script before the end of the body. */
static void inject(struct buf *out, struct str html, struct str generation)
{
	static const struct str end = {"</body", 6};
	size_t at = html.n;

	for (size_t i = html.n; i-- > 0;) {
		if (html.s[i] == '<' && str_starts_nocase(str_from(html, i), end)) {
			at = i;
			break;
		}
	}
	buf_str(out, str_slice(html, 0, at));
	buf_printf(out, "<script src=\"/__weir/preview.js\" data-generation=\"%.*s\"></script>", STR_ARG(generation));
	buf_str(out, str_from(html, at));
}

static void answer_html(struct preview_server *server, struct connection *connection, int status, struct str html,
			bool is_head)
{
	struct buf page;

	buf_init(&page, BUF_NO_LIMIT);
	inject(&page, html, buf_view(&server->generation));
	answer(connection, status, STR("text/html; charset=utf-8"), buf_view(&page), is_head);
	buf_release(&page);
}

static void answer_waiting(struct preview_server *server, struct connection *connection, bool is_head)
{
	answer_html(
	    server, connection, 503,
	    STR("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>weir preview</title>"
		"<body><p>The site is being built. This page loads itself again when it is there.</p></body></html>"),
	    is_head);
}

static void redirect(struct connection *connection, struct str to)
{
	add_head(connection, 302, STR("text/plain"));
	buf_lit(&connection->out, "Location: ");
	buf_str(&connection->out, to);
	buf_lit(&connection->out, "\r\nContent-Length: 0\r\n\r\n");
}

static bool is_html(struct str type)
{
	return str_starts(type, STR("text/html"));
}

/* Players ask for a part of a film to begin anywhere in it; Safari plays none from a server that has no parts. */
static bool seek_range(struct connection *connection, int file, struct str range, int64_t size, struct str type)
{
	int64_t from, to;
	int found = range.s != NULL ? served_range(range, size, &from, &to) : 0;

	if (found == 0 || (found > 0 && lseek(file, (off_t)from, SEEK_SET) < 0))
		return false;
	add_head(connection, found > 0 ? 206 : 416, type);
	if (found > 0)
		buf_printf(&connection->out, "Content-Range: bytes %lld-%lld/%lld\r\nContent-Length: %lld\r\n\r\n",
			   (long long)from, (long long)to - 1, (long long)size, (long long)(to - from));
	else
		buf_printf(&connection->out, "Content-Range: bytes */%lld\r\nContent-Length: 0\r\n\r\n",
			   (long long)size);
	connection->file_left = found > 0 ? (off_t)(to - from) : 0;
	return true;
}

/* Takes over the file. */
static void answer_file(struct preview_server *server, struct connection *connection, int status, int file,
			const struct stat *found, struct str type, struct str range, bool is_head)
{
	if (is_html(type) && found->st_size <= HTML_BYTES) {
		struct buf html;

		buf_init(&html, BUF_NO_LIMIT);
		if (fs_read_fd(file, &html, HTML_BYTES) == 0)
			answer_html(server, connection, status, buf_view(&html), is_head);
		else
			answer_plain(connection, 500);
		buf_release(&html);
		close(file);
		return;
	}
	if (!is_head && seek_range(connection, file, range, found->st_size, type)) {
		connection->file = file;
		return;
	}
	add_head(connection, status, type);
	buf_printf(&connection->out, "Accept-Ranges: bytes\r\nContent-Length: %lld\r\n\r\n", (long long)found->st_size);
	if (is_head) {
		close(file);
		return;
	}
	connection->file = file;
	connection->file_left = found->st_size;
}

/* ---- requests ---- */

/* An address, or a name that means this machine and no other. */
static bool is_safe_host(struct str host)
{
	ptrdiff_t colon = str_rfind_char(host, ':');
	char text[64];
	unsigned char address[16];

	if (host.n != 0 && host.s[0] == '[') {
		ptrdiff_t end = str_find_char(host, ']');
		struct str after = end >= 0 ? str_from(host, (size_t)end + 1) : STR_NONE;

		if (end < 0 || (size_t)end >= sizeof(text) || (after.n != 0 && after.s[0] != ':'))
			return false;
		memcpy(text, host.s + 1, (size_t)end - 1);
		/* cppcheck-suppress negativeIndex ; it stands behind the [ */
		text[end - 1] = '\0';
		return inet_pton(AF_INET6, text, address) == 1;
	}
	if (colon >= 0)
		host = str_slice(host, 0, (size_t)colon);
	if (str_eq_nocase(host, STR("localhost")))
		return true;
	if (host.n >= sizeof(text))
		return false;
	memcpy(text, host.s, host.n);
	text[host.n] = '\0';
	return inet_pton(AF_INET, text, address) == 1;
}

struct request {
	struct str method, path, query, host;
	struct str range; /* absent: none, or one that depends on what this server does not tell (If-Range) */
	unsigned hosts;
};

static bool parse_request(struct str head, struct request *request)
{
	struct str line, target, version;
	bool is_conditional = false;

	*request = (struct request){0};
	if (!str_line(&head, &line) || !str_split(&line, ' ', &request->method) || line.s == NULL ||
	    !str_split(&line, ' ', &target) || line.s == NULL)
		return false;
	version = line;
	if (!str_starts(version, STR("HTTP/1.")) || target.n == 0 || target.s[0] != '/')
		return false;
	if (!str_split(&target, '?', &request->path))
		return false;
	request->query = target.s != NULL ? target : STR("");
	while (str_line(&head, &line)) {
		struct str name;

		if (line.n == 0)
			break;
		if (!str_split(&line, ':', &name) || line.s == NULL)
			return false;
		if (str_eq_nocase(name, STR("host"))) {
			request->host = str_trim(line);
			request->hosts++;
		} else if (str_eq_nocase(name, STR("range"))) {
			request->range = str_trim(line);
		} else if (str_eq_nocase(name, STR("if-range"))) {
			is_conditional = true;
		}
	}
	if (is_conditional)
		request->range = STR_NONE;
	return true;
}

static int open_output(const struct preview_server *server)
{
	return openat(server->site_folder, server->output.s, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* 404.html of the folder that the path is in, or of one above: a language has its own. */
static void answer_missing(struct preview_server *server, struct connection *connection, int output, struct str path,
			   bool is_head)
{
	struct buf name;
	struct stat status;
	int file = -1;

	buf_init(&name, PATH_MAX);
	while (file < 0) {
		ptrdiff_t slash = str_rfind_char(path, '/');

		path = str_slice(path, 0, slash < 0 ? 0 : (size_t)slash);
		buf_clear(&name);
		buf_str(&name, path);
		buf_str(&name, path.n != 0 ? STR("/404.html") : STR("404.html"));
		file = fs_open_file_at(output, name.s, &status);
		if (slash < 0)
			break;
	}
	buf_release(&name);
	if (file >= 0)
		answer_file(server, connection, 404, file, &status, STR("text/html"), STR_NONE, is_head);
	else
		answer_html(server, connection, 404,
			    STR("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found</title>"
				"<body><p>There is no such page.</p></body></html>"),
			    is_head);
}

/* path: decoded, without the slash in front. */
static void answer_path(struct preview_server *server, struct connection *connection, int output, struct buf *path,
			const struct request *request, bool is_head)
{
	struct stat status;
	int file;

	if (path->n == 0 || path->s[path->n - 1] == '/')
		buf_lit(path, "index.html");
	file = fs_open_file_at(output, path->s, &status);
	if (file >= 0) {
		answer_file(server, connection, 200, file, &status, str_c(served_media_type(buf_view(path))),
			    request->range, is_head);
		return;
	}
	if (errno == EINVAL) { /* a folder, without its slash */
		struct buf to;

		buf_init(&to, REQUEST_BYTES);
		buf_str(&to, request->path);
		buf_char(&to, '/');
		if (request->query.n != 0) {
			buf_char(&to, '?');
			buf_str(&to, request->query);
		}
		redirect(connection, buf_view(&to));
		buf_release(&to);
		return;
	}
	answer_missing(server, connection, output, buf_view(path), is_head);
}

static void answer_from_output(struct preview_server *server, struct connection *connection,
			       const struct request *request, bool is_head)
{
	struct str base = buf_view(&server->base_path), path = request->path;
	struct buf decoded;
	int output;

	if (!str_starts(path, base)) {
		redirect(connection, base);
		return;
	}
	output = open_output(server);
	if (output < 0) { /* never built without errors so far */
		answer_waiting(server, connection, is_head);
		return;
	}
	buf_init(&decoded, PATH_MAX);
	if (served_path_decode(str_from(path, base.n - 1), &decoded))
		answer_path(server, connection, output, &decoded, request, is_head);
	else
		answer_missing(server, connection, output, STR(""), is_head);
	buf_release(&decoded);
	close(output);
}

static void add_state(const struct preview_server *server, struct buf *out)
{
	buf_lit(out, "event: state\ndata: {\"generation\":\"");
	buf_str(out, buf_view(&server->generation));
	buf_lit(out, "\",\"problems\":");
	buf_str(out, buf_view(&server->problems));
	buf_lit(out, "}\n\n");
}

static void begin_stream(struct preview_server *server, struct connection *connection)
{
	size_t streams = 0;

	for (size_t i = 0; i < server->connections.n; i++)
		streams += server->connections.at[i]->phase == PHASE_STREAM;
	if (streams >= STREAMS) {
		answer_plain(connection, 503);
		return;
	}
	add_head(connection, 200, STR("text/event-stream"));
	buf_lit(&connection->out, "\r\nretry: 500\n\n");
	add_state(server, &connection->out);
	connection->phase = PHASE_STREAM;
}

static bool answer_route(struct preview_server *server, struct connection *connection, const struct request *request,
			 bool is_head)
{
	int status = 200;
	struct str type = STR("application/json");
	struct buf body;
	bool is_its_own;

	if (server->route == NULL)
		return false;
	buf_init(&body, HTML_BYTES);
	is_its_own =
	    server->route(server->route_context, request->method, request->path, request->query, &status, &type, &body);
	if (is_its_own && is_html(type))
		answer_html(server, connection, status, buf_view(&body), is_head);
	else if (is_its_own)
		answer(connection, status, type, buf_view(&body), is_head);
	buf_release(&body);
	return is_its_own;
}

static void answer_request(struct preview_server *server, struct connection *connection, struct str head)
{
	struct request request;
	bool is_head;

	if (!parse_request(head, &request) || request.hosts != 1) {
		answer_plain(connection, 400);
		return;
	}
	if (!is_safe_host(request.host)) {
		answer_plain(connection, 403);
		return;
	}
	is_head = str_eq(request.method, STR("HEAD"));
	if (answer_route(server, connection, &request, is_head))
		return;
	if (!is_head && !str_eq(request.method, STR("GET"))) {
		answer_plain(connection, 405);
		return;
	}
	if (str_eq(request.path, STR("/__weir/preview.js")))
		answer(connection, 200, STR("text/javascript; charset=utf-8"),
		       str_n((const char *)preview_js, sizeof(preview_js)), is_head);
	else if (str_eq(request.path, STR("/__weir/events")))
		begin_stream(server, connection);
	else if (str_starts(request.path, STR("/__weir/")))
		answer_plain(connection, 404);
	else if (!server->has_site)
		answer_waiting(server, connection, is_head);
	else
		answer_from_output(server, connection, &request, is_head);
}

/* ---- moving bytes ---- */

/* False when the connection is over. */
static bool read_some(struct preview_server *server, struct connection *connection)
{
	char *to = buf_reserve(&connection->in, 4096);
	ptrdiff_t end;
	ssize_t n;

	if (to == NULL) {
		answer_plain(connection, 431);
		return true;
	}
	n = recv(connection->fd, to, 4096, 0);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	if (n == 0)
		return false;
	connection->in.n += (size_t)n;
	if (connection->phase != PHASE_READ) {
		buf_clear(&connection->in); /* a body, or more requests: not our business */
		return true;
	}
	end = str_find(buf_view(&connection->in), STR("\r\n\r\n"));
	if (end >= 0)
		answer_request(server, connection, str_slice(buf_view(&connection->in), 0, (size_t)end + 4));
	return true;
}

static bool would_block(void)
{
	return errno == EAGAIN || errno == EINTR;
}

/* False when the connection is over. */
static bool write_some(struct connection *connection)
{
	while (connection->sent < connection->out.n) {
		ssize_t n = send(connection->fd, connection->out.s + connection->sent,
				 connection->out.n - connection->sent, MSG_NOSIGNAL);

		if (n <= 0)
			return n < 0 && would_block();
		connection->sent += (size_t)n;
	}
	buf_clear(&connection->out);
	connection->sent = 0;
	if (connection->phase == PHASE_STREAM)
		return true;
	while (connection->file >= 0 && connection->file_left > 0) {
		ssize_t n = sendfile(connection->fd, connection->file, NULL,
				     connection->file_left < INT_MAX ? (size_t)connection->file_left : INT_MAX);

		if (n <= 0)
			return n < 0 && would_block();
		connection->file_left -= n;
	}
	(void)shutdown(connection->fd, SHUT_WR);
	return false;
}

static bool has_output(const struct connection *connection)
{
	return connection->sent < connection->out.n || connection->file >= 0;
}

static void accept_some(struct preview_server *server, int64_t now)
{
	while (server->connections.n < CONNECTIONS) {
		int fd = accept4(server->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		struct connection *connection;

		if (fd < 0)
			return;
		connection = mem_zalloc(sizeof(*connection));
		connection->fd = fd;
		connection->file = -1;
		connection->active = now;
		buf_init(&connection->in, REQUEST_BYTES);
		buf_init(&connection->out, BUF_NO_LIMIT);
		*vec_add(&server->connections) = connection;
	}
}

void preview_server_announce(struct preview_server *server, struct str problems, bool reload)
{
	buf_clear(&server->problems);
	buf_str(&server->problems, problems);
	server->builds += reload;
	name_generation(server);
	for (size_t i = 0; i < server->connections.n; i++) {
		struct connection *connection = server->connections.at[i];

		/* one that does not read has enough to read already */
		if (connection->phase == PHASE_STREAM && connection->out.n < HTML_BYTES) {
			add_state(server, &connection->out);
			(void)write_some(connection);
		}
	}
}

nfds_t preview_server_polls(struct preview_server *server, struct pollfd *polls)
{
	nfds_t n = 0;

	polls[n++] = (struct pollfd){.fd = server->connections.n < CONNECTIONS ? server->fd : -1, .events = POLLIN};
	for (size_t i = 0; i < server->connections.n; i++) {
		const struct connection *connection = server->connections.at[i];
		short events = POLLIN;

		if (has_output(connection))
			events |= POLLOUT;
		polls[n++] = (struct pollfd){.fd = connection->fd, .events = events};
	}
	return n;
}

/* Silence: a stream is told something, any other connection is ended. */
static bool is_over(struct connection *connection, int64_t now)
{
	if (connection->phase == PHASE_STREAM && now - connection->active > HEARTBEAT_MS) {
		connection->active = now;
		if (connection->out.n == 0)
			buf_lit(&connection->out, ":\n\n");
		return false;
	}
	return now - connection->active > IDLE_MS;
}

static bool work_on(struct preview_server *server, struct connection *connection, short events, int64_t now)
{
	if ((events & (POLLERR | POLLNVAL)) != 0)
		return false;
	if (events != 0 && connection->phase != PHASE_STREAM)
		connection->active = now;
	if ((events & (POLLIN | POLLHUP)) != 0 && !read_some(server, connection))
		return false;
	if (has_output(connection) && !write_some(connection))
		return false;
	return !is_over(connection, now);
}

void preview_server_work(struct preview_server *server, const struct pollfd *polls, nfds_t n, int64_t now)
{
	size_t kept = 0, known = n > 0 ? (size_t)n - 1 : 0;

	for (size_t i = 0; i < server->connections.n; i++) {
		struct connection *connection = server->connections.at[i];
		short events = i < known ? polls[i + 1].revents : 0;

		if (work_on(server, connection, events, now))
			server->connections.at[kept++] = connection;
		else
			free_connection(connection);
	}
	server->connections.n = kept;
	if (n > 0 && polls[0].revents != 0)
		accept_some(server, now);
}
