#include "generator/tickets/csv_tickets.h"

#include "generator/tickets/csv.h"
#include "generator/tickets/csv_people.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/take.h"

enum field {
	ID,
	SUBJECT,
	BODY,
	ANSWER,
	STATUS,
	CREATED,
	CLOSED,
	UPDATED,
	TOPIC,
	TAGS,
	NAME,
	EMAIL,
	OWNER,
	CONTACT,
	INTERNAL,
	FIELDS_N
};

/* What setting `columns` calls it, then names that exports have, in lower case, separated by "|". "answer" has none:
 * only who maps a column to it knows that customers have read it. */
static const struct {
	const char *name, *columns;
} fields[FIELDS_N] = {
    [ID] = {"id", "id|ticket id|ticket number|record id|number|property_hs_object_id|hs_object_id"},
    [SUBJECT] = {"subject", "subject|ticket name|title|property_subject"},
    [BODY] = {"body", "body|description|ticket description|content|property_content|message"},
    [ANSWER] = {"answer", ""},
    [STATUS] = {"status", "status|ticket status|current status|property_hs_pipeline_stage|hs_pipeline_stage|state"},
    [CREATED] = {"created", "created|create date|date created|created at|property_createdate|createdate"},
    [CLOSED] = {"closed", "closed|close date|closed at|property_closed_date|closed_date"},
    [UPDATED] = {"updated", "updated|last updated|last modified date|updated at|property_hs_lastmodifieddate"},
    [TOPIC] = {"topic", "topic|help topic|category|property_hs_ticket_category"},
    [TAGS] = {"tags", "tags|labels"},
    [NAME] = {"name", "name|from|contact name|requester"},
    [EMAIL] = {"email", "email|from email|contact email"},
    [OWNER] = {"owner", "owner|ticket owner|agent|agent assigned|assignee|assigned to"},
    [CONTACT] = {"contact", "associated contact|contact|cc"},
    [INTERNAL] = {"internal", "internal|is_deleted|private"},
};

/* What a ticket is filed under: columns whose texts may be on the deny list, and are nothing else. */
static const char places[] =
    "pipeline|ticket pipeline|property_hs_pipeline|department|group|team|brand|form|type|product|"
    "ticket type|assigned group|queue|project|component|service";

struct columns {
	size_t at[FIELDS_N]; /* + 1; 0: none */
	struct str *flags;   /* by column: its name where it may keep a ticket back, "" */
	bool *is_place;
	size_t n;
};

static bool is_mapped(const struct import_options *options, size_t field, struct str column)
{
	for (size_t i = 0; i < options->columns_n; i++) {
		struct str text = options->columns[i];
		ptrdiff_t at = str_find_char(text, '=');

		if (at > 0 && str_eq_nocase(str_trim(str_slice(text, 0, (size_t)at)), str_c(fields[field].name)) &&
		    str_eq_nocase(str_trim(str_from(text, (size_t)at + 1)), column))
			return true;
	}
	return false;
}

static void find_columns(const struct import_options *options, struct arena *run, const struct csv_row *head,
			 struct columns *columns)
{
	*columns = (struct columns){.n = head->n,
				    .flags = arena_array(run, head->n, sizeof(*columns->flags)),
				    .is_place = arena_array(run, head->n, sizeof(*columns->is_place))};
	for (size_t i = 0; i < head->n; i++) {
		struct str name = str_trim(head->fields[i]);

		columns->flags[i] = take_is_flag(name) ? arena_str(run, name) : STR("");
		columns->is_place[i] = csv_is_named(name, places);
	}
	for (size_t f = 0; f < FIELDS_N; f++) {
		for (size_t i = 0; i < head->n && columns->at[f] == 0; i++)
			if (is_mapped(options, f, str_trim(head->fields[i])))
				columns->at[f] = i + 1;
		for (size_t i = 0; i < head->n && columns->at[f] == 0; i++)
			if (csv_is_named(str_trim(head->fields[i]), fields[f].columns))
				columns->at[f] = i + 1;
	}
}

static struct str get(const struct columns *columns, const struct csv_row *row, enum field field)
{
	return columns->at[field] != 0 && columns->at[field] <= row->n ? row->fields[columns->at[field] - 1] : STR("");
}

static void add_text(struct arena *arena, struct thread *thread, struct str text, enum thread_role role)
{
	struct thread_message *message;

	if (str_trim(text).n == 0)
		return;
	message = take_new_message(arena, thread);
	message->body = text;
	message->role = role;
	message->visibility = THREAD_PUBLIC;
	message->time = role == THREAD_AGENT ? thread->solved : thread->created;
	if (role == THREAD_CUSTOMER && thread->people_n != 0)
		message->author = 0;
}

