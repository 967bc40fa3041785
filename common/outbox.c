#include "common/outbox.h"

#include "common/mem.h"
#include "common/sha256.h"
#include "common/sql.h"
#include "common/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static const char tables[] = "CREATE TABLE ticket("
			     " id INTEGER PRIMARY KEY AUTOINCREMENT,"
			     " reference TEXT NOT NULL UNIQUE,"
			     " idempotency TEXT NOT NULL UNIQUE,"
			     " state INTEGER NOT NULL DEFAULT 0 CHECK(state BETWEEN 0 AND 3),"
			     " accepted INTEGER NOT NULL,"
			     " next INTEGER NOT NULL,"
			     " updated INTEGER NOT NULL,"
			     " attempts INTEGER NOT NULL DEFAULT 0,"
			     " uncertain INTEGER NOT NULL DEFAULT 0,"
			     " remote TEXT NOT NULL DEFAULT '',"
			     " error TEXT NOT NULL DEFAULT '',"
			     " form TEXT NOT NULL, venue TEXT NOT NULL, topic TEXT NOT NULL, tier TEXT NOT NULL,"
			     " subject TEXT NOT NULL, body TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,"
			     " lang TEXT NOT NULL, page TEXT NOT NULL);"
			     "CREATE INDEX ticket_due ON ticket(venue, next, id) WHERE state < 2;"
			     "CREATE INDEX ticket_sent ON ticket(updated) WHERE state = 2;"
			     "CREATE TABLE file("
			     " ticket INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,"
			     " name TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL);"
			     "CREATE INDEX file_ticket ON file(ticket);";

static const struct sql_schema schema = {.application = 0x5765694f, /* "WeiO" */
					 .version = 1,
					 .tables = tables,
					 .most = LIMIT_OUTBOX_BYTES};

struct outbox {
	struct sql *sql;
	int lock; /* courier.lock, opened when the first ticket is claimed */
	char *state;
	char problem[160]; /* of the lock; empty: failures are the database's */
};

static const char *const state_names[OUTBOX_STATES_N] = {"queued", "sending", "sent", "dead"};

const char *outbox_state_name(enum outbox_state state)
{
	return state_names[state];
}

/* ---- opening ---- */

enum { SERVER_WAIT_MS = 250 };

/* mkdir -p, for the owner alone. */
static int make_folders(const char *state)
{
	char *path = mem_dup(state, strlen(state));
	int result;

	for (char *p = path + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			(void)mkdir(path, 0700);
			*p = '/';
		}
	result = mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
	mem_free(path);
	return result;
}

bool outbox_is_there(const char *state)
{
	char *path = sql_path(state, "outbox.db");
	bool is_there = access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);

	mem_free(path);
	return is_there;
}

struct outbox *outbox_open(const char *state, enum outbox_open_mode mode, struct buf *reason)
{
	struct outbox *outbox = mem_zalloc(sizeof(*outbox));
	char *path = sql_path(state, "outbox.db");
	enum sql_failure failure;

	outbox->lock = -1;
	outbox->state = mem_dup(state, strlen(state));
	if (mode == OUTBOX_EXISTING && !outbox_is_there(state))
		goto failed;
	if (mode != OUTBOX_EXISTING && make_folders(state) != 0) {
		buf_printf(reason, "cannot make the folder \"%s\": %s", state, strerror(errno));
		goto failed;
	}
	buf_printf(reason, "cannot open \"%s\": ", path);
	outbox->sql = sql_open(path, &schema, &failure, reason);
	if (outbox->sql == NULL)
		goto failed;
	if (mode == OUTBOX_SERVER)
		sql_wait(outbox->sql, SERVER_WAIT_MS);
	buf_clear(reason);
	mem_free(path);
	return outbox;

failed:
	mem_free(path);
	outbox_close(outbox);
	return NULL;
}

void outbox_close(struct outbox *outbox)
{
	if (outbox == NULL)
		return;
	sql_close(outbox->sql);
	if (outbox->lock >= 0)
		close(outbox->lock);
	mem_free(outbox->state);
	mem_free(outbox);
}

