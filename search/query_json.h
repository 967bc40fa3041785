/*
 * query_json: results as the JSON of GET /api/search. docs/openapi.json describes
 * it; the server and the preview write it here.
 */
#ifndef WEIR_QUERY_JSON_H
#define WEIR_QUERY_JSON_H
#include "search/query.h"

/* ,"name":"text" or, as the first of an object, "name":"text" */
void query_json_text(struct buf *out, const char *name, struct str text, bool is_first);
/* An excerpt as HTML: escaped, with <mark> where the marks stand. */
void query_json_excerpt(struct buf *out, struct str excerpt);
/* Address of a hit: with the site's base path ("/" or "/help/") and the heading's anchor. */
struct str query_json_url(struct str base_path, const struct query_hit *hit, struct arena *arena);
/* The members of a hit, without braces. Titles, headings and excerpts are HTML: the theme's script shows them as such.
 */
void query_json_hit(struct buf *out, struct str base_path, const struct query_hit *hit, struct arena *arena);
/* "facets":{…}, with a comma before it. */
void query_json_facets(struct buf *out, const struct query_results *results);
/* The members of an answer from "total" to "facets", without braces. */
void query_json_results(struct buf *out, struct str base_path, const struct query_results *results,
			struct arena *arena);

#endif
