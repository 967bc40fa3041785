#include "generator/gate/fold.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include <latin_table.h> /* made by tools/latin_table.c, mk/latin.mk */

enum { CHARACTERS = 0x110000 };
#define TABLE_BYTES (CHARACTERS * sizeof(struct fold_entry))

struct fold {
	struct fold_entry *tables[FOLD_WAYS]; /* memory is taken as it is used */
	const UNormalizer2 *normal;
	USpoofChecker *spoof;
};

struct fold *fold_new(void)
{
	struct fold *fold = mem_zalloc(sizeof(*fold));
	UErrorCode status = U_ZERO_ERROR;

	for (int i = 0; i < FOLD_WAYS; i++)
		fold->tables[i] = mem_sparse(TABLE_BYTES);
	fold->normal = unorm2_getNFKDInstance(&status);
	if (U_FAILURE(status))
		fold->normal = NULL;
	return fold;
}

void fold_free(struct fold *fold)
{
	if (fold == NULL)
		return;
	for (int i = 0; i < FOLD_WAYS; i++)
		mem_free_sparse(fold->tables[i], TABLE_BYTES);
	if (fold->spoof != NULL)
		uspoof_close(fold->spoof);
	mem_free(fold);
}

struct pair {
	uint32_t character;
	const char *text;
};

