/* What stands in rows of words, a few letters or digits in each. */
#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/decode_alphabets.h"
#include "generator/gate/decode_bytes.h"

/* What a byte may be in a word. */
enum {
	IN_LETTER = 1,
	IN_DIGIT = 2,
	IN_NO_HEX = 4, /* and neither 'x' of a prefix */
	IN_CAPITAL_I = 8,
	IN_SIGN = 16,	/* stands for a letter, before a letter */
	IN_DOUBLE = 32, /* of a word: the same twice */
};

struct digit_word {
	const char *word;
	const char *digits; /* "4", "14"; of forty "4t": the next word may say the other one, else it is 0 */
};

enum { TENS = 't' }; /* of digits */

static const struct digit_word digit_words[] = {
    {"zero", "0"},	  {"oh", "0"},		 {"one", "1"},	       {"two", "2"},	       {"three", "3"},
    {"four", "4"},	  {"five", "5"},	 {"six", "6"},	       {"seven", "7"},	       {"eight", "8"},
    {"nine", "9"},	  {"null", "0"},	 {"eins", "1"},	       {"zwei", "2"},	       {"zwo", "2"},
    {"drei", "3"},	  {"vier", "4"},	 {"funf", "5"},	       {"fuenf", "5"},	       {"fünf", "5"},
    {"sechs", "6"},	  {"sieben", "7"},	 {"acht", "8"},	       {"neun", "9"},	       {"un", "1"},
    {"deux", "2"},	  {"trois", "3"},	 {"quatre", "4"},      {"cinq", "5"},	       {"sept", "7"},
    {"huit", "8"},	  {"neuf", "9"},	 {"cero", "0"},	       {"uno", "1"},	       {"dos", "2"},
    {"tres", "3"},	  {"cuatro", "4"},	 {"cinco", "5"},       {"seis", "6"},	       {"siete", "7"},
    {"ocho", "8"},	  {"nueve", "9"},	 {"jeden", "1"},       {"dwa", "2"},	       {"trzy", "3"},
    {"cztery", "4"},	  {"piec", "5"},	 {"pięć", "5"},	       {"szesc", "6"},	       {"sześć", "6"},
    {"siedem", "7"},	  {"osiem", "8"},	 {"dziewiec", "9"},    {"dziewięć", "9"},      {"due", "2"},
    {"tre", "3"},	  {"quattro", "4"},	 {"cinque", "5"},      {"sei", "6"},	       {"sette", "7"},
    {"otto", "8"},	  {"nove", "9"},	 {"nul", "0"},	       {"een", "1"},	       {"twee", "2"},
    {"drie", "3"},	  {"vijf", "5"},	 {"zes", "6"},	       {"zeven", "7"},	       {"negen", "9"},
    {"um", "1"},	  {"dois", "2"},	 {"três", "3"},	       {"quatro", "4"},	       {"sete", "7"},
    {"oito", "8"},	  {"ten", "10"},	 {"eleven", "11"},     {"twelve", "12"},       {"thirteen", "13"},
    {"fourteen", "14"},	  {"fifteen", "15"},	 {"sixteen", "16"},    {"seventeen", "17"},    {"eighteen", "18"},
    {"nineteen", "19"},	  {"twenty", "2t"},	 {"thirty", "3t"},     {"forty", "4t"},	       {"fifty", "5t"},
    {"zéro", "0"},	  {"dix", "10"},	 {"onze", "11"},       {"douze", "12"},	       {"treize", "13"},
    {"quatorze", "14"},	  {"quinze", "15"},	 {"seize", "16"},      {"vingt", "2t"},	       {"vingts", "2t"},
    {"trente", "3t"},	  {"quarante", "4t"},	 {"cinquante", "5t"},  {"soixante", "6t"},     {"diez", "10"},
    {"once", "11"},	  {"doce", "12"},	 {"trece", "13"},      {"catorce", "14"},      {"quince", "15"},
    {"dieciséis", "16"},  {"diecisiete", "17"},	 {"dieciocho", "18"},  {"diecinueve", "19"},   {"veinte", "2t"},
    {"veintiuno", "21"},  {"veintidós", "22"},	 {"veintitrés", "23"}, {"veinticuatro", "24"}, {"veinticinco", "25"},
    {"veintiséis", "26"}, {"veintisiete", "27"}, {"veintiocho", "28"}, {"veintinueve", "29"},  {"treinta", "3t"},
    {"cuarenta", "4t"},	  {"cincuenta", "5t"},	 {"sesenta", "6t"},    {"setenta", "7t"},      {"ochenta", "8t"},
    {"noventa", "9t"},	  {"sixty", "6t"},	 {"seventy", "7t"},    {"eighty", "8t"},       {"ninety", "9t"},
};

