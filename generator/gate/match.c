#include "generator/gate/match.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "generator/gate/typos.h"
#include "generator/gate/words.h"

/* What stands before a letter. No bit: it goes on a word. */
enum {
	BEFORE_MARK = 1, /* punctuation, a tag */
	BEFORE_SPACE = 2,
	BEFORE_LINE = 4,
	BEFORE_SIGN_OFF = 8, /* two hyphens, a dash or a slash at the beginning of a line, or an @ */
	BEFORE_TURN = 16,    /* nothing, but from small to capital, or from letter to digit */
	IS_UPPER = 32,
	IS_INSIDE = 64,	  /* not the first byte of its character */
	IS_FOREIGN = 128, /* transcribed from another script */

	BEFORE_GAP = BEFORE_MARK | BEFORE_SPACE | BEFORE_LINE,
	BEFORE_ANY = BEFORE_GAP | BEFORE_TURN,
	PAD = 8, /* bytes behind the letters, so that grams can be read anywhere */
};

/* Letters of a form that may stand anywhere in what seems to be base 64. */
enum { NOISE_LEAST = 6 };

/* Letters that a byte of text may become: a character of two bytes gives eight at most. */
enum { LETTERS_FACTOR = 4 };

/* Where a character of the text begins, and how many letters there are before it. */
struct letter_place {
	size_t letters, at;
};

struct row {
	const struct matcher *matcher;
	const char *letters;
	const uint8_t *before;
	size_t n;
	size_t from, to; /* letters between which a form may stand: of a piece of a text not the ends */
	struct str text;
	enum fold_way way;
	struct letter_place *place;
};

void matcher_init(struct matcher *matcher, const struct identities *identities, struct fold *fold)
{
	*matcher = (struct matcher){.identities = identities,
				    .fold = fold,
				    .has_people = identities != NULL && !identities_are_empty(identities)};
}

void matcher_release(struct matcher *matcher)
{
	mem_free(matcher->letters);
	mem_free(matcher->before);
	vec_release(&matcher->spans);
}

static void make_room(struct matcher *matcher, size_t n)
{
	if (n + PAD <= matcher->room)
		return;
	matcher->room = n + n / 2 + 4096;
	mem_free(matcher->letters);
	mem_free(matcher->before);
	matcher->letters = mem_alloc(matcher->room);
	matcher->before = mem_alloc(matcher->room);
}

/* ---- the row of letters ---- */

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

struct steps {
	bool is_ready;
	uint8_t kinds[128], letters[128];
	struct step steps[STATES * ASCII_KINDS];
};

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

