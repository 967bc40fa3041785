/*
 * filed: where threads are filed (a group, a department, a form, a pipeline), for exports whose records name such a
 * place by its id alone: its name stands in another record, in front of them or behind. A thread that is filed under
 * a name of deny_tags is left out.
 *
 * Threads are kept only until their place's name is known, as a number each; where an id is no number, as in no
 * system that has such places, nothing is kept.
 */
#ifndef WEIR_TICKETS_FILED_H
#define WEIR_TICKETS_FILED_H
#include "common/map.h"
#include "common/vec.h"

struct reading;
struct value;

struct filed_thread {
	int64_t thread;
	uint32_t place; /* in places.entries */
};

struct filed {
	struct map places; /* "group 7" -> its name where that is denied (struct str *), or that it is not */
	struct VEC(struct filed_thread) waiting;
};

void filed_init(struct filed *filed);
/* Tells the import of those that waited, and releases. */
void filed_end(struct filed *filed, struct reading *reading);
/* Both for readers whose only state it is, as their begin() and end(). */
void filed_begin_reading(struct reading *reading);
void filed_end_reading(struct reading *reading);
/* `kind`: "group". */
void filed_name(struct filed *filed, struct reading *reading, const char *kind, struct str id, struct str name);
void filed_thread(struct filed *filed, struct reading *reading, const char *kind, struct str id, struct str thread);

#endif
