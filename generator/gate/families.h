/*
 * families: personal data and secrets by their shape alone, for pages that came
 * from tickets: addresses, numbers with check digits, keys with known beginnings,
 * home folders. Hand-written scanners over one table: nothing is shared with
 * common/privacy, and nothing can backtrack.
 *
 * Examples of documentation pass: example.com and its like, addresses of RFC 5737
 * and 3849, numbers with 555, test cards, mailboxes of roles, placeholders.
 */
#ifndef WEIR_GATE_FAMILIES_H
#define WEIR_GATE_FAMILIES_H
#include "generator/gate/check.h"

void families_check(struct checker *checker, struct str text, const char *view);

#endif
