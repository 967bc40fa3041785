#include "search/query_plan.h"

#include "search/query_english.h"
#include "search/query_grams.h"
#include "search/spell.h"

#include "common/mem.h"
#include "common/stem.h"
#include "common/vec.h"

#include <math.h>

enum {
	TELLING = 40,	    /* words of a ticket that are scored: those that tell pages apart */
	PLAN_ENTRIES = 512, /* different words that are scored */
	COMPLETIONS = 64,   /* of an open word */
	SYNONYMS = 16,	    /* of a word */
	SYNONYM_WORDS = 8,  /* of one */
	OTHERS = COMPLETIONS + SYNONYMS * SYNONYM_WORDS,
	ALIKE = 64,	     /* words that are alike */
	TERMS_PER_ENTRY = 3, /* by stem, by exact word, by character groups */
};

/* A repeated word counts more, less and less. */
#define REPEAT_SATURATION 3.0f
/* Of a word that was replaced, by number of edits; of what completes a word that is whole already. */
static const float corrected_weight[3] = {1, 0.85f, 0.7f};
#define COMPLETION_WEIGHT 0.05f
/* Among the words that may have been meant, one that pages have beside a neighbour of it. */
#define BESIDE_BONUS 1.5f
/* Pairs with Hiragana in them or across scripts say little. */
#define WEAK_WEIGHT 0.2f
/* Of a text: what a word was given once more as, in parts or whole ("don't" as dont), is the same word again. */
#define ADDITION_WEIGHT 0.35f
#define SYNONYM_WEIGHT 0.7f
/* Everyday words for the same thing, and words of asking (query_english.h). */
#define FORM_WEIGHT 0.35f
#define SAME_WEIGHT 0.2f
/* Who types a few words means those, as long as pages have them. */
#define MEANT_SHARE 0.35f
enum { MEANT_WORDS = 4 };
/* A long text says it in its own words: from so many on other words for them count less, fully from so many. */
#define TOLD_SHARE 0.3f
#define TOLD_FROM 10
#define TOLD_TO 30
#define ASKING_SHARE 0.5f
enum { ASKING_WORDS = 3 /* of a query, from which on some belong to asking */ };

/* A stop word says something in a short title ("what is", "how to"); on a large site its lists cost more than that. */
#define STOP_WEIGHT 0.2f
enum { LARGE_SITE_PAGES = 20000 };
#define FEW_WORDS_SEARCHED 3.5f
#define FEW_WORDS_TOLD 2.5f
#define TEXT_WORDS 6
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

/* A synonym of a word, as it is to be highlighted. */
struct said {
	uint64_t stem_hash;
	float weight;
	uint8_t beginning;
	const struct said *next;
};

/* A word of the query, once. */
struct entry {
	struct str text;
	uint64_t hash, stem_hash;
	uint32_t word, stem; /* WORD_NONE: not known */
	uint32_t count;
	float weight; /* below 1: corrected, or weak */
	float share;  /* of its idf that counts */
	float idf;
	bool is_open, is_cjk, is_stop;
	bool is_addition;		  /* of a text: weighs less, and is missed less */
	bool is_asking;			  /* says less than its idf */
	bool is_left_out;		  /* of a long text: says too little */
	bool is_extra;			  /* a synonym of several words: counts where it is found, is not missed */
	struct query_plan_member *others; /* what an open word may become, and synonyms */
	uint32_t others_n, others_docs;
	const struct said *said; /* of others, the synonyms */
	uint32_t *open_stems;	 /* of what an open word may become */
	uint32_t open_n;
};

/* One word, or several in a row, may stand for another. */
struct synonym {
	const uint64_t *left; /* hashes of stems */
	const struct str *right;
	uint32_t left_n, right_n;
	float weight;
	bool is_english; /* for queries in English alone */
};

struct query_plan_settings {
	struct synonym *synonyms; /* by left[0] */
	size_t synonyms_n;
};

struct planner {
	const struct store *store;
	const struct query_plan_request *request;
	struct query_plan_weights weights;
	struct arena *arena;
	struct query_plan *plan;
	struct entry *entries;
	uint32_t entries_n, entries_room, spell_steps, said_n;
	uint32_t *entry_of; /* of each word of the query; WORD_NONE: none */
	uint64_t *pairs;    /* a table of those that are terms already, + 1; 0: free */
	uint32_t pairs_room;
	struct buf corrected;
	const char *copied; /* of the query's text, into corrected */
};

/* False when the time is up: looking up what is misspelt or alike takes a while on a large site. */
static bool goes_on(struct planner *p)
{
	p->plan->is_partial = p->plan->is_partial || query_is_late(p->request->bounds);
	return !p->plan->is_partial;
}

