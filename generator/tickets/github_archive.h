/*
 * github_archive: GitHub's migration archives, which organisations and owners of an
 * account get (issues_000001.json, issue_comments_000001.json, users_000001.json …).
 *
 * A record says its kind in "type", and names others by their addresses: an issue's
 * "user" is "https://github.com/octocat". Nothing in a comment says who is of the
 * team; members of the organisation and of its teams are, and who may write to the
 * repository. Issues of a private repository were never public and count as
 * private, and so do those of one that the archive does not tell of; so repositories
 * are read first.
 */
#ifndef WEIR_TICKETS_GITHUB_ARCHIVE_H
#define WEIR_TICKETS_GITHUB_ARCHIVE_H
#include "common/str.h"

struct reading;
struct value;

/* repositories_000001.json */
bool github_archive_is_first(struct str path);
void github_archive_begin(struct reading *reading);
void github_archive_end(struct reading *reading);
/* False: the record is none of an archive. */
bool github_archive_take(struct reading *reading, const struct value *record);

#endif
