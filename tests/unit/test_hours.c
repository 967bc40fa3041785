#include "tests/unit/unit.h"

#include "common/buf.h"
#include "common/fs.h"
#include "common/json.h"
#include "search/hours.h"
#include "search/zone.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define LONDON "GMT0BST,M3.5.0/1,M10.5.0"
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define DUBLIN "IST-1GMT0,M10.5.0,M3.5.0/1"
#define AUCKLAND "NZST-12NZDT,M9.5.0,M4.1.0/3"
#define WEEK \
	"\"monday\":[\"09:00-17:00\"],\"tuesday\":[\"09:00-17:00\"],\"wednesday\":[\"09:00-17:00\"]," \
	"\"thursday\":[\"09:00-17:00\"],\"friday\":[\"09:00-17:00\"]"
#define ALWAYS \
	"\"monday\":[\"00:00-24:00\"],\"tuesday\":[\"00:00-24:00\"],\"wednesday\":[\"00:00-24:00\"]," \
	"\"thursday\":[\"00:00-24:00\"],\"friday\":[\"00:00-24:00\"],\"saturday\":[\"00:00-24:00\"]," \
	"\"sunday\":[\"00:00-24:00\"]"

static int64_t moment(const char *text)
{
	struct date date;

	assert_true(date_parse(str_c(text), &date));
	return date_to_seconds(date);
}

/* One line: zone, hours, now, minutes, the deadline in UTC (empty: none). */
static const struct {
	const char *name, *zone, *hours, *now;
	int64_t minutes;
	const char *deadline;
} cases[] = {
    {"the same day", LONDON, WEEK, "2026-11-23T10:20:00Z", 240, "2026-11-23T14:20:00Z"},
    {"up to the last minute", LONDON, WEEK, "2026-11-23T13:00:00Z", 240, "2026-11-23T17:00:00Z"},
    {"into the next day", LONDON, WEEK, "2026-11-23T15:00:00Z", 240, "2026-11-24T11:00:00Z"},
    {"before it opens", LONDON, WEEK, "2026-11-23T05:00:00Z", 60, "2026-11-23T10:00:00Z"},
    {"after it closes", LONDON, WEEK, "2026-11-23T17:00:00Z", 60, "2026-11-24T10:00:00Z"},
    {"open at its first second", NULL, WEEK, "2026-07-06T09:00:00Z", 0, "2026-07-06T09:00:00Z"},
    {"a second before it opens", NULL, WEEK, "2026-07-06T08:59:59Z", 0, "2026-07-06T09:00:00Z"},
    {"closed at its last second", NULL, WEEK, "2026-07-06T17:00:00Z", 0, "2026-07-07T09:00:00Z"},
    {"over the weekend", LONDON, WEEK, "2026-11-20T16:30:00Z", 60, "2026-11-23T09:30:00Z"},
    {"on a Sunday", LONDON, WEEK, "2026-11-22T12:00:00Z", 240, "2026-11-23T13:00:00Z"},
    {"summer time", LONDON, WEEK, "2026-07-06T09:20:00Z", 240, "2026-07-06T13:20:00Z"},
    {"over a holiday", LONDON, WEEK ",\"holidays\":[\"2026-12-25\",\"2026-12-28\"]", "2026-12-24T16:00:00Z", 120,
     "2026-12-29T10:00:00Z"},
    {"a holiday that has begun elsewhere", AUCKLAND, WEEK ",\"holidays\":[\"2026-11-24\"]", "2026-11-23T12:00:00Z", 60,
     "2026-11-24T21:00:00Z"},
    {"several times a day", LONDON, "\"monday\":[\"13:00-17:00\",\"09:00-12:00\"]", "2026-11-23T11:30:00Z", 60,
     "2026-11-23T13:30:00Z"},
    {"what overlaps counts once", LONDON, "\"monday\":[\"09:00-12:00\",\"10:00-13:00\"]", "2026-11-23T09:00:00Z", 240,
     "2026-11-23T13:00:00Z"},
    {"one day a week", LONDON, "\"wednesday\":[\"09:00-10:00\"]", "2026-11-23T10:00:00Z", 120, "2026-12-02T10:00:00Z"},
    {"day and night", LONDON, ALWAYS, "2026-11-23T22:15:00Z", 240, "2026-11-24T02:15:00Z"},
    {"day and night, the clocks put back", LONDON, ALWAYS, "2026-10-24T22:00:00Z", 240, "2026-10-25T02:00:00Z"},
    {"a night with an hour more", BERLIN, "\"sunday\":[\"01:00-04:00\"]", "2026-10-24T20:00:00Z", 240,
     "2026-10-25T03:00:00Z"},
    {"a night with an hour less", BERLIN, "\"sunday\":[\"01:00-04:00\"],\"monday\":[\"09:00-10:00\"]",
     "2026-03-28T20:00:00Z", 150, "2026-03-30T07:30:00Z"},
    {"hours that the clocks leave out", BERLIN, "\"sunday\":[\"02:00-03:00\"],\"monday\":[\"09:00-10:00\"]",
     "2026-03-28T20:00:00Z", 30, "2026-03-30T07:30:00Z"},
    {"the week of the change", LONDON, WEEK, "2026-10-23T15:30:00Z", 60, "2026-10-26T09:30:00Z"},
    {"a year with 29 February", LONDON, WEEK, "2028-02-28T16:30:00Z", 60, "2028-02-29T09:30:00Z"},
    {"without a zone", NULL, WEEK, "2026-07-06T09:20:00Z", 240, "2026-07-06T13:20:00Z"},
    {"before 1970", NULL, WEEK, "1969-12-31T16:30:00Z", 60, "1970-01-01T09:30:00Z"},
    {"up to the last minute of a day", LONDON, "\"monday\":[\"22:59-23:59\"]", "2026-11-23T22:00:00Z", 60,
     "2026-11-23T23:59:00Z"},
    {"two days of eight hours", LONDON, WEEK, "2026-11-20T12:00:00Z", 960, "2026-11-24T12:00:00Z"},
    {"too far away", LONDON, "\"monday\":[\"09:00-09:01\"]", "2026-11-23T10:00:00Z", 600, ""},
};

