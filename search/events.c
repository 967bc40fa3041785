#include "search/events.h"

#include "common/json.h"
#include "common/ledger.h"
#include "common/mem.h"
#include "common/privacy/redact.h"
#include "common/sha256.h"
#include "common/utf8.h"
#include "search/clients.h"

#include <pthread.h>
#include <sys/random.h>

enum {
	QUEUE = 1024, /* events that wait for the disk: 4 MB */
	HOUR = 60 * 60,
	DAY = 24 * HOUR,
	PER_MINUTE = 60, /* of one client, as many at once */
};

/* An event that waits, with its texts. */
struct waiting {
	const char *kind;
	char pages[EVENT_PAGES][EVENT_PAGE_BYTES];
	char form[EVENT_FORM_BYTES + 1], reason[EVENT_REASON_BYTES];
	size_t pages_n, page_bytes[EVENT_PAGES], form_n, reason_n;
	uint8_t client[16];
	int64_t seconds;
};

struct events {
	struct sql *sql;
	struct clients *clients;
	struct redact_rules *rules; /* NULL: no free text is kept */
	struct redactor *redactor;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct waiting *queue;
	size_t first, n;
	bool is_started, ends;
	int64_t looked;	   /* when it was said what time it is; -1: never */
	int64_t look_due;  /* at that time the thread is to look for what is old; -1: not now */
	int64_t keep_days; /* 0: not known yet, nothing is old */
	/* from here on of the thread that writes */
	int64_t salt_day, forgot_day;
	bool has_erased; /* and the log of the file may have it still */
	uint8_t salt[32];
};

static const char *const kinds[] = {"shown",	"opened",    "solved",	"reopened",
				    "rejected", "submitted", "helpful", "not_helpful"};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static const char *kind_of(struct str kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_eq(kind, str_c(kinds[i])))
			return kinds[i];
	return NULL;
}

bool events_is_kind(struct str kind)
{
	return kind_of(kind) != NULL;
}

static bool is_vote(struct str kind)
{
	return str_eq(kind, STR("helpful")) || str_eq(kind, STR("not_helpful"));
}

/* ---- requests ---- */

static int wrong(struct str *reason, const char *text)
{
	*reason = str_c(text);
	return -1;
}

/* The address of a page of this site: what stands behind the base path, without query and fragment. */
static bool take_page(const struct value *value, struct str base_path, struct event *event)
{
	struct str url = value->kind == VALUE_STR ? value->as.str : STR_NONE;
	ptrdiff_t end;

	end = str_find_char(url, '#');
	url = end >= 0 ? str_slice(url, 0, (size_t)end) : url;
	end = str_find_char(url, '?');
	url = end >= 0 ? str_slice(url, 0, (size_t)end) : url;
	if (!str_starts(url, base_path) || url.n >= EVENT_PAGE_BYTES || event->pages_n == EVENT_PAGES)
		return false;
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.s[i] <= ' ' || url.s[i] == 0x7f)
			return false;
	event->pages[event->pages_n++] = str_from(url, base_path.n - 1);
	return true;
}

static bool is_random(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!str_is_alnum(text.s[i]) && text.s[i] != '-' && text.s[i] != '_')
			return false;
	return text.n <= EVENT_FORM_BYTES;
}

static int take_member(struct str key, const struct value *value, struct str base_path, struct event *event,
		       struct str *reason)
{
	struct str text = value->kind == VALUE_STR ? value->as.str : STR_NONE;

	if (str_eq(key, STR("url")))
		return take_page(value, base_path, event) ? 0 : wrong(reason, "url must be an address of this site");
	if (str_eq(key, STR("urls"))) {
		for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list.n; i++)
			if (!take_page(value->as.list.at[i], base_path, event))
				return wrong(reason, "urls must be at most five addresses of this site");
		return value->kind == VALUE_LIST ? 0 : wrong(reason, "urls must be a list");
	}
	/* ids say nothing that addresses do not */
	if (str_eq(key, STR("id")) || str_eq(key, STR("ids")) || value->kind == VALUE_NULL)
		return 0;
	if (text.s == NULL)
		return wrong(reason, "event, form and reason must be texts");
	if (str_eq(key, STR("event")))
		event->kind = text;
	else if (str_eq(key, STR("form")))
		event->form = text;
	else if (str_eq(key, STR("reason")))
		event->reason = utf8_cut(text, EVENT_REASON_BYTES);
	else
		return wrong(reason, "a field is not known here");
	return 0;
}

