#include "generator/gate/typos.h"

#include <assert.h>

/* Where the error may be, and what it is compared with. */
struct search {
	const struct identities *identities;
	size_t first, last;
	bool is_foreign;
	struct str name; /* the first name that stands before it; none: surnames are compared */
};

static bool is_name(const struct search *search, const char *letters, size_t n)
{
	char both[IDENTITIES_FORM_MAX + 1];
	size_t forms_n, both_n = search->name.n + n;
	const struct form *forms;

	memcpy(both, search->name.s, search->name.n);
	memcpy(both + search->name.n, letters, n);
	forms = identities_find(search->identities, both, both_n, &forms_n);
	for (size_t i = 0; i < forms_n; i++)
		if (forms[i].rule == RULE_FULL_NAME && forms[i].length == both_n &&
		    (forms[i].flags & FORM_FOREIGN) == 0)
			return true;
	return false;
}

/* A surname that counts alone, or the first word of a company. */
static bool may_err(const struct form *form)
{
	enum {
		NOT_ALONE = FORM_CAPITAL | FORM_CONTEXT | FORM_NEAR | FORM_TYPO | FORM_CUT,
		FIRST_WORD = FORM_CAPITAL | FORM_NEAR | FORM_NO_SPLIT
	};

	if (form->rule == RULE_ORGANISATION)
		return (form->flags & FIRST_WORD) == FIRST_WORD;
	return form->rule == RULE_SURNAME && (form->flags & NOT_ALONE) == 0;
}

static bool is_surname(const struct search *search, const char *letters, size_t n)
{
	const struct form *forms;
	size_t forms_n;

	if (search->name.n != 0)
		return is_name(search, letters, n);
	forms = identities_find(search->identities, letters, n, &forms_n);
	for (size_t i = 0; i < forms_n; i++)
		if (may_err(&forms[i]) && forms[i].length == n &&
		    ((forms[i].flags & FORM_FOREIGN) != 0) == search->is_foreign)
			return true;
	return false;
}

static bool has_one_too_many(const struct search *search, struct str word)
{
	char text[IDENTITIES_FORM_MAX + 1];

	for (size_t at = search->first; at < search->last && at < word.n; at++) {
		memcpy(text, word.s, at);
		memcpy(text + at, word.s + at + 1, word.n - at - 1);
		if (is_surname(search, text, word.n - 1))
			return true;
	}
	return false;
}

static bool has_one_too_few(const struct search *search, struct str word)
{
	char text[IDENTITIES_FORM_MAX + 1];

	for (size_t at = search->first; at <= search->last && at <= word.n; at++) {
		memcpy(text, word.s, at);
		memcpy(text + at + 1, word.s + at, word.n - at);
		for (text[at] = 'a'; text[at] <= 'z'; text[at]++)
			if (is_surname(search, text, word.n + 1))
				return true;
	}
	return false;
}

static bool has_another(const struct search *search, struct str word)
{
	char text[IDENTITIES_FORM_MAX + 1];

	memcpy(text, word.s, word.n);
	for (size_t at = search->first; at < search->last && at < word.n; at++) {
		for (text[at] = 'a'; text[at] <= 'z'; text[at]++)
			if (text[at] != word.s[at] && is_surname(search, text, word.n))
				return true;
		text[at] = word.s[at];
		if (at + 1 == word.n || at + 1 == search->last)
			break;
		text[at] = word.s[at + 1];
		text[at + 1] = word.s[at];
		if (is_surname(search, text, word.n))
			return true;
		text[at] = word.s[at];
		text[at + 1] = word.s[at + 1];
	}
	return false;
}

bool typos_match(const struct identities *identities, struct str word, size_t whole, size_t first, size_t last,
		 bool is_foreign)
{
	const struct search search = {identities, first == 0 ? 1 : first, last, is_foreign, STR_NONE};

	assert(word.n != 0 && word.n <= whole + 1 && whole <= IDENTITIES_FORM_MAX);
	if (word.n == whole + 1)
		return has_one_too_many(&search, word);
	if (word.n + 1 == whole)
		return has_one_too_few(&search, word);
	return word.n == whole && has_another(&search, word);
}

bool typos_match_name(const struct identities *identities, struct str first, struct str word)
{
	const struct search search = {identities, 1, word.n, false, first};

	assert(word.n != 0 && first.n != 0);
	return first.n + word.n < IDENTITIES_FORM_MAX &&
	       (has_another(&search, word) || has_one_too_many(&search, word) || has_one_too_few(&search, word));
}
