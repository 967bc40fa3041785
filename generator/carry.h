/*
 * carry: exchanging whole trees without losing what is not Weir's: files that
 * somebody put into the output folder, or changed there, are linked into the new
 * tree before it takes the old one's place.
 */
#ifndef WEIR_CARRY_H
#define WEIR_CARRY_H
#include "generator/journal.h"
#include "generator/manifest.h"

struct carry {
	const struct manifest *earlier;
	struct manifest_builder *added; /* what loses its place to another file is set to MANIFEST_CEDED */
	struct arena *arena;
	struct journal_names kept;  /* changed, or in the way of a file of the site */
	struct journal_names extra; /* added by hand */
	struct map carried;	    /* all of them */
	struct map folders;	    /* of the earlier output */
	struct tree_cursor public, staged;
};

void carry_init(struct carry *carry, const struct manifest *earlier, struct manifest_builder *added,
		struct arena *arena);
void carry_release(struct carry *carry);

/*
 * Links everything that is not Weir's from the output folder into the staged
 * tree. 0; 1 when it cannot be done that way (no links, a folder in the way of a
 * file): then the commit has to move single files; -1 with errno.
 */
__attribute__((warn_unused_result)) int carry_over(struct carry *carry, int public, int staged);
/*
 * After the exchange: removes the old tree but for what came into it in between,
 * which is moved to the new one.
 */
__attribute__((warn_unused_result)) int carry_remove(struct carry *carry, int old, int public);

#endif
