/*
 * markdown_include_lines: what a line of a page asks for of another file, in the words of each tool; which lines are
 * code, and which show such a line instead of asking. markdown_includes.h finds the files.
 */
#ifndef WEIR_MARKDOWN_INCLUDE_LINES_H
#define WEIR_MARKDOWN_INCLUDE_LINES_H
#include "common/arena.h"
#include "common/vec.h"
#include "generator/code_fence.h"

/* What a line asks for. */
struct wanted {
	struct str path;
	struct str beside;   /* a folder where such files stand, too: "_includes"; empty: none */
	struct str part;     /* a name between marks; empty: all of it */
	int64_t first, last; /* lines from 1, 0: from the beginning, to the end */
	struct str title;    /* of a code block */
	bool is_template;    /* Liquid, which may have arguments */
	bool is_code;	     /* becomes a code block */
	bool has_own_links;  /* they lead from its own folder, not from the page's: Microsoft Learn, MDX */
	bool is_import;	     /* the line that says where a part comes from: nothing for readers */
};

/* Lines that import parts of MDX, of the text that was asked about last. Zeroed; release when done. */
struct include_imports {
	struct VEC(struct str) lines;
	struct str text;
};

void include_imports_release(struct include_imports *imports);

/* Whether a line asks for a file. text: all of the file that the line is in, whose lines say where MDX has its parts.
 */
bool include_line_read(struct include_imports *imports, struct str line, struct str text, bool in_code,
		       struct wanted *wanted, struct arena *arena);
/*
 * The next file that a line asks for in the midst of others' words, as Microsoft Learn does: from *close on, which gets
 * the end of what asks for it.
 */
bool include_line_find(struct str line, size_t *open, size_t *close, struct wanted *wanted);
/*
 * "\{{#include x}}" in code and ";--8<-- x" anywhere are how mdBook and MkDocs show such a line: whether it is one,
 * which goes without the sign. Outside of code a backslash stands for it, which the parser takes away.
 */
bool include_line_is_escaped(struct str line, bool in_code);
/* Between lines of "{% raw %}" and "{% endraw %}" such lines are shown: whether they are behind this line. */
bool include_line_is_raw_behind(struct str line, bool is_raw);

/* Which lines are code: fences, and <pre>, in which the parser looks for nothing either. Zeroed at the beginning. */
struct code_lines {
	struct code_fence fence;
	bool in_pre;
};

/* Whether this line is. */
bool code_lines_take(struct code_lines *code, struct str line);

#endif
