/*
 * HubSpot: tickets of the CRM as JSON or CSV, pipelines, conversation threads and
 * their messages, and the table of articles that its knowledge base exports. Only messages of the type MESSAGE are read
 * by customers; what a ticket itself says is nobody knows by whom, and internal. Messages belong to the ticket that
 * their thread is associated with, else to the thread.
 */
#include "common/map.h"
#include "generator/slug.h"
#include "generator/tickets/csv.h"
#include "generator/tickets/csv_tickets.h"
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"
#include "generator/urlpath.h"

enum { PAGE_HAS_MORE = 1, PAGE_IS_LAST = 2 };

struct state {
	struct map stages;   /* id or label -> enum thread_status */
	struct map labels;   /* of the export's pipelines -> the same */
	struct map threads;  /* conversation -> ticket (struct str *) */
	struct map pages;    /* conversation -> PAGE_* that its pages of messages have said */
	struct map articles; /* "ID/LANGUAGE" -> what the article is told apart by (struct str *) */
	struct filed pipelines;
};

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);
	/* of the default pipeline */
	static const struct {
		const char *name;
		enum thread_status status;
	} stages[] = {{"1", THREAD_OPEN},	 {"2", THREAD_OPEN},
		      {"3", THREAD_OPEN},	 {"4", THREAD_CLOSED},
		      {"New", THREAD_OPEN},	 {"Waiting on contact", THREAD_OPEN},
		      {"Closed", THREAD_CLOSED}, {"Waiting on us", THREAD_OPEN}};

	map_init(&state->stages);
	map_init(&state->threads);
	map_init(&state->labels);
	map_init(&state->pages);
	map_init(&state->articles);
	filed_init(&state->pipelines);
	for (size_t i = 0; i < sizeof(stages) / sizeof(*stages); i++)
		map_add(&state->stages, str_c(stages[i].name), NULL)->value.number = stages[i].status;
	reading->state = state;
}

/* From now on thread_of() the conversation. */
static struct str set_thread(struct reading *reading, struct str conversation, struct str thread)
{
	struct state *state = reading->state;
	struct str *copy = ARENA_NEW(&reading->run, struct str);

	*copy = arena_str(&reading->run, thread);
	map_add(&state->threads, arena_str(&reading->run, conversation), NULL)->value.pointer = copy;
	return *copy;
}

/*
 * The ticket that a conversation belongs to, by this export or by an earlier one where this has only messages; else
 * the conversation itself.
 */
static struct str thread_of(struct reading *reading, struct str conversation)
{
	const struct state *state = reading->state;
	const struct map_entry *known = map_find(&state->threads, conversation);
	struct str ticket;

	if (known != NULL)
		return *(const struct str *)known->value.const_pointer;
	ticket = import_recall(reading->import, &reading->page, "conversation", conversation);
	if (ticket.n == 0)
		ticket = arena_printf(&reading->page, "conversation-%.*s", STR_ARG(conversation));
	return set_thread(reading, conversation, ticket);
}

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	for (size_t i = 0; i < state->pages.n; i++)
		if (state->pages.entries[i].value.number == PAGE_HAS_MORE)
			import_hole(reading->import, thread_of(reading, state->pages.entries[i].key));
	map_release(&state->stages);
	map_release(&state->threads);
	map_release(&state->labels);
	map_release(&state->pages);
	map_release(&state->articles);
	filed_end(&state->pipelines, reading);
}

static bool is_first(struct str path)
{
	return str_find(path, STR("pipeline")) >= 0 || str_find(path, STR("stage")) >= 0 ||
	       (str_find(path, STR("thread")) >= 0 && str_find(path, STR("message")) < 0);
}

static enum thread_status find_stage(struct reading *reading, struct str name)
{
	const struct state *state = reading->state;
	const struct map_entry *entry = map_find(&state->stages, name);
	ptrdiff_t pipeline = str_find(name, STR(" ("));

	if (entry == NULL && pipeline > 0) /* "Closed (Support Pipeline)" */
		entry = map_find(&state->stages, str_slice(name, 0, (size_t)pipeline));
	if (entry == NULL || entry->value.number == THREAD_STATUS_UNKNOWN)
		import_unknown(reading->import, "stage", name.n != 0 ? name : STR("(none)"));
	return entry != NULL ? (enum thread_status)entry->value.number : THREAD_STATUS_UNKNOWN;
}