enum { DIGIT_WORD_MOST = 12 }; /* bytes */

/* By the first two letters, modulo 32: which lengths such words have. Nearly every word fails here. */
struct digit_starts {
	bool is_ready;
	uint16_t lengths[32][32];
};

static void collect_digit_starts(struct digit_starts *starts)
{
	if (starts->is_ready)
		return;
	starts->is_ready = true;
	for (size_t i = 0; i < sizeof(digit_words) / sizeof(*digit_words); i++) {
		const char *word = digit_words[i].word;

		starts->lengths[word[0] & 31][word[1] & 31] |= (uint16_t)(1u << strlen(word));
	}
}

static bool may_be_digit(const struct digit_starts *starts, struct str word)
{
	return word.n >= 2 && word.n <= DIGIT_WORD_MOST &&
	       (starts->lengths[word.s[0] & 31][word.s[1] & 31] >> word.n & 1) != 0;
}

/* NULL: the word is no number. */
static const struct digit_word *find_digit_word(const struct digit_starts *starts, struct str word)
{
	char first = str_lower_char(word.s[0]);

	if (!may_be_digit(starts, word))
		return NULL;
	for (size_t i = 0; i < sizeof(digit_words) / sizeof(*digit_words); i++)
		if (first == digit_words[i].word[0] && str_eq_nocase(word, str_c(digit_words[i].word)))
			return &digit_words[i];
	return NULL;
}

enum code_base { CODE_HEX, CODE_DECIMAL, CODE_OCTAL, CODE_BINARY, CODE_BASES };

struct row_state {
	struct decode_rows *out;
	struct str last; /* word */
	/* codes by what they may be: "70 101 97" begins as hexadecimal digits, too */
	struct code_row {
		struct buf bytes;
		size_t count;
	} codes[CODE_BASES];
	bool has_codes;
	size_t grams, grams_at;
	size_t numbers, numbers_at, numbers_out;
	bool numbers_hidden; /* not all of them were written as digits */
	bool numbers_spoken; /* the last one was a word */
	size_t words_spoken; /* of the row */
	bool has_tens;	     /* and said how many tens there are */
	size_t spelled, spelled_at;
	bool spells_numbers;
	bool explains_letters; /* "S as in Sierra": letters stand for themselves as well */
	bool is_held;	       /* a letter of which nothing says yet what it is */
	char said;	       /* one that stands for itself, whose word may follow */
	struct lettered {
		struct buf letters; /* of the rows that are done, and of the present one */
		size_t from, n;	    /* of the present one */
		char held;	    /* a letter of which nothing says yet what it is; or none */
		bool is_explained;  /* by "as in" */
		unsigned since;	    /* words behind the last letter */
		uint32_t number;    /* in front of it */
	} numbered, named;	    /* "1. K 2. o", "K wie Kaufmann, O wie Otto" */
	const struct digit_starts *digit_starts;
};

enum { LETTERS = 26 };
enum { CODES_LEAST = 5, WIDE_CODES_LEAST = 2, GRAMS_LEAST = 3, NUMBERS_LEAST = 6, SPELLED_LEAST = 5 };

static void end_row(struct buf *out, size_t *count, size_t least, size_t at)
{
	if (*count == 0)
		return;
	if (*count < least)
		buf_cut(out, at);
	else
		buf_char(out, '\n');
	*count = 0;
}

static bool all_digits(struct str word, int base)
{
	for (size_t i = 0; i < word.n; i++) {
		int value = str_hex_value(word.s[i]);

		if (value < 0 || value >= base)
			return false;
	}
	return true;
}

/* "4b", "0x4b", "x4b", "u004b": without its prefix. */
static struct str without_prefix(struct str word)
{
	if (word.n == 4 && word.s[0] == '0' && (word.s[1] == 'x' || word.s[1] == 'X'))
		return str_from(word, 2);
	if (word.n == 3 && (word.s[0] == 'x' || word.s[0] == 'X'))
		return str_from(word, 1);
	return word;
}

