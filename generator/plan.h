/*
 * plan: what a commit of single files has to do, from what is to be and what is.
 * Looks at the output folder, but only where something is going to change, and
 * changes nothing.
 */
#ifndef WEIR_PLAN_H
#define WEIR_PLAN_H
#include "generator/journal.h"
#include "generator/manifest.h"

enum plan_mark { PLAN_GONE, PLAN_KEPT, PLAN_DROPPED };

struct plan_input {
	const struct manifest *earlier; /* may be empty */
	const unsigned char *marks;	/* enum plan_mark by number in it; NULL: all PLAN_GONE */
	bool keep_rest;			/* PLAN_GONE means kept as well */
	bool has_lost_bytes;		/* the bytes of files in the output may be others than the list says */
	struct manifest_builder *added; /* with contents; what has to be ceded is set to MANIFEST_CEDED */
	struct tree_cursor *public;
};

struct plan {
	struct journal journal; /* steps in order; no states, no marker yet */
	struct manifest_change_vec changes;
	struct journal_names kept; /* somebody else's files that stand in the way */
	uint32_t written, removed;
};

/* -1 with errno and *failed when the output folder cannot be read. plan_release() in any case. */
__attribute__((warn_unused_result)) int plan_make(struct plan *plan, const struct plan_input *input,
						  struct str *failed);
void plan_release(struct plan *plan);

/* Whether nobody has written to a file of the earlier output since Weir did, as far as its times tell. */
bool plan_is_untouched(const struct manifest *earlier, const struct stat *status);

/*
 * Whether a file is not as the list says although nobody has written to it: what a loss of power leaves of files that
 * were not on the disk yet. `content` is that of the list, *now that of the file. Files that were written long before
 * the list was are only asked for their size.
 */
bool plan_has_lost_bytes(const struct manifest *earlier, struct tree_cursor *public, struct str path, uint64_t content,
			 uint64_t *now);

/* Whether the file is as Weir wrote it: 1 or 0; -1 with errno (ENOENT, ENOTDIR: it is not there). */
__attribute__((warn_unused_result)) int plan_is_ours(const struct manifest *earlier, struct tree_cursor *public,
						     struct str path, uint64_t content);

/*
 * Whether search.db has been emptied (a full disk, a redirection). Nobody's bytes are in such a file, and no site wants
 * it, so it counts as Weir's, and as gone.
 */
bool plan_is_emptied(int public, struct str path);
/*
 * Whether the path is search.db, and one that a Weir wrote, but not as the last build here has it: an older one put
 * back, one of another version, or one that is damaged, which nobody can search. It counts as Weir's, and is written
 * anew: left alone, a site would go on without a search, and `weir build -q` would not say so.
 */
bool plan_is_other_index(int public, struct str path);

#endif
