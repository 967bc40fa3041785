#include "generator/gate/decode.h"

#include "common/entities.h"
#include "common/utf8.h"
#include "generator/gate/match.h"

/* ---- character references ---- */

/* In names of letters with a mark the first letter tells: &uuml; &Sacute; &lstrok; */
static const char *const marks[] = {"acute", "grave", "circ",  "uml",  "tilde", "cedil", "ring",
				    "caron", "ogon",  "breve", "macr", "dot",	"strok", "slash",
				    "dblac", "midot", "fr",    "scr",  "opf",	"bar",	 NULL};

struct name {
	const char *name;
	uint32_t character;
};
static const struct name names[] = {
    {"commat", '@'},	 {"period", '.'},   {"lowbar", '_'},
    {"hyphen", '-'},	 {"dash", '-'},	    {"shy", 0xAD},
    {"zwnj", 0x200C},	 {"zwj", 0x200D},   {"ZeroWidthSpace", 0x200B},
    {"NoBreak", 0x2060}, {"Tab", '\t'},	    {"NewLine", '\n'},
    {"comma", ','},	 {"colon", ':'},    {"sol", '/'},
    {"bsol", '\\'},	 {"plus", '+'},	    {"percnt", '%'},
    {"num", '#'},	 {"excl", '!'},	    {"quest", '?'},
    {"lpar", '('},	 {"rpar", ')'},	    {"lsqb", '['},
    {"rsqb", ']'},	 {"lbrack", '['},   {"rbrack", ']'},
    {"lcub", '{'},	 {"rcub", '}'},	    {"equals", '='},
    {"semi", ';'},	 {"ast", '*'},	    {"dollar", '$'},
    {"verbar", '|'},	 {"vert", '|'},	    {"apos", '\''},
    {"grave", '`'},	 {"inodot", 0x131}, {"imath", 0x131},
    {"kgreen", 0x138},	 {"fflig", 0xFB00}, {"filig", 0xFB01},
    {"fllig", 0xFB02},	 {"fjlig", 'f'},    {"IJlig", 0x132},
    {"ijlig", 0x133},	 {"szlig", 0xDF},   {"aelig", 0xE6},
    {"AElig", 0xC6},	 {"oelig", 0x153},  {"OElig", 0x152},
    {"thorn", 0xFE},	 {"eth", 0xF0},	    {"jmath", 0x237},
    {"acy", 0x430},	 {"bcy", 0x431},    {"vcy", 0x432},
    {"gcy", 0x433},	 {"dcy", 0x434},    {"iecy", 0x435},
    {"iocy", 0x451},	 {"zhcy", 0x436},   {"zcy", 0x437},
    {"icy", 0x438},	 {"jcy", 0x439},    {"kcy", 0x43A},
    {"lcy", 0x43B},	 {"mcy", 0x43C},    {"ncy", 0x43D},
    {"ocy", 0x43E},	 {"pcy", 0x43F},    {"rcy", 0x440},
    {"scy", 0x441},	 {"tcy", 0x442},    {"ucy", 0x443},
    {"fcy", 0x444},	 {"khcy", 0x445},   {"tscy", 0x446},
    {"chcy", 0x447},	 {"shcy", 0x448},   {"shchcy", 0x449},
    {"ycy", 0x44B},	 {"softcy", 0x44C}, {"ecy", 0x44D},
    {"yucy", 0x44E},	 {"yacy", 0x44F},   {"iukcy", 0x456},
    {"yicy", 0x457},	 {"jukcy", 0x454},  {"jsercy", 0x458},
    {"dscy", 0x455},	 {"ohm", 0x3A9},    {"amp", '&'},
    {"lt", '<'},	 {"gt", '>'},	    {"quot", '"'},
    {"nbsp", 0xA0},	 {"copy", 0xA9},
};

static bool is_name(const char *name, struct str s)
{
	size_t n = strlen(name);

	if (n != s.n)
		return false;
	/* Cyrillic: a capital first letter makes a capital, which is folded anyway */
	return memcmp(name + 1, s.s + 1, n - 1) == 0 && str_lower_char(name[0]) == str_lower_char(s.s[0]);
}

/* The character that a name with its first letter stands for; 0: none. */
static uint32_t named(struct str name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is_name(names[i].name, name))
			return names[i].character;
	for (size_t i = 0; marks[i] != NULL; i++)
		if (name.n > 1 && str_eq(str_from(name, 1), str_c(marks[i])))
			return (unsigned char)name.s[0];
	return 0;
}

