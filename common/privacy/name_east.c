/*
 * Chinese and Korean names in Latin letters: a family name and two syllables with a hyphen, of which the second is
 * small, in either order and with the marks of Wade and Giles.
 */
#include "common/privacy/names.h"

/* "tzu", "hsiao", "jung": may it be a syllable of a Chinese or Korean name? */
static bool is_east_syllable(struct str word)
{
	enum { SYLLABLE_MOST = 6 };
	size_t groups = 0;

	for (size_t i = 0; i < word.n; i++) {
		bool vowel = strchr("aeiou", word.s[i]) != NULL;

		if (word.s[i] < 'a' || word.s[i] > 'z')
			return false;
		groups += vowel && (i == 0 || strchr("aeiou", word.s[i - 1]) == NULL);
	}
	return word.n >= 2 && word.n <= SYLLABLE_MOST && groups == 1 && strchr("aeiounghklm", word.s[word.n - 1]);
}

/* The word behind a syllable that begins at word i: of "Chou", "Ts'ao", "Ch'en"; i: none does. */
static size_t syllable_end(const struct scan *scan, size_t i, bool capital)
{
	static const char *const aspirated[] = {"ts", "ch", "t", "p", "k", NULL};
	const struct tok *tok = &scan->toks.at[i < scan->toks.n ? i : 0];

	if (i >= scan->toks.n || ((tok->flags & TOK_CAPITAL) != 0) != capital || (tok->flags & TOK_DIGIT) != 0 ||
	    (capital && (tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1))
		return i;
	if (i + 1 < scan->toks.n && str_eq(names_gap_after(scan, i), STR("'")) &&
	    str_is_any(names_word(scan, i), aspirated) && (tok[1].flags & TOK_CAPITAL) == 0 &&
	    is_east_syllable(names_word(scan, i + 1)))
		return i + 2;
	return is_east_syllable(names_word(scan, i)) ? i + 1 : i;
}

/* "Tzu-chien": two syllables with a hyphen, the second in small letters and no everyday word; i: no. */
static size_t hyphenated_end(const struct scan *scan, size_t i)
{
	size_t middle = syllable_end(scan, i, true), end;

	if (middle == i || !str_eq(names_gap_after(scan, middle - 1), STR("-")))
		return i;
	end = syllable_end(scan, middle, false);
	if (end == middle || (scan->toks.at[middle].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP)) != 0)
		return i;
	return end < scan->toks.n && strchr("-/_.@", names_gap_after(scan, end - 1).s[0]) != NULL &&
		       names_gap_after(scan, end - 1).n == 1
		   ? i
		   : end;
}

static bool is_east_family(const struct scan *scan, size_t from, size_t to)
{
	return to == from + 2 || (to == from + 1 && (scan->toks.at[from].words & WORD_LAST) != 0);
}

/* The one character between a word and the next; 0: there are more, or none. */
static char mark_after(const struct scan *scan, size_t i)
{
	struct str gap = i + 1 < scan->toks.n ? names_gap_after(scan, i) : STR("");

	return gap.n == 1 ? gap.s[0] : '\0';
}

/* Does a hyphen, or the mark of Wade and Giles, stand where such a name has one? It is asked of every word. */
static bool may_be_east(const struct scan *scan, size_t i)
{
	enum { ASPIRATED_MOST = 2 };
	const struct tok *tok = &scan->toks.at[i];
	char mark;

	if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL)
		return false;
	mark = mark_after(scan, i);
	if (mark == ' ' && i + 1 < scan->toks.n) {
		tok++;
		mark = (tok->flags & TOK_CAPITAL) != 0 ? mark_after(scan, i + 1) : '\0';
	}
	return mark == '-' || (mark == '\'' && tok->to - tok->from <= ASPIRATED_MOST);
}

size_t name_east_end(const struct scan *scan, size_t i)
{
	size_t family, given;

	if (i >= scan->toks.n || !may_be_east(scan, i))
		return i;
	family = syllable_end(scan, i, true);
	given = hyphenated_end(scan, i);
	if (family != i && is_east_family(scan, i, family) && str_eq(names_gap_after(scan, family - 1), STR(" "))) {
		given = hyphenated_end(scan, family);
		return given != family ? given : i;
	}
	if (given == i || !str_eq(names_gap_after(scan, given - 1), STR(" ")))
		return i;
	family = syllable_end(scan, given, true);
	return family != given && is_east_family(scan, given, family) ? family : i;
}
