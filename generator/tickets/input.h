/*
 * input: a file of an export as a window that moves over its bytes, so that
 * files of any size pass in bounded memory. What is in the window may be looked
 * at again; what was skipped is gone.
 *
 * UTF-16, told by its byte order mark or by the zeros beside its first letters,
 * is UTF-8 in the window, without the mark; halves of pairs become U+FFFD.
 */
#ifndef WEIR_TICKETS_INPUT_H
#define WEIR_TICKETS_INPUT_H
#include "common/buf.h"

struct input {
	struct str name;   /* for messages: the path as it was given */
	int fd;		   /* -1: bytes in memory */
	struct buf buffer; /* of what was read from fd */
	struct str window; /* not skipped yet */
	uint64_t offset;   /* of the window in the file */
	uint64_t line;	   /* of the window, from 1 */
	bool at_end;	   /* nothing follows the window */
	uint64_t left;	   /* of the file, for who reads a part of it */
	enum input_encoding { INPUT_UNKNOWN, INPUT_BYTES, INPUT_LITTLE, INPUT_BIG } encoding;
	struct buf raw; /* of UTF-16: what was read and is no whole letter yet */
	int error;	/* errno of a failed read, else 0; then at_end too */
	void (*progress)(void *context, uint64_t bytes);
	void *context; /* may be NULL */
};

/* Over an open file, which stays the caller's. */
void input_open(struct input *input, struct str name, int fd);
/* Over bytes that must outlive it. */
void input_open_memory(struct input *input, struct str name, struct str bytes);
void input_release(struct input *input);
/* Makes the window longer; false at the end of the file, or when the window has `most` bytes already. */
bool input_more(struct input *input, size_t most);
/* Moves the window's start; counts lines. */
void input_skip(struct input *input, size_t n);
/* Reads until the window has n bytes or the file ends. */
void input_want(struct input *input, size_t n);

#endif
