#include "generator/gate/plain.h"

#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum kind { PLAIN_UNKNOWN, PLAIN_AS_IT_IS, PLAIN_DASH, PLAIN_TEXT };

struct character {
	uint8_t kind, n;
	char s[4];
};

static bool is_unseen(uint32_t c)
{
	enum { COMBINING_JOINER = 0x034F, HANGUL_FILLER = 0x3164, HALF_FILLER = 0xFFA0 };
	int8_t type = u_charType((UChar32)c);

	return type == U_FORMAT_CHAR || type == U_ENCLOSING_MARK || c == COMBINING_JOINER || c == HANGUL_FILLER ||
	       c == HALF_FILLER || u_hasBinaryProperty((UChar32)c, UCHAR_VARIATION_SELECTOR);
}

static struct character character_of(uint32_t c)
{
	static const UNormalizer2 *normal;
	enum { MINUS = 0x2212 };
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[sizeof(((struct character *)0)->s)];
	int8_t type = u_charType((UChar32)c);
	struct character made = {.kind = PLAIN_TEXT};
	int32_t n;

	if (is_unseen(c))
		return made;
	if (type == U_SPACE_SEPARATOR || type == U_DECIMAL_DIGIT_NUMBER) {
		made.s[made.n++] = type == U_SPACE_SEPARATOR ? ' ' : (char)('0' + u_charDigitValue((UChar32)c));
		return made;
	}
	made.kind = type == U_DASH_PUNCTUATION || c == MINUS ? PLAIN_DASH : PLAIN_AS_IT_IS;
	if (normal == NULL)
		normal = unorm2_getNFKDInstance(&status);
	if (made.kind == PLAIN_DASH || U_FAILURE(status))
		return made;
	n = unorm2_getDecomposition(normal, (UChar32)c, parts, sizeof(parts) / sizeof(*parts), &status);
	if (U_FAILURE(status) || n <= 0)
		return made;
	for (int32_t i = 0; i < n; i++)
		if (parts[i] >= 0x80)
			return made;
	for (int32_t i = 0; i < n; i++)
		made.s[made.n++] = (char)parts[i];
	made.kind = PLAIN_TEXT;
	return made;
}

static struct character find(uint32_t c)
{
	static struct character known[0x10000]; /* memory is taken as it is used */

	if (c >= sizeof(known) / sizeof(*known))
		return character_of(c);
	if (known[c].kind == PLAIN_UNKNOWN)
		known[c] = character_of(c);
	return known[c];
}

/* A line, and a dash that may be between two letters or digits of it. */
struct plain_line {
	struct buf *out;
	size_t from, dash, dash_end; /* in out; the dash ends there: at 0 there is none */
	bool is_other;		     /* than it was */
};

static bool ends_in_word(const struct plain_line *line)
{
	return line->out->n > line->from && str_is_alnum(line->out->s[line->out->n - 1]);
}

static void add_ascii(struct plain_line *line, const char *s, size_t n)
{
	if (n != 0 && line->dash_end == line->out->n && line->dash_end != 0 && str_is_alnum(s[0])) {
		buf_cut(line->out, line->dash);
		buf_char(line->out, '-');
		line->dash_end = 0; /* shorter now, what follows would end there once more */
		line->is_other = true;
	}
	buf_add(line->out, s, n);
}

static void add_wide(struct plain_line *line, struct str text, size_t *at)
{
	size_t from = *at;
	struct character c = find(utf8_next_wide(text, at));
	bool may_join = c.kind == PLAIN_DASH && ends_in_word(line);

	if (c.kind == PLAIN_TEXT) {
		add_ascii(line, c.s, c.n);
		line->is_other = true;
		return;
	}
	if (may_join)
		line->dash = line->out->n;
	buf_str(line->out, str_slice(text, from, *at));
	line->dash_end = may_join ? line->out->n : 0;
}

/* 91[.]198[.]174[.]192, a(.)b@c: a mark in brackets, so that nobody takes it for one. */
static bool has_bracket(struct str line)
{
	static const char signs[] = "[]()";

	for (int i = 0; i < 4; i += 2) /* looking for one sign is several times as fast as for three */
		for (size_t at = 0; at + 2 < line.n; at++) {
			const char *found = memchr(line.s + at, signs[i], line.n - at - 2);

			if (found == NULL)
				break;
			if (found[1] == '.' && found[2] == signs[i + 1])
				return true;
			at = (size_t)(found - line.s);
		}
	return false;
}

static bool is_bracketed(struct str text, size_t at)
{
	return at + 2 < text.n &&
	       ((text.s[at] == '[' && text.s[at + 2] == ']') || (text.s[at] == '(' && text.s[at + 2] == ')')) &&
	       (text.s[at + 1] == '.' || text.s[at + 1] == ':');
}

/* False: it is plain as it is. */
static bool add_line(struct str text, struct buf *out)
{
	struct plain_line line = {.out = out, .from = out->n};

	for (size_t at = 0; at < text.n;) {
		size_t from = at;

		while (at < text.n && (unsigned char)text.s[at] < 0x80 && !is_bracketed(text, at))
			at++;
		add_ascii(&line, text.s + from, at - from);
		if (at < text.n && is_bracketed(text, at)) {
			buf_char(out, text.s[at + 1]);
			line.is_other = true;
			at += 3;
		} else if (at < text.n) {
			add_wide(&line, text, &at);
		}
	}
	return line.is_other;
}

void plain_lines(struct str text, struct buf *out)
{
	struct str rest = text, line;
	bool brackets = has_bracket(text);

	if (!brackets && !decode_has_wide(text))
		return;
	while (str_line(&rest, &line)) {
		size_t before = out->n;

		if (!decode_has_wide(line) && !(brackets && has_bracket(line)))
			continue;
		if (add_line(line, out))
			buf_char(out, '\n');
		else
			buf_cut(out, before);
	}
}
