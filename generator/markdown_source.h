/*
 * markdown_source: the text that cmark-gfm parses, and where each of its bytes
 * stands in the source file.
 *
 * Most pages are parsed as they are. Where other tools' markup would not survive
 * the parser (Liquid in a link target, ::: blocks, !!! blocks), markdown_leftovers.c
 * writes another text, line by line, and notes where its pieces come from. A
 * block marker, "<!--\x01N-->" on a line of its own, becomes an HTML block of that
 * one line in the very container where the ::: line stood; markers[N] says what
 * it means. A page cannot forge one: its line must be the marker's.
 */
#ifndef WEIR_MARKDOWN_SOURCE_H
#define WEIR_MARKDOWN_SOURCE_H
#include "common/buf.h"
#include "common/vec.h"

enum marker_kind {
	MARKER_NONE, /* says nothing more */
	MARKER_OPEN, /* a ::: or shortcode block begins: `name`, `title` */
	MARKER_CLOSE,
	MARKER_QUOTE, /* the block quote around it is a !!! block: `name`, `title`, `is_foldable`, `is_open`, `is_tab`
		       */
	MARKER_TERM,  /* of a list of definitions, which begins with the first: `is_open` */
	MARKER_DEFINITION, /* of the term before it */
	MARKER_DEFINED,	   /* the end of such a list */
	MARKER_LABEL,	   /* MyST's (label)=: `name`; what follows is called so on the whole site */
	MARKER_MARK,	   /* ==marked== within a line: `is_open` at its beginning */
	MARKER_ATTRIBUTES, /* kramdown {: #id .class}: `name` holds what is between "{:" and "}"; also within a line,
			      behind a link or picture */
};

struct marker {
	enum marker_kind kind;
	bool is_foldable, is_open; /* of a !!! block */
	bool is_tab;		   /* === "title": what MkDocs shows behind a tab follows under its title */
	bool stands_before;	   /* of attributes: a blank line, then they: they belong to what follows */
	struct str name, title;	   /* views of the original text, or in the page's arena */
	struct str original;	   /* the line that it replaces */
};

/* "*[HTML]: Hyper Text Markup Language": what is written, and what it stands for. */
struct abbreviation {
	struct str name, meaning; /* views of the page's text */
};

/* Text from `at` on comes from `from` on of the text before it; all of it from that place when is_fixed. */
struct piece {
	uint32_t at, from;
	bool is_fixed;
};

/* A text made from another. */
struct rewriting {
	struct buf text;
	struct piece_vec VEC_FIELDS(struct piece) pieces;
};

/* At most: includes, components, directives, !!! blocks, definitions, then the rest. */
#define REWRITINGS_MAX 6

struct source {
	struct str original;			     /* as it came */
	struct str text;			     /* what is parsed */
	uint32_t first_line;			     /* of `original` in the file */
	struct line_vec VEC_FIELDS(uint32_t) lines;  /* where each line of `text` begins */
	struct line_vec original_lines;		     /* the same of `original`, when that is another text */
	struct rewriting rewritings[REWRITINGS_MAX]; /* each of the one before it */
	size_t rewritings_n;
	struct marker_vec VEC_FIELDS(struct marker) markers;
	struct abbreviation_vec VEC_FIELDS(struct abbreviation) abbreviations; /* in the page's order */
	struct footnote_vec VEC_FIELDS(uint32_t) footnotes;		       /* lines that begin with "[^" */
	bool is_myst;		   /* there are its labels, roles or directives */
	bool may_have_leftovers;   /* found by source_begin(): something that is worth a closer look */
	bool may_have_spans;	   /* "]{" of Pandoc's spans or of links with attributes */
	bool may_have_directives;  /* "```{name}" or ":::{name}" */
	bool may_have_admonitions; /* "!!!", "???" or "===" */
	bool may_have_definitions; /* a line that begins with ": " */
	bool has_parts;		   /* an import of another page's text */
	bool may_have_includes;	   /* a line that begins as those do that take in another file */
	bool may_have_components;  /* a line that begins with <Name, or HTML that MDX has markdown in */
};

/* A page's text, for all that follows. Memory of the page before it is used again. */
void source_begin(struct source *source, struct str text, uint32_t first_line);
/* A new rewriting of source->text to write to; source_rewritten() makes its text the one to parse. */
struct rewriting *source_rewrite(struct source *source);
void source_rewritten(struct source *source);
/* The same of a rewriting that took in other files: the text is looked at anew for what it may have. */
void source_included(struct source *source);
/* Adds source->text from `from` to `to`. */
void rewriting_copy(struct rewriting *rewriting, struct str text, size_t from, size_t to);
/* Adds what stands for what was at `from`. */
void rewriting_add(struct rewriting *rewriting, struct str replacement, size_t from);
/* Forgets what was written behind the first n bytes. */
void rewriting_cut(struct rewriting *rewriting, size_t n);
/* Adds a marker's comment (without the line's end) for the line at `from`. */
void rewriting_mark(struct source *source, struct rewriting *rewriting, const struct marker *marker, size_t from);

/* Line and column (from 1) in the file of a byte of `text`. */
void source_place(const struct source *source, size_t at, uint32_t *line, uint32_t *column);
/* Offset in `text` of a line and column that the parser gave; cut to the text. */
size_t source_offset(const struct source *source, int line, int column);
/* Offset behind the end of a line (from 1) of `text`. */
size_t source_line_end(const struct source *source, int line);
/* A line (from 0) of `text` without its end, and how many blanks and tabs a line begins with. */
struct str source_line(const struct source *source, size_t line);
size_t source_indent(struct str line);
/*
 * Of the run of '*' from `from` to `to`: does it stand between Chinese, Japanese or Korean and punctuation, as in
 * "**(RC)**は", where CommonMark sees no end of emphasis, because those languages write no blanks? Then *at says where
 * something that is no letter has to stand for it to be seen: `from` or `to`.
 */
bool source_needs_flank(struct str text, size_t from, size_t to, size_t *at);
/*
 * ==marked== of Obsidian, MkDocs, Hugo and others: may it begin or end with the "==" at `at`? Not within words, and not
 * as comparisons stand in code.
 */
bool source_begins_mark(struct str text, size_t at);
bool source_ends_mark(struct str text, size_t at);
/* The marker that a piece of raw HTML is, or NULL. */
const struct marker *source_marker(const struct source *source, struct str html);
/* Adds text in which markers may stand that the parser took for text: with the lines they replaced. */
void source_restore(const struct source *source, struct buf *out, struct str text);

#endif
