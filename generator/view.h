/*
 * view: what templates know: the variables of a page as a tree of values, made
 * from the site. Everything that needs code to decide is decided here, so that
 * templates stay simple. The table below is the list of variables; the template
 * compiler, weir-theme(7) and the tests read it.
 *
 * What is the same on many pages is made once by view_new(), before the render
 * workers are forked: head, header and footer of a language, breadcrumbs of a
 * section. Nothing on a page grows with the site: lists are cut at
 * config->nav_limit, the side column of a long section shows the neighbours.
 *
 * Values of a page live in the arena given for it, the rest in the view.
 */
#ifndef WEIR_VIEW_H
#define WEIR_VIEW_H
#include "common/arena.h"
#include "common/value.h"
#include "generator/site.h"
#include "generator/theme.h"

/* A variable of templates: its path, its type, what it is, on which pages it is more than empty. */
#define VIEW_PAGE(X) \
	X(kind, "text", "home, section, article, solved, tag, tags, search, contact, agent or missing", "all") \
	X(lang, "text", "language tag of the page: en", "all") \
	X(dir, "text", "ltr or rtl", "all") \
	X(title, "text", "title of the page", "all") \
	X(title_html, "html", "the same with code in <code>, where its writer put backticks", \
	  "article solved section home") \
	X(head_title, "text", "title for the browser: the page's, then the site's", "all") \
	X(metadata, "html", "description, canonical address, translations, robots, Open Graph and JSON-LD elements", \
	  "all") \
	X(content, "html", "the article; on a section, what its index.md says", "article solved section home") \
	X(breadcrumbs_html, "html", "the ancestors, each through partials/breadcrumb.html", "all but home") \
	X(toc, "list", "headings of the second level: text, id, children (of the third level: text, id)", \
	  "article solved with at least two") \
	X(nav, "html", "the pages around it in its section, each through partials/nav_item.html", "article solved") \
	X(nav_section, "map", "their section: title, url", "article solved") \
	X(nav_more, "bool", "whether nav leaves pages out", "article solved") \
	X(description, "text", "description from the front matter", "article solved section home") \
	X(url, "text", "address from the root of the host: /help/billing/", "all") \
	X(absolute_url, "text", "the whole address", "all") \
	X(permalink, "text", "the whole address of /a/<id>/; empty when the page has no id", "article solved section") \
	X(markdown_url, "text", "address of the page as markdown; empty when it has none", \
	  "article solved section home") \
	X(edit_url, "text", "where its source is edited; empty without [site] edit_url", \
	  "article solved section home") \
	X(updated, "date", "last change, else first publication; none when not known", "article solved section") \
	X(date, "date", "first published; none when not known", "article solved section") \
	X(verify_by, "date", "to be checked again by its owner; none when not set", "article solved section") \
	X(tags, "list", "topics: title, url; on tags also count", "article solved tags") \
	X(previous, "map", "the page before it in its section (see pages); none at the start", "article solved") \
	X(next, "map", "the page behind it; none at the end", "article solved") \
	X(related, "list", "at most four pages to read next (see pages)", "article solved") \
	X(translations, "list", \
	  "the page in all its languages: lang, name, dir, title, url, current; empty when it has one", \
	  "article solved section home") \
	X(breadcrumbs, "list", "the ancestors: title, url", "all but home") \
	X(minutes, "number", "reading time, at least 1", "article solved") \
	X(words, "number", "words of the text", "article solved") \
	X(product, "text", "from the front matter", "article solved") \
	X(version, "text", "from the front matter", "article solved") \
	X(audience, "text", "from the front matter", "article solved") \
	X(owner, "text", "from the front matter", "article solved") \
	X(noindex, "bool", "left out of search engines", "all") \
	X(params, "map", "keys of the front matter that Weir does not know", "article solved section home") \
	X(sections, "list", "sections in it: title, url, description, count", "section home") \
	X(pages, "list", "pages in it: title, url, description, updated, date, solved", "section home tag") \
	X(promoted, "list", "promoted pages (see pages)", "home") \
	X(popular, "list", "pages of popular.txt, most useful first (see pages)", "home") \
	X(recent, "list", "articles changed last (see pages)", "home") \
	X(recent_solved, "list", "questions solved last (see pages)", "home") \
	X(parts, "map", \
	  "where a long list is cut: n, total, previous and next (addresses or empty); none when it is not", \
	  "section home tag tags") \
	X(count, "number", "all pages that the list has, on this part and the others", "section home tag tags")

