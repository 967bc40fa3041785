/* systems: the table of readers, in the order of the help. */
#ifndef WEIR_TICKETS_SYSTEMS_H
#define WEIR_TICKETS_SYSTEMS_H
#include "generator/tickets/readers.h"

#define SYSTEMS(X) \
	X(zendesk) \
	X(hubspot) X(github) X(slack) X(discourse) X(mail) X(freshdesk) X(zammad) X(jira) X(intercom) X(osticket)

#define X(system) extern const struct reader reader_##system;
SYSTEMS(X)
#undef X

#endif
