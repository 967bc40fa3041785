#include "search/rank.h"

#include "common/mem.h"

#include <math.h>

/* What a word in each field counts. */
#define TITLE_WEIGHT 5.0f
#define HEAD_WEIGHT 1.5f
#define TICKETS_WEIGHT 0.3f
/* Of being in the title, what is left to another word for one on a page that has no word of the query itself. */
#define NOTHING_ELSE_SHARE 0.4f

void rank_init(struct rank *rank, const struct store *store)
{
	size_t n = (size_t)store->docs_n + 1;

	*rank = (struct rank){.docs_n = store->docs_n};
	rank->scores = mem_zalloc(n * sizeof(float));
	rank->best = mem_zalloc(n * sizeof(float));
	rank->best_title = mem_zalloc(n * sizeof(float));
	rank->best_in_title = mem_zalloc(n * sizeof(float));
	rank->touched = mem_zalloc(n * sizeof(uint32_t));
	rank->counts = mem_zalloc(n);
	rank->pairs = mem_zalloc(((size_t)store->shards_n + 1) * sizeof(*rank->pairs));
}

void rank_release(struct rank *rank)
{
	mem_free(rank->scores);
	mem_free(rank->best);
	mem_free(rank->best_title);
	mem_free(rank->best_in_title);
	mem_free(rank->touched);
	mem_free(rank->counts);
	mem_free(rank->pairs);
	*rank = (struct rank){0};
}

/* ---- one posting -------------------------------------------------------------------- */

static const float level_counts[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11.5F, 15, 20, 27, 39, 62};

static inline float in_title(const struct store_posting *posting, const struct store_norms *norms)
{
	return TITLE_WEIGHT * (float)posting->title * norms->title;
}

static inline float in_all(const struct store_posting *posting, const struct store_norms *norms, float title)
{
	float x = title + (HEAD_WEIGHT * (float)posting->head + level_counts[posting->body]) * norms->body;

	if (posting->tickets != 0)
		x += TICKETS_WEIGHT * level_counts[posting->tickets] * norms->tickets;
	return x;
}

static inline float saturated(float x, float saturation)
{
	return x / (x + saturation);
}

/* ---- terms ---------------------------------------------------------------------------- */

static bool is_late(struct rank *rank, const struct query_bounds *bounds)
{
	rank->is_partial = rank->is_partial || query_is_late(bounds);
	return rank->is_partial;
}

static void add_list(struct rank *rank, const struct store *store, const struct query_plan_term *term,
		     const struct store_list *list, float k)
{
	struct store_cursor cursor = store_cursor_of(store, list);
	uint32_t first = store->shards[list->shard].first;
	const struct store_norms *norms = store->norms + first;
	float *scores = rank->scores + first;
	struct store_posting posting;

	while (store_next(&cursor, &posting)) {
		const struct store_norms *norm = &norms[posting.doc];
		float title = in_title(&posting, norm),
		      score = term->full * saturated(in_all(&posting, norm, title), k);

		if (posting.title != 0)
			score += term->title * saturated(title, k) + term->cover * norm->title_mass + term->in_title;
		scores[posting.doc] += score;
	}
}

/* Puts what a page has of a member with what it has of the term's others. */
static inline void put_together(struct rank *rank, const struct query_plan_term *term,
				const struct query_plan_member *member, uint32_t doc, float x, float title,
				uint32_t *touched_n)
{
	if (title > 0 && 1 - member->lost > rank->best_in_title[doc])
		rank->best_in_title[doc] = 1 - member->lost;
	if (rank->best[doc] == 0 && x > 0)
		rank->touched[(*touched_n)++] = doc;
	if (term->is_sum) {
		rank->best[doc] += x;
		rank->best_title[doc] += title;
	} else {
		rank->best[doc] = x > rank->best[doc] ? x : rank->best[doc];
		rank->best_title[doc] = title > rank->best_title[doc] ? title : rank->best_title[doc];
	}
}

static float pair_count(unsigned place, unsigned body, const struct store_norms *norms)
{
	float x = (float)body * norms->body;

	if (place == STORE_PAIR_TITLE)
		x += TITLE_WEIGHT * norms->title;
	else if (place == STORE_PAIR_HEAD)
		x += HEAD_WEIGHT * norms->body;
	else if (place == STORE_PAIR_TICKETS)
		x += TICKETS_WEIGHT * norms->tickets;
	return x;
}

