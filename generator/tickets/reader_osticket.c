/*
 * osTicket: the CSV of a queue, and the tables ost_ticket, ost_thread,
 * ost_thread_entry, ost_user and their like, as mysqldump writes them, or phpMyAdmin to
 * JSON. Entries of type M are by customers, R by agents; N are notes, and so is whatever
 * else there is. Of a dump that is cut off or damaged no thread goes on: rows of any of
 * them may be missing.
 */
#include "common/map.h"
#include "common/vec.h"
#include "generator/tickets/csv_tickets.h"
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/sql_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

/* A ticket whose status waits for the table of statuses, which dumps have behind that of tickets. */
struct waiting {
	int64_t ticket, status, updated;
};

struct state {
	struct map threads;  /* thread -> ticket (struct str *) */
	struct map statuses; /* id in the table of statuses -> enum meaning */
	struct VEC(struct waiting) waiting;
	struct filed places; /* help topics and departments */
	bool is_cut;
};

/* What a status does, whatever a team calls it. */
enum meaning { MEANS_NOTHING, MEANS_OPEN, MEANS_CLOSED, MEANS_DELETED };

/* Of an entry: it was edited, and this is what it said before; it is of the system. */
enum { FLAG_HIDDEN = 0x4, FLAG_SYSTEM = 0x80 };

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->threads);
	map_init(&state->statuses);
	filed_init(&state->places);
	reading->state = state;
}

static void tell_statuses(struct reading *reading);

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	tell_statuses(reading);
	filed_end(&state->places, reading);
	vec_release(&state->waiting);
	map_release(&state->statuses);
	for (size_t i = 0; state->is_cut && i < state->threads.n; i++)
		import_hole(reading->import, *(const struct str *)state->threads.entries[i].value.const_pointer);
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

static void read_status(struct reading *reading, const struct value *row)
{
	static const struct {
		const char *state;
		enum meaning meaning;
	} states[] = {
	    {"open", MEANS_OPEN}, {"closed", MEANS_CLOSED}, {"archived", MEANS_CLOSED}, {"deleted", MEANS_DELETED}};
	struct state *state = reading->state;
	struct str id = take_id(&reading->page, row, "id"), name = take_text(row, "state");
	uint64_t *meaning = &map_add(&state->statuses, arena_str(&reading->run, id), NULL)->value.number;

	*meaning = MEANS_NOTHING;
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (str_eq_nocase(name, str_c(states[i].state)))
			*meaning = states[i].meaning;
}

/* What the table of statuses says of one, else its number in a new installation. */
static void set_status(struct reading *reading, struct thread *thread, struct str status)
{
	const struct state *state = reading->state;
	const struct map_entry *entry = map_find(&state->statuses, status);
	enum meaning meaning = entry != NULL ? (enum meaning)entry->value.number : MEANS_NOTHING;

	thread->status_name = status.n != 0 ? status : STR("(none)");
	if (meaning == MEANS_NOTHING) {
		thread->status = find_status(reading, status);
		thread->is_deleted = str_eq(status, STR("5"));
		return;
	}
	thread->status = meaning != MEANS_CLOSED    ? THREAD_OPEN
			 : str_eq(status, STR("2")) ? THREAD_SOLVED
						    : THREAD_CLOSED;
	thread->is_deleted = meaning == MEANS_DELETED;
}

static void tell_statuses(struct reading *reading)
{
	struct state *state = reading->state;
	struct arena *arena = &reading->page;

	for (size_t i = 0; i < state->waiting.n; i++) {
		const struct waiting *one = &state->waiting.at[i];
		struct thread thread = {.external_id = arena_printf(arena, "%lld", (long long)one->ticket),
					.updated = one->updated};

		set_status(reading, &thread, arena_printf(arena, "%lld", (long long)one->status));
		import_messages(reading->import, &thread);
		arena_clear(arena);
	}
}

/* True when the ticket's status is told at the end. */
static bool wait_for_status(struct state *state, const struct thread *thread, struct str status)
{
	struct waiting one = {.updated = thread->updated};

	if (state->statuses.n != 0 || !str_to_int(thread->external_id, &one.ticket) || !str_to_int(status, &one.status))
		return false;
	*vec_add(&state->waiting) = one;
	return true;
}

static void read_ticket(struct reading *reading, const struct value *row)
{
	struct arena *arena = &reading->page;
	struct state *state = reading->state;
	struct str status = take_id(arena, row, "status_id");
	struct thread thread = {.external_id = take_id(arena, row, "ticket_id"),
				.number = take_id(arena, row, "number"),
				.created = take_time(row, "created"),
				.updated = take_time(row, "lastupdate"),
				.solved = take_time(row, "closed"),
				.is_private = json_is_ambiguous(row)};

	/* a child of another since they were merged */
	if (take_is_set(row, "ticket_pid")) {
		import_found_something(reading->import);
		import_leave_out(reading->import, IMPORT_MERGED, thread.external_id);
		return;
	}
	filed_thread(&state->places, reading, "topic", take_id(arena, row, "topic_id"), thread.external_id);
	filed_thread(&state->places, reading, "department", take_id(arena, row, "dept_id"), thread.external_id);
	if (wait_for_status(state, &thread, status)) {
		import_log(reading->import, &thread);
		return;
	}
	set_status(reading, &thread, status);
	import_thread(reading->import, &thread);
}

static void read_topic(struct reading *reading, const struct value *row)
{
	struct state *state = reading->state;

	filed_name(&state->places, reading, "topic", take_id(&reading->page, row, "topic_id"), take_text(row, "topic"));
}

