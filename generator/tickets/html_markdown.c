#include "generator/tickets/html_markdown_parts.h"

#include "common/limits.h"
#include "common/mem.h"

#include <libxml/HTMLparser.h>

/* More attributes than that on one element make libxml2 slow: they are compared with each other. */
enum { MOST_ATTRIBUTES = 1000, HEADING_MOST = 6, FENCE_LEAST = 3, LANGUAGE_BYTES = 30 };

/* ---- blocks ---- */

void html_begin_block(struct buf *out)
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
			html_begin_block(out);
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

static void add_heading(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	unsigned level = (unsigned)(node->name[1] - '0') + writer->heading_shift;
	struct str id = node_attribute(writer, node, "id");
	struct buf text;
	struct html_run run = {.writer = writer, .out = &text, .one_line = true};
	struct str line;

	buf_init(&text, out->max);
	html_inlines(&run, node->children);
	line = str_trim(buf_view(&text));
	if (line.n != 0) {
		html_begin_block(out);
		html_add_repeated(out, '#', level < HEADING_MOST ? level : HEADING_MOST);
		buf_char(out, ' ');
		add_heading_text(out, line);
		/* braces at the end would be the id: then it has one */
		writer->headings++;
		if (html_is_plain_id(id))
			buf_printf(out, " {#%.*s}", STR_ARG(id));
		else if (line.s[line.n - 1] == '}')
			buf_printf(out, " {#heading-%u}", writer->headings);
	}
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

/* "language-js", "lang-js", "brush: js" */
static struct str language_of(struct html_writer *writer, const xmlNode *node)
{
	struct str classes = node_attribute(writer, node, "class"), one;
	static const char *const prefixes[] = {"language-", "lang-"};

	while (classes.n != 0 && str_split(&classes, ' ', &one))
		for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
			if (str_starts(one, str_c(prefixes[i]))) {
				one = str_from(one, strlen(prefixes[i]));
				return one.n <= LANGUAGE_BYTES && html_is_plain_id(one) ? one : STR("");
			}
	return STR("");
}

static void add_pre(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	struct str language = language_of(writer, node), code;
	struct buf text;
	size_t ticks;

	for (const xmlNode *child = node->children; language.n == 0 && child != NULL; child = child->next)
		if (node_is(child, "code"))
			language = language_of(writer, child);
	buf_init(&text, out->max);
	node_plain_text(&text, node->children);
	code = str_trim_end(buf_view(&text));
	while (code.n != 0 && code.s[0] == '\n')
		code = str_from(code, 1);
	if (code.n != 0) {
		ticks = html_longest_run(code, '`') + 1;
		ticks = ticks < FENCE_LEAST ? FENCE_LEAST : ticks;
		html_begin_block(out);
		html_add_repeated(out, '`', ticks);
		buf_str(out, language);
		buf_char(out, '\n');
		for (size_t i = 0; i < code.n; i++)
			if (!html_is_control(code.s[i]) || code.s[i] == '\n' || code.s[i] == '\t')
				buf_char(out, code.s[i]);
		buf_char(out, '\n');
		html_add_repeated(out, '`', ticks);
	}
	writer->failed = writer->failed || buf_failed(&text);
	buf_release(&text);
}

/* ---- lists ---- */

struct list {
	struct html_writer *writer;
	struct buf *out;
	bool is_ordered, is_loose, has_item;
	char mark;
	int64_t number;
};

static void begin_item(struct list *list)
{
	if (!list->has_item)
		html_begin_block(list->out);
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
	html_blocks(list->writer, &text, first, !list->is_loose);
	if (list->is_ordered)
		(void)snprintf(mark, sizeof(mark), "%lld%c ", (long long)list->number++, list->mark);
	else
		mark[0] = list->mark;
	html_add_repeated(&indent, ' ', strlen(mark));
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
			paragraphs += node_is(child, "p") ? 1 : 0;
			if (node_is(child, "pre table blockquote h1 h2 h3 h4 h5 h6 div details dl figure"))
				return true;
		}
		if (paragraphs > 1)
			return true;
	}
	return false;
}

/* A list in a list belongs to the item before it; text that stands between items is one. */
static void add_list(struct html_writer *writer, struct buf *out, const xmlNode *node, bool alternate)
{
	struct list list = {
	    .writer = writer, .out = out, .is_ordered = node_is(node, "ol"), .is_loose = is_loose(node)};
	int64_t start;

	list.mark = list.is_ordered ? (alternate ? ')' : '.') : (alternate ? '*' : '-');
	list.number =
	    str_to_int(node_attribute(writer, node, "start"), &start) && start >= 0 && start < 1000000 ? start : 1;
	for (const xmlNode *item = node->children; item != NULL && !buf_failed(out); item = item->next) {
		struct str text = node_is_text(item) ? str_trim(node_text(item)) : STR("");
		xmlNode alone;

		if (node_is_gone(item) || (node_is_text(item) && text.n == 0))
			continue;
		if (node_is(item, "li")) {
			add_item(&list, item->children);
			continue;
		}
		/* seen alone, without those that follow it */
		alone = *item;
		alone.next = NULL;
		add_item(&list, &alone);
	}
}

/* ---- alerts and other containers ---- */

