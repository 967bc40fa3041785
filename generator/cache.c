#include "generator/cache.h"

#include "common/fs.h"
#include "common/mem.h"
#include "generator/page.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#define CACHE_NAME "cache"
#define DELTA_NAME "delta"

enum { WRITE_BYTES = 1024 * 1024 };
/*
 * A delta is read, copied and written by every small build; a cache is large, and where thousands of things were said
 * of the site, all of which the delta has, too, some more of it is still the smaller part.
 */
enum { DELTA_BYTES = 1024 * 1024, DELTA_BYTES_MAX = 4 * DELTA_BYTES, DELTA_OF_CACHE = 4, DELTA_ENTRIES_MAX = 2048 };

static const char cache_magic[8] = "weirc08";
static const char delta_magic[8] = "weird04";

struct header {
	char magic[8];
	uint64_t fingerprint;
	uint64_t id;	  /* of this cache alone; see new_id() */
	uint64_t front;	  /* hash of the front behind this header */
	uint64_t size;	  /* of the file */
	uint64_t front_n; /* of all but the records, which come last: what every build looks at */
	uint64_t entries_at, folders_at;
	uint64_t diags_at, diags_n;
	uint64_t found_diags_at, found_diags_n;
	uint64_t extras_at, extras_n;
	int64_t valid_from, valid_until;
	uint64_t pages;
	uint64_t ledger;
	uint32_t n, folders_n;
	uint64_t entry_size;
	uint64_t check; /* hash of the header up to here */
};

struct delta_header {
	char magic[8];
	uint64_t cache_id;
	uint64_t n;
	uint64_t diags_at, diags_n;
	uint64_t found_diags_at, found_diags_n;
	uint64_t extras_at, extras_n;
	int64_t valid_from, valid_until;
	uint64_t pages;
	uint64_t ledger;
	uint64_t check; /* hash of all that follows, and of the header up to here */
};

struct delta_entry {
	uint64_t index; /* in the cache's entries */
	struct cache_entry entry;
};

static bool is_inside(uint64_t size, uint64_t at, uint64_t n)
{
	return at <= size && n <= size - at;
}

/* ---- loading ---- */

static uint64_t header_check(const struct header *header)
{
	return hash64(str_n((const char *)header, offsetof(struct header, check)));
}

static uint64_t front_hash(const struct header *header, const char *bytes)
{
	return hash128(str_n(bytes + sizeof(*header), header->front_n - sizeof(*header))).low;
}

static bool is_sound(const struct header *header, size_t size, uint64_t fingerprint)
{
	return memcmp(header->magic, cache_magic, sizeof(cache_magic)) == 0 && header->check == header_check(header) &&
	       header->fingerprint == fingerprint && header->size == size &&
	       header->entry_size == sizeof(struct cache_entry) && header->front_n >= sizeof(*header) &&
	       header->front_n <= size &&
	       is_inside(size, header->entries_at, (uint64_t)header->n * sizeof(struct cache_entry)) &&
	       is_inside(size, header->folders_at, (uint64_t)header->folders_n * sizeof(struct cache_folder)) &&
	       is_inside(size, header->diags_at, header->diags_n) &&
	       is_inside(size, header->found_diags_at, header->found_diags_n) &&
	       is_inside(size, header->extras_at, header->extras_n);
}

static bool entries_are_inside(const struct header *header, const char *bytes)
{
	const struct cache_entry *entries = (const void *)(bytes + header->entries_at);
	const struct cache_folder *folders = (const void *)(bytes + header->folders_at);

	for (uint32_t i = 0; i < header->folders_n; i++)
		if (!is_inside(header->size, folders[i].path_at, folders[i].path_n + 1))
			return false;
	for (uint32_t i = 0; i < header->n; i++)
		if (!is_inside(header->size, entries[i].path_at, entries[i].path_n + 1u) ||
		    !is_inside(header->size, entries[i].record_at, entries[i].record_n))
			return false;
	return true;
}

static uint64_t delta_check(const struct delta_header *header, struct str bytes)
{
	uint64_t hash = hash64(str_n((const char *)header, offsetof(struct delta_header, check)));

	return hash64_mix(hash, str_from(bytes, sizeof(*header)));
}

static bool delta_is_whole(struct str bytes, struct delta_header *header)
{
	if (bytes.n < sizeof(*header))
		return false;
	memcpy(header, bytes.s, sizeof(*header));
	return memcmp(header->magic, delta_magic, sizeof(delta_magic)) == 0 &&
	       header->check == delta_check(header, bytes);
}

