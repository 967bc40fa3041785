/*
 * markdown_walk: what the parts of markdown_html share: cmark-gfm's tree, which markdown_tree.c makes, and the state of
 * the one walk over it.
 *
 *     markdown_tree        parsing, kinds of nodes, which lines are code
 *     markdown_places      where in the source a node stands
 *     markdown_headings    headings, their attribute lists, the title of the page
 *     markdown_containers  ::: blocks, alerts, block quotes
 *     markdown_code        code, and front matter in the middle of a page
 *     markdown_raw         HTML of the page, and markers within a line
 *     markdown_links       links and pictures
 *     markdown_text        text and line breaks; markdown_abbreviations: words that the page explains
 *     markdown_footnotes   footnotes
 *     markdown_html        paragraphs, lists, tables, and the walk
 */
#ifndef WEIR_MARKDOWN_WALK_H
#define WEIR_MARKDOWN_WALK_H
#include "generator/markdown_html.h"
#include "generator/markdown_source.h"

/* its members named calloc and realloc are not the banned functions */
#undef calloc
#undef realloc
#include <cmark-gfm/node.h>

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

struct walk {
	struct writer *writer;
	const cmark_node *skip_to; /* everything before this sibling is left out */
	cmark_node *cut_node;	   /* a heading's last text, of which the end is an attribute list */
	size_t cut_n;		   /* bytes of it that remain */
	struct str heading_id, heading_class;
	bool drop_heading;
	int title_level;	/* of the heading that may be the title */
	bool title_is_settled;	/* the first heading has been seen */
	cmark_node *alert_text; /* "[!NOTE]": its text node */
	bool in_alert_title;
	bool alert_folds;		/* "[!NOTE]-": the alert at hand is <details>, its title the <summary> */
	size_t link_content;		/* in out: where that of the link at hand begins */
	unsigned in_alt;		/* images around: only text counts */
	unsigned footnotes;		/* definitions written */
	struct line_vec footnote_lines; /* where they stand */
	size_t cursor;			/* in the source: links are found behind it */
	struct ref_vec VEC_FIELDS(uint32_t) references; /* to each footnote so far */
	const cmark_node *endless[2];	  /* a <script>, a <style> in this paragraph has no end tag behind it */
	const cmark_node *include;	  /* the link in [!INCLUDE [x](y)], a "]" behind it goes too */
	const cmark_node *close_behind;	  /* the container at hand ends with this block */
	const cmark_node *alert_behind;	  /* the {: .note} behind it that made close_behind an alert */
	const cmark_node *classes_behind; /* the {: .lead} behind a paragraph that has its classes now */
	size_t fixed_place;		  /* of links in a title: where it stands; SIZE_MAX: by the node */
	const uint8_t *alignments;
	unsigned column;
};

/* ---- the tree (markdown_tree.c) ---- */

extern uint8_t walk_kinds[2][32]; /* of blocks and of inlines */

static inline enum kind walk_kind(const cmark_node *node)
{
	return (enum kind)walk_kinds[(node->type & 0x4000) != 0][node->type & 31];
}

static inline struct str walk_chunk(const cmark_chunk *chunk)
{
	return str_n((const char *)chunk->data, (size_t)chunk->len);
}

/* The tree is given back by pool_clear(), never by cmark_node_free(). */
cmark_node *walk_parse(struct str text, bool smart);
/*
 * Cuts a node in two in front of its child `from`, which is not the first: the new one, behind it, has that child and
 * those behind it, which still name `node` as their parent.
 */
cmark_node *walk_split(cmark_node *node, cmark_node *from);

/* ---- places (markdown_places.c): offsets in the source's text ---- */

size_t walk_place(const struct walk *walk, const cmark_node *node);
/*
 * Where a link begins. cmark's columns are wrong behind continuation lines that are not
 * indented as it thinks, so they are checked; else the target, or the text of a reference,
 * is looked for in the lines of the block.
 */
size_t walk_place_of_link(struct walk *walk, const cmark_node *node, struct str target);
/* Where a piece of inline HTML stands: by the node, when it is there, else by what it is. */
size_t walk_place_of_html(struct walk *walk, const cmark_node *node, struct str html);

