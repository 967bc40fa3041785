#include "generator/tickets/github_archive.h"

#include "common/map.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/take.h"

struct state {
	struct map repositories; /* "owner/name" in small letters, and whether that is public */
};

bool github_archive_is_first(struct str path)
{
	return str_starts(str_from(path, (size_t)(str_rfind_char(path, '/') + 1)), STR("repositories_"));
}

void github_archive_begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->repositories);
	reading->state = state;
}

void github_archive_end(struct reading *reading)
{
	struct state *state = reading->state;

	map_release(&state->repositories);
}

/* ---- addresses ---- */

/* What stands behind the last "/": the login of a user, the name of a label. */
static struct str last_part(struct str url)
{
	return str_from(url, (size_t)(str_rfind_char(url, '/') + 1));
}

static struct str login_of(struct str url)
{
	struct str login = last_part(url);

	return str_starts(login, STR("@")) ? str_from(login, 1) : login;
}

/* "owner/name" of "https://github.com/owner/name/issues/7#event-1", on whatever host. */
static struct str repository_of(struct str url)
{
	ptrdiff_t host = str_find(url, STR("://")), slash;
	size_t from, end;

	if (host < 0)
		return STR("");
	url = str_from(url, (size_t)host + 3);
	slash = str_find_char(url, '/');
	if (slash < 0)
		return STR("");
	from = (size_t)slash + 1;
	slash = str_find_char(str_from(url, from), '/');
	if (slash < 0)
		return STR("");
	for (end = from + (size_t)slash + 1; end < url.n && url.s[end] != '/' && url.s[end] != '#';)
		end++;
	return str_slice(url, from, end);
}

/* "owner/name#7", as the other forms of GitHub's exports have it; "" when the address is no issue's. */
static struct str issue_id(struct arena *arena, struct str url)
{
	ptrdiff_t at = str_find(url, STR("/issues/"));
	struct str number;
	size_t n = 0;

	if (at < 0)
		return STR("");
	number = str_from(url, (size_t)at + strlen("/issues/"));
	while (n < number.n && str_is_digit(number.s[n]))
		n++;
	if (n == 0 || repository_of(url).n == 0)
		return STR("");
	return arena_printf(arena, "%.*s#%.*s", STR_ARG(repository_of(url)), STR_ARG(str_slice(number, 0, n)));
}

