#include "generator/code_fence.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_rewrite.h"
#include "generator/markdown_source.h"

/*
 * MDX reads what is within a component as markdown, wherever it stands:
 *
 *     <Tabs>
 *       <TabItem
 *         value="linux" label="Linux">
 *         Text and **more**
 *       </TabItem>
 *     </Tabs>
 *
 * For a parser of markdown that is HTML as far as the next blank line, and code where it is indented far enough. So a
 * component's tag that has its lines for itself becomes one line of HTML between blank lines, and what is within it
 * loses the indent that it has more than the tag.
 */

#define DEPTH_MAX 16
#define TAG_BYTES ((size_t)4096)
/* So many tags of a page may be longer, as long as that. */
#define LONG_TAGS_MAX 100u
#define LONG_TAG_BYTES ((size_t)65536)
/* So many times a page's text is searched for the end of a component. */
#define SEARCHES_MAX 200u

struct component {
	struct str name;
	size_t indent;	/* of its tag */
	size_t dedent;	/* what its lines lose of their indents */
	bool has_lines; /* the first of them has said how much */
	bool in_list;	/* where it began */
	bool is_marked; /* an alert or the like: a marker stands for its tag, and one has to for its end */
};

struct components {
	struct source *source;
	struct rewriting *to;
	bool is_mdx;
	struct component open[DEPTH_MAX];
	size_t depth;
	unsigned searches, long_tags;
	struct code_fence fence; /* of the code block that is open */
	size_t fence_dedent;	 /* what its lines lose of their indents: as much as its first */
	bool in_list, in_export;
	bool was_blank, was_tag; /* the line that was written last */
};

/* ---- tags ---- */

struct component_tag {
	struct str name;
	bool is_end, ends_itself;
	bool has_markdown;   /* an attribute of kramdown and MkDocs: markdown stands within the element */
	bool is_plain;	     /* on one line, and all of its values are texts */
	size_t from, inside; /* its "<", and behind its name */
	size_t to;	     /* behind its ">" */
};

/* Behind the string or template that begins at `at`, or `end`. */
static size_t skip_string(struct str text, size_t at, size_t end)
{
	char quote = text.s[at];

	for (at++; at < end && text.s[at] != quote; at++)
		at += text.s[at] == '\\';
	return at < end ? at + 1 : end;
}

/* Behind the value {…} that begins at `at`, with what is nested in it, or `end`. */
static size_t skip_braces(struct str text, size_t at, size_t end)
{
	size_t depth = 0;

	while (at < end) {
		char c = text.s[at];

		if (c == '"' || c == '\'' || c == '`') {
			at = skip_string(text, at, end);
			continue;
		}
		at++;
		depth += c == '{';
		if (c == '}' && --depth == 0)
			return at;
	}
	return end;
}

/* "x", 'x', {"x"}, {'x'}, {`x`}: what it says; otherwise absent. */
static struct str said_by(struct str value)
{
	if (value.n > 2 && value.s[0] == '{')
		value = str_trim(str_slice(value, 1, value.n - 1));
	if (value.n < 2 || strchr("\"'`", value.s[0]) == NULL || value.s[value.n - 1] != value.s[0])
		return STR_NONE;
	value = str_slice(value, 1, value.n - 1);
	return str_find_char(value, '\\') < 0 && str_find_char(value, '$') < 0 ? value : STR_NONE;
}

/* One attribute at `at`: behind it, or SIZE_MAX when there is none. A name and value that are not there are absent. */
static size_t read_attribute(struct str text, size_t at, size_t end, struct str *name, struct str *value)
{
	size_t from = at;

	*name = *value = STR_NONE;
	if (text.s[at] == '{') /* {...props} */
		return skip_braces(text, at, end);
	while (at < end && (str_is_alnum(text.s[at]) || strchr("-_:.", text.s[at]) != NULL))
		at++;
	if (at == from)
		return SIZE_MAX;
	*name = str_slice(text, from, at);
	if (at >= end || text.s[at] != '=')
		return at;
	from = ++at;
	if (at < end && (text.s[at] == '"' || text.s[at] == '\''))
		at = skip_string(text, at, end);
	else if (at < end && text.s[at] == '{')
		at = skip_braces(text, at, end);
	else
		return SIZE_MAX;
	*value = str_slice(text, from, at);
	return at;
}

