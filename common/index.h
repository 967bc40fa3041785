/*
 * index: public/search.db, the contract between generator and server: an SQLite
 * file with an FTS5 table (anyone's sqlite3 can query it), packed postings for
 * our own ranking, page and passage records, vocabulary, settings, and a
 * checksum over everything. docs/ARCHITECTURE.md "The search database" has the
 * schema.
 *
 * Same input, same bytes: the file is a function of the pages added (in any
 * order), the settings and the schema version, not of earlier builds.
 */
#ifndef WEIR_INDEX_H
#define WEIR_INDEX_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/value.h"

#define INDEX_SCHEMA_VERSION 1

struct index_passage {
	struct str anchor, headings, text;
};

struct index_page {
	struct str key; /* stable and unique: the source path */
	struct str url, title, description, id;
	bool is_summary; /* the description is how the text begins, which counts once only */
	struct str lang, section, kind, product, version; /* kind: "article", "solved", "section" */
	const struct str *tags;
	size_t tags_n;
	const struct str *keywords;
	size_t keywords_n;
	struct str breadcrumb; /* "Billing › Refunds" */
	struct str tickets;    /* text of past tickets, indexed, never stored or shown */
	struct date date, lastmod;
	bool promoted;
	const struct index_passage *passages;
	size_t passages_n;
};

struct index_writer;

/*
 * Starts a new index file at `path` below `folder` (an open descriptor; must not
 * exist). `previous`: path of an earlier search.db to take unchanged pages from, or
 * NULL. With `previous` a file may stand at `path`: what index_strip() left of an
 * index before that one, or the whole of it. It is then changed where it differs
 * rather than written whole, unless somebody else has it open or it has a second
 * name. Errors are answered by index_writer_error().
 */
struct index_writer *index_writer_new(int folder, const char *path, const char *previous);
/* Adds one page. content_key identifies everything in it (a hash the caller made). 0, or -1. */
__attribute__((warn_unused_result)) int index_writer_add(struct index_writer *writer, const struct index_page *page,
							 uint64_t content_key);
/*
 * Says that the page `key` is the same as in `previous` (same content_key): true when it could be
 * taken from there, false when it must be added.
 */
bool index_writer_keep(struct index_writer *writer, struct str key, uint64_t content_key);
/*
 * The same for every page of `previous` at once: false when there is none. Then
 * index_writer_drop() takes out those that are added anew or are gone.
 */
bool index_writer_keep_all(struct index_writer *writer);
void index_writer_drop(struct index_writer *writer, struct str key);
/*
 * Does now what index_writer_finish() would do later: reads back the pages that stay in shards from which some were
 * dropped. For a caller that waits for something.
 */
void index_writer_prepare(struct index_writer *writer);
/* Shards are made by up to two threads more when this is above 1; the bytes are the same. Default 2. */
void index_writer_set_threads(struct index_writer *writer, unsigned threads);
/* Settings the server needs, as JSON text by name ("site", "synonyms", "routes", …). */
__attribute__((warn_unused_result)) int index_writer_set_meta(struct index_writer *writer, struct str name,
							      struct str json);
/* Writes everything, computes the checksum, closes the file. */
__attribute__((warn_unused_result)) int index_writer_finish(struct index_writer *writer);
const char *index_writer_error(const struct index_writer *writer);
/* Whether it failed because `previous` turned out to be damaged: without it all would be well. */
bool index_writer_lost_earlier(const struct index_writer *writer);
/* Also after a failure; removes nothing. */
void index_writer_free(struct index_writer *writer);

/*
 * When the index at `now` has taken the place of the one that is now at `path`: frees all parts of that file that the
 * new one does not have, too. So nothing is left in it that is not published, and it still saves writing
 * what stays the same in the next. -1: not possible (somebody has it open, the file system cannot); remove it then.
 */
__attribute__((warn_unused_result)) int index_strip(int folder, const char *path, int now_folder, const char *now);

/* Verifies checksum and schema of the file; 0 or -1 with a reason. What the reader calls before opening. */
__attribute__((warn_unused_result)) int index_verify(const char *path, struct buf *reason);
/*
 * Whether the file is a search.db that a Weir wrote, of any schema version, by what its header says it is for. What is
 * behind that may be damaged, cut off or changed by somebody: then no Weir reads it.
 */
bool index_is_of_weir(int folder, const char *name);

#endif
