#include "common/dbfile.h"

#include "common/mem.h"

#include <assert.h>

enum {
	LEAF_TABLE = 0x0D,
	INTERIOR_TABLE = 0x05,
	LEAF_INDEX = 0x0A,
	INTERIOR_INDEX = 0x02,
	LEAF_HEADER = 8,
	INTERIOR_HEADER = 12,
	FILE_HEADER = 100,
	OVERFLOW_BYTES = DBFILE_PAGE - 4,
};

static void put16(uint8_t *to, size_t value)
{
	to[0] = (uint8_t)(value >> 8);
	to[1] = (uint8_t)value;
}

static void put32(uint8_t *to, uint32_t value)
{
	to[0] = (uint8_t)(value >> 24);
	to[1] = (uint8_t)(value >> 16);
	to[2] = (uint8_t)(value >> 8);
	to[3] = (uint8_t)value;
}

size_t dbfile_put_varint(uint8_t *to, uint64_t value)
{
	uint8_t digits[DBFILE_VARINT_MAX];
	size_t n = 0;

	if (value < 0x80) {
		to[0] = (uint8_t)value;
		return 1;
	}
	if (value >> 56 != 0) {
		/* nine bytes: the last one holds eight bits */
		to[8] = (uint8_t)value;
		value >>= 8;
		for (size_t i = 8; i-- > 0; value >>= 7)
			to[i] = (uint8_t)(value & 0x7F) | 0x80;
		return 9;
	}
	for (; value != 0; value >>= 7)
		digits[n++] = (uint8_t)(value & 0x7F) | 0x80;
	digits[0] &= 0x7F;
	for (size_t i = 0; i < n; i++)
		to[i] = digits[n - 1 - i];
	return n;
}

size_t dbfile_get_varint(const uint8_t *from, size_t n, uint64_t *value)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 8) {
			*value = v << 8 | from[i];
			return 9;
		}
		v = v << 7 | (from[i] & 0x7F);
		if (from[i] < 0x80) {
			*value = v;
			return i + 1;
		}
	}
	return 0;
}

/* ---- records ---------------------------------------------------------------- */

/* Serial type of an integer and the bytes that it takes. */
static unsigned integer_type(int64_t v, size_t *n)
{
	static const struct {
		int64_t limit;
		unsigned type, bytes;
	} types[] = {{0x7F, 1, 1}, {0x7FFF, 2, 2}, {0x7FFFFF, 3, 3}, {0x7FFFFFFF, 4, 4}, {0x7FFFFFFFFFFF, 5, 6}};

	*n = 0;
	if (v == 0 || v == 1)
		return v == 0 ? 8 : 9;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (v <= types[i].limit && v >= -types[i].limit - 1) {
			*n = types[i].bytes;
			return types[i].type;
		}
	}
	*n = 8;
	return 6;
}

void dbfile_record(struct buf *out, const struct dbfile_value *values, size_t n)
{
	uint8_t header[DBFILE_COLUMNS * DBFILE_VARINT_MAX + 2];
	size_t header_n = 1, bytes;

	assert(n <= DBFILE_COLUMNS);
	for (size_t i = 0; i < n; i++) {
		uint64_t type = 0;

		if (values[i].type == DBFILE_INT)
			type = integer_type(values[i].integer, &bytes);
		else if (values[i].type == DBFILE_TEXT)
			type = values[i].bytes.n * 2 + 13;
		else if (values[i].type == DBFILE_BLOB)
			type = values[i].bytes.n * 2 + 12;
		header_n += dbfile_put_varint(header + header_n, type);
	}
	if (header_n > 0x7F) { /* its own length takes two bytes then */
		memmove(header + 2, header + 1, header_n - 1);
		header_n++;
		dbfile_put_varint(header, header_n);
	} else {
		header[0] = (uint8_t)header_n;
	}
	buf_add(out, header, header_n);
	for (size_t i = 0; i < n; i++) {
		if (values[i].type == DBFILE_INT) {
			uint8_t digits[8];

			(void)integer_type(values[i].integer, &bytes);
			for (size_t k = 0; k < bytes; k++)
				digits[k] = (uint8_t)((uint64_t)values[i].integer >> (8 * (bytes - 1 - k)));
			buf_add(out, digits, bytes);
		} else if (values[i].type != DBFILE_NULL) {
			buf_str(out, values[i].bytes);
		}
	}
}

