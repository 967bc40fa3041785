#include "search/query_english.h"
#include "search/query_forms.h"
#include "search/query_grams.h"
#include "search/query_han.h"
#include "search/query_letters.h"
#include "search/query_planner.h"
#include "search/spell.h"

#include "common/stem.h"

enum { OTHERS = COMPLETIONS + 1 + SYNONYMS * SYNONYM_WORDS };

/* Of a word that was replaced, by number of edits; of what completes a word that is whole already. */
static const float corrected_weight[3] = {1, 0.85f, 0.7f};
#define COMPLETION_WEIGHT 0.1f
#define SHORT_COMPLETION_WEIGHT 0.05f
enum { SHORT_LETTERS = 3 };
/* Of what may complete a word: for each letter more; where no page has it behind the word before. */
#define LONGER_COSTS 0.05f
#define UNSEEN_WEIGHT 0.3f
/* Among the words that may have been meant, one that pages have beside a neighbour of it. */
#define BESIDE_BONUS 1.5f
/* Of the one word that two in a row may be; of each of the two where the site writes it as one. */
#define JOINED_WEIGHT 0.5f
#define HALF_WEIGHT 0.3f
/* Pairs with Hiragana in them or across scripts say little. */
#define ASIDE_WEIGHT 0.2f /* of a log, beside what somebody says */
#define WEAK_WEIGHT 0.2f
/* Of a word of Katakana that pages have, and of each of its pairs: other words have those, too. */
#define RUN_WEIGHT 1.4f
#define PART_WEIGHT 0.35f
/* Of a character alone in a story: a long page has most of them. */
#define ALONE_WEIGHT 0.4f
/* Of a text: what a word was given once more as, in parts or whole ("don't" as dont), is the same word again. */
#define ADDITION_WEIGHT 0.35f
/* Of what a stem becomes when it is stemmed once more, where so many times as many pages have that. */
#define SHORTER_WEIGHT 0.2f
enum { SHORTER_TIMES = 2 };
/* Of "sign" in "sign in", and how many times the words for both count: it is no sign that is looked for. */
#define VERB_SHARE 0.3f
#define VERB_TIMES 3
/* How many times other words for several in a row count: "two factor" is no factor. */
#define SEVERAL_TIMES 2
/* The same in a search where no page has the word: it is said in other words only. */
#define UNKNOWN_TIMES 2.5f
/* The share of its groups of characters that another word must have to be what was meant rather than a misspelt one. */
#define ALIKE_ENOUGH 0.33f
/* Who types a few words means those, as long as pages have them. */
#define MEANT_SHARE 0.35f
#define MEANT_LOST 0.2f
enum { MEANT_WORDS = 4 };
/* Of a code: what stands for no word, and numbers that count nothing. */
enum { CODE_LETTERS = 1, CODE_DIGITS = 3 };
enum { STORY_WORDS = 16 };    /* of a ticket rather than a question */
enum { ACRONYM_LETTERS = 4 }; /* of a word in capitals */
/* A long text says it in its own words: from so many on other words for them count less, fully from so many. */
#define TOLD_SHARE 0.3f
#define TOLD_FROM 10
#define TOLD_TO 30
#define TOLD_LOST 0.5f
#define LOST_FROM 15
#define LOST_TO 40
/* A stop word says something in a short title ("what is", "how to"); on a large site its lists cost more than that. */
#define STOP_WEIGHT 0.2f

/* False when the time is up: looking up what is misspelt or alike takes a while on a large site. */
bool query_planner_goes_on(struct planner *p)
{
	p->plan->is_partial = p->plan->is_partial || query_is_late(p->request->bounds);
	return !p->plan->is_partial;
}

struct str query_planner_stem(struct str word, char *room)
{
	size_t n = word.n;

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)word.s[i] < 0x80 && !str_is_alnum(word.s[i]))
			return word;
	}
	memcpy(room, word.s, n);
	return str_n(room, stem_english(room, n));
}

void query_planner_look_up(struct planner *p, struct entry *entry, struct str text)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct str stem = query_planner_stem(text, room);

	entry->text = text;
	entry->hash = hash64(text);
	entry->stem_hash = hash64(stem);
	entry->word = store_word(p->store, text);
	entry->stem = store_number(p->store, stem);
	if (store_lists_of_stem(p->store, entry->stem).n == 0)
		entry->stem = WORD_NONE;
}

