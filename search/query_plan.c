#include "search/query_grams.h"
#include "search/query_planner.h"
#include "search/spell.h"

#include <math.h>

enum {
	TELLING = 40,	     /* words of a ticket that are scored: those that tell pages apart */
	ALIKE = 64,	     /* words that are alike */
	TERMS_PER_ENTRY = 4, /* by stem, by exact word, by character groups, as two words */
};

/* A repeated word counts more, less and less. */
#define REPEAT_SATURATION 3.0f
/* Words of asking (query_english.h) say less than their idf. */
#define ASKING_SHARE 0.5f
#define JOINING_SHARE 0.25f /* in other languages, where most of them only join others */
enum { ASKING_WORDS = 3 /* of a query, from which on some belong to asking */ };
#define FEW_WORDS_SEARCHED 3.5f
#define FEW_WORDS_TOLD 2.5f
#define TEXT_WORDS 6
/* Of the two words in a row that a known one is on more pages. */
#define APART_WEIGHT 0.5f
#define STOP_LENGTH 0.25f /* of a word: with them it is a question rather than a title */
/* From so many words on a text is a ticket and no question any more; fully from so many. */
#define QUESTION_WORDS 15
#define TICKET_WORDS 40

static const struct query_plan_weights
    /* who searches types words of a title; who writes a few words to somebody does so less often */
    english_search = {.stem = 1,
		      .title = 0.5f,
		      .exact = 0.5f,
		      .exact_title = 0.36f,
		      .pair = 0.3f,
		      .cover = 0.23f,
		      .in_title = 1.3f,
		      .saturation = 1.2f},
    english_line = {.stem = 1,
		    .title = 0.5f,
		    .exact = 0.5f,
		    .exact_title = 0.15f,
		    .pair = 0.3f,
		    .cover = 0.23f,
		    .in_title = 0.9f,
		    .saturation = 1.2f},
    english_question = {.stem = 1, .title = 0.3f, .exact = 0.8f, .pair = 0.3f, .cover = 0.23f, .saturation = 1.2f},
    english_ticket = {.stem = 1, .title = 0.8f, .exact = 0.2f, .pair = 0.45f, .cover = 0.23f, .saturation = 1.6f},
    other = {.stem = 0.5f,
	     .title = 0.5f,
	     .exact = 0.5f,
	     .pair = 0.3f,
	     .cover = 0.12f,
	     .grams = 0.8f,
	     .in_title = 0.30f,
	     .saturation = 1.2f};

/* ---- terms ---------------------------------------------------------------------------- */

static struct query_plan_term *add_term(struct planner *p)
{
	return &p->plan->terms[p->plan->terms_n++];
}

static const struct query_plan_member *one_member(struct planner *p, struct store_lists lists)
{
	struct query_plan_member *member = arena_alloc(p->arena, sizeof(*member));

	*member = (struct query_plan_member){.lists = lists, .weight = 1};
	return member;
}

static float repeated(const struct entry *entry)
{
	return (REPEAT_SATURATION + 1) * (float)entry->count / (REPEAT_SATURATION + (float)entry->count);
}

/* The lists of an open word: its own stem, and its completions at a lower weight when there is one. */
static const struct query_plan_member *open_members(struct planner *p, const struct entry *entry, uint32_t *n)
{
	struct query_plan_member *members = arena_alloc(p->arena, (entry->others_n + 1) * sizeof(*members));

	*n = 0;
	if (entry->stem != WORD_NONE)
		members[(*n)++] =
		    (struct query_plan_member){.lists = store_lists_of_stem(p->store, entry->stem), .weight = 1};
	for (uint32_t i = 0; i < entry->others_n; i++)
		members[(*n)++] = entry->others[i];
	return members;
}

static int by_information(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x < y) - (x > y);
}

/*
 * Of a long text the words that say most; the others are on most pages, so they
 * cost most and change least.
 */
