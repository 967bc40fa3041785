/*
 * staging: files made in a folder of their own before anybody sees them. Written
 * by several forked processes at once.
 *
 * They form the tree that is to be published, or, where single files will be
 * moved into place, lie side by side under names made from their paths: that
 * saves a folder for each.
 *
 * What has been staged is noted, with a hash of its bytes, in memory that the
 * processes share; so the main process need not be told. The cost of a file is
 * that of the system calls that make it: one open for each, one mkdir for each
 * folder; the folder above is held open between calls.
 */
#ifndef WEIR_STAGING_H
#define WEIR_STAGING_H
#include "generator/manifest.h"

struct staging_log;
struct staging_cursor;

struct staging {
	int tree; /* the folder; nobody else has access to it */
	bool is_flat;
	const struct manifest *earlier; /* when flat: files that have the same bytes in it are not written */
	struct staging_log *log;	/* shared with forked processes */
	struct staging_cursor *cursor;	/* this process's own */
};

/* Flat when there is an earlier output. -1 with errno. */
__attribute__((warn_unused_result)) int staging_init(struct staging *staging, int tree, const struct manifest *earlier);
void staging_release(struct staging *staging);

/*
 * Writes a file; one of that path is replaced (a worker that was lost may have
 * left it). -1 with errno: EINVAL for an unsafe path, EOVERFLOW beyond
 * LIMIT_OUTPUT_FILES. After a failure there is no whole file of that path.
 */
__attribute__((warn_unused_result)) int staging_write(const struct staging *staging, struct str path, struct str bytes);
/* The same from an open file, from where it is; EAGAIN when its bytes do not have that hash (any more). */
__attribute__((warn_unused_result)) int staging_copy(const struct staging *staging, struct str path, int source,
						     struct hash128 hash);

/* What a file is called in a flat folder. */
struct staging_name {
	char s[17];
};
struct str staging_name_of(struct str path, struct staging_name *name);

/* For the main process, when all is staged. */
struct staging_note {
	uint64_t path_hash; /* hash64() of the path */
	uint64_t content;   /* manifest_content() */
};
uint32_t staging_notes(const struct staging *staging, const struct staging_note **notes);

#endif
