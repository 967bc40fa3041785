#include "generator/sanitize.h"

#include "common/escape.h"
#include "common/limits.h"
#include "generator/markdown_html.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_source.h"

/* ---- what is allowed ---- */

enum element_flag {
	VOID = 1 << 0,    /* has no end tag */
	BLOCK = 1 << 1,   /* ends an open <p>; cannot stand inside <strong> and the like */
	DROP = 1 << 2,    /* the tag goes, its text stays */
	GONE = 1 << 3,    /* its content goes too */
	QUIET = 1 << 4,   /* no diagnostic: nothing is lost that a reader would miss */
	EMBED = 1 << 5,   /* shows another page: becomes a link to it */
	FOREIGN = 1 << 6, /* its descendants are not HTML */
};

/* What an element is to the others: who ends whom, who may stand where. */
enum group {
	G_NONE,
	G_P,
	G_HEADING,
	G_LINK,
	G_LIST,
	G_ITEM,
	G_TERMS,
	G_TERM,
	G_TABLE,
	G_ROWS,
	G_ROW,
	G_CELL,
	G_CAPTION,
	G_DETAILS,
	G_SUMMARY,
	G_FIGURE,
	G_FIGCAPTION,
	G_MEDIA,
	G_RUBY_PART,
	G_PRE,
};
#define G(group) (1u << (group))

enum attribute_bit {
	A_GLOBAL = 1 << 0,
	A_HREF = 1 << 1,
	A_SRC = 1 << 2,
	A_ALT = 1 << 3,
	A_SIZE = 1 << 4,
	A_SPAN = 1 << 5,
	A_CELL = 1 << 6,
	A_LIST = 1 << 7,
	A_VALUE = 1 << 8,
	A_OPEN = 1 << 9,
	A_TIME = 1 << 10,
	A_ALIGN = 1 << 11,
	A_NAME = 1 << 12,
	A_MEDIA = 1 << 13,
	A_SOURCE = 1 << 14,
};

struct element {
	const char *name;
	const char *as; /* the element that it becomes, NULL: itself */
	unsigned flags, attributes;
	enum group group;
};

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

/* ---- a tag's text ---- */

#define ATTRIBUTES_MAX 24
/* "<" that begin no tag, in one piece of HTML, before the rest is taken as text: each costs a look to the end. */
#define FALSE_TAGS_MAX 64

struct attribute {
	struct str name, value; /* as written, entities not decoded */
	size_t at;              /* of the value, in the piece */
};

struct tag {
	struct str name;
	bool is_end;
	struct attribute attributes[ATTRIBUTES_MAX];
	size_t n;
};

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
	attribute->at = i;
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
		attribute->at = from;
		i += quote != '\0';
	}
	*at = i;
	return true;
}

/* The tag that begins at html.s[at] ("<"); its end, or 0 when it is none. */
static size_t read_tag(struct str html, size_t at, struct tag *tag)
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

static const struct attribute *find_attribute(const struct tag *tag, struct str name)
{
	for (size_t i = 0; i < tag->n; i++) {
		if (str_eq_nocase(tag->attributes[i].name, name))
			return &tag->attributes[i];
	}
	return NULL;
}

static const struct element *find_element(struct str name)
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

static const char *written_name(const struct element *element)
{
	return element->as != NULL ? element->as : element->name;
}

/* ---- what is open ---- */

static const struct element *element_of(const struct open_element *open)
{
	return &elements[open->element];
}

static unsigned group_of(const struct open_element *open)
{
	return open->is_container ? 0 : G(element_of(open)->group);
}

static void push(struct writer *writer, const struct element *element)
{
	struct open_element *open = vec_add(&writer->open);

	open->element = (uint8_t)(element - elements);
	open->depth = writer->depth;
}

/* Tables and code can be wider than the page: they stand in what markdown's own stand in. */
static const char *wrapper_of(const struct element *element)
{
	if (element->group == G_TABLE)
		return "<div class=\"table\">";
	return element->group == G_PRE ? "<div class=\"code\">" : NULL;
}

static void write_end(struct writer *writer, const struct open_element *open)
{
	const struct element *element = element_of(open);

	if (open->is_container) {
		buf_str(writer->out, open->close);
		writer_plain_line(writer);
		return;
	}
	if (element->group == G_HEADING) {
		if (str_trim(writer_heading_text(writer)).n != 0 || writer->links.n != writer->heading_links)
			writer_heading_end(writer, writer->raw_heading_id, writer->raw_heading_class);
		else
			writer_heading_forget(writer);
		return;
	}
	if (element->group == G_LINK)
		writer_fill_link(writer, open->link, open->content);
	writer_html(writer, "</");
	buf_str(writer->out, str_c(written_name(element)));
	writer_html(writer, ">");
	if (wrapper_of(element) != NULL)
		writer_html(writer, "</div>");
	if (element->group == G_CELL)
		writer_plain(writer, STR(" "));
	else if ((element->flags & BLOCK) != 0)
		writer_plain_line(writer);
}

