#include "generator/cmd.h"

#include "common/escape.h"
#include "generator/config.h"
#include "generator/emit.h"
#include "generator/outplace.h"

#include <fcntl.h>
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

static struct str what_is_removed(const struct emit_cleaned *cleaned)
{
	if (cleaned->removed != 0)
		return cleaned->cache ? STR(" and the build cache removed") : STR(" removed");
	return cleaned->cache ? STR("the build cache removed") : STR("nothing to remove");
}

/* "public: 23 files and the build cache removed; 2 files that Weir did not write are left" */
static void print_cleaned(const struct cmd_options *options, struct str output, const struct emit_cleaned *cleaned)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (options->format == FORMAT_JSON) {
		buf_printf(&out, "{\"summary\":{\"files_removed\":%u,\"cache_removed\":%s,\"others_left\":%u}}\n",
			   cleaned->removed, cleaned->cache ? "true" : "false", cleaned->others);
	} else {
		escape_terminal(&out, output);
		buf_lit(&out, ": ");
		if (cleaned->removed != 0)
			cmd_add_count(&out, cleaned->removed, "file", "files");
		buf_str(&out, what_is_removed(cleaned));
		if (cleaned->others != 0) {
			buf_lit(&out, "; ");
			cmd_add_count(&out, cleaned->others, "file that Weir did not write is left",
				      "files that Weir did not write are left");
		}
		buf_char(&out, '\n');
	}
	if (!options->quiet)
		cmd_print(buf_view(&out));
	buf_release(&out);
}

/* What `weir preview` built goes with the site's own output: nobody gave it a name. */
static int clean_preview(int folder, struct diag_list *diags, struct emit_cleaned *cleaned)
{
	struct emit_cleaned more;

	if (faccessat(folder, OUTPLACE_PREVIEW, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	if (emit_clean(folder, STR(OUTPLACE_PREVIEW), diags, &more) < 0)
		return -1;
	cleaned->removed += more.removed;
	cleaned->others += more.others;
	cleaned->cache |= more.cache;
	return 0;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct emit_cleaned cleaned;
	const struct config *config;
	struct diag_list diags;
	struct arena arena;
	struct str output;
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
	output = options->output.n != 0 ? options->output : config->output;
	if (diags.errors != 0)
		status = EXIT_CONTENT;
	else if (emit_clean(folder, output, &diags, &cleaned) < 0 ||
		 (options->output.n == 0 && clean_preview(folder, &diags, &cleaned) < 0))
		status = EXIT_ENVIRONMENT;
	diag_list_sort(&diags);
	cmd_print_diags(&options->common, &diags);
	if (status == EXIT_FINE)
		print_cleaned(&options->common, output, &cleaned);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_clean = {
    .name = "clean",
    .usage = "[OPTION…]",
    .summary = "remove what Weir wrote",
    .about = "Removes the output folder's files, what weir preview built and the build cache in .weir/, and says how "
	     "many. Files that Weir did not write stay (the "
	     "folder remains Weir's then, for the next build), and "
	     "so do content/, theme/, private/ and the record of published URLs.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
