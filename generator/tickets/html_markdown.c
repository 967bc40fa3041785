#include "generator/tickets/html_markdown.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/htmltags.h"

#include <libxml/HTMLparser.h>

/* More attributes than that on one element make libxml2 slow: they are compared with each other. */
enum { MOST_ATTRIBUTES = 1000, HEADING_MOST = 6, FENCE_LEAST = 3, LANGUAGE_BYTES = 30, TITLE_BYTES = 200 };

struct writer {
	const struct html_markdown *options;
	struct arena arena; /* of attributes, until the end */
	unsigned heading_shift, headings;
	bool failed;
};

/* Text between two blocks. */
struct run {
	struct writer *writer;
	struct buf *out;
	bool blank;    /* white space is waiting for a word */
	bool in_cell;  /* of a table: one line, "|" is no text */
	bool one_line; /* a heading, a cell: a line break is a space */
	bool in_link, in_emphasis;
};

static void blocks(struct writer *writer, struct buf *out, const xmlNode *first, bool in_item);
static void inlines(struct run *run, const xmlNode *first);
static void add_element(struct run *run, const xmlNode *node, const char *name);

/* ---- the tree ---- */

static struct str name_of(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE ? str_c((const char *)node->name) : STR("");
}

static bool is(const xmlNode *node, const char *names)
{
	struct str rest = str_c(names), name = name_of(node), one;

	while (name.n != 0 && str_split(&rest, ' ', &one))
		if (str_eq_nocase(name, one))
			return true;
	return false;
}

/* "" when there is none. */
static struct str attribute(struct writer *writer, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	struct str text = value != NULL ? arena_str(&writer->arena, str_trim(str_c((const char *)value))) : STR("");

	xmlFree(value);
	return text;
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE || node->type == XML_ENTITY_REF_NODE;
}

static struct str text_of(const xmlNode *node)
{
	return node->content != NULL ? str_c((const char *)node->content) : STR("");
}

/* What nobody reads. */
static bool is_gone(const xmlNode *node)
{
	return (node->type != XML_ELEMENT_NODE && !is_text(node)) ||
	       is(node, "script style head title link meta base svg source track input");
}

static bool is_block(const xmlNode *node)
{
	const struct element *element = htmltags_find(name_of(node));

	return element != NULL && ((element->flags & BLOCK) != 0 || is(node, "form noscript iframe video"));
}

static bool has_block(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE && (is_block(child) || has_block(child)))
			return true;
	return false;
}

static bool has(const xmlNode *node, const char *names)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (is(child, names) || (child->type == XML_ELEMENT_NODE && has(child, names)))
			return true;
	return false;
}

/* All text in it as it stands; <br> is a line end. */
static void plain_text(struct buf *out, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL; node = node->next) {
		if (is_gone(node))
			continue;
		if (is_text(node))
			buf_str(out, text_of(node));
		else if (is(node, "br"))
			buf_char(out, '\n');
		else
			plain_text(out, node->children);
		if (is(node, "p div") && out->n != 0 && out->s[out->n - 1] != '\n')
			buf_char(out, '\n');
	}
}

static bool is_blank_at(struct str text, size_t *at)
{
	size_t from = *at;
	uint32_t c = utf8_next(text, at);

	if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x2028 || c == 0x2029)
		return true;
	*at = from;
	return false;
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7F;
}

/* ---- text ---- */

static bool is_punctuation(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0x7F && !str_is_alnum(c);
}

/* "amp;" behind a "&" */
static bool is_entity(struct str rest)
{
	size_t n = 0;

	while (n < rest.n && n < 32 && (str_is_alnum(rest.s[n]) || (n == 0 && rest.s[n] == '#')))
		n++;
	return n != 0 && (n == rest.n || rest.s[n] == ';');
}

/* Whether markdown, or what Weir reads besides, would take the character for its own. */
static bool is_markup(const struct run *run, struct str text, size_t at)
{
	char c = text.s[at], next = at + 1 < text.n ? text.s[at + 1] : '\0', before = at > 0 ? text.s[at - 1] : '\0';

	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
	case '~':
		return true;
	case '_':
		return !str_is_alnum(before) || !str_is_alnum(next);
	case '<':
		return next == '\0' || str_is_alpha(next) || strchr("/!?", next) != NULL;
	case '{':
		return next == '\0' || strchr("{%#:.<!", next) != NULL;
	case '&':
		return is_entity(str_from(text, at + 1));
	case '|':
		return run->in_cell;
	default:
		return false;
	}
}

static void add_blank(struct run *run)
{
	if (!run->blank)
		return;
	run->blank = false;
	if (run->out->n != 0 && run->out->s[run->out->n - 1] != '\n' && run->out->s[run->out->n - 1] != ' ')
		buf_char(run->out, ' ');
}

/* The length of an address that stands in a text and becomes a link by itself; 0: none. */
static size_t bare_address(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	size_t n = 0;

	if ((at > 0 && (rest.s[0] == 'w' ? str_is_alnum(text.s[at - 1]) : str_is_alpha(text.s[at - 1]))) ||
	    (!str_starts(rest, STR("http://")) && !str_starts(rest, STR("https://")) && !str_starts(rest, STR("www."))))
		return 0;
	while (n < rest.n && !str_is_space(rest.s[n]) && !is_control(rest.s[n]) && rest.s[n] != '<' && rest.s[n] != '>')
		n++;
	while (n > 0 && strchr("?!.,:;*_~'\")]}`\\|", rest.s[n - 1]) != NULL)
		n--;
	return n;
}

