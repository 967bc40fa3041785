#include "generator/markdown_html.h"

#include "generator/markdown_pool.h"
#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"

#undef calloc
#undef realloc
#include <cmark-gfm-core-extensions.h>

/* A block begins: what cannot contain it is closed, and it stands on a line of its own. */
void walk_start_block(struct walk *walk)
{
	struct writer *writer = walk->writer;

	if (writer->open.n != 0)
		sanitize_before_block(writer);
	if (writer->out->n > writer->start && writer->out->s[writer->out->n - 1] != '\n')
		writer_html(writer, "\n");
	writer_plain_line(writer);
}

/* ---- blocks ---- */

static bool is_tight(const struct walk *walk, const cmark_node *paragraph)
{
	const cmark_node *list = paragraph->parent != NULL ? paragraph->parent->parent : NULL;

	return (list != NULL && walk_kind(list) == K_LIST && list->as.list.tight) ||
	       walk_is_of_definition(walk, paragraph);
}

static bool is_task(cmark_node *item)
{
	return item->extension != NULL && strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

static void enter_list(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;

	walk_start_block(walk);
	if (node->as.list.list_type == CMARK_BULLET_LIST) {
		writer_html(writer, "<ul");
	} else {
		writer_html(writer, "<ol");
		if (node->as.list.start != 1) {
			writer_html(writer, " start=\"");
			buf_int(writer->out, node->as.list.start);
			writer_html(writer, "\"");
		}
	}
	if (node->first_child != NULL && is_task(node->first_child))
		writer_html(writer, " class=\"tasks\"");
	writer_html(writer, ">\n");
}

static void leave_list(struct walk *walk, const cmark_node *node)
{
	if (node->as.list.list_type == CMARK_BULLET_LIST)
		writer_html(walk->writer, "</ul>\n");
	else
		writer_html(walk->writer, "</ol>\n");
}

static void enter_item(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;

	writer_plain_line(writer);
	if (!is_task(node)) {
		writer_html(writer, "<li>");
		return;
	}
	if (node->as.list.checked)
		writer_html(writer, "<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\"☑\"> ");
	else
		writer_html(writer, "<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"☐\"> ");
}

/* ".lead .large": the classes of an attribute list of nothing but an id and classes; false when there is more in it. */
static bool read_classes(struct str list, struct buf *classes)
{
	struct str word;

	buf_clear(classes);
	while (str_split(&list, ' ', &word)) {
		if (word.n > 1 && word.s[0] == '.')
			buf_printf(classes, "%s%.*s", classes->n != 0 ? " " : "", STR_ARG(str_from(word, 1)));
		else if (word.n != 0 && word.s[0] != '#')
			return false;
	}
	return classes->n != 0;
}

/* With the id and the classes of an attribute list behind it, on a line of its own. */
static void write_paragraph_start(struct walk *walk, const cmark_node *node)
{
	static struct buf classes = {.max = BUF_NO_LIMIT};
	struct writer *writer = walk->writer;
	const struct marker *marker = walk_marker(walk, node->next);
	bool has_list = marker != NULL && marker->kind == MARKER_ATTRIBUTES && !marker->stands_before;
	struct str id = has_list ? tags_id(marker->name) : STR_NONE;

	writer_html(writer, "<p");
	if (id.n != 0 && writer_claim_id(writer, id)) {
		*vec_add(&writer->anchors) = arena_str(writer->arena, id);
		writer_html(writer, " id=\"");
		writer_escaped(writer, id);
		writer_html(writer, "\"");
	}
	if (has_list && walk->alert_behind != node->next && read_classes(marker->name, &classes)) {
		writer_html(writer, " class=\"");
		writer_escaped(writer, buf_view(&classes));
		writer_html(writer, "\"");
		walk->classes_behind = node->next;
	}
	writer_html(writer, ">");
}

static void enter_paragraph(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	if (walk_is_alert_title(walk, node)) {
		walk->in_alert_title = true;
		writer->paragraph_is_open = !walk->alert_folds;
		writer->inlines += walk->alert_folds; /* no block stands in a <summary> */
		return;
	}
	if (is_tight(walk, node)) {
		sanitize_before_block(writer);
		writer_plain_line(writer);
		return;
	}
	walk_open_alert_around(walk, node);
	walk_start_block(walk);
	if (writer->summary_to == 0)
		writer->summary_from = (uint32_t)writer->plain.n;
	write_paragraph_start(walk, node);
	writer->paragraph_is_open = true;
}

/* All but line breaks, blanks and what was read of an attribute list. */
static bool is_seen(const struct walk *walk, const cmark_node *node)
{
	switch (walk_kind(node)) {
	case K_TEXT:
		return str_trim(walk_chunk(&node->as.literal)).n != 0;
	case K_HTML_INLINE:
		return source_marker(walk->writer->source, walk_chunk(&node->as.literal)) == NULL;
	default:
		return walk_kind(node) != K_SOFTBREAK && walk_kind(node) != K_LINEBREAK;
	}
}

/* Pictures alone, perhaps as links: what stands for them says little of the page. */
static bool is_of_pictures(const struct walk *walk, const cmark_node *paragraph)
{
	bool has_picture = false;

	for (const cmark_node *node = paragraph->first_child; node != NULL; node = node->next) {
		const cmark_node *inside = walk_kind(node) == K_LINK ? node->first_child : node;

		if (inside != NULL && walk_kind(inside) == K_IMAGE && (inside == node || inside->next == NULL))
			has_picture = true;
		else if (is_seen(walk, node))
			return false;
	}
	return has_picture;
}

static void leave_paragraph(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	if (walk->in_alert_title) {
		walk_end_alert_title(walk, NULL);
		walk->alert_text = NULL;
		return;
	}
	if (is_tight(walk, node)) {
		writer_plain_line(writer);
		return;
	}
	if (node->next == NULL && node->parent != NULL && walk_kind(node->parent) == K_FOOTNOTE) {
		sanitize_close(writer);
		walk_write_backlinks(walk);
	}
	if (writer->paragraph_is_open)
		writer_html(writer, "</p>\n");
	writer->paragraph_is_open = false;
	writer_plain_line(writer);
	if (writer->summary_to == 0 && writer->plain.n > writer->summary_from && !is_of_pictures(walk, node))
		writer->summary_to = (uint32_t)writer->plain.n;
}

/* ---- tables ---- */

static void enter_table(struct walk *walk, cmark_node *node)
{
	walk_start_block(walk);
	writer_table_start(walk->writer);
	walk->alignments = cmark_gfm_extensions_get_table_alignments(node);
	writer_html(walk->writer, "<div class=\"table\" tabindex=\"0\"><table>\n");
}

static void enter_row(struct walk *walk, cmark_node *node)
{
	walk->column = 0;
	writer_plain_line(walk->writer);
	if (cmark_gfm_extensions_get_table_row_is_header(node))
		writer_html(walk->writer, "<thead>\n<tr>\n");
	else if (node->prev == NULL || cmark_gfm_extensions_get_table_row_is_header(node->prev))
		writer_html(walk->writer, "<tbody>\n<tr>\n");
	else
		writer_html(walk->writer, "<tr>\n");
}

static void leave_row(struct walk *walk, cmark_node *node)
{
	if (cmark_gfm_extensions_get_table_row_is_header(node))
		writer_html(walk->writer, "</tr>\n</thead>\n");
	else if (node->next == NULL)
		writer_html(walk->writer, "</tr>\n</tbody>\n");
	else
		writer_html(walk->writer, "</tr>\n");
	writer_plain_line(walk->writer);
}

/* The corner above the names of rows is a heading of nothing, and is not read out as one. */
static bool is_heading_cell(const cmark_node *node)
{
	return cmark_gfm_extensions_get_table_row_is_header(node->parent) && node->first_child != NULL;
}

static void enter_cell(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	uint8_t alignment = walk->alignments != NULL ? walk->alignments[walk->column] : 0;

	if (walk->column++ != 0)
		writer_plain(writer, STR(" "));
	if (is_heading_cell(node))
		writer_html(writer, "<th");
	else
		writer_html(writer, "<td");
	if (alignment == 'l')
		writer_html(writer, " class=\"align-left\">");
	else if (alignment == 'c')
		writer_html(writer, " class=\"align-center\">");
	else if (alignment == 'r')
		writer_html(writer, " class=\"align-right\">");
	else
		writer_html(writer, ">");
}

static void leave_cell(struct walk *walk, const cmark_node *node)
{
	if (is_heading_cell(node))
		writer_html(walk->writer, "</th>\n");
	else
		writer_html(walk->writer, "</td>\n");
}

/* ---- dispatch ---- */

static void write_tag(struct walk *walk, const char *tag)
{
	if (walk->in_alt == 0)
		buf_str(walk->writer->out, str_c(tag));
}

/* Inlines in which no block element can stand. */
static bool is_inline_container(enum kind kind)
{
	return kind == K_EMPH || kind == K_STRONG || kind == K_LINK || kind == K_STRIKETHROUGH || kind == K_IMAGE;
}

/* What has no end. False when the node has one: nothing is written then. */
static bool write_leaf(struct walk *walk, cmark_node *node)
{
	switch (walk_kind(node)) {
	case K_TEXT:
		walk_write_text(walk, node);
		return true;
	case K_SOFTBREAK:
		walk_write_softbreak(walk, node);
		return true;
	case K_LINEBREAK:
		walk_write_linebreak(walk, node);
		return true;
	case K_CODE:
		walk_write_code(walk, node);
		return true;
	case K_HTML_INLINE:
		walk_write_html_inline(walk, node);
		return true;
	case K_FOOTNOTE_REFERENCE:
		walk_write_footnote_reference(walk, node);
		return true;
	case K_CODE_BLOCK:
		walk_write_code_block(walk, node);
		return true;
	case K_HTML_BLOCK:
		walk_write_html_block(walk, node);
		return true;
	case K_RULE:
		walk_start_block(walk);
		writer_html(walk->writer, "<hr>\n");
		return true;
	case K_HEADING:
		return walk_write_front_matter(walk, node);
	default:
		return false;
	}
}

static void enter(struct walk *walk, cmark_node *node)
{
	switch (walk_kind(node)) {
	case K_EMPH:
		write_tag(walk, "<em>");
		break;
	case K_STRONG:
		write_tag(walk, "<strong>");
		break;
	case K_STRIKETHROUGH:
		write_tag(walk, "<del>");
		break;
	case K_LINK:
		walk_enter_link(walk, node);
		break;
	case K_IMAGE:
		walk_enter_image(walk, node);
		break;
	case K_PARAGRAPH:
		enter_paragraph(walk, node);
		break;
	case K_HEADING:
		walk_enter_heading(walk, node);
		break;
	case K_BLOCK_QUOTE:
		walk_open_alert_around(walk, node);
		walk_enter_quote(walk, node);
		break;
	case K_LIST:
		walk_open_alert_around(walk, node);
		enter_list(walk, node);
		break;
	case K_ITEM:
		enter_item(walk, node);
		break;
	case K_TABLE:
		enter_table(walk, node);
		break;
	case K_ROW:
		enter_row(walk, node);
		break;
	case K_CELL:
		enter_cell(walk, node);
		break;
	case K_FOOTNOTE:
		walk_enter_footnote(walk, node);
		break;
	default:
		break;
	}
}

static void leave(struct walk *walk, cmark_node *node)
{
	switch (walk_kind(node)) {
	case K_EMPH:
		write_tag(walk, "</em>");
		break;
	case K_STRONG:
		write_tag(walk, "</strong>");
		break;
	case K_STRIKETHROUGH:
		write_tag(walk, "</del>");
		break;
	case K_LINK:
		walk_leave_link(walk, node);
		break;
	case K_IMAGE:
		walk_leave_image(walk, node);
		break;
	case K_PARAGRAPH:
		leave_paragraph(walk, node);
		break;
	case K_HEADING:
		walk_leave_heading(walk, node);
		break;
	case K_BLOCK_QUOTE:
		walk_leave_quote(walk, node);
		break;
	case K_LIST:
		leave_list(walk, node);
		break;
	case K_ITEM:
		writer_html(walk->writer, "</li>\n");
		writer_plain_line(walk->writer);
		break;
	case K_TABLE:
		writer_html(walk->writer, "</table></div>\n");
		writer_table_end(walk->writer);
		break;
	case K_ROW:
		leave_row(walk, node);
		break;
	case K_CELL:
		leave_cell(walk, node);
		break;
	case K_FOOTNOTE:
		walk_leave_footnote(walk, node);
		break;
	default:
		break;
	}
}

/* The node itself, at its beginning. True when it has an end, too. */
static bool write_node(struct walk *walk, cmark_node *node)
{
	if (walk->skip_to != NULL) {
		walk->skip_to = node != walk->skip_to ? walk->skip_to : NULL;
		return false;
	}
	if (write_leaf(walk, node))
		return false;
	enter(walk, node);
	return true;
}

/* Without recursion: nesting is the page's own. */
void walk_tree(struct walk *walk, cmark_node *root)
{
	struct writer *writer = walk->writer;
	cmark_node *node = root;

	for (;;) {
		bool has_end = write_node(walk, node);

		if (has_end) {
			writer->depth++;
			writer->inlines += is_inline_container(walk_kind(node));
			if (node->first_child != NULL) {
				node = node->first_child;
				continue;
			}
		}
		for (;;) {
			if (has_end) {
				if (writer->open.n != 0)
					sanitize_close(writer);
				writer->depth--;
				writer->inlines -= is_inline_container(walk_kind(node));
				leave(walk, node);
			}
			if (walk->close_behind == node) {
				walk->close_behind = NULL;
				(void)sanitize_container_close(writer);
			}
			if (node == root)
				return;
			if (node->next != NULL) {
				node = node->next;
				break;
			}
			node = node->parent;
			has_end = true;
		}
	}
}

void markdown_html(struct writer *writer)
{
	struct walk walk = {.writer = writer, .fixed_place = SIZE_MAX};

	cmark_node *root = walk_parse(writer->source->text, writer->options->smart_punctuation);

	walk_choose_levels(&walk, root);
	walk_tree(&walk, root);
	if (writer->source->footnotes.n != 0)
		walk_note_unused_footnotes(&walk, root);
	vec_release(&walk.references);
	vec_release(&walk.footnote_lines);
	pool_clear();
}
