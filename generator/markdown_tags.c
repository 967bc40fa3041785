#include "generator/markdown_tags.h"

#include "common/escape.h"
#include "common/utf8.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_wiki.h"

/* A tag of Liquid or a shortcode: longer ones are text. */
#define TAG_BYTES ((size_t)4096)
/* What all searches for the end of something may look at together: beyond it nothing ends. */
#define LOOK_BYTES ((size_t)16 * 1024 * 1024)

/* ---- the rewriting ---- */

void rewriter_copy_to(struct rewriter *rewriter, size_t at)
{
	rewriting_copy(rewriter->to, rewriter->text, rewriter->copied, at);
	if (at > rewriter->copied)
		rewriter->copied = at;
}

void rewriter_replace(struct rewriter *rewriter, size_t from, size_t to, struct str replacement)
{
	rewriter_copy_to(rewriter, from);
	rewriting_add(rewriter->to, replacement, from);
	rewriter->copied = to;
	rewriter->removed_tag |= replacement.n == 0;
}

#define note(rewriter, code, at, ...) writer_note((rewriter)->writer, code, at, __VA_ARGS__)

/* ---- small readers ---- */

struct str tags_word(struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && !str_is_space(s.s[n]))
		n++;
	return str_slice(s, 0, n);
}

struct str tags_argument(struct str tag, struct str name)
{
	for (size_t i = 0; i + name.n + 1 < tag.n; i++) {
		struct str rest = str_from(tag, i);
		ptrdiff_t end;

		if (!str_starts(rest, name) || rest.s[name.n] != '=' || (i > 0 && !str_is_space(tag.s[i - 1])))
			continue;
		rest = str_from(rest, name.n + 1);
		if (rest.n == 0 || (rest.s[0] != '"' && rest.s[0] != '\''))
			return tags_word(rest);
		end = str_find_char(str_from(rest, 1), rest.s[0]);
		return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
	}
	return STR_NONE;
}

struct str tags_first_argument(struct str tag)
{
	struct str rest = str_trim(str_from(str_trim(tag), tags_word(tag).n));
	ptrdiff_t end;

	if (rest.n == 0 || (rest.s[0] != '"' && rest.s[0] != '\''))
		return tags_word(rest);
	end = str_find_char(str_from(rest, 1), rest.s[0]);
	return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
}

struct str rewriter_shown(struct rewriter *rewriter, struct str tag)
{
	return writer_one_line(rewriter->writer->arena, utf8_cut(tag, 80));
}

bool rewriter_may_look(struct rewriter *rewriter, size_t n)
{
	rewriter->looked_at += n;
	return rewriter->looked_at < LOOK_BYTES;
}

size_t rewriter_find(struct rewriter *rewriter, size_t from, size_t end, struct str needle)
{
	ptrdiff_t found;

	if (!rewriter_may_look(rewriter, 1))
		return SIZE_MAX;
	found = str_find(str_slice(rewriter->text, from, end), needle);
	rewriter->looked_at += found < 0 ? end - from : (size_t)found;
	return found < 0 ? SIZE_MAX : from + (size_t)found;
}

/* ---- tags ---- */

static const struct tag_form {
	const char *open, *close;
	enum tag_kind kind;
} tag_forms[] = {
    {"{{<", ">}}", TAG_SHORTCODE},   {"{{%", "%}}", TAG_SHORTCODE},  {"{{/*", "*/}}", TAG_COMMENT},
    {"{{", "}}", TAG_VALUE},	     {"{%", "%}", TAG_LIQUID},	     {"{/*", "*/}", TAG_COMMENT},
    {"{::", "}", TAG_KRAMDOWN},	     {"{:/", "}", TAG_KRAMDOWN},     {"{:", "}", TAG_ATTRIBUTES},
    {":::image ", ":::", TAG_LEARN}, {":::code ", ":::", TAG_LEARN}, {":::video ", ":::", TAG_LEARN},
    {"{", "}", TAG_ATTRIBUTES},
};

bool tags_read(struct rewriter *rewriter, size_t at, size_t end, struct found_tag *tag)
{
	struct str rest = str_slice(rewriter->text, at, end);

	for (size_t i = 0; i < sizeof(tag_forms) / sizeof(*tag_forms); i++) {
		struct str open = str_c(tag_forms[i].open), close = str_c(tag_forms[i].close);
		ptrdiff_t found;

		if (!str_starts(rest, open))
			continue;
		if (!rewriter_may_look(rewriter, 1))
			return false;
		found = str_find(str_slice(rest, open.n, TAG_BYTES), close);
		if (found < 0) {
			rewriter->looked_at += rest.n < TAG_BYTES ? rest.n : TAG_BYTES;
			return false;
		}
		tag->kind = tag_forms[i].kind;
		tag->from = at;
		tag->inside = str_slice(rest, open.n, open.n + (size_t)found);
		tag->to = at + open.n + (size_t)found + close.n;
		if (tag->kind == TAG_VALUE && tag->to < end && rewriter->text.s[tag->to] == '}') /* {{{ raw }}} */
			tag->to++;
		return true;
	}
	return false;
}

