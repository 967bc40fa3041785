#include "search/suggest.h"

#include "search/query_engine.h"
#include "search/query_history.h"
#include "search/query_likeness.h"
#include "search/query_nearness.h"
#include "search/query_sentence.h"
#include "search/query_twins.h"
#include "search/suggest_text.h"

#include <math.h>

/* Of so much of what two pages say that they are one answer. */
#define SAME_SHARE 0.7

enum {
	CANDIDATES = 20,     /* that are looked at for duplicates, for words near each other and for what they share */
	COMPANY = 4,	     /* the best, which vouch for the others */
	FIRST = 3,	     /* that remain the first three, in whatever order */
	SKETCH_BYTES = 4096, /* of a page, to be compared */
	BARE_MAX = 100,
	TOLD_WORDS = 6, /* without lines of logs */
	FITTED_WORDS = 200,
	FITTED_WORDS_ELSEWHERE = 100,
	/* Lengths of tickets, in words that are no stop words. What stands near each other tells in full ... */
	CLOSE_WORDS = 3, /* from here on, more and more */
	SENTENCE_WORDS = 6,
	NEAR_WORDS = 12, /* up to here, less and less */
	FAR_WORDS = 24,
	/* ... and what the best have in common */
	COMPANY_WORDS = 15,
	ALONE_WORDS = 30,
	STORY_WORDS = 16, /* from here on it has sentences that do not ask */
};

/*
 * How probable it is that a page answers: logistic in its score (a share of what
 * the ticket says), the distance to the best other one, and the ticket's length.
 * Fitted on dev halves: seven judged collections whole and cut down to 20, 60 and
 * 200 pages, a third of the tickets without an answer there, and tickets of other
 * fields, each collection counting alike. How many pages a site has makes no
 * difference then. On the test halves it is right as often as it says
 * (bench/README.md). Few of those tickets had more words than FITTED_WORDS; a page
 * of log is no surer for its length.
 */
static double confidence_in_english(double score, double other, double words)
{
	words = words < FITTED_WORDS ? words : FITTED_WORDS;
	return 1 / (1 + exp(2.988 - 1.568 * log(0.05 + score) - 4.350 * (score - other) - 0.785 * log(1 + words)));
}

/*
 * The same in other languages, where most words stand in another form than on the page, so that a score is a smaller
 * share and says more: how many times the other one's it is. Fitted on dev halves of seven collections in four
 * languages, bare and with a story around the question, and on tickets from other collections, which count two and a
 * half times as much: rather nothing than what is no answer.
 */
static double confidence_elsewhere(double score, double other, double words)
{
	words = words < FITTED_WORDS_ELSEWHERE ? words : FITTED_WORDS_ELSEWHERE;
	return 1 / (1 + exp(4.059 - 3.190 * log(0.05 + score) - 4.136 * log((0.05 + score) / (0.05 + other)) -
			    1.589 * log(1 + words)));
}

/*
 * A story in several sentences, of which one asks: by what the page has of the best of them (query_sentence.h), for the
 * score is a share of them all. Fitted on questions of dev halves with three to six sentences of a story around them,
 * and on those of several sentences.
 */
static double confidence_in_story(double confidence, double share)
{
	double odds = confidence / (1 - confidence) * exp(4 * share - 1.2);

	return confidence < 1 ? odds / (1 + odds) : confidence;
}

static double threshold_of(const struct query_engine *engine, double wanted)
{
	const struct value *value = value_path(engine->config, STR("suggest.threshold"));

	if (wanted >= 0)
		return wanted;
	if (value != NULL && value->kind == VALUE_DOUBLE)
		return value->as.number;
	return value != NULL && value->kind == VALUE_INT ? (double)value->as.integer : SUGGEST_THRESHOLD;
}

/* Subject and body as one text; the subject says what it is about. Lines of logs stand behind `told`. */
static struct str ticket_text(const struct suggest_request *request, struct arena *arena, size_t *told)
{
	struct str body = str_slice(request->body, 0, SUGGEST_BODY_BYTES),
		   subject = str_slice(request->subject, 0, SUGGEST_BODY_BYTES), text;
	struct buf out;

	buf_init(&out, 4 * (size_t)SUGGEST_BODY_BYTES);
	if (!suggest_text_is_courtesy(subject))
		buf_str(&out, subject);
	buf_char(&out, '\n');
	*told = suggest_text_clean(body, &out);
	text = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return text;
}

/* Before `end`. */
static uint32_t count_words(const struct query_parsed *parsed, const char *end)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < parsed->words_n && parsed->words[i].typed.s < end; i++)
		n += !parsed->words[i].same_place;
	return n;
}

