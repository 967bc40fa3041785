/*
 * peer: what weir-search would be on libmicrohttpd alone, as far as HTTP goes: the same answers, the same limits, and in
 * front of them the rules of search/gate.h as far as a handler can see what they are about. `run` builds it and sends
 * both the same requests; ARCHITECTURE.md "Decisions" has the result. No part of the product.
 *
 * peer SITE_FILE LARGE_FILE epoll|poll gate|bare: answers /api/search with the first file, /large.bin with the second;
 * listens on a free port and says which. "bare": the library's own strictness alone (MHD_OPTION_STRICT_FOR_CLIENT).
 */
#include <fcntl.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* As in common/limits.h. */
enum {
	HEAD_BYTES = 40 * 1024,
	BODY_BYTES = 96 * 1024,
	FIELDS = 64,
	METHOD_BYTES = 16,
	CONNECTIONS = 8192,
	SECONDS = 10,
	THREADS = 2
};

static struct MHD_Response *found, *large, *ok, *missing, *refused;
static bool has_gate;

/* ---- the gate ---- */

static bool is_token(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= 0x20 || c >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", c) != NULL)
			return false;
	}
	return n != 0;
}

static bool consists_of(const char *s, size_t n, const char *characters)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\0' || strchr(characters, s[i]) == NULL)
			return false;
	return n != 0;
}

struct framing {
	unsigned fields, hosts, lengths, codings;
	unsigned long long body;
	bool is_wrong;
};

static bool is(const char *name, size_t n, const char *wanted)
{
	return n == strlen(wanted) && strncasecmp(name, wanted, n) == 0;
}

static enum MHD_Result read_field(void *context, enum MHD_ValueKind kind, const char *name, size_t name_n,
				  const char *value, size_t value_n)
{
	struct framing *framing = context;

	(void)kind;
	if (value == NULL) {
		value = "";
		value_n = 0;
	}
	framing->fields++;
	if (!is_token(name, name_n))
		framing->is_wrong = true;
	for (size_t i = 0; i < value_n; i++) {
		unsigned char c = (unsigned char)value[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			framing->is_wrong = true;
	}
	if (is(name, name_n, "host")) {
		framing->hosts++;
		if (!consists_of(value, value_n,
				 "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:[]"))
			framing->is_wrong = true;
	} else if (is(name, name_n, "content-length")) {
		framing->lengths++;
		if (value_n > 18 || !consists_of(value, value_n, "0123456789"))
			framing->is_wrong = true;
		else
			framing->body = strtoull(value, NULL, 10);
	} else if (is(name, name_n, "transfer-encoding")) {
		framing->codings++;
	} else if (is(name, name_n, "expect") && !is(value, value_n, "100-continue")) {
		framing->is_wrong = true;
	} else if (is(name, name_n, "connection")) {
		for (size_t i = 0; i < value_n; i++)
			if (value[i] != ',' && value[i] != ' ' && value[i] != '\t' && !is_token(value + i, 1))
				framing->is_wrong = true;
	}
	return MHD_YES;
}

/* Of one request, from its first line to its end. */
struct progress {
	bool is_bad_target, is_checked;
};

/* The target as it came, before the library takes it apart. */
static void *keep_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct progress *progress = calloc(1, sizeof(*progress));

	(void)context;
	(void)connection;
	if (progress == NULL)
		abort();
	progress->is_bad_target = target[0] != '/';
	for (const unsigned char *p = (const unsigned char *)target; *p != '\0'; p++)
		if (*p <= 0x20 || *p >= 0x7f || *p == '#')
			progress->is_bad_target = true;
	return progress;
}

