#include "generator/cmd.h"

#include "common/escape.h"

struct options {
	struct cmd_options common;
};

static const struct opt *const tables[] = {cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir explain link-missing", "What the code at the end of a message means and what to do."},
    {"weir explain", "All codes."},
    {0},
};

static void add_json(struct buf *out, const struct diag_info *info)
{
	buf_printf(out, "{\"code\":\"%s\",\"severity\":\"%s\",\"summary\":\"", info->id,
		   diag_severity_name(info->severity));
	escape_json(out, str_c(info->summary));
	buf_lit(out, "\",\"explanation\":\"");
	escape_json(out, str_c(info->explanation));
	buf_lit(out, "\"}\n");
}

static void add_text(struct buf *out, const struct diag_info *info)
{
	buf_printf(out, "%s (%s): %s\n\n", info->id, diag_severity_name(info->severity), info->summary);
	opt_print_text(out, str_c(info->explanation), 0);
}

static void add_line(struct buf *out, const struct diag_info *info)
{
	buf_printf(out, "%-24s %-8s %s\n", info->id, diag_severity_name(info->severity), info->summary);
}

static void print_all(const struct options *options)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (int code = 0; code < DIAG_CODES_N; code++)
		if (options->common.format == FORMAT_JSON)
			add_json(&out, diag_info((enum diag_code)code));
		else
			add_line(&out, diag_info((enum diag_code)code));
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int print_one(const struct options *options, enum diag_code code)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (options->common.format == FORMAT_JSON)
		add_json(&out, diag_info(code));
	else
		add_text(&out, diag_info(code));
	cmd_print(buf_view(&out));
	buf_release(&out);
	return EXIT_FINE;
}

static int unknown(struct str id)
{
	struct str ids[DIAG_CODES_N];
	const struct str *nearest;
	struct buf hint;
	int status;

	for (int i = 0; i < DIAG_CODES_N; i++)
		ids[i] = str_c(diag_info((enum diag_code)i)->id);
	nearest = str_nearest(id, ids, DIAG_CODES_N);
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
	enum diag_code code;
	struct str id;

	if (operands->n == 0) {
		print_all(options);
		return EXIT_FINE;
	}
	if (operands->n > 1)
		return cmd_wrong_usage("explain", STR_NONE, "one code at a time");
	id = str_trim(operands->at[0]);
	if (str_starts(id, STR("[")) && str_ends(id, STR("]"))) /* pasted from a message */
		id = str_slice(id, 1, id.n - 1);
	return diag_find(id, &code) ? print_one(options, code) : unknown(id);
}

const struct command cmd_explain = {
    .name = "explain",
    .usage = "[CODE]",
    .summary = "what a diagnostic means",
    .about = "Every message ends with a code in brackets. This tells what it means and what to do; without a code it "
	     "lists all of them.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
