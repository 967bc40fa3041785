#include "generator/cache.h"

#include "common/fs.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define CACHE_NAME ".weir/cache"

enum { WRITE_BYTES = 1024 * 1024 };

struct header {
	char magic[8];
	uint64_t fingerprint;
	uint64_t size; /* of the file */
	uint64_t entries_at;
	uint64_t folders_at;
	uint64_t diags_at, diags_n;
	uint64_t found_diags_at, found_diags_n;
	uint64_t extras_at, extras_n;
	int64_t valid_until;
	uint32_t n, folders_n;
	uint64_t entry_size;
	uint64_t check; /* hash of the header up to here */
};

static const char magic[8] = "weirc02";

static uint64_t header_check(const struct header *header)
{
	return hash64(str_n((const char *)header, offsetof(struct header, check)));
}

static bool is_inside(const struct header *header, uint64_t at, uint64_t n)
{
	return at <= header->size && n <= header->size - at;
}

static bool is_sound(const struct header *header, size_t size, uint64_t fingerprint)
{
	return memcmp(header->magic, magic, sizeof(magic)) == 0 && header->check == header_check(header) &&
	       header->fingerprint == fingerprint && header->size == size &&
	       header->entry_size == sizeof(struct cache_entry) &&
	       is_inside(header, header->entries_at, (uint64_t)header->n * sizeof(struct cache_entry)) &&
	       is_inside(header, header->folders_at, (uint64_t)header->folders_n * sizeof(struct cache_folder)) &&
	       is_inside(header, header->diags_at, header->diags_n) &&
	       is_inside(header, header->found_diags_at, header->found_diags_n) &&
	       is_inside(header, header->extras_at, header->extras_n);
}

static bool entries_are_inside(const struct header *header, const char *bytes)
{
	const struct cache_entry *entries = (const void *)(bytes + header->entries_at);
	const struct cache_folder *folders = (const void *)(bytes + header->folders_at);

	for (uint32_t i = 0; i < header->folders_n; i++)
		if (!is_inside(header, folders[i].path_at, folders[i].path_n + 1))
			return false;
	for (uint32_t i = 0; i < header->n; i++)
		if (!is_inside(header, entries[i].path_at, entries[i].path_n + 1u) ||
		    !is_inside(header, entries[i].record_at, entries[i].record_n))
			return false;
	return true;
}

void cache_load(struct cache *cache, int site_folder, uint64_t fingerprint)
{
	struct stat status;
	int fd = fs_open_file_at(site_folder, CACHE_NAME, &status);
	struct header header;
	const char *bytes;

	*cache = (struct cache){0};
	if (fd < 0)
		return;
	bytes = MAP_FAILED;
	if ((size_t)status.st_size >= sizeof(header))
		bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return;
	memcpy(&header, bytes, sizeof(header));
	if (!is_sound(&header, (size_t)status.st_size, fingerprint) ||
	    !entries_are_inside(&header, bytes)) {
		(void)munmap((void *)(uintptr_t)bytes, (size_t)status.st_size);
		return;
	}
	*cache = (struct cache){
	    .entries = (const struct cache_entry *)(const void *)(bytes + header.entries_at),
	    .n = header.n,
	    .folders = (const struct cache_folder *)(const void *)(bytes + header.folders_at),
	    .folders_n = header.folders_n,
	    .bytes = str_n(bytes, (size_t)status.st_size),
	    .diags = str_n(bytes + header.diags_at, header.diags_n),
	    .found_diags = str_n(bytes + header.found_diags_at, header.found_diags_n),
	    .extras = str_n(bytes + header.extras_at, header.extras_n),
	    .valid_until = header.valid_until,
	};
}

void cache_close(struct cache *cache)
{
	if (cache->bytes.s != NULL)
		(void)munmap((void *)(uintptr_t)cache->bytes.s, cache->bytes.n);
	*cache = (struct cache){0};
}

struct str cache_path(const struct cache *cache, const struct cache_entry *entry)
{
	return str_n(cache->bytes.s + entry->path_at, entry->path_n);
}

struct str cache_folder_path(const struct cache *cache, const struct cache_folder *folder)
{
	return str_n(cache->bytes.s + folder->path_at, folder->path_n);
}

struct str cache_record(const struct cache *cache, const struct cache_entry *entry)
{
	return str_n(cache->bytes.s + entry->record_at, entry->record_n);
}

int cache_invalidate(int site_folder)
{
	return unlinkat(site_folder, CACHE_NAME, 0) < 0 && errno != ENOENT ? -1 : 0;
}

