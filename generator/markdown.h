/*
 * markdown: one page's body from markdown to HTML with holes for links, plus
 * everything that other stages need of it, in one parse.
 *
 * libcmark-gfm with tables, strikethrough, autolinks, task lists and footnotes;
 * then GitHub alerts, ::: blocks, heading ids ({#id} and made ones), code blocks
 * with a language class and a place for the copy button, allow-listed raw HTML,
 * and tolerance for what kramdown, Liquid, Hugo, Docusaurus/MDX and Microsoft
 * Learn leave behind: a diagnostic each, text never silently lost.
 *
 * Runs in a worker process (see workers.h): cmark-gfm aborts when memory ends
 * and is slow on hostile input. Not thread-safe.
 */
#ifndef WEIR_MARKDOWN_H
#define WEIR_MARKDOWN_H
#include "generator/config.h"
#include "generator/page.h"

struct markdown_options {
	enum raw_html raw_html;
	bool smart_punctuation;
	bool take_title; /* leave out a first h1 and give its text as title */
	bool take_lower; /* the same of a first h2 to h6, when no other heading is as high: chapters of mdBook */
	struct str lang; /* of the page, when page->lang does not say: titles of alerts */
};

/*
 * Renders `text` (valid UTF-8, front matter removed) which starts at `first_line`
 * of the source file.
 *
 * Writes HTML to `html` (with nothing where links[].hole points) and fills
 * page->headings, links, passages, summary, words and, with take_title,
 * title and title_is_from_heading when page->title is absent. All of it in arena.
 * Returns 0, or -1 when a limit was passed (a DIAG_PAGE_LIMIT says which).
 */
__attribute__((warn_unused_result)) int markdown_render(struct page *page, struct str text, uint32_t first_line,
							const struct markdown_options *options, struct buf *html,
							struct arena *arena, struct diag_list *diags);

#endif
