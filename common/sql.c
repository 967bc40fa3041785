#include "common/sql.h"

#include "common/mem.h"
#include "common/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096 };

struct sql_query {
	const char *text;
	sqlite3_stmt *statement;
	struct sql *sql;
	int bound;
	bool failed;
};

struct query_vec VEC_FIELDS(struct sql_query *);

struct sql {
	sqlite3 *db;
	struct query_vec queries;
	enum sql_failure failure;
};

/* ---- failures ---- */

static enum sql_failure failure_of(int code, int system_error)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return SQL_FINE;
	case SQLITE_FULL:
		return SQL_IS_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return SQL_IS_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return SQL_IS_DAMAGED;
	case SQLITE_IOERR: /* SQLite knows ENOSPC only; of a quota and of a limit it says that writing failed */
		return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE || system_error == EFBIG ||
			       system_error == EDQUOT
			   ? SQL_IS_FULL
			   : SQL_HAS_FAILED;
	default:
		return SQL_HAS_FAILED;
	}
}

/* 0, or -1 after keeping what went wrong. */
static int check(struct sql *sql, int code)
{
	enum sql_failure failure = failure_of(code, sqlite3_system_errno(sql->db));

	if (failure == SQL_FINE)
		return 0;
	sql->failure = failure;
	return -1;
}

enum sql_failure sql_failure(const struct sql *sql)
{
	return sql->failure;
}

const char *sql_message(const struct sql *sql)
{
	return sqlite3_errmsg(sql->db);
}

/* ---- queries ---- */

struct sql_query *sql_query(struct sql *sql, const char *text)
{
	struct sql_query *query = NULL;

	for (size_t i = 0; i < sql->queries.n; i++)
		if (sql->queries.at[i]->text == text)
			query = sql->queries.at[i];
	if (query == NULL) {
		query = mem_zalloc(sizeof(*query));
		query->text = text;
		query->sql = sql;
		if (check(sql, sqlite3_prepare_v3(sql->db, text, -1, SQLITE_PREPARE_PERSISTENT, &query->statement,
						  NULL)) != 0) {
			mem_free(query);
			return NULL;
		}
		*vec_add(&sql->queries) = query;
	}
	sql_done(query);
	return query;
}

static void bound(struct sql_query *query, int code)
{
	query->failed = query->failed || check(query->sql, code) != 0;
}

void sql_int(struct sql_query *query, int64_t number)
{
	if (query != NULL)
		bound(query, sqlite3_bind_int64(query->statement, ++query->bound, number));
}

void sql_text(struct sql_query *query, struct str text)
{
	if (query != NULL)
		bound(query, sqlite3_bind_text64(query->statement, ++query->bound, text.s != NULL ? text.s : "", text.n,
						 SQLITE_TRANSIENT, SQLITE_UTF8));
}

void sql_blob(struct sql_query *query, struct str bytes)
{
	if (query != NULL)
		bound(query, sqlite3_bind_blob64(query->statement, ++query->bound, bytes.s != NULL ? bytes.s : "",
						 bytes.n, SQLITE_TRANSIENT));
}

int sql_step(struct sql_query *query)
{
	int code;

	if (query == NULL || query->failed)
		return -1;
	code = sqlite3_step(query->statement);
	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	(void)!check(query->sql, code);
	return -1;
}

