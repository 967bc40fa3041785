/*
 * routes: what stands behind each route of server.c's table, by what it is about: route_search.c, route_ticket.c,
 * route_contact.c, route_slack.c, route_files.c. Each answers one call; the site is there where the table says that
 * a route needs one.
 */
#ifndef WEIR_ROUTES_H
#define WEIR_ROUTES_H
#include "search/call.h"
#include "search/desk.h"

/* Searches as JSON, for the address bar, as the result page; suggestions for a ticket. */
void route_search(struct call *call);
void route_complete(struct call *call);
void route_search_page(struct call *call);
void route_suggest(struct call *call);

/* Tickets and events as JSON. */
void route_ticket(struct call *call);
void route_event(struct call *call);
/* Hands a ticket in; call->params say afterwards whose venue it is. */
void route_take_ticket(struct call *call, const struct ticket_fields *fields, struct desk_result *result,
		       struct value **venue);

/* The contact form and its thanks. */
void route_contact(struct call *call);
void route_thank_you(struct call *call);

void route_slack(struct call *call);

/* /a/<id>, a file of the site, and the page of what is not there: JSON for programs. */
void route_permalink(struct call *call);
void route_file(struct call *call);
/* Whether the site has a page of that path, but for the slash at its end. */
bool route_is_folder(const struct call *call);
void route_missing(struct call *call);

#endif
