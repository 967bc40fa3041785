/*
 * redirects: old addresses of pages: aliases of the front matter, permalinks
 * (/a/<id>/), the ".html" that a permalink field ends in, and the paths of
 * [content.redirects], which hold for pages and for whole folders.
 *
 * An alias with a '/' is a path from the root of the site, one without lies
 * beside its page, "../x" and "./x" are seen from the page's section. Every
 * redirect leads to a page itself, so there are no chains and no loops: an entry
 * of [content.redirects] takes along the redirects that lead to where it leads.
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
