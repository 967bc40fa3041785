#include "generator/links_wiki.h"

#include "common/limits.h"
#include "common/mem.h"
#include "generator/slug.h"

/* So many files of one name are looked at; a link should not name what a hundred are called. */
#define ALIKE_MAX 1000u

struct links_wiki {
	struct map names; /* to the first page + 1, or pages_n + asset + 1 */
	uint32_t *next;	  /* of the same name: page, or pages_n + asset; SITE_NONE behind the last */
};

/* "/a/Page Name" and "page_name" as "page-name": the key of a path's last part. */
static struct str key_of(struct links *links, struct str path)
{
	struct str name = slug_fold(links->arena, str_from(path, (size_t)(str_rfind_char(path, '/') + 1)));
	char *copy = (char *)arena_alloc(links->arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		copy[i] = name.s[i] == ' ' || name.s[i] == '_' ? '-' : name.s[i];
	return str_n(copy, name.n);
}

static void enter(struct links *links, struct str path, uint32_t which, uint32_t *last)
{
	struct links_wiki *wiki = links->wiki;
	struct map_entry *entry;
	bool added;

	wiki->next[which] = SITE_NONE;
	if (path.n == 0)
		return;
	entry = map_add(&wiki->names, key_of(links, path), &added);
	if (added)
		entry->value.number = which + 1u;
	else
		wiki->next[last[entry->value.number - 1]] = which;
	last[entry->value.number - 1] = which;
}

static void know_names(struct links *links)
{
	const struct site *site = links->site;
	size_t n = (size_t)site->pages_n + site->assets_n;
	uint32_t *last = mem_alloc((n + 1) * sizeof(*last));

	links->wiki = mem_zalloc(sizeof(*links->wiki));
	links->wiki->next = mem_alloc((n + 1) * sizeof(*links->wiki->next));
	for (uint32_t i = 0; i < site->pages_n; i++)
		enter(links, site->placed[i].neutral, i, last);
	for (uint32_t i = 0; i < site->assets_n; i++)
		enter(links, site->assets[i].path, site->pages_n + i, last);
	mem_free(last);
}

void wiki_free(struct links_wiki *wiki)
{
	if (wiki == NULL)
		return;
	map_release(&wiki->names);
	mem_free(wiki->next);
	mem_free(wiki);
}

static size_t common_start(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.s[n] == b.s[n])
		n++;
	return n;
}

/* "guide/Page": the folders that were written are those of the file. */
static bool ends_in(struct links *links, struct str path, struct str wanted)
{
	struct str folded = slug_fold(links->arena, path), end = slug_fold(links->arena, wanted);

	return str_find_char(wanted, '/') < 0 ||
	       (str_ends(folded, end) && (folded.n == end.n || folded.s[folded.n - end.n - 1] == '/'));
}

static struct found find_by_name(struct links *links, uint32_t from, struct str path, bool image)
{
	const struct site *site = links->site;
	struct str own = from != SITE_NONE ? site->pages[from].path : STR("");
	struct found found = links_nothing;
	const struct map_entry *entry;
	size_t best = 0;
	uint32_t which, seen = 0;

	if (links->wiki == NULL)
		know_names(links);
	entry = map_find(&links->wiki->names, key_of(links, path));
	which = entry != NULL ? (uint32_t)entry->value.number - 1 : SITE_NONE;
	for (; which != SITE_NONE && seen < ALIKE_MAX; which = links->wiki->next[which], seen++) {
		bool is_page = which < site->pages_n;
		struct str at = is_page ? site->pages[which].path : site->assets[which - site->pages_n].path;
		struct str key = is_page ? site->placed[which].neutral : at;
		bool same = is_page && from != SITE_NONE && site->placed[which].language == site->placed[from].language;
		size_t near = 1 + common_start(at, own) + (same ? LIMIT_PATH_BYTES : 0);

		if ((is_page && image) || near <= best || !ends_in(links, key, path))
			continue;
		best = near;
		found = links_nothing;
		if (is_page)
			found.page = which;
		else
			found.asset = which - site->pages_n;
	}
	return found;
}

struct found links_find_wiki(struct links *links, uint32_t from, struct str path, bool image)
{
	struct str name = links_trim_slashes(path);
	struct found found;
	size_t n;

	if (links_has_extension(name, SOURCE_EXTENSIONS, &n))
		name.n -= n;
	found = find_by_name(links, from, name, image);
	if (!links_is_found(&found))
		found = links_find_relative(links, from, path, image);
	found.other_case = false;
	return found;
}
