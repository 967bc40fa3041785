/*
 * Jira Service Management: issues with their comments. A comment is public only
 * with jsdPublic (platform API) or public (service desk API); comments of other
 * projects have neither.
 */
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"
#include "generator/tickets/unseen.h"

/* Text in the colour of the paper. */
static bool is_unseen(const struct value *text)
{
	const struct value *marks = take_list(text, "marks");

	for (uint32_t i = 0; marks != NULL && i < marks->as.list.n; i++) {
		const struct value *mark = marks->as.list.at[i];

		if (str_eq(take_text(mark, "type"), STR("textColor")) &&
		    unseen_look_within((struct unseen_look){false, false, false}, STR(""),
				       take_text(take_map(mark, "attrs"), "color"), STR(""))
			.is_white)
			return true;
	}
	return false;
}

/* Text of Atlassian's document format: paragraphs to lines. */
static void add_document(struct buf *out, const struct value *node, unsigned depth)
{
	const struct value *content = take_list(node, "content");
	struct str type = take_text(node, "type");

	if (depth > 32 || is_unseen(node))
		return;
	if (str_eq(type, STR("text")))
		buf_str(out, take_text(node, "text"));
	else if (str_eq(type, STR("hardBreak")))
		buf_char(out, '\n');
	else if (take_is_among(type, "mention emoji status") && type.n != 0)
		buf_str(out, take_text(take_map(node, "attrs"), "text"));
	else if (take_is_among(type, "inlineCard blockCard embedCard") && type.n != 0)
		buf_str(out, take_text(take_map(node, "attrs"), "url"));
	else if (take_is_among(type, "expand nestedExpand") && type.n != 0)
		buf_printf(out, "%.*s\n", STR_ARG(take_text(take_map(node, "attrs"), "title")));
	for (uint32_t i = 0; content != NULL && i < content->as.list.n; i++)
		add_document(out, content->as.list.at[i], depth + 1);
	if (take_is_among(type, "paragraph heading codeBlock listItem blockquote rule tableRow taskItem decisionItem "
				"blockCard embedCard") &&
	    type.n != 0)
		buf_char(out, '\n');
}

static struct str take_body(struct arena *arena, const struct value *map, const char *key)
{
	struct str text = take_text(map, key);
	struct buf out;

	if (text.n != 0 || take_map(map, key) == NULL)
		return text;
	buf_init(&out, BUF_NO_LIMIT);
	add_document(&out, take_map(map, key), 0);
	text = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return text;
}

static struct thread_person take_person(struct reading *reading, const struct value *user)
{
	struct thread_person person = {.id = take_text(user, "accountId"),
				       .name = take_text(user, "displayName"),
				       .email = take_text(user, "emailAddress"),
				       .user = take_text(user, "name")};
	struct str type = take_text(user, "accountType");

	if (person.id.n == 0)
		person.id = take_id(&reading->page, user, "key");
	person.role = str_eq(type, STR("customer"))    ? THREAD_CUSTOMER
		      : str_eq(type, STR("app"))       ? THREAD_MACHINE
		      : str_eq(type, STR("atlassian")) ? THREAD_AGENT
						       : THREAD_ROLE_UNKNOWN;
	return person;
}

enum said { SAID_NOTHING, SAID_PUBLIC, SAID_INTERNAL };

/* {"key": "sd.public.comment", "value": {"internal": true}} among its properties */
static enum said said_by_property(const struct value *comment)
{
	const struct value *properties = take_list(comment, "properties");
	enum said said = SAID_NOTHING;

	for (uint32_t i = 0; properties != NULL && i < properties->as.list.n; i++) {
		const struct value *property = properties->as.list.at[i];

		if (!str_eq(take_text(property, "key"), STR("sd.public.comment")))
			continue;
		if (json_is_ambiguous(property) || !take_is_false(take_map(property, "value"), "internal"))
			return SAID_INTERNAL;
		said = SAID_PUBLIC;
	}
	return said;
}

/* A reply to a comment that customers do not see is seen by none of them, whatever it says itself. */
static bool replies_to_internal(struct arena *arena, const struct thread *thread, const struct value *comment)
{
	struct str parent = take_id(arena, comment, "parentId");

	for (size_t i = 0; parent.n != 0 && i < thread->messages_n; i++)
		if (str_eq(thread->messages[i].id, parent))
			return thread->messages[i].visibility != THREAD_PUBLIC;
	return false;
}

static void add_comment(struct reading *reading, struct thread *thread, const struct value *comment,
			struct str reporter)
{
	struct arena *arena = &reading->page;
	struct thread_message *message = take_new_message(arena, thread);
	const struct value *created = take_map(comment, "created");
	struct thread_person person = take_person(reading, take_map(comment, "author"));
	enum said said = said_by_property(comment);

