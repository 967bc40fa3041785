#include "generator/gate/charsets.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"

#include <unicode/ucnv.h>

const char *const charsets_names[] = {"ibm-437",	"ibm-850",
				      "ibm-852",	"ibm-857",
				      "ibm-866",	"macintosh",
				      "x-mac-turkish",	"x-mac-greek",
				      "x-mac-cyrillic", "x-mac-centraleurroman",
				      "windows-1250",	"windows-1254",
				      "windows-1257",	"ISO-8859-5",
				      "ISO-8859-6",	"ISO-8859-7",
				      "windows-1255",	"windows-1256",
				      "windows-874",	"windows-1258",
				      "GB18030",	"Shift_JIS",
				      "EUC-JP",		"EUC-KR",
				      "windows-949",	"Big5",
				      "ibm-500",	"UTF-16LE",
				      "UTF-16BE",	"UTF-32LE",
				      "UTF-32BE",	NULL};

const char *const charsets_of_two_bytes[] = {"UTF-16LE", "UTF-16BE", NULL};
const char *const charsets_of_seven_bits[] = {"ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN", "HZ", NULL};

/* A rare sign with one of those behind it. Looking for the one is several times as fast as for both. */
static bool has_pair(struct str bytes, char first, const char *seconds)
{
	for (struct str rest = bytes; rest.n > 1; rest = str_from(rest, 1)) {
		const char *at = memchr(rest.s, first, rest.n - 1);

		if (at == NULL)
			return false;
		if (at[1] != '\0' && strchr(seconds, at[1]) != NULL)
			return true;
		rest = str_from(rest, (size_t)(at - rest.s));
	}
	return false;
}

bool charsets_may_have_seven_bits(struct str bytes)
{
	return has_pair(bytes, '\x1B', "$(") || has_pair(bytes, '~', "{");
}

void charsets_decode(const char *name, struct str bytes, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	const char *from = bytes.s, *end = bytes.s + bytes.n;

	while (U_SUCCESS(status) && from < end) {
		UChar32 character = ucnv_getNextUChar(converter, &from, end, &status);

		if (U_SUCCESS(status))
			utf8_add(out, (uint32_t)character);
		else if (status == U_TRUNCATED_CHAR_FOUND || status == U_ILLEGAL_CHAR_FOUND ||
			 status == U_INVALID_CHAR_FOUND)
			status = U_ZERO_ERROR;
	}
	if (converter != NULL)
		ucnv_close(converter);
}

/* ---- text read in the wrong encoding ---- */

struct look {
	bool latin;    /* four letters from U+00C0 to U+00FF in a row, which no language has */
	bool doubled;  /* Cyrillic of which half the letters are Р or С: UTF-8 read as Windows-1251 */
	bool inverted; /* Cyrillic with capitals behind small letters: KOI8 read as Windows-1251, or the reverse */
	bool console;  /* ├ in front of what is no ASCII: UTF-8 read as code page 437 or 850 */
	bool mac;      /* √ in front of it */
	bool central;  /* Ă Ĺ or Ä: UTF-8 read as Windows-1250 */
	bool eastern;  /* four of U+0080 to U+00FF in a row: two bytes for each letter, read as ISO 8859-1 */
};

/* Whether there is anything of what is looked for: letters of U+00C0 to U+00FF in a row, or Cyrillic. */
static bool is_worth_a_look(struct str line)
{
	for (size_t i = 0; i + 1 < line.n; i++) {
		unsigned char c = (unsigned char)line.s[i];

		if (c == 0xD0 || c == 0xD1 || (c == 0xC2 && (unsigned char)line.s[i + 1] < 0xA0) ||
		    (c == 0xC3 && i + 2 < line.n && (unsigned char)line.s[i + 2] == 0xC3))
			return true;
		if ((c == 0xE2 && i + 3 < line.n && (line.s[i + 1] == '\x94' || line.s[i + 1] == '\x88') &&
		     (unsigned char)line.s[i + 3] >= 0xC2) ||
		    (c >= 0xC2 && c <= 0xC4 && i + 2 < line.n && (unsigned char)line.s[i + 2] >= 0xC2))
			return true;
	}
	return false;
}

/* What lead bytes of UTF-8 are in code page 437, with what may follow; a tree of files has "├─". */
static bool is_of_console(uint32_t lead, uint32_t next)
{
	enum { LEAD_C3 = 0x251C, LEAD_C4 = 0x2500, LEAD_C5 = 0x253C, FRAMES_END = 0x2580 };

	if (next < 0x80 || next == LEAD_C4)
		return false;
	return lead == LEAD_C3 || lead == LEAD_C5 || (lead == LEAD_C4 && (next < LEAD_C4 || next >= FRAMES_END));
}

