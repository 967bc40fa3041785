/*
 * redact: finds what tells who somebody is (names, addresses, numbers, secrets)
 * in plain text, and replaces it by placeholders.
 *
 * Three sources, strongest first: people who are known (a table that comes with
 * an export of tickets), patterns with validators, and how people write names in
 * mail. All of them look at a canonical shadow of the text (shadow.h), so that
 * disguises by look-alike letters, invisible characters or entities do not help;
 * edits are made in the text itself. What cannot be examined is replaced, never
 * let through.
 *
 * It promises strong pseudonyms, not anonymity, and knows nothing of HTML, mail
 * structure or files. It never logs; a finding is a place and a rule, never the
 * text.
 *
 * Rules and people are built once and then only read: threads may share them.
 * Each thread needs its own redactor, which owns the findings of its last text.
 */
#ifndef WEIR_REDACT_H
#define WEIR_REDACT_H
#include "common/buf.h"

/*
 * Goes up with every change of what is found: approvals of texts hold for one version only (generator/approval.h).
 * tests/unit/test_redact.c holds a fingerprint of each version and fails when rules change without another number.
 */
#define REDACT_VERSION 25

enum redact_type {
	REDACT_PERSON,
	REDACT_ORGANISATION,
	REDACT_EMAIL,
	REDACT_PHONE,
	REDACT_ADDRESS,
	REDACT_USER,
	REDACT_CARD,
	REDACT_IBAN,
	REDACT_ID,
	REDACT_IP,
	REDACT_MAC,
	REDACT_HOST,
	REDACT_URL,
	REDACT_LOCATION,
	REDACT_DATE,
	REDACT_SECRET,
	REDACT_UNREADABLE, /* a rule gave up there */
	REDACT_TYPES_N
};

/* "PERSON", "EMAIL", …: what `weir redact --jsonl` prints. */
const char *redact_type_name(enum redact_type type);

/* ---- rules ---- */

struct redact_rules;
/* The built-in rules, or NULL with a reason (which is about the program, not about a text). */
struct redact_rules *redact_rules_new(struct buf *reason);
void redact_rules_free(struct redact_rules *rules);
/* Of all words and expressions: another one when any of them changes. */
uint64_t redact_rules_fingerprint(const struct redact_rules *rules);
/* A word of the vendor's: heuristics leave it alone; with `always` so does the table of people. */
void redact_rules_keep(struct redact_rules *rules, struct str word, bool always);
/*
 * What the vendor's published texts teach, page by page: words that are often in them are its vocabulary
 * (products, places in menus) and no names, unless they are on the lists of names or somebody of the people
 * is called so; role addresses in them (support@…) are public. Each lesson is kept as a hash.
 */
struct redact_lessons;
struct redact_lessons *redact_lessons_new(void);
void redact_lessons_free(struct redact_lessons *lessons);
void redact_lessons_add(struct redact_lessons *lessons, struct str text);
void redact_rules_learn(struct redact_rules *rules, const struct redact_lessons *lessons);

/* "Tools", "Systems": a word of companies' names that tells nobody by itself (trades.c). */
bool redact_is_trade(struct str word);

/* ---- people ---- */

/* Everything but one may be absent. */
struct redact_person {
	struct str id, kind, name, email, phone, org, domain, user, external_id;
};
struct redact_people;
struct redact_people *redact_people_new(const struct redact_rules *rules);
void redact_people_free(struct redact_people *people);
/* "Mail Delivery Subsystem", "Support Team": words of what sends mail without being somebody; ASCII, any case. */
bool redact_is_nobodys_word(struct str word);
/* With all forms of the name, the addresses and the organisation. Nothing of `person` is kept by reference. */
void redact_people_add(struct redact_people *people, const struct redact_person *person);
/* A JSON array of objects with those keys; -1 with a reason that tells the place, never the text. */
__attribute__((warn_unused_result)) int redact_people_parse(struct redact_people *people, struct str json,
							    struct buf *reason);

/* ---- finding and replacing ---- */

struct redact_span {
	size_t from, to; /* bytes of the text */
	enum redact_type type;
	const char *rule;	/* which one found it: "greeting", "card" */
	struct str replacement; /* the placeholder; lives as long as the findings */
};

struct redactor;
struct redactor *redactor_new(const struct redact_rules *rules);
void redactor_free(struct redactor *redactor);
/*
 * "Invoices", "Friday", "Account Settings": everyday words, products and places alone, as which nobody on the lists of
 * names is called; the table of people removes them only where they are written as a name.
 */
bool redactor_is_everyday(struct redactor *redactor, struct str words);
/*
 * The findings of a text (of up to LIMIT_REDACT_BYTES), in order and without overlap, in *spans until
 * the next call. Both tables may be NULL. Invalid UTF-8 is found as unreadable. -1: too long, nothing found.
 */
__attribute__((warn_unused_result)) int redact_find(struct redactor *redactor, const struct redact_people *people,
						    const struct redact_people *more, struct str text,
						    const struct redact_span **spans, size_t *n);
/* What looked like a finding and was left in the text, with the reason: only gathered when asked for. */
struct redact_kept {
	size_t from, to;
	enum redact_type type;
	const char *rule, *reason; /* "card", "its check digits or what stands around it do not fit" */
};
void redactor_explain(struct redactor *redactor, bool explain);
/* Those of the last text, in order, until the next call; none lies in a span. */
void redact_kept(const struct redactor *redactor, const struct redact_kept **kept, size_t *n);

/* The text with the placeholders in place of the spans. */
void redact_apply(struct buf *out, struct str text, const struct redact_span *spans, size_t n);

#endif
