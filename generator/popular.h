/*
 * popular: `popular.txt` beside site.toml, the pages that readers found useful, most useful first, for the home pages
 * and the order of results (the row "helpful" of the index's table meta). A line is an address as on the site
 * (`/billing/refunds/`), and what stands behind it is for people; lines beginning with `#` and addresses that no page
 * has any more are passed over, and so is, with a warning, what is no address.
 *
 * `weir popular` makes it from the ledger of the server. A build does not read the ledger itself: it would not give the
 * same bytes twice, and the ledger is on another machine.
 */
#ifndef WEIR_POPULAR_H
#define WEIR_POPULAR_H
#include "common/diag.h"

#define POPULAR_FILE "popular.txt"

struct popular {
	struct str *urls; /* without the base path, percent escapes decoded */
	uint32_t n;
	uint64_t
	    hash; /* of the addresses and of what is wrong, which a build that changes nothing repeats; 0: neither */
};

/* Nothing when there is no such file, or none that can be read: then with a warning. */
void popular_load(int site_folder, struct arena *arena, struct popular *popular, struct diag_list *diags);

#endif