/* &#75; &#x4B; with any number of zeros, with or without semicolon. */
static size_t numeric(struct str s, size_t at, uint32_t *character)
{
	size_t from = at + 2;
	bool hex = from < s.n && (s.s[from] == 'x' || s.s[from] == 'X');
	uint32_t value = 0;

	from += hex;
	for (at = from; at < s.n && at - from < 16; at++) {
		int digit = str_hex_value(s.s[at]);

		if (digit < 0 || (!hex && digit > 9))
			break;
		if (value < 0x110000)
			value = value * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (at == from || value == 0 || value >= 0x110000)
		return 0;
	*character = value;
	return at < s.n && s.s[at] == ';' ? at + 1 : at;
}

/* Behind the reference at s.s[at], or 0. */
static size_t reference(struct str s, size_t at, uint32_t *character)
{
	size_t end = at + 1, length;
	uint32_t value;

	if (end < s.n && s.s[end] == '#')
		return numeric(s, at, character);
	while (end < s.n && end - at < 20 && str_is_alnum(s.s[end]))
		end++;
	length = end - at - 1;
	if (length < 2)
		return 0;
	if (end < s.n && s.s[end] == ';') {
		value = named(str_slice(s, at + 1, end));
		if (value == 0 && entity_at(s, at, &value) == 0)
			return 0;
		*character = value;
		return end + 1;
	}
	/* without semicolon, as browsers read those of HTML 2: the longest name that it begins with */
	for (; length >= 2; length--) {
		value = named(str_slice(s, at + 1, at + 1 + length));
		if (value != 0) {
			*character = value;
			return at + 1 + length;
		}
	}
	return 0;
}

static size_t add_reference(struct buf *out, struct str s, size_t at)
{
	uint32_t character = 0;
	size_t end = reference(s, at, &character);

	if (end == 0)
		return 0;
	utf8_add(out, character);
	return end;
}

bool decode_has_entities(struct str text)
{
	uint32_t character;

	for (size_t at = 0; at < text.n; at++) {
		const char *found = memchr(text.s + at, '&', text.n - at);

		if (found == NULL)
			return false;
		at = (size_t)(found - text.s);
		if (reference(text, at, &character) != 0)
			return true;
	}
	return false;
}

void decode_entities(struct str text, struct buf *out)
{
	size_t from = 0;

	for (;;) {
		const char *found = from < text.n ? memchr(text.s + from, '&', text.n - from) : NULL;
		size_t at = found != NULL ? (size_t)(found - text.s) : text.n, end;

		buf_add(out, text.s + from, at - from);
		if (found == NULL)
			return;
		end = add_reference(out, text, at);
		if (end == 0) {
			buf_char(out, '&');
			end = at + 1;
		}
		from = end;
	}
}

/* ---- markup ---- */

static bool begins_tag(struct str s, size_t at)
{
	char c = at + 1 < s.n ? s.s[at + 1] : ' ';

	return str_is_alpha(c) || c == '/' || c == '!' || c == '?';
}

/* Behind a tag, where quotes hide a '>'; the end of the text when it never ends. */
static size_t tag_end(struct str s, size_t at)
{
	size_t limit = at + 65536 < s.n ? at + 65536 : s.n;
	char quote = 0;

	for (size_t i = at + 1; i < limit; i++) {
		if (quote != 0)
			quote = s.s[i] == quote ? 0 : quote;
		else if ((s.s[i] == '"' || s.s[i] == '\'') && i > 0 && (s.s[i - 1] == '=' || str_is_space(s.s[i - 1])))
			quote = s.s[i];
		else if (s.s[i] == '>')
			return i + 1;
	}
	/* an open quote: then as browsers of old, the next '>' */
	{
		const char *end = memchr(s.s + at, '>', s.n - at);

		return end != NULL ? (size_t)(end - s.s) + 1 : at + 1;
	}
}

static size_t find_from(struct str s, size_t from, const char *needle, size_t n)
{
	const char *found = from < s.n ? memmem(s.s + from, s.n - from, needle, n) : NULL;

	return found != NULL ? (size_t)(found - s.s) : s.n;
}

/* A tag of which there is more to know than its name. */
static void add_tag(struct buf *tags, struct str inside)
{
	size_t name = 0;

	while (name < inside.n && name < 12 && (str_is_alnum(inside.s[name]) || inside.s[name] == '/'))
		name++;
	if (name + 1 >= inside.n)
		return;
	buf_str(tags, inside);
	buf_char(tags, '\n');
}

/* The inside of a tag or comment, when there is something in it to decode. */
static void set_aside(struct buf *aside, struct str inside, bool is_comment)
{
	if (!is_comment && memchr(inside.s, '&', inside.n) == NULL)
		return;
	if (is_comment && memchr(inside.s, '&', inside.n) == NULL && memchr(inside.s, '<', inside.n) == NULL)
		return;
	/* without its '<' a tag is none any more, and what its attributes hold can have tags of its own */
	decode_entities(str_from(inside, is_comment ? 0 : 1), aside);
	buf_char(aside, '\n');
}

enum decode_piece decode_piece_at(struct str text, size_t at, size_t *end)
{
	bool is_comment = str_starts(str_from(text, at), STR("<!--"));

	*end = at + 1;
	if (!begins_tag(text, at))
		return DECODE_PLAIN;
	if (is_comment || str_starts(str_from(text, at), STR("<![CDATA["))) {
		size_t found = is_comment ? find_from(text, at + 4, "-->", 3) : find_from(text, at + 9, "]]>", 3);

		*end = found < text.n ? found + 3 : text.n;
		return is_comment ? DECODE_COMMENT : DECODE_CDATA;
	}
	*end = tag_end(text, at);
	return DECODE_TAG;
}

static struct str without_end(struct str inside, struct str end)
{
	return str_ends(inside, end) ? str_slice(inside, 0, inside.n - end.n) : inside;
}

void decode_markup(struct str text, struct buf *out, struct buf *tags, struct buf *aside)
{
	size_t at = 0;

	while (at < text.n) {
		size_t from = at, end;
		struct str inside;

		while (at < text.n && text.s[at] != '<' && text.s[at] != '&')
			at++;
		buf_add(out, text.s + from, at - from);
		if (at == text.n)
			return;
		if (text.s[at] == '&') {
			end = add_reference(out, text, at);
			if (end == 0)
				buf_char(out, '&');
			at = end != 0 ? end : at + 1;
			continue;
		}
		switch (decode_piece_at(text, at, &end)) {
		case DECODE_PLAIN:
			buf_char(out, text.s[at]);
			break;
		case DECODE_COMMENT:
			buf_char(out, MATCH_TAG);
			inside = without_end(str_slice(text, at + 4, end), STR("-->"));
			add_tag(tags, inside);
			set_aside(aside, inside, true);
			break;
		case DECODE_CDATA:
			buf_char(out, MATCH_TAG);
			buf_str(out, without_end(str_slice(text, at + 9, end), STR("]]>")));
			buf_char(out, MATCH_TAG);
			break;
		case DECODE_TAG:
			buf_char(out, MATCH_TAG);
			add_tag(tags, str_slice(text, at + 1, end));
			set_aside(aside, str_slice(text, at, end), false);
			break;
		}
		at = end;
	}
}

/* ---- escapes ---- */

static int hex_pair(struct str s, size_t at)
{
	int high, low;

	if (at + 1 >= s.n)
		return -1;
	high = str_hex_value(s.s[at]);
	low = str_hex_value(s.s[at + 1]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Up to `most` hexadecimal digits; how many there were. */
static size_t hex_number(struct str s, size_t at, size_t most, uint32_t *value)
{
	size_t n = 0;

	*value = 0;
	while (n < most && at + n < s.n && str_hex_value(s.s[at + n]) >= 0) {
		*value = *value << 4 | (uint32_t)str_hex_value(s.s[at + n]);
		n++;
	}
	return n;
}

void decode_percent(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		int byte = run.s[at] == '%' ? hex_pair(run, at + 1) : -1;
		uint32_t wide;

		if (byte >= 0) {
			buf_char(out, (char)byte);
			at += 3;
			any = true;
		} else if (run.s[at] == '%' && at + 1 < run.n && run.s[at + 1] == 'u' &&
			   hex_number(run, at + 2, 4, &wide) == 4) {
			utf8_add(out, wide);
			at += 6;
			any = true;
		} else {
			buf_char(out, run.s[at++]);
		}
	}
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
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
		n = hex_number(s, at + 3, 8, character);
		return n != 0 && at + 3 + n < s.n && s.s[at + 3 + n] == '}' ? n + 4 : 0;
	}
	if (c == 'u' && rtf_number(s, at + 2, character, &n))
		return n + 2;
	if (c == 'u' || c == 'U') {
		n = c == 'U' && hex_number(s, at + 2, 8, character) == 8 ? 8 : hex_number(s, at + 2, 4, character);
		if (n != 4)
			return n == 8 ? 10 : 0;
		if (*character >= 0xD800 && *character < 0xDC00 && at + 7 < s.n && s.s[at + 6] == '\\' &&
		    hex_number(s, at + 8, 4, &low) == 4 && low >= 0xDC00 && low < 0xE000) {
			*character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
			return 12;
		}
		return 6;
	}
	if (c == 'x' || c == 'X')
		return hex_number(s, at + 2, 2, character) == 2 ? 4 : 0;
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

void decode_backslash(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		uint32_t character;
		size_t n = run.s[at] == '\\' ? backslash_at(run, at, &character) : 0;

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
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
}

void decode_css(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		uint32_t character;
		size_t n = run.s[at] == '\\' ? hex_number(run, at + 1, 6, &character) : 0;

		if (n < 2) {
			buf_char(out, run.s[at++]);
			continue;
		}
		utf8_add(out, character);
		at += n + 1;
		at += at < run.n && str_is_space(run.s[at]); /* ends the number */
		any = true;
	}
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
}

void decode_quoted_printable(struct str text, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < text.n;) {
		int byte = text.s[at] == '=' ? hex_pair(text, at + 1) : -1;

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
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
}

/* ---- base 64 ---- */

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (str_is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static void add_base64(struct str s, struct buf *out)
{
	uint32_t bits = 0;
	unsigned have = 0;

	for (size_t i = 0; i < s.n; i++) {
		int value = base64_value(s.s[i]);

		if (value < 0)
			return;
		bits = bits << 6 | (uint32_t)value;
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_char(out, (char)(bits >> have & 0xFF));
		}
	}
}

static bool is_readable_byte(unsigned char c)
{
	return c >= 0x20 ? c != 0x7F : c == '\n' || c == '\r' || c == '\t';
}

bool decode_is_meaningful(struct str bytes)
{
	size_t letters = 0, zeros = 0;

	if (bytes.n < 4)
		return false;
	if (str_starts(bytes, STR("\x1f\x8b\x08")) || str_starts(bytes, STR("PK\x03\x04")) ||
	    str_starts(bytes, STR("%PDF-")) || str_starts(bytes, STR("\x89PNG")) ||
	    str_starts(bytes, STR("\xff\xd8\xff")) || str_starts(bytes, STR("\x78\x9c")) ||
	    str_starts(bytes, STR("\x78\xda")) || str_starts(bytes, STR("\x78\x01")))
		return true;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];

		zeros += c == 0;
		letters += str_is_alnum((char)c) || c >= 0x80 || c == ' ';
		if (c != 0 && !is_readable_byte(c))
			return false;
	}
	if (zeros != 0) /* UTF-16 of ASCII, either order */
		return zeros * 3 >= bytes.n;
	return letters * 4 >= bytes.n * 3 && utf8_valid_prefix(bytes) + 3 >= bytes.n;
}

