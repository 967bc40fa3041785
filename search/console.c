#include "search/console.h"

#include "common/fs.h"
#include "common/mem.h"

#include <unistd.h>

static const char *program = "";

static void on_out_of_memory(size_t size)
{
	static const char message[] = ": out of memory\n";

	(void)size;
	(void)!write(STDERR_FILENO, program, strlen(program));
	(void)!write(STDERR_FILENO, message, sizeof(message) - 1);
	_exit(EXIT_ENVIRONMENT);
}

void console_say(const char *format, ...)
{
	struct buf line;
	va_list args;

	buf_init(&line, BUF_NO_LIMIT);
	buf_printf(&line, "%s: ", program);
	va_start(args, format);
	buf_vprintf(&line, format, args);
	va_end(args);
	buf_char(&line, '\n');
	(void)!fs_write_fd(STDERR_FILENO, buf_view(&line));
	buf_release(&line);
}

int console_wrong_usage(struct str message, struct str hint)
{
	console_say("%.*s", STR_ARG(message));
	if (hint.n != 0)
		console_say("%.*s", STR_ARG(hint));
	console_say("\"%s --help\" lists the options", program);
	return EXIT_USAGE;
}

static int print(struct buf *out)
{
	(void)!fs_write_fd(STDOUT_FILENO, buf_view(out));
	buf_release(out);
	return EXIT_FINE;
}

int console_begin(const struct opt_help *help, int argc, char **argv, void *options, struct arena *arena)
{
	const struct console_options *asked = options;
	struct opt_line line = {.tables = help->options, .argc = argc, .argv = argv};
	struct buf out;

	program = help->name;
	mem_set_out_of_memory_hook(on_out_of_memory);
	if (opt_parse(&line, options, arena) < 0)
		return console_wrong_usage(line.problem.message, line.problem.hint);
	buf_init(&out, BUF_NO_LIMIT);
	if (asked->help) {
		opt_print_help(&out, help);
		return print(&out);
	}
	if (asked->version) {
		buf_printf(&out, "%s " WEIR_VERSION "\n", program);
		return print(&out);
	}
	buf_release(&out);
	return line.operands.n != 0 ? console_wrong_usage(STR("it takes options only"), STR("")) : CONSOLE_GO_ON;
}
