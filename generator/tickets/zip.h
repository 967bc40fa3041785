/*
 * zip: the members of a ZIP file, one at a time and in memory. Stored and
 * deflated ones, no encryption, no ZIP64, no links. Sizes are limits.h's; what a
 * member claims is not believed. Members that lie in each other are refused, and of
 * all of them no more is unpacked than an archive of its size may hold.
 */
#ifndef WEIR_TICKETS_ZIP_H
#define WEIR_TICKETS_ZIP_H
#include "common/arena.h"
#include "common/buf.h"

struct zip_member {
	struct str path;
	uint64_t offset, packed, size;
	unsigned method, flags;
	uint32_t crc;
};

struct zip {
	int fd; /* the caller's */
	uint64_t size;
	struct zip_member *members;
	size_t n;
	uint64_t budget; /* bytes that may still be unpacked */
};

/* Reads the directory; -1 with a reason (static) when it is no ZIP file that can be read. */
__attribute__((warn_unused_result)) int zip_open(struct zip *zip, int fd, struct arena *arena, const char **reason);
/* Adds a member's bytes; -1 with a reason, and then nothing of it is added. */
__attribute__((warn_unused_result)) int zip_read(struct zip *zip, const struct zip_member *member, struct buf *out,
						 const char **reason);

#endif
