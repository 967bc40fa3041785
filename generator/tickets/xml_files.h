/*
 * xml_files: exports in XML, a file for each kind of record, known by its root
 * element. A record is handed on as a tree like those of JSON (xml_records.h); a
 * broken one is told by its place and passed over.
 */
#ifndef WEIR_TICKETS_XML_FILES_H
#define WEIR_TICKETS_XML_FILES_H
#include "common/str.h"

struct input;
struct reading;
struct value;

struct xml_file {
	const char *root, *element; /* "<tickets", "ticket" */
	void (*read)(struct reading *reading, const struct value *record);
};

/* Whether a file that begins like that is XML. */
bool xml_files_is_xml(struct str head);
/* Which of them it is, by its first bytes; NULL: none. The table ends with a root of NULL. */
const struct xml_file *xml_files_find(const struct xml_file *files, struct str head);
void xml_files_read(struct reading *reading, struct input *input, const struct xml_file *files);

#endif
