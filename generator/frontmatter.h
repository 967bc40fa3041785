/*
 * frontmatter: the block of fields at the start of a page: YAML between lines of
 * three hyphens, TOML between lines of three plus signs, JSON between hyphens or
 * in braces. All of it is optional.
 *
 * Blank lines may stand before it, as in Zola and Hugo. A thematic break is no
 * front matter: what stands between two of them must look like fields. Front matter
 * whose last line is missing is taken as far as it looks like fields, the rest stays
 * text. What a parser rejects although its meaning is plain is read line by line
 * (looseyaml.h); each such place is a warning.
 */
#ifndef WEIR_FRONTMATTER_H
#define WEIR_FRONTMATTER_H
#include "generator/fields.h"

enum frontmatter_kind { FRONTMATTER_NONE, FRONTMATTER_YAML, FRONTMATTER_TOML };

struct frontmatter {
	enum frontmatter_kind kind;
	struct str text;    /* between the fences */
	struct str body;    /* what follows */
	uint32_t body_line; /* its first line in the source, from 1 */
	bool is_unclosed;
};

/* Cuts a source (valid UTF-8, lines ending with "\n") into front matter and body; both are views of it. */
struct frontmatter frontmatter_split(struct str source);

/*
 * Reads the fields into page. config as in fields_apply(). Never fails: what cannot
 * be read is a warning.
 */
void frontmatter_read(struct page *page, const struct frontmatter *frontmatter, const struct config *config,
		      struct reporter *reporter, struct arena *arena);

#endif
