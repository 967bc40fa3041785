#include "generator/cmd.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/json.h"
#include "common/limits.h"
#include "common/privacy/quotes.h"
#include "common/privacy/redact.h"
#include "common/privacy/unknown.h"
#include "common/utf8.h"
#include "generator/config.h"
#include "generator/vendor_words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str people;
	struct opt_list keep;
	bool jsonl, explain, cut_quotes, keep_dates;
};

static const struct opt table[] = {
    {'p', "people", OPT_TEXT, offsetof(struct options, people), "FILE",
     .about = "a JSON array of people whose names, addresses and numbers are removed in all their forms"},
    {'\0', "jsonl", OPT_FLAG, offsetof(struct options, jsonl),
     .about = "each line is an object with id, text, perhaps people and sender; answers with the spans, and apart from "
	      "them the dates that became months"},
    {'\0', "explain", OPT_FLAG, offsetof(struct options, explain),
     .about = "print every decision, never the text itself: what is removed and by which rule, what looked like a "
	      "finding and was kept and why, words that nothing knows (with a capital, in English small ones, too), "
	      "long numbers in prose, lines that --cut-quotes leaves out"},
    {'\0', "cut-quotes", OPT_FLAG, offsetof(struct options, cut_quotes),
     .about = "leave out quoted mail, signatures, footers of mail programs and legal notices"},
    {'\0', "keep-dates", OPT_FLAG, offsetof(struct options, keep_dates),
     .about = "leave dates and times as they are, for logs; birthdays go all the same"},
    {'\0', "keep", OPT_LIST, offsetof(struct options, keep), "WORD",
     .about = "a word that stays, like keep_words in site.toml"},
    {0},
};

static const struct opt *const tables[] = {table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir redact --people people.json < ticket.txt", "One text, to standard output."},
    {"weir redact --explain log.txt", "What would be removed, and why."},
    {"weir redact --cut-quotes mail.txt", "Only what its author wrote, without what tells who that is."},
    {"weir redact --jsonl < tickets.jsonl", "A stream of texts."},
    {0},
};

struct run {
	const struct options *options;
	struct redact_rules *rules;
	struct redact_people *people;
	struct redactor *redactor;
	struct quotes quotes;
	struct VEC(struct redact_span) spans; /* without dates */
	struct unknown_words unknown;
	uint64_t bad_lines;
	bool failed;
};

/* A whole file by descriptor; false when it cannot be read or is too long. */
static bool read_all(int fd, struct buf *out)
{
	for (;;) {
		char *room = buf_reserve(out, (size_t)64 * 1024);
		ssize_t n;

		if (room == NULL) {
			errno = EFBIG;
			return false;
		}
		n = read(fd, room, (size_t)64 * 1024);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->n += (size_t)n;
		out->s[out->n] = '\0';
	}
}

static bool read_file(struct str path, struct buf *out)
{
	int fd = open(path.s, O_RDONLY | O_CLOEXEC);
	bool fine = fd >= 0 && read_all(fd, out);

	if (fd >= 0)
		(void)close(fd);
	return fine;
}

/* Code points in front of each place, counted on from the last one. */
struct counter {
	struct str text;
	size_t at, characters;
};

static size_t characters_before(struct counter *counter, size_t at)
{
	counter->characters += utf8_count(str_slice(counter->text, counter->at, at));
	counter->at = at;
	return counter->characters;
}

/* A date that has become its month: nothing personal was removed. */
static bool is_month(const struct redact_span *span)
{
	return span->type == REDACT_DATE && strcmp(span->rule, "date") == 0;
}

/* Findings of the text, without dates where they stay. */
static int find(struct run *run, const struct redact_people *more, struct str text, const struct redact_span **spans,
		size_t *n)
{
	run->unknown.people = run->people;
	run->unknown.more = more;
	if (redact_find(run->redactor, run->people, more, text, spans, n) < 0)
		return -1;
	if (run->options->keep_dates) {
		vec_clear(&run->spans);
		for (size_t i = 0; i < *n; i++)
			if (!is_month(&(*spans)[i]))
				*vec_add(&run->spans) = (*spans)[i];
		*spans = run->spans.at;
		*n = run->spans.n;
	}
	return 0;
}

