#include "generator/gate/database.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "common/index_format.h"
#include "generator/gate/decode.h"
#include "generator/gate/packed_index.h"

#include <sqlite3.h>

/*
 * So many bytes of values are looked through at once: what one of them has to be decoded again for costs no more than
 * its neighbours. The next ones begin with the end of these, so that what goes over the border is seen.
 */
enum { CHUNK = 16 * 1024, CARRIED = 256, BLOB_MIN = 8, COLUMNS = 8 /* of a table, that are read downwards */ };

struct reading {
	struct checker *checker;
	sqlite3 *db;
	unsigned depth;
	struct buf texts;   /* values of many rows: looked through when it is full */
	size_t carried;	    /* of them, seen with the ones before */
	struct buf strings; /* of values that are no text */
	const char *view;
	bool is_ours;		     /* the search index of a site: its blocks of numbers are read as what they are */
	struct buf block;	     /* of the present shard */
	struct buf columns[COLUMNS]; /* letters that stand below each other: tries and groups of letters, a row each */
	int64_t shard;
};

static bool remembers(const struct reading *reading)
{
	return reading->checker->seen != NULL && reading->depth == 0;
}

/* Has an earlier run looked through these bytes, in the same way? */
static bool is_seen(const struct reading *reading, const char *as, struct str bytes, struct seen_part *part)
{
	const struct checker *checker = reading->checker;
	char how[64];
	int n =
	    snprintf(how, sizeof(how), "%s %s %u %d", as, reading->view, checker->matcher.wanted, checker->families);

	if (!remembers(reading) || !seen_has(checker->seen, str_n(how, (size_t)n), bytes, part))
		return false;
	seen_add(checker->seen, part);
	return true;
}

/* A finding of another part may be the same, and would not be added again. */
static void remember(const struct reading *reading, const struct seen_part *part)
{
	if (remembers(reading) && reading->checker->findings_n == 0)
		seen_add(reading->checker->seen, part);
}

static void look(struct reading *reading, const char *as, struct buf *text, unsigned depth)
{
	struct seen_part part;

	if (text->n != 0 && !is_seen(reading, as, buf_view(text), &part)) {
		check_text(reading->checker, buf_view(text), reading->view, depth);
		remember(reading, &part);
	}
	buf_clear(text);
}

static void flush(struct reading *reading)
{
	look(reading, "text", &reading->texts, reading->depth + 1);
	reading->carried = 0;
	for (int i = 0; i < COLUMNS; i++)
		look(reading, "column", &reading->columns[i], reading->depth + 1);
	/* what can be read in numbers of our own hides nothing in further encodings: it is compared, no more */
	look(reading, "strings", &reading->strings, LIMIT_GATE_DEPTH + 1);
}

/* At the end of a row: what belongs together stands in one. */
static void flush_full(struct reading *reading)
{
	char end[CARRIED];
	size_t n, at;

	if (reading->texts.n - reading->carried <= CHUNK && reading->strings.n <= CHUNK)
		return;
	at = reading->texts.n > CARRIED ? reading->texts.n - CARRIED : 0;
	while (utf8_is_inside(buf_view(&reading->texts), at))
		at++; /* a character is never cut */
	n = reading->texts.n - at;
	memcpy(end, reading->texts.s + at, n);
	flush(reading);
	buf_add(&reading->texts, end, n);
	reading->carried = n;
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
}

static void take_column(sqlite3_stmt *statement, int column, struct buf *out)
{
	enum { LONGEST = 4 }; /* bytes: three letters, or one of any script */
	struct str value;

	if (sqlite3_column_type(statement, column) != SQLITE_TEXT)
		return;
	value.s = (const char *)sqlite3_column_text(statement, column);
	value.n = (size_t)sqlite3_column_bytes(statement, column);
	if (value.n == 0 || value.n > LONGEST)
		return;
	buf_str(out, value);
	buf_char(out, ' ');
}

static void take_row(struct reading *reading, sqlite3_stmt *statement, bool has_key)
{
	int n = sqlite3_column_count(statement);

	for (int i = has_key; i < n; i++)
		take_value(reading, statement, i);
	/* a table with one column has been read downwards */
	for (int i = has_key; n - has_key > 1 && !reading->is_ours && i < n && i < COLUMNS; i++)
		take_column(statement, i, &reading->columns[i]);
}

/*
 * Rows that stand side by side are looked through together. Their keys say which: a row more or less leaves those of
 * other groups together as they were. Keys of passages have their page's number above these bits.
 */
static uint64_t group_of(int64_t key)
{
	enum { GROUP = 6, OF_PAGE = 16 };

	return (uint64_t)(key >> OF_PAGE != 0 ? key >> (OF_PAGE + GROUP) : key >> GROUP);
}