static void leave_out_common(struct planner *p)
{
	float *says = arena_alloc(p->arena, (p->entries_n + 1) * sizeof(*says)), least;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->entries_n; i++) {
		if (p->entries[i].stem != WORD_NONE && !p->entries[i].is_cjk)
			says[n++] = repeated(&p->entries[i]) * p->entries[i].idf * p->entries[i].weight;
	}
	if (n <= TELLING)
		return;
	qsort(says, n, sizeof(*says), by_information);
	least = says[TELLING - 1];
	for (uint32_t i = 0; i < p->entries_n; i++) {
		struct entry *entry = &p->entries[i];

		entry->is_left_out =
		    entry->stem != WORD_NONE && !entry->is_cjk && repeated(entry) * entry->idf * entry->weight < least;
	}
}

/*
 * What a word of a text says by the pages that have it and as many as a small site would have besides: 30, of which 3
 * have an everyday word. Without them every second word of a story is on no page of 50 ("colleague", "Monday"), or on
 * one, and says as much as what the story is about.
 */
#define PAGES_BESIDES 30
#define EVERYDAY_PAGES 3

static float idf_of(const struct planner *p, const struct entry *entry, uint32_t docs)
{
	float with = (float)docs + (entry->is_everyday ? EVERYDAY_PAGES : 0);

	if (p->request->use == PLAN_SEARCH)
		return store_idf(p->store, docs);
	return logf(1 + ((float)p->store->docs_n + PAGES_BESIDES - with + 0.5f) / (with + 0.5f));
}

/* What an entry's exact word says; 0 when no page has it. */
static float exact_idf(const struct planner *p, const struct entry *entry)
{
	struct store_lists word = store_lists_of_word(p->store, entry->word);

	return word.n != 0 ? idf_of(p, entry, word.docs) * entry->share : 0;
}

/*
 * A pair of characters that no page has, of the weight of a word that none has: many stand across the edges of two
 * words, but all of them together tell that a small site does not speak of what is asked.
 */
#define MISSED_PAIR 0.2f

static void weigh_entries(struct planner *p, float *stems, float *exact, uint32_t *words_n)
{
	static const struct entry unknown = {.count = 1};

	*stems = *exact = (float)p->missed_pairs * MISSED_PAIR * idf_of(p, &unknown, 0);
	*words_n = 0;
	for (uint32_t i = 0; i < p->entries_n; i++) {
		struct entry *entry = &p->entries[i];
		struct store_lists stem = store_lists_of_stem(p->store, entry->stem);
		float weight = entry->is_cjk || entry->is_stop || entry->is_addition ? entry->weight : 1, word;

		entry->share = entry->is_asking && p->entries_n >= ASKING_WORDS
				   ? (p->request->is_english ? ASKING_SHARE : JOINING_SHARE)
				   : 1;
		entry->idf = entry->share * idf_of(p, entry, stem.n != 0 ? stem.docs : entry->others_docs);
		if (entry->is_extra)
			continue;
		word = exact_idf(p, entry);
		*stems += repeated(entry) * entry->idf * weight;
		*exact += repeated(entry) * (word > 0 ? word : entry->idf) * weight;
		*words_n += !entry->is_stop;
	}
}

static void add_entry_terms(struct planner *p, const struct entry *entry, float stems, float exact, float words_n)
{
	const struct query_plan_weights *w = &p->weights;
	struct store_lists stem = store_lists_of_stem(p->store, entry->stem),
			   word = store_lists_of_word(p->store, entry->word);
	float share = repeated(entry) * entry->idf * entry->weight / stems;
	struct query_plan_term *term;

	if (entry->is_left_out || (stem.n == 0 && entry->others_n == 0))
		return;
	term = add_term(p);
	*term = (struct query_plan_term){
	    .full = w->stem * share,
	    .title = w->title * share,
	};
	if (!entry->is_joined) {
		term->cover = w->cover * entry->idf * entry->weight;
		term->in_title = w->in_title * entry->weight / words_n;
	}
	if (entry->others_n != 0) {
		term->members = open_members(p, entry, &term->members_n);
	} else {
		term->members = one_member(p, stem);
		term->members_n = 1;
	}
	if (word.n != 0) {
		float says = repeated(entry) * exact_idf(p, entry) * entry->weight / exact;

		term = add_term(p);
		*term = (struct query_plan_term){
		    .members = one_member(p, word),
		    .members_n = 1,
		    .full = w->exact * says,
		    .title = w->exact_title * says,
		};
	} else if (entry->others_n != 0) {
		struct query_plan_term like = *term;

		term = add_term(p);
		*term = like;
		term->full = w->exact * repeated(entry) * entry->idf * entry->weight / exact;
		term->title = term->cover = term->in_title = 0;
	}
}

