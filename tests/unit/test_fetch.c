/* fetch: requests as libcurl makes them, to a server of a few lines in a thread of this program. */
#include "tests/unit/unit.h"

#include "generator/fetch.h"

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- a server ---- */

static int listener;
static unsigned port;
static pthread_t thread;

static const struct {
	const char *path, *answer;
} pages[] = {
    {"/fine", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\ntext"},
    {"/gone", "HTTP/1.1 410 Gone\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"},
    {"/moved", "HTTP/1.1 301 Moved\r\nConnection: close\r\nLocation: /fine\r\nContent-Length: 0\r\n\r\n"},
    {"/loop", "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n"},
    {"/file", "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"},
    {"/metadata", "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: "
		  "http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n"},
    {"/busy", "HTTP/1.1 429 Too Many\r\nConnection: close\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n"},
    {"/never", "HTTP/1.1 503 No\r\nConnection: close\r\nRetry-After: 99999999\r\nContent-Length: 0\r\n\r\n"},
    {"/cut", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 400\r\n\r\ntext"},
    {"/nonsense", "220 mail.example ESMTP\r\n"},
};

static void answer(int connection, struct str path)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (str_eq(path, str_c(pages[i].path)))
			(void)!write(connection, pages[i].answer, strlen(pages[i].answer));
}

/* One request a connection; "/silent" gets no answer until the other side hangs up. */
static void *serve(void *unused)
{
	char bytes[4096];
	int connection;

	(void)unused;
	while ((connection = accept(listener, NULL, NULL)) >= 0) {
		ssize_t n = read(connection, bytes, sizeof(bytes));
		struct str head = str_n(bytes, n > 0 ? (size_t)n : 0), path, method;

		(void)str_split(&head, ' ', &method);
		(void)str_split(&head, ' ', &path);
		if (str_eq(path, STR("/end"))) {
			(void)close(connection);
			break;
		}
		answer(connection, path);
		if (str_eq(path, STR("/silent")))
			(void)!read(connection, bytes, sizeof(bytes));
		(void)close(connection);
	}
	return NULL;
}

static struct fetch *fetch;
static struct arena arena;

static int set_up(void **state)
{
	static const struct fetch_options options = {"weir-test", 20000};
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(address);
	const char *problem;

	(void)state;
	(void)signal(SIGPIPE, SIG_IGN);
	/* libcurl would ask a proxy instead */
	(void)unsetenv("http_proxy");
	(void)unsetenv("all_proxy");
	(void)unsetenv("ALL_PROXY");
	arena_init(&arena);
	fetch = fetch_new(&options, &problem);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(listener, (struct sockaddr *)(void *)&address, n) != 0 || listen(listener, 16) != 0 ||
	    getsockname(listener, (struct sockaddr *)(void *)&address, &n) != 0)
		return -1;
	port = ntohs(address.sin_port);
	return pthread_create(&thread, NULL, serve, NULL);
}

static int tear_down(void **state)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
	int last = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	fetch_free(fetch);
	if (connect(last, (struct sockaddr *)(void *)&address, sizeof(address)) != 0 ||
	    write(last, "GET /end HTTP/1.1\r\n\r\n", 21) != 21)
		return -1;
	(void)pthread_join(thread, NULL);
	(void)close(last);
	(void)close(listener);
	arena_release(&arena);
	return 0;
}

static struct str address_of(const char *path)
{
	return arena_printf(&arena, "http://127.0.0.1:%u%s", port, path);
}

static struct fetch_answer ask(struct str url, bool is_head, size_t keep)
{
	struct fetch_answer answer = {.owner = 0};

	if (fetch == NULL)
		skip();
	fetch_start(fetch, &(struct fetch_request){url, is_head, keep, 7});
	assert_true(fetch_wait(fetch, 30000, &answer));
	assert_int_equal(answer.owner, 7);
	return answer;
}

