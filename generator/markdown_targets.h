/*
 * markdown_targets: links and images that markdown takes for text, because blanks stand in their target:
 *
 *     [form](my form.pdf)  ![card](img/my card.png "A card")
 *
 * Only what ends like the name of a page, picture or document is one, not what prose has in brackets. They stay as they
 * are, with a note.
 */
#ifndef WEIR_MARKDOWN_TARGETS_H
#define WEIR_MARKDOWN_TARGETS_H
#include "generator/markdown_tags.h"

/* Is such a target anywhere in the text, code included? */
bool targets_have_blanks(struct str text);
/* At a "](" outside of code: adds the note, a link-missing or image-missing, when it has such a target. */
void targets_note_blanks(struct rewriter *rewriter, size_t at);

#endif