/* Those that are months, or all others. */
static void add_spans(struct buf *out, const struct run *run, struct str text, const struct redact_span *spans,
		      size_t n, bool months)
{
	struct counter counter = {.text = text};
	bool is_first = true;

	for (size_t i = 0; i < n; i++) {
		size_t start, end;

		if (is_month(&spans[i]) != months)
			continue;
		start = characters_before(&counter, spans[i].from);
		end = characters_before(&counter, spans[i].to);
		buf_printf(out, "%s{\"start\":%zu,\"end\":%zu,\"type\":\"%s\"", is_first ? "" : ",", start, end,
			   redact_type_name(spans[i].type));
		is_first = false;
		if (run->options->explain) {
			buf_printf(out, ",\"rule\":\"%s\",\"placeholder\":\"", spans[i].rule);
			escape_json(out, spans[i].replacement);
			buf_char(out, '"');
		}
		buf_char(out, '}');
	}
}

/* The places that --cut-quotes leaves out. */
static void add_cuts(struct buf *out, struct run *run, struct str text)
{
	struct counter counter = {.text = text};
	bool is_first = true;

	for (size_t i = 0; i < run->quotes.ranges.n; i++) {
		const struct quotes_range *range = &run->quotes.ranges.at[i];
		size_t start, end;

		if (range->reason == QUOTES_KEPT)
			continue;
		start = characters_before(&counter, range->from);
		end = characters_before(&counter, range->to);
		buf_printf(out, "%s{\"start\":%zu,\"end\":%zu,\"reason\":\"%s\"}", is_first ? "" : ",", start, end,
			   quotes_reason_name(range->reason));
		is_first = false;
	}
}

/* The text with placeholders, without the lines that are cut: what these tell helps to find the rest. */
static void apply(struct run *run, struct str text, struct str sender, const struct redact_span *spans, size_t n,
		  struct buf *out)
{
	size_t span = 0;

	if (!run->options->cut_quotes) {
		redact_apply(out, text, spans, n);
		return;
	}
	quotes_find(&run->quotes, text, &(struct quotes_options){.sender = sender});
	for (size_t i = 0; i < run->quotes.ranges.n; i++) {
		const struct quotes_range *range = &run->quotes.ranges.at[i];
		size_t at = range->from;

		for (; span < n && spans[span].from < range->to; span++) {
			if (range->reason == QUOTES_KEPT && spans[span].from >= at) {
				buf_str(out, str_slice(text, at, spans[span].from));
				buf_str(out, spans[span].replacement);
			}
			if (spans[span].to > at)
				at = spans[span].to;
			if (at > range->to)
				break; /* on into the next lines */
		}
		if (range->reason == QUOTES_KEPT && at < range->to)
			buf_str(out, str_slice(text, at, range->to));
	}
}

/* Adds the people of one line to a table, or NULL when it has none. */
static struct redact_people *people_of(const struct run *run, const struct value *line, bool *fine)
{
	const struct value *list = value_get(line, STR("people"));
	struct redact_people *people;
	struct buf json, reason;