/* The share is made one of 0 to 1. */
static float between(float from, float to, float share)
{
	return from + (to - from) * (share < 0 ? 0 : share > 1 ? 1 : share);
}

/* ---- words -------------------------------------------------------------------------- */

static struct str stem_of(struct str word, char *room)
{
	size_t n = word.n;

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)word.s[i] < 0x80 && !str_is_alnum(word.s[i]))
			return word;
	}
	memcpy(room, word.s, n);
	return str_n(room, stem_english(room, n));
}

static void look_up(struct planner *p, struct entry *entry, struct str text)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct str stem = stem_of(text, room);

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
	struct query_plan_member *members = arena_alloc(p->arena, OTHERS * sizeof(*members));
	uint32_t *stems = arena_alloc(p->arena, COMPLETIONS * sizeof(*stems));
	uint32_t from, to, n = 0, docs = 0, least = 0;

	store_prefix(store, entry->text, &from, &to);
	for (uint32_t i = from; i < to; i++) {
		uint32_t word = store->sorted[i];
		struct query_plan_member member = {store_lists_of_word(store, word),
						   entry->stem != WORD_NONE ? COMPLETION_WEIGHT : 1};

		if (words_text(&store->words, word).n == entry->text.n)
			continue;
		if (n < COMPLETIONS) {
			stems[n] = store->words.at[word].stem;
			members[n++] = member;
		} else if (member.lists.docs > members[least].lists.docs) {
			stems[least] = store->words.at[word].stem;
			members[least] = member;
		} else {
			continue;
		}
		for (uint32_t m = least = 0; m < n; m++)
			least = members[m].lists.docs < members[least].lists.docs ? m : least;
	}
	for (uint32_t m = 0; m < n; m++)
		docs += members[m].lists.docs;
	entry->open_stems = stems;
	entry->open_n = n;
	entry->others = members;
	entry->others_n = n;
	entry->others_docs = docs < store->docs_n ? docs : store->docs_n;
}