/* Two pipelines may mean two things by one label; nobody knows then what it means. */
static void add_label(struct reading *reading, struct str label, enum thread_status status)
{
	struct state *state = reading->state;
	bool is_first;
	struct map_entry *entry = map_add(&state->labels, arena_str(&reading->run, label), &is_first);

	entry->value.number = is_first || entry->value.number == status ? status : THREAD_STATUS_UNKNOWN;
	map_add(&state->stages, arena_str(&reading->run, label), NULL)->value.number = entry->value.number;
}

static void add_stage(struct reading *reading, struct str id, struct str label, bool is_closed)
{
	struct state *state = reading->state;
	enum thread_status status = is_closed ? THREAD_CLOSED : THREAD_OPEN;

	if (id.n != 0)
		map_add(&state->stages, arena_str(&reading->run, id), NULL)->value.number = status;
	if (label.n != 0)
		add_label(reading, label, status);
}

/* ---- JSON ---- */

static void read_pipeline(struct reading *reading, const struct value *pipeline)
{
	const struct value *stages = take_list(pipeline, "stages");
	struct state *state = reading->state;

	filed_name(&state->pipelines, reading, "pipeline", take_id(&reading->page, pipeline, "id"),
		   take_text(pipeline, "label"));
	for (uint32_t i = 0; stages != NULL && i < stages->as.list.n; i++) {
		const struct value *stage = stages->as.list.at[i], *metadata = take_map(stage, "metadata");

		add_stage(reading, take_id(&reading->page, stage, "id"), take_text(stage, "label"),
			  take_is_true(metadata, "isClosed") || str_eq(take_text(metadata, "isClosed"), STR("true")) ||
			      str_eq(take_text(metadata, "ticketState"), STR("CLOSED")));
	}
	import_found_something(reading->import);
}

static void read_ticket(struct reading *reading, const struct value *ticket)
{
	struct arena *arena = &reading->page;
	const struct value *properties = take_map(ticket, "properties");
	struct state *state = reading->state;
	struct thread thread = {.external_id = take_id(arena, ticket, "id"),
				.subject = take_text(properties, "subject"),
				.topic = take_text(properties, "hs_ticket_category"),
				.created = take_time(properties, "createdate"),
				.solved = take_time(properties, "closed_date"),
				.updated = take_time(ticket, "updatedAt"),
				.is_deleted = take_is_set(ticket, "archived"),
				.is_private = json_is_ambiguous(ticket) || json_is_ambiguous(properties),
				.is_bare = true}; /* what was said stands in conversations */
	struct thread_message *message = take_new_message(arena, &thread);

	message->id = STR("content");
	message->body = take_text(properties, "content");
	message->time = thread.created;
	thread.status_name = take_id(arena, properties, "hs_pipeline_stage");
	thread.status = find_stage(reading, thread.status_name);
	filed_thread(&state->pipelines, reading, "pipeline", take_id(arena, properties, "hs_pipeline"),
		     thread.external_id);
	import_thread(reading->import, &thread);
}

static void read_conversation(struct reading *reading, const struct value *record)
{
	struct arena *arena = &reading->page;
	struct str id = take_id(arena, record, "id"),
		   ticket = take_id(arena, take_map(record, "threadAssociations"), "associatedTicketId");
	struct str status = take_text(record, "status");
	struct thread thread = {.external_id = arena_printf(arena, "conversation-%.*s", STR_ARG(id)),
				.created = take_time(record, "createdAt"),
				.solved = take_time(record, "closedAt"),
				.updated = take_time(record, "latestMessageTimestamp"),
				.status_name = status,
				.is_deleted = take_is_set(record, "archived"),
				.is_private = json_is_ambiguous(record)};

	import_found_something(reading->import);
	import_remember(reading->import, "conversation", id, ticket);
	(void)set_thread(reading, id, ticket.n != 0 ? ticket : thread.external_id);
	if (ticket.n != 0) {
		/* what is said against one conversation holds for the ticket, into which its messages go */
		thread.external_id = ticket;
		thread.is_private = thread.is_private || take_is_set(record, "spam");
		if (thread.is_deleted || thread.is_private)
			import_messages(reading->import, &thread);
		return;
	}
	if (str_eq(status, STR("CLOSED")))
		thread.status = THREAD_CLOSED;
	else if (str_eq(status, STR("OPEN")))
		thread.status = THREAD_OPEN;
	else
		import_unknown(reading->import, "status", status.n != 0 ? status : STR("(none)"));
	if (take_is_set(record, "spam"))
		import_leave_out(reading->import, IMPORT_SPAM, thread.external_id);
	else
		import_thread(reading->import, &thread);
}

