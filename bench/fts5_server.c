/*
 * What weir-search is measured against: the same connections, answered as most
 * would with SQLite: MATCH, ORDER BY rank, snippet(), from the FTS5 table in the same
 * search.db. fts5_server SEARCH.DB THREADS: listens on a free port and says so.
 */
#include "common/escape.h"
#include "common/mem.h"
#include "search/http.h"
#include "search/params.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 16 };

static const char *database;
static sqlite3 *connections[THREADS_MAX];
static sqlite3_stmt *statements[THREADS_MAX];

static void prepare(unsigned thread)
{
	static const char sql[] =
	    "SELECT p.url, p.title, f.text FROM (SELECT rowid AS id, snippet(fts, 3, char(1), char(2), "
	    "'…', 32) AS text FROM fts WHERE fts MATCH ?1 ORDER BY rank LIMIT 10) f JOIN pages p ON p.id = f.id";

	if (sqlite3_open_v2(database, &connections[thread], SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK ||
	    sqlite3_prepare_v3(connections[thread], sql, -1, SQLITE_PREPARE_PERSISTENT, &statements[thread], NULL) !=
		SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(connections[thread]));
		exit(3);
	}
}

/* Each word quoted, any of them, the last one may be a beginning. */
static void match_text(struct buf *out, struct str query)
{
	struct str word;

	while (str_split(&query, ' ', &word)) {
		if (word.n == 0)
			continue;
		buf_str(out, out->n != 0 ? STR(" OR \"") : STR("\""));
		for (size_t i = 0; i < word.n; i++)
			buf_char(out, word.s[i] != '"' ? word.s[i] : ' ');
		buf_char(out, '"');
	}
	if (out->n != 0)
		buf_char(out, '*');
}

static void add_column(struct buf *out, const char *name, sqlite3_stmt *statement, int column)
{
	struct str text = {(const char *)sqlite3_column_text(statement, column),
			   (size_t)sqlite3_column_bytes(statement, column)};

	buf_printf(out, "\"%s\":\"", name);
	escape_json(out, text);
	buf_lit(out, "\",");
}

static void handle(void *context, const struct http_request *request, struct http_reply *reply)
{
	sqlite3_stmt *statement = statements[request->thread];
	struct params params;
	struct arena arena;
	struct str reason;
	struct buf match;

	(void)context;
	arena_init(&arena);
	buf_init(&match, BUF_NO_LIMIT);
	if (statement == NULL) {
		prepare(request->thread);
		statement = statements[request->thread];
	}
	if (params_query(request->gate->query, PARAMS_SEARCH, true, &arena, &params, &reason) == 0)
		match_text(&match, params.q);
	sqlite3_bind_text(statement, 1, match.s, (int)match.n, SQLITE_STATIC);
	reply->type = "application/json";
	buf_lit(reply->body, "{\"results\":[");
	while (match.n != 0 && sqlite3_step(statement) == SQLITE_ROW) {
		buf_char(reply->body, '{');
		add_column(reply->body, "url", statement, 0);
		add_column(reply->body, "title", statement, 1);
		add_column(reply->body, "excerpt", statement, 2);
		buf_lit(reply->body, "\"kind\":\"article\"},");
	}
	sqlite3_reset(statement);
	buf_lit(reply->body, "null]}\n");
	buf_release(&match);
	arena_release(&arena);
}

static void refuse(void *context, const struct http_request *request, struct http_reply *reply)
{
	(void)context;
	(void)request;
	buf_lit(reply->body, "no\n");
}

static void done(void *context, const struct http_done *what)
{
	(void)context;
	(void)what;
}

static bool admit(void *context, const struct http_peer *peer)
{
	(void)context;
	(void)peer;
	return true;
}

static void leave(void *context, const struct http_peer *peer)
{
	(void)context;
	(void)peer;
}

int main(int argc, char **argv)
{
	struct http_handler handler = {
	    .handle = handle, .refuse = refuse, .done = done, .admit = admit, .leave = leave};
	int listener = http_listen(STR("127.0.0.1:0"));
	struct http_server *server;
	struct buf name;

	if (argc != 3 || listener < 0)
		return 2;
	database = argv[1];
	(void)signal(SIGPIPE, SIG_IGN);
	server = http_server_new(listener, &handler, (unsigned)strtoul(argv[2], NULL, 10) % (THREADS_MAX + 1), 10000);
	if (server == NULL || http_server_start(server) != 0)
		return 3;
	buf_init(&name, 256);
	http_name(listener, &name);
	printf("%s\n", name.s);
	fflush(stdout);
	buf_release(&name);
	for (;;)
		pause();
}
