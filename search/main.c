/*
 * weir-search: the server. Reads its options, opens the site, starts the threads,
 * gives up what it does not need, then waits for signals and for another search.db.
 */
#include "common/fs.h"
#include "common/mem.h"
#include "search/console.h"
#include "search/desk.h"
#include "search/events.h"
#include "search/http.h"
#include "search/sandbox.h"
#include "search/secrets.h"
#include "search/server.h"
#include "search/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
	TICKETS_TOLD_MS = 60000,
	ASK_AGAIN_MS = 2000, /* where inotify does not see what happens: network file systems */
	AGAIN_FIRST_MS = 4000,
	AGAIN_MOST_MS = 300000,
	FIRST_SOCKET = 3, /* of systemd */
	LARGE_BYTES = 128 * 1024,
};

enum sandbox_choice { SANDBOX_TRY, SANDBOX_REQUIRE, SANDBOX_OFF };

struct main_options {
	struct console_options common;
	struct str site, listen, state, secrets;
	bool files, log_queries, sandbox_check;
	int64_t threads, connections, rate, log, sandbox;
	struct opt_list proxies;
};

#define AT(field) offsetof(struct main_options, field)

static const struct opt table[] = {
    {'s', "site", OPT_TEXT, AT(site), "DIR",
     .about = "the folder that weir build made: its output, with search.db in it"},
    {'l', "listen", OPT_TEXT, AT(listen), "ADDRESS",
     .about = "127.0.0.1:8080 (default), [::]:8080, unix:/run/weir/search.sock; port 0 takes a free one"},
    {'S', "static", OPT_FLAG, AT(files), .about = "serve the site's files too"},
    {0, "trust-proxy", OPT_LIST, AT(proxies), "ADDRESS",
     .about = "believe X-Forwarded-For of a proxy at this address, or on this machine (local); may be repeated"},
    {0, "rate", OPT_NUMBER, AT(rate), "N", .least = 0, .most = 100000,
     .about = "searches a second that one client may make, ten times as many at once (20; 0: any number)"},
    {0, "threads", OPT_NUMBER, AT(threads), "N", .least = 1, .most = LIMIT_HTTP_THREADS,
     .about = "threads that answer (one per processor, two to eight)"},
    {0, "connections", OPT_NUMBER, AT(connections), "N", .least = 1, .most = 100000,
     .about = "connections at a time (10000)"},
    {0, "log", OPT_CHOICE, AT(log), "WHAT", .choices = "none errors requests",
     .about = "what is logged to standard output: none, errors, requests (default)"},
    {0, "log-queries", OPT_FLAG, AT(log_queries),
     .about = "log what people search for, with words that may be somebody's masked"},
    {0, "sandbox", OPT_CHOICE, AT(sandbox), "HOW", .choices = "try require off",
     .about = "try (default): go on without what the kernel does not offer; require: do not start then; off"},
    {0, "sandbox-check", OPT_FLAG, AT(sandbox_check), .about = "start, try what the sandbox must refuse, and end"},
    {0, "secrets", OPT_TEXT, AT(secrets), "FILE",
     .about = "lines of \"name = value\" that only its owner may read; metrics_token makes /metrics ask for it, "
	      "slack_signing_secret makes /slack/command answer"},
    {0, "state", OPT_TEXT, AT(state), "DIR",
     .about = "take tickets: a folder of this program's own, outside the site, where they wait for weir-courier"},
    CONSOLE_OPTIONS,
    {0},
};

static const struct opt *const tables[] = {table, NULL};

static const struct opt_help help = {
    .name = "weir-search",
    .usage = "--site DIR [OPTION…]",
    .about =
	"Answers searches and half-written tickets from the search.db of a site that weir has built, and serves the "
	"site's files if asked to.\n\n"
	"Everything it knows of the site is in that file. When a build replaces it, the new one is verified, tried "
	"out and taken without losing a request; a damaged one is refused and the one before stays. It opens no "
	"connection, writes no file but those of --state, and gives up the right to do either once it has started.\n\n"
	"With --state it takes tickets: what a customer sends is on the disk before \"received\" is said, and "
	"weir-courier delivers it.",
    .options = tables,
    .examples =
	(const struct opt_example[]){
	    {"weir-search --site public --static", "a whole site on http://127.0.0.1:8080"},
	    {"weir-search --site /srv/help/public --trust-proxy local", "behind nginx or Caddy on the same machine"},
	    {"weir-search --site public --static --state /var/lib/weir", "with a contact form that takes tickets"},
	    {"curl 'http://127.0.0.1:8080/api/search?q=refund'", "ask it"},
	    {0}},
    .notes = "Signals: SIGHUP looks at search.db again; SIGTERM and SIGINT finish what is under way, then end.\n\n"
	     "Exit codes: 0 ended by a signal, 1 --sandbox-check found something possible, 2 wrong usage, 3 the "
	     "environment failed (no index, address in use).\n\n"
	     "weir-search(8) has all of it, with systemd units and proxy configurations.",
};

