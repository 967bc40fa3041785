/*
 * Zendesk: the full JSON export (a ticket with its people and comments a line),
 * the full XML export, pages of the API and of the incremental exports in any
 * mixture, records of connectors ({"stream", "data"}); the articles of Guide are read
 * by zendesk_guide.c.
 *
 * The ticket's description is never read: it repeats the first comment, also when
 * that one is private.
 */
#include "common/entities.h"
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"
#include "generator/tickets/xml_files.h"
#include "generator/tickets/zendesk_guide.h"

static const char known_ticket[] =
    "url id external_id via created_at updated_at type subject raw_subject description priority status recipient "
    "requester "
    "requester_id submitter submitter_id assignee assignee_id organization organization_id group group_id collaborator "
    "collaborators collaborator_ids follower_ids email_cc_ids forum_topic_id problem_id has_incidents is_public due_at "
    "tags "
    "custom_fields fields satisfaction_rating sharing_agreement_ids custom_status_id followup_ids ticket_form_id "
    "brand_id "
    "allow_channelback allow_attachments from_messaging_channel generated_timestamp encoded_id support_type comments "
    "comment_count metric_set dates deleted_ticket_form_id result_type "
    /* XML */
    "assigned_at base_score current_tags current_collaborators entry_id initially_assigned_at "
    "latest_agent_comment_added_at "
    "latest_public_comment_added_at nice_id number_of_incidents original_recipient_address latest_recipients "
    "priority_id "
    "resolution_time solved_at status_id status_updated_at ticket_type_id updated_by_type_id via_id via_reference_id "
    "linkings attachments ticket_field_entries due_date score custom_status_updated_at is_locked locale_id";

static const char known_comment[] =
    "id type author_id body html_body plain_body public attachments audit_id via created_at metadata ticket_id uploads "
    "via_reference_id event_type comment_present comment_public timestamp trusted data formatted_from formatted_to "
    "transcription_visible "
    /* XML */
    "is_public value via_id author";

struct code {
	const char *name, *number; /* in JSON, in XML */
	int meaning;
};

static const struct code statuses[] = {
    {"new", "0", THREAD_OPEN},	    {"open", "1", THREAD_OPEN},
    {"pending", "2", THREAD_OPEN},  {"solved", "3", THREAD_SOLVED},
    {"closed", "4", THREAD_CLOSED}, {"hold", "6", THREAD_OPEN},
    {"deleted", "5", THREAD_OPEN},  {NULL, NULL, 0},
};

static const struct code roles[] = {
    {"end-user", "0", THREAD_CUSTOMER},
    {"agent", "4", THREAD_AGENT},
    {"admin", "2", THREAD_AGENT},
    {NULL, NULL, 0},
};

/* Ways by which people write; all others are reported and internal. */
static const struct code channels[] = {
    {"web", "0", 0},
    {"web_form", "0", 0},
    {"email", "4", 0},
    {"mail", "4", 0},
    {"api", "5", 0},
    {"web_service", "5", 0},
    {"web_widget", "48", 0},
    {"dropbox", "17", 0},
    {"mobile_sdk", "49", 0},
    {"mobile", "56", 0},
    {"iphone", "15", 0},
    {"help_center", "", 0},
    {"import", "39", 0},
    {"chat", "29", 0},
    {"native_messaging", "", 0},
    {"whatsapp", "", 0},
    {"line", "", 0},
    {"wechat", "", 0},
    {"telegram", "", 0},
    {"viber", "", 0},
    {"kakaotalk", "", 0},
    {"instagram_dm", "", 0},
    {"apple_business_chat", "", 0},
    {"google_business_messages", "", 0},
    {"google_rcs", "", 0},
    {"sms", "57", 0},
    {"text_message", "37", 0},
    {"twilio_sms", "", 0},
    {"messagebird_sms", "", 0},
    {"mailgun", "", 0},
    {"business_messaging_slack_connect", "", 0},
    {"sunshine_conversations_api", "", 0},
    {"sunshine_conversations_twitter_dm", "", 0},
    {"sunshine_conversations_facebook_messenger", "", 0},
    {"any_channel", "55", 0},
    {"closed_ticket", "27", 0},
    {"batch", "20", 0},
    {"sample_ticket", "", 0},
    {"twitter", "30", 0},
    {"twitter_dm", "26", 0},
    {"facebook", "", 0},
    {"facebook_post", "38", 0},
    {"facebook_message", "41", 0},
    {"topic", "24", 0},
    /* talk of agents, and what machines wrote down */
    {"side_conversation", "", 2},
    {"chat_transcript", "", 2},
    /* machines, merges, recoveries */
    {"rule", "8", 1},
    {"system", "", 1},
    {"user_merge", "25", 1},
    {"merge", "19", 1},
    {"linked_problem", "9", 1},
    {"group_deletion", "10", 1},
    {"user_change", "11", 1},
    {"user_deletion", "12", 1},
    {"group_change", "13", 1},
    {"resource_push", "14", 1},
    {"recovered_from_suspended_tickets", "21", 1},
    {"suspended_ticket_recovery", "", 1},
    {"automatic_solution_suggestions", "22", 1},
    {NULL, NULL, 0},
};

