#include "generator/taxonomy.h"

#include "common/hash.h"
#include "common/mem.h"
#include "generator/links.h"
#include "generator/slug.h"

enum {
	RELATED_MOST = 4,
	WINDOW = 8, /* pages looked at on either side of a page in the list of a word */
	WORDS_PER_PAGE = 64,
	SHARE_LEAST = 4, /* at least a quarter of what a page's words weigh is shared with a related one */
	WEIGHT_TAG = 3,
	WEIGHT_KEYWORD = 2,
	WEIGHT_TITLE = 1,
};

/* ---- translations ---- */

/* The page that stands for the group of i: the original, else the first by path. */
static uint32_t leader_of(const struct site *site, struct links *links, uint32_t i, struct arena *arena,
			  struct diag_list *diags)
{
	const struct page *page = &site->pages[i];
	uint32_t original;

	if (page->translation_of.n == 0)
		return links_first_like(links, i);
	original = links_find_page(links, i, page->translation_of);
	if (original == SITE_NONE)
		diag_add(diags, DIAG_RELATED_MISSING, site_place(site, page->path, 0, 0, arena),
			 "translation_of names \"%.*s\", which does not exist", STR_ARG(page->translation_of));
	return links_first_like(links, original != SITE_NONE ? original : i);
}

/* One page for each language; members come in path order, the list is by language. */
static void make_group(struct site *site, const uint32_t *members, uint32_t n, struct arena *arena,
		       struct diag_list *diags)
{
	size_t languages_n = site->config->languages_n;
	uint32_t *chosen = arena_array(arena, languages_n, sizeof(*chosen));
	struct index_list list = {chosen, 0};

	for (size_t language = 0; language < languages_n; language++) {
		uint32_t first = SITE_NONE;

		for (uint32_t i = 0; i < n; i++) {
			if (site->placed[members[i]].language != language)
				continue;
			if (first == SITE_NONE) {
				first = members[i];
				chosen[list.n++] = first;
				continue;
			}
			diag_add(diags, DIAG_TRANSLATION_CLASH,
				 site_place(site, site->pages[members[i]].path, 0, 0, arena),
				 "\"%.*s\" is already the %.*s page", STR_ARG(site->pages[first].path),
				 STR_ARG(site->config->languages[language].code));
		}
	}
	for (uint32_t i = 0; i < list.n && list.n > 1; i++)
		site->placed[chosen[i]].translations = list;
}

static bool are_in_one_language(const struct site *site, const uint32_t *members, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		if (site->placed[members[i]].language != site->placed[members[0]].language)
			return false;
	return true;
}

static void make_translations(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags)
{
	uint32_t n = site->pages_n, at = 0;
	uint32_t *leader = mem_alloc((n + 1) * sizeof(*leader));
	uint32_t *start = mem_zalloc((n + 2) * sizeof(*start));
	uint32_t *members = mem_alloc((n + 1) * sizeof(*members));

	for (uint32_t i = 0; i < n; i++) {
		leader[i] = leader_of(site, links, i, arena, diags);
		start[leader[i] + 1]++;
	}
	for (uint32_t i = 0; i < n; i++)
		start[i + 1] += start[i];
	for (uint32_t i = 0; i < n; i++)
		members[start[leader[i]]++] = i;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t count = start[i] - at;

		if (count > 1 && !are_in_one_language(site, members + at, count))
			make_group(site, members + at, count, arena, diags);
		at = start[i];
	}
	mem_free(members);
	mem_free(start);
	mem_free(leader);
}

/* ---- tags ---- */

struct tagging {
	uint32_t page, tag;
};

struct tag_maker {
	struct site *site;
	struct arena *arena;
	struct VEC(struct tag) tags;
	struct map *by_name; /* for each language: as written, to index + 1 */
	struct map by_slug;  /* "<language>/<slug>" */
	struct VEC(struct tagging) taggings;
};

static uint32_t tag_named(struct tag_maker *make, uint32_t language, struct str name)
{
	bool added;
	struct map_entry *by_name = map_add(&make->by_name[language], name, &added), *by_slug;
	struct str slug, key;

	if (!added)
		return (uint32_t)by_name->value.number - 1;
	slug = slug_of(make->arena, name);
	key = arena_printf(make->arena, "%u/%.*s", language, STR_ARG(slug));
	by_slug = map_add(&make->by_slug, key, &added);
	if (added) {
		struct tag *tag = vec_add(&make->tags);
		struct str prefix = make->site->config->languages[language].url_prefix;

		tag->name = name;
		tag->slug = slug;
		tag->language = language;
		tag->url = arena_printf(make->arena, "/%.*stags/%.*s/", STR_ARG(prefix), STR_ARG(slug));
		by_slug->value.number = make->tags.n;
	}
	by_name->value.number = by_slug->value.number;
	return (uint32_t)by_slug->value.number - 1;
}

