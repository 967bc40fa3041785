/*
 * strings: what the theme says in one language, from its strings files: English
 * at the bottom, the language itself over it ("pt" for "pt-BR" too), the site's
 * own files on top. English defines which keys there are.
 *
 * A value is a text, a text by plural category (one, other, …), or a list. Plural
 * categories are those of the CLDR for whole numbers.
 */
#ifndef WEIR_STRINGS_H
#define WEIR_STRINGS_H
#include "common/value.h"

struct strings;

/* Without any string; language is a BCP 47 tag. All memory from the arena. */
struct strings *strings_new(struct str language, struct arena *arena);
/* Sets or replaces. The key and the value must live as long as the strings. */
void strings_set(struct strings *strings, struct str key, struct value *value);
/* All of them as a map, by key. */
struct value *strings_all(const struct strings *strings, struct arena *arena);
/* The value of a key as it was written; NULL when there is none. */
struct value *strings_find(const struct strings *strings, struct str key);
/* The key nearest to one that does not exist; NULL when none is near. */
const struct str *strings_nearest(const struct strings *strings, struct str key);
/*
 * Appends a text with {n} and {total} replaced. A text by plural category is
 * chosen by n. False when there is no such text.
 */
bool strings_format(struct buf *out, const struct strings *strings, struct str key, int64_t n, int64_t total);
/* As the string "date" says. */
void strings_date(struct buf *out, const struct strings *strings, struct date date);
/* As the string "month_year" says: without the day. */
void strings_month(struct buf *out, const struct strings *strings, struct date date);
/* {"copy":"…",…}: all keys that begin with a prefix ("js_"), without that, for a script. */
void strings_script(struct buf *out, const struct strings *strings, struct str prefix);

/* "zero", "one", "two", "few", "many" or "other". */
struct str strings_plural(struct str language, int64_t n);

#endif