/* The byte above ASCII that ISO 8859-1 or Windows-1252 takes for this character; 0: none. */
static unsigned char upper_byte(uint32_t c)
{
	static const uint16_t windows[] = {0x20AC, 0,	   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
					   0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,	   0x17D,  0,
					   0,	   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
					   0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,	   0x17E,  0x178};

	if (c <= 0xFF)
		return c >= 0x80 ? (unsigned char)c : 0;
	for (size_t i = 0; c <= 0x2122 && i < sizeof(windows) / sizeof(*windows); i++)
		if (windows[i] == c)
			return (unsigned char)(0x80 + i);
	return 0;
}

static struct look look_at(struct str line)
{
	struct look look = {0};
	size_t latin = 0, cyrillic = 0, leads = 0, upper = 0, controls = 0;
	uint32_t last = 0;

	for (size_t at = 0; at < line.n;) {
		uint32_t character =
		    (unsigned char)line.s[at] < 0x80 ? (unsigned char)line.s[at++] : utf8_next(line, &at);

		latin = character >= 0xC0 && character <= 0xFF ? latin + 1 : 0;
		look.latin = look.latin || latin >= 4;
		upper = character >= 0x80 && upper_byte(character) != 0 ? upper + 1 : 0;
		controls += character >= 0x80 && character < 0xA0; /* which no text has */
		look.eastern = look.eastern || upper >= 4 || controls >= 2;
		look.console = look.console || is_of_console(last, character);
		look.mac = look.mac || (last == 0x221A && character >= 0x80);
		look.central = look.central || ((last == 0x102 || last == 0xC4 || last == 0x139) && character >= 0x80);
		cyrillic += character >= 0x400 && character < 0x460;
		leads += character == 0x420 || character == 0x421;
		if (last >= 0x430 && last < 0x450 && character >= 0x410 && character < 0x430)
			look.inverted = true;
		last = character;
	}
	look.doubled = leads >= 3 && leads * 3 >= cyrillic;
	return look;
}

static void reread(const char *as, const char *was, struct str line, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *to = ucnv_open(as, &status);
	struct buf bytes;

	buf_init(&bytes, BUF_NO_LIMIT);
	for (size_t at = 0; U_SUCCESS(status) && at < line.n;) {
		uint32_t character = utf8_next(line, &at);
		UChar units[2] = {(UChar)character, 0};
		char byte[8];
		UErrorCode failed = U_ZERO_ERROR;
		int32_t n = character < 0x10000 ? ucnv_fromUChars(to, byte, sizeof(byte), units, 1, &failed) : 0;

		if (n == 1 && U_SUCCESS(failed))
			buf_char(&bytes, byte[0]);
		else
			buf_char(&bytes, ' ');
	}
	if (to != NULL)
		ucnv_close(to);
	if (strcmp(was, "UTF-8") == 0)
		(void)utf8_repair(out, buf_view(&bytes));
	else
		charsets_decode(was, buf_view(&bytes), out);
	buf_char(out, '\n');
	buf_release(&bytes);
}

/* Chinese, Japanese or Korean that was read as if each byte were a letter. */
static void reread_letters_as_bytes(struct str line, struct buf *out)
{
	static const char *const charsets[] = {"GB18030", "Shift_JIS", "EUC-KR", "Big5", "EUC-JP"};
	struct buf bytes;

	buf_init(&bytes, BUF_NO_LIMIT);
	for (size_t at = 0; at < line.n;) {
		uint32_t character = utf8_next(line, &at);
		unsigned char byte = character < 0x80 ? (unsigned char)character : upper_byte(character);

		buf_char(&bytes, byte != 0 ? (char)byte : ' ');
	}
	for (size_t i = 0; i < sizeof(charsets) / sizeof(*charsets); i++) {
		charsets_decode(charsets[i], buf_view(&bytes), out);
		buf_char(out, '\n');
	}
	buf_release(&bytes);
}

/* ---- UTF-8 read as a charset of two bytes ---- */

static const char *const wide_charsets[] = {"GB18030", "Shift_JIS", "windows-949"};
enum { WIDE_CHARSETS = 3, NO_BYTES = 1 };