static void add_tags(struct tag_maker *make, uint32_t page)
{
	struct placed *placed = &make->site->placed[page];
	const struct str_list *names = &make->site->pages[page].tags;

	placed->tags.at = arena_array(make->arena, names->n, sizeof(*placed->tags.at));
	for (uint32_t i = 0; i < names->n; i++) {
		struct str name = str_trim(names->at[i]);
		uint32_t tag, k = 0;

		if (name.n == 0)
			continue;
		tag = tag_named(make, placed->language, name);
		while (k < placed->tags.n && placed->tags.at[k] != tag)
			k++;
		if (k < placed->tags.n)
			continue;
		placed->tags.at[placed->tags.n++] = tag;
		*vec_add(&make->taggings) = (struct tagging){page, tag};
		make->tags.at[tag].pages.n++;
	}
}

struct tag_order {
	uint32_t index, language;
	struct str key, slug;
};

static int by_tag_name(const void *x, const void *y)
{
	const struct tag_order *a = x, *b = y;
	int order = (a->language > b->language) - (a->language < b->language);

	if (order == 0)
		order = str_cmp(a->key, b->key);
	return order != 0 ? order : str_cmp(a->slug, b->slug);
}

/* Tags by language and name, as site->tags; new_index says where each went. */
static void sort_tags(struct tag_maker *make, uint32_t *new_index)
{
	struct site *site = make->site;
	struct tag_order *order = mem_alloc((make->tags.n + 1) * sizeof(*order));
	struct buf key;

	buf_init(&key, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < make->tags.n; i++) {
		const struct tag *tag = &make->tags.at[i];

		buf_clear(&key);
		slug_sort_key(&key, tag->name);
		order[i] = (struct tag_order){i, tag->language, arena_str(make->arena, buf_view(&key)), tag->slug};
	}
	buf_release(&key);
	qsort(order, make->tags.n, sizeof(*order), by_tag_name);
	site->tags_n = (uint32_t)make->tags.n;
	site->tags = arena_array(make->arena, make->tags.n, sizeof(*site->tags));
	for (uint32_t i = 0; i < site->tags_n; i++) {
		site->tags[i] = make->tags.at[order[i].index];
		new_index[order[i].index] = i;
	}
	mem_free(order);
}

static void give_tags_their_pages(struct tag_maker *make, const uint32_t *new_index)
{
	struct site *site = make->site;

	for (uint32_t i = 0; i < site->tags_n; i++) {
		site->tags[i].pages.at = arena_array(make->arena, site->tags[i].pages.n, sizeof(uint32_t));
		site->tags[i].pages.n = 0;
	}
	for (size_t i = 0; i < make->taggings.n; i++) {
		struct index_list *pages = &site->tags[new_index[make->taggings.at[i].tag]].pages;

		pages->at[pages->n++] = make->taggings.at[i].page;
	}
	for (uint32_t i = 0; i < site->pages_n; i++)
		for (uint32_t k = 0; k < site->placed[i].tags.n; k++)
			site->placed[i].tags.at[k] = new_index[site->placed[i].tags.at[k]];
}

static void make_tags(struct site *site, struct arena *arena)
{
	struct tag_maker make = {.site = site, .arena = arena};
	uint32_t *new_index;

	make.by_name = arena_array(arena, site->config->languages_n, sizeof(*make.by_name));
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (site->pages[i].tags.n != 0)
			add_tags(&make, i);
	if (make.tags.n != 0) {
		new_index = mem_alloc(make.tags.n * sizeof(*new_index));
		sort_tags(&make, new_index);
		give_tags_their_pages(&make, new_index);
		mem_free(new_index);
	}
	for (size_t i = 0; i < site->config->languages_n; i++)
		map_release(&make.by_name[i]);
	map_release(&make.by_slug);
	vec_release(&make.tags);
	vec_release(&make.taggings);
}

/* ---- related ---- */

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

