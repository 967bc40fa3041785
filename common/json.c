#include "common/json.h"

#include "common/limits.h"

#include <jansson.h>

/* NULL when it nests too deep. */
static struct value *convert(struct arena *arena, const json_t *json, unsigned depth)
{
	struct value *value, *item;
	const char *key;
	size_t i;
	json_t *child;

	if (depth > LIMIT_JSON_DEPTH)
		return NULL;
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		value = value_map(arena);
		json_object_foreach((json_t *)(uintptr_t)json, key, child)
		{
			item = convert(arena, child, depth + 1);
			if (item == NULL)
				return NULL;
			/* jansson has refused keys that come twice */
			value_add(arena, value, arena_str(arena, str_c(key)), item);
		}
		return value;
	case JSON_ARRAY:
		value = value_list(arena);
		json_array_foreach(json, i, child)
		{
			item = convert(arena, child, depth + 1);
			if (item == NULL)
				return NULL;
			value_append(arena, value, item);
		}
		return value;
	case JSON_STRING:
		return value_str(arena, arena_str(arena, str_n(json_string_value(json), json_string_length(json))));
	case JSON_INTEGER:
		return value_int(arena, json_integer_value(json));
	case JSON_REAL:
		return value_double(arena, json_real_value(json));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(arena, json_typeof(json) == JSON_TRUE);
	case JSON_NULL:
		break;
	}
	return value_null(arena);
}

struct value *json_parse(struct arena *arena, struct str text, struct buf *reason)
{
	json_error_t error;
	json_t *json =
	    json_loadb(text.s != NULL ? text.s : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	struct value *value;

	if (json == NULL) {
		if (reason != NULL)
			buf_printf(reason, "line %d: %s", error.line, error.text);
		return NULL;
	}
	value = convert(arena, json, 0);
	if (value == NULL && reason != NULL)
		buf_printf(reason, "it is nested too deep");
	json_decref(json);
	return value;
}

/* ---- what browsers send ---- */

enum { ESCAPE_BYTES = 6 }; /* \uXXXX */

/* The number of the escape at `at`, or -1: there is none. */
static int escape_at(struct str text, size_t at)
{
	unsigned char bytes[2];

	if (at + ESCAPE_BYTES > text.n || text.s[at] != '\\' || text.s[at + 1] != 'u' ||
	    !str_read_hex(str_n(text.s + at + 2, 4), bytes, sizeof(bytes)))
		return -1;
	return bytes[0] << 8 | bytes[1];
}

/* Bytes of the escape at `at` that say a character, both halves of a pair; 0: it says none. */
static size_t said_at(struct str text, size_t at)
{
	int first = escape_at(text, at), second = escape_at(text, at + ESCAPE_BYTES);

	if (first >= 0xD800 && first <= 0xDBFF && second >= 0xDC00 && second <= 0xDFFF)
		return 2 * (size_t)ESCAPE_BYTES;
	if (first < 0) /* "\n", or what the parser will refuse */
		return 2;
	return first == 0 || (first >= 0xD800 && first <= 0xDFFF) ? 0 : ESCAPE_BYTES;
}

struct value *json_parse_sent(struct arena *arena, struct str text)
{
	static const char unknown[] = "\\ufffd";
	char *mended = NULL;

	for (size_t at = 0; at < text.n;) {
		const char *escape = memchr(text.s + at, '\\', text.n - at);
		size_t said;

		if (escape == NULL)
			break;
		at = (size_t)(escape - text.s);
		said = said_at(text, at);
		if (said == 0) {
			if (mended == NULL) {
				mended = arena_alloc(arena, text.n);
				memcpy(mended, text.s, text.n);
			}
			memcpy(mended + at, unknown, ESCAPE_BYTES);
			said = ESCAPE_BYTES;
		}
		at += said;
	}
	return json_parse(arena, mended != NULL ? str_n(mended, text.n) : text, NULL);
}

bool json_has_more(struct str text, size_t values)
{
	bool is_string = false;
	size_t n = 0;

	for (size_t i = 0; i < text.n && n <= values; i++) {
		char c = text.s[i];

		if (c == '"')
			is_string = !is_string;
		else if (c == '\\' && is_string)
			i++;
		else if (!is_string)
			n += c == ',' || c == '[' || c == '{';
	}
	return n > values;
}
