#include "generator/moved.h"

#include "generator/slug.h"

#include <stdlib.h>

/* Two folders whose pages may correspond. */
struct pair {
	struct str from, to;
	uint32_t votes;
};
struct pairs VEC_FIELDS(struct pair);

enum { PAIRS_MOST = 200 }; /* that are tried, those with most votes first: each is compared with every lost URL */

/* "/a/b/" of "/a/b/c/", "/" of "/a/"; absent for "/" itself. */
static struct str folder_above(struct str url)
{
	size_t n = url.n;

	if (n <= 1)
		return STR_NONE;
	for (n--; n > 0 && url.s[n - 1] != '/';)
		n--;
	return str_slice(url, 0, n);
}

/* Takes equal last parts off both, as long as neither becomes the root. */
static bool find_pair(struct str from, struct str to, struct pair *pair)
{
	bool any = false;

	for (;;) {
		struct str above_from = folder_above(from), above_to = folder_above(to);

		if (above_from.n <= 1 || above_to.n <= 1 ||
		    !str_eq(str_from(from, above_from.n), str_from(to, above_to.n)))
			break;
		from = above_from;
		to = above_to;
		any = true;
	}
	*pair = (struct pair){from, to, 1};
	return any && !str_eq(from, to);
}

static int by_votes(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;

	if (a->votes != b->votes)
		return a->votes > b->votes ? -1 : 1;
	if (a->from.n != b->from.n)
		return a->from.n < b->from.n ? -1 : 1;
	return str_cmp(a->from, b->from) != 0 ? str_cmp(a->from, b->from) : str_cmp(a->to, b->to);
}

static void collect_pairs(struct pairs *pairs, const struct moved_url *urls, size_t n, const struct site *site,
			  struct arena *arena)
{
	struct map known;
	struct pair pair;

	map_init(&known);
	for (size_t i = 0; i < n; i++) {
		struct map_entry *entry;
		bool is_new = false;

		if (urls[i].page == SITE_NONE || !find_pair(urls[i].url, site->placed[urls[i].page].url, &pair))
			continue;
		entry =
		    map_add(&known, arena_printf(arena, "%.*s\n%.*s", STR_ARG(pair.from), STR_ARG(pair.to)), &is_new);
		if (is_new) {
			*vec_add(pairs) = pair;
			entry->value.number = pairs->n - 1;
		} else {
			/* a number that was not added names a pair */
			pairs->at[entry->value.number].votes++; /* NOLINT(clang-analyzer-core.NullDereference) */
		}
	}
	map_release(&known);
	if (pairs->n != 0)
		qsort(pairs->at, pairs->n, sizeof(*pairs->at), by_votes);
}

/* Whether the site has the URL's page below the other folder. */
static bool is_at(const struct pair *pair, struct str url, const struct site *site, struct arena *arena)
{
	struct str there;

	if (!str_starts(url, pair->from))
		return false;
	there = arena_printf(arena, "%.*s%.*s", STR_ARG(pair->to), STR_ARG(str_from(url, pair->from.n)));
	return map_find(&site->by_url, slug_fold(arena, there)) != NULL;
}

static void add_folder(struct moved_folders *folders, struct str from, struct str to, struct moved_url *urls, size_t n,
		       const bool *is_in)
{
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += is_in[i];
	if (count < 2)
		return;
	*vec_add(folders) = (struct moved_folder){from, to, count};
	for (size_t i = 0; i < n; i++)
		if (is_in[i])
			urls[i].folder = (uint32_t)folders->n;
}

static void find_moved(struct moved_folders *folders, struct moved_url *urls, size_t n, const struct site *site,
		       struct arena *arena)
{
	bool *is_in = arena_array(arena, n, sizeof(*is_in));
	struct pairs pairs = {0};

	collect_pairs(&pairs, urls, n, site, arena);
	for (size_t k = 0; k < pairs.n && k < PAIRS_MOST; k++) {
		for (size_t i = 0; i < n; i++)
			is_in[i] = urls[i].folder == 0 && is_at(&pairs.at[k], urls[i].url, site, arena);
		add_folder(folders, pairs.at[k].from, pairs.at[k].to, urls, n, is_in);
	}
	vec_release(&pairs);
}

/* Every folder that has a page, or is one. */
static void enter_folders(struct map *folders, const struct site *site)
{
	for (uint32_t i = 0; i < site->pages_n; i++) {
		bool is_new = true;

		for (struct str url = site->placed[i].url; url.n != 0 && is_new; url = folder_above(url))
			(void)map_add(folders, url, &is_new);
	}
}

/* The uppermost folder of the URL, itself included, below which there is nothing. */
static struct str uppermost_gone(struct str url, const struct map *folders)
{
	struct str gone = STR_NONE;

	for (; url.n > 1 && map_find(folders, url) == NULL; url = folder_above(url))
		gone = url;
	return gone;
}

static void find_gone(struct moved_folders *folders, struct moved_url *urls, size_t n, const struct site *site,
		      struct arena *arena)
{
	struct str *gone = arena_array(arena, n, sizeof(*gone));
	struct map there, by_folder, numbers;

	map_init(&there);
	map_init(&by_folder);
	map_init(&numbers);
	enter_folders(&there, site);
	for (size_t i = 0; i < n; i++) {
		gone[i] = urls[i].folder == 0 && urls[i].page == SITE_NONE && str_ends(urls[i].url, STR("/"))
			      ? uppermost_gone(urls[i].url, &there)
			      : STR_NONE;
		if (gone[i].n != 0)
			map_add(&by_folder, gone[i], NULL)->value.number++;
	}
	for (size_t i = 0; i < n; i++) {
		struct map_entry *entry = gone[i].n != 0 ? map_find(&by_folder, gone[i]) : NULL, *number;

		if (entry == NULL || entry->value.number < 2)
			continue;
		number = map_add(&numbers, gone[i], NULL);
		if (number->value.number == 0) {
			*vec_add(folders) = (struct moved_folder){gone[i], STR_NONE, (uint32_t)entry->value.number};
			number->value.number = folders->n;
		}
		urls[i].folder = (uint32_t)number->value.number;
	}
	map_release(&numbers);
	map_release(&there);
	map_release(&by_folder);
}

void moved_find(struct moved_folders *folders, struct moved_url *urls, size_t n, const struct site *site,
		struct arena *arena)
{
	for (size_t i = 0; i < n; i++)
		urls[i].folder = 0;
	if (n < 2)
		return;
	find_moved(folders, urls, n, site, arena);
	find_gone(folders, urls, n, site, arena);
}
