/*
 * sections: the tree of folders of every language, while resolve builds it.
 *
 * A section is made for a folder that has a page in or below it, with all its
 * parents up to the language's root. Its URL comes from the parents' and the
 * folder's name, or the slug of its own page.
 */
#ifndef WEIR_SECTIONS_H
#define WEIR_SECTIONS_H
#include "generator/site.h"

/* A section whose own page has this layout lists its pages newest first. */
#define SECTIONS_NEWS_LAYOUT "changelog"

struct arena;

struct sections {
	struct VEC(struct section) all; /* parents before children */
	struct map *by_folder;		/* for each language: folder to section + 1 */
	struct map by_name; /* folded title or last folder with the language: to section + 1; made when needed */
	bool names_known;
	uint32_t languages_n;
	/* The folder asked for last: most pages follow one of the same. */
	struct str last_folder;
	uint32_t last_language, last_section;
};

void sections_init(struct sections *sections, uint32_t languages_n, struct arena *arena);
void sections_release(struct sections *sections);
/* The section of a folder, made with its parents when there is none. */
uint32_t sections_get(struct sections *sections, uint32_t language, struct str folder);
/* Sets url and title of all from their own pages, else from folder names. */
void sections_name(struct sections *sections, const struct config *config, const struct page *pages,
		   struct arena *arena);
/*
 * The section that the front matter of a page calls `name`: a folder, a title or
 * the last part of a folder, letter case apart; one is made when there is none.
 */
uint32_t sections_called(struct sections *sections, const struct config *config, uint32_t language, struct str name,
			 struct arena *arena);
/* Forgets those that no page is in any more; section_of says for each page where it is and is kept true. */
void sections_drop_empty(struct sections *sections, uint32_t *section_of, uint32_t pages_n);
/* "docs-conceptual" as "Docs conceptual", "01-intro" as "Intro", "2-factor login" as it is. */
struct str sections_pretty(struct str folder, struct arena *arena);
/* The order that a name asks for: 1 of "01-intro", -1 when it asks for none. */
int32_t sections_number(struct str name);
/*
 * Fills the lists of pages and sub-sections in the order of navigation, pages_below, and
 * placed[].previous and next. Pages and placed[].section are complete by now.
 */
void sections_order(struct site *site, struct arena *arena);

#endif
