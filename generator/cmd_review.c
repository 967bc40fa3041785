#include "generator/cmd.h"

#include "common/escape.h"
#include "common/map.h"
#include "common/utf8.h"
#include "generator/tickets/review.h"
#include "generator/tickets/review_json.h"
#include "generator/tickets/review_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	bool list, renew, serve;
	struct str show, title, redact, listen;
	struct opt_list approve, reject, reopen, keep;
};

static const struct opt table[] = {
    {'l', "list", OPT_FLAG, offsetof(struct options, list), .about = "print the queue, most urgent first"},
    {'s', "show", OPT_TEXT, offsetof(struct options, show), "ID",
     .about = "print one ticket before and after, with what was removed and what to look at"},
    {'a', "approve", OPT_LIST, offsetof(struct options, approve), "ID",
     .about = "publish it as it is shown; operands are further tickets"},
    {'r', "reject", OPT_LIST, offsetof(struct options, reject), "ID",
     .about = "never publish it; a page that it has goes"},
    {'\0', "reopen", OPT_LIST, offsetof(struct options, reopen), "ID", .about = "put a rejected one back"},
    {'\0', "redact", OPT_TEXT, offsetof(struct options, redact), "ID",
     .about = "remove the operands, words or passages, from the ticket; names go from all tickets"},
    {'k', "keep", OPT_LIST, offsetof(struct options, keep), "WORD", .about = "a word that is nobody's name, anywhere"},
    {'t', "title", OPT_TEXT, offsetof(struct options, title), "ID", .about = "give it the operand as its title"},
    {'\0', "renew", OPT_FLAG, offsetof(struct options, renew),
     .about = "approve again what was approved and in which nothing new is found"},
    {'\0', "serve", OPT_FLAG, offsetof(struct options, serve),
     .about = "show the queue in the browser, to this machine only"},
    {'\0', "listen", OPT_TEXT, offsetof(struct options, listen), "PORT",
     .about = "the port of --serve on 127.0.0.1; any free one when not given"},
    {0},
};

static const struct opt *const tables[] = {table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir review", "Ask about each ticket, most urgent first."},
    {"weir review --serve", "The same in the browser."},
    {"weir review --list", "What waits, what is published."},
    {"weir review --show zendesk:1042", "One ticket before and after."},
    {"weir review --redact zendesk:1042 \"Zylbrandt\"", "Remove a word that was missed."},
    {"weir review --approve zendesk:1042", "Publish it with the next build."},
    {0},
};

/* What was decided last at the terminal. */
struct decision {
	struct str key; /* absent: nothing that can be taken back */
	bool is_approval, had_page;
	size_t at; /* in the queue */
};

struct run {
	const struct options *options;
	struct review *review;
	struct arena arena;
	struct buf out;
	int status;	 /* EXIT_FINE, or the worst that has happened */
	bool has_learnt; /* a word that is hidden or kept, which may be in pages that were approved */
	struct decision last;
};

static void flush_out(struct run *run)
{
	cmd_print(buf_view(&run->out));
	buf_clear(&run->out);
}

/* ---- printing ---- */

static void add_safe(struct buf *out, struct str text)
{
	struct str rest = text, line;
	bool first = true;

	while (str_split(&rest, '\n', &line)) {
		if (!first)
			buf_char(out, '\n');
		first = false;
		escape_terminal(out, line);
	}
}

static void add_item(struct run *run, const struct review_item *item)
{
	struct buf *out = &run->out;

	buf_printf(out, "%5d  %-8s  %3zu  ", item->risk, review_state_name(item->state), item->words);
	add_safe(out, item->key);
	if (item->public_id.n != 0)
		buf_printf(out, "  %.*s", STR_ARG(item->public_id));
	buf_lit(out, "  ");
	add_safe(out, item->title);
	if (item->refused != NULL)
		buf_printf(out, "  (%s)", item->refused);
	buf_char(out, '\n');
}

static int print_list(struct run *run)
{
	struct review_item *items;
	size_t n, counts[REVIEW_STATES_N] = {0};
	bool any = false;

	if (review_list(run->review, &run->arena, &items, &n) < 0)
		return -1;
	if (run->options->common.format != FORMAT_JSON)
		buf_lit(&run->out, " risk  state     look  ticket\n");
	for (size_t i = 0; i < n; i++) {
		counts[items[i].state]++;
		if (run->options->common.format == FORMAT_JSON) {
			review_json_item(&run->out, &items[i]);
			buf_char(&run->out, '\n');
		} else {
			add_item(run, &items[i]);
		}
	}
	if (run->options->common.format != FORMAT_JSON) {
		for (int state = 0; state < REVIEW_STATES_N; state++) {
			if (counts[state] == 0)
				continue;
			buf_printf(&run->out, "%s%zu %s", any ? ", " : "", counts[state],
				   review_state_name((enum review_state)state));
			any = true;
		}
		buf_str(&run->out, any ? STR("\n") : STR("nothing was imported\n"));
	}
	flush_out(run);
	return 0;
}