const char *outbox_message(const struct outbox *outbox)
{
	return outbox->problem[0] != '\0' ? outbox->problem : sql_message(outbox->sql);
}

/* ---- accepting ---- */

static enum outbox_result result_of(const struct outbox *outbox)
{
	switch (sql_failure(outbox->sql)) {
	case SQL_IS_FULL:
		return OUTBOX_FULL;
	case SQL_IS_BUSY:
		return OUTBOX_BUSY;
	default:
		return OUTBOX_FAILED;
	}
}

/* Crockford's letters: none that is read as another. */
static void make_reference(const uint8_t random[8], char reference[OUTBOX_REFERENCE_BYTES + 1])
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	snprintf(reference, OUTBOX_REFERENCE_BYTES + 1, "W-0000-0000");
	for (int i = 0; i < 8; i++)
		reference[2 + i + (i >= 4)] = letters[random[i] & 31];
}

/* With a key the same for the same content; else random. */
static int make_idempotency(const struct outbox_ticket *ticket, char hex[33])
{
	struct str texts[11 + 3 * LIMIT_ATTACHMENTS] = {
	    ticket->key,  ticket->venue, ticket->topic, ticket->tier, ticket->subject,
	    ticket->body, ticket->name,	 ticket->email, ticket->form,
	};
	uint8_t digest[SHA256_BYTES];
	size_t n = 9;
	char random[32];

	if (ticket->key.n == 0) {
		if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
			return -1;
		texts[0] = str_n(random, sizeof(random));
	}
	for (size_t i = 0; i < ticket->files_n && i < LIMIT_ATTACHMENTS; i++) {
		texts[n++] = ticket->files[i].name;
		texts[n++] = ticket->files[i].type;
		texts[n++] = ticket->files[i].bytes;
	}
	sha256_texts(digest, texts, n);
	sha256_hex(digest, hex, 32);
	return 0;
}

/* Whether it is there; its reference then. */
static bool find_known(struct outbox *outbox, const char *idempotency, char reference[OUTBOX_REFERENCE_BYTES + 1])
{
	struct sql_query *query = sql_query(outbox->sql, "SELECT reference FROM ticket WHERE idempotency = ?");
	bool is_known;

	sql_text(query, str_c(idempotency));
	is_known = sql_step(query) == 1;
	if (is_known)
		snprintf(reference, OUTBOX_REFERENCE_BYTES + 1, "%.*s", STR_ARG(sql_get(query, 0)));
	sql_done(query);
	return is_known;
}

static int insert(struct outbox *outbox, const struct outbox_ticket *ticket, const char *idempotency, int64_t now,
		  const char *reference)
{
	struct sql_query *query = sql_query(
	    outbox->sql,
	    "INSERT INTO ticket(reference, idempotency, accepted, next, updated, form, venue, topic, tier, subject,"
	    " body, name, email, lang, page) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
	const struct str texts[] = {ticket->form, ticket->venue, ticket->topic, ticket->tier, ticket->subject,
				    ticket->body, ticket->name,	 ticket->email, ticket->lang, ticket->page};
	int64_t id;

	sql_text(query, str_c(reference));
	sql_text(query, str_c(idempotency));
	for (int i = 0; i < 3; i++)
		sql_int(query, now);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		sql_text(query, texts[i]);
	if (sql_run(query) != 0)
		return -1;
	id = sql_last_id(outbox->sql);
	for (size_t i = 0; i < ticket->files_n; i++) {
		query = sql_query(outbox->sql, "INSERT INTO file(ticket, name, type, bytes) VALUES(?,?,?,?)");
		sql_int(query, id);
		sql_text(query, ticket->files[i].name);
		sql_text(query, ticket->files[i].type);
		sql_blob(query, ticket->files[i].bytes);
		if (sql_run(query) != 0)
			return -1;
	}
	return 0;
}

enum outbox_result outbox_add(struct outbox *outbox, const struct outbox_ticket *ticket, int64_t now,
			      char reference[OUTBOX_REFERENCE_BYTES + 1])
{
	char idempotency[33];
	uint8_t random[8];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random) ||
	    make_idempotency(ticket, idempotency) != 0)
		return OUTBOX_FAILED;
	if (sql_begin(outbox->sql) != 0)
		return result_of(outbox);
	if (find_known(outbox, idempotency, reference)) {
		sql_rollback(outbox->sql);
		return OUTBOX_KNOWN;
	}
	make_reference(random, reference);
	if (insert(outbox, ticket, idempotency, now, reference) != 0) {
		sql_rollback(outbox->sql);
		return result_of(outbox);
	}
	return sql_commit(outbox->sql) == 0 ? OUTBOX_ACCEPTED : result_of(outbox);
}