/* A backslash in such an address would be part of it. */
static void add_bare_address(struct run *run, struct str text, size_t at, size_t n)
{
	struct str url = str_slice(text, at, at + n);
	bool is_plain = run->in_link || (at + n < text.n && !is_markup(run, text, at + n));

	for (size_t i = 0; i < url.n; i++)
		is_plain = is_plain && !is_markup(run, url, i);
	if (is_plain)
		buf_str(run->out, url);
	else if (url.s[0] != 'w' && !run->in_link && str_find_char(url, '|') < 0)
		buf_printf(run->out, "<%.*s>", STR_ARG(url));
	else
		for (size_t i = 0; i < url.n; i++)
			buf_printf(run->out, "%s%c",
				   (i == (url.s[0] == 'w' ? 3 : 4) && !run->in_link) || is_markup(run, url, i) ? "\\"
													       : "",
				   url.s[i]);
}

static void add_text(struct run *run, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		size_t n;

		if (is_blank_at(text, &at)) {
			run->blank = true;
			continue;
		}
		if (is_control(text.s[at])) {
			at++;
			continue;
		}
		add_blank(run);
		n = text.s[at] == 'h' || text.s[at] == 'w' ? bare_address(text, at) : 0;
		if (n != 0) {
			add_bare_address(run, text, at, n);
			at += n;
			continue;
		}
		if (is_markup(run, text, at))
			buf_char(run->out, '\\');
		buf_char(run->out, text.s[at++]);
	}
}

/* Mark-up, which begins where a word does. */
static void add_mark(struct run *run, struct str mark)
{
	add_blank(run);
	buf_str(run->out, mark);
}

/* ---- addresses ---- */

static bool is_web(struct str url)
{
	ptrdiff_t colon = str_find_char(url, ':'), slash = str_find_char(url, '/');
	static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:", "ftp:"};

	if (colon < 0 || (slash >= 0 && slash < colon) || url.s[0] == '#' || url.s[0] == '?')
		return true;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_starts_nocase(url, str_c(schemes[i])))
			return true;
	return false;
}

/* Where a link leads; absent: nowhere. */
static struct str address_of(struct writer *writer, struct str url, bool is_image)
{
	struct buf out;

	if (url.n == 0 || !is_web(url))
		return STR_NONE;
	if (writer->options->address != NULL)
		url = writer->options->address(writer->options->context, url, is_image);
	if (url.s == NULL)
		return url;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < url.n; i++) {
		if (is_control(url.s[i]))
			continue;
		if (strchr(" ()<>\"\\|`*_[]{}", url.s[i]) != NULL && url.s[i] != '_')
			buf_printf(&out, "%%%02X", (unsigned char)url.s[i]);
		else
			buf_char(&out, url.s[i]);
	}
	url = arena_str(&writer->arena, buf_view(&out));
	buf_release(&out);
	return url;
}

static bool is_plain_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && strchr("-_.:", id.s[i]) == NULL)
			return false;
	return id.n != 0 && id.n <= TITLE_BYTES;
}

static void add_anchor(struct run *run, struct str id)
{
	if (!is_plain_id(id))
		return;
	add_blank(run);
	buf_printf(run->out, "<a id=\"%.*s\"></a>", STR_ARG(id));
}

/* ---- inline elements ---- */

/* The character that follows in the same block; a blank at its end. */
static char next_character(const xmlNode *node)
{
	for (;;) {
		while (node->next == NULL) {
			node = node->parent;
			if (node == NULL || node->type != XML_ELEMENT_NODE || is_block(node))
				return ' ';
		}
		node = node->next;
		if (is_text(node) && text_of(node).n != 0)
			return text_of(node).s[0];
		if (node->type == XML_ELEMENT_NODE)
			return is_block(node) || is(node, "br") ? ' ' : 'a'; /* whatever it is: the careful answer */
	}
}

/* A letter, or punctuation that has no letter beside it: then markdown sees the mark between the two. */
static bool is_edge(struct str text, size_t at, char neighbour)
{
	uint32_t c = utf8_next(text, &at);

	if (c < 0x80)
		return !is_punctuation((char)c) || str_is_space(neighbour) || is_punctuation(neighbour);
	return (c >= 0xC0 && c < 0x2000) || (c >= 0x3040 && c < 0xD800);
}

