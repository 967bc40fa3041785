#include "common/index_writer.h"

#include "common/fs.h"
#include "common/mem.h"

#include <errno.h>

/* ---- writing --------------------------------------------------------------------------------------------- */

static int write_at(struct index_writer *w, const void *bytes, size_t n, uint64_t offset)
{
	return fs_write_whole(w->fd, str_n(bytes, n), offset) < 0 ? index_fail(w, "search index", strerror(errno)) : 0;
}

int index_write_pages(struct index_writer *w, const void *pages, size_t n)
{
	uint64_t offset = (uint64_t)w->pages * DBFILE_PAGE;

	w->pages += (uint32_t)(n / DBFILE_PAGE);
	return write_at(w, pages, n, offset);
}

void index_top_init(struct index_top *top)
{
	*top = (struct index_top){0};
	buf_init(&top->entries, UINT32_MAX);
	buf_init(&top->fts_idx, UINT32_MAX);
	buf_init(&top->structure, UINT32_MAX);
}

void index_top_release(struct index_top *top)
{
	for (int run = 0; run < INDEX_RUNS; run++)
		vec_release(&top->leaves[run]);
	buf_release(&top->entries);
	buf_release(&top->fts_idx);
	buf_release(&top->structure);
}

static void put_db_varint(struct buf *out, uint64_t value)
{
	uint8_t bytes[DBFILE_VARINT_MAX];

	buf_add(out, bytes, dbfile_put_varint(bytes, value));
}

static void add_idx_row(struct index_top *top, struct buf *record, uint32_t segment, struct str term, uint32_t leaf)
{
	struct dbfile_value values[] = {
	    {DBFILE_INT, segment, {NULL, 0}},
	    {DBFILE_BLOB, 0, term},
	    {DBFILE_INT, (int64_t)leaf << 1, {NULL, 0}},
	};
	uint32_t n;

	buf_clear(record);
	dbfile_record(record, values, 3);
	n = (uint32_t)record->n;
	buf_add(&top->fts_idx, &n, 4);
	buf_str(&top->fts_idx, buf_view(record));
}

/* The FTS5 segment of a shard: `dividers` is its SECTION_FTS. */
static void add_segment(struct index_top *top, struct buf *record, const struct index_shard_entry *entry,
			struct str dividers)
{
	uint32_t segment = entry->slot + 1;

	for (int c = 0; c < INDEX_COLUMNS; c++)
		top->column_words[c] += entry->column_words[c];
	if (entry->fts_leaves == 0)
		return;
	top->segments++;
	put_db_varint(&top->structure, segment);
	put_db_varint(&top->structure, 1);
	put_db_varint(&top->structure, entry->fts_leaves);
	add_idx_row(top, record, segment, STR(""), 1);
	while (dividers.n > 5) {
		uint32_t leaf;
		size_t n = (uint8_t)dividers.s[4];

		memcpy(&leaf, dividers.s, 4);
		if (leaf == 0)
			break; /* padding */
		add_idx_row(top, record, segment, str_slice(dividers, 5, 5 + n), leaf);
		dividers = str_from(dividers, 5 + n);
	}
}

static int64_t last_rowid(const uint8_t *page)
{
	int64_t rowid = 0;
	struct str record;

	(void)!dbfile_leaf_row(page, dbfile_leaf_rows(page) - 1, &rowid, &record);
	return rowid;
}

/* Notes the leaves of a shard whose pages stand at `pages` in memory. */
static void add_leaves(struct index_top *top, const struct index_shard_entry *entry, const uint8_t *pages,
		       const int64_t *lasts)
{
	uint32_t number = entry->first_page;
	size_t page = 0;

	for (int run = 0; run < INDEX_RUNS; run++) {
		for (uint32_t i = 0; i < entry->runs[run]; i++, number++, page++) {
			int64_t last = lasts != NULL ? lasts[page] : 0;

			*vec_add(&top->leaves[run]) =
			    (struct dbfile_leaf){number, last != 0 ? last : last_rowid(pages + page * DBFILE_PAGE)};
		}
	}
}

