#include "common/privacy/shadow.h"

#include "common/mem.h"
#include "common/utf8.h"

/* its macros convert between signed and unsigned characters */
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/ures.h>
#include <unicode/utrans.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { FOLD_BYTES = 14, FOLD_SLOTS = 4096 };

/* What one character becomes, in both versions. */
struct fold {
	uint32_t character; /* 0: free */
	uint8_t n;
	char text[FOLD_BYTES], low[FOLD_BYTES];
};

struct folder {
	USpoofChecker *spoof;
	const UNormalizer2 *nfkd;
	UTransliterator *latin;
	struct fold folds[FOLD_SLOTS]; /* a cache: a clash takes the place */
};

struct folder *folder_new(void)
{
	struct folder *folder = mem_zalloc(sizeof(*folder));
	UErrorCode status = U_ZERO_ERROR;

	folder->spoof = uspoof_open(&status);
	folder->nfkd = unorm2_getNFKDInstance(&status);
	/* rules for other scripts are read when they are needed; that they are there is told now */
	ures_close(ures_openDirect(U_ICUDATA_NAME "-translit", "root", &status));
	if (U_FAILURE(status)) {
		folder_free(folder);
		return NULL;
	}
	return folder;
}

void folder_free(struct folder *folder)
{
	if (folder == NULL)
		return;
	if (folder->spoof != NULL)
		uspoof_close(folder->spoof);
	if (folder->latin != NULL)
		utrans_close(folder->latin);
	mem_free(folder);
}

static bool is_mark(UChar32 c)
{
	int8_t type = u_charType(c);

	return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
	       u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/*
 * "•", "→", "✓", "│", a smiley: what stands beside words and belongs to none. Not "№" and its like, which are letters
 * in other forms, the degree of "n°", signs of East Asian writing, and what stands for letters that were lost.
 */
static bool is_sign(UChar32 c)
{
	int8_t type = u_charType(c);

	if (c == 0x2122 || c == 0x2120)
		return true; /* "Widget™" */
	if (c == 0xB0 || c == 0xB7 || c == 0xFFFD || (c >= 0x2E80 && c < 0xFF00) ||
	    u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) != U_DT_NONE)
		return false;
	if (type == U_OTHER_SYMBOL || type == U_MATH_SYMBOL)
		return c >= 0x1F000 || c < 0x2C00;
	return type != U_DASH_PUNCTUATION && (c == 0xA7 || c == 0xB6 || (c >= 0x2016 && c <= 0x205E)) &&
	       (U_MASK(type) & U_GC_P_MASK) != 0;
}

/* Punctuation that has a plain twin; 0: none. */
static char plain_of(UChar32 c)
{
	if (u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212)
		return '-';
	if (u_isUWhiteSpace(c))
		return c == 0x2028 || c == 0x2029 || c == 0x85 ? '\n' : ' ';
	if (c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0xB4 || c == 0x2032)
		return '\'';
	if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB)
		return '"';
	if (c == 0x3002 || c == 0xFF61 || c == 0x2024 || c == 0x964)
		return '.';
	if (c == 0xA1 || c == 0xBF)
		return '!'; /* a sentence begins */
	if (c == 0x60C)
		return ',';
	if (c == 0x61F)
		return '?';
	if (is_sign(c))
		return ' ';
	if (u_charDigitValue(c) >= 0)
		return (char)('0' + u_charDigitValue(c));
	return 0;
}

static void add_skeleton(struct folder *folder, struct buf *out, UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar from[2], to[32];
	int32_t n = 0, length;
	bool ascii = true;

	U16_APPEND_UNSAFE(from, n, (uint32_t)c);
	length = uspoof_getSkeleton(folder->spoof, 0, from, n, to, 32, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < length; i++)
		ascii = ascii && (to[i] < 0x80 || is_mark(to[i]));
	if (U_FAILURE(status) || length <= 0 || !ascii || to[0] >= 0x80) {
		utf8_add(out, (uint32_t)c);
		return;
	}
	if (length == 2 && to[0] == 'r' && to[1] == 'n')
		length = 1, to[0] = 'm'; /* what the tables make of m */
	for (int32_t i = 0; i < length; i++)
		if (to[i] < 0x80)
			buf_char(out, str_lower_char((char)to[i]));
}

