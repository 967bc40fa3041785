/*
 * hostile_markdown FILE …: each file rendered in a process of its own with the
 * limits of a parse worker. Prints for each one line:
 *
 *     ended 12 ms FILE      rendered, in so much CPU time
 *     refused 3 ms FILE     a diagnostic said that it is over a limit
 *     stopped FILE          the CPU limit ended the process
 *     crashed SIGNAL FILE   any other end: a fault
 *
 * With -o FOLDER the HTML goes to FOLDER/<name>.html.
 */
#include "common/escape.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/markdown.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct str read_file(const char *path)
{
	struct buf text;
	char bytes[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	buf_init(&text, BUF_NO_LIMIT);
	if (file == NULL)
		return STR_NONE;
	while ((n = fread(bytes, 1, sizeof(bytes), file)) != 0)
		buf_add(&text, bytes, n);
	fclose(file);
	n = text.n;
	return str_n(buf_take(&text, NULL), n);
}

/* With the targets as they were written. */
static void write_html(const char *folder, const char *path, const struct page *page, struct str html)
{
	const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	struct buf to;
	FILE *file;

	buf_init(&to, BUF_NO_LIMIT);
	buf_printf(&to, "%s/%s.html", folder, name);
	file = fopen(to.s, "wb");
	buf_clear(&to);
	for (uint32_t i = 0, from = 0; i <= page->links_n; i++) {
		bool is_last = i == page->links_n;

		buf_str(&to, str_slice(html, from, is_last ? html.n : page->links[i].hole));
		if (is_last)
			break;
		escape_href(&to, page->links[i].target);
		from = page->links[i].hole;
	}
	if (file != NULL) {
		fwrite(buf_view(&to).s, 1, to.n, file);
		fclose(file);
	}
	buf_release(&to);
}

static int render(const char *path, const char *folder)
{
	struct rlimit cpu = {LIMIT_PAGE_CPU_SECONDS, LIMIT_PAGE_CPU_SECONDS + 1};
	struct rlimit memory = {LIMIT_WORKER_MEMORY, LIMIT_WORKER_MEMORY}, core = {0, 0};
	struct markdown_options options = {.take_title = true};
	struct page page = {.path = STR("page.md")};
	struct arena arena;
	struct diag_list diags;
	struct buf html;
	struct str text = read_file(path);
	int result;

	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_AS, &memory);
#else
	(void)memory;
#endif
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&html, BUF_NO_LIMIT);
	result = markdown_render(&page, text, 1, &options, &html, &arena, &diags);
	if (result == 0 && folder != NULL)
		write_html(folder, path, &page, buf_view(&html));
	return result == 0 ? 0 : 1;
}

static long milliseconds(const struct rusage *usage)
{
	return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000 +
	       (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
}

int main(int argc, char **argv)
{
	const char *folder = NULL;
	int i = 1, faults = 0;

	if (argc > 2 && strcmp(argv[1], "-o") == 0) {
		folder = argv[2];
		i = 3;
	}
	for (; i < argc; i++) {
		struct rusage usage;
		int status;
		pid_t child;

		fflush(stdout);
		child = fork();
		if (child == 0)
			_exit(render(argv[i], folder));
		if (wait4(child, &status, 0, &usage) < 0)
			return 2;
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			printf("ended %ld ms %s\n", milliseconds(&usage), argv[i]);
		else if (WIFEXITED(status) && (WEXITSTATUS(status) == 1 || WEXITSTATUS(status) == 3))
			printf("refused %ld ms %s\n", milliseconds(&usage), argv[i]);
		else if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
			printf("stopped %s\n", argv[i]);
		else {
			printf("crashed %d %s\n", WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status),
			       argv[i]);
			faults++;
		}
	}
	return faults != 0;
}
