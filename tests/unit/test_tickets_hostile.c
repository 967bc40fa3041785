/*
 * Exports that were cut off, damaged or made to hurt, through every reader: nothing that is not public is stored, no
 * text is stored by halves, and everything ends. The exports are those of tests/tickets; what is not public in them has
 * CANARY in it.
 */
#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/vec.h"
#include "generator/tickets/import.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/stage.h"
#include "generator/tickets/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

/* In memory where that can be had: a thousand databases are opened. */
static char folder[64];
static struct store *store;
static struct arena arena, round_arena;

static int set_up(void **state)
{
	struct buf reason;
	int site;

	(void)state;
	(void)snprintf(folder, sizeof(folder), "%s/weir-hostile-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(folder));
	site = open(folder, O_RDONLY | O_DIRECTORY);
	arena_init(&arena);
	arena_init(&round_arena);
	buf_init(&reason, BUF_NO_LIMIT);
	store = store_open_tickets(site, true, &reason);
	assert_non_null(store);
	buf_release(&reason);
	(void)close(site);
	return 0;
}

static int tear_down(void **state)
{
	char *name = strrchr(folder, '/');
	int tmp;

	(void)state;
	store_close_tickets(store);
	*name = '\0';
	tmp = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(fs_remove_tree_at(tmp, name + 1), 0);
	(void)close(tmp);
	arena_release(&arena);
	arena_release(&round_arena);
	return 0;
}

/* ---- exports in memory ---- */

struct files VEC_FIELDS(struct readers_file);

struct loading {
	struct files *files;
	int folder;
	struct str below;
};

static int load_entry(void *context, const char *name, unsigned char type)
{
	struct loading *loading = context;
	struct str below = loading->below, path = below.n != 0 ? arena_printf(&arena, "%.*s/%s", STR_ARG(below), name)
							       : arena_str(&arena, str_c(name));

	if (type == DT_REG) {
		struct buf bytes;

		buf_init(&bytes, BUF_NO_LIMIT);
		assert_int_equal(fs_read_at(loading->folder, path.s, &bytes, (size_t)1 << 20), 0);
		*vec_add(loading->files) = (struct readers_file){path, arena_str(&arena, buf_view(&bytes))};
		buf_release(&bytes);
	} else if (type == DT_DIR) {
		int sub = fs_open_folder_at(loading->folder, path.s);

		loading->below = path;
		assert_int_equal(fs_each_entry(sub, load_entry, loading), 0);
		loading->below = below;
		(void)close(sub);
	}
	return 0;
}

static void load_export(const char *name, struct files *files)
{
	struct str path = arena_printf(&arena, "tests/tickets/%s/export", name);
	struct loading loading = {.files = files, .folder = open(path.s, O_RDONLY | O_DIRECTORY), .below = STR("")};

	assert_true(loading.folder >= 0);
	assert_int_equal(fs_each_entry(loading.folder, load_entry, &loading), 0);
	(void)close(loading.folder);
	assert_true(files->n != 0);
}

/* ---- what is stored ---- */

struct stored {
	struct str texts; /* of all messages, one behind the other, each ended by NUL */
	uint64_t ready, faults;
};

static int add_texts(void *context, const struct store_row *row)
{
	struct thread thread;
	struct buf *out = context;

	if (store_get_thread(store, &round_arena, row->key, NULL, &thread) != 1)
		return 0;
	for (size_t i = 0; i < thread.messages_n; i++) {
		assert_int_equal(thread.messages[i].visibility, THREAD_PUBLIC);
		buf_str(out, thread.messages[i].body);
		buf_char(out, '\0');
	}
	return 0;
}

static const struct str own_domains[] = {STR_INIT("acme.example")};
static const struct str deny_tags[] = {STR_INIT("legal"), STR_INIT("hr"), STR_INIT("billing"), STR_INIT("security")};
static const struct str columns[] = {STR_INIT("answer=Resolution text"), STR_INIT("body=What happened")};

static struct stored import_files(const char *system, const struct readers_file *files, size_t n)
{
	struct import_options options = {.system = str_c(system),
					 .deny_tags = deny_tags,
					 .deny_tags_n = 4,
					 .own_domains = own_domains,
					 .own_domains_n = 1,
					 .columns = columns,
					 .columns_n = 2,
					 .now = 1,
					 .dry_run = true,
					 .temporary_folder = STR("")};
	struct stored stored = {.ready = 0};
	struct import *import;
	struct buf texts, reason;

	buf_init(&texts, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	import = import_new(store, &options, &reason);
	assert_non_null(import);
	readers_run_memory(readers_find(str_c(system)), import, files, n);
	assert_int_equal(import_finish(import), 0);
	stored.ready = import_report(import)->ready;
	stored.faults = import_report(import)->faults_n;
	assert_int_equal(store_each_thread(store, add_texts, &texts), 0);
	stored.texts = arena_str(&round_arena, buf_view(&texts));
	store_rollback(store);
	import_free(import);
	buf_release(&texts);
	buf_release(&reason);
	return stored;
}

/* Each text of `some` is one of `all`. */
static void check_whole_texts(struct str some, struct str all)
{
	struct str rest = some, text;

	assert_true(str_find(some, STR("CANARY")) < 0);
	while (rest.n != 0 && str_split(&rest, '\0', &text)) {
		struct str needle = arena_printf(&round_arena, "%.*s%c", STR_ARG(text), '\0');

		if (text.n != 0 && str_find(all, needle) < 0)
			fail_msg("half a text was stored: %.*s", STR_ARG(text));
	}
}

static const struct {
	const char *name, *system;
	bool whole; /* not where a mail that ends with a paragraph looks like a whole one, or names come from another
		       file */
} exports[] = {{"zendesk-json", "zendesk", true},
	       {"zendesk-api", "zendesk", true},
	       {"zendesk-xml", "zendesk", true},
	       {"github", "github", true},
	       {"discourse", "discourse", true},
	       {"slack", "slack", false},
	       {"mail", "mail", false},
	       {"hubspot", "hubspot", true},
	       {"freshdesk", "freshdesk", true},
	       {"zammad", "zammad", true},
	       {"jira", "jira", true},
	       {"intercom", "intercom", true},
	       {"osticket", "osticket", true},
	       {"osticket-sql", "osticket", true}};
#define EXPORTS_N (sizeof(exports) / sizeof(*exports))

/* A number that spreads places over a file, always the same. */
static size_t next_place(uint64_t *seed, size_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return n == 0 ? 0 : (size_t)((*seed >> 33) % n);
}

/* Every n-th byte instead of a few places, for who has the time: CUT_EVERY=1 takes 50 s of CPU. */
static size_t cut_every(void)
{
	const char *text = getenv("CUT_EVERY");
	int64_t n = 0;

	return text != NULL && str_to_int(str_c(text), &n) && n > 0 ? (size_t)n : 0;
}

/* Places per file: enough to meet every kind of place, few enough for a second or two. */
#define PLACES 6

static void files_that_are_cut_off(void **state)
{
	size_t every = cut_every();

	(void)state;
	for (size_t e = 0; e < EXPORTS_N; e++) {
		struct files files = {0};
		struct stored all;
		uint64_t seed = e;

		load_export(exports[e].name, &files);
		all = import_files(exports[e].system, files.at, files.n);
		all.texts = arena_str(&arena, all.texts);
		assert_true(all.ready > 0);
		assert_true(str_find(all.texts, STR("QUESTION")) >= 0);
		assert_true(str_find(all.texts, STR("CANARY")) < 0);
		for (size_t i = 0; i < files.n; i++)
			for (size_t cut = 0; cut < (every != 0 ? files.at[i].bytes.n / every : PLACES); cut++) {
				struct str whole = files.at[i].bytes;
				struct stored some;

				files.at[i].bytes =
				    str_slice(whole, 0, every != 0 ? cut * every : next_place(&seed, whole.n));
				some = import_files(exports[e].system, files.at, files.n);
				if (exports[e].whole)
					check_whole_texts(some.texts, all.texts);
				assert_true(str_find(some.texts, STR("CANARY")) < 0);
				files.at[i].bytes = whole;
				arena_clear(&round_arena);
			}
		vec_release(&files);
	}
}

/* Damage inside of a text cannot be seen, so only that everything ends is looked at, under the sanitizers. */
static void files_with_damaged_bytes(void **state)
{
	(void)state;
	for (size_t e = 0; e < EXPORTS_N; e++) {
		struct files files = {0};
		uint64_t seed = e + 100;

		load_export(exports[e].name, &files);
		for (size_t i = 0; i < files.n; i++)
			for (size_t damage = 0; damage < PLACES; damage++) {
				struct str whole = files.at[i].bytes;
				char *copy = arena_alloc(&round_arena, whole.n + 1);

				memcpy(copy, whole.s, whole.n);
				for (int byte = 0; byte < 4 && whole.n != 0; byte++)
					copy[next_place(&seed, whole.n)] = (char)next_place(&seed, 256);
				files.at[i].bytes = str_n(copy, whole.n);
				(void)import_files(exports[e].system, files.at, files.n);
				files.at[i].bytes = whole;
				arena_clear(&round_arena);
			}
		vec_release(&files);
	}
}

/* ---- small ones, cut at every byte ---- */

#define TICKET(n) \
	"{\"id\":" n \
	",\"subject\":\"s\",\"status\":\"solved\",\"requester\":{\"id\":1,\"role\":\"end-user\"},\"comments\":[" \
	"{\"id\":1,\"author_id\":1,\"public\":true,\"body\":\"QUESTION one two three\"}," \
	"{\"id\":2,\"author_id\":2,\"public\":false,\"body\":\"CANARY\"}," \
	"{\"id\":3,\"author_id\":2,\"public\":true,\"body\":\"ANSWER one two three\"}],\"assignee_id\":2}"
#define XML_TICKET(n) \
	"<ticket><nice-id>" n "</nice-id><subject>s</subject><status-id>3</status-id><assignee-id>2</assignee-id>" \
	"<comments type=\"array\"><comment><author-id>1</author-id><is-public>true</is-public><value>QUESTION " \
	"one</value>" \
	"</comment><comment><author-id>2</author-id><is-public>false</is-public><value>CANARY</value></" \
	"comment><comment>" \
	"<author-id>2</author-id><is-public>true</is-public><value>ANSWER one</value></comment></comments></ticket>\n"

static const struct {
	const char *path, *text;
} small[] = {
    {"a.ndjson", TICKET("1") "\n" TICKET("2") "\n"},
    {"a.json", "[" TICKET("1") "," TICKET("2") "]"},
    {"b.json", "{\"tickets\":[\n" TICKET("1") ",\n" TICKET("2") "\n],\"count\":2}"},
    {"c.json", "{\"ticket\":" TICKET("1") "}"},
    {"tickets.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tickets type=\"array\">\n" XML_TICKET("1")
			XML_TICKET("2") "</tickets>\n"},
};

static void every_place_to_cut_a_small_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(small) / sizeof(*small); i++) {
		struct readers_file file = {str_c(small[i].path), str_c(small[i].text)};
		struct stored all = import_files("zendesk", &file, 1);

		all.texts = arena_str(&arena, all.texts);
		assert_true(all.ready == 2 || (all.ready == 1 && i == 3));
		for (size_t n = 0; n < strlen(small[i].text); n++) {
			struct stored some;

			file.bytes = str_n(small[i].text, n);
			some = import_files("zendesk", &file, 1);
			check_whole_texts(some.texts, all.texts);
			/* a thread has all of its messages or is not there */
			assert_true(some.ready == 0 || some.texts.n == all.texts.n / all.ready * some.ready);
			arena_clear(&round_arena);
		}
	}
}

