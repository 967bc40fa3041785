/*
 * Known people in a text: its words, beginnings of words, phrases and numbers are
 * looked up in the table, and whether somebody is meant is told by what stands around.
 */
#include "common/privacy/people.h"

enum { ACRONYM_LETTERS = 5 };

static void known(struct scan *scan, size_t from, size_t to, uint32_t value, uint32_t base)
{
	static const enum redact_type types[] = {REDACT_PERSON, REDACT_USER, REDACT_ORGANISATION, REDACT_ID};
	static const char *const rules[] = {"known name", "known user name", "known organisation", "known number"};
	enum form_kind kind = (enum form_kind)(value >> FORM_SHIFT & 3);

	scan_found(scan, from, to, types[kind], STRENGTH_KNOWN, rules[kind]);
	scan->founds.at[scan->founds.n - 1].person = base + (value & PERSON_MASK) + 1;
}

/* Where a sentence may begin: "Mr. Cook", "X. Cook", "From: Cook". */
static bool is_announced(const struct scan *scan, size_t i)
{
	const struct tok *before = &scan->toks.at[i - 1];
	struct str gap = names_gap_after(scan, i - 1);

	if (str_eq(gap, STR(". ")))
		return (before->words & WORD_TITLE) != 0 ||
		       (before->to - before->from == 1 && (before->flags & TOK_CAPITAL) != 0);
	return str_starts(gap, STR(":")) && str_find_char(gap, '\n') < 0 && (before->words & WORD_LABEL) != 0;
}

/* A line of its own where mail greets or ends. */
static bool is_signed(const struct scan *scan, size_t i)
{
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, before = str_trim(gap);

	if ((scan->toks.at[i].flags & TOK_LINE) == 0 || !names_is_line_end(scan, i))
		return false;
	return i + 1 == scan->toks.n || str_starts(names_gap_after(scan, i), STR(",")) ||
	       str_starts(before, STR(",")) || str_ends(gap, STR("-")) || str_ends(before, STR("--")) ||
	       str_ends(before, STR("~"));
}

/* At the start of a sentence any word has a capital: does something else tell that it is a name there? */
static bool is_somebody(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	if ((i > 0 && is_announced(scan, i)) || is_signed(scan, i))
		return true;
	if (i + 1 >= scan->toks.n || (scan->toks.at[i + 1].flags & TOK_LINE) != 0)
		return false;
	if (str_eq(gap, STR("'")) || str_eq(gap, STR("\xe2\x80\x99")))
		return str_eq(names_word(scan, i + 1), STR("s"));
	return str_eq(gap, STR(" ")) && mentions_is_said(scan, i + 1);
}

/* A common word needs a capital where it tells something; a short one a capital. */
static bool may_be_meant(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->words & WORD_ALWAYS) != 0)
		return false;
	if ((tok->words & (WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS)) != 0)
		return (tok->flags & TOK_CAPITAL) != 0 && ((tok->flags & TOK_START) == 0 || is_somebody(scan, i));
	if ((tok->words & WORD_PLAIN) != 0)
		return (tok->flags & TOK_CAPITAL) != 0;
	return tok->to - tok->from > 3 || (tok->flags & TOK_CAPITAL) != 0;
}

static bool is_ending(struct str ending)
{
	static const char endings[] =
	    " a u i y e o s es n en em om im ie iem owi owie ow ami ach ego emu ej iej ich imi ym ymi ych rze ze dze "
	    "ce cie "
	    "dzie le ia ii iu io ov ova ovi ovy ou in ina ine inom oj oy uyu uju s's ka ko ku ki kiem ke iego iemu ta "
	    "tem cia ciem "
	    "ra rem lem la lu ga giem gi chu cha chem ani ania nie si sie ssa lle lla ";
	char padded[16] = " ";

	if (ending.n == 0)
		return true;
	if ((unsigned char)ending.s[0] >= 0x80)
		return ending.n <= 6;
	if (ending.n > 6)
		return false;
	memcpy(padded + 1, ending.s, ending.n);
	padded[ending.n + 1] = ' ';
	return str_find(str_c(endings), str_n(padded, ending.n + 2)) >= 0;
}

