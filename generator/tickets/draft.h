/*
 * draft: a raw thread as the page it could become: question as title,
 * environment, question, answers, tags and month, without quotes, signatures and
 * everything that tells who somebody is; and what a person must look at before
 * it may be approved.
 *
 * One text holds all parts, so that placeholders and the names that were found
 * are the same in all of them. Names are looked for twice: in the whole messages,
 * quotes and signatures included (their names are then known), and in what is
 * left. Only public messages of customers and agents are ever looked at.
 *
 * A drafter is built once for the people of the whole export; drafts live in the
 * caller's arena. One drafter, one thread.
 */
#ifndef WEIR_TICKETS_DRAFT_H
#define WEIR_TICKETS_DRAFT_H
#include "common/privacy/redact.h"
#include "common/privacy/unknown.h"
#include "common/value.h"
#include "generator/tickets/thread.h"

enum draft_part { DRAFT_TITLE, DRAFT_ENVIRONMENT, DRAFT_QUESTION, DRAFT_FOLLOW_UP, DRAFT_ANSWER, DRAFT_TAG };
enum draft_shape { DRAFT_PARAGRAPH, DRAFT_ITEM, DRAFT_CODE };

struct draft_block {
	enum draft_part part;
	enum draft_shape shape;
	bool begins_part;
	size_t from, to; /* of the text */
};

/* One reason for the risk, with its points. */
struct draft_risk {
	const char *name; /* "unknown words" */
	int points;
};
enum { DRAFT_RISKS_MAX = 12 };

struct draft {
	struct str text; /* before: what is left without quotes and signatures, valid UTF-8 */
	struct draft_block *blocks;
	size_t blocks_n;
	struct redact_span *spans; /* what goes, in order */
	size_t spans_n;
	struct unknown_word *words; /* what somebody must look at */
	size_t words_n;
	struct date month; /* of the solution, day 1 */
	bool is_accepted;  /* the answer is the one that was accepted in the system */
	int risk;	   /* the sum of: */
	struct draft_risk risks[DRAFT_RISKS_MAX];
	size_t risks_n;
	const char *refused; /* why it cannot become a page, or NULL: "no public answer" */
};

/* What the reviewer has decided for this ticket. */
struct draft_choices {
	struct str title; /* in place of the subject; empty: none */
	struct str *hide; /* words and passages that go, as they stand in the text */
	size_t hide_n;
};

struct drafter;
/* The three tables are borrowed and may be completed before the first draft; vendor_host ("help.acme.example") may be
 * empty. */
struct drafter *drafter_new(const struct redact_rules *rules, const struct redact_people *people,
			    const struct vocabulary *vocabulary, struct str vendor_host);
void drafter_free(struct drafter *drafter);

void draft_make(struct draft *draft, struct drafter *drafter, const struct thread *thread,
		const struct draft_choices *choices, struct arena *arena);

/* A title's bytes, cut between letters. */
#define DRAFT_TITLE_BYTES 120
/* Where an address in text ends. */
bool draft_is_url_end(char c);

/* ---- the page (draft_page.c) ---- */

/* The redacted title, of one line. */
void draft_title(struct buf *out, const struct draft *draft);
/* The file content/solved/<public_id>.md, without approval. */
void draft_page(struct buf *out, const struct draft *draft, struct str public_id);

#endif
