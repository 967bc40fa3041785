#include "generator/tickets/thread.h"

#include "common/escape.h"
#include "generator/tickets/json_records.h"

/* Version of the record; another one is not read. */
#define RECORD_VERSION 1

static const char *const role_names[] = {"", "customer", "agent", "machine"};
static const char *const status_names[] = {"", "open", "solved", "closed"};

const char *thread_role_name(enum thread_role role)
{
	return role_names[role];
}

const char *thread_status_name(enum thread_status status)
{
	return status_names[status];
}

/* ---- packing: JSON, without what is empty or 0 ---- */

static void key(struct buf *out, const char *name)
{
	if (out->n != 0 && out->s[out->n - 1] != '{')
		buf_char(out, ',');
	buf_printf(out, "\"%s\":", name);
}

static void add_text(struct buf *out, const char *name, struct str text)
{
	if (text.n == 0)
		return;
	key(out, name);
	buf_char(out, '"');
	escape_json(out, text);
	buf_char(out, '"');
}

static void add_number(struct buf *out, const char *name, int64_t number)
{
	if (number == 0)
		return;
	key(out, name);
	buf_int(out, number);
}

static void next_item(struct buf *out)
{
	if (out->s[out->n - 1] != '[')
		buf_char(out, ',');
}

static void pack_person(struct buf *out, const struct thread_person *person)
{
	next_item(out);
	buf_char(out, '{');
	add_text(out, "id", person->id);
	add_number(out, "role", person->role);
	add_number(out, "suspended", person->is_suspended);
	add_text(out, "name", person->name);
	add_text(out, "email", person->email);
	add_text(out, "phone", person->phone);
	add_text(out, "user", person->user);
	add_text(out, "org", person->org);
	add_text(out, "domain", person->domain);
	add_text(out, "external", person->external_id);
	buf_char(out, '}');
}

static void pack_message(struct buf *out, const struct thread_message *message)
{
	next_item(out);
	buf_char(out, '{');
	add_text(out, "id", message->id);
	add_number(out, "author", message->author == THREAD_NOBODY ? 0 : (int64_t)message->author + 1);
	add_number(out, "role", message->role);
	add_number(out, "visibility", message->visibility);
	add_number(out, "format", message->format);
	add_number(out, "answer", message->is_answer);
	add_number(out, "redacted", message->is_redacted);
	add_number(out, "mark", message->is_mark);
	add_number(out, "attachments", message->attachments);
	add_number(out, "time", message->time);
	add_text(out, "subject", message->subject);
	add_text(out, "to", message->to);
	add_text(out, "body", message->body);
	buf_char(out, '}');
}

void thread_pack(struct buf *out, const struct thread *thread)
{
	buf_char(out, '{');
	add_number(out, "version", RECORD_VERSION);
	add_text(out, "system", thread->system);
	add_text(out, "id", thread->external_id);
	add_text(out, "number", thread->number);
	add_text(out, "subject", thread->subject);
	add_text(out, "topic", thread->topic);
	add_text(out, "language", thread->language);
	add_number(out, "status", thread->status);
	add_text(out, "status_name", thread->status_name);
	add_number(out, "created", thread->created);
	add_number(out, "solved", thread->solved);
	add_number(out, "updated", thread->updated);
	add_number(out, "expected", thread->expected_n);
	add_number(out, "internal", thread->internal_n);
	add_number(out, "deleted", thread->is_deleted);
	add_number(out, "private", thread->is_private);
	add_number(out, "more", thread->has_more);
	add_number(out, "last", thread->is_last);
	add_number(out, "bare", thread->is_bare);
	add_number(out, "hides_roles", thread->hides_roles);
	add_number(out, "unmarked", thread->is_unmarked);
	key(out, "tags");
	buf_char(out, '[');
	for (size_t i = 0; i < thread->tags_n; i++) {
		next_item(out);
		buf_char(out, '"');
		escape_json(out, thread->tags[i]);
		buf_char(out, '"');
	}
	buf_char(out, ']');
	key(out, "people");
	buf_char(out, '[');
	for (size_t i = 0; i < thread->people_n; i++)
		pack_person(out, &thread->people[i]);
	buf_char(out, ']');
	key(out, "messages");
	buf_char(out, '[');
	for (size_t i = 0; i < thread->messages_n; i++)
		pack_message(out, &thread->messages[i]);
	buf_lit(out, "]}");
}

/* ---- unpacking ---- */

