/*
 * json: JSON that is read, through jansson, as a tree of plain data (value.h).
 * What Weir writes comes from value_json().
 */
#ifndef WEIR_JSON_H
#define WEIR_JSON_H
#include "common/value.h"

/*
 * The tree of a whole JSON text, in the arena; NULL when it is not JSON, is
 * nested deeper than LIMIT_JSON_DEPTH, or says a key of one object twice; reason
 * (may be NULL) gets a line. Strings are valid UTF-8; "\u0000" is refused.
 */
struct value *json_parse(struct arena *arena, struct str text, struct buf *reason);

/*
 * The same of what a browser sent. JSON.stringify() writes "\u0000" and halves of a pair ("\ud83d", where a script has
 * cut a text in an emoji), which is JSON as well, but no text: each becomes U+FFFD, as in a browser's own form.
 */
struct value *json_parse_sent(struct arena *arena, struct str text);

/*
 * Whether a text, be it JSON or not, could have more than so many values, which is told from its commas and brackets
 * without making any of them: in memory a value has a hundred bytes where the text has three.
 */
bool json_has_more(struct str text, size_t values);

#endif
