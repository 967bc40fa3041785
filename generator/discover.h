/*
 * discover: the files below the content folder, with what tells whether one has
 * changed since it was last seen. Symbolic links, devices and the like are
 * reported and left out; nothing outside the folder is ever looked at.
 *
 * Order: by path, folder by folder (a folder's entries stand together, sorted by
 * bytes), whatever the file system's own order is.
 */
#ifndef WEIR_DISCOVER_H
#define WEIR_DISCOVER_H
#include "generator/config.h"

struct file {
	struct str path; /* below content/, with '/', NUL behind it */
	uint64_t size;
	uint64_t inode;
	int64_t changed; /* status change time in nanoseconds: moves with every write, rename and touch */
	bool is_page;
};

/* A folder below content/ ("" is content/ itself): its status changes with every entry that comes or goes. */
struct folder {
	struct str path;
	uint64_t inode;
	int64_t changed;
};

struct discovery {
	struct file *files;
	uint32_t n;
	struct folder *folders;
	uint32_t folders_n;
	int folder; /* descriptor of the content folder; the caller closes it */
};

/*
 * Lists the content folder of an open site folder into arena. Problems become
 * diagnostics; -1 only when the folder itself cannot be read (reported too).
 */
__attribute__((warn_unused_result)) int discover(struct discovery *found, int site_folder, const struct config *config,
						 struct arena *arena, struct diag_list *diags);

/*
 * The same from an earlier listing, when no folder has changed since: then the
 * files are the same and only their status is read. found->files and folders
 * hold the earlier ones (paths and inodes; content status is overwritten) and
 * found->folder is opened here. False when discover() must be called instead
 * (found is then empty).
 */
__attribute__((warn_unused_result)) bool discover_again(struct discovery *found, int site_folder,
							const struct config *config);

/* Order of paths as described above. */
int discover_path_cmp(struct str a, struct str b);

/* The same file, not written to in between, as far as its status tells. */
static inline bool file_is_same(const struct file *a, const struct file *b)
{
	return a->size == b->size && a->inode == b->inode && a->changed == b->changed;
}

/*
 * The same where only some files may have changed: reads the status of those alone (indices into found->files, whose
 * other statuses are filled in); false, with *found cleared, when one of them is gone.
 */
bool discover_some(struct discovery *found, int site_folder, const struct config *config, const uint32_t *files,
		   uint32_t n);

#endif
