/* An arena for the whole program's tests, for a group of tests that share it. */
#ifndef WEIR_ARENA_FIXTURE_H
#define WEIR_ARENA_FIXTURE_H
#include "tests/unit/unit.h"

static struct arena arena;

static inline int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

#endif