/* The tag of a component at `at`, with the values that JSX has, in up to `most` bytes; false when there is none. */
static bool read_tag(struct str text, size_t at, size_t most, struct component_tag *tag)
{
	size_t end = text.n - at < most ? text.n : at + most, i = at + 1, from;
	struct str name, value;

	*tag = (struct component_tag){.from = at};
	if (i < end && text.s[i] == '/') {
		tag->is_end = true;
		i++;
	}
	if (i >= end || !str_is_alpha(text.s[i]))
		return false;
	for (from = i; i < end && (str_is_alnum(text.s[i]) || text.s[i] == '.' || text.s[i] == '_');)
		i++;
	tag->name = str_slice(text, from, i);
	tag->is_plain = str_find_char(tag->name, '.') < 0;
	tag->inside = i;
	while (i < end) {
		from = i;
		while (i < end && str_is_space(text.s[i]))
			tag->is_plain = text.s[i++] != '\n' && tag->is_plain;
		if (str_find(str_slice(text, from, i), STR("\n\n")) >= 0)
			return false;
		if (i < end && text.s[i] == '>') {
			tag->to = i + 1;
			return true;
		}
		if (i + 1 < end && text.s[i] == '/' && text.s[i + 1] == '>' && !tag->is_end) {
			tag->ends_itself = true;
			tag->to = i + 2;
			return true;
		}
		if (i == from || i >= end || tag->is_end)
			return false;
		i = read_attribute(text, i, end, &name, &value);
		tag->has_markdown |= str_eq(name, STR("markdown")) && !str_eq(value, STR("\"0\""));
		if (name.n == 0 || str_find_char(value, '{') >= 0 || str_find_char(value, '\n') >= 0)
			tag->is_plain = false;
	}
	return false;
}

/* ---- lines ---- */

static size_t line_end(const struct components *components, size_t line)
{
	return source_line_end(components->source, (int)line + 1);
}

/* How many characters of a list's marker a line begins with, with the blanks behind it; 0: none. */
static size_t list_marker(struct str line)
{
	size_t n = 0;

	if (line.n != 0 && strchr("-*+", line.s[0]) != NULL) {
		n = 1;
	} else {
		while (n < line.n && n < 9 && str_is_digit(line.s[n]))
			n++;
		if (n == 0 || n == line.n || strchr(".)", line.s[n]) == NULL)
			return 0;
		n++;
	}
	return n < line.n && (line.s[n] == ' ' || line.s[n] == '\t') ? n + source_indent(str_from(line, n)) : 0;
}

/* Does the line begin or end a code block? True for these, and for what is within one. */
static bool take_fence(struct components *components, struct str line)
{
	bool was_open = components->fence.sign != '\0', is_code = code_fence_take(&components->fence, line);

	if (is_code && !was_open)
		components->fence_dedent = SIZE_MAX;
	return is_code;
}

/* How much of its indent a line loses, that deep within components. */
static size_t dedent_at(const struct components *components, size_t depth, struct str line)
{
	size_t dedent = depth != 0 ? components->open[depth - 1].dedent : 0, indent = source_indent(line);

	if (components->fence.sign != '\0' && dedent > components->fence_dedent)
		dedent = components->fence_dedent;
	return dedent < indent ? dedent : indent;
}

static size_t dedent_of(const struct components *components, struct str line)
{
	return dedent_at(components, components->depth, line);
}

/* The first line within a component says how far all of it is indented: all that is too much, in a list beyond its tag.
 */
static void learn_dedent(struct components *components, struct str line)
{
	struct component *last = components->depth != 0 ? &components->open[components->depth - 1] : NULL;
	size_t indent = source_indent(line), around;

	if (last == NULL || last->has_lines)
		return;
	around = components->depth > 1 ? last[-1].dedent : 0;
	last->has_lines = true;
	last->dedent = !last->in_list ? indent : around + (indent > last->indent ? indent - last->indent : 0);
}

static void blank_line(struct components *components, size_t from)
{
	if (!components->was_blank)
		rewriting_add(components->to, STR("\n"), from);
	components->was_blank = true;
}

/* A line as it is, but for its indent. */
static void copy_line(struct components *components, size_t line)
{
	struct str all = components->source->text, text = source_line(components->source, line);
	size_t from = components->source->lines.at[line], end = line_end(components, line);
	bool is_blank = str_trim(text).n == 0;

	if (!is_blank && components->was_tag)
		blank_line(components, from);
	rewriting_copy(components->to, all, from + (is_blank ? 0 : dedent_of(components, text)),
		       end < all.n ? end + 1 : end);
	components->was_blank = is_blank;
	components->was_tag = components->was_tag && is_blank;
}

