/* Characters written as numbers behind a sign: percent, backslash, quoted-printable, UTF-7. */
#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"

/* A run in which nothing was written otherwise has been seen as it is. */
static void end_run(struct buf *out, size_t before, bool any)
{
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
}

/*
 * The byte at a percent sign, and where it ends; -1: none. %25252541 was escaped more often than views are made of
 * views: all at once.
 */
static int percent_at(struct str run, size_t at, size_t *end)
{
	enum { AGAIN = 3 /* times that its sign was escaped, too */ };
	int byte = decode_hex_pair(run, at + 1), last = byte;
	size_t layers = 0;

	*end = at + 3;
	for (size_t next = *end; last == '%' && (last = decode_hex_pair(run, next)) >= 0; next += 2)
		if (++layers >= AGAIN) {
			byte = last;
			*end = next + 2;
		}
	return byte;
}

void decode_percent(struct str run, struct buf *out)
{
	size_t before = out->n, end;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		int byte = run.s[at] == '%' ? percent_at(run, at, &end) : -1;
		uint32_t wide;

		if (byte >= 0) {
			buf_char(out, (char)byte);
			at = end;
			any = true;
		} else if (run.s[at] == '%' && at + 1 < run.n && run.s[at + 1] == 'u' &&
			   decode_hex_number(run, at + 2, 4, &wide) == 4) {
			utf8_add(out, wide);
			at += 6;
			any = true;
		} else {
			buf_char(out, run.s[at++]);
		}
	}
	end_run(out, before, any);
}

/* RTF: \u1086? in decimal digits, below zero from 32768 on. */
static bool rtf_number(struct str s, size_t at, uint32_t *character, size_t *n)
{
	bool minus = at < s.n && s.s[at] == '-';
	size_t end = at + minus;
	int64_t value;

	while (end < s.n && end - at < 6 && str_is_digit(s.s[end]))
		end++;
	if (end >= s.n || s.s[end] != '?' || !str_to_int(str_slice(s, at, end), &value))
		return false;
	value = value < 0 ? value + 65536 : value;
	if (value <= 0 || value > 0xFFFF)
		return false;
	*character = (uint32_t)value;
	*n = end + 1 - at;
	return true;
}

/* One escape behind a backslash; how many bytes it has, 0: none. */
static size_t backslash_at(struct str s, size_t at, uint32_t *character)
{
	char c = at + 1 < s.n ? s.s[at + 1] : '\0';
	uint32_t low;
	size_t n = 0;

	if (c == 'u' && at + 2 < s.n && s.s[at + 2] == '{') {
		n = decode_hex_number(s, at + 3, 8, character);
		return n != 0 && at + 3 + n < s.n && s.s[at + 3 + n] == '}' ? n + 4 : 0;
	}
	if (c == 'u' && rtf_number(s, at + 2, character, &n))
		return n + 2;
	if (c == 'u' || c == 'U') {
		n = c == 'U' && decode_hex_number(s, at + 2, 8, character) == 8
			? 8
			: decode_hex_number(s, at + 2, 4, character);
		if (n != 4)
			return n == 8 ? 10 : 0;
		if (*character >= 0xD800 && *character < 0xDC00 && at + 7 < s.n && s.s[at + 6] == '\\' &&
		    decode_hex_number(s, at + 8, 4, &low) == 4 && low >= 0xDC00 && low < 0xE000) {
			*character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
			return 12;
		}
		return 6;
	}
	if (c == 'x' || c == 'X')
		return decode_hex_number(s, at + 2, 2, character) == 2 ? 4 : 0;
	if (c >= '0' && c <= '7') {
		*character = 0;
		while (n < 3 && at + 1 + n < s.n && s.s[at + 1 + n] >= '0' && s.s[at + 1 + n] <= '7')
			*character = *character * 8 + (uint32_t)(s.s[at + 1 + n++] - '0');
		return n + 1;
	}
	if (c != '\0' && strchr("nrtfvb", c) != NULL) {
		*character = ' ';
		return 2;
	}
	if (c == '\0' || str_is_alnum(c))
		return 0;
	*character = (unsigned char)c;
	return 2;
}

/* CN=J\c3\b6rg: the bytes of one character of UTF-8, as directories write them; 0: they are none. */
static size_t directory_bytes_at(struct str s, size_t at, uint32_t *character)
{
	enum { ESCAPE = 3, LEAST = 2, MOST = 4 };
	char bytes[MOST];
	size_t n = 0, used = 0;

	while (n < MOST && at + n * ESCAPE < s.n && s.s[at + n * ESCAPE] == '\\') {
		int byte = decode_hex_pair(s, at + n * ESCAPE + 1);

		if (byte < 0x80 || (n != 0 && byte >= 0xC0))
			break;
		bytes[n++] = (char)byte;
	}
	if (n < LEAST)
		return 0;
	*character = utf8_next(str_n(bytes, n), &used);
	return used >= LEAST ? used * ESCAPE : 0;
}

