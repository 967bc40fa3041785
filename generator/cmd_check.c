#include "generator/build.h"
#include "generator/cmd.h"
#include "generator/config.h"

#include <unistd.h>

struct options {
	struct cmd_build_options build;
	struct str output;
	bool print_config, external;
};

static const struct opt own_table[] = {
    {'o', "output", OPT_TEXT, offsetof(struct options, output), "DIR",
     .about = "check for this folder of the site instead of [build] output; it is not written to"},
    {'\0', "print-config", OPT_FLAG, offsetof(struct options, print_config),
     .about = "print all settings in effect and where each comes from, and nothing else"},
    {'\0', "external", OPT_FLAG, offsetof(struct options, external),
     .about = "also ask other hosts whether the pages that are linked to exist"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_build_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir check --strict", "Fail on anything that is not right, as before a merge."},
    {"weir check --format=json", "The same for a program: one object per line."},
    {"weir check --print-config", "Which settings are in effect, and why."},
    {0},
};

static void print_summary(const struct options *options, const struct build_result *result,
			  const struct diag_list *diags)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (options->build.common.format == FORMAT_JSON) {
		buf_printf(&out, "{\"summary\":{\"pages\":%u,\"errors\":%zu,\"warnings\":%zu}}\n", result->pages,
			   diags->errors, diags->warnings);
	} else {
		cmd_add_count(&out, result->pages, "page checked", "pages checked");
		buf_lit(&out, ": ");
		cmd_add_count(&out, diags->errors, "error", "errors");
		buf_lit(&out, ", ");
		cmd_add_count(&out, diags->warnings, "warning", "warnings");
		buf_char(&out, '\n');
	}
	if (!options->build.common.quiet)
		cmd_print(buf_view(&out));
	buf_release(&out);
}

static int check(const struct options *options, int folder)
{
	struct build_options build = {
	    .check_only = true, .check_external = options->external, .output = options->output};
	struct build_result result = {0};
	struct diag_list diags;
	struct arena arena;
	int status;

	cmd_fill_build_options(&options->build, &build);
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	status = build_run(folder, &build, &arena, &diags, &result);
	cmd_print_diags(&options->build.common, &diags);
	print_summary(options, &result, &diags);
	diag_list_release(&diags);
	arena_release(&arena);
	return status;
}

static int print_config(const struct options *options, int folder)
{
	const struct config *config;
	struct diag_list diags;
	struct arena arena;
	struct buf out;
	int status;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&out, BUF_NO_LIMIT);
	config = config_load(folder, &arena, &diags);
	diag_list_sort(&diags);
	if (options->build.common.format == FORMAT_JSON)
		config_print_json(config, &out);
	else
		config_print(config, &out);
	cmd_print_diags(&options->build.common, &diags);
	cmd_print(buf_view(&out));
	status = diags.errors != 0 ? EXIT_CONTENT : EXIT_FINE;
	buf_release(&out);
	diag_list_release(&diags);
	arena_release(&arena);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	int folder, status;

	if (operands->n != 0)
		return cmd_wrong_usage("check", STR("the site's folder is given with -C"),
				       "\"%.*s\" is not expected here", STR_ARG(operands->at[0]));
	folder = cmd_open_site(&options->build.common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	status = options->print_config ? print_config(options, folder) : check(options, folder);
	(void)close(folder);
	return status;
}

const struct command cmd_check = {
    .name = "check",
    .usage = "[OPTION…]",
    .summary = "report everything that is wrong, write nothing",
    .about = "Does all that a build does but writing: settings, front matter, markdown, links, templates. "
	     "Only the gate, which looks for people in what is written, is left to `weir build`. `weir explain CODE` "
	     "tells more about what it reports.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
