/* Intercom: conversations and tickets with their parts. Only parts of the type "comment" are read by customers. */
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

static const char silent_parts[] =
    "note assignment close open snoozed unsnoozed participant_added participant_removed away_mode_assignment "
    "default_assignment assign_and_unsnooze timer_unsnooze message_assignment note_and_reopen assign_and_reopen "
    "conversation_rating_changed conversation_tags_updated fin_guidance_applied language_detection_details "
    "custom_action_started custom_action_finished quick_reply channel_and_reply_time_expectation "
    "attribute_updated_by_* ticket_state_updated_by_* ticket_assignment*";

/* Intercom's own bot, which lists of a team's admins have as one of them. */
static bool is_operator(const struct value *author)
{
	struct str email = take_text(author, "email");

	return str_eq(take_text(author, "type"), STR("operator")) ||
	       (str_starts_nocase(email, STR("operator")) && str_ends(email, STR("@intercom.io")));
}

static enum thread_role role_of(struct reading *reading, const struct value *author)
{
	struct str type = take_text(author, "type");

	if (is_operator(author) || take_is_set(author, "from_ai_agent") || take_is_set(author, "is_ai_answer"))
		return THREAD_MACHINE;
	if (take_is_among(type, "user lead contact visitor") && type.n != 0)
		return THREAD_CUSTOMER;
	if (str_eq(type, STR("admin")) || str_eq(type, STR("team")))
		return THREAD_AGENT;
	if (str_eq(type, STR("bot")))
		return THREAD_MACHINE;
	import_unknown(reading->import, "type of an author", type.n != 0 ? type : STR("(none)"));
	return THREAD_ROLE_UNKNOWN;
}

static struct thread_message *add_part(struct reading *reading, struct thread *thread, const struct value *part)
{
	struct arena *arena = &reading->page;
	struct thread_message *message = take_new_message(arena, thread);
	const struct value *author = take_map(part, "author");
	struct thread_person person = {.id = take_id(arena, author, "id"),
				       .name = take_text(author, "name"),
				       .email = take_text(author, "email"),
				       .external_id = take_id(arena, author, "external_id")};

	message->id = take_id(arena, part, "id");
	message->time = take_time(part, "created_at");
	message->format = THREAD_HTML;
	message->body = take_text(part, "body");
	message->role = role_of(reading, author);
	message->is_redacted = take_is_set(part, "redacted");
	person.role = message->role;
	if (person.id.n + person.name.n + person.email.n != 0)
		message->author = take_new_person(arena, thread, &person);
	return message;
}

/* Tags stand at a conversation, or at one of its parts. */
static void add_tags(struct reading *reading, struct thread *thread, const struct value *record)
{
	struct arena *arena = &reading->page;
	size_t n;
	const struct value *list = take_list(take_map(record, "tags"), "tags");
	struct str *tags = take_names(arena, list != NULL ? list : take_list(record, "tags"), &n);

	for (size_t i = 0; i < n; i++)
		if (import_is_denied(reading->import, tags[i])) /* also where only this part is known */
			thread->topic = tags[i];
	take_more_tags(arena, thread, tags, n);
}

static void add_parts(struct reading *reading, struct thread *thread, const struct value *parts)
{
	for (uint32_t i = 0; parts != NULL && i < parts->as.list.n; i++) {
		const struct value *part = parts->as.list.at[i];
		struct str type = take_text(part, "part_type");
		struct thread_message *message;

		if (part->kind != VALUE_MAP)
			continue;
		message = add_part(reading, thread, part);
		add_tags(reading, thread, part);
		take_everybody(reading->import, take_map(part, "email_message_metadata"));
		if (str_eq(type, STR("comment")) && !json_is_ambiguous(part) && !take_is_kept_back(part))
			message->visibility = THREAD_PUBLIC;
		else if (!take_is_among(type, silent_parts) || type.n == 0)
			import_unknown(reading->import, "part_type", type.n != 0 ? type : STR("(none)"));
		if (!str_eq(type, STR("comment")))
			message->is_redacted = false;
	}
}

static void take_state(struct reading *reading, struct thread *thread, const struct value *conversation)
{
	struct str state = take_text(conversation, "state");

	thread->status_name = state;
	if (str_eq(state, STR("closed")))
		thread->status = THREAD_CLOSED;
	else if (str_eq(state, STR("open")) || str_eq(state, STR("snoozed")))
		thread->status = THREAD_OPEN;
	else
		import_unknown(reading->import, "state", state.n != 0 ? state : STR("(none)"));
}

