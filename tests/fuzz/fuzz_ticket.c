/* Forms and JSON of POST /contact, /api/ticket and /api/event: any bytes are a ticket or a reason. */
#include "search/events.h"
#include "search/ticket.h"

#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(const struct ticket_fields *fields, struct arena *arena)
{
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct outbox_ticket ticket;
	size_t found = ticket_check(fields, arena, &ticket, problems);

	for (size_t i = 0; i < found; i++)
		if (ticket_fault_text(&problems[i], arena).n == 0)
			abort();
	if (found != 0)
		return;
	if (!utf8_is_valid(ticket.subject) || !utf8_is_valid(ticket.body) || ticket.subject.n == 0 ||
	    memchr(ticket.subject.s, '\n', ticket.subject.n) != NULL || ticket.files_n > LIMIT_ATTACHMENTS)
		abort();
}

/* The first byte chooses; of a form the first line is its type. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = str_n((const char *)data, n), type;
	struct ticket_fields fields;
	struct event event;
	struct str reason = STR_NONE;
	struct arena arena;

	if (n == 0)
		return 0;
	arena_init(&arena);
	bytes = str_from(bytes, 1);
	switch (data[0] % 3) {
	case 0:
		if (ticket_from_json(bytes, &arena, &fields, &reason) == 0)
			check(&fields, &arena);
		break;
	case 1:
		if (str_line(&bytes, &type) &&
		    ticket_from_form(type, bytes.s != NULL ? bytes : STR(""), &arena, &fields, &reason) == 0)
			check(&fields, &arena);
		break;
	default:
		if (events_parse(bytes, STR("/help/"), &arena, &event, &reason) == 0 && !events_is_kind(event.kind))
			abort();
	}
	arena_release(&arena);
	return 0;
}
