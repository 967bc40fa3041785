#include "search/server.h"

#include "common/mem.h"
#include "search/answers.h"
#include "search/desk.h"
#include "search/origins.h"
#include "search/pack.h"
#include "search/proxies.h"
#include "search/reply.h"
#include "search/routes.h"

/* ---- for operators ---- */

static void healthz(struct call *call)
{
	call->reply->type = "text/plain; charset=utf-8";
	buf_lit(call->reply->body, "ok\n");
}

static void readyz(struct call *call)
{
	int index = atomic_load_explicit(&call->server->index, memory_order_relaxed);

	if (call->site == NULL || index == INDEX_IS_OVERWRITTEN) {
		call_retry_after(call, 5);
		call_fail(call, 503,
			  call->site == NULL ? STR("There is no search index.")
					     : STR("search.db was written over and is no search index."));
		return;
	}
	healthz(call);
	if (index == INDEX_IS_GONE)
		buf_lit(call->reply->body, "search.db is gone: the one before is served\n");
}

/* Compares every byte, so that the time does not tell how many were right. */
static bool is_token(struct str given, struct str token)
{
	unsigned char differs = given.n != token.n;

	for (size_t i = 0; i < given.n && token.n != 0; i++)
		differs |= (unsigned char)(given.s[i] ^ token.s[i % token.n]);
	return differs == 0;
}

static void metrics(struct call *call)
{
	struct str token = call->server->options.metrics_token;
	struct str given = gate_header(call->request->gate, STR("authorization"));
	int index = atomic_load_explicit(&call->server->index, memory_order_relaxed);
	struct metrics_now now = {
	    .connections = call->server->http != NULL ? http_server_connections(call->server->http) : 0,
	    .pages = call->site != NULL ? query_pages(call->site->engine) : 0,
	    .version = call->site != NULL ? call->site->version : STR(""),
	    .index_is_gone = index == INDEX_IS_GONE,
	    .index_is_overwritten = index == INDEX_IS_OVERWRITTEN,
	    .refused = call->server->http != NULL ? http_server_refused(call->server->http) : 0,
	    .uptime_seconds = http_nanoseconds() / 1000000000 - call->server->started,
	};

	if (token.n != 0 && (!str_starts_nocase(given, STR("Bearer ")) || !is_token(str_from(given, 7), token))) {
		call_fail(call, 403, STR("The metrics need the token of the secrets file."));
		return;
	}
	call->reply->type = "text/plain; version=0.0.4; charset=utf-8";
	metrics_print(call->server->metrics, &now, call->reply->body);
}

/* ---- routes ---- */

enum {
	TAKES_GET = 1 << METHOD_GET | 1 << METHOD_HEAD,
	TAKES_POST = 1 << METHOD_POST,
	TAKES_FILES = 1 << 16, /* bodies above LIMIT_HTTP_BODY */
	FOR_WIDGETS = 1 << 17, /* pages of [server] widget_origins may ask too */
	KEEPS = 1 << 18,       /* its answers (call_answer_again()): one that is kept never comes too late */
};

static const struct route {
	const char *path; /* with a slash at its end: whatever begins with it */
	unsigned methods;
	bool at_root; /* also outside the base path */
	bool needs_site;
	double price; /* of a client's bucket */
	void (*answer)(struct call *call);
} routes[] = {
    {"/api/search", TAKES_GET | FOR_WIDGETS | KEEPS, true, true, 1, route_search},
    {"/api/complete", TAKES_GET | KEEPS, true, true, 0.5, route_complete},
    {"/api/suggest", TAKES_POST | FOR_WIDGETS, true, true, 5, route_suggest},
    {"/api/ticket", TAKES_POST | TAKES_FILES, true, true, 5, route_ticket},
    {"/api/event", TAKES_POST | FOR_WIDGETS, true, true, 0.5, route_event},
    {"/slack/command", TAKES_POST, true, true, 1, route_slack},
    {"/search", TAKES_GET | KEEPS, false, true, 1, route_search_page},
    {"/contact", TAKES_GET | TAKES_POST | TAKES_FILES, false, true, 3, route_contact},
    {"/thank-you", TAKES_GET, false, true, 1, route_thank_you},
    {"/a/", TAKES_GET, false, true, 0, route_permalink},
    {"/healthz", TAKES_GET, true, false, 0, healthz},
    {"/readyz", TAKES_GET, true, false, 0, readyz},
    {"/metrics", TAKES_GET, true, false, 0, metrics},
};

static const struct route file_route = {"file", TAKES_GET, false, true, 0, route_file};

/* Pages stand in each language: at "/search", "/search/" and "/de/search/". */
static bool is_page(const struct route *route)
{
	return route->answer == route_search_page || route->answer == route_contact || route->answer == route_thank_you;
}

static bool is_at(const struct route *route, struct str path)
{
	struct str own = str_c(route->path);

	if (str_ends(own, STR("/")))
		return str_starts(path, own) && path.n > own.n;
	return str_eq(path, own);
}

