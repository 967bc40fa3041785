/*
 * buf: a growing byte buffer with a ceiling that remembers failure.
 *
 * The ceiling is given at init. An addition that would pass it adds nothing,
 * and so does every later one: write a whole document, then ask once with
 * buf_failed(). The text always has a NUL behind it (not counted).
 */
#ifndef WEIR_BUF_H
#define WEIR_BUF_H
#include "common/str.h"

#include <stdarg.h>

struct buf {
	char *s;
	size_t n, room, max;
	bool failed;
};

#define BUF_NO_LIMIT ((size_t)1 << 40)

void buf_init(struct buf *buf, size_t max);
/* Empty and usable again, memory kept, failure forgotten. */
void buf_clear(struct buf *buf);
void buf_release(struct buf *buf);
/* The buffer's memory (to be given to mem_free), leaving it empty. */
char *buf_take(struct buf *buf, size_t *n);

void buf_add(struct buf *buf, const void *bytes, size_t n);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *buf, const char *format, ...);
__attribute__((format(printf, 2, 0))) void buf_vprintf(struct buf *buf, const char *format, va_list args);
/* Makes room for n more bytes; NULL when that passes the ceiling. Add to n what was written there. */
char *buf_reserve(struct buf *buf, size_t n);
void buf_int(struct buf *buf, int64_t number);
/* Two hexadecimal digits for each of n bytes. */
void buf_hex(struct buf *buf, const void *bytes, size_t n);
/* The shortest number that reads back as the same, as JSON and Python write it: 1.0, 0.1, 1e+22. */
void buf_double(struct buf *buf, double number);
/* Forgets everything behind the first n bytes. */
void buf_cut(struct buf *buf, size_t n);

static inline void buf_str(struct buf *buf, struct str s)
{
	if (s.n < buf->room - buf->n && !buf->failed) {
		if (s.n != 0)
			memcpy(buf->s + buf->n, s.s, s.n);
		buf->n += s.n;
		buf->s[buf->n] = '\0';
	} else {
		buf_add(buf, s.s, s.n);
	}
}
#define buf_lit(buf, literal) buf_str((buf), STR(literal))

static inline void buf_char(struct buf *buf, char c)
{
	if (1 < buf->room - buf->n && !buf->failed) {
		buf->s[buf->n++] = c;
		buf->s[buf->n] = '\0';
	} else {
		buf_add(buf, &c, 1);
	}
}

static inline struct str buf_view(const struct buf *buf)
{
	return (struct str){buf->s != NULL ? buf->s : "", buf->n};
}

static inline bool buf_failed(const struct buf *buf)
{
	return buf->failed;
}

#endif
