#include "search/query_forms.h"
#include "search/query_planner.h"
#include "search/spell.h"

enum {
	SPLIT_LEAST = 6, /* letters of a word that may be two */
	PART_LEAST = 2,	 /* of each of the two */
	APART_LEAST = 4, /* of each of two that no page has in a row */
	FORM_LEAST = 4,	 /* that a word begins with which is another form */
	ENDING_MOST = 3, /* letters of its ending, at most */
	FORMS_MOST = 64, /* words that begin as it does, which are looked at */
};
/* Which words of the index two parts may be. */
enum parts_kind {
	PARTS_EXACT,
	PARTS_FORMS,  /* the second in another form */
	PARTS_JOINED, /* and the two joined as German, Dutch and Scandinavian languages do */
};
/* On so many times the pages that have the word itself the two must stand, for that is how the site writes it. */
enum { APART_TIMES = 2 };
/* What more than one page in so many has says too little to be looked for unasked. */
enum { JOINED_RARE = 4 };
/* On so many times the pages that have the two in a row, and on so many at least, the one word is the site's word for
 * it. */
enum { JOINED_TIMES = 4, JOINED_LEAST = 4 };

uint32_t query_planner_count_pair(const struct store *store, uint64_t first, uint64_t second)
{
	uint32_t pair = index_bigram(first, second), docs = 0;
	struct store_pairs pairs;

	for (uint32_t s = 0; s < store->shards_n; s++)
		docs += store_find_pair(&store->shards[s], pair, &pairs);
	return docs;
}

static bool may_stand_apart(struct str word)
{
	return word.n >= APART_LEAST && !tokenize_is_stop(word);
}

/* The commonest word of the index of which `word` is another form, by its ending; absent: there is none. */
static struct str find_form(const struct store *store, struct str word)
{
	size_t shared = word.n < FORM_LEAST + ENDING_MOST ? FORM_LEAST : word.n - ENDING_MOST;
	struct str best = STR_NONE;
	uint32_t from, to, most = 0;

	if (word.n < FORM_LEAST)
		return STR_NONE;
	store_prefix(store, str_slice(word, 0, shared), &from, &to);
	for (uint32_t i = from; i < to && i < from + FORMS_MOST; i++) {
		struct str form = words_text(&store->words, store->sorted[i]);
		uint32_t docs = store_lists_of_word(store, store->sorted[i]).docs;

		if (docs > most && query_forms_are_same(word, form)) {
			most = docs;
			best = form;
		}
	}
	return best;
}

/* The word of the index that the second of two is: itself, or another form of it; absent: it is none. */
static struct str find_second(const struct store *store, struct str word, enum parts_kind kind)
{
	return store_word(store, word) != WORD_NONE ? word : kind != PARTS_EXACT ? find_form(store, word) : STR_NONE;
}

struct parts {
	struct str first, second; /* absent: the word is not two */
	uint32_t docs;		  /* with the two in a row */
};

/* The word as a first part of so many letters and the rest, where that is better than what was found before. */
static void try_parts(const struct store *store, struct str word, size_t letters, enum parts_kind kind,
		      struct parts *best)
{
	/* "Rechnungsadresse"; the first is for all languages */
	static const char *const joints[] = {"", "s", "n", "en", "es", "er", "e"};
	struct str first = str_slice(word, 0, letters);
	size_t joints_n = kind == PARTS_JOINED ? sizeof(joints) / sizeof(joints[0]) : 1;

	if (store_word(store, first) == WORD_NONE)
		return;
	if (!may_stand_apart(first)) { /* "in" and a form of whatever are many words */
		kind = PARTS_EXACT;
		joints_n = 1;
	}
	for (size_t j = 0; j < joints_n; j++) {
		struct str joint = str_c(joints[j]), rest = str_from(word, letters), second;
		char room[TOKENIZE_TOKEN_BYTES + 8];
		uint64_t stem;
		uint32_t docs;

		if (rest.n < joint.n + PART_LEAST || !str_starts(rest, joint))
			continue;
		second = find_second(store, str_from(rest, joint.n), kind);
		if (second.n == 0)
			continue;
		stem = hash64(query_planner_stem(first, room));
		docs = query_planner_count_pair(store, stem, hash64(query_planner_stem(second, room)));
		if (docs > best->docs || (best->docs == 0 && may_stand_apart(first) && may_stand_apart(second)))
			*best = (struct parts){first, second, docs};
	}
}

