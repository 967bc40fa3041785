#include "generator/tickets/import.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/map.h"
#include "common/mem.h"
#include "generator/tickets/hashes.h"
#include "generator/tickets/judge.h"
#include "generator/tickets/remains.h"
#include "generator/tickets/stage.h"
#include "generator/tickets/store.h"
#include "generator/tickets/taken_back.h"

/* People that were met last: most messages are by few of them. */
#define RECENT 4096
/* Names that are reported one by one; a hostile file may have a million. */
#define MAX_UNKNOWN 1000
#define MAX_NAME ((size_t)40)

struct import {
	const struct import_options *options;
	struct store *store;
	struct stage *stage;
	struct import_report report;
	struct arena arena; /* of the report */
	struct map unknown; /* kind, NUL, name -> index */
	struct buf record, name, error;
	uint64_t line;
	uint64_t recent[RECENT], identities[RECENT];
	struct map seen;	/* keys, for `complete` */
	struct hashes left_out; /* threads that were counted as such already: enum left_out */
	struct map closed_places;
	bool lacks_records; /* some that stand beside others could not be read */
	bool failed;
	/* in the present file: of whom the last messages were that stood alone, and whether something was broken since
	 */
	struct buf last_part;
	bool after_fault;
};

enum left_out {
	LEFT_OUT_RECORD = 1, /* another record of the thread may bring it in */
	LEFT_OUT_FOR_GOOD    /* whatever others say */
};

static const struct {
	const char *id, *one, *many, *explanation;
	bool withdraws;
} reasons[] = {
#define X(name, id, withdraws, one, many, explanation) {id, one, many, explanation, withdraws},
    IMPORT_REASONS(X)
#undef X
};

const char *import_reason_id(enum import_reason reason)
{
	return reasons[reason].id;
}

const char *import_reason_text(enum import_reason reason, uint64_t n)
{
	return n == 1 ? reasons[reason].one : reasons[reason].many;
}

const char *import_reason_explanation(enum import_reason reason)
{
	return reasons[reason].explanation;
}

struct import *import_new(struct store *store, const struct import_options *options, struct buf *reason)
{
	struct import *import = mem_zalloc(sizeof(*import));

	import->options = options;
	import->store = store;
	arena_init(&import->arena);
	map_init(&import->unknown);
	map_init(&import->seen);
	hashes_init(&import->left_out);
	map_init(&import->closed_places);
	buf_init(&import->record, BUF_NO_LIMIT);
	buf_init(&import->name, BUF_NO_LIMIT);
	buf_init(&import->error, BUF_NO_LIMIT);
	buf_init(&import->last_part, BUF_NO_LIMIT);
	import->report.has_no_input = true;
	import->stage = stage_open(options->temporary_folder, reason);
	if (import->stage != NULL && (store == NULL || store_begin(store) == 0))
		return import;
	if (import->stage != NULL)
		buf_printf(reason, "%s", store_error(store));
	import_free(import);
	return NULL;
}

void import_free(struct import *import)
{
	if (import == NULL)
		return;
	stage_close(import->stage);
	vec_release(&import->report.unknown);
	map_release(&import->unknown);
	map_release(&import->seen);
	hashes_release(&import->left_out);
	map_release(&import->closed_places);
	buf_release(&import->record);
	buf_release(&import->name);
	buf_release(&import->error);
	buf_release(&import->last_part);
	arena_release(&import->arena);
	mem_free(import);
}

const struct import_options *import_options(const struct import *import)
{
	return import->options;
}

bool import_has_failed(const struct import *import)
{
	return import->failed;
}

const char *import_error(const struct import *import)
{
	return import->error.n != 0 ? import->error.s : "";
}

const struct import_report *import_report(const struct import *import)
{
	return &import->report;
}

static void fail(struct import *import, const char *why)
{
	if (!import->failed)
		buf_printf(&import->error, "%s", why);
	import->failed = true;
}

/* ---- counting ---- */

void import_at(struct import *import, struct str name, uint64_t line)
{
	if (!str_eq(buf_view(&import->name), name)) {
		buf_clear(&import->name);
		buf_str(&import->name, name);
		buf_clear(&import->last_part);
		import->after_fault = false;
	}
	import->line = line;
}

void import_at_line(struct import *import, uint64_t line)
{
	import->line = line;
}

