#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/charsets.h"
#include "generator/gate/decode_bytes.h"

void decode_quotes_init(struct decode_quotes *quotes)
{
	*quotes = (struct decode_quotes){0};
}

size_t decode_next_quote(struct decode_quotes *quotes, struct str s, size_t at)
{
	static const char signs[] = {'"', '\''};

	if (at >= s.n)
		return s.n;
	for (int i = 0; i < 2; i++) {
		const char *found;

		if (quotes->next[i] > at)
			continue;
		found = memchr(s.s + at, signs[i], s.n - at);
		quotes->next[i] = found != NULL ? (size_t)(found - s.s) + 1 : SIZE_MAX;
	}
	at = quotes->next[0] < quotes->next[1] ? quotes->next[0] : quotes->next[1];
	return at != SIZE_MAX ? at - 1 : s.n;
}

static size_t quoted_letter(struct str s, size_t at)
{
	size_t end = at + 1;

	if (end >= s.n || !(str_is_alpha(s.s[end]) || (unsigned char)s.s[end] >= 0xC2))
		return 0;
	(void)utf8_next(s, &end);
	return end < s.n && s.s[end] == s.s[at] ? end + 1 : 0;
}

void decode_pieces(struct str text, struct buf *out)
{
	enum { APART = 64, LEAST = 5 };
	size_t last = 0, from = out->n, count = 0;
	struct decode_quotes quotes;

	decode_quotes_init(&quotes);
	for (size_t at = 0; (at = decode_next_quote(&quotes, text, at)) + 2 < text.n; at++) {
		size_t end = quoted_letter(text, at);

		if (end == 0)
			continue;
		if (at - last > APART) {
			if (count < LEAST)
				buf_cut(out, from);
			else
				buf_char(out, '\n');
			from = out->n;
			count = 0;
		}
		buf_str(out, str_slice(text, at + 1, end - 1));
		count++;
		last = end;
		at = end - 1;
	}
	if (count < LEAST)
		buf_cut(out, from);
}

/* ---- whole texts ---- */

/* RFC 3492. False when it is none. */
static bool punycode(struct str s, uint32_t *to, size_t *n, size_t room)
{
	ptrdiff_t dash = str_rfind_char(s, '-');
	uint32_t character = 128, i = 0, bias = 72;
	bool first = true;
	size_t at = 0;

	*n = 0;
	for (ptrdiff_t k = 0; k < dash && *n < room; k++)
		to[(*n)++] = (unsigned char)s.s[k];
	at = dash >= 0 ? (size_t)dash + 1 : 0;
	while (at < s.n) {
		uint32_t before = i, weight = 1, delta;

		for (uint32_t k = 36;; k += 36) {
			uint32_t digit, least = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
			char c = at < s.n ? str_lower_char(s.s[at++]) : '-';

			if (!str_is_alnum(c) || weight > UINT32_MAX / 36)
				return false;
			digit = str_is_digit(c) ? (uint32_t)(c - '0') + 26 : (uint32_t)(c - 'a');
			if (digit > (UINT32_MAX - i) / weight)
				return false;
			i += digit * weight;
			if (digit < least)
				break;
			weight *= 36 - least;
		}
		if (*n == room)
			return false;
		delta = first ? (i - before) / 700 : (i - before) / 2;
		first = false;
		delta += delta / (uint32_t)(*n + 1);
		for (bias = 0; delta > 455; bias += 36)
			delta /= 35;
		bias += 36 * delta / (delta + 38);
		character += i / (uint32_t)(*n + 1);
		i %= (uint32_t)(*n + 1);
		if (character >= 0x110000)
			return false;
		memmove(to + i + 1, to + i, (*n - i) * sizeof(*to));
		to[i++] = character;
		++*n;
	}
	return true;
}

