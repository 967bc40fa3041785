#include "common/str.h"

#include "common/block.h"
#include "common/limits.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n != 0 ? memcmp(a.s, b.s, n) : 0;

	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_is_among(struct str s, const char *const *sorted, size_t n)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(s, str_c(sorted[middle]));

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): bytes of n > 0 are there */
		if (str_lower_char(a.s[i]) != str_lower_char(b.s[i]))
			return false;
	return true;
}

bool str_is_any(struct str s, const char *const *texts)
{
	char first = s.n != 0 ? s.s[0] : '\0';

	for (; *texts != NULL; texts++)
		if ((*texts)[0] == first && str_eq(s, str_c(*texts)))
			return true;
	return false;
}

bool str_is_any_nocase(struct str s, const char *const *texts)
{
	for (; *texts != NULL; texts++)
		if (str_eq_nocase(s, str_c(*texts)))
			return true;
	return false;
}

bool str_starts_any(struct str s, const char *const *texts)
{
	for (; *texts != NULL; texts++)
		if (str_starts(s, str_c(*texts)))
			return true;
	return false;
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq_nocase(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool str_ends_nocase(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq_nocase(str_from(s, s.n - suffix.n), suffix);
}

struct str str_trim_end(struct str s)
{
	while (s.n != 0 && str_is_space(s.s[s.n - 1]))
		s.n--;
	return s;
}

struct str str_trim(struct str s)
{
	while (s.n != 0 && str_is_space(s.s[0])) {
		s.s++;
		s.n--;
	}
	return str_trim_end(s);
}

enum { SHORT_NEEDLE = 16 };

/*
 * Its first and its last byte are looked for at once, in sixteen places. Needles are short, so what is compared in vain
 * is bounded.
 */
static const char *find_short(const char *at, const char *end, struct str needle)
{
	const size_t last = needle.n - 1;
	const block first_byte = block_of(needle.s[0]), last_byte = block_of(needle.s[last]);

	for (; (size_t)(end - at) >= sizeof(block) + last; at += sizeof(block)) {
		if (!block_any((block)(block_at(at) == first_byte) & (block)(block_at(at + last) == last_byte)))
			continue;
		for (size_t i = 0; i < sizeof(block); i++)
			if (at[i] == needle.s[0] && memcmp(at + i, needle.s, needle.n) == 0)
				return at + i;
	}
	return memmem(at, (size_t)(end - at), needle.s, needle.n);
}

/*
 * Most of what is looked for begins with a byte that is rare, and memchr() passes a text many times faster
 * than memmem(); where that byte is common, find_short() or memmem() has the rest, in linear time whatever the text is.
 */
ptrdiff_t str_find(struct str s, struct str needle)
{
	const char *at = s.s;

	if (needle.n == 0)
		return 0;
	for (int tries = 0; tries < 8; tries++) {
		size_t rest = s.n - (size_t)(at - s.s);

		if (rest < needle.n || (at = memchr(at, needle.s[0], rest - needle.n + 1)) == NULL)
			return -1;
		if (memcmp(at, needle.s, needle.n) == 0)
			return at - s.s;
		at++;
	}
	if (needle.n <= SHORT_NEEDLE)
		at = find_short(at, s.s + s.n, needle);
	else
		at = memmem(at, s.n - (size_t)(at - s.s), needle.s, needle.n);
	return at != NULL ? at - s.s : -1;
}

ptrdiff_t str_find_char(struct str s, char c)
{
	const char *at = s.n != 0 ? memchr(s.s, c, s.n) : NULL;

	return at != NULL ? at - s.s : -1;
}

ptrdiff_t str_rfind_char(struct str s, char c)
{
	const char *at = s.n != 0 ? memrchr(s.s, c, s.n) : NULL;

	return at != NULL ? at - s.s : -1;
}

bool str_split(struct str *rest, char separator, struct str *part)
{
	ptrdiff_t at;

	if (rest->s == NULL)
		return false;
	at = str_find_char(*rest, separator);
	if (at < 0) {
		*part = *rest;
		*rest = STR_NONE;
	} else {
		*part = str_slice(*rest, 0, (size_t)at);
		*rest = str_from(*rest, (size_t)at + 1);
	}
	return true;
}

bool str_line(struct str *rest, struct str *line)
{
	ptrdiff_t at;

	if (rest->n == 0)
		return false;
	at = str_find_char(*rest, '\n');
	*line = at < 0 ? *rest : str_slice(*rest, 0, (size_t)at);
	*rest = at < 0 ? STR_NONE : str_from(*rest, (size_t)at + 1);
	if (line->n != 0 && line->s[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool str_to_int(struct str s, int64_t *value)
{
	bool negative = s.n != 0 && s.s[0] == '-';
	size_t i = s.n != 0 && (s.s[0] == '-' || s.s[0] == '+') ? 1 : 0;
	int64_t sum = 0;

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		if (!str_is_digit(s.s[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_sub_overflow(sum, s.s[i] - '0', &sum))
			return false;
	}
	/* summed up below zero, so that the smallest number fits too */
	if (!negative && __builtin_sub_overflow(0, sum, &sum))
		return false;
	*value = sum;
	return true;
}

bool str_to_double(struct str s, double *value)
{
	char text[64];
	char *end;
	double number;

	if (s.n == 0 || s.n >= sizeof(text) || str_is_space(s.s[0]))
		return false;
	memcpy(text, s.s, s.n);
	text[s.n] = '\0';
	errno = 0;
	number = strtod(text, &end);
	if (end != text + s.n || errno == ERANGE || !isfinite(number))
		return false;
	*value = number;
	return true;
}

size_t str_distance(struct str a, struct str b, size_t max)
{
	size_t rows[3][LIMIT_DISTANCE_BYTES + 1];
	size_t *before = rows[0], *previous = rows[1], *current = rows[2];

	if (a.n > LIMIT_DISTANCE_BYTES || b.n > LIMIT_DISTANCE_BYTES)
		return str_eq(a, b) ? 0 : max + 1;
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > max)
		return max + 1;
	for (size_t j = 0; j <= b.n; j++)
		previous[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t best = i, *oldest = before;

		current[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t cost = previous[j - 1] + (a.s[i - 1] != b.s[j - 1]);

			if (previous[j] + 1 < cost)
				cost = previous[j] + 1;
			if (current[j - 1] + 1 < cost)
				cost = current[j - 1] + 1;
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1] &&
			    before[j - 2] + 1 < cost)
				cost = before[j - 2] + 1;
			current[j] = cost;
			if (cost < best)
				best = cost;
		}
		if (best > max)
			return max + 1;
		before = previous;
		previous = current;
		current = oldest;
	}
	return previous[b.n] <= max ? previous[b.n] : max + 1;
}

const struct str *str_nearest(struct str s, const struct str *candidates, size_t n)
{
	size_t limit = s.n < 3 ? 1 : (s.n + 2) / 3;
	const struct str *nearest = NULL;

	for (size_t i = 0; i < n && limit > 0; i++) {
		size_t distance = str_distance(s, candidates[i], limit);

		if (distance <= limit) {
			nearest = &candidates[i];
			if (distance == 0)
				break;
			limit = distance - 1;
		}
	}
	return nearest;
}

bool str_read_hex(struct str hex, unsigned char *bytes, size_t n)
{
	if (hex.n != n * 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = str_hex_value(hex.s[2 * i]), low = str_hex_value(hex.s[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