static struct str place(struct arena *arena, const struct import *import)
{
	if (import->line == 0)
		return arena_str(arena, buf_view(&import->name));
	return arena_printf(arena, "%.*s:%llu", (int)import->name.n, import->name.s != NULL ? import->name.s : "",
			    (unsigned long long)import->line);
}

static void count_at(struct import *import, struct import_count *count, struct str where, struct str ticket)
{
	if (count->places_n < IMPORT_PLACES)
		count->places[count->places_n++] =
		    ticket.n != 0 ? arena_printf(&import->arena, "%.*s (%.*s)", STR_ARG(where), STR_ARG(ticket))
				  : arena_str(&import->arena, where);
	count->n++;
}

/* What stands in an export may be anything, also where a field's name or a code is expected: an address or a name is
 * not repeated. */
static struct str safe_name(struct arena *arena, struct str name, bool (*is_safe)(struct str name, size_t at))
{
	if (name.n > MAX_NAME)
		return STR("(a long name)");
	for (size_t i = 0; i < name.n; i++)
		if (!is_safe(name, i))
			return STR("(a strange name)");
	return arena_str(arena, name);
}

static bool is_of_field(struct str name, size_t at)
{
	return str_is_alnum(name.s[at]) || strchr("_-:#/", name.s[at]) != NULL;
}

static bool is_of_code(struct str name, size_t at)
{
	char c = name.s[at];

	return (c >= 'a' && c <= 'z') || str_is_digit(c) || c == '_' || c == '-';
}

/* A ticket's number is a number or a short id; anything else could be content. A time may have a point in it. */
static bool is_of_ticket(struct str name, size_t at)
{
	if (name.s[at] == '.')
		return at > 0 && at + 1 < name.n && str_is_digit(name.s[at - 1]) && str_is_digit(name.s[at + 1]);
	return is_of_field(name, at);
}

static struct str safe_ticket(struct arena *arena, struct str id)
{
	struct str name = id.n != 0 ? safe_name(arena, id, is_of_ticket) : STR("");

	return name.n != 0 && name.s[0] == '(' ? STR("") : name;
}

/* "1042", or where people call it otherwise "1042, SUP-7". */
static struct str safe_names(struct arena *arena, struct str id, struct str number)
{
	struct str name = safe_ticket(arena, id), other = safe_ticket(arena, number);

	if (name.n == 0 || other.n == 0 || str_eq(name, other))
		return name.n != 0 ? name : other;
	return arena_printf(arena, "%.*s, %.*s", STR_ARG(name), STR_ARG(other));
}

static int withdraw(struct import *import, struct arena *arena, struct str id, enum import_reason reason)
{
	bool was = false;

	if (import->store == NULL || !reasons[reason].withdraws)
		return 0;
	if (store_withdraw_thread(import->store, store_key(arena, import->options->system, id),
				  str_c(reasons[reason].id), import->options->now, &was) < 0)
		return -1;
	import->report.withdrawn += was;
	return 0;
}

void import_leave_out(struct import *import, enum import_reason reason, struct str thread_id)
{
	struct arena arena;

	arena_init(&arena);
	import->report.threads++;
	if (reasons[reason].withdraws)
		hashes_set(&import->left_out, thread_id, LEFT_OUT_FOR_GOOD);
	else if (hashes_get(&import->left_out, thread_id) == 0)
		hashes_set(&import->left_out, thread_id, LEFT_OUT_RECORD);
	count_at(import, &import->report.left_out[reason], place(&arena, import), safe_ticket(&arena, thread_id));
	if (!import->failed && withdraw(import, &arena, thread_id, reason) < 0)
		fail(import, store_error(import->store));
	arena_release(&arena);
}

void import_found_something(struct import *import)
{
	import->report.has_no_input = false;
}

bool import_is_denied(const struct import *import, struct str name)
{
	return judge_is_denied(name, import->options->deny_tags, import->options->deny_tags_n);
}

bool import_is_own(const struct import *import, struct str email)
{
	const struct import_options *options = import_options(import);
	ptrdiff_t at = str_rfind_char(email, '@');

	for (size_t i = 0; at >= 0 && i < options->own_domains_n; i++) {
		struct str own = options->own_domains[i];

		if (own.n == 0 || email.n <= own.n || !str_ends_nocase(email, own))
			continue;
		if (strchr("@.", email.s[email.n - own.n - 1]) != NULL)
			return true;
	}
	return false;
}

