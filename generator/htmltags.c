#include "generator/htmltags.h"

/* ---- elements and attributes ---- */

/* Sorted by name. An element that is not here is not HTML. */
static const struct element elements[] = {
    {"a", NULL, 0, A_HREF | A_NAME, G_LINK},
    {"abbr", NULL, 0, 0, G_NONE},
    {"acronym", "abbr", 0, 0, G_NONE},
    {"address", NULL, BLOCK, 0, G_NONE},
    {"applet", NULL, DROP, 0, G_NONE},
    {"area", NULL, DROP | VOID, 0, G_NONE},
    {"article", NULL, BLOCK, 0, G_NONE},
    {"aside", NULL, BLOCK, 0, G_NONE},
    {"audio", NULL, 0, A_SRC | A_MEDIA, G_MEDIA},
    {"b", NULL, 0, 0, G_NONE},
    {"base", NULL, DROP | VOID, 0, G_NONE},
    {"basefont", NULL, DROP | VOID | QUIET, 0, G_NONE},
    {"bdi", NULL, 0, 0, G_NONE},
    {"bdo", NULL, 0, 0, G_NONE},
    {"bgsound", NULL, DROP | VOID, 0, G_NONE},
    {"big", NULL, DROP | QUIET, 0, G_NONE},
    {"blink", NULL, DROP, 0, G_NONE},
    {"blockquote", NULL, BLOCK, 0, G_NONE},
    {"body", NULL, DROP | QUIET, 0, G_NONE},
    {"br", NULL, VOID, 0, G_NONE},
    {"button", NULL, DROP, 0, G_NONE},
    {"canvas", NULL, DROP, 0, G_NONE},
    {"caption", NULL, BLOCK, A_ALIGN, G_CAPTION},
    {"center", "div", BLOCK, 0, G_NONE},
    {"cite", NULL, 0, 0, G_NONE},
    {"code", NULL, 0, 0, G_NONE},
    {"col", NULL, VOID | DROP | QUIET, 0, G_NONE},
    {"colgroup", NULL, DROP | QUIET, 0, G_NONE},
    {"data", NULL, 0, 0, G_NONE},
    {"datalist", NULL, DROP, 0, G_NONE},
    {"dd", NULL, BLOCK, 0, G_TERM},
    {"del", NULL, 0, A_TIME, G_NONE},
    {"details", NULL, BLOCK, A_OPEN, G_DETAILS},
    {"dfn", NULL, 0, 0, G_NONE},
    {"dialog", "div", BLOCK, 0, G_NONE},
    {"dir", "ul", BLOCK, 0, G_LIST},
    {"div", NULL, BLOCK, A_ALIGN, G_NONE},
    {"dl", NULL, BLOCK, 0, G_TERMS},
    {"dt", NULL, BLOCK, 0, G_TERM},
    {"em", NULL, 0, 0, G_NONE},
    {"embed", NULL, DROP | VOID | EMBED, A_SRC, G_NONE},
    {"fieldset", "div", BLOCK, 0, G_NONE},
    {"figcaption", NULL, BLOCK, 0, G_FIGCAPTION},
    {"figure", NULL, BLOCK, 0, G_FIGURE},
    {"font", NULL, DROP | QUIET, 0, G_NONE},
    {"footer", NULL, BLOCK, 0, G_NONE},
    {"form", NULL, DROP, 0, G_NONE},
    {"frame", NULL, DROP | VOID | EMBED, A_SRC, G_NONE},
    {"frameset", NULL, DROP, 0, G_NONE},
    {"h1", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"h2", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"h3", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"h4", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"h5", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"h6", NULL, BLOCK, A_ALIGN, G_HEADING},
    {"head", NULL, DROP | QUIET, 0, G_NONE},
    {"header", NULL, BLOCK, 0, G_NONE},
    {"hgroup", "div", BLOCK, 0, G_NONE},
    {"hr", NULL, BLOCK | VOID, 0, G_NONE},
    {"html", NULL, DROP | QUIET, 0, G_NONE},
    {"i", NULL, 0, 0, G_NONE},
    {"iframe", NULL, DROP | EMBED, A_SRC, G_NONE},
    {"image", "img", VOID, A_SRC | A_ALT | A_SIZE, G_NONE},
    {"img", NULL, VOID, A_SRC | A_ALT | A_SIZE, G_NONE},
    {"input", NULL, DROP | VOID, 0, G_NONE},
    {"ins", NULL, 0, A_TIME, G_NONE},
    {"isindex", NULL, DROP | VOID, 0, G_NONE},
    {"kbd", NULL, 0, 0, G_NONE},
    {"keygen", NULL, DROP | VOID, 0, G_NONE},
    {"label", NULL, DROP, 0, G_NONE},
    {"legend", "p", BLOCK, 0, G_P},
    {"li", NULL, BLOCK, A_VALUE, G_ITEM},
    {"link", NULL, DROP | VOID, 0, G_NONE},
    {"listing", "pre", BLOCK, 0, G_PRE},
    {"main", "div", BLOCK, 0, G_NONE},
    {"map", NULL, DROP, 0, G_NONE},
    {"mark", NULL, 0, 0, G_NONE},
    {"marquee", NULL, DROP, 0, G_NONE},
    {"math", NULL, DROP | FOREIGN, 0, G_NONE},
    {"menu", "ul", BLOCK, 0, G_LIST},
    {"menuitem", NULL, DROP, 0, G_NONE},
    {"meta", NULL, DROP | VOID, 0, G_NONE},
    {"meter", NULL, DROP, 0, G_NONE},
    {"nav", NULL, BLOCK, 0, G_NONE},
    {"nobr", NULL, DROP | QUIET, 0, G_NONE},
    {"noembed", NULL, DROP, 0, G_NONE},
    {"noframes", NULL, DROP, 0, G_NONE},
    {"noscript", NULL, DROP | QUIET, 0, G_NONE},
    {"object", NULL, DROP | EMBED, A_SRC, G_NONE},
    {"ol", NULL, BLOCK, A_LIST, G_LIST},
    {"optgroup", NULL, DROP, 0, G_NONE},
    {"option", NULL, DROP, 0, G_NONE},
    {"output", NULL, DROP, 0, G_NONE},
    {"p", NULL, BLOCK, A_ALIGN, G_P},
    {"param", NULL, DROP | VOID | QUIET, 0, G_NONE},
    {"picture", NULL, DROP | QUIET, 0, G_NONE},
    {"plaintext", "pre", BLOCK, 0, G_PRE},
    {"pre", NULL, BLOCK, 0, G_PRE},
    {"progress", NULL, DROP, 0, G_NONE},
    {"q", NULL, 0, 0, G_NONE},
    {"rb", NULL, DROP | QUIET, 0, G_NONE},
    {"rp", NULL, 0, 0, G_RUBY_PART},
    {"rt", NULL, 0, 0, G_RUBY_PART},
    {"rtc", NULL, DROP | QUIET, 0, G_NONE},
    {"ruby", NULL, 0, 0, G_NONE},
    {"s", NULL, 0, 0, G_NONE},
    {"samp", NULL, 0, 0, G_NONE},
    {"script", NULL, GONE, 0, G_NONE},
    {"search", "div", BLOCK, 0, G_NONE},
    {"section", NULL, BLOCK, 0, G_NONE},
    {"select", NULL, DROP, 0, G_NONE},
    {"slot", NULL, DROP, 0, G_NONE},
    {"small", NULL, 0, 0, G_NONE},
    {"source", NULL, VOID, A_SRC | A_SOURCE, G_NONE},
    {"spacer", NULL, DROP | VOID | QUIET, 0, G_NONE},
    {"span", NULL, 0, 0, G_NONE},
    {"strike", "s", 0, 0, G_NONE},
    {"strong", NULL, 0, 0, G_NONE},
    {"style", NULL, GONE, 0, G_NONE},
    {"sub", NULL, 0, 0, G_NONE},
    {"summary", NULL, BLOCK, 0, G_SUMMARY},
    {"sup", NULL, 0, 0, G_NONE},
    {"svg", NULL, DROP | FOREIGN, 0, G_NONE},
    {"table", NULL, BLOCK, 0, G_TABLE},
    {"tbody", NULL, BLOCK, 0, G_ROWS},
    {"td", NULL, BLOCK, A_CELL | A_ALIGN, G_CELL},
    {"template", NULL, DROP, 0, G_NONE},
    {"textarea", NULL, DROP, 0, G_NONE},
    {"tfoot", NULL, BLOCK, 0, G_ROWS},
    {"th", NULL, BLOCK, A_CELL | A_ALIGN, G_CELL},
    {"thead", NULL, BLOCK, 0, G_ROWS},
    {"time", NULL, 0, A_TIME, G_NONE},
    {"title", NULL, DROP, 0, G_NONE},
    {"tr", NULL, BLOCK, A_ALIGN, G_ROW},
    {"track", NULL, VOID, A_SRC | A_SOURCE, G_NONE},
    {"tt", "code", 0, 0, G_NONE},
    {"u", NULL, 0, 0, G_NONE},
    {"ul", NULL, BLOCK, 0, G_LIST},
    {"var", NULL, 0, 0, G_NONE},
    {"video", NULL, 0, A_SRC | A_SIZE | A_MEDIA, G_MEDIA},
    {"wbr", NULL, VOID, 0, G_NONE},
    {"xmp", "pre", BLOCK, 0, G_PRE},
};
#define ELEMENTS_N (sizeof(elements) / sizeof(*elements))
_Static_assert(ELEMENTS_N < 256, "an index has eight bits");

