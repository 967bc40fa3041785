/*
 * emit: the output folder: staging, manifest, commit, recovery.
 *
 * A full build stages a whole tree and exchanges it with public/ (renameat2
 * RENAME_EXCHANGE); any other stages what differs from the last build and moves
 * it in file by file under a journal, search.db after the pages, the manifest
 * last. A build that is killed anywhere is finished or undone by the next
 * emit_open(); one that fails undoes what it did. Only files that the manifest
 * names and that still are as Weir wrote them are replaced or removed. Others
 * are kept and reported; an output folder that is not empty and not known to be
 * Weir's is refused.
 *
 * State of an output lies in .weir/build/<key>/ of the site (manifest.h,
 * journal.h); public/.weir-output carries the digest of the manifest. When the
 * state is gone (a fresh clone, a removed .weir/) but the files in public/ add
 * up to that digest, the list is made again from them.
 *
 * One build of a site at a time: emit_open() locks .weir/lock, which the system
 * unlocks when the process and its workers end, however they do.
 */
#ifndef WEIR_EMIT_H
#define WEIR_EMIT_H
#include "common/diag.h"
#include "common/hash.h"

struct emit;

/*
 * Opens the output of a site. full: stage and exchange a whole tree, whatever is
 * there. NULL after an error diagnostic (locked, foreign folder, disk full, …).
 */
struct emit *emit_open(int site_folder, struct str output, bool full, struct arena *arena, struct diag_list *diags);
/*
 * Every file has to be staged: asked for, or there was no usable earlier output.
 * Otherwise any file may be staged as well: what has the same bytes as before is
 * not written, and keeps its time.
 */
bool emit_is_full(const struct emit *emit);
/*
 * To be asked before emit_open(). -1 after an error: the output is, holds or lies in one of these folders (below the
 * site's), or cannot be an output folder at all. Nothing is made or changed.
 */
__attribute__((warn_unused_result)) int emit_check_sources(int site_folder, struct str output,
							   const struct str *folders, size_t n, struct arena *arena,
							   struct diag_list *diags);
/* Folder descriptor of the earlier output, until the commit; -1 when there is none. */
int emit_earlier(const struct emit *emit);
/* Folder descriptor of the staging tree; workers create files in it themselves with emit_stage(). */
int emit_staging(const struct emit *emit);
/* Writes one file into staging. Callable from forked workers. -1 with errno; EINVAL: a path that cannot be. */
__attribute__((warn_unused_result)) int emit_stage(const struct emit *emit, struct str path, struct str bytes);
/* The same from an open file; EAGAIN when its bytes do not have that hash (any more). */
__attribute__((warn_unused_result)) int emit_stage_file(const struct emit *emit, struct str path, int source,
							struct hash128 hash);
/*
 * search.db is large, and little of it changes. So what the one that a commit has put out of place has in common with
 * the new one is kept with the state of the output (index_strip()); this puts it into staging for the index writer to
 * change. Nothing happens when there is none.
 */
void emit_stage_old_index(const struct emit *emit);
/* Takes it back, as long as nothing was changed in it. */
void emit_unstage_old_index(const struct emit *emit);

/*
 * In the main process, before the commit: what the new output consists of. A
 * file that was staged in vain (its page was left out after all) is not
 * published. emit_keep() and emit_drop() are for builds that are not full: the
 * file stays as it was, or goes; what none of them names goes, too, unless
 * emit_keep_rest() was called.
 */
void emit_add(struct emit *emit, struct str path);
void emit_keep(struct emit *emit, struct str path);
void emit_drop(struct emit *emit, struct str path);
void emit_keep_rest(struct emit *emit);
/*
 * Before any of them: copies beside a file (path and one of these suffixes) that
 * were staged or published with it are added, kept and dropped with it.
 */
void emit_set_copies(struct emit *emit, const char *const *suffixes, size_t n);
/*
 * When all is staged, added and told: calls `each` for every file of the new output that is in staging, copies
 * included: its path, and where its bytes are (a name in an open folder). Stops when it returns non-zero.
 * kept_too: also for those that were staged in vain, as the earlier output has the same bytes.
 */
int emit_each_staged(const struct emit *emit, bool kept_too,
		     int (*each)(void *context, struct str path, int folder, const char *name), void *context);
/* Whether the earlier output has the file. */
bool emit_has(const struct emit *emit, struct str path);
/* Whether its search.db is there, as Weir wrote it; of the bytes only what tree_content() reads of them. */
bool emit_has_index(const struct emit *emit);

/*
 * Files of the caller that belong to one state of the output, such as the build
 * cache, lie in this folder. One written as NAME.new becomes NAME together with
 * the output when emit_add_state() names it before the commit; so NAME, when
 * there is one and emit_is_full() is false, belongs to what public/ holds.
 */
int emit_state_folder(const struct emit *emit);
void emit_add_state(struct emit *emit, const char *name);
/* Of the output in public/ now: after emit_open() the earlier one, after emit_commit() the new one. */
struct hash128 emit_digest(const struct emit *emit);

struct emit_counts {
	uint32_t files;	  /* of the output */
	uint32_t written; /* new or changed by the commit */
	uint32_t removed;
	uint32_t kept;	/* not as Weir wrote them any more: left as they are */
	uint32_t extra; /* somebody else's beside them, as far as the commit has seen them */
};

/*
 * Puts the new output in place and removes what is no longer part of it. 0, or -1
 * after a diagnostic, with public/ as it was.
 */
__attribute__((warn_unused_result)) int emit_commit(struct emit *emit, struct diag_list *diags);
struct emit_counts emit_counts(const struct emit *emit);
/* Throws staging away. */
void emit_abort(struct emit *emit);
void emit_close(struct emit *emit);
/* `weir clean`: removes everything that Weir wrote, nothing else; *cleaned: what that was. */
struct emit_cleaned {
	uint32_t removed; /* files of the output */
	uint32_t others;  /* that stay in it */
	bool cache;	  /* there was one, and it is gone */
};
__attribute__((warn_unused_result)) int emit_clean(int site_folder, struct str output, struct diag_list *diags,
						   struct emit_cleaned *cleaned);
/*
 * Adds the errors that a build into that folder would end with, as far as they can be told without making or changing
 * anything, and without holding what is in it against the list of files. folders: as for emit_check_sources().
 */
void emit_check_place(int site_folder, struct str output, const struct str *folders, size_t n, struct arena *arena,
		      struct diag_list *diags);

#endif
