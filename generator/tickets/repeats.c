#include "generator/tickets/repeats.h"

#include "common/map.h"
#include "common/utf8.h"
#include "generator/tickets/extract.h"

/* In bytes of letters and digits. */
#define WINDOW 16     /* what is looked up; every STEP bytes one is known */
#define STEP 8	      /* all that two texts share of WINDOW + STEP - 1 is found */
#define LEAST_NOTE 20 /* a note as a whole: five words or so */
#define LEAST_RUN 40  /* a part of one: eight words; shorter ones are figures of speech */
#define MANY 160      /* as much counts of a note of any length; less must be a third of it */
#define MOST_GREETING 16
#define HEAD 40 /* of a text as it is */
#define MOST_NOTES ((size_t)4 * 1024 * 1024)

/* The text of one message. */
struct piece {
	struct str text;
	size_t said;   /* of it, what was public before */
	size_t shared; /* with the text that is looked at */
	size_t look;   /* the number of that text */
};

/* Windows of texts by what they are, and a quick answer for most that are not there. */
struct index {
	struct map windows;
	uint64_t filter[1024];
};

struct run {
	size_t from, to; /* in the text */
	struct piece *piece;
};

struct repeats {
	struct arena *arena;
	struct index said, notes;
	size_t notes_size, looks;
	struct extract extract;
	struct quotes quotes;
};

static void index_init(struct index *index)
{
	map_init(&index->windows);
	memset(index->filter, 0, sizeof(index->filter));
}

static uint64_t filter_bit(const char *s)
{
	uint64_t head;

	memcpy(&head, s, sizeof(head));
	return (head * UINT64_C(0x9E3779B97F4A7C15)) >> 48;
}

