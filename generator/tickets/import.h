/*
 * import: from what the readers find in an export to threads in the store.
 *
 * Readers say what is there, in any order: people, threads, messages of threads,
 * what is broken, what they do not know. When all was read, threads are put
 * together and judged here, by the same rules for all systems: only solved ones
 * with a public question and a public answer go on; messages that are not public,
 * or not certainly so, are dropped before anything is stored; whatever was deleted
 * or made private upstream is withdrawn from the store.
 *
 * The report holds places (file and line or number of the ticket), counts, and
 * names of fields and codes, never content. Nothing here prints.
 */
#ifndef WEIR_TICKETS_IMPORT_H
#define WEIR_TICKETS_IMPORT_H
#include "common/vec.h"
#include "generator/tickets/articles.h"
#include "generator/tickets/thread.h"

struct input;
struct store;

/*
 * Why a thread is left out: its id, what is said of one and of several, and what `weir explain` says of it.
 * `withdraws`: its text is erased from the store when it was there before.
 */
#define IMPORT_REASONS(X) \
	X(DELETED, "deleted", true, "was deleted there", "were deleted there", \
	  "What Weir has of it is erased, and a page that was made of it goes.") \
	X(PRIVATE, "private", true, "is private there, or in a restricted place", \
	  "are private there, or in a restricted place", \
	  "The ticket, or its project, category, channel or repository, is not open to everybody. What Weir has of " \
	  "it is erased, and a page that was made of it goes.") \
	X(REDACTED, "redacted", true, "had something redacted there", "had something redacted there", \
	  "Somebody wanted a part of it to be gone, and what is left may still tell of it. What Weir has of it is " \
	  "erased, and a page that was made of it goes.") \
	X(DENIED, "denied", true, "has a tag or topic of deny_tags", "have a tag or topic of deny_tags", \
	  "A tag, topic, group or channel of it has a word of deny_tags in [tickets] of site.toml, or of the list " \
	  "that Weir has without it; weir-site(5) has that list. A deny_tags of your own replaces it: such topics " \
	  "are " \
	  "yours to watch then.") \
	X(SPAM, "spam", true, "is marked as spam", "are marked as spam", \
	  "Where it is none, take the mark away in the ticket system and export it again.") \
	X(NO_ANSWER, "no-answer", true, "has no public answer", "have no public answer", \
	  "A page needs an answer that the customer could read. Internal notes, public answers that tell what a note " \
	  "said before, automatic replies and messages that do not say that they are public are none, and nobody " \
	  "answers a question of their own. In mailboxes and Slack, own_domains in [tickets] of site.toml tells " \
	  "which addresses are yours, and so who answers.") \
	X(NO_QUESTION, "no-question", true, "has no public question", "have no public question", \
	  "A page needs a question that a customer asked in public. What an agent began is none. In mailboxes and " \
	  "Slack, own_domains in [tickets] of site.toml tells which addresses are yours, and so who asks.") \
	X(UNSOLVED, "unsolved", false, "is not solved", "are not solved", \
	  "Only what is solved or closed is published. A later export brings it when it is.") \
	X(UNKNOWN_STATUS, "unknown-status", false, "has a status that is not known", \
	  "have a status that is not known", \
	  "Weir does not guess what a status means: the end of the report names those that it does not know. Where " \
	  "the ticket system lets you name your own, give the file that tells what they mean together with the " \
	  "tickets: pipelines of HubSpot, states of Zammad, the table ticket_status of osTicket.") \
	X(AMBIGUOUS, "ambiguous", true, "says a key twice, so that it is not clear what it is", \
	  "say a key twice, so that it is not clear what they are", \
	  "Of two values for one key each program takes another one; one of them may say that it is private.") \
	X(INCOMPLETE, "incomplete", false, "is not complete: something of it is missing or could not be read", \
	  "are not complete: something of them is missing or could not be read", \
	  "Mostly their messages are missing: many systems export tickets and their comments or conversations " \
	  "apart. Name all files of the export in one `weir import`, in any order, or export tickets with their " \
	  "comments. Where a record could not be read, a line above the report says where.") \
	X(TOO_LONG, "too-long", false, "has more messages than a person can review", \
	  "have more messages than a person can review", "The limit is 10,000 messages.") \
	X(MERGED, "merged", true, "was merged into another", "were merged into others", \
	  "What was said goes on in the other one, which is taken when it is in the export.") \
	X(NO_TICKET, "no-ticket", false, "has messages, but the ticket itself is not in the export", \
	  "have messages, but the ticket itself is not in the export", \
	  "Whether it is solved, and who may read it, stands in the ticket. Name the files that have the tickets, " \
	  "too, in one `weir import`.") \
	X(OLD, "old", false, "was not changed since the date given", "were not changed since the date given", \
	  "--since passes over it. What was imported of it before stays.") \
	X(BURIED, "taken-down", false, "was taken down, and stays so", "were taken down, and stay so", \
	  "`weir tickets forget` took it down, and no import brings it back.") \
	X(PULL_REQUEST, "pull-request", false, "is a pull request", "are pull requests", \
	  "Issues and discussions are taken.") \
	X(MACHINE, "machine", false, "comes from a machine", "come from machines", \
	  "Alerts, bounces, automatic replies and what bots write ask nothing.")