int64_t sql_get_int(struct sql_query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

struct str sql_get(struct sql_query *query, int column)
{
	const char *bytes = sqlite3_column_blob(query->statement, column);

	return str_n(bytes != NULL ? bytes : "", (size_t)sqlite3_column_bytes(query->statement, column));
}

void sql_done(struct sql_query *query)
{
	if (query == NULL)
		return;
	(void)sqlite3_reset(query->statement);
	(void)sqlite3_clear_bindings(query->statement);
	query->bound = 0;
	query->failed = false;
}

int sql_run(struct sql_query *query)
{
	int result;

	do
		result = sql_step(query);
	while (result == 1);
	sql_done(query);
	return result;
}

int64_t sql_changes(const struct sql *sql)
{
	return sqlite3_changes64(sql->db);
}

int64_t sql_last_id(const struct sql *sql)
{
	return sqlite3_last_insert_rowid(sql->db);
}

/* ---- transactions ---- */

int sql_begin(struct sql *sql)
{
	return sql_run(sql_query(sql, "BEGIN IMMEDIATE"));
}

int sql_commit(struct sql *sql)
{
	if (sql_run(sql_query(sql, "COMMIT")) == 0)
		return 0;
	sql_rollback(sql);
	return -1;
}

void sql_rollback(struct sql *sql)
{
	enum sql_failure failure = sql->failure;

	for (size_t i = 0; i < sql->queries.n; i++)
		sql_done(sql->queries.at[i]);
	if (sqlite3_get_autocommit(sql->db) == 0)
		(void)!sql_run(sql_query(sql, "ROLLBACK"));
	sql->failure = failure;
}

enum { DAY = 24 * 60 * 60 };

int64_t sql_time_to_erase_by(struct sql *sql, int64_t now)
{
	struct sql_query *query;
	int64_t day = now / DAY, until = 0;
	int result;

	if (sql_run(sql_query(sql, "CREATE TABLE IF NOT EXISTS clock(day INTEGER PRIMARY KEY)")) != 0)
		return -1;
	query = sql_query(sql, "DELETE FROM clock WHERE day > ?");
	sql_int(query, day);
	if (sql_run(query) != 0)
		return -1;
	query = sql_query(sql, "INSERT OR IGNORE INTO clock VALUES(?)");
	sql_int(query, day);
	if (sql_run(query) != 0)
		return -1;
	query = sql_query(sql, "SELECT day FROM clock ORDER BY day DESC LIMIT 1 OFFSET 2");
	result = sql_step(query);
	if (result == 1)
		until = (sql_get_int(query, 0) + 1) * DAY;
	sql_done(query);
	if (result < 0)
		return -1;
	if (sql_run(sql_query(sql, "DELETE FROM clock WHERE day NOT IN"
				   " (SELECT day FROM clock ORDER BY day DESC LIMIT 3)")) != 0)
		return -1;
	return until < now ? until : now;
}

bool sql_time_is_sure(int64_t time_to_erase_by, int64_t now)
{
	return time_to_erase_by > now - 3 * DAY;
}

bool sql_checkpoint(struct sql *sql)
{
	return sqlite3_wal_checkpoint_v2(sql->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK;
}

/* ---- opening ---- */

/* Held while a file is made: nobody in this process may open it before its first descriptor is closed. */
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/*
 * What is there is a file of its owner alone. It is never opened here, because closing any descriptor of a file ends
 * all locks that this process has on it, SQLite's too.
 */
static int check_file(const char *path)
{
	struct stat status;

	if (lstat(path, &status) != 0)
		return -1;
	if (!S_ISREG(status.st_mode)) {
		errno = S_ISDIR(status.st_mode) ? EISDIR : ELOOP;
		return -1;
	}
	if ((status.st_mode & 077) != 0)
		(void)!fchmodat(AT_FDCWD, path, status.st_mode & 0700, AT_SYMLINK_NOFOLLOW);
	return 0;
}

/* With root it belongs to whom the folder belongs. */
static int settle_file(int fd, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? mem_dup(".", 1) : mem_dup(path, (size_t)(slash - path) + 1);
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), result = -1;
	struct stat status;

	mem_free(folder);
	if (at < 0)
		return -1;
	if (geteuid() == 0 && fstat(at, &status) == 0)
		(void)!fchown(fd, status.st_uid, status.st_gid);
	if (fsync(fd) == 0)
		result = fsync(at);
	close(at);
	return result;
}

/* The file exists, for its owner alone, and so does its entry in the folder. */
static int make_file(const char *path)
{
	int fd, result;

	pthread_mutex_lock(&making);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		result = errno == EEXIST ? check_file(path) : -1;
	} else {
		result = settle_file(fd, path);
		close(fd);
	}
	pthread_mutex_unlock(&making);
	return result;
}