void decode_base64_bytes(struct str s, struct buf *out)
{
	while (s.n != 0 && s.s[s.n - 1] == '=')
		s.n--;
	add_base64(s, out);
}

bool decode_base64(struct str s, struct buf *out)
{
	size_t before = out->n;

	while (s.n != 0 && s.s[s.n - 1] == '=')
		s.n--;
	if (s.n < 8)
		return false;
	add_base64(str_slice(s, 0, 16), out); /* a first look */
	{
		struct str look = str_from(buf_view(out), before);
		size_t fine = 0;

		for (size_t i = 0; i < look.n; i++)
			fine += is_readable_byte((unsigned char)look.s[i]) || look.s[i] == 0;
		if (fine + 2 < look.n && !decode_is_meaningful(look)) {
			buf_cut(out, before);
			return false;
		}
	}
	buf_cut(out, before);
	add_base64(s, out);
	if (out->n - before >= 6 && decode_is_meaningful(str_from(buf_view(out), before)))
		return true;
	buf_cut(out, before);
	return false;
}

bool decode_base32(struct str s, struct buf *out)
{
	size_t before = out->n;
	uint32_t bits = 0;
	unsigned have = 0;

	while (s.n != 0 && s.s[s.n - 1] == '=')
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i];
		int value = c >= 'A' && c <= 'Z'   ? c - 'A'
			    : c >= 'a' && c <= 'z' ? c - 'a'
			    : c >= '2' && c <= '7' ? c - '2' + 26
						   : -1;

		if (value < 0) {
			buf_cut(out, before);
			return false;
		}
		bits = bits << 5 | (uint32_t)value;
		have += 5;
		if (have >= 8) {
			have -= 8;
			buf_char(out, (char)(bits >> have & 0xFF));
		}
	}
	if (out->n - before >= 6 && decode_is_meaningful(str_from(buf_view(out), before)))
		return true;
	buf_cut(out, before);
	return false;
}

