/*
 * assets: files below content/ that are not pages: hashed for the build cache and
 * their fingerprinted name, copied into the output as they are.
 *
 * A page of the site's own origin can do what Weir's pages can, so HTML files
 * and drawings that carry scripts are published only with raw_html = "trusted";
 * else they are left out with a warning. What speaks against a file stands in
 * the place of its hash, so that the build cache remembers it.
 */
#ifndef WEIR_ASSETS_H
#define WEIR_ASSETS_H
#include "common/diag.h"
#include "common/hash.h"
#include "generator/config.h"

struct emit;
struct precompress;
struct asset;

/*
 * Hash and size of a file below the content folder. When it is not to be
 * published the hash says why instead (asset_is_published()). -1 with errno
 * (EINVAL: not a regular file). Callable from workers.
 */
__attribute__((warn_unused_result)) int assets_hash(int content_folder, const char *path, const struct config *config,
						    struct hash128 *hash, uint64_t *size);
/* Whether a file with that hash is published; if not, a diagnostic says why. path is below the content folder. */
bool assets_is_published(struct hash128 hash, struct str path, const struct config *config, struct diag_list *diags);
/*
 * Stages the file as asset->output, with precompressed copies when those are
 * asked for. -1 with errno (EAGAIN: it was changed meanwhile). Callable from
 * workers.
 */
__attribute__((warn_unused_result)) int assets_copy(const struct emit *emit, int content_folder,
						    const struct asset *asset, struct precompress *copies);

/* Whether an SVG or other XML text can run scripts in a browser, or cannot be told. */
bool assets_has_script(struct str xml);

#endif
