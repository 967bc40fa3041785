/*
 * html_markdown_parts: what the blocks (html_markdown.c), the lines (html_markdown_inline.c), the tables
 * (html_markdown_table.c) and the nodes (html_node.c) of HTML on its way to markdown have in common.
 */
#ifndef WEIR_TICKETS_HTML_MARKDOWN_PARTS_H
#define WEIR_TICKETS_HTML_MARKDOWN_PARTS_H
#include "common/buf.h"
#include "generator/tickets/html_markdown.h"

#include <libxml/tree.h>

struct html_writer {
	const struct html_markdown *options;
	struct arena arena; /* of attributes, until the end */
	unsigned heading_shift, headings;
	bool failed;
};

/* Text between two blocks. */
struct html_run {
	struct html_writer *writer;
	struct buf *out;
	bool blank;    /* white space is waiting for a word */
	bool in_cell;  /* of a table: one line, "|" is no text */
	bool one_line; /* a heading, a cell: a line break is a space */
	bool in_link, in_emphasis;
};

/* ---- nodes: texts are the tree's, values of attributes the writer's ---- */

/* An element with one of the names, which blanks part. */
bool node_is(const xmlNode *node, const char *names);
/* Such an element stands somewhere below. */
bool node_has(const xmlNode *node, const char *names);
/* Trimmed; "" when there is none. */
struct str node_attribute(struct html_writer *writer, const xmlNode *node, const char *name);
bool node_is_text(const xmlNode *node);
struct str node_text(const xmlNode *node);
/* What nobody reads: scripts, comments, fields. */
bool node_is_gone(const xmlNode *node);
bool node_is_block(const xmlNode *node);
bool node_has_block(const xmlNode *node);
/* All text of `first` and what follows it, as it stands; <br> is a line end. */
void node_plain_text(struct buf *out, const xmlNode *first);

/* Takes out what readers could not see (html_unseen.c); false when there was nothing of it. Before any node is kept. */
bool html_drop_unseen(struct html_writer *writer, xmlNode *root);

/* ---- characters ---- */

/* Steps over one white-space character, no-break spaces among them; false, and stays, when there is none. */
bool html_skip_blank(struct str text, size_t *at);
bool html_is_control(char c);
size_t html_longest_run(struct str text, char c);
void html_add_repeated(struct buf *out, char c, size_t n);
/* An id that needs no quotes. */
bool html_is_plain_id(struct str id);

/* ---- lines, blocks, tables: of `first` and what follows it ---- */

void html_inlines(struct html_run *run, const xmlNode *first);
/* Of it what html_inlines() is made of: text, escaped; an element; a frame or film as a link; an id to be linked to. */
void html_add_text(struct html_run *run, struct str text);
void html_add_inline(struct html_run *run, const xmlNode *node);
void html_add_embedded(struct html_run *run, const xmlNode *node);
void html_add_anchor(struct html_run *run, struct str id);
void html_begin_block(struct buf *out);
void html_blocks(struct html_writer *writer, struct buf *out, const xmlNode *first, bool in_item);
/* The blocks within a node, between empty lines: behind one markdown goes on within an element. */
void html_add_contained(struct html_writer *writer, struct buf *out, const xmlNode *node);
void html_add_table(struct html_writer *writer, struct buf *out, const xmlNode *node);

#endif
