/*
 * GitHub: issues with their comments and discussions with the chosen answer, from
 * the REST and GraphQL APIs, webhooks, gh and python-github-backup; issues of
 * migration archives (github_archive.h). Pull requests are left out.
 */
#include "generator/tickets/github_archive.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

/* GraphQL nests data, repository, issues, edges, node. */
#define MAX_WALK 12

static struct str first_text(const struct value *map, const char *a, const char *b)
{
	struct str text = take_text(map, a);

	return text.n != 0 ? text : take_text(map, b);
}

static int64_t first_time(const struct value *map, const char *a, const char *b)
{
	int64_t time = take_time(map, a);

	return time != 0 ? time : take_time(map, b);
}

static bool is_word(struct str text, const char *word)
{
	return str_eq_nocase(text, str_c(word));
}

/* "owner/name" of ".../repos/owner/name/issues/7" or "https://github.com/owner/name/issues/7#issuecomment-1". */
static struct str repository_of(struct str url)
{
	static const char *const marks[] = {"/repos/", "github.com/"};
	size_t slashes = 0;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		ptrdiff_t at = str_find(url, str_c(marks[i]));

		if (at < 0)
			continue;
		url = str_from(url, (size_t)at + strlen(marks[i]));
		for (size_t n = 0; n < url.n; n++)
			if (url.s[n] == '/' && ++slashes == 2)
				return str_slice(url, 0, n);
		return STR("");
	}
	return STR("");
}

/* The number behind "/issues/" or "/discussions/". */
static struct str number_of(struct str url, const char *mark)
{
	ptrdiff_t at = str_find(url, str_c(mark));
	size_t n = 0;

	if (at < 0)
		return STR("");
	url = str_from(url, (size_t)at + strlen(mark));
	while (n < url.n && str_is_digit(url.s[n]))
		n++;
	return str_slice(url, 0, n);
}

static struct str thread_id(struct arena *arena, struct str url, const struct value *in, const char *kind,
			    struct str number)
{
	struct str repository = repository_of(url);

	if (repository.n == 0)
		repository = first_text(in, "nameWithOwner", "full_name");
	if (repository.n == 0)
		repository = take_text(in, "name");

	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(repository), kind, STR_ARG(number));
}

/* ---- people ---- */

/*
 * As apps are called, and as teams call the accounts of their programs. Where an export has the login alone (gh's
 * comments come from "github-actions"), names of apps count that may be people's elsewhere.
 */
static bool is_name_of_bot(struct str login, bool is_all)
{
	static const char *const ends[] = {"[bot]", "-bot", "_bot", "-robot", "-ci", NULL};
	static const char *const apps[] = {"github-actions",
					   "dependabot",
					   "dependabot-preview",
					   "renovate",
					   "renovate-bot",
					   "codecov",
					   "codecov-io",
					   "codecov-commenter",
					   "coveralls",
					   "stale",
					   "netlify",
					   "vercel",
					   "sonarcloud",
					   "sonarqubecloud",
					   "snyk-bot",
					   "mergify",
					   "greenkeeper",
					   "imgbot",
					   "allcontributors",
					   "cla-assistant",
					   "claassistant",
					   "googlebot",
					   "linux-foundation-easycla",
					   "coderabbitai",
					   "copilot",
					   "github-copilot",
					   "changeset-bot",
					   "pre-commit-ci",
					   "probot",
					   "welcome",
					   "lock",
					   "rustbot",
					   "bors",
					   "vscodebot",
					   "copybara-service",
					   "semantic-release-bot",
					   "azure-pipelines",
					   "circleci",
					   "deepsource-autofix",
					   "socket-security",
					   "gitguardian",
					   NULL};

	if (str_starts(login, STR("app/")) || (is_all && str_is_any_nocase(login, apps)))
		return true;
	for (size_t i = 0; ends[i] != NULL; i++)
		if (login.n > strlen(ends[i]) &&
		    str_eq_nocase(str_from(login, login.n - strlen(ends[i])), str_c(ends[i])))
			return true;
	return false;
}

static enum thread_role role_of(struct reading *reading, const struct value *record, const struct value *user)
{
	struct str association = first_text(record, "author_association", "authorAssociation");

