#include "generator/tickets/store.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE "tickets.db"
/* Another process may be writing; long enough for a review's key, short enough for a person. */
#define WAIT_MS 5000
#define SCHEMA_VERSION 1

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS thread(key TEXT PRIMARY KEY, state INT NOT NULL, why TEXT NOT NULL,"
    " imported INT NOT NULL, updated INT NOT NULL, digest BLOB NOT NULL, record BLOB);"
    "CREATE TABLE IF NOT EXISTS person(digest BLOB PRIMARY KEY, system TEXT, id TEXT, role INT, name TEXT, email TEXT,"
    " phone TEXT, user TEXT, org TEXT, domain TEXT, external TEXT) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS decision(kind TEXT, subject TEXT, value TEXT, time INT, PRIMARY KEY(kind, subject))"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS approval(key TEXT PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, text TEXT, seal BLOB,"
    " time INT);"
    "CREATE TABLE IF NOT EXISTS tombstone(hash BLOB PRIMARY KEY, time INT) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS state(name TEXT PRIMARY KEY, value) WITHOUT ROWID;";

enum statement {
	PUT_THREAD,
	GET_THREAD,
	WITHDRAW_THREAD,
	WITHDRAW_PURGED,
	DELETE_THREAD,
	NEXT_THREAD,
	COUNT_THREADS,
	LATEST_IMPORT,
	PUT_PERSON,
	EACH_PERSON,
	GET_STATE,
	PUT_STATE,
	PUT_DECISION,
	GET_DECISION,
	DELETE_DECISION,
	EACH_DECISION,
	PUT_APPROVAL,
	GET_APPROVAL,
	DELETE_APPROVAL,
	EACH_APPROVAL,
	PUT_TOMBSTONE,
	GET_TOMBSTONE,
	STATEMENTS_N
};

static const char *const statements[STATEMENTS_N] = {
    [PUT_THREAD] = "INSERT OR REPLACE INTO thread(key, state, why, imported, updated, digest, record)"
		   " VALUES(?1, 0, '', ?2, ?3, ?4, ?5)",
    [GET_THREAD] = "SELECT key, state, why, imported, updated, digest, record FROM thread WHERE key = ?1",
    [WITHDRAW_THREAD] = "UPDATE thread SET state = 1, why = ?2, imported = ?3, digest = zeroblob(16), record = NULL"
			" WHERE key = ?1 AND state = 0",
    [WITHDRAW_PURGED] = "INSERT OR IGNORE INTO thread(key, state, why, imported, updated, digest)"
			" SELECT key, 1, ?2, ?3, 0, zeroblob(16) FROM approval WHERE key = ?1",
    [DELETE_THREAD] = "DELETE FROM thread WHERE key = ?1",
    [NEXT_THREAD] = "SELECT key, state, why, imported, updated, digest FROM thread WHERE key > ?1 ORDER BY key LIMIT 1",
    [COUNT_THREADS] = "SELECT count(*) FROM thread WHERE state = ?1",
    [LATEST_IMPORT] = "SELECT coalesce(max(imported), 0) FROM thread",
    [PUT_PERSON] = "INSERT OR IGNORE INTO person VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [EACH_PERSON] = "SELECT system, id, role, name, email, phone, user, org, domain, external FROM person"
		    " ORDER BY system, id, digest",
    [GET_STATE] = "SELECT value FROM state WHERE name = ?1",
    [PUT_STATE] = "INSERT OR REPLACE INTO state VALUES(?1, ?2)",
    [PUT_DECISION] = "INSERT OR REPLACE INTO decision VALUES(?1, ?2, ?3, ?4)",
    [GET_DECISION] = "SELECT value FROM decision WHERE kind = ?1 AND subject = ?2",
    [DELETE_DECISION] = "DELETE FROM decision WHERE kind = ?1 AND subject = ?2",
    [EACH_DECISION] = "SELECT subject, value, time FROM decision WHERE kind = ?1 ORDER BY subject",
    [PUT_APPROVAL] = "INSERT OR REPLACE INTO approval VALUES(?1, ?2, ?3, ?4, ?5)",
    [GET_APPROVAL] = "SELECT key, public_id, text, seal, time FROM approval"
		     " WHERE (?1 <> '' AND key = ?1) OR (?2 <> '' AND public_id = ?2)",
    [DELETE_APPROVAL] = "DELETE FROM approval WHERE key = ?1",
    [EACH_APPROVAL] = "SELECT key, public_id, text, seal, time FROM approval ORDER BY key",
    [PUT_TOMBSTONE] = "INSERT OR IGNORE INTO tombstone VALUES(?1, ?2)",
    [GET_TOMBSTONE] = "SELECT 1 FROM tombstone WHERE hash = ?1",
};

struct store {
	int folder;
	sqlite3 *db;
	sqlite3_stmt *prepared[STATEMENTS_N];
	unsigned char secret[SEAL_KEY_BYTES];
	uint64_t epoch;
	bool people_changed; /* since the last commit */
	bool in_transaction;
	int version; /* of what other processes have written */
};

/* ---- SQLite with str ---- */

static sqlite3_stmt *statement(struct store *store, enum statement which)
{
	sqlite3_stmt **prepared = &store->prepared[which];

	if (*prepared == NULL && sqlite3_prepare_v3(store->db, statements[which], -1, SQLITE_PREPARE_PERSISTENT,
						    prepared, NULL) != SQLITE_OK)
		return NULL;
	return *prepared;
}

static void bind(sqlite3_stmt *prepared, int at, struct str text)
{
	(void)sqlite3_bind_text64(prepared, at, text.s != NULL ? text.s : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_bytes(sqlite3_stmt *prepared, int at, const void *bytes, size_t n)
{
	(void)sqlite3_bind_blob64(prepared, at, bytes, n, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *prepared, int at, int64_t number)
{
	(void)sqlite3_bind_int64(prepared, at, number);
}

/* Until the statement's next step. */
static struct str column(sqlite3_stmt *prepared, int at)
{
	const void *bytes = sqlite3_column_blob(prepared, at);

	return bytes != NULL ? str_n(bytes, (size_t)sqlite3_column_bytes(prepared, at)) : STR("");
}

/* 1: a row, 0: none, -1. Without a row the statement can be used again. */
static int step(sqlite3_stmt *prepared)
{
	int result = sqlite3_step(prepared);

	if (result == SQLITE_ROW)
		return 1;
	(void)sqlite3_reset(prepared);
	return result == SQLITE_DONE ? 0 : -1;
}

static int run(sqlite3_stmt *prepared)
{
	int result = step(prepared);

	if (result == 1)
		(void)sqlite3_reset(prepared);
	(void)sqlite3_clear_bindings(prepared);
	return result < 0 ? -1 : 0;
}

/* ---- opening ---- */

static int read_state(struct store *store, const char *name, void *bytes, size_t n, uint64_t *number)
{
	sqlite3_stmt *prepared = statement(store, GET_STATE);
	int found;

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, str_c(name));
	found = step(prepared);
	if (found == 1) {
		struct str value = column(prepared, 0);

		/* a key of zeros would be everybody's */
		if (bytes != NULL && value.n != n)
			found = -1;
		else if (bytes != NULL)
			memcpy(bytes, value.s, n);
		if (number != NULL)
			*number = (uint64_t)sqlite3_column_int64(prepared, 0);
		(void)sqlite3_reset(prepared);
	}
	return found;
}

static int write_epoch(struct store *store)
{
	sqlite3_stmt *prepared = statement(store, PUT_STATE);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, STR("epoch"));
	bind_number(prepared, 2, (int64_t)store->epoch);
	return run(prepared);
}

static int make_secret(struct store *store)
{
	sqlite3_stmt *prepared = statement(store, PUT_STATE);

	if (prepared == NULL)
		return -1;
	seal_random(store->secret, sizeof(store->secret));
	bind(prepared, 1, STR("secret"));
	bind_bytes(prepared, 2, store->secret, sizeof(store->secret));
	return run(prepared);
}

static int execute(struct store *store, const char *sql)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int pragma_number(struct store *store, const char *sql, int *number)
{
	sqlite3_stmt *prepared;
	int result = -1;

	if (sqlite3_prepare_v2(store->db, sql, -1, &prepared, NULL) == SQLITE_OK &&
	    sqlite3_step(prepared) == SQLITE_ROW) {
		*number = sqlite3_column_int(prepared, 0);
		result = 0;
	}
	(void)sqlite3_finalize(prepared);
	return result;
}

/* Tables and secret in one transaction, so that two processes that begin at once get the same. */
static int prepare_database(struct store *store, struct buf *reason)
{
	int version = 0, found;

	(void)sqlite3_busy_timeout(store->db, WAIT_MS);
	if (execute(store, "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = TRUNCATE;"
			   "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384; BEGIN IMMEDIATE") < 0 ||
	    pragma_number(store, "PRAGMA user_version", &version) < 0)
		return -1;
	if (version > SCHEMA_VERSION) {
		buf_lit(reason, "it was written by a newer version of Weir");
		return -1;
	}
	if (execute(store, schema) < 0 || execute(store, "PRAGMA user_version = 1") < 0)
		return -1;
	found = read_state(store, "secret", store->secret, sizeof(store->secret), NULL);
	if (found < 0 || (found == 0 && make_secret(store) < 0) ||
	    read_state(store, "epoch", NULL, 0, &store->epoch) < 0)
		return -1;
	return execute(store, "COMMIT") < 0 ? -1 : pragma_number(store, "PRAGMA data_version", &store->version);
}

/* The folder, its mode and its .gitignore; 0, or -1 with errno. */
static int open_folder(struct store *store, int site_folder, bool create)
{
	struct stat status;

	if (create && mkdirat(site_folder, STORE_FOLDER, 0700) < 0 && errno != EEXIST)
		return -1;
	store->folder = fs_open_folder_at(site_folder, STORE_FOLDER);
	if (store->folder < 0 || fstat(store->folder, &status) < 0)
		return -1;
	if ((status.st_mode & 0077) != 0 && fchmod(store->folder, 0700) < 0)
		return -1;
	if (create && faccessat(store->folder, ".gitignore", F_OK, AT_SYMLINK_NOFOLLOW) < 0 &&
	    fs_create_at(store->folder, ".gitignore", STR("*\n")) < 0)
		return -1;
	return 0;
}

/* SQLite wants a name. It looks through the link of /proc once, when it opens. */
static int open_database(struct store *store, bool create)
{
	char path[64];
	int fd = fs_open_at(store->folder, DATABASE, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), create ? 0600 : 0);

	if (fd < 0)
		return -1;
	(void)close(fd);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d/" DATABASE, store->folder);
	return sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK ? 0 : -1;
}

struct store *store_open_tickets(int site_folder, bool create, struct buf *reason)
{
	struct store *store = mem_zalloc(sizeof(*store));
	size_t said = reason->n;

	store->folder = -1;
	if (open_folder(store, site_folder, create) < 0) {
		if (errno != ENOENT || create)
			buf_printf(reason, STORE_FOLDER "/ cannot be opened: %s", strerror(errno));
	} else if (open_database(store, create) < 0) {
		if (store->db != NULL)
			buf_printf(reason, STORE_FOLDER "/" DATABASE " cannot be opened: %s",
				   sqlite3_errmsg(store->db));
		else if (errno != ENOENT || create)
			buf_printf(reason, STORE_FOLDER "/" DATABASE " cannot be opened: %s", strerror(errno));
	} else if (prepare_database(store, reason) < 0) {
		if (reason->n == said)
			buf_printf(reason, STORE_FOLDER "/" DATABASE " cannot be used: %s", sqlite3_errmsg(store->db));
	} else {
		return store;
	}
	store_close_tickets(store);
	return NULL;
}

void store_close_tickets(struct store *store)
{
	if (store == NULL)
		return;
	for (size_t i = 0; i < STATEMENTS_N; i++)
		(void)sqlite3_finalize(store->prepared[i]);
	(void)sqlite3_close(store->db); /* rolls back what was begun */
	if (store->folder >= 0)
		(void)close(store->folder);
	mem_free(store);
}

const char *store_error(const struct store *store)
{
	return sqlite3_errmsg(store->db);
}

int store_folder(const struct store *store)
{
	return store->folder;
}

const unsigned char *store_secret(const struct store *store)
{
	return store->secret;
}

int store_vacuum(struct store *store)
{
	return execute(store, "VACUUM");
}

int store_begin(struct store *store)
{
	if (execute(store, "BEGIN IMMEDIATE") < 0)
		return -1;
	store->in_transaction = true;
	store->people_changed = false;
	return read_state(store, "epoch", NULL, 0, &store->epoch) < 0 ? -1 : 0;
}

int store_commit(struct store *store)
{
	store->in_transaction = false;
	return execute(store, "COMMIT");
}

void store_rollback(struct store *store)
{
	store->in_transaction = false;
	store->people_changed = false;
	if (sqlite3_get_autocommit(store->db) == 0)
		(void)execute(store, "ROLLBACK");
}

int store_has_changed(struct store *store)
{
	int before = store->version;

	if (pragma_number(store, "PRAGMA data_version", &store->version) < 0)
		return -1;
	return store->version != before;
}

/* ---- threads ---- */

struct str store_key(struct arena *arena, struct str system, struct str id)
{
	return arena_printf(arena, "%.*s:%.*s", STR_ARG(system), STR_ARG(id));
}

static void take_row(sqlite3_stmt *prepared, struct store_row *row)
{
	struct str digest = column(prepared, 5);

	*row = (struct store_row){
	    .key = column(prepared, 0),
	    .state = sqlite3_column_int(prepared, 1) == 0 ? STORE_HELD : STORE_WITHDRAWN,
	    .why = column(prepared, 2),
	    .imported = sqlite3_column_int64(prepared, 3),
	    .updated = sqlite3_column_int64(prepared, 4),
	};
	if (digest.n == sizeof(row->digest))
		memcpy(row->digest, digest.s, digest.n);
}

int store_get_thread(struct store *store, struct arena *arena, struct str key, struct store_row *row,
		     struct thread *thread)
{
	sqlite3_stmt *prepared = statement(store, GET_THREAD);
	int found;

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, key);
	found = step(prepared);
	if (found == 1 && row != NULL) {
		take_row(prepared, row);
		row->key = arena_str(arena, row->key);
		row->why = arena_str(arena, row->why);
	}
	if (found == 1 && thread != NULL) {
		struct str record = arena_str(arena, column(prepared, 6));

		if (record.n == 0 || thread_unpack(arena, record, thread) < 0)
			found = 0;
	}
	(void)sqlite3_reset(prepared);
	return found;
}

static int change_thread(struct store *store, const struct store_row *row, struct str record)
{
	sqlite3_stmt *prepared = statement(store, PUT_THREAD);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, row->key);
	bind_number(prepared, 2, row->imported);
	bind_number(prepared, 3, row->updated);
	bind_bytes(prepared, 4, row->digest, sizeof(row->digest));
	bind_bytes(prepared, 5, record.s, record.n);
	return run(prepared);
}