static const struct code *find_code(const struct code *codes, struct str text)
{
	for (; codes->name != NULL; codes++)
		if (str_eq(text, str_c(codes->name)) || (text.n != 0 && str_eq(text, str_c(codes->number))))
			return codes;
	return NULL;
}

/* ---- people ---- */

static enum thread_role take_role(struct reading *reading, const struct value *user)
{
	struct arena *arena = &reading->page;
	struct str name = take_id(arena, user, "role");
	const struct code *code;

	if (name.n == 0)
		name = take_id(arena, user, "roles");
	if (name.n == 0) /* for end users the API says no more of somebody than whether they are an agent */
		return take_is_true(user, "agent")    ? THREAD_AGENT
		       : take_is_false(user, "agent") ? THREAD_CUSTOMER
						      : THREAD_ROLE_UNKNOWN;
	code = find_code(roles, name);
	if (code == NULL)
		import_unknown(reading->import, "role", name);
	return code != NULL ? (enum thread_role)code->meaning : THREAD_ROLE_UNKNOWN;
}

static struct thread_person take_person(struct reading *reading, const struct value *user)
{
	struct arena *arena = &reading->page;
	struct thread_person person = {
	    .id = take_id(arena, user, "id"),
	    .role = take_role(reading, user),
	    .is_suspended = take_is_set(user, "suspended"),
	    .name = take_text(user, "name"),
	    .email = take_text(user, "email"),
	    .phone = take_id(arena, user, "phone"),
	    .user = take_text(user, "alias"),
	    .external_id = take_id(arena, user, "external_id"),
	};

	return person;
}

static void add_person(struct reading *reading, struct thread *thread, const struct value *user)
{
	struct thread_person person;

	if (user == NULL)
		return;
	person = take_person(reading, user);
	(void)take_new_person(&reading->page, thread, &person);
}

static void add_person_id(struct reading *reading, struct thread *thread, struct str id, enum thread_role role)
{
	struct thread_person person = {.id = id, .role = role};

	if (id.n != 0)
		(void)take_new_person(&reading->page, thread, &person);
}

static struct thread_person take_organisation(struct reading *reading, const struct value *organisation)
{
	struct arena *arena = &reading->page;
	const struct value *domains = take_list(organisation, "domain_names");
	struct thread_person person = {.org = take_text(organisation, "name"),
				       .external_id = take_id(arena, organisation, "external_id")};
	struct str id = take_id(arena, organisation, "id");

	if (id.n != 0)
		person.id = arena_printf(arena, "organisation %.*s", STR_ARG(id));
	if (domains != NULL && domains->as.list.n != 0 && domains->as.list.at[0]->kind == VALUE_STR)
		person.domain = domains->as.list.at[0]->as.str;
	return person;
}

static void read_organisation(struct reading *reading, const struct value *organisation)
{
	const struct value *domains = take_list(organisation, "domain_names");
	struct thread_person person = take_organisation(reading, organisation);
	struct str rest = take_text(organisation, "default"), domain; /* XML: domains, separated by spaces */

	import_person(reading->import, &person);
	person.id = STR("");
	for (uint32_t i = 1; domains != NULL && i < domains->as.list.n; i++)
		if (domains->as.list.at[i]->kind == VALUE_STR) {
			person.domain = domains->as.list.at[i]->as.str;
			import_person(reading->import, &person);
		}
	while (rest.n != 0 && str_split(&rest, ' ', &domain))
		if (domain.n != 0 && !str_starts(domain, STR("mailto:"))) {
			person.domain = domain;
			import_person(reading->import, &person);
		}
	import_found_something(reading->import);
}

static void read_user(struct reading *reading, const struct value *user)
{
	struct thread_person person = take_person(reading, user);

	import_person(reading->import, &person);
	import_found_something(reading->import);
}

/* ---- comments ---- */

/* "Web form" as "web_form". */
static struct str take_lower(struct str title, char *room, size_t most)
{
	size_t n = 0;

	for (; n < title.n && n < most; n++)
		room[n] = title.s[n] == ' ' ? '_' : str_lower_char(title.s[n]);
	return str_n(room, n);
}

/* The channel's name, or its number; of anything else that stands there a word that is none. */
static struct str channel_name(struct arena *arena, const struct value *via)
{
	struct str name = take_id(arena, via, "channel");

	return name.n == 0 && take_is_set(via, "channel") ? STR("(none)") : name;
}

