/*
 * external: whom it asks, when, how often and what it makes of the answers. The requests of fetch.h are answered here,
 * by a clock of our own, so that pauses of days cost nothing. tests/external has a real server.
 */
#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/vec.h"
#include "generator/external.h"
#include "generator/fetch.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- a network ---- */

struct answer_rule {
	const char *url; /* or its beginning, with "*" at the end */
	bool get_only;	 /* HEAD has 404 */
	enum fetch_problem problem;
	long status;
	unsigned retry_after; /* the first time */
	const char *body;
};

/* A request that was sent. */
struct sent {
	uint64_t at; /* milliseconds */
	struct fetch_request request;
};

static struct {
	const struct answer_rule *rules;
	uint64_t now;
	unsigned takes; /* milliseconds that an answer takes */
	bool is_missing;
	struct arena arena;
	struct VEC(struct sent) sent;
	size_t answered, most_under_way;
} network;

struct fetch *fetch_new(const struct fetch_options *options, const char **problem)
{
	assert_non_null(strstr(options->user_agent, "weir/"));
	if (!network.is_missing)
		return (struct fetch *)(void *)&network;
	*problem = "no library";
	return NULL;
}

void fetch_free(struct fetch *fetch)
{
	(void)fetch;
}

uint64_t fetch_now(void)
{
	return network.now;
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request)
{
	struct sent *sent = vec_add(&network.sent);

	(void)fetch;
	sent->at = network.now;
	sent->request = *request;
	sent->request.url = arena_str(&network.arena, request->url);
	if (network.sent.n - network.answered > network.most_under_way)
		network.most_under_way = network.sent.n - network.answered;
}

static bool fits(const struct answer_rule *rule, struct str url)
{
	struct str pattern = str_c(rule->url);

	if (str_ends(pattern, STR("*")))
		return str_starts(url, str_slice(pattern, 0, pattern.n - 1));
	return str_eq(url, pattern);
}

static bool was_asked_before(size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(network.sent.at[i].request.url, network.sent.at[n].request.url))
			return true;
	return false;
}

bool fetch_wait(struct fetch *fetch, unsigned milliseconds, struct fetch_answer *answer)
{
	const struct fetch_request *request;
	const struct answer_rule *rule = network.rules;
	size_t n = network.answered;

	(void)fetch;
	if (n == network.sent.n || network.sent.at[n].at + network.takes > network.now + milliseconds) {
		network.now += milliseconds;
		return false;
	}
	if (network.sent.at[n].at + network.takes > network.now)
		network.now = network.sent.at[n].at + network.takes;
	request = &network.sent.at[n].request;
	while (rule->url != NULL && !fits(rule, request->url))
		rule++;
	*answer = (struct fetch_answer){.owner = request->owner, .status = 404};
	if (rule->url != NULL && !(rule->get_only && request->is_head)) {
		answer->problem = rule->problem;
		answer->status = rule->problem == FETCH_FINE ? rule->status : 0;
		answer->body = str_c(rule->body);
		if (rule->retry_after != 0 && !was_asked_before(n)) {
			answer->status = 429;
			answer->retry_after = rule->retry_after;
		}
	}
	network.answered++;
	return true;
}

/* ---- a check ---- */

static char folder[32];
static int site;
static struct diag_list diags;
static struct buf text;

static int set_up(void **state)
{
	(void)state;
	memcpy(folder, "/tmp/weir-external-XXXXXX", sizeof("/tmp/weir-external-XXXXXX"));
	if (mkdtemp(folder) == NULL)
		return -1;
	site = fs_open_folder(folder);
	memset(&network, 0, sizeof(network));
	network.takes = 20;
	arena_init(&network.arena);
	diag_list_init(&diags, &network.arena);
	buf_init(&text, BUF_NO_LIMIT);
	return site < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
	int tmp = fs_open_folder("/tmp");

	(void)state;
	(void)close(site);
	buf_release(&text);
	diag_list_release(&diags);
	vec_release(&network.sent);
	arena_release(&network.arena);
	if (fs_remove_tree_at(tmp, folder + 5) != 0)
		return -1;
	return close(tmp);
}

