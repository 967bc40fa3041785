#include "generator/related.h"

#include "common/hash.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/links.h"

enum {
	RELATED_MOST = 4,
	WINDOW = 6, /* pages looked at on either side of a page in the list of a word */
	WORDS_PER_PAGE = 64,
	SHARE_LEAST = 4, /* at least a quarter of what a page's words weigh is shared with a related one */
	WEIGHT_TAG = 3,
	WEIGHT_KEYWORD = 2,
	WEIGHT_TITLE = 1,
};

/*
 * Words are told apart by a 64-bit hash alone: two that meet make a strange
 * suggestion, once in a billion sites.
 */
struct word {
	uint64_t hash;
	uint32_t pages_n, start, cursor;
};

struct use {
	uint32_t word, weight;
};

struct related {
	struct site *site;
	struct VEC(struct word) words;
	uint32_t *slots; /* of a hash: word + 1 */
	size_t slots_n;
	struct VEC(struct use) uses; /* of page i: from first_use[i] to first_use[i + 1] */
	uint32_t *first_use;
	uint32_t *lists; /* pages of all words, one word after the other */
	/* By page, side by side because they are read in no order: */
	struct near {
		uint32_t score, section;
		uint32_t top;	/* section right below the root */
		uint32_t title; /* hash */
	} * near;
	struct VEC(uint32_t) touched;
};

static bool may_be_related(const struct page *page)
{
	return (page->kind == PAGE_ARTICLE || page->kind == PAGE_SOLVED) && !page->noindex;
}

static void grow_slots(struct related *related)
{
	mem_free(related->slots);
	related->slots_n = related->slots_n == 0 ? 1024 : related->slots_n * 4;
	related->slots = mem_zalloc(related->slots_n * sizeof(*related->slots));
	for (size_t i = 0; i < related->words.n; i++) {
		size_t slot = related->words.at[i].hash & (related->slots_n - 1);

		while (related->slots[slot] != 0)
			slot = (slot + 1) & (related->slots_n - 1);
		related->slots[slot] = (uint32_t)i + 1;
	}
}

static uint32_t word_of(struct related *related, uint64_t hash)
{
	size_t slot;

	if (related->words.n * 2 >= related->slots_n)
		grow_slots(related);
	slot = hash & (related->slots_n - 1);
	while (related->slots[slot] != 0) {
		if (related->words.at[related->slots[slot] - 1].hash == hash)
			return related->slots[slot] - 1;
		slot = (slot + 1) & (related->slots_n - 1);
	}
	vec_add(&related->words)->hash = hash;
	related->slots[slot] = (uint32_t)related->words.n;
	return (uint32_t)related->words.n - 1;
}

static void use_word(struct related *related, uint32_t page, struct str word, uint32_t weight)
{
	char folded[64];
	uint32_t first = related->first_use[page], id;
	size_t n = word.n < sizeof(folded) ? word.n : sizeof(folded);

	if (n < 2 || related->uses.n - first >= WORDS_PER_PAGE)
		return;
	for (size_t i = 0; i < n; i++)
		folded[i] = str_lower_char(word.s[i]);
	id = word_of(related, hash64_mix(related->site->placed[page].language + 1, str_n(folded, n)));
	for (size_t i = first; i < related->uses.n; i++) {
		if (related->uses.at[i].word == id) {
			related->uses.at[i].weight += weight;
			return;
		}
	}
	*vec_add(&related->uses) = (struct use){id, weight};
	related->words.at[id].pages_n++;
}

static bool is_title_byte(char c)
{
	return utf8_is_word_byte(c) || c == '+' || c == '#';
}

static void use_title(struct related *related, uint32_t page)
{
	struct str title = related->site->pages[page].title;

	related->near[page].title = (uint32_t)hash64(title);
	for (size_t i = 0, end; i < title.n; i = end) {
		end = i;
		while (end < title.n && is_title_byte(title.s[end]))
			end++;
		if (end > i)
			use_word(related, page, str_slice(title, i, end), WEIGHT_TITLE);
		else
			end++;
	}
}

static void collect_words(struct related *related)
{
	const struct site *site = related->site;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = &site->pages[i];

		related->first_use[i] = (uint32_t)related->uses.n;
		if (!may_be_related(page))
			continue;
		for (uint32_t k = 0; k < page->tags.n; k++)
			use_word(related, i, str_trim(page->tags.at[k]), WEIGHT_TAG);
		for (uint32_t k = 0; k < page->keywords.n; k++)
			use_word(related, i, str_trim(page->keywords.at[k]), WEIGHT_KEYWORD);
		use_title(related, i);
	}
	related->first_use[site->pages_n] = (uint32_t)related->uses.n;
}

static void list_pages_of_words(struct related *related)
{
	uint32_t at = 0;

	for (size_t i = 0; i < related->words.n; i++) {
		related->words.at[i].start = related->words.at[i].cursor = at;
		at += related->words.at[i].pages_n;
	}
	related->lists = mem_alloc(((size_t)at + 1) * sizeof(*related->lists));
	for (uint32_t i = 0; i < related->site->pages_n; i++)
		for (uint32_t k = related->first_use[i]; k < related->first_use[i + 1]; k++)
			related->lists[related->words.at[related->uses.at[k].word].cursor++] = i;
	for (size_t i = 0; i < related->words.n; i++)
		related->words.at[i].cursor = related->words.at[i].start;
}

/* 8 log2(n / part), in whole numbers so that every machine gets the same. */
static uint32_t rarity(uint32_t n, uint32_t part)
{
	uint64_t ratio = (uint64_t)n * 64 / (part != 0 ? part : 1);
	uint32_t log = 63 - (uint32_t)__builtin_clzll(ratio | 1);
	uint32_t eighths = log >= 3 ? (uint32_t)(ratio >> (log - 3)) & 7 : 0;

	return log <= 6 ? 0 : (log - 6) * 8 + eighths;
}