#define VIEW_SITE(X) \
	X(title, "text", "title of the site in the page's language", "all") \
	X(description, "text", "what the site is, in the page's language", "all") \
	X(url, "text", "address of the home page in this language", "all") \
	X(base_url, "text", "[site] base_url", "all") \
	X(lang, "text", "language tag", "all") \
	X(lang_field, "bool", "whether the search form must name the language: it is not the default one", "all") \
	X(logo, "text", "address of the logo; empty without one", "all") \
	X(favicon, "text", "address of the site's own icon; empty when it has none", "all") \
	X(organization, "text", "[site] organization, else the title", "all") \
	X(copyright, "text", "[site] copyright", "all") \
	X(search_url, "text", "where the search form goes", "all") \
	X(api_url, "text", "where scripts ask: /api/", "all") \
	X(contact_url, "text", "address of the contact page", "all") \
	X(tags_url, "text", "address of the list of tags; empty when there are none", "all") \
	X(feed_url, "text", "address of the Atom feed; empty when no page has a date", "all") \
	X(opensearch_url, "text", "address of the description for browsers' search fields", "all") \
	X(languages, "list", "languages of the site: lang, name, dir, url, current", "all") \
	X(contact, "map", "[contact]: email, note, topics (title, venue, href, note)", "all")

#define VIEW_THEME(X) \
	X(css, "html", "the stylesheet", "all") \
	X(csp, "html", "Content-Security-Policy that fits stylesheet and settings, for a double-quoted attribute", \
	  "all") \
	X(script, "text", "address of the script", "all")

#define VIEW_TOP(X) \
	X(head, "html", "what every head has: partials/head.html", "all") \
	X(header, "html", "top of the page: partials/header.html", "all") \
	X(footer, "html", "end of the page: partials/footer.html", "all") \
	X(item, "map", "in partials/breadcrumb.html: title, url; in partials/nav_item.html also mark", "these two") \
	X(search, "map", \
	  "when the server renders search.html: query, total, partial (when the time for it was up), results (url, " \
	  "title, " \
	  "heading, excerpt, breadcrumb, solved), " \
	  "corrected and corrected_url, previous and next; otherwise none", \
	  "search") \
	X(ask, "map", \
	  "when the server renders contact.html or thank-you.html: action, topics and tiers (id, title, checked), " \
	  "venue " \
	  "(kind, title, note, email, href, link, title_field), why, expect, takes, hidden (name, value), answers " \
	  "(url, " \
	  "title, excerpt, solved), nothing (no answer was found), problems (field, label, text), failed, reference; " \
	  "subject, body, name, email, " \
	  "files: " \
	  "each value and error, files also most, types and again; otherwise none", \
	  "contact")

struct view_variable {
	const char *name; /* "page.title" */
	const char *type, *about, *pages;
};
extern const struct view_variable view_variables[];
extern const size_t view_variables_n;
/* Their names for the template compiler, NULL at the end. */
extern const char *const view_known_names[];
enum view_page_field {
#define X(name, type, about, pages) PAGE_##name,
	VIEW_PAGE(X)
#undef X
};
enum view_site_field {
#define X(name, type, about, pages) SITE_##name,
	VIEW_SITE(X)
#undef X
};
enum view_theme_field {
#define X(name, type, about, pages) THEME_##name,
	VIEW_THEME(X)
#undef X
};
/* Pages in each list of a home page. */
#define VIEW_HOME_LIST 6

/* What is the same on all pages of a language. */
struct language_view {
	struct theme_context context; /* for filters */
	struct value *site, *theme[THEME_SHEETS];
	struct str head[THEME_SHEETS], header, footer; /* rendered */
	struct str metadata;			       /* og:site_name, og:locale, … */
	struct str author_ld;			       /* author of articles as JSON-LD */
	struct str title_end;			       /* " – Acme Help", behind the title of a page */
	struct str root_title;			       /* what the home page is called in breadcrumbs */
	uint32_t promoted[VIEW_HOME_LIST], popular[VIEW_HOME_LIST], recent[VIEW_HOME_LIST],
	    recent_solved[VIEW_HOME_LIST]; /* pages, SITE_NONE behind the last */
	uint64_t key;
};

