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

/* Is it one that nobody need look at? */
static bool is_known(const struct tok *tok, struct str low, const struct vocabulary *vocabulary,
		     const struct wordset *small)
{
	const uint32_t *learnt = vocabulary != NULL ? wordset_find(&vocabulary->words, low) : NULL;

	if ((tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0)
		return (tok->words & (WORD_KEEP | WORD_ALWAYS | WORD_NEVER)) != 0 || (tok->words & WORD_COMMON) != 0;
	if (tok->words != 0 || learnt != NULL)
		return true;
	if ((tok->flags & TOK_UPPER) != 0 && low.n <= ACRONYM_LETTERS)
		return true;
	return (tok->flags & TOK_START) != 0 && wordset_find(small, low) != NULL;
}

void unknown_find(struct unknown_words *found, const struct redact_rules *rules, const struct vocabulary *vocabulary,
		  struct str text, const struct redact_span *spans, size_t n)
{
	struct wordset small = {0};
	struct scan scan;
	size_t span = 0;

	if (found->folder == NULL)
		found->folder = folder_new();
	vec_clear(&found->words);
	scan_init(&scan, rules, found->folder, text);
	for (size_t i = 0; i < scan.toks.n; i++)
		if ((scan.toks.at[i].flags & TOK_CAPITAL) == 0)
			(void)wordset_add(&small, tok_low(&scan, &scan.toks.at[i]), NULL);
	for (size_t i = 0; i < scan.toks.n; i++) {
		const struct tok *tok = &scan.toks.at[i];
		struct unknown_word word;

		if ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 || tok->to - tok->from < 2)
			continue;
		shadow_place(&scan.shadow, tok->from, tok->to, &word.from, &word.to);
		while (span < n && spans[span].to <= word.from)
			span++;
		if (span < n && spans[span].from < word.to)
			continue;
		if (!is_known(tok, tok_low(&scan, tok), vocabulary, &small) ||
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