/* A file written front to back, the position known. */
struct writer {
	int fd;
	uint64_t at;
	struct buf buf;
	bool failed;
};

static void flush(struct writer *writer)
{
	if (!writer->failed && fs_write_fd(writer->fd, buf_view(&writer->buf)) < 0)
		writer->failed = true;
	buf_clear(&writer->buf);
}

static uint64_t put(struct writer *writer, const void *bytes, size_t n)
{
	uint64_t at = writer->at;

	buf_add(&writer->buf, bytes, n);
	writer->at += n;
	if (writer->buf.n >= WRITE_BYTES)
		flush(writer);
	return at;
}

static uint64_t put_path(struct writer *writer, struct str path)
{
	uint64_t at = put(writer, path.s, path.n);

	(void)put(writer, "", 1);
	return at;
}

static void align(struct writer *writer)
{
	(void)put(writer, "\0\0\0\0\0\0\0", (size_t)(-writer->at & 7));
}

static void put_folders(struct writer *writer, struct header *header, const struct cache_tail *tail)
{
	struct cache_folder *folders = mem_zalloc((size_t)tail->folders_n * sizeof(*folders));

	for (uint32_t i = 0; i < tail->folders_n; i++) {
		const struct folder *folder = &tail->folders[i];

		folders[i] = (struct cache_folder){put_path(writer, folder->path), folder->path.n, folder->inode,
						   folder->changed};
	}
	align(writer);
	header->folders_at = put(writer, folders, (size_t)tail->folders_n * sizeof(*folders));
	header->folders_n = tail->folders_n;
	mem_free(folders);
}

static void put_all(struct writer *writer, struct header *header, const struct cache_item *items, uint32_t n,
		    const struct cache_tail *tail)
{
	struct cache_entry *entries = mem_zalloc((size_t)n * sizeof(*entries));

	(void)put(writer, header, sizeof(*header));
	for (uint32_t i = 0; i < n; i++) {
		const struct file *file = items[i].file;

		entries[i] = (struct cache_entry){
		    .path_at = put_path(writer, file->path),
		    .path_n = (uint32_t)file->path.n,
		    .record_at = put(writer, items[i].record.s, items[i].record.n),
		    .record_n = (uint32_t)items[i].record.n,
		    .size = file->size,
		    .inode = file->inode,
		    .changed = file->changed,
		    .hash = items[i].hash,
		    .is_page = file->is_page,
		    .render_key = items[i].render_key,
		    .index_key = items[i].index_key,
		};
	}
	header->diags_at = put(writer, tail->diags.s, tail->diags.n);
	header->diags_n = tail->diags.n;
	header->found_diags_at = put(writer, tail->found_diags.s, tail->found_diags.n);
	header->found_diags_n = tail->found_diags.n;
	header->extras_at = put(writer, tail->extras.s, tail->extras.n);
	header->extras_n = tail->extras.n;
	put_folders(writer, header, tail);
	align(writer);
	header->entries_at = put(writer, entries, (size_t)n * sizeof(*entries));
	flush(writer);
	header->size = writer->at;
	header->check = header_check(header);
	mem_free(entries);
}

int cache_save(int site_folder, uint64_t fingerprint, const struct cache_item *items, uint32_t n,
	       const struct cache_tail *tail)
{
	struct header header = {.fingerprint = fingerprint, .n = n, .valid_until = tail->valid_until,
				.entry_size = sizeof(struct cache_entry)};
	struct writer writer = {.fd = -1};
	int error;

	memcpy(header.magic, magic, sizeof(magic));
	if (cache_invalidate(site_folder) < 0)
		return -1;
	writer.fd = openat(site_folder, CACHE_NAME ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (writer.fd < 0)
		return -1;
	buf_init(&writer.buf, BUF_NO_LIMIT);
	put_all(&writer, &header, items, n, tail);
	buf_release(&writer.buf);
	if (!writer.failed && pwrite(writer.fd, &header, sizeof(header), 0) != (ssize_t)sizeof(header))
		writer.failed = true;
	error = errno;
	if (close(writer.fd) < 0)
		writer.failed = true;
	if (!writer.failed && renameat(site_folder, CACHE_NAME ".new", site_folder, CACHE_NAME) < 0) {
		error = errno;
		writer.failed = true;
	}
	if (writer.failed) {
		(void)unlinkat(site_folder, CACHE_NAME ".new", 0);
		errno = error;
		return -1;
	}
	return 0;
}
