#include "tests/unit/unit.h"

#include "common/fs.h"
#include "generator/preview_watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct fixture {
	char path[64];
	int site;
	struct preview_watch *watch;
};

static int set_up(void **state)
{
	static const struct str paths[] = {{"site.toml", 9}, {"content", 7}, {"theme", 5}, {"extra/custom.css", 16}};
	static struct fixture fixture;

	(void)snprintf(fixture.path, sizeof(fixture.path), "/tmp/weir-watch-XXXXXX");
	if (mkdtemp(fixture.path) == NULL)
		return -1;
	fixture.site = fs_open_folder(fixture.path);
	if (fs_make_folders_at(fixture.site, "content/a/b") < 0 || fs_make_folders_at(fixture.site, "extra") < 0)
		return -1;
	fixture.watch = preview_watch_new(fixture.site);
	*state = &fixture;
	return fixture.watch == NULL || preview_watch_set(fixture.watch, paths, 4) < 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	int tmp = fs_open_folder("/tmp"), result = fs_remove_tree_at(tmp, f->path + 5);

	preview_watch_free(f->watch);
	close(tmp);
	close(f->site);
	return result;
}

static void write_file(struct fixture *f, const char *path)
{
	int fd = openat(f->site, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(fs_write_fd(fd, STR("x")), 0);
	close(fd);
}

static void rename_file(struct fixture *f, const char *from, const char *to)
{
	assert_int_equal(renameat(f->site, from, f->site, to), 0);
}

#define assert_seen(f) assert_true(preview_watch_take((f)->watch))
#define assert_quiet(f) assert_false(preview_watch_take((f)->watch))

static bool knows_changed(struct fixture *f, const char *expected)
{
	const struct str *paths;
	struct buf all;
	bool is_known, is_it;
	size_t n;

	is_known = preview_watch_changed(f->watch, &paths, &n);
	buf_init(&all, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++)
		buf_printf(&all, "%.*s ", STR_ARG(paths[i]));
	is_it = is_known && str_eq(buf_view(&all), str_c(expected));
	buf_release(&all);
	return is_it;
}

static void which_files_have_changed_is_known(void **state)
{
	struct fixture *f = *state;
	const struct str *paths;
	size_t n;

	/* at first it is not: nobody has seen what was before */
	write_file(f, "content/x.md");
	assert_seen(f);
	assert_false(preview_watch_changed(f->watch, &paths, &n));
	write_file(f, "content/a/b/y.md");
	assert_seen(f);
	write_file(f, "content/x.md");
	write_file(f, "content/x.md");
	assert_seen(f);
	assert_true(knows_changed(f, "content/a/b/y.md content/x.md "));
	assert_quiet(f);
	assert_true(knows_changed(f, ""));
	/* saved by an editor that makes a new file of it */
	rename_file(f, "content/x.md", "content/x.md~");
	write_file(f, "content/x.md");
	assert_int_equal(unlinkat(f->site, "content/x.md~", 0), 0);
	assert_seen(f);
	assert_true(knows_changed(f, "content/x.md "));
	write_file(f, "site.toml");
	assert_seen(f);
	assert_true(knows_changed(f, "site.toml "));
	/* folders may hold anything */
	assert_int_equal(mkdirat(f->site, "content/new", 0755), 0);
	assert_seen(f);
	assert_false(preview_watch_changed(f->watch, &paths, &n));
	write_file(f, "content/new/z.md");
	assert_seen(f);
	assert_true(knows_changed(f, "content/new/z.md "));
	/* too many to be told one by one */
	for (char name[] = "content/many00.md"; name[12] < '8'; name[12]++)
		for (name[13] = '0'; name[13] <= '9'; name[13]++)
			write_file(f, name);
	assert_seen(f);
	assert_false(preview_watch_changed(f->watch, &paths, &n));
}

static void changes_are_seen(void **state)
{
	struct fixture *f = *state;

	assert_quiet(f);
	write_file(f, "content/x.md");
	assert_seen(f);
	assert_quiet(f);
	write_file(f, "content/a/b/y.md");
	assert_seen(f);
	rename_file(f, "content/a/b/y.md", "content/z.md");
	assert_seen(f);
	assert_int_equal(unlinkat(f->site, "content/z.md", 0), 0);
	assert_seen(f);
	write_file(f, "site.toml");
	assert_seen(f);
	write_file(f, "extra/custom.css");
	assert_seen(f);
	assert_quiet(f);
}

static void what_does_not_matter_is_not_seen(void **state)
{
	struct fixture *f = *state;

	write_file(f, "other.txt");
	write_file(f, "extra/other.css");
	assert_int_equal(fs_make_folders_at(f->site, "public/x"), 0);
	write_file(f, "public/x/index.html");
	write_file(f, "content/.x.md.swp");
	write_file(f, "content/x.md~");
	write_file(f, "content/4913");
	write_file(f, "content/#x.md#");
	assert_quiet(f);
}

/* A file is opened, and written later: no build in between. */
static void a_file_being_written_is_waited_for(void **state)
{
	struct fixture *f = *state;
	int fd = openat(f->site, "content/x.md", O_WRONLY | O_CREAT, 0644);

	assert_quiet(f);
	assert_int_equal(fs_write_fd(fd, STR("x")), 0);
	assert_quiet(f);
	close(fd);
	assert_seen(f);
	assert_int_equal(linkat(f->site, "content/x.md", f->site, "content/y.md", 0), 0);
	assert_seen(f);
}

static int open_file(struct fixture *f, const char *path, int flags)
{
	int fd = openat(f->site, path, O_WRONLY | O_CREAT | flags, 0644);

	assert_true(fd >= 0);
	return fd;
}

static void a_file_saved_in_pieces_is_waited_for(void **state)
{
	struct fixture *f = *state;
	int fd;

	write_file(f, "content/x.md");
	assert_seen(f);
	(void)knows_changed(f, ""); /* at first nothing is known */
	/* emptied, and written by another look at it */
	close(open_file(f, "content/x.md", O_TRUNC));
	assert_quiet(f);
	assert_true(preview_watch_is_waiting(f->watch));
	fd = open_file(f, "content/x.md", 0);
	assert_int_equal(fs_write_fd(fd, STR("some")), 0);
	assert_quiet(f);
	assert_int_equal(fchmod(fd, 0600), 0);
	assert_quiet(f);
	/* something else that changes does not end it */
	write_file(f, "content/y.md");
	assert_seen(f);
	assert_true(knows_changed(f, "content/y.md "));
	assert_true(preview_watch_is_waiting(f->watch));
	assert_int_equal(fs_write_fd(fd, STR(" text")), 0);
	close(fd);
	assert_seen(f);
	assert_true(knows_changed(f, "content/x.md "));
	assert_false(preview_watch_is_waiting(f->watch));
	/* replaced, or gone, before it was whole */
	close(open_file(f, "content/x.md", O_TRUNC));
	assert_quiet(f);
	rename_file(f, "content/y.md", "content/x.md");
	assert_seen(f);
	assert_false(preview_watch_is_waiting(f->watch));
	close(open_file(f, "content/x.md", O_TRUNC));
	assert_int_equal(unlinkat(f->site, "content/x.md", 0), 0);
	assert_seen(f);
	assert_false(preview_watch_is_waiting(f->watch));
	/* the editor's own files are never waited for */
	close(open_file(f, "content/x.md~", O_TRUNC));
	assert_quiet(f);
	assert_false(preview_watch_is_waiting(f->watch));
}

static void a_file_that_is_never_closed_counts_when_it_is_given_up(void **state)
{
	struct fixture *f = *state;
	const struct str *paths;
	size_t n;
	int fd = open_file(f, "content/x.md", 0);

	assert_int_equal(fs_write_fd(fd, STR("some")), 0);
	assert_quiet(f);
	(void)preview_watch_changed(f->watch, &paths, &n);
	preview_watch_wait_no_longer(f->watch);
	assert_false(preview_watch_is_waiting(f->watch));
	assert_true(knows_changed(f, "content/x.md "));
	assert_int_equal(fs_write_fd(fd, STR(" more")), 0);
	assert_quiet(f);
	assert_true(preview_watch_is_waiting(f->watch));
	close(fd);
	assert_seen(f);
	/* more files than it keeps in mind are not waited for */
	for (char name[] = "content/many00.md"; name[12] < '8'; name[12]++)
		for (name[13] = '0'; name[13] <= '9'; name[13]++)
			close(open_file(f, name, 0));
	assert_seen(f);
}

static void only_what_is_written_is_progress(void **state)
{
	struct fixture *f = *state;
	int fd = open_file(f, "content/x.md", 0);

	assert_quiet(f);
	assert_true(preview_watch_is_written_to(f->watch));
	write_file(f, "content/.x.md.swp");
	assert_quiet(f);
	assert_true(preview_watch_is_waiting(f->watch));
	assert_false(preview_watch_is_written_to(f->watch));
	assert_int_equal(fs_write_fd(fd, STR("some")), 0);
	assert_quiet(f);
	assert_true(preview_watch_is_written_to(f->watch));
	close(fd);
	assert_seen(f);
	assert_false(preview_watch_is_written_to(f->watch));
}

/* Events that the kernel keeps for one watch at most; 0: not known, or too many for a test. */
static long events_kept(void)
{
	FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "re");
	char line[32] = "";
	long n;

	if (file == NULL)
		return 0;
	n = fgets(line, sizeof(line), file) != NULL ? strtol(line, NULL, 10) : 0;
	(void)fclose(file);
	return n > 200000 ? 0 : n;
}

