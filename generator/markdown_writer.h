/*
 * markdown_writer: where the parts of markdown (markdown_html.c, sanitize.c)
 * write a page to: the HTML with holes, the same as plain text for search, and
 * on the way headings with ids, links, passages and anchors.
 *
 * HTML and plain text go side by side: writer_text() adds to both, writer_html()
 * to the HTML only. The plain text is one buffer; passages are ranges of it.
 *
 * One writer per process, used for one page after the other: its buffers keep
 * their memory.
 */
#ifndef WEIR_MARKDOWN_WRITER_H
#define WEIR_MARKDOWN_WRITER_H
#include "common/map.h"
#include "common/vec.h"
#include "generator/markdown.h"

struct source;

/* A raw HTML element or ::: block that is open, closed at the end of the markdown block that it stands in. */
struct open_element {
	uint8_t element;      /* index in sanitize.c's table */
	bool is_container;    /* a ::: block: `close` is written */
	uint32_t depth;	      /* writer->depth when it was opened */
	uint32_t link;	      /* of an <a>: index in links */
	size_t content;	      /* of an <a>: where its content begins in the HTML */
	struct str component; /* of an <a>: what is written in its place, whose end is its end; else absent */
	struct str close;     /* of a container: what ends it */
	struct str name;      /* of a container that a line must end: what it is called; else absent */
	size_t at;	      /* where that began in the source text */
};

struct passage_range {
	uint32_t heading; /* index in headings + 1, 0: before the first */
	uint32_t from, to;
};

/* Something to say about the page; said once for many of a kind. */
struct note {
	enum diag_code code;
	uint32_t line, column;
	struct str message, hint;
};

struct writer {
	struct page *page;
	const struct markdown_options *options;
	const struct source *source;
	struct arena *arena;
	struct diag_list *diags;
	struct buf *out;
	size_t start; /* of the page's HTML in out */
	size_t limit; /* HTML and link targets together */
	size_t target_bytes;
	struct buf plain;
	struct buf scratch;
	struct link_vec VEC_FIELDS(struct link) links;
	struct heading_vec VEC_FIELDS(struct heading) headings;
	struct range_vec VEC_FIELDS(struct passage_range) ranges;
	struct anchor_vec VEC_FIELDS(struct str) anchors, labels; /* labels: as page->labels */
	struct note_vec VEC_FIELDS(struct note) notes;
	struct map ids; /* of headings and anchors; value: the next number to try */
	struct open_vec VEC_FIELDS(struct open_element) open;
	bool in_foreign; /* behind <svg> or <math>, in whatever markdown block: other names are known there */
	uint32_t components_sought; /* times the text was searched for a component's other end */
	bool is_mdx;		    /* an import or export has been seen */
	struct str module_title;    /* `export const title`: for a page without another one */
	bool may_have_controls;	    /* the source has some, or character references that may be some */
	uint32_t depth;		    /* of markdown containers around what is written now */
	bool paragraph_is_open;	    /* a markdown <p>, which a raw block element must close */
	uint32_t in_link;	    /* markdown links around what is written now */
	uint32_t inlines;	    /* markdown <strong>, <a>, headings … around: no block element can stand here */
	int level_shift;	    /* by which headings are lowered, because the page's title is its only <h1> */
	/* the heading that is being written */
	uint8_t heading_level;
	size_t heading_at;    /* in out, behind "<h2" */
	size_t heading_plain; /* in plain */
	size_t heading_links;
	struct str raw_heading_id, raw_heading_class; /* of one that raw HTML opened */
	uint32_t summary_from, summary_to;	      /* in plain; equal: none yet */
	uint32_t rest_from, rest_to;		      /* the first text that is in no table; rest_to 0: to the end */
};

void writer_begin(struct writer *writer, struct page *page, const struct markdown_options *options,
		  const struct source *source, struct buf *out, struct arena *arena, struct diag_list *diags);
/* Fills the page's headings, links, passages, anchors, summary and words. -1 after a DIAG_PAGE_LIMIT. */
__attribute__((warn_unused_result)) int writer_end(struct writer *writer);

#define writer_html(writer, literal) buf_lit((writer)->out, literal)
/* Escaped to the HTML and as it is to the plain text. */
void writer_text(struct writer *writer, struct str text);
/* Escaped for HTML text or an attribute, to the HTML only. */
void writer_escaped(struct writer *writer, struct str text);
/* To the plain text only. */
void writer_plain(struct writer *writer, struct str text);
/* What follows in the plain text starts a new line. */
void writer_plain_line(struct writer *writer);
/* Around a table: what it says makes no summary. */
void writer_table_start(struct writer *writer);
void writer_table_end(struct writer *writer);

/* The language of the page. */
static inline struct str writer_lang(const struct writer *writer)
{
	return writer->page->lang.n != 0 ? writer->page->lang : writer->options->lang;
}

/* A hole at the end of the HTML; the target is copied. */
void writer_hole(struct writer *writer, enum link_kind kind, struct str target, uint32_t line, uint32_t column);

/*
 * At the end of a link's content, which began at `content` in out: when there is
 * none, the title of its target is shown, or the address when that is on another
 * site. A link to a place of this page may stay empty.
 */
void writer_fill_link(struct writer *writer, uint32_t link, size_t content);

/* "<h2"; attributes other than id and class may follow before writer_heading_open(), which writes ">". */
void writer_heading_start(struct writer *writer, uint8_t level);
/*
 * "</h2>\n". id: as asked for, or absent: made from the text. classes: for the
 * class attribute, may be absent. is_title: forget it all but the text.
 */
void writer_heading_end(struct writer *writer, struct str id, struct str classes);
/* A second id of the heading that has just ended, in front of it; nothing when it has it already, or when absent. */
void writer_heading_label(struct writer *writer, struct str label);
/* The text of the heading being written, so far; a view into plain. */
struct str writer_heading_text(const struct writer *writer);
/* Takes the heading being written back, as if it had not been. */
void writer_heading_forget(struct writer *writer);
/* Makes an id one's own: false when the page has it already. Copied to the arena. */
bool writer_claim_id(struct writer *writer, struct str id);
/* A place to link to that shows nothing; not when something of the page has that id. */
void writer_anchor(struct writer *writer, struct str id);

/*
 * Something to say about byte `at` of the source's text. Up to three of a code are
 * said one by one, more as the first one "and N more on this page".
 */
__attribute__((format(printf, 4, 5))) void writer_note(struct writer *writer, enum diag_code code, size_t at,
						       const char *format, ...);
/* The hint of the note added last; a literal. */
void writer_note_hint(struct writer *writer, struct str hint);

/* `text` as plain text on one line: no control characters, white space collapsed and trimmed. In the arena. */
struct str writer_one_line(struct arena *arena, struct str text);
/* The beginning of a text on one line, as page->summary: cut at the end of a word, with an ellipsis. In the arena. */
struct str writer_summary(struct arena *arena, struct str text);

#endif
