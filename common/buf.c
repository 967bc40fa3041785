#include "common/buf.h"

#include "common/mem.h"

#include <stdio.h>

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.max = max};
}

void buf_clear(struct buf *buf)
{
	buf->n = 0;
	buf->failed = false;
	if (buf->s != NULL)
		buf->s[0] = '\0';
}

void buf_release(struct buf *buf)
{
	if (buf == NULL)
		return;
	mem_free(buf->s);
	*buf = (struct buf){.max = buf->max};
}

char *buf_take(struct buf *buf, size_t *n)
{
	char *text = buf->s != NULL ? buf->s : mem_dup("", 0);

	if (n != NULL)
		*n = buf->n;
	*buf = (struct buf){.max = buf->max};
	return text;
}

char *buf_reserve(struct buf *buf, size_t n)
{
	size_t need, room;

	if (buf->failed || n > buf->max || buf->n > buf->max - n) {
		buf->failed = true;
		return NULL;
	}
	need = buf->n + n + 1;
	if (need > buf->room) {
		room = buf->room < 64 ? 64 : buf->room;
		while (room < need)
			room += room / 2;
		if (room - 1 > buf->max)
			room = buf->max + 1; /* so that what fits is what is allowed */
		buf->s = mem_realloc(buf->s, room);
		buf->room = room;
	}
	return buf->s + buf->n;
}

void buf_add(struct buf *buf, const void *bytes, size_t n)
{
	char *to = buf_reserve(buf, n);

	if (to == NULL)
		return;
	if (n != 0)
		memcpy(to, bytes, n);
	buf->n += n;
	buf->s[buf->n] = '\0';
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	char *to;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n >= 0 && (to = buf_reserve(buf, (size_t)n)) != NULL) {
		(void)vsnprintf(to, (size_t)n + 1, format, again);
		buf->n += (size_t)n;
	}
	va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void buf_int(struct buf *buf, int64_t number)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (number < 0)
		digits[--at] = '-';
	buf_add(buf, digits + at, sizeof(digits) - at);
}

void buf_cut(struct buf *buf, size_t n)
{
	if (n < buf->n) {
		buf->n = n;
		buf->s[n] = '\0';
	}
}