static void add_fault(struct import *import, struct str ticket, const char *what)
{
	if (import->report.faults_n < IMPORT_FAULTS)
		import->report.faults[import->report.faults_n] =
		    (struct import_fault){.place = place(&import->arena, import),
					  .ticket = safe_ticket(&import->arena, ticket),
					  .what = arena_str(&import->arena, str_c(what))};
	import->report.faults_n++;
}

static void suspect_neighbours(struct import *import)
{
	/* where messages stand one by one, what is broken may belong to the thread before it or behind it */
	import->after_fault = true;
	if (import->last_part.n != 0)
		import_hole(import, buf_view(&import->last_part));
}

void import_fault(struct import *import, struct str ticket, const char *what)
{
	if (ticket.n != 0)
		import_hole(import, ticket);
	add_fault(import, ticket, what);
	suspect_neighbours(import);
}

void import_broken(struct import *import, struct str guess, const char *what)
{
	add_fault(import, guess, what);
	suspect_neighbours(import);
}

void import_broken_alone(struct import *import, const char *what)
{
	import->lacks_records = true;
	add_fault(import, STR(""), what);
}

/* What readers say themselves. */
static bool is_own_word(struct str name)
{
	return str_eq(name, STR("(none)")) || str_eq(name, STR("(one that stands twice)")) ||
	       str_eq(name, STR("(give categories.json)"));
}

static void count_unknown(struct import *import, const char *kind, struct str name,
			  bool (*is_safe)(struct str name, size_t at))
{
	struct arena arena;
	struct str safe, key;
	struct map_entry *entry;

	arena_init(&arena);
	safe = is_own_word(name) ? name : safe_name(&arena, name, is_safe);
	key = arena_printf(&arena, "%s/%.*s", kind, STR_ARG(safe));
	entry = map_find(&import->unknown, key);
	if (entry == NULL && import->report.unknown.n >= MAX_UNKNOWN) {
		safe = STR("(others)");
		key = STR("(others)");
		entry = map_find(&import->unknown, key);
	}
	if (entry == NULL) {
		struct import_unknown *unknown = vec_add(&import->report.unknown);

		unknown->kind = str_c(kind);
		unknown->name = arena_str(&import->arena, safe);
		entry = map_add(&import->unknown, arena_str(&import->arena, key), NULL);
		entry->value.number = import->report.unknown.n - 1;
	}
	count_at(import, &import->report.unknown.at[entry->value.number].count, place(&arena, import), STR(""));
	arena_release(&arena);
}

void import_unknown(struct import *import, const char *kind, struct str code)
{
	count_unknown(import, kind, code, is_of_code);
}

void import_unknown_field(struct import *import, const char *kind, struct str name)
{
	count_unknown(import, kind, name, is_of_field);
}

/* ---- what was read ---- */

/* By what they can be known. */
static uint64_t identity_hash(const struct thread_person *person)
{
	struct str fields[] = {person->name, person->email,  person->phone,	 person->user,
			       person->org,  person->domain, person->external_id};
	uint64_t hash = 1;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		hash = hash64_mix(hash * 31 + fields[i].n, fields[i]);
	return hash;
}

static uint64_t person_hash(const struct thread_person *person, uint64_t identity)
{
	return hash64_mix(identity * 31 + (uint64_t)person->role * 2 + person->is_suspended + 1, person->id);
}

static bool is_anybody(const struct thread_person *person)
{
	return person->name.n + person->email.n + person->phone.n + person->user.n + person->org.n + person->domain.n +
		   person->external_id.n !=
	       0;
}

void import_person(struct import *import, const struct thread_person *person)
{
	uint64_t identity = identity_hash(person), hash = person_hash(person, identity);
	bool is_known = import->identities[identity % RECENT] == identity;

	/* records tell the same people in several places, in some of them without an id */
	if (import->failed || import->recent[hash % RECENT] == hash || (is_known && person->id.n == 0))
		return;
	import->recent[hash % RECENT] = hash;
	import->identities[identity % RECENT] = identity;
	if (is_anybody(person)) {
		import->report.people += !is_known;
		if (import->store != NULL && store_put_person(import->store, import->options->system, person) < 0)
			fail(import, store_error(import->store));
	}
	if (person->id.n != 0 && !import->failed && stage_put_person(import->stage, person) < 0)
		fail(import, stage_error(import->stage));
}