/* Reads the value of a serial type at *at. */
static bool read_value(struct str record, uint64_t type, size_t *at, struct dbfile_value *value)
{
	static const uint8_t integer_bytes[] = {0, 1, 2, 3, 4, 6, 8};
	size_t n;

	*value = (struct dbfile_value){DBFILE_NULL, 0, {NULL, 0}};
	if (type == 0)
		return true;
	if (type == 8 || type == 9) {
		value->type = DBFILE_INT;
		value->integer = type == 9;
		return true;
	}
	if (type == 7 || type == 10 || type == 11)
		return false; /* we write no real numbers */
	if (type < 7) {
		uint64_t v;

		n = integer_bytes[type];
		if (n > record.n - *at)
			return false;
		v = (uint8_t)record.s[*at] >= 0x80 ? UINT64_MAX : 0;
		for (size_t i = 0; i < n; i++)
			v = v << 8 | (uint8_t)record.s[*at + i];
		value->type = DBFILE_INT;
		value->integer = (int64_t)v;
		*at += n;
		return true;
	}
	if ((type - 12) / 2 > record.n - *at)
		return false;
	n = (size_t)((type - 12) / 2);
	value->type = type % 2 == 0 ? DBFILE_BLOB : DBFILE_TEXT;
	value->bytes = str_n(record.s + *at, n);
	*at += n;
	return true;
}

bool dbfile_read_record(struct str record, struct dbfile_value *values, size_t n)
{
	const uint8_t *bytes = (const uint8_t *)record.s;
	uint64_t header_n, type;
	size_t at, body, more;

	at = dbfile_get_varint(bytes, record.n, &header_n);
	if (at == 0 || header_n > record.n || header_n < at)
		return false;
	body = (size_t)header_n;
	for (size_t i = 0; i < n; i++) {
		if (at == header_n) {
			values[i] = (struct dbfile_value){DBFILE_NULL, 0, {NULL, 0}};
			continue;
		}
		more = dbfile_get_varint(bytes + at, (size_t)header_n - at, &type);
		if (more == 0 || !read_value(record, type, &body, &values[i]))
			return false;
		at += more;
	}
	return true;
}

/* ---- leaves ------------------------------------------------------------------ */

/* A zeroed page at the end of the buffer; returns its offset. */
static size_t new_page(struct buf *pages)
{
	char *to = buf_reserve(pages, DBFILE_PAGE);

	if (to == NULL)
		mem_free(mem_alloc(SIZE_MAX / 2)); /* does not return */
	else
		memset(to, 0, DBFILE_PAGE);
	pages->n += DBFILE_PAGE;
	return pages->n - DBFILE_PAGE;
}

static uint8_t *page_at(const struct buf *pages, size_t offset)
{
	return (uint8_t *)pages->s + offset;
}

/* A page that cells are put into from its end. */
struct cells {
	uint8_t *page;
	size_t header; /* bytes before the cell pointers */
	size_t start;  /* FILE_HEADER on page 1 */
	size_t content;
	unsigned n;
};

static void cells_begin(struct cells *cells, uint8_t *page, size_t start, uint8_t type)
{
	page[start] = type;
	*cells = (struct cells){
	    page, start + (type == INTERIOR_TABLE || type == INTERIOR_INDEX ? INTERIOR_HEADER : LEAF_HEADER), start,
	    DBFILE_PAGE, 0};
	put16(page + start + 5, DBFILE_PAGE);
}

static bool cells_have_room(const struct cells *cells, size_t size)
{
	return cells->header + 2 * (size_t)(cells->n + 1) + size <= cells->content;
}