/* Senders have one, receivers a list. */
static void take_identifier(struct thread_person *person, const struct value *address)
{
	struct str type = take_text(address, "type");

	if (str_eq(type, STR("HS_EMAIL_ADDRESS")))
		person->email = take_text(address, "value");
	else if (str_eq(type, STR("HS_PHONE_NUMBER")))
		person->phone = take_text(address, "value");
}

static void take_identifiers(struct thread_person *person, const struct value *actor)
{
	const struct value *list = take_list(actor, "deliveryIdentifiers");

	take_identifier(person, take_map(actor, "deliveryIdentifier"));
	for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++)
		take_identifier(person, list->as.list.at[i]);
}

/* Bots, the system, language models, integrations. */
static bool is_machine(struct str actor)
{
	return str_starts(actor, STR("B-")) || str_starts(actor, STR("S-")) || str_starts(actor, STR("L-")) ||
	       str_starts(actor, STR("I-"));
}

static void add_actors(struct reading *reading, struct thread *thread, struct thread_message *message,
		       const struct value *actors, bool is_sender)
{
	for (uint32_t i = 0; actors != NULL && i < actors->as.list.n; i++) {
		const struct value *actor = actors->as.list.at[i];
		struct str id = take_text(actor, "actorId");
		struct thread_person person = {.id = id, .name = take_text(actor, "name")};

		take_identifiers(&person, actor);
		person.role = str_starts(id, STR("A-"))	  ? THREAD_AGENT
			      : str_starts(id, STR("V-")) ? THREAD_CUSTOMER
			      : is_machine(id)		  ? THREAD_MACHINE
							  : THREAD_ROLE_UNKNOWN;
		if (is_sender && i == 0) {
			message->role = person.role;
			message->author = take_new_person(&reading->page, thread, &person);
		} else if (id.n + person.name.n + person.email.n != 0) {
			(void)take_new_person(&reading->page, thread, &person);
		}
	}
}

/* Addresses and ids of who got a message; "" where none of them has an address, as in chats. */
static struct str receivers_of(struct arena *arena, const struct value *actors)
{
	bool has_address = false;
	struct str text;
	struct buf to;

	buf_init(&to, BUF_NO_LIMIT);

	for (uint32_t i = 0; actors != NULL && i < actors->as.list.n; i++) {
		struct thread_person person = {.id = take_text(actors->as.list.at[i], "actorId")};

		take_identifiers(&person, actors->as.list.at[i]);
		has_address = has_address || person.email.n != 0;
		buf_printf(&to, "%.*s\n%.*s\n", STR_ARG(person.id), STR_ARG(person.email));
	}
	text = has_address ? arena_str(arena, buf_view(&to)) : STR("");
	buf_release(&to);
	return text;
}

/* A message that names no sender, and was made by a program. */
static bool is_made_by_machine(const struct value *record, const struct thread_message *message)
{
	return message->author == THREAD_NOBODY && is_machine(take_text(record, "createdBy"));
}

/* Was it delivered, or does nothing say whether? */
static bool is_delivered(struct import *import, const struct value *record)
{
	const struct value *status = take_map(record, "status");
	struct str type = take_text(status, "statusType");

	if (!take_is_set(status, "statusType") || take_is_among(type, "SENT RECEIVED READ"))
		return true;
	if (!str_eq(type, STR("FAILED")))
		import_unknown(import, "status of a message", type);
	return false;
}

static bool is_public(struct import *import, const struct value *record)
{
	struct str direction = take_text(record, "direction");

	return !json_is_ambiguous(record) && str_eq(take_text(record, "type"), STR("MESSAGE")) &&
	       !take_is_kept_back(record) && is_delivered(import, record) &&
	       (str_eq(direction, STR("INCOMING")) || str_eq(direction, STR("OUTGOING")));
}

