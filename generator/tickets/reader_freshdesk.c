/*
 * Freshdesk: tickets and conversations of the API, contacts, agents; an account's export as JSON or XML. A note or
 * reply is public only if it says so.
 */
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"
#include "generator/tickets/xml_files.h"

/* Ways of a conversation that customers see: reply, email, note, tweet, Facebook, phone. Not: survey (6), forward (8).
 */
static const char public_sources[] = "0 1 2 5 7 9";

static void read_person(struct reading *reading, const struct value *record)
{
	const struct value *contact = take_map(record, "contact"), *who = contact != NULL ? contact : record;
	struct thread_person person = {.id = take_id(&reading->page, record, "id"),
				       .name = take_text(who, "name"),
				       .email = take_text(who, "email"),
				       .phone = take_id(&reading->page, who, "phone"),
				       .external_id = take_id(&reading->page, who, "unique_external_id"),
				       .is_suspended = take_is_set(who, "blocked")};

	/* only agents have one; an account's export says who is */
	person.role =
	    contact != NULL || value_get(record, STR("ticket_scope")) != NULL || take_is_true(record, "helpdesk_agent")
		? THREAD_AGENT
		: THREAD_CUSTOMER;
	if (person.phone.n == 0)
		person.phone = take_id(&reading->page, who, "mobile");
	import_person(reading->import, &person);
	import_found_something(reading->import);
}

static void read_company(struct reading *reading, const struct value *record)
{
	const struct value *domains = take_list(record, "domains");
	struct thread_person person = {.org = take_text(record, "name")};

	import_person(reading->import, &person);
	for (uint32_t i = 0; domains != NULL && i < domains->as.list.n; i++)
		if (domains->as.list.at[i]->kind == VALUE_STR) {
			person.domain = domains->as.list.at[i]->as.str;
			import_person(reading->import, &person);
		}
	import_found_something(reading->import);
}

/* "Tina To <tina@acme.example>" in lists of receivers. */
static void add_receivers(struct reading *reading, struct thread *thread, const struct value *record)
{
	static const char *const keys[] = {"to_emails",	 "cc_emails",	    "bcc_emails",
					   "fwd_emails", "reply_cc_emails", "ticket_cc_emails"};

	for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
		const struct value *list = take_list(record, keys[k]);

		for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++)
			if (list->as.list.at[i]->kind == VALUE_STR)
				take_address(&reading->page, thread, list->as.list.at[i]->as.str);
	}
}

static void add_conversation(struct reading *reading, struct thread *thread, const struct value *record)
{
	struct thread_message *message = take_new_message(&reading->page, thread);
	struct str html = take_text(record, "body_html"), text = take_text(record, "body_text"),
		   source = take_id(&reading->page, record, "source");
	struct thread_person person = take_person_of(take_text(record, "from_email"));

	person.id = take_id(&reading->page, record, "user_id");
	message->id = take_id(&reading->page, record, "id");
	message->time = take_time(record, "created_at");
	/* the API's body is HTML, that of the account's export is the text beside body_html */
	if (html.n == 0)
		html = take_text(record, "body");
	message->format = html.n != 0 ? THREAD_HTML : THREAD_TEXT;
	message->body = html.n != 0 ? html : text;
	message->role = take_is_set(record, "auto_response") || take_is_set(record, "automation_id") ? THREAD_MACHINE
			: take_is_true(record, "incoming")					     ? THREAD_CUSTOMER
			: take_is_false(record, "incoming")					     ? THREAD_AGENT
							    : THREAD_ROLE_UNKNOWN;
	person.role = message->role == THREAD_MACHINE ? THREAD_ROLE_UNKNOWN : message->role;
	if (person.id.n != 0)
		message->author = take_new_person(&reading->page, thread, &person);
	add_receivers(reading, thread, record);
	if (take_list(record, "attachments") != NULL)
		message->attachments = take_list(record, "attachments")->as.list.n;
	if (source.n != 0 && !take_is_among(source, public_sources) && !take_is_among(source, "6 8"))
		import_unknown(reading->import, "source of a conversation", source);
	/* with a thread_id: what agents discuss with others beside the ticket */
	if (take_is_false(record, "private") && !take_is_kept_back(record) && !take_is_set(record, "thread_id") &&
	    (source.n == 0 || take_is_among(source, public_sources)))
		message->visibility = THREAD_PUBLIC;
}

