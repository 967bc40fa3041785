#include "generator/discover.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/category.h"
#include "generator/reader.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct file_vec VEC_FIELDS(struct file);
struct folder_vec VEC_FIELDS(struct folder);

struct walk {
	const struct config *config;
	struct arena *arena;
	struct diag_list *diags;
	struct file_vec files;
	struct folder_vec folders;
	char path[LIMIT_PATH_BYTES + 1];
	size_t path_n;
	unsigned depth;
	int folder; /* being listed */
};

/* ".gitbook/includes", ".gitbook/vars.yaml": pieces of pages and settings. The walk's path ends with the name. */
static bool is_of_gitbook(const struct walk *walk, struct str name, bool is_folder)
{
	struct str folder = str_n(walk->path, walk->path_n - name.n);

	return (str_eq(folder, STR(".gitbook/")) || str_ends(folder, STR("/.gitbook/"))) &&
	       !(is_folder && str_eq(name, STR("assets")));
}

/* The contents of a book of GitBook or mdBook, at its top; further down such a file is an article. */
static bool is_contents_of_book(const struct walk *walk, struct str name)
{
	return walk->path_n == name.n && str_eq(name, STR("SUMMARY.md"));
}

static bool is_excluded(const struct walk *walk, const char *name, unsigned char type)
{
	bool is_folder = type == DT_DIR;

	if (reader_is_foreign(str_c(name), is_folder) || is_of_gitbook(walk, str_c(name), is_folder) ||
	    (!is_folder && is_contents_of_book(walk, str_c(name))))
		return true;
	for (uint32_t i = 0; i < walk->config->exclude.n; i++) {
		const char *pattern = walk->config->exclude.at[i].s;
		bool is_path = strchr(pattern, '/') != NULL;

		if (fnmatch(pattern, is_path ? walk->path : name, is_path ? FNM_PATHNAME : 0) == 0)
			return true;
	}
	return false;
}

static struct place place_here(const struct walk *walk)
{
	struct str path =
	    arena_printf(walk->diags->arena, "%.*s/%s", STR_ARG(walk->config->content_folder), walk->path);

	return (struct place){path, 0, 0};
}

static int walk_folder(struct walk *walk, int folder);

