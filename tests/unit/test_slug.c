#include "tests/unit/unit.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/slug.h"

static struct arena arena;

static void slugs(void **state)
{
	static const char *const cases[][2] = {
	    {"Refund policy", "refund-policy"},
	    {"  What is X?  ", "what-is-x"},
	    {"Licensing & Counterfeits", "licensing-counterfeits"},
	    {"CTC GO!", "ctc-go"},
	    {"Oplà IoT Kit", "opla-iot-kit"},
	    {"Opla\xCC\x80 IoT Kit", "opla-iot-kit"}, /* decomposed, as macOS writes it */
	    {"Straße", "strasse"},
	    {"Łódź ÆØÅ", "lodz-aeoa"},
	    {"v7.4", "v7.4"},
	    {"7.4", "7.4"},
	    {"about_Foo", "about_foo"},
	    {"c++", "c++"},
	    {"A + B", "a-b"},
	    {"C#", "c-sharp"},
	    {"Issue #12", "issue-12"},
	    {"can't login", "cant-login"},
	    {"can’t login", "cant-login"},
	    {"返金 ポリシー", "返金-ポリシー"},
	    {"か\xE3\x82\x99", "が"},
	    {"Возврат денег", "возврат-денег"},
	    {"हिन्दी", "हिन्दी"},
	    {"../../etc/passwd", "etc-passwd"},
	    {"..", "dot-dot-sign"},
	    {".", "dot-sign"},
	    {". \t.", "dot-dot-sign"},
	    {"→!", "u2192-exclamation-sign"},
	    {"...", "dot-dot-dot-sign"},
	    {".htaccess", "htaccess"},
	    {"_docs", "docs"},
	    {"[[", "left-bracket-left-bracket-sign"},
	    {"%", "percent-sign"},
	    {"🙂", "u1f642-sign"},
	    {"🙂 hello", "hello"},
	    {"a//b", "a-b"},
	    {"a\tb\nc", "a-b-c"},
	    {"Ｆｕｌｌ", "full"},
	    {"Why...", "why"},
	    {"   ", "space-sign"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str(slug_of(&arena, str_c(cases[i][0])), cases[i][1]);
}

static void slugs_are_bounded(void **state)
{
	char name[400];
	struct str slug, other;

	(void)state;
	memset(name, 'a', sizeof(name));
	slug = slug_of(&arena, str_n(name, sizeof(name)));
	assert_true(slug.n <= LIMIT_SLUG_BYTES);
	name[399] = 'b';
	other = slug_of(&arena, str_n(name, sizeof(name)));
	assert_false(str_eq(slug, other));
	slug = slug_of(&arena, str_n(name, LIMIT_SLUG_BYTES));
	assert_int_equal(slug.n, LIMIT_SLUG_BYTES);
	/* the cut keeps characters whole */
	for (size_t i = 0; i + 3 <= sizeof(name); i += 3)
		memcpy(name + i, "返", 3);
	slug = slug_of(&arena, str_n(name, 399));
	assert_true(slug.n <= LIMIT_SLUG_BYTES);
	assert_true(utf8_is_valid(slug));
}

static void any_bytes_give_a_safe_slug(void **state)
{
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char name[24];
		size_t n = (size_t)round % sizeof(name) + 1;
		struct str slug;

		for (size_t i = 0; i < n; i++) {
			random = random * 1664525 + 1013904223;
			name[i] = (char)(random >> 24);
		}
		slug = slug_of(&arena, str_n(name, n));
		assert_true(slug.n != 0 && slug.n <= LIMIT_SLUG_BYTES);
		assert_true(utf8_is_valid(slug));
		assert_int_equal(str_find_char(slug, '/'), -1);
		assert_int_equal(str_find_char(slug, '\0'), -1);
		assert_true(slug.s[0] != '.' && slug.s[0] != '-' && slug.s[slug.n - 1] != '.');
		arena_clear(&arena);
	}
}

static void folding(void **state)
{
	struct str plain = STR("/billing/refunds/");

	(void)state;
	assert_ptr_equal(slug_fold(&arena, plain).s, plain.s);
	assert_str(slug_fold(&arena, STR("/Billing/REFUNDS/")), "/billing/refunds/");
	assert_str(slug_fold(&arena, STR("/GR\xC3\x9C\xC3\x9F"
					 "E/")),
		   "/gr\xC3\xBCsse/");
	assert_str(slug_fold(&arena, STR("/gru\xCC\x88sse/")), "/gr\xC3\xBCsse/");
}

static void sorting(void **state)
{
	static const char *const ordered[] = {"apple",	 "Äpfel",	   "Part 0",	      "Part 2",
					      "part 10", "part 123456789", "Part 1234567890", "Zebra"};
	struct buf a, b;

	(void)state;
	buf_init(&a, BUF_NO_LIMIT);
	buf_init(&b, BUF_NO_LIMIT);
	slug_sort_key(&a, STR("Äpfel"));
	assert_str(buf_view(&a), "apfel");
	for (size_t i = 2; i + 1 < sizeof(ordered) / sizeof(*ordered); i++) {
		buf_clear(&a);
		buf_clear(&b);
		slug_sort_key(&a, str_c(ordered[i]));
		slug_sort_key(&b, str_c(ordered[i + 1]));
		assert_true(str_cmp(buf_view(&a), buf_view(&b)) < 0);
	}
	/* zeros in front do not count, and none behind the end of a part of a text is looked at */
	buf_clear(&a);
	buf_clear(&b);
	slug_sort_key(&a, str_slice(STR("part 0000"), 0, 7));
	slug_sort_key(&b, STR("Part 0"));
	assert_true(str_eq(buf_view(&a), buf_view(&b)));
	buf_clear(&a);
	buf_clear(&b);
	slug_sort_key(&a, STR("Part 007"));
	slug_sort_key(&b, STR("part 7"));
	assert_true(str_eq(buf_view(&a), buf_view(&b)));
	buf_release(&a);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slugs),
	    cmocka_unit_test(slugs_are_bounded),
	    cmocka_unit_test(any_bytes_give_a_safe_slug),
	    cmocka_unit_test(folding),
	    cmocka_unit_test(sorting),
	};
	int failed;

	arena_init(&arena);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