/* The note that closes a ticket which was merged into another one. */
static bool is_of_merge(const struct value *record)
{
	static const char *const keys[] = {"body_text", "body", "body_html"};
	bool found = false;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		found = found || str_find(str_slice(take_text(record, keys[i]), 0, 400),
					  STR("This ticket is closed and merged into ticket")) >= 0;
	return found && !take_is_true(record, "incoming");
}

static bool was_merged(const struct value *list)
{
	for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++)
		if (is_of_merge(list->as.list.at[i]))
			return true;
	return false;
}

static void add_conversations(struct reading *reading, struct thread *thread, const struct value *list)
{
	for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++)
		if (list->as.list.at[i]->kind == VALUE_MAP)
			add_conversation(reading, thread, list->as.list.at[i]);
}

static void take_status(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct str status = take_id(&reading->page, ticket, "status");

	thread->status_name = status;
	if (str_eq(status, STR("4")))
		thread->status = THREAD_SOLVED;
	else if (str_eq(status, STR("5")))
		thread->status = THREAD_CLOSED;
	else if (take_is_among(status, "2 3 6 7") && status.n != 0)
		thread->status = THREAD_OPEN;
	else
		import_unknown(reading->import, "status", status.n != 0 ? status : STR("(none)"));
}

static void add_question(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct thread_message *message = take_new_message(&reading->page, thread);
	const struct value *requester = take_map(ticket, "requester");
	struct thread_person person = {.id = take_id(&reading->page, ticket, "requester_id"),
				       .name = take_text(requester, "name"),
				       .email = take_text(requester, "email"),
				       .phone = take_id(&reading->page, requester, "phone")},
			     agent = {.id = take_id(&reading->page, ticket, "responder_id"), .role = THREAD_AGENT};
	/* written by an agent to a customer: not a question */
	bool is_outbound = str_eq(take_id(&reading->page, ticket, "source"), STR("10"));
	struct str html = take_text(ticket, "description_html");

	if (html.n == 0)
		html = take_text(ticket, "description");
	if (person.name.n == 0)
		person.name = take_text(ticket, "requester_name");
	if (agent.id.n != 0)
		(void)take_new_person(&reading->page, thread, &agent);
	message->author = take_new_person(&reading->page, thread, &person);
	take_everybody(reading->import, requester);
	message->role = is_outbound ? THREAD_AGENT : THREAD_CUSTOMER;
	message->id = STR("description");
	message->time = take_time(ticket, "created_at");
	message->format = html.n != 0 ? THREAD_HTML : THREAD_TEXT;
	message->body = html.n != 0 ? html : take_text(ticket, "description_text");
	message->visibility = THREAD_PUBLIC;
	if (take_map(ticket, "company") != NULL) {
		struct thread_person company = {.org = take_text(take_map(ticket, "company"), "name")};

		(void)take_new_person(&reading->page, thread, &company);
	}
	add_receivers(reading, thread, ticket);
}

/* Children (2) and trackers (3) of other tickets are agents' own. */
static bool is_among_agents(struct reading *reading, const struct value *ticket)
{
	struct str kind = take_id(&reading->page, ticket, "association_type");

	return str_eq(kind, STR("2")) || str_eq(kind, STR("3"));
}

static void leave_out(struct reading *reading, const struct thread *thread, enum import_reason reason)
{
	for (size_t i = 0; i < thread->people_n; i++)
		import_person(reading->import, &thread->people[i]);
	import_found_something(reading->import);
	import_leave_out(reading->import, reason, thread->external_id);
}

/* The API gives a ticket no more of its conversations than that; further ones stand in pages of their own. */
#define MOST_INCLUDED 10

static void read_ticket(struct reading *reading, const struct value *ticket)
{
	static const char *const places[] = {"type", "ticket_type", "group_name", "product_name"};
	struct thread thread = {.external_id = take_id(&reading->page, ticket, "display_id"),
				.subject = take_text(ticket, "subject"),
				.created = take_time(ticket, "created_at"),
				.updated = take_time(ticket, "updated_at"),
				.is_deleted = take_is_set(ticket, "deleted"),
				.is_private = json_is_ambiguous(ticket) || is_among_agents(reading, ticket)};

	if (thread.external_id.n == 0)
		thread.external_id = take_id(&reading->page, ticket, "id");
	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a ticket has no number");
		return;
	}
	thread.tags = take_names(&reading->page, take_list(ticket, "tags"), &thread.tags_n);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (import_is_denied(reading->import, take_text(ticket, places[i])))
			thread.topic = take_text(ticket, places[i]);
	take_status(reading, &thread, ticket);
	add_question(reading, &thread, ticket);
	add_conversations(reading, &thread, take_list(ticket, "conversations"));
	add_conversations(reading, &thread, take_list(ticket, "notes"));
	thread.is_bare = take_list(ticket, "conversations") == NULL && take_list(ticket, "notes") == NULL;
	thread.has_more = take_list(ticket, "conversations") != NULL &&
			  take_list(ticket, "conversations")->as.list.n == MOST_INCLUDED;
	filed_thread(reading->state, reading, "group", take_id(&reading->page, ticket, "group_id"), thread.external_id);
	if (take_is_set(ticket, "spam"))
		leave_out(reading, &thread, IMPORT_SPAM);
	else if (was_merged(take_list(ticket, "conversations")) || was_merged(take_list(ticket, "notes")))
		leave_out(reading, &thread, IMPORT_MERGED);
	else
		import_thread(reading->import, &thread);
}

