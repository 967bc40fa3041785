/*
 * gate: the last look at a site before anybody else gets one. It reads final bytes
 * and nothing else: not the site model, not what redaction decided, not the tickets.
 *
 * Every file is checked in a worker process of its own kind (workers.h), so that one
 * that crashes, never ends or unpacks without end is refused and nothing is lost.
 *
 * Identities (identities.h) are looked for in all files. Families of personal data
 * without identity (families.h) are looked for in pages that came from tickets, for
 * articles may well name the vendor's own addresses: files below a folder "solved".
 * What feeds, sitemaps and the index tell of such a page is a part of it.
 *
 * Each run proves itself: a name that nobody bears is planted in a copy of one file of
 * each kind that was met, in texts in several encodings; when it is not found, the
 * gate is broken and nothing passes.
 *
 * Findings are diagnostics that name file, rule and view, never the text.
 */
#ifndef WEIR_GATE_GATE_H
#define WEIR_GATE_GATE_H
#include "common/diag.h"
#include "common/hash.h"
#include "common/value.h"

struct allowed;
struct identities;
struct seen;

/* Changes when the gate finds more than before: then everything is looked at again. */
#define GATE_VERSION 30

struct gate_file {
	struct str path; /* from the output's root */
	int folder;	 /* and the name in this open folder */
	const char *name;
	bool from_ticket; /* else the path tells, by a folder "solved" */
	/* "approval:", a field of front matter whose value is a signature that somebody has verified: it is not looked
	 * at, for one in some thousand has somebody's name by chance. Absent: none. */
	struct str signed_field;
};

struct gate {
	struct diag_list *diags;
	const struct identities *identities; /* NULL: none; made by gate_identities() */
	const struct allowed *allowed;	     /* of the vendor's own; may be NULL */
	bool families_everywhere;	     /* not only in pages that came from tickets */
	bool people_in_solved_alone;	     /* elsewhere only what was taken down is looked for */
	unsigned processes;
	struct seen *seen; /* what need not be looked through again; may be NULL. Afterwards, what this run has seen */
	/*
	 * What to call the page that a file is part of, for what is told once of all its files: "content/a.md" of
	 * "a/index.html" and of itself; absent when it is none's. NULL: files of one folder named index are a page.
	 */
	struct str (*page_of)(void *context, struct str path);
	void *page_context;
	/* results */
	uint32_t files;
	uint64_t bytes; /* of the files */
};

/* Who and what must not be found. */
struct gate_wanted {
	struct str people, sealed; /* a people file's text, or a sealed table; at most one of the two */
	const unsigned char *key;  /* of a sealed table whose key is kept outside; or NULL */
	struct str own_domain;
	const struct str *taken_down; /* public ids of pages */
	size_t taken_down_n;
};

/* The table a gate runs with, with the canary of this run. NULL after an error diagnostic. */
struct identities *gate_identities(const struct gate_wanted *wanted, struct diag_list *diags);

/* 0 when nothing was found, -1 after error diagnostics. */
__attribute__((warn_unused_result)) int gate_run(struct gate *gate, const struct gate_file *files, uint32_t n);
/* All files below an open folder. */
__attribute__((warn_unused_result)) int gate_folder(struct gate *gate, int folder);

/* Whether a page or file at this path came from a ticket. */
bool gate_is_solved(struct str path);
/* Seals a people file (JSON). 0, or -1 after an error diagnostic. key: NULL for a new one. */
__attribute__((warn_unused_result)) int gate_seal(struct str people, const unsigned char *key, bool key_outside,
						  struct str own_domain, struct buf *out, struct diag_list *diags);

#endif