/* `within`: the thread that it stands in, where somebody has put them together; "" otherwise. */
static struct str conversation_of(struct arena *arena, const struct value *record, struct str within)
{
	struct str id = take_id(arena, record, "conversationsThreadId");

	return id.n != 0 ? id : within;
}

static void read_message(struct reading *reading, const struct value *record, struct str within)
{
	struct arena *arena = &reading->page;
	struct str conversation = conversation_of(arena, record, within), type = take_text(record, "type"),
		   truncated = take_text(record, "truncationStatus"), html = take_text(record, "richText");
	struct thread thread = {0};
	struct thread_message *message = take_new_message(arena, &thread);

	if (conversation.n == 0) {
		import_fault(reading->import, STR(""), "a message does not say of which thread it is");
		return;
	}
	thread.external_id = thread_of(reading, conversation);
	message->id = take_id(arena, record, "id");
	message->subject = take_text(record, "subject");
	message->time = take_time(record, "createdAt");
	message->format = html.n != 0 ? THREAD_HTML : THREAD_TEXT;
	message->body = html.n != 0 ? html : take_text(record, "text");
	add_actors(reading, &thread, message, take_list(record, "senders"), true);
	add_actors(reading, &thread, message, take_list(record, "recipients"), false);
	message->to = receivers_of(arena, take_list(record, "recipients"));
	if (is_public(reading->import, record))
		message->visibility = THREAD_PUBLIC;
	if ((take_is_among(type, "WELCOME_MESSAGE ASSIGNMENT THREAD_STATUS_CHANGE THREAD_INBOX_CHANGE") &&
	     type.n != 0) ||
	    (str_eq(type, STR("MESSAGE")) && is_made_by_machine(record, message)))
		message->role = THREAD_MACHINE;
	else if (!str_eq(type, STR("MESSAGE")) && !str_eq(type, STR("COMMENT")))
		import_unknown(reading->import, "type of a message", type.n != 0 ? type : STR("(none)"));
	import_messages(reading->import, &thread);
	if (truncated.n != 0 && !str_eq(truncated, STR("NOT_TRUNCATED")))
		import_hole(reading->import, thread.external_id);
}

static void read_contact(struct reading *reading, const struct value *record)
{
	struct arena *arena = &reading->page;
	const struct value *properties = take_map(record, "properties");
	struct thread_person person = {
	    .id = arena_printf(arena, "V-%.*s", STR_ARG(take_id(arena, record, "id"))),
	    .role = THREAD_CUSTOMER,
	    .name = take_full_name(arena, take_text(properties, "firstname"), take_text(properties, "lastname")),
	    .email = take_text(properties, "email"),
	    .phone = take_text(properties, "phone"),
	    .org = take_text(properties, "company")};
	struct str rest = take_text(properties, "hs_additional_emails");

	import_person(reading->import, &person);
	person.phone = take_text(properties, "mobilephone");
	if (person.phone.n != 0)
		import_person(reading->import, &person);
	while (rest.n != 0 && str_split(&rest, ';', &person.email))
		import_person(reading->import, &person);
	import_found_something(reading->import);
}

static void read_company(struct reading *reading, const struct value *record)
{
	const struct value *properties = take_map(record, "properties");
	struct thread_person person = {.org = take_text(properties, "name"),
				       .domain = take_text(properties, "domain"),
				       .phone = take_text(properties, "phone")};

	import_person(reading->import, &person);
	import_found_something(reading->import);
}

static void read_owner(struct reading *reading, const struct value *record)
{
	struct thread_person person = {
	    .role = THREAD_AGENT,
	    .name = take_full_name(&reading->page, take_text(record, "firstName"), take_text(record, "lastName")),
	    .email = take_text(record, "email")};

	import_person(reading->import, &person);
	import_found_something(reading->import);
}

/* Whether a page of messages is the last one of its conversations. */
static void read_paging(struct reading *reading, const struct value *page, const struct value *results)
{
	struct state *state = reading->state;
	bool has_more = take_is_set(take_map(page, "paging"), "next");

	for (uint32_t i = 0; i < results->as.list.n; i++) {
		struct str id = take_id(&reading->page, results->as.list.at[i], "conversationsThreadId");

		if (id.n != 0)
			map_add(&state->pages, arena_str(&reading->run, id), NULL)->value.number |=
			    has_more ? PAGE_HAS_MORE : PAGE_IS_LAST;
	}
}

