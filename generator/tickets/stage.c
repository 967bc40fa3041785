#include "generator/tickets/stage.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/vec.h"

#include <sqlite3.h>

/* The size of pages first: that of the cache is counted in pages of the size that is set by then. */
static const char schema[] =
    "PRAGMA page_size = 16384; PRAGMA cache_size = -32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE thread(number INTEGER PRIMARY KEY, id TEXT UNIQUE);"
    "CREATE TABLE row(seq INTEGER PRIMARY KEY, thread INT, kind INT, updated INT, place TEXT, record BLOB);"
    "CREATE TABLE person(id TEXT PRIMARY KEY, role INT, name TEXT, email TEXT, phone TEXT, user TEXT, org TEXT,"
    " domain TEXT, external TEXT, suspended INT) WITHOUT ROWID; BEGIN";

enum statement { ADD_THREAD, FIND_THREAD, ADD_ROW, PUT_PERSON, GET_PERSON, EACH, STATEMENTS_N };

#define KEEP(column) #column "=CASE WHEN excluded." #column "<>'' THEN excluded." #column " ELSE " #column " END"

static const char *const statements[STATEMENTS_N] = {
    [ADD_THREAD] = "INSERT INTO thread(id) VALUES(?1)",
    [FIND_THREAD] = "SELECT number FROM thread WHERE id = ?1",
    [ADD_ROW] = "INSERT INTO row(thread, kind, updated, place, record) VALUES(?1, ?2, ?3, ?4, ?5)",
    [PUT_PERSON] =
	"INSERT INTO person VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT(id) DO UPDATE SET"
	" role=CASE WHEN excluded.role<>0 THEN excluded.role ELSE role END," KEEP(name) "," KEEP(email) "," KEEP(
	    phone) "," KEEP(user) "," KEEP(org) "," KEEP(domain) "," KEEP(external) ","
										    " suspended=max(suspended, "
										    "excluded.suspended)",
    [GET_PERSON] = "SELECT role, name, email, phone, user, org, domain, external, suspended FROM person WHERE id = ?1",
    [EACH] = ("SELECT t.id, r.kind, r.updated, r.place, r.record FROM row r JOIN thread t ON t.number = r.thread"
	      " ORDER BY r.thread, r.seq"),
};

struct stage {
	sqlite3 *db;
	sqlite3_stmt *prepared[STATEMENTS_N];
	char *folder;
	bool has_suspended;
};

static sqlite3_stmt *statement(struct stage *stage, enum statement which)
{
	sqlite3_stmt **prepared = &stage->prepared[which];

	if (*prepared == NULL && sqlite3_prepare_v3(stage->db, statements[which], -1, SQLITE_PREPARE_PERSISTENT,
						    prepared, NULL) != SQLITE_OK)
		return NULL;
	return *prepared;
}

