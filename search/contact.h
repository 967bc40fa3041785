/*
 * contact: what the contact page shows, as the variable `ask` of its templates: the
 * topics and plans to choose from, where a question of the chosen ones belongs, what
 * has been typed, what is wrong with it, what may answer it. Decides nothing about
 * tickets (ticket.h, desk.h) and finds nothing (suggest.h).
 */
#ifndef WEIR_CONTACT_H
#define WEIR_CONTACT_H
#include "search/site.h"
#include "search/ticket.h"

/* Bytes of an address that carries a question to a forum or an issue tracker; GitHub refuses beyond 8 KB. */
#define CONTACT_LINK_BYTES ((size_t)6000)

struct contact_page {
	const struct site *site;
	const struct strings *strings;
	struct str action;	    /* where the form goes */
	struct ticket_fields typed; /* texts of it; its files are not shown again */
	bool has_topic;		    /* one was chosen */
	struct value *venue;	    /* as server_venue() gives it, with "expect"; NULL: there is none */
	struct value *answers;	    /* list of maps, or NULL */
	const struct ticket_problem *problems;
	size_t problems_n;
	bool has_nothing; /* answers were looked for, and there are none */
	bool has_failed;  /* the ticket could not be kept */
};

struct value *contact_value(const struct contact_page *page, struct arena *arena);

#endif
