/*
 * unseen: what nobody sees of an HTML text for the style of an element: what is
 * hidden, moved out of sight, too small to be read, or white on white. It knows
 * styles that are written into the tags, no style sheets and no classes, and is
 * made for texts, not for pages: what it takes for hidden may be there for a program.
 *
 * Styles are given as unseen_plain_style() makes them of an attribute's value
 * (without entities). Nothing is kept or copied.
 */
#ifndef WEIR_TICKETS_UNSEEN_H
#define WEIR_TICKETS_UNSEEN_H
#include "common/buf.h"

/* Appends it in small letters, without blanks, comments and escapes. */
void unseen_plain_style(struct buf *out, struct str style);
/* "display:none" and what comes to the same, whatever is within the element. */
bool unseen_is_hidden(struct str style);

/* How the text of an element looks; all false around everything. */
struct unseen_look {
	bool is_tiny;
	bool is_white;	 /* or transparent */
	bool has_ground; /* another colour or an image is behind it */
};
/* Of an element in another; `font`: the color of <font>, `cell`: bgcolor of a table's cell; "" for none. */
struct unseen_look unseen_look_within(struct unseen_look around, struct str style, struct str font, struct str cell);

#endif
