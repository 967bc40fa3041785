#include "generator/cmd.h"

#include "common/fs.h"
#include "generator/config.h"
#include "generator/tickets/articles.h"
#include "generator/tickets/import.h"
#include "generator/tickets/kinds.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/review.h"
#include "generator/tickets/store.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str since, images;
	bool dry_run, complete;
};

static const struct opt table[] = {
    {'n', "dry-run", OPT_FLAG, offsetof(struct options, dry_run),
     .about = "say what would be imported and what not, and why; change nothing"},
    {'\0', "since", OPT_TEXT, offsetof(struct options, since), "DATE",
     .about = "only tickets that were changed on that day or later"},
    {'\0', "complete", OPT_FLAG, offsetof(struct options, complete),
     .about = "the export holds everything: what was imported before and is not in it any more was deleted"},
    {'\0', "images", OPT_TEXT, offsetof(struct options, images), "FOLDER",
     .about = "where the images of articles were downloaded to; they are put beside the pages"},
    {0},
};

static const struct opt *const tables[] = {table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir import zendesk --dry-run export.ndjson", "What is in it?"},
    {"weir import zendesk tickets.xml users.xml organizations.xml", "An XML export."},
    {"weir import zendesk articles.json --images attachments", "Articles of a help centre, into content/."},
    {"weir import slack community-export.zip", "Threads of public channels."},
    {"weir import mail support.mbox Maildir/", "Mailboxes."},
    {0},
};

struct run {
	const struct options *options;
	const struct reader *reader;
	struct config *config;
	struct store *store;
	struct articles *articles;
	struct import *import;
	struct kinds kinds;
};

static void add_line(struct buf *out, const char *label, uint64_t n, const char *text)
{
	buf_printf(out, "%s", label);
	cmd_add_number(out, n);
	buf_printf(out, " %s\n", text);
}

static void add_places(struct buf *out, uint64_t n, const struct str *places, size_t places_n)
{
	for (size_t i = 0; i < places_n; i++) {
		buf_printf(out, "%s", i == 0 ? "      " : ", ");
		cmd_add_plain(out, places[i]);
	}
	if (places_n != 0)
		buf_printf(out, "%s\n", n > places_n ? ", …" : "");
}

static void add_left_out(struct buf *out, const struct import_report *report)
{
	uint64_t n = 0;

	for (size_t i = 0; i < IMPORT_REASONS_N; i++)
		n += report->left_out[i].n;
	if (n == 0)
		return;
	buf_lit(out, "  ");
	cmd_add_number(out, n);
	buf_lit(out, " left out:\n");
	for (size_t i = 0; i < IMPORT_REASONS_N; i++) {
		const struct import_count *count = &report->left_out[i];

		if (count->n == 0)
			continue;
		buf_lit(out, "    ");
		cmd_add_number(out, count->n);
		buf_printf(out, " %s [%s]\n", import_reason_text((enum import_reason)i, count->n),
			   import_reason_id((enum import_reason)i));
		add_places(out, count->n, count->places, count->places_n);
	}
}

static void add_unknown(struct buf *out, const struct import_report *report)
{
	if (report->unknown.n == 0)
		return;
	buf_lit(out, "  not known, and therefore not read or taken for internal:\n");
	for (size_t i = 0; i < report->unknown.n; i++) {
		const struct import_unknown *unknown = &report->unknown.at[i];

		buf_printf(out, "    %.*s \"", STR_ARG(unknown->kind));
		cmd_add_plain(out, unknown->name);
		buf_lit(out, "\": ");
		cmd_add_number(out, unknown->count.n);
		if (unknown->count.places_n != 0) {
			buf_lit(out, ", first at ");
			cmd_add_plain(out, unknown->count.places[0]);
		}
		buf_char(out, '\n');
	}
}

