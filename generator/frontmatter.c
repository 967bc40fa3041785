#include "generator/frontmatter.h"

#include "common/json.h"
#include "common/limits.h"
#include "common/toml.h"
#include "generator/lines.h"
#include "generator/looseyaml.h"
#include "generator/plainyaml.h"
#include "generator/yamltree.h"

/* ---- where it ends ---- */

struct fence {
	enum frontmatter_kind kind;
	struct str close, other_close; /* other_close may be absent */
	bool is_brace;		       /* JSON: the fence is part of the text */
};

static bool open_fence(struct str line, struct fence *fence)
{
	line = str_trim_end(line);
	if (str_eq(line, STR("---")) || str_eq(line, STR("---yaml")) || str_eq(line, STR("---json")))
		*fence = (struct fence){FRONTMATTER_YAML, STR("---"), STR("..."), false};
	else if (str_eq(line, STR("+++")))
		*fence = (struct fence){FRONTMATTER_TOML, STR("+++"), STR_NONE, false};
	else if (str_eq(line, STR("---toml")))
		*fence = (struct fence){FRONTMATTER_TOML, STR("---"), STR_NONE, false};
	else if (str_eq(line, STR("{")))
		*fence = (struct fence){FRONTMATTER_YAML, STR("}"), STR_NONE, true};
	else
		return false;
	return true;
}

static bool closes(const struct fence *fence, struct str line)
{
	line = str_trim_end(line);
	return str_eq(line, fence->close) || (fence->other_close.n != 0 && str_eq(line, fence->other_close));
}

/* `name = …` or `[table]` of TOML. */
static bool is_toml_line(struct str line)
{
	ptrdiff_t equals = str_find_char(line, '=');

	line = str_trim(line);
	return (line.n != 0 && line.s[0] == '[') || (equals > 0 && line.s[0] != '=');
}

/* What the lines between two fences look like. */
struct looks {
	bool has_fields; /* a line is `name: …` */
	bool has_known;	 /* with a name that Weir knows */
	bool has_lines;	 /* something else than blank lines and comments */
	bool begins_blank;
	bool begins_as_field;
	const char *prose;	/* a line behind a blank one that is no field, item, comment, or indented; NULL: none */
	const char *fields_end; /* end of the last line before it that belongs to fields */
};

static void look_at_line(struct looks *looks, enum frontmatter_kind kind, struct str line, bool after_blank)
{
	enum line_kind is = line_kind(line);
	struct line_key key;

	if (kind == FRONTMATTER_TOML && is != LINE_BLANK && is != LINE_COMMENT)
		is = is_toml_line(line) ? LINE_KEY : LINE_INDENTED; /* arrays and texts go on over lines */
	if (is == LINE_OTHER && (line.s[0] == '{' || line.s[0] == '}'))
		is = LINE_INDENTED; /* JSON */
	if (is == LINE_BLANK || is == LINE_COMMENT)
		return;
	if (is == LINE_OTHER && after_blank && looks->prose == NULL)
		looks->prose = line.s;
	if (!looks->has_lines)
		looks->begins_as_field = is == LINE_KEY || line.s[0] == '{';
	looks->has_lines = true;
	if (looks->prose != NULL)
		return;
	looks->fields_end = line.s + line.n;
	looks->has_fields |= is == LINE_KEY || line.s[0] == '{';
	if (!looks->has_known && kind == FRONTMATTER_TOML)
		looks->has_known = is == LINE_KEY;
	else if (!looks->has_known && line_key(str_from(line, line_indent(line)), &key))
		looks->has_known = fields_is_known(key.name);
}

/* Looks at lines until the closing fence, whose line is *last; *last is absent when there is none. */
static struct looks look(struct str text, const struct fence *fence, struct str *last)
{
	struct looks looks = {0};
	struct str line;
	bool first = true, after_blank = false;

	*last = STR_NONE;
	while (str_line(&text, &line)) {
		if (closes(fence, line)) {
			*last = line;
			break;
		}
		if (first)
			looks.begins_blank = line_kind(line) == LINE_BLANK;
		look_at_line(&looks, fence->kind, line, after_blank);
		after_blank = line_kind(line) == LINE_BLANK || (after_blank && line_kind(line) == LINE_COMMENT);
		first = false;
	}
	return looks;
}

/* Between two thematic breaks stands prose. */
static bool is_front_matter(const struct looks *looks)
{
	if (!looks->has_lines)
		return !looks->begins_blank;
	if (looks->has_known)
		return true;
	return looks->begins_as_field && looks->prose == NULL && !looks->begins_blank;
}

static uint32_t count_lines(struct str text)
{
	uint32_t n = 0;
	struct str line;

	while (str_line(&text, &line))
		n++;
	return n;
}