/* [PERSON:Maria] for what goes, <<Zylbrandt>> for what somebody must look at. */
static void add_before(struct buf *out, const struct draft *draft)
{
	size_t at = 0, span = 0, word = 0;

	while (span < draft->spans_n || word < draft->words_n) {
		bool is_span = word == draft->words_n ||
			       (span < draft->spans_n && draft->spans[span].from <= draft->words[word].from);
		size_t from = is_span ? draft->spans[span].from : draft->words[word].from;
		size_t to = is_span ? draft->spans[span].to : draft->words[word].to;

		if (from >= at) {
			add_safe(out, str_slice(draft->text, at, from));
			if (is_span)
				buf_printf(out, "[%s:", redact_type_name(draft->spans[span].type));
			else
				buf_lit(out, "<<");
			add_safe(out, str_slice(draft->text, from, to));
			buf_str(out, is_span ? STR("]") : STR(">>"));
			at = to;
		}
		if (is_span)
			span++;
		else
			word++;
	}
	add_safe(out, str_from(draft->text, at));
}

/* Each word once, so that nobody must search a long ticket for << >>. */
static void add_words(struct buf *out, const struct draft *draft)
{
	struct map seen;

	map_init(&seen);
	for (size_t i = 0; i < draft->words_n; i++) {
		struct str word = str_slice(draft->text, draft->words[i].from, draft->words[i].to);
		bool is_new;

		(void)map_add(&seen, word, &is_new);
		if (!is_new)
			continue;
		buf_str(out, seen.n == 1 ? STR("\nto be looked at: ") : STR(", "));
		add_safe(out, word);
	}
	buf_str(out, seen.n != 0 ? STR("\n") : STR(""));
	map_release(&seen);
}

static void add_ticket(struct run *run, const struct review_ticket *ticket)
{
	struct buf *out = &run->out;

	buf_lit(out, "ticket ");
	add_safe(out, ticket->item.key);
	buf_printf(out, ": %s, risk %d", review_state_name(ticket->item.state), ticket->item.risk);
	for (size_t i = 0; i < ticket->draft.risks_n; i++)
		buf_printf(out, "%s%s %d", i == 0 ? " (" : ", ", ticket->draft.risks[i].name,
			   ticket->draft.risks[i].points);
	buf_str(out, ticket->draft.risks_n != 0 ? STR(")\n") : STR("\n"));
	if (ticket->item.refused != NULL)
		buf_printf(out, "cannot be published: %s\n", ticket->item.refused);
	if (ticket->has_draft) {
		buf_lit(out, "\n--- before ([TYPE:…] goes, <<…>> is to be looked at)\n\n");
		add_before(out, &ticket->draft);
	}
	buf_str(out, ticket->is_edited ? STR("\n\n--- the page as it was edited\n\n") : STR("\n\n--- after\n\n"));
	add_safe(out, ticket->page);
	if (ticket->page.n != 0 && !str_ends(ticket->page, STR("\n"))) /* as an editor may leave it */
		buf_char(out, '\n');
	for (size_t i = 0; i < ticket->findings_n; i++)
		buf_printf(out, "found in the edited page: %s (%s)\n", redact_type_name(ticket->findings[i].type),
			   ticket->findings[i].rule);
	if (ticket->has_draft && !ticket->is_edited)
		add_words(out, &ticket->draft);
}

/* What is asked about: the page as it was shown, in the run's arena, and whether the ticket has had one. */
struct shown {
	struct str page;
	enum review_state state;
	bool had_page;
	size_t at; /* in the queue */
};

static int print_ticket(struct run *run, struct str name, struct shown *shown)
{
	struct review_ticket ticket;

	if (review_get(run->review, &run->arena, name, &ticket) < 0)
		return -1;
	if (run->options->common.format == FORMAT_JSON) {
		review_json_ticket(&run->out, &ticket);
		buf_char(&run->out, '\n');
	} else {
		add_ticket(run, &ticket);
	}
	flush_out(run);
	if (shown != NULL) {
		shown->page = ticket.page.s != NULL ? ticket.page : STR("");
		shown->state = ticket.item.state;
		shown->had_page = ticket.item.public_id.n != 0;
	}
	return 0;
}

