#include "generator/cmd.h"
#include "generator/config.h"
#include "generator/emit.h"

#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str output;
};

static const struct opt own_table[] = {
    {'o', "output", OPT_TEXT, offsetof(struct options, output), "DIR",
     .about = "the folder that was given to weir build -o"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir clean", "Remove public/ and the cache."},
    {0},
};

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	const struct config *config;
	struct diag_list diags;
	struct arena arena;
	int folder, status = EXIT_FINE;

	if (operands->n != 0)
		return cmd_wrong_usage("clean", STR("the site's folder is given with -C"),
				       "\"%.*s\" is not expected here", STR_ARG(operands->at[0]));
	folder = cmd_open_site(&options->common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	config = config_load(folder, &arena, &diags);
	if (diags.errors != 0)
		status = EXIT_CONTENT;
	else if (emit_clean(folder, options->output.n != 0 ? options->output : config->output, &diags) < 0)
		status = EXIT_ENVIRONMENT;
	diag_list_sort(&diags);
	cmd_print_diags(&options->common, &diags);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_clean = {
    .name = "clean",
    .usage = "[OPTION…]",
    .summary = "remove what Weir wrote",
    .about = "Removes the output folder's files and the build cache in .weir/. Files that Weir did not write stay (the "
	     "folder remains Weir's then, for the next build), and "
	     "so do content/, theme/, private/ and the record of published URLs.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
