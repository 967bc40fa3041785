#include "common/value.h"

#include "common/escape.h"

#include <math.h>

static struct value *make(struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);

	value->kind = kind;
	return value;
}

struct value *value_null(struct arena *arena)
{
	return make(arena, VALUE_NULL);
}

struct value *value_bool(struct arena *arena, bool boolean)
{
	struct value *value = make(arena, VALUE_BOOL);

	value->as.boolean = boolean;
	return value;
}

struct value *value_int(struct arena *arena, int64_t integer)
{
	struct value *value = make(arena, VALUE_INT);

	value->as.integer = integer;
	return value;
}

struct value *value_double(struct arena *arena, double number)
{
	struct value *value = make(arena, VALUE_DOUBLE);

	value->as.number = number;
	return value;
}

struct value *value_str(struct arena *arena, struct str s)
{
	struct value *value = make(arena, VALUE_STR);

	value->as.str = s.s != NULL ? s : STR("");
	return value;
}

struct value *value_html(struct arena *arena, struct str html)
{
	struct value *value = value_str(arena, html);

	value->is_html = true;
	return value;
}

struct value *value_date(struct arena *arena, struct date date)
{
	struct value *value = make(arena, VALUE_DATE);

	value->as.date = date;
	return value;
}

struct value *value_list(struct arena *arena)
{
	return make(arena, VALUE_LIST);
}

struct value *value_map(struct arena *arena)
{
	return make(arena, VALUE_MAP);
}

static void *grown(struct arena *arena, const void *old, uint32_t n, uint32_t *room, size_t size)
{
	uint32_t more = *room < 4 ? 4 : *room * 2;
	void *at = arena_array(arena, more, size);

	if (n != 0)
		memcpy(at, old, n * size);
	*room = more;
	return at;
}

void value_append(struct arena *arena, struct value *list, struct value *item)
{
	if (list->as.list.n == list->as.list.room)
		list->as.list.at =
		    grown(arena, list->as.list.at, list->as.list.n, &list->as.list.room, sizeof(*list->as.list.at));
	list->as.list.at[list->as.list.n++] = item;
}

static struct value_pair *find_pair(const struct value *map, struct str key)
{
	for (uint32_t i = 0; i < map->as.map.n; i++)
		if (str_eq(map->as.map.at[i].key, key))
			return &map->as.map.at[i];
	return NULL;
}

void value_add(struct arena *arena, struct value *map, struct str key, struct value *item)
{
	struct value_pair *pair;

	if (map->as.map.n == map->as.map.room)
		map->as.map.at =
		    grown(arena, map->as.map.at, map->as.map.n, &map->as.map.room, sizeof(*map->as.map.at));
	pair = &map->as.map.at[map->as.map.n++];
	pair->key = key;
	pair->value = item;
}

void value_set(struct arena *arena, struct value *map, struct str key, struct value *item)
{
	struct value_pair *pair = find_pair(map, key);

	if (pair == NULL)
		value_add(arena, map, key, item);
	else
		pair->value = item;
}

struct value *value_get(const struct value *map, struct str key)
{
	struct value_pair *pair;

	if (map == NULL || map->kind != VALUE_MAP)
		return NULL;
	pair = find_pair(map, key);
	return pair != NULL ? pair->value : NULL;
}

bool value_is_misspelt(const struct value *map, const char *const *wanted, const char *const *beside)
{
	bool unknown = false;

	for (uint32_t i = 0; i < map->as.map.n; i++) {
		if (str_is_any(map->as.map.at[i].key, wanted))
			return false;
		unknown = unknown || !str_is_any(map->as.map.at[i].key, beside);
	}
	return unknown;
}

struct value *value_path(const struct value *map, struct str path)
{
	struct value *value = NULL;
	struct str part;

	while (str_split(&path, '.', &part)) {
		value = value_get(map, part);
		map = value;
	}
	return value;
}

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {"nothing",	"true or false", "a whole number", "a number",
					    "a string", "a date",	 "a list",	   "a table"};

	return names[kind];
}

