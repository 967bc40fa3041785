/*
 * emit: the output folder: staging, manifest, commit, recovery.
 *
 * A full build stages a whole tree in .weir/staging/ and exchanges it with
 * public/ (renameat2 RENAME_EXCHANGE); a small change stages its few files and
 * renames them in under a journal (.weir/journal), search.db last. A build that
 * is killed anywhere is finished or undone by the next emit_open(). Only files
 * named in the manifest (.weir/manifest and a marker in public/) are ever
 * replaced or removed; an output folder with unknown files and no manifest is
 * refused; a file that somebody changed or added in public/ by hand is kept and
 * reported.
 *
 * One build at a time: emit_open() locks .weir/lock and says so when it is held.
 */
#ifndef WEIR_EMIT_H
#define WEIR_EMIT_H
#include "common/diag.h"
#include "common/hash.h"

struct emit;

/*
 * Opens the output of a site. full: every file will be staged anew. NULL after an
 * error diagnostic (locked, foreign folder, disk full, …).
 */
struct emit *emit_open(int site_folder, struct str output, bool full, struct arena *arena, struct diag_list *diags);
bool emit_is_full(const struct emit *emit); /* also when there was no usable earlier output */
/* Folder descriptor of the staging tree; workers create files in it themselves with emit_stage(). */
int emit_staging(const struct emit *emit);
/* Writes one file into staging. Callable from forked workers (no shared state is touched). -1 with errno. */
__attribute__((warn_unused_result)) int emit_stage(const struct emit *emit, struct str path, struct str bytes);
/* In the main process: the file `path` belongs to the new output (staged now, or kept as it was). */
void emit_add(struct emit *emit, struct str path);
void emit_keep(struct emit *emit, struct str path);
/*
 * Puts the new output in place and removes what is no longer part of it. 0, or -1
 * after a diagnostic, with public/ as it was.
 */
__attribute__((warn_unused_result)) int emit_commit(struct emit *emit, struct diag_list *diags);
/* Throws staging away. */
void emit_abort(struct emit *emit);
void emit_close(struct emit *emit);
/* `weir clean`: removes everything that Weir wrote, nothing else. */
__attribute__((warn_unused_result)) int emit_clean(int site_folder, struct str output, struct diag_list *diags);

#endif