/* What ICU's skeletons leave out or take for something else: they see l in every I. */
static const struct pair looks[] = {
    /* Braille */
    {0x2801, "a"},
    {0x2803, "b"},
    {0x2809, "c"},
    {0x2819, "d"},
    {0x2811, "e"},
    {0x280B, "f"},
    {0x281B, "g"},
    {0x2813, "h"},
    {0x280A, "i"},
    {0x281A, "j"},
    {0x2805, "k"},
    {0x2807, "l"},
    {0x280D, "m"},
    {0x281D, "n"},
    {0x2815, "o"},
    {0x280F, "p"},
    {0x281F, "q"},
    {0x2817, "r"},
    {0x280E, "s"},
    {0x281E, "t"},
    {0x2825, "u"},
    {0x2827, "v"},
    {0x283A, "w"},
    {0x282D, "x"},
    {0x283D, "y"},
    {0x2835, "z"},
    {0x2132, "f"},
    /* small capitals, letters as symbols */
    {0x1D00, "a"},
    {0x0299, "b"},
    {0x1D04, "c"},
    {0x1D05, "d"},
    {0x1D07, "e"},
    {0xA730, "f"},
    {0x0262, "g"},
    {0x029C, "h"},
    {0x026A, "i"},
    {0x1D0A, "j"},
    {0x1D0B, "k"},
    {0x029F, "l"},
    {0x1D0D, "m"},
    {0x0274, "n"},
    {0x1D0F, "o"},
    {0x1D18, "p"},
    {0xA7AF, "q"},
    {0x01EB, "q"},
    {0x0280, "r"},
    {0xA731, "s"},
    {0x1D1B, "t"},
    {0x1D1C, "u"},
    {0x1D20, "v"},
    {0x1D21, "w"},
    {0x028F, "y"},
    {0x1D22, "z"},
    {0x1D06, "d"},
    /* turned */
    {0x0250, "a"},
    {0x0254, "c"},
    {0x01DD, "e"},
    {0x0258, "e"},
    {0x0259, "e"},
    {0x025F, "f"},
    {0x0183, "g"},
    {0x0265, "h"},
    {0x1D09, "i"},
    {0x027E, "j"},
    {0x029E, "k"},
    {0x026F, "m"},
    {0x0279, "r"},
    {0x0287, "t"},
    {0x028C, "v"},
    {0x028D, "w"},
    {0x028E, "y"},
    {0x2200, "a"},
    {0x2203, "e"},
    {0x2C6D, "a"},
    {0x2C6F, "a"},
    {0x2C70, "a"},
    {0x0186, "c"},
    {0x018E, "e"},
    {0x0245, "v"},
    {0x2144, "y"},
    {0xA780, "l"},
    {0xA7B0, "k"},
    {0xA7B1, "t"},
    /* signs of money that are letters with a stroke */
    {0x0E3F, "b"},
    {0x20A4, "l"},
    {0x20A5, "m"},
    {0x20A6, "n"},
    {0x20A9, "w"},
    {0x20AB, "d"},
    {0x20AD, "k"},
    {0x20AE, "t"},
    {0x20B1, "p"},
    {0x20B2, "g"},
    {0x20B3, "a"},
    {0x20B4, "s"},
    {0x20B5, "c"},
    /* Latin letters that decompose into nothing */
    {0x00D8, "o"},
    {0x00F8, "o"},
    {0x0110, "d"},
    {0x0111, "d"},
    {0x00D0, "d"},
    {0x00F0, "d"},
    {0x0141, "l"},
    {0x0142, "l"},
    {0x0126, "h"},
    {0x0127, "h"},
    {0x0130, "i"},
    {0x0131, "i"},
    {0x0138, "k"},
    {0x014A, "n"},
    {0x014B, "n"},
    {0x0166, "t"},
    {0x0167, "t"},
    {0x00C6, "ae"},
    {0x00E6, "ae"},
    {0x0152, "oe"},
    {0x0153, "oe"},
    {0x00DE, "th"},
    {0x00FE, "th"},
    {0x00DF, "ss"},
    {0x1E9E, "ss"},
    {0x0180, "b"},
    {0x0253, "b"},
    {0x0188, "c"},
    {0x0256, "d"},
    {0x0257, "d"},
    {0x0192, "f"},
    {0x0260, "g"},
    {0x0261, "g"},
    {0x0266, "h"},
    {0x0268, "i"},
    {0x0269, "i"},
    {0x0199, "k"},
    {0x019A, "l"},
    {0x026B, "l"},
    {0x0271, "m"},
    {0x0272, "n"},
    {0x0273, "n"},
    {0x0275, "o"},
    {0x01A5, "p"},
    {0x02A0, "q"},
    {0x027C, "r"},
    {0x027D, "r"},
    {0x0282, "s"},
    {0x01AD, "t"},
    {0x0288, "t"},
    {0x0289, "u"},
    {0x028B, "v"},
    {0x01B4, "y"},
    {0x024F, "y"},
    {0x01B6, "z"},
    {0x0290, "z"},
    {0x0291, "z"},
    {0x0237, "j"},
    {0x029D, "j"},
    {0x0251, "a"},
    {0x2C65, "a"},
    /* Cyrillic */
    {0x0410, "a"},
    {0x0430, "a"},
    {0x0412, "b"},
    {0x0432, "b"},
    {0x0421, "c"},
    {0x0441, "c"},
    {0x0500, "d"},
    {0x0501, "d"},
    {0x0415, "e"},
    {0x0435, "e"},
    {0x0401, "e"},
    {0x0451, "e"},
    {0x04BD, "e"},
    {0x0492, "f"},
    {0x0493, "f"},
    {0x050C, "g"},
    {0x050D, "g"},
    {0x041D, "h"},
    {0x043D, "h"},
    {0x04BA, "h"},
    {0x04BB, "h"},
    {0x0406, "i"},
    {0x0456, "i"},
    {0x0407, "i"},
    {0x0457, "i"},
    {0x0408, "j"},
    {0x0458, "j"},
    {0x041A, "k"},
    {0x043A, "k"},
    {0x049A, "k"},
    {0x049B, "k"},
    {0x04C0, "l"},
    {0x04CF, "l"},
    {0x041C, "m"},
    {0x043C, "m"},
    {0x043F, "n"},
    {0x041E, "o"},
    {0x043E, "o"},
    {0x0420, "p"},
    {0x0440, "p"},
    {0x051A, "q"},
    {0x051B, "q"},
    {0x0433, "r"},
    {0x0405, "s"},
    {0x0455, "s"},
    {0x0422, "t"},
    {0x0442, "t"},
    {0x0446, "u"},
    {0x0438, "u"},
    {0x0474, "v"},
    {0x0475, "v"},
    {0x051C, "w"},
    {0x051D, "w"},
    {0x0461, "w"},
    {0x0448, "w"},
    {0x0425, "x"},
    {0x0445, "x"},
    {0x0423, "y"},
    {0x0443, "y"},
    {0x04AE, "y"},
    {0x04AF, "y"},
    {0x042C, "b"},
    {0x044C, "b"},
    {0x0417, "z"},
    {0x0437, "z"},
    {0x044F, "r"},
    /* Greek */
    {0x0391, "a"},
    {0x03B1, "a"},
    {0x0392, "b"},
    {0x03B2, "b"},
    {0x03F9, "c"},
    {0x03F2, "c"},
    {0x0395, "e"},
    {0x03B5, "e"},
    {0x0397, "h"},
    {0x03B7, "n"},
    {0x0399, "i"},
    {0x03B9, "i"},
    {0x037F, "j"},
    {0x03F3, "j"},
    {0x039A, "k"},
    {0x03BA, "k"},
    {0x039C, "m"},
    {0x039D, "n"},
    {0x039F, "o"},
    {0x03BF, "o"},
    {0x03C3, "o"},
    {0x03A1, "p"},
    {0x03C1, "p"},
    {0x03A4, "t"},
    {0x03C4, "t"},
    {0x03C5, "u"},
    {0x03BC, "u"},
    {0x00B5, "u"},
    {0x03BD, "v"},
    {0x03C9, "w"},
    {0x03A7, "x"},
    {0x03C7, "x"},
    {0x03A5, "y"},
    {0x03B3, "y"},
    {0x0396, "z"},
    /* Coptic, Armenian, Cherokee, Lisu and the like, where a capital looks like ours */
    {0x2C80, "a"},
    {0x2C81, "a"},
    {0x2C82, "b"},
    {0x2C83, "b"},
    {0x2CA4, "c"},
    {0x2CA5, "c"},
    {0x2C88, "e"},
    {0x2C89, "e"},
    {0x2C8E, "h"},
    {0x2C8F, "h"},
    {0x2C92, "i"},
    {0x2C93, "i"},
    {0x2C94, "k"},
    {0x2C95, "k"},
    {0x2C98, "m"},
    {0x2C99, "m"},
    {0x2C9A, "n"},
    {0x2C9B, "n"},
    {0x2C9E, "o"},
    {0x2C9F, "o"},
    {0x2CA2, "p"},
    {0x2CA3, "p"},
    {0x2CA6, "t"},
    {0x2CA7, "t"},
    {0x2CA8, "y"},
    {0x2CA9, "y"},
    {0x2CAC, "x"},
    {0x2CAD, "x"},
    {0x2CBA, "n"},
    {0x2C84, "r"},
    {0x2C85, "r"},
    {0x2CB0, "w"},
    {0x2CB1, "w"},
    {0x03E2, "w"},
    {0x03E3, "w"},
    {0x03EE, "t"},
    {0x03EF, "t"},
    {0x2CBE, "s"},
    {0x2CBF, "s"},
    {0x2C8D, "z"},
    {0x2C8C, "z"},
    {0x2C96, "l"},
    {0x2C97, "l"},
    {0x2CD0, "l"},
    {0x2CD1, "l"},
    {0x0585, "o"},
    {0x057D, "u"},
    {0x0578, "n"},
    {0x0570, "h"},
    {0x0575, "j"},
    {0x0581, "g"},
    {0x0584, "f"},
    {0x0566, "q"},
    {0x0561, "w"},
    {0x0555, "o"},
    {0x054D, "u"},
    {0x054F, "s"},
    {0xA4D0, "b"},
    {0xA4D1, "p"},
    {0xA4D3, "d"},
    {0xA4D4, "t"},
    {0xA4D6, "g"},
    {0xA4D7, "k"},
    {0xA4D9, "j"},
    {0xA4DA, "c"},
    {0xA4DC, "z"},
    {0xA4DD, "f"},
    {0xA4DF, "m"},
    {0xA4E0, "n"},
    {0xA4E1, "l"},
    {0xA4E2, "s"},
    {0xA4E3, "r"},
    {0xA4E6, "v"},
    {0xA4E7, "h"},
    {0xA4EA, "w"},
    {0xA4EB, "x"},
    {0xA4EC, "y"},
    {0xA4EE, "a"},
    {0xA4F0, "e"},
    {0xA4F2, "i"},
    {0xA4F3, "o"},
    {0xA4F4, "u"},
    {0x13AA, "a"},
    {0x13F4, "b"},
    {0x13DF, "c"},
    {0x13A0, "d"},
    {0x13AC, "e"},
    {0x13AE, "p"},
    {0x13AF, "a"},
    {0x13BE, "o"},
    {0x13CF, "b"},
    {0x13D2, "r"},
    {0x13D4, "w"},
    {0x13DA, "s"},
    {0x13C0, "g"},
    {0x13BB, "h"},
    {0x13A5, "i"},
    {0x13AB, "j"},
    {0x13E6, "k"},
    {0x13DE, "l"},
    {0x13B7, "m"},
    {0x13C3, "z"},
    {0x13E2, "p"},
    {0x13A1, "r"},
    {0x13D5, "s"},
    {0x13A2, "t"},
    {0x13D9, "v"},
    {0x13B3, "w"},
    {0x13BD, "y"},
};

