/* systems: the table of readers, in the order of the help. */
#ifndef WEIR_TICKETS_SYSTEMS_H
#define WEIR_TICKETS_SYSTEMS_H
#include "generator/tickets/readers.h"

#define SYSTEMS(X) X(zendesk) X(github) X(discourse) X(slack) X(mail)

#define X(system) extern const struct reader reader_##system;
SYSTEMS(X)
#undef X

#endif
