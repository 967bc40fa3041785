#include "generator/gate/check_views.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/gate/changes.h"
#include "generator/gate/charsets.h"
#include "generator/gate/decode.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/families.h"
#include "generator/gate/unpack.h"

/* ---- runs: what stands between white space, quotes and angle brackets ---- */

enum {
	RUN_PERCENT = 1,
	RUN_BACKSLASH = 2,
	RUN_EQUALS = 4,
	RUN_PLUS = 8,
	RUN_UPPER = 16,
	RUN_LOWER = 32,
	RUN_DIGIT = 64,
	RUN_END = 128,
	RUN_HYPHEN = 256,
	RUN_SLASH = 512,
	RUN_HASH = 1024,
	RUN_APOSTROPHE = 2048,
	RUN_WIDE = 4096, /* not ASCII */
	RUN_AMPERSAND = 8192,
	/* of a whole text: what stands somewhere in it */
	HAS_SOFT_BREAK = 1 << 14, /* '=' at the end of a line */
	HAS_MAIL_WORD = 1 << 15,
	HAS_PUNYCODE = 1 << 16,
	HAS_UU = 1 << 17,
	HAS_HIDDEN_MAIL = 1 << 18,
	HAS_MORSE = 1 << 19,
	HAS_MOJIBAKE = 1 << 20,
	HAS_TAG_CHARACTERS = 1 << 21,
	HAS_QUOTE = 1 << 22,
	HAS_TURNED = 1 << 24,
	HAS_JAMO = 1 << 25,
	HAS_PARAMETERS = 1 << 26,
	HAS_CHINESE_ZERO = 1 << 27,
	HAS_MARK = 1 << 23, /* ends a run, and is no white space */
	HAS_CODE_POINTS = 1 << 28,
	HAS_JOINED = 1 << 29, /* a plus between two quotes, or an escape */
	HAS_HALF_KANA = 1 << 30,
};

static const uint16_t run_table[256] = {
    ['-'] = RUN_HYPHEN,
    ['/'] = RUN_SLASH,
    ['#'] = RUN_HASH,
    ['\''] = RUN_APOSTROPHE,
    ['&'] = RUN_AMPERSAND,
#define W(c) [c] = RUN_WIDE, [(c) + 1] = RUN_WIDE, [(c) + 2] = RUN_WIDE, [(c) + 3] = RUN_WIDE
#define W16(c) W(c), W((c) + 4), W((c) + 8), W((c) + 12)
    W16(0x80),
    W16(0x90),
    W16(0xA0),
    W16(0xB0),
    W16(0xC0),
    W16(0xD0),
    W16(0xE0),
    W16(0xF0),
#undef W16
#undef W
    ['%'] = RUN_PERCENT,
    ['\\'] = RUN_BACKSLASH,
    ['='] = RUN_EQUALS,
    ['+'] = RUN_PLUS,
#define U(c) [c] = RUN_UPPER, [(c) + 32] = RUN_LOWER
    U('A'),
    U('B'),
    U('C'),
    U('D'),
    U('E'),
    U('F'),
    U('G'),
    U('H'),
    U('I'),
    U('J'),
    U('K'),
    U('L'),
    U('M'),
    U('N'),
    U('O'),
    U('P'),
    U('Q'),
    U('R'),
    U('S'),
    U('T'),
    U('U'),
    U('V'),
    U('W'),
    U('X'),
    U('Y'),
    U('Z'),
#undef U
    ['0'] = RUN_DIGIT,
    ['1'] = RUN_DIGIT,
    ['2'] = RUN_DIGIT,
    ['3'] = RUN_DIGIT,
    ['4'] = RUN_DIGIT,
    ['5'] = RUN_DIGIT,
    ['6'] = RUN_DIGIT,
    ['7'] = RUN_DIGIT,
    ['8'] = RUN_DIGIT,
    ['9'] = RUN_DIGIT,
#define E(c) [c] = RUN_END
    E(0),
    E(1),
    E(2),
    E(3),
    E(4),
    E(5),
    E(6),
    E(7),
    E(8),
    E(9),
    E(10),
    E(11),
    E(12),
    E(13),
    E(14),
    E(15),
    E(16),
    E(17),
    E(18),
    E(19),
    E(20),
    E(21),
    E(22),
    E(23),
    E(24),
    E(25),
    E(26),
    E(27),
    E(28),
    E(29),
    E(30),
    E(31),
    E(32),
    E('"'),
    E('<'),
    E('>'),
    E('`'),
#undef E
};