int events_parse(struct str json, struct str base_path, struct arena *arena, struct event *event, struct str *reason)
{
	const struct value *object = json_parse_sent(arena, json);

	*event = (struct event){0};
	if (object == NULL || object->kind != VALUE_MAP)
		return wrong(reason, "the body must be a JSON object");
	for (uint32_t i = 0; i < object->as.map.n; i++)
		if (take_member(object->as.map.at[i].key, object->as.map.at[i].value, base_path, event, reason) != 0)
			return -1;
	if (!events_is_kind(event->kind))
		return wrong(reason, "event must be shown, opened, solved, reopened, rejected, submitted, helpful or "
				     "not_helpful");
	if (event->pages_n == 0 && !str_eq(event->kind, STR("submitted")))
		return wrong(reason, "url is missing");
	if (is_vote(event->kind) && event->pages_n != 1)
		return wrong(reason, "a vote is about one page");
	if (!is_random(event->form))
		return wrong(reason, "form must be letters, digits, - and _");
	return 0;
}

/* ---- the queue ---- */

static size_t copy(char *to, struct str text)
{
	memcpy(to, text.s != NULL ? text.s : "", text.n);
	return text.n;
}

enum events_result events_add(struct events *events, const struct event *event, int64_t now)
{
	enum events_result result = EVENTS_FULL;
	struct waiting *waiting;
	int seconds;

	if (!clients_pay(events->clients, &event->client, 1, now, &seconds))
		return EVENTS_TOO_MANY;
	pthread_mutex_lock(&events->lock);
	if (events->n < QUEUE) {
		waiting = &events->queue[(events->first + events->n++) % QUEUE];
		waiting->kind = kind_of(event->kind);
		waiting->pages_n = event->pages_n;
		for (size_t i = 0; i < event->pages_n; i++)
			waiting->page_bytes[i] = copy(waiting->pages[i], event->pages[i]);
		waiting->form_n = copy(waiting->form, event->form);
		waiting->reason_n = copy(waiting->reason, event->reason);
		memcpy(waiting->client, event->client.bytes, 16);
		waiting->seconds = event->seconds;
		pthread_cond_signal(&events->wake);
		result = EVENTS_TAKEN;
	}
	pthread_mutex_unlock(&events->lock);
	return result;
}

void events_look(struct events *events, int64_t seconds, int64_t days)
{
	pthread_mutex_lock(&events->lock);
	if (events->looked < 0 || seconds / HOUR != events->looked / HOUR || days != events->keep_days) {
		events->looked = events->look_due = seconds;
		events->keep_days = days;
		pthread_cond_signal(&events->wake);
	}
	pthread_mutex_unlock(&events->lock);
}

/* ---- writing ---- */

static int erase(struct events *events, struct sql_query *query)
{
	if (sql_run(query) != 0)
		return -1;
	events->has_erased = events->has_erased || sql_changes(events->sql) != 0;
	return 0;
}

/* Those of other days are erased, and with them whose votes were whose. */
static int erase_salts(struct events *events, int64_t day)
{
	struct sql_query *query = sql_query(events->sql, "DELETE FROM salt WHERE day <> ?");

	if (events->salt_day != day) {
		explicit_bzero(events->salt, sizeof(events->salt));
		events->salt_day = -1;
	}
	sql_int(query, day);
	return erase(events, query);
}

