#include "generator/manifest.h"

#include "common/fs.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static const char table_magic[8] = "weirman1", delta_magic[8] = "weirdel1";

struct table_head {
	char magic[8];
	uint64_t checksum; /* of everything behind this field */
	struct hash128 digest;
	uint64_t generation;
	uint64_t strings_n;
	uint32_t n, slots_n, ceded, unused;
};

struct delta_head {
	char magic[8];
	uint64_t checksum; /* of everything behind this field */
	struct hash128 digest;
	uint64_t generation; /* of the table that it changes */
	uint32_t n, ceded;
};

/* Followed by the path. */
struct delta_record {
	uint64_t content;
	uint32_t path_n, removed;
};

/* A delta beyond this is cheaper to write as a new table now and then. */
enum { DELTA_FILES = 4096, DELTA_BYTES = 512 * 1024 };

/* ---- digest ---- */

static struct hash128 file_digest(uint64_t path_hash, uint64_t content)
{
	uint64_t both[2] = {path_hash, content};

	if (content == MANIFEST_CEDED)
		return (struct hash128){0, 0};
	return hash128(str_n((const char *)both, sizeof(both)));
}

/* What one file adds to a digest. */
static void digest_add(struct hash128 *digest, uint64_t path_hash, uint64_t content)
{
	struct hash128 file = file_digest(path_hash, content);

	digest->low += file.low;
	digest->high += file.high;
}

static void digest_remove(struct hash128 *digest, uint64_t path_hash, uint64_t content)
{
	struct hash128 file = file_digest(path_hash, content);

	digest->low -= file.low;
	digest->high -= file.high;
}

/* ---- tables ---- */

/* Offsets come from a file: what lies outside of the strings is an empty path. */
struct str manifest_table_path(const struct manifest_table *table, uint32_t at)
{
	const struct manifest_record *record = &table->records[at];

	if (record->path > table->strings_n || record->path_n > table->strings_n - record->path)
		return STR("");
	return str_n(table->strings + record->path, record->path_n);
}

/* The slot of a path, or the free one where it would go; slots_n when a damaged table is full. */
static uint32_t find_slot(const struct manifest_table *table, struct str path, uint64_t path_hash)
{
	uint32_t slot = (uint32_t)path_hash & (table->slots_n - 1);

	for (uint32_t tries = 0; tries < table->slots_n; tries++) {
		uint32_t at = table->slots[slot];

		if (at == 0 || at > table->n)
			return slot;
		if (table->records[at - 1].path_hash == path_hash && str_eq(manifest_table_path(table, at - 1), path))
			return slot;
		slot = (slot + 1) & (table->slots_n - 1);
	}
	return table->slots_n;
}

uint32_t manifest_table_find(const struct manifest_table *table, struct str path, uint64_t path_hash)
{
	uint32_t slot;

	if (table->n == 0 || table->slots_n == 0)
		return MANIFEST_NONE;
	slot = find_slot(table, path, path_hash);
	if (slot == table->slots_n || table->slots[slot] == 0 || table->slots[slot] > table->n)
		return MANIFEST_NONE;
	return table->slots[slot] - 1;
}

void manifest_builder_init(struct manifest_builder *builder)
{
	*builder = (struct manifest_builder){0};
	buf_init(&builder->strings, UINT32_MAX);
}

void manifest_builder_release(struct manifest_builder *builder)
{
	if (builder == NULL)
		return;
	vec_release(&builder->records);
	buf_release(&builder->strings);
	mem_free(builder->slots);
	builder->slots = NULL;
	builder->slots_n = 0;
}

struct manifest_table manifest_builder_table(const struct manifest_builder *builder)
{
	return (struct manifest_table){
	    .records = builder->records.at,
	    .slots = builder->slots,
	    .strings = buf_view(&builder->strings).s,
	    .n = (uint32_t)builder->records.n,
	    .slots_n = builder->slots_n,
	    .strings_n = builder->strings.n,
	};
}

static void grow_slots(struct manifest_builder *builder)
{
	uint32_t slots_n = builder->slots_n != 0 ? builder->slots_n * 2 : 1024;

	mem_free(builder->slots);
	builder->slots = mem_zalloc(slots_n * sizeof(*builder->slots));
	builder->slots_n = slots_n;
	for (size_t i = 0; i < builder->records.n; i++) {
		uint32_t slot = (uint32_t)builder->records.at[i].path_hash & (slots_n - 1);

		while (builder->slots[slot] != 0)
			slot = (slot + 1) & (slots_n - 1);
		builder->slots[slot] = (uint32_t)i + 1;
	}
}

