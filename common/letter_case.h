/*
 * letter_case: upper and lower case as Unicode maps it in full, whatever the
 * locale: "Straße" becomes "STRASSE", the last sigma of a Greek word is its own
 * letter. Invalid bytes become U+FFFD.
 */
#ifndef WEIR_LETTER_CASE_H
#define WEIR_LETTER_CASE_H
#include "common/buf.h"

void letter_case_upper(struct buf *out, struct str s);
void letter_case_lower(struct buf *out, struct str s);
/* The first letter upper case (title case, where that differs), the others lower case. */
void letter_case_capitalize(struct buf *out, struct str s);

#endif
