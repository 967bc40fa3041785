#include "tests/unit/unit.h"

#include "common/buf.h"
#include "generator/title.h"

static void check(const char *marked, bool has_code, const char *plain, const char *html)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(title_add_plain(&out, str_c(marked)), has_code);
	assert_str(buf_view(&out), plain);
	buf_clear(&out);
	title_add_html(&out, str_c(marked));
	assert_str(buf_view(&out), html);
	buf_release(&out);
}

static void code_loses_its_backticks(void **state)
{
	(void)state;
	check("Using `cf ssh`", true, "Using cf ssh", "Using <code>cf ssh</code>");
	check("`a` & `<b>` x", true, "a & <b> x", "<code>a</code> &amp; <code>&lt;b&gt;</code> x");
	check("`` a`b ``", true, "a`b", "<code>a`b</code>");
}

static void other_backticks_stay(void **state)
{
	(void)state;
	check("", false, "", "");
	check("No code", false, "No code", "No code");
	check("The ` key", false, "The ` key", "The ` key");
	check("`` and `", false, "`` and `", "`` and `");
	check("` `", false, "` `", "` `");
	check("a `` b `c`", true, "a `` b c", "a `` b <code>c</code>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(code_loses_its_backticks),
	    cmocka_unit_test(other_backticks_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
