/* Dates as HTTP writes them. */
#include "search/http.h"

#include <time.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void put_digits(char *to, int number)
{
	to[0] = (char)('0' + number / 10 % 10);
	to[1] = (char)('0' + number % 10);
}

void http_date(char text[30], int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 8099)
		memset(&tm, 0, sizeof(tm));
	memcpy(text, "Thu, 01 Jan 1970 00:00:00 GMT", 30);
	memcpy(text, days[tm.tm_wday], 3);
	put_digits(text + 5, tm.tm_mday);
	memcpy(text + 8, months[tm.tm_mon], 3);
	put_digits(text + 12, (tm.tm_year + 1900) / 100);
	put_digits(text + 14, (tm.tm_year + 1900) % 100);
	put_digits(text + 17, tm.tm_hour);
	put_digits(text + 20, tm.tm_min);
	put_digits(text + 23, tm.tm_sec);
}

static int two_digits(const char *s)
{
	return str_is_digit(s[0]) && str_is_digit(s[1]) ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

int64_t http_date_parse(struct str text)
{
	struct tm tm = {.tm_mon = -1};
	const char *s = text.s;
	char again[30];
	int64_t seconds;

	if (text.n != 29)
		return -1;
	for (int month = 0; month < 12; month++)
		if (memcmp(s + 8, months[month], 3) == 0)
			tm.tm_mon = month;
	tm.tm_mday = two_digits(s + 5);
	tm.tm_year = two_digits(s + 12) * 100 + two_digits(s + 14) - 1900;
	tm.tm_hour = two_digits(s + 17);
	tm.tm_min = two_digits(s + 20);
	tm.tm_sec = two_digits(s + 23);
	if (tm.tm_mon < 0 || tm.tm_year < 70)
		return -1;
	seconds = (int64_t)timegm(&tm);
	http_date(again, seconds);
	return memcmp(again, s, 29) == 0 ? seconds : -1;
}
