/*
 * published: the ledger of every URL and id that the site has published, so
 * that none is lost by accident.
 *
 * It is a text file, one line for each URL, in the order of source paths:
 *
 *     /billing/refunds/ <tab> refunds-1 <tab> billing/refunds.md
 *     /old/refunds/     <tab> -         <tab> -> /billing/refunds/
 *
 * and lives in `published.txt` beside site.toml when that file exists (made by
 * `weir init`, meant to be committed: then a clean clone knows what was
 * published), else in `.weir/published`, which only this machine sees. A URL is
 * given up on purpose by `retired = true` on its page, by the setting [content]
 * retired, or by deleting its line from published.txt. The page that was made for
 * a section goes with the section's last page.
 */
#ifndef WEIR_PUBLISHED_H
#define WEIR_PUBLISHED_H
#include "common/diag.h"
#include "generator/site.h"

/* The ledger says that this site has published with approvals.txt, so that losing that file does not switch it off. */
bool published_has_approvals(int site_folder);
/* Changes with any byte of the ledger; none at all, as for a preview of what was never published, is an empty one. */
uint64_t published_digest(int site_folder);
/* Reads the ledger into `text` (empty when there is none yet). -1 after a diagnostic. */
__attribute__((warn_unused_result)) int published_load(int site_folder, struct buf *text, struct diag_list *diags);
/*
 * Compares the site with the ledger of earlier builds: an error url-lost or
 * id-lost for each one that is gone. Appends the new ledger to `text`; lost ones
 * stay in it, so that a build with --keep-going does not forget them. Returns 0,
 * or -1 when errors were added.
 */
__attribute__((warn_unused_result)) int published_check(const struct site *site, struct str earlier, struct buf *text,
							struct diag_list *diags);
/* A note when the ledger is a committed file and lacks lines of the new one. */
void published_compare(int site_folder, struct str earlier, struct str text, struct diag_list *diags);
/* Writes the new ledger when it differs from the earlier one; after emit_commit(). -1 after a diagnostic. */
__attribute__((warn_unused_result)) int published_save(int site_folder, struct str earlier, struct str text,
						       struct diag_list *diags);

#endif
