/*
 * feeds: the files of the site that are not pages: sitemap.xml (with parts above
 * 50,000 addresses), feed.xml (Atom) of every language, robots.txt,
 * opensearch.xml, llms.txt, _redirects (Netlify, Cloudflare), redirects.nginx.map
 * and a small HTML page for every redirect and permalink ("/a/<id>/").
 *
 * Same site, same bytes: what they call "now" is the newest date of the content.
 * Each file has a key that changes when its bytes would, so that the caller can
 * leave out what is unchanged without making it.
 */
#ifndef WEIR_FEEDS_H
#define WEIR_FEEDS_H
#include "generator/site.h"

struct feed {
	struct str path; /* below public/: "sitemap.xml", "a/refunds-1/index.html" */
	uint64_t key;
	uint16_t kind;	/* what feeds.c writes */
	uint32_t which; /* language, part, redirect */
};

struct feed_list {
	struct feed *at;
	uint32_t n;
};

/* All files that the site has, in a fixed order. */
struct feed_list feeds_list(const struct site *site, struct arena *arena);
/* Appends the bytes of one. */
void feeds_write(const struct site *site, const struct feed *feed, struct buf *out);

#endif
