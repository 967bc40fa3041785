#include "common/tokenize.h"

#include "common/block.h"
#include "common/unicode.h"
#include "common/utf8.h"

/*
 * What a character is to the tokenizer. The classes from HAN on belong to
 * scripts that are written without spaces.
 */
enum class { SEPARATOR, CONNECTOR, WORD, DIGIT, HAN, KATAKANA, HIRAGANA, HANGUL, GROUPED };

static bool is_word_class(uint8_t class)
{
	return class == WORD || class == DIGIT;
}

static bool is_cjk(uint8_t class)
{
	return class == HAN || class == KATAKANA || class == HIRAGANA;
}

/* ASCII by class; connectors may join words to one name. */
static const uint8_t ascii_class[128] = {
    ['.'] = CONNECTOR,
    ['_'] = CONNECTOR,
    ['-'] = CONNECTOR,
    ['+'] = CONNECTOR,
    ['#'] = CONNECTOR,
    ['@'] = CONNECTOR,
    ['\''] = CONNECTOR,
    [','] = CONNECTOR,
    ['0'] = DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    DIGIT,
    ['A'] = WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    ['a'] = WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
    WORD,
};

enum { RIGHT_QUOTE = 0x2019, HYPHEN = 0x2010, NO_BREAK_HYPHEN = 0x2011 };

void tokenizer_init(struct tokenizer *tokenizer, unsigned flags)
{
	tokenizer->flags = flags;
	tokenizer->tokens_n = tokenizer->text_n = tokenizer->chars_n = 0;
}

unsigned tokenize_flags_of(struct str lang)
{
	return lang.n >= 2 && str_starts_nocase(lang, STR("vi")) && (lang.n == 2 || !str_is_alpha(lang.s[2]))
		   ? TOKENIZE_KEEP_MARKS
		   : 0;
}

static bool is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Where to cut a chunk that is too long: behind the last punctuation, else between characters. */
static size_t cut(struct str s)
{
	size_t at = TOKENIZE_CHUNK_BYTES, limit = TOKENIZE_CHUNK_BYTES / 2;

	for (size_t i = at; i > limit; i--) {
		unsigned char c = (unsigned char)s.s[i - 1];

		if (c < 0x80 && ascii_class[c] == SEPARATOR)
			return i;
		/* most CJK punctuation: U+3000 to U+3011, U+FF01 to U+FF0F */
		if (i >= 3 && (c & 0xC0) == 0x80 &&
		    (memcmp(s.s + i - 3, "\xE3\x80", 2) == 0 || memcmp(s.s + i - 3, "\xEF\xBC", 2) == 0) &&
		    c < (s.s[i - 3] == '\xE3' ? 0x92 : 0x90))
			return i;
	}
	at = utf8_cut(str_slice(s, 0, at + 1), at).n;
	return at != 0 ? at : TOKENIZE_CHUNK_BYTES;
}

bool tokenize_chunk(struct str *rest, struct str *chunk)
{
	size_t from = 0, to;

	while (from < rest->n && is_blank(rest->s[from]))
		from++;
	if (from == rest->n)
		return false;
	to = from + 1;
	/* no further than can be a chunk: what has no blanks in it may be megabytes */
	while (to < rest->n && to - from <= TOKENIZE_CHUNK_BYTES && !is_blank(rest->s[to]))
		to++;
	if (to - from > TOKENIZE_CHUNK_BYTES)
		to = from + cut(str_slice(*rest, from, to));
	*chunk = str_slice(*rest, from, to);
	*rest = str_from(*rest, to);
	return true;
}