/* How something came: the channel's code, or NULL when it is not known (and reported). absent: nothing is said. */
static const struct code *take_channel(struct reading *reading, const struct value *record, bool *absent)
{
	struct str name = channel_name(&reading->page, take_map(record, "via"));
	struct str rel = take_text(take_map(take_map(record, "via"), "source"), "rel");
	const struct code *code;
	char room[40];

	if (name.n == 0)
		name = take_id(&reading->page, record, "via_id");
	if (name.n == 0) /* in ticket_events by its title: "Web form" */
		name = take_lower(take_text(record, "via"), room, sizeof(room));
	*absent = name.n == 0;
	if ((rel.n != 0 && take_is_among(rel, "merge suspended trigger automation")) ||
	    str_starts(rel, STR("answer_bot")))
		name = STR("rule");
	code = find_code(channels, name);
	if (code == NULL && name.n != 0)
		import_unknown(reading->import, "channel", name);
	return code;
}

/* Older XML exports escape twice: tags as text, which nobody would have seen like that. */
static struct str unescape_twice(struct arena *arena, struct str body, enum thread_format *format)
{
	struct buf decoded;

	if (str_find_char(body, '<') >= 0 || str_find(body, STR("&lt;")) < 0)
		return body;
	buf_init(&decoded, BUF_NO_LIMIT);
	entities_decode(&decoded, body);
	if (str_find(buf_view(&decoded), STR("</")) >= 0 || str_find(buf_view(&decoded), STR("<br")) >= 0) {
		body = arena_str(arena, buf_view(&decoded));
		*format = THREAD_HTML;
	}
	buf_release(&decoded);
	return body;
}

static struct str take_body(struct arena *arena, const struct value *comment, enum thread_format *format)
{
	static const char *const texts[] = {"value", "plain_body", "body"};
	struct str body = take_text(comment, "html_body");

	*format = THREAD_HTML;
	for (size_t i = 0; body.n == 0 && i < sizeof(texts) / sizeof(*texts); i++) {
		body = take_text(comment, texts[i]);
		*format = THREAD_TEXT;
	}
	if (*format == THREAD_TEXT && value_get(comment, STR("value")) != NULL)
		body = unescape_twice(arena, body, format);
	return body;
}

static bool is_redacted(const struct value *comment, struct str body)
{
	const struct value *attachments = take_list(comment, "attachments");

	/* what Zendesk puts in place of redacted words */
	if (str_find(body, STR("\xe2\x96\x87\xe2\x96\x87")) >= 0 ||
	    str_find(body, STR("\xe2\x96\x88\xe2\x96\x88")) >= 0)
		return true;
	for (uint32_t i = 0; attachments != NULL && i < attachments->as.list.n; i++)
		if (str_eq(take_text(attachments->as.list.at[i], "file_name"), STR("redacted.txt")))
			return true;
	return take_is_set(comment, "redacted");
}

/* Zendesk itself: triggers, and the bots of messaging. */
#define SYSTEM_USER "-1"

/* Was it generated, or let through after it had been suspended? `record`: a comment, or the audit that it stands in. */
static bool is_of_machine(const struct value *record)
{
	enum { FLAG_GENERATED = 4 };
	const struct value *metadata = take_map(record, "metadata"), *flags = take_list(metadata, "flags");

	for (uint32_t i = 0; flags != NULL && i < flags->as.list.n; i++)
		if (flags->as.list.at[i]->kind == VALUE_INT && flags->as.list.at[i]->as.integer == FLAG_GENERATED)
			return true;
	return take_is_set(metadata, "suspension_type_id");
}

/* `event`: the audit or event that it stands in, which says when, by whom and how where the comment does not. */
static void add_comment_of(struct reading *reading, struct thread *thread, const struct value *comment,
			   const struct value *event)
{
	struct arena *arena = &reading->page;
	struct thread_message *message;
	const struct value *author = take_map(comment, "author");
	struct str id, type = take_text(comment, "type");
	bool absent;
	const struct code *channel = take_channel(reading, comment, &absent);
	struct thread_person person = {.id = take_id(arena, comment, "author_id")};

	if (absent && event != NULL)
		channel = take_channel(reading, event, &absent);
	if (person.id.n == 0)
		person.id = take_id(arena, event, "author_id");

	take_unknown_fields(reading->import, comment, "field of a comment", known_comment);
	message = take_new_message(arena, thread);
	if ((channel != NULL && channel->meaning == 1) || is_of_machine(comment) || is_of_machine(event) ||
	    str_eq(person.id, STR(SYSTEM_USER)))
		message->role = THREAD_MACHINE;
	id = take_id(arena, comment, "id");
	message->id = id;
	message->time = take_time(comment, "created_at");
	if (message->time == 0)
		message->time = take_time(event, "created_at");
	message->body = take_body(arena, comment, &message->format);
	message->is_redacted = is_redacted(comment, message->body);
	if (take_list(comment, "attachments") != NULL)
		message->attachments = take_list(comment, "attachments")->as.list.n;
	if (author != NULL)
		person = take_person(reading, author);
	if (person.id.n != 0)
		message->author = take_new_person(arena, thread, &person);
	if (type.n != 0 && !str_eq(type, STR("Comment"))) {
		import_unknown(reading->import, "type of a comment", type);
		return; /* internal */
	}
	if ((take_is_true(comment, "public") || take_is_true(comment, "is_public")) && !take_is_kept_back(comment) &&
	    (absent || (channel != NULL && channel->meaning == 0)))
		message->visibility = THREAD_PUBLIC;
}

