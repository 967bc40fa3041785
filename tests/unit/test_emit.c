#include "tests/unit/unit.h"

#include "common/fs.h"
#include "generator/emit.h"
#include "generator/plan.h"
#include "generator/staging.h"
#include "generator/tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* A site's folder in /tmp, an arena and a list of diagnostics for each test. */
struct fixture {
	char path[64];
	int site;
	struct arena arena;
	struct diag_list diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	(void)snprintf(fixture.path, sizeof(fixture.path), "/tmp/weir-emit-XXXXXX");
	if (mkdtemp(fixture.path) == NULL)
		return -1;
	fixture.site = fs_open_folder(fixture.path);
	arena_init(&fixture.arena);
	diag_list_init(&fixture.diags, &fixture.arena);
	*state = &fixture;
	return fixture.site < 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	int tmp = fs_open_folder("/tmp");
	int result = fs_remove_tree_at(tmp, f->path + 5);

	close(tmp);
	close(f->site);
	diag_list_release(&f->diags);
	arena_release(&f->arena);
	return result;
}

static struct emit *open_emit(struct fixture *f, bool full)
{
	return emit_open(f->site, STR("public"), full, &f->arena, &f->diags);
}

static void stage(struct emit *emit, const char *path, const char *text)
{
	assert_int_equal(emit_stage(emit, str_c(path), str_c(text)), 0);
	emit_add(emit, str_c(path));
}

static void commit(struct fixture *f, struct emit *emit)
{
	if (emit_commit(emit, &f->diags) != 0)
		fail_msg("%.*s", STR_ARG(f->diags.items.at[f->diags.items.n - 1].message));
	emit_close(emit);
}

/* pages: path, text, path, text, …, NULL */
static void build(struct fixture *f, bool full, const char *const *pages)
{
	struct emit *emit = open_emit(f, full);

	assert_non_null(emit);
	for (; pages[0] != NULL; pages += 2)
		stage(emit, pages[0], pages[1]);
	commit(f, emit);
}
#define BUILD(f, ...) build((f), false, (const char *const[]){__VA_ARGS__, NULL})
#define BUILD_FULL(f, ...) build((f), true, (const char *const[]){__VA_ARGS__, NULL})

