/*
 * console: how weir-search and weir-courier begin and what they say to whoever
 * started them. For main.c, courier.c and the log alone: nothing else prints.
 */
#ifndef WEIR_CONSOLE_H
#define WEIR_CONSOLE_H
#include "common/opt.h"

enum console_exit { EXIT_FINE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

/* First in the options of a program. */
struct console_options {
	bool help, version;
};
#define CONSOLE_OPTIONS \
	{'h', "help", OPT_HELP, offsetof(struct console_options, help), .about = "print this help"}, \
	{ \
		'V', "version", OPT_FLAG, offsetof(struct console_options, version), .about = "print the version" \
	}

enum { CONSOLE_GO_ON = -1 };
/*
 * Reads the command line into options, which begin with console_options and hold the defaults; from now on running out
 * of memory is said and ends the program. CONSOLE_GO_ON, or the exit code of a program that has nothing more to do.
 */
__attribute__((warn_unused_result)) int console_begin(const struct opt_help *help, int argc, char **argv, void *options,
						      struct arena *arena);

/*
 * Whole lines to a descriptor. Who does not read a pipe must not stop the program: what does not fit into it for
 * a moment is dropped, and the lines of it returned. Any thread.
 */
size_t console_write(int fd, struct str lines);
/* A line on standard error, with the program's name before it. */
void __attribute__((format(printf, 1, 2))) console_say(const char *format, ...);
/* Each of these lines, so. */
void console_say_lines(struct str lines);
/* The message, the hint where it is not empty, and where to read on. Returns EXIT_USAGE. */
int console_wrong_usage(struct str message, struct str hint);

#endif
