/*
 * secrets: the file of passwords, tokens and keys that an operator gives to
 * weir-search and weir-courier. One `name = value` a line:
 *
 *	# comment
 *	metrics_token = abc123
 *	zendesk_token = "with \"quotes\" and \\ or spaces at its ends "
 *
 * Names are lower-case letters, digits, '_', '-' and '.'. A value reaches to the
 * end of its line and loses white space around it; between double quotes it is
 * taken as it stands, but for \" and \\. No value is empty, none spans lines, none
 * holds control characters. Empty lines and lines beginning with '#' are nothing.
 * Both programs may read one file: what either of them knows is no mistake. Names
 * that neither does are told and passed over (secrets_tell_unknown()).
 *
 * Only a regular file that belongs to the reader or to root and that nobody else
 * may read or write (mode 0600 or less) is taken. It is to be read before the
 * sandbox closes, once; what was read stays in the caller's arena. Thread rule:
 * constant once loaded.
 */
#ifndef WEIR_SECRETS_H
#define WEIR_SECRETS_H
#include "common/arena.h"
#include "common/buf.h"

struct secret {
	struct str name, value; /* the value has a NUL behind it, for library edges */
	int line;
};

struct secrets {
	const struct secret *at;
	size_t n;
};

/* Any path; 0, or -1 with a reason of one line that names the path, never a value. */
__attribute__((warn_unused_result)) int secrets_load(const char *path, struct arena *arena, struct secrets *secrets,
						     struct buf *reason);
/* The same of a file's text; the reason begins with "line N: ". */
__attribute__((warn_unused_result)) int secrets_parse(struct str text, struct arena *arena, struct secrets *secrets,
						      struct buf *reason);
/* Absent when there is none of that name. */
struct str secrets_find(const struct secrets *secrets, struct str name);
/*
 * A line for each name that no program asks for: metrics_token, slack_signing_secret and venue.ID.user, .password,
 * .token, .secret of any ID are what there is.
 */
void secrets_tell_unknown(const struct secrets *secrets, struct buf *problems);
/* The ID in "venue.ID.password"; absent when the name is of no venue. */
struct str secrets_venue_of(struct str name);

#endif
