#include "generator/nearest.h"

#include "common/arena.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/slug.h"

enum {
	CHAIN_MOST = 64,    /* files of one name that are compared */
	FOLDER_MOST = 2000, /* files of one folder */
	BUDGET = 20000,	    /* comparisons in a build: about 10 ms */
};

struct nearest {
	const struct site *site;
	struct arena *arena;
	struct map by_name; /* folded name without extension: to the first file + 1 */
	uint32_t *next;	    /* for each file: the next of that name, + 1 */
	struct map known;   /* answers given: to a string in the arena */
	uint32_t budget;
};

/* Pages first, then assets, under one number. */
static struct str file_path(const struct site *site, uint32_t file)
{
	return file < site->pages_n ? site->pages[file].path : site->assets[file - site->pages_n].path;
}

static struct str folder_of(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');

	return str_slice(path, 0, slash < 0 ? 0 : (size_t)slash);
}

static struct str name_of(struct str path)
{
	return str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

static struct str stem_of(struct str path)
{
	struct str name = name_of(path);
	ptrdiff_t dot = str_rfind_char(name, '.');

	return dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
}

static void enter_names(struct nearest *nearest)
{
	const struct site *site = nearest->site;
	uint32_t n = site->pages_n + site->assets_n;

	nearest->next = mem_zalloc((n + 1) * sizeof(*nearest->next));
	for (uint32_t i = n; i-- > 0;) {
		struct map_entry *entry;

		if (i < site->pages_n && site->placed[i].made)
			continue;
		entry = map_add(&nearest->by_name, slug_fold(nearest->arena, stem_of(file_path(site, i))), NULL);
		nearest->next[i] = (uint32_t)entry->value.number;
		entry->value.number = i + 1;
	}
}

struct nearest *nearest_new(const struct site *site, struct arena *arena)
{
	struct nearest *nearest = mem_zalloc(sizeof(*nearest));

	nearest->site = site;
	nearest->arena = arena;
	nearest->budget = BUDGET;
	enter_names(nearest);
	return nearest;
}

void nearest_free(struct nearest *nearest)
{
	if (nearest == NULL)
		return;
	map_release(&nearest->by_name);
	map_release(&nearest->known);
	mem_free(nearest->next);
	mem_free(nearest);
}

/* How many folders at the end and at the beginning of two paths agree. */
static uint32_t agreement(struct str a, struct str b)
{
	uint32_t same = 0;
	struct str x = folder_of(a), y = folder_of(b);

	while (x.n != 0 && y.n != 0 && str_eq_nocase(name_of(x), name_of(y))) {
		same += 2;
		x = folder_of(x);
		y = folder_of(y);
	}
	for (size_t i = 0; i < x.n && i < y.n && x.s[i] == y.s[i]; i++)
		same += x.s[i] == '/';
	return same;
}

static bool is_candidate(const struct nearest *nearest, uint32_t file, enum nearest_kind kind)
{
	return kind != NEAREST_IMAGE || file >= nearest->site->pages_n;
}

static struct str same_name(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	struct map_entry *entry = map_find(&nearest->by_name, slug_fold(nearest->arena, stem_of(wanted)));
	struct str best = STR_NONE;
	bool has_folder = str_find_char(wanted, '/') >= 0;
	uint32_t best_agreement = kind == NEAREST_BELOW_SAME && has_folder ? 1 : 0,
		 file = entry != NULL ? (uint32_t)entry->value.number : 0;

	for (int i = 0; file != 0 && i < CHAIN_MOST; i++, file = nearest->next[file - 1]) {
		struct str path = file_path(nearest->site, file - 1);
		uint32_t same = agreement(path, wanted) + 1;

		if (is_candidate(nearest, file - 1, kind) && same > best_agreement) {
			best = path;
			best_agreement = same;
		}
	}
	return best;
}

/* Of a sorted run of files: the first at or behind "folder/". */
static uint32_t first_in_folder(const struct site *site, struct str folder, uint32_t low, uint32_t high)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct str path = file_path(site, middle);
		int order = str_cmp(str_slice(path, 0, folder.n), folder);

