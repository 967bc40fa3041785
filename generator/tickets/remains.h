/*
 * remains: what stays of a purged thread that has a page: keyed hashes of the ids
 * and of the words of its messages. They tell whether a newer export has taken
 * something back, and nothing else. A message with other words counts as taken
 * back: what it had before nobody can tell.
 *
 * A text: a line for the subject, then a line for each message.
 */
#ifndef WEIR_TICKETS_REMAINS_H
#define WEIR_TICKETS_REMAINS_H
#include "generator/tickets/seal.h"
#include "generator/tickets/thread.h"

void remains_write(struct buf *out, const unsigned char secret[SEAL_KEY_BYTES], const struct thread *thread);
/* taken_back() and taken_back_in_part() of a thread of which this is left. */
bool remains_taken_back(struct str remains, const unsigned char secret[SEAL_KEY_BYTES], const struct thread *after);
bool remains_taken_back_in_part(struct str remains, const unsigned char secret[SEAL_KEY_BYTES],
				const struct thread *after, const struct thread_message *closed, size_t n);
/* taken_back_subject() */
bool remains_taken_back_subject(struct str remains, const unsigned char secret[SEAL_KEY_BYTES],
				const struct thread *after);

#endif
