/*
 * twin: the markdown beside a page (index.md), for readers that are programs: the
 * page's source without front matter, with its title, its links leading where the
 * page's own do, and without HTML comments, which are notes to writers. What
 * raw_html = "safe" takes from the page with its content (<script>, <style>) is
 * left out here too. Other tags stay as they are written: their text is the page's,
 * and nothing runs an attribute of a markdown file.
 */
#ifndef WEIR_TWIN_H
#define WEIR_TWIN_H
#include "common/buf.h"

struct site;

/* Appends the twin of a page. text: its source as UTF-8 without front matter. */
void twin_write(struct buf *out, const struct site *site, uint32_t page, struct str text);

#endif
