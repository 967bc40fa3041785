/*
 * sheet: the style sheets that a message brings along in <style>, as far as they may hide something of it. What
 * unseen.h knows of a style it can then say of an element by its class, id or name, too.
 *
 * Of a selector only its last part counts, whatever it is in ("td .note" is ".note"), if that has a class or an id:
 * "td p" is not every "p". One with a state (":hover") or an attribute anywhere in it ("[data-ogsc] .light") is passed
 * over, and so is what holds for some screens alone, or for paper.
 */
#ifndef WEIR_TICKETS_SHEET_H
#define WEIR_TICKETS_SHEET_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/vec.h"

struct sheet_rule {
	struct str name, id;   /* in small letters, "" for any */
	struct str classes[3]; /* that an element must have, "" for none */
	struct str style;      /* as unseen_plain_style() has it */
};

struct sheet {
	struct arena arena;
	struct VEC(struct sheet_rule) rules;
	size_t left; /* bytes of declarations that the elements of this text may still get */
};

/* Storage is the caller's; nothing is taken until there is a style sheet. */
void sheet_init(struct sheet *sheet);
void sheet_release(struct sheet *sheet);
/* Forgets what it had; then the rules of a text. */
void sheet_read(struct sheet *sheet, struct str html);
/* Appends the declarations that hold for an element, in their order in the text. */
void sheet_add(struct buf *style, struct sheet *sheet, struct str name, struct str id, struct str classes);

#endif