		if (order == 0)
			order = path.n <= folder.n || (folder.n != 0 && (unsigned char)path.s[folder.n] < '/') ? -1 : 0;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_below(struct str path, struct str folder)
{
	return folder.n == 0 || (path.n > folder.n && path.s[folder.n] == '/' && str_starts(path, folder));
}

/* ASCII letters in lower case, in room of LIMIT_DISTANCE_BYTES; longer names are left as they are. */
static struct str lowered(struct str name, char *room)
{
	if (name.n > LIMIT_DISTANCE_BYTES)
		return name;
	for (size_t i = 0; i < name.n; i++)
		room[i] = str_lower_char(name.s[i]);
	return str_n(room, name.n);
}

static void search_run(struct nearest *nearest, struct str wanted, uint32_t from, uint32_t to, struct str *best,
		       size_t *limit)
{
	char stem_room[LIMIT_DISTANCE_BYTES], name_room[LIMIT_DISTANCE_BYTES];
	struct str folder = folder_of(wanted), stem = lowered(stem_of(wanted), stem_room);
	uint32_t at = first_in_folder(nearest->site, folder, from, to), seen = 0;

	for (; at < to && seen < FOLDER_MOST && nearest->budget != 0 && *limit != 0; at++, seen++) {
		struct str path = file_path(nearest->site, at), name = stem_of(path);
		size_t distance;

		if (!is_below(path, folder))
			break;
		if (folder_of(path).n != folder.n || name.n + *limit < stem.n || stem.n + *limit < name.n)
			continue;
		nearest->budget--;
		distance = str_distance(lowered(name, name_room), stem, *limit);
		if (distance <= *limit) {
			*best = path;
			*limit = distance == 0 ? 0 : distance - 1;
		}
	}
}

static struct str similar_name(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	const struct site *site = nearest->site;
	struct str best = STR_NONE;
	size_t limit = stem_of(wanted).n / 3;

	/* made pages follow those with a source and are not sorted with them */
	uint32_t with_source = site->pages_n;

	while (with_source > 0 && site->placed[with_source - 1].made)
		with_source--;
	if (kind != NEAREST_IMAGE)
		search_run(nearest, wanted, 0, with_source, &best, &limit);
	search_run(nearest, wanted, site->pages_n, site->pages_n + site->assets_n, &best, &limit);
	return best;
}

struct str nearest_path(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	struct str key = arena_printf(nearest->arena, "%d%.*s", (int)kind, STR_ARG(wanted)), found;
	bool added;
	struct map_entry *entry;

	if (stem_of(wanted).n == 0 || wanted.n > 1024)
		return STR_NONE;
	entry = map_add(&nearest->known, key, &added);
	if (!added) {
		const struct str *answer = entry->value.const_pointer;

		return *answer;
	}
	found = same_name(nearest, wanted, kind);
	if (found.n == 0)
		found = similar_name(nearest, wanted, kind);
	entry->value.pointer = arena_alloc(nearest->arena, sizeof(found));
	memcpy(entry->value.pointer, &found, sizeof(found));
	return found;
}

void nearest_relative(struct buf *out, struct str folder, struct str path)
{
	struct str other = folder_of(path);
	size_t same = 0;

	/* the folders that both begin with */
	for (size_t i = 0;; i++) {
		bool end_a = i == folder.n, end_b = i == other.n;

		if ((end_a || folder.s[i] == '/') && (end_b || other.s[i] == '/'))
			same = i;
		if (end_a || end_b || folder.s[i] != other.s[i])
			break;
	}
	for (size_t i = same; i < folder.n; i++)
		if (i == 0 || (folder.s[i] == '/' && i + 1 < folder.n))
			buf_lit(out, "../");
	buf_str(out, str_from(path, same != 0 && same < path.n ? same + 1 : same));
}
