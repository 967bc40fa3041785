#include "common/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* the one place that may talk to malloc (banned.h) */
#undef malloc
#undef calloc
#undef realloc

static void default_hook(size_t size)
{
	(void)size;
	_exit(3);
}

static void (*out_of_memory)(size_t size) = default_hook;

void mem_set_out_of_memory_hook(void (*hook)(size_t size))
{
	out_of_memory = hook != NULL ? hook : default_hook;
}

/*
 * The heap's first part in large pages: a build touches tens of megabytes once, and each page of 4 KB costs a fault
 * of its own. What is not touched takes no memory.
 */
static void use_large_pages(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	enum { HEAP = 128 << 20, LARGE_PAGE = 2 << 20 };
	char *heap = malloc(HEAP);
	size_t skip = (size_t)(-(uintptr_t)heap & (LARGE_PAGE - 1));

	if (heap != NULL)
		(void)madvise(heap + skip, HEAP - LARGE_PAGE, MADV_HUGEPAGE);
	free(heap);
#endif
}

void mem_keep_freed(void)
{
	enum { MAPPED_FROM = 1 << 30, TOP_PAD = 1 << 20 };

	(void)mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	(void)mallopt(M_TRIM_THRESHOLD, MAPPED_FROM);
	(void)mallopt(M_TOP_PAD, TOP_PAD);
	(void)mallopt(M_ARENA_MAX, 1); /* what one thread has freed another can use */
	use_large_pages();
}

size_t mem_at_hand(void)
{
	return mallinfo2().keepcost;
}

static void *checked(void *p, size_t size)
{
	if (p == NULL) {
		out_of_memory(size);
		abort();
	}
	return p;
}

void *mem_alloc(size_t size)
{
	return checked(malloc(size != 0 ? size : 1), size);
}

void *mem_zalloc(size_t size)
{
	return checked(calloc(1, size != 0 ? size : 1), size);
}

void *mem_sparse(size_t size)
{
	void *p = mmap(NULL, size != 0 ? size : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return checked(NULL, size);
	(void)madvise(p, size, MADV_NOHUGEPAGE);
	return p;
}

void mem_free_sparse(void *p, size_t size)
{
	if (p != NULL)
		(void)munmap(p, size != 0 ? size : 1);
}

void *mem_realloc(void *old, size_t size)
{
	return checked(realloc(old, size != 0 ? size : 1), size);
}

char *mem_dup(const char *bytes, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		out_of_memory(n);
	copy = mem_alloc(n + 1);
	if (n != 0)
		memcpy(copy, bytes, n);
	copy[n] = '\0';
	return copy;
}

void mem_free(void *p)
{
	free(p);
}
