/*
 * heads: where a pattern may begin at all, by the first bytes of its alternatives: a sieve in front of an expression
 * that has hundreds of them. It lets more through than the expression, never less. Not for others; redact.h is the
 * interface.
 */
#ifndef WEIR_HEADS_H
#define WEIR_HEADS_H
#include "common/str.h"

struct heads;
/*
 * Of alternatives with "|" between them, in any case of letters: the first two or three bytes of each count. Those that
 * begin with neither, like "[_-]pw", are not seen: they have to be there a second time, written out.
 */
struct heads *heads_new(const char *alternatives);
void heads_free(struct heads *heads);
/* The first place in [from, to) where one may begin, or `to`. `low` is in small letters. */
size_t heads_next(const struct heads *heads, struct str low, size_t from, size_t to);

#endif
