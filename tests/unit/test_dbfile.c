/* dbfile: every file it makes is held against SQLite itself. */
#include "tests/unit/unit.h"

#include "common/dbfile.h"
#include "common/fs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

static char path[] = "/tmp/weir-dbfile-XXXXXX";

static void write_file(const struct buf *pages)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_true(fd >= 0);
	assert_int_equal(fs_write_fd(fd, buf_view(pages)), 0);
	close(fd);
}

/* The first column of the first row, as a number. */
static sqlite3_int64 ask(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	sqlite3_int64 answer;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	answer = sqlite3_column_int64(stmt, 0);
	if (strcmp(sql, "PRAGMA integrity_check") == 0)
		assert_string_equal((const char *)sqlite3_column_text(stmt, 0), "ok");
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return answer;
}

/* A table of n rows with every kind of value, a keyed table of as many, and rows that need overflow pages. */
static void check_with_rows(size_t n)
{
	struct buf pages, record;
	struct dbfile_rows rows;
	struct dbfile_leaf *leaves = NULL, long_leaves[3];
	struct str *keyed;
	struct dbfile_table tables[3];
	uint32_t root, long_root, keyed_root;
	size_t leaves_n = 0;
	char *filler = test_malloc(100000), key[40];
	char(*keys)[60] = test_calloc(n + 1, 60);
	sqlite3_int64 long_bytes = 0;

	memset(filler, 'x', 100000);
	buf_init(&pages, BUF_NO_LIMIT);
	buf_init(&record, BUF_NO_LIMIT);
	dbfile_empty_leaf(&pages); /* page 1, filled at the end */
	dbfile_rows_begin(&rows, &pages);
	leaves = test_calloc(n + 1, sizeof(*leaves));
	for (size_t i = 0; i < n; i++) {
		static const int64_t numbers[] = {0,	 1,	   -1,	       127,	  -129,
						  40000, -8388609, 2147483648, INT64_MIN, INT64_MAX};
		size_t before = rows.leaves;
		struct dbfile_value values[] = {
		    {DBFILE_NULL, 0, {NULL, 0}},
		    {DBFILE_INT, numbers[i % 10], {NULL, 0}},
		    {DBFILE_TEXT, 0, {filler, i * 37 % 3000}},
		    {DBFILE_BLOB, 0, {filler, i % 200}},
		};

		buf_clear(&record);
		dbfile_record(&record, values, 4);
		dbfile_row(&rows, (int64_t)(i * i + 5), buf_view(&record));
		leaves_n += rows.leaves - before;
		leaves[leaves_n - 1] = (struct dbfile_leaf){(uint32_t)(pages.n / DBFILE_PAGE), (int64_t)(i * i + 5)};
	}
	if (n == 0) {
		leaves[leaves_n++] = (struct dbfile_leaf){2, 0};
		dbfile_empty_leaf(&pages);
	}
	root = dbfile_tree(&pages, 1, leaves, leaves_n);
	for (int i = 0; i < 3; i++) {
		static const size_t sizes[] = {16000, 16400, 90001};
		struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_TEXT, 0, {filler, sizes[i]}}};

		buf_clear(&record);
		dbfile_record(&record, values, 2);
		dbfile_long_row(&pages, 1, i + 1, buf_view(&record), &long_leaves[i]);
		long_bytes += (sqlite3_int64)sizes[i];
	}
	long_root = dbfile_tree(&pages, 1, long_leaves, 3);
	keyed = test_calloc(n + 1, sizeof(*keyed));
	for (size_t i = 0; i < n; i++) {
		struct dbfile_value values[2];

		snprintf(key, sizeof(key), "key %08zu and some text", i);
		values[0] = (struct dbfile_value){DBFILE_TEXT, 0, str_c(key)};
		values[1] = (struct dbfile_value){DBFILE_INT, (int64_t)i, {NULL, 0}};
		buf_clear(&record);
		dbfile_record(&record, values, 2);
		memcpy(keys[i], record.s, record.n);
		keyed[i] = str_n(keys[i], record.n);
	}
	keyed_root = dbfile_keyed_table(&pages, 1, keyed, n);
	tables[0] = (struct dbfile_table){"table", "a", "a", root, "CREATE TABLE a(id INTEGER PRIMARY KEY, n, t, b)"};
	tables[1] = (struct dbfile_table){"table", "l", "l", long_root, "CREATE TABLE l(id INTEGER PRIMARY KEY, t)"};
	tables[2] =
	    (struct dbfile_table){"table", "k", "k", keyed_root, "CREATE TABLE k(k PRIMARY KEY, n) WITHOUT ROWID"};
	assert_true(dbfile_first_page((uint8_t *)pages.s, tables, 3, (uint32_t)(pages.n / DBFILE_PAGE), 7, 9));
	write_file(&pages);

	(void)ask("PRAGMA integrity_check");
	assert_int_equal(ask("SELECT count(*) FROM a"), n);
	assert_int_equal(ask("SELECT count(*) FROM a WHERE id < 30"), n < 6 ? n : 5);
	assert_int_equal(ask("SELECT sum(length(t)) FROM l"), long_bytes);
	assert_int_equal(ask("SELECT count(*) FROM k"), n);
	if (n > 9) {
		assert_int_equal(ask("SELECT n FROM a WHERE id = 81 + 5"), INT64_MAX);
		assert_int_equal(ask("SELECT length(t) FROM a WHERE id = 9*9 + 5"), 9 * 37);
		assert_int_equal(ask("SELECT n FROM k WHERE k = 'key 00000007 and some text'"), 7);
	}
	assert_int_equal(ask("PRAGMA application_id"), 7);
	assert_int_equal(ask("PRAGMA user_version"), 9);
	test_free(filler);
	test_free(keys);
	test_free(leaves);
	test_free(keyed);
	buf_release(&pages);
	buf_release(&record);
}

