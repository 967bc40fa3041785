/*
 * changes: where a text that was made of another one is not the same. Lines that both have, one by one, have been
 * looked at in the first; of the second only the others are worth it, with so much around them that a form and what it
 * depends on are whole wherever they touch such a line.
 */
#ifndef WEIR_GATE_CHANGES_H
#define WEIR_GATE_CHANGES_H
#include "common/str.h"

enum { CHANGES_AROUND = 1024 /* bytes on either side of a line, at least */ };

struct changes {
	struct str made;
	struct str text_left, left; /* lines that have not been compared */
	size_t from, to;	    /* of what was made, the part that is being put together; to 0: none */
};

static inline struct changes changes_of(struct str text, struct str made)
{
	return (struct changes){.made = made, .text_left = text, .left = made};
}

/* The next part of what was made, whole lines; false: no more. */
bool changes_next(struct changes *changes, struct str *part);

#endif