	if (is_word(take_text(user, "type"), "bot") || is_word(take_text(user, "__typename"), "bot") ||
	    take_is_set(user, "is_bot") ||
	    is_name_of_bot(take_text(user, "login"),
			   first_text(user, "type", "__typename").n == 0 && value_get(user, STR("is_bot")) == NULL))
		return THREAD_MACHINE;
	if (is_word(association, "owner") || is_word(association, "member") || is_word(association, "collaborator"))
		return THREAD_AGENT;
	if (association.n != 0 && !is_word(association, "none") && !is_word(association, "contributor") &&
	    !is_word(association, "first_timer") && !is_word(association, "first_time_contributor") &&
	    !is_word(association, "mannequin"))
		import_unknown(reading->import, "author association", association);
	return association.n != 0 ? THREAD_CUSTOMER : THREAD_ROLE_UNKNOWN;
}

static struct thread_person take_user(const struct value *user, enum thread_role role)
{
	struct thread_person person = {.id = take_text(user, "login"),
				       .role = role,
				       .user = take_text(user, "login"),
				       .name = take_text(user, "name"),
				       .email = take_text(user, "email"),
				       .org = str_trim(take_text(user, "company")),
				       .is_suspended = take_is_set(user, "suspended_at")};

	if (str_starts(person.org, STR("@"))) /* an organisation's login */
		person.org = str_from(person.org, 1);
	return person;
}

static uint32_t add_user(struct arena *arena, struct thread *thread, const struct value *user, enum thread_role role)
{
	struct thread_person person = take_user(user, role);

	if (person.user.n == 0 && person.name.n == 0)
		return THREAD_NOBODY;
	return take_new_person(arena, thread, &person);
}

static const struct value *author_of(const struct value *record)
{
	const struct value *user = take_map(record, "user");

	return user != NULL ? user : take_map(record, "author");
}

/* ---- messages ---- */

static void add_text(struct reading *reading, struct thread *thread, const struct value *record, struct str id)
{
	struct thread_message *message = take_new_message(&reading->page, thread);
	const struct value *author = author_of(record);

	message->id = id;
	message->format = THREAD_MARKDOWN;
	message->body = take_text(record, "body");
	message->time = first_time(record, "created_at", "createdAt");
	message->role = role_of(reading, record, author);
	message->author = add_user(&reading->page, thread, author, message->role);
	message->is_answer = take_is_true(record, "isAnswer");
	if (message->body.n == 0) /* plain text is markdown, too, but for what it escapes */
		message->body = take_text(record, "bodyText");
	if (!json_is_ambiguous(record) && !take_is_kept_back(record) && !take_is_set(record, "isMinimized") &&
	    !take_is_set(record, "is_minimized") && !take_is_set(record, "minimized"))
		message->visibility = THREAD_PUBLIC;
}

/* REST has numbers, GraphQL both. */
static struct str comment_id(struct arena *arena, const struct value *comment)
{
	struct str id = take_id(arena, comment, "databaseId");

	return id.n != 0 ? id : take_id(arena, comment, "id");
}

/* A list, or an object with nodes or edges. */
static const struct value *nodes_of(const struct value *value)
{
	if (value == NULL || value->kind == VALUE_LIST)
		return value;
	return take_list(value, "nodes") != NULL ? take_list(value, "nodes") : take_list(value, "edges");
}

/* One page of several: who asks again gets the thread with other comments. Or fewer than there are. */
static bool is_cut(const struct value *connection)
{
	const struct value *page = take_map(connection, "pageInfo"), *nodes = nodes_of(connection),
			   *total = value_get(connection, STR("totalCount"));

	if (connection == NULL || connection->kind != VALUE_MAP)
		return false;
	return take_is_set(page, "hasNextPage") || take_is_set(page, "hasPreviousPage") ||
	       (total != NULL && total->kind == VALUE_INT &&
		total->as.integer > (nodes != NULL && nodes->kind == VALUE_LIST ? (int64_t)nodes->as.list.n : 0));
}

static void add_comments(struct reading *reading, struct thread *thread, const struct value *comments)
{
	comments = nodes_of(comments);
	for (uint32_t i = 0; comments != NULL && comments->kind == VALUE_LIST && i < comments->as.list.n; i++) {
		const struct value *comment = comments->as.list.at[i];

		if (take_map(comment, "node") != NULL)
			comment = take_map(comment, "node");
		if (comment->kind != VALUE_MAP)
			continue;
		add_text(reading, thread, comment, comment_id(&reading->page, comment));
		if (thread->messages_n < 100000) { /* replies have none themselves */
			const struct value *replies = value_get(comment, STR("replies"));

			if (replies == NULL)
				replies = value_get(comment, STR("reply_data"));
			thread->has_more = thread->has_more || is_cut(replies);
			replies = nodes_of(replies);
			for (uint32_t r = 0; replies != NULL && replies->kind == VALUE_LIST && r < replies->as.list.n;
			     r++)
				if (replies->as.list.at[r]->kind == VALUE_MAP)
					add_text(reading, thread, replies->as.list.at[r],
						 comment_id(&reading->page, replies->as.list.at[r]));
		}
	}
}

