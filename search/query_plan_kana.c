#include "search/query_letters.h"
#include "search/query_planner.h"

#include <string.h>

/* Of the rarest pair of a run: on how many times as many pages it must stand in the other letters. */
enum { TIMES_AS_MANY = 4, LEAST_PAIRS = 2, CHAR_BYTES = 3 };

static uint32_t pages_with(const struct planner *p, struct str pair)
{
	return store_lists_of_stem(p->store, store_number(p->store, pair)).docs;
}

static bool is_pair(const struct query_word *word)
{
	return word->kind == TOKEN_WEAK_PAIR || word->kind == TOKEN_PAIR;
}

static bool is_long_vowel(struct str text)
{
	return str_eq(text, STR("ー"));
}

/* How many words from `at` on are of one run of Hiragana, long vowels among them; each in Katakana in `other`. */
static uint32_t run_of(const struct query_parsed *parsed, uint32_t at, struct str *other, struct arena *arena)
{
	uint32_t n = 0;

	for (; at + n < parsed->words_n; n++) {
		const struct query_word *word = &parsed->words[at + n];

		if (!is_pair(word) || word->is_quoted || (n != 0 && word->begins_part) ||
		    (n != 0 && word->typed.s > word[-1].typed.s + word[-1].typed.n))
			break;
		other[n] = is_long_vowel(word->text) ? word->text : query_letters_katakana(word->text, arena);
		if (other[n].n == 0)
			break;
	}
	return n;
}

/* The words are the caller's until the first is changed. */
static struct query_word *own_words(struct planner *p, struct query_parsed *parsed, struct query_word *own)
{
	if (own == NULL) {
		own = arena_alloc(p->arena, (parsed->words_n + 1) * sizeof(*own));
		memcpy(own, parsed->words, parsed->words_n * sizeof(*own));
		parsed->words = own;
	}
	return own;
}

void query_planner_take_katakana(struct planner *p, struct query_parsed *parsed)
{
	struct query_word *own = NULL;
	struct str *other = NULL;

	for (uint32_t i = 0, n; i < parsed->words_n; i += n != 0 ? n : 1) {
		uint32_t typed = UINT32_MAX, meant = UINT32_MAX, pairs = 0;

		n = 0;
		if (!is_pair(&parsed->words[i]))
			continue;
		if (other == NULL)
			other = arena_alloc(p->arena, parsed->words_n * sizeof(*other));
		n = run_of(parsed, i, other, p->arena);
		for (uint32_t k = 0; k < n; k++) {
			uint32_t as_typed = pages_with(p, parsed->words[i + k].text), pages = pages_with(p, other[k]);

			if (other[k].n <= CHAR_BYTES)
				continue;
			pairs++;
			typed = as_typed < typed ? as_typed : typed;
			meant = pages < meant ? pages : meant;
		}
		if (pairs < LEAST_PAIRS || meant == 0 || meant / TIMES_AS_MANY < typed)
			continue;
		own = own_words(p, parsed, own);
		for (uint32_t k = 0; k < n; k++) {
			/* in Katakana no character stands alone there */
			own[i + k].text = other[k].n > CHAR_BYTES ? other[k] : STR("");
			own[i + k].kind = TOKEN_PAIR;
		}
	}
}