/* Liquid's "{%- x -%}": without the dashes. */
static struct str without_dashes(struct str inside)
{
	if (inside.n != 0 && inside.s[0] == '-')
		inside = str_from(inside, 1);
	if (inside.n != 0 && inside.s[inside.n - 1] == '-')
		inside = str_slice(inside, 0, inside.n - 1);
	return str_trim(inside);
}

/* From the start of the Liquid tag {% name %} that comes next, anywhere in the page; SIZE_MAX: none. */
static size_t find_liquid(struct rewriter *rewriter, size_t from, const char *name, size_t *end)
{
	size_t at = from;

	while ((at = rewriter_find(rewriter, at, rewriter->text.n, STR("{%"))) != SIZE_MAX) {
		struct found_tag tag;

		if (tags_read(rewriter, at, rewriter->text.n, &tag) &&
		    str_eq(tags_word(without_dashes(tag.inside)), str_c(name))) {
			*end = tag.to;
			return at;
		}
		at += 2;
	}
	return SIZE_MAX;
}

size_t tags_find_liquid_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end)
{
	struct str close = arena_printf(rewriter->writer->arena, "end%.*s", STR_ARG(name));
	size_t at = find_liquid(rewriter, from, close.s, end);

	if (at != SIZE_MAX)
		return at;
	close = arena_printf(rewriter->writer->arena, "/%.*s", STR_ARG(name));
	return find_liquid(rewriter, from, close.s, end);
}

size_t tags_find_shortcode_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end)
{
	size_t at = from;

	while ((at = rewriter_find(rewriter, at, rewriter->text.n, STR("{{"))) != SIZE_MAX) {
		struct found_tag tag;

		if (tags_read(rewriter, at, rewriter->text.n, &tag) && tag.kind == TAG_SHORTCODE) {
			struct str inside = str_trim(tag.inside);

			if (inside.n != 0 && inside.s[0] == '/' && str_eq(str_trim(str_from(inside, 1)), name)) {
				*end = tag.to;
				return at;
			}
		}
		at += 2;
	}
	return SIZE_MAX;
}

size_t rewriter_line_start(struct str text, size_t at)
{
	while (at > 0 && text.s[at - 1] != '\n')
		at--;
	return at;
}

bool tags_stands_alone(struct str text, size_t from, size_t to)
{
	for (size_t i = from; i > 0 && text.s[i - 1] != '\n'; i--) {
		if (text.s[i - 1] != ' ' && text.s[i - 1] != '\t' && text.s[i - 1] != '>')
			return false;
	}
	for (size_t i = to; i < text.n && text.s[i] != '\n'; i++) {
		if (text.s[i] != ' ' && text.s[i] != '\t')
			return false;
	}
	return true;
}

size_t rewriter_skip_prefix(struct str text, size_t at, size_t end)
{
	while (at < end && (text.s[at] == ' ' || text.s[at] == '\t' || text.s[at] == '>'))
		at++;
	return at;
}

/* ---- code in tags: {% highlight ruby %} … {% endhighlight %} ---- */

static size_t longest_run(struct str s, char c)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < s.n; i++) {
		run = s.s[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Opening and closing tag become a fence around what stands between them. */
static bool fence_code(struct rewriter *rewriter, const struct found_tag *tag, size_t close, size_t close_end,
		       struct str language)
{
	struct str inside = str_slice(rewriter->text, tag->to, close);
	size_t n = longest_run(inside, '`') + 1;
	struct buf fence;

	if (!tags_stands_alone(rewriter->text, tag->from, tag->to) ||
	    !tags_stands_alone(rewriter->text, close, close_end) || n > 64)
		return false;
	buf_init(&fence, BUF_NO_LIMIT);
	for (size_t i = 0; i < (n < 3 ? 3 : n); i++)
		buf_char(&fence, '`');
	n = fence.n;
	buf_str(&fence, language);
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&fence));
	buf_cut(&fence, n);
	rewriter_replace(rewriter, close, close_end, buf_view(&fence));
	buf_release(&fence);
	return true;
}

/* ---- Liquid ---- */