bool tokenize_is_plain(struct str chunk, struct str *word)
{
	size_t from = 0, to, end;
	size_t uppers = 0;

	while (from < chunk.n && !str_is_alnum(chunk.s[from])) {
		if ((unsigned char)chunk.s[from] >= 0x80)
			return false;
		from++;
	}
	if (from == chunk.n)
		return false;
	for (to = from; to < chunk.n && str_is_alnum(chunk.s[to]); to++) {
		bool upper = str_is_upper(chunk.s[to]);

		uppers += upper;
		if (uppers != to - from + 1 && (upper || uppers > 1))
			return false; /* CamelCase, or capitals that may hold it */
	}
	if (to < chunk.n && (chunk.s[to] == '+' || chunk.s[to] == '#'))
		return false;
	if (from > 0 && chunk.s[from - 1] == '.')
		return false;
	for (end = to; end < chunk.n; end++) {
		unsigned char c = (unsigned char)chunk.s[end];

		if (c >= 0x80 || ascii_class[c] == WORD || ascii_class[c] == DIGIT)
			return false;
	}
	*word = str_slice(chunk, from, to);
	return to - from <= TOKENIZE_TOKEN_BYTES - 3; /* as put_char() cuts */
}

/* How many bytes in a row from the first one on are set in a mask of them. */
static size_t set_bytes(const uint64_t mask[2])
{
	if (!BLOCK_IN_ORDER)
		return 0;
	if (~mask[0] != 0)
		return (size_t)__builtin_ctzll(~mask[0]) / 8;
	return ~mask[1] != 0 ? 8 + (size_t)__builtin_ctzll(~mask[1]) / 8 : TOKENIZE_SHORT_BYTES;
}

size_t tokenize_short(struct str *rest, uint64_t word[2])
{
	struct str s = *rest;
	block bytes, upper, lower;
	uint64_t letters[2], uppers[2], kept[2];
	size_t n, end;

	while (s.n != 0 && is_blank(s.s[0]))
		s = str_from(s, 1);
	if (s.n < sizeof(bytes))
		return 0;
	bytes = block_at(s.s);
	upper = (block)(bytes >= 'A') & (block)(bytes <= 'Z');
	lower = bytes | (upper & ('a' - 'A'));
	bytes = ((block)(lower >= 'a') & (block)(lower <= 'z')) | ((block)(bytes >= '0') & (block)(bytes <= '9'));
	block_halves(bytes, letters);
	n = end = set_bytes(letters);
	if (n == 0 || n > TOKENIZE_SHORT_BYTES - 2)
		return 0;
	/* a sign behind it means nothing when nothing else follows */
	if (!is_blank(s.s[n]) && ((unsigned char)s.s[n] >= 0x80 || s.s[n] == '+' || s.s[n] == '#'))
		return 0;
	if (!is_blank(s.s[n]) && !is_blank(s.s[++end]))
		return 0;
	kept[0] = n < 8 ? ((uint64_t)1 << 8 * n) - 1 : UINT64_MAX;
	kept[1] = n > 8 ? ((uint64_t)1 << 8 * (n - 8)) - 1 : 0;
	block_halves(upper, uppers);
	uppers[0] &= kept[0];
	uppers[1] &= kept[1];
	if ((uppers[0] > 0xFF || uppers[1] != 0) && (uppers[0] != kept[0] || uppers[1] != kept[1]))
		return 0; /* CamelCase, or capitals that may hold it */
	block_halves(lower, word);
	word[0] &= kept[0];
	word[1] &= kept[1];
	*rest = str_from(s, end);
	return n;
}

/* ---- characters ------------------------------------------------------------ */

static bool in(uint32_t c, uint32_t from, uint32_t to)
{
	return c >= from && c <= to;
}

/* Marks that are left out: accents, Hebrew and Arabic points. Marks of other scripts are letters of their own. */
static bool is_diacritic(uint32_t c)
{
	return in(c, 0x300, 0x36F) || in(c, 0x483, 0x487) || in(c, 0x591, 0x5BD) || c == 0x5BF || in(c, 0x5C1, 0x5C2) ||
	       in(c, 0x5C4, 0x5C5) || c == 0x5C7 || in(c, 0x610, 0x61A) || in(c, 0x64B, 0x65F) || c == 0x670 ||
	       in(c, 0x6D6, 0x6DC) || in(c, 0x6DF, 0x6E4) || in(c, 0x6E7, 0x6E8) || in(c, 0x6EA, 0x6ED) || c == 0x640 ||
	       in(c, 0x1AB0, 0x1AFF) || in(c, 0x1DC0, 0x1DFF) || in(c, 0x20D0, 0x20FF) || in(c, 0xFE00, 0xFE2F);
}

