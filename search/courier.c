/*
 * weir-courier: delivers the tickets that weir-search took. Reads its options, the settings in search.db and the
 * secrets; one thread for each venue takes tickets from the outbox, hands them over and writes down how it ended.
 */
#include "common/fs.h"
#include "common/mem.h"
#include "search/console.h"
#include "search/courier_send.h"
#include "search/courier_venues.h"
#include "search/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LOOK_MS = 1000,		     /* how often there may be a new ticket, or another search.db */
	PURGE_SECONDS = 60 * 60,     /* how often delivered tickets are erased */
	STRANDED_MS = 60 * 1000,     /* how often tickets are looked for that no venue takes */
	LONGEST_PAUSE_SECONDS = 300, /* of a venue that is down: then one ticket tries it */
	LEAST_PAUSE_MS = 50,	     /* with --wait 0 */
	INDEX_LAG_SECONDS = 60,	     /* until a venue's search finds what it has */
};

struct main_options {
	struct console_options common;
	struct str site, state, secrets, authorities;
	bool once;
	int64_t wait, attempts, timeout;
};

#define AT(field) offsetof(struct main_options, field)

static const struct opt table[] = {
    {'s', "site", OPT_TEXT, AT(site), "DIR",
     .about = "the folder that weir build made: its output, with search.db in it"},
    {0, "state", OPT_TEXT, AT(state), "DIR", .about = "the folder that weir-search --state has"},
    {0, "secrets", OPT_TEXT, AT(secrets), "FILE",
     .about = "lines of \"name = value\" that only its owner may read: venue.ID.user, .password, .token, .secret"},
    {0, "once", OPT_FLAG, AT(once), .about = "deliver what is due, then end"},
    {0, "wait", OPT_NUMBER, AT(wait), "SECONDS", .least = 0, .most = 3600,
     .about = "before the first repeat of a failed attempt, doubled each time up to an hour (15)"},
    {0, "attempts", OPT_NUMBER, AT(attempts), "N", .least = 1, .most = 10000,
     .about = "after which a ticket is given up and kept for weir outbox (100: more than three days)"},
    {0, "timeout", OPT_NUMBER, AT(timeout), "SECONDS", .least = 1, .most = 600,
     .about = "that one request to a venue may take (60)"},
    {0, "authorities", OPT_TEXT, AT(authorities), "FILE",
     .about = "trust the certificates in this file instead of the system's"},
    CONSOLE_OPTIONS,
    {0},
};

static const struct opt *const tables[] = {table, NULL};

static const struct opt_help help = {
    .name = "weir-courier",
    .usage = "--site DIR --state DIR [OPTION…]",
    .about =
	"Delivers the tickets that weir-search has taken, to Zendesk, HubSpot, by e-mail or to a signed webhook, as "
	"[[contact.venue]] of site.toml says.\n\n"
	"A ticket is repeated until its venue has taken it, with growing pauses, under the same idempotency key. What "
	"is refused for good or fails too often is kept and shown by \"weir outbox\". Killed at any moment it loses "
	"nothing; several of them may work on one folder.",
    .options = tables,
    .examples =
	(const struct opt_example[]){
	    {"weir-courier --site public --state /var/lib/weir --secrets /etc/weir/secrets", "beside weir-search"},
	    {"weir-courier --once --site public --state .weir/state --secrets secrets",
	     "from cron, or to try settings"},
	    {0}},
    .notes =
	"Signals: SIGTERM and SIGINT finish the attempts under way, then end; SIGHUP reads settings and secrets "
	"again.\n\nExit codes: 0 ended by a signal, or --once and all that was due is delivered; 1 --once and "
	"something failed, or waits for a venue that is not delivered to; 2 wrong usage; 3 the environment failed.\n\n"
	"weir-courier(8) has the secrets file, the venues and how to check a webhook's signature.",
};

/* ---- clocks ---- */

static int64_t seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec;
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- one venue ---- */

struct program;

struct round {
	struct program *program;
	struct courier_venue *venue;
	struct outbox *outbox;
	struct courier_sender *sender;
	struct arena arena;
	pthread_t thread;
	int64_t failures;     /* one after another: how long the venue has been down */
	int64_t paused_until; /* milliseconds, monotonic */
	bool is_started, has_failed;
	bool is_stuck; /* the outbox cannot be read or written, and that has been said */
};

