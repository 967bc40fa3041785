/*
 * cache: what a build remembers for the next one: for every file below content/
 * its status and, for pages, the packed page (page_pack) and the keys of what was
 * rendered and indexed of it.
 *
 * Two files in the output's state folder (emit.h), so that they always belong to
 * what public/ holds: `cache`, written when files have come or gone or much has
 * changed, and `delta`, small, with the entries that have changed since. Both
 * are believed only as a whole (but for the records of `cache`, which have a
 * checksum each, as most of them are never looked at) and only by the same
 * program with the same settings, theme and options (the fingerprint); else the
 * build is a full one.
 * What cache_load() gives holds until cache_close().
 */
#ifndef WEIR_CACHE_H
#define WEIR_CACHE_H
#include "common/hash.h"
#include "generator/discover.h"

#define CACHE_INCLUDES 2u

/* One file of the earlier build, in discover's order. */
struct cache_entry {
	uint64_t path_at, record_at; /* offsets in `cache`, behind its end: in `delta`; a NUL is behind the path */
	uint32_t path_n, record_n;   /* no record: an asset, or a page that could not be used */
	uint64_t size, inode;
	int64_t changed;
	struct hash128 hash; /* of an asset's bytes */
	uint32_t is_page;    /* CACHE_INCLUDES: one that has taken something from other files */
	uint32_t record_check;
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
	struct cache_entry *entries;
	uint32_t n;
	const struct cache_folder *folders;
	uint32_t folders_n;
	struct str bytes;	/* of `cache`, mapped; absent when there is nothing to use */
	struct str delta;	/* of `delta`, on the heap; absent when there is none */
	uint64_t id;		/* of `cache`, another each time it is written */
	struct str diags;	/* packed diagnostics of the whole build, as a page's (page_pack) */
	struct str found_diags; /* those of discover alone */
	struct str extras;	/* keys of pages without a source, as build.c wrote them */
	int64_t valid_from;	/* seconds; the last time that a page appeared or expired by itself */
	int64_t valid_until;	/* and the next one */
	uint64_t pages;		/* of the site, those of sections without a file too */
	uint64_t ledger;	/* published_digest() behind that build */
};

/* What is saved: the caller fills one per file, in discover's order. */
struct cache_item {
	const struct file *file;
	struct str record;
	struct hash128 hash;
	uint64_t render_key, index_key;
};

/* An empty cache (bytes absent) when there is none that fits. */
void cache_load(struct cache *cache, int state_folder, uint64_t fingerprint);
void cache_close(struct cache *cache);
struct str cache_path(const struct cache *cache, const struct cache_entry *entry);
struct str cache_folder_path(const struct cache *cache, const struct cache_folder *folder);
struct str cache_record(const struct cache *cache, const struct cache_entry *entry);
/* Whether the bytes that cache_record() gave are those that were saved. */
bool cache_is_whole(const struct cache_entry *entry, struct str record);

/* What belongs to the build as a whole. */
struct cache_tail {
	struct str diags, found_diags, extras;
	int64_t valid_from, valid_until;
	uint64_t pages;
	uint64_t ledger;
};

/* Writes `cache.new` whole. 0, or -1 with errno. */
__attribute__((warn_unused_result)) int cache_save(int state_folder, uint64_t fingerprint,
						   const struct cache_item *items, uint32_t n,
						   const struct folder *folders, uint32_t folders_n,
						   const struct cache_tail *tail);
/*
 * Writes `delta.new`: the given entries of `items` (ascending) and those of the
 * loaded delta. items has the loaded cache's files in its order. 0; 1 when so much
 * has changed that cache_save() is better; or -1 with errno.
 */
__attribute__((warn_unused_result)) int cache_save_delta(const struct cache *cache, int state_folder,
							 const struct cache_item *items, const uint32_t *changed,
							 uint32_t changed_n, const struct cache_tail *tail);

#endif