static void add_report_text(struct buf *out, const struct run *run, const struct import_report *report)
{
	static const char *const by_address[] = {"mail", "slack", NULL}; /* addresses alone tell there who is who */

	cmd_add_count(out, report->threads, "thread", "threads");
	buf_printf(out, " in the export of %s\n  ", run->reader->title);
	cmd_add_number(out, report->ready);
	buf_printf(out, " %s the review: ",
		   run->options->dry_run ? "would go on to"
		   : report->ready == 1	 ? "goes on to"
					 : "go on to");
	cmd_add_number(out, report->added);
	buf_lit(out, " new, ");
	cmd_add_number(out, report->changed);
	buf_lit(out, " changed, ");
	cmd_add_number(out, report->same);
	buf_lit(out, " as they were\n");
	add_left_out(out, report);
	if (report->withdrawn != 0)
		add_line(out, "  ", report->withdrawn,
			 report->withdrawn == 1 ? "that was imported before is withdrawn"
						: "that were imported before are withdrawn");
	buf_lit(out, "  ");
	cmd_add_count(out, report->messages, "message", "messages");
	buf_lit(out, ", of which dropped: ");
	cmd_add_number(out, report->internal);
	buf_lit(out, " that are not certainly public");
	if (report->repeats != 0) {
		buf_lit(out, " (");
		cmd_add_number(out, report->repeats);
		buf_lit(out, " for telling what a note says)");
	}
	buf_lit(out, ", ");
	cmd_add_number(out, report->machines);
	buf_lit(out, " of machines\n  ");
	cmd_add_count(out, report->people, "entry", "entries");
	buf_lit(out, " in the table of people\n");
	add_unknown(out, report);
	if (report->needs_reading)
		buf_printf(out, "  %s has no flag for what is public: read every thread before you approve it\n",
			   run->reader->title);
	if (str_is_any(str_c(run->reader->system), by_address) && run->config->tickets_own_domains.n == 0 &&
	    report->left_out[IMPORT_NO_ANSWER].n + report->left_out[IMPORT_NO_QUESTION].n != 0)
		buf_lit(
		    out,
		    "  own_domains of [tickets] in site.toml is not set: it tells which addresses are yours, and so "
		    "who answers\n");
}

static void add_json_text(struct buf *out, struct str text)
{
	struct arena arena;

	arena_init(&arena);
	value_json(out, value_str(&arena, text));
	arena_release(&arena);
}

static void add_json_places(struct buf *out, uint64_t n, const struct str *places, size_t places_n)
{
	buf_lit(out, "{\"count\":");
	buf_int(out, (int64_t)n);
	buf_lit(out, ",\"places\":[");
	for (size_t i = 0; i < places_n; i++) {
		if (i != 0)
			buf_char(out, ',');
		add_json_text(out, places[i]);
	}
	buf_lit(out, "]}");
}

static void add_report_json(struct buf *out, const struct import_report *report)
{
	bool first = true;

	buf_printf(out,
		   "{\"threads\":%llu,\"ready\":%llu,\"added\":%llu,\"changed\":%llu,\"same\":%llu,\"withdrawn\":%llu,",
		   (unsigned long long)report->threads, (unsigned long long)report->ready,
		   (unsigned long long)report->added, (unsigned long long)report->changed,
		   (unsigned long long)report->same, (unsigned long long)report->withdrawn);
	buf_printf(out,
		   "\"messages\":%llu,\"internal\":%llu,\"repeats\":%llu,\"machines\":%llu,\"people\":%llu,"
		   "\"broken\":%llu,\"left_out\":{",
		   (unsigned long long)report->messages, (unsigned long long)report->internal,
		   (unsigned long long)report->repeats, (unsigned long long)report->machines,
		   (unsigned long long)report->people, (unsigned long long)report->faults_n);
	for (size_t i = 0; i < IMPORT_REASONS_N; i++) {
		if (report->left_out[i].n == 0)
			continue;
		buf_printf(out, "%s\"%s\":", first ? "" : ",", import_reason_id((enum import_reason)i));
		add_json_places(out, report->left_out[i].n, report->left_out[i].places, report->left_out[i].places_n);
		first = false;
	}
	buf_lit(out, "},\"unknown\":[");
	for (size_t i = 0; i < report->unknown.n; i++) {
		buf_printf(out, "%s{\"kind\":", i == 0 ? "" : ",");
		add_json_text(out, report->unknown.at[i].kind);
		buf_lit(out, ",\"name\":");
		add_json_text(out, report->unknown.at[i].name);
		buf_lit(out, ",\"count\":");
		buf_int(out, (int64_t)report->unknown.at[i].count.n);
		buf_char(out, '}');
	}
	buf_lit(out, "]");
}

