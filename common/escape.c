#include "common/escape.h"

#include "common/block.h"
#include "common/utf8.h"

/* Adds s, with the bytes for which `special` is true replaced by what `replace` writes. */
static inline __attribute__((always_inline)) void
add_escaped(struct buf *out, struct str s, bool (*special)(unsigned char), void (*replace)(struct buf *, unsigned char))
{
	size_t start = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];

		if (!special(c))
			continue;
		buf_str(out, str_slice(s, start, i));
		replace(out, c);
		start = i + 1;
	}
	buf_str(out, str_from(s, start));
}

static void replace_html(struct buf *out, unsigned char c)
{
	switch (c) {
	case '&':
		buf_lit(out, "&amp;");
		break;
	case '<':
		buf_lit(out, "&lt;");
		break;
	case '>':
		buf_lit(out, "&gt;");
		break;
	case '"':
		buf_lit(out, "&#34;");
		break;
	case '\'':
		buf_lit(out, "&#39;");
		break;
	default: /* a control character that XML forbids */
		buf_lit(out, "\xEF\xBF\xBD");
		break;
	}
}

static inline bool special_html(unsigned char c)
{
	return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
}

static inline bool special_xml(unsigned char c)
{
	return special_html(c) || (c < 32 && c != '\t' && c != '\n' && c != '\r');
}

/* Whether one of 16 bytes is special: nearly all text has none, and templates escape all they print. */
static bool any_special_html(const char *bytes)
{
	block b = block_at(bytes);

	return block_any((block)((b == '&') | (b == '<') | (b == '>') | (b == '"') | (b == '\'')));
}

static size_t plain_html_prefix(struct str s)
{
	size_t i = 0;

	while (i + sizeof(block) <= s.n && !any_special_html(s.s + i))
		i += sizeof(block);
	if (i + sizeof(block) > s.n && i != 0 && !any_special_html(s.s + s.n - sizeof(block)))
		return s.n; /* the last block overlaps the one before */
	while (i < s.n && !special_html((unsigned char)s.s[i]))
		i++;
	return i;
}

void escape_html(struct buf *out, struct str s)
{
	size_t plain;

	while ((plain = plain_html_prefix(s)) < s.n) {
		buf_str(out, str_n(s.s, plain));
		replace_html(out, (unsigned char)s.s[plain]);
		s = str_n(s.s + plain + 1, s.n - plain - 1);
	}
	buf_str(out, s);
}

/* U+FFFE and U+FFFF, which XML 1.0 forbids too; -1 when there is none. */
static ptrdiff_t find_noncharacter(struct str s)
{
	size_t from = 0;
	ptrdiff_t at;

	while ((at = str_find(str_from(s, from), STR("\xEF\xBF"))) >= 0) {
		from += (size_t)at;
		if (from + 2 < s.n && (unsigned char)s.s[from + 2] >= 0xBE)
			return (ptrdiff_t)from;
		from += 2;
	}
	return -1;
}

void escape_xml(struct buf *out, struct str s)
{
	ptrdiff_t at;

	while ((at = find_noncharacter(s)) >= 0) {
		add_escaped(out, str_slice(s, 0, (size_t)at), special_xml, replace_html);
		s = str_from(s, (size_t)at + 3);
	}
	add_escaped(out, s, special_xml, replace_html);
}

static void percent(struct buf *out, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	char text[3] = {'%', digits[c >> 4], digits[c & 15]};

	buf_add(out, text, sizeof(text));
}

static void replace_href(struct buf *out, unsigned char c)
{
	if (c == '&')
		buf_lit(out, "&amp;");
	else if (c == '\'')
		buf_lit(out, "&#39;");
	else
		percent(out, c);
}

static inline bool special_href(unsigned char c)
{
	switch (c) {
	case '"':
	case '<':
	case '>':
	case '\\':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
	case '&':
	case '\'':
		return true;
	default:
		return c <= 32 || c >= 127;
	}
}

void escape_href(struct buf *out, struct str s)
{
	add_escaped(out, s, special_href, replace_href);
}

static bool reserved_part(unsigned char c)
{
	return !str_is_alnum((char)c) && c != '-' && c != '.' && c != '_' && c != '~';
}

static bool reserved_path(unsigned char c)
{
	return reserved_part(c) && c != '/';
}

void escape_url_part(struct buf *out, struct str s)
{
	add_escaped(out, s, reserved_part, percent);
}

void escape_url_path(struct buf *out, struct str s)
{
	add_escaped(out, s, reserved_path, percent);
}

static void replace_json(struct buf *out, unsigned char c)
{
	switch (c) {
	case '"':
		buf_lit(out, "\\\"");
		break;
	case '\\':
		buf_lit(out, "\\\\");
		break;
	case '\n':
		buf_lit(out, "\\n");
		break;
	case '\r':
		buf_lit(out, "\\r");
		break;
	case '\t':
		buf_lit(out, "\\t");
		break;
	default:
		buf_printf(out, "\\u%04x", c);
		break;
	}
}

static inline bool special_json(unsigned char c)
{
	return c < 32 || c == 127 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&';
}

void escape_json(struct buf *out, struct str s)
{
	ptrdiff_t at;

	/* U+2028 and U+2029 end a line in JavaScript */
	while ((at = str_find(s, STR("\xE2\x80\xA8"))) >= 0 || (at = str_find(s, STR("\xE2\x80\xA9"))) >= 0) {
		ptrdiff_t other = str_find(s, STR("\xE2\x80\xA9"));

		if (other >= 0 && other < at)
			at = other;
		add_escaped(out, str_slice(s, 0, (size_t)at), special_json, replace_json);
		buf_str(out, s.s[at + 2] == '\xA8' ? STR("\\u2028") : STR("\\u2029"));
		s = str_from(s, (size_t)at + 3);
	}
	add_escaped(out, s, special_json, replace_json);
}

void escape_json_bytes(struct buf *out, struct str s)
{
	struct buf valid;

	if (utf8_is_valid(s)) {
		escape_json(out, s);
		return;
	}
	buf_init(&valid, BUF_NO_LIMIT);
	(void)utf8_repair(&valid, s);
	escape_json(out, buf_view(&valid));
	buf_release(&valid);
}

void escape_quoted(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '"' || s.s[i] == '\\')
			buf_char(out, '\\');
		buf_char(out, (unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F ? ' ' : s.s[i]);
	}
	buf_char(out, '"');
}

void escape_terminal(struct buf *out, struct str s)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);

		if (c == 0xFFFD && at - from == 1)
			buf_printf(out, "\\x%02x", (unsigned char)s.s[from]);
		else if (c < 32 || c == 127)
			buf_printf(out, "\\x%02x", c);
		else if ((c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
			 c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029)
			buf_printf(out, "\\u{%04x}", c);
		else
			buf_add(out, s.s + from, at - from);
	}
}