static uint32_t find_entry(const struct planner *p, const struct entry *entry)
{
	for (uint32_t i = 0; i < p->entries_n; i++) {
		if (p->entries[i].stem_hash == entry->stem_hash)
			return i;
	}
	return WORD_NONE;
}

/* Does a page of the shards that have a word of these lists have the two next to each other? */
static bool is_pair(const struct planner *p, uint64_t first, uint64_t second, struct store_lists within)
{
	uint32_t pair = index_bigram(first, second);
	struct store_pairs pairs;

	for (uint32_t i = 0; i < within.n; i++) {
		if (store_find_pair(&p->store->shards[within.at[i].shard], pair, &pairs) != 0)
			return true;
	}
	return false;
}

/* The stem of the word before the one at `at`; false when there is none. */
static bool stem_before(const struct planner *p, uint32_t at, uint64_t *hash)
{
	const struct query_word *words = p->request->parsed->words;
	char room[TOKENIZE_TOKEN_BYTES + 8];

	while (at > 0 && words[at].same_place)
		at--;
	if (at == 0 || words[at].begins_part)
		return false;
	*hash = hash64(query_planner_stem(words[at - 1].text, room));
	return true;
}

/* Of what a word may become: what some page has behind the word before it, and what is not much longer, was meant. */
static void weigh_completions(const struct planner *p, struct entry *entry, uint32_t at)
{
	const struct words *words = &p->store->words;
	uint64_t before;
	bool is_second = stem_before(p, at, &before);

	for (uint32_t i = 0; i < entry->open_n; i++) {
		uint32_t stem = words->at[entry->open_words[i]].stem;
		size_t more = words_text(words, entry->open_words[i]).n - entry->text.n;

		entry->others[i].weight /= 1 + LONGER_COSTS * (float)more;
		if (is_second && !is_pair(p, before, words->at[stem].hash, store_lists_of_stem(p->store, stem)))
			entry->others[i].weight *= UNSEEN_WEIGHT;
	}
}

/* A word that is whole already goes on the less the shorter it is. */
static float completion_weight(const struct entry *entry)
{
	if (entry->stem == WORD_NONE)
		return 1;
	return entry->text.n <= SHORT_LETTERS ? SHORT_COMPLETION_WEIGHT : COMPLETION_WEIGHT;
}

/* The words an open one may become, the commonest. */
static void find_completions(struct planner *p, struct entry *entry, uint32_t at)
{
	const struct store *store = p->store;
	struct query_plan_member *members = arena_alloc(p->arena, OTHERS * sizeof(*members));
	uint32_t *words = arena_alloc(p->arena, COMPLETIONS * sizeof(*words));
	uint32_t from, to, n = 0, docs = 0, least = 0;
	float weight = completion_weight(entry);

	store_prefix(store, entry->text, &from, &to);
	for (uint32_t i = from; i < to; i++) {
		uint32_t word = store->sorted[i];
		struct query_plan_member member = {.lists = store_lists_of_word(store, word), .weight = weight};

		if (words_text(&store->words, word).n == entry->text.n)
			continue;
		if (n < COMPLETIONS) {
			words[n] = word;
			members[n++] = member;
		} else if (member.lists.docs > members[least].lists.docs) {
			words[least] = word;
			members[least] = member;
		} else {
			continue;
		}
		for (uint32_t m = least = 0; m < n; m++)
			least = members[m].lists.docs < members[least].lists.docs ? m : least;
	}
	for (uint32_t m = 0; m < n; m++)
		docs += members[m].lists.docs;
	entry->open_words = words;
	entry->open_n = n;
	entry->others = members;
	entry->others_n = n;
	entry->others_docs = docs < store->docs_n ? docs : store->docs_n;
	weigh_completions(p, entry, at);
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
		if (hash64(query_planner_stem(parsed->words[at].text, room)) != synonym->left[n])
			return false;
		n++;
	}
	return n == synonym->left_n;
}

static void add_other(struct planner *p, struct entry *entry, struct query_plan_member member, uint32_t docs)
{
	if (entry->others == NULL)
		entry->others = arena_alloc(p->arena, OTHERS * sizeof(*entry->others));
	entry->others[entry->others_n++] = member;
	entry->others_docs += docs;
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

	if (p->request->use == PLAN_SEARCH && entry->stem == WORD_NONE)
		return UNKNOWN_TIMES;
	if (words <= MEANT_WORDS)
		return entry->stem != WORD_NONE ? MEANT_SHARE : 1;
	return between(1, TOLD_SHARE, ((float)words - TOLD_FROM) / (TOLD_TO - TOLD_FROM));
}