static int put_thread(struct store *store, struct arena *arena, const struct thread *thread, struct str record,
		      int64_t now, enum store_change *change)
{
	struct store_row row = {.key = store_key(arena, thread->system, thread->external_id),
				.imported = now,
				.updated = thread->updated},
			 before;
	struct hash128 digest = hash128(record);
	int buried = store_is_buried(store, row.key), found;

	if (buried != 0) {
		*change = STORE_BURIED;
		return buried < 0 ? -1 : 0;
	}
	memcpy(row.digest, &digest, sizeof(row.digest));
	found = store_get_thread(store, arena, row.key, &before, NULL);
	if (found < 0)
		return -1;
	if (found == 1 && before.state == STORE_HELD && memcmp(before.digest, row.digest, sizeof(row.digest)) == 0) {
		*change = STORE_SAME;
		return 0;
	}
	*change = found == 1 ? STORE_CHANGED : STORE_ADDED;
	return change_thread(store, &row, record);
}

int store_put_thread(struct store *store, const struct thread *thread, int64_t now, enum store_change *change)
{
	struct arena arena;
	struct buf record;
	int result;

	arena_init(&arena);
	buf_init(&record, BUF_NO_LIMIT);
	thread_pack(&record, thread);
	result = put_thread(store, &arena, thread, buf_view(&record), now, change);
	buf_release(&record);
	arena_release(&arena);
	return result;
}