/* ---- articles ---- */

static void add_article_count(struct buf *out, const struct articles_count *count, const char *text, const char *id)
{
	if (count->n == 0)
		return;
	buf_lit(out, "    ");
	cmd_add_number(out, count->n);
	buf_printf(out, " %s%s%s%s\n", text, id != NULL ? " [" : "", id != NULL ? id : "", id != NULL ? "]" : "");
	add_places(out, count->n, count->places, count->places_n);
}

static void add_articles_text(struct buf *out, const struct run *run, const struct articles_report *report)
{
	uint64_t left_out = 0;

	cmd_add_count(out, report->read, "article", "articles");
	buf_printf(out, " in the export of %s\n  ", run->reader->title);
	cmd_add_number(out, report->added + report->changed + report->same + report->edited.n);
	buf_printf(out, " %s %.*s/: ", run->options->dry_run ? "would go to" : "in",
		   STR_ARG(run->config->content_folder));
	cmd_add_number(out, report->added);
	buf_lit(out, " new, ");
	cmd_add_number(out, report->changed);
	buf_lit(out, " changed, ");
	cmd_add_number(out, report->same);
	buf_lit(out, " as they were, with ");
	cmd_add_count(out, report->images, "new image", "new images");
	buf_lit(out, " and ");
	cmd_add_count(out, report->sections, "page of a section\n", "pages of sections\n");
	if (report->retired != 0)
		add_line(out, "  ", report->retired, "that were imported before are retired");
	for (size_t i = 0; i < ARTICLES_REASONS_N; i++)
		left_out += report->left_out[i].n;
	if (left_out != 0)
		add_line(out, "  ", left_out, "left out:");
	for (size_t i = 0; i < ARTICLES_REASONS_N; i++)
		add_article_count(out, &report->left_out[i], articles_reason_text((enum articles_reason)i),
				  articles_reason_id((enum articles_reason)i));
	if (report->edited.n + report->withdrawn.n + report->not_told.n + report->no_section.n + report->unseen.n +
		report->no_image.n ==
	    0)
		return;
	buf_lit(out, "  to be looked at:\n");
	add_article_count(out, &report->edited, "were edited here and changed there: left as they are", NULL);
	add_article_count(out, &report->withdrawn, "are published there no more, but were edited here: retire them",
			  NULL);
	add_article_count(out, &report->not_told, "are not in the export, but parts of it cannot be read: not retired",
			  NULL);
	add_article_count(out, &report->no_section,
			  "are in a section that the export does not tell: give sections and categories, too", NULL);
	add_article_count(out, &report->unseen,
			  "have text that readers could not see (hidden, or too small): it is left out", NULL);
	add_article_count(
	    out, &report->no_image,
	    "addresses of images and attachments still lead to the old help centre: give their folder with "
	    "--images",
	    NULL);
}

static void add_articles_json(struct buf *out, const struct articles_report *report)
{
	const struct {
		const char *name;
		const struct articles_count *count;
	} counts[] = {{"edited", &report->edited},     {"withdrawn", &report->withdrawn},
		      {"not_told", &report->not_told}, {"no_section", &report->no_section},
		      {"unseen", &report->unseen},     {"no_image", &report->no_image}};
	bool first = true;

	buf_printf(out,
		   ",\"articles\":{\"read\":%llu,\"added\":%llu,\"changed\":%llu,\"same\":%llu,\"retired\":%llu,"
		   "\"sections\":%llu,\"images\":%llu,\"left_out\":{",
		   (unsigned long long)report->read, (unsigned long long)report->added,
		   (unsigned long long)report->changed, (unsigned long long)report->same,
		   (unsigned long long)report->retired, (unsigned long long)report->sections,
		   (unsigned long long)report->images);
	for (size_t i = 0; i < ARTICLES_REASONS_N; i++) {
		const struct articles_count *count = &report->left_out[i];

		if (count->n == 0)
			continue;
		buf_printf(out, "%s\"%s\":", first ? "" : ",", articles_reason_id((enum articles_reason)i));
		add_json_places(out, count->n, count->places, count->places_n);
		first = false;
	}
	buf_char(out, '}');
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		buf_printf(out, ",\"%s\":", counts[i].name);
		add_json_places(out, counts[i].count->n, counts[i].count->places, counts[i].count->places_n);
	}
	buf_char(out, '}');
}

