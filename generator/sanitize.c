#include "generator/sanitize_parts.h"

#include "common/escape.h"
#include "common/limits.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_html.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_source.h"

/* ---- what is open ---- */

static const struct element *element_of(const struct open_element *open)
{
	return htmltags_at(open->element);
}

static unsigned group_of(const struct open_element *open)
{
	return open->is_container ? 0 : G(element_of(open)->group);
}

static void push(struct writer *writer, const struct element *element)
{
	struct open_element *open = vec_add(&writer->open);

	open->element = htmltags_index(element);
	open->depth = writer->depth;
}

/* Tables and code can be wider than the page: they stand in what markdown's own stand in. */
static const char *wrapper_of(const struct element *element)
{
	if (element->group == G_TABLE)
		return "<div class=\"table\" tabindex=\"0\">";
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
	buf_str(writer->out, str_c(htmltags_written(element)));
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

/* A ::: block that ends because what it stands in does. */
static void note_unclosed(struct writer *writer, const struct open_element *open)
{
	writer_note(writer, DIAG_BLOCK_UNCLOSED, open->at, "block \":::%.*s\" is not closed", STR_ARG(open->name));
	writer_note_hint(writer, STR("a line with three colons (:::) ends it"));
}

void sanitize_close(struct writer *writer)
{
	size_t n = writer->open.n;

	while (n > 0 && writer->open.at[n - 1].depth >= writer->depth) {
		n--;
		if (writer->open.at[n].name.n != 0)
			note_unclosed(writer, &writer->open.at[n]);
	}
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
	push(writer, htmltags_find(str_c(name)));
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
	end_open(writer, G(G_HEADING), 0);
	end_open(writer, G(G_P), 0);
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

void sanitize_container_needs_end(struct writer *writer, struct str name, size_t at)
{
	struct open_element *container = &writer->open.at[writer->open.n - 1];

	container->name = name;
	container->at = at;
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
		if (c == '/' || c == '?' || c == '#' || c == '{') /* {{ a | b: c }} */
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

#define PLACE_WINDOW ((size_t)4096)

size_t sanitize_place(struct writer *writer, struct piece_reader *reader, size_t i)
{
	struct str text = writer->source->text, needle = str_slice(reader->html, i, i + 40);
	size_t guess = reader->at + i + reader->shift;
	ptrdiff_t found = str_find_char(needle, '\n');

	if (found >= 0)
		needle = str_slice(needle, 0, (size_t)found);
	found = str_find(str_slice(text, guess, guess + PLACE_WINDOW), needle);
	if (found < 0)
		return reader->at;
	reader->shift += (size_t)found;
	return guess + (size_t)found;
}

void sanitize_decode(struct str raw, struct buf *out)
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

void sanitize_plain(struct writer *writer, struct str text)
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
		sanitize_plain(writer, raw);
		return;
	}
	if (is_block && writer->open.n != 0)
		ensure_place(writer);
	sanitize_decode(raw, &decoded);
	escape_html(writer->out, buf_view(&decoded));
	sanitize_plain(writer, buf_view(&decoded));
}

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

/* "300", "300px", and a part of the line, "50%": browsers know that of a width. */
static bool is_length(struct str s, bool is_width)
{
	struct str number = str_ends(s, STR("px")) ? str_slice(s, 0, s.n - 2) : s;

	if (is_width && str_ends(s, STR("%")))
		number = str_slice(s, 0, s.n - 1);
	return number.n != 0 && number.s[0] != '-' && number.s[0] != '+' && is_number(number);
}

static void write_attribute(struct writer *writer, const char *name, struct str value)
{
	buf_char(writer->out, ' ');
	buf_str(writer->out, str_c(name));
	writer_html(writer, "=\"");
	escape_html(writer->out, value);
	writer_html(writer, "\"");
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

static bool has_class(const struct buf *classes, const char *prefix, const char *class)
{
	struct str words = buf_view(classes), word;

	while (str_split(&words, ' ', &word))
		if (str_starts(word, str_c(prefix)) && str_eq(str_from(word, strlen(prefix)), str_c(class)))
			return true;
	return false;
}

/* What other tools call their alerts gets the theme's classes beside its own. */
static void add_alert(struct buf *classes, const struct element *element)
{
	static const char *const boxes[] = {"div", "aside", "section", NULL};
	static const char *const texts[] = {"p", "blockquote", NULL};
	bool is_box = str_is_any_nocase(str_c(element->name), boxes);
	const char *look = NULL;

	if (has_class(classes, "", "admonition-title")) {
		add_class(classes, "alert-", STR("title"));
		return;
	}
	if (is_box || str_is_any_nocase(str_c(element->name), texts))
		look = alerts_look_of_classes(buf_view(classes), is_box);
	if (look != NULL && !has_class(classes, "", "alert"))
		add_class(classes, "", STR("alert"));
	if (look != NULL && !has_class(classes, "alert-", look))
		add_class(classes, "alert-", str_c(look));
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
	case ATTRIBUTE_TEXT:
		write_attribute(writer, rule->name, value);
		break;
	case ATTRIBUTE_NUMBER:
		if (is_number(value))
			write_attribute(writer, rule->name, value);
		break;
	case ATTRIBUTE_LENGTH:
		if (is_length(value, strcmp(rule->name, "width") == 0))
			write_attribute(writer, rule->name,
					str_ends(value, STR("px")) ? str_slice(value, 0, value.n - 2) : value);
		break;
	case ATTRIBUTE_WORD:
		if (is_word(value))
			write_attribute(writer, rule->name, value);
		break;
	case ATTRIBUTE_FLAG:
		write_flag(writer, rule->name);
		break;
	case ATTRIBUTE_CLASS:
		add_class(classes, "", value);
		break;
	case ATTRIBUTE_ALIGN:
		add_alignment(classes, value);
		break;
	}
}

/* What a reader misses: styles and handlers. Others (target, border, rel …) change nothing. */
static void note_attribute(struct writer *writer, const struct html_tag *tag, struct str name, size_t at)
{
	if (!str_starts_nocase(name, STR("on")) && !str_eq_nocase(name, STR("style")) &&
	    !str_eq_nocase(name, STR("srcdoc")))
		return;
	writer_note(writer, DIAG_HTML_DROPPED, at, "attribute \"%.*s\" of <%.*s> is left out", STR_ARG(name),
		    STR_ARG(tag->name));
	writer_note_hint(writer, STR("pages carry no inline style or script; use a class and the theme's stylesheet"));
}

/* All but id, href and src. */
static void write_attributes(struct writer *writer, const struct element *element, const struct html_tag *tag,
			     size_t at)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT}, classes = {.max = BUF_NO_LIMIT};

	buf_clear(&classes);
	if (strcmp(element->name, "center") == 0)
		add_class(&classes, "align-", STR("center"));
	for (size_t i = 0; i < tag->n; i++) {
		const struct attribute *attribute = &tag->attributes[i];
		const struct attribute_rule *rule = htmltags_rule(attribute->name, element->attributes | A_GLOBAL);

		if (htmltags_is_repeated(tag, i))
			continue;
		if (rule == NULL) {
			note_attribute(writer, tag, attribute->name, at);
			continue;
		}
		sanitize_decode(attribute->value, &decoded);
		write_by_rule(writer, rule, buf_view(&decoded), &classes);
	}
	add_alert(&classes, element);
	if (classes.n != 0)
		write_attribute(writer, "class", buf_view(&classes));
}