struct relater {
	struct site *site;
	struct arena *arena;
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

static void grow_slots(struct relater *relate)
{
	mem_free(relate->slots);
	relate->slots_n = relate->slots_n == 0 ? 1024 : relate->slots_n * 4;
	relate->slots = mem_zalloc(relate->slots_n * sizeof(*relate->slots));
	for (size_t i = 0; i < relate->words.n; i++) {
		size_t slot = relate->words.at[i].hash & (relate->slots_n - 1);

		while (relate->slots[slot] != 0)
			slot = (slot + 1) & (relate->slots_n - 1);
		relate->slots[slot] = (uint32_t)i + 1;
	}
}

static uint32_t word_of(struct relater *relate, uint64_t hash)
{
	size_t slot;

	if (relate->words.n * 2 >= relate->slots_n)
		grow_slots(relate);
	slot = hash & (relate->slots_n - 1);
	while (relate->slots[slot] != 0) {
		if (relate->words.at[relate->slots[slot] - 1].hash == hash)
			return relate->slots[slot] - 1;
		slot = (slot + 1) & (relate->slots_n - 1);
	}
	vec_add(&relate->words)->hash = hash;
	relate->slots[slot] = (uint32_t)relate->words.n;
	return (uint32_t)relate->words.n - 1;
}

static void use_word(struct relater *relate, uint32_t page, struct str word, uint32_t weight)
{
	char folded[64];
	uint32_t first = relate->first_use[page], id;
	size_t n = word.n < sizeof(folded) ? word.n : sizeof(folded);

	if (n < 2 || relate->uses.n - first >= WORDS_PER_PAGE)
		return;
	for (size_t i = 0; i < n; i++)
		folded[i] = str_lower_char(word.s[i]);
	id = word_of(relate, hash64_mix(relate->site->placed[page].language + 1, str_n(folded, n)));
	for (size_t i = first; i < relate->uses.n; i++) {
		if (relate->uses.at[i].word == id) {
			relate->uses.at[i].weight += weight;
			return;
		}
	}
	*vec_add(&relate->uses) = (struct use){id, weight};
	relate->words.at[id].pages_n++;
}

static bool is_word_byte(char c)
{
	return str_is_alnum(c) || (unsigned char)c >= 0x80 || c == '+' || c == '#';
}

static void use_title(struct relater *relate, uint32_t page)
{
	struct str title = relate->site->pages[page].title;

	relate->near[page].title = (uint32_t)hash64(title);
	for (size_t i = 0, end; i < title.n; i = end) {
		end = i;
		while (end < title.n && is_word_byte(title.s[end]))
			end++;
		if (end > i)
			use_word(relate, page, str_slice(title, i, end), WEIGHT_TITLE);
		else
			end++;
	}
}

static void collect_words(struct relater *relate)
{
	const struct site *site = relate->site;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = &site->pages[i];

		relate->first_use[i] = (uint32_t)relate->uses.n;
		if (!may_be_related(page))
			continue;
		for (uint32_t k = 0; k < page->tags.n; k++)
			use_word(relate, i, str_trim(page->tags.at[k]), WEIGHT_TAG);
		for (uint32_t k = 0; k < page->keywords.n; k++)
			use_word(relate, i, str_trim(page->keywords.at[k]), WEIGHT_KEYWORD);
		use_title(relate, i);
	}
	relate->first_use[site->pages_n] = (uint32_t)relate->uses.n;
}

static void list_pages_of_words(struct relater *relate)
{
	uint32_t at = 0;

	for (size_t i = 0; i < relate->words.n; i++) {
		relate->words.at[i].start = relate->words.at[i].cursor = at;
		at += relate->words.at[i].pages_n;
	}
	relate->lists = mem_alloc(((size_t)at + 1) * sizeof(*relate->lists));
	for (uint32_t i = 0; i < relate->site->pages_n; i++)
		for (uint32_t k = relate->first_use[i]; k < relate->first_use[i + 1]; k++)
			relate->lists[relate->words.at[relate->uses.at[k].word].cursor++] = i;
	for (size_t i = 0; i < relate->words.n; i++)
		relate->words.at[i].cursor = relate->words.at[i].start;
}

/* 8 log2(n / part), in whole numbers so that every machine gets the same. */
static uint32_t rarity(uint32_t n, uint32_t part)
{
	uint64_t ratio = (uint64_t)n * 64 / (part != 0 ? part : 1);
	uint32_t log = 63 - (uint32_t)__builtin_clzll(ratio | 1);
	uint32_t eighths = log >= 3 ? (uint32_t)(ratio >> (log - 3)) & 7 : 0;

	return log <= 6 ? 0 : (log - 6) * 8 + eighths;
}

static void add_score(struct relater *relate, uint32_t page, uint32_t score)
{
	if (relate->near[page].score == 0)
		*vec_add(&relate->touched) = page;
	relate->near[page].score += score;
}

