/*
 * markdown_myst: what MyST has within text that no other markdown has:
 *
 *     (label)=                  a name for what follows, for links from any page of the site
 *     {doc}`../install`         the page, by its title
 *     {ref}`Text <label>`       the place that is called so
 *     {kbd}`Ctrl+C`             what kind of thing the code is
 *
 * Links to labels keep MyST's way to write them, "(label)=", as their target: links.c finds the place. Roles that
 * are not known stay as they are written.
 */
#ifndef WEIR_MARKDOWN_MYST_H
#define WEIR_MARKDOWN_MYST_H
#include "generator/markdown_tags.h"

/* Can it be a label? */
bool myst_is_label(struct str name);
/* The name in a target "(label)=", absent when it is another one, and such a target. */
struct str myst_label_of(struct str target);
struct str myst_label_target(struct arena *arena, struct str label);
/* A line "(label)=" becomes a marker; false when it is none. */
bool myst_take_label(struct rewriter *rewriter, size_t at, size_t end);
/* At a '{': true when a role begins there; it is replaced and *at is moved behind it. */
bool myst_take_role(struct rewriter *rewriter, size_t *at);

#endif
