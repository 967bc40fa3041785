/*
 * diag: the catalogue of everything that Weir may say about somebody's files,
 * and lists of such messages.
 *
 * One X-macro table feeds the enum, the default severity, `weir explain`, the
 * manual page and the tests (tests/diag has one folder per code). A diagnostic
 * is made where the fault is seen and printed by the commands only.
 *
 * The message says what is wrong, with the writer's own words in quotes; the
 * hint, one line, says what to do. Neither ends with a full stop.
 */
#ifndef WEIR_DIAG_H
#define WEIR_DIAG_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/vec.h"

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

#include "common/diag_codes.h"

enum diag_code {
#define X(name, id, severity, summary, explanation) DIAG_##name,
	DIAG_CODES(X)
#undef X
	    DIAG_CODES_N
};

struct diag_info {
	const char *id; /* "link-missing" */
	enum diag_severity severity;
	const char *summary;	 /* one line */
	const char *explanation; /* paragraphs for `weir explain`, separated by blank lines */
};

/* Where: line and column count from 1 (columns in characters, as editors do), 0: the whole file. */
struct place {
	struct str path; /* from the site's root: "content/billing/refunds.md"; absent: the site as a whole */
	uint32_t line, column;
};

struct diag {
	enum diag_code code;
	enum diag_severity severity;
	struct place place;
	struct str message;
	struct str hint; /* may be absent */
};

struct diag_list {
	struct arena *arena; /* of the texts */
	struct diag_vec VEC_FIELDS(struct diag) items;
	size_t errors, warnings;
};

const struct diag_info *diag_info(enum diag_code code);
/* By its id; false when there is none. */
bool diag_find(struct str id, enum diag_code *code);
const char *diag_severity_name(enum diag_severity severity);

/* Texts are copied into the arena. */
void diag_list_init(struct diag_list *list, struct arena *arena);
void diag_list_release(struct diag_list *list);
/* Adds one with the code's default severity and returns it, for a hint. */
__attribute__((format(printf, 4, 5))) struct diag *diag_add(struct diag_list *list, enum diag_code code,
							    struct place place, const char *format, ...);
/* Sets the hint of the diagnostic added last. */
__attribute__((format(printf, 2, 3))) void diag_hint(struct diag_list *list, const char *format, ...);
/* Copies a diagnostic from another list. */
void diag_copy(struct diag_list *list, const struct diag *diag);
/* By path, line, column, code, message; exact repetitions are dropped. */
void diag_list_sort(struct diag_list *list);

/* The column behind what a line begins with; exact for so many bytes, so that a line without end costs no more. */
#define PLACE_EXACT_BYTES 4096
uint32_t place_column(struct str before);
/* Line and column of a byte offset in a text. */
void place_of(struct str text, size_t offset, uint32_t *line, uint32_t *column);

/*
 * `content/a.md:41:12: error: link to missing page "b.md" [link-missing]` and a
 * line `  hint: …`. Text from files is made safe for a terminal. With colour,
 * ANSI escapes are added.
 */
void diag_format(struct buf *out, const struct diag *diag, bool colour);
/* {"file","line","column","severity","code","message","hint"} and a newline. */
void diag_format_json(struct buf *out, const struct diag *diag);

#endif