/* In a title, what was typed beats another word for it, where pages have both. */
static float lost_in_title(const struct planner *p, const struct entry *entry)
{
	uint32_t words = p->request->parsed->words_n;

	if (entry->stem == WORD_NONE)
		return 0;
	if (p->request->use == PLAN_SEARCH)
		return words <= MEANT_WORDS ? MEANT_LOST : 0;
	return between(0, TOLD_LOST, ((float)words - LOST_FROM) / (LOST_TO - LOST_FROM));
}

/* An entry that was not typed itself: it counts where it is found. */
static void add_extra(struct planner *p, struct entry *meant, float weight)
{
	if (find_entry(p, meant) != WORD_NONE || p->entries_n + 1 >= p->entries_room)
		return;
	meant->weight = weight;
	p->entries[p->entries_n++] = *meant;
}

/* Two words in a row; where the rarer one of the two is not, the pair is not. */
static struct query_plan_member pair_member(const struct planner *p, const struct entry *first,
					    const struct entry *second, float weight, float lost)
{
	struct store_lists a = store_lists_of_stem(p->store, first->stem),
			   b = store_lists_of_stem(p->store, second->stem);

	return (struct query_plan_member){
	    .lists = a.n < b.n ? a : b,
	    .pair = index_bigram(first->stem_hash, second->stem_hash),
	    .weight = weight,
	    .lost = lost,
	};
}

/*
 * Several words mean it in a row alone: "login" is "sign in" and no "warning sign". Two are one more of the word's
 * others, more are pairs of their own.
 */
static void take_phrase(struct planner *p, struct entry *entry, const struct synonym *synonym, float weight, float lost)
{
	bool is_other = synonym->left_n == 1 && synonym->right_n == 2;
	struct entry words[SYNONYM_WORDS] = {{.count = 0}};

	for (uint32_t i = 0; i < synonym->right_n; i++)
		query_planner_look_up(p, &words[i], synonym->right[i]);
	for (uint32_t i = 0; i + 1 < synonym->right_n; i++) {
		const struct entry *first = &words[i], *second = &words[i + 1];
		struct query_plan_member member = pair_member(p, first, second, is_other ? weight : 1, lost);
		struct entry pair = {.text = first->text, .count = 1, .is_extra = true};
		struct entry *of = is_other ? entry : &pair;
		uint32_t docs = query_planner_count_pair(p->store, first->stem_hash, second->stem_hash);

		if (docs == 0)
			continue;
		pair.word = pair.stem = WORD_NONE;
		pair.hash = pair.stem_hash = hash64_mix(first->stem_hash, second->text);
		add_other(p, of, member, docs);
		if (!tokenize_is_stop(first->text))
			add_said(p, of, first, member.weight);
		if (!tokenize_is_stop(second->text))
			add_said(p, of, second, member.weight);
		if (!is_other)
			add_extra(p, &pair, weight / (float)(synonym->right_n - 1));
	}
}

/* Pairs of characters are neighbours already: each is an entry of its own. */
static void take_characters(struct planner *p, const struct synonym *synonym)
{
	for (uint32_t i = 0; i < synonym->right_n; i++) {
		struct entry meant = {.count = 1, .is_extra = true, .is_cjk = true};

		query_planner_look_up(p, &meant, synonym->right[i]);
		if (meant.stem != WORD_NONE)
			add_extra(p, &meant, synonym->weight / (float)synonym->right_n);
	}
}

/* "sign in": the verb alone is another word. */
static bool has_particle(const struct planner *p, const struct synonym *synonym, uint32_t at)
{
	const struct query_parsed *parsed = p->request->parsed;

	return p->request->use == PLAN_SEARCH && synonym->is_english && synonym->left_n == 2 &&
	       at + 1 < parsed->words_n && parsed->words[at + 1].is_stop;
}

/* How many times an everyday word for another, or for several, counts; what site.toml says counts as it is. */
static float everyday_times(const struct planner *p, const struct entry *entry, const struct synonym *synonym,
			    uint32_t at)
{
	if (!synonym->is_english)
		return 1;
	if (synonym->left_n == 1)
		return everyday_share(p, entry);
	return has_particle(p, synonym, at) ? VERB_TIMES : SEVERAL_TIMES;
}

