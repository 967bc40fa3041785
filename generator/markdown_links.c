#include "generator/markdown_myst.h"
#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/markdown_wiki.h"
#include "generator/sanitize.h"

void walk_write_hole(struct walk *walk, const cmark_node *node, enum link_kind kind, struct str target)
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

/*
 * The title, and what a list behind a link or picture says of it: [x](y){ .button }, ![x](y){ width=300 }. False when
 * there is no list.
 */
static bool write_attributes(struct walk *walk, const cmark_node *node, const char *element)
{
	const cmark_node *next = node->next;
	struct str html = next != NULL && walk_kind(next) == K_HTML_INLINE ? walk_chunk(&next->as.literal) : STR_NONE;
	const struct marker *marker = source_marker(walk->writer->source, html);

	if (marker == NULL || marker->kind != MARKER_ATTRIBUTES) {
		write_title(walk, &node->as.link.title);
		return false;
	}
	if (tags_argument(marker->name, STR("title")).n == 0)
		write_title(walk, &node->as.link.title);
	sanitize_attribute_list(walk->writer, element, marker->name, walk_place_of_html(walk, next, html));
	return true;
}

/* Has the element of the link or picture begun? */
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

void walk_enter_link(struct walk *walk, cmark_node *node)
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
	walk_write_hole(walk, node, LINK_TO, url);
	writer_html(writer, "\"");
	(void)write_attributes(walk, node, "a");
	writer_html(writer, ">");
	walk->link_content = writer->out->n;
	writer->in_link++;
	node->user_data = walk;
}

void walk_leave_link(struct walk *walk, const cmark_node *node)
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

/* "<xref:Name>" and names in other projects' indexes, of which no link was made. */
struct str walk_link_text(const cmark_node *node, struct str text)
{
	const cmark_node *link = node->parent;

	if (link == NULL || walk_kind(link) != K_LINK || link_is_open(link))
		return text;
	if (str_starts(text, STR("xref:")))
		return str_from(text, 5);
	return is_of_inventory(text) && str_eq(text, walk_chunk(&link->as.link.url)) ? name_in_inventory(text) : text;
}

/* "alt|300" and "alt|300x200" of Obsidian and Discourse: a picture's size as a list, in front of which its last text
 * ends. */
static struct str size_of(struct walk *walk, const cmark_node *text, size_t *end)
{
	struct str alt = text != NULL && walk_kind(text) == K_TEXT ? walk_chunk(&text->as.literal) : STR_NONE;
	ptrdiff_t bar = str_rfind_char(alt, '|');

	*end = bar > 0 ? (size_t)bar : 0;
	return bar < 0 ? STR_NONE : wiki_size(walk->writer->arena, str_from(alt, (size_t)bar + 1));
}

void walk_enter_image(struct walk *walk, cmark_node *node)
{
	struct writer *writer = walk->writer;
	struct str url = walk_chunk(&node->as.link.url);

	if (walk->in_alt == 0 && is_safe(walk, node, url, true)) {
		writer_html(writer, "<img src=\"");
		walk_write_hole(walk, node, LINK_IMAGE, url);
		writer_html(writer, "\" alt=\"");
		node->user_data = walk;
	}
	walk->in_alt++;
}

struct str walk_alt_text(struct walk *walk, const cmark_node *node, struct str text)
{
	size_t end;

	if (node->next != NULL || node->parent == NULL || walk_kind(node->parent) != K_IMAGE)
		return text;
	return size_of(walk, node, &end).n != 0 ? str_slice(text, 0, end) : text;
}

void walk_leave_image(struct walk *walk, const cmark_node *node)
{
	size_t end;

	walk->in_alt--;
	if (!link_is_open(node))
		return;
	writer_html(walk->writer, "\"");
	if (!write_attributes(walk, node, "img"))
		sanitize_attribute_list(walk->writer, "img", size_of(walk, node->last_child, &end), 0);
	writer_html(walk->writer, " loading=\"lazy\" decoding=\"async\">");
}
