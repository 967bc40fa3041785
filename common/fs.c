#include "common/fs.h"

#include "common/mem.h"
#include "common/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int fs_open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int open_how(int folder, const char *path, struct open_how how)
{
	long fd;

	how.flags |= O_CLOEXEC;
	how.resolve |= RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
	do {
		fd = syscall(SYS_openat2, folder, path, &how, sizeof(how));
	} while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	return (int)fd;
}

static int open_beneath(int folder, const char *path, uint64_t flags, uint64_t mode)
{
	return open_how(folder, path, (struct open_how){.flags = flags, .mode = mode, .resolve = RESOLVE_NO_SYMLINKS});
}

int fs_open_at(int folder, const char *path, int flags, unsigned mode)
{
	return open_beneath(folder, path, (uint64_t)flags, mode);
}

int fs_open_folder_at(int folder, const char *path)
{
	return open_beneath(folder, path[0] != '\0' ? path : ".", O_RDONLY | O_DIRECTORY, 0);
}

static int open_file(int folder, const char *path, uint64_t resolve, struct stat *status)
{
	struct stat own;
	int fd =
	    open_how(folder, path, (struct open_how){.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY, .resolve = resolve});

	if (fd < 0)
		return -1;
	if (status == NULL)
		status = &own;
	if (fstat(fd, status) < 0) {
		close(fd);
		return -1;
	}
	if (!S_ISREG(status->st_mode)) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	return fd;
}

int fs_open_file_at(int folder, const char *path, struct stat *status)
{
	return open_file(folder, path, RESOLVE_NO_SYMLINKS, status);
}

int fs_read_fd(int fd, struct buf *out, size_t max)
{
	size_t start = out->n;

	for (;;) {
		char *to = buf_reserve(out, 64 * 1024);
		ssize_t n;

		if (to == NULL) {
			errno = EFBIG;
			return -1;
		}
		n = read(fd, to, 64 * 1024);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		out->n += (size_t)n;
		out->s[out->n] = '\0';
		if (out->n - start > max) {
			errno = EFBIG;
			return -1;
		}
	}
	if (out->s != NULL)
		out->s[out->n] = '\0';
	return 0;
}

static int read_file(int folder, const char *path, uint64_t resolve, struct buf *out, size_t max)
{
	struct stat status;
	int fd = open_file(folder, path, resolve, &status);
	int result = -1, error;

	if (fd < 0)
		return -1;
	if ((uint64_t)status.st_size > max) {
		errno = EFBIG;
	} else {
		char *to = buf_reserve(out, (size_t)status.st_size + 1);
		ssize_t n = -1;

		/* one read for the usual case: the size is right and the file at rest */
		if (to != NULL) {
			do {
				n = read(fd, to, (size_t)status.st_size + 1);
			} while (n < 0 && errno == EINTR);
		} else {
			errno = EFBIG;
		}
		if (n >= 0) {
			out->n += (size_t)n;
			out->s[out->n] = '\0';
			result = n == status.st_size ? 0 : fs_read_fd(fd, out, max);
		}
	}
	error = errno;
	close(fd);
	errno = error;
	return result;
}

int fs_read_at(int folder, const char *path, struct buf *out, size_t max)
{
	return read_file(folder, path, RESOLVE_NO_SYMLINKS, out, max);
}

int fs_read_linked_at(int folder, const char *path, struct buf *out, size_t max)
{
	return read_file(folder, path, 0, out, max);
}

int fs_write_fd(int fd, struct str bytes)
{
	while (bytes.n != 0) {
		ssize_t n = write(fd, bytes.s, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			if (n == 0)
				errno = EIO;
			return -1;
		}
		bytes = str_from(bytes, (size_t)n);
	}
	return 0;
}

int fs_read_whole(int fd, void *to, size_t n, uint64_t offset)
{
	char *at = to;

	while (n != 0) {
		ssize_t got = pread(fd, at, n, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			if (got == 0)
				errno = EIO;
			return -1;
		}
		at += got;
		n -= (size_t)got;
		offset += (uint64_t)got;
	}
	return 0;
}

int fs_write_whole(int fd, struct str bytes, uint64_t offset)
{
	while (bytes.n != 0) {
		ssize_t done = pwrite(fd, bytes.s, bytes.n, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			if (done == 0)
				errno = EIO;
			return -1;
		}
		bytes = str_from(bytes, (size_t)done);
		offset += (uint64_t)done;
	}
	return 0;
}

static int close_after(int fd, int result)
{
	int error = errno;

	if (close(fd) < 0 && result == 0 && errno != EINTR)
		return -1;
	if (result < 0)
		errno = error;
	return result;
}

int fs_create_at(int folder, const char *path, struct str bytes)
{
	int fd = open_beneath(folder, path, O_WRONLY | O_CREAT | O_EXCL, 0644), result, error;

	if (fd < 0)
		return -1;
	result = close_after(fd, fs_write_fd(fd, bytes));
	if (result < 0) {
		error = errno;
		(void)unlinkat(folder, path, 0);
		errno = error;
	}
	return result;
}