/* Room for a cell, to be filled by the caller. */
static uint8_t *cells_add(struct cells *cells, size_t size)
{
	cells->content -= size;
	put16(cells->page + cells->header + 2 * (size_t)cells->n, cells->content);
	cells->n++;
	put16(cells->page + cells->start + 3, cells->n);
	put16(cells->page + cells->start + 5, cells->content);
	return cells->page + cells->content;
}

void dbfile_rows_begin(struct dbfile_rows *rows, struct buf *pages)
{
	*rows = (struct dbfile_rows){.pages = pages};
}

void dbfile_rows_break(struct dbfile_rows *rows)
{
	rows->cells = 0;
}

void dbfile_row(struct dbfile_rows *rows, int64_t rowid, struct str record)
{
	uint8_t head[2 * DBFILE_VARINT_MAX], *to;
	size_t head_n = dbfile_put_varint(head, record.n);
	struct cells cells;

	assert(record.n <= DBFILE_ROW_MAX);
	head_n += dbfile_put_varint(head + head_n, (uint64_t)rowid);
	cells = (struct cells){NULL, LEAF_HEADER, 0, rows->content, rows->cells};
	if (rows->cells == 0 || !cells_have_room(&cells, head_n + record.n)) {
		rows->page = new_page(rows->pages);
		rows->leaves++;
		cells_begin(&cells, page_at(rows->pages, rows->page), 0, LEAF_TABLE);
	}
	cells.page = page_at(rows->pages, rows->page);
	to = cells_add(&cells, head_n + record.n);
	memcpy(to, head, head_n);
	memcpy(to + head_n, record.s, record.n);
	rows->content = cells.content;
	rows->cells = cells.n;
}

void dbfile_empty_leaf(struct buf *pages)
{
	struct cells cells;

	cells_begin(&cells, page_at(pages, new_page(pages)), 0, LEAF_TABLE);
}

int dbfile_leaf_rows(const uint8_t *page)
{
	unsigned n = dbfile_get16(page + 3);

	return page[0] == LEAF_TABLE && n <= (DBFILE_PAGE - LEAF_HEADER) / 2 ? (int)n : -1;
}

bool dbfile_leaf_row(const uint8_t *page, int i, int64_t *rowid, struct str *record)
{
	size_t at = dbfile_get16(page + LEAF_HEADER + 2 * i), n;
	uint64_t size, id;

	if (at < LEAF_HEADER || at >= DBFILE_PAGE)
		return false;
	n = dbfile_get_varint(page + at, DBFILE_PAGE - at, &size);
	at += n;
	if (n == 0 || (n = dbfile_get_varint(page + at, DBFILE_PAGE - at, &id)) == 0)
		return false;
	at += n;
	if (size > DBFILE_ROW_MAX || size > DBFILE_PAGE - at)
		return false;
	*rowid = (int64_t)id;
	*record = str_n((const char *)page + at, (size_t)size);
	return true;
}

/* ---- what stands above ---------------------------------------------------------- */

/* One level of interior pages above n children; *up gets them as children of the next. */
static size_t tree_level(struct buf *pages, uint32_t first, const struct dbfile_leaf *children, size_t n,
			 struct dbfile_leaf *up)
{
	const size_t page_cells = (DBFILE_PAGE - INTERIOR_HEADER) / (2 + 4 + DBFILE_VARINT_MAX);
	size_t up_n = 0, i = 0;

	while (i < n) {
		size_t page = new_page(pages), here = n - i - 1; /* the last child of a page has no cell of its own */
		struct cells cells;

		if (here > page_cells)
			here = page_cells;
		if (n - i - here == 2)
			here--; /* one child alone would be a page without cells */
		cells_begin(&cells, page_at(pages, page), 0, INTERIOR_TABLE);
		for (size_t k = 0; k < here; k++, i++) {
			uint8_t key[DBFILE_VARINT_MAX], *to;
			size_t key_n = dbfile_put_varint(key, (uint64_t)children[i].last);

			to = cells_add(&cells, 4 + key_n);
			put32(to, children[i].page);
			memcpy(to + 4, key, key_n);
		}
		put32(cells.page + cells.start + 8, children[i].page);
		up[up_n++] = (struct dbfile_leaf){first + (uint32_t)(page / DBFILE_PAGE), children[i].last};
		i++;
	}
	return up_n;
}