static void read_conversation(struct reading *reading, const struct value *conversation)
{
	struct arena *arena = &reading->page;
	const struct value *source = take_map(conversation, "source"),
			   *parts = take_map(conversation, "conversation_parts"),
			   *count = value_get(parts, STR("total_count"));
	struct thread thread = {.external_id = take_id(arena, conversation, "id"),
				.subject = take_text(conversation, "title"),
				.created = take_time(conversation, "created_at"),
				.updated = take_time(conversation, "updated_at"),
				.is_private = json_is_ambiguous(conversation)};

	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a conversation has no id");
		return;
	}
	if (source == NULL) /* before version 2.0 */
		source = take_map(conversation, "conversation_message");
	if (thread.subject.n == 0)
		thread.subject = take_text(source, "subject");
	add_tags(reading, &thread, conversation);
	add_tags(reading, &thread, source);
	filed_thread(reading->state, reading, "team", take_id(arena, conversation, "team_assignee_id"),
		     thread.external_id);
	take_everybody(reading->import, source);
	take_everybody(reading->import, take_map(conversation, "contacts"));
	take_state(reading, &thread, conversation);
	if (source != NULL) {
		struct thread_message *message = add_part(reading, &thread, source);

		message->id = STR("source");
		message->time = thread.created;
		/* a campaign, a bot, an automatic greeting */
		if (take_text(source, "delivered_as").n != 0 &&
		    take_is_among(take_text(source, "delivered_as"),
				  "automated operator_initiated campaigns_initiated"))
			message->role = THREAD_MACHINE;
		if (!json_is_ambiguous(source))
			message->visibility = THREAD_PUBLIC;
	}
	add_parts(reading, &thread, take_list(parts, "conversation_parts"));
	thread.is_bare = parts == NULL;
	if (count != NULL && count->kind == VALUE_INT && count->as.integer > 0 && count->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)count->as.integer + (source != NULL);
	import_thread(reading->import, &thread);
}

/* ---- tickets ---- */

/* An object with a category, or its name alone. */
static void take_ticket_state(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct str state = take_text(take_map(ticket, "ticket_state"), "category");

	if (state.n == 0)
		state = take_text(ticket, "ticket_state");
	thread->status_name = state;
	if (str_eq(state, STR("resolved")))
		thread->status = THREAD_CLOSED;
	else if (state.n != 0 && take_is_among(state, "submitted in_progress waiting_on_customer"))
		thread->status = THREAD_OPEN;
	else
		import_unknown(reading->import, "ticket_state", state.n != 0 ? state : STR("(none)"));
}

static void add_description(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	const struct value *contacts = take_list(take_map(ticket, "contacts"), "contacts"),
			   *contact = contacts != NULL && contacts->as.list.n != 0 ? contacts->as.list.at[0] : NULL;
	struct thread_person person = {.id = take_id(&reading->page, contact, "id"),
				       .role = THREAD_CUSTOMER,
				       .name = take_text(contact, "name"),
				       .email = take_text(contact, "email"),
				       .external_id = take_id(&reading->page, contact, "external_id")};
	struct thread_message *message = take_new_message(&reading->page, thread);

	message->id = STR("description");
	message->time = thread->created;
	message->format = THREAD_HTML;
	message->body = take_text(take_map(ticket, "ticket_attributes"), "_default_description_");
	message->role = THREAD_CUSTOMER;
	message->visibility = THREAD_PUBLIC;
	if (person.id.n + person.name.n + person.email.n != 0)
		message->author = take_new_person(&reading->page, thread, &person);
}

/* Those of the team's own (Back-office, Tracker) no customer sees, and others only when they are shared. */
static bool is_private_ticket(const struct value *ticket)
{
	const struct value *type = take_map(ticket, "ticket_type");
	struct str category = take_text(type, "category");

	return json_is_ambiguous(ticket) || !take_is_true(ticket, "is_shared") ||
	       !str_eq(take_text(ticket, "category"), STR("Customer")) || json_is_ambiguous(type) ||
	       take_is_set(type, "is_internal") || (category.n != 0 && !str_eq(category, STR("Customer")));
}

static void read_ticket(struct reading *reading, const struct value *ticket)
{
	struct arena *arena = &reading->page;
	const struct value *parts = take_map(ticket, "ticket_parts"), *count = value_get(parts, STR("total_count"));
	struct thread thread = {.external_id = take_id(arena, ticket, "id"),
				.subject = take_text(take_map(ticket, "ticket_attributes"), "_default_title_"),
				.created = take_time(ticket, "created_at"),
				.updated = take_time(ticket, "updated_at"),
				.is_private = is_private_ticket(ticket)};

	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a ticket has no id");
		return;
	}
	take_everybody(reading->import, take_map(ticket, "contacts"));
	add_tags(reading, &thread, ticket);
	if (import_is_denied(reading->import, take_text(take_map(ticket, "ticket_type"), "name")))
		thread.topic = take_text(take_map(ticket, "ticket_type"), "name");
	filed_thread(reading->state, reading, "team", take_id(arena, ticket, "team_assignee_id"), thread.external_id);
	take_ticket_state(reading, &thread, ticket);
	add_description(reading, &thread, ticket);
	add_parts(reading, &thread, take_list(parts, "ticket_parts"));
	thread.is_bare = parts == NULL;
	if (count != NULL && count->kind == VALUE_INT && count->as.integer > 0 && count->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)count->as.integer + 1;
	import_thread(reading->import, &thread);
}