static void more_than_the_kernel_keeps_is_looked_for(void **state)
{
	struct fixture *f = *state;
	const struct str *paths;
	long n = events_kept();
	size_t changed_n;
	int fd;

	if (n == 0)
		skip();
	fd = open_file(f, "content/x.md", 0);
	assert_quiet(f);
	for (long i = 0; i <= n; i += 2) { /* two of one kind in a row are one */
		assert_int_equal(fs_write_fd(fd, STR("x")), 0);
		assert_int_equal(fchmod(fd, 0600), 0);
	}
	close(fd);
	assert_int_equal(mkdirat(f->site, "content/new", 0755), 0);
	assert_seen(f);
	assert_false(preview_watch_changed(f->watch, &paths, &changed_n));
	assert_false(preview_watch_is_waiting(f->watch));
	write_file(f, "content/new/z.md");
	assert_seen(f);
	assert_true(knows_changed(f, "content/new/z.md "));
}

static void links_are_whole_at_once(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(symlinkat("y.md", f->site, "content/x.md"), 0);
	assert_seen(f);
	assert_int_equal(symlinkat("y.md", f->site, "content/x.new"), 0);
	assert_seen(f);
	assert_false(preview_watch_is_waiting(f->watch));
}

static void what_happens_before_another_set_is_not_lost(void **state)
{
	static const struct str others[] = {{"content", 7}, {"docs", 4}};
	struct fixture *f = *state;
	const struct str *paths;
	size_t n;

	write_file(f, "content/x.md");
	assert_int_equal(preview_watch_set(f->watch, others, 2), 0);
	assert_seen(f);
	/* and that something may have been missed is known until it is asked for */
	(void)preview_watch_changed(f->watch, &paths, &n);
	assert_int_equal(preview_watch_set(f->watch, others, 2), 0);
	write_file(f, "content/x.md");
	assert_seen(f);
	assert_false(preview_watch_changed(f->watch, &paths, &n));
	/* what is wanted no longer is not watched */
	write_file(f, "theme");
	write_file(f, "site.toml");
	assert_quiet(f);
	assert_int_equal(preview_watch_set(f->watch, others + 1, 1), 0);
	write_file(f, "content/x.md");
	assert_quiet(f);
}

