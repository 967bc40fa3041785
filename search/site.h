/*
 * site: one state of the site as the server knows it: the query engine over a
 * search.db, the settings and the theme in it. Verified and tried out before
 * anyone sees it, immutable afterwards, freed when the last request that uses it is
 * done. A slot holds the present one; a new one takes its place between two requests.
 */
#ifndef WEIR_SITE_H
#define WEIR_SITE_H
#include "common/value.h"
#include "search/expect.h"
#include "search/query.h"
#include "search/theme.h"

struct site {
	struct query_engine *engine;
	struct theme *theme;
	struct arena arena;
	struct value *config;	   /* what config_server_json() wrote */
	struct str base_path;	   /* "/" or "/help/" */
	struct str base_url;	   /* "https://help.example.com/help" */
	struct str origin;	   /* "https://help.example.com" */
	struct str language;	   /* the default one */
	struct str version;	   /* of search.db: 32 hexadecimal digits */
	struct expect_place place; /* of [contact.hours] */
	bool has_no_zone;	   /* its time zone is not on this machine */
	/* the site's own business */
	struct query_scratch **scratches; /* one per thread */
	unsigned threads;
	unsigned uses;
};

/* Opens, verifies and tries out `path` below `folder`. NULL with a reason of one line. */
struct site *site_load(int folder, const char *path, unsigned threads, struct buf *reason);

struct site_slot;

struct site_slot *site_slot_new(void);
void site_slot_free(struct site_slot *slot);
/* Takes over the site; requests that hold the one before keep it until they are done. */
void site_slot_set(struct site_slot *slot, struct site *site);
/* The present site, to be given back; NULL when there was none so far. */
struct site *site_slot_get(struct site_slot *slot);
void site_slot_put(struct site_slot *slot, struct site *site);

#endif