struct program {
	struct arena arena, settings; /* settings: until they are read again */
	struct main_options options;
	struct secrets secrets;
	struct courier_venues venues;
	struct round *rounds;
	struct stat index; /* of search.db, when it was read */
	char path[4200];
	int signals, wake; /* wake: readable when the threads are to end */
	int64_t started;
	int64_t stranded, looked; /* tickets that no venue takes, as last said; when (milliseconds) */
	bool cannot_look;	  /* for them, the last time */
	atomic_bool stopping;
};

static unsigned random16(void)
{
	uint16_t number = 0;

	(void)!getrandom(&number, sizeof(number), 0);
	return number;
}

/* What the attempt means for the ticket. */
static struct outbox_outcome outcome_of(const struct program *program, const struct outbox_entry *entry,
					const struct courier_attempt *attempt, int64_t now)
{
	struct outbox_outcome outcome = {.state = OUTBOX_QUEUED,
					 .is_uncertain = attempt->is_uncertain,
					 .remote = attempt->remote,
					 .error = attempt->error};

	if (attempt->verdict == VERDICT_SENT)
		outcome.state = OUTBOX_SENT;
	else if (attempt->verdict == VERDICT_REFUSED || entry->attempts >= program->options.attempts)
		outcome.state = OUTBOX_DEAD;
	else
		outcome.next =
		    now + courier_wait(program->options.wait, entry->attempts, attempt->retry_after, random16());
	if (outcome.next <= program->started)
		outcome.next = program->started + 1;
	if (outcome.state != OUTBOX_SENT)
		outcome.remote = STR("");
	return outcome;
}

/* 2026-11-21T04:12:11Z W-7K3F-9Q2M desk zendesk attempt 2: again in 31 s: status 503 (412 ms) */
static void log_attempt(const struct round *round, const struct outbox_entry *entry,
			const struct outbox_outcome *outcome, int64_t now, int64_t took)
{
	struct buf line;

	buf_init(&line, BUF_NO_LIMIT);
	log_time(&line, now);
	buf_printf(&line, " %.*s %.*s %s attempt %lld: ", STR_ARG(entry->reference), STR_ARG(round->venue->id),
		   courier_kind_name(round->venue->kind), (long long)entry->attempts);
	if (outcome->state == OUTBOX_SENT)
		buf_printf(&line, "sent %.*s", STR_ARG(outcome->remote.n != 0 ? outcome->remote : STR("-")));
	else if (outcome->state == OUTBOX_DEAD)
		buf_printf(&line, "given up: %.*s", STR_ARG(outcome->error));
	else
		buf_printf(&line, "again in %lld s: %.*s", (long long)(outcome->next - now), STR_ARG(outcome->error));
	buf_printf(&line, " (%lld ms)\n", (long long)took);
	(void)!fs_write_fd(STDOUT_FILENO, buf_view(&line));
	buf_release(&line);
}

/* A venue that is down is asked by one ticket at a time, with growing pauses, however many wait. */
static void pause_venue(struct round *round, const struct courier_attempt *attempt)
{
	int64_t first = round->program->options.wait, seconds = 0, ms;

	if (attempt->verdict == VERDICT_SENT || attempt->verdict == VERDICT_REFUSED) {
		round->failures = 0;
		return;
	}
	round->failures++;
	if (first > 2)
		first = 2;
	seconds = courier_wait(first, round->failures, 0, random16());
	if (seconds > LONGEST_PAUSE_SECONDS)
		seconds = LONGEST_PAUSE_SECONDS;
	if (seconds < attempt->retry_after)
		seconds = attempt->retry_after;
	if (seconds > OUTBOX_LONGEST_WAIT)
		seconds = OUTBOX_LONGEST_WAIT;
	ms = seconds * 1000;
	round->paused_until = milliseconds() + (ms > LEAST_PAUSE_MS ? ms : LEAST_PAUSE_MS);
}

/*
 * HubSpot knows no idempotency key: whether an attempt whose end is not known has arrived is asked of its search,
 * which needs a while to find what is new. True when the ticket was put back for that time.
 */