/* Ends what is open from the top down to `index`, with it. */
static void pop_to(struct writer *writer, size_t index)
{
	while (writer->open.n > index) {
		struct open_element open = writer->open.at[--writer->open.n];

		write_end(writer, &open);
	}
}

/* Index + 1 of the innermost of `groups` in this markdown block, not beyond one of `boundary`; 0: none. */
static size_t find_open(const struct writer *writer, unsigned groups, unsigned boundary)
{
	for (size_t i = writer->open.n; i > 0; i--) {
		const struct open_element *open = &writer->open.at[i - 1];

		if (open->depth < writer->depth || open->is_container)
			return 0;
		if ((group_of(open) & groups) != 0)
			return i;
		if ((group_of(open) & boundary) != 0)
			return 0;
	}
	return 0;
}

static void end_open(struct writer *writer, unsigned groups, unsigned boundary)
{
	size_t found = find_open(writer, groups, boundary);

	if (found != 0)
		pop_to(writer, found - 1);
}

void sanitize_close(struct writer *writer)
{
	size_t n = writer->open.n;

	while (n > 0 && writer->open.at[n - 1].depth >= writer->depth)
		n--;
	pop_to(writer, n);
}

bool sanitize_in_link(const struct writer *writer)
{
	for (size_t i = writer->open.n; i > 0; i--) {
		if ((group_of(&writer->open.at[i - 1]) & G(G_LINK)) != 0)
			return true;
	}
	return false;
}

static void open_implied(struct writer *writer, const char *name)
{
	writer_html(writer, "<");
	buf_str(writer->out, str_c(name));
	writer_html(writer, ">");
	push(writer, find_element(str_c(name)));
}

/* Text and most elements cannot stand in a table, row or list directly: opens the cell or item they belong to. */
static void ensure_place(struct writer *writer)
{
	while (writer->open.n != 0) {
		const struct open_element *open = &writer->open.at[writer->open.n - 1];
		unsigned group = group_of(open);

		if (open->depth < writer->depth)
			return;
		if ((group & (G(G_TABLE) | G(G_ROWS))) != 0)
			open_implied(writer, "tr");
		else if ((group & G(G_ROW)) != 0)
			open_implied(writer, "td");
		else if ((group & G(G_LIST)) != 0)
			open_implied(writer, "li");
		else if ((group & G(G_TERMS)) != 0)
			open_implied(writer, "dd");
		else
			return;
	}
}

#define CELL_BOUNDARY (G(G_CELL) | G(G_CAPTION))

void sanitize_before_block(struct writer *writer)
{
	if (writer->open.n == 0)
		return;
	end_open(writer, G(G_P) | G(G_HEADING), 0);
	ensure_place(writer);
}

void sanitize_before_heading(struct writer *writer)
{
	writer->in_foreign = false;
	sanitize_before_block(writer);
}

void sanitize_container_open(struct writer *writer, struct str close)
{
	struct open_element *element = vec_add(&writer->open);

	element->is_container = true;
	element->depth = writer->depth;
	element->close = close;
}

bool sanitize_container_close(struct writer *writer)
{
	for (size_t i = writer->open.n; i > 0 && writer->open.at[i - 1].depth >= writer->depth; i--) {
		if (writer->open.at[i - 1].is_container) {
			pop_to(writer, i - 1);
			return true;
		}
	}
	return false;
}

/* ---- URLs ---- */

static const char *const safe_schemes[] = {"http", "https", "mailto", "tel", "ftp"};
static const char *const safe_images[] = {"image/png", "image/gif", "image/jpeg", "image/webp", "image/avif"};

/* The scheme as a browser sees it: white space and control characters inside it do not count. */
static size_t read_scheme(struct str url, char *scheme, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.s[i];

		if (c <= 32 || c == 127)
			continue;
		if (c == ':')
			return n;
		if (c == '/' || c == '?' || c == '#')
			break;
		if (n < room)
			scheme[n++] = str_lower_char((char)c);
	}
	return 0;
}

