/*
 * tree: files below an output folder, reached without following any link: every
 * folder on the way is opened by openat2 beneath a descriptor (see fs.h).
 *
 * A cursor remembers the folder it was in last, so that work in the order of the
 * paths opens each folder once. Paths are relative, with '/', and need no NUL.
 * Functions return 0 (or a descriptor), or -1 with errno set.
 */
#ifndef WEIR_TREE_H
#define WEIR_TREE_H
#include "common/buf.h"
#include "common/vec.h"

#include <limits.h>
#include <sys/stat.h>

/* No heap memory is used: a commit that runs out of it half-way would leave half an output. */
struct tree_cursor {
	int root; /* the caller's */
	int fd;	  /* of the folder, or -1 */
	size_t path_n;
	char path[PATH_MAX]; /* of the folder */
};

void tree_cursor_init(struct tree_cursor *cursor, int root);
void tree_cursor_release(struct tree_cursor *cursor);
/* The descriptor of a folder ("" is the root); holds until the next call. */
__attribute__((warn_unused_result)) int tree_open(struct tree_cursor *cursor, struct str folder);

/* Whether a path may name an output file: relative, no empty, "." or ".." part, no NUL, names up to 255 bytes. */
bool tree_path_is_safe(struct str path);
struct str tree_folder(struct str path); /* "" for a file in the root */

/* What stands there itself, not what a link points to. */
__attribute__((warn_unused_result)) int tree_stat(struct tree_cursor *cursor, struct str path, struct stat *status);
/* The same in one system call, but through links on the way: for a first look before a safe step. */
__attribute__((warn_unused_result)) int tree_glance(int root, struct str path, struct stat *status);
/* The file that is put in place after the pages. */
#define TREE_INDEX "search.db"
/*
 * manifest_content() of a regular file's bytes; EINVAL when it is none. Of TREE_INDEX only the first and the
 * last page of the database are read: together they change with whatever is changed through SQLite or Weir.
 */
__attribute__((warn_unused_result)) int tree_content(struct tree_cursor *cursor, struct str path, uint64_t *content);
/* renameat2 with its flags. */
__attribute__((warn_unused_result)) int tree_rename(struct tree_cursor *from, struct str from_path,
						    struct tree_cursor *to, struct str to_path, unsigned flags);
__attribute__((warn_unused_result)) int tree_unlink(struct tree_cursor *cursor, struct str path);

/* Makes a folder and those above it; counts what it made. */
__attribute__((warn_unused_result)) int tree_make_folders(struct tree_cursor *cursor, struct str folder);
/* Removes a folder and those above it as long as they are empty. */
void tree_prune(struct tree_cursor *cursor, struct str folder);

/* What tree_walk() found: a name in a folder. */
struct tree_entry {
	struct str path;
	const char *name; /* in folder */
	int folder;
	unsigned char type; /* DT_REG, DT_DIR, DT_LNK or another DT_ constant */
};

/*
 * Visits everything below a folder, a folder after what is in it; the order is
 * that of the file system. Stops when visit returns non-zero, and returns that;
 * -1 with errno when something could not be read.
 */
__attribute__((warn_unused_result)) int tree_walk(int root, int (*visit)(void *context, const struct tree_entry *entry),
						  void *context);
/* Whether a folder has nothing in it: 1 or 0, -1 with errno. */
__attribute__((warn_unused_result)) int tree_is_empty(int folder);

#endif
