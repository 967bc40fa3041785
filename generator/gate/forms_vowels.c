/*
 * Names of scripts that leave out short vowels, read as people spell them in Latin letters. Each letter has its
 * spellings, likeliest first, and so has each place between two consonants; the readings of a name are taken by how
 * many unlikely ones they need together. Spellings of the letters: the romanisations in passports.
 */
#include "generator/gate/forms_parts.h"

enum { LETTERS_MAX = 12, SLOTS_MAX = 2 * LETTERS_MAX, SPELLINGS_MAX = 6 };

struct letter {
	const char *written;
	const char *consonant; /* spellings, separated by spaces; "-": none */
	const char *vowel;     /* between consonants; NULL: it is none */
	const char *first, *last;
};

static const struct letter letters[] = {
    /* Arabic and Persian */
    {"ا", "a", "a", "a e i", "a"},
    {"أ", "a", "a", "a o", "a"},
    {"إ", "i", "i", "i e", "i"},
    {"آ", "a", "a", "a", "a"},
    {"ب", "b", NULL, NULL, NULL},
    {"پ", "p", NULL, NULL, NULL},
    {"ت", "t", NULL, NULL, NULL},
    {"ث", "th s", NULL, NULL, NULL},
    {"ج", "j g", NULL, NULL, NULL},
    {"چ", "ch", NULL, NULL, NULL},
    {"ح", "h", NULL, NULL, NULL},
    {"خ", "kh", NULL, NULL, NULL},
    {"د", "d", NULL, NULL, NULL},
    {"ذ", "z dh th", NULL, NULL, NULL},
    {"ر", "r", NULL, NULL, NULL},
    {"ز", "z", NULL, NULL, NULL},
    {"ژ", "zh", NULL, NULL, NULL},
    {"س", "s", NULL, NULL, NULL},
    {"ش", "sh", NULL, NULL, NULL},
    {"ص", "s", NULL, NULL, NULL},
    {"ض", "d z", NULL, NULL, NULL},
    {"ط", "t", NULL, NULL, NULL},
    {"ظ", "z", NULL, NULL, NULL},
    {"ع", "a -", "a -", "a o", "-"},
    {"غ", "gh", NULL, NULL, NULL},
    {"ف", "f", NULL, NULL, NULL},
    {"ق", "q gh k", NULL, NULL, NULL},
    {"ك", "k", NULL, NULL, NULL},
    {"ک", "k", NULL, NULL, NULL},
    {"گ", "g", NULL, NULL, NULL},
    {"ل", "l", NULL, NULL, NULL},
    {"م", "m", NULL, NULL, NULL},
    {"ن", "n", NULL, NULL, NULL},
    {"ه", "h", NULL, "h", "eh ah a h"},
    {"ة", "a", NULL, NULL, "a ah eh"},
    {"و", "w v", "u ou o oo", "w v", "u ou"},
    {"ي", "y i", "i ee", "y", "i y"},
    {"ی", "y i", "i ee", "y", "i y"},
    {"ى", "a", "a", NULL, "a i"},
    {"ئ", "e i", "e i", NULL, NULL},
    {"ؤ", "o", "o", NULL, NULL},
    {"ء", "-", NULL, NULL, NULL},
    /* Hebrew */
    {"א", "a", "a", "a e o", "-"},
    {"ב", "b v", NULL, "b", "v"},
    {"ג", "g", NULL, NULL, NULL},
    {"ד", "d", NULL, NULL, NULL},
    {"ה", "h", NULL, "h", "a ah"},
    {"ו", "v w", "o u", "v", "o u v"},
    {"ז", "z", NULL, NULL, NULL},
    {"ח", "ch h", NULL, NULL, NULL},
    {"ט", "t", NULL, NULL, NULL},
    {"י", "y i", "i e", "y i", "i y"},
    {"כ", "k ch", NULL, NULL, NULL},
    {"ך", "ch kh", NULL, NULL, NULL},
    {"ל", "l", NULL, NULL, NULL},
    {"מ", "m", NULL, NULL, NULL},
    {"ם", "m", NULL, NULL, NULL},
    {"נ", "n", NULL, NULL, NULL},
    {"ן", "n", NULL, NULL, NULL},
    {"ס", "s", NULL, NULL, NULL},
    {"ע", "a -", "a -", "a o", "a -"},
    {"פ", "p f", NULL, NULL, NULL},
    {"ף", "f ff", NULL, NULL, NULL},
    {"צ", "tz z ts", NULL, NULL, NULL},
    {"ץ", "ch tz z ts", NULL, NULL, NULL},
    {"ק", "k c", NULL, NULL, NULL},
    {"ר", "r", NULL, NULL, NULL},
    {"ש", "sh s", NULL, NULL, NULL},
    {"ת", "t th", NULL, NULL, NULL},
};

