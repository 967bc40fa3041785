/*
 * unicode: what Unicode says of characters: categories, case, normal forms. The
 * only file that talks to libutf8proc; whatever else needs it is here under a
 * name of its own, so that the library can be replaced in one place.
 */
#ifndef WEIR_UNICODE_H
#define WEIR_UNICODE_H
#include "common/buf.h"

/* General categories; those of letters, marks and numbers follow each other. */
enum unicode_category {
	UNICODE_CN,
	UNICODE_LU,
	UNICODE_LL,
	UNICODE_LT,
	UNICODE_LM,
	UNICODE_LO,
	UNICODE_MN,
	UNICODE_MC,
	UNICODE_ME,
	UNICODE_ND,
	UNICODE_NL,
	UNICODE_NO,
	UNICODE_PC,
	UNICODE_PD,
	UNICODE_PS,
	UNICODE_PE,
	UNICODE_PI,
	UNICODE_PF,
	UNICODE_PO,
	UNICODE_SM,
	UNICODE_SC,
	UNICODE_SK,
	UNICODE_SO,
	UNICODE_ZS,
	UNICODE_ZL,
	UNICODE_ZP,
	UNICODE_CC,
	UNICODE_CF,
	UNICODE_CS,
	UNICODE_CO,
};
enum unicode_category unicode_category(uint32_t character);

/* Of one character; what becomes several ("ß") stays: letter_case.h knows those. */
uint32_t unicode_lower(uint32_t character);
uint32_t unicode_upper(uint32_t character);
uint32_t unicode_title(uint32_t character);

/* Whether it has a combining class: it changes the character before it. */
bool unicode_is_combining(uint32_t character);

/*
 * What a character is made of, without what only matters to its look; folds: in one case, too. Returns how many
 * characters there are, at most `room` of them in out[]; UNICODE_NONE when it is no character.
 */
#define UNICODE_NONE SIZE_MAX
size_t unicode_decompose(uint32_t character, bool folds, uint32_t *out, size_t room);
/* Puts together what can be; returns how many are left. */
size_t unicode_compose(uint32_t *characters, size_t n);

enum unicode_form {
	UNICODE_PLAIN,	/* composed; looks of one character are one, nothing invisible */
	UNICODE_FOLDED, /* composed, in one case */
	UNICODE_BARE,	/* in one case, without marks, looks or anything invisible */
};
/* Adds a text in a form; false, and nothing added, when it is not UTF-8. */
bool unicode_add(struct buf *out, struct str s, enum unicode_form form);

#endif