/* By byte: what it stands for in Adobe's alphabet, which is ASCII from '!' on, in Git's and in Z85. */
enum { BASE85_NONE = 255, BASE85_ALPHABETS = 3 };
static const uint8_t base85_values[BASE85_ALPHABETS][128] = {
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0,	 1,   2,   3,	4,   5,	  6,   7,   8,	 9,   10,
     11,  12,  13,  14,	 15,  16,  17,	18,  19,  20,  21,  22,	 23,  24,  25,	26,  27,  28,  29,  30,	 31,  32,
     33,  34,  35,  36,	 37,  38,  39,	40,  41,  42,  43,  44,	 45,  46,  47,	48,  49,  50,  51,  52,	 53,  54,
     55,  56,  57,  58,	 59,  60,  61,	62,  63,  64,  65,  66,	 67,  68,  69,	70,  71,  72,  73,  74,	 75,  76,
     77,  78,  79,  80,	 81,  82,  83,	84,  255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62,	 255, 63,  64,	65,  66,  255, 67,  68,	 69,  70,
     255, 71,  255, 255, 0,   1,   2,	3,   4,	  5,   6,   7,	 8,   9,   255, 72,  73,  74,  75,  76,	 77,  10,
     11,  12,  13,  14,	 15,  16,  17,	18,  19,  20,  21,  22,	 23,  24,  25,	26,  27,  28,  29,  30,	 31,  32,
     33,  34,  35,  255, 255, 255, 78,	79,  80,  36,  37,  38,	 39,  40,  41,	42,  43,  44,  45,  46,	 47,  48,
     49,  50,  51,  52,	 53,  54,  55,	56,  57,  58,  59,  60,	 61,  81,  82,	83,  84,  255},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 68,	 255, 84,  83,	82,  72,  255, 75,  76,	 70,  65,
     255, 63,  62,  69,	 0,   1,   2,	3,   4,	  5,   6,   7,	 8,   9,   64,	255, 73,  66,  74,  71,	 81,  36,
     37,  38,  39,  40,	 41,  42,  43,	44,  45,  46,  47,  48,	 49,  50,  51,	52,  53,  54,  55,  56,	 57,  58,
     59,  60,  61,  77,	 255, 78,  67,	255, 255, 10,  11,  12,	 13,  14,  15,	16,  17,  18,  19,  20,	 21,  22,
     23,  24,  25,  26,	 27,  28,  29,	30,  31,  32,  33,  34,	 35,  79,  255, 80,  255, 255}};

/* Five characters for four bytes; at the end fewer for fewer. */
static bool add_base85(const uint8_t *values, struct str s, struct buf *out)
{
	unsigned rest = 0; /* bytes that a character of UTF-8 still needs */
	bool is_packed = false;

	for (size_t i = 0; i < s.n; i += 5) {
		size_t n = s.n - i < 5 ? s.n - i : 5;
		bool is_near_end = s.n - i < 10; /* there a character may be cut off */
		uint64_t bits = 0;

		if (n == 1)
			return false;
		for (size_t k = 0; k < 5; k++) {
			unsigned char c = k < n ? (unsigned char)s.s[i + k] : 0;
			unsigned value = k >= n ? 84 : c < 0x80 ? values[c] : BASE85_NONE;

			if (value == BASE85_NONE)
				return false;
			bits = bits * 85 + value;
		}
		if (bits > UINT32_MAX)
			return false;
		/* what decode_is_meaningful() knows a kind of file by, and can be read */
		if (i == 0)
			is_packed = bits >> 16 == 0x789C || bits >> 16 == 0x78DA || bits >> 16 == 0x8950 ||
				    bits >> 16 == 0xFFD8;
		for (size_t k = 0; k + 1 < n; k++) {
			unsigned char byte = (unsigned char)(bits >> (24 - 8 * k));

			/* nearly any text has characters of these alphabets, and nearly none decodes to text */
			if (!is_readable_byte(byte))
				return false;
			if (!is_near_end && !is_packed && (byte >= 0x80 && byte < 0xC0) != (rest != 0))
				return false;
			rest = rest != 0 ? rest - 1 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0;
			buf_char(out, (char)byte);
		}
	}
	return true;
}

