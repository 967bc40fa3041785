#include "generator/cmd.h"
#include "generator/collection.h"

#include "search/query.h"
#include "search/suggest.h"

#include "common/fs.h"
#include "common/index.h"
#include "common/mem.h"

#include <fcntl.h>
#include <unistd.h>

enum { FOUND_MAX = 100 };

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
    {"weir eval ../eval/cranfield --split test", "How good the ranking is on judged queries."},
    {0},
};

/* ---- the index of a collection ---- */

static int index_documents(int folder, const struct collection *collection, struct buf *reason)
{
	struct index_writer *writer = index_writer_new(folder, "search.db", NULL);
	int result = 0;

	for (size_t i = 0; i < collection->documents_n && result == 0; i++) {
		const struct collection_document *document = &collection->documents[i];
		const struct index_passage passage = {STR(""), STR(""), document->body};
		const struct index_page page = {
		    .key = document->id,
		    .url = document->id,
		    .title = document->title,
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
	return result;
}

/* ---- asking ---- */

struct asking {
	const struct options *options;
	struct query_engine *engine;
	struct query_scratch *scratch;
	struct arena arena; /* of one query */
	struct buf run;
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
	for (size_t i = 0; i < found.n && asking->options->run.n != 0; i++)
		buf_printf(&asking->run, "%.*s\t%.*s\t%zu\t%.6f\t%.4f\n", STR_ARG(query->id),
			   STR_ARG(found.documents[i]), i + 1, found.scores[i], found.confidence);
	return result;
}

static void print_measures(const struct asking *asking)
{
	bool json = asking->options->json || asking->options->common.format == FORMAT_JSON;
	double ms = asking->judge.queries != 0 ? 1000 * asking->seconds / (double)asking->judge.queries : 0;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (int m = 0; m < JUDGE_MEASURES; m++)
		buf_printf(&out, json ? "%s\"%s\":%.4f" : "%s%s %.4f\n",
			   !json    ? ""
			   : m == 0 ? "{"
				    : ",",
			   judge_names[m], judge_mean(&asking->judge, (enum judge_measure)m));
	buf_printf(&out, json ? ",\"ms_per_query\":%.4f,\"queries\":%zu}\n" : "ms_per_query %.4f\n", ms,
		   asking->judge.queries);
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

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct collection collection;
	struct arena arena;
	struct buf reason;
	int folder, status;

	if (operands->n != 1)
		return cmd_wrong_usage("eval", STR("weir eval COLLECTION"), "one folder with judged queries is needed");
	folder = fs_open_folder(operands->at[0].s);
	if (folder < 0)
		return cmd_failed("cannot open \"%s\"", operands->at[0].s);
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
    .usage = "[OPTION…] COLLECTION",
    .summary = "measure how good search is, on judged queries",
    .about = "Indexes the documents of a collection in a temporary place, asks its queries and prints, a line each: "
	     "nDCG@10, MRR@10, success at 1, 3 and 5, recall at 100, and milliseconds a query. A collection is a "
	     "folder with docs.tsv (id, title, body), queries.tsv (id, text) and qrels.tsv (query, document, grade), "
	     "perhaps split.tsv (query, dev or test) and train_queries.tsv with train_qrels.tsv (past tickets and "
	     "their document); each may be gzipped.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
