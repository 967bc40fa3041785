/*
 * search: CPU time of a query against SQLite's FTS5 in the same run, on made-up
 * pages whose words are as unevenly frequent as people's. FTS5 answers with
 * `ORDER BY rank` and snippet(), as a server without an engine of its own would;
 * both give ten results with excerpts. Arguments: number of pages (41,000), "other" for a language whose stems are not
 * known (or "en"), a folder with room for both files (/tmp).
 */
#include "bench/made_up.h"
#include "search/suggest.h"

#include "common/fs.h"
#include "common/mem.h"

#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

enum { VOCABULARY = 60000, QUERIES = 300, TICKETS = 5, TICKET_WORDS = 200 };

static void must(bool good, const char *what)
{
	if (!good) {
		(void)fprintf(stderr, "search: %s failed\n", what);
		exit(1);
	}
}

static bool is_english = true;

struct peers {
	sqlite3 *db;
	sqlite3_stmt *ask;
	struct query_engine *engine;
	struct query_scratch *scratch;
};

static void make(struct peers *peers, uint32_t pages, int folder, const char *fts_path)
{
	struct index_writer *writer = index_writer_new(folder, "search.db", NULL);
	sqlite3_stmt *insert;
	struct made_up words = {1, VOCABULARY, is_english};
	struct buf title, body;

	must(sqlite3_open(fts_path, &peers->db) == SQLITE_OK, "opening FTS5's database");
	must(sqlite3_exec(peers->db,
			  is_english ? "PRAGMA synchronous=off; CREATE VIRTUAL TABLE f USING fts5(url UNINDEXED, "
				       "title, body, tokenize='porter unicode61'); BEGIN"
				     : "PRAGMA synchronous=off; CREATE VIRTUAL TABLE f USING fts5(url UNINDEXED, "
				       "title, body, tokenize='unicode61'); BEGIN",
			  NULL, NULL, NULL) == SQLITE_OK,
	     "making FTS5's table");
	must(sqlite3_prepare_v2(peers->db, "INSERT INTO f VALUES(?,?,?)", -1, &insert, NULL) == SQLITE_OK, "INSERT");
	buf_init(&title, BUF_NO_LIMIT);
	buf_init(&body, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < pages; i++) {
		char url[40];

		made_up_page(&words, &title, &body);
		must(made_up_index(writer, buf_view(&title), buf_view(&body), i) == 0, "indexing");
		(void)snprintf(url, sizeof(url), "/page/%u/", i);
		(void)sqlite3_bind_text(insert, 1, url, -1, SQLITE_TRANSIENT);
		(void)sqlite3_bind_text(insert, 2, title.s, (int)title.n, SQLITE_TRANSIENT);
		(void)sqlite3_bind_text(insert, 3, body.s, (int)body.n, SQLITE_TRANSIENT);
		must(sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK, "inserting");
	}
	(void)sqlite3_finalize(insert);
	must(index_writer_finish(writer) == 0, "writing the index");
	index_writer_free(writer);
	must(sqlite3_exec(peers->db, "COMMIT; INSERT INTO f(f) VALUES('optimize')", NULL, NULL, NULL) == SQLITE_OK,
	     "optimizing FTS5");
	must(sqlite3_prepare_v2(
		 peers->db,
		 "SELECT url, title, snippet(f, 2, '<mark>', '</mark>', '...', 32) FROM f WHERE f MATCH ? "
		 "ORDER BY rank LIMIT 10",
		 -1, &peers->ask, NULL) == SQLITE_OK,
	     "SELECT");
	peers->engine = query_open(folder, "search.db", 0, NULL);
	must(peers->engine != NULL, "opening the index");
	peers->scratch = query_scratch_new(peers->engine);
	buf_release(&title);
	buf_release(&body);
}

static double ask_fts(struct peers *peers, struct str match)
{
	double start = bench_cpu_seconds();

	(void)sqlite3_bind_text(peers->ask, 1, match.s, (int)match.n, SQLITE_STATIC);
	while (sqlite3_step(peers->ask) == SQLITE_ROW)
		must(sqlite3_column_text(peers->ask, 2) != NULL, "snippet()");
	must(sqlite3_reset(peers->ask) == SQLITE_OK, "asking FTS5");
	return bench_cpu_seconds() - start;
}