bool sanitize_url_is_safe(struct str url, bool is_image)
{
	char scheme[16];
	size_t n = read_scheme(url, scheme, sizeof(scheme));

	if (n == 0)
		return true;
	for (size_t i = 0; i < sizeof(safe_schemes) / sizeof(*safe_schemes); i++) {
		if (str_eq(str_n(scheme, n), str_c(safe_schemes[i])))
			return true;
	}
	if (!is_image || !str_starts_nocase(url, STR("data:")))
		return false;
	for (size_t i = 0; i < sizeof(safe_images) / sizeof(*safe_images); i++) {
		struct str type = str_from(url, 5), safe = str_c(safe_images[i]);

		if (str_starts_nocase(type, safe) && type.n > safe.n &&
		    (type.s[safe.n] == ';' || type.s[safe.n] == ','))
			return true;
	}
	return false;
}

/* ---- writing ---- */

/* Where byte i of the piece stands in the source; the piece may have lost the markers of its containers. */
static size_t place_in_source(struct writer *writer, struct str html, size_t i, size_t at)
{
	struct str text = writer->source->text, needle = str_slice(html, i, i + 40), rest;
	ptrdiff_t found = str_find_char(needle, '\n');

	if (found >= 0)
		needle = str_slice(needle, 0, (size_t)found);
	if (str_starts(str_from(text, at + i), needle))
		return at + i;
	rest = str_slice(text, at, at + html.n * 3 + 200);
	found = str_find(str_from(rest, i), needle);
	return found >= 0 ? at + i + (size_t)found : at;
}

static void decode(struct str raw, struct buf *out)
{
	buf_clear(out);
	if (str_find_char(raw, '&') >= 0)
		markdown_html_unescape(out, raw);
	else
		buf_str(out, raw);
}

static bool in_pre(const struct writer *writer)
{
	for (size_t i = writer->open.n; i > 0; i--) {
		if ((group_of(&writer->open.at[i - 1]) & G(G_PRE)) != 0)
			return true;
	}
	return false;
}

/* Plain text of HTML text: white space collapses as in a browser. */
static void add_plain(struct writer *writer, struct str text)
{
	struct buf *plain = &writer->plain;

	if (in_pre(writer)) {
		buf_str(plain, text);
		return;
	}
	for (size_t i = 0; i < text.n; i++) {
		if (!str_is_space(text.s[i]))
			buf_char(plain, text.s[i]);
		else if (plain->n != 0 && plain->s[plain->n - 1] != ' ' && plain->s[plain->n - 1] != '\n')
			buf_char(plain, ' ');
	}
}

static void add_text(struct writer *writer, struct str raw, bool is_block)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};

	if (raw.n == 0)
		return;
	if (str_trim(raw).n == 0) {
		buf_str(writer->out, raw);
		add_plain(writer, raw);
		return;
	}
	if (is_block && writer->open.n != 0)
		ensure_place(writer);
	decode(raw, &decoded);
	escape_html(writer->out, buf_view(&decoded));
	add_plain(writer, buf_view(&decoded));
}

struct attribute_rule {
	const char *name;
	unsigned bit;
	enum { TEXT, NUMBER, LENGTH, FLAG, WORD, CLASS, ALIGN } kind;
};

/* Besides id, name, href and src. What is not here, or not for the element, is left out. */
static const struct attribute_rule attribute_rules[] = {
    {"class", A_GLOBAL, CLASS},
    {"title", A_GLOBAL, TEXT},
    {"lang", A_GLOBAL, WORD},
    {"dir", A_GLOBAL, WORD},
    {"aria-label", A_GLOBAL, TEXT},
    {"aria-hidden", A_GLOBAL, WORD},
    {"alt", A_ALT, TEXT},
    {"width", A_SIZE, LENGTH},
    {"height", A_SIZE, LENGTH},
    {"colspan", A_CELL, NUMBER},
    {"rowspan", A_CELL, NUMBER},
    {"scope", A_CELL, WORD},
    {"start", A_LIST, NUMBER},
    {"type", A_LIST, WORD},
    {"reversed", A_LIST, FLAG},
    {"value", A_VALUE, NUMBER},
    {"open", A_OPEN, FLAG},
    {"datetime", A_TIME, TEXT},
    {"align", A_ALIGN, ALIGN},
    {"type", A_SOURCE, TEXT},
    {"kind", A_SOURCE, WORD},
    {"srclang", A_SOURCE, WORD},
    {"label", A_SOURCE, TEXT},
    {"loop", A_MEDIA, FLAG},
    {"muted", A_MEDIA, FLAG},
};

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!str_is_alnum(s.s[i]) && s.s[i] != '-' && s.s[i] != '_')
			return false;
	}
	return s.n != 0;
}

