/*
 * zip: the members of a ZIP file, one at a time, through libzip; the one file that
 * includes it is zip.c. What is stored and deflated is read, also beyond 4 GB
 * (ZIP64); no encryption, no other way of packing, no folders, links or paths that
 * lead out. A member is unpacked into a file, and only if its checksum holds:
 * memory does not grow with it.
 *
 * What a member claims is not believed: archives whose directory and members say
 * different things are refused, and so are those in which members lie in each
 * other; of all members no more is unpacked than an archive of its size may hold
 * (limits.h).
 */
#ifndef WEIR_TICKETS_ZIP_H
#define WEIR_TICKETS_ZIP_H
#include "common/arena.h"

struct zip_member {
	struct str path;
	uint64_t index;
};

struct zip_file {
	void *archive;
	struct zip_member *members;
	size_t n;
	size_t refused_n; /* files under names that lead out of it; they are no members */
	uint64_t budget;  /* bytes that may still be unpacked */
};

/*
 * Reads the directory of an open file, which stays the caller's; members live in the arena. -1 with a reason (static)
 * when it is no ZIP file that can be read.
 */
__attribute__((warn_unused_result)) int zip_load(struct zip_file *zip, int fd, struct arena *arena,
						 const char **reason);
void zip_release(struct zip_file *zip);
/* Writes a member's bytes to a file. -1 with a reason, and then what was written is nothing to be read. */
__attribute__((warn_unused_result)) int zip_unpack(struct zip_file *zip, const struct zip_member *member, int to,
						   const char **reason);

#endif