/* Asks, and forgets what was sent and said before. */
static int check_at(int64_t now, const struct answer_rule *rules, const char *const *urls)
{
	static struct external_options options = {.pause_ms = 100};
	struct external_link links[64];
	size_t n = 0;

	options.now = now;
	network.rules = rules;
	network.sent.n = network.answered = network.most_under_way = 0;
	diag_list_release(&diags);
	diag_list_init(&diags, &network.arena);
	for (; urls[n] != NULL; n++)
		links[n] = (struct external_link){str_c(urls[n]), {STR("a.md"), (uint32_t)n + 1, 1}};
	return external_check(site, links, n, &options, &diags);
}

/* "HEAD https://a.test/x\n" for each, robots.txt apart. */
static struct str sent_text(void)
{
	buf_clear(&text);
	for (size_t i = 0; i < network.sent.n; i++) {
		const struct fetch_request *request = &network.sent.at[i].request;

		if (!str_ends(request->url, STR("/robots.txt")))
			buf_printf(&text, "%s %.*s\n", request->is_head ? "HEAD" : "GET", STR_ARG(request->url));
	}
	return buf_view(&text);
}

/* "2: 404 Not Found\n" for each that was said. */
static struct str said(void)
{
	buf_clear(&text);
	diag_list_sort(&diags);
	for (size_t i = 0; i < diags.items.n; i++) {
		const struct diag *diag = &diags.items.at[i];
		ptrdiff_t from = str_find(diag->message, STR("\": "));

		buf_printf(&text, "%u: %.*s\n", diag->place.line,
			   STR_ARG(from < 0 ? diag->message : str_from(diag->message, (size_t)from + 3)));
	}
	return buf_view(&text);
}

#define URLS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define RULES(...) ((const struct answer_rule[]){__VA_ARGS__, {0}})

enum { NOW = 1000000000, HOUR = 3600, DAY = 24 * HOUR };

static void each_address_is_asked_once_by_head_then_get(void **state)
{
	(void)state;
	assert_int_equal(
	    check_at(NOW,
		     RULES({"https://a.io/fine", .status = 200}, {"https://a.io/get", .get_only = true, .status = 200}),
		     URLS("https://a.io/fine", "https://a.io/fine#part", "https://a.io/get", "https://a.io/none",
			  "https://a.io/none#x")),
	    0);
	assert_str(sent_text(), "HEAD https://a.io/fine\nHEAD https://a.io/get\nHEAD https://a.io/none\n"
				"GET https://a.io/get\nGET https://a.io/none\n");
	assert_str(said(), "4: 404 Not Found\n5: 404 Not Found\n");
}

static void addresses_are_encoded_and_some_are_not_asked(void **state)
{
	(void)state;
	assert_int_equal(
	    check_at(NOW, RULES({"*", .status = 200}),
		     URLS("https://a.io/a b?\xC3\xBC#\xC3\xBC", "HTTP://A.io", "ftp://a.io/", "mailto:x@a.io", "x.md",
			  "https://user:secret@a.io/", "https://\xC3\xBC.io/", "https:///x", "https://example.com/x",
			  "https://www.example.org", "http://host.test/", "http://localhost:8080/", "http://127.0.0.1/",
			  "http://[::1]:80/", "https://none.invalid/x", "https://example.community/")),
	    0);
	assert_str(sent_text(), "HEAD HTTP://A.io\nHEAD https://example.community/\nHEAD https://a.io/a%20b?%C3%BC\n");
	assert_str(said(), "15: there is no such host\n");
}

static void what_says_nothing_about_a_page_is_not_said(void **state)
{
	static const long quiet[] = {200, 204, 301, 401, 402, 403, 405, 407, 408, 418, 451, 503, 999};
	static const long broken[] = {400, 404, 410, 416, 500, 502, 504};

	(void)state;
	for (size_t i = 0; i < sizeof(quiet) / sizeof(*quiet); i++) {
		assert_int_equal(check_at(NOW + (int64_t)i * 8 * DAY, RULES({"https://a.io/x", .status = quiet[i]}),
					  URLS("https://a.io/x")),
				 0);
		assert_str(said(), "");
	}
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		assert_int_equal(check_at(NOW + (int64_t)(i + 100) * 8 * DAY,
					  RULES({"https://a.io/x", .status = broken[i]}), URLS("https://a.io/x")),
				 0);
		assert_true(str_find(said(), STR("1: ")) == 0);
	}
}

