#include "generator/build.h"
#include "generator/cmd.h"
#include "generator/cmd_preview_search.h"
#include "generator/outplace.h"
#include "generator/popular.h"
#include "generator/preview_build.h"
#include "generator/preview_http.h"
#include "generator/preview_watch.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* Not the site's own output: with --drafts it holds what must not be published. */

enum {
	QUIET_MS = 15,	   /* after the last change before a build: editors save in several steps */
	PATIENCE_MS = 150, /* but not longer than this after the first, even if a file is being written */
	STALL_MS = 500,	   /* without another byte of a file that is being written: it is built as it is */
	CATCH_UP_MS = 500, /* after a build that left the search index for later */
};

struct options {
	struct cmd_build_options build;
	struct str listen;
};

static const struct opt own_table[] = {
    {'l', "listen", OPT_TEXT, offsetof(struct options, listen), "ADDRESS",
     .about = "address and port to serve on (default: 127.0.0.1:8000; port 0: any that is free)"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_build_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir preview", "Build the site, serve it on http://127.0.0.1:8000 and follow every change."},
    {"weir preview --drafts --listen 127.0.0.1:0", "With drafts, on a port that is free."},
    {0},
};

struct preview {
	const struct options *options;
	int folder, signals;
	struct preview_server *server;
	struct preview_watch *watch;
	struct preview_build build;
	struct preview_search search;
	int64_t began;	      /* of the running build, or of the first change: milliseconds */
	int64_t first, last;  /* change that is not yet built; 0: none */
	int64_t written;      /* when something last happened to a file that is being written; 0: none is */
	int64_t catch_up_due; /* when to look for what was put off, or not seen; 0: never */
	struct buf announced; /* problems that open pages have been told */
	struct buf watched;   /* what is watched, to notice when it has to be something else */
	bool has_built;
	bool is_current;     /* the last build took in all that had changed before it began */
	bool is_catching_up; /* the running build is such a one: pages are loaded again only if it finds anything */
};

static int64_t milliseconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t run_id(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---- watching ---- */

static void watch_again(struct preview *preview, const struct str *paths, size_t n)
{
	struct buf all;

	buf_init(&all, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++) {
		buf_str(&all, paths[i]);
		buf_char(&all, '\n');
	}
	if (!str_eq(buf_view(&all), buf_view(&preview->watched))) {
		buf_clear(&preview->watched);
		buf_str(&preview->watched, buf_view(&all));
		if (preview_watch_set(preview->watch, paths, n) < 0)
			fprintf(stderr,
				"weir preview: cannot watch all folders (%s); changes in some will not be seen\n",
				errno == ENOSPC ? "see sysctl fs.inotify.max_user_watches" : strerror(errno));
		/* what changed in a folder before it was watched was not seen */
		preview->catch_up_due = milliseconds();
	}
	buf_release(&all);
}

/* ---- building ---- */

static void start_build(struct preview *preview)
{
	struct build_options build = {.output = STR(OUTPLACE_PREVIEW), .preview = true};

	/* an index that somebody has open cannot be changed in place */
	preview_search_close(&preview->search);
	cmd_fill_build_options(&preview->options->build, &build);
	preview->is_catching_up = preview->first == 0 && preview->has_built;
	if (preview->has_built) {
		build.progress = NULL;
		build.defer_index = !preview->is_catching_up;
	}
	if (!preview_watch_changed(preview->watch, &build.changed, &build.changed_n) || !preview->is_current)
		build.changed = NULL;
	preview->is_current = false;
	preview->catch_up_due = 0;
	preview->first = preview->last = 0;
	preview->began = milliseconds();
	if (preview_build_start(&preview->build, preview->folder, &build) < 0)
		(void)cmd_failed("a build cannot be started: %s", strerror(errno));
}

/* As a JSON array, on one line. */
static void add_problems(struct buf *out, const struct diag_list *diags)
{
	bool is_first = true;

	buf_char(out, '[');
	for (size_t i = 0; i < diags->items.n; i++) {
		if (diags->items.at[i].severity == DIAG_NOTE)
			continue;
		if (!is_first)
			buf_char(out, ',');
		is_first = false;
		diag_format_json(out, &diags->items.at[i]);
		buf_cut(out, out->n - 1);
	}
	buf_char(out, ']');
}

/* "38,404 pages in 1.2 s", "3 files written in 34 ms" */
static void print_outcome(const struct preview *preview, const struct preview_outcome *outcome,
			  const struct diag_list *diags, int64_t took)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (!outcome->result.published && !outcome->result.unchanged) {
		buf_lit(&out, "not built: ");
		cmd_add_count(&out, diags->errors, "error", "errors");
	} else if (outcome->result.unchanged) {
		buf_lit(&out, "nothing has changed");
	} else {
		cmd_add_count(&out, outcome->result.pages, "page", "pages");
		buf_lit(&out, ", ");
		cmd_add_count(&out, outcome->result.files_written, "file written", "files written");
	}
	buf_printf(&out, " in %" PRId64 " ms\n", took);
	if (!preview->options->build.common.quiet)
		cmd_print(buf_view(&out));
	(void)fflush(stdout);
	buf_release(&out);
}

static void end_build(struct preview *preview)
{
	struct preview_outcome outcome;
	struct diag_list diags;
	struct buf problems;
	struct arena arena;
	bool is_new, must_reload;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&problems, BUF_NO_LIMIT);
	preview_build_end(&preview->build, &outcome, &arena, &diags);
	preview_search_close(&preview->search); /* opened during the build: the index before it */
	cmd_end_progress();
	preview->is_current = outcome.result.published || outcome.result.unchanged;
	if (outcome.result.index_deferred)
		preview->catch_up_due = milliseconds() + CATCH_UP_MS;
	add_problems(&problems, &diags);
	is_new = !preview->is_catching_up || outcome.result.rendered != 0 ||
		 (outcome.status != 0 && !str_eq(buf_view(&problems), buf_view(&preview->announced)));
	if (is_new && (!outcome.result.unchanged || !preview->has_built))
		cmd_print_diags(&preview->options->build.common, &diags);
	if (is_new)
		print_outcome(preview, &outcome, &diags, milliseconds() - preview->began);
	if (outcome.output.n != 0) {
		struct preview_site site = {preview->folder, outcome.output, outcome.base_path};

		preview_server_set_site(preview->server, &site);
		preview_search_set_site(&preview->search, &site);
		watch_again(preview, outcome.watch, outcome.watch_n);
	}
	/* a build that has written nothing is news only when it has something else to say */
	must_reload = !preview->has_built || (is_new && outcome.result.published &&
					      outcome.result.files_written + outcome.result.files_removed != 0);
	if (must_reload || !str_eq(buf_view(&problems), buf_view(&preview->announced)))
		preview_server_announce(preview->server, buf_view(&problems), must_reload);
	buf_clear(&preview->announced);
	buf_str(&preview->announced, buf_view(&problems));
	preview->has_built = true;
	buf_release(&problems);
	diag_list_release(&diags);
	arena_release(&arena);
}

