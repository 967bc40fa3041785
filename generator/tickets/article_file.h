/*
 * article_file: pages that an import wrote into the content folder, and whether
 * somebody has edited them since.
 *
 * A page that was imported has a line `imported: "SYSTEM DIGEST"` in its front
 * matter; the digest is of the file without that line. So every clone of the site
 * knows without a record elsewhere what may be replaced: a file whose digest does
 * not fit was edited, one without the line is a writer's own.
 */
#ifndef WEIR_TICKETS_ARTICLE_FILE_H
#define WEIR_TICKETS_ARTICLE_FILE_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/map.h"

struct config;

enum { ARTICLE_DIGEST_DIGITS = 32 };

struct article_file {
	struct str path;			/* below the content folder */
	struct str id;				/* of its front matter */
	struct str system;			/* "" when it was not imported */
	struct str alias;			/* the first of its old addresses; "" when there is none */
	char digest[ARTICLE_DIGEST_DIGITS + 1]; /* as it says */
	bool is_edited;
};

struct article_files {
	struct arena arena;
	struct map by_id;    /* "ID/LANGUAGE" -> struct article_file * */
	struct map by_alias; /* "SYSTEM ALIAS" -> the same */
	struct map by_path;  /* of all that is no folder -> the same; NULL: not a page that can be read */
};

/* Looks at all pages of the content folder. -1 with errno when it cannot be read; one that is not there has none. */
__attribute__((warn_unused_result)) int article_files_load(struct article_files *files, int site,
							   const struct config *config);
void article_files_release(struct article_files *files);
/* NULL when there is none. language: a code of the settings. */
const struct article_file *article_files_find(const struct article_files *files, struct str id, struct str language);

/* The page that an import of a system wrote for an old address. NULL when there is none. */
const struct article_file *article_files_find_alias(const struct article_files *files, struct str system,
						    struct str alias);

/* Of a page's text without the line. */
void article_file_digest(char digest[ARTICLE_DIGEST_DIGITS + 1], struct str text);
/* The page with the line; text begins with front matter. */
void article_file_format(struct buf *out, struct str text, struct str system, const char *digest);
/* The code of the language in which a page is written, by its path: "x.de.md", "de/x.md". */
struct str article_file_language(const struct config *config, struct str path);
/* Whether a name says of a page that it is its folder's, or what language it is in: a title must not say that. */
bool article_file_is_telling(const struct config *config, struct str path);

#endif
