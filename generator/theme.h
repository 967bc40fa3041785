/*
 * theme: the inside of struct theme (render.h has what the build uses), for
 * theme.c, view.c and render.c.
 *
 * A theme is a set of files: the default ones are part of the program
 * (tools/embed.c), the site's own of the same name lie over them. All of it is
 * made once by theme_load() and const afterwards, but for `view`, the working
 * memory of view.c, which belongs to one process.
 */
#ifndef WEIR_THEME_H
#define WEIR_THEME_H
#include "common/map.h"
#include "common/template.h"
#include "generator/config.h"
#include "generator/render.h"

struct strings;
struct view;

/* The default theme's own accent colour, as style.css and icon.svg have it. */
#define THEME_ACCENT "#0b5f59"

/* theme_files.c, made from theme/ by tools/embed.c */
struct theme_builtin {
	const char *name;
	const unsigned char *bytes;
	size_t n;
};
extern const struct theme_builtin theme_builtin[];
extern const size_t theme_builtin_n;

/*
 * A page carries style.css and what else it needs: pages.css and rich.css on lists and pages
 * without a source; article.css on articles and solved questions, and rich.css too when their
 * text asks for it; contact.css on the contact page; agent.css and rich.css on the agents' page. Each page is
 * spared what only others show.
 */
enum theme_sheet { SHEET_PAGES, SHEET_ARTICLE, SHEET_PLAIN_ARTICLE, SHEET_CONTACT, SHEET_AGENT, THEME_SHEETS };

/* A page has one script: app.js, but for the contact page and the agents' page, which have their own. */
enum theme_script { SCRIPT_APP, SCRIPT_CONTACT, SCRIPT_AGENT, THEME_SCRIPTS };

struct theme_file {
	struct str name; /* "partials/nav.html" */
	struct str path; /* for messages: "theme/partials/nav.html" */
	struct str bytes;
	bool is_builtin;
	bool is_used; /* some template asked for it */
};

/* A file to be published. */
struct theme_output {
	struct str name; /* "icon.svg" */
	struct str path; /* below public/: "assets/icon.1a2b3c4d.svg", "widget.js" */
	struct str bytes;
};

struct theme {
	const struct config *config;
	struct arena *arena;
	struct theme_file *files;
	size_t files_n;
	struct map by_name; /* to file index + 1 */
	struct template_set *templates;
	struct str css[THEME_SHEETS];	    /* as it stands in pages */
	struct str csp[THEME_SHEETS];	    /* Content-Security-Policy for it */
	struct str csp_of_all;		    /* for a server, whose header must do for every page */
	struct strings **strings;	    /* by language */
	struct str *scripts[THEME_SCRIPTS]; /* by language: path of its app.js and the others */
	struct theme_output *outputs;
	size_t outputs_n;
	uint64_t fingerprint;
	struct view *view; /* view.c's; NULL until render_prepare() */
};

/* What filters know of the page being rendered. */
struct theme_context {
	const struct theme *theme;
	uint32_t language;
};

/* NULL when there is none. */
const struct theme_file *theme_find(const struct theme *theme, struct str name);
const struct theme_output *theme_find_output(const struct theme *theme, struct str name);
/* Filters that need the site: t, date, url, asset. */
extern const struct template_host theme_host;

#endif