/* ---- the loop ---- */

static void note_change(struct preview *preview)
{
	preview->last = milliseconds();
	if (preview->first == 0)
		preview->first = preview->last;
}

static void take_changes(struct preview *preview)
{
	if (preview_watch_take(preview->watch))
		note_change(preview);
	if (!preview_watch_is_waiting(preview->watch))
		preview->written = 0;
	else if (preview->written == 0 || preview_watch_is_written_to(preview->watch))
		preview->written = milliseconds();
}

/* When a build is due, in milliseconds; 0: none is. */
static int64_t build_due(const struct preview *preview)
{
	int64_t patient = preview->first + PATIENCE_MS, quiet = preview->last + QUIET_MS;

	if (preview->first != 0)
		return preview->written != 0 || quiet > patient ? patient : quiet;
	return preview->written != 0 ? preview->written + STALL_MS : preview->catch_up_due;
}

/* Milliseconds until a build is due; -1: none is. */
static int until_build(const struct preview *preview, int64_t now)
{
	int64_t due = build_due(preview);

	if (preview->build.pid != 0 || due == 0)
		return -1;
	return due > now ? (int)(due - now) : 0;
}

static void build_if_due(struct preview *preview)
{
	if (until_build(preview, milliseconds()) != 0)
		return;
	if (preview->first == 0 && preview->written != 0) {
		preview_watch_wait_no_longer(preview->watch);
		preview->written = 0;
		note_change(preview);
	}
	start_build(preview);
}

static int poll_timeout(const struct preview *preview)
{
	enum { TICK_MS = 5000 };
	int until = until_build(preview, milliseconds());

	return until >= 0 ? until : TICK_MS;
}