/* A member of two words: the pages that have them next to each other. */
static void put_pair(struct rank *rank, const struct store *store, const struct query_plan_term *term,
		     const struct query_plan_member *member, uint32_t *touched_n)
{
	for (uint32_t l = 0; l < member->lists.n; l++) {
		const struct store_shard *shard = &store->shards[member->lists.at[l].shard];
		struct store_pairs pairs;
		uint32_t doc;
		unsigned place, body;

		if (store_find_pair(shard, member->pair, &pairs) == 0)
			continue;
		while (store_next_pair(&pairs, &doc, &place, &body)) {
			const struct store_norms *norms = &store->norms[shard->first + doc];

			put_together(
			    rank, term, member, shard->first + doc, member->weight * pair_count(place, body, norms),
			    place == STORE_PAIR_TITLE ? member->weight * TITLE_WEIGHT * norms->title : 0, touched_n);
		}
	}
}

/* A term of several lists: the counts of each page are put together first. */
static void add_members(struct rank *rank, const struct store *store, const struct query_plan_term *term, float k,
			const struct query_bounds *bounds)
{
	uint32_t touched_n = 0;

	for (uint32_t m = 0; m < term->members_n; m++) {
		const struct query_plan_member *member = &term->members[m];

		if (m != 0 && is_late(rank, bounds))
			break;
		if (member->pair != 0) {
			put_pair(rank, store, term, member, &touched_n);
			continue;
		}
		for (uint32_t l = 0; l < member->lists.n; l++) {
			const struct store_list *list = &member->lists.at[l];
			struct store_cursor cursor = store_cursor_of(store, list);
			uint32_t first = store->shards[list->shard].first;
			struct store_posting posting;

			while (store_next(&cursor, &posting)) {
				uint32_t doc = first + posting.doc;
				float title = in_title(&posting, &store->norms[doc]),
				      x = member->weight * in_all(&posting, &store->norms[doc], title);

				put_together(rank, term, member, doc, x, member->weight * title, &touched_n);
			}
		}
	}
	for (uint32_t t = 0; t < touched_n; t++) {
		uint32_t doc = rank->touched[t];
		float title = rank->best_title[doc], score = term->full * saturated(rank->best[doc], k);

		if (title > 0) {
			float in_title = rank->best_in_title[doc];

			if (in_title < 1 && rank->scores[doc] <= 0)
				in_title *= NOTHING_ELSE_SHARE;
			score += term->title * saturated(title, k) +
				 in_title * (term->cover * store->norms[doc].title_mass + term->in_title);
		}
		rank->scores[doc] += score;
		rank->best[doc] = rank->best_title[doc] = rank->best_in_title[doc] = 0;
	}
}

/* Shards with the pair, into rank->pairs; returns the pages that have it. */
static uint32_t find_pairs(struct rank *rank, const struct store *store, const struct query_plan_term *term,
			   uint32_t *found)
{
	uint32_t n = term->within.n != 0 ? term->within.n : store->shards_n, docs = 0;

	*found = 0;
	for (uint32_t i = 0; i < n && *found < store->shards_n; i++) {
		struct rank_pairs *pairs = &rank->pairs[*found];
		uint32_t pages;

		pairs->shard = term->within.n != 0 ? term->within.at[i].shard : i;
		pages = store_find_pair(&store->shards[pairs->shard], term->pair, &pairs->at);
		docs += pages;
		*found += pages != 0;
	}
	return docs;
}

/* How rare a pair is shows only when its lists are looked at. */
static uint64_t add_pair(struct rank *rank, const struct store *store, const struct query_plan_term *term, float k)
{
	uint32_t found, docs = find_pairs(rank, store, term, &found);
	float weight = term->full * store_idf(store, docs);

	for (uint32_t i = 0; i < found; i++) {
		uint32_t first = store->shards[rank->pairs[i].shard].first, doc;
		unsigned place, body;

		while (store_next_pair(&rank->pairs[i].at, &doc, &place, &body))
			rank->scores[first + doc] +=
			    weight * saturated(pair_count(place, body, &store->norms[first + doc]), k);
	}
	return docs;
}

static uint64_t postings_of(const struct query_plan_term *term)
{
	uint64_t sum = 0;

	for (uint32_t m = 0; m < term->members_n; m++)
		sum += term->members[m].lists.docs;
	return sum;
}

/* ---- conditions --------------------------------------------------------------------------- */

