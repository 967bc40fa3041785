/*
 * preview_build: one build of `weir preview`, in a process of its own, so that
 * the server goes on answering and a build that crashes is only a message.
 */
#ifndef WEIR_PREVIEW_BUILD_H
#define WEIR_PREVIEW_BUILD_H
#include "generator/build.h"

#include <sys/types.h>

struct preview_build {
	pid_t pid; /* 0: none is running */
	int pipe;  /* to be polled for reading */
	struct buf bytes;
};

/* What came of it. Strings lie in the arena given to preview_build_end(). */
struct preview_outcome {
	int status; /* as build_run() returned; 3 also when the process was lost */
	struct build_result result;
	struct str output, base_path;
	/* what to watch for changes, below the site's folder */
	struct str watch[8];
	uint32_t watch_n;
};

void preview_build_init(struct preview_build *build);
/* -1 with errno. */
__attribute__((warn_unused_result)) int preview_build_start(struct preview_build *build, int site_folder,
							    const struct build_options *options);
/* Takes what the process has said; true when it has ended. */
bool preview_build_take(struct preview_build *build);
/* After that: what it said. Diagnostics are added to the list. */
void preview_build_end(struct preview_build *build, struct preview_outcome *outcome, struct arena *arena,
		       struct diag_list *diags);
/* Kills a running build. */
void preview_build_release(struct preview_build *build);

#endif
