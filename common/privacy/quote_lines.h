/*
 * quote_lines: what a single line of a mail may be, in many languages. `low` is the
 * line in small letters, trimmed. Not for others; quotes.h is the interface.
 */
#ifndef WEIR_QUOTE_LINES_H
#define WEIR_QUOTE_LINES_H
#include "common/privacy/quotes.h"

/* Without blanks at both ends, those of other widths included. */
struct str quote_trim(struct str line);

/* Is one of the phrases in the line, between words? Scripts without blanks have no borders. */
bool quote_holds_any(struct str low, const char *const *phrases);
/* What programs ask with: "sql> select". `low` is the word in front of ">". */
bool quote_is_prompt(struct str low);
/* What rules are drawn with. */
bool quote_is_dash(char c);

/* ---- quote_headers.c: what stands in front of quoted mail ---- */

enum quote_field { QUOTE_FROM = 1, QUOTE_DATE = 2, QUOTE_TO = 4, QUOTE_SUBJECT = 8, QUOTE_OTHER = 16 };

/* "from: x": which header field it is, or 0; `proved` when the value has an address or a date in it. */
unsigned quote_header_field(struct str low, bool *proved);
/* A line behind which everything is somebody else's: the reason, or QUOTES_KEPT. */
enum quotes_reason quote_divider(struct str low);
/* Could it be the first line of "On … wrote:"? */
bool quote_may_introduce(struct str low);
/* Is it one, all lines joined? */
bool quote_introduces(struct str low, bool quote_follows);
/* What Lotus Notes writes into lines of their own: "to", "subject"; the field or 0. */
unsigned quote_bare_field(struct str low);
/* "02/14/2008 03:12 PM" alone. */
bool quote_is_time(struct str low);

/* ---- quote_notices.c: what programs and companies put below a mail ---- */

/* "sent from my phone" */
bool quote_is_footer(struct str low);
bool quote_is_disclaimer(struct str low);

/* ---- quote_lines.c: what people do ---- */

/* How many dashes, underscores, box characters … a line has that has nothing else; or 0. */
size_t quote_rule_length(struct str low);
/* Eight of them. */
bool quote_is_rule(struct str low);
/* "kind regards,": alone or with a short name. */
bool quote_is_farewell(struct str low);
/* A word or initials, alone where a mail ends: "R.", "anna". */
bool quote_is_sign(struct str line, struct str low);
/* Too long or too much like one to stand in a signature. */
bool quote_is_sentence(struct str line);
/* Up to five words with capitals. */
bool quote_is_name(struct str line);
bool quote_is_sender(struct str line, struct str low, struct str sender);
/* An address, a number, a title, a company. */
bool quote_has_contact(struct str line, struct str low);

#endif
