#include "generator/markdown_leftovers.h"

#include "generator/markdown_source.h"

/* So many times a page's text is searched for the other end of a component. */
#define COMPONENTS_MAX 200u

/* ---- MDX ---- */

/* Components that Docusaurus, Starlight, Nextra, Mintlify and others bring along. Sorted by use, not searched often. */
static const char *const components[] = {
    "Tabs",	      "Tab",	   "TabItem",	  "TabPanel",	   "Admonition", "Callout",  "Aside",
    "Note",	      "Tip",	   "Info",	  "Warning",	   "Caution",	 "Danger",   "Card",
    "Cards",	      "CardGroup", "CardGrid",	  "LinkCard",	   "Steps",	 "Step",     "Accordion",
    "AccordionGroup", "Details",   "Frame",	  "CodeBlock",	   "CodeGroup",	 "FileTree", "Icon",
    "Badge",	      "Head",	   "DocCardList", "BrowserWindow", "Image",	 "Link",     "Button",
    "Columns",	      "Column",	   "TOCInline",	  "Expandable",	   "Snippet",	 "Listing",
};

bool leftovers_is_known_component(struct str name)
{
	for (size_t i = 0; i < sizeof(components) / sizeof(*components); i++) {
		if (str_eq(name, str_c(components[i])))
			return true;
	}
	return false;
}

static bool has_attribute_of_vue(const struct html_tag *tag)
{
	for (size_t i = 0; i < tag->n; i++)
		if (tag->attributes[i].value.n != 0 && !str_is_upper(tag->attributes[i].name.s[0]))
			return true;
	return false;
}

/* <some-icon class="x"/>: what is to be filled in, and elements of XML that are spoken of, have no class. */
static bool is_icon(const struct html_tag *tag)
{
	if (str_find_char(tag->name, '-') < 0)
		return false;
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq(tag->attributes[i].name, STR("class")))
			return true;
	return false;
}

/*
 * <CodeGroup label="x"> of Vue in .md files: two words in one, and an end somewhere on the page or at itself. What
 * people put in angle brackets for others to fill in, <YourName>, has none. One word, <Platform is="x"/>, ends at
 * itself and has an attribute that is written as those of HTML are.
 */
static bool is_vue_component(struct writer *writer, const struct html_tag *tag, bool ends_itself)
{
	struct str name = tag->name, other;
	unsigned capitals = 0;

	if (ends_itself && is_icon(tag))
		return true;
	for (size_t i = 0; i < name.n; i++) {
		if (!str_is_alnum(name.s[i]))
			return false;
		capitals += str_is_upper(name.s[i]);
	}
	if (capitals == name.n || !str_is_upper(name.s[0]))
		return false;
	if (capitals < 2)
		return ends_itself && has_attribute_of_vue(tag);
	if (ends_itself)
		return true;
	if (writer->components_sought++ >= COMPONENTS_MAX)
		return false;
	other = arena_printf(writer->arena, tag->is_end ? "<%.*s" : "</%.*s>", STR_ARG(name));
	return str_find(writer->source->text, other) >= 0;
}

bool leftovers_is_mdx(const struct writer *writer)
{
	return writer->is_mdx || str_ends(writer->page->path, STR(".mdx"));
}

static bool is_component(const struct writer *writer, struct str name)
{
	return str_is_upper(name.s[0]) && (leftovers_is_mdx(writer) || leftovers_is_known_component(name));
}

bool leftovers_is_component_of_html(const struct writer *writer, struct str name)
{
	return name.n > 1 && !str_is_upper(name.s[1]) && is_component(writer, name);
}

bool leftovers_component(struct writer *writer, const struct html_tag *tag, struct str written, size_t at)
{
	struct str name = tag->name;

	if (!is_component(writer, name) && !is_vue_component(writer, tag, str_ends(written, STR("/>"))))
		return false;
	if (tag->is_end)
		return true;
	writer_note(writer, DIAG_LEFTOVER_MDX, at, "component <%.*s> is left out, what it contains is kept",
		    STR_ARG(name));
	writer_note_hint(writer, STR("Weir runs no JavaScript"));
	return true;
}

