/*
 * zone: what the clocks of a place show, from a file of the tz database (TZif,
 * RFC 8536) or from a rule like those in it. Pure: it reads bytes, not files, and
 * no environment.
 *
 * The server reads the zone when it loads a search.db, not the generator when it
 * builds one: what a build writes must not depend on the machine's tz database, and
 * governments change their clocks more often than help sites move servers.
 */
#ifndef WEIR_ZONE_H
#define WEIR_ZONE_H
#include "common/arena.h"

#include <stdint.h>

struct zone;

/* A TZif file of any version, copied into the arena; NULL when it is none, or damaged. */
struct zone *zone_parse(struct str bytes, struct arena *arena);
/* "GMT0BST,M3.5.0/1,M10.5.0": the rule of POSIX TZ; NULL when it is none. */
struct zone *zone_rule(struct str rule, struct arena *arena);
/* Seconds that the clocks are ahead of UTC at a moment. NULL is UTC. */
int64_t zone_offset(const struct zone *zone, int64_t moment);
/*
 * The moment when the clocks show `local` (seconds since 1970 as if they showed UTC).
 * What they show twice: the first time, or the last. What they leave out: when they jump.
 */
int64_t zone_moment(const struct zone *zone, int64_t local, bool last);

#endif
