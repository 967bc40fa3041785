/*
 * markdown_tags: tags of Liquid, Hugo, Zola, kramdown, MDX and Microsoft Learn in
 * markdown text: found, and replaced by what they come to; the part of
 * markdown_rewrite that knows other tools' languages. And the state of a rewriting
 * with what both parts do to it (rewriter_…).
 */
#ifndef WEIR_MARKDOWN_TAGS_H
#define WEIR_MARKDOWN_TAGS_H
#include "common/limits.h"
#include "common/map.h"
#include "common/vec.h"
#include "generator/markdown_html.h"
#include "generator/markdown_source.h"

/* "[…](…" or "[…]" in front of "[". */
struct bracket {
	size_t from, to; /* '[', and ']' or the end of the address */
};

struct bracket_vec VEC_FIELDS(struct bracket);

struct rewriter {
	struct writer *writer;
	struct source *source;
	struct rewriting *to;
	struct str text;	       /* what is rewritten */
	const struct line_info *lines; /* one for each line of it */
	size_t copied;		       /* up to here it has been written or left out */
	size_t leaf_end;	       /* of the paragraph or the like that is at hand */
	size_t code_until;	       /* a code span goes on to there */
	size_t html_code_until;	       /* <code> goes on to there */
	bool in_heading;
	size_t mark_end;       /* where the "==" stands that ends what is ==marked==; 0: nothing is */
	size_t unmarked;       /* up to there no "==" begins anything */
	size_t target;	       /* the "]" in front of the last link's target; 0: none in this paragraph */
	size_t raw_until;      /* {% raw %}: nothing is a tag up to there */
	size_t line_in;	       /* where the line at hand begins: long lines are not looked back through */
	size_t line_out;       /* the same in the output */
	bool removed_tag;      /* from the line at hand */
	size_t dedent;	       /* spaces in front of lines that only show what is in a :::column */
	bool dedents_line;     /* one only, the next */
	bool html_is_verbatim; /* the HTML block at hand ends by what is in it, not at a blank line */
	size_t html_indent;    /* what stands before it */
	unsigned html_alerts;  /* {{< note >}} in HTML whose ends have not come yet */
	size_t looked_at;      /* bytes that were looked at in searches for an end */
	struct str open_blocks[LIMIT_HTML_DEPTH]; /* {% hint %} and the like that have become markers: their names */
	size_t open_blocks_n;			  /* those that wait for their end, the innermost last */
	size_t colon_indents[LIMIT_HTML_DEPTH];	  /* what stands before ":::" of blocks that are open, in bytes */
	size_t colon_indents_n;
	size_t span_ends[LIMIT_SPANS]; /* where spans of Pandoc's end that have begun, the innermost last */
	size_t spans_n;
	struct map definitions; /* labels of "[label]: address", folded; filled when first asked for */
	bool knows_definitions;
	unsigned comments; /* of Obsidian, whose end was looked for */
	struct bracket_vec
	    brackets; /* those of the leaf that ends at brackets_end which make a link, in order, apart */
	size_t brackets_end;
	size_t brackets_at;	/* those before it lie behind */
	uint64_t unclosed_runs; /* backtick runs of these lengths are not closed in this leaf */
};

/* ---- the rewriting ---- */

/* Writes what has not been written up to `at`. */
void rewriter_copy_to(struct rewriter *rewriter, size_t at);
/* Writes `replacement` for what stands from `from` to `to`. */
void rewriter_replace(struct rewriter *rewriter, size_t from, size_t to, struct str replacement);
/* The same with a marker. */
void rewriter_mark(struct rewriter *rewriter, const struct marker *marker, size_t from, size_t to);
/* Text on one line, cut, for a message. */
struct str rewriter_shown(struct rewriter *rewriter, struct str text);
/* Counts n bytes that a search looks at; false when all searches together have looked at too many. */
bool rewriter_may_look(struct rewriter *rewriter, size_t n);
/* Offset of `needle` between two offsets; SIZE_MAX: not there. */
size_t rewriter_find(struct rewriter *rewriter, size_t from, size_t end, struct str needle);
size_t rewriter_line_start(struct str text, size_t at);
/* Behind what stands before a line's own text: spaces and block quote marks. */
size_t rewriter_skip_prefix(struct str text, size_t at, size_t end);