static struct frontmatter none(struct str source)
{
	return (struct frontmatter){.body = source, .body_line = 1};
}

static struct frontmatter cut(struct str source, const struct fence *fence, struct str text, const char *body)
{
	struct frontmatter result = {.kind = fence->kind, .text = text};
	size_t at = (size_t)(body - source.s);

	result.body = str_from(source, at);
	result.body_line = count_lines(str_slice(source, 0, at)) + 1;
	return result;
}

/*
 * Without a closing fence, or with a thematic break somewhere in the text taken for
 * it: the lines at the start that look like fields.
 */
static struct frontmatter cut_unclosed(struct str source, const struct fence *fence, struct str after,
				       const struct looks *looks)
{
	const char *end = after.s, *stop = looks->fields_end;
	struct frontmatter result;
	struct str rest = after, line;
	bool blank = false;

	if (!looks->has_known || !looks->begins_as_field || fence->is_brace)
		return none(source);
	/* a heading behind a blank line is one, not a comment */
	while (str_line(&rest, &line) && line.s < stop) {
		enum line_kind kind = line_kind(line);

		if (fence->kind == FRONTMATTER_YAML && (kind == LINE_OTHER || (blank && kind != LINE_KEY)))
			break;
		blank = kind == LINE_BLANK;
		if (!blank)
			end = rest.s != NULL ? rest.s : source.s + source.n;
	}
	result = cut(source, fence, str_n(after.s, (size_t)(end - after.s)), end);
	result.is_unclosed = true;
	return result;
}

/* Does ":" stand behind the string that ends at this quotation mark? */
static bool is_name(struct str text, size_t end)
{
	size_t at = end + 1;

	while (at < text.n && str_is_space(text.s[at]))
		at++;
	return at < text.n && text.s[at] == ':';
}

/* Does it begin with '{"name":'? '{"A word" in quotes}' is text. */
static bool begins_object(struct str text)
{
	struct str name = str_trim(str_from(text, 1));
	ptrdiff_t end;

	if (text.n == 0 || text.s[0] != '{' || name.n == 0 || name.s[0] != '"')
		return false;
	name = str_from(name, 1);
	end = str_find_char(name, '"');
	return end >= 0 && is_name(name, (size_t)end);
}

/*
 * Bytes of the object of JSON that the text begins with and behind which its line ends; 0: none, or one without any
 * field that Weir knows, which is what the page shows.
 */
static size_t json_object(struct str text)
{
	unsigned depth = 0;
	bool in_string = false, has_known = false;
	size_t string = 0;

	if (!begins_object(text))
		return 0;
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_from(text, i + 1), line;
		char c = text.s[i];

		if (c == '\\' && in_string) {
			i++;
		} else if (c == '"') {
			has_known = has_known || (in_string && depth == 1 && is_name(text, i) &&
						  fields_is_known(str_slice(text, string, i)));
			in_string = !in_string;
			string = i + 1;
		} else if (!in_string && (c == '{' || c == '[')) {
			depth++;
		} else if (!in_string && (c == '}' || c == ']') && --depth == 0) {
			return has_known && (rest.n == 0 || (str_line(&rest, &line) && str_trim(line).n == 0)) ? i + 1
													       : 0;
		}
	}
	return 0;
}

struct frontmatter frontmatter_split(struct str source)
{
	struct str rest = source, line, last, text;
	struct fence fence = {.kind = FRONTMATTER_YAML, .is_brace = true};
	struct looks looks;
	size_t n;

	if (source.n == 0)
		return none(source);
	while (rest.n != 0 && rest.s[0] == '\n')
		rest = str_from(rest, 1);
	n = json_object(rest);
	if (n != 0) {
		text = str_slice(rest, 0, n);
		rest = str_from(rest, n);
		(void)str_line(&rest, &line);
		return cut(source, &fence, text, rest.s != NULL ? rest.s : source.s + source.n);
	}
	if (rest.n == 0 || strchr("-+{", rest.s[0]) == NULL || !str_line(&rest, &line) || !open_fence(line, &fence))
		return none(source);
	if (rest.s == NULL)
		rest = str_from(source, source.n);
	looks = look(rest, &fence, &last);
	if (last.s == NULL || (looks.prose != NULL && looks.has_known))
		return cut_unclosed(source, &fence, rest, &looks);
	if (!is_front_matter(&looks))
		return none(source);
	text = str_n(rest.s, (size_t)(last.s - rest.s));
	if (fence.is_brace)
		text = str_n(line.s, (size_t)(last.s + 1 - line.s));
	rest = str_from(rest, (size_t)(last.s - rest.s));
	(void)str_line(&rest, &line);
	return cut(source, &fence, text, rest.s != NULL ? rest.s : source.s + source.n);
}

