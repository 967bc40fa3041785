#include "search/query_nearness.h"

enum {
	NEAR = 6,	 /* words without stop words: about a sentence */
	TITLE_APART = 8, /* from the title to the text */
};

/* How fast one more meeting of two words says less: as BM25's k. */
#define SATURATION 0.8f

static uint32_t word_number(const uint32_t *entries, uint32_t n, uint32_t entry)
{
	uint32_t i = 0;

	while (i < n && entries[i] != entry)
		i++;
	return i;
}

/* What two words say that meet. */
static float says(const struct query_nearness *nearness, uint32_t a, uint32_t b)
{
	return (nearness->weights[a] + nearness->weights[b]) / 2;
}

void query_nearness_make(struct query_nearness *nearness, const struct query_plan *plan)
{
	uint32_t entries[QUERY_NEARNESS_WORDS] = {0};

	*nearness = (struct query_nearness){0};
	for (uint32_t i = 0; i < plan->marks_n && nearness->marks_n < QUERY_NEARNESS_MARKS; i++) {
		const struct query_plan_mark *mark = &plan->marks[i];
		uint32_t word = word_number(entries, nearness->words_n, mark->word);
		unsigned low = mark->hash & 0xff;

		if (word == QUERY_NEARNESS_WORDS || mark->prefix.n != 0)
			continue;
		if (word == nearness->words_n)
			entries[nearness->words_n++] = mark->word;
		if (mark->weight > nearness->weights[word])
			nearness->weights[word] = mark->weight;
		nearness->seen[low / 64] |= (uint64_t)1 << low % 64;
		nearness->hashes[nearness->marks_n] = mark->hash;
		nearness->words[nearness->marks_n++] = (uint8_t)word;
	}
	for (uint32_t a = 0; a < nearness->words_n; a++) {
		for (uint32_t b = a + 1; b < nearness->words_n; b++)
			nearness->all += says(nearness, a, b);
	}
}

/* The word of the ticket that a stem is, or one for the same; words_n: none. */
static uint32_t find_word(const struct query_nearness *nearness, uint64_t hash)
{
	unsigned low = hash & 0xff;

	for (uint32_t i = 0; i < nearness->marks_n && (nearness->seen[low / 64] >> low % 64 & 1) != 0; i++) {
		if (nearness->hashes[i] == hash)
			return nearness->words[i];
	}
	return nearness->words_n;
}

float query_nearness_of(const struct query_nearness *nearness, const struct store *store,
			const struct query_opening *opening)
{
	uint32_t met[QUERY_NEARNESS_WORDS][QUERY_NEARNESS_WORDS] = {{0}}; /* two words, the lower number first */
	uint32_t last[QUERY_NEARNESS_WORDS] = {0};			  /* where each stood; 0: not yet */
	float sum = 0;

	if (nearness->all <= 0)
		return 0;
	for (uint32_t i = 0; i < opening->n; i++) {
		uint32_t word = find_word(nearness, store->words.at[opening->stems[i]].hash),
			 place = 1 + i + (i >= opening->title_n ? TITLE_APART : 0);

		if (word == nearness->words_n)
			continue;
		for (uint32_t other = 0; other < nearness->words_n; other++) {
			if (other != word && last[other] != 0 && place - last[other] < NEAR)
				met[other < word ? other : word][other < word ? word : other]++;
		}
		last[word] = place;
	}
	for (uint32_t a = 0; a < nearness->words_n; a++) {
		for (uint32_t b = a + 1; b < nearness->words_n; b++)
			sum += says(nearness, a, b) * (float)met[a][b] / ((float)met[a][b] + SATURATION);
	}
	return sum / nearness->all;
}
