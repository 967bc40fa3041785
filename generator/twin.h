/*
 * twin: the markdown beside a page (index.md), for readers that are programs: the
 * page's source without front matter, with its title, its links leading where the
 * page's own do, and without HTML comments, which are notes to writers.
 */
#ifndef WEIR_TWIN_H
#define WEIR_TWIN_H
#include "common/buf.h"

struct site;

/* Appends the twin of a page. text: its source as UTF-8 without front matter. */
void twin_write(struct buf *out, const struct site *site, uint32_t page, struct str text);

#endif
