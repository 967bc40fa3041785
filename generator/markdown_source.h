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
#include "common/arena.h"
#include "common/vec.h"

enum marker_kind {
	MARKER_NONE,      /* says nothing more */
	MARKER_OPEN,      /* a ::: or shortcode block begins: `name`, `title` */
	MARKER_CLOSE,
	MARKER_QUOTE,     /* the block quote around it is a !!! block: `name`, `title`, `is_foldable`, `is_open` */
	MARKER_ATTRIBUTES, /* kramdown {: #id .class}: `name` holds what is between "{:" and "}" */
};

struct marker {
	enum marker_kind kind;
	bool is_foldable, is_open;
	uint32_t line; /* in the text that is parsed */
	struct str name, title;
	struct str original; /* the line that it replaces */
};

/* Text from `at` on comes from the original's `from` on; all of it from that place when is_fixed. */
struct piece {
	uint32_t at, from;
	bool is_fixed;
};

struct source {
	struct str original; /* as it came */
	struct str text;     /* what is parsed */
	uint32_t first_line; /* of `original` in the file */
	struct line_vec VEC_FIELDS(uint32_t) lines; /* where each line of `text` begins */
	struct original_line_vec VEC_FIELDS(uint32_t) original_lines; /* of `original`, when that is another text */
	struct piece_vec VEC_FIELDS(struct piece) pieces; /* none: text is original */
	struct marker_vec VEC_FIELDS(struct marker) markers;
	struct buf *rewritten;
};

/* Line and column (from 1) in the file of a byte of `text`. */
void source_place(const struct source *source, size_t at, uint32_t *line, uint32_t *column);
/* Offset in `text` of a line and column that the parser gave; cut to the text. */
size_t source_offset(const struct source *source, int line, int column);
/* Offset behind the end of a line (from 1) of `text`. */
size_t source_line_end(const struct source *source, int line);
/* The marker that an HTML block on that line is, or NULL. */
const struct marker *source_marker(const struct source *source, int line, struct str html);

#endif
