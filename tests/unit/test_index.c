/* search.db: what is in it (asked through SQLite, as anyone would), its bytes, and damage. */
#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/index.h"
#include "common/index_reader.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder_path[] = "/tmp/weir-index-XXXXXX";
static int folder;
static struct arena arena;

static const char *path_of(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder_path, name).s;
}

static struct str read_file(const char *name)
{
	struct buf out;
	struct str copy;

	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(fs_read_at(folder, name, &out, (size_t)1 << 30), 0);
	copy = arena_str(&arena, buf_view(&out));
	buf_release(&out);
	return copy;
}

/* The first column of the first row. */
static struct str ask(const char *name, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	struct str answer;

	assert_int_equal(sqlite3_open_v2(path_of(name), &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) == SQLITE_ERROR)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	answer = arena_str(&arena, str_c((const char *)sqlite3_column_text(stmt, 0)));
	if (sqlite3_finalize(stmt) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
	return answer;
}

/* ---- made-up pages ---- */

struct made {
	struct index_page page;
	struct index_passage passages[3];
	uint64_t version;
};

static uint64_t dice_state;

static unsigned dice(unsigned n)
{
	dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(dice_state >> 33) % n;
}

static struct str made_text(unsigned words)
{
	static const char *const stems[] = {
	    "install",	"refund",	 "printer", "the",   "invoice",	   "of",	"network",     "Häuser",
	    "退款政策", "Get-ChildItem", "errors",  "error", "connecting", "connected", "192.168.0.1", "don't"};
	struct buf out;
	struct str text;

	buf_init(&out, BUF_NO_LIMIT);
	for (unsigned i = 0; i < words; i++) {
		if (dice(3) == 0)
			buf_printf(&out, "word%u ", dice(dice(20) == 0 ? 100000 : 300));
		else
			buf_printf(&out, "%s%s", stems[dice(sizeof(stems) / sizeof(stems[0]))],
				   dice(9) == 0 ? ".\n" : " ");
	}
	text = arena_str(&arena, buf_view(&out));
	buf_release(&out);
	return text;
}

static void make_page(struct made *made, unsigned number, uint64_t version)
{
	static const struct str langs[] = {{"en", 2}, {"de", 2}, {"vi", 2}};
	struct str *tags = arena_array(&arena, 2, sizeof(*tags));

	dice_state = number * 7919u + version * 104729u + 1;
	memset(made, 0, sizeof(*made));
	made->version = version;
	tags[0] = arena_printf(&arena, "tag%u", dice(5));
	tags[1] = arena_printf(&arena, "tag%u", 5 + dice(50));
	made->page = (struct index_page){
	    .key = arena_printf(&arena, "section%u/page%u.md", number % 7, number),
	    .url = arena_printf(&arena, "/section%u/page%u/", number % 7, number),
	    .title = made_text(3 + dice(4)),
	    .description = made_text(dice(30)),
	    .is_summary = number % 3 == 0,
	    .id = arena_printf(&arena, "p%u", number),
	    .lang = langs[number % 3],
	    .section = arena_printf(&arena, "section%u", number % 7),
	    .kind = STR("article"),
	    .tags = tags,
	    .tags_n = dice(3),
	    .breadcrumb = STR("Home \xE2\x80\xBA Section"),
	    .tickets = number % 11 == 0 ? made_text(30) : STR_NONE,
	    .promoted = number % 13 == 0,
	    .passages = made->passages,
	    .passages_n = 1 + dice(3),
	};
	if (number % 2 == 0)
		made->page.lastmod = (struct date){.year = 2025, .month = 3, .day = (uint8_t)(1 + number % 28)};
	for (size_t i = 0; i < 3; i++)
		made->passages[i] =
		    (struct index_passage){arena_printf(&arena, "a%zu", i), made_text(2), made_text(dice(60))};
}

static struct made *make_pages(size_t n)
{
	struct made *pages = test_calloc(n + 1, sizeof(*pages));

	for (size_t i = 0; i < n; i++)
		make_page(&pages[i], (unsigned)i, 0);
	return pages;
}

static void must(struct index_writer *writer, int result)
{
	if (result != 0)
		fail_msg("%s", index_writer_error(writer));
}

/* Adds the pages in a given order (a step that shares no factor with n). */
static void write_all(const char *name, const struct made *pages, size_t n, size_t step)
{
	struct index_writer *writer;

	unlinkat(folder, name, 0);
	writer = index_writer_new(folder, name, NULL);
	for (size_t i = 0; i < n; i++)
		must(writer, index_writer_add(writer, &pages[i * step % n].page, pages[i * step % n].version));
	must(writer, index_writer_set_meta(writer, STR("site"), STR("{\"title\":\"x\"}")));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
}

/* Keeps what it can and adds the rest; returns how many were added. */
static size_t write_on(const char *name, const char *earlier, const struct made *pages, size_t n)
{
	struct index_writer *writer;
	size_t added = 0;

	unlinkat(folder, name, 0);
	writer = index_writer_new(folder, name, earlier);
	for (size_t i = 0; i < n; i++) {
		if (index_writer_keep(writer, pages[i].page.key, pages[i].version))
			continue;
		must(writer, index_writer_add(writer, &pages[i].page, pages[i].version));
		added++;
	}
	must(writer, index_writer_set_meta(writer, STR("site"), STR("{\"title\":\"x\"}")));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	return added;
}

static void assert_same_bytes(const char *a, const char *b)
{
	struct str x = read_file(a), y = read_file(b);

	assert_int_equal(x.n, y.n);
	assert_true(str_eq(x, y));
}

static void assert_sound(const char *name)
{
	struct buf reason;

	buf_init(&reason, 1000);
	if (index_verify(path_of(name), &reason) != 0)
		fail_msg("%s", reason.s);
	buf_release(&reason);
	assert_str(ask(name, "PRAGMA integrity_check"), "ok");
	(void)ask(name, "INSERT INTO fts(fts) VALUES('integrity-check')");
}

/* ---- tests ---- */

static void anyones_sqlite_can_ask(void **state)
{
	struct index_passage passages[] = {
	    {STR(""), STR(""), STR("You can ask for a refund within thirty days.")},
	    {STR("how"), STR("How"), STR("Open the invoice.\nPress refund.")},
	    {STR("how-linux"), STR("How \xE2\x80\xBA On Linux"), STR("Größe: 退款政策 applies, see ERR_CONN_42.")},
	};
	struct str tags[] = {STR("billing"), STR("money back")}, keywords[] = {STR("chargeback")};
	struct index_page page = {
	    .key = STR("billing/refunds.md"),
	    .url = STR("/billing/refunds/"),
	    .title = STR("Refunds"),
	    .description = STR("Money back."),
	    .id = STR("refunds"),
	    .lang = STR("en"),
	    .section = STR("billing"),
	    .kind = STR("article"),
	    .tags = tags,
	    .tags_n = 2,
	    .keywords = keywords,
	    .keywords_n = 1,
	    .breadcrumb = STR("Billing"),
	    .tickets = STR("zebra quagga okapi"),
	    .date = {.year = 2024, .month = 2, .day = 3},
	    .passages = passages,
	    .passages_n = 3,
	};
	struct index_writer *writer = index_writer_new(folder, "one.db", NULL);

	(void)state;
	must(writer, index_writer_add(writer, &page, 7));
	must(writer, index_writer_set_meta(writer, STR("site"), STR("{\"title\":\"Acme\"}")));
	must(writer, index_writer_set_meta(writer, STR("a"), STR("1")));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	assert_sound("one.db");
	assert_str(ask("one.db", "PRAGMA application_id"), "1466263922");
	assert_str(ask("one.db", "PRAGMA user_version"), "1");
	assert_str(ask("one.db", "SELECT url FROM pages WHERE title = 'Refunds'"), "/billing/refunds/");
	assert_str(ask("one.db", "SELECT group_concat(anchor, '|') FROM passages"), "|how|how-linux");
	assert_str(ask("one.db", "SELECT substr(headings, own) FROM passages WHERE anchor = 'how-linux'"), "On Linux");
	assert_str(ask("one.db", "SELECT count(*) FROM passages JOIN pages ON page = pages.id"), "3");
	assert_str(ask("one.db", "SELECT title FROM fts('refunding')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('Invoices AND \"thirty day\"')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('grosse OR große')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('退款')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('headings: linux')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('about: chargeback')"), "Refunds");
	assert_str(ask("one.db", "SELECT title FROM fts('refun*') ORDER BY rank"), "Refunds");
	assert_str(ask("one.db", "SELECT highlight(fts, 0, '[', ']') FROM fts('refund')"), "[Refunds]");
	assert_str(ask("one.db", "SELECT count(*) FROM fts('zebra')"), "0"); /* tickets are not for everyone */
	assert_str(ask("one.db", "SELECT value FROM meta WHERE name = 'site'"), "{\"title\":\"Acme\"}");
	assert_int_equal(str_find(read_file("one.db"), STR("zebra quagga")), -1);
	assert_int_equal(str_find(read_file("one.db"), STR("quagga okapi")), -1);
}

/* On words that FTS5's own tokenizer reads as we do, its check of index against content must hold too. */
static void fts5_finds_its_index_to_be_that_of_the_content(void **state)
{
	enum { N = 300 };
	struct index_writer *writer = index_writer_new(folder, "fts.db", NULL);
	struct index_passage passages[2];

	(void)state;
	dice_state = 5;
	for (int i = 0; i < N; i++) {
		struct index_page page = {
		    .key = arena_printf(&arena, "p%d", i), .url = STR("/"), .passages = passages, .passages_n = 2};
		struct buf text;

		buf_init(&text, BUF_NO_LIMIT);
		for (unsigned w = dice(i % 50 == 0 ? 9000 : 40); w > 0; w--)
			buf_printf(&text, "%c%c%s ", 'a' + dice(26), 'a' + dice(26), dice(2) ? "ing" : "er");
		page.title = arena_printf(&arena, "Running page %d", i);
		page.description = STR("Some words about pages");
		passages[0] = (struct index_passage){STR(""), STR(""), arena_str(&arena, buf_view(&text))};
		passages[1] =
		    (struct index_passage){STR("x"), STR("A heading"), STR("the same same same words and one")};
		must(writer, index_writer_add(writer, &page, 1));
		buf_release(&text);
	}
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	assert_sound("fts.db");
	(void)ask("fts.db", "INSERT INTO fts(fts, rank) VALUES('integrity-check', 1)");
	assert_str(ask("fts.db", "SELECT count(*) FROM fts('\"same same word\"')"), "300");
	assert_str(ask("fts.db", "SELECT count(*) FROM fts('\"page 17\"')"), "1");
}

static void bytes_do_not_depend_on_the_order_of_pages(void **state)
{
	enum { N = 5003 }; /* more than one shard holds */
	struct made *pages = make_pages(N);

	(void)state;
	write_all("a.db", pages, N, 1);
	write_all("b.db", pages, N, 1009);
	assert_same_bytes("a.db", "b.db");
	assert_sound("a.db");
	assert_str(ask("a.db", "SELECT count(*) FROM pages"), "5003");
	test_free(pages);
}

static void an_edited_index_has_the_bytes_of_a_new_one(void **state)
{
	enum { N = 5000, MORE = 5200 };
	struct made *pages = make_pages(MORE);

	(void)state;
	write_all("earlier.db", pages, N, 1);
	/* nothing changed */
	assert_int_equal(write_on("edited.db", "earlier.db", pages, N), 0);
	assert_same_bytes("edited.db", "earlier.db");
	/* one page edited */
	make_page(&pages[1234], 1234, 1);
	assert_int_equal(write_on("edited.db", "earlier.db", pages, N), 1);
	write_all("full.db", pages, N, 1);
	assert_same_bytes("edited.db", "full.db");
	assert_sound("edited.db");
	/* pages added */
	assert_int_equal(write_on("edited.db", "full.db", pages, MORE), MORE - N);
	write_all("earlier.db", pages, MORE, 1);
	assert_same_bytes("edited.db", "earlier.db");
	/* pages gone, so that shards merge: 4,090 are one shard */
	assert_int_equal(write_on("edited.db", "earlier.db", pages, 4090), 0);
	write_all("full.db", pages, 4090, 7);
	assert_same_bytes("edited.db", "full.db");
	/* and come back, with edits, so that it splits again */
	for (unsigned i = 0; i < N; i += 3)
		make_page(&pages[i], i, 2);
	(void)write_on("edited.db", "full.db", pages, MORE);
	write_all("full.db", pages, MORE, 1);
	assert_same_bytes("edited.db", "full.db");
	/* all gone */
	assert_int_equal(write_on("edited.db", "full.db", pages, 0), 0);
	write_all("full.db", pages, 0, 1);
	assert_same_bytes("edited.db", "full.db");
	assert_sound("full.db");
	assert_str(ask("full.db", "SELECT count(*) FROM fts('x')"), "0");
	test_free(pages);
}

/* Whether the file system tells if anybody else has a file open: otherwise files are always made anew. */
static bool has_leases(const char *name)
{
	int fd = openat(folder, name, O_RDWR);
	bool has = fcntl(fd, F_SETLEASE, F_WRLCK) == 0;

	close(fd);
	return has;
}

static ino_t inode_of(const char *name)
{
	struct stat status;

	assert_int_equal(fstatat(folder, name, &status, 0), 0);
	return status.st_ino;
}

/* "old.db" was made of the pages before they were changed once more; writes on over it, with `earlier` as it is. */
static void write_over(const char *earlier, const struct made *pages, size_t n)
{
	struct index_writer *writer = index_writer_new(folder, "old.db", earlier);

	for (size_t i = 0; i < n; i++)
		if (!index_writer_keep(writer, pages[i].page.key, pages[i].version))
			must(writer, index_writer_add(writer, &pages[i].page, pages[i].version));
	must(writer, index_writer_set_meta(writer, STR("site"), STR("{\"title\":\"x\"}")));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	write_all("full.db", pages, n, 1);
	assert_same_bytes("old.db", "full.db");
}

static void an_older_file_is_changed_where_it_differs(void **state)
{
	enum { N = 9000 };
	struct made *pages = make_pages(N);
	ino_t inode;
	int fd;

	(void)state;
	write_all("old.db", pages, N, 1);
	make_page(&pages[17], 17, 1);
	write_all("earlier.db", pages, N, 1);
	make_page(&pages[18], 18, 1);
	inode = inode_of("old.db");
	write_over("earlier.db", pages, N);
	/* fewer pages: it is cut off */
	write_over("earlier.db", pages, 4000);
	if (has_leases("old.db"))
		assert_int_equal(inode_of("old.db"), inode);
	/* damaged where it would have been left as it is */
	write_all("earlier.db", pages, N, 1);
	write_over("earlier.db", pages, N);
	fd = openat(folder, "old.db", O_WRONLY);
	assert_int_equal(pwrite(fd, "?", 1, (off_t)DBFILE_PAGE * 20), 1);
	close(fd);
	write_over("earlier.db", pages, N);
	/* somebody reads it: it stays as it is, and another takes its place */
	fd = openat(folder, "old.db", O_RDONLY);
	make_page(&pages[19], 19, 1);
	write_over("earlier.db", pages, N);
	assert_int_not_equal(inode_of("old.db"), inode);
	close(fd);
	/* it has a second name, in somebody's backup */
	inode = inode_of("old.db");
	assert_int_equal(linkat(folder, "old.db", folder, "backup.db", 0), 0);
	make_page(&pages[20], 20, 1);
	write_over("earlier.db", pages, N);
	assert_int_not_equal(inode_of("old.db"), inode);
	assert_sound("backup.db");
	/* it is no index */
	assert_int_equal(unlinkat(folder, "old.db", 0), 0);
	fd = openat(folder, "old.db", O_WRONLY | O_CREAT, 0644);
	assert_int_equal(pwrite(fd, "?", 1, 100000), 1);
	close(fd);
	write_over("earlier.db", pages, N);
	test_free(pages);
}

static void an_earlier_file_that_is_damaged_is_not_taken_from(void **state)
{
	enum { N = 9000 };
	struct made *pages = make_pages(N);
	struct index_writer *writer;
	int fd;

	(void)state;
	write_all("earlier.db", pages, N, 1);
	fd = openat(folder, "earlier.db", O_WRONLY);
	assert_int_equal(pwrite(fd, "?", 1, (off_t)DBFILE_PAGE * 20 + 9000), 1);
	close(fd);
	unlinkat(folder, "edited.db", 0);
	writer = index_writer_new(folder, "edited.db", "earlier.db");
	(void)index_writer_keep_all(writer);
	assert_int_equal(index_writer_finish(writer), -1);
	assert_string_equal(index_writer_error(writer), "search index: the earlier one is damaged");
	assert_true(index_writer_lost_earlier(writer));
	index_writer_free(writer);
	test_free(pages);
}

/* What was left of an index before the earlier one is no help when that is gone. */
static void without_the_earlier_file_the_older_one_is_replaced(void **state)
{
	struct made *pages = make_pages(5);
	struct index_writer *writer;
	struct str alone;

	(void)state;
	write_all("alone.db", pages, 5, 1);
	alone = read_file("alone.db");
	write_all("older.db", pages, 3, 1);
	writer = index_writer_new(folder, "older.db", "no-such-file.db");
	assert_false(index_writer_keep_all(writer));
	for (int i = 0; i < 5; i++)
		must(writer, index_writer_add(writer, &pages[i].page, pages[i].version));
	must(writer, index_writer_set_meta(writer, STR("site"), STR("{\"title\":\"x\"}")));
	must(writer, index_writer_finish(writer));
	assert_false(index_writer_lost_earlier(writer));
	index_writer_free(writer);
	assert_true(str_eq(read_file("older.db"), alone));
	test_free(pages);
}

static void deleted_text_is_gone(void **state)
{
	struct index_passage passage = {STR(""), STR(""), STR("Mister Wolperdinger called")};
	struct made *pages = make_pages(50);

	(void)state;
	pages[7].page.passages = &passage;
	pages[7].page.passages_n = 1;
	write_all("earlier.db", pages, 50, 1);
	assert_true(str_find(read_file("earlier.db"), STR("Wolperdinger")) > 0);
	make_page(&pages[7], 7, 9);
	assert_int_equal(write_on("edited.db", "earlier.db", pages, 50), 1);
	assert_int_equal(str_find(read_file("edited.db"), STR("Wolperdinger")), -1);
	assert_int_equal(str_find(read_file("edited.db"), STR("olperd")), -1);
	test_free(pages);
}

static bool is_all_zeros(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != '\0')
			return false;
	return true;
}

