/*
 * The least that any generator with a search index must do for a set of pages:
 * parse and render them with cmark-gfm, write the same files, insert the same
 * rows into FTS5. Prints its CPU seconds, in all and by part.
 *
 *     floor CONTENT OUTPUT [BYTES]
 *
 * OUTPUT must not exist. BYTES: size of each HTML file written (what the
 * generator under test writes on average); default: the rendered HTML.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double parse_seconds, write_seconds, index_seconds;
static const char *content, *output;
static size_t html_bytes;
static sqlite3_stmt *insert;
static long pages;
static char filler[1 << 20];

static double cpu(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what)
{
	perror(what);
	exit(3);
}

static char *slurp(const char *path, size_t size)
{
	int fd = open(path, O_RDONLY);
	char *text = (malloc)(size + 1);
	ssize_t n = fd < 0 || text == NULL ? -1 : read(fd, text, size);

	if (n < 0)
		die(path);
	close(fd);
	text[n] = '\0';
	return text;
}

static void write_file(int folder, const char *name, const char *bytes, size_t n)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0644);

	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
		die(name);
	close(fd);
}

static cmark_node *parse(const char *text, size_t n)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
	cmark_node *tree;

	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text, n);
	tree = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return tree;
}

static int page(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	size_t n = strlen(path), size = (size_t)status->st_size;
	char folder[4096], *text, *html, *plain;
	cmark_node *tree;
	double start;
	int fd;

	(void)ftw;
	if (type == FTW_D) {
		(void)snprintf(folder, sizeof(folder), "%s%s", output, path + strlen(content));
		start = cpu();
		if (mkdir(folder, 0755) < 0 && errno != EEXIST)
			die(folder);
		write_seconds += cpu() - start;
		return 0;
	}
	if (type != FTW_F || n < 3 || strcmp(path + n - 3, ".md") != 0)
		return 0;
	pages++;
	start = cpu();
	text = slurp(path, size);
	tree = parse(text, strlen(text));
	html = cmark_render_html(tree, CMARK_OPT_DEFAULT, NULL);
	parse_seconds += cpu() - start;
	plain = cmark_render_plaintext(tree, CMARK_OPT_DEFAULT, 0); /* not counted: the floor is what must be done */

	start = cpu();
	(void)snprintf(folder, sizeof(folder), "%s%.*s", output, (int)(n - 3 - strlen(content)),
		       path + strlen(content));
	if (mkdir(folder, 0755) < 0 && errno != EEXIST)
		die(folder);
	fd = open(folder, O_RDONLY | O_DIRECTORY);
	if (html_bytes != 0)
		write_file(fd, "index.html", filler, html_bytes);
	else
		write_file(fd, "index.html", html, strlen(html));
	write_file(fd, "index.md", text, strlen(text));
	close(fd);
	write_seconds += cpu() - start;

	start = cpu();
	sqlite3_bind_text(insert, 1, path, -1, SQLITE_STATIC);
	sqlite3_bind_text(insert, 2, plain, -1, SQLITE_STATIC);
	if (sqlite3_step(insert) != SQLITE_DONE)
		exit(3);
	sqlite3_reset(insert);
	index_seconds += cpu() - start;

	cmark_node_free(tree);
	free(text);
	free(html);
	free(plain);
	return 0;
}

static void sql(sqlite3 *db, const char *text)
{
	char *error = NULL;

	if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", text, error);
		exit(3);
	}
}

int main(int argc, char **argv)
{
	char path[4096];
	sqlite3 *db;
	double start;

	if (argc < 3) {
		fprintf(stderr, "usage: floor CONTENT OUTPUT [BYTES]\n");
		return 2;
	}
	content = argv[1];
	output = argv[2];
	html_bytes = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	if (html_bytes > sizeof(filler))
		html_bytes = sizeof(filler);
	memset(filler, 'x', sizeof(filler));
	cmark_gfm_core_extensions_ensure_registered();
	if (mkdir(output, 0755) < 0)
		die(output);
	(void)snprintf(path, sizeof(path), "%s/search.db", output);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(path);
	sql(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=16384; PRAGMA cache_size=-65536;"
		"CREATE TABLE pages(id INTEGER PRIMARY KEY, path TEXT, body TEXT);"
		"CREATE VIRTUAL TABLE fts USING fts5(path, body);"
		"INSERT INTO fts(fts, rank) VALUES('automerge', 0), ('hashsize', 67108864);"
		"BEGIN");
	sqlite3_prepare_v2(db, "INSERT INTO fts VALUES(?, ?)", -1, &insert, NULL);
	if (nftw(content, page, 32, FTW_PHYS) != 0)
		die(content);
	start = cpu();
	sqlite3_finalize(insert);
	sql(db, "COMMIT");
	sqlite3_close(db);
	index_seconds += cpu() - start;
	printf("floor_cpu %.3f parse %.3f write %.3f fts5 %.3f pages %ld\n",
	       parse_seconds + write_seconds + index_seconds, parse_seconds, write_seconds, index_seconds, pages);
	return 0;
}