static bool has_any(const struct value *map, const char *keys)
{
	struct str rest = str_c(keys), key;

	while (rest.n != 0 && str_split(&rest, ' ', &key))
		if (value_get(map, key) != NULL)
			return true;
	return false;
}

static void read_whole_conversation(struct reading *reading, const struct value *record)
{
	const struct value *messages = take_list(record, "messages"), *page = take_map(record, "messages");
	struct str id = take_id(&reading->page, record, "id");

	read_conversation(reading, record);
	if (page != NULL)
		messages = take_list(page, "results");
	for (uint32_t i = 0; messages != NULL && i < messages->as.list.n; i++)
		if (messages->as.list.at[i]->kind == VALUE_MAP)
			read_message(reading, messages->as.list.at[i], id);
}

/*
 * A webhook's event that something is gone: "ticket.deletion", "conversation.privacyDeletion", "object.deletion" of the
 * type of tickets, "ticket.merge" of those that were merged into another. Others say nothing that matters.
 */
static void read_webhook(struct reading *reading, const struct value *event, struct str type)
{
	struct arena *arena = &reading->page;
	const struct value *merged = take_list(event, "mergedObjectIds");
	struct thread thread = {.external_id = take_id(arena, event, "objectId"),
				.is_deleted =
				    str_ends(type, STR(".deletion")) || str_ends(type, STR(".privacyDeletion"))};
	bool is_ticket = str_starts(type, STR("ticket.")) ||
			 (str_starts(type, STR("object.")) && str_eq(take_text(event, "objectTypeId"), STR("0-5")));

	import_found_something(reading->import);
	if (str_starts(type, STR("conversation.")) && thread.external_id.n != 0)
		thread.external_id = thread_of(reading, thread.external_id);
	else if (!is_ticket)
		return;
	if (thread.is_deleted && thread.external_id.n != 0)
		import_messages(reading->import, &thread);
	for (uint32_t i = 0; is_ticket && str_ends(type, STR(".merge")) && merged != NULL && i < merged->as.list.n; i++)
		if (merged->as.list.at[i]->kind == VALUE_INT)
			import_leave_out(reading->import, IMPORT_MERGED,
					 arena_printf(arena, "%lld", (long long)merged->as.list.at[i]->as.integer));
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	const struct value *properties = take_map(record, "properties");
	struct str subscription = take_text(record, "subscriptionType");

	(void)container;
	if (subscription.n != 0)
		read_webhook(reading, record, subscription);
	else if (value_get(record, STR("conversationsThreadId")) != NULL)
		read_message(reading, record, STR(""));
	else if (take_list(record, "stages") != NULL)
		read_pipeline(reading, record);
	else if (value_get(properties, STR("hs_pipeline_stage")) != NULL ||
		 value_get(properties, STR("hs_pipeline")) != NULL)
		read_ticket(reading, record);
	else if (value_get(record, STR("inboxId")) != NULL || value_get(record, STR("latestMessageTimestamp")) != NULL)
		read_whole_conversation(reading, record);
	else if (has_any(properties, "email firstname lastname phone") && !has_any(properties, "domain"))
		read_contact(reading, record);
	else if (has_any(properties, "name domain"))
		read_company(reading, record);
	else if (has_any(record, "firstName lastName") && value_get(record, STR("email")) != NULL)
		read_owner(reading, record);
	else if (take_list(record, "results") != NULL) {
		readers_take_each(reading, take_list(record, "results"), "results");
		read_paging(reading, record, take_list(record, "results"));
	}
}

/* ---- CSV ---- */

static bool is_stages(struct str head)
{
	return str_find(head, STR("stage_id")) >= 0 && str_find(head, STR("is_closed")) >= 0;
}

static size_t column(const struct csv_row *head, struct str name)
{
	for (size_t i = 0; i < head->n; i++)
		if (str_eq_nocase(str_trim(head->fields[i]), name))
			return i;
	return head->n;
}

