#include "search/query_grams.h"

#include "common/mem.h"
#include "common/utf8.h"

enum {
	GROUP_CHARS = 4,
	BUCKET_BITS = 17,
	WORD_GROUPS = 64, /* of a word; longer ones keep their beginning */
};
/* Words less alike than that do not count. */
#define ALIKE_LEAST 0.2f

struct query_grams {
	const struct store *store;
	uint32_t *begins; /* of each bucket, in words */
	uint32_t *words;
	float *idf; /* of each bucket */
};

/* The buckets of a word's groups, each once; returns how many. */
static size_t groups_of(struct str word, uint32_t *groups)
{
	size_t starts[WORD_GROUPS + GROUP_CHARS + 2], chars = 0, n = 0, at = 1;
	char padded[2 + 4 * (WORD_GROUPS + GROUP_CHARS)];

	padded[0] = '#';
	if (word.n > sizeof(padded) - 2)
		word = utf8_cut(word, sizeof(padded) - 2);
	memcpy(padded + 1, word.s, word.n);
	padded[word.n + 1] = '#';
	starts[chars++] = 0;
	while (at < word.n + 1 && chars < WORD_GROUPS + GROUP_CHARS) {
		starts[chars++] = at;
		(void)utf8_next(str_n(padded, word.n + 1), &at);
	}
	starts[chars++] = word.n + 1;
	starts[chars] = word.n + 2;
	for (size_t i = 0; i == 0 || i + GROUP_CHARS <= chars; i++) {
		size_t end = i + GROUP_CHARS < chars ? i + GROUP_CHARS : chars;
		uint32_t group =
		    (uint32_t)(hash64(str_n(padded + starts[i], starts[end] - starts[i])) >> (64 - BUCKET_BITS));
		bool is_new = true;

		for (size_t j = 0; j < n && is_new; j++)
			is_new = groups[j] != group;
		if (is_new && n < WORD_GROUPS)
			groups[n++] = group;
	}
	return n;
}

static bool is_grouped(const struct store *store, uint32_t word)
{
	return !store->words.at[word].is_cjk && store->words.at[word].is_plain;
}

struct query_grams *query_grams_new(const struct store *store)
{
	struct query_grams *grams = mem_zalloc(sizeof(*grams));
	uint32_t groups[WORD_GROUPS] = {0}, buckets = 1u << BUCKET_BITS, sum = 0;
	uint64_t *docs = mem_zalloc(buckets * sizeof(*docs));

	grams->store = store;
	grams->begins = mem_zalloc((buckets + 2) * sizeof(*grams->begins));
	grams->idf = mem_alloc(buckets * sizeof(*grams->idf));
	for (uint32_t i = 0; i < store->sorted_n; i++) {
		uint32_t word = store->sorted[i], docs_n = store_lists_of_word(store, word).docs;
		size_t n = is_grouped(store, word) ? groups_of(words_text(&store->words, word), groups) : 0;

		for (size_t g = 0; g < n; g++) {
			grams->begins[groups[g] + 1]++;
			docs[groups[g]] += docs_n;
		}
	}
	for (uint32_t b = 0; b < buckets; b++) {
		uint32_t count = grams->begins[b + 1];

		grams->begins[b + 1] = sum;
		sum += count;
		grams->idf[b] = store_idf(store, docs[b] < store->docs_n ? (uint32_t)docs[b] : store->docs_n);
	}
	grams->words = mem_alloc((sum + (size_t)1) * sizeof(*grams->words));
	for (uint32_t i = 0; i < store->sorted_n; i++) {
		uint32_t word = store->sorted[i];
		size_t n = is_grouped(store, word) ? groups_of(words_text(&store->words, word), groups) : 0;

		for (size_t g = 0; g < n; g++)
			grams->words[grams->begins[groups[g] + 1]++] = word;
	}
	mem_free(docs);
	return grams;
}

void query_grams_free(struct query_grams *grams)
{
	if (grams == NULL)
		return;
	mem_free(grams->begins);
	mem_free(grams->words);
	mem_free(grams->idf);
	mem_free(grams);
}

void query_grams_work_init(struct query_grams_work *work, const struct query_grams *grams)
{
	work->shares = grams != NULL ? mem_zalloc(((size_t)grams->store->words.n + 1) * sizeof(*work->shares)) : NULL;
}

void query_grams_work_release(struct query_grams_work *work)
{
	mem_free(work->shares);
	*work = (struct query_grams_work){0};
}

static bool is_more_alike(struct query_gram_word a, struct query_gram_word b)
{
	return a.alike != b.alike ? a.alike > b.alike : a.word < b.word;
}

/* Into its place among the best; returns how many there are now. */
static size_t insert(struct query_gram_word *words, size_t n, size_t max, struct query_gram_word word)
{
	size_t at;

	if (n == max && (max == 0 || !is_more_alike(word, words[n - 1])))
		return n;
	for (at = n < max ? n++ : n - 1; at != 0 && is_more_alike(word, words[at - 1]); at--)
		words[at] = words[at - 1];
	words[at] = word;
	return n;
}

size_t query_grams_find(const struct query_grams *grams, struct str wanted, struct query_grams_work *work,
			struct query_gram_word *words, size_t max, float *says)
{
	uint32_t groups[WORD_GROUPS] = {0};
	size_t n = groups_of(wanted, groups), found_n = 0;

	*says = 0;
	for (size_t g = 0; g < n; g++)
		*says += grams->idf[groups[g]];
	for (size_t g = 0; g < n; g++) {
		for (uint32_t i = grams->begins[groups[g]]; i < grams->begins[groups[g] + 1]; i++)
			work->shares[grams->words[i]] += grams->idf[groups[g]];
	}
	for (size_t g = 0; g < n; g++) {
		for (uint32_t i = grams->begins[groups[g]]; i < grams->begins[groups[g] + 1]; i++) {
			uint32_t word = grams->words[i];
			float alike = *says > 0 ? work->shares[word] / *says : 0;

			work->shares[word] = 0;
			if (alike >= ALIKE_LEAST)
				found_n = insert(words, found_n, max, (struct query_gram_word){word, alike});
		}
	}
	return found_n;
}