uint32_t dbfile_tree(struct buf *pages, uint32_t first, const struct dbfile_leaf *leaves, size_t n)
{
	struct dbfile_leaf *level;
	uint32_t root;

	assert(n > 0);
	level = mem_alloc(n * sizeof(*level));
	memcpy(level, leaves, n * sizeof(*level));
	while (n > 1)
		n = tree_level(pages, first, level, n, level); /* writes behind what it has read */
	root = level[0].page;
	mem_free(level);
	return root;
}

int dbfile_interior_cells(const uint8_t *page)
{
	unsigned n = dbfile_get16(page + 3);

	return page[0] == INTERIOR_TABLE && n <= (DBFILE_PAGE - INTERIOR_HEADER) / 2 ? (int)n : -1;
}

bool dbfile_interior_cell(const uint8_t *page, int i, struct dbfile_leaf *child)
{
	size_t at = dbfile_get16(page + INTERIOR_HEADER + 2 * i);
	uint64_t last;

	if (at < INTERIOR_HEADER || at > DBFILE_PAGE - 5 ||
	    dbfile_get_varint(page + at + 4, DBFILE_PAGE - at - 4, &last) == 0)
		return false;
	*child = (struct dbfile_leaf){dbfile_get32(page + at), (int64_t)last};
	return true;
}

/* How much of a record longer than DBFILE_ROW_MAX stays in the leaf. */
static size_t local_part(size_t n)
{
	size_t least = (DBFILE_PAGE - 12) * 32 / 255 - 23, local = least + (n - least) % OVERFLOW_BYTES;

	return local <= DBFILE_ROW_MAX ? local : least;
}

void dbfile_long_row(struct buf *pages, uint32_t first, int64_t rowid, struct str record, struct dbfile_leaf *leaf)
{
	size_t page, local, head_n, at;
	uint8_t head[2 * DBFILE_VARINT_MAX], *to;
	struct cells cells;

	if (record.n <= DBFILE_ROW_MAX) {
		struct dbfile_rows rows;

		dbfile_rows_begin(&rows, pages);
		dbfile_row(&rows, rowid, record);
		*leaf = (struct dbfile_leaf){first + (uint32_t)(rows.page / DBFILE_PAGE), rowid};
		return;
	}
	page = new_page(pages);
	local = local_part(record.n);
	head_n = dbfile_put_varint(head, record.n);
	head_n += dbfile_put_varint(head + head_n, (uint64_t)rowid);
	cells_begin(&cells, page_at(pages, page), 0, LEAF_TABLE);
	to = cells_add(&cells, head_n + local + 4);
	memcpy(to, head, head_n);
	memcpy(to + head_n, record.s, local);
	put32(to + head_n + local, first + (uint32_t)(pages->n / DBFILE_PAGE));
	for (at = local; at < record.n;) {
		size_t n = record.n - at < OVERFLOW_BYTES ? record.n - at : OVERFLOW_BYTES, overflow = new_page(pages);

		memcpy(page_at(pages, overflow) + 4, record.s + at, n);
		at += n;
		if (at < record.n)
			put32(page_at(pages, overflow), first + (uint32_t)(pages->n / DBFILE_PAGE));
	}
	*leaf = (struct dbfile_leaf){first + (uint32_t)(page / DBFILE_PAGE), rowid};
}

/* A cell of an index page; `child` 0 on leaves. */
static void add_keyed(struct cells *cells, uint32_t child, struct str record)
{
	uint8_t head[4 + DBFILE_VARINT_MAX], *to;
	size_t head_n = 0;

	if (child != 0) {
		put32(head, child);
		head_n = 4;
	}
	head_n += dbfile_put_varint(head + head_n, record.n);
	to = cells_add(cells, head_n + record.n);
	memcpy(to, head, head_n);
	memcpy(to + head_n, record.s, record.n);
}

/* How many of n records fit into one index page. */
static size_t keyed_that_fit(const struct str *records, size_t n)
{
	size_t room = DBFILE_PAGE - INTERIOR_HEADER, i;

	for (i = 0; i < n; i++) {
		size_t size = 2 + 4 + 3 + records[i].n;

		if (size > room)
			break;
		room -= size;
	}
	return i;
}

