#include "common/privacy/unknown.h"

#include "common/mem.h"
#include "common/privacy/scan.h"

struct vocabulary {
	struct wordset words;
	struct folder *folder;
};

enum { LEARNT_SMALL = 1, LEARNT_CAPITAL = 2 };

struct vocabulary *vocabulary_new(void)
{
	struct vocabulary *vocabulary = mem_zalloc(sizeof(*vocabulary));

	vocabulary->folder = folder_new();
	return vocabulary;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	wordset_release(&vocabulary->words);
	folder_free(vocabulary->folder);
	mem_free(vocabulary);
}

static void scan_init(struct scan *scan, const struct redact_rules *rules, struct folder *folder, struct str text)
{
	*scan = (struct scan){.rules = rules};
	shadow_init(&scan->shadow);
	shadow_make(&scan->shadow, folder, text);
	scan_tokens(scan);
}

static void scan_release(struct scan *scan)
{
	shadow_release(&scan->shadow);
	vec_release(&scan->toks);
	vec_release(&scan->unseen);
	vec_release(&scan->founds);
}

void vocabulary_learn(struct vocabulary *vocabulary, struct str text)
{
	static const struct redact_rules no_rules;
	struct scan scan;

	scan_init(&scan, &no_rules, vocabulary->folder, text);
	for (size_t i = 0; i < scan.toks.n; i++) {
		const struct tok *tok = &scan.toks.at[i];

		if ((tok->flags & TOK_LETTER) != 0)
			*wordset_add(&vocabulary->words, tok_low(&scan, tok), NULL) |=
			    (tok->flags & TOK_CAPITAL) != 0 ? LEARNT_CAPITAL : LEARNT_SMALL;
	}
	scan_release(&scan);
}

enum { ACRONYM_LETTERS = 5 };

/* "ask for Skip": a single everyday word with a capital, where a sentence has none. */
static bool is_single(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	static const uint32_t sure = WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_TITLE | WORD_PARTICLE | WORD_ACCOUNT;
	bool before = i > 0 && (tok[-1].flags & (TOK_CAPITAL | TOK_LETTER)) == TOK_LETTER &&
		      tok->from == tok[-1].to + 1 && scan->text.s[tok[-1].to] == ' ';

	/* "Mark has a question" */
	if ((tok->flags & (TOK_START | TOK_CAPITAL | TOK_UPPER)) == (TOK_START | TOK_CAPITAL) &&
	    (tok->words & (WORD_AMBIGUOUS | WORD_KEEP | WORD_ALWAYS)) == WORD_AMBIGUOUS && i + 1 < scan->toks.n &&
	    (tok[1].flags & (TOK_CAPITAL | TOK_LINE)) == 0 && (tok[1].words & WORD_SAYS) != 0)
		return true;
	return before && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_START | TOK_LINE)) == TOK_CAPITAL &&
	       (tok->words & sure) == 0 && (tok->words & WORD_PLAIN) != 0 &&
	       (i + 1 == scan->toks.n || (tok[1].flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL ||
		((tok[0].words | tok[1].words) & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0);
}

/* Is it one that nobody need look at? */
static bool is_known(const struct tok *tok, struct str low, const struct vocabulary *vocabulary,
		     const struct wordset *small)
{
	const uint32_t *learnt = vocabulary != NULL ? wordset_find(&vocabulary->words, low) : NULL;

	if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0)
		return true;
	/* "Joy called": a name in the middle of a sentence, whatever else it means */
	if ((tok->words & WORD_AMBIGUOUS) != 0 && (tok->flags & (TOK_START | TOK_UPPER)) == 0)
		return false;
	if ((tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0)
		return (tok->words & (WORD_NEVER | WORD_COMMON)) != 0;
	if (tok->words != 0 || learnt != NULL)
		return true;
	if ((tok->flags & TOK_UPPER) != 0 && low.n <= ACRONYM_LETTERS)
		return true;
	return (tok->flags & TOK_START) != 0 && wordset_find(small, low) != NULL;
}

enum { SMALL_LEAST = 3, SMALL_MOST = 14, NUMBER_LEAST = 5, FEW = 12 };

/* Words in small letters are looked at where nearly all others are everyday English. */
static bool is_english(const struct scan *scan)
{
	size_t known = 0, all = 0;

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) != TOK_LETTER)
			continue;
		all++;
		known += (tok->words & (WORD_PLAIN | WORD_COMMON)) != 0;
	}
	return all >= FEW && known * 100 >= all * 75;
}