static void editors_save_by_renaming(void **state)
{
	struct fixture *f = *state;

	write_file(f, "content/x.md");
	assert_seen(f);
	/* vim with backupcopy=no */
	rename_file(f, "content/x.md", "content/x.md~");
	write_file(f, "content/x.md");
	assert_seen(f);
	assert_int_equal(unlinkat(f->site, "content/x.md~", 0), 0);
	assert_quiet(f);
	/* gedit, VS Code on some file systems */
	write_file(f, "content/.goutputstream-ABC");
	assert_quiet(f);
	rename_file(f, "content/.goutputstream-ABC", "content/x.md");
	assert_seen(f);
	/* and those that exchange the two */
	write_file(f, "other.txt");
	assert_int_equal(renameat2(f->site, "other.txt", f->site, "content/x.md", RENAME_EXCHANGE), 0);
	assert_seen(f);
}

static void new_folders_are_watched(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(fs_make_folders_at(f->site, "content/n/e/w"), 0);
	assert_seen(f);
	write_file(f, "content/n/e/w/x.md");
	assert_seen(f);
	/* moved in, with what is in it */
	assert_int_equal(fs_make_folders_at(f->site, "away/deep/er"), 0);
	assert_quiet(f);
	rename_file(f, "away", "content/away");
	assert_seen(f);
	write_file(f, "content/away/deep/er/x.md");
	assert_seen(f);
	/* a folder that was not there at all */
	assert_int_equal(fs_make_folders_at(f->site, "theme/partials"), 0);
	assert_seen(f);
	write_file(f, "theme/partials/x.html");
	assert_seen(f);
	/* gone and made again */
	assert_int_equal(fs_remove_tree_at(f->site, "content"), 0);
	assert_seen(f);
	assert_int_equal(fs_make_folders_at(f->site, "content/again"), 0);
	assert_seen(f);
	write_file(f, "content/again/x.md");
	assert_seen(f);
}

static void a_folder_moved_away_is_not_watched(void **state)
{
	struct fixture *f = *state;

	rename_file(f, "content/a", "elsewhere");
	assert_seen(f);
	write_file(f, "elsewhere/b/x.md");
	/* harmless if seen; but after watching anew it must not be */
	(void)preview_watch_take(f->watch);
	assert_int_equal(preview_watch_set(f->watch, &(struct str){"content", 7}, 1), 0);
	(void)preview_watch_take(f->watch);
	write_file(f, "elsewhere/b/y.md");
	write_file(f, "site.toml");
	assert_quiet(f);
	write_file(f, "content/y.md");
	assert_seen(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(changes_are_seen),
	    TEST(which_files_have_changed_is_known),
	    TEST(what_does_not_matter_is_not_seen),
	    TEST(a_file_being_written_is_waited_for),
	    TEST(a_file_saved_in_pieces_is_waited_for),
	    TEST(a_file_that_is_never_closed_counts_when_it_is_given_up),
	    TEST(only_what_is_written_is_progress),
	    TEST(more_than_the_kernel_keeps_is_looked_for),
	    TEST(links_are_whole_at_once),
	    TEST(what_happens_before_another_set_is_not_lost),
	    TEST(editors_save_by_renaming),
	    TEST(new_folders_are_watched),
	    TEST(a_folder_moved_away_is_not_watched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
