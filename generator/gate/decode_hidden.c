/* What a reader sees where something that is not seen, or is read apart, stands between the letters. */
#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/match.h"

/* Elements whose content stands beside the text or is not shown at all. */
static const struct str beside[] = {STR_INIT("rt"),    STR_INIT("rp"),	     STR_INIT("script"),
				    STR_INIT("style"), STR_INIT("template"), STR_INIT("title")};

static struct str tag_name(struct str tag)
{
	size_t n = 1;

	while (n < tag.n && str_is_alnum(tag.s[n]))
		n++;
	return str_slice(tag, 1, n);
}

static bool hides(struct str tag)
{
	struct str name = tag_name(tag);

	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
		if (str_eq_nocase(name, beside[i]))
			return true;
	return str_find(tag, STR(" hidden")) > 0 || str_find(tag, STR("display:none")) > 0 ||
	       str_find(tag, STR("display: none")) > 0 || str_find(tag, STR("font-size:0")) > 0 ||
	       str_find(tag, STR("visibility:hidden")) > 0;
}

/* <rt>; and Haver<script>…</script>stock: directly behind a letter, where a page has none of its own. */
static bool has_hiding_tag(struct str text)
{
	const char *at = text.s, *end = text.s + text.n;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		struct str rest = str_n(at, (size_t)(end - at));
		unsigned char before = at > text.s ? (unsigned char)at[-1] : ' ';

		if (str_starts(rest, STR("<rt")) ||
		    ((str_is_alnum((char)before) || before >= 0x80) &&
		     (str_starts(rest, STR("<script")) || str_starts(rest, STR("<style")) ||
		      str_starts(rest, STR("<te")) || str_starts(rest, STR("<title")))))
			return true;
		at++;
	}
	return false;
}

bool decode_has_hidden(struct str text)
{
	/* the longer ones first ask for what they have in common: that is quick */
	return has_hiding_tag(text) ||
	       (str_find(text, STR("hidden")) >= 0 &&
		(str_find(text, STR(" hidden")) >= 0 || str_find(text, STR("visibility:hidden")) >= 0)) ||
	       (str_find(text, STR("display:")) >= 0 &&
		(str_find(text, STR("display:none")) >= 0 || str_find(text, STR("display: none")) >= 0)) ||
	       str_find(text, STR("font-size:0")) >= 0;
}

/* Where elements end, by name: looked for once and not again for each that has no end. */
struct ends {
	struct end {
		struct str name;
		size_t at; /* of the first end behind the last place that was asked for; ENDS_NONE: none follows */
	} at[32];
	unsigned n;
};

#define ENDS_NONE ((size_t)-1)

static bool is_end_of(struct str rest, struct str name)
{
	return rest.n > name.n + 2 && rest.s[1] == '/' && str_eq_nocase(str_slice(rest, 2, name.n + 2), name);
}

static size_t find_end(struct str text, struct str name, size_t after)
{
	bool may_lack_end = str_starts_nocase(name, STR("r")); /* <rt> may go without its end */

	for (size_t at = after; at < text.n; at++) {
		const char *found = memchr(text.s + at, '<', text.n - at);
		struct str rest;

		if (found == NULL)
			break;
		at = (size_t)(found - text.s);
		rest = str_from(text, at);
		if (is_end_of(rest, name) ||
		    (may_lack_end && (str_starts(rest, STR("<rt")) || str_starts(rest, STR("</ruby")))))
			return at;
	}
	return ENDS_NONE;
}

static struct end *end_of_name(struct ends *ends, struct str name)
{
	for (unsigned i = 0; i < ends->n; i++)
		if (str_eq_nocase(ends->at[i].name, name))
			return &ends->at[i];
	if (ends->n == sizeof(ends->at) / sizeof(*ends->at))
		return NULL;
	ends->at[ends->n] = (struct end){.name = name};
	return &ends->at[ends->n++];
}

