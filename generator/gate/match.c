#include "generator/gate/match.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "generator/gate/words.h"

/* What stands before a letter. No bit: it goes on a word. */
enum {
	BEFORE_MARK = 1, /* punctuation, a tag */
	BEFORE_SPACE = 2,
	BEFORE_LINE = 4,
	BEFORE_TURN = 8,      /* nothing, but from small to capital, or from letter to digit */
	BEFORE_SIGN_OFF = 16, /* two hyphens, a dash or a slash at the beginning of a line, or an @ */
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

struct row {
	const struct matcher *matcher;
	const char *letters;
	const uint8_t *before;
	size_t n;
	size_t from, to; /* letters between which a form may stand: of a piece of a text not the ends */
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

/* kinds of ASCII bytes: a letter's or digit's folded form, or one of these */
enum { ASCII_MARK, ASCII_SPACE, ASCII_LINE, ASCII_SIGN, ASCII_ASSIGN, ASCII_TAG };

static const uint8_t *ascii_table(void)
{
#define L(c) [c] = (c), [(c)-32] = (c)
	static const uint8_t table[128] = {
	    ['\t'] = ASCII_SPACE,
	    [' '] = ASCII_SPACE,
	    ['\n'] = ASCII_LINE,
	    ['\r'] = ASCII_LINE,
	    ['\f'] = ASCII_LINE,
	    ['\v'] = ASCII_LINE,
	    ['@'] = ASCII_SIGN,
	    ['-'] = ASCII_SIGN,
	    ['/'] = ASCII_SIGN,
	    ['='] = ASCII_ASSIGN,
	    ['<'] = ASCII_ASSIGN,
	    [MATCH_TAG] = ASCII_TAG,
	    L('a'),
	    L('b'),
	    L('c'),
	    L('d'),
	    L('e'),
	    L('f'),
	    L('g'),
	    L('h'),
	    L('i'),
	    L('j'),
	    L('k'),
	    L('l'),
	    L('m'),
	    L('n'),
	    L('o'),
	    L('p'),
	    L('q'),
	    L('r'),
	    L('s'),
	    L('t'),
	    L('u'),
	    L('v'),
	    L('w'),
	    L('x'),
	    L('y'),
	    L('z'),
	    ['0'] = '0',
	    ['1'] = '1',
	    ['2'] = '2',
	    ['3'] = '3',
	    ['4'] = '4',
	    ['5'] = '5',
	    ['6'] = '6',
	    ['7'] = '7',
	    ['8'] = '8',
	    ['9'] = '9',
	};
#undef L
	return table;
}

/* A change inside a word where another could begin. */
static uint8_t turn(const struct matcher *matcher, size_t n, bool is_upper, bool is_digit)
{
	const uint8_t *letters = matcher->letters;
	bool was_digit, was_upper;

	if (n == 0)
		return BEFORE_LINE;
	was_digit = letters[n - 1] >= '0' && letters[n - 1] <= '9';
	was_upper = (matcher->before[n - 1] & IS_UPPER) != 0;
	if (is_digit != was_digit || (is_upper && !was_upper))
		return BEFORE_TURN;
	/* XMLParser: the last capital begins a word */
	if (!is_upper && was_upper && n >= 2 && (matcher->before[n - 2] & IS_UPPER) != 0 &&
	    (matcher->before[n - 1] & BEFORE_ANY) == 0)
		matcher->before[n - 1] |= BEFORE_TURN;
	return 0;
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

/* Fills the row; returns how many letters. Where other scripts stand goes to the matcher's spans when that is asked
 * for. With `stop_at`, returns the byte of that letter. */
static size_t fill(struct matcher *matcher, enum fold_way way, struct str text, bool find_spans, size_t stop_at)
{
	const uint8_t *ascii = ascii_table();
	uint8_t *letters = matcher->letters, *before = matcher->before;
	static const uint8_t gap_of[] = {
	    [ASCII_MARK] = BEFORE_MARK, [ASCII_SPACE] = BEFORE_SPACE, [ASCII_LINE] = BEFORE_LINE};
	uint8_t gap = BEFORE_LINE;
	bool was_small = false, assigned = false, tagged = false;
	size_t n = 0;

	for (size_t at = 0; at < text.n;) {
		unsigned char byte = (unsigned char)text.s[at];
		const struct fold_entry *entry;
		size_t from = at;

		if (byte < 0x80) {
			uint8_t kind = ascii[byte];

			at++;
			if (kind >= '0') {
				bool is_upper = byte <= 'Z' && byte >= 'A', is_small = byte >= 'a';

				if (n == stop_at)
					return from;
				if (tagged) /* white space between tags is none of the text's */
					gap &= (uint8_t)~BEFORE_SPACE;
				else if (assigned && (gap & BEFORE_LINE) == 0) /* lang="en" is no word in two pieces */
					gap = (uint8_t)((gap & ~BEFORE_MARK) | BEFORE_SPACE);
				assigned = tagged = false;
				letters[n] = kind;
				/* nearly always a small letter behind a small letter */
				if (gap != 0)
					before[n] = (uint8_t)(gap | (is_upper ? IS_UPPER : 0));
				else if (is_small && was_small)
					before[n] = 0;
				else
					before[n] = (uint8_t)(turn(matcher, n, is_upper, kind <= '9') |
							      (is_upper ? IS_UPPER : 0));
				n++;
				gap = 0;
				was_small = is_small;
				/* the rest of a word, which is most of any text */
				while (is_small && at < text.n && text.s[at] >= 'a' && text.s[at] <= 'z' &&
				       n != stop_at) {
					letters[n] = (uint8_t)text.s[at++];
					before[n++] = 0;
				}
			} else if (kind == ASCII_SIGN) {
				gap |= BEFORE_MARK |
				       (byte == '@' || (gap & (BEFORE_LINE | BEFORE_MARK)) != 0 ? BEFORE_SIGN_OFF : 0);
			} else if (kind == ASCII_ASSIGN) {
				gap |= BEFORE_MARK;
				assigned = true;
			} else if (kind == ASCII_TAG) {
				gap |= BEFORE_MARK;
				tagged = true;
			} else {
				gap |= gap_of[kind];
			}
			continue;
		}
		was_small = false;
		entry = fold_of(matcher->fold, way, utf8_next(text, &at));
		if (find_spans && entry->is_foreign)
			add_span(matcher, from, at);
		if (entry->kind == FOLD_LETTERS) {
			bool is_digit = str_is_digit(entry->s[0]);
			uint8_t all = (uint8_t)((entry->is_upper ? IS_UPPER : 0) |
						(way == FOLD_SOUNDS && entry->is_foreign ? IS_FOREIGN : 0));

			if (n <= stop_at && n + entry->n > stop_at)
				return from;
			for (size_t i = 0; i < entry->n; i++) {
				letters[n] = (uint8_t)entry->s[i];
				if (i == 0)
					before[n] =
					    (uint8_t)((gap != 0 ? gap : turn(matcher, n, entry->is_upper, is_digit)) |
						      all);
				else
					before[n] = (uint8_t)(IS_INSIDE | all);
				n++;
			}
			gap = 0;
			assigned = tagged = false;
		} else if (entry->kind == FOLD_MARK) {
			gap |= BEFORE_MARK | ((gap & BEFORE_LINE) != 0 ? BEFORE_SIGN_OFF : 0);
		} else if (entry->kind != FOLD_DROPPED) {
			gap |= entry->kind == FOLD_SPACE ? BEFORE_SPACE : BEFORE_LINE;
		}
	}
	memset(letters + n, 0, PAD);
	memset(before + n, BEFORE_LINE, PAD);
	return n;
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
static bool is_split_right(const struct row *row, size_t from, size_t to, const struct form *form)
{
	size_t pieces = 1, longest = 0, run = 1, second = from;
	uint8_t gaps = 0;

	if (form->split != 0 && (row->before[from + form->split] & BEFORE_ANY) == 0)
		return false;
	if ((form->flags & FORM_DIGITS) != 0 && (form->flags & FORM_ANY_SPLIT) != 0)
		return !is_uneven(row, from, to);
	if ((form->flags & FORM_ANY_SPLIT) != 0 && (form->rule != RULE_FULL_NAME || form->length > 12))
		return true;
	for (size_t i = from + 1; i < to; i++) {
		uint8_t gap = row->before[i] & BEFORE_GAP;

		run++;
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
	return (gaps & 128) == 0 && to - from >= 6;
}

static bool is_capital(const struct row *row, size_t from, const struct form *form)
{
	if ((row->before[from] & IS_UPPER) == 0)
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

/* The word before: a greeting, a title, or as FORM_NEAR allows. */
static bool has_context(const struct row *row, size_t from, size_t to, const struct form *form)
{
	unsigned flags = form->flags;
	size_t begin = from;
	struct str word;

	if (is_signed(row, from, to))
		return true;
	while (begin > 0 && from - begin < 16 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	if (begin == from)
		return false;
	word = str_n(row->letters + begin, from - begin);
	/* "Regards,", and below it the name alone; but not what happens to stand at the end of another line */
	if ((row->before[from] & BEFORE_LINE) != 0 && to < row->n && (row->before[to] & BEFORE_LINE) == 0)
		return false;
	return words_has(WORDS_CONTEXT, word) || ((flags & FORM_NEAR) != 0 && words_has(WORDS_NEAR, word));
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
	size_t end = from;

	for (int word = 0; word < 2 && end > 0; word++) {
		size_t begin = end - 1;

		while (begin > 0 && end - begin < 16 && (row->before[begin] & BEFORE_GAP) == 0)
			begin--;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_eq(str_n(row->letters + begin, end - begin), words[i]))
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

static bool is_between_marks(const struct row *row, size_t from, size_t to)
{
	return (from == 0 || (row->before[from] & BEFORE_GAP) == BEFORE_MARK) &&
	       (to >= row->n || (row->before[to] & BEFORE_GAP) == BEFORE_MARK);
}

/* A short name in what seems to be base 64: between blanks or ends of lines, as in a text. */
static bool is_in_text(const struct row *row, size_t from, size_t to)
{
	return (row->before[from] & (BEFORE_SPACE | BEFORE_LINE)) != 0 &&
	       (to >= row->n || (row->before[to] & (BEFORE_SPACE | BEFORE_LINE)) != 0);
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

static bool counts(const struct row *row, size_t from, size_t to, const struct form *form)
{
	if (form->length != to - from || (int)form->length < row->matcher->least ||
	    (row->matcher->wanted != 0 && (row->matcher->wanted >> form->rule & 1) == 0))
		return false;
	if (!edges_are_right(row, from, to, form) || !is_split_right(row, from, to, form))
		return false;
	if ((form->flags & FORM_CAPITAL) != 0 && !is_capital(row, from, form))
		return false;
	if ((form->flags & FORM_CASED) != 0 && !is_capital(row, from, form) && !is_between_marks(row, from, to) &&
	    !has_context(row, from, to, form))
		return false;
	if ((form->flags & FORM_NUMBERED) != 0 && !is_numbered(row, from))
		return false;
	if ((form->flags & FORM_FOREIGN) != 0 && (row->before[from] & row->before[to - 1] & IS_FOREIGN) == 0)
		return false;
	if ((form->flags & (FORM_CONTEXT | FORM_NEAR)) != 0 && !has_context(row, from, to, form) &&
	    (form->rule != RULE_USER || !is_login(row, from, to)))
		return false;
	if (row->matcher->is_noise && form->length < NOISE_LEAST && !is_in_text(row, from, to))
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

/* Whether the filter has a bit for the letters at this place. */
static inline unsigned filter_at(const struct row *row, size_t at, unsigned length)
{
	const struct identities *identities = row->matcher->identities;

	return identities_filter(identities, identities_gram(identities, row->letters + at, length));
}

/* The next place at or behind `at` where the filter has a bit for forms of five letters and more, or a word begins
 * and there are shorter forms: no other is worth a look. */
static size_t next_place(const struct row *row, size_t at)
{
	const struct identities *identities = row->matcher->identities;
	const unsigned char *filter = identities->filter;
	const uint8_t *before = row->before;
	const char *letters = row->letters;
	uint64_t key = identities->gram_key;
	unsigned shift = 64 - identities->gram_bits;
	bool has_short = identities->short_lengths != 0;

	for (; at < row->n; at++) {
		bool begins = (before[at] & BEFORE_ANY) != 0;
		uint64_t bits, gram;

		memcpy(&bits, letters + at, sizeof(bits));
		/* as identities_gram() */
		gram = ((bits & 0xFFFFFFFFFFu) + 5) * key >> shift;
		if ((filter[gram / 4] >> gram % 4 * 2 & (begins ? FILTER_ANYWHERE | FILTER_BEGINS : FILTER_ANYWHERE)) !=
		    0)
			break;
		if (begins && has_short)
			break;
	}
	return at;
}

/* Where the filter has a bit. lengths below 5 have grams of their own. */
static const struct form *try_at(const struct row *row, size_t at, unsigned where)
{
	const struct identities *identities = row->matcher->identities;

	if ((filter_at(row, at, 5) & where) == 0)
		return NULL;
	return try_lengths(row, at,
			   identities->lengths[identities_gram(identities, row->letters + at, 5)] & ~(uint64_t)31);
}

static const struct form *try_short(const struct row *row, size_t at)
{
	const struct identities *identities = row->matcher->identities;
	const struct form *form = NULL;

	for (unsigned length = 2; form == NULL && length < 5; length++) {
		if ((identities->short_lengths >> length & 1) == 0 || (filter_at(row, at, length) & FILTER_BEGINS) == 0)
			continue;
		form = try_lengths(row, at,
				   identities->lengths[identities_gram(identities, row->letters + at, length)] &
				       (uint64_t)1 << length);
	}
	return form;
}

static const struct form *look(const struct row *row, size_t *found_at)
{
	for (size_t at = next_place(row, row->from); at < row->to; at = next_place(row, at + 1)) {
		bool begins = (row->before[at] & BEFORE_ANY) != 0;
		const struct form *form = try_at(row, at, begins ? FILTER_ANYWHERE | FILTER_BEGINS : FILTER_ANYWHERE);

		if (form == NULL && begins)
			form = try_short(row, at);
		if (form == NULL)
			continue;
		*found_at = at;
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
	struct row row = {.matcher = matcher, .letters = (const char *)matcher->letters, .before = matcher->before};
	const struct form *form;
	size_t at;

	row.n = fill(matcher, way, piece, way == FOLD_LOOKS && matcher->hears, SIZE_MAX);
	row.from = span.from > 0 ? REACH : 0;
	row.to = span.to < text.n ? (row.n > REACH ? row.n - REACH : 0) : row.n;
	form = look(&row, &at);
	if (form == NULL)
		return false;
	found->rule = (enum identity_rule)form->rule;
	found->at = span.from + fill(matcher, way, piece, false, at);
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