static void count_part(struct rank *rank, const struct store *store, const struct query_plan_term *part, uint8_t met)
{
	for (uint32_t m = 0; m < part->members_n; m++) {
		for (uint32_t l = 0; l < part->members[m].lists.n; l++) {
			const struct store_list *list = &part->members[m].lists.at[l];
			struct store_cursor cursor = store_cursor_of(store, list);
			uint8_t *counts = rank->counts + store->shards[list->shard].first;
			struct store_posting posting;

			while (store_next(&cursor, &posting)) {
				/* words of past tickets are not on the page */
				bool is_there = (posting.title | posting.head | posting.body) != 0;

				if (is_there && counts[posting.doc] == met)
					counts[posting.doc] = (uint8_t)(met + 1);
			}
		}
	}
	for (uint32_t s = 0; s < store->shards_n && part->members_n == 0; s++) {
		uint8_t *counts = rank->counts + store->shards[s].first;
		struct store_pairs pairs;
		unsigned place, body;
		uint32_t doc;

		if (store_find_pair(&store->shards[s], part->pair, &pairs) == 0)
			continue;
		while (store_next_pair(&pairs, &doc, &place, &body)) {
			if (counts[doc] == met && (place != STORE_PAIR_TICKETS || body != 0))
				counts[doc] = (uint8_t)(met + 1);
		}
	}
}

/* Takes out the pages that have met as much, or all others. */
static void take_out(struct rank *rank, uint8_t met, bool those)
{
	for (uint32_t d = 0; d < rank->docs_n; d++) {
		if ((rank->counts[d] == met) == those)
			rank->scores[d] = -INFINITY;
	}
	memset(rank->counts, 0, rank->docs_n);
}

static bool is_single(const struct query_plan_condition *condition)
{
	return condition->is_without && condition->parts_n == 1;
}

static void apply_condition(struct rank *rank, const struct store *store, const struct query_plan_condition *condition)
{
	uint8_t parts = condition->parts_n < UINT8_MAX ? (uint8_t)condition->parts_n : UINT8_MAX;

	for (uint8_t i = 0; i < parts; i++)
		count_part(rank, store, &condition->parts[i], i);
	take_out(rank, parts, condition->is_without);
}

/* Before anything is scored, so that what was found when the time is up is what was asked for. */
static void apply_conditions(struct rank *rank, const struct store *store, const struct query_plan *plan,
			     const struct query_bounds *bounds)
{
	bool any = false;

	/* one look at all pages for all words that must not be there */
	for (uint32_t c = 0; c < plan->conditions_n && !is_late(rank, bounds); c++) {
		if (!is_single(&plan->conditions[c]))
			continue;
		count_part(rank, store, &plan->conditions[c].parts[0], 0);
		any = true;
	}
	if (any)
		take_out(rank, 1, true);
	for (uint32_t c = 0; c < plan->conditions_n && !is_late(rank, bounds); c++) {
		if (!is_single(&plan->conditions[c]))
			apply_condition(rank, store, &plan->conditions[c]);
	}
}

void rank_run(struct rank *rank, const struct store *store, const struct query_plan *plan,
	      const struct query_bounds *bounds)
{
	uint64_t used = 0;

	memset(rank->scores, 0, rank->docs_n * sizeof(float));
	rank->is_partial = false;
	apply_conditions(rank, store, plan, bounds);
	/* words with others for them last: by then it is known which pages have any of what was typed */
	for (uint32_t t = 0; t < 2 * plan->terms_n; t++) {
		const struct query_plan_term *term = &plan->terms[t < plan->terms_n ? t : t - plan->terms_n];

		if ((term->members_n > 1) != (t >= plan->terms_n))
			continue;
		used += postings_of(term);
		if (bounds->postings != 0 && used > bounds->postings)
			rank->is_partial = true;
		if (is_late(rank, bounds))
			break;
		if (term->members_n == 0) {
			used += add_pair(rank, store, term, plan->saturation);
		} else if (term->members_n == 1 && term->members[0].weight == 1 && term->members[0].pair == 0) {
			for (uint32_t l = 0; l < term->members[0].lists.n; l++)
				add_list(rank, store, term, &term->members[0].lists.at[l], plan->saturation);
		} else {
			add_members(rank, store, term, plan->saturation, bounds);
		}
	}
	for (uint32_t d = 0; d < rank->docs_n && store->signals != NULL; d++)
		rank->scores[d] *= store->signals[d];
}