/* ---- what is set up ---- */

struct program {
	struct arena arena;
	struct main_options options;
	struct http_peer *proxies;
	size_t proxies_n;
	struct desk *desk;  /* the server's */
	int64_t tickets_at; /* milliseconds: when the next failure of the outbox is told */
	bool trusts_local;
	char parent[PATH_MAX], name[NAME_MAX + 1]; /* of the site's folder */
	/* that may be read: the parent, where a link leads, time zones; and written: the state */
	struct sandbox_folder folders[4];
	int folders_n;
	char state[PATH_MAX]; /* empty: none */
	int listener, signals;
	struct secrets secrets;
	struct log *log;
	struct events *events;
	int64_t event_days; /* that they are kept, as the index says */
	struct server *server;
	struct http_server *http;
	struct watch *watch;
	char version[64];
	int64_t again_at, again_wait; /* milliseconds: when an index that was refused is tried again; 0: not */
};

static int read_proxies(struct program *program)
{
	program->proxies = arena_array(&program->arena, program->options.proxies.n + 1, sizeof(*program->proxies));
	for (size_t i = 0; i < program->options.proxies.n; i++) {
		struct str address = program->options.proxies.at[i];

		if (str_eq(address, STR("local"))) {
			program->trusts_local = true;
		} else if (!clients_parse(address, &program->proxies[program->proxies_n++])) {
			console_say("--trust-proxy %.*s: neither an address nor \"local\"", STR_ARG(address));
			return EXIT_USAGE;
		}
	}
	return 0;
}

/*
 * The site's folder is named in the one above it, which is kept open: a build
 * puts another folder in its place.
 */
