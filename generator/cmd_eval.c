#include "generator/cmd.h"
#include "generator/collection.h"
#include "generator/markdown_writer.h"

#include "search/query.h"
#include "search/suggest.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/index.h"
#include "common/toml.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FOUND_MAX = 100, MISSED_BEHIND = 10 };
#define GOLDEN_FILE "tests/queries.toml"

struct options {
	struct cmd_options common;
	bool suggest, tickets, json;
	struct str split, queries, run;
};

static const struct opt own_table[] = {
    {'\0', "suggest", OPT_FLAG, offsetof(struct options, suggest),
     .about = "ask as the contact form does: each query is a whole ticket"},
    {'\0', "tickets", OPT_FLAG, offsetof(struct options, tickets),
     .about = "index the collection's past tickets with the documents that answered them"},
    {'\0', "split", OPT_TEXT, offsetof(struct options, split), .value = "PART",
     .about = "only the queries of this part of split.tsv, as dev or test"},
    {'\0', "queries", OPT_TEXT, offsetof(struct options, queries), .value = "FILE",
     .about = "another file of the collection than queries.tsv"},
    {'\0', "run", OPT_TEXT, offsetof(struct options, run), .value = "FILE",
     .about = "write what was found: query, document, rank, score and confidence in tab-separated columns"},
    {'\0', "json", OPT_FLAG, offsetof(struct options, json), .about = "the same as --format=json"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir eval", "Whether the site's own queries still find what they should, as in CI."},
    {"weir eval ../eval/cranfield --split test", "How good the ranking is on judged queries."},
    {0},
};

/* ---- the index of a collection ---- */

static int index_documents(int folder, const struct collection *collection, struct buf *reason)
{
	struct index_writer *writer = index_writer_new(folder, "search.db", NULL);
	struct arena arena;
	int result = 0;

	arena_init(&arena);
	for (size_t i = 0; i < collection->documents_n && result == 0; i++) {
		const struct collection_document *document = &collection->documents[i];
		const struct index_passage passage = {STR(""), STR(""), document->body};
		const struct index_page page = {
		    .key = document->id,
		    .url = document->id,
		    .title = document->title,
		    .description = writer_summary(&arena, document->body),
		    .is_summary = true,
		    .kind = STR("article"),
		    .tickets = document->tickets,
		    .passages = &passage,
		    .passages_n = 1,
		};

		result = index_writer_add(writer, &page, i);
	}
	if (result == 0)
		result = index_writer_finish(writer);
	if (result != 0)
		buf_printf(reason, "%s", index_writer_error(writer));
	index_writer_free(writer);
	arena_release(&arena);
	return result;
}

/* ---- asking ---- */

struct asking {
	const struct options *options;
	struct query_engine *engine;
	struct query_scratch *scratch;
	struct arena arena;	/* of one query */
	struct buf run, missed; /* missed: objects of JSON, with commas between them */
	struct judge judge;
	double seconds;
};

struct found {
	struct str documents[FOUND_MAX];
	double scores[FOUND_MAX], confidence;
	size_t n;
};

static double now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int ask_search(struct asking *asking, struct str text, struct found *found)
{
	struct query_request request = {.text = text, .limit = FOUND_MAX, .is_bare = true};
	struct query_results results;

	if (query_search(asking->engine, asking->scratch, &request, &asking->arena, &results) < 0)
		return -1;
	for (found->n = 0; found->n < results.hits_n; found->n++) {
		found->documents[found->n] = results.hits[found->n].url;
		found->scores[found->n] = results.hits[found->n].score;
	}
	return 0;
}

static int ask_suggest(struct asking *asking, struct str text, struct found *found)
{
	struct suggest_request request = {.body = text, .limit = FOUND_MAX, .threshold = 0, .is_bare = true};
	struct suggest_results results;

	if (suggest_answers(asking->engine, asking->scratch, &request, &asking->arena, &results) < 0)
		return -1;
	for (found->n = 0; found->n < results.answers_n; found->n++) {
		found->documents[found->n] = results.answers[found->n].hit.url;
		found->scores[found->n] = results.answers[found->n].hit.score;
	}
	found->confidence = results.best_confidence;
	return 0;
}

static bool wants_json(const struct asking *asking)
{
	return asking->options->json || asking->options->common.format == FORMAT_JSON;
}

static void add_json_text(struct buf *out, struct str text)
{
	buf_char(out, '"');
	escape_json_bytes(out, text); /* files of a collection are as they are */
	buf_char(out, '"');
}

static void add_json_field(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, ",\"%s\":", name);
	add_json_text(out, value);
}

