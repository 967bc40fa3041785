#include "generator/charset.h"

#include "common/diag.h"
#include "common/utf8.h"
#include "generator/charset_guess.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

/* ---- names ---- */

/*
 * Labels as browsers know them (WHATWG Encoding) plus the few that mail and
 * detectors add, compared without case, '-' and '_', in the order that gives. The other names are
 * glibc's; as in browsers, iso-8859-1 is read as windows-1252 and Shift_JIS as
 * CP932, whose 0x5C is a backslash.
 */
static const struct encoding {
	const char *label;
	const char *iconv; /* NULL: UTF-8 itself */
	const char *other; /* to try when that leaves faults, NULL: none */
} encodings[] = {
    {"ascii", NULL, NULL},
    {"big5", "BIG5", "BIG5-HKSCS"},
    {"big5-eten", "BIG5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS", "BIG5"},
    {"cn-big5", "BIG5", "BIG5-HKSCS"},
    {"cp1250", "CP1250", NULL},
    {"cp1251", "CP1251", NULL},
    {"cp1252", "CP1252", NULL},
    {"cp1253", "CP1253", NULL},
    {"cp1254", "CP1254", NULL},
    {"cp1255", "CP1255", NULL},
    {"cp1256", "CP1256", NULL},
    {"cp1257", "CP1257", NULL},
    {"cp1258", "CP1258", NULL},
    {"cp437", "CP437", NULL},
    {"cp819", "CP1252", NULL},
    {"cp850", "CP850", NULL},
    {"cp852", "CP852", NULL},
    {"cp855", "CP855", NULL},
    {"cp857", "CP857", NULL},
    {"cp858", "CP858", NULL},
    {"cp862", "CP862", NULL},
    {"cp866", "CP866", NULL},
    {"cp874", "WINDOWS-874", NULL},
    {"cp932", "SJIS-WIN", NULL},
    {"cp936", "GB18030", NULL},
    {"cp949", "UHC", NULL},
    {"cp950", "BIG5", "BIG5-HKSCS"},
    {"euc-jisx0213", "EUC-JISX0213", NULL},
    {"euc-jp", "EUC-JP", "EUC-JP-MS"},
    {"euc-kr", "UHC", NULL},
    {"euc-tw", "EUC-TW", NULL},
    {"gb18030", "GB18030", NULL},
    {"gb2312", "GB18030", NULL},
    {"gbk", "GB18030", NULL},
    {"ibm437", "CP437", NULL},
    {"ibm850", "CP850", NULL},
    {"ibm852", "CP852", NULL},
    {"ibm855", "CP855", NULL},
    {"ibm866", "CP866", NULL},
    {"iso-2022-cn", "ISO-2022-CN", NULL},
    {"iso-2022-jp", "ISO-2022-JP", "ISO-2022-JP-3"},
    {"iso-2022-jp-1", "ISO-2022-JP-2", NULL},
    {"iso-2022-jp-2", "ISO-2022-JP-2", NULL},
    {"iso-2022-jp-3", "ISO-2022-JP-3", NULL},
    {"iso-2022-kr", "ISO-2022-KR", NULL},
    {"iso-8859-1", "CP1252", NULL},
    {"iso-8859-10", "ISO-8859-10", NULL},
    {"iso-8859-11", "WINDOWS-874", NULL},
    {"iso-8859-13", "ISO-8859-13", NULL},
    {"iso-8859-14", "ISO-8859-14", NULL},
    {"iso-8859-15", "ISO-8859-15", NULL},
    {"iso-8859-16", "ISO-8859-16", NULL},
    {"iso-8859-2", "ISO-8859-2", NULL},
    {"iso-8859-3", "ISO-8859-3", NULL},
    {"iso-8859-4", "ISO-8859-4", NULL},
    {"iso-8859-5", "ISO-8859-5", NULL},
    {"iso-8859-6", "ISO-8859-6", NULL},
    {"iso-8859-7", "ISO-8859-7", NULL},
    {"iso-8859-8", "ISO-8859-8", NULL},
    {"iso-8859-8-i", "ISO-8859-8", NULL},
    {"iso-8859-9", "CP1254", NULL},
    {"johab", "JOHAB", NULL},
    {"koi8-r", "KOI8-R", NULL},
    {"koi8-ru", "KOI8-U", NULL},
    {"koi8-u", "KOI8-U", NULL},
    {"ks_c_5601-1987", "UHC", NULL},
    {"latin1", "CP1252", NULL},
    {"latin2", "ISO-8859-2", NULL},
    {"latin3", "ISO-8859-3", NULL},
    {"latin4", "ISO-8859-4", NULL},
    {"latin5", "CP1254", NULL},
    {"latin6", "ISO-8859-10", NULL},
    {"latin9", "ISO-8859-15", NULL},
    {"mac", "MACINTOSH", NULL},
    {"mac-centraleurope", "MAC-CENTRALEUROPE", NULL},
    {"mac-cyrillic", "MAC-CYRILLIC", NULL},
    {"macintosh", "MACINTOSH", NULL},
    {"mac-roman", "MACINTOSH", NULL},
    {"ms_kanji", "SJIS-WIN", NULL},
    {"shift_jis", "SJIS-WIN", NULL},
    {"shift_jisx0213", "SHIFT_JISX0213", NULL},
    {"sjis", "SJIS-WIN", NULL},
    {"tis-620", "WINDOWS-874", NULL},
    {"ucs-2", "UTF-16LE", NULL},
    {"uhc", "UHC", NULL},
    {"us-ascii", NULL, NULL},
    {"utf-16", "UTF-16LE", NULL},
    {"utf-16be", "UTF-16BE", NULL},
    {"utf-16le", "UTF-16LE", NULL},
    {"utf-32", "UTF-32LE", NULL},
    {"utf-32be", "UTF-32BE", NULL},
    {"utf-32le", "UTF-32LE", NULL},
    {"utf-8", NULL, NULL},
    {"utf-8-sig", NULL, NULL},
    {"viscii", "VISCII", NULL},
    {"windows-1250", "CP1250", NULL},
    {"windows-1251", "CP1251", NULL},
    {"windows-1252", "CP1252", NULL},
    {"windows-1253", "CP1253", NULL},
    {"windows-1254", "CP1254", NULL},
    {"windows-1255", "CP1255", NULL},
    {"windows-1256", "CP1256", NULL},
    {"windows-1257", "CP1257", NULL},
    {"windows-1258", "CP1258", NULL},
    {"windows-31j", "SJIS-WIN", NULL},
    {"windows-874", "WINDOWS-874", NULL},
    {"x-gbk", "GB18030", NULL},
    {"x-mac-cyrillic", "MAC-CYRILLIC", NULL},
    {"x-mac-roman", "MACINTOSH", NULL},
    {"x-sjis", "SJIS-WIN", NULL},
};