enum view {
	VIEW_PERCENT,
	VIEW_BACKSLASH,
	VIEW_CSS,
	VIEW_CSS_TEXT, /* of the whole text */
	VIEW_QUOTED,
	VIEW_UTF7,
	VIEW_BASE64,
	VIEW_PUNYCODE,
	VIEW_MAIL_WORDS,
	VIEW_PARAMETERS,
	VIEW_UU,
	VIEW_MOJIBAKE,
	VIEW_TAGS,
	VIEW_TURNED,
	VIEW_COMPOSED,
	VIEW_CODES,
	VIEW_GRAMS,
	VIEW_NUMBERS,
	VIEW_SPOKEN,
	VIEW_SPELLED,
	VIEW_PIECES,
	VIEW_LEET_I,
	VIEW_LEET_L,
	VIEW_SQUEEZED,
	VIEW_QUOTED_STRINGS,
	VIEW_JOINED,
	VIEW_MORSE,
	VIEW_HIDDEN_MAIL,
	VIEW_DUMPS,
	VIEW_REREAD,
	VIEW_BINARY,
	VIEWS
};

static const char *const view_names[VIEWS] = {
    [VIEW_PERCENT] = "percent escapes",
    [VIEW_BACKSLASH] = "backslash escapes",
    [VIEW_CSS] = "CSS escapes",
    [VIEW_CSS_TEXT] = "CSS escapes",
    [VIEW_QUOTED] = "quoted-printable",
    [VIEW_UTF7] = "UTF-7",
    [VIEW_BASE64] = "base64 and the like",
    [VIEW_PUNYCODE] = "punycode",
    [VIEW_MAIL_WORDS] = "encoded words",
    [VIEW_PARAMETERS] = "parameters in pieces",
    [VIEW_UU] = "uuencode",
    [VIEW_MOJIBAKE] = "wrong charset",
    [VIEW_TAGS] = "tag characters",
    [VIEW_TURNED] = "letters turned round",
    [VIEW_COMPOSED] = "letters taken apart",
    [VIEW_CODES] = "character codes",
    [VIEW_GRAMS] = "groups of letters",
    [VIEW_NUMBERS] = "numbers in words",
    [VIEW_SPOKEN] = "numbers in words",
    [VIEW_SPELLED] = "letters in words or numbers",
    [VIEW_PIECES] = "letters in quotes",
    [VIEW_LEET_I] = "digits as letters",
    [VIEW_LEET_L] = "digits as letters",
    [VIEW_SQUEEZED] = "doubled letters",
    [VIEW_QUOTED_STRINGS] = "strings in pieces",
    [VIEW_JOINED] = "strings in pieces",
    [VIEW_MORSE] = "Morse",
    [VIEW_HIDDEN_MAIL] = "hidden addresses",
    [VIEW_DUMPS] = "hexadecimal dump",
    [VIEW_REREAD] = "wrong charset",
    [VIEW_BINARY] = "base64 and the like",
};

struct views {
	struct checker *checker;
	unsigned depth;
	struct buf made[VIEWS];
	struct buf bytes;   /* of the present segment of base 64 */
	size_t wide_base64; /* length of the last segment, for those that go on on the next line */
};

/* Kinds 0 (stored), 1 and 2; of the first, the length comes twice. */
static bool may_be_deflate(struct str bytes)
{
	const unsigned char *s = (const unsigned char *)bytes.s;
	unsigned kind = bytes.n > 5 ? s[0] >> 1 & 3 : 3;

	return kind == 1 || kind == 2 || (kind == 0 && (s[1] ^ s[3]) == 0xFF && (s[2] ^ s[4]) == 0xFF);
}

/* Packed without a head: nothing but that it can be unpacked to its end tells so. */
static void check_raw_deflate(struct views *views, struct str segment)
{
	enum { LEAST = 24, MOST = 1024 * 1024 };
	struct str bytes = buf_view(&views->bytes);
	struct buf text;
	size_t used;

	if (segment.n < LEAST || views->depth > LIMIT_GATE_DEPTH || !may_be_deflate(bytes))
		return;
	buf_init(&text, BUF_NO_LIMIT);
	if (unpack_deflate(UNPACK_RAW, bytes, &text, MOST, &used) == 0 && used + 3 > bytes.n &&
	    decode_is_meaningful(buf_view(&text)))
		check_any_text(views->checker, buf_view(&text), view_names[VIEW_BASE64], views->depth + 1);
	buf_release(&text);
}

/* All of it letters and signs, few of them above ASCII, and those letters: a text in an old encoding. */
static bool may_be_latin(struct str bytes)
{
	enum { LEAST = 10 };
	size_t letters = 0, wide = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];

		if (!decode_is_readable(c) || (c >= 0x80 && c < 0xA0))
			return false;
		letters += str_is_alnum((char)c) || c == ' ';
		wide += c >= 0xA0;
	}
	return bytes.n >= LEAST && wide * 4 <= bytes.n && (letters + wide) * 5 >= bytes.n * 4;
}

/* Nearly all of it letters of the upper half, blanks between them: Cyrillic, Greek or Hebrew, of a byte each. */
static bool may_be_script(struct str bytes)
{
	enum { LEAST = 8 };
	size_t wide = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];

		if (!decode_is_readable(c) || (c >= 0x80 && c < 0xA0))
			return false;
		wide += c >= 0xC0;
	}
	return bytes.n >= LEAST && wide * 4 >= bytes.n * 3;
}

