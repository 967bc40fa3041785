/*
 * index_shard_parts: what the files that make a shard share: working memory, the shard's own vocabulary, and small
 * writers for innermost loops.
 *
 *     index_shard           rows, streams, all of it
 *     index_shard_words     the vocabulary, and what each word counts in each page
 *     index_shard_postings  packed postings of words, stems and bigrams
 *     index_shard_fts       the leaves of FTS5
 */
#ifndef WEIR_INDEX_SHARD_PARTS_H
#define WEIR_INDEX_SHARD_PARTS_H
#include "common/index_shard.h"
#include "common/mem.h"

#include <pthread.h>

/* What a word counts in one page. */
struct tuple {
	uint16_t doc;
	uint8_t title, head;
	uint16_t body, tickets;
};

/* A growing array of plain numbers or structs. */
struct scratch {
	void *at;
	size_t bytes;
};

struct shard_builder {
	/* by the writer's number of a word; all zero between two shards */
	uint32_t *local_word, *local_stem; /* number here + 1 */
	size_t locals_n;
	/* by number here */
	struct scratch words;			     /* uint32_t: the writer's number, sorted by bytes */
	struct scratch keys;			     /* uint32_t: for sorting */
	struct scratch stems;			     /* uint32_t: the writer's number */
	struct scratch stem_words;		     /* uint32_t: how many words have it */
	struct scratch stem_of;			     /* uint32_t: of each word */
	struct scratch hash_of;			     /* uint64_t: of each word's stem */
	struct scratch flags_of;		     /* uint8_t: of each word */
	struct scratch codes;			     /* uint32_t: all streams, one after another, in numbers here */
	struct scratch lengths;			     /* struct lengths of each page */
	struct scratch tuples_at;		     /* uint32_t: where the tuples of each word begin; one more */
	struct scratch fill;			     /* uint32_t */
	struct scratch tuples, merged, merged_again; /* struct tuple */
	struct scratch pairs, pairs_again;	     /* uint64_t */
	struct scratch segments;		     /* uint32_t: where the segments of a page begin */
	struct buf sections[INDEX_SECTIONS], piece, record, list, fts_leaf, fts_footer;
	/* what a thread for the FTS5 part works with; NULL until there is one. local_stem is lent to it */
	struct shard_builder *aside;
	struct buf aside_pages;
};

enum { IS_STOP = 1, IS_PLAIN = 2, IS_CJK = 4, IS_PREFIX = 8 };

/* Lengths: for FTS5 all words of each column, for our ranking those that say something. */
struct lengths {
	uint32_t columns[INDEX_COLUMNS], telling[INDEX_COLUMNS];
};

struct shard_vocabulary {
	uint32_t *words, *stems, *stem_words, *stem_of; /* see struct shard_builder */
	uint64_t *hash_of;
	uint8_t *flags_of;
	size_t words_n, stems_n;
	uint32_t *codes;
	size_t codes_n;
	struct lengths *lengths;
};

/* ---- small writers ---- */

static inline void *shard_need(struct scratch *scratch, size_t n, size_t size)
{
	if (n * size > scratch->bytes) {
		mem_free(scratch->at);
		scratch->bytes = n * size + n * size / 8;
		scratch->at = mem_alloc(scratch->bytes);
	}
	return scratch->at;
}

/* What is not needed any more goes to what is needed next, instead of fresh memory. */
static inline void shard_drop(struct scratch *scratch)
{
	mem_free(scratch->at);
	*scratch = (struct scratch){0};
}

#define NEED(scratch, n, type) ((type *)shard_need((scratch), (n) + 1, sizeof(type)))

static inline void put(struct buf *out, const void *bytes, size_t n)
{
	buf_str(out, str_n(bytes, n));
}

/* buf_reserve() without a call where there is room already: it stands in the innermost loops. */
static inline void *room_for(struct buf *out, size_t n)
{
	return n < out->room - out->n && !out->failed ? out->s + out->n : buf_reserve(out, n);
}

static inline void put_u32(struct buf *out, uint32_t value)
{
	put(out, &value, sizeof(value));
}

static inline void put_varint(struct buf *out, size_t value)
{
	uint8_t *to = room_for(out, 10);

	if (to != NULL)
		out->n += (size_t)(index_put_varint(to, value) - to);
}

static inline void pad4(struct buf *out)
{
	static const char zeros[4];

	put(out, zeros, (4 - out->n % 4) % 4);
}

/* Which part of a page a segment of its stream is. */
static inline enum index_column shard_column(size_t segment)
{
	if (segment < 2)
		return segment == 0 ? COLUMN_TITLE : COLUMN_ABOUT;
	return segment % 2 == 0 ? COLUMN_HEADINGS : COLUMN_BODY;
}

static inline uint16_t shard_add_u16(uint16_t value, uint32_t more)
{
	return more < (uint32_t)UINT16_MAX - value ? (uint16_t)(value + more) : UINT16_MAX;
}

static inline size_t shard_shared_bytes(struct str a, struct str b)
{
	size_t n = 0, least = a.n < b.n ? a.n : b.n;

	while (n < least && a.s[n] == b.s[n])
		n++;
	return n;
}

/* ---- the vocabulary and its counts (index_shard_words.c) ---- */

/* Sorts 64-bit values by their bits from `low` up, keeping the order of equals; returns where they ended up. */
uint64_t *shard_sort_bits(uint64_t *from, uint64_t *to, size_t n, unsigned low, unsigned high);
void shard_sort_words(struct shard_builder *b, const struct shard_source *source, uint32_t *words, size_t n);
void shard_make_vocabulary(struct shard_builder *b, const struct shard_source *source, struct shard_vocabulary *v);
void shard_forget_vocabulary(struct shard_builder *b, const struct shard_vocabulary *v);
/*
 * Translates the streams into the shard's own numbers; on the way, counts the
 * words of each page and how many pages have each word (the sums are where its
 * tuples begin).
 */
void shard_translate(struct shard_builder *b, const struct shard_source *source, struct shard_vocabulary *v);
struct tuple *shard_make_tuples(struct shard_builder *b, const struct shard_source *source,
				const struct shard_vocabulary *v);

/* ---- postings (index_shard_postings.c) ---- */

void shard_put_words(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		     const struct tuple *tuples);
/* Returns how many there are. */
uint32_t shard_put_stems(struct shard_builder *b, const struct shard_vocabulary *v, const struct tuple *tuples);
uint32_t shard_put_bigrams(struct shard_builder *b, const struct shard_source *source,
			   const struct shard_vocabulary *v);

/* ---- FTS5 (index_shard_fts.c) ---- */

/* The FTS5 part, beside the others or in its turn. */
struct shard_fts_part {
	struct shard_builder *b;
	const struct shard_source *source;
	const struct shard_vocabulary *v;
	struct buf *pages;
	struct index_shard_entry entry;
	pthread_t thread;
	bool is_beside;
};

/* Reads the vocabulary and the stems' numbers, which nobody changes meanwhile; the rest it has for itself. */
void shard_begin_fts(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		     struct shard_fts_part *part);
void shard_end_fts(struct shard_builder *b, struct shard_fts_part *part, struct buf *pages,
		   struct index_shard_entry *entry);

#endif
