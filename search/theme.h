/*
 * theme: the result page and the contact form, rendered with the site's own templates. All of it comes
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

/* What server_theme.h wrote, as JSON; NULL with a reason. base_path is "/" or "/help/". */
struct theme *theme_parse(struct str json, struct str base_path, struct buf *reason);
void theme_free(struct theme *theme);
/* Content-Security-Policy of its pages. */
struct str theme_csp(const struct theme *theme);
/* What the theme says in a language (the first one when it is not known). */
const struct strings *theme_strings(const struct theme *theme, struct str lang);
/* Whether the site leaves the contact page to Weir: it has none of its own in this language. */
bool theme_has_contact(const struct theme *theme, struct str lang);

enum theme_page {
	THEME_SEARCH,	 /* search.html; the server's variable is `search` */
	THEME_CONTACT,	 /* contact.html; it is `ask`. Not without theme_has_contact() */
	THEME_THANK_YOU, /* thank-you.html, the same */
	THEME_PAGES_N
};

/* A page in a language (the first one when it is not known) with the server's variable. 0, or -1 with a reason. */
__attribute__((warn_unused_result)) int theme_render(struct theme *theme, enum theme_page page, struct str lang,
						     struct value *own, struct buf *out, struct arena *arena,
						     struct buf *reason);

#endif