static void end_codes(struct row_state *state, enum code_base base)
{
	struct code_row *row = &state->codes[base];

	/* a name of Chinese characters has no more than two or three */
	if (row->count >= CODES_LEAST || (row->count >= WIDE_CODES_LEAST && row->bytes.n >= row->count * 3)) {
		buf_str(&state->out->bytes, buf_view(&row->bytes));
		buf_char(&state->out->bytes, '\n');
	}
	buf_clear(&row->bytes);
	row->count = 0;
}

static void end_all_codes(struct row_state *state)
{
	for (int i = 0; state->has_codes && i < CODE_BASES; i++)
		end_codes(state, (enum code_base)i);
	state->has_codes = false;
}

static void add_code(struct row_state *state, enum code_base base, bool is_one, uint32_t value)
{
	struct code_row *row = &state->codes[base];

	if (!is_one) {
		end_codes(state, base);
		return;
	}
	row->count++;
	state->has_codes = true;
	if (value < 0x100 && base != CODE_DECIMAL)
		buf_char(&row->bytes, (char)value);
	else
		utf8_add(&row->bytes, value);
}

static uint32_t number_of(struct str word, unsigned base)
{
	uint32_t value = 0;

	for (size_t i = 0; i < word.n; i++)
		value = value * base + (uint32_t)str_hex_value(word.s[i]);
	return value;
}

static bool is_decimal_code(struct str word)
{
	int64_t number;

	return word.n <= 6 && all_digits(word, 10) && str_to_int(word, &number) && number >= 32 && number < 0x110000;
}

/* Ten digits and more: many bytes at once. */
static bool take_long_code(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->bytes;
	size_t from = out->n;

	if (word.n >= 12 && word.s[0] == '0' && (word.s[1] == 'x' || word.s[1] == 'X'))
		word = str_from(word, 2);
	if (word.n < 10 || word.n % 2 != 0 || !all_digits(word, 16))
		return false;
	for (size_t i = 0; i < word.n; i += 2)
		buf_char(out, (char)decode_hex_pair(word, i));
	if (!decode_is_meaningful(str_from(buf_view(out), from))) {
		struct buf bytes;

		buf_init(&bytes, BUF_NO_LIMIT);
		buf_str(&bytes, str_from(buf_view(out), from));
		buf_cut(out, from);
		(void)decode_wide_text(buf_view(&bytes), out);
		buf_release(&bytes);
	}
	if (out->n != from)
		buf_char(out, '\n');
	return true;
}

/* 0xF7DF3D2D: a number of a telephone. */
static void take_hex_number(struct row_state *state, struct str word)
{
	bool prefixed = word.n > 2 && word.s[0] == '0' && (word.s[1] == 'x' || word.s[1] == 'X');
	uint64_t value = 0;

	if (prefixed)
		word = str_from(word, 2);
	if (word.n < 6 || word.n > 13 || !all_digits(word, 16) || (!prefixed && all_digits(word, 10)) ||
	    state->numbers != 0)
		return;
	for (size_t i = 0; i < word.n; i++)
		value = value << 4 | (uint64_t)str_hex_value(word.s[i]);
	buf_printf(&state->out->numbers, "%llu\n", (unsigned long long)value);
}

static void take_code(struct row_state *state, struct str word)
{
	struct str hex = without_prefix(word);

	take_hex_number(state, word);

	if (take_long_code(state, word)) {
		end_all_codes(state);
		return;
	}
	add_code(state, CODE_HEX, hex.n == 2 && all_digits(hex, 16), number_of(hex, 16));
	add_code(state, CODE_DECIMAL, is_decimal_code(word), number_of(word, 10));
	add_code(state, CODE_OCTAL, word.n >= 2 && word.n <= 3 && all_digits(word, 8), number_of(word, 8));
	add_code(state, CODE_BINARY, word.n >= 7 && word.n <= 8 && all_digits(word, 2), number_of(word, 2));
}

/* Bytes of the last character when the word is two or three of a script that has no spaces between words; 0: it is
 * none. All of theirs are of three bytes. */
static size_t wide_gram(struct str word)
{
	enum { CHARACTER = 3 };

	if (word.n != 2 * CHARACTER && word.n != 3 * CHARACTER)
		return 0;
	for (size_t i = 0; i < word.n; i += CHARACTER)
		if ((unsigned char)word.s[i] < 0xE1 || (unsigned char)word.s[i] > 0xED)
			return 0;
	return CHARACTER;
}

