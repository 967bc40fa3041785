/*
 * scan: what the parts of redact share: the words of a shadow, and findings in
 * it. Not for others; redact.h is the interface.
 */
#ifndef WEIR_SCAN_H
#define WEIR_SCAN_H
#include "common/privacy/phrases.h"
#include "common/privacy/redact.h"
#include "common/privacy/shadow.h"
#include "common/privacy/wordset.h"

/* What the lists know of a word (folded). */
enum word_flags {
	WORD_COMMON = 1,      /* an everyday word: no name without other signs */
	WORD_NEVER = 2,	      /* a capitalised word that is no name: product, place, month */
	WORD_FIRST = 4,	      /* a first name */
	WORD_LAST = 8,	      /* a family name */
	WORD_TITLE = 16,      /* Mr, Frau: a name follows */
	WORD_PARTICLE = 32,   /* van, de: inside names */
	WORD_ACCOUNT = 64,    /* a user name of a machine, not of a person */
	WORD_KEEP = 128,      /* the vendor's own */
	WORD_ALWAYS = 256,    /* kept even if somebody is called so */
	WORD_AMBIGUOUS = 512, /* a first name that is a word too */
	WORD_RARE = 1024,     /* a name that is on the long list only */
	/* the first word of such a phrase (phrases.c) */
	WORD_GREETING = 2048,
	WORD_SIGNOFF = 4096,
	WORD_LABEL = 8192,
	WORD_INTRODUCTION = 16384,
	WORD_WROTE = 32768,
	WORD_MENTION = 65536,	/* "contact Anna" */
	WORD_SAYS = 131072,	/* "Anna said" */
	WORD_BEGINS = 260096,	/* any of these: says nothing of the word itself */
	WORD_PLAIN = 262144,	/* an everyday word of English (plain_words.c) */
	WORD_FAREWELL = 524288, /* "regards": somewhere in a farewell */
	WORD_WHOSE = 1048576,	/* "my": somebody who belongs to one may follow */
};

enum token_flags { TOK_CAPITAL = 1, TOK_UPPER = 2, TOK_DIGIT = 4, TOK_LETTER = 8, TOK_LINE = 16, TOK_START = 32 };

struct tok {
	uint64_t key; /* of the word, for any wordset */
	uint32_t from, to;
	uint32_t words; /* word_flags */
	uint8_t flags;
	bool taken; /* part of a finding */
};

struct found {
	uint32_t from, to;	/* of the shadow */
	uint8_t type, strength; /* the stronger one names an overlap */
	uint32_t person;	/* + 1 in the table; 0: not known */
	const char *rule;
};

struct scan {
	struct shadow shadow;
	struct str text, low; /* of the shadow */
	struct VEC(struct tok) toks;
	struct VEC(struct found) founds;
	const struct redact_rules *rules;
	struct VEC(struct redact_kept) kept; /* places of the shadow */
	bool explain;			     /* gather them */
	struct wordset programs;	     /* by the keys of their words (programs.c) */
	struct VEC(uint32_t) unseen;	     /* words that the memo does not have */
	struct word_memo *memo;		     /* of the words that were looked up last; NULL: none */
};

/* A text has few words many times: they are found here rather than in a table too large for the processor's cache. */
enum { MEMO_SLOTS = 16384, MEMO_BITS = 21 };
static const uint64_t MEMO_WORDS = ((uint64_t)1 << MEMO_BITS) - 1;
_Static_assert(WORD_WHOSE < 1 << MEMO_BITS, "the highest of word_flags");
struct word_memo {
	uint32_t changes;	    /* of the rules, when it was empty */
	uint8_t kinds[256];	    /* of each byte, for words */
	uint64_t slots[MEMO_SLOTS]; /* by the lowest bits of the key: its highest bits and word_flags, 0 too */
};

enum strength { STRENGTH_GUESS = 1, STRENGTH_NAME, STRENGTH_PATTERN, STRENGTH_KNOWN, STRENGTH_SECRET };