static void walk_below(struct walk *walk, const char *name)
{
	int outer = walk->folder, folder;

	if (walk->depth >= LIMIT_DEPTH) {
		diag_add(walk->diags, DIAG_PATH_LIMIT, place_here(walk), "folder is more than %d levels deep",
			 LIMIT_DEPTH);
		return;
	}
	folder = openat(outer, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	walk->depth++;
	if (folder < 0 || walk_folder(walk, folder) < 0)
		diag_add(walk->diags, DIAG_FILE_UNREADABLE, place_here(walk), "folder cannot be read: %s",
			 strerror(errno));
	walk->depth--;
	walk->folder = outer;
	if (folder >= 0)
		close(folder);
}

static void add_file(struct walk *walk)
{
	struct file *file = vec_add(&walk->files);

	file->path = arena_str(walk->arena, str_n(walk->path, walk->path_n));
	file->is_page = reader_is_page(file->path) || category_is_file(file->path);
}

static int walk_entry(void *context, const char *name, unsigned char type)
{
	struct walk *walk = context;
	size_t length = strlen(name), outer = walk->path_n;

	if (outer + length + 2 > sizeof(walk->path)) {
		diag_add(walk->diags, DIAG_PATH_LIMIT, place_here(walk), "path is longer than %zu bytes",
			 LIMIT_PATH_BYTES);
		return 0;
	}
	if (outer != 0)
		walk->path[walk->path_n++] = '/';
	memcpy(walk->path + walk->path_n, name, length + 1);
	walk->path_n += length;
	if (is_excluded(walk, name, type)) {
		/* left out in silence: documented in weir-site(5) */
	} else if (!utf8_is_valid(str_c(name))) {
		diag_add(walk->diags, DIAG_PATH_CHARSET, place_here(walk), "file name is not UTF-8; file left out");
	} else if (type == DT_DIR) {
		walk_below(walk, name);
	} else if (type == DT_REG) {
		add_file(walk);
	} else {
		diag_add(walk->diags, DIAG_NOT_A_FILE, place_here(walk), "%s left out",
			 type == DT_LNK ? "symbolic link" : "not a regular file:");
		diag_hint(walk->diags, "copy the file into the content folder");
	}
	walk->path_n = outer;
	walk->path[outer] = '\0';
	return 0;
}

static int64_t changed_of(const struct stat *status)
{
	return (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec;
}

static int walk_folder(struct walk *walk, int folder)
{
	struct stat status;

	/* before the listing: what comes in between is seen as a change next time */
	if (fstat(folder, &status) < 0)
		return -1;
	*vec_add(&walk->folders) = (struct folder){.path = arena_str(walk->arena, str_n(walk->path, walk->path_n)),
						   .inode = status.st_ino,
						   .changed = changed_of(&status)};
	walk->folder = folder;
	return fs_each_entry(folder, walk_entry, walk);
}

/* ---- status of all files, on two threads: it is half of the time of a build that has nothing to do ---- */

enum { PIECE_FILES = 1024, PIECE_FOLDERS = 64 };

/* Both threads take piece after piece, so one that is kept waiting holds up little. */
struct statuses {
	const struct discovery *found;
	uint32_t folders_n;  /* to compare; 0: none */
	atomic_uint next;    /* piece: of the folders, then of the files */
	atomic_bool differs; /* a folder is not as it was: the rest need not be looked at */
};

/* What one thread does, and the first file of those whose status it could not have although they are there. */
struct looking {
	struct statuses *of;
	uint32_t failed;
	int error; /* 0: none */
};

static bool is_gone(int error)
{
	return error == ENOENT || error == ENOTDIR || error == ELOOP;
}

static void note_failure(struct looking *looking, uint32_t i)
{
	if (looking->error != 0 || is_gone(errno))
		return;
	looking->failed = i;
	looking->error = errno;
}

/* A file that has gone gets inode 0. */
static void read_statuses(struct looking *looking, uint32_t from, uint32_t to)
{
	const struct discovery *found = looking->of->found;
	char open_path[LIMIT_PATH_BYTES + 1] = "";
	struct str opened = STR_NONE;
	int folder = -1;

	for (uint32_t i = from; i < to; i++) {
		struct file *file = &found->files[i];
		ptrdiff_t slash = str_rfind_char(file->path, '/');
		struct str folder_path = str_slice(file->path, 0, slash < 0 ? 0 : (size_t)slash);
		struct stat status;

		file->inode = 0;
		/* one path walk for all files of a folder */
		if (folder < 0 || !str_eq(opened, folder_path)) {
			if (folder >= 0)
				close(folder);
			memcpy(open_path, folder_path.s, folder_path.n);
			open_path[folder_path.n] = '\0';
			opened = str_n(open_path, folder_path.n);
			folder = fs_open_folder_at(found->folder, open_path);
		}
		if (folder < 0 || fstatat(folder, file->path.s + slash + 1, &status, AT_SYMLINK_NOFOLLOW) < 0) {
			note_failure(looking, i);
			continue;
		}
		if (!S_ISREG(status.st_mode))
			continue;
		file->size = (uint64_t)status.st_size;
		file->inode = status.st_ino;
		file->changed = changed_of(&status);
	}
	if (folder >= 0)
		close(folder);
}

static bool folders_are_same(const struct discovery *found, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct folder *folder = &found->folders[i];
		const char *path = folder->path.n != 0 ? folder->path.s : ".";
		struct stat status;

		if (fstatat(found->folder, path, &status, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISDIR(status.st_mode) ||
		    status.st_ino != folder->inode || changed_of(&status) != folder->changed)
			return false;
	}
	return true;
}

static uint32_t pieces_of(uint32_t n, uint32_t size)
{
	return n / size + (n % size != 0);
}

static uint32_t end_of_piece(uint32_t from, uint32_t size, uint32_t n)
{
	return n - from < size ? n : from + size;
}

static void *look(void *context)
{
	struct looking *looking = context;
	struct statuses *of = looking->of;
	uint32_t folders = pieces_of(of->folders_n, PIECE_FOLDERS), files = pieces_of(of->found->n, PIECE_FILES);
	uint32_t piece;

	while (!atomic_load(&of->differs) && (piece = atomic_fetch_add(&of->next, 1)) < folders + files) {
		uint32_t from = piece < folders ? piece * PIECE_FOLDERS : (piece - folders) * PIECE_FILES;

		if (piece >= folders)
			read_statuses(looking, from, end_of_piece(from, PIECE_FILES, of->found->n));
		else if (!folders_are_same(of->found, from, end_of_piece(from, PIECE_FOLDERS, of->folders_n)))
			atomic_store(&of->differs, true);
	}
	return NULL;
}

/* False when a folder was to be compared and is another. Of what failed, that of the first file. */
static bool read_all_statuses(const struct discovery *found, bool compares, struct looking *result)
{
	struct statuses of = {.found = found, .folders_n = compares ? found->folders_n : 0};
	struct looking other = {.of = &of};
	pthread_t thread;
	bool is_split = found->n > PIECE_FILES && pthread_create(&thread, NULL, look, &other) == 0;

	*result = (struct looking){.of = &of};
	(void)look(result);
	if (is_split)
		(void)pthread_join(thread, NULL);
	if (result->error == 0 || (other.error != 0 && other.failed < result->failed))
		*result = other;
	result->of = NULL;
	return !atomic_load(&of.differs);
}

int discover_path_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;
	unsigned char x, y;

	while (i < n && a.s[i] == b.s[i])
		i++;
	if (i == n)
		return (a.n > b.n) - (a.n < b.n);
	/* a folder's entries stand together: its slash sorts before any other byte */
	x = a.s[i] == '/' ? 0 : (unsigned char)a.s[i];
	y = b.s[i] == '/' ? 0 : (unsigned char)b.s[i];
	return (x > y) - (x < y);
}

/* Files that went away between listing and looking are left out. */
static void drop_vanished(struct discovery *found)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < found->n; i++)
		if (found->files[i].inode != 0)
			found->files[kept++] = found->files[i];
	found->n = kept;
}

