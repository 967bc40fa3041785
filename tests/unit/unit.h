/* What every unit test includes: cmocka and assertions on str. */
#ifndef WEIR_UNIT_H
#define WEIR_UNIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/diag.h"
#include "common/str.h"

/* The text of s is the C string `expected`. */
#define assert_str(actual, expected) \
	do { \
		struct str actual_ = (actual), expected_ = str_c(expected); \
		if (!str_eq(actual_, expected_)) \
			fail_msg("\n got: %.*s\nwant: %.*s", STR_ARG(actual_), STR_ARG(expected_)); \
	} while (0)

/* `text` n times between `front` and `back`. */
static inline struct str unit_repeated(struct arena *arena, const char *front, const char *text, size_t n,
				       const char *back)
{
	struct str part = str_c(text), result;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_str(&out, str_c(front));
	for (size_t i = 0; i < n; i++)
		buf_str(&out, part);
	buf_str(&out, str_c(back));
	result = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return result;
}

#endif
