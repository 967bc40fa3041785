/*
 * reader: a source file from bytes to struct page: charset, front matter,
 * markdown. The only function that a parse worker calls for each page.
 */
#ifndef WEIR_READER_H
#define WEIR_READER_H
#include "generator/config.h"
#include "generator/page.h"

/*
 * Fills page from the bytes of a file. page->path must be set; kind, lang and
 * section from the path are set here too ("x.de.md", "de/x.md", "index.md",
 * "solved/…"). The HTML goes to html. Diagnostics go to diags (not to
 * page->diags). Returns -1 when the page cannot be used (an error was added).
 */
__attribute__((warn_unused_result)) int reader_read(struct page *page, struct str bytes, const struct config *config,
						    struct buf *html, struct arena *arena, struct diag_list *diags);

#endif