static int withdraw(struct store *store, enum statement which, struct str key, struct str why, int64_t now, bool *was)
{
	sqlite3_stmt *prepared = statement(store, which);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, key);
	bind(prepared, 2, why);
	bind_number(prepared, 3, now);
	if (run(prepared) < 0)
		return -1;
	*was = sqlite3_changes(store->db) != 0;
	return 0;
}

int store_withdraw_thread(struct store *store, struct str key, struct str why, int64_t now, bool *was)
{
	if (withdraw(store, WITHDRAW_THREAD, key, why, now, was) < 0)
		return -1;
	/* of a purged one the page is all that is left, and that must go, too */
	return *was ? 0 : withdraw(store, WITHDRAW_PURGED, key, why, now, was);
}

static int run_with_key(struct store *store, enum statement which, struct str key)
{
	sqlite3_stmt *prepared = statement(store, which);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, key);
	return run(prepared);
}

int store_delete_thread(struct store *store, struct str key)
{
	return run_with_key(store, DELETE_THREAD, key);
}

/* One look-up for each, so that `each` may change what it likes. */
int store_each_thread(struct store *store, int (*each)(void *context, const struct store_row *row), void *context)
{
	struct buf last, row_text;
	int found, result = 0;

	buf_init(&last, BUF_NO_LIMIT);
	buf_init(&row_text, BUF_NO_LIMIT);
	for (;;) {
		sqlite3_stmt *prepared = statement(store, NEXT_THREAD);
		struct store_row row;

		if (prepared == NULL) {
			result = -1;
			break;
		}
		bind(prepared, 1, buf_view(&last));
		found = step(prepared);
		if (found != 1) {
			result = found;
			break;
		}
		take_row(prepared, &row);
		buf_clear(&row_text);
		buf_str(&row_text, row.why);
		row.why = buf_view(&row_text);
		/* the key is bound to the statement, so it is changed when that is reset */
		{
			struct buf key;

			buf_init(&key, BUF_NO_LIMIT);
			buf_str(&key, row.key);
			(void)sqlite3_reset(prepared);
			(void)sqlite3_clear_bindings(prepared);
			buf_release(&last);
			last = key;
		}
		row.key = buf_view(&last);
		result = each(context, &row);
		if (result != 0)
			break;
	}
	buf_release(&last);
	buf_release(&row_text);
	return result;
}

