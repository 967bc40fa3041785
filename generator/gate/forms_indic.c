/*
 * Names in the scripts of India, read as their bearers spell them in Latin letters. The nine scripts have their letters
 * at the same places of their blocks (Unicode, chapter 12), so that one table reads them all. A consonant without
 * another vowel has an "a", which most languages leave out at the end and some between two syllables:
 * देशमुख is Deshmukh, हर्षवर्धन Harshavardhan and Harshvardhan.
 */
#include "generator/gate/forms_parts.h"

#include "common/utf8.h"

enum {
	BLOCK = 0x80,
	FIRST_BLOCK = 0x900,
	TAMIL = 5,
	BLOCKS = 9, /* Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam */
	VIRAMA = 0x4D,
	SYLLABLES_MAX = 24,
};

struct syllable {
	const char *consonant, *vowel; /* "": none */
	bool is_inherent, is_long;
};

/* How a name may be read. */
enum reading_flags {
	KEEP_LAST = 1,
	DROP_BETWEEN = 2,
	DOUBLE_LONG = 4,
	SOFT = 8,    /* v behind a consonant is w; t is th in the south */
	VOICED = 16, /* of Tamil: between vowels ch is s, k is g */
};

static const char *vowel_at(unsigned place, bool *is_long)
{
	/* from 0x05, those that stand alone; from 0x3E, signs */
	static const char *const alone[] = {"a", "a", "i", "i",	 "u", "u", "ri", "l",
					    "e", "e", "e", "ai", "o", "o", "o",	 "au"};
	static const char *const signs[] = {"a", "i", "i",  "u", "u", "ri", "ri", "e",
					    "e", "e", "ai", "o", "o", "o",  "au"};

	*is_long = place == 0x08 || place == 0x0A || place == 0x40 || place == 0x42;
	if (place >= 0x05 && place < 0x05 + sizeof(alone) / sizeof(*alone))
		return alone[place - 0x05];
	if (place >= 0x3E && place < 0x3E + sizeof(signs) / sizeof(*signs))
		return signs[place - 0x3E];
	return NULL;
}

static const char *consonant_at(unsigned place)
{
	static const char *const plain[] = {"k",  "kh", "g", "gh", "n", "ch", "chh", "j",  "jh", "n",  "t", "th", "d",
					    "dh", "n",	"t", "th", "d", "dh", "n",   "n",  "p",	 "ph", "b", "bh", "m",
					    "y",  "r",	"r", "l",  "l", "zh", "v",   "sh", "sh", "s",  "h"};

	if (place >= 0x15 && place < 0x15 + sizeof(plain) / sizeof(*plain))
		return plain[place - 0x15];
	switch (place) {
	case 0x01:
	case 0x02:
		return "n";
	case 0x03:
		return "h";
	case 0x5C:
		return "r";
	case 0x5D:
		return "rh";
	case 0x5F:
		return "y";
	default:
		return NULL;
	}
}

/* How many; 0: it is not in one of these scripts, or too long. *block: which. */
static size_t read_syllables(struct str word, struct syllable *syllables, unsigned *block)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		const char *vowel, *consonant;
		unsigned place = c % BLOCK;
		bool is_long;

		if (c == 0x200C || c == 0x200D)
			continue;
		if (c < FIRST_BLOCK || c >= FIRST_BLOCK + BLOCKS * BLOCK || n == SYLLABLES_MAX)
			return 0;
		*block = (c - FIRST_BLOCK) / BLOCK;
		vowel = vowel_at(place, &is_long);
		consonant = consonant_at(place);
		if (consonant != NULL) {
			bool has_vowel = place >= 0x15; /* a nasal has none */

			syllables[n++] = (struct syllable){consonant, has_vowel ? "a" : "", has_vowel, false};
		} else if (vowel != NULL && place < 0x15) {
			syllables[n++] = (struct syllable){"", vowel, false, is_long};
		} else if (n != 0 && (vowel != NULL || place == VIRAMA)) {
			syllables[n - 1].vowel = vowel != NULL ? vowel : "";
			syllables[n - 1].is_inherent = false;
			syllables[n - 1].is_long = is_long;
		}
	}
	return n;
}

