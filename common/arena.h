/*
 * arena: memory that is given back all at once.
 *
 * Four lifetimes exist (docs/ARCHITECTURE.md "Lifetimes"): process, build,
 * page, request. Each has an arena; a function that makes something takes the
 * shortest-lived arena that works as its first parameter. Nothing in an arena
 * is freed on its own. Not thread-safe: one arena, one thread.
 *
 * Under AddressSanitizer every allocation is followed by a poisoned gap.
 */
#ifndef WEIR_ARENA_H
#define WEIR_ARENA_H
#include "common/str.h"

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *block; /* the newest, the one in use */
	char *at, *end;		   /* what is free in it */
	size_t total;		   /* bytes held from the heap, for reports */
};

void arena_init(struct arena *arena);
/* Gives everything back but one block, which is used again. */
void arena_clear(struct arena *arena);
void arena_release(struct arena *arena);

/* Aligned for any type; not zeroed. Never NULL (see mem.h). */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_zalloc(struct arena *arena, size_t size);
/* n elements of the given size, overflow checked, zeroed. */
void *arena_array(struct arena *arena, size_t n, size_t size);
/* A copy with a NUL behind it (not counted). */
struct str arena_str(struct arena *arena, struct str s);
/* printf into the arena. */
__attribute__((format(printf, 2, 3))) struct str arena_printf(struct arena *arena, const char *format, ...);

#define ARENA_NEW(arena, type) ((type *)arena_zalloc((arena), sizeof(type)))

#endif