/* The salt of a day. */
static int set_salt(struct events *events, int64_t day)
{
	struct sql_query *query;

	if (events->salt_day == day)
		return 0;
	if (erase_salts(events, day) != 0)
		return -1;
	query = sql_query(events->sql, "SELECT salt FROM salt WHERE day = ?");
	sql_int(query, day);
	if (sql_step(query) == 1 && sql_get(query, 0).n == sizeof(events->salt)) {
		memcpy(events->salt, sql_get(query, 0).s, sizeof(events->salt));
		sql_done(query);
		events->salt_day = day;
		return 0;
	}
	sql_done(query);
	if (getrandom(events->salt, sizeof(events->salt), 0) != (ssize_t)sizeof(events->salt))
		return -1;
	query = sql_query(events->sql, "INSERT INTO salt(day, salt) VALUES(?, ?)");
	sql_int(query, day);
	sql_blob(query, str_n((const char *)events->salt, sizeof(events->salt)));
	if (sql_run(query) != 0)
		return -1;
	events->salt_day = day;
	return 0;
}

static struct str voter_of(const struct events *events, const struct waiting *waiting, uint8_t digest[SHA256_BYTES])
{
	struct str parts[] = {str_n((const char *)waiting->client, sizeof(waiting->client))};

	sha256_hmac(digest, str_n((const char *)events->salt, sizeof(events->salt)), parts, 1);
	return str_n((const char *)digest, 16);
}

/* Without names, addresses and numbers; nothing when that cannot be made sure. */
static void scrub(struct events *events, struct str text, struct buf *out)
{
	const struct redact_span *spans;
	size_t n;

	if (text.n != 0 && events->redactor != NULL && redact_find(events->redactor, NULL, NULL, text, &spans, &n) == 0)
		redact_apply(out, text, spans, n);
}

static int write_event(struct events *events, const struct waiting *waiting)
{
	struct str kind = str_c(waiting->kind);
	uint8_t digest[SHA256_BYTES];
	struct buf reason;
	int result = set_salt(events, waiting->seconds / DAY);

	buf_init(&reason, BUF_NO_LIMIT);
	scrub(events, str_n(waiting->reason, waiting->reason_n), &reason);
	for (size_t i = 0; result == 0 && (i < waiting->pages_n || i == 0); i++) {
		struct sql_query *query =
		    is_vote(kind)
			? sql_query(events->sql,
				    "INSERT INTO event(at, kind, page, form, reason, voter) VALUES(?,?,?,?,?,?)"
				    " ON CONFLICT DO NOTHING")
			: sql_query(events->sql, "INSERT INTO event(at, kind, page, form, reason) VALUES(?,?,?,?,?)");

		sql_int(query, waiting->seconds - waiting->seconds % 60);
		sql_text(query, kind);
		sql_text(query, waiting->pages_n != 0 ? str_n(waiting->pages[i], waiting->page_bytes[i]) : STR(""));
		sql_text(query, str_n(waiting->form, waiting->form_n));
		sql_text(query, buf_view(&reason));
		if (is_vote(kind))
			sql_blob(query, voter_of(events, waiting, digest));
		result = sql_run(query);
	}
	buf_release(&reason);
	return result;
}

static int erase_old(struct events *events, int64_t now, int64_t keep_days)
{
	int64_t time = sql_time_to_erase_by(events->sql, now);
	struct sql_query *query;

	if (time < 0)
		return -1;
	/* what a clock that was ahead has written would be kept until then */
	query = sql_query(events->sql, "UPDATE event SET at = ?1 WHERE at > ?1 + 86400");
	sql_int(query, now - now % 60);
	if (sql_time_is_sure(time, now) && sql_run(query) != 0)
		return -1;
	query = sql_query(events->sql, "DELETE FROM event WHERE at < ?");
	sql_int(query, time - keep_days * DAY);
	return erase(events, query);
}

/* Once a day, in a transaction of its own: that it fails is no reason to drop events. Tried again within the hour. */
static void forget_old(struct events *events, int64_t now, int64_t keep_days)
{
	if (events->forgot_day == now / DAY || keep_days == 0 || sql_begin(events->sql) != 0)
		return;
	if (erase_salts(events, now / DAY) == 0 && erase_old(events, now, keep_days) == 0 &&
	    sql_commit(events->sql) == 0)
		events->forgot_day = now / DAY;
	else
		sql_rollback(events->sql);
}

/* What is erased is overwritten in the file, and then in its log: when somebody reads it just now, an hour later. */
static void empty_log(struct events *events)
{
	if (events->has_erased)
		events->has_erased = !sql_checkpoint(events->sql);
}