/* ---- reading rows ---- */

#define COLUMNS \
	"id, reference, idempotency, state, accepted, next, updated, attempts, uncertain, remote, error," \
	" form, venue, topic, tier, subject, body, name, email, lang, page"

static void read_entry(struct sql_query *query, struct arena *arena, struct outbox_entry *entry)
{
	struct outbox_ticket *ticket = &entry->ticket;
	struct str *const texts[] = {&ticket->form, &ticket->venue, &ticket->topic, &ticket->tier, &ticket->subject,
				     &ticket->body, &ticket->name,  &ticket->email, &ticket->lang, &ticket->page};

	*entry = (struct outbox_entry){
	    .id = sql_get_int(query, 0),
	    .reference = arena_str(arena, sql_get(query, 1)),
	    .idempotency = arena_str(arena, sql_get(query, 2)),
	    .state = (enum outbox_state)sql_get_int(query, 3),
	    .accepted = sql_get_int(query, 4),
	    .next = sql_get_int(query, 5),
	    .updated = sql_get_int(query, 6),
	    .attempts = sql_get_int(query, 7),
	    .is_uncertain = sql_get_int(query, 8) != 0,
	    .remote = arena_str(arena, sql_get(query, 9)),
	    .error = arena_str(arena, sql_get(query, 10)),
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		*texts[i] = arena_str(arena, sql_get(query, 11 + (int)i));
}

static int read_files(struct outbox *outbox, struct arena *arena, struct outbox_entry *entry)
{
	struct outbox_file *files = arena_array(arena, LIMIT_ATTACHMENTS, sizeof(*files));
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT name, type, bytes FROM file WHERE ticket = ? ORDER BY rowid");
	int result;

	sql_int(query, entry->id);
	while ((result = sql_step(query)) == 1 && entry->ticket.files_n < LIMIT_ATTACHMENTS) {
		struct outbox_file *file = &files[entry->ticket.files_n++];

		file->name = arena_str(arena, sql_get(query, 0));
		file->type = arena_str(arena, sql_get(query, 1));
		file->bytes = arena_str(arena, sql_get(query, 2));
	}
	sql_done(query);
	entry->ticket.files = files;
	return result < 0 ? -1 : 0;
}

/* ---- the courier's side ---- */

/* The file of locks. With root, a new one belongs to whom the folder belongs: the courier must be able to open it. */
static int open_lock(const struct outbox *outbox)
{
	char *path = sql_path(outbox->state, "courier.lock");
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat status;

	if (fd < 0 && errno == EEXIST)
		fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	else if (fd >= 0 && geteuid() == 0 && stat(outbox->state, &status) == 0)
		(void)!fchown(fd, status.st_uid, status.st_gid);
	mem_free(path);
	return fd;
}

/* A lock on one byte, of this outbox alone, that the kernel ends with the process. 1, 0: another has it, -1. */
static int try_lock(struct outbox *outbox, int64_t id)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)id, .l_len = 1};

	outbox->problem[0] = '\0';
	if (outbox->lock < 0)
		outbox->lock = open_lock(outbox);
	if (outbox->lock >= 0 && fcntl(outbox->lock, F_OFD_SETLK, &lock) == 0)
		return 1;
	if (outbox->lock >= 0 && (errno == EAGAIN || errno == EACCES))
		return 0;
	snprintf(outbox->problem, sizeof(outbox->problem), "courier.lock cannot be used: %s", strerror(errno));
	return -1;
}

