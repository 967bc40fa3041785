#include "generator/dates.h"

/* What a date that is not RFC 3339 is made of, in the order it was written. */
struct parts {
	int numbers[3];
	uint8_t widths[3]; /* digits of each */
	char after[3];	   /* the character behind each: what separates them */
	int n;
	int month; /* by name, 0: none */
	bool has_time, has_zone;
	int hour, minute, second, offset_minutes;
};

static bool starts_word(struct str word, const char *name)
{
	return word.n >= 3 && word.n <= strlen(name) && str_starts_nocase(str_c(name), word);
}

static int month_of(struct str word)
{
	static const char *const names[] = {"january", "february", "march",	"april",   "may",      "june",
					    "july",    "august",   "september", "october", "november", "december"};

	for (int i = 0; i < 12; i++)
		if (starts_word(word, names[i]))
			return i + 1;
	return str_eq_nocase(word, STR("sept")) ? 9 : 0;
}

/* Words that say nothing: days of the week, "at", "of", "the", and the "th" of "13th". */
static bool is_filler(struct str word)
{
	static const char *const days[] = {"monday", "tuesday",	 "wednesday", "thursday",
					   "friday", "saturday", "sunday"};
	static const char *const words[] = {"at", "of", "the", "st", "nd", "rd", "th"};

	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
		if (starts_word(word, days[i]))
			return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_nocase(word, str_c(words[i])))
			return true;
	return false;
}

/* The zones of RFC 5322. */
static bool take_zone_name(struct parts *parts, struct str word)
{
	static const struct {
		const char *name;
		int offset;
	} zones[] = {{"z", 0},	    {"utc", 0},	   {"gmt", 0},	  {"ut", 0},	 {"est", -300}, {"edt", -240},
		     {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}};

	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		if (!str_eq_nocase(word, str_c(zones[i].name)))
			continue;
		parts->has_zone = true;
		parts->offset_minutes = zones[i].offset;
		return parts->has_time;
	}
	return false;
}

static bool take_half_of_day(struct parts *parts, struct str word)
{
	bool after_noon = str_eq_nocase(word, STR("pm"));

	if ((!after_noon && !str_eq_nocase(word, STR("am"))) || !parts->has_time || parts->hour < 1 || parts->hour > 12)
		return false;
	parts->hour = parts->hour % 12 + (after_noon ? 12 : 0);
	return true;
}

static bool take_word(struct parts *parts, struct str word)
{
	int month = month_of(word);

	if (month != 0) {
		if (parts->month != 0)
			return false;
		parts->month = month;
		return true;
	}
	if (parts->n != 0 && word.n == 1 && str_lower_char(word.s[0]) == 't')
		return true;
	return is_filler(word) || take_half_of_day(parts, word) || take_zone_name(parts, word);
}

/* Digits at the start of rest; -1 when there are none or too many. */
static int take_digits(struct str *rest, uint8_t *width)
{
	int number = 0;
	size_t n = 0;

	while (n < rest->n && str_is_digit(rest->s[n])) {
		if (n == 8)
			return -1;
		number = number * 10 + (rest->s[n++] - '0');
	}
	*width = (uint8_t)n;
	*rest = str_from(*rest, n);
	return n != 0 ? number : -1;
}

static bool take_char(struct str *rest, char c)
{
	if (rest->n == 0 || rest->s[0] != c)
		return false;
	*rest = str_from(*rest, 1);
	return true;
}

/* Behind the hour and its colon. */
static bool take_time(struct parts *parts, int hour, struct str *rest)
{
	uint8_t width;

	if (parts->has_time)
		return false;
	parts->has_time = true;
	parts->hour = hour;
	parts->minute = take_digits(rest, &width);
	if (width != 2)
		return false;
	if (take_char(rest, ':')) {
		parts->second = take_digits(rest, &width);
		if (width != 2)
			return false;
		if (take_char(rest, '.') || take_char(rest, ','))
			(void)take_digits(rest, &width);
	}
	return parts->hour <= 23 && parts->minute <= 59 && parts->second <= 59;
}

/* +0100, +01:00, -05 behind a time. */
static bool take_offset(struct parts *parts, struct str *rest, int sign)
{
	uint8_t width;
	int number = take_digits(rest, &width), minutes = 0;

	if (!parts->has_time || number < 0 || (width != 2 && width != 4))
		return false;
	if (width == 4) {
		minutes = number % 100;
		number /= 100;
	} else if (take_char(rest, ':')) {
		minutes = take_digits(rest, &width);
	}
	if (number > 15 || minutes < 0 || minutes > 59)
		return false;
	parts->has_zone = true;
	parts->offset_minutes = sign * (number * 60 + minutes);
	return true;
}

static bool take_number(struct parts *parts, struct str *rest)
{
	uint8_t width;
	int number = take_digits(rest, &width);

	if (number < 0)
		return false;
	if (width <= 2 && take_char(rest, ':'))
		return take_time(parts, number, rest);
	if (parts->n == 3)
		return false;
	parts->numbers[parts->n] = number;
	parts->widths[parts->n] = width;
	parts->after[parts->n++] = rest->n != 0 ? rest->s[0] : '\0';
	return true;
}

