/*
 * preview_watch: tells when something below a site's folder changes, by inotify.
 *
 * Whole folders (content/, theme/) are watched with all below them, new ones from
 * the moment they appear; of the site's own folder only single files. Names that
 * editors use for their own files while saving are not worth a build. A file that
 * somebody writes to calls for one when it is closed and has something in it; until
 * then it is waited for, as long as the caller likes.
 */
#ifndef WEIR_PREVIEW_WATCH_H
#define WEIR_PREVIEW_WATCH_H
#include "common/str.h"

struct preview_watch;

/* NULL with errno. The site's folder stays the caller's and open. */
struct preview_watch *preview_watch_new(int site_folder);
void preview_watch_free(struct preview_watch *watch);
/* To be polled for reading. */
int preview_watch_fd(const struct preview_watch *watch);

/*
 * What to watch, relative to the site's folder: files and folders that need not
 * exist. Replaces what was watched before; nothing is missed of a folder that stays,
 * but what is new may have changed before. -1 with errno (ENOSPC: more folders than
 * fs.inotify.max_user_watches allows; the rest is watched).
 */
__attribute__((warn_unused_result)) int preview_watch_set(struct preview_watch *watch, const struct str *paths,
							  size_t n);
/* Takes what has happened; true when a build is called for. Never waits. */
bool preview_watch_take(struct preview_watch *watch);
/* Whether a file is being written. */
bool preview_watch_is_waiting(const struct preview_watch *watch);
/* Whether the last preview_watch_take() saw anything of such a file. */
bool preview_watch_is_written_to(const struct preview_watch *watch);
/* Such files count as changed: who writes them may never close them. */
void preview_watch_wait_no_longer(struct preview_watch *watch);
/*
 * The files that builds were called for since this was asked last: those and no others have changed, come or gone.
 * False when it is not that simple (a folder came or went, too many). Holds until the next preview_watch_take().
 */
bool preview_watch_changed(struct preview_watch *watch, const struct str **paths, size_t *n);

#endif
