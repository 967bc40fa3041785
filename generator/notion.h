/*
 * notion: what Notion's markdown export leaves in files: a 32-digit id at the end
 * of the name ("Refunds 1f0c….md") and a page's properties as lines of text below
 * its heading.
 */
#ifndef WEIR_NOTION_H
#define WEIR_NOTION_H
#include "generator/fields.h"

/*
 * Cuts the id off a name: "Refunds 1f0c…" gives "Refunds" and the id. False (and
 * nothing set) when there is none.
 */
bool notion_name(struct str stem, struct str *name, struct str *id);
/*
 * Reads the property lines ("Created: …") that follow the first heading of body into
 * page and gives body without them: blank lines stand in their place, so that lines
 * keep their numbers. body itself when there are none. reporter counts offsets in a
 * text that body is the end of.
 */
struct str notion_properties(struct page *page, struct str body, const struct config *config, struct reporter *reporter,
			     struct arena *arena);

#endif
