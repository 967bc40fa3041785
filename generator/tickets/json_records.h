/*
 * json_records: the records of a JSON file of any size, one at a time: lines of
 * objects (NDJSON), one array, objects one after another, or one object whose
 * arrays hold the records. Only one record is in memory.
 *
 * A record that is broken, or longer than LIMIT_IMPORT_RECORD, is told by its
 * place and passed over; reading goes on behind it where that can be found. A
 * record is given whole or not at all.
 *
 * This is not json.h: exports are written by strangers. An object that says a key
 * twice is marked (json_is_ambiguous()), because readers disagree about which one
 * counts; invalid UTF-8 and NUL become U+FFFD.
 */
#ifndef WEIR_TICKETS_JSON_RECORDS_H
#define WEIR_TICKETS_JSON_RECORDS_H
#include "common/value.h"

struct input;

/* ---- one text ---- */

/* The tree of a JSON text, which it borrows from; NULL with a reason (static) when it is none. */
struct value *json_tree(struct arena *arena, struct str text, const char **reason);
/* Whether a key stands twice in the object itself, not in what it holds. */
bool json_is_ambiguous(const struct value *object);
/* For other kinds of records that say a thing twice. */
void json_make_ambiguous(struct arena *arena, struct value *object);

/* ---- a file ---- */

enum json_result { JSON_RECORD, JSON_BROKEN, JSON_END };

struct json_record {
	struct str container; /* key of the array that it stands in; "" at the top */
	struct value *value;
	uint64_t offset, line; /* where it begins */
	struct str text;       /* of the value, whose objects and arrays have their places in it (value.at) */
	const char *fault;     /* of JSON_BROKEN: "it is cut off" */
	struct str guess;      /* of JSON_BROKEN: its "id" or "number", where one can be made out; else "" */
};

struct json_records {
	struct input *input;
	enum json_mode { JSON_START, JSON_LINES, JSON_SEQUENCE, JSON_ARRAY, JSON_OBJECT, JSON_DONE } mode;
	bool in_object;	   /* JSON_ARRAY inside of a JSON_OBJECT */
	unsigned failures; /* in a row, where no line says where the next record begins */
	struct buf container;
};

void json_records_init(struct json_records *records, struct input *input);
void json_records_release(struct json_records *records);
/* The record's tree is in the arena; container lives until the next call. */
enum json_result json_records_next(struct json_records *records, struct arena *arena, struct json_record *record);

#endif
