#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/hash.h"
#include "generator/cache.h"
#include "generator/spill.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int make_site(void **state)
{
	static char path[64];
	int *folder = test_malloc(sizeof(*folder));

	(void)snprintf(path, sizeof(path), "/tmp/weir-cache-XXXXXX");
	assert_non_null(mkdtemp(path));
	*folder = fs_open_folder(path);
	assert_true(*folder >= 0);
	assert_int_equal(fs_make_folders_at(*folder, ".weir"), 0); /* for spill files */
	*state = folder;
	return 0;
}

static int remove_site(void **state)
{
	int *folder = *state;
	char link[64], path[64];
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", *folder);
	n = readlink(link, path, sizeof(path) - 1);
	path[n > 0 ? n : 0] = '\0';
	assert_int_equal(fs_remove_tree_at(*folder, ".weir"), 0);
	(void)unlinkat(*folder, "cache", 0);
	(void)unlinkat(*folder, "delta", 0);
	close(*folder);
	assert_int_equal(rmdir(path), 0);
	test_free(folder);
	return 0;
}

static const struct file files[] = {
    {.path = STR_INIT("a/index.md"), .size = 10, .inode = 7, .changed = 99, .is_page = true},
    {.path = STR_INIT("a/screen.png"), .size = 20, .inode = 8, .changed = 98},
    {.path = STR_INIT("b.md"), .size = 30, .inode = 9, .changed = 97, .is_page = true},
};

static const struct folder folders[] = {{STR_INIT(""), 1, 2}, {STR_INIT("a"), 3, 4}};
static const struct cache_item items[] = {
    {.file = &files[0], .record = STR_INIT("record of a"), .render_key = 1, .index_key = 2},
    {.file = &files[1], .hash = {3, 4}},
    {.file = &files[2], .record = STR_INIT("record of b"), .render_key = 5, .index_key = 6},
};

/* What the output's commit does. */
static void commit(int folder, const char *from, const char *to)
{
	assert_int_equal(renameat(folder, from, folder, to), 0);
}

static void save(int folder)
{
	struct cache_tail tail = {STR("diags"), STR("found"), STR("extras"), 1200, 1234, 12, 77};

	(void)unlinkat(folder, "delta", 0);
	assert_int_equal(cache_save(folder, 42, items, 3, folders, 2, &tail), 0);
	commit(folder, "cache.new", "cache");
}

static void what_is_saved_is_loaded(void **state)
{
	int folder = *(int *)*state;
	struct cache cache;

	save(folder);
	cache_load(&cache, folder, 42);
	assert_int_equal(cache.n, 3);
	assert_str(cache_path(&cache, &cache.entries[1]), "a/screen.png");
	assert_str(cache_record(&cache, &cache.entries[2]), "record of b");
	assert_int_equal(cache.entries[1].hash.high, 4);
	assert_int_equal(cache.entries[0].changed, 99);
	assert_int_equal(cache.folders_n, 2);
	assert_str(cache_folder_path(&cache, &cache.folders[1]), "a");
	assert_int_equal(cache.folders[1].changed, 4);
	assert_str(cache.diags, "diags");
	assert_str(cache.found_diags, "found");
	assert_str(cache.extras, "extras");
	assert_int_equal(cache.valid_from, 1200);
	assert_int_equal(cache.valid_until, 1234);
	assert_int_equal(cache.pages, 12);
	assert_int_equal(cache.ledger, 77);
	cache_close(&cache);
	cache_load(&cache, folder, 43); /* other settings */
	assert_null(cache.bytes.s);
}

static void change(int folder, uint32_t which, struct str record)
{
	struct cache_item now[3];
	struct cache_tail tail = {STR("later diags"), STR("found"), STR("later extras"), 98, 99, 13, 78};
	struct cache cache;

	cache_load(&cache, folder, 42);
	assert_non_null(cache.bytes.s);
	for (uint32_t i = 0; i < 3; i++) {
		now[i] = items[i];
		now[i].record = cache_record(&cache, &cache.entries[i]);
		now[i].render_key = cache.entries[i].render_key;
	}
	now[which].record = record;
	now[which].render_key = 77;
	assert_int_equal(cache_save_delta(&cache, folder, now, &which, 1, &tail), 0);
	cache_close(&cache);
	commit(folder, "delta.new", "delta");
}

static void deltas_add_up(void **state)
{
	int folder = *(int *)*state;
	struct cache cache;

	save(folder);
	change(folder, 2, STR("a longer record of b"));
	change(folder, 0, STR("new a"));
	change(folder, 2, STR("b again"));
	cache_load(&cache, folder, 42);
	assert_str(cache_record(&cache, &cache.entries[0]), "new a");
	assert_str(cache_record(&cache, &cache.entries[1]), "");
	assert_str(cache_record(&cache, &cache.entries[2]), "b again");
	assert_str(cache_path(&cache, &cache.entries[2]), "b.md");
	assert_int_equal(cache.pages, 13);
	assert_int_equal(cache.entries[2].render_key, 77);
	assert_str(cache.diags, "later diags");
	assert_int_equal(cache.valid_from, 98);
	assert_int_equal(cache.valid_until, 99);
	assert_int_equal(cache.ledger, 78);
	cache_close(&cache);
}

