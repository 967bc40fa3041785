#include "generator/markdown_html.h"

#include "common/escape.h"
#include "common/limits.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_pool.h"
#include "generator/markdown_source.h"
#include "generator/markdown_tags.h"
#include "generator/sanitize.h"
#include "generator/title.h"

#include <assert.h>

/* its members named calloc and realloc are not the banned functions */
#undef calloc
#undef realloc
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm/houdini.h>
#include <cmark-gfm/node.h>

/* of the extensions; exported, but declared in no installed header */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL, CMARK_NODE_STRIKETHROUGH;

/* node.h is of one version: its struct is read here. Another version must be looked at first. */
static_assert(CMARK_GFM_VERSION == ((0 << 24) | (29 << 16) | (0 << 8) | 6), "cmark-gfm 0.29.0.gfm.6");

static cmark_mem pool_memory = {pool_calloc, pool_realloc, pool_free};

/* ---- parsing ---- */

/* cmark's node types as small numbers; extensions give theirs at run time. */
enum kind {
	K_OTHER,
	K_DOCUMENT,
	K_BLOCK_QUOTE,
	K_LIST,
	K_ITEM,
	K_CODE_BLOCK,
	K_HTML_BLOCK,
	K_PARAGRAPH,
	K_HEADING,
	K_RULE,
	K_FOOTNOTE,
	K_TABLE,
	K_ROW,
	K_CELL,
	K_TEXT,
	K_SOFTBREAK,
	K_LINEBREAK,
	K_CODE,
	K_HTML_INLINE,
	K_EMPH,
	K_STRONG,
	K_LINK,
	K_IMAGE,
	K_FOOTNOTE_REFERENCE,
	K_STRIKETHROUGH,
};

static uint8_t kinds[2][32]; /* of blocks and of inlines */
static cmark_syntax_extension *extensions[4];

