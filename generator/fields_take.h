/*
 * fields_take: how the value of a front matter field becomes what a page says, for each kind of field. fields.c
 * has the names that stand for them and goes through a page's front matter.
 */
#ifndef WEIR_FIELDS_TAKE_H
#define WEIR_FIELDS_TAKE_H
#include "generator/fields.h"
#include "generator/reporter.h"

enum target {
#define X(field, name, about) TO_##field,
	PAGE_STRINGS(X) PAGE_LISTS(X) PAGE_DATES(X) PAGE_FLAGS(X)
#undef X
	    TO_weight,
	TO_kind,
	TO_charset,
	TARGETS_N
};

struct field_target {
	const char *name;
	size_t offset; /* in struct page */
};

extern const struct field_target fields_targets[TARGETS_N];

struct applying {
	struct page *page;
	const struct config *config;
	struct reporter *reporter;
	struct arena *arena;
	uint8_t ranks[TARGETS_N];   /* rank + 1 of the name a field was set by, 0: not yet */
	const struct node *pattern; /* a permalink that has to be filled in when all else is known; NULL: none */
};

struct name;

/* Puts a value into the page. False when it stays among the params. */
typedef bool take_function(struct applying *applying, const struct name *name, const struct node *node);

struct name {
	struct str name; /* as usually written; a dot stands before a name inside a table */
	take_function *take;
	enum target target;
	uint8_t rank; /* 0: Weir's own; the lower one wins */
};

take_function fields_take_text, fields_take_line, fields_take_prose, fields_take_joined;
take_function fields_take_lang, fields_take_url, fields_take_slug, fields_take_list;
take_function fields_take_aliases, fields_take_date, fields_take_american_date, fields_take_weight;
take_function fields_take_flag, fields_take_draft, fields_take_publish_on, fields_take_unless, fields_take_published,
    fields_take_status;
take_function fields_take_robots, fields_take_hide, fields_take_render, fields_take_kind;
take_function fields_take_nothing, fields_take_spare;

/* A field by Weir's own name for it; by another tool's. `taken_as`: line for fields_take_line. */
/* clang-format off */
#define OWN(field, taken_as) {{#field, sizeof(#field) - 1}, fields_take_##taken_as, TO_##field, 0}
#define OTHER(field, rank, taken_as, spelled) {{spelled, sizeof(spelled) - 1}, fields_take_##taken_as, TO_##field, rank}
/* clang-format on */

/* Sets a field's text unless a name nearer to Weir's own has; false then. */
bool fields_set_text(struct applying *a, const struct name *name, struct str text);
/* A pattern of permalinks that cannot be filled in: reported. Always false. */
bool fields_refuse_pattern(struct applying *a, const struct node *node);

/* In the place of an offset: it stands nowhere, but follows from the file's name. */
#define MADE_UP SIZE_MAX

/* A list that grows, and where its items stand. */
struct listing {
	struct applying *a;
	struct str_list *list;
	struct field_place **places; /* NULL: nobody asks */
	uint32_t room;
};

struct listing fields_listing_of(struct applying *a, const struct name *name);
/* Adds an item that is not there yet; `at` is its offset in the source, or MADE_UP. */
void fields_add_item(struct listing *to, struct str item, size_t at);

#endif
