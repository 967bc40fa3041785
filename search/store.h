/*
 * store: a search.db in memory as ranking needs it, and its texts on demand.
 *
 * Opening merges the dictionaries of all shards into one vocabulary. A word and a
 * stem each have a list of postings in every shard that knows them; the lists
 * stay packed as they are in the file (index_format.h) and are decoded while they
 * are scored. Pages have one number here, from 0, in the order of the file.
 *
 * Immutable after opening: any number of threads. Texts are read through the
 * descriptor, so the file may be replaced meanwhile. What is decoded is checked:
 * a made-up file gives wrong results, never a crash.
 */
#ifndef WEIR_STORE_H
#define WEIR_STORE_H
#include "common/index_reader.h"
#include "common/index_words.h"

#include "common/arena.h"

struct store_list {
	uint32_t at; /* of its first posting in the shard's block */
	uint16_t shard, docs;
};

struct store_lists {
	const struct store_list *at;
	uint32_t n;
	uint32_t docs; /* in all of them */
};

struct store_shard {
	struct index_shard_entry entry;
	struct index_block_header header;
	uint8_t *block; /* its beginning, up to SECTION_KEYS */
	size_t block_n;
	uint32_t first;	   /* number of its first page */
	uint32_t *strings; /* number for the whole store by the shard's number */
	uint32_t strings_n;
	const uint32_t *tags; /* SECTION_TAGS */
	uint32_t tags_n;
	uint32_t *tags_first; /* of each page */
};

/* How long each field of a page is, as BM25 wants it: 1 / (1 - b + b * length / average). */
struct store_norms {
	float title, body, tickets;
	float title_mass; /* 1 / (sum of the idf of the title's stems + STORE_MASS_EXTRA) */
};
#define STORE_MASS_EXTRA 2.0f

struct store {
	struct index_reader *reader;
	struct arena arena; /* strings, meta */
	struct store_shard *shards;
	uint32_t shards_n, docs_n;
	struct words words; /* all of them; is_used: a word and not only a stem */
	uint32_t *sorted;   /* numbers of the used ones, by bytes */
	uint32_t sorted_n;
	struct store_list *lists;
	uint32_t *word_lists, *stem_lists; /* where those of each word begin; words.n + 1 */
	struct store_norms *norms;	   /* of each page */
	float *signals;			   /* of each page: what its score is multiplied with; NULL: all are alike */
	struct str *strings;		   /* facet values; 0 is "" */
	uint32_t strings_n;
	struct str *meta; /* name, value, name, value … */
	size_t meta_n;
	float idf_max;
};

/* A record of a page. Borrowed from the buffer it was read into. */
struct store_page {
	struct str url, title, description, id, breadcrumb, lang, section, kind;
};

struct store_passage {
	struct str anchor, headings, text;
	size_t own; /* where its own heading begins in headings (in characters) */
};

struct store *store_open(int folder, const char *path, struct buf *reason);
void store_close(struct store *store);

/* Multiplies the scores of a page, and of all pages about a version; before any search. */
void store_weigh_page(struct store *store, uint32_t doc, float factor);
void store_weigh_version(struct store *store, struct str version, float factor);

/* WORD_NONE when it stands on no page. */
uint32_t store_word(const struct store *store, struct str word);
/* The same of what need only be a stem. */
uint32_t store_number(const struct store *store, struct str word);
struct store_lists store_lists_of_word(const struct store *store, uint32_t word);
struct store_lists store_lists_of_stem(const struct store *store, uint32_t stem);
float store_idf(const struct store *store, uint32_t docs);
/* Words that begin with `prefix` stand in sorted[from, to). */
void store_prefix(const struct store *store, struct str prefix, uint32_t *from, uint32_t *to);

/* The number of a facet value; UINT32_MAX when no page has it. */
uint32_t store_string(const struct store *store, struct str value);
const struct store_shard *store_shard_of(const struct store *store, uint32_t doc);
const struct index_doc_entry *store_entry(const struct store_shard *shard, uint32_t doc);
/* Number in the store's strings of a number in the shard's. */
static inline uint32_t store_facet(const struct store_shard *shard, uint32_t local)
{
	return local < shard->strings_n ? shard->strings[local] : 0;
}
int64_t store_page_id(const struct store_shard *shard, uint32_t doc);

/* 0, or -1 when it cannot be read. What the strings point at is in the arena. */
__attribute__((warn_unused_result)) int store_read_page(const struct store *store, uint32_t doc, struct arena *arena,
							struct store_page *page);
/* At most max_bytes of text; at least one passage, when there is one. */
__attribute__((warn_unused_result)) int store_read_passages(const struct store *store, uint32_t doc, size_t max_bytes,
							    struct arena *arena, struct store_passage **passages,
							    size_t *n);
struct str store_meta(const struct store *store, struct str name);
/* Calls `each` with the permalink id ("": none) and URL of every page. */
__attribute__((warn_unused_result)) int
store_each_page(const struct store *store, void (*each)(void *context, uint32_t doc, struct str id, struct str url),
		void *context);

/* ---- postings ---- */

struct store_posting {
	uint32_t doc;	       /* in the shard */
	uint8_t title, head;   /* counts up to 3 */
	uint8_t body, tickets; /* levels, see index_levels */
};

struct store_cursor {
	const uint8_t *at, *end;
	uint32_t left, doc, docs;
};

static inline struct store_cursor store_cursor_of(const struct store *store, const struct store_list *list)
{
	const struct store_shard *shard = &store->shards[list->shard];

	return (struct store_cursor){shard->block + list->at, shard->block + shard->block_n, list->docs, 0,
				     shard->header.docs};
}

/* False at the end, and where the list is damaged. */
static inline bool store_next(struct store_cursor *cursor, struct store_posting *posting)
{
	const uint8_t *at = cursor->at;
	uint8_t code;

	if (cursor->left-- == 0 || cursor->end - at < 6) {
		cursor->left = 0;
		return false;
	}
	if (*at < 0x80) {
		cursor->doc += *at++;
	} else {
		cursor->doc += (uint32_t)(*at & 0x7F) | (uint32_t)(at[1] & 0x7F) << 7 |
			       (at[1] >= 0x80 ? (uint32_t)(at[2] & 3) << 14 : 0);
		at += at[1] >= 0x80 ? 3 : 2;
	}
	code = *at++;
	posting->tickets = 0;
	if (code == 0) {
		code = at[0];
		posting->tickets = at[1] & 15;
		at += 2;
	}
	posting->doc = cursor->doc;
	posting->title = code >> 6;
	posting->head = code >> 4 & 3;
	posting->body = code & 15;
	cursor->at = at;
	if (cursor->doc >= cursor->docs) {
		cursor->left = 0;
		return false;
	}
	return true;
}

/* ---- word pairs ---- */

struct store_pairs {
	const uint8_t *at, *end;
	uint32_t left, doc, docs;
	uint16_t single; /* the one posting there is, when at is NULL */
};

enum store_pair_place { STORE_PAIR_BODY, STORE_PAIR_HEAD, STORE_PAIR_TITLE, STORE_PAIR_TICKETS };

/* The pages of a shard with a pair (index_bigram()); returns how many they are. */
uint32_t store_find_pair(const struct store_shard *shard, uint32_t pair, struct store_pairs *pairs);
/* False at the end. */
bool store_next_pair(struct store_pairs *pairs, uint32_t *doc, unsigned *place, unsigned *body);

#endif