/* A word of the query as one of a pair, also a stop word. */
struct neighbour {
	uint64_t stem_hash;
	struct store_lists lists; /* pages that have it; single characters have none */
};

static struct neighbour neighbour_at(const struct planner *p, uint32_t at)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct neighbour found;
	struct str stem;

	if (p->entry_of[at] != WORD_NONE) {
		const struct entry *entry = &p->entries[p->entry_of[at]];

		return (struct neighbour){entry->stem_hash, store_lists_of_stem(p->store, entry->stem)};
	}
	stem = query_planner_stem(p->request->parsed->words[at].text, room);
	found.stem_hash = hash64(stem);
	found.lists = store_lists_of_stem(p->store, store_number(p->store, stem));
	return found;
}

static bool is_left_out(const struct planner *p, uint32_t at)
{
	return p->entry_of[at] != WORD_NONE && p->entries[p->entry_of[at]].is_left_out;
}

/* Each pair once; where the rarer one of the two is not, the pair is not. */
static void add_pair(struct planner *p, const struct neighbour *first, const struct neighbour *second, float full)
{
	uint32_t pair = index_bigram(first->stem_hash, second->stem_hash), slot = pair & (p->pairs_room - 1);

	for (; p->pairs[slot] != 0; slot = (slot + 1) & (p->pairs_room - 1)) {
		if (p->pairs[slot] == (uint64_t)pair + 1)
			return;
	}
	p->pairs[slot] = (uint64_t)pair + 1;
	*add_term(p) = (struct query_plan_term){
	    .pair = pair, .within = first->lists.n < second->lists.n ? first->lists : second->lists, .full = full};
}

/* Known words that the site rather writes as two. */
static void add_apart_pairs(struct planner *p, float stems)
{
	for (uint32_t i = 0; i < p->entries_n; i++) {
		const struct entry *entry = &p->entries[i];
		uint32_t pair = entry->is_left_out ? 0 : query_planner_apart(p, entry);

		if (pair != 0)
			*add_term(p) = (struct query_plan_term){.pair = pair,
								.full = APART_WEIGHT * repeated(entry) * entry->weight *
									(p->weights.stem + p->weights.title) / stems};
	}
}

/* Pairs of words that stand next to each other. */
static void add_pairs(struct planner *p, float full)
{
	const struct query_parsed *parsed = p->request->parsed;
	const struct query_word *words = parsed->words;
	uint32_t before = WORD_NONE;

	for (uint32_t i = 0; i < parsed->words_n && !query_planner_is_aside(p, i); i++) {
		if (words[i].same_place)
			continue;
		if (words[i].begins_part)
			before = WORD_NONE;
		if (before != WORD_NONE && !(is_cjk_kind(words[before].kind) && is_cjk_kind(words[i].kind)) &&
		    !(is_left_out(p, before) && is_left_out(p, i))) {
			struct neighbour first = neighbour_at(p, before), second = neighbour_at(p, i);

			if ((first.lists.n != 0 || is_cjk_kind(words[before].kind)) &&
			    (second.lists.n != 0 || is_cjk_kind(words[i].kind)))
				add_pair(p, &first, &second, full);
		}
		before = i;
	}
}

/* Words in a row that a synonym added: none of them is looked for alone. */
static bool is_several(const struct entry *entry)
{
	return entry->is_extra && entry->stem == WORD_NONE;
}

