#include "common/utf8.h"
#include "generator/gate/match_parts.h"
#include "generator/gate/words.h"

static bool is_digit_at(const struct row *row, size_t at)
{
	return at < row->n && row->letters[at] >= '0' && row->letters[at] <= '9';
}

/* Whether the word goes on with an ending of a case and ends there. */
static bool ends_with_case(const struct row *row, size_t at)
{
	struct str ending;
	size_t end = at;

	while (end < row->n && end - at < 5 && (row->before[end] & BEFORE_GAP) == 0)
		end++;
	ending = str_n(row->letters + at, end - at);
	if (end - at >= 4 && (row->before[at] & IS_FOREIGN) != 0 && str_starts(ending, STR("yang")))
		return (row->before[at + 4] & IS_INSIDE) == 0; /* ハセベ様 */
	return end > at && end - at <= 4 && match_is_edge(row, end, true) && words_has(WORDS_ENDINGS, ending);
}

/* Ends at the last letter, or a possessive or an ending follows behind an apostrophe: that is an edge, too. */
static bool ends_well(const struct row *row, size_t to, unsigned flags)
{
	return match_is_edge(row, to, (flags & FORM_STRICT_EDGES) != 0) ||
	       ((flags & FORM_STEM) != 0 && (row->before[to] & BEFORE_TURN) == 0 && ends_with_case(row, to));
}

bool match_edges_are_right(const struct row *row, size_t from, size_t to, const struct form *form)
{
	unsigned flags = form->flags;
	bool begins, ends;

	if ((row->before[from] & IS_INSIDE) != 0)
		return false;
	if ((flags & FORM_DIGITS) != 0)
		return (!is_digit_at(row, to) || (row->before[to] & BEFORE_GAP) != 0) &&
		       ((flags & FORM_BEGIN_ANYWHERE) != 0 || from == 0 || !is_digit_at(row, from - 1) ||
			(row->before[from] & BEFORE_GAP) != 0 || row->letters[from - 1] == '0');
	begins = (flags & FORM_BEGIN_ANYWHERE) != 0 || match_is_edge(row, from, (flags & FORM_STRICT_EDGES) != 0);
	ends = (flags & FORM_END_ANYWHERE) != 0 || ends_well(row, to, flags) ||
	       (form->rule == RULE_FIRST_NAME && match_owns_machine(row, to)); /* Hannahs-iPhone */
	return (flags & FORM_ONE_EDGE) != 0 ? begins || ends : begins && ends;
}

/* 5.12.377904 is a version: a digit alone between marks, and many at once elsewhere; 3-5728-4169 is none. */
static bool is_uneven(const struct row *row, size_t from, size_t to)
{
	size_t run = 1, shortest = SIZE_MAX, longest = 0, pieces = 1;

	for (size_t i = from + 1; i <= to; i++) {
		if (i < to && (row->before[i] & BEFORE_GAP) == 0) {
			run++;
			continue;
		}
		if (i < to && (row->before[i] & BEFORE_GAP) != BEFORE_MARK)
			return false;
		shortest = run < shortest ? run : shortest;
		longest = run > longest ? run : longest;
		pieces += i < to;
		run = 1;
	}
	return pieces > 2 && shortest == 1 && longest > 4;
}

/* "begin. Hannover" is no nhannover: what stands on one side of the gap is the end, or the beginning, of another word.
 */
static bool is_scrap_of_word(const struct row *row, size_t from, size_t gap, size_t to)
{
	enum { SCRAP = 2 };

	return (gap - from <= SCRAP && !match_is_edge(row, from, true)) ||
	       (to - gap <= SCRAP && !match_is_edge(row, to, true));
}

bool match_is_split_right(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { TORN_LEAST = 12 };
	size_t pieces = 1, longest = 0, run = 1, second = from; /* run: characters */
	uint8_t gaps = 0;

	if (form->split != 0 && (row->before[from + form->split] & BEFORE_ANY) == 0)
		return false;
	if ((form->flags & FORM_DIGITS) != 0 && (form->flags & FORM_ANY_SPLIT) != 0)
		return !is_uneven(row, from, to);
	if ((form->flags & FORM_ANY_SPLIT) != 0 && (form->rule != RULE_FULL_NAME || form->length > 12))
		return true;
	for (size_t i = from + 1; i < to; i++) {
		uint8_t gap = row->before[i] & BEFORE_GAP;

		run += (row->before[i] & IS_INSIDE) == 0;
		if (gap == 0)
			continue;
		gaps |= gap;
		pieces++;
		second = i;
		longest = run - 1 > longest ? run - 1 : longest;
		run = 1;
		/* a space alone; or with other signs, or the end of a line, where a few letters would fit by chance */
		if (gap == BEFORE_SPACE || (to - from < 9 && gap != BEFORE_MARK && gap != (BEFORE_MARK | BEFORE_LINE)))
			gaps |= 128;
	}
	longest = run > longest ? run : longest;
	if (pieces == 1)
		return true;
	if (pieces == 2 && gaps != BEFORE_MARK && (form->flags & FORM_ANY_SPLIT) == 0 &&
	    is_scrap_of_word(row, from, second, to))
		return false;
	/* "command: Read a m…" is no Andrea Dam */
	if ((form->flags & FORM_ANY_SPLIT) != 0)
		return longest <= 2 || pieces <= 3 || (gaps & 128) == 0;
	if ((form->flags & FORM_NO_SPLIT) != 0)
		return false;
	if (longest <= 2)
		return to - from >= 5;
	/* hannayu@ in "Hanna Yushchyshyna", not astrong@ in "A Strong Password" */
	if (form->rule == RULE_USER && pieces == 2 && second - from >= 4 &&
	    (row->before[from] & row->before[second] & IS_UPPER) != 0)
		return true;
	/* Brackenr idge: so long a name is no two words by chance */
	if (form->rule == RULE_SURNAME && pieces == 2 && gaps == (BEFORE_SPACE | 128) && to - from >= TORN_LEAST &&
	    second - from >= 3 && to - second >= 3 && (row->before[from] & IS_UPPER) != 0 &&
	    (row->before[second] & IS_UPPER) == 0)
		return true;
	return (gaps & 128) == 0 && to - from >= 6;
}

/* Whether all words that begin there do so with a capital letter, but for "of" and "and". */
static bool are_capital(const struct row *row, size_t from, size_t to)
{
	enum { SMALL = 3 };

	for (size_t i = from; i < to; i++) {
		size_t end = i + 1;

		if ((row->before[i] & BEFORE_GAP) == 0 || (row->before[i] & IS_UPPER) != 0)
			continue;
		while (end < to && (row->before[end] & BEFORE_GAP) == 0)
			end++;
		if (end - i > SMALL)
			return false;
	}
	return true;
}

bool match_is_kana(const struct row *row, size_t from, size_t to)
{
	enum { LEAST = 5 };
	size_t at = match_row_byte(row, from);
	uint32_t first = utf8_next(row->text, &at);

	return to - from >= LEAST && first >= 0x3041 && first <= 0x30FF;
}

bool match_is_capital(const struct row *row, size_t from, const struct form *form)
{
	if ((row->before[from] & IS_UPPER) == 0)
		return false;
	if (form->rule == RULE_DOMAIN && !are_capital(row, from + 1, from + form->length))
		return false;
	return form->split == 0 || (row->before[from + form->split] & IS_UPPER) != 0;
}
