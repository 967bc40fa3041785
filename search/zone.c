#include "search/zone.h"

#include "common/value.h"

#include <string.h>

enum { HEADER = 44, HOUR = 3600, DAY = 24 * HOUR };

/* When one of the clock changes of a year is. */
struct change {
	enum { CHANGE_WEEKDAY, CHANGE_JULIAN, CHANGE_DAY } kind;
	int64_t month, week, day; /* Mm.w.d, Jn, n */
	int64_t time;		  /* seconds after midnight, may be negative or beyond the day */
};

struct rule {
	bool is_set, has_summer;
	int64_t standard, summer; /* ahead of UTC */
	struct change start, end;
};

struct zone {
	int64_t *times; /* ascending */
	uint8_t *types; /* what begins then */
	size_t n;
	int64_t *offsets; /* by type */
	struct rule rule; /* behind the last of times */
};

/* ---- rules ---- */

static bool take(struct str *s, char c)
{
	if (s->n == 0 || s->s[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool take_number(struct str *s, int64_t most, int64_t *out)
{
	int64_t number = 0;
	size_t n = 0;

	while (n < s->n && n < 4 && str_is_digit(s->s[n]))
		number = number * 10 + (s->s[n++] - '0');
	if (n == 0 || number > most)
		return false;
	*s = str_from(*s, n);
	*out = number;
	return true;
}

static bool take_name(struct str *s)
{
	bool is_quoted = take(s, '<');
	size_t n = 0;

	while (n < s->n && (is_quoted ? s->s[n] != '>' : str_is_alpha(s->s[n])))
		n++;
	if (n < 3)
		return false;
	*s = str_from(*s, n);
	return !is_quoted || take(s, '>');
}

/* [+-]hh[:mm[:ss]] */
static bool take_time(struct str *s, int64_t *out)
{
	bool is_negative = take(s, '-');
	int64_t hours, minutes = 0, seconds = 0;

	if (!is_negative)
		(void)take(s, '+');
	if (!take_number(s, 167, &hours))
		return false;
	if (take(s, ':') && (!take_number(s, 59, &minutes) || (take(s, ':') && !take_number(s, 59, &seconds))))
		return false;
	*out = hours * HOUR + minutes * 60 + seconds;
	if (is_negative)
		*out = -*out;
	return true;
}

static bool take_change(struct str *s, struct change *change)
{
	bool good;

	if (!take(s, ','))
		return false;
	change->time = 2 * (int64_t)HOUR;
	if (take(s, 'M')) {
		change->kind = CHANGE_WEEKDAY;
		good = take_number(s, 12, &change->month) && change->month >= 1 && take(s, '.') &&
		       take_number(s, 5, &change->week) && change->week >= 1 && take(s, '.') &&
		       take_number(s, 6, &change->day);
	} else {
		change->kind = take(s, 'J') ? CHANGE_JULIAN : CHANGE_DAY;
		good = take_number(s, 365, &change->day);
	}
	return good && (!take(s, '/') || take_time(s, &change->time));
}

static bool read_rule(struct str s, struct rule *rule)
{
	*rule = (struct rule){0};
	if (!take_name(&s) || !take_time(&s, &rule->standard))
		return false;
	rule->standard = -rule->standard; /* POSIX counts westwards */
	rule->is_set = true;
	if (s.n == 0)
		return true;
	rule->has_summer = true;
	rule->summer = rule->standard + HOUR;
	if (!take_name(&s))
		return false;
	if (s.n != 0 && s.s[0] != ',') {
		if (!take_time(&s, &rule->summer))
			return false;
		rule->summer = -rule->summer;
	}
	return take_change(&s, &rule->start) && take_change(&s, &rule->end) && s.n == 0;
}

static int64_t day_of(int64_t year, int64_t month)
{
	struct date date = {.year = (int16_t)year, .month = (uint8_t)month, .day = 1};

	return date_to_seconds(date) / DAY;
}

static bool is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* As seconds since 1970 of the clocks. */
static int64_t change_in(const struct change *change, int64_t year)
{
	int64_t day;

	if (change->kind == CHANGE_WEEKDAY) {
		int64_t first = day_of(year, change->month);
		int64_t next = change->month < 12 ? day_of(year, change->month + 1) : day_of(year + 1, 1);
		int64_t weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */

		day = first + (change->day - weekday + 7) % 7 + (change->week - 1) * 7;
		if (day >= next)
			day -= 7;
	} else if (change->kind == CHANGE_JULIAN) { /* 29 February is never counted */
		day = day_of(year, 1) + change->day - 1 + (is_leap(year) && change->day >= 60);
	} else {
		day = day_of(year, 1) + change->day;
	}
	return day * DAY + change->time;
}

static int64_t offset_by_rule(const struct rule *rule, int64_t moment)
{
	struct date date = date_from_seconds(moment + rule->standard);
	int64_t start, end;
	bool is_summer;

	if (!rule->has_summer || date.year < 1970)
		return rule->standard;
	start = change_in(&rule->start, date.year) - rule->standard;
	end = change_in(&rule->end, date.year) - rule->summer;
	is_summer = start < end ? moment >= start && moment < end : moment >= start || moment < end;
	return is_summer ? rule->summer : rule->standard;
}

struct zone *zone_rule(struct str rule, struct arena *arena)
{
	struct rule parsed;
	struct zone *zone;

	if (!read_rule(rule, &parsed))
		return NULL;
	zone = ARENA_NEW(arena, struct zone);
	zone->rule = parsed;
	return zone;
}

/* ---- TZif ---- */

struct block {
	size_t utc_n, standard_n, leaps_n, times_n, types_n, names_n;
	size_t wide; /* bytes of a time: 4, or 8 */
};

static uint64_t big_endian(const char *bytes, size_t n)
{
	uint64_t number = 0;

	for (size_t i = 0; i < n; i++)
		number = number << 8 | (unsigned char)bytes[i];
	return number;
}

static bool read_header(struct str bytes, size_t wide, struct block *block)
{
	size_t counts[6];

	if (bytes.n < HEADER || !str_starts(bytes, STR("TZif")))
		return false;
	for (size_t i = 0; i < 6; i++) {
		counts[i] = (size_t)big_endian(bytes.s + 20 + i * 4, 4);
		if (counts[i] > 65536) /* so that the sizes below cannot overflow */
			return false;
	}
	*block = (struct block){counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], wide};
	return true;
}

static size_t size_of(const struct block *block)
{
	return HEADER + block->times_n * (block->wide + 1) + block->types_n * 6 + block->names_n +
	       block->leaps_n * (block->wide + 4) + block->standard_n + block->utc_n;
}

static int64_t time_at(const char *bytes, size_t wide)
{
	uint64_t number = big_endian(bytes, wide);

	return wide == 8 ? (int64_t)number : (int32_t)(uint32_t)number;
}

static bool read_block(struct str bytes, const struct block *block, struct zone *zone, struct arena *arena)
{
	const char *times = bytes.s + HEADER, *types = times + block->times_n * block->wide;
	const char *offsets = types + block->times_n;

	if (block->types_n == 0 || block->types_n > 256)
		return false;
	zone->n = block->times_n;
	zone->times = arena_array(arena, zone->n + 1, sizeof(*zone->times));
	zone->types = arena_array(arena, zone->n + 1, sizeof(*zone->types));
	zone->offsets = arena_array(arena, block->types_n, sizeof(*zone->offsets));
	for (size_t i = 0; i < zone->n; i++) {
		zone->times[i] = time_at(times + i * block->wide, block->wide);
		zone->types[i] = (uint8_t)types[i];
		if (zone->types[i] >= block->types_n || (i != 0 && zone->times[i] <= zone->times[i - 1]))
			return false;
	}
	for (size_t i = 0; i < block->types_n; i++) {
		zone->offsets[i] = time_at(offsets + i * 6, 4);
		if (zone->offsets[i] < -26 * HOUR || zone->offsets[i] > 26 * HOUR)
			return false;
	}
	return true;
}

struct zone *zone_parse(struct str bytes, struct arena *arena)
{
	struct zone *zone = ARENA_NEW(arena, struct zone);
	struct block block;
	struct str line;

	if (!read_header(bytes, 4, &block) || size_of(&block) > bytes.n)
		return NULL;
	if (bytes.s[4] < '2') /* version 1 has the small block alone */
		return read_block(bytes, &block, zone, arena) ? zone : NULL;
	bytes = str_from(bytes, size_of(&block));
	if (!read_header(bytes, 8, &block) || size_of(&block) > bytes.n || !read_block(bytes, &block, zone, arena))
		return NULL;
	bytes = str_from(bytes, size_of(&block));
	if (take(&bytes, '\n') && str_split(&bytes, '\n', &line) && line.n != 0 && !read_rule(line, &zone->rule))
		return NULL;
	return zone;
}

/* ---- questions ---- */

int64_t zone_offset(const struct zone *zone, int64_t moment)
{
	size_t low = 0, high;

	if (zone == NULL)
		return 0;
	if (zone->rule.is_set && (zone->n == 0 || moment >= zone->times[zone->n - 1]))
		return offset_by_rule(&zone->rule, moment);
	high = zone->n;
	while (low < high) { /* the first change after the moment */
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= moment)
			low = middle + 1;
		else
			high = middle;
	}
	return zone->offsets != NULL ? zone->offsets[low == 0 ? 0 : zone->types[low - 1]] : 0;
}

/* When the clocks jump between two moments, of which the first is before. */
static int64_t jump(const struct zone *zone, int64_t before, int64_t behind)
{
	int64_t offset = zone_offset(zone, before);

	while (behind - before > 1) {
		int64_t middle = before + (behind - before) / 2;

		if (zone_offset(zone, middle) == offset)
			before = middle;
		else
			behind = middle;
	}
	return behind;
}

int64_t zone_moment(const struct zone *zone, int64_t local, bool last)
{
	int64_t earlier = zone_offset(zone, local - DAY), later = zone_offset(zone, local + DAY);
	int64_t by_earlier = local - earlier, by_later = local - later;
	bool first_fits = zone_offset(zone, by_earlier) == earlier, last_fits = zone_offset(zone, by_later) == later;

	if (first_fits && last_fits)
		return last ? by_later : by_earlier;
	if (first_fits || last_fits)
		return first_fits ? by_earlier : by_later;
	return jump(zone, local - DAY - earlier, local + DAY - later);
}
