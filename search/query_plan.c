#include "search/query_plan.h"

#include "search/spell.h"

#include "common/stem.h"

#include <math.h>

enum {
	PLAN_ENTRIES = 512,  /* different words that are scored */
	COMPLETIONS = 64,    /* of an open word */
	TERMS_PER_ENTRY = 3, /* by stem, by exact word, by character groups */
};

/* A repeated word counts more, less and less. */
#define REPEAT_SATURATION 8.0f
/* Of a word that was replaced, by number of edits; of what completes a word that is whole already. */
static const float corrected_weight[3] = {1, 0.85f, 0.7f};
#define COMPLETION_WEIGHT 0.5f
/* Pairs with Hiragana in them or across scripts say little. */
#define WEAK_WEIGHT 0.2f

static const struct query_plan_weights english = {
    .stem = 1, .title = 0.54f, .exact = 0.40f, .pair = 0.45f, .cover = 0.20f, .grams = 0, .in_title = 0.30f};
static const struct query_plan_weights other = {
    .stem = 0.5f, .title = 0.5f, .exact = 0.5f, .pair = 0.3f, .cover = 0.12f, .grams = 0.8f, .in_title = 0.30f};

/* A word of the query, once. */
struct entry {
	struct str text;
	uint64_t hash, stem_hash;
	uint32_t word, stem; /* WORD_NONE: not known */
	uint32_t count;
	float weight; /* below 1: corrected, or weak */
	float idf;
	bool is_open, is_cjk, is_stop;
	struct query_plan_member *completions; /* of an open word */
	uint32_t completions_n, completions_docs;
};

struct planner {
	const struct store *store;
	const struct query_plan_request *request;
	const struct query_plan_weights *weights;
	struct arena *arena;
	struct query_plan *plan;
	struct entry *entries;
	uint32_t entries_n;
	uint32_t *entry_of; /* of each word of the query; WORD_NONE: none */
	struct buf corrected;
	const char *copied; /* of the query's text, into corrected */
};

/* ---- words -------------------------------------------------------------------------- */

static struct str stem_of(const struct planner *p, struct str word, char *room)
{
	size_t n = word.n;

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)word.s[i] < 0x80 && !str_is_alnum(word.s[i]))
			return word;
	}
	(void)p;
	memcpy(room, word.s, n);
	return str_n(room, stem_english(room, n));
}

static void look_up(struct planner *p, struct entry *entry, struct str text)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct str stem = stem_of(p, text, room);

	entry->text = text;
	entry->hash = hash64(text);
	entry->stem_hash = hash64(stem);
	entry->word = store_word(p->store, text);
	entry->stem = store_number(p->store, stem);
	if (store_lists_of_stem(p->store, entry->stem).n == 0)
		entry->stem = WORD_NONE;
}

static bool is_cjk_kind(uint8_t kind)
{
	return kind == TOKEN_HAN || kind == TOKEN_PAIR || kind == TOKEN_WEAK_PAIR;
}

static uint32_t find_entry(const struct planner *p, const struct entry *entry)
{
	for (uint32_t i = 0; i < p->entries_n; i++) {
		if (p->entries[i].stem_hash == entry->stem_hash)
			return i;
	}
	return WORD_NONE;
}

/* The words an open one may become, the commonest. */
static void find_completions(struct planner *p, struct entry *entry)
{
	const struct store *store = p->store;
	struct query_plan_member *members = arena_alloc(p->arena, (COMPLETIONS + 1) * sizeof(*members));
	uint32_t from, to, n = 0, docs = 0, least = 0;

	store_prefix(store, entry->text, &from, &to);
	for (uint32_t i = from; i < to; i++) {
		uint32_t word = store->sorted[i];
		struct query_plan_member member = {store_lists_of_word(store, word), 1};

		if (words_text(&store->words, word).n == entry->text.n)
			continue;
		if (n < COMPLETIONS) {
			members[n++] = member;
		} else if (member.lists.docs > members[least].lists.docs) {
			members[least] = member;
		} else {
			continue;
		}
		for (uint32_t m = least = 0; m < n; m++)
			least = members[m].lists.docs < members[least].lists.docs ? m : least;
	}
	for (uint32_t m = 0; m < n; m++)
		docs += members[m].lists.docs;
	entry->completions = members;
	entry->completions_n = n;
	entry->completions_docs = docs < store->docs_n ? docs : store->docs_n;
}

static void note_correction(struct planner *p, const struct query_word *typed, uint32_t word)
{
	if (p->copied == NULL) {
		buf_init(&p->corrected, 4 * (p->request->text.n + 64));
		p->copied = p->request->text.s;
	}
	if (typed->typed.s < p->copied)
		return; /* a part of a word that was replaced already */
	buf_add(&p->corrected, p->copied, (size_t)(typed->typed.s - p->copied));
	buf_str(&p->corrected, words_text(&p->store->words, word));
	p->copied = typed->typed.s + typed->typed.n;
}

