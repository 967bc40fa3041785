/* The outbox: what is accepted stays, is sent once, and can be seen. */
#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], place[96];
static struct arena arena;
static struct outbox *outbox;

static int set_up(void **state)
{
	struct buf reason;

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/weir-outbox-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(place, sizeof(place), "%s/a/state", folder);
	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	outbox = outbox_open(place, OUTBOX_MAKE, &reason);
	assert_str(buf_view(&reason), "");
	buf_release(&reason);
	return outbox == NULL;
}

static int tear_down(void **state)
{
	int at = open("/tmp", O_RDONLY | O_DIRECTORY);

	(void)state;
	outbox_close(outbox);
	arena_release(&arena);
	assert_int_equal(fs_remove_tree_at(at, folder + 5), 0);
	close(at);
	return 0;
}

static struct outbox_ticket ticket_with(const char *key, const char *body)
{
	return (struct outbox_ticket){.key = str_c(key),
				      .venue = STR("desk"),
				      .subject = STR("Charged twice"),
				      .body = str_c(body),
				      .email = STR("ana@example.com")};
}

static struct outbox *open_another(void)
{
	struct buf reason;
	struct outbox *another;

	buf_init(&reason, BUF_NO_LIMIT);
	another = outbox_open(place, OUTBOX_EXISTING, &reason);
	buf_release(&reason);
	return another;
}

static void what_was_accepted_is_known_again(void **state)
{
	struct outbox_ticket ticket = ticket_with("k1", "one"), edited = ticket_with("k1", "two"),
			     without = ticket_with("", "one");
	char first[OUTBOX_REFERENCE_BYTES + 1], second[OUTBOX_REFERENCE_BYTES + 1];
	struct stat status;
	char path[128];

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, first), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_add(outbox, &ticket, 1001, second), OUTBOX_KNOWN);
	assert_string_equal(first, second);
	/* another text under the same key is another ticket: nothing is lost */
	assert_int_equal(outbox_add(outbox, &edited, 1001, second), OUTBOX_ACCEPTED);
	assert_string_not_equal(first, second);
	assert_int_equal(outbox_add(outbox, &without, 1001, second), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_add(outbox, &without, 1001, second), OUTBOX_ACCEPTED);
	snprintf(path, sizeof(path), "%s/outbox.db", place);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat(place, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
}

static void a_ticket_is_claimed_once_and_settled(void **state)
{
	static const struct outbox_file file = {STR_INIT("a.bin"), STR_INIT("image/png"), STR_INIT("\0\1\2")};
	struct outbox_ticket ticket = ticket_with("k", "text");
	struct outbox *another = open_another();
	struct outbox_entry entry, other;
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox_outcome later = {
	    .state = OUTBOX_QUEUED, .next = 1100, .is_uncertain = true, .error = STR("busy")};
	struct outbox_outcome sent = {.state = OUTBOX_SENT, .remote = STR("77")};

	(void)state;
	ticket.files = &file;
	ticket.files_n = 1;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(outbox, STR("other"), 1000, &arena, &entry), 0);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1000, &arena, &entry), 1);
	assert_str(entry.reference, reference);
	assert_int_equal(entry.idempotency.n, 32);
	assert_int_equal(entry.attempts, 1);
	assert_false(entry.is_uncertain);
	assert_int_equal(entry.ticket.files_n, 1);
	assert_int_equal(entry.ticket.files[0].bytes.n, 3);
	/* who else looks finds it taken, however late it is */
	assert_int_equal(outbox_claim(another, STR("desk"), 1000000, &arena, &other), 0);
	assert_int_equal(outbox_retry(another, entry.id, 1000), 0);
	assert_int_equal(outbox_drop(another, entry.id), 0);
	assert_int_equal(outbox_settle(outbox, entry.id, &later, 1010), 0);
	assert_int_equal(outbox_claim(another, STR("desk"), 1099, &arena, &other), 0);
	assert_int_equal(outbox_next(another, STR("desk"), 1099), 1100);
	assert_int_equal(outbox_claim(another, STR("desk"), 1100, &arena, &other), 1);
	assert_true(other.is_uncertain);
	assert_int_equal(other.attempts, 2);
	assert_int_equal(outbox_settle(another, other.id, &sent, 1200), 0);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 9999, &arena, &entry), 0);
	assert_int_equal(outbox_next(outbox, STR("desk"), 9999), -1);
	assert_int_equal(outbox_retry(outbox, other.id, 9999), 0);
	assert_int_equal(outbox_purge(outbox, 10 * 86400, 0), 0);
	assert_int_equal(outbox_purge(outbox, 11 * 86400, 0), 0);
	assert_int_equal(outbox_purge(outbox, 12 * 86400, 11 * 86400 - 1200), 0);
	assert_int_equal(outbox_purge(outbox, 12 * 86400, 11 * 86400 - 1201), 1);
	assert_int_equal(outbox_find(outbox, str_c(reference), &arena, &entry), 0);
	outbox_close(another);
}

