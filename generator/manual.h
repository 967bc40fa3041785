/*
 * manual: the parts of the manual pages that are lists of what the tables hold,
 * as mdoc, so that manuals and program cannot differ. scripts/check-manuals puts
 * them between the marks in docs/ and fails when they are out of date.
 */
#ifndef WEIR_MANUAL_H
#define WEIR_MANUAL_H
#include "common/buf.h"

/* The same order. */
#define MANUAL_PARTS "commands settings fields codes variables"
enum manual_part { MANUAL_COMMANDS, MANUAL_SETTINGS, MANUAL_FIELDS, MANUAL_CODES, MANUAL_VARIABLES };

void manual_part(struct buf *out, enum manual_part part);

#endif
