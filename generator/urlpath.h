/*
 * urlpath: paths on the site as people write them (permalinks, aliases, links)
 * and the paths that are Weir's own.
 *
 * A clean path begins with '/', has no empty, "." or ".." part, no control
 * character, backslash, query or fragment, is percent-decoded UTF-8, and ends
 * without '/' but for the root itself. What is not clean is refused with a
 * reason, never repaired: it becomes the name of a file.
 */
#ifndef WEIR_URLPATH_H
#define WEIR_URLPATH_H
#include "common/arena.h"
#include "generator/config.h"

/*
 * Sets *path to the clean form of `written`; a missing '/' in front is added.
 * Otherwise returns what is wrong with it, to stand behind "it"; NULL when all is well.
 */
const char *urlpath_clean(struct arena *arena, struct str written, struct str *path);
/* "help.acme.example:81" of "https://help.acme.example:81/docs"; "" where a URL has none. A slice of it. */
struct str urlpath_host(struct str url);
/* "/docs/a" of "https://help.acme.example/docs/a?b#c"; of one without a host what stands before '?' and '#'. */
struct str urlpath_of(struct str url);
/* Percent-decoded; invalid escapes stay as they are. s itself when there is none. */
struct str urlpath_decode(struct arena *arena, struct str s);
/* The last part has an extension that web servers serve as a page: ".html", ".php", … */
bool urlpath_is_file(struct str path);
/* A URL ("/search/") on which Weir itself puts something, in any language; NULL, or what it is. */
const char *urlpath_reserved(const struct config *config, struct str url);
/* Whether it is a page that Weir would make (search, contact, agent, tags) and leaves to a page of the site's own. */
bool urlpath_is_replaceable(const struct config *config, struct str url);
/* A path on which the site has something that is no page: "/search?q=x", "/feed.xml", "/api/search". */
bool urlpath_is_known(const struct config *config, struct str url);
/* Writes a relative path seen from a folder ("a/b", "../c") as a path from the root; false when it leads above it. */
bool urlpath_join(struct buf *out, struct str folder, struct str relative);

#endif