/* Scores the pages around page i in the lists of its words; returns what all of its words weigh. */
static uint32_t score_neighbours(struct relater *relate, uint32_t i)
{
	uint32_t whole = 0;

	for (uint32_t k = relate->first_use[i]; k < relate->first_use[i + 1]; k++) {
		struct word *word = &relate->words.at[relate->uses.at[k].word];
		uint32_t weight = rarity(relate->site->pages_n, word->pages_n) * relate->uses.at[k].weight;
		uint32_t here = word->cursor++, end = word->start + word->pages_n;
		uint32_t from = here - word->start > WINDOW ? here - WINDOW : word->start;
		uint32_t to = end - here > WINDOW ? here + WINDOW + 1 : end;

		whole += weight;
		if (weight == 0)
			continue;
		for (uint32_t at = from; at < to; at++)
			if (at != here)
				add_score(relate, relate->lists[at], weight);
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

static bool is_named(const struct index_list *related, uint32_t page)
{
	for (uint32_t i = 0; i < related->n; i++)
		if (related->at[i] == page)
			return true;
	return false;
}

/* Of the pages touched; the same title is another version or language, not another subject. */
static void choose_related(struct relater *relate, uint32_t page, uint32_t whole)
{
	struct index_list *related = &relate->site->placed[page].related;
	struct near *own = &relate->near[page];
	struct best best = {.room = RELATED_MOST - related->n};

	for (size_t i = 0; i < relate->touched.n; i++) {
		struct near *near = &relate->near[relate->touched.at[i]];

		if (near->score * SHARE_LEAST >= whole && near->title != own->title &&
		    !is_named(related, relate->touched.at[i]))
			keep_best(&best, relate->touched.at[i], final_score(own, near));
		near->score = 0;
	}
	vec_clear(&relate->touched);
	if (best.n == 0)
		return;
	if (related->at == NULL)
		related->at = arena_array(relate->arena, best.n, sizeof(*related->at));
	memcpy(related->at + related->n, best.page, best.n * sizeof(*best.page));
	related->n += best.n;
}

static void name_related(struct site *site, struct links *links, uint32_t i, struct arena *arena,
			 struct diag_list *diags)
{
	const struct page *page = &site->pages[i];
	struct index_list *related = &site->placed[i].related;

	related->at = arena_array(arena, RELATED_MOST, sizeof(*related->at));
	for (uint32_t k = 0; k < page->related.n; k++) {
		uint32_t other = links_find_page(links, i, page->related.at[k]), at = 0;

		if (other == SITE_NONE) {
			diag_add(diags, DIAG_RELATED_MISSING, site_place(site, page->path, 0, 0, arena),
				 "related names \"%.*s\", which does not exist", STR_ARG(page->related.at[k]));
			continue;
		}
		while (at < related->n && related->at[at] != other)
			at++;
		if (at == related->n && related->n < RELATED_MOST && other != i)
			related->at[related->n++] = other;
	}
}

static void find_places(struct relater *relate)
{
	const struct site *site = relate->site;
	uint32_t *top = mem_alloc(((size_t)site->sections_n + 1) * sizeof(*top));

	for (uint32_t i = 0; i < site->sections_n; i++) {
		uint32_t parent = site->sections[i].parent;
		bool is_top = parent == SITE_NONE || site->sections[parent].parent == SITE_NONE;

		top[i] = is_top ? i : top[parent];
	}
	for (uint32_t i = 0; i < site->pages_n; i++) {
		relate->near[i].section = site->placed[i].section;
		relate->near[i].top = top[site->placed[i].section];
	}
	mem_free(top);
}

static void make_related(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags)
{
	struct relater relate = {.site = site, .arena = arena};

	relate.first_use = mem_alloc(((size_t)site->pages_n + 1) * sizeof(*relate.first_use));
	relate.near = mem_zalloc(((size_t)site->pages_n + 1) * sizeof(*relate.near));
	find_places(&relate);
	collect_words(&relate);
	list_pages_of_words(&relate);
	for (uint32_t i = 0; i < site->pages_n; i++) {
		if (site->pages[i].related.n != 0)
			name_related(site, links, i, arena, diags);
		if (relate.first_use[i] != relate.first_use[i + 1])
			choose_related(&relate, i, score_neighbours(&relate, i));
	}
	vec_release(&relate.words);
	vec_release(&relate.uses);
	vec_release(&relate.touched);
	mem_free(relate.slots);
	mem_free(relate.lists);
	mem_free(relate.first_use);
	mem_free(relate.near);
}

void taxonomy_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags)
{
	if (site->config->languages_n > 1)
		make_translations(site, links, arena, diags);
	make_tags(site, arena);
	make_related(site, links, arena, diags);
}
