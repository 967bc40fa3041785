/*
 * What the stages of a build share. Only build*.c include this.
 */
#ifndef WEIR_BUILD_PARTS_H
#define WEIR_BUILD_PARTS_H
#include "generator/build.h"
#include "generator/cache.h"
#include "generator/emit.h"
#include "generator/render.h"
#include "generator/resolve.h"
#include "generator/snapshot.h"
#include "generator/spill.h"
#include "generator/verbatim.h"

struct index_writer;

/* One file below content/ in this build; same index as discovery.files. */
struct unit {
	const struct cache_entry *before; /* of the earlier build, whatever changed since; NULL: new */
	struct str record;		  /* packed page; absent: an asset, or a page that could not be read */
	struct hash128 hash;		  /* of an asset */
	struct body body;		  /* where this build's parse put the HTML */
	bool is_awaited;		  /* to be parsed (hashed) in this build */
	bool is_read;			  /* it was */
	uint64_t render_key, index_key;
};

/* A rendered page that has no source file, by output path. */
struct extra_key {
	uint64_t path_hash, key;
};
struct extra_vec VEC_FIELDS(struct extra_key);

struct build {
	const struct build_options *options;
	struct build_result *result;
	struct arena *arena;
	struct diag_list *diags;
	int site_folder;
	unsigned processes;
	const struct config *config;
	struct theme *theme;
	struct verbatim verbatim;
	uint64_t fingerprint; /* of program, settings, theme and options: what the cache must match */
	bool system_failed;   /* exit code 3 */
	bool earlier_lost;    /* what the earlier build left is damaged, or lacks pages: only a full build helps */
	bool is_dry;	      /* diagnostics only: told so, or because of errors */

	struct discovery found;
	struct buf found_diags; /* packed diagnostics of discover */
	bool same_files;	/* no file has come or gone since the earlier build */
	bool same_ledger;	/* nobody else has changed what published.h keeps since then, */
	uint64_t ledger;	/* whose digest this is behind this build */
	struct unit *units;
	struct cache cache;
	struct spill spill;
	struct page_vec pages;
	struct asset *assets;
	uint32_t assets_n;
	struct site site;

	struct emit *emit;
	bool forgets;		       /* nothing is taken from the earlier build */
	bool is_full;		       /* everything is staged anew */
	struct str snapshot;	       /* mapped, when a fast build may be possible */
	struct snapshot_reader reader; /* of it */
	struct site fast_site;	       /* read from it; taken when the build is a fast one */
	bool has_fast_site;
	struct index_writer *index; /* begun while pages are read; see build_begin_index() */
	bool is_fast;		    /* no face has changed: the site is that of the snapshot */
	int64_t last_change;	    /* seconds; when a page appeared or went by itself, */
	int64_t next_change;	    /* and will */
	struct arena fast_arena;    /* of the site then */
	struct extra_vec extras_before, extras_now;
};

/* Adds DIAG_SYSTEM with errno's text. Always -1. */
int build_system_error(struct build *build, const char *what, struct str path);
void build_progress(const struct build *build, const char *stage, uint32_t done, uint32_t total);
struct str build_place_path(const struct build *build, struct arena *arena, struct str path);

/* Diagnostics as bytes, for the cache and from workers: those of a list from one on. */
void build_pack_diags(struct buf *out, const struct diag_list *diags, size_t from);
/* False when the bytes are damaged; nothing at all is fine. */
bool build_add_diags(struct build *build, struct str packed);

/*
 * build_parse.c: reads the given files (indices) in worker processes into units. 0, or -1 when it could not run.
 * `meanwhile` (NULL: nothing) is called once, beside the workers when there may be several.
 */
__attribute__((warn_unused_result)) int build_parse(struct build *build, const uint32_t *files, uint32_t n,
						    void (*meanwhile)(struct build *build, const uint32_t *files,
								      uint32_t n));
/* Fills build->pages and assets from the units' records, adds the pages' diagnostics; or loses the earlier build. */
void build_unpack(struct build *build);
/* Whether a unit's record is as it was written: by this build, or by an earlier one. */
bool build_has_whole_record(const struct unit *unit);
/* A page's passages, back from where build_parse put them. False when damaged. */
bool build_unpack_passages(struct page *page, struct str packed, struct arena *arena);

/* What a build has to do again. */
struct plan {
	uint32_t *pages; /* to render */
	uint32_t pages_n;
	uint32_t *extras;
	uint32_t extras_n;
	uint32_t *feeds; /* to write, of feeds_list() */
	uint32_t feeds_n;
	uint32_t *assets; /* to copy */
	uint32_t assets_n;
	uint32_t *indexed; /* pages to index that cannot be kept */
	uint32_t indexed_n;
	bool index_changed; /* search.db is to be written */
};

/*
 * build_fast.c: when the files just read are all that changed and none of them
 * has another face, renders and indexes them alone and publishes. False when the
 * site has to be resolved.
 */
bool build_fast(struct build *build, const uint32_t *files, uint32_t n);
/* As far as that can be told before n files are read. */
bool build_may_be_fast(const struct build *build, uint32_t n);
/* What it needs whatever these files hold: for build_parse() to do beside reading them. */
void build_prepare_fast(struct build *build, const uint32_t *files, uint32_t n);
/* build.c: cache and commit. */
void build_publish(struct build *build, struct str ledger_before, struct str ledger);

/* build_gate.c: nothing that was staged may be published: -1 after an error. */
__attribute__((warn_unused_result)) int build_gate(struct build *build);
/* Of the sealed identities: changes with them. */
uint64_t build_gate_fingerprint(int site_folder);

/* The state file (emit.h) with the resolved site. */
#define BUILD_SNAPSHOT "site"

/*
 * build_render.c: for an edit of a few pages that keep their faces, which is not known before they are read: opens
 * the index and reads back what stands beside these pages in it. It is build_render() that goes on with it, or
 * build_drop_index() puts things back.
 */
void build_begin_index(struct build *build, const uint32_t *files, uint32_t n);
void build_drop_index(struct build *build);
/* Renders what changed in worker processes and writes the index beside it. */
__attribute__((warn_unused_result)) int build_render(struct build *build);
#endif
