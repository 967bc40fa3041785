#include "generator/manual.h"

#include "generator/cmd.h"
#include "generator/fields.h"
#include "generator/page.h"
#include "generator/settings.h"
#include "generator/view.h"

enum { WIDTH = 76 };

/* ---- mdoc ---------------------------------------------------------------------- */

/* One word of text; in_code says whether a `…` is open, which is printed bold. */
static void add_word(struct buf *out, struct str word, bool *in_code)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.s[i];

		if (c == '\\') {
			buf_lit(out, "\\e");
		} else if (c == '`') {
			buf_str(out, *in_code ? STR("\\fR") : STR("\\fB"));
			*in_code = !*in_code;
		} else if (c == '-' && (*in_code || word.n == 1 || (i == 0 && word.s[1] == '-'))) {
			buf_lit(out, "\\-");
		} else {
			buf_char(out, c);
		}
	}
}

static bool ends_sentence(struct str word)
{
	char c = word.s[word.n - 1];

	return c == '.' || c == '?' || c == '!';
}

/* Words, a new line behind each sentence (mdoc's rule) and before a line grows too long. */
static void add_paragraph(struct buf *out, struct str text, struct str end)
{
	struct str rest = text, word;
	bool in_code = false, at_start = true;
	size_t line = 0;

	while (str_split(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (!at_start && line + 1 + word.n > WIDTH) {
			buf_char(out, '\n');
			at_start = true;
		}
		if (at_start)
			line = 0;
		else
			buf_char(out, ' ');
		if (at_start && (word.s[0] == '.' || word.s[0] == '\''))
			buf_lit(out, "\\&");
		add_word(out, word, &in_code);
		line += word.n + 1;
		at_start = !in_code && ends_sentence(word) && rest.s != NULL;
		if (at_start)
			buf_char(out, '\n');
	}
	buf_str(out, end);
	buf_char(out, '\n');
}

/* Paragraphs; indented lines are shown as they are. */
static void add_text(struct buf *out, struct str text)
{
	struct str rest = text, line;
	bool literal = false, paragraph = false;

	while (str_split(&rest, '\n', &line)) {
		bool indented = line.n != 0 && line.s[0] == ' ';

		if (indented && !literal)
			buf_lit(out, ".Bd -literal -offset indent\n");
		if (!indented && literal)
			buf_lit(out, ".Ed\n");
		literal = indented;
		if (indented) {
			buf_str(out, str_trim(line));
			buf_char(out, '\n');
		} else if (line.n == 0) {
			paragraph = true;
			continue;
		} else {
			if (paragraph)
				buf_lit(out, ".Pp\n");
			add_paragraph(out, line, STR(""));
		}
		paragraph = false;
	}
	if (literal)
		buf_lit(out, ".Ed\n");
}

/* ---- commands -------------------------------------------------------------------- */

static void add_option(struct buf *out, const struct opt *opt)
{
	struct str rest, choice;

	buf_lit(out, ".It ");
	if (opt->letter != '\0')
		buf_printf(out, "Fl %c , ", opt->letter);
	buf_printf(out, "Fl \\-%s", opt->name);
	if (opt->choices != NULL) {
		rest = str_c(opt->choices);
		buf_lit(out, " Ns = Ns ");
		for (bool first = true; str_split(&rest, ' ', &choice); first = false)
			buf_printf(out, "%sCm %.*s", first ? "" : " | ", STR_ARG(choice));
	} else if (opt->value != NULL) {
		buf_printf(out, " Ns = Ns Ar %s", opt->value);
	}
	buf_char(out, '\n');
	add_paragraph(out, str_c(opt->about), STR(""));
}

static void add_options(struct buf *out, const struct opt *table)
{
	buf_lit(out, ".Bl -tag -width Ds\n");
	for (; table->name != NULL; table++)
		if (!table->hidden)
			add_option(out, table);
	buf_lit(out, ".El\n");
}

static bool is_shared(const struct opt *table)
{
	return table == cmd_common_table || table == cmd_build_table;
}

static bool has_visible(const struct opt *table)
{
	for (; table->name != NULL; table++)
		if (!table->hidden)
			return true;
	return false;
}

static void add_command(struct buf *out, const struct command *command)
{
	/* \\&: a bracket at the end of a line is no punctuation */
	buf_printf(out, ".Ss weir %s %s\\&\n", command->name, command->usage);
	add_text(out, str_c(command->about));
	for (const struct opt *const *table = command->options; *table != NULL; table++) {
		if (is_shared(*table) || !has_visible(*table))
			continue;
		add_options(out, *table);
	}
	for (const struct opt *const *table = command->options; *table != NULL; table++)
		if (*table == cmd_build_table)
			buf_lit(out, ".Pp\nIt also takes the options of commands that build, below.\n");
}

static void add_commands(struct buf *out)
{
	for (const struct command *const *command = cmd_all; *command != NULL; command++)
		add_command(out, *command);
	buf_lit(out, ".Ss Options of commands that build\n");
	add_options(out, cmd_build_table);
	buf_lit(out, ".Ss Options of all commands\n");
	add_options(out, cmd_common_table);
}

/* ---- settings --------------------------------------------------------------------- */

static void add_range(struct buf *out, const struct setting *setting)
{
	struct str rest, choice;

	if (setting->choices != NULL) {
		rest = str_c(setting->choices);
		for (const char *before = ": "; str_split(&rest, ' ', &choice); before = " | ")
			buf_printf(out, "%s\"%.*s\"", before, STR_ARG(choice));
	} else if (setting->kind == SETTING_INT || setting->kind == SETTING_NUMBER) {
		buf_printf(out, " from %g to %g", setting->least, setting->most);
	}
}

static void add_initial(struct buf *out, const struct setting *setting)
{
	bool is_text = setting->kind != SETTING_FLAG && setting->kind != SETTING_INT && setting->kind != SETTING_NUMBER;

	if (setting->required)
		buf_lit(out, ", required");
	else if (setting->initial != NULL)
		buf_printf(out, is_text ? ", default \"%s\"" : ", default %s", setting->initial);
}

static void add_settings(struct buf *out)
{
	for (size_t t = 0; t < settings_tables_n; t++) {
		const struct settings_table *table = &settings_tables[t];

		buf_printf(out, ".Ss %s\\&\n", table->header);
		add_paragraph(out, str_c(table->about), STR("."));
		buf_lit(out, ".Bl -tag -width Ds\n");
		for (size_t i = 0; i < settings_n; i++) {
			if (strcmp(settings[i].table, table->name) != 0)
				continue;
			buf_printf(out, ".It Ic %s No ( %s", settings[i].key, setting_kind_name(settings[i].kind));
			add_range(out, &settings[i]);
			add_initial(out, &settings[i]);
			buf_lit(out, " )\n");
			add_paragraph(out, str_c(settings[i].about), STR("."));
		}
		buf_lit(out, ".El\n");
	}
}

/* ---- front matter -------------------------------------------------------------------- */

/* "Also `summary`, `excerpt`, …" */
static void add_other_names(struct buf *out, struct str name)
{
	struct str other, field;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; fields_describe(i, &other, &field); i++)
		if (str_eq(field, name) && !str_eq(other, name))
			buf_printf(&text, "%s%.*s", text.n == 0 ? "Also " : ", ", STR_ARG(other));
	if (text.n != 0)
		add_paragraph(out, buf_view(&text), STR("."));
	buf_release(&text);
}

