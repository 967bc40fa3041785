#include "generator/tickets/csv_people.h"

#include "generator/tickets/csv.h"
#include "generator/tickets/import.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/take.h"

/* In lower case, without "property_" and with spaces for "_", separated by "|". */
static const char *const columns[PEOPLE_FIELDS_N] = {
    [PEOPLE_NAME] = "name|full name|contact name|company name|display name|owner name",
    [PEOPLE_FIRST] = "first name|firstname|given name",
    [PEOPLE_LAST] = "last name|lastname|family name|surname",
    [PEOPLE_EMAIL] = "email|email address|e-mail|work email|owner email|address",
    [PEOPLE_MORE_EMAILS] = "additional email addresses|additional emails|hs additional emails|email 1|other emails",
    [PEOPLE_PHONE] = "phone|phone number|telephone|work phone",
    [PEOPLE_MOBILE] = "mobile|mobile phone|mobile phone number|mobilephone",
    [PEOPLE_USER] = "username|user name|login",
    [PEOPLE_ORG] = "company|associated company|organization|organisation|account name",
    [PEOPLE_DOMAIN] = "domain|company domain name|company domain|email domain|website url",
};

#define NAME_BYTES 64

static struct str plain_name(struct str name, char room[NAME_BYTES])
{
	name = str_trim(name);
	if (str_starts_nocase(name, STR("property_")))
		name = str_from(name, strlen("property_"));
	name = str_slice(name, 0, NAME_BYTES);
	for (size_t i = 0; i < name.n; i++)
		room[i] = name.s[i] == '_' ? ' ' : str_lower_char(name.s[i]);
	return str_n(room, name.n);
}

bool csv_people_begin(struct csv_people *people, const struct csv_row *head)
{
	char room[NAME_BYTES];

	*people = (struct csv_people){.n = head->n};
	for (size_t i = 0; i < head->n; i++) {
		struct str name = plain_name(head->fields[i], room);

		people->is_companies = people->is_companies || str_eq(name, STR("company name"));
		for (size_t f = 0; f < PEOPLE_FIELDS_N; f++)
			if (people->at[f] == 0 && csv_is_named(name, columns[f]))
				people->at[f] = i + 1;
	}
	if (people->at[PEOPLE_FIRST] + people->at[PEOPLE_LAST] != 0) {
		/* of contacts: the name of a company beside them is theirs */
		if (people->is_companies && people->at[PEOPLE_ORG] == 0) {
			people->at[PEOPLE_ORG] = people->at[PEOPLE_NAME];
			people->at[PEOPLE_NAME] = 0;
		}
		people->is_companies = false;
	} else {
		people->is_companies = people->is_companies || people->at[PEOPLE_DOMAIN] != 0;
	}
	return (people->at[PEOPLE_NAME] + people->at[PEOPLE_FIRST] + people->at[PEOPLE_LAST] +
		people->at[PEOPLE_ORG]) != 0 &&
	       people->at[PEOPLE_EMAIL] + people->at[PEOPLE_DOMAIN] + people->at[PEOPLE_PHONE] +
		       people->at[PEOPLE_FIRST] !=
		   0;
}

static struct str get(const struct csv_people *people, const struct csv_row *row, enum csv_people_field field)
{
	size_t at = people->at[field];

	return at != 0 && at <= row->n ? str_trim(row->fields[at - 1]) : STR("");
}

/* "https://www.acme.example/x" as "acme.example". */
static struct str domain_of(struct str address)
{
	ptrdiff_t at = str_find(address, STR("://"));

	if (at >= 0)
		address = str_from(address, (size_t)at + 3);
	if (str_starts_nocase(address, STR("www.")))
		address = str_from(address, 4);
	at = str_find_char(address, '/');
	return at >= 0 ? str_slice(address, 0, (size_t)at) : address;
}

void csv_people_read(struct reading *reading, const struct csv_people *people, const struct csv_row *row)
{
	struct str first = get(people, row, PEOPLE_FIRST), last = get(people, row, PEOPLE_LAST),
		   name = get(people, row, PEOPLE_NAME), rest = get(people, row, PEOPLE_MORE_EMAILS);
	struct thread_person person = {.name = name,
				       .email = get(people, row, PEOPLE_EMAIL),
				       .phone = get(people, row, PEOPLE_PHONE),
				       .user = get(people, row, PEOPLE_USER),
				       .org = get(people, row, PEOPLE_ORG),
				       .domain = domain_of(get(people, row, PEOPLE_DOMAIN))};

	if (row->n != people->n) {
		import_broken_alone(reading->import, "a row has another number of columns than the first");
		return;
	}
	if (people->is_companies) {
		person.org = name;
		person.name = STR("");
	} else if (first.n + last.n != 0) {
		person.name = take_full_name(&reading->page, first, last);
	}
	import_person(reading->import, &person);
	if (get(people, row, PEOPLE_MOBILE).n != 0) {
		person.phone = get(people, row, PEOPLE_MOBILE);
		import_person(reading->import, &person);
	}
	while (rest.n != 0 && str_split(&rest, ';', &person.email))
		if (str_trim(person.email).n != 0)
			import_person(reading->import, &person);
	import_found_something(reading->import);
}
