#include "generator/tickets/extract.h"

#include "common/entities.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/htmltags.h"
#include "generator/tickets/unseen.h"

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
	sheet_init(&extract->sheet);
}

void extract_release(struct extract *extract)
{
	buf_release(&extract->text);
	buf_release(&extract->clean);
	vec_release(&extract->hints);
	sheet_release(&extract->sheet);
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
	struct unseen_look look;
	size_t link; /* where the text of <a> began, or INDEX_NONE */
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
	       (element != NULL && (element->look.is_tiny || (element->look.is_white && !element->look.has_ground)));
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

/* What nobody sees of it: all that is within it, or its own text. */
static void take_look(struct walk *walk, struct open_element *element, const struct html_tag *tag)
{
	struct unseen_look around = walk->depth > 1 ? element[-1].look : (struct unseen_look){false, false, false};
	struct buf decoded, style;

	buf_init(&decoded, BUF_NO_LIMIT);
	buf_init(&style, BUF_NO_LIMIT);
	entities_decode(&decoded, value_of(tag, STR("style")));
	if (walk->extract->sheet.rules.n != 0)
		sheet_add(&style, &walk->extract->sheet, tag->name, value_of(tag, STR("id")),
			  value_of(tag, STR("class")));
	unseen_plain_style(&style, buf_view(&decoded));
	element->hidden = htmltags_attribute(tag, STR("hidden")) != NULL || unseen_is_hidden(buf_view(&style));
	element->look = unseen_look_within(
	    around, buf_view(&style), str_eq_nocase(tag->name, STR("font")) ? value_of(tag, STR("color")) : STR(""),
	    value_of(tag, STR("bgcolor")));
	buf_release(&style);
	buf_release(&decoded);
}

static void begin_element(struct walk *walk, const struct html_tag *tag)
{
	struct buf *out = out_of(walk);
	struct open_element *element = &walk->open[walk->depth++];

	*element = (struct open_element){.link = INDEX_NONE};
	for (size_t i = 0; i < tag->name.n && i < sizeof(element->name) - 1; i++)
		element->name[i] = str_lower_char(tag->name.s[i]);
	element->quotes = quotes_element(tag->name, value_of(tag, STR("class")), value_of(tag, STR("id")),
					 value_of(tag, STR("type")), value_of(tag, STR("style")));
	take_look(walk, element, tag);
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
	static const char *const names[] = {"title",	"template", "select", "textarea", "object",
					    "iframe",	"svg",	    "dialog", "datalist", "annotation",
					    "noscript", "audio",    "video",  "canvas",	  NULL};

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
	sheet_read(&extract->sheet, html);
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

/* A tag of HTML at the start of a text, with what it is in a line of text; 0: it is none that HTML has. */
static size_t tag_length(struct str text, struct str *instead)
{
	static const char *const lines[] = {"br", "p",	"div", "summary", "details", "li", "ul", "ol",	  "tr", "h1",
					    "h2", "h3", "h4",  "h5",	  "h6",	     "hr", "td", "table", NULL};
	struct html_tag tag;
	size_t end = htmltags_read(str_slice(text, 0, LOOK_AHEAD), 0, &tag);

	if (end == 0 || htmltags_find(tag.name) == NULL)
		return 0;
	*instead = str_is_any_nocase(tag.name, lines) ? STR("\n") : STR("");
	return end;
}

/* Emphasis, headings and images of markdown say nothing in plain text; the text of links and their address stay. */
static void plain_line(struct buf *out, struct str line, bool with_html)
{
	struct str instead;
	size_t at = 0, n;

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
		if (with_html && line.s[at] == '<' && (n = tag_length(str_from(line, at), &instead)) != 0) {
			if (out->n != 0 && out->s[out->n - 1] != '\n')
				buf_str(out, instead);
			at += n;
			continue;
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

/* A tag may go on in the next lines: they belong to its line then. */
static void take_whole_tags(struct str *line, struct str *rest)
{
	struct str text = str_n(line->s, line->n), instead, after;

	if (rest->n != 0)
		text.n = (size_t)(rest->s - line->s) + rest->n;
	for (size_t at = 0, n; at < line->n; at++) {
		if (line->s[at] != '<' || (n = tag_length(str_from(text, at), &instead)) == 0 || at + n <= line->n)
			continue;
		*rest = str_from(text, at + n);
		line->n = str_line(rest, &after) ? (size_t)(after.s - line->s) + after.n : at + n;
	}
}

/* In chats code begins right behind "```" and ends in front of it: each on a line of its own, as markdown wants it. */
static void fences_alone(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		if (!str_starts(str_from(text, at), STR("```"))) {
			buf_char(out, text.s[at++]);
			continue;
		}
		if (out->n != 0 && out->s[out->n - 1] != '\n')
			buf_char(out, '\n');
		buf_lit(out, "```");
		at += 3;
		if (at < text.n && text.s[at] != '\n')
			buf_char(out, '\n');
	}
}

/* Between backticks, more of them than any line of the code has: "~~~" is what signatures begin with. */
static void add_code(struct buf *out, struct buf *code)
{
	size_t longest = 2, n = 0;

	for (size_t i = 0; i < code->n; i++) {
		n = code->s[i] == '`' ? n + 1 : 0;
		longest = n > longest ? n : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_char(out, '`');
	buf_char(out, '\n');
	buf_str(out, buf_view(code));
	for (size_t i = 0; i <= longest; i++)
		buf_char(out, '`');
	buf_char(out, '\n');
	buf_clear(code);
}

bool extract_is_code(struct code_fence *fence, struct str line)
{
	const struct code_fence before = *fence;

	if (fence->sign != '\0' || !str_starts(str_trim(line), STR(">"))) {
		if (!code_fence_take(fence, line))
			return false;
		if (fence->quotes == 0)
			return true;
	}
	*fence = before;
	return false;
}

static void extract_markdown(struct extract *extract, struct str text, bool with_html)
{
	struct code_fence fence = {0};
	struct str rest = text, line;
	struct buf code;

	buf_init(&code, BUF_NO_LIMIT);
	while (str_line(&rest, &line)) {
		bool was_open = fence.sign != '\0', is_code = extract_is_code(&fence, line);

		if (was_open && fence.sign == '\0') { /* with its fence, or with the item around it */
			add_code(&extract->text, &code);
		} else if (was_open) {
			buf_str(&code, line);
			buf_char(&code, '\n');
		}
		if (is_code)
			continue;
		if (!is_definition(line)) {
			if (with_html)
				take_whole_tags(&line, &rest);
			plain_line(&extract->text, line, with_html);
		}
		buf_char(&extract->text, '\n');
	}
	if (fence.sign != '\0')
		add_code(&extract->text, &code);
	buf_release(&code);
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

/* ---- PGP ---- */

#define PGP_BEGIN "-----BEGIN PGP "
#define PGP_END "-----END PGP "

/* "PUBLIC KEY BLOCK" of a text that begins with PGP_BEGIN; "" when it is no such line. */
static struct str pgp_kind(struct str text)
{
	struct str kind = str_slice(text, strlen(PGP_BEGIN), strlen(PGP_BEGIN) + 40);
	ptrdiff_t dashes = str_find(kind, STR("-----"));

	return dashes > 0 ? str_slice(kind, 0, (size_t)dashes) : STR("");
}

/* Behind what ends a block of that kind; 0 when nothing does. */
static size_t pgp_end(struct str text, struct str kind)
{
	for (size_t at = 0;;) {
		ptrdiff_t next = str_find(str_from(text, at), STR(PGP_END));
		struct str rest;

		if (next < 0)
			return 0;
		at += (size_t)next + strlen(PGP_END);
		rest = str_from(text, at);
		if (str_starts(rest, kind) && str_starts(str_from(rest, kind.n), STR("-----")))
			return at + kind.n + strlen("-----");
	}
}

/* "Version: …" and the like, and letters without a blank between them. */
static bool is_of_block(struct str line)
{
	static const char *const heads[] = {"Version:", "Comment:", "Hash:", "MessageID:", "Charset:"};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (str_starts(line, str_c(heads[i])))
			return true;
	return str_find_char(line, ' ') < 0;
}

/* Of a block that nothing ends, and of one that is signed and to be read: the lines that are not. */
static size_t pgp_lines(struct str text, bool is_signed)
{
	struct str rest = text, line, before;

	(void)str_line(&rest, &line);
	if (is_signed && line.n > strlen(PGP_BEGIN "SIGNED MESSAGE-----"))
		return strlen(PGP_BEGIN "SIGNED MESSAGE-----");
	for (before = rest; rest.n != 0 && str_line(&rest, &line); before = rest)
		if (is_signed ? !str_starts(line, STR("Hash:")) : !is_of_block(str_trim(line)))
			break;
	return before.n != 0 ? text.n - before.n : text.n;
}

/* A block has lines of letters without a blank; "it begins with -----BEGIN PGP MESSAGE----- and …" has none. */
static bool has_letters_of_block(struct str text)
{
	enum { LETTERS = 20 };
	size_t n = 0;

	for (size_t i = 0; i < text.n && n < LETTERS; i++)
		n = str_is_space(text.s[i]) ? 0 : n + 1;
	return n == LETTERS;
}

/* How much goes of a text that begins with PGP_BEGIN. */
static size_t pgp_length(struct str text, size_t *wasted)
{
	enum { LINE_BYTES = 200 };
	struct str kind = pgp_kind(text), rest, line;
	size_t begin = strlen(PGP_BEGIN) + kind.n + strlen("-----");
	bool is_signed = str_eq(kind, STR("SIGNED MESSAGE"));
	size_t end = 0;

	if (kind.n == 0)
		return 0;
	if (!is_signed && *wasted < MOST_WASTED)
		end = pgp_end(text, kind);
	if (!is_signed && end == 0)
		*wasted += text.n;
	if (end != 0 &&
	    !has_letters_of_block(str_slice(text, begin, end - strlen(PGP_END) - kind.n - strlen("-----")))) {
		*wasted += end;
		return 0;
	}
	rest = str_slice(text, begin, begin + LINE_BYTES);
	if (!is_signed && end == 0 && str_line(&rest, &line) && str_trim(line).n != 0 && !has_letters_of_block(line))
		return 0;
	return end != 0 ? end : pgp_lines(text, is_signed);
}

struct cuts {
	struct VEC(struct quotes_range) all;
	size_t i, gone; /* those that lie before the last place that was asked for, and their bytes */
};

/* Where a place of the text is without what was cut; asked for from the front on. */
static size_t moved(struct cuts *cuts, size_t at)
{
	for (; cuts->i < cuts->all.n && cuts->all.at[cuts->i].to <= at; cuts->i++)
		cuts->gone += cuts->all.at[cuts->i].to - cuts->all.at[cuts->i].from;
	return (cuts->i < cuts->all.n && cuts->all.at[cuts->i].from < at ? cuts->all.at[cuts->i].from : at) -
	       cuts->gone;
}

static void move_hints(struct extract *extract, struct cuts *cuts)
{
	size_t n = 0;

	for (size_t i = 0; i < extract->hints.n; i++) {
		struct quotes_range hint = extract->hints.at[i];

		hint.from = moved(cuts, hint.from);
		hint.to = moved(cuts, hint.to);
		if (hint.to > hint.from)
			extract->hints.at[n++] = hint;
	}
	extract->hints.n = n;
}

static void drop_pgp(struct extract *extract)
{
	struct str text = buf_view(&extract->text);
	struct cuts cuts = {0};
	size_t kept = 0, wasted = 0;

	buf_clear(&extract->clean);
	for (size_t at = 0;;) {
		ptrdiff_t next = str_find(str_from(text, at), STR(PGP_BEGIN));
		size_t n;

		if (next < 0)
			break;
		at += (size_t)next;
		n = pgp_length(str_from(text, at), &wasted);
		if (n != 0) {
			buf_str(&extract->clean, str_slice(text, kept, at));
			*vec_add(&cuts.all) = (struct quotes_range){.from = at, .to = at + n};
			kept = at + n;
		}
		at += n != 0 ? n : strlen(PGP_BEGIN);
	}
	if (cuts.all.n != 0) {
		buf_str(&extract->clean, str_from(text, kept));
		buf_clear(&extract->text);
		buf_str(&extract->text, buf_view(&extract->clean));
		move_hints(extract, &cuts);
	}
	vec_release(&cuts.all);
}

static void extract_any(struct extract *extract, enum thread_format format, struct str body)
{
	struct buf plain;

	buf_clear(&extract->text);
	vec_clear(&extract->hints);
	switch (format) {
	case THREAD_HTML:
		extract_html(extract, body);
		return;
	case THREAD_CHAT:
		buf_init(&plain, BUF_NO_LIMIT);
		buf_clear(&extract->clean);
		extract_visible(&extract->clean, body);
		fences_alone(&plain, buf_view(&extract->clean));
		extract_markdown(extract, buf_view(&plain), false);
		buf_release(&plain);
		return;
	case THREAD_MARKDOWN:
		buf_init(&plain, BUF_NO_LIMIT);
		buf_clear(&extract->clean);
		if (has_html(body))
			without_comments(&plain, body);
		else
			buf_str(&plain, body);
		extract_visible(&extract->clean, buf_view(&plain));
		extract_markdown(extract, buf_view(&extract->clean), true);
		buf_release(&plain);
		return;
	case THREAD_TEXT:
		extract_visible(&extract->text, body);
		return;
	}
}

void extract_body(struct extract *extract, enum thread_format format, struct str body)
{
	extract_any(extract, format, body);
	drop_pgp(extract);
}
