#include "generator/tickets/judge.h"

#include "common/limits.h"
#include "common/map.h"
#include "common/utf8.h"
#include "generator/tickets/parties.h"
#include "generator/tickets/repeats.h"
#include "generator/tickets/stage.h"

#include <stdlib.h>

bool judge_is_denied(struct str tag, const struct str *deny_tags, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = tag, deny = deny_tags[i];

		if (deny.n == 0)
			continue;
		if (str_eq_nocase(tag, deny))
			return true;
		for (size_t from = 0, at = 0; at <= rest.n; at++) {
			if (at < rest.n && utf8_is_word_byte(rest.s[at]))
				continue;
			if (str_eq_nocase(str_slice(rest, from, at), deny))
				return true;
			from = at + 1;
		}
	}
	return false;
}

/* ---- putting together ---- */

struct pieces {
	struct thread *threads; /* the chosen head first, then parts */
	struct thread *lost;	/* other records from the time of the head */
	size_t n, lost_n;
	bool has_head, is_log, has_hole, is_flooded;
};

static bool is_head(const struct stage_row *row)
{
	return row->kind == STAGE_HEAD || row->kind == STAGE_LOG;
}

/* Above 0: a row is a better head than another one, the thread itself rather than a log, or later. 0: of one time. */
static int compare_heads(const struct stage_row *a, const struct stage_row *b)
{
	if (a->kind != b->kind)
		return a->kind == STAGE_HEAD ? 1 : -1;
	return (a->updated > b->updated) - (a->updated < b->updated);
}

static const struct stage_row *best_head(const struct stage_row *rows, size_t n)
{
	const struct stage_row *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (is_head(&rows[i]) && (best == NULL || compare_heads(&rows[i], best) > 0))
			best = &rows[i];
	return best;
}

/*
 * One of the best heads. Of several that which was read last counts, but for that of a list, which has no answers; what
 * the others say against the thread counts, too. -1: it is no record.
 */
static int take_head(struct arena *arena, const struct stage_row *row, struct pieces *pieces,
		     struct judge_result *result)
{
	struct thread *thread = &pieces->threads[0], other;

	if (thread_unpack(arena, row->record, &other) < 0)
		return -1;
	if (pieces->has_head && other.is_bare && !thread->is_bare) {
		if (other.status_name.n != 0) { /* read later */
			thread->status = other.status;
			thread->status_name = other.status_name;
		}
		pieces->lost[pieces->lost_n++] = other;
		return 0;
	}
	if (pieces->has_head)
		pieces->lost[pieces->lost_n++] = *thread;
	pieces->has_head = true;
	pieces->is_log = row->kind == STAGE_LOG;
	result->place = row->place;
	*thread = other;
	return 0;
}

/* The best head and all parts. -1: a record is no record. */
static int take_pieces(struct arena *arena, const struct stage_row *rows, size_t n, struct pieces *pieces,
		       struct judge_result *result)
{
	const struct stage_row *best = best_head(rows, n);

	pieces->threads = arena_array(arena, n + 1, sizeof(*pieces->threads));
	pieces->lost = arena_array(arena, n, sizeof(*pieces->lost));
	pieces->n = 1;
	result->place = rows[0].place;
	for (size_t i = 0; i < n; i++) {
		pieces->has_hole = pieces->has_hole || rows[i].kind == STAGE_HOLE;
		pieces->is_flooded = pieces->is_flooded || rows[i].kind == STAGE_FLOOD;
		if (is_head(&rows[i]) && compare_heads(&rows[i], best) == 0 &&
		    take_head(arena, &rows[i], pieces, result) < 0)
			return -1;
		if (rows[i].kind == STAGE_PART &&
		    thread_unpack(arena, rows[i].record, &pieces->threads[pieces->n++]) < 0)
			return -1;
	}
	return 0;
}

/* What a log of changes says of the thread at last; NULL: nothing. */
static const struct thread *last_change(const struct pieces *pieces)
{
	const struct thread *last = NULL;

	for (size_t i = 1; i < pieces->n; i++)
		if (pieces->threads[i].status_name.n != 0 &&
		    (last == NULL || pieces->threads[i].updated >= last->updated))
			last = &pieces->threads[i];
	return last;
}