/* Of its own size, so that a sanitizer sees what is read behind it. */
static void every_place_to_cut_a_mailbox(void **state)
{
	static const char mailbox[] = "From ada@acme.example Thu Mar  2 09:14:11 2023\nFrom: ada@acme.example\n"
				      "Subject: s\n\nQUESTION\n\nFrom ada@acme.example Thu Mar 2 09:14:11 2023\n";

	(void)state;
	for (size_t n = 1; n < sizeof(mailbox); n++) {
		char *copy = mem_alloc(n);
		struct readers_file file = {STR("a.mbox"), str_n(copy, n)};

		memcpy(copy, mailbox, n);
		(void)import_files("mail", &file, 1);
		arena_clear(&round_arena);
		mem_free(copy);
	}
}

/* ---- made to hurt ---- */

#ifdef __SANITIZE_THREAD__
enum { LESS = 20 }; /* ThreadSanitizer looks at all that memmem() could read, each time */
#else
enum { LESS = 1 };
#endif

static void files_that_are_made_to_hurt(void **state)
{
	static const struct {
		const char *system, *path, *front, *text, *back;
		size_t n;
	} bombs[] = {
	    {"zendesk", "a.json", "", "[", "", 200000},
	    {"zendesk", "a.json", "{\"a\":", "{\"a\":", "", 200000},
	    {"zendesk", "a.json", "[", ",", "]", 200000},
	    {"zendesk", "a.json", "{", "\"a\":1,", "\"id\":1}", 100000},
	    {"zendesk", "a.json", "\"", "\\u0000", "\"", 100000},
	    {"zendesk", "a.ndjson", "{\"id\":1}\n", "{\"id\":\n", "", 100000},
	    {"zendesk", "a.json", "{\"id\":1\n", "{\"id\":1\n", "", 20000},
	    {"zendesk", "a.json", "", "\"", "", 100001},
	    {"zendesk", "t.xml", "<tickets>", "<ticket>", "", 50000},
	    {"zendesk", "t.xml", "<tickets><ticket ", "a='1' ", "/></tickets>", 100000},
	    {"zendesk", "t.xml", "<tickets><ticket>", "<a>", "</ticket></tickets>", 100000},
	    {"zendesk", "t.xml", "<tickets><ticket>", "<a/>", "</ticket></tickets>", 1000000},
	    {"zendesk", "t.xml", "<tickets><ticket><subject>", "&amp;", "</subject></ticket></tickets>", 100000},
	    {"zendesk", "t.xml", "<tickets>", "<!--", "", 100000},
	    {"zendesk", "t.xml", "<tickets>", "<ticket><a></ticket>", "</tickets>", 5000},
	    {"zendesk", "t.xml", "<!DOCTYPE tickets [", "<!ENTITY a 'aaaa'>", "]><tickets><ticket/></tickets>", 1000},
	    {"mail", "a.mbox", "", "From a 10:00 2020\n\n", "", 20000},
	    {"mail", "a.mbox", "From a 10:00 2020\nFrom: a@b\nReferences:", " <a@b>", "\n\nx\n\n", 50000},
	    {"mail", "a.eml", "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n",
	     "--a\nContent-Type: multipart/mixed; boundary=a\n\n", "--a--\n", 5000},
	    {"mail", "a.eml", "", "X: y\n", "", 100000},
	    {"hubspot", "a.csv", "id,subject,status\n", "\"", "", 100001},
	    {"hubspot", "a.csv", "", ",", "\n", 300000},
	    {"hubspot", "a.csv", "id,subject,status\n", "1\n", "", 20000},
	    {"slack", "general/2024-01-10.json", "[{\"type\":\"message\",\"ts\":\"1\",\"thread_ts\":\"1\",\"text\":\"",
	     "<@", "\"}]", 50000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bombs) / sizeof(*bombs); i++) {
		struct readers_file file = {
		    str_c(bombs[i].path),
		    unit_repeated(&round_arena, bombs[i].front, bombs[i].text, bombs[i].n / LESS, bombs[i].back)};

		assert_int_equal(import_files(bombs[i].system, &file, 1).ready, 0);
		arena_clear(&round_arena);
	}
}

