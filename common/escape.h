/*
 * escape: one function for each place that text can be written to. None of them
 * checks UTF-8: past the edge of the program every string is valid.
 */
#ifndef WEIR_ESCAPE_H
#define WEIR_ESCAPE_H
#include "common/buf.h"

/* HTML text and double- or single-quoted attributes: & < > " ' (as MarkupSafe
 * does, so that templates give Jinja's bytes: &#34; and &#39;). */
void escape_html(struct buf *out, struct str s);
/* XML text and attributes: the same, without control characters that XML 1.0 forbids. */
void escape_xml(struct buf *out, struct str s);
/*
 * An address written by a person, for an HTML attribute: percent-encodes what
 * RFC 3986 does not allow and leaves existing percent escapes alone, then
 * escapes for HTML.
 */
void escape_href(struct buf *out, struct str s);
/* One path segment or query value: everything but RFC 3986 "unreserved" is percent-encoded. */
void escape_url_part(struct buf *out, struct str s);
/* A path: as escape_url_part, but '/' stays. */
void escape_url_path(struct buf *out, struct str s);
/* The inside of a JSON string; also < > & U+2028 U+2029 as \u escapes, so that
 * the result can stand in a <script> element. */
void escape_json(struct buf *out, struct str s);
/* The same for what may not be UTF-8, names of files: U+FFFD for bytes that are not. */
void escape_json_bytes(struct buf *out, struct str s);
/* One line between double quotes, as YAML, TOML and headers of mail have it; a control character becomes a blank. */
void escape_quoted(struct buf *out, struct str s);
/* Makes a message safe for a terminal and a log: control characters, ESC and
 * bidirectional overrides become \xNN or \u{NNNN}; newlines too. */
void escape_terminal(struct buf *out, struct str s);

#endif
