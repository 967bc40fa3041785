/*
 * taxonomy: what connects pages besides folders: translations, tags, related
 * pages.
 *
 * Related are those that front matter names, then those that share the rarest
 * tags, keywords and title words, with a little more for the same section; at
 * most 4, of the same language. For each word only a window of its pages around
 * the page itself is looked at, so the cost does not depend on the size of the
 * site.
 */
#ifndef WEIR_TAXONOMY_H
#define WEIR_TAXONOMY_H
#include "common/diag.h"
#include "generator/site.h"

struct links;

/* Fills site->tags and placed[].translations, tags and related. */
void taxonomy_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags);

#endif