int store_count_threads(struct store *store, enum store_state state, uint64_t *n)
{
	sqlite3_stmt *prepared = statement(store, COUNT_THREADS);

	if (prepared == NULL)
		return -1;
	bind_number(prepared, 1, state);
	if (step(prepared) != 1)
		return -1;
	*n = (uint64_t)sqlite3_column_int64(prepared, 0);
	(void)sqlite3_reset(prepared);
	return 0;
}

int store_latest_import(struct store *store, int64_t *time)
{
	sqlite3_stmt *prepared = statement(store, LATEST_IMPORT);

	if (prepared == NULL || step(prepared) != 1)
		return -1;
	*time = sqlite3_column_int64(prepared, 0);
	(void)sqlite3_reset(prepared);
	return 0;
}

/* ---- people ---- */

int store_put_person(struct store *store, struct str system, const struct thread_person *person)
{
	sqlite3_stmt *prepared = statement(store, PUT_PERSON);
	struct str fields[] = {system,	     person->id,  person->name,	  person->email,      person->phone,
			       person->user, person->org, person->domain, person->external_id};
	unsigned char hash[SEAL_BYTES];

	if (prepared == NULL)
		return -1;
	seal_hash(hash, store->secret, fields, sizeof(fields) / sizeof(*fields));
	bind_bytes(prepared, 1, hash, 16);
	bind(prepared, 2, system);
	bind(prepared, 3, person->id);
	bind_number(prepared, 4, person->role);
	for (int i = 2; i < (int)(sizeof(fields) / sizeof(*fields)); i++)
		bind(prepared, i + 3, fields[i]);
	if (run(prepared) < 0)
		return -1;
	if (sqlite3_changes(store->db) == 0 || store->people_changed)
		return 0;
	/* one new number for each transaction is enough: nobody sees a half of it */
	store->people_changed = store->in_transaction;
	store->epoch++;
	return write_epoch(store);
}

