/*
 * reporter: diagnostics about one source file, from byte offsets in its text.
 */
#ifndef WEIR_REPORTER_H
#define WEIR_REPORTER_H
#include "common/diag.h"

struct reporter {
	struct str path;   /* as diagnostics name it: "content/billing/refunds.md" */
	struct str source; /* what offsets count in */
	struct diag_list *diags;
	size_t room; /* diagnostics that this file may still add */
	/* What YAML has and front matter does not need is said once for a file: */
	struct str unsupported; /* the first; absent: none yet */
	size_t unsupported_at;	/* index in diags */
	unsigned more_unsupported;
};

void reporter_init(struct reporter *reporter, struct str path, struct str source, struct diag_list *diags);
/* Adds a diagnostic; false when the file has had its share (then no hint may be added). */
__attribute__((format(printf, 4, 5))) bool report(struct reporter *reporter, enum diag_code code, size_t at,
						  const char *format, ...);
/* A DIAG_FRONT_MATTER_UNSUPPORTED: the first of a file by itself, more as their number behind it. True for the first.
 */
bool report_unsupported(struct reporter *reporter, size_t at, struct str what);
/* The hint of the last one: the value as it should be written, in quotes. */
void reporter_hint_quotes(struct reporter *reporter, struct str value);

#endif
