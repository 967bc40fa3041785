/*
 * check: all the views of one file's bytes: what it is (files.c), what is packed
 * in it, and every text in it in all its decodings (decode.h), each looked through
 * for identities (match.h) and, where they are asked for, families of personal data
 * that need no identity (families.h).
 *
 * Findings name a rule and the view, never the text. What cannot be read is a
 * finding, too: the gate lets pass only what it has understood.
 */
#ifndef WEIR_GATE_CHECK_H
#define WEIR_GATE_CHECK_H
#include "generator/gate/allowed.h"
#include "generator/gate/barren.h"
#include "generator/gate/match.h"
#include "generator/gate/repeats.h"
#include "generator/gate/seen.h"

enum check_problem {
	CHECK_IDENTITY, /* rule: identity_rule_name() */
	CHECK_FAMILY,	/* rule: of families.h */
	CHECK_UNKNOWN,	/* a type of file that is not known */
	CHECK_DAMAGED,	/* it cannot be read to its end */
	CHECK_TOO_MUCH, /* unpacks to more than is looked at */
};

struct finding {
	enum check_problem problem;
	const char *rule, *view; /* static */
	uint32_t line;		 /* 0: none to be told */
	uint32_t member;	 /* of an archive, from 1; 0: of none. Its name might be somebody's */
};

enum { CHECK_FINDINGS = 16 }; /* of one file; more are not told */

struct checker {
	struct matcher matcher;
	bool families;		       /* look for them in this file */
	const struct allowed *allowed; /* of families; may be NULL */
	bool stop_at_identity;	       /* the self-test: its canary is all that it wants */
	struct repeats repeats[2];     /* without, with families */
	struct barren barren;
	struct barren
	    guesses[2];	   /* short bytes that are no UTF-8 and nothing in any encoding; without, with families */
	struct seen *seen; /* of databases; NULL: everything is looked through */
	/* of the present file */
	unsigned piece, pieces; /* of a database, which rows and blocks to look at; pieces 0 or 1: all */
	struct str original;	/* what it may be a compressed copy of, and is looked through as well; may be absent */
	struct finding findings[CHECK_FINDINGS];
	unsigned findings_n;
	uint32_t member;   /* that is being looked at, as in a finding */
	bool has_identity; /* among the findings */
	bool is_guess;	   /* the present view may be of something else: nothing in it need be whole */
	uint64_t bytes;	   /* looked at, all views together */
	uint64_t unpacked; /* against LIMIT_GATE_UNPACKED */
};

void checker_init(struct checker *checker, const struct identities *identities, struct fold *fold);
void checker_release(struct checker *checker);
/* Path from the output's root, and the bytes: findings are those of this file alone. */
void check_file(struct checker *checker, struct str path, struct str bytes);

/* ---- between check.c and files.c ---- */

/* Whether the nth row or block of a database is of this piece. */
static inline bool check_is_of_piece(const struct checker *checker, uint64_t nth)
{
	return checker->pieces <= 1 || nth % checker->pieces == checker->piece;
}

/* The canary was found: nothing else is of interest. */
static inline bool check_is_done(const struct checker *checker)
{
	return checker->stop_at_identity && checker->has_identity;
}

void check_add(struct checker *checker, enum check_problem problem, const char *rule, const char *view, uint32_t line);
/* UTF-8, in all its views. At depth 0 it is a whole file's. */
void check_text(struct checker *checker, struct str text, const char *view, unsigned depth);
/* Text in an encoding that is not said. */
void check_any_text(struct checker *checker, struct str bytes, const char *view, unsigned depth);
/* Bytes that may be anything; false when they are nothing that is known (then nothing was looked at). */
bool check_packed(struct checker *checker, struct str bytes, const char *view, unsigned depth);

#endif
