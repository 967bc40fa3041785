/*
 * toml_suite FOLDER: runs every case of toml-test's TOML 1.0 list through
 * toml_parse(). A valid document must give the tree of its .json file, an
 * invalid one must be refused with a place in it. What struct date does not
 * keep is not compared: fractions of a second, and whether a moment without a
 * zone is local or UTC.
 */
#include "common/fs.h"
#include "common/toml.h"
#include "common/value.h"

#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool same(const struct value *value, const json_t *expected);

/* jansson takes no NUL in a key: both sides write U+E000 instead. */
static void hide_nuls_in_json(struct buf *out, struct str text)
{
	while (text.n != 0) {
		bool escape = text.s[0] == '\\' && text.n > 1;
		bool nul = str_starts(text, STR("\\u0000"));

		buf_str(out, nul ? STR("\\uE000") : str_slice(text, 0, escape ? 2 : 1));
		text = str_from(text, nul ? 6 : escape ? 2 : 1);
	}
}

static void hide_nuls(struct buf *out, struct str text)
{
	ptrdiff_t at;

	while ((at = str_find_char(text, '\0')) >= 0) {
		buf_str(out, str_slice(text, 0, (size_t)at));
		buf_lit(out, "\xEE\x80\x80");
		text = str_from(text, (size_t)at + 1);
	}
	buf_str(out, text);
}

static bool same_text(struct str text, struct str expected)
{
	struct buf hidden;
	bool result;

	buf_init(&hidden, BUF_NO_LIMIT);
	hide_nuls(&hidden, text);
	result = str_eq(buf_view(&hidden), expected);
	buf_release(&hidden);
	return result;
}

static const json_t *member(const json_t *object, struct str key)
{
	const json_t *found;
	struct buf hidden;

	buf_init(&hidden, BUF_NO_LIMIT);
	hide_nuls(&hidden, key);
	found = json_object_getn(object, hidden.n != 0 ? hidden.s : "", hidden.n);
	buf_release(&hidden);
	return found;
}

static struct str json_text(const json_t *json)
{
	return str_n(json_string_value(json), json_string_length(json));
}

static bool same_float(double number, struct str text)
{
	double wanted = strtod(text.s, NULL);

	return isnan(wanted) ? isnan(number) : number == wanted;
}

/* Times are compared without zeros at the end of the fraction. */
static struct str without_zeros(struct str text)
{
	if (str_find_char(text, '.') < 0)
		return text;
	while (text.n != 0 && text.s[text.n - 1] == '0')
		text.n--;
	return text;
}

static bool same_date(struct date date, struct str text)
{
	struct date wanted;

	return date_parse(text, &wanted) && date.has_time == wanted.has_time && date_cmp(date, wanted) == 0 &&
	       date.offset_minutes == wanted.offset_minutes;
}

static bool same_scalar(const struct value *value, struct str type, struct str text)
{
	int64_t number;

	if (str_eq(type, STR("string")))
		return value->kind == VALUE_STR && same_text(value->as.str, text);
	if (str_eq(type, STR("integer")))
		return value->kind == VALUE_INT && str_to_int(text, &number) && value->as.integer == number;
	if (str_eq(type, STR("float")))
		return value->kind == VALUE_DOUBLE && same_float(value->as.number, text);
	if (str_eq(type, STR("bool")))
		return value->kind == VALUE_BOOL && value->as.boolean == str_eq(text, STR("true"));
	if (str_eq(type, STR("time-local")))
		return value->kind == VALUE_STR && str_eq(without_zeros(value->as.str), without_zeros(text));
	return value->kind == VALUE_DATE && same_date(value->as.date, text);
}

static bool same_list(const struct value *value, const json_t *expected)
{
	if (value->kind != VALUE_LIST || value->as.list.n != json_array_size(expected))
		return false;
	for (uint32_t i = 0; i < value->as.list.n; i++)
		if (!same(value->as.list.at[i], json_array_get(expected, i)))
			return false;
	return true;
}

static bool same_map(const struct value *value, const json_t *expected)
{
	if (value->kind != VALUE_MAP || value->as.map.n != json_object_size(expected))
		return false;
	for (uint32_t i = 0; i < value->as.map.n; i++) {
		const struct value_pair *pair = &value->as.map.at[i];
		const json_t *wanted = member(expected, pair->key);

		if (wanted == NULL || pair->key_at == 0 || !same(pair->value, wanted))
			return false;
	}
	return true;
}

static bool same(const struct value *value, const json_t *expected)
{
	const json_t *type = json_object_get(expected, "type"), *text = json_object_get(expected, "value");

	if (json_is_array(expected))
		return same_list(value, expected);
	if (json_object_size(expected) == 2 && json_is_string(type) && json_is_string(text))
		return same_scalar(value, json_text(type), json_text(text));
	return same_map(value, expected);
}

struct suite {
	int folder;
	unsigned passed, failed;
};

static const char *check_valid(int folder, const char *path, const struct value *value, struct arena *arena)
{
	struct str name = arena_printf(arena, "%.*s.json", (int)strlen(path) - 5, path);
	struct buf text, hidden;
	json_t *expected = NULL;
	const char *problem = NULL;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&hidden, BUF_NO_LIMIT);
	if (fs_read_at(folder, name.s, &text, BUF_NO_LIMIT) == 0) {
		hide_nuls_in_json(&hidden, buf_view(&text));
		expected = json_loadb(hidden.s, hidden.n, 0, NULL);
	}
	if (expected == NULL)
		problem = "no expected tree";
	else if (!same(value, expected))
		problem = "another tree";
	json_decref(expected);
	buf_release(&hidden);
	buf_release(&text);
	return problem;
}

static const char *check_case(int folder, const char *path, struct arena *arena)
{
	bool valid = strncmp(path, "valid/", 6) == 0;
	struct toml_error error = {0};
	const char *problem = NULL;
	struct value *value;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(folder, path, &text, BUF_NO_LIMIT) < 0)
		problem = "cannot be read";
	else if ((value = toml_parse(buf_view(&text), arena, &error)) == NULL)
		problem = valid ? "refused" : error.at == 0 || error.message.n == 0 ? "no place" : NULL;
	else
		problem = valid ? check_valid(folder, path, value, arena) : "accepted";
	buf_release(&text);
	return problem;
}

static void run_case(struct suite *suite, struct str path)
{
	const char *problem;
	struct arena arena;

	arena_init(&arena);
	path = arena_str(&arena, path);
	problem = check_case(suite->folder, path.s, &arena);
	if (problem != NULL)
		printf("%s: %s\n", path.s, problem);
	suite->passed += problem == NULL;
	suite->failed += problem != NULL;
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct suite suite = {.folder = argc == 2 ? fs_open_folder(argv[1]) : -1};
	struct str rest, line;
	struct buf list;

	buf_init(&list, BUF_NO_LIMIT);
	if (suite.folder < 0 || fs_read_at(suite.folder, "files-toml-1.0.0", &list, BUF_NO_LIMIT) < 0) {
		fprintf(stderr, "usage: toml_suite .../toml-test/tests\n");
		return 2;
	}
	rest = buf_view(&list);
	while (str_line(&rest, &line))
		if (str_ends(line, STR(".toml")))
			run_case(&suite, line);
	buf_release(&list);
	printf("toml: %u passed, %u failed\n", suite.passed, suite.failed);
	return suite.failed != 0;
}
