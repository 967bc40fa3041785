/*
 * watch: when there is a new search.db. Knows the file's status and asks for it
 * again whenever something in the site's folder, or that folder itself, was
 * written, moved or removed; the folder may be replaced as a whole.
 */
#ifndef WEIR_WATCH_H
#define WEIR_WATCH_H
#include <stdbool.h>

struct watch;

/*
 * The folder `name` in `folder`, whose path is `path`. Without inotify (too many
 * watches) watch_fd() is -1 and asking from time to time must do.
 */
struct watch *watch_new(int folder, const char *path, const char *name);
void watch_free(struct watch *watch);
int watch_fd(const struct watch *watch);
/* Whether search.db is another file than at the last call. Takes what inotify has to say. */
bool watch_changed(struct watch *watch);
/* Whether there was none at the last call of watch_changed(). */
bool watch_is_gone(const struct watch *watch);

#endif