static bool waits_for_the_venue(struct round *round, const struct outbox_entry *entry, int64_t now)
{
	static const struct str waiting = STR_INIT("it may have arrived: waiting until the venue can tell");
	struct program *program = round->program;
	struct outbox_outcome outcome = {.state = OUTBOX_QUEUED, .is_uncertain = true, .error = waiting};

	if (!entry->is_uncertain || round->venue->kind != COURIER_HUBSPOT || str_eq(entry->error, waiting))
		return false;
	outcome.next =
	    now + 1 + (program->options.wait * 4 < INDEX_LAG_SECONDS ? program->options.wait * 4 : INDEX_LAG_SECONDS);
	log_attempt(round, entry, &outcome, now, 0);
	return outbox_settle(round->outbox, entry->id, &outcome, now) == 0;
}

/* One ticket: 1 when there was one, 0: none is due, -1: the outbox cannot be read or written. */
static int deliver_one(struct round *round)
{
	struct program *program = round->program;
	struct courier_attempt attempt;
	struct outbox_outcome outcome;
	struct outbox_entry entry;
	int64_t now = seconds_now(), began;
	int got;

	arena_clear(&round->arena);
	/* once: what was due at the start, so that it has an end */
	got = outbox_claim(round->outbox, round->venue->id, program->options.once ? program->started : now,
			   &round->arena, &entry);
	if (got <= 0)
		return got;
	if (waits_for_the_venue(round, &entry, now))
		return 1;
	began = milliseconds();
	courier_send(round->sender, round->venue, &entry, now, &round->arena, &attempt);
	now = seconds_now();
	outcome = outcome_of(program, &entry, &attempt, now);
	pause_venue(round, &attempt);
	round->has_failed = round->has_failed || outcome.state != OUTBOX_SENT;
	if (outbox_settle(round->outbox, entry.id, &outcome, now) != 0) {
		console_say("%.*s: the outbox cannot be written: %s", STR_ARG(entry.reference),
			    outbox_message(round->outbox));
		return -1;
	}
	log_attempt(round, &entry, &outcome, now, milliseconds() - began);
	return 1;
}

/* Waits, or is woken by the end: true then. */
static bool ends_within(struct program *program, int64_t ms)
{
	struct pollfd end = {program->wake, POLLIN, 0};

	if (!atomic_load(&program->stopping))
		(void)poll(&end, 1, (int)ms);
	return atomic_load(&program->stopping);
}

static void *deliver(void *argument)
{
	struct round *round = argument;
	struct program *program = round->program;

	while (!atomic_load(&program->stopping)) {
		int64_t pause = round->paused_until - milliseconds();
		int got;

		if (pause > 0) {
			if (program->options.once && pause > LOOK_MS)
				break;
			if (ends_within(program, pause))
				break;
			continue;
		}
		got = deliver_one(round);
		if (got < 0 && !round->is_stuck)
			console_say("%.*s: no ticket can be taken from the outbox: %s", STR_ARG(round->venue->id),
				    outbox_message(round->outbox));
		round->is_stuck = got < 0;
		if (got == 1)
			continue;
		if (program->options.once || ends_within(program, LOOK_MS))
			break;
	}
	return NULL;
}

/* ---- all venues ---- */

