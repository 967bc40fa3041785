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

#include <pthread.h>

/* Appends the site as bytes, a hash of them in front; host byte order, for the same program only. */
void snapshot_pack(struct buf *out, const struct site *site);

/*
 * Unpacks the page of file `file` (index in discovery.files): whole when it is going to be rendered, else its face
 * is enough (page_unpack_face). False when its bytes are damaged.
 */
typedef bool snapshot_page_fn(void *context, uint32_t file, struct page *page, struct arena *arena);

struct page_bytes;

/*
 * Makes the site again: strings point into `packed`, the rest lives in the arena. A page is unpacked when site_page()
 * first asks for it: of 38,404 pages, an edited one shows a few dozen.
 */
struct snapshot_reader {
	struct late_pages late;
	/* the caller's; the rest is zero */
	struct site *site;
	struct str packed;
	snapshot_page_fn *read_page;
	void *context;
	uint32_t files_n;
	struct arena *arena;
	/* a page turned out to be damaged, and is empty: nothing of the site may be published */
	bool is_damaged;
	/* its own */
	struct page_bytes *bytes;
	struct page **pages; /* NULL: not read yet */
	bool is_begun, has_site, has_thread;
	pthread_t thread;
};

/* Begins on a thread, while the caller does something else; without one, snapshot_end() does everything. */
void snapshot_begin(struct snapshot_reader *reader, const struct config *config, bool on_thread);
/* Waits for the thread. False when the bytes are damaged; then the site is unusable. */
__attribute__((warn_unused_result)) bool snapshot_end(struct snapshot_reader *reader);
/* The source file of a page (index in discovery.files) + 1; 0: none. Without unpacking the page. */
uint32_t snapshot_file(const struct snapshot_reader *reader, uint32_t page);
/* After snapshot_end(), or when nothing was begun: also the site's table, which a copy of it had. */
void snapshot_release(struct snapshot_reader *reader);

/* Whether two states of a page look the same from outside, and their links lead to the same targets. */
__attribute__((warn_unused_result)) bool snapshot_same_face(const struct page *before, const struct page *now);

#endif
