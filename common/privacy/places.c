#include "common/privacy/places.h"

#include "common/mem.h"
#include "common/privacy/place_words.h"

enum {
	SLOTS = 16384,
	FIRSTS = 4096, /* each for several slots */
	LONG_MIXED = 11,
	LONG_LETTERS = 16,
	LONG_ANY = 30,
	ASSIGNED_WITHIN = 64,
	GROUPED_MOST = 12,
	HOUSE_DIGITS = 5
};

/* What nearly always tells that it is not this word, in few bytes: they stay in the processor's nearest cache. */
struct word_head {
	uint32_t bytes; /* the first four; of three, and 0 */
	uint16_t next;	/* of the same slot, + 1; 0: none */
	bool is_short;	/* three */
	bool border;
};

/* The words by their first three bytes. */
struct place_words {
	/* bits, nearly all 0 */
	struct {
		uint64_t inside, border; /* of words that may begin anywhere, or at a border only */
	} used[SLOTS / 64];
	uint16_t first[FIRSTS]; /* + 1; 0: none */
	struct word_head heads[PLACE_WORDS_MOST];
	uint8_t kinds[256]; /* of each byte */
};

enum byte_kind { BYTE_RUN = 1, BYTE_DIGIT = 2, BYTE_MARK = 4, BYTE_ALNUM = 8, ALNUM_SHIFT = 3 };

static uint32_t slot_of(uint32_t bytes)
{
	return (bytes & 0xFFFFFF) * 2654435761u >> 18;
}

static uint32_t head_of(uint32_t three, unsigned char fourth)
{
	return three << 8 | fourth;
}

/* What add_character() knows. */
static const char marks[] = "@=:.,|>/~<\"\\";

struct place_words *place_words_new(void)
{
	struct place_words *table = mem_zalloc(sizeof(*table));

	for (uint32_t i = 0; i < place_words_all_n; i++) {
		const unsigned char *s = (const unsigned char *)place_words_all[i].text.s;
		uint32_t three = (uint32_t)s[0] << 16 | (uint32_t)s[1] << 8 | s[2], slot = slot_of(three);

		table->heads[i] = (struct word_head){.bytes = head_of(three, s[3]),
						     .next = table->first[slot % FIRSTS],
						     .is_short = place_words_all[i].text.n == 3,
						     .border = place_words_all[i].border};
		table->first[slot % FIRSTS] = (uint16_t)(i + 1);
		if (place_words_all[i].border)
			table->used[slot / 64].border |= (uint64_t)1 << slot % 64;
		else
			table->used[slot / 64].inside |= (uint64_t)1 << slot % 64;
	}
	for (int i = 0; i < 256; i++) {
		char c = (char)i;

		if (str_is_alnum(c) || c == '_' || c == '-')
			table->kinds[i] = BYTE_RUN;
		if (str_is_alnum(c))
			table->kinds[i] |= BYTE_ALNUM;
		if (str_is_digit(c))
			table->kinds[i] |= BYTE_DIGIT;
	}
	for (const char *mark = marks; *mark != '\0'; mark++)
		table->kinds[(unsigned char)*mark] = BYTE_MARK;
	return table;
}

void place_words_free(struct place_words *table)
{
	mem_free(table);
}

void places_release(struct places *places)
{
	for (int i = 0; i < PLACES_N; i++)
		vec_release(&places->of[i]);
}

