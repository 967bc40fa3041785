#include "generator/staging.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

struct staging_log {
	_Atomic uint32_t n;
	struct staging_note notes[LIMIT_OUTPUT_FILES]; /* memory is taken as it is used */
};

/*
 * In a tree. Pages are folders with one or two files, many of them side by side. So the
 * folder that holds the page folders stays open, and the page folder itself is
 * made but not opened: "parent" is open, "parent/leaf" exists.
 */
struct staging_cursor {
	char path[PATH_MAX]; /* of the leaf folder of the last file */
	size_t path_n, parent_n;
	int parent; /* -1: none */
	bool is_set;
};

int staging_init(struct staging *staging, int tree, const struct manifest *earlier)
{
	struct staging_log *log =
	    mmap(NULL, sizeof(*log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	*staging = (struct staging){.tree = tree, .is_flat = earlier != NULL, .earlier = earlier};
	if (log == MAP_FAILED)
		return -1;
	staging->log = log;
	staging->cursor = mem_zalloc(sizeof(*staging->cursor));
	staging->cursor->parent = -1;
	return 0;
}

static void close_parent(const struct staging *staging)
{
	struct staging_cursor *cursor = staging->cursor;

	if (cursor->parent >= 0 && cursor->parent != staging->tree)
		close(cursor->parent);
	cursor->parent = -1;
	cursor->is_set = false;
}

void staging_release(struct staging *staging)
{
	if (staging->log != NULL)
		(void)munmap(staging->log, sizeof(*staging->log));
	if (staging->cursor != NULL)
		close_parent(staging);
	mem_free(staging->cursor);
	*staging = (struct staging){.tree = -1};
}

uint32_t staging_notes(const struct staging *staging, const struct staging_note **notes)
{
	uint32_t n = atomic_load(&staging->log->n);

	*notes = staging->log->notes;
	return n < LIMIT_OUTPUT_FILES ? n : (uint32_t)LIMIT_OUTPUT_FILES;
}

/* Written down before the file is made: what a lost worker left half done is known too. */
static int note(const struct staging *staging, uint64_t path_hash, uint64_t content)
{
	uint32_t at = atomic_fetch_add_explicit(&staging->log->n, 1, memory_order_relaxed);

	if (at >= LIMIT_OUTPUT_FILES) {
		atomic_store(&staging->log->n, (uint32_t)LIMIT_OUTPUT_FILES);
		errno = EOVERFLOW;
		return -1;
	}
	staging->log->notes[at] = (struct staging_note){path_hash, content};
	return 0;
}

static int open_parent(const struct staging *staging, const char *parent)
{
	int fd;

	if (parent[0] == '\0')
		return staging->tree;
	fd = openat(staging->tree, parent, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 || errno != ENOENT)
		return fd;
	if (fs_make_folders_at(staging->tree, parent) < 0)
		return -1;
	return openat(staging->tree, parent, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Makes the folder of the path and puts the cursor there. */
static int enter(const struct staging *staging, struct str folder)
{
	struct staging_cursor *cursor = staging->cursor;
	size_t parent_n = tree_folder(folder).n;
	bool is_same = cursor->is_set && cursor->parent_n == parent_n && memcmp(cursor->path, folder.s, parent_n) == 0;

	if (!is_same) {
		close_parent(staging);
		memcpy(cursor->path, folder.s, parent_n);
		cursor->path[parent_n] = '\0';
		cursor->parent = open_parent(staging, cursor->path);
		if (cursor->parent < 0)
			return -1;
		cursor->parent_n = parent_n;
	}
	memcpy(cursor->path, folder.s, folder.n);
	cursor->path[folder.n] = '\0';
	cursor->path_n = folder.n;
	cursor->is_set = false;
	if (folder.n != 0) {
		const char *leaf = cursor->path + (parent_n != 0 ? parent_n + 1 : 0);

		if (mkdirat(cursor->parent, leaf, 0755) < 0 && errno != EEXIST) {
			close_parent(staging);
			return -1;
		}
	}
	cursor->is_set = true;
	return 0;
}

struct str staging_name_of(struct str path, struct staging_name *name)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t hash = hash64(path);

	for (int i = 0; i < 16; i++)
		name->s[i] = digits[hash >> (60 - 4 * i) & 15];
	name->s[16] = '\0';
	return str_n(name->s, 16);
}

static int create_new(int folder, const char *name)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, fd = openat(folder, name, flags, 0644);

	if (fd >= 0 || errno != EEXIST)
		return fd;
	return unlinkat(folder, name, 0) < 0 ? -1 : openat(folder, name, flags, 0644);
}

static int create(const struct staging *staging, struct str path)
{
	struct staging_cursor *cursor = staging->cursor;
	struct str folder = tree_folder(path);
	struct staging_name name;
	char below[PATH_MAX];
	size_t skip;

	if (staging->is_flat)
		return create_new(staging->tree, staging_name_of(path, &name).s);
	if (!cursor->is_set || !str_eq(str_n(cursor->path, cursor->path_n), folder))
		if (enter(staging, folder) < 0)
			return -1;
	skip = cursor->parent_n != 0 ? cursor->parent_n + 1 : 0;
	memcpy(below, path.s + skip, path.n - skip);
	below[path.n - skip] = '\0';
	return create_new(cursor->parent, below);
}

static int end(int fd, int result)
{
	int error = errno;

	if (close(fd) < 0 && result == 0 && errno != EINTR)
		return -1;
	errno = error;
	return result;
}

static bool is_as_before(const struct staging *staging, struct str path, uint64_t path_hash, uint64_t content)
{
	uint32_t at;

	if (staging->earlier == NULL)
		return false;
	at = manifest_find(staging->earlier, path, path_hash);
	return at != MANIFEST_NONE && manifest_content_of(staging->earlier, at) == content;
}

/* 1: to be written now, 0: it is there already. */
static int begin(const struct staging *staging, struct str path, uint64_t content)
{
	uint64_t path_hash = hash64(path);

	if (!tree_path_is_safe(path)) {
		errno = EINVAL;
		return -1;
	}
	if (note(staging, path_hash, content) < 0)
		return -1;
	return !is_as_before(staging, path, path_hash, content);
}

int staging_write(const struct staging *staging, struct str path, struct str bytes)
{
	int result = begin(staging, path, manifest_content(hash128(bytes))), fd;

	if (result <= 0)
		return result;
	fd = create(staging, path);
	return fd < 0 ? -1 : end(fd, fs_write_fd(fd, bytes));
}

/* Hashed on the way: the name of the file was made from the hash that was told. */
static int copy(int from, int to, struct hash128 expected)
{
	enum { PIECE = 256 * 1024 };
	struct hash_stream *stream = hash_stream_new();
	char *piece = mem_alloc(PIECE);
	int result = 0;
	ssize_t n = 1;

	while (result == 0 && n != 0) {
		n = read(from, piece, PIECE);
		if (n < 0 && errno != EINTR)
			result = -1;
		if (n > 0) {
			hash_stream_add(stream, piece, (size_t)n);
			result = fs_write_fd(to, str_n(piece, (size_t)n));
		}
	}
	if (result == 0 && !hash128_eq(hash_stream_end(stream), expected)) {
		errno = EAGAIN;
		result = -1;
	}
	hash_stream_free(stream);
	mem_free(piece);
	return result;
}

int staging_copy(const struct staging *staging, struct str path, int source, struct hash128 hash)
{
	int result = begin(staging, path, manifest_content(hash)), fd;

	if (result <= 0)
		return result;
	fd = create(staging, path);
	return fd < 0 ? -1 : end(fd, copy(source, fd, hash));
}
