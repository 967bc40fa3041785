/*
 * toml: TOML 1.0 to a value tree, for site.toml, strings files of themes and
 * front matter between +++ lines. toml++ does the parsing, behind this one
 * function; no exception leaves it.
 *
 * Tables keep the order in which their keys stand in the file. Every value knows
 * where it starts (value.at) and every key too (pair.key_at), both offset + 1 in
 * the text. A time of day without a date becomes a string, because struct date
 * has no such thing; fractions of a second are dropped.
 *
 * Bounded in size, nesting and length of a dotted key (limits.h), so that no
 * text can exhaust the stack. Thread-safe: no state.
 */
#ifndef WEIR_TOML_H
#define WEIR_TOML_H
#include "common/str.h"

struct arena;
struct value;

struct toml_error {
	uint32_t at;	       /* offset in the text + 1 */
	uint32_t line, column; /* from 1; columns in characters */
	struct str message;    /* one line without a full stop, in the arena */
};

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Parses a whole document (a byte order mark is skipped). Everything in the
 * result is copied into the arena, nothing points into text. NULL when the text
 * is not TOML 1.0 or passes a limit: then error (may be NULL) says where and why.
 */
struct value *toml_parse(struct str text, struct arena *arena, struct toml_error *error);

#ifdef __cplusplus
}
#endif

#endif