static void say_failed(struct run *run, struct str name)
{
	struct buf message;

	buf_init(&message, BUF_NO_LIMIT);
	add_safe(&message, name);
	if (name.n != 0)
		buf_lit(&message, ": ");
	add_safe(&message, review_reason(run->review));
	(void)cmd_failed("%.*s", (int)message.n, message.s);
	buf_release(&message);
	if (review_was_unable(run->review))
		run->status = EXIT_ENVIRONMENT;
	else if (run->status == EXIT_FINE)
		run->status = EXIT_CONTENT;
}

/* ---- decisions ---- */

static int approve(struct run *run, struct str name, struct str page)
{
	struct str path;
	int result = review_approve(run->review, &run->arena, name, page, &path);

	if (result < 0) {
		say_failed(run, name);
	} else if (!run->options->common.quiet) {
		add_safe(&run->out, path);
		buf_char(&run->out, '\n');
		flush_out(run);
	}
	arena_clear(&run->arena);
	return result;
}

static void each(struct run *run, const struct opt_list *names, int (*decide)(struct review *, struct str))
{
	for (size_t i = 0; i < names->n; i++)
		if (decide(run->review, names->at[i]) < 0)
			say_failed(run, names->at[i]);
}

static void renew(struct run *run)
{
	size_t renewed, left;

	if (review_renew(run->review, &renewed, &left) < 0) {
		say_failed(run, STR(""));
		return;
	}
	if (run->options->common.format == FORMAT_JSON) {
		buf_printf(&run->out, "{\"summary\":{\"renewed\":%zu,\"to_be_looked_at\":%zu}}\n", renewed, left);
	} else {
		cmd_add_count(&run->out, renewed, "approval renewed", "approvals renewed");
		if (left != 0)
			buf_printf(&run->out, ", %zu to be looked at", left);
		buf_char(&run->out, '\n');
	}
	flush_out(run);
}

/* A word that was learnt voids approvals without their reviewer having seen it: nobody should hear of it from a build.
 */
static void say_what_waits(struct run *run)
{
	struct review_item *items;
	struct arena arena;
	struct buf message;
	size_t n, waiting = 0;

	if (!run->has_learnt || run->options->common.quiet)
		return;
	arena_init(&arena);
	buf_init(&message, BUF_NO_LIMIT);
	if (review_list(run->review, &arena, &items, &n) < 0)
		n = 0;
	for (size_t i = 0; i < n; i++)
		waiting += items[i].state > REVIEW_OPEN && items[i].state <= REVIEW_STALE;
	if (waiting != 0) {
		cmd_add_count(&message, waiting, "page that was approved is", "pages that were approved are");
		buf_lit(&message, " to be looked at again, and builds may refuse until then: weir review\n");
		cmd_print_error(buf_view(&message));
	}
	buf_release(&message);
	arena_release(&arena);
}

/* What is not in the ticket is remembered all the same: a name goes from others. */
static int hide(struct run *run, struct str name, struct str word)
{
	int there = review_has_word(run->review, name, word);
	bool is_name = review_is_name(word);
	struct buf message;

	if (there < 0 || review_hide(run->review, name, word) < 0)
		return -1;
	run->has_learnt = true;
	if (there == 1)
		return 0;
	buf_init(&message, BUF_NO_LIMIT);
	buf_lit(&message, "weir review: ");
	add_safe(&message, name);
	buf_str(&message, is_name ? STR(": \"") : STR(": nothing was removed, for \""));
	add_safe(&message, word);
	buf_lit(&message, "\" does not stand in this ticket");
	buf_str(&message, is_name ? STR("; as a name it goes from all others\n") : STR("\n"));
	cmd_print_error(buf_view(&message));
	buf_release(&message);
	return 0;
}

