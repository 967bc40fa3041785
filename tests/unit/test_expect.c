#include "tests/unit/unit.h"

#include "common/json.h"
#include "common/strings.h"
#include "generator/strings_file.h"
#include "generator/theme.h"
#include "search/expect.h"
#include "search/hours.h"
#include "search/zone.h"

#define LONDON "GMT0BST,M3.5.0/1,M10.5.0"
#define WEEK "{\"monday\":[\"09:00-17:00\"],\"tuesday\":[\"09:00-17:00\"],\"friday\":[\"09:00-17:00\"]}"

static const struct {
	const char *lang, *reply, *now, *text;
} cases[] = {
    {"en", "4h", "2026-11-23T10:20:59Z", "Mon 10:20 in London; we answer within 4 working hours: by 14:20."},
    {"en", "1h", "2026-07-06T09:20:00Z", "Mon 10:20 in London; we answer within 1 working hour: by 11:20."},
    {"en", "4h", "2026-11-23T15:00:00Z", "Mon 15:00 in London; we answer within 4 working hours: by Tue 11:00."},
    {"en", "2d", "2026-11-24T12:00:00Z",
     "Tue 12:00 in London; we answer within 2 working days: by 30 November 2026, 12:00."},
    {"en", "30m", "2026-11-22T23:50:00Z", "Sun 23:50 in London; we answer within 30 working minutes: by Mon 09:30."},
    {"de", "4h", "2026-11-23T10:20:00Z",
     "Mo 10:20 in London; wir antworten innerhalb von 4 Arbeitsstunden: bis 14:20."},
    {"fr", "4h", "2026-11-23T10:20:00Z", "lun. 10:20 à London ; nous répondons sous 4 heures ouvrées : avant 14:20."},
    {"ja", "4h", "2026-11-23T10:20:00Z",
     "London は現在 月曜 10:20 です。営業時間で 4 時間以内、14:20 までに回答します。"},
    {"ar", "2h", "2026-11-23T10:20:00Z", "الاثنين 10:20 في London؛ نرد خلال ساعتي عمل: قبل 12:20."},
};

static void add(struct strings *strings, const char *lang, bool is_base, struct arena *arena, struct diag_list *diags)
{
	struct str name = arena_printf(arena, "strings/%s.toml", lang);

	for (size_t i = 0; i < theme_builtin_n; i++)
		if (str_eq(str_c(theme_builtin[i].name), name))
			strings_add(strings, str_n((const char *)theme_builtin[i].bytes, theme_builtin[i].n), name,
				    is_base, arena, diags);
}

static struct value *expect(const char *lang, const char *reply, const char *now, const struct hours *hours,
			    struct arena *arena)
{
	const struct expect_place place = {hours, STR("Europe/London")};
	struct strings *strings = strings_new(str_c(lang), arena);
	struct diag_list diags;
	struct date date;

	diag_list_init(&diags, arena);
	add(strings, "en", true, arena, &diags);
	if (strcmp(lang, "en") != 0)
		add(strings, lang, false, arena, &diags);
	assert_int_equal(diags.errors, 0);
	diag_list_release(&diags);
	assert_true(date_parse(str_c(now), &date));
	return expect_tell(&place, strings, str_c(reply), date_to_seconds(date), arena);
}

static void texts(void **state)
{
	struct arena arena;
	const struct hours *hours;

	(void)state;
	arena_init(&arena);
	hours = hours_read(json_parse(&arena, STR(WEEK), NULL), zone_rule(STR(LONDON), &arena), &arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct value *map = expect(cases[i].lang, cases[i].reply, cases[i].now, hours, &arena);

		assert_non_null(map);
		assert_str(value_get(map, STR("text"))->as.str, cases[i].text);
		assert_int_equal(value_get(map, STR("by"))->kind, VALUE_DATE);
	}
	arena_release(&arena);
}

static void less_is_known(void **state)
{
	struct arena arena;
	const struct value *map;

	(void)state;
	arena_init(&arena);
	map = expect("en", "2d", "2026-11-23T10:20:00Z", NULL, &arena);
	assert_str(value_get(map, STR("text"))->as.str, "We answer within 2 working days.");
	assert_int_equal(value_get(map, STR("by"))->kind, VALUE_NULL);
	assert_null(expect("en", "", "2026-11-23T10:20:00Z", NULL, &arena));
	assert_null(expect("en", "soon", "2026-11-23T10:20:00Z", NULL, &arena));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(less_is_known)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
