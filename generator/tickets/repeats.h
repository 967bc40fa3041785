/*
 * repeats: public messages that tell customers what an internal one said before,
 * as answers do in which an agent quotes a note. What mail programs marked as
 * quoted is no matter, for pages leave it out; nor is what was public before the
 * note, which is what most notes quote. An answer that was prepared as a note and
 * then sent, with a greeting perhaps, is what it was meant to be.
 *
 * Texts are compared by their letters and digits alone, whatever the layout. Time
 * is linear in the texts.
 */
#ifndef WEIR_TICKETS_REPEATS_H
#define WEIR_TICKETS_REPEATS_H
#include <stddef.h>

struct arena;
struct thread;

/* Makes them internal; returns how many. The messages must be in order of time. */
size_t repeats_close(struct arena *arena, struct thread *thread);

#endif