static void what_was_replaced_keeps_nothing_of_its_own(void **state)
{
	enum { N = 9000 };
	struct index_passage passage = {STR(""), STR(""), STR("Mister Wolperdinger called")};
	struct made *pages = make_pages(N);
	struct stat whole, left;
	ino_t inode;
	int fd;

	(void)state;
	pages[17].page.passages = &passage;
	pages[17].page.passages_n = 1;
	write_all("old.db", pages, N, 1);
	make_page(&pages[17], 17, 1);
	write_all("earlier.db", pages, N, 1);
	if (!has_leases("old.db"))
		skip();
	/* not while somebody reads it, and not by an index that cannot be read */
	fd = openat(folder, "old.db", O_RDONLY);
	assert_int_equal(index_strip(folder, "old.db", folder, "earlier.db"), -1);
	close(fd);
	assert_int_equal(index_strip(folder, "old.db", folder, "no.db"), -1);
	assert_sound("old.db");
	assert_true(str_find(read_file("old.db"), STR("Wolperdinger")) > 0);

	assert_int_equal(fstatat(folder, "old.db", &whole, 0), 0);
	if (index_strip(folder, "old.db", folder, "earlier.db") < 0 && errno == EOPNOTSUPP)
		skip();
	assert_int_equal(fstatat(folder, "old.db", &left, 0), 0);
	assert_int_equal(left.st_size, whole.st_size);
	assert_true(left.st_blocks > 0 && left.st_blocks < whole.st_blocks);
	assert_int_equal(str_find(read_file("old.db"), STR("olperd")), -1);
	/* what is left is worth keeping */
	inode = inode_of("old.db");
	make_page(&pages[18], 18, 1);
	write_over("earlier.db", pages, N);
	assert_int_equal(inode_of("old.db"), inode);
	/* nothing in common */
	write_all("earlier.db", pages, 40, 1);
	assert_int_equal(index_strip(folder, "old.db", folder, "earlier.db"), 0);
	assert_true(is_all_zeros(read_file("old.db")));
	test_free(pages);
}

