/* base64: RFC 4648, the standard alphabet. Reads with or without padding, nothing else in between. */
#ifndef WEIR_BASE64_H
#define WEIR_BASE64_H
#include "common/arena.h"
#include "common/buf.h"

/* 0 to 63; -1: it is no letter of it. */
int base64_value(char c);
/* The bytes in the arena; false when it is no base64, *bytes is left alone then. */
bool base64_decode(struct str text, struct arena *arena, struct str *bytes);
void base64_encode(struct buf *out, struct str bytes);

#endif
