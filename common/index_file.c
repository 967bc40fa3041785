#include "common/index_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether nobody but us has the file open, or could have it by another name. */
static bool is_ours_alone(int fd, struct stat *status)
{
	if (fstat(fd, status) < 0 || !S_ISREG(status->st_mode) || status->st_nlink != 1 ||
	    fcntl(fd, F_SETLEASE, F_WRLCK) < 0)
		return false;
	/* a lease that stays until the file is closed would have the next to open it send us SIGIO */
	return fcntl(fd, F_SETLEASE, F_UNLCK) == 0;
}

int index_file_open(struct index_writer *w, int folder, const char *path, bool may_replace)
{
	bool may_change = may_replace && w->earlier != NULL;
	int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW, fd;
	struct stat status;

	fd = may_change ? openat(folder, path, flags | O_NONBLOCK) : -1;
	if (fd >= 0 && is_ours_alone(fd, &status) && status.st_size > 0) {
		void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, fd, 0);

		if (map != MAP_FAILED) {
			w->there = str_n(map, (size_t)status.st_size);
			return fd;
		}
	}
	if (fd >= 0)
		close(fd);
	if (may_replace && unlinkat(folder, path, 0) < 0 && errno != ENOENT)
		return -1;
	return openat(folder, path, flags | O_CREAT | O_EXCL, 0644);
}

void index_file_release(struct index_writer *w)
{
	if (w->there.n != 0)
		(void)munmap((void *)(uintptr_t)w->there.s, w->there.n);
	if (w->fd >= 0)
		close(w->fd);
}

/* ---- what is left of an index that was replaced ----------------------------------- */

static bool has_shard(const struct index_reader *reader, const struct index_shard_entry *shard)
{
	for (uint32_t i = 0; i < reader->trailer.shards; i++) {
		const struct index_shard_entry *other = &reader->shards[i];

		if (other->first_page == shard->first_page)
			return hash128_eq(other->hash, shard->hash) &&
			       index_reader_shard_pages(other) == index_reader_shard_pages(shard);
	}
	return false;
}

static int free_pages(int fd, uint32_t first, uint32_t n)
{
	return fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)(first - 1) * DBFILE_PAGE,
			 (off_t)n * DBFILE_PAGE);
}

/* All but the shards that stand at the same place in the other. */
static int free_others(int fd, const struct index_reader *old, const struct index_reader *now)
{
	uint32_t tail = old->trailer.tail.first_page;
	int result = free_pages(fd, 1, 1);

	if (result == 0)
		result = free_pages(fd, tail, old->trailer.pages - tail + 1);
	for (uint32_t i = 0; i < old->trailer.shards && result == 0; i++) {
		const struct index_shard_entry *shard = &old->shards[i];

		if (!has_shard(now, shard))
			result = free_pages(fd, shard->first_page, index_reader_shard_pages(shard));
	}
	return result;
}

int index_strip(int folder, const char *path, int now_folder, const char *now_path)
{
	struct index_reader *now = index_reader_open(now_folder, now_path, INDEX_READER_SHARDS_LATER, NULL);
	struct index_reader *old = index_reader_open(folder, path, INDEX_READER_SHARDS_LATER, NULL);
	struct stat status;
	int fd = -1, result = -1;

	if (now == NULL || old == NULL)
		goto done;
	close(old->fd); /* else it would be us who have it open */
	old->fd = -1;
	fd = openat(folder, path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd >= 0 && is_ours_alone(fd, &status) && status.st_size == (off_t)old->trailer.pages * DBFILE_PAGE)
		result = free_others(fd, old, now);
done:
	if (fd >= 0)
		close(fd);
	index_reader_free(old);
	index_reader_free(now);
	return result;
}