void index_top_add(struct index_writer *w, struct index_top *top, struct index_shard_entry *entry, const uint8_t *pages,
		   const int64_t *lasts, struct str dividers)
{
	entry->first_page = w->pages + 1;
	add_leaves(top, entry, pages, lasts);
	add_segment(top, &w->record, entry, dividers);
	top->docs += entry->docs;
	buf_add(&top->entries, entry, sizeof(*entry));
}

/* ---- the tail ---------------------------------------------------------------------------------------------- */

static void put_fts_record(struct buf *pages, struct dbfile_rows *rows, int64_t id, struct buf *record,
			   struct str bytes)
{
	struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_BLOB, 0, bytes}};

	(void)pages;
	buf_clear(record);
	dbfile_record(record, values, 2);
	dbfile_row(rows, id, buf_view(record));
}

/* FTS5's averages (1) and structure (10) records; their leaf comes before those of the segments. */
static void put_fts_head(struct index_top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct dbfile_leaf leaf = {first + (uint32_t)(pages->n / DBFILE_PAGE), 10}, *leaves;
	struct dbfile_rows rows;
	struct buf bytes;
	size_t n = top->leaves[RUN_FTS].n;

	buf_init(&bytes, UINT32_MAX);
	dbfile_rows_begin(&rows, pages);
	put_db_varint(&bytes, top->docs);
	for (int c = 0; c < INDEX_COLUMNS; c++)
		put_db_varint(&bytes, top->column_words[c]);
	put_fts_record(pages, &rows, 1, record, buf_view(&bytes));
	buf_clear(&bytes);
	buf_add(&bytes, "\0\0\0\0", 4);		   /* cookie */
	put_db_varint(&bytes, top->segments != 0); /* levels */
	put_db_varint(&bytes, top->segments);
	put_db_varint(&bytes, 0); /* write counter */
	if (top->segments != 0) {
		put_db_varint(&bytes, 0); /* being merged */
		put_db_varint(&bytes, top->segments);
		buf_str(&bytes, buf_view(&top->structure));
	}
	put_fts_record(pages, &rows, 10, record, buf_view(&bytes));
	buf_release(&bytes);
	leaves = mem_alloc((n + 1) * sizeof(*leaves));
	leaves[0] = leaf;
	if (n != 0)
		memcpy(leaves + 1, top->leaves[RUN_FTS].at, n * sizeof(*leaves));
	top->roots[RUN_FTS] = dbfile_tree(pages, first, leaves, n + 1);
	mem_free(leaves);
}

static void put_trees(struct index_top *top, struct buf *pages, uint32_t first)
{
	for (int run = 0; run < INDEX_RUNS; run++) {
		if (run == RUN_FTS)
			continue;
		if (top->leaves[run].n == 0) {
			top->roots[run] = first + (uint32_t)(pages->n / DBFILE_PAGE);
			dbfile_empty_leaf(pages);
		} else {
			top->roots[run] = dbfile_tree(pages, first, top->leaves[run].at, top->leaves[run].n);
		}
	}
}

static void put_keyed(struct index_top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct VEC(struct str) records = {0};
	struct str rest = buf_view(&top->fts_idx), config;
	struct dbfile_value version[] = {{DBFILE_TEXT, 0, STR("version")}, {DBFILE_INT, 4, {NULL, 0}}};

	while (rest.n != 0) {
		uint32_t n;

		memcpy(&n, rest.s, 4);
		*vec_add(&records) = str_slice(rest, 4, 4 + n);
		rest = str_from(rest, 4 + n);
	}
	top->idx_root = dbfile_keyed_table(pages, first, records.at, records.n);
	vec_release(&records);
	buf_clear(record);
	dbfile_record(record, version, 2);
	config = buf_view(record);
	top->config_root = dbfile_keyed_table(pages, first, &config, 1);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct index_meta *)a)->name, ((const struct index_meta *)b)->name);
}

