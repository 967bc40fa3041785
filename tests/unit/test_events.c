/* The ledger of events: nothing is kept for longer than it should be, whether readers come or not; who is popular. */
#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/ledger.h"
#include "common/limits.h"
#include "search/events.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DAY = 86400, START = 20000, KEEP = 90 };

static char folder[64];
static struct events *events;
static struct sql *ledger;

static int set_up(void **state)
{
	enum sql_failure failure;
	struct buf reason;

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/weir-events-XXXXXX");
	assert_non_null(mkdtemp(folder));
	buf_init(&reason, BUF_NO_LIMIT);
	events = events_new(folder, &reason);
	ledger = ledger_open(folder, &failure, &reason);
	assert_str(buf_view(&reason), "");
	buf_release(&reason);
	return events == NULL || ledger == NULL || events_start(events) != 0;
}

static int tear_down(void **state)
{
	int at = open("/tmp", O_RDONLY | O_DIRECTORY);

	(void)state;
	events_free(events);
	sql_close(ledger);
	assert_int_equal(fs_remove_tree_at(at, folder + 5), 0);
	close(at);
	return 0;
}

static int64_t number(const char *text)
{
	struct sql_query *query = sql_query(ledger, text);
	int64_t n = sql_step(query) == 1 ? sql_get_int(query, 0) : -1;

	sql_done(query);
	return n;
}

/* The thread that writes has its own time: what it does is waited for, not measured. */
static void wait_until(const char *text, int64_t wanted)
{
	const struct timespec pause = {.tv_nsec = 1000000};

	for (int i = 0; i < 20000 && number(text) != wanted; i++)
		nanosleep(&pause, NULL);
	assert_int_equal(number(text), wanted);
}

static void add(const char *kind, const char *page, int client, const char *form, int64_t seconds)
{
	static int64_t now;
	struct event event = {.kind = str_c(kind),
			      .pages = {str_c(page)},
			      .pages_n = 1,
			      .form = str_c(form),
			      .client = {.bytes = {(uint8_t)client}},
			      .seconds = seconds};

	now += 10000; /* nobody is too fast here */
	assert_int_equal(events_add(events, &event, now), EVENTS_TAKEN);
}

static void vote(int client, int64_t seconds)
{
	int64_t before = number("SELECT count(*) FROM event");

	add("helpful", "/a/", client, "", seconds);
	wait_until("SELECT count(*) FROM event", before + 1);
}

/* A day passes while the server runs and nobody does anything. */
static void look(int64_t day)
{
	events_look(events, day * DAY + 60, KEEP);
	wait_until("SELECT max(day) FROM clock", day);
}

static void make_clock(void)
{
	assert_int_equal(sql_run(sql_query(ledger, "CREATE TABLE IF NOT EXISTS clock(day INTEGER PRIMARY KEY)")), 0);
}

static void votes_go_when_nobody_votes_any_more(void **state)
{
	(void)state;
	make_clock();
	look(START);
	vote(1, (int64_t)START * DAY + 4000);
	for (int64_t day = START + 1; day <= START + KEEP + 1; day++)
		look(day);
	assert_int_equal(number("SELECT count(*) FROM event"), 1);
	look(START + KEEP + 2);
	wait_until("SELECT count(*) FROM event", 0);
}

static void votes_once_a_week_are_kept_no_longer(void **state)
{
	(void)state;
	make_clock();
	for (int64_t day = START; day <= START + KEEP + 10; day++) {
		look(day);
		if ((day - START) % 7 == 0)
			vote(1, day * DAY + 4000);
		assert_true(day - number("SELECT min(at) / 86400 FROM event") < KEEP + 2);
	}
	assert_int_equal(number("SELECT min(at) / 86400 FROM event"), START + 14);
}

static void the_salt_goes_with_its_day(void **state)
{
	(void)state;
	make_clock();
	look(START);
	vote(1, (int64_t)START * DAY + 4000);
	assert_int_equal(number("SELECT day FROM salt"), START);
	/* within the day it stays: one address has one vote */
	events_look(events, (int64_t)START * DAY + 8000, KEEP);
	add("helpful", "/a/", 1, "", (int64_t)START * DAY + 9000);
	vote(2, (int64_t)START * DAY + 9000);
	assert_int_equal(number("SELECT count(*) FROM event"), 2);
	look(START + 1);
	wait_until("SELECT count(*) FROM salt", 0);
}

