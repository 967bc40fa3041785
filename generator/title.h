/*
 * title: words of code in titles. Writers put them in backticks, in front matter as in
 * headings. A page's title is plain text, for lists, search and the browser's window;
 * beside it stands the title as it was marked, for where HTML is shown.
 */
#ifndef WEIR_TITLE_H
#define WEIR_TITLE_H
#include "common/buf.h"

/* Adds the title without the backticks around code; those that enclose nothing stay. True when there was code. */
bool title_add_plain(struct buf *out, struct str marked);
/* Adds it as HTML, code as <code>. */
void title_add_html(struct buf *out, struct str marked);

#endif