static uint8_t class_of(uint32_t c)
{
	if (c < 0x80)
		return ascii_class[c];
	if (in(c, 0x3041, 0x309F))
		return HIRAGANA;
	if ((in(c, 0x30A1, 0x30FF) && c != 0x30FB) || in(c, 0x31F0, 0x31FF))
		return KATAKANA;
	if (in(c, 0x3400, 0x4DBF) || in(c, 0x4E00, 0x9FFF) || in(c, 0xF900, 0xFAFF) || in(c, 0x20000, 0x3FFFF) ||
	    in(c, 0x3005, 0x3007))
		return HAN;
	if (in(c, 0xAC00, 0xD7A3) || in(c, 0x1100, 0x11FF))
		return HANGUL;
	if (c == RIGHT_QUOTE || c == HYPHEN || c == NO_BREAK_HYPHEN)
		return CONNECTOR;
	switch (unicode_category(c)) {
	case UNICODE_LU:
	case UNICODE_LL:
	case UNICODE_LT:
	case UNICODE_LM:
	case UNICODE_LO:
	case UNICODE_MN:
	case UNICODE_MC:
	case UNICODE_CO:
		/* Thai, Lao, Myanmar, Khmer */
		return in(c, 0xE00, 0xEFF) || in(c, 0x1000, 0x109F) || in(c, 0x1780, 0x17FF) ? GROUPED : WORD;
	case UNICODE_ND:
	case UNICODE_NL:
	case UNICODE_NO:
		return DIGIT;
	default:
		return SEPARATOR;
	}
}

