/*
 * entities: HTML character references in text: numbers, and the names of HTML 4
 * (&nbsp; &eacute; &hellip; …) with their semicolon. What is none stays as it is.
 */
#ifndef WEIR_ENTITIES_H
#define WEIR_ENTITIES_H
#include "common/buf.h"

/* Length of the reference at s.s[at] and its character, 0 when there is none. */
size_t entity_at(struct str s, size_t at, uint32_t *character);
void entities_decode(struct buf *out, struct str s);

#endif