/* What may stand at one place of the reading. */
struct slot {
	const char *spellings[SPELLINGS_MAX];
	size_t n;
};

static const struct letter *letter_at(struct str word, size_t at)
{
	struct str rest = str_from(word, at);

	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (str_starts(rest, str_c(letters[i].written)))
			return &letters[i];
	return NULL;
}

/* Spellings point into the tables, and end at a space or there. */
static void fill_slot(struct slot *slot, const char *spellings)
{
	slot->n = 0;
	for (const char *s = spellings; s != NULL && slot->n < SPELLINGS_MAX; s = strchr(s, ' ')) {
		s += *s == ' ';
		slot->spellings[slot->n++] = s;
	}
}

/* Where no letter says which vowel stands between two consonants. Fewer are tried where there are many such places. */
static const char *vowels_of_gap(size_t gaps, bool is_first)
{
	if (is_first) /* hardly any name begins with two consonants */
		return "a e o i u";
	return gaps > 2 ? "- a e" : "a - e i o u";
}

/* Letters of the word with the slots between them; 0: it has another script's letter, or is too long. */
static size_t slots_of(struct str word, struct slot *slots)
{
	enum { BYTES = 2 }; /* of each letter of these scripts */
	size_t n = 0, letters_n = word.n / BYTES, gaps = 0;
	bool open = false; /* the last one was a consonant */

	if (word.n == 0 || word.n % BYTES != 0 || letters_n > LETTERS_MAX || letters_n < 3)
		return 0;
	for (size_t i = 0; i < letters_n; i++) {
		const struct letter *letter = letter_at(word, i * BYTES);

		if (letter == NULL)
			return 0;
		gaps += letter->vowel == NULL;
	}
	for (size_t i = 0; i < letters_n; i++) {
		const struct letter *letter = letter_at(word, i * BYTES);
		bool is_last = i + 1 == letters_n, is_vowel = false;
		const char *spellings = letter->consonant;

		if (i == 0 && letter->first != NULL) {
			spellings = letter->first;
			is_vowel = letter->vowel != NULL && strchr("aeio", letter->first[0]) != NULL;
		} else if (is_last && letter->last != NULL && (open || letter->vowel == NULL)) {
			spellings = letter->last;
			is_vowel = letter->vowel != NULL || strchr("ae", letter->last[0]) != NULL;
		} else if (letter->vowel != NULL && (open || spellings[0] == 'a')) {
			spellings = letter->vowel;
			is_vowel = true;
		}
		if (!is_vowel && open) {
			fill_slot(&slots[n], vowels_of_gap(gaps, n == 1));
			n++;
		}
		fill_slot(&slots[n++], spellings);
		open = !is_vowel;
	}
	return n;
}

struct reader {
	struct forms *forms;
	const struct slot *slots;
	size_t slots_n, left;
	void (*take)(struct forms *forms, struct str latin, void *context);
	void *context;
	char text[VARIANT_BYTES];
};

/* All readings from this slot on whose spellings are together `rank` places down their lists. */
static void read_slots(struct reader *reader, size_t slot, size_t rank, size_t n)
{
	if (slot == reader->slots_n) {
		if (rank == 0 && reader->left > 0) {
			reader->left--;
			reader->take(reader->forms, str_n(reader->text, n), reader->context);
		}
		return;
	}
	for (size_t i = 0; i < reader->slots[slot].n && i <= rank && reader->left > 0; i++) {
		const char *spelling = reader->slots[slot].spellings[i];
		size_t length = spelling[0] == '-' ? 0 : strcspn(spelling, " ");

		if (n + length > sizeof(reader->text))
			return;
		memcpy(reader->text + n, spelling, length);
		read_slots(reader, slot + 1, rank - i, n + length);
	}
}

void forms_each_reading(struct forms *forms, struct str word, size_t most,
			void (*take)(struct forms *forms, struct str latin, void *context), void *context)
{
	enum { RANKS = 6 };
	static const struct str article = STR_INIT("ال");
	struct slot slots[SLOTS_MAX];
	struct reader reader = {.forms = forms, .slots = slots, .left = most, .take = take, .context = context};

	if (str_starts(word, article) && word.n > article.n + 4)
		word = str_from(word, article.n);
	reader.slots_n = slots_of(word, slots);
	for (size_t rank = 0; reader.slots_n != 0 && rank < RANKS && reader.left > 0; rank++)
		read_slots(&reader, 0, rank, 0);
}
