/*
 * code_fence: is a line within a fenced code block? As CommonMark 0.31.2, section 4.5, says, for whoever goes through
 * lines that are not parsed, or not yet, in their order.
 *
 * A block begins with three or more of one sign, ends with at least as many of the same and nothing behind them, or
 * with the list item or quote that it stands in. What is indented further than any item explains stands in what is not
 * seen here (a component, a note, a definition): there it begins, too, and ends where it is closed. Without a list or
 * component such lines are indented code, so they are code either way.
 *
 * HTML blocks are not seen. One state a text, no memory, any thread.
 */
#ifndef WEIR_CODE_FENCE_H
#define WEIR_CODE_FENCE_H
#include "common/str.h"

struct code_fence {
	char sign;     /* of the block that is open; '\0': none is */
	size_t n;      /* how many of them it began with */
	size_t around; /* column of the text of the item around it: what stands before that ends both */
	size_t most;   /* columns that may stand before its end */
	size_t quotes; /* how many ">" its lines begin with */
	size_t item;   /* column of the text of the last list item, when none is open */
};

/* Can the text have such a block at all? */
bool code_fence_is_in(struct str text);
/* Takes the next line: does it belong to code, as its beginning, its end or what is between them? */
bool code_fence_take(struct code_fence *fence, struct str line);
/*
 * The same for a line of which only `text` counts, from `column` on, because what stands before it is a container of
 * its own (": text", "<Tab>text").
 */
bool code_fence_take_from(struct code_fence *fence, struct str text, size_t column);

#endif
