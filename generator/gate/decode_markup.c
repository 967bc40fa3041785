/* Markup, and the character references in it. */
#include "generator/gate/decode.h"

#include "common/entities.h"
#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"
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

/* What is not seen. */
static const struct name unseen[] = {
    {"ic", 0x2063},
    {"InvisibleComma", 0x2063},
    {"it", 0x2062},
    {"InvisibleTimes", 0x2062},
    {"af", 0x2061},
    {"ApplyFunction", 0x2061},
    {"NegativeThinSpace", 0x200B},
    {"NegativeVeryThinSpace", 0x200B},
    {"NegativeMediumSpace", 0x200B},
    {"NegativeThickSpace", 0x200B},
    {"NonBreakingSpace", 0xA0},
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

static uint32_t unseen_by_name(struct str name)
{
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++)
		if (str_eq(name, str_c(unseen[i].name)))
			return unseen[i].character;
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
	enum { LONGEST = 21 /* NegativeVeryThinSpace */ };
	size_t end = at + 1, length;
	uint32_t value;

	if (end < s.n && s.s[end] == '#')
		return numeric(s, at, character);
	while (end < s.n && end - at < LONGEST + 1 && str_is_alnum(s.s[end]))
		end++;
	length = end - at - 1;
	if (length < 2)
		return 0;
	if (end < s.n && s.s[end] == ';') {
		value = unseen_by_name(str_slice(s, at + 1, end));
		if (value == 0)
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

/* &amp;amp;amp;amp;#75; was escaped more often than is looked for: behind all but the last, where it was often. */
static size_t skip_again(struct str s, size_t end)
{
	static const struct str again[] = {STR_INIT("amp;"), STR_INIT("#38;"), STR_INIT("#x26;")};
	enum { AGAIN = 3 };
	size_t at = end, layers = 0;

	for (size_t i = 0; i < sizeof(again) / sizeof(*again);) {
		if (!str_starts(str_from(s, at), again[i])) {
			i++;
			continue;
		}
		at += again[i].n;
		layers++;
		i = 0; /* the next one may be of any kind */
	}
	return layers >= AGAIN ? at : end;
}

static size_t add_reference(struct buf *out, struct str s, size_t at)
{
	uint32_t character = 0;
	size_t end = reference(s, at, &character);

	if (end == 0)
		return 0;
	if (character == '&' && s.s[end - 1] == ';') {
		size_t last = skip_again(s, end), next = last != end ? reference(s, last - 1, &character) : 0;

		end = next != 0 ? next : last;
	}
	/* &#xD835;&#xDC00;: one character as the two units that it has in UTF-16 */
	if (character >= 0xD800 && character < 0xDC00 && end + 1 < s.n && s.s[end] == '&' && s.s[end + 1] == '#') {
		uint32_t low = 0;
		size_t next = numeric(s, end, &low);

		if (next != 0 && low >= 0xDC00 && low < 0xE000) {
			character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
			end = next;
		}
	}
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
	const char *next = memchr(s.s + at, '>', s.n - at);
	char quote = 0;

	if (next == NULL)
		return at + 1;
	for (size_t i = at + 1; i < limit; i++) {
		if (quote != 0)
			quote = s.s[i] == quote ? 0 : quote;
		else if ((s.s[i] == '"' || s.s[i] == '\'') && i > 0 && (s.s[i - 1] == '=' || str_is_space(s.s[i - 1])))
			quote = s.s[i];
		else if (s.s[i] == '>')
			return i + 1;
	}
	/* an open quote: then as browsers of old */
	return (size_t)(next - s.s) + 1;
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
		size_t found = is_comment ? decode_find(text, at + 4, "-->", 3) : decode_find(text, at + 9, "]]>", 3);

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
