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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parts_of_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
