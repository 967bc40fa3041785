/*
 * parts: pages without a title and an id that others take in (markdown_includes.h) are pieces of those, and no pages:
 * what Microsoft Learn and others keep in folders called includes, parts or snippets.
 */
#ifndef WEIR_PARTS_H
#define WEIR_PARTS_H
#include "generator/site.h"

/* Sets is_part[i] of those among the pages, each of which has its own. */
void parts_find(const struct page_vec *pages, bool *is_part);

#endif
