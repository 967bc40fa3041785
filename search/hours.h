/*
 * hours: when an answer can be expected, from [contact.hours]: opening hours by
 * weekday, holidays, a time zone. Pure: the moment is given.
 *
 * Opening hours are what clocks on the wall show. On a day when they are put forward
 * or back, the hours that really pass count.
 */
#ifndef WEIR_HOURS_H
#define WEIR_HOURS_H
#include "common/value.h"

/* How far ahead is looked: a team that is closed for longer than this promises nothing. */
#define HOURS_DAYS_AHEAD 400

struct zone;
struct hours;

/* Of what config_server_json() writes for [contact.hours]; NULL when nobody ever answers. zone: NULL for UTC. */
struct hours *hours_read(const struct value *table, const struct zone *zone, struct arena *arena);
/* The moment when so many minutes of opening time have passed; false when that is too far away. */
bool hours_add(const struct hours *hours, int64_t now, int64_t minutes, int64_t *deadline);
/* What the clocks show there. weekday: 0 is Monday. */
struct date hours_local(const struct hours *hours, int64_t moment, unsigned *weekday);

/* "4h" to 4 and 'h'; false when it is no such time. A day has eight working hours. */
bool hours_duration(struct str duration, int64_t *number, char *unit);
int64_t hours_minutes(int64_t number, char unit);

#endif
