/*
 * external: whether links to other sites work, by asking them: `weir check
 * --external`. Never part of a build.
 *
 * Polite: each address once, HEAD before GET, at most two requests at a time to
 * a host and a pause between them, its robots.txt obeyed, a name in User-Agent,
 * answers remembered in .weir/external-cache (a week; bad ones for an hour).
 * Careful with what it says: a page is called broken only when a GET said so
 * too; 401, 403, 429 and their like say nothing about the page.
 *
 * Names that are reserved for examples (RFC 2606) and this machine's own are not
 * asked for.
 */
#ifndef WEIR_EXTERNAL_H
#define WEIR_EXTERNAL_H
#include "common/diag.h"

struct external_link {
	struct str url; /* as written: only http and https are looked at */
	struct place place;
};

struct external_options {
	int64_t now;	     /* seconds since the epoch: the age of what is remembered */
	unsigned timeout_ms; /* of a request; 0: 10 seconds */
	unsigned pause_ms;   /* between two requests to a host; 0: half a second */
	bool own_machine;    /* ask localhost too (tests) */
	/* Called from time to time; may be NULL. */
	void (*progress)(void *context, const char *stage, uint32_t done, uint32_t total);
	void *progress_context;
};

/*
 * Adds a warning for each link that is broken. Returns 0, or -1 after an error
 * diagnostic when nothing could be asked (no libcurl, no network).
 */
__attribute__((warn_unused_result)) int external_check(int site_folder, const struct external_link *links, size_t n,
						       const struct external_options *options, struct diag_list *diags);

#endif