/* A clock that was a year ahead has set the next attempt; set right, nothing waits for a year. */
static void a_clock_that_jumps_delays_nothing(void **state)
{
	struct outbox_outcome later = {.state = OUTBOX_QUEUED};
	struct outbox_ticket ticket = ticket_with("k", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	int64_t year = 365 * 24 * 60 * 60, now = 2000000000;
	struct outbox_entry entry;

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, now + year, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(outbox, STR("desk"), now, &arena, &entry), 1);
	later.next = now + year + 30;
	assert_int_equal(outbox_settle(outbox, entry.id, &later, now + year), 0);
	assert_int_equal(outbox_claim(outbox, STR("desk"), now, &arena, &entry), 1);
	later.next = now + OUTBOX_LONGEST_WAIT;
	assert_int_equal(outbox_settle(outbox, entry.id, &later, now), 0);
	assert_int_equal(outbox_claim(outbox, STR("desk"), now, &arena, &entry), 0);
}

/* The courier dies with a ticket in its hand. */
static void what_a_dead_courier_had_is_found_again(void **state)
{
	struct outbox_ticket ticket = ticket_with("k", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox_entry entry;
	pid_t child;
	int status;

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	child = fork();
	if (child == 0) {
		struct outbox *its = open_another();
		int got = outbox_claim(its, STR("desk"), 1000, &arena, &entry);

		if (got == 1)
			(void)raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1000, &arena, &entry), 1);
	assert_true(entry.is_uncertain);
	assert_int_equal(entry.attempts, 2);
}

struct seen {
	int n;
	int64_t id;
};

static void see(void *context, const struct outbox_entry *entry)
{
	struct seen *seen = context;

	seen->n++;
	seen->id = entry->id;
}

static void an_operator_sees_and_decides(void **state)
{
	struct outbox_outcome dead = {.state = OUTBOX_DEAD, .error = STR("refused")};
	struct outbox_ticket ticket = ticket_with("k", "a secret of Ana's");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox_counts counts;
	struct outbox_entry entry;
	struct seen seen = {0};
	struct buf text;
	int at;

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1000, &arena, &entry), 1);
	assert_int_equal(outbox_settle(outbox, entry.id, &dead, 1010), 0);
	assert_int_equal(outbox_count(outbox, &counts), 0);
	assert_int_equal(counts.of[OUTBOX_DEAD], 1);
	assert_int_equal(counts.oldest, 1000);
	assert_int_equal(outbox_each(outbox, false, &arena, see, &seen), 0);
	assert_int_equal(seen.n, 1);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 99999, &arena, &entry), 0);
	assert_int_equal(outbox_retry(outbox, seen.id, 2000), 1);
	assert_int_equal(outbox_find(outbox, str_c(reference), &arena, &entry), 1);
	assert_int_equal(entry.state, OUTBOX_QUEUED);
	assert_int_equal(entry.attempts, 0);
	assert_int_equal(outbox_drop(outbox, seen.id), 1);
	assert_int_equal(outbox_find(outbox, STR("1"), &arena, &entry), 0);
	/* dropped is erased */
	buf_init(&text, BUF_NO_LIMIT);
	at = open(place, O_RDONLY | O_DIRECTORY);
	assert_int_equal(fs_read_at(at, "outbox.db", &text, 1 << 20), 0);
	assert_true(str_find(buf_view(&text), STR("secret of Ana")) < 0);
	buf_clear(&text);
	assert_int_equal(fs_read_at(at, "outbox.db-wal", &text, 1 << 20), 0);
	assert_true(str_find(buf_view(&text), STR("secret of Ana")) < 0);
	close(at);
	buf_release(&text);
}

struct waiting {
	char said[200];
};

static void note_waiting(void *context, struct str venue, int64_t n)
{
	struct waiting *waiting = context;
	size_t at = strlen(waiting->said);

	snprintf(waiting->said + at, sizeof(waiting->said) - at, "%.*s %lld\n", STR_ARG(venue), (long long)n);
}

