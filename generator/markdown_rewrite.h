/*
 * markdown_rewrite: the text for the parser, where other tools' markup would not
 * survive it: Liquid, shortcodes of Hugo and Zola, kramdown's attribute lists,
 * ::: blocks, imports of MDX, and !!! blocks of MkDocs.
 *
 * Works on source text line by line, knowing from a first parse which lines are
 * code. Blocks become markers (markdown_source.h), targets of links are put into
 * angle brackets so that they are read as one (links.c understands what is in
 * them), what Weir does not run is left out or shown, with a note.
 */
#ifndef WEIR_MARKDOWN_REWRITE_H
#define WEIR_MARKDOWN_REWRITE_H
#include "generator/markdown_html.h"

/* Rewrites source->text when there is something to rewrite; notes go to the writer. */
void markdown_rewrite(struct writer *writer, struct source *source);
/*
 * First steps of it. Within components of MDX the text becomes markdown; is_mdx: every name with a capital is a
 * component, as it is on pages with an import.
 */
void markdown_rewrite_components(struct source *source, bool is_mdx);
/* "```{note}" and ":::{figure}" of MyST become ::: blocks, code and pictures. */
void markdown_rewrite_directives(struct source *source);
/* "toctree": does a directive of that name list pages, which the theme does itself? Nothing but ":::{name}" is left. */
bool directive_is_list(struct str name);
/* "Term" and ": definition" below it become lists of definitions, by markers. */
void markdown_rewrite_definitions(struct source *source, const struct line_info *lines);
/* !!! and ??? blocks become block quotes with a marker. */
void markdown_rewrite_admonitions(struct source *source, const struct line_info *lines);

#endif