static struct str text(const struct value *map, const char *name)
{
	const struct value *value = value_get(map, str_c(name));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static int64_t number(const struct value *map, const char *name)
{
	const struct value *value = value_get(map, str_c(name));

	return value != NULL && value->kind == VALUE_INT ? value->as.integer : 0;
}

/* A number of an enum; what is too large becomes 0, the careful value. */
static unsigned choice(const struct value *map, const char *name, unsigned most)
{
	int64_t value = number(map, name);

	return value < 0 || value > most ? 0 : (unsigned)value;
}

static const struct value *list(const struct value *map, const char *name, size_t *n)
{
	const struct value *value = value_get(map, str_c(name));

	*n = value != NULL && value->kind == VALUE_LIST ? value->as.list.n : 0;
	return value;
}

static struct thread_person unpack_person(const struct value *map)
{
	return (struct thread_person){
	    .id = text(map, "id"),
	    .role = choice(map, "role", THREAD_MACHINE),
	    .is_suspended = number(map, "suspended") != 0,
	    .name = text(map, "name"),
	    .email = text(map, "email"),
	    .phone = text(map, "phone"),
	    .user = text(map, "user"),
	    .org = text(map, "org"),
	    .domain = text(map, "domain"),
	    .external_id = text(map, "external"),
	};
}

static struct thread_message unpack_message(const struct value *map, size_t people_n)
{
	int64_t author = number(map, "author");

	return (struct thread_message){
	    .id = text(map, "id"),
	    .author = author >= 1 && author <= (int64_t)people_n ? (uint32_t)(author - 1) : THREAD_NOBODY,
	    .role = choice(map, "role", THREAD_MACHINE),
	    .visibility = choice(map, "visibility", THREAD_PUBLIC),
	    .format = choice(map, "format", THREAD_CHAT),
	    .is_answer = number(map, "answer") == 1,
	    .is_redacted = number(map, "redacted") != 0,
	    .is_mark = number(map, "mark") == 1,
	    .attachments = choice(map, "attachments", UINT16_MAX),
	    .time = number(map, "time"),
	    .subject = text(map, "subject"),
	    .to = text(map, "to"),
	    .body = text(map, "body"),
	};
}

static void unpack_lists(struct arena *arena, const struct value *map, struct thread *thread)
{
	const struct value *tags = list(map, "tags", &thread->tags_n), *people = list(map, "people", &thread->people_n),
			   *messages = list(map, "messages", &thread->messages_n);

	thread->tags = arena_array(arena, thread->tags_n, sizeof(*thread->tags));
	for (size_t i = 0; i < thread->tags_n; i++)
		thread->tags[i] = tags->as.list.at[i]->kind == VALUE_STR ? tags->as.list.at[i]->as.str : STR("");
	thread->people = arena_array(arena, thread->people_n, sizeof(*thread->people));
	for (size_t i = 0; i < thread->people_n; i++)
		thread->people[i] = unpack_person(people->as.list.at[i]);
	thread->messages = arena_array(arena, thread->messages_n, sizeof(*thread->messages));
	for (size_t i = 0; i < thread->messages_n; i++)
		thread->messages[i] = unpack_message(messages->as.list.at[i], thread->people_n);
}

int thread_unpack(struct arena *arena, struct str record, struct thread *thread)
{
	const struct value *map = json_tree(arena, record, NULL);

	if (map == NULL || map->kind != VALUE_MAP || number(map, "version") != RECORD_VERSION)
		return -1;
	*thread = (struct thread){
	    .system = text(map, "system"),
	    .external_id = text(map, "id"),
	    .number = text(map, "number"),
	    .subject = text(map, "subject"),
	    .topic = text(map, "topic"),
	    .language = text(map, "language"),
	    .status = choice(map, "status", THREAD_CLOSED),
	    .status_name = text(map, "status_name"),
	    .created = number(map, "created"),
	    .solved = number(map, "solved"),
	    .updated = number(map, "updated"),
	    .expected_n = choice(map, "expected", UINT32_MAX),
	    .internal_n = choice(map, "internal", UINT32_MAX),
	    .is_deleted = number(map, "deleted") != 0,
	    .is_private = number(map, "private") != 0,
	    .has_more = number(map, "more") != 0,
	    .is_last = number(map, "last") != 0,
	    .is_bare = number(map, "bare") != 0,
	    .hides_roles = number(map, "hides_roles") != 0,
	    .is_unmarked = number(map, "unmarked") != 0,
	};
	unpack_lists(arena, map, thread);
	return 0;
}