static void set_kind(cmark_node_type type, enum kind kind)
{
	size_t value = type & CMARK_NODE_VALUE_MASK;

	if (value < 32)
		kinds[(type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE][value] = (uint8_t)kind;
}

static enum kind kind_of(const cmark_node *node)
{
	return (enum kind)kinds[(node->type & 0x4000) != 0][node->type & 31];
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

/* The tree is given back by pool_clear(), never by cmark_node_free(). */
static cmark_node *parse(struct str text, bool smart)
{
	cmark_parser *parser;

	set_up();
	parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES | (smart ? CMARK_OPT_SMART : 0), &pool_memory);
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		cmark_parser_attach_syntax_extension(parser, extensions[i]);
	cmark_parser_feed(parser, text.s, text.n);
	return cmark_parser_finish(parser);
}

void markdown_html_unescape(struct buf *out, struct str text)
{
	cmark_strbuf decoded = {.mem = &pool_memory};

	cmark_strbuf_init(&pool_memory, &decoded, 0);
	houdini_unescape_html_f(&decoded, (const uint8_t *)text.s, (bufsize_t)text.n);
	buf_add(out, decoded.ptr, (size_t)decoded.size);
	cmark_strbuf_free(&decoded);
}

/* ---- the walk ---- */

struct walk {
	struct writer *writer;
	const cmark_node *skip_to; /* everything before this sibling is left out */
	cmark_node *cut_node;	   /* a heading's last text, of which the end is an attribute list */
	size_t cut_n;		   /* bytes of it that remain */
	struct str heading_id, heading_class;
	bool drop_heading;
	bool title_is_settled;	/* the first heading has been seen */
	cmark_node *alert_text; /* "[!NOTE]": its text node */
	bool in_alert_title;
	size_t link_content;				/* in out: where that of the link at hand begins */
	unsigned in_alt;				/* images around: only text counts */
	unsigned footnotes;				/* definitions written */
	struct line_vec footnote_lines;			/* where they stand */
	size_t cursor;					/* in the source: links are found behind it */
	struct ref_vec VEC_FIELDS(uint32_t) references; /* to each footnote so far */
	const cmark_node *include;			/* the link in [!INCLUDE [x](y)], a "]" behind it goes too */
	const cmark_node *close_behind;			/* the container at hand ends with this block */
	size_t fixed_place; /* of links in a title: where it stands; SIZE_MAX: by the node */
	const uint8_t *alignments;
	unsigned column;
};

/* A block begins: what cannot contain it is closed, and it stands on a line of its own. */
static void start_block(struct walk *walk)
{
	struct writer *writer = walk->writer;

	if (writer->open.n != 0)
		sanitize_before_block(writer);
	if (writer->out->n > writer->start && writer->out->s[writer->out->n - 1] != '\n')
		writer_html(writer, "\n");
	writer_plain_line(writer);
}

static struct str chunk(const cmark_chunk *chunk)
{
	return str_n((const char *)chunk->data, (size_t)chunk->len);
}

static size_t place_of_node(const struct walk *walk, const cmark_node *node)
{
	if (walk->fixed_place != SIZE_MAX)
		return walk->fixed_place;
	return source_offset(walk->writer->source, node->start_line, node->start_column);
}

/* The paragraph, heading or cell that an inline stands in. */
static const cmark_node *leaf_of(const cmark_node *node)
{
	while (node->parent != NULL && (node->type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
		node = node->parent;
	return node;
}

/* Where the code span begins that ends with the backticks before `end`; where these begin, when they end none. */
static size_t code_open(struct str text, size_t end, size_t floor)
{
	size_t n = 0, run;

	while (end - n > floor && text.s[end - n - 1] == '`')
		n++;
	for (size_t i = end - n; i > floor; i -= run != 0 ? run : 1) {
		for (run = 0; i - run > floor && text.s[i - run - 1] == '`';)
			run++;
		if (run == n)
			return i - run;
	}
	return end - n;
}

/* The "[" that the "]" at `close` belongs to, not before `floor`; `close` when there is none. */
static size_t bracket_open(struct str text, size_t close, size_t floor)
{
	unsigned depth = 0;

	for (size_t i = close; i > floor; i--) {
		char c = text.s[i - 1];

		if (i > floor + 1 && text.s[i - 2] == '\\')
			continue;
		if (c == '`')
			i = code_open(text, i, floor) + 1; /* brackets in code are none */
		else if (c == ']')
			depth++;
		else if (c == '[' && depth-- == 0)
			return i - 1;
	}
	return close;
}

/* The lines of the block that an inline stands in, from behind the last link that was found. */
static struct str rest_of_leaf(const struct walk *walk, const cmark_node *node, size_t *from)
{
	const struct source *source = walk->writer->source;
	const cmark_node *leaf = leaf_of(node);
	size_t to = source_line_end(source, leaf->end_line > leaf->start_line ? leaf->end_line : leaf->start_line);

	*from = source_offset(source, leaf->start_line, 1);
	if (walk->cursor > *from && walk->cursor <= to)
		*from = walk->cursor;
	return str_slice(source->text, *from, to);
}

/* The word that a link's text begins with, as far as it is written as it reads; may be empty. */
static struct str first_word(const cmark_node *link)
{
	const cmark_node *node = link->first_child;
	struct str text;
	size_t n = 0;

	while (node != NULL && node->first_child != NULL)
		node = node->first_child;
	if (node == NULL || (kind_of(node) != K_TEXT && kind_of(node) != K_CODE))
		return STR("");
	text = chunk(&node->as.literal);
	while (n < text.n && (str_is_alnum(text.s[n]) || (unsigned char)text.s[n] >= 0x80))
		n++;
	return str_slice(text, 0, n);
}

/* Does a link or image with that first word begin there? Emphasis and the like may stand before the word. */
static bool begins_link(struct str text, size_t at, struct str word)
{
	at += at < text.n && text.s[at] == '!';
	if (at >= text.n || text.s[at] != '[')
		return false;
	do
		at++;
	while (at < text.n && strchr("*_~`![ \n", text.s[at]) != NULL);
	return str_starts(str_from(text, at), word);
}

/* "[text](target", "[text](<target": where the "[" or "![" stands when a target does at `at`. */
static size_t link_of_target(const struct walk *walk, const cmark_node *node, size_t at)
{
	struct str text = walk->writer->source->text;
	size_t bracket;

	if (at < 2 || (text.s[at - 1] != '(' && text.s[at - 1] != '<'))
		return at;
	bracket = text.s[at - 1] == '<' && text.s[at - 2] == '(' ? at - 2 : at - 1;
	if (bracket >= 1 && text.s[bracket] == '(' && text.s[bracket - 1] == ']') {
		at = bracket_open(text, bracket - 1, source_offset(walk->writer->source, leaf_of(node)->start_line, 1));
		return at - (at > 0 && text.s[at - 1] == '!');
	}
	return text.s[at - 1] == '<' ? at - 1 : at;
}

/* Behind the "[" of a reference ("[text][label]"), found by its first word; SIZE_MAX when it is not there. */
static size_t find_reference(struct str text, size_t from, size_t to, struct str word)
{
	for (size_t at = from; word.n != 0 && at < to; at++) {
		bool is_image = text.s[at] == '!' && at + 1 < to && text.s[at + 1] == '[';

		if ((is_image || text.s[at] == '[') && (at == 0 || text.s[at - 1] != '\\') &&
		    begins_link(text, at, word))
			return at;
	}
	return SIZE_MAX;
}

/*
 * Where a link begins. cmark's columns are wrong behind continuation lines that are not
 * indented as it thinks, so they are checked; else the target, or the text of a reference,
 * is looked for in the lines of the block.
 */
static size_t place_of_link(struct walk *walk, const cmark_node *node, struct str target)
{
	struct str text = walk->writer->source->text, word, rest;
	size_t at = place_of_node(walk, node), from;
	ptrdiff_t found;

	if (walk->fixed_place != SIZE_MAX)
		return at;
	word = first_word(node);
	if (node->start_line > 0 && at >= walk->cursor && begins_link(text, at, word)) {
		walk->cursor = at + 1;
		return at;
	}
	rest = rest_of_leaf(walk, node, &from);
	if (str_starts(target, STR("mailto:")))
		target = str_from(target, 7);
	else if (str_starts(target, STR("http://www.")))
		target = str_from(target, 7);
	found = target.n != 0 ? str_find(rest, target) : -1;
	if (found >= 0) {
		walk->cursor = from + (size_t)found + target.n;
		return link_of_target(walk, node, from + (size_t)found);
	}
	from = find_reference(text, from, from + rest.n, word);
	if (from == SIZE_MAX)
		return at;
	walk->cursor = from + 1;
	return from;
}

/* Where a piece of inline HTML stands: by the node, when it is there, else by what it is. */
static size_t place_of_html(struct walk *walk, const cmark_node *node, struct str html)
{
	struct str text = walk->writer->source->text, rest;
	size_t at = place_of_node(walk, node), from;
	ptrdiff_t end = str_find_char(html, '\n'), found;

	if (end >= 0)
		html = str_slice(html, 0, (size_t)end);
	if (walk->fixed_place != SIZE_MAX || (at >= walk->cursor && str_starts(str_from(text, at), html)))
		return at;
	rest = rest_of_leaf(walk, node, &from);
	found = str_find(rest, html);
	if (found < 0)
		return at;
	walk->cursor = from + (size_t)found + html.n;
	return from + (size_t)found;
}

static void write_hole(struct walk *walk, const cmark_node *node, enum link_kind kind, struct str target)
{
	uint32_t line, column;

	source_place(walk->writer->source, place_of_link(walk, node, target), &line, &column);
	writer_hole(walk->writer, kind, target, line, column);
}

static bool is_safe(struct walk *walk, const cmark_node *node, struct str url, bool is_image)
{
	if (sanitize_url_is_safe(url, is_image))
		return true;
	if (str_starts(url, STR("xref:"))) {
		writer_note(walk->writer, DIAG_LEFTOVER_LEARN, place_of_link(walk, node, url),
			    "cross reference \"%.*s\" is not resolved, its text is kept", STR_ARG(url));
		return false;
	}
	writer_note(walk->writer, DIAG_LINK_SCHEME, place_of_link(walk, node, url), "address \"%.*s\" is left out",
		    STR_ARG(url));
	writer_note_hint(walk->writer, STR("links lead to http, https, mailto, tel, ftp and to files of the site"));
	return false;
}

static void write_title(struct walk *walk, const cmark_chunk *title)
{
	if (title->len == 0)
		return;
	writer_html(walk->writer, " title=\"");
	writer_escaped(walk->writer, chunk(title));
	writer_html(walk->writer, "\"");
}

/* Returns true when the link is open now. */
static bool link_is_open(const cmark_node *node)
{
	return node->user_data != NULL;
}

/* [file.md](../file.md "mention") of GitBook: a link that shows the title of what it leads to. */
static void take_mention(cmark_node *node)
{
	const cmark_node *text = node->first_child;
	struct str url = chunk(&node->as.link.url);

	if (!str_eq(chunk(&node->as.link.title), STR("mention")))
		return;
	node->as.link.title.len = 0;
	if (text != NULL && text->next == NULL && kind_of(text) == K_TEXT && str_ends(url, chunk(&text->as.literal)))
		node->first_child = NULL;
}

static void enter_link(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str url = chunk(&node->as.link.url);

	take_mention(node);
	if (walk->in_alt != 0 || writer->in_link != 0 || sanitize_in_link(writer) || !is_safe(walk, node, url, false))
		return;
	writer_html(writer, "<a href=\"");
	write_hole(walk, node, LINK_TO, url);
	writer_html(writer, "\"");
	write_title(walk, &node->as.link.title);
	writer_html(writer, ">");
	walk->link_content = writer->out->n;
	writer->in_link++;
	node->user_data = walk;
}

static void leave_link(struct walk *walk, const cmark_node *node)
{
	if (!link_is_open(node))
		return;
	if (node->first_child == NULL) /* the newest link is this one */
		writer_fill_link(walk->writer, (uint32_t)walk->writer->links.n - 1, walk->link_content);
	writer_html(walk->writer, "</a>");
	walk->writer->in_link--;
}

static void enter_image(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str url = chunk(&node->as.link.url);

	if (walk->in_alt == 0 && is_safe(walk, node, url, true)) {
		writer_html(writer, "<img src=\"");
		write_hole(walk, node, LINK_IMAGE, url);
		writer_html(writer, "\" alt=\"");
		node->user_data = walk;
	}
	walk->in_alt++;
}

static void leave_image(struct walk *walk, const cmark_node *node)
{
	walk->in_alt--;
	if (!link_is_open(node))
		return;
	writer_html(walk->writer, "\"");
	write_title(walk, &node->as.link.title);
	writer_html(walk->writer, " loading=\"lazy\" decoding=\"async\">");
}

/* ---- headings ---- */

/* "{#id .class}" or "{: #id .class}" at the end of a heading's text: bytes before it; s.n when there is none. */
static size_t attribute_list_start(struct str s, struct str *inside)
{
	struct str trimmed = str_trim_end(s);
	ptrdiff_t open;

	if (!str_ends(trimmed, STR("}")) || (open = str_rfind_char(trimmed, '{')) < 0)
		return s.n;
	*inside = str_trim(str_slice(trimmed, (size_t)open + 1, trimmed.n - 1));
	if (str_starts(*inside, STR(":")))
		*inside = str_trim(str_from(*inside, 1));
	if (inside->n < 2 || (inside->s[0] != '#' && inside->s[0] != '.' && !str_starts(*inside, STR("id=")) &&
			      !str_starts(*inside, STR("class="))))
		return s.n;
	return (size_t)open;
}

/* "#id .one .two key=value" */
static void read_attribute_list(struct walk *walk, struct str inside)
{
	struct str rest = inside, word;
	static struct buf classes = {.max = BUF_NO_LIMIT};

	buf_clear(&classes);
	walk->heading_id = arena_str(walk->writer->arena, tags_id(inside));
	buf_str(&classes, tags_argument(inside, STR("class")));
	while (str_split(&rest, ' ', &word)) {
		if (word.n > 1 && word.s[0] == '.') {
			if (classes.n != 0)
				buf_char(&classes, ' ');
			buf_str(&classes, str_from(word, 1));
		}
	}
	if (classes.n != 0)
		walk->heading_class = arena_str(walk->writer->arena, buf_view(&classes));
}

static const struct marker *marker_of(const struct walk *walk, const cmark_node *node)
{
	if (node == NULL || kind_of(node) != K_HTML_BLOCK)
		return NULL;
	return source_marker(walk->writer->source, chunk(&node->as.literal));
}

static void enter_heading(struct walk *walk, cmark_node *node)
{
	const cmark_node *last = node->last_child;
	const struct marker *marker = marker_of(walk, node->next);
	struct str inside;

	walk->heading_id = walk->heading_class = STR_NONE;
	walk->cut_node = NULL;
	if (last != NULL && kind_of(last) == K_TEXT) {
		size_t start = attribute_list_start(chunk(&last->as.literal), &inside);

		if (start < (size_t)last->as.literal.len) {
			read_attribute_list(walk, inside);
			walk->cut_node = node->last_child;
			walk->cut_n = str_trim_end(str_slice(chunk(&last->as.literal), 0, start)).n;
		}
	}
	if (marker != NULL && marker->kind == MARKER_ATTRIBUTES)
		read_attribute_list(walk, marker->name);
	sanitize_before_heading(walk->writer);
	writer_heading_start(walk->writer, (uint8_t)node->as.heading.level);
	walk->writer->inlines++;
}

static bool is_same_title(struct arena *arena, struct str a, struct str b)
{
	return str_eq_nocase(writer_one_line(arena, a), writer_one_line(arena, b));
}

/* Text and code of all that is below a node. */
static void add_text_below(struct buf *out, const cmark_node *top)
{
	const cmark_node *node = top->first_child;

	while (node != NULL) {
		enum kind kind = kind_of(node);

		if (kind == K_TEXT || kind == K_CODE)
			buf_str(out, chunk(&node->as.literal));
		else if (kind == K_SOFTBREAK || kind == K_LINEBREAK)
			buf_char(out, ' ');
		if (node->first_child != NULL) {
			node = node->first_child;
			continue;
		}
		while (node->next == NULL) {
			node = node->parent;
			if (node == top)
				return;
		}
		node = node->next;
	}
}

/* Will take_title() take this one, the first? */
static bool is_title(struct walk *walk, const cmark_node *heading)
{
	static struct buf text = {.max = BUF_NO_LIMIT};
	struct writer *writer = walk->writer;
	struct str inside;

	if (writer->page->title.n == 0)
		return heading->first_child != NULL;
	buf_clear(&text);
	add_text_below(&text, heading);
	buf_cut(&text, attribute_list_start(buf_view(&text), &inside));
	return is_same_title(writer->arena, writer->page->title, buf_view(&text));
}

/* Pages with several <h1> have their outline below the title: each heading goes one level down. */
static void choose_levels(struct walk *walk, const cmark_node *root)
{
	bool is_first = true;

	if (!walk->writer->options->take_title)
		return;
	for (const cmark_node *block = root->first_child; block != NULL; block = block->next) {
		if (kind_of(block) != K_HEADING)
			continue;
		if (block->as.heading.level == 1 && !(is_first && is_title(walk, block))) {
			walk->writer->level_shift = 1;
			return;
		}
		is_first = false;
	}
}

/* A title of words and code alone keeps its marks. */
static void mark_title(struct walk *walk, const cmark_node *heading)
{
	struct page *page = walk->writer->page;
	struct buf marked, plain;
	struct str attributes;

	buf_init(&marked, BUF_NO_LIMIT);
	buf_init(&plain, BUF_NO_LIMIT);
	for (const cmark_node *node = heading->first_child; node != NULL; node = node->next) {
		const char *mark = kind_of(node) == K_CODE ? "`" : "";

		if (kind_of(node) == K_TEXT || kind_of(node) == K_CODE)
			buf_printf(&marked, "%s%.*s%s", mark, STR_ARG(chunk(&node->as.literal)), mark);
	}
	buf_cut(&marked, attribute_list_start(buf_view(&marked), &attributes));
	buf_cut(&marked, str_trim_end(buf_view(&marked)).n);
	if (title_add_plain(&plain, buf_view(&marked)) && str_eq(buf_view(&plain), page->title))
		page->title_marked = arena_str(walk->writer->arena, buf_view(&marked));
	buf_release(&plain);
	buf_release(&marked);
}

/* The first heading of the page, when it is an <h1>, is its title: the template shows that. */
static bool take_title(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct page *page = writer->page;
	struct str text;

	if (!writer->options->take_title || walk->title_is_settled)
		return false;
	walk->title_is_settled = true;
	text = str_trim(writer_heading_text(writer));
	if (node->as.heading.level != 1 || text.n == 0)
		return false;
	if (page->title.n != 0)
		return is_same_title(writer->arena, page->title, text);
	page->title = writer_one_line(writer->arena, text);
	mark_title(walk, node);
	page->title_is_from_heading = true;
	return true;
}

static void leave_heading(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	writer->inlines--;
	if (take_title(walk, node)) {
		writer_heading_forget(writer);
		if (walk->heading_id.n != 0)
			writer_anchor(writer, walk->heading_id);
		return;
	}
	if (node->first_child == NULL && walk->heading_id.n == 0)
		writer_heading_forget(writer); /* "##" alone: nothing to see and nothing to go to */
	else
		writer_heading_end(writer, walk->heading_id, walk->heading_class);
}

/* ---- blocks ---- */

static bool is_tight(const cmark_node *paragraph)
{
	const cmark_node *list = paragraph->parent != NULL ? paragraph->parent->parent : NULL;

	return list != NULL && kind_of(list) == K_LIST && list->as.list.tight;
}

static bool is_task(cmark_node *item)
{
	return item->extension != NULL && strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

static void enter_list(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;

	start_block(walk);
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

/* "```c++ title=x" and "```{.python .numberLines}": the language. */
static struct str language_of(struct str info)
{
	size_t n = 0;

	info = str_trim(info);
	if (info.n != 0 && info.s[0] == '{')
		info = str_trim(str_from(info, 1));
	if (info.n != 0 && info.s[0] == '.')
		info = str_from(info, 1);
	while (n < info.n && !str_is_space(info.s[n]) && info.s[n] != '{' && info.s[n] != '}' && info.s[n] != ',')
		n++;
	return str_slice(info, 0, n);
}

/* Code in which a line was taken for a ::: block and is none. */
static struct str restored(struct walk *walk, struct str code)
{
	static struct buf text = {.max = BUF_NO_LIMIT};

	if (walk->writer->source->markers.n == 0 || str_find_char(code, '\x01') < 0)
		return code;
	buf_clear(&text);
	source_restore(walk->writer->source, &text, code);
	return buf_view(&text);
}

static void write_code_block(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str language = language_of(chunk(&node->as.code.info));

	start_block(walk);
	writer_html(writer, "<div class=\"code\"><pre tabindex=\"0\"><code");
	if (language.n != 0) {
		writer_html(writer, " class=\"language-");
		writer_escaped(writer, language);
		writer_html(writer, "\"");
	}
	writer_html(writer, ">");
	writer_text(writer, restored(walk, chunk(&node->as.code.literal)));
	writer_html(writer, "</code></pre></div>\n");
	writer_plain_line(writer);
}

/* "key: value" or a line that goes on with one. */
static bool is_field(struct str line)
{
	size_t n = 0;

	if (line.n != 0 && (line.s[0] == ' ' || line.s[0] == '-'))
		return true;
	while (n < line.n && (str_is_alnum(line.s[n]) || line.s[n] == '_' || line.s[n] == '-' || line.s[n] == '.'))
		n++;
	return n != 0 && n < line.n && line.s[n] == ':' && (n + 1 == line.n || line.s[n + 1] == ' ');
}

/*
 * Front matter in the middle of a page is a rule and a heading to the parser: of a setext
 * heading behind a "---" line its text when all its lines are fields, else absent.
 */
static struct str front_matter_of(const struct walk *walk, const cmark_node *heading)
{
	const struct source *source = walk->writer->source;
	const cmark_node *rule = heading->prev;
	struct str text, rest, line;

	if (!heading->as.heading.setext || rule == NULL || kind_of(rule) != K_RULE ||
	    rule->start_line + 1 != heading->start_line)
		return STR_NONE;
	text = str_slice(source->text, source_offset(source, heading->start_line, 1),
			 source_offset(source, heading->end_line, 1));
	if (str_ends(str_trim_end(text), STR("\n---"))) /* cmark counts the underline differently at a page's end */
		text = str_slice(text, 0, str_trim_end(text).n - 3);
	rest = text;
	if (!is_field(text) || text.s[0] == ' ' || text.s[0] == '-')
		return STR_NONE;
	while (str_line(&rest, &line)) {
		if (!is_field(line))
			return STR_NONE;
	}
	return text;
}

static bool write_front_matter(struct walk *walk, const cmark_node *heading)
{
	struct writer *writer = walk->writer;
	struct str text = front_matter_of(walk, heading);

	if (text.n == 0)
		return false;
	start_block(walk);
	writer_html(writer, "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-yaml\">");
	writer_text(writer, text);
	writer_html(writer, "</code></pre></div>\n");
	writer_plain_line(writer);
	writer_note(writer, DIAG_LEFTOVER, place_of_node(walk, heading),
		    "what looks like front matter in the middle of the page is shown as code");
	writer_note_hint(writer, STR("front matter stands at the beginning of a file"));
	return true;
}

static void write_escaped_html(struct walk *walk, struct str html, bool is_block)
{
	if (is_block)
		writer_html(walk->writer, "<p>");
	writer_text(walk->writer, str_trim_end(html));
	if (is_block)
		writer_html(walk->writer, "</p>\n");
}

static void write_html(struct walk *walk, const cmark_node *node, bool is_block)
{
	struct writer *writer = walk->writer;
	struct str html = chunk(&node->as.literal);
	size_t at = is_block ? place_of_node(walk, node) : place_of_html(walk, node, html);

	if (is_block)
		writer_plain_line(writer);
	switch (writer->options->raw_html) {
	case RAW_HTML_NONE:
		write_escaped_html(walk, html, is_block);
		break;
	case RAW_HTML_TRUSTED:
		sanitize_trusted(writer, html, at);
		break;
	case RAW_HTML_SAFE:
		sanitize_html(writer, html, at, is_block);
		break;
	}
	if (is_block)
		writer_plain_line(writer);
}

/* ---- markers: ::: blocks and the like ---- */

static void walk_tree(struct walk *walk, cmark_node *root);

/* A title is written with inline markup: `code`, *emphasis*. */
static void write_title_text(struct walk *walk, const cmark_node *node, struct str title)
{
	cmark_node *paragraph = parse(title, walk->writer->options->smart_punctuation)->first_child;
	size_t place = walk->fixed_place;
	cmark_node *child, *next;

	if (paragraph == NULL || kind_of(paragraph) != K_PARAGRAPH) {
		writer_text(walk->writer, title);
		return;
	}
	walk->fixed_place = place_of_node(walk, node);
	walk->writer->inlines++;
	walk->writer->depth++;
	for (child = paragraph->first_child; child != NULL; child = next) {
		next = child->next;
		walk_tree(walk, child);
	}
	sanitize_close(walk->writer);
	walk->writer->depth--;
	walk->writer->inlines--;
	walk->fixed_place = place;
}

/* The look and title of a block by its name. A title of its own is written, else the name's. */
static void write_alert_start(struct walk *walk, const cmark_node *node, struct str name, struct str title,
			      bool has_title)
{
	struct writer *writer = walk->writer;
	const struct alert *alert = alerts_find(name);

	writer_html(writer, "<div class=\"alert alert-");
	buf_str(writer->out, str_c(alert != NULL ? alert->look : "note"));
	writer_html(writer, "\" role=\"note\">\n");
	if (has_title && title.n == 0)
		return;
	writer_html(writer, "<p class=\"alert-title\">");
	if (title.n != 0)
		write_title_text(walk, node, title);
	else if (alert != NULL)
		writer_escaped(writer, alerts_title(alert, writer_lang(writer)));
	else
		writer_text(writer, name);
	writer_html(writer, "</p>\n");
	writer_plain_line(writer);
}

static void write_details_start(struct walk *walk, const cmark_node *node, struct str name, struct str title,
				bool is_open)
{
	struct writer *writer = walk->writer;
	const struct alert *alert = alerts_find(name);

	writer_html(writer, "<details");
	if (is_open)
		writer_html(writer, " open");
	writer_html(writer, ">\n<summary>");
	if (title.n != 0)
		write_title_text(walk, node, title);
	else if (alert != NULL)
		writer_escaped(writer, alerts_title(alert, writer_lang(writer)));
	else
		writer_escaped(writer, alerts_details(writer_lang(writer)));
	writer_html(writer, "</summary>\n");
	writer_plain_line(writer);
}

static void write_title_paragraph(struct walk *walk, const cmark_node *node, struct str title)
{
	writer_html(walk->writer, "<p><strong>");
	write_title_text(walk, node, title);
	writer_html(walk->writer, "</strong></p>\n");
	writer_plain_line(walk->writer);
}

static void open_container(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	struct writer *writer = walk->writer;

	sanitize_before_heading(writer);
	writer_plain_line(writer);
	if (str_eq_nocase(marker->name, STR("details"))) {
		write_details_start(walk, node, marker->name, marker->title, false);
		sanitize_container_open(writer, STR("</details>\n"));
	} else if (alerts_find(marker->name) != NULL) {
		write_alert_start(walk, node, marker->name, marker->title, false);
		sanitize_container_open(writer, STR("</div>\n"));
	} else {
		if (marker->title.n != 0)
			write_title_paragraph(walk, node, marker->title);
		sanitize_container_open(writer, STR(""));
	}
	if (str_starts(marker->original, STR(":::")))
		sanitize_container_needs_end(writer, marker->name, place_of_node(walk, node));
}

/* The name of an alert among the classes of {: .note .x}; absent when there is none. */
static struct str alert_class(struct str attributes)
{
	struct str rest = attributes, word;

	while (str_split(&rest, ' ', &word)) {
		if (word.n < 2 || word.s[0] != '.')
			continue;
		word = str_from(word, 1);
		if (str_ends(word, STR("-title")))
			word = str_slice(word, 0, word.n - 6);
		if (alerts_find(word) != NULL)
			return word;
	}
	return STR_NONE;
}

static void write_anchor(struct walk *walk, struct str id)
{
	if (id.n == 0)
		return;
	start_block(walk);
	writer_anchor(walk->writer, id);
}

/* {: .note} in front of a paragraph or quote is Just the Docs' way to write an alert. */
static void write_attributes(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	struct str name = alert_class(marker->name);
	const cmark_node *next = node->next;

	if (marker->stands_before && name.n != 0 && next != NULL &&
	    (kind_of(next) == K_PARAGRAPH || kind_of(next) == K_BLOCK_QUOTE) && walk->close_behind == NULL) {
		sanitize_before_heading(walk->writer);
		write_alert_start(walk, node, name, STR_NONE, false);
		sanitize_container_open(walk->writer, STR("</div>\n"));
		walk->close_behind = next;
		return;
	}
	if (node->prev != NULL && kind_of(node->prev) == K_HEADING)
		return; /* taken with it */
	if (marker->stands_before || node->prev == NULL || kind_of(node->prev) != K_PARAGRAPH)
		write_anchor(walk, tags_id(marker->name));
	if (tags_is_id_alone(marker->name))
		return;
	writer_note(walk->writer, DIAG_LEFTOVER_KRAMDOWN, place_of_node(walk, node),
		    "attribute list \"%.*s\" is left out", STR_ARG(marker->original));
	writer_note_hint(walk->writer, STR("Weir reads {#id .class} behind a heading and {#id} elsewhere"));
}

static void write_html_block(struct walk *walk, cmark_node *node)
{
	const struct marker *marker = marker_of(walk, node);

	if (marker == NULL) {
		write_html(walk, node, true);
		return;
	}
	switch (marker->kind) {
	case MARKER_OPEN:
		if (walk->writer->open.n < LIMIT_HTML_DEPTH)
			open_container(walk, node, marker);
		break;
	case MARKER_CLOSE:
		if (sanitize_container_close(walk->writer) || marker->original.n == 0)
			break;
		start_block(walk);
		writer_html(walk->writer, "<p>");
		writer_text(walk->writer, marker->original);
		writer_html(walk->writer, "</p>\n");
		break;
	case MARKER_ATTRIBUTES:
		write_attributes(walk, node, marker);
		break;
	case MARKER_QUOTE: /* its block quote has dealt with it */
	case MARKER_NONE:
		break;
	}
}

/* With the id of an attribute list behind it, on a line of its own. */
static void write_paragraph_start(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	const struct marker *marker = marker_of(walk, node->next);
	struct str id = marker != NULL && marker->kind == MARKER_ATTRIBUTES && !marker->stands_before
			    ? tags_id(marker->name)
			    : STR_NONE;

	writer_html(writer, "<p");
	if (id.n != 0 && writer_claim_id(writer, id)) {
		*vec_add(&writer->anchors) = arena_str(writer->arena, id);
		writer_html(writer, " id=\"");
		writer_escaped(writer, id);
		writer_html(writer, "\"");
	}
	writer_html(writer, ">");
}

static void enter_paragraph(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	if (is_tight(node)) {
		sanitize_before_block(writer);
		writer_plain_line(writer);
		return;
	}
	start_block(walk);
	if (writer->summary_to == 0)
		writer->summary_from = (uint32_t)writer->plain.n;
	write_paragraph_start(walk, node);
	writer->paragraph_is_open = true;
}

static void write_backlinks(struct walk *walk)
{
	struct writer *writer = walk->writer;
	unsigned number = walk->footnotes;
	uint32_t n = number - 1 < walk->references.n ? walk->references.at[number - 1] : 0;

	for (uint32_t i = 1; i <= n; i++) {
		buf_printf(writer->out, " <a href=\"#fnref-%u", number);
		if (i > 1)
			buf_printf(writer->out, "-%u", i);
		writer_html(writer, "\" class=\"footnote-back\" aria-label=\"");
		writer_escaped(writer, alerts_back_to_text(writer_lang(writer)));
		writer_html(writer, "\">↩");
		if (i > 1)
			buf_printf(writer->out, "<sup>%u</sup>", i);
		writer_html(writer, "</a>");
	}
}

static void leave_paragraph(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	if (is_tight(node)) {
		writer_plain_line(writer);
		return;
	}
	if (node->next == NULL && node->parent != NULL && kind_of(node->parent) == K_FOOTNOTE) {
		sanitize_close(writer);
		write_backlinks(walk);
	}
	if (writer->paragraph_is_open)
		writer_html(writer, "</p>\n");
	writer->paragraph_is_open = false;
	writer_plain_line(writer);
	if (writer->summary_to == 0 && writer->plain.n > writer->summary_from)
		writer->summary_to = (uint32_t)writer->plain.n;
}

/* ---- alerts: a block quote that begins with [!NOTE] ---- */

static const cmark_node *alert_text_of(const cmark_node *quote)
{
	const cmark_node *paragraph = quote->first_child, *text;

	if (paragraph == NULL || kind_of(paragraph) != K_PARAGRAPH)
		return NULL;
	text = paragraph->first_child;
	return text != NULL && kind_of(text) == K_TEXT ? text : NULL;
}

/* "[!NOTE] rest" and Adobe's "![info] rest": the name, and how much of the text it takes. */
static size_t read_alert_name(struct str text, struct str *name)
{
	ptrdiff_t close = str_find_char(text, ']');

	if (close < 0 || (!str_starts(text, STR("[!")) && !str_starts(text, STR("!["))))
		return 0;
	*name = str_slice(text, 2, (size_t)close);
	return (size_t)close + 1;
}

static bool enter_alert(struct walk *walk, const cmark_node *quote)
{
	struct writer *writer = walk->writer;
	const cmark_node *text = alert_text_of(quote);
	const struct alert *alert;
	struct str name;
	size_t taken;

	if (text == NULL || (taken = read_alert_name(chunk(&text->as.literal), &name)) == 0 ||
	    (alert = alerts_find(name)) == NULL)
		return false;
	writer_html(writer, "<div class=\"alert alert-");
	buf_str(writer->out, str_c(alert->look));
	writer_html(writer, "\" role=\"note\">\n");
	writer_html(writer, "<p class=\"alert-title\">");
	walk->alert_text = (cmark_node *)(uintptr_t)text;
	walk->cut_n = taken;
	if (str_trim(str_from(chunk(&text->as.literal), taken)).n == 0 &&
	    (text->next == NULL || kind_of(text->next) == K_SOFTBREAK || kind_of(text->next) == K_LINEBREAK))
		writer_escaped(writer, alerts_title(alert, writer_lang(writer)));
	return true;
}

/* "!!! note", "??? note" and === "Tab" have become a quote that begins with a marker. */
static bool enter_admonition(struct walk *walk, cmark_node *quote)
{
	const struct marker *marker = marker_of(walk, quote->first_child);

	if (marker == NULL || marker->kind != MARKER_QUOTE)
		return false;
	if (marker->is_tab)
		write_title_paragraph(walk, quote->first_child, marker->title);
	else if (marker->is_foldable)
		write_details_start(walk, quote->first_child, marker->name, marker->title, marker->is_open);
	else
		write_alert_start(walk, quote->first_child, marker->name, marker->title, marker->title.s != NULL);
	return true;
}

static void enter_block_quote(struct walk *walk, cmark_node *node)
{
	start_block(walk);
	if (enter_admonition(walk, node) || enter_alert(walk, node))
		node->user_data = walk;
	else
		writer_html(walk->writer, "<blockquote>\n");
}

static void leave_block_quote(struct walk *walk, const cmark_node *node)
{
	const struct marker *marker = marker_of(walk, node->first_child);

	if (node->user_data == NULL)
		writer_html(walk->writer, "</blockquote>\n");
	else if (marker != NULL && marker->kind == MARKER_QUOTE && marker->is_tab)
		(void)0; /* a tab's text is part of the text around it */
	else if (marker != NULL && marker->kind == MARKER_QUOTE && marker->is_foldable)
		writer_html(walk->writer, "</details>\n");
	else
		writer_html(walk->writer, "</div>\n");
	writer_plain_line(walk->writer);
}

/* The paragraph whose first line is the alert's title: <p class="alert-title"> is open already. */
static bool is_alert_title(const struct walk *walk, const cmark_node *paragraph)
{
	return walk->alert_text != NULL && paragraph->first_child == walk->alert_text;
}

static void end_alert_title(struct walk *walk, const cmark_node *next)
{
	struct writer *writer = walk->writer;

	sanitize_close(writer);
	if (writer->paragraph_is_open)
		writer_html(writer, "</p>\n");
	writer_plain_line(writer);
	walk->in_alert_title = false;
	writer->paragraph_is_open = false;
	if (next == NULL)
		return;
	writer_html(writer, "<p>");
	writer->paragraph_is_open = true;
}

/* ---- tables ---- */

static void enter_table(struct walk *walk, cmark_node *node)
{
	start_block(walk);
	writer_table_start(walk->writer);
	walk->alignments = cmark_gfm_extensions_get_table_alignments(node);
	writer_html(walk->writer, "<div class=\"table\"><table>\n");
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

static void enter_cell(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	bool is_header = cmark_gfm_extensions_get_table_row_is_header(node->parent);
	uint8_t alignment = walk->alignments != NULL ? walk->alignments[walk->column] : 0;

	if (walk->column++ != 0)
		writer_plain(writer, STR(" "));
	if (is_header)
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

/* ---- footnotes ---- */

static void enter_footnote(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	*vec_add(&walk->footnote_lines) = (uint32_t)node->start_line;
	start_block(walk);
	if (walk->footnotes++ == 0)
		writer_html(writer, "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
	buf_printf(writer->out, "<li id=\"fn-%u\">\n", walk->footnotes);
}

static void leave_footnote(struct walk *walk, const cmark_node *node)
{
	if (node->last_child == NULL || kind_of(node->last_child) != K_PARAGRAPH) {
		write_backlinks(walk);
		writer_html(walk->writer, "\n");
	}
	writer_html(walk->writer, "</li>\n");
	if (node->next == NULL)
		writer_html(walk->writer, "</ol>\n</section>\n");
}

static void write_footnote_reference(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	int64_t number;
	uint32_t nth;

	if (!str_to_int(chunk(&node->as.literal), &number) || number < 1 || number > 1000000)
		return;
	while (walk->references.n < (size_t)number)
		*vec_add(&walk->references) = 0;
	nth = ++walk->references.at[number - 1];
	if (walk->in_alt != 0 || writer->in_link != 0)
		return;
	buf_printf(writer->out, "<sup class=\"footnote-ref\"><a href=\"#fn-%u\" id=\"fnref-%u", (unsigned)number,
		   (unsigned)number);
	if (nth > 1)
		buf_printf(writer->out, "-%u", nth);
	buf_printf(writer->out, "\">%u</a></sup>", (unsigned)number);
}

/* ---- inlines ---- */

/* "[!VIDEO https://…]" at the start of text: a link to it. Returns what is left. */
static struct str write_learn_tag(struct walk *walk, const cmark_node *node, struct str text)
{
	struct writer *writer = walk->writer;
	struct str url;
	size_t taken = leftovers_learn_tag(writer, text, place_of_node(walk, node), &url);

	if (url.n != 0 && sanitize_url_is_safe(url, false) && walk->in_alt == 0 && writer->in_link == 0 &&
	    !sanitize_in_link(writer)) {
		writer_html(writer, "<a href=\"");
		write_hole(walk, node, LINK_TO, url);
		writer_html(writer, "\">");
		writer_text(writer, url);
		writer_html(writer, "</a>");
	} else {
		writer_text(writer, url);
	}
	return str_from(text, taken);
}

static void write_text(struct walk *walk, const cmark_node *node)
{
	struct str text = chunk(&node->as.literal);

	if (node == walk->cut_node) {
		text = str_slice(text, 0, walk->cut_n);
	} else if (node == walk->alert_text) {
		text = str_from(text, walk->cut_n);
		if (text.n != 0 && text.s[0] == ' ')
			text = str_from(text, 1);
	} else if (text.n > 2 && text.s[0] == '[' && text.s[1] == '!') {
		text = write_learn_tag(walk, node, text);
	}
	if (node->parent != NULL && kind_of(node->parent) == K_LINK && !link_is_open(node->parent) &&
	    str_starts(text, STR("xref:"))) /* <xref:Name> */
		text = str_from(text, 5);
	if (walk->include != NULL && node->prev == walk->include && text.n != 0 && text.s[0] == ']')
		text = str_from(text, 1);
	if (node->next != NULL && kind_of(node->next) == K_LINK && str_find_char(text, '[') >= 0) {
		size_t n = leftovers_learn_include(walk->writer, text, place_of_node(walk, node));

		walk->include = n < text.n ? node->next : walk->include;
		text = str_slice(text, 0, n);
	}
	writer_text(walk->writer, text);
}

static void write_code(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alt != 0) {
		writer_text(walk->writer, restored(walk, chunk(&node->as.literal)));
		return;
	}
	writer_html(walk->writer, "<code>");
	writer_text(walk->writer, restored(walk, chunk(&node->as.literal)));
	writer_html(walk->writer, "</code>");
}

/* The end tag of an inline <script> or <style>, whose content is no text; NULL when it has none. */
static const cmark_node *content_end(const cmark_node *node, const char *name)
{
	for (node = node->next; node != NULL; node = node->next) {
		struct str html = chunk(&node->as.literal);

		if (kind_of(node) == K_HTML_INLINE && str_starts(html, STR("</")) &&
		    str_starts_nocase(str_from(html, 2), str_c(name)))
			return node;
	}
	return NULL;
}

static void write_html_inline(struct walk *walk, const cmark_node *node)
{
	struct str html = chunk(&node->as.literal);
	const struct marker *marker = source_marker(walk->writer->source, html);

	if (marker != NULL) {
		writer_text(walk->writer, marker->original);
		return;
	}
	if (walk->in_alt == 0)
		write_html(walk, node, false);
	if (walk->writer->options->raw_html != RAW_HTML_SAFE)
		return;
	if (str_starts_nocase(html, STR("<script")))
		walk->skip_to = content_end(node, "script");
	else if (str_starts_nocase(html, STR("<style")))
		walk->skip_to = content_end(node, "style");
}

static void write_softbreak(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alert_title && walk->in_alt == 0 && node->parent->first_child == walk->alert_text) {
		end_alert_title(walk, node->next);
		return;
	}
	if (walk->in_alt != 0)
		writer_html(walk->writer, " ");
	else
		writer_html(walk->writer, "\n");
	writer_plain(walk->writer, STR(" "));
}

static void write_linebreak(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alt != 0 || walk->in_alert_title) {
		write_softbreak(walk, node);
		return;
	}
	writer_html(walk->writer, "<br>\n");
	writer_plain(walk->writer, STR("\n"));
}

/* ---- dispatch ---- */

static void enter_inline(struct walk *walk, const char *tag)
{
	if (walk->in_alt == 0)
		buf_str(walk->writer->out, str_c(tag));
}

/* Inlines in which no block element can stand. */
static bool is_inline_container(enum kind kind)
{
	return kind == K_EMPH || kind == K_STRONG || kind == K_LINK || kind == K_STRIKETHROUGH || kind == K_IMAGE;
}

/* True when the node has an end too. */
static bool enter(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;

	if (walk->skip_to != NULL) {
		walk->skip_to = node != walk->skip_to ? walk->skip_to : NULL;
		return false;
	}
	switch (kind_of(node)) {
	case K_TEXT:
		write_text(walk, node);
		return false;
	case K_SOFTBREAK:
		write_softbreak(walk, node);
		return false;
	case K_LINEBREAK:
		write_linebreak(walk, node);
		return false;
	case K_CODE:
		write_code(walk, node);
		return false;
	case K_HTML_INLINE:
		write_html_inline(walk, node);
		return false;
	case K_FOOTNOTE_REFERENCE:
		write_footnote_reference(walk, node);
		return false;
	case K_CODE_BLOCK:
		write_code_block(walk, node);
		return false;
	case K_HTML_BLOCK:
		write_html_block(walk, node);
		return false;
	case K_RULE:
		start_block(walk);
		writer_html(writer, "<hr>\n");
		return false;
	case K_EMPH:
		enter_inline(walk, "<em>");
		return true;
	case K_STRONG:
		enter_inline(walk, "<strong>");
		return true;
	case K_STRIKETHROUGH:
		enter_inline(walk, "<del>");
		return true;
	case K_LINK:
		enter_link(walk, node);
		return true;
	case K_IMAGE:
		enter_image(walk, node);
		return true;
	case K_PARAGRAPH:
		if (is_alert_title(walk, node)) {
			walk->in_alert_title = true;
			writer->paragraph_is_open = true;
		} else {
			enter_paragraph(walk, node);
		}
		return true;
	case K_HEADING:
		if (write_front_matter(walk, node))
			return false;
		enter_heading(walk, node);
		return true;
	case K_BLOCK_QUOTE:
		enter_block_quote(walk, node);
		return true;
	case K_LIST:
		enter_list(walk, node);
		return true;
	case K_ITEM:
		enter_item(walk, node);
		return true;
	case K_TABLE:
		enter_table(walk, node);
		return true;
	case K_ROW:
		enter_row(walk, node);
		return true;
	case K_CELL:
		enter_cell(walk, node);
		return true;
	case K_FOOTNOTE:
		enter_footnote(walk, node);
		return true;
	case K_DOCUMENT:
	case K_OTHER:
		return true;
	}
	return true;
}

static void leave(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;

	switch (kind_of(node)) {
	case K_EMPH:
		enter_inline(walk, "</em>");
		break;
	case K_STRONG:
		enter_inline(walk, "</strong>");
		break;
	case K_STRIKETHROUGH:
		enter_inline(walk, "</del>");
		break;
	case K_LINK:
		leave_link(walk, node);
		break;
	case K_IMAGE:
		leave_image(walk, node);
		break;
	case K_PARAGRAPH:
		if (walk->in_alert_title) {
			end_alert_title(walk, NULL);
			walk->alert_text = NULL;
		} else {
			leave_paragraph(walk, node);
		}
		break;
	case K_HEADING:
		leave_heading(walk, node);
		break;
	case K_BLOCK_QUOTE:
		leave_block_quote(walk, node);
		break;
	case K_LIST:
		if (node->as.list.list_type == CMARK_BULLET_LIST)
			writer_html(writer, "</ul>\n");
		else
			writer_html(writer, "</ol>\n");
		break;
	case K_ITEM:
		writer_html(writer, "</li>\n");
		writer_plain_line(writer);
		break;
	case K_TABLE:
		writer_html(writer, "</table></div>\n");
		writer_table_end(writer);
		break;
	case K_ROW:
		leave_row(walk, node);
		break;
	case K_CELL:
		if (cmark_gfm_extensions_get_table_row_is_header(node->parent))
			writer_html(writer, "</th>\n");
		else
			writer_html(writer, "</td>\n");
		break;
	case K_FOOTNOTE:
		leave_footnote(walk, node);
		break;
	default:
		break;
	}
}

/* Without recursion: nesting is the page's own. */
static void walk_tree(struct walk *walk, cmark_node *root)
{
	struct writer *writer = walk->writer;
	cmark_node *node = root;

	for (;;) {
		bool has_end = enter(walk, node);

		if (has_end) {
			writer->depth++;
			writer->inlines += is_inline_container(kind_of(node));
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
				writer->inlines -= is_inline_container(kind_of(node));
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

static bool is_shown_footnote(const struct walk *walk, uint32_t line)
{
	for (size_t i = 0; i < walk->footnote_lines.n; i++) {
		if (walk->footnote_lines.at[i] == line)
			return true;
	}
	return false;
}

/* The line of the n-th footnote, or what looks like one. */
static struct str footnote_line(const struct source *source, size_t n)
{
	uint32_t line = source->footnotes.at[n];

	return str_trim(str_slice(source->text, source->lines.at[line], source_line_end(source, (int)line + 1)));
}

enum { FOOTNOTES_COMPARED = 1000 };

/* Is a footnote of that label defined before the n-th, and shown? */
static bool is_shown_before(const struct walk *walk, size_t n, struct str label)
{
	const struct source *source = walk->writer->source;

	for (size_t i = 0; i < n && i < FOOTNOTES_COMPARED; i++) {
		struct str line = footnote_line(source, i);

		if (str_starts_nocase(line, label) && line.n > label.n && line.s[label.n] == ':' &&
		    is_shown_footnote(walk, source->footnotes.at[i] + 1))
			return true;
	}
	return false;
}

/* cmark-gfm drops a footnote that nothing refers to, with its text. */
static void note_unused_footnotes(struct walk *walk, const cmark_node *root)
{
	const struct source *source = walk->writer->source;
	const cmark_node *block = root->first_child;

	for (size_t i = 0; i < source->footnotes.n; i++) {
		uint32_t line = source->footnotes.at[i] + 1;
		struct str text = footnote_line(source, i);
		ptrdiff_t close = str_find(text, STR("]:"));
		struct str label;

		if (close < 3 || str_find_char(text, ' ') < close || is_shown_footnote(walk, line))
			continue;
		while (block != NULL && block->end_line < (int)line)
			block = block->next;
		if (block != NULL && block->start_line <= (int)line && kind_of(block) != K_FOOTNOTE)
			continue; /* code, or text that looks like one */
		label = str_slice(text, 0, (size_t)close + 1);
		if (is_shown_before(walk, i, label))
			writer_note(walk->writer, DIAG_FOOTNOTE_UNUSED, source->lines.at[line - 1],
				    "footnote \"%.*s\" is there twice, the first one is shown", STR_ARG(label));
		else
			writer_note(walk->writer, DIAG_FOOTNOTE_UNUSED, source->lines.at[line - 1],
				    "nothing refers to footnote \"%.*s\", it is not shown", STR_ARG(label));
	}
}

void markdown_html(struct writer *writer)
{
	struct walk walk = {.writer = writer, .fixed_place = SIZE_MAX};

	cmark_node *root = parse(writer->source->text, writer->options->smart_punctuation);

	choose_levels(&walk, root);
	walk_tree(&walk, root);
	if (writer->source->footnotes.n != 0)
		note_unused_footnotes(&walk, root);
	vec_release(&walk.references);
	vec_release(&walk.footnote_lines);
	pool_clear();
}

/* ---- what the lines are ---- */

/* The last line of a block. cmark gives that of an HTML block that ends within its last line one too low. */
static int last_line(const cmark_node *node)
{
	struct str html;
	int line = node->start_line;

	if (kind_of(node) != K_HTML_BLOCK)
		return node->end_line;
	html = chunk(&node->as.literal);
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
	}
}

void markdown_html_lines(const struct source *source, struct line_info *lines, size_t n)
{
	cmark_node *root = parse(source->text, false), *node = root;

	while (node != NULL) {
		enum kind kind = kind_of(node);

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
