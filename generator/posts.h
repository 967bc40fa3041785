/*
 * posts: pages of Jekyll's `_posts` folders, "news/_posts/2024-01-31-title.md".
 *
 * Weir publishes them at /news/posts/2024-01-31-title/, for there may be a post of
 * that name for each date. What Jekyll would have published is what people have
 * linked to: it is an alias, or the page's own URL where a permalink field says so.
 */
#ifndef WEIR_POSTS_H
#define WEIR_POSTS_H
#include "generator/page.h"

/* Whether the file lies in a folder `_posts`. */
bool posts_is_post(struct str path);

/* "/:categories/:year/:title/" or the name of one of Jekyll's patterns ("pretty"). */
bool posts_is_pattern(struct str permalink);
/*
 * The path that a pattern stands for. categories: those of the front matter; the folders above `_posts` come before
 * them. Absent when it has a placeholder that is not known, or names a date and the page has none.
 */
struct str posts_permalink(const struct page *page, struct str pattern, const struct str_list *categories,
			   struct arena *arena);

#endif
