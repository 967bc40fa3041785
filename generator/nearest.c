#include "generator/nearest.h"

#include "common/arena.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/discover.h"
#include "generator/slug.h"

enum {
	CHAIN_MOST = 64,    /* files of one name that are compared */
	FOLDER_MOST = 2000, /* files of one folder */
	ONE_BY_ONE = 4,	    /* questions that are answered without a table of all names */
	BUDGET = 20000,	    /* comparisons in a build: about 10 ms */
};

struct nearest {
	const struct site *site;
	struct arena *arena;
	/*
	 * Folded name without extension: to the first file + 1; for names in ASCII and for others, each
	 * made when needed.
	 */
	struct map by_name[2];
	bool names_known[2];
	uint32_t *next;	  /* for each file: the next of that name, + 1 */
	uint32_t asked;	  /* about names in ASCII: the first few are looked for one by one */
	struct map known; /* answers given: to a string in the arena */
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

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return false;
	return true;
}

static bool is_made(const struct site *site, uint32_t file)
{
	return file >= site->sources_n && file < site->pages_n;
}

static void enter_names(struct nearest *nearest, bool ascii)
{
	const struct site *site = nearest->site;
	uint32_t n = site->pages_n + site->assets_n;

	if (nearest->names_known[ascii])
		return;
	nearest->names_known[ascii] = true;
	for (uint32_t i = n; i-- > 0;) {
		struct map_entry *entry;
		struct str stem;

		if (!ascii && i < site->pages_n && site->placed[i].is_plain)
			continue;
		stem = stem_of(file_path(site, i));
		if (is_ascii(stem) != ascii || is_made(site, i))
			continue;
		entry = map_add(&nearest->by_name[ascii], slug_fold(nearest->arena, stem), NULL);
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
	nearest->next = mem_zalloc((site->pages_n + site->assets_n + 1) * sizeof(*nearest->next));
	return nearest;
}

void nearest_free(struct nearest *nearest)
{
	if (nearest == NULL)
		return;
	map_release(&nearest->by_name[0]);
	map_release(&nearest->by_name[1]);
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
	return kind != NEAREST_ASSET || file >= nearest->site->pages_n;
}

/* The file behind `file` (SITE_NONE: the first) that has that folded name, or SITE_NONE. */
static uint32_t next_named(struct nearest *nearest, struct str name, bool one_by_one, uint32_t file)
{
	uint32_t n = nearest->site->pages_n + nearest->site->assets_n, next;
	struct map_entry *entry;

	if (one_by_one) {
		for (uint32_t i = file == SITE_NONE ? 0 : file + 1; i < n; i++)
			if (str_eq_nocase(stem_of(file_path(nearest->site, i)), name) && !is_made(nearest->site, i))
				return i;
		return SITE_NONE;
	}
	enter_names(nearest, is_ascii(name));
	entry = file == SITE_NONE ? map_find(&nearest->by_name[is_ascii(name)], name) : NULL;
	next = file != SITE_NONE ? nearest->next[file] : entry != NULL ? (uint32_t)entry->value.number : 0;
	return next - 1; /* 0 becomes SITE_NONE */
}

/* "2021-05-17-troubleshooting-ssh": long enough that a page of another site would hardly have the same name. */
static bool is_telling(struct str name)
{
	size_t words = 1;

	for (size_t i = 0; i < name.n; i++)
		words += name.s[i] == '-' || name.s[i] == '_';
	return name.n >= 16 && words >= 4;
}

static struct str same_name(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	struct str name = slug_fold(nearest->arena, stem_of(wanted)), best = STR_NONE;
	bool has_folder = str_find_char(wanted, '/') >= 0;
	bool one_by_one = is_ascii(name) && nearest->asked++ < ONE_BY_ONE;
	uint32_t best_agreement = kind == NEAREST_BELOW_SAME && has_folder && !is_telling(name) ? 1 : 0;
	uint32_t file = next_named(nearest, name, one_by_one, SITE_NONE);

	for (int i = 0; file != SITE_NONE && i < CHAIN_MOST; i++) {
		struct str path = file_path(nearest->site, file);
		uint32_t same = agreement(path, wanted) + 1;

		if (is_candidate(nearest, file, kind) && same > best_agreement) {
			best = path;
			best_agreement = same;
		}
		file = next_named(nearest, name, one_by_one, file);
	}
	return best;
}

/* Of a sorted run of files: the first behind the folder's own name, where those in it begin. */
static uint32_t first_in_folder(const struct site *site, struct str folder, uint32_t low, uint32_t high)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (discover_path_cmp(file_path(site, middle), folder) <= 0)
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

/* How many letters may differ: long names share words ("…-settings.png") without being the same. */
static size_t distance_most(size_t n)
{
	return n / 3 < 2 + n / 8 ? n / 3 : 2 + n / 8;
}

static struct str similar_name(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	const struct site *site = nearest->site;
	struct str best = STR_NONE;
	size_t limit = distance_most(stem_of(wanted).n);

	if (kind != NEAREST_ASSET)
		search_run(nearest, wanted, 0, site->sources_n, &best, &limit);
	search_run(nearest, wanted, site->pages_n, site->pages_n + site->assets_n, &best, &limit);
	return best;
}

struct str nearest_path(struct nearest *nearest, struct str wanted, enum nearest_kind kind)
{
	struct str key = arena_printf(nearest->arena, "%d%.*s", (int)kind, STR_ARG(wanted)), found;
	bool added;
	struct map_entry *entry;

	if (wanted.s == NULL || stem_of(wanted).n == 0 || wanted.n > 1024)
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