/* Bytes that go on from one group to the next. */
static size_t gram_step(struct str word)
{
	size_t wide = wide_gram(word);

	return wide != 0 ? wide : 1;
}

/* "kow" "owa" "wal": each begins with the end of the one before; and so do "小林" "林美" "美咲". */
static bool is_gram(struct str last, struct str word)
{
	size_t step;

	if (word.n < 2 || last.n != word.n)
		return false;
	step = gram_step(word);
	return (step > 1 || word.n <= 5) && memcmp(last.s + step, word.s, word.n - step) == 0;
}

static void take_gram(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->grams;
	size_t step = gram_step(word);

	if (!is_gram(state->last, word)) {
		end_row(out, &state->grams, GRAMS_LEAST, state->grams_at);
		return;
	}
	/* places and counts may stand between them: see take_word() */
	if (state->grams++ == 0) {
		state->grams_at = out->n;
		buf_str(out, state->last);
	}
	buf_str(out, str_from(word, word.n - step));
	if (step > 1 && state->grams < GRAMS_LEAST) /* two say more than three letters */
		state->grams = GRAMS_LEAST;
}

/* O for 0, l for 1: "6O3 7l8 294". NUL when it is none. */
static char digit_lookalike(char c)
{
	static const char digits[128] = {['O'] = '0', ['o'] = '0', ['Q'] = '0', ['l'] = '1', ['I'] = '1',
					 ['|'] = '1', ['S'] = '5', ['B'] = '8', ['Z'] = '2'};

	return (unsigned char)c < sizeof(digits) ? digits[(unsigned char)c] : '\0';
}

/* Digits with some that only look so, or letters as they stand on the keys of a telephone. */
static bool add_disguised(struct str word, struct buf *out)
{
	static const char keys[] = "22233344455566677778889999";
	size_t digits = 0, before = out->n;
	bool capitals = word.n > 1 && word.n <= 8; /* "A" begins the next sentence */

	for (size_t i = 0; i < word.n; i++) {
		digits += str_is_digit(word.s[i]);
		capitals = capitals && word.s[i] >= 'A' && word.s[i] <= 'Z';
	}
	if (!capitals && (digits == 0 || word.n > 16))
		return false;
	for (size_t i = 0; i < word.n; i++) {
		char digit = str_is_digit(word.s[i]) ? word.s[i]
			     : capitals		     ? keys[word.s[i] - 'A']
						     : digit_lookalike(word.s[i]);

		if (digit == '\0') {
			buf_cut(out, before);
			return false;
		}
		buf_char(out, digit);
	}
	return true;
}

/* Nobody says so many digits one by one but of a telephone. */
static void say_phone(struct row_state *state, size_t count)
{
	enum { LEAST = 9, MOST = 16 };
	struct str digits = str_from(buf_view(&state->out->numbers), state->numbers_at);

	if (state->words_spoken < LEAST || count > MOST || digits.n != count)
		return;
	buf_str(&state->out->spoken, STR("phone "));
	buf_str(&state->out->spoken, digits);
	buf_char(&state->out->spoken, '\n');
}

static void end_numbers(struct row_state *state)
{
	size_t count = state->numbers_out;

	/* digits alone have been seen as they are */
	if (!state->numbers_hidden)
		count = 0;
	if (state->numbers == 0)
		return;
	if (state->has_tens)
		buf_char(&state->out->numbers, '0');
	state->has_tens = false;
	say_phone(state, count);
	state->words_spoken = 0;
	state->numbers = count >= NUMBERS_LEAST ? NUMBERS_LEAST : 1;
	end_row(&state->out->numbers, &state->numbers, NUMBERS_LEAST, state->numbers_at);
	state->numbers_hidden = false;
	state->numbers_out = 0;
}

/* Stands between the words of a number; behind its tens also "et" and "y". */
static bool is_filler(struct str word, bool has_tens)
{
	switch (word.s[0] | 0x20) {
	case 'e':
		return has_tens && word.n <= 2 && (word.n == 1 || str_eq_nocase(word, STR("et")));
	case 'y':
		return has_tens && word.n == 1;
	case 'd':
		return word.n == 6 && str_eq_nocase(word, STR("double"));
	case 't':
		return word.n == 6 && str_eq_nocase(word, STR("triple"));
	case 'p':
		return word.n == 4 && str_eq_nocase(word, STR("plus"));
	default:
		return false;
	}
}