static struct str repository_key(struct arena *arena, struct str url)
{
	struct str name = repository_of(url);
	char *key = arena_alloc(arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		key[i] = str_lower_char(name.s[i]);
	return str_n(key, name.n);
}

/* An archive that does not tell of a repository does not say that it is public. */
static bool is_private(struct reading *reading, struct str url)
{
	const struct state *state = reading->state;
	const struct map_entry *entry = map_find(&state->repositories, repository_key(&reading->page, url));

	return entry == NULL || entry->value.number == 0;
}

/* ---- people ---- */

static void tell_role(struct reading *reading, struct str url, enum thread_role role)
{
	struct thread_person person = {.id = login_of(url), .user = login_of(url), .role = role};

	if (person.id.n != 0 && !str_eq(person.id, STR("ghost")))
		import_person(reading->import, &person);
}

static void read_user(struct reading *reading, const struct value *record)
{
	const struct value *emails = take_list(record, "emails");
	struct thread_person person = {.id = take_text(record, "login"),
				       .user = take_text(record, "login"),
				       .name = take_text(record, "name"),
				       .email = take_text(record, "email"),
				       .org = str_trim(take_text(record, "company"))};

	if (person.id.n == 0)
		person.id = person.user = login_of(take_text(record, "url"));
	if (str_starts(person.org, STR("@")))
		person.org = str_from(person.org, 1);
	import_person(reading->import, &person);
	for (uint32_t i = 0; emails != NULL && i < emails->as.list.n; i++) {
		person.email = take_text(emails->as.list.at[i], "address");
		if (person.email.n != 0)
			import_person(reading->import, &person);
	}
	import_found_something(reading->import);
}

static void read_bot(struct reading *reading, const struct value *record)
{
	tell_role(reading, take_text(record, "url"), THREAD_MACHINE);
	tell_role(reading, take_text(record, "login"), THREAD_MACHINE);
}

static void read_members(struct reading *reading, const struct value *record)
{
	const struct value *members = take_list(record, "members");

	for (uint32_t i = 0; members != NULL && i < members->as.list.n; i++)
		tell_role(reading, take_text(members->as.list.at[i], "user"), THREAD_AGENT);
}

static void read_repository(struct reading *reading, const struct value *record)
{
	struct state *state = reading->state;
	const struct value *people = take_list(record, "collaborators");
	struct str url = take_text(record, "url"), visibility = take_text(record, "visibility");
	struct map_entry *entry;
	bool added;

	for (uint32_t i = 0; people != NULL && i < people->as.list.n; i++) {
		struct str may = take_text(people->as.list.at[i], "permission");

		if (take_is_among(may, "admin maintain write push triage") && may.n != 0)
			tell_role(reading, take_text(people->as.list.at[i], "user"), THREAD_AGENT);
	}
	tell_role(reading, take_text(record, "owner"), THREAD_AGENT);
	entry = map_add(&state->repositories, repository_key(&reading->run, url), &added);
	if (added)
		entry->value.number = 1;
	if (json_is_ambiguous(record) || !take_is_false(record, "private") ||
	    (visibility.n != 0 && !str_eq(visibility, STR("public"))))
		entry->value.number = 0;
}

/* ---- issues ---- */

static void set_author(struct reading *reading, struct thread *thread, struct thread_message *message, struct str url)
{
	struct thread_person person = {.id = login_of(url), .user = login_of(url)};

	/* "https://github.com/apps/stale" */
	if (str_find(url, STR("/apps/")) >= 0 || str_ends(url, STR("[bot]")))
		message->role = person.role = THREAD_MACHINE;
	if (str_eq(person.id, STR("ghost"))) /* whose account is gone */
		message->role = THREAD_CUSTOMER;
	else if (person.id.n != 0)
		message->author = take_new_person(&reading->page, thread, &person);
}

static void add_text(struct reading *reading, struct thread *thread, const struct value *record, struct str id)
{
	struct thread_message *message = take_new_message(&reading->page, thread);

	message->id = id;
	message->format = THREAD_MARKDOWN;
	message->body = take_text(record, "body");
	message->time = take_time(record, "created_at");
	set_author(reading, thread, message, take_text(record, "user"));
	if (!json_is_ambiguous(record) && !take_is_kept_back(record))
		message->visibility = THREAD_PUBLIC;
}

/* "help%20wanted" of an address as "help wanted". */
static struct str unescaped(struct arena *arena, struct str part)
{
	char *room = arena_alloc(arena, part.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < part.n; i++) {
		int high = i + 2 < part.n && part.s[i] == '%' ? str_hex_value(part.s[i + 1]) : -1;
		int low = high >= 0 ? str_hex_value(part.s[i + 2]) : -1;

		room[n] = low >= 0 ? (char)(high * 16 + low) : part.s[i];
		/* control characters and bytes of other alphabets stay as they are written: what is in memory is UTF-8
		 */
		if (low >= 0 && room[n] >= ' ')
			i += 2;
		else
			room[n] = part.s[i];
		n++;
	}
	return str_n(room, n);
}

static void take_labels(struct reading *reading, struct thread *thread, const struct value *record)
{
	struct arena *arena = &reading->page;
	struct str *tags = take_names(arena, take_list(record, "labels"), &thread->tags_n);

	for (size_t i = 0; i < thread->tags_n; i++) {
		if (str_find(tags[i], STR("://")) >= 0)
			tags[i] = unescaped(arena, last_part(tags[i]));
	}
	thread->tags = tags;
}

static void read_issue(struct reading *reading, const struct value *issue)
{
	struct str url = take_text(issue, "url");
	struct thread thread = {.external_id = issue_id(&reading->page, url),
				.subject = take_text(issue, "title"),
				.created = take_time(issue, "created_at"),
				.updated = take_time(issue, "updated_at"),
				.solved = take_time(issue, "closed_at"),
				.is_private = json_is_ambiguous(issue) || is_private(reading, url)};

	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "an issue has no address");
		return;
	}
	/* nothing else says that it is closed */
	thread.status = thread.solved != 0 ? THREAD_SOLVED : THREAD_OPEN;
	thread.status_name = thread.solved != 0 ? STR("closed") : STR("open");
	take_labels(reading, &thread, issue);
	add_text(reading, &thread, issue, STR("body"));
	if (thread.messages[0].role == THREAD_MACHINE) {
		import_found_something(reading->import);
		import_leave_out(reading->import, IMPORT_MACHINE, thread.external_id);
		return;
	}
	import_thread(reading->import, &thread);
}

