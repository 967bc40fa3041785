/*
 * htmltags: what Weir knows of HTML: its elements, which of them are allowed and
 * what they are to each other, their attributes; and the reader of tags.
 *
 * Tables and pure functions; sanitize.c does the rest.
 */
#ifndef WEIR_HTMLTAGS_H
#define WEIR_HTMLTAGS_H
#include "common/str.h"

enum element_flag {
	VOID = 1 << 0,	  /* has no end tag */
	BLOCK = 1 << 1,	  /* ends an open <p>; cannot stand inside <strong> and the like */
	DROP = 1 << 2,	  /* the tag goes, its text stays */
	GONE = 1 << 3,	  /* its content goes too */
	QUIET = 1 << 4,	  /* no diagnostic: nothing is lost that a reader would miss */
	EMBED = 1 << 5,	  /* shows another page: becomes a link to it */
	FOREIGN = 1 << 6, /* its descendants are not HTML */
};

/* What an element is to the others: who ends whom, who may stand where. */
enum group {
	G_NONE,
	G_P,
	G_HEADING,
	G_LINK,
	G_LIST,
	G_ITEM,
	G_TERMS,
	G_TERM,
	G_TABLE,
	G_ROWS,
	G_ROW,
	G_CELL,
	G_CAPTION,
	G_DETAILS,
	G_SUMMARY,
	G_FIGURE,
	G_FIGCAPTION,
	G_MEDIA,
	G_RUBY_PART,
	G_PRE,
};
#define G(group) (1u << (group))

enum attribute_bit {
	A_GLOBAL = 1 << 0,
	A_HREF = 1 << 1,
	A_SRC = 1 << 2,
	A_ALT = 1 << 3,
	A_SIZE = 1 << 4,
	A_SPAN = 1 << 5,
	A_CELL = 1 << 6,
	A_LIST = 1 << 7,
	A_VALUE = 1 << 8,
	A_OPEN = 1 << 9,
	A_TIME = 1 << 10,
	A_ALIGN = 1 << 11,
	A_NAME = 1 << 12,
	A_MEDIA = 1 << 13,
	A_SOURCE = 1 << 14,
};

struct element {
	const char *name;
	const char *as; /* the element that it becomes, NULL: itself */
	unsigned flags, attributes;
	enum group group;
};

struct attribute_rule {
	const char *name;
	unsigned bit; /* of the elements that may have it */
	enum attribute_kind {
		ATTRIBUTE_TEXT,
		ATTRIBUTE_NUMBER,
		ATTRIBUTE_LENGTH, /* in pixels */
		ATTRIBUTE_FLAG,
		ATTRIBUTE_WORD,
		ATTRIBUTE_CLASS,
		ATTRIBUTE_ALIGN, /* becomes a class */
	} kind;
};

#define ATTRIBUTES_MAX 24

struct attribute {
	struct str name, value; /* as written, entities not decoded; value absent when there is none */
};

struct html_tag {
	struct str name;
	bool is_end;
	struct attribute attributes[ATTRIBUTES_MAX]; /* the first ones */
	size_t n;
};

/* By its name in any letter case; NULL when HTML does not know it. */
const struct element *htmltags_find(struct str name);
/* A number for an element, below 256, and the element of a number. */
uint8_t htmltags_index(const struct element *element);
const struct element *htmltags_at(uint8_t index);
/* What is written for it: <center> is a <div>. */
const char *htmltags_written(const struct element *element);
/* Besides id, name, href and src; bits: element->attributes. NULL when it is not allowed. */
const struct attribute_rule *htmltags_rule(struct str name, unsigned bits);

/* The tag that begins at html.s[at] ("<"); the offset behind it, or 0 when it is none. */
size_t htmltags_read(struct str html, size_t at, struct html_tag *tag);
/* NULL when the tag has none of that name. */
const struct attribute *htmltags_attribute(const struct html_tag *tag, struct str name);
/* Has an attribute before the i-th the same name? The first of each counts. */
bool htmltags_is_repeated(const struct html_tag *tag, size_t i);
/* Behind a comment or declaration ("<!--", "<!", "<?") that begins at i; 0 when it does not end. */
size_t htmltags_skip_declaration(struct str html, size_t i);
/* The end tag of <script> or <style>, from `from` on, or the end of the text. */
size_t htmltags_skip_content(struct str html, size_t from, struct str name);

#endif