/* A word of an attribute list, `width="300"`, in whose quotes blanks may stand. */
static struct str next_of_list(struct str *list)
{
	struct str rest = str_trim(*list);
	char quote = '\0';
	size_t n = 0;

	while (n < rest.n && (quote != '\0' || !str_is_space(rest.s[n]))) {
		if (quote == rest.s[n])
			quote = '\0';
		else if (quote == '\0' && (rest.s[n] == '"' || rest.s[n] == '\''))
			quote = rest.s[n];
		n++;
	}
	*list = str_from(rest, n);
	return str_slice(rest, 0, n);
}

void sanitize_attribute_list(struct writer *writer, const char *element, struct str list, size_t at)
{
	static struct buf classes = {.max = BUF_NO_LIMIT};
	struct html_tag tag = {.name = str_c(element)};
	struct str word;

	buf_clear(&classes);
	while ((word = next_of_list(&list)).n != 0 && tag.n + 1 < ATTRIBUTES_MAX) {
		ptrdiff_t equals = str_find_char(word, '=');
		struct str name = str_slice(word, 0, equals > 0 ? (size_t)equals : 0);
		struct str value = str_from(word, name.n + 1);

		if (value.n > 1 && (value.s[0] == '"' || value.s[0] == '\'') && value.s[value.n - 1] == value.s[0])
			value = str_slice(value, 1, value.n - 1);
		if (word.s[0] == '.' && word.n > 1)
			add_class(&classes, "", str_from(word, 1));
		else if (str_eq_nocase(name, STR("class")))
			add_class(&classes, "", value);
		else if (name.n != 0 && !str_eq_nocase(name, STR("alt")))
			tag.attributes[tag.n++] = (struct attribute){.name = name, .value = value};
	}
	if (classes.n != 0)
		tag.attributes[tag.n++] = (struct attribute){.name = STR("class"), .value = buf_view(&classes)};
	write_attributes(writer, htmltags_find(tag.name), &tag, at);
}

