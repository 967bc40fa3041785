/*
 * markdown_pool: memory for cmark-gfm. It asks for many small pieces and all of
 * them can go at the end of a page, so they come from blocks that are used again
 * for the next page; only large ones (text that grows) are from the heap, so that
 * growing does not leave copies behind.
 *
 * One pool per process: cmark's allocator functions have no context.
 */
#ifndef WEIR_MARKDOWN_POOL_H
#define WEIR_MARKDOWN_POOL_H
#include <stddef.h>

/* As the C library's; never NULL (see mem.h). */
void *pool_calloc(size_t n, size_t size);
void *pool_realloc(void *p, size_t size);
void pool_free(void *p);
/* Gives back everything. */
void pool_clear(void);

#endif