void decode_punycode(struct str text, struct buf *out)
{
	for (size_t at = 0; at + 4 < text.n;) {
		size_t end, n;
		uint32_t characters[64];

		at = decode_find(text, at, "--", 2);
		if (at < 2 || at >= text.n || str_lower_char(text.s[at - 1]) != 'n' ||
		    str_lower_char(text.s[at - 2]) != 'x') {
			at++;
			continue;
		}
		at += 2;
		for (end = at; end < text.n && end - at < 64 && (str_is_alnum(text.s[end]) || text.s[end] == '-');)
			end++;
		if (punycode(str_slice(text, at, end), characters, &n, 64)) {
			for (size_t i = 0; i < n; i++)
				utf8_add(out, characters[i]);
			/* what follows belongs to it: a domain has more parts, an address a local part */
			for (; end < text.n && !str_is_space(text.s[end]) && text.s[end] != '"' && text.s[end] != '<';
			     end++)
				buf_char(out, text.s[end]);
			buf_char(out, '\n');
		}
		at = end;
	}
}

/* By the name that ICU knows it by; what has none, or is UTF-8, as it is, or as Windows-1252. */
static void add_in_other_charset(struct str charset, struct str bytes, struct buf *out)
{
	char name[32];
	size_t before = out->n;

	if (charset.n < sizeof(name) && !str_eq_nocase(charset, STR("utf-8"))) {
		memcpy(name, charset.s, charset.n);
		name[charset.n] = '\0';
		charsets_decode(name, bytes, out);
	}
	if (out->n != before)
		return;
	if (utf8_is_valid(bytes))
		buf_str(out, bytes);
	else
		decode_charset(CHARSET_1252, bytes, out);
}

static void add_in_charset(struct str charset, struct str bytes, struct buf *out)
{
	ptrdiff_t language = str_find(charset, STR("*")); /* iso-8859-1*en, RFC 2231 */

	if (language >= 0)
		charset = str_slice(charset, 0, (size_t)language);
	if (str_eq_nocase(charset, STR("iso-8859-1")) || str_eq_nocase(charset, STR("windows-1252")))
		decode_charset(CHARSET_1252, bytes, out);
	else if (str_eq_nocase(charset, STR("iso-8859-2")))
		decode_charset(CHARSET_8859_2, bytes, out);
	else if (str_eq_nocase(charset, STR("windows-1251")))
		decode_charset(CHARSET_1251, bytes, out);
	else if (str_starts_nocase(charset, STR("koi8")))
		decode_charset(CHARSET_KOI8, bytes, out);
	else
		add_in_other_charset(charset, bytes, out);
}

void decode_mail_words(struct str text, struct buf *out)
{
	size_t last_end = 0;

	for (size_t at = decode_find(text, 0, "=?", 2); at < text.n; at = decode_find(text, at, "=?", 2)) {
		struct str rest = str_slice(text, at + 2, at + 500 < text.n ? at + 500 : text.n), charset, kind, word;
		struct buf bytes;
		bool joined;

		if (!str_split(&rest, '?', &charset) || !str_split(&rest, '?', &kind) || kind.n != 1 ||
		    !str_split(&rest, '?', &word) || rest.s == NULL) {
			at += 2;
			continue;
		}
		joined = last_end != 0 && str_trim(str_slice(text, last_end, at)).n == 0;
		if (last_end != 0 && !joined)
			buf_char(out, '\n');
		buf_init(&bytes, BUF_NO_LIMIT);
		if (str_lower_char(kind.s[0]) == 'b') {
			while (word.n != 0 && word.s[word.n - 1] == '=')
				word.n--;
			decode_base64_bytes(word, &bytes);
		} else {
			for (size_t i = 0; i < word.n; i++) {
				int byte = word.s[i] == '=' ? decode_hex_pair(word, i + 1) : -1;

				buf_char(&bytes, byte >= 0 ? (char)byte : word.s[i] == '_' ? ' ' : word.s[i]);
				i += byte >= 0 ? 2 : 0;
			}
		}
		add_in_charset(charset, buf_view(&bytes), out);
		buf_release(&bytes);
		at = (size_t)(word.s + word.n - text.s) + 1;
		last_end = at + 1;
	}
}