static void read_stages(struct reading *reading, struct input *input)
{
	size_t id = 0, label = 0, closed = 0;
	bool has_head = false;
	struct csv csv;
	struct csv_row row;
	enum csv_result result;

	csv_init(&csv, input);
	while ((result = csv_next(&csv, &reading->page, &row)) != CSV_END) {
		import_at(reading->import, input->name, row.line);
		if (result == CSV_BROKEN) {
			import_broken_alone(reading->import, row.fault);
		} else if (!has_head) {
			id = column(&row, STR("stage_id"));
			label = column(&row, STR("label"));
			closed = column(&row, STR("is_closed"));
			has_head = true;
		} else if (id < row.n && closed < row.n) {
			add_stage(reading, row.fields[id], label < row.n ? row.fields[label] : STR(""),
				  str_eq_nocase(row.fields[closed], STR("true")));
		}
		arena_clear(&reading->page);
	}
	import_found_something(reading->import);
}

/* ---- the knowledge base ---- */

enum article_column {
	URL,
	TITLE,
	SUBTITLE,
	CATEGORY,
	SUBCATEGORY,
	KEYWORDS,
	META,
	BODY,
	STATUS,
	LANGUAGE,
	UPDATED,
	COLUMNS_N
};

/* As HubSpot calls them in its import and in its export, separated by "|". */
static const char *const article_columns[COLUMNS_N] = {
    [URL] = "URL|Article URL",
    [TITLE] = "Title|Article title",
    [SUBTITLE] = "Subtitle|Article subtitle",
    [CATEGORY] = "Category",
    [SUBCATEGORY] = "Subcategory",
    [KEYWORDS] = "Keywords|Tags",
    [META] = "Meta description",
    [BODY] = "Article Body|Body",
    [STATUS] = "Status|State|Article status",
    [LANGUAGE] = "Language|Article language",
    [UPDATED] = "Last modified date|Last updated|Updated",
};

static bool is_articles(struct str head)
{
	struct str line = STR("");

	(void)str_line(&head, &line);
	for (size_t i = 0; i + 12 <= line.n; i++)
		if (str_eq_nocase(str_slice(line, i, i + 12), STR("Article Body")))
			return true;
	return false;
}

static void find_article_columns(const struct csv_row *head, size_t at[COLUMNS_N])
{
	for (size_t i = 0; i < COLUMNS_N; i++) {
		struct str rest = str_c(article_columns[i]), name;

		at[i] = head->n;
		while (at[i] == head->n && str_split(&rest, '|', &name))
			at[i] = column(head, name);
	}
}

/* "Audience access", "Visibility", "Password protected": a column that says who may read an article. */
static bool is_about_readers(struct str name)
{
	static const char *const words[] = {"access", "audience", "visib", "private", "restrict", "password", "public"};

	for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
		for (size_t i = 0; i + strlen(words[w]) <= name.n; i++)
			if (str_eq_nocase(str_slice(name, i, i + strlen(words[w])), str_c(words[w])))
				return true;
	return false;
}

/* Which columns say who may read an article ('1'), or that nobody may any more ('2'); '0' for the others. */
static struct str columns_about_readers(struct arena *arena, const struct csv_row *head)
{
	char *marks = arena_alloc(arena, head->n + 1);

	for (size_t i = 0; i < head->n; i++)
		marks[i] = is_about_readers(head->fields[i])			       ? '1'
			   : str_eq_nocase(str_trim(head->fields[i]), STR("archived")) ? '2'
										       : '0';
	return str_n(marks, head->n);
}

static bool is_for_all(const struct csv_row *row, struct str about_readers)
{
	static const char *const open[] = {"",	  "public",	  "everyone", "everybody", "anyone",
					   "all", "all visitors", "visible",  "none",	   "no restriction",
					   NULL};
	static const char *const no[] = {"", "false", "no", "0", NULL};

	for (size_t i = 0; i < about_readers.n && i < row->n; i++)
		if (about_readers.s[i] != '0' &&
		    !str_is_any_nocase(str_trim(row->fields[i]), about_readers.s[i] == '1' ? open : no))
			return false;
	return true;
}

/* False when another article of that language has the id. */
static bool claim(struct reading *reading, struct str id, struct str locale, struct str identity)
{
	struct state *state = reading->state;
	struct arena *run = &reading->run;
	struct str key = arena_printf(&reading->page, "%.*s/%.*s", STR_ARG(id), STR_ARG(locale)), *stored;
	const struct map_entry *entry = map_find(&state->articles, key);

	if (entry != NULL)
		return str_eq(*(const struct str *)entry->value.const_pointer, identity);
	stored = ARENA_NEW(run, struct str);
	*stored = arena_str(run, identity);
	map_add(&state->articles, arena_str(run, key), NULL)->value.pointer = stored;
	return true;
}

