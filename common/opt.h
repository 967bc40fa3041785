/*
 * opt: command lines from tables. One row per option gives the parser, the
 * --help text and the manual; a command's options may come from several tables
 * (its own, then what commands share).
 *
 * Short and long names, `--name=value`, `--name value`, `-nvalue`, `-abc`, `--`;
 * options may stand behind operands. Of a repeated option the last one counts,
 * lists collect. Long names are not abbreviated: a typing error is answered with
 * the nearest name, never guessed.
 *
 * Prints nothing and reads nothing but argv. Results point into argv; lists and
 * messages are in the arena.
 */
#ifndef WEIR_OPT_H
#define WEIR_OPT_H
#include "common/arena.h"
#include "common/buf.h"

enum opt_kind {
	OPT_FLAG,   /* bool */
	OPT_TEXT,   /* struct str, never empty, NUL-terminated */
	OPT_NUMBER, /* int64_t within [least, most] */
	OPT_CHOICE, /* int64_t: which of the choices, from 0 */
	OPT_LIST,   /* struct opt_list: every value given */
	OPT_HELP,   /* bool; what follows is not looked at */
};

struct opt_list {
	struct str *at;
	size_t n;
};

/* A table of these ends with a row without a name. */
struct opt {
	char letter; /* '\0': none */
	const char *name;
	enum opt_kind kind;
	size_t offset;	     /* of the result in the struct that opt_parse() fills */
	const char *value;   /* what to call it in the help: "DIR" */
	const char *choices; /* "text json" */
	int64_t least, most;
	const char *about; /* a phrase without a full stop: "do not print warnings" */
	bool hidden;	   /* not in the help */
};

struct opt_problem {
	struct str message; /* `unknown option "--outptu"` */
	struct str hint;    /* `did you mean "--output"?`, or absent */
};

struct opt_line {
	const struct opt *const *tables; /* NULL-terminated */
	int argc;
	char *const *argv;    /* argv[0] is not looked at */
	bool stop_at_operand; /* the first operand and all behind it are operands */
	/* results */
	struct opt_list operands;
	struct opt_problem problem;
};

/* Fills the struct at `target`, whose defaults are the caller's, and the operands. 0, or -1 with a problem. */
__attribute__((warn_unused_result)) int opt_parse(struct opt_line *line, void *target, struct arena *arena);

struct opt_example {
	const char *command, *about; /* ends with a row without a command */
};

struct opt_help {
	const char *name;  /* "weir build" */
	const char *usage; /* "[OPTION…] FOLDER" */
	const char *about; /* paragraphs separated by empty lines */
	const struct opt *const *options;
	const struct opt_example *examples; /* may be NULL */
	const char *notes;		    /* what follows the options: exit codes, files; may be NULL */
};

/* A screen of help, lines of at most 79 characters. */
void opt_print_help(struct buf *out, const struct opt_help *help);
/* Paragraphs wrapped at 79 characters, every line indented; lines that are indented already are kept as they are. */
void opt_print_text(struct buf *out, struct str text, size_t indent);

#endif