bool places_any(const struct places *places, enum place place, size_t from, size_t to)
{
	size_t low = 0, high = places->of[place].n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (places->of[place].at[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < places->of[place].n && places->of[place].at[low] < to;
}

struct finder {
	struct places *places;
	struct str text, low;
	size_t secret; /* where the last keyword of a secret began, + 1 */
};

static inline void add(struct places *places, enum place place, size_t at)
{
	struct place_list *list = &places->of[place];

	if (list->n == list->room)
		vec_reserve(list, list->n * 2 + 16);
	list->at[list->n++] = (uint32_t)at;
}

/* Between the groups of a number. */
static bool is_group_sign(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

/* How many digits a number has with all its groups, counted up to twelve. */
static size_t grouped_digits(struct str text, size_t at)
{
	size_t n = 0, gap = 0;

	for (; at < text.n && gap <= 3 && n < GROUPED_MOST; at++)
		if (str_is_digit(text.s[at])) {
			n++;
			gap = 0;
		} else if (!is_group_sign(text.s[at])) {
			break;
		} else {
			gap++;
		}
	return n;
}

/* The number of a house: a word follows, or a word stands in front. */
static void add_house(struct finder *finder, size_t at)
{
	struct str text = finder->text;
	size_t end = at;
	char before = at > 0 ? text.s[at - 1] : '\n';

	while (end < text.n && end - at <= HOUSE_DIGITS && str_is_digit(text.s[end]))
		end++;
	if (end - at > HOUSE_DIGITS)
		return;
	if (str_is_alpha(before) || before == '.' ||
	    (before == ' ' && at > 1 && (str_is_alpha(text.s[at - 2]) || text.s[at - 2] == '.')))
		add(finder->places, PLACE_BEHIND_WORD, at);
	if (str_is_alnum(before) || before == '_' || before == '.')
		return;
	end += end < text.n && str_is_alpha(text.s[end]);
	end += end < text.n && text.s[end] == ',';
	if (end + 4 < text.n && text.s[end] == ' ' && text.s[end + 1] != '-' &&
	    (!str_is_digit(text.s[end + 1]) || str_is_alpha(text.s[end + 2]) || str_is_alpha(text.s[end + 3]) ||
	     str_is_alpha(text.s[end + 4])))
		add(finder->places, PLACE_HOUSE, at);
}

static void add_number(struct finder *finder, size_t at)
{
	size_t n, end = at;

	add(finder->places, PLACE_DIGIT, at);
	add_house(finder, at);
	while (end < finder->text.n && end < at + 4 && str_is_digit(finder->text.s[end]))
		end++;
	if (end < finder->text.n && finder->text.s[end] == '.')
		add(finder->places, PLACE_DECIMAL, at);
	n = grouped_digits(finder->text, at);
	if (n >= 5)
		add(finder->places, PLACE_NUMBER5, at);
	if (n >= 9)
		add(finder->places, PLACE_NUMBER9, at);
	if (n >= GROUPED_MOST)
		add(finder->places, PLACE_NUMBER12, at);
}

/* The words that begin with those three bytes, which end in front of `behind`. */
static void add_words(struct finder *finder, size_t behind, uint32_t three, const struct place_words *table)
{
	size_t at = behind - 3;
	uint32_t bytes = head_of(three, behind < finder->low.n ? (unsigned char)finder->low.s[behind] : 0);
	bool border = at == 0 || !str_is_alnum(finder->low.s[at - 1]);
	uint16_t i = table->first[slot_of(three) % FIRSTS];

	for (; i != 0; i = table->heads[i - 1].next) {
		const struct word_head *head = &table->heads[i - 1];
		const struct place_word *word = &place_words_all[i - 1];

		if (head->bytes != (head->is_short ? head_of(three, 0) : bytes) || (head->border && !border) ||
		    !str_starts(str_from(finder->low, at), word->text))
			continue;
		if (word->place == PLACE_ASSIGN)
			finder->secret = at + 1;
		else
			add(finder->places, word->place, at);
	}
}

/* A word of letters, digits, "_" and "-" that may be a key. */
static void add_run(struct finder *finder, size_t from, size_t end)
{
	size_t n = end - from;
	bool digit = false, letter = false, upper = false;

	for (size_t i = from; i < end; i++) {
		digit = digit || str_is_digit(finder->text.s[i]);
		letter = letter || str_is_alpha(finder->text.s[i]);
		upper = upper || (i > from && str_is_upper(finder->text.s[i]));
	}
	if ((digit && letter) || (n >= LONG_LETTERS && upper) || n >= LONG_ANY)
		add(finder->places, PLACE_LONG, from);
}

static bool is_hex_at(struct str text, size_t at)
{
	return at < text.n && str_hex_value(text.s[at]) >= 0;
}

static void add_character(struct finder *finder, size_t at)
{
	struct places *places = finder->places;
	struct str text = finder->text;
	char c = text.s[at], next = at + 1 < text.n ? text.s[at + 1] : ' ', before = at > 0 ? text.s[at - 1] : ' ';
	bool assigned = finder->secret != 0 && at + 1 - finder->secret <= ASSIGNED_WITHIN;

	switch (c) {
	case '@':
		add(places, PLACE_AT, at);
		break;
	case '=':
		add(places, PLACE_EQUAL, at);
		if ((next == '=' && before != '=') || before == '!')
			add(places, PLACE_COMPARED, at);
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		break;
	case '"':
		if (assigned && before == ' ')
			add(places, PLACE_QUOTED, at);
		break;
	case ':':
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		if (next == '/' && at + 2 < text.n && text.s[at + 2] == '/')
			add(places, PLACE_SCHEME, at);
		if ((next == ':' || is_hex_at(text, at + 1)) &&
		    (before == ':' || next == ':' || str_hex_value(before) >= 0))
			add(places, PLACE_PAIRS, at);
		break;
	case '.':
		if (is_hex_at(text, at + 1) && is_hex_at(text, at + 4) && at >= 4 && str_hex_value(before) >= 0 &&
		    str_hex_value(text.s[at - 4]) >= 0)
			add(places, PLACE_PAIRS, at);
		break;
	case ',':
		if (assigned && strchr("\"'`)]", before) != NULL)
			add(places, PLACE_ASSIGN, at);
		break;
	case '|':
		if (assigned && next == '|')
			add(places, PLACE_ASSIGN, at);
		break;
	case '>':
	case '/':
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		break;
	case '~':
		add(places, PLACE_TILDE, at);
		break;
	case '\\':
		add(places, PLACE_BACKSLASH, at);
		break;
	case '<':
		if (next == '@' || next == '!')
			add(places, PLACE_ANGLE, at);
		break;
	default:
		break;
	}
}

/* What the loop over all bytes stops at. */
struct stop {
	size_t at;
	uint32_t bytes;	  /* the last ones, up to it */
	size_t word;	  /* bytes of the word in front of it */
	unsigned telling; /* byte_kind */
	bool begins, is_end;
};

/* On its own, so that the loop has the processor's registers for itself. */
__attribute__((noinline)) static void add_stop(struct finder *finder, const struct place_words *table,
					       const struct stop *stop)
{
	if (stop->begins && stop->at >= 2)
		add_words(finder, stop->at + 1, stop->bytes, table);
	if (stop->is_end)
		add_run(finder, stop->at - stop->word, stop->at);
	if ((stop->telling & BYTE_DIGIT) != 0)
		add_number(finder, stop->at);
	else if (stop->telling != 0)
		add_character(finder, stop->at);
}

void places_find(struct places *places, const struct place_words *table, struct str text, struct str low)
{
	struct finder finder = {places, text, low, 0};
	uint32_t bytes = 0, history = 0; /* of the last bytes: are they letters or digits? */
	unsigned before = 0;
	size_t run = 0; /* bytes of the word so far */

	for (int i = 0; i < PLACES_N; i++)
		vec_clear(&places->of[i]);
	for (size_t at = 0; at < text.n; at++) {
		unsigned kind = table->kinds[(unsigned char)text.s[at]];
		/* of a number the first digit alone */
		unsigned telling = kind & (BYTE_DIGIT | BYTE_MARK) & ~(before & BYTE_DIGIT);
		size_t word = run;
		bool is_end = word >= LONG_MIXED && (kind & BYTE_RUN) == 0, begins;
		uint64_t used;
		uint32_t slot;

		before = kind;
		run = (kind & BYTE_RUN) != 0 ? word + 1 : 0;
		bytes = bytes << 8 | (unsigned char)low.s[at];
		slot = slot_of(bytes);
		history = history << 1 | kind >> ALNUM_SHIFT;
		/* all bits or none: what a processor guesses wrong costs more than the rest of the loop */
		used = table->used[slot / 64].border & ((uint64_t)(history >> 3 & 1) - 1);
		used |= table->used[slot / 64].inside;
		begins = (used >> slot % 64 & 1) != 0;
		if (begins | is_end | (telling != 0))
			add_stop(&finder, table, &(struct stop){at, bytes, word, telling, begins, is_end});
	}
	if (run >= LONG_MIXED)
		add_run(&finder, text.n - run, text.n);
}