	if (list == NULL || (list->kind == VALUE_LIST && list->as.list.n == 0))
		return NULL;
	people = redact_people_new(run->rules);
	buf_init(&json, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	value_json(&json, list);
	*fine = redact_people_parse(people, buf_view(&json), &reason) == 0;
	buf_release(&reason);
	buf_release(&json);
	return people;
}

static void add_place(struct buf *out, struct counter *counter, size_t from, size_t to, bool *is_first)
{
	size_t start = characters_before(counter, from);
	struct counter behind = *counter; /* the next place may begin before this one ends */

	buf_printf(out, "%s{\"start\":%zu,\"end\":%zu", *is_first ? "" : ",", start, characters_before(&behind, to));
	*is_first = false;
}

/* What was kept, and words that nothing knows. */
static void add_explanation(struct buf *out, struct run *run, struct str text, const struct redact_span *spans,
			    size_t spans_n)
{
	const struct redact_kept *kept;
	struct counter counter = {.text = text};
	size_t n;
	bool is_first = true;

	redact_kept(run->redactor, &kept, &n);
	buf_lit(out, "],\"kept\":[");
	for (size_t i = 0; i < n; i++) {
		if (kept[i].from < counter.at) /* they need not be in order */
			counter = (struct counter){.text = text};
		add_place(out, &counter, kept[i].from, kept[i].to, &is_first);
		buf_printf(out, ",\"type\":\"%s\",\"rule\":\"%s\",\"reason\":\"%s\"}", redact_type_name(kept[i].type),
			   kept[i].rule, kept[i].reason);
	}
	buf_lit(out, "],\"unknown\":[");
	unknown_find(&run->unknown, run->rules, NULL, text, spans, spans_n);
	is_first = true;
	counter = (struct counter){.text = text};
	for (size_t i = 0; i < run->unknown.words.n; i++) {
		add_place(out, &counter, run->unknown.words.at[i].from, run->unknown.words.at[i].to, &is_first);
		buf_char(out, '}');
	}
}

static bool redact_line(struct run *run, struct arena *arena, struct str line, struct buf *out)
{
	const struct value *object = json_parse(arena, line, NULL), *text, *id, *sender;
	const struct redact_span *spans;
	struct redact_people *more;
	bool fine = true;
	size_t n;

	text = object != NULL && object->kind == VALUE_MAP ? value_get(object, STR("text")) : NULL;
	if (text == NULL || text->kind != VALUE_STR)
		return false;
	id = value_get(object, STR("id"));
	sender = value_get(object, STR("sender"));
	more = people_of(run, object, &fine);
	fine = fine && find(run, more, text->as.str, &spans, &n) == 0;
	if (fine) {
		struct buf redacted;

		buf_init(&redacted, BUF_NO_LIMIT);
		apply(run, text->as.str, sender != NULL && sender->kind == VALUE_STR ? sender->as.str : STR_NONE, spans,
		      n, &redacted);
		buf_lit(out, "{\"id\":");
		if (id != NULL)
			value_json(out, id);
		else
			buf_lit(out, "null");
		buf_lit(out, ",\"text\":\"");
		escape_json(out, buf_view(&redacted));
		buf_lit(out, "\",\"spans\":[");
		add_spans(out, run, text->as.str, spans, n, false);
		buf_lit(out, "],\"months\":[");
		add_spans(out, run, text->as.str, spans, n, true);
		if (run->options->explain)
			add_explanation(out, run, text->as.str, spans, n);
		if (run->options->cut_quotes) {
			buf_lit(out, "],\"cut\":[");
			add_cuts(out, run, text->as.str);
		}
		buf_lit(out, "]}\n");
		buf_release(&redacted);
	}
	redact_people_free(more);
	return fine;
}

static void redact_lines(struct run *run, struct str name, struct str rest)
{
	struct arena arena;
	struct buf out;
	struct str line;
	uint64_t number = 0;

	arena_init(&arena);
	buf_init(&out, BUF_NO_LIMIT);
	while (str_line(&rest, &line)) {
		number++;
		if (str_trim(line).n == 0)
			continue;
		if (!redact_line(run, &arena, line, &out)) {
			struct buf message;

			buf_init(&message, BUF_NO_LIMIT);
			buf_printf(&message,
				   "weir: %.*s:%llu: not an object with a text, or its people are not as in a people "
				   "file; left out\n",
				   STR_ARG(name), (unsigned long long)number);
			cmd_print_error(buf_view(&message));
			buf_release(&message);
			run->bad_lines++;
		}
		cmd_print(buf_view(&out));
		buf_clear(&out);
		arena_clear(&arena);
	}
	buf_release(&out);
	arena_release(&arena);
}

/* One line of the explanation. */
struct decision {
	size_t from, to;
	int order; /* at the same place */
	struct str what;
};

static int by_place(const void *a, const void *b)
{
	const struct decision *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->order - y->order;
}

struct decisions {
	struct VEC(struct decision) list;
	struct arena arena;
};

static void decide(struct decisions *decisions, size_t from, size_t to, struct str what)
{
	*vec_add(&decisions->list) =
	    (struct decision){.from = from, .to = to, .order = (int)decisions->list.n, .what = what};
}

static void gather(struct run *run, struct str text, const struct redact_span *spans, size_t n,
		   struct decisions *decisions)
{
	struct arena *arena = &decisions->arena;
	const struct redact_kept *kept;
	size_t kept_n;