static bool is_group(const struct value *record)
{
	return take_text(record, "name").n != 0 &&
	       (take_list(record, "agent_ids") != NULL || value_get(record, STR("escalate_to")) != NULL ||
		value_get(record, STR("unassigned_for")) != NULL);
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	struct thread thread = {.external_id = take_id(&reading->page, record, "ticket_id")};

	/* the account's export: Tickets0.json, Users0.json, Companies0.json */
	static const char *const wrappers[] = {"helpdesk_ticket", "user", "company", "customer"};

	(void)container;
	for (size_t i = 0; i < sizeof(wrappers) / sizeof(*wrappers); i++)
		if (record->as.map.n == 1 && take_map(record, wrappers[i]) != NULL) {
			record = take_map(record, wrappers[i]);
			if (i > 1) {
				read_company(reading, record);
				return;
			}
			break;
		}
	/* "tickets/1042/conversations.json": the answer of the API by itself */
	if (thread.external_id.n == 0 && str_find(reading->path, STR("conversation")) >= 0)
		thread.external_id = take_number_of_path(reading->path);
	if (value_get(record, STR("private")) != NULL && value_get(record, STR("subject")) == NULL) {
		add_conversation(reading, &thread, record);
		thread.is_last = true;
		thread.is_private = is_of_merge(record);
		if (thread.external_id.n != 0)
			import_messages(reading->import, &thread);
		else
			import_fault(reading->import, STR(""), "a conversation does not say of which ticket it is");
	} else if (value_get(record, STR("subject")) != NULL && value_get(record, STR("status")) != NULL) {
		read_ticket(reading, record);
	} else if (is_group(record)) {
		filed_name(reading->state, reading, "group", take_id(&reading->page, record, "id"),
			   take_text(record, "name"));
	} else if (value_get(record, STR("email")) != NULL || take_map(record, "contact") != NULL) {
		read_person(reading, record);
	} else if (take_list(record, "domains") != NULL && take_text(record, "name").n != 0) {
		read_company(reading, record);
	} else {
		readers_take_each(reading, take_list(record, "tickets"), "tickets");
		readers_take_each(reading, take_list(record, "conversations"), "conversations");
		readers_take_each(reading, take_list(record, "results"), "results");
	}
}

static const struct xml_file xml_files[] = {
    {"<helpdesk-tickets", "helpdesk-ticket", read_ticket},
    {"<users", "user", read_person},
    {"<customers", "customer", read_company},
    {"<companies", "company", read_company},
    {NULL, NULL, NULL},
};

static bool wants(struct str path, struct str head)
{
	if (xml_files_is_xml(head))
		return xml_files_find(xml_files, head) != NULL;
	return str_ends_nocase(path, STR(".json")) || str_ends_nocase(path, STR(".jsonl")) ||
	       str_ends_nocase(path, STR(".ndjson"));
}

static void read(struct reading *reading, struct input *input)
{
	if (xml_files_is_xml(input->window))
		xml_files_read(reading, input, xml_files);
	else
		readers_read_json(reading, input);
}

const struct reader reader_freshdesk = {
    .system = "freshdesk",
    .title = "Freshdesk",
    .expects = "JSON of tickets with their conversations (API), or Tickets0.json or Tickets.xml of an account's export",
    .signs = "\"responder_id\"|\"fr_escalated\"|\"helpdesk_ticket\"|\"description_text\"|\"fwd_emails\"|<helpdesk-"
	     "ticket",
    .wants = wants,
    .begin = filed_begin_reading,
    .read = read,
    .take = take_record,
    .end = filed_end_reading,
};