static void add_score(struct related *related, uint32_t page, uint32_t score)
{
	if (related->near[page].score == 0)
		*vec_add(&related->touched) = page;
	related->near[page].score += score;
}

/* Scores the pages around page i in the lists of its words; returns what all of its words weigh. */
static uint32_t score_neighbours(struct related *related, uint32_t i)
{
	uint32_t whole = 0;

	for (uint32_t k = related->first_use[i]; k < related->first_use[i + 1]; k++) {
		struct word *word = &related->words.at[related->uses.at[k].word];
		uint32_t weight = rarity(related->site->pages_n, word->pages_n) * related->uses.at[k].weight;
		uint32_t here = word->cursor++, end = word->start + word->pages_n;
		uint32_t from = here - word->start > WINDOW ? here - WINDOW : word->start;
		uint32_t to = end - here > WINDOW ? here + WINDOW + 1 : end;

		whole += weight;
		if (weight == 0)
			continue;
		for (uint32_t at = from; at < to; at++)
			if (at != here)
				add_score(related, related->lists[at], weight);
	}
	return whole;
}

/* A page of the same section counts double, one of the same top-level folder half more. */
static uint32_t final_score(const struct near *page, const struct near *other)
{
	uint32_t score = other->score * 2;

	if (page->section == other->section)
		return score * 2;
	return page->top == other->top ? score + score / 2 : score;
}

struct best {
	uint32_t page[RELATED_MOST], score[RELATED_MOST];
	uint32_t n, room;
};

static void keep_best(struct best *best, uint32_t page, uint32_t score)
{
	uint32_t at = best->n < best->room ? best->n : best->room;

	while (at > 0 && (best->score[at - 1] < score || (best->score[at - 1] == score && best->page[at - 1] > page)))
		at--;
	if (at >= best->room)
		return;
	if (best->n < best->room)
		best->n++;
	memmove(best->page + at + 1, best->page + at, (best->n - at - 1) * sizeof(*best->page));
	memmove(best->score + at + 1, best->score + at, (best->n - at - 1) * sizeof(*best->score));
	best->page[at] = page;
	best->score[at] = score;
}

static bool is_named(const struct index_list *list, uint32_t page)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->at[i] == page)
			return true;
	return false;
}

/* Of the pages touched; the same title is another version or language, not another subject. */
static void choose_related(struct related *related, uint32_t page, uint32_t whole)
{
	struct index_list *list = &related->site->placed[page].related;
	struct near *own = &related->near[page];
	struct best best = {.room = RELATED_MOST - list->n};

	for (size_t i = 0; i < related->touched.n; i++) {
		struct near *near = &related->near[related->touched.at[i]];

		if (near->score * SHARE_LEAST >= whole && near->title != own->title &&
		    !is_named(list, related->touched.at[i]))
			keep_best(&best, related->touched.at[i], final_score(own, near));
		near->score = 0;
	}
	vec_clear(&related->touched);
	memcpy(list->at + list->n, best.page, best.n * sizeof(*best.page));
	list->n += best.n;
}

static void name_related(struct site *site, struct links *links, uint32_t i, struct arena *arena,
			 struct diag_list *diags)
{
	const struct page *page = &site->pages[i];
	struct index_list *list = &site->placed[i].related;

	for (uint32_t k = 0; k < page->related.n; k++) {
		uint32_t other = links_find_page(links, i, page->related.at[k]);
		struct field_place place =
		    page->related_places != NULL ? page->related_places[k] : (struct field_place){0};

		if (other == SITE_NONE)
			diag_add(diags, DIAG_RELATED_MISSING, site_place_in(site, page, place, arena),
				 "related names \"%.*s\", which does not exist", STR_ARG(page->related.at[k]));
		else if (other != i && list->n < RELATED_MOST && !is_named(list, other))
			list->at[list->n++] = other;
	}
}

static void find_places(struct related *related)
{
	const struct site *site = related->site;
	uint32_t *top = mem_alloc(((size_t)site->sections_n + 1) * sizeof(*top));

	for (uint32_t i = 0; i < site->sections_n; i++) {
		uint32_t parent = site->sections[i].parent;
		bool is_top = parent == SITE_NONE || site->sections[parent].parent == SITE_NONE;

		top[i] = is_top ? i : top[parent];
	}
	for (uint32_t i = 0; i < site->pages_n; i++) {
		related->near[i].section = site->placed[i].section;
		related->near[i].top = top[site->placed[i].section];
	}
	mem_free(top);
}

void related_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags)
{
	struct related related = {.site = site};
	uint32_t *room = arena_array(arena, site->pages_n, RELATED_MOST * sizeof(*room));

	related.first_use = mem_alloc(((size_t)site->pages_n + 1) * sizeof(*related.first_use));
	related.near = mem_zalloc(((size_t)site->pages_n + 1) * sizeof(*related.near));
	find_places(&related);
	collect_words(&related);
	list_pages_of_words(&related);
	for (uint32_t i = 0; i < site->pages_n; i++) {
		site->placed[i].related.at = room + (size_t)i * RELATED_MOST;
		if (site->pages[i].related.n != 0)
			name_related(site, links, i, arena, diags);
		if (related.first_use[i] != related.first_use[i + 1])
			choose_related(&related, i, score_neighbours(&related, i));
	}
	vec_release(&related.words);
	vec_release(&related.uses);
	vec_release(&related.touched);
	mem_free(related.slots);
	mem_free(related.lists);
	mem_free(related.first_use);
	mem_free(related.near);
}