static const struct steps *ready_steps(void)
{
	static struct steps steps; /* filled once in a process */

	if (steps.is_ready)
		return &steps;
	for (int c = 0; c < 128; c++) {
		steps.kinds[c] = (uint8_t)kind_of((char)c);
		steps.letters[c] = (uint8_t)str_lower_char((char)c);
	}
	for (unsigned state = 0; state < STATES; state++)
		for (unsigned kind = 0; kind <= ASCII_CAPITAL; kind++)
			steps.steps[state * ASCII_KINDS + kind] =
			    kind >= ASCII_DIGIT
				? letter_step(state, (enum ascii_kind)kind)
				: (struct step){
				      .next = (uint16_t)(state_after_gap(state, (enum ascii_kind)kind) * ASCII_KINDS)};
	steps.is_ready = true;
	return &steps;
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

/* Fills the row; returns how many letters. Where other scripts stand goes to the matcher's spans when that is asked
 * for. */
static size_t fill(struct matcher *matcher, enum fold_way way, struct str text, bool find_spans)
{
	const struct steps *steps = ready_steps();
	const struct fold_entry *entries = fold_entries(matcher->fold, way);
	uint8_t *letters = matcher->letters, *before = matcher->before;
	unsigned state = BEFORE_LINE * ASCII_KINDS; /* as the beginning of its row */
	size_t n = 0;

	for (size_t at = 0; at < text.n;) {
		unsigned char byte = (unsigned char)text.s[at];
		const struct fold_entry *entry;
		uint32_t character;
		size_t from = at;

		if (byte < 0x80) {
			const struct step *step = &steps->steps[state + steps->kinds[byte]];

			at++;
			letters[n] = steps->letters[byte];
			before[n] = step->before;
			if (step->ends_capitals)
				before[n - 1] |= BEFORE_TURN;
			n += step->is_letter;
			state = step->next;
			continue;
		}
		character = utf8_next_wide(text, &at);
		entry = &entries[character];
		if (entry->kind == FOLD_UNKNOWN)
			entry = fold_of(matcher->fold, way, character);
		if (find_spans && entry->is_foreign)
			add_span(matcher, from, at);
		state /= ASCII_KINDS;
		state = ASCII_KINDS * (entry->kind == FOLD_LETTERS
					   ? add_wide(matcher, way, entry, state, &n)
					   : state_after_wide_gap(state, (enum fold_kind)entry->kind));
	}
	memset(letters + n, 0, PAD);
	memset(before + n, BEFORE_LINE, PAD);
	return n;
}

/* The byte of the text where a letter of its row comes from. Quick where the letter before was not far. */
static size_t byte_of(const struct row *row, size_t letter)
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

/* ---- how a form stands ---- */

static bool is_edge(const struct row *row, size_t at, bool strict)
{
	return at >= row->n || (row->before[at] & (strict ? BEFORE_GAP : BEFORE_ANY)) != 0;
}

static bool is_digit_at(const struct row *row, size_t at)
{
	return at < row->n && row->letters[at] >= '0' && row->letters[at] <= '9';
}

/* Whether the word goes on with an ending of a case and ends there. */
static bool ends_with_case(const struct row *row, size_t at)
{
	size_t end = at;

	while (end < row->n && end - at < 5 && (row->before[end] & BEFORE_GAP) == 0)
		end++;
	return end > at && end - at <= 4 && is_edge(row, end, true) &&
	       words_has(WORDS_ENDINGS, str_n(row->letters + at, end - at));
}

/* Ends at the last letter, or a possessive or an ending follows behind an apostrophe: that is an edge, too. */
static bool ends_well(const struct row *row, size_t to, unsigned flags)
{
	return is_edge(row, to, (flags & FORM_STRICT_EDGES) != 0) ||
	       ((flags & FORM_STEM) != 0 && (row->before[to] & BEFORE_TURN) == 0 && ends_with_case(row, to));
}

static bool edges_are_right(const struct row *row, size_t from, size_t to, const struct form *form)
{
	unsigned flags = form->flags;
	bool begins, ends;

	if ((row->before[from] & IS_INSIDE) != 0)
		return false;
	if ((flags & FORM_DIGITS) != 0)
		return (!is_digit_at(row, to) || (row->before[to] & BEFORE_GAP) != 0) &&
		       ((flags & FORM_BEGIN_ANYWHERE) != 0 || from == 0 || !is_digit_at(row, from - 1) ||
			(row->before[from] & BEFORE_GAP) != 0 || row->letters[from - 1] == '0');
	begins = (flags & FORM_BEGIN_ANYWHERE) != 0 || is_edge(row, from, (flags & FORM_STRICT_EDGES) != 0);
	ends = (flags & FORM_END_ANYWHERE) != 0 || ends_well(row, to, flags);
	return (flags & FORM_ONE_EDGE) != 0 ? begins || ends : begins && ends;
}

/* 5.12.377904 is a version: a digit alone between marks, and many at once elsewhere; 3-5728-4169 is none. */
static bool is_uneven(const struct row *row, size_t from, size_t to)
{
	size_t run = 1, shortest = SIZE_MAX, longest = 0, pieces = 1;

	for (size_t i = from + 1; i <= to; i++) {
		if (i < to && (row->before[i] & BEFORE_GAP) == 0) {
			run++;
			continue;
		}
		if (i < to && (row->before[i] & BEFORE_GAP) != BEFORE_MARK)
			return false;
		shortest = run < shortest ? run : shortest;
		longest = run > longest ? run : longest;
		pieces += i < to;
		run = 1;
	}
	return pieces > 2 && shortest == 1 && longest > 4;
}

/*
 * What stands between the letters. Whole names may be split by anything; the letters of one word by marks and
 * tags, or by spaces where no piece is longer than two letters: "K o w a l s k a", not "for ster".
 */
/* "begin. Hannover" is no nhannover: what stands on one side of the gap is the end, or the beginning, of another word.
 */
static bool is_scrap_of_word(const struct row *row, size_t from, size_t gap, size_t to)
{
	enum { SCRAP = 2 };

	return (gap - from <= SCRAP && !is_edge(row, from, true)) || (to - gap <= SCRAP && !is_edge(row, to, true));
}

static bool is_split_right(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { TORN_LEAST = 12 };
	size_t pieces = 1, longest = 0, run = 1, second = from; /* run: characters */
	uint8_t gaps = 0;

	if (form->split != 0 && (row->before[from + form->split] & BEFORE_ANY) == 0)
		return false;
	if ((form->flags & FORM_DIGITS) != 0 && (form->flags & FORM_ANY_SPLIT) != 0)
		return !is_uneven(row, from, to);
	if ((form->flags & FORM_ANY_SPLIT) != 0 && (form->rule != RULE_FULL_NAME || form->length > 12))
		return true;
	for (size_t i = from + 1; i < to; i++) {
		uint8_t gap = row->before[i] & BEFORE_GAP;

		run += (row->before[i] & IS_INSIDE) == 0;
		if (gap == 0)
			continue;
		gaps |= gap;
		pieces++;
		second = i;
		longest = run - 1 > longest ? run - 1 : longest;
		run = 1;
		/* a space alone; or with other signs, or the end of a line, where a few letters would fit by chance */
		if (gap == BEFORE_SPACE || (to - from < 9 && gap != BEFORE_MARK && gap != (BEFORE_MARK | BEFORE_LINE)))
			gaps |= 128;
	}
	longest = run > longest ? run : longest;
	if (pieces == 1)
		return true;
	if (pieces == 2 && gaps != BEFORE_MARK && (form->flags & FORM_ANY_SPLIT) == 0 &&
	    is_scrap_of_word(row, from, second, to))
		return false;
	/* "command: Read a m…" is no Andrea Dam */
	if ((form->flags & FORM_ANY_SPLIT) != 0)
		return longest <= 2 || pieces <= 3 || (gaps & 128) == 0;
	if ((form->flags & FORM_NO_SPLIT) != 0)
		return false;
	if (longest <= 2)
		return to - from >= 5;
	/* hannayu@ in "Hanna Yushchyshyna", not astrong@ in "A Strong Password" */
	if (form->rule == RULE_USER && pieces == 2 && second - from >= 4 &&
	    (row->before[from] & row->before[second] & IS_UPPER) != 0)
		return true;
	/* Brackenr idge: so long a name is no two words by chance */
	if (form->rule == RULE_SURNAME && pieces == 2 && gaps == (BEFORE_SPACE | 128) && to - from >= TORN_LEAST &&
	    second - from >= 3 && to - second >= 3 && (row->before[from] & IS_UPPER) != 0 &&
	    (row->before[second] & IS_UPPER) == 0)
		return true;
	return (gaps & 128) == 0 && to - from >= 6;
}

/* Whether all words that begin there do so with a capital letter, but for "of" and "and". */
static bool are_capital(const struct row *row, size_t from, size_t to)
{
	enum { SMALL = 3 };

	for (size_t i = from; i < to; i++) {
		size_t end = i + 1;

		if ((row->before[i] & BEFORE_GAP) == 0 || (row->before[i] & IS_UPPER) != 0)
			continue;
		while (end < to && (row->before[end] & BEFORE_GAP) == 0)
			end++;
		if (end - i > SMALL)
			return false;
	}
	return true;
}

static bool is_capital(const struct row *row, size_t from, const struct form *form)
{
	if ((row->before[from] & IS_UPPER) == 0)
		return false;
	if (form->rule == RULE_DOMAIN && !are_capital(row, from + 1, from + form->length))
		return false;
	return form->split == 0 || (row->before[from + form->split] & IS_UPPER) != 0;
}

/* Behind an @, or alone on a line that begins with a dash: "- Mark" is signed, "- Mark the box" is an item of a list.
 */
static bool is_signed(const struct row *row, size_t from, size_t to)
{
	return (row->before[from] & BEFORE_SIGN_OFF) != 0 &&
	       ((row->before[from] & BEFORE_LINE) == 0 || to >= row->n || (row->before[to] & BEFORE_LINE) != 0);
}

/* "They work at Blauwasser": where people are, which no person's name follows. begin: of the word, in the row. */
static bool is_in_front_of_company(const struct row *row, size_t begin, struct str word)
{
	static const char *const words[] = {"at",	    "bei",	    "bij",    "chez",	 "company",
					    "empresa",	    "firm",	    "firma",  "hos",	 "org",
					    "organisation", "organization", "presso", "societe", NULL};
	size_t at;

	if (!str_is_any(word, words))
		return false;
	at = byte_of(row, begin);
	return at == 0 || row->text.s[at - 1] != '.'; /* the end of an address */
}

/* "thanks":"Good to hear": a field that is called like a greeting greets nobody. */
static bool is_value_of_greeting(const struct row *row, size_t from, struct str word)
{
	static const char *const greetings[] = {"dear",	 "greetings", "hello", "hey",	 "hi",	    "regards",
						"thank", "thanks",    "bye",   "cheers", "welcome", NULL};
	size_t at;

	if ((row->before[from] & BEFORE_GAP) != BEFORE_MARK || !str_is_any(word, greetings))
		return false;
	at = byte_of(row, from);
	return at > 2 && row->text.s[at - 1] == '"' && (row->text.s[at - 2] == ':' || row->text.s[at - 2] == '=');
}

/* "last":"Young": the key of a record, which in a text is any word. */
static bool is_value_of_name(const struct row *row, size_t from, struct str word)
{
	static const char *const keys[] = {"first", "last", "given", "family", "middle", NULL};
	struct str front;

	if ((row->before[from] & BEFORE_GAP) == 0 || !str_is_any(word, keys))
		return false;
	front = str_slice(row->text, 0, byte_of(row, from));
	return str_ends(front, STR("\":\"")) || str_ends(front, STR("\": \""));
}

/* "Ilka wrote:", "Ilka schrieb:", as quotes are begun. */
static bool is_quoted(const struct row *row, size_t to)
{
	static const char *const words[] = {"wrote",	"writes",  "schrieb", "ecrit",	 "escribio", "scrisse",
					    "escreveu", "schreef", "skrev",   "napisal", "napisala", "kirjoitti",
					    "irta",	"yazdi",   "said",    NULL};
	enum { LONGEST = 10 };
	size_t end = to;
	struct str rest;

	while (end < row->n && end - to <= LONGEST && (end == to || (row->before[end] & BEFORE_GAP) == 0))
		end++;
	if (end == to || !str_is_any(str_n(row->letters + to, end - to), words))
		return false;
	rest = str_from(row->text, byte_of(row, end - 1) + 1);
	return str_starts(rest, STR(":")) || str_starts(rest, STR(" :")) || str_starts(rest, STR("\xC2\xA0:"));
}

/* The word before: a greeting, a title, or as FORM_NEAR allows. Or one behind that only people go with. */
static bool has_context(const struct row *row, size_t from, size_t to, const struct form *form)
{
	unsigned flags = form->flags;
	size_t begin = from;
	struct str word;

	if (is_signed(row, from, to) || is_quoted(row, to))
		return true;
	while (begin > 0 && from - begin < 16 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	if (begin == from)
		return false;
	word = str_n(row->letters + begin, from - begin);
	/* "Regards,", and below it the name alone; but not what happens to stand at the end of another line */
	if ((row->before[from] & BEFORE_LINE) != 0 && to < row->n && (row->before[to] & BEFORE_LINE) == 0)
		return false;
	if ((form->rule == RULE_ORGANISATION || form->rule == RULE_DOMAIN) && is_in_front_of_company(row, begin, word))
		return true;
	if (is_value_of_greeting(row, from, word))
		return false;
	return is_value_of_name(row, from, word) || words_has(WORDS_CONTEXT, word) ||
	       ((flags & FORM_NEAR) != 0 && words_has(WORDS_NEAR, word));
}

/* Behind /home/, "user", "logged in as", or before an @: a short name of a user that elsewhere may be any word. */
static bool is_login(const struct row *row, size_t from, size_t to)
{
	static const struct str words[] = {STR_INIT("home"),  STR_INIT("users"),    STR_INIT("user"),
					   STR_INIT("login"), STR_INIT("username"), STR_INIT("as"),
					   STR_INIT("su"),    STR_INIT("owner"),    STR_INIT("account"),
					   STR_INIT("uid"),   STR_INIT("author"),   STR_INIT("by")};
	size_t begin = from;

	if (to < row->n && (row->before[to] & (BEFORE_SIGN_OFF | BEFORE_LINE | BEFORE_SPACE)) == BEFORE_SIGN_OFF)
		return true;
	while (begin > 0 && from - begin < 12 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(str_n(row->letters + begin, from - begin), words[i]))
			return true;
	return false;
}

/* The word before, or the one before that, goes with numbers. */
static bool is_numbered(const struct row *row, size_t from)
{
	static const struct str words[] = {
	    STR_INIT("no"),	    STR_INIT("nr"),	      STR_INIT("number"),	 STR_INIT("id"),
	    STR_INIT("order"),	    STR_INIT("ticket"),	      STR_INIT("customer"),	 STR_INIT("account"),
	    STR_INIT("case"),	    STR_INIT("contract"),     STR_INIT("invoice"),	 STR_INIT("nummer"),
	    STR_INIT("kunde"),	    STR_INIT("auftrag"),      STR_INIT("bestellung"),	 STR_INIT("numero"),
	    STR_INIT("commande"),   STR_INIT("client"),	      STR_INIT("pedido"),	 STR_INIT("ref"),
	    STR_INIT("reference"),  STR_INIT("kundennummer"), STR_INIT("bestellnummer"), STR_INIT("numer"),
	    STR_INIT("zamowienie"), STR_INIT("license"),      STR_INIT("licence"),	 STR_INIT("user"),
	    STR_INIT("phone"),	    STR_INIT("telephone"),    STR_INIT("tel"),		 STR_INIT("call"),
	    STR_INIT("mobile"),	    STR_INIT("cell"),	      STR_INIT("fax"),		 STR_INIT("telefon"),
	    STR_INIT("handy"),	    STR_INIT("telefono"),     STR_INIT("ending"),	 STR_INIT("ends"),
	    STR_INIT("dial"),	    STR_INIT("portable"),     STR_INIT("rufnummer")};
	/* Kundennr., cid=, custNo */
	static const struct str ends[] = {STR_INIT("nr"),     STR_INIT("id"),  STR_INIT("nummer"), STR_INIT("number"),
					  STR_INIT("custno"), STR_INIT("num"), STR_INIT("nbr"),	   STR_INIT("numer")};
	size_t end = from;

	for (int word = 0; word < 2 && end > 0; word++) {
		size_t begin = end - 1;

		while (begin > 0 && end - begin < 16 && (row->before[begin] & BEFORE_GAP) == 0)
			begin--;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_eq(str_n(row->letters + begin, end - begin), words[i]))
				return true;
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			if (str_ends(str_n(row->letters + begin, end - begin), ends[i]))
				return true;
		end = begin;
	}
	return false;
}

/* "Parkinson's law", the "Müller-Lyer illusion": things that bear somebody's name. */
static bool is_eponym(const struct row *row, size_t to)
{
	static const struct str things[] = {
	    STR_INIT("law"),	   STR_INIT("laws"),	 STR_INIT("effect"),   STR_INIT("disease"),
	    STR_INIT("syndrome"),  STR_INIT("hardware"), STR_INIT("illusion"), STR_INIT("theorem"),
	    STR_INIT("algorithm"), STR_INIT("constant"), STR_INIT("paradox"),  STR_INIT("equation"),
	    STR_INIT("transform"), STR_INIT("lyer"),	 STR_INIT("cipher"),
	};
	size_t end;

	if (to + 1 < row->n && row->letters[to] == 's' && (row->before[to + 1] & BEFORE_GAP) != 0)
		to++;
	for (end = to; end < row->n && end - to < 12 && (end == to || (row->before[end] & BEFORE_GAP) == 0);)
		end++;
	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
		if (str_eq(str_n(row->letters + to, end - to), things[i]))
			return true;
	return false;
}

/* "Hannah's iPhone": what machines call themselves by their owner's first name. */
static bool owns_machine(const struct row *row, size_t to)
{
	static const char *const machines[] = {"airpods", "desktop", "galaxy", "imac",	  "ipad",
					       "iphone",  "laptop",  "mac",    "macbook", "macmini",
					       "pc",	  "phone",   "pixel",  "watch",	  NULL};
	size_t end;

	if (to + 1 >= row->n || row->letters[to] != 's' || (row->before[to + 1] & BEFORE_GAP) == 0 ||
	    (row->before[to + 1] & BEFORE_LINE) != 0)
		return false;
	for (end = ++to; end < row->n && end - to < 10 && (end == to || (row->before[end] & BEFORE_GAP) == 0);)
		end++;
	return str_is_any(str_n(row->letters + to, end - to), machines);
}

/* id="nowak", href="/nowak/", ?user=nowak&: what an equals sign stands in front of is told as a space. */
static bool is_assigned(const struct row *row, size_t from, size_t to)
{
	size_t at;

	if ((row->before[from] & (BEFORE_LINE | BEFORE_SPACE)) != BEFORE_SPACE ||
	    (to < row->n && (row->before[to] & (BEFORE_LINE | BEFORE_MARK)) != BEFORE_MARK))
		return false;
	at = byte_of(row, from);
	while (at > 0 && (row->text.s[at - 1] == '/' || row->text.s[at - 1] == '#'))
		at--;
	if (at > 0 && (row->text.s[at - 1] == '"' || row->text.s[at - 1] == '\''))
		at--;
	return at > 1 && row->text.s[at - 1] == '=' && !str_is_space(row->text.s[at - 2]);
}

/* Between marks, or alone in a list: an index of words holds a name in small letters. */
static bool is_between_marks(const struct row *row, size_t from, size_t to)
{
	if (row->matcher->is_listed && (row->before[from] & BEFORE_LINE) != 0 &&
	    (to >= row->n || (row->before[to] & BEFORE_LINE) != 0))
		return true;
	return ((from == 0 || (row->before[from] & BEFORE_GAP) == BEFORE_MARK) &&
		(to >= row->n || (row->before[to] & BEFORE_GAP) == BEFORE_MARK)) ||
	       is_assigned(row, from, to);
}

/* A short name in what seems to be base 64: between blanks or ends of lines, as in a text. Bytes that are no text end
 * lines, too: in fonts, sound and film a blank is on one side at least, of two or three letters on both. */
static bool is_in_text(const struct row *row, size_t from, size_t to)
{
	enum { LETTERS = 4 };
	unsigned front = row->before[from], behind = to < row->n ? row->before[to] : (unsigned)BEFORE_LINE;

	if (row->matcher->is_media && ((to - from < LETTERS ? front & behind : front | behind) & BEFORE_SPACE) == 0)
		return false;
	return (front & (BEFORE_SPACE | BEFORE_LINE)) != 0 && (behind & (BEFORE_SPACE | BEFORE_LINE)) != 0;
}

/*
 * A word of stylesheets and markup, which every page has in its head: "font-family:Georgia,serif" is about nobody. As a
 * name it has a capital letter and stands behind what names go with; or, when it is no everyday word, before what is no
 * sign: "Georgia wrote". The word counts as it stands there, with its ending: Georgi-a.
 */
static bool is_of_the_page(const struct row *row, size_t from, size_t to, const struct form *form)
{
	static const struct form near = {.flags = FORM_NEAR};
	size_t end = to;
	struct str word;

	if (form->rule == RULE_FULL_NAME || form->length > 14 || (row->before[from] & BEFORE_ANY) == 0)
		return false;
	for (size_t i = from + 1; i < to; i++)
		if ((row->before[i] & BEFORE_GAP) != 0)
			return false;
	while (end < row->n && end - from < 16 && (row->before[end] & BEFORE_ANY) == 0)
		end++;
	word = str_n(row->letters + from, end - from);
	if (words_has(WORDS_FONTS, word))
		return !is_capital(row, from, &near) ||
		       ((row->before[end] & BEFORE_MARK) != 0 && !has_context(row, from, end, &near));
	return words_has(WORDS_MARKUP, word) &&
	       (!is_capital(row, from, &near) || !has_context(row, from, end, &near)) &&
	       (form->rule != RULE_USER || !is_login(row, from, end));
}

/*
 * How little chance would write so, in bits about: letters, and between them the signs that people write there. Other
 * signs count against it, for nearly any byte is one. In an encoding that is guessed at, many bytes are the same
 * letter.
 */
static int evidence(const struct row *row, size_t from, size_t to)
{
	enum { LETTER = 7, GUESSED_LETTER = 4, USUAL_SIGN = 4, OTHER_SIGN = -6 };
	size_t at = byte_of(row, from), last = byte_of(row, to - 1);
	bool was_sign = false;
	int bits = 0;

	while (at <= last && at < row->text.n) {
		uint32_t c = utf8_next(row->text, &at);
		enum fold_kind kind = (enum fold_kind)fold_of(row->matcher->fold, row->way, c)->kind;

		if (kind == FOLD_LETTERS)
			bits += c < 0x80 || row->matcher->least == 0 ? LETTER : GUESSED_LETTER;
		else if (c > ' ' && c < 0x80 && strchr(".,-_@+()/'", (int)c) != NULL)
			bits += was_sign ? 0 : USUAL_SIGN;
		else if (c != ' ' && kind != FOLD_DROPPED)
			bits += OTHER_SIGN;
		else
			bits += c == ' ' && !was_sign ? USUAL_SIGN : 0;
		was_sign = kind != FOLD_LETTERS && kind != FOLD_DROPPED;
	}
	return bits;
}

enum { SURE = 36 }; /* bits: some ten thousand forms in some millions of bytes */

/* In bytes that happen to decode, what a few letters with signs between them spell is chance; blanks are not, nor is
 * what is written as people do. */
static bool is_chance(const struct row *row, size_t from, size_t to)
{
	enum { LEAST = 13, ONE_SIGN_LEAST = 9 };
	size_t signs = 0;

	/* any two bytes are a sign of some script, which stands for several letters */
	if (row->matcher->is_media && (unsigned char)row->text.s[byte_of(row, from)] >= 0x80 &&
	    evidence(row, from, to) < SURE)
		return true;
	for (size_t i = from + 1; i < to; i++)
		signs += (row->before[i] & BEFORE_GAP) != 0 && (row->before[i] & BEFORE_GAP) != BEFORE_SPACE;
	return ((signs > 1 && to - from < LEAST) || (signs == 1 && to - from < ONE_SIGN_LEAST)) &&
	       evidence(row, from, to) < SURE;
}

/* Any two bytes are a Chinese character in some encoding, and that is a syllable: so few of them are chance. */
static bool is_guessed_han(const struct row *row, size_t from, size_t to)
{
	enum { HAN = 0x2E80, FEWEST = 4 };
	size_t at = byte_of(row, from), last = byte_of(row, to - 1), n = 0;

	for (; at <= last && at < row->text.n; n++)
		if (utf8_next(row->text, &at) < HAN)
			return false;
	return n < FEWEST;
}

/* A short form in bytes of which most are noise. Behind a word that goes with names it is none; nor, in a file of sound
 * or film, where its parts have their capitals or signs: "Jo Li", a@b.de. */
static bool is_short_chance(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { CAPITALS = 4, CONTEXT = 8 };
	bool has_gap = false, has_word;
	int bits;

	if (is_in_text(row, from, to))
		return false;
	if (!row->matcher->is_media)
		return true;
	for (size_t i = from + 1; i < to; i++)
		has_gap = has_gap || (row->before[i] & BEFORE_GAP) != 0;
	/* a dash is a byte like any other */
	has_word = (has_context(row, from, to, form) && !is_signed(row, from, to)) ||
		   (form->rule == RULE_USER && is_login(row, from, to));
	if (!has_gap && !has_word)
		return true;
	bits = (is_capital(row, from, form) ? CAPITALS : 0) + (has_word ? CONTEXT : 0);
	return evidence(row, from, to) + bits < SURE;
}

/* With a capital letter, where the script has any. */
static bool is_written_as_name(const struct row *row, size_t from, size_t to, const struct form *form)
{
	enum { WITHOUT_CAPITALS = 0x0590 }; /* Hebrew, and nearly all that follows */
	size_t at;

	if ((form->flags & FORM_FOREIGN) != 0 && (row->before[from] & row->before[to - 1] & IS_FOREIGN) == 0)
		return false;
	if ((row->before[from] & IS_UPPER) != 0)
		return true;
	at = byte_of(row, from);
	return (form->flags & FORM_FOREIGN) != 0 && utf8_next(row->text, &at) >= WITHOUT_CAPITALS;
}

/* The word that one half of a surname stands in is the surname, but for an error in the other half. A word with its
 * capital letter, as people write names even where they err. */
static bool is_mistyped(const struct row *row, size_t from, size_t to, const struct form *form)
{
	bool is_front = (form->flags & FORM_END_ANYWHERE) != 0;
	size_t whole = form->split, begin = from, end = to;
	struct str word;

	while (!is_front && begin > 0 && end - begin <= whole && (row->before[begin] & BEFORE_ANY) == 0)
		begin--;
	while (is_front && end < row->n && end - begin <= whole && (row->before[end] & BEFORE_ANY) == 0)
		end++;
	if ((row->before[begin] & BEFORE_GAP) == 0 || !is_edge(row, end, true) || end - begin + 1 < whole ||
	    end - begin > whole + 1 || !is_written_as_name(row, begin, end, form))
		return false;
	for (size_t i = begin + 1; i < end; i++)
		if ((row->before[i] & BEFORE_ANY) != 0)
			return false;
	word = str_n(row->letters + begin, end - begin);
	return !words_has(WORDS_ORDINARY, word) && !words_has(WORDS_USUAL, word) &&
	       typos_match(row->matcher->identities, word, whole, is_front ? form->length : 0,
			   is_front ? word.n : from - begin, (form->flags & FORM_FOREIGN) != 0);
}

/* What somebody thinks is masked: "Featherst***". But not the end of what is bold: "***Feather***". */
static bool is_masked(struct str front, struct str rest)
{
	enum { LINE = 200 }; /* bytes that are looked at */
	size_t begin = front.n;

	if (!str_starts(rest, STR("***")))
		return false;
	while (begin > 0 && front.n - begin < LINE && front.s[begin - 1] != '\n')
		begin--;
	return str_find(str_from(front, begin), STR("***")) < 0;
}

/* "…as Mr Featherst…" */
static bool is_cut_off(const struct row *row, size_t to)
{
	size_t at = byte_of(row, to - 1);
	struct str rest;

	(void)utf8_next(row->text, &at);
	rest = str_from(row->text, at);
	return str_starts(rest, STR("\xE2\x80\xA6")) || str_starts(rest, STR("...")) || str_starts(rest, STR("[...")) ||
	       str_starts(rest, STR("[\xE2\x80\xA6")) || is_masked(str_slice(row->text, 0, at), rest);
}

/* "…hitfield, who": the end of a name, of which the excerpt shows no more. */
static bool is_cut_in_front(const struct row *row, size_t from, size_t to)
{
	struct str front = str_slice(row->text, 0, byte_of(row, from));

	if (str_ends(front, STR(" ")))
		front = str_slice(front, 0, front.n - 1);
	for (size_t i = from + 1; i < to; i++)
		if ((row->before[i] & BEFORE_ANY) != 0)
			return false;
	return is_edge(row, to, true) && (str_ends(front, STR("\xE2\x80\xA6")) || str_ends(front, STR("...")));
}

static bool counts(const struct row *row, size_t from, size_t to, const struct form *form)
{
	if (form->length != to - from || (int)form->length < row->matcher->least ||
	    (row->matcher->wanted != 0 && (row->matcher->wanted >> form->rule & 1) == 0))
		return false;
	if ((form->flags & FORM_CUT_FRONT) == FORM_CUT_FRONT)
		return is_cut_in_front(row, from, to);
	if ((form->flags & FORM_TYPO) != 0)
		return !row->matcher->is_noise && is_mistyped(row, from, to, form);
	if (!edges_are_right(row, from, to, form) || !is_split_right(row, from, to, form))
		return false;
	if ((form->flags & FORM_CAPITAL) != 0 && !is_capital(row, from, form))
		return false;
	if ((form->flags & FORM_CASED) != 0 && !is_capital(row, from, form) && !is_between_marks(row, from, to) &&
	    !has_context(row, from, to, form))
		return false;
	if ((form->flags & FORM_NUMBERED) != 0 && !is_numbered(row, from))
		return false;
	if ((form->flags & FORM_CUT) != 0 && !is_cut_off(row, to))
		return false;
	if ((form->flags & FORM_FOREIGN) != 0 && (row->before[from] & row->before[to - 1] & IS_FOREIGN) == 0)
		return false;
	if ((form->flags & (FORM_CONTEXT | FORM_NEAR)) != 0 && !has_context(row, from, to, form) &&
	    (form->rule != RULE_USER || !is_login(row, from, to)) &&
	    (form->rule != RULE_FIRST_NAME || !owns_machine(row, to)))
		return false;
	if (row->matcher->least > 0 && is_guessed_han(row, from, to))
		return false;
	if (row->matcher->is_noise &&
	    ((form->length < NOISE_LEAST && is_short_chance(row, from, to, form)) || is_chance(row, from, to)))
		return false;
	if (row->matcher->has_people && is_of_the_page(row, from, to, form))
		return false;
	return (form->rule != RULE_SURNAME && form->rule != RULE_FIRST_NAME) || !is_eponym(row, to);
}

static const struct form *try_lengths(const struct row *row, size_t from, uint64_t lengths)
{
	for (; lengths != 0; lengths &= lengths - 1) {
		size_t length = (size_t)__builtin_ctzll(lengths), n;
		const struct form *forms;

		if (from + length > row->n)
			return NULL;
		forms = identities_find(row->matcher->identities, row->letters + from, length, &n);
		for (size_t i = 0; i < n; i++)
			if (counts(row, from, from + length, &forms[i]))
				return &forms[i];
	}
	return NULL;
}

/* Whether a form of five letters and more may stand at this place: all the lengths that it may have. */
static const struct form *try_at(const struct row *row, size_t at)
{
	const struct identities *identities = row->matcher->identities;

	return try_lengths(row, at,
			   identities->lengths[identities_gram(identities, row->letters + at, 5)] & ~(uint64_t)31);
}

/* Lengths below 5 have grams of their own. */
static const struct form *try_short(const struct row *row, size_t at)
{
	const struct identities *identities = row->matcher->identities;
	const struct form *form = NULL;

	for (unsigned length = 2; form == NULL && length < 5; length++) {
		uint32_t gram = identities_gram(identities, row->letters + at, length);

		if ((identities->short_lengths >> length & 1) == 0 ||
		    (identities_filter(identities, gram) & FILTER_BEGINS) == 0)
			continue;
		form = try_lengths(row, at, identities->lengths[gram] & (uint64_t)1 << length);
	}
	return form;
}

/* Places from `from` on at which forms may begin, in order; BLOCK of them are looked at. */
enum { BLOCK = 256 };
struct places {
	size_t from;
	uint16_t longs[BLOCK], shorts[BLOCK]; /* of forms of five letters and more, of shorter ones */
	unsigned longs_n, shorts_n;
};

/* Of the places that the sieve has left, those where the filter has a bit. */
static unsigned filter_longs(const struct row *row, struct places *places, unsigned n)
{
	const struct identities *identities = row->matcher->identities;
	unsigned left = 0;

	for (unsigned k = 0; k < n; k++) {
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): the first n are there */
		size_t at = places->from + places->longs[k];
		unsigned begins = (row->before[at] & BEFORE_ANY) != 0 ? FILTER_BEGINS : 0;
		uint32_t gram = identities_gram(identities, row->letters + at, 5);

		places->longs[left] = places->longs[k];
		left += (identities_filter(identities, gram) & (FILTER_ANYWHERE | begins)) != 0;
		__builtin_prefetch(&identities->lengths[gram]);
	}
	return left;
}