/* ---- candidates ---- */

struct candidate {
	struct rank_hit hit;
	struct store_page page;
	double says; /* its score without what lifts it among its equals, and how near the words stand */
	struct query_sketch *sketch;   /* NULL: not made yet */
	struct query_opening *opening; /* of those that are looked at */
	bool is_answer;
};

/* What was found for a ticket, the best first. */
struct candidates {
	const struct query_engine *engine;
	struct tokenizer *tokenizer;
	struct arena *arena;
	struct candidate *at;
	size_t n;
	bool is_english;
	double words;	 /* of the ticket */
	double sentence; /* of a story: the share of one that the best page has; below 0: it is none */
};

static double confidence_of(const struct candidates *all, double score, double other)
{
	if (score <= 0)
		return 0;
	return all->is_english ? confidence_in_english(score, other, all->words)
			       : confidence_elsewhere(score, other, all->words);
}

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->hit.score != y->hit.score)
		return x->hit.score > y->hit.score ? -1 : 1;
	return str_cmp(x->page.url, y->page.url);
}

/* 1 for texts of up to `from` words, 0 from `to` words on. */
static float falling(uint32_t words_n, float from, float to)
{
	float share = (to - (float)words_n) / (to - from);

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

static int read_openings(const struct candidates *all, size_t n, uint32_t most)
{
	for (size_t i = 0; i < n; i++) {
		struct candidate *candidate = &all->at[i];

		candidate->opening = ARENA_NEW(all->arena, struct query_opening);
		candidate->opening->most = most;
		tokenizer_init(all->tokenizer, tokenize_flags_of(candidate->page.lang));
		if (query_opening_read(candidate->opening, all->engine->store, candidate->hit.doc,
				       candidate->page.title, all->tokenizer, all->arena) < 0)
			return -1;
	}
	return 0;
}

/*
 * Moves the best by how near the ticket's words stand to each other there. Two words or three stand in titles anyway,
 * and a long text has too many that have nothing to do with each other. It also tells answers from pages that happen to
 * have the words.
 */
#define NEAR_WEIGHT 1.0f
#define NEAR_SAYS 0.4f

static void look_at_nearness(const struct candidates *all, size_t n, const struct query_plan *plan)
{
	float weight = NEAR_WEIGHT * falling(plan->words_n, NEAR_WORDS, FAR_WORDS) *
		       (1 - falling(plan->words_n, CLOSE_WORDS, SENTENCE_WORDS)),
	      best = all->at[0].hit.score, most = 0;
	struct query_nearness nearness;

	if (weight <= 0)
		return;
	query_nearness_make(&nearness, plan);
	for (size_t i = 0; i < n; i++) {
		struct candidate *candidate = &all->at[i];
		float near = weight * query_nearness_of(&nearness, all->engine->store, candidate->opening);

		candidate->hit.score += near;
		candidate->says += NEAR_SAYS * (double)near;
		most = candidate->hit.score > most ? candidate->hit.score : most;
	}
	/* the best one keeps the score that the best one had */
	for (size_t i = 0; i < all->n; i++)
		all->at[i].hit.score *= best / most;
	qsort(all->at, n, sizeof(*all->at), by_score);
}

/*
 * Moves the best by what they have in common with the very best: what several say is what was asked for. Which are the
 * first three is not touched: three of one mind answer fewer tickets.
 */
#define COMPANY_WEIGHT 0.4f
/* Of the third one's score, what those behind have at most. */
#define BEHIND 0.999f

/* How alike a page is to the best ones but itself, each counting by its own score: 0 to 1. */
static float company_of(const struct candidates *all, const struct query_likeness *likeness, size_t n, size_t at)
{
	float sum = 0, weights = 0;

	for (size_t i = 0; i < n && i < COMPANY; i++) {
		if (i == at)
			continue;
		sum += all->at[i].hit.score * query_likeness_of(&likeness[i], &likeness[at]);
		weights += all->at[i].hit.score;
	}
	return weights > 0 ? sum / weights : 0;
}

static void look_at_company(const struct candidates *all, size_t n, uint32_t words_n)
{
	float weight = COMPANY_WEIGHT * falling(words_n, COMPANY_WORDS, ALONE_WORDS), best = all->at[0].hit.score,
	      most = 0, next = 0, least = INFINITY;
	float company[CANDIDATES];
	struct query_likeness *likeness = arena_alloc(all->arena, n * sizeof(*likeness));

	for (size_t i = 0; i < n; i++)
		query_likeness_make(&likeness[i], all->engine->store, all->at[i].opening);
	for (size_t i = 0; i < n; i++)
		company[i] = weight * best * company_of(all, likeness, n, i);
	for (size_t i = 0; i < n; i++) {
		float score = all->at[i].hit.score += company[i];

		most = score > most ? score : most;
		if (i < FIRST)
			least = score < least ? score : least;
		else
			next = score > next ? score : next;
	}
	for (size_t i = 0; i < all->n; i++)
		all->at[i].hit.score *= best / most * (i >= FIRST && next > least ? BEHIND * least / next : 1);
	qsort(all->at, all->n, sizeof(*all->at), by_score);
}

/*
 * A second look at the best, in English alone: nothing was gained in other languages. 0, or -1 when texts cannot be
 * read.
 */
static int look_again(const struct candidates *all, const struct query_plan *plan)
{
	size_t n = all->n < CANDIDATES ? all->n : CANDIDATES;

	if (n < 2 || plan->words_n >= ALONE_WORDS)
		return 0;
	if (read_openings(all, n, 0) < 0)
		return -1;
	look_at_nearness(all, n, plan);
	look_at_company(all, n, plan->words_n);
	return 0;
}

static int need_sketch(const struct candidates *all, struct candidate *candidate)
{
	if (candidate->sketch != NULL)
		return 0;
	candidate->sketch = ARENA_NEW(all->arena, struct query_sketch);
	tokenizer_init(all->tokenizer, tokenize_flags_of(candidate->page.lang));
	return query_sketch_make(candidate->sketch, all->engine->store, candidate->hit.doc, SKETCH_BYTES,
				 all->tokenizer, all->arena);
}

/*
 * Articles and solved tickets that say the same, or stand under the same title, are one answer: 1, else 0; -1 when
 * texts cannot be read.
 */
static int is_twin(const struct candidates *all, size_t a, size_t b)
{
	if (all->at[a].page.title.n != 0 && str_eq_nocase(all->at[a].page.title, all->at[b].page.title))
		return 1;
	if (a >= CANDIDATES || b >= CANDIDATES)
		return 0;
	if (need_sketch(all, &all->at[a]) < 0 || need_sketch(all, &all->at[b]) < 0)
		return -1;
	return query_sketch_alike(all->at[a].sketch, all->at[b].sketch) >= SAME_SHARE;
}

/* The score of the best one that is another answer than the first; -1 as above. */
static double best_other(const struct candidates *all)
{
	for (size_t i = 1; i < all->n; i++) {
		int twin = is_twin(all, 0, i);

		if (twin <= 0)
			return twin < 0 ? -1 : all->at[i].says;
	}
	return 0;
}

/* Whether a better one gives that answer already; -1 as above. */
static int is_duplicate(const struct candidates *all, size_t i)
{
	int twin = 0;

	for (size_t k = 0; k < i && twin == 0; k++)
		twin = all->at[k].is_answer ? is_twin(all, k, i) : 0;
	return twin;
}

/* Votes, dates and writers' wishes settle an order; a page answers a ticket no better for them, and may answer it
 * worse. */
static double says(const struct store *store, const struct rank_hit *hit)
{
	float lift = store->signals != NULL ? store->signals[hit->doc] : 1;

	return (double)hit->score / (lift > 1 ? (double)lift : 1);
}

/* Of release notes: a ticket that has nearly as much in common with an article is answered by that. */
#define HISTORY_FACTOR 0.7f

static void weigh_history(struct candidate *candidate)
{
	if (!query_is_history(candidate->page.title))
		return;
	candidate->hit.score *= HISTORY_FACTOR;
	candidate->says *= (double)HISTORY_FACTOR;
}

static int read_candidates(struct query_scratch *scratch, size_t wanted, struct candidates *all)
{
	struct rank_hit hits[BARE_MAX + 16];

	all->n = rank_best(&scratch->rank, wanted, hits, wanted + 16);
	all->at = arena_array(all->arena, all->n + 1, sizeof(*all->at));
	for (size_t i = 0; i < all->n; i++) {
		all->at[i].hit = hits[i];
		all->at[i].says = says(all->engine->store, &hits[i]);
		if (store_read_page(all->engine->store, hits[i].doc, all->arena, &all->at[i].page) < 0)
			return -1;
		if (i < CANDIDATES)
			weigh_history(&all->at[i]);
	}
	qsort(all->at, all->n, sizeof(*all->at), by_score);
	return 0;
}

/* What the best page has of one sentence of a story; of anything else nothing is read. 0, or -1 as above. */
static int read_sentence(struct candidates *all, const struct query_plan *plan)
{
	all->sentence = -1;
	if (all->n == 0 || !all->is_english || plan->words_n < STORY_WORDS)
		return 0;
	if (all->at[0].opening == NULL && read_openings(all, 1, QUERY_SENTENCE_OPENING) < 0)
		return -1;
	all->sentence = (double)query_sentence_share(plan, all->engine->store, all->at[0].opening);
	return 0;
}

static int take_answers(const struct query_engine *engine, struct query_scratch *scratch, const struct query_plan *plan,
			double words, const struct suggest_request *request, struct arena *arena,
			struct suggest_results *found)
{
	struct candidates all = {
	    .engine = engine,
	    .tokenizer = scratch->tokenizer,
	    .arena = arena,
	    .is_english = query_is_english(engine, request->lang),
	    .words = words,
	};
	size_t limit = request->is_bare ? BARE_MAX : SUGGEST_LIMIT;
	double threshold = request->is_bare ? 0 : threshold_of(engine, request->threshold), other, least = 0;

	limit = request->limit != 0 && request->limit < limit ? request->limit : limit;
	if (read_candidates(scratch, request->is_bare ? BARE_MAX : CANDIDATES, &all) < 0)
		return -1;
	if (all.is_english && look_again(&all, plan) < 0)
		return -1;
	found->answers = arena_array(arena, limit, sizeof(*found->answers));
	other = best_other(&all);
	if (other < 0 || read_sentence(&all, plan) < 0)
		return -1;
	for (size_t i = 0; i < all.n && found->answers_n < limit; i++) {
		struct suggest_answer *answer = &found->answers[found->answers_n];
		double confidence = confidence_of(&all, all.at[i].says, i == 0 ? other : all.at[0].says);
		int duplicate;

		if (i == 0)
			found->best_confidence = confidence =
			    all.sentence >= 0 ? confidence_in_story(confidence, all.sentence) : confidence;
		else if (confidence > least)
			confidence = least;
		least = confidence;
		if (confidence < threshold)
			break;
		duplicate = request->is_bare ? 0 : is_duplicate(&all, i);
		if (duplicate < 0)
			return -1;
		if (duplicate > 0)
			continue;
		answer->confidence = confidence;
		answer->sentence = STR("");
		if (query_fill_hit(engine, scratch, plan, &all.at[i].hit, &all.at[i].page, request->is_bare, arena,
				   &answer->hit, &answer->sentence) < 0)
			return -1;
		all.at[i].is_answer = true;
		found->answers_n++;
	}
	found->nothing_good = found->answers_n == 0;
	return 0;
}

/* A text whose words from `aside` on are said by the way. */
static int answer_text(const struct query_engine *engine, struct query_scratch *scratch,
		       const struct suggest_request *request, const struct query_parsed *parsed, struct str text,
		       const char *aside, struct arena *arena, struct suggest_results *results)
{
	struct suggest_results found = {.nothing_good = true};
	struct rank_filter filter;
	struct query_plan plan;
	bool other_language;

	query_plan_make(&plan, engine->store,
			&(struct query_plan_request){
			    .parsed = parsed,
			    .text = text,
			    .aside = aside,
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
	(void)query_rank(engine, scratch,
			 &(struct query_ranking){
			     .plan = &plan, .filter = &filter, .bounds = &request->bounds, .lang = request->lang},
			 &other_language);
	found.is_partial = plan.is_partial || scratch->rank.is_partial;
	if (take_answers(engine, scratch, &plan, count_words(parsed, aside), request, arena, &found) < 0)
		return -1;
	*results = found;
	return 0;
}

int suggest_answers(const struct query_engine *engine, struct query_scratch *scratch,
		    const struct suggest_request *request, struct arena *arena, struct suggest_results *results)
{
	struct suggest_results whole;
	struct query_parsed parsed;
	size_t told;
	struct str text = ticket_text(request, arena, &told);
	const char *end = text.s + text.n;
	int failed;

	*results = (struct suggest_results){.nothing_good = true};
	tokenizer_init(scratch->tokenizer, tokenize_flags_of(request->lang));
	query_parse(&parsed, scratch->tokenizer, arena, text, true);
	/* who says hardly anything else wants to know what the log means */
	if (told == text.n || count_words(&parsed, text.s + told) < TOLD_WORDS)
		return answer_text(engine, scratch, request, &parsed, text, end, arena, results);
	failed = answer_text(engine, scratch, request, &parsed, text, text.s + told, arena, results);
	if (failed < 0 || results->best_confidence >= SUGGEST_THRESHOLD)
		return failed;
	/* ... and so may those who say a lot that no page answers */
	failed = answer_text(engine, scratch, request, &parsed, text, end, arena, &whole);
	if (failed >= 0 && whole.best_confidence >= SUGGEST_THRESHOLD)
		*results = whole;
	return failed;
}
