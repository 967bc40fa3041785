#include "search/log.h"

#include "common/escape.h"
#include "common/mem.h"
#include "common/privacy/redact.h"
#include "common/utf8.h"
#include "common/value.h"
#include "search/console.h"

enum {
	FLUSH_AT = 32 * 1024,
	PATH_SHOWN = 200,
	QUERY_SHOWN = 100,
	WORD_SHOWN = 20,
	ERRORS_A_SECOND = 10, /* refused connections: beyond that they are only counted */
};

struct thread_log {
	struct redactor *redactor; /* when queries are allowed */
	struct buf lines;
	int64_t second;
	unsigned refused;
	size_t lost; /* lines that nobody took */
	char time[24];
	size_t time_n;
};

struct log {
	int fd;
	enum log_level level;
	unsigned threads_n;
	struct redact_rules *rules;
	struct thread_log *threads;
};

struct log *log_new(int fd, enum log_level level, unsigned threads)
{
	struct log *log = mem_zalloc(sizeof(*log));

	log->fd = fd;
	log->level = level;
	log->threads_n = threads;
	log->threads = mem_zalloc(threads * sizeof(*log->threads));
	for (unsigned i = 0; i < threads; i++)
		buf_init(&log->threads[i].lines, BUF_NO_LIMIT);
	return log;
}

void log_free(struct log *log)
{
	if (log == NULL)
		return;
	for (unsigned i = 0; i < log->threads_n; i++) {
		log_flush(log, i);
		buf_release(&log->threads[i].lines);
		redactor_free(log->threads[i].redactor);
	}
	redact_rules_free(log->rules);
	mem_free(log->threads);
	mem_free(log);
}

bool log_allow_queries(struct log *log)
{
	struct buf reason;

	buf_init(&reason, BUF_NO_LIMIT);
	log->rules = redact_rules_new(&reason);
	buf_release(&reason);
	for (unsigned i = 0; log->rules != NULL && i < log->threads_n; i++)
		log->threads[i].redactor = redactor_new(log->rules);
	return log->rules != NULL;
}

void log_time(struct buf *out, int64_t seconds)
{
	date_format(out, date_from_seconds(seconds));
}

static void add_time(struct thread_log *thread)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	if ((int64_t)now.tv_sec != thread->second) {
		size_t before = thread->lines.n;

		thread->second = (int64_t)now.tv_sec;
		thread->refused = 0;
		log_time(&thread->lines, thread->second);
		thread->time_n = thread->lines.n - before;
		if (thread->time_n > sizeof(thread->time))
			thread->time_n = 0;
		memcpy(thread->time, thread->lines.s + before, thread->time_n);
		return;
	}
	buf_str(&thread->lines, str_n(thread->time, thread->time_n));
}

void log_flush(struct log *log, unsigned thread)
{
	struct thread_log *own = &log->threads[thread];
	size_t lost;

	if (own->lines.n == 0)
		return;
	lost = console_write(log->fd, buf_view(&own->lines));
	buf_clear(&own->lines);
	own->lost += lost;
	if (lost != 0 || own->lost == 0)
		return;
	add_time(own);
	buf_printf(&own->lines, " lost: %zu lines\n", own->lost);
	if (console_write(log->fd, buf_view(&own->lines)) == 0)
		own->lost = 0;
	buf_clear(&own->lines);
}

/* The path of a file as it came, which is printable ASCII; anything else by its route. */
static void add_path(struct buf *lines, const struct http_done *done)
{
	bool is_file = done->route != NULL && strcmp(done->route, "file") == 0;

	if (is_file && done->request != NULL) {
		buf_str(lines, str_slice(done->request->gate->path, 0, PATH_SHOWN));
		if (done->request->gate->path.n > PATH_SHOWN)
			buf_lit(lines, "…");
	} else {
		buf_str(lines, str_c(done->route != NULL ? done->route : "-"));
	}
}

void log_request(struct log *log, const struct http_done *done)
{
	struct thread_log *thread = &log->threads[done->thread];
	struct buf *lines = &thread->lines;

	if (log->level == LOG_NONE || (log->level == LOG_ERRORS && done->status < 500))
		return;
	if (done->request == NULL && thread->refused > ERRORS_A_SECOND) {
		struct timespec now;

		clock_gettime(CLOCK_REALTIME_COARSE, &now);
		if ((int64_t)now.tv_sec == thread->second)
			return;
	}
	add_time(thread);
	thread->refused += done->request == NULL;
	buf_char(lines, ' ');
	buf_str(lines, done->request != NULL ? done->request->gate->method_name : STR("-"));
	buf_char(lines, ' ');
	add_path(lines, done);
	buf_char(lines, ' ');
	buf_int(lines, done->status);
	buf_char(lines, ' ');
	buf_int(lines, done->bytes);
	buf_char(lines, ' ');
	buf_int(lines, done->nanoseconds / 1000);
	buf_lit(lines, "us\n");
	if (lines->n > FLUSH_AT)
		log_flush(log, done->thread);
}

/* Stricter than redact, which leaves numbers that nothing explains, and addresses without a domain. */
static bool may_be_somebodys(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (str_is_digit(word.s[i]) || word.s[i] == '@')
			return true;
	return word.n > WORD_SHOWN;
}

void log_scrub(struct buf *out, struct str query)
{
	struct str rest = utf8_cut(query, QUERY_SHOWN), word;
	bool is_first = true;

	/* a word that the cut went through is not shown: what it was cannot be told */
	if (rest.n < query.n) {
		ptrdiff_t space = str_rfind_char(rest, ' ');

		rest = str_slice(rest, 0, space > 0 ? (size_t)space : 0);
	}
	while (str_split(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (!is_first)
			buf_char(out, ' ');
		is_first = false;
		if (may_be_somebodys(word))
			buf_lit(out, "***");
		else
			escape_terminal(out, word);
	}
}

/* The query with stars for all that redact finds in it. */
static void mask(struct redactor *redactor, struct str query, struct buf *out)
{
	const struct redact_span *spans;
	size_t n, at = 0;

	if (redact_find(redactor, NULL, NULL, query, &spans, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++) {
		buf_str(out, str_slice(query, at, spans[i].from));
		buf_lit(out, "***");
		at = spans[i].to;
	}
	buf_str(out, str_from(query, at));
}

void log_query(struct log *log, unsigned thread, struct str query, size_t total, bool is_partial)
{
	struct buf *lines = &log->threads[thread].lines, masked;

	if (log->level != LOG_REQUESTS || log->threads[thread].redactor == NULL)
		return;
	buf_init(&masked, BUF_NO_LIMIT);
	mask(log->threads[thread].redactor, query, &masked);
	add_time(&log->threads[thread]);
	buf_printf(lines, " query (%zu%s): ", total, is_partial ? "+" : "");
	log_scrub(lines, buf_view(&masked));
	buf_char(lines, '\n');
	buf_release(&masked);
}
