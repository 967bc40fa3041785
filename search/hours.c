#include "search/hours.h"

#include "search/zone.h"

#include <stdlib.h>

enum { DAY = 24 * 60 * 60, MINUTE = 60 };

struct span {
	int from, to; /* minutes of the day */
};

struct hours {
	const struct zone *zone;
	struct span *spans[7]; /* by weekday, Monday first; ascending, apart */
	size_t spans_n[7];
	int64_t *holidays; /* days since 1970, ascending */
	size_t holidays_n;
};

/* ---- reading ---- */

/* "09:30" in minutes; what the generator wrote is right, what somebody else did may not be. */
static int clock_time(struct str s)
{
	int64_t hour, minute;

	if (s.n != 5 || s.s[2] != ':' || !str_to_int(str_slice(s, 0, 2), &hour) ||
	    !str_to_int(str_from(s, 3), &minute) || hour < 0 || minute < 0 || minute > 59 ||
	    hour * 60 + minute > 24 * 60)
		return -1;
	return (int)(hour * 60 + minute);
}

static int by_start(const void *a, const void *b)
{
	const struct span *one = a, *other = b;

	return one->from != other->from ? one->from - other->from : one->to - other->to;
}

static void read_day(struct hours *hours, unsigned day, const struct value *list, struct arena *arena)
{
	uint32_t n = list != NULL && list->kind == VALUE_LIST ? list->as.list.n : 0;
	struct span *spans = arena_array(arena, n + 1, sizeof(*spans));
	size_t read = 0, kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct value *item = list->as.list.at[i];
		struct str text = item->kind == VALUE_STR ? item->as.str : STR("");
		ptrdiff_t dash = str_find_char(text, '-');
		struct span span = {dash < 0 ? -1 : clock_time(str_slice(text, 0, (size_t)dash)),
				    dash < 0 ? -1 : clock_time(str_from(text, (size_t)dash + 1))};

		if (span.from >= 0 && span.to > span.from)
			spans[read++] = span;
	}
	qsort(spans, read, sizeof(*spans), by_start);
	for (size_t i = 0; i < read; i++) { /* what overlaps is one, so that no minute counts twice */
		if (kept != 0 && spans[i].from <= spans[kept - 1].to) {
			if (spans[i].to > spans[kept - 1].to)
				spans[kept - 1].to = spans[i].to;
		} else {
			spans[kept++] = spans[i];
		}
	}
	hours->spans[day] = spans;
	hours->spans_n[day] = kept;
}

static int by_day(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return *one < *other ? -1 : *one > *other;
}

static void read_holidays(struct hours *hours, const struct value *list, struct arena *arena)
{
	uint32_t n = list != NULL && list->kind == VALUE_LIST ? list->as.list.n : 0;

	hours->holidays = arena_array(arena, n + 1, sizeof(*hours->holidays));
	for (uint32_t i = 0; i < n; i++) {
		const struct value *item = list->as.list.at[i];
		struct date date;

		if (item->kind == VALUE_STR && date_parse(item->as.str, &date))
			hours->holidays[hours->holidays_n++] = date_to_seconds(date) / DAY;
	}
	qsort(hours->holidays, hours->holidays_n, sizeof(*hours->holidays), by_day);
}

struct hours *hours_read(const struct value *table, const struct zone *zone, struct arena *arena)
{
	static const char *const days[7] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	struct hours *hours = ARENA_NEW(arena, struct hours);
	size_t n = 0;

	if (table == NULL || table->kind != VALUE_MAP)
		return NULL;
	hours->zone = zone;
	for (unsigned i = 0; i < 7; i++) {
		read_day(hours, i, value_get(table, str_c(days[i])), arena);
		n += hours->spans_n[i];
	}
	read_holidays(hours, value_get(table, STR("holidays")), arena);
	return n != 0 ? hours : NULL;
}

/* ---- counting ---- */

static int64_t day_of(int64_t local)
{
	return local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY);
}

static unsigned weekday_of(int64_t day)
{
	return (unsigned)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

static bool is_holiday(const struct hours *hours, int64_t day)
{
	return bsearch(&day, hours->holidays, hours->holidays_n, sizeof(day), by_day) != NULL;
}

/* From when to when a span of a day is, as moments. */
static void moments(const struct hours *hours, int64_t day, const struct span *span, int64_t *from, int64_t *to)
{
	*from = zone_moment(hours->zone, day * DAY + span->from * MINUTE, false);
	*to = zone_moment(hours->zone, day * DAY + span->to * MINUTE, true);
}

bool hours_add(const struct hours *hours, int64_t now, int64_t minutes, int64_t *deadline)
{
	int64_t today = day_of(now + zone_offset(hours->zone, now)), left = minutes * MINUTE, counted = now;

	for (int64_t day = today; day < today + HOURS_DAYS_AHEAD; day++) {
		unsigned weekday = weekday_of(day);

		for (size_t i = 0; i < hours->spans_n[weekday] && !is_holiday(hours, day); i++) {
			int64_t from, to;

			moments(hours, day, &hours->spans[weekday][i], &from, &to);
			/* midnight may be shown twice: what has been counted as the end of a day is not its beginning
			 * again */
			if (from < counted)
				from = counted;
			if (to <= from)
				continue;
			counted = to;
			if (left <= to - from) {
				*deadline = from + left;
				return true;
			}
			left -= to - from;
		}
	}
	return false;
}

struct date hours_local(const struct hours *hours, int64_t moment, unsigned *weekday)
{
	int64_t local = moment + zone_offset(hours->zone, moment);

	*weekday = weekday_of(day_of(local));
	return date_from_seconds(local);
}

/* ---- durations ---- */

bool hours_duration(struct str duration, int64_t *number, char *unit)
{
	int64_t found;

	if (duration.n < 2 || !str_is_digit(duration.s[0]) ||
	    !str_to_int(str_slice(duration, 0, duration.n - 1), &found) || found > 10000)
		return false;
	*unit = duration.s[duration.n - 1];
	if (*unit != 'm' && *unit != 'h' && *unit != 'd')
		return false;
	*number = found;
	return true;
}

int64_t hours_minutes(int64_t number, char unit)
{
	return unit == 'd' ? number * 8 * 60 : unit == 'h' ? number * 60 : number;
}