static void add_one(struct folder *folder, struct buf *out, UChar32 c)
{
	char plain = c >= 0x80 ? plain_of(c) : 0;

	if (plain != 0)
		buf_char(out, plain);
	else if (c < 0x80)
		buf_char(out, str_lower_char((char)c));
	else if (c < 0x250 || u_hasBinaryProperty(c, UCHAR_ALPHABETIC))
		add_skeleton(folder, out, c);
	else
		utf8_add(out, (uint32_t)c);
}

static void fold_decomposed(struct folder *folder, struct buf *out, const UChar *text, int32_t n)
{
	for (int32_t i = 0; i < n;) {
		UChar folded[8];
		UErrorCode status = U_ZERO_ERROR;
		UChar32 c;
		int32_t length, start = i, j = 0;

		U16_NEXT(text, i, n, c);
		if (is_mark(c))
			continue;
		length = u_strFoldCase(folded, 8, text + start, i - start, U_FOLD_CASE_DEFAULT, &status);
		while (U_SUCCESS(status) && j < length) {
			U16_NEXT(folded, j, length, c);
			if (!is_mark(c))
				add_one(folder, out, c);
		}
	}
}

/* The capital twin of a folded text, if it has the same length. */
static void make_capital(struct fold *fold)
{
	uint32_t first, upper;
	size_t at = 0;
	struct buf out;

	if (fold->n == 0)
		return;
	first = utf8_next(str_n(fold->low, fold->n), &at);
	upper = (uint32_t)u_toupper((UChar32)first);
	buf_init(&out, BUF_NO_LIMIT);
	utf8_add(&out, upper);
	if (out.n == at)
		memcpy(fold->text, out.s, out.n);
	buf_release(&out);
}

static const struct fold *fold_of(struct folder *folder, uint32_t character)
{
	struct fold *fold = &folder->folds[(character ^ (character >> 11)) % FOLD_SLOTS];
	UErrorCode status = U_ZERO_ERROR;
	UChar from[2], to[40];
	int32_t n = 0, length;
	struct buf low;

	if (fold->character == character)
		return fold;
	*fold = (struct fold){.character = character};
	buf_init(&low, BUF_NO_LIMIT);
	if (plain_of((UChar32)character) != 0) {
		buf_char(&low, plain_of((UChar32)character));
	} else if (!is_mark((UChar32)character)) {
		U16_APPEND_UNSAFE(from, n, character);
		length = unorm2_normalize(folder->nfkd, from, n, to, 40, &status);
		if (U_SUCCESS(status) && length > 0)
			fold_decomposed(folder, &low, to, length);
		if (low.n > FOLD_BYTES)
			buf_clear(&low);
		if (low.n == 0 && (U_FAILURE(status) || length <= 0 || length > 4))
			utf8_add(&low, character);
	}
	fold->n = (uint8_t)low.n;
	if (low.n != 0) {
		memcpy(fold->low, low.s, low.n);
		memcpy(fold->text, low.s, low.n);
	}
	buf_release(&low);
	if (u_isUUppercase((UChar32)character) || u_istitle((UChar32)character))
		make_capital(fold);
	return fold;
}

void shadow_init(struct shadow *shadow)
{
	*shadow = (struct shadow){0};
	buf_init(&shadow->text, BUF_NO_LIMIT);
	buf_init(&shadow->low, BUF_NO_LIMIT);
}

void shadow_release(struct shadow *shadow)
{
	buf_release(&shadow->text);
	buf_release(&shadow->low);
	vec_release(&shadow->map);
	vec_release(&shadow->invalid);
}

