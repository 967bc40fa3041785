/*
 * precompress: .gz and .br copies beside text files of the output, for web
 * servers that send them as they are.
 */
#ifndef WEIR_PRECOMPRESS_H
#define WEIR_PRECOMPRESS_H
#include "generator/emit.h"

/* Stages the copies that are asked for and pay. 0, or -1 with errno. Callable from workers. */
__attribute__((warn_unused_result)) int precompress_stage(const struct emit *emit, struct str path, struct str bytes,
							  bool gzip, bool brotli);

#endif