/* None of the documents that answer it is among the first ten. */
static bool is_missed(const struct collection_query *query, const struct found *found)
{
	bool is_judged = false; /* as judge_add() has it: a document that is right can be found */

	for (size_t g = 0; g < query->grades_n; g++) {
		is_judged |= query->grades[g].grade > 0;
		for (size_t i = 0; query->grades[g].grade > 0 && i < found->n && i < MISSED_BEHIND; i++) {
			if (str_eq(found->documents[i], query->grades[g].document))
				return false;
		}
	}
	return is_judged;
}

static void add_missed(struct buf *out, const struct collection_query *query, const struct found *found)
{
	buf_printf(out, "%s{\"results\":%zu", out->n != 0 ? "," : "", found->n);
	add_json_field(out, "id", query->id);
	add_json_field(out, "query", query->text);
	if (found->n != 0)
		add_json_field(out, "first", found->documents[0]);
	buf_char(out, '}');
}

static int ask(struct asking *asking, const struct collection_query *query)
{
	double start = now();
	struct found found = {.n = 0};
	int result;

	arena_clear(&asking->arena);
	result = asking->options->suggest ? ask_suggest(asking, query->text, &found)
					  : ask_search(asking, query->text, &found);
	asking->seconds += now() - start;
	judge_add(&asking->judge, found.documents, found.n, query->grades, query->grades_n);
	if (wants_json(asking) && is_missed(query, &found))
		add_missed(&asking->missed, query, &found);
	for (size_t i = 0; i < found.n && asking->options->run.n != 0; i++)
		buf_printf(&asking->run, "%.*s\t%.*s\t%zu\t%.6f\t%.4f\n", STR_ARG(query->id),
			   STR_ARG(found.documents[i]), i + 1, found.scores[i], found.confidence);
	return result;
}

