#include "generator/gate/match_parts.h"

#include "common/mem.h"
#include "common/utf8.h"

void match_row_make_room(struct matcher *matcher, size_t n)
{
	if (n + MATCH_PAD <= matcher->room)
		return;
	matcher->room = n + n / 2 + 4096;
	mem_free(matcher->letters);
	mem_free(matcher->before);
	matcher->letters = mem_alloc(matcher->room);
	matcher->before = mem_alloc(matcher->room);
}

enum ascii_kind {
	ASCII_MARK,
	ASCII_SPACE,
	ASCII_LINE,
	ASCII_SIGN, /* may begin a line that is signed */
	ASCII_AT,
	ASCII_ASSIGN,
	ASCII_TAG,
	ASCII_DIGIT,
	ASCII_SMALL,
	ASCII_CAPITAL,
	ASCII_KINDS = 16, /* of a row of the table */
};

/*
 * What is known between two bytes. Behind something that is no letter: bits of BEFORE_GAP and BEFORE_SIGN_OFF, and two
 * more. Behind a letter: AFTER_LETTER, and what it was.
 */
enum {
	AFTER_ASSIGN = 16,
	AFTER_TAG = 32,
	AFTER_LETTER = 64,
	AFTER_DIGIT = 1,
	AFTER_CAPITAL = 2,
	AFTER_CAPITALS = 4, /* the one before was one, too, and no word begins with the last one */
	STATES = AFTER_LETTER + 8,
	GAPS = BEFORE_GAP | BEFORE_SIGN_OFF,
};

/* What an ASCII byte does. By a table, for which byte comes next nobody can foresee: branches would cost more. */
struct step {
	uint16_t next;	/* state, as the beginning of its row in the table */
	uint8_t before; /* of a letter */
	bool is_letter;
	bool ends_capitals; /* XMLParser: the last capital begins a word */
};

static struct steps {
	bool are_ready; /* filled once in a process */
	uint8_t kinds[128], letters[128];
	struct step steps[STATES * ASCII_KINDS];
} ready_steps;

static enum ascii_kind kind_of(char c)
{
	switch (c) {
	case '\t':
	case ' ':
		return ASCII_SPACE;
	case '\n':
	case '\r':
	case '\f':
	case '\v':
		return ASCII_LINE;
	case '-':
	case '/':
		return ASCII_SIGN;
	case '@':
		return ASCII_AT;
	case '=':
	case '<':
		return ASCII_ASSIGN;
	case MATCH_TAG:
		return ASCII_TAG;
	default:
		return str_is_digit(c)	  ? ASCII_DIGIT
		       : !str_is_alpha(c) ? ASCII_MARK
		       : c >= 'a'	  ? ASCII_SMALL
					  : ASCII_CAPITAL;
	}
}

static unsigned state_after_gap(unsigned state, enum ascii_kind kind)
{
	unsigned gap = state < AFTER_LETTER ? state : 0;

	switch (kind) {
	case ASCII_SPACE:
		return gap | BEFORE_SPACE;
	case ASCII_LINE:
		return gap | BEFORE_LINE;
	case ASCII_SIGN: /* "= /Key/" begins no signature */
		return gap | BEFORE_MARK |
		       ((gap & (BEFORE_LINE | BEFORE_MARK)) != 0 && (gap & AFTER_ASSIGN) == 0 ? BEFORE_SIGN_OFF : 0u);
	case ASCII_AT:
		return gap | BEFORE_MARK | BEFORE_SIGN_OFF;
	case ASCII_ASSIGN:
		return gap | BEFORE_MARK | AFTER_ASSIGN;
	case ASCII_TAG:
		return gap | BEFORE_MARK | AFTER_TAG;
	default:
		return gap | BEFORE_MARK;
	}
}

/* A change inside a word where another could begin. */
static bool is_turn(unsigned state, bool is_capital_letter, bool is_digit)
{
	return is_digit != ((state & AFTER_DIGIT) != 0) || (is_capital_letter && (state & AFTER_CAPITAL) == 0);
}