static void print_faults(const struct import_report *report)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < report->faults_n && i < IMPORT_FAULTS; i++) {
		const struct import_fault *fault = &report->faults[i];

		cmd_add_plain(&out, fault->place);
		if (fault->ticket.n != 0) {
			buf_lit(&out, ": ticket ");
			cmd_add_plain(&out, fault->ticket);
		}
		buf_printf(&out, ": %.*s; left out\n", STR_ARG(fault->what));
	}
	if (report->faults_n > IMPORT_FAULTS) {
		buf_lit(&out, "… and ");
		cmd_add_number(&out, report->faults_n - IMPORT_FAULTS);
		buf_lit(&out, " more\n");
	}
	cmd_print_error(buf_view(&out));
	buf_release(&out);
}

static bool leaves_out(const struct import_report *report, const struct articles_report *articles)
{
	uint64_t n = 0;

	for (size_t i = 0; i < IMPORT_REASONS_N; i++)
		n += report->left_out[i].n;
	for (size_t i = 0; i < ARTICLES_REASONS_N; i++)
		n += articles->left_out[i].n;
	return n != 0;
}

static void print_report(const struct run *run)
{
	const struct import_report *report = import_report(run->import);
	const struct articles_report *articles = articles_report(run->articles);
	struct buf out;

	print_faults(report);
	buf_init(&out, BUF_NO_LIMIT);
	if (run->options->common.format == FORMAT_JSON) {
		add_report_json(&out, report);
		if (articles->read != 0)
			add_articles_json(&out, articles);
		buf_lit(&out, "}\n");
	} else if (!run->options->common.quiet) {
		if (articles->read != 0)
			add_articles_text(&out, run, articles);
		/* of tickets nothing is said where there were articles alone */
		if (articles->read == 0 || report->threads != 0)
			add_report_text(&out, run, report);
		else
			add_unknown(&out, report);
		if (leaves_out(report, articles))
			buf_lit(&out, "What stands in brackets, and what to do: weir explain CODE\n");
		if (report->added + report->changed != 0 && !run->options->dry_run)
			buf_lit(&out, "Read and publish them with: weir review\n");
	}
	cmd_print(buf_view(&out));
	buf_release(&out);
}

/* Whether files have more words of another system than of this one; users of many systems look alike. */
static bool is_of_another(const struct run *run)
{
	int nearest = kinds_nearest(&run->kinds);

	return nearest >= 0 && readers[nearest] != run->reader;
}

static bool has_unknown_table(const struct import_report *report)
{
	for (size_t i = 0; i < report->unknown.n; i++)
		if (str_eq(report->unknown.at[i].kind, STR("kind of table")))
			return true;
	return false;
}

/* Why an import has nothing: what would have been something, what was given, and what that may be. */
static void print_nothing(const struct run *run)
{
	int nearest = kinds_nearest(&run->kinds);
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&out, "weir import: nothing was found that looks like an export of %s\n  expected: %s\n  found: ",
		   run->reader->title, run->reader->expects);
	kinds_print(&run->kinds, &out);
	buf_char(&out, '\n');
	if (is_of_another(run))
		buf_printf(&out, "  hint: that looks like an export of %s: weir import %s PATH…\n",
			   readers[nearest]->title, readers[nearest]->system);
	else if (has_unknown_table(import_report(run->import)))
		buf_lit(&out,
			"  hint: a table of tickets has columns for their number, subject and status; name yours in "
			"site.toml: [tickets] columns = [\"id=…\", \"subject=…\", \"status=…\", \"body=…\", "
			"\"answer=…\"]\n");
	else if (nearest >= 0)
		buf_lit(&out, "  hint: it has words of that system, but no ticket or person: is it another part of an "
			      "export, or a page with an error?\n");
	cmd_print_error(buf_view(&out));
	buf_release(&out);
}