	message->id = take_id(arena, comment, "id");
	message->time = created != NULL ? take_time(created, "iso8601") : take_time(comment, "created");
	message->body = take_body(arena, comment, "body");
	message->role = person.role;
	if (person.id.n != 0 && str_eq(person.id, reporter))
		message->role = THREAD_CUSTOMER;
	if (person.id.n != 0)
		message->author = take_new_person(arena, thread, &person);
	take_everybody(reading->import, comment);
	/* a mail of somebody who has no part in the request is kept for the agents */
	if ((take_is_true(comment, "jsdPublic") || take_is_true(comment, "public") || said == SAID_PUBLIC) &&
	    said != SAID_INTERNAL && !json_is_ambiguous(comment) && !take_is_kept_back(comment) &&
	    !take_is_set(comment, "visibility") && !take_is_false(comment, "jsdAuthorCanSeeRequest") &&
	    !replies_to_internal(arena, thread, comment))
		message->visibility = THREAD_PUBLIC;
}

/* Ways to be done with an issue that are no solution, as Jira and its templates name resolutions and statuses. */
static bool is_no_solution(struct str name)
{
	static const char *const names[] = {"won't do",
					    "won't fix",
					    "wont fix",
					    "won\xe2\x80\x99t do",
					    "won\xe2\x80\x99t fix",
					    "duplicate",
					    "declined",
					    "rejected",
					    "canceled",
					    "cancelled",
					    "withdrawn",
					    "invalid",
					    "obsolete",
					    "cannot reproduce",
					    "incomplete",
					    "not a bug",
					    "out of scope",
					    "failed",
					    "closed without resolution",
					    "known error",
					    "no longer valid"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq_nocase(name, str_c(names[i])))
			return true;
	return false;
}

static void take_status(struct reading *reading, struct thread *thread, const struct value *fields)
{
	const struct value *status = take_map(fields, "status");
	struct str category = take_text(take_map(status, "statusCategory"), "key"),
		   resolution = take_text(take_map(fields, "resolution"), "name");

	thread->status_name = take_text(status, "name");
	if (is_no_solution(resolution))
		thread->status_name = resolution;
	if (str_eq(category, STR("done")))
		thread->status = is_no_solution(thread->status_name) ? THREAD_OPEN : THREAD_CLOSED;
	else if (str_eq(category, STR("new")) || str_eq(category, STR("indeterminate")))
		thread->status = THREAD_OPEN;
	else
		import_unknown(reading->import, "status category", category.n != 0 ? category : STR("(none)"));
}

static void add_question(struct reading *reading, struct thread *thread, const struct value *fields,
			 const struct thread_person *reporter)
{
	struct thread_message *message = take_new_message(&reading->page, thread);

	message->id = STR("description");
	message->time = take_time(fields, "created");
	message->body = take_body(&reading->page, fields, "description");
	message->role = THREAD_CUSTOMER;
	message->visibility = THREAD_PUBLIC;
	if (reporter->id.n + reporter->name.n != 0)
		message->author = take_new_person(&reading->page, thread, reporter);
}

/* The name of one of the places in which an issue is filed, or of its kinds, that is on the deny list; or "". */
static struct str denied_place(struct reading *reading, const struct value *fields)
{
	static const char *const keys[] = {"project", "issuetype"};
	const struct value *components = take_list(fields, "components");
	struct str name;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		name = take_text(take_map(fields, keys[i]), "name");
		if (import_is_denied(reading->import, name))
			return name;
	}
	for (uint32_t i = 0; components != NULL && i < components->as.list.n; i++) {
		name = take_text(components->as.list.at[i], "name");
		if (import_is_denied(reading->import, name))
			return name;
	}
	/* the field with the type of request has another number in every Jira */
	for (uint32_t i = 0; fields != NULL && i < fields->as.map.n; i++) {
		name = take_text(take_map(fields->as.map.at[i].value, "requestType"), "name");
		if (import_is_denied(reading->import, name))
			return name;
	}
	return STR("");
}

/* Jira on one's own machines says of nobody whether they are a customer. */
static bool has_no_roles(const struct value *fields, const struct value *comments)
{
	if (take_text(take_map(fields, "reporter"), "accountType").n != 0)
		return false;
	for (uint32_t i = 0; comments != NULL && i < comments->as.list.n; i++)
		if (take_text(take_map(comments->as.list.at[i], "author"), "accountType").n != 0)
			return false;
	return true;
}

