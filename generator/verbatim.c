#include "generator/verbatim.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/emit.h"
#include "generator/precompress.h"
#include "generator/slug.h"
#include "generator/site.h"
#include "generator/tree.h"
#include "generator/urlpath.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* File stamps move in steps of the kernel's tick: one as young as this may hide a second change. */
#define STAMP_GRAIN ((int64_t)20 * 1000 * 1000)

enum { READ_BYTES = 256 * 1024, MARK_BYTES = 8 };

struct walk {
	struct verbatim *verbatim;
	struct VEC(struct str) paths;
	struct arena *arena;
	struct diag_list *diags;
	struct str folder; /* being listed, below the static folder */
	unsigned depth;
	int fd; /* of it */
	int64_t now;
};

/* What version control, editors and systems leave behind; ".well-known" and the like are wanted. */
static bool is_litter(struct str name)
{
	static const char *const names[] = {".DS_Store", "Thumbs.db", "desktop.ini"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_c(names[i])))
			return true;
	return str_starts(name, STR(".git")) || str_starts(name, STR("~$")) || str_ends(name, STR("~")) ||
	       str_ends(name, STR(".swp")) || str_ends(name, STR(FS_TEMPORARY_END));
}

static struct place place_of_file(const struct verbatim *verbatim, struct str path, struct arena *arena)
{
	return (struct place){arena_printf(arena, "%.*s/%.*s", STR_ARG(verbatim->folder), STR_ARG(path)), 0, 0};
}

static struct place place_here(const struct walk *walk, struct str path)
{
	return place_of_file(walk->verbatim, path, walk->diags->arena);
}