static void hostile_text_is_stored_clean(void **state)
{
	struct buf longest;
	struct index_passage passages[] = {
	    {STR("a"), STR("H\x01 \xE2\x80\xBA \xFF"), STR("a\x02\x1B[31mred\xC2\x85\x7F \xC3 end\0nul")},
	    {STR("b"), STR("Long"), STR("")},
	    {STR("c"), STR("Empty"), STR("")},
	};
	struct index_page page = {
	    .key = STR("k"), .url = STR("/k/"), .title = STR("T\x07t"), .passages = passages, .passages_n = 3};
	struct index_writer *writer = index_writer_new(folder, "clean.db", NULL);
	struct str file;

	(void)state;
	buf_init(&longest, BUF_NO_LIMIT);
	for (int i = 0; i < 10000; i++)
		buf_printf(&longest, "word%d ", i);
	for (int i = 0; i < 20000; i++)
		buf_lit(&longest, "\xE9\x80\x80");
	passages[1].text = buf_view(&longest);
	must(writer, index_writer_add(writer, &page, 1));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	assert_sound("clean.db");
	file = ask("clean.db", "SELECT text FROM passages WHERE anchor = 'a'");
	for (size_t i = 0; i < file.n; i++)
		assert_true((unsigned char)file.s[i] >= ' ');
	assert_true(str_find(file, STR("\xEF\xBF\xBD")) > 0);
	assert_str(ask("clean.db", "SELECT title FROM pages"), "T t");
	/* nothing of the long passage is lost, and its heading counts once */
	assert_true(str_eq(ask("clean.db", "SELECT sum(length(CAST(text AS BLOB))) FROM passages WHERE anchor = 'b'"),
			   arena_printf(&arena, "%zu", longest.n)));
	assert_str(ask("clean.db", "SELECT count(*) FROM fts('word9999')"), "1");
	assert_str(ask("clean.db", "SELECT count(*) > 5 FROM passages WHERE anchor = 'b'"), "1");
	assert_str(ask("clean.db", "SELECT group_concat(substr(headings, own), '') FROM passages WHERE anchor = 'b'"),
		   "Long");
	buf_release(&longest);
}