static void unlock(struct outbox *outbox, int64_t id)
{
	struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = (off_t)id, .l_len = 1};

	if (outbox->lock >= 0)
		(void)fcntl(outbox->lock, F_OFD_SETLK, &lock);
}

/* The first that is due and that nobody sends: its id, 0: none, -1: failed. Locked then. */
static int64_t find_due(struct outbox *outbox, struct str venue, int64_t now)
{
	struct sql_query *query = sql_query(outbox->sql, "SELECT id FROM ticket WHERE state < 2 AND venue = ?"
							 " AND (state = 1 OR next <= ? OR next > ?) ORDER BY next, id");
	int64_t id = 0;
	int result = 0, locked = 0;

	sql_text(query, venue);
	sql_int(query, now);
	sql_int(query, now + OUTBOX_LONGEST_WAIT);
	while (locked == 0 && (result = sql_step(query)) == 1) {
		id = sql_get_int(query, 0);
		locked = try_lock(outbox, id);
	}
	sql_done(query);
	if (result < 0 || locked < 0)
		return -1;
	return locked == 1 ? id : 0;
}

/* What was being sent when its courier died may have arrived. */
static int mark_sending(struct outbox *outbox, int64_t id, int64_t now)
{
	struct sql_query *query = sql_query(outbox->sql, "UPDATE ticket SET uncertain = uncertain OR state = 1,"
							 " error = CASE state WHEN 1 THEN '' ELSE error END, state = 1,"
							 " attempts = attempts + 1, updated = ? WHERE id = ?");

	sql_int(query, now);
	sql_int(query, id);
	return sql_run(query);
}

static int read_ticket(struct outbox *outbox, int64_t id, struct arena *arena, struct outbox_entry *entry)
{
	struct sql_query *query = sql_query(outbox->sql, "SELECT " COLUMNS " FROM ticket WHERE id = ?");
	int result;

	sql_int(query, id);
	result = sql_step(query);
	if (result == 1)
		read_entry(query, arena, entry);
	sql_done(query);
	return result == 1 && read_files(outbox, arena, entry) != 0 ? -1 : result;
}

int outbox_claim(struct outbox *outbox, struct str venue, int64_t now, struct arena *arena, struct outbox_entry *entry)
{
	int64_t id;

	outbox->problem[0] = '\0';
	/* what is not due needs no writer's turn */
	if (outbox_next(outbox, venue, now) > now)
		return 0;
	if (sql_begin(outbox->sql) != 0)
		return -1;
	id = find_due(outbox, venue, now);
	if (id <= 0) {
		sql_rollback(outbox->sql);
		return (int)id;
	}
	if (mark_sending(outbox, id, now) != 0 || read_ticket(outbox, id, arena, entry) != 1) {
		sql_rollback(outbox->sql);
		unlock(outbox, id);
		return -1;
	}
	if (sql_commit(outbox->sql) != 0) {
		unlock(outbox, id);
		return -1;
	}
	return 1;
}

int outbox_settle(struct outbox *outbox, int64_t id, const struct outbox_outcome *outcome, int64_t now)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "UPDATE ticket SET state = ?, next = ?, uncertain = ?, remote = ?, error = ?,"
				   " updated = ? WHERE id = ? AND state = 1");
	int result;

	sql_int(query, outcome->state);
	sql_int(query, outcome->next);
	sql_int(query, outcome->is_uncertain);
	sql_text(query, outcome->remote);
	sql_text(query, outcome->error);
	sql_int(query, now);
	sql_int(query, id);
	result = sql_run(query);
	/* not settled it stays "sending": found again as one whose fate is not known */
	unlock(outbox, id);
	return result;
}

