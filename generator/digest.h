/*
 * digest: SHA-256 as Content-Security-Policy writes it. The one file of the
 * theme that includes libsodium.
 */
#ifndef WEIR_DIGEST_H
#define WEIR_DIGEST_H
#include "common/buf.h"

/* Appends "sha256-" and the digest of bytes in base64. */
void digest_csp(struct buf *out, struct str bytes);

#endif
