/*
 * page: one source file of the content folder as plain data.
 *
 * Made by a worker process (read, charset, front matter, markdown), sent to the
 * main process with page_pack(), completed there by resolve (the part "after
 * resolve"), and const from then on. It holds no markdown tree and no HTML: the
 * body's HTML waits in the worker's spill file (body), with holes where links
 * go (links[].hole), so that a page is parsed once.
 *
 * Strings are views into the page's arena or into packed bytes; page_unpack()
 * copies nothing.
 */
#ifndef WEIR_PAGE_H
#define WEIR_PAGE_H
#include "common/diag.h"
#include "common/value.h"

struct str_list {
	struct str *at;
	uint32_t n;
};

enum page_kind {
	PAGE_ARTICLE,
	PAGE_SECTION, /* index.md or _index.md, or made for a folder that has none */
	PAGE_HOME,    /* the section page of a language's root */
	PAGE_SOLVED,  /* kind: solved, an anonymised solved ticket */
};

struct heading {
	struct str text; /* plain */
	struct str id;	 /* unique in the page, without '#' */
	uint8_t level;	 /* 1 to 6 */
};

enum link_kind {
	LINK_TO,
	LINK_IMAGE,
	LINK_TITLE, /* no address: the text of the link in front of it, which has none of its own: what its target is
		       called */
};

/* One destination in the body. Holes come in ascending order. */
struct link {
	struct str target;     /* as written, entities and backslashes decoded */
	uint32_t hole;	       /* offset in the body HTML where the escaped URL is put, or the title */
	uint32_t line, column; /* in the source file, from 1 */
	enum link_kind kind;
	/* after resolve */
	struct str url; /* what to write: site-relative, external or as it was, or the title; not escaped */
};

/* What search finds: the text under one heading. */
struct passage {
	struct str anchor;   /* the heading's id; empty for what stands before the first */
	struct str headings; /* "Install › On Linux", empty before the first */
	struct str text;     /* plain text, blocks separated by newlines; no markup, no control characters */
};

/* Where a parse worker put what is too large for the main process: HTML, then passages, then text. */
struct body {
	uint32_t spill;		  /* which worker's spill file + 1; 0: the page was not parsed in this build */
	uint64_t offset;	  /* in it */
	uint32_t html_length;	  /* the HTML with holes */
	uint32_t passages_length; /* build.c packs them there, page_pack() leaves them out */
	uint32_t text_length;	  /* the source as UTF-8 without front matter, for index.md */
};

/* Front matter that is a string: field, its name in files, what it is. */
#define PAGE_STRINGS(X) \
	X(title, "title", "headline of the page") \
	X(id, "id", "permanent name, for /a/<id>/") \
	X(description, "description", "one or two sentences for lists and search engines") \
	X(slug, "slug", "last part of the URL") \
	X(lang, "lang", "BCP 47 language tag") \
	X(translation_of, "translation_of", "path or id of the page that this one translates") \
	X(product, "product", "product that the page is about") \
	X(version, "version", "version that the page is about") \
	X(audience, "audience", "for whom it is written") \
	X(layout, "layout", "template to use instead of the kind's own") \
	X(owner, "owner", "who keeps it right") \
	X(section, "section", "section to list it under instead of its folder") \
	X(url, "url", "site-relative URL asked for by another tool's permalink field")

#define PAGE_LISTS(X) \
	X(aliases, "aliases", "old URLs that redirect here") \
	X(tags, "tags", "topics") \
	X(keywords, "keywords", "words to be found by, not shown") \
	X(related, "related", "paths or ids of pages to show beside it")

#define PAGE_DATES(X) \
	X(date, "date", "first published") \
	X(lastmod, "lastmod", "last changed") \
	X(publish_on, "publish_on", "not published before") \
	X(expires_on, "expires_on", "not published after") \
	X(verify_by, "verify_by", "to be checked again by its owner")

#define PAGE_FLAGS(X) \
	X(draft, "draft", "not published") \
	X(promoted, "promoted", "shown on the home page and first in search") \
	X(noindex, "noindex", "left out of search and sitemap") \
	X(no_toc, "toc", "false: no table of contents") \
	X(retired, "retired", "true: the page is gone on purpose; its URL and id may be lost")

/* Where a field stands in the source file, from 1; 0: nowhere, or not known. */
struct field_place {
	uint16_t line, column;
};

/* Of what a page has although nobody wrote it: nothing is said of it, and it gives way to what was written. */
#define FIELD_PLACE_MADE ((struct field_place){0, 1})

/* Fields that can clash with those of other pages: messages point to them. */
enum placed_field { PLACED_id, PLACED_slug, PLACED_url, PLACED_translation_of, PLACED_FIELDS_N };

struct page {
	struct str path;    /* below content/, with '/': "billing/refunds.de.md" */
	const int *content; /* the open content folder, for what the text includes; NULL: nothing is. Not packed */
	uint32_t file;	    /* index in discovery.files + 1; 0: made by resolve. Not packed */
	enum page_kind kind;
#define X(field, name, about) struct str field;
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) struct str_list field;
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) struct date field;
	PAGE_DATES(X)
#undef X
#define X(field, name, about) bool field;
	PAGE_FLAGS(X)
#undef X
	bool has_weight;
	int32_t weight;
	struct str title_marked; /* the title with backticks around code, when it has any (title.h) */
	bool id_is_foreign;	 /* it is another tool's: `uid` of DocFX, not `id` */
	bool is_of_docusaurus; /* has fields that only Docusaurus knows, whose ids are unique in their folders alone */
	bool title_is_from_heading; /* the first h1 was taken as title and left out of the body */
	bool title_is_made;	    /* of the file's name, which is not written as titles are: there is no other */
	struct field_place places[PLACED_FIELDS_N];
	struct field_place *alias_places, *related_places; /* of each item; NULL: not known */
	struct value *params; /* keys that Weir does not know, for the theme; NULL when none */

	struct heading *headings;
	struct link *links;
	struct passage *passages;
	uint32_t headings_n, links_n, passages_n;
	struct str_list anchors;  /* other ids in the body, from raw HTML: links may lead to them too */
	struct str_list includes; /* files that its text comes from, too, with stamps: markdown_includes.h */
	struct str_list labels;	  /* of MyST, each behind it what its heading says: names for any page of the site */
	struct str summary;	  /* plain text of the first paragraph, cut to 300 bytes */
	uint32_t words;
	struct str text; /* the source as UTF-8 without front matter; set by reader_read(), not packed */
	struct body body;

	/* From the file, for the build cache. */
	uint64_t source_low, source_high; /* hash128 of the bytes */

	/* Diagnostics found while reading, with their texts. */
	struct diag *diags;
	uint32_t diags_n;
};

struct arena;

/*
 * Appends the page as bytes, without passages, text and links[].url; host byte order, read back
 * only by the same program on the same machine.
 */
void page_pack(struct buf *out, const struct page *page);
/* Are the packed bytes, which are not looked through, of a page with includes? */
bool page_has_includes(struct str packed);
/*
 * Fills a page from packed bytes: strings point into `packed`, arrays and params
 * are made in the arena. False when the bytes are damaged (a cache cut off): then
 * the page is unusable.
 */
__attribute__((warn_unused_result)) bool page_unpack(struct page *page, struct str packed, struct arena *arena);
/* The same without headings, links and diagnostics. */
__attribute__((warn_unused_result)) bool page_unpack_face(struct page *page, struct str packed, struct arena *arena);

#endif