/* Two words of the index that `word` is when they are written together. */
static struct parts find_parts(const struct store *store, struct str word, enum parts_kind kind)
{
	struct parts best = {STR_NONE, STR_NONE, 0};

	for (size_t i = 0; i < word.n; i++) {
		if (!str_is_alpha(word.s[i]))
			return best;
	}
	for (size_t i = PART_LEAST; word.n >= SPLIT_LEAST && i + PART_LEAST <= word.n; i++)
		try_parts(store, word, i, kind, &best);
	return best;
}

static bool may_be_two(const struct query_word *words, uint32_t n, uint32_t at)
{
	return words[at].kind == TOKEN_WORD && !words[at].is_quoted && !words[at].is_stop && !words[at].same_place &&
	       (at + 1 == n || !words[at + 1].same_place);
}

static bool is_known(const struct planner *p, const struct query_word *word)
{
	char room[TOKENIZE_TOKEN_BYTES + 8];
	uint32_t from, to, stem = store_number(p->store, query_planner_stem(word->text, room));

	if (store_word(p->store, word->text) != WORD_NONE || store_lists_of_stem(p->store, stem).n != 0)
		return true;
	if (!word->is_open || p->request->is_final)
		return false;
	store_prefix(p->store, word->text, &from, &to);
	return from < to;
}

/* Does a page have both words, wherever? */
static bool share_a_page(const struct store *store, struct str a, struct str b)
{
	struct store_lists first = store_lists_of_word(store, store_word(store, a)),
			   second = store_lists_of_word(store, store_word(store, b));

	for (uint32_t i = 0, j = 0; i < first.n && j < second.n;) {
		struct store_cursor left = store_cursor_of(store, &first.at[i]),
				    right = store_cursor_of(store, &second.at[j]);
		struct store_posting one, other;
		bool goes_on = store_next(&left, &one) && store_next(&right, &other);

		if (first.at[i].shard != second.at[j].shard) {
			if (first.at[i].shard < second.at[j].shard)
				i++;
			else
				j++;
			continue;
		}
		while (goes_on && one.doc != other.doc)
			goes_on = one.doc < other.doc ? store_next(&left, &one) : store_next(&right, &other);
		if (goes_on)
			return true;
		i++;
		j++;
	}
	return false;
}

/*
 * A misspelt word is rather another one than two that never stand in a row; and in English, where few words are written
 * as one, what no page has both of is a word that is not there: a search for "passages" is none for "pass ages". A text
 * has other words, beside which each half may help.
 */
static bool is_two(struct planner *p, const struct query_word *word, struct parts *parts)
{
	struct spell_guess guesses[SPELL_GUESSES];

	/* another form of a compound that pages have is that, and no two words */
	if (is_known(p, word) || (!p->request->is_english && find_form(p->store, word->text).n != 0))
		return false;
	*parts = find_parts(p->store, word->text, p->request->is_english ? PARTS_FORMS : PARTS_JOINED);
	return parts->docs != 0 || (parts->first.n != 0 &&
				    (!p->request->is_english || p->request->use != PLAN_SEARCH ||
				     share_a_page(p->store, parts->first, parts->second)) &&
				    spell_guesses(p->store, word->text, &p->spell_steps, guesses) == 0);
}

/* Phrases behind the word at `at` begin one word later. */
static void move_phrases(struct query_parsed *parsed, uint32_t at)
{
	for (uint32_t i = 0; i < parsed->phrases_n; i++)
		parsed->phrases[i].first += parsed->phrases[i].first > at;
}