static const uint32_t *find_inflected(const struct redact_people *people, struct str word)
{
	for (size_t cut = 0; cut <= ENDING_MOST && word.n - cut >= STEM_LEAST; cut++)
		if (is_ending(str_from(word, word.n - cut))) {
			const uint32_t *value = wordset_find(&people->stems, str_slice(word, 0, word.n - cut));

			if (value != NULL)
				return value;
		}
	return NULL;
}

/* Names of two or three characters inside a run that has no spaces. */
static void find_in_run(const struct redact_people *people, struct scan *scan, const struct tok *tok, uint32_t base)
{
	for (size_t at = tok->from; at < tok->to; at += 3) {
		if ((unsigned char)scan->low.s[at] < 0xE3)
			return;
		for (size_t n = 12; n >= 3; n -= 3)
			if (at + n <= tok->to) {
				const uint32_t *value = wordset_find(&people->forms, str_n(scan->low.s + at, n));

				if (value != NULL) {
					known(scan, at, at + n, *value, base);
					break;
				}
			}
	}
}

static size_t find_phrase(const struct redact_people *people, struct scan *scan, size_t i, uint32_t base)
{
	const struct tok *toks = scan->toks.at;
	const uint32_t *most = wordset_find_key(&people->starts, toks[i].key);
	char phrase[256];
	size_t n = 0, length = 0, words = 0;
	uint32_t value = 0;

	for (size_t j = i; most != NULL && j < scan->toks.n && j - i < *most; j++) {
		size_t size = toks[j].to - toks[j].from;

		if (n + size + 1 > sizeof(phrase) || (j > i && toks[j].from - toks[j - 1].to > 4))
			break;
		if (j > i)
			phrase[n++] = ' ';
		memcpy(phrase + n, scan->low.s + toks[j].from, size);
		n += size;
		if (j > i) {
			const uint32_t *found = wordset_find(&people->phrases, str_n(phrase, n));

			if (found != NULL) {
				value = *found;
				words = j - i + 1;
				length = toks[j].to;
			}
		}
	}
	if (words != 0 && (toks[i].words & WORD_ALWAYS) == 0)
		known(scan, toks[i].from, length, value, base);
	return words;
}

static bool is_beside(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return str_eq(gap, STR(" ")) || str_eq(gap, STR(". ")) || str_eq(gap, STR("-"));
}

/* Behind a part of a name that was found: "Darren J. New", whose family name alone may be any word. */
static void find_rest(const struct redact_people *people, struct scan *scan, size_t i, uint32_t base)
{
	size_t at = i + 1;

	if (at >= scan->toks.n || !is_beside(scan, i))
		return;
	if (scan->toks.at[at].to - scan->toks.at[at].from == 1 && at + 1 < scan->toks.n && is_beside(scan, at))
		at++;
	if ((scan->toks.at[at].flags & TOK_CAPITAL) != 0) {
		const uint32_t *value = wordset_find_key(&people->forms, scan->toks.at[at].key);

		if (value != NULL && (*value >> FORM_SHIFT & 3) == FORM_NAME &&
		    ((*value & form_beside) != 0 || !may_be_meant(scan, at)))
			known(scan, scan->toks.at[at].from, scan->toks.at[at].to, *value, base);
	}
}

/* "FIFO" is no case of Fife, "MARKA NOWAKA" has one. */
static bool is_acronym(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_UPPER) == 0 || tok->to - tok->from > ACRONYM_LETTERS)
		return false;
	return !(i + 1 < scan->toks.n && (tok[1].flags & TOK_UPPER) != 0 &&
		 tok[1].to - tok[1].from >= ACRONYM_LETTERS && str_eq(names_gap_after(scan, i), STR(" "))) &&
	       !(i > 0 && (tok[-1].flags & TOK_UPPER) != 0 && tok[-1].to - tok[-1].from >= ACRONYM_LETTERS &&
		 str_eq(names_gap_after(scan, i - 1), STR(" ")));
}

