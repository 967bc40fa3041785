/*
 * User names that are made of names which stand in the text: "anowak", "annan" and "nowaka" of Anna Nowak.
 */
#include "common/privacy/names.h"

enum {
	USER_MADE_LEAST = 5,  /* bytes of one; shorter ones are words too often */
	USER_MADE_MOST = 40,  /* bytes */
	USER_DIGITS_MOST = 4, /* behind it: "anowak88" */
};

/* The letters of `a` up to n bytes, and those of `b`. */
static void add_joined(struct wordset *users, struct str a, size_t a_most, struct str b, size_t b_most)
{
	char joined[USER_MADE_MOST];
	size_t a_n = a.n < a_most ? a.n : a_most, b_n = b.n < b_most ? b.n : b_most;

	if (a_n + b_n < USER_MADE_LEAST || a_n + b_n > sizeof(joined))
		return;
	memcpy(joined, a.s, a_n);
	memcpy(joined + a_n, b.s, b_n);
	*wordset_add(users, str_n(joined, a_n + b_n), NULL) = 1;
}

/* First letters are those of the Latin alphabet, of one byte. */
static bool is_part(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from > 1 && (tok->flags & (TOK_DIGIT | TOK_CAPITAL)) == TOK_CAPITAL &&
	       (tok->words & (WORD_TITLE | WORD_PARTICLE)) == 0 && str_is_alpha(scan->low.s[tok->from]);
}

/* A letter behind a word makes another word of it: "dieser" is nobody where "Diese Rechnung" was taken for a name. */
static bool is_sure(const struct scan *scan, const struct found *found, size_t first, size_t last)
{
	return found->strength >= STRENGTH_KNOWN || (scan->toks.at[first].words & WORD_FIRST) != 0 ||
	       (scan->toks.at[last].words & WORD_LAST) != 0;
}

/* All that the names are found to make. */
static void learn_users(const struct scan *scan, struct wordset *users)
{
	for (size_t f = 0; f < scan->founds.n; f++) {
		const struct found *found = &scan->founds.at[f];
		size_t first, last, behind;
		struct str a, b;

		if (found->type != REDACT_PERSON)
			continue;
		first = scan_word_at(scan, found->from);
		for (behind = first; behind < scan->toks.n && scan->toks.at[behind].to <= found->to;)
			behind++;
		while (first < behind && !is_part(scan, first))
			first++;
		for (last = behind; last > first + 1 && !is_part(scan, last - 1);)
			last--;
		if (last <= first + 1)
			continue;
		a = names_word(scan, first);
		b = names_word(scan, last - 1);
		add_joined(users, a, 1, b, b.n);
		add_joined(users, a, 2, b, b.n);
		add_joined(users, a, a.n, b, b.n);
		add_joined(users, b, b.n, a, a.n);
		if (!is_sure(scan, found, first, last - 1))
			continue;
		add_joined(users, a, a.n, b, 1);
		add_joined(users, b, b.n, a, 1);
		add_joined(users, b, b.n, a, 2);
	}
}

/* "forge.example/anowak/widget", "anowak/widget": whose a repository is, as its address tells; not "http://anowak.org".
 */
static bool is_in_path(const struct scan *scan, const struct tok *tok)
{
	struct str before = str_slice(scan->text, 0, tok->from), behind = str_from(scan->text, tok->to);

	return str_starts(behind, STR("/")) || (str_ends(before, STR("/")) && !str_ends(before, STR("://")));
}

/* Small letters that no list has, but those of names. */
static bool may_be_user(const struct scan *scan, const struct tok *tok)
{
	return !is_in_path(scan, tok) && (tok->flags & (TOK_LETTER | TOK_CAPITAL)) == TOK_LETTER &&
	       tok->to - tok->from >= USER_MADE_LEAST &&
	       (tok->words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

void names_find_users(struct scan *scan)
{
	struct wordset users = {0};

	learn_users(scan, &users);
	for (size_t i = 0; i < scan->toks.n && users.n != 0; i++) {
		const struct tok *tok = &scan->toks.at[i];
		struct str word = names_word(scan, i);
		const uint32_t *made;

		if (!may_be_user(scan, tok))
			continue;
		made = wordset_find_key(&users, tok->key);
		if (made == NULL && (tok->flags & TOK_DIGIT) != 0) {
			for (size_t n = 0; n < USER_DIGITS_MOST && word.n != 0 && str_is_digit(word.s[word.n - 1]); n++)
				word.n--;
			made = wordset_find(&users, word);
		}
		if (made != NULL)
			scan_found(scan, tok->from, tok->to, REDACT_USER, STRENGTH_NAME, "made of a name");
	}
	wordset_release(&users);
}