/* Short rows share leaves; a long one has its own, with the overflow pages right behind it. */
static void put_meta(struct index_writer *w, struct index_top *top, struct buf *pages, uint32_t first)
{
	struct VEC(struct dbfile_leaf) leaves = {0};
	struct dbfile_rows rows;

	if (w->metas.n != 0)
		qsort(w->metas.at, w->metas.n, sizeof(*w->metas.at), by_name);
	top->meta_first = first + (uint32_t)(pages->n / DBFILE_PAGE);
	top->meta_rows = (uint32_t)w->metas.n;
	dbfile_rows_begin(&rows, pages);
	for (size_t i = 0; i < w->metas.n; i++) {
		struct dbfile_value values[] = {
		    {DBFILE_NULL, 0, {NULL, 0}},
		    {DBFILE_TEXT, 0, w->metas.at[i].name},
		    {DBFILE_TEXT, 0, w->metas.at[i].json},
		};
		struct dbfile_leaf leaf = {0, (int64_t)i + 1};

		buf_clear(&w->record);
		dbfile_record(&w->record, values, 3);
		if (w->record.n > DBFILE_ROW_MAX) {
			dbfile_long_row(pages, first, leaf.last, buf_view(&w->record), &leaf);
			dbfile_rows_break(&rows);
			*vec_add(&leaves) = leaf;
			continue;
		}
		dbfile_row(&rows, leaf.last, buf_view(&w->record));
		leaf.page = first + (uint32_t)(rows.page / DBFILE_PAGE);
		if (rows.cells == 1)
			*vec_add(&leaves) = leaf;
		else /* a page's first row has been added: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
			leaves.at[leaves.n - 1] = leaf;
	}
	if (leaves.n == 0) {
		top->meta_root = top->meta_first;
		dbfile_empty_leaf(pages);
	} else {
		top->meta_root = dbfile_tree(pages, first, leaves.at, leaves.n);
	}
	vec_release(&leaves);
}

static const char *const schema[] = {
    /* clang-format off */
	"CREATE TABLE pages(id INTEGER PRIMARY KEY, key TEXT, url TEXT, title TEXT, description TEXT, permalink TEXT, "
	"breadcrumb TEXT, lang TEXT, section TEXT, kind TEXT, product TEXT, version TEXT, tags TEXT, keywords TEXT, "
	"date TEXT, lastmod TEXT, promoted INTEGER)",
	"CREATE TABLE passages(id INTEGER PRIMARY KEY, anchor TEXT, headings TEXT, own INTEGER, text TEXT, "
	"page INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL)",
	"CREATE TABLE 'fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
	"CREATE TABLE 'fts_data'(id INTEGER PRIMARY KEY, block BLOB)",
	"CREATE TABLE shards(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE TABLE 'fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
	"CREATE TABLE 'fts_config'(k PRIMARY KEY, v) WITHOUT ROWID",
	"CREATE TABLE meta(id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL)",
	"CREATE TABLE directory(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE TABLE checksum(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE VIEW page_text(id, title, headings, about, body) AS SELECT id, title, "
	"(SELECT group_concat(substr(headings, own), char(10)) FROM passages WHERE passages.id BETWEEN pages.id << 16 AND "
	"(pages.id << 16) + 65535), description || char(10) || keywords || char(10) || tags, "
	"(SELECT group_concat(text, char(10)) FROM passages WHERE passages.id BETWEEN pages.id << 16 AND "
	"(pages.id << 16) + 65535) FROM pages",
	"CREATE VIRTUAL TABLE fts USING fts5(title, headings, about, body, content='page_text', content_rowid='id', "
	"tokenize=\"porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
    /* clang-format on */
};

static int write_first_page(struct index_writer *w, const struct index_top *top, struct hash128 *hash)
{
	const struct dbfile_table tables[] = {
	    {"table", "pages", "pages", top->roots[RUN_PAGES], schema[0]},
	    {"table", "passages", "passages", top->roots[RUN_PASSAGES], schema[1]},
	    {"table", "fts_docsize", "fts_docsize", top->roots[RUN_DOCSIZE], schema[2]},
	    {"table", "fts_data", "fts_data", top->roots[RUN_FTS], schema[3]},
	    {"table", "shards", "shards", top->roots[RUN_BLOCK], schema[4]},
	    {"table", "fts_idx", "fts_idx", top->idx_root, schema[5]},
	    {"table", "fts_config", "fts_config", top->config_root, schema[6]},
	    {"table", "meta", "meta", top->meta_root, schema[7]},
	    {"table", "directory", "directory", top->directory_root, schema[8]},
	    {"table", "checksum", "checksum", top->checksum_root, schema[9]},
	    {"view", "page_text", "page_text", 0, schema[10]},
	    {"table", "fts", "fts", 0, schema[11]},
	};
	uint8_t page[DBFILE_PAGE];

	if (!dbfile_first_page(page, tables, sizeof(tables) / sizeof(tables[0]), w->pages, INDEX_APPLICATION_ID,
			       INDEX_SCHEMA_VERSION))
		return index_fail(w, "search index", "the schema does not fit");
	*hash = hash128(str_n((const char *)page, DBFILE_PAGE));
	return write_at(w, page, DBFILE_PAGE, 0);
}

static void put_directory(struct index_top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct VEC(struct dbfile_leaf) leaves = {0};
	struct str rest = buf_view(&top->entries);
	struct dbfile_rows rows;
	size_t before = pages->n;

	dbfile_rows_begin(&rows, pages);
	for (int64_t id = 1; rest.n != 0; id++) {
		struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}},
						{DBFILE_BLOB, 0, str_slice(rest, 0, INDEX_BLOCK_PIECE)}};

		buf_clear(record);
		dbfile_record(record, values, 2);
		dbfile_row(&rows, id, buf_view(record));
		dbfile_rows_break(&rows);
		*vec_add(&leaves) = (struct dbfile_leaf){first + (uint32_t)(rows.page / DBFILE_PAGE), id};
		rest = str_from(rest, INDEX_BLOCK_PIECE);
	}
	if (pages->n == before)
		dbfile_empty_leaf(pages);
	top->directory_root = leaves.n != 0 ? dbfile_tree(pages, first, leaves.at, leaves.n) : first;
	vec_release(&leaves);
}

