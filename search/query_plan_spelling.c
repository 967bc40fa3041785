#include "search/query_planner.h"

#include "common/letter_case.h"

enum {
	SPELLINGS = 4,			/* that are looked for, for one query */
	LOOKED_THROUGH_BYTES = 1 << 16, /* of a page's text */
};

struct search_of_spelling {
	struct tokenizer *tokenizer;
	struct str folded, found;
};

/* Where a text has the word. */
static bool find_in(struct search_of_spelling *search, struct str text)
{
	struct str rest = str_slice(text, 0, text.n < LOOKED_THROUGH_BYTES ? text.n : LOOKED_THROUGH_BYTES), chunk;

	while (search->found.n == 0 && tokenize_chunk(&rest, &chunk)) {
		size_t n = tokenize(search->tokenizer, chunk);

		for (size_t i = 0; i < n && search->found.n == 0; i++) {
			const struct token *token = &search->tokenizer->tokens[i];

			if (str_eq(token->text, search->folded))
				search->found = str_slice(chunk, token->from, token->to);
		}
	}
	return search->found.n != 0;
}

static void find_on(struct search_of_spelling *search, const struct store *store, uint32_t doc, struct arena *arena)
{
	struct store_passage *passages;
	struct store_page page;
	size_t n;

	if (store_read_page(store, doc, arena, &page) < 0)
		return;
	tokenizer_init(search->tokenizer, tokenize_flags_of(page.lang));
	if (find_in(search, page.title) || find_in(search, page.description) ||
	    store_read_passages(store, doc, LOOKED_THROUGH_BYTES, arena, &passages, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (find_in(search, passages[i].headings) || find_in(search, passages[i].text))
			return;
	}
}

/* A page that has the word, and not in past tickets alone, which nobody may see; UINT32_MAX: there is none. */
static uint32_t page_with(const struct store *store, uint32_t word)
{
	struct store_lists lists = store_lists_of_word(store, word);

	for (uint32_t i = 0; i < lists.n; i++) {
		struct store_cursor cursor = store_cursor_of(store, &lists.at[i]);
		struct store_posting posting;

		while (store_next(&cursor, &posting)) {
			if (posting.title != 0 || posting.head != 0 || posting.body != 0)
				return store->shards[lists.at[i].shard].first + posting.doc;
		}
	}
	return UINT32_MAX;
}

struct str query_planner_spelling(struct planner *p, uint32_t word)
{
	struct search_of_spelling search = {NULL, words_text(&p->store->words, word), STR_NONE};
	uint32_t doc = page_with(p->store, word);
	struct str spelling;
	struct buf lower;

	if (doc == UINT32_MAX)
		return STR_NONE;
	if (p->request->is_english || p->spellings_n == SPELLINGS)
		return search.folded;
	p->spellings_n++;
	search.tokenizer = arena_alloc(p->arena, sizeof(*search.tokenizer));
	find_on(&search, p->store, doc, p->arena);
	if (search.found.n == 0)
		return search.folded;
	buf_init(&lower, 4 * search.found.n + 16);
	letter_case_lower(&lower, search.found);
	spelling = arena_str(p->arena, buf_view(&lower));
	buf_release(&lower);
	return spelling;
}