int store_each_person(struct store *store,
		      int (*each)(void *context, struct str system, const struct thread_person *person), void *context)
{
	sqlite3_stmt *prepared = statement(store, EACH_PERSON);
	int found, result = 0;

	if (prepared == NULL)
		return -1;
	while (result == 0 && (found = step(prepared)) != 0) {
		struct thread_person person = {0};

		if (found < 0)
			return -1;
		person.id = column(prepared, 1);
		if (sqlite3_column_int(prepared, 2) >= 0 && sqlite3_column_int(prepared, 2) <= THREAD_MACHINE)
			person.role = (enum thread_role)sqlite3_column_int(prepared, 2);
		person.name = column(prepared, 3);
		person.email = column(prepared, 4);
		person.phone = column(prepared, 5);
		person.user = column(prepared, 6);
		person.org = column(prepared, 7);
		person.domain = column(prepared, 8);
		person.external_id = column(prepared, 9);
		result = each(context, column(prepared, 0), &person);
	}
	(void)sqlite3_reset(prepared);
	return result;
}

int store_epoch(struct store *store, uint64_t *epoch)
{
	*epoch = 0;
	return read_state(store, "epoch", NULL, 0, epoch) < 0 ? -1 : 0;
}

/* ---- decisions ---- */

int store_put_decision(struct store *store, struct str kind, struct str subject, struct str value, int64_t now)
{
	sqlite3_stmt *prepared = statement(store, PUT_DECISION);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, kind);
	bind(prepared, 2, subject);
	bind(prepared, 3, value);
	bind_number(prepared, 4, now);
	return run(prepared);
}