static void find_word(const struct redact_people *people, struct scan *scan, size_t i, bool may, uint32_t base)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str word = tok_low(scan, tok);
	const uint32_t *value = may ? wordset_find_key(&people->forms, tok->key) : NULL;

	if (value == NULL && (tok->flags & TOK_DIGIT) != 0) { /* jsmith42 */
		while (word.n > 0 && str_is_digit(word.s[word.n - 1]))
			word.n--;
		value = word.n >= 4 ? wordset_find(&people->forms, word) : NULL;
	} else if (value == NULL && (tok->flags & TOK_CAPITAL) != 0 && word.n >= STEM_LEAST && !is_acronym(scan, i) &&
		   (tok->words & (WORD_COMMON | WORD_NEVER | WORD_KEEP | WORD_PLAIN)) == 0) {
		value = find_inflected(people, word);
	}
	if (value != NULL && (*value & form_beside) == 0 && may_be_meant(scan, i)) {
		known(scan, tok->from, tok->to, *value, base);
		find_rest(people, scan, i, base);
	} else if (value != NULL) {
		scan_kept(scan, tok->from, tok->to, REDACT_PERSON, "known name",
			  (tok->words & WORD_ALWAYS) != 0 ? "a word to keep always"
							  : "an everyday word, not written as a name here");
	} else if (people->has_cjk && (unsigned char)word.s[0] >= 0xE3) {
		find_in_run(people, scan, tok, base);
	}
}

/* Numbers whose end is that of a known one, however they are grouped. */
static void find_numbers(const struct redact_people *people, struct scan *scan, uint32_t base)
{
	struct str low = scan->low;
	char digits[24];

	for (size_t at = 0; people->numbers.n != 0 && at < low.n; at++) {
		size_t from = at, n = 0, to = at;

		if (!str_is_digit(low.s[at]))
			continue;
		for (; at < low.n && n < sizeof(digits) && at - to < 3; at++)
			if (str_is_digit(low.s[at])) {
				digits[n++] = low.s[at];
				to = at + 1;
			} else if (strchr(" ()-./", low.s[at]) == NULL) {
				break;
			}
		at = to;
		if (n >= NUMBER_DIGITS) {
			const uint32_t *person =
			    wordset_find(&people->numbers, str_n(digits + n - NUMBER_DIGITS, NUMBER_DIGITS));

			if (person != NULL) {
				if (from > 0 && low.s[from - 1] == '+')
					from--;
				scan_found(scan, from, to, REDACT_PHONE, STRENGTH_KNOWN, "known phone");
				scan->founds.at[scan->founds.n - 1].person = base + *person + 1;
			}
		}
	}
}

void people_find(const struct redact_people *people, struct scan *scan, uint32_t base)
{
	if (people == NULL || people->roles.n == 0)
		return;
	for (size_t i = 0; i < scan->toks.n; i++) {
		bool may = people_may_hold(people, scan->toks.at[i].key);
		size_t words = may ? find_phrase(people, scan, i, base) : 0;

		if (words != 0)
			i += words - 1;
		else
			find_word(people, scan, i, may, base);
	}
	find_numbers(people, scan, base);
}

bool people_is_name(const struct redact_people *people, const struct tok *tok)
{
	const uint32_t *value =
	    people != NULL && people_may_hold(people, tok->key) ? wordset_find_key(&people->forms, tok->key) : NULL;

	return value != NULL && (*value >> FORM_SHIFT & 3) == FORM_NAME &&
	       ((*value & form_beside) == 0 || (tok->flags & TOK_START) == 0);
}