static void write_file(struct fixture *f, const char *path, const char *text)
{
	int fd = openat(f->site, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(fs_write_fd(fd, str_c(text)), 0);
	close(fd);
}

static void assert_file(struct fixture *f, const char *path, const char *text)
{
	struct buf bytes;

	buf_init(&bytes, BUF_NO_LIMIT);
	if (fs_read_at(f->site, path, &bytes, 1 << 20) < 0)
		fail_msg("%s is not there", path);
	assert_str(buf_view(&bytes), text);
	buf_release(&bytes);
}

static void assert_gone(struct fixture *f, const char *path)
{
	if (faccessat(f->site, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		fail_msg("%s is still there", path);
}

static struct stat stat_of(struct fixture *f, const char *path)
{
	struct stat status;

	assert_int_equal(fstatat(f->site, path, &status, AT_SYMLINK_NOFOLLOW), 0);
	return status;
}

/* The kernel's file times move in steps of some milliseconds, and later where the machine is busy: with this clock. */
static void let_time_pass(void)
{
	struct timespec before, now;

	assert_int_equal(clock_gettime(CLOCK_REALTIME_COARSE, &before), 0);
	do {
		(void)usleep(15000);
		assert_int_equal(clock_gettime(CLOCK_REALTIME_COARSE, &now), 0);
	} while (now.tv_sec == before.tv_sec && now.tv_nsec == before.tv_nsec);
}

static bool has_code(const struct fixture *f, enum diag_code code)
{
	for (size_t i = 0; i < f->diags.items.n; i++)
		if (f->diags.items.at[i].code == code)
			return true;
	return false;
}

static void first_build_makes_the_folder(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);

	assert_true(emit_is_full(emit));
	stage(emit, "index.html", "home");
	stage(emit, "a/b/c/index.html", "deep");
	stage(emit, "a/b/d/index.html", "beside");
	stage(emit, "a/x.png", "picture");
	commit(f, emit);
	assert_file(f, "public/index.html", "home");
	assert_file(f, "public/a/b/c/index.html", "deep");
	assert_file(f, "public/a/b/d/index.html", "beside");
	assert_file(f, "public/a/x.png", "picture");
	assert_file(f, ".weir/.gitignore", "*\n");
	assert_int_equal(f->diags.items.n, 0);
}

static void an_empty_folder_is_used(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdirat(f->site, "public", 0750), 0);
	BUILD(f, "index.html", "home");
	assert_file(f, "public/index.html", "home");
	assert_int_equal(stat_of(f, "public").st_mode & 07777, 0750);
}

static void only_what_changed_is_written(void **state)
{
	struct fixture *f = *state;
	struct stat kept, kept_now, public, changed;
	struct emit *emit;

	BUILD(f, "same/index.html", "1", "other/index.html", "2", "gone/index.html", "3", "search.db", "i");
	kept = stat_of(f, "public/same/index.html");
	changed = stat_of(f, "public/other/index.html");
	public = stat_of(f, "public");
	let_time_pass();
	emit = open_emit(f, false);
	assert_false(emit_is_full(emit));
	stage(emit, "same/index.html", "1");
	stage(emit, "other/index.html", "two");
	stage(emit, "new/page/index.html", "4");
	emit_keep(emit, STR("search.db"));
	assert_int_equal(emit_commit(emit, &f->diags), 0);
	assert_int_equal(emit_counts(emit).written, 2);
	assert_int_equal(emit_counts(emit).removed, 1);
	emit_close(emit);
	kept_now = stat_of(f, "public/same/index.html");
	assert_int_equal(kept_now.st_ino, kept.st_ino);
	assert_int_equal(kept_now.st_ctim.tv_nsec, kept.st_ctim.tv_nsec);
	assert_true(stat_of(f, "public/other/index.html").st_ino != changed.st_ino);
	assert_int_equal(stat_of(f, "public").st_ino, public.st_ino);
	assert_file(f, "public/other/index.html", "two");
	assert_file(f, "public/new/page/index.html", "4");
	assert_file(f, "public/search.db", "i");
	assert_gone(f, "public/gone");
	assert_int_equal(f->diags.items.n, 0);
}

static void nothing_changed_writes_nothing(void **state)
{
	struct fixture *f = *state;
	struct stat before, marker;
	struct emit *emit;

	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	before = stat_of(f, "public/a/index.html");
	marker = stat_of(f, "public/.weir-output");
	let_time_pass();
	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	assert_int_equal(stat_of(f, "public/a/index.html").st_ctim.tv_nsec, before.st_ctim.tv_nsec);
	assert_int_equal(stat_of(f, "public/.weir-output").st_ctim.tv_nsec, marker.st_ctim.tv_nsec);
	emit = open_emit(f, false);
	emit_keep_rest(emit);
	commit(f, emit);
	assert_int_equal(stat_of(f, "public/.weir-output").st_ctim.tv_nsec, marker.st_ctim.tv_nsec);
	assert_file(f, "public/b/index.html", "2");
}

static void drop_and_keep_rest(void **state)
{
	struct fixture *f = *state;
	struct emit *emit;

	BUILD(f, "a/index.html", "1", "b/index.html", "2", "c/index.html", "3");
	emit = open_emit(f, false);
	emit_keep_rest(emit);
	emit_drop(emit, STR("b/index.html"));
	stage(emit, "c/index.html", "three");
	assert_true(emit_has(emit, STR("a/index.html")));
	assert_false(emit_has(emit, STR("x")));
	commit(f, emit);
	assert_file(f, "public/a/index.html", "1");
	assert_gone(f, "public/b");
	assert_file(f, "public/c/index.html", "three");
	/* and once more on top of the delta */
	emit = open_emit(f, false);
	emit_keep_rest(emit);
	emit_drop(emit, STR("c/index.html"));
	stage(emit, "b/index.html", "2 again");
	commit(f, emit);
	assert_gone(f, "public/c");
	assert_file(f, "public/b/index.html", "2 again");
}

static void the_digest_does_not_depend_on_the_way(void **state)
{
	struct fixture *f = *state;
	struct hash128 digest;
	struct emit *emit;

	BUILD(f, "b/index.html", "2", "a/index.html", "0", "x", "y");
	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	emit = open_emit(f, false);
	digest = emit_digest(emit);
	emit_abort(emit);
	emit_close(emit);
	assert_int_equal(fs_remove_tree_at(f->site, "public"), 0);
	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	emit = open_emit(f, true);
	assert_true(hash128_eq(digest, emit_digest(emit)));
	emit_abort(emit);
	emit_close(emit);
}

static void many_changes_make_a_new_table(void **state)
{
	struct fixture *f = *state;
	struct emit *emit;
	char path[32];

	BUILD(f, "a/index.html", "1");
	for (int round = 0; round < 3; round++) {
		emit = open_emit(f, false);
		emit_keep_rest(emit);
		for (int i = 0; i < 3000; i++) {
			(void)snprintf(path, sizeof(path), "p/%d-%d.txt", round, i);
			stage(emit, path, path);
		}
		commit(f, emit);
	}
	emit = open_emit(f, false);
	assert_false(emit_is_full(emit));
	assert_true(emit_has(emit, STR("p/0-0.txt")));
	assert_true(emit_has(emit, STR("p/1-1234.txt")));
	assert_true(emit_has(emit, STR("p/2-2999.txt")));
	assert_true(emit_has(emit, STR("a/index.html")));
	for (int i = 0; i < 3000; i++) {
		(void)snprintf(path, sizeof(path), "p/1-%d.txt", i);
		emit_keep(emit, str_c(path));
	}
	commit(f, emit);
	assert_gone(f, "public/a");
	assert_gone(f, "public/p/0-0.txt");
	assert_file(f, "public/p/1-1234.txt", "p/1-1234.txt");
}

static void a_file_where_a_folder_was(void **state)
{
	struct fixture *f = *state;

	BUILD(f, "a/b/index.html", "1", "a/b/index.md", "2", "c", "3");
	BUILD(f, "a/b", "file", "c/d/e", "folder");
	assert_file(f, "public/a/b", "file");
	assert_file(f, "public/c/d/e", "folder");
	BUILD(f, "a/b/index.html", "1", "a/b/index.md", "2", "c", "3");
	assert_file(f, "public/a/b/index.md", "2");
	assert_file(f, "public/c", "3");
}

static void what_was_changed_by_hand_stays(void **state)
{
	struct fixture *f = *state;

	BUILD(f, "a/index.html", "1", "b/index.html", "2", "c/index.html", "3");
	let_time_pass();
	write_file(f, "public/a/index.html", "mine");
	write_file(f, "public/c/index.html", "mine too");
	write_file(f, "public/new", "and mine");
	BUILD(f, "a/index.html", "changed", "b/index.html", "changed", "new", "page");
	assert_file(f, "public/a/index.html", "mine");
	assert_file(f, "public/b/index.html", "changed");
	assert_file(f, "public/c/index.html", "mine too");
	assert_file(f, "public/new", "and mine");
	assert_int_equal(f->diags.warnings, 3);
	assert_true(has_code(f, DIAG_OUTPUT_CHANGED));
	/* still there: told again; removed: written */
	diag_list_release(&f->diags);
	BUILD(f, "a/index.html", "changed", "b/index.html", "changed", "new", "page");
	assert_int_equal(f->diags.warnings, 4); /* two at the opening, two when staged again */
	unlinkat(f->site, "public/new", 0);
	unlinkat(f->site, "public/a/index.html", 0);
	BUILD(f, "a/index.html", "changed", "b/index.html", "changed", "new", "page");
	assert_file(f, "public/a/index.html", "changed");
	assert_file(f, "public/new", "page");
}

static void a_full_build_keeps_what_is_not_ours(void **state)
{
	struct fixture *f = *state;

	BUILD(f, "a/index.html", "1", "b/index.html", "2", "gone/x", "3");
	let_time_pass();
	write_file(f, "public/CNAME", "help.acme.example");
	assert_int_equal(mkdirat(f->site, "public/.well-known", 0755), 0);
	assert_int_equal(mkdirat(f->site, "public/empty", 0755), 0);
	write_file(f, "public/.well-known/acme", "x");
	write_file(f, "public/gone/y", "y");
	write_file(f, "public/a/index.html", "mine");
	assert_int_equal(symlinkat("/etc/passwd", f->site, "public/link"), 0);
	BUILD_FULL(f, "a/index.html", "one", "b/index.html", "two", "c/index.html", "three");
	assert_file(f, "public/CNAME", "help.acme.example");
	assert_file(f, "public/.well-known/acme", "x");
	assert_file(f, "public/gone/y", "y");
	assert_gone(f, "public/gone/x");
	assert_file(f, "public/a/index.html", "mine");
	assert_file(f, "public/b/index.html", "two");
	assert_file(f, "public/c/index.html", "three");
	assert_true(S_ISDIR(stat_of(f, "public/empty").st_mode));
	assert_true(S_ISLNK(stat_of(f, "public/link").st_mode));
	assert_int_equal(f->diags.warnings, 1);
	assert_true(has_code(f, DIAG_OUTPUT_ADDED));
	assert_gone(f, ".weir/build/staging");
}

static void a_foreign_folder_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdirat(f->site, "public", 0755), 0);
	write_file(f, "public/thesis.doc", "years of work");
	assert_null(open_emit(f, false));
	assert_true(has_code(f, DIAG_OUTPUT_FOREIGN));
	assert_file(f, "public/thesis.doc", "years of work");
}

