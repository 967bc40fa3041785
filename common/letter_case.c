#include "common/letter_case.h"

#include "common/unicode.h"
#include "common/utf8.h"

struct special {
	uint32_t character;
	const char *text;
};

/* SpecialCasing.txt: the letters that become more than one. */
/* clang-format off */
static const struct special upper_specials[] = {
    {0x00DF, "SS"}, {0x0149, "\312\274N"}, {0x01F0, "J\314\214"}, {0x0390, "\316\231\314\210\314\201"},
    {0x03B0, "\316\245\314\210\314\201"}, {0x0587, "\324\265\325\222"}, {0x1E96, "H\314\261"},
    {0x1E97, "T\314\210"}, {0x1E98, "W\314\212"}, {0x1E99, "Y\314\212"}, {0x1E9A, "A\312\276"},
    {0x1F50, "\316\245\314\223"}, {0x1F52, "\316\245\314\223\314\200"}, {0x1F54, "\316\245\314\223\314\201"},
    {0x1F56, "\316\245\314\223\315\202"}, {0x1F80, "\341\274\210\316\231"}, {0x1F81, "\341\274\211\316\231"},
    {0x1F82, "\341\274\212\316\231"}, {0x1F83, "\341\274\213\316\231"}, {0x1F84, "\341\274\214\316\231"},
    {0x1F85, "\341\274\215\316\231"}, {0x1F86, "\341\274\216\316\231"}, {0x1F87, "\341\274\217\316\231"},
    {0x1F88, "\341\274\210\316\231"}, {0x1F89, "\341\274\211\316\231"}, {0x1F8A, "\341\274\212\316\231"},
    {0x1F8B, "\341\274\213\316\231"}, {0x1F8C, "\341\274\214\316\231"}, {0x1F8D, "\341\274\215\316\231"},
    {0x1F8E, "\341\274\216\316\231"}, {0x1F8F, "\341\274\217\316\231"}, {0x1F90, "\341\274\250\316\231"},
    {0x1F91, "\341\274\251\316\231"}, {0x1F92, "\341\274\252\316\231"}, {0x1F93, "\341\274\253\316\231"},
    {0x1F94, "\341\274\254\316\231"}, {0x1F95, "\341\274\255\316\231"}, {0x1F96, "\341\274\256\316\231"},
    {0x1F97, "\341\274\257\316\231"}, {0x1F98, "\341\274\250\316\231"}, {0x1F99, "\341\274\251\316\231"},
    {0x1F9A, "\341\274\252\316\231"}, {0x1F9B, "\341\274\253\316\231"}, {0x1F9C, "\341\274\254\316\231"},
    {0x1F9D, "\341\274\255\316\231"}, {0x1F9E, "\341\274\256\316\231"}, {0x1F9F, "\341\274\257\316\231"},
    {0x1FA0, "\341\275\250\316\231"}, {0x1FA1, "\341\275\251\316\231"}, {0x1FA2, "\341\275\252\316\231"},
    {0x1FA3, "\341\275\253\316\231"}, {0x1FA4, "\341\275\254\316\231"}, {0x1FA5, "\341\275\255\316\231"},
    {0x1FA6, "\341\275\256\316\231"}, {0x1FA7, "\341\275\257\316\231"}, {0x1FA8, "\341\275\250\316\231"},
    {0x1FA9, "\341\275\251\316\231"}, {0x1FAA, "\341\275\252\316\231"}, {0x1FAB, "\341\275\253\316\231"},
    {0x1FAC, "\341\275\254\316\231"}, {0x1FAD, "\341\275\255\316\231"}, {0x1FAE, "\341\275\256\316\231"},
    {0x1FAF, "\341\275\257\316\231"}, {0x1FB2, "\341\276\272\316\231"}, {0x1FB3, "\316\221\316\231"},
    {0x1FB4, "\316\206\316\231"}, {0x1FB6, "\316\221\315\202"}, {0x1FB7, "\316\221\315\202\316\231"},
    {0x1FBC, "\316\221\316\231"}, {0x1FC2, "\341\277\212\316\231"}, {0x1FC3, "\316\227\316\231"},
    {0x1FC4, "\316\211\316\231"}, {0x1FC6, "\316\227\315\202"}, {0x1FC7, "\316\227\315\202\316\231"},
    {0x1FCC, "\316\227\316\231"}, {0x1FD2, "\316\231\314\210\314\200"}, {0x1FD3, "\316\231\314\210\314\201"},
    {0x1FD6, "\316\231\315\202"}, {0x1FD7, "\316\231\314\210\315\202"}, {0x1FE2, "\316\245\314\210\314\200"},
    {0x1FE3, "\316\245\314\210\314\201"}, {0x1FE4, "\316\241\314\223"}, {0x1FE6, "\316\245\315\202"},
    {0x1FE7, "\316\245\314\210\315\202"}, {0x1FF2, "\341\277\272\316\231"}, {0x1FF3, "\316\251\316\231"},
    {0x1FF4, "\316\217\316\231"}, {0x1FF6, "\316\251\315\202"}, {0x1FF7, "\316\251\315\202\316\231"},
    {0x1FFC, "\316\251\316\231"}, {0xFB00, "FF"}, {0xFB01, "FI"}, {0xFB02, "FL"}, {0xFB03, "FFI"},
    {0xFB04, "FFL"}, {0xFB05, "ST"}, {0xFB06, "ST"}, {0xFB13, "\325\204\325\206"}, {0xFB14, "\325\204\324\265"},
    {0xFB15, "\325\204\324\273"}, {0xFB16, "\325\216\325\206"}, {0xFB17, "\325\204\324\275"},
};