static void mix(struct walk *walk, struct str path, const struct stat *status)
{
	const int64_t changed = (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec;
	const int64_t numbers[] = {changed, status->st_size, (int64_t)status->st_ino,
				   changed > walk->now - STAMP_GRAIN ? walk->now : 0};
	uint64_t hash = hash64_mix(walk->verbatim->fingerprint, path);

	walk->verbatim->fingerprint = hash64_mix(hash, str_n((const char *)numbers, sizeof(numbers)));
}

/* Kept in memory, because its lines become part of Weir's own file. */
static void take_redirects(struct walk *walk, int fd, struct str path)
{
	struct buf bytes;

	buf_init(&bytes, BUF_NO_LIMIT);
	if (fs_read_fd(fd, &bytes, LIMIT_SETTINGS_BYTES) < 0)
		diag_add(walk->diags, DIAG_FILE_UNREADABLE, place_here(walk, path), "file cannot be read: %s",
			 strerror(errno));
	else
		walk->verbatim->redirects = arena_str(walk->arena, buf_view(&bytes));
	buf_release(&bytes);
}

static void take_file(struct walk *walk, const char *name, struct str path)
{
	struct stat status;
	int fd = fs_open_file_at(walk->fd, name, &status);

	if (fd < 0) {
		diag_add(walk->diags, DIAG_FILE_UNREADABLE, place_here(walk, path), "file cannot be read: %s",
			 strerror(errno));
		return;
	}
	if (str_eq(path, STR("_redirects")) && (uint64_t)status.st_size <= LIMIT_SETTINGS_BYTES) {
		take_redirects(walk, fd, path);
		mix(walk, path, &status);
		close(fd);
		return;
	}
	close(fd);
	if ((uint64_t)status.st_size > LIMIT_ASSET_BYTES) {
		diag_add(walk->diags, DIAG_ASSET_LIMIT, place_here(walk, path), "the file is larger than %zu MB",
			 LIMIT_ASSET_BYTES >> 20);
		diag_hint(walk->diags, "put it on a file server and link to it");
		return;
	}
	*vec_add(&walk->paths) = path;
	mix(walk, path, &status);
}

static int take_entry(void *context, const char *name, unsigned char type);

static void take_folder(struct walk *walk, const char *name, struct str path)
{
	struct str outer = walk->folder;
	int outer_fd = walk->fd, fd;

	if (walk->depth >= LIMIT_DEPTH) {
		diag_add(walk->diags, DIAG_PATH_LIMIT, place_here(walk, path), "folder is more than %d levels deep",
			 LIMIT_DEPTH);
		return;
	}
	fd = fs_open_folder_at(outer_fd, name);
	walk->folder = path;
	walk->fd = fd;
	walk->depth++;
	if (fd < 0 || fs_each_entry(fd, take_entry, walk) < 0)
		diag_add(walk->diags, DIAG_FILE_UNREADABLE, place_here(walk, path), "folder cannot be read: %s",
			 strerror(errno));
	walk->depth--;
	walk->folder = outer;
	walk->fd = outer_fd;
	if (fd >= 0)
		close(fd);
}

static int take_entry(void *context, const char *name, unsigned char type)
{
	struct walk *walk = context;
	struct str path = walk->folder.n != 0 ? arena_printf(walk->arena, "%.*s/%s", STR_ARG(walk->folder), name)
					      : arena_str(walk->arena, str_c(name));

	if (is_litter(str_c(name)))
		return 0;
	if (path.n > LIMIT_PATH_BYTES || !tree_path_is_safe(path)) {
		diag_add(walk->diags, DIAG_PATH_LIMIT, place_here(walk, path), "path is longer than %zu bytes",
			 LIMIT_PATH_BYTES);
	} else if (!utf8_is_valid(path)) {
		diag_add(walk->diags, DIAG_PATH_CHARSET, place_here(walk, path),
			 "file name is not UTF-8; file left out");
	} else if (type == DT_DIR) {
		take_folder(walk, name, path);
	} else if (type == DT_REG) {
		take_file(walk, name, path);
	} else {
		diag_add(walk->diags, DIAG_NOT_A_FILE, place_here(walk, path), "%s left out",
			 type == DT_LNK ? "symbolic link" : "not a regular file:");
		diag_hint(walk->diags, "copy the file into the folder");
	}
	return 0;
}

static int by_path(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return str_cmp(*a, *b);
}

void verbatim_load(struct verbatim *verbatim, int site_folder, const struct config *config, int64_t now,
		   struct arena *arena, struct diag_list *diags)
{
	struct walk walk = {.verbatim = verbatim, .arena = arena, .diags = diags, .now = now, .fd = -1};

	*verbatim = (struct verbatim){.folder = arena_str(arena, config->static_folder)};
	if (verbatim->folder.n == 0)
		return;
	walk.fd = fs_open_folder_at(site_folder, verbatim->folder.s);
	if (walk.fd < 0 && errno == ENOENT)
		return;
	if (walk.fd < 0 || fs_each_entry(walk.fd, take_entry, &walk) < 0)
		diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){verbatim->folder, 0, 0},
			 "folder cannot be read: %s", strerror(errno));
	if (walk.fd >= 0)
		close(walk.fd);
	verbatim->paths.n = (uint32_t)walk.paths.n;
	verbatim->paths.at = arena_array(arena, walk.paths.n, sizeof(*verbatim->paths.at));
	if (walk.paths.n != 0) {
		memcpy(verbatim->paths.at, walk.paths.at, walk.paths.n * sizeof(*walk.paths.at));
		qsort(verbatim->paths.at, walk.paths.n, sizeof(*verbatim->paths.at), by_path);
	}
	vec_release(&walk.paths);
}

bool verbatim_has(const struct verbatim *verbatim, struct str path)
{
	return verbatim != NULL && verbatim->paths.n != 0 &&
	       bsearch(&path, verbatim->paths.at, verbatim->paths.n, sizeof(path), by_path) != NULL;
}

/* ---- clashes ---- */

bool verbatim_replaces(struct str path)
{
	return str_eq(path, STR("robots.txt")) || str_eq(path, STR("llms.txt")) ||
	       str_eq(path, STR("opensearch.xml")) || str_eq(path, STR("_headers"));
}

/* "assets/app.1f2e3d4c.js" may be one of the theme's, whatever it is now; other names are never. */
static bool is_beside_theme(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.'),
		  before = dot > 0 ? str_rfind_char(str_slice(path, 0, (size_t)dot), '.') : -1;
	struct str mark = before >= 0 ? str_slice(path, (size_t)before + 1, (size_t)dot) : STR("");

	if (!str_starts(path, STR("assets/")))
		return false;
	for (size_t i = 0; i < mark.n; i++)
		if (str_hex_value(mark.s[i]) < 0)
			return true;
	return mark.n != MARK_BYTES && !str_starts(path, STR("assets/index."));
}

