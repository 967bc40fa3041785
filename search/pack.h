/*
 * pack: gzip for pages that the server makes. Fast rather than small: a result page of the help centre, 19.5 KB,
 * becomes 8.0 KB in 0.14 ms (zlib's level 1). One per thread; its memory (270 KB) is taken when the first page is
 * packed. There is no secret on these pages whose length could tell something (BREACH), and no cookie that would make
 * one.
 */
#ifndef WEIR_PACK_H
#define WEIR_PACK_H
#include "common/buf.h"

struct pack;

struct pack *pack_new(void);
void pack_free(struct pack *pack);
/* Puts the gzip of a body in its place; false, and the body as it was, when that is not worth it. */
bool pack_gzip(struct pack *pack, struct buf *body);

#endif