static bool is_number(struct str s)
{
	int64_t number;

	return s.n < 8 && str_to_int(s, &number);
}

static bool is_length(struct str s)
{
	struct str px = str_ends(s, STR("px")) ? str_slice(s, 0, s.n - 2) : s;

	return px.n != 0 && px.s[0] != '-' && px.s[0] != '+' && is_number(px);
}

static void write_attribute(struct writer *writer, const char *name, struct str value)
{
	buf_char(writer->out, ' ');
	buf_str(writer->out, str_c(name));
	writer_html(writer, "=\"");
	escape_html(writer->out, value);
	writer_html(writer, "\"");
}


static const struct attribute_rule *find_rule(struct str name, unsigned bits)
{
	for (size_t i = 0; i < sizeof(attribute_rules) / sizeof(*attribute_rules); i++) {
		const struct attribute_rule *rule = &attribute_rules[i];

		if ((rule->bit & bits) != 0 && str_eq_nocase(name, str_c(rule->name)))
			return rule;
	}
	return NULL;
}

/* The first of each name counts. */
static bool is_repeated(const struct tag *tag, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (str_eq_nocase(tag->attributes[j].name, tag->attributes[i].name))
			return true;
	}
	return false;
}

static void add_class(struct buf *classes, const char *prefix, struct str class)
{
	class = str_trim(class);
	if (class.n == 0)
		return;
	if (classes->n != 0)
		buf_char(classes, ' ');
	buf_str(classes, str_c(prefix));
	buf_str(classes, class);
}

static void add_alignment(struct buf *classes, struct str value)
{
	static const char *const known[] = {"left", "center", "right"};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (str_eq_nocase(value, str_c(known[i])))
			add_class(classes, "align-", str_c(known[i]));
	}
}

static void write_flag(struct writer *writer, const char *name)
{
	buf_char(writer->out, ' ');
	buf_str(writer->out, str_c(name));
}

static void write_by_rule(struct writer *writer, const struct attribute_rule *rule, struct str value,
			  struct buf *classes)
{
	switch (rule->kind) {
	case TEXT:
		write_attribute(writer, rule->name, value);
		break;
	case NUMBER:
		if (is_number(value))
			write_attribute(writer, rule->name, value);
		break;
	case LENGTH:
		if (is_length(value))
			write_attribute(writer, rule->name,
					str_ends(value, STR("px")) ? str_slice(value, 0, value.n - 2) : value);
		break;
	case WORD:
		if (is_word(value))
			write_attribute(writer, rule->name, value);
		break;
	case FLAG:
		write_flag(writer, rule->name);
		break;
	case CLASS:
		add_class(classes, "", value);
		break;
	case ALIGN:
		add_alignment(classes, value);
		break;
	}
}

/* What a reader misses: styles and handlers. Others (target, border, rel …) change nothing. */
static void note_attribute(struct writer *writer, const struct tag *tag, struct str name, size_t at)
{
	if (!str_starts_nocase(name, STR("on")) && !str_eq_nocase(name, STR("style")) &&
	    !str_eq_nocase(name, STR("srcdoc")))
		return;
	writer_note(writer, DIAG_HTML_DROPPED, at, "attribute \"%.*s\" of <%.*s> is left out", STR_ARG(name),
		    STR_ARG(tag->name));
	writer_note_hint(writer, STR("pages carry no inline style or script; use a class and the theme's stylesheet"));
}

/* All but id, href and src. */
static void write_attributes(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT}, classes = {.max = BUF_NO_LIMIT};

	buf_clear(&classes);
	if (strcmp(element->name, "center") == 0)
		add_class(&classes, "align-", STR("center"));
	for (size_t i = 0; i < tag->n; i++) {
		const struct attribute *attribute = &tag->attributes[i];
		const struct attribute_rule *rule = find_rule(attribute->name, element->attributes | A_GLOBAL);

		if (is_repeated(tag, i))
			continue;
		if (rule == NULL) {
			note_attribute(writer, tag, attribute->name, at);
			continue;
		}
		decode(attribute->value, &decoded);
		write_by_rule(writer, rule, buf_view(&decoded), &classes);
	}
	if (classes.n != 0)
		write_attribute(writer, "class", buf_view(&classes));
}

/* An attribute's value decoded and trimmed, in the arena; absent when the tag has none of that name. */
static struct str value_of(struct writer *writer, const struct tag *tag, const char *name)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};
	const struct attribute *attribute = find_attribute(tag, str_c(name));

	if (attribute == NULL)
		return STR_NONE;
	decode(attribute->value, &decoded);
	return arena_str(writer->arena, str_trim(buf_view(&decoded)));
}