static void a_lost_list_is_made_again(void **state)
{
	struct fixture *f = *state;
	struct emit *emit;

	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	assert_int_equal(fs_remove_tree_at(f->site, ".weir"), 0);
	emit = open_emit(f, false);
	assert_non_null(emit);
	assert_false(emit_is_full(emit));
	stage(emit, "b/index.html", "two");
	commit(f, emit);
	assert_gone(f, "public/a");
	assert_file(f, "public/b/index.html", "two");
	/* but not when something else is there */
	assert_int_equal(fs_remove_tree_at(f->site, ".weir"), 0);
	write_file(f, "public/other", "x");
	assert_null(open_emit(f, false));
	assert_file(f, "public/other", "x");
}

static void damage_is_noticed(void **state)
{
	static const char *const names[] = {"manifest", "manifest.delta", "journal"};
	struct fixture *f = *state;
	struct arena arena;

	arena_init(&arena);
	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	BUILD(f, "a/index.html", "1", "b/index.html", "two");
	for (size_t file = 0; file < 3; file++) {
		struct emit *emit = open_emit(f, false);
		int folder = fcntl(emit_state_folder(emit), F_DUPFD_CLOEXEC, 0);

		emit_abort(emit);
		emit_close(emit);
		for (size_t at = 0; at < 300; at++) {
			struct buf bytes;
			int fd;

			buf_init(&bytes, BUF_NO_LIMIT);
			if (fs_read_at(folder, names[file], &bytes, 1 << 20) < 0)
				buf_add(&bytes, "weirjou1 and nothing more that makes sense", 42);
			if (at < bytes.n)
				bytes.s[at] = (char)(bytes.s[at] ^ (1 << at % 8));
			else
				buf_cut(&bytes, at % (bytes.n + 1));
			fd = openat(folder, names[file], O_WRONLY | O_CREAT | O_TRUNC, 0644);
			assert_int_equal(fs_write_fd(fd, buf_view(&bytes)), 0);
			close(fd);
			buf_release(&bytes);
			/* whatever it holds: the files themselves still add up to the marker */
			emit = open_emit(f, false);
			assert_non_null(emit);
			assert_true(emit_has(emit, STR("b/index.html")));
			emit_abort(emit);
			emit_close(emit);
		}
		close(folder);
	}
	assert_file(f, "public/b/index.html", "two");
	arena_release(&arena);
}

