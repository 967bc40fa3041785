#include "generator/markdown_alerts.h"
#include "generator/markdown_walk.h"

void walk_write_backlinks(struct walk *walk)
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

void walk_enter_footnote(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;

	*vec_add(&walk->footnote_lines) = (uint32_t)node->start_line;
	walk_start_block(walk);
	if (walk->footnotes++ == 0)
		writer_html(writer, "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
	buf_printf(writer->out, "<li id=\"fn-%u\">\n", walk->footnotes);
}

void walk_leave_footnote(struct walk *walk, const cmark_node *node)
{
	if (node->last_child == NULL || walk_kind(node->last_child) != K_PARAGRAPH) {
		walk_write_backlinks(walk);
		writer_html(walk->writer, "\n");
	}
	writer_html(walk->writer, "</li>\n");
	if (node->next == NULL)
		writer_html(walk->writer, "</ol>\n</section>\n");
}

void walk_write_footnote_reference(struct walk *walk, const cmark_node *node)
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
void walk_note_unused_footnotes(struct walk *walk, const cmark_node *root)
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
