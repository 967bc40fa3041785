/*
 * resolve: from pages one by one to the site: which are published, languages,
 * sections, URLs, ids, orders, neighbours, translations, tags, related pages,
 * redirects, and the destination of every link. The barrier of the build; after
 * it the site is const.
 *
 * What it decides, in short (docs/ARCHITECTURE.md "URLs and links" has the
 * reasons):
 *
 *   - URL: [/<language>]/<folder>/…/<name>/, from the file's path, `slug` for the
 *     last part (on a section's own page for the folder), `url` for all of it.
 *     Names become slugs (slug.h). Folders lose leading underscores; numbers in
 *     front ("01-intro") stay in the URL and give the order.
 *   - Two pages with one URL (letter case and Unicode form apart), a page on a
 *     path of Weir's own ("/search/", "/a/…"), an id twice: an error that names
 *     both; the later page is left out, so that the rest can still be checked.
 *   - A folder without index.md, _index.md or README.md gets a made section page.
 *   - Drafts, pages not yet or no longer published and retired ones are left out,
 *     but remain known (site->unpublished), so that a link to them is told apart
 *     from a wrong one.
 *
 * Memory: all in the arena, except the pages' vector, which stays the caller's.
 * One thread. Near linear in pages and links.
 */
#ifndef WEIR_RESOLVE_H
#define WEIR_RESOLVE_H
#include "generator/site.h"

struct resolve_input {
	/*
	 * All pages that could be read, in any order. Sorted, compacted to the
	 * published ones and extended by made pages in place; site->pages points into
	 * it, so it must live as long as the site. Links, headings and the like stay
	 * where they are; links[].url is written.
	 */
	struct page_vec *pages;
	/*
	 * Any other file below content/: path, size and hash filled by the caller
	 * (a hash of 0 gives no fingerprint), output and url by resolve. Sorted in
	 * place; must live as long as the site.
	 */
	struct asset *assets;
	uint32_t assets_n;
	const struct verbatim *verbatim; /* files of the static folder, to which links may lead; may be NULL */
	int64_t now;			 /* seconds since the epoch, for publish_on and expires_on */
	bool drafts, future, expired;	 /* publish those too */
};

/*
 * Fills *site. Returns 0, or -1 when errors were added; the site is whole and
 * usable in both cases, without the pages that the errors name.
 */
__attribute__((warn_unused_result)) int resolve_site(struct site *site, const struct resolve_input *input,
						     const struct config *config, struct arena *arena,
						     struct diag_list *diags);
/* Frees the site's maps; all else goes with the arena. */
void resolve_release(struct site *site);

#endif
