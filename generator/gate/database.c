#include "generator/gate/database.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/gate/decode.h"

#include <sqlite3.h>

enum { CHUNK = 1024 * 1024, BLOB_MIN = 8 };

struct reading {
	struct checker *checker;
	sqlite3 *db;
	unsigned depth;
	struct buf texts;   /* values of many rows: looked through when it is full */
	struct buf strings; /* of values that are no text */
	const char *view;
};

static void flush(struct reading *reading)
{
	check_text(reading->checker, buf_view(&reading->texts), reading->view, reading->depth + 1);
	buf_clear(&reading->texts);
	/* what can be read in numbers of our own hides nothing in further encodings: it is compared, no more */
	check_text(reading->checker, buf_view(&reading->strings), reading->view, LIMIT_GATE_DEPTH + 1);
	buf_clear(&reading->strings);
}

static void take_value(struct reading *reading, sqlite3_stmt *statement, int column)
{
	int type = sqlite3_column_type(statement, column);
	struct str value;

	if (type == SQLITE_NULL || type == SQLITE_FLOAT)
		return;
	if (type == SQLITE_BLOB) {
		value.s = sqlite3_column_blob(statement, column);
		value.n = (size_t)sqlite3_column_bytes(statement, column);
		if (value.n >= BLOB_MIN && !check_packed(reading->checker, value, reading->view, reading->depth + 1)) {
			if (utf8_is_valid(value)) {
				buf_str(&reading->texts, value);
				buf_char(&reading->texts, '\n');
			} else {
				decode_strings(value, &reading->strings);
			}
		}
	} else {
		value.s = (const char *)sqlite3_column_text(statement, column);
		value.n = (size_t)sqlite3_column_bytes(statement, column);
		buf_str(&reading->texts, value);
		buf_char(&reading->texts, '\n');
	}
	if (reading->texts.n > CHUNK || reading->strings.n > CHUNK)
		flush(reading);
}

static int each_row(struct reading *reading, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int status = sqlite3_prepare_v2(reading->db, sql, -1, &statement, NULL);

	if (status != SQLITE_OK)
		return -1;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			take_value(reading, statement, i);
	(void)sqlite3_finalize(statement);
	flush(reading);
	return status == SQLITE_DONE ? 0 : -1;
}

static int read_table(struct reading *reading, const char *name)
{
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
	int result;

	reading->view = "database values";
	result = sql != NULL ? each_row(reading, sql) : -1;
	sqlite3_free(sql);
	return result;
}

/* Terms stand prefix-compressed in the index, so they are asked for one by one. */
static int read_terms(struct reading *reading, const char *name)
{
	char *sql =
	    sqlite3_mprintf("CREATE VIRTUAL TABLE temp.weir_gate_terms USING fts5vocab('main', '%q', 'row')", name);
	int result = -1;

	reading->view = "index terms";
	if (sql != NULL && sqlite3_exec(reading->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		result = each_row(reading, "SELECT term FROM temp.weir_gate_terms");
	sqlite3_free(sql);
	(void)sqlite3_exec(reading->db, "DROP TABLE IF EXISTS temp.weir_gate_terms", NULL, NULL, NULL);
	return result;
}

static bool is_full_text(const char *sql)
{
	return sql != NULL && sqlite3_strlike("create virtual table%using%fts5%", sql, 0) == 0;
}

static bool is_virtual(const char *sql)
{
	return sql != NULL && sqlite3_strlike("create virtual table%", sql, 0) == 0;
}

static int read_all(struct reading *reading)
{
	sqlite3_stmt *tables = NULL;
	int result = each_row(reading, "SELECT name, sql FROM sqlite_master");

	if (result < 0 || sqlite3_prepare_v2(reading->db, "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
					     -1, &tables, NULL) != SQLITE_OK)
		return -1;
	while (result == 0 && sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);
		const char *sql = (const char *)sqlite3_column_text(tables, 1);

		if (is_full_text(sql))
			result = read_terms(reading, name);
		else if (is_virtual(sql))
			check_add(reading->checker, CHECK_UNKNOWN, "virtual-table", "database", 0);
		else
			result = read_table(reading, name);
	}
	(void)sqlite3_finalize(tables);
	return result;
}

static sqlite3 *open_bytes(struct str bytes, bool writable)
{
	unsigned flags =
	    writable ? SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE : SQLITE_DESERIALIZE_READONLY;
	unsigned char *data = (unsigned char *)(uintptr_t)bytes.s;
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, NULL) !=
	    SQLITE_OK)
		goto failed;
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 1, NULL);
	if (writable) {
		data = sqlite3_malloc64(bytes.n);
		if (data == NULL)
			goto failed;
		memcpy(data, bytes.s, bytes.n);
	}
	if (sqlite3_deserialize(db, "main", data, (sqlite3_int64)bytes.n, (sqlite3_int64)bytes.n, flags) != SQLITE_OK)
		goto failed;
	return db;
failed:
	(void)sqlite3_close(db);
	return NULL;
}

int database_check(struct checker *checker, struct str bytes, unsigned depth)
{
	struct reading reading = {
	    .checker = checker, .depth = depth, .db = open_bytes(bytes, false), .view = "database"};
	int result;

	if (reading.db == NULL)
		return -1;
	buf_init(&reading.texts, BUF_NO_LIMIT);
	buf_init(&reading.strings, BUF_NO_LIMIT);
	result = read_all(&reading);
	buf_release(&reading.texts);
	buf_release(&reading.strings);
	(void)sqlite3_close(reading.db);
	return result;
}

int database_plant(struct str bytes, struct str text, struct buf *out)
{
	sqlite3 *db = open_bytes(bytes, true);
	char *sql;
	sqlite3_int64 n = 0;
	unsigned char *image = NULL;

	if (db == NULL)
		return -1;
	sql = sqlite3_mprintf("CREATE TABLE weir_gate_canary(text); INSERT INTO weir_gate_canary VALUES(%Q)", text.s);
	if (sql != NULL && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		image = sqlite3_serialize(db, "main", &n, 0);
	if (image != NULL)
		buf_add(out, image, (size_t)n);
	sqlite3_free(image);
	sqlite3_free(sql);
	(void)sqlite3_close(db);
	return image != NULL ? 0 : -1;
}
