#include "search/watch.h"

#include "common/arena.h"
#include "common/mem.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

struct watch {
	int folder, inotify;
	struct arena arena;
	struct str path, site, file; /* of the folder, of the site in it, of the file below folder */
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified, changed;
	bool is_gone;
};

/* Watching a folder that is watched already changes nothing; one that took its place is watched anew. */
static void renew(struct watch *watch)
{
	const uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

	if (watch->inotify < 0)
		return;
	(void)inotify_add_watch(watch->inotify, watch->path.s, events);
	(void)inotify_add_watch(watch->inotify, watch->site.s, events);
}

struct watch *watch_new(int folder, const char *path, const char *name)
{
	struct watch *watch = mem_zalloc(sizeof(*watch));

	arena_init(&watch->arena);
	watch->folder = folder;
	watch->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	watch->path = arena_str(&watch->arena, str_c(path));
	watch->site = arena_printf(&watch->arena, "%s/%s", path, name);
	watch->file = arena_printf(&watch->arena, "%s/search.db", name);
	(void)watch_changed(watch);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (watch == NULL)
		return;
	if (watch->inotify >= 0)
		close(watch->inotify);
	arena_release(&watch->arena);
	mem_free(watch);
}

int watch_fd(const struct watch *watch)
{
	return watch->inotify;
}

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool watch_changed(struct watch *watch)
{
	char events[4096] __attribute__((aligned(8)));
	struct stat now;

	/* what they say does not matter: the file is asked */
	while (watch->inotify >= 0 && read(watch->inotify, events, sizeof(events)) > 0)
		;
	renew(watch);
	watch->is_gone = fstatat(watch->folder, watch->file.s, &now, 0) != 0;
	if (watch->is_gone)
		return false; /* the one that is open is still good */
	if (now.st_dev == watch->device && now.st_ino == watch->inode && now.st_size == watch->size &&
	    same_time(now.st_mtim, watch->modified) && same_time(now.st_ctim, watch->changed))
		return false;
	watch->device = now.st_dev;
	watch->inode = now.st_ino;
	watch->size = now.st_size;
	watch->modified = now.st_mtim;
	watch->changed = now.st_ctim;
	return true;
}

bool watch_is_gone(const struct watch *watch)
{
	return watch->is_gone;
}
