/*
 * sheet: the style sheets that a message brings along in <style>, as far as they may hide something of it. What
 * unseen.h knows of a style it can then say of an element by its class, id or name, too.
 *
 * Of a selector only its last part counts, whatever it is in ("td .note" is ".note"); one with a state (":hover") or
 * an attribute is passed over, and so is what holds for some screens alone, or for paper.
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
};

/* Storage is the caller's; nothing is taken until there is a style sheet. */
void sheet_init(struct sheet *sheet);
void sheet_release(struct sheet *sheet);
/* Forgets what it had; then the rules of a text. */
void sheet_read(struct sheet *sheet, struct str html);
/* Appends the declarations that hold for an element, those that count more behind the others. */
void sheet_add(struct buf *style, const struct sheet *sheet, struct str name, struct str id, struct str classes);

#endif
