/* Zammad: tickets, articles and users of the API, with names (expand) or numbers of states. */
#include "common/map.h"
#include "generator/tickets/filed.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

static const struct {
	const char *name, *number;
	enum thread_status status;
} states[] = {
    {"new", "1", THREAD_OPEN},		{"open", "2", THREAD_OPEN},	{"pending reminder", "3", THREAD_OPEN},
    {"closed", "4", THREAD_CLOSED},	{"merged", "5", THREAD_CLOSED}, {"removed", "6", THREAD_OPEN},
    {"pending close", "7", THREAD_OPEN}};

/* What a team calls its own states; each is of one of these types. */
static const struct {
	const char *name, *number, *state;
} types[] = {{"new", "1", "new"},
	     {"open", "2", "open"},
	     {"pending reminder", "3", "pending reminder"},
	     {"pending action", "4", "pending close"},
	     {"closed", "5", "closed"},
	     {"merged", "6", "merged"},
	     {"removed", "7", "removed"}};

struct state {
	struct map states; /* name or "#number" of the export's own list -> one of `types` + 1, 0: none of them */
	struct filed groups;
};

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->states);
	filed_init(&state->groups);
	reading->state = state;
}

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	filed_end(&state->groups, reading);
	map_release(&state->states);
}

static bool is_state(const struct value *record)
{
	return take_text(record, "name").n != 0 &&
	       (value_get(record, STR("state_type_id")) != NULL || take_text(record, "state_type").n != 0);
}

static void read_state(struct reading *reading, const struct value *record)
{
	struct state *state = reading->state;
	struct str type = take_text(record, "state_type"), number = take_id(&reading->page, record, "state_type_id"),
		   id = take_id(&reading->page, record, "id");
	uint64_t found = 0;

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (type.n != 0 ? str_eq(type, str_c(types[i].name)) : str_eq(number, str_c(types[i].number)))
			found = i + 1;
	map_add(&state->states, arena_str(&reading->run, take_text(record, "name")), NULL)->value.number = found;
	map_add(&state->states, arena_printf(&reading->run, "#%.*s", STR_ARG(id)), NULL)->value.number = found;
}

/* The name that a new Zammad gives states of that type, where the export says of which it is. */
static void find_state(struct reading *reading, struct str *name, struct str number)
{
	const struct state *state = reading->state;
	struct str key = name->n != 0 ? *name : arena_printf(&reading->page, "#%.*s", STR_ARG(number));
	const struct map_entry *entry = map_find(&state->states, key);

	if (entry != NULL && entry->value.number != 0)
		*name = str_c(types[entry->value.number - 1].state);
}

/* What the export's list of states says counts, then a name, then the number that a new Zammad gives its states. */
static void take_state(struct reading *reading, struct thread *thread, const struct value *ticket)
{
	struct str name = take_text(ticket, "state"), number = take_id(&reading->page, ticket, "state_id");

	find_state(reading, &name, number);
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (name.n != 0 ? str_eq(name, str_c(states[i].name)) : str_eq(number, str_c(states[i].number))) {
			thread->status = states[i].status;
			thread->status_name = str_c(states[i].name);
		}
	if (thread->status == THREAD_STATUS_UNKNOWN)
		import_unknown(reading->import, "state", name.n != 0 ? name : number.n != 0 ? number : STR("(none)"));
}

/* An absence note of a customer, or the receipt that Zammad sends. */
static bool is_automatic(const struct value *article)
{
	return take_is_set(take_map(article, "preferences"), "is-auto-response");
}

/* Who mails encrypted wants nobody else to read it. */
static bool was_encrypted(const struct value *article)
{
	const struct value *security = take_map(take_map(article, "preferences"), "security");

	return take_is_set(take_map(security, "encryption"), "success");
}

static const char known_types[] = "email sms chat fax phone twitter telegram note web whatsapp facebook "
				  "twitter-status twitter-direct-message facebook-feed-post facebook-feed-comment "
				  "personal-message telegram-personal-message whatsapp-message";

/* "twitter direct-message" in one word. */
static struct str type_of(struct arena *arena, const struct value *article)
{
	struct str type = take_text(article, "type");
	char *word = arena_alloc(arena, type.n + 1);