int store_get_decision(struct store *store, struct arena *arena, struct str kind, struct str subject, struct str *value)
{
	sqlite3_stmt *prepared = statement(store, GET_DECISION);
	int found;

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, kind);
	bind(prepared, 2, subject);
	found = step(prepared);
	if (found == 1) {
		*value = arena_str(arena, column(prepared, 0));
		(void)sqlite3_reset(prepared);
	}
	return found;
}

int store_delete_decision(struct store *store, struct str kind, struct str subject)
{
	sqlite3_stmt *prepared = statement(store, DELETE_DECISION);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, kind);
	bind(prepared, 2, subject);
	return run(prepared);
}

int store_each_decision(struct store *store, struct str kind,
			int (*each)(void *context, struct str subject, struct str value, int64_t time), void *context)
{
	sqlite3_stmt *prepared = statement(store, EACH_DECISION);
	int found, result = 0;

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, kind);
	while (result == 0 && (found = step(prepared)) != 0) {
		if (found < 0)
			return -1;
		result = each(context, column(prepared, 0), column(prepared, 1), sqlite3_column_int64(prepared, 2));
	}
	(void)sqlite3_reset(prepared);
	return result;
}

/* ---- approvals ---- */

int store_put_approval(struct store *store, const struct store_approval *approval)
{
	sqlite3_stmt *prepared = statement(store, PUT_APPROVAL);

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, approval->key);
	bind(prepared, 2, approval->public_id);
	bind(prepared, 3, approval->text);
	bind_bytes(prepared, 4, approval->seal, sizeof(approval->seal));
	bind_number(prepared, 5, approval->time);
	return run(prepared);
}

