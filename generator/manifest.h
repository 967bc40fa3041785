/*
 * manifest: the list of all files that Weir wrote into an output folder, with a
 * hash of each one's bytes. It is what a build may replace and remove.
 *
 * On disk it is two files: `manifest`, a table written by a full build and
 * mapped as it is, so that opening it costs no time per file, and
 * `manifest.delta`, what small builds changed since then, rewritten whole by
 * each of them. When that grows large, everything goes into a new table.
 *
 * The digest is a sum over all files (path and bytes), so that it follows a
 * change at the cost of the change and does not depend on order. The same output
 * has the same digest everywhere.
 *
 * A file may be listed as ceded (content 0): the output ought to have it, but
 * somebody else's file stands there. It is not Weir's and not in the digest.
 *
 * Both files are read as hostile bytes: damage is EBADMSG, never a crash.
 */
#ifndef WEIR_MANIFEST_H
#define WEIR_MANIFEST_H
#include "common/buf.h"
#include "common/hash.h"
#include "common/map.h"
#include "common/vec.h"

#include <time.h>

#define MANIFEST_CEDED ((uint64_t)0)
#define MANIFEST_NONE UINT32_MAX

/* What identifies the bytes of a file here; never MANIFEST_CEDED. */
static inline uint64_t manifest_content(struct hash128 hash)
{
	return hash.low != MANIFEST_CEDED ? hash.low : 1;
}

/* As it stands in the file. */
struct manifest_record {
	uint64_t path_hash; /* hash64() of the path */
	uint64_t content;
	uint32_t path, path_n; /* in the strings */
};

/* Records with their paths and a hash table over them. */
struct manifest_table {
	const struct manifest_record *records;
	const uint32_t *slots; /* record + 1, 0: free */
	const char *strings;
	uint32_t n, slots_n; /* slots_n is a power of two, or 0 */
	size_t strings_n;
};

/* Index of a path, or MANIFEST_NONE. */
uint32_t manifest_table_find(const struct manifest_table *table, struct str path, uint64_t path_hash);
struct str manifest_table_path(const struct manifest_table *table, uint32_t at);

/* One change against an older manifest. */
struct manifest_change {
	struct str path;
	uint64_t content;
	bool removed;
};
struct manifest_change_vec VEC_FIELDS(struct manifest_change);

/* As read from disk. */
struct manifest {
	struct manifest_table table;
	struct manifest_change_vec changes; /* the delta */
	struct map changes_by_path;	    /* to index + 1 */
	unsigned char *overridden;	    /* by table index; NULL when there is no delta */
	struct hash128 digest;
	uint64_t generation; /* of the table; a delta belongs to one generation */
	uint32_t ceded;
	struct timespec written; /* when the newest of the two files was put in its place */
	void *mapped;
	size_t mapped_n;
	struct buf delta_bytes;
};

/*
 * Loads what lies in an open folder. -1 with errno: ENOENT when there is none,
 * EBADMSG when it is damaged. Release it in any case.
 */
__attribute__((warn_unused_result)) int manifest_load(struct manifest *manifest, int folder);
void manifest_release(struct manifest *manifest);

/*
 * Files have numbers below manifest_room(). Index of a path, or MANIFEST_NONE.
 * The content of a number; its path; whether the number is in use at all.
 */
static inline uint32_t manifest_room(const struct manifest *manifest)
{
	return manifest->table.n + (uint32_t)manifest->changes.n;
}
uint32_t manifest_find(const struct manifest *manifest, struct str path, uint64_t path_hash);
bool manifest_has(const struct manifest *manifest, uint32_t at);
uint64_t manifest_content_of(const struct manifest *manifest, uint32_t at);
struct str manifest_path(const struct manifest *manifest, uint32_t at);

/* A manifest being made, on the heap. */
struct manifest_builder {
	struct manifest_record_vec VEC_FIELDS(struct manifest_record) records;
	struct buf strings;
	uint32_t *slots;
	uint32_t slots_n;
};

void manifest_builder_init(struct manifest_builder *builder);
void manifest_builder_release(struct manifest_builder *builder);
/* Index of the path, which is added (content 0) when it is not there; *added may be NULL. */
uint32_t manifest_builder_add(struct manifest_builder *builder, struct str path, uint64_t path_hash, bool *added);
/* A view that holds until the next addition. */
struct manifest_table manifest_builder_table(const struct manifest_builder *builder);
struct hash128 manifest_builder_digest(const struct manifest_builder *builder);

/* Names in the folder; what is saved waits under the NEW name until the caller renames it. */
#define MANIFEST_FILE "manifest"
#define MANIFEST_FILE_NEW "manifest.new"
#define MANIFEST_DELTA "manifest.delta"
#define MANIFEST_DELTA_NEW "manifest.delta.new"

/* Writes a whole table of that generation as MANIFEST_FILE_NEW. */
__attribute__((warn_unused_result)) int manifest_builder_save(const struct manifest_builder *builder, int folder,
							      uint64_t generation);
/*
 * Writes what `manifest` is after the changes: as MANIFEST_DELTA_NEW, or as
 * MANIFEST_FILE_NEW of the next generation when the delta would be large
 * (*is_table). *digest is the new one.
 */
__attribute__((warn_unused_result)) int manifest_save_changes(const struct manifest *manifest,
							      const struct manifest_change_vec *changes, int folder,
							      bool *is_table, struct hash128 *digest);

#endif
