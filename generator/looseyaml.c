#include "generator/looseyaml.h"

#include "common/json.h"
#include "common/utf8.h"
#include "generator/fields.h"
#include "generator/lines.h"
#include "generator/yamltree.h"

struct reading {
	struct str text;
	size_t base; /* added to every place */
	struct reporter *reporter;
	struct arena *arena;
	struct node *map;
	size_t indent; /* of the lines that begin fields */
	size_t faults; /* fields that had to be reported */
};

static size_t place_in(const struct reading *reading, const char *s)
{
	return reading->base + (size_t)(s - reading->text.s);
}

/* ---- fields ---- */

/* Whether a field goes on behind its first line: its value is below, or its quote or bracket is open. */
static bool goes_on(struct str line)
{
	struct line_key key;
	struct str value;

	if (!line_key(line, &key))
		return true;
	value = str_trim(str_from(line, key.value));
	if (value.n == 0 || value.s[0] == '|' || value.s[0] == '>')
		return true;
	if (value.s[0] == '"' || value.s[0] == '\'')
		return str_find_char(str_from(value, 1), value.s[0]) < 0;
	return value.s[0] == '[' || value.s[0] == '{';
}

/*
 * Whether a line begins a field: it has a name, and stands where names stand. One
 * that is indented a little more or less than the others, behind a field that is
 * complete, begins one too when Weir knows its name.
 */
static bool begins_field(struct str line, size_t indent, struct str first)
{
	size_t own = line_indent(line);
	struct line_key key;

	line = str_from(line, own);
	if (!line_key(line, &key))
		return false;
	return own == indent || (own < 4 && fields_is_known(key.name) && !goes_on(str_from(first, line_indent(first))));
}

/* Takes the next field with all its lines; false at the end. */
static bool next_field(struct str *rest, size_t indent, struct str *field)
{
	struct str before = *rest, line, first = STR_NONE;
	size_t end = 0;

	while (str_line(rest, &line)) {
		enum line_kind kind = line_kind(line);

		if (first.s != NULL && begins_field(line, indent, first)) {
			*rest = str_from(before, (size_t)(line.s - before.s));
			break;
		}
		if (first.s == NULL && (kind == LINE_BLANK || kind == LINE_COMMENT))
			continue;
		if (first.s == NULL)
			first = line;
		if (kind != LINE_BLANK)
			end = (size_t)(line.s - before.s) + line.n;
	}
	if (first.s == NULL)
		return false;
	*field = str_slice(before, (size_t)(first.s - before.s), end);
	return true;
}

/* ---- what is wrong ---- */

struct fault {
	const char *at; /* NULL: none found */
	struct str message;
	const char *hint; /* NULL: none */
	struct str quote; /* absent, or what should be in quotes */
};

static struct fault fault_at(const char *at, struct str message, const char *hint)
{
	return (struct fault){at, message, hint, STR_NONE};
}

static struct fault wants_quotes(const char *at, struct str message, struct str value)
{
	return (struct fault){at, message, NULL, value};
}

#define NO_FAULT ((struct fault){0})

/* The closing quote of a value that begins with one, or -1. */
static ptrdiff_t closing_quote(struct str value)
{
	char quote = value.s[0];

	for (size_t i = 1; i < value.n; i++) {
		if (quote == '"' && value.s[i] == '\\')
			i++;
		else if (value.s[i] == quote && quote == '\'' && i + 1 < value.n && value.s[i + 1] == quote)
			i++;
		else if (value.s[i] == quote)
			return (ptrdiff_t)i;
	}
	return -1;
}

static bool is_hex(char c)
{
	return str_is_digit(c) || (str_lower_char(c) >= 'a' && str_lower_char(c) <= 'f');
}

/* A backslash in double quotes that begins no escape: C:\\Users. NULL: none. */
static const char *bad_escape(struct str value)
{
	static const char known[] = "0abt\tnvfre \"/\\N_LPxuU";

	for (size_t i = 1; i + 1 < value.n; i++) {
		char c = value.s[i + 1];
		size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;

		if (value.s[i] == value.s[0])
			break;
		if (value.s[i] != '\\')
			continue;
		if (c == '\0' || strchr(known, c) == NULL)
			return value.s + i;
		for (size_t d = 0; d < digits; d++)
			if (i + 2 + d >= value.n || !is_hex(value.s[i + 2 + d]))
				return value.s + i;
		i++;
	}
	return NULL;
}

