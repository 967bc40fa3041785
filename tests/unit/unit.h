/* What every unit test includes: cmocka and assertions on str. */
#ifndef WEIR_UNIT_H
#define WEIR_UNIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/diag.h"
#include "common/str.h"

/* The text of s is the C string `expected`. */
#define assert_str(actual, expected) \
	do { \
		struct str actual_ = (actual), expected_ = str_c(expected); \
		if (!str_eq(actual_, expected_)) \
			fail_msg("\n got: %.*s\nwant: %.*s", STR_ARG(actual_), STR_ARG(expected_)); \
	} while (0)

#endif
