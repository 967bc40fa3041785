#include "tests/unit/unit.h"

#include "common/toml.h"
#include "common/value.h"

struct parsed {
	struct arena arena;
	struct value *value;
	struct toml_error error;
};

static void parse(struct parsed *parsed, struct str text)
{
	arena_init(&parsed->arena);
	parsed->error = (struct toml_error){0};
	parsed->value = toml_parse(text, &parsed->arena, &parsed->error);
}

static void release(struct parsed *parsed)
{
	arena_release(&parsed->arena);
}

static void every_kind_of_value(void **state)
{
	struct parsed p;
	struct buf json;

	(void)state;
	parse(&p, STR("z = 'text'\na = 1\nb = 1.5\nc = true\nd = 2026-11-21\ne = 2026-11-21T10:20:30+02:00\n"
		      "f = 10:20:30\ng = [1, [2]]\nh = {x.y = 1}\n[[i]]\nj = \"\\u00e9\"\n[[i]]\n"));
	assert_non_null(p.value);
	buf_init(&json, BUF_NO_LIMIT);
	value_json(&json, p.value);
	assert_str(buf_view(&json),
		   "{\"z\":\"text\",\"a\":1,\"b\":1.5,\"c\":true,\"d\":\"2026-11-21\","
		   "\"e\":\"2026-11-21T10:20:30+02:00\",\"f\":\"10:20:30\",\"g\":[1,[2]],\"h\":{\"x\":{\"y\":1}},"
		   "\"i\":[{\"j\":\"\xC3\xA9\"},{}]}");
	buf_release(&json);
	release(&p);
}

static void check_places(struct str text)
{
	const struct value *found;
	struct parsed p;

	parse(&p, text);
	assert_non_null(p.value);
	found = value_path(p.value, STR("site.title"));
	assert_non_null(found);
	assert_true(str_starts(str_from(text, found->at - 1), STR("'Hilfe'")));
	found = value_get(p.value, STR("site"));
	assert_true(str_starts(str_from(text, found->as.map.at[1].key_at - 1), STR("title")));
	release(&p);
}

static void values_and_keys_know_their_places(void **state)
{
	(void)state;
	check_places(STR("# c\n[site]\nurl = 'x'\ntitle = 'Hilfe'\n"));
	check_places(STR("# c\r\n[site]\r\nurl = 'x'\r\ntitle = 'Hilfe'\r\n"));
	check_places(STR("\xEF\xBB\xBF# c\n[site]\nurl = 'x'\ntitle = 'Hilfe'\n"));
	check_places(STR("# \xC3\xA4\n\n[site]\nurl = '\xE2\x82\xAC'\ntitle = 'Hilfe'"));
	check_places(STR("\xEF\xBB\xBF"
			 "site = {'\xF0\x9F\x98\x80' = '\xC3\xBC', title = 'Hilfe'}"));
}

static void check_error(struct str text, uint32_t line, uint32_t column, const char *part)
{
	struct parsed p;

	parse(&p, text);
	assert_null(p.value);
	if (str_find(p.error.message, str_c(part)) < 0)
		fail_msg("message: %.*s", STR_ARG(p.error.message));
	assert_int_equal(p.error.line, line);
	assert_int_equal(p.error.column, column);
	release(&p);
}

static void errors_have_a_place_and_a_reason(void **state)
{
	(void)state;
	check_error(STR("a = 1\nb = \n"), 2, 5, "value");
	check_error(STR("a = 'x\nb = 1"), 1, 7, "string");
	check_error(STR("a = 1\n\xC3\xA4 = 1\n"), 2, 1, "");
	check_error(STR("a = '\xC3\xA4' x\n"), 1, 9, "");
	check_error(STR("a = '\xFF'"), 1, 6, "UTF-8");
	check_error(STR("[a]\n[b]\n[a]\n"), 3, 1, "given twice: the table 'a'");
	check_error(STR("a = ["), 1, 6, "closing ] is missing");
	check_error(STR("a = Acme"), 1, 5, "a string in quotes");
	check_error(STR("a b"), 1, 3, "name = value");
	check_error(STR("a = 'C:' x"), 1, 10, "only a comment");
	check_error(STR("a = \"C:\\w\""), 1, 9, "backslash");
}

static struct str repeated(struct arena *arena, struct str unit, size_t n)
{
	char *text = arena_alloc(arena, unit.n * n);

	for (size_t i = 0; i < n; i++)
		memcpy(text + i * unit.n, unit.s, unit.n);
	return str_n(text, unit.n * n);
}

static void check_limit(struct str unit, size_t n, const char *part)
{
	struct arena arena;
	struct parsed p;

	arena_init(&arena);
	parse(&p, repeated(&arena, unit, n));
	assert_null(p.value);
	if (str_find(p.error.message, str_c(part)) < 0)
		fail_msg("message: %.*s", STR_ARG(p.error.message));
	release(&p);
	arena_release(&arena);
}

static void limits_hold(void **state)
{
	(void)state;
	check_limit(STR("a."), 200000, "parts");
	check_limit(STR("'#'.\"=\\\"\"."), 50000, "parts");
	check_limit(STR("[a."), 100, "");
	check_limit(STR("a=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["), 1, "nest");
	check_limit(STR("#"), 2 * 1024 * 1024, "bytes");
}

static void nothing_is_an_empty_table(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, STR_NONE);
	assert_non_null(p.value);
	assert_int_equal(p.value->kind, VALUE_MAP);
	assert_int_equal(p.value->as.map.n, 0);
	release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_value),
	    cmocka_unit_test(values_and_keys_know_their_places),
	    cmocka_unit_test(errors_have_a_place_and_a_reason),
	    cmocka_unit_test(limits_hold),
	    cmocka_unit_test(nothing_is_an_empty_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