/* "\ud83d\ude00", as JSON writes what YAML writes as "\U0001F600". NULL: none. */
static const char *surrogate(struct str value)
{
	for (size_t i = 1; i + 5 < value.n; i++) {
		if (value.s[i] != '\\')
			continue;
		if (value.s[i + 1] == 'u' && str_lower_char(value.s[i + 2]) == 'd' &&
		    str_hex_value(value.s[i + 3]) >= 8)
			return value.s + i;
		i++;
	}
	return NULL;
}

static struct fault fault_in_quotes(struct arena *arena, struct str value)
{
	ptrdiff_t end = closing_quote(value);
	const char *escape = value.s[0] == '"' ? bad_escape(value) : NULL;
	struct str behind;

	if (escape != NULL)
		return fault_at(escape, STR("a backslash that means nothing"), "write \\\\, or use single quotes");
	escape = value.s[0] == '"' ? surrogate(value) : NULL;
	if (escape != NULL)
		return fault_at(escape, STR("half a character: YAML has no pairs of \\u escapes, JSON has"),
				"write the character itself, or \\U and its eight digits");
	if (end < 0)
		return fault_at(value.s, arena_printf(arena, "the quote %c is not closed", value.s[0]), NULL);
	behind = str_trim(str_from(value, (size_t)end + 1));
	if (behind.n != 0 && behind.s[0] != '#')
		return fault_at(
		    value.s + end, arena_printf(arena, "the quote %c is closed before the value ends", value.s[0]),
		    value.s[0] == '"' ? "write \\\" for a quote inside quotes" : "write '' for a quote inside quotes");
	return NO_FAULT;
}

static struct fault fault_in_brackets(struct arena *arena, struct str value)
{
	char open = value.s[0], close = open == '[' ? ']' : '}';
	ptrdiff_t end = str_rfind_char(value, close);

	if (str_starts(value, STR("{{")) || str_starts(value, STR("{%")))
		return wants_quotes(value.s, STR("template tags are not run, this one is read as text"), value);
	if (end < 0)
		return fault_at(value.s, arena_printf(arena, "\"%c\" is not closed", open),
				open == '[' ? "write ] at the end of the list" : "write } at the end of the table");
	if ((size_t)end + 1 < value.n)
		return wants_quotes(value.s + end + 1, arena_printf(arena, "text behind \"%c\"", close), value);
	return wants_quotes(value.s, arena_printf(arena, "this is no YAML %s", open == '[' ? "list" : "table"), value);
}

/* A value on its line. */
static struct fault fault_in_value(struct arena *arena, struct str value)
{
	ptrdiff_t colon;

	value = str_trim(value);
	if (value.n == 0)
		return NO_FAULT;
	if (value.s[0] == '"' || value.s[0] == '\'')
		return fault_in_quotes(arena, value);
	if (value.s[0] == '[' || value.s[0] == '{')
		return fault_in_brackets(arena, value);
	if (strchr("@`%*&!]},", value.s[0]) != NULL)
		return wants_quotes(
		    value.s, arena_printf(arena, "a value cannot begin with \"%c\" without quotes", value.s[0]), value);
	colon = str_find(value, STR(": "));
	if (colon < 0 && str_ends(value, STR(":")))
		colon = (ptrdiff_t)value.n - 1;
	if (colon >= 0)
		return wants_quotes(value.s + colon, STR("a value with a colon in it needs quotes"), value);
	return NO_FAULT;
}

/* In front of an item of a list, where YAML takes a tab for no white space. NULL: none. */
static const char *tab_behind_hyphen(struct str text)
{
	size_t n = 1;

	while (n < text.n && text.s[n] == ' ')
		n++;
	return text.s[0] == '-' && n < text.n && text.s[n] == '\t' ? text.s + n : NULL;
}

