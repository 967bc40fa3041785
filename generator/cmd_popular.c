#include "common/escape.h"
#include "common/ledger.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/cmd.h"
#include "generator/popular.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str state;
	int64_t days;
};

static const struct opt own_table[] = {
    {0, "state", OPT_TEXT, offsetof(struct options, state), "DIR",
     .about = "the folder that weir-search --state has (.weir/state of the site)"},
    {0, "days", OPT_NUMBER, offsetof(struct options, days), "N", .least = 1, .most = 3650,
     .about = "count what happened in the last N days (30)"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir popular --state /var/lib/weir > popular.new && mv popular.new " POPULAR_FILE,
     "What helped most in 30 days, for the next build; the list stays as it is when there is no ledger."},
    {"weir popular --days 7", "The same of a week, to look at."},
    {0},
};

/* /billing/refunds/	41 */
static void add_line(void *context, struct str page, int64_t times)
{
	struct buf *out = context;

	escape_terminal(out, page);
	buf_printf(out, "\t%lld\n", (long long)times);
}

static void add_json(void *context, struct str page, int64_t times)
{
	struct buf *out = context;

	buf_lit(out, "{\"url\":\"");
	escape_json(out, page);
	buf_printf(out, "\",\"times\":%lld}\n", (long long)times);
}

static int print(struct sql *ledger, int64_t days, bool is_json)
{
	int code = EXIT_FINE;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (!is_json)
		buf_printf(
		    &out,
		    "# Pages that helped most in %lld days, with how often votes and forms say so: weir popular\n",
		    (long long)days);
	if (ledger_popular(ledger, cmd_now() - days * 24 * 60 * 60, is_json ? add_json : add_line, &out) != 0)
		code = cmd_failed("the ledger cannot be read: %s", sql_message(ledger));
	else
		cmd_print(buf_view(&out));
	buf_release(&out);
	return code;
}

/* Without making one. */
static struct sql *open_ledger(const char *state)
{
	char *path = ledger_path(state);
	struct sql *ledger = NULL;
	enum sql_failure failure;
	struct buf reason;

	buf_init(&reason, BUF_NO_LIMIT);
	if (access(path, F_OK) != 0)
		(void)cmd_failed("there is no ledger in \"%s\": %s; --state names the folder of weir-search", state,
				 strerror(errno));
	else if ((ledger = ledger_open(state, &failure, &reason)) == NULL)
		(void)cmd_failed("%.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	mem_free(path);
	return ledger;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	int code = EXIT_ENVIRONMENT;
	struct sql *ledger;
	struct arena arena;
	struct str state = options->state;

	if (operands->n != 0)
		return cmd_wrong_usage("popular", STR("as in: weir popular --state /var/lib/weir"),
				       "\"%.*s\" is not expected here", STR_ARG(operands->at[0]));
	arena_init(&arena);
	if (state.n == 0)
		state = arena_printf(&arena, "%.*s/.weir/state", STR_ARG(options->common.folder));
	ledger = open_ledger(state.s);
	if (ledger != NULL)
		code = print(ledger, options->days != 0 ? options->days : 30, options->common.format == FORMAT_JSON);
	sql_close(ledger);
	arena_release(&arena);
	return code;
}

const struct command cmd_popular = {
    .name = "popular",
    .usage = "[OPTION…]",
    .summary = "list the pages that helped most, for the home page and the order of results",
    .about =
	"Prints the pages that helped most, most first: counted are votes that a page was helpful, one of each "
	"address and day, and forms on which it was opened among the suggestions or was said to solve the question. "
	"Views of pages are not counted by anybody. Pages that never had the votes of five addresses on one day are "
	"left out: what forms say cannot make up for it, because one person can open many.\n\n"
	"A build shows the pages of popular.txt beside site.toml on the home page, in the order of its lines, and puts "
	"them a little before their equals in search results and suggestions. What stands behind an address is for "
	"people, so the file may as well be written by hand.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
