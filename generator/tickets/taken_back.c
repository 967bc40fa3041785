#include "generator/tickets/taken_back.h"

#include "common/map.h"
#include "common/utf8.h"
#include "generator/tickets/extract.h"

static bool lacks_word(struct str before, struct str after)
{
	struct str word;
	struct map words;
	bool lacks = false;

	map_init(&words);
	while (utf8_next_word(&after, &word))
		(void)map_add(&words, word, NULL);
	while (!lacks && utf8_next_word(&before, &word))
		lacks = map_find(&words, word) == NULL;
	map_release(&words);
	return lacks;
}

static bool lacks_words(const struct thread_message *before, const struct thread_message *after)
{
	struct extract old, new;
	bool lacks;

	if (before->format == after->format && str_eq(before->body, after->body))
		return false;
	extract_init(&old);
	extract_init(&new);
	extract_body(&old, before->format, before->body);
	extract_body(&new, after->format, after->body);
	lacks = lacks_word(buf_view(&old.text), buf_view(&new.text));
	extract_release(&old);
	extract_release(&new);
	return lacks;
}

static bool is_same(const struct thread_message *a, const struct thread_message *b)
{
	return a->id.n != 0 ? str_eq(a->id, b->id) : b->id.n == 0 && a->time == b->time && a->role == b->role;
}

/* Another layout of the same system's exports may call it something else. */
static bool says_the_same(const struct thread_message *a, const struct thread_message *b)
{
	return a->role == b->role && a->format == b->format && str_eq(a->body, b->body);
}

/* Of messages without an id several may be meant: one of them must have it all. */
static bool is_still_there(const struct thread_message *message, const struct thread *after)
{
	for (size_t i = 0; i < after->messages_n; i++)
		if (says_the_same(message, &after->messages[i]) ||
		    (is_same(message, &after->messages[i]) && !lacks_words(message, &after->messages[i])))
			return true;
	return false;
}

bool taken_back_subject(const struct thread *before, const struct thread *after)
{
	return after->subject.n != 0 && lacks_word(before->subject, after->subject);
}

bool taken_back(const struct thread *before, const struct thread *after)
{
	if (lacks_word(before->subject, after->subject))
		return true;
	for (size_t i = 0; i < before->messages_n; i++)
		if (!is_still_there(&before->messages[i], after))
			return true;
	return false;
}

/* ---- a part of a thread ---- */

static bool is_all(struct str id, char from, char to)
{
	for (size_t i = 0; i < id.n; i++)
		if (id.s[i] < from || id.s[i] > to)
			return false;
	return id.n != 0;
}

char taken_back_form(struct str id)
{
	return id.n == 0 ? '-' : is_all(id, 'a', 'z') ? 'a' : is_all(id, '0', '9') ? '0' : 'x';
}

/*
 * Full exports in XML give no ids, and two interfaces of one system give numbers and keys. "description" is the same
 * one everywhere.
 */
bool taken_back_are_other_forms(char a, char b)
{
	return a == '-' || b == '-' || (a != 'a' && b != 'a' && (a == '0') != (b == '0'));
}

static bool has_other_ids(struct str a, struct str b)
{
	return taken_back_are_other_forms(taken_back_form(a), taken_back_form(b));
}

struct str taken_back_words(struct arena *arena, const struct thread_message *message)
{
	struct extract extract;
	struct buf words;
	struct str rest, word;

	extract_init(&extract);
	buf_init(&words, BUF_NO_LIMIT);
	extract_body(&extract, message->format, message->body);
	rest = buf_view(&extract.text);
	while (utf8_next_word(&rest, &word)) {
		buf_str(&words, word);
		buf_char(&words, ' ');
	}
	word = arena_str(arena, buf_view(&words));
	buf_release(&words);
	extract_release(&extract);
	return word;
}

/* Closed messages by their ids ("#12"), and by their words. */
static void map_closed(struct arena *arena, struct map *known, const struct thread_message *closed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str words = taken_back_words(arena, &closed[i]);

		if (closed[i].id.n != 0)
			(void)map_add(known, arena_printf(arena, "#%.*s", STR_ARG(closed[i].id)), NULL);
		if (words.n != 0)
			map_add(known, words, NULL)->value.pointer = (void *)(uintptr_t)&closed[i];
	}
}

static bool is_closed(struct arena *arena, const struct map *known, const struct thread_message *message)
{
	const struct map_entry *same;

	if (message->id.n != 0 && map_find(known, arena_printf(arena, "#%.*s", STR_ARG(message->id))) != NULL)
		return true;
	same = map_find(known, taken_back_words(arena, message));
	return same != NULL && has_other_ids(message->id, ((const struct thread_message *)same->value.pointer)->id);
}

static bool lost_words(const struct thread_message *message, const struct thread *after)
{
	for (size_t i = 0; message->id.n != 0 && i < after->messages_n; i++)
		if (str_eq(after->messages[i].id, message->id) && lacks_words(message, &after->messages[i]))
			return true;
	return false;
}

bool taken_back_in_part(const struct thread *before, const struct thread *after, const struct thread_message *closed,
			size_t n)
{
	struct arena arena;
	struct map known;
	bool result = false;

	arena_init(&arena);
	map_init(&known);
	map_closed(&arena, &known, closed, n);
	for (size_t i = 0; !result && i < before->messages_n; i++)
		result = is_closed(&arena, &known, &before->messages[i]) || lost_words(&before->messages[i], after);
	map_release(&known);
	arena_release(&arena);
	return result;
}