void decode_uu(struct str text, struct buf *out)
{
	for (size_t at = decode_find(text, 0, "begin ", 6); at < text.n; at = decode_find(text, at, "begin ", 6)) {
		struct str rest = str_from(text, at), line;
		bool fine = str_line(&rest, &line) && line.n > 8 && str_is_digit(line.s[6]);

		at += 6;
		while (fine && str_line(&rest, &line) && line.n != 0) {
			size_t length = ((unsigned)line.s[0] - 32) & 63;

			if (length == 0 || line.n < 1 + (length + 2) / 3 * 4)
				break;
			for (size_t i = 0; i < length; i++) {
				size_t group = 1 + i / 3 * 4 + i % 3;
				unsigned high = ((unsigned)line.s[group] - 32) & 63,
					 low = ((unsigned)line.s[group + 1] - 32) & 63;

				buf_char(out, (char)((high << (2 + 2 * (i % 3)) | low >> (4 - 2 * (i % 3))) & 0xFF));
			}
			/* what begins inside would give the same lines once more, and so on for each that begins */
			at = text.n - rest.n;
		}
	}
}

/* Windows-1252 from 0x80 to 0x9F. */
static const uint16_t windows[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
				     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
				     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
				     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static int windows_byte(uint32_t character)
{
	if (character < 0x100)
		return (int)character;
	for (int i = 0; i < 32; i++)
		if (windows[i] == character)
			return 0x80 + i;
	return -1;
}

/* Whether a character and the next are what a lead byte of UTF-8 and its continuation become. */
static bool has_mojibake(struct str line)
{
	for (size_t at = 0; at < line.n;) {
		uint32_t character;
		size_t next;
		int follows;

		if ((unsigned char)line.s[at] != 0xC3) { /* U+00C0 to U+00FF alone can be such a lead */
			at++;
			continue;
		}
		character = utf8_next(line, &at);
		if (character < 0xC2 || character > 0xF4 || at >= line.n)
			continue;
		next = at;
		follows = windows_byte(utf8_next(line, &next));
		if (follows >= 0x80 && follows <= 0xBF)
			return true;
	}
	return false;
}

void decode_mojibake(struct str text, struct buf *out)
{
	struct str rest = text, line;
	size_t before = out->n;
	struct buf bytes;

	buf_init(&bytes, BUF_NO_LIMIT);
	while (str_line(&rest, &line)) {
		if (!has_mojibake(line))
			continue;
		if (out->n != before)
			buf_char(out, '\n');
		buf_clear(&bytes);
		for (size_t at = 0; at < line.n;) {
			int byte = windows_byte(utf8_next(line, &at));

			buf_char(&bytes, byte >= 0 ? (char)byte : ' ');
		}
		(void)utf8_repair(out, buf_view(&bytes));
	}
	buf_release(&bytes);
}

void decode_tag_characters(struct str text, struct buf *out)
{
	enum { BYTE_16 = 0xE0100, BYTE_255 = 0xE01EF }; /* variation selectors: the first sixteen stand in many texts */

	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);

		if (character >= 0xE0020 && character <= 0xE007E)
			buf_char(out, (char)(character - 0xE0000));
		else if (character >= BYTE_16 && character <= BYTE_255)
			buf_char(out, (char)(character - BYTE_16 + 16));
	}
}

/* Windows-1251 above ASCII: the Russian letters, and what other languages have besides. */
static uint32_t of_1251(unsigned char c)
{
	static const uint16_t letters[0x40] = {
	    0x402, 0x403, 0,	 0x453, 0,     0,     0, 0, 0,	   0, 0x409, 0, 0x40A, 0x40C, 0x40B, 0x40F,
	    0x452, 0,	  0,	 0,	0,     0,     0, 0, 0,	   0, 0x459, 0, 0x45A, 0x45C, 0x45B, 0x45F,
	    0,	   0x40E, 0x45E, 0x408, 0,     0x490, 0, 0, 0x401, 0, 0x404, 0, 0,     0,     0,     0x407,
	    0,	   0,	  0x406, 0x456, 0x491, 0,     0, 0, 0x451, 0, 0x454, 0, 0x458, 0x405, 0x455, 0x457};

	if (c >= 0xC0)
		return 0x410u + (c - 0xC0u);
	return letters[c - 0x80] != 0 ? letters[c - 0x80] : ' ';
}