/* Lays a delta over the loaded cache. Its parts are addressed as if it stood behind the cache's end. */
static bool apply_delta(struct cache *cache, const struct delta_header *header, struct str bytes)
{
	struct delta_entry delta;

	if (!is_inside(bytes.n, sizeof(*header), header->n * sizeof(delta)) ||
	    !is_inside(bytes.n, header->diags_at, header->diags_n) ||
	    !is_inside(bytes.n, header->found_diags_at, header->found_diags_n) ||
	    !is_inside(bytes.n, header->extras_at, header->extras_n))
		return false;
	for (uint64_t i = 0; i < header->n; i++) {
		memcpy(&delta, bytes.s + sizeof(*header) + i * sizeof(delta), sizeof(delta));
		if (delta.index >= cache->n || delta.entry.record_at < cache->bytes.n ||
		    !is_inside(bytes.n, delta.entry.record_at - cache->bytes.n, delta.entry.record_n))
			return false;
		delta.entry.path_at = cache->entries[delta.index].path_at;
		delta.entry.path_n = cache->entries[delta.index].path_n;
		cache->entries[delta.index] = delta.entry;
	}
	cache->diags = str_n(bytes.s + header->diags_at, header->diags_n);
	cache->found_diags = str_n(bytes.s + header->found_diags_at, header->found_diags_n);
	cache->extras = str_n(bytes.s + header->extras_at, header->extras_n);
	cache->valid_from = header->valid_from;
	cache->valid_until = header->valid_until;
	cache->pages = header->pages;
	cache->ledger = header->ledger;
	return true;
}

/* False when there is a delta that is damaged: it may be this cache's, which alone is of the past then. */
static bool load_delta(struct cache *cache, int state_folder)
{
	struct delta_header header;
	struct buf buf;
	size_t n;
	char *bytes;

	buf_init(&buf, BUF_NO_LIMIT);
	if (fs_read_at(state_folder, DELTA_NAME, &buf, DELTA_BYTES_MAX) < 0) {
		bool is_absent = errno == ENOENT;

		buf_release(&buf);
		return is_absent;
	}
	bytes = buf_take(&buf, &n);
	if (!delta_is_whole(str_n(bytes, n), &header) || header.cache_id != cache->id) {
		bool is_left_over = delta_is_whole(str_n(bytes, n), &header); /* from the cache before this one */

		mem_free(bytes);
		return is_left_over;
	}
	cache->delta = str_n(bytes, n);
	return apply_delta(cache, &header, cache->delta);
}

void cache_load(struct cache *cache, int state_folder, uint64_t fingerprint)
{
	struct stat status;
	int fd = fs_open_file_at(state_folder, CACHE_NAME, &status);
	struct header header;
	char *bytes = MAP_FAILED;

	*cache = (struct cache){0};
	if (fd < 0)
		return;
	/* private and writable: a delta is laid over it */
	if ((size_t)status.st_size >= sizeof(header))
		bytes = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return;
	cache->bytes = str_n(bytes, (size_t)status.st_size);
	memcpy(&header, bytes, sizeof(header));
	if (!is_sound(&header, cache->bytes.n, fingerprint)) {
		cache_close(cache);
		return;
	}
	(void)madvise(bytes, header.front_n, MADV_POPULATE_READ);
	if (header.front != front_hash(&header, bytes) || !entries_are_inside(&header, bytes)) {
		cache_close(cache);
		return;
	}
	cache->entries = (void *)(bytes + header.entries_at);
	cache->n = header.n;
	cache->folders = (const void *)(bytes + header.folders_at);
	cache->folders_n = header.folders_n;
	cache->diags = str_n(bytes + header.diags_at, header.diags_n);
	cache->found_diags = str_n(bytes + header.found_diags_at, header.found_diags_n);
	cache->extras = str_n(bytes + header.extras_at, header.extras_n);
	cache->valid_from = header.valid_from;
	cache->valid_until = header.valid_until;
	cache->pages = header.pages;
	cache->ledger = header.ledger;
	cache->id = header.id;
	if (!load_delta(cache, state_folder))
		cache_close(cache);
}

void cache_close(struct cache *cache)
{
	if (cache->bytes.s != NULL)
		(void)munmap((void *)(uintptr_t)cache->bytes.s, cache->bytes.n);
	mem_free((void *)(uintptr_t)cache->delta.s);
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
	if (entry->record_at >= cache->bytes.n && entry->record_n != 0)
		return str_n(cache->delta.s + (entry->record_at - cache->bytes.n), entry->record_n);
	return str_n(cache->bytes.s + entry->record_at, entry->record_n);
}

bool cache_is_whole(const struct cache_entry *entry, struct str record)
{
	return entry->record_check == (uint32_t)hash64(record);
}

/* ---- saving ---- */