/* A line of a field behind its first. */
static struct fault fault_below(struct arena *arena, struct str line, struct str name)
{
	size_t indent = line_indent(line);
	struct str text = str_from(line, indent);
	ptrdiff_t tab = str_find_char(str_slice(line, 0, indent), '\t');
	struct line_key key;

	if (text.n == 0 || text.s[0] == '#')
		return NO_FAULT;
	if (tab >= 0)
		return fault_at(line.s + tab, STR("a tab cannot indent a line"), "use spaces");
	if (tab_behind_hyphen(text) != NULL)
		return fault_at(tab_behind_hyphen(text), STR("a tab cannot stand behind a hyphen"), "use a space");
	if (str_starts(text, STR("- ")))
		return fault_in_value(arena, str_from(text, 2));
	if (line_key(text, &key))
		return fault_in_value(arena, str_from(text, key.value));
	if (indent == 0)
		return fault_at(line.s,
				arena_printf(arena, "a line without a name, read as part of \"%.*s\"", STR_ARG(name)),
				"indent the lines that a value goes on in");
	return NO_FAULT;
}

/* Quotes may close in a later line. */
static bool is_quoted(struct str value)
{
	value = str_trim(value);
	return value.n != 0 && (value.s[0] == '"' || value.s[0] == '\'');
}

static struct fault find_fault(struct arena *arena, struct str field, const struct line_key *key)
{
	struct str rest = field, line;
	struct fault fault;

	(void)str_line(&rest, &line);
	if (key->is_loose)
		return fault_at(line.s + key->colon,
				arena_printf(arena, "no colon and space behind \"%.*s\"", STR_ARG(key->name)),
				"write \"name: value\"");
	fault = fault_in_value(arena, str_from(is_quoted(str_from(line, key->value)) ? field : line, key->value));
	while (fault.at == NULL && str_line(&rest, &line))
		fault = fault_below(arena, line, key->name);
	return fault;
}

static void report_fault(struct reading *reading, const struct fault *fault)
{
	reading->faults++;
	if (report(reading->reporter, DIAG_FRONT_MATTER_SYNTAX, place_in(reading, fault->at), "%.*s",
		   STR_ARG(fault->message)) &&
	    (fault->hint != NULL || fault->quote.s != NULL)) {
		if (fault->hint != NULL)
			diag_hint(reading->reporter->diags, "%s", fault->hint);
		else
			reporter_hint_quotes(reading->reporter, fault->quote);
	}
}

/* ---- reading what is wrong ---- */

/* A string with pairs of escapes that only JSON has; absent when it is none. */
static struct str json_string(struct reading *reading, struct str value)
{
	const struct value *read;

	if (value.n < 2 || value.s[0] != '"' || value.s[value.n - 1] != '"' || surrogate(value) == NULL)
		return STR_NONE;
	read = json_parse(reading->arena, value, NULL);
	return read != NULL && read->kind == VALUE_STR ? read->as.str : STR_NONE;
}

/* Without the quotes around it, or the one at its start. */
static struct node *loose_scalar(struct reading *reading, struct str value, size_t at)
{
	struct str json;
	bool quoted;

	value = str_trim(value);
	json = json_string(reading, value);
	if (json.s != NULL)
		return node_scalar(reading->arena, json, false, at);
	quoted = value.n != 0 && (value.s[0] == '"' || value.s[0] == '\'');
	if (quoted) {
		if (value.n >= 2 && value.s[value.n - 1] == value.s[0])
			value.n--;
		value = str_from(value, 1);
	}
	return node_scalar(reading->arena, str_trim(value), !quoted, at);
}

/* [a, b: c, "d"]: at the commas. */
static struct node *loose_list(struct reading *reading, struct str value)
{
	struct node *list = node_new(reading->arena, NODE_LIST, place_in(reading, value.s));
	bool is_closed = value.s[value.n - 1] == ']';
	struct str rest = str_slice(value, 1, value.n - is_closed), part;