/* Counts in place of what the head says where that is a log itself, or where it is later and speaks against it. */
static void take_last_change(const struct pieces *pieces, struct thread *thread)
{
	const struct thread *last = last_change(pieces);
	int64_t since = thread->solved != 0 ? thread->solved : thread->updated;
	bool is_against;

	if (last == NULL)
		return;
	is_against = last->status == THREAD_STATUS_UNKNOWN || last->status == THREAD_OPEN;
	if (!pieces->is_log && (!is_against || last->updated < since))
		return;
	thread->status = last->status;
	thread->status_name = last->status_name;
	if (pieces->is_log && thread->updated < last->updated)
		thread->updated = last->updated;
}

/* The rest of a thread that only a log tells of: what it was called at last, and every tag that it had. */
static void take_log(struct arena *arena, const struct pieces *pieces, struct thread *thread)
{
	int64_t named = thread->updated;
	size_t n = thread->tags_n;
	struct str *tags;

	for (size_t i = 1; i < pieces->n; i++)
		n += pieces->threads[i].tags_n;
	tags = arena_array(arena, n + 1, sizeof(*tags));
	if (thread->tags_n != 0)
		memcpy(tags, thread->tags, thread->tags_n * sizeof(*tags));
	thread->tags = tags;
	for (size_t i = 1; i < pieces->n; i++) {
		const struct thread *piece = &pieces->threads[i];

		if (piece->subject.n != 0 && piece->updated >= named) {
			thread->subject = piece->subject;
			named = piece->updated;
		}
		for (size_t t = 0; t < piece->tags_n; t++) {
			bool known = false;

			for (size_t k = 0; k < thread->tags_n; k++)
				known = known || str_eq(thread->tags[k], piece->tags[t]);
			if (!known)
				thread->tags[thread->tags_n++] = piece->tags[t];
		}
	}
}

static void join_pieces(struct arena *arena, const struct pieces *pieces, struct thread *thread)
{
	size_t people = 0, messages = 0;

	*thread = pieces->threads[0];
	for (size_t i = 0; i < pieces->n; i++) {
		people += pieces->threads[i].people_n;
		messages += pieces->threads[i].messages_n;
		if (i != 0 && pieces->threads[i].messages_n != 0)
			thread->is_bare = false;
		/* what one piece says against a thread counts for all of it */
		thread->is_deleted = thread->is_deleted || pieces->threads[i].is_deleted;
		thread->is_private = thread->is_private || pieces->threads[i].is_private;
		thread->has_more = thread->has_more || pieces->threads[i].has_more;
		thread->is_last = thread->is_last || pieces->threads[i].is_last;
		if (thread->expected_n < pieces->threads[i].expected_n)
			thread->expected_n = pieces->threads[i].expected_n;
		if (thread->subject.n == 0)
			thread->subject = pieces->threads[i].subject;
		if (thread->number.n == 0)
			thread->number = pieces->threads[i].number;
	}
	for (size_t i = 0; i < pieces->lost_n; i++) {
		thread->is_deleted = thread->is_deleted || pieces->lost[i].is_deleted;
		thread->is_private = thread->is_private || pieces->lost[i].is_private;
	}
	if (pieces->is_log)
		take_log(arena, pieces, thread);
	take_last_change(pieces, thread);
	thread->people = arena_array(arena, people, sizeof(*thread->people));
	thread->messages = arena_array(arena, messages, sizeof(*thread->messages));
	thread->people_n = thread->messages_n = 0;
	for (size_t i = 0; i < pieces->n; i++) {
		const struct thread *piece = &pieces->threads[i];

		for (size_t m = 0; m < piece->messages_n; m++) {
			struct thread_message *message = &thread->messages[thread->messages_n++];

			*message = piece->messages[m];
			if (message->author != THREAD_NOBODY)
				message->author += (uint32_t)thread->people_n;
		}
		if (piece->people_n != 0)
			memcpy(thread->people + thread->people_n, piece->people,
			       piece->people_n * sizeof(*piece->people));
		thread->people_n += piece->people_n;
	}
}