static int start_round(struct program *program, struct round *round, struct courier_venue *venue)
{
	struct courier_send_options options = {.authorities = program->options.authorities.s,
					       .timeout = program->options.timeout};
	struct buf reason;

	round->program = program;
	round->venue = venue;
	arena_init(&round->arena);
	buf_init(&reason, BUF_NO_LIMIT);
	round->outbox = outbox_open(program->options.state.s, OUTBOX_MAKE, &reason);
	if (round->outbox == NULL)
		console_say("%.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	if (round->outbox == NULL)
		return -1;
	round->sender = courier_sender_new(&options);
	if (round->sender == NULL || pthread_create(&round->thread, NULL, deliver, round) != 0) {
		console_say("cannot start a thread");
		return -1;
	}
	round->is_started = true;
	return 0;
}

/* `code` becomes the exit code of --once. */
static void end_rounds(struct program *program, int *code)
{
	for (size_t i = 0; program->rounds != NULL && i < program->venues.n; i++) {
		struct round *round = &program->rounds[i];

		if (round->is_started)
			pthread_join(round->thread, NULL);
		if (round->is_stuck)
			*code = EXIT_ENVIRONMENT;
		else if (round->has_failed && *code == EXIT_FINE)
			*code = EXIT_FAILED;
		courier_sender_free(round->sender);
		outbox_close(round->outbox);
		arena_release(&round->arena);
	}
	program->rounds = NULL;
}

static int start_rounds(struct program *program)
{
	program->rounds = arena_array(&program->settings, program->venues.n + 1, sizeof(*program->rounds));
	for (size_t i = 0; i < program->venues.n; i++)
		if (start_round(program, &program->rounds[i], &program->venues.at[i]) != 0)
			return -1;
	return 0;
}

/* 0, or an exit code. */
static int load(struct program *program)
{
	struct buf reason, problems;
	int code = 0;

	arena_clear(&program->settings);
	program->venues = (struct courier_venues){0};
	buf_init(&reason, BUF_NO_LIMIT);
	buf_init(&problems, BUF_NO_LIMIT);
	program->secrets = (struct secrets){0};
	if (stat(program->path, &program->index) != 0)
		program->index = (struct stat){0};
	if (program->options.secrets.n != 0 &&
	    secrets_load(program->options.secrets.s, &program->settings, &program->secrets, &reason) != 0)
		code = EXIT_ENVIRONMENT;
	secrets_tell_unknown(&program->secrets, &problems);
	if (code == 0 && courier_venues_load(program->path, &program->secrets, &program->settings, &program->venues,
					     &problems, &reason) != 0)
		code = EXIT_ENVIRONMENT;
	console_say_lines(buf_view(&problems));
	if (code != 0)
		console_say("%.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	buf_release(&problems);
	return code;
}

/* ---- waiting ---- */

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGPIPE);
	sigaddset(&set, SIGXFSZ);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	sigdelset(&set, SIGPIPE);
	sigdelset(&set, SIGXFSZ);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool has_another_index(const struct program *program)
{
	struct stat now;

	return stat(program->path, &now) == 0 &&
	       (now.st_ino != program->index.st_ino || now.st_size != program->index.st_size ||
		now.st_mtim.tv_sec != program->index.st_mtim.tv_sec ||
		now.st_mtim.tv_nsec != program->index.st_mtim.tv_nsec);
}

/* Delivered tickets are kept for a while, for those who ask where theirs is. */
static void purge(struct program *program, int64_t *last)
{
	int64_t now = seconds_now(), n;
	struct outbox *outbox;
	struct buf reason;

	if (now - *last < PURGE_SECONDS && now >= *last)
		return;
	*last = now;
	buf_init(&reason, BUF_NO_LIMIT);
	outbox = outbox_open(program->options.state.s, OUTBOX_MAKE, &reason);
	n = outbox != NULL ? outbox_purge(outbox, now, program->venues.keep_days * 24 * 60 * 60) : -1;
	if (n < 0)
		console_say("delivered tickets could not be erased");
	else if (n > 0)
		console_say("%lld delivered tickets erased", (long long)n);
	outbox_close(outbox);
	buf_release(&reason);
}

/* ---- tickets that no venue takes ---- */

struct stranded {
	const struct courier_venues *venues;
	struct outbox *outbox;
	struct buf said;
	bool has_failed;
	int64_t n;
};

/* NULL when the venue is delivered to. */
static const char *why_stranded(const struct courier_venues *venues, struct str id)
{
	for (size_t i = 0; i < venues->n; i++)
		if (str_eq(venues->at[i].id, id))
			return NULL;
	for (size_t i = 0; i < venues->without_secrets_n; i++)
		if (str_eq(venues->without_secrets[i], id))
			return "the secrets file lacks what this venue needs";
	return "site.toml has no venue of this name that delivers; weir outbox move gives it to another";
}

static void strand(void *context, struct str venue, int64_t waiting)
{
	struct stranded *stranded = context;
	const char *why = why_stranded(stranded->venues, venue);

	if (why == NULL)
		return;
	stranded->n += waiting;
	buf_printf(&stranded->said, "venue \"%.*s\", tickets that wait: %lld: %s\n", STR_ARG(venue), (long long)waiting,
		   why);
	if (outbox_strand(stranded->outbox, venue, str_c(why), seconds_now()) != 0)
		stranded->has_failed = true;
}

/*
 * Venues are renamed and removed while tickets wait for them: weir outbox says so of each ticket, the log when their
 * number is another than before.
 */
static void look_for_stranded(struct program *program)
{
	struct stranded stranded = {.venues = &program->venues};
	struct arena arena;
	struct buf reason;

	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	buf_init(&stranded.said, BUF_NO_LIMIT);
	program->looked = milliseconds();
	stranded.outbox = outbox_open(program->options.state.s, OUTBOX_MAKE, &reason);
	program->cannot_look = stranded.outbox == NULL ||
			       outbox_venues(stranded.outbox, &arena, strand, &stranded) != 0 || stranded.has_failed;
	if (program->cannot_look)
		console_say("the outbox could not be looked through for tickets that no venue takes");
	if (stranded.n != program->stranded)
		console_say_lines(buf_view(&stranded.said));
	program->stranded = stranded.n;
	outbox_close(stranded.outbox);
	buf_release(&stranded.said);
	buf_release(&reason);
	arena_release(&arena);
}

/* Until a signal ends it (true), or settings are to be read again. */
static bool wait_for_signals(struct program *program, int64_t *purged)
{
	struct pollfd signals = {program->signals, POLLIN, 0};
	struct signalfd_siginfo info;

	for (;;) {
		(void)poll(&signals, 1, LOOK_MS);
		while (read(program->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
			if (info.ssi_signo != SIGHUP)
				return true;
			return false;
		}
		if (has_another_index(program))
			return false;
		purge(program, purged);
		if (milliseconds() - program->looked >= STRANDED_MS)
			look_for_stranded(program);
	}
}

static void stop_rounds(struct program *program)
{
	uint64_t one = 1;
	int ignored = EXIT_FINE;

	atomic_store(&program->stopping, true);
	(void)!write(program->wake, &one, sizeof(one));
	end_rounds(program, &ignored);
	(void)!read(program->wake, &one, sizeof(one));
	atomic_store(&program->stopping, false);
}

static int work(struct program *program)
{
	bool ends = false;
	int64_t purged = 0;
	int code = load(program);

	while (code == 0 && !ends) {
		program->stranded = 0;
		look_for_stranded(program);
		if (start_rounds(program) != 0)
			code = EXIT_ENVIRONMENT;
		if (program->options.once && code == 0) {
			end_rounds(program, &code);
			purge(program, &purged);
			if (program->cannot_look)
				return EXIT_ENVIRONMENT;
			return code == EXIT_FINE && program->stranded != 0 ? EXIT_FAILED : code;
		}
		if (code == 0) {
			console_say("delivering to %zu venues", program->venues.n);
			ends = wait_for_signals(program, &purged);
		}
		stop_rounds(program);
		/* a file that is being replaced may not be there for a moment */
		if (!ends && code == 0)
			for (int tries = 0; (code = load(program)) != 0 && tries < 10; tries++)
				(void)poll(NULL, 0, LOOK_MS);
	}
	if (code == 0)
		console_say("ended");
	return code;
}

/*
 * weir-search makes the outbox when it starts. Where there is none, --state may be mistyped: to look into an empty
 * folder for ever would pass for a quiet week. Who runs as a service may have come first, and goes on.
 */
static int check_state(const struct program *program)
{
	if (outbox_is_there(program->options.state.s))
		return 0;
	console_say("there is no outbox in \"%s\": --state names the folder that weir-search --state has",
		    program->options.state.s);
	return program->options.once ? EXIT_ENVIRONMENT : 0;
}

static int run(struct program *program, int argc, char **argv)
{
	struct rlimit none = {0, 0};
	int code;

	program->options = (struct main_options){.wait = 15, .attempts = 100, .timeout = 60};
	code = console_begin(&help, argc, argv, &program->options, &program->arena);
	if (code != CONSOLE_GO_ON)
		return code;
	if (program->options.site.n == 0 || program->options.state.n == 0)
		return console_wrong_usage(program->options.site.n == 0 ? STR("--site is missing")
									: STR("--state is missing"),
					   STR("as in: weir-courier --site public --state /var/lib/weir"));
	if (snprintf(program->path, sizeof(program->path), "%s/search.db", program->options.site.s) >=
	    (int)sizeof(program->path))
		return console_wrong_usage(STR("--site: the path is too long"), STR(""));
	program->started = seconds_now();
	(void)setrlimit(RLIMIT_CORE, &none); /* what people wrote is in memory */
	program->signals = open_signals();
	program->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (program->signals < 0 || program->wake < 0 || courier_send_init() != 0) {
		console_say("cannot start: %s", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	code = check_state(program);
	return code != 0 ? code : work(program);
}

int main(int argc, char **argv)
{
	static struct program program;
	int code;

	arena_init(&program.arena);
	arena_init(&program.settings);
	code = run(&program, argc, argv);
	arena_release(&program.settings);
	arena_release(&program.arena);
	return code;
}