/* Another word for one is a list more of it; what stands for several is an entry of its own. */
static void take_synonym(struct planner *p, struct entry *entry, const struct synonym *synonym, uint32_t at)
{
	bool is_one = synonym->left_n == 1;
	float weight = synonym->weight * everyday_times(p, entry, synonym, at),
	      lost = is_one && synonym->is_english ? lost_in_title(p, entry) : 0;
	struct entry meant = {.count = 1, .is_extra = true};
	struct store_lists lists;

	if (synonym->right_n > 1) {
		if (synonym->is_cjk)
			take_characters(p, synonym);
		else
			take_phrase(p, entry, synonym, weight, lost);
		return;
	}
	query_planner_look_up(p, &meant, synonym->right[0]);
	lists = store_lists_of_stem(p->store, meant.stem);
	if (lists.n == 0)
		return;
	if (!is_one) {
		add_extra(p, &meant, weight);
		return;
	}
	add_other(p, entry, (struct query_plan_member){.lists = lists, .weight = weight, .lost = lost}, lists.docs);
	add_said(p, entry, &meant, weight);
}

static void take_synonyms(struct planner *p, struct entry *entry, uint32_t at)
{
	const struct query_plan_settings *settings = p->request->settings;
	const struct synonym *synonym = first_synonym(settings, entry->stem_hash),
			     *end = settings->synonyms + settings->synonyms_n;
	uint32_t taken = 0;
	bool is_verb = false;

	for (; synonym < end && synonym->left[0] == entry->stem_hash && taken < SYNONYMS; synonym++) {
		/* "not working" is what a short query says; a text says more */
		if (synonym->is_english &&
		    (!p->request->is_english || (entry->is_stop && p->request->use != PLAN_SEARCH)))
			continue;
		if (is_said(p, synonym, at)) {
			is_verb = is_verb || has_particle(p, synonym, at);
			take_synonym(p, entry, synonym, at);
			taken++;
		}
	}
	if (is_verb)
		entry->weight *= VERB_SHARE;
}

/*
 * A stemmer leaves some forms of a word apart that a second look brings together: "environmental" is environment, which
 * is environ; "publicly" is public; and "runing" may be run as well as rune. Absent: there is no such form.
 */
static struct str shorter_stem(struct str word, struct str stem, char *room)
{
	struct str shorter = query_planner_stem(stem, room);

	if (!str_eq(stem, shorter))
		return shorter;
	if (str_ends(word, STR("ly")) && str_ends(stem, STR("li")))
		return str_slice(stem, 0, stem.n - 2);
	if (str_ends(stem, STR("e")) && !str_starts(word, stem))
		return str_slice(stem, 0, stem.n - 1);
	return STR_NONE;
}

/* Where pages have the shorter form far more often, that is what the site calls it. */
static void take_shorter_stem(struct planner *p, struct entry *entry)
{
	char room[2][TOKENIZE_TOKEN_BYTES + 8];
	struct str shorter;
	struct store_lists lists;

	if (p->request->use != PLAN_SEARCH || !p->request->is_english || entry->stem == WORD_NONE)
		return;
	shorter = shorter_stem(entry->text, query_planner_stem(entry->text, room[0]), room[1]);
	lists = store_lists_of_stem(p->store, store_number(p->store, shorter));
	if (shorter.n != 0 && lists.docs > SHORTER_TIMES * store_lists_of_stem(p->store, entry->stem).docs)
		add_other(p, entry, (struct query_plan_member){.lists = lists, .weight = SHORTER_WEIGHT}, lists.docs);
}

static void note_correction(struct planner *p, const struct query_word *typed, struct str meant, struct str meant_next)
{
	if (p->copied == NULL) {
		buf_init(&p->corrected, 4 * (p->request->text.n + 64));
		p->copied = p->request->text.s;
	}
	if (typed->typed.s < p->copied)
		return; /* a part of a word that was replaced already */
	buf_add(&p->corrected, p->copied, (size_t)(typed->typed.s - p->copied));
	buf_str(&p->corrected, meant);
	if (meant_next.n != 0) {
		buf_char(&p->corrected, ' ');
		buf_str(&p->corrected, meant_next);
	}
	p->copied = typed->typed.s + typed->typed.n;
}

