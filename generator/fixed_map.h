/*
 * fixed_map: maps and lists of values whose keys or length are known, made in one
 * piece: what view.c makes thousands of for every page. Fields are set by their
 * position among the keys; all are none at first.
 */
#ifndef WEIR_FIXED_MAP_H
#define WEIR_FIXED_MAP_H
#include "common/value.h"

/* A map with the given keys, all none, in one piece of memory. */
static inline struct value *fixed_map(struct arena *arena, const struct str *keys, uint32_t n)
{
	struct {
		struct value map;
		struct value values[];
	} *made = arena_alloc(arena, sizeof(*made) + n * sizeof(struct value));
	struct value_pair *pairs = arena_alloc(arena, n * sizeof(*pairs));

	memset(made, 0, sizeof(*made) + n * sizeof(struct value));
	for (uint32_t i = 0; i < n; i++)
		pairs[i] = (struct value_pair){.key = keys[i], .value = &made->values[i]};
	made->map.kind = VALUE_MAP;
	made->map.as.map.at = pairs;
	made->map.as.map.n = made->map.as.map.room = n;
	return &made->map;
}
#define FIXED_MAP(arena, keys) fixed_map((arena), (keys), sizeof(keys) / sizeof((keys)[0]))

static inline struct value *fixed_list(struct arena *arena, uint32_t n)
{
	struct value *list = value_list(arena);

	list->as.list.at = arena_alloc(arena, n * sizeof(struct value *));
	list->as.list.room = n;
	return list;
}

static inline void list_add(struct value *list, struct value *item)
{
	list->as.list.at[list->as.list.n++] = item;
}

static inline void set_str(struct value *map, unsigned field, struct str s)
{
	struct value *value = map->as.map.at[field].value;

	value->kind = VALUE_STR;
	value->as.str = s.s != NULL ? s : STR("");
}

static inline void set_html(struct value *map, unsigned field, struct str html)
{
	set_str(map, field, html);
	map->as.map.at[field].value->is_html = true;
}

static inline void set_int(struct value *map, unsigned field, int64_t integer)
{
	struct value *value = map->as.map.at[field].value;

	value->kind = VALUE_INT;
	value->as.integer = integer;
}

static inline void set_bool(struct value *map, unsigned field, bool boolean)
{
	struct value *value = map->as.map.at[field].value;

	value->kind = VALUE_BOOL;
	value->as.boolean = boolean;
}

static inline void set_date(struct value *map, unsigned field, struct date date)
{
	struct value *value = map->as.map.at[field].value;

	if (!date_is_set(date))
		return;
	value->kind = VALUE_DATE;
	value->as.date = date;
}

/* NULL leaves none. */
static inline void set_value(struct value *map, unsigned field, struct value *value)
{
	if (value != NULL)
		map->as.map.at[field].value = value;
}

#endif
