/*
 * links_wiki: what [[Page]] names: a page or file of that name, wherever it lies, in
 * the folders that are written in front of it. Letter case, and whether words are
 * joined by spaces, hyphens or underscores, makes no difference. Of several the one is
 * meant whose path has most in common with the page that links to it, in its language
 * first. Else it is read as any other path.
 */
#ifndef WEIR_LINKS_WIKI_H
#define WEIR_LINKS_WIKI_H
#include "generator/links_find.h"

struct found links_find_wiki(struct links *links, uint32_t from, struct str path, bool image);
/* Accepts NULL. */
void wiki_free(struct links_wiki *wiki);

#endif
