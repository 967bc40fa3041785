#include "common/index_reader.h"

#include "common/dbfile.h"
#include "common/fs.h"
#include "common/index.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AT_ONCE = 16 * DBFILE_PAGE };

static bool same_hash(struct hash128 a, struct hash128 b)
{
	return hash128_eq(a, b);
}

static bool check_region(const struct index_reader *reader, uint32_t first, uint32_t pages, struct hash128 expected)
{
	uint64_t offset = (uint64_t)(first - 1) * DBFILE_PAGE, size = (uint64_t)pages * DBFILE_PAGE;
	struct hash_stream *stream;
	struct hash128 hash;
	char *piece;
	bool read = true;

	if (reader->map != NULL)
		return same_hash(hash128(str_n((const char *)reader->map + offset, (size_t)size)), expected);
	stream = hash_stream_new();
	piece = mem_alloc(READ_AT_ONCE);
	while (size != 0 && read) {
		size_t n = size < READ_AT_ONCE ? (size_t)size : READ_AT_ONCE;

		read = fs_read_whole(reader->fd, piece, n, offset) == 0;
		if (read)
			hash_stream_add(stream, piece, n);
		offset += n;
		size -= n;
	}
	hash = hash_stream_end(stream);
	hash_stream_free(stream);
	mem_free(piece);
	return read && same_hash(hash, expected);
}

int index_reader_page(const struct index_reader *reader, uint32_t number, uint8_t *page)
{
	uint64_t offset = ((uint64_t)number - 1) * DBFILE_PAGE;

	if (number == 0 || number > reader->trailer.pages)
		return -1;
	if (reader->map == NULL)
		return fs_read_whole(reader->fd, page, DBFILE_PAGE, offset);
	memcpy(page, reader->map + offset, DBFILE_PAGE);
	return 0;
}

/* ---- opening ----------------------------------------------------------------------- */

static const char *read_trailer(struct index_reader *reader, uint64_t size)
{
	struct index_trailer *trailer = &reader->trailer;
	uint8_t page[DBFILE_PAGE];

	if (size < 4 * (uint64_t)DBFILE_PAGE || size % DBFILE_PAGE != 0 || size / DBFILE_PAGE > UINT32_MAX)
		return "it is cut off, or is not a search database";
	if (fs_read_whole(reader->fd, page, DBFILE_PAGE, size - DBFILE_PAGE) != 0)
		return "it cannot be read";
	memcpy(trailer, page + DBFILE_PAGE - sizeof(*trailer), sizeof(*trailer));
	if (memcmp(trailer->magic, INDEX_MAGIC, 8) != 0)
		return "it is cut off, or is not a search database";
	if (!same_hash(hash128(str_n((const char *)page, DBFILE_PAGE - sizeof(trailer->hash))), trailer->hash))
		return "its checksum is wrong";
	if (trailer->version != INDEX_SCHEMA_VERSION)
		return "it was made by another version of Weir";
	if (trailer->pages != size / DBFILE_PAGE)
		return "its size is wrong";
	return NULL;
}

/* The parts must follow each other without gaps and be all there is. */
static bool follows(const struct index_region *region, uint64_t *next)
{
	if (region->first_page != *next || region->pages == 0)
		return false;
	*next += region->pages;
	return true;
}

