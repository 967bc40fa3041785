/*
 * fonts: what WOFF and WOFF2 pack: their tables, among which is the one with the names of who made the font, and their
 * metadata. Fonts that are not packed are read as they are (decode.h: decode_strings).
 */
#ifndef WEIR_GATE_FONTS_H
#define WEIR_GATE_FONTS_H
#include "common/buf.h"

bool fonts_are_packed(struct str bytes);
/* Adds the tables, the metadata and what else the file brings. -1: it is damaged, or has too much in it. */
__attribute__((warn_unused_result)) int fonts_unpack(struct str bytes, struct buf *out);

#endif
