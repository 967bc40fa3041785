#include "generator/outplace.h"

#include "common/fs.h"
#include "common/hash.h"
#include "generator/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* The absolute path of an open folder; absent when the system does not tell. */
static struct str path_of(int folder, struct arena *arena)
{
	char link[64], path[PATH_MAX];
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", folder);
	n = readlink(link, path, sizeof(path));
	return n > 0 && path[0] == '/' ? arena_str(arena, str_n(path, (size_t)n)) : STR_NONE;
}

/* -1 when the system does not tell. */
static int is_mount_of(int folder, const char *name, uint64_t *mount, uint64_t *device)
{
	struct statx status;
	int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name[0] == '\0' ? AT_EMPTY_PATH : 0);

	if (statx(folder, name, flags, STATX_MNT_ID, &status) < 0)
		return -1;
	*mount = (status.stx_mask & STATX_MNT_ID) != 0 ? status.stx_mnt_id : 0;
	*device = ((uint64_t)status.stx_dev_major << 32) | status.stx_dev_minor;
	return 0;
}

bool outplace_is_same_mount(int a, int b)
{
	uint64_t mount_a = 0, mount_b = 0, device_a = 0, device_b = 0;

	return is_mount_of(a, "", &mount_a, &device_a) == 0 && is_mount_of(b, "", &mount_b, &device_b) == 0 &&
	       mount_a == mount_b && device_a == device_b;
}

__attribute__((format(printf, 3, 4))) static int refuse(const struct outplace *place, struct diag_list *diags,
							const char *format, ...)
{
	char why[256];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	diag_add(diags, DIAG_OUTPUT_PLACE, (struct place){0}, "cannot use \"%.*s\" as the output folder: %s",
		 STR_ARG(place->shown), why);
	diag_hint(diags, "name a folder of its own, such as \"public\", in [build] output or with -o");
	return -1;
}

static int failed(const struct outplace *place, struct diag_list *diags, const char *what)
{
	diag_add(diags, DIAG_SYSTEM, (struct place){0}, "%s \"%.*s\": %s", what, STR_ARG(place->shown),
		 strerror(errno));
	return -1;
}

/* Whether `inner` is `outer` or lies in it. */
static bool is_in(struct str inner, struct str outer)
{
	return str_eq(inner, outer) || str_eq(outer, STR("/")) || (str_starts(inner, outer) && inner.s[outer.n] == '/');
}

static void make_folders(int site, char *path, size_t n)
{
	for (size_t i = 1; i <= n; i++) {
		char c = path[i];

		if (c != '/' && c != '\0')
			continue;
		path[i] = '\0';
		(void)mkdirat(site, path, 0755); /* if it is needed and not there, opening it tells why */
		path[i] = c;
	}
}

/*
 * The folder that the output stands in; named by the user, so it may lie anywhere. Where folders are not made, the
 * nearest one that is there, and the name goes on from it.
 */
