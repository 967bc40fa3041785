/*
 * verbatim: files that are published under their own names, from the folder
 * static/ beside site.toml: favicon.ico, CNAME, robots.txt, .well-known/…, what
 * proves to others who owns the site, downloads with addresses that must not change.
 *
 * Trusted as templates are: HTML and scripts are copied like any other file. A
 * robots.txt, llms.txt or opensearch.xml takes the place of the one that Weir would
 * write, the lines of a _redirects stand behind Weir's own, and files in assets/ beside
 * the theme's; any other file that is part of the site already is an error.
 *
 * The whole build belongs to one state of the folder: a change in it is a change
 * of verbatim->fingerprint, which the build cache must match. Memory: the arena.
 */
#ifndef WEIR_VERBATIM_H
#define WEIR_VERBATIM_H
#include "common/diag.h"
#include "generator/config.h"
#include "generator/page.h"

struct emit;
struct precompress;
struct site;

struct verbatim {
	struct str folder;
	struct str_list paths; /* below the folder and below public/, sorted */
	struct str redirects;  /* the folder's _redirects, which is none of them; absent when there is none */
	uint64_t fingerprint;  /* of names, sizes and change times; 0 when there is no such folder */
};

/* Lists the folder; diagnostics for what cannot be read or published. now: nanoseconds since the epoch. */
void verbatim_load(struct verbatim *verbatim, int site_folder, const struct config *config, int64_t now,
		   struct arena *arena, struct diag_list *diags);
/* verbatim may be NULL. */
bool verbatim_has(const struct verbatim *verbatim, struct str path);
/* Whether a file of that path takes the place of Weir's own, if there is one of Weir's. */
bool verbatim_replaces(struct str path);
/* Errors for files that something else of the site has the place of. */
void verbatim_check(const struct verbatim *verbatim, const struct site *site, struct diag_list *diags);
/*
 * Stages one file, with compressed copies where they are asked for and the folder
 * has none of its own ("big.js.gz" beside "big.js"). -1 with errno.
 */
__attribute__((warn_unused_result)) int verbatim_stage(const struct emit *emit, int site_folder,
						       const struct verbatim *verbatim, uint32_t file,
						       struct precompress *copies);

#endif
