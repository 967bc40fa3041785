#include "generator/code_fence.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_myst.h"
#include "generator/markdown_rewrite.h"
#include "generator/markdown_source.h"

/*
 * Directives of MyST, in both of their forms:
 *
 *     ```{note} Title              :::{figure} picture.png
 *     :class: dropdown             :label: name
 *     Text.                        What it shows.
 *     ```                          :::
 *
 * become ::: blocks with markdown in them; those of code become code, those of pictures a picture with its text below.
 * Options go, but for what a reader sees of them and labels, which become (name)=. Other names between braces stay
 * code: they are languages of R Markdown and Quarto.
 */

#define DEPTH_MAX 16
#define INDENT_MAX ((size_t)4)
#define FENCE_LEAST ((size_t)3)
/* So many times a page's text is searched for the end of a list. */
#define SEARCHES_MAX 100u
#define TILDES STR("~~~~~~~~")

enum kind {
	KIND_BLOCK,   /* markdown in a block */
	KIND_FOLD,    /* the same, to unfold */
	KIND_PICTURE, /* its argument is a file, what is within a caption */
	KIND_CODE,    /* its argument is a language */
	KIND_DIAGRAM, /* its name is */
	KIND_LIST,    /* of pages, which the theme shows itself */
	KIND_OTHER,
};

static const struct directive_name {
	const char *name;
	enum kind kind;
} directive_names[] = {
    {"admonition", KIND_BLOCK}, {"aside", KIND_BLOCK},
    {"card", KIND_BLOCK},	{"div", KIND_BLOCK},
    {"exercise", KIND_BLOCK},	{"solution", KIND_BLOCK},
    {"grid", KIND_BLOCK},	{"grid-item", KIND_BLOCK},
    {"margin", KIND_BLOCK},	{"grid-item-card", KIND_BLOCK},
    {"list-table", KIND_BLOCK}, {"sidebar", KIND_BLOCK},
    {"proof", KIND_BLOCK},	{"tab", KIND_BLOCK},
    {"tab-item", KIND_BLOCK},	{"tab-set", KIND_BLOCK},
    {"table", KIND_BLOCK},	{"topic", KIND_BLOCK},
    {"dropdown", KIND_FOLD},	{"toggle", KIND_FOLD},
    {"figure", KIND_PICTURE},	{"image", KIND_PICTURE},
    {"code", KIND_CODE},	{"code-block", KIND_CODE},
    {"sourcecode", KIND_CODE},	{"code-cell", KIND_CODE},
    {"math", KIND_DIAGRAM},	{"mermaid", KIND_DIAGRAM},
    {"toctree", KIND_LIST},	{"tableofcontents", KIND_LIST},
    {"contents", KIND_LIST},	{"toc", KIND_LIST},
    {"index", KIND_LIST},
};

struct directive {
	char sign; /* of its first line */
	size_t n;
	enum kind kind;
};

struct directives {
	struct source *source;
	struct rewriting *to;
	struct code_fence fence; /* of code that is none of them */
	struct directive open[DEPTH_MAX];
	size_t depth;
	unsigned searches;
};

/* What stands in its first line and in its options. */
struct head {
	struct directive directive;
	struct str indent, name, argument;
	struct str alt, caption, class, label, link;
	size_t lines; /* that it takes, with its options */
};

static enum kind kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof(directive_names) / sizeof(*directive_names); i++)
		if (str_eq(name, str_c(directive_names[i].name)))
			return directive_names[i].kind;
	return alerts_find(name) != NULL ? KIND_BLOCK : KIND_OTHER;
}

bool directive_is_list(struct str name)
{
	return kind_of(name) == KIND_LIST;
}

static size_t count_signs(struct str text)
{
	size_t n = 0;

	while (n < text.n && text.s[n] == text.s[0])
		n++;
	return text.n != 0 && strchr("`~:", text.s[0]) != NULL && n >= FENCE_LEAST ? n : 0;
}

/* Length of ":name:" at the beginning of the text, 0 when there is none. */
static size_t option_name(struct str text)
{
	size_t n = 1;

	if (text.n == 0 || text.s[0] != ':')
		return 0;
	while (n < text.n && (str_is_alnum(text.s[n]) || text.s[n] == '-' || text.s[n] == '_'))
		n++;
	return n > 1 && n < text.n && text.s[n] == ':' ? n + 1 : 0;
}

static void take_option(struct head *head, struct str name, struct str value)
{
	if (str_eq(name, STR("alt")))
		head->alt = value;
	else if (str_eq(name, STR("caption")))
		head->caption = value;
	else if (str_eq(name, STR("class")))
		head->class = value;
	else if (str_eq(name, STR("label")) || str_eq(name, STR("name")))
		head->label = value;
	else if (str_eq(name, STR("link")))
		head->link = value;
}