static void note_liquid(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str text = rewriter_shown(rewriter, str_slice(rewriter->text, tag->from, tag->to));

	note(rewriter, DIAG_LEFTOVER_LIQUID, tag->from, "Liquid tag \"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("Weir does not run Liquid; write what it should give"));
}

static size_t take_raw(struct rewriter *rewriter, const struct found_tag *tag)
{
	size_t end, close = find_liquid(rewriter, tag->to, "endraw", &end);

	rewriter_replace(rewriter, tag->from, tag->to, STR(""));
	if (close == SIZE_MAX)
		return tag->to;
	rewriter->raw_until = close;
	return tag->to;
}

/* Returns where to go on. */
static size_t take_liquid(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	struct str inside = without_dashes(tag->inside), name = tags_word(inside);
	size_t end, close;

	if (str_eq(name, STR("raw")))
		return take_raw(rewriter, tag);
	if (str_eq(name, STR("comment")) && find_liquid(rewriter, tag->to, "endcomment", &end) != SIZE_MAX) {
		rewriter_replace(rewriter, tag->from, end, STR(""));
		return end;
	}
	if (str_eq(name, STR("highlight")) &&
	    (close = find_liquid(rewriter, tag->to, "endhighlight", &end)) != SIZE_MAX &&
	    fence_code(rewriter, tag, close, end, tags_first_argument(inside)))
		return end;
	if (str_eq(name, STR("link")) || str_eq(name, STR("post_url"))) {
		rewriter_replace(rewriter, tag->from, tag->to, tags_first_argument(inside));
		return tag->to;
	}
	if (str_starts(name, STR("mermaid")) &&
	    (close = tags_find_liquid_end(rewriter, tag->to, name, &end)) != SIZE_MAX) {
		note_liquid(rewriter, tag);
		if (fence_code(rewriter, tag, close, end, STR("mermaid")))
			return end;
	}
	if (!is_html && (end = tags_take_block(rewriter, tag, inside)) != 0)
		return end;
	if (!str_starts(name, STR("end")) && !str_starts(name, STR("els")) && !str_eq(name, STR("when")))
		note_liquid(rewriter, tag); /* once for a block */
	rewriter_replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* What stands for the path that a site is published under, mostly nothing. */
static bool is_base_path(struct str name)
{
	return str_eq(name, STR("site.baseurl")) || str_eq(name, STR("site.base_url")) ||
	       str_eq(name, STR("baseurl")) || str_eq(name, STR("base_url"));
}

/* Of "tag: 'GET', label: 'x'" the string behind a name; absent when there is none. */
static struct str string_of(struct str object, const char *name)
{
	struct str rest = object, value = STR_NONE;
	ptrdiff_t found;

	while ((found = str_find(rest, str_c(name))) >= 0) {
		bool is_word = found > 0 && str_is_alnum(rest.s[found - 1]);

		rest = str_trim(str_from(rest, (size_t)found + strlen(name)));
		if (is_word || rest.n == 0 || rest.s[0] != ':')
			continue;
		rest = str_trim(str_from(rest, 1));
		if (rest.n < 2 || (rest.s[0] != '"' && rest.s[0] != '\''))
			return STR_NONE;
		object = str_from(rest, 1);
		(void)str_split(&object, rest.s[0], &value);
		return value;
	}
	return STR_NONE;
}

/* "className: 'lead'": what is between the braces of an object of JavaScript. */
static bool is_object(struct str inside)
{
	struct str rest = str_trim(inside);
	size_t n = 0;

	while (n < rest.n && str_is_alnum(rest.s[n]))
		n++;
	return n != 0 && str_starts(str_trim(str_from(rest, n)), STR(":"));
}

/* Does a heading "## …" of the page itself end at `at`? Below another one a line would end the list or quote, too. */
static bool ends_heading(const struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;

	while (at < text.n && (text.s[at] == ' ' || text.s[at] == '\t' || text.s[at] == '\r'))
		at++;
	return rewriter->in_heading && (at == text.n || text.s[at] == '\n') &&
	       text.s[rewriter_line_start(text, at)] == '#';
}

/*
 * {{ tag: 'GET', label: '/api/groups' }} behind a heading or a paragraph of MDX says how it is to look, and here what
 * is called: that stays, below a heading.
 */
static size_t take_annotation(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str called = string_of(tag->inside, "tag"), label = string_of(tag->inside, "label");
	struct str text = rewriter_shown(rewriter, str_slice(rewriter->text, tag->from, tag->to)), shown = STR("");

	if ((called.n != 0 || label.n != 0) && str_find_char(tag->inside, '`') < 0)
		shown = arena_printf(rewriter->writer->arena, "%s`%.*s%s%.*s`",
				     ends_heading(rewriter, tag->to) ? "\n\n" : "", STR_ARG(called),
				     called.n != 0 && label.n != 0 ? " " : "", STR_ARG(label));
	else
		note(rewriter, DIAG_LEFTOVER_MDX, tag->from, "\"%.*s\" is left out", STR_ARG(text));
	rewriter_replace(rewriter, tag->from, tag->to, shown);
	return tag->to;
}

/* A value cannot be left out of a sentence: it is shown, safe from the parser. */
static size_t take_value(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	struct str text = str_slice(rewriter->text, tag->from, tag->to), name = rewriter_shown(rewriter, text);
	struct buf safe;

	if (str_trim(tag->inside).n == 0)
		return tag->to;
	if (is_base_path(without_dashes(tag->inside))) {
		rewriter_replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	}
	if (!is_html && leftovers_is_mdx(rewriter->writer) && is_object(tag->inside))
		return take_annotation(rewriter, tag);
	note(rewriter, DIAG_LEFTOVER_LIQUID, tag->from, "\"%.*s\" is shown as it is written", STR_ARG(name));
	writer_note_hint(
	    rewriter->writer,
	    str_starts(tag->inside, STR("#include "))
		? STR("no such file below the content folder, or one that is held back; write what it should give")
		: STR("Weir does not run Liquid; write the value, or put it in backticks"));
	if (is_html)
		return tag->to;
	buf_init(&safe, BUF_NO_LIMIT);
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\`*_[]<>|~&", text.s[i]) != NULL)
			buf_char(&safe, '\\');
		buf_char(&safe, text.s[i]);
	}
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&safe));
	buf_release(&safe);
	return tag->to;
}

/* ---- shortcodes ---- */

static void note_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str text = rewriter_shown(rewriter, str_slice(rewriter->text, tag->from, tag->to));

	note(rewriter, DIAG_LEFTOVER_SHORTCODE, tag->from, "shortcode \"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("Weir does not run shortcodes; write what it should give"));
}

static void add_escaped(struct buf *out, struct str s, const char *special)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '\n') {
			buf_char(out, ' ');
			continue;
		}
		if (strchr(special, s.s[i]) != NULL)
			buf_char(out, '\\');
		buf_char(out, s.s[i]);
	}
}

void tags_add_plain(struct buf *out, struct str text)
{
	add_escaped(out, text, "\\`*_[]<>|~&");
}

/* `![alt](<source> "title")`, or without the "!" a link. */
static void add_link(struct buf *out, bool is_image, struct str text, struct str target, struct str title)
{
	buf_str(out, is_image ? STR("![") : STR("["));
	tags_add_plain(out, text);
	buf_lit(out, "](<");
	add_escaped(out, target, "\\<>|");
	buf_char(out, '>');
	if (title.n != 0) {
		buf_lit(out, " \"");
		add_escaped(out, title, "\\\"|");
		buf_char(out, '"');
	}
	buf_char(out, ')');
}

void tags_replace_by_link(struct rewriter *rewriter, const struct found_tag *tag, bool is_image, struct str text,
			  struct str target, struct str title)
{
	struct buf link;

	buf_init(&link, BUF_NO_LIMIT);
	add_link(&link, is_image, text, target, title);
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&link));
	buf_release(&link);
}