struct flood {
	size_t threads, bytes;
	bool is_told;
};

static int take_rows(void *context, struct str id, const struct stage_row *rows, size_t n)
{
	struct flood *flood = context;

	(void)id;
	flood->threads++;
	for (size_t i = 0; i < n; i++) {
		flood->bytes += rows[i].record.n;
		flood->is_told = flood->is_told || rows[i].kind == STAGE_FLOOD;
	}
	return 0;
}

/* What of it does not fit into memory is left out, and that is told. */
static void a_thread_without_end(void **state)
{
	struct stage_row row = {.kind = STAGE_PART, .place = STR("a:1")};
	struct flood flood = {0};
	struct stage *stage;
	struct buf reason;

	(void)state;
	buf_init(&reason, BUF_NO_LIMIT);
	stage = stage_open(STR(""), &reason);
	assert_non_null(stage);
	row.record = unit_repeated(&round_arena, "", "x", LIMIT_IMPORT_THREAD / 16, "");
	for (int i = 0; i < 40; i++)
		assert_int_equal(stage_add(stage, STR("1"), &row), 0);
	assert_int_equal(stage_add(stage, STR("2"), &row), 0);
	assert_int_equal(stage_each(stage, &round_arena, take_rows, &flood), 0);
	assert_int_equal(flood.threads, 2);
	assert_true(flood.is_told);
	assert_in_range(flood.bytes, LIMIT_IMPORT_THREAD / 2, LIMIT_IMPORT_THREAD / 8 * 9);
	stage_close(stage);
	buf_release(&reason);
	arena_clear(&round_arena);
}