/* The status of a refusal, or 0. */
static unsigned check(struct MHD_Connection *connection, const char *method, const char *version, bool is_bad_target)
{
	struct framing framing = {0};
	bool is_1_0 = strcmp(version, "HTTP/1.0") == 0;

	if (is_bad_target || strlen(method) > METHOD_BYTES || (!is_1_0 && strcmp(version, "HTTP/1.1") != 0) ||
	    !consists_of(method, strlen(method), "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
		return 400;
	(void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, read_field, &framing);
	if (framing.is_wrong || framing.hosts > 1 || (framing.hosts == 0 && !is_1_0) || framing.lengths > 1)
		return 400;
	if (framing.fields > FIELDS)
		return 431;
	if (framing.codings != 0)
		return framing.lengths != 0 || is_1_0 ? 400 : 411;
	if (framing.body != 0 && strcmp(method, "POST") != 0)
		return 400;
	return framing.body > BODY_BYTES ? 413 : 0;
}

/* ---- answers ---- */

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
			      const char *version, const char *body, size_t *body_n, void **state)
{
	struct progress *progress = *state;
	unsigned status = 0;

	(void)context;
	(void)body;
	if (!progress->is_checked) { /* the first of several calls, before the body is read */
		progress->is_checked = true;
		if (has_gate)
			status = check(connection, method, version, progress->is_bad_target);
		/* an answer to this call closes the connection; what is fine is answered at the second */
		return status != 0 ? MHD_queue_response(connection, status, refused) : MHD_YES;
	}
	if (*body_n != 0) {
		*body_n = 0;
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 && strcmp(method, "POST") != 0)
		return MHD_queue_response(connection, 405, refused);
	if (strncmp(url, "/api/", 5) == 0)
		return MHD_queue_response(connection, 200, found);
	if (strcmp(url, "/large.bin") == 0)
		return MHD_queue_response(connection, 200, large);
	if (strcmp(url, "/healthz") == 0)
		return MHD_queue_response(connection, 200, ok);
	return MHD_queue_response(connection, 404, missing);
}

static void finished(void *context, struct MHD_Connection *connection, void **state,
		     enum MHD_RequestTerminationCode why)
{
	(void)context;
	(void)connection;
	(void)why;
	free(*state);
	*state = NULL;
}

static struct MHD_Response *text(const char *what, const char *type)
{
	struct MHD_Response *response =
	    MHD_create_response_from_buffer(strlen(what), (void *)(size_t)what, MHD_RESPMEM_PERSISTENT);

	if (response == NULL || MHD_add_response_header(response, "Content-Type", type) != MHD_YES)
		abort();
	return response;
}

static struct MHD_Response *file(const char *path, bool in_memory)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	char *bytes;

	if (fd < 0 || fstat(fd, &status) != 0)
		abort();
	if (!in_memory)
		return MHD_create_response_from_fd((size_t)status.st_size, fd);
	bytes = malloc((size_t)status.st_size + 1);
	if (bytes == NULL || read(fd, bytes, (size_t)status.st_size) != status.st_size)
		abort();
	bytes[status.st_size] = '\0';
	(void)close(fd);
	return text(bytes, "application/json; charset=utf-8");
}

/* As many bytes of headers as every answer of weir-search has. */
static void add_headers(struct MHD_Response *response)
{
	static const char *const headers[][2] = {
	    {"Cache-Control", "no-store"},
	    {"X-Content-Type-Options", "nosniff"},
	    {"Referrer-Policy", "strict-origin-when-cross-origin"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}};

	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		if (MHD_add_response_header(response, headers[i][0], headers[i][1]) != MHD_YES)
			abort();
}

int main(int argc, char **argv)
{
	struct MHD_Daemon *daemon;
	const union MHD_DaemonInfo *info;
	bool by_epoll;
	sigset_t signals;
	int caught;

	if (argc != 5)
		return 2;
	by_epoll = strcmp(argv[3], "epoll") == 0;
	has_gate = strcmp(argv[4], "gate") == 0;
	found = file(argv[1], true);
	large = file(argv[2], false);
	ok = text("ok\n", "text/plain");
	missing = text("{\"error\":{\"code\":\"not_found\"}}\n", "application/json");
	refused = text("{\"error\":{\"code\":\"bad_request\"}}\n", "application/json");
	if (MHD_add_response_header(refused, "Connection", "close") != MHD_YES)
		abort();
	add_headers(found);
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &signals, NULL);
	daemon =
	    MHD_start_daemon(by_epoll ? MHD_USE_EPOLL_INTERNAL_THREAD : MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL,
			     answer, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_THREAD_POOL_SIZE,
			     (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
			     MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
			     (size_t)HEAD_BYTES, MHD_OPTION_LISTEN_BACKLOG_SIZE, 4096u, MHD_OPTION_URI_LOG_CALLBACK,
			     keep_target, NULL, MHD_OPTION_NOTIFY_COMPLETED, finished, NULL, MHD_OPTION_END);
	if (daemon == NULL)
		return 3;
	info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
	printf("http://127.0.0.1:%u %s\n", info->port, MHD_get_version());
	(void)fflush(stdout);
	(void)sigwait(&signals, &caught);
	_exit(0);
}
