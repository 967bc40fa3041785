#include "generator/gate/xml.h"

#include <libxml/parser.h>
#include <libxml/xmlreader.h>

static void no_message(void *context, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr at)
{
	(void)context, (void)message, (void)severity, (void)at;
}

static bool asked_for_more; /* for what stands in another file, or elsewhere */

static xmlParserInputPtr no_entity(const char *url, const char *id, xmlParserCtxtPtr context)
{
	(void)url, (void)id, (void)context;
	asked_for_more = true;
	return NULL;
}

static void add_value(xmlTextReaderPtr reader, struct buf *out)
{
	const xmlChar *value = xmlTextReaderConstValue(reader);

	if (value != NULL)
		buf_str(out, str_c((const char *)value));
}

static void add_attributes(xmlTextReaderPtr reader, struct buf *out)
{
	while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
		add_value(reader, out);
		buf_char(out, '\n');
	}
	(void)xmlTextReaderMoveToElement(reader);
}

static void add_node(xmlTextReaderPtr reader, struct buf *out)
{
	switch (xmlTextReaderNodeType(reader)) {
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		add_value(reader, out);
		break;
	case XML_READER_TYPE_ELEMENT:
		add_attributes(reader, out);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		buf_char(out, '\n');
		break;
	default:
		break;
	}
}

int xml_texts(struct str bytes, struct buf *out)
{
	xmlTextReaderPtr reader;
	int status = -1;

	if (bytes.n > INT32_MAX)
		return -1;
	asked_for_more = false;
	xmlSetExternalEntityLoader(no_entity);
	reader = xmlReaderForMemory(bytes.s, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOENT);
	if (reader == NULL)
		return -1;
	xmlTextReaderSetErrorHandler(reader, no_message, NULL);
	while ((status = xmlTextReaderRead(reader)) == 1)
		add_node(reader, out);
	xmlFreeTextReader(reader);
	return status == 0 && !asked_for_more ? 0 : -1;
}
