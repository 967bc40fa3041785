#include "common/utf8.h"
#include "generator/gate/match_parts.h"
#include "generator/gate/typos.h"
#include "generator/gate/words.h"

/* With a capital letter, where the script has any. */
static bool is_written_as_name(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { WITHOUT_CAPITALS = 0x0590 }; /* Hebrew, and nearly all that follows */
	bool is_foreign = (form->flags & FORM_FOREIGN) != 0;
	size_t at;

	if (is_foreign && (row->before[from] & row->before[to - 1] & IS_FOREIGN) == 0)
		return false;
	if ((row->before[from] & IS_UPPER) != 0 || !is_foreign)
		return (row->before[from] & IS_UPPER) != 0;
	at = match_row_byte(row, from); /* goes through the text */
	return utf8_next(row->text, &at) >= WITHOUT_CAPITALS;
}

/* Whether the word goes on there: nothing stands before the letter, or the one sign that may (*mask: where; 0: none
 * yet; NULL: none may). */
static bool goes_on(const struct row *row, size_t at, size_t *mask)
{
	if ((row->before[at] & BEFORE_ANY) == 0)
		return true;
	if (mask == NULL || *mask != 0 || (row->before[at] & (BEFORE_GAP | IS_UPPER)) != BEFORE_MARK)
		return false;
	*mask = at;
	return true;
}

/* "Feath*rstone": a sign that stands for a letter. */
static bool is_mask(const struct row *row, size_t at)
{
	size_t byte = match_row_byte(row, at);
	char sign = byte > 1 ? row->text.s[byte - 1] : '\0';

	return (sign == '*' || sign == '?') && str_is_alpha(row->text.s[byte - 2]);
}

static bool is_mistyped(const struct row *row, size_t from, size_t to, const struct form *form, size_t *mask)
{
	bool is_front = (form->flags & FORM_END_ANYWHERE) != 0;
	size_t whole = form->split, begin = from, end = to;
	struct str word;

	for (size_t i = from + 1; i < to; i++)
		if ((row->before[i] & BEFORE_ANY) != 0)
			return false;
	while (!is_front && begin > 0 && end - begin <= whole && goes_on(row, begin, mask))
		begin--;
	while (is_front && end < row->n && end - begin <= whole && goes_on(row, end, mask))
		end++;
	if ((mask != NULL && *mask == 0) || (row->before[begin] & BEFORE_GAP) == 0 || !match_is_edge(row, end, true) ||
	    end - begin + 1 < whole || end - begin > whole + 1 || !is_written_as_name(row, begin, end, form))
		return false;
	word = str_n(row->letters + begin, end - begin);
	return !words_has(WORDS_ORDINARY, word) && !words_has(WORDS_USUAL, word) &&
	       typos_match(row->matcher->identities, word, whole, is_front ? form->length : 0,
			   is_front ? word.n : from - begin, (form->flags & FORM_FOREIGN) != 0) &&
	       (mask == NULL || is_mask(row, *mask));
}

bool match_is_mistyped(const struct row *row, size_t from, size_t to, const struct form *form)
{
	size_t mask = 0;

	return is_mistyped(row, from, to, form, NULL) || is_mistyped(row, from, to, form, &mask);
}

/* A word that may be somebody's name, beside another one of the same line; typos_match_name() says the rest. */
static bool is_name_beside(const struct row *row, struct str first, size_t from, size_t to)
{
	enum { LEAST = 6, MOST = 16 };
	struct str word = str_n(row->letters + from, to - from);

	return word.n >= LEAST && word.n <= MOST && (row->before[from] & IS_UPPER) != 0 &&
	       !words_has(WORDS_ORDINARY, word) && !words_has(WORDS_USUAL, word) &&
	       typos_match_name(row->matcher->identities, first, word);
}

bool match_is_mistyped_name(const struct row *row, size_t from, size_t to)
{
	enum { LEAST = 4 };
	struct str first = str_n(row->letters + from, to - from);
	size_t begin = from, end = to;

	if (first.n < LEAST || (row->before[from] & IS_UPPER) == 0 || (row->before[from] & BEFORE_GAP) == 0 ||
	    !match_is_edge(row, to, true))
		return false;
	if (to < row->n && (row->before[to] & (BEFORE_GAP | IS_UPPER)) == (BEFORE_SPACE | IS_UPPER)) {
		for (end = to + 1; !match_is_edge(row, end, true);)
			end++;
		if (is_name_beside(row, first, to, end))
			return true;
	}
	if (from == 0 || (row->before[from] & BEFORE_LINE) != 0 || (row->before[from] & BEFORE_SPACE) == 0)
		return false;
	for (begin = from - 1; begin > 0 && (row->before[begin] & BEFORE_GAP) == 0;)
		begin--;
	return is_name_beside(row, first, begin, from);
}

/* What somebody thinks is masked: "Featherst***". But not the end of what is bold: "***Feather***". */
static bool is_masked(struct str front, struct str rest)
{
	enum { LINE = 200 }; /* bytes that are looked at */
	size_t begin = front.n;

	if (!str_starts(rest, STR("***")))
		return false;
	while (begin > 0 && front.n - begin < LINE && front.s[begin - 1] != '\n')
		begin--;
	return str_find(str_from(front, begin), STR("***")) < 0;
}

bool match_is_cut_off(const struct row *row, size_t to)
{
	size_t at = match_row_byte(row, to - 1);
	struct str rest;

	(void)utf8_next(row->text, &at);
	rest = str_from(row->text, at);
	return str_starts(rest, STR("\xE2\x80\xA6")) || str_starts(rest, STR("...")) || str_starts(rest, STR("[...")) ||
	       str_starts(rest, STR("[\xE2\x80\xA6")) || is_masked(str_slice(row->text, 0, at), rest);
}

bool match_is_cut_in_front(const struct row *row, size_t from, size_t to)
{
	struct str front = str_slice(row->text, 0, match_row_byte(row, from));

	if (str_ends(front, STR(" ")))
		front = str_slice(front, 0, front.n - 1);
	for (size_t i = from + 1; i < to; i++)
		if ((row->before[i] & BEFORE_ANY) != 0)
			return false;
	return match_is_edge(row, to, true) && (str_ends(front, STR("\xE2\x80\xA6")) || str_ends(front, STR("...")));
}
