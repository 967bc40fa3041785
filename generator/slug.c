#include "generator/slug.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/unicode.h"
#include "common/utf8.h"

/* Latin letters that Unicode does not decompose. */
static const struct {
	uint32_t letter;
	const char *ascii;
} latin[] = {
    {0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},   {0xFE, "th"}, {0x111, "d"}, {0x127, "h"}, {0x131, "i"},
    {0x138, "k"}, {0x142, "l"}, {0x14B, "n"}, {0x153, "oe"}, {0x167, "t"}, {0x180, "b"}, {0x19A, "l"}, {0x1E5, "g"},
};

static const struct {
	char sign;
	const char *name;
} signs[] = {
    {'!', "exclamation"},
    {'"', "quote"},
    {'#', "hash"},
    {'$', "dollar"},
    {'%', "percent"},
    {'&', "ampersand"},
    {'\'', "apostrophe"},
    {'(', "left-parenthesis"},
    {')', "right-parenthesis"},
    {'*', "asterisk"},
    {'+', "plus"},
    {',', "comma"},
    {'-', "dash"},
    {'.', "dot"},
    {'/', "slash"},
    {':', "colon"},
    {';', "semicolon"},
    {'<', "less-than"},
    {'=', "equals"},
    {'>', "greater-than"},
    {'?', "question"},
    {'@', "at"},
    {'[', "left-bracket"},
    {'\\', "backslash"},
    {']', "right-bracket"},
    {'^', "caret"},
    {'_', "underscore"},
    {'`', "backtick"},
    {'{', "left-brace"},
    {'|', "bar"},
    {'}', "right-brace"},
    {'~', "tilde"},
};

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return false;
	return true;
}

/* Adds what a sign between letters becomes: one dash, none at the beginning. */
static void add_gap(struct buf *out, size_t start)
{
	if (out->n > start && out->s[out->n - 1] != '-')
		buf_char(out, '-');
}

static void add_ascii(struct buf *out, size_t start, struct str name, size_t at)
{
	char c = name.s[at];
	char last = out->n > start ? out->s[out->n - 1] : '\0';
	bool after_word =
	    last != '\0' && at > 0 && (str_is_alnum(name.s[at - 1]) || (unsigned char)name.s[at - 1] >= 0x80);

	if (str_is_alnum(c))
		buf_char(out, str_lower_char(c));
	else if (c == '_' && last != '\0')
		buf_char(out, '_');
	else if (c == '.' && last != '\0' && last != '.' && last != '-')
		buf_char(out, '.');
	else if (c == '+' && (after_word || last == '+'))
		buf_char(out, '+');
	else if (c == '#' && after_word && (at + 1 == name.n || !str_is_alnum(name.s[at + 1])))
		buf_lit(out, "-sharp");
	else if (c != '\'')
		add_gap(out, start);
}

static bool add_latin(struct buf *out, uint32_t character)
{
	uint32_t parts[8];
	size_t n;

	for (size_t i = 0; i < sizeof(latin) / sizeof(*latin); i++) {
		if (latin[i].letter == character) {
			buf_str(out, str_c(latin[i].ascii));
			return true;
		}
	}
	if (!(character >= 0xC0 && character < 0x250) && !(character >= 0x1E00 && character < 0x1F00))
		return false;
	n = unicode_decompose(character, false, parts, 8);
	if (n < 1 || n > 8 || parts[0] >= 0x80 || !str_is_alnum((char)parts[0]))
		return false;
	buf_char(out, str_lower_char((char)parts[0]));
	return true;
}

static void add_character(struct buf *out, size_t start, uint32_t character)
{
	uint32_t lower = unicode_lower(character);
	enum unicode_category category = unicode_category(lower);
	bool is_letter = category >= UNICODE_LU && category <= UNICODE_LO;
	bool is_mark = category >= UNICODE_MN && category <= UNICODE_ME;
	bool is_number = category >= UNICODE_ND && category <= UNICODE_NO;

	if (character == 0x2019 || character == 0x2BC)
		return;
	if (add_latin(out, lower))
		return;
	if (is_mark && (out->n == start || (unsigned char)out->s[out->n - 1] < 0x80))
		return; /* an accent of a letter that is plain ASCII by now */
	if (is_letter || is_number || is_mark)
		utf8_add(out, lower);
	else
		add_gap(out, start);
}

static void add_text(struct buf *out, size_t start, struct str name)
{
	for (size_t i = 0; i < name.n;) {
		if ((unsigned char)name.s[i] < 0x80)
			add_ascii(out, start, name, i++);
		else
			add_character(out, start, utf8_next(name, &i));
	}
}