/* KOI8-R, and what KOI8-U has besides. */
static uint32_t of_koi8(unsigned char c)
{
	static const uint16_t letters[0x20] = {0, 0, 0, 0x451, 0x454, 0, 0x456, 0x457, 0, 0, 0, 0, 0, 0x491, 0x45E, 0,
					       0, 0, 0, 0x401, 0x404, 0, 0x406, 0x407, 0, 0, 0, 0, 0, 0x490, 0x40E, 0};
	static const char alphabet[] = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
	size_t at = (size_t)(c - 0xC0) * 2;

	if (c >= 0xC0)
		return utf8_next(str_c(alphabet), &at);
	return c >= 0xA0 && letters[c - 0xA0] != 0 ? letters[c - 0xA0] : ' ';
}

void decode_charset(enum decode_charset charset, struct str bytes, struct buf *out)
{
	static const char latin2[] = "\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺć"
				     "çčéęëěíîďđńňóôőö÷řůúűüýţ˙";
	size_t i = 0;

	for (; charset <= CHARSET_UTF16BE && i + 1 < bytes.n; i += 2) {
		unsigned char a = (unsigned char)bytes.s[i], b = (unsigned char)bytes.s[i + 1];
		uint32_t unit = charset == CHARSET_UTF16LE ? a | (uint32_t)b << 8 : b | (uint32_t)a << 8;

		if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.n) {
			unsigned char c = (unsigned char)bytes.s[i + 2], d = (unsigned char)bytes.s[i + 3];
			uint32_t low = charset == CHARSET_UTF16LE ? c | (uint32_t)d << 8 : d | (uint32_t)c << 8;

			if (low >= 0xDC00 && low < 0xE000) {
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		utf8_add(out, unit == 0 ? '\n' : unit);
	}
	for (; charset > CHARSET_UTF16BE && i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];
		size_t at = 0;

		if (c < 0x80) {
			buf_char(out, (char)c);
		} else if (charset == CHARSET_1252) {
			utf8_add(out, c - 0x80u < sizeof(windows) / sizeof(*windows) ? windows[c - 0x80u] : c);
		} else if (charset == CHARSET_1251) {
			utf8_add(out, of_1251(c));
		} else if (charset == CHARSET_KOI8) {
			utf8_add(out, of_koi8(c));
		} else if (charset == CHARSET_8859_2 && c >= 0xA0) {
			for (unsigned k = 0xA0; k < c; k++)
				(void)utf8_next(str_c(latin2), &at);
			utf8_add(out, utf8_next(str_c(latin2), &at));
		} else {
			buf_char(out, ' ');
		}
	}
}

/* The character that begins there and takes more bytes than it needs: how many; 0: it is none. */
static size_t overlong_at(struct str bytes, size_t at, uint32_t *character)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000}; /* by length */
	unsigned char lead = (unsigned char)bytes.s[at];
	size_t n = lead == 0xC0 || lead == 0xC1 ? 2 : lead == 0xE0 ? 3 : lead == 0xF0 ? 4 : 0;

	if (n == 0 || bytes.n - at < n)
		return 0;
	*character = n == 2 ? lead & 0x1F : 0;
	for (size_t i = 1; i < n; i++) {
		if (!utf8_is_inside(bytes, at + i))
			return 0;
		*character = *character << 6 | ((unsigned char)bytes.s[at + i] & 0x3F);
	}
	return *character < least[n] ? n : 0;
}

bool decode_overlong(struct str bytes, struct buf *out)
{
	size_t from = 0;

	for (size_t at = 0; at < bytes.n;) {
		uint32_t character = 0;
		size_t n = (unsigned char)bytes.s[at] >= 0xC0 ? overlong_at(bytes, at, &character) : 0;

		if (n != 0) {
			buf_str(out, str_slice(bytes, from, at));
			utf8_add(out, character);
			from = at + n;
		}
		at += n != 0 ? n : 1;
	}
	if (from == 0)
		return false;
	buf_str(out, str_from(bytes, from));
	return true;
}

