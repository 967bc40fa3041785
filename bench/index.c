/*
 * What search.db costs, on the pages of a folder of markdown (read roughly: front
 * matter and the commonest marks dropped, a passage per heading): the full build,
 * the same rows inserted into plain FTS5 in the same run, one page edited among
 * all, verification.
 *
 *     index CONTENT FOLDER [RUNS]
 *
 * FOLDER must exist and gets a few files, removed at the end.
 */
#include "common/fs.h"
#include "common/hash.h"
#include "common/index.h"
#include "common/mem.h"
#include "common/vec.h"

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct source {
	struct index_page page;
	uint64_t content_key;
};

static struct arena arena;
static struct VEC(struct source) sources;
static const char *root;
static size_t text_bytes;

static double cpu(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static long resident_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(3);
}

/* A passage's text: lines without the marks of markdown. */
static struct str plain(struct str text)
{
	struct buf out;
	struct str copy;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("`*{}[]<>|", text.s[i]) != NULL)
			continue;
		buf_char(&out, text.s[i]);
	}
	copy = arena_str(&arena, buf_view(&out));
	text_bytes += copy.n;
	buf_release(&out);
	return copy;
}

static struct str without_front_matter(struct str text)
{
	ptrdiff_t end;

	if (!str_starts(text, STR("---\n")))
		return text;
	end = str_find(str_from(text, 4), STR("\n---\n"));
	return end < 0 ? text : str_from(text, (size_t)end + 9);
}

static void read_page(const char *path, struct str bytes)
{
	struct VEC(struct index_passage) passages = {0};
	struct source *source = vec_add(&sources);
	struct str rest = without_front_matter(bytes), line, headings = STR("");
	size_t from = (size_t)(rest.s - bytes.s);
	struct index_page *page = &source->page;

	page->key = arena_str(&arena, str_c(path + strlen(root) + 1));
	page->url = arena_printf(&arena, "/%.*s/", STR_ARG(page->key));
	page->title = page->key;
	page->lang = STR("en");
	page->kind = STR("article");
	page->section = str_slice(page->key, 0, (size_t)str_find_char(page->key, '/'));
	source->content_key = hash64(bytes);
	while (str_line(&rest, &line)) {
		if (line.n == 0 || line.s[0] != '#')
			continue;
		if ((size_t)(line.s - bytes.s) > from)
			*vec_add(&passages) = (struct index_passage){
			    headings, headings, plain(str_slice(bytes, from, (size_t)(line.s - bytes.s)))};
		headings = str_trim(str_from(line, 1 + (size_t)(line.n > 1 && line.s[1] == '#')));
		if (passages.n == 0)
			page->title = headings;
		from = (size_t)(line.s + line.n - bytes.s);
	}
	*vec_add(&passages) = (struct index_passage){headings, headings, plain(str_from(bytes, from))};
	page->passages_n = passages.n;
	page->passages = arena_alloc(&arena, passages.n * sizeof(*passages.at));
	memcpy((void *)(uintptr_t)page->passages, passages.at, passages.n * sizeof(*passages.at));
	vec_release(&passages);
}

static int each_file(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	struct buf bytes;
	int fd;

	(void)ftw;
	if (type != FTW_F || !str_ends(str_c(path), STR(".md")) || status->st_size == 0)
		return 0;
	buf_init(&bytes, BUF_NO_LIMIT);
	fd = open(path, O_RDONLY);
	if (fd < 0 || fs_read_fd(fd, &bytes, 1 << 24) != 0)
		die(path, "cannot be read");
	close(fd);
	read_page(path, arena_str(&arena, buf_view(&bytes)));
	buf_release(&bytes);
	return 0;
}

static double full_build(int folder, const char *name)
{
	double start = cpu();
	struct index_writer *writer = index_writer_new(folder, name, NULL);

	for (size_t i = 0; i < sources.n; i++) {
		if (index_writer_add(writer, &sources.at[i].page, sources.at[i].content_key) != 0)
			die("add", index_writer_error(writer));
	}
	if (getenv("WEIR_BENCH_PARTS") != NULL)
		printf("  add %.3f s\n", cpu() - start);
	if (index_writer_set_meta(writer, STR("site"), STR("{}")) != 0 || index_writer_finish(writer) != 0)
		die("finish", index_writer_error(writer));
	index_writer_free(writer);
	return cpu() - start;
}

static double one_changed(int folder, const char *earlier, const char *name, size_t changed)
{
	double start = cpu();
	struct index_writer *writer = index_writer_new(folder, name, earlier);

	for (size_t i = 0; i < sources.n; i++) {
		if (i == changed)
			continue;
		if (!index_writer_keep(writer, sources.at[i].page.key, sources.at[i].content_key))
			die("keep", "a page that did not change was not found");
	}
	if (getenv("WEIR_BENCH_PARTS") != NULL)
		printf("  open and keep %.4f s\n", cpu() - start);
	if (index_writer_add(writer, &sources.at[changed].page, sources.at[changed].content_key) != 0 ||
	    index_writer_set_meta(writer, STR("site"), STR("{}")) != 0 || index_writer_finish(writer) != 0)
		die("finish", index_writer_error(writer));
	index_writer_free(writer);
	return cpu() - start;
}

