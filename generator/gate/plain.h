/*
 * plain: a text as families.h reads it: numbers and addresses in ASCII, whatever they were written in. Digits of all
 * scripts, wide and enclosed characters, spaces that hold a line together become what they stand for, hyphens of all
 * lengths '-' between letters and digits, a point in brackets a point; what nobody sees is left out. Letters of other
 * scripts stay.
 */
#ifndef WEIR_GATE_PLAIN_H
#define WEIR_GATE_PLAIN_H
#include "common/buf.h"

/* The lines that are another text then, one behind the other; nothing when there are none. Tables are filled as
 * characters are met: not thread-safe. */
void plain_lines(struct str text, struct buf *out);

#endif
