/*
 * cache: .weir/cache, what a build remembers for the next one: for every file
 * below content/ its status and, for pages, the packed page (page_pack) and the
 * keys of what was rendered and indexed of it.
 *
 * The cache is only ever believed as a whole: it belongs to one program, one set
 * of settings, theme and options (its fingerprint) and one committed output (its
 * stamp, which the manifest of public/ repeats). Anything else, or damage, and
 * the build is a full one. The file is mapped; what cache_load() gives points
 * into it and holds until cache_close().
 */
#ifndef WEIR_CACHE_H
#define WEIR_CACHE_H
#include "common/hash.h"
#include "generator/discover.h"

/* One file of the earlier build, in discover's order. */
struct cache_entry {
	uint64_t path_at, record_at; /* offsets in the cache file; a NUL is behind the path */
	uint32_t path_n, record_n;   /* no record: an asset, or a page that could not be used */
	uint64_t size, inode;
	int64_t changed;
	struct hash128 hash; /* of an asset's bytes */
	uint64_t is_page;
	uint64_t render_key; /* render_page_key() mixed with the source: 0 when not published */
	uint64_t index_key;
};

/* A folder, as discover saw it. */
struct cache_folder {
	uint64_t path_at, path_n;
	uint64_t inode;
	int64_t changed;
};

struct cache {
	const struct cache_entry *entries;
	uint32_t n;
	const struct cache_folder *folders;
	uint32_t folders_n;
	struct str bytes; /* the mapped file; absent when there is no cache to use */
	struct str diags; /* packed diagnostics of the whole build, as a page's (page_pack) */
	struct str found_diags; /* those of discover alone */
	struct str extras; /* keys of pages without a source, as build.c wrote them */
	int64_t valid_until; /* seconds; the next time that a page appears or expires by itself */
};

/* What is saved: the caller fills one per file, in discover's order. */
struct cache_item {
	const struct file *file;
	struct str record;
	struct hash128 hash;
	uint64_t render_key, index_key;
};

/* An empty cache (bytes absent) when there is none that fits. */
void cache_load(struct cache *cache, int site_folder, uint64_t fingerprint);
void cache_close(struct cache *cache);
struct str cache_path(const struct cache *cache, const struct cache_entry *entry);
struct str cache_folder_path(const struct cache *cache, const struct cache_folder *folder);
struct str cache_record(const struct cache *cache, const struct cache_entry *entry);

/*
 * Before the output changes: the cache on disk is no longer to be believed, so
 * that a build killed from here on is followed by a full one. 0, or -1 with errno.
 */
__attribute__((warn_unused_result)) int cache_invalidate(int site_folder);

struct cache_tail {
	const struct folder *folders;
	uint32_t folders_n;
	struct str diags, found_diags, extras;
	int64_t valid_until;
};

/* After the commit. 0, or -1 with errno (then there is no cache, which only costs time). */
__attribute__((warn_unused_result)) int cache_save(int site_folder, uint64_t fingerprint, const struct cache_item *items,
						   uint32_t n, const struct cache_tail *tail);

#endif
