/*
 * server_theme: what the server needs of the theme to render the result page and the
 * contact form, as JSON for the table meta of search.db: templates, strings, the
 * variables of both pages in each language (all but `search` and `ask`, which are the
 * server's own). A site with a contact page of its own has no contact form.
 *
 * Values that JSON does not have are maps of one entry: {"$html": text} is marked
 * safe, {"$date": text} is a date. The server reads it in search/theme.c.
 */
#ifndef WEIR_SERVER_THEME_H
#define WEIR_SERVER_THEME_H
#include "common/arena.h"
#include "common/buf.h"

struct theme;
struct site;

/* After render_prepare(). What it makes on the way is in the arena. */
void server_theme_json(const struct theme *theme, const struct site *site, struct buf *out, struct arena *arena);

#endif