/* Takes the language off a path: "/search/" of "/de/search/". */
static void read_language(struct call *call, struct str *path)
{
	const struct value *languages = value_get(call->site->config, STR("languages"));
	struct str rest = str_from(*path, 1);

	call->lang = call->site->language;
	call->prefix = STR("");
	for (uint32_t i = 0; languages != NULL && languages->kind == VALUE_LIST && i < languages->as.list.n; i++) {
		const struct value *prefix = value_get(languages->as.list.at[i], STR("url_prefix"));
		const struct value *code = value_get(languages->as.list.at[i], STR("code"));

		if (prefix == NULL || prefix->kind != VALUE_STR || prefix->as.str.n == 0 || code == NULL ||
		    code->kind != VALUE_STR || !str_starts(rest, prefix->as.str))
			continue;
		call->lang = code->as.str;
		call->prefix = prefix->as.str;
		*path = str_from(*path, prefix->as.str.n);
		return;
	}
}

/* Whether the server makes this page, and not a file of the site. */
static bool is_made(const struct call *call, const struct route *route)
{
	bool asks = call->request->gate->has_query || !call->server->options.files;

	if (route->answer == route_search_page) /* the page that shows an empty search is a file like any other */
		return call->request->gate->has_query || (asks && call->prefix.n == 0);
	return theme_has_contact(call->site->theme, call->lang) && (route->answer == route_contact || asks);
}

static const struct route *find_page(struct call *call)
{
	struct str path = call->path;

	read_language(call, &path);
	if (path.n > 1 && str_ends(path, STR("/")))
		path.n--;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (is_page(&routes[i]) && is_at(&routes[i], path) && is_made(call, &routes[i]))
			return &routes[i];
	return NULL;
}

/* "/api/name" that is no route: programs ask for that. A site may have a section api/, whose pages end in a slash and
 * files in an ending. */
static bool is_of_api(struct str path)
{
	struct str name = str_from(path, strlen("/api/"));

	return str_starts(path, STR("/api/")) && str_find_char(name, '/') < 0 && str_find_char(name, '.') < 0;
}

static const struct route *find_route(struct call *call)
{
	struct str path = call->request->gate->path;
	struct str base = call->site != NULL ? call->site->base_path : STR("/");
	bool is_below = str_starts(path, base);
	const struct route *page = NULL;

	call->path = is_below ? str_from(path, base.n - 1) : path;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		const struct route *route = &routes[i];

		if (is_below && !is_page(route) && is_at(route, call->path))
			return route;
		if (route->at_root && is_at(route, path)) {
			call->path = path;
			return route;
		}
	}
	if (call->site != NULL && is_below)
		page = find_page(call);
	if (page != NULL)
		return page;
	if (!call->server->options.files || (is_of_api(call->path) && !route_is_folder(call)))
		return NULL;
	return &file_route;
}

static const char *allowed(const struct route *route)
{
	if ((route->methods & TAKES_GET) == 0)
		return "Allow: POST, OPTIONS\r\n";
	return (route->methods & TAKES_POST) != 0 ? "Allow: GET, HEAD, POST, OPTIONS\r\n"
						  : "Allow: GET, HEAD, OPTIONS\r\n";
}

/* ---- the handler ---- */

static bool is_packed(const struct gate_request *request)
{
	struct str coding = gate_header(request, STR("content-encoding"));

	return request->method == METHOD_POST && coding.n != 0 && !str_eq_nocase(coding, STR("identity"));
}

/* False after answering: not this method, a body that nobody unpacks, nothing to search, too many, too busy. */
static bool may_go_on(struct call *call, const struct route *route)
{
	const struct http_request *request = call->request;
	int seconds;
	struct http_peer client;

	if ((route->methods & FOR_WIDGETS) != 0 && call->site != NULL) {
		call->is_widget = origins_allow(call->site->config, request->gate);
		origins_answer(call->site->config, request->gate, (route->methods & TAKES_POST) != 0 ? "POST" : "GET",
			       call->reply->headers);
	}
	if (request->gate->method == METHOD_OPTIONS) {
		call->reply->status = 204;
		buf_str(call->reply->headers, str_c(allowed(route)));
		return false;
	}
	if ((route->methods & 1u << request->gate->method) == 0) {
		buf_str(call->reply->headers, str_c(allowed(route)));
		call_fail(call, 405, STR_NONE);
		call->reply->close = true;
		return false;
	}
	if (is_packed(request->gate)) {
		buf_lit(call->reply->headers, "Accept-Encoding: identity\r\n");
		call_fail(call, 415, STR("The body must not be packed (Content-Encoding)."));
		return false;
	}
	if (route->needs_site && call->site == NULL) {
		call_retry_after(call, 5);
		call_fail(call, 503, STR("There is no search index."));
		return false;
	}
	if (route->price <= 0)
		return true;
	if ((route->methods & KEEPS) == 0 && call_comes_late(call))
		return false;
	client = proxies_client(&call->server->options, request);
	if (!clients_pay(call->server->clients, &client, route->price, request->now, &seconds)) {
		call_retry_after(call, seconds);
		call_fail(call, 429, STR_NONE);
		return false;
	}
	return true;
}

