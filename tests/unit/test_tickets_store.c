/* private/: records of threads, people with their epoch, decisions, approvals, tombstones. */
#include "tests/unit/unit.h"

#include <sqlite3.h>

#include "common/fs.h"
#include "common/mem.h"
#include "generator/tickets/hashes.h"
#include "generator/tickets/stage.h"
#include "generator/tickets/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int site = -1;
static char folder[] = "/tmp/weir-store-XXXXXX";
static struct arena arena;
static struct buf reason;

static int set_up(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	site = open(folder, O_RDONLY | O_DIRECTORY);
	assert_true(site >= 0);
	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	return 0;
}

static int tear_down(void **state)
{
	int tmp = open("/tmp", O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_int_equal(fs_remove_tree_at(tmp, folder + strlen("/tmp/")), 0);
	(void)close(tmp);
	(void)close(site);
	arena_release(&arena);
	buf_release(&reason);
	return 0;
}

static struct store *open_store(bool create)
{
	struct store *store = store_open_tickets(site, create, &reason);

	assert_str(buf_view(&reason), "");
	return store;
}

static struct thread *make_thread(const char *body)
{
	struct thread *thread = ARENA_NEW(&arena, struct thread);

	thread->system = STR("zendesk");
	thread->external_id = STR("1042");
	thread->subject = STR("Tab\there \"and\" there");
	thread->status = THREAD_SOLVED;
	thread->solved = 1700000000;
	thread->updated = 1700000001;
	thread->tags = arena_array(&arena, 2, sizeof(*thread->tags));
	thread->tags[0] = STR("login");
	thread->tags[1] = STR("h\xc3\xa4");
	thread->tags_n = 2;
	thread->people = arena_array(&arena, 1, sizeof(*thread->people));
	thread->people[0] = (struct thread_person){
	    .id = STR("7"), .role = THREAD_CUSTOMER, .name = STR("Jana Nowak"), .org = STR("Drewex")};
	thread->people_n = 1;
	thread->messages = arena_array(&arena, 2, sizeof(*thread->messages));
	thread->messages[0] = (struct thread_message){.author = 0,
						      .role = THREAD_CUSTOMER,
						      .visibility = THREAD_PUBLIC,
						      .format = THREAD_HTML,
						      .time = 5,
						      .body = STR("<p>Hi</p>\n")};
	thread->messages[1] = (struct thread_message){.author = THREAD_NOBODY, .is_answer = true, .body = str_c(body)};
	thread->messages_n = 2;
	return thread;
}

static void a_record_reads_back_as_it_was(void **state)
{
	struct thread back;
	struct buf record, again;

	(void)state;
	buf_init(&record, BUF_NO_LIMIT);
	buf_init(&again, BUF_NO_LIMIT);
	thread_pack(&record, make_thread("answer"));
	assert_int_equal(thread_unpack(&arena, buf_view(&record), &back), 0);
	assert_str(back.subject, "Tab\there \"and\" there");
	assert_int_equal(back.status, THREAD_SOLVED);
	assert_int_equal(back.tags_n, 2);
	assert_str(back.people[0].org, "Drewex");
	assert_int_equal(back.messages[0].author, 0);
	assert_int_equal(back.messages[0].format, THREAD_HTML);
	assert_int_equal(back.messages[1].author, THREAD_NOBODY);
	assert_int_equal(back.messages[1].visibility, THREAD_INTERNAL);
	assert_true(back.messages[1].is_answer);
	thread_pack(&again, &back);
	assert_str(buf_view(&again), record.s);
	for (size_t n = 0; n < record.n; n++)
		assert_int_equal(thread_unpack(&arena, str_n(record.s, n), &back), -1);
	buf_release(&record);
	buf_release(&again);
}

static void the_folder_is_private(void **state)
{
	struct store *store;
	struct stat status;
	struct buf text;

	(void)state;
	assert_null(store_open_tickets(site, false, &reason)); /* there is none: no reason */
	assert_str(buf_view(&reason), "");
	store = open_store(true);
	assert_non_null(store);
	assert_int_equal(fstatat(site, "private", &status, 0), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	assert_int_equal(fstatat(site, "private/tickets.db", &status, 0), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	buf_init(&text, BUF_NO_LIMIT);
	assert_int_equal(fs_read_at(site, "private/.gitignore", &text, 100), 0);
	assert_str(buf_view(&text), "*\n");
	buf_release(&text);
	store_close_tickets(store);
}

static int count_row(void *context, const struct store_row *row)
{
	(void)row;
	++*(int *)context;
	return 0;
}

static void threads_change_and_go(void **state)
{
	struct store *store = open_store(true);
	enum store_change change;
	struct thread thread;
	struct store_row row;
	uint64_t n;
	int rows = 0;
	bool was;

	(void)state;
	store_close_tickets(store);
	store = open_store(false); /* there is one by now */
	assert_non_null(store);
	assert_int_equal(store_put_thread(store, make_thread("SECRETBODY one"), 100, &change), 0);
	assert_int_equal(change, STORE_ADDED);
	assert_int_equal(store_put_thread(store, make_thread("SECRETBODY one"), 200, &change), 0);
	assert_int_equal(change, STORE_SAME);
	assert_int_equal(store_put_thread(store, make_thread("SECRETBODY two"), 300, &change), 0);
	assert_int_equal(change, STORE_CHANGED);
	assert_int_equal(store_get_thread(store, &arena, STR("zendesk:1042"), &row, &thread), 1);
	assert_str(thread.messages[1].body, "SECRETBODY two");
	assert_int_equal(row.imported, 300);
	assert_int_equal(store_withdraw_thread(store, STR("zendesk:1042"), STR("deleted"), 400, &was), 0);
	assert_true(was);
	assert_int_equal(store_withdraw_thread(store, STR("zendesk:1042"), STR("deleted"), 400, &was), 0);
	assert_false(was);
	assert_int_equal(store_get_thread(store, &arena, STR("zendesk:1042"), &row, &thread), 0);
	assert_int_equal(row.state, STORE_WITHDRAWN);
	assert_str(row.why, "deleted");
	assert_int_equal(store_each_thread(store, count_row, &rows), 0);
	assert_int_equal(rows, 1);
	assert_int_equal(store_count_threads(store, STORE_WITHDRAWN, &n), 0);
	assert_int_equal(n, 1);
	store_close_tickets(store);
}

static void erased_text_is_gone_from_the_file(void **state)
{
	struct buf bytes;

	(void)state;
	buf_init(&bytes, BUF_NO_LIMIT);
	assert_int_equal(fs_read_at(site, "private/tickets.db", &bytes, (size_t)1 << 24), 0);
	assert_true(str_find(buf_view(&bytes), STR("CREATE TABLE")) >= 0);
	assert_true(str_find(buf_view(&bytes), STR("SECRETBODY")) < 0);
	buf_release(&bytes);
}

static void what_is_buried_stays_away(void **state)
{
	struct store *store = open_store(true);
	enum store_change change;
	struct buf bytes;

	(void)state;
	assert_int_equal(store_bury(store, STR("zendesk:1042"), 1), 0);
	assert_int_equal(store_is_buried(store, STR("zendesk:1042")), 1);
	assert_int_equal(store_is_buried(store, STR("zendesk:1043")), 0);
	assert_int_equal(store_put_thread(store, make_thread("x"), 2, &change), 0);
	assert_int_equal(change, STORE_BURIED);
	assert_int_equal(store_delete_thread(store, STR("zendesk:1042")), 0);
	store_close_tickets(store);
	buf_init(&bytes, BUF_NO_LIMIT);
	assert_int_equal(fs_read_at(site, "private/tickets.db", &bytes, (size_t)1 << 24), 0);
	assert_true(str_find(buf_view(&bytes), STR("zendesk:1042")) < 0);
	buf_release(&bytes);
}

static int count_person(void *context, struct str system, const struct thread_person *person)
{
	assert_str(system, "zendesk");
	assert_str(person->name, "Jana Nowak");
	++*(int *)context;
	return 0;
}

static void people_move_the_epoch(void **state)
{
	struct store *store = open_store(true);
	struct thread_person person = {.id = STR("7"), .name = STR("Jana Nowak")};
	uint64_t epoch[3];
	int n = 0;

	(void)state;
	assert_int_equal(store_put_person(store, STR("zendesk"), &person), 0);
	assert_int_equal(store_epoch(store, &epoch[0]), 0);
	assert_int_equal(store_put_person(store, STR("zendesk"), &person), 0);
	assert_int_equal(store_epoch(store, &epoch[1]), 0);
	person.email = STR("jana@drewex.example");
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(store_put_person(store, STR("zendesk"), &person), 0);
	assert_int_equal(store_commit(store), 0);
	assert_int_equal(store_epoch(store, &epoch[2]), 0);
	assert_true(epoch[0] == epoch[1] && epoch[1] < epoch[2]);
	assert_int_equal(store_each_person(store, count_person, &n), 0);
	assert_int_equal(n, 2);
	store_close_tickets(store);
}

static void decisions_and_approvals_are_kept(void **state)
{
	struct store *store = open_store(true);
	struct store_approval approval = {.key = STR("zendesk:1"),
					  .public_id = STR("k3v9"),
					  .text = STR("text"),
					  .seal = {1, 2},
					  .time = 9},
			      back;
	struct str value;

	(void)state;
	assert_int_equal(store_put_decision(store, STR("keep"), STR("Widget"), STR("yes"), 1), 0);
	assert_int_equal(store_get_decision(store, &arena, STR("keep"), STR("Widget"), &value), 1);
	assert_str(value, "yes");
	assert_int_equal(store_delete_decision(store, STR("keep"), STR("Widget")), 0);
	assert_int_equal(store_get_decision(store, &arena, STR("keep"), STR("Widget"), &value), 0);
	assert_int_equal(store_put_approval(store, &approval), 0);
	assert_int_equal(store_get_approval(store, &arena, STR(""), STR("k3v9"), &back), 1);
	assert_str(back.key, "zendesk:1");
	assert_true(seal_eq(back.seal, approval.seal));
	assert_int_equal(store_get_approval(store, &arena, STR(""), STR(""), &back), 0);
	assert_int_equal(store_delete_approval(store, STR("zendesk:1")), 0);
	assert_int_equal(store_get_approval(store, &arena, STR("zendesk:1"), STR(""), &back), 0);
	store_close_tickets(store);
}

static void a_short_secret_is_refused(void **state)
{
	sqlite3 *db;
	char path[64];
	int fd;

	(void)state;
	store_close_tickets(open_store(true));
	fd = openat(site, "private/tickets.db", O_RDWR);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE state SET value = x'00' WHERE name = 'secret'", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_changes(db), 1);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	(void)close(fd);
	assert_null(store_open_tickets(site, true, &reason));
	buf_clear(&reason);
}

static int count_thread(void *context, struct str id, const struct stage_row *rows, size_t n)
{
	(void)rows;
	*(int *)context += id.n != 0 && n != 0;
	return 0;
}

/* An export of any size passes through a cache of 32 MB. */
static void what_waits_for_an_import_is_on_the_disk(void **state)
{
	enum { ROWS = 4500, RECORD = 16000, MOST = 48 << 20 };
	struct stage *stage = stage_open(STR("/tmp"), &reason);
	char *record = mem_zalloc(RECORD);
	int threads = 0;

	(void)state;
	assert_non_null(stage);
	memset(record, 'x', RECORD);
	for (int i = 0; i < ROWS; i++) {
		struct stage_row row = {.kind = STAGE_HEAD, .place = STR("a:1"), .record = str_n(record, RECORD)};
		char id[16];

		(void)snprintf(id, sizeof(id), "%d", i);
		assert_int_equal(stage_add(stage, str_c(id), &row), 0);
	}
	assert_true(sqlite3_memory_used() < MOST);
	assert_int_equal(stage_each(stage, &arena, count_thread, &threads), 0);
	assert_int_equal(threads, ROWS);
	mem_free(record);
	stage_close(stage);
}

static void texts_are_known_by_their_hash(void **state)
{
	enum { TEXTS = 5000 };
	struct hashes hashes;
	char text[16];

	(void)state;
	hashes_init(&hashes);
	assert_int_equal(hashes_get(&hashes, STR("x")), 0);
	for (uint32_t i = 0; i < TEXTS; i++) {
		(void)snprintf(text, sizeof(text), "text %u", i);
		hashes_set(&hashes, str_c(text), i + 1);
	}
	hashes_set(&hashes, STR("text 7"), 77);
	assert_int_equal(hashes.n, TEXTS);
	assert_true(hashes.room * 3 >= hashes.n * 4 && hashes.room < (size_t)TEXTS * 4);
	for (uint32_t i = 0; i < TEXTS; i++) {
		(void)snprintf(text, sizeof(text), "text %u", i);
		assert_int_equal(hashes_get(&hashes, str_c(text)), i == 7 ? 77 : i + 1);
	}
	assert_int_equal(hashes_get(&hashes, STR("text 5000")), 0);
	assert_int_equal(hashes_get(&hashes, STR("")), 0);
	hashes_release(&hashes);
}

/* An id such as "sk23…" and the text behind it in a row of search.db can be the number of an account. */
static void ids_of_pages_begin_as_no_account_does(void **state)
{
	char id[11];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		seal_random_page_id(id, 10);
		assert_int_equal(strlen(id), 10);
		assert_int_equal(id[0], 's');
		assert_true(id[1] >= 'a' && id[1] <= 'z' && id[2] >= 'a' && id[2] <= 'z');
		assert_int_equal(strspn(id, "abcdefghjkmnpqrstvwxyz23456789"), 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_record_reads_back_as_it_was),
	    cmocka_unit_test(the_folder_is_private),
	    cmocka_unit_test(threads_change_and_go),
	    cmocka_unit_test(erased_text_is_gone_from_the_file),
	    cmocka_unit_test(what_is_buried_stays_away),
	    cmocka_unit_test(people_move_the_epoch),
	    cmocka_unit_test(decisions_and_approvals_are_kept),
	    cmocka_unit_test(a_short_secret_is_refused),
	    cmocka_unit_test(what_waits_for_an_import_is_on_the_disk),
	    cmocka_unit_test(texts_are_known_by_their_hash),
	    cmocka_unit_test(ids_of_pages_begin_as_no_account_does),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
