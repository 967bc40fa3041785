/*
 * links: where every link and image of every page leads.
 *
 * A target is tried as: an address with a scheme (kept; one of the site's own
 * host is looked up); "#heading"; a file from the page's folder, then from the
 * content folder, with or without extension, as folder or as page, in the page's
 * own language first; a URL of this site; an alias. What other tools write is
 * understood: "%20", "{{ site.baseurl }}", "{% link x.md %}", "{{< ref >}}",
 * "@/x.md", "~/x.md".
 *
 * A link that leads nowhere keeps what was written and gets a warning with the
 * nearest known target. A scheme that runs code is dropped.
 *
 * links[].url is one of: site-relative with base_path left out ("/billing/#x"),
 * external ("https://…"), "#x", or what was written. Not escaped for HTML; parts
 * that come from the site are not percent-encoded either (escape_href does that).
 */
#ifndef WEIR_LINKS_H
#define WEIR_LINKS_H
#include "generator/site.h"

struct arena;

struct links; /* look-up tables over a site, made when first needed */

/* Lives on the heap; texts go to the arena. URLs, ids, redirects and assets of the site are complete by now. */
struct links *links_new(struct site *site, struct arena *arena, struct diag_list *diags);
void links_free(struct links *links);
/* Sets links[].url of every page. */
void links_resolve(struct links *links);
/* Sets link->url of a link on the given page. */
void links_resolve_one(struct links *links, uint32_t page, struct link *link);
/*
 * The page that a path (seen from page `from`, SITE_NONE: from the content
 * folder), URL or id names, in the language of `from` when there is a choice;
 * or SITE_NONE. Adds no diagnostic.
 */
uint32_t links_find_page(struct links *links, uint32_t from, struct str target);
/* The first page, by path, of those whose path but for language and extension is that of `page`. */
uint32_t links_first_like(struct links *links, uint32_t page);

#endif
