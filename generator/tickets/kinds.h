/*
 * kinds: what files look like by their first bytes, for who gave the wrong ones: so many
 * files of which kind, and of which system an export has words like theirs.
 */
#ifndef WEIR_TICKETS_KINDS_H
#define WEIR_TICKETS_KINDS_H
#include "common/buf.h"

#include <stdint.h>

#define KINDS(X) \
	X(EMPTY, "empty file", "empty files") \
	X(JSON, "JSON file", "JSON files") \
	X(XML, "XML file", "XML files") \
	X(HTML, "HTML page", "HTML pages") \
	X(SQL, "dump of a database", "dumps of a database") \
	X(MBOX, "mailbox", "mailboxes") \
	X(MAIL, "mail", "mails") \
	X(PDF, "PDF file", "PDF files") \
	X(ZIP, "ZIP or Office file in it", "ZIP or Office files in it") \
	X(PACKED, "packed file of a kind that is not read: unpack it first", \
	  "packed files of kinds that are not read: unpack them first") \
	X(TABLE, "table (CSV)", "tables (CSV)") \
	X(TEXT, "text file", "text files") \
	X(BINARY, "binary file", "binary files")

enum kind {
#define X(name, one, many) KIND_##name,
	KINDS(X)
#undef X
	    KINDS_N
};

#define KINDS_SYSTEMS 16
/* Files whose words are looked at; exports of Slack have 100,000. */
#define KINDS_FILES 200

struct kinds {
	uint64_t files, n[KINDS_N];
	uint32_t signs[KINDS_SYSTEMS]; /* words of each reader's that were found, by its place in readers[] */
};

void kinds_add(struct kinds *kinds, struct str path, struct str head);
/* "3 JSON files, 1 table (CSV)"; "no file" */
void kinds_print(const struct kinds *kinds, struct buf *out);
/* The place in readers[] of the one whose words stand in most files; -1: of none. */
int kinds_nearest(const struct kinds *kinds);

#endif
