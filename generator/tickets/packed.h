/*
 * packed: files in gzip, and the members of tar archives, both as exports have them
 * (.gz, .tgz, .tar.gz, .tar). gzip is unpacked as a whole into a spool before anything
 * of it is read, because its checksum stands behind it; nothing of a damaged file is
 * read. zlib unpacks; tar is blocks of 512 bytes, of which names and sizes are taken.
 *
 * Of an archive regular files are listed, under paths that stay below its root: no
 * links, no devices, no sparse files. What unpacks to more than LIMIT_ZIP_RATIO times
 * its size (limits.h) is refused.
 */
#ifndef WEIR_TICKETS_PACKED_H
#define WEIR_TICKETS_PACKED_H
#include "common/arena.h"

#include <stdint.h>

/* Enough of a file's start to know either. */
#define PACKED_HEAD_BYTES ((size_t)512)

struct packed_member {
	struct str path;
	uint64_t offset, size; /* in the archive */
};

struct packed_list {
	struct packed_member *at;
	size_t n;
	size_t refused_n; /* files under names that lead out of it; they are not listed */
};

bool packed_is_gzip(struct str head);
bool packed_is_tar(struct str head);
/* Whether what is packed in an open gzip file is a tar archive. */
bool packed_has_tar(int gzip);
/* What may be unpacked of an open file, in bytes. */
uint64_t packed_budget(int file);
/*
 * Unpacks an open file into another; all its parts where several stand behind each other. -1 with a reason (static).
 * *budget: what may still come out, and afterwards what is left of that; NULL: that of the file.
 */
__attribute__((warn_unused_result)) int packed_gunzip(int from, int to, uint64_t *budget, const char **reason);
/* The members of an open archive. -1 with a reason: it is damaged; what was listed before that is not given. */
__attribute__((warn_unused_result)) int packed_list(int archive, struct arena *arena, struct packed_list *list,
						    const char **reason);
/* "tickets.json" of "tickets.json.gz". */
struct str packed_name(struct str path);

#endif
