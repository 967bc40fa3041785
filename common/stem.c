#include "common/stem.h"

#include "common/str.h"

enum { STEM_MIN = 3, STEM_MAX = 64 };

static bool is_vowel(char c, bool y_is_vowel)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || (y_is_vowel && c == 'y');
}

/* Passes one run of vowels and the consonant behind it; 0 when there is none. */
static size_t pass_sequence(const char *word, size_t n, bool behind_consonant)
{
	bool consonant = behind_consonant;
	size_t i = 0;

	for (; i < n; i++) {
		consonant = !is_vowel(word[i], consonant);
		if (!consonant)
			break;
	}
	for (i++; i < n; i++) {
		consonant = !is_vowel(word[i], consonant);
		if (consonant)
			return i + 1;
	}
	return 0;
}

/* Porter's measure of the first n letters, counted no further than 2. */
static int measure(const char *word, size_t n)
{
	size_t first = pass_sequence(word, n, false);

	if (first == 0)
		return 0;
	return pass_sequence(word + first, n - first, true) != 0 ? 2 : 1;
}

static bool has_vowel(const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_vowel(word[i], i > 0))
			return true;
	}
	return false;
}

/* Ends in consonant, vowel, consonant, the last not w, x or y. */
static bool ends_short(const char *word, size_t n)
{
	bool consonant = false;
	unsigned shape = 0;

	if (word[n - 1] == 'w' || word[n - 1] == 'x' || word[n - 1] == 'y')
		return false;
	for (size_t i = 0; i < n; i++) {
		consonant = !is_vowel(word[i], consonant);
		shape = shape << 1 | consonant;
	}
	return (shape & 7) == 5;
}

struct rule {
	struct str suffix, replacement;
	int above; /* the measure of what is left must be above this */
};

#define RULE(suffix, replacement, above) \
	{ \
		STR_INIT(suffix), STR_INIT(replacement), (above) \
	}
/* Within a step the first suffix that fits decides, whether its condition holds or not. */
static const struct rule step_2[] = {
    RULE("ational", "ate", 0), RULE("tional", "tion", 0), RULE("enci", "ence", 0), RULE("anci", "ance", 0),
    RULE("izer", "ize", 0),    RULE("logi", "log", 0),	  RULE("bli", "ble", 0),   RULE("alli", "al", 0),
    RULE("entli", "ent", 0),   RULE("eli", "e", 0),	  RULE("ousli", "ous", 0), RULE("ization", "ize", 0),
    RULE("ation", "ate", 0),   RULE("ator", "ate", 0),	  RULE("alism", "al", 0),  RULE("iveness", "ive", 0),
    RULE("fulness", "ful", 0), RULE("ousness", "ous", 0), RULE("aliti", "al", 0),  RULE("iviti", "ive", 0),
    RULE("biliti", "ble", 0),
};
static const struct rule step_3[] = {
    RULE("ical", "ic", 0), RULE("ness", "", 0),	 RULE("icate", "ic", 0), RULE("iciti", "ic", 0),
    RULE("ful", "", 0),	   RULE("ative", "", 0), RULE("alize", "al", 0),
};
static const struct rule step_4[] = {
    RULE("al", "", 1),	 RULE("ance", "", 1), RULE("ence", "", 1), RULE("er", "", 1),	 RULE("ic", "", 1),
    RULE("able", "", 1), RULE("ible", "", 1), RULE("ant", "", 1),  RULE("ement", "", 1), RULE("ment", "", 1),
    RULE("ent", "", 1),	 RULE("ion", "", 1),  RULE("ou", "", 1),   RULE("ism", "", 1),	 RULE("ate", "", 1),
    RULE("iti", "", 1),	 RULE("ous", "", 1),  RULE("ive", "", 1),  RULE("ize", "", 1),
};

#undef RULE

static size_t apply(const struct rule *rules, size_t rules_n, char *word, size_t n)
{
	for (size_t i = 0; i < rules_n; i++) {
		struct str suffix = rules[i].suffix, replacement = rules[i].replacement;
		size_t kept;

		if (word[n - 1] != suffix.s[suffix.n - 1] || n <= suffix.n ||
		    memcmp(word + n - suffix.n, suffix.s, suffix.n) != 0)
			continue;
		kept = n - suffix.n;
		if (measure(word, kept) <= rules[i].above)
			return n;
		/* -ion goes only behind s or t */
		if (rules == step_4 && str_eq(suffix, STR("ion")) && word[kept - 1] != 's' && word[kept - 1] != 't')
			return n;
		memcpy(word + kept, replacement.s, replacement.n);
		return kept + replacement.n;
	}
	return n;
}
#define APPLY(rules, word, n) apply((rules), sizeof(rules) / sizeof((rules)[0]), (word), (n))

static bool ends(const char *word, size_t n, const char *suffix)
{
	size_t suffix_n = strlen(suffix);

	return n > suffix_n && memcmp(word + n - suffix_n, suffix, suffix_n) == 0;
}

/* Plurals. */
static size_t step_1a(const char *word, size_t n)
{
	if (word[n - 1] != 's')
		return n;
	if (word[n - 2] == 'e') {
		if ((n > 4 && word[n - 4] == 's' && word[n - 3] == 's') || (n > 3 && word[n - 3] == 'i'))
			return n - 2;
		return n - 1;
	}
	return word[n - 2] != 's' ? n - 1 : n;
}

/* -eed, -ed, -ing, and what they leave behind. */
static size_t step_1b(char *word, size_t n)
{
	char last;

	if (ends(word, n, "eed"))
		return measure(word, n - 3) > 0 ? n - 1 : n;
	if (ends(word, n, "ed") && has_vowel(word, n - 2))
		n -= 2;
	else if (ends(word, n, "ing") && has_vowel(word, n - 3))
		n -= 3;
	else
		return n;
	if (ends(word, n, "at") || ends(word, n, "bl") || ends(word, n, "iz")) {
		word[n] = 'e';
		return n + 1;
	}
	last = word[n - 1];
	if (n > 1 && !is_vowel(last, false) && last != 'l' && last != 's' && last != 'z' && last == word[n - 2])
		return n - 1;
	if (measure(word, n) == 1 && ends_short(word, n)) {
		word[n] = 'e';
		return n + 1;
	}
	return n;
}

size_t stem_english(char *word, size_t n)
{
	int m;

	if (n < STEM_MIN || n > STEM_MAX)
		return n;
	n = step_1a(word, n);
	n = step_1b(word, n);
	if (word[n - 1] == 'y' && has_vowel(word, n - 1))
		word[n - 1] = 'i';
	n = APPLY(step_2, word, n);
	n = APPLY(step_3, word, n);
	n = APPLY(step_4, word, n);
	if (word[n - 1] == 'e' && n > 1) {
		m = measure(word, n - 1);
		if (m > 1 || (m == 1 && !ends_short(word, n - 1)))
			n--;
	}
	if (n > 1 && word[n - 1] == 'l' && word[n - 2] == 'l' && measure(word, n - 1) > 1)
		n--;
	return n;
}
