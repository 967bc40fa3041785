#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"

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

	html = walk_restored(walk, html);
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

void walk_write_html_block(struct walk *walk, cmark_node *node)
{
	const struct marker *marker = walk_marker(walk, node);

	if (marker == NULL)
		write_html(walk, node, true);
	else
		walk_write_marker(walk, node, marker);
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

/* An attribute list within a line: nothing is left of it, whatever stands in front of it. */
static void drop_attributes(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	const cmark_node *before = node->prev;

	if (before != NULL && (walk_kind(before) == K_LINK || walk_kind(before) == K_IMAGE))
		return;
	tags_note_list(walk->writer, marker->original, walk_place_of_html(walk, node, walk_chunk(&node->as.literal)));
}

/* ==marked==: as HTML of the page would be, which may end elsewhere than where it should. */
static void write_inline_marker(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	if (marker->kind == MARKER_ATTRIBUTES)
		drop_attributes(walk, node, marker);
	else if (marker->kind != MARKER_MARK)
		writer_text(walk->writer, marker->original);
	else if (walk->in_alt == 0)
		sanitize_html(walk->writer, marker->is_open ? STR("<mark>") : STR("</mark>"), 0, false);
}

void walk_write_html_inline(struct walk *walk, const cmark_node *node)
{
	struct str html = walk_chunk(&node->as.literal);
	const struct marker *marker = source_marker(walk->writer->source, html);

	if (marker != NULL) {
		write_inline_marker(walk, node, marker);
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
