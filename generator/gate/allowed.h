/*
 * allowed: telephone numbers and mail addresses of the vendor's own that solved pages may show, such as that of
 * support; from gate.allow beside site.toml: one a line, '#' begins a remark, numbers with the code of their country.
 *
 * Only whole values, and only against families (families.h): what the table of identities knows is refused all the
 * same, so that a customer's number cannot be let through by writing it down here. Knows no patterns.
 */
#ifndef WEIR_GATE_ALLOWED_H
#define WEIR_GATE_ALLOWED_H
#include "common/diag.h"
#include "common/vec.h"

#define ALLOWED_FILE "gate.allow"

struct allowed {
	struct allowed_values VEC_FIELDS(struct str) values; /* digits, or an address in small letters; in the arena */
};

/*
 * From the site's folder, where the file need not be. -1 after a diagnostic for each line that is neither; 1 with
 * errno when it cannot be read. The values live as long as the arena.
 */
__attribute__((warn_unused_result)) int allowed_read(struct allowed *allowed, int site_folder, struct arena *arena,
						     struct diag_list *diags);
__attribute__((warn_unused_result)) int allowed_parse(struct allowed *allowed, struct str text, struct arena *arena,
						      struct diag_list *diags);
void allowed_release(struct allowed *allowed);
/* Whether what was found at this byte of the text is one of them, and goes on with nothing. */
bool allowed_has(const struct allowed *allowed, struct str text, size_t at);

#endif
