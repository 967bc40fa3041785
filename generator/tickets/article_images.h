/*
 * article_images: the images and other attachments of articles, in a folder where
 * somebody has downloaded them, found by what a help centre's addresses say.
 *
 *     /hc/article_attachments/360012/a.png    360012/a.png, 360012-a.png, 360012.png, 360012, a.png
 *     /hc/article_attachments/360012          360012/…, 360012-….…, 360012.png, 360012, its name when it is told
 *     https://…/hubfs/images/a.png            …/images/a.png, a.png
 *
 * Only regular files below the folder are seen, links are not followed. A name that
 * several files have, without an id, is none. Markdown and HTML are never found:
 * beside a page they would be pages of the site.
 */
#ifndef WEIR_TICKETS_ARTICLE_IMAGES_H
#define WEIR_TICKETS_ARTICLE_IMAGES_H
#include "common/arena.h"
#include "common/buf.h"

struct article_images;

/* Lists a folder; NULL with errno when it cannot be opened. */
struct article_images *article_images_open(const char *folder);
void article_images_close(struct article_images *images);
/* The name that an attachment has, for addresses that tell its id alone. Copied. */
void article_images_name(struct article_images *images, struct str id, struct str name);
/* The path of a file below the folder; absent: there is none. Lives as long as the images. */
struct str article_images_find(struct article_images *images, struct str url);
/* The name under which it can stand beside any page: its id and its own name. */
struct str article_images_page_name(struct arena *arena, struct str path);
/* -1 with errno. */
__attribute__((warn_unused_result)) int article_images_read(struct article_images *images, struct str path,
							    struct buf *out);

#endif