/* ":name: value" on lines of their own, or "name: value" between two of "---". */
static void read_options(const struct source *source, size_t line, struct head *head)
{
	const struct head without = *head;
	bool is_yaml = false;

	for (size_t i = line + 1; i < source->lines.n; i++) {
		struct str text = str_trim(source_line(source, i));
		size_t n = option_name(text);
		ptrdiff_t colon = str_find_char(text, ':');

		if (str_eq(text, STR("---")) && (is_yaml || i == line + 1)) {
			head->lines++;
			if (is_yaml)
				return;
			is_yaml = true;
		} else if (n != 0) {
			take_option(head, str_slice(text, 1, n - 1), str_trim(str_from(text, n)));
			head->lines++;
		} else if (is_yaml && count_signs(text) == 0) {
			if (colon > 0)
				take_option(head, str_slice(text, 0, (size_t)colon),
					    str_trim(str_from(text, (size_t)colon + 1)));
			head->lines++;
		} else {
			break;
		}
	}
	if (is_yaml) /* has no end: it was a rule */
		*head = without;
}

/* Is it the first line of a directive? Of ::: blocks any name between braces is one. */
static bool read_head(const struct directives *directives, size_t line, struct head *head)
{
	struct str text = source_line(directives->source, line), rest;
	size_t indent = source_indent(text);
	ptrdiff_t close;

	*head = (struct head){.indent = str_slice(text, 0, indent), .lines = 1};
	text = str_trim(str_from(text, indent));
	head->directive.n = count_signs(text);
	rest = str_trim(str_from(text, head->directive.n));
	close = str_find_char(rest, '}');
	if (head->directive.n == 0 || rest.n < 3 || rest.s[0] != '{' || close < 2 ||
	    (indent >= INDENT_MAX && directives->fence.item == 0 && directives->depth == 0))
		return false;
	head->directive.sign = text.s[0];
	head->name = str_slice(rest, 1, (size_t)close);
	head->argument = str_trim(str_from(rest, (size_t)close + 1));
	head->directive.kind = kind_of(head->name);
	if (!str_is_alpha(head->name.s[0]) || (head->directive.kind == KIND_OTHER && text.s[0] != ':') ||
	    (text.s[0] == '`' && str_find_char(head->argument, '`') >= 0))
		return false;
	read_options(directives->source, line, head);
	return true;
}

static void write(struct directives *directives, struct str text, size_t from)
{
	rewriting_add(directives->to, text, from);
}

static void end_line(struct directives *directives, size_t from)
{
	write(directives, STR("\n"), from);
}

/* A paragraph. */
static void write_line(struct directives *directives, const struct head *head, struct str before, struct str text,
		       struct str behind, size_t from)
{
	write(directives, head->indent, from);
	write(directives, before, from);
	write(directives, text, from);
	write(directives, behind, from);
	end_line(directives, from);
	end_line(directives, from);
}

static void write_picture(struct directives *directives, const struct head *head, size_t from)
{
	bool has_alt = str_find_char(head->alt, ']') < 0 && str_find_char(head->alt, '[') < 0;

	if (head->argument.n == 0 || str_find_char(head->argument, '>') >= 0)
		return;
	write(directives, head->indent, from);
	write(directives, STR("!["), from);
	write(directives, has_alt ? head->alt : STR(""), from);
	write(directives, STR("](<"), from);
	write(directives, head->argument, from);
	write(directives, STR(">)\n\n"), from);
}

/* The language of "```{code-block} python", "```{code-cell} ipython3" and "```{math}". */
static struct str language_of(const struct head *head)
{
	struct str argument = head->argument;
	size_t n = 0;

	if (head->directive.kind == KIND_DIAGRAM)
		return head->name;
	while (n < argument.n && !str_is_space(argument.s[n]))
		n++;
	argument = str_slice(argument, 0, n);
	return str_starts(argument, STR("ipython")) ? STR("python") : argument;
}

static void write_code(struct directives *directives, const struct head *head, size_t line, size_t from)
{
	struct str first = source_line(directives->source, line);

	if (head->caption.n != 0)
		write_line(directives, head, STR("**"), head->caption, STR("**"), from);
	write(directives, head->indent, from);
	if (head->directive.sign == ':') {
		write(directives, TILDES, from);
	} else {
		write(directives, str_slice(first, head->indent.n, head->indent.n + head->directive.n), from);
		(void)code_fence_take(&directives->fence, str_slice(first, 0, head->indent.n + head->directive.n));
	}
	write(directives, language_of(head), from);
	end_line(directives, from);
}

