/*
 * heading_id: the id that GitHub gives a heading: letters and digits of every
 * script kept in lower case, "-" and "_" kept, spaces become "-", the rest goes.
 * Links to headings that were written for GitHub keep working.
 */
#ifndef WEIR_HEADING_ID_H
#define WEIR_HEADING_ID_H
#include "common/buf.h"

/* Adds it; nothing when no character is left. At most LIMIT_HEADING_ID_BYTES. */
void heading_id(struct buf *out, struct str text);

#endif
