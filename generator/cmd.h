/*
 * cmd: what the commands of weir share: their description, the options that
 * several of them take, and printing. main.c and the cmd_*.c files are the only
 * ones that print, exit, and read the clock or the environment.
 *
 * A command is a `const struct command` in its own cmd_NAME.c, declared here and
 * listed in main.c. Its options land in a struct of its own which begins with
 * struct cmd_options (or struct cmd_build_options, which does): the tables
 * cmd_common_table and cmd_build_table fill those.
 */
#ifndef WEIR_CMD_H
#define WEIR_CMD_H
#include "common/diag.h"
#include "common/opt.h"

enum { EXIT_FINE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3, EXIT_INTERRUPTED = 130 };

enum cmd_format { FORMAT_TEXT, FORMAT_JSON };
enum cmd_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Every command. */
struct cmd_options {
	struct str folder; /* of the site: "." */
	bool help, quiet, verbose;
	int64_t format, color;
};
extern const struct opt cmd_common_table[];

/* Commands that build: build, check, preview. */
struct cmd_build_options {
	struct cmd_options common;
	int64_t jobs; /* 0: one per core */
	bool strict, keep_going, drafts, future, expired;
};
extern const struct opt cmd_build_table[];

struct command {
	const char *name, *usage, *summary;
	const char *about; /* paragraphs for --help and weir(1), the first sentence without the command's name */
	const struct opt *const *options; /* NULL-terminated */
	size_t options_size;		  /* of the struct they fill */
	const struct opt_example *examples;
	int (*run)(void *options, const struct opt_list *operands); /* exit code */
};

extern const struct command cmd_init, cmd_new, cmd_build, cmd_check, cmd_preview, cmd_import, cmd_review, cmd_tickets,
    cmd_redact, cmd_gate, cmd_outbox, cmd_popular, cmd_search, cmd_suggest, cmd_eval, cmd_explain, cmd_clean, cmd_help;
/* All of them, NULL-terminated, in the order of the help (cmd_help.c). */
extern const struct command *const cmd_all[];

/* NULL when there is none. */
const struct command *cmd_find(struct str name);
void cmd_print_help(const struct command *command);
/* The list of commands: to stdout when asked for, else to stderr as wrong usage; the exit code. */
int cmd_print_overview(bool asked);
int cmd_unknown(struct str name);
/* `weir build: message`, the hint and where to read more, to stderr; EXIT_USAGE. */
__attribute__((format(printf, 3, 4))) int cmd_wrong_usage(const char *command, struct str hint, const char *format,
							  ...);
/* That there is no private/, to stderr, with where it may be instead; EXIT_USAGE. */
int cmd_no_tickets(const char *command, int site_folder);
/* `weir: message` to stderr; EXIT_ENVIRONMENT. */
__attribute__((format(printf, 1, 2))) int cmd_failed(const char *format, ...);
/* Writes all of it to stdout, or stderr. */
void cmd_print(struct str text);
void cmd_print_error(struct str text);

/* The site's folder, or -1 after saying why not. */
int cmd_open_site(const struct cmd_options *options);
/* Seconds since the epoch; SOURCE_DATE_EPOCH when that is set. */
int64_t cmd_now(void);

/*
 * Prints sorted diagnostics: as text to stderr, at most LIMIT_DIAGNOSTICS_SHOWN of
 * a code unless verbose; as JSON lines to stdout. Quiet leaves only errors.
 */
void cmd_print_diags(const struct cmd_options *options, const struct diag_list *diags);

struct build_options;
/* Everything but check_only, full, output and check_external, which not all commands have; progress included. */
void cmd_fill_build_options(const struct cmd_build_options *from, struct build_options *to);
/* Sets a function that shows how many bytes were read, where somebody would see it; else NULL. */
void cmd_start_bytes_progress(const struct cmd_options *options, void (**progress)(void *context, uint64_t bytes));
/* Wipes the progress line, if there is one; before anything else is printed. */
void cmd_end_progress(void);

/*
 * The search engine over the built site, or NULL after saying why not. output: its folder below the site's, or
 * absent for that of site.toml. (cmd_search.c)
 */
struct query_engine *cmd_open_engine(const struct cmd_options *common, struct str output, unsigned flags);
struct query_hit;
/* The members of a JSON object without its braces; a paragraph of text. */
void cmd_add_hit_json(struct buf *out, const struct query_hit *hit);
void cmd_add_hit_text(struct buf *out, const struct query_hit *hit);
/* For a terminal, without marks. */
void cmd_add_plain(struct buf *out, struct str text);

/* "12,345" */
void cmd_add_number(struct buf *out, uint64_t number);
/* "1 page", "12,345 pages" */
void cmd_add_count(struct buf *out, uint64_t number, const char *singular, const char *plural);

#endif