/*
 * The last part of an address is what never changes of an article. Where another one
 * has it already, the part before it stands behind it, or the section where there is
 * none. "" when that is another one's, too.
 */
static struct str article_id(struct reading *reading, const struct str field[COLUMNS_N])
{
	struct arena *arena = &reading->page;
	struct str section = field[SUBCATEGORY].n != 0 ? field[SUBCATEGORY] : field[CATEGORY];
	struct str path = str_find_char(field[URL], '/') >= 0 ? urlpath_of(field[URL]) : STR(""), rest, part;
	struct str last = STR(""), parent = STR(""), id, identity;

	while (path.n != 0 && path.s[path.n - 1] == '/')
		path.n--;
	for (rest = path; rest.n != 0 && str_split(&rest, '/', &part);) {
		if (part.n != 0) {
			parent = last;
			last = part;
		}
	}
	identity = last.n != 0
		       ? path
		       : arena_printf(arena, "%.*s/%.*s", STR_ARG(field[CATEGORY]), STR_ARG(field[SUBCATEGORY]));
	/* the page that it has already, whatever was in front of it in that export */
	id = import_article_id(reading->import, field[URL]);
	if (id.n != 0 && claim(reading, id, field[LANGUAGE], identity))
		return id;
	id = slug_of(arena, last.n != 0 ? last : field[TITLE]);
	if (id.n == 0 || (!import_is_of_another_article(reading->import, id, field[LANGUAGE], field[URL]) &&
			  claim(reading, id, field[LANGUAGE], identity)))
		return id;
	if (parent.n == 0)
		parent = section;
	id = arena_printf(arena, "%.*s-%.*s", STR_ARG(id), STR_ARG(slug_of(arena, parent)));
	return parent.n != 0 && !import_is_of_another_article(reading->import, id, field[LANGUAGE], field[URL]) &&
		       claim(reading, id, field[LANGUAGE], identity)
		   ? id
		   : STR("");
}

static struct str add_article_section(struct reading *reading, struct str parent, struct str title, struct str locale)
{
	struct arena *arena = &reading->page;
	struct article_section section = {.parent = parent, .locale = locale, .title = title};
	struct buf slug;

	if (str_trim(title).n == 0)
		return parent;
	buf_init(&slug, BUF_NO_LIMIT);
	slug_add(&slug, str_trim(title));
	section.id = parent.n != 0 ? arena_printf(arena, "%.*s-%.*s", STR_ARG(parent), (int)slug.n, slug.s)
				   : arena_printf(arena, "category-%.*s", (int)slug.n, slug.s);
	buf_release(&slug);
	import_section(reading->import, &section);
	return section.id;
}

static struct str *words_of(struct arena *arena, struct str text, size_t *n)
{
	struct str *words = arena_array(arena, text.n + 1, sizeof(*words)), word;

	*n = 0;
	while (text.n != 0 && str_split(&text, str_find_char(text, ';') >= 0 ? ';' : ',', &word))
		if (str_trim(word).n != 0)
			words[(*n)++] = str_trim(word);
	return words;
}

/* "German" and "English (United States)" as codes; others as they are. */
static struct str language_code(struct str name)
{
	static const struct {
		const char *name, *code;
	} languages[] = {
	    {"Arabic", "ar"},	  {"Bulgarian", "bg"}, {"Chinese", "zh"},   {"Croatian", "hr"},	  {"Czech", "cs"},
	    {"Danish", "da"},	  {"Dutch", "nl"},     {"English", "en"},   {"Estonian", "et"},	  {"Finnish", "fi"},
	    {"French", "fr"},	  {"German", "de"},    {"Greek", "el"},	    {"Hebrew", "he"},	  {"Hungarian", "hu"},
	    {"Indonesian", "id"}, {"Italian", "it"},   {"Japanese", "ja"},  {"Korean", "ko"},	  {"Latvian", "lv"},
	    {"Lithuanian", "lt"}, {"Norwegian", "no"}, {"Polish", "pl"},    {"Portuguese", "pt"}, {"Romanian", "ro"},
	    {"Russian", "ru"},	  {"Slovak", "sk"},    {"Slovenian", "sl"}, {"Spanish", "es"},	  {"Swedish", "sv"},
	    {"Thai", "th"},	  {"Turkish", "tr"},   {"Ukrainian", "uk"}, {"Vietnamese", "vi"},
	};
	ptrdiff_t region = str_find(name, STR(" ("));
	struct str plain = region > 0 ? str_slice(name, 0, (size_t)region) : name;

	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (str_eq_nocase(plain, str_c(languages[i].name)))
			return str_c(languages[i].code);
	return name;
}