	for (size_t i = 0; i < type.n; i++)
		word[i] = type.s[i] == ' ' ? '-' : type.s[i];
	return str_n(word, type.n);
}

static void read_article(struct reading *reading, const struct value *article)
{
	struct arena *arena = &reading->page;
	struct thread thread = {.external_id = take_id(arena, article, "ticket_id")};
	struct thread_message *message = take_new_message(arena, &thread);
	struct str type = type_of(arena, article), sender = take_text(article, "sender"),
		   number = take_id(arena, article, "sender_id");
	struct thread_person person;

	message->id = take_id(arena, article, "id");
	message->time = take_time(article, "created_at");
	message->body = take_text(article, "body");
	message->format = str_eq(take_text(article, "content_type"), STR("text/html")) ? THREAD_HTML : THREAD_TEXT;
	if (sender.n == 0)
		sender = str_eq(number, STR("1"))   ? STR("Agent")
			 : str_eq(number, STR("2")) ? STR("Customer")
			 : str_eq(number, STR("3")) ? STR("System")
						    : number;
	if (str_eq(sender, STR("System")) || is_automatic(article))
		message->role = THREAD_MACHINE;
	else if (str_eq(sender, STR("Agent")))
		message->role = THREAD_AGENT;
	else if (str_eq(sender, STR("Customer")))
		message->role = THREAD_CUSTOMER;
	else
		import_unknown(reading->import, "sender", sender.n != 0 ? sender : STR("(none)"));
	person = take_person_of(take_text(article, "from"));
	/* who is told with the article wrote it; the id of who typed it in may be another's */
	person.role = message->role == THREAD_MACHINE ? THREAD_ROLE_UNKNOWN : message->role;
	if (person.name.n + person.email.n != 0)
		message->author = take_new_person(arena, &thread, &person);
	if (message->role == THREAD_AGENT)
		take_address(arena, &thread, take_text(article, "to"));
	take_address(arena, &thread, take_text(article, "cc"));
	take_address(arena, &thread, take_text(article, "reply_to"));
	if (type.n != 0 && !take_is_among(type, known_types))
		import_unknown(reading->import, "type of an article", type);
	if ((type.n == 0 || take_is_among(type, known_types)) && take_is_false(article, "internal") &&
	    !take_is_kept_back(article) && message->role != THREAD_ROLE_UNKNOWN)
		message->visibility = THREAD_PUBLIC;
	thread.is_private = was_encrypted(article);
	if (thread.external_id.n == 0)
		import_fault(reading->import, STR(""), "an article does not say of which ticket it is");
	else
		import_messages(reading->import, &thread);
}

static void read_ticket(struct reading *reading, const struct value *ticket)
{
	struct arena *arena = &reading->page;
	struct state *state = reading->state;
	const struct value *count = value_get(ticket, STR("article_count")), *articles = take_list(ticket, "articles");
	struct str group = take_text(ticket, "group");
	struct thread_person organisation = {.org = take_text(ticket, "organization")};
	struct thread thread = {.external_id = take_id(arena, ticket, "id"),
				.number = take_id(arena, ticket, "number"),
				.subject = take_text(ticket, "title"),
				.created = take_time(ticket, "created_at"),
				.updated = take_time(ticket, "updated_at"),
				.solved = take_time(ticket, "close_at"),
				.is_private = json_is_ambiguous(ticket)};

	thread.tags = take_names(arena, take_list(ticket, "tags"), &thread.tags_n);
	if (import_is_denied(reading->import, group))
		thread.topic = group;
	if (count != NULL && count->kind == VALUE_INT && count->as.integer > 0 && count->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)count->as.integer;
	take_state(reading, &thread, ticket);
	filed_thread(&state->groups, reading, "group", take_id(arena, ticket, "group_id"), thread.external_id);
	if (str_eq(thread.status_name, STR("merged"))) {
		import_found_something(reading->import);
		import_leave_out(reading->import, IMPORT_MERGED, thread.external_id);
		return;
	}
	thread.is_deleted = str_eq(thread.status_name, STR("removed"));
	if (organisation.org.n != 0)
		(void)take_new_person(arena, &thread, &organisation);
	/* logins, which are addresses */
	take_address(arena, &thread, take_text(ticket, "customer"));
	take_address(arena, &thread, take_text(ticket, "owner"));
	import_thread(reading->import, &thread);
	for (uint32_t i = 0; articles != NULL && i < articles->as.list.n; i++)
		if (articles->as.list.at[i]->kind == VALUE_MAP)
			read_article(reading, articles->as.list.at[i]);
}

