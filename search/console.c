#include "search/console.h"

#include "common/fs.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 100 }; /* for a reader that was there the last time */

static const char *program = "";

/* ---- writing ---- */

static size_t lines_of(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.s[i] == '\n';
	return n;
}

/* As many whole lines as a pipe with room takes at once. */
static struct str first_lines(struct str lines)
{
	struct str first = str_slice(lines, 0, lines.n < PIPE_BUF ? lines.n : PIPE_BUF);
	ptrdiff_t end = str_rfind_char(first, '\n');

	return end >= 0 ? str_slice(first, 0, (size_t)end + 1) : first;
}

static bool may_wait(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

size_t console_write(int fd, struct str lines)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* there is room for one that has asked */
	static bool is_stuck;
	bool has_waited = false; /* one moment for all lines: a slow reader would have one for each of them */
	size_t lost = 0;

	if (!may_wait(fd))
		return fs_write_fd(fd, lines) == 0 ? 0 : lines_of(lines);
	pthread_mutex_lock(&lock);
	while (lines.n != 0) {
		struct pollfd room = {fd, POLLOUT, 0};
		struct str first = first_lines(lines);

		int ready = poll(&room, 1, 0);

		if (ready == 0 && !is_stuck && !has_waited) {
			ready = poll(&room, 1, WAIT_MS);
			has_waited = true;
		}
		if (ready < 0 && errno == EINTR)
			continue;
		is_stuck = (room.revents & POLLOUT) == 0;
		if (is_stuck || fs_write_fd(fd, first) != 0)
			break;
		lines = str_from(lines, first.n);
	}
	lost = lines_of(lines);
	pthread_mutex_unlock(&lock);
	return lost;
}

/* ---- beginning ---- */

/* What is closed would be the number of the next file that is opened, and lines of the log would go into that. */
static void hold_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR | O_NOCTTY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

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
	(void)console_write(STDERR_FILENO, buf_view(&line));
	buf_release(&line);
}

void console_say_lines(struct str lines)
{
	struct str line;

	while (lines.n != 0 && str_line(&lines, &line))
		console_say("%.*s", STR_ARG(line));
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
	int result = fs_write_fd(STDOUT_FILENO, buf_view(out));

	buf_release(out);
	if (result == 0)
		return EXIT_FINE;
	console_say("standard output cannot be written");
	return EXIT_ENVIRONMENT;
}

int console_begin(const struct opt_help *help, int argc, char **argv, void *options, struct arena *arena)
{
	const struct console_options *asked = options;
	struct opt_line line = {.tables = help->options, .argc = argc, .argv = argv};
	struct buf out;

	program = help->name;
	hold_standard_descriptors();
	(void)signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is a full disk */
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