static const char *read_directory(struct index_reader *reader)
{
	const struct index_trailer *trailer = &reader->trailer;
	size_t size = trailer->shards * sizeof(*reader->shards), got = 0;
	uint64_t next = 1, docs = 0, last_slot = 0;
	uint8_t page[DBFILE_PAGE];

	if (trailer->directory.first_page == 0 || trailer->directory.pages >= trailer->pages ||
	    trailer->directory.first_page != trailer->pages - trailer->directory.pages ||
	    trailer->shards > 1u << INDEX_SHARD_BITS ||
	    !check_region(reader, trailer->directory.first_page, trailer->directory.pages, trailer->directory.hash))
		return "its checksum is wrong";
	reader->shards = mem_zalloc(size);
	for (uint32_t i = 0; i < trailer->directory.pages && got < size; i++) {
		struct dbfile_value values[2];
		struct str record;
		int64_t rowid;

		if (index_reader_page(reader, trailer->directory.first_page + i, page) != 0 ||
		    dbfile_leaf_rows(page) != 1 || !dbfile_leaf_row(page, 0, &rowid, &record) ||
		    !dbfile_read_record(record, values, 2) || values[1].bytes.n > size - got)
			return "its directory is damaged";
		memcpy((char *)reader->shards + got, values[1].bytes.s, values[1].bytes.n);
		got += values[1].bytes.n;
	}
	if (got != size || !follows(&trailer->first, &next))
		return "its directory is damaged";
	for (uint32_t i = 0; i < trailer->shards; i++) {
		const struct index_shard_entry *shard = &reader->shards[i];

		if (shard->first_page != next || shard->docs == 0 || shard->docs > INDEX_SHARD_DOCS_MAX ||
		    shard->slot >= 1u << INDEX_SHARD_BITS || (i != 0 && shard->slot <= last_slot) ||
		    shard->bits > INDEX_SHARD_BITS ||
		    (shard->block_bytes + (uint64_t)INDEX_BLOCK_PIECE - 1) / INDEX_BLOCK_PIECE !=
			shard->runs[RUN_BLOCK])
			return "its directory is damaged";
		for (int run = 0; run < INDEX_RUNS; run++)
			next += shard->runs[run];
		docs += shard->docs;
		last_slot = shard->slot;
	}
	if (!follows(&trailer->tail, &next) || !follows(&trailer->directory, &next) || next != trailer->pages ||
	    docs != trailer->docs || trailer->meta_first < trailer->tail.first_page)
		return "its directory is damaged";
	return NULL;
}

uint32_t index_reader_shard_pages(const struct index_shard_entry *shard)
{
	uint32_t pages = 0;

	for (int run = 0; run < INDEX_RUNS; run++)
		pages += shard->runs[run];
	return pages;
}

bool index_reader_check_shard(const struct index_reader *reader, const struct index_shard_entry *shard)
{
	return check_region(reader, shard->first_page, index_reader_shard_pages(shard), shard->hash);
}

static const char *check_regions(const struct index_reader *reader, bool with_shards)
{
	const struct index_trailer *trailer = &reader->trailer;
	bool good = check_region(reader, trailer->first.first_page, trailer->first.pages, trailer->first.hash) &&
		    check_region(reader, trailer->tail.first_page, trailer->tail.pages, trailer->tail.hash);

	for (uint32_t i = 0; with_shards && i < trailer->shards && good; i++)
		good = index_reader_check_shard(reader, &reader->shards[i]);
	return good ? NULL : "its checksum is wrong";
}

struct index_reader *index_reader_open(int folder, const char *path, unsigned flags, struct buf *reason)
{
	struct index_reader *reader = mem_zalloc(sizeof(*reader));
	const char *wrong = NULL;
	struct stat status = {0};

	reader->fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (reader->fd < 0 || fstat(reader->fd, &status) != 0)
		wrong = strerror(errno);
	else if (!S_ISREG(status.st_mode))
		wrong = "it is not a file";
	reader->size = (uint64_t)status.st_size;
	reader->modified = status.st_mtim;
	if (wrong == NULL)
		wrong = read_trailer(reader, reader->size);
	if (wrong == NULL && (flags & INDEX_READER_MAP) != 0) {
		void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, reader->fd, 0);

		reader->map = map != MAP_FAILED ? map : NULL;
		if (map == MAP_FAILED)
			wrong = strerror(errno);
	}
	if (wrong == NULL)
		wrong = read_directory(reader);
	if (wrong == NULL)
		wrong = check_regions(reader, (flags & INDEX_READER_SHARDS_LATER) == 0);
	if (wrong == NULL)
		return reader;
	if (reason != NULL)
		buf_printf(reason, "cannot use the search index \"%s\": %s", path, wrong);
	index_reader_free(reader);
	return NULL;
}

bool index_reader_is_intact(const struct index_reader *reader)
{
	struct stat status;

	return fstat(reader->fd, &status) == 0 && (uint64_t)status.st_size == reader->size &&
	       status.st_mtim.tv_sec == reader->modified.tv_sec && status.st_mtim.tv_nsec == reader->modified.tv_nsec;
}

void index_reader_free(struct index_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->map != NULL)
		munmap((void *)(uintptr_t)reader->map, (size_t)reader->trailer.pages * DBFILE_PAGE);
	if (reader->fd >= 0)
		close(reader->fd);
	mem_free(reader->shards);
	mem_free(reader);
}