/* Leaves hold all records but those between two leaves, which stand in interior pages. */
uint32_t dbfile_keyed_table(struct buf *pages, uint32_t first, const struct str *records, size_t n)
{
	struct str *between = mem_alloc((n + 1) * sizeof(*between));
	uint32_t *children = mem_alloc((n + 1) * sizeof(*children)), root;
	size_t children_n = 0, i = 0;
	struct cells cells;

	do {
		size_t page = new_page(pages), here = keyed_that_fit(records + i, n - i);

		if (n - i - here == 1)
			here--; /* else the one that moves up had no leaf behind it */
		cells_begin(&cells, page_at(pages, page), 0, LEAF_INDEX);
		for (size_t k = 0; k < here; k++)
			add_keyed(&cells, 0, records[i++]);
		children[children_n] = first + (uint32_t)(page / DBFILE_PAGE);
		between[children_n] = i < n ? records[i++] : STR_NONE;
		children_n++;
	} while (i < n);
	while (children_n > 1) {
		size_t up_n = 0;

		for (size_t k = 0; k < children_n;) {
			size_t page = new_page(pages), here = keyed_that_fit(between + k, children_n - k - 1);

			if (children_n - k - here == 2)
				here--;
			cells_begin(&cells, page_at(pages, page), 0, INTERIOR_INDEX);
			for (size_t c = 0; c < here; c++, k++)
				add_keyed(&cells, children[k], between[k]);
			put32(cells.page + cells.start + 8, children[k]);
			children[up_n] = first + (uint32_t)(page / DBFILE_PAGE);
			between[up_n++] = between[k++];
		}
		children_n = up_n;
	}
	root = children[0];
	mem_free(between);
	mem_free(children);
	return root;
}

bool dbfile_first_page(uint8_t *page, const struct dbfile_table *tables, size_t n, uint32_t pages_n,
		       uint32_t application_id, uint32_t user_version)
{
	static const uint8_t start[] = "SQLite format 3\0\x40\x00\x01\x01\x00\x40\x20\x20"; /* page size 0x4000 */
	struct cells cells;
	struct buf record;
	bool fits = true;

	memset(page, 0, DBFILE_PAGE);
	memcpy(page, start, sizeof(start) - 1);
	put32(page + 24, 1); /* change counter */
	put32(page + 28, pages_n);
	put32(page + 40, 1); /* schema cookie */
	put32(page + 44, 4); /* schema format */
	put32(page + 56, 1); /* UTF-8 */
	put32(page + 60, user_version);
	put32(page + 68, application_id);
	put32(page + 92, 1);	   /* the change counter for which the next field holds */
	put32(page + 96, 3040001); /* the SQLite whose format this is */
	cells_begin(&cells, page, FILE_HEADER, LEAF_TABLE);
	buf_init(&record, DBFILE_PAGE);
	for (size_t i = 0; i < n && fits; i++) {
		struct dbfile_value values[] = {
		    {DBFILE_TEXT, 0, str_c(tables[i].type)},  {DBFILE_TEXT, 0, str_c(tables[i].name)},
		    {DBFILE_TEXT, 0, str_c(tables[i].table)}, {DBFILE_INT, tables[i].root, {NULL, 0}},
		    {DBFILE_TEXT, 0, str_c(tables[i].sql)},
		};
		uint8_t head[2 * DBFILE_VARINT_MAX], *to;
		size_t head_n;

		buf_clear(&record);
		dbfile_record(&record, values, 5);
		head_n = dbfile_put_varint(head, record.n);
		head_n += dbfile_put_varint(head + head_n, i + 1);
		fits = !buf_failed(&record) && cells_have_room(&cells, head_n + record.n);
		if (!fits)
			break;
		to = cells_add(&cells, head_n + record.n);
		memcpy(to, head, head_n);
		memcpy(to + head_n, record.s, record.n);
	}
	buf_release(&record);
	return fits;
}