static struct cache_entry entry_of(const struct cache_item *item)
{
	return (struct cache_entry){
	    .path_n = (uint32_t)item->file->path.n,
	    .record_n = (uint32_t)item->record.n,
	    .record_check = (uint32_t)hash64(item->record),
	    .size = item->file->size,
	    .inode = item->file->inode,
	    .changed = item->file->changed,
	    .is_page = item->file->is_page && page_has_includes(item->record) ? CACHE_INCLUDES : item->file->is_page,
	    .hash = item->hash,
	    .render_key = item->render_key,
	    .index_key = item->index_key,
	};
}

/* A file written front to back, the position known. */
struct writer {
	int fd;
	uint64_t at;
	struct buf buf;
	struct hash_stream *hash; /* of what is written; NULL: not asked for */
	int error;		  /* of the first write that failed */
};

static int writer_open(struct writer *writer, int folder, const char *name)
{
	*writer =
	    (struct writer){.fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644)};
	buf_init(&writer->buf, BUF_NO_LIMIT);
	return writer->fd < 0 ? -1 : 0;
}

static void flush(struct writer *writer)
{
	if (writer->error == 0 && fs_write_fd(writer->fd, buf_view(&writer->buf)) < 0)
		writer->error = errno;
	buf_clear(&writer->buf);
}

