/*
 * outplace: where an output folder is and whether it may be there. Nothing is
 * made or changed in it here.
 */
#ifndef WEIR_OUTPLACE_H
#define WEIR_OUTPLACE_H
#include "common/diag.h"

/*
 * Written into every output folder; holds the digest of the manifest, so that a
 * folder and a list that do not belong together are noticed.
 */
/* Where `weir preview` builds, below the site's folder. */
#define OUTPLACE_PREVIEW ".weir/preview"
#define OUTPLACE_MARKER ".weir-output"

struct outplace {
	struct str shown;	/* as it was named, for messages */
	struct str parent_path; /* absolute */
	struct str path;	/* absolute */
	struct str name;	/* in the parent, with a NUL behind it */
	struct str key;		/* names the state of this output: the same wherever the site's folder lies */
	int parent;		/* descriptors; -1: none */
	int folder;		/* -1: it does not exist */
	unsigned mode;		/* of the folder */
	unsigned group;
	bool is_empty; /* does not exist, or has nothing in it */
};

/*
 * Finds the output folder of a site (`output` relative to the site's folder, or
 * absolute). -1 after an error: it is, holds or lies in something that Weir must
 * not write to, is a link, a mount point, no folder, or cannot be written.
 * outplace_close() in any case.
 */
__attribute__((warn_unused_result)) int outplace_open(struct outplace *place, int site_folder, struct str output,
						      struct arena *arena, struct diag_list *diags);
/*
 * The same without making folders above the output (parent is the nearest that is there, and name goes on from it), and
 * without asking whether it can be written.
 */
__attribute__((warn_unused_result)) int outplace_look(struct outplace *place, int site_folder, struct str output,
						      struct arena *arena, struct diag_list *diags);
void outplace_close(struct outplace *place);
/* Adds the error that the folder holds something of somebody else's; -1. */
int outplace_is_foreign(const struct outplace *place, struct diag_list *diags);
/* -1 after an error when the output is, holds or lies in one of these folders (relative to the site's). */
__attribute__((warn_unused_result)) int outplace_check(const struct outplace *place, int site_folder,
						       const struct str *sources, size_t sources_n,
						       struct diag_list *diags);
/* Whether two open folders belong to one mount, so that files can be renamed from one to the other. */
bool outplace_is_same_mount(int a, int b);

#endif