static size_t take_figure(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str alt = tags_argument(tag->inside, STR("alt")), caption = tags_argument(tag->inside, STR("caption"));
	struct str title = tags_argument(tag->inside, STR("title"));

	if (caption.n == 0)
		caption = title;
	tags_replace_by_link(rewriter, tag, true, alt.n != 0 ? alt : caption, tags_argument(tag->inside, STR("src")),
			     str_eq(alt, caption) ? STR_NONE : caption);
	return tag->to;
}

static size_t take_video(struct rewriter *rewriter, const struct found_tag *tag, struct str name)
{
	struct str id = tags_first_argument(tag->inside);
	struct str host =
	    str_eq(name, STR("vimeo")) ? STR("https://vimeo.com/") : STR("https://www.youtube.com/watch?v=");
	struct str url;

	if (tags_argument(tag->inside, STR("id")).n != 0)
		id = tags_argument(tag->inside, STR("id"));
	url = arena_printf(rewriter->writer->arena, "%.*s%.*s", STR_ARG(host), STR_ARG(id));
	tags_replace_by_link(rewriter, tag, false, url, url, STR_NONE);
	return tag->to;
}

void rewriter_mark(struct rewriter *rewriter, const struct marker *marker, size_t from, size_t to)
{
	rewriter_copy_to(rewriter, from);
	rewriting_mark(rewriter->source, rewriter->to, marker, from);
	rewriter->copied = to;
}

/* A shortcode with the signs of a comment in it, which is how Hugo shows one: what stands between them. */
static bool is_shown_shortcode(const struct found_tag *tag, struct str *shown)
{
	bool is_shown = tag->inside.n >= 4 && str_starts(tag->inside, STR("/*")) && str_ends(tag->inside, STR("*/"));

	if (is_shown)
		*shown = str_slice(tag->inside, 2, tag->inside.n - 2);
	return is_shown;
}

/* Without the signs, in code, or in HTML, which would take a name between angle brackets for an element. */
static size_t uncover_shortcode(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	bool is_angle = is_html && rewriter->text.s[tag->from + 2] == '<';

	rewriter_replace(rewriter, tag->from + 2, tag->from + 5,
			 is_angle ? STR("&lt;") : str_slice(rewriter->text, tag->from + 2, tag->from + 3));
	rewriter_replace(rewriter, tag->to - 5, tag->to - 2,
			 is_angle ? STR("&gt;") : str_slice(rewriter->text, tag->to - 3, tag->to - 2));
	return tag->to;
}

static void show_shortcode(struct rewriter *rewriter, const struct found_tag *tag, struct str shown)
{
	struct str open = str_slice(rewriter->text, tag->from, tag->from + 3);
	struct str close = str_slice(rewriter->text, tag->to - 3, tag->to);
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	tags_add_plain(&text, arena_printf(rewriter->writer->arena, "%.*s%.*s%.*s", STR_ARG(open), STR_ARG(shown),
					   STR_ARG(close)));
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&text));
	buf_release(&text);
}