static void handle(void *context, const struct http_request *request, struct http_reply *reply)
{
	struct server *server = context;
	struct call call = {.server = server,
			    .worker = &server->workers[request->thread],
			    .site = site_slot_get(server->slot),
			    .request = request,
			    .reply = reply};
	const struct route *route;

	arena_clear(&call.worker->arena);
	route = find_route(&call);
	if (route == NULL) {
		reply->route = "other";
		route_missing(&call);
	} else {
		reply->route = route->path;
		if (may_go_on(&call, route))
			route->answer(&call);
	}
	/* a policy may stand in the site's memory: the thread's arena outlives the request */
	if (reply->csp.n != 0)
		reply->csp = arena_str(&call.worker->arena, reply->csp);
	site_slot_put(server->slot, call.site);
}

static int admit_body(void *context, const struct http_request *request, struct http_peer *client)
{
	struct server *server = context;
	struct call call = {.server = server, .request = request, .site = site_slot_get(server->slot)};
	const struct route *route = find_route(&call);
	int status = 413;

	*client = proxies_client(&server->options, request);
	if (route != NULL && (route->methods & TAKES_FILES) != 0 && request->gate->method == METHOD_POST)
		status = desk_admit_body(server->options.desk, client);
	site_slot_put(server->slot, call.site);
	return status;
}

static void leave_body(void *context, const struct http_peer *client)
{
	struct server *server = context;

	desk_leave_body(server->options.desk, client);
}

static void refuse(void *context, const struct http_request *request, struct http_reply *reply)
{
	(void)context;
	/* too many large bodies are under way, of all or of one client */
	if (reply->status == 503 || reply->status == 429)
		buf_lit(reply->headers, "Retry-After: 5\r\n");
	reply_error(reply, request, reply->status, STR_NONE);
}

static void done(void *context, const struct http_done *what)
{
	struct server *server = context;

	metrics_request(server->metrics, what);
	log_request(server->log, what);
}

static bool admit(void *context, const struct http_peer *peer)
{
	struct server *server = context;

	return proxies_has(&server->options, peer) || clients_enter(server->clients, peer);
}

static void leave(void *context, const struct http_peer *peer)
{
	struct server *server = context;

	if (!proxies_has(&server->options, peer))
		clients_leave(server->clients, peer);
}

static void rest(void *context, unsigned thread)
{
	struct server *server = context;

	log_flush(server->log, thread);
}

/* ---- life ---- */

struct server *server_new(const struct server_options *options, struct log *log)
{
	struct server *server = mem_zalloc(sizeof(*server));

	server->options = *options;
	server->log = log;
	server->metrics = metrics_new(options->threads);
	server->clients = clients_new(options->rate, options->rate * 10, LIMIT_CLIENT_CONNECTIONS);
	server->slot = site_slot_new();
	server->started = http_nanoseconds() / 1000000000;
	server->workers = mem_zalloc(options->threads * sizeof(*server->workers));
	for (unsigned i = 0; i < options->threads; i++) {
		arena_init(&server->workers[i].arena);
		buf_init(&server->workers[i].key, BUF_NO_LIMIT);
		server->workers[i].pack = pack_new();
		server->workers[i].answers =
		    answers_new(LIMIT_ANSWERS / options->threads, LIMIT_ANSWERS_BYTES / options->threads);
	}
	return server;
}

void server_free(struct server *server)
{
	if (server == NULL)
		return;
	for (unsigned i = 0; i < server->options.threads; i++) {
		arena_release(&server->workers[i].arena);
		buf_release(&server->workers[i].key);
		pack_free(server->workers[i].pack);
		answers_free(server->workers[i].answers);
	}
	mem_free(server->workers);
	site_slot_free(server->slot);
	clients_free(server->clients);
	desk_free(server->options.desk);
	metrics_free(server->metrics);
	mem_free(server);
}

struct http_handler server_handler(struct server *server)
{
	return (struct http_handler){.context = server,
				     .handle = handle,
				     .refuse = refuse,
				     .done = done,
				     .admit = admit,
				     .leave = leave,
				     .admit_body = admit_body,
				     .leave_body = leave_body,
				     .rest = rest};
}

struct site_slot *server_slot(struct server *server)
{
	return server->slot;
}

struct metrics *server_metrics(struct server *server)
{
	return server->metrics;
}

void server_index(struct server *server, enum server_index index)
{
	atomic_store_explicit(&server->index, (int)index, memory_order_relaxed);
}

void server_watch_connections(struct server *server, const struct http_server *http)
{
	server->http = http;
}
