/*
 * theme: the result page, rendered with the site's own templates. All of it comes
 * from the row "theme" of search.db's table meta, which generator/server_theme.h
 * writes: templates, strings, and what is the same on every result page.
 *
 * Any thread may render; one does at a time, because templates remember where
 * they found things.
 */
#ifndef WEIR_THEME_H
#define WEIR_THEME_H
#include "common/value.h"

struct strings;
struct theme;

/* NULL with a reason. base_path is "/" or "/help/". */
struct theme *theme_load(struct str json, struct str base_path, struct buf *reason);
void theme_free(struct theme *theme);
/* Content-Security-Policy of its pages. */
struct str theme_csp(const struct theme *theme);
/* What the theme says in a language (the first one when it is not known). */
const struct strings *theme_strings(const struct theme *theme, struct str lang);
/*
 * The search page in a language (the first one when it is not known) with `search`
 * as the variable of that name. 0, or -1 with a reason.
 */
__attribute__((warn_unused_result)) int theme_search_page(struct theme *theme, struct str lang, struct value *search,
							  struct buf *out, struct arena *arena, struct buf *reason);

#endif
