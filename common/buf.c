#include "common/buf.h"

#include "common/mem.h"

#include <math.h>
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

void buf_hex(struct buf *buf, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *at = bytes;
	char *to = buf_reserve(buf, 2 * n);

	if (to == NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		*to++ = digits[at[i] >> 4];
		*to++ = digits[at[i] & 15];
	}
	*to = '\0';
	buf->n += 2 * n;
}

void buf_int(struct buf *buf, int64_t number)
{
	char digits[24] = "0";
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

/* The fewest digits that read back as the same number, as d.ddde±xx. */
static void shortest(double number, char *text, size_t room)
{
	/* 15 digits always survive a round trip through a double, but for those next to 0 */
	for (int digits = number < 1e-300 && number > -1e-300 ? 1 : 15; digits <= 17; digits++) {
		(void)snprintf(text, room, "%.*e", digits - 1, number);
		if (strtod(text, NULL) == number)
			return;
	}
}

void buf_double(struct buf *buf, double number)
{
	char text[40], digits[24] = {0}, *exponent_at;
	size_t n = 0;
	int exponent;

	if (!isfinite(number)) {
		buf_str(buf, isnan(number) ? STR("nan") : number > 0 ? STR("inf") : STR("-inf"));
		return;
	}
	shortest(number, text, sizeof(text));
	exponent_at = strchr(text, 'e');
	exponent = (int)strtol(exponent_at + 1, NULL, 10);
	for (const char *c = text; c < exponent_at; c++)
		if (*c >= '0' && *c <= '9')
			digits[n++] = *c;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	if (text[0] == '-')
		buf_char(buf, '-');
	if (exponent < -4 || exponent >= 16) {
		buf_char(buf, digits[0]);
		if (n > 1)
			buf_char(buf, '.');
		buf_add(buf, digits + 1, n - 1);
		buf_printf(buf, "e%c%02d", exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
		return;
	}
	if (exponent < 0)
		buf_lit(buf, "0.");
	for (int i = -1; i > exponent; i--)
		buf_char(buf, '0');
	for (int i = 0; i < (int)n || i <= exponent; i++) {
		buf_char(buf, i < (int)n ? digits[i] : '0');
		if (i == exponent)
			buf_char(buf, '.');
	}
	if (exponent >= (int)n - 1)
		buf_char(buf, '0');
}

void buf_cut(struct buf *buf, size_t n)
{
	if (n < buf->n) {
		buf->n = n;
		buf->s[n] = '\0';
	}
}
