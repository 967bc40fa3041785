#include "generator/tickets/extract.h"

#include "common/entities.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/htmltags.h"

#include <limits.h>
#include <stdlib.h>

#define INDEX_NONE SIZE_MAX
enum { LOOK_AHEAD = 2000 }; /* bytes in which a link or code of markdown must end: else time grows with the square */
/* The same of a tag, and the bytes that may be read in vain before a tag must be as short as a link. */
enum { LONGEST_TAG = 64 * 1024, MOST_WASTED = 4 * 1024 * 1024 };

void extract_init(struct extract *extract)
{
	*extract = (struct extract){0};
	buf_init(&extract->text, BUF_NO_LIMIT);
	buf_init(&extract->clean, BUF_NO_LIMIT);
}

void extract_release(struct extract *extract)
{
	buf_release(&extract->text);
	buf_release(&extract->clean);
	vec_release(&extract->hints);
}

/* ---- characters ---- */

static bool is_invisible(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {{0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},   {0x115F, 0x1160},
		      {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},   {0x202A, 0x202E},
		      {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
		      {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
}

static bool is_blank(uint32_t c)
{
	return c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

void extract_visible(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);

		if (c == '\r' && at < text.n && text.s[at] == '\n')
			continue;
		if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
			buf_char(out, '\n');
		else if (is_blank(c))
			buf_str(out, c == '\t' ? STR("    ") : STR(" "));
		else if (!is_invisible(c))
			buf_str(out, str_slice(text, from, at));
	}
}

/* ---- HTML ---- */

struct open_element {
	char name[16]; /* in small letters, cut */
	struct quotes_element quotes;
	size_t from; /* in the text, where it began */
	bool hidden, is_pre, is_list;
	bool is_tiny, is_white, has_ground; /* of its text */
	size_t link;			    /* where the text of <a> began, or INDEX_NONE */
	struct str href;
};

struct walk {
	struct extract *extract;
	struct str html;
	struct open_element open[LIMIT_EXTRACT_DEPTH];
	size_t depth;
	unsigned hidden, pre, lists;
	bool blank; /* white space is waiting for a word */
};

static struct buf *out_of(struct walk *walk)
{
	return &walk->extract->text;
}

static void end_line(struct walk *walk)
{
	struct buf *out = out_of(walk);

	walk->blank = false;
	while (out->n != 0 && out->s[out->n - 1] == ' ')
		buf_cut(out, out->n - 1);
	if (out->n != 0 && out->s[out->n - 1] != '\n')
		buf_char(out, '\n');
}

static void end_paragraph(struct walk *walk)
{
	struct buf *out = out_of(walk);

	end_line(walk);
	if (out->n > 1 && out->s[out->n - 2] != '\n')
		buf_char(out, '\n');
}

static void add_text(struct walk *walk, struct str text)
{
	struct buf *out = out_of(walk);

	for (size_t i = 0; i < text.n; i++) {
		if (walk->pre != 0) {
			buf_char(out, text.s[i]);
		} else if (str_is_space(text.s[i])) {
			walk->blank = true;
		} else {
			if (walk->blank && out->n != 0 && out->s[out->n - 1] != '\n' && out->s[out->n - 1] != ' ')
				buf_char(out, ' ');
			walk->blank = false;
			buf_char(out, text.s[i]);
		}
	}
}

static bool is_unseen(const struct walk *walk)
{
	const struct open_element *element = walk->depth != 0 ? &walk->open[walk->depth - 1] : NULL;

	return walk->hidden != 0 ||
	       (element != NULL && (element->is_tiny || (element->is_white && !element->has_ground)));
}

static void add_run(struct walk *walk, struct str html)
{
	struct buf decoded;

	if (is_unseen(walk) || html.n == 0)
		return;
	buf_init(&decoded, BUF_NO_LIMIT);
	buf_clear(&walk->extract->clean);
	entities_decode(&decoded, html);
	extract_visible(&walk->extract->clean, buf_view(&decoded));
	add_text(walk, buf_view(&walk->extract->clean));
	buf_release(&decoded);
}

static struct str value_of(const struct html_tag *tag, struct str name)
{
	const struct attribute *attribute = htmltags_attribute(tag, name);

	return attribute != NULL ? attribute->value : STR("");
}

/* "\\6e" or "\\y" of a style: the sign it is for, at i; i ends at its last byte. */
static char style_escape(struct str style, size_t *i)
{
	enum { DIGITS_MOST = 6 };
	size_t n = 0;
	int code = 0;

	if (*i + 1 < style.n && str_hex_value(style.s[*i + 1]) < 0)
		return style.s[++*i];
	while (n < DIGITS_MOST && *i + 1 < style.n && str_hex_value(style.s[*i + 1]) >= 0) {
		code = code * 16 + str_hex_value(style.s[++*i]);
		n++;
	}
	return n != 0 && code < 0x80 ? (char)code : '?';
}

/* A style without its blanks and comments, in small letters. */
static void plain_style(struct buf *out, struct str coded)
{
	struct buf decoded;
	struct str style;

	buf_init(&decoded, BUF_NO_LIMIT);
	entities_decode(&decoded, coded);
	style = buf_view(&decoded);
	for (size_t i = 0; i < style.n; i++) {
		if (str_starts(str_from(style, i), STR("/*"))) {
			ptrdiff_t end = str_find(str_from(style, i + 2), STR("*/"));

			if (end < 0)
				break; /* what has no end takes all with it */
			i += (size_t)end + 3;
		} else if (style.s[i] == '\\') {
			buf_char(out, str_lower_char(style_escape(style, &i)));
		} else if (!str_is_space(style.s[i])) {
			buf_char(out, str_lower_char(style.s[i]));
		}
	}
	buf_release(&decoded);
}

/* "opacity:0.8" is no zero; a list of Word has "text-indent:-18.0pt" or "-.25in". */
static bool is_harmless(struct str sign, struct str behind)
{
	static const char *const lengths[] = {"pt", "in", "cm", "mm", NULL};
	size_t n = 0, whole;

	while (n < behind.n && str_is_digit(behind.s[n]))
		n++;
	whole = n;
	n += n < behind.n && behind.s[n] == '.';
	while (n < behind.n && str_is_digit(behind.s[n]))
		n++;
	if (str_eq(sign, STR("text-indent:-")))
		return whole <= 2 && str_is_any(str_slice(behind, n, n + 2), lengths);
	return str_eq(sign, STR("opacity:0")) && whole == 0 && n > 1 && behind.s[1] >= '5' &&
	       (n == behind.n || behind.s[n] == ';');
}

/* Does a style have a sign of what nobody sees? */
static bool has_sign(struct str style, struct str sign)
{
	for (ptrdiff_t at; (at = str_find(style, sign)) >= 0;) {
		style = str_from(style, (size_t)at + sign.n);
		if (!is_harmless(sign, style))
			return true;
	}
	return false;
}

/* "height:0;overflow:hidden", not "line-height:0" */
static bool is_flat(struct str style)
{
	return (str_starts(style, STR("height:0")) || str_find(style, STR(";height:0")) >= 0) &&
	       str_find(style, STR("overflow:hidden")) >= 0;
}

/* The next value of a property, without "!important"; false when there is none. A ';' in quotes ends nothing. */
static bool next_value(struct str *style, struct str name, struct str *value)
{
	while (style->n != 0) {
		struct str one;
		ptrdiff_t bang;
		char quote = 0;
		size_t n = 0;

		for (; n < style->n && (quote != 0 || style->s[n] != ';'); n++) {
			if (quote != 0 ? style->s[n] == quote : style->s[n] == '"' || style->s[n] == '\'')
				quote = quote != 0 ? '\0' : style->s[n];
		}
		one = str_slice(*style, 0, n);
		*style = str_from(*style, n + 1);
		if (!str_starts(one, name) || one.n <= name.n || one.s[name.n] != ':')
			continue;
		bang = str_find_char(one, '!');
		*value = str_slice(one, name.n + 1, bang >= 0 ? (size_t)bang : one.n);
		return true;
	}
	return false;
}

/* The value of a property's last declaration; "" when there is none. */
static struct str property_of(struct str style, struct str name)
{
	struct str value = STR("");

	while (next_value(&style, name, &value))
		;
	return value;
}

/* "0", "1px", ".5pt", "0.1em", "0.9e-9em": too small to be read */
static bool is_tiny(struct str size)
{
	static const struct {
		const char *unit;
		unsigned tenths; /* the largest that nobody reads */
	} units[] = {{"px", 20}, {"pt", 15}, {"rem", 4}, {"em", 4}, {"%", 400}, {"e-", UINT_MAX}, {"", 0}};
	unsigned tenths = 0;
	size_t n = 0, i = 0;

	for (; n < size.n && n < 4 && str_is_digit(size.s[n]); n++)
		tenths = tenths * 10 + 10 * (unsigned)(size.s[n] - '0');
	if (n + 1 < size.n && size.s[n] == '.' && str_is_digit(size.s[n + 1])) {
		tenths += (unsigned)(size.s[n + 1] - '0');
		for (n += 2; n < size.n && str_is_digit(size.s[n]);)
			n++;
	}
	while (!str_starts(str_from(size, n), str_c(units[i].unit)))
		i++;
	return n != 0 && tenths <= units[i].tenths;
}

static bool is_white(struct str color)
{
	static const char *const names[] = {"white", "#fff", "#ffff", "#ffffff", "#ffffffff", "ffffff", NULL};

	return str_is_any_nocase(color, names) || str_starts(color, STR("rgb(255,255,255")) ||
	       str_starts(color, STR("rgba(255,255,255")) || str_starts(color, STR("hsl(0,0%,100%"));
}

/* Whether a style, or a table's cell of old, gives what is in it a colour behind it that is not white. */
static bool has_ground(const struct html_tag *tag, struct str style)
{
	struct str ground = property_of(style, STR("background-color")), cell = value_of(tag, STR("bgcolor"));

	if (ground.n == 0)
		ground = property_of(style, STR("background"));
	return (ground.n != 0 && !is_white(ground) && !str_starts(ground, STR("transparent")) &&
		!str_starts(ground, STR("none"))) ||
	       (cell.n != 0 && !is_white(cell)) || property_of(style, STR("background-image")).n != 0;
}

/* "display:none" and what comes to the same, whatever is within it. */
static bool is_hidden(const struct html_tag *tag, struct str style)
{
	static const char *const signs[] = {"display:none", "visibility:hidden", "max-height:0", "mso-hide:all",
					    "opacity:0",    "text-indent:-",	 "left:-9",	 "clip:rect(0"};
	bool hidden = htmltags_attribute(tag, STR("hidden")) != NULL || is_flat(style);

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		hidden = hidden || has_sign(style, str_c(signs[i]));
	return hidden;
}

/* "12px", "medium": a size whatever is around it; "1.2em" or "larger" is nothing where what is around it has none. */
static bool is_absolute(struct str size)
{
	static const char *const units[] = {"px", "pt", "pc", "cm", "mm", "in", "rem", "vw", "vh", NULL};
	static const char *const words[] = {"x-small", "small", "medium", "large", "x-large", "xx-large", NULL};
	size_t n = 0;

	while (n < size.n && (str_is_digit(size.s[n]) || size.s[n] == '.'))
		n++;
	return n != 0 ? str_is_any(str_from(size, n), units) : str_is_any(size, words);
}

/* What a style makes of the size of a text. A value that no browser understands changes nothing. */
static bool is_too_small(bool around, struct str style)
{
	bool tiny = around;
	struct str size;

	while (next_value(&style, STR("font-size"), &size))
		tiny = is_tiny(size) || (tiny && !is_absolute(size));
	return tiny;
}

/* What is not seen for its size or colour, unless what is within it has others. */
static void take_look(struct walk *walk, struct open_element *element, const struct html_tag *tag, struct str style)
{
	const struct open_element *around = walk->depth > 1 ? element - 1 : NULL;
	struct str color = property_of(style, STR("color"));

	if (color.n == 0 && str_eq_nocase(tag->name, STR("font")))
		color = value_of(tag, STR("color"));
	element->is_tiny = is_too_small(around != NULL && around->is_tiny, style);
	element->is_white = around != NULL && around->is_white;
	if (color.n != 0 && !str_eq(color, STR("inherit")))
		element->is_white = is_white(color);
	element->has_ground = (around != NULL && around->has_ground) || has_ground(tag, style);
}

/* What may be shown of a link's address: no user, no query, no fragment. */
static struct str plain_address(struct str url)
{
	ptrdiff_t host = str_find(url, STR("://"));
	size_t end = 0;

	if (host < 0 || !(str_starts_nocase(url, STR("http:")) || str_starts_nocase(url, STR("https:"))))
		return STR_NONE;
	while (end < url.n && url.s[end] != '?' && url.s[end] != '#' && !str_is_space(url.s[end]) &&
	       url.s[end] != '<' && url.s[end] != '>' && url.s[end] != '"')
		end++;
	url = str_slice(url, 0, end);
	return str_find_char(url, '@') >= 0 ? STR_NONE : url;
}

static void close_link(struct walk *walk, const struct open_element *element)
{
	struct buf *out = out_of(walk), decoded;
	struct str url, text;

	if (element->link == INDEX_NONE || is_unseen(walk) || out->n < element->link)
		return;
	buf_init(&decoded, BUF_NO_LIMIT);
	entities_decode(&decoded, element->href);
	url = plain_address(str_trim(buf_view(&decoded)));
	text = str_trim(str_from(buf_view(out), element->link));
	/* what the text says already is not said twice, and an image's link says nothing */
	if (url.n != 0 && text.n != 0 && str_find(text, STR("://")) < 0) {
		buf_lit(out, " (");
		extract_visible(out, url);
		buf_lit(out, ")");
	}
	buf_release(&decoded);
}

static void close_element(struct walk *walk)
{
	struct open_element *element = &walk->open[--walk->depth];

	close_link(walk, element);
	if (element->hidden)
		walk->hidden--;
	if (element->is_list)
		walk->lists--;
	if (element->is_pre && --walk->pre == 0) {
		end_line(walk);
		buf_lit(out_of(walk), "```\n\n");
	}
	if (element->quotes.reason != QUOTES_KEPT) {
		end_line(walk);
		*vec_add(&walk->extract->hints) = (struct quotes_range){
		    .from = element->from, .to = out_of(walk)->n, .reason = element->quotes.reason};
	}
}

static void break_before(struct walk *walk, struct str name)
{
	static const char *const paragraphs[] = {"p",  "pre", "blockquote", "h1",    "h2", "h3", "h4", "h5",
						 "h6", "ul",  "ol",	    "table", "dl", "hr", NULL};
	static const char *const lines[] = {"div",     "li",	 "tr",	   "dt",     "dd",	"section",
					    "article", "header", "footer", "center", "address", "details",
					    "summary", "form",	 "figure", "br",     NULL};

	if (is_unseen(walk) || walk->pre != 0)
		return;
	if (str_is_any_nocase(name, paragraphs))
		end_paragraph(walk);
	else if (str_is_any_nocase(name, lines))
		end_line(walk);
	else if (str_eq_nocase(name, STR("td")) || str_eq_nocase(name, STR("th")))
		walk->blank = true;
}

static void begin_element(struct walk *walk, const struct html_tag *tag)
{
	struct buf *out = out_of(walk);
	struct open_element *element = &walk->open[walk->depth++];
	struct buf style;

	buf_init(&style, BUF_NO_LIMIT);
	*element = (struct open_element){.link = INDEX_NONE};
	for (size_t i = 0; i < tag->name.n && i < sizeof(element->name) - 1; i++)
		element->name[i] = str_lower_char(tag->name.s[i]);
	element->quotes = quotes_element(tag->name, value_of(tag, STR("class")), value_of(tag, STR("id")),
					 value_of(tag, STR("type")), value_of(tag, STR("style")));
	plain_style(&style, value_of(tag, STR("style")));
	element->hidden = is_hidden(tag, buf_view(&style));
	take_look(walk, element, tag, buf_view(&style));
	buf_release(&style);
	if (element->hidden)
		walk->hidden++;
	if (is_unseen(walk))
		return;
	if (element->quotes.reason != QUOTES_KEPT)
		end_line(walk);
	if (str_eq_nocase(tag->name, STR("pre"))) {
		element->is_pre = true;
		if (walk->pre++ == 0)
			buf_lit(out, "```\n");
	} else if (str_eq_nocase(tag->name, STR("ul")) || str_eq_nocase(tag->name, STR("ol"))) {
		element->is_list = true;
		walk->lists++;
	} else if (str_eq_nocase(tag->name, STR("li"))) {
		buf_lit(out, "- ");
	} else if (str_eq_nocase(tag->name, STR("a"))) {
		element->link = out->n;
		element->href = value_of(tag, STR("href"));
	}
	element->from = out->n;
}

/* Closes the nearest open element of that name and all in it; none: the tag says nothing. */
static void end_element(struct walk *walk, struct str name)
{
	char low[16] = "";

	for (size_t i = 0; i < name.n && i < sizeof(low) - 1; i++)
		low[i] = str_lower_char(name.s[i]);
	for (size_t i = walk->depth; i > 0; i--) {
		if (strcmp(walk->open[i - 1].name, low) != 0)
			continue;
		while (walk->depth >= i)
			close_element(walk);
		return;
	}
}

/* A divider: all that follows, to the end of the message, is somebody else's. */
static void note_divider(struct walk *walk, const struct html_tag *tag)
{
	struct quotes_element found = quotes_element(tag->name, value_of(tag, STR("class")), value_of(tag, STR("id")),
						     value_of(tag, STR("type")), value_of(tag, STR("style")));

	if (found.reason == QUOTES_KEPT || !found.to_end || is_unseen(walk))
		return;
	end_line(walk);
	*vec_add(&walk->extract->hints) =
	    (struct quotes_range){.from = out_of(walk)->n, .to = SIZE_MAX, .reason = found.reason};
}

/* Nobody sees what is in these in a mail or in a ticket, whatever stands there for other programs. */
static bool is_never_shown(struct str name)
{
	static const char *const names[] = {"title", "template", "select",   "textarea",   "object",   "iframe",
					    "svg",   "dialog",	 "datalist", "annotation", "noscript", NULL};

	return str_is_any_nocase(name, names);
}

/* Returns where to go on. */
static size_t take_tag(struct walk *walk, const struct html_tag *tag, size_t end)
{
	const struct element *known = htmltags_find(tag->name);
	unsigned flags = known != NULL ? known->flags : 0;

	if (!tag->is_end && (((flags & GONE) != 0 && (flags & VOID) == 0) || is_never_shown(tag->name)))
		return htmltags_skip_content(walk->html, end, tag->name);
	break_before(walk, tag->name);
	if (tag->is_end) {
		end_element(walk, tag->name);
		break_before(walk, tag->name);
	} else if ((flags & VOID) == 0 && walk->depth < LIMIT_EXTRACT_DEPTH) {
		note_divider(walk, tag);
		begin_element(walk, tag);
	} else {
		note_divider(walk, tag);
	}
	if (str_eq_nocase(tag->name, STR("br")) && walk->pre != 0 && !is_unseen(walk))
		buf_char(out_of(walk), '\n');
	return end;
}

static int by_place(const void *a, const void *b)
{
	const struct quotes_range *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to ? -1 : x->to < y->to);
}

/* In order and without overlap: what lies within another says nothing more. */
static void sort_hints(struct extract *extract)
{
	size_t n = 0, end = 0;

	if (extract->hints.n > 1)
		qsort(extract->hints.at, extract->hints.n, sizeof(*extract->hints.at), by_place);
	for (size_t i = 0; i < extract->hints.n; i++) {
		struct quotes_range hint = extract->hints.at[i];

		if (hint.to > extract->text.n)
			hint.to = extract->text.n;
		if (hint.from < end)
			hint.from = end;
		if (hint.to <= hint.from)
			continue;
		end = hint.to;
		extract->hints.at[n++] = hint;
	}
	extract->hints.n = n;
}

static void extract_html(struct extract *extract, struct str html)
{
	struct walk *walk = mem_zalloc(sizeof(*walk));
	size_t at = 0, from = 0, look = LONGEST_TAG, wasted = 0;

	walk->extract = extract;
	walk->html = html;
	while (at < html.n) {
		struct html_tag tag;
		size_t end = 0;

		if (html.s[at] != '<') {
			at++;
			continue;
		}
		if (at + 1 < html.n && (html.s[at + 1] == '!' || html.s[at + 1] == '?')) {
			end = htmltags_skip_declaration(html, at);
			add_run(walk, str_slice(html, from, at));
			from = at = end != 0 ? end : html.n; /* a comment that never ends hides the rest */
			continue;
		}
		end = htmltags_read(str_slice(html, 0, at + look), at, &tag);
		if (end == 0) {
			/* tags that never end are text; a body of nothing else must not be read again for each */
			if (at + 1 < html.n && (str_is_alpha(html.s[at + 1]) || html.s[at + 1] == '/'))
				wasted += html.n - at < look ? html.n - at : look;
			if (wasted > MOST_WASTED)
				look = LOOK_AHEAD;
			at++;
			continue;
		}
		add_run(walk, str_slice(html, from, at));
		from = at = take_tag(walk, &tag, end);
	}
	add_run(walk, str_from(html, from));
	while (walk->depth > 0)
		close_element(walk);
	end_line(walk);
	mem_free(walk);
	sort_hints(extract);
}

/* ---- markdown ---- */

/* Emphasis, headings and images of markdown say nothing in plain text; the text of links and their address stay. */
static void plain_line(struct buf *out, struct str line)
{
	size_t at = 0;

	while (at < line.n && at < 6 && line.s[at] == '#')
		at++;
	if (at != 0 && at < line.n && line.s[at] == ' ')
		line = str_from(line, at + 1);
	for (at = 0; at < line.n;) {
		if (line.s[at] == '`') { /* code stays as it is */
			ptrdiff_t end = str_find_char(str_slice(line, at + 1, at + LOOK_AHEAD), '`');

			if (end >= 0) {
				buf_str(out, str_slice(line, at, at + (size_t)end + 2));
				at += (size_t)end + 2;
				continue;
			}
		}
		if (str_starts(str_from(line, at), STR("**")) || str_starts(str_from(line, at), STR("__"))) {
			at += 2;
			continue;
		}
		if (line.s[at] == '[' || str_starts(str_from(line, at), STR("!["))) {
			bool image = line.s[at] == '!';
			struct str rest = str_slice(line, at + (image ? 2 : 1), at + LOOK_AHEAD);
			ptrdiff_t middle = str_find(rest, STR("](")), end;

			end = middle >= 0 ? str_find_char(str_from(rest, (size_t)middle), ')') : -1;
			if (end >= 0) {
				struct str url = str_slice(rest, (size_t)middle + 2, (size_t)(middle + end));
				struct str text = str_slice(rest, 0, (size_t)middle);

				url = plain_address(url);
				if (!image && text.n != 0)
					buf_str(out, text);
				if (!image && url.n != 0)
					buf_printf(out, " (%.*s)", STR_ARG(url));
				at = (size_t)(rest.s - line.s) + (size_t)(middle + end) + 1;
				continue;
			}
		}
		buf_char(out, line.s[at++]);
	}
}

/* "[1]: https://… 'title'": where a link leads, which is seen nowhere; people write comments like that, too. */
static bool is_definition(struct str line)
{
	ptrdiff_t end;

	line = str_trim(line);
	end = str_starts(line, STR("[")) ? str_find(str_slice(line, 0, LOOK_AHEAD), STR("]:")) : -1;
	/* footnotes are read */
	return end > 1 && line.s[1] != '^' && (size_t)end + 2 < line.n && str_is_space(line.s[end + 2]);
}

static void extract_markdown(struct extract *extract, struct str text)
{
	struct str rest = text, line;
	bool in_code = false;

	while (str_line(&rest, &line)) {
		struct str low = str_trim(line);

		if (str_starts(low, STR("```")) || str_starts(low, STR("~~~"))) {
			in_code = !in_code;
			buf_lit(&extract->text, "```");
		} else if (in_code) {
			buf_str(&extract->text, line);
		} else if (!is_definition(line)) {
			plain_line(&extract->text, line);
		}
		buf_char(&extract->text, '\n');
	}
	if (in_code)
		buf_lit(&extract->text, "```\n");
}

/* Comments and tags of HTML in markdown go; `<name>` in code stays. */
static bool has_html(struct str text)
{
	return str_find(text, STR("<!--")) >= 0 || str_find(text, STR("</")) >= 0 || str_find(text, STR("<br")) >= 0 ||
	       str_find(text, STR("<img")) >= 0;
}

static void without_comments(struct buf *out, struct str text)
{
	size_t at = 0;

	while (at < text.n) {
		ptrdiff_t start = str_find(str_from(text, at), STR("<!--")), end;

		if (start < 0)
			break;
		buf_str(out, str_slice(text, at, at + (size_t)start));
		end = str_find(str_from(text, at + (size_t)start), STR("-->"));
		at = end < 0 ? text.n : at + (size_t)start + (size_t)end + 3;
	}
	buf_str(out, str_from(text, at));
}

void extract_body(struct extract *extract, enum thread_format format, struct str body)
{
	struct buf plain;

	buf_clear(&extract->text);
	vec_clear(&extract->hints);
	switch (format) {
	case THREAD_HTML:
		extract_html(extract, body);
		return;
	case THREAD_MARKDOWN:
		buf_init(&plain, BUF_NO_LIMIT);
		buf_clear(&extract->clean);
		if (has_html(body))
			without_comments(&plain, body);
		else
			buf_str(&plain, body);
		extract_visible(&extract->clean, buf_view(&plain));
		extract_markdown(extract, buf_view(&extract->clean));
		buf_release(&plain);
		return;
	case THREAD_TEXT:
		extract_visible(&extract->text, body);
		return;
	}
}
