#include "generator/preview_watch.h"

#include "common/arena.h"
#include "common/buf.h"
#include "common/fs.h"
#include "common/mem.h"
#include "common/vec.h"
#include "generator/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
	FOLDER_EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
			IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK,
};

/* A watched folder, by watch descriptor (small numbers, one after the other). */
struct watched {
	char *path; /* below the site's folder, "" for itself; NULL: not watched */
	bool is_whole;
};

enum { CHANGED_MAX = 64 };

struct watched_vec VEC_FIELDS(struct watched);
struct names_vec VEC_FIELDS(char *);

struct preview_watch {
	int fd;
	int site;
	struct watched_vec folders;
	struct names_vec wanted; /* as told */
	struct arena arena;	 /* of the paths of what has changed */
	struct str changed[CHANGED_MAX];
	size_t changed_n;
	bool is_told;	 /* they have been asked for: with the next change another list begins */
	bool is_unclear; /* not only files have changed */
};

struct preview_watch *preview_watch_new(int site_folder)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	struct preview_watch *watch;

	if (fd < 0)
		return NULL;
	watch = mem_zalloc(sizeof(*watch));
	watch->fd = fd;
	watch->site = site_folder;
	watch->is_unclear = true;
	arena_init(&watch->arena);
	return watch;
}

static void forget_all(struct preview_watch *watch)
{
	for (size_t i = 0; i < watch->folders.n; i++)
		mem_free(watch->folders.at[i].path);
	vec_clear(&watch->folders);
	for (size_t i = 0; i < watch->wanted.n; i++)
		mem_free(watch->wanted.at[i]);
	vec_clear(&watch->wanted);
}

void preview_watch_free(struct preview_watch *watch)
{
	if (watch == NULL)
		return;
	forget_all(watch);
	vec_release(&watch->folders);
	vec_release(&watch->wanted);
	arena_release(&watch->arena);
	close(watch->fd);
	mem_free(watch);
}

int preview_watch_fd(const struct preview_watch *watch)
{
	return watch->fd;
}