/* Letters that Unicode does not take apart but readers type as others. */
static const struct {
	uint32_t letter;
	char plain[3];
} lookalikes[] = {
    {0xE6, "ae"}, {0xF8, "o"},	{0xF0, "d"},   {0x111, "d"}, {0x127, "h"},
    {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"},
};

static void add_char(struct tokenizer *t, uint32_t c, size_t offset, bool upper)
{
	if (t->chars_n == TOKENIZE_CHARS)
		return;
	t->chars[t->chars_n] = c;
	t->offsets[t->chars_n] = (uint16_t)offset;
	t->upper[t->chars_n] = upper;
	t->classes[t->chars_n++] = class_of(c);
}

static void add_folded(struct tokenizer *t, uint32_t c, size_t offset, bool upper)
{
	for (size_t i = 0; c >= 0xE6 && c <= 0x167 && i < sizeof(lookalikes) / sizeof(lookalikes[0]); i++) {
		if (lookalikes[i].letter != c)
			continue;
		for (const char *plain = lookalikes[i].plain; *plain != '\0'; plain++)
			add_char(t, (uint32_t)*plain, offset, upper);
		return;
	}
	add_char(t, c, offset, upper);
}

/* й and ї are letters of their own; ё is written е as often as not. */
static bool keeps_its_mark(uint32_t c)
{
	return c == 0x439 || c == 0x419 || c == 0x457 || c == 0x407;
}

enum { CLUSTER = 96 };

/*
 * A character with the marks behind it: decomposed, case folded, without its
 * diacritics, composed again.
 */
static void add_cluster(struct tokenizer *t, const uint32_t *cluster, size_t n, size_t offset)
{
	uint32_t out[CLUSTER];
	size_t out_n = 0, kept = 0;
	bool upper = unicode_category(cluster[0]) == UNICODE_LU;

	for (size_t i = 0; i < n; i++) {
		size_t more;

		if (keeps_its_mark(cluster[i]) && CLUSTER - out_n >= 1) {
			out[out_n++] = cluster[i] == 0x419 ? 0x439 : cluster[i] == 0x407 ? 0x457 : cluster[i];
			continue;
		}
		more = unicode_decompose(cluster[i], true, out + out_n, CLUSTER - out_n);
		if (more > CLUSTER - out_n)
			break;
		out_n += more;
	}
	for (size_t i = 0; i < out_n; i++) {
		if ((t->flags & TOKENIZE_KEEP_MARKS) != 0 || !is_diacritic(out[i]))
			out[kept++] = out[i];
	}
	kept = unicode_compose(out, kept);
	for (size_t i = 0; i < kept; i++)
		add_folded(t, out[i], offset, upper);
}

/* True when c belongs to the character before it. */
static bool continues_cluster(uint32_t c)
{
	if (c < 0x300)
		return false;
	if (c == 0xFF9E || c == 0xFF9F) /* voicing marks of halfwidth Katakana */
		return true;
	return unicode_is_combining(c);
}

/* Needs no normalisation when no mark follows. */
static bool is_settled(uint32_t c)
{
	return in(c, 0x4E00, 0x9FFF) || in(c, 0x3041, 0x3096) || in(c, 0x30A1, 0x30FE) || in(c, 0xAC00, 0xD7A3);
}

static void read_chars(struct tokenizer *t, struct str chunk)
{
	size_t at = 0;

	t->chars_n = 0;
	while (at < chunk.n) {
		uint32_t cluster[16];
		size_t n = 1, offset = at, next;

		/* ASCII, unless what follows may be a combining mark; */
		if ((unsigned char)chunk.s[at] < 0x80 && (at + 1 == chunk.n || (unsigned char)chunk.s[at + 1] < 0xCC) &&
		    t->chars_n < TOKENIZE_CHARS) {
			unsigned char c = (unsigned char)chunk.s[at++];
			size_t i = t->chars_n++;

			t->upper[i] = str_is_upper((char)c);
			t->chars[i] = t->upper[i] ? c + 32u : c;
			t->offsets[i] = (uint16_t)offset;
			t->classes[i] = ascii_class[c];
			continue;
		}
		cluster[0] = utf8_next(chunk, &at);
		for (next = at; next < chunk.n && n < sizeof(cluster) / sizeof(cluster[0]); at = next) {
			uint32_t c = utf8_next(chunk, &next);

			if (!continues_cluster(c))
				break;
			cluster[n++] = c;
		}
		if (n == 1 && is_settled(cluster[0]))
			add_char(t, cluster[0], offset, false);
		else
			add_cluster(t, cluster, n, offset);
	}
	t->offsets[t->chars_n] = (uint16_t)chunk.n;
}

/* ---- tokens ---------------------------------------------------------------- */

/* Room for one character more, as UTF-8, in the text of the token being made. */
static bool put_char(struct tokenizer *t, uint32_t c, size_t *n)
{
	char *to = t->text + t->text_n + *n;

	if (*n + 4 > TOKENIZE_TOKEN_BYTES || t->text_n + *n + 4 > TOKENIZE_TEXT_BYTES)
		return false;
	if (c < 0x80) {
		*to = (char)c;
		*n += 1;
		return true;
	}
	*n += utf8_put(to, c);
	return true;
}

static void finish_token(struct tokenizer *t, size_t n, size_t from, size_t to, struct token token)
{
	if (n == 0 || t->tokens_n == TOKENIZE_TOKENS)
		return;
	while (to < t->chars_n && t->offsets[to] == t->offsets[to - 1])
		to++; /* one character of the source gave several */
	token.text = str_n(t->text + t->text_n, n);
	token.from = t->offsets[from];
	token.to = t->offsets[to];
	t->tokens[t->tokens_n++] = token;
	t->text_n += n;
}

static void add_token(struct tokenizer *t, size_t from, size_t to, enum token_kind kind, bool same_place)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		if (!put_char(t, t->chars[i], &n))
			break;
	}
	finish_token(t, n, from, to, (struct token){.kind = (uint8_t)kind, .same_place = same_place});
}

/* Two small letters at i: one alone behind capitals is a plural, as in URLs. */
static bool is_lower_pair(const struct tokenizer *t, size_t i, size_t to)
{
	return i + 1 < to && !t->upper[i] && t->classes[i] == WORD && !t->upper[i + 1] && t->classes[i + 1] == WORD;
}

