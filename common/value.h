/*
 * value: a tree of plain data: front matter, settings, template variables,
 * JSON to be written. Everything lives in the arena it was made in and is
 * never freed alone. Lists and maps keep the order of insertion.
 *
 * A value knows where it was read (byte offset in its file + 1; 0: nowhere), so
 * that a wrong one can be pointed at.
 */
#ifndef WEIR_VALUE_H
#define WEIR_VALUE_H
#include "common/arena.h"
#include "common/buf.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_INT, VALUE_DOUBLE, VALUE_STR, VALUE_DATE, VALUE_LIST, VALUE_MAP };

/*
 * A moment or a day. Without a time of day has_time is false and the clock
 * fields are 0. offset_minutes counts for has_time only (0: UTC).
 */
struct date {
	int16_t year; /* 0: absent */
	uint8_t month, day, hour, minute, second;
	bool has_time;
	int16_t offset_minutes;
};

struct value {
	enum value_kind kind;
	bool is_html; /* VALUE_STR: marked safe by the generator; templates do not escape it */
	uint32_t at;  /* offset + 1 in the source, 0: none */
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct str str;
		struct date date;
		struct {
			struct value **at;
			uint32_t n, room;
		} list;
		struct {
			struct value_pair *at;
			uint32_t n, room;
		} map;
	} as;
};

struct value_pair {
	struct str key;
	uint32_t key_at; /* offset + 1 of the key in the source */
	struct value *value;
};

struct value *value_null(struct arena *arena);
struct value *value_bool(struct arena *arena, bool boolean);
struct value *value_int(struct arena *arena, int64_t integer);
struct value *value_double(struct arena *arena, double number);
/* Borrow the bytes: they must live as long as the arena. */
struct value *value_str(struct arena *arena, struct str s);
struct value *value_html(struct arena *arena, struct str html);
struct value *value_date(struct arena *arena, struct date date);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);

void value_append(struct arena *arena, struct value *list, struct value *item);
/* Of a key that is known not to be there yet: nothing is looked for. */
void value_add(struct arena *arena, struct value *map, struct str key, struct value *item);
/* Sets or replaces. */
void value_set(struct arena *arena, struct value *map, struct str key, struct value *item);
#define value_set_lit(arena, map, key, item) value_set((arena), (map), STR(key), (item))

/* NULL when absent, or when map is NULL or no map. */
struct value *value_get(const struct value *map, struct str key);
/*
 * Whether a map has a key of neither list and none that is wanted: it was misspelt, and nothing would be made of the
 * map. Both lists end with NULL.
 */
bool value_is_misspelt(const struct value *map, const char *const *wanted, const char *const *beside);
/* By dotted path: "site.title". */
struct value *value_path(const struct value *map, struct str path);
/* "a string", "a list", …, for messages. */
const char *value_kind_name(enum value_kind kind);
/* Jinja's truth: null, false, 0, "", [] and {} are false. */
bool value_is_true(const struct value *value);
bool value_eq(const struct value *a, const struct value *b);

/* As compact JSON, map keys in order of insertion. Dates as RFC 3339 strings. */
void value_json(struct buf *out, const struct value *value);

/* RFC 3339 date or date-time, also with a space instead of T and without seconds or zone. */
bool date_parse(struct str s, struct date *date);
/* "2026-11-21" or "2026-11-21T10:20:00Z" */
void date_format(struct buf *out, struct date date);
/* Seconds since 1970-01-01T00:00:00Z. */
int64_t date_to_seconds(struct date date);
struct date date_from_seconds(int64_t seconds);
static inline bool date_is_set(struct date date)
{
	return date.year != 0;
}
/* By moment; a day without a time counts as its midnight UTC. */
int date_cmp(struct date a, struct date b);

#endif
