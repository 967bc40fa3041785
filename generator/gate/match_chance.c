#include "common/utf8.h"
#include "generator/gate/match_parts.h"

/* Letters of a form that may stand anywhere in what seems to be base 64. */
enum { NOISE_LEAST = 6 };

/* A short name in what seems to be base 64: between blanks or ends of lines, as in a text. Bytes that are no text end
 * lines, too: in fonts, sound and film a blank is on one side at least, of two or three letters on both. */
static bool is_in_text(const struct row *row, size_t from, size_t to)
{
	enum { LETTERS = 4 };
	unsigned front = row->before[from], behind = to < row->n ? row->before[to] : (unsigned)BEFORE_LINE;

	if (row->matcher->is_media && ((to - from < LETTERS ? front & behind : front | behind) & BEFORE_SPACE) == 0)
		return false;
	return (front & (BEFORE_SPACE | BEFORE_LINE)) != 0 && (behind & (BEFORE_SPACE | BEFORE_LINE)) != 0;
}

/*
 * How little chance would write so, in bits about: letters, and between them the signs that people write there. Other
 * signs count against it, for nearly any byte is one. In an encoding that is guessed at, many bytes are the same
 * letter.
 */
static int evidence(const struct row *row, size_t from, size_t to)
{
	enum { LETTER = 7, GUESSED_LETTER = 4, USUAL_SIGN = 4, OTHER_SIGN = -6 };
	size_t at = match_row_byte(row, from), last = match_row_byte(row, to - 1);
	bool was_sign = false;
	int bits = 0;

	while (at <= last && at < row->text.n) {
		uint32_t c = utf8_next(row->text, &at);
		enum fold_kind kind = (enum fold_kind)fold_of(row->matcher->fold, row->way, c)->kind;

		if (kind == FOLD_LETTERS)
			bits += c < 0x80 || row->matcher->least == 0 ? LETTER : GUESSED_LETTER;
		else if (c > ' ' && c < 0x80 && strchr(".,-_@+()/'", (int)c) != NULL)
			bits += was_sign ? 0 : USUAL_SIGN;
		else if (c != ' ' && kind != FOLD_DROPPED)
			bits += OTHER_SIGN;
		else
			bits += c == ' ' && !was_sign ? USUAL_SIGN : 0;
		was_sign = kind != FOLD_LETTERS && kind != FOLD_DROPPED;
	}
	return bits;
}

enum { SURE = 36 }; /* bits: some ten thousand forms in some millions of bytes */

/* In bytes that happen to decode, what a few letters with signs between them spell is chance; blanks are not, nor is
 * what is written as people do. */
static bool is_signs_alone(const struct row *row, size_t from, size_t to)
{
	enum { LEAST = 13, ONE_SIGN_LEAST = 9 };
	size_t signs = 0;

	/* any two bytes are a sign of some script, which stands for several letters */
	if (row->matcher->is_media && (unsigned char)row->text.s[match_row_byte(row, from)] >= 0x80 &&
	    evidence(row, from, to) < SURE)
		return true;
	for (size_t i = from + 1; i < to; i++)
		signs += (row->before[i] & BEFORE_GAP) != 0 && (row->before[i] & BEFORE_GAP) != BEFORE_SPACE;
	return ((signs > 1 && to - from < LEAST) || (signs == 1 && to - from < ONE_SIGN_LEAST)) &&
	       evidence(row, from, to) < SURE;
}

bool match_is_guessed_han(const struct row *row, size_t from, size_t to)
{
	enum { HAN = 0x2E80, FEWEST = 4 };
	size_t at = match_row_byte(row, from), last = match_row_byte(row, to - 1), n = 0;

	for (; at <= last && at < row->text.n; n++)
		if (utf8_next(row->text, &at) < HAN)
			return false;
	return n < FEWEST;
}

/* A short form in bytes of which most are noise. Behind a word that goes with names it is none; nor, in a file of sound
 * or film, where its parts have their capitals or signs: "Jo Li", a@b.de. */
static bool is_short_chance(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { CAPITALS = 4, CONTEXT = 8 };
	bool has_gap = false, has_word;
	int bits;

	if (is_in_text(row, from, to))
		return false;
	if (!row->matcher->is_media)
		return true;
	for (size_t i = from + 1; i < to; i++)
		has_gap = has_gap || (row->before[i] & BEFORE_GAP) != 0;
	/* a dash is a byte like any other */
	has_word = (match_has_context(row, from, to, form) && !match_is_signed(row, from, to)) ||
		   (form->rule == RULE_USER && match_is_login(row, from, to));
	if (!has_gap && !has_word)
		return true;
	bits = (match_is_capital(row, from, form) ? CAPITALS : 0) + (has_word ? CONTEXT : 0);
	return evidence(row, from, to) + bits < SURE;
}

bool match_is_chance(const struct row *row, size_t from, size_t to, const struct form *form)
{
	return (form->length < NOISE_LEAST && is_short_chance(row, from, to, form)) || is_signs_alone(row, from, to);
}