static void texts_that_are_no_utf8(void **state)
{
	static const char text[] =
	    "{\"id\":1,\"subject\":\"\xff\xfe\",\"status\":\"solved\",\"assignee_id\":2,\"comments\":[{\"id\":1,"
	    "\"author_id\":1,"
	    "\"public\":true,\"body\":\"QUESTION \xc3\x28 \xed\xa0\x80 \\ud800 \\u0000\"},{\"id\":2,\"author_id\":2,"
	    "\"public\":true,\"body\":\"ANSWER\"}]}";
	struct readers_file file = {STR("a.json"), str_n(text, sizeof(text) - 1)};
	struct stored stored = import_files("zendesk", &file, 1);

	(void)state;
	assert_int_equal(stored.ready, 1);
	assert_true(str_starts(stored.texts, STR("QUESTION \xef\xbf\xbd( \xef\xbf\xbd")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_that_are_cut_off),
	    cmocka_unit_test(files_with_damaged_bytes),
	    cmocka_unit_test(every_place_to_cut_a_small_file),
	    cmocka_unit_test(every_place_to_cut_a_mailbox),
	    cmocka_unit_test(files_that_are_made_to_hurt),
	    cmocka_unit_test(texts_that_are_no_utf8),
	    cmocka_unit_test(a_thread_without_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
