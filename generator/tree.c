#include "generator/tree.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/index_format.h"
#include "common/mem.h"
#include "generator/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A name as the kernel wants it. */
struct name {
	char s[NAME_MAX + 1];
};

void tree_cursor_init(struct tree_cursor *cursor, int root)
{
	cursor->root = root;
	cursor->fd = -1;
	cursor->path_n = 0;
}

void tree_cursor_release(struct tree_cursor *cursor)
{
	if (cursor->fd >= 0)
		close(cursor->fd);
	cursor->fd = -1;
}

int tree_open(struct tree_cursor *cursor, struct str folder)
{
	if (cursor->fd >= 0 && str_eq(str_n(cursor->path, cursor->path_n), folder))
		return cursor->fd;
	if (cursor->fd >= 0)
		close(cursor->fd);
	cursor->fd = -1;
	if (folder.n >= sizeof(cursor->path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (folder.n != 0)
		memmove(cursor->path, folder.s, folder.n);
	cursor->path[folder.n] = '\0';
	cursor->path_n = folder.n;
	cursor->fd = fs_open_at(cursor->root, folder.n != 0 ? cursor->path : ".", O_PATH | O_DIRECTORY, 0);
	return cursor->fd;
}

/* After a folder was made, removed or moved: what the cursor holds may be another one. */
static void forget(struct tree_cursor *cursor)
{
	if (cursor->fd >= 0)
		close(cursor->fd);
	cursor->fd = -1;
}

bool tree_path_is_safe(struct str path)
{
	struct str rest = path, part;

	if (path.n == 0 || path.n >= PATH_MAX || str_find_char(path, '\0') >= 0)
		return false;
	while (str_split(&rest, '/', &part))
		if (part.n == 0 || part.n > NAME_MAX || str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return false;
	return true;
}

struct str tree_folder(struct str path)
{
	ptrdiff_t at = str_rfind_char(path, '/');

	return at > 0 ? str_slice(path, 0, (size_t)at) : STR("");
}

/* Opens the folder of a path and copies its last part. */
static int locate(struct tree_cursor *cursor, struct str path, struct name *name)
{
	ptrdiff_t at = str_rfind_char(path, '/');
	struct str last = str_from(path, (size_t)(at + 1));

	if (!tree_path_is_safe(path)) {
		errno = EINVAL;
		return -1;
	}
	memcpy(name->s, last.s, last.n);
	name->s[last.n] = '\0';
	return tree_open(cursor, tree_folder(path));
}

int tree_stat(struct tree_cursor *cursor, struct str path, struct stat *status)
{
	struct name name;
	int folder = locate(cursor, path, &name);

	return folder < 0 ? -1 : fstatat(folder, name.s, status, AT_SYMLINK_NOFOLLOW);
}

int tree_glance(int root, struct str path, struct stat *status)
{
	char text[PATH_MAX];

	if (!tree_path_is_safe(path)) {
		errno = EINVAL;
		return -1;
	}
	memcpy(text, path.s, path.n);
	text[path.n] = '\0';
	return fstatat(root, text, status, AT_SYMLINK_NOFOLLOW);
}

static int hash_fd(int fd, struct hash128 *hash)
{
	enum { PIECE = 256 * 1024 };
	struct hash_stream *stream = hash_stream_new();
	char *piece = mem_alloc(PIECE);
	ssize_t n;

	while ((n = read(fd, piece, PIECE)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		hash_stream_add(stream, piece, (size_t)n);
	}
	*hash = hash_stream_end(stream);
	hash_stream_free(stream);
	mem_free(piece);
	return n < 0 ? -1 : 0;
}

/*
 * search.db, the largest file by far: its last page holds the checksums of all its
 * parts, and whatever SQLite does to it changes the first one. 1 when it is no index.
 */
static int hash_index(int fd, struct hash128 *hash)
{
	struct index_trailer trailer;
	char pages[2 * DBFILE_PAGE];
	struct stat status;

	if (fstat(fd, &status) < 0)
		return -1;
	if (status.st_size < (off_t)sizeof(pages) || status.st_size % DBFILE_PAGE != 0)
		return 1;
	/* an error is no answer: the same file would be known by two names */
	if (fs_read_whole(fd, pages, DBFILE_PAGE, 0) < 0 ||
	    fs_read_whole(fd, pages + DBFILE_PAGE, DBFILE_PAGE, (uint64_t)status.st_size - DBFILE_PAGE) < 0)
		return -1;
	memcpy(&trailer, pages + sizeof(pages) - sizeof(trailer), sizeof(trailer));
	if (memcmp(trailer.magic, INDEX_MAGIC, sizeof(trailer.magic)) != 0 ||
	    trailer.pages != (uint64_t)status.st_size / DBFILE_PAGE)
		return 1;
	*hash = hash128(str_n(pages, sizeof(pages)));
	return 0;
}

static int hash_file(int fd, struct str path, struct hash128 *hash)
{
	int result = str_eq(path, STR(TREE_INDEX)) ? hash_index(fd, hash) : 1;

	return result == 1 ? hash_fd(fd, hash) : result;
}

int tree_content(struct tree_cursor *cursor, struct str path, uint64_t *content)
{
	struct hash128 hash;
	struct name name;
	int folder = locate(cursor, path, &name), fd, result, error;

	if (folder < 0)
		return -1;
	fd = fs_open_file_at(folder, name.s, NULL);
	if (fd < 0)
		return -1;
	result = hash_file(fd, path, &hash);
	error = errno;
	close(fd);
	errno = error;
	if (result == 0)
		*content = manifest_content(hash);
	return result;
}

int tree_rename(struct tree_cursor *from, struct str from_path, struct tree_cursor *to, struct str to_path,
		unsigned flags)
{
	struct name from_name, to_name;
	int from_folder = locate(from, from_path, &from_name), to_folder;

	if (from_folder < 0)
		return -1;
	to_folder = locate(to, to_path, &to_name);
	if (to_folder < 0)
		return -1;
	return (int)syscall(SYS_renameat2, from_folder, from_name.s, to_folder, to_name.s, flags);
}

int tree_unlink(struct tree_cursor *cursor, struct str path)
{
	struct name name;
	int folder = locate(cursor, path, &name);

	return folder < 0 ? -1 : unlinkat(folder, name.s, 0);
}

int tree_make_folders(struct tree_cursor *cursor, struct str folder)
{
	struct name name;
	int inside;

	if (folder.n == 0 || tree_open(cursor, folder) >= 0)
		return 0;
	if (errno != ENOENT || tree_make_folders(cursor, tree_folder(folder)) < 0)
		return -1;
	inside = locate(cursor, folder, &name);
	if (inside < 0 || (mkdirat(inside, name.s, 0755) < 0 && errno != EEXIST))
		return -1;
	return tree_open(cursor, folder) < 0 ? -1 : 0;
}

void tree_prune(struct tree_cursor *cursor, struct str folder)
{
	while (folder.n != 0) {
		struct name name;
		int inside = locate(cursor, folder, &name);

		if (inside < 0 && errno != ENOENT)
			return;
		if (inside >= 0 && unlinkat(inside, name.s, AT_REMOVEDIR) < 0 && errno != ENOENT)
			return;
		folder = tree_folder(folder);
	}
	forget(cursor);
}

/* ---- walking ---- */

/* getdents64(2) as the kernel gives it; readdir would allocate for every folder. */
struct kernel_entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length;
	unsigned char type;
	char name[];
};

enum { WALK_BYTES = 32 * 1024, WALK_DEPTH = 256 };

struct walk {
	int (*visit)(void *context, const struct tree_entry *entry);
	void *context;
	struct buf path;
	unsigned depth;
};

static int walk_folder(struct walk *walk, int folder);

static bool is_dots(const char *name)
{
	return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

static unsigned char type_of(int folder, const char *name)
{
	struct stat status;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return DT_UNKNOWN;
	return (unsigned char)IFTODT(status.st_mode);
}

static int walk_entry(struct walk *walk, int folder, const struct kernel_entry *found)
{
	struct tree_entry entry = {.name = found->name, .folder = folder, .type = found->type};
	size_t before = walk->path.n;
	int result = 0;

	if (entry.type == DT_UNKNOWN)
		entry.type = type_of(folder, found->name);
	if (before != 0)
		buf_char(&walk->path, '/');
	buf_str(&walk->path, str_c(found->name));
	if (buf_failed(&walk->path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (entry.type == DT_DIR) {
		int inside = openat(folder, found->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), error;

		if (inside < 0)
			return -1;
		result = walk_folder(walk, inside);
		error = errno;
		close(inside);
		errno = error;
	}
	entry.path = buf_view(&walk->path);
	if (result == 0)
		result = walk->visit(walk->context, &entry);
	buf_cut(&walk->path, before);
	return result;
}

/* All entries are read before the first is visited: the visitor may remove them. */
static int walk_folder(struct walk *walk, int folder)
{
	struct buf entries;
	int result = 0;
	long n;

	if (walk->depth == WALK_DEPTH) {
		errno = ELOOP;
		return -1;
	}
	walk->depth++;
	buf_init(&entries, BUF_NO_LIMIT);
	while ((n = syscall(SYS_getdents64, folder, buf_reserve(&entries, WALK_BYTES), WALK_BYTES)) > 0)
		entries.n += (size_t)n;
	if (n < 0)
		result = -1;
	for (size_t at = 0; result == 0 && at < entries.n;) {
		const struct kernel_entry *entry = (const void *)(entries.s + at);

		if (!is_dots(entry->name))
			result = walk_entry(walk, folder, entry);
		at += entry->length;
	}
	buf_release(&entries);
	walk->depth--;
	return result;
}

int tree_walk(int root, int (*visit)(void *context, const struct tree_entry *entry), void *context)
{
	struct walk walk = {.visit = visit, .context = context};
	int folder = fs_open_folder_at(root, "."), result, error;

	if (folder < 0)
		return -1;
	buf_init(&walk.path, PATH_MAX);
	result = walk_folder(&walk, folder);
	error = errno;
	buf_release(&walk.path);
	close(folder);
	errno = error;
	return result;
}

static int found_one(void *context, const char *name, unsigned char type)
{
	(void)context;
	(void)name;
	(void)type;
	return 1;
}

int tree_is_empty(int folder)
{
	int found = fs_each_entry(folder, found_one, NULL);

	return found < 0 ? -1 : found == 0;
}
