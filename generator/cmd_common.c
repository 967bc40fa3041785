#include "generator/cmd.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/approval.h"
#include "generator/build.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const struct opt cmd_common_table[] = {
    {'C', "directory", OPT_TEXT, offsetof(struct cmd_options, folder), "DIR",
     .about = "the site's folder, where site.toml is (default: the current folder)"},
    {'q', "quiet", OPT_FLAG, offsetof(struct cmd_options, quiet), .about = "print errors only"},
    {'v', "verbose", OPT_FLAG, offsetof(struct cmd_options, verbose),
     .about = "print every diagnostic, however many there are of a kind"},
    {'\0', "format", OPT_CHOICE, offsetof(struct cmd_options, format), .choices = "text json",
     .about = "json prints one object per line to standard output"},
    {'\0', "color", OPT_CHOICE, offsetof(struct cmd_options, color), .choices = "auto always never",
     .about = "auto: on a terminal, unless NO_COLOR is set"},
    {'h', "help", OPT_HELP, offsetof(struct cmd_options, help), .about = "this text"},
    {0},
};

const struct opt cmd_build_table[] = {
    {'j', "jobs", OPT_NUMBER, offsetof(struct cmd_build_options, jobs), "N", .least = 1, .most = 256,
     .about = "worker processes (default: one per core)"},
    {'\0', "strict", OPT_FLAG, offsetof(struct cmd_build_options, strict), .about = "treat warnings as errors"},
    {'\0', "keep-going", OPT_FLAG, offsetof(struct cmd_build_options, keep_going),
     .about = "publish what is not in error, of pages with one URL the first; exits with 1"},
    {'\0', "drafts", OPT_FLAG, offsetof(struct cmd_build_options, drafts), .about = "with pages that are drafts"},
    {'\0', "future", OPT_FLAG, offsetof(struct cmd_build_options, future),
     .about = "with pages whose publish_on has not come"},
    {'\0', "expired", OPT_FLAG, offsetof(struct cmd_build_options, expired),
     .about = "with pages whose expires_on has passed"},
    {0},
};

static const char exit_notes[] = "Exit status: 0 fine, 1 the content has errors (with --strict: or warnings), 2 wrong "
				 "usage, 3 the environment failed (disk, permissions, memory), 130 interrupted.";

void cmd_print(struct str text)
{
	if (text.n != 0)
		(void)fwrite(text.s, 1, text.n, stdout);
}

void cmd_print_error(struct str text)
{
	(void)fflush(stdout);
	if (text.n != 0)
		(void)fwrite(text.s, 1, text.n, stderr);
}

void cmd_print_help(const struct command *command)
{
	struct buf name, out;

	buf_init(&name, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&name, "weir %s", command->name);
	opt_print_help(&out, &(struct opt_help){.name = name.s,
						.usage = command->usage,
						.about = command->about,
						.options = command->options,
						.examples = command->examples,
						.notes = exit_notes});
	cmd_print(buf_view(&out));
	buf_release(&out);
	buf_release(&name);
}

