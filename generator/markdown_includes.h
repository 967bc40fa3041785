/*
 * markdown_includes: what a page takes from other files of the content folder, put
 * into its text before anything else is done with it: {{#include}} of mdBook,
 * snippets of MkDocs (--8<--, {!file!}, {% include-markdown %}), includes of Hugo,
 * Jekyll, VitePress and Microsoft Learn, parts that MDX imports. One on a line of
 * its own; whole files, lines, or the part between two marks.
 *
 * Only files below the content folder, none that is hidden, and no solved ticket:
 * those go out as somebody has approved them. What cannot be found or is too much
 * (limits.h) stays as it was written, for markdown_rewrite to tell.
 *
 * page->includes has each file that was looked for and what its status was, so that
 * a build knows when the page has to be read again: pairs of a path and a stamp,
 * which is empty where there was no such file.
 */
#ifndef WEIR_MARKDOWN_INCLUDES_H
#define WEIR_MARKDOWN_INCLUDES_H
#include "common/diag.h"
#include "generator/markdown_source.h"
#include "generator/page.h"

/*
 * Rewrites source->text; page->content must be set. page->text, page->source_low and page->includes follow what was
 * read. Returns how many bytes came in; memory from the arena.
 */
size_t markdown_rewrite_includes(struct page *page, struct source *source, struct arena *arena,
				 struct diag_list *diags);
/* Are all those files as they were? */
bool markdown_includes_are_same(struct str_list includes, int content);

#endif
