#include "generator/tickets/xml_records.h"

#include "common/limits.h"
#include "common/map.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/take.h"

#include <libxml/xmlreader.h>

/* What stands in front of the first record. */
#define GUESS_BYTES ((size_t)4096)
#define PROLOG_BYTES ((size_t)64 * 1024)
/* So many names are compared one by one. */
#define FEW_MEMBERS 32

/* ---- one record through libxml2 ---- */

struct tree {
	xmlTextReader *reader;
	struct arena *arena;
	const char *fault;
};

static struct str xml_text(struct arena *arena, const xmlChar *text)
{
	return text != NULL ? arena_str(arena, str_c((const char *)text)) : STR("");
}

static bool has_attribute(struct tree *tree, const char *name, const char *expected)
{
	xmlChar *value = xmlTextReaderGetAttribute(tree->reader, (const xmlChar *)name);
	bool is = value != NULL && strcmp((const char *)value, expected) == 0;

	xmlFree(value);
	return is;
}

static struct str element_key(struct tree *tree)
{
	/* with the prefix of a namespace: nobody knows what such an element means */
	struct str name = xml_text(tree->arena, xmlTextReaderConstName(tree->reader));
	char *copy = arena_alloc(tree->arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		copy[i] = name.s[i] == '-' ? '_' : name.s[i];
	copy[name.n] = '\0';
	return str_n(copy, name.n);
}

static struct value *fail(struct tree *tree, const char *fault)
{
	if (tree->fault == NULL)
		tree->fault = fault;
	return NULL;
}

/* The names of an element's children: a few are compared one by one, many are looked up. */
struct members {
	struct map keys;
	bool has_keys;
	size_t n; /* of children, those included that stand twice */
};

static bool is_member(struct members *members, const struct value *map, struct str key)
{
	bool added;

	if (map->as.map.n < FEW_MEMBERS)
		return value_get(map, key) != NULL;
	if (!members->has_keys) {
		map_init(&members->keys);
		members->has_keys = true;
		for (uint32_t i = 0; i < map->as.map.n; i++)
			(void)map_add(&members->keys, map->as.map.at[i].key, NULL);
	}
	(void)map_add(&members->keys, key, &added);
	return !added;
}

/* False: there are too many. */
static bool add_member(struct tree *tree, struct members *members, struct value *map, struct str key,
		       struct value *item)
{
	if (++members->n > LIMIT_IMPORT_KEYS)
		return false;
	if (is_member(members, map, key))
		json_make_ambiguous(tree->arena, map);
	else
		value_add(tree->arena, map, key, item);
	return true;
}

/* Elements that are flags, where they do not say so themselves (type="boolean"): XML has texts only. */
static const char flags[] = "public is_public private is_private deleted spam incoming helpdesk_agent active suspended";

static struct value *flag_of(struct tree *tree, struct value *text)
{
	if (text->kind != VALUE_STR || (!str_eq(text->as.str, STR("true")) && !str_eq(text->as.str, STR("false"))))
		return text;
	return value_bool(tree->arena, str_eq(text->as.str, STR("true")));
}

/* At an element's start; ends at its end. */
static struct value *read_element(struct tree *tree, unsigned depth)
{
	bool is_list = has_attribute(tree, "type", "array"), is_null = has_attribute(tree, "nil", "true"),
	     is_flag = has_attribute(tree, "type", "boolean");
	struct value *children = NULL, *child;
	struct members members = {.n = 0};
	struct buf text;
	bool fine = true;

	if (depth > LIMIT_IMPORT_DEPTH)
		return fail(tree, "it is nested too deep");
	if (is_list)
		children = value_list(tree->arena);
	if (xmlTextReaderIsEmptyElement(tree->reader))
		return is_list ? children : is_null ? value_null(tree->arena) : value_str(tree->arena, STR(""));
	buf_init(&text, LIMIT_IMPORT_RECORD);
	for (;;) {
		int more = xmlTextReaderRead(tree->reader), type = xmlTextReaderNodeType(tree->reader);

		fine = more == 1;
		if (!fine || type == XML_READER_TYPE_END_ELEMENT)
			break;
		if (type == XML_READER_TYPE_ELEMENT) {
			struct str key = element_key(tree);
			bool is_child_flag = take_is_among(key, flags);

			if (children == NULL)
				children = value_map(tree->arena);
			child = read_element(tree, depth + 1);
			fine = child != NULL;
			if (!fine)
				break;
			if (is_child_flag)
				child = flag_of(tree, child);
			if (is_list)
				value_append(tree->arena, children, child);
			else if (!add_member(tree, &members, children, key, child))
				fine = fail(tree, "an element has too many others in it") != NULL;
		} else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
			   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE) {
			buf_str(&text, str_c((const char *)xmlTextReaderConstValue(tree->reader)));
		}
		if (!fine)
			break;
	}
	if (fine && children == NULL)
		children =
		    is_null ? value_null(tree->arena) : value_str(tree->arena, arena_str(tree->arena, buf_view(&text)));
	if (fine && is_flag)
		children = flag_of(tree, children);
	buf_release(&text);
	if (members.has_keys)
		map_release(&members.keys);
	return fine ? children : fail(tree, "it is not well-formed XML");
}

