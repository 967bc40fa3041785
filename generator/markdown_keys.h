/*
 * markdown_keys: ++ctrl+alt+delete++ of MkDocs, keys to press. Names that a keyboard has, letters, digits and words in
 * quotes alone, so that "i++ and ++j" and what is marked as added by two signs stay as they are.
 */
#ifndef WEIR_MARKDOWN_KEYS_H
#define WEIR_MARKDOWN_KEYS_H
#include "common/buf.h"

/* Of "++ctrl+alt+delete++" at text.s[at] the offset behind it; 0 when no keys begin there. */
size_t keys_end(struct str text, size_t at);
/* Walks over the keys between the signs: what is shown of each. False: that was all. */
bool keys_next(struct str *keys, struct str *shown);
/* Are there some in the text? Code is not told from it. */
bool keys_are_in(struct str text);

#endif
