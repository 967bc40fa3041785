/*
 * str: a borrowed view of bytes. It owns nothing, may hold any byte, and has no
 * NUL unless its maker says so. Pass it by value.
 *
 * A str is "absent" when its pointer is NULL, "empty" when its length is 0;
 * most code need not tell the two apart.
 */
#ifndef WEIR_STR_H
#define WEIR_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *s;
	size_t n;
};

/* For printf: "%.*s", STR_ARG(x) */
#define STR_ARG(x) (int)((x).n), ((x).s != NULL ? (x).s : "")
/* Of a string literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* The same for static variables. */
#define STR_INIT(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}
#define STR_NONE ((struct str){NULL, 0})

static inline struct str str_c(const char *c_string)
{
	return (struct str){c_string, c_string != NULL ? strlen(c_string) : 0};
}

static inline struct str str_n(const char *s, size_t n)
{
	return (struct str){s, n};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

/* Bytes [from, to); both are cut to the length. */
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){from != 0 ? s.s + from : s.s, to - from};
}

/* From byte `from` to the end. */
static inline struct str str_from(struct str s, size_t from)
{
	return str_slice(s, from, s.n);
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.s, prefix.s, prefix.n) == 0);
}

/* By bytes, then by length; the same in every locale. */
int str_cmp(struct str a, struct str b);
/* One of n texts that stand in the order of str_cmp(). */
bool str_is_among(struct str s, const char *const *sorted, size_t n);
/* One of a few texts in any order, of which NULL is the last; or it begins with one. */
bool str_is_any(struct str s, const char *const *texts);
bool str_is_any_nocase(struct str s, const char *const *texts);
bool str_starts_any(struct str s, const char *const *texts);
/* ASCII letters without case. */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_nocase(struct str s, struct str suffix);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
struct str str_trim_end(struct str s);
/* Index of the first one, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_rfind_char(struct str s, char c);
/*
 * Walks over the parts between separators: while (str_split(&rest, ',', &part)).
 * An empty s gives one empty part; rest becomes absent at the end.
 */
bool str_split(struct str *rest, char separator, struct str *part);
/* The next line without its "\n" or "\r\n"; false at the end. */
bool str_line(struct str *rest, struct str *line);
/* Decimal, optional sign, nothing else; false when it is not or out of range. */
bool str_to_int(struct str s, int64_t *value);
bool str_to_double(struct str s, double *value);
/* Optimal string alignment distance in bytes, cut off above max (then max + 1). */
size_t str_distance(struct str a, struct str b, size_t max);
/*
 * The candidate that a typing error would explain best, for "did you mean";
 * NULL when none is near (more than a third of the letters differ).
 */
const struct str *str_nearest(struct str s, const struct str *candidates, size_t n);

static inline bool str_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool str_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool str_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool str_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool str_is_alnum(char c)
{
	return str_is_alpha(c) || str_is_digit(c);
}
static inline char str_lower_char(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
/* Of a hexadecimal digit; -1: it is none. */
static inline int str_hex_value(char c)
{
	if (str_is_digit(c))
		return c - '0';
	c = str_lower_char(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Exactly n bytes of hexadecimal digits, in small letters or capitals; false for anything else, with some bytes set. */
bool str_read_hex(struct str hex, unsigned char *bytes, size_t n);

#endif
