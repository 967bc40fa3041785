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

/* By the arithmetic of the Unicode Standard, 3.12. */
void decode_jamo(struct str text, struct buf *out)
{
	enum { LEAD = 0x1100, LEADS = 19, VOWEL = 0x1161, VOWELS = 21, TAIL = 0x11A7, TAILS = 28, SYLLABLE = 0xAC00 };
	uint32_t open = 0; /* a syllable that may go on */
	bool has_vowel = false;

	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);

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