/* No part of a program, an address or a path. */
static bool is_prose(const struct scan *scan, const struct tok *tok)
{
	size_t from = tok->from, to = tok->to;

	if (from > 0 && strchr(" \n(\"'", scan->text.s[from - 1]) == NULL)
		return false;
	if (to < scan->text.n && strchr(" \n,!?)\"':;", scan->text.s[to]) == NULL &&
	    !(scan->text.s[to] == '.' && (to + 1 == scan->text.n || str_is_space(scan->text.s[to + 1]))))
		return false;
	while (from > 0 && scan->text.s[from - 1] != '\n')
		from--;
	while (to < scan->text.n && scan->text.s[to] != '\n')
		to++;
	for (size_t i = from; i < to; i++)
		if (strchr("{}<>=;\\|_$#*", scan->text.s[i]) != NULL)
			return false;
	return true;
}

/* "ask lorraine": nothing but a capital tells it from a name. */
static bool is_small_unknown(const struct scan *scan, const struct tok *tok)
{
	size_t n = tok->to - tok->from;

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) == TOK_LETTER && n >= SMALL_LEAST &&
	       n <= SMALL_MOST && (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0 &&
	       is_prose(scan, tok);
}

bool unknown_is_unit(struct str low)
{
	static const char *const units[] = {"bytes", "byte",	"kb",	   "mb",      "gb",	  "bits",
					    "ms",    "seconds", "rows",	   "files",   "lines",	  "times",
					    "users", "items",	"people",  "usd",     "eur",	  "gbp",
					    "euro",  "zeilen",	"records", "entries", "requests", NULL};

	return str_is_any(low, units);
}

/* "373854" in prose: of an order, a contract, a customer; neither a day (20250314) nor a quantity of something. */
static bool is_unknown_number(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t n = tok->to - tok->from;
	struct str text = str_slice(scan->text, tok->from, tok->to);

	if ((tok->flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT || n < NUMBER_LEAST || n > SMALL_MOST ||
	    !is_prose(scan, tok) || (n == 8 && (str_starts(text, STR("19")) || str_starts(text, STR("20")))))
		return false;
	return i + 1 == scan->toks.n || !unknown_is_unit(tok_low(scan, tok + 1));
}

void unknown_find(struct unknown_words *found, const struct redact_rules *rules, const struct vocabulary *vocabulary,
		  struct str text, const struct redact_span *spans, size_t n)
{
	struct wordset small = {0};
	struct scan scan;
	size_t span = 0;
	bool english;

	if (found->folder == NULL)
		found->folder = folder_new();
	vec_clear(&found->words);
	scan_init(&scan, rules, found->folder, text);
	for (size_t i = 0; i < scan.toks.n; i++)
		if ((scan.toks.at[i].flags & TOK_CAPITAL) == 0)
			(void)wordset_add(&small, tok_low(&scan, &scan.toks.at[i]), NULL);
	english = is_english(&scan);
	for (size_t i = 0; i < scan.toks.n; i++) {
		const struct tok *tok = &scan.toks.at[i];
		struct unknown_word word;

		bool is_small = english && is_small_unknown(&scan, tok), is_number = is_unknown_number(&scan, i);

		if (scan_is_shortened(&scan, tok))
			continue;
		if (!is_small && !is_number &&
		    ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 || tok->to - tok->from < 2))
			continue;
		shadow_place(&scan.shadow, tok->from, tok->to, &word.from, &word.to);
		while (span < n && spans[span].to <= word.from)
			span++;
		if (span < n && spans[span].from < word.to)
			continue;
		if (is_number ||
		    (is_small &&
		     (vocabulary == NULL || wordset_find(&vocabulary->words, tok_low(&scan, tok)) == NULL)) ||
		    (is_single(&scan, i) &&
		     (vocabulary == NULL || wordset_find(&vocabulary->words, tok_low(&scan, tok)) == NULL)) ||
		    !is_known(tok, tok_low(&scan, tok), vocabulary, &small) ||
		    ((tok->words & WORD_ALWAYS) == 0 &&
		     (people_is_name(found->people, tok) || people_is_name(found->more, tok))))
			*vec_add(&found->words) = word;
	}
	wordset_release(&small);
	scan_release(&scan);
}

void unknown_release(struct unknown_words *found)
{
	folder_free(found->folder);
	vec_release(&found->words);
}