void decode_backslash(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		uint32_t character;
		size_t n = run.s[at] == '\\' ? directory_bytes_at(run, at, &character) : 0;

		if (n != 0) {
			utf8_add(out, character);
			at += n;
			any = true;
			continue;
		}
		n = run.s[at] == '\\' ? backslash_at(run, at, &character) : 0;

		if (n == 0) {
			buf_char(out, run.s[at++]);
			continue;
		}
		/* bytes of UTF-8 written one by one stay bytes */
		if (character < 0x100 && run.s[at + 1] != 'u')
			buf_char(out, (char)character);
		else
			utf8_add(out, character);
		at += n;
		any = true;
	}
	end_run(out, before, any);
}

void decode_code_points(struct str text, struct buf *out)
{
	enum { APART = 24 /* a comma, a tag or two */, LEAST = 2 };
	size_t last = 0, row = out->n, count = 0;

	for (size_t at = decode_find(text, 0, "+", 1); at < text.n; at = decode_find(text, at + 1, "+", 1)) {
		uint32_t character;
		size_t n = decode_hex_number(text, at + 1, 6, &character);

		if (at == 0 || (text.s[at - 1] & ~0x20) != 'U')
			continue;
		if (n < 4 || (at + 1 + n < text.n && str_hex_value(text.s[at + 1 + n]) >= 0))
			n = decode_hex_number(text, at + 1, 4, &character);
		if (n < 4 || character >= 0x110000)
			continue;
		if (count != 0 && at - last > APART) {
			end_run(out, row, count >= LEAST);
			row = out->n;
			count = 0;
		}
		utf8_add(out, character);
		count++;
		last = at + 1 + n;
	}
	end_run(out, row, count >= LEAST);
}

static bool is_string_mark(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.n && str_is_space(s.s[at]))
		at++;
	return at;
}

/* Where the string that begins at this mark ends; 0: not soon. */
static size_t string_end(struct str s, size_t at)
{
	enum { MOST = 120 };
	size_t end = at + 1;

	while (end < s.n && end - at < MOST && s.s[end] != s.s[at])
		end += s.s[end] == '\\' ? 2 : 1;
	return end < s.n && s.s[end] == s.s[at] ? end + 1 : 0;
}

/* Behind the plus that follows a string; 0: none does. */
static size_t behind_plus(struct str s, size_t at)
{
	at = skip_space(s, at);
	if (at >= s.n || s.s[at] != '+')
		return 0;
	at = skip_space(s, at + 1);
	return at < s.n && is_string_mark(s.s[at]) ? at : 0;
}

static void add_unescaped(struct str piece, struct buf *out)
{
	size_t before = out->n;

	decode_backslash(piece, out);
	if (out->n == before)
		buf_str(out, piece);
	else
		buf_cut(out, out->n - 1); /* the end of its line */
}

void decode_joined(struct str text, struct buf *out)
{
	for (size_t at = 0; at < text.n; at++) {
		size_t end = is_string_mark(text.s[at]) ? string_end(text, at) : 0, row = out->n;
		size_t next = end != 0 ? behind_plus(text, end) : 0;

		if (next == 0)
			continue;
		for (;;) {
			add_unescaped(str_slice(text, at + 1, end - 1), out);
			at = next == 0 ? end - 1 : next;
			end = next == 0 ? 0 : string_end(text, next);
			if (end == 0)
				break;
			next = behind_plus(text, end);
		}
		end_run(out, row, true);
	}
}

void decode_css(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		uint32_t character;
		size_t n = run.s[at] == '\\' ? decode_hex_number(run, at + 1, 6, &character) : 0;

		if (n < 2) {
			buf_char(out, run.s[at++]);
			continue;
		}
		utf8_add(out, character);
		at += n + 1;
		at += at < run.n && str_is_space(run.s[at]); /* ends the number */
		any = true;
	}
	end_run(out, before, any);
}

void decode_quoted_printable(struct str text, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < text.n;) {
		int byte = text.s[at] == '=' ? decode_hex_pair(text, at + 1) : -1;

		if (byte >= 0) {
			buf_char(out, (char)byte);
			at += 3;
			any = true;
		} else if (text.s[at] == '=' && at + 1 < text.n && (text.s[at + 1] == '\n' || text.s[at + 1] == '\r')) {
			at += text.s[at + 1] == '\r' && at + 2 < text.n && text.s[at + 2] == '\n' ? 3 : 2;
			any = true;
		} else {
			buf_char(out, text.s[at++]);
		}
	}
	end_run(out, before, any);
}