enum { LABEL_ROOM = 32 };

static int encoding_cmp(const void *key, const void *entry)
{
	const char *name = key, *label = ((const struct encoding *)entry)->label;

	for (;; name++, label++) {
		while (*label == '-' || *label == '_')
			label++;
		if (*name != *label || *name == '\0')
			return (unsigned char)*name - (unsigned char)*label;
	}
}

static const struct encoding *find_encoding(struct str label)
{
	char name[LABEL_ROOM];
	size_t n = 0;

	label = str_trim(label);
	for (size_t i = 0; i < label.n; i++) {
		if (label.s[i] == '-' || label.s[i] == '_')
			continue;
		if (n == sizeof(name) - 1 || !str_is_alnum(label.s[i]))
			return NULL;
		name[n++] = str_lower_char(label.s[i]);
	}
	name[n] = '\0';
	return bsearch(name, encodings, sizeof(encodings) / sizeof(*encodings), sizeof(*encodings), encoding_cmp);
}

bool charset_is_known(struct str label)
{
	return find_encoding(label) != NULL;
}

/* ---- decoding ---- */

static void add_fault(struct buf *out, struct charset_faults *faults)
{
	if (faults->count++ == 0)
		faults->first_at = out->n;
	utf8_add(out, 0xFFFD);
}