/* What a character is there: one byte, two, or NO_BYTES. */
static unsigned bytes_of(unsigned charset, uint32_t character)
{
	static uint16_t known[WIDE_CHARSETS][0x10000]; /* memory is taken as it is used */
	static UConverter *converters[WIDE_CHARSETS];  /* until the process ends */
	UErrorCode status = U_ZERO_ERROR;
	UChar unit = (UChar)character;
	char bytes[8];
	uint16_t *place;
	int32_t n;

	if (character > 0xFFFF)
		return NO_BYTES;
	place = &known[charset][character];
	if (*place != 0)
		return *place;
	*place = NO_BYTES;
	if (converters[charset] == NULL) {
		converters[charset] = ucnv_open(wide_charsets[charset], &status);
		if (U_FAILURE(status))
			return NO_BYTES;
		ucnv_setFromUCallBack(converters[charset], UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	}
	n = ucnv_fromUChars(converters[charset], bytes, sizeof(bytes), &unit, 1, &status);
	if (U_SUCCESS(status) && (n == 1 || n == 2))
		*place = (uint16_t)(n == 1 ? (unsigned char)bytes[0]
					   : (unsigned)(unsigned char)bytes[0] << 8 | (unsigned char)bytes[1]);
	return *place;
}

/* The run in that charset is UTF-8 of letters that are none of ASCII: nobody writes so. What it was is added. */
static void reread_run(unsigned charset, struct str run, struct buf *out)
{
	enum { LEAST = 5, TELLING = 6 };
	size_t before = out->n, n;

	for (size_t at = 0; at < run.n;) {
		unsigned bytes = bytes_of(charset, utf8_next(run, &at));

		if (bytes == NO_BYTES)
			break;
		if (bytes > 0xFF)
			buf_char(out, (char)(bytes >> 8));
		buf_char(out, (char)bytes);
		n = out->n - before;
		if (n >= TELLING && n < TELLING + 2 &&
		    utf8_valid_prefix(str_from(buf_view(out), before)) + 3 < n) /* nearly every run */
			break;
	}
	n = utf8_valid_prefix(str_from(buf_view(out), before));
	if (n < LEAST || n + 3 < out->n - before)
		n = 0;
	buf_cut(out, before + n);
	if (n != 0)
		buf_char(out, '\n');
}

/* 娆ч槼蹇楄繙: runs of such characters. */
static void reread_wide(struct str line, struct buf *out)
{
	enum { WIDE_LEAD = 0xE3, LEAST = 12 /* bytes */ };

	for (size_t at = 0; at < line.n;) {
		size_t from;

		while (at < line.n && (unsigned char)line.s[at] < WIDE_LEAD)
			at++;
		for (from = at; at < line.n && (unsigned char)line.s[at] >= 0x80;)
			at++;
		for (unsigned i = 0; at - from >= LEAST && i < WIDE_CHARSETS; i++)
			reread_run(i, str_slice(line, from, at), out);
	}
}

/* ---- single letters of one charset read as another's ---- */

enum { UPPER_HALF = 128 };

/* What was written in one charset and read in another: M³ller, MŸller, Yýldýrým, Ko³odziejczak. */
static struct mixup {
	const char *as, *was;
	uint32_t seen[UPPER_HALF], meant[UPPER_HALF];
} mixups[] = {
    {.as = "ibm-850", .was = "windows-1252"},	 {.as = "ibm-437", .was = "windows-1252"},
    {.as = "windows-1252", .was = "ibm-850"},	 {.as = "macintosh", .was = "windows-1252"},
    {.as = "windows-1252", .was = "macintosh"},	 {.as = "windows-1252", .was = "windows-1250"},
    {.as = "windows-1252", .was = "ISO-8859-2"}, {.as = "windows-1252", .was = "windows-1254"},
    {.as = "windows-1252", .was = "ibm-852"},	 {.as = "ibm-852", .was = "windows-1250"},
};

static void fill_upper_half(const char *name, uint32_t *to)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);

	for (unsigned i = 0; U_SUCCESS(status) && i < UPPER_HALF; i++) {
		char byte = (char)(i + UPPER_HALF);
		UChar units[2] = {0};
		UErrorCode failed = U_ZERO_ERROR;

		to[i] = ucnv_toUChars(converter, units, 2, &byte, 1, &failed) == 1 && U_SUCCESS(failed) ? units[0] : 0;
	}
	if (converter != NULL)
		ucnv_close(converter);
}

