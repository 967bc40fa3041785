#include "generator/markdown_walk.h"

size_t walk_place(const struct walk *walk, const cmark_node *node)
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
	if (node == NULL || (walk_kind(node) != K_TEXT && walk_kind(node) != K_CODE))
		return STR("");
	text = walk_chunk(&node->as.literal);
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
size_t walk_place_of_link(struct walk *walk, const cmark_node *node, struct str target)
{
	struct str text = walk->writer->source->text, word, rest;
	size_t at = walk_place(walk, node), from;
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
size_t walk_place_of_html(struct walk *walk, const cmark_node *node, struct str html)
{
	struct str text = walk->writer->source->text, rest;
	size_t at = walk_place(walk, node), from;
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
