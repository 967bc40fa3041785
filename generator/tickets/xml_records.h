/*
 * xml_records: the records of an XML export of any size: elements of one name,
 * as trees like those of JSON. Only one record is in memory.
 *
 * The file is cut at the tags of records first, comments and CDATA seen as such,
 * and each piece is given to libxml2 by itself, without network, entities and
 * document types: a file that declares one is refused. So what is broken in one
 * record, or too long or too deep, costs that record alone.
 *
 * A tree: an element with text is a string, one with nil="true" is null, one with
 * type="array" is a list, one with type="boolean", or of a name that flags have, is
 * true or false, any other with elements in it is a map in which "-" of
 * names is "_". An element that stands twice in a map makes it ambiguous
 * (json_records.h).
 */
#ifndef WEIR_TICKETS_XML_RECORDS_H
#define WEIR_TICKETS_XML_RECORDS_H
#include "common/value.h"

struct input;

enum xml_result { XML_RECORD, XML_BROKEN, XML_END };

struct xml_record {
	struct value *value;
	uint64_t offset, line;
	const char *fault; /* of XML_BROKEN */
	struct str guess;  /* of XML_BROKEN: its nice-id or id, where one can be made out; else "" */
};

struct xml_records {
	struct input *input;
	struct str element;  /* name of the records' elements: "ticket" */
	struct str encoding; /* as the file declares it, or "" */
	char encoding_name[32];
	bool started, ended;
};

void xml_records_init(struct xml_records *records, struct input *input, struct str element);
enum xml_result xml_records_next(struct xml_records *records, struct arena *arena, struct xml_record *record);

#endif
