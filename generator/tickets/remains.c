#include "generator/tickets/remains.h"

#include "generator/tickets/taken_back.h"

enum { HASH_BYTES = 16, HASH_DIGITS = 2 * HASH_BYTES };

/* "a3f0…": of a text, so that ids, words and subjects do not meet. */
struct mark {
	char digits[HASH_DIGITS];
};

/* What is left of a message: "FORM-OF-ID ID WORDS". */
struct remnant {
	char form;
	struct mark id, words;
};

static struct mark mark_of(const unsigned char *secret, struct str kind, struct str text)
{
	static const char digits[] = "0123456789abcdef";
	struct str parts[] = {STR("remains"), kind, text};
	unsigned char hash[SEAL_BYTES];
	struct mark mark;

	seal_hash(hash, secret, parts, sizeof(parts) / sizeof(*parts));
	for (size_t i = 0; i < HASH_BYTES; i++) {
		mark.digits[2 * i] = digits[hash[i] >> 4];
		mark.digits[2 * i + 1] = digits[hash[i] & 15];
	}
	return mark;
}

static struct remnant remnant_of(struct arena *arena, const unsigned char *secret, const struct thread_message *message)
{
	return (struct remnant){.form = taken_back_form(message->id),
				.id = mark_of(secret, STR("id"), message->id),
				.words = mark_of(secret, STR("words"), taken_back_words(arena, message))};
}

static bool is_same(const struct mark *a, const struct mark *b)
{
	return memcmp(a->digits, b->digits, HASH_DIGITS) == 0;
}

void remains_write(struct buf *out, const unsigned char secret[SEAL_KEY_BYTES], const struct thread *thread)
{
	struct mark subject = mark_of(secret, STR("subject"), thread->subject);
	struct arena arena;

	arena_init(&arena);
	buf_add(out, subject.digits, HASH_DIGITS);
	for (size_t i = 0; i < thread->messages_n; i++) {
		struct remnant left = remnant_of(&arena, secret, &thread->messages[i]);

		buf_char(out, '\n');
		buf_char(out, left.form);
		buf_add(out, left.id.digits, HASH_DIGITS);
		buf_add(out, left.words.digits, HASH_DIGITS);
		arena_clear(&arena);
	}
	arena_release(&arena);
}

/* False at the end. */
static bool next_remnant(struct str *rest, struct remnant *left)
{
	struct str line;

	if (!str_line(rest, &line) || line.n != 1 + 2 * HASH_DIGITS)
		return false;
	left->form = line.s[0];
	memcpy(left->id.digits, line.s + 1, HASH_DIGITS);
	memcpy(left->words.digits, line.s + 1 + HASH_DIGITS, HASH_DIGITS);
	return true;
}

static struct remnant *remnants_of(struct arena *arena, const unsigned char *secret,
				   const struct thread_message *messages, size_t n)
{
	struct remnant *remnants = arena_array(arena, n, sizeof(*remnants));

	for (size_t i = 0; i < n; i++)
		remnants[i] = remnant_of(arena, secret, &messages[i]);
	return remnants;
}

static bool has_words(const struct remnant *among, size_t n, const struct remnant *left)
{
	for (size_t i = 0; i < n; i++)
		if (is_same(&among[i].words, &left->words))
			return true;
	return false;
}

bool remains_taken_back_subject(struct str remains, const unsigned char secret[SEAL_KEY_BYTES],
				const struct thread *after)
{
	struct mark subject = mark_of(secret, STR("subject"), after->subject);

	return after->subject.n != 0 && !str_starts(remains, str_n(subject.digits, HASH_DIGITS));
}

bool remains_taken_back(struct str remains, const unsigned char secret[SEAL_KEY_BYTES], const struct thread *after)
{
	struct arena arena;
	struct remnant *now, left;
	struct mark subject = mark_of(secret, STR("subject"), after->subject);
	struct str rest = remains, line;
	bool lacks = !str_line(&rest, &line) || !str_eq(line, str_n(subject.digits, HASH_DIGITS));

	arena_init(&arena);
	now = remnants_of(&arena, secret, after->messages, after->messages_n);
	while (!lacks && next_remnant(&rest, &left))
		lacks = !has_words(now, after->messages_n, &left);
	arena_release(&arena);
	return lacks;
}

/* Whether that is what became of it: by its id, or by its words where ids are of two kinds. */
static bool is_of(const struct remnant *message, const struct remnant *left)
{
	if (left->form != '-' && message->form == left->form && is_same(&message->id, &left->id))
		return true;
	return taken_back_are_other_forms(message->form, left->form) && is_same(&message->words, &left->words);
}

bool remains_taken_back_in_part(struct str remains, const unsigned char secret[SEAL_KEY_BYTES],
				const struct thread *after, const struct thread_message *closed, size_t n)
{
	struct arena arena;
	struct remnant *now, *gone, left;
	struct str rest = remains, line;
	bool lacks = !str_line(&rest, &line);

	arena_init(&arena);
	now = remnants_of(&arena, secret, after->messages, after->messages_n);
	gone = remnants_of(&arena, secret, closed, n);
	while (!lacks && next_remnant(&rest, &left)) {
		for (size_t i = 0; !lacks && i < n; i++)
			lacks = is_of(&gone[i], &left);
		for (size_t i = 0; !lacks && i < after->messages_n; i++)
			lacks = is_of(&now[i], &left) && !is_same(&now[i].words, &left.words);
	}
	arena_release(&arena);
	return lacks;
}
