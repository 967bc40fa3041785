/*
 * reader: a source file from bytes to struct page: charset, front matter,
 * markdown. The only function that a parse worker calls for each page.
 */
#ifndef WEIR_READER_H
#define WEIR_READER_H
#include "generator/config.h"
#include "generator/page.h"

/*
 * Fills page from the bytes of a file. page->path must be set; kind and lang from
 * the path are set here too ("x.de.md", "de/x.md", "index.md", "solved/…"), and
 * what other tools put into names ("_posts/2020-01-02-title.md", "_drafts/…",
 * Notion's ids). A page without a title gets one from its first heading, else from
 * its name in menus, else from its folder (index pages), else from its file name,
 * of which resolve warns unless that is written like a title ("Create links.md"). The HTML goes to html. Diagnostics go
 * to diags (not to page->diags). Strings point into bytes or the arena. Returns -1 when the page cannot be used (an
 * error was added).
 */
__attribute__((warn_unused_result)) int reader_read(struct page *page, struct str bytes, const struct config *config,
						    struct buf *html, struct arena *arena, struct diag_list *diags);

/* By its extension: ".md", ".markdown", ".mdown", ".mkd", ".mdx", in any case. */
bool reader_is_page(struct str path);
/*
 * Files and folders that tell another tool what to do and are neither pages nor
 * assets, by name: "_config.yml", "toc.yml", "mkdocs.yml", "_data",
 * "_includes", … and everything hidden (a point, then something else than a point).
 * But ".gitbook", of which discover takes the folder "assets" alone.
 */
bool reader_is_foreign(struct str name, bool is_folder);

/* What weir new writes first, for a writer to replace; reported where it still stands at the beginning. */
#define READER_OUTLINE "Say in one sentence what the reader will be able to do."

#endif