uint32_t manifest_builder_add(struct manifest_builder *builder, struct str path, uint64_t path_hash, bool *added)
{
	struct manifest_table table;
	struct manifest_record *record;
	uint32_t slot;

	if (builder->slots_n <= builder->records.n * 2)
		grow_slots(builder);
	table = manifest_builder_table(builder);
	slot = find_slot(&table, path, path_hash);
	if (added != NULL)
		*added = builder->slots[slot] == 0;
	if (builder->slots[slot] != 0)
		return builder->slots[slot] - 1;
	record = vec_add(&builder->records);
	*record = (struct manifest_record){path_hash, MANIFEST_CEDED, (uint32_t)builder->strings.n, (uint32_t)path.n};
	buf_str(&builder->strings, path);
	builder->slots[slot] = (uint32_t)builder->records.n;
	return (uint32_t)builder->records.n - 1;
}

struct hash128 manifest_builder_digest(const struct manifest_builder *builder)
{
	struct hash128 digest = {0, 0};

	for (size_t i = 0; i < builder->records.n; i++)
		digest_add(&digest, builder->records.at[i].path_hash, builder->records.at[i].content);
	return digest;
}

/* ---- writing ---- */

static int write_all(int fd, const void *bytes, size_t n)
{
	return fs_write_fd(fd, str_n(bytes, n));
}

static int create(int folder, const char *name)
{
	if (unlinkat(folder, name, 0) < 0 && errno != ENOENT)
		return -1;
	return fs_open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0644);
}

static int close_written(int folder, const char *name, int fd, int result)
{
	int error = errno;

	if (close(fd) < 0 && result == 0 && errno != EINTR) {
		result = -1;
		error = errno;
	}
	if (result < 0)
		(void)unlinkat(folder, name, 0);
	errno = error;
	return result;
}

static uint64_t end_checksum(struct hash_stream *stream)
{
	struct hash128 hash = hash_stream_end(stream);

	hash_stream_free(stream);
	return hash.low;
}

int manifest_builder_save(const struct manifest_builder *builder, int folder, uint64_t generation)
{
	struct manifest_table table = manifest_builder_table(builder);
	struct table_head head = {.digest = manifest_builder_digest(builder),
				  .generation = generation,
				  .strings_n = table.strings_n,
				  .n = table.n,
				  .slots_n = table.slots_n};
	struct hash_stream *stream = hash_stream_new();
	int fd, result;

	memcpy(head.magic, table_magic, sizeof(head.magic));
	for (uint32_t i = 0; i < table.n; i++)
		head.ceded += table.records[i].content == MANIFEST_CEDED;
	hash_stream_add(stream, &head.digest, sizeof(head) - offsetof(struct table_head, digest));
	hash_stream_add(stream, table.records, table.n * sizeof(*table.records));
	hash_stream_add(stream, table.slots, table.slots_n * sizeof(*table.slots));
	hash_stream_add(stream, table.strings, table.strings_n);
	head.checksum = end_checksum(stream);
	if (buf_failed(&builder->strings)) {
		errno = EFBIG;
		return -1;
	}
	fd = create(folder, MANIFEST_FILE_NEW);
	if (fd < 0)
		return -1;
	result = write_all(fd, &head, sizeof(head));
	if (result == 0)
		result = write_all(fd, table.records, table.n * sizeof(*table.records));
	if (result == 0)
		result = write_all(fd, table.slots, table.slots_n * sizeof(*table.slots));
	if (result == 0)
		result = write_all(fd, table.strings, table.strings_n);
	return close_written(folder, MANIFEST_FILE_NEW, fd, result);
}

static void add_delta_record(struct buf *out, struct delta_head *head, const struct manifest_change *change)
{
	struct delta_record record = {change->content, (uint32_t)change->path.n, change->removed};

	buf_add(out, &record, sizeof(record));
	buf_str(out, change->path);
	head->n++;
}

static int save_delta(const struct manifest *manifest, const struct manifest_change_vec *changes,
		      const struct map *changed, int folder, struct delta_head *head)
{
	struct buf out;
	int fd, result = -1;

	buf_init(&out, BUF_NO_LIMIT);
	buf_add(&out, head, sizeof(*head));
	for (size_t i = 0; i < manifest->changes.n; i++)
		if (map_find(changed, manifest->changes.at[i].path) == NULL)
			add_delta_record(&out, head, &manifest->changes.at[i]);
	for (size_t i = 0; i < changes->n; i++)
		add_delta_record(&out, head, &changes->at[i]);
	memcpy(out.s, head, sizeof(*head));
	head->checksum = hash128(str_from(buf_view(&out), offsetof(struct delta_head, digest))).low;
	memcpy(out.s, head, sizeof(*head));
	fd = create(folder, MANIFEST_DELTA_NEW);
	if (fd >= 0)
		result = close_written(folder, MANIFEST_DELTA_NEW, fd, fs_write_fd(fd, buf_view(&out)));
	buf_release(&out);
	return result;
}