static const struct special title_specials[] = {
    {0x00DF, "Ss"}, {0x0149, "\312\274N"}, {0x01F0, "J\314\214"}, {0x0390, "\316\231\314\210\314\201"},
    {0x03B0, "\316\245\314\210\314\201"}, {0x0587, "\324\265\326\202"}, {0x1E96, "H\314\261"},
    {0x1E97, "T\314\210"}, {0x1E98, "W\314\212"}, {0x1E99, "Y\314\212"}, {0x1E9A, "A\312\276"},
    {0x1F50, "\316\245\314\223"}, {0x1F52, "\316\245\314\223\314\200"}, {0x1F54, "\316\245\314\223\314\201"},
    {0x1F56, "\316\245\314\223\315\202"}, {0x1FB2, "\341\276\272\315\205"}, {0x1FB4, "\316\206\315\205"},
    {0x1FB6, "\316\221\315\202"}, {0x1FB7, "\316\221\315\202\315\205"}, {0x1FC2, "\341\277\212\315\205"},
    {0x1FC4, "\316\211\315\205"}, {0x1FC6, "\316\227\315\202"}, {0x1FC7, "\316\227\315\202\315\205"},
    {0x1FD2, "\316\231\314\210\314\200"}, {0x1FD3, "\316\231\314\210\314\201"}, {0x1FD6, "\316\231\315\202"},
    {0x1FD7, "\316\231\314\210\315\202"}, {0x1FE2, "\316\245\314\210\314\200"},
    {0x1FE3, "\316\245\314\210\314\201"}, {0x1FE4, "\316\241\314\223"}, {0x1FE6, "\316\245\315\202"},
    {0x1FE7, "\316\245\314\210\315\202"}, {0x1FF2, "\341\277\272\315\205"}, {0x1FF4, "\316\217\315\205"},
    {0x1FF6, "\316\251\315\202"}, {0x1FF7, "\316\251\315\202\315\205"}, {0xFB00, "Ff"}, {0xFB01, "Fi"},
    {0xFB02, "Fl"}, {0xFB03, "Ffi"}, {0xFB04, "Ffl"}, {0xFB05, "St"}, {0xFB06, "St"},
    {0xFB13, "\325\204\325\266"}, {0xFB14, "\325\204\325\245"}, {0xFB15, "\325\204\325\253"},
    {0xFB16, "\325\216\325\266"}, {0xFB17, "\325\204\325\255"},
};
/* clang-format on */

static bool add_special(struct buf *out, uint32_t character, const struct special *specials, size_t n)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (specials[middle].character == character) {
			buf_str(out, str_c(specials[middle].text));
			return true;
		}
		if (specials[middle].character < character)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
#define ADD_SPECIAL(out, character, specials) \
	add_special((out), (character), (specials), sizeof(specials) / sizeof((specials)[0]))

void letter_case_upper(struct buf *out, struct str s)
{
	for (size_t at = 0; at < s.n;) {
		unsigned char c = (unsigned char)s.s[at];

		if (c < 0x80) {
			buf_char(out, c >= 'a' && c <= 'z' ? (char)(c - 32) : (char)c);
			at++;
		} else {
			uint32_t character = utf8_next(s, &at);

			if (!ADD_SPECIAL(out, character, upper_specials))
				utf8_add(out, unicode_upper(character));
		}
	}
}

static bool is_cased(uint32_t character)
{
	enum unicode_category category = unicode_category(character);

	return category == UNICODE_LU || category == UNICODE_LL || category == UNICODE_LT;
}

/* What may stand inside of a word without being a letter of it: accents, apostrophes, soft hyphens. */
static bool is_ignorable(uint32_t character)
{
	enum unicode_category category = unicode_category(character);

	return category == UNICODE_MN || category == UNICODE_ME || category == UNICODE_CF || category == UNICODE_LM ||
	       category == UNICODE_SK || character == '\'' || character == '.' || character == ':' ||
	       character == 0xB7 || character == 0x2019;
}

/* Whether the sigma before s.s[behind] ends its word; in_word: a letter stands before it. */
static bool is_last_sigma(struct str s, size_t behind, bool in_word)
{
	while (in_word && behind < s.n) {
		uint32_t character = utf8_next(s, &behind);

		if (is_ignorable(character))
			continue;
		return !is_cased(character);
	}
	return in_word;
}

static void add_lower(struct buf *out, struct str s, size_t behind, uint32_t character, bool in_word)
{
	if (character == 0x3A3)
		utf8_add(out, is_last_sigma(s, behind, in_word) ? 0x3C2 : 0x3C3);
	else if (character == 0x130)
		buf_lit(out, "i\xCC\x87");
	else
		utf8_add(out, unicode_lower(character));
}

static void lower_from(struct buf *out, struct str s, size_t at, bool in_word)
{
	while (at < s.n) {
		unsigned char c = (unsigned char)s.s[at];
		uint32_t character;

		if (c < 0x80) {
			buf_char(out, str_lower_char((char)c));
			at++;
			in_word = str_is_alpha((char)c) ||
				  (in_word && (c == '\'' || c == '.' || c == ':' || c == '^' || c == '`'));
			continue;
		}
		character = utf8_next(s, &at);
		add_lower(out, s, at, character, in_word);
		if (!is_ignorable(character))
			in_word = is_cased(character);
	}
}

void letter_case_lower(struct buf *out, struct str s)
{
	lower_from(out, s, 0, false);
}

void letter_case_capitalize(struct buf *out, struct str s)
{
	size_t at = 0;
	uint32_t character;

	if (s.n == 0)
		return;
	character = utf8_next(s, &at);
	if (!ADD_SPECIAL(out, character, title_specials))
		utf8_add(out, unicode_title(character));
	lower_from(out, s, at, is_cased(character));
}
