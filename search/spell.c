#include "search/spell.h"

#include "common/utf8.h"

#include <math.h>
#include <stdlib.h>

enum {
	ONE_EDIT_FROM = 4,
	TWO_EDITS_FROM = 8,
	EDITS_MAX = 2,
	DEPTH_MAX = SPELL_CHARS + EDITS_MAX,
};

struct walk {
	uint32_t wanted[SPELL_CHARS];
	unsigned wanted_n, max;
	uint32_t chars[DEPTH_MAX];		      /* of the current word */
	uint8_t rows[DEPTH_MAX + 1][SPELL_CHARS + 1]; /* distances of its beginnings to those of the wanted one */
};

static bool is_correctable(struct str word, struct walk *walk)
{
	size_t at = 0;

	while (at < word.n) {
		uint32_t c = utf8_next(word, &at);

		if (walk->wanted_n == SPELL_CHARS || (c < 0x80 && !str_is_alpha((char)c)))
			return false;
		walk->wanted[walk->wanted_n++] = c;
	}
	walk->max = walk->wanted_n >= TWO_EDITS_FROM ? 2 : 1;
	return walk->wanted_n >= ONE_EDIT_FROM;
}

static uint8_t least(unsigned a, unsigned b)
{
	return (uint8_t)(a < b ? a : b);
}

/* The row of a beginning of depth + 1 characters; returns the least distance in it. */
static unsigned fill_row(struct walk *walk, unsigned depth)
{
	const uint8_t *above = walk->rows[depth];
	uint8_t *row = walk->rows[depth + 1];
	unsigned min;

	min = depth + 1;
	row[0] = (uint8_t)min;
	for (unsigned j = 0; j < walk->wanted_n; j++) {
		unsigned same = walk->chars[depth] == walk->wanted[j] ? 0 : 1;

		row[j + 1] = least(above[j] + same, least(above[j + 1] + 1u, row[j] + 1u));
		if (depth > 0 && depth < DEPTH_MAX && j > 0 && walk->chars[depth] == walk->wanted[j - 1] &&
		    walk->chars[depth - 1] == walk->wanted[j])
			row[j + 1] = least(row[j + 1], walk->rows[depth - 1][j - 1] + 1u);
		min = least(min, row[j + 1]);
	}
	return min;
}

/* How likely it is that this word was meant: log-odds of a kind. */
static float likelihood(const struct store *store, const struct walk *walk, uint32_t word, unsigned edits, unsigned n)
{
	uint32_t docs = store_lists_of_word(store, word).docs;
	int longer = (int)n - (int)walk->wanted_n;

	return -3.0f * (float)edits - (walk->chars[0] != walk->wanted[0] ? 1.5f : 0) + 0.5f * logf(1 + (float)docs) -
	       0.3f * (float)abs(longer);
}

/* Characters shared with the word before, whose rows still hold. */
static unsigned shared_chars(struct str a, struct str b)
{
	size_t at = 0;
	unsigned n = 0;

	while (at < a.n && at < b.n && a.s[at] == b.s[at])
		at++;
	for (size_t i = 0; i < at; i++)
		n += ((unsigned char)a.s[i] & 0xC0) != 0x80;
	/* the bytes of a character may be shared in part */
	if (n != 0 && ((at < a.n && ((unsigned char)a.s[at] & 0xC0) == 0x80) ||
		       (at < b.n && ((unsigned char)b.s[at] & 0xC0) == 0x80)))
		n--;
	return n;
}

/* The first word from sorted[i] on that does not begin so; it is mostly near. */
static uint32_t behind_prefix(const struct store *store, uint32_t i, struct str prefix)
{
	uint32_t step = 1, to;

	while (i + step < store->sorted_n && str_starts(words_text(&store->words, store->sorted[i + step]), prefix)) {
		i += step;
		step *= 2;
	}
	to = i + step < store->sorted_n ? i + step : store->sorted_n;
	while (to - i > 1) {
		uint32_t middle = i + (to - i) / 2;

		if (str_starts(words_text(&store->words, store->sorted[middle]), prefix))
			i = middle;
		else
			to = middle;
	}
	return to;
}

static void keep_guess(struct spell_guess guess, struct spell_guess *guesses, size_t *n)
{
	size_t at = *n < SPELL_GUESSES ? (*n)++ : SPELL_GUESSES;

	for (; at > 0 && guess.likely > guesses[at - 1].likely; at--) {
		if (at < SPELL_GUESSES)
			guesses[at] = guesses[at - 1];
	}
	if (at < SPELL_GUESSES)
		guesses[at] = guess;
}

/* Words sorted[from, to). */
static void walk_words(const struct store *store, struct walk *walk, uint32_t from, uint32_t to, uint32_t *steps,
		       struct spell_guess *guesses, size_t *guesses_n)
{
	struct str before = STR_NONE;
	unsigned valid = 0; /* rows that hold for the word before */
	uint32_t i = from;

	while (i<to && * steps> 0) {
		uint32_t number = store->sorted[i];
		struct str word = words_text(&store->words, number);
		unsigned depth = shared_chars(before, word), n = 0;
		size_t at = 0;
		bool skipped = false;

		depth = depth < valid ? depth : valid;
		before = word;
		while (at < word.n && n < DEPTH_MAX) {
			uint32_t c = utf8_next(word, &at);

			if (n < depth) {
				n++;
				continue;
			}
			walk->chars[n] = c;
			*steps -= *steps > 0;
			if (fill_row(walk, n) > walk->max) {
				i = behind_prefix(store, i, str_slice(word, 0, at));
				skipped = true;
				break;
			}
			n++;
		}
		valid = n;
		if (skipped)
			continue;
		i++;
		if (at == word.n && n != 0 && walk->rows[n][walk->wanted_n] <= walk->max &&
		    !store->words.at[number].is_cjk && store->words.at[number].is_plain) {
			unsigned edits = walk->rows[n][walk->wanted_n];

			keep_guess((struct spell_guess){number, edits, likelihood(store, walk, number, edits, n)},
				   guesses, guesses_n);
		}
	}
}

size_t spell_guesses(const struct store *store, struct str wanted, uint32_t *steps,
		     struct spell_guess guesses[SPELL_GUESSES])
{
	struct walk walk = {.wanted_n = 0};
	uint32_t from, to;
	size_t n = 0, first = 0;

	if (!is_correctable(wanted, &walk))
		return 0;
	for (unsigned j = 0; j <= walk.wanted_n; j++)
		walk.rows[0][j] = (uint8_t)j;
	(void)utf8_next(wanted, &first);
	store_prefix(store, str_slice(wanted, 0, first), &from, &to);
	walk_words(store, &walk, from, to, steps, guesses, &n);
	walk_words(store, &walk, 0, from, steps, guesses, &n);
	walk_words(store, &walk, to, store->sorted_n, steps, guesses, &n);
	return n;
}
