/*
 * robots: what a host's robots.txt allows (RFC 9309): the groups for our name,
 * else those for "*"; of the rules that match a path the longest decides, and
 * Allow wins a tie; "*" and "$" in patterns. Pure functions over the text.
 */
#ifndef WEIR_ROBOTS_H
#define WEIR_ROBOTS_H
#include "common/str.h"

/* path: with its query, "/" at least. agent: "weir". */
bool robots_allow(struct str text, struct str agent, struct str path);
/* Seconds between two requests that the file asks for, 0 when it does not. */
unsigned robots_delay(struct str text, struct str agent);

#endif
