#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"
#include "generator/title.h"

/* "[#id]" of Nextra and Fumadocs, which "[#123]" is not. Bytes before it; s.n when there is none. */
static size_t bracketed_id_start(struct str s, struct str *inside)
{
	ptrdiff_t open = str_rfind_char(s, '[');

	if (open < 0 || (size_t)open + 4 > s.n)
		return s.n;
	*inside = str_slice(s, (size_t)open + 1, s.n - 1);
	if (inside->s[0] != '#' || str_is_digit(inside->s[1]))
		return s.n;
	for (size_t i = 1; i < inside->n; i++)
		if (!str_is_alnum(inside->s[i]) && (unsigned char)inside->s[i] < 0x80 &&
		    strchr("-_.:", inside->s[i]) == NULL)
			return s.n;
	return (size_t)open;
}

/* "{#id .class}" or "{: #id .class}" at the end of a heading's text: bytes before it; s.n when there is none. */
static size_t attribute_list_start(struct str s, struct str *inside)
{
	struct str trimmed = str_trim_end(s);
	ptrdiff_t open;

	if (str_ends(trimmed, STR("]"))) {
		size_t start = bracketed_id_start(trimmed, inside);

		return start < trimmed.n ? start : s.n;
	}
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

/* The label of MyST in front of a heading. */
static struct str label_of(const struct walk *walk, const cmark_node *node)
{
	const struct marker *marker = walk_marker(walk, node->prev);

	return marker != NULL && marker->kind == MARKER_LABEL ? marker->name : STR_NONE;
}

void walk_enter_heading(struct walk *walk, cmark_node *node)
{
	const cmark_node *last = node->last_child;
	const struct marker *marker = walk_marker(walk, node->next);
	struct str inside;

	walk->heading_id = walk->heading_class = STR_NONE;
	walk->cut_node = NULL;
	if (last != NULL && walk_kind(last) == K_TEXT) {
		size_t start = attribute_list_start(walk_chunk(&last->as.literal), &inside);

		if (start < (size_t)last->as.literal.len) {
			read_attribute_list(walk, inside);
			walk->cut_node = node->last_child;
			walk->cut_n = str_trim_end(str_slice(walk_chunk(&last->as.literal), 0, start)).n;
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
		enum kind kind = walk_kind(node);

		if (kind == K_TEXT || kind == K_CODE)
			buf_str(out, walk_chunk(&node->as.literal));
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

/* A paragraph of anchors alone, "<a id=x></a>". */
static bool is_of_anchors(const cmark_node *paragraph)
{
	for (const cmark_node *node = paragraph->first_child; node != NULL; node = node->next) {
		struct str html = walk_chunk(&node->as.literal);

		if (walk_kind(node) == K_SOFTBREAK)
			continue;
		if (walk_kind(node) != K_HTML_INLINE || (!str_starts(html, STR("<a ")) && !str_eq(html, STR("</a>"))))
			return false;
	}
	return true;
}

/* Comments, anchors and labels in front of a heading. */
static bool shows_nothing(const struct walk *walk, const cmark_node *block)
{
	const struct marker *marker = walk_marker(walk, block);
	struct str html;

	if (walk_kind(block) == K_PARAGRAPH)
		return is_of_anchors(block);
	if (marker != NULL || walk_kind(block) != K_HTML_BLOCK)
		return marker != NULL && marker->kind == MARKER_LABEL;
	html = str_trim(walk_chunk(&block->as.literal));
	while (html.n != 0) {
		ptrdiff_t end = str_starts(html, STR("<!--")) ? str_find(html, STR("-->"))
				: str_starts(html, STR("<a ")) || str_starts(html, STR("</a>"))
				    ? str_find_char(html, '>')
				    : -1;

		if (end < 0)
			return false;
		html = str_trim(str_from(html, (size_t)end + (html.s[end] == '-' ? 3 : 1)));
	}
	return true;
}

/*
 * A page of which the first thing is a heading below <h1>, and no other is as high: that is its title, and what is
 * below it stands below the title. Each level goes up as far.
 */
static void choose_lower(struct walk *walk, const cmark_node *root)
{
	const cmark_node *first = root->first_child;

	while (first != NULL && shows_nothing(walk, first))
		first = first->next;
	if (!walk->writer->options->take_lower || walk->writer->page->title.n != 0 ||
	    walk->writer->module_title.n != 0 || first == NULL || walk_kind(first) != K_HEADING ||
	    first->first_child == NULL)
		return;
	for (const cmark_node *block = first->next; block != NULL; block = block->next)
		if (walk_kind(block) == K_HEADING && block->as.heading.level <= first->as.heading.level)
			return;
	walk->title_level = first->as.heading.level;
	walk->writer->level_shift = 1 - walk->title_level;
}

/* Pages with several <h1> have their outline below the title: each heading goes one level down. */
void walk_choose_levels(struct walk *walk, const cmark_node *root)
{
	bool is_first = true;

	walk->title_level = 1;
	if (!walk->writer->options->take_title)
		return;
	choose_lower(walk, root);
	for (const cmark_node *block = root->first_child; block != NULL; block = block->next) {
		if (walk_kind(block) != K_HEADING)
			continue;
		if (block->as.heading.level == 1 && walk->title_level == 1 && !(is_first && is_title(walk, block))) {
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
		const char *mark = walk_kind(node) == K_CODE ? "`" : "";

		if (walk_kind(node) == K_TEXT || walk_kind(node) == K_CODE)
			buf_printf(&marked, "%s%.*s%s", mark, STR_ARG(walk_chunk(&node->as.literal)), mark);
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
	if (node->as.heading.level != walk->title_level || text.n == 0)
		return false;
	if (page->title.n != 0)
		return is_same_title(writer->arena, page->title, text);
	page->title = writer_one_line(writer->arena, text);
	mark_title(walk, node);
	page->title_is_from_heading = true;
	return true;
}

void walk_leave_heading(struct walk *walk, const cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str label = label_of(walk, node);

	writer->inlines--;
	if (label.n != 0)
		writer->labels.at[writer->labels.n - 1] = writer_one_line(writer->arena, writer_heading_text(writer));
	if (take_title(walk, node)) {
		writer_heading_forget(writer);
		if (walk->heading_id.n != 0)
			writer_anchor(writer, walk->heading_id);
		if (label.n != 0)
			writer_anchor(writer, label);
		return;
	}
	if (node->first_child == NULL && walk->heading_id.n == 0) {
		writer_heading_forget(writer); /* "##" alone: nothing to see and nothing to go to */
		if (label.n != 0)
			writer_anchor(writer, label);
	} else {
		writer_heading_end(writer, walk->heading_id, walk->heading_class);
		writer_heading_label(writer, label);
	}
}
