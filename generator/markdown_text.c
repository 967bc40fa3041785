#include "generator/markdown_leftovers.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"

/* So many characters an id of a block has at least: "^C" is a key. */
#define BLOCK_ID_LEAST ((size_t)3)

/* "[!VIDEO https://…]" at the start of text: a link to it. Returns what is left. */
static struct str write_learn_tag(struct walk *walk, const cmark_node *node, struct str text)
{
	struct writer *writer = walk->writer;
	struct str url;
	size_t taken = leftovers_learn_tag(writer, text, walk_place(walk, node), &url);

	if (url.n != 0 && sanitize_url_is_safe(url, false) && walk->in_alt == 0 && writer->in_link == 0 &&
	    !sanitize_in_link(writer)) {
		writer_html(writer, "<a href=\"");
		walk_write_hole(walk, node, LINK_TO, url);
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

void walk_write_text(struct walk *walk, const cmark_node *node)
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
	text = walk_alt_text(walk, node, walk_link_text(node, text));
	if (walk->include != NULL && node->prev == walk->include && text.n != 0 && text.s[0] == ']')
		text = str_from(text, 1);
	if (node->next != NULL && walk_kind(node->next) == K_LINK && str_find_char(text, '[') >= 0) {
		size_t n = leftovers_learn_include(walk->writer, text, walk_place(walk, node));

		walk->include = n < text.n ? node->next : walk->include;
		text = str_slice(text, 0, n);
	}
	walk_write_words(walk, without_block_id(walk, node, text));
}

void walk_write_softbreak(struct walk *walk, const cmark_node *node)
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

void walk_write_linebreak(struct walk *walk, const cmark_node *node)
{
	if (walk->in_alt != 0 || walk->in_alert_title) {
		walk_write_softbreak(walk, node);
		return;
	}
	writer_html(walk->writer, "<br>\n");
	writer_plain(walk->writer, STR("\n"));
}
