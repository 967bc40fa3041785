/*
 * digests: MD5 and SHA-1 as hexadecimal text, because avatars and trackers name
 * people by those of their mail address. For finding, never for protecting.
 */
#ifndef WEIR_GATE_DIGESTS_H
#define WEIR_GATE_DIGESTS_H
#include "common/buf.h"

/* Texts longer than 1 KB are cut. */
void digests_md5(struct buf *out, struct str text);
void digests_sha1(struct buf *out, struct str text);

#endif
