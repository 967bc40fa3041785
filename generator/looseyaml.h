/*
 * looseyaml: front matter that YAML rejects although its meaning is plain:
 * colons and special characters without quotes, tabs, quotes that are not closed,
 * template tags, lines that went on without indentation.
 *
 * The text is cut into fields (a line "name: …" and what belongs to it). A field
 * that is valid YAML by itself is read as such, so that one bad line spoils
 * nothing else; the others are read as they look. Each of these is a warning that
 * says what is wrong where. Linear in the size of the text.
 */
#ifndef WEIR_LOOSEYAML_H
#define WEIR_LOOSEYAML_H
#include "generator/node.h"
#include "generator/reporter.h"

struct yamltree_problem;

/*
 * Always gives a map. `why` is what the YAML parser said about the whole text; it is
 * reported when no field by itself is at fault. Places are offsets in text plus `at`.
 */
struct node *looseyaml_read(struct str text, size_t at, const struct yamltree_problem *why, struct reporter *reporter,
			    struct arena *arena);

#endif