/* Bytes that begin a character and break off count as one fault (Unicode 3.9, "maximal subpart"). */
static size_t fault_length(struct str s)
{
	unsigned char a = (unsigned char)s.s[0], b = s.n > 1 ? (unsigned char)s.s[1] : 0;
	unsigned char low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
	unsigned char high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
	size_t length = a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4, n = 2;

	if (a < 0xC2 || a > 0xF4 || b < low || b > high)
		return 1;
	while (n < length && n < s.n && ((unsigned char)s.s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static void convert_utf8(struct str bytes, struct buf *out, struct charset_faults *faults)
{
	while (bytes.n != 0) {
		size_t valid = utf8_valid_prefix(bytes);

		buf_str(out, str_slice(bytes, 0, valid));
		if (valid == bytes.n)
			break;
		add_fault(out, faults);
		bytes = str_from(bytes, valid + fault_length(str_from(bytes, valid)));
	}
}

/* With characters of two bytes and more. */
static bool encoding_is_wide(const char *encoding)
{
	static const char *const prefixes[] = {"BIG5", "EUC-", "GB18030", "JOHAB", "SHIFT_JIS", "SJIS", "UHC"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (strncmp(encoding, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

/*
 * How far to go on behind bytes that mean nothing: one unit of UTF-16 or UTF-32;
 * of the others one byte, and the one after it unless that is ASCII (a first byte
 * and a second that do not belong together).
 */
static size_t skip_length(const char *encoding, struct str rest)
{
	if (strncmp(encoding, "UTF-16", 6) == 0)
		return rest.n < 2 ? rest.n : 2;
	if (strncmp(encoding, "UTF-32", 6) == 0)
		return rest.n < 4 ? rest.n : 4;
	return encoding_is_wide(encoding) && rest.n >= 2 && (unsigned char)rest.s[1] >= 0x80 ? 2 : 1;
}

static void run_iconv(const char *encoding, struct str bytes, struct buf *out, struct charset_faults *faults)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	char *from = (char *)(uintptr_t)bytes.s; /* iconv() does not write there */
	size_t left = bytes.n;

	if (converter == (iconv_t)-1) {
		convert_utf8(bytes, out, faults);
		return;
	}
	while (left != 0) {
		char *to = buf_reserve(out, left * 2 + 64);
		size_t room = out->room - out->n - 1, before = room;
		int problem;

		if (to == NULL)
			break;
		problem = iconv(converter, &from, &left, &to, &room) == (size_t)-1 ? errno : 0;
		out->n += before - room;
		if (problem == EILSEQ || problem == EINVAL) {
			size_t skip = problem == EINVAL ? left : skip_length(encoding, str_n(from, left));

			add_fault(out, faults);
			from += skip;
			left -= skip;
		}
	}
	out->s[out->n] = '\0';
	iconv_close(converter);
}

/* Decodes with iconv into valid UTF-8. */
static void convert_with(const char *encoding, struct str bytes, struct buf *out, struct charset_faults *faults)
{
	struct buf raw;

	*faults = (struct charset_faults){0};
	buf_init(&raw, BUF_NO_LIMIT);
	run_iconv(encoding, bytes, &raw, faults);
	if (utf8_is_valid(buf_view(&raw))) {
		faults->first_at += out->n;
		buf_str(out, buf_view(&raw));
	} else {
		*faults = (struct charset_faults){0};
		convert_utf8(buf_view(&raw), out, faults);
	}
	buf_release(&raw);
}

static void convert(const struct encoding *encoding, struct str bytes, struct buf *out, struct charset_faults *faults)
{
	size_t start = out->n;
	struct charset_faults first;

	*faults = (struct charset_faults){0};
	if (encoding->iconv == NULL || bytes.n == 0) {
		convert_utf8(bytes, out, faults);
		return;
	}
	convert_with(encoding->iconv, bytes, out, &first);
	*faults = first;
	if (first.count == 0 || encoding->other == NULL)
		return;
	buf_cut(out, start);
	convert_with(encoding->other, bytes, out, faults);
	if (faults->count < first.count)
		return;
	buf_cut(out, start);
	convert_with(encoding->iconv, bytes, out, faults);
}

bool charset_convert(struct str label, struct str bytes, struct buf *out, struct charset_faults *faults)
{
	const struct encoding *encoding = find_encoding(label);

	if (encoding == NULL)
		return false;
	convert(encoding, bytes, out, faults);
	return true;
}

/* ---- what a file says ---- */

struct mark {
	const char *bytes;
	size_t n;
	const char *label;
};

static struct str take_mark(struct str *bytes)
{
	static const struct mark marks[] = {
	    {"\xEF\xBB\xBF", 3, "utf-8"}, {"\xFF\xFE\0\0", 4, "utf-32le"}, {"\0\0\xFE\xFF", 4, "utf-32be"},
	    {"\xFF\xFE", 2, "utf-16le"},  {"\xFE\xFF", 2, "utf-16be"},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (str_starts(*bytes, str_n(marks[i].bytes, marks[i].n))) {
			*bytes = str_from(*bytes, marks[i].n);
			return str_c(marks[i].label);
		}
	}
	return STR_NONE;
}

/* The label in `charset: "latin1"`, `encoding = 'latin1'`. */
static struct str label_after(struct str text, char separator)
{
	text = str_trim(text);
	if (text.n == 0 || text.s[0] != separator)
		return STR_NONE;
	text = str_trim(str_from(text, 1));
	if (text.n >= 2 && (text.s[0] == '"' || text.s[0] == '\''))
		text = str_slice(text, 1, 1 + (size_t)str_find_char(str_from(text, 1), text.s[0]));
	return text;
}

/* How far declarations are looked for: browsers look at 1,024 bytes, and front matter comes first in its block. */
enum { DECLARED_META = 1024, DECLARED_FRONT_MATTER = 4096 };

static struct str declared_in_front_matter(struct str bytes)
{
	char separator = bytes.s[0] == '+' ? '=' : ':';
	struct str rest = str_slice(bytes, 0, DECLARED_FRONT_MATTER), fence, line, label;

	(void)str_line(&rest, &fence);
	fence = str_slice(fence, 0, 3);
	while (str_line(&rest, &line) && !str_starts(line, fence)) {
		if (line.n == 0 || (str_lower_char(line.s[0]) != 'c' && str_lower_char(line.s[0]) != 'e'))
			continue;
		label = STR_NONE;
		if (str_starts_nocase(line, STR("charset")))
			label = label_after(str_from(line, 7), separator);
		else if (str_starts_nocase(line, STR("encoding")))
			label = label_after(str_from(line, 8), separator);
		if (label.n != 0)
			return label;
	}
	return STR_NONE;
}

/* `charset=` or, in an XML declaration, `encoding=`, inside the tag. */
static struct str declared_in_tag(struct str tag, struct str name)
{
	struct str label;
	size_t n = 0;

	for (size_t at = 0; at + name.n < tag.n; at++) {
		if (!str_starts_nocase(str_from(tag, at), name))
			continue;
		label = label_after(str_from(tag, at + name.n), '=');
		while (n < label.n &&
		       (str_is_alnum(label.s[n]) || label.s[n] == '-' || label.s[n] == '_' || label.s[n] == '.'))
			n++;
		return str_slice(label, 0, n);
	}
	return STR_NONE;
}

static struct str declared_in_html(struct str bytes)
{
	struct str rest = str_slice(bytes, 0, DECLARED_META), tag, label = STR_NONE;

	while (label.n == 0 && str_split(&rest, '<', &tag)) {
		ptrdiff_t end = str_find_char(tag, '>');

		if (end < 0)
			continue;
		tag = str_slice(tag, 0, (size_t)end);
		if (str_starts_nocase(tag, STR("meta")))
			label = declared_in_tag(tag, STR("charset"));
		else if (str_starts_nocase(tag, STR("?xml")))
			label = declared_in_tag(tag, STR("encoding"));
	}
	return label;
}

static struct str declared(struct str bytes)
{
	struct str start = str_slice(bytes, 0, 64);

	if (str_starts(bytes, STR("---")) || str_starts(bytes, STR("+++")))
		return declared_in_front_matter(bytes);
	start = str_trim(start);
	return start.n != 0 && start.s[0] == '<' ? declared_in_html(bytes) : STR_NONE;
}

/* ---- what a file looks like ---- */

/* Reads a UTF-16 or UTF-32 unit. */
static uint32_t unit_at(const char *s, size_t width, bool big)
{
	uint32_t unit = 0;

	for (size_t i = 0; i < width; i++)
		unit |= (uint32_t)(unsigned char)s[i] << 8 * (big ? width - 1 - i : i);
	return unit;
}

/*
 * How much like text the bytes are in this form: the number of ASCII letters,
 * spaces and newlines, 0 when there is anything that text does not have.
 */
static size_t wide_score(struct str bytes, size_t width, bool big)
{
	size_t score = 0;
	bool after_high = false;

	if (bytes.n % width != 0)
		return 0;
	for (size_t at = 0; at < bytes.n; at += width) {
		uint32_t unit = unit_at(bytes.s + at, width, big);
		bool is_high = unit >= 0xD800 && unit < 0xDC00, is_low = unit >= 0xDC00 && unit < 0xE000;

		if (unit > 0x10FFFF || (unit & 0xFFFE) == 0xFFFE || (width == 4 && (is_high || is_low)) ||
		    (unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r') || is_low != after_high)
			return 0;
		after_high = is_high;
		score += unit < 0x7F;
	}
	return score;
}

static size_t count_byte(struct str bytes, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i++)
		n += bytes.s[i] == c;
	return n;
}

/*
 * UTF-16 and UTF-32 without a mark; empty when it is neither. What is valid UTF-8
 * and has a NUL here and there is damaged, not wide.
 */
static struct str guess_wide(struct str bytes)
{
	static const struct {
		size_t width;
		bool big;
		const char *label;
	} forms[] = {{4, false, "utf-32le"}, {4, true, "utf-32be"}, {2, false, "utf-16le"}, {2, true, "utf-16be"}};
	/* 4,092: a multiple of 4, and a surrogate pair that it cuts is no fault of the text */
	struct str sample = bytes.n % 2 == 0 ? str_slice(bytes, 0, 4092) : STR_NONE, best = STR_NONE;
	size_t best_score = 0;

	if (count_byte(sample, '\0') < sample.n / 4 && utf8_is_valid(bytes))
		return STR_NONE;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t score = wide_score(sample, forms[i].width, forms[i].big);

		if (score > best_score) {
			best_score = score;
			best = str_c(forms[i].label);
		}
	}
	return best;
}

static size_t count_high(struct str bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i++)
		n += (unsigned char)bytes.s[i] >= 0x80;
	return n;
}

/* Below one letter in a hundred there is nothing to tell languages by; such a text is English with curly quotes. */
enum { GUESS_DENSITY = 100 };

struct str charset_guess(struct str bytes)
{
	char name[LABEL_ROOM];
	const struct encoding *encoding;
	struct str found;
	size_t high = count_high(bytes);

	if (high != 0 && high * GUESS_DENSITY < bytes.n)
		return STR("windows-1252");
	found = charset_guess_uchardet(bytes, name, sizeof(name));
	encoding = find_encoding(found);
	if (encoding == NULL || encoding->iconv == NULL || strncmp(encoding->iconv, "UTF-", 4) == 0)
		return STR("windows-1252");
	return str_c(encoding->label);
}

/* Mostly UTF-8, with some bytes that are not: damaged, not another encoding. */
static bool is_damaged_utf8(struct str bytes)
{
	size_t characters = 0, faults = 0;

	while (bytes.n != 0) {
		struct str valid = str_slice(bytes, 0, utf8_valid_prefix(bytes));

		for (size_t i = 0; i < valid.n; i++)
			characters += (unsigned char)valid.s[i] >= 0xC0;
		faults += valid.n < bytes.n;
		bytes = str_from(bytes, valid.n + 1);
	}
	return characters >= faults && characters != 0;
}

/* ---- cleaning ---- */

enum { HAS_HIGH = 1, HAS_CONTROL = 2, HAS_NUL = 4, HAS_ESCAPE = 8 };

/* Which kinds of bytes there are; a loop without branches, which the compiler makes wide. */
static unsigned kinds_of_bytes(struct str bytes)
{
	const unsigned char *s = (const unsigned char *)bytes.s;
	unsigned kinds = 0;
	size_t at = 0;

	for (; at + 64 <= bytes.n; at += 64) {
		unsigned char high = 0, control = 0;

		for (size_t i = 0; i < 64; i++) {
			unsigned char c = s[at + i];

			high |= c;
			control |= (unsigned char)((c < 0x20) & (c != '\t') & (c != '\n')) | (unsigned char)(c == 0x7F);
		}
		kinds |= (high >= 0x80 ? HAS_HIGH : 0u) | (control != 0 ? HAS_CONTROL : 0u);
	}
	for (; at < bytes.n; at++) {
		kinds |= s[at] >= 0x80 ? HAS_HIGH : 0u;
		kinds |= (s[at] < 0x20 && s[at] != '\t' && s[at] != '\n') || s[at] == 0x7F ? HAS_CONTROL : 0u;
	}
	if ((kinds & HAS_CONTROL) != 0) {
		kinds |= memchr(s, '\0', bytes.n) != NULL ? HAS_NUL : 0u;
		kinds |= memchr(s, '\033', bytes.n) != NULL ? HAS_ESCAPE : 0u;
	}
	return kinds;
}

struct cleaning {
	struct str path;
	struct arena *arena;
	struct diag_list *diags;
};

static void report(const struct cleaning *cleaning, enum diag_code code, struct str text, size_t at, struct str message)
{
	struct place place = {.path = cleaning->path};

	place_of(text, at, &place.line, &place.column);
	diag_add(cleaning->diags, code, place, "%.*s", STR_ARG(message));
}

static void report_controls(const struct cleaning *cleaning, struct str text, size_t first, size_t count)
{
	unsigned character = (unsigned char)text.s[first];

	report(cleaning, DIAG_CONTROL_CHARACTER, text, first,
	       count == 1
		   ? arena_printf(cleaning->arena, "control character U+%04X", character)
		   : arena_printf(cleaning->arena, "%zu control characters, the first is U+%04X", count, character));
	diag_hint(cleaning->diags, "delete it; most editors can show invisible characters");
}

/* Line ends become "\n"; control characters go. */
static struct str without_controls(const struct cleaning *cleaning, struct str text)
{
	char *out = arena_alloc(cleaning->arena, text.n * 3 + 1);
	size_t n = 0, controls = 0, first = 0;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if (c == '\r') {
			if (i + 1 == text.n || text.s[i + 1] != '\n')
				out[n++] = '\n';
			continue;
		}
		if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n') {
			out[n++] = (char)c;
			continue;
		}
		if (controls++ == 0)
			first = i;
		if (c == '\v' || c == '\f') {
			out[n++] = ' ';
		} else if (c == '\0') {
			memcpy(out + n, "\xEF\xBF\xBD", 3);
			n += 3;
		}
	}
	out[n] = '\0';
	if (controls != 0)
		report_controls(cleaning, text, first, controls);
	return str_n(out, n);
}

/* Only line ends to be changed: the result is not longer than the text. */
static struct str without_returns(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.n + 1);
	size_t n = 0;

	while (text.n != 0) {
		const char *end = memchr(text.s, '\r', text.n);
		size_t length = end != NULL ? (size_t)(end - text.s) : text.n;

		memcpy(out + n, text.s, length);
		n += length;
		if (end == NULL)
			break;
		if (length + 1 == text.n || end[1] != '\n')
			out[n++] = '\n';
		text = str_from(text, length + 1);
	}
	out[n] = '\0';
	return str_n(out, n);
}

static bool only_returns(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
			return false;
	}
	return true;
}

static struct str clean(const struct cleaning *cleaning, struct str text, unsigned kinds)
{
	if ((kinds & HAS_CONTROL) == 0)
		return text;
	return only_returns(text) ? without_returns(cleaning->arena, text) : without_controls(cleaning, text);
}

/* ---- all together ---- */

/* Decodes with a label that is known, reports what was invalid, cleans. */
static struct str decode_as(const struct cleaning *cleaning, struct str label, struct str bytes)
{
	struct charset_faults faults;
	struct str text;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	convert(find_encoding(label), bytes, &out, &faults);
	text = arena_str(cleaning->arena, buf_view(&out));
	buf_release(&out);
	if (faults.count != 0) {
		report(cleaning, DIAG_CHARSET_INVALID, text, faults.first_at,
		       arena_printf(cleaning->arena, "%zu %s not valid %.*s, shown as U+FFFD", faults.count,
				    faults.count == 1 ? "place that is" : "places that are", STR_ARG(label)));
		diag_hint(cleaning->diags, "open the file in an editor that shows its encoding and save it as UTF-8");
	}
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	return clean(cleaning, text, kinds_of_bytes(text));
}

/* The first byte that no UTF-8 text has: an invalid one, or the escape of ISO-2022. */
static size_t first_strange(struct str bytes)
{
	size_t at = utf8_valid_prefix(bytes);
	ptrdiff_t escape = at == bytes.n ? str_find_char(bytes, '\033') : -1;

	return escape >= 0 ? (size_t)escape : at;
}

/* The file says nothing, and is not UTF-8. */
static struct str decode_guessed(const struct cleaning *cleaning, struct str bytes, struct str fallback, unsigned kinds)
{
	struct str wide = (kinds & HAS_NUL) != 0 ? guess_wide(bytes) : STR_NONE, label = wide, text;

	if (wide.n == 0 && is_damaged_utf8(bytes))
		return decode_as(cleaning, STR("utf-8"), bytes);
	if (wide.n == 0 && charset_is_known(fallback))
		return decode_as(cleaning, fallback, bytes);
	if (wide.n == 0)
		label = charset_guess(bytes);
	text = decode_as(cleaning, label, bytes);
	report(cleaning, DIAG_CHARSET_GUESSED, bytes, wide.n == 0 ? first_strange(bytes) : 0,
	       arena_printf(cleaning->arena, "not UTF-8; read as %.*s, which is a guess", STR_ARG(label)));
	if (wide.n != 0)
		diag_hint(cleaning->diags, "save the file as UTF-8");
	else
		diag_hint(cleaning->diags, "save the file as UTF-8, or say \"charset: %.*s\" in its front matter",
			  STR_ARG(label));
	return text;
}

/* Encodings that use ASCII bytes alone: a text in them is valid UTF-8. */
static bool is_seven_bit(struct str label)
{
	const struct encoding *encoding = find_encoding(label);

	return encoding != NULL && encoding->iconv != NULL && strncmp(encoding->iconv, "ISO-2022", 8) == 0;
}

/* The file says what it is in: a label that may be wrong or unknown. */
static struct str decode_declared(const struct cleaning *cleaning, struct str label, struct str bytes,
				  struct str fallback, unsigned kinds)
{
	const struct encoding *encoding = find_encoding(label);
	size_t at = (size_t)(label.s - bytes.s);
	bool valid = utf8_is_valid(bytes);

	if (encoding == NULL) {
		report(cleaning, DIAG_CHARSET_UNKNOWN, bytes, at,
		       arena_printf(cleaning->arena, "unknown encoding \"%.*s\"", STR_ARG(label)));
		return valid ? clean(cleaning, bytes, kinds) : decode_guessed(cleaning, bytes, fallback, kinds);
	}
	if (!valid || is_seven_bit(label))
		return decode_as(cleaning, encoding->iconv != NULL ? label : STR("utf-8"), bytes);
	if (encoding->iconv != NULL && (kinds & HAS_HIGH) != 0)
		report(cleaning, DIAG_CHARSET_CONFLICT, bytes, at,
		       arena_printf(cleaning->arena, "the file says \"%.*s\" but is UTF-8", STR_ARG(label)));
	return clean(cleaning, bytes, kinds);
}

static struct str decode_marked(const struct cleaning *cleaning, struct str label, struct str bytes)
{
	if (str_eq(label, STR("utf-8")) && utf8_is_valid(bytes))
		return clean(cleaning, bytes, kinds_of_bytes(bytes));
	return decode_as(cleaning, label, bytes);
}

/* Escape sequences that choose character sets make ASCII bytes mean something else. */
static bool looks_like_iso_2022(struct str bytes)
{
	return (str_find(bytes, STR("\033$")) >= 0 || str_find(bytes, STR("\033(")) >= 0) &&
	       is_seven_bit(charset_guess(bytes));
}

static bool looks_foreign(struct str bytes, unsigned kinds)
{
	if ((kinds & HAS_NUL) != 0 && guess_wide(bytes).n != 0)
		return true;
	if ((kinds & HAS_HIGH) != 0)
		return !utf8_is_valid(bytes);
	return (kinds & HAS_ESCAPE) != 0 && looks_like_iso_2022(bytes);
}

struct str charset_decode(struct str bytes, struct str path, struct str fallback, struct arena *arena,
			  struct diag_list *diags)
{
	struct cleaning cleaning = {path, arena, diags};
	struct str mark = take_mark(&bytes), label;
	unsigned kinds;

	if (bytes.n == 0)
		return STR("");
	if (mark.n != 0)
		return decode_marked(&cleaning, mark, bytes);
	kinds = kinds_of_bytes(bytes);
	label = declared(bytes);
	if (label.n != 0)
		return decode_declared(&cleaning, label, bytes, fallback, kinds);
	if (looks_foreign(bytes, kinds))
		return decode_guessed(&cleaning, bytes, fallback, kinds);
	return clean(&cleaning, bytes, kinds);
}
