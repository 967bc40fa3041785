/*
 * related: for each page the few others to show beside it.
 *
 * Those that front matter names come first, then those that share the rarest
 * tags, keywords and title words, with a little more for the same section; at
 * most 4, of the same language, none with the same title (that is another version
 * of the page). For each word only a window of its pages around the page itself
 * is looked at, so the cost does not grow faster than the site.
 */
#ifndef WEIR_RELATED_H
#define WEIR_RELATED_H
#include "common/diag.h"
#include "generator/site.h"

struct links;

/* Fills placed[].related. */
void related_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags);

#endif
