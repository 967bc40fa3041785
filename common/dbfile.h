/*
 * dbfile: SQLite database files, written and read page by page without SQLite.
 *
 * The search database must be rebuilt in milliseconds when one page of many
 * changed, with the same bytes as a full build. So its tables are kept in runs of
 * b-tree leaf pages that say nothing about where they stand: rows never leave
 * their page (DBFILE_ROW_MAX), and a leaf holds no page number. A run can then be
 * copied from an earlier file to any place; only the few interior pages above the
 * leaves are made anew. The format is https://sqlite.org/fileformat2.html; the
 * tests hold every file against PRAGMA integrity_check.
 *
 * Memory: buffers are the caller's. Numbers in pages are big-endian, as SQLite
 * has them.
 */
#ifndef WEIR_DBFILE_H
#define WEIR_DBFILE_H
#include "common/buf.h"

enum {
	DBFILE_PAGE = 16384,
	DBFILE_ROW_MAX = DBFILE_PAGE - 35, /* bytes of a record that stay in their leaf */
	DBFILE_VARINT_MAX = 9,
};

/* ---- numbers and records ---- */

/* SQLite's variable-length integer; returns its length, at most 9. */
size_t dbfile_put_varint(uint8_t *to, uint64_t value);
/* 0 when it does not end within n bytes. */
size_t dbfile_get_varint(const uint8_t *from, size_t n, uint64_t *value);

enum dbfile_type { DBFILE_NULL, DBFILE_INT, DBFILE_TEXT, DBFILE_BLOB };
struct dbfile_value {
	enum dbfile_type type;
	int64_t integer;
	struct str bytes;
};
enum { DBFILE_COLUMNS = 24 };

/* Appends a record, at most DBFILE_COLUMNS values. */
void dbfile_record(struct buf *out, const struct dbfile_value *values, size_t n);
/* Reads up to n values; the others become NULL. False when the record is damaged. */
__attribute__((warn_unused_result)) bool dbfile_read_record(struct str record, struct dbfile_value *values, size_t n);

/* ---- leaves of a table ---- */

struct dbfile_leaf {
	uint32_t page;
	int64_t last; /* its greatest rowid */
};

/* Rows in ascending order of rowid, put into fresh pages at the end of a buffer. */
struct dbfile_rows {
	struct buf *pages;
	size_t page;	/* offset of the current one */
	size_t content; /* where its cells begin */
	unsigned cells; /* 0 when there is no current page */
	size_t leaves;
};

void dbfile_rows_begin(struct dbfile_rows *rows, struct buf *pages);
/* The record has at most DBFILE_ROW_MAX bytes. */
void dbfile_row(struct dbfile_rows *rows, int64_t rowid, struct str record);
/* Begins a new leaf with the next row. */
void dbfile_rows_break(struct dbfile_rows *rows);

/* One empty leaf: the root of a table without rows. */
void dbfile_empty_leaf(struct buf *pages);
/* Number of rows of a leaf, or -1 when it is not a sound one. */
int dbfile_leaf_rows(const uint8_t *page);
/* Row i of a leaf; false when it is damaged. */
__attribute__((warn_unused_result)) bool dbfile_leaf_row(const uint8_t *page, int i, int64_t *rowid,
							 struct str *record);

/* ---- the rest of a file ---- */

/*
 * What stands above leaves: appends interior pages to `pages`, whose first page
 * will have the number `first`. Returns the root's page number (the leaf's own
 * when there is but one).
 */
uint32_t dbfile_tree(struct buf *pages, uint32_t first, const struct dbfile_leaf *leaves, size_t n);
/* Number of cells of an interior page, or -1 when it is none. */
int dbfile_interior_cells(const uint8_t *page);
/* A child of an interior page and the greatest rowid below it; the last child has no cell. False: damaged. */
__attribute__((warn_unused_result)) bool dbfile_interior_cell(const uint8_t *page, int i, struct dbfile_leaf *child);
/* A row of any size into fresh pages at the end of `pages`, with a leaf of its own; sets *leaf. */
void dbfile_long_row(struct buf *pages, uint32_t first, int64_t rowid, struct str record, struct dbfile_leaf *leaf);
/*
 * A whole WITHOUT ROWID table from records in key order (none longer than a
 * twentieth of a page); returns its root.
 */
uint32_t dbfile_keyed_table(struct buf *pages, uint32_t first, const struct str *records, size_t n);

struct dbfile_table {
	const char *type, *name, *table; /* "table", "view", … */
	uint32_t root;
	const char *sql;
};
/* Page 1 into `page` (DBFILE_PAGE bytes): header and schema. False when the schema is too long. */
__attribute__((warn_unused_result)) bool dbfile_first_page(uint8_t *page, const struct dbfile_table *tables, size_t n,
							   uint32_t pages_n, uint32_t application_id,
							   uint32_t user_version);

static inline uint32_t dbfile_get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}
static inline unsigned dbfile_get16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

#endif
