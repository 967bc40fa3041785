#include "generator/preview_build.h"

#include "generator/config.h"
#include "generator/page.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

/* What the process writes: this, the strings, the packed diagnostics. */
struct head {
	struct build_result result;
	int status;
	uint32_t output_n, base_path_n;
	uint32_t watch_n[8];
	uint32_t diags_n;
};

void preview_build_init(struct preview_build *build)
{
	*build = (struct preview_build){.pipe = -1};
	buf_init(&build->bytes, BUF_NO_LIMIT);
}

/* ---- in the process ---- */

static void add_watched(struct buf *out, struct head *head, size_t *n, struct str path)
{
	if (path.n == 0 || path.s[0] == '/')
		return; /* not below the site's folder: not watched */
	head->watch_n[(*n)++] = (uint32_t)path.n;
	buf_str(out, path);
}

static void add_strings(struct buf *out, struct head *head, const struct config *config, struct str output)
{
	size_t n = 0;

	if (output.n == 0)
		output = config->output;
	head->output_n = (uint32_t)output.n;
	head->base_path_n = (uint32_t)config->base_path.n;
	buf_str(out, output);
	buf_str(out, config->base_path);
	add_watched(out, head, &n, STR("site.toml"));
	add_watched(out, head, &n, STR(POPULAR_FILE));
	add_watched(out, head, &n, config->content_folder);
	add_watched(out, head, &n, config->theme_folder);
	add_watched(out, head, &n, config->static_folder);
	add_watched(out, head, &n, config->custom_css);
}

static void write_all(int fd, struct str bytes)
{
	while (bytes.n != 0) {
		ssize_t n = write(fd, bytes.s, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1); /* the preview is gone */
		bytes = str_from(bytes, (size_t)n);
	}
}

static void run(int site_folder, const struct build_options *options, int out)
{
	struct head head = {0};
	struct diag_list diags, ignored;
	struct page carrier = {0};
	struct arena arena;
	struct buf bytes;
	size_t from;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	diag_list_init(&ignored, &arena);
	buf_init(&bytes, BUF_NO_LIMIT);
	head.status = build_run(site_folder, options, &arena, &diags, &head.result);
	buf_add(&bytes, &head, sizeof(head));
	add_strings(&bytes, &head, config_load(site_folder, &arena, &ignored), options->output);
	carrier.diags = diags.items.at;
	carrier.diags_n = (uint32_t)diags.items.n;
	from = bytes.n;
	page_pack(&bytes, &carrier);
	head.diags_n = (uint32_t)(bytes.n - from);
	memcpy(bytes.s, &head, sizeof(head));
	write_all(out, buf_view(&bytes));
	_exit(0);
}

/* The server's sockets and the watch are not the build's business. */
static void close_others(int *site_folder, int *out)
{
	int site = fcntl(*site_folder, F_DUPFD_CLOEXEC, 100), pipe = fcntl(*out, F_DUPFD_CLOEXEC, 100);

	if (site < 0 || pipe < 0)
		_exit(1);
	(void)close_range(3, 99, 0);
	(void)close_range((unsigned)(site > pipe ? site : pipe) + 1, ~0U, 0);
	*site_folder = site;
	*out = pipe;
}

/* ---- in the preview ---- */

int preview_build_start(struct preview_build *build, int site_folder, const struct build_options *options)
{
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	buf_clear(&build->bytes);
	build->pid = fork();
	if (build->pid == 0) {
		sigset_t none;

		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)signal(SIGINT, SIG_IGN); /* the preview ends it */
		sigemptyset(&none);
		(void)sigprocmask(SIG_SETMASK, &none, NULL);
		close_others(&site_folder, &ends[1]);
		run(site_folder, options, ends[1]);
	}
	error = errno;
	close(ends[1]);
	if (build->pid < 0) {
		build->pid = 0;
		close(ends[0]);
		errno = error;
		return -1;
	}
	build->pipe = ends[0];
	(void)fcntl(build->pipe, F_SETFL, O_NONBLOCK);
	return 0;
}

bool preview_build_take(struct preview_build *build)
{
	for (;;) {
		ssize_t n = read(build->pipe, buf_reserve(&build->bytes, READ_BYTES), READ_BYTES);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 || errno != EAGAIN;
		build->bytes.n += (size_t)n;
	}
}

static struct str take(struct str *rest, uint32_t n)
{
	struct str taken = str_slice(*rest, 0, n);

	*rest = str_from(*rest, n);
	return taken;
}

static bool unpack(struct str bytes, struct preview_outcome *outcome, struct arena *arena, struct diag_list *diags)
{
	struct page carrier = {0};
	struct head head;

	if (bytes.n < sizeof(head))
		return false;
	memcpy(&head, bytes.s, sizeof(head));
	bytes = arena_str(arena, str_from(bytes, sizeof(head)));
	outcome->status = head.status;
	outcome->result = head.result;
	outcome->output = take(&bytes, head.output_n);
	outcome->base_path = take(&bytes, head.base_path_n);
	for (size_t i = 0; i < sizeof(head.watch_n) / sizeof(*head.watch_n); i++)
		if (head.watch_n[i] != 0)
			outcome->watch[outcome->watch_n++] = take(&bytes, head.watch_n[i]);
	if (bytes.n != head.diags_n || !page_unpack(&carrier, bytes, arena))
		return false;
	for (uint32_t i = 0; i < carrier.diags_n; i++)
		diag_copy(diags, &carrier.diags[i]);
	return true;
}

static void lost(const struct preview_build *build, int status, struct diag_list *diags)
{
	if (WIFSIGNALED(status))
		diag_add(diags, DIAG_SYSTEM, (struct place){0}, "the build was ended by signal %d", WTERMSIG(status));
	else
		diag_add(diags, DIAG_SYSTEM, (struct place){0}, "the build ended without an answer (%d, %zu bytes)",
			 WEXITSTATUS(status), build->bytes.n);
}

static int wait_for(struct preview_build *build)
{
	int status = 0;

	while (waitpid(build->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(build->pipe);
	build->pipe = -1;
	build->pid = 0;
	return status;
}

void preview_build_end(struct preview_build *build, struct preview_outcome *outcome, struct arena *arena,
		       struct diag_list *diags)
{
	enum { LOST = 3 };
	int status = wait_for(build);

	*outcome = (struct preview_outcome){.status = LOST};
	if (unpack(buf_view(&build->bytes), outcome, arena, diags))
		return;
	*outcome = (struct preview_outcome){.status = LOST};
	lost(build, status, diags);
}

void preview_build_release(struct preview_build *build)
{
	if (build->pid != 0) {
		(void)kill(build->pid, SIGKILL);
		(void)wait_for(build);
	}
	buf_release(&build->bytes);
}