static bool is_good_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		if (str_is_space(id.s[i]))
			return false;
	}
	return id.n != 0 && id.n <= LIMIT_HEADING_ID_BYTES;
}

/* The id that the tag gives, made the page's own; absent when it gives none or one that is taken. */
static struct str claim_id(struct writer *writer, const struct element *element, const struct tag *tag)
{
	struct str id = value_of(writer, tag, "id");

	if (id.n == 0 && (element->attributes & A_NAME) != 0)
		id = value_of(writer, tag, "name");
	if (!is_good_id(id) || !writer_claim_id(writer, id))
		return STR_NONE;
	*vec_add(&writer->anchors) = id;
	return id;
}

static void write_hole(struct writer *writer, const char *name, enum link_kind kind, struct str target, size_t at)
{
	uint32_t line, column;

	source_place(writer->source, at, &line, &column);
	buf_char(writer->out, ' ');
	buf_str(writer->out, str_c(name));
	writer_html(writer, "=\"");
	writer_hole(writer, kind, target, line, column);
	writer_html(writer, "\"");
}

static void note_url(struct writer *writer, struct str url, size_t at)
{
	writer_note(writer, DIAG_LINK_SCHEME, at, "address \"%.*s\" is left out", STR_ARG(url));
	writer_note_hint(writer, STR("links lead to http, https, mailto, tel, ftp and to files of the site"));
}

static void write_image(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	struct str src = value_of(writer, tag, "src"), alt = value_of(writer, tag, "alt"), id;

	if (src.n == 0 || !sanitize_url_is_safe(src, true)) {
		if (src.n != 0)
			note_url(writer, src, at);
		writer_text(writer, alt);
		return;
	}
	writer_html(writer, "<img");
	write_hole(writer, "src", LINK_IMAGE, src, at);
	id = claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	if (find_attribute(tag, STR("alt")) == NULL)
		writer_html(writer, " alt=\"\"");
	writer_plain(writer, alt);
	writer_html(writer, " loading=\"lazy\" decoding=\"async\">");
}

/* <a name="x"> often has no end tag: it is a place, not a link. */
static void write_anchor(struct writer *writer, const struct element *element, const struct tag *tag)
{
	struct str id = claim_id(writer, element, tag);

	if (id.n == 0)
		return;
	writer_html(writer, "<a");
	write_attribute(writer, "id", id);
	writer_html(writer, "></a>");
}

/* True when the tag was written and is open now. */
static bool write_link(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	struct str href = value_of(writer, tag, "href"), id;

	if (href.s == NULL || writer->in_link != 0 || sanitize_in_link(writer)) {
		write_anchor(writer, element, tag);
		return false;
	}
	if (!sanitize_url_is_safe(href, false)) {
		note_url(writer, href, at);
		return false;
	}
	writer_html(writer, "<a");
	write_hole(writer, "href", LINK_TO, href, at);
	id = claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	writer_html(writer, ">");
	return true;
}

/* A page inside the page would need another host's scripts: a link to it instead. */
static void write_embedded(struct writer *writer, const struct tag *tag, size_t at)
{
	struct str url = value_of(writer, tag, "src"), title = value_of(writer, tag, "title");

	if (url.n == 0)
		url = value_of(writer, tag, "data");
	if (url.n == 0 || !sanitize_url_is_safe(url, false) || sanitize_in_link(writer) || writer->in_link != 0)
		return;
	writer_html(writer, "<a");
	write_hole(writer, "href", LINK_TO, url, at);
	writer_html(writer, ">");
	writer_text(writer, title.n != 0 ? title : url);
	writer_html(writer, "</a>");
}

static void start_heading(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	struct str id = value_of(writer, tag, "id");

	(void)at;
	writer->raw_heading_id = is_good_id(id) ? id : STR_NONE;
	writer->raw_heading_class = value_of(writer, tag, "class");
	writer_heading_start(writer, (uint8_t)(element->name[1] - '0'));
}

