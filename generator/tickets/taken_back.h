/*
 * taken_back: whether a newer record of a thread lacks something that customers
 * could read in the older one: a message that was deleted or made internal, or
 * words that were taken out of a message or of the subject. What came on top is
 * none of its business, nor is another form of the same text (HTML for text).
 */
#ifndef WEIR_TICKETS_TAKEN_BACK_H
#define WEIR_TICKETS_TAKEN_BACK_H
#include "generator/tickets/thread.h"

bool taken_back(const struct thread *before, const struct thread *after);
/*
 * The same where `after` has some of the messages only: those that are not in it are as they were. closed: ids of
 * messages that are not public.
 */
bool taken_back_in_part(const struct thread *before, const struct thread *after, const struct str *closed, size_t n);

#endif