/* Three letters of one script in a row, two bytes each, or of Latin ones with few of other kinds among them: nearly no
 * other bytes have one byte so often. */
static bool may_be_wide(struct str bytes)
{
	enum { LEAST = 12 };
	size_t zeros[2] = {0, 0};

	for (size_t i = 0; i < bytes.n; i++)
		zeros[i % 2] += bytes.s[i] == 0;
	if (bytes.n >= LEAST && (zeros[0] * 3 >= bytes.n || zeros[1] * 3 >= bytes.n))
		return true;
	for (size_t i = 0; i + 4 < bytes.n; i++)
		if (bytes.s[i] > 0 && bytes.s[i] < 0x0F && bytes.s[i] == bytes.s[i + 2] && bytes.s[i] == bytes.s[i + 4])
			return true;
	return false;
}

/* Bytes that are none of a text, and letters among them: what a program packed beside other things. */
static void check_binary(struct views *views, struct str segment)
{
	enum { LEAST = 16, RUN = 6, SCRIPT_LEAST = 11 };
	static const char *const scripts[] = {"windows-1251", "KOI8-R",	      "ISO-8859-7",
					      "windows-1255", "windows-1256", NULL};
	struct buf *out = &views->made[VIEW_BINARY];
	struct str bytes = buf_view(&views->bytes);
	size_t run = 0;

	if (segment.n < SCRIPT_LEAST)
		return;
	for (size_t i = 0; may_be_script(bytes) && scripts[i] != NULL; i++) {
		charsets_decode(scripts[i], bytes, out);
		buf_char(out, '\n');
	}
	if (segment.n < LEAST)
		return;
	for (size_t i = 0; i <= bytes.n; i++) {
		if (i < bytes.n && decode_is_readable((unsigned char)bytes.s[i])) {
			run++;
			continue;
		}
		if (run >= RUN) {
			buf_add(out, bytes.s + i - run, run);
			buf_char(out, '\n');
		}
		run = 0;
	}
	if (may_be_wide(bytes))
		decode_wide_strings(bytes, out);
	if (may_be_latin(bytes)) {
		decode_charset(CHARSET_1252, bytes, out);
		buf_char(out, '\n');
		decode_charset(CHARSET_8859_2, bytes, out);
		buf_char(out, '\n');
	}
}

/* Whether it is base 64 of something. */
static bool check_base64(struct views *views, struct str segment)
{
	struct buf *out = &views->made[VIEW_BASE64];
	size_t before = out->n;

	if (!decode_base64(segment, out)) {
		buf_clear(&views->bytes);
		decode_base64_bytes(segment, &views->bytes);
		check_raw_deflate(views, segment);
		check_binary(views, segment);
		return false;
	}
	if (check_packed(views->checker, str_from(buf_view(out), before), view_names[VIEW_BASE64], views->depth + 1)) {
		buf_cut(out, before);
		return true;
	}
	/* lines of one long text go on without a break */
	if (segment.n < 60 || segment.n % 4 != 0)
		buf_char(out, '\n');
	return true;
}

static bool is_base64_sign(char c)
{
	return str_is_alnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
}

/* Base 64 with its last letter first, as "split, reverse, join" undoes it. */
static bool check_backwards(struct views *views, struct str segment)
{
	enum { LEAST = 16, MOST = 4096 };
	struct buf *out = &views->made[VIEW_BASE64];
	char turned[MOST];

	if (segment.n < LEAST || segment.n > MOST)
		return false;
	for (size_t i = 0; i < segment.n; i++)
		turned[i] = segment.s[segment.n - 1 - i];
	if (!decode_base64(str_n(turned, segment.n), out))
		return false;
	buf_char(out, '\n');
	return true;
}

/* Segments of the alphabet, whole and cut at the signs that are also punctuation. */
static void find_base64(struct views *views, struct str run)
{
	for (size_t at = 0; at < run.n;) {
		struct str segment, rest;
		size_t end = at;
		bool found;

		while (end < run.n && is_base64_sign(run.s[end]))
			end++;
		segment = str_slice(run, at, end);
		at = end + 1;
		if (segment.n < 8)
			continue;
		found = check_base64(views, segment);
		for (size_t skip = 1; skip < 4 && segment.n >= 20 && !found; skip++)
			found = check_base64(views, str_from(segment, skip));
		if (found || check_backwards(views, segment)) /* a part of it would be a damaged file */
			continue;
		for (rest = segment; rest.s != NULL;) {
			size_t n = 0;

			while (n < rest.n && str_is_alnum(rest.s[n]))
				n++;
			if (n >= 8 && n != segment.n)
				(void)check_base64(views, str_slice(rest, 0, n));
			rest = n < rest.n ? str_from(rest, n + 1) : STR_NONE;
		}
	}
}