/* Writes any other element that is allowed. */
static void write_element(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	struct str id;

	if ((element->flags & BLOCK) != 0 && element->group != G_CELL)
		writer_plain_line(writer);
	if (wrapper_of(element) != NULL)
		buf_str(writer->out, str_c(wrapper_of(element)));
	writer_html(writer, "<");
	buf_str(writer->out, str_c(written_name(element)));
	if (element->group == G_PRE)
		writer_html(writer, " tabindex=\"0\"");
	id = claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	if ((element->attributes & A_SRC) != 0) {
		struct str src = value_of(writer, tag, "src");

		if (src.n != 0 && sanitize_url_is_safe(src, false))
			write_hole(writer, "src", LINK_IMAGE, src, at);
	}
	if (element->group == G_MEDIA)
		writer_html(writer, " controls preload=\"metadata\"");
	writer_html(writer, ">");
	if (strcmp(element->name, "br") == 0 || strcmp(element->name, "hr") == 0)
		writer_plain_line(writer);
}

/* ---- start tags ---- */

/* Which of the open ones a start tag ends, not looking beyond `boundary`; what must be open around it. */
static const struct rule {
	unsigned ends, boundary, needs;
} rules[] = {
    [G_HEADING] = {G(G_HEADING), CELL_BOUNDARY, 0},
    [G_LINK] = {G(G_LINK), CELL_BOUNDARY, 0},
    [G_ITEM] = {G(G_ITEM), G(G_LIST) | CELL_BOUNDARY, G(G_LIST)},
    [G_TERM] = {G(G_TERM), G(G_TERMS) | CELL_BOUNDARY, G(G_TERMS)},
    [G_ROWS] = {G(G_ROWS) | G(G_CAPTION), G(G_TABLE), G(G_TABLE)},
    [G_ROW] = {G(G_ROW) | G(G_CAPTION), G(G_TABLE) | G(G_ROWS), G(G_TABLE)},
    [G_CELL] = {G(G_CELL) | G(G_CAPTION), G(G_TABLE) | G(G_ROWS) | G(G_ROW), G(G_TABLE)},
    [G_CAPTION] = {G(G_CAPTION), G(G_TABLE), G(G_TABLE)},
    [G_SUMMARY] = {G(G_SUMMARY), G(G_DETAILS), G(G_DETAILS)},
    [G_FIGCAPTION] = {G(G_FIGCAPTION), G(G_FIGURE), G(G_FIGURE)},
    [G_RUBY_PART] = {G(G_RUBY_PART), 0, 0},
    [G_PRE] = {0, 0, 0},
};

/* Elements that stand in tables and lists directly. */
#define STRUCTURE (G(G_ROWS) | G(G_ROW) | G(G_CELL) | G(G_CAPTION) | G(G_ITEM) | G(G_TERM))

/* A raw block element inside a markdown paragraph ends the paragraph, as a browser would. */
static void leave_paragraph(struct writer *writer)
{
	struct buf *out = writer->out;

	if (!writer->paragraph_is_open)
		return;
	sanitize_close(writer);
	if (str_ends(buf_view(out), STR("<p>")))
		buf_cut(out, out->n - 3);
	else
		writer_html(writer, "</p>\n");
	writer->paragraph_is_open = false;
	writer_plain_line(writer);
}

/* Makes room for the element; false when it cannot stand here. */
static bool make_place(struct writer *writer, const struct element *element)
{
	const struct rule *rule = &rules[element->group];
	unsigned group = G(element->group);

	if ((element->flags & BLOCK) != 0) {
		if (writer->inlines != 0)
			return false;
		leave_paragraph(writer);
	}
	if (rule->needs != 0 && find_open(writer, rule->needs, 0) == 0)
		return false;
	if (rule->ends != 0)
		end_open(writer, rule->ends, rule->boundary);
	if (element->group == G_HEADING && writer->heading_level != 0)
		return false; /* in a table in a heading */
	if ((element->flags & BLOCK) != 0)
		end_open(writer, G(G_P), CELL_BOUNDARY);
	if (element->group == G_CELL) {
		unsigned top = group_of(&writer->open.at[writer->open.n - 1]);

		if ((top & (G(G_TABLE) | G(G_ROWS))) != 0)
			open_implied(writer, "tr");
		else if ((top & G(G_ROW)) == 0)
			return false;
	} else if ((group & STRUCTURE) == 0) {
		ensure_place(writer);
	}
	return true;
}

static void note_dropped(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	if ((element->flags & EMBED) != 0)
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out, a link to its address is shown",
			    STR_ARG(tag->name));
	else
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out, its text is kept", STR_ARG(tag->name));
	writer_note_hint(writer, STR("[content] raw_html = \"trusted\" publishes HTML as it is written"));
}