/* Behind the element's end, nothing inside being another of its name; the end of the tag when there is none. */
static size_t element_end(struct ends *ends, struct str text, struct str name, size_t after)
{
	struct end *end = end_of_name(ends, name);
	const char *found;

	if (end == NULL)
		return after; /* hidden elements of so many kinds are none of a page's */
	if (end->at < after)
		end->at = find_end(text, name, after);
	if (end->at == ENDS_NONE)
		return after;
	if (!is_end_of(str_from(text, end->at), name))
		return end->at;
	found = memchr(text.s + end->at, '>', text.n - end->at);
	return found != NULL ? (size_t)(found - text.s) + 1 : text.n;
}

void decode_shown(struct str text, struct buf *shown, struct buf *hidden)
{
	struct ends ends = {.n = 0};
	size_t at = 0;

	while (at < text.n) {
		const char *found = memchr(text.s + at, '<', text.n - at);
		size_t begin = found != NULL ? (size_t)(found - text.s) : text.n, end;
		struct str tag;

		buf_add(shown, text.s + at, begin - at);
		if (found == NULL)
			return;
		if (decode_piece_at(text, begin, &end) != DECODE_TAG) {
			buf_add(shown, text.s + begin, end - begin);
			at = end;
			continue;
		}
		tag = str_slice(text, begin, end);
		at = end;
		if (tag.n > 2 && tag.s[1] != '/' && hides(tag)) {
			size_t closed = element_end(&ends, text, tag_name(tag), end);

			buf_str(hidden, str_slice(text, end, closed));
			at = closed;
		} else {
			buf_str(shown, tag);
		}
	}
}

/* ---- strings in quotes that belong together ---- */

static size_t short_string(struct str s, size_t at)
{
	enum { MOST = 24 };
	size_t end = at + 1;

	while (end < s.n && end - at <= MOST && (str_is_alnum(s.s[end]) || (unsigned char)s.s[end] >= 0x80))
		end++;
	return end < s.n && end > at + 2 && s.s[end] == s.s[at] ? end + 1 : 0;
}

void decode_quoted(struct str text, struct buf *out)
{
	enum { APART = 24 };
	size_t last = 0, row = out->n, count = 0;
	struct decode_quotes quotes;

	decode_quotes_init(&quotes);
	for (size_t at = 0; (at = decode_next_quote(&quotes, text, at)) + 2 < text.n; at++) {
		size_t end = short_string(text, at);

		if (end == 0)
			continue;
		if (count == 0 || at - last > APART) {
			if (count < 2)
				buf_cut(out, row);
			else
				buf_char(out, '\n');
			row = out->n;
			count = 0;
		} else {
			buf_char(out, MATCH_TAG);
		}
		buf_str(out, str_slice(text, at + 1, end - 1));
		count++;
		last = end;
		at = end - 1;
	}
	if (count < 2)
		buf_cut(out, row);
}

/* The characters of a piece of text, the last one first. */
static void add_backwards(struct str s, struct buf *out)
{
	for (size_t end = s.n; end > 0;) {
		size_t from = end - 1;

		while (from > 0 && utf8_is_inside(s, from))
			from--;
		buf_str(out, str_slice(s, from, end));
		end = from;
	}
	buf_char(out, '\n');
}

void decode_turned(struct str text, struct buf *out)
{
	struct str rest = text, line;

	while (str_line(&rest, &line))
		for (size_t at = decode_find(line, 0, "\xE2\x80", 2); at + 2 < line.n;
		     at = decode_find(line, at + 2, "\xE2\x80", 2)) {
			size_t end;

			if (line.s[at + 2] != '\xAE' && line.s[at + 2] != '\xAB')
				continue;
			end = decode_find(line, at + 3, "\xE2\x80\xAC", 3); /* which ends it */
			add_backwards(str_slice(line, at + 3, end), out);
		}
}