static bool numeric_entity(struct str rest, uint32_t *character, size_t *length)
{
	size_t i = 2, base = 10, digits = 0;
	uint32_t value = 0;

	if (rest.n > 3 && (rest.s[2] == 'x' || rest.s[2] == 'X'))
		base = 16, i = 3;
	for (; i < rest.n && digits < 8; i++, digits++) {
		int digit = str_hex_value(rest.s[i]);

		if (digit < 0 || (size_t)digit >= base)
			break;
		value = value * (uint32_t)base + (uint32_t)digit;
	}
	if (digits == 0 || value < 0x20 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
		return false;
	*character = value;
	*length = i + (i < rest.n && rest.s[i] == ';');
	return true;
}

static bool named_entity(struct str rest, uint32_t *character, size_t *length)
{
	static const struct {
		struct str name;
		uint32_t character;
	} names[] = {
	    {STR_INIT("&commat;"), '@'}, {STR_INIT("&period;"), '.'}, {STR_INIT("&amp;"), '&'},
	    {STR_INIT("&nbsp;"), ' '},	 {STR_INIT("&shy;"), 0xAD},   {STR_INIT("&lt;"), '<'},
	    {STR_INIT("&gt;"), '>'},	 {STR_INIT("&quot;"), '"'},   {STR_INIT("&zwnj;"), 0x200C},
	    {STR_INIT("&zwj;"), 0x200D}, {STR_INIT("&colon;"), ':'},  {STR_INIT("&lowbar;"), '_'},
	    {STR_INIT("&sol;"), '/'},	 {STR_INIT("&plus;"), '+'},   {STR_INIT("&apos;"), '\''},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_starts_nocase(rest, names[i].name)) {
			*character = names[i].character;
			*length = names[i].name.n;
			return true;
		}
	return false;
}

/* "163.com": a point in the word. */
static bool is_host(struct str rest)
{
	size_t n = 0;

	while (n < rest.n && (str_is_alnum(rest.s[n]) || rest.s[n] == '-'))
		n++;
	return n + 1 < rest.n && rest.s[n] == '.' && str_is_alpha(rest.s[n + 1]);
}

/* One escaped character at the start: entity, percent or quoted-printable. Only what is of use to a detector. */
static bool unescape(struct str rest, uint32_t *character, size_t *length)
{
	int high, low;

	if (rest.s[0] == '&') {
		/* "&amp;#64;" as well as "&#64;" */
		struct str inner = str_starts_nocase(rest, STR("&amp;")) ? str_from(rest, 4) : rest;

		if (inner.s != rest.s && inner.n > 2 && inner.s[1] == '#') {
			char copy[16] = "&";
			size_t n = inner.n - 1 < 14 ? inner.n - 1 : 14;

			memcpy(copy + 1, inner.s + 1, n);
			if (numeric_entity(str_n(copy, n + 1), character, length)) {
				*length += 4;
				return true;
			}
		}
		return rest.n > 2 && rest.s[1] == '#' ? numeric_entity(rest, character, length)
						      : named_entity(rest, character, length);
	}
	if (rest.n < 3 || (rest.s[0] == '=' && !(rest.s[1] == '4' && rest.s[2] == '0')))
		return false;
	if (rest.s[0] == '=' && rest.n > 3 && str_is_digit(rest.s[3]) && !is_host(str_from(rest, 3)))
		return false; /* "token=4024367b" */
	*length = 3;
	if (rest.s[0] == '%' && rest.n >= 5 && rest.s[1] == '2' && rest.s[2] == '5') { /* escaped twice */
		rest = str_from(rest, 2);
		*length = 5;
	}
	high = str_hex_value(rest.s[1]);
	low = str_hex_value(rest.s[2]);
	if (high < 2 || low < 0 || high > 7)
		return false;
	*character = (uint32_t)(high * 16 + low);
	return *character != 0x7F && *character != '%' && *character != '<';
}

/* "\\u0040" and "\\x40" of programs: the length, or 0. */
static size_t program_escape(struct str rest, uint32_t *character)
{
	size_t digits = rest.n > 1 && rest.s[1] == 'u' ? 4 : rest.n > 1 && rest.s[1] == 'x' ? 2 : 0;
	uint32_t value = 0;

	if (digits == 0 || rest.n < 2 + digits)
		return 0;
	for (size_t i = 2; i < 2 + digits; i++) {
		int digit = str_hex_value(rest.s[i]);

		if (digit < 0)
			return 0;
		value = value * 16 + (uint32_t)digit;
	}
	if (value < 0x20 || value == 0x7F || (value >= 0xD800 && value < 0xE000))
		return 0;
	*character = value;
	return 2 + digits;
}

/* Whether it has nothing of an address or of a number, whose digits no letters part. */
static bool is_bare(struct str text)
{
	enum { DIGITS_MOST = 8 };
	size_t digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (strchr("@&\\", text.s[i]) != NULL)
			return false;
		if (str_is_alpha(text.s[i]))
			digits = 0;
		else if (str_is_digit(text.s[i]) && ++digits > DIGITS_MOST)
			return false;
	}
	return true;
}

