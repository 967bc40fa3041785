/*
 * extract: the body of a message, whatever its form, as plain text of paragraphs,
 * list items and fenced code, with the places that mail programs marked as quoted.
 *
 * HTML: text, lists, code and the addresses of links stay; comments, scripts,
 * styles, hidden elements, images and every attribute go. Links keep http and
 * https addresses without user, query and fragment. Invisible characters
 * (zero-width, bidirectional, soft hyphens, variation selectors) go from every
 * form: nobody reads them, but they can hide a name from a reviewer. So do blocks
 * of PGP: what is encrypted in them is for somebody alone, and a key has the name
 * and address of its owner in it.
 *
 * Linear in the text. Elements nested deeper than LIMIT_EXTRACT_DEPTH are text
 * without tags.
 */
#ifndef WEIR_TICKETS_EXTRACT_H
#define WEIR_TICKETS_EXTRACT_H
#include "common/privacy/quotes.h"
#include "generator/code_fence.h"
#include "generator/tickets/sheet.h"
#include "generator/tickets/thread.h"

struct extract {
	struct buf text;
	struct VEC(struct quotes_range) hints; /* in order */
	/* scratch */
	struct buf clean;
	struct sheet sheet;
};

void extract_init(struct extract *extract);
void extract_release(struct extract *extract);
/* Of one body; replaces what was there. */
void extract_body(struct extract *extract, enum thread_format format, struct str body);
/*
 * Does the line belong to fenced code of the message itself? What it quotes is text: as such it can be left out.
 */
bool extract_is_code(struct code_fence *fence, struct str line);
/* Without what nobody sees; white space other than newlines becomes a blank. */
void extract_visible(struct buf *out, struct str text);

#endif