	while (str_split(&rest, ',', &part))
		if (str_trim(part).n != 0)
			(void)node_add(list, loose_scalar(reading, part, place_in(reading, str_trim(part).s)));
	return list;
}

static struct node *loose_value(struct reading *reading, struct str value)
{
	value = str_trim(value);
	if (value.n >= 2 && value.s[0] == '[' && str_find_char(value, '(') < 0 &&
	    (value.s[value.n - 1] == ']' || str_find_char(value, ']') < 0))
		return loose_list(reading, value);
	return loose_scalar(reading, value, place_in(reading, value.s));
}

/* Lines of "- …" below a name. NULL when there are others. */
static struct node *loose_items(struct reading *reading, struct str rest)
{
	struct node *list = NULL;
	struct str line;

	while (str_line(&rest, &line)) {
		struct str text = str_trim(line);

		if (text.n == 0 || text.s[0] == '#')
			continue;
		if (text.s[0] != '-' || (text.n > 1 && text.s[1] != ' ' && text.s[1] != '\t'))
			return NULL;
		if (list == NULL)
			list = node_new(reading->arena, NODE_LIST, place_in(reading, text.s));
		if (str_trim(str_from(text, 1)).n != 0)
			(void)node_add(list, loose_value(reading, str_from(text, 1)));
	}
	return list;
}

/* Lines of "name: …" below a name. NULL when there are others. */
static struct node *loose_table(struct reading *reading, struct str rest)
{
	struct node *map = NULL;
	struct str line;

	while (str_line(&rest, &line)) {
		struct str text = str_from(line, line_indent(line));
		struct line_key key;
		struct node *item;

		if (str_trim(text).n == 0 || text.s[0] == '#')
			continue;
		if (!line_key(text, &key))
			return NULL;
		if (map == NULL)
			map = node_new(reading->arena, NODE_MAP, place_in(reading, text.s));
		item = loose_value(reading, str_from(text, key.value));
		item->key = key.name;
		item->key_at = (uint32_t)place_in(reading, text.s);
		(void)node_add(map, item);
	}
	return map;
}

/* Whether there is a line that is neither blank nor a comment. */
static bool has_content(struct str rest)
{
	struct str line;

	while (str_line(&rest, &line))
		if (line_kind(line) != LINE_BLANK && line_kind(line) != LINE_COMMENT)
			return true;
	return false;
}

/* All lines behind each other, as YAML folds them; below a "|" with their ends. */
static struct node *folded(struct reading *reading, struct str value, struct str rest)
{
	size_t at = place_in(reading, str_trim(value).s);
	char between = ' ';
	struct node *node;
	struct str line;
	struct buf text;

	if (!has_content(rest))
		return loose_value(reading, value);
	value = str_trim(value);
	if (value.n != 0 && (value.s[0] == '|' || value.s[0] == '>')) {
		between = value.s[0] == '|' ? '\n' : ' ';
		value = STR("");
	}
	buf_init(&text, BUF_NO_LIMIT);
	buf_str(&text, value);
	while (str_line(&rest, &line)) {
		line = str_trim(line);
		if (between == ' ' && str_starts(line, STR("#")))
			continue;
		if (text.n != 0 && line.n != 0)
			buf_char(&text, between);
		buf_str(&text, line);
	}
	node = loose_scalar(reading, arena_str(reading->arena, buf_view(&text)), at);
	buf_release(&text);
	return node;
}

static struct node *loose_field(struct reading *reading, struct str field, const struct line_key *key)
{
	struct str rest = field, line, value;
	struct node *node = NULL;

	(void)str_line(&rest, &line);
	value = str_from(line, key->value);
	if (str_trim(value).n == 0) {
		node = loose_items(reading, rest);
		if (node == NULL)
			node = loose_table(reading, rest);
	}
	return node != NULL ? node : folded(reading, value, rest);
}

/* ---- one field ---- */

static void add_all(struct reading *reading, const struct node *map)
{
	for (struct node *item = map->first, *next; item != NULL; item = next) {
		next = item->next;
		item->next = NULL;
		(void)node_add(reading->map, item);
	}
}