/* Attributes beyond reason make libxml2 slow: they are compared with each other. */
static bool has_too_many_attributes(struct str text)
{
	size_t n = 0;
	bool in_tag = false;

	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '<') {
			in_tag = true;
			n = 0;
		} else if (text.s[i] == '>') {
			in_tag = false;
		} else if (in_tag && text.s[i] == '=' && ++n > LIMIT_IMPORT_KEYS / 10) {
			return true;
		}
	}
	return false;
}

static void ignore_error(void *context, const char *message, xmlParserSeverities severity,
			 xmlTextReaderLocatorPtr locator)
{
	(void)context;
	(void)message;
	(void)severity;
	(void)locator;
}

static enum xml_result parse(struct xml_records *records, struct arena *arena, struct str text,
			     struct xml_record *record)
{
	struct tree tree = {.arena = arena};

	if (has_too_many_attributes(text)) {
		record->fault = "an element has too many attributes";
		return XML_BROKEN;
	}
	tree.reader =
	    xmlReaderForMemory(text.s, (int)text.n, NULL, records->encoding.n != 0 ? records->encoding_name : NULL,
			       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (tree.reader == NULL) {
		record->fault = "its encoding is not known";
		return XML_BROKEN;
	}
	xmlTextReaderSetErrorHandler(tree.reader, ignore_error, NULL);
	if (xmlTextReaderRead(tree.reader) == 1 && xmlTextReaderNodeType(tree.reader) == XML_READER_TYPE_ELEMENT)
		record->value = read_element(&tree, 0);
	xmlFreeTextReader(tree.reader);
	record->fault = tree.fault != NULL ? tree.fault : "it is not well-formed XML";
	return record->value != NULL ? XML_RECORD : XML_BROKEN;
}

/* ---- where records begin and end ---- */

/* Behind a "<": whether the element's name follows, and nothing more of a name. */
static bool is_tag(struct str rest, struct str name)
{
	return rest.n > name.n && memcmp(rest.s, name.s, name.n) == 0 &&
	       (rest.s[name.n] == '>' || rest.s[name.n] == '/' || str_is_space(rest.s[name.n]));
}

/* Finds a text in the window from a place on, reading on; false when it does not come. */
static bool find(struct input *input, size_t from, struct str needle, size_t *at)
{
	size_t searched = from;

	for (;;) {
		ptrdiff_t found = str_find(str_from(input->window, searched), needle);

		if (found >= 0) {
			*at = searched + (size_t)found;
			return true;
		}
		if (input->window.n > needle.n && input->window.n - needle.n > searched)
			searched = input->window.n - needle.n;
		if (!input_more(input, LIMIT_IMPORT_RECORD))
			return false;
	}
}

/*
 * The place behind the piece of mark-up that begins at a "<": for comments, CDATA
 * and instructions behind their ends, for tags just behind the "<".
 */
static bool skip_markup(struct input *input, size_t *at)
{
	static const struct {
		struct str begin, end;
	} special[] = {{STR_INIT("<!--"), STR_INIT("-->")},
		       {STR_INIT("<![CDATA["), STR_INIT("]]>")},
		       {STR_INIT("<?"), STR_INIT("?>")}};

	while (input->window.n - *at < 16 && input_more(input, LIMIT_IMPORT_RECORD))
		continue;
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++)
		if (str_starts(str_from(input->window, *at), special[i].begin)) {
			if (!find(input, *at + special[i].begin.n, special[i].end, at))
				return false;
			*at += special[i].end.n;
			return true;
		}
	*at += 1;
	return true;
}

/* Skips to the next record's start tag; false when there is none. */
static bool find_start(struct xml_records *records)
{
	struct input *input = records->input;

	for (;;) {
		size_t at;

		if (!find(input, 0, STR("<"), &at)) {
			size_t n = input->window.n;

			input_skip(input, n);
			if (n == 0 || !input_more(input, 1))
				return false;
			continue;
		}
		input_skip(input, at);
		input_want(input, records->element.n + 2);
		if (is_tag(str_from(input->window, 1), records->element))
			return true;
		at = 0;
		if (!skip_markup(input, &at))
			at = input->window.n;
		input_skip(input, at);
	}
}

/*
 * The length of the record at the window's start; 0 with a fault, and *next where reading may go on. Records do not
 * stand in each other: a second start tag begins the next one, and the first was not closed.
 */