static void read_comment(struct reading *reading, const struct value *comment)
{
	struct thread thread = {.external_id = issue_id(&reading->page, take_text(comment, "issue"))};

	if (take_text(comment, "pull_request").n != 0)
		return;
	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a comment does not say of which issue it is");
		return;
	}
	add_text(reading, &thread, comment, last_part(take_text(comment, "url")));
	import_messages(reading->import, &thread);
}

/* What an event makes of an issue's status. */
static void take_event(struct thread *thread, struct str event, const struct value *record)
{
	struct str why = take_text(record, "state_reason"), lock = take_text(record, "lock_reason");

	if (str_eq(event, STR("closed"))) {
		bool is_solved = why.n == 0 || str_eq_nocase(why, STR("completed"));

		thread->status = is_solved ? THREAD_SOLVED : THREAD_OPEN;
		thread->status_name = is_solved ? STR("closed") : why;
	} else if (str_eq(event, STR("reopened")) || str_eq(event, STR("transferred")) ||
		   str_eq(event, STR("marked_as_duplicate")) || str_eq(event, STR("converted_to_discussion"))) {
		thread->status = THREAD_OPEN;
		thread->status_name = event;
	} else if (str_eq(event, STR("locked")) &&
		   (str_eq_nocase(lock, STR("spam")) || str_eq_nocase(lock, STR("too heated")))) {
		thread->is_private = true;
	}
}

static void read_event(struct reading *reading, const struct value *record)
{
	struct thread thread = {.external_id = issue_id(&reading->page, take_text(record, "issue")),
				.updated = take_time(record, "created_at")};

	take_event(&thread, take_text(record, "event"), record);
	if (thread.external_id.n != 0 && (thread.status_name.n != 0 || thread.is_private))
		import_messages(reading->import, &thread);
}

static void pass_over(struct reading *reading, const struct value *record)
{
	(void)reading, (void)record;
}

static const struct {
	const char *type;
	void (*read)(struct reading *reading, const struct value *record);
} kinds[] = {
    {"issue", read_issue},
    {"issue_comment", read_comment},
    {"issue_event", read_event},
    {"user", read_user},
    {"mannequin", read_user},
    {"bot", read_bot},
    {"organization", read_members},
    {"team", read_members},
    {"repository", read_repository},
    {"pull_request", pass_over},
    {"pull_request_review", pass_over},
    {"pull_request_review_comment", pass_over},
    {"pull_request_review_thread", pass_over},
    {"commit_comment", pass_over},
    {"attachment", pass_over},
    {"milestone", pass_over},
    {"release", pass_over},
    {"project", pass_over},
    {"protected_branch", pass_over},
    {"repository_file", pass_over},
};

bool github_archive_take(struct reading *reading, const struct value *record)
{
	struct str type = take_text(record, "type");

	/* the API has objects where an archive has addresses, and another form of them */
	if (type.n == 0 || str_find(take_text(record, "url"), STR("://")) < 0 ||
	    str_find(take_text(record, "url"), STR("://api.")) >= 0 || take_map(record, "user") != NULL ||
	    value_get(record, STR("node_id")) != NULL)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_eq(type, str_c(kinds[i].type))) {
			kinds[i].read(reading, record);
			return true;
		}
	return false;
}
