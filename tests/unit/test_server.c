/* The parts of weir-search that need no connection. */
#include "tests/unit/unit.h"

#include "common/json.h"
#include "common/served.h"
#include "search/answers.h"
#include "search/clients.h"
#include "search/files.h"
#include "search/gate.h"
#include "search/log.h"
#include "search/origins.h"
#include "search/params.h"
#include "search/proxies.h"
#include "search/reply.h"
#include "search/server.h"

/* ---- gate ---- */

static enum gate_state gate(const char *text, struct gate_request *request, int *status)
{
	return gate_read(str_c(text), request, status);
}

static void gate_reads(void **state)
{
	struct gate_request request;
	int status = 0;

	(void)state;
	assert_int_equal(
	    gate("POST /a%20b/c?d=e?f HTTP/1.1\r\nHost: x.example:80\r\nContent-Length: 12\r\nX-A:  b c \t\r\n"
		 "Connection: keep-alive, Close\r\nExpect: 100-Continue\r\n\r\nbody",
		 &request, &status),
	    GATE_READY);
	assert_int_equal(request.method, METHOD_POST);
	assert_str(request.path, "/a%20b/c");
	assert_str(request.query, "d=e?f");
	assert_true(request.has_query);
	assert_str(request.host, "x.example:80");
	assert_int_equal(request.body, 12);
	assert_true(request.wants_close);
	assert_true(request.expects_go_ahead);
	assert_str(gate_header(&request, STR("x-a")), "b c");
	assert_null(gate_header(&request, STR("x-b")).s);
	assert_int_equal(request.headers_n, 5);
	assert_int_equal(gate("GET / HTTP/1.0\r\n\r\nrest", &request, &status), GATE_READY);
	assert_true(request.is_http_1_0 && request.wants_close && !request.has_query);
	assert_int_equal(request.head, 18);
	assert_int_equal(gate("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n", &request, &status), GATE_READY);
	assert_false(request.expects_go_ahead);
	assert_int_equal(gate("GET / HTTP/1.0\r\n\r\nrest", &request, &status), GATE_READY);
	assert_int_equal(request.body, 0);
}

/* What clients send to proxies: RFC 9112 has servers take it, and its host rather than that of Host. */
static void gate_reads_whole_addresses(void **state)
{
	static const struct {
		const char *target, *host, *path, *query;
	} good[] = {
	    {"http://x.example/a/b?c=http://d/", "x.example", "/a/b", "c=http://d/"},
	    {"HTTPS://x.example:8443/", "x.example:8443", "/", ""},
	    {"http://x.example", "x.example", "/", ""},
	    {"http://x.example:?q", "x.example:", "/", "q"},
	    {"http://[::ffff:192.0.2.1]:80//x", "[::ffff:192.0.2.1]:80", "//x", ""},
	    {"/http://y.example/", "a", "/http://y.example/", ""},
	};
	static const char *const bad[] = {
	    "http:///x",
	    "http://",
	    "http:/x",
	    "http:x",
	    "http//a/x",
	    "http://u@a/x",
	    "http://u:p@a/x",
	    "http://a:b/x",
	    "http://a:123456",
	    "http://a\\@b/x",
	    "http://a%2fb/x",
	    "http://[::1/x",
	    "http://[::1]x/",
	    "http://a,b/x",
	    "ftp://a/x",
	    "httpx://a/x",
	    "://a/x",
	    "a://",
	    "javascript:x",
	    "//a/x HTTP/1.1",
	    "http://a /x",
	    "http://a/x#y",
	    "http://a#/x",
	    "*",
	    "http://a/\x80",
	    "http://\x80/",
	    "a:443",
	    "a.example/x",
	    "?x",
	    "",
	};
	struct gate_request request;
	char text[256];
	int status;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", good[i].target);
		assert_int_equal(gate(text, &request, &status), GATE_READY);
		assert_str(request.host, good[i].host);
		assert_str(request.path, good[i].path);
		assert_str(request.query, good[i].query);
		/* Host must be there once, and be one, all the same */
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\n\r\n", good[i].target);
		assert_int_equal(gate(text, &request, &status), GATE_REFUSED);
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a/b\r\n\r\n", good[i].target);
		assert_int_equal(gate(text, &request, &status), GATE_REFUSED);
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", good[i].target);
		assert_int_equal(gate(text, &request, &status), GATE_REFUSED);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", bad[i]);
		if (gate(text, &request, &status) != GATE_REFUSED || status != 400)
			fail_msg("%s: %d", bad[i], status);
	}
	/* the one before is forgotten */
	assert_int_equal(gate("GET / HTTP/1.0\r\n\r\n", &request, &status), GATE_READY);
	assert_null(request.host.s);
	assert_int_equal(gate("GET http://b/ HTTP/1.0\r\n\r\n", &request, &status), GATE_READY);
	assert_str(request.host, "b");
}