static const struct attribute_rule attribute_rules[] = {
    {"class", A_GLOBAL, ATTRIBUTE_CLASS},     {"title", A_GLOBAL, ATTRIBUTE_TEXT},
    {"lang", A_GLOBAL, ATTRIBUTE_WORD},	      {"dir", A_GLOBAL, ATTRIBUTE_WORD},
    {"aria-label", A_GLOBAL, ATTRIBUTE_TEXT}, {"aria-hidden", A_GLOBAL, ATTRIBUTE_WORD},
    {"alt", A_ALT, ATTRIBUTE_TEXT},	      {"width", A_SIZE, ATTRIBUTE_LENGTH},
    {"height", A_SIZE, ATTRIBUTE_LENGTH},     {"colspan", A_CELL, ATTRIBUTE_NUMBER},
    {"rowspan", A_CELL, ATTRIBUTE_NUMBER},    {"scope", A_CELL, ATTRIBUTE_WORD},
    {"start", A_LIST, ATTRIBUTE_NUMBER},      {"type", A_LIST, ATTRIBUTE_WORD},
    {"reversed", A_LIST, ATTRIBUTE_FLAG},     {"value", A_VALUE, ATTRIBUTE_NUMBER},
    {"open", A_OPEN, ATTRIBUTE_FLAG},	      {"datetime", A_TIME, ATTRIBUTE_TEXT},
    {"align", A_ALIGN, ATTRIBUTE_ALIGN},      {"type", A_SOURCE, ATTRIBUTE_TEXT},
    {"kind", A_SOURCE, ATTRIBUTE_WORD},	      {"srclang", A_SOURCE, ATTRIBUTE_WORD},
    {"label", A_SOURCE, ATTRIBUTE_TEXT},      {"loop", A_MEDIA, ATTRIBUTE_FLAG},
    {"muted", A_MEDIA, ATTRIBUTE_FLAG},
};