static int run_text(struct sql *sql, const char *text)
{
	return check(sql, sqlite3_exec(sql->db, text, NULL, NULL, NULL));
}

static int64_t pragma(struct sql *sql, const char *text)
{
	struct sql_query *query = sql_query(sql, text);
	int64_t value = sql_step(query) == 1 ? sql_get_int(query, 0) : -1;

	sql_done(query);
	return value;
}

static int set_up(struct sql *sql, const struct sql_schema *schema)
{
	struct buf text;
	int result;

	(void)sqlite3_busy_timeout(sql->db, schema->busy_ms > 0 ? schema->busy_ms : 2000);
	(void)sqlite3_extended_result_codes(sql->db, 1);
	(void)sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(sql->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	(void)sqlite3_db_config(sql->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text,
		   "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
		   "PRAGMA journal_mode=WAL; PRAGMA synchronous=%s; PRAGMA journal_size_limit=1048576;",
		   schema->is_lazy ? "NORMAL" : "FULL");
	if (schema->most != 0)
		buf_printf(&text, "PRAGMA max_page_count=%zu;", schema->most / PAGE_BYTES);
	result = run_text(sql, buf_view(&text).s);
	buf_release(&text);
	return result;
}

/* An empty file gets its tables; others must be ours. */
static int make_tables(struct sql *sql, const struct sql_schema *schema, struct buf *reason)
{
	int64_t application, version;
	struct buf text;
	int result;

	if (sql_begin(sql) != 0)
		return -1;
	application = pragma(sql, "PRAGMA application_id");
	version = pragma(sql, "PRAGMA user_version");
	if (application == schema->application && version == schema->version)
		return sql_commit(sql);
	if (application != 0 || version != 0 || pragma(sql, "SELECT count(*) FROM sqlite_schema") != 0) {
		sql_rollback(sql);
		sql->failure = application == schema->application ? SQL_HAS_FAILED : SQL_IS_DAMAGED;
		buf_str(reason, application == schema->application ? STR("it is of another version")
								   : STR("it is another program's"));
		return -1;
	}
	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, "%s; PRAGMA application_id=%d; PRAGMA user_version=%d;", schema->tables, schema->application,
		   schema->version);
	result = run_text(sql, buf_view(&text).s);
	buf_release(&text);
	if (result == 0)
		return sql_commit(sql);
	sql_rollback(sql);
	return -1;
}

char *sql_path(const char *state, const char *name)
{
	struct buf path;

	buf_init(&path, BUF_NO_LIMIT);
	buf_printf(&path, "%s/%s", state, name);
	return buf_take(&path, NULL);
}

struct sql *sql_open(const char *path, const struct sql_schema *schema, enum sql_failure *failure, struct buf *reason)
{
	struct sql *sql = mem_zalloc(sizeof(*sql));
	size_t before = reason->n;

	*failure = SQL_FINE;
	if (make_file(path) != 0) {
		*failure = errno == ENOSPC || errno == EDQUOT ? SQL_IS_FULL : SQL_HAS_FAILED;
		buf_str(reason, str_c(strerror(errno)));
		mem_free(sql);
		return NULL;
	}
	if (check(sql, sqlite3_open_v2(path, &sql->db,
				       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL)) ==
		0 &&
	    set_up(sql, schema) == 0 && make_tables(sql, schema, reason) == 0)
		return sql;
	*failure = sql->failure;
	if (reason->n == before)
		buf_str(reason, str_c(sql->db != NULL ? sqlite3_errmsg(sql->db) : "no memory"));
	sql_close(sql);
	return NULL;
}

void sql_wait(struct sql *sql, int milliseconds)
{
	(void)sqlite3_busy_timeout(sql->db, milliseconds);
}

void sql_close(struct sql *sql)
{
	if (sql == NULL)
		return;
	for (size_t i = 0; i < sql->queries.n; i++) {
		(void)sqlite3_finalize(sql->queries.at[i]->statement);
		mem_free(sql->queries.at[i]);
	}
	vec_release(&sql->queries);
	(void)sqlite3_close(sql->db);
	mem_free(sql);
}