/* ---- YAML ---- */

static void report_notes(const struct yamltree_notes *notes, struct reporter *reporter)
{
	for (uint32_t i = 0; i < notes->n; i++)
		(void)report_unsupported(reporter, notes->at[i].at, notes->at[i].message);
}

static struct node *node_of_value(struct str text, size_t base, const struct value *value, struct arena *arena);

/* JSON that is none for YAML: with characters as two halves, "\ud83d\ude00". Nothing tells where its fields stand. */
static const struct node *read_json(struct str text, size_t at, struct arena *arena)
{
	const struct value *value = text.n != 0 && text.s[0] == '{' ? json_parse(arena, text, NULL) : NULL;

	return value != NULL && value->kind == VALUE_MAP ? node_of_value(text, at, value, arena) : NULL;
}

static const struct node *read_yaml(struct str text, size_t at, struct reporter *reporter, struct arena *arena)
{
	struct yamltree_problem problem = {.message = STR("front matter is made of lines \"name: value\""), .at = at};
	struct yamltree_notes notes = {.n = 0};
	struct node *tree = plainyaml_parse(text, at, arena);

	if (tree != NULL)
		return tree;
	/* libyaml is slow on what is large and strange; reading line by line is not */
	if (text.n > LIMIT_FRONT_MATTER_BYTES) {
		problem.message = STR("front matter is too large to be read as YAML");
		return looseyaml_read(text, at, &problem, reporter, arena);
	}
	if (!yamltree_parse(text, at, arena, &tree, &notes, &problem) || (tree != NULL && tree->kind != NODE_MAP)) {
		const struct node *json = read_json(text, at, arena);

		return json != NULL ? json : looseyaml_read(text, at, &problem, reporter, arena);
	}
	report_notes(&notes, reporter);
	return tree;
}

/* ---- TOML ---- */

static struct str number_as_json(const struct value *value, struct arena *arena)
{
	struct buf out;
	struct str s;

	buf_init(&out, BUF_NO_LIMIT);
	value_json(&out, value);
	s = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return s;
}

/* The text of a number as it was written: 1.10 is no 1.1. */
static struct str number_as_written(struct str text, const struct value *value, struct arena *arena)
{
	struct str s = str_from(text, value->at != 0 ? value->at - 1 : 0);
	size_t n = 0;

	if (value->at == 0) /* of JSON */
		return number_as_json(value, arena);
	while (n < s.n && (str_is_alnum(s.s[n]) || strchr("+-._", s.s[n]) != NULL) && s.s[n] != '\0')
		n++;
	return str_slice(s, 0, n);
}

static struct str scalar_as_text(struct str text, const struct value *value, struct arena *arena)
{
	struct buf out;
	struct str s;

	switch (value->kind) {
	case VALUE_STR:
		return value->as.str;
	case VALUE_BOOL:
		return value->as.boolean ? STR("true") : STR("false");
	case VALUE_INT:
	case VALUE_DOUBLE:
		return number_as_written(text, value, arena);
	case VALUE_DATE:
		buf_init(&out, BUF_NO_LIMIT);
		date_format(&out, value->as.date);
		s = arena_str(arena, buf_view(&out));
		buf_release(&out);
		return s;
	default:
		return STR("");
	}
}

static struct node *node_of_value(struct str text, size_t base, const struct value *value, struct arena *arena)
{
	size_t at = base + (value->at != 0 ? value->at - 1 : 0);
	struct node *node;

	if (value->kind == VALUE_LIST) {
		node = node_new(arena, NODE_LIST, at);
		for (uint32_t i = 0; i < value->as.list.n; i++)
			(void)node_add(node, node_of_value(text, base, value->as.list.at[i], arena));
	} else if (value->kind == VALUE_MAP) {
		node = node_new(arena, NODE_MAP, at);
		for (uint32_t i = 0; i < value->as.map.n; i++) {
			const struct value_pair *pair = &value->as.map.at[i];
			struct node *item = node_of_value(text, base, pair->value, arena);

			item->key = pair->key;
			item->key_at = (uint32_t)(base + (pair->key_at != 0 ? pair->key_at - 1 : 0));
			(void)node_add(node, item);
		}
	} else {
		node = node_scalar(arena, scalar_as_text(text, value, arena), value->kind != VALUE_STR, at);
	}
	node->typed = value;
	return node;
}

/* From one `name = …` or [table] to the next. */
static struct str toml_part(struct str *rest)
{
	struct str before = *rest, line;
	bool in_table = false, first = true;