static void control_characters_are_found_wherever_they_stand(void **state)
{
	static const struct str controls[] = {STR_INIT("\x1F"), STR_INIT("\x7F"), STR_INIT("\xC2\x80"),
					      STR_INIT("\xC2\x9F")};
	static const struct str others[] = {STR_INIT("\n"), STR_INIT("\xC2\xA0"), STR_INIT("\xC3\x9F"), STR_INIT("~")};
	struct index_passage passages[48];
	struct index_page page = {
	    .key = STR("k"), .url = STR("/k/"), .title = STR("t"), .passages = passages, .passages_n = 48};
	struct index_writer *writer = index_writer_new(folder, "controls.db", NULL);

	(void)state;
	for (unsigned i = 0; i < 48; i++) {
		struct str bad = controls[i % 4], good = others[i % 4];

		passages[i] = (struct index_passage){
		    .anchor = arena_printf(&arena, "p%u", i),
		    .text = arena_printf(&arena, "%.*s%.*s%.*s%s", (int)i,
					 "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", STR_ARG(good),
					 i % 3 == 0 ? 0 : (int)bad.n, bad.s, "the end of the text")};
	}
	must(writer, index_writer_add(writer, &page, 1));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	assert_str(ask("controls.db", "SELECT count(*) FROM passages"), "48");
	for (unsigned i = 0; i < 4; i++) {
		struct str bad = controls[i];

		assert_str(ask("controls.db",
			       arena_printf(&arena, "SELECT count(*) FROM passages WHERE instr(text, '%.*s') > 0",
					    STR_ARG(bad))
				   .s),
			   "0");
	}
	/* what is none stays */
	assert_str(ask("controls.db", "SELECT count(*) FROM passages WHERE text LIKE '%\xC2\xA0%the end%'"), "12");
	assert_str(ask("controls.db", "SELECT count(*) FROM passages WHERE text LIKE '%\xC3\x9F%the end%'"), "12");
}