/* What the answer of a page says of how many comments there are. */
static void take_expected(struct thread *thread, const struct value *record)
{
	const struct value *count = value_get(record, STR("comments"));

	if (count != NULL && count->kind == VALUE_MAP) {
		const struct value *page = take_map(count, "pageInfo");

		thread->has_more = take_is_set(page, "hasNextPage") || take_is_set(page, "hasPreviousPage");
		count = value_get(count, STR("totalCount"));
	}
	if (count != NULL && count->kind == VALUE_INT && count->as.integer >= 0 && count->as.integer < UINT32_MAX)
		thread->expected_n = (uint32_t)count->as.integer + 1;
	/* of a list, which has how many there are alone */
	thread->is_bare = thread->expected_n > 1 && take_list(record, "comment_data") == NULL &&
			  nodes_of(value_get(record, STR("comments"))) == NULL;
}

/* ---- threads ---- */

static void take_labels(struct reading *reading, struct thread *thread, const struct value *record)
{
	thread->tags = take_names(&reading->page, nodes_of(value_get(record, STR("labels"))), &thread->tags_n);
}

static bool is_private(const struct value *record, const struct value *repository)
{
	struct str reason = first_text(record, "active_lock_reason", "activeLockReason");

	return json_is_ambiguous(record) || take_is_set(repository, "private") ||
	       take_is_set(repository, "isPrivate") || is_word(take_text(repository, "visibility"), "private") ||
	       is_word(take_text(repository, "visibility"), "internal") || is_word(reason, "spam") ||
	       is_word(reason, "too heated") || is_word(reason, "too_heated");
}

static void take_issue_status(struct reading *reading, struct thread *thread, const struct value *issue)
{
	struct str state = take_text(issue, "state"), reason = first_text(issue, "state_reason", "stateReason");

	thread->status_name = state;
	if (is_word(state, "open")) {
		thread->status = THREAD_OPEN;
	} else if (!is_word(state, "closed")) {
		import_unknown(reading->import, "status", state.n != 0 ? state : STR("(none)"));
	} else if (reason.n == 0 || is_word(reason, "completed") || is_word(reason, "reopened")) {
		thread->status = THREAD_SOLVED;
	} else if (is_word(reason, "not_planned") || is_word(reason, "duplicate")) {
		thread->status = THREAD_OPEN;
		thread->status_name = reason;
	} else {
		import_unknown(reading->import, "reason of closing", reason);
	}
}

static void take_head(struct reading *reading, struct thread *thread, const struct value *record,
		      const struct value *repository)
{
	const struct value *assignees = nodes_of(value_get(record, STR("assignees")));

	thread->subject = take_text(record, "title");
	thread->created = first_time(record, "created_at", "createdAt");
	thread->updated = first_time(record, "updated_at", "updatedAt");
	thread->solved = first_time(record, "closed_at", "closedAt");
	thread->is_private = is_private(record, repository);
	take_labels(reading, thread, record);
	take_expected(thread, record);
	add_text(reading, thread, record, STR("body"));
	(void)add_user(&reading->page, thread, take_map(record, "assignee"), THREAD_ROLE_UNKNOWN);
	(void)add_user(&reading->page, thread, take_map(record, "closed_by"), THREAD_ROLE_UNKNOWN);
	for (uint32_t i = 0; assignees != NULL && assignees->kind == VALUE_LIST && i < assignees->as.list.n; i++)
		(void)add_user(&reading->page, thread, assignees->as.list.at[i], THREAD_ROLE_UNKNOWN);
	add_comments(reading, thread, value_get(record, STR("comment_data")));
	add_comments(reading, thread, value_get(record, STR("comments")));
}

