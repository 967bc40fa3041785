/*
 * node: front matter as it was written: scalars keep their text, so that the
 * field they belong to decides what they are ("NO" stays a title, 1.10 a
 * version). Made by plainyaml, yamltree, looseyaml or from TOML; read by fields.
 *
 * All of it lives in one arena; texts are views of the source where they can be.
 */
#ifndef WEIR_NODE_H
#define WEIR_NODE_H
#include "common/arena.h"

struct value;

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool plain;	 /* scalar without quotes: may be a number, a date, nothing */
	uint32_t at;	 /* offset in the source */
	struct str text; /* of a scalar */
	uint32_t n;	 /* items of a list or map */
	struct node *first, *last;
	/* as an item */
	struct node *next;
	struct str key; /* absent in lists */
	uint32_t key_at;
	const struct node *same_key; /* an earlier item of the map with this key */
	/* from TOML, which knows types */
	const struct value *typed;
};

struct node *node_new(struct arena *arena, enum node_kind kind, size_t at);
struct node *node_scalar(struct arena *arena, struct str text, bool plain, size_t at);
/* Adds an item to a list or map; false (and not added) when it has LIMIT_FRONT_MATTER_ITEMS. */
bool node_add(struct node *parent, struct node *item);
/* Not there: an empty plain scalar, "~", "null". */
bool node_is_null(const struct node *node);
/*
 * As a value for templates: plain scalars become null, true, false, numbers and
 * days as in YAML 1.2 (yes and no stay words), everything else a string.
 */
struct value *node_value(struct arena *arena, const struct node *node);
/* Same tree: kinds, texts, keys and places. */
bool node_eq(const struct node *a, const struct node *b);

#endif
