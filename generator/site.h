/*
 * site: all pages together: the model that templates, links, feeds and the index
 * are made from. Built by resolve (resolve.c) from the pages and the settings;
 * const afterwards, shared with the render workers by fork.
 *
 * Everything is in arrays; things refer to each other by index, SITE_NONE means
 * there is none. Order is fixed: pages by path (folder by folder, as discover
 * lists them), then those made for folders without one by language and folder, so
 * that the same content gives the same site whatever the folder order was.
 */
#ifndef WEIR_SITE_H
#define WEIR_SITE_H
#include "common/map.h"
#include "generator/config.h"
#include "generator/page.h"

#define SITE_NONE UINT32_MAX

struct page_vec VEC_FIELDS(struct page);

struct index_list {
	uint32_t *at;
	uint32_t n;
};

/* A folder of one language. */
struct section {
	struct str path; /* below the language's content, "" for its root: "billing/invoices" */
	struct str title;
	struct str url;	   /* "/billing/invoices/" */
	uint32_t language; /* index into config->languages */
	uint32_t page;	   /* its own page: index.md, _index.md or one made for it */
	uint32_t parent;
	struct index_list sections; /* children, in nav order */
	struct index_list pages;    /* pages directly in it, in nav order, without its own */
	uint32_t pages_below;	    /* published pages in it and all below */
};

/* What resolve adds to a page; same index as the page. */
struct placed {
	struct str url;	    /* site-relative with base_path left out: "/billing/refunds/" */
	struct str output;  /* folder below public/: "billing/refunds" ("" for the home page); or "404.html" */
	struct str neutral; /* its path without language and extension (struct spot) */
	uint32_t section;
	uint32_t language;
	uint32_t previous, next;	/* in its section's order */
	struct index_list translations; /* pages, this one included; empty when there is but one */
	struct index_list tags;
	struct index_list related; /* at most 4 */
	bool is_plain;		   /* its path is ASCII without capitals: slug_fold() would not change it */
	bool made;		   /* has no source file: path and title were made from the folder */
	bool provisional;	   /* a draft, scheduled or expired page that was asked for */
	uint64_t face;		   /* hash of what other pages show of this one: url, title, description, dates, … */
	/* what is asked of every page of the site, so that the pages need not be looked at for it (site_page()) */
	enum page_kind kind;
	bool promoted;
	bool is_dated;	     /* has a date, and search engines may see it */
	struct date changed; /* lastmod, else date; may be absent */
};

struct tag {
	struct str name, slug, url;
	uint32_t language;
	struct index_list pages;
};

/* Any file below content/ that is not a page. */
struct asset {
	struct str path;   /* below content/ */
	struct str output; /* below public/, with its fingerprint: "billing/screen.1a2b3c4d.png" */
	struct str url;
	struct hash128_pair {
		uint64_t low, high;
	} hash;
	uint64_t size;
};

struct redirect {
	struct str from; /* "/old/path/" */
	struct str to;	 /* site-relative, or absolute */
	uint32_t page;	 /* whose alias it is, or SITE_NONE */
	bool permalink;	 /* "/a/<id>/" */
};

enum unpublished_why {
	UNPUBLISHED_DRAFT,
	UNPUBLISHED_SCHEDULED, /* publish_on lies ahead */
	UNPUBLISHED_EXPIRED,
	UNPUBLISHED_RETIRED,
	UNPUBLISHED_ERROR, /* an error of resolve names it */
	UNPUBLISHED_PART,  /* other pages take it in (parts.h) */
};

/* A page that is known but not part of the site. */
struct unpublished {
	struct page page;
	enum unpublished_why why;
	struct str url; /* that it would have; absent when it has none */
};

/* Pages that are unpacked when somebody looks at them (snapshot.h). */
struct late_pages {
	const struct page *(*read)(struct late_pages *pages, uint32_t i);
};

struct site {
	const struct config *config;
	struct page *pages;	 /* NULL: late, of a site that was read back. site_page() has both */
	struct late_pages *late; /* not for two threads at once */
	struct placed *placed;
	uint32_t pages_n;
	uint32_t sources_n; /* of the pages, those with a source file: they stand first */
	struct unpublished *unpublished;
	uint32_t unpublished_n;
	struct section *sections;
	uint32_t sections_n;
	struct tag *tags;
	uint32_t tags_n;
	struct asset *assets;
	uint32_t assets_n;
	struct redirect *redirects;
	uint32_t redirects_n;
	const struct verbatim *verbatim; /* files of the static folder; may be NULL */
	uint32_t *home;			 /* by language: index of the home page */
	struct map by_id;		 /* folded: to page index + 1 */
	struct map by_url;		 /* by URL as slug_fold() folds it: to page index + 1 */
	struct map assets_by_path;	 /* to asset index + 1 */
	struct date
	    build_date; /* newest date of the content: what feeds and sitemap call now; absent when there is none */
};

/* What the path of a page says. All strings are slices of the path. */
struct spot {
	uint32_t language;
	bool language_is_said; /* by the first folder or by the end of the name */
	bool is_index;	       /* index or _index */
	bool is_readme;
	bool is_missing;    /* 404.md in the root of a language: shown for addresses that do not exist */
	bool is_plain;	    /* see struct placed; set by resolve */
	struct str folder;  /* below the language's content: "billing", "" for the root */
	struct str stem;    /* name without language and extension: "refunds" */
	struct str neutral; /* the same for all translations: "billing/refunds"; of an index its folder */
};

/* Holds as long as the site. */
static inline const struct page *site_page(const struct site *site, uint32_t i)
{
	return site->pages != NULL ? &site->pages[i] : site->late->read(site->late, i);
}

struct spot site_spot(const struct config *config, struct str path);
/* Index of the language whose code is `tag` or its first part ("de-AT" is served by "de"), or SITE_NONE. */
uint32_t site_language(const struct config *config, struct str tag);
/*
 * Appends base_url and a site-relative URL ("/billing/#x") as one absolute
 * address, percent-encoded, not escaped for HTML or XML.
 */
void site_absolute(struct buf *out, const struct config *config, struct str url);
/* The path alone, with base_path: "/help/billing/#x". */
void site_relative(struct buf *out, const struct config *config, struct str url);
/* "https://help.acme.example" of base_url. */
struct str site_origin(const struct config *config);
/* The page of a path below content/, or SITE_NONE. */
uint32_t site_find_page(const struct site *site, struct str path);
/* lastmod, else date, else publish_on; may be absent. */
struct date site_page_date(const struct page *page);
/* Whether a page's URL is that of the page for addresses that do not exist: a file, in no list. */
bool site_is_missing_page(struct str url);
/* Whether a language has pages with dates, which search engines may see: those of its feed. */
bool site_has_dates(const struct site *site, uint32_t language);
/* A place in front matter, else the page's first line; a page that was made has no line. */
struct place site_place_in(const struct site *site, const struct page *page, struct field_place place,
			   struct arena *arena);
/* The place of a field in front matter, else the page's first line; a page that was made has no line. */
struct place site_place_of_field(const struct site *site, const struct page *page, enum placed_field field,
				 struct arena *arena);
/* "content/billing/refunds.md" as the place of a diagnostic. */
struct place site_place(const struct site *site, struct str path, uint32_t line, uint32_t column, struct arena *arena);

#endif