/* has_key: the first column is the row's key, and no value of its own. */
static int each_row(struct reading *reading, const char *sql, bool has_key)
{
	enum { ROWS = 256 };
	sqlite3_stmt *statement = NULL;
	int status = sqlite3_prepare_v2(reading->db, sql, -1, &statement, NULL);
	uint64_t nth = 0, before = 0;

	if (status != SQLITE_OK)
		return -1;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		uint64_t group = has_key ? group_of(sqlite3_column_int64(statement, 0)) : nth / ROWS;

		/* a group's first row stands beside the last one of the group before it, too */
		if (nth != 0 && group != before) {
			if (check_is_of_piece(reading->checker, before))
				take_row(reading, statement, has_key);
			flush(reading);
		}
		nth++;
		before = group;
		if (!check_is_of_piece(reading->checker, group))
			continue;
		take_row(reading, statement, has_key);
		flush_full(reading);
	}
	(void)sqlite3_finalize(statement);
	flush(reading);
	return status == SQLITE_DONE ? 0 : -1;
}

/* ---- the packed blocks of our own index ---- */

static int end_shard(struct reading *reading)
{
	struct packed_texts texts;
	struct seen_part part;
	struct str parts[3];
	int result = 0;

	if (reading->block.n == 0)
		return 0;
	reading->view = "index terms";
	if (is_seen(reading, "shard", buf_view(&reading->block), &part)) {
		buf_clear(&reading->block);
		return 0;
	}
	buf_init(&texts.words, BUF_NO_LIMIT);
	buf_init(&texts.streams, BUF_NO_LIMIT);
	buf_init(&texts.others, BUF_NO_LIMIT);
	result = packed_index_read(buf_view(&reading->block), &texts);
	parts[0] = buf_view(&texts.words);
	parts[1] = buf_view(&texts.streams);
	parts[2] = buf_view(&texts.others);
	/* words are letters and digits: nothing is written otherwise in them */
	for (int i = 0; i < 3; i++)
		check_text(reading->checker, parts[i], reading->view, LIMIT_GATE_DEPTH + 1);
	if (result == 0)
		remember(reading, &part);
	buf_release(&texts.words);
	buf_release(&texts.streams);
	buf_release(&texts.others);
	buf_clear(&reading->block);
	return result;
}

/* Pieces of a block follow each other. */
static int take_piece(struct reading *reading, sqlite3_stmt *statement)
{
	int64_t shard = sqlite3_column_int64(statement, 0) >> 24;
	int result = 0;

	if (!check_is_of_piece(reading->checker, (uint64_t)shard))
		return 0;
	if (shard != reading->shard)
		result = end_shard(reading);
	reading->shard = shard;
	buf_add(&reading->block, sqlite3_column_blob(statement, 1), (size_t)sqlite3_column_bytes(statement, 1));
	return result;
}

static int read_shards(struct reading *reading)
{
	sqlite3_stmt *statement = NULL;
	int status = SQLITE_ROW, result = 0;

	if (sqlite3_prepare_v2(reading->db, "SELECT id, data FROM shards ORDER BY id", -1, &statement, NULL) !=
	    SQLITE_OK)
		return -1;
	while (result == 0 && (status = sqlite3_step(statement)) == SQLITE_ROW)
		result = take_piece(reading, statement);
	(void)sqlite3_finalize(statement);
	if (result == 0 && status == SQLITE_DONE)
		result = end_shard(reading);
	return result == 0 && status == SQLITE_DONE ? 0 : -1;
}

/* Leaves stand under the number of their segment; below the first of these is what FTS5 keeps of the whole. */
static int read_leaves(struct reading *reading)
{
	enum { GROUP = 4 }; /* bits: so many leaves are looked through together, whatever stands before them */
	const int64_t first = (int64_t)1 << 37, is_other = (int64_t)1 << 36;
	sqlite3_stmt *statement = NULL;
	int64_t group = 0;
	int status = SQLITE_ROW, result = 0;

	if (sqlite3_prepare_v2(reading->db, "SELECT id, block FROM fts_data ORDER BY id", -1, &statement, NULL) !=
	    SQLITE_OK)
		return -1;
	reading->view = "index terms";
	while (result == 0 && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(statement, 0);
		struct str leaf;

		if (id >> GROUP != group)
			flush(reading);
		group = id >> GROUP;
		if (!check_is_of_piece(reading->checker, (uint64_t)group))
			continue;
		leaf = str_n(sqlite3_column_blob(statement, 1), (size_t)sqlite3_column_bytes(statement, 1));

		if (id >= first && (id & is_other) == 0)
			result = packed_index_terms(leaf, &reading->strings);
	}
	(void)sqlite3_finalize(statement);
	flush(reading);
	return result == 0 && status == SQLITE_DONE ? 0 : -1;
}