int fs_replace_at(int folder, const char *path, struct str bytes, bool sync)
{
	struct buf temporary;
	int fd, result = -1;

	buf_init(&temporary, BUF_NO_LIMIT);
	buf_printf(&temporary, "%s" FS_TEMPORARY_END, path);
	if (unlinkat(folder, temporary.s, 0) < 0 && errno != ENOENT)
		goto done;
	fd = open_beneath(folder, temporary.s, O_WRONLY | O_CREAT | O_EXCL, 0644);
	if (fd < 0)
		goto done;
	result = fs_write_fd(fd, bytes);
	if (result == 0 && sync)
		result = fsync(fd);
	result = close_after(fd, result);
	if (result == 0)
		result = renameat(folder, temporary.s, folder, path);
	if (result < 0) {
		int error = errno;

		(void)unlinkat(folder, temporary.s, 0);
		errno = error;
	}
done:
	buf_release(&temporary);
	return result;
}

/* One level at a time: mkdirat itself would follow links on the way. */
int fs_make_folders_at(int folder, const char *path)
{
	struct buf part;
	struct str rest = str_c(path), name;
	int at = folder, result = 0, error = 0;

	buf_init(&part, BUF_NO_LIMIT);
	while (result == 0 && str_split(&rest, '/', &name)) {
		int inside = -1;

		if (name.n == 0)
			continue;
		buf_clear(&part);
		buf_str(&part, name);
		if (mkdirat(at, part.s, 0755) < 0 && errno != EEXIST)
			result = -1;
		else if (rest.s != NULL && (inside = open_beneath(at, part.s, O_PATH | O_DIRECTORY, 0)) < 0)
			result = -1;
		error = errno;
		if (at != folder)
			close(at);
		at = inside;
	}
	if (at != folder && at >= 0)
		close(at);
	buf_release(&part);
	errno = error;
	return result;
}

struct entry {
	char *name;
	unsigned char type;
};

struct entry_vec VEC_FIELDS(struct entry);

static int entry_cmp(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	return strcmp(a->name, b->name);
}

static unsigned char entry_type(int folder, const struct dirent *found)
{
	struct stat status;

	if (found->d_type == DT_REG || found->d_type == DT_DIR || found->d_type == DT_LNK)
		return found->d_type;
	if (found->d_type != DT_UNKNOWN || fstatat(folder, found->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return DT_UNKNOWN;
	if (S_ISREG(status.st_mode))
		return DT_REG;
	if (S_ISDIR(status.st_mode))
		return DT_DIR;
	return S_ISLNK(status.st_mode) ? DT_LNK : DT_UNKNOWN;
}

static int read_entries(int folder, struct entry_vec *entries)
{
	int copy = open_beneath(folder, ".", O_RDONLY | O_DIRECTORY, 0);
	DIR *dir = copy >= 0 ? fdopendir(copy) : NULL;
	struct dirent *found;

	if (dir == NULL) {
		if (copy >= 0)
			close(copy);
		return -1;
	}
	while (errno = 0, (found = readdir(dir)) != NULL) {
		struct entry *entry;

		if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
			continue;
		entry = vec_add(entries);
		entry->name = mem_dup(found->d_name, strlen(found->d_name));
		entry->type = entry_type(folder, found);
	}
	if (errno != 0) {
		int error = errno;

		closedir(dir);
		errno = error;
		return -1;
	}
	closedir(dir);
	return 0;
}

int fs_each_entry(int folder, int (*each)(void *context, const char *name, unsigned char type), void *context)
{
	struct entry_vec entries = {0};
	int result = read_entries(folder, &entries), error;

	if (result == 0 && entries.n != 0)
		qsort(entries.at, entries.n, sizeof(*entries.at), entry_cmp);
	for (size_t i = 0; result == 0 && i < entries.n; i++)
		result = each(context, entries.at[i].name, entries.at[i].type);
	error = errno;
	for (size_t i = 0; i < entries.n; i++)
		mem_free(entries.at[i].name);
	vec_release(&entries);
	errno = error;
	return result;
}

static int remove_entry(void *context, const char *name, unsigned char type)
{
	int folder = *(const int *)context;

	if (type == DT_DIR)
		return fs_remove_tree_at(folder, name);
	return unlinkat(folder, name, 0) < 0 && errno != ENOENT ? -1 : 0;
}

int fs_remove_tree_at(int folder, const char *path)
{
	int inside = fs_open_folder_at(folder, path), result;

	if (inside < 0) {
		if (errno == ENOENT)
			return 0;
		if (errno != ENOTDIR && errno != ELOOP)
			return -1;
		return unlinkat(folder, path, 0) < 0 && errno != ENOENT ? -1 : 0;
	}
	result = fs_each_entry(inside, remove_entry, &inside);
	result = close_after(inside, result);
	if (result == 0 && unlinkat(folder, path, AT_REMOVEDIR) < 0 && errno != ENOENT)
		result = -1;
	return result;
}
