/*
 * index_copy: brings the parts that have not changed from an earlier search.db
 * into a new one, on a thread of its own while the caller makes those that have.
 *
 * Each part has a hash, and what does not have it is not copied. Where the new
 * file already holds the bytes (it was an older index), they are left as they
 * are. Who adds is one thread; fd and memory that is copied from must stay until
 * the end.
 */
#ifndef WEIR_INDEX_COPY_H
#define WEIR_INDEX_COPY_H
#include "common/hash.h"

struct index_copier;

struct index_copy {
	struct str from;
	uint64_t to;	     /* offset in the new file */
	struct hash128 hash; /* of `from` */
	const char *there;   /* what stands there now, mapped, as many bytes as `from`; NULL: nothing */
};

/* A thread is begun with the first part; when there is none to be had, index_copier_end() does all. */
struct index_copier *index_copier_new(int fd, bool on_thread);
void index_copier_add(struct index_copier *copier, const struct index_copy *copy);
/* Copies what is left and frees the copier. 0; -1 with errno, which is EBADMSG when bytes have not their hash. */
__attribute__((warn_unused_result)) int index_copier_end(struct index_copier *copier);

#endif
