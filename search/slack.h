/*
 * slack: a slash command of Slack (/help how do refunds work) is a search whose
 * answer only the one who asked sees. Pure functions: bytes in, bytes out; server.c
 * has the route and does the search.
 *
 * A request counts when its signature does: "v0=" and the hexadecimal HMAC-SHA256,
 * with the signing secret of the Slack app, over "v0:", the time stamp, ":" and the
 * body as it came, and when the stamp is at most LIMIT_SLACK_AGE_SECONDS away.
 * Slack's probe of the certificate (ssl_check=1) is not signed and gets an empty
 * answer. Nothing is sent to Slack but the answer: response_url is not used.
 */
#ifndef WEIR_SLACK_H
#define WEIR_SLACK_H
#include "common/arena.h"
#include "common/buf.h"

struct slack_command {
	struct str text; /* what stands behind the command; cut to LIMIT_QUERY_BYTES */
	bool is_probe;
};

struct slack_hit {
	struct str url; /* absolute */
	struct str title, heading, breadcrumb;
	struct str excerpt; /* marks of query.h are left out */
};

/* What the answer says, in the site's language. */
struct slack_words {
	struct str usage;		    /* nothing was asked */
	struct str none;		    /* nothing was found */
	struct str count;		    /* "12 results" */
	struct str open, all, contact;	    /* buttons */
	struct str search_url, contact_url; /* absolute */
};

/* The two headers, and the time in seconds since the epoch. The comparison takes the same time however much is right.
 */
bool slack_is_genuine(struct str secret, struct str timestamp, struct str signature, struct str body, int64_t now);
/* Of a urlencoded body; unknown names are passed over, what is broken is mended. */
void slack_parse(struct str body, struct arena *arena, struct slack_command *command);
/* An ephemeral message: for each hit its title as a link, where it stands, its passage, and a button that leads there.
 */
void slack_answer(struct buf *out, const struct slack_hit *hits, size_t n, struct str query,
		  const struct slack_words *words);

#endif
