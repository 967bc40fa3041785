/*
 * snapshot: what resolve made of the site, as bytes, so that a build in which no
 * page has changed its face need not resolve again.
 *
 * A page's face is all that other pages, lists and feeds may show or use of it:
 * everything but its body, its links, the texts of its headings and its number of
 * words. The snapshot holds places, sections, tags, assets, the URLs of links, and
 * the pages that have no source file; the others come from the build cache.
 * Look-up tables (but that of assets), redirects and unpublished pages are left
 * out: what is rendered from a snapshot does not use them.
 */
#ifndef WEIR_SNAPSHOT_H
#define WEIR_SNAPSHOT_H
#include "generator/site.h"

/* Appends the site as bytes; host byte order, for the same program only. */
void snapshot_pack(struct buf *out, const struct site *site);

/*
 * Unpacks the page of file `file` (index in discovery.files): whole when it is going to be rendered, else its face
 * is enough (page_unpack_face). False when it is damaged.
 */
typedef bool snapshot_page_fn(void *context, uint32_t file, struct page *page, struct arena *arena);

/*
 * Makes the site again: strings point into `packed`, the rest lives in the arena;
 * pages are asked from read_page, on two threads with an arena each. False when
 * the bytes are damaged; then the site is unusable.
 */
__attribute__((warn_unused_result)) bool snapshot_unpack(struct site *site, struct str packed,
							 const struct config *config, snapshot_page_fn *read_page,
							 void *context, struct arena *arenas);

/* Whether two states of a page look the same from outside, and their links lead to the same targets. */
__attribute__((warn_unused_result)) bool snapshot_same_face(const struct page *before, const struct page *now);

#endif
