#include "generator/cmd.h"
#include "generator/manual.h"

const struct command *const cmd_all[] = {&cmd_init,    &cmd_new,     &cmd_build, &cmd_check,  &cmd_preview,
					 &cmd_search,  &cmd_suggest, &cmd_eval,	 &cmd_import, &cmd_review,
					 &cmd_tickets, &cmd_redact,  &cmd_gate,	 &cmd_outbox, &cmd_popular,
					 &cmd_explain, &cmd_clean,   &cmd_help,	 NULL};

struct options {
	struct cmd_options common;
	int64_t dump;
};

/* 0 is "not asked for", so that the choices count from 1. */
static const struct opt own_table[] = {
    {'\0', "dump", OPT_CHOICE, offsetof(struct options, dump), .choices = "nothing " MANUAL_PARTS,
     .about = "print a part of the manual as mdoc", .hidden = true},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir help build", "The same as weir build --help."},
    {0},
};

const struct command *cmd_find(struct str name)
{
	for (const struct command *const *command = cmd_all; *command != NULL; command++)
		if (str_eq(str_c((*command)->name), name))
			return *command;
	return NULL;
}

int cmd_print_overview(bool asked)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_lit(&out, "Usage: weir COMMAND [OPTION…]\n\n"
		      "Turns a folder of markdown into a help site with its search index.\n\nCommands:\n");
	for (const struct command *const *command = cmd_all; *command != NULL; command++)
		buf_printf(&out, "  %-10s %s\n", (*command)->name, (*command)->summary);
	buf_lit(&out, "\nTo start: `weir init help && weir build -C help`.\n"
		      "More: `weir COMMAND --help`, `man weir`, `man weir-site`.\n");
	if (asked)
		cmd_print(buf_view(&out));
	else
		cmd_print_error(buf_view(&out));
	buf_release(&out);
	return asked ? EXIT_FINE : EXIT_USAGE;
}

int cmd_unknown(struct str name)
{
	struct str names[32], hint = STR_NONE;
	const struct str *nearest;
	struct arena arena;
	size_t n = 0;
	int status;

	for (const struct command *const *command = cmd_all; *command != NULL && n < 32; command++)
		names[n++] = str_c((*command)->name);
	arena_init(&arena);
	nearest = str_nearest(name, names, n);
	if (nearest != NULL)
		hint = arena_printf(&arena, "did you mean \"weir %.*s\"?", STR_ARG(*nearest));
	status = cmd_wrong_usage(NULL, hint, "there is no command \"%.*s\"", STR_ARG(name));
	arena_release(&arena);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	const struct command *command;
	struct buf out;

	if (options->dump != 0) {
		buf_init(&out, BUF_NO_LIMIT);
		manual_part(&out, (enum manual_part)(options->dump - 1));
		cmd_print(buf_view(&out));
		buf_release(&out);
		return EXIT_FINE;
	}
	if (operands->n > 1)
		return cmd_wrong_usage("help", STR_NONE, "one command at a time");
	if (operands->n == 0)
		return cmd_print_overview(true);
	command = cmd_find(operands->at[0]);
	if (command == NULL)
		return cmd_unknown(operands->at[0]);
	cmd_print_help(command);
	return EXIT_FINE;
}

const struct command cmd_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "what a command does",
    .about = "Prints what a command does and its options; without one, the list of commands.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