/* What has gathered, in one transaction; what cannot be written is dropped. */
static void write_all(struct events *events, const struct waiting *batch, size_t n)
{
	int result = sql_begin(events->sql);

	for (size_t i = 0; result == 0 && i < n; i++)
		result = write_event(events, &batch[i]);
	if (result == 0)
		result = sql_commit(events->sql);
	if (result != 0) {
		sql_rollback(events->sql);
		events->salt_day = -1;
	}
}

static void *run(void *argument)
{
	struct events *events = argument;
	struct waiting *batch = mem_alloc(QUEUE * sizeof(*batch));

	for (;;) {
		int64_t now, keep_days;
		size_t n;

		pthread_mutex_lock(&events->lock);
		while (events->n == 0 && events->look_due < 0 && !events->ends)
			pthread_cond_wait(&events->wake, &events->lock);
		n = events->n;
		now = events->look_due;
		keep_days = events->keep_days;
		events->look_due = -1;
		for (size_t i = 0; i < n; i++)
			batch[i] = events->queue[(events->first + i) % QUEUE];
		events->first = (events->first + n) % QUEUE;
		events->n = 0;
		pthread_mutex_unlock(&events->lock);
		if (n == 0 && now < 0)
			break;
		/* the day of an event may have ended while it waited */
		if (n != 0) {
			forget_old(events, batch[0].seconds, keep_days);
			write_all(events, batch, n);
		}
		if (now >= 0)
			forget_old(events, now, keep_days);
		empty_log(events);
	}
	mem_free(batch);
	return NULL;
}

/* ---- life ---- */

/* A ledger that cannot be read any more is kept beside the new one. */
static struct sql *open_ledger(const char *state, struct buf *reason)
{
	static const char *const endings[] = {"-wal", "-shm"};
	enum sql_failure failure;
	struct sql *sql = ledger_open(state, &failure, reason);
	char *path = ledger_path(state);
	struct buf aside;

	buf_init(&aside, BUF_NO_LIMIT);
	buf_printf(&aside, "%s/events.damaged.db", state);
	if (sql == NULL && failure == SQL_IS_DAMAGED && rename(path, buf_view(&aside).s) == 0) {
		for (size_t i = 0; i < 2; i++) {
			struct buf other;

			buf_init(&other, BUF_NO_LIMIT);
			buf_printf(&other, "%s%s", path, endings[i]);
			(void)remove(buf_view(&other).s);
			buf_release(&other);
		}
		buf_clear(reason);
		sql = ledger_open(state, &failure, reason);
	}
	buf_release(&aside);
	mem_free(path);
	return sql;
}

struct events *events_new(const char *state, struct buf *reason)
{
	struct events *events = mem_zalloc(sizeof(*events));
	struct buf problem;

	events->sql = open_ledger(state, reason);
	if (events->sql == NULL) {
		mem_free(events);
		return NULL;
	}
	buf_init(&problem, BUF_NO_LIMIT);
	events->rules = redact_rules_new(&problem);
	if (events->rules != NULL)
		events->redactor = redactor_new(events->rules);
	buf_release(&problem);
	events->clients = clients_new(PER_MINUTE / 60.0, PER_MINUTE, 1);
	events->queue = mem_alloc(QUEUE * sizeof(*events->queue));
	events->salt_day = events->forgot_day = events->looked = events->look_due = -1;
	pthread_mutex_init(&events->lock, NULL);
	pthread_cond_init(&events->wake, NULL);
	return events;
}

int events_start(struct events *events)
{
	events->is_started = pthread_create(&events->thread, NULL, run, events) == 0;
	return events->is_started ? 0 : -1;
}

void events_free(struct events *events)
{
	if (events == NULL)
		return;
	pthread_mutex_lock(&events->lock);
	events->ends = true;
	pthread_cond_signal(&events->wake);
	pthread_mutex_unlock(&events->lock);
	if (events->is_started)
		pthread_join(events->thread, NULL);
	redactor_free(events->redactor);
	redact_rules_free(events->rules);
	clients_free(events->clients);
	sql_close(events->sql);
	pthread_cond_destroy(&events->wake);
	pthread_mutex_destroy(&events->lock);
	mem_free(events->queue);
	mem_free(events);
}
