#include "tests/unit/unit.h"

#include "generator/urlpath.h"

static void parts_of_urls(void **state)
{
	static const char *const cases[][3] = {
	    {"https://help.acme.example/docs/a?b#c", "help.acme.example", "/docs/a"},
	    {"http://help.acme.example:81", "help.acme.example:81", ""},
	    {"https://help.acme.example?q=/x", "help.acme.example", ""},
	    {"https://help.acme.example#/x", "help.acme.example", ""},
	    {"/docs/a?next=https://help.acme.example/b", "", "/docs/a"},
	    {"#https://help.acme.example/b", "", ""},
	    {"//help.acme.example/b", "", "//help.acme.example/b"},
	    {"mailto:a@b.example", "", "mailto:a@b.example"},
	    {"://x/y", "", "://x/y"},
	    {"https:///y", "", "https:///y"},
	    {"docs/a", "", "docs/a"},
	    {"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_str(urlpath_host(str_c(cases[i][0])), cases[i][1]);
		assert_str(urlpath_of(str_c(cases[i][0])), cases[i][2]);
	}
	assert_int_equal(urlpath_host(str_n("https://a\0b/c", 13)).n, 3);
}

/* What is published at such a path is asked of the server; a page that is not there is missed below /api/, too. */
static void what_the_server_answers(void **state)
{
	static const struct {
		const char *url;
		bool is_known;
	} cases[] = {
	    {"/api/search", true},	  {"/api/search?q=x", true}, {"/api/complete", true},
	    {"/api/ticket", true},	  {"/api/", false},	     {"/api/auth/", false},
	    {"/api/auth", false},	  {"/api/searching", false}, {"/de/api/search", false},
	    {"/search?q=x", true},	  {"/de/contact/", true},    {"/feed.xml", true},
	    {"/api/search/more/", false}, {"/metrics", true},	     {"/metrics/", false},
	};
	struct language languages[] = {{.code = STR("en")}, {.code = STR("de"), .url_prefix = STR("de/")}};
	const struct config config = {.languages = languages, .languages_n = 2};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (urlpath_is_known(&config, str_c(cases[i].url)) != cases[i].is_known)
			fail_msg("%s", cases[i].url);
	assert_null(urlpath_reserved(&config, STR("/metrics/"))); /* a page metrics.md */
	assert_null(urlpath_reserved(&config, STR("/metrics/a/")));
	assert_non_null(urlpath_reserved(&config, STR("/metrics")));
	assert_non_null(urlpath_reserved(&config, STR("/sitemap.xml/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parts_of_urls),
	    cmocka_unit_test(what_the_server_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
