/*
 * html_markdown: an article's HTML, as help centres export it, as markdown that a
 * person can go on writing: headings, lists, quotes, alerts, code, tables, links,
 * images, and HTML that Weir allows where markdown has no words for it (tables with
 * blocks or joined cells, <details>, definition lists).
 *
 * libxml2 reads it, so what is not closed, or closed twice, is mended as browsers
 * do; nothing is copied. No text is lost but that of scripts, styles and comments,
 * and what readers could not see: hidden by a style or attribute where no link or
 * button of the article opens it, too small, or for browsers without scripts.
 * What is no address of the web (javascript:, data:) is no link. Text that looks
 * like markdown is escaped.
 *
 * The whole article or nothing: one that is nested too deep, or too long, is
 * refused.
 */
#ifndef WEIR_TICKETS_HTML_MARKDOWN_H
#define WEIR_TICKETS_HTML_MARKDOWN_H
#include "common/arena.h"
#include "common/buf.h"

struct html_markdown {
	/* What is to stand for an address, as written: itself, or another one; absent: no link or image. May be NULL.
	 */
	struct str (*address)(void *context, struct str url, bool is_image);
	void *context;
	bool *has_unseen; /* set: is something left out that nobody could see? May be NULL. */
};

/* Appends to out, which has its maximum set; html is valid UTF-8. -1 with a reason (static): out has nothing of use. */
__attribute__((warn_unused_result)) int html_markdown(struct buf *out, struct str html,
						      const struct html_markdown *options, const char **reason);

#endif