/* Shorter forms begin where a word does. */
static unsigned sieve_shorts(const struct row *row, struct places *places, unsigned n)
{
	const struct identities *identities = row->matcher->identities;
	unsigned left = 0;

	if (identities->short_lengths == 0)
		return 0;
	for (unsigned k = 0; k < n; k++) {
		const char *letters = row->letters + places->from + places->shorts[k];
		unsigned found = 0;

		for (unsigned length = 2; length < 5; length++)
			found |=
			    identities_sieve(identities, SIEVE_SHORT, identities_gram(identities, letters, length));
		places->shorts[left] = places->shorts[k];
		left += found;
	}
	return left;
}

/* No other place is worth a look. Without branches, as any letter may be such a place. */
static void find_places(const struct row *row, size_t from, size_t to, struct places *places)
{
	const struct identities *identities = row->matcher->identities;
	unsigned longs_n = 0, begins_n = 0;

	places->from = from;
	for (unsigned i = 0; i < to - from; i++) {
		unsigned begins = (row->before[from + i] & BEFORE_ANY) != 0;
		uint32_t gram = identities_gram(identities, row->letters + from + i, 5);

		places->longs[longs_n] = places->shorts[begins_n] = (uint16_t)i;
		longs_n += identities_sieve(identities, begins != 0 ? SIEVE_BEGINS : SIEVE_ANYWHERE, gram);
		begins_n += begins;
	}
	places->longs_n = filter_longs(row, places, longs_n);
	places->shorts_n = sieve_shorts(row, places, begins_n);
}