static size_t take_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str shown, inside = str_trim(tag->inside), name = tags_word(inside);
	size_t close, end;

	if (is_shown_shortcode(tag, &shown)) {
		show_shortcode(rewriter, tag, shown);
		return tag->to;
	}
	if (str_eq(name, STR("figure")) && tags_argument(inside, STR("src")).n != 0)
		return take_figure(rewriter, tag);
	if (str_eq(name, STR("youtube")) || str_eq(name, STR("vimeo")))
		return take_video(rewriter, tag, name);
	if (str_eq(name, STR("ref")) || str_eq(name, STR("relref"))) {
		rewriter_replace(rewriter, tag->from, tag->to, tags_first_argument(inside));
		return tag->to;
	}
	if (str_eq(name, STR("highlight")) &&
	    (close = tags_find_shortcode_end(rewriter, tag->to, name, &end)) != SIZE_MAX &&
	    fence_code(rewriter, tag, close, end, tags_first_argument(inside)))
		return end;
	if (tags_take_alert_shortcode(rewriter, tag))
		return tag->to;
	if (inside.n == 0 || inside.s[0] != '/') /* once for both of a pair */
		note_shortcode(rewriter, tag);
	rewriter_replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* Does it become something else than nothing? */
static bool is_understood(struct rewriter *rewriter, const struct found_tag *tag)
{
	static const char *const names[] = {"youtube", "vimeo", "highlight"};
	struct str inside = str_trim(tag->inside), name = tags_word(inside), alert, title;
	size_t end;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_c(names[i])))
			return true;
	if (str_eq(name, STR("figure")))
		return tags_argument(inside, STR("src")).n != 0;
	if (inside.n != 0 && inside.s[0] == '/')
		return rewriter->html_alerts != 0 && tags_is_alert(str_trim(str_from(inside, 1)), &alert, &title);
	return tags_is_alert(inside, &alert, &title) &&
	       tags_find_shortcode_end(rewriter, tag->to, name, &end) != SIZE_MAX;
}

/* How much further to the right than the HTML around it what stands below a line does. */
static size_t indent_behind(const struct rewriter *rewriter, size_t at)
{
	struct str rest = str_from(rewriter->text, at), line;
	size_t indent = 0;

	(void)str_split(&rest, '\n', &line);
	if (str_split(&rest, '\n', &line))
		indent = source_indent(line);
	return indent > rewriter->html_indent ? indent - rewriter->html_indent : 0;
}

/* The HTML behind a tag begins a block of its own, in which it is no code for being indented. */
static void dedent_behind(struct rewriter *rewriter, size_t at, bool is_line)
{
	rewriter->dedent = indent_behind(rewriter, at);
	rewriter->dedents_line = is_line;
}

/* A blank line, and what stands before the block of HTML at hand. */
static struct str indent_of_html(const struct rewriter *rewriter)
{
	return arena_printf(rewriter->writer->arena, "\n%*s", (int)rewriter->html_indent, "");
}

/*
 * In HTML, on a line of its own: the block of HTML ends in front of it and goes on behind it, which costs it nothing,
 * and what is between {{< note >}} and its end is markdown.
 */
static size_t take_shortcode_in_html(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str text = rewriter->text, inside = str_trim(tag->inside);
	size_t start = rewriter_line_start(text, tag->from), behind;
	size_t from = start < rewriter->copied ? rewriter->copied : start; /* rewriter->dedent has gone */
	bool is_end = inside.n != 0 && inside.s[0] == '/';
	struct str name, title;

	if (is_shown_shortcode(tag, &name))
		return uncover_shortcode(rewriter, tag, true);
	if (rewriter->html_is_verbatim || !tags_stands_alone(text, tag->from, tag->to) ||
	    str_find_char(str_slice(text, start, tag->from), '>') >= 0 || from > tag->from ||
	    !is_understood(rewriter, tag)) {
		if (!is_end) /* once for both of a pair */
			note_shortcode(rewriter, tag);
		rewriter_replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	}
	rewriter_replace(rewriter, from, tag->from, indent_of_html(rewriter));
	behind = take_shortcode(rewriter, tag);
	rewriter_replace(rewriter, behind, behind, STR("\n"));
	rewriter->removed_tag = false; /* the line is blank on purpose */
	if (!is_end) {
		bool is_alert = tags_is_alert(inside, &name, &title);

		rewriter->html_alerts += is_alert;
		dedent_behind(rewriter, behind, !is_alert);
	}
	return behind;
}

/* Of one that began in HTML the end may stand in text, for a blank line ends a block of HTML. */
static void end_alert_in_html(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str inside = str_trim(tag->inside), name, title;

	if (rewriter->html_alerts == 0 || inside.n == 0 || inside.s[0] != '/' ||
	    !tags_is_alert(str_trim(str_from(inside, 1)), &name, &title))
		return;
	rewriter->html_alerts--;
	dedent_behind(rewriter, tag->to, true);
}

/* ---- kramdown ---- */

void tags_note_list(struct writer *writer, struct str list, size_t at)
{
	writer_note(writer, DIAG_LEFTOVER_KRAMDOWN, at, "attribute list \"%.*s\" is left out",
		    STR_ARG(writer_one_line(writer->arena, utf8_cut(list, 80))));
	writer_note_hint(
	    writer, STR("Weir reads {#id .class} behind headings, paragraphs, links and pictures, {#id} elsewhere"));
}