static int import_paths(struct run *run, const struct opt_list *paths, const struct import_options *options)
{
	struct buf reason;
	int status;

	buf_init(&reason, BUF_NO_LIMIT);
	run->import = import_new(run->store, options, &reason);
	if (run->import == NULL)
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
	else if (readers_run(run->reader, run->import, paths->at + 1, paths->n - 1, &run->kinds, &reason) < 0)
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
	else if (import_finish(run->import) < 0)
		status = cmd_failed("the import cannot go on, and has changed nothing: %s", import_error(run->import));
	else if (articles_finish(run->articles, import_report(run->import)->faults_n != 0) < 0)
		status = cmd_failed("articles cannot be written, all else was: %s", articles_error(run->articles));
	else
		status = EXIT_FINE;
	cmd_end_progress();
	if (status == EXIT_FINE) {
		const struct import_report *report = import_report(run->import);

		print_report(run);
		if (report->has_no_input ||
		    (report->ready + articles_report(run->articles)->read == 0 && is_of_another(run)))
			print_nothing(run);
		if (report->faults_n != 0 || report->has_no_input ||
		    articles_report(run->articles)->left_out[ARTICLES_BROKEN].n != 0 ||
		    articles_report(run->articles)->withdrawn.n != 0)
			status = EXIT_CONTENT;
	}
	buf_release(&reason);
	return status;
}

/*
 * When this import is, for the time that raw tickets are kept: never before the last one. One of both was made by a
 * clock that was wrong, and with the earlier time what is new would be erased too early.
 */
static int64_t time_of_import(const struct run *run, int64_t now)
{
	int64_t latest;

	if (store_latest_import(run->store, &latest) < 0 || latest <= now)
		return now;
	if (!run->options->common.quiet)
		cmd_print_error(
		    STR("weir: the clock is behind the last import: what is new now is kept as long as what "
			"came then\n"));
	return latest;
}

static int open_store(struct run *run, int site)
{
	struct buf reason;
	int status = EXIT_FINE;

	buf_init(&reason, BUF_NO_LIMIT);
	run->store = store_open_tickets(site, !run->options->dry_run, &reason);
	if (run->store == NULL && reason.n != 0)
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
	buf_release(&reason);
	return status;
}

