#include "search/query_likeness.h"

#include <math.h>

enum { READ_BYTES = 2048 }; /* of a page's text: more than so many words have */

/* A word of the title counts as so many of the text. */
#define TITLE_COUNTS 2.0f

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Stems of a text behind those that are there; an addition is the same word again. */
static uint32_t add_stems(const struct store *store, struct tokenizer *tokenizer, struct str text, uint32_t *stems,
			  uint32_t n)
{
	struct str chunk;

	while (n < QUERY_LIKENESS_WORDS && tokenize_chunk(&text, &chunk)) {
		size_t tokens_n = tokenize(tokenizer, chunk);

		for (size_t t = 0; t < tokens_n && n < QUERY_LIKENESS_WORDS; t++) {
			const struct token *token = &tokenizer->tokens[t];
			uint32_t word = token->same_place ? WORD_NONE : store_word(store, token->text);

			if (word == WORD_NONE || store->words.at[word].is_stop || tokenize_is_stop(token->text))
				continue;
			stems[n++] = store->words.at[word].stem;
		}
	}
	return n;
}

/* How often each stem is there, in order; those of the title have been put first. */
static void weigh(struct query_likeness *likeness, const struct store *store, const uint32_t *stems, uint32_t n,
		  uint32_t title_n)
{
	struct {
		uint32_t stem, is_title;
	} words[QUERY_LIKENESS_WORDS];
	float sum = 0;

	likeness->n = 0;
	if (n == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		words[i].stem = stems[i];
		words[i].is_title = i < title_n;
	}
	qsort(words, n, sizeof(*words), by_number);
	for (uint32_t i = 0, end; i < n; i = end) {
		float count = words[i].is_title ? TITLE_COUNTS : 1, weight;

		for (end = i + 1; end < n && words[end].stem == words[i].stem; end++)
			count += words[end].is_title ? TITLE_COUNTS : 1;
		weight = (1 + logf(count)) * store_idf(store, store_lists_of_stem(store, words[i].stem).docs);
		likeness->stems[likeness->n] = words[i].stem;
		likeness->weights[likeness->n++] = weight;
		sum += weight * weight;
	}
	for (uint32_t i = 0; i < likeness->n; i++)
		likeness->weights[i] /= sqrtf(sum);
}

int query_likeness_read(struct query_likeness *likeness, const struct store *store, uint32_t doc, struct str title,
			struct tokenizer *tokenizer, struct arena *arena)
{
	struct store_passage *passages;
	uint32_t stems[QUERY_LIKENESS_WORDS], title_n, n;
	size_t passages_n;

	likeness->n = 0;
	if (store_read_passages(store, doc, READ_BYTES, arena, &passages, &passages_n) < 0)
		return -1;
	n = title_n = add_stems(store, tokenizer, title, stems, 0);
	for (size_t i = 0; i < passages_n && n < QUERY_LIKENESS_WORDS; i++)
		n = add_stems(store, tokenizer, passages[i].text, stems, n);
	weigh(likeness, store, stems, n, title_n);
	return 0;
}

float query_likeness_of(const struct query_likeness *a, const struct query_likeness *b)
{
	float sum = 0;

	for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
		if (a->stems[i] == b->stems[j])
			sum += a->weights[i++] * b->weights[j++];
		else if (a->stems[i] < b->stems[j])
			i++;
		else
			j++;
	}
	return sum;
}
