/*
 * index_format: how search.db is laid out, for its writer and its reader and for
 * nobody else. docs/ARCHITECTURE.md "The search database" tells it as a story.
 *
 * Pages are put in order of the hash of their key. Ranges of hashes make shards:
 * a binary tree over the hash's leading bits, a range cut in two as long as it
 * holds too many pages or words (INDEX_SHARD_PAGES, INDEX_SHARD_CODES). So which
 * pages share a shard depends on the set of pages alone, and a changed page
 * changes one shard. A shard is a run of database pages that says nothing about
 * where it stands; all that is made of the pages in it is in it: their rows,
 * their part of the FTS5 index (one segment), and a block of our own (postings,
 * see below). Behind the shards come the small tables and what stands above the
 * leaves, then the directory with a checksum of every part, and on the last page
 * the checksum of the directory and of that page itself.
 *
 * Numbers in our own blocks are little-endian; varints are LEB128.
 */
#ifndef WEIR_INDEX_FORMAT_H
#define WEIR_INDEX_FORMAT_H
#include "common/dbfile.h"
#include "common/hash.h"

enum {
	INDEX_APPLICATION_ID = 0x57656972, /* "Weir" */
	INDEX_SHARD_PAGES = 4096,
	INDEX_SHARD_CODES = 200 * 1000, /* of the streams: words and marks */
	INDEX_SHARD_BITS = 10,		/* of the hash, at most */
	INDEX_SHARD_DOCS_MAX = 65535,
	INDEX_PASSAGES_MAX = 65535, /* of a page */
	INDEX_BLOCK_PIECE = 16340,  /* bytes of a block in one row */
	INDEX_FTS_LEAF = 8100,
	INDEX_LEAD_WORDS = 18, /* with which a page says what it is about */
};

/* Columns of the FTS5 table. */
enum index_column { COLUMN_TITLE, COLUMN_HEADINGS, COLUMN_ABOUT, COLUMN_BODY, INDEX_COLUMNS };

/*
 * page id = (slot + 1) << 16 | place in the shard; passage id = page id << 16 | place in the page.
 * slot: the leading INDEX_SHARD_BITS bits of the least hash of the shard's range.
 */
static inline int64_t index_page_id(unsigned slot, unsigned doc)
{
	return (int64_t)(slot + 1) << 16 | doc;
}

/* ---- directory ------------------------------------------------------------- */

/* Runs of leaves in a shard, in this order. */
enum index_run { RUN_PAGES, RUN_PASSAGES, RUN_DOCSIZE, RUN_FTS, RUN_BLOCK, INDEX_RUNS };

struct index_shard_entry {
	uint32_t slot, bits, docs;
	uint32_t first_page;	   /* counted from 1 */
	uint32_t runs[INDEX_RUNS]; /* leaves of each */
	uint32_t block_bytes;
	uint32_t fts_leaves, reserved; /* of the FTS5 segment: several stand in one database page */
	uint64_t codes;		       /* of the streams of its pages */
	uint64_t column_words[INDEX_COLUMNS];
	struct hash128 hash;
};

struct index_region {
	uint32_t first_page, pages;
	struct hash128 hash;
};

/* On the last database page, at its very end. */
struct index_trailer {
	char magic[8]; /* INDEX_MAGIC */
	uint32_t version, pages;
	uint32_t shards, docs;
	struct index_region first, tail, directory; /* page 1; small tables; the directory */
	uint32_t meta_first, meta_rows; /* page of the first row of the table meta; rows follow each other */
	struct hash128 hash;		/* of the last page up to here */
};
#define INDEX_MAGIC "WEIRINDX"

/* ---- the block of a shard ----------------------------------------------------- */

enum index_section {
	SECTION_DOCS,	 /* struct index_doc_entry each */
	SECTION_STRINGS, /* u32 count, u16 length and bytes each; 0 is "" */
	SECTION_TAGS,	 /* u32 numbers of strings, tags_n of each page one after another */
	SECTION_LEAVES,	 /* u32 count, u32 first page each; then of passages (page << 16 | passage) */
	SECTION_WORDS,	 /* see below */
	SECTION_STEMS,
	SECTION_POSTINGS,
	SECTION_BIGRAMS,
	SECTION_KEYS,	 /* u64 hash of the key, u64 content key, each page */
	SECTION_STREAMS, /* of each page */
	SECTION_TICKETS, /* of each page */
	SECTION_FTS,	 /* u32 FTS leaf, u8 length and bytes: what divides it from the one before */
	INDEX_SECTIONS,
};

