/*
 * csv_tickets: a CSV file with one ticket a row, for systems whose exports are no
 * more than that. Columns are found by their names: those of setting `columns`
 * first, then those that systems use in English. A row says nothing of what is
 * public: what the columns "body" and "answer" have counts as question and answer
 * because somebody mapped them, and every thread needs reading.
 */
#ifndef WEIR_TICKETS_CSV_TICKETS_H
#define WEIR_TICKETS_CSV_TICKETS_H
#include "common/str.h"
#include "generator/tickets/thread.h"

struct input;
struct reading;

/* closed: the status by its name or code; unknown ones are reported by the caller. */
void csv_tickets_read(struct reading *reading, struct input *input,
		      enum thread_status (*status)(struct reading *reading, struct str name));

#endif
