/*
 * yamltree: YAML to nodes through libyaml's events, and nothing else of libyaml.
 *
 * Anchors, aliases, tags, merge keys and nesting below LIMIT_FRONT_MATTER_DEPTH
 * are refused: libyaml is quadratic in some of them and no help page needs them.
 * A refusal that leaves the value readable (an anchor, a tag before a scalar) is
 * noted and the value kept; the parser stops at nothing else than what it cannot
 * understand.
 */
#ifndef WEIR_YAMLTREE_H
#define WEIR_YAMLTREE_H
#include "generator/node.h"

struct yamltree_problem {
	struct str message; /* static or in the arena */
	size_t at;	    /* offset as in nodes */
	bool is_refusal;    /* valid YAML, but not for front matter */
};

/* Collects refusals that did not stop the parser. */
struct yamltree_notes {
	struct yamltree_problem at[20];
	uint32_t n;
};

/*
 * The tree of the one document in text (NULL for an empty one), or false and the
 * problem. Places are offsets in text plus `at`. Texts are copied into the arena.
 */
__attribute__((warn_unused_result)) bool yamltree_parse(struct str text, size_t at, struct arena *arena,
							struct node **tree, struct yamltree_notes *notes,
							struct yamltree_problem *problem);

#endif