/* "<!-- no link -->": notes of writers; what may be a name is text like all text. */
static bool is_note(struct str comment)
{
	for (size_t i = 0; i < comment.n; i++)
		if (str_is_upper(comment.s[i]) || (unsigned char)comment.s[i] >= 0x80)
			return false;
	return is_bare(comment);
}

/* Attributes that only say how a word looks, as programs write them (class="SpellE", name="_GoBack"): what stands in
 * any other is text like all text. */
static bool is_only_looks(struct str attributes)
{
	static const char *const looks[] = {"class", "color", "dir",  "face",  "id",
					    "lang",  "name",  "size", "style", NULL};

	attributes = str_trim(attributes);
	while (attributes.n > 0 && !str_eq(attributes, STR("/"))) {
		ptrdiff_t equals = str_find_char(attributes, '=');
		size_t begin, end;
		char quote;

		if (equals <= 0 || !str_is_any_nocase(str_trim(str_slice(attributes, 0, (size_t)equals)), looks))
			return false;
		attributes = str_trim(str_from(attributes, (size_t)equals + 1));
		quote = attributes.n > 0 && (attributes.s[0] == '"' || attributes.s[0] == '\'') ? attributes.s[0] : ' ';
		begin = quote == ' ' ? 0 : 1;
		for (end = begin; end < attributes.n && attributes.s[end] != quote;)
			end++;
		if (!is_bare(str_slice(attributes, begin, end)))
			return false;
		attributes = str_trim(str_from(attributes, end < attributes.n ? end + 1 : end));
	}
	return true;
}

/* A tag or comment that parts a word ("Mar<b>le</b>na") and hides nothing itself: its length, or 0. */
static size_t tag_in_word(struct str text, size_t at)
{
	static const char *const tags[] = {"a",	    "b",    "big",    "bdi", "bdo", "em", "font", "i",	 "mark", "s",
					   "small", "span", "strong", "sub", "sup", "tt", "u",	  "wbr", NULL};
	enum { TAG_BYTES = 200 };
	struct str rest = str_slice(text, at, at + TAG_BYTES);
	ptrdiff_t end;
	size_t i = 1;

	if (at == 0 || (!utf8_is_word_byte(text.s[at - 1]) && text.s[at - 1] != '>'))
		return 0;
	if (str_starts(rest, STR("<!--"))) {
		end = str_find(rest, STR("-->"));
		return end > 0 && is_note(str_slice(rest, 4, (size_t)end)) ? (size_t)end + 3 : 0;
	}
	end = str_find_char(rest, '>');
	if (end < 0)
		return 0;
	if (rest.s[1] == '/')
		i++;
	for (at = i; i < (size_t)end && str_is_alpha(rest.s[i]);)
		i++;
	if (!str_is_any_nocase(str_slice(rest, at, i), tags) ||
	    (rest.s[i] != '>' && rest.s[i] != ' ' && rest.s[i] != '/') ||
	    !is_only_looks(str_slice(rest, i, (size_t)end)))
		return 0;
	return (size_t)end + 1;
}