	while (str_line(rest, &line)) {
		bool is_table = line.n != 0 && line.s[0] == '[';

		if (!first &&
		    (is_table || (!in_table && line.n != 0 && str_is_alnum(line.s[0]) && is_toml_line(line)))) {
			*rest = str_from(before, (size_t)(line.s - before.s));
			return str_n(before.s, (size_t)(line.s - before.s));
		}
		in_table |= is_table;
		first = false;
	}
	return before;
}

/* `name = …` with a value that TOML rejects: the rest of the line is a text. */
static struct node *loose_toml(struct str part, size_t at, struct arena *arena)
{
	struct str rest = part, line, name, value;
	ptrdiff_t equals;
	struct node *node;

	(void)str_line(&rest, &line);
	equals = str_find_char(line, '=');
	name = str_trim(str_slice(line, 0, equals > 0 ? (size_t)equals : 0));
	if (name.n == 0 || name.s[0] == '[')
		return NULL;
	value = str_trim(str_from(line, (size_t)equals + 1));
	at += value.n != 0 ? (size_t)(value.s - part.s) : 0;
	if (value.n != 0 && (value.s[0] == '"' || value.s[0] == '\'')) {
		if (value.n >= 2 && value.s[value.n - 1] == value.s[0])
			value.n--;
		value = str_from(value, 1);
	}
	node = node_scalar(arena, value, true, at);
	node->key = name;
	node->key_at = (uint32_t)(at - (size_t)(value.s - line.s));
	return node;
}

static void report_toml(const struct toml_error *error, size_t base, struct reporter *reporter)
{
	(void)report(reporter, DIAG_FRONT_MATTER_SYNTAX, base + (error->at != 0 ? error->at - 1 : 0), "%.*s",
		     STR_ARG(error->message));
}

/* Part by part: one bad value spoils nothing else. */
static const struct node *read_loose_toml(struct str text, size_t base, struct reporter *reporter, struct arena *arena)
{
	struct node *map = node_new(arena, NODE_MAP, base), *node;
	struct str rest = text;

	while (rest.n != 0) {
		struct str part = toml_part(&rest);
		size_t at = base + (size_t)(part.s - text.s);
		struct toml_error error;
		const struct value *value = toml_parse(part, arena, &error);
		struct node *tree;

		if (value != NULL) {
			tree = node_of_value(part, at, value, arena);
			for (struct node *item = tree->first, *next; item != NULL; item = next) {
				next = item->next;
				item->next = NULL;
				(void)node_add(map, item);
			}
			continue;
		}
		report_toml(&error, at, reporter);
		node = loose_toml(part, at, arena);
		if (node != NULL)
			(void)node_add(map, node);
	}
	return map;
}

static const struct node *read_toml(struct str text, size_t at, struct reporter *reporter, struct arena *arena)
{
	struct toml_error error;
	const struct value *value = NULL;

	if (text.n <= LIMIT_FRONT_MATTER_BYTES)
		value = toml_parse(text, arena, &error);
	return value != NULL ? node_of_value(text, at, value, arena) : read_loose_toml(text, at, reporter, arena);
}

/* ---- reading ---- */

static void report_unclosed(const struct frontmatter *frontmatter, struct reporter *reporter)
{
	const char *fence = frontmatter->kind == FRONTMATTER_TOML ? "+++" : "---";
	struct str line = str_slice(reporter->source, 0, (size_t)(frontmatter->text.s - reporter->source.s));

	/* the line in front of the text */
	line = str_from(line, (size_t)(str_rfind_char(str_trim_end(line), '\n') + 1));
	if (report(reporter, DIAG_FRONT_MATTER_UNCLOSED, (size_t)(line.s - reporter->source.s),
		   "front matter has no closing line \"%s\"", fence))
		diag_hint(reporter->diags, "add a line \"%s\" before line %u", fence, frontmatter->body_line);
}

void frontmatter_read(struct page *page, const struct frontmatter *frontmatter, const struct config *config,
		      struct reporter *reporter, struct arena *arena)
{
	size_t at = frontmatter->kind != FRONTMATTER_NONE ? (size_t)(frontmatter->text.s - reporter->source.s) : 0;
	const struct node *tree;

	if (frontmatter->kind == FRONTMATTER_NONE)
		return;
	if (frontmatter->is_unclosed)
		report_unclosed(frontmatter, reporter);
	if (frontmatter->kind == FRONTMATTER_TOML)
		tree = read_toml(frontmatter->text, at, reporter, arena);
	else
		tree = read_yaml(frontmatter->text, at, reporter, arena);
	if (tree != NULL)
		fields_apply(page, tree, config, reporter, arena);
}