	redact_kept(run->redactor, &kept, &kept_n);
	for (size_t i = 0; i < n; i++)
		decide(decisions, spans[i].from, spans[i].to,
		       arena_printf(arena, "%s %.*s (%s", redact_type_name(spans[i].type),
				    STR_ARG(spans[i].replacement), spans[i].rule));
	for (size_t i = 0; i < kept_n; i++)
		decide(decisions, kept[i].from, kept[i].to,
		       arena_printf(arena, "kept, no %s: %s (%s", redact_type_name(kept[i].type), kept[i].reason,
				    kept[i].rule));
	unknown_find(&run->unknown, run->rules, NULL, text, spans, n);
	for (size_t i = 0; i < run->unknown.words.n; i++)
		decide(decisions, run->unknown.words.at[i].from, run->unknown.words.at[i].to,
		       STR("kept, but nothing knows it: look at it (unknown word with a capital"));
	if (!run->options->cut_quotes)
		return;
	quotes_find(&run->quotes, text, NULL);
	for (size_t i = 0; i < run->quotes.ranges.n; i++) {
		const struct quotes_range *range = &run->quotes.ranges.at[i];

		if (range->reason != QUOTES_KEPT)
			decide(decisions, range->from, range->to,
			       arena_printf(arena, "cut (%s", quotes_reason_name(range->reason)));
	}
}

static void explain(struct run *run, struct str text, const struct redact_span *spans, size_t n)
{
	struct decisions decisions = {0};
	struct buf out;
	struct counter counter = {.text = text};
	size_t line = 1, before = 0, at = 0;

	buf_init(&out, BUF_NO_LIMIT);
	arena_init(&decisions.arena);
	gather(run, text, spans, n, &decisions);
	if (decisions.list.n > 1)
		qsort(decisions.list.at, decisions.list.n, sizeof(*decisions.list.at), by_place);
	for (size_t i = 0; i < decisions.list.n; i++) {
		const struct decision *decision = &decisions.list.at[i];

		for (; at < decision->from; at++)
			if (text.s[at] == '\n') {
				line++;
				before = characters_before(&counter, at + 1);
			}
		buf_printf(&out, "%zu:%zu: %.*s, %zu characters)\n", line,
			   characters_before(&counter, decision->from) - before + 1, STR_ARG(decision->what),
			   utf8_count(str_slice(text, decision->from, decision->to)));
	}
	cmd_print(buf_view(&out));
	vec_release(&decisions.list);
	arena_release(&decisions.arena);
	buf_release(&out);
}

static void redact_text(struct run *run, struct str name, struct str text)
{
	const struct redact_span *spans;
	struct buf out;
	size_t n;

	if (find(run, NULL, text, &spans, &n) < 0) {
		(void)cmd_failed("%.*s: too long", STR_ARG(name));
		run->failed = true;
		return;
	}
	if (run->options->explain) {
		explain(run, text, spans, n);
		return;
	}
	buf_init(&out, BUF_NO_LIMIT);
	apply(run, text, STR_NONE, spans, n, &out);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static void redact_input(struct run *run, struct str name, int fd)
{
	struct buf text;

	buf_init(&text, LIMIT_REDACT_BYTES * 4);
	if (!read_all(fd, &text)) {
		(void)cmd_failed("%.*s cannot be read: %s", STR_ARG(name), strerror(errno));
		run->failed = true;
	} else if (run->options->jsonl) {
		redact_lines(run, name, buf_view(&text));
	} else {
		redact_text(run, name, buf_view(&text));
	}
	buf_release(&text);
}

static bool load_people(struct run *run)
{
	struct buf json, reason;
	bool fine;

	buf_init(&json, LIMIT_PEOPLE_BYTES);
	buf_init(&reason, BUF_NO_LIMIT);
	fine = read_file(run->options->people, &json);
	if (!fine)
		buf_printf(&reason, "cannot be read: %s", strerror(errno));
	else
		fine = redact_people_parse(run->people, buf_view(&json), &reason) == 0;
	if (!fine)
		(void)cmd_failed("%.*s: %.*s", STR_ARG(run->options->people), (int)reason.n,
				 reason.s != NULL ? reason.s : "");
	buf_release(&json);
	buf_release(&reason);
	return fine;
}

/* The vendor's own words, where there is a site. */
static void keep_words(struct run *run)
{
	struct arena arena;
	struct diag_list diags;
	struct config *config;
	int dir = open(run->options->common.folder.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (size_t i = 0; i < run->options->keep.n; i++)
		redact_rules_keep(run->rules, run->options->keep.at[i], true);
	if (dir < 0)
		return;
	if (faccessat(dir, "site.toml", R_OK, 0) == 0) {
		arena_init(&arena);
		diag_list_init(&diags, &arena);
		config = config_load(dir, &arena, &diags);
		if (config != NULL)
			vendor_words_learn(run->rules, dir, config);
		diag_list_release(&diags);
		arena_release(&arena);
	}
	(void)close(dir);
}

static void redact_all(struct run *run, const struct opt_list *operands)
{
	if (operands->n == 0)
		redact_input(run, STR("standard input"), STDIN_FILENO);
	for (size_t i = 0; i < operands->n; i++) {
		int fd = open(operands->at[i].s, O_RDONLY | O_CLOEXEC);

		if (fd < 0) {
			(void)cmd_failed("%.*s cannot be opened: %s", STR_ARG(operands->at[i]), strerror(errno));
			run->failed = true;
			continue;
		}
		redact_input(run, operands->at[i], fd);
		(void)close(fd);
	}
}

static int run(void *context, const struct opt_list *operands)
{
	struct run run = {.options = context};
	struct buf reason;
	int status = EXIT_ENVIRONMENT;

	buf_init(&reason, BUF_NO_LIMIT);
	quotes_init(&run.quotes);
	run.rules = redact_rules_new(&reason);
	if (run.rules == NULL) {
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
		goto out;
	}
	keep_words(&run);
	run.people = redact_people_new(run.rules);
	if (run.options->people.n != 0 && !load_people(&run))
		goto out;
	run.redactor = redactor_new(run.rules);
	redactor_explain(run.redactor, run.options->explain);
	redact_all(&run, operands);
	status = run.failed ? EXIT_ENVIRONMENT : run.bad_lines != 0 ? EXIT_CONTENT : EXIT_FINE;
out:
	quotes_release(&run.quotes);
	unknown_release(&run.unknown);
	vec_release(&run.spans);
	redactor_free(run.redactor);
	redact_people_free(run.people);
	redact_rules_free(run.rules);
	buf_release(&reason);
	return status;
}

const struct command cmd_redact = {
    .name = "redact",
    .usage = "[OPTION…] [FILE…]",
    .summary = "remove personal data and secrets from texts",
    .about =
	"Replaces names, addresses, numbers and secrets by placeholders such as [customer] or [email 2], which are the "
	"same for the same person or value within one text. Dates become months. Reads standard input when no file is "
	"given.\n\n"
	"People of the file are found in all forms of their names: parts, initials, user names, inflections, other "
	"alphabets. Others are found by the shapes of numbers and addresses and by how people write names in mail; "
	"titles "
	"go with a name. User names are found in paths, prompts and addresses of profiles and behind words such as "
	"\"user\". No detector finds everything: have a person read what you publish.\n\n"
	"In a site's folder (or with -C) the site's own vocabulary stays: keep_words of its site.toml, words that its "
	"pages "
	"use again and again, and role addresses such as support@ in them.\n\n"
	"A people file is a JSON array of objects with the keys id, kind, name, email, phone, org, domain, user and "
	"external_id, all but one optional. Messages and explanations never repeat what was found.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