/* What a line begins or ends with, when that may be a line of base 64. */
static struct str base64_token(struct str line, bool at_end)
{
	enum { LEAST = 8 };
	size_t from = 0, to;

	if (at_end) {
		from = line.n;
		while (from > 0 && line.s[from - 1] == '=')
			from--;
		while (from > 0 && is_base64_sign(line.s[from - 1]))
			from--;
		to = line.n;
	} else {
		for (to = 0; to < line.n && is_base64_sign(line.s[to]);)
			to++;
		while (to < line.n && line.s[to] == '=')
			to++;
	}
	return to - from >= LEAST && (to - from) % 4 == 0 ? str_slice(line, from, to) : STR_NONE;
}

/* Lines of one length, and a last one that may be shorter: a character may begin in one and end in the next. */
static void find_wrapped_base64(struct views *views, struct str text)
{
	struct str rest = text, line;
	struct buf joined;
	size_t length = 0; /* of the lines that are being joined; 0: none */

	buf_init(&joined, BUF_NO_LIMIT);
	while (str_line(&rest, &line)) {
		struct str token;

		line = str_trim(line);
		token = length != 0 ? base64_token(line, false) : STR_NONE;
		if (token.n != 0 && token.n <= length) {
			buf_str(&joined, token);
			if (token.n == length && token.n == line.n)
				continue;
		}
		if (joined.n > length)
			(void)check_base64(views, buf_view(&joined));
		buf_clear(&joined);
		token = base64_token(line, true);
		length = token.n;
		buf_str(&joined, token);
	}
	if (joined.n > length)
		(void)check_base64(views, buf_view(&joined));
	buf_release(&joined);
}

enum { OTHER_BASES_LEAST = 12 }; /* characters */

/* Base 32 and base 85: whole runs alone, for nearly any text could be a part of one. */
static void check_other_bases(struct views *views, struct str run)
{
	static bool (*const decoders[])(struct str, struct buf *) = {decode_base32, decode_base85, decode_base58};
	struct buf *out = &views->made[VIEW_BASE64];

	for (size_t i = 0; i < sizeof(decoders) / sizeof(*decoders); i++) {
		size_t before = out->n;

		if (!decoders[i](run, out))
			continue;
		if (check_packed(views->checker, str_from(buf_view(out), before), view_names[VIEW_BASE64],
				 views->depth + 1))
			buf_cut(out, before);
		else
			buf_char(out, '\n');
	}
}

/* Hexadecimal digits of what is packed, by how it begins. */
static void check_packed_digits(struct views *views, struct str run)
{
	static const char *const heads[] = {"1f8b08", "504b0304", "789c", "78da", "7801"};
	enum { LEAST = 40 };
	struct buf bytes;
	bool is_packed = false;

	if (run.n < LEAST || run.n % 2 != 0 || strchr("157", run.s[0]) == NULL)
		return;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		is_packed = is_packed || str_starts_nocase(run, str_c(heads[i]));
	for (size_t i = 0; is_packed && i < run.n; i++)
		is_packed = str_hex_value(run.s[i]) >= 0;
	if (!is_packed)
		return;
	buf_init(&bytes, BUF_NO_LIMIT);
	for (size_t i = 0; i < run.n; i += 2)
		buf_char(&bytes, (char)decode_hex_pair(run, i));
	(void)check_packed(views->checker, buf_view(&bytes), view_names[VIEW_BASE64], views->depth + 1);
	buf_release(&bytes);
}

/* Eight binary digits for each letter, one behind the other. */
static void find_bits(struct views *views, struct str run)
{
	enum { LEAST = 5 * 8 };
	struct buf *out = &views->made[VIEW_CODES];

	if (run.n < LEAST || run.n % 8 != 0)
		return;
	for (size_t i = 0; i < run.n; i++)
		if (run.s[i] != '0' && run.s[i] != '1')
			return;
	for (size_t at = 0; at < run.n; at += 8) {
		unsigned byte = 0;

		for (size_t i = 0; i < 8; i++)
			byte = byte << 1 | (unsigned)(run.s[at + i] - '0');
		buf_char(out, (char)byte);
	}
	buf_char(out, '\n');
}

static bool may_be_base64(struct str run, unsigned flags)
{
	if (run.n < 8)
		return false;
	if ((flags & RUN_EQUALS) != 0 && run.s[run.n - 1] == '=')
		return true;
	return (flags & (RUN_UPPER | RUN_LOWER)) == (RUN_UPPER | RUN_LOWER) ||
	       ((flags & RUN_DIGIT) != 0 && run.n >= 12);
}

