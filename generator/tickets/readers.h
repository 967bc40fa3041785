/*
 * readers: one for each system that tickets come from, a row in a table.
 *
 * A reader gets the files of an export one after another, those that it names
 * first before the others, and tells an import (import.h) what is in them. It
 * decides nothing but what its system's flags mean; a flag that is missing or
 * strange means internal.
 */
#ifndef WEIR_TICKETS_READERS_H
#define WEIR_TICKETS_READERS_H
#include "common/arena.h"
#include "common/buf.h"

struct import;
struct input;
struct kinds;
struct value;
struct reader;

struct reading {
	const struct reader *reader;
	struct import *import;
	struct str path;   /* of the file, below the operand: "general/2024-01-10.json" */
	struct arena run;  /* lives as long as the reading */
	struct arena page; /* cleared after each record */
	void *state;	   /* the reader's, in `run` */
	/* the present record of a JSON file, the line that it begins in, and how far its lines were counted */
	struct str record;
	uint64_t record_line, line;
	size_t place;
};

struct reader {
	const char *system, *title; /* "zendesk", "Zendesk" */
	const char *expects;	    /* what an export of it is, for who gave something else */
	const char *signs;	    /* words and names of files that hardly another system has, separated by "|" */
	/* Whether a file is of use, by its path and first bytes; NULL: *.json, *.jsonl, *.ndjson. */
	bool (*wants)(struct str path, struct str head);
	bool names_tell; /* `wants` does not look at the head */
	/* Whether it must be read before others; NULL: none. */
	bool (*is_first)(struct str path);
	void (*begin)(struct reading *reading); /* may be NULL */
	void (*read)(struct reading *reading, struct input *input);
	/* For those whose `read` is readers_read_json(): a record, and the array in which it stood. */
	void (*take)(struct reading *reading, struct str container, const struct value *record);
	void (*end)(struct reading *reading); /* may be NULL */
};

/* All of them, NULL-terminated. */
extern const struct reader *const readers[];
/* NULL when there is none. */
const struct reader *readers_find(struct str system);

/*
 * Reads files, folders with all in them, and the members of ZIP files. -1 when a path cannot be read at all, with
 * a reason; a part that cannot is a fault of the import. kinds (may be NULL): what the files look like.
 */
__attribute__((warn_unused_result)) int readers_run(const struct reader *reader, struct import *import,
						    const struct str *paths, size_t n, struct kinds *kinds,
						    struct buf *reason);

/* The same over bytes in memory, for tests. */
struct readers_file {
	struct str path, bytes;
};
void readers_run_memory(const struct reader *reader, struct import *import, const struct readers_file *files, size_t n);

void readers_read_json(struct reading *reading, struct input *input);
/* Hands every object of an array on to reader->take(), with the array's key as its container. */
void readers_take_each(struct reading *reading, const struct value *list, const char *container);

#endif