static void add_comment(struct reading *reading, struct thread *thread, const struct value *comment)
{
	add_comment_of(reading, thread, comment, NULL);
}

static void add_comments(struct reading *reading, struct thread *thread, const struct value *comments)
{
	for (uint32_t i = 0; comments != NULL && i < comments->as.list.n; i++)
		if (comments->as.list.at[i]->kind == VALUE_MAP)
			add_comment(reading, thread, comments->as.list.at[i]);
		else
			import_fault(reading->import, thread->external_id, "a comment is no object");
}

/* Whether a page of a ticket's comments is the last one, and how many all pages have. */
static void read_comments_page(struct reading *reading, const struct value *page, const struct value *comments)
{
	const struct value *meta = take_map(page, "meta"), *count = value_get(page, STR("count"));
	struct thread thread = {.external_id = take_number_of_path(reading->path)};
	bool tells = value_get(page, STR("next_page")) != NULL || value_get(meta, STR("has_more")) != NULL;

	for (uint32_t i = 0; i < comments->as.list.n; i++) {
		struct str ticket = take_id(&reading->page, comments->as.list.at[i], "ticket_id");

		if (value_get(comments->as.list.at[i], STR("post_id")) != NULL)
			return; /* of the community */
		if (ticket.n != 0 && i != 0 && !str_eq(ticket, thread.external_id))
			return; /* of several tickets */
		if (ticket.n != 0)
			thread.external_id = ticket;
	}
	if (!tells || thread.external_id.n == 0)
		return;
	thread.has_more = take_is_set(page, "next_page") || take_is_set(meta, "has_more");
	thread.is_last = !thread.has_more;
	if (count != NULL && count->kind == VALUE_INT && count->as.integer > 0 && count->as.integer < UINT32_MAX)
		thread.expected_n = (uint32_t)count->as.integer;
	import_messages(reading->import, &thread);
}

static void read_comment(struct reading *reading, const struct value *comment)
{
	struct str ticket = take_id(&reading->page, comment, "ticket_id");
	struct thread thread = {0};

	if (take_id(&reading->page, comment, "post_id").n != 0) { /* of the community, where numbers are others */
		import_unknown_field(reading->import, "kind of record", STR("post_comment"));
		return;
	}
	if (ticket.n == 0)
		ticket = take_number_of_path(reading->path);
	if (ticket.n == 0) {
		import_fault(reading->import, STR(""), "a comment does not say of which ticket it is");
		return;
	}
	thread.external_id = ticket;
	add_comment(reading, &thread, comment);
	import_messages(reading->import, &thread);
}

/* ---- tickets ---- */

static void set_status(struct reading *reading, struct thread *thread, struct str name)
{
	const struct code *code = find_code(statuses, name);

	if (code == NULL) {
		import_unknown(reading->import, "status", name.n != 0 ? name : STR("(none)"));
		return;
	}
	thread->status = (enum thread_status)code->meaning;
	thread->status_name = str_c(code->name);
	thread->is_deleted = str_eq(thread->status_name, STR("deleted"));
}

static void take_status(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct str name = take_text(ticket, "status");

	set_status(reading, thread, name.n != 0 ? name : take_id(&reading->page, ticket, "status_id"));
}

/* A list, or words of a text. */
static void take_tags(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct arena *arena = &reading->page;
	struct str rest = take_text(ticket, "current_tags"), tag, group = take_text(take_map(ticket, "group"), "name");
	struct str *tags = take_names(arena, take_list(ticket, "tags"), &thread->tags_n);

	thread->tags = arena_array(arena, thread->tags_n + rest.n + 2, sizeof(*tags));
	if (thread->tags_n != 0)
		memcpy(thread->tags, tags, thread->tags_n * sizeof(*tags));
	while (rest.n != 0 && str_split(&rest, ' ', &tag))
		if (tag.n != 0)
			thread->tags[thread->tags_n++] = tag;
	/* a group that nothing may be published of; others are nobody's business */
	if (import_is_denied(reading->import, group))
		thread->tags[thread->tags_n++] = group;
}

/* Only agents can be; who has left the team since is an end user. */
static void add_assignee(struct reading *reading, struct thread *thread, const struct value *user)
{
	struct thread_person person;

	if (user == NULL)
		return;
	person = take_person(reading, user);
	person.role = THREAD_AGENT;
	(void)take_new_person(&reading->page, thread, &person);
}