/* The synonyms of words that begin with this one. */
static const struct synonym *first_synonym(const struct query_plan_settings *settings, uint64_t hash)
{
	size_t from = 0, to = settings->synonyms_n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (settings->synonyms[middle].left[0] < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return settings->synonyms + from;
}

/* Do the words from `at` on go on as the synonym's left side does? */
static bool is_said(const struct planner *p, const struct synonym *synonym, uint32_t at)
{
	const struct query_parsed *parsed = p->request->parsed;
	char room[TOKENIZE_TOKEN_BYTES + 8];
	uint32_t n = 1;

	for (at++; at < parsed->words_n && n < synonym->left_n; at++) {
		if (parsed->words[at].same_place)
			continue;
		if (hash64(stem_of(parsed->words[at].text, room)) != synonym->left[n])
			return false;
		n++;
	}
	return n == synonym->left_n;
}

static void add_other(struct planner *p, struct entry *entry, struct store_lists lists, float weight)
{
	if (entry->others == NULL)
		entry->others = arena_alloc(p->arena, OTHERS * sizeof(*entry->others));
	entry->others[entry->others_n++] = (struct query_plan_member){lists, weight};
	entry->others_docs += lists.docs;
	if (entry->others_docs > p->store->docs_n)
		entry->others_docs = p->store->docs_n;
}

static void add_said(struct planner *p, struct entry *entry, const struct entry *synonym, float weight)
{
	struct said *said = arena_alloc(p->arena, sizeof(*said));

	*said = (struct said){synonym->stem_hash, weight, query_plan_beginning(synonym->text), entry->said};
	entry->said = said;
	p->said_n++;
}

/* How much of its weight an everyday word for another keeps, by how much was typed. */
static float everyday_share(const struct planner *p, const struct entry *entry)
{
	uint32_t words = p->request->parsed->words_n;

	if (words <= MEANT_WORDS)
		return entry->stem != WORD_NONE ? MEANT_SHARE : 1;
	return between(1, TOLD_SHARE, ((float)words - TOLD_FROM) / (TOLD_TO - TOLD_FROM));
}

/* Another word for one is a list more of it; several words, or for several, are entries of their own. */
static void take_synonym(struct planner *p, struct entry *entry, const struct synonym *synonym)
{
	for (uint32_t i = 0; i < synonym->right_n; i++) {
		struct entry meant = {.count = 1, .is_extra = true};
		struct store_lists lists;

		look_up(p, &meant, synonym->right[i]);
		lists = store_lists_of_stem(p->store, meant.stem);
		if (lists.n == 0)
			continue;
		if (synonym->left_n == 1 && synonym->right_n == 1) {
			float weight = synonym->weight;

			if (synonym->is_english)
				weight *= everyday_share(p, entry);
			add_other(p, entry, lists, weight);
			add_said(p, entry, &meant, weight);
		} else if (find_entry(p, &meant) == WORD_NONE && p->entries_n + 1 < p->entries_room) {
			meant.weight = synonym->weight / (float)synonym->right_n;
			p->entries[p->entries_n++] = meant;
		}
	}
}

static void take_synonyms(struct planner *p, struct entry *entry, uint32_t at)
{
	const struct query_plan_settings *settings = p->request->settings;
	const struct synonym *synonym = first_synonym(settings, entry->stem_hash),
			     *end = settings->synonyms + settings->synonyms_n;
	uint32_t taken = 0;

	for (; synonym < end && synonym->left[0] == entry->stem_hash && taken < SYNONYMS; synonym++) {
		if ((!synonym->is_english || p->request->is_english) && is_said(p, synonym, at)) {
			take_synonym(p, entry, synonym);
			taken++;
		}
	}
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

static bool is_pair(const struct planner *p, uint64_t first, uint64_t second)
{
	uint32_t pair = index_bigram(first, second);
	struct store_pairs pairs;

	for (uint32_t s = 0; s < p->store->shards_n; s++) {
		if (store_find_pair(&p->store->shards[s], pair, &pairs) != 0)
			return true;
	}
	return false;
}

/* Does a page have the word next to one that stands next to the query's word at `at`? */
static bool stands_beside(const struct planner *p, uint32_t at, uint32_t word)
{
	const struct query_parsed *parsed = p->request->parsed;
	uint64_t stem = p->store->words.at[p->store->words.at[word].stem].hash;
	uint32_t before = at, next = at + 1;
	char room[TOKENIZE_TOKEN_BYTES + 8];

	while (before > 0 && parsed->words[before].same_place)
		before--;
	while (next < parsed->words_n && parsed->words[next].same_place)
		next++;
	if (before > 0 && is_pair(p, hash64(stem_of(parsed->words[before - 1].text, room)), stem))
		return true;
	return next < parsed->words_n && is_pair(p, stem, hash64(stem_of(parsed->words[next].text, room)));
}

/* No page has it: the word that was meant, if one is near. */
static void correct(struct planner *p, struct entry *entry, uint32_t at)
{
	struct spell_guess guesses[SPELL_GUESSES];
	size_t n = spell_guesses(p->store, entry->text, &p->spell_steps, guesses), best = 0;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (stands_beside(p, at, guesses[i].word))
			guesses[i].likely += BESIDE_BONUS;
		best = guesses[i].likely > guesses[best].likely ? i : best;
	}
	note_correction(p, &p->request->parsed->words[at], guesses[best].word);
	look_up(p, entry, words_text(&p->store->words, guesses[best].word));
	entry->weight *= corrected_weight[guesses[best].edits];
	take_synonyms(p, entry, at);
}

static void add_word(struct planner *p, uint32_t at, bool with_stops, uint32_t *number)
{
	const struct query_word *word = &p->request->parsed->words[at];
	struct entry entry = {.count = 1, .weight = 1, .is_cjk = is_cjk_kind(word->kind), .is_stop = word->is_stop};

	*number = WORD_NONE;
	if ((word->is_stop && !with_stops && p->store->docs_n > LARGE_SITE_PAGES) || p->entries_n == p->entries_room)
		return;
	look_up(p, &entry, word->text);
	entry.is_asking = p->request->is_english && !word->is_quoted && query_english_asks(word->text);
	if (word->kind == TOKEN_WEAK_PAIR)
		entry.weight = WEAK_WEIGHT;
	if (word->is_stop && !with_stops)
		entry.weight = STOP_WEIGHT;
	entry.is_addition = word->same_place && p->request->use == PLAN_SUGGEST && p->request->is_english;
	if (entry.is_addition)
		entry.weight *= ADDITION_WEIGHT;
	entry.is_open = word->is_open && !p->request->is_final && p->request->use == PLAN_SEARCH;
	if (entry.is_open)
		find_completions(p, &entry);
	take_synonyms(p, &entry, at);
	if (entry.stem == WORD_NONE && entry.others_n == 0 && word->kind != TOKEN_WORD)
		return; /* an addition, or a character: not to be missed */
	if (entry.stem == WORD_NONE && entry.others_n == 0 && !word->same_place && !word->is_quoted)
		correct(p, &entry, at);
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
	for (uint32_t i = 0; i < parsed->words_n; i++) {
		p->entry_of[i] = WORD_NONE;
		if (goes_on(p))
			add_word(p, i, with_stops, &p->entry_of[i]);
	}
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
	struct query_plan_member *members = arena_alloc(p->arena, (entry->others_n + 1) * sizeof(*members));

	*n = 0;
	if (entry->stem != WORD_NONE)
		members[(*n)++] = (struct query_plan_member){store_lists_of_stem(p->store, entry->stem), 1};
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

/* What an entry's exact word says; 0 when no page has it. */
static float exact_idf(const struct planner *p, const struct entry *entry)
{
	struct store_lists word = store_lists_of_word(p->store, entry->word);

	return word.n != 0 ? store_idf(p->store, word.docs) * entry->share : 0;
}

static void weigh_entries(struct planner *p, float *stems, float *exact, uint32_t *words_n)
{
	*stems = *exact = 0;
	*words_n = 0;
	for (uint32_t i = 0; i < p->entries_n; i++) {
		struct entry *entry = &p->entries[i];
		struct store_lists stem = store_lists_of_stem(p->store, entry->stem);
		float weight = entry->is_cjk || entry->is_stop || entry->is_addition ? entry->weight : 1, word;

		entry->share = entry->is_asking && p->entries_n >= ASKING_WORDS ? ASKING_SHARE : 1;
		entry->idf = entry->share * (stem.n != 0	    ? store_idf(p->store, stem.docs)
					     : entry->others_n != 0 ? store_idf(p->store, entry->others_docs)
								    : p->store->idf_max);
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
	    .cover = w->cover * entry->idf * entry->weight,
	    .in_title = w->in_title * entry->weight / words_n,
	};
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
		term->full = w->exact * repeated(entry) * entry->idf / exact;
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
	stem = stem_of(p->request->parsed->words[at].text, room);
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

/* Pairs of words that stand next to each other. */
static void add_pairs(struct planner *p, float full)
{
	const struct query_parsed *parsed = p->request->parsed;
	const struct query_word *words = parsed->words;
	uint32_t before = WORD_NONE;

	for (uint32_t i = 0; i < parsed->words_n; i++) {
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

/* Words that are alike, in languages whose stems are not known. */
static void add_alike_terms(struct planner *p)
{
	struct query_gram_word *found = arena_alloc(p->arena, ALIKE * sizeof(*found));
	uint32_t first = p->plan->terms_n;
	float all = 0;

	if (p->request->grams == NULL || p->weights.grams <= 0)
		return;
	for (uint32_t i = 0; i < p->entries_n && goes_on(p); i++) {
		const struct entry *entry = &p->entries[i];
		struct query_plan_member *members;
		float says;
		size_t n;

		if (entry->is_cjk || entry->is_stop || entry->is_left_out)
			continue;
		n = query_grams_find(p->request->grams, entry->text, p->request->grams_work, found, ALIKE, &says);
		all += repeated(entry) * says;
		if (n == 0)
			continue;
		members = arena_alloc(p->arena, n * sizeof(*members));
		for (size_t m = 0; m < n; m++)
			members[m] =
			    (struct query_plan_member){store_lists_of_word(p->store, found[m].word), found[m].alike};
		*add_term(p) = (struct query_plan_term){.members = members,
							.members_n = (uint32_t)n,
							.is_sum = true,
							.full = p->weights.grams * repeated(entry) * says};
	}
	for (uint32_t t = first; t < p->plan->terms_n; t++)
		p->plan->terms[t].full /= all;
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

	for (uint32_t i = 0; i < p->request->parsed->words_n; i++)
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
				uint32_t stem = entry->open_stems[o];

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
					      index_bigram(hash64(stem_of(words[before].text, room[0])),
							   hash64(stem_of(words[i].text, room[1]))),
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

void query_plan_make(struct query_plan *plan, const struct store *store, const struct query_plan_request *request,
		     struct arena *arena)
{
	struct planner p = {
	    .store = store,
	    .request = request,
	    .arena = arena,
	    .plan = plan,
	    .pairs_room = 256,
	    .spell_steps = SPELL_STEPS,
	};

	*plan = (struct query_plan){0};
	p.entries_room = request->parsed->words_n < PLAN_ENTRIES ? request->parsed->words_n + 1 : PLAN_ENTRIES;
	p.entries_room += SYNONYMS * SYNONYM_WORDS;
	p.entries = arena_alloc(arena, p.entries_room * sizeof(*p.entries));
	add_words(&p);
	make_terms(&p);
	make_conditions(&p);
	make_marks(&p);
}

/* ---- the site's synonyms ------------------------------------------------------------------------ */

struct reading {
	struct tokenizer *tokenizer;
	struct arena *arena, work; /* work: of one synonym */
	struct synonym_vec VEC_FIELDS(struct synonym) synonyms;
	float weight; /* of those that are read now */
	bool is_english;
};

static void add_synonym(struct reading *r, struct str left, struct str right)
{
	struct synonym synonym = {.weight = r->weight, .is_english = r->is_english};
	uint64_t hashes[SYNONYM_WORDS];
	struct str words[SYNONYM_WORDS];
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct query_parsed parsed;

	arena_clear(&r->work);
	query_parse(&parsed, r->tokenizer, &r->work, left, true);
	for (uint32_t i = 0; i < parsed.words_n && synonym.left_n < SYNONYM_WORDS; i++) {
		if (!parsed.words[i].same_place)
			hashes[synonym.left_n++] = hash64(stem_of(parsed.words[i].text, room));
	}
	query_parse(&parsed, r->tokenizer, &r->work, right, true);
	for (uint32_t i = 0; i < parsed.words_n && synonym.right_n < SYNONYM_WORDS; i++) {
		if (!parsed.words[i].same_place && (!parsed.words[i].is_stop || parsed.words_n == 1))
			words[synonym.right_n++] = arena_str(r->arena, parsed.words[i].text);
	}
	if (synonym.left_n == 0 || synonym.right_n == 0)
		return;
	synonym.left =
	    memcpy(arena_alloc(r->arena, synonym.left_n * sizeof(*hashes)), hashes, synonym.left_n * sizeof(*hashes));
	synonym.right =
	    memcpy(arena_alloc(r->arena, synonym.right_n * sizeof(*words)), words, synonym.right_n * sizeof(*words));
	*vec_add(&r->synonyms) = synonym;
}

/* "a, b => c, d" one way; "a, b, c" each for each. */
static void add_synonyms(struct reading *r, struct str line)
{
	ptrdiff_t arrow = str_find(line, STR("=>"));
	struct str lefts = arrow < 0 ? line : str_slice(line, 0, (size_t)arrow), left,
		   all = arrow < 0 ? line : str_from(line, (size_t)arrow + 2);

	while (str_split(&lefts, ',', &left)) {
		struct str rights = all, right;

		while (str_split(&rights, ',', &right)) {
			if (!str_eq_nocase(str_trim(left), str_trim(right)))
				add_synonym(r, left, right);
		}
	}
}

static int by_left(const void *a, const void *b)
{
	const struct synonym *x = a, *y = b;

	return (x->left[0] > y->left[0]) - (x->left[0] < y->left[0]);
}

static void add_english(struct reading *r)
{
	r->is_english = true;
	r->weight = FORM_WEIGHT;
	for (size_t i = 0; i < query_english_forms_n; i++)
		add_synonyms(r, str_c(query_english_forms[i]));
	r->weight = SAME_WEIGHT;
	for (size_t i = 0; i < query_english_same_n; i++)
		add_synonyms(r, str_c(query_english_same[i]));
}

const struct query_plan_settings *query_plan_settings_new(const struct value *config, struct arena *arena)
{
	struct query_plan_settings *settings = ARENA_NEW(arena, struct query_plan_settings);
	const struct value *lines = value_path(config, STR("search.synonyms")),
			   *everyday = value_path(config, STR("search.everyday_words"));
	struct reading r = {.arena = arena, .weight = SYNONYM_WEIGHT};

	arena_init(&r.work);
	r.tokenizer = mem_alloc(sizeof(*r.tokenizer));
	tokenizer_init(r.tokenizer, 0);
	for (uint32_t i = 0; lines != NULL && lines->kind == VALUE_LIST && i < lines->as.list.n; i++) {
		if (lines->as.list.at[i]->kind == VALUE_STR)
			add_synonyms(&r, lines->as.list.at[i]->as.str);
	}
	if (everyday == NULL || everyday->kind != VALUE_BOOL || everyday->as.boolean)
		add_english(&r);
	mem_free(r.tokenizer);
	arena_release(&r.work);
	settings->synonyms_n = r.synonyms.n;
	settings->synonyms = arena_array(arena, r.synonyms.n, sizeof(*settings->synonyms));
	for (size_t i = 0; i < r.synonyms.n; i++)
		settings->synonyms[i] = r.synonyms.at[i];
	vec_release(&r.synonyms);
	qsort(settings->synonyms, settings->synonyms_n, sizeof(*settings->synonyms), by_left);
	return settings;
}