/* What we have packed ourselves. NULL: it is a table like any other. */
static int (*packed_reader(const struct reading *reading, const char *name))(struct reading *)
{
	if (!reading->is_ours)
		return NULL;
	return strcmp(name, "shards") == 0 ? read_shards : strcmp(name, "fts_data") == 0 ? read_leaves : NULL;
}

static int read_table(struct reading *reading, const char *name)
{
	sqlite3_stmt *statement = NULL;
	char *sql = sqlite3_mprintf("SELECT rowid, * FROM \"%w\"", name);
	bool has_key = sql != NULL && sqlite3_prepare_v2(reading->db, sql, -1, &statement, NULL) == SQLITE_OK;
	int result;

	(void)sqlite3_finalize(statement);
	if (!has_key) { /* WITHOUT ROWID */
		sqlite3_free(sql);
		sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
	}
	reading->view = "database values";
	result = sql != NULL ? each_row(reading, sql, has_key) : -1;
	sqlite3_free(sql);
	return result;
}

static int read_vocabulary(struct reading *reading, const char *name, const char *kind, const char *query)
{
	char *sql = sqlite3_mprintf("CREATE VIRTUAL TABLE temp.weir_gate_terms USING fts5vocab('main', '%q', '%s')",
				    name, kind);
	int result = -1;

	if (sql != NULL && sqlite3_exec(reading->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		result = each_row(reading, query, false);
	sqlite3_free(sql);
	(void)sqlite3_exec(reading->db, "DROP TABLE IF EXISTS temp.weir_gate_terms", NULL, NULL, NULL);
	return result;
}

/* Terms stand prefix-compressed in the index, so they are asked for one by one; and by their places, which put a text
 * together again that is kept nowhere else, groups of three letters, too. */
static int read_terms(struct reading *reading, const char *name)
{
	int result;

	reading->view = "index terms";
	result = read_vocabulary(reading, name, "row", "SELECT term FROM temp.weir_gate_terms");
	if (result == 0 && !reading->is_ours)
		result = read_vocabulary(reading, name, "instance",
					 "SELECT term FROM temp.weir_gate_terms ORDER BY doc, col, offset");
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
	int result = each_row(reading, "SELECT name, sql FROM sqlite_master", false);

	/* the table of the self-test is the last one */
	if (result < 0 ||
	    sqlite3_prepare_v2(reading->db,
			       "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid DESC", -1,
			       &tables, NULL) != SQLITE_OK)
		return -1;
	while (result == 0 && !check_is_done(reading->checker) && sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);
		const char *sql = (const char *)sqlite3_column_text(tables, 1);

		if (is_full_text(sql))
			result = reading->is_ours && strcmp(name, "fts") == 0 ? 0 : read_terms(reading, name);
		else if (is_virtual(sql))
			check_add(reading->checker, CHECK_UNKNOWN, "virtual-table", "database", 0);
		else
			result = packed_reader(reading, name) != NULL ? packed_reader(reading, name)(reading)
								      : read_table(reading, name);
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

static uint32_t number_at(struct str bytes, size_t at)
{
	uint32_t value = 0;

	for (size_t i = 0; i < 4 && at + i < bytes.n; i++)
		value = value << 8 | (unsigned char)bytes.s[at + i];
	return value;
}

/* Its writer leaves no free pages, and no gaps with old text in them. */
static bool is_ours(struct str bytes)
{
	enum { FREE_PAGES = 36, APPLICATION_ID = 68 };

	return number_at(bytes, APPLICATION_ID) == INDEX_APPLICATION_ID && number_at(bytes, FREE_PAGES) == 0;
}

static void check_remains(struct reading *reading, struct str bytes)
{
	decode_strings(bytes, &reading->strings);
	reading->view = "database";
	flush(reading);
}

int database_check(struct checker *checker, struct str bytes, unsigned depth)
{
	struct reading reading = {
	    .checker = checker, .depth = depth, .db = open_bytes(bytes, false), .view = "database"};
	bool was_listed = checker->matcher.is_listed;
	int result;

	if (reading.db == NULL)
		return -1;
	buf_init(&reading.texts, BUF_NO_LIMIT);
	buf_init(&reading.strings, BUF_NO_LIMIT);
	buf_init(&reading.block, BUF_NO_LIMIT);
	for (int i = 0; i < COLUMNS; i++)
		buf_init(&reading.columns[i], BUF_NO_LIMIT);
	reading.is_ours = is_ours(bytes);
	/* ours has the words of pages, which are looked through as pages: in those a name has its capital */
	checker->matcher.is_listed = !reading.is_ours;
	result = read_all(&reading);
	/* what was deleted can still be read in pages that are free */
	if (result == 0 && !reading.is_ours && check_is_of_piece(checker, 0))
		check_remains(&reading, bytes);
	checker->matcher.is_listed = was_listed;
	for (int i = 0; i < COLUMNS; i++)
		buf_release(&reading.columns[i]);
	buf_release(&reading.block);
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
