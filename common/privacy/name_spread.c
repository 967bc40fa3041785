/*
 * Parts of names that were found, wherever else they stand in the text.
 */
#include "common/privacy/names.h"

enum { USER_LEAST = 4 }; /* bytes of a user name that repeats one */

/* What a part of a name that was found says of the same word elsewhere; below it, the person's number. */
static const uint32_t SPREAD_CAPITAL = 1u << 31; /* found by a list or a guess: in small letters it may be any word */
static const uint32_t SPREAD_GUESS = 1u << 30;	 /* where it stands in small letters, it is no name at all */
static const uint32_t SPREAD_USER = 1u << 29;	 /* a user name */
static const uint32_t SPREAD_PERSON = (1u << 29) - 1;
static const uint32_t SPREAD_HOW = ~((1u << 29) - 1);

static uint32_t how_to_spread(const struct found *found, const struct tok *tok)
{
	static const char *const guesses[] = {"mention", "label", "in a list of names", "greeting", NULL};

	if (found->type == REDACT_USER)
		return SPREAD_USER | SPREAD_GUESS;
	if (strncmp(found->rule, "listed", 6) == 0)
		return found->person | SPREAD_CAPITAL;
	for (const char *const *rule = guesses; *rule != NULL; rule++)
		if (strcmp(found->rule, *rule) == 0 && (tok->words & (WORD_FIRST | WORD_LAST)) == 0)
			return found->person | SPREAD_CAPITAL | SPREAD_GUESS;
	return found->person;
}

/* "ACM Auto <orders@acm.example>": capitals of a firm, which stand for no person elsewhere. A first name tells
 * "Daniel WIF". */
static bool is_acronym(const struct scan *scan, const struct found *found, const struct tok *tok)
{
	enum { ACRONYM_LETTERS = 4 };
	bool mixed = false;

	if ((tok->flags & TOK_UPPER) == 0 || tok->to - tok->from > ACRONYM_LETTERS ||
	    (tok->words & (WORD_FIRST | WORD_LAST)) != 0)
		return false;
	for (size_t i = scan_word_at(scan, found->from); i < scan->toks.n && scan->toks.at[i].to <= found->to; i++) {
		if ((scan->toks.at[i].words & WORD_FIRST) != 0)
			return false;
		mixed = mixed || (scan->toks.at[i].flags & TOK_UPPER) == 0;
	}
	return mixed;
}

/* "CADVendor": capitals inside of what no list of names has, as companies write themselves. */
static bool is_brand(const struct scan *scan, const struct tok *tok)
{
	return (tok->words & (WORD_FIRST | WORD_LAST)) == 0 &&
	       (tok->flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL && !names_is_written(scan, tok);
}

/* "Nowak College", "Building": what a place or a product is, beside somebody's name. */
static bool is_institution(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"college",	  "university", "building",   "institute", "school",
					    "department", "hospital",	"laboratory", "library",   "society",
					    "center",	  "centre",	"committee",  "division",  "foundation",
					    "group",	  "statistics", "software",   "package",   "cable",
					    "digital",	  "systems",	"sciences",   "research",  NULL};

	return (scan->toks.at[i].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN &&
	       str_is_any(names_word(scan, i), words);
}

/* "anna_": what a user name ends with behind its word. */
static uint32_t trailing_marks(const struct scan *scan, const struct found *found)
{
	uint32_t n = 0;

	while (found->to - n > found->from && strchr("_-^`", scan->text.s[found->to - n - 1]) != NULL)
		n++;
	return n;
}

/* "anna-widget@lists.example": of an address, not of a prompt; the rule that found it tells more of its parts. */
static bool is_local_part(const struct scan *scan, const struct found *found)
{
	size_t to = found->to + 1;

	if (to >= scan->text.n || scan->text.s[found->to] != '@' || strcmp(found->rule, "prompt") == 0)
		return false;
	while (to < scan->text.n && (str_is_alnum(scan->text.s[to]) || scan->text.s[to] == '-'))
		to++;
	return to + 1 < scan->text.n && scan->text.s[to] == '.' && str_is_alnum(scan->text.s[to + 1]);
}

/* Are there guesses among them? */
static bool learn_parts(struct scan *scan, struct wordset *parts)
{
	bool guesses = false;

	for (size_t f = 0, i = 0; f < scan->founds.n; f++) {
		const struct found *found = &scan->founds.at[f];
		bool user = found->type == REDACT_USER;

		if ((found->type != REDACT_PERSON && !user) || (user && is_local_part(scan, found)))
			continue;
		if (i > 0 && (i >= scan->toks.n || scan->toks.at[i].from > found->from))
			i = 0; /* findings of several parts, each in order */
		while (i < scan->toks.n && scan->toks.at[i].from < found->from)
			i++;
		for (size_t j = i; j < scan->toks.n && scan->toks.at[j].to <= found->to; j++) {
			const struct tok *tok = &scan->toks.at[j];
			bool added;
			uint32_t *part;

			if (tok->to - tok->from < 3 || (tok->flags & TOK_LETTER) == 0 ||
			    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_PARTICLE | WORD_TITLE)) != 0)
				continue;
			if (!user && found->person == 0 &&
			    (is_acronym(scan, found, tok) || is_brand(scan, tok) || is_institution(scan, j)))
				continue;
			if (user && (tok->to - tok->from < USER_LEAST || (tok->words & ~(unsigned)WORD_BEGINS) != 0 ||
				     tok->to + trailing_marks(scan, found) != found->to ||
				     (tok->from > 0 && scan->text.s[tok->from - 1] == '+'))) /* "anna+widget" */
				continue;
			part = wordset_add(parts, names_word(scan, j), &added);
			/* of a name one mention that is sure tells more than those that a list has found */
			if (added || (!user && ((tok->words & (WORD_FIRST | WORD_PLAIN)) != WORD_FIRST ||
						(how_to_spread(found, tok) & SPREAD_HOW) <= (*part & SPREAD_HOW))))
				*part = how_to_spread(found, tok);
			guesses = guesses || (*part & SPREAD_GUESS) != 0;
		}
	}
	return guesses;
}