static int open_content(int site_folder, const struct config *config)
{
	char path[LIMIT_PATH_BYTES + 1];

	if (config->content_folder.n >= sizeof(path))
		return -1;
	memcpy(path, config->content_folder.s, config->content_folder.n);
	path[config->content_folder.n] = '\0';
	return fs_open_folder_at(site_folder, path);
}

/* false */
static bool forget(struct discovery *found)
{
	if (found->folder >= 0)
		close(found->folder);
	*found = (struct discovery){.folder = -1};
	return false;
}

bool discover_again(struct discovery *found, int site_folder, const struct config *config)
{
	struct looking looking;
	uint32_t n = found->n;

	found->folder = open_content(site_folder, config);
	if (found->folder >= 0 && found->folders_n != 0 && read_all_statuses(found, true, &looking) &&
	    looking.error == 0) {
		drop_vanished(found);
		if (found->n == n)
			return true;
	}
	return forget(found);
}

bool discover_some(struct discovery *found, int site_folder, const struct config *config, const uint32_t *files,
		   uint32_t n)
{
	found->folder = open_content(site_folder, config);
	if (found->folder < 0)
		return forget(found);
	for (uint32_t i = 0; i < n; i++) {
		struct statuses of = {.found = found};
		struct looking one = {.of = &of};

		read_statuses(&one, files[i], files[i] + 1);
		if (found->files[files[i]].inode == 0)
			return forget(found);
	}
	return true;
}

int discover(struct discovery *found, int site_folder, const struct config *config, struct arena *arena,
	     struct diag_list *diags)
{
	struct walk walk = {.config = config, .arena = arena, .diags = diags};
	struct str folder = arena_str(arena, config->content_folder);
	struct looking looking;

	*found = (struct discovery){.folder = fs_open_folder_at(site_folder, folder.s)};
	if (found->folder < 0 && config->content_is_unknown)
		return -1; /* the folder that would be looked at is not the one that was meant */
	if (found->folder < 0) {
		diag_add(diags, DIAG_CONTENT_MISSING, (struct place){folder, 0, 0}, "content folder cannot be read: %s",
			 strerror(errno));
		diag_hint(diags, "make it, or name it in site.toml: [content] folder = \"…\"");
		return -1;
	}
	if (walk_folder(&walk, found->folder) < 0) {
		diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){folder, 0, 0}, "folder cannot be read: %s",
			 strerror(errno));
		vec_release(&walk.files);
		vec_release(&walk.folders);
		close(found->folder);
		found->folder = -1;
		return -1;
	}
	found->n = (uint32_t)walk.files.n;
	found->files = arena_array(arena, walk.files.n, sizeof(*found->files));
	if (walk.files.n != 0)
		memcpy(found->files, walk.files.at, walk.files.n * sizeof(*found->files));
	found->folders_n = (uint32_t)walk.folders.n;
	found->folders = arena_array(arena, walk.folders.n, sizeof(*found->folders));
	memcpy(found->folders, walk.folders.at, walk.folders.n * sizeof(*found->folders));
	vec_release(&walk.files);
	vec_release(&walk.folders);
	(void)read_all_statuses(found, false, &looking);
	if (looking.error != 0) {
		struct str path = arena_printf(diags->arena, "%.*s/%.*s", STR_ARG(folder),
					       STR_ARG(found->files[looking.failed].path));

		diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){path, 0, 0}, "file cannot be looked at: %s",
			 strerror(looking.error));
	}
	drop_vanished(found);
	return 0;
}
