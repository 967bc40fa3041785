/*
 * The catalogue (see diag.h): name, id, default severity, summary, explanation.
 * Grouped by what they are about; a new one is added to its group and gets a
 * folder in tests/diag.
 */
#ifndef WEIR_DIAG_CODES_H
#define WEIR_DIAG_CODES_H

#define DIAG_CODES(X) \
	DIAG_CODES_SETTINGS(X) \
	DIAG_CODES_CONTENT(X) \
	DIAG_CODES_DISCOVER(X) \
	DIAG_CODES_MARKDOWN(X) \
	DIAG_CODES_SITE(X) \
	DIAG_CODES_THEME(X) \
	DIAG_CODES_BUILD(X)

/* site.toml */
#define DIAG_CODES_SETTINGS(X) \
	X(SETTING_SYNTAX, "setting-syntax", ERROR, "site.toml is not valid TOML", \
	  "The settings file must be TOML 1.0 (toml.io). Nothing is built until it can be read.") \
	X(SETTINGS_FILE, "settings-file", ERROR, "site.toml is missing or cannot be read", \
	  "A site is a folder with a file site.toml and a folder content/. `weir init` makes one; -C names the folder " \
	  "when it is not the current one.") \
	X(SETTING_UNKNOWN, "setting-unknown", ERROR, "a setting that Weir does not know", \
	  "A misspelt setting would silently do nothing, so it is an error. weir-site(5) lists all settings; `weir " \
	  "check --print-config` shows those in effect.") \
	X(SETTING_MISSING, "setting-missing", ERROR, "a setting that has no default is missing", \
	  "A site needs a title and the address under which it will be published, a venue its id, kind and title:\n\n" \
	  "    [site]\n    title = \"Acme Help\"\n    base_url = \"https://help.acme.example\"") \
	X(SETTING_TYPE, "setting-type", ERROR, "a setting of the wrong type", \
	  "Strings stand in quotes, numbers and true or false do not, lists stand in brackets, tables have a header " \
	  "of their own.") \
	X(SETTING_VALUE, "setting-value", ERROR, "a setting with a value that is not allowed", \
	  "The message says what is allowed. weir-site(5) has the range of every setting.")

/* finding and reading files: discover, charset, front matter */
#define DIAG_CODES_CONTENT(X) \
	X(FRONT_MATTER_SYNTAX, "front-matter-syntax", WARNING, "front matter that its parser rejects", \
	  "The block between the --- lines is not valid YAML (or, between +++ lines, not valid TOML). Weir reads " \
	  "what makes sense line by line and says what it did.")

/* discover */
#define DIAG_CODES_DISCOVER(X) \
	X(CONTENT_MISSING, "content-missing", ERROR, "the content folder cannot be read", \
	  "A site's pages stand in content/ beside site.toml, or in the folder that [content] folder names.") \
	X(FILE_UNREADABLE, "file-unreadable", ERROR, "a file or folder that cannot be read", \
	  "The operating system refused to open or read it. Check its owner and mode.") \
	X(PATH_LIMIT, "path-limit", ERROR, "a path that is too long or too deep", \
	  "Paths below the content folder may have 1,024 bytes and 32 levels.") \
	X(PATH_CHARSET, "path-charset", WARNING, "a file name that is not UTF-8", \
	  "URLs are made from file names, so they must be UTF-8. The file is left out; rename it.") \
	X(NOT_A_FILE, "not-a-file", WARNING, "a symbolic link, device or socket in the content folder", \
	  "Weir reads regular files below the content folder and never follows a link out of it. The entry is left " \
	  "out.")

/* what stands in a page */
#define DIAG_CODES_MARKDOWN(X) \
	X(LEFTOVER, "leftover", WARNING, "markup of another tool", \
	  "A tag of another site generator (Liquid, a Hugo shortcode, kramdown, MDX, Microsoft Learn) stands in the " \
	  "text. Weir does not run it. Its text is kept.")

/* pages together: URLs, links, ids */
#define DIAG_CODES_SITE(X) \
	X(LINK_MISSING, "link-missing", WARNING, "link to a page or file that does not exist", \
	  "The target is looked up from the folder of the page that links, then from the content folder. A link that " \
	  "cannot be resolved is kept as it was written.")

/* templates and strings */
#define DIAG_CODES_THEME(X) \
	X(TEMPLATE_SYNTAX, "template-syntax", ERROR, "a template that cannot be compiled", \
	  "Weir's templates are a strict subset of Jinja; weir-theme(7) lists what there is.")

/* running a build: limits, output folder, index */
#define DIAG_CODES_BUILD(X) \
	X(PAGE_LIMIT, "page-limit", ERROR, "a page over its limits", \
	  "A page is parsed and rendered in a process of its own with limits on size, time and memory, so that no " \
	  "page can stop the build of the others.") \
	X(SYSTEM, "system", ERROR, "the operating system refused something", \
	  "A file could not be written, a process not started, a disk is full. Nothing was published; the message says " \
	  "what failed. The exit code is 3.")

#endif