static const struct form *look_at(const struct row *row, const struct places *places, size_t *found_at)
{
	unsigned longs = 0, shorts = 0;

	while (longs < places->longs_n || shorts < places->shorts_n) {
		/* the first longs_n and shorts_n are there:
		 * NOLINTBEGIN(clang-analyzer-core.UndefinedBinaryOperatorResult) */
		bool is_long = longs < places->longs_n &&
			       (shorts == places->shorts_n || places->longs[longs] <= places->shorts[shorts]);
		const struct form *form;

		*found_at = places->from + (is_long ? places->longs[longs++] : places->shorts[shorts++]);
		/* NOLINTEND(clang-analyzer-core.UndefinedBinaryOperatorResult) */
		form = is_long ? try_at(row, *found_at) : try_short(row, *found_at);
		if (form != NULL)
			return form;
	}
	return NULL;
}

static const struct form *look(const struct row *row, size_t *found_at)
{
	struct places places;

	for (size_t from = row->from; from < row->to; from += BLOCK) {
		const struct form *form;

		find_places(row, from, from + BLOCK < row->to ? from + BLOCK : row->to, &places);
		form = look_at(row, &places, found_at);
		if (form != NULL)
			return form;
	}
	return NULL;
}

/* Letters that a form has at most, and those around it that its context may have. */
enum { REACH = 2 * IDENTITIES_FORM_MAX, MARGIN = 2 * REACH };