int64_t outbox_next(struct outbox *outbox, struct str venue, int64_t now)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT min(CASE WHEN state = 1 OR next > ?1 THEN 0 ELSE next END) FROM ticket"
				   " WHERE state < 2 AND venue = ?2 HAVING count(*) > 0");
	int64_t next = -1;

	sql_int(query, now + OUTBOX_LONGEST_WAIT);
	sql_text(query, venue);
	if (sql_step(query) == 1)
		next = sql_get_int(query, 0);
	sql_done(query);
	return next;
}

/* Sent at a time that has not come: by a clock that was wrong. Kept until then it would be kept for years. */
static int set_right(struct outbox *outbox, int64_t now)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "UPDATE ticket SET updated = ?1 WHERE state = 2 AND updated > ?1 + 86400");

	sql_int(query, now);
	return sql_run(query);
}

int64_t outbox_purge(struct outbox *outbox, int64_t now, int64_t seconds)
{
	struct sql_query *query;
	int64_t n, time;

	outbox->problem[0] = '\0';
	if (sql_begin(outbox->sql) != 0)
		return -1;
	time = sql_time_to_erase_by(outbox->sql, now);
	if (time < 0 || (sql_time_is_sure(time, now) && set_right(outbox, now) != 0)) {
		sql_rollback(outbox->sql);
		return -1;
	}
	query = sql_query(outbox->sql, "DELETE FROM ticket WHERE state = 2 AND updated < ?");
	sql_int(query, time - seconds);
	if (sql_run(query) != 0) {
		sql_rollback(outbox->sql);
		return -1;
	}
	n = sql_changes(outbox->sql);
	if (sql_commit(outbox->sql) != 0)
		return -1;
	if (n != 0)
		sql_checkpoint(outbox->sql);
	return n;
}

/* ---- looking, and an operator's decisions ---- */

int outbox_each(struct outbox *outbox, bool sent_too, struct arena *arena,
		void (*each)(void *context, const struct outbox_entry *entry), void *context)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT " COLUMNS " FROM ticket WHERE state <> 2 OR ? ORDER BY id");
	struct outbox_entry entry;
	int result;

	sql_int(query, sent_too);
	while ((result = sql_step(query)) == 1) {
		read_entry(query, arena, &entry);
		each(context, &entry);
	}
	sql_done(query);
	return result;
}

struct waiting_venue {
	struct str id;
	int64_t waiting;
};

int outbox_venues(struct outbox *outbox, struct arena *arena,
		  void (*each)(void *context, struct str venue, int64_t waiting), void *context)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT venue, count(*) FROM ticket WHERE state < 2 GROUP BY venue ORDER BY venue");
	struct venue_vec VEC_FIELDS(struct waiting_venue) venues = {0};
	int result;

	while ((result = sql_step(query)) == 1)
		*vec_add(&venues) = (struct waiting_venue){arena_str(arena, sql_get(query, 0)), sql_get_int(query, 1)};
	sql_done(query);
	for (size_t i = 0; result == 0 && i < venues.n; i++)
		each(context, venues.at[i].id, venues.at[i].waiting);
	vec_release(&venues);
	return result;
}

int outbox_find(struct outbox *outbox, struct str which, struct arena *arena, struct outbox_entry *entry)
{
	struct sql_query *query;
	int64_t id = 0;
	int result = 1;

	if (!str_to_int(which, &id)) {
		query = sql_query(outbox->sql, "SELECT id FROM ticket WHERE reference = upper(?)");
		sql_text(query, which);
		result = sql_step(query);
		if (result == 1)
			id = sql_get_int(query, 0);
		sql_done(query);
	}
	return result == 1 ? read_ticket(outbox, id, arena, entry) : result;
}

/* A decision about a ticket that nobody is sending: 1, 0, or -1. */
static int decide(struct outbox *outbox, int64_t id, struct sql_query *query)
{
	int result = try_lock(outbox, id);

	if (result != 1) {
		sql_done(query);
		return result;
	}
	result = sql_run(query);
	if (result == 0)
		result = sql_changes(outbox->sql) != 0;
	unlock(outbox, id);
	return result;
}

