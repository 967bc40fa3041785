/*
 * parties: with whom a message was. Agents forward a question to a supplier or a
 * colleague in the same thread, and what comes back stands there, too; customers
 * have seen neither. Only threads whose messages say to whom they went (`to`) are
 * looked at, in order of time, and only when the address of who asked is known.
 */
#ifndef WEIR_TICKETS_PARTIES_H
#define WEIR_TICKETS_PARTIES_H

struct arena;
struct thread;

/* What agents have written to nobody of those who asked, and what came from there, is internal. Clears `to`. */
void parties_close_others(struct arena *arena, struct thread *thread);

#endif