bool decode_base85(struct str s, struct buf *out)
{
	size_t before = out->n;

	/* "<~" and "~>" stand around Adobe's; the angle brackets have ended the run already */
	if (s.n > 2 && s.s[0] == '~' && s.s[s.n - 1] == '~')
		s = str_slice(s, 1, s.n - 1);
	for (size_t i = 0; i < BASE85_ALPHABETS; i++) {
		if (add_base85(base85_values[i], s, out) && out->n - before >= 8 &&
		    decode_is_meaningful(str_from(buf_view(out), before)))
			return true;
		buf_cut(out, before);
	}
	return false;
}

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

void decode_utf7(struct str run, struct buf *out)
{
	size_t before = out->n;
	bool any = false;

	for (size_t at = 0; at < run.n;) {
		size_t end = at + 1;
		struct buf bytes;

		if (run.s[at] != '+') {
			buf_char(out, run.s[at++]);
			continue;
		}
		while (end < run.n && base64_value(run.s[end]) >= 0 && run.s[end] != '-' && run.s[end] != '_')
			end++;
		if (end - at < 4) {
			buf_char(out, run.s[at++]);
			continue;
		}
		buf_init(&bytes, BUF_NO_LIMIT);
		add_base64(str_slice(run, at + 1, end), &bytes);
		decode_charset(CHARSET_UTF16BE, buf_view(&bytes), out);
		buf_release(&bytes);
		at = end + (end < run.n && run.s[end] == '-');
		any = true;
	}
	if (any)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
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

		at = find_from(text, at, "--", 2);
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

static void add_in_charset(struct str charset, struct str bytes, struct buf *out)
{
	if (str_starts_nocase(charset, STR("iso-8859-1")) || str_eq_nocase(charset, STR("windows-1252")))
		decode_charset(CHARSET_1252, bytes, out);
	else if (str_eq_nocase(charset, STR("iso-8859-2")))
		decode_charset(CHARSET_8859_2, bytes, out);
	else if (str_eq_nocase(charset, STR("windows-1251")))
		decode_charset(CHARSET_1251, bytes, out);
	else if (str_starts_nocase(charset, STR("koi8")))
		decode_charset(CHARSET_KOI8, bytes, out);
	else
		buf_str(out, bytes);
}

void decode_mail_words(struct str text, struct buf *out)
{
	size_t last_end = 0;

	for (size_t at = find_from(text, 0, "=?", 2); at < text.n; at = find_from(text, at, "=?", 2)) {
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
			add_base64(word, &bytes);
		} else {
			for (size_t i = 0; i < word.n; i++) {
				int byte = word.s[i] == '=' ? hex_pair(word, i + 1) : -1;

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
	for (size_t at = find_from(text, 0, "begin ", 6); at < text.n; at = find_from(text, at, "begin ", 6)) {
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
	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);

		if (character >= 0xE0020 && character <= 0xE007E)
			buf_char(out, (char)(character - 0xE0000));
	}
}

/* Windows-1251 above ASCII: the Russian letters, and what Ukrainian and Belarusian have besides. */
static uint32_t of_1251(unsigned char c)
{
	static const struct {
		unsigned char byte;
		uint16_t character;
	} others[] = {{0xA8, 0x401}, {0xB8, 0x451}, {0xB2, 0x406}, {0xB3, 0x456},
		      {0xAF, 0x407}, {0xBF, 0x457}, {0xAA, 0x404}, {0xBA, 0x454}};

	if (c >= 0xC0)
		return 0x410u + (c - 0xC0u);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (others[i].byte == c)
			return others[i].character;
	return ' ';
}

void decode_charset(enum decode_charset charset, struct str bytes, struct buf *out)
{
	static const char koi8[] = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
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
		} else if (charset == CHARSET_KOI8 && c >= 0xC0) {
			at = (size_t)(c - 0xC0) * 2;
			utf8_add(out, utf8_next(str_c(koi8), &at));
		} else if (charset == CHARSET_8859_2 && c >= 0xA0) {
			for (unsigned k = 0xA0; k < c; k++)
				(void)utf8_next(str_c(latin2), &at);
			utf8_add(out, utf8_next(str_c(latin2), &at));
		} else {
			buf_char(out, ' ');
		}
	}
}