static void take_people(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct arena *arena = &reading->page;
	const struct value *others = take_list(ticket, "collaborator"),
			   *from = take_map(take_map(ticket, "via"), "source");

	add_person(reading, thread, take_map(ticket, "requester"));
	add_person_id(reading, thread, take_id(arena, ticket, "requester_id"), THREAD_ROLE_UNKNOWN);
	add_assignee(reading, thread, take_map(ticket, "assignee"));
	add_person_id(reading, thread, take_id(arena, ticket, "assignee_id"), THREAD_AGENT);
	add_person(reading, thread, take_map(ticket, "submitter"));
	for (uint32_t i = 0; others != NULL && i < others->as.list.n; i++)
		if (others->as.list.at[i]->kind == VALUE_MAP)
			add_person(reading, thread, others->as.list.at[i]);
	take_everybody(reading->import, from);
	from = take_map(from, "from");
	if (from != NULL) {
		struct thread_person person = {.name = take_text(from, "name"),
					       .email = take_text(from, "address"),
					       .phone = take_text(from, "phone")};

		(void)take_new_person(arena, thread, &person);
	}
	if (take_map(ticket, "organization") != NULL) {
		struct thread_person person = take_organisation(reading, take_map(ticket, "organization"));

		(void)take_new_person(arena, thread, &person);
	}
}

static bool has_tag(const struct thread *thread, const char *tag)
{
	for (size_t i = 0; i < thread->tags_n; i++)
		if (str_eq(thread->tags[i], str_c(tag)))
			return true;
	return false;
}

static void take_expected(struct thread *thread, const struct value *ticket)
{
	const struct value *count = value_get(ticket, STR("comment_count"));

	if (count != NULL && count->kind == VALUE_INT && count->as.integer > 0 && count->as.integer < UINT32_MAX)
		thread->expected_n = (uint32_t)count->as.integer;
}

/* What has a name that may be on the deny list, and is a number in a ticket. */
static const struct {
	const char *container, *key;
} places[] = {{"groups", "group_id"}, {"brands", "brand_id"}, {"ticket_forms", "ticket_form_id"}};

static void file_ticket(struct reading *reading, const struct value *ticket, struct str id)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		filed_thread(reading->state, reading, places[i].container,
			     take_id(&reading->page, ticket, places[i].key), id);
}

static bool read_place(struct reading *reading, struct str container, const struct value *record)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (str_eq(container, str_c(places[i].container))) {
			filed_name(reading->state, reading, places[i].container, take_id(&reading->page, record, "id"),
				   take_text(record, "name"));
			return true;
		}
	return false;
}

static void read_ticket(struct reading *reading, const struct value *ticket, const struct value *comments)
{
	struct arena *arena = &reading->page;
	struct thread thread = {.external_id = take_id(arena, ticket, "nice_id")};
	const struct code *channel;
	bool absent;

	if (thread.external_id.n == 0)
		thread.external_id = take_id(arena, ticket, "id");
	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a ticket has no number");
		return;
	}
	take_unknown_fields(reading->import, ticket, "field of a ticket", known_ticket);
	thread.subject = take_text(ticket, "subject");
	if (thread.subject.n == 0)
		thread.subject = take_text(ticket, "raw_subject");
	thread.created = take_time(ticket, "created_at");
	thread.updated = take_time(ticket, "updated_at");
	thread.solved = take_time(ticket, "solved_at");
	take_expected(&thread, ticket);
	take_status(reading, &thread, ticket);
	take_tags(reading, &thread, ticket);
	take_people(reading, &thread, ticket);
	add_comments(reading, &thread, take_list(ticket, "comments"));
	add_comments(reading, &thread, comments);
	thread.is_last = thread.messages_n != 0;
	thread.is_bare = thread.messages_n == 0;
	thread.is_private = json_is_ambiguous(ticket) ||
			    (take_is_set(ticket, "is_public") == false && value_get(ticket, STR("is_public")) != NULL);
	file_ticket(reading, ticket, thread.external_id);
	channel = take_channel(reading, ticket, &absent);
	if ((channel != NULL && channel->meaning != 0) || has_tag(&thread, "closed_by_merge")) {
		for (size_t i = 0; i < thread.people_n; i++)
			import_person(reading->import, &thread.people[i]);
		import_found_something(reading->import);
		import_leave_out(reading->import, has_tag(&thread, "closed_by_merge") ? IMPORT_MERGED : IMPORT_MACHINE,
				 thread.external_id);
		return;
	}
	import_thread(reading->import, &thread);
}

