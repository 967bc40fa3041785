#include "generator/cmd.h"

#include "search/suggest.h"

#include "common/escape.h"
#include "common/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	bool json;
	struct str output, subject, lang, threshold;
	int64_t limit;
};

static const struct opt own_table[] = {
    {'s', "subject", OPT_TEXT, offsetof(struct options, subject), "TEXT", .about = "subject of the ticket"},
    {'\0', "json", OPT_FLAG, offsetof(struct options, json), .about = "the same as --format=json"},
    {'n', "limit", OPT_NUMBER, offsetof(struct options, limit), "N", .least = 1, .most = SUGGEST_LIMIT,
     .about = "answers at most (default: 5)"},
    {'\0', "lang", OPT_TEXT, offsetof(struct options, lang), "LANG", .about = "the customer's language"},
    {'\0', "threshold", OPT_TEXT, offsetof(struct options, threshold), "0-1",
     .about = "confidence below which nothing is offered (default: suggest.threshold of site.toml)"},
    {'o', "output", OPT_TEXT, offsetof(struct options, output), "DIR",
     .about = "folder of the built site (default: that of site.toml)"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir suggest --subject 'Charged twice' < ticket.txt", "What the contact form would offer."},
    {"weir suggest --json ticket.txt", "The same for a program."},
    {0},
};

static void print_json(const struct suggest_results *results)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&out, "{\"nothing_good\":%s,\"answers\":[", results->nothing_good ? "true" : "false");
	for (size_t i = 0; i < results->answers_n; i++) {
		const struct suggest_answer *answer = &results->answers[i];

		buf_str(&out, i == 0 ? STR("{") : STR(",{"));
		cmd_add_hit_json(&out, &answer->hit);
		buf_printf(&out, ",\"confidence\":%.3f,\"sentence\":\"", answer->confidence);
		escape_json(&out, answer->sentence);
		buf_lit(&out, "\"}");
	}
	buf_lit(&out, "]}\n");
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static void print_text(const struct suggest_results *results)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < results->answers_n; i++) {
		buf_printf(&out, "%.0f %%  ", 100 * results->answers[i].confidence);
		cmd_add_hit_text(&out, &results->answers[i].hit);
	}
	if (results->nothing_good)
		buf_printf(&out, "Nothing good enough (the best has %.0f %%).\n", 100 * results->best_confidence);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int suggest(const struct options *options, struct query_engine *engine, struct str body, double threshold)
{
	struct query_scratch *scratch = query_scratch_new(engine);
	struct suggest_request request = {
	    .subject = options->subject,
	    .body = body,
	    .lang = options->lang,
	    .limit = (size_t)options->limit,
	    .threshold = threshold,
	};
	struct suggest_results results;
	struct arena arena;
	int status = EXIT_FINE;

	arena_init(&arena);
	if (suggest_answers(engine, scratch, &request, &arena, &results) < 0)
		status = cmd_failed("the search index cannot be read");
	else if (options->json || options->common.format == FORMAT_JSON)
		print_json(&results);
	else
		print_text(&results);
	arena_release(&arena);
	query_scratch_free(scratch);
	return status;
}

/* A ticket longer than what is looked at is cut, not refused. */
static int read_ticket(const struct opt_list *operands, struct buf *body)
{
	int fd = operands->n != 0 ? open(operands->at[0].s, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	ssize_t got = 1;
	int error;

	while (fd >= 0 && got > 0 && body->n < SUGGEST_BODY_BYTES) {
		char *to = buf_reserve(body, SUGGEST_BODY_BYTES);

		got = to != NULL ? read(fd, to, SUGGEST_BODY_BYTES) : -1;
		body->n += got > 0 ? (size_t)got : 0;
	}
	error = errno;
	if (fd > STDIN_FILENO)
		(void)close(fd);
	errno = error;
	return fd < 0 || got < 0 ? -1 : 0;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct query_engine *engine;
	double threshold = -1;
	struct buf body;
	int status;

	if (operands->n > 1)
		return cmd_wrong_usage("suggest", STR("weir suggest FILE"), "one file at most");
	if (options->threshold.n != 0 &&
	    (!str_to_double(options->threshold, &threshold) || threshold < 0 || threshold > 1))
		return cmd_wrong_usage("suggest", STR("a number from 0 to 1"), "\"%.*s\" is no threshold",
				       STR_ARG(options->threshold));
	buf_init(&body, 4 * (size_t)SUGGEST_BODY_BYTES);
	if (read_ticket(operands, &body) < 0) {
		buf_release(&body);
		return cmd_failed("the ticket%s%s%s cannot be read: %s", operands->n != 0 ? " \"" : "",
				  operands->n != 0 ? operands->at[0].s : "", operands->n != 0 ? "\"" : "",
				  strerror(errno));
	}
	engine = cmd_open_engine(&options->common, options->output, 0);
	status = engine != NULL ? suggest(options, engine, buf_view(&body), threshold) : EXIT_ENVIRONMENT;
	query_close(engine);
	buf_release(&body);
	return status;
}

const struct command cmd_suggest = {
    .name = "suggest",
    .usage = "[OPTION…] [FILE]",
    .summary = "answer a ticket as the contact form would",
    .about = "Reads a ticket from a file or standard input and prints the articles and solved tickets that answer it, "
	     "each with a confidence: of answers with 80 %, about eight in ten are right.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
