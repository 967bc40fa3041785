/*
 * What the vendor's own texts teach: words that stand in them often are the
 * vendor's vocabulary, not somebody's name; role addresses in them are public.
 */
#include "common/mem.h"
#include "common/privacy/scan.h"

enum {
	SEEN_MOST = 0xFFFF,
	CAPITALS_LEAST = 3, /* inside of sentences, before a word counts as a product's name */
	SMALL_LEAST = 2,    /* before a word counts as an everyday one */
	LETTERS_LEAST = 2,
	LOCAL_BYTES = 32,
};

/* Of each word (by its hash) how often it was seen with a capital and in small letters. */
struct redact_lessons {
	struct wordset words;
	struct wordset addresses;
	struct folder *folder;
	const struct redact_rules *none;
	struct scan scan;
};

struct redact_lessons *redact_lessons_new(void)
{
	struct redact_lessons *lessons = mem_zalloc(sizeof(*lessons));

	lessons->folder = folder_new();
	lessons->none = mem_zalloc(sizeof(*lessons->none));
	lessons->scan.rules = lessons->none;
	shadow_init(&lessons->scan.shadow);
	return lessons;
}

void redact_lessons_free(struct redact_lessons *lessons)
{
	if (lessons == NULL)
		return;
	wordset_release(&lessons->words);
	wordset_release(&lessons->addresses);
	folder_free(lessons->folder);
	shadow_release(&lessons->scan.shadow);
	vec_release(&lessons->scan.toks);
	vec_release(&lessons->scan.unseen);
	vec_release(&lessons->scan.founds);
	mem_free((void *)(uintptr_t)lessons->none);
	mem_free(lessons);
}

static void count_words(struct redact_lessons *lessons)
{
	const struct scan *scan = &lessons->scan;

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		bool capital = (tok->flags & TOK_CAPITAL) != 0;
		uint32_t *seen, half;

		if ((tok->flags & TOK_LETTER) == 0 || tok->to - tok->from < LETTERS_LEAST ||
		    (capital && (tok->flags & TOK_START) != 0))
			continue;
		seen = wordset_add(&lessons->words, tok_low(scan, tok), NULL);
		half = capital ? *seen >> 16 : *seen & SEEN_MOST;
		if (half < SEEN_MOST)
			*seen += capital ? 1u << 16 : 1u;
	}
}

/* "support@example.com": of a role, not of a person. */
static bool is_role(struct str local)
{
	static const char roles[] =
	    " abuse accounts admin api apps billing bugs business careers community compliance contact contribute "
	    "customerservice data developers docs enquiries enterprise events feedback finance hello help helpdesk hi "
	    "hr "
	    "info inquiries invoices it jobs kontakt legal mail marketing media news newsletter no-reply noreply "
	    "notifications office orders partners partnerships postmaster press privacy report returns root sales "
	    "security "
	    "service shop status support tech team webmaster welcome ";
	char padded[LOCAL_BYTES + 2];

	if (local.n == 0 || local.n > LOCAL_BYTES)
		return false;
	padded[0] = ' ';
	memcpy(padded + 1, local.s, local.n);
	padded[local.n + 1] = ' ';
	return str_find(str_c(roles), str_n(padded, local.n + 2)) >= 0;
}

static bool is_address_byte(char c)
{
	return str_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

static void note_addresses(struct redact_lessons *lessons)
{
	struct str low = lessons->scan.low;

	for (size_t at = 0; at < low.n; at++) {
		size_t from = at, to = at + 1;

		if (low.s[at] != '@')
			continue;
		while (from > 0 && at - from < LOCAL_BYTES && is_address_byte(low.s[from - 1]))
			from--;
		while (to < low.n && is_address_byte(low.s[to]))
			to++;
		while (to > at + 1 && low.s[to - 1] == '.')
			to--;
		if (is_role(str_slice(low, from, at)) && str_find_char(str_slice(low, at, to), '.') > 0)
			*wordset_add(&lessons->addresses, str_slice(low, from, to), NULL) = WORD_KEEP;
	}
}

void redact_lessons_add(struct redact_lessons *lessons, struct str text)
{
	shadow_make(&lessons->scan.shadow, lessons->folder, text);
	scan_tokens(&lessons->scan);
	count_words(lessons);
	note_addresses(lessons);
}

void redact_rules_learn(struct redact_rules *rules, const struct redact_lessons *lessons)
{
	static const uint32_t names = WORD_FIRST | WORD_LAST | WORD_TITLE | WORD_PARTICLE;

	for (size_t i = 0; i < lessons->words.room; i++) {
		uint32_t capitals = lessons->words.slots[i].value >> 16,
			 small = lessons->words.slots[i].value & SEEN_MOST, *flags;

		if (lessons->words.slots[i].key == 0 || (capitals < CAPITALS_LEAST && small < SMALL_LEAST))
			continue;
		flags = wordset_add_key(&rules->words, lessons->words.slots[i].key);
		/* a name that the texts use as a word needs other signs; one in examples only stays a name */
		if ((*flags & names) != 0)
			*flags |= small > capitals && small >= CAPITALS_LEAST ? WORD_COMMON : 0;
		else
			*flags |=
			    (capitals >= CAPITALS_LEAST ? WORD_KEEP : 0) | (small >= SMALL_LEAST ? WORD_COMMON : 0);
	}
	for (size_t i = 0; i < lessons->addresses.room; i++)
		if (lessons->addresses.slots[i].key != 0)
			*wordset_add_key(&rules->words, lessons->addresses.slots[i].key) |= WORD_KEEP;
	rules->changes++;
}
