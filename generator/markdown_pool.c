#include "generator/markdown_pool.h"

#include "common/mem.h"

#include <stdint.h>
#include <string.h>

#define LARGE ((size_t)32 * 1024)
#define BLOCK_BYTES ((size_t)256 * 1024)
#define KEPT_BLOCKS 16

/* In front of every piece; 16 bytes keep the alignment. */
struct piece_header {
	size_t size;
	struct large_piece *large;
};

struct large_piece {
	struct large_piece *next, *previous;
	struct piece_header header;
};

static struct {
	char *blocks[4096];
	size_t blocks_n, used; /* blocks that exist; of the one in use, its index + 1 */
	char *at, *end;
	struct large_piece *large;
} pool;

static void *large_alloc(size_t size)
{
	struct large_piece *piece = mem_zalloc(sizeof(*piece) + size);

	piece->header = (struct piece_header){size, piece};
	piece->next = pool.large;
	if (pool.large != NULL)
		pool.large->previous = piece;
	pool.large = piece;
	return piece + 1;
}

static void next_block(void)
{
	if (pool.used == sizeof(pool.blocks) / sizeof(*pool.blocks))
		mem_alloc(SIZE_MAX / 2); /* a gigabyte: does not return */
	if (pool.used == pool.blocks_n)
		pool.blocks[pool.blocks_n++] = mem_alloc(BLOCK_BYTES);
	pool.at = pool.blocks[pool.used++];
	pool.end = pool.at + BLOCK_BYTES;
}

void *pool_calloc(size_t n, size_t size)
{
	struct piece_header *header;
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes) || bytes > LARGE)
		return large_alloc(bytes);
	bytes = (bytes + 15) & ~(size_t)15;
	if ((size_t)(pool.end - pool.at) < bytes + sizeof(*header))
		next_block();
	header = (struct piece_header *)(void *)pool.at;
	*header = (struct piece_header){bytes, NULL};
	pool.at += bytes + sizeof(*header);
	return memset(header + 1, 0, bytes);
}

void pool_free(void *p)
{
	struct large_piece *piece;

	if (p == NULL || (piece = ((struct piece_header *)p - 1)->large) == NULL)
		return;
	if (piece->next != NULL)
		piece->next->previous = piece->previous;
	if (piece->previous != NULL)
		piece->previous->next = piece->next;
	else
		pool.large = piece->next;
	mem_free(piece);
}

void *pool_realloc(void *p, size_t size)
{
	struct piece_header *header = p != NULL ? (struct piece_header *)p - 1 : NULL;
	void *bigger;

	if (header == NULL)
		return pool_calloc(1, size);
	if (size <= header->size)
		return p;
	if (header->large == NULL && (char *)p + header->size == pool.at &&
	    size <= LARGE) { /* the newest: grows in place */
		size_t bytes = (size + 15) & ~(size_t)15;

		if ((size_t)(pool.end - (char *)p) >= bytes) {
			pool.at = (char *)p + bytes;
			header->size = bytes;
			return p;
		}
	}
	bigger = pool_calloc(1, size);
	memcpy(bigger, p, header->size);
	pool_free(p);
	return bigger;
}

void pool_clear(void)
{
	while (pool.large != NULL)
		pool_free(pool.large + 1);
	while (pool.blocks_n > KEPT_BLOCKS)
		mem_free(pool.blocks[--pool.blocks_n]);
	pool.used = 0;
	pool.at = pool.end = NULL;
}
