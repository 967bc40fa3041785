#include "search/query_likeness.h"

#include <math.h>

enum {
	READ_BYTES = 2048, /* of a page's text: more than so many words have */
	WORD_BYTES = 16,   /* the same of each, stop words beside it among them */
};

/* A word of the title counts as so many of the text. */
#define TITLE_COUNTS 2.0f

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Stems of a text behind those that are there; an addition is the same word again. */
static void add_stems(struct query_opening *opening, uint32_t most, const struct store *store,
		      struct tokenizer *tokenizer, struct str text)
{
	struct str chunk;

	while (opening->n < most && tokenize_chunk(&text, &chunk)) {
		size_t tokens_n = tokenize(tokenizer, chunk);

		for (size_t t = 0; t < tokens_n && opening->n < most; t++) {
			const struct token *token = &tokenizer->tokens[t];
			uint32_t word = token->same_place ? WORD_NONE : store_word(store, token->text);

			if (word == WORD_NONE || store->words.at[word].is_stop || tokenize_is_stop(token->text))
				continue;
			opening->stems[opening->n++] = store->words.at[word].stem;
		}
	}
}

int query_opening_read(struct query_opening *opening, const struct store *store, uint32_t doc, struct str title,
		       struct tokenizer *tokenizer, struct arena *arena)
{
	struct store_passage *passages;
	size_t passages_n, bytes = opening->most != 0 ? WORD_BYTES * (size_t)opening->most : READ_BYTES;
	uint32_t most = QUERY_OPENING_WORDS;

	opening->n = opening->title_n = 0;
	if (store_read_passages(store, doc, bytes, arena, &passages, &passages_n) < 0)
		return -1;
	add_stems(opening, most, store, tokenizer, title);
	opening->title_n = opening->n;
	if (opening->most != 0 && opening->title_n + opening->most < most)
		most = opening->title_n + opening->most;
	for (size_t i = 0; i < passages_n && opening->n < most; i++)
		add_stems(opening, most, store, tokenizer, passages[i].text);
	return 0;
}

/* How often each stem is there, in order. */
void query_likeness_make(struct query_likeness *likeness, const struct store *store,
			 const struct query_opening *opening)
{
	struct {
		uint32_t stem, is_title;
	} words[QUERY_OPENING_WORDS];
	uint32_t n = opening->n;
	float sum = 0;

	likeness->n = 0;
	if (n == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		words[i].stem = opening->stems[i];
		words[i].is_title = i < opening->title_n;
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
