#include "generator/taxonomy.h"

#include "common/limits.h"
#include "common/mem.h"
#include "generator/links.h"
#include "generator/slug.h"

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
		diag_add(diags, DIAG_RELATED_MISSING, site_place_of_field(site, page, PLACED_translation_of, arena),
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
				 site_place_of_field(site, &site->pages[members[i]], PLACED_translation_of, arena),
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
	struct map groups;   /* the same: how many solved tickets have it */
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

/* On a site of approved tickets a tag that few of them have would pick out a few people. */
static bool has_small_groups(const struct site *site, const struct page *page)
{
	return page->kind == PAGE_SOLVED && site->config->approvers.is_there;
}

static struct str group_key(struct tag_maker *make, uint32_t language, struct str name)
{
	return arena_printf(make->arena, "%u/%.*s", language, STR_ARG(slug_of(make->arena, str_trim(name))));
}

static void count_groups(struct tag_maker *make, uint32_t page)
{
	const struct str_list *names = &make->site->pages[page].tags;
	struct map seen; /* a page counts once, however often it says a tag */

	map_init(&seen);
	for (uint32_t i = 0; i < names->n; i++) {
		struct str key = group_key(make, make->site->placed[page].language, names->at[i]);
		bool added;

		(void)map_add(&seen, key, &added);
		if (added)
			map_add(&make->groups, key, NULL)->value.number++;
	}
	map_release(&seen);
}

static bool is_small_group(struct tag_maker *make, uint32_t page, struct str name)
{
	const struct map_entry *group;

	if (!has_small_groups(make->site, &make->site->pages[page]))
		return false;
	group = map_find(&make->groups, group_key(make, make->site->placed[page].language, name));
	return group == NULL || group->value.number < LIMIT_SMALL_GROUP;
}

static void add_tags(struct tag_maker *make, uint32_t page)
{
	struct placed *placed = &make->site->placed[page];
	const struct str_list *names = &make->site->pages[page].tags;

	placed->tags.at = arena_array(make->arena, names->n, sizeof(*placed->tags.at));
	for (uint32_t i = 0; i < names->n; i++) {
		struct str name = str_trim(names->at[i]);
		uint32_t tag, k = 0;

		if (name.n == 0 || is_small_group(make, page, name))
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
		if (site->pages[i].tags.n != 0 && has_small_groups(site, &site->pages[i]))
			count_groups(&make, i);
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
	map_release(&make.groups);
	vec_release(&make.tags);
	vec_release(&make.taggings);
}

void taxonomy_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags)
{
	if (site->config->languages_n > 1)
		make_translations(site, links, arena, diags);
	make_tags(site, arena);
}