static void places_that_are_refused(void **state)
{
	static const char *const places[] = {"/",    ".",    "..",	"./.",	      ".weir",	  ".weir/x", ".git",
					     "link", "file", "private", "/proc/self", "sub/../.", "",	     "/sys"};
	struct fixture *f = *state;

	assert_int_equal(mkdirat(f->site, "target", 0755), 0);
	assert_int_equal(symlinkat("target", f->site, "link"), 0);
	write_file(f, "file", "x");
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		f->diags.errors = 0;
		if (emit_open(f->site, str_c(places[i]), false, &f->arena, &f->diags) != NULL)
			fail_msg("%s was accepted", places[i]);
		assert_int_equal(f->diags.errors, 1);
	}
	f->diags.errors = 0;
	assert_null(emit_open(f->site, str_c(f->path), false, &f->arena, &f->diags));
	assert_null(emit_open(f->site, STR("/tmp"), false, &f->arena, &f->diags));
	assert_int_equal(f->diags.errors, 2);
}

/* What `weir check` says of a place is what a build says, and nothing is made there. */
static void a_look_at_a_place(void **state)
{
	static const struct {
		const char *path;
		size_t errors;
	} places[] = {
	    {"/", 1},	 {".", 1},	 {"..", 1},	 {".weir/x", 1},     {"private/x/y", 1},
	    {"/etc", 1}, {"foreign", 1}, {"content", 1}, {"content/a/b", 1}, {"theme", 1},
	    {"file", 1}, {"file/x", 1},	 {"public", 0},	 {"new/public", 0},  {"public/deep/er", 0},
	    {"", 1},	 {"empty", 0},
	};
	struct fixture *f = *state;
	struct str folders[] = {STR("content"), STR("theme")};

	BUILD(f, "index.html", "1");
	assert_int_equal(fs_make_folders_at(f->site, "content"), 0);
	assert_int_equal(fs_make_folders_at(f->site, "theme"), 0);
	assert_int_equal(fs_make_folders_at(f->site, "empty"), 0);
	assert_int_equal(fs_make_folders_at(f->site, "foreign"), 0);
	write_file(f, "foreign/x", "x");
	write_file(f, "file", "x");
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		f->diags.errors = 0;
		emit_check_place(f->site, str_c(places[i].path), folders, 2, &f->arena, &f->diags);
		if (f->diags.errors != places[i].errors)
			fail_msg("%s: %zu errors", places[i].path, f->diags.errors);
	}
	assert_gone(f, "new");
	assert_gone(f, "private");
	assert_gone(f, "content/a");
}