struct index_block_header {
	uint32_t version, docs, words, stems;
	uint32_t code_bytes;		       /* 2 or 4, of a code in the streams */
	uint32_t bucket_bits;		       /* of the bigrams */
	uint32_t sections[INDEX_SECTIONS + 1]; /* offsets; the last one is the block's size */
};

enum { INDEX_DOC_PROMOTED = 1 };
#define INDEX_NO_DAY INT32_MIN

struct index_doc_entry {
	uint32_t codes;	     /* of its stream */
	uint32_t body_words; /* without stop words and additions, as the next ones */
	uint16_t title_words, head_words, ticket_words;
	uint16_t lang, section, kind, product, version; /* strings */
	int32_t day;					/* of the last change, since 1970, or INDEX_NO_DAY */
	uint16_t tags_n;
	uint8_t flags;
	uint8_t repeated; /* words of COLUMN_ABOUT, behind INDEX_LEAD_WORDS, that only say what the text says */
};

/*
 * SECTION_WORDS, sorted by bytes, each word:
 *   u8 bytes shared with the word before, u8 bytes of its own, those bytes,
 *   u8 stem: high half bytes to cut, low half bytes to add, those bytes,
 *   varint number of pages; when it is 1 the posting itself, else varint bytes of its
 *   postings in SECTION_POSTINGS, where the lists follow each other in this order.
 * SECTION_STEMS, stems that more than one word has, in order of their first word:
 *   varint words - 2, the words' numbers as varints (the first less the first of the
 *   stem before, the others less the one before), varint pages, varint bytes of the
 *   postings, which follow those of the words.
 * A posting: varint page less the one before (the first as it is), u8 code.
 *   code: title count (2 bits) << 6 | headings (2 bits) << 4 | level of the body count;
 *   0: the code is in the next byte, and the level of the tickets count in one more.
 * SECTION_BIGRAMS: u32 offset (from the entries' start) of each of 2^bucket_bits
 *   buckets and of the end; entries by hash: u16 = the 15 bits of the hash that follow
 *   the bucket's << 1 | is_list; not a list: u16 page << 4 | code; list: varint count,
 *   then varint (page less the one before) << 4 | code each.
 *   code: where (0 body alone, 1 headings, 2 title, 3 tickets) << 2 | body count up to 3.
 * SECTION_STREAMS: codes of a page's words in their order: segments, each ended by
 *   CODE_END: title, about, then headings and text of every passage; CODE_SAME_PLACE
 *   stands before an addition; a word is its number + CODE_WORD.
 * SECTION_TICKETS: varint words; (varint number less the one before, varint count) each;
 *   varint bigrams; (varint hash less the one before, varint count) each.
 */
enum { CODE_SAME_PLACE, CODE_END, CODE_WORD };

/* Counts of a word in a text, in 16 levels. */
static const uint8_t index_levels[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 23, 32, 48, 80};

/* The hash of two stems next to each other, from the hashes of their bytes. */
static inline uint32_t index_bigram(uint64_t first, uint64_t second)
{
	uint64_t mixed = (first ^ (second << 29 | second >> 35)) * 0x9E3779B97F4A7C15u;

	mixed ^= mixed >> 32;
	mixed *= 0xD6E8FEB86659FD93u;
	return (uint32_t)(mixed >> 32);
}

static inline size_t index_get_varint(const uint8_t **at, const uint8_t *end)
{
	size_t value = 0;
	unsigned shift = 0;

	while (*at < end && shift < 63) {
		uint8_t byte = *(*at)++;

		value |= (size_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return value;
		shift += 7;
	}
	*at = end; /* damaged: whoever reads on finds nothing */
	return 0;
}

static inline uint8_t *index_put_varint(uint8_t *to, size_t value)
{
	for (; value >= 0x80; value >>= 7)
		*to++ = (uint8_t)(value & 0x7F) | 0x80;
	*to++ = (uint8_t)value;
	return to;
}

#endif
