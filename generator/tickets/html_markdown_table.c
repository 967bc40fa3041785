/* Tables: of markdown where it can hold them, of HTML otherwise. */
#include "generator/tickets/html_markdown_parts.h"

static bool is_joined(struct html_writer *writer, const xmlNode *cell)
{
	struct str columns = node_attribute(writer, cell, "colspan"), rows = node_attribute(writer, cell, "rowspan");

	return (columns.n != 0 && !str_eq(columns, STR("1"))) || (rows.n != 0 && !str_eq(rows, STR("1")));
}

struct table {
	struct html_writer *writer;
	size_t rows, columns, cells; /* cells of the present row */
	bool is_simple, has_head, is_first;
	struct buf *out;
	void (*cell)(struct table *table, const xmlNode *cell);
	void (*row_end)(struct table *table);
};

static void each_cell(struct table *table, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (node_is(child, "tr")) {
			table->cells = 0;
			each_cell(table, child);
			if (table->cells != 0 && table->row_end != NULL)
				table->row_end(table);
			table->rows += table->cells != 0;
		} else if (node_is(child, "td th")) {
			table->cell(table, child);
			table->cells++;
		} else if (node_is(child, "thead tbody tfoot")) {
			each_cell(table, child);
		}
	}
}

/* All cells of the first row are heads, or wholly bold, as editors without heads write them. */
static bool is_head(const xmlNode *cell)
{
	if (node_is(cell, "th"))
		return true;
	for (const xmlNode *child = cell->children; child != NULL; child = child->next) {
		size_t at = 0;

		if (node_is_text(child)) {
			struct str text = node_text(child);

			while (at < text.n && html_skip_blank(text, &at))
				continue;
			if (at < text.n)
				return false;
		} else if (node_is(child, "p span") ? !is_head(child) : !node_is(child, "strong b")) {
			return false;
		}
	}
	return cell->children != NULL;
}

static void judge_cell(struct table *table, const xmlNode *cell)
{
	if (is_joined(table->writer, cell) ||
	    node_has(cell, "ul ol pre table blockquote h1 h2 h3 h4 h5 h6 details dl hr"))
		table->is_simple = false;
	if (table->rows == 0)
		table->has_head = table->has_head && is_head(cell);
}

static void judge_row(struct table *table)
{
	if (table->rows == 0)
		table->columns = table->cells;
	table->is_simple = table->is_simple && table->cells == table->columns;
}

static void add_simple_cell(struct table *table, const xmlNode *cell)
{
	struct buf text;
	struct html_run run = {.writer = table->writer, .out = &text, .in_cell = true, .one_line = true};
	bool apart = false;

	buf_init(&text, table->out->max);
	for (const xmlNode *child = cell->children; child != NULL; child = child->next) {
		xmlNode alone = *child;

		/* paragraphs of a cell are lines */
		if (node_is(child, "p div") && text.n != 0)
			apart = true;
		if (apart && !(node_is_text(child) && str_trim(node_text(child)).n == 0)) {
			buf_lit(&text, "<br>");
			run.blank = false;
			apart = false;
		}
		alone.next = NULL;
		html_inlines(&run, node_is(child, "p div") ? child->children : &alone);
	}
	buf_str(table->out, table->cells == 0 ? STR("| ") : STR(" | "));
	buf_str(table->out, str_trim(buf_view(&text)));
	table->writer->failed = table->writer->failed || buf_failed(&text);
	buf_release(&text);
}

static void end_simple_row(struct table *table)
{
	buf_lit(table->out, " |\n");
	if (table->rows != 0)
		return;
	for (size_t i = 0; i < table->columns; i++)
		buf_lit(table->out, "|---");
	buf_lit(table->out, "|\n");
}

void html_add_contained(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	struct buf text;

	buf_init(&text, out->max);
	html_blocks(writer, &text, node->children, false);
	if (text.n != 0)
		buf_printf(out, "\n\n%.*s\n\n", (int)text.n, text.s);
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

static void add_number(struct html_writer *writer, struct buf *out, const xmlNode *node, const char *name)
{
	struct str text = node_attribute(writer, node, name);
	int64_t number;

	if (str_to_int(text, &number) && number > 1 && number < 1000)
		buf_printf(out, " %s=\"%d\"", name, (int)number);
}

static void add_full_cell(struct table *table, const xmlNode *cell)
{
	const char *name = node_is(cell, "th") ? "th" : "td";

	if (table->cells == 0)
		buf_lit(table->out, "<tr>\n");
	buf_printf(table->out, "<%s", name);
	add_number(table->writer, table->out, cell, "colspan");
	add_number(table->writer, table->out, cell, "rowspan");
	buf_char(table->out, '>');
	html_add_contained(table->writer, table->out, cell);
	buf_printf(table->out, "</%s>\n", name);
}

static void end_full_row(struct table *table)
{
	buf_lit(table->out, "</tr>\n");
}

/* What stands in a table but in no cell: a caption. */
static void add_captions(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (node_is(child, "caption"))
			html_blocks(writer, out, child->children, false);
}

void html_add_table(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	struct table table = {.writer = writer,
			      .out = out,
			      .is_simple = true,
			      .has_head = true,
			      .cell = judge_cell,
			      .row_end = judge_row};
	bool is_simple;

	add_captions(writer, out, node);
	each_cell(&table, node);
	if (table.rows == 0) {
		html_blocks(writer, out, node->children, false);
		return;
	}
	is_simple = table.is_simple && table.has_head && table.rows > 1;
	table = (struct table){.writer = writer,
			       .out = out,
			       .columns = table.columns,
			       .cell = is_simple ? add_simple_cell : add_full_cell,
			       .row_end = is_simple ? end_simple_row : end_full_row};
	html_begin_block(out);
	if (!is_simple)
		buf_lit(out, "<table>\n");
	each_cell(&table, node);
	if (!is_simple)
		buf_lit(out, "</table>");
}
