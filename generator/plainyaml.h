/*
 * plainyaml: the YAML that nearly all front matter is, read without libyaml in a
 * fraction of its time: lines of `key: value` with values on one line that have no
 * special characters, quotes without escapes, lists of such values in brackets or
 * with hyphens, comments.
 *
 * Whatever it accepts it reads exactly as yamltree does (tests/unit/test_yaml.c
 * and fuzz_frontmatter compare the trees); whatever it is not sure of it refuses.
 */
#ifndef WEIR_PLAINYAML_H
#define WEIR_PLAINYAML_H
#include "generator/node.h"

/*
 * The map that text is, or NULL when it is not plain. Places are offsets in text
 * plus `at`. Texts are views of `text`.
 */
struct node *plainyaml_parse(struct str text, size_t at, struct arena *arena);

#endif