/*
 * Four times twenty, and tens that go on to nineteen: quatre-vingt-dix-huit. The word says what the digits before it
 * are, when it is one of those; the hyphens tell them from numbers that follow each other.
 */
static bool take_french(struct row_state *state, struct str word, const struct digit_word *spoken)
{
	struct buf *out = &state->out->numbers;
	bool is_joined = state->last.n != 0 && state->last.s + state->last.n + 1 == word.s && word.s[-1] == '-';
	char *digit = state->numbers != 0 && out->n != 0 ? &out->s[out->n - 1] : NULL;

	if (spoken == NULL || digit == NULL || (!is_joined && !state->has_tens))
		return false;
	if (is_joined && *digit == '4' && str_eq_nocase(state->last, STR("quatre")) &&
	    str_starts_nocase(word, STR("vingt"))) {
		*digit = '8';
		state->has_tens = true;
	} else if (state->has_tens && (*digit == '6' || *digit == '8') && spoken->digits[0] == '1' &&
		   spoken->digits[1] != '\0') {
		++*digit;
		buf_char(out, spoken->digits[1]);
		state->numbers_out++;
		state->has_tens = false;
	} else if (is_joined && *digit == '0' && spoken->digits[1] == '\0' && str_eq_nocase(state->last, STR("dix"))) {
		*digit = spoken->digits[0];
	} else {
		return false;
	}
	state->words_spoken++;
	return true;
}

static void take_number(struct row_state *state, struct str word, unsigned kinds)
{
	struct buf *out = &state->out->numbers;
	const struct digit_word *spoken = (kinds & IN_DIGIT) == 0 ? find_digit_word(state->digit_starts, word) : NULL;
	size_t at;

	if (is_filler(word, state->has_tens) || take_french(state, word, spoken))
		return;
	/* "… nine three. PC users …": who says a number does not go on with keys */
	if (spoken == NULL && state->numbers_spoken && (kinds & IN_DIGIT) == 0)
		end_numbers(state);
	state->numbers_spoken = spoken != NULL;
	state->words_spoken += spoken != NULL;
	/* "forty-one" is two digits, and so is "forty" before what is none */
	if (state->has_tens && (spoken == NULL || spoken->digits[1] != '\0' || spoken->digits[0] == '0'))
		buf_char(out, '0');
	state->has_tens = false;
	at = out->n;
	if (spoken != NULL) {
		size_t times = str_eq_nocase(state->last, STR("double"))   ? 2
			       : str_eq_nocase(state->last, STR("triple")) ? 3
									   : 1;

		for (size_t i = 0; i < times; i++)
			buf_char(out, spoken->digits[0]);
		if (spoken->digits[1] != '\0' && spoken->digits[1] != TENS)
			buf_char(out, spoken->digits[1]);
		state->has_tens = spoken->digits[1] == TENS;
		state->numbers_hidden = true;
	} else if (add_disguised(word, out)) {
		state->numbers_hidden = state->numbers_hidden || (kinds & IN_LETTER) != 0;
	} else {
		end_numbers(state);
		return;
	}
	if (state->numbers++ == 0)
		state->numbers_at = at;
	state->numbers_out += out->n - at;
}

static char leet_letter(char c, bool one_is_l)
{
	static const char from[] = "034578@$!|9+", to[] = "oeastbasiigt";
	const char *found = c != '\0' ? strchr(from, c) : NULL;

	if (c == '1')
		return one_is_l ? 'l' : 'i';
	if (c == 'I')
		return one_is_l ? 'l' : 'i';
	if (c == '9' || c == '6')
		return 'g';
	if (c == '2')
		return 'z';
	return found != NULL ? to[found - from] : c;
}

static bool is_leet_sign(char c)
{
	return c == '@' || c == '$' || c == '!' || c == '|' || c == '+';
}

/* 13rem, 100px, 2nd: digits and a unit behind them. */
static bool is_quantity(struct str word)
{
	size_t digits = 0;

	while (digits < word.n && str_is_digit(word.s[digits]))
		digits++;
	for (size_t i = digits; i < word.n; i++)
		if (!str_is_alpha(word.s[i]))
			return false;
	return digits != 0 && word.n - digits <= 4;
}