/* inotify wants a path; through the open folder it is the right one wherever the site lies. */
static int watch_folder(struct preview_watch *watch, struct str path, bool is_whole)
{
	char text[PATH_MAX];
	int number;

	if (snprintf(text, sizeof(text), "/proc/self/fd/%d/%.*s", watch->site, STR_ARG(path)) >= (int)sizeof(text))
		return 0;
	number = inotify_add_watch(watch->fd, text, FOLDER_EVENTS);
	if (number < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP ? 0 : -1;
	while (watch->folders.n <= (size_t)number)
		(void)vec_add(&watch->folders);
	if (watch->folders.at[number].path != NULL) {
		is_whole = is_whole || watch->folders.at[number].is_whole;
		mem_free(watch->folders.at[number].path);
	}
	watch->folders.at[number] = (struct watched){mem_dup(path.s, path.n), is_whole};
	return 0;
}

struct walk {
	struct preview_watch *watch;
	struct str root;
	int result;
};

static int watch_entry(void *context, const struct tree_entry *entry)
{
	struct walk *walk = context;
	struct buf path;

	if (entry->type != DT_DIR || (entry->name[0] == '.' && !str_eq(str_c(entry->name), STR(".gitbook"))))
		return 0;
	buf_init(&path, PATH_MAX);
	buf_str(&path, walk->root);
	buf_char(&path, '/');
	buf_str(&path, entry->path);
	if (watch_folder(walk->watch, buf_view(&path), true) < 0)
		walk->result = -1;
	buf_release(&path);
	return 0;
}

/* A folder and all below it. What comes into it meanwhile is seen, because it is watched before it is read. */
static int watch_whole(struct preview_watch *watch, struct str path)
{
	struct walk walk = {.watch = watch, .root = path};
	char text[PATH_MAX];
	int folder;

	if (path.n == 0 || path.n >= sizeof(text) || watch_folder(watch, path, true) < 0)
		return -1;
	memcpy(text, path.s, path.n);
	text[path.n] = '\0';
	folder = fs_open_folder_at(watch->site, text);
	if (folder < 0)
		return 0;
	if (tree_walk(folder, watch_entry, &walk) < 0 && errno == EMFILE)
		walk.result = -1;
	close(folder);
	return walk.result;
}

int preview_watch_set(struct preview_watch *watch, const struct str *paths, size_t n)
{
	int result = 0, error = 0;

	for (size_t i = 0; i < watch->folders.n; i++)
		if (watch->folders.at[i].path != NULL)
			(void)inotify_rm_watch(watch->fd, (int)i);
	forget_all(watch);
	watch->is_unclear = true; /* what happens meanwhile may go unseen */
	for (size_t i = 0; i < n; i++) {
		struct str path = paths[i];

		while (path.n != 0 && path.s[path.n - 1] == '/')
			path.n--;
		if (path.n == 0)
			continue;
		*vec_add(&watch->wanted) = mem_dup(path.s, path.n);
		/* the folder that it stands in, so that its coming and going is seen */
		if (watch_folder(watch, tree_folder(path), false) < 0 || watch_whole(watch, path) < 0) {
			result = -1;
			error = errno;
		}
	}
	errno = error;
	return result;
}

/* vim's test file and backups, Emacs' locks and autosaves, and what many programs call a file before its rename. */
static bool is_of_an_editor(struct str name)
{
	static const char *const endings[] = {"~",     ".swp", ".swx",	".swo",	       ".tmp",
					      ".temp", ".bak", ".part", ".crdownload", FS_TEMPORARY_END};

	if (name.n == 0 || (name.s[0] == '.' && (name.n == 1 || name.s[1] != '.')) || name.s[0] == '#' ||
	    str_eq(name, STR("4913")))
		return true;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (str_ends(name, str_c(endings[i])))
			return true;
	return false;
}

static bool is_wanted(const struct preview_watch *watch, struct str path)
{
	for (size_t i = 0; i < watch->wanted.n; i++)
		if (str_eq(path, str_c(watch->wanted.at[i])))
			return true;
	return false;
}

static void note_changed(struct preview_watch *watch, const struct inotify_event *event, struct str path)
{
	for (size_t i = 0; i < watch->changed_n; i++)
		if (str_eq(watch->changed[i], path))
			return;
	if ((event->mask & IN_ISDIR) != 0 || watch->changed_n == CHANGED_MAX)
		watch->is_unclear = true;
	else
		watch->changed[watch->changed_n++] = arena_str(&watch->arena, path);
}

bool preview_watch_changed(struct preview_watch *watch, const struct str **paths, size_t *n)
{
	*paths = watch->changed;
	*n = watch->changed_n;
	watch->is_told = true;
	return !watch->is_unclear;
}

static bool take_event(struct preview_watch *watch, const struct inotify_event *event)
{
	struct watched *watched;
	struct buf path;
	bool is_wanted_one, is_call;

	if ((event->mask & IN_Q_OVERFLOW) != 0) {
		watch->is_unclear = true;
		return true;
	}
	if (event->wd < 0 || (size_t)event->wd >= watch->folders.n || watch->folders.at[event->wd].path == NULL)
		return false;
	watched = &watch->folders.at[event->wd];
	if ((event->mask & IN_IGNORED) != 0) { /* the folder is gone */
		mem_free(watched->path);
		watched->path = NULL;
		return false;
	}
	if (event->len == 0) {
		is_call = watched->is_whole && (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
		watch->is_unclear = watch->is_unclear || is_call;
		return is_call;
	}
	buf_init(&path, PATH_MAX);
	buf_str(&path, str_c(watched->path));
	if (path.n != 0)
		buf_char(&path, '/');
	buf_str(&path, str_c(event->name));
	is_wanted_one = is_wanted(watch, buf_view(&path));
	is_call = is_wanted_one || (watched->is_whole && !is_of_an_editor(str_c(event->name)));
	/* a file that was only made is followed by the end of its writing */
	if ((event->mask & IN_CREATE) != 0 && (event->mask & IN_ISDIR) == 0) {
		struct stat status;

		/* but a hard link is whole at once */
		is_call =
		    is_call && fstatat(watch->site, path.s, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_nlink > 1;
	}
	if (is_call && (event->mask & IN_ISDIR) != 0 && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0)
		(void)watch_whole(watch, buf_view(&path));
	if (is_call)
		note_changed(watch, event, buf_view(&path));
	buf_release(&path);
	return is_call;
}

bool preview_watch_take(struct preview_watch *watch)
{
	_Alignas(struct inotify_event) char events[16 * 1024];
	bool is_call = false;
	ssize_t n;

	if (watch->is_told) {
		watch->is_told = watch->is_unclear = false;
		watch->changed_n = 0;
		arena_clear(&watch->arena);
	}
	while ((n = read(watch->fd, events, sizeof(events))) > 0 || (n < 0 && errno == EINTR)) {
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *event = (const void *)(events + at);

			is_call = take_event(watch, event) || is_call;
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	}
	return is_call;
}