static void decode_run(struct views *views, struct str run, unsigned flags)
{
	if ((flags & RUN_PERCENT) != 0)
		decode_percent(run, &views->made[VIEW_PERCENT]);
	if ((flags & RUN_BACKSLASH) != 0) {
		decode_backslash(run, &views->made[VIEW_BACKSLASH]);
		decode_css(run, &views->made[VIEW_CSS]);
	}
	if ((flags & RUN_EQUALS) != 0)
		decode_quoted_printable(run, &views->made[VIEW_QUOTED]);
	if ((flags & (RUN_PLUS | RUN_AMPERSAND)) != 0)
		decode_utf7(run, &views->made[VIEW_UTF7]);
	if (may_be_base64(run, flags))
		find_base64(views, run);
	if (run.n >= OTHER_BASES_LEAST) {
		check_other_bases(views, run);
		check_packed_digits(views, run);
		find_bits(views, run);
	}
}

/* How much has come of runs so far, in any way. */
static uint64_t yield_of(const struct views *views)
{
	static const enum view made[] = {VIEW_PERCENT, VIEW_BACKSLASH, VIEW_CSS,    VIEW_QUOTED,
					 VIEW_UTF7,    VIEW_BASE64,    VIEW_BINARY, VIEW_CODES};
	uint64_t sum = views->checker->bytes + views->checker->unpacked;

	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		sum += views->made[made[i]].n;
	return sum;
}

static void take_run(struct views *views, struct str run, unsigned flags)
{
	struct checker *checker = views->checker;
	uint64_t before;

	if (run.n < OTHER_BASES_LEAST && !may_be_base64(run, flags)) { /* nothing that costs much */
		decode_run(views, run, flags);
		return;
	}
	if (barren_has(&checker->barren, run, views->depth))
		return;
	before = yield_of(views);
	decode_run(views, run, flags);
	/* a finding may have been there already; what is damaged is none where it is guessed at */
	if (yield_of(views) == before && checker->findings_n == 0 && !checker->is_guess)
		barren_add(&checker->barren, run, views->depth);
}

/* The byte is there, and behind it one of those. */
static bool has_pair(struct str run, unsigned char first, const char *seconds)
{
	const char *at = run.s, *end = run.s + run.n;

	while (at < end && (at = memchr(at, first, (size_t)(end - at))) != NULL) {
		at++;
		if (at < end && *at != '\0' && strchr(seconds, *at) != NULL)
			return true;
	}
	return false;
}

static bool has(struct str text, const char *needle)
{
	return memmem(text.s, text.n, needle, strlen(needle)) != NULL;
}

static bool has_far_mojibake(struct str run)
{
	for (size_t i = 0; i + 3 < run.n; i++) {
		unsigned char lead = (unsigned char)run.s[i + 1], next = (unsigned char)run.s[i + 2];

		if ((unsigned char)run.s[i] == 0xC3 && lead >= 0x97 && lead <= 0xAD &&
		    (next == 0xC2 || next == 0xC5 || next == 0xC6 || next == 0xCB || next == 0xE2))
			return true;
	}
	return false;
}