int index_verify(const char *path, struct buf *reason)
{
	struct index_reader *reader = index_reader_open(AT_FDCWD, path, 0, reason);

	if (reader == NULL)
		return -1;
	index_reader_free(reader);
	return 0;
}

bool index_is_of_weir(int folder, const char *name)
{
	uint8_t head[72];
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = file >= 0 ? pread(file, head, sizeof(head), 0) : -1;

	if (file >= 0)
		close(file);
	if (n != (ssize_t)sizeof(head) || memcmp(head, "SQLite format 3", 16) != 0)
		return false;
	return dbfile_get32(head + 68) == INDEX_APPLICATION_ID;
}

/* ---- parts -------------------------------------------------------------------------- */

uint32_t index_reader_run(const struct index_shard_entry *shard, enum index_run run)
{
	uint32_t page = shard->first_page;

	for (int before = 0; before < (int)run; before++)
		page += shard->runs[before];
	return page;
}

int index_reader_block(const struct index_reader *reader, const struct index_shard_entry *shard, size_t from, size_t to,
		       struct buf *out)
{
	uint32_t first = index_reader_run(shard, RUN_BLOCK);
	uint8_t copy[DBFILE_PAGE];

	if (to > shard->block_bytes || from > to || buf_reserve(out, to - from) == NULL)
		return -1;
	for (size_t piece = from / INDEX_BLOCK_PIECE; from < to; piece++) {
		const uint8_t *page = copy;
		struct dbfile_value values[2];
		struct str record, bytes;
		int64_t rowid;
		size_t begin = piece * INDEX_BLOCK_PIECE;

		if (reader->map != NULL)
			page = reader->map + (uint64_t)(first + piece - 1) * DBFILE_PAGE;
		else if (index_reader_page(reader, first + (uint32_t)piece, copy) != 0)
			return -1;
		if (dbfile_leaf_rows(page) != 1 || !dbfile_leaf_row(page, 0, &rowid, &record) ||
		    !dbfile_read_record(record, values, 2))
			return -1;
		bytes = str_slice(values[1].bytes, from - begin, to - begin);
		if (bytes.n == 0)
			return -1;
		buf_str(out, bytes);
		from += bytes.n;
		if (from < to && from != begin + INDEX_BLOCK_PIECE)
			return -1;
	}
	return buf_failed(out) ? -1 : 0;
}

bool index_block_check(struct str block, size_t whole, struct index_block_header *header)
{
	if (block.n < sizeof(*header))
		return false;
	memcpy(header, block.s, sizeof(*header));
	if (header->version != 1 || header->sections[0] != sizeof(*header) ||
	    header->sections[INDEX_SECTIONS] != whole || (header->code_bytes != 2 && header->code_bytes != 4) ||
	    header->bucket_bits > 16)
		return false;
	for (int i = 0; i < INDEX_SECTIONS; i++) {
		if (header->sections[i] > header->sections[i + 1])
			return false;
	}
	return header->sections[SECTION_DOCS + 1] - header->sections[SECTION_DOCS] ==
		   (uint64_t)header->docs * sizeof(struct index_doc_entry) &&
	       header->sections[SECTION_KEYS + 1] - header->sections[SECTION_KEYS] == (uint64_t)header->docs * 16;
}

/* A row of the table meta that may go on in overflow pages; *next is where the next leaf stands. */
static bool read_long_row(const struct index_reader *reader, uint32_t leaf, const uint8_t *page, struct buf *record,
			  uint32_t *next)
{
	const size_t least = (DBFILE_PAGE - 12) * 32 / 255 - 23;
	size_t at = dbfile_get16(page + 8), n, local;
	uint8_t overflow[DBFILE_PAGE];
	uint64_t size, rowid;

	if (at < 8 || at >= DBFILE_PAGE || (n = dbfile_get_varint(page + at, DBFILE_PAGE - at, &size)) == 0)
		return false;
	at += n;
	if ((n = dbfile_get_varint(page + at, DBFILE_PAGE - at, &rowid)) == 0)
		return false;
	at += n;
	if (size <= DBFILE_ROW_MAX || size > (uint64_t)reader->trailer.pages * DBFILE_PAGE)
		return false;
	local = least + (size_t)(size - least) % (DBFILE_PAGE - 4);
	if (local > DBFILE_ROW_MAX)
		local = least;
	if (local > DBFILE_PAGE - at)
		return false;
	buf_add(record, page + at, local);
	for (size -= local; size != 0; size -= n) {
		n = size < DBFILE_PAGE - 4 ? (size_t)size : DBFILE_PAGE - 4;
		if (index_reader_page(reader, ++leaf, overflow) != 0)
			return false;
		buf_add(record, overflow + 4, n);
	}
	*next = leaf + 1;
	return true;
}