static void add_mapped(struct shadow *shadow, const char *text, const char *low, size_t n, size_t at)
{
	buf_add(&shadow->text, text, n);
	buf_add(&shadow->low, low, n);
	for (size_t i = 0; i < n; i++)
		*vec_add(&shadow->map) = (uint32_t)at;
}

static void add_folded(struct shadow *shadow, struct folder *folder, uint32_t character, size_t at)
{
	if (character < 0x80) {
		char c = (char)character, l = str_lower_char(c);

		add_mapped(shadow, &c, &l, 1, at);
	} else {
		const struct fold *fold = fold_of(folder, character);

		add_mapped(shadow, fold->text, fold->low, fold->n, at);
	}
}

/* Stands for nothing but itself wherever it is. */
static inline bool is_plain_char(char c)
{
	return (unsigned char)c < 0x80 && c != '&' && c != '%' && c != '=' && c != '<' && c != '\\';
}

/* ---- eight bytes at a time ---- */

static const uint64_t ONES = 0x0101010101010101, HIGHS = 0x8080808080808080;

static inline uint64_t eight_at(const char *s)
{
	uint64_t bytes;

	memcpy(&bytes, s, sizeof(bytes));
	return bytes;
}

/* A high bit, if one of the bytes is that character; others may have one, too. */
static inline uint64_t some_is(uint64_t bytes, char c)
{
	uint64_t difference = bytes ^ ONES * (unsigned char)c;

	return (difference - ONES) & ~difference;
}

static size_t plain_bytes(struct str text, size_t from)
{
	size_t to = from;

	for (; to + 8 <= text.n; to += 8) {
		uint64_t bytes = eight_at(text.s + to);

		if (((bytes | some_is(bytes, '&') | some_is(bytes, '%') | some_is(bytes, '=') | some_is(bytes, '<') |
		      some_is(bytes, '\\')) &
		     HIGHS) != 0)
			break;
	}
	while (to < text.n && is_plain_char(text.s[to]))
		to++;
	return to - from;
}

/* Of ASCII. Adding to the lowest seven bits carries into the highest from "A" on, and from behind "Z" on. */
static uint64_t lower_eight(uint64_t bytes)
{
	uint64_t from_a = bytes + ONES * (0x80 - 'A'), behind_z = bytes + ONES * (0x80 - 'Z' - 1);

	return bytes | ((from_a & ~behind_z & HIGHS) >> 2);
}

/* n bytes of ASCII, and a NUL. */
static void add_lower(struct buf *low, const char *s, size_t n)
{
	char *out = buf_reserve(low, n + 1);
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		uint64_t bytes = lower_eight(eight_at(s + i));

		memcpy(out + i, &bytes, sizeof(bytes));
	}
	for (; i < n; i++)
		out[i] = str_lower_char(s[i]);
	out[n] = '\0';
	low->n += n;
}

/* Plain characters from one on; where they end. */
static size_t add_plain(struct shadow *shadow, struct str text, size_t from)
{
	size_t n = plain_bytes(text, from);
	uint32_t *map;

	/* one character in front of it may have become several */
	if (shadow->map.room - shadow->map.n < n)
		vec_reserve(&shadow->map, (shadow->map.n + n) * 3 / 2);
	map = shadow->map.at + shadow->map.n;
	for (size_t i = 0; i < n; i++)
		map[i] = (uint32_t)(from + i);
	shadow->map.n += n;
	buf_add(&shadow->text, text.s + from, n);
	add_lower(&shadow->low, text.s + from, n);
	return from + n;
}