static void decide(struct run *run, const struct opt_list *operands)
{
	const struct options *options = run->options;

	each(run, &options->keep, review_keep);
	if (options->title.n != 0 && review_title(run->review, options->title, operands->at[0]) < 0)
		say_failed(run, options->title);
	for (size_t i = 0; options->redact.n != 0 && i < operands->n; i++)
		if (hide(run, options->redact, operands->at[i]) < 0)
			say_failed(run, options->redact);
	each(run, &options->reopen, review_reopen);
	each(run, &options->reject, review_reject);
	for (size_t i = 0; i < options->approve.n; i++)
		(void)approve(run, options->approve.at[i], STR_NONE);
	for (size_t i = 0; options->approve.n != 0 && i < operands->n; i++)
		(void)approve(run, operands->at[i], STR_NONE);
	if (options->renew)
		renew(run);
	if (options->show.n != 0 && print_ticket(run, options->show, NULL) < 0)
		say_failed(run, options->show);
	if (options->list && print_list(run) < 0)
		say_failed(run, STR(""));
	run->has_learnt |= options->keep.n != 0;
	say_what_waits(run);
}

/* ---- the terminal ---- */

static bool read_line(struct buf *line)
{
	int c;

	buf_clear(line);
	while ((c = getchar()) != EOF && c != '\n')
		buf_char(line, (char)c);
	return c != EOF || line->n != 0;
}

enum next { NEXT_TICKET, NEXT_BACK, NEXT_UNDONE, NEXT_SHOW, NEXT_QUESTION, NEXT_QUIT };

static int keep_all(struct run *run, struct str words)
{
	struct str word;

	if (words.n == 0)
		return review_keep(run->review, words);
	while (words.n != 0 && str_split(&words, ' ', &word))
		if (word.n != 0 && review_keep(run->review, word) < 0)
			return -1;
	run->has_learnt = true;
	return 0;
}

/* `name` lives as long as the queue. */
static enum next decide_one(struct run *run, struct str name, const struct shown *shown, bool is_approval)
{
	struct decision decision = {name, is_approval, shown->had_page, shown->at};

	if (review_is_still(run->review, name, shown->state) < 0) {
		say_failed(run, name);
		return NEXT_SHOW;
	}
	if (is_approval) {
		if (approve(run, name, shown->page) == 0)
			run->last = decision;
	} else if (review_reject(run->review, name) < 0) {
		say_failed(run, name);
	} else {
		run->last = decision;
		if (!run->options->common.quiet)
			cmd_print(STR("rejected; u takes that back\n"));
	}
	return NEXT_TICKET;
}

/* A page that was there before the decision stays as it is: others may have its address. */
static enum next undo(struct run *run)
{
	const struct decision last = run->last;

	if (last.key.n == 0) {
		cmd_print(STR("There is nothing to undo.\n"));
		return NEXT_QUESTION;
	}
	if (last.had_page) {
		cmd_print(STR("It had a page before: b goes back to it, approve or reject it as it is now.\n"));
		return NEXT_QUESTION;
	}
	if (review_is_still(run->review, last.key, last.is_approval ? REVIEW_APPROVED : REVIEW_REJECTED) < 0 ||
	    (last.is_approval && review_reject(run->review, last.key) < 0) ||
	    review_reopen(run->review, last.key) < 0) {
		say_failed(run, last.key);
		return NEXT_QUESTION;
	}
	return NEXT_UNDONE;
}

/* The line's first letter says what to do, the rest with what. Words that only begin like that do nothing. */
static enum next obey(struct run *run, struct str name, const struct shown *shown, struct str line)
{
	struct str rest = str_trim(str_from(line, 1));
	char what = line.n != 0 ? line.s[0] : 'n';
	bool takes_words = what == 'd' || what == 'k' || what == 't';
	int result = 0;

	if (line.n > 1 && (takes_words ? line.s[1] != ' ' : true))
		what = '?';
	switch (what) {
	case 'a':
	case 'r':
		return decide_one(run, name, shown, what == 'a');
	case 'u':
		return undo(run);
	case 'd':
		result = hide(run, name, rest);
		break;
	case 'k':
		result = keep_all(run, rest);
		break;
	case 't':
		result = review_title(run->review, name, rest);
		break;
	case 'q':
		return NEXT_QUIT;
	case 'n':
		return NEXT_TICKET;
	case 'b':
		return NEXT_BACK;
	case 's':
		return NEXT_SHOW;
	default:
		cmd_print(STR("a approve   r reject   u undo that   n next   b back to the one before   s show it "
			      "again   q quit\n"
			      "d WORD      remove a word or passage; a name goes from all tickets\n"
			      "k WORD…     keep words everywhere: they are nobody's names\n"
			      "t TITLE     give it this title\n"));
		return NEXT_QUESTION;
	}
	if (result < 0)
		say_failed(run, name);
	return result < 0 ? NEXT_QUESTION : NEXT_SHOW;
}