static void problems_have_names(void **state)
{
	(void)state;
	assert_int_equal(
	    check_at(NOW,
		     RULES({"https://a.io/robots.txt", .status = 200}, {"https://a.io/1", .problem = FETCH_TIMEOUT},
			   {"https://a.io/2", .problem = FETCH_CERTIFICATE},
			   {"https://a.io/3", .problem = FETCH_REDIRECTS},
			   {"https://a.io/4", .problem = FETCH_PROTOCOL}, {"https://a.io/5", .problem = FETCH_REFUSED},
			   {"https://a.io/6", .problem = FETCH_OTHER}, {"https://a.io/7", .status = 416}),
		     URLS("https://a.io/1", "https://a.io/2", "https://a.io/3", "https://a.io/4", "https://a.io/5",
			  "https://a.io/6", "https://a.io/7")),
	    0);
	assert_str(said(), "1: no answer in time\n2: no trustworthy encryption (certificate)\n"
			   "3: redirects without end\n4: redirects to something that is no web page\n"
			   "6: the connection broke off\n7: HTTP status 416\n");
}

static void a_host_is_asked_slowly_and_by_two_at_most(void **state)
{
	(void)state;
	network.takes = 1000;
	assert_int_equal(check_at(NOW, RULES({"https://a.io/*", .status = 200}),
				  URLS("https://a.io/1", "https://a.io/2", "https://a.io/3", "https://a.io/4")),
			 0);
	assert_int_equal(network.sent.n, 5);
	assert_int_equal(network.most_under_way, 2);
	network.takes = 1;
	assert_int_equal(check_at(NOW + 8 * DAY, RULES({"https://a.io/*", .status = 200}),
				  URLS("https://a.io/1", "https://a.io/2", "https://a.io/3", "https://a.io/4")),
			 0);
	for (size_t i = 1; i < network.sent.n; i++)
		assert_true(network.sent.at[i].at >= network.sent.at[i - 1].at + 100);
}

static void robots_txt_is_obeyed(void **state)
{
	static const char robots[] = "User-agent: *\nDisallow: /private/\nCrawl-delay: 3\n";

	(void)state;
	assert_int_equal(check_at(NOW,
				  RULES({"https://a.io/robots.txt", .status = 200, .body = robots},
					{"https://a.io/*", .status = 200}),
				  URLS("https://a.io/private/x", "https://a.io/1", "https://a.io/2")),
			 0);
	assert_str(network.sent.at[0].request.url, "https://a.io/robots.txt");
	assert_str(sent_text(), "HEAD https://a.io/1\nHEAD https://a.io/2\n");
	assert_true(network.sent.at[2].at >= network.sent.at[1].at + 3000);
	assert_str(said(), "");
	/* nobody waits for an hour */
	assert_int_equal(
	    check_at(NOW + 8 * DAY,
		     RULES({"https://b.io/robots.txt", .status = 200, .body = "User-agent: *\nCrawl-delay: 3600\n"},
			   {"https://b.io/*", .status = 200}),
		     URLS("https://b.io/1", "https://b.io/2")),
	    0);
	assert_true(network.sent.at[2].at <= network.sent.at[1].at + 11000);
	/* what is not found is no robots.txt, whatever it says */
	assert_int_equal(
	    check_at(NOW + 8 * DAY,
		     RULES({"https://c.io/robots.txt", .status = 404, .body = "User-agent: *\nDisallow: /\n"},
			   {"https://c.io/*", .status = 200}),
		     URLS("https://c.io/1")),
	    0);
	assert_str(sent_text(), "HEAD https://c.io/1\n");
}

static void who_asks_for_patience_gets_it_once(void **state)
{
	(void)state;
	assert_int_equal(
	    check_at(NOW, RULES({"https://a.io/x", .status = 404, .retry_after = 7}), URLS("https://a.io/x")), 0);
	assert_str(sent_text(), "HEAD https://a.io/x\nHEAD https://a.io/x\nGET https://a.io/x\n");
	assert_true(network.sent.at[2].at >= network.sent.at[1].at + 7000);
	assert_str(said(), "1: 404 Not Found\n");
	/* not for an hour, and not again and again */
	assert_int_equal(
	    check_at(NOW, RULES({"https://b.io/x", .status = 404, .retry_after = 3600}), URLS("https://b.io/x")), 0);
	assert_true(network.sent.at[2].at < network.sent.at[1].at + 5000);
	assert_int_equal(check_at(NOW, RULES({"https://c.io/x", .status = 503}), URLS("https://c.io/x")), 0);
	assert_int_equal(network.sent.n, 4);
	assert_str(said(), "");
}

