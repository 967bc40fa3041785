/*
 * dates: days and moments as people and other tools write them in front matter.
 *
 * RFC 3339 first ("2022-12-13", "2022-12-13T10:00:00+01:00"), then year first
 * ("2022/12/13", "2022-1-5", "2022-12", "20221213"), day first with points
 * ("13.12.2022"), months by their English names ("13 Dec 2022", "December 13th,
 * 2022", "Tue, 13 Dec 2022 10:00:00 GMT"), and the American "12/13/2022" of
 * Microsoft Learn. Numbers of seconds are no dates, a year alone is none either.
 */
#ifndef WEIR_DATES_H
#define WEIR_DATES_H
#include "common/value.h"

enum dates_result {
	DATES_NONE, /* not a date */
	DATES_CERTAIN,
	DATES_AMBIGUOUS, /* like 3/4/2022: read as month/day */
};

/* Sets *date unless the result is DATES_NONE. */
enum dates_result dates_parse(struct str s, struct date *date);

#endif