static struct str take_letters(struct str *rest)
{
	struct str word = *rest;
	size_t n = 0;

	while (n < rest->n && str_is_alpha(rest->s[n]))
		n++;
	*rest = str_from(*rest, n);
	return str_slice(word, 0, n);
}

static bool split_parts(struct str rest, struct parts *parts)
{
	while (rest.n != 0) {
		char c = rest.s[0];

		if (str_is_digit(c)) {
			if (!take_number(parts, &rest))
				return false;
		} else if (str_is_alpha(c)) {
			if (!take_word(parts, take_letters(&rest)))
				return false;
		} else if (parts->has_time && (c == '+' || c == '-')) {
			rest = str_from(rest, 1);
			if (!take_offset(parts, &rest, c == '-' ? -1 : 1))
				return false;
		} else if (parts->has_zone && c == '(' && rest.s[rest.n - 1] == ')') {
			return true; /* the zone once more, in words */
		} else if (c == ' ' || c == ',' || c == '/' || c == '-' || c == '.') {
			rest = str_from(rest, 1);
		} else {
			return false;
		}
	}
	return true;
}

static int full_year(int number, uint8_t width)
{
	return width == 2 ? 2000 + number : number;
}

/* Day and year around the name of a month: "13 Dec 2022", "Dec 13, 2022", "2022 Dec 13", "Dec 2022". */
static enum dates_result with_month_name(const struct parts *parts, int *year, int *day)
{
	int at = parts->widths[0] == 4 ? 0 : 1;

	if (parts->n == 1 && parts->widths[0] == 4) {
		*year = parts->numbers[0];
		*day = 1;
		return DATES_CERTAIN;
	}
	if (parts->n != 2 || (parts->widths[at] != 4 && parts->widths[at] != 2) || parts->widths[1 - at] > 2)
		return DATES_NONE;
	*year = full_year(parts->numbers[at], parts->widths[at]);
	*day = parts->numbers[1 - at];
	return DATES_CERTAIN;
}

/* Numbers alone with the year first: "2022/12/13", "2022-12", "20221213". */
static enum dates_result year_first(const struct parts *parts, int *year, int *month, int *day)
{
	if (parts->n == 1 && parts->widths[0] == 8) {
		*year = parts->numbers[0] / 10000;
		*month = parts->numbers[0] / 100 % 100;
		*day = parts->numbers[0] % 100;
		return DATES_CERTAIN;
	}
	if (parts->n < 2 || parts->widths[0] != 4 || parts->widths[1] > 2 || (parts->n == 3 && parts->widths[2] > 2))
		return DATES_NONE;
	*year = parts->numbers[0];
	*month = parts->numbers[1];
	*day = parts->n == 3 ? parts->numbers[2] : 1;
	return DATES_CERTAIN;
}

/* "13.12.2022" is European, "12/13/2022" and "12-13-2022" American unless that cannot be. */
static enum dates_result year_last(const struct parts *parts, int *year, int *month, int *day)
{
	int a = parts->numbers[0], b = parts->numbers[1];
	bool day_first = parts->after[0] == '.' || (a > 12 && b <= 12);

	if (parts->n != 3 || parts->widths[0] > 2 || parts->widths[1] > 2 || parts->widths[2] % 2 != 0 ||
	    parts->widths[2] > 4)
		return DATES_NONE;
	*year = full_year(parts->numbers[2], parts->widths[2]);
	*month = day_first ? b : a;
	*day = day_first ? a : b;
	return parts->after[0] != '.' && a <= 12 && b <= 12 && a != b ? DATES_AMBIGUOUS : DATES_CERTAIN;
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

enum dates_result dates_parse(struct str s, struct date *date)
{
	struct parts parts = {0};
	enum dates_result result;
	int year = 0, month, day = 0;

	s = str_trim(s);
	if (date_parse(s, date))
		return DATES_CERTAIN;
	if (s.n > 80 || !split_parts(s, &parts))
		return DATES_NONE;
	month = parts.month;
	if (month != 0)
		result = with_month_name(&parts, &year, &day);
	else if (parts.n != 0 && parts.widths[0] >= 4)
		result = year_first(&parts, &year, &month, &day);
	else
		result = year_last(&parts, &year, &month, &day);
	if (result == DATES_NONE || year < 1000 || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
		return DATES_NONE;
	*date = (struct date){.year = (int16_t)year,
			      .month = (uint8_t)month,
			      .day = (uint8_t)day,
			      .hour = (uint8_t)parts.hour,
			      .minute = (uint8_t)parts.minute,
			      .second = (uint8_t)parts.second,
			      .has_time = parts.has_time,
			      .offset_minutes = (int16_t)parts.offset_minutes};
	return result;
}
