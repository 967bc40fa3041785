#include "tests/unit/unit.h"

#include "generator/strings_file.h"
#include "generator/theme.h"

struct fixture {
	struct arena arena;
	struct diag_list diags;
};

static void begin(struct fixture *f)
{
	arena_init(&f->arena);
	diag_list_init(&f->diags, &f->arena);
}

static void end(struct fixture *f)
{
	diag_list_release(&f->diags);
	arena_release(&f->arena);
}

static struct str builtin(const char *name)
{
	for (size_t i = 0; i < theme_builtin_n; i++)
		if (strcmp(theme_builtin[i].name, name) == 0)
			return str_n((const char *)theme_builtin[i].bytes, theme_builtin[i].n);
	fail_msg("the theme has no %s", name);
	return STR_NONE;
}

#define BASE "a = 'one'\nb = { one = '{n} page', other = '{n} pages of {total}' }\nlist = ['x', 'y']\njs_hi = 'hi'\n"

static void later_files_win(void **state)
{
	struct fixture f;
	struct strings *s;

	(void)state;
	begin(&f);
	s = strings_new(STR("de"), &f.arena);
	strings_add(s, STR(BASE), STR("en"), true, &f.arena, &f.diags);
	strings_add(s, STR("a = 'eins'\nb = 'immer gleich'\n"), STR("de"), false, &f.arena, &f.diags);
	assert_int_equal(f.diags.items.n, 0);
	assert_str(strings_find(s, STR("a"))->as.str, "eins");
	assert_str(strings_find(s, STR("b"))->as.str, "immer gleich");
	assert_null(strings_find(s, STR("c")));
	assert_str(*strings_nearest(s, STR("jshi")), "js_hi");
	end(&f);
}

static void check_message(const char *text, const char *expected)
{
	struct fixture f;
	struct strings *s;
	struct buf buf;

	begin(&f);
	buf_init(&buf, BUF_NO_LIMIT);
	s = strings_new(STR("de"), &f.arena);
	strings_add(s, STR(BASE), STR("en"), true, &f.arena, &f.diags);
	strings_add(s, str_c(text), STR("theme/strings/de.toml"), false, &f.arena, &f.diags);
	assert_int_equal(f.diags.items.n, 1);
	diag_format(&buf, &f.diags.items.at[0], false);
	assert_str(buf_view(&buf), expected);
	buf_release(&buf);
	end(&f);
}

static void what_is_wrong_has_its_place(void **state)
{
	(void)state;
	check_message("a = 'x'\njs_ho = 'x'\n",
		      "theme/strings/de.toml:2:1: warning: the theme has no string \"js_ho\" [strings-key]\n"
		      "  hint: did you mean \"js_hi\"?\n");
	check_message(
	    "a = 1\n",
	    "theme/strings/de.toml:1:1: error: string \"a\" is a whole number that the theme cannot use there "
	    "[strings-syntax]\n  hint: see theme/strings/en.toml of the default theme for its form\n");
	check_message("b = { one = 'x' }\n",
		      "theme/strings/de.toml:1:1: error: string \"b\" is a table that the theme cannot use there "
		      "[strings-syntax]\n  hint: see theme/strings/en.toml of the default theme for its form\n");
	check_message("list = ['x']\n",
		      "theme/strings/de.toml:1:1: error: string \"list\" is a list that the theme cannot use there "
		      "[strings-syntax]\n  hint: see theme/strings/en.toml of the default theme for its form\n");
}

static void check_format(const char *key, int64_t n, int64_t total, const char *expected)
{
	struct fixture f;
	struct strings *s;
	struct buf buf;

	begin(&f);
	buf_init(&buf, BUF_NO_LIMIT);
	s = strings_new(STR("en"), &f.arena);
	strings_add(s, STR(BASE "thousands = ','\nodd = 'a {b} {n'\n"), STR("en"), true, &f.arena, &f.diags);
	assert_true(strings_format(&buf, s, str_c(key), n, total));
	assert_str(buf_view(&buf), expected);
	assert_false(strings_format(&buf, s, STR("list"), 1, 1));
	assert_false(strings_format(&buf, s, STR("none"), 1, 1));
	buf_release(&buf);
	end(&f);
}

static void numbers_choose_and_fill(void **state)
{
	(void)state;
	check_format("b", 1, 0, "1 page");
	check_format("b", 0, 12, "0 pages of 12");
	check_format("b", 1234567, 1000, "1,234,567 pages of 1,000");
	check_format("odd", 1, 0, "a {b} {n");
}

static void check_plural(const char *language, const int64_t *numbers, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	for (; *numbers >= 0; numbers++) {
		buf_str(&buf, strings_plural(str_c(language), *numbers));
		buf_char(&buf, ' ');
	}
	assert_str(str_trim(buf_view(&buf)), expected);
	buf_release(&buf);
}