static void stage_record(struct import *import, enum stage_kind kind, const struct thread *thread)
{
	struct stage_row row = {.kind = kind, .updated = thread->updated};
	struct arena arena;

	for (size_t i = 0; i < thread->people_n; i++)
		import_person(import, &thread->people[i]);
	if (import->failed)
		return;
	arena_init(&arena);
	buf_clear(&import->record);
	thread_pack(&import->record, thread);
	row.record = buf_view(&import->record);
	row.place = place(&arena, import);
	if (stage_add(import->stage, thread->external_id, &row) < 0)
		fail(import, stage_error(import->stage));
	arena_release(&arena);
}

void import_thread(struct import *import, const struct thread *thread)
{
	import_found_something(import);
	stage_record(import, STAGE_HEAD, thread);
}

void import_log(struct import *import, const struct thread *thread)
{
	import_found_something(import);
	stage_record(import, STAGE_LOG, thread);
}

void import_messages(struct import *import, const struct thread *thread)
{
	import_found_something(import);
	stage_record(import, STAGE_PART, thread);
	if (import->after_fault)
		import_hole(import, thread->external_id);
	import->after_fault = false;
	buf_clear(&import->last_part);
	buf_str(&import->last_part, thread->external_id);
}

void import_hole(struct import *import, struct str thread_id)
{
	struct thread hole = {.external_id = thread_id};

	stage_record(import, STAGE_HOLE, &hole);
}

/* ---- places ---- */

static struct str in_small_letters(struct arena *arena, struct str text)
{
	char *small = arena_alloc(arena, text.n + 1);

	for (size_t i = 0; i < text.n; i++)
		small[i] = str_lower_char(text.s[i]);
	return str_n(small, text.n);
}

void import_close_place(struct import *import, struct str place)
{
	if (place.n != 0)
		(void)map_add(&import->closed_places, in_small_letters(&import->arena, place), NULL);
}

static bool is_in_closed_place(const struct import *import, struct arena *arena, struct str id)
{
	if (import->closed_places.n == 0)
		return false;
	id = in_small_letters(arena, id);
	for (size_t i = 0; i < id.n; i++)
		if ((id.s[i] == '#' || id.s[i] == '/') && map_find(&import->closed_places, str_slice(id, 0, i)) != NULL)
			return true;
	return false;
}

bool import_knows(struct import *import, struct str thread_id)
{
	struct arena arena;
	struct thread before;
	int found = 0;

	if (import->store == NULL || import->failed)
		return false;
	arena_init(&arena);
	found = store_get_thread(import->store, &arena, store_key(&arena, import->options->system, thread_id), NULL,
				 &before);
	if (found < 0)
		fail(import, store_error(import->store));
	arena_release(&arena);
	return found == 1;
}

/* ---- what later exports do not say again ---- */

static struct str kind_of_memory(struct arena *arena, const struct import *import, const char *kind)
{
	return arena_printf(arena, "%.*s %s", STR_ARG(import->options->system), kind);
}

void import_remember(struct import *import, const char *kind, struct str name, struct str text)
{
	struct arena arena;

	if (import->store == NULL || import->failed)
		return;
	arena_init(&arena);
	/* what it is already need not be written */
	if (!str_eq(import_recall(import, &arena, kind, name), text) &&
	    store_put_decision(import->store, kind_of_memory(&arena, import, kind), name, text, import->options->now) <
		0)
		fail(import, store_error(import->store));
	arena_release(&arena);
}

struct str import_recall(struct import *import, struct arena *arena, const char *kind, struct str name)
{
	struct str text = STR("");

	if (import->store != NULL && !import->failed &&
	    store_get_decision(import->store, arena, kind_of_memory(arena, import, kind), name, &text) < 0)
		fail(import, store_error(import->store));
	return text;
}

struct remembered {
	struct str name, text;
};

struct memories {
	struct arena arena;
	struct VEC(struct remembered) all;
};

static int add_memory(void *context, struct str name, struct str text, int64_t time)
{
	struct memories *memories = context;

	(void)time;
	*vec_add(&memories->all) =
	    (struct remembered){arena_str(&memories->arena, name), arena_str(&memories->arena, text)};
	return 0;
}

void import_each_remembered(struct import *import, const char *kind,
			    void (*each)(void *context, struct str name, struct str text), void *context)
{
	struct memories memories = {0};

	if (import->store == NULL || import->failed)
		return;
	arena_init(&memories.arena);
	/* read first: what `each` does asks the store again */
	if (store_each_decision(import->store, kind_of_memory(&memories.arena, import, kind), add_memory, &memories) <
	    0)
		fail(import, store_error(import->store));
	for (size_t i = 0; i < memories.all.n; i++)
		each(context, memories.all.at[i].name, memories.all.at[i].text);
	vec_release(&memories.all);
	arena_release(&memories.arena);
}