/* Scripts whose letters stand together in a name. */
enum script { SCRIPT_NONE, SCRIPT_SIGNS, SCRIPT_LATIN, SCRIPT_NEAR, SCRIPT_INDIC, SCRIPT_ASIAN };

static enum script script_of(uint32_t unit)
{
	if (unit < 0x250)
		return unit >= 0xC0 || str_is_alpha((char)unit)	 ? SCRIPT_LATIN
		       : decode_is_readable((unsigned char)unit) ? SCRIPT_SIGNS
								 : SCRIPT_NONE;
	if (unit >= 0x1E00 && unit < 0x1F00)
		return SCRIPT_LATIN;
	if (unit >= 0x370 && unit < 0x700) /* Greek to Arabic */
		return SCRIPT_NEAR;
	if (unit >= 0x900 && unit < 0xF00) /* of India and its neighbours */
		return SCRIPT_INDIC;
	return (unit >= 0x3040 && unit < 0x3100) || (unit >= 0x4E00 && unit < 0xA000) ||
		       (unit >= 0xAC00 && unit < 0xD7A4)
		   ? SCRIPT_ASIAN
		   : SCRIPT_NONE;
}

static uint32_t unit_at(struct str bytes, size_t at, bool little)
{
	unsigned char a = (unsigned char)bytes.s[at], b = (unsigned char)bytes.s[at + 1];

	return little ? a | (uint32_t)b << 8 : b | (uint32_t)a << 8;
}

/* Where a run of one script and of signs ends; *units: its letters and signs, those of telephone numbers as well. */
static size_t wide_run(struct str bytes, size_t at, bool little, size_t *units)
{
	enum script script = SCRIPT_NONE;

	for (*units = 0; at + 1 < bytes.n; at += 2) {
		enum script next = script_of(unit_at(bytes, at, little));

		if (next == SCRIPT_NONE || (next != SCRIPT_SIGNS && script != SCRIPT_NONE && next != script))
			break;
		if (next != SCRIPT_SIGNS)
			script = next;
		*units += next == SCRIPT_ASIAN ? 2 : 1;
	}
	return at;
}

void decode_wide_strings(struct str bytes, struct buf *out)
{
	enum { LEAST = 4 };

	for (unsigned way = 0; way < 4; way++) { /* of either order, at either parity */
		bool little = way % 2 != 0;

		for (size_t i = way / 2; i + 1 < bytes.n;) {
			size_t units, end = wide_run(bytes, i, little, &units);

			if (units >= LEAST) {
				decode_charset(little ? CHARSET_UTF16LE : CHARSET_UTF16BE, str_slice(bytes, i, end),
					       out);
				buf_char(out, '\n');
			}
			i = end > i ? end : i + 2;
		}
	}
}

bool decode_wide_text(struct str bytes, struct buf *out)
{
	enum { LEAST = 4 };

	for (unsigned little = 0; little < 2; little++) {
		size_t units;

		if (bytes.n % 2 != 0 || wide_run(bytes, 0, little != 0, &units) != bytes.n || units < LEAST)
			continue;
		decode_charset(little != 0 ? CHARSET_UTF16LE : CHARSET_UTF16BE, bytes, out);
		return true;
	}
	return false;
}

void decode_strings(struct str bytes, struct buf *out)
{
	enum { LEAST = 4 };
	size_t run = 0;

	for (size_t i = 0; i <= bytes.n; i++) {
		bool fine = i < bytes.n && decode_is_readable((unsigned char)bytes.s[i]);

		if (fine) {
			run++;
			continue;
		}
		if (run >= LEAST) {
			buf_add(out, bytes.s + i - run, run);
			buf_char(out, '\n');
		}
		run = 0;
	}
	decode_wide_strings(bytes, out);
}