static uint64_t put(struct writer *writer, const void *bytes, size_t n)
{
	uint64_t at = writer->at;

	buf_add(&writer->buf, bytes, n);
	if (writer->hash != NULL)
		hash_stream_add(writer->hash, bytes, n);
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

/* Puts the header in front and ends the file. 0, or -1 with errno. */
static int writer_close(struct writer *writer, const void *header, size_t n)
{
	flush(writer);
	buf_release(&writer->buf);
	if (writer->error == 0 && fs_write_whole(writer->fd, str_n(header, n), 0) < 0)
		writer->error = errno;
	if (close(writer->fd) < 0 && writer->error == 0)
		writer->error = errno;
	errno = writer->error;
	return writer->error == 0 ? 0 : -1;
}

/* All records come behind all paths and entries: a build that finds nothing changed reads none of them. */
static void put_entries(struct writer *writer, struct header *header, const struct cache_item *items, uint32_t n,
			uint64_t behind)
{
	struct cache_entry *entries = mem_zalloc((size_t)n * sizeof(*entries));
	struct str bytes = {(const char *)entries, (size_t)n * sizeof(*entries)};
	uint64_t record_at;

	for (uint32_t i = 0; i < n; i++) {
		entries[i] = entry_of(&items[i]);
		entries[i].path_at = put_path(writer, items[i].file->path);
	}
	align(writer);
	record_at = header->front_n = writer->at + bytes.n + behind;
	for (uint32_t i = 0; i < n; i++) {
		entries[i].record_at = record_at;
		record_at += items[i].record.n;
	}
	header->entries_at = put(writer, bytes.s, bytes.n);
	header->n = n;
	mem_free(entries);
}

static void put_folders(struct writer *writer, struct header *header, const struct folder *folders, uint32_t n)
{
	struct cache_folder *entries = mem_zalloc((size_t)n * sizeof(*entries));
	struct str bytes = {(const char *)entries, (size_t)n * sizeof(*entries)};

	for (uint32_t i = 0; i < n; i++)
		entries[i] = (struct cache_folder){put_path(writer, folders[i].path), folders[i].path.n,
						   folders[i].inode, folders[i].changed};
	align(writer);
	header->folders_at = put(writer, bytes.s, bytes.n);
	header->folders_n = n;
	mem_free(entries);
}

/*
 * No hash of what is in it: where files change back, a later cache may hold what an earlier one held, whose delta is
 * still there and is of the past. 0, or -1 with errno.
 */
static int new_id(uint64_t *id)
{
	return getrandom(id, sizeof(*id), 0) == (ssize_t)sizeof(*id) ? 0 : -1;
}

int cache_save(int state_folder, uint64_t fingerprint, const struct cache_item *items, uint32_t n,
	       const struct folder *folders, uint32_t folders_n, const struct cache_tail *tail)
{
	struct header header = {.fingerprint = fingerprint,
				.valid_from = tail->valid_from,
				.valid_until = tail->valid_until,
				.pages = tail->pages,
				.ledger = tail->ledger,
				.entry_size = sizeof(struct cache_entry),
				.diags_n = tail->diags.n,
				.found_diags_n = tail->found_diags.n,
				.extras_n = tail->extras.n};
	struct writer writer;

	if (new_id(&header.id) < 0 || writer_open(&writer, state_folder, CACHE_NAME ".new") < 0)
		return -1;
	memcpy(header.magic, cache_magic, sizeof(cache_magic));
	(void)put(&writer, &header, sizeof(header));
	writer.hash = hash_stream_new();
	put_folders(&writer, &header, folders, folders_n);
	put_entries(&writer, &header, items, n, tail->diags.n + tail->found_diags.n + tail->extras.n);
	header.diags_at = put(&writer, tail->diags.s, tail->diags.n);
	header.found_diags_at = put(&writer, tail->found_diags.s, tail->found_diags.n);
	header.extras_at = put(&writer, tail->extras.s, tail->extras.n);
	header.front = hash_stream_end(writer.hash).low;
	hash_stream_free(writer.hash);
	writer.hash = NULL;
	for (uint32_t i = 0; i < n; i++)
		(void)put(&writer, items[i].record.s, items[i].record.n);
	header.size = writer.at;
	header.check = header_check(&header);
	return writer_close(&writer, &header, sizeof(header));
}

/* Indices of all that differs from the cache: what the loaded delta has and what changed now, ascending. */
static uint32_t *merge_changed(const struct cache *cache, const uint32_t *changed, uint32_t changed_n, size_t *n)
{
	uint32_t *all = mem_alloc(((size_t)changed_n + DELTA_ENTRIES_MAX + 1) * sizeof(*all));
	size_t old_n = 0;
	uint32_t next = 0;

	*n = 0;
	if (cache->delta.s != NULL) {
		struct delta_header header;

		memcpy(&header, cache->delta.s, sizeof(header));
		old_n = header.n;
	}
	for (size_t i = 0; i < old_n; i++) {
		struct delta_entry delta;

		memcpy(&delta, cache->delta.s + sizeof(struct delta_header) + i * sizeof(delta), sizeof(delta));
		while (next < changed_n && changed[next] < delta.index)
			all[(*n)++] = changed[next++];
		if (next < changed_n && changed[next] == delta.index)
			next++;
		all[(*n)++] = (uint32_t)delta.index;
	}
	while (next < changed_n)
		all[(*n)++] = changed[next++];
	return all;
}

static void put_delta(struct buf *out, const struct cache *cache, const struct cache_item *items, const uint32_t *all,
		      size_t n, const struct cache_tail *tail)
{
	struct delta_header header = {.cache_id = cache->id,
				      .n = n,
				      .valid_from = tail->valid_from,
				      .valid_until = tail->valid_until,
				      .pages = tail->pages,
				      .ledger = tail->ledger};
	uint64_t at = sizeof(header) + n * sizeof(struct delta_entry);

	memcpy(header.magic, delta_magic, sizeof(delta_magic));
	buf_add(out, &header, sizeof(header));
	for (size_t i = 0; i < n; i++) {
		struct delta_entry delta;

		memset(&delta, 0, sizeof(delta));
		delta.index = all[i];
		delta.entry = entry_of(&items[all[i]]);
		delta.entry.record_at = cache->bytes.n + at;
		at += delta.entry.record_n;
		buf_add(out, &delta, sizeof(delta));
	}
	for (size_t i = 0; i < n; i++)
		buf_str(out, items[all[i]].record);
	header.diags_at = out->n;
	header.diags_n = tail->diags.n;
	buf_str(out, tail->diags);
	header.found_diags_at = out->n;
	header.found_diags_n = tail->found_diags.n;
	buf_str(out, tail->found_diags);
	header.extras_at = out->n;
	header.extras_n = tail->extras.n;
	buf_str(out, tail->extras);
	header.check = delta_check(&header, buf_view(out));
	memcpy(out->s, &header, sizeof(header));
}

/* Is a cache written whole better than this much beside it? */
static bool is_too_much(const struct cache *cache, size_t delta_bytes)
{
	return delta_bytes > DELTA_BYTES_MAX ||
	       (delta_bytes > DELTA_BYTES && delta_bytes > cache->bytes.n / DELTA_OF_CACHE);
}

int cache_save_delta(const struct cache *cache, int state_folder, const struct cache_item *items,
		     const uint32_t *changed, uint32_t changed_n, const struct cache_tail *tail)
{
	struct buf out;
	uint32_t *all;
	size_t n;
	int result;

	if (changed_n > DELTA_ENTRIES_MAX)
		return 1;
	all = merge_changed(cache, changed, changed_n, &n);
	buf_init(&out, BUF_NO_LIMIT);
	put_delta(&out, cache, items, all, n, tail);
	mem_free(all);
	if (n > DELTA_ENTRIES_MAX || is_too_much(cache, out.n))
		result = 1;
	else
		result = fs_replace_at(state_folder, DELTA_NAME ".new", buf_view(&out), false);
	buf_release(&out);
	return result;
}