/* Does a page have the word next to one that stands next to the query's word at `at`? */
static bool stands_beside(const struct planner *p, uint32_t at, uint32_t word)
{
	const struct query_parsed *parsed = p->request->parsed;
	uint32_t stem = p->store->words.at[word].stem;
	uint64_t hash = p->store->words.at[stem].hash;
	struct store_lists lists = store_lists_of_stem(p->store, stem);
	uint32_t before = at, next = at + 1;
	char room[TOKENIZE_TOKEN_BYTES + 8];

	while (before > 0 && parsed->words[before].same_place)
		before--;
	while (next < parsed->words_n && parsed->words[next].same_place)
		next++;
	if (before > 0 && is_pair(p, hash64(query_planner_stem(parsed->words[before - 1].text, room)), hash, lists))
		return true;
	return next < parsed->words_n &&
	       is_pair(p, hash, hash64(query_planner_stem(parsed->words[next].text, room)), lists);
}

/* "PRAM": a name that the index does not know, rather than another one misspelt. */
static bool is_acronym(struct str typed)
{
	for (size_t i = 0; i < typed.n; i++) {
		if (!str_is_upper(typed.s[i]))
			return false;
	}
	return typed.n <= ACRONYM_LETTERS;
}

static bool is_english_word(struct str word)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct str stem = query_planner_stem(word, room);

	/* not "cuting", whose stem is that of "cute" */
	return query_english_is_word(word) || (str_starts(word, stem) && query_english_is_word(stem));
}

/* A word of English that is spelt right, as far as we know any: no page has it, and that is what is to be told. */
static bool is_spelt_right(const struct planner *p, struct entry *entry)
{
	const struct query_plan_settings *settings = p->request->settings;
	const struct synonym *synonym = first_synonym(settings, entry->stem_hash),
			     *end = settings->synonyms + settings->synonyms_n;

	if (entry->is_stop || entry->is_asking || (!p->request->is_english && query_forms_asks(entry->text)))
		return true;
	if (p->request->is_english && is_english_word(entry->text)) {
		entry->is_spared = true;
		return true;
	}
	for (; synonym < end && synonym->left[0] == entry->stem_hash; synonym++) {
		if (synonym->is_english && synonym->left_n == 1)
			return p->request->is_english;
	}
	return false;
}

/*
 * Where stems are not known, words that share most groups of characters are found without a correction: two letters are
 * changed to nothing else where a word is rather alike. "entpacken" is rather "auspacken" than "entdecken". Two slips
 * leave few groups as they were, so that what has a few of them ("Targe" for "Eirtärge", which is "Einträge") says
 * nothing.
 */
static bool is_most_alike(const struct planner *p, struct str typed, uint32_t word)
{
	struct query_gram_word best;
	float says;

	return p->request->grams == NULL ||
	       query_grams_find(p->request->grams, typed, p->request->grams_work, &best, 1, &says) == 0 ||
	       best.word == word || best.alike < ALIKE_ENOUGH;
}

/*
 * "Evernote" is near "everyone", and "Konten" near "können": nobody looks for that, and no page has the other. With one
 * letter off it may be a slip in English, where fewer words are near to one another.
 */
static size_t leave_out_asking(const struct planner *p, struct spell_guess *guesses, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct str word = words_text(&p->store->words, guesses[i].word);
		bool asks =
		    p->request->is_english ? guesses[i].edits > 1 && query_english_asks(word) : query_forms_asks(word);

		if (!asks)
			guesses[kept++] = guesses[i];
	}
	return kept;
}

/*
 * Everyday words of other languages: another form of it may be meant, but no other word. What is alike such a word and
 * no regular form of it is a slip where pages have a word with one letter off: "Gebür", which has the letters of
 * "Geburt", is "Gebühr".
 */
static size_t leave_out_others(const struct planner *p, struct str typed, struct spell_guess *guesses, size_t n)
{
	bool is_sure = query_forms_is_regular(typed);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if ((!is_sure && guesses[i].edits == 1) ||
		    query_forms_are_same(typed, words_text(&p->store->words, guesses[i].word)))
			guesses[kept++] = guesses[i];
	}
	return kept;
}