static void take_meta(void *context, struct str name, struct str value)
{
	buf_printf(context, "%.*s=%zu;", STR_ARG(name), value.n);
}

static void long_settings_survive(void **state)
{
	struct index_writer *writer = index_writer_new(folder, "meta.db", NULL);
	struct index_reader *reader;
	struct buf big, got;

	(void)state;
	buf_init(&big, BUF_NO_LIMIT);
	buf_init(&got, 1000);
	for (int i = 0; i < 30000; i++)
		buf_lit(&big, "settings");
	must(writer, index_writer_set_meta(writer, STR("z"), STR("1")));
	must(writer, index_writer_set_meta(writer, STR("theme"), buf_view(&big)));
	must(writer, index_writer_set_meta(writer, STR("b"), STR("old")));
	must(writer, index_writer_set_meta(writer, STR("b"), STR("newer")));
	must(writer, index_writer_set_meta(writer, STR("half"), str_slice(buf_view(&big), 0, 17000)));
	must(writer, index_writer_finish(writer));
	index_writer_free(writer);
	assert_sound("meta.db");
	assert_str(ask("meta.db", "SELECT length(value) FROM meta WHERE name = 'theme'"), "240000");
	reader = index_reader_open(folder, "meta.db", 0, &got);
	assert_non_null(reader);
	assert_int_equal(index_reader_each_meta(reader, take_meta, &got), 0);
	assert_str(buf_view(&got), "b=5;half=17000;theme=240000;z=1;");
	index_reader_free(reader);
	buf_release(&big);
	buf_release(&got);
}

