/*
 * forms_parts: what the files of forms.h share: the spellings of one word, and how a form gets into the table.
 */
#ifndef WEIR_GATE_FORMS_PARTS_H
#define WEIR_GATE_FORMS_PARTS_H
#include "generator/gate/forms.h"
#include "generator/gate/words.h"

enum {
	PARTS_MAX = 8,	   /* of a name; more are taken for one organisation's */
	VARIANTS_MAX = 16, /* spellings of one part */
	VARIANT_BYTES = 64,
};

/* The spellings of one word, folded. */
struct variants {
	unsigned n;
	bool is_greek, is_latvian;
	struct variant {
		char s[VARIANT_BYTES];
		uint8_t n;
		bool is_heard; /* counts in other scripts only: Wirth, and Вирт but not virt */
		bool is_worn;  /* letters got lost; what is left may be a part of other words */
	} at[VARIANTS_MAX];
};

static inline struct str forms_variant(const struct variants *variants, unsigned i)
{
	return str_n(variants->at[i].s, variants->at[i].n);
}

static inline bool forms_is_ordinary(struct str s)
{
	return words_has(WORDS_ORDINARY, s);
}

struct swap {
	const char *from, *to; /* NULL: behind the last one */
};

/* Every occurrence, the first rule that fits. */
struct str forms_replace(struct buf *out, struct str s, const struct swap *swaps);
/* How Latin names sound when somebody writes them in Cyrillic, which fold.c reads back. */
extern const struct swap forms_heard[];
/* Added when it is another one and there is room. */
void forms_add_variant(struct variants *variants, struct str s);
/* The spellings of a word, folded. */
void forms_spell(struct forms *forms, struct str word, struct variants *variants);
/* Bytes of the first character. */
size_t forms_first_letter(struct str s);

void forms_put(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags, size_t split);
/* Backwards, rot13 and their like, of what is ASCII. */
void forms_put_mirrored(struct forms *forms, struct str letters, unsigned flags);
/* First and last name in both orders, joined or with anything between them. */
void forms_put_pair(struct forms *forms, struct str first, struct str last);
void forms_put_surname(struct forms *forms, struct str letters);
/* The two halves, one of which an error of typing leaves as it is. */
void forms_put_halves(struct forms *forms, struct str letters, enum identity_rule rule);

/* ---- forms_contacts.c ---- */

/* As it is written, and in small letters. */
void forms_add_name_digests(struct forms *forms, struct str name);

/* ---- forms_vowels.c ---- */

enum { READINGS_MOST = 96 }; /* of one name: each is a line of the sealed file */
/*
 * A name in Arabic, Persian or Hebrew letters, which leave out most vowels, as it may be read: the likeliest first,
 * at most `most` of them, in small Latin letters of VARIANT_BYTES at most. Nothing for other scripts.
 */
void forms_each_reading(struct forms *forms, struct str word, size_t most,
			void (*take)(struct forms *forms, struct str latin, void *context), void *context);

/* ---- forms_readings.c ---- */

/* A name in Arabic, Hebrew or Devanagari letters as it is spelled in Latin ones, and back. */
bool forms_add_readings(struct str word, struct variants *variants); /* false: it is in no list */
void forms_add_written(struct forms *forms, struct str latin, struct variants *variants);

/* ---- forms_indic.c ---- */

/* A name in a script of India, in Latin letters; nothing for other scripts. */
void forms_add_indic(struct forms *forms, struct str word, struct variants *variants);

/* ---- forms_typed.c ---- */

/* A Vietnamese name as it is typed by Telex and VNI; nothing for what has no letter of that language alone. */
void forms_add_typed(struct forms *forms, struct str word, struct variants *variants);

/* ---- forms_asia.c ---- */

/* Chinese characters that a word begins with. */
size_t forms_leading_han(struct str word);
/* Of the family's name, with which the word begins: one character, of some two. */
size_t forms_chinese_family_bytes(struct str word);
/* Korean letters, when there is nothing else in it. */
size_t forms_hangul_letters(struct str word);
void forms_add_korean(struct forms *forms, struct str word);
/* A Chinese family's name, a title, and the given name behind it. */
void forms_add_titled_family(struct forms *forms, struct str family, struct str given);
/* "Tanaka" and "たなか" are found for 田中; the given name is read as its bearer pleases. */
void forms_add_japanese_family(struct forms *forms, struct str family);
/* A name of four characters and more without a space. */
void forms_add_japanese(struct forms *forms, struct str word, size_t han);
/* 田中様: a Japanese family's name is mostly the first two of four characters; alone it would be anything. */
void forms_add_with_honorific(struct forms *forms, struct str family);
/* คุณสมชาย: a first name behind what people are called; nothing for other scripts. */
void forms_add_thai(struct forms *forms, struct str first);

#endif
