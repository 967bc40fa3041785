/*
 * mem: the heap, with one policy for "no memory left".
 *
 * Every allocation either succeeds or does not return: the hook set by the
 * program (main.c: say so, exit 3) is called and must not return. That is safe
 * because nothing is ever half published: a build that dies anywhere leaves
 * public/ as it was. A size of 0 gives a valid pointer.
 *
 * Memory that a library asks us to free(), or that it must be able to free(),
 * is not this module's business. Thread-safe (malloc is; set the hook once,
 * before any thread or fork).
 */
#ifndef WEIR_MEM_H
#define WEIR_MEM_H
#include <stddef.h>

void *mem_alloc(size_t size);
void *mem_zalloc(size_t size);
void *mem_realloc(void *old, size_t size);
/* Copies n bytes and adds a NUL. */
char *mem_dup(const char *bytes, size_t n);
/* NULL is fine. */
void mem_free(void *p);

/*
 * Zeroed memory of which little will be touched: each page of 4 KB is taken when it is, whatever mem_keep_freed()
 * says. To be given back with its size by mem_free_sparse() (NULL is fine).
 */
void *mem_sparse(size_t size);
void mem_free_sparse(void *p, size_t size);

/* Called with the size that could not be had; must not return. Default: _exit(3). */
void mem_set_out_of_memory_hook(void (*hook)(size_t size));

/*
 * For programs that run for a moment and end: freed memory stays with the process
 * instead of going back to the system piece by piece (each piece costs its page
 * faults again), and the heap is in large pages where the system has them. Once, at
 * the start.
 */
void mem_keep_freed(void);

/* Bytes at the end of the heap that nothing uses: they can be had without more address space. */
size_t mem_at_hand(void);

#endif
