/*
 * allowed: telephone numbers and mail addresses of the vendor's own that solved pages may show, such as that of
 * support; from gate.allow beside site.toml: one a line, '#' begins a remark, numbers with the code of their country.
 * And files that the gate cannot look into, or finds shapes of personal data in, and somebody has looked at: the
 * SHA-256 of their bytes and their path, so that a file that changes is looked at again.
 *
 * Only whole values, and only against families (families.h): what the table of identities knows is refused all the
 * same, in a file as well, so that a customer's number cannot be let through by writing it down here. Knows no
 * patterns.
 */
#ifndef WEIR_GATE_ALLOWED_H
#define WEIR_GATE_ALLOWED_H
#include "common/diag.h"
#include "common/vec.h"

#define ALLOWED_FILE "gate.allow"

enum { ALLOWED_DIGEST_BYTES = 32 };

struct allowed_file {
	unsigned char digest[ALLOWED_DIGEST_BYTES];
	struct str path; /* from the output's root */
};

struct allowed {
	struct allowed_values VEC_FIELDS(struct str) values; /* digits, or an address in small letters; in the arena */
	struct allowed_files VEC_FIELDS(struct allowed_file) files;
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

void allowed_digest(struct str bytes, unsigned char digest[ALLOWED_DIGEST_BYTES]);
/* Whether somebody has looked at a file under this path; at these very bytes. */
bool allowed_has_path(const struct allowed *allowed, struct str path);
bool allowed_has_file(const struct allowed *allowed, struct str path, const unsigned char *digest);
/* The line that says so. */
void allowed_add_line(struct str path, const unsigned char *digest, struct buf *out);

#endif
