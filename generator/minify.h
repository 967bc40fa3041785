/*
 * minify: takes white space and comments out of the theme's own files, which are
 * part of every page. Not for pages' HTML and not for anything that a writer
 * wrote as text.
 */
#ifndef WEIR_MINIFY_H
#define WEIR_MINIFY_H
#include "common/buf.h"

/* CSS without comments and dispensable white space; strings and url(…) stay as they are. */
void minify_css(struct buf *out, struct str css);
/*
 * Lines without white space in front and at the end, empty lines left out; with
 * comment ("//" for scripts, empty for none), lines that begin with it left out
 * too. Knows nothing of strings or templates that span lines.
 */
void minify_lines(struct buf *out, struct str text, struct str comment);

#endif