int index_reader_each_meta(const struct index_reader *reader,
			   void (*each)(void *context, struct str name, struct str value), void *context)
{
	uint32_t leaf = reader->trailer.meta_first;
	struct dbfile_value values[3];
	uint8_t page[DBFILE_PAGE];
	struct buf record;
	int result = 0;

	buf_init(&record, BUF_NO_LIMIT);
	for (uint32_t seen = 0; seen < reader->trailer.meta_rows && result == 0;) {
		int rows;

		result = index_reader_page(reader, leaf, page);
		if (result != 0)
			break;
		rows = dbfile_leaf_rows(page);
		if (rows <= 0)
			result = -1;
		for (int i = 0; i < rows && result == 0; i++, seen++) {
			struct str row;
			int64_t rowid;
			uint32_t next = leaf + 1;

			if (!dbfile_leaf_row(page, i, &rowid, &row)) {
				buf_clear(&record);
				if (rows != 1 || !read_long_row(reader, leaf, page, &record, &next)) {
					result = -1;
					break;
				}
				row = buf_view(&record);
			}
			if (!dbfile_read_record(row, values, 3)) {
				result = -1;
				break;
			}
			each(context, values[1].bytes, values[2].bytes);
			if (i + 1 == rows)
				leaf = next;
		}
	}
	buf_release(&record);
	return result;
}

/* ---- the dictionary ------------------------------------------------------------------- */

void index_words_begin(struct index_words_cursor *cursor, const uint8_t *block, const struct index_block_header *header)
{
	*cursor = (struct index_words_cursor){
	    .at = block + header->sections[SECTION_WORDS],
	    .end = block + header->sections[SECTION_WORDS + 1],
	    .postings = block + header->sections[SECTION_POSTINGS],
	    .postings_end = block + header->sections[SECTION_POSTINGS + 1],
	};
	cursor->word.s = cursor->text;
	cursor->stem.s = cursor->stem_text;
}

/* Moves over n bytes; NULL when there are fewer. */
static const uint8_t *take(struct index_words_cursor *cursor, size_t n)
{
	const uint8_t *from = cursor->at;

	if ((size_t)(cursor->end - from) < n)
		return NULL;
	cursor->at += n;
	return from;
}

/* The list of a single posting, which stands in the dictionary. */
static bool take_posting(struct index_words_cursor *cursor)
{
	const uint8_t *code;

	cursor->list = cursor->at;
	(void)index_get_varint(&cursor->at, cursor->end);
	code = take(cursor, 1);
	if (code == NULL || (*code == 0 && take(cursor, 2) == NULL))
		return false;
	cursor->list_end = cursor->at;
	return true;
}

bool index_words_next(struct index_words_cursor *cursor)
{
	const uint8_t *head = take(cursor, 2), *bytes, *stem;
	size_t cut, add, n;

	if (head == NULL || head[0] > cursor->word.n || head[0] + head[1] > 255 || head[1] == 0)
		return false;
	bytes = take(cursor, head[1]);
	stem = bytes != NULL ? take(cursor, 1) : NULL;
	if (stem == NULL)
		return false;
	memcpy(cursor->text + head[0], bytes, head[1]);
	cursor->word.n = (size_t)head[0] + head[1];
	cut = *stem >> 4;
	add = *stem & 15;
	if (cut > cursor->word.n || cursor->word.n - cut + add > 255 || (bytes = take(cursor, add)) == NULL)
		return false;
	memcpy(cursor->stem_text, cursor->text, cursor->word.n - cut);
	memcpy(cursor->stem_text + cursor->word.n - cut, bytes, add);
	cursor->stem.n = cursor->word.n - cut + add;
	cursor->docs = (uint32_t)index_get_varint(&cursor->at, cursor->end);
	if (cursor->docs == 1)
		return take_posting(cursor);
	n = index_get_varint(&cursor->at, cursor->end);
	if (cursor->docs == 0 || n == 0 || n > (size_t)(cursor->postings_end - cursor->postings))
		return false;
	cursor->list = cursor->postings;
	cursor->postings += n;
	cursor->list_end = cursor->postings;
	return true;
}
