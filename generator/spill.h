/*
 * spill: files without a name, one for each parse worker, that hold what is too
 * large to keep in memory between parsing and rendering. Made before the workers
 * are forked, so that everyone has them open.
 *
 * A worker appends to its own file through a shared mapping: what spill_add() has
 * returned for is in the file even if the worker dies at once after it, and costs
 * no system call. Anyone may read any file once its writers have ended.
 */
#ifndef WEIR_SPILL_H
#define WEIR_SPILL_H
#include "common/buf.h"

enum { SPILL_FILES_MAX = 64 };

struct spill {
	int files[SPILL_FILES_MAX];
	unsigned n;
};

/* Makes n files below the folder `.weir` of the site, or in /tmp where that cannot be. 0, or -1 with errno. */
__attribute__((warn_unused_result)) int spill_open(struct spill *spill, int site_folder, unsigned n);
void spill_close(struct spill *spill);

/* The writing end of one file, in the worker that owns it. Starts behind what is there. */
struct spill_writer {
	int file;
	uint64_t at;  /* end of what was added */
	char *window; /* mapped part of the file */
	uint64_t window_at;
	size_t window_n;
};

__attribute__((warn_unused_result)) int spill_writer_init(struct spill_writer *writer, const struct spill *spill,
							  unsigned number);
/* Appends and gives the offset. 0, or -1 with errno (disk full). */
__attribute__((warn_unused_result)) int spill_add(struct spill_writer *writer, struct str bytes, uint64_t *offset);

/* Reads with read-ahead: neighbours in a file come with one system call. */
struct spill_reader {
	const struct spill *spill;
	unsigned number;
	uint64_t at;
	struct buf ahead;
};

void spill_reader_init(struct spill_reader *reader, const struct spill *spill);
void spill_reader_release(struct spill_reader *reader);
/* n bytes at offset of file `number`, valid until the next call. 0, or -1 with errno. */
__attribute__((warn_unused_result)) int spill_read(struct spill_reader *reader, unsigned number, uint64_t offset,
						   size_t n, struct str *bytes);

#endif
