/*
 * index_reader: opens a search.db, after verifying every byte of it, and hands
 * out its parts. Reads the file itself, without SQLite, through the descriptor it
 * opened; a file that is replaced meanwhile does not matter.
 *
 * What a reader gives out is checked again where it is decoded (a checksum is no
 * signature), so that a made-up file may give wrong results but no crash. After
 * opening a reader is immutable: any number of threads may use it.
 */
#ifndef WEIR_INDEX_READER_H
#define WEIR_INDEX_READER_H
#include "common/index_format.h"

#include <time.h>

enum index_reader_flags {
	INDEX_READER_MAP = 1, /* map the file: faster, but a file cut off by someone meanwhile kills the process */
	INDEX_READER_SHARDS_LATER = 2, /* shards are not verified but when index_reader_check_shard() is asked to */
};

struct index_reader {
	int fd;
	uint64_t size;
	struct timespec modified; /* when it was opened */
	const uint8_t *map;	  /* NULL without INDEX_READER_MAP */
	struct index_trailer trailer;
	struct index_shard_entry *shards;
};

/*
 * `path` is absolute or below `folder` (AT_FDCWD: the working directory). NULL when the file cannot be read,
 * is damaged, or was made by another version; reason (may be NULL) gets a line that says so.
 */
struct index_reader *index_reader_open(int folder, const char *path, unsigned flags, struct buf *reason);
void index_reader_free(struct index_reader *reader);
/* False when somebody has written over the open file, instead of putting another in its place. */
bool index_reader_is_intact(const struct index_reader *reader);

/* One database page into `page` (DBFILE_PAGE bytes): 0, or -1. */
__attribute__((warn_unused_result)) int index_reader_page(const struct index_reader *reader, uint32_t number,
							  uint8_t *page);
/* Database pages of a shard. */
uint32_t index_reader_shard_pages(const struct index_shard_entry *shard);
__attribute__((warn_unused_result)) bool index_reader_check_shard(const struct index_reader *reader,
								  const struct index_shard_entry *shard);
/* The first leaf of a run of a shard. */
uint32_t index_reader_run(const struct index_shard_entry *shard, enum index_run run);
/*
 * Bytes [from, to) of a shard's block, added to out: 0, or -1. The header and the sections' offsets in a whole
 * block are checked by index_block_check().
 */
__attribute__((warn_unused_result)) int index_reader_block(const struct index_reader *reader,
							   const struct index_shard_entry *shard, size_t from,
							   size_t to, struct buf *out);
/* Reads the header of a block and checks that its sections lie inside it, in order. */
__attribute__((warn_unused_result)) bool index_block_check(struct str block, size_t whole,
							   struct index_block_header *header);
/* Calls `each` for every row of the table meta; -1 when it cannot be read. */
int index_reader_each_meta(const struct index_reader *reader,
			   void (*each)(void *context, struct str name, struct str value), void *context);

/* ---- the dictionary of a block ---- */

struct index_words_cursor {
	const uint8_t *at, *end, *postings, *postings_end;
	char text[256], stem_text[256];
	struct str word, stem; /* of the current one; valid until the next */
	uint32_t docs;	       /* pages that have it */
	const uint8_t *list;   /* its postings */
	const uint8_t *list_end;
};

/* Walks over SECTION_WORDS; false at the end, or where it is damaged. */
void index_words_begin(struct index_words_cursor *cursor, const uint8_t *block,
		       const struct index_block_header *header);
bool index_words_next(struct index_words_cursor *cursor);

#endif
