#include "generator/markdown_pool.h"
#include "generator/markdown_walk.h"

#include <assert.h>

#undef calloc
#undef realloc
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm/houdini.h>

/* of the extensions; exported, but declared in no installed header */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL, CMARK_NODE_STRIKETHROUGH;

/* node.h is of one version: its struct is read here. Another version must be looked at first. */
static_assert(CMARK_GFM_VERSION == ((0 << 24) | (29 << 16) | (0 << 8) | 6), "cmark-gfm 0.29.0.gfm.6");

static cmark_mem pool_memory = {pool_calloc, pool_realloc, pool_free};

/* ---- parsing ---- */

uint8_t walk_kinds[2][32];
static cmark_syntax_extension *extensions[4];

static void set_kind(cmark_node_type type, enum kind kind)
{
	size_t value = type & CMARK_NODE_VALUE_MASK;

	if (value < 32)
		walk_kinds[(type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE][value] = (uint8_t)kind;
}

static void set_up(void)
{
	static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};

	if (extensions[0] != NULL)
		return;
	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		extensions[i] = cmark_find_syntax_extension(names[i]);
	set_kind(CMARK_NODE_DOCUMENT, K_DOCUMENT);
	set_kind(CMARK_NODE_BLOCK_QUOTE, K_BLOCK_QUOTE);
	set_kind(CMARK_NODE_LIST, K_LIST);
	set_kind(CMARK_NODE_ITEM, K_ITEM);
	set_kind(CMARK_NODE_CODE_BLOCK, K_CODE_BLOCK);
	set_kind(CMARK_NODE_HTML_BLOCK, K_HTML_BLOCK);
	set_kind(CMARK_NODE_PARAGRAPH, K_PARAGRAPH);
	set_kind(CMARK_NODE_HEADING, K_HEADING);
	set_kind(CMARK_NODE_THEMATIC_BREAK, K_RULE);
	set_kind(CMARK_NODE_FOOTNOTE_DEFINITION, K_FOOTNOTE);
	set_kind(CMARK_NODE_TABLE, K_TABLE);
	set_kind(CMARK_NODE_TABLE_ROW, K_ROW);
	set_kind(CMARK_NODE_TABLE_CELL, K_CELL);
	set_kind(CMARK_NODE_TEXT, K_TEXT);
	set_kind(CMARK_NODE_SOFTBREAK, K_SOFTBREAK);
	set_kind(CMARK_NODE_LINEBREAK, K_LINEBREAK);
	set_kind(CMARK_NODE_CODE, K_CODE);
	set_kind(CMARK_NODE_HTML_INLINE, K_HTML_INLINE);
	set_kind(CMARK_NODE_EMPH, K_EMPH);
	set_kind(CMARK_NODE_STRONG, K_STRONG);
	set_kind(CMARK_NODE_LINK, K_LINK);
	set_kind(CMARK_NODE_IMAGE, K_IMAGE);
	set_kind(CMARK_NODE_FOOTNOTE_REFERENCE, K_FOOTNOTE_REFERENCE);
	set_kind(CMARK_NODE_STRIKETHROUGH, K_STRIKETHROUGH);
}

cmark_node *walk_parse(struct str text, bool smart)
{
	cmark_parser *parser;

	set_up();
	parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES | (smart ? CMARK_OPT_SMART : 0), &pool_memory);
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		cmark_parser_attach_syntax_extension(parser, extensions[i]);
	cmark_parser_feed(parser, text.s, text.n);
	return cmark_parser_finish(parser);
}

cmark_node *walk_split(cmark_node *node, cmark_node *from)
{
	cmark_node *rest = pool_calloc(1, sizeof(*rest));

	*rest = *node;
	rest->user_data = NULL;
	rest->first_child = from;
	rest->prev = node;
	if (from->start_line > 0)
		rest->start_line = from->start_line;
	node->last_child = from->prev;
	from->prev->next = NULL;
	from->prev = NULL;
	if (node->next != NULL)
		node->next->prev = rest;
	else if (node->parent != NULL)
		node->parent->last_child = rest;
	node->next = rest;
	return rest;
}

void markdown_html_unescape(struct buf *out, struct str text)
{
	cmark_strbuf decoded = {.mem = &pool_memory};

	cmark_strbuf_init(&pool_memory, &decoded, 0);
	houdini_unescape_html_f(&decoded, (const uint8_t *)text.s, (bufsize_t)text.n);
	buf_add(out, decoded.ptr, (size_t)decoded.size);
	cmark_strbuf_free(&decoded);
}

/* ---- what the lines are ---- */

/* The last line of a block. cmark gives that of an HTML block that ends within its last line one too low. */
static int last_line(const cmark_node *node)
{
	struct str html;
	int line = node->start_line;

	if (walk_kind(node) != K_HTML_BLOCK)
		return node->end_line;
	html = walk_chunk(&node->as.literal);
	for (size_t i = 0; i + 1 < html.n; i++)
		line += html.s[i] == '\n';
	return line;
}

static void set_lines(struct line_info *lines, size_t n, const cmark_node *node, enum line_kind kind)
{
	int end = last_line(node);

	for (int line = node->start_line; line >= 1 && line <= end && (size_t)line <= n; line++) {
		lines[line - 1].kind = (uint8_t)kind;
		lines[line - 1].starts_block = line == node->start_line;
		lines[line - 1].is_heading = walk_kind(node) == K_HEADING;
	}
}

void markdown_html_lines(const struct source *source, struct line_info *lines, size_t n)
{
	cmark_node *root = walk_parse(source->text, false), *node = root;

	while (node != NULL) {
		enum kind kind = walk_kind(node);

		if (kind == K_CODE_BLOCK)
			set_lines(lines, n, node, LINE_CODE);
		else if (kind == K_HTML_BLOCK)
			set_lines(lines, n, node, LINE_HTML);
		else if (kind == K_PARAGRAPH || kind == K_HEADING || kind == K_ROW)
			set_lines(lines, n, node, LINE_TEXT);
		else if (node->first_child != NULL) {
			node = node->first_child;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node == root ? NULL : node->next;
	}
	pool_clear();
}