static void sqlite_finds_every_file_sound(void **state)
{
	(void)state;
	/* around the numbers of rows and leaves where pages and levels fill */
	static const size_t counts[] = {0,     1,     2,     9,	    10,	   11,	  300,	 301,	302,   303,
					304,   305,   306,   5000,  11000, 11010, 12000, 12001, 12002, 12003,
					12004, 12005, 12006, 12007, 12008, 12009, 12010, 12011};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		check_with_rows(counts[i]);
}

static void varints_survive_the_round_trip(void **state)
{
	(void)state;
	for (int shift = 0; shift < 64; shift++) {
		for (int64_t near = -1; near <= 1; near++) {
			uint8_t bytes[DBFILE_VARINT_MAX];
			uint64_t value = ((uint64_t)1 << shift) + (uint64_t)near, back = 0;
			size_t n = dbfile_put_varint(bytes, value);

			assert_int_equal(dbfile_get_varint(bytes, n, &back), n);
			assert_true(back == value);
			assert_int_equal(dbfile_get_varint(bytes, n - 1, &back), 0);
		}
	}
}

static void damaged_leaves_are_refused(void **state)
{
	struct buf pages, record;
	struct dbfile_rows rows;
	struct dbfile_value values[] = {
	    {DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_TEXT, 0, STR("some text")}, {DBFILE_INT, 77, {NULL, 0}}};
	struct str got;
	int64_t rowid;

	(void)state;
	buf_init(&pages, BUF_NO_LIMIT);
	buf_init(&record, BUF_NO_LIMIT);
	dbfile_record(&record, values, 3);
	dbfile_rows_begin(&rows, &pages);
	for (int i = 0; i < 500; i++)
		dbfile_row(&rows, i, buf_view(&record));
	for (size_t at = 0; at < 2000; at++) {
		for (int bit = 0; bit < 8; bit++) {
			uint8_t *page = (uint8_t *)pages.s;
			int n;

			page[at] ^= (uint8_t)(1 << bit);
			n = dbfile_leaf_rows(page);
			for (int i = 0; i < n; i++) {
				struct dbfile_value back[4];

				if (dbfile_leaf_row(page, i, &rowid, &got))
					(void)!dbfile_read_record(got, back, 4); /* must not read outside */
			}
			page[at] ^= (uint8_t)(1 << bit);
		}
	}
	assert_true(dbfile_leaf_row((uint8_t *)pages.s, 499, &rowid, &got));
	assert_int_equal(rowid, 499);
	assert_true(dbfile_read_record(got, values, 3));
	assert_str(values[1].bytes, "some text");
	assert_int_equal(values[2].integer, 77);
	buf_release(&pages);
	buf_release(&record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sqlite_finds_every_file_sound),
	    cmocka_unit_test(varints_survive_the_round_trip),
	    cmocka_unit_test(damaged_leaves_are_refused),
	};
	int fd = mkstemp(path), result;

	if (fd < 0)
		return 1;
	close(fd);
	result = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return result;
}
