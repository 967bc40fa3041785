#include "generator/tickets/take.h"

#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"

struct str take_text(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

struct str take_id(struct arena *arena, const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	if (value != NULL && value->kind == VALUE_INT)
		return arena_printf(arena, "%lld", (long long)value->as.integer);
	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

const struct value *take_map(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	return value != NULL && value->kind == VALUE_MAP ? value : NULL;
}

const struct value *take_list(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	return value != NULL && value->kind == VALUE_LIST ? value : NULL;
}

/* Above this it counts milliseconds: year 5138 in seconds, 1973 in milliseconds. */
#define MOST_SECONDS 99999999999

int64_t take_time_of(struct str text)
{
	struct date date;
	int64_t number;

	if (date_parse(text, &date))
		return date_to_seconds(date);
	if (!str_to_int(text, &number) || number < 0)
		return 0;
	return number > MOST_SECONDS ? number / 1000 : number;
}

int64_t take_time(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	if (value == NULL)
		return 0;
	if (value->kind == VALUE_INT && value->as.integer > 0)
		return value->as.integer > MOST_SECONDS ? value->as.integer / 1000 : value->as.integer;
	if (value->kind == VALUE_DOUBLE && value->as.number > 0 && value->as.number < 1e15)
		return (int64_t)(value->as.number > (double)MOST_SECONDS ? value->as.number / 1000 : value->as.number);
	return value->kind == VALUE_STR ? take_time_of(value->as.str) : 0;
}

static bool is_boolean(const struct value *map, const char *key, bool expected)
{
	const struct value *value = value_get(map, str_c(key));

	return value != NULL && value->kind == VALUE_BOOL && value->as.boolean == expected && !json_is_ambiguous(map);
}

bool take_is_true(const struct value *map, const char *key)
{
	return is_boolean(map, key, true);
}

bool take_is_false(const struct value *map, const char *key)
{
	return is_boolean(map, key, false);
}

bool take_is_set(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_c(key));

	if (value == NULL || value->kind == VALUE_NULL)
		return false;
	if (value->kind == VALUE_BOOL)
		return value->as.boolean;
	return value->kind != VALUE_STR || (value->as.str.n != 0 && !str_eq(value->as.str, STR("false")));
}

/* ---- what is not for customers ---- */

/* In lower case, without "_", "-" and blanks, and without "is" in front. */
static const char kept_back[] =
    "private internal hidden deleted deletedat userdeleted ephemeral whisper confidential trashed "
    "archived spam secret agentonly staffonly draft suspended usersuspended cookedhidden deletedby minimized "
    "hiddenbylimit fivetrandeleted";
static const char shown[] =
    "public jsdpublic commentpublic visibletocustomer visibletocustomers visibleincustomerportal";
static const char closed_words[] = "private internal restricted staff agent agents team confidential secret hidden";

#define MAX_FLAG 40

static struct str plain_key(struct str key, char room[MAX_FLAG])
{
	size_t n = 0;

	for (size_t i = 0; i < key.n && n < MAX_FLAG; i++)
		if (key.s[i] != '_' && key.s[i] != '-' && key.s[i] != ' ')
			room[n++] = str_lower_char(key.s[i]);
	return n > 2 && room[0] == 'i' && room[1] == 's' ? str_n(room + 2, n - 2) : str_n(room, n);
}

static bool says_yes(const struct value *value)
{
	switch (value->kind) {
	case VALUE_BOOL:
		return value->as.boolean;
	case VALUE_INT:
		return value->as.integer != 0;
	case VALUE_STR:
		return value->as.str.n != 0 && !str_eq_nocase(value->as.str, STR("false")) &&
		       !str_eq_nocase(value->as.str, STR("no")) && !str_eq(value->as.str, STR("0"));
	case VALUE_MAP: /* by whom, or why */
		return value->as.map.n != 0;
	default:
		return false;
	}
}

static bool keeps_back(struct str name, const struct value *value)
{
	char room[MAX_FLAG];
	struct str key;

	/* texts and numbers of other things are most of a record */
	if (name.n > MAX_FLAG || name.n < 3)
		return false;
	key = plain_key(name, room);
	if (take_is_among(key, kept_back))
		return says_yes(value);
	if (take_is_among(key, shown))
		return (value->kind == VALUE_BOOL || value->kind == VALUE_INT || value->kind == VALUE_STR) &&
		       !says_yes(value);
	return str_eq(key, STR("visibility")) &&
	       (value->kind == VALUE_MAP || (value->kind == VALUE_STR && value->as.str.n < MAX_FLAG &&
					     take_is_among(plain_key(value->as.str, room), closed_words)));
}

bool take_is_kept_back(const struct value *map)
{
	if (map == NULL || map->kind != VALUE_MAP)
		return false;
	for (uint32_t i = 0; i < map->as.map.n; i++)
		if (keeps_back(map->as.map.at[i].key, map->as.map.at[i].value))
			return true;
	return false;
}

bool take_says_kept_back(struct str name, struct str text)
{
	struct value value = {.kind = VALUE_STR, .as.str = text};

	return keeps_back(name, &value);
}

bool take_is_flag(struct str name)
{
	char room[MAX_FLAG];
	struct str key;

	if (name.n > MAX_FLAG || name.n < 3)
		return false;
	key = plain_key(name, room);
	return take_is_among(key, kept_back) || take_is_among(key, shown) || str_eq(key, STR("visibility"));
}

/* ---- everybody ---- */

#define MAX_DEPTH 8

static struct str first_of(const struct value *map, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (take_text(map, *keys).n != 0)
			return take_text(map, *keys);
	return STR("");
}

static void tell_object(struct import *import, const struct value *map)
{
	static const char *const names[] = {"name", "displayName", "display_name", "real_name", "fullName", NULL};
	static const char *const certain[] = {"displayName", "real_name", "fullName", NULL};
	static const char *const emails[] = {"email", "emailAddress", "email_address", "address", NULL};
	static const char *const logins[] = {"username", "login", "nickname", NULL};
	static const char *const phones[] = {"phone", "phoneNumber", "mobile", "mobilephone", NULL};
	struct thread_person person = {.name = first_of(map, names),
				       .email = first_of(map, emails),
				       .user = first_of(map, logins),
				       .phone = first_of(map, phones)};

	if (str_find_char(person.email, '@') <= 0)
		person.email = STR("");
	if (str_eq(take_text(map, "type"), STR("mention"))) {
		person.name = take_text(take_map(map, "attrs"), "text");
		if (str_starts(person.name, STR("@")))
			person.name = str_from(person.name, 1);
	} else if (person.email.n + person.user.n + first_of(map, certain).n == 0) {
		return; /* a name of anything */
	}
	import_person(import, &person);
}

static void tell(struct import *import, const struct value *value, unsigned depth)
{
	if (depth > MAX_DEPTH || value == NULL)
		return;
	if (value->kind == VALUE_MAP) {
		tell_object(import, value);
		for (uint32_t i = 0; i < value->as.map.n; i++)
			tell(import, value->as.map.at[i].value, depth + 1);
	} else if (value->kind == VALUE_LIST) {
		for (uint32_t i = 0; i < value->as.list.n; i++) {
			const struct value *item = value->as.list.at[i];

			if (item->kind == VALUE_STR && item->as.str.n < 512 && str_find_char(item->as.str, '@') > 0) {
				struct thread_person person = take_person_of(item->as.str);

				if (person.email.n != 0)
					import_person(import, &person);
			} else {
				tell(import, item, depth + 1);
			}
		}
	}
}

void take_everybody(struct import *import, const struct value *value)
{
	tell(import, value, 0);
}

struct str take_full_name(struct arena *arena, struct str first, struct str last)
{
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(first), first.n != 0 && last.n != 0 ? " " : "", STR_ARG(last));
}