void decode_strings(struct str bytes, struct buf *out)
{
	enum { LEAST = 4 };
	size_t run = 0;

	for (size_t i = 0; i <= bytes.n; i++) {
		bool fine = i < bytes.n && is_readable_byte((unsigned char)bytes.s[i]);

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
	for (size_t odd = 0; odd < 2; odd++) { /* UTF-16 of either order, at either parity */
		for (size_t i = odd; i + 1 < bytes.n; i += 2) {
			size_t end = i;
			bool little = bytes.s[i] != 0;

			while (end + 1 < bytes.n && bytes.s[end + little] == 0 &&
			       is_readable_byte((unsigned char)bytes.s[end + !little]))
				end += 2;
			if (end - i >= (size_t)LEAST * 2) {
				for (size_t k = i; k < end; k += 2)
					buf_char(out, bytes.s[k + !little]);
				buf_char(out, '\n');
				i = end;
			}
		}
	}
}

/* ---- rows of words ---- */

struct digit_word {
	const char *word;
	char digit;
};

static const struct digit_word digit_words[] = {
    {"zero", '0'},   {"oh", '0'},    {"one", '1'},    {"two", '2'},    {"three", '3'},	  {"four", '4'},
    {"five", '5'},   {"six", '6'},   {"seven", '7'},  {"eight", '8'},  {"nine", '9'},	  {"null", '0'},
    {"eins", '1'},   {"zwei", '2'},  {"zwo", '2'},    {"drei", '3'},   {"vier", '4'},	  {"funf", '5'},
    {"fuenf", '5'},  {"fünf", '5'},  {"sechs", '6'},  {"sieben", '7'}, {"acht", '8'},	  {"neun", '9'},
    {"un", '1'},     {"deux", '2'},  {"trois", '3'},  {"quatre", '4'}, {"cinq", '5'},	  {"sept", '7'},
    {"huit", '8'},   {"neuf", '9'},  {"cero", '0'},   {"uno", '1'},    {"dos", '2'},	  {"tres", '3'},
    {"cuatro", '4'}, {"cinco", '5'}, {"seis", '6'},   {"siete", '7'},  {"ocho", '8'},	  {"nueve", '9'},
    {"jeden", '1'},  {"dwa", '2'},   {"trzy", '3'},   {"cztery", '4'}, {"piec", '5'},	  {"pięć", '5'},
    {"szesc", '6'},  {"sześć", '6'}, {"siedem", '7'}, {"osiem", '8'},  {"dziewiec", '9'}, {"dziewięć", '9'},
};

/* By the first letter: which lengths such words have. Nearly every word fails here. */
struct digit_starts {
	bool is_ready;
	uint16_t lengths[256];
};

static void collect_digit_starts(struct digit_starts *starts)
{
	if (starts->is_ready)
		return;
	starts->is_ready = true;
	for (size_t i = 0; i < sizeof(digit_words) / sizeof(*digit_words); i++)
		starts->lengths[(unsigned char)digit_words[i].word[0]] |= (uint16_t)(1u << strlen(digit_words[i].word));
}

static char digit_of_word(const struct digit_starts *starts, struct str word)
{
	char first = str_lower_char(word.s[0]);

	if (word.n > 10 || (starts->lengths[(unsigned char)first] >> word.n & 1) == 0)
		return 0;
	for (size_t i = 0; i < sizeof(digit_words) / sizeof(*digit_words); i++)
		if (first == digit_words[i].word[0] && str_eq_nocase(word, str_c(digit_words[i].word)))
			return digit_words[i].digit;
	return 0;
}

enum code_base { CODE_HEX, CODE_DECIMAL, CODE_OCTAL, CODE_BINARY, CODE_BASES };

struct row_state {
	struct decode_rows *out;
	struct str last; /* word */
	/* codes by what they may be: "70 101 97" begins as hexadecimal digits, too */
	struct code_row {
		struct buf bytes;
		size_t count;
	} codes[CODE_BASES];
	bool has_codes;
	size_t grams, grams_at;
	size_t numbers, numbers_at;
	size_t spelled, spelled_at;
	bool spells_numbers;
	const struct digit_starts *digit_starts;
};

enum { CODES_LEAST = 5, GRAMS_LEAST = 3, NUMBERS_LEAST = 6, SPELLED_LEAST = 5 };

static void end_row(struct buf *out, size_t *count, size_t least, size_t at)
{
	if (*count == 0)
		return;
	if (*count < least)
		buf_cut(out, at);
	else
		buf_char(out, '\n');
	*count = 0;
}

static bool all_digits(struct str word, int base)
{
	for (size_t i = 0; i < word.n; i++) {
		int value = str_hex_value(word.s[i]);

		if (value < 0 || value >= base)
			return false;
	}
	return true;
}

/* "4b", "0x4b", "x4b", "u004b": without its prefix. */
static struct str without_prefix(struct str word)
{
	if (word.n == 4 && word.s[0] == '0' && (word.s[1] == 'x' || word.s[1] == 'X'))
		return str_from(word, 2);
	if (word.n == 3 && (word.s[0] == 'x' || word.s[0] == 'X'))
		return str_from(word, 1);
	return word;
}

static void end_codes(struct row_state *state, enum code_base base)
{
	struct code_row *row = &state->codes[base];

	if (row->count >= CODES_LEAST) {
		buf_str(&state->out->bytes, buf_view(&row->bytes));
		buf_char(&state->out->bytes, '\n');
	}
	buf_clear(&row->bytes);
	row->count = 0;
}

static void end_all_codes(struct row_state *state)
{
	for (int i = 0; state->has_codes && i < CODE_BASES; i++)
		end_codes(state, (enum code_base)i);
	state->has_codes = false;
}

static void add_code(struct row_state *state, enum code_base base, bool is_one, uint32_t value)
{
	struct code_row *row = &state->codes[base];

	if (!is_one) {
		end_codes(state, base);
		return;
	}
	row->count++;
	state->has_codes = true;
	if (value < 0x100 && base != CODE_DECIMAL)
		buf_char(&row->bytes, (char)value);
	else
		utf8_add(&row->bytes, value);
}

static uint32_t number_of(struct str word, unsigned base)
{
	uint32_t value = 0;

	for (size_t i = 0; i < word.n; i++)
		value = value * base + (uint32_t)str_hex_value(word.s[i]);
	return value;
}

static bool is_decimal_code(struct str word)
{
	int64_t number;

	return word.n <= 6 && all_digits(word, 10) && str_to_int(word, &number) && number >= 32 && number < 0x110000;
}

/* Ten digits and more: many bytes at once. */
static bool take_long_code(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->bytes;
	size_t from = out->n;

	if (word.n >= 12 && word.s[0] == '0' && (word.s[1] == 'x' || word.s[1] == 'X'))
		word = str_from(word, 2);
	if (word.n < 10 || word.n % 2 != 0 || !all_digits(word, 16))
		return false;
	for (size_t i = 0; i < word.n; i += 2)
		buf_char(out, (char)hex_pair(word, i));
	if (decode_is_meaningful(str_from(buf_view(out), from)))
		buf_char(out, '\n');
	else
		buf_cut(out, from);
	return true;
}

static void take_code(struct row_state *state, struct str word)
{
	struct str hex = without_prefix(word);

	if (take_long_code(state, word)) {
		end_all_codes(state);
		return;
	}
	add_code(state, CODE_HEX, hex.n == 2 && all_digits(hex, 16), number_of(hex, 16));
	add_code(state, CODE_DECIMAL, is_decimal_code(word), number_of(word, 10));
	add_code(state, CODE_OCTAL, word.n >= 2 && word.n <= 3 && all_digits(word, 8), number_of(word, 8));
	add_code(state, CODE_BINARY, word.n >= 7 && word.n <= 8 && all_digits(word, 2), number_of(word, 2));
}

/* "kow" "owa" "wal": each begins with the end of the one before. */
static void take_gram(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->grams;
	bool overlaps =
	    word.n >= 2 && word.n <= 5 && state->last.n == word.n && memcmp(state->last.s + 1, word.s, word.n - 1) == 0;

	if (!overlaps) {
		end_row(out, &state->grams, GRAMS_LEAST, state->grams_at);
		return;
	}
	/* places and counts may stand between them: see take_word() */
	if (state->grams++ == 0) {
		state->grams_at = out->n;
		buf_str(out, state->last);
	}
	buf_char(out, word.s[word.n - 1]);
}

static void take_number(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->numbers;
	char digit = digit_of_word(state->digit_starts, word);
	bool is_filler =
	    (word.n == 6 && str_eq_nocase(word, STR("double"))) || (word.n == 4 && str_eq_nocase(word, STR("plus")));

	if (digit == 0 && state->numbers != 0 && word.n <= 2 && all_digits(word, 10))
		digit = word.s[0];
	if (digit == 0 && !is_filler) {
		end_row(out, &state->numbers, NUMBERS_LEAST, state->numbers_at);
		return;
	}
	if (digit == 0)
		return;
	if (state->numbers++ == 0)
		state->numbers_at = out->n;
	if (str_eq_nocase(state->last, STR("double")))
		buf_char(out, digit);
	buf_char(out, digit);
}

static char leet_letter(char c, bool one_is_l)
{
	static const char from[] = "034578@$!|9", to[] = "oeastbasiig";
	const char *found = c != '\0' ? strchr(from, c) : NULL;

	if (c == '1')
		return one_is_l ? 'l' : 'i';
	if (c == 'I')
		return one_is_l ? 'l' : 'i';
	if (c == '9' || c == '6')
		return 'g';
	if (c == '2')
		return 'z';
	return found != NULL ? to[found - from] : c;
}

static bool is_leet_sign(char c)
{
	return c == '@' || c == '$' || c == '!' || c == '|';
}

/* 13rem, 100px, 2nd: digits and a unit behind them. */
static bool is_quantity(struct str word)
{
	size_t digits = 0;

	while (digits < word.n && str_is_digit(word.s[digits]))
		digits++;
	for (size_t i = digits; i < word.n; i++)
		if (!str_is_alpha(word.s[i]))
			return false;
	return digits != 0 && word.n - digits <= 4;
}

/* A word with letters and with signs that may stand for some: n0wak, @nna, KowaIska. */
static void take_leet(struct row_state *state, struct str word, size_t others)
{
	bool capital_inside = false;

	for (size_t i = 1; i < word.n && others == 0 && !capital_inside; i++)
		capital_inside = word.s[i] == 'I' && word.s[i - 1] >= 'a';
	if (word.n > 40 || (others == 0 && !capital_inside) || others * 3 > word.n * 2 || is_quantity(word))
		return;
	for (int l = 0; l < 2; l++) {
		struct buf *out = &state->out->leet[l];

		for (size_t i = 0; i < word.n; i++)
			buf_char(out, leet_letter(word.s[i], l != 0));
		buf_char(out, ' ');
	}
}

static const struct str alphabet_words[26] = {
    STR_INIT("alfa"),	 STR_INIT("bravo"),  STR_INIT("charlie"), STR_INIT("delta"),	STR_INIT("echo"),
    STR_INIT("foxtrot"), STR_INIT("golf"),   STR_INIT("hotel"),	  STR_INIT("india"),	STR_INIT("juliett"),
    STR_INIT("kilo"),	 STR_INIT("lima"),   STR_INIT("mike"),	  STR_INIT("november"), STR_INIT("oscar"),
    STR_INIT("papa"),	 STR_INIT("quebec"), STR_INIT("romeo"),	  STR_INIT("sierra"),	STR_INIT("tango"),
    STR_INIT("uniform"), STR_INIT("victor"), STR_INIT("whiskey"), STR_INIT("xray"),	STR_INIT("yankee"),
    STR_INIT("zulu")};

/* Letters by the words that pilots use, or by their numbers in the alphabet; one kind in a row. */
static char spelled_letter(struct str word, bool *is_number)
{
	unsigned value;
	char first = str_lower_char(word.s[0]);

	*is_number = str_is_digit(word.s[0]);
	if (*is_number) {
		if (word.n > 2 || (word.n == 2 && !str_is_digit(word.s[1])))
			return 0;
		value = (unsigned)(word.s[0] - '0') * (word.n == 2 ? 10 : 1) +
			(word.n == 2 ? (unsigned)(word.s[1] - '0') : 0);
		return value >= 1 && value <= 26 ? (char)('a' + value - 1) : 0;
	}
	if (first < 'a' || first > 'z' || word.n < 4)
		return 0;
	if (str_eq_nocase(word, alphabet_words[first - 'a']))
		return first;
	if (first != 'a' && first != 'j' && first != 'w')
		return 0;
	return str_eq_nocase(word, STR("alpha")) || str_eq_nocase(word, STR("juliet")) ||
		       str_eq_nocase(word, STR("whisky"))
		   ? first
		   : 0;
}

static void take_letter(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->spelled;
	bool is_number;
	char letter = spelled_letter(word, &is_number);

	if (letter == 0 || (state->spelled != 0 && is_number != state->spells_numbers))
		end_row(out, &state->spelled, SPELLED_LEAST, state->spelled_at);
	if (letter == 0)
		return;
	if (state->spelled++ == 0)
		state->spelled_at = out->n;
	state->spells_numbers = is_number;
	buf_char(out, letter);
}

/* What a byte may be in a word. */
enum {
	IN_LETTER = 1,
	IN_DIGIT = 2,
	IN_NO_HEX = 4, /* and neither 'x' of a prefix */
	IN_CAPITAL_I = 8,
	IN_SIGN = 16,	/* stands for a letter, before a letter */
	IN_DOUBLE = 32, /* of a word: the same twice */
};

struct in_table {
	bool is_ready;
	uint8_t kinds[256];
};

static void fill_in_table(struct in_table *table)
{
	if (table->is_ready)
		return;
	table->is_ready = true;
	for (int c = 0; c < 256; c++) {
		uint8_t kind = c >= 0x80 || str_is_alpha((char)c) ? IN_LETTER : 0;

		if (str_is_digit((char)c))
			kind = IN_DIGIT;
		if (kind == IN_LETTER && (c >= 0x80 || (str_hex_value((char)c) < 0 && c != 'x' && c != 'X')))
			kind |= IN_NO_HEX;
		if (c == 'I')
			kind |= IN_CAPITAL_I;
		if (c < 0x80 && is_leet_sign((char)c))
			kind = IN_SIGN;
		table->kinds[c] = kind;
	}
}

/* Casstellanos, FFeeaatthheerr. */
static void take_doubled(struct row_state *state, struct str word)
{
	enum { LEAST = 8, MOST = 64 };
	struct buf *out = &state->out->squeezed;

	if (word.n < LEAST || word.n > MOST)
		return;
	for (size_t i = 0; i < word.n; i++)
		if (i == 0 || str_lower_char(word.s[i]) != str_lower_char(word.s[i - 1]))
			buf_char(out, word.s[i]);
	buf_char(out, ' ');
}

static void take_word(struct row_state *state, struct str word, unsigned kinds, size_t others)
{
	struct str last = word;

	if ((kinds & IN_LETTER) != 0 && (others != 0 || (kinds & IN_CAPITAL_I) != 0))
		take_leet(state, word, others);
	if ((kinds & IN_DOUBLE) != 0 && (kinds & IN_NO_HEX) != 0)
		take_doubled(state, word);
	if ((kinds & IN_NO_HEX) != 0) {
		end_all_codes(state);
	} else if (word.n <= 10 || state->has_codes || word.n % 2 == 0) {
		take_code(state, word);
	} else {
		end_all_codes(state);
	}
	if ((kinds & IN_LETTER) == 0 && word.n <= 4 && (state->last.n != word.n || !str_is_digit(state->last.s[0])))
		last = state->last; /* a number behind a word is no end of a row */
	else if (state->grams != 0 || state->last.n == word.n)
		take_gram(state, word);
	if (state->numbers != 0 || word.n <= 10)
		take_number(state, word);
	take_letter(state, word);
	state->last = last;
}

void decode_rows(struct str text, struct decode_rows *rows)
{
	static struct digit_starts digit_starts; /* filled once in a process */
	static struct in_table table;
	struct row_state state = {.out = rows, .digit_starts = &digit_starts};
	size_t at = 0;

	for (int i = 0; i < CODE_BASES; i++)
		buf_init(&state.codes[i].bytes, BUF_NO_LIMIT);
	collect_digit_starts(&digit_starts);
	fill_in_table(&table);
	while (at < text.n) {
		size_t from, end, others = 0;
		unsigned kinds = 0;

		for (; at < text.n; at++) {
			uint8_t kind = table.kinds[(unsigned char)text.s[at]];

			if ((kind & (IN_LETTER | IN_DIGIT)) != 0 ||
			    (kind == IN_SIGN && at + 1 < text.n && str_is_alpha(text.s[at + 1])))
				break;
		}
		from = at;
		for (end = from; end < text.n; end++) {
			uint8_t kind = table.kinds[(unsigned char)text.s[end]];

			if (kind == 0 || (kind == IN_SIGN && !(end + 1 < text.n && str_is_alpha(text.s[end + 1]))))
				break;
			others += (kind & (IN_DIGIT | IN_SIGN)) != 0;
			kinds |= kind;
			if (end > from && ((text.s[end] ^ text.s[end - 1]) & ~0x20) == 0)
				kinds |= IN_DOUBLE;
		}
		if (end == from)
			break;
		take_word(&state, str_slice(text, from, end), kinds, others);
		at = end;
	}
	end_all_codes(&state);
	for (int i = 0; i < CODE_BASES; i++)
		buf_release(&state.codes[i].bytes);
	end_row(&rows->grams, &state.grams, GRAMS_LEAST, state.grams_at);
	end_row(&rows->numbers, &state.numbers, NUMBERS_LEAST, state.numbers_at);
	end_row(&rows->spelled, &state.spelled, SPELLED_LEAST, state.spelled_at);
}