/* Shows a ticket and asks about it until it is left. */
static enum next ask(struct run *run, struct str name, size_t at, size_t n, struct buf *line)
{
	struct shown shown = {.at = at - 1};
	enum next next = NEXT_SHOW;

	while (next == NEXT_SHOW || next == NEXT_QUESTION) {
		if (next == NEXT_SHOW && print_ticket(run, name, &shown) < 0) {
			say_failed(run, name);
			return NEXT_TICKET;
		}
		buf_printf(&run->out,
			   "\n%zu of %zu: a approve, r reject, d WORD, k WORD, t TITLE, n next, b back, u undo, q "
			   "quit, ? help > ",
			   at, n);
		flush_out(run);
		(void)fflush(stdout);
		if (!read_line(line))
			return NEXT_QUIT;
		next = obey(run, name, &shown, str_trim(buf_view(line)));
	}
	return next;
}

/* Behind the last ticket, where its decision can still be taken back. `yes n` ends there. */
static enum next ask_at_end(struct run *run, size_t n, struct buf *line)
{
	enum next next = NEXT_QUESTION;
	struct str said;

	while (next == NEXT_QUESTION) {
		buf_printf(&run->out, "\nThat was the last of %zu: b back, u undo, q quit > ", n);
		flush_out(run);
		(void)fflush(stdout);
		if (!read_line(line))
			return NEXT_QUIT;
		said = str_trim(buf_view(line));
		if (str_eq(said, STR("b")))
			next = NEXT_BACK;
		else if (str_eq(said, STR("u")))
			next = undo(run);
		else if (said.n == 0 || (said.n == 1 && strchr("qnar", said.s[0]) != NULL))
			next = NEXT_QUIT;
	}
	return next;
}

/* Of two who go through the queue, each is spared what the other has decided. */
static bool is_decided_meanwhile(struct run *run, struct str name)
{
	struct review_ticket ticket;
	bool is_decided = review_get(run->review, &run->arena, name, &ticket) == 0 && ticket.item.state > REVIEW_STALE;

	if (is_decided) {
		buf_char(&run->out, '\n');
		add_safe(&run->out, name);
		buf_printf(&run->out, ": %s in the meantime\n", review_state_name(ticket.item.state));
		flush_out(run);
	}
	arena_clear(&run->arena);
	return is_decided;
}

static void walk_queue(struct run *run)
{
	struct review_item *items;
	struct arena arena;
	struct buf line;
	enum next next = NEXT_TICKET;
	size_t n, waiting = 0, at = 0, fresh = 0;

	arena_init(&arena);
	buf_init(&line, 4096);
	if (review_list(run->review, &arena, &items, &n) < 0) {
		say_failed(run, STR(""));
		n = 0;
	}
	while (waiting < n && items[waiting].state <= REVIEW_STALE)
		waiting++;
	while (waiting != 0 && next != NEXT_QUIT) {
		if (at < waiting && at == fresh && fresh++ != 0 && is_decided_meanwhile(run, items[at].key)) {
			at++;
			continue;
		}
		next = at < waiting ? ask(run, items[at].key, at + 1, waiting, &line) : ask_at_end(run, waiting, &line);
		if (next == NEXT_TICKET) {
			at++;
		} else if (next == NEXT_BACK && at > 0) {
			at--;
		} else if (next == NEXT_UNDONE) {
			at = run->last.at;
			run->last = (struct decision){0};
		}
		arena_clear(&run->arena);
	}
	cmd_print(waiting != 0 ? STR("\n") : STR("Nothing waits.\n"));
	say_what_waits(run);
	buf_release(&line);
	arena_release(&arena);
}

/* ---- the command ---- */

static bool is_decided(const struct options *options)
{
	return options->list || options->renew || options->show.n != 0 || options->title.n != 0 ||
	       options->redact.n != 0 || options->approve.n != 0 || options->reject.n != 0 || options->reopen.n != 0 ||
	       options->keep.n != 0;
}

