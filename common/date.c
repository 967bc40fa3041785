#include "common/value.h"

static bool digits(struct str *s, size_t n, int *number)
{
	int sum = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!str_is_digit(s->s[i]))
			return false;
		sum = sum * 10 + (s->s[i] - '0');
	}
	*s = str_from(*s, n);
	*number = sum;
	return true;
}

static bool skip(struct str *s, char c)
{
	if (s->n == 0 || s->s[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool parse_zone(struct str *s, struct date *date)
{
	int hours, minutes = 0;
	int sign;

	if (s->n == 0 || skip(s, 'Z') || skip(s, 'z'))
		return true;
	if (s->s[0] != '+' && s->s[0] != '-')
		return false;
	sign = s->s[0] == '-' ? -1 : 1;
	*s = str_from(*s, 1);
	if (!digits(s, 2, &hours))
		return false;
	if (s->n != 0 && ((void)skip(s, ':'), !digits(s, 2, &minutes)))
		return false;
	if (hours > 15 || minutes > 59)
		return false;
	date->offset_minutes = (int16_t)(sign * (hours * 60 + minutes));
	return true;
}

static bool parse_time(struct str *s, struct date *date)
{
	int hour, minute, second = 0;

	if (!digits(s, 2, &hour) || !skip(s, ':') || !digits(s, 2, &minute))
		return false;
	if (skip(s, ':')) {
		if (!digits(s, 2, &second))
			return false;
		if (skip(s, '.'))
			while (s->n != 0 && str_is_digit(s->s[0]))
				*s = str_from(*s, 1);
	}
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*s = str_trim(*s);
	date->hour = (uint8_t)hour;
	date->minute = (uint8_t)minute;
	date->second = (uint8_t)(second == 60 ? 59 : second);
	date->has_time = true;
	return parse_zone(s, date);
}

bool date_parse(struct str s, struct date *date)
{
	struct date result = {0};
	int year, month, day;

	s = str_trim(s);
	if (!digits(&s, 4, &year) || !skip(&s, '-') || !digits(&s, 2, &month) || !skip(&s, '-') || !digits(&s, 2, &day))
		return false;
	if (year == 0 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return false;
	result.year = (int16_t)year;
	result.month = (uint8_t)month;
	result.day = (uint8_t)day;
	if (s.n != 0) {
		if (!skip(&s, 'T') && !skip(&s, 't') && !skip(&s, ' '))
			return false;
		s = str_trim(s);
		if (!parse_time(&s, &result) || s.n != 0)
			return false;
	}
	*date = result;
	return true;
}

void date_format(struct buf *out, struct date date)
{
	buf_printf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
	if (!date.has_time)
		return;
	buf_printf(out, "T%02d:%02d:%02d", date.hour, date.minute, date.second);
	if (date.offset_minutes == 0) {
		buf_char(out, 'Z');
	} else {
		int offset = date.offset_minutes < 0 ? -date.offset_minutes : date.offset_minutes;

		buf_printf(out, "%c%02d:%02d", date.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
	}
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar: H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
	int64_t era, year_of_era, day_of_year;

	year -= month <= 2;
	era = (year >= 0 ? year : year - 399) / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t date_to_seconds(struct date date)
{
	int64_t seconds = days_from_civil(date.year, date.month, date.day) * 86400;

	return seconds + date.hour * 3600 + date.minute * 60 + date.second - date.offset_minutes * 60;
}

struct date date_from_seconds(int64_t seconds)
{
	int64_t days = seconds / 86400, rest = seconds % 86400;
	int64_t era, day_of_era, year_of_era, day_of_year, month;
	struct date date = {.has_time = true};

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	day_of_era = days - era * 146097;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	date.day = (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1);
	date.month = (uint8_t)(month < 10 ? month + 3 : month - 9);
	date.year = (int16_t)(year_of_era + era * 400 + (date.month <= 2));
	date.hour = (uint8_t)(rest / 3600);
	date.minute = (uint8_t)(rest / 60 % 60);
	date.second = (uint8_t)(rest % 60);
	return date;
}

int date_cmp(struct date a, struct date b)
{
	int64_t x = date_to_seconds(a), y = date_to_seconds(b);

	return (x > y) - (x < y);
}