static void put(struct manifest_builder *builder, struct str path, uint64_t content)
{
	uint32_t at = manifest_builder_add(builder, path, hash64(path), NULL);

	builder->records.at[at].content = content;
}

static int save_whole(const struct manifest *manifest, const struct manifest_change_vec *changes,
		      const struct map *changed, int folder)
{
	struct manifest_builder builder;
	int result;

	manifest_builder_init(&builder);
	for (uint32_t i = 0; i < manifest_room(manifest); i++) {
		struct str path;

		if (!manifest_has(manifest, i))
			continue;
		path = manifest_path(manifest, i);
		if (map_find(changed, path) == NULL)
			put(&builder, path, manifest_content_of(manifest, i));
	}
	for (size_t i = 0; i < changes->n; i++) {
		const struct manifest_change *change = &changes->at[i];

		if (!change->removed)
			put(&builder, change->path, change->content);
	}
	result = manifest_builder_save(&builder, folder, manifest->generation + 1);
	manifest_builder_release(&builder);
	return result;
}

int manifest_save_changes(const struct manifest *manifest, const struct manifest_change_vec *changes, int folder,
			  bool *is_table, struct hash128 *digest)
{
	struct delta_head head = {
	    .digest = manifest->digest, .generation = manifest->generation, .ceded = manifest->ceded};
	size_t bytes = manifest->delta_bytes.n;
	struct map changed;
	int result;

	memcpy(head.magic, delta_magic, sizeof(head.magic));
	map_init(&changed);
	map_reserve(&changed, changes->n);
	for (size_t i = 0; i < changes->n; i++) {
		const struct manifest_change *change = &changes->at[i];
		uint64_t path_hash = hash64(change->path);
		uint32_t at = manifest_find(manifest, change->path, path_hash);

		(void)map_add(&changed, change->path, NULL);
		bytes += sizeof(struct delta_record) + change->path.n;
		if (at != MANIFEST_NONE) {
			uint64_t content = manifest_content_of(manifest, at);

			digest_remove(&head.digest, path_hash, content);
			head.ceded -= content == MANIFEST_CEDED;
		}
		if (!change->removed) {
			digest_add(&head.digest, path_hash, change->content);
			head.ceded += change->content == MANIFEST_CEDED;
		}
	}
	*is_table = manifest->changes.n + changes->n > DELTA_FILES || bytes > DELTA_BYTES;
	*digest = head.digest;
	result = *is_table ? save_whole(manifest, changes, &changed, folder)
			   : save_delta(manifest, changes, &changed, folder, &head);
	map_release(&changed);
	return result;
}

/* ---- reading ---- */

static void note_time(struct manifest *manifest, const struct stat *status)
{
	struct timespec time = status->st_ctim;

	if (time.tv_sec > manifest->written.tv_sec ||
	    (time.tv_sec == manifest->written.tv_sec && time.tv_nsec > manifest->written.tv_nsec))
		manifest->written = time;
}

static int damaged(void)
{
	errno = EBADMSG;
	return -1;
}

