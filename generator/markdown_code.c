#include "generator/markdown_walk.h"

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
struct str walk_restored(struct walk *walk, struct str code)
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

void walk_write_code_block(struct walk *walk, const cmark_node *node)
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
	writer_text(writer, walk_restored(walk, walk_chunk(&node->as.code.literal)));
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

bool walk_write_front_matter(struct walk *walk, const cmark_node *heading)
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

void walk_write_code(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alt != 0) {
		writer_text(walk->writer, walk_restored(walk, walk_chunk(&node->as.literal)));
		return;
	}
	writer_html(walk->writer, "<code>");
	writer_text(walk->writer, walk_restored(walk, walk_chunk(&node->as.literal)));
	writer_html(walk->writer, "</code>");
}