/* An attribute's value decoded and trimmed, in the arena; absent when the tag has none of that name. */
struct str sanitize_value(struct writer *writer, const struct html_tag *tag, const char *name)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};
	const struct attribute *attribute = htmltags_attribute(tag, str_c(name));

	if (attribute == NULL)
		return STR_NONE;
	sanitize_decode(attribute->value, &decoded);
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
struct str sanitize_claim_id(struct writer *writer, const struct element *element, const struct html_tag *tag)
{
	struct str id = sanitize_value(writer, tag, "id");

	if (id.n == 0 && (element->attributes & A_NAME) != 0)
		id = sanitize_value(writer, tag, "name");
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

static void write_image(struct writer *writer, const struct element *element, const struct html_tag *tag, size_t at)
{
	struct str src = sanitize_value(writer, tag, "src"), alt = sanitize_value(writer, tag, "alt"), id;

	if (src.n == 0 || !sanitize_url_is_safe(src, true)) {
		if (src.n != 0)
			note_url(writer, src, at);
		writer_text(writer, alt);
		return;
	}
	writer_html(writer, "<img");
	write_hole(writer, "src", LINK_IMAGE, src, at);
	id = sanitize_claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	if (htmltags_attribute(tag, STR("alt")) == NULL)
		writer_html(writer, " alt=\"\"");
	writer_plain(writer, alt);
	writer_html(writer, " loading=\"lazy\" decoding=\"async\">");
}

/* <a name="x"> often has no end tag: it is a place, not a link. */
static void write_anchor(struct writer *writer, const struct element *element, const struct html_tag *tag)
{
	struct str id = sanitize_claim_id(writer, element, tag);

	if (id.n == 0)
		return;
	writer_html(writer, "<a");
	write_attribute(writer, "id", id);
	writer_html(writer, "></a>");
}

/* True when the tag was written and is open now. */
static bool write_link(struct writer *writer, const struct element *element, const struct html_tag *tag, size_t at)
{
	struct str href = sanitize_value(writer, tag, "href"), id;

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
	id = sanitize_claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	writer_html(writer, ">");
	return true;
}

void sanitize_link(struct writer *writer, struct str url, struct str text, size_t at)
{
	if (sanitize_in_link(writer) || writer->in_link != 0) {
		writer_text(writer, text);
		return;
	}
	writer_html(writer, "<a");
	write_hole(writer, "href", LINK_TO, url, at);
	writer_html(writer, ">");
	writer_text(writer, text);
	writer_html(writer, "</a>");
}

/* A page inside the page would need another host's scripts: a link to it instead. */
static void write_embedded(struct writer *writer, const struct html_tag *tag, size_t at)
{
	struct str url = sanitize_value(writer, tag, "src"), title = sanitize_value(writer, tag, "title");

	if (url.n == 0)
		url = sanitize_value(writer, tag, "data");
	if (url.n == 0 || !sanitize_url_is_safe(url, false) || sanitize_in_link(writer) || writer->in_link != 0)
		return;
	sanitize_link(writer, url, title.n != 0 ? title : url, at);
}

static void start_heading(struct writer *writer, const struct element *element, const struct html_tag *tag)
{
	struct str id = sanitize_value(writer, tag, "id");

	writer->raw_heading_id = is_good_id(id) ? id : STR_NONE;
	writer->raw_heading_class = sanitize_value(writer, tag, "class");
	writer_heading_start(writer, (uint8_t)(element->name[1] - '0'));
}

/* Writes any other element that is allowed. */
static void write_element(struct writer *writer, const struct element *element, const struct html_tag *tag, size_t at)
{
	struct str id;

	if ((element->flags & BLOCK) != 0 && element->group != G_CELL)
		writer_plain_line(writer);
	if (wrapper_of(element) != NULL)
		buf_str(writer->out, str_c(wrapper_of(element)));
	writer_html(writer, "<");
	buf_str(writer->out, str_c(htmltags_written(element)));
	if (element->group == G_PRE)
		writer_html(writer, " tabindex=\"0\"");
	id = sanitize_claim_id(writer, element, tag);
	if (id.n != 0)
		write_attribute(writer, "id", id);
	write_attributes(writer, element, tag, at);
	if ((element->attributes & A_SRC) != 0) {
		struct str src = sanitize_value(writer, tag, "src");

		if (src.n != 0 && !sanitize_url_is_safe(src, false))
			note_url(writer, src, at);
		else if (src.n != 0)
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

/* A heading holds words, no blocks: one that has its words ends before a block, one that has none is waiting for them.
 */
static bool leave_heading(struct writer *writer)
{
	if (find_open(writer, G(G_HEADING), CELL_BOUNDARY) == 0)
		return true;
	if (str_trim(writer_heading_text(writer)).n == 0)
		return false;
	end_open(writer, G(G_HEADING), CELL_BOUNDARY);
	return true;
}

/* Makes room for the element; false when it cannot stand here. */
static bool make_place(struct writer *writer, const struct element *element)
{
	const struct rule *rule = &rules[element->group];
	unsigned group = G(element->group);

	if ((element->flags & BLOCK) != 0) {
		if (writer->inlines != 0)
			return false;
		if (element->group != G_HEADING && !leave_heading(writer))
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

static void note_dropped(struct writer *writer, const struct element *element, const struct html_tag *tag, size_t at)
{
	if ((element->flags & EMBED) != 0)
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out, a link to its address is shown",
			    STR_ARG(tag->name));
	else
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out%s", STR_ARG(tag->name),
			    (element->flags & VOID) != 0 ? "" : ", its text is kept");
	writer_note_hint(writer, STR("[content] raw_html = \"trusted\" publishes HTML as it is written"));
}

static void start_tag(struct writer *writer, const struct element *element, const struct html_tag *tag, size_t at)
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
	if (writer->open.n >= LIMIT_HTML_DEPTH || !make_place(writer, element))
		return;
	if (element->group == G_LINK) {
		if (write_link(writer, element, tag, at)) {
			push(writer, element);
			writer->open.at[writer->open.n - 1].link = (uint32_t)writer->links.n - 1;
			writer->open.at[writer->open.n - 1].content = writer->out->n;
		}
		return;
	}
	if (strcmp(htmltags_written(element), "img") == 0) {
		write_image(writer, element, tag, at);
		return;
	}
	if ((element->attributes & A_SOURCE) != 0 && find_open(writer, G(G_MEDIA), 0) == 0)
		return;
	if (element->group == G_HEADING)
		start_heading(writer, element, tag);
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

/* ---- the piece ---- */

static void gone(struct writer *writer, struct piece_reader *reader, const struct html_tag *tag, size_t end)
{
	size_t at = sanitize_place(writer, reader, reader->i);

	if (!tag->is_end) {
		writer_note(writer, DIAG_HTML_DROPPED, at, "<%.*s> is left out with its content", STR_ARG(tag->name));
		end = htmltags_skip_content(reader->html, end, tag->name);
	}
	reader->i = end;
}

/* The end of a component that is written as a link. */
static void end_component(struct writer *writer, struct str name)
{
	for (size_t i = writer->open.n; i > 0; i--) {
		const struct open_element *open = &writer->open.at[i - 1];

		if (open->is_container || open->depth < writer->depth)
			return;
		if (str_eq(open->component, name)) {
			pop_to(writer, i - 1);
			return;
		}
	}
}

static void component(struct writer *writer, const struct html_tag *tag, struct str written, bool is_block, size_t at)
{
	static struct buf escaped = {.max = BUF_NO_LIMIT};
	struct html_tag link = {.name = STR("a"), .n = 1};
	size_t n = writer->open.n;
	struct str url;

	if (tag->is_end) {
		end_component(writer, tag->name);
		return;
	}
	if (is_block && n != 0)
		ensure_place(writer);
	url = sanitize_component(writer, tag, is_block, at);
	if (url.n == 0)
		return;
	buf_clear(&escaped);
	escape_html(&escaped, url);
	link.attributes[0] = (struct attribute){.name = STR("href"), .value = buf_view(&escaped)};
	start_tag(writer, htmltags_find(link.name), &link, at);
	if (writer->open.n <= n)
		return;
	if (str_ends(written, STR("/>")))
		pop_to(writer, n);
	else
		writer->open.at[n].component = arena_str(writer->arena, tag->name);
}

/* A name that HTML does not know: what a writer put in angle brackets, or another tool's component. */
static void unknown(struct writer *writer, struct piece_reader *reader, const struct html_tag *tag, size_t end)
{
	struct str text = str_slice(reader->html, reader->i, end);
	size_t at = sanitize_place(writer, reader, reader->i);

	reader->i = end;
	if (writer->in_foreign)
		return;
	if (leftovers_component(writer, tag, text, at)) {
		component(writer, tag, text, reader->is_block, at);
		return;
	}
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
	writer_note(writer, DIAG_HTML_UNKNOWN, sanitize_place(writer, reader, reader->i), "\"<?…?>\" is shown as text");
	writer_note_hint(writer, STR("put it in backticks"));
	writer_text(writer, str_slice(reader->html, reader->i, end));
}

/* <Video src="x" />, <a id="x" />: in MDX any element may. */
static void end_itself(struct writer *writer, const struct element *element, const struct html_tag *tag, bool is_block)
{
	if ((element->flags & VOID) == 0)
		end_tag(writer, element);
	if (str_is_upper(tag->name.s[0]))
		sanitize_component_caption(writer, tag, is_block);
}

/*
 * What is not published as it is, and <listing>, which was <pre> once: components that are called so are meant rather.
 * But what leads to another page does so by either name, and <Script> and <Style> hold what the others do.
 */
static bool is_seldom_meant(const struct element *element, const struct html_tag *tag)
{
	if ((element->flags & EMBED) != 0 &&
	    (htmltags_attribute(tag, STR("src")) != NULL || htmltags_attribute(tag, STR("data")) != NULL))
		return false;
	return (element->flags & DROP) != 0 || strcmp(element->name, "listing") == 0;
}

/* One tag, comment or declaration at reader->i; false when it is none and "<" is text. */
static bool take_markup(struct writer *writer, struct piece_reader *reader)
{
	struct str html = reader->html;
	const struct element *element;
	struct html_tag tag;
	size_t end, i = reader->i;

	if (i + 1 < html.n && (html.s[i + 1] == '!' || html.s[i + 1] == '?')) {
		end = reader->false_tags < FALSE_TAGS_MAX ? htmltags_skip_declaration(html, i) : 0;
		if (end == 0 && reader->false_tags++ < FALSE_TAGS_MAX) {
			writer_note(
			    writer, DIAG_HTML_UNCLOSED, sanitize_place(writer, reader, i),
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
	end = i < reader->last_end && reader->false_tags < FALSE_TAGS_MAX ? htmltags_read(html, i, &tag) : 0;
	if (end == 0) {
		reader->false_tags += i + 1 < html.n && str_is_alpha(html.s[i + 1]);
		return false;
	}
	element = htmltags_find(tag.name);
	if (element == NULL || (is_seldom_meant(element, &tag) && leftovers_is_component_of_html(writer, tag.name))) {
		unknown(writer, reader, &tag, end);
	} else if ((element->flags & GONE) != 0) {
		gone(writer, reader, &tag, end);
	} else {
		reader->i = end;
		if (!tag.is_end)
			start_tag(writer, element, &tag, sanitize_place(writer, reader, i));
		if (tag.is_end)
			end_tag(writer, element);
		else if (html.s[end - 2] == '/' && leftovers_is_mdx(writer))
			end_itself(writer, element, &tag, reader->is_block);
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
