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
	FOLDER_EVENTS = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
			IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK,
};

/* A watched folder, by watch descriptor (small numbers, one after the other). */
struct watched {
	char *path; /* below the site's folder, "" for itself; NULL: not watched */
	bool is_whole;
	bool is_kept; /* by the preview_watch_set() that runs */
};

enum { CHANGED_MAX = 64, UNFINISHED_MAX = 64 };

struct watched_vec VEC_FIELDS(struct watched);
struct names_vec VEC_FIELDS(char *);

struct preview_watch {
	int fd;
	int site;
	struct watched_vec folders;
	struct names_vec wanted;     /* as told */
	struct names_vec unfinished; /* files that are being written */
	struct arena arena;	     /* of the paths of what has changed */
	struct str changed[CHANGED_MAX];
	size_t changed_n;
	bool is_written_to; /* one of the unfinished, by what was taken last */
	bool is_told;	    /* they have been asked for: with the next change another list begins */
	bool is_unclear;    /* not only files have changed */
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

static void forget_names(struct names_vec *names)
{
	for (size_t i = 0; i < names->n; i++)
		mem_free(names->at[i]);
	vec_clear(names);
}

void preview_watch_free(struct preview_watch *watch)
{
	if (watch == NULL)
		return;
	for (size_t i = 0; i < watch->folders.n; i++)
		mem_free(watch->folders.at[i].path);
	vec_release(&watch->folders);
	forget_names(&watch->wanted);
	vec_release(&watch->wanted);
	forget_names(&watch->unfinished);
	vec_release(&watch->unfinished);
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
		is_whole = is_whole || (watch->folders.at[number].is_kept && watch->folders.at[number].is_whole);
		mem_free(watch->folders.at[number].path);
	}
	watch->folders.at[number] = (struct watched){mem_dup(path.s, path.n), is_whole, true};
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

/* What was told is done with. */
static void begin_list(struct preview_watch *watch)
{
	if (!watch->is_told)
		return;
	watch->is_told = watch->is_unclear = false;
	watch->changed_n = 0;
	arena_clear(&watch->arena);
}

static void forget_folder(struct watched *watched)
{
	mem_free(watched->path);
	watched->path = NULL;
}

/* A folder that is watched already keeps its watch, and what has happened in it and was not yet taken. */
static int watch_wanted(struct preview_watch *watch)
{
	int result = 0, error = 0;

	for (size_t i = 0; i < watch->folders.n; i++)
		watch->folders.at[i].is_kept = false;
	for (size_t i = 0; i < watch->wanted.n; i++) {
		struct str path = str_c(watch->wanted.at[i]);

		/* the folder that it stands in, so that its coming and going is seen */
		if (watch_folder(watch, tree_folder(path), false) < 0 || watch_whole(watch, path) < 0) {
			result = -1;
			error = errno;
		}
	}
	for (size_t i = 0; i < watch->folders.n; i++) {
		if (watch->folders.at[i].path != NULL && !watch->folders.at[i].is_kept) {
			(void)inotify_rm_watch(watch->fd, (int)i);
			forget_folder(&watch->folders.at[i]);
		}
	}
	errno = error;
	return result;
}

int preview_watch_set(struct preview_watch *watch, const struct str *paths, size_t n)
{
	forget_names(&watch->wanted);
	begin_list(watch);
	watch->is_unclear = true; /* what happens meanwhile may go unseen */
	for (size_t i = 0; i < n; i++) {
		struct str path = paths[i];

		while (path.n != 0 && path.s[path.n - 1] == '/')
			path.n--;
		if (path.n != 0)
			*vec_add(&watch->wanted) = mem_dup(path.s, path.n);
	}
	return watch_wanted(watch);
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

static void note_changed(struct preview_watch *watch, struct str path, bool is_folder)
{
	for (size_t i = 0; i < watch->changed_n; i++)
		if (str_eq(watch->changed[i], path))
			return;
	if (is_folder || watch->changed_n == CHANGED_MAX)
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

/* Where it stands among the files that are being written; their number when it is none. */
static size_t find_unfinished(const struct preview_watch *watch, struct str path)
{
	size_t i = 0;

	while (i < watch->unfinished.n && !str_eq(path, str_c(watch->unfinished.at[i])))
		i++;
	return i;
}

/* Whether a file is whole now, as far as that can be known; if not, it is remembered. */
static bool note_progress(struct preview_watch *watch, struct str path, bool is_whole)
{
	size_t at = find_unfinished(watch, path), n = watch->unfinished.n;

	watch->is_written_to = watch->is_written_to || !is_whole;
	if (is_whole && at < n) {
		mem_free(watch->unfinished.at[at]);
		watch->unfinished.at[at] = watch->unfinished.at[--watch->unfinished.n];
	}
	if (is_whole || at < n)
		return is_whole;
	if (n == UNFINISHED_MAX)
		return true; /* too many to wait for */
	*vec_add(&watch->unfinished) = mem_dup(path.s, path.n);
	return false;
}

/* An event of a file that matters: whether it calls for a build. The path ends with a NUL. */
static bool take_file_event(struct preview_watch *watch, uint32_t mask, struct str path)
{
	struct stat status = {0};
	bool is_there;

	if ((mask & IN_MODIFY) != 0)
		return note_progress(watch, path, false);
	if ((mask & IN_ATTRIB) != 0)
		return find_unfinished(watch, path) == watch->unfinished.n;
	is_there = (mask & (IN_CREATE | IN_CLOSE_WRITE)) != 0 &&
		   fstatat(watch->site, path.s, &status, AT_SYMLINK_NOFOLLOW) == 0;
	/* a file that was only made is followed by the end of its writing; links are whole at once */
	if ((mask & IN_CREATE) != 0)
		return note_progress(watch, path, is_there && (status.st_nlink > 1 || !S_ISREG(status.st_mode)));
	/* emptied by who is going to write it, in a second step */
	if ((mask & IN_CLOSE_WRITE) != 0)
		return note_progress(watch, path, !is_there || status.st_size != 0);
	return note_progress(watch, path, true);
}

/* An event of a name in a watched folder. */
static bool take_name(struct preview_watch *watch, const struct watched *watched, const struct inotify_event *event)
{
	bool is_folder = (event->mask & IN_ISDIR) != 0, is_call;
	struct buf path;

	buf_init(&path, PATH_MAX);
	buf_str(&path, str_c(watched->path));
	if (path.n != 0)
		buf_char(&path, '/');
	buf_str(&path, str_c(event->name));
	is_call = is_wanted(watch, buf_view(&path)) || (watched->is_whole && !is_of_an_editor(str_c(event->name)));
	if (is_call && !is_folder)
		is_call = take_file_event(watch, event->mask, buf_view(&path));
	if (is_call && is_folder && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0)
		(void)watch_whole(watch, buf_view(&path));
	if (is_call)
		note_changed(watch, buf_view(&path), is_folder);
	buf_release(&path);
	return is_call;
}

/* More has happened than the kernel keeps: folders that came are not watched, ends of writing were not told. */
static void start_afresh(struct preview_watch *watch)
{
	watch->is_unclear = true;
	forget_names(&watch->unfinished);
	(void)watch_wanted(watch);
}

static bool take_event(struct preview_watch *watch, const struct inotify_event *event)
{
	struct watched *watched;
	bool is_call;

	if ((event->mask & IN_Q_OVERFLOW) != 0) {
		start_afresh(watch);
		return true;
	}
	if (event->wd < 0 || (size_t)event->wd >= watch->folders.n || watch->folders.at[event->wd].path == NULL)
		return false;
	watched = &watch->folders.at[event->wd];
	if ((event->mask & IN_IGNORED) != 0) { /* the folder is gone */
		forget_folder(watched);
		return false;
	}
	if (event->len != 0)
		return take_name(watch, watched, event);
	is_call = watched->is_whole && (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
	watch->is_unclear = watch->is_unclear || is_call;
	return is_call;
}

bool preview_watch_take(struct preview_watch *watch)
{
	_Alignas(struct inotify_event) char events[16 * 1024];
	bool is_call = false;
	ssize_t n;

	begin_list(watch);
	watch->is_written_to = false;
	while ((n = read(watch->fd, events, sizeof(events))) > 0 || (n < 0 && errno == EINTR)) {
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *event = (const void *)(events + at);

			is_call = take_event(watch, event) || is_call;
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	}
	return is_call;
}

bool preview_watch_is_waiting(const struct preview_watch *watch)
{
	return watch->unfinished.n != 0;
}

bool preview_watch_is_written_to(const struct preview_watch *watch)
{
	return watch->is_written_to;
}

void preview_watch_wait_no_longer(struct preview_watch *watch)
{
	begin_list(watch);
	for (size_t i = 0; i < watch->unfinished.n; i++)
		note_changed(watch, str_c(watch->unfinished.at[i]), false);
	forget_names(&watch->unfinished);
}