static void sources_are_not_written_to(void **state)
{
	static const char *const places[] = {"content", "content/public", "content/public/x"};
	struct fixture *f = *state;
	struct str folders[] = {STR("content"), STR("theme")};

	assert_int_equal(fs_make_folders_at(f->site, "content/public"), 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(emit_check_sources(f->site, str_c(places[i]), folders, 2, &f->arena, &f->diags), -1);
	assert_int_equal(emit_check_sources(f->site, STR("public"), folders, 2, &f->arena, &f->diags), 0);
}

static void outside_of_the_site(void **state)
{
	struct emit_cleaned cleaned;
	struct fixture *f = *state;
	struct str output = arena_printf(&f->arena, "%s/sub/site/../../out/put/", f->path);
	int site, result;
	struct emit *emit;

	assert_int_equal(fs_make_folders_at(f->site, "sub/site"), 0);
	assert_int_equal(fs_make_folders_at(f->site, "out"), 0);
	site = fs_open_folder_at(f->site, "sub/site");
	for (int i = 0; i < 2; i++) {
		emit = emit_open(site, output, false, &f->arena, &f->diags);
		assert_non_null(emit);
		assert_int_equal(emit_is_full(emit), i == 0);
		stage(emit, "index.html", "x");
		commit(f, emit);
		assert_file(f, "out/put/index.html", "x");
	}
	result = emit_clean(site, output, &f->diags, &cleaned);
	assert_int_equal(result, 0);
	assert_gone(f, "out/put");
	assert_gone(f, "sub/site/.weir");
	close(site);
}

static void two_outputs_have_their_own_state(void **state)
{
	struct fixture *f = *state;
	struct emit *emit;

	BUILD(f, "a", "1");
	emit = emit_open(f->site, STR("other"), false, &f->arena, &f->diags);
	assert_true(emit_is_full(emit));
	stage(emit, "b", "2");
	commit(f, emit);
	emit = open_emit(f, false);
	assert_false(emit_is_full(emit));
	assert_true(emit_has(emit, STR("a")));
	emit_abort(emit);
	emit_close(emit);
}

static void one_build_at_a_time(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);

	assert_null(open_emit(f, false));
	assert_true(has_code(f, DIAG_BUILD_RUNNING));
	emit_abort(emit);
	emit_close(emit);
	BUILD(f, "a", "1");
}

static void workers_stage(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);
	char path[64];

	for (int worker = 0; worker < 2; worker++) {
		pid_t pid = fork();

		if (pid == 0) {
			for (int i = worker; i < 500; i += 2) {
				(void)snprintf(path, sizeof(path), "s%d/p%d/index.html", i / 100, i);
				if (emit_stage(emit, str_c(path), str_c(path)) < 0)
					_exit(1);
			}
			_exit(0);
		}
		assert_true(pid > 0);
	}
	for (int worker = 0; worker < 2; worker++) {
		int status;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	/* one is staged and then left out; another was staged twice */
	assert_int_equal(emit_stage(emit, STR("s0/p1/index.html"), STR("again")), 0);
	for (int i = 0; i < 499; i++) {
		(void)snprintf(path, sizeof(path), "s%d/p%d/index.html", i / 100, i);
		emit_add(emit, str_c(path));
	}
	commit(f, emit);
	assert_file(f, "public/s3/p300/index.html", "s3/p300/index.html");
	assert_file(f, "public/s0/p1/index.html", "again");
	assert_gone(f, "public/s4/p499");
	BUILD(f, "s3/p300/index.html", "s3/p300/index.html");
	assert_gone(f, "public/s0");
}