/* ---- components ---- */

/* "Tabs" of "Tabs.Tab" */
static struct str family_of(struct str name)
{
	ptrdiff_t dot = str_find_char(name, '.');

	return dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
}

static bool is_open(const struct components *components, struct str name)
{
	for (size_t i = 0; i < components->depth; i++)
		if (str_eq(components->open[i].name, name))
			return true;
	return false;
}

/* Is it a component, or HTML that has markdown in it? */
static bool is_component(const struct components *components, const struct component_tag *tag)
{
	static const char *const blocks[] = {"details", "div", "section", NULL};

	if (str_is_upper(tag->name.s[0]))
		return components->is_mdx || leftovers_is_known_component(family_of(tag->name));
	return str_is_any(tag->name, blocks) &&
	       (components->is_mdx || tag->has_markdown || (tag->is_end && is_open(components, tag->name)));
}

static void mark(struct components *components, const struct marker *marker, size_t from)
{
	rewriting_mark(components->source, components->to, marker, from);
	rewriting_add(components->to, STR("\n"), from);
}

/* How many components are around the one that the tag ends, the last of that name; SIZE_MAX: it ends none. */
static size_t depth_around(const struct components *components, const struct component_tag *tag)
{
	size_t i = components->depth;

	while (tag->is_end && i > 0 && !str_eq(components->open[i - 1].name, tag->name))
		i--;
	return tag->is_end && i != 0 ? i - 1 : SIZE_MAX;
}

/* That one ends, and those in it. True when markers stand for its end. */
static bool close_component(struct components *components, const struct component_tag *tag)
{
	const struct marker close = {.kind = MARKER_CLOSE, .original = STR("")};
	size_t around = depth_around(components, tag);

	if (around == SIZE_MAX)
		return false;
	for (size_t i = components->depth; i > around; i--)
		if (components->open[i - 1].is_marked)
			mark(components, &close, tag->from);
	components->depth = around;
	components->in_list = components->open[around].in_list;
	return components->open[around].is_marked;
}

/* False when it has no end. */
static bool open_component(struct components *components, const struct component_tag *tag, size_t indent)
{
	struct str rest = str_from(components->source->text, tag->to);
	size_t dedent = components->depth != 0 ? components->open[components->depth - 1].dedent : 0;

	if (tag->is_end || tag->ends_itself || components->depth == DEPTH_MAX || components->searches == SEARCHES_MAX)
		return false;
	components->searches++;
	for (ptrdiff_t at; (at = str_find(rest, STR("</"))) >= 0;) {
		rest = str_from(rest, (size_t)at + 2);
		if (str_starts(rest, tag->name)) {
			components->open[components->depth++] = (struct component){
			    .name = tag->name, .indent = indent, .dedent = dedent, .in_list = components->in_list};
			return true;
		}
	}
	return false;
}

/* An attribute with a text, on one line. */
static void write_attribute(struct components *components, struct str name, struct str value, size_t from)
{
	struct rewriting *to = components->to;
	struct str said = said_by(value), quote = str_find_char(said, '"') >= 0 ? STR("'") : STR("\""), line;

	if (said.n == 0 || str_find_char(said, quote.s[0]) >= 0)
		return;
	rewriting_add(to, STR(" "), from);
	rewriting_add(to, name, from);
	rewriting_add(to, STR("="), from);
	rewriting_add(to, quote, from);
	while (str_split(&said, '\n', &line)) {
		rewriting_add(to, str_trim(line), from);
		rewriting_add(to, said.n != 0 ? STR(" ") : STR(""), from);
	}
	rewriting_add(to, quote, from);
}

/* What a text of JavaScript says: "\n" in it is the end of a line. */
static void unescape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c == '\\' && i + 1 < text.n) {
			c = text.s[++i];
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		buf_char(out, c);
	}
}

/* What an attribute of the tag says, "…", {"…"} or {`…`}, with its escapes; absent when the tag has none. */
static struct str text_in_tag(const struct components *components, const struct component_tag *tag, struct str wanted)
{
	struct str text = components->source->text, name, value;
	size_t end = tag->to - 1, at = tag->inside;