/* Pages have it in other letters: that was meant; not by its sounds where it is near to a word in its own. */
static bool take_other_letters(struct planner *p, struct entry *entry, uint32_t at, const struct spell_guess *guesses,
			       size_t n)
{
	int way = QUERY_LETTERS_SOUND;

	for (size_t i = 0; i < n; i++) {
		if (guesses[i].edits == 1 ||
		    query_forms_are_same(entry->text, words_text(&p->store->words, guesses[i].word)))
			way = QUERY_LETTERS_KEYS;
	}
	for (; way < QUERY_LETTERS_N; way++) {
		struct str other = query_letters_other(entry->text, (enum query_letters)way, p->arena), told;
		uint32_t word = other.n != 0 ? store_word(p->store, other) : WORD_NONE;

		if (word == WORD_NONE)
			continue;
		told = query_planner_spelling(p, word);
		if (told.n == 0)
			continue;
		note_correction(p, &p->request->parsed->words[at], told, STR(""));
		query_planner_look_up(p, entry, other);
		entry->weight *= corrected_weight[1];
		take_synonyms(p, entry, at);
		return true;
	}
	return false;
}

/*
 * No page has it: the word that was meant, if one is near. An acronym is another one only where pages have that beside
 * a neighbour.
 */
static void correct(struct planner *p, struct entry *entry, uint32_t at)
{
	struct spell_guess guesses[SPELL_GUESSES];
	const struct query_word *typed = &p->request->parsed->words[at];
	size_t n = spell_guesses(p->store, entry->text, &p->spell_steps, guesses), best = 0;
	bool is_beside = false, is_form;
	struct str meant, told;

	n = leave_out_asking(p, guesses, n);
	if (!p->request->is_english && !entry->was_spared && query_forms_is_word(entry->text)) {
		n = leave_out_others(p, entry->text, guesses, n);
		entry->is_spared = n == 0;
	}
	if (take_other_letters(p, entry, at, guesses, n) || n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (stands_beside(p, at, guesses[i].word)) {
			guesses[i].likely += BESIDE_BONUS;
			is_beside = true;
		}
		best = guesses[i].likely > guesses[best].likely ? i : best;
	}
	meant = words_text(&p->store->words, guesses[best].word);
	is_form = !p->request->is_english && query_forms_are_same(entry->text, meant);
	if ((is_acronym(typed->typed) && !is_beside) ||
	    (guesses[best].edits > 1 && !is_form && !is_most_alike(p, entry->text, guesses[best].word)))
		return;
	told = is_form ? STR_NONE : query_planner_spelling(p, guesses[best].word);
	if (told.n != 0)
		note_correction(p, typed, told, STR(""));
	query_planner_look_up(p, entry, meant);
	entry->weight *= corrected_weight[guesses[best].edits];
	take_synonyms(p, entry, at);
}

/* Who searches types "wont" as well; in a text it is a word as others are. */
static bool is_contraction(const struct planner *p, const struct query_word *word)
{
	return p->request->use == PLAN_SEARCH && p->request->is_english && !word->is_quoted && !word->same_place &&
	       query_english_is_contraction(word->text);
}

static bool tells_story(const struct planner *p)
{
	return p->request->use == PLAN_SUGGEST && p->request->parsed->words_n >= STORY_WORDS;
}

/* Tickets tell a story ("ich habe meine …"), and where a site has one, too, that is no answer. */
static bool belongs_to_asking(const struct planner *p, const struct query_word *word)
{
	if (word->is_quoted)
		return false;
	if (p->request->is_english)
		return word->is_cut_short || query_english_asks(word->text);
	return tells_story(p) &&
	       (is_cjk_kind(word->kind) ? query_han_joins(word->text)
					: query_forms_asks(word->text) || query_forms_joins(word->text));
}

static bool is_everyday(const struct planner *p, const struct query_word *word)
{
	return p->request->use == PLAN_SUGGEST && !word->is_quoted &&
	       (p->request->is_english ? is_english_word(word->text)
				       : query_forms_is_regular(word->text) || belongs_to_asking(p, word));
}

/* "HP-4500" and "TV-2024" say what pages may be about. */
static bool begins_code(const struct query_word *word)
{
	return word->typed.n <= CODE_LETTERS || str_eq_nocase(word->typed, STR("err")) ||
	       (word->typed.n == CODE_LETTERS + 1 && (word->is_stop || query_forms_joins(word->text)));
}

/*
 * The "E" of "E-4711" and the "ERR" of "ERR_4711", of which no page has the number: pages on e-invoices, or that have
 * another error, are no answer.
 */