static void start_tag(struct writer *writer, const struct element *element, const struct tag *tag, size_t at)
{
	if ((element->flags & DROP) != 0) {
		if ((element->flags & QUIET) == 0)
			note_dropped(writer, element, tag, at);
		if ((element->flags & EMBED) != 0)
			write_embedded(writer, tag, at);
		if ((element->flags & FOREIGN) != 0)
			writer->in_foreign = true;
		return;
	}
	if (!make_place(writer, element))
		return;
	if (element->group == G_LINK) {
		if (write_link(writer, element, tag, at)) {
			push(writer, element);
			writer->open.at[writer->open.n - 1].link = (uint32_t)writer->links.n - 1;
			writer->open.at[writer->open.n - 1].content = writer->out->n;
		}
		return;
	}
	if (strcmp(written_name(element), "img") == 0) {
		write_image(writer, element, tag, at);
		return;
	}
	if ((element->attributes & A_SOURCE) != 0 && find_open(writer, G(G_MEDIA), 0) == 0)
		return;
	if (element->group == G_HEADING)
		start_heading(writer, element, tag, at);
	else
		write_element(writer, element, tag, at);
	if ((element->flags & VOID) == 0)
		push(writer, element);
}

static void end_tag(struct writer *writer, const struct element *element)
{
	if ((element->flags & FOREIGN) != 0)
		writer->in_foreign = false;
	for (size_t i = writer->open.n; i > 0; i--) {
		const struct open_element *open = &writer->open.at[i - 1];

		if (open->is_container)
			return;
		if (open->depth < writer->depth) {
			/* "text</div>": the end of what was opened around this paragraph */
			if (!writer->paragraph_is_open || writer->inlines != 0 || open->depth + 1 != writer->depth ||
			    (element->flags & BLOCK) == 0)
				return;
			leave_paragraph(writer);
		}
		if (element_of(open) == element) {
			pop_to(writer, i - 1);
			return;
		}
	}
}

/* End of the content of <script> or <style>: its end tag's start, or the end of the piece. */
static size_t skip_content(struct str html, size_t from, struct str name)
{
	for (size_t i = from; i + 2 + name.n <= html.n; i++) {
		if (html.s[i] == '<' && html.s[i + 1] == '/' &&
		    str_starts_nocase(str_from(html, i + 2), name))
			return i;
	}
	return html.n;
}

/* ---- the piece ---- */

struct piece_reader {
	struct str html;
	size_t at; /* in the source */
	size_t i;
	size_t last_end; /* behind the last ">": no tag ends beyond it */
	unsigned false_tags;
	bool is_block;
};

/* "<!--", "<!", "<?": how far they reach; 0 when they do not end. */
static size_t skip_declaration(struct str html, size_t i)
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

static void gone(struct writer *writer, struct piece_reader *reader, const struct tag *tag, size_t end)
{
	size_t at = place_in_source(writer, reader->html, reader->i, reader->at);

	if (!tag->is_end) {
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out with its content", STR_ARG(tag->name));
		end = skip_content(reader->html, end, tag->name);
	}
	reader->i = end;
}

/* A name that HTML does not know: what a writer put in angle brackets, or another tool's component. */
static void unknown(struct writer *writer, struct piece_reader *reader, const struct tag *tag, size_t end)
{
	struct str text = str_slice(reader->html, reader->i, end), label;
	size_t at = place_in_source(writer, reader->html, reader->i, reader->at);

	reader->i = end;
	if (writer->in_foreign)
		return;
	label = value_of(writer, tag, "label");
	if (label.n == 0)
		label = value_of(writer, tag, "title");
	if (leftovers_component(writer, tag->name, tag->is_end, label, reader->is_block, at))
		return;
	if (!tag->is_end) {
		writer_note(writer, DIAG_HTML_UNKNOWN, at, "<%.*s> is not an HTML element and is shown as text",
			    STR_ARG(tag->name));
		writer_note_hint(writer, STR("put it in backticks, or write \\< for the angle bracket"));
	}
	if (reader->is_block && writer->open.n != 0)
		ensure_place(writer);
	writer_text(writer, text);
}

/* "<?php … ?>": no server runs it here, so it is meant to be read. */
static void show_instruction(struct writer *writer, struct piece_reader *reader, size_t end)
{
	writer_note(writer, DIAG_HTML_UNKNOWN, place_in_source(writer, reader->html, reader->i, reader->at),
		    "\"<?…?>\" is shown as text");
	writer_note_hint(writer, STR("put it in backticks"));
	writer_text(writer, str_slice(reader->html, reader->i, end));
}

