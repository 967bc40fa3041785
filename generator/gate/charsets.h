/*
 * charsets: text in encodings that are rare but not gone, of several languages, as UTF-8. The common ones are in
 * decode.h.
 */
#ifndef WEIR_GATE_CHARSETS_H
#define WEIR_GATE_CHARSETS_H
#include "common/buf.h"

/* NULL behind the last one. */
extern const char *const charsets_names[];
/* Those that look like ASCII; and whether what switches them is in it. */
extern const char *const charsets_of_seven_bits[];
extern const char *const charsets_of_two_bytes[];
bool charsets_may_have_seven_bits(struct str bytes);
/* Adds nothing when the bytes cannot be of that encoding. */
void charsets_decode(const char *name, struct str bytes, struct buf *out);

/*
 * A line that was written in one encoding and read as another, put right again; nothing when the characters cannot
 * have come about so. Adds it for every pair of encodings that are worth a look.
 */
void charsets_reread(struct str line, struct buf *out);

#endif