static void deadlines(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str json = arena_printf(&arena, "{%s}", cases[i].hours);
		const struct zone *zone = cases[i].zone != NULL ? zone_rule(str_c(cases[i].zone), &arena) : NULL;
		const struct hours *hours = hours_read(json_parse(&arena, json, NULL), zone, &arena);
		int64_t deadline = -1, want = cases[i].deadline[0] != '\0' ? moment(cases[i].deadline) : 0;
		bool found;

		assert_true(hours != NULL && (cases[i].zone == NULL || zone != NULL));
		found = hours_add(hours, moment(cases[i].now), cases[i].minutes, &deadline);
		if (found != (cases[i].deadline[0] != '\0') || (found && deadline != want)) {
			struct buf text;

			buf_init(&text, BUF_NO_LIMIT);
			date_format(&text, date_from_seconds(deadline));
			fail_msg("%s: %s, not %s", cases[i].name, found ? text.s : "none", cases[i].deadline);
		}
	}
	arena_release(&arena);
}

static void nobody_there(void **state)
{
	static const char *const tables[] = {"{}",
					     "{\"monday\":[]}",
					     "{\"monday\":[\"17:00-09:00\"]}",
					     "{\"monday\":[\"9-17\", 5, \"aa:bb-cc:dd\", \"09:00-25:00\"]}",
					     "[]",
					     "null"};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		assert_null(hours_read(json_parse(&arena, str_c(tables[i]), NULL), NULL, &arena));
	assert_null(hours_read(NULL, NULL, &arena));
	arena_release(&arena);
}

static void local_time(void **state)
{
	struct arena arena;
	const struct hours *hours;
	struct date date;
	unsigned weekday;

	(void)state;
	arena_init(&arena);
	hours = hours_read(json_parse(&arena, STR("{" WEEK "}"), NULL), zone_rule(STR(LONDON), &arena), &arena);
	date = hours_local(hours, moment("2026-07-05T23:30:00Z"), &weekday);
	assert_int_equal(weekday, 0);
	assert_int_equal(date.day, 6);
	assert_int_equal(date.hour, 0);
	arena_release(&arena);
}

static void durations(void **state)
{
	int64_t number = 0;
	char unit = 0;

	(void)state;
	assert_true(hours_duration(STR("90m"), &number, &unit));
	assert_int_equal(hours_minutes(number, unit), 90);
	assert_true(hours_duration(STR("2d"), &number, &unit));
	assert_int_equal(hours_minutes(number, unit), 960);
	assert_false(hours_duration(STR(""), &number, &unit));
	assert_false(hours_duration(STR("4"), &number, &unit));
	assert_false(hours_duration(STR("h"), &number, &unit));
	assert_false(hours_duration(STR("4w"), &number, &unit));
	assert_false(hours_duration(STR("99999999999h"), &number, &unit));
}

static void what_is_no_rule(void **state)
{
	static const char *const wrong[] = {"",
					    "GMT",
					    "G0",
					    "GMT0BST,",
					    "GMT0BST",
					    "GMT0BST,M3.5.0",
					    "GMT0BST,M13.5.0,M10.5.0",
					    "GMT0BST,M0.5.0,M10.5.0",
					    "GMT0BST,M3.6.0,M10.5.0",
					    "GMT0BST,M3.5.7,M10.5.0",
					    "GMT0BST,M3.5.0/1,M10.5.0 ",
					    "GMT0BST,M3.5.0/999,M10.5.0",
					    "<+03-3",
					    "<+03>"};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (zone_rule(str_c(wrong[i]), &arena) != NULL)
			fail_msg("\"%s\" was taken", wrong[i]);
	assert_int_equal(zone_offset(zone_rule(STR("<+0330>-3:30"), &arena), 0), 12600);
	assert_int_equal(zone_offset(zone_rule(STR("AAA0BBB,J60/0,J61/0"), &arena), moment("2028-03-01T00:00:00Z")),
			 3600);
	assert_int_equal(zone_offset(zone_rule(STR("AAA0BBB,59/0,60/0"), &arena), moment("2028-02-29T12:00:00Z")),
			 3600);
	assert_int_equal(zone_offset(zone_rule(STR(DUBLIN), &arena), moment("2026-07-01T00:00:00Z")), 3600);
	assert_int_equal(zone_offset(zone_rule(STR(DUBLIN), &arena), moment("2026-12-01T00:00:00Z")), 0);
	arena_release(&arena);
}

