/* What stands in a line: text, emphasis, links, pictures. */
#include "generator/tickets/html_markdown_parts.h"

#include "common/utf8.h"

enum { ID_BYTES = 200 };

static void add_element(struct html_run *run, const xmlNode *node, const char *name);

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
static bool is_markup(const struct html_run *run, struct str text, size_t at)
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

static void add_blank(struct html_run *run)
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
	while (n < rest.n && !str_is_space(rest.s[n]) && !html_is_control(rest.s[n]) && rest.s[n] != '<' &&
	       rest.s[n] != '>')
		n++;
	while (n > 0 && strchr("?!.,:;*_~'\")]}`\\|", rest.s[n - 1]) != NULL)
		n--;
	return n;
}

/* A backslash in such an address would be part of it. */
static void add_bare_address(struct html_run *run, struct str text, size_t at, size_t n)
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

void html_add_text(struct html_run *run, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		size_t n;

		if (html_skip_blank(text, &at)) {
			run->blank = true;
			continue;
		}
		if (html_is_control(text.s[at])) {
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
static void add_mark(struct html_run *run, struct str mark)
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
static struct str address_of(struct html_writer *writer, struct str url, bool is_image)
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
		if (html_is_control(url.s[i]))
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

bool html_is_plain_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && strchr("-_.:", id.s[i]) == NULL)
			return false;
	return id.n != 0 && id.n <= ID_BYTES;
}

void html_add_anchor(struct html_run *run, struct str id)
{
	if (!html_is_plain_id(id))
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
			if (node == NULL || node->type != XML_ELEMENT_NODE || node_is_block(node))
				return ' ';
		}
		node = node->next;
		if (node_is_text(node) && node_text(node).n != 0)
			return node_text(node).s[0];
		if (node->type == XML_ELEMENT_NODE)
			return node_is_block(node) || node_is(node, "br")
				   ? ' '
				   : 'a'; /* whatever it is: the careful answer */
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

static void add_break(struct html_run *run)
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
static struct str edge(struct html_run *run, struct html_run *inside, const xmlNode *node)
{
	struct str text = buf_view(inside->out);
	size_t at = 0;

	for (; text.n != 0 && text.s[0] == '\n'; text = str_from(text, 1))
		add_break(run);
	if (node->children != NULL && node_is_text(node->children))
		run->blank = run->blank || html_skip_blank(node_text(node->children), &at);
	return text;
}

/*
 * Emphasis, where its marks stand so that markdown sees them; else, and within another, the element.
 * Blanks and breaks at its edges go outside. Over several paragraphs there is none.
 */