/* A venue that was removed: its tickets say why they wait, and can be given to another. */
static void tickets_of_no_venue_say_so_and_can_be_moved(void **state)
{
	static const struct str why = STR_INIT("no such venue");
	struct outbox_ticket ticket = ticket_with("k", "text"), other = ticket_with("l", "more");
	struct outbox_outcome sent = {.state = OUTBOX_SENT};
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct waiting waiting = {""};
	struct outbox *another = open_another();
	struct outbox_entry entry;

	(void)state;
	other.venue = STR("second");
	assert_int_equal(outbox_add(outbox, &other, 1000, reference), OUTBOX_ACCEPTED);
	for (int i = 0; i < 2; i++) {
		ticket.key = STR("");
		assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	}
	assert_int_equal(outbox_venues(outbox, &arena, note_waiting, &waiting), 0);
	assert_string_equal(waiting.said, "desk 2\nsecond 1\n");
	/* one of them is just being sent: it is left to who sends it */
	assert_int_equal(outbox_claim(another, STR("desk"), 1000, &arena, &entry), 1);
	assert_int_equal(outbox_strand(outbox, STR("desk"), why, 1001), 0);
	assert_int_equal(outbox_find(outbox, STR("2"), &arena, &entry), 1);
	assert_int_equal(entry.state, OUTBOX_SENDING);
	assert_int_equal(outbox_move(outbox, 2, STR("second"), 1001), 0);
	assert_int_equal(outbox_find(outbox, STR("3"), &arena, &entry), 1);
	assert_int_equal(entry.state, OUTBOX_QUEUED);
	assert_str(entry.error, "no such venue");
	/* when that one has died, too */
	outbox_close(another);
	assert_int_equal(outbox_strand(outbox, STR("desk"), why, 1002), 0);
	assert_int_equal(outbox_find(outbox, STR("2"), &arena, &entry), 1);
	assert_int_equal(entry.state, OUTBOX_QUEUED);
	assert_true(entry.is_uncertain);
	assert_str(entry.error, "no such venue");
	assert_int_equal(entry.updated, 1002);
	/* said once is enough */
	assert_int_equal(outbox_strand(outbox, STR("desk"), why, 1003), 0);
	assert_int_equal(outbox_find(outbox, STR("2"), &arena, &entry), 1);
	assert_int_equal(entry.updated, 1002);
	assert_int_equal(outbox_find(outbox, STR("1"), &arena, &entry), 1);
	assert_str(entry.error, "");
	assert_int_equal(outbox_move(outbox, 2, STR("desk"), 1004), 0);
	assert_int_equal(outbox_find(outbox, STR("2"), &arena, &entry), 1);
	assert_true(entry.is_uncertain);
	assert_int_equal(outbox_move(outbox, 2, STR("second"), 1004), OUTBOX_MAY_HAVE_ARRIVED);
	assert_int_equal(outbox_find(outbox, STR("2"), &arena, &entry), 1);
	assert_str(entry.ticket.venue, "second");
	assert_str(entry.error, "");
	assert_false(entry.is_uncertain);
	assert_int_equal(entry.attempts, 0);
	assert_int_equal(outbox_claim(outbox, STR("second"), 1003, &arena, &entry), 1);
	assert_int_equal(entry.id, 1);
	assert_int_equal(outbox_settle(outbox, 1, &sent, 1004), 0);
	assert_int_equal(outbox_claim(outbox, STR("second"), 1004, &arena, &entry), 1);
	assert_int_equal(entry.id, 2);
	assert_int_equal(outbox_settle(outbox, 2, &sent, 1004), 0);
	assert_int_equal(outbox_move(outbox, 2, STR("desk"), 1005), 0);
	/* the name comes back, and with it who delivers */
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1005, &arena, &entry), 1);
	assert_int_equal(entry.id, 3);
}

struct busy_call {
	struct outbox *another;
	int64_t stranded;
};

