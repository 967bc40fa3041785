/*
 * lines: what a line of front matter looks like, whether or not it is right. For
 * finding where front matter ends, and for reading what YAML rejects.
 */
#ifndef WEIR_LINES_H
#define WEIR_LINES_H
#include "common/str.h"

enum line_kind {
	LINE_BLANK,
	LINE_COMMENT,  /* "# …" */
	LINE_KEY,      /* "name: …", not indented */
	LINE_ITEM,     /* "- …", not indented */
	LINE_INDENTED, /* with spaces or tabs in front */
	LINE_OTHER,
};

struct line_key {
	struct str name; /* without quotes */
	size_t colon;	 /* its place in the line */
	size_t value;	 /* the place behind it, where the value begins */
	bool is_loose;	 /* "name:value" or a full-width colon: the name is one that Weir knows */
};

enum line_kind line_kind(struct str line);
/* Whether the line, which is not indented, is `name: …`. */
bool line_key(struct str line, struct line_key *key);
/* Number of spaces and tabs in front. */
size_t line_indent(struct str line);

#endif