const struct element *htmltags_find(struct str name)
{
	size_t low = 0, high = ELEMENTS_N;
	char lower[12];

	if (name.n >= sizeof(lower))
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = str_lower_char(name.s[i]);
	lower[name.n] = '\0';
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(lower, elements[middle].name);

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

uint8_t htmltags_index(const struct element *element)
{
	return (uint8_t)(element - elements);
}

const struct element *htmltags_at(uint8_t index)
{
	return &elements[index];
}

const char *htmltags_written(const struct element *element)
{
	return element->as != NULL ? element->as : element->name;
}

const struct attribute_rule *htmltags_rule(struct str name, unsigned bits)
{
	for (size_t i = 0; i < sizeof(attribute_rules) / sizeof(*attribute_rules); i++) {
		const struct attribute_rule *rule = &attribute_rules[i];

		if ((rule->bit & bits) != 0 && str_eq_nocase(name, str_c(rule->name)))
			return rule;
	}
	return NULL;
}

/* ---- reading ---- */

static bool ends_name(char c)
{
	return str_is_space(c) || c == '/' || c == '>';
}

/* An attribute at *at; false when the text ends before the tag does. */
static bool read_attribute(struct str html, size_t *at, struct attribute *attribute)
{
	size_t i = *at, from = i;
	char quote;

	while (i < html.n && !ends_name(html.s[i]) && (html.s[i] != '=' || i == from))
		i++;
	attribute->name = str_slice(html, from, i);
	attribute->value = STR_NONE;
	while (i < html.n && str_is_space(html.s[i]))
		i++;
	if (i < html.n && html.s[i] == '=') {
		i++;
		while (i < html.n && str_is_space(html.s[i]))
			i++;
		if (i >= html.n)
			return false;
		quote = html.s[i] == '"' || html.s[i] == '\'' ? html.s[i] : '\0';
		from = i += quote != '\0';
		while (i < html.n &&
		       (quote != '\0' ? html.s[i] != quote : !str_is_space(html.s[i]) && html.s[i] != '>'))
			i++;
		if (i >= html.n)
			return false;
		attribute->value = str_slice(html, from, i);
		i += quote != '\0';
	}
	*at = i;
	return true;
}

/* The tag that begins at html.s[at] ("<"); its end, or 0 when it is none. */
size_t htmltags_read(struct str html, size_t at, struct html_tag *tag)
{
	size_t i = at + 1, from;

	tag->is_end = i < html.n && html.s[i] == '/';
	tag->n = 0;
	i += tag->is_end;
	if (i >= html.n || !str_is_alpha(html.s[i]))
		return 0;
	for (from = i; i < html.n && !ends_name(html.s[i]); i++) {
	}
	tag->name = str_slice(html, from, i);
	while (i < html.n) {
		struct attribute attribute;

		if (html.s[i] == '>')
			return i + 1;
		if (str_is_space(html.s[i]) || html.s[i] == '/') {
			i++;
			continue;
		}
		if (!read_attribute(html, &i, &attribute))
			return 0;
		if (tag->n < ATTRIBUTES_MAX)
			tag->attributes[tag->n++] = attribute;
	}
	return 0;
}

const struct attribute *htmltags_attribute(const struct html_tag *tag, struct str name)
{
	for (size_t i = 0; i < tag->n; i++) {
		if (str_eq_nocase(tag->attributes[i].name, name))
			return &tag->attributes[i];
	}
	return NULL;
}

bool htmltags_is_repeated(const struct html_tag *tag, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (str_eq_nocase(tag->attributes[j].name, tag->attributes[i].name))
			return true;
	}
	return false;
}

size_t htmltags_skip_declaration(struct str html, size_t i)
{
	struct str rest = str_from(html, i), end = STR(">");
	size_t skip = 2;
	ptrdiff_t found;

	if (str_starts(rest, STR("<!-->")) || str_starts(rest, STR("<!--->")))
		return i + (rest.s[4] == '>' ? 5 : 6);
	if (str_starts(rest, STR("<!--"))) {
		end = STR("-->");
		skip = 4;
	} else if (str_starts(rest, STR("<![CDATA["))) {
		end = STR("]]>");
		skip = 9;
	} else if (str_starts(rest, STR("<?"))) {
		end = STR("?>");
	}
	found = str_find(str_from(rest, skip), end);
	return found < 0 ? 0 : i + skip + (size_t)found + end.n;
}

size_t htmltags_skip_content(struct str html, size_t from, struct str name)
{
	for (size_t i = from; i + 2 + name.n <= html.n; i++) {
		if (html.s[i] == '<' && html.s[i + 1] == '/' && str_starts_nocase(str_from(html, i + 2), name))
			return i;
	}
	return html.n;
}