/* target, rel, loading, data-…: a reader misses nothing. */
static bool says_nothing(struct str list)
{
	static const char *const names[] = {"target", "rel", "loading", "decoding", NULL};
	struct str rest = str_trim(list), word;

	while (rest.n != 0 && (strchr("{:", rest.s[0]) != NULL || str_is_space(rest.s[0])))
		rest = str_from(rest, 1);
	word = str_slice(rest, 0, str_find_char(rest, '=') > 0 ? (size_t)str_find_char(rest, '=') : 0);
	return (str_is_any_nocase(word, names) || str_starts(word, STR("data-"))) &&
	       str_find_char(str_from(rest, word.n + 1), '=') < 0;
}

static void note_kramdown(struct rewriter *rewriter, size_t from, size_t to)
{
	if (says_nothing(str_slice(rewriter->text, from, to)))
		return;
	tags_note_list(rewriter->writer, str_slice(rewriter->text, from, to), from);
}

/* ".class", "#id", "width=300"; a word alone when it is one that says something of a link or an image. */
static bool is_attribute(struct str word)
{
	static const char *const names[] = {"id",    "class",	 "width", "height", "align", "style",	"title",
					    "alt",   "target",	 "rel",	  "lang",   "type",  "loading", "decoding",
					    "sizes", "download", "role",  "start",  "name",  "markdown"};
	static const char *const flags[] = {"download", "data-preview", "markdown"};
	ptrdiff_t equals = str_find_char(word, '=');

	if (word.n > 1 && (word.s[0] == '.' || word.s[0] == '#'))
		return str_is_alnum(word.s[1]) || word.s[1] == '_';
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (str_eq(word, str_c(flags[i])))
			return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (equals > 0 && str_eq(str_slice(word, 0, (size_t)equals), str_c(names[i])))
			return true;
	return equals > 5 && str_starts(word, STR("data-"));
}

/* `.class #id key="value"` and not `smile: hello`. */
static bool is_attribute_list(struct str inside)
{
	struct str rest = str_trim(inside);

	if (rest.n == 0 || str_find_char(rest, '\n') >= 0 || str_find_char(rest, '{') >= 0)
		return false;
	return is_attribute(tags_word(rest));
}

/* kramdown's, behind "{:", in which any name can be an attribute's. */
static bool is_kramdown_list(struct str inside)
{
	struct str rest = str_trim(inside);

	return is_attribute_list(rest) || str_eq(tags_word(rest), STR("toc")) ||
	       (rest.n != 0 && str_is_alpha(rest.s[0]) && str_find_char(rest, '=') > 0 &&
		str_find_char(rest, '\n') < 0 && str_find_char(rest, '{') < 0);
}

bool tags_is_whole_list(struct str text, const struct found_tag *tag)
{
	return str_starts(str_from(text, tag->from), STR("{:")) ? is_kramdown_list(tag->inside)
								: is_attribute_list(tag->inside);
}

struct str tags_id(struct str inside)
{
	struct str rest = inside, word;

	while (str_split(&rest, ' ', &word)) {
		word = str_trim(word);
		if (word.n > 1 && word.s[0] == '#')
			return str_from(word, 1);
	}
	return tags_argument(inside, STR("id"));
}

bool tags_is_id_alone(struct str inside)
{
	struct str word = str_trim(inside);

	return str_find_char(word, ' ') < 0 && tags_id(word).n != 0;
}

static size_t take_kramdown(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str name = tags_word(tag->inside);
	size_t close = SIZE_MAX;

	if (str_starts(name, STR("comment"))) {
		close = rewriter_find(rewriter, tag->to, rewriter->text.n, STR("{:/comment}"));
		if (close != SIZE_MAX) {
			rewriter_replace(rewriter, tag->from, close + 11, STR(""));
			return close + 11;
		}
	}
	if (rewriter->text.s[tag->from + 2] == ':' && !str_starts(name, STR("nomarkdown")))
		note_kramdown(rewriter, tag->from, tag->to);
	rewriter_replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* Is the line at hand a heading's? */
static bool is_heading_line(const struct rewriter *rewriter)
{
	size_t start = rewriter_skip_prefix(rewriter->text, rewriter->line_in, rewriter->text.n);

	return start < rewriter->text.n && rewriter->text.s[start] == '#';
}

/* [](){#id}, as a whole, and the list of ![x](y){ #id }: a place to link to, where HTML can be one. */
static void replace_by_anchor(struct rewriter *rewriter, const struct found_tag *tag, struct str id)
{
	struct buf anchor;

	buf_init(&anchor, BUF_NO_LIMIT);
	if (id.n != 0 && rewriter->writer->options->raw_html != RAW_HTML_NONE) {
		buf_lit(&anchor, "<span id=\"");
		escape_html(&anchor, id);
		buf_lit(&anchor, "\"></span>");
	}
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&anchor));
	buf_release(&anchor);
}

/* ---- Pandoc's spans: "[text]{.underline}", "[]{#id .anchor}", of which Word documents are full ---- */

/* A span of more bytes is none: brackets without an end are not looked for through the whole page. */
#define SPAN_BYTES ((size_t)2000)

/* Behind the code that the backticks at `at` begin; behind them when they begin none before `end`. */
static size_t skip_code_in_span(struct str text, size_t at, size_t end)
{
	size_t n = 0, run = 0;

	while (at + n < end && text.s[at + n] == '`')
		n++;
	for (size_t i = at + n; i < end; i++) {
		run = text.s[i] == '`' ? run + 1 : 0;
		if (run == n && (i + 1 == end || text.s[i + 1] != '`'))
			return i + 1;
	}
	return at + n;
}

