/*
 * feeds_parts: the larger files of feeds.c, one pair of functions each: the key
 * (a hash of what the file shows) and the bytes. Only feeds.c calls them.
 */
#ifndef WEIR_FEEDS_PARTS_H
#define WEIR_FEEDS_PARTS_H
#include "generator/site.h"

/* sitemap.c. Without parts sitemap.xml has the addresses, else it is the index of sitemap-1.xml, … */
uint32_t sitemap_parts(const struct site *site);
uint64_t sitemap_key(const struct site *site, uint32_t unused);
void sitemap_write(const struct site *site, uint32_t unused, struct buf *out);
void sitemap_write_part(const struct site *site, uint32_t part, struct buf *out);

/* atom.c: the newest pages of a language. */
uint64_t atom_key(const struct site *site, uint32_t language);
void atom_write(const struct site *site, uint32_t language, struct buf *out);

/* llms.c: the site for language models (llmstxt.org). */
uint64_t llms_key(const struct site *site, uint32_t unused);
void llms_write(const struct site *site, uint32_t unused, struct buf *out);

/* An address as XML text. */
void feeds_add_address(struct buf *out, const struct site *site, struct str url);
/* "2026-11-21T00:00:00Z"; the first day of 1970 when absent. */
void feeds_add_time(struct buf *out, struct date date);
/* <name>text</name> and a newline. */
void feeds_add_element(struct buf *out, const char *indent, const char *name, struct str text);

#endif