static bool is_of_unknown_code(const struct planner *p, uint32_t at)
{
	const struct query_parsed *parsed = p->request->parsed;
	const struct query_word *word = &parsed->words[at], *number = NULL;
	struct str letters = word->typed;

	if (word->is_quoted || word->same_place || !begins_code(word))
		return false;
	for (uint32_t i = at + 1; i < parsed->words_n && number == NULL; i++)
		number = parsed->words[i].same_place ? NULL : &parsed->words[i];
	if (number == NULL || number->typed.n < CODE_DIGITS || number->typed.s != letters.s + letters.n + 1 ||
	    (number->typed.s[-1] != '-' && number->typed.s[-1] != '_'))
		return false;
	for (size_t i = 0; i < number->typed.n; i++) {
		if (!str_is_digit(number->typed.s[i]))
			return false;
	}
	return store_number(p->store, number->text) == WORD_NONE;
}

/* "v1.10.3-lts", and the numbers that it is made of. */
static bool is_of_version(const struct planner *p, const struct query_word *word)
{
	struct str number = str_from(word->text, word->text.n > 1 && word->text.s[0] == 'v'), text = p->request->text;
	size_t digits = 0, begin = (size_t)(word->typed.s - text.s), end = begin + word->typed.n;

	while (digits < number.n && str_is_digit(number.s[digits]))
		digits++;
	if (digits == 0 || digits < number.n)
		return digits != 0 && number.s[digits] == '.';
	return (begin >= 2 && text.s[begin - 1] == '.' && str_is_digit(text.s[begin - 2])) ||
	       (end + 1 < text.n && text.s[end] == '.' && str_is_digit(text.s[end + 1]));
}

/* In a story the number of a version tells what somebody has: pages without it are no worse for that. */
static bool is_missed(const struct planner *p, uint32_t at)
{
	const struct query_word *word = &p->request->parsed->words[at];

	return !tells_story(p) || word->is_quoted || !is_of_version(p, word);
}

/* A pair of a run of Katakana that pages have as a whole, which says it better; words are asked about in their order.
 */
static bool is_of_known_run(struct planner *p, uint32_t at)
{
	const struct query_parsed *parsed = p->request->parsed;
	const struct query_word *word = &parsed->words[at], *run = word + 1;

	if (word->kind != TOKEN_PAIR)
		return false;
	if (at + 1 < parsed->words_n && run->kind == TOKEN_RUN && store_number(p->store, run->text) != WORD_NONE)
		p->run_end = run->typed.s + run->typed.n;
	return p->run_end != NULL && word->typed.s < p->run_end;
}

static void add_word(struct planner *p, uint32_t at, bool with_stops, uint32_t *number)
{
	const struct query_word *word = &p->request->parsed->words[at];
	struct entry entry = {.count = 1, .weight = 1, .is_cjk = is_cjk_kind(word->kind)};

	*number = WORD_NONE;
	entry.is_stop =
	    word->is_stop || (word->is_cut_short && p->request->use == PLAN_SEARCH) || is_contraction(p, word);
	if ((entry.is_stop && !with_stops && p->store->docs_n > LARGE_SITE_PAGES) || p->entries_n == p->entries_room)
		return;
	if (is_of_unknown_code(p, at))
		return;
	/* in languages that write such words as one, two would be the mistake */
	if (word->is_first_half && p->request->is_english)
		note_correction(p, word, word->text, word[1].text);
	query_planner_look_up(p, &entry, word->text);
	entry.is_asking = belongs_to_asking(p, word);
	entry.is_everyday = is_everyday(p, word);
	if (word->kind == TOKEN_WEAK_PAIR)
		entry.weight = WEAK_WEIGHT;
	if (word->kind == TOKEN_RUN)
		entry.weight = RUN_WEIGHT;
	if (is_of_known_run(p, at))
		entry.weight = PART_WEIGHT;
	if (word->kind == TOKEN_HAN && tells_story(p))
		entry.weight = ALONE_WEIGHT;
	if (entry.is_stop && !with_stops)
		entry.weight = STOP_WEIGHT;
	entry.is_addition = word->same_place && p->request->use == PLAN_SUGGEST && p->request->is_english;
	if (entry.is_addition)
		entry.weight *= ADDITION_WEIGHT;
	entry.is_open = word->is_open && !p->request->is_final && p->request->use == PLAN_SEARCH;
	if (entry.is_open)
		find_completions(p, &entry, at);
	take_shorter_stem(p, &entry);
	take_synonyms(p, &entry, at);
	if (entry.stem == WORD_NONE && entry.others_n == 0 && word->kind != TOKEN_WORD) {
		/* an addition, or a character: not to be missed */
		p->missed_pairs += word->kind == TOKEN_PAIR && p->request->use == PLAN_SUGGEST && !entry.is_asking &&
				   !query_planner_is_aside(p, at);
		return;
	}
	if (entry.stem == WORD_NONE && entry.others_n == 0 && !word->same_place && !word->is_quoted &&
	    !is_spelt_right(p, &entry))
		correct(p, &entry, at);
	*number = find_entry(p, &entry);
	entry.is_extra = !is_missed(p, at);
	if (query_planner_is_aside(p, at)) {
		if (*number != WORD_NONE || (entry.stem == WORD_NONE && entry.others_n == 0))
			return;
		entry.is_extra = true;
		entry.weight *= ASIDE_WEIGHT;
	} else if (*number != WORD_NONE && p->entries[*number].is_extra) {
		p->entries[*number] = entry; /* what a synonym only added is said itself */
		return;
	}
	if (*number != WORD_NONE) {
		p->entries[*number].count++;
		return;
	}
	*number = p->entries_n;
	p->entries[p->entries_n++] = entry;
}

