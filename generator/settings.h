/*
 * settings: the table of everything that site.toml may say. The reader
 * (config.c), `weir check --print-config`, the list in weir-site(5), the
 * template of `weir init` and the tests come from it; nothing about a setting
 * is written down twice.
 *
 * Where to add one: a row in settings.c, a field in struct config, and
 * `scripts/check-manuals --write` for the manual.
 */
#ifndef WEIR_SETTINGS_H
#define WEIR_SETTINGS_H
#include "common/diag.h"
#include "common/value.h"

enum setting_kind {
	SETTING_TEXT,  /* one line */
	SETTING_PROSE, /* may have several lines */
	SETTING_FLAG,
	SETTING_INT,
	SETTING_NUMBER,
	SETTING_CHOICE,	  /* one of .choices */
	SETTING_TEXTS,	  /* a list of lines; a single one may stand alone */
	SETTING_BASE_URL, /* absolute, http or https, without query */
	SETTING_URL,	  /* http, https, mailto, tel, or below the site: "/…" */
	SETTING_PATH,	  /* relative, with '/', never upwards */
	SETTING_EMAIL,
	SETTING_COLOUR,	  /* "#rgb" or "#rrggbb" */
	SETTING_LANGUAGE, /* BCP 47 */
	SETTING_CHARSET,  /* a name that iconv knows */
	SETTING_DURATION, /* "90m", "4h", "2d"; a day is a working day of eight hours */
	SETTING_SPANS,	  /* opening hours: "09:00-17:00" or a list of such */
	SETTING_DAYS,	  /* a list of dates */
	SETTING_ZONE,	  /* "Europe/Berlin" */
	SETTING_ORIGINS,  /* a list of "https://host" or "https://host:port" */
	SETTING_PINS,	  /* a table: query = id or list of ids */
	SETTING_PATHS,	  /* a table: path on the site = path on the site; those of folders end in "*" */
};

#define SETTING_NO_FIELD SIZE_MAX

struct setting {
	const char *table; /* "site", "languages.XX", "contact.venue", … */
	const char *key;
	enum setting_kind kind;
	bool required;	     /* in its table */
	bool server;	     /* goes into search.db for the server */
	size_t offset;	     /* in the struct of its table, or SETTING_NO_FIELD */
	const char *initial; /* as text; NULL: empty, or none */
	double least, most;  /* of numbers, and of the length of texts; 0 0: the kind's own */
	const char *choices; /* "safe trusted none" */
	const char *about;   /* for the manual: a sentence without its full stop, in mdoc-free text */
};

struct settings_table {
	const char *name;   /* as in setting.table */
	const char *header; /* "[site]", "[languages.XX]", "[[contact.venue]]" */
	const char *about;
};

extern const struct setting settings[];
extern const size_t settings_n;
extern const struct settings_table settings_tables[];
extern const size_t settings_tables_n;

/* NULL when there is none. */
const struct setting *setting_find(struct str table, struct str key);
/* "a string", "true or false", … */
const char *setting_kind_name(enum setting_kind kind);
/* The value when site.toml does not say; never NULL. */
struct value *setting_initial(const struct setting *setting, struct arena *arena);

/* "4h" -> 240, "" -> 0; -1 when it is no duration. */
int64_t setting_minutes(struct str duration);

struct setting_problem {
	enum diag_code code;
	uint32_t at; /* offset + 1 */
	struct str message, hint;
};

/*
 * Checks a value read from a file and gives it in its normal form (a list where
 * a single text is allowed, a URL without a slash at its end, …), with the same
 * place. NULL after filling problem.
 */
struct value *setting_take(const struct setting *setting, struct value *value, struct arena *arena,
			   struct setting_problem *problem);

#endif
