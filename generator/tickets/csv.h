/*
 * csv: rows of a CSV file of any size (RFC 4180; comma, semicolon or tab, as the
 * first line has them). A row is given whole or not at all.
 */
#ifndef WEIR_TICKETS_CSV_H
#define WEIR_TICKETS_CSV_H
#include "common/arena.h"
#include "common/buf.h"

struct input;

enum csv_result { CSV_ROW, CSV_BROKEN, CSV_END };

struct csv {
	struct input *input;
	char separator;
	bool started;
};

struct csv_row {
	struct str *fields; /* valid UTF-8 */
	size_t n;
	uint64_t line;
	const char *fault;
};

void csv_init(struct csv *csv, struct input *input);
enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_row *row);
/* Whether a column has one of these names, which are separated by "|"; in any letter case. */
bool csv_is_named(struct str column, const char *names);

#endif