/* Nearly no word is a part of a name: most are told by one bit. */
enum { SIEVE_BITS = 2048 };
struct parts {
	struct wordset *words;
	uint64_t sieve[SIEVE_BITS / 64];
};

static void make_sieve(struct parts *parts)
{
	for (size_t i = 0; i < parts->words->room; i++) {
		uint64_t key = parts->words->slots[i].key, bit = key % SIEVE_BITS;

		if (key != 0)
			parts->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

static const uint32_t *find_part(const struct parts *parts, uint64_t key)
{
	uint64_t bit = key % SIEVE_BITS;

	return (parts->sieve[bit / 64] >> bit % 64 & 1) != 0 ? wordset_find_key(parts->words, key) : NULL;
}

/* The part of a name that a word is, possessive or not; NULL: none. */
static uint32_t *part_at(const struct scan *scan, const struct parts *parts, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str word = names_word(scan, i);
	const uint32_t *part = find_part(parts, tok->key);

	if (part != NULL && scan_is_shortened(scan, tok))
		part = NULL;
	if (part == NULL && (tok->flags & TOK_CAPITAL) != 0 && word.n > 4 && strchr("saiy", word.s[word.n - 1]) != NULL)
		part = find_part(parts, wordset_key(str_slice(word, 0, word.n - 1)));
	return (uint32_t *)(uintptr_t)part;
}

/* "http://albert.example.net": whose machine or page it is. */
static bool is_host_label(const struct scan *scan, const struct tok *tok)
{
	struct str before = str_slice(scan->text, tok->from > 4 ? tok->from - 4 : 0, tok->from);

	return (str_ends(before, STR("://")) || str_ends(before, STR("www.")) || str_ends(before, STR("://~"))) &&
	       tok->to < scan->text.n && strchr(".-/", scan->text.s[tok->to]) != NULL;
}

void names_spread(struct scan *scan, struct wordset *words)
{
	struct parts parts = {.words = words};
	bool guesses = learn_parts(scan, words);

	if (words->n == 0)
		return;
	make_sieve(&parts);
	/* a product that was taken for a name is mostly written small somewhere */
	for (size_t i = 0; i < scan->toks.n && guesses; i++) {
		const struct tok *tok = &scan->toks.at[i];
		uint32_t *part = (tok->flags & TOK_CAPITAL) == 0 && !tok->taken ? part_at(scan, &parts, i) : NULL;

		if (part != NULL && (*part & (SPREAD_GUESS | SPREAD_USER)) == SPREAD_GUESS)
			*part |= SPREAD_USER; /* of a guess: nowhere */
	}
	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		const uint32_t *part = part_at(scan, &parts, i);
		bool common =
		    (tok->words & (WORD_COMMON | WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (tok->words & (WORD_PLAIN | WORD_FIRST)) == WORD_PLAIN;
		bool capital = (tok->flags & TOK_CAPITAL) != 0, user;

		if (part == NULL)
			continue;
		user = (*part & (SPREAD_USER | SPREAD_GUESS | SPREAD_CAPITAL)) == (SPREAD_USER | SPREAD_GUESS);
		if ((*part & SPREAD_USER) != 0 && !user)
			continue;
		if (capital ? (tok->words & (WORD_KEEP | WORD_NEVER)) == 0
			    : !common && tok->to - tok->from > 3 &&
				  ((*part & SPREAD_CAPITAL) == 0 || is_host_label(scan, tok))) {
			scan_found(scan, tok->from, tok->to, user ? REDACT_USER : REDACT_PERSON, STRENGTH_NAME,
				   user ? "user name seen before" : "name seen before");
			scan->founds.at[scan->founds.n - 1].person = user ? 0 : *part & SPREAD_PERSON;
		}
	}
}
