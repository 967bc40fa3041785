/*
 * A search.db with bytes changed at will and its checksums put right again, so
 * that the damage reaches everything that decodes: opening, settings, and an
 * index that is written on from it. Nothing of it may crash.
 *
 * Input: six bytes a change: offset (4), how (1), value (1).
 */
#include "common/index.h"
#include "common/index_reader.h"
#include "common/mem.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAGES = 40 };
static char *good, *bad;
static size_t good_n;
static char good_path[40], bad_path[40];
static int bad_fd;

static void fill(struct index_page *page, struct index_passage *passages, int i, char *key)
{
	static struct str tags[2] = {{"one", 3}, {"two", 3}};
	static const char *const texts[] = {"install the printer driver", "refund an invoice, ERR_CONN_42",
					    "退款政策 of billing", "Get-ChildItem lists items"};

	snprintf(key, 20, "page%d", i);
	passages[0] = (struct index_passage){STR(""), STR(""), str_c(texts[i % 4])};
	passages[1] = (struct index_passage){STR("more"), STR("More"), str_c(texts[(i + 1) % 4])};
	*page = (struct index_page){.key = str_c(key),
				    .url = str_c(key),
				    .title = str_c(texts[i % 3]),
				    .lang = STR("en"),
				    .section = STR("s"),
				    .tags = tags,
				    .tags_n = (size_t)i % 3,
				    .passages = passages,
				    .passages_n = 1 + (size_t)i % 2,
				    .tickets = i % 5 == 0 ? STR("where is my refund") : STR_NONE};
}

static void make_good(void)
{
	int folder = memfd_create("folder", 0), fd;
	char path[60];
	struct index_writer *writer;

	close(folder);
	snprintf(path, sizeof(path), "/tmp/weir-fuzz-index-%d.db", (int)getpid());
	unlink(path);
	writer = index_writer_new(AT_FDCWD, path, NULL);
	for (int i = 0; i < PAGES; i++) {
		struct index_passage passages[2];
		struct index_page page;
		char key[20];

		fill(&page, passages, i, key);
		if (index_writer_add(writer, &page, (uint64_t)i) != 0)
			abort();
	}
	if (index_writer_set_meta(writer, STR("site"), STR("{}")) != 0 || index_writer_finish(writer) != 0)
		abort();
	index_writer_free(writer);
	fd = open(path, O_RDONLY);
	good_n = (size_t)lseek(fd, 0, SEEK_END);
	good = mem_alloc(good_n);
	bad = mem_alloc(good_n);
	if (pread(fd, good, good_n, 0) != (ssize_t)good_n)
		abort();
	close(fd);
	unlink(path);
	bad_fd = memfd_create("bad", 0);
	snprintf(bad_path, sizeof(bad_path), "/proc/self/fd/%d", bad_fd);
	snprintf(good_path, sizeof(good_path), "/tmp/weir-fuzz-out-%d.db", (int)getpid());
}

static struct hash128 hash_of(uint32_t first, uint32_t pages)
{
	size_t at = (size_t)(first - 1) * DBFILE_PAGE, n = (size_t)pages * DBFILE_PAGE;

	return at <= good_n && n <= good_n - at ? hash128(str_n(bad + at, n)) : (struct hash128){0, 0};
}

/* The checksums of what stands there now; where the directory itself was hit, they stay wrong. */
static void sign(void)
{
	struct index_trailer trailer;
	struct dbfile_value values[2];
	struct str record;
	int64_t rowid;
	char *end = bad + good_n - sizeof(trailer);
	uint8_t *directory;

	memcpy(&trailer, end, sizeof(trailer));
	if (trailer.directory.first_page == 0 || trailer.directory.first_page * (uint64_t)DBFILE_PAGE > good_n)
		return;
	directory = (uint8_t *)bad + (size_t)(trailer.directory.first_page - 1) * DBFILE_PAGE;
	if (dbfile_leaf_rows(directory) < 1 || !dbfile_leaf_row(directory, 0, &rowid, &record) ||
	    !dbfile_read_record(record, values, 2))
		return;
	for (size_t i = 0; (i + 1) * sizeof(struct index_shard_entry) <= values[1].bytes.n; i++) {
		char *at = (char *)(uintptr_t)values[1].bytes.s + i * sizeof(struct index_shard_entry);
		struct index_shard_entry entry;
		uint64_t pages = 0;

		memcpy(&entry, at, sizeof(entry));
		for (int run = 0; run < INDEX_RUNS; run++)
			pages += entry.runs[run];
		if (entry.first_page == 0 || pages * DBFILE_PAGE > good_n)
			continue;
		entry.hash = hash_of(entry.first_page, (uint32_t)pages);
		memcpy(at, &entry, sizeof(entry));
	}
	trailer.first.hash = hash_of(1, 1);
	if (trailer.tail.first_page != 0)
		trailer.tail.hash = hash_of(trailer.tail.first_page, trailer.tail.pages);
	trailer.directory.hash = hash_of(trailer.directory.first_page, trailer.directory.pages);
	memcpy(end, &trailer, sizeof(trailer));
	trailer.hash = hash128(str_n(bad + good_n - DBFILE_PAGE, DBFILE_PAGE - sizeof(trailer.hash)));
	memcpy(end, &trailer, sizeof(trailer));
}

static void see(void *context, struct str name, struct str value)
{
	uint64_t *sum = context;

	*sum += hash64(name) + hash64(value);
}

static void write_on(void)
{
	struct index_writer *writer;

	unlink(good_path);
	writer = index_writer_new(AT_FDCWD, good_path, bad_path);
	for (int i = 0; i < PAGES; i++) {
		struct index_passage passages[2];
		struct index_page page;
		char key[20];

		fill(&page, passages, i, key);
		if (i % 7 != 0 && index_writer_keep(writer, page.key, (uint64_t)i))
			continue;
		if (index_writer_add(writer, &page, (uint64_t)i) != 0)
			break;
	}
	(void)!index_writer_finish(writer);
	index_writer_free(writer);
	unlink(good_path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct index_reader *reader;
	uint64_t sum = 0;

	if (good == NULL)
		make_good();
	memcpy(bad, good, good_n);
	for (; size >= 6; data += 6, size -= 6) {
		uint32_t at;

		memcpy(&at, data, 4);
		at %= (uint32_t)good_n;
		if (data[4] % 3 == 0)
			bad[at] = (char)data[5];
		else if (data[4] % 3 == 1)
			bad[at] = (char)(bad[at] ^ data[5]);
		else
			bad[at] = (char)(bad[at] + data[5]);
	}
	sign();
	if (pwrite(bad_fd, bad, good_n, 0) != (ssize_t)good_n)
		abort();
	reader = index_reader_open(AT_FDCWD, bad_path, 0, NULL);
	if (reader != NULL) {
		(void)index_reader_each_meta(reader, see, &sum);
		for (uint32_t i = 0; i < reader->trailer.shards; i++) {
			struct index_block_header header;
			struct index_words_cursor cursor;
			struct buf block;

			buf_init(&block, good_n);
			if (index_reader_block(reader, &reader->shards[i], 0, reader->shards[i].block_bytes, &block) ==
				0 &&
			    index_block_check(buf_view(&block), block.n, &header)) {
				index_words_begin(&cursor, (const uint8_t *)block.s, &header);
				while (index_words_next(&cursor))
					sum += hash64(cursor.word) + hash64(cursor.stem) + *cursor.list;
			}
			buf_release(&block);
		}
		index_reader_free(reader);
		write_on();
	}
	return 0;
}