void query_planner_take_apart(struct planner *p, struct query_parsed *parsed)
{
	struct query_word *words = NULL;
	uint32_t n = 0;

	for (uint32_t i = 0; i < parsed->words_n && n + 2 < QUERY_WORDS; i++) {
		const struct query_word *word = &parsed->words[i];
		struct parts parts;

		/* when the time is up the other words stay as they are: phrases have been moved already */
		if (query_planner_goes_on(p) && may_be_two(parsed->words, parsed->words_n, i) &&
		    is_two(p, word, &parts)) {
			if (words == NULL) {
				words = arena_alloc(p->arena, 2 * (size_t)parsed->words_n * sizeof(*words));
				memcpy(words, parsed->words, i * sizeof(*words));
				n = i;
			}
			move_phrases(parsed, n);
			words[n] = *word;
			words[n].text = parts.first;
			words[n].is_stop = tokenize_is_stop(parts.first);
			words[n].is_open = false;
			words[n].is_first_half = true;
			n++;
			words[n] = *word;
			words[n].text = parts.second;
			words[n].is_stop = tokenize_is_stop(parts.second);
			words[n++].begins_part = false;
		} else if (words != NULL) {
			words[n++] = *word;
		}
	}
	if (words == NULL)
		return;
	parsed->words = words;
	parsed->words_n = n;
}

uint32_t query_planner_apart(const struct planner *p, const struct entry *entry)
{
	char room[2][TOKENIZE_TOKEN_BYTES + 8];
	uint32_t docs = store_lists_of_stem(p->store, entry->stem).docs;
	struct parts parts;

	if (entry->is_stop || entry->is_cjk || entry->is_open || entry->is_addition || entry->is_extra || docs == 0)
		return 0;
	parts = find_parts(p->store, entry->text, PARTS_EXACT);
	if (parts.docs < APART_TIMES * docs)
		return 0;
	return index_bigram(hash64(query_planner_stem(parts.first, room[0])),
			    hash64(query_planner_stem(parts.second, room[1])));
}

/* May it be the half of a word? Of stop words those that verbs go with ("sign in", "set up"). */
static bool is_half(const struct query_word *word)
{
	static const char *const particles[] = {"down", "in", "off", "on", "out", "over", "up", NULL};

	return word->kind == TOKEN_WORD && !word->is_quoted && !word->same_place && word->text.n >= PART_LEAST &&
	       (!word->is_stop || str_is_any(word->text, particles));
}

struct str query_planner_joined(const struct planner *p, uint32_t at, char *room, size_t size, bool *is_usual)
{
	const struct query_parsed *parsed = p->request->parsed;
	const struct query_word *first = &parsed->words[at], *second = first + 1;
	char stems[2][TOKENIZE_TOKEN_BYTES + 8];
	struct str joined;
	uint32_t docs, apart;

	if (at + 1 >= parsed->words_n || first->is_first_half || second->begins_part || first->is_stop ||
	    !is_half(first) || !is_half(second) || first->text.n + second->text.n > size ||
	    (at + 2 < parsed->words_n && parsed->words[at + 2].same_place))
		return STR_NONE;
	memcpy(room, first->text.s, first->text.n);
	memcpy(room + first->text.n, second->text.s, second->text.n);
	joined = str_n(room, first->text.n + second->text.n);
	/* "time zones" is "timezone"; "log on" is no "logo" */
	if (store_word(p->store, joined) == WORD_NONE)
		joined = may_stand_apart(second->text) ? find_form(p->store, joined) : STR_NONE;
	if (joined.n == 0)
		return STR_NONE;
	docs = store_lists_of_word(p->store, store_word(p->store, joined)).docs;
	apart = query_planner_count_pair(p->store, hash64(query_planner_stem(first->text, stems[0])),
					 hash64(query_planner_stem(second->text, stems[1])));
	*is_usual = !second->is_stop && docs >= JOINED_LEAST && docs >= JOINED_TIMES * (uint64_t)apart;
	if (docs <= apart || (uint64_t)docs * JOINED_RARE > p->store->docs_n)
		return STR_NONE;
	return joined;
}