/* The URL that a file answers: "x/" for "x/index.html". */
static struct str url_of(struct str path, struct arena *arena)
{
	if (str_eq(path, STR("index.html")) || str_eq(path, STR("index.md")))
		path = STR("");
	else if (str_ends(path, STR("/index.html")))
		path = str_slice(path, 0, path.n - strlen("index.html"));
	else if (str_ends(path, STR("/index.md")))
		path = str_slice(path, 0, path.n - strlen("index.md"));
	return arena_printf(arena, "/%.*s", STR_ARG(path));
}

/* What is at a path already; absent when nothing is. */
static struct str taken_by(const struct site *site, struct str path, struct arena *arena)
{
	struct str url = url_of(path, arena), key = slug_fold(arena, url);
	struct map_entry *entry = map_find(&site->by_url, key);
	const char *reserved;

	if (entry == NULL)
		entry = map_find(&site->by_url, arena_printf(arena, "%.*s/", STR_ARG(key)));
	if (entry != NULL)
		return arena_printf(arena, "the page \"%.*s\"", STR_ARG(site->pages[entry->value.number - 1].path));
	if (verbatim_replaces(path) || is_beside_theme(path))
		return STR_NONE;
	reserved = str_eq(url, STR("/")) ? "the home page" : urlpath_reserved(site->config, url);
	return reserved != NULL ? str_c(reserved) : STR_NONE;
}

void verbatim_check(const struct verbatim *verbatim, const struct site *site, struct diag_list *diags)
{
	for (uint32_t i = 0; i < verbatim->paths.n; i++) {
		struct str path = verbatim->paths.at[i], by = taken_by(site, path, diags->arena);

		if (by.n == 0)
			continue;
		diag_add(diags, DIAG_OUTPUT_CLASH, place_of_file(verbatim, path, diags->arena),
			 "\"/%.*s\" is taken by %.*s", STR_ARG(path), STR_ARG(by));
		diag_hint(diags, "rename one of the two");
	}
}

/* ---- staging ---- */

static int hash_file(int fd, struct hash128 *hash)
{
	struct hash_stream *stream = hash_stream_new();
	struct buf block;
	ssize_t n;

	buf_init(&block, READ_BYTES + 1);
	while ((n = read(fd, buf_reserve(&block, READ_BYTES), READ_BYTES)) != 0) {
		if (n < 0 && errno != EINTR)
			break;
		if (n > 0)
			hash_stream_add(stream, block.s, (size_t)n);
	}
	*hash = hash_stream_end(stream);
	hash_stream_free(stream);
	buf_release(&block);
	return n < 0 || lseek(fd, 0, SEEK_SET) != 0 ? -1 : 0;
}

/* Whether the folder has a copy of its own making beside the file. */
static bool has_own_copy(const struct verbatim *verbatim, struct str path, struct arena *arena)
{
	return verbatim_has(verbatim, arena_printf(arena, "%.*s.gz", STR_ARG(path))) ||
	       verbatim_has(verbatim, arena_printf(arena, "%.*s.br", STR_ARG(path)));
}

static int stage_copies(const struct emit *emit, int fd, struct str path, struct precompress *copies)
{
	struct stat found;
	struct buf bytes;
	int result = 0;

	if (copies->formats == 0 || fstat(fd, &found) < 0 || !precompress_is_wanted(path, (uint64_t)found.st_size))
		return 0;
	buf_init(&bytes, BUF_NO_LIMIT);
	if (lseek(fd, 0, SEEK_SET) != 0 || fs_read_fd(fd, &bytes, (size_t)found.st_size + 1) < 0)
		result = -1;
	else
		result = precompress_stage(copies, emit, path, buf_view(&bytes));
	buf_release(&bytes);
	return result;
}

int verbatim_stage(const struct emit *emit, int site_folder, const struct verbatim *verbatim, uint32_t file,
		   struct precompress *copies)
{
	struct str path = verbatim->paths.at[file];
	struct arena arena;
	struct hash128 hash;
	int fd, result, error;

	arena_init(&arena);
	fd = fs_open_file_at(site_folder, place_of_file(verbatim, path, &arena).path.s, NULL);
	result = fd < 0 || hash_file(fd, &hash) < 0 ? -1 : emit_stage_file(emit, path, fd, hash);
	if (result == 0 && !has_own_copy(verbatim, path, &arena))
		result = stage_copies(emit, fd, path, copies);
	error = errno;
	if (fd >= 0)
		close(fd);
	arena_release(&arena);
	errno = error;
	return result;
}