/* Half of a word that the site writes as one: it counts where it is found. */
static void weaken_half(struct planner *p, uint32_t number)
{
	if (number == WORD_NONE || p->entries[number].count > 1)
		return;
	p->entries[number].is_extra = true;
	p->entries[number].weight *= HALF_WEIGHT;
}

/* "log in" is also "login"; "elastic search" is "elasticsearch" where hardly a page has the two: true then. */
static bool add_joined(struct planner *p, uint32_t at)
{
	char room[TOKENIZE_TOKEN_BYTES];
	bool is_usual = false;
	struct str joined = query_planner_joined(p, at, room, sizeof(room), &is_usual);
	struct entry entry = {
	    .count = 1, .weight = is_usual ? 1 : JOINED_WEIGHT, .is_extra = !is_usual, .is_joined = !is_usual};

	if (p->request->use != PLAN_SEARCH || joined.n == 0 || p->entries_n + 1 >= p->entries_room)
		return false;
	query_planner_look_up(p, &entry, arena_str(p->arena, joined));
	if (entry.stem == WORD_NONE || find_entry(p, &entry) != WORD_NONE)
		return false;
	if (is_usual)
		take_synonyms(p, &entry, at);
	p->entries[p->entries_n++] = entry;
	return is_usual;
}

static bool finds_nothing(const struct planner *p)
{
	for (uint32_t i = 0; i < p->entries_n; i++) {
		const struct entry *entry = &p->entries[i];

		if (!entry->is_stop && (entry->stem != WORD_NONE || entry->others_n != 0 || entry->open_n != 0))
			return false;
	}
	return true;
}

/* "free trail" where no page has either: better another word, which is said, than none at all. */
static void correct_spared(struct planner *p)
{
	for (uint32_t i = 0; i < p->request->parsed->words_n; i++) {
		struct entry *entry = p->entry_of[i] != WORD_NONE ? &p->entries[p->entry_of[i]] : NULL;

		if (entry == NULL || !entry->is_spared)
			continue;
		entry->is_spared = false;
		entry->was_spared = true; /* once */
		correct(p, entry, i);
	}
}

void query_planner_add_words(struct planner *p)
{
	const struct query_parsed *parsed = p->request->parsed;
	bool with_stops = true, was_half = false;

	p->entry_of = arena_alloc(p->arena, (parsed->words_n + 1) * sizeof(*p->entry_of));
	for (uint32_t i = 0; i < parsed->words_n && with_stops; i++)
		with_stops = parsed->words[i].is_stop || is_contraction(p, &parsed->words[i]);
	for (uint32_t i = 0; i < parsed->words_n; i++) {
		bool is_half;

		p->entry_of[i] = WORD_NONE;
		if (!query_planner_goes_on(p))
			continue;
		add_word(p, i, with_stops, &p->entry_of[i]);
		is_half = add_joined(p, i);
		if (is_half || was_half)
			weaken_half(p, p->entry_of[i]);
		was_half = is_half;
	}
	if (p->request->use == PLAN_SEARCH && finds_nothing(p))
		correct_spared(p);
	if (p->copied != NULL) {
		const char *end = p->request->text.s + p->request->text.n;

		buf_add(&p->corrected, p->copied, (size_t)(end - p->copied));
		p->plan->corrected = arena_str(p->arena, buf_view(&p->corrected));
		buf_release(&p->corrected);
	}
}