/* However a request is cut, what has come so far is never refused and never taken for whole. */
static void gate_waits(void **state)
{
	static const char text[] = "\r\nGET /x HTTP/1.1\r\nHost: a\r\nB: c\r\n\r\n";
	struct gate_request request;
	int status = 0;

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++)
		assert_int_equal(gate_read(str_n(text, n), &request, &status), GATE_MORE);
	assert_int_equal(gate_read(str_n(text, sizeof(text) - 1), &request, &status), GATE_READY);
}

static void gate_refuses(void **state)
{
	static const struct {
		const char *text;
		int status;
	} cases[] = {
	    {"GET / HTTP/1.1\n", 400},
	    {"GET / HTTP/1.1\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400},
	    {"GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
	    {"GET /# HTTP/1.1\r\nHost: a\r\n\r\n", 400},
	    {"GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
	    {"G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
	    {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
	    {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
	    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400},
	    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\nx", 400},
	    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nx", 400},
	    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\nx", 413},
	    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8486913\r\n\r\nx", 413},
	    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
	    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\nx", 400},
	    {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 400},
	    {"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 405},
	    {"GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n", 417},
	    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: a@b\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: :80\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a:800000\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: []\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: [::1]a\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: [x]\r\n\r\n", 400},
	    {"GET / HTTP/1.1\r\nHost: a[::1]\r\n\r\n", 400},
	};
	struct gate_request request;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int status = 0;

		if (gate(cases[i].text, &request, &status) != GATE_REFUSED || status != cases[i].status)
			fail_msg("%s: %d", cases[i].text, status);
	}
	assert_int_equal(gate("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", &request, &(int){0}),
			 GATE_READY);
	assert_int_equal(request.method, METHOD_OTHER);
}

static void gate_bounds(void **state)
{
	struct gate_request request;
	int status = 0;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "GET /");
	while (text.n <= LIMIT_HTTP_TARGET + 64)
		buf_char(&text, 'a');
	assert_int_equal(gate_read(buf_view(&text), &request, &status), GATE_REFUSED);
	assert_int_equal(status, 414);
	buf_clear(&text);
	buf_lit(&text, "GET / HTTP/1.1\r\nHost: a\r\n");
	for (size_t i = 0; i < LIMIT_HTTP_FIELDS - 1; i++)
		buf_lit(&text, "a:\r\n");
	buf_lit(&text, "\r\n");
	assert_int_equal(gate_read(buf_view(&text), &request, &status), GATE_READY);
	buf_cut(&text, text.n - 2);
	buf_lit(&text, "a:\r\n\r\n");
	assert_int_equal(gate_read(buf_view(&text), &request, &status), GATE_REFUSED);
	assert_int_equal(status, 431);
	buf_clear(&text);
	buf_lit(&text, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
	while (text.n <= LIMIT_HTTP_HEAD)
		buf_char(&text, 'a');
	assert_int_equal(gate_read(buf_view(&text), &request, &status), GATE_REFUSED);
	assert_int_equal(status, 431);
	buf_release(&text);
}

/* ---- params ---- */

static void params_queries(void **state)
{
	struct params params;
	struct str reason;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_int_equal(
	    params_query(STR("q=a+b%2Bc&limit=5&lang=de&&offset=0"), PARAMS_SEARCH, false, &arena, &params, &reason),
	    0);
	assert_str(params.q, "a b+c");
	assert_str(params.lang, "de");
	assert_int_equal(params.limit, 5);
	assert_int_equal(params.offset, 0);
	assert_true(params.has_q);
	assert_int_equal(params_query(STR("q=%00a%1b"), PARAMS_SEARCH, false, &arena, &params, &reason), 0);
	assert_str(params.q, " a ");
	static const char *const bad[] = {
	    "q=a&q=b", "x=1",	   "q=%",    "q=%f",	 "q=%gg",	"q=%ff",    "q=%c0%80",
	    "limit=0", "limit=51", "limit=", "limit=1x", "offset=1001", "subject=a"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (params_query(str_c(bad[i]), PARAMS_SEARCH, false, &arena, &params, &reason) == 0)
			fail_msg("%s is taken", bad[i]);
	assert_int_equal(params_query(STR("q=%ffa%&q=b&x&limit=99"), PARAMS_SEARCH, true, &arena, &params, &reason), 0);
	assert_str(params.q, "\xef\xbf\xbd"
			     "a%");
	assert_int_equal(params.limit, -1);
	assert_int_equal(params_query(STR(""), PARAMS_SEARCH, false, &arena, &params, &reason), 0);
	assert_false(params.has_q);
	arena_release(&arena);
}

static void params_bodies(void **state)
{
	static const char *const bad[] = {"",
					  "[]",
					  "{\"q\":\"a\"}",
					  "{\"subject\":{}}",
					  "{]}",
					  "{\"limit\":1.5}",
					  "{\"subject\":\"a\"} x",
					  "{\"body\":true}"};
	struct params params;
	struct str reason;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_int_equal(params_json(STR("{\"subject\":\"a\\nb\\u0007\",\"body\":null,\"limit\":3,\"tier\":\"free\"}"),
				     PARAMS_SUGGEST, &arena, &params, &reason),
			 0);
	assert_str(params.subject, "a\nb ");
	assert_str(params.tier, "free");
	assert_int_equal(params.limit, 3);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (params_json(str_c(bad[i]), PARAMS_SUGGEST, &arena, &params, &reason) == 0)
			fail_msg("%s is taken", bad[i]);
	arena_release(&arena);
}

/* ---- files ---- */

static void files_names(void **state)
{
	static const char *const bad[] = {"",	   "a",	    "/..",	 "/a/../b", "/a//b",  "//",
					  "/.env", "/a/.b", "/%2e%2e/a", "/a%2fb",  "/a%5cb", "/%00",
					  "/%",	   "/%1",   "/%0a",	 "/a/./b"};
	struct buf path;

	(void)state;
	buf_init(&path, 4096);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		buf_clear(&path);
		if (served_path_decode(str_c(bad[i]), &path))
			fail_msg("%s is taken", bad[i]);
	}
	buf_clear(&path);
	assert_true(served_path_decode(STR("/a%20b/%C3%A4/"), &path));
	assert_str(buf_view(&path), "a b/\xc3\xa4/");
	buf_clear(&path);
	assert_true(served_path_decode(STR("/.well-known/security.txt"), &path));
	buf_release(&path);
	assert_string_equal(served_media_type(STR("a/B.HTML")), "text/html; charset=utf-8");
	assert_string_equal(served_media_type(STR("opensearch.xml")),
			    "application/opensearchdescription+xml; charset=utf-8");
	assert_string_equal(served_media_type(STR("old.htm")), "text/html; charset=utf-8");
	assert_string_equal(served_media_type(STR("nothing")), "application/octet-stream");
	assert_true(files_is_immutable(STR("assets/app.0d8cc092.js")));
	assert_false(files_is_immutable(STR("assets/app.0d8cc09.js")));
	assert_false(files_is_immutable(STR("assets/app.js")));
	assert_false(files_is_immutable(STR("assets/app.0D8CC092.js")));
	assert_false(files_is_immutable(STR("0d8cc092")));
}

static void files_headers(void **state)
{
	const unsigned identity = 1u << CODING_IDENTITY, gzip = 1u << CODING_GZIP, brotli = 1u << CODING_BROTLI;
	int64_t from, to;

	(void)state;
	assert_int_equal(files_codings(STR("")), identity);
	assert_int_equal(files_codings(STR("gzip, deflate, br")), identity | gzip | brotli);
	assert_int_equal(files_codings(STR("GZIP ; q=0.1,br;q=0")), identity | gzip);
	assert_int_equal(files_codings(STR("br;q=0.000,gzip;q=0.")), identity);
	assert_int_equal(served_range(STR("bytes=0-0"), 10, &from, &to), 1);
	assert_true(from == 0 && to == 1);
	assert_int_equal(served_range(STR("bytes=-3"), 10, &from, &to), 1);
	assert_true(from == 7 && to == 10);
	assert_int_equal(served_range(STR("bytes=-30"), 10, &from, &to), 1);
	assert_true(from == 0 && to == 10);
	assert_int_equal(served_range(STR("bytes=9-"), 10, &from, &to), 1);
	assert_int_equal(served_range(STR("bytes=10-"), 10, &from, &to), -1);
	assert_int_equal(served_range(STR("bytes=-0"), 10, &from, &to), -1);
	assert_int_equal(served_range(STR("bytes=0-9223372036854775807"), 10, &from, &to), 1);
	assert_int_equal(to, 10);
	assert_int_equal(served_range(STR("bytes=0-"), 0, &from, &to), -1);
	static const char *const ignored[] = {"",
					      "bytes",
					      "bytes=",
					      "bytes=-",
					      "bytes=1",
					      "bytes=2-1",
					      "bytes=0-1,2-3",
					      "items=0-1",
					      "bytes=+1-2",
					      "bytes=1- 2-3",
					      "bytes=99999999999999999999-"};
	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		if (served_range(str_c(ignored[i]), 10, &from, &to) != 0)
			fail_msg("%s is taken", ignored[i]);
	assert_true(files_has_tag(STR("\"a\", W/\"b\""), STR("\"b\"")));
	assert_true(files_has_tag(STR("*"), STR("\"b\"")));
	assert_false(files_has_tag(STR("\"a\""), STR("\"b\"")));
	assert_false(files_has_tag(STR(""), STR("\"b\"")));
}

static void dates(void **state)
{
	char text[30];

	(void)state;
	http_date(text, 784111777);
	assert_string_equal(text, "Sun, 06 Nov 1994 08:49:37 GMT");
	assert_int_equal(http_date_parse(STR("Sun, 06 Nov 1994 08:49:37 GMT")), 784111777);
	static const char *const bad[] = {"",
					  "Sun, 06 Nov 1994 08:49:37",
					  "Mon, 06 Nov 1994 08:49:37 GMT",
					  "Sun, 06 Now 1994 08:49:37 GMT",
					  "Sunday, 06-Nov-94 08:49:37 GMT",
					  "Sun, 31 Feb 1994 08:49:37 GMT",
					  "Sun, 06 Nov 1994 0x:49:37 GMT"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(http_date_parse(str_c(bad[i])), -1);
}

/* ---- clients ---- */

static void clients_addresses(void **state)
{
	static const char *const none[] = {
	    "", ":1", "[]:1", "[2001:db8::7", "[2001:db8::7]x", "192.0.2", "192.0.2.1:80:80"};
	struct http_peer a, b;

	(void)state;
	assert_true(clients_parse(STR("192.0.2.1"), &a) && clients_parse(STR("192.0.2.1:4711"), &b));
	assert_true(clients_same(&a, &b));
	assert_true(clients_parse(STR("2001:db8::7"), &a) && clients_parse(STR("[2001:db8::7]:4711"), &b));
	assert_true(clients_same_machine(&a, &b));
	assert_true(clients_parse(STR("[2001:db8::7]"), &b) && clients_same_machine(&a, &b));
	/* a proxy is one machine: its neighbours in the network may not write what is believed */
	assert_true(clients_parse(STR("2001:db8::8"), &b));
	assert_true(clients_same(&a, &b) && !clients_same_machine(&a, &b));
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(clients_parse(str_c(none[i]), &a));
}

/* Only what our own proxies wrote counts; a line is read from its end, and lines from the last. */
static void proxies_are_walked_back(void **state)
{
	static const struct {
		const char *from, *headers, *client;
	} cases[] = {
	    {"192.0.2.1", "", "192.0.2.1"},
	    {"192.0.2.1", "X-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"},
	    {"192.0.2.1", "X-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n", "203.0.113.9"},
	    {"192.0.2.1", "X-Forwarded-For: 203.0.113.9, 2001:db8::2\r\n", "203.0.113.9"},
	    {"192.0.2.1", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 192.0.2.1\r\n", "203.0.113.9"},
	    {"192.0.2.1", "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"},
	    {"192.0.2.1", "X-Forwarded-For: 203.0.113.9, unknown\r\n", "192.0.2.1"},
	    {"192.0.2.1", "X-Forwarded-For: 203.0.113.9,\r\n", "192.0.2.1"},
	    {"192.0.2.2", "X-Forwarded-For: 203.0.113.9\r\n", "192.0.2.2"},
	    {"2001:db8::2", "X-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"},
	    {"2001:db8::3", "X-Forwarded-For: 203.0.113.9\r\n", "2001:db8::3"}, /* another machine of its network */
	    {"127.0.0.1", "X-Forwarded-For: 203.0.113.9\r\n", "127.0.0.1"},	/* not said to be one */
	};
	struct http_peer proxies[2], expected;
	const struct server_options options = {.proxies = proxies, .proxies_n = 2};

	(void)state;
	assert_true(clients_parse(STR("192.0.2.1"), &proxies[0]) && clients_parse(STR("2001:db8::2"), &proxies[1]));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gate_request head;
		struct http_request request = {.gate = &head};
		struct http_peer client;
		char text[256];
		int status;

		(void)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\n%s\r\n", cases[i].headers);
		assert_int_equal(gate(text, &head, &status), GATE_READY);
		assert_true(clients_parse(str_c(cases[i].from), &request.peer) &&
			    clients_parse(str_c(cases[i].client), &expected));
		client = proxies_client(&options, &request);
		if (!clients_same_machine(&client, &expected))
			fail_msg("%s %s", cases[i].from, cases[i].headers);
	}
}

static bool is_origin_allowed(const struct value *config, const char *origin, struct arena *arena)
{
	struct gate_request request;
	int status;

	assert_int_equal(gate(arena_printf(arena, "GET / HTTP/1.1\r\nHost: a\r\n%s\r\n", origin).s, &request, &status),
			 GATE_READY);
	return origins_allow(config, &request);
}

static void origins_are_whole_texts(void **state)
{
	static const char *const others[] = {"",
					     "Origin: null\r\n",
					     "Origin: \r\n",
					     "Origin: http://app.example\r\n",
					     "Origin: https://app.example.evil.example\r\n",
					     "Origin: https://app.exampl\r\n",
					     "Origin: https://app.example:8443\r\n"};
	struct arena arena;
	const struct value *config;

	(void)state;
	arena_init(&arena);
	config =
	    json_parse(&arena, STR("{\"server\":{\"widget_origins\":[7,\"https://app.example\",\"http://b\"]}}"), NULL);
	assert_true(is_origin_allowed(config, "Origin: https://app.example\r\n", &arena));
	assert_true(is_origin_allowed(config, "Origin: http://b\r\n", &arena));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(is_origin_allowed(config, others[i], &arena));
	config = json_parse(&arena, STR("{\"server\":{\"widget_origins\":[]}}"), NULL);
	assert_false(is_origin_allowed(config, "Origin: https://app.example\r\n", &arena));
	assert_false(is_origin_allowed(config, "", &arena));
	config = json_parse(&arena, STR("{}"), NULL);
	assert_false(is_origin_allowed(config, "Origin: https://app.example\r\n", &arena));
	arena_release(&arena);
}

static void assert_origin_answer(const char *json, const char *request_text, const char *expected)
{
	struct arena arena;
	struct gate_request request;
	struct buf headers;
	int status;

	arena_init(&arena);
	buf_init(&headers, BUF_NO_LIMIT);
	assert_int_equal(gate(request_text, &request, &status), GATE_READY);
	origins_answer(json_parse(&arena, str_c(json), NULL), &request, "POST", &headers);
	assert_str(buf_view(&headers), expected);
	buf_release(&headers);
	arena_release(&arena);
}

static void origins_are_answered(void **state)
{
	static const char listed[] = "{\"server\":{\"widget_origins\":[\"https://app.example\"]}}";

	(void)state;
	assert_origin_answer(listed,
			     "POST / HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\nContent-Length: 0\r\n\r\n",
			     "Vary: Origin\r\nAccess-Control-Allow-Origin: https://app.example\r\n");
	assert_origin_answer(listed, "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n\r\n",
			     "Vary: Origin\r\nAccess-Control-Allow-Origin: https://app.example\r\n"
			     "Access-Control-Allow-Methods: POST\r\nAccess-Control-Allow-Headers: Content-Type\r\n"
			     "Access-Control-Max-Age: 86400\r\n");
	/* to others nothing is said but that answers differ: a cache must not give them what is not theirs */
	assert_origin_answer(listed, "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: https://b.example\r\n\r\n",
			     "Vary: Origin\r\n");
	assert_origin_answer(listed, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "Vary: Origin\r\n");
	assert_origin_answer("{}", "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n\r\n", "");
}

static void clients_limits(void **state)
{
	struct clients *clients = clients_new(2, 4, 2);
	struct http_peer a, b, here, net;
	int seconds;

	(void)state;
	assert_true(clients_parse(STR("192.0.2.1"), &a));
	assert_true(clients_parse(STR("2001:db8::1"), &b));
	assert_true(clients_parse(STR("2001:db8::ffff:1"), &net));
	assert_true(clients_parse(STR("127.0.0.1"), &here));
	assert_false(clients_parse(STR("nonsense"), &here));
	assert_true(clients_parse(STR("::ffff:127.0.0.9"), &here) && here.is_local);
	assert_true(clients_parse(STR("::FFFF:c000:201"), &here) && !here.is_local && clients_same(&a, &here));
	assert_true(clients_parse(STR("::ffff:192.0.2.2"), &here) && !clients_same(&a, &here));
	assert_true(clients_parse(STR("0:0::0:1"), &here) && here.is_local);
	assert_true(clients_parse(STR("::1"), &here) && here.is_local);
	assert_true(clients_same(&b, &net));
	assert_false(clients_same(&a, &b));
	for (int i = 0; i < 4; i++)
		assert_true(clients_pay(clients, &a, 1, 1000, &seconds));
	assert_false(clients_pay(clients, &a, 1, 1000, &seconds));
	assert_int_equal(seconds, 1);
	assert_false(clients_pay(clients, &a, 1, 1400, &seconds));
	assert_true(clients_pay(clients, &a, 1, 1500, &seconds));
	assert_false(clients_pay(clients, &a, 1, 500, &seconds)); /* a clock that goes back gives nothing */
	assert_true(clients_pay(clients, &b, 4, 1500, &seconds));
	assert_false(clients_pay(clients, &net, 1, 1500, &seconds));
	for (int i = 0; i < 1000; i++)
		assert_true(clients_pay(clients, &here, 1, 1500, &seconds));
	assert_true(clients_enter(clients, &a) && clients_enter(clients, &a));
	assert_false(clients_enter(clients, &a));
	clients_leave(clients, &a);
	assert_true(clients_enter(clients, &a));
	for (int i = 0; i < 4; i++) /* who was away for long has a full bucket, and no more */
		assert_true(clients_pay(clients, &a, 1, 1000000, &seconds));
	assert_false(clients_pay(clients, &a, 1, 1000000, &seconds));
	clients_free(clients);
}

/* The table stays as large as it is; someone who asks on is not forgotten for a crowd that asks once. */
static void clients_crowd(void **state)
{
	struct clients *clients = clients_new(1, 2, 64);
	struct http_peer peer = {.bytes = {0}};
	int seconds, refused = 0;

	(void)state;
	for (uint32_t i = 0; i < 200000; i++) {
		memcpy(peer.bytes, &i, 4);
		refused += !clients_pay(clients, &peer, 1, 1000 + i / 1000, &seconds);
	}
	assert_int_equal(refused, 0);
	clients_free(clients);
}

/* More connections than the table has places: who lost theirs may leave, and nobody else's count changes. */
static void clients_forgotten(void **state)
{
	struct clients *clients = clients_new(0, 0, 1);
	struct http_peer peer = {.bytes = {0}};

	(void)state;
	for (uint32_t i = 0; i < 2 * LIMIT_CLIENTS; i++) {
		memcpy(peer.bytes, &i, 4);
		assert_true(clients_enter(clients, &peer));
	}
	for (uint32_t i = 0; i < 2 * LIMIT_CLIENTS; i++) {
		memcpy(peer.bytes, &i, 4);
		clients_leave(clients, &peer);
		clients_leave(clients, &peer);
		assert_true(clients_enter(clients, &peer));
		assert_false(clients_enter(clients, &peer));
		clients_leave(clients, &peer);
	}
	clients_free(clients);
}

/* ---- the rest ---- */

static void answers_kept(void **state)
{
	struct answers *answers = answers_new(16, 64 * 1024);
	char key[16], value[2000];
	size_t total = 0;

	(void)state;
	memset(value, 'v', sizeof(value));
	assert_null(answers_find(answers, STR("one"), STR("a"), &total).s);
	answers_keep(answers, STR("a"), STR("answer"), 7);
	assert_str(answers_find(answers, STR("one"), STR("a"), &total), "answer");
	assert_int_equal(total, 7);
	assert_null(answers_find(answers, STR("two"), STR("a"), &total).s);
	assert_null(answers_find(answers, STR("one"), STR("a"), &total).s);
	for (int i = 0; i < 1000; i++) {
		struct str found;

		snprintf(key, sizeof(key), "%d", i);
		(void)answers_find(answers, STR("one"), str_c(key), &total);
		answers_keep(answers, str_c(key), str_n(value, (size_t)(i + 1)), (size_t)i);
		found = answers_find(answers, STR("one"), str_c(key), &total);
		assert_int_equal(found.n, i + 1);
		assert_int_equal(total, i);
	}
	answers_keep(answers, STR("big"), str_n(value, 2000), 1);
	answers_free(answers);
	answers_free(NULL);
}

static void scrubbed(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	log_scrub(&out, STR("reset  password for jo@example.com 4111 1111 abcdefghijklmnopqrstuvwxyz now"));
	assert_str(buf_view(&out), "reset password for *** *** *** *** now");
	buf_clear(&out);
	log_scrub(&out, STR("a\x1b[31m b\nc"));
	assert_true(str_find_char(buf_view(&out), '\x1b') < 0 && str_find_char(buf_view(&out), '\n') < 0);
	buf_clear(&out);
	log_scrub(&out,
		  STR("word word word word word word word word word word word word word word word word word word word "
		      "secretname"));
	assert_true(out.n <= 100 && str_find(buf_view(&out), STR("secr")) < 0);
	buf_release(&out);
}

static void excerpts(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	query_json_excerpt(&out, STR("a <b> \x01"
				     "c & d\x02 \"e\""));
	assert_str(buf_view(&out), "a &lt;b&gt; <mark>c &amp; d</mark> &#34;e&#34;");
	buf_release(&out);
}

static void venues(void **state)
{
	struct arena arena;
	struct value *config, *venue;

	(void)state;
	arena_init(&arena);
	config = json_parse(
	    &arena,
	    STR("{\"contact\":{\"email\":\"a@b.example\",\"venue\":[{\"id\":\"t\",\"kind\":\"ticket\",\"first_reply\":"
		"\"4h\"},{\"id\":\"f\",\"kind\":\"forum\"}],\"route\":[{\"topic\":\"billing\",\"plan\":\"pro\","
		"\"venue\":"
		"\"t\"},{\"topic\":\"*\",\"venue\":\"f\"}]}}"),
	    NULL);
	venue = server_venue(config, STR("Billing"), STR("Pro"), &arena);
	assert_str(value_get(venue, STR("id"))->as.str, "t");
	assert_str(value_get(venue, STR("first_reply"))->as.str, "4h");
	assert_str(value_path(venue, STR("why.topic"))->as.str, "billing");
	venue = server_venue(config, STR("billing"), STR("free"), &arena);
	assert_str(value_get(venue, STR("id"))->as.str, "f");
	assert_null(server_venue(json_parse(&arena, STR("{}"), NULL), STR("a"), STR("b"), &arena));
	config = json_parse(&arena, STR("{\"contact\":{\"email\":\"a@b.example\",\"venue\":[],\"route\":[]}}"), NULL);
	assert_str(value_get(server_venue(config, STR(""), STR(""), &arena), STR("kind"))->as.str, "email");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gate_reads),
	    cmocka_unit_test(gate_reads_whole_addresses),
	    cmocka_unit_test(gate_waits),
	    cmocka_unit_test(gate_refuses),
	    cmocka_unit_test(gate_bounds),
	    cmocka_unit_test(params_queries),
	    cmocka_unit_test(params_bodies),
	    cmocka_unit_test(files_names),
	    cmocka_unit_test(files_headers),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(proxies_are_walked_back),
	    cmocka_unit_test(origins_are_whole_texts),
	    cmocka_unit_test(origins_are_answered),
	    cmocka_unit_test(clients_limits),
	    cmocka_unit_test(clients_addresses),
	    cmocka_unit_test(clients_crowd),
	    cmocka_unit_test(clients_forgotten),
	    cmocka_unit_test(answers_kept),
	    cmocka_unit_test(scrubbed),
	    cmocka_unit_test(excerpts),
	    cmocka_unit_test(venues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