/* No customer sees a sub-task. */
static bool is_private(const struct value *issue)
{
	const struct value *fields = take_map(issue, "fields");

	return json_is_ambiguous(issue) || json_is_ambiguous(fields) || take_is_set(fields, "security") ||
	       take_is_set(take_map(fields, "issuetype"), "subtask");
}

static void read_issue(struct reading *reading, const struct value *issue)
{
	struct arena *arena = &reading->page;
	const struct value *fields = take_map(issue, "fields"), *comment = take_map(fields, "comment"),
			   *comments = take_list(comment, "comments"), *total = value_get(comment, STR("total"));
	struct thread_person reporter = take_person(reading, take_map(fields, "reporter")),
			     assignee = take_person(reading, take_map(fields, "assignee"));
	struct thread thread = {.external_id = take_id(arena, issue, "id"),
				.number = take_text(issue, "key"),
				.subject = take_text(fields, "summary"),
				.created = take_time(fields, "created"),
				.updated = take_time(fields, "updated"),
				.solved = take_time(fields, "resolutiondate"),
				.is_bare = comment == NULL,
				.is_private = is_private(issue)};

	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "an issue has no id");
		return;
	}
	thread.tags = take_names(arena, take_list(fields, "labels"), &thread.tags_n);
	thread.topic = denied_place(reading, fields);
	thread.hides_roles = has_no_roles(fields, comments);
	take_everybody(reading->import, fields);
	take_status(reading, &thread, fields);
	add_question(reading, &thread, fields, &reporter);
	if (assignee.id.n != 0)
		(void)take_new_person(arena, &thread, &assignee);
	for (uint32_t i = 0; comments != NULL && i < comments->as.list.n; i++)
		if (comments->as.list.at[i]->kind == VALUE_MAP)
			add_comment(reading, &thread, comments->as.list.at[i], reporter.id);
	if (total != NULL && total->kind == VALUE_INT && total->as.integer >= 0 && total->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)total->as.integer + 1;
	import_thread(reading->import, &thread);
}

/* ---- requests of the service desk API ---- */

static struct str field_of(struct arena *arena, const struct value *request, const char *name)
{
	const struct value *fields = take_list(request, "requestFieldValues");

	for (uint32_t i = 0; fields != NULL && i < fields->as.list.n; i++)
		if (str_eq(take_text(fields->as.list.at[i], "fieldId"), str_c(name)))
			return take_body(arena, fields->as.list.at[i], "value");
	return STR("");
}

static void take_request_status(struct reading *reading, struct thread *thread, const struct value *status)
{
	struct str category = take_text(status, "statusCategory");

	thread->status_name = take_text(status, "status");
	if (str_eq_nocase(category, STR("done")))
		thread->status = is_no_solution(thread->status_name) ? THREAD_OPEN : THREAD_CLOSED;
	else if (str_eq_nocase(category, STR("new")) || str_eq_nocase(category, STR("indeterminate")))
		thread->status = THREAD_OPEN;
	else
		import_unknown(reading->import, "status category", category.n != 0 ? category : STR("(none)"));
}

static void read_request(struct reading *reading, const struct value *request)
{
	struct arena *arena = &reading->page;
	const struct value *page = take_map(request, "comments"), *comments = take_list(page, "values");
	struct thread_person reporter = take_person(reading, take_map(request, "reporter"));
	struct thread thread = {.external_id = take_id(arena, request, "issueId"),
				.number = take_text(request, "issueKey"),
				.subject = field_of(arena, request, "summary"),
				.created = take_time(take_map(request, "createdDate"), "iso8601"),
				.has_more = take_is_false(page, "isLastPage"),
				.is_bare = page == NULL,
				.hides_roles = true,
				.is_private = json_is_ambiguous(request)};
	struct thread_message *message = take_new_message(arena, &thread);

	message->id = STR("description");
	message->time = thread.created;
	message->body = field_of(arena, request, "description");
	message->role = THREAD_CUSTOMER;
	message->visibility = THREAD_PUBLIC;
	if (reporter.id.n + reporter.name.n != 0)
		message->author = take_new_person(arena, &thread, &reporter);
	if (import_is_denied(reading->import, take_text(take_map(request, "requestType"), "name")))
		thread.topic = take_text(take_map(request, "requestType"), "name");
	take_everybody(reading->import, request);
	take_request_status(reading, &thread, take_map(request, "currentStatus"));
	for (uint32_t i = 0; comments != NULL && i < comments->as.list.n; i++)
		if (comments->as.list.at[i]->kind == VALUE_MAP)
			add_comment(reading, &thread, comments->as.list.at[i], reporter.id);
	import_thread(reading->import, &thread);
}

