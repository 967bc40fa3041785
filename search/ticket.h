/*
 * ticket: what a contact form or a program sends, to a ticket that may be accepted.
 * One check for all of them: POST /api/ticket (JSON) and POST /contact (a form, with
 * or without files) fill the same struct of fields, ticket_check() says what is wrong
 * with it, field by field, and makes the ticket that outbox_add() takes.
 *
 * Nothing is cut or left out without a word: what is too long is a problem, not a
 * shorter text. The trap is a field that people do not see; who fills it in is told
 * so, because a browser's automatic filling is nobody's fault.
 *
 * Pure: reads no clock, keeps nothing. Texts point into the input or the arena.
 */
#ifndef WEIR_TICKET_H
#define WEIR_TICKET_H
#include "common/outbox.h"

/* As they came. An absent text is empty. */
struct ticket_fields {
	struct str form, key; /* random, made with the form; both optional */
	struct str topic, tier;
	struct str subject, body; /* needed */
	struct str name, email;	  /* email is needed */
	struct str lang, page;
	struct str website; /* the trap */
	struct outbox_file files[LIMIT_ATTACHMENTS];
	size_t files_n;
	bool has_more_files; /* than LIMIT_ATTACHMENTS */
};

/*
 * The names, in JSON and in forms: form key topic tier subject body name email lang page website files. 0, or -1 with
 * a reason: it is no such thing at all, and there is nobody to tell field by field.
 */

/* {"subject":"…", …, "files":[{"name":"screen.png","data":"base64"}]} */
__attribute__((warn_unused_result)) int ticket_from_json(struct str json, struct arena *arena,
							 struct ticket_fields *fields, struct str *reason);
/* application/x-www-form-urlencoded or multipart/form-data, as the Content-Type says; other names are passed over. */
__attribute__((warn_unused_result)) int ticket_from_form(struct str content_type, struct str body, struct arena *arena,
							 struct ticket_fields *fields, struct str *reason);

enum ticket_fault {
	TICKET_MISSING,
	TICKET_TOO_LONG, /* limit: bytes */
	TICKET_NOT_AN_ADDRESS,
	TICKET_NOT_RANDOM, /* a form or key that is not letters, digits, - and _ */
	TICKET_NOT_A_PAGE, /* a page that is a script or a text */
	TICKET_IN_THE_TRAP,
	TICKET_TOO_MANY_FILES,	/* limit: how many */
	TICKET_FILE_TOO_LARGE,	/* limit: bytes of one */
	TICKET_FILES_TOO_LARGE, /* limit: bytes of all */
	TICKET_FILE_TYPE,	/* not one of ticket_file_types(), or not what its name says */
	TICKET_FILE_EMPTY,
	TICKET_FILE_BROKEN, /* no base64 */
	TICKET_FAULTS_N
};

struct ticket_problem {
	const char *field; /* "email", "files" */
	enum ticket_fault fault;
	size_t limit;
	struct str file; /* name of the file, when it is about one */
};

enum { TICKET_PROBLEMS = 16 + LIMIT_ATTACHMENTS };

/*
 * Checks all fields. Returns the number of problems written (at most TICKET_PROBLEMS); with 0 the ticket is filled
 * in, but for its venue: that is the caller's to find from topic and tier.
 */
size_t ticket_check(const struct ticket_fields *fields, struct arena *arena, struct outbox_ticket *ticket,
		    struct ticket_problem problems[TICKET_PROBLEMS]);
/* "missing", "too_long", …: for JSON and as the end of names of strings. */
const char *ticket_fault_name(enum ticket_fault fault);
/* A sentence in English. */
struct str ticket_fault_text(const struct ticket_problem *problem, struct arena *arena);
/* For the accept attribute of a form: ".png,.jpg,…" */
const char *ticket_file_types(void);

#endif