enum import_reason {
#define X(name, id, withdraws, one, many, explanation) IMPORT_##name,
	IMPORT_REASONS(X)
#undef X
	    IMPORT_REASONS_N,
	IMPORT_FINE = IMPORT_REASONS_N
};
const char *import_reason_id(enum import_reason reason);
/* What is said of n threads behind their number. */
const char *import_reason_text(enum import_reason reason, uint64_t n);
/* What it means and what to do. */
const char *import_reason_explanation(enum import_reason reason);

#define IMPORT_PLACES 3
/* Something that is counted, with its first places. */
struct import_count {
	uint64_t n;
	struct str places[IMPORT_PLACES];
	size_t places_n;
};

struct import_fault {
	struct str place;  /* "tickets.json:12" or "tickets.xml, byte 1234" */
	struct str ticket; /* its number, where known */
	struct str what;   /* "it is cut off" */
};
/* Faults that are remembered one by one; all are counted. */
#define IMPORT_FAULTS 100

struct import_unknown {
	struct str kind, name; /* "field of a ticket", "sla_policy" */
	struct import_count count;
};

struct import_report {
	uint64_t threads, ready, added, changed, same, withdrawn;
	uint64_t messages, internal, machines, people;
	uint64_t repeats; /* of the internal messages: public there, but they tell what a note says */
	struct import_count left_out[IMPORT_REASONS_N];
	struct import_fault faults[IMPORT_FAULTS];
	uint64_t faults_n;			   /* may be more than IMPORT_FAULTS */
	uint64_t repaired;			   /* records with bytes that were no UTF-8 */
	struct VEC(struct import_unknown) unknown; /* in order of their first appearance */
	bool needs_reading;			   /* the system has no flag for "public" */
	bool has_no_input;			   /* nothing that the reader knows was found */
};

struct import_options {
	struct str system;
	const struct str *deny_tags;
	size_t deny_tags_n;
	const struct str *own_domains; /* of agents, in mail */
	size_t own_domains_n;
	const struct str *columns; /* "FIELD=COLUMN", for CSV */
	size_t columns_n;
	int64_t since; /* 0: all */
	int64_t now;
	bool complete; /* what is not in the export any more was deleted */
	bool dry_run;  /* nothing is changed in the store, which may be NULL */
	struct str temporary_folder;
	struct articles *articles;			 /* where articles go; NULL: they are passed over */
	void (*progress)(void *context, uint64_t bytes); /* may be NULL */
	void *context;
};

struct import;

/* NULL with a reason. The options and what they point to must outlive it. */
struct import *import_new(struct store *store, const struct import_options *options, struct buf *reason);
void import_free(struct import *import);
const struct import_options *import_options(const struct import *import);
/* Something is wrong with the disk or the store: nothing more can be done; import_error() tells. */
bool import_has_failed(const struct import *import);
const char *import_error(const struct import *import);