/* No page has it: the word that was meant, if one is near. */
static void correct(struct planner *p, struct entry *entry, const struct query_word *typed)
{
	unsigned edits = 0;
	uint32_t word = spell_correct(p->store, entry->text, &edits);

	if (word == WORD_NONE)
		return;
	note_correction(p, typed, word);
	look_up(p, entry, words_text(&p->store->words, word));
	entry->weight *= corrected_weight[edits];
}

static void add_word(struct planner *p, const struct query_word *word, bool with_stops, uint32_t *number)
{
	struct entry entry = {.count = 1, .weight = 1, .is_cjk = is_cjk_kind(word->kind), .is_stop = word->is_stop};

	*number = WORD_NONE;
	if ((word->is_stop && !with_stops) || p->entries_n == PLAN_ENTRIES)
		return;
	look_up(p, &entry, word->text);
	if (word->kind == TOKEN_WEAK_PAIR)
		entry.weight = WEAK_WEIGHT;
	entry.is_open = word->is_open && !p->request->is_final && p->request->use == PLAN_SEARCH;
	if (entry.is_open)
		find_completions(p, &entry);
	if (entry.stem == WORD_NONE && word->kind != TOKEN_WORD)
		return; /* an addition, or a character: not to be missed */
	if (entry.stem == WORD_NONE && entry.completions_n == 0 && !word->same_place && !word->is_quoted)
		correct(p, &entry, word);
	*number = find_entry(p, &entry);
	if (*number != WORD_NONE) {
		p->entries[*number].count++;
		return;
	}
	*number = p->entries_n;
	p->entries[p->entries_n++] = entry;
}

static void add_words(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;
	bool with_stops = true;

	p->entry_of = arena_alloc(p->arena, (parsed->words_n + 1) * sizeof(*p->entry_of));
	for (uint32_t i = 0; i < parsed->words_n && with_stops; i++)
		with_stops = parsed->words[i].is_stop;
	for (uint32_t i = 0; i < parsed->words_n; i++)
		add_word(p, &parsed->words[i], with_stops, &p->entry_of[i]);
	if (p->copied != NULL) {
		const char *end = p->request->text.s + p->request->text.n;

		buf_add(&p->corrected, p->copied, (size_t)(end - p->copied));
		p->plan->corrected = arena_str(p->arena, buf_view(&p->corrected));
		buf_release(&p->corrected);
	}
}

/* ---- terms ---------------------------------------------------------------------------- */

static struct query_plan_term *add_term(struct planner *p)
{
	return &p->plan->terms[p->plan->terms_n++];
}

static const struct query_plan_member *one_member(struct planner *p, struct store_lists lists)
{
	struct query_plan_member *member = arena_alloc(p->arena, sizeof(*member));

	*member = (struct query_plan_member){lists, 1};
	return member;
}

static float repeated(const struct entry *entry)
{
	return (REPEAT_SATURATION + 1) * (float)entry->count / (REPEAT_SATURATION + (float)entry->count);
}

/* The lists of an open word: its own stem, and its completions at a lower weight when there is one. */
static const struct query_plan_member *open_members(struct planner *p, const struct entry *entry, uint32_t *n)
{
	struct query_plan_member *members = arena_alloc(p->arena, (entry->completions_n + 1) * sizeof(*members));

	*n = 0;
	if (entry->stem != WORD_NONE)
		members[(*n)++] = (struct query_plan_member){store_lists_of_stem(p->store, entry->stem), 1};
	for (uint32_t i = 0; i < entry->completions_n; i++) {
		members[*n] = entry->completions[i];
		members[(*n)++].weight = entry->stem != WORD_NONE ? COMPLETION_WEIGHT : 1;
	}
	return members;
}

static void weigh_entries(struct planner *p, float *stems, float *exact, uint32_t *words_n)
{
	*stems = *exact = 0;
	*words_n = 0;
	for (uint32_t i = 0; i < p->entries_n; i++) {
		struct entry *entry = &p->entries[i];
		struct store_lists stem = store_lists_of_stem(p->store, entry->stem),
				   word = store_lists_of_word(p->store, entry->word);

		entry->idf = stem.n != 0		 ? store_idf(p->store, stem.docs)
			     : entry->completions_n != 0 ? store_idf(p->store, entry->completions_docs)
							 : p->store->idf_max;
		*stems += repeated(entry) * entry->idf * (entry->is_cjk ? entry->weight : 1);
		*exact += repeated(entry) * (word.n != 0 ? store_idf(p->store, word.docs) : entry->idf) *
			  (entry->is_cjk ? entry->weight : 1);
		*words_n += 1;
	}
}