/* ﾜﾀﾅﾍﾞ: katakana of half the width, whose marks are characters of their own. */
void decode_half_kana(struct str text, struct buf *out)
{
	static const uint16_t whole[] = {0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3,
					 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1,
					 0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6,
					 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8,
					 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8, 0x30E9,
					 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3};
	enum { HALF = 0xFF66, VOICED = 0xFF9E, HALF_VOICED = 0xFF9F, U = 0x30A6, VU = 0x30F4 };

	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);
		size_t behind = at;
		uint32_t mark = at < text.n ? utf8_next(text, &behind) : 0;

		if (character - HALF < sizeof(whole) / sizeof(*whole)) {
			character = whole[character - HALF];
			if (mark == VOICED || mark == HALF_VOICED) {
				character = character == U ? (uint32_t)VU : character + (mark - VOICED) + 1;
				at = behind;
			}
		}
		utf8_add(out, character);
	}
}

enum {
	LEAD = 0x1100,
	LEADS = 19,
	VOWEL = 0x1161,
	VOWELS = 21,
	TAIL = 0x11A7,
	TAILS = 28,
	SYLLABLE = 0xAC00,
	KEY = 0x3131, /* consonants as they stand on keys, and then the vowels */
	KEYS = 30,
};

/* A letter as it stands on a key, as the part of a syllable that it is there: a consonant before a vowel begins one. */
static uint32_t part_of_syllable(uint32_t key, uint32_t next, bool may_end)
{
	static const uint8_t leads[KEYS] = {1, 2, 0, 3, 0, 0,  4,  5,  6,  0,  0,  0,  0,  0,  0,
					    0, 7, 8, 9, 0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
	static const uint8_t tails[KEYS] = {1,	2,  3,	4, 5,  6,  7,  0,  8,  9, 10, 11, 12, 13, 14,
					    15, 16, 17, 0, 18, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27};
	uint32_t place = key - KEY;

	if (place - KEYS < VOWELS)
		return VOWEL + (place - KEYS);
	if (place >= KEYS)
		return key;
	if (may_end && tails[place] != 0 && next - KEY - KEYS >= VOWELS)
		return TAIL + tails[place];
	return leads[place] != 0 ? (uint32_t)LEAD + leads[place] - 1 : key;
}

/* By the arithmetic of the Unicode Standard, 3.12. */
void decode_jamo(struct str text, struct buf *out)
{
	uint32_t open = 0; /* a syllable that may go on */
	bool has_vowel = false;

	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);
		size_t behind = at;

		character =
		    part_of_syllable(character, at < text.n ? utf8_next(text, &behind) : 0, open != 0 && has_vowel);

		if (open != 0 && !has_vowel && character - VOWEL < VOWELS) {
			open = SYLLABLE + ((open - LEAD) * VOWELS + (character - VOWEL)) * TAILS;
			has_vowel = true;
			continue;
		}
		if (open != 0 && has_vowel && character - TAIL - 1 < TAILS - 1) {
			utf8_add(out, open + (character - TAIL));
			open = 0;
			continue;
		}
		if (open != 0)
			utf8_add(out, open);
		has_vowel = false;
		open = character - LEAD < LEADS ? character : 0;
		if (open == 0)
			utf8_add(out, character);
	}
	if (open != 0)
		utf8_add(out, open);
}

/* 0 to 9, and the other zero. */
static int chinese_digit(struct str text, size_t at)
{
	static const char digits[] = "〇一二三四五六七八九零";

	for (int i = 0; i < 11 && at + 3 <= text.n; i++)
		if (memcmp(text.s + at, digits + (size_t)i * 3, 3) == 0)
			return i % 10;
	return -1;
}

void decode_chinese_digits(struct str text, struct buf *out)
{
	enum { LEAST = 7 };

	for (size_t at = 0; at < text.n;) {
		size_t before = out->n, n = 0;
		int digit;

		while (at < text.n && (digit = chinese_digit(text, at)) >= 0) {
			buf_char(out, (char)('0' + digit));
			at += 3;
			n++;
		}
		if (n >= LEAST)
			buf_char(out, '\n');
		else
			buf_cut(out, before);
		at += n == 0;
	}
}