/* ---- filters ------------------------------------------------------------------------------- */

static bool has_tag(const struct store_shard *shard, uint32_t doc, uint32_t tag)
{
	for (uint32_t t = shard->tags_first[doc]; t < shard->tags_first[doc + 1]; t++) {
		if (store_facet(shard, shard->tags[t]) == tag)
			return true;
	}
	return false;
}

bool rank_same_family(const struct store *store, uint32_t a, uint32_t b)
{
	struct str x = store->strings[a], y = store->strings[b];
	size_t n = 0;

	while (n < x.n && n < y.n && x.s[n] != '-' && str_lower_char(x.s[n]) == str_lower_char(y.s[n]))
		n++;
	return (n == x.n || x.s[n] == '-') && (n == y.n || y.s[n] == '-');
}

static bool passes(const struct store *store, const struct store_shard *shard, uint32_t doc,
		   const struct rank_filter *filter)
{
	const struct index_doc_entry *entry = store_entry(shard, doc);
	const uint16_t local[QUERY_FIELDS] = {
	    [FIELD_LANG] = entry->lang,	      [FIELD_SECTION] = entry->section, [FIELD_KIND] = entry->kind,
	    [FIELD_PRODUCT] = entry->product, [FIELD_VERSION] = entry->version,
	};

	for (int f = 0; f < QUERY_FIELDS; f++) {
		uint32_t wanted = filter->values[f], value;

		if (wanted == RANK_ANY)
			continue;
		if (wanted == UINT32_MAX)
			return false; /* no page has it */
		if (f == FIELD_TAG) {
			if (!has_tag(shard, doc, wanted))
				return false;
			continue;
		}
		value = store_facet(shard, local[f]);
		if (value != wanted && (f != FIELD_LANG || !rank_same_family(store, value, wanted)))
			return false;
	}
	return true;
}

size_t rank_filter(struct rank *rank, const struct store *store, const struct rank_filter *filter)
{
	size_t left = 0;
	bool any = false;

	for (int f = 0; f < QUERY_FIELDS; f++)
		any = any || filter->values[f] != RANK_ANY;
	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct store_shard *shard = &store->shards[s];
		float *scores = rank->scores + shard->first;

		for (uint32_t d = 0; d < shard->header.docs; d++) {
			if (scores[d] <= 0)
				continue;
			if (any && !passes(store, shard, d, filter))
				scores[d] = -1;
			else
				left++;
		}
	}
	return left;
}

/* ---- the best -------------------------------------------------------------------------------- */

static bool is_better(struct rank_hit a, struct rank_hit b)
{
	return a.score != b.score ? a.score > b.score : a.doc < b.doc;
}

static void sift_down(struct rank_hit *heap, size_t n, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		struct rank_hit swap;

		if (child >= n)
			return;
		if (child + 1 < n && is_better(heap[child], heap[child + 1]))
			child++;
		if (is_better(heap[child], heap[at]))
			return;
		swap = heap[at];
		heap[at] = heap[child];
		heap[child] = swap;
		at = child;
	}
}

static int by_rank(const void *a, const void *b)
{
	const struct rank_hit *x = a, *y = b;

	return is_better(*x, *y) ? -1 : is_better(*y, *x) ? 1 : 0;
}

size_t rank_best(const struct rank *rank, size_t n, struct rank_hit *hits, size_t room)
{
	size_t found = 0;
	float least;

	if (n == 0)
		return 0;
	/* a heap whose top is the worst of the best */
	for (uint32_t d = 0; d < rank->docs_n; d++) {
		struct rank_hit hit = {d, rank->scores[d]};

		if (hit.score <= 0 || (found == n && hit.score <= hits[0].score))
			continue;
		if (found < n) {
			hits[found++] = hit;
			if (found == n) {
				for (size_t i = n / 2; i-- != 0;)
					sift_down(hits, n, i);
			}
		} else {
			hits[0] = hit;
			sift_down(hits, n, 0);
		}
	}
	qsort(hits, found, sizeof(*hits), by_rank);
	if (found < n)
		return found;
	/* equals of the last one behind it */
	least = hits[found - 1].score;
	for (uint32_t d = hits[found - 1].doc + 1; d < rank->docs_n && found < room; d++) {
		if (rank->scores[d] == least)
			hits[found++] = (struct rank_hit){d, least};
	}
	return found;
}