static void report_notes(struct reading *reading, const struct yamltree_notes *notes)
{
	for (uint32_t i = 0; i < notes->n; i++)
		(void)report_unsupported(reading->reporter, notes->at[i].at, notes->at[i].message);
	reading->faults += notes->n;
}

/* As YAML by itself. */
static bool read_as_yaml(struct reading *reading, struct str field, size_t at, struct yamltree_problem *problem)
{
	struct yamltree_notes notes = {.n = 0};
	struct node *tree;

	if (!yamltree_parse(field, at, reading->arena, &tree, &notes, problem)) {
		if (problem->is_refusal) {
			reading->faults++;
			if (report_unsupported(reading->reporter, problem->at, problem->message))
				diag_hint(reading->reporter->diags, "the field is left out");
		}
		return false;
	}
	if (tree == NULL || tree->kind != NODE_MAP)
		return false;
	report_notes(reading, &notes);
	add_all(reading, tree);
	return true;
}

/* With spaces for the tabs that indent its lines; absent when there are none. */
static struct str without_tabs(struct reading *reading, struct str field)
{
	struct str copy = STR_NONE, rest = field, line;

	while (str_line(&rest, &line)) {
		size_t indent = line_indent(line);

		if (str_find_char(str_slice(line, 0, indent), '\t') < 0)
			continue;
		if (copy.s == NULL)
			copy = arena_str(reading->arena, field);
		memset((char *)(uintptr_t)copy.s + (line.s - field.s), ' ', indent);
	}
	return copy;
}

static void read_field(struct reading *reading, struct str field)
{
	size_t indent = line_indent(field), at = place_in(reading, field.s);
	ptrdiff_t tab = str_find_char(str_slice(field, 0, indent), '\t');
	struct yamltree_problem problem, other;
	struct line_key key;
	struct fault fault;
	struct str spaced, rest, line;
	struct node *node;

	if (indent != reading->indent) {
		fault = fault_at(field.s + indent, STR("not indented as the other names are"), NULL);
		report_fault(reading, &fault);
	}
	if (read_as_yaml(reading, field, at, &problem) || problem.is_refusal)
		return;
	rest = field = str_from(field, indent);
	(void)str_line(&rest, &line);
	if (!line_key(line, &key)) {
		fault = fault_at(field.s, STR("this is no \"name: value\" and is left out"), NULL);
		report_fault(reading, &fault);
		return;
	}
	fault = find_fault(reading->arena, field, &key);
	if (tab >= 0)
		fault = fault_at(field.s - indent + tab, STR("a tab cannot indent a line"), "use spaces");
	if (fault.at == NULL)
		fault = fault_at(reading->text.s + (problem.at - reading->base), problem.message, NULL);
	report_fault(reading, &fault);
	spaced = without_tabs(reading, str_n(field.s - indent, field.n + indent));
	if (spaced.s != NULL && read_as_yaml(reading, spaced, at, &other))
		return;
	node = loose_field(reading, field, &key);
	node->key = key.name;
	node->key_at = (uint32_t)(at + indent);
	(void)node_add(reading->map, node);
}

static size_t first_indent(struct str text)
{
	struct str line;

	while (str_line(&text, &line))
		if (line_kind(line) != LINE_BLANK && line_kind(line) != LINE_COMMENT)
			return line_indent(line);
	return 0;
}

struct node *looseyaml_read(struct str text, size_t at, const struct yamltree_problem *why, struct reporter *reporter,
			    struct arena *arena)
{
	struct reading reading = {.text = text, .base = at, .reporter = reporter, .arena = arena};
	struct str rest = text, field;

	reading.indent = first_indent(text);
	reading.map = node_new(arena, NODE_MAP, at);
	while (next_field(&rest, reading.indent, &field))
		read_field(&reading, field);
	if (reading.faults == 0 && why->is_refusal)
		(void)report_unsupported(reporter, why->at, why->message);
	else if (reading.faults == 0)
		(void)report(reporter, DIAG_FRONT_MATTER_SYNTAX, why->at, "%.*s", STR_ARG(why->message));
	return reading.map;
}
