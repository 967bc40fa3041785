#include "search/suggest.h"

#include "search/query_engine.h"
#include "search/suggest_text.h"

#include "common/utf8.h"

#include <math.h>

enum {
	CANDIDATES = 20, /* that are looked at for duplicates */
	SKETCH_HASHES = 64,
	SKETCH_LEAST = 8,    /* shorter texts are alike by chance */
	SKETCH_BYTES = 4096, /* of a page */
	BARE_MAX = 100,
};

/*
 * How probable it is that a page answers: logistic in its score (a share of what
 * the ticket says), the distance to the best other one, and the ticket's length.
 * Fitted on dev halves: seven judged collections whole and cut down to 20, 60 and
 * 200 pages, a third of the tickets without an answer there, and tickets of other
 * fields, each collection counting alike. How many pages a site has makes no
 * difference then. On the test halves it is right as often as it says
 * (bench/README.md).
 */
static double confidence_of(double score, double other, double words)
{
	return score > 0
		   ? 1 / (1 + exp(2.988 - 1.568 * log(0.05 + score) - 4.350 * (score - other) - 0.785 * log(1 + words)))
		   : 0;
}

static double threshold_of(const struct query_engine *engine, double wanted)
{
	const struct value *value = value_path(engine->config, STR("suggest.threshold"));

	if (wanted >= 0)
		return wanted;
	if (value != NULL && value->kind == VALUE_DOUBLE)
		return value->as.number;
	return value != NULL && value->kind == VALUE_INT ? (double)value->as.integer : 0.5;
}

/* Subject and body as one text; the subject says what it is about. */
static struct str ticket_text(const struct suggest_request *request, struct arena *arena)
{
	struct str body = str_slice(request->body, 0, SUGGEST_BODY_BYTES), text;
	struct buf out;

	buf_init(&out, 4 * (size_t)SUGGEST_BODY_BYTES);
	buf_str(&out, str_slice(request->subject, 0, SUGGEST_BODY_BYTES));
	buf_char(&out, '\n');
	suggest_text_clean(body, &out);
	text = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return text;
}

struct candidate {
	struct rank_hit hit;
	struct store_page page;
};

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->hit.score != y->hit.score)
		return x->hit.score > y->hit.score ? -1 : 1;
	return str_cmp(x->page.url, y->page.url);
}

/* The best score of another page than that; pages of the same title count as one. */
static double best_other(const struct candidate *candidates, size_t n, size_t except)
{
	for (size_t i = 0; i < n; i++) {
		if (i != except && !str_eq_nocase(candidates[i].page.title, candidates[except].page.title))
			return (double)candidates[i].hit.score;
	}
	return 0;
}

static double count_words(const struct query_parsed *parsed)
{
	double n = 0;

	for (uint32_t i = 0; i < parsed->words_n; i++)
		n += !parsed->words[i].same_place;
	return n;
}

/* ---- duplicates ---- */

/* Of so much of what two pages say that they are one answer. */
#define SAME_SHARE 0.7

/* Of all runs of three words of a page's beginning, those with the least hashes: a fair sample, the same for all. */
struct sketch {
	uint64_t at[SKETCH_HASHES]; /* sorted, each once */
	size_t n;
};

static void sketch_add(struct sketch *sketch, uint64_t hash)
{
	size_t at = sketch->n;

	while (at > 0 && sketch->at[at - 1] > hash)
		at--;
	if (at == SKETCH_HASHES || (at > 0 && sketch->at[at - 1] == hash))
		return;
	sketch->n += sketch->n < SKETCH_HASHES;
	memmove(sketch->at + at + 1, sketch->at + at, (sketch->n - at - 1) * sizeof(*sketch->at));
	sketch->at[at] = hash;
}

static void sketch_text(struct sketch *sketch, struct tokenizer *tokenizer, struct str text)
{
	uint64_t before[2] = {0};
	struct str chunk;

	while (tokenize_chunk(&text, &chunk)) {
		size_t n = tokenize(tokenizer, chunk);

		for (size_t i = 0; i < n; i++) {
			if (before[0] != 0)
				sketch_add(sketch, hash64_mix(31 * before[0] + before[1], tokenizer->tokens[i].text));
			before[0] = before[1];
			before[1] = hash64(tokenizer->tokens[i].text);
		}
	}
}

static int make_sketch(const struct store *store, struct tokenizer *tokenizer, uint32_t doc, struct arena *arena,
		       struct sketch *sketch)
{
	struct store_passage *passages;
	size_t n;

	sketch->n = 0;
	if (store_read_passages(store, doc, SKETCH_BYTES, arena, &passages, &n) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		sketch_text(sketch, tokenizer, utf8_cut(passages[i].text, SKETCH_BYTES));
	return 0;
}

static bool say_the_same(const struct sketch *a, const struct sketch *b)
{
	size_t i = 0, j = 0, all = 0, both = 0;

	for (; all < SKETCH_HASHES && (i < a->n || j < b->n); all++) {
		bool from_a = j == b->n || (i < a->n && a->at[i] <= b->at[j]),
		     from_b = i == a->n || (j < b->n && b->at[j] <= a->at[i]);

		both += from_a && from_b;
		i += from_a;
		j += from_b;
	}
	return all >= SKETCH_LEAST && (double)both >= SAME_SHARE * (double)all;
}

/*
 * Articles and solved tickets that say the same, or stand under the same title: 1, else 0; -1 when texts cannot be
 * read. sketches: of what was found, and room for one more.
 */
static int is_duplicate(const struct query_engine *engine, struct tokenizer *tokenizer,
			const struct suggest_results *found, const struct candidate *candidate, struct arena *arena,
			struct sketch *sketches)
{
	struct sketch *own = &sketches[found->answers_n];