static size_t last_character(struct str text)
{
	size_t at = text.n - 1;

	while (at > 0 && ((unsigned char)text.s[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void add_break(struct run *run)
{
	struct buf *out = run->out;

	run->blank = false;
	if (run->in_cell)
		buf_lit(out, "<br>");
	else if (run->one_line)
		run->blank = true;
	else if (out->n != 0)
		buf_char(out, '\n'); /* end_paragraph() makes of it what it is */
}

/* Inner text of an element without blanks and breaks at its edges, which go outside. */
static struct str edge(struct run *run, struct run *inside, const xmlNode *node)
{
	struct str text = buf_view(inside->out);
	size_t at = 0;

	for (; text.n != 0 && text.s[0] == '\n'; text = str_from(text, 1))
		add_break(run);
	if (node->children != NULL && is_text(node->children))
		run->blank = run->blank || is_blank_at(text_of(node->children), &at);
	return text;
}

/*
 * Emphasis, where its marks stand so that markdown sees them; else, and within another, the element.
 * Blanks and breaks at its edges go outside. Over several paragraphs there is none.
 */
static void add_emphasis(struct run *run, const xmlNode *node, const char *mark, const char *element)
{
	struct buf inner;
	struct run inside = *run;
	struct str text;
	size_t breaks = 0;
	char before, after;
	bool seen;

	buf_init(&inner, run->out->max);
	inside.out = &inner;
	inside.blank = false;
	inside.in_emphasis = true;
	inlines(&inside, node->children);
	text = edge(run, &inside, node);
	for (; text.n != 0 && (text.s[text.n - 1] == '\n' || text.s[text.n - 1] == ' '); text.n--)
		breaks += text.s[text.n - 1] == '\n';
	before = run->blank || run->out->n == 0 ? ' ' : run->out->s[run->out->n - 1];
	after = inside.blank || breaks != 0 || run->in_emphasis ? ' ' : next_character(node);
	seen = text.n != 0 && !run->in_emphasis && is_edge(text, 0, before) &&
	       is_edge(text, last_character(text), after) && before != '*' && before != '~';
	if (text.n != 0) {
		add_blank(run);
		if (str_find(text, STR("\n\n")) >= 0)
			buf_str(run->out, text);
		else if (seen)
			buf_printf(run->out, "%s%.*s%s", mark, STR_ARG(text), mark);
		else
			buf_printf(run->out, "<%s>%.*s</%s>", element, STR_ARG(text), element);
	}
	while (breaks-- > 0)
		add_break(run);
	run->blank = run->blank || inside.blank;
	run->writer->failed = run->writer->failed || buf_failed(&inner);
	buf_release(&inner);
}

static size_t longest_run(struct str text, char c)
{
	size_t longest = 0, n = 0;

	for (size_t i = 0; i < text.n; i++) {
		n = text.s[i] == c ? n + 1 : 0;
		if (n > longest)
			longest = n;
	}
	return longest;
}

static void add_repeated(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_char(out, c);
}

static void add_code(struct run *run, const xmlNode *node)
{
	struct buf text;
	size_t ticks;
	bool pad;

	if (has(node, "a img")) {
		inlines(run, node->children);
		return;
	}
	buf_init(&text, run->out->max);
	plain_text(&text, node->children);
	for (size_t i = 0; i < text.n; i++)
		if (str_is_space(text.s[i]) || is_control(text.s[i]))
			text.s[i] = ' ';
	if (str_trim(buf_view(&text)).n != 0) {
		struct str code = str_trim(buf_view(&text));

		if (run->out->n != 0 && run->out->s[run->out->n - 1] == '`' && !run->blank && text.s[0] != ' ') {
			buf_release(&text);
			add_element(run, node, "code");
			return;
		}
		ticks = longest_run(code, '`') + 1;
		pad = code.s[0] == '`' || code.s[code.n - 1] == '`';
		run->blank = run->blank || text.s[0] == ' ';
		add_blank(run);
		add_repeated(run->out, '`', ticks);
		buf_str(run->out, pad ? STR(" ") : STR(""));
		for (size_t i = 0; i < code.n; i++) {
			if (run->in_cell && code.s[i] == '|')
				buf_char(run->out, '\\');
			buf_char(run->out, code.s[i]);
		}
		buf_str(run->out, pad ? STR(" ") : STR(""));
		add_repeated(run->out, '`', ticks);
		run->blank = text.s[text.n - 1] == ' ';
	} else {
		run->blank = run->blank || text.n != 0;
	}
	buf_release(&text);
}

static void add_image(struct run *run, const xmlNode *node)
{
	struct writer *writer = run->writer;
	struct str url = address_of(writer, attribute(writer, node, "src"), true), alt = attribute(writer, node, "alt");
	struct run inside = *run;

	if (url.s == NULL) { /* what it shows is still said */
		add_text(run, alt);
		return;
	}
	add_mark(run, STR("!["));
	inside.blank = false;
	add_text(&inside, alt);
	buf_printf(run->out, "](%.*s)", STR_ARG(url));
}

static void add_link(struct run *run, const xmlNode *node)
{
	struct writer *writer = run->writer;
	struct str url = address_of(writer, attribute(writer, node, "href"), false), id = attribute(writer, node, "id");
	struct run inside = *run;
	struct buf text;

	if (id.n == 0)
		id = attribute(writer, node, "name");
	add_anchor(run, id);
	if (url.s == NULL || run->in_link) {
		inlines(run, node->children);
		return;
	}
	buf_init(&text, run->out->max);
	inside.out = &text;
	inside.blank = false;
	inside.one_line = true;
	inside.in_link = true;
	inlines(&inside, node->children);
	(void)edge(run, &inside, node);
	if (text.n != 0) {
		add_blank(run);
		buf_printf(run->out, "[%.*s](%.*s)", (int)text.n, text.s, STR_ARG(url));
	}
	run->blank = run->blank || inside.blank;
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

/* A page in a page, a film: a link to it. */
static void add_embedded(struct run *run, const xmlNode *node)
{
	struct writer *writer = run->writer;
	struct str url = attribute(writer, node, "src"), title = attribute(writer, node, "title");
	struct run inside = *run;

	for (const xmlNode *child = node->children; url.n == 0 && child != NULL; child = child->next)
		if (is(child, "source"))
			url = attribute(writer, child, "src");
	if (url.n == 0)
		url = attribute(writer, node, "data");
	if (str_starts(url, STR("//")))
		url = arena_printf(&writer->arena, "https:%.*s", STR_ARG(url));
	url = address_of(writer, url, false);
	if (url.s != NULL) {
		add_mark(run, STR("["));
		inside.blank = false;
		add_text(&inside, title.n != 0 ? title : STR("Video"));
		buf_printf(run->out, "](%.*s)", STR_ARG(url));
		run->blank = true;
	}
	inlines(run, node->children);
}

/* Elements that markdown has no words for and Weir shows. */
static void add_element(struct run *run, const xmlNode *node, const char *name)
{
	struct run inside = *run;
	size_t before;

	add_blank(run);
	buf_printf(run->out, "<%s>", name);
	before = run->out->n;
	inside.blank = false;
	inlines(&inside, node->children);
	if (run->out->n == before)
		buf_cut(run->out, before - strlen(name) - 2);
	else
		buf_printf(run->out, "</%s>", name);
	run->blank = inside.blank;
}

static const struct {
	const char *names, *mark, *element;
} inline_elements[] = {
    {"strong b", "**", "strong"}, {"em i", "*", "em"},	{"del s strike", "~~", "del"}, {"sup", NULL, "sup"},
    {"sub", NULL, "sub"},	  {"kbd", NULL, "kbd"}, {"mark", NULL, "mark"},	       {"u ins", NULL, "ins"},
};

static void add_inline(struct run *run, const xmlNode *node)
{
	if (is(node, "code tt samp")) {
		add_code(run, node);
		return;
	}
	for (size_t i = 0; i < sizeof(inline_elements) / sizeof(*inline_elements); i++) {
		if (!is(node, inline_elements[i].names))
			continue;
		if (inline_elements[i].mark != NULL)
			add_emphasis(run, node, inline_elements[i].mark, inline_elements[i].element);
		else
			add_element(run, node, inline_elements[i].element);
		return;
	}
	if (is(node, "br")) {
		add_break(run);
	} else if (is(node, "img image")) {
		add_image(run, node);
	} else if (is(node, "a")) {
		add_link(run, node);
	} else if (is(node, "iframe video audio embed object frame")) {
		add_embedded(run, node);
	} else {
		bool apart = is_block(node) || is(node, "td th li option");

		run->blank = run->blank || apart;
		if (is(node, "span"))
			add_anchor(run, attribute(run->writer, node, "id"));
		inlines(run, node->children);
		run->blank = run->blank || apart;
	}
}

static void inlines(struct run *run, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL && !buf_failed(run->out); node = node->next) {
		if (is_gone(node))
			continue;
		if (is_text(node))
			add_text(run, text_of(node));
		else
			add_inline(run, node);
	}
}

/* ---- blocks ---- */

static void begin_block(struct buf *out)
{
	while (out->n != 0 && (out->s[out->n - 1] == '\n' || out->s[out->n - 1] == ' '))
		buf_cut(out, out->n - 1);
	if (out->n != 0)
		buf_lit(out, "\n\n");
}

/* What only the beginning of a line makes mark-up of. */
static bool is_line_markup(struct str line)
{
	size_t digits = 0;

	while (digits < line.n && str_is_digit(line.s[digits]))
		digits++;
	if (digits != 0)
		return digits < 10 && digits < line.n && (line.s[digits] == '.' || line.s[digits] == ')');
	return line.n != 0 && (strchr("#>+-=|%@", line.s[0]) != NULL || str_starts(line, STR(":")) ||
			       str_starts(line, STR("!!!")) || str_starts(line, STR("???")));
}

static void add_line(struct buf *out, struct str line)
{
	size_t digits = 0;

	if (is_line_markup(line)) {
		while (digits < line.n && str_is_digit(line.s[digits]))
			digits++;
		buf_str(out, str_slice(line, 0, digits));
		buf_char(out, '\\');
		line = str_from(line, digits);
	}
	buf_str(out, line);
}

/* A backslash behind an address would be part of it. */
static bool ends_with_address(const struct buf *out)
{
	struct str text = buf_view(out), word;
	size_t from = text.n;

	while (from > 0 && !str_is_space(text.s[from - 1]))
		from--;
	word = str_from(text, from);
	return str_find(word, STR("www.")) >= 0 || str_find(word, STR("://")) >= 0 || str_find_char(word, '@') >= 0;
}

/* A run's text as paragraphs: an empty line parts them, a single line end is a break. */
static void end_paragraph(struct buf *out, struct str text)
{
	struct str rest = text, line;
	bool has_line = false;

	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n == 0) {
			has_line = false;
			continue;
		}
		if (has_line)
			buf_str(out, ends_with_address(out) ? STR(" \\\n") : STR("\\\n"));
		else
			begin_block(out);
		add_line(out, line);
		has_line = true;
	}
}

/* Each line of a block behind a prefix; the first behind another. */
static void add_prefixed(struct buf *out, struct str text, struct str first, struct str others)
{
	struct str line;
	bool is_first = true;

	while (!buf_failed(out) && str_line(&text, &line)) {
		struct str prefix = is_first ? first : others;

		if (!is_first)
			buf_char(out, '\n');
		buf_str(out, line.n != 0 ? prefix : str_trim_end(prefix));
		buf_str(out, line);
		is_first = false;
	}
	if (is_first)
		buf_str(out, str_trim_end(first));
}

/* Hashes at the end would be part of the mark. */
static void add_heading_text(struct buf *out, struct str line)
{
	bool is_hash = line.s[line.n - 1] == '#';

	buf_str(out, str_slice(line, 0, line.n - is_hash));
	buf_str(out, is_hash ? STR("\\#") : STR(""));
}

static void add_heading(struct writer *writer, struct buf *out, const xmlNode *node)
{
	unsigned level = (unsigned)(node->name[1] - '0') + writer->heading_shift;
	struct str id = attribute(writer, node, "id");
	struct buf text;
	struct run run = {.writer = writer, .out = &text, .one_line = true};
	struct str line;

	buf_init(&text, out->max);
	inlines(&run, node->children);
	line = str_trim(buf_view(&text));
	if (line.n != 0) {
		begin_block(out);
		add_repeated(out, '#', level < HEADING_MOST ? level : HEADING_MOST);
		buf_char(out, ' ');
		add_heading_text(out, line);
		/* braces at the end would be the id: then it has one */
		writer->headings++;
		if (is_plain_id(id))
			buf_printf(out, " {#%.*s}", STR_ARG(id));
		else if (line.s[line.n - 1] == '}')
			buf_printf(out, " {#heading-%u}", writer->headings);
	}
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

/* "language-js", "lang-js", "brush: js" */
static struct str language_of(struct writer *writer, const xmlNode *node)
{
	struct str classes = attribute(writer, node, "class"), one;
	static const char *const prefixes[] = {"language-", "lang-"};

	while (classes.n != 0 && str_split(&classes, ' ', &one))
		for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
			if (str_starts(one, str_c(prefixes[i]))) {
				one = str_from(one, strlen(prefixes[i]));
				return one.n <= LANGUAGE_BYTES && is_plain_id(one) ? one : STR("");
			}
	return STR("");
}

static void add_pre(struct writer *writer, struct buf *out, const xmlNode *node)
{
	struct str language = language_of(writer, node), code;
	struct buf text;
	size_t ticks;

	for (const xmlNode *child = node->children; language.n == 0 && child != NULL; child = child->next)
		if (is(child, "code"))
			language = language_of(writer, child);
	buf_init(&text, out->max);
	plain_text(&text, node->children);
	code = str_trim_end(buf_view(&text));
	while (code.n != 0 && code.s[0] == '\n')
		code = str_from(code, 1);
	if (code.n != 0) {
		ticks = longest_run(code, '`') + 1;
		ticks = ticks < FENCE_LEAST ? FENCE_LEAST : ticks;
		begin_block(out);
		add_repeated(out, '`', ticks);
		buf_str(out, language);
		buf_char(out, '\n');
		for (size_t i = 0; i < code.n; i++)
			if (!is_control(code.s[i]) || code.s[i] == '\n' || code.s[i] == '\t')
				buf_char(out, code.s[i]);
		buf_char(out, '\n');
		add_repeated(out, '`', ticks);
	}
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

/* ---- lists ---- */

struct list {
	struct writer *writer;
	struct buf *out;
	bool is_ordered, is_loose, has_item;
	char mark;
	int64_t number;
};

static void begin_item(struct list *list)
{
	if (!list->has_item)
		begin_block(list->out);
	else
		buf_str(list->out, list->is_loose ? STR("\n\n") : STR("\n"));
	list->has_item = true;
}

static void add_item(struct list *list, const xmlNode *first)
{
	char mark[32] = "- ";
	struct buf text, indent;

	buf_init(&text, list->out->max);
	buf_init(&indent, sizeof(mark) + 1);
	blocks(list->writer, &text, first, !list->is_loose);
	if (list->is_ordered)
		(void)snprintf(mark, sizeof(mark), "%lld%c ", (long long)list->number++, list->mark);
	else
		mark[0] = list->mark;
	add_repeated(&indent, ' ', strlen(mark));
	begin_item(list);
	add_prefixed(list->out, buf_view(&text), str_c(mark), buf_view(&indent));
	list->writer->failed = list->writer->failed || buf_failed(&text);
	buf_release(&indent);
	buf_release(&text);
}

/* Paragraphs or several blocks in an item: then all of them stand apart. */
static bool is_loose(const xmlNode *list)
{
	for (const xmlNode *item = list->children; item != NULL; item = item->next) {
		size_t paragraphs = 0;

		for (const xmlNode *child = item->children; child != NULL; child = child->next) {
			paragraphs += is(child, "p") ? 1 : 0;
			if (is(child, "pre table blockquote h1 h2 h3 h4 h5 h6 div details dl figure"))
				return true;
		}
		if (paragraphs > 1)
			return true;
	}
	return false;
}

/* A list in a list belongs to the item before it; text that stands between items is one. */
static void add_list(struct writer *writer, struct buf *out, const xmlNode *node, bool alternate)
{
	struct list list = {.writer = writer, .out = out, .is_ordered = is(node, "ol"), .is_loose = is_loose(node)};
	int64_t start;

	list.mark = list.is_ordered ? (alternate ? ')' : '.') : (alternate ? '*' : '-');
	list.number = str_to_int(attribute(writer, node, "start"), &start) && start >= 0 && start < 1000000 ? start : 1;
	for (const xmlNode *item = node->children; item != NULL && !buf_failed(out); item = item->next) {
		struct str text = is_text(item) ? str_trim(text_of(item)) : STR("");
		xmlNode alone;

		if (is_gone(item) || (is_text(item) && text.n == 0))
			continue;
		if (is(item, "li")) {
			add_item(&list, item->children);
			continue;
		}
		/* seen alone, without those that follow it */
		alone = *item;
		alone.next = NULL;
		add_item(&list, &alone);
	}
}

/* ---- tables ---- */

static bool is_joined(struct writer *writer, const xmlNode *cell)
{
	struct str columns = attribute(writer, cell, "colspan"), rows = attribute(writer, cell, "rowspan");

	return (columns.n != 0 && !str_eq(columns, STR("1"))) || (rows.n != 0 && !str_eq(rows, STR("1")));
}

struct table {
	struct writer *writer;
	size_t rows, columns, cells; /* cells of the present row */
	bool is_simple, has_head, is_first;
	struct buf *out;
	void (*cell)(struct table *table, const xmlNode *cell);
	void (*row_end)(struct table *table);
};

static void each_cell(struct table *table, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (is(child, "tr")) {
			table->cells = 0;
			each_cell(table, child);
			if (table->cells != 0 && table->row_end != NULL)
				table->row_end(table);
			table->rows += table->cells != 0;
		} else if (is(child, "td th")) {
			table->cell(table, child);
			table->cells++;
		} else if (is(child, "thead tbody tfoot")) {
			each_cell(table, child);
		}
	}
}

/* All cells of the first row are heads, or wholly bold, as editors without heads write them. */
static bool is_head(const xmlNode *cell)
{
	if (is(cell, "th"))
		return true;
	for (const xmlNode *child = cell->children; child != NULL; child = child->next) {
		size_t at = 0;

		if (is_text(child)) {
			struct str text = text_of(child);

			while (at < text.n && is_blank_at(text, &at))
				continue;
			if (at < text.n)
				return false;
		} else if (is(child, "p span") ? !is_head(child) : !is(child, "strong b")) {
			return false;
		}
	}
	return cell->children != NULL;
}

static void judge_cell(struct table *table, const xmlNode *cell)
{
	if (is_joined(table->writer, cell) || has(cell, "ul ol pre table blockquote h1 h2 h3 h4 h5 h6 details dl hr"))
		table->is_simple = false;
	if (table->rows == 0)
		table->has_head = table->has_head && is_head(cell);
}

static void judge_row(struct table *table)
{
	if (table->rows == 0)
		table->columns = table->cells;
	table->is_simple = table->is_simple && table->cells == table->columns;
}

static void add_simple_cell(struct table *table, const xmlNode *cell)
{
	struct buf text;
	struct run run = {.writer = table->writer, .out = &text, .in_cell = true, .one_line = true};
	bool apart = false;

	buf_init(&text, table->out->max);
	for (const xmlNode *child = cell->children; child != NULL; child = child->next) {
		xmlNode alone = *child;

		/* paragraphs of a cell are lines */
		if (is(child, "p div") && text.n != 0)
			apart = true;
		if (apart && !(is_text(child) && str_trim(text_of(child)).n == 0)) {
			buf_lit(&text, "<br>");
			run.blank = false;
			apart = false;
		}
		alone.next = NULL;
		inlines(&run, is(child, "p div") ? child->children : &alone);
	}
	buf_str(table->out, table->cells == 0 ? STR("| ") : STR(" | "));
	buf_str(table->out, str_trim(buf_view(&text)));
	table->writer->failed = table->writer->failed || buf_failed(&text);
	buf_release(&text);
}

static void end_simple_row(struct table *table)
{
	buf_lit(table->out, " |\n");
	if (table->rows != 0)
		return;
	for (size_t i = 0; i < table->columns; i++)
		buf_lit(table->out, "|---");
	buf_lit(table->out, "|\n");
}

/* Behind an empty line markdown goes on within an element. */
static void add_contained(struct writer *writer, struct buf *out, const xmlNode *node)
{
	struct buf text;

	buf_init(&text, out->max);
	blocks(writer, &text, node->children, false);
	if (text.n != 0)
		buf_printf(out, "\n\n%.*s\n\n", (int)text.n, text.s);
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

static void add_number(struct writer *writer, struct buf *out, const xmlNode *node, const char *name)
{
	struct str text = attribute(writer, node, name);
	int64_t number;

	if (str_to_int(text, &number) && number > 1 && number < 1000)
		buf_printf(out, " %s=\"%d\"", name, (int)number);
}

static void add_full_cell(struct table *table, const xmlNode *cell)
{
	const char *name = is(cell, "th") ? "th" : "td";

	if (table->cells == 0)
		buf_lit(table->out, "<tr>\n");
	buf_printf(table->out, "<%s", name);
	add_number(table->writer, table->out, cell, "colspan");
	add_number(table->writer, table->out, cell, "rowspan");
	buf_char(table->out, '>');
	add_contained(table->writer, table->out, cell);
	buf_printf(table->out, "</%s>\n", name);
}

static void end_full_row(struct table *table)
{
	buf_lit(table->out, "</tr>\n");
}

/* What stands in a table but in no cell: a caption. */
static void add_captions(struct writer *writer, struct buf *out, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (is(child, "caption"))
			blocks(writer, out, child->children, false);
}

static void add_table(struct writer *writer, struct buf *out, const xmlNode *node)
{
	struct table table = {.writer = writer,
			      .out = out,
			      .is_simple = true,
			      .has_head = true,
			      .cell = judge_cell,
			      .row_end = judge_row};
	bool is_simple;

	add_captions(writer, out, node);
	each_cell(&table, node);
	if (table.rows == 0) {
		blocks(writer, out, node->children, false);
		return;
	}
	is_simple = table.is_simple && table.has_head && table.rows > 1;
	table = (struct table){.writer = writer,
			       .out = out,
			       .columns = table.columns,
			       .cell = is_simple ? add_simple_cell : add_full_cell,
			       .row_end = is_simple ? end_simple_row : end_full_row};
	begin_block(out);
	if (!is_simple)
		buf_lit(out, "<table>\n");
	each_cell(&table, node);
	if (!is_simple)
		buf_lit(out, "</table>");
}

/* ---- alerts and other containers ---- */

/* The alert that a class names: "note", "callout-warning", "tip-box". */
static const char *alert_of(struct writer *writer, const xmlNode *node)
{
	static const struct {
		const char *word, *alert;
	} words[] = {{"note", "NOTE"},	    {"info", "NOTE"},	       {"notice", "NOTE"},     {"callout", "NOTE"},
		     {"tip", "TIP"},	    {"success", "TIP"},	       {"warning", "WARNING"}, {"caution", "CAUTION"},
		     {"danger", "CAUTION"}, {"important", "IMPORTANT"}};
	static const char *const around[] = {"callout-", "alert-", "note-", "admonition-", "box-", "callout--"};
	struct str classes = attribute(writer, node, "class"), one;
	const char *found = NULL;

	if (!is(node, "div p blockquote aside section"))
		return NULL;
	while (classes.n != 0 && str_split(&classes, ' ', &one)) {
		if (str_ends(one, STR("-box")) || str_ends(one, STR("_box")))
			one = str_slice(one, 0, one.n - 4);
		for (size_t i = 0; i < sizeof(around) / sizeof(*around); i++)
			if (str_starts(one, str_c(around[i])))
				one = str_from(one, strlen(around[i]));
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_eq_nocase(one, str_c(words[i].word)) && (found == NULL || i > 3))
				found = words[i].alert;
	}
	return found;
}

static void add_quote(struct writer *writer, struct buf *out, const xmlNode *node, const char *alert)
{
	struct buf text;

	buf_init(&text, out->max);
	blocks(writer, &text, node->children, false);
	if (text.n != 0) {
		begin_block(out);
		if (alert != NULL)
			buf_printf(out, "> [!%s]\n", alert);
		add_prefixed(out, buf_view(&text), STR("> "), STR("> "));
	}
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

static void add_html_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '<')
			buf_lit(out, "&lt;");
		else if (text.s[i] == '>')
			buf_lit(out, "&gt;");
		else if (text.s[i] == '&')
			buf_lit(out, "&amp;");
		else if (text.s[i] == '{')
			buf_lit(out, "&#123;"); /* of other tools' tags */
		else
			buf_char(out, is_control(text.s[i]) ? ' ' : text.s[i]);
	}
}

static void add_details(struct writer *writer, struct buf *out, const xmlNode *node)
{
	struct buf text;

	begin_block(out);
	buf_lit(out, "<details>\n");
	buf_init(&text, out->max);
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (is(child, "summary"))
			plain_text(&text, child->children);
	if (text.n != 0) {
		buf_lit(out, "<summary>");
		add_html_text(out, str_trim(buf_view(&text)));
		buf_lit(out, "</summary>");
	}
	buf_release(&text);
	add_contained(writer, out, node);
	buf_lit(out, "</details>");
}

static void add_terms(struct writer *writer, struct buf *out, const xmlNode *node)
{
	begin_block(out);
	buf_lit(out, "<dl>\n");
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (!is(child, "dt dd"))
			continue;
		buf_printf(out, "<%s>", (const char *)child->name);
		add_contained(writer, out, child);
		buf_printf(out, "</%s>\n", (const char *)child->name);
	}
	buf_lit(out, "</dl>");
}

