#include "generator/tickets/json_records.h"

#include "common/limits.h"
#include "common/map.h"
#include "common/utf8.h"
#include "generator/tickets/input.h"

/* Set in an object that says a key twice. No JSON text of an honest exporter has it as a key, and one that has only
 * makes its record ambiguous. */
#define TWICE STR("\x1ftwice")
/* Without lines to go by, each may cost a look at a whole record's length. */
#define MAX_FAILURES 16
/* An id stands near the beginning. */
#define GUESS_BYTES ((size_t)4096)
/* Nothing but punctuation was read. */
#define AGAIN ((enum json_result)(JSON_END + 1))

/* ---- one text ---- */

struct parser {
	struct arena *arena;
	const char *text, *at, *end;
	const char *reason;
	unsigned depth;
	bool is_valid_utf8;
};

static struct value *fail(struct parser *parser, const char *reason)
{
	if (parser->reason == NULL)
		parser->reason = reason;
	return NULL;
}

static void skip_space(struct parser *parser)
{
	while (parser->at < parser->end &&
	       (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\t' || *parser->at == '\r'))
		parser->at++;
}

static bool hex4(const char *at, const char *end, uint32_t *code)
{
	*code = 0;
	if (end - at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		int digit = str_hex_value(at[i]);

		if (digit < 0)
			return false;
		*code = *code << 4 | (uint32_t)digit;
	}
	return true;
}

/* Behind "\u". Surrogates that are no pair become U+FFFD (in utf8_add()), as NUL does. */
static bool unicode_escape(struct parser *parser, struct buf *out)
{
	uint32_t code, low;

	if (!hex4(parser->at, parser->end, &code))
		return false;
	parser->at += 4;
	if (code >= 0xd800 && code < 0xdc00 && parser->end - parser->at >= 6 && parser->at[0] == '\\' &&
	    parser->at[1] == 'u' && hex4(parser->at + 2, parser->end, &low) && low >= 0xdc00 && low < 0xe000) {
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		parser->at += 6;
	}
	utf8_add(out, code == 0 ? 0xfffd : code);
	return true;
}

static bool escape(struct parser *parser, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *found;
	char c;

	if (parser->at == parser->end)
		return false;
	c = *parser->at++;
	if (c == 'u')
		return unicode_escape(parser, out);
	found = c != '\0' ? strchr(from, c) : NULL;
	if (found == NULL)
		return false;
	buf_char(out, to[found - from]);
	return true;
}

static struct str repaired(struct parser *parser, struct str text)
{
	struct buf out;

	if (parser->is_valid_utf8)
		return text;
	buf_init(&out, BUF_NO_LIMIT);
	(void)utf8_repair(&out, text);
	text = arena_str(parser->arena, buf_view(&out));
	buf_release(&out);
	return text;
}

static bool unescape(struct parser *parser, const char *start, struct str *text)
{
	struct buf out;
	bool fine = true;

	buf_init(&out, BUF_NO_LIMIT);
	buf_add(&out, start, (size_t)(parser->at - start));
	for (;;) {
		const char *from = parser->at;

		while (parser->at < parser->end && *parser->at != '"' && *parser->at != '\\' &&
		       (unsigned char)*parser->at >= 0x20)
			parser->at++;
		buf_add(&out, from, (size_t)(parser->at - from));
		if (parser->at == parser->end || (unsigned char)*parser->at < 0x20) {
			fine = false;
			break;
		}
		if (*parser->at++ == '"')
			break;
		if (!escape(parser, &out)) {
			fine = false;
			break;
		}
	}
	if (fine)
		*text = repaired(parser, arena_str(parser->arena, buf_view(&out)));
	buf_release(&out);
	return fine;
}

/* Behind the opening quote. */
static bool parse_string(struct parser *parser, struct str *text)
{
	const char *start = parser->at;

	while (parser->at < parser->end && *parser->at != '"' && *parser->at != '\\' &&
	       (unsigned char)*parser->at >= 0x20)
		parser->at++;
	if (parser->at < parser->end && *parser->at == '"') {
		*text = repaired(parser, str_n(start, (size_t)(parser->at - start)));
		parser->at++;
		return true;
	}
	if (parser->at < parser->end && *parser->at == '\\' && unescape(parser, start, text))
		return true;
	(void)fail(parser, "a string is broken");
	return false;
}

static struct value *parse_number(struct parser *parser)
{
	const char *start = parser->at;
	struct str text;
	int64_t integer;
	double number;
	bool is_integer = true;

	while (parser->at < parser->end && (str_is_digit(*parser->at) || strchr("+-.eE", *parser->at) != NULL) &&
	       *parser->at != '\0') {
		is_integer = is_integer && (str_is_digit(*parser->at) || (*parser->at == '-' && parser->at == start));
		parser->at++;
	}
	text = str_n(start, (size_t)(parser->at - start));
	if (is_integer && str_to_int(text, &integer))
		return value_int(parser->arena, integer);
	if (str_to_double(text, &number))
		return value_double(parser->arena, number);
	return fail(parser, "a number is broken");
}

static struct value *parse_word(struct parser *parser)
{
	struct str rest = str_n(parser->at, (size_t)(parser->end - parser->at));
	struct value *value = NULL;

	if (str_starts(rest, STR("true")))
		value = value_bool(parser->arena, true);
	else if (str_starts(rest, STR("null")))
		value = value_null(parser->arena);
	if (value != NULL) {
		parser->at += 4;
		return value;
	}
	if (!str_starts(rest, STR("false")))
		return fail(parser, "it is not JSON");
	parser->at += 5;
	return value_bool(parser->arena, false);
}

static struct value *parse_value(struct parser *parser);

static struct value *parse_array(struct parser *parser)
{
	struct value *list = value_list(parser->arena), *item;

	skip_space(parser);
	if (parser->at < parser->end && *parser->at == ']') {
		parser->at++;
		return list;
	}
	for (;;) {
		item = parse_value(parser);
		if (item == NULL)
			return NULL;
		value_append(parser->arena, list, item);
		skip_space(parser);
		if (parser->at == parser->end)
			return fail(parser, "it is cut off");
		if (*parser->at == ']') {
			parser->at++;
			return list;
		}
		if (*parser->at++ != ',')
			return fail(parser, "it is not JSON");
	}
}

/* Few keys are compared one by one, many looked up. */
#define FEW 16

struct keys {
	struct map map;
	bool has_map, twice;
};

static void add_pair(struct parser *parser, struct keys *keys, struct value *map, struct str key, struct value *item)
{
	uint32_t n = map->as.map.n;
	bool added = true;

	if (n >= FEW && !keys->has_map) {
		map_init(&keys->map);
		keys->has_map = true;
		for (uint32_t i = 0; i < n; i++)
			(void)map_add(&keys->map, map->as.map.at[i].key, NULL);
	}
	if (keys->has_map)
		(void)map_add(&keys->map, key, &added);
	else
		added = value_get(map, key) == NULL;
	if (!added) {
		keys->twice = true;
		return;
	}
	/* value_set() would look through all of them */
	if (map->as.map.n == map->as.map.room) {
		uint32_t room = map->as.map.room == 0 ? 8 : map->as.map.room * 2;
		struct value_pair *at = arena_array(parser->arena, room, sizeof(*at));

		if (n != 0)
			memcpy(at, map->as.map.at, n * sizeof(*at));
		map->as.map.at = at;
		map->as.map.room = room;
	}
	map->as.map.at[map->as.map.n++] = (struct value_pair){.key = key, .value = item};
}

static struct value *parse_members(struct parser *parser, struct keys *keys)
{
	struct value *map = value_map(parser->arena), *item;
	struct str key;

	skip_space(parser);
	if (parser->at < parser->end && *parser->at == '}') {
		parser->at++;
		return map;
	}
	for (;;) {
		skip_space(parser);
		if (parser->at == parser->end)
			return fail(parser, "it is cut off");
		if (*parser->at++ != '"')
			return fail(parser, "it is not JSON");
		if (!parse_string(parser, &key))
			return NULL;
		skip_space(parser);
		if (parser->at == parser->end)
			return fail(parser, "it is cut off");
		if (*parser->at++ != ':')
			return fail(parser, "it is not JSON");
		item = parse_value(parser);
		if (item == NULL)
			return NULL;
		if (map->as.map.n >= LIMIT_IMPORT_KEYS)
			return fail(parser, "an object has too many keys");
		add_pair(parser, keys, map, key, item);
		skip_space(parser);
		if (parser->at == parser->end)
			return fail(parser, "it is cut off");
		if (*parser->at == '}') {
			parser->at++;
			return map;
		}
		if (*parser->at++ != ',')
			return fail(parser, "it is not JSON");
	}
}

void json_make_ambiguous(struct arena *arena, struct value *object)
{
	value_set(arena, object, TWICE, value_bool(arena, true));
}

static struct value *parse_object(struct parser *parser)
{
	struct keys keys = {.has_map = false};
	struct value *map = parse_members(parser, &keys);

	if (keys.has_map)
		map_release(&keys.map);
	if (map != NULL && keys.twice)
		json_make_ambiguous(parser->arena, map);
	return map;
}

static struct value *parse_value(struct parser *parser)
{
	struct value *value;
	const char *from;
	struct str text;

	skip_space(parser);
	if (parser->at == parser->end)
		return fail(parser, "it is cut off");
	switch (*parser->at) {
	case '"':
		parser->at++;
		return parse_string(parser, &text) ? value_str(parser->arena, text) : NULL;
	case '{':
	case '[':
		if (parser->depth == LIMIT_IMPORT_DEPTH)
			return fail(parser, "it is nested too deep");
		parser->depth++;
		from = parser->at;
		value = *parser->at++ == '{' ? parse_object(parser) : parse_array(parser);
		parser->depth--;
		if (value != NULL && (size_t)(from - parser->text) < UINT32_MAX)
			value->at = (uint32_t)(from - parser->text) + 1;
		return value;
	default:
		return *parser->at == '-' || str_is_digit(*parser->at) ? parse_number(parser) : parse_word(parser);
	}
}

struct value *json_tree(struct arena *arena, struct str text, const char **reason)
{
	struct parser parser = {
	    .arena = arena, .text = text.s, .at = text.s, .end = text.s + text.n, .is_valid_utf8 = utf8_is_valid(text)};
	struct value *value = parse_value(&parser);

	if (value != NULL) {
		skip_space(&parser);
		if (parser.at != parser.end)
			value = fail(&parser, "something follows it");
	}
	if (value == NULL && reason != NULL)
		*reason = parser.reason;
	return value;
}

bool json_is_ambiguous(const struct value *object)
{
	return value_get(object, TWICE) != NULL;
}

/* ---- where a value ends ---- */

struct extent {
	size_t at; /* in the window */
	unsigned depth;
	bool in_string, is_escaped, is_scalar;
};

/* 1: the value ends before extent->at; 0: more is needed; -1: a line ends within a string. */
static int find_end(struct extent *extent, struct str window)
{
	for (; extent->at < window.n; extent->at++) {
		char c = window.s[extent->at];

		if (extent->in_string) {
			if (c == '\n')
				return -1;
			if (extent->is_escaped)
				extent->is_escaped = false;
			else if (c == '\\')
				extent->is_escaped = true;
			else if (c == '"')
				extent->in_string = false;
			else
				continue;
			if (!extent->in_string && extent->depth == 0) {
				extent->at++;
				return 1;
			}
			continue;
		}
		if (c == '"') {
			extent->in_string = true;
		} else if (c == '{' || c == '[') {
			extent->depth++;
		} else if (c == '}' || c == ']') {
			if (extent->depth == 0)
				return 1; /* a scalar in front of its container's end */
			if (--extent->depth == 0) {
				extent->at++;
				return 1;
			}
		} else if (extent->depth == 0 && (c == ',' || str_is_space(c))) {
			return 1;
		}
	}
	return 0;
}

/* The value at the window's start: its length, 0 when the window may not grow, with a fault. */
static size_t value_length(struct input *input, const char **fault)
{
	struct extent extent = {0};
	int found;

	while ((found = find_end(&extent, input->window)) == 0)
		if (!input_more(input, LIMIT_IMPORT_RECORD)) {
			if (input->at_end && extent.depth == 0 && !extent.in_string && extent.at > 0)
				return extent.at; /* a number ends with the file */
			*fault = input->at_end ? "it is cut off" : "it is too long";
			return 0;
		}
	if (found < 0)
		*fault = "a string is broken";
	return found > 0 ? extent.at : 0;
}

static void skip_blanks(struct input *input)
{
	for (;;) {
		size_t n = 0;

		while (n < input->window.n && str_is_space(input->window.s[n]))
			n++;
		input_skip(input, n);
		if (input->window.n != 0 || !input_more(input, 1))
			return;
	}
}

/* Skips what is too long to be held, up to its last byte. */
static void skip_long_value(struct input *input)
{
	struct extent extent = {0};

	for (;;) {
		int found = find_end(&extent, input->window);

		input_skip(input, extent.at);
		extent.at = 0;
		if (found != 0 || !input_more(input, LIMIT_IMPORT_RECORD))
			return;
	}
}

/* To the next line that begins with an object; false when there is none. */
static bool skip_to_object_line(struct input *input)
{
	for (;;) {
		ptrdiff_t at = str_find_char(input->window, '\n');

		if (at < 0) {
			input_skip(input, input->window.n);
			if (!input_more(input, 1))
				return false;
			continue;
		}
		input_skip(input, (size_t)at + 1);
		input_want(input, 1);
		if (input->window.n != 0 && input->window.s[0] == '{')
			return true;
	}
}

/* ---- records ---- */

void json_records_init(struct json_records *records, struct input *input)
{
	*records = (struct json_records){.input = input};
	buf_init(&records->container, LIMIT_IMPORT_RECORD);
	input_want(input, 3);
	if (str_starts(input->window, STR("\xef\xbb\xbf")))
		input_skip(input, 3);
}

void json_records_release(struct json_records *records)
{
	buf_release(&records->container);
}

/* The number behind "id" or "number" in the object itself, for messages about one that is broken. */
static struct str guess_id(struct arena *arena, struct str text)
{
	bool in_string = false;
	unsigned depth = 0;
	size_t n, from = 0;

	for (size_t i = 0; i < text.n && i < GUESS_BYTES; i++) {
		char c = text.s[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
			else
				continue;
			if (in_string || depth != 1)
				continue;
			n = i - from;
			if (!(n == 2 && memcmp(text.s + from, "id", 2) == 0) &&
			    !(n == 6 && memcmp(text.s + from, "number", 6) == 0))
				continue;
			for (from = i + 1; from < text.n && (text.s[from] == ':' || str_is_space(text.s[from])); from++)
				continue;
			for (n = from; n < text.n && str_is_digit(text.s[n]); n++)
				continue;
			if (n > from && n - from < 20)
				return arena_str(arena, str_slice(text, from, n));
		} else if (c == '"') {
			in_string = true;
			from = i + 1;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			depth -= depth > 0;
		}
	}
	return STR("");
}

static enum json_result broken(struct json_record *record, const char *fault)
{
	record->fault = fault;
	return JSON_BROKEN;
}

/* The number of an element may be that of its ticket: not in a list of messages, or of people. */
static bool has_tickets(const struct json_records *records)
{
	static const char *const names[] = {"tickets", "results", "issues", "values", "topics", "conversations"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(buf_view(&records->container), str_c(names[i])))
			return true;
	return !records->in_object;
}

/* The value of n bytes at the window's start, which is skipped. */
static enum json_result take(struct json_records *records, struct arena *arena, struct json_record *record, size_t n)
{
	struct str text = arena_str(arena, str_slice(records->input->window, 0, n));

	input_skip(records->input, n);
	record->container = buf_view(&records->container);
	record->text = text;
	record->value = json_tree(arena, text, &record->fault);
	if (record->value == NULL && (records->mode != JSON_ARRAY || has_tickets(records)))
		record->guess = guess_id(arena, text);
	return record->value != NULL ? JSON_RECORD : JSON_BROKEN;
}

static enum json_result next_line(struct json_records *records, struct arena *arena, struct json_record *record)
{
	struct input *input = records->input;
	size_t from = 0;

	for (;;) {
		const char *end =
		    input->window.n > from ? memchr(input->window.s + from, '\n', input->window.n - from) : NULL;

		if (end != NULL)
			return take(records, arena, record, (size_t)(end - input->window.s));
		from = input->window.n;
		if (input_more(input, LIMIT_IMPORT_RECORD))
			continue;
		if (input->at_end)
			return take(records, arena, record, input->window.n);
		/* longer than a record may be: to its end */
		do {
			ptrdiff_t at = str_find_char(input->window, '\n');

			input_skip(input, at >= 0 ? (size_t)at : input->window.n);
			if (at >= 0)
				break;
		} while (input_more(input, LIMIT_IMPORT_RECORD));
		return broken(record, "it is too long");
	}
}

/* Behind a value that could not be found whole at the top. */
static enum json_result recover(struct json_records *records, struct arena *arena, struct json_record *record,
				const char *fault)
{
	record->guess = guess_id(arena, records->input->window);
	if (++records->failures > MAX_FAILURES || !skip_to_object_line(records->input))
		records->mode = JSON_DONE;
	return broken(record, fault);
}

/* Whether the value of n bytes and its line are the same thing, and another object follows on the next line. */
static bool is_line(struct input *input, size_t n)
{
	size_t at = n;

	if (memchr(input->window.s, '\n', n) != NULL)
		return false;
	for (;;) {
		while (at < input->window.n && (input->window.s[at] == ' ' || input->window.s[at] == '\r'))
			at++;
		if (at < input->window.n || !input_more(input, LIMIT_IMPORT_RECORD))
			break;
	}
	return at < input->window.n && input->window.s[at] == '\n';
}

static enum json_result next_at_top(struct json_records *records, struct arena *arena, struct json_record *record)
{
	struct input *input = records->input;
	const char *fault = "it is not JSON";
	size_t n;

	if (input->window.s[0] == '[' && records->mode == JSON_START) {
		input_skip(input, 1);
		records->mode = JSON_ARRAY;
		return AGAIN;
	}
	n = value_length(input, &fault);
	if (n != 0) {
		enum json_result result;

		/* a line says where the next record begins, whatever is wrong with this one */
		if (is_line(input, n))
			records->mode = JSON_LINES;
		else if (records->mode == JSON_START)
			records->mode = JSON_SEQUENCE;
		result = take(records, arena, record, n);
		records->failures = result == JSON_RECORD ? 0 : records->failures + 1;
		if (records->failures > MAX_FAILURES)
			records->mode = JSON_DONE;
		return result;
	}
	/* one object that is too long or cut off: its arrays are read as far as they go */
	if (records->mode == JSON_START && input->window.s[0] == '{' &&
	    memchr(input->window.s, '\n', input->window.n) == NULL) {
		input_skip(input, 1);
		records->mode = JSON_OBJECT;
		return AGAIN;
	}
	if (records->mode == JSON_START && input->window.s[0] == '{') {
		ptrdiff_t line = str_find(input->window, STR("\n{"));
		ptrdiff_t array = str_find(input->window, STR("["));

		if (array >= 0 && (line < 0 || array < line)) {
			input_skip(input, 1);
			records->mode = JSON_OBJECT;
			return AGAIN;
		}
	}
	return recover(records, arena, record, fault);
}

/* Within an array: an element, or the array's end. */
static enum json_result next_element(struct json_records *records, struct arena *arena, struct json_record *record)
{
	struct input *input = records->input;
	const char *fault = "it is not JSON";
	size_t n;

	if (input->window.s[0] == ',') {
		input_skip(input, 1);
		return AGAIN;
	}
	if (input->window.s[0] == ']') {
		input_skip(input, 1);
		records->mode = records->in_object ? JSON_OBJECT : JSON_SEQUENCE;
		buf_clear(&records->container);
		return AGAIN;
	}
	n = value_length(input, &fault);
	if (n != 0)
		return take(records, arena, record, n);
	if (has_tickets(records))
		record->guess = guess_id(arena, input->window);
	if (!input->at_end && input->window.n >= LIMIT_IMPORT_RECORD)
		skip_long_value(input);
	else if (++records->failures > MAX_FAILURES || !skip_to_object_line(input))
		records->mode = JSON_DONE;
	return broken(record, fault);
}

/* Within an object: a key with its value, whose elements are records when it is an array. */
static enum json_result next_member(struct json_records *records, struct arena *arena, struct json_record *record)
{
	struct input *input = records->input;
	const char *fault = "it is not JSON";
	struct value *key;
	size_t n;

	if (input->window.s[0] == ',') {
		input_skip(input, 1);
		return AGAIN;
	}
	if (input->window.s[0] == '}') {
		input_skip(input, 1);
		records->mode = JSON_SEQUENCE;
		buf_clear(&records->container);
		return AGAIN;
	}
	n = input->window.s[0] == '"' ? value_length(input, &fault) : 0;
	key = n != 0 ? json_tree(arena, arena_str(arena, str_slice(input->window, 0, n)), &fault) : NULL;
	if (key == NULL || key->kind != VALUE_STR)
		return records->mode = JSON_DONE, broken(record, fault);
	input_skip(input, n);
	skip_blanks(input);
	if (input->window.n == 0 || input->window.s[0] != ':')
		return records->mode = JSON_DONE, broken(record, "it is cut off");
	input_skip(input, 1);
	skip_blanks(input);
	buf_clear(&records->container);
	buf_str(&records->container, key->as.str);
	if (input->window.n == 0)
		return records->mode = JSON_DONE, broken(record, "it is cut off");
	if (input->window.s[0] == '[') {
		input_skip(input, 1);
		records->mode = JSON_ARRAY;
		records->in_object = true;
		return AGAIN;
	}
	n = value_length(input, &fault);
	if (n != 0)
		return take(records, arena, record, n);
	if (!input->at_end && input->window.n >= LIMIT_IMPORT_RECORD)
		skip_long_value(input);
	else
		records->mode = JSON_DONE;
	return broken(record, fault);
}

static enum json_result next(struct json_records *records, struct arena *arena, struct json_record *record)
{
	struct input *input = records->input;

	if (records->mode == JSON_DONE)
		return JSON_END;
	skip_blanks(input);
	record->offset = input->offset;
	record->line = input->line;
	record->container = STR("");
	record->guess = STR("");
	record->value = NULL;
	if (input->window.n == 0) {
		bool is_open = records->mode == JSON_ARRAY || records->mode == JSON_OBJECT;

		records->mode = JSON_DONE;
		return is_open ? broken(record, "the file is cut off") : JSON_END;
	}
	switch (records->mode) {
	case JSON_LINES:
		return next_line(records, arena, record);
	case JSON_ARRAY:
		return next_element(records, arena, record);
	case JSON_OBJECT:
		return next_member(records, arena, record);
	case JSON_START:
	case JSON_SEQUENCE:
	case JSON_DONE:
		break;
	}
	return next_at_top(records, arena, record);
}

enum json_result json_records_next(struct json_records *records, struct arena *arena, struct json_record *record)
{
	enum json_result result;

	do
		result = next(records, arena, record);
	while (result == AGAIN);
	return result;
}