struct redact_rules {
	struct wordset words;
	struct wordset firms; /* words of companies' names (name_firms.c) */
	struct phrase_index phrases;
	struct pattern_set *patterns;
	uint32_t changes; /* of the words; who remembers them forgets */
};

void scan_found(struct scan *scan, size_t from, size_t to, enum redact_type type, enum strength strength,
		const char *rule);
/* Something that a rule saw and left; nothing is noted unless that was asked for. */
void scan_kept(struct scan *scan, size_t from, size_t to, enum redact_type type, const char *rule, const char *reason);
void scan_tokens(struct scan *scan);
/* The first word that starts at or behind a place. */
size_t scan_word_at(const struct scan *scan, size_t place);
static inline struct str tok_low(const struct scan *scan, const struct tok *tok)
{
	return str_n(scan->low.s + tok->from, tok->to - tok->from);
}

/* "doesn't", "Don't": a verb, whoever is called Don; not "Van't Hoff" */
static inline bool scan_is_shortened(const struct scan *scan, const struct tok *tok)
{
	struct str rest = str_from(scan->low, tok->to);

	return (str_starts(rest, STR("'t")) || str_starts(rest, STR("\xe2\x80\x99t"))) &&
	       scan->low.s[tok->to - 1] == 'n' && !str_eq(tok_low(scan, tok), STR("van"));
}

/* lists.c */
void lists_load(struct wordset *words);
/* name_lists.c */
void name_lists_load(struct wordset *words);
/* world_names.c */
void world_names_load(struct wordset *words);
/* script_names.c */
void script_names_load(struct wordset *words);
/* foreign_words.c */
void foreign_words_load(struct wordset *words);
/* plain_words.c */
void plain_words_load(struct wordset *words);

/* patterns.c: PCRE2 */
struct pattern_set;
struct pattern_set *patterns_new(struct buf *reason);
void patterns_free(struct pattern_set *set);
uint64_t patterns_fingerprint(void);
struct pattern_state;
struct pattern_state *pattern_state_new(void);
void pattern_state_free(struct pattern_state *state);
struct places;
/* Those of the last text. */
const struct places *pattern_state_places(const struct pattern_state *state);
void patterns_find(const struct pattern_set *set, struct pattern_state *state, struct scan *scan);

/* names.c: with name_*.c, in order */
void names_find(struct scan *scan);
/* mentions.c: what others say of somebody, and what addresses tell. Behind names_find(). */
void mentions_find(struct scan *scan);
/* From word i on: what people alone do ("said", "is on vacation"), behind a name. */
bool mentions_is_said(const struct scan *scan, size_t i);
/* name_spread.c: every accepted part of a name, wherever it stands. */
void names_spread(struct scan *scan, struct wordset *parts);
/* name_firms.c: companies and offices by their form or kind. */
void name_firms_load(struct wordset *firms);
void name_firms_find(struct scan *scan);
/* name_users.c: user names made of the names that were found. */
void names_find_users(struct scan *scan);

/* programs.c: what a text has programs under. Behind scan_tokens(). */
void programs_learn(struct scan *scan);
/* Words of towns that have two, like "Santa Clara", are no names. */
void towns_mark(struct scan *scan);
/* Is word i one of them, unless it is a name that hardly is anything else? */
bool programs_has(const struct scan *scan, size_t i);
/* Does a version stand behind it somewhere? */
bool programs_has_version(const struct scan *scan, size_t i);

/* people.c */
void people_find(const struct redact_people *people, struct scan *scan, uint32_t base);
/* Is somebody called so, though it may be an everyday word? NULL: nobody. */
bool people_is_name(const struct redact_people *people, const struct tok *tok);
/* "customer", "agent", "person": by number from people_find. */
const char *people_role(const struct redact_people *people, uint32_t person);
size_t people_count(const struct redact_people *people);

#endif