/* A message of one line, made safe for the terminal. */
static void print_message(const char *who, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static void print_message(const char *who, const char *format, va_list args)
{
	struct buf raw, valid, out;

	buf_init(&raw, BUF_NO_LIMIT);
	buf_init(&valid, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	buf_vprintf(&raw, format, args);
	(void)utf8_repair(&valid, buf_view(&raw));
	buf_printf(&out, "%s: ", who);
	escape_terminal(&out, buf_view(&valid));
	buf_char(&out, '\n');
	cmd_end_progress();
	cmd_print_error(buf_view(&out));
	buf_release(&out);
	buf_release(&valid);
	buf_release(&raw);
}

int cmd_wrong_usage(const char *command, struct str hint, const char *format, ...)
{
	struct buf text;
	va_list args;

	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, "weir%s%s", command != NULL ? " " : "", command != NULL ? command : "");
	va_start(args, format);
	print_message(text.s, format, args);
	va_end(args);
	if (hint.n != 0) {
		buf_clear(&text);
		buf_printf(&text, "  hint: %.*s\n", STR_ARG(hint));
		cmd_print_error(buf_view(&text));
	}
	buf_clear(&text);
	buf_printf(&text, "Try `weir%s%s --help`.\n", command != NULL ? " " : "", command != NULL ? command : "");
	cmd_print_error(buf_view(&text));
	buf_release(&text);
	return EXIT_USAGE;
}

int cmd_no_tickets(const char *command, int site_folder)
{
	if (faccessat(site_folder, APPROVAL_FILE, F_OK, 0) == 0)
		return cmd_wrong_usage(
		    command,
		    STR("the pages here were approved elsewhere: copy private/ of that folder, which is "
			"not committed, or import the export here, too"),
		    "there is no private/ with raw tickets");
	return cmd_wrong_usage(command, STR("weir import takes tickets in"), "nothing was imported here");
}

int cmd_failed(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_message("weir", format, args);
	va_end(args);
	return EXIT_ENVIRONMENT;
}

int cmd_open_site(const struct cmd_options *options)
{
	int folder = fs_open_folder(options->folder.s);

	if (folder < 0)
		(void)cmd_failed("the folder \"%.*s\" cannot be opened: %s", STR_ARG(options->folder), strerror(errno));
	return folder;
}

int64_t cmd_now(void)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds;

	if (given != NULL && str_to_int(str_c(given), &seconds) && seconds >= 0)
		return seconds;
	return (int64_t)time(NULL);
}

/* ---- numbers ------------------------------------------------------------------- */

void cmd_add_number(struct buf *out, uint64_t number)
{
	if (number >= 1000) {
		cmd_add_number(out, number / 1000);
		buf_printf(out, ",%03u", (unsigned)(number % 1000));
	} else {
		buf_printf(out, "%u", (unsigned)number);
	}
}

void cmd_add_count(struct buf *out, uint64_t number, const char *singular, const char *plural)
{
	cmd_add_number(out, number);
	buf_printf(out, " %s", number == 1 ? singular : plural);
}

/* ---- diagnostics ------------------------------------------------------------------ */

static bool is_dumb_terminal(void)
{
	const char *terminal = getenv("TERM");

	return terminal == NULL || strcmp(terminal, "dumb") == 0;
}

static bool wants_colour(const struct cmd_options *options)
{
	const char *no_color = getenv("NO_COLOR");

	if (options->color != COLOR_AUTO)
		return options->color == COLOR_ALWAYS;
	return isatty(STDERR_FILENO) && !is_dumb_terminal() && (no_color == NULL || no_color[0] == '\0');
}

static void print_diags_json(const struct cmd_options *options, const struct diag_list *diags)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < diags->items.n; i++)
		if (!options->quiet || diags->items.at[i].severity == DIAG_ERROR)
			diag_format_json(&out, &diags->items.at[i]);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static void print_left_out(struct buf *out, const unsigned *left_out)
{
	bool any = false;

	for (int code = 0; code < DIAG_CODES_N; code++) {
		if (left_out[code] == 0)
			continue;
		any = true;
		buf_lit(out, "and ");
		cmd_add_number(out, left_out[code]);
		buf_printf(out, " more [%s]\n", diag_info((enum diag_code)code)->id);
	}
	if (any)
		buf_lit(out, "  hint: --verbose prints all of them\n");
}

static void print_diags_text(const struct cmd_options *options, const struct diag_list *diags)
{
	unsigned shown[DIAG_CODES_N] = {0}, left_out[DIAG_CODES_N] = {0};
	bool colour = wants_colour(options);
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < diags->items.n; i++) {
		const struct diag *diag = &diags->items.at[i];

		if (options->quiet && diag->severity != DIAG_ERROR)
			continue;
		if (!options->verbose && shown[diag->code]++ >= LIMIT_DIAGNOSTICS_SHOWN)
			left_out[diag->code]++;
		else
			diag_format(&out, diag, colour);
	}
	print_left_out(&out, left_out);
	cmd_print_error(buf_view(&out));
	buf_release(&out);
}