/* The alert that a class names: "note", "callout-warning", "tip-box". */
static const char *alert_of(struct html_writer *writer, const xmlNode *node)
{
	static const struct {
		const char *word, *alert;
	} words[] = {{"note", "NOTE"},	    {"info", "NOTE"},	       {"notice", "NOTE"},     {"callout", "NOTE"},
		     {"tip", "TIP"},	    {"success", "TIP"},	       {"warning", "WARNING"}, {"caution", "CAUTION"},
		     {"danger", "CAUTION"}, {"important", "IMPORTANT"}};
	static const char *const around[] = {"callout-", "alert-", "note-", "admonition-", "box-", "callout--"};
	struct str classes = node_attribute(writer, node, "class"), one;
	const char *found = NULL;

	if (!node_is(node, "div p blockquote aside section"))
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

static void add_quote(struct html_writer *writer, struct buf *out, const xmlNode *node, const char *alert)
{
	struct buf text;

	buf_init(&text, out->max);
	html_blocks(writer, &text, node->children, false);
	if (text.n != 0) {
		html_begin_block(out);
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
			buf_char(out, html_is_control(text.s[i]) ? ' ' : text.s[i]);
	}
}

static void add_details(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	struct buf text;

	html_begin_block(out);
	buf_lit(out, "<details>\n");
	buf_init(&text, out->max);
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (node_is(child, "summary"))
			node_plain_text(&text, child->children);
	if (text.n != 0) {
		buf_lit(out, "<summary>");
		add_html_text(out, str_trim(buf_view(&text)));
		buf_lit(out, "</summary>");
	}
	buf_release(&text);
	html_add_contained(writer, out, node);
	buf_lit(out, "</details>");
}

static void add_terms(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	html_begin_block(out);
	buf_lit(out, "<dl>\n");
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (!node_is(child, "dt dd"))
			continue;
		buf_printf(out, "<%s>", (const char *)child->name);
		html_add_contained(writer, out, child);
		buf_printf(out, "</%s>\n", (const char *)child->name);
	}
	buf_lit(out, "</dl>");
}

static bool is_heading(const xmlNode *node)
{
	return node_is(node, "h1 h2 h3 h4 h5 h6");
}

/* Whether it was a block of its own; else its children are blocks of those around it. */
static bool add_block(struct html_writer *writer, struct buf *out, const xmlNode *node)
{
	const char *alert = alert_of(writer, node);

	if (alert != NULL || node_is(node, "blockquote"))
		add_quote(writer, out, node, alert);
	else if (is_heading(node))
		add_heading(writer, out, node);
	else if (node_is(node, "pre listing plaintext xmp"))
		add_pre(writer, out, node);
	else if (node_is(node, "table"))
		html_add_table(writer, out, node);
	else if (node_is(node, "details"))
		add_details(writer, out, node);
	else if (node_is(node, "dl"))
		add_terms(writer, out, node);
	else
		return false;
	return true;
}

struct flow {
	struct html_writer *writer;
	struct buf *out, text;
	struct html_run run;
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
	const char *kind = node_is(node, "ol") ? "ol" : "ul";
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
		if (node_is_gone(node) || node_is(node, "summary caption"))
			continue;
		if (!node_is_text(node) && !node_is_block(node) && (!node_has_block(node) || node_is(node, "a"))) {
			html_add_inline(&flow->run, node);
		} else if (node_is_text(node)) {
			html_add_text(&flow->run, node_text(node));
		} else {
			end_run(flow);
			if (node_is(node, "ul ol menu dir")) {
				add_flow_list(flow, node);
			} else if (node_is(node, "hr")) {
				html_begin_block(flow->out);
				buf_lit(flow->out, "---");
				flow->list = NULL;
			} else if (node_is(node, "iframe video")) {
				html_add_embedded(&flow->run, node);
				end_run(flow);
			} else if (add_block(flow->writer, flow->out, node)) {
				flow->list = NULL;
			} else {
				html_add_anchor(&flow->run, node_attribute(flow->writer, node, "id"));
				flow_over(flow, node->children);
			}
			end_run(flow);
		}
	}
}

void html_blocks(struct html_writer *writer, struct buf *out, const xmlNode *first, bool in_item)
{
	struct flow flow = {.writer = writer, .out = out, .tight = in_item};

	buf_init(&flow.text, out->max);
	flow.run = (struct html_run){.writer = writer, .out = &flow.text};
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
	return node_is(node, "h1") || node_has(node, "h1");
}

int html_markdown(struct buf *out, struct str html, const struct html_markdown *options, const char **reason)
{
	struct html_writer writer = {.options = options};
	htmlParserCtxtPtr context;
	htmlDocPtr document;
	xmlNode *root;
	bool has_unseen = false;

	if (options->has_unseen != NULL)
		*options->has_unseen = false;
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
		has_unseen = html_drop_unseen(&writer, root);
		writer.heading_shift = has_first_heading(root) ? 1 : 0;
		html_blocks(&writer, out, root->children, false);
		html_begin_block(out);
		if (out->n != 0)
			buf_cut(out, out->n - 1);
	}
	arena_release(&writer.arena);
	xmlFreeDoc(document);
	htmlFreeParserCtxt(context);
	if (options->has_unseen != NULL)
		*options->has_unseen = has_unseen;
	*reason = "it is too long";
	return writer.failed || buf_failed(out) ? -1 : 0;
}