/* Neither in the file nor in its log. */
static void what_is_erased_is_overwritten(void **state)
{
	int at = open(folder, O_RDONLY | O_DIRECTORY);
	const struct timespec pause = {.tv_nsec = 1000000};
	struct stat log = {.st_size = 1};
	struct buf text;

	(void)state;
	make_clock();
	look(START);
	add("opened", "/a-page-that-is-found/", 1, "form-that-is-found", (int64_t)START * DAY + 4000);
	wait_until("SELECT count(*) FROM event", 1);
	for (int64_t day = START + KEEP + 1; day <= START + KEEP + 3; day++)
		look(day);
	wait_until("SELECT count(*) FROM event", 0);
	for (int i = 0; i < 20000 && log.st_size != 0; i++) {
		assert_int_equal(fstatat(at, "events.db-wal", &log, 0), 0);
		nanosleep(&pause, NULL);
	}
	assert_int_equal(log.st_size, 0);
	buf_init(&text, BUF_NO_LIMIT);
	/* read through a copy of the descriptor's file only now that nobody needs its locks */
	events_free(events);
	events = NULL;
	sql_close(ledger);
	ledger = NULL;
	assert_int_equal(fs_read_at(at, "events.db", &text, 1 << 24), 0);
	assert_true(str_find(buf_view(&text), STR("that-is-found")) < 0);
	buf_release(&text);
	close(at);
}

/* Of a clock that is ahead one day is seen, and nothing is old with that. */
static void a_clock_that_is_ahead_erases_nothing(void **state)
{
	(void)state;
	make_clock();
	for (int64_t day = START; day < START + 4; day++)
		look(day);
	vote(1, (int64_t)(START + 3) * DAY + 4000);
	look(START + 4000);
	events_look(events, (int64_t)(START + 4000) * DAY + 8000, KEEP);
	look(START + 4);
	assert_int_equal(number("SELECT count(*) FROM event"), 1);
}

struct seen {
	char text[200];
	size_t n;
};

static void note_popular(void *context, struct str page, int64_t times)
{
	struct seen *seen = context;

	seen->n += (size_t)snprintf(seen->text + seen->n, sizeof(seen->text) - seen->n, "%.*s %lld\n", STR_ARG(page),
				    (long long)times);
}

/* Neither days nor forms add up to people. */
static void one_person_is_not_five(void **state)
{
	struct seen seen = {.n = 0};
	int64_t wanted = 0;

	(void)state;
	/* on a week's days, under another salt each */
	for (int64_t day = START; day < START + 7; day++, wanted++)
		add("helpful", "/daily/", 1, "", day * DAY + 4000);
	for (int i = 0; i < 9; i++, wanted++) {
		char form[16];

		snprintf(form, sizeof(form), "f-%d", i);
		add(i % 2 != 0 ? "opened" : "solved", "/forms/", 1, form, (int64_t)START * DAY);
	}
	/* four of one day and four of another are not five */
	for (int i = 0; i < 8; i++, wanted++)
		add("helpful", "/four/", i % 4, "", (int64_t)(START + i / 4) * DAY);
	for (int i = 0; i < 6; i++, wanted++)
		add(i < 5 ? "helpful" : "not_helpful", "/five/", i, "", (int64_t)(START + 6) * DAY + 86000);
	add("opened", "/five/", 1, "f-1", (int64_t)START * DAY);
	wait_until("SELECT count(*) FROM event", wanted + 1);
	assert_int_equal(ledger_popular(ledger, 0, note_popular, &seen), 0);
	assert_string_equal(seen.text, "/five/ 6\n");
	/* too old */
	assert_int_equal(ledger_popular(ledger, (int64_t)(START + 7) * DAY, note_popular, &seen), 0);
	assert_string_equal(seen.text, "/five/ 6\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(votes_go_when_nobody_votes_any_more, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(votes_once_a_week_are_kept_no_longer, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(the_salt_goes_with_its_day, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_is_erased_is_overwritten, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_clock_that_is_ahead_erases_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(one_person_is_not_five, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
