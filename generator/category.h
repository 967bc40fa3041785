/*
 * category: `_category_.json`, `_category_.yml` and `_category_.yaml` of Docusaurus, which say what a folder is called
 * (label), where it stands among others (position), and what the page is like that is made for a folder without one of
 * its own: link.title, link.slug, link.description. How the folder looks in menus (className, collapsed) is not read.
 *
 * Such a file is read as a page without text, so that an edit of it is noticed as one of a page is; resolve takes it
 * out of the pages and gives what it says to the folder's section.
 */
#ifndef WEIR_CATEGORY_H
#define WEIR_CATEGORY_H
#include "generator/config.h"
#include "generator/page.h"
#include "generator/reporter.h"

/* By its name. */
bool category_is_file(struct str path);
/*
 * Fills the page from the text of the file: title, weight, description and url. Never fails: what cannot be read is a
 * warning. Strings point into text or the arena.
 */
void category_read(struct page *page, struct str text, const struct config *config, struct reporter *reporter,
		   struct arena *arena);
/* What the folder is called in menus; absent when the file does not say. Strings point into page->params. */
struct str category_label(const struct page *page);

#endif