static void reread_letters(const struct mixup *mixup, struct str part, struct buf *out)
{
	for (size_t at = 0; at < part.n;) {
		uint32_t character = utf8_next(part, &at);

		for (size_t i = 0; character >= 0x80 && i < UPPER_HALF; i++)
			if (mixup->seen[i] == character && mixup->meant[i] != 0) {
				character = mixup->meant[i];
				break;
			}
		utf8_add(out, character);
	}
	buf_char(out, '\n');
}

/* A sign or letter that no language has between those. */
static bool is_odd_inside(uint32_t c, char before, bool before_letter)
{
	enum { OE = 0x153, ETH = 0xF0, THORN = 0xFE, MIDDLE_DOT = 0xB7, SOFT_HYPHEN = 0xAD };

	if (c >= 0xC0 && c <= 0xDE) /* a capital behind a small letter */
		return before >= 'a' && before <= 'z';
	if (!before_letter)
		return false;
	if (c < 0xC0)
		return c >= 0x80 && c != MIDDLE_DOT && c != SOFT_HYPHEN;
	if (c <= 0x17F)
		return c == 0xF7 || c == OE || c == ETH || c == THORN || c == 0x152 || c == 0x160 || c == 0x178 ||
		       c == 0x17D;
	if (c < 0x2000) /* Greek, and what stands apart from its letter */
		return (c >= 0x391 && c <= 0x3C9) || c == 0x192 || (c >= 0x2C6 && c <= 0x2DD);
	return (c >= 0x201A && c <= 0x203A && c != 0x2026) || (c >= 0x207F && c <= 0x2122) ||
	       (c >= 0x2190 && c <= 0x25FF) || c == 0xFB01 || c == 0xFB02;
}

/* The first such place at or behind `at`; the length of s: none. */
static size_t find_odd(struct str s, size_t at)
{
	enum { Y_ACUTE = 0xFD };
	size_t last_y = s.n;

	while (at < s.n) {
		size_t from = at;
		uint32_t character;

		if ((unsigned char)s.s[at] < 0x80) {
			last_y = str_is_alpha(s.s[at++]) ? last_y : s.n;
			continue;
		}
		character = utf8_next(s, &at);
		if (from == 0)
			continue;
		if (is_odd_inside(character, s.s[from - 1],
				  str_is_alpha(s.s[from - 1]) && at < s.n && str_is_alpha(s.s[at])))
			return from;
		if (character == Y_ACUTE && last_y != s.n) /* twice in a word, as dotless letters of Turkish have it */
			return from;
		last_y = character == Y_ACUTE ? from : last_y;
	}
	return s.n;
}

/* What stands around such places. */
static void reread_odd(struct str line, struct buf *out)
{
	enum { AROUND = 60 };
	static bool is_filled;

	for (size_t at = 0; (at = find_odd(line, at)) < line.n;) {
		size_t from = at > AROUND ? at - AROUND : 0, to = at + AROUND < line.n ? at + AROUND : line.n;

		while (from > 0 && !str_is_space(line.s[from - 1]) && at - from < 2 * AROUND)
			from--;
		while (to < line.n && !str_is_space(line.s[to]) && to - at < 2 * AROUND)
			to++;
		for (size_t i = 0; i < sizeof(mixups) / sizeof(*mixups); i++) {
			if (!is_filled) {
				fill_upper_half(mixups[i].as, mixups[i].seen);
				fill_upper_half(mixups[i].was, mixups[i].meant);
			}
			reread_letters(&mixups[i], str_slice(line, from, to), out);
		}
		is_filled = true;
		at = to;
	}
}

void charsets_reread(struct str line, struct buf *out)
{
	static const char *const others[] = {"windows-1251", "KOI8-R",	     "ISO-8859-7",
					     "windows-1255", "windows-1250", NULL};
	struct look look = {0};

	if (!decode_has_wide(line))
		return;
	if (is_worth_a_look(line))
		look = look_at(line);
	for (size_t i = 0; look.latin && others[i] != NULL; i++)
		reread("windows-1252", others[i], line, out);
	if (look.eastern)
		reread_letters_as_bytes(line, out);
	reread_wide(line, out);
	reread_odd(line, out);
	if (look.doubled)
		reread("windows-1251", "UTF-8", line, out);
	if (look.console) {
		reread("ibm-437", "UTF-8", line, out);
		reread("ibm-850", "UTF-8", line, out);
	}
	if (look.mac)
		reread("macintosh", "UTF-8", line, out);
	if (look.central)
		reread("windows-1250", "UTF-8", line, out);
	if (look.inverted) {
		reread("windows-1251", "KOI8-R", line, out);
		reread("KOI8-R", "windows-1251", line, out);
	}
}
