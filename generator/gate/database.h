/*
 * database: every value and every name in an SQLite file, and every term of its
 * full-text indexes.
 */
#ifndef WEIR_GATE_DATABASE_H
#define WEIR_GATE_DATABASE_H
#include "generator/gate/check.h"

/* -1 when it cannot be read to its end. */
__attribute__((warn_unused_result)) int database_check(struct checker *checker, struct str bytes, unsigned depth);
/* A copy with a table more, which holds the text. */
__attribute__((warn_unused_result)) int database_plant(struct str bytes, struct str text, struct buf *out);

#endif
