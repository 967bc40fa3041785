/*
 * fs: files below a folder that the caller holds open, and never anywhere else.
 *
 * Paths are relative to a folder descriptor and resolved by openat2 with
 * RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS: a symbolic
 * link, "..", an absolute path or a device file is an error, never followed (but by fs_read_linked_at()).
 * Only regular files are read. Functions return 0, or -1 with errno set; short
 * reads and writes and EINTR are dealt with here.
 */
#ifndef WEIR_FS_H
#define WEIR_FS_H
#include "common/arena.h"
#include "common/buf.h"

#include <sys/stat.h>

/* A folder named by the user (may lie anywhere, may be a symbolic link). The caller closes it. */
__attribute__((warn_unused_result)) int fs_open_folder(const char *path);
/* A folder below another. */
__attribute__((warn_unused_result)) int fs_open_folder_at(int folder, const char *path);
/* Any of open(2)'s flags and mode, below a folder. */
__attribute__((warn_unused_result)) int fs_open_at(int folder, const char *path, int flags, unsigned mode);
/* A regular file for reading; EINVAL when it is something else. */
__attribute__((warn_unused_result)) int fs_open_file_at(int folder, const char *path, struct stat *status);
/* Adds the file's bytes to out; EFBIG when it has more than max. */
__attribute__((warn_unused_result)) int fs_read_at(int folder, const char *path, struct buf *out, size_t max);
/* The same through symbolic links that stay below the folder: for folders of the system, never for what users bring. */
__attribute__((warn_unused_result)) int fs_read_linked_at(int folder, const char *path, struct buf *out, size_t max);
/* The tz database, which not every machine has. */
#define FS_ZONES "/usr/share/zoneinfo"
/* All of an open descriptor from its start. */
__attribute__((warn_unused_result)) int fs_read_fd(int fd, struct buf *out, size_t max);
__attribute__((warn_unused_result)) int fs_write_fd(int fd, struct str bytes);
/* Exactly n bytes at a place of a file; EIO when it ends before. */
__attribute__((warn_unused_result)) int fs_read_whole(int fd, void *to, size_t n, uint64_t offset);
__attribute__((warn_unused_result)) int fs_write_whole(int fd, struct str bytes, uint64_t offset);
/* Makes a new file (EEXIST when there is one) with mode 0644 less umask. One that cannot be written whole is not left
 * there. */
__attribute__((warn_unused_result)) int fs_create_at(int folder, const char *path, struct str bytes);
/* What the name of a temporary ends in; who is killed leaves it behind, and nothing reads or publishes it. */
#define FS_TEMPORARY_END ".weir-new"
/* Replaces a file through a temporary and a rename; with sync, fsync before it. */
__attribute__((warn_unused_result)) int fs_replace_at(int folder, const char *path, struct str bytes, bool sync);
/* mkdir -p below a folder; "" and existing folders are fine. */
__attribute__((warn_unused_result)) int fs_make_folders_at(int folder, const char *path);
/* Removes a folder and all in it; a link in it is removed, not followed. ENOENT is fine. */
__attribute__((warn_unused_result)) int fs_remove_tree_at(int folder, const char *path);

/*
 * Calls `each` for every entry of a folder, sorted by name bytes ("." and ".."
 * left out), until it returns non-zero, which is returned. type is DT_REG,
 * DT_DIR, DT_LNK or DT_UNKNOWN for anything else.
 */
int fs_each_entry(int folder, int (*each)(void *context, const char *name, unsigned char type), void *context);

#endif