/* ---- what readers say. Nothing is kept by reference. ---- */

/* Where the reader is; name lives until the next call. */
void import_at(struct import *import, struct str name, uint64_t line);
void import_at_line(struct import *import, uint64_t line); /* in the same file */
/* Everybody, also those of threads that are left out: they are searched for in all texts. */
void import_person(struct import *import, const struct thread_person *person);
/* A thread, with those of its messages that stand in it. Of several with one id the latest counts; of those from one
 * time the one with answers, and what any says against it. */
void import_thread(struct import *import, const struct thread *thread);
/* Messages for a thread: its external_id, people and messages count; and what a log says (import_log()). */
void import_messages(struct import *import, const struct thread *thread);
/*
 * How a thread began, as a log of changes has it: stands for the thread where the export has none. What became of it
 * are messages (import_messages()) with a subject, status_name and tags, as they were changed to at `updated`.
 */
void import_log(struct import *import, const struct thread *thread);
/* Something of a thread is missing. */
void import_hole(struct import *import, struct str thread_id);
/* A thread that the reader itself leaves out: for a reason that withdraws, whatever other records say of it. */
void import_leave_out(struct import *import, enum import_reason reason, struct str thread_id);
/* Something of a ticket cannot be read, so that it is left out. The ticket may be "". */
void import_fault(struct import *import, struct str ticket, const char *what);
/* A record cannot be read; the guess of its ticket's number is for the report only. */
void import_broken(struct import *import, struct str guess, const char *what);
/* The same where records that stand beside each other have nothing to do with each other, as in mailboxes. */
void import_broken_alone(struct import *import, const char *what);
/* A status or code that the reader does not know: counted, and never guessed. It is repeated in the report only when it
 * is lower-case letters, digits, "_" and "-"; it may be somebody's name otherwise. */
void import_unknown(struct import *import, const char *kind, struct str code);
/* The same of a field or a kind of record, which may have capitals and ":#/". */
void import_unknown_field(struct import *import, const char *kind, struct str name);
void import_found_something(struct import *import);
/*
 * A place that is not public any more, or gone: every thread whose id is the place's name followed by "#" or "/" is
 * private, those of earlier imports too. Letters count as small ones.
 */
void import_close_place(struct import *import, struct str place);
/* Whether an earlier import has put that thread into the store. */
bool import_knows(struct import *import, struct str thread_id);
/*
 * What readers of the system have to know of earlier exports: a text for a name, such as of which ticket a conversation
 * is. It stays in the store; an empty text is as good as none. import_recall(): "" where nobody has said it.
 */
void import_remember(struct import *import, const char *kind, struct str name, struct str text);
struct str import_recall(struct import *import, struct arena *arena, const char *kind, struct str name);
/* Everything that was remembered of a kind. */
void import_each_remembered(struct import *import, const char *kind,
			    void (*each)(void *context, struct str name, struct str text), void *context);
/* Whether deny_tags has a word of it: for names of groups, categories, channels. */
bool import_is_denied(const struct import *import, struct str name);
/* An address of one of own_domains, or below it: "anna@acme.example", "anna@hr.acme.example". */
bool import_is_own(const struct import *import, struct str email);

/* ---- articles (articles.h) ---- */

/* articles_id_of(), articles_is_of_another() */
struct str import_article_id(struct import *import, struct str url);
bool import_is_of_another_article(struct import *import, struct str id, struct str locale, struct str url);
void import_section(struct import *import, const struct article_section *section);
void import_article(struct import *import, const struct article *article);
/* locale "": in all languages. */
void import_closed_article(struct import *import, enum articles_reason reason, struct str id, struct str locale);
void import_attachment(struct import *import, struct str id, struct str name);

/* ---- the end ---- */

/* Puts threads together and into the store; one transaction. -1: import_error(). */
__attribute__((warn_unused_result)) int import_finish(struct import *import);
/* Lives as long as the import. */
const struct import_report *import_report(const struct import *import);

#endif
