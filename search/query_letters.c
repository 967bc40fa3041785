#include "search/query_letters.h"

#include "common/buf.h"
#include "common/utf8.h"

enum {
	CHARS = 32,
	SOUND_LEAST = 5, /* "тип" is no tip, "лист" no list */
	KEYS_LEAST = 4,
};

/* From U+0430 on, the letters of Russian. */
static const char *const sounds[] = {"a",  "b",	 "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
				     "l",  "m",	 "n",  "o",    "p", "r", "s",  "t", "u",  "f", "h",
				     "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};
/* Of the same letters; the six that are keys of signs stand in no word. */
static const char keys[] = "f,dult;pbqrkvyjghcnea[wxio]sm'.z";

enum { FIRST = 0x430, LETTERS = 32 };

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool add_sound(struct buf *out, uint32_t c)
{
	if (c < FIRST || c >= FIRST + LETTERS)
		return false;
	buf_str(out, str_c(sounds[c - FIRST]));
	return true;
}

static bool add_key(struct buf *out, uint32_t c)
{
	if (c >= FIRST && c < FIRST + LETTERS && is_letter(keys[c - FIRST])) {
		buf_char(out, keys[c - FIRST]);
		return true;
	}
	for (uint32_t i = 0; i < LETTERS && c < 0x80 && is_letter((char)c); i++) {
		if (keys[i] == (char)c) {
			utf8_add(out, FIRST + i);
			return true;
		}
	}
	return false;
}

struct str query_letters_other(struct str word, enum query_letters way, struct arena *arena)
{
	struct str other = STR_NONE;
	struct buf out;
	size_t at = 0, n = 0;
	bool is_other = true;

	buf_init(&out, 4 * CHARS);
	for (; at < word.n && n < CHARS && is_other; n++) {
		uint32_t c = utf8_next(word, &at);

		is_other = way == QUERY_LETTERS_SOUND ? add_sound(&out, c) : add_key(&out, c);
	}
	if (is_other && at == word.n && n >= (way == QUERY_LETTERS_SOUND ? SOUND_LEAST : KEYS_LEAST))
		other = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return other;
}

struct str query_letters_katakana(struct str text, struct arena *arena)
{
	enum { HIRAGANA_FIRST = 0x3041, HIRAGANA_LAST = 0x3096, TO_KATAKANA = 0x60, LONG_VOWEL = 0x30fc };
	struct str other = STR_NONE;
	bool is_hiragana = false, is_else = false;
	struct buf out;
	size_t at = 0;

	buf_init(&out, 4 * CHARS);
	while (at < text.n && at < CHARS && !is_else) {
		uint32_t c = utf8_next(text, &at);
		bool is = c >= HIRAGANA_FIRST && c <= HIRAGANA_LAST;

		is_hiragana = is_hiragana || is;
		is_else = !is && c != LONG_VOWEL;
		utf8_add(&out, is ? c + TO_KATAKANA : c);
	}
	if (is_hiragana && !is_else && at == text.n)
		other = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return other;
}
