#include "generator/cmd.h"

#include "common/escape.h"
#include "generator/tickets/articles.h"
#include "generator/tickets/import.h"

struct options {
	struct cmd_options common;
};

static const struct opt *const tables[] = {cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir explain link-missing", "What the code at the end of a message means and what to do."},
    {"weir explain incomplete", "Why weir import left a ticket out."},
    {"weir explain", "All codes."},
    {0},
};

/* What stands in brackets behind a message, or behind a line of the report of weir import. */
struct code {
	const char *id, *severity;
	const char *whose; /* what the summary goes on from: "tickets that " */
	const char *summary, *explanation;
};

enum { CODES_MOST = DIAG_CODES_N + IMPORT_REASONS_N + ARTICLES_REASONS_N };

static const struct code *find(const struct code *codes, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_c(codes[i].id), id))
			return &codes[i];
	return NULL;
}

/* Some reasons are those of tickets and of articles, and mean the same. Returns how many there are. */
static size_t collect(struct code *codes)
{
	static const char severity[] = "import";
	size_t n = 0;

	for (int i = 0; i < DIAG_CODES_N; i++) {
		const struct diag_info *info = diag_info((enum diag_code)i);

		codes[n++] =
		    (struct code){info->id, diag_severity_name(info->severity), "", info->summary, info->explanation};
	}
	for (int i = 0; i < IMPORT_REASONS_N; i++)
		codes[n++] = (struct code){import_reason_id((enum import_reason)i), severity, "tickets that ",
					   import_reason_text((enum import_reason)i, 2),
					   import_reason_explanation((enum import_reason)i)};
	for (int i = 0; i < ARTICLES_REASONS_N; i++) {
		const char *id = articles_reason_id((enum articles_reason)i);

		if (find(codes, n, str_c(id)) == NULL)
			codes[n++] =
			    (struct code){id, severity, "articles that ", articles_reason_text((enum articles_reason)i),
					  articles_reason_explanation((enum articles_reason)i)};
	}
	return n;
}

static void add_json(struct buf *out, const struct code *code)
{
	buf_printf(out, "{\"code\":\"%s\",\"severity\":\"%s\",\"summary\":\"%s", code->id, code->severity, code->whose);
	escape_json(out, str_c(code->summary));
	buf_lit(out, "\",\"explanation\":\"");
	escape_json(out, str_c(code->explanation));
	buf_lit(out, "\"}\n");
}

static void add_text(struct buf *out, const struct code *code)
{
	buf_printf(out, "%s (%s): %s%s\n\n", code->id, code->severity, code->whose, code->summary);
	opt_print_text(out, str_c(code->explanation), 0);
}

static void add_line(struct buf *out, const struct code *code)
{
	buf_printf(out, "%-24s %-8s %s%s\n", code->id, code->severity, code->whose, code->summary);
}

static void print(const struct options *options, const struct code *codes, size_t n, bool is_list)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++)
		if (options->common.format == FORMAT_JSON)
			add_json(&out, &codes[i]);
		else if (is_list)
			add_line(&out, &codes[i]);
		else
			add_text(&out, &codes[i]);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int unknown(const struct code *codes, size_t n, struct str id)
{
	struct str ids[CODES_MOST];
	const struct str *nearest;
	struct buf hint;
	int status;

	for (size_t i = 0; i < n; i++)
		ids[i] = str_c(codes[i].id);
	nearest = str_nearest(id, ids, n);
	buf_init(&hint, BUF_NO_LIMIT);
	if (nearest != NULL)
		buf_printf(&hint, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	else
		buf_lit(&hint, "`weir explain` lists all codes");
	status = cmd_wrong_usage("explain", buf_view(&hint), "there is no code \"%.*s\"", STR_ARG(id));
	buf_release(&hint);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct code codes[CODES_MOST];
	const struct code *code;
	size_t n = collect(codes);
	struct str id;

	if (operands->n == 0) {
		print(options, codes, n, true);
		return EXIT_FINE;
	}
	if (operands->n > 1)
		return cmd_wrong_usage("explain", STR_NONE, "one code at a time");
	id = str_trim(operands->at[0]);
	if (str_starts(id, STR("[")) && str_ends(id, STR("]"))) /* pasted from a message */
		id = str_slice(id, 1, id.n - 1);
	code = find(codes, n, id);
	if (code == NULL)
		return unknown(codes, n, id);
	print(options, code, 1, false);
	return EXIT_FINE;
}

const struct command cmd_explain = {
    .name = "explain",
    .usage = "[CODE]",
    .summary = "what a diagnostic means",
    .about =
	"Every message ends with a code in brackets, and so does each reason for which weir import leaves something "
	"out. This tells what it means and what to do; without a code it lists all of them.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
