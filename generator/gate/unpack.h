/*
 * unpack: what deflate and Brotli packed, with a ceiling. Adds to out: 0; -1: damaged or
 * cut off; 1: it is more than `max` bytes.
 */
#ifndef WEIR_GATE_UNPACK_H
#define WEIR_GATE_UNPACK_H
#include "common/buf.h"

enum unpack_format { UNPACK_GZIP, UNPACK_ZLIB, UNPACK_RAW };

/* *used (may be NULL): bytes of s that belong to it. A gzip file may have several members. */
__attribute__((warn_unused_result)) int unpack_deflate(enum unpack_format format, struct str s, struct buf *out,
						       size_t max, size_t *used);
__attribute__((warn_unused_result)) int unpack_brotli(struct str s, struct buf *out, size_t max);

/*
 * For a zlib stream of which nobody wants to know more than that it is not longer than it should be. 0: it unpacks to
 * at most `max` bytes, and is *used of s; 1: to more, or would if it were not cut off; -1: damaged or cut off. What it
 * unpacks to is left in `room`, which is emptied before. Its checksum is not held against it.
 */
__attribute__((warn_unused_result)) int unpack_zlib_within(struct str s, struct buf *room, size_t max, size_t *used);

/* For the self-test. */
__attribute__((warn_unused_result)) int unpack_pack_gzip(struct str s, struct buf *out);
uint32_t unpack_crc32(struct str s);

#endif