/* The same person once. Those without an id are the same when all they have is. */
static void merge_people(struct arena *arena, struct thread *thread)
{
	uint32_t *moved = arena_array(arena, thread->people_n, sizeof(*moved));
	struct map known;
	size_t kept = 0;

	map_init(&known);
	for (size_t i = 0; i < thread->people_n; i++) {
		struct thread_person *person = &thread->people[i];
		struct str key = person->id.n != 0 ? arena_printf(arena, "#%.*s", STR_ARG(person->id))
						   : arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(person->name),
								  STR_ARG(person->email), STR_ARG(person->user));
		bool added;
		struct map_entry *entry = map_add(&known, key, &added);

		if (added) {
			entry->value.number = kept;
			thread->people[kept++] = *person;
		} else if (thread->people[entry->value.number].role == THREAD_ROLE_UNKNOWN) {
			thread->people[entry->value.number].role = person->role;
		}
		moved[i] = (uint32_t)entry->value.number;
	}
	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].author != THREAD_NOBODY)
			thread->messages[i].author = moved[thread->messages[i].author];
	thread->people_n = kept;
	map_release(&known);
}

static void complete(struct str *field, struct str known)
{
	if (field->n == 0)
		*field = known;
}

static int complete_people(struct arena *arena, struct thread *thread, const struct judge_options *options)
{
	for (size_t i = 0; i < thread->people_n; i++) {
		struct thread_person *person = &thread->people[i], known;
		int found = person->id.n != 0 ? options->look_up(options->context, arena, person->id, &known) : 0;

		if (found < 0)
			return -1;
		if (found == 0)
			continue;
		if (person->role == THREAD_ROLE_UNKNOWN)
			person->role = known.role;
		person->is_suspended = person->is_suspended || known.is_suspended;
		complete(&person->name, known.name);
		complete(&person->email, known.email);
		complete(&person->phone, known.phone);
		complete(&person->user, known.user);
		complete(&person->org, known.org);
		complete(&person->domain, known.domain);
		complete(&person->external_id, known.external_id);
	}
	return 0;
}

/* The answer is one that is not in the export. */
static bool is_mark_of_answer(const struct thread_message *message)
{
	return message->is_mark && message->is_answer && !message->is_redacted && message->visibility == THREAD_PUBLIC;
}

/* One message in two files: the later text, and public only if both say so. */
static void merge_messages(struct thread *thread)
{
	struct map known;
	size_t kept = 0;

	map_init(&known);
	for (size_t i = 0; i < thread->messages_n; i++) {
		struct thread_message *message = &thread->messages[i];
		struct map_entry *entry;
		bool added = true;

		entry = message->id.n != 0 ? map_add(&known, message->id, &added) : NULL;
		if (!added) {
			struct thread_message *first = &thread->messages[entry->value.number];

			if (message->is_mark) {
				if (message->visibility == THREAD_INTERNAL)
					first->visibility = THREAD_INTERNAL;
				first->is_redacted = first->is_redacted || message->is_redacted;
				first->is_answer = first->is_answer || message->is_answer;
				continue;
			}
			if (first->visibility == THREAD_INTERNAL)
				message->visibility = THREAD_INTERNAL;
			message->is_answer = message->is_answer || first->is_answer;
			message->is_redacted = message->is_redacted || first->is_redacted;
			*first = *message;
			continue;
		}
		if (entry != NULL)
			entry->value.number = kept;
		thread->messages[kept++] = *message;
	}
	thread->messages_n = 0;
	for (size_t i = 0; i < kept; i++) {
		/* made internal, and not among these: nobody can tell which one it is */
		if (thread->messages[i].is_mark && thread->messages[i].visibility == THREAD_INTERNAL)
			thread->is_private = true;
		if (!is_mark_of_answer(&thread->messages[i]))
			thread->messages[thread->messages_n++] = thread->messages[i];
	}
	map_release(&known);
}

struct place_in_time {
	int64_t time;
	size_t index;
};

