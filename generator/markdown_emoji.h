/*
 * markdown_emoji: :tada: and :warning: as GitHub, Hugo, Discourse, Docusaurus and
 * MkDocs know them: the names that help pages use, not all that there are. Names
 * that are as often something else (:label: of MyST) are none.
 */
#ifndef WEIR_MARKDOWN_EMOJI_H
#define WEIR_MARKDOWN_EMOJI_H
#include "common/str.h"

/* The characters of a name; absent when it is none. */
struct str emoji_find(struct str name);
/* How long the name behind the ':' at `at` is, if another ':' ends it and no word stands beside the two; else 0. */
size_t emoji_name(struct str text, size_t at);
/* Is there one in the text? Code is not told from it. */
bool emoji_is_in(struct str text);

#endif