/* "4711", which no page has: no other number is meant. One that pages have helps to find its neighbours. */
static bool is_unknown_number(const struct entry *entry)
{
	if (entry->word != WORD_NONE)
		return false;
	for (size_t i = 0; i < entry->text.n; i++) {
		if (!str_is_digit(entry->text.s[i]))
			return false;
	}
	return true;
}

/* Words that are alike, in languages whose stems are not known. */
static void add_alike_terms(struct planner *p)
{
	struct query_gram_word *found = arena_alloc(p->arena, ALIKE * sizeof(*found));
	uint32_t first = p->plan->terms_n;
	float all = 0, spelt = 0, others = 0;

	if (p->request->grams == NULL || p->weights.grams <= 0)
		return;
	for (uint32_t i = 0; i < p->entries_n && query_planner_goes_on(p); i++) {
		const struct entry *entry = &p->entries[i];
		struct query_plan_member *members;
		float says;
		size_t n;

		if (entry->is_cjk && !entry->is_extra && p->request->use == PLAN_SUGGEST)
			others += repeated(entry) * entry->idf * entry->weight;
		if (entry->is_cjk || entry->is_stop || entry->is_left_out || is_several(entry) ||
		    is_unknown_number(entry))
			continue;
		n = query_grams_find(p->request->grams, entry->text, p->request->grams_work, found, ALIKE, &says);
		says *= entry->share;
		if (!entry->is_extra) {
			all += repeated(entry) * says;
			spelt += repeated(entry) * entry->idf;
		}
		if (n == 0)
			continue;
		members = arena_alloc(p->arena, n * sizeof(*members));
		for (size_t m = 0; m < n; m++)
			members[m] = (struct query_plan_member){.lists = store_lists_of_word(p->store, found[m].word),
								.weight = found[m].alike};
		*add_term(p) = (struct query_plan_term){.members = members,
							.members_n = (uint32_t)n,
							.is_sum = true,
							.full = p->weights.grams * repeated(entry) * says *
								(entry->is_extra ? entry->weight : 1)};
	}
	/* "v5" in a Chinese text is a word of many, of which the others have no groups */
	for (uint32_t t = first; t < p->plan->terms_n; t++)
		p->plan->terms[t].full *= all > 0 ? spelt / (all * (spelt + others)) : 0;
}

static struct query_plan_weights mixed(const struct query_plan_weights *from, const struct query_plan_weights *to,
				       float share)
{
	return (struct query_plan_weights){
	    .stem = between(from->stem, to->stem, share),
	    .title = between(from->title, to->title, share),
	    .exact = between(from->exact, to->exact, share),
	    .exact_title = between(from->exact_title, to->exact_title, share),
	    .pair = between(from->pair, to->pair, share),
	    .cover = between(from->cover, to->cover, share),
	    .grams = between(from->grams, to->grams, share),
	    .in_title = between(from->in_title, to->in_title, share),
	    .saturation = between(from->saturation, to->saturation, share),
	};
}

/* A few words are looked for in titles; the more words there are, the more it is a text. */
static void choose_weights(struct planner *p, uint32_t words_n)
{
	bool is_search = p->request->use == PLAN_SEARCH;
	float words = (float)words_n, length = words, few = is_search ? FEW_WORDS_SEARCHED : FEW_WORDS_TOLD;

	for (uint32_t i = 0; i < p->request->parsed->words_n && !query_planner_is_aside(p, i); i++)
		length += STOP_LENGTH * (float)p->request->parsed->words[i].is_stop;

	if (!p->request->is_english)
		p->weights = other;
	else if (length < TEXT_WORDS)
		p->weights = mixed(&english_question, is_search ? &english_search : &english_line,
				   (TEXT_WORDS - length) / (TEXT_WORDS - few));
	else
		p->weights = mixed(&english_question, &english_ticket,
				   (words - QUESTION_WORDS) / (TICKET_WORDS - QUESTION_WORDS));
	p->plan->saturation = p->weights.saturation;
}