static size_t record_length(struct xml_records *records, size_t *next, const char **fault)
{
	struct input *input = records->input;
	size_t at = 0;

	for (;;) {
		struct str rest;
		bool is_end;

		if (!find(input, at, STR("<"), &at))
			goto cut;
		while (input->window.n - at < records->element.n + 3 && input_more(input, LIMIT_IMPORT_RECORD))
			continue;
		rest = str_from(input->window, at + 1);
		is_end = rest.n != 0 && rest.s[0] == '/' && is_tag(str_from(rest, 1), records->element);
		if (!is_end && !is_tag(rest, records->element)) {
			if (!skip_markup(input, &at))
				goto cut;
			continue;
		}
		if (!is_end && at != 0) {
			*fault = "it is not closed";
			*next = at;
			return 0;
		}
		if (!find(input, at, STR(">"), &at))
			goto cut;
		at++;
		if (is_end || input->window.s[at - 2] == '/')
			return at;
	}
cut:
	*fault = input->at_end ? "it is cut off" : "it is too long";
	*next = input->window.n;
	return 0;
}

/* ---- records ---- */

/* For messages about a record that is broken. */
static struct str guess_id(struct arena *arena, struct str text)
{
	static const char *const tags[] = {"<nice-id", "<id"};

	text = str_slice(text, 0, GUESS_BYTES);
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		ptrdiff_t at = str_find(text, str_c(tags[i])), end;
		struct str rest = at >= 0 ? str_from(text, (size_t)at) : STR("");
		size_t n = 0;

		end = str_find_char(rest, '>');
		if (end < 0)
			continue;
		rest = str_from(rest, (size_t)end + 1);
		while (n < rest.n && str_is_digit(rest.s[n]))
			n++;
		if (n != 0 && n < 20 && n < rest.n && rest.s[n] == '<')
			return arena_str(arena, str_slice(rest, 0, n));
	}
	return STR("");
}

static enum xml_result broken(struct xml_record *record, const char *fault)
{
	record->fault = fault;
	return XML_BROKEN;
}

/* The declared encoding, and what must not be there. */
static const char *read_prolog(struct xml_records *records)
{
	struct input *input = records->input;
	struct str prolog, declaration;
	ptrdiff_t at;

	input_want(input, PROLOG_BYTES);
	prolog = str_slice(input->window, 0, PROLOG_BYTES);
	if (str_starts(prolog, STR("\xef\xbb\xbf")))
		input_skip(input, 3);
	for (size_t i = 0; i < prolog.n; i++) {
		if (prolog.s[i] != '<')
			continue;
		if (is_tag(str_from(prolog, i + 1), records->element))
			break;
		if (str_starts_nocase(str_from(prolog, i), STR("<!DOCTYPE")) ||
		    str_starts_nocase(str_from(prolog, i), STR("<!ENTITY")))
			return "it declares a document type";
	}
	/* what it declares was true of the file */
	if (input->encoding == INPUT_LITTLE || input->encoding == INPUT_BIG)
		return NULL;
	at = str_find(prolog, STR("?>"));
	declaration = at >= 0 ? str_slice(prolog, 0, (size_t)at) : STR("");
	at = str_find(declaration, STR("encoding="));
	if (at >= 0 && declaration.n > (size_t)at + 10) {
		struct str rest = str_from(declaration, (size_t)at + 10);
		ptrdiff_t end = str_find_char(rest, declaration.s[at + 9]);

		if (end > 0 && (size_t)end < sizeof(records->encoding_name)) {
			memcpy(records->encoding_name, rest.s, (size_t)end);
			records->encoding = str_n(records->encoding_name, (size_t)end);
		}
	}
	return NULL;
}

void xml_records_init(struct xml_records *records, struct input *input, struct str element)
{
	*records = (struct xml_records){.input = input, .element = element};
}

enum xml_result xml_records_next(struct xml_records *records, struct arena *arena, struct xml_record *record)
{
	struct input *input = records->input;
	const char *fault = NULL;
	struct str text;
	size_t n, next = 0;

	*record = (struct xml_record){.line = input->line, .offset = input->offset, .guess = STR("")};
	if (records->ended)
		return XML_END;
	if (!records->started) {
		records->started = true;
		fault = read_prolog(records);
		if (fault != NULL) {
			records->ended = true;
			return broken(record, fault);
		}
	}
	if (!find_start(records)) {
		records->ended = true;
		return XML_END;
	}
	record->line = input->line;
	record->offset = input->offset;
	n = record_length(records, &next, &fault);
	if (n == 0) {
		record->guess = guess_id(arena, input->window);
		input_skip(input, next);
		return broken(record, fault);
	}
	text = arena_str(arena, str_slice(input->window, 0, n));
	input_skip(input, n);
	if (parse(records, arena, text, record) == XML_RECORD)
		return XML_RECORD;
	record->guess = guess_id(arena, text);
	return XML_BROKEN;
}
