#include "search/expect.h"

#include "common/strings.h"
#include "search/hours.h"

enum { MINUTE = 60, DAY = 24 * 60 * MINUTE, WEEK = 7 * DAY };

struct word {
	struct str name, text;
};

/* A string of the theme with its {names} replaced. */
static struct str fill(const struct strings *strings, const char *key, const struct word *words, size_t n,
		       struct arena *arena)
{
	struct value *value = strings_find(strings, str_c(key));
	struct str text = value != NULL && value->kind == VALUE_STR ? value->as.str : STR(""), done;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	while (text.n != 0) {
		ptrdiff_t end = text.s[0] == '{' ? str_find_char(text, '}') : -1;
		struct str name = end > 0 ? str_slice(text, 1, (size_t)end) : STR_NONE;
		size_t i = 0;

		while (i < n && !str_eq(words[i].name, name))
			i++;
		if (i < n)
			buf_str(&out, words[i].text);
		else
			buf_char(&out, text.s[0]);
		text = str_from(text, i < n ? (size_t)end + 1 : 1);
	}
	done = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return done;
}

static struct str weekday_name(const struct strings *strings, unsigned weekday)
{
	const struct value *names = strings_find(strings, STR("weekdays"));

	if (names == NULL || names->kind != VALUE_LIST || weekday >= names->as.list.n ||
	    names->as.list.at[weekday]->kind != VALUE_STR)
		return STR("");
	return names->as.list.at[weekday]->as.str;
}

static struct str clock_text(struct date date, struct arena *arena)
{
	return arena_printf(arena, "%02d:%02d", date.hour, date.minute);
}

static struct str weekday_and_clock(const struct strings *strings, unsigned weekday, struct date date,
				    struct arena *arena)
{
	return arena_printf(arena, "%.*s %.*s", STR_ARG(weekday_name(strings, weekday)),
			    STR_ARG(clock_text(date, arena)));
}

/* "14:20" today, "Tue 10:20" within a week, "5 January 2027, 10:20" beyond. */
static struct str deadline_text(const struct expect_place *place, const struct strings *strings, int64_t now,
				int64_t by, struct arena *arena)
{
	unsigned weekday, today;
	struct date date = hours_local(place->hours, by, &weekday), here = hours_local(place->hours, now, &today);
	struct buf text;
	struct str done;

	if (date.day == here.day && by - now < DAY)
		return clock_text(date, arena);
	if (by - now < WEEK - DAY)
		return weekday_and_clock(strings, weekday, date, arena);
	buf_init(&text, BUF_NO_LIMIT);
	strings_date(&text, strings, date);
	buf_printf(&text, ", %.*s", STR_ARG(clock_text(date, arena)));
	done = arena_str(arena, buf_view(&text));
	buf_release(&text);
	return done;
}

/* "New York" of "America/New_York" */
static struct str city(struct str zone, struct arena *arena)
{
	ptrdiff_t slash = str_rfind_char(zone, '/');
	struct str name = arena_str(arena, str_from(zone, (size_t)(slash + 1)));
	char *text = arena_alloc(arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		text[i] = name.s[i] == '_' ? ' ' : name.s[i];
	text[name.n] = '\0';
	return str_n(text, name.n);
}

static struct str within_text(const struct strings *strings, int64_t number, char unit, struct arena *arena)
{
	struct buf text;
	struct str done;

	buf_init(&text, BUF_NO_LIMIT);
	(void)strings_format(&text, strings,
			     unit == 'd'   ? STR("reply_days_n")
			     : unit == 'h' ? STR("reply_hours_n")
					   : STR("reply_minutes_n"),
			     number, 0);
	done = arena_str(arena, buf_view(&text));
	buf_release(&text);
	return done;
}

static struct value *moment_value(int64_t moment, struct arena *arena)
{
	struct date date = date_from_seconds(moment);

	date.has_time = true;
	return value_date(arena, date);
}

struct value *expect_tell(const struct expect_place *place, const struct strings *strings, struct str first_reply,
			  int64_t now, struct arena *arena)
{
	struct value *map = value_map(arena), *by = value_null(arena);
	struct word words[4] = {
	    {STR("within"), STR("")}, {STR("now"), STR("")}, {STR("by"), STR("")}, {STR("place"), STR("")}};
	int64_t number, deadline, minute = now - now % MINUTE;
	struct str text;
	char unit;

	if (!hours_duration(first_reply, &number, &unit))
		return NULL;
	words[0].text = within_text(strings, number, unit, arena);
	if (place->hours != NULL && hours_add(place->hours, minute, hours_minutes(number, unit), &deadline)) {
		unsigned weekday;
		struct date here = hours_local(place->hours, minute, &weekday);

		words[1].text = weekday_and_clock(strings, weekday, here, arena);
		words[2].text = deadline_text(place, strings, minute, deadline, arena);
		words[3].text = city(place->zone, arena);
		text = fill(strings, "reply_by", words, 4, arena);
		by = moment_value(deadline, arena);
	} else {
		text = fill(strings, "reply_within", words, 1, arena);
	}
	value_set_lit(arena, map, "first_reply", value_str(arena, first_reply));
	value_set_lit(arena, map, "by", by);
	value_set_lit(arena, map, "text", value_str(arena, text));
	return map;
}