static bool is_heading(const xmlNode *node)
{
	return is(node, "h1 h2 h3 h4 h5 h6");
}

/* Whether it was a block of its own; else its children are blocks of those around it. */
static bool add_block(struct writer *writer, struct buf *out, const xmlNode *node)
{
	const char *alert = alert_of(writer, node);

	if (alert != NULL || is(node, "blockquote"))
		add_quote(writer, out, node, alert);
	else if (is_heading(node))
		add_heading(writer, out, node);
	else if (is(node, "pre listing plaintext xmp"))
		add_pre(writer, out, node);
	else if (is(node, "table"))
		add_table(writer, out, node);
	else if (is(node, "details"))
		add_details(writer, out, node);
	else if (is(node, "dl"))
		add_terms(writer, out, node);
	else
		return false;
	return true;
}

struct flow {
	struct writer *writer;
	struct buf *out, text;
	struct run run;
	bool tight;	  /* the first paragraph of an item and a list behind it stand together */
	const char *list; /* what the block before was, when it was a list */
	bool alternate;
};

static void end_run(struct flow *flow)
{
	struct str text = buf_view(&flow->text);

	if (str_trim(text).n != 0) {
		end_paragraph(flow->out, text);
		flow->list = NULL;
	}
	flow->run.blank = false;
	flow->writer->failed = flow->writer->failed || buf_failed(&flow->text);
	buf_clear(&flow->text);
}

