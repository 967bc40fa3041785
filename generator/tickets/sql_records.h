/*
 * sql_records: the rows of a dump of MySQL or MariaDB (mysqldump, phpMyAdmin) of any size,
 * one at a time, as maps of their columns; only one row is in memory. Names of columns come
 * from the INSERT itself, else from the CREATE TABLE in front of it. All values are texts,
 * NULL is null. Nothing is executed; statements of other kinds are passed over.
 *
 * A row that is broken costs the rest of its statement; a text or a statement that does not
 * end, the rest of the file.
 */
#ifndef WEIR_TICKETS_SQL_RECORDS_H
#define WEIR_TICKETS_SQL_RECORDS_H
#include "common/map.h"
#include "common/value.h"

struct input;

enum sql_result { SQL_RECORD, SQL_BROKEN, SQL_END };

struct sql_record {
	struct str table; /* lives until the next call */
	struct value *value;
	uint64_t line;
	const char *fault; /* of SQL_BROKEN */
};

struct sql_records {
	struct input *input;
	struct arena arena;  /* of tables and their columns */
	struct arena insert; /* of the INSERT that is read */
	struct map tables;   /* name -> struct sql_columns */
	struct sql_columns { /* of the INSERT that is read */
		struct str *at;
		size_t n;
	} columns;
	struct str table;
	bool in_values;
	bool is_cut;  /* the file ended in a statement */
	bool is_lost; /* nothing more can be told apart */
};

void sql_records_init(struct sql_records *records, struct input *input);
void sql_records_release(struct sql_records *records);
/* The row is in the arena. */
enum sql_result sql_records_next(struct sql_records *records, struct arena *arena, struct sql_record *record);

#endif