static bool is_letter(const struct matcher *matcher, struct str text, size_t at)
{
	if ((unsigned char)text.s[at] < 0x80)
		return str_is_alnum(text.s[at]);
	return fold_of(matcher->fold, FOLD_SOUNDS, utf8_next(text, &at))->kind == FOLD_LETTERS;
}

/* With so many letters before and behind it. */
static struct match_span widened(const struct matcher *matcher, struct str text, struct match_span span)
{
	for (size_t letters = 0; span.from > 0 && letters < MARGIN;) {
		do
			span.from--;
		while (span.from > 0 && utf8_is_inside(text, span.from));
		letters += is_letter(matcher, text, span.from);
	}
	for (size_t letters = 0; span.to < text.n && letters < MARGIN;) {
		letters += is_letter(matcher, text, span.to);
		do
			span.to++;
		while (utf8_is_inside(text, span.to));
	}
	return span;
}

/* One way, in a piece of the text. */
static bool find_in(struct matcher *matcher, enum fold_way way, struct str text, struct match_span span,
		    struct match *found)
{
	struct str piece = str_slice(text, span.from, span.to);
	struct letter_place place = {0, 0};
	struct row row = {.matcher = matcher,
			  .letters = (const char *)matcher->letters,
			  .before = matcher->before,
			  .text = piece,
			  .way = way,
			  .place = &place};
	const struct form *form;
	size_t at;