static void read_user(struct reading *reading, const struct value *user)
{
	struct arena *arena = &reading->page;
	struct thread_person person = {
	    .id = take_id(arena, user, "id"),
	    .name = take_full_name(arena, take_text(user, "firstname"), take_text(user, "lastname")),
	    .email = take_text(user, "email"),
	    .phone = take_id(arena, user, "phone"),
	    .user = take_text(user, "login"),
	    .org = take_text(user, "organization")};

	import_person(reading->import, &person);
	import_found_something(reading->import);
}

static void read_organisation(struct reading *reading, const struct value *record)
{
	struct thread_person person = {.org = take_text(record, "name"), .domain = take_text(record, "domain")};

	import_person(reading->import, &person);
	import_found_something(reading->import);
}

static void take_record(struct reading *reading, struct str container, const struct value *record);

/* A ticket with all that belongs to it (?all=true): {"Ticket": {"1": {…}}, "TicketArticle": {…}, "User": {…}}. */
static void take_assets(struct reading *reading, const struct value *assets)
{
	static const char *const kinds[] = {"User", "Organization", "TicketState", "Group", "Ticket", "TicketArticle"};

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		const struct value *records = take_map(assets, kinds[k]);

		for (uint32_t i = 0; records != NULL && i < records->as.map.n; i++)
			if (records->as.map.at[i].value->kind == VALUE_MAP)
				take_record(reading, str_c(kinds[k]), records->as.map.at[i].value);
	}
}

static bool is_group(struct reading *reading, struct str container, const struct value *record)
{
	return take_text(record, "name").n != 0 &&
	       (str_eq(container, STR("Group")) || value_get(record, STR("follow_up_possible")) != NULL ||
		value_get(record, STR("assignment_timeout")) != NULL || str_find(reading->path, STR("group")) >= 0);
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	struct state *state = reading->state;

	if (is_state(record))
		read_state(reading, record);
	else if (value_get(record, STR("ticket_id")) != NULL && value_get(record, STR("body")) != NULL)
		read_article(reading, record);
	else if (value_get(record, STR("title")) != NULL && value_get(record, STR("number")) != NULL)
		read_ticket(reading, record);
	else if (value_get(record, STR("firstname")) != NULL || value_get(record, STR("login")) != NULL)
		read_user(reading, record);
	else if (value_get(record, STR("domain")) != NULL && take_text(record, "name").n != 0)
		read_organisation(reading, record);
	else if (is_group(reading, container, record))
		filed_name(&state->groups, reading, "group", take_id(&reading->page, record, "id"),
			   take_text(record, "name"));
	else if (take_map(record, "assets") != NULL)
		take_assets(reading, take_map(record, "assets"));
	else {
		readers_take_each(reading, take_list(record, "tickets"), "tickets");
		readers_take_each(reading, take_list(record, "ticket_articles"), "articles");
		readers_take_each(reading, take_list(record, "users"), "users");
		readers_take_each(reading, take_list(record, "organizations"), "organizations");
	}
}

static bool is_first(struct str path)
{
	return str_find(path, STR("state")) >= 0 || str_find(path, STR("group")) >= 0;
}

const struct reader reader_zammad = {
    .system = "zammad",
    .title = "Zammad",
    .expects = "JSON of tickets and of their articles",
    .signs =
	"\"article_count\"|\"content_type\"|\"ticket_article_ids\"|\"TicketArticle\"|\"sender_id\"|\"pending_time\"",
    .is_first = is_first,
    .begin = begin,
    .read = readers_read_json,
    .take = take_record,
    .end = end,
};