/* ---- lists ---- */

struct str *take_names(struct arena *arena, const struct value *list, size_t *n)
{
	struct str *names;

	*n = 0;
	if (list == NULL || list->kind != VALUE_LIST)
		return NULL;
	names = arena_array(arena, list->as.list.n, sizeof(*names));
	for (uint32_t i = 0; i < list->as.list.n; i++) {
		const struct value *item = list->as.list.at[i];

		if (item->kind == VALUE_STR)
			names[(*n)++] = item->as.str;
		else if (take_text(item, "name").n != 0)
			names[(*n)++] = take_text(item, "name");
	}
	return names;
}

bool take_is_among(struct str word, const char *words)
{
	struct str rest = str_c(words), one;

	while (str_split(&rest, ' ', &one)) {
		if (one.n == 0)
			continue;
		if (str_eq(one, word) || (one.s[one.n - 1] == '*' && str_starts(word, str_slice(one, 0, one.n - 1))))
			return true;
	}
	return false;
}

void take_unknown_fields(struct import *import, const struct value *map, const char *kind, const char *known)
{
	if (map == NULL || map->kind != VALUE_MAP)
		return;
	for (uint32_t i = 0; i < map->as.map.n; i++)
		if (str_starts(map->as.map.at[i].key, STR("\x1f")))
			import_unknown_field(import, kind, STR("(one that stands twice)"));
		else if (!take_is_among(map->as.map.at[i].key, known))
			import_unknown_field(import, kind, map->as.map.at[i].key);
}

/* Room is made in powers of two, so that the count tells when it is used up. */
static void *grown(struct arena *arena, void *at, size_t n, size_t size)
{
	void *more;

	if ((n & (n - 1)) != 0 && n != 0)
		return at;
	more = arena_array(arena, n == 0 ? 1 : n * 2, size);
	if (n != 0)
		memcpy(more, at, n * size);
	return more;
}

