#include "common/arena.h"

#include "common/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { GAP = 16 };
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
enum { GAP = 0 };
#endif

enum { ALIGN = 16, BLOCK_FIRST = 16 * 1024, BLOCK_LARGEST = 1024 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t size; /* of bytes[] */
	_Alignas(ALIGN) char bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

static void use_block(struct arena *arena, struct arena_block *block)
{
	arena->block = block;
	arena->at = block->bytes;
	arena->end = block->bytes + block->size;
	POISON(block->bytes, block->size);
}

static void free_block(struct arena *arena, struct arena_block *block)
{
	UNPOISON(block->bytes, block->size);
	arena->total -= sizeof(*block) + block->size;
	mem_free(block);
}

void arena_clear(struct arena *arena)
{
	struct arena_block *keep = arena->block, *block;

	if (keep == NULL)
		return;
	block = keep->next;
	keep->next = NULL;
	while (block != NULL) {
		struct arena_block *next = block->next;

		free_block(arena, block);
		block = next;
	}
	use_block(arena, keep);
}

void arena_release(struct arena *arena)
{
	if (arena == NULL)
		return;
	arena_clear(arena);
	if (arena->block != NULL)
		free_block(arena, arena->block);
	*arena = (struct arena){0};
}

static void add_block(struct arena *arena, size_t need)
{
	size_t size = arena->block != NULL ? arena->block->size * 2 : BLOCK_FIRST;
	struct arena_block *block;

	if (size > BLOCK_LARGEST)
		size = BLOCK_LARGEST;
	if (size < need)
		size = need;
	block = mem_alloc(sizeof(*block) + size);
	block->next = arena->block;
	block->size = size;
	arena->total += sizeof(*block) + size;
	use_block(arena, block);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t room = (size + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	char *p;

	if (size > SIZE_MAX / 4)
		return mem_alloc(size); /* does not return */
	if (room == 0)
		room = ALIGN;
	if (arena->at == NULL || (size_t)(arena->end - arena->at) < room)
		add_block(arena, room);
	p = arena->at;
	arena->at += room;
	UNPOISON(p, size);
	return p;
}

void *arena_zalloc(struct arena *arena, size_t size)
{
	void *p = arena_alloc(arena, size);

	memset(p, 0, size);
	return p;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 4 / size)
		return mem_alloc(SIZE_MAX / 2); /* does not return */
	return arena_zalloc(arena, n * size);
}

struct str arena_str(struct arena *arena, struct str s)
{
	char *copy = arena_alloc(arena, s.n + 1);

	if (s.n != 0)
		memcpy(copy, s.s, s.n);
	copy[s.n] = '\0';
	return (struct str){copy, s.n};
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	char *text;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		n = 0;
	text = arena_alloc(arena, (size_t)n + 1);
	text[0] = '\0';
	(void)vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){text, (size_t)n};
}