/* Where the ']' stands that ends what begins at `at`; SIZE_MAX when there is none near. */
static size_t span_end(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t end = rewriter->leaf_end - at > SPAN_BYTES ? at + SPAN_BYTES : rewriter->leaf_end, depth = 0, i = at;

	while (i < end) {
		char c = text.s[i];

		if (c == '[' && ++depth > LIMIT_SPANS)
			return SIZE_MAX;
		if (c == ']' && --depth == 0)
			return rewriter_may_look(rewriter, i - at) ? i : SIZE_MAX;
		i = c == '`' ? skip_code_in_span(text, i, end) : i + (c == '\\' ? 2 : 1);
	}
	rewriter->looked_at += end - at;
	return SIZE_MAX;
}

bool tags_take_span(struct rewriter *rewriter, size_t *at)
{
	size_t from = *at, end;
	char before = from > 0 ? rewriter->text.s[from - 1] : '\n';
	struct found_tag tag, opening = {.from = from, .to = from + 1};
	struct str id;

	if (!rewriter->source->may_have_spans || rewriter->spans_n == LIMIT_SPANS || before == '!' || before == ']' ||
	    (end = span_end(rewriter, from)) == SIZE_MAX)
		return false;
	if (!tags_read(rewriter, end + 1, rewriter->leaf_end, &tag) || tag.kind != TAG_ATTRIBUTES ||
	    !is_attribute_list(tag.inside) || rewriter->text.s[from + 1] == '^' ||
	    wiki_is_defined(rewriter, str_slice(rewriter->text, from + 1, end)))
		return false;
	id = tags_id(tag.inside);
	if (id.n == 0 || (end > from + 1 && !tags_is_id_alone(tag.inside)))
		note_kramdown(rewriter, tag.from, tag.to);
	replace_by_anchor(rewriter, &opening, id);
	rewriter->span_ends[rewriter->spans_n++] = end;
	*at = from + 1;
	return true;
}

bool tags_end_span(struct rewriter *rewriter, size_t *at)
{
	struct found_tag tag;

	while (rewriter->spans_n != 0 && rewriter->span_ends[rewriter->spans_n - 1] < *at)
		rewriter->spans_n--;
	if (rewriter->spans_n == 0 || rewriter->span_ends[rewriter->spans_n - 1] != *at ||
	    !tags_read(rewriter, *at + 1, rewriter->leaf_end, &tag))
		return false;
	rewriter->spans_n--;
	rewriter_replace(rewriter, *at, tag.to, STR(""));
	*at = tag.to;
	return true;
}

/*
 * Behind a span: [x](y){:target="_blank"} of kramdown, [x](y){ .button } of MkDocs. Behind links and pictures it is
 * markdown_links.c's, behind a heading's text markdown_headings.c's.
 */
static size_t take_attributes(struct rewriter *rewriter, const struct found_tag *tag)
{
	char before = tag->from > 0 ? rewriter->text.s[tag->from - 1] : '\n';
	bool is_kramdown = str_starts(str_from(rewriter->text, tag->from), STR("{:")), is_list;
	struct found_tag whole = *tag;

	if (is_kramdown && str_eq(tags_word(str_trim(tag->inside)), STR("toc"))) {
		note(rewriter, DIAG_LEFTOVER_KRAMDOWN, tag->from, "\"{:toc}\" is left out");
		writer_note_hint(rewriter->writer, STR("the theme shows the table of contents"));
		rewriter_replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	}
	is_list = tags_is_whole_list(rewriter->text, tag) && strchr(is_kramdown ? ")]`*_>\"" : ")]`*>", before) != NULL;
	if (!is_list || is_heading_line(rewriter))
		return is_kramdown ? tag->to : tag->from + 1;
	if (before == ')' && !tags_is_id_alone(tag->inside))
		rewriter_mark(rewriter,
			      &(struct marker){.kind = MARKER_ATTRIBUTES,
					       .name = tag->inside,
					       .original = str_slice(rewriter->text, tag->from, tag->to)},
			      tag->from, tag->from);
	else if (!tags_is_id_alone(tag->inside))
		note_kramdown(rewriter, tag->from, tag->to);
	if (str_ends(str_slice(rewriter->text, 0, tag->from), STR("[]()")) && rewriter->copied + 4 <= tag->from)
		whole.from -= 4;
	replace_by_anchor(rewriter, &whole, tags_id(tag->inside));
	return tag->to;
}

/* ---- Microsoft Learn ---- */

size_t tags_take_learn(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str source = tags_argument(tag->inside, STR("source")), text;
	bool is_image = str_starts(str_from(rewriter->text, tag->from), STR(":::image"));

	if (source.n == 0)
		return tag->to;
	if (is_image) {
		tags_replace_by_link(rewriter, tag, true, tags_argument(tag->inside, STR("alt-text")), source,
				     STR_NONE);
		return tag->to;
	}
	text = rewriter_shown(rewriter, source);
	note(rewriter, DIAG_LEFTOVER_LEARN, tag->from, "\"%.*s\" is not fetched", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("put the code into the page"));
	if (str_starts(source, STR("http"))) {
		tags_replace_by_link(rewriter, tag, false, source, source, STR_NONE);
		return tag->to;
	}
	text =
	    str_find_char(source, '`') >= 0 ? source : arena_printf(rewriter->writer->arena, "`%.*s`", STR_ARG(source));
	rewriter_replace(rewriter, tag->from, tag->to, text);
	return tag->to;
}