/* One tag, comment or declaration at reader->i; false when it is none and "<" is text. */
static bool take_markup(struct writer *writer, struct piece_reader *reader)
{
	struct str html = reader->html;
	const struct element *element;
	struct tag tag;
	size_t end, i = reader->i;

	if (i + 1 < html.n && (html.s[i + 1] == '!' || html.s[i + 1] == '?')) {
		end = reader->false_tags < FALSE_TAGS_MAX ? skip_declaration(html, i) : 0;
		if (end == 0 && reader->false_tags++ < FALSE_TAGS_MAX) {
			writer_note(writer, DIAG_HTML_UNCLOSED, place_in_source(writer, html, i, reader->at),
				    "\"%.*s\" has no end; what follows is shown as text",
				    STR_ARG(str_slice(html, i, str_starts(str_from(html, i), STR("<!--")) ? i + 4 : i + 2)));
			reader->last_end = i; /* nothing behind it is a tag */
		}
		if (end == 0)
			return false;
		if (html.s[i + 1] == '?' && !str_starts(str_from(html, i), STR("<?xml")))
			show_instruction(writer, reader, end);
		else if (str_starts(str_from(html, i), STR("<![CDATA[")))
			writer_text(writer, str_slice(html, i + 9, end - 3));
		reader->i = end;
		return true;
	}
	end = i < reader->last_end && reader->false_tags < FALSE_TAGS_MAX ? read_tag(html, i, &tag) : 0;
	if (end == 0) {
		reader->false_tags += i + 1 < html.n && str_is_alpha(html.s[i + 1]);
		return false;
	}
	element = find_element(tag.name);
	if (element == NULL) {
		unknown(writer, reader, &tag, end);
	} else if ((element->flags & GONE) != 0) {
		gone(writer, reader, &tag, end);
	} else {
		reader->i = end;
		if (!tag.is_end)
			start_tag(writer, element, &tag, place_in_source(writer, html, i, reader->at));
		else
			end_tag(writer, element);
	}
	return true;
}

void sanitize_html(struct writer *writer, struct str html, size_t at, bool is_block)
{
	struct piece_reader reader = {.html = html, .at = at, .is_block = is_block};
	ptrdiff_t last = str_rfind_char(html, '>');
	size_t from = 0;

	reader.last_end = last < 0 ? 0 : (size_t)last + 1;
	while (reader.i < html.n) {
		const char *next = memchr(html.s + reader.i, '<', html.n - reader.i);

		if (next == NULL)
			break;
		reader.i = (size_t)(next - html.s);
		add_text(writer, str_slice(html, from, reader.i), is_block);
		from = reader.i;
		if (take_markup(writer, &reader))
			from = reader.i;
		else
			reader.i++;
	}
	add_text(writer, str_from(html, from), is_block);
}

/* ---- trusted HTML: what search and links need of it ---- */

static void add_plain_decoded(struct writer *writer, struct str raw)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};

	decode(raw, &decoded);
	add_plain(writer, buf_view(&decoded));
}

/* Behind the tag (or the element, when its content is no text) at i; text of attributes is added. */
static size_t text_of_tag(struct writer *writer, struct str html, const struct tag *tag, size_t end)
{
	const struct element *element = find_element(tag->name);

	if (element == NULL)
		return end;
	if (!tag->is_end && (element->flags & GONE) != 0)
		return skip_content(html, end, tag->name);
	if ((element->flags & BLOCK) != 0 || strcmp(element->name, "br") == 0)
		writer_plain_line(writer);
	if (tag->is_end)
		return end;
	(void)claim_id(writer, element, tag);
	if ((element->attributes & A_ALT) != 0)
		writer_plain(writer, value_of(writer, tag, "alt"));
	return end;
}

void sanitize_text(struct writer *writer, struct str html)
{
	ptrdiff_t last = str_rfind_char(html, '>');
	unsigned false_tags = 0;
	size_t from = 0, i = 0, end;
	struct tag tag;

	while (i < html.n) {
		if (html.s[i] != '<' || (ptrdiff_t)i > last || false_tags >= FALSE_TAGS_MAX) {
			i++;
			continue;
		}
		if (i + 1 < html.n && (html.s[i + 1] == '!' || html.s[i + 1] == '?'))
			end = skip_declaration(html, i);
		else
			end = read_tag(html, i, &tag);
		if (end == 0) {
			false_tags++;
			i++;
			continue;
		}
		add_plain_decoded(writer, str_slice(html, from, i));
		from = i = html.s[i + 1] == '!' || html.s[i + 1] == '?' ? end : text_of_tag(writer, html, &tag, end);
	}
	add_plain_decoded(writer, str_from(html, from));
}
