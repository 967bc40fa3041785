/*
 * files: the static files of the site, for --static. Opened beneath the site's
 * folder and nowhere else (openat2), no links followed, no dotfiles, none of what is
 * for servers (search.db, redirect maps). Precompressed copies by Accept-Encoding,
 * ETag and Last-Modified, one range, for ever for what carries its fingerprint in
 * its name.
 */
#ifndef WEIR_FILES_H
#define WEIR_FILES_H
#include "common/arena.h"
#include "search/http.h"

struct files_site {
	int folder;	  /* that holds the site's */
	const char *name; /* of the site's folder in it */
	struct str base_path;
	struct str csp; /* of HTML pages */
};

/*
 * Answers GET and HEAD for a path below base_path. Always answers: 404 with the
 * site's own page for it, unless JSON is wanted. Other errors are a status, and the
 * headers that go with it. The path is as it came, percent-escaped.
 */
void files_answer(const struct files_site *site, const struct http_request *request, struct http_reply *reply,
		  struct arena *arena);
/* Whether a folder of the site has that path. */
bool files_is_folder(const struct files_site *site, struct str path);
/* The 404 page alone; false when the site has none. */
bool files_missing(const struct files_site *site, struct str path, struct http_reply *reply, struct arena *arena);

/* ---- for the tests ---- */

enum files_coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI };
/* The codings that Accept-Encoding allows, as bits 1 << coding. */
unsigned files_codings(struct str accept);
/* Whether a name carries the fingerprint of its content: "app.0d8cc092.js". */
bool files_is_immutable(struct str path);
/* Whether a list of entity tags has one ("*" has all). */
bool files_has_tag(struct str list, struct str tag);

#endif
