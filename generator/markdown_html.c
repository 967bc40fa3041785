#include "generator/markdown_html.h"

#include "generator/markdown_alerts.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_myst.h"
#include "generator/markdown_pool.h"
#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"

#undef calloc
#undef realloc
#include <cmark-gfm-core-extensions.h>

/* So many characters an id of a block has at least: "^C" is a key. */
#define BLOCK_ID_LEAST ((size_t)3)

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

static void write_hole(struct walk *walk, const cmark_node *node, enum link_kind kind, struct str target)
{
	uint32_t line, column;

	source_place(walk->writer->source, walk_place_of_link(walk, node, target), &line, &column);
	writer_hole(walk->writer, kind, target, line, column);
}

/* "wiki:Name" and "wiki:fr:Name": the address of an encyclopedia's article. */
static struct str wiki_address(struct walk *walk, struct str name)
{
	ptrdiff_t colon = str_find_char(name, ':');
	bool has_language = colon == 2 || colon == 3;

	return arena_printf(walk->writer->arena, "https://%.*s.wikipedia.org/wiki/%.*s",
			    STR_ARG(has_language ? str_slice(name, 0, (size_t)colon) : STR("en")),
			    STR_ARG(has_language ? str_from(name, (size_t)colon + 1) : name));
}

/*
 * "[text](part:name)" on a page of MyST: a label, whatever it looks like; "project:install.md#name" is a path,
 * "wiki:Name" and "doi:10.1/x" lead elsewhere.
 */
static struct str as_label(struct walk *walk, struct str url)
{
	if (walk->writer->source->is_myst && str_starts(url, STR("wiki:")))
		return wiki_address(walk, str_from(url, STR("wiki:").n));
	if (walk->writer->source->is_myst && str_starts(url, STR("doi:10.")))
		return arena_printf(walk->writer->arena, "https://doi.org/%.*s", STR_ARG(str_from(url, STR("doi:").n)));
	if (str_starts(url, STR("xref:")))
		return url;
	if (walk->writer->source->is_myst && str_starts(url, STR("project:")))
		return str_from(url, STR("project:").n);
	if (!walk->writer->source->is_myst || !myst_is_label(url) || sanitize_url_is_safe(url, false))
		return url;
	return myst_label_target(walk->writer->arena, url);
}

/* "inv:python#library/json" and "inv:sphinx:std:doc#usage" of MyST: a name in another project's index. */
static bool is_of_inventory(struct str url)
{
	return str_starts(url, STR("inv:"));
}

static struct str name_in_inventory(struct str url)
{
	ptrdiff_t hash = str_find_char(url, '#');

	return str_from(url, hash >= 0 ? (size_t)hash + 1 : STR("inv:").n);
}

static bool is_safe(struct walk *walk, const cmark_node *node, struct str url, bool is_image)
{
	if (str_starts(url, STR("#tab/"))) /* "# [C++](#tab/cpp)" of Microsoft Learn: the title of a tab */
		return false;
	if (sanitize_url_is_safe(url, is_image) || (!is_image && myst_label_of(url).n != 0))
		return true;
	if (str_starts(url, STR("xref:"))) {
		writer_note(walk->writer, DIAG_LEFTOVER_LEARN, walk_place_of_link(walk, node, url),
			    "cross reference \"%.*s\" is not resolved, its text is kept", STR_ARG(url));
		return false;
	}
	if (is_of_inventory(url)) {
		writer_note(walk->writer, DIAG_LEFTOVER, walk_place_of_link(walk, node, url),
			    "\"%.*s\" is a name in another project's index, its text is kept", STR_ARG(url));
		writer_note_hint(walk->writer, STR("write the address that it stands for"));
		return false;
	}
	writer_note(walk->writer, DIAG_LINK_SCHEME, walk_place_of_link(walk, node, url), "address \"%.*s\" is left out",
		    STR_ARG(url));
	writer_note_hint(walk->writer, STR("links lead to http, https, mailto, tel, ftp and to files of the site"));
	return false;
}

