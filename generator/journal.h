/*
 * journal: what a commit is about to do to the output folder, written down first,
 * so that a build that is killed can be finished by the next.
 *
 * A commit either exchanges whole trees or moves single files. Files are moved
 * only by renames within one file system, and nothing is deleted before the
 * commit is through: what is replaced or removed waits in the staging folder, so
 * that a commit that fails half-way is undone.
 *
 *   state/    manifest, manifest.delta, journal, and further state files (NAME.new)
 *   staged/   the new tree, or the new files (flat: under staging_name_of())
 *   old/      what was removed, by number of its operation
 *   public/   the output folder
 *
 * Then the state files are renamed from NAME.new to NAME, the manifest first:
 * that is the moment from which the new output counts. Each step can be
 * repeated: whoever finishes a journal looks at what is there already.
 */
#ifndef WEIR_JOURNAL_H
#define WEIR_JOURNAL_H
#include "common/arena.h"
#include "common/hash.h"
#include "generator/tree.h"

enum journal_kind {
	JOURNAL_REMOVE_FIRST, /* stands where a folder is to be, or the other way round */
	JOURNAL_ADD,
	JOURNAL_REPLACE,
	JOURNAL_INDEX, /* add or replace, after all pages */
	JOURNAL_REMOVE,
	JOURNAL_MARKER, /* add or replace, the last */
	JOURNAL_KINDS
};

struct journal_step {
	enum journal_kind kind;
	struct str path;
	uint64_t old; /* content of the file that is replaced or removed; 0: there is none */
	uint64_t new; /* content of the staged file; 0: it is removed */
};

struct journal {
	bool exchange;						    /* trees, not files */
	bool is_flat;						    /* how the files are staged */
	struct hash128 digest;					    /* of the output afterwards */
	struct journal_steps VEC_FIELDS(struct journal_step) steps; /* in the order of their kinds */
	struct journal_names VEC_FIELDS(struct str) states;	    /* state files, the manifest first */
};

void journal_release(struct journal *journal);
/* Writes it as the folder's journal; from then on it holds. */
__attribute__((warn_unused_result)) int journal_save(const struct journal *journal, int folder);
/* 1 and the journal (strings in the arena), 0 when there is none, -1 with errno (EBADMSG: damaged). */
__attribute__((warn_unused_result)) int journal_load(struct journal *journal, int folder, struct arena *arena);
int journal_remove(int folder);

struct journal_places {
	struct tree_cursor public, staged, old;
	int state;
	bool is_flat; /* the journal's */
};

void journal_places_init(struct journal_places *places, int public, int staged, int old, int state);
void journal_places_release(struct journal_places *places);

/*
 * Makes all moves and renames the state files; for an exchange only the latter.
 * When a step fails everything is undone: -1 with errno and *failed naming the
 * step. If even that fails, *undone is false and the journal has to stay. 1: all
 * is done but for a state file, for which the journal has to stay.
 */
__attribute__((warn_unused_result)) int journal_apply(const struct journal *journal, struct journal_places *places,
						      struct str *failed, bool *undone);
/*
 * After a crash: makes the moves that are left. A file that somebody has
 * changed since stays; its path goes to `kept`.
 */
__attribute__((warn_unused_result)) int journal_finish(const struct journal *journal, struct journal_places *places,
						       struct journal_names *kept);
/* Afterwards: removes folders that the removed files left empty. */
void journal_prune(const struct journal *journal, struct journal_places *places);

#endif