bool value_is_true(const struct value *value)
{
	if (value == NULL)
		return false;
	switch (value->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return value->as.boolean;
	case VALUE_INT:
		return value->as.integer != 0;
	case VALUE_DOUBLE:
		return value->as.number != 0;
	case VALUE_STR:
		return value->as.str.n != 0;
	case VALUE_DATE:
		return date_is_set(value->as.date);
	case VALUE_LIST:
		return value->as.list.n != 0;
	case VALUE_MAP:
		return value->as.map.n != 0;
	}
	return false;
}

static bool is_number(const struct value *v, double *number)
{
	if (v->kind == VALUE_INT)
		*number = (double)v->as.integer;
	else if (v->kind == VALUE_DOUBLE)
		*number = v->as.number;
	else if (v->kind == VALUE_BOOL)
		*number = v->as.boolean;
	else
		return false;
	return true;
}

static bool lists_eq(const struct value *a, const struct value *b)
{
	if (a->as.list.n != b->as.list.n)
		return false;
	for (uint32_t i = 0; i < a->as.list.n; i++)
		if (!value_eq(a->as.list.at[i], b->as.list.at[i]))
			return false;
	return true;
}

static bool maps_eq(const struct value *a, const struct value *b)
{
	if (a->as.map.n != b->as.map.n)
		return false;
	for (uint32_t i = 0; i < a->as.map.n; i++) {
		const struct value *other = value_get(b, a->as.map.at[i].key);

		if (other == NULL || !value_eq(a->as.map.at[i].value, other))
			return false;
	}
	return true;
}

bool value_eq(const struct value *a, const struct value *b)
{
	double x, y;

	if (a->kind == VALUE_INT && b->kind == VALUE_INT)
		return a->as.integer == b->as.integer;
	if (is_number(a, &x) && is_number(b, &y))
		return x == y;
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_STR:
		return str_eq(a->as.str, b->as.str);
	case VALUE_DATE:
		return date_cmp(a->as.date, b->as.date) == 0;
	case VALUE_LIST:
		return lists_eq(a, b);
	case VALUE_MAP:
		return maps_eq(a, b);
	default:
		return true;
	}
}

static void json_str(struct buf *out, struct str s)
{
	buf_char(out, '"');
	escape_json(out, s);
	buf_char(out, '"');
}

static void json_double(struct buf *out, double number)
{
	if (!isfinite(number))
		buf_lit(out, "null");
	else
		buf_double(out, number);
}

void value_json(struct buf *out, const struct value *value)
{
	if (value == NULL) {
		buf_lit(out, "null");
		return;
	}
	switch (value->kind) {
	case VALUE_NULL:
		buf_lit(out, "null");
		break;
	case VALUE_BOOL:
		buf_str(out, value->as.boolean ? STR("true") : STR("false"));
		break;
	case VALUE_INT:
		buf_int(out, value->as.integer);
		break;
	case VALUE_DOUBLE:
		json_double(out, value->as.number);
		break;
	case VALUE_STR:
		json_str(out, value->as.str);
		break;
	case VALUE_DATE:
		buf_char(out, '"');
		date_format(out, value->as.date);
		buf_char(out, '"');
		break;
	case VALUE_LIST:
		buf_char(out, '[');
		for (uint32_t i = 0; i < value->as.list.n; i++) {
			if (i != 0)
				buf_char(out, ',');
			value_json(out, value->as.list.at[i]);
		}
		buf_char(out, ']');
		break;
	case VALUE_MAP:
		buf_char(out, '{');
		for (uint32_t i = 0; i < value->as.map.n; i++) {
			if (i != 0)
				buf_char(out, ',');
			json_str(out, value->as.map.at[i].key);
			buf_char(out, ':');
			value_json(out, value->as.map.at[i].value);
		}
		buf_char(out, '}');
		break;
	}
}
