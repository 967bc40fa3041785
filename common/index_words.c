#include "common/index_words.h"

#include "common/hash.h"
#include "common/mem.h"
#include "common/stem.h"
#include "common/tokenize.h"

enum { SLOTS_FIRST = 1 << 12 };

void words_init(struct words *words)
{
	*words = (struct words){.slots_n = SLOTS_FIRST};
	buf_init(&words->text, UINT32_MAX);
	words->slots = mem_zalloc(SLOTS_FIRST * sizeof(*words->slots));
}

void words_release(struct words *words)
{
	buf_release(&words->text);
	mem_free(words->at);
	mem_free(words->slots);
	*words = (struct words){0};
}

static void grow_slots(struct words *words)
{
	mem_free(words->slots);
	words->slots_n *= 2;
	words->slots = mem_zalloc(words->slots_n * sizeof(*words->slots));
	for (size_t i = 0; i < words->n; i++) {
		size_t slot = words->at[i].hash & (words->slots_n - 1);

		while (words->slots[slot] != 0)
			slot = (slot + 1) & (words->slots_n - 1);
		words->slots[slot] = (uint32_t)i + 1;
	}
}

/* CJK characters begin with the bytes E3 to E9 (U+3000 to U+9FFF), or F0 A0 and up. */
static bool looks_cjk(struct str word)
{
	unsigned char first = (unsigned char)word.s[0];

	return word.n >= 3 && ((first >= 0xE3 && first <= 0xE9) || (first == 0xF0 && (unsigned char)word.s[1] >= 0xA0));
}

static bool looks_plain(struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		if ((unsigned char)word.s[i] < 0x80 && !str_is_alnum(word.s[i]))
			return false;
	}
	return true;
}

uint32_t words_add(struct words *words, struct str text)
{
	uint64_t hash = hash64(text);
	size_t slot = hash & (words->slots_n - 1);
	struct word *word;

	for (; words->slots[slot] != 0; slot = (slot + 1) & (words->slots_n - 1)) {
		word = &words->at[words->slots[slot] - 1];
		if (word->hash == hash && word->n == text.n && memcmp(words->text.s + word->text, text.s, text.n) == 0)
			return words->slots[slot] - 1;
	}
	if (words->n == words->room) {
		words->room = words->room < 1024 ? 1024 : words->room + words->room / 2;
		words->at = mem_realloc(words->at, words->room * sizeof(*words->at));
	}
	word = &words->at[words->n++];
	*word = (struct word){hash,
			      (uint32_t)words->text.n,
			      WORD_NONE,
			      (uint8_t)text.n,
			      tokenize_is_stop(text),
			      looks_plain(text),
			      text.n != 0 && looks_cjk(text),
			      false};
	buf_add(&words->text, text.s, text.n);
	words->slots[slot] = (uint32_t)words->n;
	if (words->n * 2 > words->slots_n)
		grow_slots(words);
	return (uint32_t)words->n - 1;
}

uint32_t words_stem(struct words *words, uint32_t number)
{
	char stem[256];
	size_t n = words->at[number].n;
	uint32_t found;

	if (words->at[number].stem != WORD_NONE)
		return words->at[number].stem;
	memcpy(stem, words->text.s + words->at[number].text, n);
	if (words->at[number].is_plain)
		n = stem_english(stem, n);
	found = words_add(words, str_n(stem, n));
	words->at[number].stem = found;
	return found;
}

/* ---- sorting ------------------------------------------------------------------ */

struct keyed {
	uint64_t key; /* the first eight bytes, the first one highest */
	uint32_t number;
};

static uint64_t key_of(struct str text)
{
	uint64_t key = 0;

	for (size_t i = 0; i < 8; i++)
		key = key << 8 | (i < text.n ? (unsigned char)text.s[i] : 0);
	return key;
}

/* Those that begin alike, by the whole word: a merge sort. */
static void sort_alike(const struct words *words, struct keyed *at, size_t n, struct keyed *spare)
{
	size_t half = n / 2, left = 0, right = half;

	if (n < 2)
		return;
	sort_alike(words, at, half, spare);
	sort_alike(words, at + half, n - half, spare);
	memcpy(spare, at, n * sizeof(*at));
	for (size_t i = 0; i < n; i++) {
		bool take_left = left < half && (right == n || str_cmp(words_text(words, spare[left].number),
								       words_text(words, spare[right].number)) <= 0);

		at[i] = take_left ? spare[left++] : spare[right++];
	}
}

void words_sort(const struct words *words, uint32_t *sorted, uint32_t *rank)
{
	enum { BITS = 11, DIGITS = 1 << BITS };
	size_t n = words->n;
	struct keyed *from = mem_alloc(n * sizeof(*from)), *to = mem_alloc(n * sizeof(*to)), *swap;

	for (size_t i = 0; i < n; i++)
		from[i] = (struct keyed){key_of(words_text(words, (uint32_t)i)), (uint32_t)i};
	for (unsigned shift = 0; shift < 64; shift += BITS) {
		uint32_t places[DIGITS] = {0}, place = 0;

		for (size_t i = 0; i < n; i++)
			places[from[i].key >> shift & (DIGITS - 1)]++;
		for (size_t d = 0; d < DIGITS; d++) {
			uint32_t count = places[d];

			places[d] = place;
			place += count;
		}
		for (size_t i = 0; i < n; i++)
			to[places[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && from[end].key == from[i].key; end++)
			;
		if (end - i > 1)
			sort_alike(words, from + i, end - i, to);
	}
	for (size_t i = 0; i < n; i++) {
		sorted[i] = from[i].number;
		rank[from[i].number] = (uint32_t)i;
	}
	mem_free(from);
	mem_free(to);
}