/* What became of a comment later: an empty message with its id, which counts against it. */
static void add_change(struct reading *reading, struct thread *thread, const struct value *event, struct str type)
{
	struct str comment = take_id(&reading->page, event, "comment_id");
	struct thread_message *message;
	bool is_private = str_eq(type, STR("CommentPrivacyChange")) && !take_is_true(event, "public");
	/* CommentRedactionEvent, AttachmentRedactionEvent, ChatFileRedactionEvent, … */
	bool is_redacted = str_find(type, STR("Redact")) >= 0;

	if (!is_private && !is_redacted)
		return;
	if (comment.n == 0) { /* which one nobody can tell */
		thread->is_private = true;
		return;
	}
	message = take_new_message(&reading->page, thread);
	message->id = comment;
	message->is_mark = true;
	message->is_redacted = is_redacted;
	message->visibility = is_private ? THREAD_INTERNAL : THREAD_PUBLIC;
}

/* What an event sets a field to: {"field_name", "value"} of audits, {"status": …} of ticket_events. NULL: nothing. */
static const struct value *new_value(const struct value *event, const char *field)
{
	struct str name = take_text(event, "field_name");

	return name.n == 0 ? value_get(event, str_c(field))
			   : (str_eq(name, str_c(field)) ? value_get(event, STR("value")) : NULL);
}

static struct str new_text(struct arena *arena, const struct value *event, const char *field)
{
	const struct value *value = new_value(event, field);