static unsigned traits_of_wide(struct str run)
{
	unsigned traits = 0;

	/* UTF-8 of Ã Â Ä Å Ð Ñ Î Ï: what UTF-8 looks like when it was taken for something else. × Ø Ù Ú Û à â ã ä å æ
	 * ç è é ê ë ì í (Hebrew, Arabic, and what lies further up) are letters of a language, too: then one of U+0080
	 * to U+00BF follows, or one that Windows has there */
	if (has_pair(run, 0xC3, "\x82\x83\x84\x85\x8E\x8F\x90\x91") || has_far_mojibake(run))
		traits |= HAS_MOJIBAKE;
	/* what few runs have is asked for first */
	if (has_pair(run, 0xC2, "\xB7") ||
	    (has_pair(run, 0xE2, "\x80\x88") && (has(run, "\xE2\x80\xA2") || has(run, "\xE2\x88\x92"))))
		traits |= HAS_MORSE;
	if (has_pair(run, 0xE2, "\x80") && (has(run, "\xE2\x80\xAE") || has(run, "\xE2\x80\xAB")))
		traits |= HAS_TURNED;
	if (has_pair(run, 0xE1, "\x84") || has_pair(run, 0xE3, "\x84\x85"))
		traits |= HAS_JAMO;
	if (has_pair(run, 0xEF, "\xBD\xBE"))
		traits |= HAS_HALF_KANA;
	if ((has_pair(run, 0xE3, "\x80") && has(run, "\xE3\x80\x87")) ||
	    (has_pair(run, 0xE9, "\x9B") && has(run, "\xE9\x9B\xB6")))
		traits |= HAS_CHINESE_ZERO;
	if (has_pair(run, 0xF3, "\xA0"))
		traits |= HAS_TAG_CHARACTERS;
	return traits;
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

/* "ab" + "cd", in the run and the two characters on either side of it. */
static bool has_plus_between_quotes(struct str text, size_t from, size_t to)
{
	for (size_t at = from; at < to; at++) {
		size_t before = at, behind = at + 1;

		if (text.s[at] != '+')
			continue;
		before -= before > 1 && text.s[before - 1] == ' ';
		behind += behind < text.n && text.s[behind] == ' ';
		if (before > 0 && behind < text.n && is_quote(text.s[before - 1]) && is_quote(text.s[behind]))
			return true;
	}
	return false;
}

/* Of HAS_…, what the run at from has, with what stands around it. */
static unsigned traits_of(struct str text, size_t from, size_t to, unsigned flags)
{
	struct str run = str_slice(text, from, to);
	char end = to < text.n ? text.s[to] : '\0';
	unsigned traits = 0;

	if ((flags & RUN_EQUALS) != 0) {
		if (run.s[run.n - 1] == '=' &&
		    (end == '\n' || (end == '\r' && to + 1 < text.n && text.s[to + 1] == '\n')))
			traits |= HAS_SOFT_BREAK;
		if (has_pair(run, '=', "?"))
			traits |= HAS_MAIL_WORD;
		if (has_pair(run, '*', "123456789"))
			traits |= HAS_PARAMETERS;
		if (has_pair(run, 'l', "=") && has(run, "cfemail="))
			traits |= HAS_HIDDEN_MAIL;
	}
	if ((flags & RUN_PLUS) != 0 && (has_pair(run, 'U', "+") || has_pair(run, 'u', "+")))
		traits |= HAS_CODE_POINTS;
	if (((flags & RUN_BACKSLASH) != 0 && (has_pair(run, '\\', "ux01234567"))) ||
	    ((flags & RUN_PLUS) != 0 && has_plus_between_quotes(text, from, to)))
		traits |= HAS_JOINED;
	if ((flags & RUN_HYPHEN) != 0 && has_pair(run, '-', "-") && (has(run, "n--") || has(run, "N--")))
		traits |= HAS_PUNYCODE;
	if ((flags & RUN_HASH) != 0 && has_pair(run, 'n', "#") && has(run, "email-protection#"))
		traits |= HAS_HIDDEN_MAIL;
	if (end == ' ' && str_ends(run, STR("begin")))
		traits |= HAS_UU;
	if ((from > 0 && text.s[from - 1] == ' ' && (run.s[0] == '.' || run.s[0] == '-')) ||
	    ((flags & RUN_SLASH) != 0 && has_pair(run, '/', ".-")))
		traits |= HAS_MORSE;
	if ((flags & RUN_APOSTROPHE) != 0)
		traits |= HAS_QUOTE;
	if ((flags & RUN_WIDE) != 0)
		traits |= traits_of_wide(run);
	return traits;
}

/* Returns all that there is of RUN_… and HAS_… in the text. */
static unsigned find_runs(struct views *views, struct str text)
{
	unsigned all = 0;
	size_t at = 0;

	while (at < text.n) {
		size_t from = at;
		unsigned flags = 0;

		for (; at < text.n; at++) {
			unsigned kind = run_table[(unsigned char)text.s[at]];

			if (kind == RUN_END)
				break;
			flags |= kind;
		}
		all |= flags;
		if ((flags & (RUN_PERCENT | RUN_BACKSLASH | RUN_EQUALS | RUN_PLUS | RUN_AMPERSAND)) != 0 ||
		    at - from >= 8)
			take_run(views, str_slice(text, from, at), flags);
		if (at != from)
			all |= traits_of(text, from, at, flags);
		if (at < text.n && (unsigned char)text.s[at] > ' ')
			all |= text.s[at] == '"' ? HAS_QUOTE | HAS_MARK : HAS_MARK;
		at++;
	}
	return all;
}

/* Adobe's base 85 has signs that end a run: between white space. Without such a sign it was looked at as a run. */
static void find_base85(struct views *views, struct str text)
{
	enum { LEAST = 15 };
	struct buf *out = &views->made[VIEW_BASE64];

	for (size_t at = 0; at < text.n; at++) {
		size_t before = out->n, from = at;
		unsigned kinds = 0;
		struct str token;

		for (; at < text.n && (unsigned char)text.s[at] > ' '; at++)
			kinds |= run_table[(unsigned char)text.s[at]];
		if ((kinds & RUN_END) == 0 || at - from < LEAST)
			continue;
		token = str_slice(text, from, at);
		if (str_starts(token, STR("<~")))
			token = str_from(token, 2);
		if (str_ends(token, STR("~>")))
			token = str_slice(token, 0, token.n - 2);
		if (token.n < LEAST || !decode_base85(token, out))
			continue;
		if (check_packed(views->checker, str_from(buf_view(out), before), view_names[VIEW_BASE64],
				 views->depth + 1))
			buf_cut(out, before);
		else
			buf_char(out, '\n');
	}
}

/* "Haver\u003cb>stock": the '>' ends a run, but not the tag, for JSON need not escape it. */
static bool has_escaped_tag(struct str text)
{
	return has(text, "\\u003") || has(text, "\\x3");
}

static void find_wide(struct views *views, struct str text, unsigned kinds)
{
	struct str rest = text, line;

	if ((kinds & HAS_MOJIBAKE) != 0)
		decode_mojibake(text, &views->made[VIEW_MOJIBAKE]);
	while (str_line(&rest, &line))
		charsets_reread(line, &views->made[VIEW_REREAD]);
	if ((kinds & HAS_TURNED) != 0)
		decode_turned(text, &views->made[VIEW_TURNED]);
	if ((kinds & HAS_JAMO) != 0)
		decode_jamo(text, &views->made[VIEW_COMPOSED]);
	if ((kinds & HAS_HALF_KANA) != 0)
		decode_half_kana(text, &views->made[VIEW_COMPOSED]);
	if ((kinds & HAS_CHINESE_ZERO) != 0)
		decode_chinese_digits(text, &views->made[VIEW_NUMBERS]);
	if ((kinds & HAS_TAG_CHARACTERS) != 0)
		decode_tag_characters(text, &views->made[VIEW_TAGS]);
}

/* Anywhere in the text; kinds: of RUN_… and HAS_…, what there is in it. */
static void find_whole(struct views *views, struct str text, unsigned kinds)
{
	if ((kinds & HAS_SOFT_BREAK) != 0)
		decode_quoted_printable(text, &views->made[VIEW_QUOTED]);
	if ((kinds & HAS_MAIL_WORD) != 0)
		decode_mail_words(text, &views->made[VIEW_MAIL_WORDS]);
	if ((kinds & HAS_PARAMETERS) != 0)
		decode_parameters(text, &views->made[VIEW_PARAMETERS]);
	if ((kinds & HAS_QUOTE) != 0) {
		decode_pieces(text, &views->made[VIEW_PIECES]);
		decode_quoted(text, &views->made[VIEW_QUOTED_STRINGS]);
	}
	if ((kinds & HAS_CODE_POINTS) != 0)
		decode_code_points(text, &views->made[VIEW_CODES]);
	if ((kinds & (HAS_JOINED | HAS_QUOTE | RUN_PLUS)) == (HAS_JOINED | HAS_QUOTE | RUN_PLUS))
		decode_joined(text, &views->made[VIEW_JOINED]);
	if ((kinds & HAS_MARK) != 0)
		find_base85(views, text);
	find_wrapped_base64(views, text);
	if ((kinds & HAS_MORSE) != 0)
		decode_morse(text, &views->made[VIEW_MORSE]);
	if ((kinds & HAS_HIDDEN_MAIL) != 0)
		decode_hidden_mail(text, &views->made[VIEW_HIDDEN_MAIL]);
	decode_dumps(text, &views->made[VIEW_DUMPS]);
	if ((kinds & RUN_BACKSLASH) != 0) /* the space that ends a number ends a run, too */
		decode_css(text, &views->made[VIEW_CSS_TEXT]);
	if ((kinds & (RUN_BACKSLASH | HAS_MARK)) == (RUN_BACKSLASH | HAS_MARK) && has_escaped_tag(text))
		decode_backslash(text, &views->made[VIEW_BACKSLASH]);
	if ((kinds & HAS_PUNYCODE) != 0)
		decode_punycode(text, &views->made[VIEW_PUNYCODE]);
	if ((kinds & HAS_UU) != 0)
		decode_uu(text, &views->made[VIEW_UU]);
	if ((kinds & RUN_WIDE) != 0)
		find_wide(views, text, kinds);
}

static void find_rows(struct views *views, struct str text)
{
	struct decode_rows rows = {.bytes = views->made[VIEW_CODES],
				   .grams = views->made[VIEW_GRAMS],
				   .numbers = views->made[VIEW_NUMBERS],
				   .spoken = views->made[VIEW_SPOKEN],
				   .spelled = views->made[VIEW_SPELLED],
				   .leet = {views->made[VIEW_LEET_I], views->made[VIEW_LEET_L]},
				   .squeezed = views->made[VIEW_SQUEEZED]};

	decode_rows(text, &rows);
	views->made[VIEW_CODES] = rows.bytes;
	views->made[VIEW_GRAMS] = rows.grams;
	views->made[VIEW_NUMBERS] = rows.numbers;
	views->made[VIEW_SPOKEN] = rows.spoken;
	views->made[VIEW_SPELLED] = rows.spelled;
	views->made[VIEW_LEET_I] = rows.leet[0];
	views->made[VIEW_LEET_L] = rows.leet[1];
	views->made[VIEW_SQUEEZED] = rows.squeezed;
}

/* Views that are not looked through for more views: letters and digits are all there is in them. */
static bool is_plain(enum view view)
{
	return view == VIEW_GRAMS || view == VIEW_NUMBERS || view == VIEW_SPOKEN || view == VIEW_SPELLED ||
	       view == VIEW_PIECES || view == VIEW_LEET_I || view == VIEW_LEET_L || view == VIEW_SQUEEZED ||
	       view == VIEW_QUOTED_STRINGS || view == VIEW_MORSE || view == VIEW_HIDDEN_MAIL || view == VIEW_REREAD ||
	       view == VIEW_BINARY || view == VIEW_TURNED || view == VIEW_COMPOSED;
}

/* "Kr=E4mer", in a text: letters of old encodings are 0xA0 and more, and mail programs write them in capitals. */
static bool has_escaped_letter(struct str text)
{
	const char *at = text.s, *end = text.s + text.n;

	while ((at = memchr(at, '=', (size_t)(end - at))) != NULL && end - at > 2) {
		if (at[1] >= 'A' && at[1] <= 'F' && (str_is_digit(at[2]) || (at[2] >= 'A' && at[2] <= 'F')))
			return utf8_is_valid(text); /* among bytes that are no text it is nobody's letter */
		at++;
	}
	return false;
}

enum { NESTED_LEAST = 16 };

static bool is_one_word(struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.n; i++)
		if (!is_base64_sign(text.s[i]) && text.s[i] != '=')
			return false;
	return text.n != 0;
}