/* The slow way: something in the text is not plain ASCII. */
static void make_mapped(struct shadow *shadow, struct folder *folder, struct str text)
{
	vec_reserve(&shadow->map, text.n + 1);
	for (size_t at = 0; at < text.n;) {
		size_t start = at, length;
		uint32_t character;
		char c = text.s[at];

		if (is_plain_char(c)) {
			at = add_plain(shadow, text, at);
		} else if ((c == '&' || c == '%' || c == '=') && unescape(str_from(text, at), &character, &length)) {
			add_folded(shadow, folder, character, start);
			at += length;
		} else if (c == '=' && at + 1 < text.n && (text.s[at + 1] == '\n' || text.s[at + 1] == '\r')) {
			at += text.s[at + 1] == '\r' && at + 2 < text.n && text.s[at + 2] == '\n' ? 3 : 2;
		} else if (c == '\\' && (length = program_escape(str_from(text, at), &character)) != 0) {
			add_folded(shadow, folder, character, start);
			at += length;
		} else if (c == '<' && (length = tag_in_word(text, at)) != 0) {
			at += length;
		} else if ((unsigned char)c < 0x80) {
			char l = str_lower_char(c);

			buf_char(&shadow->text, c);
			buf_char(&shadow->low, l);
			*vec_add(&shadow->map) = (uint32_t)at++;
		} else {
			character = utf8_next(text, &at);
			if (character == 0xFFFD && at == start + 1) {
				*vec_add(&shadow->invalid) = (uint32_t)start;
				add_mapped(shadow, " ", " ", 1, start);
			} else {
				add_folded(shadow, folder, character, start);
			}
		}
	}
	*vec_add(&shadow->map) = (uint32_t)text.n;
}

void shadow_make(struct shadow *shadow, struct folder *folder, struct str text)
{
	buf_clear(&shadow->text);
	buf_clear(&shadow->low);
	vec_clear(&shadow->map);
	vec_clear(&shadow->invalid);
	shadow->original = text;
	if (plain_bytes(text, 0) != text.n) {
		make_mapped(shadow, folder, text);
		return;
	}
	buf_str(&shadow->text, text);
	add_lower(&shadow->low, text.s, text.n);
}

void shadow_place(const struct shadow *shadow, size_t from, size_t to, size_t *start, size_t *end)
{
	*start = from;
	*end = to;
	if (shadow->map.n == 0)
		return;
	*start = shadow->map.at[from];
	while (to < shadow->map.n - 1 && to > 0 && shadow->map.at[to] == shadow->map.at[to - 1])
		to++; /* in the middle of what one character became */
	*end = shadow->map.at[to];
}

void shadow_fold(struct folder *folder, struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		uint32_t character = utf8_next(text, &at);

		if (character < 0x80) {
			buf_char(out, str_lower_char((char)character));
		} else {
			const struct fold *fold = fold_of(folder, character);

			buf_add(out, fold->low, fold->n);
		}
	}
}

/* ICU takes 30 ms to know of all scripts, which only people with letters of others are worth. */
static void open_latin(struct folder *folder, UErrorCode *status)
{
	static const UChar to_latin[] = u"Any-Latin; Latin-ASCII; Lower";

	if (folder->latin == NULL)
		folder->latin = utrans_openU(to_latin, -1, UTRANS_FORWARD, NULL, 0, NULL, status);
}

bool shadow_to_latin(struct folder *folder, struct buf *out, struct str text)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[256];
	char narrow[512];
	int32_t n = 0, limit, length = 0;
	bool high = false;

	for (size_t i = 0; i < text.n; i++)
		high = high || (unsigned char)text.s[i] >= 0x80;
	if (!high || text.n > 200)
		return false;
	open_latin(folder, &status);
	u_strFromUTF8(wide, 256, &n, text.s, (int32_t)text.n, &status);
	limit = n;
	utrans_transUChars(folder->latin, wide, &n, 256, 0, &limit, &status);
	u_strToUTF8(narrow, sizeof(narrow), &length, wide, n, &status);
	if (U_FAILURE(status))
		return false;
	buf_add(out, narrow, (size_t)length);
	return true;
}