/* ---- tags ---- */

enum tag_kind { TAG_LIQUID, TAG_VALUE, TAG_SHORTCODE, TAG_COMMENT, TAG_KRAMDOWN, TAG_ATTRIBUTES, TAG_LEARN };

struct found_tag {
	enum tag_kind kind;
	size_t from, to;
	struct str inside;
};

/* The tag that begins at `at` and ends before `end`; false when there is none. */
bool tags_read(struct rewriter *rewriter, size_t at, size_t end, struct found_tag *tag);
/* Deals with a tag; all of these return where to go on. is_html: the line is raw HTML. */
size_t tags_take(struct rewriter *rewriter, const struct found_tag *tag, bool is_html);
/* At '[' and at ']': true when a span of Pandoc's begins or ends there; *at is where to go on. Its text stays. */
bool tags_take_span(struct rewriter *rewriter, size_t *at);
bool tags_end_span(struct rewriter *rewriter, size_t *at);
/* :::image, :::code, :::video. */
size_t tags_take_learn(struct rewriter *rewriter, const struct found_tag *tag);
/* At "](" or "]:": a link's target with tags in it is put into angle brackets. */
size_t tags_take_target(struct rewriter *rewriter, size_t at, size_t end);
/* Of code only {% raw %} around it is taken out, and the signs of a comment in shortcodes of Hugo that are shown. */
size_t tags_take_raw_in_code(struct rewriter *rewriter, size_t at, size_t end, bool is_html);

/* The first word of a tag's text. */
struct str tags_word(struct str s);
/* The first word behind it, without its quotes. */
struct str tags_first_argument(struct str tag);
/* The value of name="…" or name=… in a tag's text; absent when it has none. */
struct str tags_argument(struct str tag, struct str name);
/* The same of a tag with its braces; behind "{:" there may be more. */
bool tags_is_whole_list(struct str text, const struct found_tag *tag);
/* Says that a list, with its braces, is left out. */
void tags_note_list(struct writer *writer, struct str list, size_t at);
/* The id in such a list, from "#x" or "id=x"; empty when it has none. */
struct str tags_id(struct str inside);
/* Is there nothing else in it? */
bool tags_is_id_alone(struct str inside);
/* Only white space and block quote marks before it on its line, only white space behind it. */
bool tags_stands_alone(struct str text, size_t from, size_t to);
/* From the start of {% endNAME %} or {% /NAME %} that comes next, anywhere in the page; SIZE_MAX: none. */
size_t tags_find_liquid_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end);
/* The same of a shortcode {{< /NAME >}}. */
size_t tags_find_shortcode_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end);
/* Adds text as markdown that means nothing else. */
void tags_add_plain(struct buf *out, struct str text);
void tags_replace_by_link(struct rewriter *rewriter, const struct found_tag *tag, bool is_image, struct str text,
			  struct str target, struct str title);

/* ---- blocks (markdown_tag_blocks.c) ---- */

/* note, {{% notice warning "Title" %}}: names of alerts, or words that take the name as argument. */
bool tags_is_alert(struct str inside, struct str *name, struct str *title);
/* {{< note >}} and its end become markers; false when it is something else. */
bool tags_take_alert_shortcode(struct rewriter *rewriter, const struct found_tag *tag);
/* {% hint %}, {% tab %}, {% content-ref %} …, inside without its dashes: where to go on, 0 when it is none. */
size_t tags_take_block(struct rewriter *rewriter, const struct found_tag *tag, struct str inside);

#endif