int outbox_retry(struct outbox *outbox, int64_t id, int64_t now)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "UPDATE ticket SET uncertain = uncertain OR state = 1, state = 0, next = ?1,"
				   " attempts = 0, updated = ?1 WHERE id = ?2 AND state <> 2");

	sql_int(query, now);
	sql_int(query, id);
	return decide(outbox, id, query);
}

/* Whether its venue may have it: 1, 0, -1. Of a locked ticket that is "sending" the courier died. */
static int may_have_arrived(struct outbox *outbox, int64_t id)
{
	struct sql_query *query = sql_query(outbox->sql, "SELECT uncertain OR state = 1 FROM ticket WHERE id = ?");
	int result;

	sql_int(query, id);
	result = sql_step(query);
	if (result == 1)
		result = (int)sql_get_int(query, 0);
	sql_done(query);
	return result;
}

int outbox_move(struct outbox *outbox, int64_t id, struct str venue, int64_t now)
{
	int result = try_lock(outbox, id), may_have;
	struct sql_query *query;

	if (result != 1)
		return result;
	may_have = may_have_arrived(outbox, id);
	if (may_have < 0) {
		unlock(outbox, id);
		return -1;
	}
	query =
	    sql_query(outbox->sql, "UPDATE ticket SET venue = ?1, uncertain = 0, state = 0, next = ?2, attempts = 0,"
				   " error = '', updated = ?2 WHERE id = ?3 AND state <> 2 AND venue <> ?1");
	sql_text(query, venue);
	sql_int(query, now);
	sql_int(query, id);
	result = decide(outbox, id, query); /* which ends the lock */
	return result == 1 && may_have == 1 ? OUTBOX_MAY_HAVE_ARRIVED : result;
}

/* The first ticket of a venue above `id` that does not say why it waits; 0: none, -1. */
static int64_t find_unsaid(struct outbox *outbox, struct str venue, struct str why, int64_t id)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT id FROM ticket WHERE state < 2 AND venue = ? AND id > ?"
				   " AND (state = 1 OR error <> ?) ORDER BY id LIMIT 1");
	int64_t found;

	sql_text(query, venue);
	sql_int(query, id);
	sql_text(query, why);
	found = sql_step(query);
	if (found == 1)
		found = sql_get_int(query, 0);
	sql_done(query);
	return found;
}

int outbox_strand(struct outbox *outbox, struct str venue, struct str why, int64_t now)
{
	int64_t id = 0;

	while ((id = find_unsaid(outbox, venue, why, id)) > 0) {
		struct sql_query *query =
		    sql_query(outbox->sql, "UPDATE ticket SET uncertain = uncertain OR state = 1, state = 0, error = ?,"
					   " updated = ? WHERE id = ? AND state < 2");

		sql_text(query, why);
		sql_int(query, now);
		sql_int(query, id);
		if (decide(outbox, id, query) < 0)
			return -1;
	}
	return (int)id;
}

int outbox_drop(struct outbox *outbox, int64_t id)
{
	struct sql_query *query = sql_query(outbox->sql, "DELETE FROM ticket WHERE id = ?");
	int result;

	sql_int(query, id);
	result = decide(outbox, id, query);
	if (result == 1)
		sql_checkpoint(outbox->sql);
	return result;
}

int outbox_count(struct outbox *outbox, struct outbox_counts *counts)
{
	struct sql_query *query =
	    sql_query(outbox->sql, "SELECT state, count(*), min(accepted) FROM ticket GROUP BY state");
	int result;

	*counts = (struct outbox_counts){0};
	while ((result = sql_step(query)) == 1) {
		int64_t state = sql_get_int(query, 0), oldest = sql_get_int(query, 2);

		counts->of[state] = sql_get_int(query, 1);
		if (state != OUTBOX_SENT && (counts->oldest == 0 || oldest < counts->oldest))
			counts->oldest = oldest;
	}
	sql_done(query);
	return result;
}
