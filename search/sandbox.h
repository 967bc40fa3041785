/*
 * sandbox: what the server gives up once it has started. Landlock: it reads the
 * site's folder and no other file, writes none but those of the state folder (--state),
 * and opens no connection. seccomp: no new program, process or thread, no connection, no
 * memory that is written and executed; system calls that a server of files and searches
 * does not need fail with EPERM, and those that write files too when there is no state
 * folder.
 *
 * A kernel or container without one of them is told about; the caller decides.
 * Not in builds with a sanitizer, whose runtime needs more than the server does.
 */
#ifndef WEIR_SANDBOX_H
#define WEIR_SANDBOX_H
#include "common/buf.h"

struct sandbox_folder {
	int fd;
	bool is_written; /* files in it may be made, changed and removed */
};

/* For this thread and those it starts from now on. 0, or -1 with a reason. */
__attribute__((warn_unused_result)) int sandbox_files(const struct sandbox_folder *folders, size_t n,
						      struct buf *reason);
/* For all threads of the process. Nothing can be started afterwards. 0, or -1 with a reason. */
__attribute__((warn_unused_result)) int sandbox_calls(bool writes, struct buf *reason);
/* Tries what must not work: a line for each; true when all of it was refused. */
bool sandbox_try(struct buf *out);

#endif
