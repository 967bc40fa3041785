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
};

void reporter_init(struct reporter *reporter, struct str path, struct str source, struct diag_list *diags);
/* Adds a diagnostic; false when the file has had its share (then no hint may be added). */
__attribute__((format(printf, 4, 5))) bool report(struct reporter *reporter, enum diag_code code, size_t at,
						  const char *format, ...);
/* The hint of the last one: the value as it should be written, in quotes. */
void reporter_hint_quotes(struct reporter *reporter, struct str value);

#endif