static void print(const char *what, double *own, double *fts, size_t n)
{
	double own_sum = 0, fts_sum = 0;

	for (size_t i = 0; i < n; i++) {
		own_sum += own[i];
		fts_sum += fts[i];
	}
	qsort(own, n, sizeof(*own), bench_by_size);
	qsort(fts, n, sizeof(*fts), bench_by_size);
	printf("%-8s own %8.3f ms  p99 %8.3f   FTS5 %8.3f ms  p99 %8.3f   ratio 1/%.1f  p99 1/%.1f\n", what,
	       1000 * own_sum / (double)n, 1000 * own[n * 99 / 100], 1000 * fts_sum / (double)n,
	       1000 * fts[n * 99 / 100], fts_sum / own_sum, fts[n * 99 / 100] / own[n * 99 / 100]);
}

int main(int argc, char **argv)
{
	int64_t pages = 41000;
	char place[PATH_MAX], fts_path[PATH_MAX + 8];
	struct made_up words = {.vocabulary = VOCABULARY};
	struct peers peers;
	double own[QUERIES], fts[QUERIES];
	struct buf typed, match;
	struct arena arena;
	int folder = -1;

	must(argc < 2 || (str_to_int(str_c(argv[1]), &pages) && pages > 0 && pages < 10000000), "reading the number");
	is_english = argc <= 2 || !str_eq(str_c(argv[2]), STR("other"));
	words.is_english = is_english;
	(void)snprintf(place, sizeof(place), "%s/weir-bench-XXXXXX", argc > 3 ? argv[3] : "/tmp");
	must(mkdtemp(place) != NULL && (folder = fs_open_folder(place)) >= 0, "making a folder");
	(void)snprintf(fts_path, sizeof(fts_path), "%s/fts.db", place);
	make(&peers, (uint32_t)pages, folder, fts_path);
	buf_init(&typed, BUF_NO_LIMIT);
	buf_init(&match, BUF_NO_LIMIT);
	arena_init(&arena);
	for (unsigned round = 0; round < 2; round++) { /* the first one warms up */
		words.seed = 7;
		for (unsigned i = 0; i < QUERIES; i++) {
			struct query_request request = {.limit = 10};
			struct query_results results;
			double start;

			made_up_query(&words, &typed, &match, i);
			request.text = buf_view(&typed);
			arena_clear(&arena);
			start = bench_cpu_seconds();
			must(query_search(peers.engine, peers.scratch, &request, &arena, &results) == 0, "searching");
			own[i] = bench_cpu_seconds() - start;
			fts[i] = ask_fts(&peers, buf_view(&match));
		}
	}
	printf("%lld pages\n", (long long)pages);
	print("search", own, fts, QUERIES);
	for (unsigned i = 0; i < TICKETS; i++) {
		struct suggest_request request = {.threshold = 0};
		struct suggest_results results;
		double start;

		made_up_ticket(&words, &typed, &match, TICKET_WORDS);
		request.body = buf_view(&typed);
		arena_clear(&arena);
		start = bench_cpu_seconds();
		must(suggest_answers(peers.engine, peers.scratch, &request, &arena, &results) == 0, "suggesting");
		own[i] = bench_cpu_seconds() - start;
		fts[i] = ask_fts(&peers, buf_view(&match));
	}
	print("suggest", own, fts, TICKETS);
	query_scratch_free(peers.scratch);
	query_close(peers.engine);
	(void)sqlite3_finalize(peers.ask);
	(void)sqlite3_close(peers.db);
	(void)unlinkat(folder, "search.db", 0);
	(void)unlinkat(folder, "fts.db", 0);
	(void)close(folder);
	(void)rmdir(place);
	buf_release(&typed);
	buf_release(&match);
	arena_release(&arena);
	return 0;
}
