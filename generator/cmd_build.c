#include "generator/build.h"
#include "generator/cmd.h"
#include "generator/config.h"

#include <time.h>
#include <unistd.h>

struct options {
	struct cmd_build_options build;
	struct str output;
	bool full;
};

static const struct opt own_table[] = {
    {'o', "output", OPT_TEXT, offsetof(struct options, output), "DIR",
     .about = "write to this folder of the site instead of [build] output"},
    {'\0', "full", OPT_FLAG, offsetof(struct options, full), .about = "build everything anew, without the cache"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_build_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir build", "Build the site of the current folder."},
    {"weir build -C help --strict", "Build the site in help/ and fail on any warning, as in a CI job."},
    {"weir build --keep-going", "Publish what is good, report the rest, exit 1."},
    {0},
};

static double seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void add_problems(struct buf *out, const struct diag_list *diags)
{
	cmd_add_count(out, diags->errors, "error", "errors");
	buf_lit(out, ", ");
	cmd_add_count(out, diags->warnings, "warning", "warnings");
}

/* Of a build that failed once more it is not said that nothing has changed. */
static bool must_not_publish(const struct cmd_build_options *options, const struct diag_list *diags)
{
	return !options->keep_going && (diags->errors != 0 || (options->strict && diags->warnings != 0));
}

/* "public: 38,404 pages, 120 files written, 1 removed in 1.42 s; 0 errors, 12 warnings" */
static void print_summary(const struct options *options, const struct build_result *result,
			  const struct diag_list *diags, double took)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (!result->published && (!result->unchanged || must_not_publish(&options->build, diags))) {
		buf_lit(&out, "nothing was published: ");
		add_problems(&out, diags);
	} else {
		cmd_add_count(&out, result->pages, "page", "pages");
		buf_lit(&out, ", ");
		if (result->unchanged || result->files_written + result->files_removed == 0) {
			buf_lit(&out, "nothing has changed");
		} else {
			cmd_add_count(&out, result->files_written, "file written", "files written");
			if (result->files_removed != 0) {
				buf_lit(&out, ", ");
				cmd_add_number(&out, result->files_removed);
				buf_lit(&out, " removed");
			}
		}
		buf_printf(&out, ", %.2f s", took);
		if (diags->errors + diags->warnings != 0) {
			buf_lit(&out, "; ");
			add_problems(&out, diags);
		}
	}
	buf_char(&out, '\n');
	if (!options->build.common.quiet)
		cmd_print(buf_view(&out));
	buf_release(&out);
}

static void print_summary_json(const struct options *options, const struct build_result *result,
			       const struct diag_list *diags, double took)
{
	struct buf out;

	if (options->build.common.quiet)
		return;
	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&out,
		   "{\"summary\":{\"pages\":%u,\"rendered\":%u,\"files_written\":%u,\"files_removed\":%u,"
		   "\"published\":%s,\"unchanged\":%s,\"errors\":%zu,\"warnings\":%zu,\"seconds\":%.3f}}\n",
		   result->pages, result->rendered, result->files_written, result->files_removed,
		   result->published ? "true" : "false", result->unchanged ? "true" : "false", diags->errors,
		   diags->warnings, took);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct build_options build = {.output = options->output, .full = options->full};
	struct build_result result = {0};
	double began = seconds();
	struct diag_list diags;
	struct arena arena;
	int folder, status;

	if (operands->n != 0)
		return cmd_wrong_usage("build", STR("the site's folder is given with -C"),
				       "\"%.*s\" is not expected here", STR_ARG(operands->at[0]));
	folder = cmd_open_site(&options->build.common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	cmd_fill_build_options(&options->build, &build);
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	status = build_run(folder, &build, &arena, &diags, &result);
	cmd_print_diags(&options->build.common, &diags);
	if (options->build.common.format == FORMAT_JSON)
		print_summary_json(options, &result, &diags, seconds() - began);
	else
		print_summary(options, &result, &diags, seconds() - began);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_build = {
    .name = "build",
    .usage = "[OPTION…]",
    .summary = "build the site",
    .about =
	"Reads site.toml and content/, and writes the site with its search index to public/. A build that finds an "
	"error says so and leaves public/ as it was; warnings never stop it. Unchanged pages are not written again.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