	for (size_t i = 0; i < found->answers_n; i++) {
		if (str_eq_nocase(found->answers[i].hit.title, candidate->page.title))
			return 1;
	}
	tokenizer_init(tokenizer, tokenize_flags_of(candidate->page.lang));
	if (make_sketch(engine->store, tokenizer, candidate->hit.doc, arena, own) < 0)
		return -1;
	for (size_t i = 0; i < found->answers_n; i++) {
		if (say_the_same(&sketches[i], own))
			return 1;
	}
	return 0;
}

static int take_answers(const struct query_engine *engine, struct query_scratch *scratch, const struct query_plan *plan,
			double words, const struct suggest_request *request, struct arena *arena,
			struct suggest_results *found)
{
	struct rank_hit hits[BARE_MAX + 16];
	size_t wanted = request->is_bare ? BARE_MAX : CANDIDATES, limit, n;
	struct sketch *sketches = arena_alloc(arena, SUGGEST_LIMIT * sizeof(*sketches));
	struct candidate *candidates;
	double threshold = request->is_bare ? 0 : threshold_of(engine, request->threshold);

	limit = request->is_bare ? BARE_MAX : SUGGEST_LIMIT;
	limit = request->limit != 0 && request->limit < limit ? request->limit : limit;
	n = rank_best(&scratch->rank, wanted, hits, wanted + 16);
	candidates = arena_array(arena, n + 1, sizeof(*candidates));
	for (size_t i = 0; i < n; i++) {
		candidates[i].hit = hits[i];
		if (store_read_page(engine->store, hits[i].doc, arena, &candidates[i].page) < 0)
			return -1;
	}
	qsort(candidates, n, sizeof(*candidates), by_score);
	if (n != 0)
		found->best_confidence =
		    confidence_of((double)candidates[0].hit.score, best_other(candidates, n, 0), words);
	found->answers = arena_array(arena, limit, sizeof(*found->answers));
	for (size_t i = 0; i < n && found->answers_n < limit; i++) {
		struct suggest_answer *answer = &found->answers[found->answers_n];
		int duplicate;

		answer->confidence =
		    confidence_of((double)candidates[i].hit.score, best_other(candidates, n, i), words);
		if (answer->confidence < threshold)
			break;
		duplicate = request->is_bare
				? 0
				: is_duplicate(engine, scratch->tokenizer, found, &candidates[i], arena, sketches);
		if (duplicate < 0)
			return -1;
		if (duplicate > 0)
			continue;
		answer->sentence = STR("");
		if (query_fill_hit(engine, scratch, plan, &candidates[i].hit, &candidates[i].page, request->is_bare,
				   arena, &answer->hit, &answer->sentence) < 0)
			return -1;
		found->answers_n++;
	}
	found->nothing_good = found->answers_n == 0;
	return 0;
}

int suggest_answers(const struct query_engine *engine, struct query_scratch *scratch,
		    const struct suggest_request *request, struct arena *arena, struct suggest_results *results)
{
	struct suggest_results found = {.nothing_good = true};
	struct str text = ticket_text(request, arena);
	struct rank_filter filter;
	struct query_parsed parsed;
	struct query_plan plan;
	size_t left;

	*results = found;
	tokenizer_init(scratch->tokenizer, tokenize_flags_of(request->lang));
	query_parse(&parsed, scratch->tokenizer, arena, text, true);
	query_plan_make(&plan, engine->store,
			&(struct query_plan_request){
			    .parsed = &parsed,
			    .text = text,
			    .settings = engine->settings,
			    .grams = engine->grams,
			    .grams_work = &scratch->grams,
			    .bounds = &request->bounds,
			    .use = PLAN_SUGGEST,
			    .is_english = query_is_english(engine, request->lang),
			    .is_final = true,
			},
			arena);
	for (int f = 0; f < QUERY_FIELDS; f++)
		filter.values[f] = RANK_ANY;
	rank_run(&scratch->rank, engine->store, &plan, &request->bounds);
	if (request->lang.n != 0 && engine->has_languages) {
		filter.values[FIELD_LANG] = query_language(engine->store, request->lang);
		left = rank_filter(&scratch->rank, engine->store, &filter);
		if (left == 0) {
			filter.values[FIELD_LANG] = RANK_ANY;
			rank_run(&scratch->rank, engine->store, &plan, &request->bounds);
		}
	}
	found.is_partial = plan.is_partial || scratch->rank.is_partial;
	if (take_answers(engine, scratch, &plan, count_words(&parsed), request, arena, &found) < 0)
		return -1;
	*results = found;
	return 0;
}
