/*
 * malloc_nth: a library to be loaded first (LD_PRELOAD) that makes one
 * allocation of a program fail, or all from one on:
 *
 *     MALLOC_FAIL=120 LD_PRELOAD=…/malloc_nth.so weir build     the 120th
 *     MALLOC_FAIL=120+ …                                        that and all after it
 *     MALLOC_COUNT=file …                                       none; writes how many there were
 *
 * Counted are the calls of the process that was started, not those of the
 * children it forks (MALLOC_CHILDREN=1: those of the children instead).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static unsigned long count, fail_at;
static int is_on, for_ever, in_children, is_set_up;
static pid_t owner;
static char count_file[256];

static void set_up(void)
{
	const char *fail = getenv("MALLOC_FAIL"), *file = getenv("MALLOC_COUNT");

	is_set_up = 1;
	owner = getpid();
	in_children = getenv("MALLOC_CHILDREN") != NULL;
	if (file != NULL)
		snprintf(count_file, sizeof(count_file), "%s", file);
	if (fail == NULL)
		return;
	fail_at = strtoul(fail, NULL, 10);
	for_ever = strchr(fail, '+') != NULL;
	is_on = 1;
}

static int must_fail(void)
{
	if (!is_set_up)
		set_up();
	/* getpid() is a system call, but only children need telling apart */
	if ((getpid() != owner) != in_children)
		return 0;
	count++;
	if (!is_on || (for_ever ? count < fail_at : count != fail_at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return must_fail() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return must_fail() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return must_fail() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return must_fail() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **p, size_t alignment, size_t size)
{
	void *made = must_fail() ? NULL : __libc_memalign(alignment, size);

	if (made == NULL)
		return ENOMEM;
	*p = made;
	return 0;
}

__attribute__((destructor)) static void tell(void)
{
	char text[32];
	int fd, n;

	if (count_file[0] == '\0' || getpid() != owner)
		return;
	fd = open(count_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	n = snprintf(text, sizeof(text), "%lu\n", count);
	if (fd < 0 || write(fd, text, (size_t)n) != n)
		_exit(99);
	close(fd);
}