static bool ends_capitals(unsigned state, bool is_capital_letter)
{
	return !is_capital_letter && (state & (AFTER_CAPITAL | AFTER_CAPITALS)) == (AFTER_CAPITAL | AFTER_CAPITALS);
}

/* What stands before an ASCII letter or digit. */
static unsigned gap_before(unsigned state)
{
	unsigned gap = state & GAPS;

	if ((state & AFTER_TAG) != 0) /* white space between tags is none of the text's */
		return gap & ~(unsigned)BEFORE_SPACE;
	if ((state & AFTER_ASSIGN) != 0 && (gap & BEFORE_LINE) == 0) /* lang="en" is no word in two pieces */
		return (gap & ~(unsigned)BEFORE_MARK) | BEFORE_SPACE;
	return gap;
}

static struct step letter_step(unsigned state, enum ascii_kind kind)
{
	bool capital = kind == ASCII_CAPITAL, digit = kind == ASCII_DIGIT, goes_on = state >= AFTER_LETTER;
	unsigned before = !goes_on ? gap_before(state) : is_turn(state, capital, digit) ? (unsigned)BEFORE_TURN : 0u;
	unsigned next = AFTER_LETTER | (digit ? AFTER_DIGIT : 0u) | (capital ? AFTER_CAPITAL : 0u);

	if (capital && goes_on && before == 0)
		next |= AFTER_CAPITALS;
	return (struct step){.next = (uint16_t)(next * ASCII_KINDS),
			     .before = (uint8_t)(before | (capital ? IS_UPPER : 0)),
			     .is_letter = true,
			     .ends_capitals = goes_on && before == 0 && ends_capitals(state, capital)};
}

static void make_steps(void)
{
	struct steps *steps = &ready_steps;

	if (steps->are_ready)
		return;
	for (int c = 0; c < 128; c++) {
		steps->kinds[c] = (uint8_t)kind_of((char)c);
		steps->letters[c] = (uint8_t)str_lower_char((char)c);
	}
	for (unsigned state = 0; state < STATES; state++)
		for (unsigned kind = 0; kind <= ASCII_CAPITAL; kind++)
			steps->steps[state * ASCII_KINDS + kind] =
			    kind >= ASCII_DIGIT
				? letter_step(state, (enum ascii_kind)kind)
				: (struct step){
				      .next = (uint16_t)(state_after_gap(state, (enum ascii_kind)kind) * ASCII_KINDS)};
	steps->are_ready = true;
}

/* Letters of other scripts that stand near each other are one span. */
static void add_span(struct matcher *matcher, size_t from, size_t to)
{
	enum { NEAR = 256 };
	struct match_spans *spans = &matcher->spans;

	if (spans->n != 0 && from - spans->at[spans->n - 1].to < NEAR)
		spans->at[spans->n - 1].to = to;
	else
		*vec_add(spans) = (struct match_span){from, to};
}

/* Behind a letter of another script; n: letters in the row. */
static unsigned state_after(const struct matcher *matcher, size_t n)
{
	const uint8_t *before = matcher->before + n;
	unsigned state = AFTER_LETTER;

	if (str_is_digit((char)matcher->letters[n - 1]))
		state |= AFTER_DIGIT;
	if ((before[-1] & IS_UPPER) != 0)
		state |= AFTER_CAPITAL;
	if (n >= 2 && (before[-2] & IS_UPPER) != 0 && (before[-1] & BEFORE_ANY) == 0)
		state |= AFTER_CAPITALS;
	return state;
}