/* Characters that texts have, rather than what any base 64 happens to be. */
static bool is_utf16_text(struct str units)
{
	if (units.n < 2)
		return false;
	for (size_t i = 0; i + 1 < units.n; i += 2) {
		unsigned unit = (unsigned)(unsigned char)units.s[i] << 8 | (unsigned char)units.s[i + 1];

		if ((unit < 0x20 && unit != '\n' && unit != '\r' && unit != '\t') ||
		    (unit >= 0xE000 && unit < 0xF900) || unit >= 0xFFF0)
			return false;
	}
	return true;
}

/* What stands behind '+', or of mail folders' names behind '&'; where it ends, 0: it is none. A plus is a sign of base
 * 64, too, so that a run may have one at every second place: what is none is left at its beginning. */
static size_t add_utf7(struct str run, size_t at, struct buf *out)
{
	enum { EARLY = 64 /* whole units */, MOST = 8192 };
	bool is_folder = run.s[at] == '&', fine;
	size_t end = at + 1;
	struct buf signs, bytes;

	buf_init(&signs, BUF_NO_LIMIT);
	buf_init(&bytes, BUF_NO_LIMIT);
	for (; end < run.n && signs.n < MOST; end++) {
		char c = is_folder && run.s[end] == ',' ? '/' : run.s[end];

		if (decode_base64_value(c) < 0 || c == '-' || c == '_')
			break;
		buf_char(&signs, c);
		if (signs.n != EARLY)
			continue;
		decode_base64_bytes(buf_view(&signs), &bytes);
		if (!is_utf16_text(buf_view(&bytes)))
			break;
		buf_clear(&bytes);
	}
	buf_clear(&bytes);
	decode_base64_bytes(buf_view(&signs), &bytes);
	fine = signs.n >= 3 && (!is_folder || (end < run.n && run.s[end] == '-')) && is_utf16_text(buf_view(&bytes));
	if (fine)
		decode_charset(CHARSET_UTF16BE, buf_view(&bytes), out);
	buf_release(&signs);
	buf_release(&bytes);
	return !fine ? 0 : end + (end < run.n && run.s[end] == '-');
}

void decode_utf7(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		size_t end = run.s[at] == '+' || run.s[at] == '&' ? add_utf7(run, at, out) : 0;

		if (end == 0)
			buf_char(out, run.s[at]);
		any = any || end != 0;
		at = end != 0 ? end : at + 1;
	}
	end_run(out, before, any);
}

/* ---- parameters of mail headers in pieces (RFC 2231) ---- */

enum { PARAMETERS_MOST = 16 };

/* name*2*="value": where the value ends; false: it is none. */
static bool read_parameter(struct str text, size_t star, struct str *name, size_t *number, struct str *value)
{
	size_t from = star, at = star + 1, end;

	while (from > 0 && (str_is_alnum(text.s[from - 1]) || text.s[from - 1] == '-'))
		from--;
	*name = str_slice(text, from, star);
	for (*number = 0; at < text.n && str_is_digit(text.s[at]) && *number < PARAMETERS_MOST; at++)
		*number = *number * 10 + (size_t)(text.s[at] - '0');
	at += at < text.n && text.s[at] == '*';
	if (at == star + 1 || name->n == 0 || *number >= PARAMETERS_MOST || at + 1 >= text.n || text.s[at] != '=')
		return false;
	at++;
	if (text.s[at] == '"') {
		end = decode_find(text, at + 1, "\"", 1);
		*value = str_slice(text, at + 1, end);
		return true;
	}
	for (end = at; end < text.n && !str_is_space(text.s[end]) && strchr(";<>\"", text.s[end]) == NULL; end++)
		;
	*value = str_slice(text, at, end);
	return true;
}

/* The first one names charset and language: UTF-8'en'value */
static struct str without_charset(struct str value)
{
	ptrdiff_t first = str_find_char(value, '\''), second;

	if (first < 0)
		return value;
	second = str_find_char(str_from(value, (size_t)first + 1), '\'');
	return second < 0 ? value : str_from(value, (size_t)(first + second) + 2);
}

static void add_parameter(const struct str *values, size_t n, struct buf *out)
{
	if (n < 2)
		return;
	buf_str(out, without_charset(values[0]));
	for (size_t i = 1; i < PARAMETERS_MOST; i++)
		buf_str(out, values[i]);
	buf_char(out, '\n');
}

void decode_parameters(struct str text, struct buf *out)
{
	struct str values[PARAMETERS_MOST] = {STR_NONE}, present = STR_NONE;
	size_t n = 0;

	for (size_t at = decode_find(text, 0, "*", 1); at < text.n; at = decode_find(text, at + 1, "*", 1)) {
		struct str name, value;
		size_t number;

		if (!read_parameter(text, at, &name, &number, &value))
			continue;
		if (n != 0 && (!str_eq_nocase(name, present) || values[number].s != NULL)) {
			add_parameter(values, n, out);
			memset(values, 0, sizeof(values));
			n = 0;
		}
		present = name;
		values[number] = value;
		n++;
		at = (size_t)(value.s + value.n - text.s) - 1;
	}
	add_parameter(values, n, out);
}
