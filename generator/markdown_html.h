/*
 * markdown_html: from markdown to HTML: libcmark-gfm parses, the tree is walked
 * here and written to a writer. It and the files of markdown_walk.h alone know cmark-gfm.
 *
 * Our own renderer, because holes for links, heading ids, alerts, table
 * alignment as classes and allow-listed raw HTML have no place in cmark's. Where
 * no feature of Weir applies it writes what cmark-gfm would
 * (tests/suites.d/quick/commonmark names the differences).
 */
#ifndef WEIR_MARKDOWN_HTML_H
#define WEIR_MARKDOWN_HTML_H
#include "generator/markdown_writer.h"

/* What leaf blocks the lines of a text belong to. */
enum line_kind { LINE_OTHER, LINE_TEXT, LINE_CODE, LINE_HTML };

struct line_info {
	uint8_t kind;
	bool starts_block; /* the first line of a leaf block */
	bool is_heading;
};

/* Parses writer->source->text and writes it. Asks nothing about failure: writer_end() does. */
void markdown_html(struct writer *writer);
/* Parses and only says what the lines are; `lines` has one entry for each line of source->text. */
void markdown_html_lines(const struct source *source, struct line_info *lines, size_t n);
/* Adds text with HTML entities decoded. */
void markdown_html_unescape(struct buf *out, struct str text);

#endif