/* Lists that follow each other would be one. */
static void add_flow_list(struct flow *flow, const xmlNode *node)
{
	const char *kind = is(node, "ol") ? "ol" : "ul";
	size_t before = flow->out->n;

	flow->alternate = flow->list != NULL && strcmp(flow->list, kind) == 0 && !flow->alternate;
	add_list(flow->writer, flow->out, node, flow->alternate);
	if (flow->tight && before != 0 && flow->list == NULL && flow->out->n > before + 2) {
		memmove(flow->out->s + before + 1, flow->out->s + before + 2, flow->out->n - before - 2);
		buf_cut(flow->out, flow->out->n - 1);
	}
	flow->list = kind;
}

static void flow_over(struct flow *flow, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL && !buf_failed(flow->out); node = node->next) {
		if (is_gone(node) || is(node, "summary caption"))
			continue;
		if (!is_text(node) && !is_block(node) && (!has_block(node) || is(node, "a"))) {
			add_inline(&flow->run, node);
		} else if (is_text(node)) {
			add_text(&flow->run, text_of(node));
		} else {
			end_run(flow);
			if (is(node, "ul ol menu dir")) {
				add_flow_list(flow, node);
			} else if (is(node, "hr")) {
				begin_block(flow->out);
				buf_lit(flow->out, "---");
				flow->list = NULL;
			} else if (is(node, "iframe video")) {
				add_embedded(&flow->run, node);
				end_run(flow);
			} else if (add_block(flow->writer, flow->out, node)) {
				flow->list = NULL;
			} else {
				add_anchor(&flow->run, attribute(flow->writer, node, "id"));
				flow_over(flow, node->children);
			}
			end_run(flow);
		}
	}
}

