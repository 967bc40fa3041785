#include "common/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
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
static unsigned long fail_in; /* 0: never */
static int fail_always;

void mem_set_out_of_memory_hook(void (*hook)(size_t size))
{
	out_of_memory = hook != NULL ? hook : default_hook;
}

void mem_keep_freed(void)
{
	enum { MAPPED_FROM = 1 << 30, TOP_PAD = 1 << 20 };

	(void)mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	(void)mallopt(M_TRIM_THRESHOLD, MAPPED_FROM);
	(void)mallopt(M_TOP_PAD, TOP_PAD);
}

void mem_fail_after(unsigned long n, int always)
{
	fail_in = n;
	fail_always = always;
}

static int told_to_fail(void)
{
	if (fail_in == 0)
		return 0;
	if (fail_in > 1) {
		fail_in--;
		return 0;
	}
	if (!fail_always)
		fail_in = 0;
	return 1;
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
	return checked(told_to_fail() ? NULL : malloc(size != 0 ? size : 1), size);
}

void *mem_zalloc(size_t size)
{
	return checked(told_to_fail() ? NULL : calloc(1, size != 0 ? size : 1), size);
}

void *mem_realloc(void *old, size_t size)
{
	return checked(told_to_fail() ? NULL : realloc(old, size != 0 ? size : 1), size);
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