/* How they are commonly written in passports and by ourselves; ICU knows the others. */
static const struct pair sounds[] = {
    {0x0430, "a"},  {0x0431, "b"},  {0x0432, "v"},    {0x0433, "g"},  {0x0491, "g"},  {0x0434, "d"},  {0x0435, "e"},
    {0x0451, "e"},  {0x0454, "ie"}, {0x0436, "zh"},   {0x0437, "z"},  {0x0438, "i"},  {0x0456, "i"},  {0x0457, "i"},
    {0x0439, "i"},  {0x043A, "k"},  {0x043B, "l"},    {0x043C, "m"},  {0x043D, "n"},  {0x043E, "o"},  {0x043F, "p"},
    {0x0440, "r"},  {0x0441, "s"},  {0x0442, "t"},    {0x0443, "u"},  {0x0444, "f"},  {0x0445, "kh"}, {0x0446, "ts"},
    {0x0447, "ch"}, {0x0448, "sh"}, {0x0449, "shch"}, {0x044A, ""},   {0x044B, "y"},  {0x044C, ""},   {0x044D, "e"},
    {0x044E, "iu"}, {0x044F, "ia"}, {0x045E, "u"},    {0x0458, "j"},  {0x0459, "lj"}, {0x045A, "nj"}, {0x0452, "dj"},
    {0x045B, "c"},  {0x045F, "dz"}, {0x0455, "dz"},   {0x0453, "gj"}, {0x045C, "kj"}, {0x03B1, "a"},  {0x03B2, "v"},
    {0x03B3, "g"},  {0x03B4, "d"},  {0x03B5, "e"},    {0x03B6, "z"},  {0x03B7, "i"},  {0x03B8, "th"}, {0x03B9, "i"},
    {0x03BA, "k"},  {0x03BB, "l"},  {0x03BC, "m"},    {0x03BD, "n"},  {0x03BE, "x"},  {0x03BF, "o"},  {0x03C0, "p"},
    {0x03C1, "r"},  {0x03C3, "s"},  {0x03C2, "s"},    {0x03C4, "t"},  {0x03C5, "y"},  {0x03C6, "f"},  {0x03C7, "ch"},
    {0x03C8, "ps"}, {0x03C9, "o"},
};