/* Several bytes in a row as escapes, in what was unescaped. */
static bool is_escaped_again(struct str text)
{
	enum { LEAST = 3, ESCAPE = 3 };

	for (size_t at = 0, row = 0; at < text.n;) {
		const char *found = memchr(text.s + at, '%', text.n - at);
		size_t next = found != NULL ? (size_t)(found - text.s) : text.n;
		int byte = decode_hex_pair(text, next + 1);

		row = next == at ? row : 0;
		/* signs of an address within another are often so: %3A%2F%2F */
		if (byte >= 0 && (byte == '%' || byte >= 0x80 || str_is_alnum((char)byte)) && ++row >= LEAST)
			return true;
		at = next + ESCAPE;
	}
	return false;
}

/* Text that is still packed or escaped after so many times is meant to be overlooked: how; NULL: it is not. */
static const char *still_hidden_by(const struct views *views)
{
	struct str packed = buf_view(&views->made[VIEW_BASE64]);

	if (views->depth < LIMIT_GATE_DEPTH || views->checker->is_guess)
		return NULL;
	if (packed.n >= NESTED_LEAST && is_one_word(packed))
		return view_names[VIEW_BASE64];
	return is_escaped_again(buf_view(&views->made[VIEW_PERCENT])) ? view_names[VIEW_PERCENT] : NULL;
}