/* Takes the "a" from those syllables that a reading leaves it out of. */
static void drop_inherent(struct syllable *syllables, size_t n, unsigned flags)
{
	if (n != 0 && syllables[n - 1].is_inherent && (flags & KEEP_LAST) == 0)
		syllables[n - 1].vowel = "";
	for (size_t i = 1; i + 1 < n && (flags & DROP_BETWEEN) != 0; i++)
		if (syllables[i].is_inherent && *syllables[i - 1].vowel != '\0' && *syllables[i + 1].vowel != '\0' &&
		    *syllables[i + 1].consonant != '\0')
			syllables[i].vowel = "";
}

/* Tamil writes voiced and voiceless letters alike: behind a nasal they are voiced, and between vowels often. */
static const char *tamil_consonant(const struct syllable *syllables, size_t i, unsigned flags)
{
	static const char *const voiced[][2] = {{"k", "g"}, {"ch", "j"}, {"t", "d"}, {"p", "b"}};
	const char *consonant = syllables[i].consonant;
	bool is_joined = i > 0 && *syllables[i - 1].vowel == '\0';
	bool is_doubled = *syllables[i].vowel == '\0' || is_joined;

	for (size_t k = 0; is_joined && k < sizeof(voiced) / sizeof(*voiced); k++)
		if (strchr("nm", *syllables[i - 1].consonant) != NULL && strcmp(consonant, voiced[k][0]) == 0)
			return voiced[k][1];
	if ((flags & VOICED) == 0 || is_doubled)
		return consonant;
	if (i > 0 && strcmp(consonant, "k") == 0)
		return "g";
	return strcmp(consonant, "ch") == 0 ? "s" : consonant;
}

static const char *consonant_of(const struct syllable *syllables, size_t n, size_t i, unsigned block, unsigned flags)
{
	const char *consonant = block == TAMIL ? tamil_consonant(syllables, i, flags) : syllables[i].consonant;
	bool is_joined = i > 0 && *syllables[i - 1].vowel == '\0';

	/* a nasal before lips */
	if (strcmp(consonant, "n") == 0 && *syllables[i].vowel == '\0' && i + 1 < n &&
	    strchr("pbm", *syllables[i + 1].consonant) != NULL && *syllables[i + 1].consonant != '\0')
		return "m";
	if ((flags & SOFT) != 0 && block >= TAMIL && strcmp(consonant, "t") == 0)
		return "th";
	return (flags & SOFT) != 0 && is_joined && strcmp(consonant, "v") == 0 ? "w" : consonant;
}

static void add_syllable(struct buf *out, const char *consonant, const struct syllable *syllable, unsigned flags)
{
	/* cch, not chch */
	if (consonant[0] != '\0' && consonant[1] == 'h' && str_ends(buf_view(out), str_c(consonant)))
		buf_cut(out, out->n - 1);
	buf_str(out, str_c(consonant));
	if (syllable->is_long && (flags & DOUBLE_LONG) != 0)
		buf_str(out, *syllable->vowel == 'i' ? STR("ee") : STR("oo"));
	else
		buf_str(out, str_c(syllable->vowel));
}

void forms_add_indic(struct forms *forms, struct str word, struct variants *variants)
{
	static const unsigned north[] = {
	    0,	  DROP_BETWEEN,	      KEEP_LAST, KEEP_LAST | DROP_BETWEEN, DOUBLE_LONG, DOUBLE_LONG | DROP_BETWEEN,
	    SOFT, SOFT | DROP_BETWEEN};
	static const unsigned south[] = {KEEP_LAST,
					 KEEP_LAST | VOICED,
					 KEEP_LAST | SOFT,
					 KEEP_LAST | SOFT | VOICED,
					 KEEP_LAST | DOUBLE_LONG,
					 KEEP_LAST | DOUBLE_LONG | VOICED};
	struct syllable read[SYLLABLES_MAX], syllables[SYLLABLES_MAX];
	unsigned block = 0;
	size_t n = read_syllables(word, read, &block);
	const unsigned *ways = block >= TAMIL ? south : north;
	size_t ways_n = block >= TAMIL ? sizeof(south) / sizeof(*south) : sizeof(north) / sizeof(*north);

	for (size_t way = 0; n != 0 && way < ways_n; way++) {
		memcpy(syllables, read, n * sizeof(*read));
		drop_inherent(syllables, n, ways[way]);
		buf_clear(&forms->other);
		for (size_t i = 0; i < n; i++)
			add_syllable(&forms->other, consonant_of(syllables, n, i, block, ways[way]), &syllables[i],
				     ways[way]);
		forms_add_variant(variants, buf_view(&forms->other));
	}
}
