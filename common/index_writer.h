/*
 * index_writer: what the files of the index writer share. Only index*.c include
 * this; index.h is the interface.
 *
 *     index.c          a writer's life
 *     index_file.c     the file that is written, and one that was replaced
 *     index_add.c      a page's fields and texts to rows and codes
 *     index_earlier.c  pages kept from an earlier file
 *     index_build.c    which pages share a shard; shards made and copied
 *     index_top.c      the small tables and trees above the shards
 */
#ifndef WEIR_INDEX_WRITER_H
#define WEIR_INDEX_WRITER_H
#include "common/index.h"
#include "common/index_reader.h"
#include "common/index_shard.h"
#include "common/map.h"
#include "common/vec.h"

struct cached_chunk;
struct short_word;
struct index_copier;
struct tokenizer;

/* Facet strings are cut to this many bytes. */
enum { INDEX_NAME_BYTES = 256 };

/* A shard of the earlier file. */
struct index_earlier_shard {
	const struct index_shard_entry *entry;
	struct buf head; /* the block's header and SECTION_DOCS */
	struct buf keys; /* SECTION_KEYS */
	uint32_t first;	 /* of all pages of the earlier file */
	uint32_t kept_n;
};

struct index_meta {
	struct str name, json;
};

struct index_writer {
	int fd;
	struct buf error;
	bool lost_earlier;
	struct arena arena;
	struct words words;
	struct map strings_map; /* to number of the string */
	struct str_vec VEC_FIELDS(struct str) strings;
	struct doc_vec VEC_FIELDS(struct index_doc) docs;
	struct meta_vec VEC_FIELDS(struct index_meta) metas;
	struct tokenizer *tokenizer;
	struct cached_chunk *cache;
	struct short_word *short_words;
	struct code_vec VEC_FIELDS(uint32_t) codes; /* of the page being added */
	struct buf record, rows, text;

	unsigned threads;
	struct index_reader *earlier; /* NULL: none that is of use */
	struct index_earlier_shard *earlier_shards;
	bool *kept;				    /* by page of the earlier file */
	struct index_doc **decoded;		    /* pages of earlier shards, where they have been read back */
	int64_t *earlier_lasts;			    /* by database page: the greatest rowid of a leaf; 0: not known */
	uint16_t earlier_of[1 << INDEX_SHARD_BITS]; /* slot to number of the shard + 1 */
	struct str there;	     /* what the file being written held before, mapped; absent: nothing */
	struct index_copier *copier; /* while shards are written */

	uint32_t pages; /* written so far */
};

struct index_key_pair {
	uint64_t hash, content;
};

static inline struct index_key_pair index_earlier_key(const struct index_earlier_shard *shard, uint32_t doc)
{
	struct index_key_pair pair;

	memcpy(&pair, shard->keys.s + doc * sizeof(pair), sizeof(pair));
	return pair;
}

/* Notes the first error; always -1. */
int index_fail(struct index_writer *w, const char *what, const char *why);
/* The same when the earlier file is damaged. */
int index_lose_earlier(struct index_writer *w);
/* The number of a facet string. */
uint32_t index_string(struct index_writer *w, struct str s);

/* ---- index_file.c ---- */

/*
 * The file at `path`, made anew. When there is one and it may be replaced, it is changed if that is of use: w->there
 * is what it holds then. -1 with errno.
 */
__attribute__((warn_unused_result)) int index_file_open(struct index_writer *w, int folder, const char *path,
							bool may_replace);
void index_file_release(struct index_writer *w);

/* ---- index_earlier.c ---- */

/* An earlier file that is missing, damaged or of another version is no error: nothing can be kept then. */
void index_earlier_open(struct index_writer *w, int folder, const char *path);
void index_earlier_forget(struct index_writer *w);
/* The pages of an earlier shard, or NULL when it is damaged (which its checksum makes all but impossible). */
struct index_doc *index_earlier_decode(struct index_writer *w, const struct index_earlier_shard *shard);

/* ---- index_add.c ---- */

/* What makes adding fast: made with a writer, freed with it. */
void index_add_init(struct index_writer *w);
void index_add_release(struct index_writer *w);

/* ---- index_build.c ---- */

struct index_top;
/* Makes and writes all shards, changed or not, from page 2 on; w->copier copies meanwhile. */
__attribute__((warn_unused_result)) int index_build(struct index_writer *w, struct index_top *top);

/* ---- index_top.c ---- */

/* All that stands above the shards, as it grows. */
struct index_top {
	struct leaf_vec VEC_FIELDS(struct dbfile_leaf) leaves[INDEX_RUNS];
	struct buf entries;   /* the directory */
	struct buf fts_idx;   /* records of the table fts_idx, each behind its u32 length */
	struct buf structure; /* the segments, of FTS5's structure record */
	uint32_t segments, docs;
	uint64_t column_words[INDEX_COLUMNS];
	uint32_t roots[INDEX_RUNS], idx_root, config_root, meta_root, directory_root, checksum_root;
	uint32_t meta_first, meta_rows;
};

void index_top_init(struct index_top *top);
void index_top_release(struct index_top *top);
/*
 * Notes a shard that will stand at the next page. `pages` are its pages, `lasts` the greatest rowid of each where it is
 * known (NULL: of none), `dividers` its SECTION_FTS.
 */
void index_top_add(struct index_writer *w, struct index_top *top, struct index_shard_entry *entry, const uint8_t *pages,
		   const int64_t *lasts, struct str dividers);
/* Everything behind the shards, and the first page. */
__attribute__((warn_unused_result)) int index_top_write(struct index_writer *w, struct index_top *top);

__attribute__((warn_unused_result)) int index_write_pages(struct index_writer *w, const void *pages, size_t n);

#endif