static int map_file(struct manifest *manifest, int folder)
{
	struct stat status;
	int fd = fs_open_file_at(folder, MANIFEST_FILE, &status), error;

	if (fd < 0)
		return -1;
	note_time(manifest, &status);
	if ((uint64_t)status.st_size < sizeof(struct table_head)) {
		close(fd);
		return damaged();
	}
	manifest->mapped_n = (size_t)status.st_size;
	manifest->mapped = mmap(NULL, manifest->mapped_n, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	error = errno;
	close(fd);
	if (manifest->mapped == MAP_FAILED) {
		manifest->mapped = NULL;
		errno = error;
		return -1;
	}
	return 0;
}

static int load_table(struct manifest *manifest, int folder)
{
	struct str bytes;
	struct table_head head;
	uint64_t left;

	if (map_file(manifest, folder) < 0)
		return -1;
	bytes = str_n(manifest->mapped, manifest->mapped_n);
	memcpy(&head, bytes.s, sizeof(head));
	left = bytes.n - sizeof(head);
	if (memcmp(head.magic, table_magic, sizeof(head.magic)) != 0 || head.n == MANIFEST_NONE ||
	    (head.slots_n & (head.slots_n - 1)) != 0 || head.slots_n < head.n ||
	    head.n > left / sizeof(struct manifest_record) || head.slots_n > left / sizeof(uint32_t) ||
	    head.n * sizeof(struct manifest_record) + head.slots_n * sizeof(uint32_t) + head.strings_n != left ||
	    head.checksum != hash128(str_from(bytes, offsetof(struct table_head, digest))).low)
		return damaged();
	manifest->digest = head.digest;
	manifest->generation = head.generation;
	manifest->ceded = head.ceded;
	manifest->table = (struct manifest_table){
	    .records = (const void *)(bytes.s + sizeof(head)),
	    .slots = (const void *)(bytes.s + sizeof(head) + head.n * sizeof(struct manifest_record)),
	    .strings = bytes.s + bytes.n - head.strings_n,
	    .n = head.n,
	    .slots_n = head.slots_n,
	    .strings_n = head.strings_n,
	};
	return 0;
}

static void add_change(struct manifest *manifest, const struct manifest_change *change)
{
	bool added;
	struct map_entry *entry = map_add(&manifest->changes_by_path, change->path, &added);
	uint32_t at = manifest_table_find(&manifest->table, change->path, hash64(change->path));

	if (!added)
		return;
	*vec_add(&manifest->changes) = *change;
	entry->value.number = manifest->changes.n;
	if (at != MANIFEST_NONE)
		manifest->overridden[at] = 1;
}

static int read_changes(struct manifest *manifest, struct str rest, uint32_t n)
{
	struct delta_record record;

	manifest->overridden = mem_zalloc(manifest->table.n);
	for (uint32_t i = 0; i < n; i++) {
		if (rest.n < sizeof(record))
			return damaged();
		memcpy(&record, rest.s, sizeof(record));
		rest = str_from(rest, sizeof(record));
		if (rest.n < record.path_n)
			return damaged();
		add_change(manifest, &(struct manifest_change){.path = str_n(rest.s, record.path_n),
							       .content = record.content,
							       .removed = record.removed != 0});
		rest = str_from(rest, record.path_n);
	}
	return rest.n == 0 ? 0 : damaged();
}

static int load_delta(struct manifest *manifest, int folder)
{
	struct stat status;
	struct delta_head head;
	struct str bytes;
	int fd = fs_open_file_at(folder, MANIFEST_DELTA, &status), result;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	result = fs_read_fd(fd, &manifest->delta_bytes, 4 * (size_t)DELTA_BYTES);
	close(fd);
	if (result < 0)
		return -1;
	bytes = buf_view(&manifest->delta_bytes);
	if (bytes.n < sizeof(head))
		return damaged();
	memcpy(&head, bytes.s, sizeof(head));
	if (memcmp(head.magic, delta_magic, sizeof(head.magic)) != 0 ||
	    head.checksum != hash128(str_from(bytes, offsetof(struct delta_head, digest))).low)
		return damaged();
	if (head.generation != manifest->generation) {
		buf_clear(&manifest->delta_bytes); /* left behind by an older table */
		return 0;
	}
	note_time(manifest, &status);
	manifest->digest = head.digest;
	manifest->ceded = head.ceded;
	return read_changes(manifest, str_from(bytes, sizeof(head)), head.n);
}

int manifest_load(struct manifest *manifest, int folder)
{
	*manifest = (struct manifest){0};
	map_init(&manifest->changes_by_path);
	buf_init(&manifest->delta_bytes, BUF_NO_LIMIT);
	if (load_table(manifest, folder) < 0)
		return -1;
	return load_delta(manifest, folder);
}

void manifest_release(struct manifest *manifest)
{
	if (manifest == NULL)
		return;
	if (manifest->mapped != NULL)
		(void)munmap(manifest->mapped, manifest->mapped_n);
	vec_release(&manifest->changes);
	map_release(&manifest->changes_by_path);
	mem_free(manifest->overridden);
	buf_release(&manifest->delta_bytes);
	*manifest = (struct manifest){0};
}

uint32_t manifest_find(const struct manifest *manifest, struct str path, uint64_t path_hash)
{
	const struct map_entry *change = map_find(&manifest->changes_by_path, path);

	if (change == NULL)
		return manifest_table_find(&manifest->table, path, path_hash);
	if (manifest->changes.at[change->value.number - 1].removed)
		return MANIFEST_NONE;
	return manifest->table.n + (uint32_t)change->value.number - 1;
}

bool manifest_has(const struct manifest *manifest, uint32_t at)
{
	if (at < manifest->table.n)
		return manifest->overridden == NULL || manifest->overridden[at] == 0;
	return !manifest->changes.at[at - manifest->table.n].removed;
}

uint64_t manifest_content_of(const struct manifest *manifest, uint32_t at)
{
	return at < manifest->table.n ? manifest->table.records[at].content
				      : manifest->changes.at[at - manifest->table.n].content;
}

struct str manifest_path(const struct manifest *manifest, uint32_t at)
{
	return at < manifest->table.n ? manifest_table_path(&manifest->table, at)
				      : manifest->changes.at[at - manifest->table.n].path;
}