static void write_block(struct directives *directives, const struct head *head, size_t from)
{
	struct str name = head->name, class = head->class;
	size_t n = 0;

	while (n < class.n && !str_is_space(class.s[n]))
		n++;
	class = str_slice(class, 0, n);
	if (head->directive.kind == KIND_FOLD)
		name = STR("details");
	else if (str_eq(name, STR("admonition")))
		name = alerts_find(class) != NULL ? class : STR("note");
	write(directives, head->indent, from);
	write(directives, STR(":::{"), from);
	write(directives, name, from);
	write(directives, STR("} "), from);
	write(directives, head->argument, from);
	end_line(directives, from);
}

static void open_directive(struct directives *directives, const struct head *head, size_t line)
{
	size_t from = directives->source->lines.at[line];

	if (head->label.n != 0 && myst_is_label(head->label))
		write_line(directives, head, STR("("), head->label, STR(")="), from);
	switch (head->directive.kind) {
	case KIND_PICTURE:
		write_picture(directives, head, from);
		break;
	case KIND_CODE:
	case KIND_DIAGRAM:
		write_code(directives, head, line, from);
		if (head->directive.sign != ':')
			return; /* its end is that of any code */
		break;
	default:
		write_block(directives, head, from);
	}
	if (directives->depth < DEPTH_MAX)
		directives->open[directives->depth++] = head->directive;
}

static bool ends(const struct directive *directive, struct str line)
{
	size_t n;

	line = str_trim(line);
	n = count_signs(line);
	return n >= directive->n && n == line.n && line.s[0] == directive->sign;
}

static void close_directive(struct directives *directives, size_t line)
{
	struct str text = source_line(directives->source, line);
	size_t from = directives->source->lines.at[line];

	rewriting_add(directives->to, str_slice(text, 0, source_indent(text)), from);
	switch (directives->open[--directives->depth].kind) {
	case KIND_CODE:
	case KIND_DIAGRAM:
		rewriting_add(directives->to, TILDES, from);
		break;
	case KIND_PICTURE:
	case KIND_LIST:
		break;
	default:
		rewriting_add(directives->to, STR(":::"), from);
	}
	end_line(directives, from);
}

static bool is_in(const struct directives *directives, enum kind kind)
{
	return directives->depth != 0 && directives->open[directives->depth - 1].kind == kind;
}

/* Does it have an end? Else all behind it would be of its list. */
static bool has_end(struct directives *directives, size_t line, const struct directive *directive)
{
	if (directives->searches++ >= SEARCHES_MAX)
		return false;
	for (size_t i = line + 1; i < directives->source->lines.n; i++)
		if (ends(directive, source_line(directives->source, i)))
			return true;
	return false;
}

/* Returns how many lines were taken. */
static size_t take_line(struct directives *directives, size_t line)
{
	const struct source *source = directives->source;
	struct str text = source_line(source, line), trimmed = str_trim(text);
	size_t from = source->lines.at[line], end = source_line_end(source, (int)line + 1);
	struct head head;

	if (directives->fence.sign == '\0') {
		if (directives->depth != 0 && ends(&directives->open[directives->depth - 1], text)) {
			close_directive(directives, line);
			return 1;
		}
		if (is_in(directives, KIND_LIST))
			return 1;
		if (!is_in(directives, KIND_CODE) && !is_in(directives, KIND_DIAGRAM)) {
			if (read_head(directives, line, &head) && directives->depth < DEPTH_MAX &&
			    (head.directive.kind != KIND_LIST || has_end(directives, line, &head.directive))) {
				open_directive(directives, &head, line);
				return head.lines;
			}
			if (trimmed.n > FENCE_LEAST && trimmed.s[0] == ':' && count_signs(trimmed) != 0 &&
			    count_signs(trimmed) < trimmed.n && directives->depth < DEPTH_MAX)
				directives->open[directives->depth++] =
				    (struct directive){':', count_signs(trimmed), KIND_BLOCK};
			else
				(void)code_fence_take(&directives->fence, text);
		}
	} else {
		(void)code_fence_take(&directives->fence, text);
	}
	rewriting_copy(directives->to, source->text, from, end < source->text.n ? end + 1 : end);
	return 1;
}

void markdown_rewrite_directives(struct source *source)
{
	struct directives directives = {.source = source, .to = source_rewrite(source)};

	for (size_t i = 0; i < source->lines.n;)
		i += take_line(&directives, i);
	source_rewritten(source);
}