/* Examples of the CLDR's own tables. */
static void plurals_are_those_of_the_cldr(void **state)
{
	const int64_t n[] = {0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 102, 103, 111, -1};

	(void)state;
	check_plural("en", n, "other one other other other other other other other other other other other");
	check_plural("fr", n, "one one other other other other other other other other other other other");
	check_plural("pt-BR", n, "one one other other other other other other other other other other other");
	check_plural("ja", n, "other other other other other other other other other other other other other");
	check_plural("ar", n, "zero one two few few many many many many other other few many");
	check_plural("ru", n, "many one few few many many one few many many few few many");
	check_plural("pl", n, "many one few few many many many few many many few few many");
	check_plural("cs", n, "other one few few other other other other other other other other other");
	check_plural("he", n, "other one two other other other other other other other other other other");
}

static void check_date(const char *language, const char *expected)
{
	struct fixture f;
	struct strings *s;
	struct buf buf;

	begin(&f);
	buf_init(&buf, BUF_NO_LIMIT);
	s = strings_new(str_c(language), &f.arena);
	strings_add(s, builtin(arena_printf(&f.arena, "strings/%s.toml", language).s), STR("x"), true, &f.arena,
		    &f.diags);
	strings_date(&buf, s, (struct date){.year = 2026, .month = 3, .day = 9});
	assert_str(buf_view(&buf), expected);
	buf_release(&buf);
	end(&f);
}

static void dates_are_written_as_people_do(void **state)
{
	(void)state;
	check_date("en", "9 March 2026");
	check_date("de", "9. März 2026");
	check_date("es", "9 de marzo de 2026");
	check_date("ja", "2026年3月9日");
	check_date("ar", "9 مارس 2026");
}

static unsigned count(struct str text, char c)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.s[i] == c;
	return n;
}

/* Every text of a language has the placeholders that the English one has. */
static void same_placeholders(struct str key, const struct value *own, const struct value *english)
{
	if (english->kind == VALUE_MAP)
		english = value_get(english, STR("other"));
	if (own->kind == VALUE_MAP)
		own = value_get(own, STR("other"));
	if (own->kind != VALUE_STR || str_eq(key, STR("date")))
		return;
	if (count(own->as.str, '{') != count(english->as.str, '{'))
		fail_msg("%.*s: %.*s", STR_ARG(key), STR_ARG(own->as.str));
}

static void every_language_has_every_string(void **state)
{
	static const char *const languages[] = {"ar", "de", "es", "fr", "it", "ja", "ko",
						"nl", "pl", "pt", "ru", "tr", "zh"};
	struct fixture f;
	struct strings *english;

	(void)state;
	begin(&f);
	english = strings_new(STR("en"), &f.arena);
	strings_add(english, builtin("strings/en.toml"), STR("en"), true, &f.arena, &f.diags);
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		struct strings *own = strings_new(str_c(languages[i]), &f.arena);
		struct str text = builtin(arena_printf(&f.arena, "strings/%s.toml", languages[i]).s), line;

		strings_add(own, text, STR("x"), true, &f.arena, &f.diags);
		for (struct str rest = builtin("strings/en.toml"); str_line(&rest, &line);) {
			ptrdiff_t end = str_find(line, STR(" = "));
			struct str key = str_slice(line, 0, end < 0 ? 0 : (size_t)end);

			if (key.n == 0 || line.s[0] == '#')
				continue;
			if (strings_find(own, key) == NULL)
				fail_msg("%s has no %.*s", languages[i], STR_ARG(key));
			same_placeholders(key, strings_find(own, key), strings_find(english, key));
		}
		own = strings_new(str_c(languages[i]), &f.arena);
		strings_add(own, builtin("strings/en.toml"), STR("en"), true, &f.arena, &f.diags);
		strings_add(own, text, str_c(languages[i]), false, &f.arena, &f.diags); /* and none besides */
		assert_int_equal(f.diags.items.n, 0);
	}
	end(&f);
}

static void the_script_gets_its_own(void **state)
{
	struct fixture f;
	struct strings *s;
	struct buf buf;

	(void)state;
	begin(&f);
	buf_init(&buf, BUF_NO_LIMIT);
	s = strings_new(STR("en"), &f.arena);
	strings_add(s, STR("a = 'x'\njs_b = '</script>'\njs_a = 'y'\n"), STR("en"), true, &f.arena, &f.diags);
	strings_script(&buf, s, STR("js_"));
	assert_str(buf_view(&buf), "{\"a\":\"y\",\"b\":\"\\u003c/script\\u003e\"}");
	buf_release(&buf);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(later_files_win),
	    cmocka_unit_test(what_is_wrong_has_its_place),
	    cmocka_unit_test(numbers_choose_and_fill),
	    cmocka_unit_test(plurals_are_those_of_the_cldr),
	    cmocka_unit_test(dates_are_written_as_people_do),
	    cmocka_unit_test(every_language_has_every_string),
	    cmocka_unit_test(the_script_gets_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
