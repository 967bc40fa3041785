#include "generator/cmd.h"

#include "common/escape.h"
#include "generator/tickets/review.h"
#include "generator/tickets/review_json.h"

#include <unistd.h>

struct options {
	struct cmd_options common;
	int64_t days; /* 0: not given */
	bool all;
};

static const struct opt table[] = {
    {'\0', "days", OPT_NUMBER, offsetof(struct options, days), "N", .least = 1, .most = 3650,
     .about = "purge what was imported more than N days ago, instead of [tickets] retention_days"},
    {'\0', "all", OPT_FLAG, offsetof(struct options, all), .about = "purge all raw tickets"},
    {0},
};

static const struct opt *const tables[] = {table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir tickets forget zendesk:1042", "Take a ticket down for good."},
    {"weir tickets forget s7k2m9qx4r", "The same by the id of its page."},
    {"weir tickets purge", "Erase raw tickets that are older than retention_days."},
    {"weir tickets list", "What is held, with the ids of pages."},
    {0},
};

struct run {
	const struct options *options;
	const struct config *config;
	struct review *review;
	struct buf out;
};

static int say_failed(struct run *run, struct str name)
{
	struct buf message;

	buf_init(&message, BUF_NO_LIMIT);
	escape_terminal(&message, name);
	if (name.n != 0)
		buf_lit(&message, ": ");
	escape_terminal(&message, review_reason(run->review));
	(void)cmd_failed("%.*s", (int)message.n, message.s);
	buf_release(&message);
	return review_was_unable(run->review) ? EXIT_ENVIRONMENT : EXIT_CONTENT;
}

static int list(struct run *run, const struct opt_list *names)
{
	struct review_item *items;
	struct arena arena;
	size_t n;
	int status = EXIT_FINE;

	(void)names;
	arena_init(&arena);
	if (review_list(run->review, &arena, &items, &n) < 0)
		status = say_failed(run, STR(""));
	for (size_t i = 0; status == EXIT_FINE && i < n; i++) {
		if (run->options->common.format == FORMAT_JSON) {
			review_json_item(&run->out, &items[i]);
			buf_char(&run->out, '\n');
			continue;
		}
		escape_terminal(&run->out, items[i].key);
		buf_printf(&run->out, "\t%s\t%.*s\n", review_state_name(items[i].state),
			   STR_ARG(items[i].public_id.n != 0 ? items[i].public_id : STR("-")));
	}
	arena_release(&arena);
	return status;
}

static int forget(struct run *run, const struct opt_list *names)
{
	int status = EXIT_FINE;
	size_t done = 0;

	for (size_t i = 0; i < names->n; i++) {
		int one = review_forget(run->review, names->at[i]) < 0 ? say_failed(run, names->at[i]) : EXIT_FINE;

		done += one == EXIT_FINE;
		status = one > status ? one : status;
	}
	if (run->options->common.format == FORMAT_JSON) {
		buf_printf(&run->out, "{\"summary\":{\"taken_down\":%zu}}\n", done);
	} else if (status == EXIT_FINE && !run->options->common.quiet) {
		cmd_add_count(&run->out, names->n, "ticket was taken down", "tickets were taken down");
		buf_lit(&run->out, "; the next build removes the pages\n");
	}
	return status;
}

static int purge(struct run *run, const struct opt_list *names)
{
	int64_t days = run->options->days != 0 ? run->options->days : run->config->tickets_retention_days;
	size_t n, later;

	(void)names;
	if (review_purge(run->review, run->options->all ? INT64_MAX : cmd_now() - days * 86400, &n, &later) < 0)
		return say_failed(run, STR(""));
	if (run->options->common.format == FORMAT_JSON) {
		buf_printf(&run->out, "{\"summary\":{\"erased\":%zu,\"later_than_now\":%zu}}\n", n, later);
	} else if (!run->options->common.quiet) {
		cmd_add_count(&run->out, n, "raw ticket was erased", "raw tickets were erased");
		buf_char(&run->out, '\n');
	}
	if (later != 0) {
		struct buf warning;

		buf_init(&warning, BUF_NO_LIMIT);
		buf_lit(&warning, "weir: ");
		cmd_add_count(&warning, later, "raw ticket stays that was", "raw tickets stay that were");
		buf_lit(&warning,
			" imported later than now: was the clock wrong then, or is it now? --all erases them\n");
		cmd_print_error(buf_view(&warning));
		buf_release(&warning);
	}
	return EXIT_FINE;
}

static const struct {
	const char *name;
	bool takes_names;
	int (*run)(struct run *run, const struct opt_list *names);
} actions[] = {
    {"list", false, list},
    {"forget", true, forget},
    {"purge", false, purge},
};

static int act(struct run *run, const struct opt_list *operands)
{
	struct opt_list names = {operands->at + 1, operands->n - 1};

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (!str_eq(operands->at[0], str_c(actions[i].name)))
			continue;
		if (actions[i].takes_names && names.n == 0)
			return cmd_wrong_usage("tickets", STR("weir tickets list shows them"), "which ticket?");
		if (!actions[i].takes_names && names.n != 0)
			return cmd_wrong_usage("tickets", STR_NONE, "\"%.*s\" is not expected here",
					       STR_ARG(names.at[0]));
		return actions[i].run(run, &names);
	}
	return cmd_wrong_usage("tickets", STR("list, forget or purge"), "there is no action \"%.*s\"",
			       STR_ARG(operands->at[0]));
}

static int run(void *context, const struct opt_list *operands)
{
	struct run run = {.options = context};
	struct diag_list diags;
	struct arena arena;
	struct buf reason;
	int folder, status;

	if (operands->n == 0)
		return cmd_wrong_usage("tickets", STR("list, forget or purge"), "what is to be done?");
	folder = cmd_open_site(&run.options->common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	buf_init(&run.out, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	diag_list_init(&diags, &arena);
	run.config = config_load(folder, &arena, &diags);
	if (diags.errors != 0) {
		diag_list_sort(&diags);
		cmd_print_diags(&run.options->common, &diags);
		status = EXIT_CONTENT;
	} else if ((run.review = review_open(folder, run.config, cmd_now(), &reason)) == NULL) {
		status =
		    reason.n != 0 ? cmd_failed("%.*s", (int)reason.n, reason.s) : cmd_no_tickets("tickets", folder);
	} else {
		status = act(&run, operands);
		cmd_print(buf_view(&run.out));
	}
	review_close(run.review);
	diag_list_release(&diags);
	buf_release(&reason);
	buf_release(&run.out);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_tickets = {
    .name = "tickets",
    .usage = "[OPTION…] list|forget ID…|purge",
    .summary = "take tickets down, erase raw ones",
    .about =
	"list prints every ticket that private/ holds with its state and the id of its page.\n\n"
	"forget takes a ticket down for good, by its own name or by the id of its page: the raw ticket is erased, the "
	"page's file becomes a mark without content so that the next build removes the page, its entries in lists, "
	"feeds and search, and a keyed hash stays in private/ that keeps imports from bringing it back. The build "
	"cache, which has its text, is removed.\n\n"
	"purge erases raw tickets that were imported longer ago than [tickets] retention_days. Pages that were made "
	"of them stay, and can still be edited and approved; keyed hashes of their messages stay too, so that a later "
	"export that takes something back withdraws them. A message with other words counts as taken back then.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