static void left_overs_are_not_published(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);

	stage(emit, "index.html", "x");
	assert_int_equal(fs_create_at(emit_staging(emit), "search.db", STR("index")), 0);
	assert_int_equal(fs_create_at(emit_staging(emit), "search.db-journal", STR("temporary")), 0);
	emit_add(emit, STR("search.db"));
	commit(f, emit);
	assert_file(f, "public/search.db", "index");
	assert_gone(f, "public/search.db-journal");
}

static void unsafe_paths(void **state)
{
	static const char *const paths[] = {"", "/etc/x", "../x", "a/../../x", "a//b", "./a", "a/", ".", "a/.."};
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_int_equal(emit_stage(emit, str_c(paths[i]), STR("x")), -1);
	assert_int_equal(emit_stage(emit, str_n("a\0b", 3), STR("x")), -1);
	emit_add(emit, STR("../x"));
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	assert_true(has_code(f, DIAG_OUTPUT_CLASH));
	emit_abort(emit);
	emit_close(emit);
	assert_gone(f, "public");
}

static void the_same_path_twice(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);

	stage(emit, "a", "1");
	stage(emit, "a", "2");
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	assert_true(has_code(f, DIAG_OUTPUT_CLASH));
	emit_abort(emit);
	emit_close(emit);
}

static void state_files_go_with_the_output(void **state)
{
	struct fixture *f = *state;
	struct emit *emit = open_emit(f, false);
	struct buf bytes;

	stage(emit, "a", "1");
	assert_int_equal(fs_replace_at(emit_state_folder(emit), "cache.new", STR("first"), false), 0);
	emit_add_state(emit, "cache");
	commit(f, emit);
	/* a build that is thrown away */
	emit = open_emit(f, false);
	stage(emit, "a", "2");
	assert_int_equal(fs_replace_at(emit_state_folder(emit), "cache.new", STR("second"), false), 0);
	emit_add_state(emit, "cache");
	emit_abort(emit);
	emit_close(emit);
	emit = open_emit(f, false);
	buf_init(&bytes, BUF_NO_LIMIT);
	assert_int_equal(fs_read_at(emit_state_folder(emit), "cache", &bytes, 100), 0);
	assert_str(buf_view(&bytes), "first");
	/* one that changes nothing but the cache */
	emit_keep_rest(emit);
	assert_int_equal(fs_replace_at(emit_state_folder(emit), "cache.new", STR("third"), false), 0);
	emit_add_state(emit, "cache");
	commit(f, emit);
	emit = open_emit(f, false);
	buf_clear(&bytes);
	assert_int_equal(fs_read_at(emit_state_folder(emit), "cache", &bytes, 100), 0);
	assert_str(buf_view(&bytes), "third");
	buf_release(&bytes);
	emit_abort(emit);
	emit_close(emit);
}

static int state_folder(struct fixture *f)
{
	struct emit *emit = open_emit(f, false);
	int folder = fcntl(emit_state_folder(emit), F_DUPFD_CLOEXEC, 0);

	emit_abort(emit);
	emit_close(emit);
	return folder;
}

/* As if the list had been put in place just now, after whatever is in the output. */
static void touch_manifest(int state)
{
	let_time_pass();
	assert_int_equal(renameat(state, "manifest", state, "manifest.was"), 0);
	assert_int_equal(renameat(state, "manifest.was", state, "manifest"), 0);
}

static bool next_is_full(struct fixture *f)
{
	struct emit *emit = open_emit(f, false);
	bool is_full;

	assert_non_null(emit);
	is_full = emit_is_full(emit);
	emit_abort(emit);
	emit_close(emit);
	return is_full;
}

static void loses(struct fixture *f, int state, const char *path, const char *left)
{
	BUILD_FULL(f, "a", "1", "b", "2222", "empty", "");
	assert_int_equal(unlinkat(state, "boot", 0), 0);
	write_file(f, path, left);
	touch_manifest(state);
	for (int tries = 0; tries < 2; tries++) { /* until a build has mended it */
		assert_true(next_is_full(f));
		assert_true(has_code(f, DIAG_OUTPUT_RECOVERED));
	}
	BUILD(f, "a", "1", "b", "2222", "empty", "");
	assert_file(f, "public/a", "1");
	assert_file(f, "public/b", "2222");
	assert_false(next_is_full(f));
}

