/* weir: the writer's tool. Finds the command, reads its options, runs it. */
#include "generator/cmd.h"

#include "common/mem.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct main_options {
	struct cmd_options common;
	bool version;
};

static const struct opt main_table[] = {
    {'V', "version", OPT_FLAG, offsetof(struct main_options, version), .about = "print the version"},
    {0},
};

static const struct opt *const tables[] = {main_table, cmd_common_table, NULL};

/* Only what is safe in a signal handler and without memory: write(2) and _exit(2). */
static void say(const char *message)
{
	if (write(STDERR_FILENO, message, strlen(message)) < 0)
		return;
}

static void on_out_of_memory(size_t size)
{
	(void)size;
	say("weir: out of memory\n");
	_exit(EXIT_ENVIRONMENT);
}

/* Asked before a signal can come. */
static volatile sig_atomic_t on_terminal;

/* Nothing is half published: the next build finishes or undoes what this one leaves. Workers die with us. */
static void on_interrupt(int number)
{
	(void)number;
	if (on_terminal)
		say("\r\033[K");
	say("weir: interrupted\n");
	_exit(EXIT_INTERRUPTED);
}

static int run_command(const struct command *command, const struct cmd_options *common, struct opt_line *line,
		       struct arena *arena)
{
	struct cmd_options *options = arena_zalloc(arena, command->options_size);

	*options = *common;
	if (opt_parse(line, options, arena) < 0)
		return cmd_wrong_usage(command->name, line->problem.hint, "%.*s", STR_ARG(line->problem.message));
	if (options->help) {
		cmd_print_help(command);
		return EXIT_FINE;
	}
	return command->run(options, &line->operands);
}

static int run(int argc, char **argv, struct arena *arena)
{
	struct main_options options = {.common.folder = STR(".")};
	struct opt_line line = {.tables = tables, .argc = argc, .argv = argv, .stop_at_operand = true};
	const struct command *command;

	if (opt_parse(&line, &options, arena) < 0)
		return cmd_wrong_usage(NULL, line.problem.hint, "%.*s", STR_ARG(line.problem.message));
	if (options.version) {
		cmd_print(STR("weir " WEIR_VERSION "\n"));
		return EXIT_FINE;
	}
	if (options.common.help || line.operands.n == 0)
		return cmd_print_overview(options.common.help);
	command = cmd_find(line.operands.at[0]);
	if (command == NULL)
		return cmd_unknown(line.operands.at[0]);
	/* the command's word takes the place of the program's name */
	line = (struct opt_line){
	    .tables = command->options, .argc = (int)line.operands.n, .argv = argv + argc - line.operands.n};
	return run_command(command, &options.common, &line, arena);
}

/* Is standard output a pipe that nobody reads any more? */
static bool is_pipe_closed(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

int main(int argc, char **argv)
{
	struct arena arena;
	int status;

	mem_set_out_of_memory_hook(on_out_of_memory);
	mem_keep_freed();
	on_terminal = isatty(STDERR_FILENO);
	if (signal(SIGINT, on_interrupt) == SIG_IGN) /* as a job in the background */
		(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is a full disk */
	arena_init(&arena);
	status = run(argc, argv, &arena);
	arena_release(&arena);
	/* a full disk behind stdout must not look like success; a reader who has seen enough, as head, is no error */
	errno = 0;
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_FINE) {
		if (errno == EPIPE || is_pipe_closed()) {
			(void)signal(SIGPIPE, SIG_DFL);
			(void)raise(SIGPIPE);
		}
		status = cmd_failed("standard output cannot be written");
	}
	return status;
}
