/*
 * charsets: text in encodings that are rare but not gone, of several languages, as UTF-8. The common ones are in
 * decode.h.
 */
#ifndef WEIR_GATE_CHARSETS_H
#define WEIR_GATE_CHARSETS_H
#include "common/buf.h"

/* NULL behind the last one. */
extern const char *const charsets_names[];
/* Adds nothing when the bytes cannot be of that encoding. */
void charsets_decode(const char *name, struct str bytes, struct buf *out);

#endif
