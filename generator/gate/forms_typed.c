/*
 * Vietnamese names as their keys are typed where nothing turns them into letters: Nguyễn is Nguyeenx or Nguyeexn by
 * Telex, Nguye6n4 or Nguye64n by VNI. (Of VIQR, Nguye^~n, the signs
 * are dropped as all signs are.)
 */
#include "generator/gate/forms_parts.h"

#include "common/utf8.h"

#include <unicode/unorm2.h>

enum { BARRED_D = 0x111, LETTERS_MOST = 8 /* the longest syllable has seven */ };

struct mark {
	UChar combining;
	const char *telex; /* NULL: the letter once more */
	char vni;
	bool is_tone;
};

static const struct mark marks[] = {
    {0x302, NULL, '6', false}, {0x306, "w", '8', false}, {0x31B, "w", '7', false}, {0x301, "s", '1', true},
    {0x300, "f", '2', true},   {0x309, "r", '3', true},	 {0x303, "x", '4', true},  {0x323, "j", '5', true},
};

/* Letters in lower case without marks, and the marks of each. */
struct syllable {
	size_t n;
	struct letter {
		char base;
		const struct mark *shape, *tone;
		bool is_barred;
	} at[LETTERS_MOST];
	bool is_vietnamese; /* has what no other language has */
};

static bool take_apart(const UNormalizer2 *nfd, uint32_t character, struct syllable *to)
{
	UErrorCode status = U_ZERO_ERROR;
	struct letter *letter = &to->at[to->n++];
	UChar parts[8];
	int32_t n;

	*letter = (struct letter){.is_barred = (character | 1) == BARRED_D};
	if (letter->is_barred) {
		letter->base = 'd';
		return true;
	}
	to->is_vietnamese = to->is_vietnamese || (character >= 0x1EA0 && character <= 0x1EF9) ||
			    (character | 1) == 0x1A1 || character == 0x1AF || character == 0x1B0;
	if (character < 0x80) {
		letter->base = str_lower_char((char)character);
		return str_is_alpha(letter->base);
	}
	n = unorm2_getDecomposition(nfd, (UChar32)character, parts, 8, &status);
	if (U_FAILURE(status) || n < 2 || n > 8 || parts[0] >= 0x80)
		return false;
	letter->base = str_lower_char((char)parts[0]);
	for (int32_t i = 1; i < n; i++) {
		const struct mark *mark = NULL;

		for (size_t k = 0; k < sizeof(marks) / sizeof(*marks); k++)
			if (marks[k].combining == parts[i])
				mark = &marks[k];
		if (mark == NULL)
			return false;
		*(mark->is_tone ? &letter->tone : &letter->shape) = mark;
	}
	return true;
}

static void add_key(struct buf *out, const struct mark *mark, char base, bool is_vni)
{
	if (is_vni)
		buf_char(out, mark->vni);
	else if (mark->telex == NULL)
		buf_char(out, base);
	else
		buf_str(out, str_c(mark->telex));
}

/* is_late: the tone at the end of the word, as most type it. */
static void type(const struct syllable *syllable, bool is_vni, bool is_late, struct buf *out)
{
	const struct mark *tone = NULL;

	buf_clear(out);
	for (size_t i = 0; i < syllable->n; i++) {
		const struct letter *letter = &syllable->at[i], *next = letter + 1;

		buf_char(out, letter->base);
		if (letter->is_barred)
			buf_char(out, is_vni ? '9' : 'd');
		/* ươ: one key for both */
		if (letter->shape != NULL && (i + 1 == syllable->n || next->shape != letter->shape))
			add_key(out, letter->shape, letter->base, is_vni);
		if (letter->tone != NULL && !is_late)
			add_key(out, letter->tone, letter->base, is_vni);
		tone = letter->tone != NULL ? letter->tone : tone;
	}
	if (tone != NULL && is_late)
		add_key(out, tone, 0, is_vni);
}

/* Nobody makes a login of it. */
static void add_worn(struct variants *variants, struct str typed)
{
	unsigned n = variants->n;

	forms_add_variant(variants, typed);
	if (variants->n != n)
		variants->at[n].is_worn = true;
}

void forms_add_typed(struct forms *forms, struct str word, struct variants *variants)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	struct syllable syllable = {0};

	for (size_t at = 0; at < word.n;)
		if (U_FAILURE(status) || syllable.n == LETTERS_MOST ||
		    !take_apart(nfd, utf8_next(word, &at), &syllable))
			return;
	for (int way = 0; way < 4 && syllable.is_vietnamese; way++) {
		type(&syllable, (way & 1) != 0, (way & 2) == 0, &forms->other);
		add_worn(variants, buf_view(&forms->other));
	}
}