/* Adds the letters of a character that is not ASCII; returns the state behind it. */
static unsigned add_wide(struct matcher *matcher, enum fold_way way, const struct fold_entry *entry, unsigned state,
			 size_t *n)
{
	unsigned all = (entry->is_upper ? IS_UPPER : 0u) | (way == FOLD_SOUNDS && entry->is_foreign ? IS_FOREIGN : 0u);
	unsigned gap = state & GAPS;

	if (state >= AFTER_LETTER) {
		gap = is_turn(state, entry->is_upper, str_is_digit(entry->s[0])) ? BEFORE_TURN : 0;
		if (gap == 0 && ends_capitals(state, entry->is_upper))
			matcher->before[*n - 1] |= BEFORE_TURN;
	}
	for (size_t i = 0; i < entry->n; i++) {
		matcher->letters[*n] = (uint8_t)entry->s[i];
		matcher->before[*n] = (uint8_t)((i == 0 ? gap : IS_INSIDE) | all);
		++*n;
	}
	return entry->n != 0 ? state_after(matcher, *n) : state;
}

static unsigned state_after_wide_gap(unsigned state, enum fold_kind kind)
{
	unsigned gap = state < AFTER_LETTER ? state : 0;

	if (kind == FOLD_DROPPED)
		return state;
	if (kind == FOLD_MARK)
		return gap | BEFORE_MARK | ((gap & BEFORE_LINE) != 0 ? BEFORE_SIGN_OFF : 0u);
	return gap | (kind == FOLD_SPACE ? BEFORE_SPACE : BEFORE_LINE);
}

/* Where a row is filled: which byte comes next, how many letters there are, what is known behind the last byte. */
struct filling {
	size_t at, n;
	unsigned state; /* as the beginning of its row in the table */
};

/* As far as there is ASCII alone. */
static inline struct filling fill_ascii(struct str text, struct filling now, uint8_t *letters, uint8_t *before)
{
	const struct steps *steps = &ready_steps;

	for (; now.at < text.n && (unsigned char)text.s[now.at] < 0x80; now.at++) {
		unsigned char byte = (unsigned char)text.s[now.at];
		const struct step *step = &steps->steps[now.state + steps->kinds[byte]];

		letters[now.n] = steps->letters[byte];
		before[now.n] = step->before;
		if (step->ends_capitals)
			before[now.n - 1] |= BEFORE_TURN;
		now.n += step->is_letter;
		now.state = step->next;
	}
	return now;
}

size_t match_row_fill(struct matcher *matcher, enum fold_way way, struct str text, bool find_spans)
{
	const struct fold_entry *entries = fold_entries(matcher->fold, way);
	struct filling now = {.state = BEFORE_LINE * ASCII_KINDS};

	make_steps();
	for (;;) {
		const struct fold_entry *entry;
		uint32_t character;
		unsigned state;
		size_t from;

		now = fill_ascii(text, now, matcher->letters, matcher->before);
		if (now.at == text.n)
			break;
		from = now.at;
		character = utf8_next_wide(text, &now.at);
		entry = &entries[character];
		if (entry->kind == FOLD_UNKNOWN)
			entry = fold_of(matcher->fold, way, character);
		if (find_spans && entry->is_foreign)
			add_span(matcher, from, now.at);
		state = now.state / ASCII_KINDS;
		now.state = ASCII_KINDS * (entry->kind == FOLD_LETTERS
					       ? add_wide(matcher, way, entry, state, &now.n)
					       : state_after_wide_gap(state, (enum fold_kind)entry->kind));
	}
	memset(matcher->letters + now.n, 0, MATCH_PAD);
	memset(matcher->before + now.n, BEFORE_LINE, MATCH_PAD);
	return now.n;
}

size_t match_row_byte(const struct row *row, size_t letter)
{
	struct letter_place place = letter >= row->place->letters ? *row->place : (struct letter_place){0, 0};

	while (place.at < row->text.n) {
		size_t next = place.at;
		const struct fold_entry *entry = fold_of(row->matcher->fold, row->way, utf8_next(row->text, &next));
		size_t n = entry->kind == FOLD_LETTERS ? entry->n : 0;

		if (place.letters + n > letter) {
			*row->place = place;
			return place.at;
		}
		place = (struct letter_place){place.letters + n, next};
	}
	return row->text.n;
}