void take_more_tags(struct arena *arena, struct thread *thread, const struct str *tags, size_t n)
{
	size_t had = thread->tags_n;
	struct str *all;

	if (n == 0)
		return;
	all = arena_array(arena, had + n, sizeof(*all));
	if (had != 0)
		memcpy(all, thread->tags, had * sizeof(*all));
	memcpy(all + had, tags, n * sizeof(*all));
	thread->tags = all;
	thread->tags_n = had + n;
}

struct thread_message *take_new_message(struct arena *arena, struct thread *thread)
{
	struct thread_message *message;

	thread->messages = grown(arena, thread->messages, thread->messages_n, sizeof(*thread->messages));
	message = &thread->messages[thread->messages_n++];
	*message = (struct thread_message){.author = THREAD_NOBODY};
	return message;
}

uint32_t take_new_person(struct arena *arena, struct thread *thread, const struct thread_person *person)
{
	thread->people = grown(arena, thread->people, thread->people_n, sizeof(*thread->people));
	thread->people[thread->people_n] = *person;
	return (uint32_t)thread->people_n++;
}

struct thread_person take_person_of(struct str text)
{
	struct thread_person person = {.name = STR("")};
	ptrdiff_t open = str_rfind_char(text, '<'), close = str_rfind_char(text, '>');

	if (open < 0 && str_find_char(text, '@') > 0) {
		open = str_rfind_char(text, '(');
		close = str_rfind_char(text, ')');
	}
	if (open >= 0 && close > open) {
		person.name = str_trim(str_slice(text, 0, (size_t)open));
		person.email = str_slice(text, (size_t)open + 1, (size_t)close);
	} else if (str_find_char(text, '@') > 0) {
		person.email = str_trim(text);
	} else {
		person.name = str_trim(text);
	}
	if (person.name.n >= 2 && person.name.s[0] == '"' && person.name.s[person.name.n - 1] == '"')
		person.name = str_slice(person.name, 1, person.name.n - 1);
	return person;
}

void take_address(struct arena *arena, struct thread *thread, struct str text)
{
	struct str one;

	while (text.n != 0) {
		size_t n = 0;
		bool quoted = false;
		struct thread_person person;

		for (; n < text.n && (quoted || text.s[n] != ','); n++)
			quoted = text.s[n] == '"' ? !quoted : quoted;
		one = str_slice(text, 0, n);
		text = str_from(text, n < text.n ? n + 1 : n);
		person = take_person_of(one);
		if (person.email.n != 0)
			(void)take_new_person(arena, thread, &person);
	}
}

/* "42" of "42" and of "42.json"; "" of anything else. */
static struct str whole_number(struct str part)
{
	size_t n = 0;

	while (n < part.n && str_is_digit(part.s[n]))
		n++;
	return n == part.n || part.s[n] == '.' ? str_slice(part, 0, n) : STR("");
}

/*
 * "42" of "2024-05/tickets/42/comments-2.json"; "" where no number stands behind "tickets", or more than one, as in
 * "tickets/2024/42/comments.json".
 */
static struct str number_after_ticket(struct str path)
{
	struct str rest = path, part, number = STR("");
	bool is_behind = false, is_next = false;

	while (rest.n != 0 && str_split(&rest, '/', &part)) {
		if (is_behind && whole_number(part).n != 0) {
			if (number.n != 0 || !is_next)
				return STR("");
			number = whole_number(part);
		}
		is_next = str_eq(part, STR("tickets")) || str_eq(part, STR("ticket"));
		is_behind = is_behind || is_next;
	}
	return number;
}

/* "42" of "api_v2_tickets_42_comments.json", as who saves an address as a file calls it; "" of anything else. */
static struct str number_before_comments(struct str name)
{
	struct str number = STR("");
	bool is_next = false;

	for (size_t at = 0; at < name.n; at++) {
		size_t from = at;
		struct str part;

		while (at < name.n && str_is_alnum(name.s[at]))
			at++;
		part = str_slice(name, from, at);
		if (number.n != 0)
			return str_eq(part, STR("comments")) ? number : STR("");
		if (is_next)
			number = whole_number(part);
		is_next = str_eq(part, STR("tickets")) || str_eq(part, STR("ticket"));
	}
	return STR("");
}

struct str take_number_of_path(struct str path)
{
	struct str number = number_after_ticket(path);
	ptrdiff_t slash = str_rfind_char(path, '/');

	if (number.n == 0)
		number = number_before_comments(str_from(path, (size_t)(slash + 1)));
	if (number.n != 0)
		return number;
	for (size_t at = 0; at < path.n; at++) {
		size_t from = at;

		while (at < path.n && str_is_digit(path.s[at]))
			at++;
		if (at == from)
			continue;
		if (number.n != 0)
			return STR("");
		number = str_slice(path, from, at);
	}
	return number;
}
