/* The rarer ways of writing letters as other signs: base 58, dumps, Morse, addresses that a script puts together. */
#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/match.h"

/* ---- base 58 ---- */

enum { BASE58_LEAST = 11, BASE58_MOST = 176, BASE58_LIMBS = BASE58_MOST / 5 + 2, BASE58_NONE = 255 };

/* By byte: what each of "123456789A…Z" without I and O, and "a…z" without l, stands for. */
static const uint8_t base58_values[128] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 0,	  1,   2,   3,	 4,   5,   6,	7,   8,	  255, 255, 255, 255, 255, 255, 255, 9,
    10,	 11,  12,  13,	14,  15,  16,  255, 17,	 18,  19,  20,	21,  255, 22,  23,  24,	 25,  26,  27,	28,  29,
    30,	 31,  32,  255, 255, 255, 255, 255, 255, 33,  34,  35,	36,  37,  38,  39,  40,	 41,  42,  43,	255, 44,
    45,	 46,  47,  48,	49,  50,  51,  52,  53,	 54,  55,  56,	57,  255, 255, 255, 255, 255};

/* The number times 58 for each of up to five characters, plus their value. */
static void add_base58(uint32_t *limbs, size_t *n, uint32_t times, uint32_t value)
{
	uint64_t carry = value;

	for (size_t i = 0; i < *n; i++) { /* the lowest first */
		carry += (uint64_t)limbs[i] * times;
		limbs[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0)
		limbs[(*n)++] = (uint32_t)carry;
}

bool decode_base58(struct str s, struct buf *out)
{
	uint32_t limbs[BASE58_LIMBS], times = 1, value = 0;
	size_t n = 0, before = out->n;
	bool begun = false;

	if (s.n < BASE58_LEAST || s.n > BASE58_MOST)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80 || base58_values[(unsigned char)s.s[i]] == BASE58_NONE)
			return false;
	for (size_t i = 0; i < s.n; i++) {
		times *= 58;
		value = value * 58 + base58_values[(unsigned char)s.s[i]];
		if (i % 5 != 4 && i + 1 != s.n)
			continue;
		add_base58(limbs, &n, times, value);
		times = 1;
		value = 0;
	}
	for (size_t i = n * 4; i-- > 0;) {
		char byte = (char)(limbs[i / 4] >> i % 4 * 8 & 0xFF);

		begun = begun || byte != 0;
		if (begun)
			buf_char(out, byte);
	}
	if (decode_is_meaningful(str_from(buf_view(out), before)))
		return true;
	buf_cut(out, before);
	return false;
}

/* ---- dumps ---- */

static size_t hex_digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && str_hex_value(s.s[at + n]) >= 0)
		n++;
	return n;
}

/* White space, or a tag. */
static bool begins_dump(char c)
{
	return c == ' ' || c == '\t' || c == MATCH_TAG;
}

/* The two digits at AT, which are digits. */
static int hex_byte(struct str text, size_t at)
{
	return str_hex_value(text.s[at]) * 16 + str_hex_value(text.s[at + 1]);
}

/* "00000010: 4b6f 7761  ..", "00000010  4b 6f 77 61  |Kowa|": the bytes of one line. */
static void add_dump_line(struct str line, struct buf *out)
{
	enum { PER_LINE = 32 };
	size_t offset = hex_digits(line, 0), at = offset, bytes = 0;

	if (offset < 4 || offset > 16)
		return;
	at += at < line.n && line.s[at] == ':';
	if (at >= line.n || line.s[at] != ' ')
		return;
	while (at < line.n && line.s[at] == ' ' && bytes < PER_LINE) {
		size_t n;

		while (at < line.n && line.s[at] == ' ')
			at++;
		n = hex_digits(line, at);
		if ((n != 2 && n != 4 && n != 8) || (at + n < line.n && !begins_dump(line.s[at + n])))
			return;
		for (size_t i = 0; i < n; i += 2)
			buf_char(out, (char)hex_byte(line, at + i));
		bytes += n / 2;
		at += n;
	}
}

/* A dump may begin behind text in the line of its element, and <br> may end its lines. */
static void add_dumped(struct str line, struct buf *out)
{
	enum { LEAST = 10 };
	const char *tag;

	for (;;) {
		size_t at = 0;

		while (at < line.n && begins_dump(line.s[at]))
			at++;
		line = str_from(line, at);
		if (line.n < LEAST)
			return;
		add_dump_line(line, out);
		tag = memchr(line.s, MATCH_TAG, line.n);
		if (tag == NULL)
			return;
		line = str_from(line, (size_t)(tag - line.s));
	}
}

