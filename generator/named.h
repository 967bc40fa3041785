/*
 * named: what site.toml names and the site does not have: a logo that is no file,
 * a pinned page that is none, an outdated version that no page is about. Each is
 * most often mistyped or was renamed, and would do nothing without a word.
 */
#ifndef WEIR_NAMED_H
#define WEIR_NAMED_H
struct diag_list;
struct site;

/* Warnings with their places in site.toml. The site is whole but for what is rendered. */
void named_check(const struct site *site, struct diag_list *diags);

#endif
