/*
 * check_views: a text in all the ways in which it may be written otherwise (decode.h): which of them are worth a try is
 * told by its runs, what stands between white space, quotes and angle brackets. Between check.c and itself alone.
 */
#ifndef WEIR_GATE_CHECK_VIEWS_H
#define WEIR_GATE_CHECK_VIEWS_H
#include "generator/gate/check.h"

/* Of a text that has been compared as it is. */
void check_views(struct checker *checker, struct str text, unsigned depth);
/* check.c: compares it with who must not be found, and nothing else. */
void check_match(struct checker *checker, struct str text, const char *view, unsigned depth);

#endif