static void take_approval(sqlite3_stmt *prepared, struct store_approval *approval)
{
	struct str seal = column(prepared, 3);

	*approval = (struct store_approval){
	    .key = column(prepared, 0),
	    .public_id = column(prepared, 1),
	    .text = column(prepared, 2),
	    .time = sqlite3_column_int64(prepared, 4),
	};
	if (seal.n == sizeof(approval->seal))
		memcpy(approval->seal, seal.s, seal.n);
}

int store_get_approval(struct store *store, struct arena *arena, struct str key, struct str public_id,
		       struct store_approval *approval)
{
	sqlite3_stmt *prepared = statement(store, GET_APPROVAL);
	int found;

	if (prepared == NULL)
		return -1;
	bind(prepared, 1, key);
	bind(prepared, 2, public_id);
	found = step(prepared);
	if (found == 1) {
		take_approval(prepared, approval);
		approval->key = arena_str(arena, approval->key);
		approval->public_id = arena_str(arena, approval->public_id);
		approval->text = arena_str(arena, approval->text);
		(void)sqlite3_reset(prepared);
	}
	return found;
}

int store_delete_approval(struct store *store, struct str key)
{
	return run_with_key(store, DELETE_APPROVAL, key);
}

int store_each_approval(struct store *store, int (*each)(void *context, const struct store_approval *approval),
			void *context)
{
	sqlite3_stmt *prepared = statement(store, EACH_APPROVAL);
	int found, result = 0;

	if (prepared == NULL)
		return -1;
	while (result == 0 && (found = step(prepared)) != 0) {
		struct store_approval approval;

		if (found < 0)
			return -1;
		take_approval(prepared, &approval);
		result = each(context, &approval);
	}
	(void)sqlite3_reset(prepared);
	return result;
}

/* ---- tombstones ---- */

static sqlite3_stmt *with_hash(struct store *store, enum statement which, struct str key,
			       unsigned char hash[SEAL_BYTES])
{
	sqlite3_stmt *prepared = statement(store, which);
	struct str parts[] = {STR("tombstone"), key};

	if (prepared == NULL)
		return NULL;
	seal_hash(hash, store->secret, parts, 2);
	bind_bytes(prepared, 1, hash, SEAL_BYTES);
	return prepared;
}

int store_bury(struct store *store, struct str key, int64_t now)
{
	unsigned char hash[SEAL_BYTES];
	sqlite3_stmt *prepared = with_hash(store, PUT_TOMBSTONE, key, hash);

	if (prepared == NULL)
		return -1;
	bind_number(prepared, 2, now);
	return run(prepared);
}

int store_is_buried(struct store *store, struct str key)
{
	unsigned char hash[SEAL_BYTES];
	sqlite3_stmt *prepared = with_hash(store, GET_TOMBSTONE, key, hash);
	int found;

	if (prepared == NULL)
		return -1;
	found = step(prepared);
	(void)sqlite3_reset(prepared);
	(void)sqlite3_clear_bindings(prepared);
	return found;
}
