/*
 * thread: one question with its answers, as plain data, whatever system it
 * comes from. What a reader cannot tell stays at 0, and 0 is the careful value
 * everywhere: nobody knows who wrote a message, it is internal, the thread is
 * not solved.
 *
 * Raw text of customers: nothing outside generator/tickets/ and the commands of
 * tickets includes this, and nothing prints it. All of a thread lives in one
 * arena; strings are valid UTF-8 without NUL, absent ones are empty.
 */
#ifndef WEIR_TICKETS_THREAD_H
#define WEIR_TICKETS_THREAD_H
#include "common/arena.h"
#include "common/buf.h"

enum thread_role { THREAD_ROLE_UNKNOWN, THREAD_CUSTOMER, THREAD_AGENT, THREAD_MACHINE };
enum thread_visibility { THREAD_INTERNAL, THREAD_PUBLIC };
/* THREAD_CHAT: as markdown, but "<b>" are the letters that were typed. */
enum thread_format { THREAD_TEXT, THREAD_HTML, THREAD_MARKDOWN, THREAD_CHAT };
enum thread_status { THREAD_STATUS_UNKNOWN, THREAD_OPEN, THREAD_SOLVED, THREAD_CLOSED };

#define THREAD_NOBODY UINT32_MAX

/* Somebody who has to do with the thread: everything by which they could be recognised in it. */
struct thread_person {
	struct str id; /* in the source system */
	enum thread_role role;
	bool is_suspended; /* by the team, as a spammer is: nothing that they wrote goes on */
	struct str name, email, phone, user, org, domain, external_id;
};

struct thread_message {
	struct str id;
	uint32_t author; /* in thread.people, or THREAD_NOBODY */
	enum thread_role role;
	enum thread_visibility visibility;
	enum thread_format format;
	bool is_answer;	      /* the system says that this one solved it */
	bool is_redacted;     /* something was taken out of it upstream */
	bool is_mark;	      /* no message: what the one with this id is besides (internal, redacted, the answer) */
	uint32_t attachments; /* that were there; they are never imported */
	int64_t time;	      /* seconds since 1970, 0: not known */
	struct str subject;   /* its own; never in the store */
	struct str to; /* whom it went to, an address or id a line, where others may not see it; never in the store */
	struct str body;
};

struct thread {
	struct str system;	/* "zendesk" */
	struct str external_id; /* the number or id there, unique within the system */
	struct str number;	/* as people there call it, where that is not its id; never in the store */
	struct str subject, topic;
	struct str language; /* where the system says so */
	enum thread_status status;
	struct str status_name; /* as the system has it */
	int64_t created, solved, updated;
	struct str *tags;
	size_t tags_n;
	struct thread_person *people; /* the requester first where known */
	size_t people_n;
	struct thread_message *messages; /* in order of time; in the store only public ones */
	size_t messages_n;
	uint32_t expected_n; /* messages that the system says there are, whoever wrote them; 0: it does not say */
	uint32_t internal_n; /* messages that were left out because they are not public */
	bool is_deleted;     /* upstream */
	bool is_private;     /* upstream: as a whole */
	bool has_more;	     /* further pages of it follow, of which one must have */
	bool is_last;	     /* said that it is the last */
	bool is_bare;	     /* comes from a list that has no answers: other pieces must have them */
	bool hides_roles;    /* it does not say who is of the team: whoever answers somebody else is */
	bool is_unmarked;    /* the system has no flag for "public" (mailboxes): never approve it without reading it */
};

/* "customer", "agent", "machine", "" */
const char *thread_role_name(enum thread_role role);
/* "open", "solved", "closed", "" */
const char *thread_status_name(enum thread_status status);

/* One record for the store; thread_unpack() reads it back. */
void thread_pack(struct buf *out, const struct thread *thread);
/* Everything in the arena; -1 when it is no such record. */
__attribute__((warn_unused_result)) int thread_unpack(struct arena *arena, struct str record, struct thread *thread);

#endif
