#include "common/privacy/months.h"

enum { NUMBERS_MOST = 3 };

/* "2025-03" */
static void add_month(struct buf *out, unsigned year, unsigned month)
{
	buf_printf(out, "%04u-%02u", year, month);
}

static bool numeric(struct buf *out, const unsigned *numbers, const size_t *digits)
{
	unsigned year, a, b;

	if (digits[0] == 4) {
		if (numbers[1] < 1 || numbers[1] > 12)
			return false;
		add_month(out, numbers[0], numbers[1]);
		return true;
	}
	year = digits[2] == 4 ? numbers[2] : 2000 + numbers[2];
	a = numbers[0];
	b = numbers[1];
	if (digits[2] != 4 && digits[2] != 2)
		return false;
	if (a > 12 && b >= 1 && b <= 12)
		add_month(out, year, b);
	else if (b > 12 && a >= 1 && a <= 12)
		add_month(out, year, a);
	else if (a == b && a >= 1 && a <= 12)
		add_month(out, year, a);
	else
		buf_printf(out, "%04u", year);
	return true;
}

static bool is_letter(char c)
{
	return str_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* The month's name is the longest word; the year has four digits. */
static bool named(struct buf *out, struct str date)
{
	struct str month = STR_NONE, year = STR_NONE;

	for (size_t at = 0; at < date.n;) {
		size_t from = at;

		while (at < date.n && is_letter(date.s[at]))
			at++;
		if (at - from > month.n && at - from >= 3)
			month = str_slice(date, from, at);
		if (at == from) {
			while (at < date.n && str_is_digit(date.s[at]))
				at++;
			if (at - from == 4 && year.n == 0)
				year = str_slice(date, from, at);
		}
		if (at == from)
			at++;
	}
	if (month.n == 0)
		return false;
	buf_str(out, month);
	if (year.n != 0) {
		buf_char(out, ' ');
		buf_str(out, year);
	}
	return true;
}

bool months_of(struct buf *out, struct str date)
{
	unsigned numbers[NUMBERS_MOST] = {0};
	size_t digits[NUMBERS_MOST] = {0}, n = 0;

	for (size_t at = 0; at < date.n && n < NUMBERS_MOST; at++) {
		if (str_is_alpha(date.s[at]) && date.s[at] != 'T')
			return named(out, date);
		if (!str_is_digit(date.s[at]))
			continue;
		for (; at < date.n && str_is_digit(date.s[at]) && digits[n] < 6; at++, digits[n]++)
			numbers[n] = numbers[n] * 10 + (unsigned)(date.s[at] - '0');
		at--;
		n++;
	}
	return n == NUMBERS_MOST && numeric(out, numbers, digits);
}
