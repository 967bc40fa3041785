/*
 * markdown_leftovers: what other tools leave in markdown: Liquid, shortcodes of
 * Hugo, kramdown attributes, ::: and !!! blocks, MDX, Microsoft Learn markup.
 *
 * What would not survive the parser is rewritten before it (source_prepare());
 * the rest is met on the way (the other functions). Blocks become alerts, targets
 * of links become plain paths; what Weir does not run is left out, or shown when
 * it stands for text, each with a diagnostic.
 */
#ifndef WEIR_MARKDOWN_LEFTOVERS_H
#define WEIR_MARKDOWN_LEFTOVERS_H
#include "generator/markdown_writer.h"

/* A tag whose name is not HTML: true when it is a component of MDX and was dealt with. */
bool leftovers_component(struct writer *writer, struct str name, bool is_end, size_t at);

#endif