bool leftovers_is_module_line(struct str line)
{
	struct str trimmed = str_trim(line);

	if (trimmed.n != 0 && trimmed.s[trimmed.n - 1] == ';')
		trimmed = str_slice(trimmed, 0, trimmed.n - 1);
	if (str_starts(trimmed, STR("import "))) {
		char last = trimmed.s[trimmed.n - 1];

		return (last == '"' || last == '\'') &&
		       (str_find(trimmed, STR(" from ")) > 0 || str_find_char(trimmed, last) == 7);
	}
	if (!str_starts(trimmed, STR("export ")))
		return false;
	trimmed = str_trim(str_from(trimmed, 7));
	return (str_starts(trimmed, STR("const ")) || str_starts(trimmed, STR("let ")) ||
		str_starts(trimmed, STR("function ")) || str_starts(trimmed, STR("default ")) ||
		str_starts(trimmed, STR("async "))) &&
	       (str_find_char(trimmed, '=') > 0 || str_find_char(trimmed, '{') > 0 || str_find_char(trimmed, '(') > 0);
}

/* The text of a string of JavaScript that `text` begins with, behind white space; how long both are, 0: it is none. */
static size_t read_string(struct writer *writer, struct str text, struct str *value)
{
	struct buf *out = &writer->scratch;
	size_t n = 0;
	char quote;

	while (n < text.n && str_is_space(text.s[n]))
		n++;
	quote = n < text.n ? text.s[n++] : '\0';
	if (quote != '"' && quote != '\'' && quote != '`')
		return 0;
	buf_clear(out);
	for (; n < text.n && text.s[n] != quote; n++) {
		if (quote == '`' && str_starts(str_from(text, n), STR("${")))
			return 0;
		if (text.s[n] == '\\' && n + 1 < text.n && strchr("'\"`\\", text.s[n + 1]) != NULL)
			n++;
		else if (text.s[n] == '\\')
			return 0;
		buf_char(out, text.s[n]);
	}
	*value = writer_one_line(writer->arena, arena_str(writer->arena, buf_view(out)));
	return n < text.n ? n + 1 : 0;
}

size_t leftovers_take_constant(struct writer *writer, struct str text)
{
	static const char title[] = "export const title", description[] = "export const description";
	bool is_title = str_starts(text, str_c(title));
	size_t n = is_title ? strlen(title) : strlen(description), length;
	struct str value, *to = is_title ? &writer->module_title : &writer->page->description;

	if (!is_title && !str_starts(text, str_c(description)))
		return 0;
	while (n < text.n && text.s[n] == ' ')
		n++;
	if (n == text.n || text.s[n] != '=' || (length = read_string(writer, str_from(text, n + 1), &value)) == 0)
		return 0;
	n += length + 1;
	n += n < text.n && text.s[n] == ';';
	while (n < text.n && (text.s[n] == ' ' || text.s[n] == '\r'))
		n++;
	if (n < text.n && text.s[n] != '\n')
		return 0; /* an expression that goes on */
	if (to->n == 0)
		*to = value;
	return n;
}

/* ---- Microsoft Learn ---- */

static bool is_name_char(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_';
}

/* Length of the name in "[!NAME…". */
static size_t name_length(struct str text)
{
	size_t n = 0;

	while (2 + n < text.n && is_name_char(text.s[2 + n]))
		n++;
	return n;
}

size_t leftovers_learn_include(struct writer *writer, struct str text, size_t at)
{
	ptrdiff_t open = str_rfind_char(text, '[');
	struct str tag;
	size_t n;

	if (open < 0)
		return text.n;
	tag = str_from(text, (size_t)open);
	if (tag.n < 3 || tag.s[1] != '!' || (n = name_length(tag)) == 0 || str_trim(str_from(tag, 2 + n)).n != 0)
		return text.n;
	writer_note(writer, DIAG_LEFTOVER_LEARN, at + (size_t)open, "\"[!%.*s]\" is not fetched, a link to it is shown",
		    STR_ARG(str_slice(tag, 2, 2 + n)));
	writer_note_hint(writer, STR("put the text into the page"));
	return (size_t)open;
}

size_t leftovers_learn_tag(struct writer *writer, struct str text, size_t at, struct str *url)
{
	size_t n = name_length(text);
	struct str name = str_slice(text, 2, 2 + n);
	ptrdiff_t close = str_find_char(text, ']');

	*url = STR_NONE;
	if (close < 0)
		return 0;
	if (str_eq_nocase(name, STR("VIDEO")))
		*url = str_trim(str_slice(text, 2 + n, (size_t)close));
	else if (!str_eq_nocase(name, STR("div")) && !str_eq_nocase(name, STR("SELECTOR")))
		return 0;
	writer_note(writer, DIAG_LEFTOVER_LEARN, at, "\"[!%.*s]\" is left out", STR_ARG(name));
	if (url->n != 0)
		writer_note_hint(writer, STR("a link to the video is shown"));
	return (size_t)close + 1;
}