/* The parts of CamelCase: "PowerShell" gives power and shell, "HTTPServer" http and server. */
static void add_camel_parts(struct tokenizer *t, size_t from, size_t to)
{
	size_t start = from, parts = 0, bounds[8];

	for (size_t i = from + 1; i < to; i++) {
		bool hump = t->upper[i] && t->classes[i] == WORD && (!t->upper[i - 1] || is_lower_pair(t, i + 1, to));

		if (!hump || parts == sizeof(bounds) / sizeof(bounds[0]))
			continue;
		bounds[parts++] = i;
	}
	if (parts == 0)
		return;
	for (size_t i = 0; i <= parts; i++) {
		size_t end = i < parts ? bounds[i] : to;

		if (end - start >= 2)
			add_token(t, start, end, TOKEN_WHOLE, true);
		start = end;
	}
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == RIGHT_QUOTE;
}

static bool is_hyphen(uint32_t c)
{
	return c == '-' || c == HYPHEN || c == NO_BREAK_HYPHEN;
}

/* Whether the connector at i holds the words around it together. */
static bool joins(const struct tokenizer *t, size_t i)
{
	if (i + 1 >= t->chars_n || i == 0 || !is_word_class(t->classes[i - 1]) || !is_word_class(t->classes[i + 1]))
		return false;
	return t->chars[i] != ',' || (t->classes[i - 1] == DIGIT && t->classes[i + 1] == DIGIT);
}

static size_t word_end(const struct tokenizer *t, size_t from)
{
	while (from < t->chars_n && is_word_class(t->classes[from]))
		from++;
	return from;
}

enum { WHOLE_PARTS = 8 };

/* All words of a name as one token; hyphens, apostrophes and commas left out. */
static void add_whole(struct tokenizer *t, size_t from, size_t to)
{
	size_t n = 0;
	bool only_possessive = true, loose = true;

	for (size_t i = from; i < to; i++) {
		if (t->classes[i] != CONNECTOR)
			continue;
		only_possessive =
		    only_possessive && is_apostrophe(t->chars[i]) && i + 2 == to && t->chars[i + 1] == 's';
		loose = loose && (is_apostrophe(t->chars[i]) || is_hyphen(t->chars[i]) || t->chars[i] == ',');
	}
	if (only_possessive)
		return; /* customer's: the words alone */
	for (size_t i = from; i < to; i++) {
		if (t->chars[i] == ',' || (loose && t->classes[i] == CONNECTOR))
			continue;
		if (!put_char(t, t->chars[i], &n))
			break;
	}
	finish_token(t, n, from, to, (struct token){.kind = TOKEN_WHOLE, .same_place = true});
}

/* c++, c#, f#, .net: a name that punctuation is part of. */
static void add_decorated(struct tokenizer *t, size_t from, size_t to)
{
	size_t end = to;

	while (end < t->chars_n && end < to + 2 && (t->chars[end] == '+' || t->chars[end] == '#'))
		end++;
	if (end > to && to - from <= 3 && (end == t->chars_n || !is_word_class(t->classes[end])))
		add_token(t, from, end, TOKEN_WHOLE, true);
	if (from > 0 && t->chars[from - 1] == '.' && (from == 1 || t->classes[from - 2] == SEPARATOR) &&
	    to - from >= 2 && t->classes[from] == WORD)
		add_token(t, from - 1, to, TOKEN_WHOLE, true);
}

/* One word, or several that connectors hold together. Returns where it ends. */
static size_t add_name(struct tokenizer *t, size_t from)
{
	size_t end = word_end(t, from), first_end = end, parts = 1;

	while (end < t->chars_n && t->classes[end] == CONNECTOR && joins(t, end)) {
		end = word_end(t, end + 1);
		parts++;
	}
	for (size_t at = from; at < end;) {
		size_t part_end = word_end(t, at);

		add_token(t, at, part_end, TOKEN_WORD, false);
		if (at == from && parts > 1 && parts <= WHOLE_PARTS)
			add_whole(t, from, end);
		add_camel_parts(t, at, part_end);
		if (at == from && parts == 1)
			add_decorated(t, from, first_end);
		at = part_end + 1;
	}
	return end;
}

static size_t run_end(const struct tokenizer *t, size_t from)
{
	uint8_t class = t->classes[from];

	while (from < t->chars_n && t->classes[from] == class)
		from++;
	return from;
}

enum { KATAKANA_WORD = 3 }; /* characters in a row, of a word that is more than one pair */