	while (at < end) {
		if (str_is_space(text.s[at]) || text.s[at] == '/') {
			at++;
			continue;
		}
		at = read_attribute(text, at, end, &name, &value);
		if (at == SIZE_MAX)
			break;
		if (!str_eq(name, wanted))
			continue;
		if (value.n > 2 && value.s[0] == '{')
			value = str_trim(str_slice(value, 1, value.n - 1));
		if (value.n < 2 || strchr("\"'`", value.s[0]) == NULL || value.s[value.n - 1] != value.s[0])
			break;
		return str_slice(value, 1, value.n - 1);
	}
	return STR_NONE;
}

/* Lines, each behind as much as stands before the tag. */
static void write_lines(struct components *components, struct str lines, struct str indent, size_t from)
{
	struct str line;

	while (str_line(&lines, &line)) {
		if (line.n != 0)
			rewriting_add(components->to, indent, from);
		rewriting_add(components->to, line, from);
		rewriting_add(components->to, STR("\n"), from);
	}
}

/* Longer than any run of backticks in the code. */
static void write_fence(struct buf *out, struct str code)
{
	size_t longest = 2, n = 0;

	for (size_t i = 0; i < code.n; i++) {
		n = code.s[i] == '`' ? n + 1 : 0;
		longest = n > longest ? n : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_char(out, '`');
}

/* Without blank lines before and behind it. */
static struct str trim_lines(struct str code)
{
	struct str rest = code, line;

	while (str_line(&rest, &line) && str_trim(line).n == 0)
		code = rest;
	return str_trim_end(code);
}

/*
 * Of Astro: <Fragment set:html={"<pre>…"}/> becomes the HTML that stands there, <Code lang="sh" code={`…`}/> a block of
 * code. False when the tag has neither.
 */
static bool write_content_of(struct components *components, const struct component_tag *tag)
{
	struct str html = text_in_tag(components, tag, STR("set:html")),
		   code = html.n == 0 ? text_in_tag(components, tag, STR("code")) : STR_NONE, written;
	struct buf indent, content, text;

	if (tag->is_end || (html.n == 0 && code.n == 0))
		return false;
	buf_init(&indent, BUF_NO_LIMIT);
	buf_init(&content, BUF_NO_LIMIT);
	buf_init(&text, BUF_NO_LIMIT);
	written = buf_view(&components->to->text);
	buf_str(&indent, str_from(written, (size_t)(str_rfind_char(written, '\n') + 1)));
	rewriting_cut(components->to, written.n - indent.n);
	unescape(&content, code.n != 0 ? trim_lines(code) : html);
	if (code.n != 0) {
		write_fence(&text, buf_view(&content));
		buf_str(&text, text_in_tag(components, tag, STR("lang")));
		buf_char(&text, '\n');
	}
	buf_str(&text, buf_view(&content));
	if (code.n != 0) {
		buf_char(&text, '\n');
		write_fence(&text, buf_view(&content));
	}
	write_lines(components, str_trim(buf_view(&text)), buf_view(&indent), tag->from);
	buf_release(&text);
	buf_release(&content);
	buf_release(&indent);
	return true;
}

/* The tag on a line of its own, without what only JavaScript understands. */
static void write_tag(struct components *components, const struct component_tag *tag)
{
	struct str text = components->source->text, name, value;
	size_t end = tag->to - (tag->ends_itself ? 2 : 1), at = tag->inside;

	if (write_content_of(components, tag))
		return;
	if (tag->is_plain) {
		rewriting_copy(components->to, text, tag->from, tag->to);
		rewriting_add(components->to, STR("\n"), tag->to);
		return;
	}
	rewriting_add(components->to, tag->is_end ? STR("</") : STR("<"), tag->from);
	rewriting_add(components->to, family_of(tag->name), tag->from);
	while (at < end) {
		if (str_is_space(text.s[at])) {
			at++;
			continue;
		}
		at = read_attribute(text, at, end, &name, &value);
		write_attribute(components, name, value, tag->from);
	}
	rewriting_add(components->to, tag->ends_itself ? STR("/>\n") : STR(">\n"), tag->from);
}

/* What the first of these attributes says that the tag has; absent when none does. */
static struct str said_in_tag(const struct components *components, const struct component_tag *tag,
			      const char *const *names)
{
	struct str text = components->source->text, name, value;
	size_t end = tag->to - 1, at = tag->inside;

	while (at < end) {
		if (str_is_space(text.s[at])) {
			at++;
			continue;
		}
		at = read_attribute(text, at, end, &name, &value);
		if (at == SIZE_MAX)
			break;
		if (str_is_any(name, names) && said_by(value).n != 0)
			return said_by(value);
	}
	return STR_NONE;
}

/* <Note>, <Callout type="warn" title="…">, <Accordion title="…">: what has a form of its own here. */
static bool is_block(const struct components *components, const struct component_tag *tag, struct marker *marker)
{
	static const char *const alerts[] = {"Note",	  "Tip",  "Info",    "Warning", "Caution",    "Danger", "Check",
					     "Important", "Hint", "Callout", "Alert",	"Admonition", "Aside",	NULL};
	static const char *const folds[] = {"Accordion", "Expandable", "Collapsible", "Collapse", NULL};
	static const char *const types[] = {"type", "variant", "kind", "intent", "status", NULL};
	static const char *const titles[] = {"title", "summary", "header", "label", NULL};
	struct str type;

	if (tag->is_end || tag->ends_itself)
		return false;
	*marker =
	    (struct marker){.kind = MARKER_OPEN, .original = str_slice(components->source->text, tag->from, tag->to)};
	marker->title = said_in_tag(components, tag, titles);
	if (str_find_char(marker->title, '\n') >= 0)
		return false;
	if (str_is_any(tag->name, folds)) {
		marker->name = STR("details");
		return marker->title.n != 0; /* else nothing says what would be hidden */
	}
	if (!str_is_any(tag->name, alerts))
		return false;
	type = said_in_tag(components, tag, types);
	marker->name = str_eq(type, STR("warn"))	? STR("warning")
		       : alerts_find(type) != NULL	? type
		       : alerts_find(tag->name) != NULL ? tag->name
							: STR("note");
	return true;
}

/*
 * In a list what stands before a tag, or before text (tag: NULL): elsewhere it says nothing, and much of it would be
 * code. An end tag stands where its component began, or the lines behind it would be of no list.
 */
static void copy_indent(struct components *components, size_t line, const struct component_tag *tag)
{
	struct str text = source_line(components->source, line);
	size_t start = components->source->lines.at[line], indent = source_indent(text), dedent,
	       around = tag != NULL ? depth_around(components, tag) : SIZE_MAX;
	const struct component *ended = around != SIZE_MAX ? &components->open[around] : NULL;

	dedent = dedent_at(components, ended != NULL ? around : components->depth, text);
	if (ended != NULL && ended->indent < indent)
		indent = ended->indent;
	if (dedent < indent && (ended != NULL ? ended->in_list : components->in_list))
		rewriting_copy(components->to, components->source->text, start + dedent, start + indent);
}

/* The text behind a tag on its line, in a line of its own, as far as `to`. */
static void copy_rest(struct components *components, size_t line, size_t from, size_t to)
{
	struct str all = components->source->text;

	while (from < to && str_is_space(all.s[from]))
		from++;
	if (components->was_tag)
		blank_line(components, from);
	copy_indent(components, line, NULL);
	if (components->fence.sign == '\0' && code_fence_take_from(&components->fence, str_slice(all, from, to),
								   from - components->source->lines.at[line]))
		components->fence_dedent = SIZE_MAX;
	rewriting_copy(components->to, all, from, to);
	rewriting_add(components->to, STR("\n"), to);
	components->was_blank = components->was_tag = false;
}

/* Where the end tag of the innermost component stands when the line ends with it, behind text; 0: it does not. */
static size_t end_behind_text(const struct components *components, size_t from, size_t end, struct component_tag *tag)
{
	struct str text = str_trim_end(str_slice(components->source->text, from, end));
	const struct component *last = components->depth != 0 ? &components->open[components->depth - 1] : NULL;
	size_t n = last != NULL ? last->name.n + 3 : 0;

	if (last == NULL || !last->is_marked || text.n <= n || !str_ends(text, STR(">")) ||
	    !str_eq(str_slice(text, text.n - n + 2, text.n - 1), last->name) ||
	    !str_starts(str_from(text, text.n - n), STR("</")))
		return 0;
	*tag = (struct component_tag){.name = last->name, .is_end = true, .from = from + text.n - n};
	return tag->from;
}

/* What stands from `from` on in a line, whose end may be that of the component around it. */
static void copy_to_end_tag(struct components *components, size_t line, size_t from)
{
	struct component_tag tag;
	size_t end = line_end(components, line), to = end_behind_text(components, from, end, &tag);

	if (to == 0) {
		copy_rest(components, line, from, end);
		return;
	}
	copy_rest(components, line, from, to);
	blank_line(components, to);
	copy_indent(components, line, &tag);
	(void)close_component(components, &tag);
	components->was_blank = false;
	components->was_tag = true;
}

/* Text behind a tag: ends the component nowhere but at its end? */
static bool is_only_one(struct str text, struct str name)
{
	text = str_trim_end(text);
	for (ptrdiff_t at; (at = str_find(text, STR("</"))) >= 0;) {
		text = str_from(text, (size_t)at + 2);
		if (str_starts(text, name))
			return text.n == name.n + 1 && text.s[name.n] == '>';
	}
	return true;
}

/* The tag at `from`; some may be long: code or pictures stand in their attributes. */
static bool read_any_tag(struct components *components, size_t from, struct component_tag *tag)
{
	struct str all = components->source->text;

	if (read_tag(all, from, TAG_BYTES, tag))
		return true;
	if (!components->is_mdx || all.n - from <= TAG_BYTES || components->long_tags == LONG_TAGS_MAX)
		return false;
	components->long_tags++;
	return read_tag(all, from, LONG_TAG_BYTES, tag);
}

/* A component's tag with nothing beside it, or an alert's before text: the number of lines that it takes; 0 when there
 * is none. */
static size_t take_tag(struct components *components, size_t line)
{
	struct source *source = components->source;
	struct str text = source_line(components->source, line), all = source->text;
	size_t indent = source_indent(text), from = source->lines.at[line] + indent, last = line, end;
	bool may_be_block, is_alone;
	struct component_tag tag;
	struct marker marker;

	if (indent >= text.n || text.s[indent] != '<' || !read_any_tag(components, from, &tag) ||
	    !is_component(components, &tag) ||
	    (components->depth == 0 && !components->in_list && (indent > 3 || text.s[0] == '\t')))
		return 0;
	while (last + 1 < source->lines.n && source->lines.at[last + 1] < tag.to)
		last++;
	end = line_end(components, last);
	is_alone = str_trim(str_slice(all, tag.to, end)).n == 0;
	may_be_block = is_block(components, &tag, &marker);
	if (!is_alone && (!may_be_block || !is_only_one(str_slice(all, tag.to, end), tag.name)))
		return 0;
	learn_dedent(components, text);
	blank_line(components, from);
	copy_indent(components, line, &tag);
	may_be_block = open_component(components, &tag, indent) && may_be_block;
	if (may_be_block) {
		components->open[components->depth - 1].is_marked = true;
		mark(components, &marker, from);
	} else if (!close_component(components, &tag)) {
		write_tag(components, &tag);
	}
	components->was_blank = false;
	components->was_tag = true;
	if (!is_alone)
		copy_to_end_tag(components, last, tag.to);
	return last + 1 - line;
}

/* {12}, or what said_by() says. */
static struct str plain_value(struct str value)
{
	struct str inside = value.n > 2 && value.s[0] == '{' ? str_trim(str_slice(value, 1, value.n - 1)) : STR("");
	int64_t number;

	return str_to_int(inside, &number) ? inside : said_by(value);
}

/* One that can stand between quotes. */
static bool has_plain_value(struct str value)
{
	value = plain_value(value);
	return value.s != NULL && (str_find_char(value, '"') < 0 || str_find_char(value, '\'') < 0);
}

/*
 * <img width={200} style={{…}} /> of HTML with values of JavaScript: with those alone that are plain, on one line, so
 * that it is HTML again. The number of lines that it takes; 0 when there is none.
 */
static size_t take_html_tag(struct components *components, size_t line)
{
	struct source *source = components->source;
	struct str text = source_line(source, line), all = source->text, name, value, quote;
	size_t from = source->lines.at[line] + source_indent(text), last = line, at, end, start;
	bool has_braces = false;
	struct component_tag tag;

	if (!components->is_mdx || from >= all.n || all.s[from] != '<' || !read_tag(all, from, TAG_BYTES, &tag) ||
	    tag.is_end || str_is_upper(tag.name.s[0]))
		return 0;
	has_braces = str_find(str_slice(all, tag.from, tag.to), STR("={")) > 0;
	while (last + 1 < source->lines.n && source->lines.at[last + 1] < tag.to)
		last++;
	if (!has_braces)
		return 0;
	end = tag.to - 1;
	rewriting_copy(components->to, all, source->lines.at[line], tag.inside);
	for (at = tag.inside; at < end;) {
		if (str_is_space(all.s[at])) {
			at++;
			continue;
		}
		start = at;
		at = read_attribute(all, at, end, &name, &value);
		if (at == SIZE_MAX)
			break;
		if (name.n == 0 || (value.n != 0 && !has_plain_value(value)))
			continue;
		rewriting_add(components->to, STR(" "), start);
		rewriting_copy(components->to, all, start, start + name.n);
		if (value.n == 0)
			continue;
		value = plain_value(value);
		quote = str_find_char(value, '"') < 0 ? STR("\"") : STR("'");
		rewriting_add(components->to, STR("="), start);
		rewriting_add(components->to, quote, start);
		rewriting_copy(components->to, all, (size_t)(value.s - all.s), (size_t)(value.s - all.s) + value.n);
		rewriting_add(components->to, quote, start);
	}
	rewriting_add(components->to, tag.ends_itself ? STR(" />") : STR(">"), end);
	at = line_end(components, last);
	rewriting_copy(components->to, all, tag.to, at < all.n ? at + 1 : at);
	components->was_blank = components->was_tag = false;
	return last + 1 - line;
}

/* What stands at the beginning of lines outside code: lists, and blocks of JavaScript, which go as a whole. */
static void look_at_line(struct components *components, struct str line)
{
	struct str trimmed = str_trim(line);

	if (trimmed.n == 0)
		components->in_export = false;
	else if (str_starts(line, STR("export ")))
		components->in_export = true;
	else if (list_marker(trimmed) != 0)
		components->in_list = true;
	else if (source_indent(line) == 0 && components->was_blank && line.s[0] != '<')
		components->in_list = false;
}

/* "<summary>…</summary>" where HTML has markdown in it: what follows is markdown. */
static bool is_summary(const struct components *components, struct str line)
{
	line = str_trim(line);
	return str_ends(line, STR("</summary>")) &&
	       ((components->is_mdx && str_starts(line, STR("<summary"))) || is_open(components, STR("details")));
}

static bool has_import(const struct source *source)
{
	for (size_t i = 0; i < source->lines.n; i++) {
		struct str line = source_line(source, i);

		if (str_starts(line, STR("import ")) && leftovers_is_module_line(line))
			return true;
	}
	return false;
}

static bool has_known_component(const struct source *source)
{
	for (size_t i = 0; i < source->lines.n; i++) {
		struct str line = source_line(source, i);
		struct component_tag tag;

		line = str_from(line, source_indent(line));
		if (line.n > 1 && line.s[0] == '<' &&
		    read_tag(source->text, (size_t)(line.s - source->text.s), TAG_BYTES, &tag) &&
		    (tag.has_markdown || leftovers_is_known_component(family_of(tag.name))))
			return true;
	}
	return false;
}

void markdown_rewrite_components(struct source *source, bool is_mdx)
{
	struct components components = {.source = source, .is_mdx = is_mdx || has_import(source), .was_blank = true};
	struct component_tag end;
	size_t taken;

	if (!components.is_mdx && !has_known_component(source))
		return;
	components.to = source_rewrite(source);
	for (size_t i = 0; i < source->lines.n; i += taken) {
		struct str line = source_line(source, i);
		bool is_code = take_fence(&components, line);

		taken = 0;
		if (!is_code) {
			look_at_line(&components, line);
			taken = components.in_export ? 0 : take_tag(&components, i);
			if (taken == 0 && !components.in_export)
				taken = take_html_tag(&components, i);
		}
		if (taken == 0) {
			if (str_trim(line).n != 0)
				learn_dedent(&components, line);
			if (components.fence_dedent == SIZE_MAX) /* it begins with this line */
				components.fence_dedent = dedent_of(&components, line);
			if (is_code || end_behind_text(&components, components.source->lines.at[i],
						       line_end(&components, i), &end) == 0)
				copy_line(&components, i);
			else
				copy_to_end_tag(&components, i, components.source->lines.at[i]);
			components.was_tag = components.was_tag || (!is_code && is_summary(&components, line));
			taken = 1;
		}
	}
	source_rewritten(source);
}
