/*
 * query: the search engine over a search.db. What `weir search`, the server and
 * the tests call; everything behind it (query_parse, query_plan, store, rank, spell,
 * snippet) is its own business. suggest.h answers tickets with the same engine.
 *
 *     struct query_engine *engine = query_open(AT_FDCWD, "public/search.db", 0, &reason);
 *     struct query_scratch *scratch = query_scratch_new(engine);     one per thread
 *     struct query_request request = {.text = STR("reset pasword"), .limit = 10};
 *     if (query_search(engine, scratch, &request, &arena, &results) == 0) …
 *
 * An engine is immutable after opening: any number of threads may use it, each
 * with a scratch of its own. All that a search hands out lives in the arena given.
 *
 * Every string is a valid query. Words may all be missing but one: the best pages
 * come first. "A phrase" must occur, -word must not, field:value filters (section,
 * tag, kind, lang, product, version); the last word may be the beginning of one.
 * Nothing here prints, reads the clock or writes.
 */
#ifndef WEIR_QUERY_H
#define WEIR_QUERY_H
#include "common/arena.h"
#include "common/buf.h"

struct query_engine;
struct query_scratch;

enum query_open_flags {
	QUERY_IDS = 1, /* query_page_by_id() will be asked: reads all page records once */
};

/* Before and behind what matched, in query_hit.excerpt: never part of a page's text. Escape, then replace. */
#define QUERY_MARK_BEGIN '\x01'
#define QUERY_MARK_END '\x02'

enum {
	QUERY_TEXT_BYTES = 8192, /* what stands behind is not read */
	QUERY_LIMIT = 100,	 /* results of one search */
	QUERY_OFFSET = 1000,	 /* how far one may page */
	QUERY_FACETS = 50,	 /* values of one facet, the commonest */
};

/*
 * Verifies the file (every byte) and loads what ranking needs. `path` is absolute
 * or below `folder`. NULL with a line in reason (may be NULL) when that fails. The
 * file may be replaced or removed afterwards.
 */
struct query_engine *query_open(int folder, const char *path, unsigned flags, struct buf *reason);
/* Only when no thread uses it any more, and all its scratches are free. NULL is fine. */
void query_close(struct query_engine *engine);
struct query_scratch *query_scratch_new(const struct query_engine *engine);
void query_scratch_free(struct query_scratch *scratch);

/* How much one question may take. Where that is used up, what was found until then is the answer, and says so. */
struct query_bounds {
	uint64_t postings;    /* that may be read, about 200 in a microsecond; 0: any number */
	int64_t (*now)(void); /* the caller's clock, for nothing here reads one; NULL: any time */
	int64_t until;	      /* of that clock, which is asked before each word and each of its lists */
};

static inline bool query_is_late(const struct query_bounds *bounds)
{
	return bounds->now != NULL && bounds->now() >= bounds->until;
}

struct query_request {
	struct str text;				 /* as typed: any bytes */
	struct str lang;				 /* the reader's language, searched first; "": all */
	struct str section, tag, kind, product, version; /* filters; "": any */
	size_t limit, offset;				 /* limit 0: count only */
	bool is_final;	/* the last word is whole: what was sent, not what is being typed */
	bool only_lang; /* never answer in another language */
	bool is_bare;	/* without excerpts, headings and facets: faster */
	struct query_bounds bounds;
};

struct query_hit {
	int64_t page;  /* row of the table pages */
	struct str id; /* permalink /a/<id>/; "" when the page has none */
	struct str url, title, description;
	struct str heading, anchor; /* of the passage that matches best; both "" when it stands before any heading */
	struct str excerpt;	    /* plain text with QUERY_MARK_BEGIN and QUERY_MARK_END */
	struct str breadcrumb, kind, lang, section;
	double score; /* comparable within one answer only */
	bool is_pinned;
};

struct query_facet_value {
	struct str value;
	uint32_t pages;
};

struct query_facet {
	const char *name;		  /* "section", "tag", "kind", "lang", "product", "version" */
	struct query_facet_value *values; /* the commonest first */
	size_t values_n;
};

enum { QUERY_FACET_KINDS = 6 };

struct query_results {
	struct query_hit *hits;
	size_t hits_n;
	size_t total;	      /* pages that match at all */
	struct str corrected; /* the query with what was corrected, as it was searched; "" when nothing was */
	bool other_language;  /* nothing in the reader's language: these are from all */
	bool is_partial;      /* the bounds were reached */
	struct query_facet facets[QUERY_FACET_KINDS]; /* over all that match */
};

/* 0; -1 when the file cannot be read any more (then results is empty). */
__attribute__((warn_unused_result)) int query_search(const struct query_engine *engine, struct query_scratch *scratch,
						     const struct query_request *request, struct arena *arena,
						     struct query_results *results);

/* ---- what else the file knows ---- */

/* JSON text of a row of the table meta ("config": the settings); absent when there is none. Lives as long as engine. */
struct str query_meta(const struct query_engine *engine, struct str name);
/* Pages in the index. */
uint32_t query_pages(const struct query_engine *engine);
/* Identifies the file's content: 32 hexadecimal digits. */
struct str query_version(const struct query_engine *engine);
/* False when somebody has written over the open file: its texts are not what they were. */
bool query_is_intact(const struct query_engine *engine);
/* The URL of the page with a permalink id; absent when there is none (or without QUERY_IDS). */
struct str query_page_by_id(const struct query_engine *engine, struct str id);
/* Whether a page has this URL, as results have it, or this id. Looks at all page records: for what is told to people.
 */
bool query_has_page(const struct query_engine *engine, struct str url_or_id);

#endif
