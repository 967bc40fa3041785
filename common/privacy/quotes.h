/*
 * quotes: which lines of a mail its author wrote for this message, and which are
 * quoted mail, the headers in front of it, forwarded mail, signatures, footers of
 * mail programs and legal notices. Nine in ten names in support mail stand there.
 *
 * Plain text in, ranges of whole lines with a reason out; nothing is lost, the
 * caller decides what to leave out. Headers are known in some 25 languages and as
 * the common mail programs write them, wrapped lines included. For HTML, whoever
 * turns it into text asks quotes_element() at each element and passes on the places
 * that its containers gave as hints; all other rules work on the text.
 *
 * Behind a header without ">" all that follows counts as quoted, for nobody can
 * tell where it would end. Python's ">>> " prompts are no quotes.
 *
 * Time is linear in the text. The ranges belong to the struct quotes and last until
 * the next call; one struct serves one thread.
 */
#ifndef WEIR_QUOTES_H
#define WEIR_QUOTES_H
#include "common/buf.h"
#include "common/vec.h"

enum quotes_reason {
	QUOTES_KEPT,
	QUOTES_HEADER,	   /* "On … wrote:", From and Sent lines, "-----Original Message-----" */
	QUOTES_QUOTE,	   /* what stands behind it, lines with ">" */
	QUOTES_FORWARDED,  /* a forwarded message; it may be what the ticket is about */
	QUOTES_SIGNATURE,  /* from "-- ", a farewell or a name to the end */
	QUOTES_FOOTER,	   /* "Sent from my iPhone", the tail of a mailing list */
	QUOTES_DISCLAIMER, /* "This message is confidential …" */
	QUOTES_REASONS_N
};

/* "kept", "quote header", … */
const char *quotes_reason_name(enum quotes_reason reason);

/* Whole lines, with their line ends. */
struct quotes_range {
	size_t from, to;
	enum quotes_reason reason;
};

struct quotes_line;
struct quotes {
	struct VEC(struct quotes_range) ranges; /* in order, covering the text */
	/* scratch */
	struct VEC(struct quotes_line) lines;
	struct buf low, joined;
};

void quotes_init(struct quotes *quotes);
void quotes_release(struct quotes *quotes);

struct quotes_options {
	struct str sender;		  /* name and address of the author, as far as known: finds more signatures */
	const struct quotes_range *hints; /* places in the text that HTML marked; in order */
	size_t hints_n;
};

/* Fills quotes->ranges. `options` may be NULL. Any bytes will do as text. */
void quotes_find(struct quotes *quotes, struct str text, const struct quotes_options *options);

/* Sets of reasons for quotes_rest(). */
#define QUOTES_SET(reason) (1u << (reason))
#define QUOTES_ALL (QUOTES_SET(QUOTES_REASONS_N) - 2)

/* Adds what is left without the lines of these reasons, without blank lines at its ends; false: nothing is. */
bool quotes_rest(const struct quotes *quotes, struct str text, unsigned cut, struct buf *out);

/* ---- HTML ---- */

struct quotes_element {
	enum quotes_reason reason; /* of all inside, or QUOTES_KEPT */
	bool to_end;		   /* it is a divider: of all that follows, to the end of the message */
};

/* What an element with these attributes is to the common mail programs; absent attributes are empty. */
struct quotes_element quotes_element(struct str name, struct str classes, struct str id, struct str type,
				     struct str style);

#endif