static int check_usage(const struct options *options, const struct opt_list *operands)
{
	int takers = (options->title.n != 0) + (options->redact.n != 0) + (options->approve.n != 0);

	if (takers > 1 && operands->n != 0)
		return cmd_wrong_usage("review", STR("one of --approve, --redact and --title at a time"),
				       "operands for several options");
	if (takers == 0 && operands->n != 0)
		return cmd_wrong_usage("review", STR("--show ID prints a ticket"), "\"%.*s\" is not expected here",
				       STR_ARG(operands->at[0]));
	if (options->title.n != 0 && operands->n != 1)
		return cmd_wrong_usage("review", STR("weir review --title ID \"The title\""), "one title is needed");
	if (options->redact.n != 0 && operands->n == 0)
		return cmd_wrong_usage("review", STR("weir review --redact ID WORD"), "what is to be removed?");
	if (options->approve.n != 0 && options->reject.n != 0)
		return cmd_wrong_usage("review", STR_NONE, "one of --approve and --reject at a time");
	if (options->serve && is_decided(options))
		return cmd_wrong_usage("review", STR_NONE, "--serve goes with no other option");
	if (options->listen.n != 0 && !options->serve)
		return cmd_wrong_usage("review", STR("weir review --serve --listen PORT"),
				       "--listen is the port of --serve");
	return EXIT_FINE;
}

static void announce(void *context, struct str url)
{
	struct buf out;

	(void)context;
	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&out, "Open %.*s\nThe address works once and for this run only. Ctrl-C ends it.\n", STR_ARG(url));
	cmd_print(buf_view(&out));
	(void)fflush(stdout);
	buf_release(&out);
}

static int work(struct run *run, const struct opt_list *operands)
{
	const struct options *options = run->options;
	size_t withdrawn = review_withdrawn(run->review);
	int code = EXIT_FINE;

	if (withdrawn != 0) {
		buf_init(&run->out, BUF_NO_LIMIT);
		cmd_add_count(&run->out, withdrawn, "page was unpublished", "pages were unpublished");
		buf_lit(&run->out, ": their tickets were withdrawn\n");
		cmd_print_error(buf_view(&run->out));
		buf_clear(&run->out);
	}
	if (options->serve) {
		int64_t port = 0;
		struct buf reason;

		buf_init(&reason, BUF_NO_LIMIT);
		if (options->listen.n != 0 && (!str_to_int(options->listen, &port) || port < 0 || port > 65535))
			return cmd_wrong_usage("review", STR_NONE, "\"%.*s\" is no port", STR_ARG(options->listen));
		if (review_serve(run->review, (unsigned)port, announce, NULL, &reason) < 0)
			code = cmd_failed("%.*s", (int)reason.n, reason.s);
		buf_release(&reason);
	} else if (is_decided(options)) {
		decide(run, operands);
	} else {
		walk_queue(run);
	}
	return code != EXIT_FINE ? code : run->status;
}

static int run(void *context, const struct opt_list *operands)
{
	struct run run = {.options = context};
	const struct config *config;
	struct diag_list diags;
	struct arena arena;
	struct buf reason;
	int folder, status = check_usage(context, operands);

	if (status != EXIT_FINE)
		return status;
	folder = cmd_open_site(&run.options->common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	arena_init(&run.arena);
	buf_init(&run.out, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	diag_list_init(&diags, &arena);
	config = config_load(folder, &arena, &diags);
	if (diags.errors != 0) {
		diag_list_sort(&diags);
		cmd_print_diags(&run.options->common, &diags);
		status = EXIT_CONTENT;
	} else if ((run.review = review_open(folder, config, cmd_now(), &reason)) == NULL) {
		status = reason.n != 0 ? cmd_failed("%.*s", (int)reason.n, reason.s) : cmd_no_tickets("review", folder);
	} else {
		status = work(&run, operands);
	}
	review_close(run.review);
	diag_list_release(&diags);
	buf_release(&reason);
	buf_release(&run.out);
	arena_release(&run.arena);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_review = {
    .name = "review",
    .usage = "[OPTION…] [ID|WORD|TITLE…]",
    .summary = "read and approve solved tickets for publication",
    .about =
	"Shows imported tickets before and after redaction, those first that need most care, and publishes what is "
	"approved as content/solved/ID.md, with the next build. Without options it asks about one after the other; "
	"what it asks on the terminal it reads from a pipe too.\n\n"
	"What is removed stands in brackets with its kind; capitalised words that no list knows stand in << >>: they "
	"are what a person must look at, for names that were missed look like that. A word that was missed is removed "
	"with --redact, one that is nobody's name is kept with --keep; both are remembered for all tickets.\n\n"
	"An approval is a signature over the text, the version of the detectors, the words kept by site.toml and the "
	"people that are known. Any change voids it, and weir build refuses the page until it is approved again; "
	"--renew does that for pages in which nothing new is found. Pages may be edited: weir review then shows the "
	"page as it was edited.\n\n"
	"--serve shows the same to a browser on this machine, under an address with a secret that works once.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