static const char *find(const struct pair *pairs, size_t n, uint32_t character)
{
	for (size_t i = 0; i < n; i++)
		if (pairs[i].character == character)
			return pairs[i].text;
	return NULL;
}
#define FIND(pairs, character) find((pairs), sizeof(pairs) / sizeof(*(pairs)), (character))

static void add_letters(struct fold_entry *entry, const char *s, size_t n)
{
	if (entry->n + n > sizeof(entry->s))
		return;
	memcpy(entry->s + entry->n, s, n);
	entry->n = (uint8_t)(entry->n + n);
}

static size_t encode(char *s, uint32_t character)
{
	size_t n = 0;

	U8_APPEND_UNSAFE((unsigned char *)s, n, character);
	return n;
}

static void add_character(struct fold_entry *entry, uint32_t character)
{
	char s[U8_MAX_LENGTH] = {0};
	size_t n = encode(s, character);

	add_letters(entry, s, n);
}

/* Letters that stand in a frame of their own and that Unicode does not decompose. */
static uint32_t unframed(uint32_t c)
{
	/* also where the letter stands elsewhere, ℍ for one: what has no character is written all the same */
	if (c >= 0x1D400 && c < 0x1D6A4)
		return 'a' + (c - 0x1D400) % 26;
	if (c >= 0x1F150 && c <= 0x1F169)
		return 'a' + (c - 0x1F150);
	if (c >= 0x1F170 && c <= 0x1F189)
		return 'a' + (c - 0x1F170);
	if (c >= 0x1F1E6 && c <= 0x1F1FF)
		return 'a' + (c - 0x1F1E6);
	return c;
}