/* ---- link targets with tags in them ---- */

/* {{ "/x" | relative_url }}: the string. */
static struct str literal_of(struct str inside)
{
	struct str rest = without_dashes(inside);
	ptrdiff_t end;

	if (rest.n < 2 || (rest.s[0] != '"' && rest.s[0] != '\''))
		return STR_NONE;
	end = str_find_char(str_from(rest, 1), rest.s[0]);
	return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
}

/* The end of a link's target that begins at `at`: white space or the bracket that closes the link. */
static size_t target_end(struct rewriter *rewriter, size_t at, size_t end, bool is_inline, bool *has_tags)
{
	unsigned depth = 0;

	*has_tags = false;
	while (at < end && rewriter_may_look(rewriter, 1)) {
		struct found_tag tag;
		char c = rewriter->text.s[at];

		if (c == '{' && tags_read(rewriter, at, end, &tag) && tag.kind <= TAG_SHORTCODE) {
			*has_tags = true;
			at = tag.to;
			continue;
		}
		if (str_is_space(c) || (is_inline && c == ')' && depth == 0))
			return at;
		depth += c == '(';
		depth -= c == ')' && depth != 0;
		at++;
	}
	return at;
}

/* Writes the target in angle brackets, for links.c to understand. */
static void wrap_target(struct rewriter *rewriter, size_t from, size_t to)
{
	struct buf target;
	size_t at = from;

	buf_init(&target, BUF_NO_LIMIT);
	buf_char(&target, '<');
	while (at < to) {
		struct found_tag tag;
		struct str part = str_slice(rewriter->text, at, at + 1);

		if (part.s[0] == '{' && tags_read(rewriter, at, to, &tag)) {
			struct str literal = tag.kind == TAG_VALUE ? literal_of(tag.inside) : STR_NONE;

			part = literal.s != NULL ? literal : str_slice(rewriter->text, at, tag.to);
			at = tag.to;
		} else {
			at++;
		}
		add_escaped(&target, part, "<>");
	}
	buf_char(&target, '>');
	rewriter_replace(rewriter, from, to, buf_view(&target));
	buf_release(&target);
}

size_t tags_take_target(struct rewriter *rewriter, size_t at, size_t end)
{
	bool is_inline = rewriter->text.s[at + 1] == '(', has_tags;
	size_t from = at + 2, to;

	while (from < end && (rewriter->text.s[from] == ' ' || rewriter->text.s[from] == '\t'))
		from++;
	if (from >= end || rewriter->text.s[from] == '<')
		return at + 1;
	to = target_end(rewriter, from, end, is_inline, &has_tags);
	if (!has_tags)
		return at + 1;
	wrap_target(rewriter, from, to);
	return to;
}

/* ---- any of them ---- */

size_t tags_take_raw_in_code(struct rewriter *rewriter, size_t at, size_t end, bool is_html)
{
	while ((at = rewriter_find(rewriter, at, end, STR("{"))) != SIZE_MAX) {
		struct str rest = str_slice(rewriter->text, at, end), shown;
		struct found_tag tag;
		size_t close, close_end;

		if (str_starts(rest, STR("{%")) && tags_read(rewriter, at, end, &tag) &&
		    str_eq(without_dashes(tag.inside), STR("raw")) &&
		    (close = find_liquid(rewriter, tag.to, "endraw", &close_end)) != SIZE_MAX && close_end <= end) {
			rewriter_replace(rewriter, tag.from, tag.to, STR(""));
			rewriter_replace(rewriter, close, close_end, STR(""));
			at = close_end;
		} else if ((str_starts(rest, STR("{{</*")) || str_starts(rest, STR("{{%/*"))) &&
			   tags_read(rewriter, at, end, &tag) && is_shown_shortcode(&tag, &shown)) {
			at = uncover_shortcode(rewriter, &tag, is_html);
		} else {
			at++;
		}
	}
	return end;
}

size_t tags_take(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	size_t behind;

	switch (tag->kind) {
	case TAG_LIQUID:
		return take_liquid(rewriter, tag, is_html);
	case TAG_VALUE:
		return take_value(rewriter, tag, is_html);
	case TAG_SHORTCODE:
		behind = is_html ? take_shortcode_in_html(rewriter, tag) : take_shortcode(rewriter, tag);
		end_alert_in_html(rewriter, tag);
		return behind;
	case TAG_COMMENT:
		rewriter_replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	case TAG_KRAMDOWN:
		return take_kramdown(rewriter, tag);
	case TAG_ATTRIBUTES:
		return take_attributes(rewriter, tag);
	case TAG_LEARN:
		return tags_take_learn(rewriter, tag);
	}
	return tag->to;
}