static int unknown_system(struct str system)
{
	struct str names[32];
	const struct str *nearest;
	struct buf hint;
	size_t n = 0;
	int status;

	buf_init(&hint, BUF_NO_LIMIT);
	for (; readers[n] != NULL; n++)
		names[n] = str_c(readers[n]->system);
	nearest = str_nearest(system, names, n);
	if (nearest != NULL) {
		buf_printf(&hint, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	} else {
		buf_lit(&hint, "systems are");
		for (size_t i = 0; i < n; i++)
			buf_printf(&hint, " %.*s", STR_ARG(names[i]));
	}
	status = cmd_wrong_usage("import", buf_view(&hint), "unknown system \"%.*s\"", STR_ARG(system));
	buf_release(&hint);
	return status;
}

static int open_articles(struct run *run, const struct articles_options *options)
{
	struct buf reason;
	int status = EXIT_FINE;

	buf_init(&reason, BUF_NO_LIMIT);
	run->articles = articles_new(options, &reason);
	if (run->articles == NULL)
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
	buf_release(&reason);
	return status;
}

static int import_into(struct run *run, int site, const struct opt_list *operands, struct arena *arena)
{
	struct import_options options = {
	    .system = str_c(run->reader->system),
	    .deny_tags = run->config->tickets_deny_tags.at,
	    .deny_tags_n = run->config->tickets_deny_tags.n,
	    .own_domains = run->config->tickets_own_domains.at,
	    .own_domains_n = run->config->tickets_own_domains.n,
	    .columns = run->config->tickets_columns.at,
	    .columns_n = run->config->tickets_columns.n,
	    .now = cmd_now(),
	    .complete = run->options->complete,
	    .dry_run = run->options->dry_run,
	};
	struct articles_options article_options = {
	    .system = options.system,
	    .site = site,
	    .config = run->config,
	    .complete = run->options->complete,
	    .dry_run = run->options->dry_run,
	    .images = run->options->images,
	};
	struct date since;
	bool is_new = faccessat(site, STORE_FOLDER, F_OK, AT_SYMLINK_NOFOLLOW) != 0, has_tickets = true;
	int status;

	if (run->options->since.n != 0) {
		if (!date_parse(run->options->since, &since))
			return cmd_wrong_usage("import", STR("write it as 2026-01-31"), "\"%.*s\" is no date",
					       STR_ARG(run->options->since));
		options.since = article_options.since = date_to_seconds(since);
	}
	status = open_store(run, site);
	if (status != EXIT_FINE)
		return status;
	if (run->store != NULL) {
		options.now = time_of_import(run, options.now);
		options.temporary_folder = arena_printf(arena, "/proc/self/fd/%d", store_folder(run->store));
	}
	article_options.temporary_folder = options.temporary_folder;
	status = open_articles(run, &article_options);
	options.articles = run->articles;
	cmd_start_bytes_progress(&run->options->common, &options.progress);
	if (status == EXIT_FINE)
		status = import_paths(run, operands, &options);
	if (run->import != NULL)
		has_tickets = import_report(run->import)->threads + import_report(run->import)->people != 0;
	import_free(run->import);
	articles_free(run->articles);
	store_close_tickets(run->store);
	/* where only articles were, nothing asks for approvals */
	if (is_new && !has_tickets && fs_remove_tree_at(site, STORE_FOLDER) < 0 && errno != ENOENT)
		status = cmd_failed("the empty " STORE_FOLDER "/ cannot be removed: %s", strerror(errno));
	return status;
}

/* What is withdrawn is unpublished at once, and approvals are for the people that are known now. */
static int settle_review(const struct run *run, int site)
{
	struct buf reason, out;
	size_t withdrawn;
	int status = EXIT_FINE;

	buf_init(&reason, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	if (review_settle(site, run->config, cmd_now(), &withdrawn, &reason) < 0)
		status = cmd_failed("%.*s", (int)reason.n, reason.s);
	if (withdrawn != 0 && !run->options->common.quiet) {
		cmd_add_count(&out, withdrawn, "page was unpublished", "pages were unpublished");
		buf_lit(&out, ", with the next build\n");
		cmd_print_error(buf_view(&out));
	}
	buf_release(&out);
	buf_release(&reason);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	struct run run = {.options = context};
	struct arena arena;
	struct diag_list diags;
	int site, status;

	if (operands->n < 2)
		return cmd_wrong_usage("import", STR("weir import zendesk export.ndjson"),
				       "name a system and its files");
	run.reader = readers_find(operands->at[0]);
	if (run.reader == NULL)
		return unknown_system(operands->at[0]);
	site = cmd_open_site(&run.options->common);
	if (site < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	run.config = config_load(site, &arena, &diags);
	if (diags.errors != 0) {
		cmd_print_diags(&run.options->common, &diags);
		status = EXIT_CONTENT;
	} else {
		status = import_into(&run, site, operands, &arena);
		if (!run.options->dry_run && status <= EXIT_CONTENT && settle_review(&run, site) != EXIT_FINE)
			status = EXIT_ENVIRONMENT;
	}
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(site);
	return status;
}

const struct command cmd_import = {
    .name = "import",
    .usage = "[OPTION…] SYSTEM PATH…",
    .summary = "read an export of tickets into private/, for the review",
    .about =
	"Reads what a ticket system has exported: files, folders with all in them, or packed files (.zip, .gz, .tar, "
	".tgz). Solved tickets with a "
	"public "
	"answer are kept in private/ beside site.toml, which is never published nor committed, until somebody reviews "
	"them; everything else is left out, and the report says why.\n\n"
	"Systems are zendesk, hubspot, github, slack, discourse, mail (mbox, Maildir), freshdesk, zammad, jira "
	"(Service "
	"Management), intercom and osticket.\n\n"
	"Articles of a help centre (Zendesk Guide as its API gives it; HubSpot's table for its knowledge base) become "
	"markdown in the content folder, with their ids, and with their old addresses as aliases; drafts and articles "
	"for some readers only are left out. A page that was edited since it was imported is never written over.\n\n"
	"Internal notes are never stored, and a message that does not certainly say that it is public counts as "
	"internal. "
	"Fields, statuses and codes that are not known are counted and reported. Records that are broken are named by "
	"file, "
	"line and number, never quoted, and left out as a whole; the exit code is then 1.\n\n"
	"A second import of the same or of a newer export changes only what changed. What was deleted, redacted or "
	"made "
	"private in the meantime is withdrawn.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
