/*
 * The site's own files over HTTP: what the preview and the server must agree on.
 */
#ifndef WEIR_COMMON_SERVED_H
#define WEIR_COMMON_SERVED_H

#include "common/buf.h"

/*
 * Appends the path of a request, which begins with "/", without that and with
 * its percent escapes decoded (RFC 3986, 2.1). False for whatever cannot name
 * an output file or folder: control characters, an escaped "/" or "\", an
 * empty part that is not the last, "..", and names that begin with a dot but
 * for ".well-known" (RFC 8615).
 */
bool served_path_decode(struct str path, struct buf *out);

/*
 * The Content-Type of a file by its name; text is UTF-8, as all that Weir
 * writes. "application/octet-stream" where nothing is known.
 */
const char *served_media_type(struct str path);

/*
 * The header Range: 1 and [*from, *to) of a file of n bytes; 0 when it is to be
 * ignored (several ranges, other units); -1 when it cannot be satisfied.
 */
int served_range(struct str range, int64_t n, int64_t *from, int64_t *to);

#endif