/* ---- headings (markdown_headings.c) ---- */

/* Pages with several <h1> have their outline below the title: each heading goes one level down. */
void walk_choose_levels(struct walk *walk, const cmark_node *root);
void walk_enter_heading(struct walk *walk, cmark_node *node);
void walk_leave_heading(struct walk *walk, const cmark_node *node);

/* ---- containers (markdown_containers.c) ---- */

/* The marker that a block is, or NULL. */
const struct marker *walk_marker(const struct walk *walk, const cmark_node *node);
/* Opens an alert around a paragraph, quote or list behind which {: .note} stands. */
void walk_open_alert_around(struct walk *walk, const cmark_node *node);
void walk_write_marker(struct walk *walk, const cmark_node *node, const struct marker *marker);
/* The only paragraph of a term or a definition: it needs no <p>. */
bool walk_is_of_definition(const struct walk *walk, const cmark_node *paragraph);
void walk_enter_quote(struct walk *walk, cmark_node *node);
void walk_leave_quote(struct walk *walk, const cmark_node *node);
/* The paragraph whose first line is the alert's title: <p class="alert-title"> is open already. */
bool walk_is_alert_title(const struct walk *walk, const cmark_node *paragraph);
void walk_end_alert_title(struct walk *walk, const cmark_node *next);

/* ---- code (markdown_code.c) ---- */

void walk_write_code_block(struct walk *walk, const cmark_node *node);
void walk_write_code(struct walk *walk, const cmark_node *node);
/* False when the heading is none: fields of front matter were underlined by its end. */
bool walk_write_front_matter(struct walk *walk, const cmark_node *heading);
/* Code or HTML of the page, in which a line was taken for a ::: block or "==" for a mark, and is none. */
struct str walk_restored(struct walk *walk, struct str code);

/* ---- raw HTML (markdown_raw.c) ---- */

void walk_write_html_block(struct walk *walk, cmark_node *node);
void walk_write_html_inline(struct walk *walk, const cmark_node *node);

/* ---- links and pictures (markdown_links.c) ---- */

void walk_enter_link(struct walk *walk, cmark_node *node);
void walk_leave_link(struct walk *walk, const cmark_node *node);
void walk_enter_image(struct walk *walk, cmark_node *node);
void walk_leave_image(struct walk *walk, const cmark_node *node);
/* What is shown of the text in a link, of which no link may have been made. */
struct str walk_link_text(const cmark_node *node, struct str text);
/* The same of a text in a picture: its size, "|300", is none of the words that are shown for it. */
struct str walk_alt_text(struct walk *walk, const cmark_node *node, struct str text);
/* The place in the HTML where an address will stand. */
void walk_write_hole(struct walk *walk, const cmark_node *node, enum link_kind kind, struct str target);

/* ---- text (markdown_text.c) ---- */

void walk_write_text(struct walk *walk, const cmark_node *node);
void walk_write_softbreak(struct walk *walk, const cmark_node *node);
void walk_write_linebreak(struct walk *walk, const cmark_node *node);

/* Text in which abbreviations that the page explains, "*[HTML]: …", say what they stand for (markdown_abbreviations.c).
 */
void walk_write_words(struct walk *walk, struct str text);

/* ---- footnotes (markdown_footnotes.c) ---- */

void walk_enter_footnote(struct walk *walk, const cmark_node *node);
void walk_leave_footnote(struct walk *walk, const cmark_node *node);
/* The links back to where the footnote at hand is named. */
void walk_write_backlinks(struct walk *walk);
void walk_write_footnote_reference(struct walk *walk, const cmark_node *node);
/* cmark-gfm drops a footnote that nothing refers to, with its text. */
void walk_note_unused_footnotes(struct walk *walk, const cmark_node *root);

/* ---- the walk (markdown_html.c) ---- */

/* A block begins: what cannot contain it is closed, and it stands on a line of its own. */
void walk_start_block(struct walk *walk);
void walk_tree(struct walk *walk, cmark_node *root);

#endif