/* ---- articles ---- */

struct str import_article_id(struct import *import, struct str url)
{
	return import->options->articles != NULL ? articles_id_of(import->options->articles, url) : STR("");
}

bool import_is_of_another_article(struct import *import, struct str id, struct str locale, struct str url)
{
	return import->options->articles != NULL && articles_is_of_another(import->options->articles, id, locale, url);
}

void import_section(struct import *import, const struct article_section *section)
{
	import_found_something(import);
	if (import->options->articles != NULL)
		articles_section(import->options->articles, section);
}

static struct str article_place(struct arena *arena, const struct import *import, struct str id)
{
	return arena_printf(arena, "%.*s (%.*s)", STR_ARG(place(arena, import)), STR_ARG(safe_ticket(arena, id)));
}

void import_article(struct import *import, const struct article *article)
{
	struct arena arena;

	import_found_something(import);
	if (import->options->articles == NULL)
		return;
	arena_init(&arena);
	articles_add(import->options->articles, article, article_place(&arena, import, article->id));
	arena_release(&arena);
}

void import_closed_article(struct import *import, enum articles_reason reason, struct str id, struct str locale)
{
	struct arena arena;

	import_found_something(import);
	if (import->options->articles == NULL)
		return;
	arena_init(&arena);
	articles_leave_out(import->options->articles, reason, id, locale, article_place(&arena, import, id));
	arena_release(&arena);
}

void import_attachment(struct import *import, struct str id, struct str name)
{
	import_found_something(import);
	if (import->options->articles != NULL)
		articles_attachment(import->options->articles, id, name);
}

/* ---- the end ---- */

static int look_up(void *context, struct arena *arena, struct str id, struct thread_person *person)
{
	struct import *import = context;

	return stage_get_person(import->stage, arena, id, person);
}

/* 1: the store has the thread, or had it before it was purged, with something that is not public any more. */
static int lacks_something(struct import *import, struct arena *arena, struct str key, const struct thread *thread)
{
	struct thread before;
	struct str remains = STR("");
	int found = store_get_thread(import->store, arena, key, NULL, &before);

	if (found != 0)
		return found == 1 ? taken_back(&before, thread) : found;
	found = store_get_decision(import->store, arena, STR(STORE_REMAINS), key, &remains);
	return found == 1 ? remains_taken_back(remains, store_secret(import->store), thread) : found;
}

/* The same where only some of its pieces are there. */
static int lacks_something_in_part(struct import *import, struct arena *arena, struct str key,
				   const struct judge_result *result)
{
	const struct thread *after = &result->thread;
	bool tells_subject = result->reason == IMPORT_INCOMPLETE;
	const unsigned char *secret = store_secret(import->store);
	struct thread before;
	struct str remains = STR("");
	int found = store_get_thread(import->store, arena, key, NULL, &before);

	if (found == 1)
		return taken_back_in_part(&before, after, result->closed, result->closed_n) ||
		       (tells_subject && taken_back_subject(&before, after));
	if (found == 0)
		found = store_get_decision(import->store, arena, STR(STORE_REMAINS), key, &remains);
	if (found == 1)
		found = remains_taken_back_in_part(remains, secret, after, result->closed, result->closed_n) ||
			(tells_subject && remains_taken_back_subject(remains, secret, after));
	return found;
}

/* What was public when somebody approved the page, and is not any more: the page goes, the thread may be read again. */
static int unpublish_taken_back(struct import *import, struct arena *arena, const struct thread *thread)
{
	struct str key = store_key(arena, thread->system, thread->external_id);
	struct store_approval approval;
	int found = store_get_approval(import->store, arena, key, STR(""), &approval);

	if (found != 1)
		return found;
	found = lacks_something(import, arena, key, thread);
	/* the thread itself is there again */
	if (found >= 0 && store_delete_decision(import->store, STR(STORE_REMAINS), key) < 0)
		return -1;
	if (found != 1)
		return found;
	import->report.withdrawn++;
	return store_put_decision(import->store, STR(STORE_UNPUBLISH), key, STR("taken-back"), import->options->now);
}