	if (value != NULL && value->kind == VALUE_INT)
		return arena_printf(arena, "%lld", (long long)value->as.integer);
	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static void add_tags(struct arena *arena, struct thread *thread, const struct value *event)
{
	size_t n;
	struct str *tags = take_names(arena, new_value(event, "tags"), &n);

	take_more_tags(arena, thread, tags, n);
}

/* What was created or changed. */
static void add_field(struct reading *reading, struct thread *thread, const struct value *event)
{
	struct arena *arena = &reading->page;
	struct str subject = new_text(arena, event, "subject"), status = new_text(arena, event, "status");
	const struct value *is_public = new_value(event, "is_public");

	if (subject.n != 0)
		thread->subject = subject;
	add_person_id(reading, thread, new_text(arena, event, "requester_id"), THREAD_ROLE_UNKNOWN);
	add_person_id(reading, thread, new_text(arena, event, "assignee_id"), THREAD_AGENT);
	add_tags(arena, thread, event);
	if (is_public != NULL && !(is_public->kind == VALUE_BOOL && is_public->as.boolean) &&
	    !(is_public->kind == VALUE_STR && str_eq(is_public->as.str, STR("true"))))
		thread->is_private = true;
	if (status.n == 0)
		return;
	thread->status = THREAD_STATUS_UNKNOWN;
	thread->status_name = STR("(unknown)");
	set_status(reading, thread, status);
}

/*
 * ticket_events and audits: what happened to a ticket, with comments among it. The first one has how the ticket was
 * made: without it nothing says what it is about.
 */
static void read_event(struct reading *reading, const struct value *event)
{
	struct arena *arena = &reading->page;
	const struct value *children = take_list(event, "child_events");
	struct str ticket = take_id(arena, event, "ticket_id");
	struct thread thread = {.external_id = ticket, .updated = take_time(event, "created_at")};
	bool is_first = false;
	/* an export of changes since a day has not all of them */
	bool is_excerpt = children != NULL;

	if (children == NULL)
		children = take_list(event, "events");
	for (uint32_t i = 0; ticket.n != 0 && children != NULL && i < children->as.list.n; i++) {
		const struct value *child = children->as.list.at[i];
		struct str type = take_text(child, "event_type");

		if (type.n == 0)
			type = take_text(child, "type");
		if (child->kind == VALUE_MAP && str_eq(type, STR("Comment"))) {
			add_comment_of(reading, &thread, child, event);
		} else if (str_eq(type, STR("Create")) || str_eq(type, STR("Change"))) {
			add_field(reading, &thread, child);
			thread.is_last = thread.is_last || str_eq(type, STR("Create"));
			is_first = is_first || (str_eq(type, STR("Create")) && new_value(child, "subject") != NULL);
		} else {
			add_change(reading, &thread, child, type);
		}
	}
	thread.has_more = is_excerpt && thread.messages_n != 0;
	if (json_is_ambiguous(event))
		thread.is_private = true;
	if (has_tag(&thread, "closed_by_merge")) {
		thread.status = THREAD_OPEN;
		thread.status_name = STR("merged");
	}
	take_everybody(reading->import, take_map(take_map(event, "via"), "source"));
	if (thread.messages_n + thread.people_n + thread.tags_n + thread.subject.n + thread.status_name.n != 0 ||
	    thread.is_private)
		import_messages(reading->import, &thread);
	if (is_first) {
		thread.created = thread.updated;
		thread.messages_n = 0;
		import_log(reading->import, &thread);
	}
}

/* ---- deliveries of webhooks and event buses ---- */

/* What happened, as "comment_made_private", of a delivery in either form; "": it is none. */
static struct str take_delivery(const struct value *record, const struct value **ticket, const struct value **event,
				char *room, size_t most)
{
	static const char before[] = "zen:event-type:ticket.";
	const struct value *detail = take_map(record, "detail"), *input = take_map(record, "input");
	struct str type = take_text(record, "type");

	*event = take_map(detail != NULL ? detail : input, "ticket_event");
	*ticket = take_map(*event, "ticket");
	if (*ticket != NULL) { /* "Comment Made Private" */
		type = take_lower(take_text(*event, "type"), room, most);
		return str_starts(type, STR("ticket_")) ? str_from(type, strlen("ticket_")) : type;
	}
	if (detail == NULL || !str_starts(type, str_c(before)))
		return STR("");
	*ticket = detail;
	*event = take_map(record, "event");
	return str_from(type, strlen(before));
}

/* Only what speaks against a thread: what it is, no delivery says in full. */
static bool read_delivery(struct reading *reading, const struct value *record)
{
	struct arena *arena = &reading->page;
	const struct value *ticket, *event, *is_public;
	char room[64];
	struct str type = take_delivery(record, &ticket, &event, room, sizeof(room));
	struct thread thread = {.updated = take_time(record, "time")};

	if (type.n == 0)
		return false;
	thread.external_id = take_id(arena, ticket, "id");
	is_public = value_get(ticket, STR("is_public"));
	take_everybody(reading->import, event);
	import_found_something(reading->import);
	if (str_eq(type, STR("comment_made_private")) || str_ends(type, STR("redacted")) ||
	    str_starts(type, STR("attachment_redacted"))) {
		struct str comment = take_id(arena, take_map(event, "comment"), "id");
		struct thread_message *message = take_new_message(arena, &thread);

		message->id = comment;
		message->is_mark = true;
		message->is_redacted = !str_eq(type, STR("comment_made_private"));
		message->visibility = message->is_redacted ? THREAD_PUBLIC : THREAD_INTERNAL;
		thread.is_private = comment.n == 0; /* which one nobody can tell */
	}
	thread.is_deleted = take_is_among(type, "soft_deleted permanently_deleted deleted marked_as_spam");
	thread.is_private = thread.is_private || (is_public != NULL && !take_is_true(ticket, "is_public"));
	take_tags(reading, &thread, ticket);
	if (str_eq(type, STR("merged")) || has_tag(&thread, "closed_by_merge"))
		import_leave_out(reading->import, IMPORT_MERGED, thread.external_id);
	else if (thread.messages_n != 0 || thread.is_deleted || thread.is_private)
		import_messages(reading->import, &thread);
	for (size_t i = 0; i < thread.tags_n; i++)
		if (import_is_denied(reading->import, thread.tags[i])) {
			import_leave_out(reading->import, IMPORT_DENIED, thread.external_id);
			break;
		}
	return true;
}

/* Of the list of deleted tickets, which says nothing else of them. */
static void read_deleted_ticket(struct reading *reading, const struct value *record)
{
	struct thread thread = {.external_id = take_id(&reading->page, record, "id"), .is_deleted = true};

	take_everybody(reading->import, take_map(record, "actor"));
	if (thread.external_id.n != 0)
		import_messages(reading->import, &thread);
}

/* ---- what is what ---- */

static void take_record(struct reading *reading, struct str container, const struct value *record);

static bool is_ticket(const struct value *record)
{
	return (value_get(record, STR("requester_id")) != NULL || value_get(record, STR("requester")) != NULL ||
		value_get(record, STR("status")) != NULL) &&
	       value_get(record, STR("subject")) != NULL && value_get(record, STR("id")) != NULL;
}

static bool is_comment(const struct value *record)
{
	return value_get(record, STR("author_id")) != NULL && value_get(record, STR("body")) != NULL;
}

/* One of ticket_events, or an audit. */
static bool is_event(const struct value *record)
{
	return take_list(record, "child_events") != NULL ||
	       (take_list(record, "events") != NULL && value_get(record, STR("ticket_id")) != NULL);
}

static bool is_user(const struct value *record)
{
	return value_get(record, STR("role")) != NULL && value_get(record, STR("name")) != NULL;
}

static bool is_organisation(const struct value *record)
{
	return value_get(record, STR("domain_names")) != NULL && value_get(record, STR("name")) != NULL;
}

/* Comments are the fourth. */
static const char *const containers[] = {
    "tickets",	     "users",	"organizations", "comments",	    "ticket_comments", "audits", "ticket_audits",
    "ticket_events", "results", "requests",	 "deleted_tickets", "groups",	       "brands", "ticket_forms"};

/* A page of the API: one ticket, or lists. */
static bool take_page(struct reading *reading, const struct value *record)
{
	const struct value *ticket = take_map(record, "ticket"), *user = take_map(record, "user"),
			   *organisation = take_map(record, "organization"), *data = take_map(record, "data");
	bool found = false;

	if (take_map(record, "record") != NULL && take_map(take_map(record, "record"), "data") != NULL) {
		record = take_map(record, "record");
		data = take_map(record, "data");
	} else if (take_map(record, "record") != NULL) { /* Singer: {"type": "RECORD", "stream", "record"} */
		data = take_map(record, "record");
	}
	if (data != NULL && take_text(record, "stream").n != 0) {
		struct str stream = take_text(record, "stream");
		ptrdiff_t at = str_find(stream, STR("zendesk"));

		/* "faros_zendesk__tickets" */
		if (at >= 0 && str_rfind_char(stream, '_') > at)
			stream = str_find(stream, STR("comments")) >= 0
				     ? STR("comments")
				     : str_from(stream, (size_t)str_rfind_char(stream, '_') + 1);
		take_record(reading, stream, data);
		return true;
	}
	if (ticket != NULL && value_get(record, STR("id")) == NULL) {
		read_ticket(reading, ticket, take_list(record, "comments"));
		found = true;
	}
	if (user != NULL && !is_ticket(record)) {
		read_user(reading, user);
		found = true;
	}
	if (organisation != NULL && !is_ticket(record)) {
		read_organisation(reading, organisation);
		found = true;
	}
	if (is_ticket(record) || is_comment(record))
		return found;
	for (size_t i = 0; i < sizeof(containers) / sizeof(*containers); i++)
		if (take_list(record, containers[i]) != NULL && !(ticket != NULL && i == 3)) {
			readers_take_each(reading, take_list(record, containers[i]), containers[i]);
			if (i == 3)
				read_comments_page(reading, record, take_list(record, containers[i]));
			found = true;
		}
	return found;
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	bool is_events = str_eq(container, STR("ticket_events")) || str_eq(container, STR("audits")) ||
			 str_eq(container, STR("ticket_audits"));

	if (container.n == 0 && value_get(record, STR("id")) == NULL && zendesk_guide_take_page(reading, record))
		return;
	if (container.n == 0 && read_delivery(reading, record))
		return;
	if (container.n == 0 && !zendesk_guide_is_article(record) && take_page(reading, record))
		return;
	if (read_place(reading, container, record) || zendesk_guide_take(reading, container, record))
		return;
	if (take_text(record, "source_type").n != 0) /* what readers have written under an article */
		import_unknown_field(reading->import, "kind of record", STR("article_comment"));
	else if (str_eq(container, STR("deleted_tickets")))
		read_deleted_ticket(reading, record);
	else if (is_events || (container.n == 0 && is_event(record)))
		read_event(reading, record);
	else if (str_eq(container, STR("users")) || (!is_ticket(record) && is_user(record)))
		read_user(reading, record);
	else if (str_eq(container, STR("organizations")) || (!is_ticket(record) && is_organisation(record)))
		read_organisation(reading, record);
	else if (str_eq(container, STR("comments")) || str_eq(container, STR("ticket_comments")) || is_comment(record))
		read_comment(reading, record);
	else if (str_eq(container, STR("tickets")) || is_ticket(record))
		read_ticket(reading, record, NULL);
	else
		import_unknown_field(reading->import, "kind of record", container.n != 0 ? container : STR("(none)"));
}

/* ---- XML ---- */

static void read_xml_ticket(struct reading *reading, const struct value *ticket)
{
	read_ticket(reading, ticket, NULL);
}

static void read_xml_group(struct reading *reading, const struct value *group)
{
	(void)read_place(reading, STR("groups"), group);
}

static const struct xml_file xml_files[] = {
    {"<tickets", "ticket", read_xml_ticket},
    {"<users", "user", read_user},
    {"<organizations", "organization", read_organisation},
    {"<groups", "group", read_xml_group},
    {NULL, NULL, NULL},
};

static bool wants(struct str path, struct str head)
{
	if (xml_files_is_xml(head))
		return xml_files_find(xml_files, head) != NULL;
	return str_ends_nocase(path, STR(".json")) || str_ends_nocase(path, STR(".jsonl")) ||
	       str_ends_nocase(path, STR(".ndjson")) || str_starts(str_trim(str_slice(head, 0, 64)), STR("{")) ||
	       str_starts(str_trim(str_slice(head, 0, 64)), STR("["));
}

static void read(struct reading *reading, struct input *input)
{
	if (xml_files_is_xml(input->window))
		xml_files_read(reading, input, xml_files);
	else
		readers_read_json(reading, input);
}

const struct reader reader_zendesk = {
    .system = "zendesk",
    .title = "Zendesk",
    .expects =
	"JSON with tickets and their comments (an object a line, or pages of the API), or tickets.xml with users.xml",
    .signs =
	"\"requester_id\"|\"satisfaction_rating\"|\"html_body\"|\"domain_names\"|<tickets|<ticket>|\"ticket_events\"",
    .wants = wants,
    .begin = filed_begin_reading,
    .read = read,
    .take = take_record,
    .end = filed_end_reading,
};