static int open_site(struct program *program)
{
	char path[PATH_MAX], whole[PATH_MAX], *slash;
	struct str site = program->options.site;
	struct stat status;
	int zones;

	while (site.n > 1 && site.s[site.n - 1] == '/')
		site.n--;
	if (site.n >= sizeof(path)) {
		console_say("--site: the path is too long");
		return EXIT_USAGE;
	}
	snprintf(path, sizeof(path), "%.*s", STR_ARG(site));
	status.st_mode = S_IFDIR;
	if (realpath(path, whole) == NULL || stat(whole, &status) != 0 || !S_ISDIR(status.st_mode)) {
		console_say("cannot open the site's folder \"%s\": %s", path,
			    S_ISDIR(status.st_mode) ? strerror(errno) : "it is not a folder");
		console_say("\"weir build\" makes it; --site names its output, usually \"public\"");
		return EXIT_ENVIRONMENT;
	}
	/* a link is followed anew each time, so its own place counts */
	if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) {
		char link_folder[PATH_MAX];

		slash = strrchr(path, '/');
		snprintf(program->name, sizeof(program->name), "%.255s", slash != NULL ? slash + 1 : path);
		if (slash != NULL)
			slash[slash == path] = '\0';
		if (realpath(slash != NULL ? path : ".", link_folder) == NULL)
			return EXIT_ENVIRONMENT;
		snprintf(program->parent, sizeof(program->parent), "%s", link_folder);
		slash = strrchr(whole, '/');
		slash[slash == whole] = '\0';
		program->folders[1].fd = open(whole, O_PATH | O_DIRECTORY | O_CLOEXEC);
		program->folders_n = program->folders[1].fd >= 0;
	} else {
		slash = strrchr(whole, '/');
		snprintf(program->name, sizeof(program->name), "%.255s", slash[1] != '\0' ? slash + 1 : ".");
		slash[slash == whole] = '\0';
		snprintf(program->parent, sizeof(program->parent), "%s", whole);
	}
	program->folders[0].fd = open(program->parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
	program->folders_n++;
	if (program->folders[0].fd < 0) {
		console_say("cannot open \"%s\": %s", program->parent, strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	zones = open(FS_ZONES, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (zones >= 0)
		program->folders[program->folders_n++].fd = zones;
	return 0;
}

/* The folder for tickets, made when it is missing. Never below the site, where anyone could fetch it. */
static int open_state(struct program *program, struct outbox **outbox)
{
	char site[PATH_MAX];
	struct buf reason;
	size_t n;

	if (program->options.state.n == 0)
		return 0;
	buf_init(&reason, BUF_NO_LIMIT);
	*outbox = outbox_open(program->options.state.s, OUTBOX_SERVER, &reason);
	if (*outbox == NULL)
		console_say("%.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	if (*outbox == NULL)
		return EXIT_ENVIRONMENT;
	if (realpath(program->options.state.s, program->state) == NULL ||
	    realpath(program->options.site.s, site) == NULL) {
		console_say("cannot open \"%s\": %s", program->options.state.s, strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	n = strlen(site);
	if (strncmp(program->state, site, n) == 0 && (program->state[n] == '/' || program->state[n] == '\0')) {
		console_say("--state must not lie in the site's folder, which everybody may read");
		return EXIT_USAGE;
	}
	program->folders[program->folders_n] =
	    (struct sandbox_folder){.fd = open(program->state, O_PATH | O_DIRECTORY | O_CLOEXEC), .is_written = true};
	if (program->folders[program->folders_n].fd < 0) {
		console_say("cannot open \"%s\": %s", program->state, strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	program->folders_n++;
	buf_init(&reason, BUF_NO_LIMIT);
	program->events = events_new(program->state, &reason);
	if (program->events == NULL)
		console_say("events are not kept: %.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	return 0;
}

static int read_secrets(struct program *program)
{
	struct str path = program->options.secrets;
	struct buf said;
	int result = 0;

	if (path.n == 0)
		return 0;
	buf_init(&said, BUF_NO_LIMIT);
	if (secrets_load(path.s, &program->arena, &program->secrets, &said) != 0)
		result = EXIT_ENVIRONMENT;
	else
		secrets_tell_unknown(&program->secrets, &said);
	console_say_lines(buf_view(&said));
	buf_release(&said);
	return result;
}

/* A socket that systemd has opened, or our own. */
static int open_listener(struct program *program)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	struct str listen = program->options.listen;
	int64_t number;

	if (pid != NULL && count != NULL && str_to_int(str_c(pid), &number) && number == getpid()) {
		if (str_to_int(str_c(count), &number) && number == 1) {
			int flags = fcntl(FIRST_SOCKET, F_GETFL);

			program->listener = FIRST_SOCKET;
			if (!http_is_listening(FIRST_SOCKET)) {
				console_say("systemd must hand over a socket that listens (ListenStream=, Accept=no)");
				return EXIT_ENVIRONMENT;
			}
			if (flags >= 0 && fcntl(FIRST_SOCKET, F_SETFL, flags | O_NONBLOCK) == 0 &&
			    fcntl(FIRST_SOCKET, F_SETFD, FD_CLOEXEC) == 0)
				return 0;
		}
		console_say("systemd must hand over exactly one socket");
		return EXIT_ENVIRONMENT;
	}
	program->listener = http_listen(listen);
	if (program->listener >= 0)
		return 0;
	if (errno == EINVAL) {
		console_say("--listen %.*s: not an address like 127.0.0.1:8080", STR_ARG(listen));
		return EXIT_USAGE;
	}
	if (errno == EADDRINUSE && !str_starts(listen, STR("unix:")))
		console_say("%.*s is in use: another program listens there; --listen 127.0.0.1:0 takes a free port",
			    STR_ARG(listen));
	else
		console_say("cannot listen on %.*s: %s", STR_ARG(listen), strerror(errno));
	return EXIT_ENVIRONMENT;
}

enum { FILES_APART = 64 }; /* descriptors that are no connections: the site, its state, threads */

/* As many descriptors as connections may need, one each and one for a file; else as many connections as there are for.
 */
static void raise_limits(struct program *program)
{
	rlim_t connections = (rlim_t)program->options.connections, want = connections * 2 + FILES_APART;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < want) {
		limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	/* of five connections one is sent a file, at the worst: files are sent at once where clients read */
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < connections + connections / 4 + FILES_APART) {
		rlim_t left = limit.rlim_cur > FILES_APART + 5 ? limit.rlim_cur - FILES_APART : 5;

		program->options.connections = (int64_t)(left / 5 * 4);
		console_say("at most %lld connections at a time: this process may open %llu files only (ulimit -n, "
			    "LimitNOFILE=)",
			    (long long)program->options.connections, (unsigned long long)limit.rlim_cur);
	}
	limit = (struct rlimit){0, 0};
	(void)setrlimit(RLIMIT_CORE, &limit); /* what people typed is in memory */
}

/* ---- the index ---- */

enum take { TAKE_FIRST, TAKE_NEW, TAKE_AGAIN }; /* again: what was refused already and has not changed */

/* Why a search.db is not usable, which is named from the folder above the site's, with the folder as somebody named it.
 */
static void say_unusable(const struct program *program, struct str reason, struct str path, const char *then)
{
	struct str site = program->options.site;
	ptrdiff_t at = str_find(reason, path);

	while (site.n > 1 && site.s[site.n - 1] == '/')
		site.n--;
	if (at < 0)
		console_say("%.*s%s", STR_ARG(reason), then);
	else
		console_say("%.*s%.*s%s%.*s%s", (int)at, reason.s, STR_ARG(site), str_eq(site, STR("/")) ? "" : "/",
			    STR_ARG(str_from(reason, (size_t)at + path.n - STR("search.db").n)), then);
}

/* Takes the search.db there is now; false when it is not usable. The one before stays then. */
static bool take_index(struct program *program, enum take take)
{
	const struct value *days;
	struct site_slot *slot = server_slot(program->server);
	struct metrics *metrics = server_metrics(program->server);
	unsigned nobody = (unsigned)program->options.threads;
	char path[NAME_MAX + 32];
	struct buf reason;
	struct site *site;
	bool is_known;

	buf_init(&reason, BUF_NO_LIMIT);
	snprintf(path, sizeof(path), "%s/search.db", program->name);
	site = site_load(program->folders[0].fd, path, nobody, &reason);
	if (site == NULL) {
		if (take != TAKE_AGAIN)
			say_unusable(program, buf_view(&reason), str_c(path),
				     take == TAKE_FIRST ? "" : "; the one before stays");
		if (take == TAKE_FIRST)
			console_say("\"weir build\" makes it; --site names its output, usually \"public\"");
		if (take == TAKE_NEW)
			metrics_count(metrics, nobody, METRIC_SWAP_REFUSED);
		buf_release(&reason);
		return false;
	}
	buf_release(&reason);
	is_known = str_eq(site->version, str_c(program->version));
	snprintf(program->version, sizeof(program->version), "%.*s", STR_ARG(site->version));
	if (!is_known)
		console_say("search index %s: %u pages", program->version, (unsigned)query_pages(site->engine));
	if (!is_known && site->has_no_zone)
		console_say("the time zone \"%.*s\" is not in " FS_ZONES ": the contact form names no time of a reply",
			    STR_ARG(site->place.zone));
	if (take != TAKE_FIRST && !is_known)
		metrics_count(metrics, nobody, METRIC_SWAP);
	days = value_path(site->config, STR("server.event_days"));
	program->event_days = days != NULL && days->kind == VALUE_INT ? days->as.integer : 90;
	site_slot_set(slot, site);
	(void)malloc_trim(0); /* loading takes more than what stays */
	return true;
}

/* ---- starting ---- */

/* 0, or an exit code. */
static int restrict_files(const struct program *program)
{
	struct buf reason;
	int result = 0;

	if (program->options.sandbox == SANDBOX_OFF)
		return 0;
	buf_init(&reason, BUF_NO_LIMIT);
	if (sandbox_files(program->folders, (size_t)program->folders_n, &reason) != 0) {
		console_say("sandbox: %.*s", STR_ARG(buf_view(&reason)));
		result = program->options.sandbox == SANDBOX_REQUIRE ? EXIT_ENVIRONMENT : 0;
	}
	buf_release(&reason);
	return result;
}

static int restrict_calls(const struct program *program)
{
	struct buf reason;
	int result = 0;

	if (program->options.sandbox == SANDBOX_OFF)
		return 0;
	buf_init(&reason, BUF_NO_LIMIT);
	if (sandbox_calls(program->state[0] != '\0', &reason) != 0) {
		console_say("sandbox: %.*s", STR_ARG(buf_view(&reason)));
		result = program->options.sandbox == SANDBOX_REQUIRE ? EXIT_ENVIRONMENT : 0;
	}
	buf_release(&reason);
	return result;
}

static void announce(const struct program *program)
{
	struct buf url;

	buf_init(&url, BUF_NO_LIMIT);
	http_name(program->listener, &url);
	console_say("listening on %.*s", STR_ARG(buf_view(&url)));
	buf_release(&url);
}

static int start(struct program *program)
{
	const struct main_options *options = &program->options;
	struct server_options server = {
	    .folder = program->folders[0].fd,
	    .name = program->name,
	    .files = options->files,
	    .log_queries = options->log_queries,
	    .threads = (unsigned)options->threads,
	    .rate = (double)options->rate,
	    .proxies = program->proxies,
	    .proxies_n = program->proxies_n,
	    .trusts_local = program->trusts_local,
	    .metrics_token = secrets_find(&program->secrets, STR("metrics_token")),
	    .slack_secret = secrets_find(&program->secrets, STR("slack_signing_secret")),
	};
	struct http_handler handler;
	struct outbox *outbox = NULL;
	int code = open_state(program, &outbox);

	server.desk = program->desk = desk_new(outbox);
	server.events = program->events;
	program->log = log_new(STDOUT_FILENO, (enum log_level)options->log, server.threads);
	if (options->log_queries && !log_allow_queries(program->log)) {
		console_say("the rules that scrub queries cannot be loaded");
		return EXIT_ENVIRONMENT;
	}
	program->server = server_new(&server, program->log);
	if (code != 0)
		return code;
	program->watch = watch_new(program->folders[0].fd, program->parent, program->name);
	if (!take_index(program, TAKE_FIRST))
		return EXIT_ENVIRONMENT;
	handler = server_handler(program->server);
	program->http = http_server_new(program->listener, &handler, server.threads, (unsigned)options->connections);
	if (program->http == NULL) {
		console_say("cannot start: %s",
			    errno == ELIBBAD ? "libmicrohttpd reads past the checks of this program" : strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	server_watch_connections(program->server, program->http);
	code = restrict_files(program);
	if (code != 0)
		return code;
	if (program->events != NULL && events_start(program->events) != 0) {
		console_say("cannot start a thread: %s", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	if (http_server_start(program->http) != 0) {
		console_say("cannot start a thread: %s", strerror(errno));
		_exit(EXIT_ENVIRONMENT); /* those that did start wait for the others */
	}
	code = restrict_calls(program);
	if (code == 0)
		announce(program);
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
	sigaddset(&set, SIGPIPE); /* blocked, never read: a write to who is gone fails instead */
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	sigdelset(&set, SIGPIPE);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* All that have come: whether to end, whether to look at the index. */
static void read_signals(int signals, bool *ends, bool *reloads)
{
	struct signalfd_siginfo info;

	while (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		*ends = *ends || info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
		*reloads = *reloads || info.ssi_signo == SIGHUP;
	}
}

static int64_t seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec;
}

/* What could not be read may only have lacked a descriptor, memory or a permission: it is tried again, ever less often.
 */
static void take_new_index(struct program *program, bool is_new)
{
	int64_t now = http_nanoseconds() / 1000000;

	if (!is_new && (program->again_at == 0 || now < program->again_at))
		return;
	if (take_index(program, is_new ? TAKE_NEW : TAKE_AGAIN)) {
		program->again_at = 0;
		return;
	}
	program->again_wait = is_new ? AGAIN_FIRST_MS : program->again_wait * 2;
	if (program->again_wait > AGAIN_MOST_MS)
		program->again_wait = AGAIN_MOST_MS;
	program->again_at = now + program->again_wait;
}

static bool is_overwritten(struct program *program)
{
	struct site *site = site_slot_get(server_slot(program->server));
	bool is_intact = site == NULL || query_is_intact(site->engine);

	site_slot_put(server_slot(program->server), site);
	return !is_intact;
}

/*
 * A file that is removed changes nothing for who searches, but whoever starts this program again would have none.
 * One that is written over takes its texts with it.
 */
static void look_at_index(struct program *program, enum server_index *before)
{
	static const char *const said[] = {
	    [INDEX_IS_THERE] = "search.db is there again",
	    [INDEX_IS_GONE] = "search.db is gone; the one before is served",
	    [INDEX_IS_OVERWRITTEN] =
		("search.db was written over: searches fail until there is a whole one. Put new ones "
		 "in its place by renaming (mv), as weir build does"),
	};
	enum server_index index = watch_is_gone(program->watch) ? INDEX_IS_GONE
				  : is_overwritten(program)	? INDEX_IS_OVERWRITTEN
								: INDEX_IS_THERE;

	if (index != *before)
		console_say("%s", said[index]);
	server_index(program->server, index);
	*before = index;
}

/* Customers are told to come back; whoever runs this must know why, but not for each of them. */
static void tell_lost_tickets(struct program *program)
{
	int64_t now = http_nanoseconds() / 1000000;
	struct buf reason;

	if (now < program->tickets_at)
		return;
	buf_init(&reason, BUF_NO_LIMIT);
	if (desk_tell_failure(program->desk, &reason)) {
		console_say("tickets are refused, for they cannot be kept: %.*s", STR_ARG(buf_view(&reason)));
		program->tickets_at = now + TICKETS_TOLD_MS;
	}
	buf_release(&reason);
}

static void wait_for_the_end(struct program *program)
{
	struct pollfd polls[2] = {{program->signals, POLLIN, 0}, {watch_fd(program->watch), POLLIN, 0}};
	enum server_index index = INDEX_IS_THERE;
	bool ends = false;

	while (!ends) {
		bool reloads = false, is_new;

		if (program->events != NULL)
			events_look(program->events, seconds_now(), program->event_days);
		tell_lost_tickets(program);
		(void)poll(polls, 2, ASK_AGAIN_MS);
		read_signals(program->signals, &ends, &reloads);
		if (ends)
			break;
		is_new = watch_changed(program->watch);
		if (!watch_is_gone(program->watch))
			take_new_index(program, is_new || reloads);
		look_at_index(program, &index);
	}
}

static int check_sandbox(void)
{
	struct buf out;
	bool all_refused;

	buf_init(&out, BUF_NO_LIMIT);
	all_refused = sandbox_try(&out);
	(void)!fs_write_fd(STDOUT_FILENO, buf_view(&out));
	buf_release(&out);
	return all_refused ? EXIT_FINE : EXIT_FAILED;
}

static int serve(struct program *program)
{
	int code = read_proxies(program);

	if (code == 0)
		code = open_site(program);
	if (code == 0)
		code = read_secrets(program);
	if (code == 0)
		raise_limits(program);
	program->signals = open_signals();
	if (code == 0)
		code = open_listener(program);
	if (code == 0)
		code = start(program);
	if (code == 0 && program->options.sandbox_check)
		code = check_sandbox();
	else if (code == 0)
		wait_for_the_end(program);
	if (program->http != NULL) {
		http_server_stop(program->http);
		http_server_join(program->http);
	}
	if (code == 0 && !program->options.sandbox_check)
		console_say("ended");
	if (program->server != NULL)
		server_watch_connections(program->server, NULL);
	http_server_free(program->http);
	server_free(program->server);
	events_free(program->events);
	watch_free(program->watch);
	log_free(program->log);
	return code;
}

static int64_t threads_by_default(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 2 ? 2 : processors > 8 ? 8 : processors;
}

static int run(struct program *program, int argc, char **argv)
{
	int code;

	program->options = (struct main_options){
	    .listen = STR("127.0.0.1:8080"), .connections = LIMIT_HTTP_CONNECTIONS, .rate = 20, .log = LOG_REQUESTS};
	program->options.threads = threads_by_default();
	code = console_begin(&help, argc, argv, &program->options, &program->arena);
	if (code != CONSOLE_GO_ON)
		return code;
	if (program->options.site.n == 0)
		return console_wrong_usage(STR("--site is missing"),
					   STR("it names the folder that \"weir build\" made, usually \"public\""));
	return serve(program);
}

int main(int argc, char **argv)
{
	static struct program program;
	int code;

	/* what a search.db needs is taken and given back as a whole, and leaves no holes in the heap */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	program.listener = program.signals = -1;
	arena_init(&program.arena);
	code = run(&program, argc, argv);
	arena_release(&program.arena);
	return code;
}