static void bind(sqlite3_stmt *prepared, int at, struct str text)
{
	(void)sqlite3_bind_text64(prepared, at, text.s != NULL ? text.s : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

static struct str column(sqlite3_stmt *prepared, int at)
{
	const void *bytes = sqlite3_column_blob(prepared, at);

	return bytes != NULL ? str_n(bytes, (size_t)sqlite3_column_bytes(prepared, at)) : STR("");
}

static int run(sqlite3_stmt *prepared)
{
	int result = sqlite3_step(prepared);

	(void)sqlite3_reset(prepared);
	return result == SQLITE_DONE || result == SQLITE_ROW ? 0 : -1;
}

struct stage *stage_open(struct str folder, struct buf *reason)
{
	struct stage *stage = mem_zalloc(sizeof(*stage));

	if (folder.n != 0) {
		stage->folder = sqlite3_mprintf("%.*s", (int)folder.n, folder.s);
		sqlite3_temp_directory = stage->folder;
	}
	if (sqlite3_open_v2("", &stage->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK ||
	    sqlite3_exec(stage->db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		buf_printf(reason, "no temporary database: %s", sqlite3_errmsg(stage->db));
		stage_close(stage);
		return NULL;
	}
	return stage;
}

void stage_close(struct stage *stage)
{
	if (stage == NULL)
		return;
	for (size_t i = 0; i < STATEMENTS_N; i++)
		(void)sqlite3_finalize(stage->prepared[i]);
	(void)sqlite3_close(stage->db);
	if (stage->folder != NULL) {
		sqlite3_temp_directory = NULL;
		sqlite3_free(stage->folder);
	}
	mem_free(stage);
}

const char *stage_error(const struct stage *stage)
{
	return sqlite3_errmsg(stage->db);
}

static int thread_number(struct stage *stage, struct str id, sqlite3_int64 *number)
{
	sqlite3_stmt *find = statement(stage, FIND_THREAD), *add = statement(stage, ADD_THREAD);
	int found;

	if (find == NULL || add == NULL)
		return -1;
	bind(find, 1, id);
	found = sqlite3_step(find);
	if (found == SQLITE_ROW)
		*number = sqlite3_column_int64(find, 0);
	(void)sqlite3_reset(find);
	if (found == SQLITE_ROW)
		return 0;
	bind(add, 1, id);
	if (run(add) < 0)
		return -1;
	*number = sqlite3_last_insert_rowid(stage->db);
	return 0;
}

int stage_add(struct stage *stage, struct str id, const struct stage_row *row)
{
	sqlite3_stmt *add = statement(stage, ADD_ROW);
	sqlite3_int64 number;

	if (add == NULL || thread_number(stage, id, &number) < 0)
		return -1;
	(void)sqlite3_bind_int64(add, 1, number);
	(void)sqlite3_bind_int64(add, 2, row->kind);
	(void)sqlite3_bind_int64(add, 3, row->updated);
	bind(add, 4, row->place);
	(void)sqlite3_bind_blob64(add, 5, row->record.s, row->record.n, SQLITE_STATIC);
	return run(add);
}

int stage_put_person(struct stage *stage, const struct thread_person *person)
{
	sqlite3_stmt *put = statement(stage, PUT_PERSON);

	if (put == NULL)
		return -1;
	bind(put, 1, person->id);
	(void)sqlite3_bind_int64(put, 2, person->role);
	bind(put, 3, person->name);
	bind(put, 4, person->email);
	bind(put, 5, person->phone);
	bind(put, 6, person->user);
	bind(put, 7, person->org);
	bind(put, 8, person->domain);
	bind(put, 9, person->external_id);
	(void)sqlite3_bind_int(put, 10, person->is_suspended);
	stage->has_suspended = stage->has_suspended || person->is_suspended;
	return run(put);
}

bool stage_has_suspended(const struct stage *stage)
{
	return stage->has_suspended;
}

int stage_get_person(struct stage *stage, struct arena *arena, struct str id, struct thread_person *person)
{
	sqlite3_stmt *get = statement(stage, GET_PERSON);
	int found;

	if (get == NULL)
		return -1;
	bind(get, 1, id);
	found = sqlite3_step(get);
	if (found == SQLITE_ROW)
		*person = (struct thread_person){
		    .id = arena_str(arena, id),
		    .role = (enum thread_role)sqlite3_column_int(get, 0),
		    .name = arena_str(arena, column(get, 1)),
		    .email = arena_str(arena, column(get, 2)),
		    .phone = arena_str(arena, column(get, 3)),
		    .user = arena_str(arena, column(get, 4)),
		    .org = arena_str(arena, column(get, 5)),
		    .domain = arena_str(arena, column(get, 6)),
		    .external_id = arena_str(arena, column(get, 7)),
		    .is_suspended = sqlite3_column_int(get, 8) != 0,
		};
	(void)sqlite3_reset(get);
	return found == SQLITE_ROW ? 1 : found == SQLITE_DONE ? 0 : -1;
}

struct rows {
	struct VEC(struct stage_row) list;
	size_t bytes;
	bool flooded;
};

/* Heads have twice the room, for they say that a thread was deleted. */
static void take_row(struct rows *rows, sqlite3_stmt *select, struct arena *arena)
{
	enum stage_kind kind = (enum stage_kind)sqlite3_column_int(select, 1);
	struct str place = column(select, 3), record = column(select, 4);
	size_t bytes = sizeof(struct stage_row) + place.n + record.n;

	if (rows->bytes + bytes > LIMIT_IMPORT_THREAD * (kind == STAGE_HEAD ? 2 : 1)) {
		if (!rows->flooded)
			*vec_add(&rows->list) = (struct stage_row){
			    .kind = STAGE_FLOOD, .place = arena_str(arena, place), .record = STR("")};
		rows->flooded = true;
		return;
	}
	rows->bytes += bytes;
	*vec_add(&rows->list) = (struct stage_row){.kind = kind,
						   .updated = sqlite3_column_int64(select, 2),
						   .place = arena_str(arena, place),
						   .record = arena_str(arena, record)};
}

/* The index is made when all rows are there, which costs a third of keeping it up to date. */
int stage_each(struct stage *stage, struct arena *arena,
	       int (*each)(void *context, struct str id, const struct stage_row *rows, size_t n), void *context)
{
	struct rows rows = {.bytes = 0};
	sqlite3_stmt *select;
	struct str id = STR("");
	int result = 0, found;

	if (sqlite3_exec(stage->db, "CREATE INDEX by_thread ON row(thread)", NULL, NULL, NULL) != SQLITE_OK)
		return -1;
	select = statement(stage, EACH);
	if (select == NULL)
		return -1;
	do {
		found = sqlite3_step(select);
		if (found != SQLITE_ROW && found != SQLITE_DONE) {
			result = -1;
			break;
		}
		if (rows.list.n != 0 && (found == SQLITE_DONE || !str_eq(column(select, 0), id))) {
			result = each(context, id, rows.list.at, rows.list.n);
			vec_clear(&rows.list);
			rows.bytes = 0;
			rows.flooded = false;
			arena_clear(arena);
		}
		if (found == SQLITE_DONE || result != 0)
			break;
		if (rows.list.n == 0)
			id = arena_str(arena, column(select, 0));
		take_row(&rows, select, arena);
	} while (found == SQLITE_ROW);
	(void)sqlite3_reset(select);
	vec_release(&rows.list);
	return result;
}
