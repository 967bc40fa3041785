/*
 * index_shard: makes the database pages of one shard (index_format.h) from the
 * pages in it: a pure function of those, whatever their order of arrival and
 * whatever else is in the vocabulary.
 */
#ifndef WEIR_INDEX_SHARD_H
#define WEIR_INDEX_SHARD_H
#include "common/index_format.h"
#include "common/index_words.h"

struct ticket_count {
	uint32_t what; /* a word, or the hash of a bigram */
	uint32_t count;
};

/* A page as it waits for its shard. Words and strings are numbers of the writer's. */
struct index_doc {
	uint64_t hash, content_key;
	const uint32_t *stream; /* codes, see SECTION_STREAMS */
	uint32_t stream_n;
	uint32_t passages_n;
	struct str page_row;					  /* record */
	struct str passage_rows;				  /* records, each behind a varint of its length */
	const uint32_t *tags;					  /* strings */
	const struct ticket_count *ticket_words, *ticket_bigrams; /* the words in no order; the bigrams sorted */
	uint32_t ticket_words_n, ticket_bigrams_n;
	uint32_t lang, section, kind, product, version; /* strings; 0 is "" */
	int32_t day;
	uint16_t tags_n;
	uint8_t flags, repeated; /* see index_doc_entry */
};

struct shard_source {
	struct words *words;
	const uint32_t *sorted, *rank; /* of words->n, which must not grow any more */
	const struct str *strings;
	size_t strings_n;
	const struct index_doc *const *docs; /* in order of hash */
	size_t docs_n;
	unsigned slot, bits;
	bool splits; /* the FTS5 part is made on a thread of its own; the bytes are the same */
};

/* Working memory, kept between shards. */
struct shard_builder;
struct shard_builder *shard_builder_new(void);
void shard_builder_free(struct shard_builder *builder);

/*
 * Fills `pages` (cleared first) and `entry`, all but its place and hash; *dividers is SECTION_FTS, until the next
 * call. False when the pages do not fit into one shard.
 */
__attribute__((warn_unused_result)) bool shard_build(struct shard_builder *builder, const struct shard_source *source,
						     struct buf *pages, struct index_shard_entry *entry,
						     struct buf **dividers);

#endif