static void write_title(struct walk *walk, const cmark_chunk *title)
{
	if (title->len == 0)
		return;
	writer_html(walk->writer, " title=\"");
	writer_escaped(walk->writer, walk_chunk(title));
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
	struct str url = walk_chunk(&node->as.link.url);

	if (!str_eq(walk_chunk(&node->as.link.title), STR("mention")))
		return;
	node->as.link.title.len = 0;
	if (text != NULL && text->next == NULL && walk_kind(text) == K_TEXT &&
	    str_ends(url, walk_chunk(&text->as.literal)))
		node->first_child = NULL;
}

static void enter_link(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str url = as_label(walk, walk_chunk(&node->as.link.url));

	if (walk->in_alt != 0 || writer->in_link != 0 || sanitize_in_link(writer))
		return;
	if (!is_safe(walk, node, url, false)) {
		if (is_of_inventory(url) && node->first_child == NULL)
			writer_text(writer, name_in_inventory(url));
		return;
	}
	take_mention(node);
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
	if (node->next != NULL && walk_kind(node->next) == K_LINK && walk->writer->heading_level == 0)
		writer_plain(walk->writer, STR(" ")); /* "[One](a.md)[Two](b.md)" are two words */
}

static void enter_image(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str url = walk_chunk(&node->as.link.url);

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

/* Code or HTML of the page, in which a line was taken for a ::: block or "==" for a mark, and is none. */
static struct str restored(struct walk *walk, struct str code)
{
	static struct buf text = {.max = BUF_NO_LIMIT};

	if (walk->writer->source->markers.n == 0 || str_find_char(code, '\x01') < 0)
		return code;
	buf_clear(&text);
	source_restore(walk->writer->source, &text, code);
	return arena_str(walk->writer->arena, buf_view(&text));
}

/* "## Heading" below a blank line: code has such lines rarely, pages have them. */
static bool has_heading(struct str code)
{
	bool is_below_blank = false;
	struct str line;

	while (str_line(&code, &line)) {
		size_t n = 0;

		while (n < line.n && line.s[n] == '#')
			n++;
		if (is_below_blank && n > 1 && n < 7 && n + 1 < line.n && line.s[n] == ' ' &&
		    (str_is_alpha(line.s[n + 1]) || (unsigned char)line.s[n + 1] >= 0x80))
			return true;
		is_below_blank = str_trim(line).n == 0;
	}
	return false;
}

/* A fence without an end, behind which a part of the page seems to stand. */
static void note_unclosed_fence(struct walk *walk, const cmark_node *node)
{
	const struct source *source = walk->writer->source;
	struct str last;
	size_t n = 0;

	if (!node->as.code.fenced || node->next != NULL || node->parent == NULL || node->parent->parent != NULL ||
	    node->end_line < 1 || !has_heading(walk_chunk(&node->as.code.literal)))
		return;
	last = str_trim(source_line(source, (size_t)node->end_line - 1));
	while (n < last.n && last.s[n] == (char)node->as.code.fence_char)
		n++;
	if (n == last.n && n >= node->as.code.fence_length)
		return;
	writer_note(walk->writer, DIAG_BLOCK_UNCLOSED, walk_place(walk, node),
		    "code block is not closed, so that the headings below it are code, too");
	writer_note_hint(walk->writer, node->as.code.fence_char == '~'
					   ? STR("a line with as many signs (~~~) ends it")
					   : STR("a line with as many signs (```) ends it"));
}

static void write_code_block(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str language = language_of(walk_chunk(&node->as.code.info));

	walk_start_block(walk);
	writer_html(writer, "<div class=\"code\"><pre tabindex=\"0\"><code");
	if (language.n != 0) {
		writer_html(writer, " class=\"language-");
		writer_escaped(writer, language);
		writer_html(writer, "\"");
	}
	writer_html(writer, ">");
	writer_text(writer, restored(walk, walk_chunk(&node->as.code.literal)));
	writer_html(writer, "</code></pre></div>\n");
	writer_plain_line(writer);
	note_unclosed_fence(walk, node);
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

	if (!heading->as.heading.setext || rule == NULL || walk_kind(rule) != K_RULE ||
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
	walk_start_block(walk);
	writer_html(writer, "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-yaml\">");
	writer_text(writer, text);
	writer_html(writer, "</code></pre></div>\n");
	writer_plain_line(writer);
	writer_note(writer, DIAG_LEFTOVER, walk_place(walk, heading),
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
	struct str html = walk_chunk(&node->as.literal);
	size_t at = is_block ? walk_place(walk, node) : walk_place_of_html(walk, node, html);

	html = restored(walk, html);
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

static void write_html_block(struct walk *walk, cmark_node *node)
{
	const struct marker *marker = walk_marker(walk, node);

	if (marker == NULL)
		write_html(walk, node, true);
	else
		walk_write_marker(walk, node, marker);
}

/* With the id of an attribute list behind it, on a line of its own. */
static void write_paragraph_start(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	const struct marker *marker = walk_marker(walk, node->next);
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
		write_backlinks(walk);
	}
	if (writer->paragraph_is_open)
		writer_html(writer, "</p>\n");
	writer->paragraph_is_open = false;
	writer_plain_line(writer);
	if (writer->summary_to == 0 && writer->plain.n > writer->summary_from)
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

/* ---- footnotes ---- */

static void enter_footnote(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	*vec_add(&walk->footnote_lines) = (uint32_t)node->start_line;
	walk_start_block(walk);
	if (walk->footnotes++ == 0)
		writer_html(writer, "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
	buf_printf(writer->out, "<li id=\"fn-%u\">\n", walk->footnotes);
}

static void leave_footnote(struct walk *walk, const cmark_node *node)
{
	if (node->last_child == NULL || walk_kind(node->last_child) != K_PARAGRAPH) {
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

	if (!str_to_int(walk_chunk(&node->as.literal), &number) || number < 1 || number > 1000000)
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
	size_t taken = leftovers_learn_tag(writer, text, walk_place(walk, node), &url);

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

/*
 * "… the text of a block. ^block-id": Obsidian's name for it, which is a place, no text. Words may stand behind a "^",
 * too, so one without a digit or hyphen counts on pages with links by name alone.
 */
static struct str without_block_id(struct walk *walk, const cmark_node *node, struct str text)
{
	size_t n = 0;
	bool is_telling = false;
	struct str id;

	if (node->next != NULL || node->parent == NULL || walk_kind(node->parent) != K_PARAGRAPH || walk->in_alt != 0)
		return text;
	while (n < text.n && (str_is_alnum(text.s[text.n - n - 1]) || text.s[text.n - n - 1] == '-')) {
		is_telling |= !str_is_alpha(text.s[text.n - n - 1]);
		n++;
	}
	if (n < BLOCK_ID_LEAST || n == text.n || text.s[text.n - n - 1] != '^' ||
	    (n + 1 < text.n ? text.s[text.n - n - 2] != ' '
			    : node->prev != NULL && walk_kind(node->prev) != K_SOFTBREAK) ||
	    (!is_telling && str_find(walk->writer->source->original, STR("[[")) < 0))
		return text;
	id = str_from(text, text.n - n - 1);
	writer_text(walk->writer, str_trim_end(str_slice(text, 0, text.n - n - 1)));
	writer_anchor(walk->writer, id);
	return STR("");
}

static void write_text(struct walk *walk, const cmark_node *node)
{
	struct str text = walk_chunk(&node->as.literal);

	if (node == walk->cut_node) {
		text = str_slice(text, 0, walk->cut_n);
	} else if (node == walk->alert_text) {
		text = str_from(text, walk->cut_n);
		if (text.n != 0 && text.s[0] == ' ')
			text = str_from(text, 1);
	} else if (text.n > 2 && text.s[0] == '[' && text.s[1] == '!') {
		text = write_learn_tag(walk, node, text);
	}
	if (node->parent != NULL && walk_kind(node->parent) == K_LINK && !link_is_open(node->parent) &&
	    str_starts(text, STR("xref:"))) /* <xref:Name> */
		text = str_from(text, 5);
	else if (node->parent != NULL && walk_kind(node->parent) == K_LINK && !link_is_open(node->parent) &&
		 is_of_inventory(text) && str_eq(text, walk_chunk(&node->parent->as.link.url)))
		text = name_in_inventory(text);
	if (walk->include != NULL && node->prev == walk->include && text.n != 0 && text.s[0] == ']')
		text = str_from(text, 1);
	if (node->next != NULL && walk_kind(node->next) == K_LINK && str_find_char(text, '[') >= 0) {
		size_t n = leftovers_learn_include(walk->writer, text, walk_place(walk, node));

		walk->include = n < text.n ? node->next : walk->include;
		text = str_slice(text, 0, n);
	}
	writer_text(walk->writer, without_block_id(walk, node, text));
}

static void write_code(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alt != 0) {
		writer_text(walk->writer, restored(walk, walk_chunk(&node->as.literal)));
		return;
	}
	writer_html(walk->writer, "<code>");
	writer_text(walk->writer, restored(walk, walk_chunk(&node->as.literal)));
	writer_html(walk->writer, "</code>");
}

/* The end tag of an inline <script> or <style>, whose content is no text; NULL when it has none. */
static const cmark_node *content_end(struct walk *walk, const cmark_node *node, const char *name, bool is_style)
{
	const cmark_node *parent = node->parent;

	if (parent == walk->endless[is_style]) /* one without an end costs a look at all that follows */
		return NULL;
	for (node = node->next; node != NULL; node = node->next) {
		struct str html = walk_chunk(&node->as.literal);

		if (walk_kind(node) == K_HTML_INLINE && str_starts(html, STR("</")) &&
		    str_starts_nocase(str_from(html, 2), str_c(name)))
			return node;
	}
	walk->endless[is_style] = parent;
	return NULL;
}

/* ==marked==: as HTML of the page would be, which may end elsewhere than where it should. */
static void write_inline_marker(struct walk *walk, const struct marker *marker)
{
	if (marker->kind != MARKER_MARK)
		writer_text(walk->writer, marker->original);
	else if (walk->in_alt == 0)
		sanitize_html(walk->writer, marker->is_open ? STR("<mark>") : STR("</mark>"), 0, false);
}

static void write_html_inline(struct walk *walk, const cmark_node *node)
{
	struct str html = walk_chunk(&node->as.literal);
	const struct marker *marker = source_marker(walk->writer->source, html);

	if (marker != NULL) {
		write_inline_marker(walk, marker);
		return;
	}
	if (walk->in_alt == 0)
		write_html(walk, node, false);
	if (walk->writer->options->raw_html != RAW_HTML_SAFE)
		return;
	if (str_starts_nocase(html, STR("<script")))
		walk->skip_to = content_end(walk, node, "script", false);
	else if (str_starts_nocase(html, STR("<style")))
		walk->skip_to = content_end(walk, node, "style", true);
}

static void write_softbreak(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alert_title && walk->in_alt == 0 && node->parent->first_child == walk->alert_text) {
		walk_end_alert_title(walk, node->next);
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
		write_text(walk, node);
		return true;
	case K_SOFTBREAK:
		write_softbreak(walk, node);
		return true;
	case K_LINEBREAK:
		write_linebreak(walk, node);
		return true;
	case K_CODE:
		write_code(walk, node);
		return true;
	case K_HTML_INLINE:
		write_html_inline(walk, node);
		return true;
	case K_FOOTNOTE_REFERENCE:
		write_footnote_reference(walk, node);
		return true;
	case K_CODE_BLOCK:
		write_code_block(walk, node);
		return true;
	case K_HTML_BLOCK:
		write_html_block(walk, node);
		return true;
	case K_RULE:
		walk_start_block(walk);
		writer_html(walk->writer, "<hr>\n");
		return true;
	case K_HEADING:
		return write_front_matter(walk, node);
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
		enter_link(walk, node);
		break;
	case K_IMAGE:
		enter_image(walk, node);
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
		enter_footnote(walk, node);
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
		leave_link(walk, node);
		break;
	case K_IMAGE:
		leave_image(walk, node);
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
		leave_footnote(walk, node);
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

	return str_trim(source_line(source, line));
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
		if (block != NULL && block->start_line <= (int)line && walk_kind(block) != K_FOOTNOTE)
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

	cmark_node *root = walk_parse(writer->source->text, writer->options->smart_punctuation);

	walk_choose_levels(&walk, root);
	walk_tree(&walk, root);
	if (writer->source->footnotes.n != 0)
		note_unused_footnotes(&walk, root);
	vec_release(&walk.references);
	vec_release(&walk.footnote_lines);
	pool_clear();
}