void cmd_print_diags(const struct cmd_options *options, const struct diag_list *diags)
{
	cmd_end_progress();
	if (options->format == FORMAT_JSON)
		print_diags_json(options, diags);
	else
		print_diags_text(options, diags);
}

/* ---- progress ---------------------------------------------------------------------- */

/* Milliseconds between two lines, and before the first: short work shows none. */
enum { PROGRESS_EVERY = 100, PROGRESS_FIRST = 400 };

static struct {
	bool shown;
	const char *stage;
	int64_t began, stage_began, last;
} progress;

static int64_t milliseconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* "render  12,345 of 38,404 pages  18,200/s  2 s left" */
static void format_progress(struct buf *out, const char *stage, uint32_t done, uint32_t total, int64_t elapsed)
{
	buf_printf(out, "\r\033[K%s  ", stage);
	cmd_add_number(out, done);
	if (total != 0) {
		buf_lit(out, " of ");
		cmd_add_number(out, total);
	}
	if (elapsed >= PROGRESS_EVERY && done != 0) {
		uint64_t rate = (uint64_t)done * 1000 / (uint64_t)elapsed;

		buf_lit(out, "  ");
		cmd_add_number(out, rate);
		buf_lit(out, "/s");
		if (rate != 0 && total > done) {
			buf_lit(out, "  ");
			cmd_add_number(out, (total - done) / rate + 1);
			buf_lit(out, " s left");
		}
	}
}

static void show_progress(void *context, const char *stage, uint32_t done, uint32_t total)
{
	int64_t now = milliseconds();
	struct buf out;

	(void)context;
	if (progress.stage == NULL || strcmp(progress.stage, stage) != 0) {
		progress.stage = stage;
		progress.stage_began = now;
	}
	if (now - progress.began < PROGRESS_FIRST || now - progress.last < PROGRESS_EVERY)
		return;
	progress.last = now;
	progress.shown = true;
	buf_init(&out, BUF_NO_LIMIT);
	format_progress(&out, stage, done, total, now - progress.stage_began);
	cmd_print_error(buf_view(&out));
	buf_release(&out);
}

void cmd_end_progress(void)
{
	if (progress.shown)
		cmd_print_error(STR("\r\033[K"));
	progress.shown = false;
}

/* "read  1,234 MB  40 MB/s" */
static void show_bytes(void *context, uint64_t bytes)
{
	static uint64_t sum;
	int64_t now = milliseconds();
	struct buf out;

	(void)context;
	sum += bytes;
	if (now - progress.began < PROGRESS_FIRST || now - progress.last < PROGRESS_EVERY)
		return;
	progress.last = now;
	progress.shown = true;
	buf_init(&out, BUF_NO_LIMIT);
	buf_lit(&out, "\r\033[Kread  ");
	cmd_add_number(&out, sum / 1000000);
	buf_lit(&out, " MB  ");
	cmd_add_number(&out, sum / 1000 / (uint64_t)(now - progress.began));
	buf_lit(&out, " MB/s");
	cmd_print_error(buf_view(&out));
	buf_release(&out);
}

void cmd_start_bytes_progress(const struct cmd_options *options, void (**show)(void *context, uint64_t bytes))
{
	progress.began = milliseconds();
	if (!options->quiet && options->format == FORMAT_TEXT && isatty(STDERR_FILENO) && !is_dumb_terminal())
		*show = show_bytes;
}

/* The clock that stamps files. */
static int64_t file_clock(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME_COARSE, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void cmd_fill_build_options(const struct cmd_build_options *from, struct build_options *to)
{
	to->jobs = (int)from->jobs;
	to->strict = from->strict;
	to->keep_going = from->keep_going;
	to->drafts = from->drafts;
	to->future = from->future;
	to->expired = from->expired;
	to->gate_key = str_c(getenv("WEIR_GATE_KEY"));
	to->now = cmd_now();
	to->now_nanoseconds = file_clock();
	progress.began = milliseconds();
	progress.stage = NULL;
	if (!from->common.quiet && from->common.format == FORMAT_TEXT && isatty(STDERR_FILENO) && !is_dumb_terminal())
		to->progress = show_progress;
}