static void a_dead_host_is_given_up(void **state)
{
	(void)state;
	assert_int_equal(check_at(NOW, RULES({"https://a.io/*", .problem = FETCH_NO_CONNECTION}),
				  URLS("https://a.io/1", "https://a.io/2", "https://a.io/3", "https://a.io/4",
				       "https://a.io/5", "https://a.io/6")),
			 0);
	assert_true(network.sent.n <= 4);
	assert_str(said(), "1: the host takes no connection\n2: the host takes no connection\n"
			   "3: the host takes no connection\n4: the host takes no connection\n"
			   "5: the host takes no connection\n6: the host takes no connection\n");
}

static void answers_are_remembered(void **state)
{
	static const struct answer_rule rules[] = {{"https://a.io/fine", .status = 200}, {0}};
	const char *const *urls = URLS("https://a.io/fine", "https://a.io/none");
	static const struct {
		int64_t now;
		const char *sent;
	} steps[] = {
	    {NOW, "HEAD https://a.io/fine\nHEAD https://a.io/none\nGET https://a.io/none\n"},
	    {NOW + HOUR, ""},
	    {NOW - 1, "HEAD https://a.io/fine\nHEAD https://a.io/none\nGET https://a.io/none\n"}, /* of the future */
	    {NOW + HOUR, "HEAD https://a.io/none\nGET https://a.io/none\n"},
	    {NOW + 7 * DAY - 1, "HEAD https://a.io/none\nGET https://a.io/none\n"},
	    {NOW + 7 * DAY, "HEAD https://a.io/fine\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		assert_int_equal(check_at(steps[i].now, rules, urls), 0);
		assert_str(sent_text(), steps[i].sent);
		assert_str(said(), "2: 404 Not Found\n");
	}
}

static void a_damaged_memory_is_no_memory(void **state)
{
	static const char *const files[] = {
	    "", "weir external-cache 2\n1000000000 200 https://a.io/x\n",
	    ("weir external-cache 1\n1000000000 https://a.io/x\n\n1000000000 7777 https://a.io/x\n"
	     "x 200 https://a.io/x\n1000000000 200 https://a.io/y\n1000000000 200")};

	(void)state;
	assert_int_equal(fs_make_folders_at(site, ".weir"), 0);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		assert_int_equal(fs_replace_at(site, ".weir/external-cache", str_c(files[i]), false), 0);
		assert_int_equal(check_at(NOW, RULES({"https://a.io/x", .status = 200}), URLS("https://a.io/x")), 0);
		assert_str(sent_text(), "HEAD https://a.io/x\n");
	}
	buf_clear(&text);
	assert_int_equal(fs_read_at(site, ".weir/external-cache", &text, 4096), 0);
	assert_str(buf_view(&text), "weir external-cache 1\n1000000000 200 https://a.io/x\n");
}

static void nothing_can_be_asked(void **state)
{
	(void)state;
	assert_int_equal(check_at(NOW, RULES({"http*", .problem = FETCH_NO_HOST}),
				  URLS("https://a.io/x", "https://b.io/x", "https://b.io/y")),
			 -1);
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.items.n, 1);
	assert_int_equal(diags.items.at[0].code, DIAG_EXTERNAL_CHECK);
	/* one name that is not known is a broken link */
	assert_int_equal(check_at(NOW, RULES({"http*", .problem = FETCH_NO_HOST}), URLS("https://a.io/x")), 0);
	assert_str(said(), "1: there is no such host\n");
	network.is_missing = true;
	assert_int_equal(check_at(NOW, RULES({0}), URLS("https://c.io/x")), -1);
	assert_str(said(), "0: no library\n");
	/* nobody is needed to say what is known */
	assert_int_equal(check_at(NOW, RULES({0}), URLS("https://a.io/x", "https://example.com/")), 0);
	assert_str(said(), "1: there is no such host\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_address_is_asked_once_by_head_then_get),
	    TEST(addresses_are_encoded_and_some_are_not_asked),
	    TEST(what_says_nothing_about_a_page_is_not_said),
	    TEST(problems_have_names),
	    TEST(a_host_is_asked_slowly_and_by_two_at_most),
	    TEST(robots_txt_is_obeyed),
	    TEST(who_asks_for_patience_gets_it_once),
	    TEST(a_dead_host_is_given_up),
	    TEST(answers_are_remembered),
	    TEST(a_damaged_memory_is_no_memory),
	    TEST(nothing_can_be_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