static void what_a_loss_of_power_took_is_written_anew(void **state)
{
	struct fixture *f = *state;
	int folder;

	BUILD(f, "a", "1", "b", "2222", "empty", "");
	folder = state_folder(f);
	assert_int_equal(unlinkat(folder, "boot", 0), 0);
	assert_false(next_is_full(f)); /* nothing is lost: an empty file may be what is wanted */
	assert_int_equal(faccessat(folder, "boot", F_OK, 0), 0);
	assert_false(has_code(f, DIAG_OUTPUT_RECOVERED));
	loses(f, folder, "public/b", "");
	loses(f, folder, "public/b", "22");
	close(folder);
}

static void a_lost_marker_is_written_again(void **state)
{
	struct fixture *f = *state;
	int folder;

	BUILD(f, "a", "1");
	folder = state_folder(f);
	assert_int_equal(unlinkat(folder, "boot", 0), 0);
	write_file(f, "public/.weir-output", "");
	touch_manifest(folder);
	assert_false(next_is_full(f));
	assert_false(next_is_full(f));
	assert_true(stat_of(f, "public/.weir-output").st_size > 0);
	close(folder);
}

/* Where the file system cannot exchange whole trees. */
static void lost_bytes_are_replaced_file_by_file(void **state)
{
	struct fixture *f = *state;
	struct manifest_builder added;
	struct tree_cursor public;
	struct manifest earlier;
	struct plan_input input = {.earlier = &earlier, .added = &added, .public = &public, .has_lost_bytes = true};
	struct plan plan;
	struct str at;
	int folder;

	BUILD(f, "a", "1", "b", "2222");
	folder = state_folder(f);
	write_file(f, "public/b", "22");
	touch_manifest(folder);
	assert_int_equal(manifest_load(&earlier, folder), 0);
	manifest_builder_init(&added);
	for (uint32_t i = 0; i < manifest_room(&earlier); i++) {
		struct str path = manifest_path(&earlier, i);

		assert_int_equal(manifest_builder_add(&added, path, hash64(path), NULL), i);
		added.records.at[i].content = manifest_content_of(&earlier, i);
	}
	tree_cursor_init(&public, fs_open_folder_at(f->site, "public"));
	assert_int_equal(plan_make(&plan, &input, &at), 0);
	assert_int_equal(plan.journal.steps.n, 1);
	assert_str(plan.journal.steps.at[0].path, "b");
	assert_int_equal(plan.journal.steps.at[0].kind, JOURNAL_REPLACE);
	assert_int_equal(plan.journal.steps.at[0].old, manifest_content(hash128(STR("22"))));
	plan_release(&plan);
	manifest_builder_release(&added);
	manifest_release(&earlier);
	close(public.root);
	tree_cursor_release(&public);
	close(folder);
}

static void what_somebody_emptied_is_no_loss_of_power(void **state)
{
	struct fixture *f = *state;
	int folder;

	BUILD(f, "a", "1", "b", "2222");
	folder = state_folder(f);
	/* while the machine runs */
	write_file(f, "public/b", "");
	touch_manifest(folder);
	assert_false(next_is_full(f));
	/* after the list was put in place, before the machine was started again */
	BUILD_FULL(f, "a", "1", "b", "2222");
	assert_int_equal(unlinkat(folder, "boot", 0), 0);
	let_time_pass();
	write_file(f, "public/b", "");
	assert_false(next_is_full(f));
	assert_false(has_code(f, DIAG_OUTPUT_RECOVERED));
	close(folder);
}

static void a_failed_commit_is_undone(void **state)
{
	struct fixture *f = *state;
	struct staging_name name;
	struct emit *emit;

	BUILD(f, "a", "1", "b", "2", "c", "3", "d/e", "4");
	emit = open_emit(f, false);
	stage(emit, "a", "one");
	stage(emit, "new/x", "n");
	stage(emit, "b", "two");
	/* what was staged vanishes: the second replacement fails */
	assert_int_equal(unlinkat(emit_staging(emit), staging_name_of(STR("b"), &name).s, 0), 0);
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	emit_abort(emit);
	emit_close(emit);
	assert_file(f, "public/a", "1");
	assert_file(f, "public/b", "2");
	assert_file(f, "public/c", "3");
	assert_file(f, "public/d/e", "4");
	assert_gone(f, "public/new");
	BUILD(f, "a", "one");
	assert_file(f, "public/a", "one");
	assert_gone(f, "public/b");
}