static void answers_have_a_status_and_as_much_as_is_wanted(void **state)
{
	struct fetch_answer answer;

	(void)state;
	answer = ask(address_of("/fine"), false, 100);
	assert_int_equal(answer.problem, FETCH_FINE);
	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "text");
	/* it hangs up when it has that */
	answer = ask(address_of("/fine"), false, 2);
	assert_int_equal(answer.problem, FETCH_FINE);
	assert_str(answer.body, "te");
	answer = ask(address_of("/fine"), false, 0);
	assert_int_equal(answer.problem, FETCH_FINE);
	assert_str(answer.body, "");
	answer = ask(address_of("/gone"), true, 0);
	assert_int_equal(answer.problem, FETCH_FINE);
	assert_int_equal(answer.status, 410);
	assert_int_equal(answer.retry_after, 0);
}

static void redirects_are_followed_to_the_web_only(void **state)
{
	struct fetch_answer answer;

	(void)state;
	answer = ask(address_of("/moved"), false, 100);
	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "text");
	assert_int_equal(ask(address_of("/loop"), true, 0).problem, FETCH_REDIRECTS);
	assert_int_equal(ask(address_of("/file"), false, 100).problem, FETCH_PROTOCOL);
	assert_int_equal(ask(STR("ftp://127.0.0.1/x"), false, 100).problem, FETCH_PROTOCOL);
	assert_int_equal(ask(STR("file:///etc/passwd"), false, 100).problem, FETCH_PROTOCOL);
}

static void some_addresses_are_never_connected_to(void **state)
{
	static const char *const urls[] = {"http://169.254.169.254/latest/",
					   "http://0.0.0.0:1/",
					   "http://224.0.0.1/",
					   "http://255.255.255.255/",
					   "http://[::]:1/",
					   "http://[fe80::1]/",
					   "http://[ff02::1]/",
					   "http://[::ffff:169.254.169.254]/",
					   "http://0xa9fea9fe/",
					   "http://2852039166/"};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct fetch_answer answer = ask(str_c(urls[i]), true, 0);

		/* without IPv6 its addresses are not known */
		if (answer.problem != FETCH_REFUSED &&
		    (str_find_char(str_c(urls[i]), '[') < 0 || answer.problem != FETCH_NO_HOST))
			fail_msg("%s: %d", urls[i], (int)answer.problem);
	}
	assert_int_equal(ask(address_of("/metadata"), true, 0).problem, FETCH_REFUSED);
}

static void waiting_times_come_along(void **state)
{
	(void)state;
	assert_int_equal(ask(address_of("/busy"), true, 0).retry_after, 17);
	assert_int_equal(ask(address_of("/never"), true, 0).retry_after, 0);
}

static void what_goes_wrong_has_a_name(void **state)
{
	struct fetch_answer answer;
	int closed = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(address);

	(void)state;
	/* bound, but nobody listens */
	assert_int_equal(bind(closed, (struct sockaddr *)(void *)&address, n), 0);
	assert_int_equal(getsockname(closed, (struct sockaddr *)(void *)&address, &n), 0);
	answer = ask(arena_printf(&arena, "http://127.0.0.1:%u/", ntohs(address.sin_port)), true, 0);
	assert_int_equal(answer.problem, FETCH_NO_CONNECTION);
	assert_int_equal(answer.status, 0);
	(void)close(closed);
	assert_int_equal(ask(address_of("/cut"), false, 1000).problem, FETCH_OTHER);
	assert_int_equal(ask(address_of("/nonsense"), false, 1000).problem, FETCH_PROTOCOL);
	assert_int_equal(ask(address_of("/nobody"), false, 1000).problem, FETCH_OTHER);
}

static void nobody_waits_for_ever(void **state)
{
	static const struct fetch_options options = {"weir-test", 200};
	const char *problem;

	(void)state;
	fetch_free(fetch);
	fetch = fetch_new(&options, &problem);
	assert_int_equal(ask(address_of("/silent"), false, 1000).problem, FETCH_TIMEOUT);
}

static void a_wait_without_answers_ends(void **state)
{
	struct fetch_answer answer;

	(void)state;
	if (fetch == NULL)
		skip();
	assert_false(fetch_wait(fetch, 0, &answer));
	assert_false(fetch_wait(fetch, 20, &answer));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(answers_have_a_status_and_as_much_as_is_wanted),
	    TEST(redirects_are_followed_to_the_web_only),
	    TEST(some_addresses_are_never_connected_to),
	    TEST(waiting_times_come_along),
	    TEST(what_goes_wrong_has_a_name),
	    TEST(nobody_waits_for_ever),
	    TEST(a_wait_without_answers_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