/* The floor: title and text of every page, and the same rows stored. */
static double plain_fts(const char *path)
{
	double start = cpu();
	sqlite3_stmt *pages, *fts;
	sqlite3 *db;
	struct buf body;

	buf_init(&body, BUF_NO_LIMIT);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(
		db,
		"PRAGMA page_size=16384; PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-100000;"
		"CREATE TABLE pages(id INTEGER PRIMARY KEY, url, title, body);"
		"CREATE VIRTUAL TABLE fts USING fts5(title, body, content='pages', content_rowid='id', "
		"tokenize='porter unicode61');"
		"INSERT INTO fts(fts, rank) VALUES('hashsize', 67108864); INSERT INTO fts(fts, rank) "
		"VALUES('automerge', 0); BEGIN",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO pages VALUES(?, ?, ?, ?)", -1, &pages, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO fts(rowid, title, body) VALUES(?, ?, ?)", -1, &fts, NULL) != SQLITE_OK)
		die(path, sqlite3_errmsg(db));
	for (size_t i = 0; i < sources.n; i++) {
		const struct index_page *page = &sources.at[i].page;

		buf_clear(&body);
		for (size_t p = 0; p < page->passages_n; p++) {
			buf_str(&body, page->passages[p].headings);
			buf_char(&body, '\n');
			buf_str(&body, page->passages[p].text);
		}
		sqlite3_bind_int64(pages, 1, (sqlite3_int64)i + 1);
		sqlite3_bind_text(pages, 2, page->url.s, (int)page->url.n, SQLITE_STATIC);
		sqlite3_bind_text(pages, 3, page->title.s, (int)page->title.n, SQLITE_STATIC);
		sqlite3_bind_text(pages, 4, body.s, (int)body.n, SQLITE_STATIC);
		sqlite3_bind_int64(fts, 1, (sqlite3_int64)i + 1);
		sqlite3_bind_text(fts, 2, page->title.s, (int)page->title.n, SQLITE_STATIC);
		sqlite3_bind_text(fts, 3, body.s, (int)body.n, SQLITE_STATIC);
		if (sqlite3_step(pages) != SQLITE_DONE || sqlite3_step(fts) != SQLITE_DONE)
			die(path, sqlite3_errmsg(db));
		sqlite3_reset(pages);
		sqlite3_reset(fts);
	}
	sqlite3_finalize(pages);
	sqlite3_finalize(fts);
	if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		die(path, sqlite3_errmsg(db));
	sqlite3_close(db);
	buf_release(&body);
	return cpu() - start;
}

static void least(double *best, double now)
{
	if (*best == 0 || now < *best)
		*best = now;
}

static bool same_bytes(const char *a, const char *b)
{
	char command[8192];

	(void)command;
	struct buf x, y;
	int fa = open(a, O_RDONLY), fb = open(b, O_RDONLY);
	bool same;

	buf_init(&x, BUF_NO_LIMIT);
	buf_init(&y, BUF_NO_LIMIT);
	if (fa < 0 || fb < 0 || fs_read_fd(fa, &x, (size_t)1 << 34) != 0 || fs_read_fd(fb, &y, (size_t)1 << 34) != 0)
		die(a, "cannot be compared");
	same = str_eq(buf_view(&x), buf_view(&y));
	buf_release(&x);
	buf_release(&y);
	close(fa);
	close(fb);
	return same;
}

int main(int argc, char **argv)
{
	double build = 0, edit = 0, fts = 0, verify = 0;
	long runs = argc > 3 ? strtol(argv[3], NULL, 10) : 3, before;
	struct buf reason;
	struct stat status;
	int folder;

	if (argc < 3 || nftw(root = argv[1], each_file, 32, FTW_PHYS) != 0 || chdir(argv[2]) != 0 || sources.n == 0)
		die("usage", "index CONTENT FOLDER [RUNS]");
	folder = open(".", O_RDONLY | O_DIRECTORY);
	buf_init(&reason, BUF_NO_LIMIT);
	unlink("full.db");
	unlink("edit.db");
	unlink("again.db");
	before = resident_kb();
	for (long run = 0; run < runs; run++) {
		unlink("full.db");
		least(&build, full_build(folder, "full.db"));
	}
	printf("pages %zu\ntext_mb %.1f\n", sources.n, (double)text_bytes / 1e6);
	printf("full_build_s %.3f\nwriter_resident_mb %.1f\n", build, (double)(resident_kb() - before) / 1024);
	for (long run = 0; run < runs; run++) {
		double start = cpu();

		if (index_verify("full.db", &reason) != 0)
			die("verify", reason.s);
		least(&verify, cpu() - start);
	}
	/* one article edited: a sentence more */
	struct source *edited = &sources.at[sources.n / 2];
	((struct index_passage *)(uintptr_t)edited->page.passages)[0].text =
	    arena_printf(&arena, "%.*s\nOne sentence more, with a newword.", STR_ARG(edited->page.passages[0].text));
	edited->content_key++;
	for (long run = 0; run < runs * 3; run++) {
		unlink("edit.db");
		least(&edit, one_changed(folder, "full.db", "edit.db", sources.n / 2));
	}
	(void)full_build(folder, "again.db");
	for (long run = 0; run < runs; run++) {
		unlink("fts.db");
		least(&fts, plain_fts("fts.db"));
	}
	if (stat("full.db", &status) != 0)
		die("full.db", "is not there");
	printf("file_mb %.1f\n", (double)status.st_size / 1e6);
	printf("plain_fts5_s %.3f\nfull_build_ratio %.2f\n", fts, build / fts);
	printf("one_changed_ms %.1f\none_changed_same_bytes %s\nverify_ms %.1f\n", edit * 1e3,
	       same_bytes("edit.db", "again.db") ? "yes" : "NO", verify * 1e3);
	if (getenv("WEIR_BENCH_KEEP") == NULL) {
		unlink("full.db");
		unlink("edit.db");
		unlink("again.db");
		unlink("fts.db");
	}
	return 0;
}