/* Another program commits, then this one writes: with a query still open that would be refused at once. */
static void strand_between_commits(void *context, struct str venue, int64_t n)
{
	struct busy_call *call = context;
	struct outbox_ticket ticket = ticket_with("", "one more");
	char reference[OUTBOX_REFERENCE_BYTES + 1];

	assert_int_equal(outbox_add(call->another, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_strand(outbox, venue, STR("no such venue"), 1001), 0);
	call->stranded += n;
}

static void what_others_commit_refuses_nothing(void **state)
{
	struct outbox_ticket ticket = ticket_with("", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct busy_call call = {open_another(), 0};

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	ticket.venue = STR("second");
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_venues(outbox, &arena, strand_between_commits, &call), 0);
	assert_int_equal(call.stranded, 2);
	outbox_close(call.another);
}

/* Its courier died with it, and no other has looked yet. */
static void what_a_dead_courier_had_may_have_arrived(void **state)
{
	struct outbox_ticket ticket = ticket_with("k", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox *another = open_another();
	struct outbox_entry entry;

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(another, STR("desk"), 1000, &arena, &entry), 1);
	assert_int_equal(outbox_move(outbox, 1, STR("second"), 1001), 0);
	outbox_close(another);
	assert_int_equal(outbox_move(outbox, 1, STR("second"), 1001), OUTBOX_MAY_HAVE_ARRIVED);
	assert_int_equal(outbox_move(outbox, 1, STR("desk"), 1002), 1);
}

/* In a child, because the limit cannot be lifted again everywhere. */
static void a_full_disk_is_told_and_leaves_what_was_there(void **state)
{
	struct outbox_ticket ticket = ticket_with("", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox_counts after;
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	child = fork();
	if (child == 0) {
		struct rlimit limit = {256 * 1024, 256 * 1024};
		struct outbox *its = open_another();
		int accepted = 0;
		enum outbox_result result;
		char *large = arena_zalloc(&arena, 100 * 1024 + 1);

		memset(large, 'x', 100 * 1024);
		(void)signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(100);
		ticket.body = str_c(large);
		while ((result = outbox_add(its, &ticket, 1000, reference)) == OUTBOX_ACCEPTED && accepted < 50)
			accepted++;
		if (result != OUTBOX_FULL)
			_exit(101);
		_exit(accepted);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_in_range(WEXITSTATUS(status), 1, 49);
	assert_int_equal(outbox_count(outbox, &after), 0);
	assert_int_equal(after.of[OUTBOX_QUEUED], 1 + WEXITSTATUS(status));
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
}

static void what_is_no_outbox_is_refused(void **state)
{
	struct buf reason;
	char path[128];
	int fd;

	(void)state;
	buf_init(&reason, BUF_NO_LIMIT);
	snprintf(path, sizeof(path), "%s/none", folder);
	assert_null(outbox_open(path, OUTBOX_EXISTING, &reason));
	assert_str(buf_view(&reason), "");
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/none/outbox.db", folder);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "This is no database, whatever its name says, and has some bytes more.", 69), 69);
	close(fd);
	snprintf(path, sizeof(path), "%s/none", folder);
	assert_null(outbox_open(path, OUTBOX_MAKE, &reason));
	assert_true(str_find(buf_view(&reason), STR("not a database")) >= 0);
	buf_release(&reason);
}

/* What another process may lock: a byte of SQLite's shared range, while somebody has the file open. */
static bool is_held(void)
{
	struct flock lock = {.l_type = F_WRLCK,
			     .l_whence = SEEK_SET,
			     .l_start = 0x40000002,
			     .l_len = 510}; /* SHARED_FIRST, SHARED_SIZE */
	char path[128];
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int fd;

		snprintf(path, sizeof(path), "%s/outbox.db", place);
		fd = open(path, O_RDWR);
		_exit(fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

/* Closing any descriptor of the file would end the locks of all in the process. */
static void a_second_outbox_leaves_the_locks_of_the_first(void **state)
{
	struct outbox *another;

	(void)state;
	assert_true(is_held());
	another = open_another();
	assert_true(is_held());
	outbox_close(another);
	assert_true(is_held());
}

static void a_file_for_others_becomes_its_owners(void **state)
{
	struct stat status;
	struct buf reason;
	char path[128], link[128];

	(void)state;
	snprintf(path, sizeof(path), "%s/outbox.db", place);
	assert_int_equal(chmod(path, 0644), 0);
	outbox_close(open_another());
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	snprintf(link, sizeof(link), "%s/linked", folder);
	assert_int_equal(mkdir(link, 0700), 0);
	snprintf(link, sizeof(link), "%s/linked/outbox.db", folder);
	assert_int_equal(symlink(path, link), 0);
	snprintf(link, sizeof(link), "%s/linked", folder);
	buf_init(&reason, BUF_NO_LIMIT);
	assert_null(outbox_open(link, OUTBOX_MAKE, &reason));
	assert_true(str_find(buf_view(&reason), str_c(strerror(ELOOP))) >= 0);
	buf_release(&reason);
}

/* One ticket, taken and delivered at a moment. */
static void deliver_one(int64_t now)
{
	struct outbox_ticket ticket = ticket_with("k", "text");
	struct outbox_outcome sent = {.state = OUTBOX_SENT};
	char reference[OUTBOX_REFERENCE_BYTES + 1];
	struct outbox_entry entry;

	assert_int_equal(outbox_add(outbox, &ticket, now, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(outbox, STR("desk"), now, &arena, &entry), 1);
	assert_int_equal(outbox_settle(outbox, entry.id, &sent, now), 0);
}

static void a_clock_that_is_ahead_erases_nothing(void **state)
{
	const int64_t day = 86400, keep = 30 * day, start = 20000 * day, ahead = 400 * day;

	(void)state;
	for (int64_t n = 0; n < 5; n++)
		assert_int_equal(outbox_purge(outbox, start + n * day, keep), 0);
	deliver_one(start + 4 * day);
	/* over a midnight of its own, and back again */
	assert_int_equal(outbox_purge(outbox, start + ahead - 10, keep), 0);
	assert_int_equal(outbox_purge(outbox, start + ahead + 10, keep), 0);
	assert_int_equal(outbox_purge(outbox, start + 5 * day, keep), 0);
	assert_int_equal(outbox_purge(outbox, start + 2 * ahead, keep), 0);
	/* as days go by it is erased, two days late at most */
	for (int64_t n = 6; n <= 34; n++)
		assert_int_equal(outbox_purge(outbox, start + n * day, keep), 0);
	assert_int_equal(outbox_purge(outbox, start + 35 * day, keep) + outbox_purge(outbox, start + 36 * day, keep),
			 1);
}

/* It was delivered while the clock was ahead by years: it is erased when its time is over all the same. */
static void what_a_clock_ahead_has_sent_is_erased_in_time(void **state)
{
	const int64_t day = 86400, keep = 30 * day, start = 20000 * day, ahead = 4000 * day;
	int64_t erased = 0;

	(void)state;
	deliver_one(start + ahead);
	assert_int_equal(outbox_purge(outbox, start + ahead, keep), 0);
	/* a moment in another century says nothing of when it was */
	assert_int_equal(outbox_purge(outbox, 24 * day, keep), 0);
	for (int64_t n = 0; n <= 31; n++)
		assert_int_equal(outbox_purge(outbox, start + n * day, keep), 0);
	for (int64_t n = 32; n <= 35; n++)
		erased += outbox_purge(outbox, start + n * day, keep);
	assert_int_equal(erased, 1);
}

/* As when nothing could be sent; not as when somebody else sends it. */
static void a_lock_that_cannot_be_used_is_told(void **state)
{
	struct outbox_ticket ticket = ticket_with("k", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1], path[128];
	struct outbox_entry entry;

	(void)state;
	snprintf(path, sizeof(path), "%s/courier.lock", place);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1000, &arena, &entry), -1);
	assert_non_null(strstr(outbox_message(outbox), strerror(EISDIR)));
	assert_int_equal(outbox_drop(outbox, 1), -1);
	assert_non_null(strstr(outbox_message(outbox), strerror(EISDIR)));
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(outbox_claim(outbox, STR("desk"), 1000, &arena, &entry), 1);
}

/* What root makes there belongs to whom the folder belongs. */
static void a_lock_is_its_folders_owners(void **state)
{
	struct outbox_ticket ticket = ticket_with("k", "text");
	char reference[OUTBOX_REFERENCE_BYTES + 1], path[128];
	struct stat status;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chown(place, 12345, 12346), 0);
	assert_int_equal(outbox_add(outbox, &ticket, 1000, reference), OUTBOX_ACCEPTED);
	assert_int_equal(outbox_retry(outbox, 1, 1000), 1);
	snprintf(path, sizeof(path), "%s/courier.lock", place);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_uid, 12345);
	assert_int_equal(status.st_gid, 12346);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(what_was_accepted_is_known_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_ticket_is_claimed_once_and_settled, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_clock_that_jumps_delays_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_a_dead_courier_had_is_found_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(an_operator_sees_and_decides, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(tickets_of_no_venue_say_so_and_can_be_moved, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_a_dead_courier_had_may_have_arrived, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_others_commit_refuses_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_full_disk_is_told_and_leaves_what_was_there, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_is_no_outbox_is_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_clock_that_is_ahead_erases_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_a_clock_ahead_has_sent_is_erased_in_time, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_lock_that_cannot_be_used_is_told, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_lock_is_its_folders_owners, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_second_outbox_leaves_the_locks_of_the_first, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_file_for_others_becomes_its_owners, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
