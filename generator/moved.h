/*
 * moved: what became of the folders of URLs that are gone, so that a folder that
 * was renamed or removed is one message and not one for each of its pages.
 *
 * A folder has moved where pages that took the place of lost ones lie at the same
 * path below another folder; whatever else lies there with it counts, too. A
 * folder is gone where no page of the site is below it.
 */
#ifndef WEIR_MOVED_H
#define WEIR_MOVED_H
#include "common/arena.h"
#include "generator/site.h"

/* A lost URL. */
struct moved_url {
	struct str url;
	uint32_t page;	 /* that has taken its place as far as one can tell, or SITE_NONE */
	uint32_t folder; /* out: number of its folder + 1; 0: it stands alone */
};

struct moved_folder {
	struct str from, to; /* "/old/", "/new/"; to is absent where the folder is gone */
	uint32_t urls;	     /* at least two */
};
struct moved_folders VEC_FIELDS(struct moved_folder);

/* Adds to `folders` (the caller's) and fills urls[].folder; strings go to the arena. */
void moved_find(struct moved_folders *folders, struct moved_url *urls, size_t n, const struct site *site,
		struct arena *arena);

#endif