static void clean_removes_only_its_own(void **state)
{
	struct emit_cleaned cleaned;
	struct fixture *f = *state;

	BUILD(f, "a/index.html", "1", "b/index.html", "2");
	let_time_pass();
	write_file(f, "public/b/index.html", "mine");
	write_file(f, "public/CNAME", "x");
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), 0);
	assert_int_equal(cleaned.removed, 1);
	assert_int_equal(cleaned.others, 2);
	assert_true(cleaned.cache);
	assert_gone(f, "public/a");
	assert_file(f, "public/b/index.html", "mine");
	assert_file(f, "public/CNAME", "x");
	/* the folder stays Weir's: a build goes on there, and a second clean finds nothing to do */
	BUILD(f, "a/index.html", "1");
	assert_file(f, "public/a/index.html", "1");
	assert_file(f, "public/b/index.html", "mine");
	assert_file(f, "public/CNAME", "x");
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), 0);
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), 0);
	assert_gone(f, "public/a");
	assert_file(f, "public/CNAME", "x");
	assert_int_equal(fs_remove_tree_at(f->site, "public"), 0);
	BUILD(f, "a/index.html", "1");
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), 0);
	assert_int_equal(cleaned.removed, 1);
	assert_int_equal(cleaned.others, 0);
	assert_gone(f, "public");
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), 0);
	assert_int_equal(cleaned.removed, 0);
	assert_false(cleaned.cache);
	assert_gone(f, ".weir");
}

static void clean_leaves_a_foreign_folder(void **state)
{
	struct emit_cleaned cleaned;
	struct fixture *f = *state;

	assert_int_equal(fs_make_folders_at(f->site, "public"), 0);
	write_file(f, "public/x", "x");
	assert_int_equal(emit_clean(f->site, STR("public"), &f->diags, &cleaned), -1);
	assert_file(f, "public/x", "x");
}

static void a_link_in_the_output_is_not_followed(void **state)
{
	struct fixture *f = *state;
	struct emit *emit;

	assert_int_equal(fs_make_folders_at(f->site, "elsewhere/page"), 0);
	write_file(f, "elsewhere/page/index.html", "precious");
	BUILD(f, "a/page/index.html", "1", "b", "2");
	assert_int_equal(fs_remove_tree_at(f->site, "public/a"), 0);
	assert_int_equal(symlinkat("../elsewhere", f->site, "public/a"), 0);
	/* to replace */
	emit = open_emit(f, false);
	stage(emit, "a/page/index.html", "changed");
	stage(emit, "b", "changed");
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	emit_abort(emit);
	emit_close(emit);
	assert_file(f, "public/b", "2");
	/* to remove */
	emit = open_emit(f, false);
	stage(emit, "b", "changed");
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	emit_abort(emit);
	emit_close(emit);
	/* to exchange */
	emit = open_emit(f, true);
	stage(emit, "a/page/index.html", "changed");
	assert_int_equal(emit_commit(emit, &f->diags), -1);
	emit_abort(emit);
	emit_close(emit);
	assert_file(f, "elsewhere/page/index.html", "precious");
	assert_true(S_ISLNK(stat_of(f, "public/a").st_mode));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(first_build_makes_the_folder),
	    TEST(an_empty_folder_is_used),
	    TEST(only_what_changed_is_written),
	    TEST(nothing_changed_writes_nothing),
	    TEST(drop_and_keep_rest),
	    TEST(the_digest_does_not_depend_on_the_way),
	    TEST(many_changes_make_a_new_table),
	    TEST(a_file_where_a_folder_was),
	    TEST(what_was_changed_by_hand_stays),
	    TEST(a_full_build_keeps_what_is_not_ours),
	    TEST(a_foreign_folder_is_refused),
	    TEST(a_lost_list_is_made_again),
	    TEST(damage_is_noticed),
	    TEST(places_that_are_refused),
	    TEST(a_look_at_a_place),
	    TEST(sources_are_not_written_to),
	    TEST(outside_of_the_site),
	    TEST(two_outputs_have_their_own_state),
	    TEST(one_build_at_a_time),
	    TEST(workers_stage),
	    TEST(left_overs_are_not_published),
	    TEST(unsafe_paths),
	    TEST(the_same_path_twice),
	    TEST(state_files_go_with_the_output),
	    TEST(what_a_loss_of_power_took_is_written_anew),
	    TEST(a_lost_marker_is_written_again),
	    TEST(lost_bytes_are_replaced_file_by_file),
	    TEST(what_somebody_emptied_is_no_loss_of_power),
	    TEST(a_failed_commit_is_undone),
	    TEST(clean_removes_only_its_own),
	    TEST(clean_leaves_a_foreign_folder),
	    TEST(a_link_in_the_output_is_not_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
