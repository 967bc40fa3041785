/*
 * links_find: what a path leads to on the site. links.c takes apart what was written and says where it leads; the
 * tables over the site and the rules by which a path is tried are here.
 */
#ifndef WEIR_LINKS_FIND_H
#define WEIR_LINKS_FIND_H
#include "common/map.h"
#include "generator/links.h"
#include "generator/nearest.h"

struct links {
	struct site *site;
	struct arena *arena;
	struct diag_list *diags;
	/* Path without language and extension: to the first such page + 1; the next one in next_like. */
	struct map stems;
	uint32_t *first_like, *next_like;
	struct map unpublished; /* the same, and URLs, of pages left out */
	struct map redirects;	/* folded source: to redirect + 1 */
	struct map ungrouped;	/* stems without "(group)/", of pages that have some: as stems; made when needed */
	bool ungrouped_known;
	struct map labels; /* of MyST: to the page + 1, SEVERAL; made when needed */
	bool labels_known;
	struct map names; /* last parts of pages' paths: to the first such page + 1, SEVERAL; made when needed */
	bool names_known;
	struct links_wiki *wiki; /* pages and other files by name, for [[Page]]; made when needed */
	struct map folded;	 /* folded stems, and folded asset paths with their extension; made when needed */
	bool folded_known;
	struct nearest *nearest; /* made when needed */
	struct str host;	 /* of base_url, with its port */
	struct buf path, scratch;
	uint32_t reported; /* on the page at hand */
};

/* What a path leads to. */
struct found {
	uint32_t page, asset; /* SITE_NONE when it is not that */
	const struct unpublished *unpublished;
	bool other_case;
	bool server; /* a path that the site has without a page: "/search", or a file of the static folder */
	struct str server_path;
	struct str label, called; /* of the place on the page that has this name; absent: none */
};

static const struct found links_nothing = {.page = SITE_NONE, .asset = SITE_NONE};

static inline bool links_is_found(const struct found *found)
{
	return found->page != SITE_NONE || found->asset != SITE_NONE || found->unpublished != NULL || found->server;
}

/* Makes the table of pages, which most look-ups need. */
void links_know_pages(struct links *links);

/*
 * Paths as somebody wrote them, percent-encoding resolved, seen from page `from` (SITE_NONE: from the content
 * folder). Pages in the language of `from` come first; `image`: files that are no pages only.
 */
struct found links_find_relative(struct links *links, uint32_t from, struct str path, bool image);
/* From the root of the site or of the content folder. */
struct found links_find_rooted(struct links *links, uint32_t from, struct str path, bool image);
/*
 * As a browser would see it, from the URL of the page: Hugo and others leave addresses alone. Files lie where the
 * sources are, which need not be below the page's URL.
 */
struct found links_find_from_url(struct links *links, uint32_t from, struct str path, bool image);
/* The page of that name in whatever folder, when there is one only: {{< ref "x.md" >}} of Hugo. */
struct found links_find_by_name(struct links *links, uint32_t from, struct str name);
/* The page with this id; SITE_NONE when there is none. */
uint32_t links_find_id(const struct links *links, struct str id);
/* Docusaurus has the id in the URL where the name of the file would be: the page with that id in a folder of that name.
 */
struct found links_find_by_id(struct links *links, uint32_t from, struct str path);

/* Next.js leaves folders in parentheses, "guides/(basics)/", out of addresses. */
struct found links_find_ungrouped(struct links *links, uint32_t from, struct str path);
/* The place that MyST calls so, on whatever page, when there is one only. */
struct found links_find_label(struct links *links, struct str label);

/* The folder of a page's file, "" for SITE_NONE. */
struct str links_page_folder(const struct links *links, uint32_t from);
/* Joined to the arena, since look-ups use the buffers; absent when it leads above the root. */
struct str links_join(struct links *links, struct str folder, struct str path);
/* Takes the site's base_path off a path without slashes around it; false when it does not begin with it. */
bool links_take_base(const struct links *links, struct str *path);
struct str links_trim_slashes(struct str path);
enum { SOURCE_EXTENSIONS = 3, PAGE_EXTENSIONS = 5 };
/* Whether a path ends in one of the first `kinds` extensions of pages, of n bytes. */
bool links_has_extension(struct str path, size_t kinds, size_t *n);

#endif
