/*
 * build: the stages in order, and nothing else (docs/ARCHITECTURE.md "The
 * build"): settings, discover, parse (workers), resolve, render (workers) beside
 * the index writer, feeds, verify, commit.
 */
#ifndef WEIR_BUILD_H
#define WEIR_BUILD_H
#include "common/diag.h"

struct build_options {
	int jobs;	   /* worker processes; 0: one per core */
	struct str output; /* overrides [build] output; absent: not */
	bool check_only;   /* all diagnostics, no output */
	bool strict;	   /* warnings count as errors */
	bool keep_going;   /* publish what is not in error */
	bool full;	   /* do not use the cache */
	bool drafts, future, expired;
	int64_t now; /* seconds since the epoch, for publish_on and expires_on */
	/*
	 * The same in nanoseconds, by the clock that stamps files: one changed in the
	 * last moment before it may change again without a new stamp, so it is read
	 * again next time. 0: not known.
	 */
	int64_t now_nanoseconds;
	/* Hexadecimal; of sealed identities whose key is kept outside (gate/identities.h). May be absent. */
	struct str gate_key;
	bool check_external;
	bool preview; /* for the writer's eyes: nothing is recorded as published */
	/*
	 * The only files, from the site's folder, that may have changed since the last
	 * build, for a caller that watches them; `changed` NULL: any may have.
	 */
	const struct str *changed;
	size_t changed_n;
	/* Leaves search.db as it is where that saves time; a later build without this catches up, changes or not. */
	bool defer_index;
	/* Called from time to time with what is done; may be NULL. */
	void (*progress)(void *context, const char *stage, uint32_t done, uint32_t total);
	void *progress_context;
};

struct build_result {
	uint32_t pages, rendered, files_written, files_removed, indexed;
	bool unchanged; /* nothing had to be done */
	bool published;
	bool index_deferred; /* search.db has yet to follow */
};

/* Exit code (0, 1, 3) and the diagnostics to print, sorted. */
int build_run(int site_folder, const struct build_options *options, struct arena *arena, struct diag_list *diags,
	      struct build_result *result);

#endif