static void add_emphasis(struct html_run *run, const xmlNode *node, const char *mark, const char *element)
{
	struct buf inner;
	struct html_run inside = *run;
	struct str text;
	size_t breaks = 0;
	char before, after;
	bool seen;

	buf_init(&inner, run->out->max);
	inside.out = &inner;
	inside.blank = false;
	inside.in_emphasis = true;
	html_inlines(&inside, node->children);
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

size_t html_longest_run(struct str text, char c)
{
	size_t longest = 0, n = 0;

	for (size_t i = 0; i < text.n; i++) {
		n = text.s[i] == c ? n + 1 : 0;
		if (n > longest)
			longest = n;
	}
	return longest;
}

void html_add_repeated(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_char(out, c);
}

static void add_code(struct html_run *run, const xmlNode *node)
{
	struct buf text;
	size_t ticks;
	bool pad;

	if (node_has(node, "a img")) {
		html_inlines(run, node->children);
		return;
	}
	buf_init(&text, run->out->max);
	node_plain_text(&text, node->children);
	for (size_t i = 0; i < text.n; i++)
		if (str_is_space(text.s[i]) || html_is_control(text.s[i]))
			text.s[i] = ' ';
	if (str_trim(buf_view(&text)).n != 0) {
		struct str code = str_trim(buf_view(&text));

		if (run->out->n != 0 && run->out->s[run->out->n - 1] == '`' && !run->blank && text.s[0] != ' ') {
			buf_release(&text);
			add_element(run, node, "code");
			return;
		}
		ticks = html_longest_run(code, '`') + 1;
		pad = code.s[0] == '`' || code.s[code.n - 1] == '`';
		run->blank = run->blank || text.s[0] == ' ';
		add_blank(run);
		html_add_repeated(run->out, '`', ticks);
		buf_str(run->out, pad ? STR(" ") : STR(""));
		for (size_t i = 0; i < code.n; i++) {
			if (run->in_cell && code.s[i] == '|')
				buf_char(run->out, '\\');
			buf_char(run->out, code.s[i]);
		}
		buf_str(run->out, pad ? STR(" ") : STR(""));
		html_add_repeated(run->out, '`', ticks);
		run->blank = text.s[text.n - 1] == ' ';
	} else {
		run->blank = run->blank || text.n != 0;
	}
	buf_release(&text);
}

static void add_image(struct html_run *run, const xmlNode *node)
{
	struct html_writer *writer = run->writer;
	struct str url = address_of(writer, node_attribute(writer, node, "src"), true),
		   alt = node_attribute(writer, node, "alt");
	struct html_run inside = *run;

	if (url.s == NULL) { /* what it shows is still said */
		html_add_text(run, alt);
		return;
	}
	add_mark(run, STR("!["));
	inside.blank = false;
	html_add_text(&inside, alt);
	buf_printf(run->out, "](%.*s)", STR_ARG(url));
}

static void add_link(struct html_run *run, const xmlNode *node)
{
	struct html_writer *writer = run->writer;
	struct str url = address_of(writer, node_attribute(writer, node, "href"), false),
		   id = node_attribute(writer, node, "id");
	struct html_run inside = *run;
	struct buf text;

	if (id.n == 0)
		id = node_attribute(writer, node, "name");
	html_add_anchor(run, id);
	if (url.s == NULL || run->in_link) {
		html_inlines(run, node->children);
		return;
	}
	buf_init(&text, run->out->max);
	inside.out = &text;
	inside.blank = false;
	inside.one_line = true;
	inside.in_link = true;
	html_inlines(&inside, node->children);
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
void html_add_embedded(struct html_run *run, const xmlNode *node)
{
	struct html_writer *writer = run->writer;
	struct str url = node_attribute(writer, node, "src"), title = node_attribute(writer, node, "title");
	struct html_run inside = *run;

	for (const xmlNode *child = node->children; url.n == 0 && child != NULL; child = child->next)
		if (node_is(child, "source"))
			url = node_attribute(writer, child, "src");
	if (url.n == 0)
		url = node_attribute(writer, node, "data");
	if (str_starts(url, STR("//")))
		url = arena_printf(&writer->arena, "https:%.*s", STR_ARG(url));
	url = address_of(writer, url, false);
	if (url.s != NULL) {
		add_mark(run, STR("["));
		inside.blank = false;
		html_add_text(&inside, title.n != 0 ? title : STR("Video"));
		buf_printf(run->out, "](%.*s)", STR_ARG(url));
		run->blank = true;
	}
	html_inlines(run, node->children);
}

/* Elements that markdown has no words for and Weir shows. */
static void add_element(struct html_run *run, const xmlNode *node, const char *name)
{
	struct html_run inside = *run;
	size_t before;

	add_blank(run);
	buf_printf(run->out, "<%s>", name);
	before = run->out->n;
	inside.blank = false;
	html_inlines(&inside, node->children);
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

void html_add_inline(struct html_run *run, const xmlNode *node)
{
	if (node_is(node, "code tt samp")) {
		add_code(run, node);
		return;
	}
	for (size_t i = 0; i < sizeof(inline_elements) / sizeof(*inline_elements); i++) {
		if (!node_is(node, inline_elements[i].names))
			continue;
		if (inline_elements[i].mark != NULL)
			add_emphasis(run, node, inline_elements[i].mark, inline_elements[i].element);
		else
			add_element(run, node, inline_elements[i].element);
		return;
	}
	if (node_is(node, "br")) {
		add_break(run);
	} else if (node_is(node, "img image")) {
		add_image(run, node);
	} else if (node_is(node, "a")) {
		add_link(run, node);
	} else if (node_is(node, "iframe video audio embed object frame")) {
		html_add_embedded(run, node);
	} else {
		bool apart = node_is_block(node) || node_is(node, "td th li option");

		run->blank = run->blank || apart;
		if (node_is(node, "span"))
			html_add_anchor(run, node_attribute(run->writer, node, "id"));
		html_inlines(run, node->children);
		run->blank = run->blank || apart;
	}
}

void html_inlines(struct html_run *run, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL && !buf_failed(run->out); node = node->next) {
		if (node_is_gone(node))
			continue;
		if (node_is_text(node))
			html_add_text(run, node_text(node));
		else
			html_add_inline(run, node);
	}
}
