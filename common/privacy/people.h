/*
 * people: what people.c, which builds the table of known people, and people_find.c,
 * which looks words of a text up in it, share. Not for others; redact.h is the
 * interface.
 */
#ifndef WEIR_PEOPLE_H
#define WEIR_PEOPLE_H
#include "common/privacy/names.h"
#include "common/vec.h"

enum { FILTER_SHIFT = 20 };
/* Slips of the pen are looked for in long names, where few people can be meant. */
enum { NEAR_LETTERS = 8, NEAR_SMALL_LETTERS = 10, NEAR_LETTERS_MOST = 32, NEAR_PEOPLE = 2000 };
enum { NUMBER_DIGITS = 7, NUMBER_DIGITS_SURE = 9, STEM_LEAST = 3, ENDING_MOST = 5 };
/* What a form in the table stands for: the person's number and this in the upper bits. */
enum form_kind { FORM_NAME, FORM_LOGIN, FORM_ORG, FORM_ID };
enum { FORM_SHIFT = 29, CAPITAL_SHIFT = 28, INITIAL_SHIFT = 27, PERSON_MASK = (1 << (INITIAL_SHIFT - 1)) - 1 };
/* A word of a company's name, which in small letters may be any word; a user name of bits of a name, which may be one.
 */
static const uint32_t form_capital = (uint32_t)1 << CAPITAL_SHIFT;
/* A user name that is a family name with an initial behind it, or in front of it. */
static const uint32_t form_initial = (uint32_t)1 << INITIAL_SHIFT, form_led = form_initial >> 1;
/* The highest bit: part of a name only beside another part of it. */
static const uint32_t form_beside = (uint32_t)1 << 31;

struct redact_people {
	const struct redact_rules *rules;
	struct folder *folder;
	struct wordset forms;	/* whole words */
	struct wordset stems;	/* beginnings that an ending may follow */
	struct wordset near;	/* long names without one of their letters */
	struct wordset phrases; /* words joined by one space: short names, organisations */
	struct wordset starts;	/* first words of phrases, with the largest number of words */
	struct wordset first;	/* first words of companies, with what follows them: shared ones are no company's */
	struct wordset numbers; /* last digits of phone numbers */
	struct VEC(const char *) roles;
	uint64_t *filter; /* of the hashes of forms and starts */
	size_t filter_bits;
	bool has_cjk;
};

static inline bool people_is_ascii(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((unsigned char)word.s[i] >= 0x80)
			return false;
	return true;
}

/* What a word is kept as when letter i is left out. */
static inline uint64_t people_key_without(struct str word, size_t i)
{
	char rest[NEAR_LETTERS_MOST];

	memcpy(rest, word.s, i);
	memcpy(rest + i, word.s + i + 1, word.n - i - 1);
	return wordset_key(str_n(rest, word.n - 1));
}

/* Is it worth looking for a word? */
static inline bool people_may_hold(const struct redact_people *people, uint64_t key)
{
	uint64_t bit = key >> FILTER_SHIFT & (people->filter_bits - 1);

	return people->filter_bits != 0 && (people->filter[bit / 64] >> bit % 64 & 1) != 0;
}

/* It will be asked soon. */
static inline void people_prefetch(const struct redact_people *people, uint64_t key)
{
	if (people->filter_bits != 0)
		__builtin_prefetch(&people->filter[(key >> FILTER_SHIFT & (people->filter_bits - 1)) / 64]);
}

#endif