static void add_spelled(struct buf *out, size_t start, struct str name)
{
	for (size_t i = 0; i < name.n && out->n - start <= LIMIT_SLUG_BYTES;) {
		uint32_t character = utf8_next(name, &i);

		if (out->n > start && out->s[out->n - 1] != '-')
			buf_char(out, '-');
		for (size_t k = 0; k < sizeof(signs) / sizeof(*signs); k++)
			if ((uint32_t)signs[k].sign == character)
				buf_str(out, str_c(signs[k].name));
		if (character >= 0x80)
			buf_printf(out, "u%x", character);
	}
	if (out->n == start)
		buf_lit(out, "space");
	/* "," beside "comma" is common among pages on commands */
	buf_lit(out, "-sign");
}

static void trim_end(struct buf *out, size_t start)
{
	while (out->n > start && (out->s[out->n - 1] == '-' || out->s[out->n - 1] == '.'))
		buf_cut(out, out->n - 1);
}

static void shorten(struct buf *out, size_t start, struct str name)
{
	enum { HEX = 8 };
	struct str whole = {out->s + start, out->n - start};
	char hex[HEX + 1];

	if (whole.n <= LIMIT_SLUG_BYTES)
		return;
	hash128_hex(hash128(name), hex, HEX);
	buf_cut(out, start + utf8_cut(whole, LIMIT_SLUG_BYTES - HEX - 1).n);
	trim_end(out, start);
	buf_char(out, '-');
	buf_add(out, hex, HEX);
}

void slug_add(struct buf *out, struct str name)
{
	size_t start = out->n;
	struct buf composed;

	if (name.n == 0 || buf_failed(out))
		return;
	buf_init(&composed, BUF_NO_LIMIT);
	if (!is_ascii(name) && unicode_add(&composed, name, UNICODE_PLAIN))
		add_text(out, start, buf_view(&composed));
	else
		add_text(out, start, name);
	buf_release(&composed);
	trim_end(out, start);
	if (out->n == start)
		add_spelled(out, start, name);
	shorten(out, start, name);
}

void slug_add_path(struct buf *out, struct str path)
{
	size_t start = out->n;
	struct str part;

	while (str_split(&path, '/', &part)) {
		if (out->n != start)
			buf_char(out, '-');
		slug_add(out, part);
	}
}

struct str slug_of(struct arena *arena, struct str name)
{
	struct buf slug;
	struct str result;

	buf_init(&slug, BUF_NO_LIMIT);
	slug_add(&slug, name);
	result = arena_str(arena, buf_view(&slug));
	buf_release(&slug);
	return result;
}

bool slug_is_folded(struct str s)
{
	size_t i = 0;

	while (i < s.n && (unsigned char)s.s[i] < 0x80 && !str_is_upper(s.s[i]))
		i++;
	return i == s.n;
}

struct str slug_fold(struct arena *arena, struct str s)
{
	struct buf folded;
	struct str result;

	if (slug_is_folded(s))
		return s;
	buf_init(&folded, BUF_NO_LIMIT);
	if (is_ascii(s) || !unicode_add(&folded, s, UNICODE_FOLDED))
		for (size_t i = 0; i < s.n; i++)
			buf_char(&folded, str_lower_char(s.s[i]));
	result = arena_str(arena, buf_view(&folded));
	buf_release(&folded);
	return result;
}

/* A number with its length in front: "2" as "12", "10" as "210", "0" as "0". */
static size_t add_number(struct buf *out, struct str s, size_t at)
{
	size_t end = at, first = at;

	while (end < s.n && str_is_digit(s.s[end]))
		end++;
	while (first < end && s.s[first] == '0')
		first++;
	buf_char(out, (char)('0' + (end - first > 9 ? 9 : end - first)));
	buf_add(out, s.s + first, end - first);
	return end;
}

void slug_sort_key(struct buf *out, struct str s)
{
	struct buf plain;

	buf_init(&plain, BUF_NO_LIMIT);
	if (!is_ascii(s) && unicode_add(&plain, s, UNICODE_BARE))
		s = buf_view(&plain);
	for (size_t i = 0; i < s.n;) {
		size_t end = i;

		while (end < s.n && !str_is_digit(s.s[end]) && !str_is_upper(s.s[end]))
			end++;
		buf_str(out, str_slice(s, i, end));
		if (end < s.n && str_is_digit(s.s[end]))
			end = add_number(out, s, end);
		else if (end < s.n)
			buf_char(out, str_lower_char(s.s[end++]));
		i = end;
	}
	buf_release(&plain);
}