/* Wh1tf1e1d: of several that may be i or l each is either. */
static void add_mixed_leet(struct str word, struct buf *out)
{
	enum { MOST = 4 };
	size_t doubtful = 0;

	for (size_t i = 0; i < word.n; i++)
		doubtful += word.s[i] == '1' || word.s[i] == 'I';
	if (doubtful < 2 || doubtful > MOST)
		return;
	for (unsigned which = 1; which + 1 < 1u << doubtful; which++) {
		unsigned bits = which;

		for (size_t i = 0; i < word.n; i++) {
			buf_char(out, leet_letter(word.s[i], (bits & 1) != 0));
			if (word.s[i] == '1' || word.s[i] == 'I')
				bits >>= 1;
		}
		buf_char(out, ' ');
	}
}

/* A word with letters and with signs that may stand for some: n0wak, @nna, KowaIska. */
static void take_leet(struct row_state *state, struct str word, size_t others)
{
	bool capital_inside = false;

	for (size_t i = 1; i < word.n && others == 0 && !capital_inside; i++)
		capital_inside = word.s[i] == 'I' && word.s[i - 1] >= 'a';
	if (word.n > 40 || (others == 0 && !capital_inside) || others * 3 > word.n * 2 || is_quantity(word))
		return;
	for (int l = 0; l < 2; l++) {
		struct buf *out = &state->out->leet[l];

		for (size_t i = 0; i < word.n; i++)
			buf_char(out, leet_letter(word.s[i], l != 0));
		buf_char(out, ' ');
	}
	add_mixed_leet(word, &state->out->leet[0]);
}