static void read_department(struct reading *reading, const struct value *row)
{
	struct state *state = reading->state;

	filed_name(&state->places, reading, "department", take_id(&reading->page, row, "id"), take_text(row, "name"));
}

static void read_entry(struct reading *reading, const struct value *row)
{
	const struct state *state = reading->state;
	struct arena *arena = &reading->page;
	const struct map_entry *ticket = map_find(&state->threads, take_id(arena, row, "thread_id"));
	struct str type = take_text(row, "type"), user = take_id(arena, row, "user_id"),
		   staff = take_id(arena, row, "staff_id");
	struct thread thread = {0};
	struct thread_message *message = take_new_message(arena, &thread);
	struct thread_person person = {.name = take_text(row, "poster")};
	bool is_answer = str_eq(type, STR("R"));
	int64_t flags = 0;

	(void)str_to_int(take_id(arena, row, "flags"), &flags);
	if (ticket == NULL)
		return; /* of a task, or of a table that is not there */
	thread.external_id = *(const struct str *)ticket->value.const_pointer;
	person.id = is_answer ? arena_printf(arena, "staff-%.*s", STR_ARG(staff))
			      : arena_printf(arena, "user-%.*s", STR_ARG(user));
	person.role = is_answer ? THREAD_AGENT : THREAD_CUSTOMER;
	message->id = take_id(arena, row, "id");
	message->time = take_time(row, "created");
	message->subject = take_text(row, "title");
	message->body = take_text(row, "body");
	message->format = str_eq(take_text(row, "format"), STR("html")) ? THREAD_HTML : THREAD_TEXT;
	message->role = str_eq(type, STR("M")) || is_answer ? person.role : THREAD_ROLE_UNKNOWN;
	message->author = take_new_person(arena, &thread, &person);
	if ((flags & FLAG_SYSTEM) != 0)
		message->role = THREAD_MACHINE;
	if (str_eq(type, STR("M")) || is_answer) {
		if (!json_is_ambiguous(row) && !take_is_kept_back(row) && (flags & FLAG_HIDDEN) == 0)
			message->visibility = THREAD_PUBLIC;
	} else if (!str_eq(type, STR("N")))
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

static void read_staff(struct reading *reading, const struct value *row)
{
	struct arena *arena = &reading->page;
	struct thread_person person = {
	    .id = arena_printf(arena, "staff-%.*s", STR_ARG(take_id(arena, row, "staff_id"))),
	    .role = THREAD_AGENT,
	    .name = take_full_name(arena, take_text(row, "firstname"), take_text(row, "lastname")),
	    .email = take_text(row, "email"),
	    .phone = take_text(row, "mobile"),
	    .user = take_text(row, "username")};

	import_person(reading->import, &person);
}

static void read_organisation(struct reading *reading, const struct value *row)
{
	struct thread_person person = {.org = take_text(row, "name"), .domain = take_text(row, "domain")};

	import_person(reading->import, &person);
}

/* The subject is a field of a form. */
static void read_fields(struct reading *reading, const struct value *row)
{
	struct thread thread = {.external_id = take_id(&reading->page, row, "ticket_id"),
				.subject = take_text(row, "subject")};

	if (thread.external_id.n != 0)
		import_messages(reading->import, &thread);
}

static const struct {
	const char *table; /* behind the prefix */
	void (*read)(struct reading *reading, const struct value *row);
} tables[] = {{"_thread", read_thread},
	      {"_thread_entry", read_entry},
	      {"_ticket", read_ticket},
	      {"_ticket__cdata", read_fields},
	      {"_ticket_status", read_status},
	      {"_help_topic", read_topic},
	      {"_department", read_department},
	      {"_user", read_user},
	      {"_user_email", read_user},
	      {"_staff", read_staff},
	      {"_organization", read_organisation}};

static bool read_row(struct reading *reading, struct str table, const struct value *row)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (str_ends(table, str_c(tables[i].table))) {
			import_found_something(reading->import);
			tables[i].read(reading, row);
			return true;
		}
	return false;
}

static void read_sql(struct reading *reading, struct input *input)
{
	struct state *state = reading->state;
	struct sql_records records;
	struct sql_record record;
	enum sql_result result;

	sql_records_init(&records, input);
	while (!import_has_failed(reading->import) &&
	       (result = sql_records_next(&records, &reading->page, &record)) != SQL_END) {
		import_at(reading->import, input->name, record.line);
		if (result == SQL_BROKEN) {
			import_broken(reading->import, STR(""), record.fault);
			state->is_cut = true;
		} else {
			(void)read_row(reading, record.table, record.value);
		}
		arena_clear(&reading->page);
	}
	sql_records_release(&records);
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	const struct value *data = take_list(record, "data");
	struct str name = take_text(record, "name");

	(void)container;
	if (!str_eq(take_text(record, "type"), STR("table")))
		return;
	for (uint32_t row = 0; data != NULL && row < data->as.list.n; row++)
		if (data->as.list.at[row]->kind == VALUE_MAP)
			(void)read_row(reading, name, data->as.list.at[row]);
}

static bool is_first(struct str path)
{
	return str_ends(path, STR("_thread.json")) || str_ends(path, STR("_thread.sql"));
}

static bool wants(struct str path, struct str head)
{
	(void)head;
	return str_ends_nocase(path, STR(".json")) || str_ends_nocase(path, STR(".csv")) ||
	       str_ends_nocase(path, STR(".sql"));
}

static void read(struct reading *reading, struct input *input)
{
	if (str_ends_nocase(reading->path, STR(".sql")))
		read_sql(reading, input);
	else if (str_ends_nocase(reading->path, STR(".csv")))
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