/* A cache whose first record and whose diagnostics have so many bytes, and what a delta to it gives. */
static int delta_beside(int folder, size_t record_n, size_t diags_n)
{
	char *bytes = test_malloc(record_n + diags_n);
	struct cache_tail tail = {str_n(bytes, diags_n), STR(""), STR(""), 1200, 1234, 12, 77};
	struct cache_item now[3] = {items[0], items[1], items[2]};
	struct cache cache;
	uint32_t which = 2;
	int result;

	memset(bytes, 'x', record_n + diags_n);
	now[0].record = str_n(bytes, record_n);
	(void)unlinkat(folder, "delta", 0);
	assert_int_equal(cache_save(folder, 42, now, 3, folders, 2, &tail), 0);
	commit(folder, "cache.new", "cache");
	cache_load(&cache, folder, 42);
	now[2].render_key = 78;
	result = cache_save_delta(&cache, folder, now, &which, 1, &tail);
	cache_close(&cache);
	if (result == 0) {
		commit(folder, "delta.new", "delta");
		cache_load(&cache, folder, 42);
		assert_non_null(cache.bytes.s);
		assert_int_equal(cache.entries[2].render_key, 78);
		assert_int_equal(cache.diags.n, diags_n);
		cache_close(&cache);
	}
	test_free(bytes);
	return result;
}

/* A site of thousands of warnings: written beside a cache that is much larger, not beside one that is not. */
static void a_delta_may_be_a_part_of_its_cache(void **state)
{
	int folder = *(int *)*state;

	assert_int_equal(delta_beside(folder, 100, 900000), 0);
	assert_int_equal(delta_beside(folder, 100, 1200000), 1);
	assert_int_equal(delta_beside(folder, 7000000, 1200000), 0);
	assert_int_equal(delta_beside(folder, 30000000, 4100000), 0);
	assert_int_equal(delta_beside(folder, 30000000, 4300000), 1);
}

/* A file that is as it was before makes the same entries once more: the delta between is of neither. */
static void a_delta_belongs_to_one_cache(void **state)
{
	struct cache_tail tail = {STR("diags"), STR("found"), STR("extras"), 1200, 1234, 12, 77};
	int folder = *(int *)*state;
	struct cache cache;

	save(folder);
	change(folder, 2, STR("b again"));
	assert_int_equal(cache_save(folder, 42, items, 3, folders, 2, &tail), 0);
	commit(folder, "cache.new", "cache");
	cache_load(&cache, folder, 42);
	assert_str(cache_record(&cache, &cache.entries[2]), "record of b");
	assert_str(cache.diags, "diags");
	cache_close(&cache);
}

/* A delta of this cache that is not whole takes the cache with it: alone it would be of the past. */
static void a_damaged_delta_is_not_ignored(void **state)
{
	int folder = *(int *)*state;
	struct buf bytes;
	struct cache cache;

	buf_init(&bytes, BUF_NO_LIMIT);
	save(folder);
	change(folder, 2, STR("b again"));
	assert_int_equal(fs_read_at(folder, "delta", &bytes, 1 << 20), 0);
	for (size_t at = 0; at < bytes.n; at++) { /* its cache's id, too */
		bytes.s[at] = (char)(bytes.s[at] ^ 0x20);
		assert_int_equal(fs_replace_at(folder, "delta", buf_view(&bytes), false), 0);
		cache_load(&cache, folder, 42);
		assert_null(cache.bytes.s);
		bytes.s[at] = (char)(bytes.s[at] ^ 0x20);
	}
	for (size_t cut = 0; cut < bytes.n; cut++) {
		assert_int_equal(fs_replace_at(folder, "delta", str_n(bytes.s, cut), false), 0);
		cache_load(&cache, folder, 42);
		assert_null(cache.bytes.s);
	}
	buf_release(&bytes);
}

/* Whole, of this cache, and about a file that it has not. */
static void a_delta_stays_within_its_cache(void **state)
{
	enum { CHECK = 13 * 8, INDEX = CHECK + 8 }; /* places in the file */
	int folder = *(int *)*state;
	uint64_t number, check;
	struct buf bytes;
	struct cache cache;

	buf_init(&bytes, BUF_NO_LIMIT);
	save(folder);
	change(folder, 2, STR("b again"));
	assert_int_equal(fs_read_at(folder, "delta", &bytes, 1 << 20), 0);
	for (uint64_t index = 2; index <= 3; index++) {
		memcpy(&number, bytes.s + INDEX, 8);
		assert_int_equal(number, 2);
		memcpy(bytes.s + INDEX, &index, 8);
		check = hash64_mix(hash64(str_slice(buf_view(&bytes), 0, CHECK)), str_from(buf_view(&bytes), INDEX));
		memcpy(bytes.s + CHECK, &check, 8);
		assert_int_equal(fs_replace_at(folder, "delta", buf_view(&bytes), false), 0);
		cache_load(&cache, folder, 42);
		assert_int_equal(cache.bytes.s != NULL, index == 2);
		cache_close(&cache);
	}
	buf_release(&bytes);
}

