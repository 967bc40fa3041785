/*
 * osTicket: the CSV of a queue, and the tables ost_ticket, ost_thread and
 * ost_thread_entry as phpMyAdmin writes them to JSON. Entries of type M are by
 * customers, R by agents; N are notes, and so is whatever else there is.
 */
#include "common/map.h"
#include "generator/tickets/csv_tickets.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

struct state {
	struct map threads; /* thread -> ticket (struct str *) */
};

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->threads);
	reading->state = state;
}

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	map_release(&state->threads);
}

/* By name, or by the number of a new installation. */
static enum thread_status find_status(struct reading *reading, struct str name)
{
	if (str_eq_nocase(name, STR("resolved")) || str_eq(name, STR("2")))
		return THREAD_SOLVED;
	if (str_eq_nocase(name, STR("closed")) || str_eq(name, STR("3")) || str_eq_nocase(name, STR("archived")) ||
	    str_eq(name, STR("4")))
		return THREAD_CLOSED;
	if (str_eq_nocase(name, STR("open")) || str_eq(name, STR("1")) || str_eq_nocase(name, STR("deleted")) ||
	    str_eq(name, STR("5")))
		return THREAD_OPEN;
	import_unknown(reading->import, "status", name.n != 0 ? name : STR("(none)"));
	return THREAD_STATUS_UNKNOWN;
}

static void read_ticket(struct reading *reading, const struct value *row)
{
	struct arena *arena = &reading->page;
	struct str status = take_id(arena, row, "status_id");
	struct thread thread = {.external_id = take_id(arena, row, "ticket_id"),
				.created = take_time(row, "created"),
				.updated = take_time(row, "lastupdate"),
				.solved = take_time(row, "closed"),
				.status_name = status,
				.status = find_status(reading, status),
				.is_deleted = str_eq(status, STR("5")),
				.is_private = json_is_ambiguous(row)};

	import_thread(reading->import, &thread);
}

static void read_entry(struct reading *reading, const struct value *row)
{
	const struct state *state = reading->state;
	struct arena *arena = &reading->page;
	const struct map_entry *ticket = map_find(&state->threads, take_id(arena, row, "thread_id"));
	struct str type = take_text(row, "type"), user = take_id(arena, row, "user_id"),
		   staff = take_id(arena, row, "staff_id");
	struct thread thread = {.subject = take_text(row, "title")};
	struct thread_message *message = take_new_message(arena, &thread);
	struct thread_person person = {.name = take_text(row, "poster")};
	bool is_answer = str_eq(type, STR("R"));

	if (ticket == NULL)
		return; /* of a task, or of a table that is not there */
	thread.external_id = *(const struct str *)ticket->value.const_pointer;
	person.id = is_answer ? arena_printf(arena, "staff-%.*s", STR_ARG(staff))
			      : arena_printf(arena, "user-%.*s", STR_ARG(user));
	person.role = is_answer ? THREAD_AGENT : THREAD_CUSTOMER;
	message->id = take_id(arena, row, "id");
	message->time = take_time(row, "created");
	message->body = take_text(row, "body");
	message->format = str_eq(take_text(row, "format"), STR("html")) ? THREAD_HTML : THREAD_TEXT;
	message->role = str_eq(type, STR("M")) || is_answer ? person.role : THREAD_ROLE_UNKNOWN;
	message->author = take_new_person(arena, &thread, &person);
	if (!json_is_ambiguous(row) && !take_is_kept_back(row) && (str_eq(type, STR("M")) || is_answer))
		message->visibility = THREAD_PUBLIC;
	else if (!str_eq(type, STR("N")))
		import_unknown(reading->import, "type of an entry", type.n != 0 ? type : STR("(none)"));
	import_messages(reading->import, &thread);
}

static void read_thread(struct reading *reading, const struct value *row)
{
	struct state *state = reading->state;
	struct str *ticket;

	if (!str_eq(take_text(row, "object_type"), STR("T")))
		return;
	ticket = ARENA_NEW(&reading->run, struct str);
	*ticket = arena_str(&reading->run, take_id(&reading->page, row, "object_id"));
	map_add(&state->threads, arena_str(&reading->run, take_id(&reading->page, row, "id")), NULL)->value.pointer =
	    ticket;
}

static void read_user(struct reading *reading, const struct value *row)
{
	struct thread_person person = {.name = take_text(row, "name"), .email = take_text(row, "address")};

	import_person(reading->import, &person);
}

static const struct {
	const char *table; /* behind the prefix */
	void (*read)(struct reading *reading, const struct value *row);
} tables[] = {{"_thread", read_thread},
	      {"_thread_entry", read_entry},
	      {"_ticket", read_ticket},
	      {"_user", read_user},
	      {"_user_email", read_user}};

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	const struct value *data = take_list(record, "data");
	struct str name = take_text(record, "name");

	(void)container;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		if (!str_eq(take_text(record, "type"), STR("table")) || !str_ends(name, str_c(tables[i].table)))
			continue;
		import_found_something(reading->import);
		for (uint32_t row = 0; data != NULL && row < data->as.list.n; row++)
			if (data->as.list.at[row]->kind == VALUE_MAP)
				tables[i].read(reading, data->as.list.at[row]);
	}
}

static bool is_first(struct str path)
{
	return str_ends(path, STR("_thread.json"));
}

static bool wants(struct str path, struct str head)
{
	(void)head;
	return str_ends(path, STR(".json")) || str_ends(path, STR(".csv"));
}

static void read(struct reading *reading, struct input *input)
{
	if (str_ends(reading->path, STR(".csv")))
		csv_tickets_read(reading, input, find_status);
	else
		readers_read_json(reading, input);
}

const struct reader reader_osticket = {
    .system = "osticket",
    .title = "osTicket",
    .expects = "a dump of the database (SQL, or JSON of phpMyAdmin), or the CSV of a queue",
    .signs = "thread_entry|`ost_|ost_ticket|\"object_type\"|Help Topic",
    .wants = wants,
    .names_tell = true,
    .is_first = is_first,
    .begin = begin,
    .read = read,
    .take = take_record,
    .end = end,
};
