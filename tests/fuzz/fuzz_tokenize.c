/* Any bytes as text: tokens lie inside their chunk, are valid UTF-8 and bounded, and come again the same. */
#include "common/stem.h"
#include "common/tokenize.h"
#include "common/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tokenizer tokenizer;

static void check_token(const struct token *token, struct str chunk, uint32_t *before)
{
	char stem[TOKENIZE_TOKEN_BYTES + 1];
	size_t n;

	if (token->text.n == 0 || token->text.n > TOKENIZE_TOKEN_BYTES || !utf8_is_valid(token->text) ||
	    token->from > token->to || token->to > chunk.n || (!token->same_place && token->from < *before))
		abort();
	for (size_t i = 0; i < token->text.n; i++) {
		if ((unsigned char)token->text.s[i] <= ' ')
			abort();
	}
	if (!token->same_place)
		*before = token->from;
	memcpy(stem, token->text.s, token->text.n);
	n = stem_english(stem, token->text.n);
	if (n == 0 || n > token->text.n + 1)
		abort();
}

/* The short way takes what tokenize_is_plain() calls plain, and no more of the text. */
static void check_short(struct str rest)
{
	struct str after = rest, chunk, word;
	uint64_t bytes[2];
	size_t n = tokenize_short(&after, bytes);

	if (n == 0)
		return;
	if (!tokenize_chunk(&rest, &chunk) || !tokenize_is_plain(chunk, &word) || rest.s != after.s || n != word.n ||
	    !str_eq_nocase(word, str_n((const char *)bytes, n)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest, chunk, word;
	size_t chunks_bytes = 0;

	if (size == 0)
		return 0;
	tokenizer_init(&tokenizer, data[0] & 1);
	rest = str_n((const char *)data + 1, size - 1);
	check_short(rest);
	while (tokenize_chunk(&rest, &chunk)) {
		size_t n = tokenize(&tokenizer, chunk);
		uint32_t before = 0;

		if (chunk.n == 0 || chunk.n > TOKENIZE_CHUNK_BYTES)
			abort();
		chunks_bytes += chunk.n;
		for (size_t i = 0; i < n; i++)
			check_token(&tokenizer.tokens[i], chunk, &before);
		if (n != 0 && tokenizer.tokens[0].same_place)
			abort();
		check_short(rest);
		if (tokenize_is_plain(chunk, &word) && (n != 1 || !str_eq_nocase(word, tokenizer.tokens[0].text)))
			abort();
	}
	if (chunks_bytes > size)
		abort();
	return 0;
}