static int compare_places(const void *a, const void *b)
{
	const struct place_in_time *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* By time; those without one stay behind the one that they were behind. */
static void sort_messages(struct arena *arena, struct thread *thread)
{
	struct place_in_time *places = arena_array(arena, thread->messages_n, sizeof(*places));
	struct thread_message *sorted = arena_array(arena, thread->messages_n, sizeof(*sorted));
	int64_t time = 0;

	for (size_t i = 0; i < thread->messages_n; i++) {
		if (thread->messages[i].time != 0)
			time = thread->messages[i].time;
		places[i] = (struct place_in_time){time, i};
	}
	if (thread->messages_n > 1)
		qsort(places, thread->messages_n, sizeof(*places), compare_places);
	for (size_t i = 0; i < thread->messages_n; i++)
		sorted[i] = thread->messages[places[i].index];
	thread->messages = sorted;
}

/* ---- judging ---- */

/* Who left the team is suspended, too: their answers were the team's. */
static bool is_by_suspended(const struct thread *thread, const struct thread_message *message)
{
	return message->author != THREAD_NOBODY && message->role != THREAD_AGENT &&
	       thread->people[message->author].is_suspended;
}

/* Drops what is not public, or by somebody suspended, and what machines wrote. */
static void drop_messages(struct arena *arena, struct thread *thread, struct judge_result *result)
{
	size_t kept = 0;

	result->messages_n = thread->messages_n;
	result->closed = arena_array(arena, thread->messages_n, sizeof(*result->closed));
	for (size_t i = 0; i < thread->messages_n; i++) {
		struct thread_message *message = &thread->messages[i];

		if (message->role == THREAD_ROLE_UNKNOWN && message->author != THREAD_NOBODY)
			message->role = thread->people[message->author].role;
		if (message->visibility != THREAD_PUBLIC || message->is_redacted || is_by_suspended(thread, message))
			result->closed[result->closed_n++] = *message;
		if (message->role == THREAD_MACHINE)
			result->machines_n++;
		else if (message->visibility != THREAD_PUBLIC || is_by_suspended(thread, message))
			result->internal_n++;
		else
			thread->messages[kept++] = *message;
	}
	thread->messages_n = kept;
	thread->internal_n = (uint32_t)result->internal_n;
}

/* A thread without a subject has that of the first message that is left: an internal one's is internal, too. */
static void take_subject(struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++) {
		if (thread->subject.n == 0)
			thread->subject = thread->messages[i].subject;
		thread->messages[i].subject = STR("");
	}
}

static bool has_denied(const struct thread *thread, const struct judge_options *options)
{
	for (size_t i = 0; i < thread->tags_n; i++)
		if (judge_is_denied(thread->tags[i], options->deny_tags, options->deny_tags_n))
			return true;
	return judge_is_denied(thread->topic, options->deny_tags, options->deny_tags_n);
}

/* The thread as a whole, what another record from its time says, or one of its pieces by what it is filed under. */
static bool has_denied_tag(const struct thread *thread, const struct pieces *pieces,
			   const struct judge_options *options)
{
	if (has_denied(thread, options))
		return true;
	for (size_t i = 0; i < pieces->lost_n; i++)
		if (has_denied(&pieces->lost[i], options))
			return true;
	for (size_t i = 0; i < pieces->n; i++)
		if (judge_is_denied(pieces->threads[i].topic, options->deny_tags, options->deny_tags_n))
			return true;
	return false;
}

/* Who asks, and is not known to be of the team, is a customer. */
static void take_customer(struct thread *thread)
{
	uint32_t asker = thread->messages_n != 0 ? thread->messages[0].author : THREAD_NOBODY;

	if (thread->messages_n == 0 || thread->messages[0].role != THREAD_ROLE_UNKNOWN)
		return;
	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].role == THREAD_ROLE_UNKNOWN &&
		    (i == 0 || (asker != THREAD_NOBODY && thread->messages[i].author == asker)))
			thread->messages[i].role = THREAD_CUSTOMER;
}

/*
 * Where nobody says who answers: everybody else than who wrote first. And who only adds to a question of their
 * own has not answered it.
 */
