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
/* The subject alone; that of a thread without one is as it was. */
bool taken_back_subject(const struct thread *before, const struct thread *after);
/*
 * The messages where `after` has some of them only: those that are not in it are as they were. closed:
 * messages that are not public; they are known by their ids, or by their words where one of the two exports has
 * other ids, or none.
 */
bool taken_back_in_part(const struct thread *before, const struct thread *after, const struct thread_message *closed,
			size_t n);
/* Of a message, its words alone, whatever the form of the text. */
struct str taken_back_words(struct arena *arena, const struct thread_message *message);
/* What an id is made of: '-' nothing, 'a' small letters, '0' digits, 'x' anything. */
char taken_back_form(struct str id);
/* Whether ids of these forms are of two kinds, so that the same message may have both. */
bool taken_back_are_other_forms(char a, char b);

#endif