/* As GitHub names them: by repository and number. */
static struct str url_of(const struct value *record)
{
	static const char *const keys[] = {"html_url", "url", "repository_url", "issue_url"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (repository_of(take_text(record, keys[i])).n != 0)
			return take_text(record, keys[i]);
	return STR("");
}

/* In a list of issues it says so; a pull request as such has branches and a diff. */
static bool is_pull_request(const struct value *issue)
{
	/* of REST, GraphQL and gh */
	static const char *const keys[] = {"merged_at",	  "mergedAt",	"merged",	    "headRefName",
					   "baseRefName", "headRefOid", "mergeStateStatus", "reviewDecision",
					   "isDraft",	  "mergeable",	"changedFiles",	    "isCrossRepository"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (value_get(issue, str_c(keys[i])) != NULL)
			return true;
	return take_is_set(issue, "pull_request") || take_map(issue, "head") != NULL ||
	       take_text(issue, "diff_url").n != 0 || is_word(take_text(issue, "__typename"), "PullRequest") ||
	       str_find(take_text(issue, "html_url"), STR("/pull/")) >= 0 ||
	       str_find(take_text(issue, "url"), STR("/pull/")) >= 0;
}

static void leave_out(struct reading *reading, const struct thread *thread, enum import_reason reason)
{
	for (size_t i = 0; i < thread->people_n; i++)
		import_person(reading->import, &thread->people[i]);
	import_found_something(reading->import);
	import_leave_out(reading->import, reason, thread->external_id);
}

static void read_issue(struct reading *reading, const struct value *issue, const struct value *repository)
{
	struct thread thread = {0};

	thread.external_id =
	    thread_id(&reading->page, url_of(issue), repository, "#", take_id(&reading->page, issue, "number"));
	take_head(reading, &thread, issue, repository);
	take_issue_status(reading, &thread, issue);
	thread.topic = take_text(take_map(issue, "type"), "name");
	if (thread.topic.n == 0)
		thread.topic = take_text(take_map(issue, "issueType"), "name");
	if (!import_is_denied(reading->import, thread.topic))
		thread.topic = STR("");
	if (is_pull_request(issue))
		leave_out(reading, &thread, IMPORT_PULL_REQUEST);
	else if (thread.messages_n != 0 && thread.messages[0].role == THREAD_MACHINE)
		leave_out(reading, &thread, IMPORT_MACHINE);
	else
		import_thread(reading->import, &thread);
}

/* Marks the chosen answer, which may stand in the discussion itself, or in another file. */
static void take_answer(struct reading *reading, struct thread *thread, const struct value *discussion)
{
	struct arena *arena = &reading->page;
	const struct value *answer = take_map(discussion, "answer");
	struct str url = first_text(discussion, "answer_html_url", "answerHtmlUrl"), id = STR(""),
		   reason = first_text(discussion, "state_reason", "stateReason");
	ptrdiff_t at = str_find(url, STR("discussioncomment-"));
	bool found = false;

	if (at >= 0)
		id = str_from(url, (size_t)at + strlen("discussioncomment-"));
	else if (answer != NULL)
		id = comment_id(arena, answer);
	for (size_t i = 1; id.n != 0 && i < thread->messages_n; i++)
		if (str_eq(thread->messages[i].id, id))
			thread->messages[i].is_answer = found = true;
	if (!found && answer != NULL && take_text(answer, "body").n != 0) {
		add_text(reading, thread, answer, comment_id(arena, answer));
		thread->messages[thread->messages_n - 1].is_answer = true;
		thread->is_bare = false;
	} else if (!found && id.n != 0) {
		*take_new_message(arena, thread) = (struct thread_message){.id = arena_str(arena, id),
									   .author = THREAD_NOBODY,
									   .visibility = THREAD_PUBLIC,
									   .is_answer = true,
									   .is_mark = true};
	}
	thread->status = id.n != 0 || answer != NULL || take_is_true(discussion, "isAnswered") ||
				 take_is_set(discussion, "answer_chosen_at") ||
				 take_is_set(discussion, "answerChosenAt")
			     ? THREAD_SOLVED
			     : THREAD_OPEN;
	thread->status_name = thread->status == THREAD_SOLVED ? STR("answered") : STR("not answered");
	/* chosen once, and told to be wrong or elsewhere since */
	if (is_word(reason, "duplicate") || is_word(reason, "outdated")) {
		thread->status = THREAD_OPEN;
		thread->status_name = reason;
	}
	/* also of a list: what was the answer is none any more, or is gone */
	thread->is_bare = thread->is_bare && thread->status != THREAD_OPEN;
}

static void read_discussion(struct reading *reading, const struct value *discussion, const struct value *repository)
{
	struct thread thread = {0};

	thread.external_id = thread_id(&reading->page, url_of(discussion), repository, "/discussions/",
				       take_id(&reading->page, discussion, "number"));
	take_head(reading, &thread, discussion, repository);
	thread.topic = take_text(take_map(discussion, "category"), "name");
	/* the count has replies in some answers and not in others; GraphQL's is of the comments themselves */
	thread.expected_n = 0;
	thread.has_more = thread.has_more || is_cut(value_get(discussion, STR("comments")));
	take_answer(reading, &thread, discussion);
	import_thread(reading->import, &thread);
}

static void read_comment(struct reading *reading, const struct value *comment)
{
	struct str url = take_text(comment, "html_url"), issue = take_text(comment, "issue_url"), number;
	struct thread thread = {0};

	if (str_find(url, STR("/pull/")) >= 0)
		return; /* of a pull request */
	number = number_of(issue, "/issues/");
	if (number.n == 0)
		number = number_of(url, "/issues/");
	if (number.n != 0) {
		thread.external_id = thread_id(&reading->page, issue.n != 0 ? issue : url, NULL, "#", number);
	} else {
		number = number_of(url, "/discussions/");
		thread.external_id = thread_id(&reading->page, url, NULL, "/discussions/", number);
	}
	if (number.n == 0) {
		import_fault(reading->import, STR(""), "a comment does not say of which issue it is");
		return;
	}
	add_text(reading, &thread, comment, comment_id(&reading->page, comment));
	import_messages(reading->import, &thread);
}

/* ---- what is what ---- */

static bool is_discussion(const struct value *record)
{
	return value_get(record, STR("title")) != NULL && value_get(record, STR("number")) != NULL &&
	       (value_get(record, STR("category")) != NULL || value_get(record, STR("answer_chosen_at")) != NULL ||
		value_get(record, STR("isAnswered")) != NULL || value_get(record, STR("answer")) != NULL);
}

static bool is_issue(const struct value *record)
{
	return value_get(record, STR("title")) != NULL && value_get(record, STR("number")) != NULL &&
	       (value_get(record, STR("body")) != NULL || value_get(record, STR("bodyText")) != NULL);
}

static bool is_comment(const struct value *record)
{
	return value_get(record, STR("body")) != NULL &&
	       (value_get(record, STR("issue_url")) != NULL ||
		str_find(take_text(record, "html_url"), STR("comment-")) >= 0);
}

/* A person by themselves, from a list of users. */
static bool is_user(const struct value *record)
{
	return take_text(record, "login").n != 0 && value_get(record, STR("title")) == NULL &&
	       !is_word(take_text(record, "type"), "organization") &&
	       (take_text(record, "name").n + take_text(record, "email").n + take_text(record, "company").n != 0);
}

/* A webhook's event that something was deleted, or went to another repository. False: it is something else. */
static bool take_removal(struct reading *reading, const struct value *event, const struct value *repository)
{
	struct arena *arena = &reading->page;
	const struct value *comment = take_map(event, "comment"), *issue = take_map(event, "issue"),
			   *discussion = take_map(event, "discussion"), *gone = issue != NULL ? issue : discussion;
	struct thread thread = {0};

	if (gone == NULL || value_get(gone, STR("number")) == NULL ||
	    !take_is_among(take_text(event, "action"), "deleted transferred") || take_text(event, "action").n == 0)
		return false;
	thread.external_id = thread_id(arena, url_of(gone), repository, issue != NULL ? "#" : "/discussions/",
				       take_id(arena, gone, "number"));
	if (comment != NULL) {
		add_text(reading, &thread, comment, comment_id(arena, comment));
		thread.messages[0].visibility = THREAD_INTERNAL;
	} else {
		thread.is_deleted = true;
	}
	import_messages(reading->import, &thread);
	return true;
}

/* "owner/old" of an event that it was renamed; "" of any other. */
static struct str old_name(struct arena *arena, const struct value *event, struct str name)
{
	struct str from = take_text(take_map(take_map(take_map(event, "changes"), "repository"), "name"), "from");
	ptrdiff_t slash = str_find_char(name, '/');

	return from.n != 0 && slash > 0
		   ? arena_printf(arena, "%.*s/%.*s", STR_ARG(str_slice(name, 0, (size_t)slash)), STR_ARG(from))
		   : STR("");
}

/* With the name behind it, unless it is among them. */
static struct str with_name(struct arena *arena, struct str names, struct str name)
{
	struct str rest = names, known;

	while (rest.n != 0 && str_split(&rest, ' ', &known))
		if (str_eq_nocase(known, name))
			return names;
	return names.n == 0 ? name : arena_printf(arena, "%.*s %.*s", STR_ARG(names), STR_ARG(name));
}

/* All names that exports have told of it, with a blank between them: threads of earlier ones go by those. */
static struct str all_names(struct reading *reading, const struct value *repository, const struct value *event,
			    struct str name)
{
	struct arena *arena = &reading->page;
	struct str id = first_text(repository, "node_id", "id"), names, old = old_name(arena, event, name);

	if (id.n == 0)
		id = take_id(arena, repository, "id");
	if (id.n == 0)
		return name;
	names = import_recall(reading->import, arena, "repository", id);
	if (old.n != 0)
		names = with_name(arena, names, old);
	names = with_name(arena, names, name);
	import_remember(reading->import, "repository", id, names);
	return names;
}

/*
 * What a record of a repository says of all its threads: that it is private now. And an event in which nothing else
 * than the repository was deleted, or made private, whatever its record says.
 */
static void take_repository(struct reading *reading, const struct value *repository, const struct value *event)
{
	static const char others[] = "action repository organization sender installation enterprise changes";
	struct str name = first_text(repository, "full_name", "nameWithOwner"), names;
	bool is_gone = event != NULL && take_text(event, "action").n != 0 &&
		       take_is_among(take_text(event, "action"), "deleted privatized");

	if (name.n == 0 || str_find_char(name, '/') < 0)
		return;
	for (uint32_t i = 0; is_gone && i < event->as.map.n; i++)
		is_gone = take_is_among(event->as.map.at[i].key, others);
	import_found_something(reading->import);
	names = all_names(reading, repository, event, name);
	if (is_gone || is_private(NULL, repository) || json_is_ambiguous(repository))
		while (names.n != 0 && str_split(&names, ' ', &name))
			import_close_place(reading->import, name);
}

/* {"pullRequests": {"nodes": […]}}: what is in it may say nowhere what it is. */
static bool is_of_pull_requests(const struct value_pair *pair)
{
	return str_eq(pair->key, STR("pullRequests")) || str_eq(pair->key, STR("pull_requests")) ||
	       str_eq(pair->key, STR("pullRequest")) || str_eq(pair->key, STR("pull_request"));
}

static void walk(struct reading *reading, const struct value *value, const struct value *repository, unsigned depth)
{
	if (depth > MAX_WALK)
		return;
	if (value->kind == VALUE_LIST) {
		for (uint32_t i = 0; i < value->as.list.n; i++)
			walk(reading, value->as.list.at[i], repository, depth + 1);
		return;
	}
	if (value->kind != VALUE_MAP)
		return;
	/* in what a search finds, each says of which repository it is */
	if (take_map(value, "repository") != NULL)
		repository = take_map(value, "repository");
	if (is_discussion(value)) {
		read_discussion(reading, value, repository);
	} else if (is_issue(value)) {
		read_issue(reading, value, repository);
	} else if (is_comment(value)) {
		read_comment(reading, value);
	} else if (is_user(value)) {
		struct thread_person person = take_user(value, THREAD_ROLE_UNKNOWN);

		import_person(reading->import, &person);
		import_found_something(reading->import);
	} else {
		/* an answer of GraphQL, a webhook's event, or a repository by itself */
		take_repository(reading, take_map(value, "repository"), value);
		take_repository(reading, value, NULL);
		if (take_removal(reading, value, repository))
			return;
		for (uint32_t i = 0; i < value->as.map.n; i++)
			if (!str_eq(value->as.map.at[i].key, STR("changes")) &&
			    !is_of_pull_requests(&value->as.map.at[i]))
				walk(reading, value->as.map.at[i].value, repository, depth + 1);
	}
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	(void)container;
	if (!github_archive_take(reading, record))
		walk(reading, record, take_map(record, "repository"), 0);
}

const struct reader reader_github = {
    .system = "github",
    .title = "GitHub",
    .expects = "JSON of issues or discussions with their comments (REST, GraphQL, gh, python-github-backup), or a "
	       "migration archive",
    .signs = "\"author_association\"|\"authorAssociation\"|\"state_reason\"|api.github.com|\"nameWithOwner\"|\"comment_"
	     "data\"|\"issue_comment\"",
    .is_first = github_archive_is_first,
    .begin = github_archive_begin,
    .read = readers_read_json,
    .take = take_record,
    .end = github_archive_end,
};