	row.n = fill(matcher, way, piece, way == FOLD_LOOKS && matcher->hears);
	row.from = span.from > 0 ? REACH : 0;
	row.to = span.to < text.n ? (row.n > REACH ? row.n - REACH : 0) : row.n;
	form = look(&row, &at);
	if (form == NULL)
		return false;
	found->rule = (enum identity_rule)form->rule;
	found->at = span.from + byte_of(&row, at);
	return true;
}

bool match_find(struct matcher *matcher, struct str text, struct match *found)
{
	struct match_spans *spans = &matcher->spans;

	if (matcher->identities == NULL || matcher->identities->forms.n == 0 || text.n == 0)
		return false;
	make_room(matcher, text.n * LETTERS_FACTOR);
	spans->n = 0;
	/* the canary is written in Latin letters */
	matcher->hears = matcher->has_people && matcher->wanted != 1u << RULE_CANARY;
	if (find_in(matcher, FOLD_LOOKS, text, (struct match_span){0, text.n}, found))
		return true;
	for (size_t i = 0; i < spans->n;) {
		struct match_span span = widened(matcher, text, spans->at[i++]);

		while (i < spans->n && spans->at[i].from <= span.to)
			span.to = widened(matcher, text, spans->at[i++]).to;
		if (find_in(matcher, FOLD_SOUNDS, text, span, found))
			return true;
	}
	return false;
}
