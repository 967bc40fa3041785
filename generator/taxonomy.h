/*
 * taxonomy: what gathers pages besides folders: translations of one another, and
 * tags.
 */
#ifndef WEIR_TAXONOMY_H
#define WEIR_TAXONOMY_H
#include "common/diag.h"
#include "generator/site.h"

struct links;

/* Fills site->tags and placed[].translations and tags. */
void taxonomy_make(struct site *site, struct links *links, struct arena *arena, struct diag_list *diags);

#endif
