/*
 * family_parts: what the files of families.h share: one question for each shape, asked where it could begin. Each takes
 * the whole text and a place in it, and answers from what stands there and around it.
 */
#ifndef WEIR_GATE_FAMILY_PARTS_H
#define WEIR_GATE_FAMILY_PARTS_H
#include "generator/gate/match.h"

/* ---- family_secrets.c ---- */

enum { FAMILY_CODED_MOST = 1024 };

/* By the first character: which second ones, modulo 32, a key may have, nearly every word fails here; and where in
 * `order` the prefixes with it stand. */
struct family_starts {
	uint32_t seconds[256];
	uint8_t order[UINT8_MAX], from[257];
	uint32_t words[256];  /* the same for the words in front of passwords, keys and addresses ("at") */
	uint32_t worded[128]; /* bits by the first three letters of those words */
	uint32_t coded[1024]; /* bits by the first four letters of the words of family_codes.c */
	/* those words by their first two letters: the first one + 1 and the one behind each; 0: no more */
	uint16_t coded_first[1024], coded_next[FAMILY_CODED_MOST];
};

void family_collect_starts(struct family_starts *starts);
/* Whether a word in front of a password, a key or an address may begin here: nearly none does. */
bool family_may_be_worded(const struct family_starts *starts, struct str s, size_t at);
/* The rule, or NULL. */
const char *family_secret_at(const struct family_starts *starts, struct str s, size_t at);
bool family_is_web_token(struct str s, size_t at);
/* Behind the word for it, at which it stands. */
bool family_is_password(struct str s, size_t at);
/* At the sign behind a name that ends with the word, in front of the value. */
bool family_is_assigned_password(struct str s, size_t at);
bool family_is_login_pair(struct str s, size_t at);	 /* at the '/' between the two */
bool family_is_password_option(struct str s, size_t at); /* at its '-' */
bool family_is_crypted(struct str s, size_t at);	 /* at its first '$' */
bool family_is_key_value(struct str s, size_t at);
/* Examples of documentation repeat one character, or say what they are. */
bool family_is_example(struct str s);

/* ---- family_codes.c ---- */

void family_collect_coded(struct family_starts *starts);
/* Whether one of its words may begin here: nearly none does. */
bool family_may_be_coded(const struct family_starts *starts, struct str s, size_t at);
/* A code, a key, a paper's number or a birthday behind the word for it, at which it stands: the rule, or NULL. */
const char *family_coded_at(const struct family_starts *starts, struct str s, size_t at);

/* ---- family_numbers.c ---- */

/* Digits from a place on, single separators left out; where they end. */
size_t family_digits_at(struct str s, size_t at, const char *separators, char *digits, size_t room, size_t *n);
bool family_is_card(const char *digits, size_t n);
bool family_is_in_card_groups(struct str s);
bool family_is_grouped_card(struct str s, size_t at); /* four groups of four, with any marks between them */
bool family_is_cpf(struct str s, size_t at);	      /* with its marks */
/* An address of Bitcoin in base 58, with its check. */
bool family_is_wallet(struct str s, size_t at);
bool family_is_pesel(const char *digits); /* eleven of them */
bool family_is_ssn(struct str s, size_t at);
bool family_is_worded_ssn(struct str s, size_t at);
bool family_is_iban(struct str s, size_t at);
bool family_is_phone(struct str s, size_t at);
bool family_is_local_phone(struct str s, size_t at);
bool family_is_worded_phone(struct str s, size_t at);
/* The rule, or NULL. */
const char *family_person_number(struct str s, size_t at);

/* ---- family_places.c ---- */

bool family_is_mail(struct str s, size_t at);	     /* at its "@" */
bool family_is_worded_mail(struct str s, size_t at); /* at its "at", in any language */
void family_each_at_word(void (*take)(struct family_starts *starts, struct str word), struct family_starts *starts);
bool family_has_password(struct str s, size_t at); /* at its "://" */
bool family_is_public_address(struct str s, size_t at);
bool family_is_public_address6(struct str s, size_t at);
bool family_is_hardware_address(struct str s, size_t at);
bool family_is_home(struct str s, size_t at);
bool family_is_position(struct str s, size_t at);

/* ---- family_machines.c ---- */

bool family_is_prompt(struct str s, size_t at); /* at its "@" */
/* A machine by the name that Windows gives it, or a person's entry in a directory; at a C, D, L, U or W. */
bool family_is_machine(struct str s, size_t at);

/* ---- family_streets.c ---- */

/* An address by its postcode, at which it stands: a street and a number are in front of it. */
bool family_is_street(struct str s, size_t at);
/* An address by a house's number, at which it stands: a street that is nothing else is beside it. */
bool family_is_house(struct str s, size_t at);
/* Somebody's page among colleagues, at the slash behind its host. */
bool family_is_profile(struct str s, size_t at);
/* What Windows calls an account. */
bool family_is_account_id(struct str s, size_t at);

#endif