/* Pages of contacts, companies, … */
static bool take_people(struct reading *reading, const struct value *record)
{
	static const char *const lists[] = {"data", "users", "contacts", "leads", "admins", "companies"};
	bool found = false;

	if (value_get(record, STR("id")) != NULL || value_get(record, STR("email")) != NULL)
		return false;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (take_list(record, lists[i]) != NULL) {
			readers_take_each(reading, take_list(record, lists[i]), lists[i]);
			found = true;
		}
	return found;
}

/* {"companies": {"companies": [{"name"}]}} of a contact, or {"data": […]}. */
static void tell_companies(struct reading *reading, const struct value *contact)
{
	const struct value *companies = take_map(contact, "companies"), *list = take_list(companies, "companies");

	if (list == NULL)
		list = take_list(companies, "data");
	for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++) {
		struct thread_person company = {.org = take_text(list->as.list.at[i], "name")};

		if (company.org.n != 0)
			import_person(reading->import, &company);
	}
}

/* {"id", "object": "conversation", "deleted": true} */
static bool take_removal(struct reading *reading, const struct value *record)
{
	struct thread thread = {.external_id = take_id(&reading->page, record, "id"), .is_deleted = true};

	if (!take_is_set(record, "deleted") || thread.external_id.n == 0 ||
	    !take_is_among(take_text(record, "object"), "conversation ticket") || take_text(record, "object").n == 0)
		return false;
	import_messages(reading->import, &thread);
	return true;
}

/* A webhook's: of the conversation's parts it has the newest alone. */
static bool take_notification(struct reading *reading, const struct value *record)
{
	const struct value *item = take_map(take_map(record, "data"), "item");
	struct thread thread = {.external_id = take_id(&reading->page, item, "id"),
				.is_deleted = str_ends(take_text(record, "topic"), STR(".deleted"))};

	if (!str_eq(take_text(record, "type"), STR("notification_event")) || thread.external_id.n == 0)
		return false;
	take_everybody(reading->import, item);
	add_parts(reading, &thread, take_list(take_map(item, "conversation_parts"), "conversation_parts"));
	add_parts(reading, &thread, take_list(take_map(item, "ticket_parts"), "ticket_parts"));
	if (thread.messages_n != 0 || thread.is_deleted)
		import_messages(reading->import, &thread);
	return true;
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	struct thread thread = {.external_id = take_id(&reading->page, record, "conversation_id")};

	(void)container;
	if (take_removal(reading, record) || take_notification(reading, record))
		return;
	if (take_list(record, "conversations") != NULL) {
		readers_take_each(reading, take_list(record, "conversations"), "conversations");
	} else if (take_list(record, "teams") != NULL) {
		readers_take_each(reading, take_list(record, "teams"), "teams");
	} else if (str_eq(take_text(record, "type"), STR("team"))) {
		filed_name(reading->state, reading, "team", take_id(&reading->page, record, "id"),
			   take_text(record, "name"));
	} else if (take_list(record, "tickets") != NULL) {
		readers_take_each(reading, take_list(record, "tickets"), "tickets");
	} else if (take_map(record, "ticket_attributes") != NULL) {
		read_ticket(reading, record);
	} else if (value_get(record, STR("part_type")) != NULL && thread.external_id.n != 0) {
		struct value list = {.kind = VALUE_LIST};
		struct value *item = value_list(&reading->page);

		value_append(&reading->page, item, (struct value *)(uintptr_t)record);
		list = *item;
		add_parts(reading, &thread, &list);
		import_messages(reading->import, &thread);
	} else if (value_get(record, STR("state")) != NULL && value_get(record, STR("id")) != NULL) {
		read_conversation(reading, record);
	} else if (take_people(reading, record)) {
		return;
	} else if (str_eq(take_text(record, "type"), STR("company"))) {
		struct thread_person person = {.org = take_text(record, "name"),
					       .external_id = take_id(&reading->page, record, "company_id")};

		import_person(reading->import, &person);
		import_found_something(reading->import);
	} else if (value_get(record, STR("email")) != NULL) {
		struct thread_person person = {.id = take_id(&reading->page, record, "id"),
					       .name = take_text(record, "name"),
					       .email = take_text(record, "email"),
					       .phone = take_id(&reading->page, record, "phone"),
					       .external_id = take_id(&reading->page, record, "external_id")};

		import_person(reading->import, &person);
		tell_companies(reading, record);
		import_found_something(reading->import);
	}
}

const struct reader reader_intercom = {
    .system = "intercom",
    .title = "Intercom",
    .expects = "JSON of conversations, or of tickets, with their parts",
    .signs = "\"conversation_parts\"|\"ticket_parts\"|\"part_type\"|\"delivered_as\"|\"conversation_rating\"",
    .begin = filed_begin_reading,
    .read = readers_read_json,
    .take = take_record,
    .end = filed_end_reading,
};
