/*
 * csv_people: tables of contacts, companies and users, which tell who must not be
 * found in a text. By names that exports give their columns; what else is in them
 * is not read.
 */
#ifndef WEIR_TICKETS_CSV_PEOPLE_H
#define WEIR_TICKETS_CSV_PEOPLE_H
#include <stdbool.h>
#include <stddef.h>

struct csv_row;
struct reading;

enum csv_people_field {
	PEOPLE_NAME,
	PEOPLE_FIRST,
	PEOPLE_LAST,
	PEOPLE_EMAIL,
	PEOPLE_MORE_EMAILS,
	PEOPLE_PHONE,
	PEOPLE_MOBILE,
	PEOPLE_USER,
	PEOPLE_ORG,
	PEOPLE_DOMAIN,
	PEOPLE_FIELDS_N
};

struct csv_people {
	size_t at[PEOPLE_FIELDS_N]; /* + 1; 0: none */
	size_t n;		    /* columns */
	bool is_companies;	    /* a name is a company's */
};

/* False: the head of another table. */
bool csv_people_begin(struct csv_people *people, const struct csv_row *head);
void csv_people_read(struct reading *reading, const struct csv_people *people, const struct csv_row *row);

#endif
