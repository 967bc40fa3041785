/*
 * fields: what the names in front matter mean. One table maps Weir's own names
 * and those of other tools (Hugo, Jekyll, Docusaurus, Starlight, VitePress,
 * Eleventy, Zola, MkDocs Material, just-the-docs, Microsoft Learn, Adobe, Zendesk,
 * Notion, …) to the fields of struct page.
 *
 * Names are compared without case, '-', '_' and spaces, so that lastModified,
 * last-modified and "Last modified" are one name. When several names of a field
 * stand in a page the one nearest to Weir's own wins; lists are joined. The type of
 * the field decides what a value is: a title "NO" stays NO.
 *
 * What is not in the table, and what loses, goes to page->params as it was
 * written. A value of the wrong type is a warning, and goes there too. So is a name
 * that differs by one letter from one that the page lacks; where that one would hold
 * the page back, it does.
 */
#ifndef WEIR_FIELDS_H
#define WEIR_FIELDS_H
#include "generator/config.h"
#include "generator/node.h"
#include "generator/page.h"
#include "generator/reporter.h"

/* Fills page from a map. */
void fields_apply(struct page *page, const struct node *map, const struct config *config, struct reporter *reporter,
		  struct arena *arena);
/* Whether a name is in the table. */
bool fields_is_known(struct str name);
/*
 * The table for manuals and tests: the i-th name as it is usually written, which
 * field of Weir it means; false at the end.
 */
bool fields_describe(size_t i, struct str *name, struct str *field);
/*
 * A title for a page that has neither `title` nor a heading: what it is called in
 * menus (linkTitle, sidebar_label, …), from page->params; empty when there is none.
 */
struct str fields_spare_title(const struct page *page);

#endif