/*
 * A thread that is left out for now keeps its page, unless something was taken back in the meantime. Of one whose
 * other pieces are not in this export, or are broken, only what is there is compared.
 */
static int withdraw_taken_back(struct import *import, struct arena *arena, struct str id,
			       const struct judge_result *result)
{
	struct str key = store_key(arena, import->options->system, id);
	bool is_whole = result->reason == IMPORT_UNSOLVED || result->reason == IMPORT_UNKNOWN_STATUS, was = false;
	int lacks = is_whole ? lacks_something(import, arena, key, &result->thread)
			     : lacks_something_in_part(import, arena, key, result);

	if (lacks != 1)
		return lacks;
	if (store_withdraw_thread(import->store, key, STR("redacted"), import->options->now, &was) < 0)
		return -1;
	import->report.withdrawn += was;
	return 0;
}

static int keep(struct import *import, struct arena *arena, const struct thread *thread, enum import_reason *reason)
{
	enum store_change change = STORE_ADDED;

	*reason = IMPORT_FINE;
	if (import->store != NULL && unpublish_taken_back(import, arena, thread) < 0)
		return -1;
	if (import->store != NULL && store_put_thread(import->store, thread, import->options->now, &change) < 0)
		return -1;
	if (change == STORE_BURIED) {
		*reason = IMPORT_BURIED;
		return 0;
	}
	import->report.ready++;
	import->report.added += change == STORE_ADDED;
	import->report.changed += change == STORE_CHANGED;
	import->report.same += change == STORE_SAME;
	import->report.needs_reading = import->report.needs_reading || thread->is_unmarked;
	return 0;
}

/*
 * In a mailbox of which something could not be read, a mail that an earlier one had may be just that: the thread stays
 * as it was.
 */
static int keep_of_broken(struct import *import, struct arena *arena, struct str id, struct judge_result *result)
{
	int lacks;

	if (!import->lacks_records || !result->thread.is_unmarked || import->store == NULL ||
	    (result->reason != IMPORT_FINE && result->reason != IMPORT_NO_ANSWER &&
	     result->reason != IMPORT_NO_QUESTION))
		return 0;
	lacks = lacks_something(import, arena, store_key(arena, import->options->system, id), &result->thread);
	if (lacks == 1)
		result->reason = IMPORT_INCOMPLETE;
	return lacks < 0 ? -1 : 0;
}

static int finish_thread(void *context, struct str id, const struct stage_row *rows, size_t n)
{
	struct import *import = context;
	struct judge_options options = {.deny_tags = import->options->deny_tags,
					.deny_tags_n = import->options->deny_tags_n,
					.since = import->options->since,
					.look_up = look_up,
					.context = import};
	struct judge_result result = {0};
	struct arena arena;
	struct str names;
	bool is_counted;
	int status = 0;

	/* counted already: an older record of spam, or one of a ticket before it was merged, brings nothing back */
	if (hashes_get(&import->left_out, id) == LEFT_OUT_FOR_GOOD)
		return 0;
	arena_init(&arena);
	if (judge_thread(&arena, rows, n, &options, &result) < 0) {
		status = -1;
		goto out;
	}
	/* its messages stand in another file: counted as well */
	is_counted = result.reason == IMPORT_NO_TICKET && hashes_get(&import->left_out, id) != 0;
	import->report.threads += !is_counted;
	import->report.messages += result.messages_n;
	import->report.internal += result.internal_n;
	import->report.repeats += result.repeats_n;
	import->report.machines += result.machines_n;
	result.thread.system = import->options->system;
	names = safe_names(&arena, id, result.thread.number);
	result.thread.number = STR("");
	if (result.reason != IMPORT_DELETED && is_in_closed_place(import, &arena, id))
		result.reason = IMPORT_PRIVATE;
	if (keep_of_broken(import, &arena, id, &result) < 0) {
		status = -1;
		goto out;
	}
	if (import->options->complete)
		(void)map_add(&import->seen, store_key(&import->arena, import->options->system, id), NULL);
	if (result.reason == IMPORT_FINE)
		status = keep(import, &arena, &result.thread, &result.reason);
	else
		status = withdraw(import, &arena, id, result.reason);
	/* the other reasons have withdrawn it already */
	if (status == 0 && import->store != NULL && result.reason != IMPORT_FINE && result.reason != IMPORT_BURIED &&
	    !reasons[result.reason].withdraws)
		status = withdraw_taken_back(import, &arena, id, &result);
	if (status == 0 && result.reason != IMPORT_FINE && !is_counted)
		count_at(import, &import->report.left_out[result.reason], result.place, names);
out:
	arena_release(&arena);
	return status;
}

