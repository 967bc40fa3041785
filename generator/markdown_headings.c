#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"
#include "generator/title.h"

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

/* Pages with several <h1> have their outline below the title: each heading goes one level down. */
void walk_choose_levels(struct walk *walk, const cmark_node *root)
{
	bool is_first = true;

	if (!walk->writer->options->take_title)
		return;
	for (const cmark_node *block = root->first_child; block != NULL; block = block->next) {
		if (walk_kind(block) != K_HEADING)
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
	if (node->as.heading.level != 1 || text.n == 0)
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
