/*
 * redirects: old addresses of pages: aliases of the front matter, permalinks
 * (/a/<id>/) and the ".html" that a permalink field ends in.
 *
 * An alias with a '/' is a path from the root of the site, one without lies
 * beside its page, "../x" and "./x" are seen from the page's section. Every
 * redirect leads to a page itself, so there are no chains and no loops.
 */
#ifndef WEIR_REDIRECTS_H
#define WEIR_REDIRECTS_H
#include "common/diag.h"
#include "generator/site.h"

/* Fills site->redirects, in the order of their sources. */
void redirects_make(struct site *site, struct arena *arena, struct diag_list *diags);
/* The redirect from that path ("/old/path/"), or NULL. */
const struct redirect *redirects_find(const struct site *site, struct str from);

#endif