static void guess_agents(struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].role == THREAD_AGENT)
			return;
	for (size_t i = 1; i < thread->messages_n; i++)
		if (thread->messages[i].role == THREAD_ROLE_UNKNOWN &&
		    thread->messages[i].author != thread->messages[0].author)
			thread->messages[i].role = THREAD_AGENT;
}

static bool is_blank(struct str text)
{
	return str_trim(text).n == 0;
}

static bool has_redacted(const struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].is_redacted)
			return true;
	return false;
}

/* A question, and behind it an answer: by an agent, or chosen as the answer. */
static enum import_reason judge_messages(const struct thread *thread)
{
	bool has_question = false, has_answer = false;

	for (size_t i = 0; i < thread->messages_n; i++) {
		const struct thread_message *message = &thread->messages[i];

		if (message->is_redacted)
			return IMPORT_REDACTED;
		if (is_blank(message->body))
			continue;
		if (message->role == THREAD_AGENT || message->is_answer)
			has_answer = has_answer || has_question;
		has_question = has_question || message->role != THREAD_AGENT || (i == 0 && thread->is_unmarked);
	}
	return !has_question ? IMPORT_NO_QUESTION : !has_answer ? IMPORT_NO_ANSWER : IMPORT_FINE;
}

static enum import_reason judge(const struct thread *thread, const struct pieces *pieces,
				const struct judge_options *options, uint64_t messages_n)
{
	if (thread->is_deleted)
		return IMPORT_DELETED;
	if (thread->is_private)
		return IMPORT_PRIVATE;
	/* also where an export of changes has nothing else: what was taken over before goes */
	if (!pieces->has_head && has_redacted(thread))
		return IMPORT_REDACTED;
	if (has_denied_tag(thread, pieces, options))
		return IMPORT_DENIED;
	if (!pieces->has_head)
		return pieces->has_hole ? IMPORT_INCOMPLETE : IMPORT_NO_TICKET;
	if (options->since != 0 && thread->updated != 0 && thread->updated < options->since)
		return IMPORT_OLD;
	/* without any message: they are in a part of the export that is not here */
	if (pieces->has_hole || thread->expected_n > messages_n || messages_n == 0 || thread->is_bare ||
	    (thread->has_more && !thread->is_last))
		return IMPORT_INCOMPLETE;
	if (thread->status == THREAD_STATUS_UNKNOWN)
		return IMPORT_UNKNOWN_STATUS;
	if (thread->status == THREAD_OPEN)
		return IMPORT_UNSOLVED;
	return judge_messages(thread);
}

int judge_thread(struct arena *arena, const struct stage_row *rows, size_t n, const struct judge_options *options,
		 struct judge_result *result)
{
	struct pieces pieces = {0};
	struct thread *thread = &result->thread;

	if (take_pieces(arena, rows, n, &pieces, result) < 0)
		return -1;
	join_pieces(arena, &pieces, thread);
	result->messages_n = thread->messages_n;
	if (thread->messages_n > LIMIT_IMPORT_MESSAGES || pieces.is_flooded) {
		result->reason = thread->is_deleted   ? IMPORT_DELETED
				 : thread->is_private ? IMPORT_PRIVATE
						      : IMPORT_TOO_LONG;
		return 0;
	}
	merge_people(arena, thread);
	if (complete_people(arena, thread, options) < 0)
		return -1;
	merge_messages(thread);
	sort_messages(arena, thread);
	parties_close_others(arena, thread);
	result->repeats_n = repeats_close(arena, thread);
	drop_messages(arena, thread, result);
	take_subject(thread);
	if (!thread->is_unmarked)
		take_customer(thread);
	if (thread->is_unmarked || thread->hides_roles)
		guess_agents(thread);
	if (thread->updated == 0 && thread->messages_n != 0)
		thread->updated = thread->messages[thread->messages_n - 1].time;
	result->reason = judge(thread, &pieces, options, result->messages_n);
	thread->expected_n = 0;
	thread->has_more = thread->is_last = thread->is_bare = thread->hides_roles = false;
	return 0;
}
