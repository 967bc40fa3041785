#include "tests/unit/unit.h"

#include "generator/robots.h"

static bool allow(const char *text, const char *path)
{
	return robots_allow(str_c(text), STR("weir"), str_c(path));
}

static void nothing_said_is_allowed(void **state)
{
	(void)state;
	assert_true(allow("", "/"));
	assert_true(allow("User-agent: *\nDisallow:\n", "/x"));
	assert_true(allow("no rules here\nDisallow: /\n", "/x"));
}

static void the_own_group_wins_over_all(void **state)
{
	const char *text =
	    "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: WEIR # us\nDisallow: /private/\n";

	(void)state;
	assert_true(allow(text, "/public"));
	assert_false(allow(text, "/private/x"));
	assert_false(robots_allow(str_c(text), STR("someone"), STR("/public")));
}

static void groups_of_one_name_are_one(void **state)
{
	const char *text =
	    "User-agent: weir\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: weir\nDisallow: /b\n";

	(void)state;
	assert_false(allow(text, "/a"));
	assert_false(allow(text, "/b"));
	assert_true(allow(text, "/c"));
}

static void the_longest_rule_decides(void **state)
{
	const char *text = "User-agent: *\nDisallow: /docs\nAllow: /docs/public\nDisallow: /same\nAllow: /same\n";

	(void)state;
	assert_false(allow(text, "/docs/secret"));
	assert_true(allow(text, "/docs/public/x"));
	assert_true(allow(text, "/same"));
}

static void patterns_have_stars_and_ends(void **state)
{
	const char *text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\nDisallow: /end$\n";

	(void)state;
	assert_false(allow(text, "/x/y.pdf"));
	assert_true(allow(text, "/x/y.pdf?z"));
	assert_false(allow(text, "/axxbxxcxx"));
	assert_true(allow(text, "/axxcxxb"));
	assert_false(allow(text, "/end"));
	assert_true(allow(text, "/ending"));
}

static void many_stars_do_not_take_for_ever(void **state)
{
	char text[4096] = "User-agent: *\nDisallow: /", path[4096] = "/";
	size_t n = strlen(text);

	(void)state;
	for (int i = 0; i < 500; i++, n += 2)
		memcpy(text + n, "*a", 2);
	text[n] = 'b';
	memset(path + 1, 'a', sizeof(path) - 2);
	assert_true(allow(text, path));
}

static void a_delay_may_be_asked_for(void **state)
{
	(void)state;
	assert_int_equal(robots_delay(STR("User-agent: *\nCrawl-delay: 2.5\n"), STR("weir")), 3);
	assert_int_equal(robots_delay(STR("User-agent: *\nCrawl-delay: x\n"), STR("weir")), 0);
	assert_int_equal(robots_delay(STR("User-agent: *\nCrawl-delay: 5\nUser-agent: weir\nDisallow:\n"), STR("weir")),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_said_is_allowed),	    cmocka_unit_test(the_own_group_wins_over_all),
	    cmocka_unit_test(groups_of_one_name_are_one),   cmocka_unit_test(the_longest_rule_decides),
	    cmocka_unit_test(patterns_have_stars_and_ends), cmocka_unit_test(many_stars_do_not_take_for_ever),
	    cmocka_unit_test(a_delay_may_be_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