static void wrong_use_is_an_error(void **state)
{
	struct made *pages = make_pages(3);
	struct index_writer *writer = index_writer_new(folder, "twice.db", "no-such-file.db");

	(void)state;
	assert_false(index_writer_keep(writer, pages[0].page.key, 0));
	must(writer, index_writer_add(writer, &pages[0].page, 0));
	must(writer, index_writer_add(writer, &pages[0].page, 0));
	assert_int_equal(index_writer_finish(writer), -1);
	assert_string_equal(index_writer_error(writer), "search index: the same page twice");
	index_writer_free(writer);
	writer = index_writer_new(folder, "twice.db", NULL); /* is there already */
	assert_int_equal(index_writer_add(writer, &pages[0].page, 0), -1);
	index_writer_free(writer);
	index_writer_free(NULL);
	test_free(pages);
}

/* 1,500 damaged copies: none may be opened. */
static void damage_is_always_seen(void **state)
{
	struct made *pages = make_pages(200);
	struct str good;
	struct buf bad, reason;

	(void)state;
	write_all("good.db", pages, 200, 1);
	good = read_file("good.db");
	buf_init(&bad, BUF_NO_LIMIT);
	buf_init(&reason, 1000);
	dice_state = 99;
	for (int i = 0; i < 1500; i++) {
		size_t at = ((size_t)dice(1u << 30)) % good.n, n = good.n;

		buf_clear(&bad);
		buf_str(&bad, good);
		switch (i % 4) {
		case 0: /* a byte changed */
			bad.s[at] = (char)(bad.s[at] + 1 + (char)dice(255));
			break;
		case 1: /* a page of zeros */
			at -= at % 4096;
			if (memcmp(bad.s + at, bad.s + at + 2048, 2048) == 0 && bad.s[at] == 0)
				bad.s[at] = 1; /* it was one already */
			else
				memset(bad.s + at, 0, 4096);
			break;
		case 2: /* cut off, mostly at a page */
			n = i % 3 == 0 ? at : at - at % DBFILE_PAGE;
			break;
		default: /* one page in the place of another, or one too many */
			if (i % 8 == 3) {
				buf_add(&bad, good.s, DBFILE_PAGE);
				n = bad.n;
			} else {
				memmove(bad.s, good.s + DBFILE_PAGE, good.n - DBFILE_PAGE);
			}
		}
		unlinkat(folder, "bad.db", 0);
		assert_int_equal(fs_create_at(folder, "bad.db", str_slice(buf_view(&bad), 0, n)), 0);
		buf_clear(&reason);
		if (index_verify(path_of("bad.db"), &reason) == 0)
			fail_msg("damage %d at %zu was not seen", i, at);
		assert_true(reason.n > 20);
	}
	buf_release(&bad);
	buf_release(&reason);
	test_free(pages);
}

