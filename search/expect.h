/*
 * expect: what a customer is told about the first reply: "Mon 10:20 in London; we
 * answer within 4 working hours: by 14:20", in the theme's words. The counting is
 * hours.h's.
 */
#ifndef WEIR_EXPECT_H
#define WEIR_EXPECT_H
#include "common/value.h"

struct hours;
struct strings;

struct expect_place {
	const struct hours *hours; /* NULL: not known; no moment is promised then */
	struct str zone;	   /* "Europe/London" */
};

/*
 * {"first_reply": "4h", "by": "2026-11-23T14:20:00Z" or null, "text": …} for the first_reply of a venue, or NULL when
 * it promises nothing. now: seconds since 1970.
 */
struct value *expect_tell(const struct expect_place *place, const struct strings *strings, struct str first_reply,
			  int64_t now, struct arena *arena);

#endif