static void print_measures(const struct asking *asking)
{
	bool json = wants_json(asking);
	double ms = asking->judge.queries != 0 ? 1000 * asking->seconds / (double)asking->judge.queries : 0;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (int m = 0; m < JUDGE_MEASURES; m++)
		buf_printf(&out, json ? "%s\"%s\":%.4f" : "%s%s %.4f\n",
			   !json    ? ""
			   : m == 0 ? "{"
				    : ",",
			   judge_names[m], judge_mean(&asking->judge, (enum judge_measure)m));
	buf_printf(&out, json ? ",\"ms_per_query\":%.4f,\"queries\":%zu,\"missed\":[" : "ms_per_query %.4f\n", ms,
		   asking->judge.queries);
	if (json) {
		buf_str(&out, buf_view(&asking->missed));
		buf_lit(&out, "]}\n");
	}
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int ask_all(struct asking *asking, const struct collection *collection, int folder, const char *path)
{
	struct buf reason;
	int status = EXIT_FINE;

	buf_init(&reason, 4096);
	asking->engine = query_open(folder, path, 0, &reason);
	if (asking->engine == NULL) {
		status = cmd_failed("%s", buf_view(&reason).s);
		buf_release(&reason);
		return status;
	}
	asking->scratch = query_scratch_new(asking->engine);
	arena_init(&asking->arena);
	buf_init(&asking->run, BUF_NO_LIMIT);
	buf_init(&asking->missed, BUF_NO_LIMIT);
	for (size_t i = 0; i < collection->queries_n && status == EXIT_FINE; i++) {
		if (ask(asking, &collection->queries[i]) < 0)
			status = cmd_failed("the index cannot be read");
	}
	if (status == EXIT_FINE && asking->options->run.n != 0) {
		int fd = open(asking->options->run.s, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

		if (fd < 0 || fs_write_fd(fd, buf_view(&asking->run)) < 0)
			status = cmd_failed("cannot write \"%s\"", asking->options->run.s);
		if (fd >= 0)
			(void)close(fd);
	}
	if (status == EXIT_FINE)
		print_measures(asking);
	buf_release(&asking->missed);
	buf_release(&asking->run);
	buf_release(&reason);
	arena_release(&asking->arena);
	query_scratch_free(asking->scratch);
	query_close(asking->engine);
	return status;
}

/* ---- collections ---- */

static int eval_collection(const struct options *options, const struct collection *collection)
{
	const char *base = getenv("TMPDIR");
	char place[4096];
	struct asking asking = {.options = options};
	struct buf reason;
	int folder, status;

	if (snprintf(place, sizeof(place), "%s/weir-eval-XXXXXX", base != NULL && *base != '\0' ? base : "/tmp") >=
		(int)sizeof(place) ||
	    mkdtemp(place) == NULL || (folder = fs_open_folder(place)) < 0)
		return cmd_failed("cannot make a temporary folder in \"%s\"", base != NULL ? base : "/tmp");
	buf_init(&reason, 4096);
	if (index_documents(folder, collection, &reason) < 0)
		status = cmd_failed("cannot index the collection: %s", buf_view(&reason).s);
	else
		status = ask_all(&asking, collection, folder, "search.db");
	(void)unlinkat(folder, "search.db", 0);
	(void)close(folder);
	(void)rmdir(place);
	buf_release(&reason);
	return status;
}

/* ---- the site's own queries ---- */

enum { GOLDEN_WITHIN = 3, GOLDEN_FILE_BYTES = 1 << 20 };
#define GOLDEN_BAR 1.0

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_DOUBLE || value->kind == VALUE_INT;
}

/* One that can_ask() has let through. */
static double number_of(const struct value *value, double otherwise)
{
	if (value == NULL)
		return otherwise;
	return value->kind == VALUE_DOUBLE ? value->as.number : (double)value->as.integer;
}

static bool is_expected(const struct query_hit *hit, const struct value *expected)
{
	if (expected->kind == VALUE_STR)
		return str_eq(hit->url, expected->as.str) || (hit->id.n != 0 && str_eq(hit->id, expected->as.str));
	for (uint32_t i = 0; expected->kind == VALUE_LIST && i < expected->as.list.n; i++) {
		if (is_expected(hit, expected->as.list.at[i]))
			return true;
	}
	return false;
}

/* A page that was renamed since, or mistyped: no ranking would find it. */
static void add_no_pages(struct buf *out, const struct query_engine *engine, const struct value *expected)
{
	for (uint32_t i = 0; expected->kind == VALUE_LIST && i < expected->as.list.n; i++)
		add_no_pages(out, engine, expected->as.list.at[i]);
	if (expected->kind != VALUE_STR || query_has_page(engine, expected->as.str))
		return;
	buf_lit(out, "; no page of the site has the URL or id \"");
	cmd_add_plain(out, expected->as.str);
	buf_char(out, '"');
}

/* The pages that were expected, or those of them that the site does not have. */
static void add_expected_json(struct buf *out, const struct value *expected, const struct query_engine *lacking)
{
	for (uint32_t i = 0; expected->kind == VALUE_LIST && i < expected->as.list.n; i++)
		add_expected_json(out, expected->as.list.at[i], lacking);
	if (expected->kind != VALUE_STR || (lacking != NULL && query_has_page(lacking, expected->as.str)))
		return;
	if (out->s[out->n - 1] != '[')
		buf_char(out, ',');
	add_json_text(out, expected->as.str);
}

static void add_missed_golden(struct asking *asking, struct str text, const struct value *expected,
			      const struct query_results *results)
{
	struct buf *out = &asking->missed;

	buf_printf(out, "%s{\"results\":%zu", out->n != 0 ? "," : "", results->total);
	add_json_field(out, "query", text);
	buf_lit(out, ",\"expect\":[");
	add_expected_json(out, expected, NULL);
	buf_lit(out, "],\"no_page\":[");
	add_expected_json(out, expected, asking->engine);
	buf_char(out, ']');
	if (results->hits_n != 0)
		add_json_field(out, "first", results->hits[0].url);
	buf_char(out, '}');
}

/* Asks one query of the file: true when a page that is expected is among the first `within`. */
static bool ask_golden(struct asking *asking, const struct value *query, struct buf *out)
{
	const struct value *expected = value_get(query, STR("expect"));
	double within = number_of(value_get(query, STR("within")), GOLDEN_WITHIN);
	struct query_request request = {.text = value_get(query, STR("query"))->as.str, .limit = 10, .is_bare = true};
	struct query_results results;

	arena_clear(&asking->arena);
	if (query_search(asking->engine, asking->scratch, &request, &asking->arena, &results) < 0)
		return false;
	for (size_t i = 0; i < results.hits_n && (double)i < within; i++) {
		if (is_expected(&results.hits[i], expected))
			return true;
	}
	add_missed_golden(asking, request.text, expected, &results);
	buf_lit(out, "not found: \"");
	cmd_add_plain(out, request.text);
	buf_lit(out, "\", the first is ");
	cmd_add_plain(out, results.hits_n != 0 ? results.hits[0].url : STR("nothing"));
	add_no_pages(out, asking->engine, expected);
	buf_char(out, '\n');
	return false;
}

static int ask_site(struct asking *asking, const struct value *file)
{
	const struct value *queries = value_get(file, STR("query"));
	double bar = number_of(value_get(file, STR("bar")), GOLDEN_BAR);
	uint32_t found = 0, n = queries->as.list.n;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_init(&asking->missed, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < n; i++)
		found += ask_golden(asking, queries->as.list.at[i], &out);
	if (wants_json(asking)) {
		buf_clear(&out);
		buf_printf(&out, "{\"queries\":%u,\"found\":%u,\"bar\":%.4f,\"missed\":[", n, found, bar);
		buf_str(&out, buf_view(&asking->missed));
		buf_lit(&out, "]}\n");
	} else {
		buf_printf(&out, "queries %u\nfound %u\nbar %.4f\n", n, found, bar);
	}
	cmd_print(buf_view(&out));
	buf_release(&asking->missed);
	buf_release(&out);
	return (double)found >= bar * n - 1e-9 ? EXIT_FINE : EXIT_CONTENT;
}

/* A key that is misspelt would be a query, or a bar, that nobody asks for. `where` is said in front of it. */
static bool has_only(const struct value *map, const struct str *keys, size_t n, const char *where)
{
	for (uint32_t i = 0; map->kind == VALUE_MAP && i < map->as.map.n; i++) {
		struct str key = map->as.map.at[i].key;
		const struct str *nearest = str_nearest(key, keys, n);
		size_t k = 0;

		while (k < n && !str_eq(key, keys[k]))
			k++;
		if (k < n)
			continue;
		if (nearest != NULL)
			(void)cmd_failed(GOLDEN_FILE ": %s\"%.*s\" is not known, did you mean \"%.*s\"?", where,
					 STR_ARG(key), STR_ARG(*nearest));
		else
			(void)cmd_failed(GOLDEN_FILE ": %s\"%.*s\" is not known", where, STR_ARG(key));
		return false;
	}
	return true;
}

static bool is_given(const struct value *text)
{
	return text != NULL && text->kind == VALUE_STR && str_trim(text->as.str).n != 0;
}

static bool can_ask_one(const struct value *query, uint32_t number)
{
	static const struct str keys[] = {STR_INIT("query"), STR_INIT("expect"), STR_INIT("within")};
	const struct value *expected = value_get(query, STR("expect")), *within = value_get(query, STR("within"));
	char where[40];

	(void)snprintf(where, sizeof(where), "the %u. [[query]]: ", number);
	if (!has_only(query, keys, sizeof(keys) / sizeof(*keys), where))
		return false;
	if (!is_given(value_get(query, STR("query"))) ||
	    !(is_given(expected) || (expected != NULL && expected->kind == VALUE_LIST && expected->as.list.n != 0))) {
		(void)cmd_failed(GOLDEN_FILE ": the %u. [[query]] needs query and expect", number);
		return false;
	}
	if (within != NULL && !is_number(within)) {
		(void)cmd_failed(GOLDEN_FILE ": the %u. [[query]] needs a number for within", number);
		return false;
	}
	return true;
}

/* Whether there is something to ask, and each query says what it expects; says what is missing. */
static bool can_ask(const struct value *file)
{
	static const struct str keys[] = {STR_INIT("bar"), STR_INIT("query")};
	const struct value *queries = value_get(file, STR("query")), *bar = value_get(file, STR("bar"));
	uint32_t n = queries != NULL && queries->kind == VALUE_LIST ? queries->as.list.n : 0;

	if (!has_only(file, keys, sizeof(keys) / sizeof(*keys), ""))
		return false;
	if (n == 0) {
		(void)cmd_failed(GOLDEN_FILE " has no [[query]]");
		return false;
	}
	if (bar != NULL && (!is_number(bar) || !(number_of(bar, 0) >= 0 && number_of(bar, 0) <= 1))) {
		(void)cmd_failed(GOLDEN_FILE ": bar needs a number from 0 to 1");
		return false;
	}
	for (uint32_t i = 0; i < n; i++)
		if (!can_ask_one(queries->as.list.at[i], i + 1))
			return false;
	return true;
}

static int cannot_read(void)
{
	if (errno != ENOENT)
		return cmd_failed("cannot read " GOLDEN_FILE ": %s", strerror(errno));
	(void)cmd_failed("there is no " GOLDEN_FILE " in the site, which has the queries that matter:");
	cmd_print_error(STR("  [[query]]\n"
			    "  query = \"how do I get my money back\"\n"
			    "  expect = [\"/billing/refunds/\"]\n"
			    "or name a collection: weir eval FOLDER\n"));
	return EXIT_ENVIRONMENT;
}

/* tests/queries.toml against the built site: search quality as a test of the site. */
static int eval_site(const struct options *options)
{
	struct asking asking = {.options = options};
	int folder = cmd_open_site(&options->common), status = EXIT_ENVIRONMENT;
	struct toml_error error = {0};
	const struct value *file;
	struct arena arena;
	struct buf text;

	if (folder < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	buf_init(&text, GOLDEN_FILE_BYTES);
	if (fs_read_at(folder, GOLDEN_FILE, &text, GOLDEN_FILE_BYTES) < 0) {
		status = cannot_read();
		goto out;
	}
	file = toml_parse(buf_view(&text), &arena, &error);
	if (file == NULL) {
		status = cmd_failed(GOLDEN_FILE ":%u:%u: %.*s", error.line, error.column, STR_ARG(error.message));
		goto out;
	}
	if (!can_ask(file))
		goto out;
	asking.engine = cmd_open_engine(&options->common, STR_NONE, 0);
	if (asking.engine == NULL)
		goto out;
	asking.scratch = query_scratch_new(asking.engine);
	arena_init(&asking.arena);
	status = ask_site(&asking, file);
	arena_release(&asking.arena);
	query_scratch_free(asking.scratch);
	query_close(asking.engine);
out:
	(void)close(folder);
	buf_release(&text);
	arena_release(&arena);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct collection collection;
	struct arena arena;
	struct buf reason;
	int folder, status;

	if (operands->n > 1)
		return cmd_wrong_usage("eval", STR("weir eval COLLECTION"), "one folder with judged queries at most");
	if (operands->n == 0)
		return eval_site(options);
	folder = fs_open_folder(operands->at[0].s);
	if (folder < 0)
		return cmd_failed("the folder \"%s\" cannot be opened: %s", operands->at[0].s, strerror(errno));
	arena_init(&arena);
	buf_init(&reason, 4096);
	if (collection_read(&collection, folder, options->queries, options->split, options->tickets, &arena, &reason) <
	    0)
		status = cmd_failed("%s: %s", operands->at[0].s, buf_view(&reason).s);
	else
		status = eval_collection(options, &collection);
	(void)close(folder);
	buf_release(&reason);
	arena_release(&arena);
	return status;
}

const struct command cmd_eval = {
    .name = "eval",
    .usage = "[OPTION…] [COLLECTION]",
    .summary = "measure how good search is, on judged queries",
    .about =
	"Indexes the documents of a collection in a temporary place, asks its queries and prints, a line each: "
	"nDCG@10, MRR@10, success at 1, 3 and 5, recall at 100, and milliseconds a query. A collection is a "
	"folder with docs.tsv (id, title, body), queries.tsv (id, text) and qrels.tsv (query, document, grade), "
	"perhaps split.tsv (query, dev or test) and train_queries.tsv with train_qrels.tsv (past tickets and "
	"their document); each may be gzipped.\n\n"
	"Without a collection, asks the queries in the site's tests/queries.toml and fails when fewer than `bar` "
	"(0 to 1; 1 when it is left out) are answered as expected. Each has a query, the URLs or "
	"ids to expect, and perhaps within: how many results count (3 when it is left out).\n\n"
	"In JSON, missed lists the queries that did not find what they should, each with its text (query), how many "
	"results it has (results, 0 where nothing was found) and the first of them (first): with the URLs or ids "
	"to expect (expect) and those that no page of the site has (no_page), or in a collection with its id, where "
	"no right document is among the first ten (of at most 100).",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
