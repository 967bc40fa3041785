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

bool taken_back(const struct thread *before, const struct thread *after)
{
	if (lacks_word(before->subject, after->subject))
		return true;
	for (size_t i = 0; i < before->messages_n; i++)
		if (!is_still_there(&before->messages[i], after))
			return true;
	return false;
}

bool taken_back_in_part(const struct thread *before, const struct thread *after, const struct str *closed, size_t n)
{
	for (size_t i = 0; i < before->messages_n; i++) {
		const struct thread_message *message = &before->messages[i];

		if (message->id.n == 0)
			continue;
		for (size_t c = 0; c < n; c++)
			if (str_eq(closed[c], message->id))
				return true;
		for (size_t m = 0; m < after->messages_n; m++)
			if (str_eq(after->messages[m].id, message->id) && lacks_words(message, &after->messages[m]))
				return true;
	}
	return false;
}