static bool is_unseen(uint32_t c)
{
	int8_t type = u_charType((UChar32)c);

	return type == U_FORMAT_CHAR || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0x115F ||
	       c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0xFFFC ||
	       c == 0x0640; /* a kashida, which makes a word longer */
}

static bool is_ascii_letters(const char *s, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		if (!str_is_alnum(s[i]))
			return false;
	return n > 0;
}

/* ICU's skeleton, when it is all ASCII letters. */
static bool add_skeleton(struct fold *fold, struct fold_entry *entry, uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	char from[4], to[32];
	int32_t n, got;

	if (fold->spoof == NULL)
		fold->spoof = uspoof_open(&status);
	if (U_FAILURE(status) || fold->spoof == NULL)
		return false;
	n = (int32_t)encode(from, c);
	got = uspoof_getSkeletonUTF8(fold->spoof, 0, from, n, to, sizeof(to), &status);
	if (U_FAILURE(status) || got > 3 || !is_ascii_letters(to, got))
		return false;
	for (int32_t i = 0; i < got; i++)
		to[i] = str_lower_char(to[i]);
	add_letters(entry, to, (size_t)got);
	return true;
}

/* How it sounds, in Latin letters: as many as there is room for. */
static bool add_latin(struct fold_entry *entry, uint32_t c)
{
	unsigned number = latin_numbers[latin_pages[c / LATIN_PAGE]][c % LATIN_PAGE];

	for (unsigned i = 0; i < latin_texts[number].n; i++)
		add_letters(entry, &latin_texts[number].s[i], 1);
	return number != 0;
}

