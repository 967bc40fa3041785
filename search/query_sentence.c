#include "search/query_sentence.h"

enum { LEAST_WORDS = 3 }; /* of a sentence, stop words not counted */
/* What a sentence says that can be told from others, in sums of idf. */
#define ENOUGH 12.0f

/* The stems of a page's beginning, by their hashes. */
struct stems {
	uint64_t hashes[QUERY_OPENING_WORDS];
	uint64_t seen[4]; /* their lowest bytes: most words of a ticket are sorted out by them */
	uint32_t n;
};

static void take_stems(struct stems *stems, const struct store *store, const struct query_opening *opening)
{
	*stems = (struct stems){.n = 0};
	for (uint32_t i = 0; i < opening->n && i < opening->title_n + QUERY_SENTENCE_OPENING; i++) {
		uint64_t hash = store->words.at[opening->stems[i]].hash;
		unsigned low = hash & 0xff;

		stems->hashes[stems->n++] = hash;
		stems->seen[low / 64] |= (uint64_t)1 << low % 64;
	}
}

static bool has_stem(const struct stems *stems, uint64_t hash)
{
	unsigned low = hash & 0xff;

	for (uint32_t i = 0; i < stems->n && (stems->seen[low / 64] >> low % 64 & 1) != 0; i++) {
		if (stems->hashes[i] == hash)
			return true;
	}
	return false;
}

/* Between two words: a mark and a blank, or a new line that goes on with no small letter, as folded ones do. */
static bool is_end(const char *at, const char *next)
{
	for (; at < next; at++) {
		if ((*at == '.' || *at == '!' || *at == '?') && str_is_space(at[1]))
			return true;
		if (*at == '\n' && !(at[1] >= 'a' && at[1] <= 'z'))
			return true;
	}
	return false;
}

float query_sentence_share(const struct query_plan *plan, const struct store *store,
			   const struct query_opening *opening)
{
	struct stems stems;
	float best = 0;
	uint32_t sentences = 0;

	take_stems(&stems, store, opening);
	for (uint32_t i = 0, end; i < plan->told_n; i = end) {
		float all = 0, found = 0, share;

		for (end = i; end == i || (end < plan->told_n && !is_end(plan->told[end - 1].end, plan->told[end].at));
		     end++) {
			all += plan->told[end].says;
			found += has_stem(&stems, plan->told[end].stem_hash) ? plan->told[end].says : 0;
		}
		sentences++;
		if (end - i < LEAST_WORDS || all <= 0)
			continue;
		share = found / (all > ENOUGH ? all : ENOUGH);
		best = share > best ? share : best;
	}
	return sentences > 1 ? best : -1;
}