static void add_entry_terms(struct planner *p, const struct entry *entry, float stems, float exact, float words_n)
{
	const struct query_plan_weights *w = p->weights;
	struct store_lists stem = store_lists_of_stem(p->store, entry->stem),
			   word = store_lists_of_word(p->store, entry->word);
	float share = repeated(entry) * entry->idf * entry->weight / stems;
	struct query_plan_term *term;

	if (stem.n == 0 && entry->completions_n == 0)
		return;
	term = add_term(p);
	*term = (struct query_plan_term){
	    .full = w->stem * share,
	    .title = w->title * share,
	    .cover = w->cover * entry->idf * entry->weight,
	    .in_title = p->request->use == PLAN_SEARCH ? w->in_title * entry->weight / words_n : 0,
	};
	if (entry->completions_n != 0) {
		term->members = open_members(p, entry, &term->members_n);
	} else {
		term->members = one_member(p, stem);
		term->members_n = 1;
	}
	if (word.n != 0) {
		float idf = store_idf(p->store, word.docs);

		term = add_term(p);
		*term = (struct query_plan_term){
		    .members = one_member(p, word),
		    .members_n = 1,
		    .full = w->exact * repeated(entry) * idf * entry->weight / exact,
		};
	} else if (entry->completions_n != 0) {
		struct query_plan_term like = *term;

		term = add_term(p);
		*term = like;
		term->full = w->exact * repeated(entry) * entry->idf / exact;
		term->title = term->cover = term->in_title = 0;
	}
}

/* The stem's hash of a word of the query, also of stop words. */
static uint64_t stem_hash_at(const struct planner *p, uint32_t at)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];

	if (p->entry_of[at] != WORD_NONE)
		return p->entries[p->entry_of[at]].stem_hash;
	return hash64(stem_of(p, p->request->parsed->words[at].text, room));
}

/* Pairs of words [first, first + n) that stand next to each other: calls add with each. */
static void each_pair(struct planner *p, const struct query_word *words, uint32_t first, uint32_t n,
		      void (*add)(struct planner *, uint32_t pair, void *), void *context)
{
	uint32_t before = WORD_NONE;

	for (uint32_t i = first; i < first + n; i++) {
		if (words[i].same_place)
			continue;
		if (words[i].begins_part)
			before = WORD_NONE;
		if (before != WORD_NONE && !(is_cjk_kind(words[before].kind) && is_cjk_kind(words[i].kind)))
			add(p, index_bigram(stem_hash_at(p, before), stem_hash_at(p, i)), context);
		before = i;
	}
}

static void add_pair(struct planner *p, uint32_t pair, void *context)
{
	const float *full = context;

	for (uint32_t t = p->plan->terms_n; t-- != 0 && p->plan->terms[t].members_n == 0;) {
		if (p->plan->terms[t].pair == pair)
			return;
	}
	*add_term(p) = (struct query_plan_term){.pair = pair, .full = *full};
}

static void make_terms(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;
	float stems, exact, full;
	uint32_t words_n;

	p->plan->terms = arena_alloc(p->arena, ((size_t)p->entries_n * TERMS_PER_ENTRY + parsed->words_n + 1) *
						   sizeof(*p->plan->terms));
	weigh_entries(p, &stems, &exact, &words_n);
	p->plan->bound = stems;
	p->plan->words_n = words_n;
	if (p->entries_n == 0)
		return;
	for (uint32_t i = 0; i < p->entries_n; i++)
		add_entry_terms(p, &p->entries[i], stems, exact, (float)words_n);
	full = p->weights->pair / stems;
	each_pair(p, parsed->words, 0, parsed->words_n, add_pair, &full);
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
		look_up(p, &entry, words[i].text);
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
					      index_bigram(hash64(stem_of(p, words[before].text, room[0])),
							   hash64(stem_of(p, words[i].text, room[1]))),
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
	p->plan->marks = arena_alloc(p->arena, (3 * (size_t)p->entries_n + 1) * sizeof(*p->plan->marks));
	for (uint32_t i = 0; i < p->entries_n; i++) {
		const struct entry *entry = &p->entries[i];
		struct query_plan_mark mark = {entry->stem_hash, entry->idf * entry->weight, i,
					       query_plan_beginning(entry->text), STR_NONE};

		if (entry->stem != WORD_NONE)
			p->plan->marks[p->plan->marks_n++] = mark;
		if (entry->completions_n != 0) {
			mark.prefix = entry->text;
			p->plan->marks[p->plan->marks_n++] = mark;
		}
	}
}

void query_plan_make(struct query_plan *plan, const struct store *store, const struct query_plan_request *request,
		     struct arena *arena)
{
	struct planner p = {
	    .store = store,
	    .request = request,
	    .weights = request->is_english ? &english : &other,
	    .arena = arena,
	    .plan = plan,
	};

	*plan = (struct query_plan){0};
	p.entries =
	    arena_alloc(arena, (request->parsed->words_n < PLAN_ENTRIES ? request->parsed->words_n + 1 : PLAN_ENTRIES) *
				   sizeof(*p.entries));
	add_words(&p);
	make_terms(&p);
	make_conditions(&p);
	make_marks(&p);
}

struct query_plan_settings {
	const struct store *store;
};

const struct query_plan_settings *query_plan_settings_new(const struct store *store, const struct value *config,
							  struct arena *arena)
{
	struct query_plan_settings *settings = ARENA_NEW(arena, struct query_plan_settings);

	(void)config;
	settings->store = store;
	return settings;
}
