/*
 * spaces: white space as Unicode and Python's str.isspace() define it, for text
 * that people wrote in any language.
 */
#ifndef WEIR_SPACES_H
#define WEIR_SPACES_H
#include "common/str.h"

/* Length of the white space character at s.s[at], 0 when there is none (or at is the end). */
size_t space_length(struct str s, size_t at);
/* Without white space in front, behind, at both ends. */
struct str spaces_trim_start(struct str s);
struct str spaces_trim_end(struct str s);
struct str spaces_trim(struct str s);

#endif
