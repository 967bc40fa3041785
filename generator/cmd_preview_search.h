/*
 * The search box in `weir preview`: answers GET /api/search from the preview's own
 * search.db, in the form of the server's (docs/openapi.json).
 */
#ifndef WEIR_CMD_PREVIEW_SEARCH_H
#define WEIR_CMD_PREVIEW_SEARCH_H
#include "generator/preview_http.h"

struct query_engine;
struct query_scratch;

struct preview_search {
	int folder;
	struct buf path, base_path;
	struct query_engine *engine; /* NULL: to be opened when somebody searches */
	struct query_scratch *scratch;
};

void preview_search_init(struct preview_search *search);
void preview_search_release(struct preview_search *search);
/* Strings are copied. */
void preview_search_set_site(struct preview_search *search, const struct preview_site *site);
/* Lets go of search.db, before a build may change it; the next search opens what is there then. */
void preview_search_close(struct preview_search *search);

/* A preview_route; context: the struct preview_search. */
preview_route preview_search_answer;

#endif