static void add_foreign(struct fold *fold, enum fold_way way, struct fold_entry *entry, uint32_t c)
{
	uint32_t lower = (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
	const char *text;

	entry->is_foreign = true;
	if (way == FOLD_SOUNDS) {
		text = FIND(sounds, lower);
		if (text != NULL)
			add_letters(entry, text, strlen(text));
		else if (!add_latin(entry, c))
			add_character(entry, lower);
		return;
	}
	if (!add_skeleton(fold, entry, c))
		add_character(entry, lower);
}

/* One character of a decomposition. */
static void add_part(struct fold *fold, enum fold_way way, struct fold_entry *entry, uint32_t c)
{
	const char *text;
	int32_t digit;

	if (is_unseen(c))
		return;
	digit = u_charDigitValue((UChar32)c);
	if (digit >= 0 && u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER) {
		char s = (char)('0' + digit);

		add_letters(entry, &s, 1);
		return;
	}
	c = unframed(c);
	if (c < 0x80) {
		char s = str_lower_char((char)c);

		if (str_is_alnum(s))
			add_letters(entry, &s, 1);
		return;
	}
	if (c >= 0x02C6 && c <= 0x02CF) /* accents that stand beside their letter, and count as letters: rˇ */
		return;
	text = FIND(looks, c);
	if (text != NULL && (c < 0x0370 || c >= 0x1D00 || way == FOLD_LOOKS)) {
		add_letters(entry, text, strlen(text));
		entry->is_foreign = entry->is_foreign || c >= 0x0370;
		return;
	}
	if (u_isalpha((UChar32)c) || u_isalnum((UChar32)c))
		add_foreign(fold, way, entry, c);
}

/* べ is "be": taken apart it would be "he" with a mark. */
static bool is_spoken_kana(enum fold_way way, uint32_t c)
{
	return way == FOLD_SOUNDS && c >= 0x3041 && c <= 0x30FF;
}

static void compute(struct fold *fold, enum fold_way way, struct fold_entry *entry, uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[32];
	int32_t n = -1, i = 0;

	entry->is_upper = u_isupper((UChar32)c) || u_istitle((UChar32)c);
	if (is_unseen(c)) {
		entry->kind = FOLD_DROPPED;
		return;
	}
	/* Lisu has capitals alone */
	entry->is_upper =
	    entry->is_upper || (c >= 0xA4D0 && c < 0xA4F8) || (c >= 0x1D400 && c < 0x1D6A4 && (c - 0x1D400) % 52 < 26);
	if (FIND(looks, c) == NULL && (c < 0xAC00 || c > 0xD7A3) && !is_spoken_kana(way, c) && fold->normal != NULL)
		n = unorm2_getDecomposition(fold->normal, (UChar32)c, parts, sizeof(parts) / sizeof(*parts), &status);
	if (U_FAILURE(status) || n < 0) {
		add_part(fold, way, entry, c);
	} else {
		while (i < n) {
			uint32_t part = parts[i++];

			if (U16_IS_LEAD(part) && i < n)
				part = (uint32_t)U16_GET_SUPPLEMENTARY(part, parts[i++]);
			entry->is_upper = entry->is_upper || u_isupper((UChar32)part);
			add_part(fold, way, entry, part);
		}
	}
	if (entry->n != 0)
		entry->kind = FOLD_LETTERS;
	else if (u_isalpha((UChar32)c))
		entry->kind = FOLD_DROPPED; /* a soft sign */
	else if (c == 0x2028 || c == 0x2029 || c == 0x85)
		entry->kind = FOLD_LINE;
	else
		entry->kind = u_isUWhiteSpace((UChar32)c) ? FOLD_SPACE : FOLD_MARK;
}

static void compute_ascii(struct fold_entry *entry, unsigned char c)
{
	if (str_is_alnum((char)c)) {
		entry->kind = FOLD_LETTERS;
		entry->n = 1;
		entry->s[0] = str_lower_char((char)c);
		entry->is_upper = c >= 'A' && c <= 'Z';
	} else if (c == '\n' || c == '\r' || c == '\f' || c == '\v') {
		entry->kind = FOLD_LINE;
	} else {
		entry->kind = c == ' ' || c == '\t' ? FOLD_SPACE : FOLD_MARK;
	}
}

const struct fold_entry *fold_entries(const struct fold *fold, enum fold_way way)
{
	return fold->tables[way];
}

const struct fold_entry *fold_of(struct fold *fold, enum fold_way way, uint32_t character)
{
	struct fold_entry *entry = &fold->tables[way][character < CHARACTERS ? character : 0xFFFD];

	if (entry->kind == FOLD_UNKNOWN) {
		if (character < 0x80)
			compute_ascii(entry, (unsigned char)character);
		else
			compute(fold, way, entry, character);
	}
	return entry;
}

void fold_add(struct fold *fold, enum fold_way way, struct str text, struct buf *out)
{
	for (size_t at = 0; at < text.n;) {
		const struct fold_entry *entry = fold_of(fold, way, utf8_next(text, &at));

		if (entry->kind == FOLD_LETTERS)
			buf_add(out, entry->s, entry->n);
	}
}