/* "Tom Agent (tom@acme.example)"; several are separated by semicolons. */
static void add_person(struct arena *arena, struct thread *thread, struct str text, enum thread_role role)
{
	struct str one;

	while (text.n != 0 && str_split(&text, ';', &one)) {
		struct thread_person person = take_person_of(str_trim(one));

		person.role = role;
		if (person.name.n + person.email.n != 0)
			(void)take_new_person(arena, thread, &person);
	}
}

static void take_tags(struct arena *arena, struct thread *thread, struct str text)
{
	struct str tag;

	thread->tags = arena_array(arena, text.n + 1, sizeof(*thread->tags));
	while (text.n != 0 && str_split(&text, str_find_char(text, ',') >= 0 ? ',' : ';', &tag))
		if (str_trim(tag).n != 0)
			thread->tags[thread->tags_n++] = str_trim(tag);
}

/* What says that nobody else may read it, whatever it is called, or that it is filed where nothing goes on. */
static void take_others(struct reading *reading, const struct columns *columns, const struct csv_row *row,
			struct thread *thread)
{
	for (size_t i = 0; i < columns->n; i++) {
		struct str text = str_trim(row->fields[i]);

		if (columns->flags[i].n != 0 && i + 1 != columns->at[INTERNAL])
			thread->is_private = thread->is_private || take_says_kept_back(columns->flags[i], text);
		if (columns->is_place[i] && !import_is_denied(reading->import, thread->topic) &&
		    import_is_denied(reading->import, text))
			thread->topic = text;
	}
}

static void read_row(struct reading *reading, const struct columns *columns, const struct csv_row *row,
		     enum thread_status (*status)(struct reading *reading, struct str name))
{
	struct arena *arena = &reading->page;
	struct str internal = str_trim(get(columns, row, INTERNAL));
	struct thread thread = {.external_id = str_trim(get(columns, row, ID)),
				.subject = get(columns, row, SUBJECT),
				.topic = get(columns, row, TOPIC),
				.created = take_time_of(get(columns, row, CREATED)),
				.solved = take_time_of(get(columns, row, CLOSED)),
				.updated = take_time_of(get(columns, row, UPDATED)),
				.is_unmarked = true};
	struct thread_person person = {
	    .role = THREAD_CUSTOMER, .name = get(columns, row, NAME), .email = get(columns, row, EMAIL)};

	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a row has no id");
		return;
	}
	if (row->n != columns->n) {
		import_fault(reading->import, thread.external_id, "a row has another number of columns than the first");
		return;
	}
	thread.status_name = str_trim(get(columns, row, STATUS));
	thread.status = status(reading, thread.status_name);
	thread.is_private = columns->at[INTERNAL] != 0 && !str_eq_nocase(internal, STR("false")) &&
			    !str_eq(internal, STR("0")) && !str_eq_nocase(internal, STR("no"));
	take_others(reading, columns, row, &thread);
	take_tags(arena, &thread, get(columns, row, TAGS));
	if (person.name.n + person.email.n != 0)
		(void)take_new_person(arena, &thread, &person);
	add_person(arena, &thread, get(columns, row, OWNER), THREAD_AGENT);
	add_person(arena, &thread, get(columns, row, CONTACT), THREAD_CUSTOMER);
	add_text(arena, &thread, get(columns, row, BODY), THREAD_CUSTOMER);
	add_text(arena, &thread, get(columns, row, ANSWER), THREAD_AGENT);
	import_thread(reading->import, &thread);
}

void csv_tickets_read(struct reading *reading, struct input *input,
		      enum thread_status (*status)(struct reading *reading, struct str name))
{
	struct csv csv;
	struct csv_row row;
	struct columns columns = {.n = 0};
	struct csv_people people;
	bool is_tickets = false;
	enum csv_result result;

	csv_init(&csv, input);
	while (!import_has_failed(reading->import) && (result = csv_next(&csv, &reading->page, &row)) != CSV_END) {
		import_at(reading->import, input->name, row.line);
		if (result == CSV_BROKEN) {
			import_broken_alone(reading->import, row.fault);
		} else if (columns.n == 0) {
			find_columns(import_options(reading->import), &reading->run, &row, &columns);
			is_tickets = columns.at[ID] != 0 && columns.at[STATUS] != 0 && columns.at[SUBJECT] != 0;
			if (!is_tickets && !csv_people_begin(&people, &row)) {
				import_unknown_field(reading->import, "kind of table", reading->path);
				return;
			}
		} else if (!is_tickets) {
			csv_people_read(reading, &people, &row);
		} else {
			read_row(reading, &columns, &row, status);
		}
		arena_clear(&reading->page);
	}
}