static void read_article(struct reading *reading, const struct csv_row *row, const size_t at[COLUMNS_N],
			 struct str about_readers)
{
	struct arena *arena = &reading->page;
	struct str field[COLUMNS_N], status;
	struct article article = {0};

	for (size_t i = 0; i < COLUMNS_N; i++)
		field[i] = at[i] < row->n ? str_trim(row->fields[at[i]]) : STR("");
	field[LANGUAGE] = language_code(field[LANGUAGE]);
	article.locale = field[LANGUAGE];
	if (row->n != about_readers.n || (field[URL].n == 0 && field[TITLE].n == 0)) {
		import_broken_alone(reading->import, "a row has another number of columns than the first, or no title");
		return;
	}
	article.id = article_id(reading, field);
	if (article.id.n == 0) {
		import_broken_alone(reading->import, "an article cannot be told apart from another by its URL");
		return;
	}
	status = field[STATUS];
	if (at[STATUS] < about_readers.n && !str_eq_nocase(status, STR("published"))) {
		import_closed_article(reading->import, ARTICLES_DRAFT, article.id, article.locale);
		return;
	}
	if (!is_for_all(row, about_readers)) {
		import_closed_article(reading->import, ARTICLES_RESTRICTED, article.id, article.locale);
		return;
	}
	article.section =
	    add_article_section(reading, add_article_section(reading, STR(""), field[CATEGORY], article.locale),
				field[SUBCATEGORY], article.locale);
	article.title = field[TITLE];
	article.description = field[META].n != 0 ? field[META] : field[SUBTITLE];
	article.html = field[BODY];
	article.url = field[URL];
	article.updated = take_time_of(field[UPDATED]);
	article.keywords = words_of(arena, field[KEYWORDS], &article.keywords_n);
	import_article(reading->import, &article);
}

static void read_articles(struct reading *reading, struct input *input)
{
	size_t at[COLUMNS_N];
	struct str about_readers = STR("");
	struct csv csv;
	struct csv_row row;
	enum csv_result result;

	csv_init(&csv, input);
	while (!import_has_failed(reading->import) && (result = csv_next(&csv, &reading->page, &row)) != CSV_END) {
		import_at(reading->import, input->name, row.line);
		if (result == CSV_BROKEN) {
			import_broken_alone(reading->import, row.fault);
		} else if (about_readers.n == 0) {
			find_article_columns(&row, at);
			about_readers = columns_about_readers(&reading->run, &row);
		} else {
			read_article(reading, &row, at, about_readers);
		}
		arena_clear(&reading->page);
	}
}

static bool wants(struct str path, struct str head)
{
	(void)head;
	return str_ends_nocase(path, STR(".json")) || str_ends_nocase(path, STR(".jsonl")) ||
	       str_ends_nocase(path, STR(".ndjson")) || str_ends_nocase(path, STR(".csv"));
}

static void read(struct reading *reading, struct input *input)
{
	if (!str_ends_nocase(reading->path, STR(".csv")))
		readers_read_json(reading, input);
	else if (is_stages(str_slice(input->window, 0, 4096)))
		read_stages(reading, input);
	else if (is_articles(str_slice(input->window, 0, 4096)))
		read_articles(reading, input);
	else
		csv_tickets_read(reading, input, find_stage);
}

const struct reader reader_hubspot = {
    .system = "hubspot",
    .title = "HubSpot",
    .expects = "JSON of tickets, conversation threads and their messages, or tables (CSV) of tickets or articles",
    .signs = "\"hs_pipeline|\"conversationsThreadId\"|\"hs_object_id\"|property_hs_|\"associatedTicketId\"|"
	     "\"subscriptionType\"|Article "
	     "Body",
    .wants = wants,
    .names_tell = true,
    .is_first = is_first,
    .begin = begin,
    .read = read,
    .take = take_record,
    .end = end,
};