static void blocks(struct writer *writer, struct buf *out, const xmlNode *first, bool in_item)
{
	struct flow flow = {.writer = writer, .out = out, .tight = in_item};

	buf_init(&flow.text, out->max);
	flow.run = (struct run){.writer = writer, .out = &flow.text};
	flow_over(&flow, first);
	end_run(&flow);
	buf_release(&flow.text);
}

/* ---- the whole ---- */

static bool has_too_many_attributes(struct str html)
{
	size_t n = 0;
	bool in_tag = false;
	char quote = '\0';

	for (size_t i = 0; i < html.n; i++) {
		char c = html.s[i];

		if (!in_tag) {
			in_tag = c == '<';
			n = 0;
		} else if (quote != '\0') {
			quote = c == quote ? '\0' : quote;
		} else if (c == '>') {
			in_tag = false;
		} else if ((c == '"' || c == '\'') && html.s[i - 1] == '=') {
			quote = c;
		} else if ((str_is_space(c) || c == '/' || c == '=') && ++n > 2 * MOST_ATTRIBUTES) {
			return true;
		}
	}
	return false;
}

static void ignore(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

/* NULL when it is not read to its end. */
static htmlDocPtr parse(struct str html, htmlParserCtxtPtr context)
{
	htmlDocPtr document;
	const xmlError *error;

	xmlSetStructuredErrorFunc(NULL, ignore);
	document = htmlCtxtReadMemory(context, html.s, (int)html.n, NULL, "UTF-8",
				      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
					  HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD);
	error = xmlCtxtGetLastError(context);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (document != NULL && (context->disableSAX != 0 || (error != NULL && error->level == XML_ERR_FATAL))) {
		xmlFreeDoc(document);
		document = NULL;
	}
	return document;
}

static bool has_first_heading(const xmlNode *node)
{
	return is(node, "h1") || has(node, "h1");
}

int html_markdown(struct buf *out, struct str html, const struct html_markdown *options, const char **reason)
{
	struct writer writer = {.options = options};
	htmlParserCtxtPtr context;
	htmlDocPtr document;
	const xmlNode *root;

	if (str_trim(html).n == 0)
		return 0;
	*reason = "an element has too many attributes";
	if (html.n > LIMIT_PAGE_BYTES) {
		*reason = "it is too long";
		return -1;
	}
	if (has_too_many_attributes(html))
		return -1;
	context = htmlNewParserCtxt();
	document = context != NULL ? parse(html, context) : NULL;
	if (document == NULL) {
		htmlFreeParserCtxt(context);
		*reason = "its HTML cannot be read, or is nested too deep";
		return -1;
	}
	arena_init(&writer.arena);
	root = xmlDocGetRootElement(document);
	if (root != NULL) {
		writer.heading_shift = has_first_heading(root) ? 1 : 0;
		blocks(&writer, out, root->children, false);
		begin_block(out);
		if (out->n != 0)
			buf_cut(out, out->n - 1);
	}
	arena_release(&writer.arena);
	xmlFreeDoc(document);
	htmlFreeParserCtxt(context);
	*reason = "it is too long";
	return writer.failed || buf_failed(out) ? -1 : 0;
}
