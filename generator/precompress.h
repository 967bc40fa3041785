/*
 * precompress: gzip and brotli copies of text files beside them ("index.html.gz",
 * "index.html.br"), for servers that send them as they are. The same bytes in,
 * the same bytes out.
 *
 * A copy is kept only when it is smaller. An encoder belongs to one process.
 */
#ifndef WEIR_PRECOMPRESS_H
#define WEIR_PRECOMPRESS_H
#include "common/buf.h"

struct config;
struct emit;
struct precompress_gzip;

enum { PRECOMPRESS_GZIP = 1, PRECOMPRESS_BROTLI = 2 };

struct precompress {
	unsigned formats;	       /* PRECOMPRESS_ flags */
	struct precompress_gzip *gzip; /* made when first needed */
	struct buf out;		       /* used again and again */
};

/* PRECOMPRESS_ flags that the settings ask for. */
unsigned precompress_formats(const struct config *config);
/* In the main process: copies in these formats are part of the output (emit_set_copies()). */
void precompress_tell(unsigned formats, struct emit *emit);

void precompress_init(struct precompress *encoder, unsigned formats);
void precompress_release(struct precompress *encoder);
/* Whether copies of such a file are worth it: a text format, more than 1 KB, at most 16 MB. */
bool precompress_is_wanted(struct str path, uint64_t size);
/*
 * Stages the copies of a file that are asked for and pay. -1 with errno. Callable from workers.
 */
__attribute__((warn_unused_result)) int precompress_stage(struct precompress *encoder, const struct emit *emit,
							  struct str path, struct str bytes);

/* The encoders: replace what is in out. -1 when that cannot be done (EFBIG: not smaller, ENOMEM). */
struct precompress_gzip *precompress_gzip_new(void);
void precompress_gzip_free(struct precompress_gzip *gzip);
__attribute__((warn_unused_result)) int precompress_gzip(struct precompress_gzip *gzip, struct str bytes,
							 struct buf *out);
/* The other way, for gzipped files that are read: adds to out. -1 when they are damaged or too large for it. */
__attribute__((warn_unused_result)) int precompress_gunzip(struct str bytes, struct buf *out);
__attribute__((warn_unused_result)) int precompress_brotli(struct str bytes, struct buf *out);

#endif