/* Whatever is cut off or changed in front of the records, the cache is refused; a record knows its own bytes. */
static void a_damaged_cache_is_not_believed(void **state)
{
	int folder = *(int *)*state;
	struct buf bytes;
	struct cache cache;

	buf_init(&bytes, BUF_NO_LIMIT);
	save(folder);
	assert_int_equal(fs_read_at(folder, "cache", &bytes, 1 << 20), 0);
	for (size_t cut = 0; cut < bytes.n; cut++) {
		assert_int_equal(fs_replace_at(folder, "cache", str_n(bytes.s, cut), false), 0);
		cache_load(&cache, folder, 42);
		assert_null(cache.bytes.s);
	}
	for (size_t at = 0; at < bytes.n; at++) {
		bool is_record = at >= bytes.n - 2 * (sizeof("record of a") - 1);

		bytes.s[at] = (char)(bytes.s[at] ^ 0x55);
		assert_int_equal(fs_replace_at(folder, "cache", buf_view(&bytes), false), 0);
		cache_load(&cache, folder, 42);
		assert_int_equal(cache.bytes.s != NULL, is_record);
		if (is_record)
			assert_int_equal(cache_is_whole(&cache.entries[0], cache_record(&cache, &cache.entries[0])) +
					     cache_is_whole(&cache.entries[2], cache_record(&cache, &cache.entries[2])),
					 1);
		cache_close(&cache);
		bytes.s[at] = (char)(bytes.s[at] ^ 0x55);
	}
	buf_release(&bytes);
}

static void spilled_bytes_come_back(void **state)
{
	int folder = *(int *)*state;
	struct spill spill;
	struct spill_writer writer;
	struct spill_reader reader;
	struct str bytes;
	char block[5000];
	uint64_t offset;

	assert_int_equal(spill_open(&spill, folder, 2), 0);
	if (fork() == 0) {
		/* written by another process that ends without any goodbye */
		if (spill_writer_init(&writer, &spill, 1) < 0)
			_exit(1);
		for (int i = 0; i < 1000; i++) {
			memset(block, 'a' + i % 26, sizeof(block));
			if (spill_add(&writer, str_n(block, sizeof(block)), &offset) < 0 ||
			    offset != (uint64_t)i * sizeof(block))
				_exit(1);
		}
		_exit(0);
	} else {
		int status;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	spill_reader_init(&reader, &spill);
	for (int i = 999; i >= 0; i -= 7) {
		assert_int_equal(spill_read(&reader, 1, (uint64_t)i * sizeof(block), sizeof(block), &bytes), 0);
		assert_int_equal(bytes.n, sizeof(block));
		assert_int_equal(bytes.s[0], 'a' + i % 26);
		assert_int_equal(bytes.s[sizeof(block) - 1], 'a' + i % 26);
	}
	assert_int_equal(spill_read(&reader, 5, 0, 1, &bytes), -1);
	/* a successor starts behind whatever its predecessor may have written */
	assert_int_equal(spill_writer_init(&writer, &spill, 1), 0);
	assert_int_equal(spill_add(&writer, STR("more"), &offset), 0);
	assert_true(offset >= 1000 * sizeof(block));
	assert_int_equal(spill_read(&reader, 1, offset, 4, &bytes), 0);
	assert_str(bytes, "more");
	spill_reader_release(&reader);
	spill_close(&spill);
}

static void a_site_without_a_state_folder_can_spill(void **state)
{
	int folder = *(int *)*state;
	struct spill spill;
	struct spill_writer writer;
	uint64_t offset;

	assert_int_equal(fs_remove_tree_at(folder, ".weir"), 0);
	assert_int_equal(spill_open(&spill, folder, 1), 0);
	assert_int_equal(spill_writer_init(&writer, &spill, 0), 0);
	assert_int_equal(spill_add(&writer, STR("text"), &offset), 0);
	spill_close(&spill);
	/* nothing was made in the site */
	assert_int_equal(faccessat(folder, ".weir", F_OK, 0), -1);
	assert_int_equal(fs_make_folders_at(folder, ".weir"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(what_is_saved_is_loaded, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(deltas_add_up, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_delta_may_be_a_part_of_its_cache, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_delta_belongs_to_one_cache, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_damaged_delta_is_not_ignored, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_delta_stays_within_its_cache, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_damaged_cache_is_not_believed, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(spilled_bytes_come_back, make_site, remove_site),
	    cmocka_unit_test_setup_teardown(a_site_without_a_state_folder_can_spill, make_site, remove_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