/* What is the same on all pages of a section. */
struct section_view {
	bool is_made;
	unsigned depth;		   /* 1: a language's root */
	struct str breadcrumbs;	   /* of it and all above */
	struct str breadcrumbs_ld; /* the same as JSON-LD list items */
	struct value *trail;	   /* the same as a list */
	uint64_t trail_key;	   /* of what they show */
	uint64_t pages_key;	   /* of the faces of its pages */
};

/* One entry of the side column, rendered once: the text before and behind the mark. */
struct nav_entry {
	struct str before, behind;
};

struct view {
	const struct theme *theme;
	const struct site *site;
	struct arena arena;
	struct language_view *languages;
	struct section_view *sections;
	uint32_t *position; /* of a page in its section's pages */
	struct extra_page *extras;
	uint32_t extras_n;
	struct str origin; /* of base_url: "https://help.example.com" */

	/* of the page being rendered: kept to be used again */
	struct buf metadata, content;
	/* the section that pages are being rendered of */
	uint32_t nav_section;
	struct nav_entry *nav;
	struct arena nav_arena;
};

/* A page without a source. */
enum extra_kind { EXTRA_SECTION, EXTRA_TAG, EXTRA_TAGS, EXTRA_SEARCH, EXTRA_CONTACT, EXTRA_AGENT, EXTRA_MISSING };

struct extra_page {
	enum extra_kind kind;
	uint32_t language;
	uint32_t of;   /* section or tag */
	uint32_t part; /* of a long list, from 1 */
};

/* NULL after a diagnostic (a header, footer or breadcrumb template failed). */
struct view *view_new(struct theme *theme, const struct site *site, struct diag_list *diags);
void view_free(struct view *view);

/*
 * All variables of a page: page, site, theme, head, header, footer, search. NULL after
 * a diagnostic. They are not to be changed and hold until the next page: parts of them belong
 * to the view.
 */
struct value *view_page(struct view *view, uint32_t page, struct str content, struct arena *arena,
			struct diag_list *diags);
struct value *view_extra(struct view *view, const struct extra_page *extra, struct arena *arena);
/* Whether the site has such a page, or leaves it to one of its own. */
bool view_has_extra(const struct view *view, const struct extra_page *extra);

/* A hash that depends on both and on their order. */
static inline uint64_t view_mix(uint64_t key, uint64_t more)
{
	key = (key ^ more) * 0x9E3779B97F4A7C15u;
	return key ^ key >> 29;
}

/* How many parts a list of n entries has; at least 1. */
uint32_t view_parts(const struct view *view, uint32_t n);
/* The pages that the side column shows: [*from, *to) of the section's pages. */
void view_nav_window(const struct view *view, uint32_t page, uint32_t *from, uint32_t *to);
/* "/de/search/", without base path. */
struct str view_extra_url(const struct view *view, const struct extra_page *extra, struct arena *arena);
/* A site-relative URL as it is written in pages: with base path, percent-encoded where needed. */
struct str view_url(const struct view *view, struct str url, struct arena *arena);

/* The whole address. */
struct str view_absolute(const struct view *view, struct str url, struct arena *arena);
/* Title of a section; that of a language's root is what the theme calls home. */
struct str view_section_title(const struct view *view, uint32_t section);

/* A template that knows no page, rendered for many. */
struct fragment {
	const char *name;
	uint32_t language;
	struct value *item;	/* may be NULL */
	enum theme_sheet sheet; /* whose stylesheet `theme` has */
};
/* Its text goes to `keep`. */
__attribute__((warn_unused_result)) int view_fragment(const struct view *view, const struct fragment *fragment,
						      struct str *text, struct arena *keep, struct diag_list *diags);

/* ---- metadata.c ---- */

struct metadata {
	const struct view *view;
	uint32_t language;
	uint32_t page;		 /* SITE_NONE: an extra page */
	uint32_t section;	 /* whose trail is above it; SITE_NONE: none */
	struct str absolute;	 /* the whole address */
	struct str markdown_url; /* empty: none */
	struct str title, description;
	bool noindex;
};
/* Appends the elements of page.metadata; what it makes on the way is in the arena. */
void metadata_add(struct buf *out, const struct metadata *metadata, struct arena *arena);
/* A text cut to what search engines show of a description. */
struct str metadata_description(struct str text, struct arena *arena);
/* Appends one entry of a BreadcrumbList. */
void metadata_list_item(struct buf *out, unsigned position, struct str name, struct str absolute);

#endif
