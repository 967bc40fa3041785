/*
 * render: from the finished site to the bytes of one output page. view.c makes
 * the template variables (weir-theme(7) "Variables"), templates make the HTML.
 */
#ifndef WEIR_RENDER_H
#define WEIR_RENDER_H
#include "generator/site.h"

struct theme; /* compiled templates, stylesheet with its CSP hash, scripts, strings of every language */

/* The default theme (inside the program) with the site's own theme/ folder laid over it. NULL after an error. */
struct theme *theme_load(int site_folder, const struct config *config, struct arena *arena, struct diag_list *diags);
void theme_release(struct theme *theme);
/*
 * Once after resolve, before render workers are forked: renders what is the same on many pages.
 * The functions below need it; `site` is the one given here. -1 after an error.
 */
__attribute__((warn_unused_result)) int render_prepare(struct theme *theme, const struct site *site,
						       struct diag_list *diags);
/* Changes when any file of the theme does. */
uint64_t theme_fingerprint(const struct theme *theme);
/* Files of the theme to be published: /assets/app.<hash>.js, … Calls each with path below public/ and bytes. */
int theme_each_file(const struct theme *theme, int (*each)(void *context, struct str path, struct str bytes),
		    void *context);

/*
 * One page. body_html: the page's HTML with holes, filled here from
 * page->links[].url. Appends to out. Returns 0, or -1 after a diagnostic.
 */
__attribute__((warn_unused_result)) int render_page(const struct theme *theme, const struct site *site, uint32_t page,
						    struct str body_html, struct buf *out, struct arena *arena,
						    struct diag_list *diags);
/* The body as HTML with links filled in (feeds use it too). */
void render_fill_links(struct buf *out, const struct config *config, const struct page *page, struct str body_html);

/*
 * Pages that have no source: further parts of long lists, tags, search, contact, 404, per language.
 * render_extra_n() of them; each has an output path ("404.html", "tags/x/index.html") and a key
 * that changes when what it shows does.
 */
uint32_t render_extra_n(const struct theme *theme, const struct site *site);
struct str render_extra_path(const struct theme *theme, const struct site *site, uint32_t extra, struct arena *arena);
/* Whether it shows nothing but what all pages of its language do: search and 404. */
bool render_extra_is_bare(const struct theme *theme, uint32_t extra);
uint64_t render_extra_key(const struct theme *theme, const struct site *site, uint32_t extra);
__attribute__((warn_unused_result)) int render_extra(const struct theme *theme, const struct site *site, uint32_t extra,
						     struct buf *out, struct arena *arena, struct diag_list *diags);
/*
 * Hash of everything outside its own source that page `page` shows: settings,
 * theme, its place in navigation, faces of the pages it names. A page is rendered
 * again exactly when this or its source changes.
 */
uint64_t render_page_key(const struct theme *theme, const struct site *site, uint32_t page);

#endif