static int open_parent(struct outplace *place, int site, struct str output, bool makes, struct arena *arena)
{
	ptrdiff_t slash = str_rfind_char(output, '/');

	for (;;) {
		struct str parent = slash > 0 ? str_slice(output, 0, (size_t)slash) : slash == 0 ? STR("/") : STR(".");
		char *path = (char *)arena_alloc(arena, parent.n + 1);

		memcpy(path, parent.s, parent.n);
		path[parent.n] = '\0';
		if (makes)
			make_folders(site, path, parent.n);
		place->name = arena_str(arena, str_from(output, (size_t)(slash + 1)));
		place->parent = openat(site, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (place->parent >= 0)
			return 0;
		if (makes || errno != ENOENT || slash <= 0)
			return -1;
		slash = str_rfind_char(parent, '/');
	}
}

static int open_folder(struct outplace *place, struct diag_list *diags)
{
	struct stat status;
	uint64_t mount = 0, parent_mount = 0, device = 0, parent_device = 0;

	place->is_empty = true;
	if (fstatat(place->parent, place->name.s, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : failed(place, diags, "cannot look at");
	if (S_ISLNK(status.st_mode))
		return refuse(place, diags, "it is a symbolic link; name the folder it points to");
	if (!S_ISDIR(status.st_mode))
		return refuse(place, diags, "it is not a folder");
	if (is_mount_of(place->parent, place->name.s, &mount, &device) == 0 &&
	    is_mount_of(place->parent, "", &parent_mount, &parent_device) == 0 &&
	    (mount != parent_mount || device != parent_device))
		return refuse(place, diags,
			      "it is a mount point, which cannot be replaced as a whole; name a folder below it");
	place->mode = status.st_mode & 07777;
	place->group = status.st_gid;
	place->folder = fs_open_at(place->parent, place->name.s, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
	if (place->folder < 0)
		return failed(place, diags, "cannot open");
	switch (tree_is_empty(place->folder)) {
	case 0:
		place->is_empty = false;
		return 0;
	case 1:
		return 0;
	default:
		return failed(place, diags, "cannot read");
	}
}

/* What the first part of a path below the site's folder may not be. */
static const char *const own_folders[] = {".git", ".weir", "private"};

static int check_place(const struct outplace *place, struct str site, struct diag_list *diags)
{
	struct str below, first;

	if (str_eq(place->path, STR("/")))
		return refuse(place, diags, "it is the root of the file system");
	if (is_in(site, place->path))
		return refuse(place, diags, "it is the site's own folder or holds it");
	if (!is_in(place->path, site))
		return 0;
	below = str_from(place->path, site.n + 1);
	if (str_eq(below, STR(OUTPLACE_PREVIEW)))
		return 0;
	(void)str_split(&below, '/', &first);
	for (size_t i = 0; i < sizeof(own_folders) / sizeof(*own_folders); i++)
		if (str_eq(first, str_c(own_folders[i])))
			return refuse(place, diags, "\"%.*s\" has another purpose", STR_ARG(first));
	return 0;
}

/* The same text for the same output, wherever the site lies. */
static void make_key(struct outplace *place, struct str site, struct arena *arena)
{
	struct str text = is_in(place->path, site) ? str_from(place->path, site.n + 1) : place->path;
	char hex[33];

	hash128_hex(hash128(text), hex, 12);
	place->key = arena_str(arena, str_c(hex));
}

static struct str without_trailing_slashes(struct str path)
{
	while (path.n > 1 && path.s[path.n - 1] == '/')
		path.n--;
	return path;
}

static struct str without_leading_dots(struct str path)
{
	while (str_starts(path, STR("./")) && path.n > 2)
		path = str_from(path, 2);
	return path;
}

/* makes: the folders above the output, too, and it must be possible to write. Else a folder that is not there is fine.
 */
static int open_place(struct outplace *place, int site_folder, struct str output, bool makes, struct arena *arena,
		      struct diag_list *diags)
{
	struct str site;

	*place = (struct outplace){.shown = arena_str(arena, output), .parent = -1, .folder = -1};
	output = without_leading_dots(without_trailing_slashes(output));
	if (output.n == 0 || output.n >= PATH_MAX || str_find_char(output, '\0') >= 0)
		return refuse(place, diags, "it is not a path");
	if (str_eq(output, STR("/")))
		return refuse(place, diags, "it is the root of the file system");
	if (open_parent(place, site_folder, output, makes, arena) < 0)
		return failed(place, diags, "cannot open the folder of");
	if (place->name.n > NAME_MAX)
		return refuse(place, diags, "its name is too long");
	if (str_eq(place->name, STR(".")) || str_eq(place->name, STR("..")))
		return refuse(place, diags, "it is the site's own folder or one above");
	site = path_of(site_folder, arena);
	place->parent_path = path_of(place->parent, arena);
	if (site.n == 0 || place->parent_path.n == 0)
		return failed(place, diags, "cannot tell where this folder lies (is /proc mounted?):");
	place->path = arena_printf(arena, "%.*s/%.*s", place->parent_path.n > 1 ? (int)place->parent_path.n : 0,
				   place->parent_path.s, STR_ARG(place->name));
	if (check_place(place, site, diags) < 0 || open_folder(place, diags) < 0)
		return -1;
	if (makes && faccessat(place->parent, ".", W_OK | X_OK, AT_EACCESS) < 0)
		return failed(place, diags, "cannot write to the folder of");
	if (makes && place->folder >= 0 && faccessat(place->folder, ".", W_OK | X_OK, AT_EACCESS) < 0)
		return failed(place, diags, "cannot write to");
	make_key(place, site, arena);
	return 0;
}

int outplace_open(struct outplace *place, int site_folder, struct str output, struct arena *arena,
		  struct diag_list *diags)
{
	return open_place(place, site_folder, output, true, arena, diags);
}

int outplace_look(struct outplace *place, int site_folder, struct str output, struct arena *arena,
		  struct diag_list *diags)
{
	return open_place(place, site_folder, output, false, arena, diags);
}

int outplace_is_foreign(const struct outplace *place, struct diag_list *diags)
{
	diag_add(diags, DIAG_OUTPUT_FOREIGN, (struct place){0},
		 "the output folder \"%.*s\" holds files that Weir did not write, or that were changed since",
		 STR_ARG(place->shown));
	diag_hint(diags, "remove the folder if it can go, or name another one with -o");
	return -1;
}

void outplace_close(struct outplace *place)
{
	if (place->folder >= 0)
		close(place->folder);
	if (place->parent >= 0)
		close(place->parent);
	place->folder = place->parent = -1;
}

int outplace_check(const struct outplace *place, int site_folder, const struct str *sources, size_t sources_n,
		   struct diag_list *diags)
{
	for (size_t i = 0; i < sources_n; i++) {
		struct arena arena;
		struct str path = STR_NONE;
		int source, result = 0;

		if (sources[i].n == 0)
			continue;
		arena_init(&arena);
		source = openat(site_folder, arena_str(&arena, sources[i]).s, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (source >= 0) {
			path = path_of(source, &arena);
			close(source);
		}
		if (path.n != 0 && (is_in(path, place->path) || is_in(place->path, path)))
			result = refuse(place, diags, "it is, holds or lies in \"%.*s\"", STR_ARG(sources[i]));
		arena_release(&arena);
		if (result < 0)
			return -1;
	}
	return 0;
}