/* Letters by the words of the telephone, or by their numbers in the alphabet, one kind in a row; NULL: neither. */
static const char *spelled_letters(struct str word, bool *is_number)
{
	static const char alphabet[LETTERS][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
						  "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
	unsigned value;

	*is_number = str_is_digit(word.s[0]);
	if (*is_number) {
		if (word.n > 2 || (word.n == 2 && !str_is_digit(word.s[1])))
			return NULL;
		value = (unsigned)(word.s[0] - '0') * (word.n == 2 ? 10 : 1) +
			(word.n == 2 ? (unsigned)(word.s[1] - '0') : 0);
		return value >= 1 && value <= LETTERS ? alphabet[value - 1] : NULL;
	}
	return decode_letters_spelled(word);
}

/* "…, K as in Kilo, J wie Julius": what stands between the words; and, once that is so, letters for themselves. */
static bool take_explained(struct row_state *state, struct str word)
{
	static const char *const between[] = {"as", "in", "for", "like", "wie", "comme", "como", "jak", NULL};
	bool is_between;

	if (state->spelled == 0 || state->spells_numbers) /* nearly every word */
		return false;
	is_between = str_is_any_nocase(word, between);
	if (!is_between && (word.n != 1 || !str_is_alpha(word.s[0])))
		return false;
	if (is_between) {
		state->explains_letters = state->explains_letters || state->is_held;
		state->is_held = false;
		return state->explains_letters;
	}
	state->is_held = !state->explains_letters;
	if (!state->is_held) {
		state->said = str_lower_char(word.s[0]);
		buf_char(&state->out->spelled, state->said);
		state->spelled++;
	}
	return true;
}

static void take_letter(struct row_state *state, struct str word)
{
	struct buf *out = &state->out->spelled;
	bool is_number, was_said;
	const char *letters = spelled_letters(word, &is_number);

	if (letters == NULL && take_explained(state, word))
		return;
	was_said = letters != NULL && !is_number && letters[0] == state->said;
	state->said = 0;
	if (was_said)
		return;
	if (letters == NULL || state->is_held || (state->spelled != 0 && is_number != state->spells_numbers)) {
		end_row(out, &state->spelled, SPELLED_LEAST, state->spelled_at);
		state->explains_letters = state->is_held = false;
	}
	if (letters == NULL)
		return;
	if (state->spelled++ == 0)
		state->spelled_at = out->n;
	state->spells_numbers = is_number;
	buf_str(out, str_c(letters));
}

static void end_lettered(struct lettered *row)
{
	if (row->n < SPELLED_LEAST)
		buf_cut(&row->letters, row->from);
	else
		buf_char(&row->letters, '\n');
	row->from = row->letters.n;
	row->n = 0;
}

static void add_lettered(struct lettered *row, char letter)
{
	buf_char(&row->letters, str_lower_char(letter));
	row->n++;
	row->since = 0;
}

/* "1. K", "2=o": letters behind numbers that count them; or in front of them: "K: 1". */
static void take_numbered(struct lettered *row, struct str last, struct str word)
{
	if (word.n <= 2 && all_digits(word, 10)) {
		uint32_t number = number_of(word, 10);

		if (row->n != 0 && number != row->number + 1)
			end_lettered(row);
		if (row->n == 0 && last.n == 1 && str_is_alpha(last.s[0]))
			add_lettered(row, last.s[0]);
		row->number = number;
		row->held = '#';
	} else if (word.n == 1 && row->held != '\0') {
		add_lettered(row, word.s[0]);
		row->held = '\0';
	} else {
		end_lettered(row);
		row->held = '\0';
	}
}

/* "K wie Kaufmann": a letter, and a word with it behind one that says "as in". */
static void take_named(struct lettered *row, struct str word)
{
	static const char *const between[] = {"as",  "in",  "for", "like", "wie",  "comme", "como", "jak", "come",
					      "van", "som", "de",  "di",   "mint", "jako",  "kuin", "kot", NULL};
	enum { APART = 3 };

	if (word.n == 1) {
		row->held = str_lower_char(word.s[0]);
		row->is_explained = false;
	} else if (row->held != '\0' && row->is_explained && str_lower_char(word.s[0]) == row->held) {
		add_lettered(row, row->held);
		row->held = '\0';
	} else if (row->held != '\0' && str_is_any_nocase(word, between)) {
		row->is_explained = true;
	} else {
		row->held = '\0';
		if (++row->since > APART && row->n != 0)
			end_lettered(row);
	}
}

struct in_table {
	bool is_ready;
	uint8_t kinds[256];
};

static void fill_in_table(struct in_table *table)
{
	if (table->is_ready)
		return;
	table->is_ready = true;
	for (int c = 0; c < 256; c++) {
		uint8_t kind = c >= 0x80 || str_is_alpha((char)c) ? IN_LETTER : 0;

		if (str_is_digit((char)c))
			kind = IN_DIGIT;
		if (kind == IN_LETTER && (c >= 0x80 || (str_hex_value((char)c) < 0 && c != 'x' && c != 'X')))
			kind |= IN_NO_HEX;
		if (c == 'I')
			kind |= IN_CAPITAL_I;
		if (c < 0x80 && is_leet_sign((char)c))
			kind = IN_SIGN;
		table->kinds[c] = kind;
	}
}

/* Stands for a letter: before one, or inside a word, before what may stand for one, too: V@1entin. */
static bool is_sign_of_word(const struct in_table *table, struct str text, size_t from, size_t at)
{
	unsigned next =
	    at + 1 < text.n && (unsigned char)text.s[at + 1] < 0x80 ? table->kinds[(unsigned char)text.s[at + 1]] : 0u;

	return (next & IN_LETTER) != 0 ||
	       ((next & (IN_DIGIT | IN_SIGN)) != 0 && at > from && str_is_alpha(text.s[at - 1]));
}

/* Casstellanos, FFeeaatthheerr. */
static void take_doubled(struct row_state *state, struct str word)
{
	enum { LEAST = 8, MOST = 64 };
	struct buf *out = &state->out->squeezed;

	if (word.n < LEAST || word.n > MOST)
		return;
	for (size_t i = 0; i < word.n; i++)
		if (i == 0 || str_lower_char(word.s[i]) != str_lower_char(word.s[i - 1]))
			buf_char(out, word.s[i]);
	buf_char(out, ' ');
}

static void take_word(struct row_state *state, struct str word, unsigned kinds, size_t others)
{
	struct str last = word;

	if ((kinds & IN_LETTER) != 0 && (others != 0 || (kinds & IN_CAPITAL_I) != 0))
		take_leet(state, word, others);
	if ((kinds & IN_DOUBLE) != 0 && (kinds & IN_NO_HEX) != 0)
		take_doubled(state, word);
	if ((kinds & IN_NO_HEX) != 0) {
		end_all_codes(state);
	} else if (word.n <= 10 || state->has_codes || word.n % 2 == 0) {
		take_code(state, word);
	} else {
		end_all_codes(state);
	}
	if ((kinds & IN_LETTER) == 0 && word.n <= 4 && (state->last.n != word.n || !str_is_digit(state->last.s[0])))
		last = state->last; /* a number behind a word is no end of a row */
	else if (state->grams != 0 || state->last.n == word.n)
		take_gram(state, word);
	if (state->numbers != 0 || word.n <= 10)
		take_number(state, word, kinds);
	take_letter(state, word);
	if (word.n <= 2 || (state->numbered.n | (size_t)state->numbered.held) != 0)
		take_numbered(&state->numbered, state->last, word);
	if (word.n == 1 || (state->named.n | (size_t)state->named.held) != 0)
		take_named(&state->named, word);
	state->last = last;
}

/* Letters alone, and no word that may stand for digits or a letter. */
static bool says_nothing(const struct digit_starts *starts, struct str word)
{
	char last = word.s[word.n - 1];

	if (may_be_digit(starts, word))
		return false;
	if (word.n <= 8 && last >= 'A' && last <= 'Z') /* all capitals: keys of a telephone */
		return false;
	return !decode_may_spell(word);
}

/* Nothing before it that it might go on with or end: nearly every word. */
static bool is_mere_word(const struct row_state *state, struct str word, unsigned kinds)
{
	bool is_gram_or_letter = state->last.n == word.n && (word.n == 1 || is_gram(state->last, word));

	return (kinds & ~(unsigned)IN_DOUBLE) == (IN_LETTER | IN_NO_HEX) && !is_gram_or_letter && !state->has_codes &&
	       (state->grams | state->numbers | state->spelled | state->numbered.n | state->named.n) == 0 &&
	       (state->numbered.held | state->named.held) == 0 && says_nothing(state->digit_starts, word);
}

void decode_rows(struct str text, struct decode_rows *rows)
{
	static struct digit_starts digit_starts; /* filled once in a process */
	static struct in_table table;
	struct row_state state = {.out = rows, .digit_starts = &digit_starts};
	size_t at = 0;

	for (int i = 0; i < CODE_BASES; i++)
		buf_init(&state.codes[i].bytes, BUF_NO_LIMIT);
	buf_init(&state.numbered.letters, BUF_NO_LIMIT);
	buf_init(&state.named.letters, BUF_NO_LIMIT);
	collect_digit_starts(&digit_starts);
	fill_in_table(&table);
	while (at < text.n) {
		size_t from, end, others = 0;
		unsigned kinds = 0;
		struct str word;

		for (; at < text.n; at++) {
			uint8_t kind = table.kinds[(unsigned char)text.s[at]];

			if ((kind & (IN_LETTER | IN_DIGIT)) != 0 ||
			    (kind == IN_SIGN && is_sign_of_word(&table, text, at, at)))
				break;
		}
		from = at;
		for (end = from; end < text.n; end++) {
			uint8_t kind = table.kinds[(unsigned char)text.s[end]];

			if (kind == 0 || (kind == IN_SIGN && !is_sign_of_word(&table, text, from, end)))
				break;
			others += (kind & (IN_DIGIT | IN_SIGN)) != 0;
			kinds |= kind;
			if (end > from && ((text.s[end] ^ text.s[end - 1]) & ~0x20) == 0)
				kinds |= IN_DOUBLE;
		}
		if (end == from)
			break;
		word = str_n(text.s + from, end - from);
		if (!is_mere_word(&state, word, kinds)) {
			take_word(&state, word, kinds, others);
		} else {
			if ((kinds & IN_DOUBLE) != 0)
				take_doubled(&state, word);
			state.last = word;
		}
		at = end;
	}
	end_all_codes(&state);
	for (int i = 0; i < CODE_BASES; i++)
		buf_release(&state.codes[i].bytes);
	end_row(&rows->grams, &state.grams, GRAMS_LEAST, state.grams_at);
	end_numbers(&state);
	end_row(&rows->spelled, &state.spelled, SPELLED_LEAST, state.spelled_at);
	end_lettered(&state.numbered);
	end_lettered(&state.named);
	buf_str(&rows->spelled, buf_view(&state.numbered.letters));
	buf_str(&rows->spelled, buf_view(&state.named.letters));
	buf_release(&state.numbered.letters);
	buf_release(&state.named.letters);
}