static void files_that_are_no_index_are_refused(void **state)
{
	struct buf reason;
	struct index_reader *reader;

	(void)state;
	buf_init(&reason, 1000);
	assert_int_equal(index_verify(path_of("nothing.db"), &reason), -1);
	assert_int_equal(index_verify(folder_path, &reason), -1);
	assert_int_equal(index_verify("/dev/null", &reason), -1);
	assert_int_equal(fs_create_at(folder, "empty.db", STR("")), 0);
	assert_int_equal(index_verify(path_of("empty.db"), &reason), -1);
	reader = index_reader_open(folder, "empty.db", INDEX_READER_MAP, NULL);
	assert_null(reader);
	buf_release(&reason);
}

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	if (mkdtemp(folder_path) == NULL)
		return -1;
	folder = fs_open_folder(folder_path);
	return folder < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	close(folder);
	folder = fs_open_folder("/tmp");
	if (getenv("KEEP") == NULL)
		(void)!fs_remove_tree_at(folder, folder_path + 5);
	close(folder);
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(anyones_sqlite_can_ask),
	    cmocka_unit_test(fts5_finds_its_index_to_be_that_of_the_content),
	    cmocka_unit_test(bytes_do_not_depend_on_the_order_of_pages),
	    cmocka_unit_test(an_edited_index_has_the_bytes_of_a_new_one),
	    cmocka_unit_test(deleted_text_is_gone),
	    cmocka_unit_test(hostile_text_is_stored_clean),
	    cmocka_unit_test(control_characters_are_found_wherever_they_stand),
	    cmocka_unit_test(long_settings_survive),
	    cmocka_unit_test(wrong_use_is_an_error),
	    cmocka_unit_test(an_older_file_is_changed_where_it_differs),
	    cmocka_unit_test(what_was_replaced_keeps_nothing_of_its_own),
	    cmocka_unit_test(an_earlier_file_that_is_damaged_is_not_taken_from),
	    cmocka_unit_test(without_the_earlier_file_the_older_one_is_replaced),
	    cmocka_unit_test(damage_is_always_seen),
	    cmocka_unit_test(files_that_are_no_index_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