static void put_header(struct buf *out, uint32_t times, uint32_t types, uint32_t names)
{
	const uint32_t counts[6] = {0, 0, 0, times, types, names};

	buf_lit(out, "TZif2");
	for (size_t i = 0; i < 15; i++)
		buf_char(out, '\0');
	for (size_t i = 0; i < 6; i++)
		for (int shift = 24; shift >= 0; shift -= 8)
			buf_char(out, (char)(counts[i] >> shift));
}

/* A file of version 2: one change at 2020-01-01, from UTC to two hours ahead, then Berlin's rule. */
static void put_file(struct buf *out)
{
	put_header(out, 0, 1, 4);
	buf_str(out, str_n("\0\0\0\0\0\0UTC\0", 10));
	put_header(out, 1, 2, 4);
	buf_str(out, str_n("\0\0\0\0\x5e\x0b\xe1\0", 8));
	buf_char(out, '\1');
	buf_str(out, str_n("\0\0\0\0\0\0\0\0\x1c\x20\0\0AAA\0", 16));
	buf_lit(out, "\nCET-1CEST,M3.5.0,M10.5.0/3\n");
}

static void files(void **state)
{
	struct str bytes;
	struct arena arena;
	const struct zone *zone;
	struct buf file;

	(void)state;
	arena_init(&arena);
	buf_init(&file, BUF_NO_LIMIT);
	put_file(&file);
	bytes = buf_view(&file);
	zone = zone_parse(bytes, &arena);
	assert_non_null(zone);
	assert_int_equal(zone_offset(zone, moment("2019-12-31T23:59:59Z")), 0);
	assert_int_equal(zone_offset(zone, moment("2020-01-01T00:00:00Z")), 3600);
	assert_int_equal(zone_offset(zone, moment("2060-07-01T00:00:00Z")), 7200);
	for (size_t n = 0; n < bytes.n; n++) /* cut short: none, or one without its rule; never a crash */
		(void)zone_parse(arena_str(&arena, str_slice(bytes, 0, n)), &arena);
	for (size_t i = 0; i < bytes.n; i++)
		for (int value = 0; value < 256; value += 85) {
			char right = file.s[i];

			file.s[i] = (char)value;
			zone = zone_parse(arena_str(&arena, bytes), &arena);
			file.s[i] = right;
			if (zone != NULL)
				(void)zone_moment(zone, moment("2020-01-01T00:00:00Z"), true);
		}
	assert_null(zone_parse(STR(""), &arena));
	assert_null(zone_parse(STR("TZif"), &arena));
	buf_release(&file);
	arena_release(&arena);
}

/* The C library is the oracle, where the machine has the zones. */
static void like_the_c_library(void **state)
{
	static const char *const names[] = {"Europe/London",	   "Europe/Berlin",   "Europe/Dublin",
					    "America/New_York",	   "Asia/Tokyo",      "Asia/Kolkata",
					    "Australia/Lord_Howe", "Pacific/Apia",    "America/Sao_Paulo",
					    "Africa/Casablanca",   "Pacific/Auckland"};
	struct arena arena;
	struct buf bytes;
	int folder = fs_open_folder("/usr/share/zoneinfo");

	(void)state;
	if (folder < 0)
		skip();
	arena_init(&arena);
	buf_init(&bytes, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct zone *zone;

		buf_clear(&bytes);
		if (fs_read_at(folder, names[i], &bytes, 65536) < 0)
			continue;
		zone = zone_parse(buf_view(&bytes), &arena);
		assert_non_null(zone);
		setenv("TZ", names[i], 1);
		tzset();
		for (int64_t t = moment("1975-01-01T00:00:00Z"); t < moment("2060-01-01T00:00:00Z"); t += 100000 + 7) {
			time_t seconds = (time_t)t;
			struct tm there;

			localtime_r(&seconds, &there);
			if (there.tm_gmtoff != zone_offset(zone, t))
				fail_msg("%s at %lld: %lld, not %ld", names[i], (long long)t,
					 (long long)zone_offset(zone, t), there.tm_gmtoff);
			assert_true(llabs((long long)(zone_moment(zone, t + zone_offset(zone, t), false) - t)) <=
				    2 * 3600);
		}
	}
	unsetenv("TZ");
	tzset();
	close(folder);
	buf_release(&bytes);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(deadlines),	  cmocka_unit_test(nobody_there),    cmocka_unit_test(local_time),
	    cmocka_unit_test(durations),	  cmocka_unit_test(what_is_no_rule), cmocka_unit_test(files),
	    cmocka_unit_test(like_the_c_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