/* The pairs that an open last word may make with the word before it. */
static void add_open_pairs(struct planner *p, float full)
{
	const struct query_parsed *parsed = p->request->parsed;
	uint32_t before = WORD_NONE;

	for (uint32_t i = 0; i < parsed->words_n; i++) {
		const struct entry *entry = p->entry_of[i] != WORD_NONE ? &p->entries[p->entry_of[i]] : NULL;

		if (parsed->words[i].same_place)
			continue;
		if (parsed->words[i].begins_part)
			before = WORD_NONE;
		if (before != WORD_NONE && parsed->words[i].is_open && entry != NULL && entry->is_open) {
			struct neighbour first = neighbour_at(p, before);

			for (uint32_t o = 0; o < entry->open_n; o++) {
				uint32_t stem = p->store->words.at[entry->open_words[o]].stem;

				add_pair(p, &first,
					 &(struct neighbour){p->store->words.at[stem].hash,
							     store_lists_of_stem(p->store, stem)},
					 full);
			}
		}
		before = i;
	}
}

static void make_terms(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;
	float stems, exact, full;
	uint32_t words_n;

	while (p->pairs_room < 2 * (parsed->words_n + COMPLETIONS))
		p->pairs_room *= 2;
	p->pairs = arena_array(p->arena, p->pairs_room, sizeof(*p->pairs));
	p->plan->terms =
	    arena_alloc(p->arena, ((size_t)p->entries_n * TERMS_PER_ENTRY + parsed->words_n + COMPLETIONS + 1) *
				      sizeof(*p->plan->terms));
	weigh_entries(p, &stems, &exact, &words_n);
	p->plan->bound = stems;
	p->plan->words_n = words_n;
	choose_weights(p, words_n);
	if (stems <= 0)
		return;
	if (p->request->use == PLAN_SUGGEST && p->store->docs_n > LARGE_SITE_PAGES)
		leave_out_common(p);
	for (uint32_t i = 0; i < p->entries_n; i++)
		add_entry_terms(p, &p->entries[i], stems, exact, words_n != 0 ? (float)words_n : 1);
	add_alike_terms(p);
	full = p->weights.pair / stems;
	add_pairs(p, full);
	add_apart_pairs(p, stems);
	add_open_pairs(p, full);
}

/* ---- conditions ----------------------------------------------------------------------------- */

struct condition_parts {
	struct query_plan_term *at;
	uint32_t n;
};

static void add_pair_part(struct planner *p, uint32_t pair, void *context)
{
	struct condition_parts *parts = context;

	(void)p;
	parts->at[parts->n++] = (struct query_plan_term){.pair = pair};
}

static struct query_plan_term list_part(struct planner *p, struct store_lists lists)
{
	return (struct query_plan_term){.members = one_member(p, lists), .members_n = 1};
}

/* What a page must have to have the words in a row, or at least each where pairs are not kept. */
static void add_condition(struct planner *p, const struct query_word *words, struct query_span span, bool is_without)
{
	struct condition_parts parts = {arena_alloc(p->arena, (2 * (size_t)span.n + 1) * sizeof(*parts.at)), 0};
	struct query_plan_condition *condition = &p->plan->conditions[p->plan->conditions_n];
	uint32_t places = 0;

	for (uint32_t i = span.first; i < span.first + span.n; i++)
		places += !words[i].same_place;
	for (uint32_t i = span.first; i < span.first + span.n; i++) {
		struct entry entry = {0};

		if (words[i].same_place || (places > 1 && !is_cjk_kind(words[i].kind)))
			continue;
		query_planner_look_up(p, &entry, words[i].text);
		parts.at[parts.n++] = list_part(p, is_without ? store_lists_of_stem(p->store, entry.stem)
							      : store_lists_of_word(p->store, entry.word));
	}
	if (places > 1) {
		uint32_t before = WORD_NONE;

		for (uint32_t i = span.first; i < span.first + span.n; i++) {
			char room[2][TOKENIZE_TOKEN_BYTES + 8];

			if (words[i].same_place)
				continue;
			if (before != WORD_NONE && !(is_cjk_kind(words[before].kind) && is_cjk_kind(words[i].kind)))
				add_pair_part(p,
					      index_bigram(hash64(query_planner_stem(words[before].text, room[0])),
							   hash64(query_planner_stem(words[i].text, room[1]))),
					      &parts);
			before = i;
		}
	}
	if (parts.n == 0)
		return;
	*condition = (struct query_plan_condition){parts.at, parts.n, is_without};
	p->plan->conditions_n++;
}