static void add_field(struct buf *out, const char *name, const char *type, const char *about)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	/* a sentence here, a phrase elsewhere */
	buf_char(&text, (char)(about[0] >= 'a' && about[0] <= 'z' ? about[0] - 'a' + 'A' : about[0]));
	buf_str(&text, str_c(about + 1));
	buf_printf(out, ".It Ic %s No ( %s )\n", name, type);
	add_paragraph(out, buf_view(&text), STR("."));
	add_other_names(out, str_c(name));
	buf_release(&text);
}

/* clang-format off */
static const struct {
	const char *name, *type, *about;
} fields[] = {
#define X(field, name, about) {name, "a string", about},
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) {name, "a list of strings", about},
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) {name, "a date", about},
	PAGE_DATES(X)
#undef X
#define X(field, name, about) {name, "true or false", about},
	PAGE_FLAGS(X)
#undef X
	{"weight", "a whole number", "place among its neighbours, the smallest first"},
	{"kind", "a string", "\"solved\" for a solved ticket"},
	{"charset", "a string", "encoding of the file, when it is not UTF-8"},
};
/* clang-format on */

static void add_fields(struct buf *out)
{
	buf_lit(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		add_field(out, fields[i].name, fields[i].type, fields[i].about);
	buf_lit(out, ".El\n");
}

/* ---- diagnostics ----------------------------------------------------------------------- */

static void add_codes(struct buf *out)
{
	buf_lit(out, ".Bl -tag -width Ds\n");
	for (int code = 0; code < DIAG_CODES_N; code++) {
		const struct diag_info *info = diag_info((enum diag_code)code);

		buf_printf(out, ".It Sy %s No ( %s )\n", info->id, diag_severity_name(info->severity));
		add_paragraph(out, str_c(info->summary), STR("."));
	}
	buf_lit(out, ".El\n");
}

/* ---- variables of templates ---------------------------------------------------------------- */

/* Those whose name begins with `prefix`, or has no dot when that is "". */
static void add_variables_of(struct buf *out, struct str prefix, const char *title)
{
	buf_printf(out, ".Ss %s\n.Bl -tag -width Ds\n", title);
	for (size_t i = 0; i < view_variables_n; i++) {
		const struct view_variable *variable = &view_variables[i];
		struct str name = str_c(variable->name);

		if (prefix.n != 0 ? !str_starts(name, prefix) : str_find_char(name, '.') >= 0)
			continue;
		buf_printf(out, ".It Va %s No ( %s", variable->name, variable->type);
		if (strcmp(variable->pages, "all") != 0)
			buf_printf(out, " ; %s", variable->pages);
		buf_lit(out, " )\n");
		add_paragraph(out, str_c(variable->about), STR("."));
	}
	buf_lit(out, ".El\n");
}

static void add_variables(struct buf *out)
{
	add_variables_of(out, STR("page."), "The page");
	add_variables_of(out, STR("site."), "The site, in the language of the page");
	add_variables_of(out, STR("theme."), "The theme");
	add_variables_of(out, STR(""), "Parts of pages");
}

void manual_part(struct buf *out, enum manual_part part)
{
	static void (*const parts[])(struct buf * out) = {
	    [MANUAL_COMMANDS] = add_commands, [MANUAL_SETTINGS] = add_settings,	  [MANUAL_FIELDS] = add_fields,
	    [MANUAL_CODES] = add_codes,	      [MANUAL_VARIABLES] = add_variables,
	};

	parts[part](out);
}