/*
 * UTF-7 may have been made of base 64, which is damaged then. It has been looked at as what it is; what it seems to be
 * afterwards need not be whole.
 */
static void check_guess(struct checker *checker, enum view view, struct str made, unsigned depth)
{
	bool was_guess = checker->is_guess;

	checker->is_guess = was_guess || view == VIEW_UTF7;
	check_text(checker, made, view_names[view], depth);
	checker->is_guess = was_guess;
}

/* A whole text with escapes undone here and there. */
static void check_changes(struct checker *checker, struct str text, enum view view, struct str made, unsigned depth)
{
	struct changes changes = changes_of(text, made);
	struct str part;

	while (changes_next(&changes, &part))
		check_text(checker, part, view_names[view], depth);
}

void check_views(struct checker *checker, struct str text, unsigned depth)
{
	struct views views = {.checker = checker, .depth = depth};
	const char *hidden_by;

	buf_init(&views.bytes, BUF_NO_LIMIT);
	for (int i = 0; i < VIEWS; i++)
		buf_init(&views.made[i], BUF_NO_LIMIT);
	find_whole(&views, text, find_runs(&views, text));
	find_rows(&views, text);
	hidden_by = still_hidden_by(&views);
	if (hidden_by != NULL)
		check_add(checker, CHECK_TOO_MUCH, "depth", hidden_by, 0);
	for (int i = 0; i < VIEWS && !check_is_done(checker); i++) {
		struct str made = buf_view(&views.made[i]);
		bool was_noise = checker->matcher.is_noise;

		if (made.n == 0 || str_eq(made, text))
			continue;
		checker->matcher.is_noise = was_noise || i == VIEW_BASE64 || i == VIEW_BINARY;
		if ((i == VIEW_SPOKEN || i == VIEW_HIDDEN_MAIL) && checker->families)
			families_check(checker, made, view_names[i]);
		if (is_plain((enum view)i))
			check_match(checker, made, view_names[i], depth + 1);
		else if (i == VIEW_BASE64 || i == VIEW_CODES || i == VIEW_DUMPS ||
			 ((i == VIEW_BACKSLASH || i == VIEW_PERCENT) && !utf8_is_valid(made)) ||
			 (i == VIEW_QUOTED && has_escaped_letter(text) && !utf8_is_valid(made)))
			check_any_text(checker, made, view_names[i], depth + 1);
		else if (i == VIEW_CSS_TEXT)
			check_changes(checker, text, (enum view)i, made, depth + 1);
		else
			check_guess(checker, (enum view)i, made, depth + 1);
		checker->matcher.is_noise = was_noise;
	}
	for (int i = 0; i < VIEWS; i++)
		buf_release(&views.made[i]);
	buf_release(&views.bytes);
}