static void index_add(struct index *index, struct piece *piece, size_t from, size_t to)
{
	for (size_t at = from; at + WINDOW <= to; at += STEP) {
		uint64_t bit = filter_bit(piece->text.s + at);
		bool is_new;
		struct map_entry *entry = map_add(&index->windows, str_slice(piece->text, at, at + WINDOW), &is_new);

		if (is_new)
			entry->value.pointer = piece;
		index->filter[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

/* The next run of at least LEAST_NOTE bytes that the text shares with one that is known; it begins at `from` or later.
 */
static bool next_run(const struct index *index, struct str text, size_t from, struct run *run)
{
	for (size_t at = from; at + WINDOW <= text.n; at++) {
		uint64_t bit = filter_bit(text.s + at);
		const struct map_entry *entry;
		struct str known;
		size_t place;

		if ((index->filter[bit / 64] >> bit % 64 & 1) == 0)
			continue;
		entry = map_find(&index->windows, str_slice(text, at, at + WINDOW));
		if (entry == NULL)
			continue;
		*run = (struct run){at, at, entry->value.pointer};
		known = run->piece->text;
		place = (size_t)(entry->key.s - known.s);
		for (size_t to = place; run->to < text.n && to < known.n && text.s[run->to] == known.s[to]; to++)
			run->to++;
		while (run->from > from && place > 0 && text.s[run->from - 1] == known.s[place - 1]) {
			run->from--;
			place--;
		}
		if (run->to - run->from >= LEAST_NOTE)
			return true;
	}
	return false;
}

/* ---- texts ---- */

/*
 * Behind a tag or a reference to a character of HTML that begins here; the same place where none does. has_tags: false
 * once a tag was not closed, behind which none can be.
 */
static size_t behind_markup(struct str text, size_t at, bool *has_tags)
{
	size_t end = at + 1;

	if (text.s[at] == '<' && *has_tags) {
		ptrdiff_t close = str_find_char(str_from(text, at), '>');

		*has_tags = close >= 0;
		return close >= 0 ? at + (size_t)close + 1 : at;
	}
	if (text.s[at] != '&')
		return at;
	while (end < text.n && end < at + 10 && (str_is_alnum(text.s[end]) || text.s[end] == '#'))
		end++;
	return end < text.n && text.s[end] == ';' ? end + 1 : at;
}

static bool is_punctuation(uint32_t c)
{
	return (c >= 0xA0 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xFEFF;
}

static struct str letters_of(struct arena *arena, struct str text, bool has_markup)
{
	char *room = arena_alloc(arena, text.n + 1);
	bool has_tags = has_markup;
	size_t n = 0;

	for (size_t at = 0; at < text.n;) {
		size_t from = at, behind = has_markup ? behind_markup(text, at, &has_tags) : at;

		if (behind != at) {
			at = behind;
			continue;
		}
		if ((unsigned char)text.s[at] < 0x80) {
			if (str_is_alnum(text.s[at]))
				room[n++] = str_lower_char(text.s[at]);
			at++;
			continue;
		}
		if (is_punctuation(utf8_next(text, &at)))
			continue;
		memcpy(room + n, text.s + from, at - from);
		n += at - from;
	}
	return str_n(room, n);
}

/* "FYI: …", "My colleague says “…": no greeting. */
static bool is_introduced(struct str text)
{
	static const char *const marks[] = {":", "\"", "“", "„", "«", "「", "：", ">"};
	struct str head = str_slice(text, 0, text.n < HEAD ? text.n : HEAD);

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_find(head, str_c(marks[i])) >= 0)
			return true;
	return false;
}

/* Of what pages show of a message. */
static struct str own_letters(struct repeats *repeats, const struct thread_message *message, bool *introduces)
{
	struct quotes_options options = {.sender = STR("")};
	struct str text, letters;
	struct buf own;

	extract_body(&repeats->extract, message->format, message->body);
	text = buf_view(&repeats->extract.text);
	options.hints = repeats->extract.hints.at;
	options.hints_n = repeats->extract.hints.n;
	quotes_find(&repeats->quotes, text, &options);
	buf_init(&own, BUF_NO_LIMIT);
	(void)quotes_rest(&repeats->quotes, text, QUOTES_ALL, &own);
	*introduces = is_introduced(buf_view(&own)) || str_find(message->body, STR("<blockquote")) >= 0;
	letters = letters_of(repeats->arena, buf_view(&own), false);
	buf_release(&own);
	return letters;
}

/* ---- messages ---- */

static struct piece *new_piece(struct repeats *repeats, const struct thread_message *message)
{
	struct piece *piece = arena_array(repeats->arena, 1, sizeof(*piece));

	piece->text = letters_of(repeats->arena, message->body, message->format == THREAD_HTML);
	return piece;
}

/* But for what was public before. */
static void know_note(struct repeats *repeats, struct piece *piece)
{
	size_t from = 0;
	struct run run;

	if (piece->text.n < LEAST_NOTE || repeats->notes_size + piece->text.n > MOST_NOTES)
		return;
	repeats->notes_size += piece->text.n;
	while (next_run(&repeats->said, piece->text, from, &run)) {
		index_add(&repeats->notes, piece, from, run.from);
		piece->said += run.to - run.from;
		from = run.to;
	}
	index_add(&repeats->notes, piece, from, piece->text.n);
}

/* Is so much of the note in the message, that it is no accident? all: of all notes */
static bool is_told(const struct piece *note, const struct run *run, size_t all)
{
	size_t own = note->text.n - note->said, n = run->to - run->from;

	if (own < LEAST_NOTE)
		return false;
	return n >= own || (n >= LEAST_RUN && (all >= MANY || note->shared * 3 >= own));
}

/* rest: letters that are of no note */
static bool tells_note(struct repeats *repeats, struct str text, size_t *rest)
{
	size_t from = 0, all = 0;
	bool tells = false;
	struct run run;

	repeats->looks++;
	while (next_run(&repeats->notes, text, from, &run)) {
		if (run.piece->look != repeats->looks)
			run.piece->shared = 0;
		run.piece->look = repeats->looks;
		run.piece->shared += run.to - run.from;
		all += run.to - run.from;
		tells = tells || is_told(run.piece, &run, all);
		from = run.to;
	}
	*rest = text.n - all;
	return tells;
}

static bool is_repeat(struct repeats *repeats, const struct piece *piece, const struct thread_message *message)
{
	bool introduces;
	struct str own;
	size_t rest;

	if (repeats->notes.windows.n == 0 || !tells_note(repeats, piece->text, &rest))
		return false;
	own = own_letters(repeats, message, &introduces);
	if (!tells_note(repeats, own, &rest))
		return false;
	/* the note as a whole message, with a greeting or without: it was written to be sent */
	return introduces || rest > MOST_GREETING || rest * 4 > own.n - rest;
}

static size_t close_in_order(struct repeats *repeats, struct thread *thread, size_t last_note)
{
	size_t closed = 0;

	for (size_t i = 0; i < thread->messages_n; i++) {
		struct thread_message *message = &thread->messages[i];
		struct piece *piece = new_piece(repeats, message);

		if (message->visibility != THREAD_PUBLIC) {
			know_note(repeats, piece);
		} else if (is_repeat(repeats, piece, message)) {
			message->visibility = THREAD_INTERNAL;
			closed++;
		} else if (i < last_note) {
			index_add(&repeats->said, piece, 0, piece->text.n);
		}
	}
	return closed;
}

size_t repeats_close(struct arena *arena, struct thread *thread)
{
	struct repeats repeats = {.arena = arena};
	size_t notes = 0, last = 0, closed;

	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].visibility != THREAD_PUBLIC && thread->messages[i].body.n >= LEAST_NOTE) {
			last = i;
			notes++;
		}
	if (notes == 0 || thread->is_deleted || thread->is_private)
		return 0;
	index_init(&repeats.said);
	index_init(&repeats.notes);
	extract_init(&repeats.extract);
	quotes_init(&repeats.quotes);
	closed = close_in_order(&repeats, thread, last);
	quotes_release(&repeats.quotes);
	extract_release(&repeats.extract);
	map_release(&repeats.notes.windows);
	map_release(&repeats.said.windows);
	return closed;
}
