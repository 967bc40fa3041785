/*
 * markdown_wiki: links between pages by their names, as Obsidian, Foam, Logseq and
 * wikis write them:
 *
 *     [[Page]]  [[folder/Page#Heading|text]]  ![[picture.png|300]]  ![[Page]]
 *
 * They become links of markdown whose target keeps its brackets, "<[[Page#Heading]]>":
 * links.c finds what it names. Files that a browser shows as pictures become pictures;
 * pages that would be put into the page become links to them, with a note.
 */
#ifndef WEIR_MARKDOWN_WIKI_H
#define WEIR_MARKDOWN_WIKI_H
#include "generator/markdown_tags.h"

/* At a '[': true when a link by name begins there; it is replaced and *at is moved behind it. */
bool wiki_take(struct rewriter *rewriter, size_t *at);
/* At a '[': the last byte of what may be such a link; `at` when nothing is. */
size_t wiki_end(const struct rewriter *rewriter, size_t at);
/* Is name the label of a "[label]: address" of the page? Markdown's own, then. */
bool wiki_is_defined(struct rewriter *rewriter, struct str name);
/* "300" and "300x200", how large a picture is to be, as an attribute list; absent when it says no size. */
struct str wiki_size(struct arena *arena, struct str text);

#endif