void decode_dumps(struct str text, struct buf *out)
{
	struct str rest = text, line;
	size_t before = out->n, last = 0;

	while (str_line(&rest, &line)) {
		size_t from = out->n;

		add_dumped(line, out);
		if (out->n != from)
			last = out->n;
		else if (last == from && from != before)
			buf_char(out, '\n');
	}
}

/* ---- Morse ---- */

/* By dots (0) and dashes (1) behind a leading 1. */
static char morse_letter(unsigned code)
{
	static const char letters[] = "??etianmsurwdkgohvf?l?pjbxcyzq??54?3???2?" /* 00101001 */
				      "??????16???????7???8?90";

	return code < sizeof(letters) - 1 && letters[code] != '?' ? letters[code] : '\0';
}

static bool begins_sign(char c)
{
	return c == '.' || c == '-' || c == '_' || (unsigned char)c == 0xC2 || (unsigned char)c == 0xE2;
}

/* One letter's signs at a place: its code and how many bytes; 0: none. */
static size_t morse_at(struct str s, size_t at, unsigned *code)
{
	static const struct {
		struct str sign;
		unsigned bit;
	} signs[] = {{STR_INIT("."), 0}, {STR_INIT("-"), 1}, {STR_INIT("_"), 1}, {STR_INIT("·"), 0},
		     {STR_INIT("•"), 0}, {STR_INIT("−"), 1}, {STR_INIT("–"), 1}, {STR_INIT("—"), 1}};
	size_t from = at;

	*code = 1;
	while (at < s.n && *code < 64 && begins_sign(s.s[at])) {
		size_t n = 0;

		for (size_t i = 0; n == 0 && i < sizeof(signs) / sizeof(*signs); i++)
			if (str_starts(str_from(s, at), signs[i].sign)) {
				*code = *code << 1 | signs[i].bit;
				n = signs[i].sign.n;
			}
		if (n == 0)
			break;
		at += n;
	}
	return at - from;
}

static bool is_morse_gap(char c)
{
	return c == ' ' || c == '/' || c == '|' || c == '\n' || c == '\t' || c == ',';
}

void decode_morse(struct str text, struct buf *out)
{
	enum { LEAST = 5 };
	size_t row = out->n, letters = 0;

	for (size_t at = 0; at < text.n;) {
		unsigned code;
		size_t n = morse_at(text, at, &code);
		bool ends = at + n >= text.n || is_morse_gap(text.s[at + n]) || !utf8_is_word_byte(text.s[at + n]);

		if (n != 0 && ends && morse_letter(code) != '\0') {
			buf_char(out, morse_letter(code));
			letters++;
			at += n;
			while (at < text.n && is_morse_gap(text.s[at]))
				at++;
			continue;
		}
		if (letters < LEAST)
			buf_cut(out, row);
		else
			buf_char(out, '\n');
		row = out->n;
		letters = 0;
		/* on to where a sign stands behind a gap */
		for (at += n != 0 ? n : 1; at < text.n; at++)
			if (begins_sign(text.s[at]) && !utf8_is_word_byte(text.s[at - 1]) &&
			    !begins_sign(text.s[at - 1]))
				break;
	}
	if (letters < LEAST)
		buf_cut(out, row);
}

/* ---- addresses that a script puts together ---- */

/* Cloudflare's: hexadecimal, every byte but the first turned over with the first. */
void decode_hidden_mail(struct str text, struct buf *out)
{
	static const struct str heads[] = {STR_INIT("cfemail=\""), STR_INIT("cfemail='"), STR_INIT("cfemail="),
					   STR_INIT("email-protection#")};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		struct str rest = text;

		for (ptrdiff_t found; (found = str_find(rest, heads[i])) >= 0;) {
			size_t n;

			rest = str_from(rest, (size_t)found + heads[i].n);
			n = hex_digits(rest, 0);
			for (size_t k = 2; k + 1 < n; k += 2)
				buf_char(out, (char)(hex_byte(rest, k) ^ hex_byte(rest, 0)));
			buf_char(out, '\n');
		}
	}
}