/* One leaf with one row, which ends where the page ends. */
static void make_last_page(struct buf *page, const struct index_trailer *trailer, struct buf *record)
{
	struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}},
					{DBFILE_BLOB, 0, {(const char *)trailer, sizeof(*trailer)}}};
	struct dbfile_rows rows;
	struct hash128 hash;

	buf_clear(page);
	buf_clear(record);
	dbfile_record(record, values, 2);
	dbfile_rows_begin(&rows, page);
	dbfile_row(&rows, 1, buf_view(record));
	hash = hash128(str_n(page->s, DBFILE_PAGE - sizeof(hash)));
	memcpy(page->s + DBFILE_PAGE - sizeof(hash), &hash, sizeof(hash));
}

int index_top_write(struct index_writer *w, struct index_top *top)
{
	struct index_trailer trailer = {.version = INDEX_SCHEMA_VERSION, .docs = top->docs};
	struct buf pages;
	int result;

	memcpy(trailer.magic, INDEX_MAGIC, sizeof(trailer.magic));
	buf_init(&pages, UINT32_MAX);
	trailer.shards = (uint32_t)(top->entries.n / sizeof(struct index_shard_entry));
	trailer.tail.first_page = w->pages + 1;
	put_trees(top, &pages, w->pages + 1);
	put_fts_head(top, &pages, w->pages + 1, &w->record);
	put_keyed(top, &pages, w->pages + 1, &w->record);
	put_meta(w, top, &pages, w->pages + 1);
	trailer.meta_first = top->meta_first;
	trailer.meta_rows = top->meta_rows;
	trailer.tail.pages = (uint32_t)(pages.n / DBFILE_PAGE);
	trailer.tail.hash = hash128(buf_view(&pages));
	result = index_write_pages(w, pages.s, pages.n);

	buf_clear(&pages);
	trailer.directory.first_page = w->pages + 1;
	put_directory(top, &pages, w->pages + 1, &w->record);
	trailer.directory.pages = (uint32_t)(pages.n / DBFILE_PAGE);
	trailer.directory.hash = hash128(buf_view(&pages));
	if (result == 0)
		result = index_write_pages(w, pages.s, pages.n);

	top->checksum_root = trailer.pages = w->pages + 1;
	w->pages++;
	trailer.first.first_page = trailer.first.pages = 1;
	if (result == 0)
		result = write_first_page(w, top, &trailer.first.hash);
	make_last_page(&pages, &trailer, &w->record);
	if (result == 0)
		result = write_at(w, pages.s, DBFILE_PAGE, (uint64_t)(w->pages - 1) * DBFILE_PAGE);
	buf_release(&pages);
	return result;
}
