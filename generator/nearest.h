/*
 * nearest: which file a wrong path probably meant, for "did you mean".
 *
 * First a file of the same name elsewhere (letter case and extension apart), the
 * one whose folders agree best; then a file of the same folder whose name differs
 * by few letters. Bounded work: a site with thousands of broken links costs
 * milliseconds, and later ones get no typing errors guessed.
 */
#ifndef WEIR_NEAREST_H
#define WEIR_NEAREST_H
#include "generator/site.h"

struct arena;
struct nearest;

struct nearest *nearest_new(const struct site *site, struct arena *arena);
void nearest_free(struct nearest *nearest);
enum nearest_kind {
	NEAREST_ANY,
	NEAREST_BELOW_SAME, /* a name of many words, or a folder in common: "/dotnet/api/string" is of another site */
	NEAREST_ASSET,	    /* no page */
};

/* A path below content/, or absent. `wanted` is such a path too. */
struct str nearest_path(struct nearest *nearest, struct str wanted, enum nearest_kind kind);
/* `path` as it would be written in a file of `folder`: "../other/x.md". */
void nearest_relative(struct buf *out, struct str folder, struct str path);

#endif