/* Of the system, and not in an export that is said to hold everything. */
static int withdraw_missing(struct import *import, struct str key)
{
	struct str prefix = store_key(&import->arena, import->options->system, STR(""));
	bool was;

	if (!str_starts(key, prefix) || map_find(&import->seen, key) != NULL)
		return 0;
	if (store_withdraw_thread(import->store, key, STR("deleted"), import->options->now, &was) < 0)
		return -1;
	import->report.withdrawn += was;
	return 0;
}

static int withdraw_missing_thread(void *context, const struct store_row *row)
{
	return row->state == STORE_HELD ? withdraw_missing(context, row->key) : 0;
}

static int withdraw_missing_page(void *context, const struct store_approval *approval)
{
	return withdraw_missing(context, approval->key);
}

static int withdraw_closed(struct import *import, struct str key)
{
	struct arena arena;
	struct str prefix;
	bool was = false;
	int status = 0;

	arena_init(&arena);
	prefix = store_key(&arena, import->options->system, STR(""));
	if (str_starts(key, prefix) && is_in_closed_place(import, &arena, str_from(key, prefix.n)))
		status = store_withdraw_thread(import->store, key, STR("private"), import->options->now, &was);
	import->report.withdrawn += was;
	arena_release(&arena);
	return status;
}

static int withdraw_closed_thread(void *context, const struct store_row *row)
{
	return row->state == STORE_HELD ? withdraw_closed(context, row->key) : 0;
}

static int withdraw_closed_page(void *context, const struct store_approval *approval)
{
	return withdraw_closed(context, approval->key);
}

/* Whether somebody whom this export calls suspended wrote something in a thread of an earlier one. */
static int is_by_suspended(struct import *import, struct arena *arena, const struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++) {
		const struct thread_message *message = &thread->messages[i];
		struct thread_person person;
		int found;

		if (message->author == THREAD_NOBODY || message->role == THREAD_AGENT ||
		    thread->people[message->author].id.n == 0)
			continue;
		found = stage_get_person(import->stage, arena, thread->people[message->author].id, &person);
		if (found < 0 || (found == 1 && person.is_suspended))
			return found;
	}
	return 0;
}

static int withdraw_suspended(void *context, const struct store_row *row)
{
	struct import *import = context;
	struct arena arena;
	struct thread thread;
	bool was = false;
	int found = 0;

	arena_init(&arena);
	if (row->state == STORE_HELD && str_starts(row->key, store_key(&arena, import->options->system, STR(""))))
		found = store_get_thread(import->store, &arena, row->key, NULL, &thread);
	if (found == 1)
		found = is_by_suspended(import, &arena, &thread);
	if (found == 1)
		found = store_withdraw_thread(import->store, row->key, STR("private"), import->options->now, &was);
	import->report.withdrawn += was;
	arena_release(&arena);
	return found < 0 ? -1 : 0;
}

int import_finish(struct import *import)
{
	struct arena arena;
	int status = import->failed ? -1 : 0;

	arena_init(&arena);
	if (status == 0 && stage_each(import->stage, &arena, finish_thread, import) < 0)
		status = -1;
	arena_release(&arena);
	if (status == 0 && import->store != NULL && stage_has_suspended(import->stage) &&
	    store_each_thread(import->store, withdraw_suspended, import) < 0)
		status = -1;
	if (status == 0 && import->store != NULL && import->closed_places.n != 0 &&
	    (store_each_thread(import->store, withdraw_closed_thread, import) < 0 ||
	     store_each_approval(import->store, withdraw_closed_page, import) < 0))
		status = -1;
	/* what could not be read may have been anything; and where nothing is, no export is */
	if (status == 0 && import->options->complete && import->store != NULL && import->report.faults_n == 0 &&
	    import->report.threads != 0)
		status = store_each_thread(import->store, withdraw_missing_thread, import) < 0 ||
				 store_each_approval(import->store, withdraw_missing_page, import) < 0
			     ? -1
			     : 0;
	if (status == 0 && import->store != NULL && !import->options->dry_run)
		status = store_commit(import->store);
	if (status < 0)
		fail(import, import->store != NULL ? store_error(import->store) : stage_error(import->stage));
	return status;
}