/* One round; false when the preview has been told to end. */
static bool serve(struct preview *preview)
{
	struct pollfd polls[PREVIEW_POLLS + 3];
	nfds_t n = preview_server_polls(preview->server, polls + 3);

	polls[0] = (struct pollfd){.fd = preview->signals, .events = POLLIN};
	polls[1] = (struct pollfd){.fd = preview_watch_fd(preview->watch), .events = POLLIN};
	polls[2] = (struct pollfd){.fd = preview->build.pid != 0 ? preview->build.pipe : -1, .events = POLLIN};
	if (poll(polls, n + 3, poll_timeout(preview)) < 0) {
		if (errno == EINTR)
			return true;
		(void)cmd_failed("cannot wait for requests: %s", strerror(errno));
		return false;
	}
	if (polls[0].revents != 0)
		return false;
	if (polls[1].revents != 0)
		take_changes(preview);
	if (polls[2].revents != 0 && preview_build_take(&preview->build))
		end_build(preview);
	preview_server_work(preview->server, polls + 3, n, milliseconds());
	build_if_due(preview);
	return true;
}

static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int cannot_listen(struct str address)
{
	if (errno == EINVAL)
		return cmd_wrong_usage("preview", STR("for example 127.0.0.1:8000"),
				       "\"%.*s\" is not an address to listen on", STR_ARG(address));
	if (errno == EADDRINUSE)
		return cmd_failed("%.*s is in use; --listen 127.0.0.1:0 takes a port that is free", STR_ARG(address));
	return cmd_failed("cannot listen on %.*s: %s", STR_ARG(address), strerror(errno));
}

static int open_all(struct preview *preview, struct str address)
{
	preview->server = preview_server_new(address, run_id());
	if (preview->server == NULL)
		return cannot_listen(address);
	preview->watch = preview_watch_new(preview->folder);
	if (preview->watch == NULL)
		return cmd_failed("cannot watch for changes: %s", strerror(errno));
	preview->signals = catch_signals();
	if (preview->signals < 0)
		return cmd_failed("cannot catch signals: %s", strerror(errno));
	return EXIT_FINE;
}

static void close_all(struct preview *preview)
{
	preview_build_release(&preview->build);
	preview_watch_free(preview->watch);
	preview_server_free(preview->server);
	preview_search_release(&preview->search);
	buf_release(&preview->watched);
	buf_release(&preview->announced);
	if (preview->signals >= 0)
		(void)close(preview->signals);
	(void)close(preview->folder);
}

static int run(void *context, const struct opt_list *operands)
{
	static const struct str first_watched[] = {STR_INIT("site.toml"), STR_INIT(POPULAR_FILE), STR_INIT("content"),
						   STR_INIT("theme")};
	const struct options *options = context;
	struct str address = options->listen.n != 0 ? options->listen : STR("127.0.0.1:8000");
	struct preview preview = {.options = options, .signals = -1};
	int status;

	if (operands->n != 0)
		return cmd_wrong_usage("preview", STR("the site's folder is given with -C"),
				       "\"%.*s\" is not expected here", STR_ARG(operands->at[0]));
	preview.folder = cmd_open_site(&options->build.common);
	if (preview.folder < 0)
		return EXIT_ENVIRONMENT;
	preview_build_init(&preview.build);
	preview_search_init(&preview.search);
	buf_init(&preview.watched, BUF_NO_LIMIT);
	buf_init(&preview.announced, BUF_NO_LIMIT);
	status = open_all(&preview, address);
	if (status == EXIT_FINE) {
		struct str url = preview_server_url(preview.server);

		preview_server_set_route(preview.server, preview_search_answer, &preview.search);
		printf("preview on %.*s/ (Ctrl-C ends it)\n", STR_ARG(url));
		(void)fflush(stdout);
		watch_again(&preview, first_watched, sizeof(first_watched) / sizeof(*first_watched));
		start_build(&preview);
		while (serve(&preview))
			;
	}
	close_all(&preview);
	return status;
}

const struct command cmd_preview = {
    .name = "preview",
    .usage = "[OPTION…]",
    .summary = "build, serve and follow changes",
    .about =
	"Builds the site, serves it on this machine, and builds again whenever a file in content/ or theme/, site.toml "
	"or popular.txt changes. Pages that are open in a browser load themselves again, and show the errors of a "
	"build that "
	"failed. The search box works, too; it sees an edit half a second later than the page shows it.\n\n"
	"The preview has an output folder of its own in .weir/; public/ is not touched, and nothing counts as "
	"published. "
	"Only requests for an address or for localhost are answered. Ctrl-C ends it.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