static void make_conditions(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;

	p->plan->conditions =
	    arena_alloc(p->arena, ((size_t)parsed->phrases_n + parsed->excluded_n + 1) * sizeof(*p->plan->conditions));
	for (uint32_t i = 0; i < parsed->phrases_n; i++)
		add_condition(p, parsed->words, parsed->phrases[i], false);
	for (uint32_t i = 0; i < parsed->excluded_n; i++)
		add_condition(p, parsed->without, parsed->excluded[i], true);
}

/* ---- what to highlight ------------------------------------------------------------------------ */

static void make_marks(struct planner *p)
{
	p->plan->marks = arena_alloc(p->arena, (2 * (size_t)p->entries_n + p->said_n + 1) * sizeof(*p->plan->marks));
	for (uint32_t i = 0; i < p->entries_n; i++) {
		const struct entry *entry = &p->entries[i];
		struct query_plan_mark mark = {entry->stem_hash, entry->idf * entry->weight, i,
					       query_plan_beginning(entry->text), STR_NONE};

		if (entry->is_stop && entry->weight < 1)
			continue; /* it is in every sentence */
		if (entry->stem != WORD_NONE)
			p->plan->marks[p->plan->marks_n++] = mark;
		for (const struct said *said = entry->said; said != NULL; said = said->next) {
			mark.hash = said->stem_hash;
			mark.weight = said->weight * entry->idf * entry->weight;
			mark.beginning = said->beginning;
			p->plan->marks[p->plan->marks_n++] = mark;
		}
		if (entry->is_open && entry->open_n != 0) {
			mark.weight = entry->idf * entry->weight;
			mark.prefix = entry->text;
			p->plan->marks[p->plan->marks_n++] = mark;
		}
	}
}

/* ---- what was told ---------------------------------------------------------------------------- */

static void make_told(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;

	p->plan->told = arena_alloc(p->arena, (parsed->words_n + 1) * sizeof(*p->plan->told));
	for (uint32_t i = 0; i < parsed->words_n && !query_planner_is_aside(p, i); i++) {
		const struct query_word *word = &parsed->words[i];
		const struct entry *entry = p->entry_of[i] != WORD_NONE ? &p->entries[p->entry_of[i]] : NULL;

		if (entry == NULL || entry->is_stop || word->same_place)
			continue;
		p->plan->told[p->plan->told_n++] = (struct query_plan_told){entry->stem_hash, word->typed.s,
									    word->typed.s + word->typed.n, entry->idf};
	}
}

void query_plan_make(struct query_plan *plan, const struct store *store, const struct query_plan_request *request,
		     struct arena *arena)
{
	struct query_parsed parsed = *request->parsed;
	struct query_plan_request with_parts = *request;
	struct planner p = {
	    .store = store,
	    .request = request,
	    .arena = arena,
	    .plan = plan,
	    .pairs_room = 256,
	    .spell_steps = SPELL_STEPS,
	};

	*plan = (struct query_plan){0};
	query_planner_take_apart(&p, &parsed);
	if (request->use == PLAN_SEARCH)
		query_planner_take_katakana(&p, &parsed);
	with_parts.parsed = &parsed;
	p.request = request = &with_parts;
	p.entries_room = request->parsed->words_n < PLAN_ENTRIES ? request->parsed->words_n + 1 : PLAN_ENTRIES;
	p.entries_room += SYNONYMS * SYNONYM_WORDS;
	p.entries = arena_alloc(arena, p.entries_room * sizeof(*p.entries));
	query_planner_add_words(&p);
	make_terms(&p);
	make_conditions(&p);
	make_marks(&p);
	if (request->use == PLAN_SUGGEST && request->is_english)
		make_told(&p);
}
