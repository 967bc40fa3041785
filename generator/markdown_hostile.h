/*
 * markdown_hostile: texts that cmark-gfm 0.29.0.gfm.6 would take seconds or minutes
 * for, found before it sees them. Cheap, so not complete: what it misses meets the
 * CPU limit of the worker. No honest page comes near these limits.
 *
 * The parser looks for the end of "<?", "<!--" and "<![CDATA[" anew for each of
 * them, walks over a word for each "www." in it, over all open "[" for each link,
 * and over all blocks that a line is nested in for each blank line.
 */
#ifndef WEIR_MARKDOWN_HOSTILE_H
#define WEIR_MARKDOWN_HOSTILE_H
#include "common/str.h"

/* What is wrong with the text, and at which byte; NULL: nothing was found. */
const char *markdown_hostile(struct str text, size_t *at);

#endif
