#include "generator/tickets/filed.h"

#include "generator/tickets/import.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/thread.h"

/* What a place with a harmless name has for a name. */
static const struct str harmless = STR_INIT("");

void filed_init(struct filed *filed)
{
	*filed = (struct filed){0};
	map_init(&filed->places);
}

static struct map_entry *find_place(struct filed *filed, struct reading *reading, const char *kind, struct str id)
{
	struct str key = arena_printf(&reading->page, "%s %.*s", kind, STR_ARG(id));
	struct map_entry *entry = map_find(&filed->places, key);

	return entry != NULL ? entry : map_add(&filed->places, arena_str(&reading->run, key), NULL);
}

static void tell(struct reading *reading, struct str id, const struct str *place)
{
	struct thread thread = {.external_id = id, .topic = *place};

	if (place->n != 0)
		import_messages(reading->import, &thread);
}

void filed_name(struct filed *filed, struct reading *reading, const char *kind, struct str id, struct str name)
{
	struct map_entry *entry;
	struct str *copy;

	if (id.n == 0 || name.n == 0)
		return;
	entry = find_place(filed, reading, kind, id);
	if (!import_is_denied(reading->import, name)) {
		if (entry->value.const_pointer == NULL)
			entry->value.const_pointer = &harmless;
		return;
	}
	copy = ARENA_NEW(&reading->run, struct str);
	*copy = arena_str(&reading->run, name);
	entry->value.const_pointer = copy;
}

void filed_thread(struct filed *filed, struct reading *reading, const char *kind, struct str id, struct str thread)
{
	const struct map_entry *entry;
	int64_t number;

	if (id.n == 0)
		return;
	entry = find_place(filed, reading, kind, id);
	if (entry->value.const_pointer != NULL)
		tell(reading, thread, entry->value.const_pointer);
	else if (str_to_int(thread, &number))
		*vec_add(&filed->waiting) = (struct filed_thread){number, (uint32_t)(entry - filed->places.entries)};
}

void filed_end(struct filed *filed, struct reading *reading)
{
	for (size_t i = 0; i < filed->waiting.n; i++) {
		const struct filed_thread *one = &filed->waiting.at[i];
		const struct str *place = filed->places.entries[one->place].value.const_pointer;

		if (place != NULL)
			tell(reading, arena_printf(&reading->page, "%lld", (long long)one->thread), place);
		arena_clear(&reading->page);
	}
	vec_release(&filed->waiting);
	map_release(&filed->places);
}

void filed_begin_reading(struct reading *reading)
{
	struct filed *filed = ARENA_NEW(&reading->run, struct filed);

	filed_init(filed);
	reading->state = filed;
}

void filed_end_reading(struct reading *reading)
{
	filed_end(reading->state, reading);
}
