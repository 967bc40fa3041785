/*
 * assets: files below content/ that are not pages: hashed for the build cache and
 * their fingerprinted name, copied into the output.
 */
#ifndef WEIR_ASSETS_H
#define WEIR_ASSETS_H
#include "common/hash.h"
#include "generator/emit.h"
#include "generator/site.h"

/* Hash and size of a file below the content folder. -1 with errno. Callable from workers. */
__attribute__((warn_unused_result)) int assets_hash(int content_folder, const char *path, struct hash128 *hash,
						    uint64_t *size);
/* Stages the file as asset->output, with precompressed copies when asked for. -1 with errno. Callable from workers. */
__attribute__((warn_unused_result)) int assets_copy(const struct emit *emit, int content_folder,
						    const struct asset *asset, bool gzip, bool brotli);

#endif
