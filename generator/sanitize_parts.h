/*
 * sanitize_parts: what HTML by the allow list (sanitize.c), trusted HTML (sanitize_trusted.c) and components
 * (sanitize_component.c) have in common.
 */
#ifndef WEIR_SANITIZE_PARTS_H
#define WEIR_SANITIZE_PARTS_H
#include "generator/htmltags.h"
#include "generator/sanitize.h"

/* "<" that begin no tag, in one piece of HTML, before the rest is taken as text: each costs a look to the end. */
#define FALSE_TAGS_MAX 64

struct piece_reader {
	struct str html;
	size_t at;    /* of the piece in the source */
	size_t shift; /* by which the newest tag stood behind where it would without its containers' marks */
	size_t i;
	size_t last_end; /* behind the last ">": no tag ends beyond it */
	unsigned false_tags;
	bool is_block;
};

/* Where byte i of the piece stands in the source; the piece may have lost the marks of its containers. */
size_t sanitize_place(struct writer *writer, struct piece_reader *reader, size_t i);
/* Text with its character references resolved, in place of what `out` had. */
void sanitize_decode(struct str raw, struct buf *out);
/* Plain text of HTML text: white space collapses as in a browser. */
void sanitize_plain(struct writer *writer, struct str text);
/* An attribute's decoded value, in the page's arena; empty when the tag has none. */
struct str sanitize_value(struct writer *writer, const struct html_tag *tag, const char *name);
/* The id or name of the tag, now one of the page's; empty when it has none that is good. */
struct str sanitize_claim_id(struct writer *writer, const struct element *element, const struct html_tag *tag);
/* A link of that text. */
void sanitize_link(struct writer *writer, struct str url, struct str text, size_t at);
/*
 * Writes what the tag of a component says in its attributes. Where it leads, when what it contains is that link's text;
 * else absent.
 */
struct str sanitize_component(struct writer *writer, const struct html_tag *tag, bool is_block, size_t at);
/* The same of one that HTML has an element for, <Video caption="…"/>: its caption. */
void sanitize_component_caption(struct writer *writer, const struct html_tag *tag, bool is_block);

#endif
