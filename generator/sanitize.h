/*
 * sanitize: raw HTML of a page, by an allow list of elements and attributes.
 *
 * Nothing is copied: tags are read, looked up and written anew, always balanced,
 * so what a browser sees is what was checked. What is not allowed loses its tag
 * and keeps its text (script and style lose their content too), with a
 * diagnostic that names it; a name that HTML does not know ("<port>") is shown
 * as the text that its writer meant. Comments go silently. href and src become
 * holes like any link of the page.
 *
 * An element may span several markdown blocks: it stays open on writer->open
 * until its end tag or the end of the markdown block that it was opened in.
 */
#ifndef WEIR_SANITIZE_H
#define WEIR_SANITIZE_H
#include "generator/markdown_writer.h"

/* A piece of raw HTML that stands at byte `at` of the source text (or near, for the search for exact places). */
void sanitize_html(struct writer *writer, struct str html, size_t at, bool is_block);
/*
 * HTML that is published as it is written, but that its links and images lead where
 * those of markdown would. Its text goes to search, its ids are anchors; a note for
 * what the page's security policy keeps browsers from running.
 */
void sanitize_trusted(struct writer *writer, struct str html, size_t at);
/* Closes what was opened in the block that now ends: everything at writer->depth and deeper. */
void sanitize_close(struct writer *writer);
/* A markdown block element (a heading) begins here: what cannot contain it is closed. */
void sanitize_before_block(struct writer *writer);
void sanitize_before_heading(struct writer *writer);
/* An <a> from raw HTML is open: no other link can begin. */
bool sanitize_in_link(const struct writer *writer);
/* A ::: block has been opened; `close` is written when it ends. */
void sanitize_container_open(struct writer *writer, struct str close);
/* Only a line of its own can end the block opened last, ":::name" at byte `at` of the source: a note when none does. */
void sanitize_container_needs_end(struct writer *writer, struct str name, size_t at);
/* False: none is open. */
bool sanitize_container_close(struct writer *writer);

/*
 * Writes what the attribute list of a link or picture says, ".class width=300", as attributes of the element "a" or
 * "img" that is being written: classes, sizes, a title. `at`: where it stands, for a note about styles.
 */
void sanitize_attribute_list(struct writer *writer, const char *element, struct str list, size_t at);

/* May a link lead there: http(s), mailto, tel, ftp and everything without a scheme. For images also data: of raster
 * formats. */
bool sanitize_url_is_safe(struct str url, bool is_image);

#endif