/* The issue's number in ".../issue/10456/comment/10001", or in ".../request/10456/…". */
static struct str issue_of(struct arena *arena, const struct value *comment)
{
	struct str self = take_text(comment, "self"), id = take_id(arena, comment, "issueId");
	const char *mark;
	ptrdiff_t at;
	size_t n = 0;

	if (self.n == 0)
		self = take_text(take_map(comment, "_links"), "self");
	mark = str_find(self, STR("/request/")) >= 0 ? "/request/" : "/issue/";
	at = str_find(self, str_c(mark));
	if (id.n != 0 || at < 0)
		return id;
	self = str_from(self, (size_t)at + strlen(mark));
	while (n < self.n && str_is_digit(self.s[n]))
		n++;
	return str_slice(self, 0, n);
}

/* Further pages of an issue's comments: whether more follow, and how many all pages have. */
static void read_comments_page(struct reading *reading, const struct value *page, const struct value *comments)
{
	const struct value *total = value_get(page, STR("total"));
	struct thread thread = {.has_more = take_is_false(page, "isLastPage"),
				.is_last = take_is_true(page, "isLastPage")};

	if (comments == NULL || comments->as.list.n == 0 || value_get(comments->as.list.at[0], STR("body")) == NULL)
		return;
	thread.external_id = issue_of(&reading->page, comments->as.list.at[0]);
	if (total != NULL && total->kind == VALUE_INT && total->as.integer >= 0 && total->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)total->as.integer + 1;
	if (thread.external_id.n != 0 && (thread.has_more || thread.is_last || thread.expected_n != 0))
		import_messages(reading->import, &thread);
}

/*
 * A webhook's event: what became of a comment, and what speaks against an issue; for the rest of an issue it has not
 * all of it. False: it is none.
 */
static bool take_event(struct reading *reading, const struct value *event)
{
	struct str what = take_text(event, "webhookEvent");
	const struct value *comment = take_map(event, "comment"), *issue = take_map(event, "issue");
	struct thread thread = {.external_id = take_id(&reading->page, issue, "id")};

	if (thread.external_id.n == 0 && comment != NULL) /* Jira on one's own machines */
		thread.external_id = issue_of(&reading->page, comment);
	if (what.n == 0 || thread.external_id.n == 0)
		return false;
	import_found_something(reading->import);
	if (str_starts(what, STR("comment_")) && comment != NULL) {
		add_comment(reading, &thread, comment, STR(""));
		if (str_eq(what, STR("comment_deleted")))
			thread.messages[0].visibility = THREAD_INTERNAL;
		import_messages(reading->import, &thread);
		return true;
	}
	thread.is_deleted = str_eq(what, STR("jira:issue_deleted"));
	thread.is_private = is_private(issue);
	take_everybody(reading->import, issue);
	if (thread.is_deleted || thread.is_private)
		import_messages(reading->import, &thread);
	return true;
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	const struct value *data = take_map(take_map(record, "record"), "data");
	struct thread thread = {.external_id = STR("")};

	(void)container;
	if (data != NULL)
		record = data;
	if (take_event(reading, record))
		return;
	if (take_map(record, "fields") != NULL && value_get(take_map(record, "fields"), STR("summary")) != NULL) {
		read_issue(reading, record);
	} else if (take_list(record, "requestFieldValues") != NULL && value_get(record, STR("issueId")) != NULL) {
		read_request(reading, record);
	} else if (value_get(record, STR("body")) != NULL && take_map(record, "author") != NULL) {
		thread.external_id = issue_of(&reading->page, record);
		if (thread.external_id.n == 0) {
			import_fault(reading->import, STR(""), "a comment does not say of which issue it is");
			return;
		}
		add_comment(reading, &thread, record, STR(""));
		import_messages(reading->import, &thread);
	} else if (take_text(record, "displayName").n != 0 && take_text(record, "accountId").n != 0) {
		struct thread_person person = take_person(reading, record);

		import_person(reading->import, &person);
		import_found_something(reading->import);
	} else {
		readers_take_each(reading, take_list(record, "issues"), "issues");
		readers_take_each(reading, take_list(record, "comments"), "comments");
		readers_take_each(reading, take_list(record, "values"), "values");
		read_comments_page(reading, record, take_list(record, "comments"));
		read_comments_page(reading, record, take_list(record, "values"));
	}
}

const struct reader reader_jira = {
    .system = "jira",
    .title = "Jira Service Management",
    .expects = "JSON of issues with comments, or of requests; XML and CSV do not say which comments customers see",
    .signs = "\"jsdPublic\"|\"statusCategory\"|\"requestFieldValues\"|\"accountId\"|\"issueKey\"|Issue key|<rss",
    .read = readers_read_json,
    .take = take_record,
};