/* Chinese and Japanese. Returns where the run of such characters ends. */
static size_t add_cjk(struct tokenizer *t, size_t from)
{
	size_t i = from;

	for (; i < t->chars_n && is_cjk(t->classes[i]); i++) {
		uint8_t class = t->classes[i], next = i + 1 < t->chars_n ? t->classes[i + 1] : SEPARATOR;
		bool stands = false, begins = i == from || t->classes[i - 1] != class;

		if (class == HAN) {
			add_token(t, i, i + 1, TOKEN_HAN, false);
			stands = true;
		} else if (class != next && begins) {
			/* alone in its script */
			add_token(t, i, i + 1, class == KATAKANA ? TOKEN_PAIR : TOKEN_WEAK_PAIR, false);
			stands = true;
		}
		if (is_cjk(next))
			add_token(t, i, i + 2, class == next && class != HIRAGANA ? TOKEN_PAIR : TOKEN_WEAK_PAIR,
				  stands);
		/* most are a word, and its pairs are in other words, too: those of "login" in "blog" and "plugin" */
		if (class == KATAKANA && begins && run_end(t, i) >= i + KATAKANA_WORD)
			add_token(t, i, run_end(t, i), TOKEN_RUN, true);
	}
	return i;
}

static size_t add_hangul(struct tokenizer *t, size_t from)
{
	size_t end = run_end(t, from);

	add_token(t, from, end, TOKEN_WORD, false);
	for (size_t i = from; end - from > 2 && i + 2 <= end; i++)
		add_token(t, i, i + 2, TOKEN_PAIR, true);
	return end;
}

static size_t add_grouped(struct tokenizer *t, size_t from)
{
	size_t end = run_end(t, from);

	if (end - from < 3)
		add_token(t, from, end, TOKEN_GROUP, false);
	for (size_t i = from; i + 3 <= end; i++)
		add_token(t, i, i + 3, TOKEN_GROUP, false);
	return end;
}

size_t tokenize(struct tokenizer *t, struct str chunk)
{
	t->tokens_n = t->text_n = 0;
	read_chars(t, str_slice(chunk, 0, TOKENIZE_CHUNK_BYTES));
	for (size_t i = 0; i < t->chars_n;) {
		switch (t->classes[i]) {
		case WORD:
		case DIGIT:
			i = add_name(t, i);
			break;
		case HAN:
		case KATAKANA:
		case HIRAGANA:
			i = add_cjk(t, i);
			break;
		case HANGUL:
			i = add_hangul(t, i);
			break;
		case GROUPED:
			i = add_grouped(t, i);
			break;
		default:
			i++;
		}
	}
	return t->tokens_n;
}

/* ---- stop words ------------------------------------------------------------ */

/* Sorted. The last row is what apostrophes leave of don't, I'm, we'll, we've, you're. */
static const char *const stop_words[] = {
    "a",     "about", "after",	"all",	 "also",   "am",    "an",   "and",   "any",    "are",	 "as",	 "at",
    "be",    "been",  "before", "being", "but",	   "by",    "can",  "could", "d",      "did",	 "do",	 "does",
    "doing", "for",   "from",	"get",	 "got",	   "had",   "has",  "have",  "having", "he",	 "her",	 "here",
    "him",   "his",   "how",	"i",	 "if",	   "in",    "into", "is",    "it",     "its",	 "just", "ll",
    "m",     "may",   "me",	"might", "more",   "most",  "my",   "no",    "not",    "now",	 "of",	 "on",
    "or",    "our",   "out",	"over",	 "please", "re",    "s",    "same",  "she",    "should", "so",	 "some",
    "such",  "t",     "than",	"that",	 "the",	   "their", "them", "then",  "there",  "these",	 "they", "this",
    "those", "to",    "too",	"up",	 "us",	   "ve",    "very", "was",   "we",     "were",	 "what", "when",
    "where", "which", "while",	"who",	 "why",	   "will",  "with", "would", "you",    "your",
};

bool tokenize_is_stop(struct str word)
{
	return word.n != 0 && word.n <= 6 && str_is_among(word, stop_words, sizeof(stop_words) / sizeof(stop_words[0]));
}
